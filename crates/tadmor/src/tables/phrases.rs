//! Phrases that are looked for in a text all at once.
//!
//! In: words of a table. Out: [`Phrases`], asked which of them stand in a text, in one pass over it however many they are.

use aho_corasick::AhoCorasick;

use super::Error;

/// Phrases of a table.
#[derive(Clone, Debug)]
pub(super) struct Phrases {
    words: Vec<String>,
    found: AhoCorasick,
}

impl Phrases {
    /// The phrases `words` of `file`.
    pub fn of(file: &str, words: Vec<String>) -> Result<Self, Error> {
        Phrases::built(file, words, false)
    }

    /// The phrases `words` of `file`, in capitals or not.
    pub fn in_any_case(file: &str, words: Vec<String>) -> Result<Self, Error> {
        Phrases::built(file, words, true)
    }

    fn built(file: &str, words: Vec<String>, any_case: bool) -> Result<Self, Error> {
        let found = AhoCorasick::builder().ascii_case_insensitive(any_case).build(&words);
        let found =
            found.map_err(|fault| Error { file: file.to_owned(), line: 1, what: fault.to_string() })?;
        Ok(Phrases { words, found })
    }

    /// Whether any of them stands in `text`.
    pub fn any(&self, text: &str) -> bool {
        self.found.is_match(text)
    }

    /// The first in the order of the table that stands in `text`.
    pub fn first(&self, text: &str) -> Option<&str> {
        let at = self.all(text).map(|(at, ..)| at).min()?;
        Some(&self.words[at])
    }

    /// The place in the table, the start and the end of each that stands in `text`, however they overlap.
    pub fn all(&self, text: &str) -> impl Iterator<Item = (usize, usize, usize)> {
        let found = self.found.find_overlapping_iter(text);
        found.map(|found| (found.pattern().as_usize(), found.start(), found.end()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_table_is_found_wherever_it_stands() {
        let words = ["old bridge", "bridge", "lake"].map(str::to_owned).to_vec();
        let phrases = Phrases::of("test", words).unwrap();
        assert_eq!(phrases.first("a lake and an old bridge"), Some("old bridge"));
        assert_eq!(phrases.first("a lake"), Some("lake"));
        assert_eq!(phrases.first("a hill"), None);
        assert_eq!(phrases.all("old bridge").count(), 2);
        assert!(phrases.any("a lake") && !phrases.any("A LAKE"));
        let words = vec!["lake".to_owned()];
        assert!(Phrases::in_any_case("test", words).unwrap().any("A LAKE"));
    }
}
