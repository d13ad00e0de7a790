//! Words that show a place beside its name.

use std::collections::BTreeSet;

use crate::mention::name::folded;
use crate::tables::Error;
use crate::tables::actors::Phrases;
use crate::tables::rows::{rows, several};

pub(super) const NOUNS: &str = include_str!("../../../../../data/en/place-words.tsv");
pub(super) const NOT_PLACES: &str = include_str!("../../../../../data/en/not-places.tsv");

/// What a word may be beside a place's name. See the kinds in `data/en/place-words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceNoun {
    /// "town", "airbase": what the place is.
    Class(&'static str),
    /// "ancient": between the article and the class.
    Describing,
    /// "south" of.
    Direction,
    /// "eastern": a part of the place.
    Part,
    /// "outskirts of": beside the place.
    Around,
    /// "in".
    Preposition,
}

/// The words, each with all that it may be, and the names that are rather other words.
#[derive(Clone, Debug, Default)]
pub struct PlaceNouns {
    /// By their folded text.
    pub words: Phrases<Vec<PlaceNoun>>,
    not_places: BTreeSet<&'static str>,
}

impl PlaceNouns {
    pub(super) fn shipped() -> Result<Self, Error> {
        let mut nouns = PlaceNouns::default();
        for row in rows("data/en/place-words.tsv", NOUNS) {
            let [kind, words, value]: [&'static str; 3] = row.fields()?;
            let noun = match kind {
                "class" if !value.is_empty() => PlaceNoun::Class(value),
                "describing" => PlaceNoun::Describing,
                "direction" => PlaceNoun::Direction,
                "part" => PlaceNoun::Part,
                "around" => PlaceNoun::Around,
                "preposition" => PlaceNoun::Preposition,
                other => return Err(row.error(format!("no kind of word \"{other}\", or a class without a value"))),
            };
            for word in several(words) {
                nouns.words.entry(folded(word)).push(noun);
            }
        }
        for row in rows("data/en/not-places.tsv", NOT_PLACES) {
            let [words]: [&'static str; 1] = row.fields()?;
            nouns.not_places.extend(several(words));
        }
        Ok(nouns)
    }

    /// Whether the folded name is rather another word.
    pub fn is_other_word(&self, name: &str) -> bool {
        self.not_places.contains(name)
    }

    /// Whether the word may be of this kind.
    pub fn is(&self, text: &str, kind: impl Fn(PlaceNoun) -> bool) -> bool {
        self.words.get(text).is_some_and(|senses| senses.iter().any(|noun| kind(*noun)))
    }
}
