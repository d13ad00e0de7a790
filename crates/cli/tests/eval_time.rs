//! `tadmor eval time` measures as the scorer that counts, on texts of our own.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use std::process::Command;

use common::{Workplace, scorer};

/// Two texts; the marks are in characters, and not all of them are what is read.
const MARKED: &str = r#"{"id": "a", "date": "2017-03-03", "text": "Élan: the dam fell on Thursday, after two days of shelling since 1 March.", "times": [{"start": 22, "end": 30, "type": "DATE", "value": "2017-03-02"}, {"start": 38, "end": 46, "type": "DURATION", "value": "P2D"}, {"start": 65, "end": 72, "type": "DATE", "value": "2016-03-01"}]}
{"id": "b", "text": "On 3 May 2019 the mayor spoke at length.", "times": [{"start": 3, "end": 9, "type": "DATE", "value": "2019-05-03"}, {"start": 33, "end": 39, "type": "DURATION", "value": "PXD"}]}
"#;

#[test]
fn times_are_counted_as_the_scorer_counts_them() {
    let workplace = Workplace::new();
    workplace.write("own.jsonl", MARKED);
    let printed = workplace.run(&["eval", "time", "own.jsonl", "--json", "--out", "found.jsonl"]).ok();
    let row: serde_json::Value = serde_json::from_str(printed.trim()).unwrap();
    assert_eq!(row["set"], "time own");
    // Five are marked and four found: of these two stand as marked, all overlap, three have the value.
    assert_eq!(row["strict_f1"].as_f64(), Some(2.0 * 3.0 / 9.0), "{printed}");
    assert_eq!(row["relaxed_f1"].as_f64(), Some(2.0 * 4.0 / 9.0), "{printed}");
    assert_eq!(row["value_f1"].as_f64(), Some(2.0 * 3.0 / 9.0), "{printed}");

    let Some(scorer) = scorer("time.py") else { return };
    let inside = |name: &str| workplace.path(name);
    let ran = Command::new("python3")
        .arg(scorer)
        .arg(inside("own.jsonl"))
        .arg(inside("found.jsonl"))
        .output()
        .unwrap();
    let told = String::from_utf8(ran.stdout).unwrap();
    assert!(told.contains("strict F1 66.67") && told.contains("value F1 66.67"), "{told}");
}

#[test]
fn a_line_that_marks_no_part_of_its_text_is_an_error() {
    let workplace = Workplace::new();
    workplace.write(
        "own.jsonl",
        r#"{"id": "a", "text": "On Monday.", "times": [{"start": 3, "end": 90, "type": "DATE", "value": "X"}]}"#,
    );
    let told = workplace.run(&["eval", "time", "own.jsonl"]).failed(3);
    assert!(told.contains("own.jsonl") && told.contains("no part of the text"), "{told}");
}
