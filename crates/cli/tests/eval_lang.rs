//! `tadmor eval lang` and `names` measure as the scorers that count, on treebanks and marks of our own.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use std::process::Command;

use common::{Workplace, shared};

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

#[test]
fn our_figures_of_names_are_those_of_the_scorer_that_counts() {
    let Some(scorer) = shared("score/re3d_score.py") else { return };
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: python3 is absent");
        return;
    }
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
