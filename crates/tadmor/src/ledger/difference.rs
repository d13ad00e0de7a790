//! Differences: where claims about one event do not say the same, by name.
//!
//! First the pair: same origin is a retelling (or an update, where told later); different origins agree or disagree.
//! Then the name: "1,000 killed and wounded" against "at least 1000 killed" of one briefing is a retelling that
//! changes category and bound.

use serde::{Deserialize, Serialize};

use crate::id::ClaimId;

/// What kind of pair it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pair {
    /// Same origin.
    Retelling,
    /// Same origin, told later.
    Update,
    /// Different origins.
    Disagreement,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// The numbers.
    Figure,
    /// What is counted: killed and wounded against killed.
    Category,
    /// 1000 against at least 1000.
    Bound,
    /// One place, actor or period holds the other: nested, not a contradiction.
    Scope,
    /// The day.
    Time,
    /// Whole against part.
    Extent,
    /// Who did it, or someone left out.
    Actor,
    /// Driven out against withdrew.
    Manner,
    /// "his government says" dropped.
    AttributionLost,
    /// "may" became "will".
    CertaintyRaised,
    /// Headline and direct words differ.
    QuoteDrift,
}

/// Two claims that differ, and in what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What kind of pair.
    pub pair: Pair,
    /// What differs. Called "type" in exports.
    #[serde(rename = "type")]
    pub kind: DifferenceKind,
    /// Whether both cannot be so.
    pub hard: bool,
    /// One claim.
    pub a: ClaimId,
    /// The other.
    pub b: ClaimId,
    /// One's words: "1,000 … killed and wounded".
    pub a_says: String,
    /// The other's words.
    pub b_says: String,
    /// Which values and which rule.
    pub because: String,
}
