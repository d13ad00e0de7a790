//! Whether the words around a time look ahead.
//!
//! In: a time's place among the pieces. Out: a [`Tense`]. "The troops will leave on Friday" looks ahead. The nearest word
//! that tells decides, in the same sentence, the ones before it first. That a time lies in the past is for the claim to
//! say that it dates: a verb beside it is as often another clause's.

use super::piece::Kind;
use super::{Reader, TimeWord};

/// Whether the verb that a time stands with looks back or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Past or present: the nearest day back.
    Past,
    /// "will", "plans to": the nearest day ahead.
    Future,
    /// No verb tells: a weekday is the nearest back but for the next two days, a day of a year the nearest back unless it
    /// was most of a year ago and comes soon.
    Unsaid,
}

/// How many pieces are looked at before and after.
const NEAR: usize = 14;
/// From farther off a verb is as often another clause's.
const OWN: usize = 10;

pub(super) fn of(reader: &Reader<'_>, start: usize, end: usize) -> Tense {
    let before = (start.saturating_sub(NEAR)..start).rev().take_while(|at| !ends_sentence(reader, *at));
    let after = (end..(end + NEAR).min(reader.pieces.len())).take_while(|at| !ends_sentence(reader, *at));
    let found = before.chain(after).find_map(|at| told(reader, at).map(|tense| (at, tense)));
    let near = |at: usize| at + OWN >= start && at <= end + OWN;
    found.filter(|(at, _)| near(*at)).map_or(Tense::Unsaid, |(_, tense)| tense)
}

/// Whether the word at `at` looks ahead; a verb that does not ends the search.
fn told(reader: &Reader<'_>, at: usize) -> Option<Tense> {
    if reader.sense(at, |word| matches!(word, TimeWord::Ahead { sure: true })) {
        return Some(Tense::Future);
    }
    let word = reader.slice(at);
    let small = word.starts_with(|first: char| first.is_lowercase());
    let back = small && word.len() > 4 && word.ends_with("ed");
    (back || reader.sense(at, |word| matches!(word, TimeWord::Back | TimeWord::Ahead { sure: false })))
        .then_some(Tense::Unsaid)
}

/// Whether a sentence ends at the mark `at`.
pub(super) fn ends_sentence(reader: &Reader<'_>, at: usize) -> bool {
    match reader.pieces[at].kind {
        Kind::Break => true,
        Kind::Mark('!' | '?' | ';') => true,
        Kind::Mark('.') => {
            // "Jan. 5", "Gen. Smith", "U.S.": a stop after a short word with a capital ends none.
            let short = at > 0 && reader.capital(at - 1) && reader.slice(at - 1).len() <= 4;
            !reader.glued(at + 1) && reader.pieces.len() > at + 1 && (!short || reader.is_mark(at + 1, '"'))
        }
        _ => false,
    }
}
