//! Figures that differ: by value, by bound, by category.
//!
//! "1,000 killed and wounded" against "at least 1000 killed" of one briefing changes category and bound; taken as
//! arithmetic they would meet in one point that leaves no wounded at all, which is no agreement.

use std::collections::BTreeSet;

use crate::claim::{Figure, Outcome};
use crate::ledger::build::Told;
use crate::ledger::difference::{COMPARED, Difference, DifferenceKind, Pair, difference, pair, words};
use crate::ledger::figure::compared;
use crate::mention::count::Hedge;
use crate::origin::pile::party_key;

/// A figure with the claim that gives it.
#[derive(Clone, Copy)]
struct Given<'l> {
    told: Told<'l>,
    figure: &'l Figure,
}

/// Things that hold other things: a count of people holds one of fighters.
const ALL_PEOPLE: &[&str] = &["people", "persons", "casualties"];

/// All differences of figures among `told`.
pub(super) fn find(told: &[Told<'_>]) -> Vec<Difference> {
    let mut seen = BTreeSet::new();
    let mut versions: Vec<Given<'_>> = Vec::new();
    for told in told.iter().filter(|told| told.claim.counts()) {
        for figure in &told.claim.figures {
            let version = (
                &told.origin.id,
                &figure.of,
                figure.outcome,
                figure.low,
                figure.high,
                figure.bound,
                figure.part_of.is_some(),
            );
            // What one origin says on ten pages is compared once.
            if versions.len() < COMPARED && seen.insert(version) {
                versions.push(Given { told: *told, figure });
            }
        }
    }
    let mut found = Vec::new();
    for (at, a) in versions.iter().enumerate() {
        for b in &versions[at + 1..] {
            found.extend(compare(*a, *b));
        }
    }
    found
}

fn compare(a: Given<'_>, b: Given<'_>) -> Vec<Difference> {
    let same_claim = a.told.claim.id == b.told.claim.id;
    let parts = a.figure.part_of.is_some() != b.figure.part_of.is_some();
    if same_claim || parts || !of_one_target(a, b) || a.figure.unit != b.figure.unit {
        return Vec::new();
    }
    let same_thing = a.figure.of == b.figure.of;
    match (same_thing, a.figure.outcome == b.figure.outcome) {
        (true, true) => by_value(a, b),
        (true, false) => by_outcome(a, b),
        (false, true) => by_thing(a, b),
        // "1,000 members killed and wounded" against "1000 terrorists killed": only one telling shows them the same.
        (false, false) => match pair(a.told, b.told) {
            Pair::Retelling => by_outcome(a, b),
            Pair::Update | Pair::Disagreement => Vec::new(),
        },
    }
}

/// Whether two figures can be of the same people: those of no named party, or of one in common.
fn of_one_target(a: Given<'_>, b: Given<'_>) -> bool {
    let parties = |given: Given<'_>| -> BTreeSet<String> {
        given.told.claim.target.iter().filter_map(party_key).collect()
    };
    let (one, other) = (parties(a), parties(b));
    one.is_empty() || other.is_empty() || !one.is_disjoint(&other)
}

/// The number as the page writes it, without its hedge.
fn number(figure: &Figure) -> Option<u64> {
    match figure.bound {
        // A count of things "more than 100" is kept as 101 and up; a measure "more than 60 km" as 60 and up.
        Hedge::MoreThan if figure.unit.is_none() => figure.low.map(|low| low.saturating_sub(1)),
        Hedge::LessThan if figure.unit.is_none() => figure.high.map(|high| high.saturating_add(1)),
        Hedge::AtMost | Hedge::LessThan | Hedge::Nearly => figure.high,
        _ => figure.low,
    }
}

fn made(a: Given<'_>, b: Given<'_>, kind: DifferenceKind, hard: bool, because: String) -> Difference {
    difference((a.told, words(a.figure)), (b.told, words(b.figure)), kind, hard, because)
}

fn by_value(a: Given<'_>, b: Given<'_>) -> Vec<Difference> {
    let (one, other) = (compared(a.figure), compared(b.figure));
    let one_number = number(a.figure).is_some() && number(a.figure) == number(b.figure);
    if one_number && a.figure.bound == b.figure.bound {
        return Vec::new();
    }
    if one_number {
        return vec![bound(a, b)];
    }
    let apart = one.1.is_some_and(|high| high < other.0) || other.1.is_some_and(|high| high < one.0);
    let because = format!(
        "{} and {}, of one thing with one outcome: {}",
        interval(one),
        interval(other),
        if apart { "no number is in both" } else { "they overlap and are not the same" }
    );
    vec![made(a, b, DifferenceKind::Figure, apart, because)]
}

fn bound(a: Given<'_>, b: Given<'_>) -> Difference {
    let because = "one number with two bounds".to_owned();
    made(a, b, DifferenceKind::Bound, false, because)
}

fn interval((low, high): (u64, Option<u64>)) -> String {
    match high {
        Some(high) if high == low => low.to_string(),
        Some(high) => format!("{low} to {high}"),
        None => format!("{low} or more"),
    }
}

/// Killed and wounded together against one of them alone.
fn by_outcome(a: Given<'_>, b: Given<'_>) -> Vec<Difference> {
    let joint = |given: Given<'_>| given.figure.outcome == Outcome::KilledOrWounded;
    let single =
        |given: Given<'_>| matches!(given.figure.outcome, Outcome::Killed | Outcome::Wounded | Outcome::Died);
    let (whole, part) = match () {
        () if joint(a) && single(b) => (a, b),
        () if joint(b) && single(a) => (b, a),
        () => return Vec::new(),
    };
    if number(whole.figure).is_some() && number(whole.figure) == number(part.figure) {
        let because = format!(
            "one number: {} in one, {} in the other",
            whole.figure.outcome.as_str(),
            part.figure.outcome.as_str()
        );
        let mut found = vec![made(a, b, DifferenceKind::Category, false, because)];
        if a.figure.bound != b.figure.bound {
            found.push(bound(a, b));
        }
        return found;
    }
    let (whole_high, part_low) = (compared(whole.figure).1, compared(part.figure).0);
    match whole_high.filter(|high| *high < part_low) {
        Some(high) => {
            let because = format!("{part_low} or more of one outcome, {high} or fewer of both together");
            vec![made(a, b, DifferenceKind::Figure, true, because)]
        }
        // A part smaller than the whole: both can be so.
        None => Vec::new(),
    }
}

/// One outcome, two names of what is counted.
fn by_thing(a: Given<'_>, b: Given<'_>) -> Vec<Difference> {
    if pair(a.told, b.told) == Pair::Retelling {
        return recast(a, b);
    }
    let holds = |whole: Given<'_>, part: Given<'_>| {
        let people = ALL_PEOPLE.contains(&whole.figure.of.as_str()) && is_harm(part.figure.outcome);
        people && !ALL_PEOPLE.contains(&part.figure.of.as_str())
    };
    let (whole, part) = match () {
        () if holds(a, b) => (a, b),
        () if holds(b, a) => (b, a),
        () => return Vec::new(),
    };
    match compared(whole.figure).1.filter(|high| *high < compared(part.figure).0) {
        Some(high) => {
            let because = format!("{high} or fewer in all, against more of one sort");
            vec![made(a, b, DifferenceKind::Figure, true, because)]
        }
        None if number(a.figure) != number(b.figure) => {
            let because =
                format!("\"{}\" holds \"{}\": nested, no contradiction", whole.figure.of, part.figure.of);
            vec![made(a, b, DifferenceKind::Scope, false, because)]
        }
        None => Vec::new(),
    }
}

fn is_harm(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Killed | Outcome::Wounded | Outcome::KilledOrWounded | Outcome::Died | Outcome::Missing
    )
}

/// One telling carried twice: one number under two names, or a remainder ("other vehicles") where the other has a
/// name.
fn recast(a: Given<'_>, b: Given<'_>) -> Vec<Difference> {
    if a.told.claim.kind != b.told.claim.kind || a.told.claim.page_id == b.told.claim.page_id {
        return Vec::new();
    }
    let stands_in = |given: Given<'_>, other: Given<'_>| {
        other
            .told
            .claim
            .figures
            .iter()
            .any(|figure| figure.outcome == given.figure.outcome && figure.of == given.figure.of)
    };
    // What the other page names as well is told there under its own name.
    if stands_in(a, b) || stands_in(b, a) {
        return Vec::new();
    }
    if number(a.figure).is_some() && number(a.figure) == number(b.figure) {
        let because = format!(
            "one number in one telling: \"{}\" in one, \"{}\" in the other",
            a.figure.of, b.figure.of
        );
        return vec![made(a, b, DifferenceKind::Category, false, because)];
    }
    let rest =
        |given: Given<'_>| given.figure.of.starts_with("other ") || given.figure.noun.starts_with("other ");
    let unmatched = |given: Given<'_>, other: Given<'_>| {
        let numbers = other.told.claim.figures.iter().filter(|figure| figure.outcome == given.figure.outcome);
        !numbers.map(number).any(|other| other == number(given.figure))
    };
    match (rest(a) && unmatched(b, a)) || (rest(b) && unmatched(a, b)) {
        true => {
            let (rest, named) = if rest(a) { (a, b) } else { (b, a) };
            let because = format!(
                "\"{}\" are named in one; in the other they stand among \"{}\" or are left out",
                named.figure.of, rest.figure.of
            );
            vec![made(a, b, DifferenceKind::Category, false, because)]
        }
        false => Vec::new(),
    }
}
