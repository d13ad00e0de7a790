//! What people decided of claims, anchored by page, span and kind, so that it outlives a new reading.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::claim::Kind;
use crate::id::{ClaimId, PageId};
use crate::reading::Reading;
use crate::text::RawSpan;

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

/// Where decisions stand on the claims of `readings`: the verdict on each claim, the latest by `when`, and those that
/// found no claim. A decision stands on the claim of its page and kind whose bytes it shares most of.
pub(crate) fn anchor(
    readings: &[Reading],
    decisions: &[Decision],
) -> (BTreeMap<ClaimId, Verdict>, Vec<Decision>) {
    let pages: BTreeMap<&PageId, &Reading> =
        readings.iter().map(|reading| (&reading.page_id, reading)).collect();
    let mut in_order: Vec<&Decision> = decisions.iter().collect();
    in_order.sort_by(|a, b| (&a.when, a).cmp(&(&b.when, b)));
    let mut verdicts = BTreeMap::new();
    let mut unanchored = Vec::new();
    for decision in in_order {
        match pages.get(&decision.page_id).and_then(|reading| claim_of(reading, decision)) {
            Some(id) => {
                verdicts.insert(id, decision.verdict);
            }
            None => unanchored.push(decision.clone()),
        }
    }
    unanchored.sort();
    unanchored.dedup();
    (verdicts, unanchored)
}

fn claim_of(reading: &Reading, decision: &Decision) -> Option<ClaimId> {
    let shared =
        |span: RawSpan| span.end.min(decision.span.end).saturating_sub(span.start.max(decision.span.start));
    let of_kind = reading.claims.iter().filter(|claim| claim.kind == decision.kind);
    let found = of_kind.map(|claim| (shared(claim.span), claim)).filter(|(shared, _)| *shared > 0);
    // Most bytes in common; then the one that is least longer than what was decided on; then the smaller id.
    let length = |span: RawSpan| span.end - span.start;
    let best = found.min_by_key(|(shared, claim)| (u64::MAX - shared, length(claim.span), claim.id.clone()));
    best.map(|(_, claim)| claim.id.clone())
}
