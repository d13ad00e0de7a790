//! When something happened: the time of a sentence that its verb takes.
//!
//! In: a sentence's tree, the word that tells what happened, and the sentence's times. Out: which of them, with the
//! reason. "A clerk said on Friday that jets had struck the depot on Wednesday": the strike was on Wednesday, since that
//! hangs on "struck".

use crate::lang::Sentence;
use crate::mention::time::{Time, Written};
use crate::resolve::place::happened::steps;

/// What a step of the tree costs; the other costs are in steps of a tenth of it.
const STEP: u32 = 10;

/// Which of `times`, whose spans are bytes of the text that `sentence` stands in, dates the thing told of by the token
/// `event`; and why.
pub fn time_of(sentence: &Sentence, event: usize, times: &[&Written]) -> Option<(usize, String)> {
    let cost = |at: &usize| {
        let written = times[*at];
        let head = head(sentence, written);
        let (steps, below) = steps(sentence, event, head);
        let aside = if below { 0 } else { 2 * STEP };
        let loose = match written.time {
            Time::Clock | Time::Now => 3 * STEP,
            Time::Recent | Time::Soon | Time::Later | Time::Earlier => 2 * STEP,
            _ => 0,
        };
        (steps * STEP + aside + loose, head.abs_diff(event))
    };
    let dates = |at: &usize| times[*at].time.dates() || matches!(times[*at].time, Time::Clock);
    let best = (0..times.len()).filter(dates).min_by_key(cost)?;
    let (steps, below) = steps(sentence, event, head(sentence, times[best]));
    let under = if below { "under" } else { "beside" };
    Some((best, format!("of {} times in the sentence the one {steps} steps {under} the verb", times.len())))
}

/// The word of a time that the others of it hang on.
fn head(sentence: &Sentence, written: &Written) -> usize {
    let inside = |at: usize| sentence.tokens[at].span.overlaps(written.span);
    let mut all = (0..sentence.tokens.len()).filter(|at| inside(*at));
    let outer = |at: &usize| sentence.tokens[*at].head.is_none_or(|head| !inside(head));
    all.clone().find(outer).or_else(|| all.next_back()).unwrap_or(0)
}
