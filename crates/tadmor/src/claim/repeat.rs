//! Repetitions: a heading or a summary that says again what the page says elsewhere is not a second claim.
//!
//! In: the claims of a page. Out: the same, each repetition folded into the claim that says most, as one more place
//! where it stands. A repetition that differs in a figure or a bound stays a claim of its own.

use std::collections::BTreeMap;

use crate::claim::build::Draft;
use crate::claim::{Also, Claim, Kind};
use crate::page::Zone;

/// How many claims of one kind and place a claim is held against: no honest page has more, and a hostile one must
/// not cost the square of its length.
const MOST_ALIKE: usize = 200;

/// Folds repetitions.
pub fn fold(drafts: Vec<Draft>) -> Vec<Claim> {
    // What says most comes first, so that what says less is folded into it, whichever stands first on the page.
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse((says(&drafts[*at].claim), std::cmp::Reverse(*at))));
    let mut drafts: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
    let mut kept: BTreeMap<(Kind, Option<String>), Vec<Claim>> = BTreeMap::new();
    for draft in order.into_iter().filter_map(|at| drafts[at].take()) {
        let place = draft.claim.places.first().map(|place| place.name.clone());
        let alike = kept.entry((draft.claim.kind, place)).or_default();
        match alike.iter_mut().take(MOST_ALIKE).find(|other| repeats(other, &draft)) {
            Some(other) => join(other, &draft.claim),
            None => alike.push(draft.claim),
        }
    }
    let mut kept: Vec<Claim> = kept.into_values().flatten().collect();
    for claim in &mut kept {
        claim.also.sort();
    }
    kept
}

/// Whether a claim says again what another of its page says.
fn repeats(kept: &Claim, draft: &Draft) -> bool {
    let claim = &draft.claim;
    let headings = [kept, claim].iter().any(|claim| claim.zone != Zone::Body);
    let same_words = || same_letters(&kept.quote, &claim.quote);
    // "the liberation of X", "when X was liberated": it refers to what is told elsewhere.
    let refers = claim.kind.is_control() && (draft.is_noun || adds_nothing(claim));
    kept.kind == claim.kind
        && kept.polarity == claim.polarity
        && kept.mood.is_real() == claim.mood.is_real()
        && !kept.span.overlaps(claim.span)
        && (refers
            || (headings && same_speaker(kept, claim))
            || (same_words() && kept.said_by() == claim.said_by()))
        && kept.ordinal.is_none_or(|ordinal| claim.ordinal.is_none_or(|other| other == ordinal))
        && shares(&names(&kept.agent), &names(&claim.agent))
        && shares(&names(&kept.target), &names(&claim.target))
        && same_places(kept, claim)
        && same_figures(kept, claim)
        && same_days(kept, claim)
}

/// Whether the words are the same but for capitals.
fn same_letters(one: &str, other: &str) -> bool {
    // Letter by letter, without a copy: most pairs part at once.
    one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

/// Whether it names no one, no figure, no day.
fn adds_nothing(claim: &Claim) -> bool {
    claim.agent.is_empty()
        && claim.target.is_empty()
        && claim.figures.is_empty()
        && claim.when.is_none()
        && claim.extent.is_none()
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
        // News without a day is not the history told beside it.
        _ => one.is_news == other.is_news,
    }
}

/// Keeps `folded` as one more place where `kept` stands.
fn join(kept: &mut Claim, folded: &Claim) {
    kept.ordinal = kept.ordinal.or(folded.ordinal);
    kept.extent = kept.extent.or(folded.extent);
    kept.is_news |= folded.is_news;
    kept.also.push(Also { span: folded.span, quote: folded.quote.clone() });
}

/// How much a claim says: speakers, parties, figures, times, and body before headings.
fn says(claim: &Claim) -> usize {
    let body = usize::from(claim.zone == Zone::Body);
    claim.chain.len() * 2
        + claim.agent.len().min(1)
        + claim.target.len().min(1)
        + claim.figures.len() * 2
        + usize::from(claim.when.is_some())
        + usize::from(!claim.places.is_empty())
        + body * 2
}
