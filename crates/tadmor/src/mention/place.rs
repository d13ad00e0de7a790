//! Places, as written.
//!
//! In: one sentence. Out: a [`PlaceMention`] for each name that the gazetteer or its surroundings ("the town of X",
//! "X airbase") show to be a place. "Syrian" in "Syrian army" is part of an actor's name, not a place.

use crate::mention::TokenRange;
use crate::sentence::Sentence;
use crate::tables::Tables;
use crate::text::Span;

/// A place as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceMention {
    /// The whole phrase without its preposition and article: "ancient city of Palmyra", "Rasm al-Ais area".
    pub span: Span,
    /// The same, in tokens.
    pub tokens: TokenRange,
    /// The name alone: "Palmyra".
    pub name: Span,
    /// "in", "from", "to", "near", "of", "outside" …, lower case, where one stands before it.
    pub preposition: Option<String>,
    /// "south of X", "eastern X", "X countryside", "outskirts of X": around or part of the place, not the place.
    pub around: Option<Around>,
    /// "city", "town", "village", "airbase", "province" … where the words say so.
    pub class: Option<String>,
    /// Whether the gazetteer holds the name; else its surroundings alone show a place.
    pub known: bool,
}

/// What part or surroundings of a place are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// "eastern Aleppo", "parts of", "a district of".
    Part,
    /// "south of Aleppo", "near", "the countryside of", "the area of".
    Surroundings,
}

/// All places in `sentence`.
pub fn find(_sentence: &Sentence<'_>, _tables: &Tables) -> Vec<PlaceMention> {
    Vec::new()
}
