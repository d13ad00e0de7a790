//! The types of places as written.

use crate::mention::TokenRange;
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
    /// In which way the name is written.
    pub form: Form,
}

/// In which way a place is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// "Syria".
    Name,
    /// "UAE": letters that stand for a country or region wherever they stand.
    Capitals,
    /// "Ala.": letters that stand for a state after a town.
    State,
    /// "Syrian" before a noun.
    Adjective,
}

/// What part or surroundings of a place are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Around {
    /// "eastern Aleppo", "parts of", "a district of".
    Part,
    /// "south of Aleppo", "near", "the countryside of", "the area of".
    Surroundings,
}

/// Whether a class is of places that lie at or in a town and are not the town.
pub fn is_site(class: &str) -> bool {
    matches!(
        class,
        "airbase"
            | "airport"
            | "base"
            | "citadel"
            | "dam"
            | "crossing"
            | "camp"
            | "field"
            | "building"
            | "hill"
            | "crossroads"
    )
}
