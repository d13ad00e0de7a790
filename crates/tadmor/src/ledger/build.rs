//! From what the rooms made to the [`Ledger`].
//!
//! In: settled readings, origins, events, control, and the verdicts. Out: claims with their event and origin, events
//! with figures, support and differences, all in the order that exports keep.

use std::collections::BTreeMap;

use crate::claim::Claim;
use crate::control::Holding;
use crate::event::Event;
use crate::id::{ClaimId, EventId, OriginId, PageId};
use crate::ledger::decision::Verdict;
use crate::ledger::figure::{self, FigureRule};
use crate::ledger::{Ledger, LedgerClaim, LedgerEvent, difference, support};
use crate::origin::Origin;
use crate::origin::pile::outlet;
use crate::reading::Reading;

/// What the rooms made.
pub(crate) struct Material {
    /// With settled days, without the rejected claims.
    pub readings: Vec<Reading>,
    /// The claims that people rejected.
    pub rejected: Vec<Claim>,
    /// Acts of telling.
    pub origins: Vec<Origin>,
    /// Happenings.
    pub events: Vec<Event>,
    /// Timelines.
    pub control: Vec<Holding>,
    /// What people decided, by claim.
    pub verdicts: BTreeMap<ClaimId, Verdict>,
}

/// A claim as the ledger's parts see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told<'l> {
    /// The claim.
    pub claim: &'l Claim,
    /// Its origin.
    pub origin: &'l Origin,
    /// The outlet of its page.
    pub outlet: &'l str,
}

/// The ledger, without the digest of the tables and the decisions that found no claim.
pub(crate) fn ledger(material: Material, rule: FigureRule) -> Ledger {
    let Material { mut readings, rejected, origins, events, control, verdicts } = material;
    let events: Vec<LedgerEvent> = {
        let index = Index::new(&readings, &origins);
        let mut events: Vec<LedgerEvent> = events.into_iter().map(|event| index.event(event, rule)).collect();
        events.sort_by(|a, b| (a.days, &a.id).cmp(&(b.days, &b.id)));
        events
    };
    let claims = claims(&mut readings, rejected, &origins, &events, &verdicts);
    Ledger { pages: readings, claims, events, origins, control, ..Ledger::default() }
}

/// Claims and origins by id.
struct Index<'l> {
    told: BTreeMap<&'l ClaimId, Told<'l>>,
}

impl<'l> Index<'l> {
    fn new(readings: &'l [Reading], origins: &'l [Origin]) -> Self {
        let mut origin_of: BTreeMap<&ClaimId, &Origin> = BTreeMap::new();
        for origin in origins {
            origin_of.extend(origin.claims.iter().map(|id| (id, origin)));
        }
        let mut told = BTreeMap::new();
        for reading in readings {
            for claim in &reading.claims {
                if let Some(origin) = origin_of.get(&claim.id) {
                    told.insert(&claim.id, Told { claim, origin, outlet: outlet(reading) });
                }
            }
        }
        Index { told }
    }

    fn event(&self, event: Event, rule: FigureRule) -> LedgerEvent {
        let told: Vec<Told<'l>> = event.claims.iter().filter_map(|id| self.told.get(id)).copied().collect();
        let differences = difference::find(event.kind, &told);
        LedgerEvent {
            figures: figure::combine(&told, &differences, rule),
            support: support::of(event.kind, &told, &differences),
            differences,
            id: event.id,
            kind: event.kind,
            title: event.title,
            places: event.places,
            days: event.days,
            because: event.because,
            claims: event.claims,
        }
    }
}

/// All claims, by page name, then in page order; taken out of the readings.
fn claims(
    readings: &mut [Reading],
    rejected: Vec<Claim>,
    origins: &[Origin],
    events: &[LedgerEvent],
    verdicts: &BTreeMap<ClaimId, Verdict>,
) -> Vec<LedgerClaim> {
    let mut event_of: BTreeMap<&ClaimId, &EventId> = BTreeMap::new();
    for event in events {
        event_of.extend(event.claims.iter().map(|id| (id, &event.id)));
    }
    let mut origin_of: BTreeMap<&ClaimId, &OriginId> = BTreeMap::new();
    for origin in origins {
        origin_of.extend(origin.claims.iter().map(|id| (id, &origin.id)));
    }
    let mut rejected_of: BTreeMap<PageId, Vec<Claim>> = BTreeMap::new();
    for claim in rejected {
        rejected_of.entry(claim.page_id.clone()).or_default().push(claim);
    }
    let mut all = Vec::new();
    for reading in readings {
        let mut claims = std::mem::take(&mut reading.claims);
        claims.extend(rejected_of.remove(&reading.page_id).unwrap_or_default());
        claims.sort_by(|a, b| (a.span, &a.id).cmp(&(b.span, &b.id)));
        all.extend(claims.into_iter().map(|claim| {
            LedgerClaim {
                page: reading.name().into_owned(),
                event: event_of.get(&claim.id).map(|id| (*id).clone()),
                // A rejected claim is in no origin; its own id stands in, so that it can be shown beside the others.
                origin: origin_of
                    .get(&claim.id)
                    .map_or_else(|| OriginId::of(&[claim.id.as_str()]), |id| (*id).clone()),
                decision: verdicts.get(&claim.id).copied(),
                claim,
            }
        }));
    }
    all
}
