//! Figures of an event, combined over **origins**.

use serde::{Deserialize, Serialize};

use crate::claim::Outcome;
use crate::id::{ClaimId, OriginId};

/// The rule by which figures are combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureRule {
    /// Best is the value that most origins give, ties to the lower; low and high are the extremes.
    #[default]
    Ucdp,
    /// The most conservative one integer.
    Acled,
    /// The extremes, no best.
    Widest,
}

/// What one origin says, in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureTold {
    /// The act of telling.
    pub origin: OriginId,
    /// The claim that carries it.
    pub claim: ClaimId,
    /// As written, hedge included.
    pub written: String,
    /// The least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// The most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
}

/// What an event's claims say together of one thing counted with one outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureLine {
    /// "fighters", "tanks".
    pub of: String,
    /// "killed", "destroyed".
    pub outcome: Outcome,
    /// The least that any origin gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// By `rule`; absent where lines differ by category or one origin came in two versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<u64>,
    /// The most that any origin gives; absent where one gives no upper bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
    /// Which rule.
    pub rule: FigureRule,
    /// Why there is no best, or how it was chosen.
    pub because: String,
    /// What each origin says, both versions where it came in two.
    pub lines: Vec<FigureTold>,
}
