//! What people see: the ledger in words, by any spelling, and the bundled pages.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use common::Workplace;

fn demo() -> Workplace {
    let workplace = Workplace::new();
    workplace.run(&["demo", "--no-open", "-o", "demo"]).ok();
    workplace
}

#[test]
fn a_place_is_found_by_any_spelling() {
    let workplace = demo();
    let timeline = |place: &str| workplace.run(&["control", place, "--ledger", "demo/tadmor.db"]).ok();
    let palmyra = timeline("Palmyra");
    assert!(palmyra.starts_with("Palmyra"), "{palmyra}");
    for spelling in ["palmyra", "Tadmur", "Tadmor", "تدمر"] {
        assert_eq!(timeline(spelling), palmyra, "{spelling}");
    }
    let said = workplace.run(&["control", "Nowhere-at-all", "--ledger", "demo/tadmor.db"]).failed(1);
    assert!(said.contains("no page names a place"), "{said}");
}

#[test]
fn what_was_known_earlier_holds_nothing_told_later() {
    let workplace = demo();
    let ledger = ["--ledger", "demo/tadmor.db", "--json"];
    let holdings = |day: &str| {
        let mut arguments = vec!["control", "Palmyra", "--as-known-on", day];
        arguments.extend(ledger);
        workplace.run(&arguments).ok()
    };
    assert!(!holdings("2016-01-01").contains("2017-"), "{}", holdings("2016-01-01"));
    assert!(holdings("2018-01-01").contains("2017-"));
    assert_eq!(holdings("1999-01-01"), "");
}

#[test]
fn ids_are_found_by_their_start_and_asked_for_where_several_fit() {
    let workplace = demo();
    let run = |arguments: &[&str]| workplace.run(&[arguments, &["--ledger", "demo/tadmor.db"]].concat());
    let events = run(&["events", "--json"]).ok();
    let event: serde_json::Value = serde_json::from_str(events.lines().next().unwrap()).unwrap();
    let id = event["id"].as_str().unwrap();
    assert_eq!(run(&["show", id, "--json"]).json(), event);
    assert!(run(&["compare", id]).ok().contains("Claims, by origin"));
    let said = run(&["show", "e"]).failed(1);
    assert!(said.contains("several ids"), "{said}");
    run(&["show", "zzz"]).failed(1);
    let claim = event["claims"][0].as_str().unwrap();
    assert!(run(&["show", claim]).ok().contains("said by"));
    let page = run(&["articles", "--json", "--limit", "1"]).json();
    assert!(run(&["show", page["page"].as_str().unwrap()]).ok().contains("published"));
    // Every line of a listing is what the export writes.
    let export = run(&["export", "jsonl", "--what", "events"]).ok();
    assert_eq!(export.split_once('\n').unwrap().1, events);
}

#[test]
fn one_page_is_read_without_a_ledger() {
    let workplace = Workplace::new();
    workplace.write("a.txt", common::page(4));
    let page = workplace.run(&["page", "a.txt", "--json"]).json();
    for key in ["page", "page_id", "published", "comments", "zones", "body", "comment_texts", "claims"] {
        assert!(page.get(key).is_some(), "{key}: {page}");
    }
    assert!(page["body"].as_str().unwrap().contains("statement number 4"));
    assert!(workplace.run(&["page", "a.txt"]).ok().contains("Zones"));
    assert!(!workplace.path("tadmor.db").exists());
    workplace.run(&["completions", "bash"]).ok();
}
