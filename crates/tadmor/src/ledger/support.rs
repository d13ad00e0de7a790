//! How well supported: a vector and a word, never a percentage.

use serde::{Deserialize, Serialize};

/// The word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SupportWord {
    /// One act of telling, however many pages carry it.
    #[default]
    #[serde(rename = "Single origin")]
    SingleOrigin,
    /// Two origins or more, one side.
    #[serde(rename = "One side")]
    OneSide,
    /// Sides known and different.
    #[serde(rename = "Several sides")]
    SeveralSides,
    /// A hard disagreement between origins stands.
    Contested,
    /// A named party says that it did not happen.
    Denied,
}

/// Pages ≥ outlets ≥ origins ≥ sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// How many pages tell it.
    pub pages: usize,
    /// How many outlets.
    pub outlets: usize,
    /// How many acts of telling.
    pub origins: usize,
    /// How many sides, the unknown ones not counted.
    pub sides: usize,
    /// How many origins say what their own side would rather not.
    pub against_interest: usize,
    /// The word.
    pub word: SupportWord,
}
