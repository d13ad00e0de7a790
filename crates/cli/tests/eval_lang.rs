//! `tadmor eval lang` and `names` measure as the scorers that count, on treebanks and marks of our own.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use std::process::Command;

use common::{Workplace, scorer};

/// Two documents, the first of news; "cannot" is two words.
const BANK: &str = "\
# newdoc id = GUM_news_ferry
# sent_id = a-1
# text = Boats cannot cross.
1\tBoats\tboat\tNOUN\tNNS\t_\t4\tnsubj\t_\t_
2-3\tcannot\t_\t_\t_\t_\t_\t_\t_\t_
2\tcan\tcan\tAUX\tMD\t_\t4\taux\t_\t_
3\tnot\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tcross\tcross\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# newdoc id = letter
# sent_id = b-1
# text = Ana left.
1\tAna\tAna\tPROPN\tNNP\t_\t2\tnsubj\t_\t_
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

";

#[test]
fn a_treebank_has_a_row_for_each_way_of_reading_it() {
    let workplace = Workplace::new();
    workplace.write("own-test.conllu", BANK);
    let printed = workplace.run(&["eval", "lang", "own-test.conllu", "--json", "--out", "given.conllu"]).ok();
    let rows: Vec<serde_json::Value> =
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let sets: Vec<&str> = rows.iter().map(|row| row["set"].as_str().unwrap()).collect();
    let expected = ["lang own-test", "lang own-test news", "lang own-test raw", "lang own-test news raw"];
    assert_eq!(sets, expected);
    assert_eq!((&rows[0]["words"], &rows[1]["words"]), (&8.0.into(), &5.0.into()));
    assert!(rows[0].get("words_f1").is_none() && rows[2].get("words_f1").is_some());

    // What was written is a treebank with the same words, and its own reading is wholly right.
    let written = std::fs::read_to_string(workplace.path("given.conllu")).unwrap();
    let words =
        |text: &str| text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).count();
    assert_eq!(words(&written), 8, "{written}");
    let again = workplace.run(&["eval", "lang", "given.conllu", "--json"]).ok();
    let again: serde_json::Value = serde_json::from_str(again.lines().next().unwrap()).unwrap();
    assert_eq!((&again["las"], &again["upos"]), (&1.0.into(), &1.0.into()));
}

#[test]
fn a_row_below_its_floor_is_named() {
    let workplace = Workplace::new();
    workplace.write("own-test.conllu", BANK);
    workplace.write("floors.toml", "[lang own-test raw]\nlas = 1.1\n[lang own-test]\nwords = 8\n");
    let ran = workplace.run(&["eval", "lang", "own-test.conllu", "--floors", "floors.toml"]);
    let said = ran.failed(1);
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn a_file_that_is_no_treebank_is_named_with_its_line() {
    let workplace = Workplace::new();
    workplace.write("bad.conllu", "# text = x\n1\tx\n");
    let said = workplace.run(&["eval", "lang", "bad.conllu"]).failed(3);
    assert!(said.contains("line 2"), "{said}");
}

const MARKED: &str = "\
# newdoc id = lake
# sent_id = lake-1
# text = Mosul's mayor left.
1\tMosul\tB-LOC\t-\t-
2\t's\tO\t-\t-
3\tmayor\tO\t-\t-
4\tleft\tO\t-\t-
5\t.\tO\t-\t-

";

#[test]
fn marked_words_have_a_row_for_each_way_of_reading_them() {
    let workplace = Workplace::new();
    workplace.write("own-test.iob2", MARKED);
    let printed = workplace.run(&["eval", "names", "own-test.iob2", "--json"]).ok();
    let rows: Vec<serde_json::Value> =
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found: Vec<_> = rows.iter().map(|row| (row["set"].as_str().unwrap(), &row["LOC_f1"])).collect();
    assert_eq!(found, [("names own-test", &1.0.into()), ("names own-test raw", &1.0.into())]);
}

#[test]
fn sets_that_hold_no_name_or_no_sentence_are_told() {
    let workplace = Workplace::new();
    let said = |file: &str, text: &str, set: &str, code: i32| {
        workplace.write(file, text);
        workplace.run(&["eval", set, file]).failed(code)
    };
    let bare = said("bad.iob2", "1\tMosul\tB-LOC\nMosul B-LOC\n", "names", 3);
    assert!(bare.contains("line 2") && bare.contains("parted by tabs"), "{bare}");
    let nothing = said("none.iob2", &MARKED.replace("B-LOC", "O"), "names", 1);
    assert!(nothing.contains("no name is marked"), "{nothing}");
    let empty = said("empty.conllu", "# newdoc id = a\n", "lang", 1);
    assert!(empty.contains("no sentence") && empty.contains("CoNLL-U"), "{empty}");
    let re3d = workplace.write("re3d/own/entities.jsonl", "\n");
    workplace.write("re3d/own/documents.jsonl", "{\"_id\": \"d1\", \"text\": \"Ana left.\"}\n");
    let nothing = workplace.run(&["eval", "names", "re3d"]).failed(3);
    assert!(nothing.contains("nothing is in it"), "{nothing} {}", re3d.display());
    // Words with labels and lines of JSON are two forms.
    workplace.write("own.iob2", MARKED);
    let mixed = workplace.run(&["eval", "names", "own.iob2", "re3d", "--out", "found"]).failed(2);
    assert!(mixed.contains("one form") && !workplace.path("found").exists(), "{mixed}");
}

#[test]
fn what_training_lacks_is_named_and_nothing_is_made() {
    let workplace = Workplace::new();
    let train = |arguments: &[&str], code: i32| {
        let all = [&["train"], arguments, &["--data", "sets", "-o", "made"]].concat();
        let said = workplace.run(&all).failed(code);
        assert!(!workplace.path("made").exists());
        // A terminal's lines are short.
        said.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ")
    };
    workplace.write("sets/other/gold.jsonl", "");
    assert!(train(&[], 1).contains("neither labelled pages"));
    let said = train(&["names"], 1);
    assert!(said.contains("re3d/CENTCOM/entities.jsonl") && said.contains("models/names.md"), "{said}");
    assert!(train(&["names", "html"], 2).contains("apart"));

    for file in ["ewt/ewt-train.conllu.gz", "ewt/ewt-dev.conllu.gz", "gum/gum-train-free.conllu.gz"] {
        workplace.write(&format!("sets/{file}"), "");
    }
    workplace.write("sets/gum/train-licences.tsv", "");
    let said = train(&["lemmas"], 1);
    assert!(said.contains("missing: clusters.tsv"), "{said}");
    let clusters = workplace.write("sets/clusters.tsv", "rebels\tone\n");
    let said = train(&["lemmas"], 3);
    assert!(
        said.contains(clusters.file_name().unwrap().to_str().unwrap()) && said.contains("line 1"),
        "{said}"
    );
    assert!(said.contains("sets/clusters.tsv"), "{said}");
}

#[test]
fn our_figures_of_names_are_those_of_the_scorer_that_counts() {
    let Some(scorer) = scorer("re3d_score.py") else { return };
    let workplace = Workplace::new();
    let text = "Šibenik, 3 May – General Ivo Petran said that Syria and the United Nations had sent tanks to Damascus.";
    workplace.write("re3d/own/documents.jsonl", format!("{{\"_id\": \"d1\", \"text\": \"{text}\"}}\n"));
    let mark = |name: &str, kind: &str| {
        let begin = text[..text.find(name).unwrap()].chars().count();
        let end = begin + name.chars().count();
        format!("{{\"documentId\": \"d1\", \"begin\": {begin}, \"end\": {end}, \"type\": \"{kind}\"}}\n")
    };
    let marks = [
        mark("Šibenik", "Location"),
        mark("General Ivo Petran", "Person"),
        mark("Syria", "Location"),
        mark("the United Nations", "Organisation"),
        mark("Damascus", "Location"),
    ];
    workplace.write("re3d/own/entities.jsonl", marks.concat());
    let ours = workplace.run(&["eval", "names", "re3d", "--out", "found.jsonl"]).ok();
    let theirs = Command::new("python3")
        .arg(scorer)
        .args([workplace.path("re3d"), workplace.path("found.jsonl")])
        .output()
        .unwrap();
    let theirs = String::from_utf8(theirs.stdout).unwrap();
    assert!(theirs.contains("ALL P"), "{theirs}");
    for line in theirs.lines() {
        let (label, figures) = line.split_once(" P ").unwrap();
        let figures = figures.split([')', ',']).next().unwrap();
        let same = |other: &str| other.starts_with(label.trim_end()) && other.contains(figures);
        assert!(ours.lines().any(same), "{line}\nis not in\n{ours}");
    }
}
