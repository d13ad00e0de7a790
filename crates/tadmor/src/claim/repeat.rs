//! Repetitions: a heading or a summary that says again what the page says elsewhere is not a second claim.
//!
//! In: the claims of a page. Out: the same, each repetition folded into the claim that says most, as one more place
//! where it stands. A repetition that differs in a figure or a bound stays a claim of its own.

use crate::claim::{Also, Claim};

/// Folds repetitions.
pub fn fold(claims: Vec<Claim>) -> Vec<Claim> {
    let mut kept: Vec<Claim> = Vec::new();
    for claim in claims {
        match kept.iter().position(|other| repeats(other, &claim)) {
            Some(at) => {
                let other = std::mem::replace(&mut kept[at], claim);
                let claim = kept[at].clone();
                kept[at] = join(other, claim);
            }
            None => kept.push(claim),
        }
    }
    kept
}

/// Whether two claims of one page say the same.
fn repeats(one: &Claim, other: &Claim) -> bool {
    let headings = [one, other].iter().any(|claim| claim.zone != crate::page::Zone::Body);
    let same_words = one.quote.to_lowercase() == other.quote.to_lowercase();
    one.kind == other.kind
        && one.polarity == other.polarity
        && one.mood.is_real() == other.mood.is_real()
        && !one.span.overlaps(other.span)
        && (same_words || (headings && same_speaker(one, other)))
        && one.ordinal.is_none_or(|ordinal| other.ordinal.is_none_or(|other| other == ordinal))
        && shares(&names(&one.agent), &names(&other.agent))
        && shares(&names(&one.target), &names(&other.target))
        && same_places(one, other)
        && same_figures(one, other)
        && same_days(one, other)
}

/// A heading in the outlet's own words repeats what the text gives to its speaker.
fn same_speaker(one: &Claim, other: &Claim) -> bool {
    one.chain.len() == 1 || other.chain.len() == 1 || one.speaker().name == other.speaker().name
}

fn names(parties: &[crate::claim::Party]) -> Vec<&str> {
    parties.iter().map(|party| party.name.as_str()).collect()
}

/// Whether one names nobody, or they share a name.
fn shares(one: &[&str], other: &[&str]) -> bool {
    one.is_empty() || other.is_empty() || one.iter().any(|name| other.contains(name))
}

fn same_places(one: &Claim, other: &Claim) -> bool {
    let names = |claim: &Claim| claim.places.iter().map(|place| place.name.clone()).collect::<Vec<_>>();
    let (one, other) = (names(one), names(other));
    !one.is_empty() && one.iter().any(|name| other.contains(name)) || one.is_empty() && other.is_empty()
}

fn same_figures(one: &Claim, other: &Claim) -> bool {
    let values = |claim: &Claim| {
        claim
            .figures
            .iter()
            .map(|figure| (figure.outcome, figure.low, figure.high, figure.bound))
            .collect::<Vec<_>>()
    };
    let (one, other) = (values(one), values(other));
    one.is_empty()
        || other.is_empty()
        || one.iter().all(|value| other.contains(value))
        || other.iter().all(|value| one.contains(value))
}

fn same_days(one: &Claim, other: &Claim) -> bool {
    match (&one.when, &other.when) {
        (Some(one), Some(other)) => {
            one.written == other.written || (!one.days.is_open() && one.days == other.days)
        }
        _ => true,
    }
}

/// The claim that says most, the other kept as one more place where it stands.
fn join(one: Claim, other: Claim) -> Claim {
    let (mut kept, folded) = match says(&one) >= says(&other) {
        true => (one, other),
        false => (other, one),
    };
    kept.ordinal = kept.ordinal.or(folded.ordinal);
    kept.extent = kept.extent.or(folded.extent);
    kept.is_news |= folded.is_news;
    kept.also.push(Also { span: folded.span, quote: folded.quote });
    kept.also.extend(folded.also);
    kept.also.sort();
    kept
}

/// How much a claim says: speakers, parties, figures, times, and body before headings.
fn says(claim: &Claim) -> usize {
    let body = usize::from(claim.zone == crate::page::Zone::Body);
    claim.chain.len() * 2
        + claim.agent.len().min(1)
        + claim.target.len().min(1)
        + claim.figures.len() * 2
        + usize::from(claim.when.is_some())
        + usize::from(!claim.places.is_empty())
        + body * 2
}
