//! The ledger: what the pile says, claims beside claims.
//!
//! In: everything before. Out: a [`Ledger`]: articles, claims with their event and origin, events with differences,
//! support and figures, origins, control. It gives no verdicts.

pub(crate) mod build;
pub mod decision;
pub mod difference;
pub mod figure;
pub mod support;

use serde::{Deserialize, Serialize};

pub use decision::{Decision, Verdict};
pub use difference::{Difference, DifferenceKind, Pair};
pub use figure::FigureLine;
pub use support::{Support, SupportWord};

use crate::claim::{Claim, Kind, Place};
use crate::control::Holding;
use crate::day::Days;
use crate::id::{ClaimId, EventId, OriginId};
use crate::origin::Origin;
use crate::reading::Reading;

/// A claim with its place in the pile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerClaim {
    /// The claim, its days as the pile settled them.
    #[serde(flatten)]
    pub claim: Claim,
    /// The page's name as given.
    pub page: String,
    /// The event that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventId>,
    /// The act of telling that it goes back to.
    pub origin: OriginId,
    /// What a person decided of it; a rejected claim is in no event and counts nowhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Verdict>,
}

/// The claims about one happening, side by side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LedgerEvent {
    /// From its smallest claim.
    pub id: EventId,
    /// What happened.
    pub kind: Kind,
    /// "Palmyra retaken by the Syrian Army".
    pub title: String,
    /// Where; the finest first.
    pub places: Vec<Place>,
    /// When.
    pub days: Days,
    /// Which claim or page gave the days.
    pub because: String,
    /// Its claims, in id order.
    pub claims: Vec<ClaimId>,
    /// Figures combined over origins.
    pub figures: Vec<FigureLine>,
    /// How well supported.
    pub support: Support,
    /// Where its claims differ, the sharpest first.
    pub differences: Vec<Difference>,
}

/// What the pile says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// The digest of the tables that it was made with.
    pub tables: String,
    /// The pages, by name; their claims are in `claims`, and their days as the pile settled them.
    pub pages: Vec<Reading>,
    /// The claims, by page name, then in page order.
    pub claims: Vec<LedgerClaim>,
    /// The events, by day, then id.
    pub events: Vec<LedgerEvent>,
    /// The origins, by id.
    pub origins: Vec<Origin>,
    /// The control of every place, by place, then time.
    pub control: Vec<Holding>,
    /// Decisions that found no claim to stand on.
    pub unanchored: Vec<Decision>,
}

impl Ledger {
    /// The claim of that id.
    pub fn claim(&self, id: &ClaimId) -> Option<&LedgerClaim> {
        self.claims.iter().find(|claim| claim.claim.id == *id)
    }

    /// The event of that id.
    pub fn event(&self, id: &EventId) -> Option<&LedgerEvent> {
        self.events.iter().find(|event| event.id == *id)
    }

    /// The origin of that id.
    pub fn origin(&self, id: &OriginId) -> Option<&Origin> {
        self.origins.iter().find(|origin| origin.id == *id)
    }
}
