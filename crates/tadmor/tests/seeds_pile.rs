//! The five pages that define the job, read by hand, assembled: who held the town when, which claims go back to one
//! telling, where they differ, and which page is of which day.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "it is a test")]

mod pile_support;

use pile_support::gold::{self, Gold};
use pile_support::*;
use tadmor::Ledger;
use tadmor::claim::Outcome;
use tadmor::control::{Holding, State};
use tadmor::day::Days;
use tadmor::ledger::difference::Pair;
use tadmor::ledger::{Difference, DifferenceKind, SupportWord};

struct World {
    gold: Gold,
    ledger: Ledger,
}

fn world() -> Option<World> {
    let gold = gold::load()?;
    let ledger = assemble(gold.readings.clone());
    Some(World { gold, ledger })
}

impl World {
    fn page_days(&self, start: &str) -> Days {
        let page = self.ledger.pages.iter().find(|page| page.name().starts_with(start)).unwrap();
        page.article.published.days
    }

    fn because(&self, start: &str) -> &str {
        let page = self.ledger.pages.iter().find(|page| page.name().starts_with(start)).unwrap();
        &page.article.published.because
    }

    fn one_event(&self, a: &str, b: &str) -> bool {
        one_event(&self.ledger, &self.gold.ids[a], &self.gold.ids[b])
    }

    fn one_origin(&self, a: &str, b: &str) -> bool {
        one_origin(&self.ledger, &self.gold.ids[a], &self.gold.ids[b])
    }

    fn differences(&self) -> impl Iterator<Item = &Difference> {
        self.ledger.events.iter().flat_map(|event| &event.differences)
    }

    fn differ(&self, kind: DifferenceKind, a: &str, b: &str) -> Option<&Difference> {
        let (a, b) = (&self.gold.ids[a], &self.gold.ids[b]);
        self.differences().find(|difference| {
            difference.kind == kind
                && ((&difference.a, &difference.b) == (a, b) || (&difference.a, &difference.b) == (b, a))
        })
    }
}

#[test]
fn pages_are_dated_by_each_other() {
    let Some(world) = world() else { return };
    for (page, from, to) in [
        ("000", "2017-03-03", "2017-03-03"),
        ("001", "2017-03-03", "2017-03-03"),
        ("002", "2016-12-12", "2016-12-31"),
        ("003", "2017-03-02", "2017-03-02"),
        ("004", "2016-03-25", "2016-03-31"),
    ] {
        assert_eq!(world.page_days(page), days(from, to), "{page}: {}", world.because(page));
    }
    assert!(world.because("000").contains("from the pile"), "{}", world.because("000"));
}

#[test]
fn claims_are_of_the_events_of_the_gold() {
    let Some(world) = world() else { return };
    for claim in world.ledger.events.iter() {
        println!("{:?} {} {} {:?}", claim.kind, claim.title, claim.days, claim.claims.len());
        for id in &claim.claims {
            let name = world.gold.ids.iter().find(|(_, known)| *known == id).unwrap().0;
            println!("    {name} {}", world.ledger.claim(id).unwrap().claim.quote);
        }
    }
    for (a, b) in [
        ("s05", "s16"),
        ("s05", "s33"),
        ("s16", "s36"),
        ("s33", "s41"),
        ("s33", "s45"),
        ("s33", "s44"),
        ("s05", "s09"),
        ("s13", "s16"),
        ("s31", "s49"),
        ("s31", "s57"),
        ("s29", "s50"),
        ("s22", "s08"),
        ("s26", "s27"),
    ] {
        assert!(world.one_event(a, b), "{a} and {b}");
    }
    for (a, b) in [
        ("s31", "s33"),
        ("s47", "s50"),
        ("s29", "s31"),
        ("s57", "s05"),
        ("s26", "s19"),
        ("s24", "s26"),
        ("s08", "s05"),
    ] {
        assert!(!world.one_event(a, b), "{a} and {b}");
    }
}

#[test]
fn claims_go_back_to_the_origins_of_the_gold() {
    let Some(world) = world() else { return };
    for origin in &world.ledger.origins {
        println!("{} {:?} {:?} {}", origin.speaker, origin.outlets, origin.occasion, origin.claims.len());
        for join in origin.joins.iter().filter(|join| {
            world.ledger.claim(&join.a).unwrap().page != world.ledger.claim(&join.b).unwrap().page
        }) {
            println!("    {:?} {}", join.rule, join.because);
        }
    }
    assert!(world.one_origin("s05", "s16"), "the briefing that two outlets carry");
    assert!(world.one_origin("s41", "s42"), "the monitor and its director");
    assert!(world.one_origin("s36", "s37"), "the Kremlin and its spokesman");
    for (a, b) in [
        ("s33", "s36"),
        ("s33", "s41"),
        ("s33", "s45"),
        ("s36", "s38"),
        ("s38", "s41"),
        ("s45", "s16"),
        ("s28", "s29"),
        ("s05", "s36"),
        ("s05", "s04"),
        ("s04", "s29"),
        ("s29", "s57"),
    ] {
        assert!(!world.one_origin(a, b), "{a} and {b}");
    }
    let briefing = &world.ledger.claim(&world.gold.ids["s05"]).unwrap().origin;
    let briefing = world.ledger.origin(briefing).unwrap();
    assert_eq!(briefing.outlets, ["SANA", "SouthFront"]);
    assert_eq!(briefing.occasion, on("2017-03-03"));
}

fn lies_in(days: Option<Days>, range: &serde_json::Value, what: &str) {
    let (from, to) = match range {
        serde_json::Value::Array(both) => (both[0].as_str().unwrap(), both[1].as_str().unwrap()),
        one => (one.as_str().unwrap(), one.as_str().unwrap()),
    };
    let days = days.unwrap_or_else(|| panic!("{what} lasts"));
    let allowed = Days::between(day(from), day(to));
    assert!(allowed.contains(days), "{what}: {days} is not within {allowed}");
}

#[test]
fn the_town_changes_hands_as_in_the_gold() {
    let Some(world) = world() else { return };
    println!("{}", line_of(&world.ledger, "Palmyra").join("\n"));
    let line: Vec<&Holding> =
        world.ledger.control.iter().filter(|holding| holding.place == "Palmyra").collect();
    // The four days of fighting may stand as contested by themselves.
    let fighting = |holding: &&&Holding| holding.causes.iter().any(|cause| cause.what == "fighting");
    let rest: Vec<&&Holding> = line.iter().filter(|holding| !fighting(holding)).collect();
    let wanted = world.gold.world["control"]["intervals"].as_array().unwrap();
    assert_eq!(rest.len(), wanted.len());
    for (holding, wanted) in rest.iter().zip(wanted) {
        let what = wanted.to_string();
        let state = match holding.state {
            State::Held => "held",
            State::Contested => "contested",
            State::Unknown => "unknown",
        };
        assert_eq!(Some(state), wanted["state"].as_str(), "{what}");
        assert_eq!(holding.holder.as_deref(), wanted["holder"].as_str(), "{what}");
        if state == "unknown" {
            continue;
        }
        lies_in(Some(holding.from), &wanted["from"], &what);
        match wanted["to"].is_null() {
            true => assert_eq!(holding.to, None, "{what}"),
            false => lies_in(holding.to, &wanted["to"], &what),
        }
        assert!(!holding.opened_by.is_empty(), "{what}");
    }
    let contested =
        line.iter().find(|holding| holding.state == State::Contested && !fighting(holding)).unwrap();
    assert_eq!(contested.causes[0].what, "extent");
    let not_all = &world.ledger.claim(&world.gold.ids["s44"]).unwrap().claim;
    let because = &contested.causes[0].because;
    assert!(because.contains(&not_all.speaker().name) && because.contains(&not_all.quote), "{because}");
    let fought = line.iter().find(|holding| fighting(holding)).unwrap();
    assert_eq!(fought.from, days("2016-12-07", "2016-12-08"));
    assert_eq!(fought.to, Some(on("2016-12-11")));
}

#[test]
fn differences_are_those_of_the_gold() {
    let Some(world) = world() else { return };
    for difference in world.differences() {
        println!(
            "{:?} {:?} hard {} | {} | {} | {}",
            difference.pair,
            difference.kind,
            difference.hard,
            difference.a_says,
            difference.b_says,
            difference.because
        );
    }
    let category = world.differ(DifferenceKind::Category, "s09", "s13").unwrap();
    assert_eq!((category.pair, category.hard), (Pair::Retelling, false));
    assert!(world.differ(DifferenceKind::Bound, "s09", "s13").is_some());
    for (a, b) in [
        ("37 armored", "37 infantry"),
        ("over 100 cars", "more than 100 other"),
        ("98 armed pickups", "more than 100 other"),
    ] {
        let found = world.differences().any(|difference| {
            let both = format!("{} | {}", difference.a_says, difference.b_says);
            difference.kind == DifferenceKind::Category
                && difference.pair == Pair::Retelling
                && both.contains(a)
                && both.contains(b)
        });
        assert!(found, "{a} and {b}");
    }
    let extent = world.differ(DifferenceKind::Extent, "s33", "s44").unwrap();
    assert_eq!((extent.pair, extent.hard), (Pair::Disagreement, true));
    let of_the_general = &world.gold.ids["s05"];
    for difference in world.differences().filter(|difference| difference.hard) {
        let later = difference.kind == DifferenceKind::Extent
            && [&difference.a, &difference.b].contains(&of_the_general);
        assert!(!later, "said a day later: {}", difference.because);
    }
}

#[test]
fn figures_are_those_of_one_origin() {
    let Some(world) = world() else { return };
    let event = world.ledger.claim(&world.gold.ids["s05"]).unwrap().event.clone().unwrap();
    let event = world.ledger.event(&event).unwrap();
    let line = |of: &str, outcome| {
        event.figures.iter().find(|line| line.of == of && line.outcome == outcome).unwrap()
    };
    let tanks = line("tanks", Outcome::Destroyed);
    assert_eq!((tanks.best, tanks.lines.len()), (Some(19), 1));
    assert_eq!(line("fighters", Outcome::Killed).best, None);
    assert_eq!(line("fighters", Outcome::KilledOrWounded).best, None);
    assert_eq!(line("armored vehicles", Outcome::Destroyed).best, None);
    assert_eq!(event.support.word, SupportWord::Contested);
    assert_eq!((event.support.pages, event.support.outlets), (3, 3));
    assert_eq!(event.support.origins, 6, "army, Kremlin, monitor, the general, agency, deputy");
    assert_eq!(event.support.sides, 3);
}

/// A reader that sees no "second" and no "first" still dates the pages: the weekdays and the parties are enough.
#[test]
fn without_ordinals_no_page_gets_a_wrong_day() {
    let Some(mut gold) = gold::load() else { return };
    for claim in gold.readings.iter_mut().flat_map(|reading| &mut reading.claims) {
        claim.ordinal = None;
    }
    let ledger = assemble(gold.readings);
    let right = [
        ("000", "2017-03-03", "2017-03-03"),
        ("001", "2017-03-03", "2017-03-03"),
        ("002", "2016-12-12", "2016-12-31"),
        ("003", "2017-03-02", "2017-03-02"),
        ("004", "2016-03-25", "2016-03-31"),
    ];
    for (name, from, to) in right {
        let page = ledger.pages.iter().find(|page| page.name().starts_with(name)).unwrap();
        let published = &page.article.published;
        println!("{name}: {} {}", published.days, published.because);
        assert!(published.days.contains(days(from, to)), "{name}: {}", published.days);
    }
}

/// Any four of the five pages: what a page that is missing would have told stays open, and nothing becomes wrong.
#[test]
fn with_a_page_missing_no_page_gets_a_wrong_day() {
    let Some(gold) = gold::load() else { return };
    let right = [
        ("000", "2017-03-03", "2017-03-03"),
        ("001", "2017-03-03", "2017-03-03"),
        ("002", "2016-12-12", "2016-12-31"),
        ("003", "2017-03-02", "2017-03-02"),
        ("004", "2016-03-25", "2016-03-31"),
    ];
    for missing in 0..gold.readings.len() {
        let mut readings = gold.readings.clone();
        let gone = readings.remove(missing);
        let ledger = assemble(readings);
        for (name, from, to) in right {
            let Some(page) = ledger.pages.iter().find(|page| page.name().starts_with(name)) else { continue };
            let published = &page.article.published;
            println!("without {}: {name} {}", gone.name(), published.days);
            assert!(
                published.days.overlaps(days(from, to)),
                "without {}: {name} {}",
                gone.name(),
                published.because
            );
        }
    }
}
