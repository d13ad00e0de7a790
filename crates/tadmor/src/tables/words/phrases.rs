//! Phrases of a table, found at a place in a sentence.
//!
//! In: rows of one or more words. Out: [`Phrases`], which tells the phrases that start at a token.

use std::collections::BTreeMap;

use crate::sentence::Token;

/// Phrases with what they mean. One phrase may mean several things.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    by_first: BTreeMap<String, Vec<Phrase<T>>>,
}

#[derive(Clone, Debug)]
struct Phrase<T> {
    rest: Vec<String>,
    value: T,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { by_first: BTreeMap::new() }
    }
}

impl<T: Copy> Phrases<T> {
    /// Adds `words`, parted by spaces.
    pub fn insert(&mut self, words: &str, value: T) {
        let mut words = words.split(' ').map(str::to_owned);
        let Some(first) = words.next() else { return };
        let phrases = self.by_first.entry(first).or_default();
        phrases.push(Phrase { rest: words.collect(), value });
        // The longest first: a stable order, so that rows of one length keep the file's.
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
    }

    /// The phrases that start at token `at`, the longest first: one past their last token, and what they mean.
    pub fn at<'t>(&'t self, tokens: &'t [Token<'_>], at: usize) -> impl Iterator<Item = (usize, T)> + 't {
        let phrases = tokens.get(at).and_then(|token| self.by_first.get(&token.lower));
        phrases.into_iter().flatten().filter_map(move |phrase| {
            let end = at + 1 + phrase.rest.len();
            let words = tokens.get(at + 1..end)?;
            let same = words.iter().zip(&phrase.rest).all(|(token, word)| token.lower == *word);
            same.then_some((end, phrase.value))
        })
    }

    /// The words that phrases start with, of those whose meaning `pick` takes.
    pub fn firsts(&self, pick: impl Fn(T) -> bool) -> impl Iterator<Item = &str> {
        let phrases = self.by_first.iter();
        let picked = phrases.filter(move |(_, phrases)| phrases.iter().any(|phrase| pick(phrase.value)));
        picked.map(|(first, _)| first.as_str())
    }

    /// The meanings of one word that stands alone.
    pub fn word(&self, lower: &str) -> impl Iterator<Item = T> {
        let phrases = self.by_first.get(lower).into_iter().flatten();
        phrases.filter(|phrase| phrase.rest.is_empty()).map(|phrase| phrase.value)
    }
}
