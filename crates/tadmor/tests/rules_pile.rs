//! The rules by which claims of a pile are joined, dated and compared, each on a small pile of our own making, with
//! the near misses that must stay apart.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "it is a test")]

mod pile_support;

use pile_support::*;
use tadmor::claim::{Extent, Mood, Outcome, Role};
use tadmor::control::{Options as ControlOptions, Rule};
use tadmor::day::Days;
use tadmor::ledger::difference::Pair;
use tadmor::ledger::figure::FigureRule;
use tadmor::ledger::{DifferenceKind, SupportWord};
use tadmor::mention::count::Hedge;
use tadmor::mention::time::{Time, Unit, Which};
use tadmor::origin::JoinRule;
use tadmor::origin::reuse;
use tadmor::page::Zone;
use tadmor::{AssembleOptions, Ledger};

fn has(ledger: &Ledger, kind: DifferenceKind, pair: Pair, hard: bool) -> bool {
    let all = ledger.events.iter().flat_map(|event| &event.differences);
    all.clone().any(|difference| (difference.kind, difference.pair, difference.hard) == (kind, pair, hard))
}

// ---- origins

fn briefing(name: &str, outlet: &str, published: Days, n: u64) -> (tadmor::Reading, tadmor::id::ClaimId) {
    let mut page = page(name, outlet, published);
    let id = told("air strike", "the general counted the sorties")
        .at("Kamenka")
        .by("Blue Air Force")
        .says("Piotr Wolny", Role::Officer)
        .figure("sorties", Outcome::Flown, Hedge::Exact, n)
        .on(&mut page);
    (page, id)
}

#[test]
fn one_speaker_on_one_day_is_one_origin_on_two_pages() {
    let (first, a) = briefing("a", "Lake Daily", on("2022-03-04"), 12);
    let (second, b) = briefing("b", "Hill Post", on("2022-03-04"), 14);
    assert!(one_origin(&assemble(vec![first, second]), &a, &b));
}

#[test]
fn one_speaker_on_two_days_is_two_origins() {
    let (first, a) = briefing("a", "Lake Daily", on("2022-03-04"), 12);
    let (second, b) = briefing("b", "Hill Post", on("2022-03-09"), 12);
    assert!(!one_origin(&assemble(vec![first, second]), &a, &b));
}

#[test]
fn an_undated_page_does_not_bridge_two_briefings() {
    let (first, a) = briefing("a", "Lake Daily", on("2022-03-04"), 12);
    let (second, b) = briefing("b", "Hill Post", on("2022-03-09"), 14);
    let (open, c) = briefing("c", "Coast News", Days::OPEN, 16);
    let ledger = assemble(vec![first, second, open]);
    assert!(!one_origin(&ledger, &a, &b));
    assert!(!one_origin(&ledger, &a, &c) && !one_origin(&ledger, &b, &c));
}

#[test]
fn an_odd_figure_shows_which_briefing_an_undated_page_carries() {
    let (first, a) = briefing("a", "Lake Daily", on("2022-03-04"), 437);
    let (second, b) = briefing("b", "Hill Post", on("2022-03-09"), 391);
    let (open, c) = briefing("c", "Coast News", Days::OPEN, 391);
    let ledger = assemble(vec![first, second, open]);
    assert!(one_origin(&ledger, &b, &c) && !one_origin(&ledger, &a, &c));
}

#[test]
fn saying_the_same_thing_is_not_one_origin() {
    let mut first = page("a", "Lake Daily", on("2022-03-04"));
    let mut second = page("b", "Hill Post", on("2022-03-04"));
    let claim =
        || told("control.gained", "the town has fallen").at("Kamenka").by("Blue Army/Blue").from("Reds/Red");
    let own = claim().on(&mut first);
    let officer = claim().says("Piotr Wolny/Blue", Role::Officer).on(&mut first);
    let ministry = claim().says("Blue Ministry/Blue", Role::Official).on(&mut second);
    let unnamed = claim().says("activists", Role::Unnamed).on(&mut second);
    let others = claim().says("activists", Role::Unnamed).on(&mut first);
    let ledger = assemble(vec![first, second]);
    let all = [own, officer, ministry, unnamed, others];
    for (at, a) in all.iter().enumerate() {
        for b in &all[at + 1..] {
            assert!(!one_origin(&ledger, a, b));
        }
    }
    // All tell of one event, of which five speak for one side that is known.
    let event = &ledger.events[0];
    assert_eq!((event.support.origins, event.support.sides), (5, 1));
    assert_eq!(event.support.word, SupportWord::OneSide);
}

#[test]
fn an_institution_in_the_title_is_its_officer_in_the_body() {
    let mut first = page("a", "Lake Daily", on("2022-03-04"));
    let dead = |claim: Told| {
        claim.at("Kamenka").from("Reds").figure("fighters", Outcome::Killed, Hedge::AtLeast, 300)
    };
    let title = dead(told("casualties", "At least 300 killed"))
        .says("Blue Ministry/Blue", Role::Official)
        .zone(Zone::Title)
        .on(&mut first);
    let body = dead(told("casualties", "killing at least 300"))
        .says("Piotr Wolny/Blue", Role::Officer)
        .on(&mut first);
    let another = told("casualties", "9 of ours fell")
        .at("Kamenka")
        .figure("soldiers", Outcome::Killed, Hedge::Exact, 9)
        .says("Jan Maly/Blue", Role::Officer)
        .on(&mut first);
    let ledger = assemble(vec![first]);
    assert!(one_origin(&ledger, &title, &body));
    assert!(!one_origin(&ledger, &title, &another));
}

#[test]
fn a_chain_joins_the_speaker_whom_it_passes_on() {
    let mut first = page("a", "Lake Daily", on("2022-03-04"));
    let claim = || told("control.gained", "the town is ours").at("Kamenka").by("Blue Army");
    let passed =
        claim().says("Blue Ministry", Role::Official).says("Piotr Wolny", Role::Officer).on(&mut first);
    let mut second = page("b", "Hill Post", on("2022-03-04"));
    let own = claim().says("Blue Ministry", Role::Official).on(&mut second);
    let ledger = assemble(vec![first, second]);
    assert!(one_origin(&ledger, &passed, &own));
    let origin = ledger.origin(&ledger.claim(&passed).unwrap().origin).unwrap();
    assert!(origin.joins.iter().any(|join| join.rule == JoinRule::Nesting), "{:?}", origin.joins);
}

#[test]
fn a_credited_agency_is_one_origin_with_the_page_that_credits_it() {
    let strike = || told("shelling", "shells hit the market").at("Kamenka").by("Reds").dated("2022-03-03");
    let mut agency = page("a", "North Wire", on("2022-03-04"));
    let a = strike().on(&mut agency);
    let mut carrier = page("b", "Hill Post", on("2022-03-04"));
    carrier.article.credit = Some(stated("North Wire"));
    let b = strike().on(&mut carrier);
    let mut own = page("c", "Coast News", on("2022-03-04"));
    let c = strike().on(&mut own);
    let mut elsewhere = page("d", "Isle Wire", on("2022-03-04"));
    elsewhere.article.credit = Some(stated("North Wire"));
    let d =
        told("shelling", "shells hit a farm").at("Teius").by("Reds").dated("2022-03-03").on(&mut elsewhere);
    let ledger = assemble(vec![agency, carrier, own, elsewhere]);
    assert!(one_origin(&ledger, &a, &b));
    assert!(!one_origin(&ledger, &a, &c) && !one_origin(&ledger, &a, &d));
}

#[test]
fn an_aligned_quotation_joins_and_a_common_phrase_does_not() {
    let quote = "our brave gunners burned eleven enemy fuel trucks near the old bridge";
    let mut first = page("a", "Lake Daily", on("2022-03-04"));
    let a = told("materiel", quote).at("Kamenka").says("Piotr Wolny", Role::Officer).direct().on(&mut first);
    let mut second = page("b", "Hill Post", on("2022-03-04"));
    let b = told("materiel", quote).at("Kamenka").says("a commander", Role::Unnamed).direct().on(&mut second);
    let mut third = page("c", "Coast News", on("2022-03-04"));
    let c = told("materiel", "we burned enemy trucks near the bridge")
        .at("Kamenka")
        .says("a fighter", Role::Unnamed)
        .direct()
        .on(&mut third);
    let ledger = assemble(vec![first, second, third]);
    assert!(one_origin(&ledger, &a, &b));
    assert!(!one_origin(&ledger, &a, &c));
}

#[test]
fn reused_text_makes_one_origin_of_two_outlets() {
    let text: String = (0..300).map(|n| format!("word{n} ")).collect();
    let sketch = |text: &str| reuse::sketch_of(&[text]);
    let make = |name: &str, text: &str| {
        let mut page = page(name, name, on("2022-03-04"));
        page.sketch = sketch(text);
        let id = told("shelling", "shells hit the market").at("Kamenka").by("Reds").on(&mut page);
        (page, id)
    };
    let (first, a) = make("a", &text);
    let (cut, b) = make("b", &text[..text.len() / 2]);
    let (other, c) = make("c", &text.replace("word", "other"));
    let ledger = assemble(vec![first, cut, other]);
    assert!(one_origin(&ledger, &a, &b) && !one_origin(&ledger, &a, &c));
}

#[test]
fn odd_figures_prove_copying_and_round_ones_do_not() {
    let make = |name: &str, numbers: [u64; 3]| {
        let mut page = page(name, name, on("2022-03-04"));
        let mut claim = told("materiel", "losses").at("Kamenka").from("Reds");
        for (of, n) in ["tanks", "guns", "lorries"].into_iter().zip(numbers) {
            claim = claim.figure(of, Outcome::Destroyed, Hedge::Exact, n);
        }
        let id = claim.on(&mut page);
        (page, id)
    };
    let (first, a) = make("a", [37, 23, 118]);
    let (second, b) = make("b", [37, 23, 118]);
    let (third, c) = make("c", [10, 20, 100]);
    let (fourth, d) = make("d", [10, 20, 100]);
    let ledger = assemble(vec![first, second, third, fourth]);
    assert!(one_origin(&ledger, &a, &b));
    assert!(!one_origin(&ledger, &c, &d));
}

// ---- events

#[test]
fn monday_s_strike_is_not_tuesday_s() {
    let strike = |name: &str, text: &str| {
        let mut page = page(name, name, on("2021-02-10"));
        let id =
            told("air strike", "jets struck").at("Idrisi").by("Blue Air Force").dated(text).on(&mut page);
        (page, id)
    };
    let (a, monday) = strike("a", "2021-02-08");
    let (b, tuesday) = strike("b", "2021-02-09");
    let (c, again) = strike("c", "2021-02-08");
    let ledger = assemble(vec![a, b, c]);
    assert!(one_event(&ledger, &monday, &again));
    assert!(!one_event(&ledger, &monday, &tuesday));
}

#[test]
fn strikes_without_a_day_on_two_pages_stay_apart() {
    let strike = |name: &str, published: &str| {
        let mut page = page(name, name, on(published));
        let id = told("air strike", "jets struck").at("Idrisi").by("Blue Air Force").on(&mut page);
        (page, id)
    };
    let (a, one) = strike("a", "2021-02-08");
    let (b, other) = strike("b", "2021-02-09");
    assert!(!one_event(&assemble(vec![a, b]), &one, &other));
}

#[test]
fn a_town_taken_twice_by_one_side_is_two_events() {
    let taken = |name: &str, text: &str| {
        let mut page = page(name, name, on("2021-09-10"));
        let id = told("control.gained", "took the town")
            .at("Kamenka")
            .by("Blue Army")
            .from("Reds")
            .dated(text)
            .on(&mut page);
        (page, id)
    };
    let (a, spring) = taken("a", "2021-04-01");
    let (b, autumn) = taken("b", "2021-09-09");
    let ledger = assemble(vec![a, b]);
    assert!(!one_event(&ledger, &spring, &autumn));
    // Taken from the Reds a second time, it was lost in between, and nobody tells when.
    assert_eq!(
        line_of(&ledger, "Kamenka"),
        [
            "unknown nobody known | open | 2021-04-01 | ",
            "held Blue Army | 2021-04-01 | 2021-04-01 to 2021-09-09 | ",
            "unknown nobody known | 2021-04-01 to 2021-09-09 | 2021-09-09 | ",
            "held Blue Army | 2021-09-09 | now | ",
        ]
    );
}

#[test]
fn an_undated_claim_joins_neither_of_two_that_fit_alike() {
    let taken = |name: &str, published: Days, when: Option<&str>| {
        let mut page = page(name, name, published);
        let claim = told("control.gained", "took the town").at("Kamenka").by("Blue Army").from("Reds");
        let id = match when {
            Some(text) => claim.dated(text).on(&mut page),
            None => claim.on(&mut page),
        };
        (page, id)
    };
    let (a, spring) = taken("a", on("2021-04-02"), Some("2021-04-01"));
    let (b, autumn) = taken("b", on("2021-09-10"), Some("2021-09-09"));
    let (c, open) = taken("c", Days::OPEN, None);
    let ledger = assemble(vec![a.clone(), b, c.clone()]);
    assert!(!one_event(&ledger, &open, &spring) && !one_event(&ledger, &open, &autumn));
    // With one alone there is nothing to choose.
    let ledger = assemble(vec![a, c]);
    assert!(one_event(&ledger, &open, &spring));
}

#[test]
fn ordinals_choose_and_part() {
    let mut old = page("a", "A", on("2021-09-10"));
    let first = told("control.gained", "first took the town")
        .at("Kamenka")
        .by("Blue Army")
        .from("Reds")
        .dated("2021-04-01")
        .ordinal(1)
        .on(&mut old);
    let second = told("control.gained", "took it for the second time")
        .at("Kamenka")
        .by("Blue Army")
        .from("Reds")
        .dated("2021-09-09")
        .ordinal(2)
        .on(&mut old);
    let mut open = page("b", "B", Days::OPEN);
    let claim = told("control.gained", "the second capture of the town")
        .at("Kamenka")
        .by("Blue Army")
        .from("Reds")
        .ordinal(2)
        .on(&mut open);
    let ledger = assemble(vec![old, open]);
    assert!(one_event(&ledger, &claim, &second) && !one_event(&ledger, &claim, &first));
}

#[test]
fn taken_and_retaken_on_one_day_are_two_events_and_two_takers_of_one_prize_differ() {
    let mut first = page("a", "A", on("2021-04-02"));
    let taken = told("control.gained", "Blues took it")
        .at("Kamenka")
        .by("Blue Army/Blue")
        .from("Reds/Red")
        .dated("2021-04-01")
        .on(&mut first);
    let mut second = page("b", "B", on("2021-04-02"));
    let retaken = told("control.gained", "Reds took it back")
        .at("Kamenka")
        .by("Reds/Red")
        .from("Blue Army/Blue")
        .dated("2021-04-01")
        .on(&mut second);
    let mut third = page("c", "C", on("2021-04-02"));
    let rival = told("control.gained", "Greens took it")
        .at("Kamenka")
        .by("Green Army/Green")
        .from("Reds/Red")
        .dated("2021-04-01")
        .on(&mut third);
    let ledger = assemble(vec![first, second, third]);
    assert!(!one_event(&ledger, &taken, &retaken));
    assert!(one_event(&ledger, &taken, &rival));
    assert!(has(&ledger, DifferenceKind::Actor, Pair::Disagreement, true));
}

#[test]
fn the_dead_belong_to_the_strike_of_their_sentence() {
    let mut page = page("a", "A", on("2021-04-02"));
    let strike = told("air strike", "a jet bombed the market")
        .at("Idrisi")
        .by("Blue Air Force")
        .dated("2021-04-01")
        .on(&mut page);
    let dead = told("casualties", "killing 31 shoppers")
        .at("Idrisi")
        .figure("civilians", Outcome::Killed, Hedge::Exact, 31)
        .beside(&mut page);
    let elsewhere = told("casualties", "12 died in a flood")
        .at("Teius")
        .figure("civilians", Outcome::Died, Hedge::Exact, 12)
        .on(&mut page);
    let ledger = assemble(vec![page]);
    assert!(one_event(&ledger, &strike, &dead));
    assert!(!one_event(&ledger, &strike, &elsewhere));
}

#[test]
fn what_is_planned_makes_no_event_and_no_holder() {
    let mut page = page("a", "A", on("2021-04-02"));
    let mood =
        |mood| told("control.gained", "they will take the town").at("Kamenka").by("Blue Army").mood(mood);
    let ids =
        [Mood::Planned, Mood::Intended, Mood::Predicted, Mood::Hypothetical].map(|of| mood(of).on(&mut page));
    let ledger = assemble(vec![page]);
    assert!(ids.iter().all(|id| ledger.claim(id).unwrap().event.is_none()));
    assert!(ledger.control.is_empty());
}

#[test]
fn a_whole_country_has_many_events_on_one_day() {
    let make = |name: &str| {
        let mut page = page(name, name, on("2021-04-02"));
        let id = told("air strike", "jets struck")
            .at("Land of Ool")
            .by("Blue Air Force")
            .dated("2021-04-01")
            .on(&mut page);
        (page, id)
    };
    let ((a, one), (b, other)) = (make("a"), make("b"));
    assert!(!one_event(&assemble(vec![a, b]), &one, &other));
}

// ---- dates

#[test]
fn a_bare_friday_is_the_first_after_what_another_page_dates() {
    let mut dated = page("a", "A", on("2018-07-12"));
    told("control.gained", "the town fell")
        .at("Daraa")
        .by("Blue Army")
        .from("Reds")
        .dated("2018-07-12")
        .on(&mut dated);
    let mut open = page("b", "B", Days::OPEN);
    told("control.gained", "the town has fallen")
        .at("Daraa")
        .by("Blue Army")
        .from("Reds")
        .says("Piotr Wolny", Role::Officer)
        .told_when("Friday", weekday(5), Days::OPEN)
        .on(&mut open);
    let ledger = assemble(vec![dated, open]);
    let published = &ledger.pages[1].article.published;
    assert_eq!(published.days, on("2018-07-13"));
    assert!(published.because.contains("Friday"), "{}", published.because);
    assert_eq!(ledger.claims[1].claim.told.as_ref().unwrap().days, on("2018-07-13"));
    assert_eq!(ledger.claims[1].claim.when, None);
}

#[test]
fn today_and_yesterday_take_the_day_of_the_event() {
    let mut dated = page("a", "A", on("2018-07-20"));
    told("control.gained", "the town fell")
        .at("Daraa")
        .by("Blue Army")
        .from("Reds")
        .dated("2018-07-12")
        .on(&mut dated);
    let mut open = page("b", "B", Days::OPEN);
    let claim = told("control.gained", "the town fell")
        .at("Daraa")
        .by("Blue Army")
        .from("Reds")
        .when("yesterday", Time::DayOffset(-1), Days::OPEN)
        .on(&mut open);
    told("shelling", "shells fell today")
        .at("Teius")
        .by("Reds")
        .when("today", Time::DayOffset(0), Days::OPEN)
        .on(&mut open);
    let ledger = assemble(vec![dated, open]);
    assert_eq!(ledger.pages[1].article.published.days, on("2018-07-13"));
    assert_eq!(ledger.claim(&claim).unwrap().claim.when.as_ref().unwrap().days, on("2018-07-12"));
    let shells =
        ledger.claims.iter().find(|claim| claim.claim.kind == tadmor::claim::Kind::Shelling).unwrap();
    assert_eq!(shells.claim.when.as_ref().unwrap().days, on("2018-07-13"));
}

#[test]
fn a_date_without_a_year_takes_the_year_of_the_event_and_bounds_its_page() {
    let month = days("2014-06-01", "2014-06-30");
    let mut history = page("a", "A", on("2019-01-05"));
    told("control.gained", "Reds took the city in June 2014")
        .at("Mahin")
        .by("Reds")
        .from("Blue Army")
        .when("June 2014", Time::Fixed(month), month)
        .history()
        .on(&mut history);
    let mut open = page("b", "B", Days::OPEN);
    let claim = told("control.gained", "On June 10 Reds took the city")
        .at("Mahin")
        .by("Reds")
        .from("Blue Army")
        .when("June 10", Time::MonthDay { month: 6, day: 10 }, Days::OPEN)
        .on(&mut open);
    told("statement", "we will be back")
        .says("Ana Bern", Role::Official)
        .told_when("June 12", Time::MonthDay { month: 6, day: 12 }, Days::OPEN)
        .on(&mut open);
    let ledger = assemble(vec![history, open]);
    assert_eq!(ledger.claim(&claim).unwrap().claim.when.as_ref().unwrap().days, on("2014-06-10"));
    assert_eq!(ledger.pages[1].article.published.days, days("2014-06-12", "2014-12-31"));
}

#[test]
fn a_contradiction_is_a_note_and_changes_nothing() {
    let mut dated = page("a", "A", on("2018-07-20"));
    told("control.gained", "the town fell")
        .at("Daraa")
        .by("Blue Army")
        .from("Reds")
        .dated("2018-07-12")
        .ordinal(2)
        .on(&mut dated);
    let mut other = page("b", "B", days("2018-07-01", "2018-07-14"));
    told("control.gained", "today the town fell a second time")
        .at("Daraa")
        .by("Blue Army")
        .from("Reds")
        .when("today", Time::DayOffset(0), days("2018-07-01", "2018-07-14"))
        .ordinal(2)
        .on(&mut other);
    told("control.gained", "yesterday the town fell a second time")
        .at("Daraa")
        .by("Blue Army")
        .from("Reds")
        .when("yesterday", Time::DayOffset(-1), days("2018-06-30", "2018-07-13"))
        .ordinal(2)
        .on(&mut other);
    let ledger = assemble(vec![dated, other]);
    assert_eq!(ledger.pages[1].article.published.days, on("2018-07-12"));
    assert!(
        ledger.pages[1].notes.iter().any(|note| note.what.contains("contradicts")),
        "{:?}",
        ledger.pages[1].notes
    );
}

// ---- control

#[test]
fn parts_never_imply_the_whole() {
    let mut page = page("a", "A", on("2021-04-02"));
    told("control.gained", "took the citadel quarter")
        .at("Kamenka")
        .by("Blue Army")
        .extent(Extent::Part)
        .dated("2021-04-01")
        .on(&mut page);
    told("control.gained", "took the hills around")
        .at("Kamenka")
        .by("Blue Army")
        .extent(Extent::Surroundings)
        .dated("2021-04-01")
        .on(&mut page);
    told("control.gained", "did not take it")
        .at("Kamenka")
        .by("Blue Army")
        .not()
        .dated("2021-04-01")
        .on(&mut page);
    assert!(assemble(vec![page]).control.is_empty());
}

#[test]
fn a_loss_without_a_taker_leaves_a_blank() {
    let mut page = page("a", "A", on("2021-06-02"));
    told("control.gained", "took the town").at("Kamenka").by("Blue Army").dated("2021-04-01").on(&mut page);
    told("withdrawal", "left the town").at("Kamenka").by("Blue Army").dated("2021-06-01").on(&mut page);
    assert_eq!(
        line_of(&assemble(vec![page]), "Kamenka"),
        [
            "unknown nobody known | open | 2021-04-01 | ",
            "held Blue Army | 2021-04-01 | 2021-06-01 | ",
            "unknown nobody known | 2021-06-01 | now | ",
        ]
    );
}

#[test]
fn fighting_before_a_change_is_contested() {
    let mut page = page("a", "A", on("2021-06-02"));
    told("control.gained", "took the town").at("Kamenka").by("Reds").dated("2021-04-01").on(&mut page);
    told("control.gained", "took the town")
        .at("Kamenka")
        .by("Blue Army")
        .from("Reds")
        .dated("2021-06-01")
        .on(&mut page);
    told("clash", "after a week of battle")
        .at("Kamenka")
        .by("Blue Army")
        .from("Reds")
        .when("a week", Time::Length { n: 1, unit: Unit::Week }, Days::OPEN)
        .history()
        .beside(&mut page);
    let line = line_of(&assemble(vec![page]), "Kamenka");
    assert_eq!(line[2], "contested Reds | 2021-05-25 to 2021-05-26 | 2021-06-01 | fighting");
}

#[test]
fn who_is_seen_to_hold_a_place_took_it_before() {
    let mut first = page("a", "A", on("2021-04-02"));
    told("control.held", "in the hands of the Blues").at("Kamenka").by("Blue Army").on(&mut first);
    assert_eq!(
        line_of(&assemble(vec![first]), "Kamenka"),
        [
            "unknown nobody known | open | 2021-04-02 or earlier | ",
            "held Blue Army | 2021-04-02 or earlier | now | "
        ]
    );
}

#[test]
fn a_party_s_own_word_counts_only_against_its_interest() {
    let mut page = page("a", "A", on("2021-06-02"));
    told("control.gained", "we took the town")
        .at("Kamenka")
        .by("Blue Army/Blue")
        .says("Piotr Wolny/Blue", Role::Officer)
        .dated("2021-04-01")
        .on(&mut page);
    told("control.lost", "we lost the farm")
        .at("Teius")
        .by("Blue Army/Blue")
        .says("Piotr Wolny/Blue", Role::Officer)
        .dated("2021-04-01")
        .on(&mut page);
    let control = ControlOptions { rule: Rule::AgainstInterest, as_known_on: None };
    let options = AssembleOptions { control, figures: FigureRule::Ucdp };
    let ledger = tadmor::assemble(vec![page.clone()], &[], tables(), &options);
    assert_eq!(line_of(&ledger, "Kamenka").len(), 0);
    assert_eq!(line_of(&assemble(vec![page]), "Kamenka").len(), 2);
    let lost = ledger.events.iter().find(|event| event.places[0].name == "Teius").unwrap();
    assert_eq!(lost.support.against_interest, 1);
}

#[test]
fn the_line_can_be_asked_as_it_was_known() {
    let mut early = page("a", "A", on("2021-04-02"));
    told("control.gained", "took the town").at("Kamenka").by("Blue Army").dated("2021-04-01").on(&mut early);
    let mut late = page("b", "B", on("2021-06-02"));
    told("control.gained", "took the town")
        .at("Kamenka")
        .by("Reds")
        .from("Blue Army")
        .dated("2021-06-01")
        .on(&mut late);
    let control = ControlOptions { rule: Rule::Plain, as_known_on: Some(day("2021-05-01")) };
    let options = AssembleOptions { control, figures: FigureRule::Ucdp };
    let ledger = tadmor::assemble(vec![early, late], &[], tables(), &options);
    assert_eq!(line_of(&ledger, "Kamenka").last().unwrap(), "held Blue Army | 2021-04-01 | now | ");
}

// ---- differences

#[test]
fn disjoint_figures_of_two_origins_disagree_and_a_hedge_only_shifts_the_bound() {
    let make = |name: &str, bound, n| {
        let mut page = page(name, name, on("2021-04-02"));
        told("shelling", "shells killed people")
            .at("Kamenka")
            .by("Reds")
            .dated("2021-04-01")
            .figure("people", Outcome::Killed, bound, n)
            .on(&mut page);
        page
    };
    let ledger = assemble(vec![make("a", Hedge::Exact, 20), make("b", Hedge::Exact, 60)]);
    assert!(has(&ledger, DifferenceKind::Figure, Pair::Disagreement, true));
    assert_eq!(ledger.events[0].support.word, SupportWord::Contested);
    let ledger = assemble(vec![make("a", Hedge::Exact, 20), make("b", Hedge::AtLeast, 20)]);
    assert!(has(&ledger, DifferenceKind::Bound, Pair::Disagreement, false));
    let ledger = assemble(vec![make("a", Hedge::Exact, 100), make("b", Hedge::About, 110)]);
    assert!(has(&ledger, DifferenceKind::Figure, Pair::Disagreement, false));
}

#[test]
fn the_dead_of_two_sides_are_not_compared() {
    let make = |name: &str, whom: &str, n| {
        let mut page = page(name, name, on("2021-04-02"));
        told("clash", "fighters fell")
            .at("Kamenka")
            .by("Reds")
            .from("Blue Army")
            .dated("2021-04-01")
            .on(&mut page);
        told("casualties", "fighters fell")
            .at("Kamenka")
            .from(whom)
            .figure("fighters", Outcome::Killed, Hedge::Exact, n)
            .beside(&mut page);
        page
    };
    let ledger = assemble(vec![make("a", "Reds", 20), make("b", "Blue Army", 60)]);
    assert_eq!(ledger.events.len(), 1);
    assert!(ledger.events[0].differences.iter().all(|difference| difference.kind != DifferenceKind::Figure));
}

#[test]
fn a_named_party_s_denial_is_said() {
    let mut first = page("a", "A", on("2021-04-02"));
    told("air strike", "jets hit the clinic")
        .at("Kamenka")
        .by("Blue Air Force/Blue")
        .dated("2021-04-01")
        .on(&mut first);
    let mut second = page("b", "B", on("2021-04-02"));
    told("air strike", "no jets flew")
        .at("Kamenka")
        .by("Blue Air Force/Blue")
        .not()
        .says("Piotr Wolny/Blue", Role::Officer)
        .dated("2021-04-01")
        .on(&mut second);
    let ledger = assemble(vec![first, second]);
    assert_eq!(ledger.events.len(), 1);
    assert_eq!(ledger.events[0].support.word, SupportWord::Denied);
}

#[test]
fn an_event_that_is_only_denied_counts_those_who_deny_it() {
    let make = |name: &str, speaker: &str| {
        let mut page = page(name, name, on("2021-04-02"));
        let claim = told("air strike", "no jets flew").at("Kamenka").by("Blue Air Force/Blue").not();
        claim.says(speaker, Role::Officer).dated("2021-04-01").on(&mut page);
        page
    };
    let ledger = assemble(vec![make("a", "Piotr Wolny/Blue"), make("b", "Irena Sroka/Red")]);
    assert_eq!(ledger.events.len(), 1);
    let support = &ledger.events[0].support;
    assert_eq!((support.pages, support.outlets, support.origins, support.sides), (2, 2, 2, 2));
    assert_eq!(support.word, SupportWord::Denied);
}

#[test]
fn a_denial_beside_a_claim_adds_no_page() {
    let mut first = page("a", "A", on("2021-04-02"));
    let strike = || told("air strike", "jets hit the clinic").at("Kamenka").dated("2021-04-01");
    strike().by("Blue Air Force/Blue").on(&mut first);
    let mut second = page("b", "B", on("2021-04-02"));
    strike().by("Blue Air Force/Blue").not().says("Piotr Wolny/Blue", Role::Officer).on(&mut second);
    let ledger = assemble(vec![first, second]);
    assert_eq!(ledger.events.len(), 1);
    assert_eq!(ledger.events[0].support.pages, 1);
}

#[test]
fn two_origins_of_no_known_side_are_not_one_side() {
    let make = |name: &str, speaker: &str| {
        let mut page = page(name, name, on("2021-04-02"));
        let claim = told("air strike", "jets hit the clinic").at("Kamenka").by("Blue Air Force/Blue");
        claim.says(speaker, Role::Witness).dated("2021-04-01").on(&mut page);
        page
    };
    let word = |second: &str| {
        let ledger = assemble(vec![make("a", "Ana Lupu"), make("b", second)]);
        assert_eq!((ledger.events.len(), ledger.events[0].support.origins), (1, 2));
        ledger.events[0].support.word
    };
    assert_eq!(word("Jon Kask"), SupportWord::SidesUnknown);
    assert_eq!(word("Jon Kask/Blue"), SupportWord::OneSide);
}

#[test]
fn a_speaker_left_out_on_the_way_is_told() {
    let numbers = [37, 23, 118];
    let make = |name: &str, speaker: bool| {
        let mut page = page(name, name, on("2021-04-02"));
        let mut claim = told("materiel", "the losses").at("Kamenka").from("Reds").dated("2021-04-01");
        if speaker {
            claim = claim.says("Piotr Wolny", Role::Officer);
        }
        for (of, n) in ["tanks", "guns", "lorries"].into_iter().zip(numbers) {
            claim = claim.figure(of, Outcome::Destroyed, Hedge::Exact, n);
        }
        claim.on(&mut page);
        page
    };
    let ledger = assemble(vec![make("a", true), make("b", false)]);
    assert!(has(&ledger, DifferenceKind::AttributionLost, Pair::Retelling, false));
}

#[test]
fn last_tuesday_stays_open_where_nothing_dates_its_page() {
    let mut page = page("a", "A", Days::OPEN);
    let last = Time::Weekday { weekday: 2, which: Which::Last };
    let id = told("shelling", "last Tuesday shells fell")
        .at("Kamenka")
        .by("Reds")
        .when("last Tuesday", last, Days::OPEN)
        .on(&mut page);
    let ledger = assemble(vec![page]);
    assert!(ledger.claim(&id).unwrap().claim.when.as_ref().unwrap().days.is_open());
    assert!(ledger.pages[0].article.published.days.is_open());
}
