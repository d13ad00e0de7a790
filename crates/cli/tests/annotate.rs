//! `tadmor annotate`: every span is bytes of the text given, in whatever script.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use common::Workplace;

const TEXT: &str = "Podgorica, 17 May — “Government forces captured Šćepan Polje on Friday,” General Ivo Petran said.\n\n\
                    At least 12 fighters were killed near Mosul at 20:57, and the talks in Homs go on since May 2015.\n";

fn slices<'t>(value: &serde_json::Value, text: &'t str) -> Vec<&'t str> {
    let spans = value.as_array().unwrap().iter().map(|one| &one["span"]);
    spans.map(|span| text.get(at(span, 0)..at(span, 1)).unwrap()).collect()
}

fn at(span: &serde_json::Value, end: usize) -> usize {
    usize::try_from(span[end].as_u64().unwrap()).unwrap()
}

#[test]
fn spans_are_bytes_of_the_text() {
    let workplace = Workplace::new();
    workplace.write("text.txt", TEXT);
    let found = workplace.run(&["annotate", "--date", "2019-05-18", "text.txt"]).json();
    for sentence in found["sentences"].as_array().unwrap() {
        for token in sentence["tokens"].as_array().unwrap() {
            let span = &token["span"];
            assert_eq!(token["form"], TEXT[at(span, 0)..at(span, 1)], "{token}");
        }
    }
    let times: Vec<_> = slices(&found["times"], TEXT)
        .into_iter()
        .zip(found["times"].as_array().unwrap().iter().map(|time| time["value"].as_str().unwrap()))
        .collect();
    assert!(times.contains(&("Friday", "2019-05-17")), "{times:?}");
    assert!(times.contains(&("20:57", "2019-05-18T20:57")), "{times:?}");
    assert!(times.contains(&("May 2015", "2015-05")), "{times:?}");
    let places = slices(&found["places"], TEXT);
    assert!(places.contains(&"Mosul") && places.contains(&"Homs"), "{places:?}");
    assert!(!slices(&found["names"], TEXT).is_empty());
    assert!(!slices(&found["claims"], TEXT).is_empty());
    assert!(found["claims"][0].get("page").is_none());
}

#[test]
fn trees_stand_on_bytes_of_the_text_too() {
    let workplace = Workplace::new();
    workplace.write("text.txt", TEXT);
    let found = workplace.run(&["annotate", "text.txt"]).json();
    let trees = found["trees"].as_array().unwrap();
    assert!(trees.len() >= 2, "{trees:?}");
    for tree in trees {
        let tokens = tree["tokens"].as_array().unwrap();
        for token in tokens {
            let span = &token["span"];
            assert_eq!(token["form"], TEXT[at(span, 0)..at(span, 1)], "{token}");
            assert!(
                token["head"].is_null() || token["head"].as_u64().unwrap() < tokens.len() as u64,
                "{token}"
            );
        }
        assert_eq!(tokens.iter().filter(|token| token["head"].is_null()).count(), 1, "{tree}");
    }
    let names: Vec<&str> = trees.iter().flat_map(|tree| slices(&tree["names"], TEXT)).collect();
    assert!(names.contains(&"Mosul"), "{names:?}");
}

#[test]
fn trees_are_printed_a_word_a_line() {
    let workplace = Workplace::new();
    workplace.write("text.txt", TEXT);
    let printed = workplace.run(&["annotate", "--trees", "text.txt"]).ok();
    assert!(printed.starts_with("# newdoc id = text.txt\n# text = "), "{printed}");
    let mosul = printed.lines().find(|line| line.contains("\tMosul\t")).unwrap();
    assert_eq!(mosul.split('\t').count(), 10);
    assert!(mosul.contains("Name=B-place"), "{mosul}");
}

#[test]
fn each_line_of_many_texts_has_its_own_day() {
    let workplace = Workplace::new();
    workplace.write(
        "texts.jsonl",
        "{\"id\": \"a\", \"text\": \"The town fell on Friday.\", \"date\": \"2019-05-18\"}\n\n{\"id\": 7, \"text\": \"The town fell on Friday.\"}\n",
    );
    let printed = workplace.run(&["annotate", "--jsonl", "texts.jsonl"]).ok();
    let lines: Vec<serde_json::Value> =
        printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["id"], &lines[1]["id"]), (&"a".into(), &"7".into()));
    assert_eq!(lines[0]["times"][0]["value"], "2019-05-17");
    assert_eq!(lines[1]["times"][0]["value"], "XXXX-WXX-5");
}

/// The same trees as last time. CI compares the release program's with the same file: what is built for speed and what is
/// built for finding errors give the same bytes. `UPDATE=1` writes what is found today; the diff is reviewed.
#[test]
fn trees_are_those_that_were_reviewed() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tadmor/tests/cases");
    let text = cases.join("lang-trees.txt");
    let found = Workplace::new().run(&["annotate", "--trees", text.to_str().unwrap()]).ok();
    let reviewed = cases.join("lang-trees.conllu");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&reviewed, &found).unwrap();
    }
    assert_eq!(found, std::fs::read_to_string(&reviewed).unwrap(), "UPDATE=1 rewrites the file");
}
