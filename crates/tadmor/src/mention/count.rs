//! Counts: a number and the noun it counts, as written.
//!
//! In: one sentence. Out: a [`Count`] for each, in reading order.
//! "burning at least 300 tents" gives 300, [`Hedge::AtLeast`], "tents".
//! Does not decide who was counted or whether it is true; see [`crate::claim`].

use serde::{Deserialize, Serialize};

use crate::mention::{TimeExpr, TokenRange};
use crate::sentence::Sentence;
use crate::tables::Tables;
use crate::text::Span;

/// How a number is hedged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Hedge {
    /// "300"
    #[serde(rename = "exact")]
    Exact,
    /// "at least 300", "no fewer than 300", "300 or more"
    #[serde(rename = "at least")]
    AtLeast,
    /// "more than 300", "over 300"
    #[serde(rename = "more than")]
    MoreThan,
    /// "up to 300", "as many as 300", "no more than 300"
    #[serde(rename = "at most")]
    AtMost,
    /// "fewer than 300", "under 300"
    #[serde(rename = "less than")]
    LessThan,
    /// "about 300", "some 300", "around 300"
    #[serde(rename = "about")]
    About,
    /// "nearly 300", "almost 300"
    #[serde(rename = "nearly")]
    Nearly,
    /// "between 20 and 30", "20 to 30"
    #[serde(rename = "range")]
    Range,
    /// "dozens", "scores", "several hundred"
    #[serde(rename = "vague")]
    Vague,
}

/// `"at least 300 tents"`, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number with its hedge and its unit: "at least 300", "more than 60 km".
    pub span: Span,
    /// The number, its hedge, unit and noun phrase, in tokens.
    pub tokens: TokenRange,
    /// Things, not percent; absent where vague. For a range, the lower.
    pub n: Option<u64>,
    /// For a range, the upper.
    pub upper: Option<u64>,
    /// How it is hedged.
    pub hedge: Hedge,
    /// The noun phrase counted: "infantry fighting vehicles"; empty where the noun is understood ("19 of them").
    pub noun: Option<Span>,
    /// "km", "km2", "m", "ha", "tonnes" where a measure is counted: the canonical unit.
    pub unit: Option<String>,
    /// "including", "among them", "of whom" stood before it: part of the count before.
    pub part: bool,
    /// "other", "another", "more", "further": beside the count before.
    pub other: bool,
}

/// All counts in `sentence`. What lies inside one of `times` is not a count.
pub fn find(_sentence: &Sentence<'_>, _times: &[TimeExpr], _tables: &Tables) -> Vec<Count> {
    Vec::new()
}
