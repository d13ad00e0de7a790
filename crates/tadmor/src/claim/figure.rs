//! Figures: counts understood as intervals, with what became of those counted.
//!
//! In: a count as written and the trigger's outcome. Out: a [`Figure`]. "over 100 cars" destroyed is [101, ∞);
//! "dozens" has no number; "67, including 19 commanders" gives two, the second a part of the first.

use crate::claim::page::{ReadPage, ReadSentence};
use crate::claim::phrase::{self, Phrase};
use crate::claim::{Figure, Outcome};
use crate::mention::TokenRange;
use crate::mention::count::{Count, Hedge};
use crate::tables::lexicon::Class;

/// The figure of `phrase`, where it holds a count that is one.
pub fn of(
    page: &ReadPage<'_>,
    sentence: &ReadSentence<'_>,
    phrase: &Phrase,
    outcome: Outcome,
) -> Option<Figure> {
    let count = &sentence.mentions.counts[phrase.count?];
    let (low, high) = bounds(count);
    Some(Figure {
        of: counted(page, sentence, phrase, count),
        outcome,
        low,
        high,
        bound: count.hedge,
        written: page.text(count.span).to_owned(),
        noun: count.noun.map_or_else(String::new, |noun| page.text(noun).to_owned()),
        span: page.raw(count.span),
        unit: count.unit.clone(),
        part_of: None,
        covers: match outcome {
            Outcome::KilledOrWounded => vec![Outcome::Killed, Outcome::Wounded],
            _ => Vec::new(),
        },
    })
}

/// The interval that a count says. For things "more than 100" starts at 101, for measures at 100.
pub fn bounds(count: &Count) -> (Option<u64>, Option<u64>) {
    let Some(n) = count.n else { return (None, None) };
    let step = u64::from(count.unit.is_none());
    match count.hedge {
        Hedge::Exact | Hedge::About | Hedge::Nearly => (Some(n), Some(n)),
        Hedge::AtLeast => (Some(n), None),
        Hedge::MoreThan => (Some(n + step), None),
        Hedge::AtMost => (Some(0), Some(n)),
        Hedge::LessThan => (Some(0), Some(n.saturating_sub(step))),
        Hedge::Range => (Some(n), count.upper),
        Hedge::Vague => (None, None),
    }
}

/// What is counted: the table's word for it, else the noun as written, lower case.
fn counted(page: &ReadPage<'_>, sentence: &ReadSentence<'_>, phrase: &Phrase, count: &Count) -> String {
    match count.unit.as_deref() {
        Some("km2" | "ha") => return "area".to_owned(),
        Some("km" | "m") => return "distance".to_owned(),
        _ => {}
    }
    let noun = phrase::lower(&sentence.sentence, phrase.tokens);
    let words: Vec<&str> = noun.split(' ').collect();
    let named = (0..words.len()).rev().flat_map(|last| (0..=last).map(move |first| (first, last)));
    let entries = named
        .map(|(first, last)| page.tables.lexicon.noun(&words[first..=last].join(" ")))
        .find(|entries| !entries.is_empty());
    if let Some(of) = entries.and_then(|entries| entries.iter().find_map(|entry| entry.of.clone())) {
        return of;
    }
    if entries.is_none() && phrase.classes.contains(&Class::Force) {
        return "fighters".to_owned();
    }
    match count.noun {
        Some(noun) => page.text(noun).to_lowercase(),
        None => "people".to_owned(),
    }
}

/// Marks each figure that is a part of the one before: "67, including 19 …", "12, among them three …".
pub fn mark_parts(sentence: &ReadSentence<'_>, counts: &[usize], figures: &mut [Figure]) {
    for at in 1..figures.len() {
        if sentence.mentions.counts[counts[at]].part {
            figures[at].part_of =
                Some(figures[at - 1].part_of.clone().unwrap_or_else(|| figures[at - 1].written.clone()));
        }
    }
}

/// The phrases that go on a list after `last`: "67 militants, including 19 commanders".
pub fn parts_after(sentence: &ReadSentence<'_>, last: usize, range: TokenRange) -> Vec<usize> {
    let rest = (last + 1..sentence.phrases.len()).filter(|at| sentence.phrases[*at].tokens.end <= range.end);
    let is_part =
        |at: &usize| sentence.phrases[*at].count.is_some_and(|count| sentence.mentions.counts[count].part);
    rest.filter(is_part).collect()
}
