//! Phrases that are looked up word by word.
//!
//! In: folded phrases with what they mean. Out: the meaning of the longest that begins at a word.

use std::collections::BTreeMap;

/// Folded phrases, each with a value.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    by_text: BTreeMap<String, T>,
    most_words: BTreeMap<String, usize>,
    longest: usize,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Phrases { by_text: BTreeMap::new(), most_words: BTreeMap::new(), longest: 0 }
    }
}

impl<T: Default> Phrases<T> {
    /// The value of `text`, made where it is new. `text` is folded; empty text is none.
    pub fn entry(&mut self, text: String) -> &mut T {
        let count = text.split(' ').count();
        let first = text.split(' ').next().unwrap_or("").to_owned();
        let most = self.most_words.entry(first).or_default();
        *most = (*most).max(count);
        self.longest = self.longest.max(count);
        self.by_text.entry(text).or_default()
    }
}

impl<T> Phrases<T> {
    /// The value of exactly `text`.
    pub fn get(&self, text: &str) -> Option<&T> {
        self.by_text.get(text)
    }

    /// How many words the longest phrase has that begins with `first`.
    pub fn most_words(&self, first: &str) -> Option<usize> {
        self.most_words.get(first).copied()
    }

    /// How many words the longest phrase has.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// All phrases, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.by_text.iter().map(|(text, value)| (text.as_str(), value))
    }
}
