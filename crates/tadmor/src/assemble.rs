//! The second verb: from the readings of a pile to the ledger.

use serde::{Deserialize, Serialize};

use crate::claim::Kind;
use crate::control;
use crate::id::PageId;
use crate::ledger::Ledger;
use crate::ledger::figure::FigureRule;
use crate::reading::Reading;
use crate::tables::Tables;
use crate::text::RawSpan;

/// How a pile is assembled.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How timelines are made.
    pub control: control::Options,
    /// How figures are combined.
    pub figures: FigureRule,
}

/// What a person decided of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The claim is read rightly.
    Accept,
    /// The page does not say this: it is kept, and counts nowhere.
    Reject,
}

/// One decision: append-only, anchored by page, span and kind, so that it outlives a new reading.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Decision {
    /// The page.
    pub page_id: PageId,
    /// The claim's bytes when it was decided.
    pub span: RawSpan,
    /// The claim's kind.
    pub kind: Kind,
    /// What was decided.
    pub verdict: Verdict,
    /// Who decided.
    pub who: String,
    /// The day or moment, as the door stamped it.
    pub when: String,
    /// Why.
    pub why: String,
}

/// The ledger of a pile. Pure: the readings in any order, on any number of threads, give the same ledger.
pub fn assemble(
    _readings: Vec<Reading>,
    _decisions: &[Decision],
    tables: &Tables,
    _options: &Options,
) -> Ledger {
    Ledger { tables: tables.digest().to_owned(), ..Ledger::default() }
}
