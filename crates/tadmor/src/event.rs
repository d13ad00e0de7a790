//! Events: the claims about one happening.
//!
//! In: readings and origins. Out: [`Event`]s. Claims join on kind family, fine place and *compatible* days, open ones
//! included, with who, whom and ordinals ("the second liberation") as soft evidence. "An air strike in Idlib" on
//! Monday is not Tuesday's.

use serde::{Deserialize, Serialize};

use crate::claim::{Kind, Place};
use crate::day::Days;
use crate::id::{ClaimId, EventId};
use crate::origin::Origin;
use crate::reading::Reading;
use crate::tables::Tables;

/// Two claims told of one happening, and why they were joined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventJoin {
    /// The smaller id.
    pub a: ClaimId,
    /// The larger id.
    pub b: ClaimId,
    /// The evidence in words.
    pub because: String,
}

/// The claims about one happening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// From its smallest claim.
    pub id: EventId,
    /// What happened: the kind that leads it.
    pub kind: Kind,
    /// "Palmyra retaken by the Syrian Army".
    pub title: String,
    /// Where; the finest first, each once.
    pub places: Vec<Place>,
    /// When, as far as its claims tell together.
    pub days: Days,
    /// Which claim or page gave the days.
    pub because: String,
    /// Its claims, in id order.
    pub claims: Vec<ClaimId>,
    /// The joins that made it, in order.
    pub joins: Vec<EventJoin>,
}

/// The events of all claims of `readings`. Every claim is in at most one; claims without place or party may be in
/// none. In id order.
pub fn group(_readings: &[Reading], _origins: &[Origin], _tables: &Tables) -> Vec<Event> {
    Vec::new()
}
