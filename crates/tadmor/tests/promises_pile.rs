//! Promises of the rooms that see the pile, each named after what it promises.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "it is a test")]

mod pile_support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pile_support::*;
use tadmor::AssembleOptions;
use tadmor::Ledger;
use tadmor::claim::{Extent, Mood, Outcome, Role};
use tadmor::id::ClaimId;
use tadmor::ledger::{Decision, Verdict};
use tadmor::mention::count::Hedge;
use tadmor::mention::time::Time;
use tadmor::reading::{Reading, Source};
use tadmor::text::RawSpan;

/// A small war of our own making: two towns, three parties, five pages.
fn pile() -> Vec<Reading> {
    let mut first = page("a.html", "Lake Daily", on("2019-04-05"));
    told("control.gained", "the Blue Army entered Orsova")
        .at("Orsova")
        .by("Blue Army")
        .from("Red Front")
        .dated("2019-04-04")
        .on(&mut first);
    told("casualties", "41 of them fell")
        .at("Orsova")
        .from("Red Front")
        .figure("fighters", Outcome::Killed, Hedge::Exact, 41)
        .beside(&mut first);
    let mut second = page("b.html", "Hill Post", on("2019-04-06"));
    told("control.gained", "our men hold all of Orsova")
        .at("Orsova")
        .by("Blue Army")
        .extent(Extent::Whole)
        .says("Blue Army/Blue", Role::Officer)
        .told_when("Friday", weekday(5), on("2019-04-05"))
        .on(&mut second);
    told("control.gained", "they are not in all of Orsova")
        .at("Orsova")
        .by("Blue Army")
        .extent(Extent::Whole)
        .not()
        .says("Ana Bern/Red", Role::Official)
        .on(&mut second);
    let mut third = page("c.html", "Coast News", on("2019-06-02"));
    told("control.gained", "Red Front stormed Orsova")
        .at("Orsova")
        .by("Red Front")
        .from("Blue Army")
        .dated("2019-06-01")
        .on(&mut third);
    told("air strike", "jets hit Lipova").at("Lipova").by("Blue Army").dated("2019-06-01").on(&mut third);
    told("air strike", "jets hit Lipova again")
        .at("Lipova")
        .by("Blue Army")
        .dated("2019-06-02")
        .on(&mut third);
    let mut fourth = page("d.html", "Coast News", on("2019-06-03"));
    told("air strike", "a raid on Lipova").at("Lipova").by("Blue Army").dated("2019-06-02").on(&mut fourth);
    told("control.gained", "they will take Lipova")
        .at("Lipova")
        .by("Red Front")
        .mood(Mood::Intended)
        .says("Ana Bern/Red", Role::Official)
        .on(&mut fourth);
    let mut fifth = page("e.html", "Lake Daily", tadmor::day::Days::OPEN);
    told("control.gained", "Today Blue Army took Orsova from Red Front")
        .at("Orsova")
        .by("Blue Army")
        .from("Red Front")
        .when("Today", Time::DayOffset(0), tadmor::day::Days::OPEN)
        .on(&mut fifth);
    vec![first, second, third, fourth, fifth]
}

fn json(ledger: &Ledger) -> String {
    serde_json::to_string_pretty(ledger).unwrap()
}

#[test]
fn shuffled_readings_give_the_same_bytes() {
    let whole = json(&assemble(pile()));
    let mut readings = pile();
    for turn in 0..readings.len() {
        readings.rotate_left(1);
        let last = readings.len() - 1;
        readings.swap(turn % last, last);
        assert_eq!(json(&assemble(readings.clone())), whole);
    }
}

#[test]
fn adding_a_page_changes_only_what_it_touches() {
    let before = assemble(pile());
    let mut readings = pile();
    let mut more = page("f.html", "Isle Wire", on("2019-06-03"));
    told("shelling", "shells fell on Teius").at("Teius").by("Red Front").dated("2019-06-02").on(&mut more);
    told("air strike", "planes over Lipova").at("Lipova").by("Blue Army").dated("2019-06-02").on(&mut more);
    readings.push(more);
    let after = assemble(readings);
    let at = |ledger: &Ledger, place: &str| -> Vec<String> {
        let events = ledger.events.iter().filter(|event| event.places[0].name == place);
        events.map(|event| serde_json::to_string(event).unwrap()).collect()
    };
    assert_eq!(at(&before, "Orsova"), at(&after, "Orsova"));
    assert_ne!(at(&before, "Lipova"), at(&after, "Lipova"));
    assert_eq!(before.control, after.control);
    for origin in &before.origins {
        assert!(after.origins.contains(origin), "{}", origin.speaker);
    }
}

#[test]
fn the_same_bytes_under_two_names_are_one_page_with_two_sources() {
    let mut readings = pile();
    let mut again = readings[0].clone();
    again.sources = vec![Source::file("z/again.html")];
    readings.push(again);
    let ledger = assemble(readings);
    assert_eq!(ledger.pages.len(), 5);
    assert_eq!(ledger.pages[0].sources.len(), 2);
    let once = assemble(pile());
    assert_eq!(ledger.events, once.events);
}

#[test]
fn every_claim_is_in_one_origin_and_in_at_most_one_event() {
    let ledger = assemble(pile());
    let mut origins: BTreeMap<&ClaimId, usize> = BTreeMap::new();
    for id in ledger.origins.iter().flat_map(|origin| &origin.claims) {
        *origins.entry(id).or_default() += 1;
    }
    let mut events: BTreeMap<&ClaimId, usize> = BTreeMap::new();
    for id in ledger.events.iter().flat_map(|event| &event.claims) {
        *events.entry(id).or_default() += 1;
    }
    assert_eq!(ledger.claims.len(), 10);
    for claim in &ledger.claims {
        assert_eq!(origins[&claim.claim.id], 1);
        assert!(events.get(&claim.claim.id).is_none_or(|count| *count == 1));
        assert_eq!(claim.event.is_some(), events.contains_key(&claim.claim.id));
    }
}

#[test]
fn figures_are_combined_over_origins() {
    let mut readings = Vec::new();
    // One statement on nine pages, and two who say otherwise.
    for n in 0..9 {
        let mut carrier = page(&format!("carrier{n}.html"), &format!("Paper {n}"), on("2020-05-04"));
        told("shelling", "60 died")
            .at("Teius")
            .by("Red Front")
            .dated("2020-05-03")
            .says("Ana Bern", Role::Official)
            .told_when("Monday", weekday(1), on("2020-05-04"))
            .figure("people", Outcome::Killed, Hedge::Exact, 60)
            .on(&mut carrier);
        readings.push(carrier);
    }
    for (name, speaker) in [("x.html", "Town Hospital"), ("y.html", "Relief Watch")] {
        let mut other = page(name, name, on("2020-05-04"));
        told("shelling", "at least 22 died")
            .at("Teius")
            .by("Red Front")
            .dated("2020-05-03")
            .says(speaker, Role::Monitor)
            .figure("people", Outcome::Killed, Hedge::Exact, 22)
            .on(&mut other);
        readings.push(other);
    }
    let ledger = assemble(readings);
    assert_eq!(ledger.events.len(), 1);
    let event = &ledger.events[0];
    assert_eq!((event.support.pages, event.support.outlets, event.support.origins), (11, 11, 3));
    let line = &event.figures[0];
    assert_eq!((line.low, line.best, line.high), (Some(22), Some(22), Some(60)));
    assert_eq!(line.lines.len(), 3);
}

#[test]
fn nothing_is_finer_than_its_source() {
    let ledger = assemble(pile());
    let event_days: BTreeMap<_, _> = ledger.events.iter().map(|event| (&event.id, event.days)).collect();
    for claim in &ledger.claims {
        // A claim without words of time gets no day from its event or page.
        let given = pile()
            .iter()
            .flat_map(|page| page.claims.clone())
            .find(|given| given.id == claim.claim.id)
            .unwrap();
        assert_eq!(claim.claim.when.is_some(), given.when.is_some());
        let (Some(now), Some(then)) = (&claim.claim.when, &given.when) else { continue };
        assert!(then.days.contains(now.days), "narrowed, never moved");
        if now.days != then.days {
            assert!(!now.because.is_empty());
            let event = claim.event.as_ref().unwrap();
            assert!(now.days.contains(event_days[event]), "not finer than the event that dates it");
        }
    }
    // A month stays a month, with no other page to narrow it.
    let mut page = page("m.html", "Lake Daily", on("2020-01-09"));
    let month = days("2018-03-01", "2018-03-31");
    told("control.gained", "took Orsova in March 2018")
        .at("Orsova")
        .by("Red Front")
        .when("March 2018", Time::Fixed(month), month)
        .history()
        .on(&mut page);
    let ledger = assemble(vec![page]);
    assert_eq!(ledger.events[0].days, month);
    assert_eq!(ledger.control[1].from, month);
    assert_eq!(ledger.control[0].to, Some(month));
}

#[test]
fn what_people_reject_is_kept_and_counts_nowhere() {
    let readings = pile();
    let claim = readings[1].claims[1].clone();
    let decision = |verdict, when: &str, span| Decision {
        page_id: claim.page_id.clone(),
        span,
        kind: claim.kind,
        verdict,
        who: "an editor".to_owned(),
        when: when.to_owned(),
        why: "misread".to_owned(),
    };
    let options = AssembleOptions::default();
    // A new reading moved the span a little: the decision still stands.
    let moved = RawSpan { start: claim.span.start + 2, end: claim.span.end + 2 };
    let reject = decision(Verdict::Reject, "2020-01-02", moved);
    let ledger = tadmor::assemble(readings.clone(), std::slice::from_ref(&reject), tables(), &options);
    let kept = ledger.claim(&claim.id).unwrap();
    assert_eq!((kept.decision, kept.event.is_none()), (Some(Verdict::Reject), true));
    assert!(ledger.events.iter().all(|event| !event.claims.contains(&claim.id)));
    for event in &ledger.events {
        assert_eq!(event.differences, []);
    }
    // The later one stands, in whatever order they come; one that finds no claim is told.
    let accept = decision(Verdict::Accept, "2020-01-03", claim.span);
    let lost = decision(Verdict::Reject, "2020-01-04", RawSpan { start: 9000, end: 9010 });
    let ledger = tadmor::assemble(readings, &[lost.clone(), accept, reject], tables(), &options);
    assert_eq!(ledger.claim(&claim.id).unwrap().decision, Some(Verdict::Accept));
    assert!(ledger.claim(&claim.id).unwrap().event.is_some());
    assert_eq!(ledger.unanchored, [lost]);
}

/// The rooms in the order that the data walks. `reuse` makes a page's sketch while it is read and stands with `page`.
const ROOMS: &[&str] = &[
    "lang", "page", "article", "sentence", "mention", "resolve", "claim", "reading", "origin", "event",
    "date", "control", "ledger", "assemble", "export",
];

/// Modules that any room may use.
const GROUND: &[&str] = &["text", "day", "id", "note", "tables", "calendar", "forest"];

/// Edges that look ahead and why they may: types that an earlier room fills in for a later one.
const EXCEPTIONS: &[(&str, &str)] = &[
    // `resolve` fills in the Party and the Place of a claim.
    ("resolve", "claim"),
    // `reading` keeps the sketch that `origin::reuse` makes from the page alone.
    ("reading", "origin"),
];

#[test]
fn rooms_only_look_back() {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    let mut edges = 0;
    for file in files {
        let path = file.strip_prefix(&source).unwrap();
        let first = path.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
        let Some(own) = ROOMS.iter().position(|room| *room == first) else { continue };
        for line in std::fs::read_to_string(&file).unwrap().lines() {
            if line.trim_start().starts_with("//") {
                continue;
            }
            for part in line.split("crate::").skip(1) {
                let used: String =
                    part.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
                let Some(room) = ROOMS.iter().position(|room| *room == used) else {
                    let known = GROUND.contains(&used.as_str())
                        || used.is_empty()
                        || used
                            .chars()
                            .all(|letter| !letter.is_lowercase() || used.starts_with(char::is_uppercase));
                    assert!(known, "{}: crate::{used} is no room: name it in this test", path.display());
                    continue;
                };
                let allowed = room <= own || EXCEPTIONS.contains(&(ROOMS[own], ROOMS[room]));
                assert!(allowed, "{} looks ahead: {} uses {used}", path.display(), ROOMS[own]);
                edges += 1;
            }
        }
    }
    assert!(edges > 50, "the test reads the edges: {edges}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => collect(&path, files),
            false if path.extension().is_some_and(|extension| extension == "rs") => files.push(path),
            false => {}
        }
    }
}
