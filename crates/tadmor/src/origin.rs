//! Origins: acts of telling, however many pages carry them.
//!
//! In: the readings of a pile. Out: [`Origin`]s, each with the joins that made it, so that any can be undone.
//! Two pages of one briefing that share no run of five words are one origin; two statements of one ministry on two
//! days are two. Never joins because two claims say the same thing.

pub mod reuse;

use serde::{Deserialize, Serialize};

use crate::day::Days;
use crate::id::{ClaimId, OriginId, PageId};
use crate::reading::Reading;
use crate::tables::Tables;

/// Why two claims share an origin. In the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoinRule {
    /// One page credits the other's outlet: a dateline, "(AP)", "SANA said".
    Credit,
    /// The inner speaker of one chain is the speaker of the other.
    Nesting,
    /// The same speaker, on compatible days, on the same subject.
    Speaker,
    /// An aligned quotation of six or more content words.
    Quotation,
    /// Reused text.
    Reuse,
    /// A shared vector of odd figures.
    Figures,
    /// A person said so.
    Decision,
}

/// Two claims that share an origin, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Join {
    /// The smaller id.
    pub a: ClaimId,
    /// The larger id.
    pub b: ClaimId,
    /// Which rule.
    pub rule: JoinRule,
    /// The evidence in words.
    pub because: String,
}

/// One act of telling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// From its smallest claim.
    pub id: OriginId,
    /// Who tells: the innermost speaker that its claims share, or the outlet in its own voice.
    pub speaker: String,
    /// The speaker's side, where the table of sides knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// When it was told, as far as known.
    pub occasion: Days,
    /// Its claims, in id order.
    pub claims: Vec<ClaimId>,
    /// The pages that carry it, in id order.
    pub pages: Vec<PageId>,
    /// The outlets that carry it, in order of name.
    pub outlets: Vec<String>,
    /// The joins that made it, in order.
    pub joins: Vec<Join>,
}

/// The origins of all claims of `readings`. Every claim is in exactly one. In id order.
pub fn join(_readings: &[Reading], _tables: &Tables) -> Vec<Origin> {
    Vec::new()
}
