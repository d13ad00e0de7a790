//! Triggers: the words that say what happened, as written.
//!
//! In: one sentence with its tags. Out: a [`Trigger`] for each, in reading order: "seized" and "the liberation of"
//! with the row of the lexicon that knows them. Of several rows the one with the most words is taken.

use crate::mention::TokenRange;
use crate::mention::part::Tag;
use crate::sentence::{Sentence, TokenKind};
use crate::tables::Lexicon;
use crate::tables::lexicon::morphology::plural;
use crate::tables::lexicon::{Class, Particle};

/// How many tokens an object inside a trigger may have: "took **the northern town** back".
const LONGEST_GAP: usize = 9;

/// A trigger as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// From its first word to its last: "took the town back" holds its object.
    pub tokens: TokenRange,
    /// The row of [`crate::tables::Lexicon`].
    pub entry: usize,
    /// Whether its words stand apart, an object between them.
    pub is_parted: bool,
}

/// All triggers in `sentence`.
pub fn find(sentence: &Sentence<'_>, tags: &[Tag], lexicon: &Lexicon) -> Vec<Trigger> {
    let mut found: Vec<Trigger> = Vec::new();
    for at in 0..sentence.tokens.len() {
        let taken = found.last().is_some_and(|last| !last.is_parted && last.tokens.holds(at));
        if taken {
            continue;
        }
        found.extend(longest(sentence, tags, lexicon, at));
    }
    found
}

fn longest(sentence: &Sentence<'_>, tags: &[Tag], lexicon: &Lexicon, at: usize) -> Option<Trigger> {
    let entries = lexicon.triggers_from(&sentence.tokens[at].lower);
    let fits = entries.iter().filter_map(|entry| {
        let row = lexicon.trigger(*entry);
        if row.is_verb != tags[at].is_verb() {
            return None;
        }
        let end = end_of(sentence, tags, at, &row.particles)?;
        if !row.is_verb && modifies(sentence, tags, lexicon, end) {
            return None;
        }
        let is_parted = row.particles.contains(&Particle::Gap);
        Some((
            row.particles.len(),
            Trigger { tokens: TokenRange { start: at, end }, entry: *entry, is_parted },
        ))
    });
    // Of two rows with as many words, the first in the file.
    fits.rev().max_by_key(|(words, _)| *words).map(|(_, trigger)| trigger)
}

/// "attack helicopters", "battle tanks": a noun that only says what sort of thing the next one is.
fn modifies(sentence: &Sentence<'_>, tags: &[Tag], lexicon: &Lexicon, end: usize) -> bool {
    let Some(next) = sentence.tokens.get(end).filter(|_| tags[end] == Tag::Word) else { return false };
    let classes = lexicon.noun(&next.lower).iter().map(|noun| noun.class);
    let mut things =
        classes.filter(|class| !matches!(class, Class::Operation | Class::Place | Class::Loss)).peekable();
    things.peek().is_some()
}

/// One past the last of `particles`, the first word standing at `at`.
fn end_of(sentence: &Sentence<'_>, tags: &[Tag], at: usize, particles: &[Particle]) -> Option<usize> {
    let mut end = at + 1;
    let mut gap = false;
    for particle in particles {
        match particle {
            Particle::Gap => gap = true,
            Particle::Word(word) if gap => {
                end = across_gap(sentence, tags, end, word)?;
                gap = false;
            }
            Particle::Word(word) => {
                let next = sentence.tokens.get(end)?;
                if next.lower != *word && next.lower != plural(word) {
                    return None;
                }
                end += 1;
            }
        }
    }
    Some(end)
}

/// One past `word`, with at least one token and no verb or full stop before it.
fn across_gap(sentence: &Sentence<'_>, tags: &[Tag], from: usize, word: &str) -> Option<usize> {
    let reach = sentence.tokens.len().min(from + LONGEST_GAP + 1);
    for (at, token) in sentence.tokens.iter().enumerate().take(reach).skip(from) {
        if at > from && (token.lower == word || token.lower == plural(word)) {
            return Some(at + 1);
        }
        if tags[at].is_verb() || (token.kind == TokenKind::Mark && token.form != ",") {
            return None;
        }
    }
    None
}
