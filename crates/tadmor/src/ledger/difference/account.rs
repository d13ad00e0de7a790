//! Accounts that differ in other things than numbers: how much of the place, who, when, how, how sure, by whose word.

use std::collections::BTreeSet;

use crate::claim::{Claim, Extent, Kind, Mood, Party, Polarity};
use crate::event::family::Family;
use crate::event::window;
use crate::ledger::build::Told;
use crate::ledger::difference::{
    COMPARED, Difference, DifferenceKind, Pair, difference, order, pair, quoted,
};
use crate::origin::pile::{is_nameless, party_key, place_key};
use crate::page::Zone;
use crate::text::fold;

/// All such differences in an event of `kind`.
pub(super) fn find(kind: Kind, told: &[Told<'_>]) -> Vec<Difference> {
    let family = Family::of(kind);
    let itself: Vec<Told<'_>> =
        told.iter().filter(|told| Family::of(told.claim.kind) == family).copied().collect();
    let mut found = Vec::new();
    for rule in [extent, actor, manner, when] {
        found.extend(first_of_each(&itself, rule));
    }
    for rule in [attribution, certainty, drift] {
        found.extend(first_of_each(told, rule));
    }
    found
}

/// Applies `rule` to the pairs; of each pair of origins and pages, the first that differs is told.
fn first_of_each(told: &[Told<'_>], rule: fn(Told<'_>, Told<'_>) -> Option<Difference>) -> Vec<Difference> {
    let told = &told[..told.len().min(COMPARED)];
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (at, a) in told.iter().enumerate() {
        for b in &told[at + 1..] {
            let mut origins = [&a.origin.id, &b.origin.id];
            origins.sort();
            if seen.contains(&origins) {
                continue;
            }
            if let Some(difference) = rule(*a, *b) {
                seen.insert(origins);
                found.push(difference);
            }
        }
    }
    found
}

fn said(told: Told<'_>) -> (Told<'_>, String) {
    (told, quoted(told.claim))
}

fn at_one_place(a: &Claim, b: &Claim) -> bool {
    a.places.first().map(place_key) == b.places.first().map(place_key)
}

/// How much of the place is told to be held.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Whole,
    Some,
    NotAll,
    Nothing,
}

fn holds(claim: &Claim) -> Option<Holds> {
    let gain = matches!(claim.kind, Kind::ControlGained | Kind::ControlTransferred | Kind::ControlHeld);
    let other_kind = !claim.kind.is_control();
    if !claim.mood.is_real() || !(gain || other_kind) {
        return None;
    }
    match (claim.polarity, claim.extent) {
        (Polarity::Negative, Some(_)) => Some(Holds::NotAll),
        (Polarity::Negative, None) => Some(Holds::Nothing),
        (Polarity::Positive, _) if !claim.counts() => Some(Holds::Nothing),
        (Polarity::Positive, Some(Extent::Part)) => Some(Holds::NotAll),
        (Polarity::Positive, Some(Extent::Whole)) => Some(Holds::Whole),
        (Polarity::Positive, None) => Some(Holds::Some),
        (Polarity::Positive, Some(Extent::Surroundings)) => None,
    }
}

fn extent(a: Told<'_>, b: Told<'_>) -> Option<Difference> {
    if !at_one_place(a.claim, b.claim) || (a.claim.kind != b.claim.kind && !a.claim.kind.is_control()) {
        return None;
    }
    if sides(&a.claim.agent)
        .is_some_and(|one| sides(&b.claim.agent).is_some_and(|other| one.is_disjoint(&other)))
    {
        return None;
    }
    let (one, other) = (holds(a.claim)?, holds(b.claim)?);
    let (more, less, level) = match (one, other) {
        (Holds::Whole, Holds::NotAll | Holds::Nothing) | (Holds::Some, Holds::Nothing) => (a, b, other),
        (Holds::NotAll | Holds::Nothing, Holds::Whole) | (Holds::Nothing, Holds::Some) => (b, a, one),
        _ => return None,
    };
    // Who later says that the whole is held does not contradict who said "not yet".
    let later = order(less, more) == std::cmp::Ordering::Less;
    let what = if level == Holds::NotAll { "not the whole" } else { "that it did not happen" };
    let because = match later {
        true => format!("one says {what}; the other tells more, later"),
        false => format!("one tells it, the other says {what}, at one time"),
    };
    let hard = !later && pair(a, b) == Pair::Disagreement;
    Some(difference(said(a), said(b), DifferenceKind::Extent, hard, because))
}

fn sides(parties: &[Party]) -> Option<BTreeSet<String>> {
    let known: BTreeSet<String> = parties.iter().filter_map(party_key).collect();
    (!known.is_empty()).then_some(known)
}

fn actor(a: Told<'_>, b: Told<'_>) -> Option<Difference> {
    if a.claim.kind != b.claim.kind
        || !a.claim.counts()
        || !b.claim.counts()
        || !at_one_place(a.claim, b.claim)
    {
        return None;
    }
    // In a fight the two parties may be named in either order.
    if a.claim.kind == Kind::Clash {
        return None;
    }
    let (one_side, other_side) = (sides(&a.claim.agent)?, sides(&b.claim.agent)?);
    let names = |claim: &Claim| -> BTreeSet<String> {
        let named = claim.agent.iter().filter(|party| party_key(party).is_some());
        named.map(|party| fold::key(&party.name)).collect()
    };
    let (one, other) = (names(a.claim), names(b.claim));
    if one == other {
        return None;
    }
    if one_side.is_disjoint(&other_side) {
        let hard = pair(a, b) == Pair::Disagreement;
        return Some(difference(
            said(a),
            said(b),
            DifferenceKind::Actor,
            hard,
            "one names one side, the other another".to_owned(),
        ));
    }
    let left_out: Vec<&str> = one.symmetric_difference(&other).map(String::as_str).collect();
    let nested = one.is_subset(&other) || other.is_subset(&one);
    nested.then(|| {
        let because = format!("named in one alone: {}", left_out.join(", "));
        difference(said(a), said(b), DifferenceKind::Actor, false, because)
    })
}

fn manner(a: Told<'_>, b: Told<'_>) -> Option<Difference> {
    if !a.claim.counts() || !b.claim.counts() {
        return None;
    }
    let (taken, other) = match (a.claim.kind, b.claim.kind) {
        (Kind::ControlGained, Kind::Withdrawal | Kind::ControlTransferred) => (a.claim, b.claim),
        (Kind::Withdrawal | Kind::ControlTransferred, Kind::ControlGained) => (b.claim, a.claim),
        _ => return None,
    };
    let losers = sides(&taken.target);
    let left = if other.kind == Kind::Withdrawal { sides(&other.agent) } else { sides(&other.target) };
    if losers.zip(left).is_some_and(|(losers, left)| losers.is_disjoint(&left)) {
        return None;
    }
    let because = match other.kind {
        Kind::Withdrawal => "taken by force in one, left in the other",
        _ => "taken by force in one, handed over in the other",
    };
    Some(difference(said(a), said(b), DifferenceKind::Manner, false, because.to_owned()))
}

fn when(a: Told<'_>, b: Told<'_>) -> Option<Difference> {
    if a.claim.kind != b.claim.kind || !a.claim.counts() || !b.claim.counts() {
        return None;
    }
    let days = |claim: &Claim| {
        let when = claim.when.as_ref().filter(|_| window::dates(claim))?;
        when.days.length().is_some().then_some(when.days)
    };
    let (one, other) = (days(a.claim)?, days(b.claim)?);
    (!one.overlaps(other)).then(|| {
        let because = format!("{one} and {other} have no day in common");
        difference(said(a), said(b), DifferenceKind::Time, true, because)
    })
}

/// One telling, with its speaker on one page and without on the other.
fn attribution(a: Told<'_>, b: Told<'_>) -> Option<Difference> {
    if pair(a, b) != Pair::Retelling || a.claim.page_id == b.claim.page_id || a.claim.kind != b.claim.kind {
        return None;
    }
    let named = |claim: &Claim| claim.chain.len() > 1 && !is_nameless(&claim.speaker().name);
    let (with, without) = match (named(a.claim), named(b.claim)) {
        (true, false) if b.claim.chain.len() == 1 => (a, b),
        (false, true) if a.claim.chain.len() == 1 => (b, a),
        _ => return None,
    };
    let because = format!(
        "{} says it by the word of {}; {} in its own voice",
        with.outlet,
        with.claim.speaker().name,
        without.outlet
    );
    Some(difference(said(a), said(b), DifferenceKind::AttributionLost, false, because))
}

/// How sure a mood is told.
fn certainty(a: Told<'_>, b: Told<'_>) -> Option<Difference> {
    if pair(a, b) != Pair::Retelling || a.claim.kind != b.claim.kind || !at_one_place(a.claim, b.claim) {
        return None;
    }
    if a.claim.polarity != b.claim.polarity || a.claim.page_id == b.claim.page_id {
        return None;
    }
    let rank = |mood: Mood| match mood {
        Mood::Hypothetical => 0,
        Mood::Predicted | Mood::Intended | Mood::Planned => 1,
        Mood::Asserted | Mood::Ongoing => 2,
    };
    (rank(a.claim.mood) != rank(b.claim.mood)).then(|| {
        let because = "one telling, less sure on one page than on the other".to_owned();
        difference(said(a), said(b), DifferenceKind::CertaintyRaised, false, because)
    })
}

/// A headline that says other than the direct words beneath it.
fn drift(a: Told<'_>, b: Told<'_>) -> Option<Difference> {
    let (one, other) = (a.claim, b.claim);
    if one.page_id != other.page_id || one.kind != other.kind || pair(a, b) != Pair::Retelling {
        return None;
    }
    let (head, body) = match (one.zone, other.zone) {
        (Zone::Title, Zone::Body) => (one, other),
        (Zone::Body, Zone::Title) => (other, one),
        _ => return None,
    };
    let differs = (head.mood.is_real(), head.polarity, head.extent)
        != (body.mood.is_real(), body.polarity, body.extent);
    (body.speaker().direct && differs && at_one_place(one, other)).then(|| {
        let because = "the headline says other than the words in quotation marks".to_owned();
        difference(said(a), said(b), DifferenceKind::QuoteDrift, false, because)
    })
}
