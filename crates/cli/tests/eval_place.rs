//! `tadmor eval place` and `where-when` measure as they say, on texts of our own.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use std::process::Command;

use common::{Workplace, scorer};

/// Two texts: one of places that we know and one of a village that nobody knows; letters of two bytes before them.
const TEXTS: [&str; 2] = [
    "« Déjà vu »: Yemeni officers flew from Aden to Cairo, Egypt, on Monday. Trucks waited 30 km east of Palmyra, in Syria.",
    "The ferry of Qumberlinga sank off Malta. Its captain, Sydney Paris, swam.",
];

/// The texts with toponyms: the name, how often it stood before, latitude, longitude.
fn set() -> String {
    let given: [&[(&str, f64, f64)]; 2] = [
        &[
            ("Yemeni", 15.5, 47.5),
            ("Aden", 12.78, 45.04),
            ("Cairo", 37.0, -89.18),
            ("Egypt", 27.0, 30.0),
            ("Palmyra", 34.56, 38.28),
        ],
        &[("Qumberlinga", 1.0, 1.0), ("Malta", 35.9, 14.4)],
    ];
    let mut lines = String::new();
    for (at, (text, names)) in TEXTS.iter().zip(given).enumerate() {
        let toponyms: Vec<String> = names
            .iter()
            .map(|(name, lat, lon)| {
                let start = text[..text.find(name).unwrap()].chars().count();
                let end = start + name.chars().count();
                format!("{{\"start\": {start}, \"end\": {end}, \"phrase\": \"{name}\", \"name\": \"{name}\", \"lat\": {lat}, \"lon\": {lon}}}")
            })
            .collect();
        lines.push_str(&format!(
            "{{\"id\": \"t{at}\", \"text\": \"{text}\", \"toponyms\": [{}]}}\n",
            toponyms.join(", ")
        ));
    }
    lines
}

#[test]
fn places_are_counted_by_span_and_by_distance() {
    let workplace = Workplace::new();
    workplace.write("own.jsonl", set());
    let printed = workplace.run(&["eval", "place", "own.jsonl", "--json"]).ok();
    let row: serde_json::Value = serde_json::from_str(printed.lines().next().unwrap()).unwrap();
    assert_eq!(row["set"], "place own");
    // Cairo is the one of Egypt, whatever the marks say; nobody knows Qumberlinga.
    assert_eq!(row["recall"].as_f64().unwrap(), 6.0 / 7.0, "{row}");
    assert!((row["accuracy_161"].as_f64().unwrap() - 5.0 / 6.0).abs() < 1e-9, "{row}");

    workplace.write("floors.toml", "[place own]\nend_to_end_161 = 0.99\n");
    let below = workplace.run(&["eval", "place", "own.jsonl", "--floors", "floors.toml"]);
    assert_eq!(below.code, 1, "{below:?}");
}

#[test]
fn our_figures_of_places_are_those_of_the_scorer_that_counts() {
    let Some(scorer) = scorer("place.py") else { return };
    let workplace = Workplace::new();
    workplace.write("own.jsonl", set());
    let ours = workplace.run(&["eval", "place", "own.jsonl", "--out", "found.jsonl"]).ok();
    let theirs = Command::new("python3")
        .arg(scorer)
        .args([workplace.path("own.jsonl"), workplace.path("found.jsonl")])
        .output()
        .unwrap();
    let theirs = String::from_utf8(theirs.stdout).unwrap();
    let numbers = |text: &str| -> Vec<String> {
        let words = text.split(|character: char| !(character.is_ascii_digit() || character == '.'));
        words.filter(|word| word.contains('.')).map(str::to_owned).collect()
    };
    let ours = numbers(&ours);
    for number in numbers(&theirs) {
        assert!(ours.contains(&number), "{number} of {theirs} is not among {ours:?}");
    }
}

#[test]
fn a_set_without_toponyms_is_told() {
    let workplace = Workplace::new();
    workplace.write("none.jsonl", "{\"id\": 1, \"text\": \"Rain.\", \"toponyms\": []}\n");
    let said = workplace.run(&["eval", "place", "none.jsonl"]).failed(1);
    assert!(said.contains("no toponym is marked"), "{said}");
}

#[test]
fn an_event_has_the_place_and_the_day_that_its_verb_takes() {
    let workplace = Workplace::new();
    let text = "Shell hits kiosk\n\nDAMASCUS, 4 March 2017 - A shell hit a kiosk in al-Bab, in Aleppo province, on Friday, a clerk said in Ankara.\n";
    workplace.write("set/pages/one.txt", text);
    workplace.write("set/pages.jsonl", "{\"page\": \"one\", \"part\": \"build\", \"day\": \"2017-03-04\"}\n");
    let event = |words: &str| {
        format!(
            "{{\"page\": \"one\", \"event\": \"e1\", \"words\": \"{words}\", \"day\": {{\"from\": \"2017-03-03\", \"to\": \"2017-03-03\"}}, \"place\": {{\"name\": \"Al-Bab\", \"lat\": 36.37, \"lon\": 37.52, \"gazetteer_id\": null}}}}\n"
        )
    };
    workplace.write("set/events.jsonl", event("A shell hit a kiosk"));
    let printed = workplace.run(&["eval", "where-when", "set", "--json", "--show"]).ok();
    assert!(printed.contains("\"place\":1.0") && printed.contains("\"day\":1.0"), "{printed}");
    workplace.write("set/events.jsonl", event("an unwritten deed"));
    let said = workplace.run(&["eval", "where-when", "set"]).failed(1);
    assert!(said.contains("are not in the page"), "{said}");
}
