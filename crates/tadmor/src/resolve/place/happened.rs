//! Where something happened: the place of a sentence that its verb takes.
//!
//! In: a sentence's tree, the word that tells what happened, and the sentence's places. Out: which of them, with the
//! reason. "Jets struck a depot in Bahri, across the river from Khartoum, a clerk said in Juba" happened in Bahri: it
//! hangs on "struck", nothing is told to lie in it, and it follows "in". Origins, datelines, lands of adjectives and
//! what another place lies in or beside come last.

use crate::claim::Precision;
use crate::lang::{Sentence, Upos};
use crate::mention::PlaceMention;
use crate::mention::place::Form;
use crate::resolve::place::Chosen;

/// What a step of the tree costs; the other costs are in steps of a tenth of it.
const STEP: u32 = 10;
/// Farther than this in the tree no two words are.
const FARTHEST: usize = 60;

/// A place of a sentence: its number among the page's places, and its tokens.
pub type Here<'p> = (usize, &'p PlaceMention);

/// Which of `places` is where the thing told of by the token `event` happened; and why.
pub fn place_of(
    sentence: &Sentence,
    event: usize,
    places: &[Here<'_>],
    chosen: &[Chosen],
) -> Option<(usize, String)> {
    let cost = |(at, mention): &Here<'_>| {
        let head = head(sentence, mention);
        let (steps, below) = steps(sentence, event, head);
        let outer = places.iter().any(|(other, _)| chosen[*other].told_by == Some(*at));
        let after = head > event;
        let cost = steps * STEP
            + if below { 0 } else { 2 * STEP }
            // "25 km east of X": the words before "of" place it.
            + if chosen[*at].meant.is_some() { 0 } else { of_preposition(mention.preposition.as_deref()) }
            + if chosen[*at].meant.is_some() { 0 } else { of_precision(chosen[*at].place.precision) }
            + if outer { 3 * STEP } else { 0 }
            + if mention.form == Form::Adjective { 6 * STEP } else { 0 }
            + if after { 0 } else { 3 };
        (cost, head)
    };
    let best = places.iter().min_by_key(|here| cost(here))?;
    let (steps, below) = steps(sentence, event, head(sentence, best.1));
    let under = if below { "under" } else { "beside" };
    Some((
        best.0,
        format!("of {} places in the sentence the one {steps} steps {under} the verb", places.len()),
    ))
}

/// The word of a mention that the others of it hang on.
fn head(sentence: &Sentence, mention: &PlaceMention) -> usize {
    let tokens = mention.tokens;
    let outside = |at: &usize| sentence.tokens[*at].head.is_none_or(|head| !tokens.holds(head));
    let last = tokens.end.min(sentence.tokens.len());
    (tokens.start..last).find(outside).unwrap_or(tokens.start.min(sentence.tokens.len().saturating_sub(1)))
}

/// How many steps of the tree lie between two words, and whether the second is below the first.
pub fn steps(sentence: &Sentence, event: usize, place: usize) -> (u32, bool) {
    let up = |from: usize| -> Vec<usize> {
        std::iter::successors(Some(from), |at| sentence.tokens.get(*at).and_then(|token| token.head))
            .take(FARTHEST)
            .collect()
    };
    let (above_event, above_place) = (up(event), up(place));
    for (steps, at) in above_place.iter().enumerate() {
        if let Some(other) = above_event.iter().position(|above| above == at) {
            // Another verb on the way is another event: "…, an officer told reporters in X".
            let verbs =
                above_place[..steps].iter().filter(|at| sentence.tokens[**at].upos == Upos::Verb).count();
            return (u32::try_from(steps + other + verbs).unwrap_or(u32::MAX / 64), other == 0);
        }
    }
    (FARTHEST as u32, false)
}

fn of_preposition(preposition: Option<&str>) -> u32 {
    match preposition {
        Some("in" | "at" | "near" | "on" | "outside" | "inside" | "around" | "between" | "within") => 0,
        Some("to" | "into" | "through" | "along" | "toward" | "towards") => STEP,
        Some("from") => 3 * STEP,
        Some("across" | "over" | "for" | "with") => 2 * STEP,
        // "elders of X" are of it and need not be in it.
        Some("of") => STEP + STEP / 2,
        _ => STEP,
    }
}

/// The finer goes before the wider.
fn of_precision(precision: Precision) -> u32 {
    match precision {
        Precision::Exact | Precision::Near => 0,
        Precision::Area | Precision::Unknown => STEP / 2,
        Precision::Region => STEP,
        Precision::Country => 2 * STEP,
    }
}
