//! What each page of the report says, as plain data.
//!
//! In: a ledger. Out: a struct for each page to look at. No markup here: what these structs hold can be tested
//! without reading HTML. Links in them are relative to the report's folder.

pub mod article;
pub mod chart;
pub mod event;
pub mod glossary;
pub mod overview;
pub mod place;
pub mod rows;
pub mod sides;

use std::collections::BTreeMap;

use tadmor::Ledger;
use tadmor::claim::{Claim, Place, Precision};
use tadmor::control::Holding;
use tadmor::day::Days;
use tadmor::id::{ClaimId, EventId, OriginId, PageId};
use tadmor::ledger::{Difference, LedgerClaim, LedgerEvent};
use tadmor::origin::Origin;
use tadmor::reading::Reading;

use crate::files::{Files, PlaceKey, place_key};
use crate::words::{self, Words};
use sides::{Side, Sides};

/// A ledger with its lookups: everything that a page to look at asks for.
#[derive(Debug)]
pub struct Pile<'l> {
    /// The ledger.
    pub ledger: &'l Ledger,
    /// Where each thing is shown.
    pub(crate) files: Files,
    /// Which side has which colour and mark.
    pub sides: Sides,
    claims: BTreeMap<&'l ClaimId, &'l LedgerClaim>,
    readings: BTreeMap<&'l PageId, &'l Reading>,
    origins: BTreeMap<&'l OriginId, &'l Origin>,
    events: BTreeMap<&'l EventId, &'l LedgerEvent>,
    differences: BTreeMap<&'l ClaimId, Vec<&'l Difference>>,
    by_page: BTreeMap<&'l PageId, Vec<&'l LedgerClaim>>,
    by_place: BTreeMap<PlaceKey, Vec<&'l LedgerEvent>>,
    held: BTreeMap<PlaceKey, Vec<&'l Holding>>,
    place_names: BTreeMap<PlaceKey, String>,
}

/// A link with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Relative to the report's folder; absent where there is nothing to go to.
    pub href: Option<String>,
    /// What it says.
    pub words: Words,
}

/// A carrier of a claim: the outlet, and the day of its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// The outlet, linked to the article.
    pub outlet: Link,
    /// The day of publication in words; empty while open.
    pub day: String,
}

impl<'l> Pile<'l> {
    /// With its lookups; sides under the ids that the ledger has.
    pub fn new(ledger: &'l Ledger) -> Self {
        Pile::named(ledger, BTreeMap::new())
    }

    /// With its lookups; `side_names` by id are what people read in place of the ids.
    pub fn named(ledger: &'l Ledger, side_names: BTreeMap<String, String>) -> Self {
        let mut differences: BTreeMap<&ClaimId, Vec<&Difference>> = BTreeMap::new();
        for difference in ledger.events.iter().flat_map(|event| &event.differences) {
            differences.entry(&difference.a).or_default().push(difference);
            differences.entry(&difference.b).or_default().push(difference);
        }
        let mut by_page: BTreeMap<&PageId, Vec<&LedgerClaim>> = BTreeMap::new();
        for claim in &ledger.claims {
            by_page.entry(&claim.claim.page_id).or_default().push(claim);
        }
        let mut place_names = BTreeMap::new();
        let mut held: BTreeMap<PlaceKey, Vec<&Holding>> = BTreeMap::new();
        for holding in &ledger.control {
            let key = place_key(holding.place_id.as_deref(), &holding.place);
            place_names.entry(key.clone()).or_insert_with(|| holding.place.clone());
            held.entry(key).or_default().push(holding);
        }
        let mut by_place: BTreeMap<PlaceKey, Vec<&LedgerEvent>> = BTreeMap::new();
        for event in rows::event_order(ledger) {
            for place in event.places.iter().filter(|place| is_a_spot(place)) {
                let key = key_of(place);
                place_names.entry(key.clone()).or_insert_with(|| place.name.clone());
                let events = by_place.entry(key).or_default();
                if events.last().is_none_or(|last| last.id != event.id) {
                    events.push(event);
                }
            }
        }
        let order = origin_order(ledger);
        let order: Vec<&OriginId> = order.iter().map(|origin| &origin.id).collect();
        Pile {
            files: Files::new(ledger, &place_names, &order),
            sides: Sides::of(ledger, side_names),
            claims: ledger.claims.iter().map(|claim| (&claim.claim.id, claim)).collect(),
            readings: ledger.pages.iter().map(|reading| (&reading.page_id, reading)).collect(),
            origins: ledger.origins.iter().map(|origin| (&origin.id, origin)).collect(),
            events: ledger.events.iter().map(|event| (&event.id, event)).collect(),
            ledger,
            differences,
            by_page,
            by_place,
            held,
            place_names,
        }
    }

    /// The claim of that id.
    pub fn claim(&self, id: &ClaimId) -> Option<&'l LedgerClaim> {
        self.claims.get(id).copied()
    }

    /// The origin of that id.
    pub fn origin(&self, id: &OriginId) -> Option<&'l Origin> {
        self.origins.get(id).copied()
    }

    /// The event of that id.
    pub fn event(&self, id: &EventId) -> Option<&'l LedgerEvent> {
        self.events.get(id).copied()
    }

    /// What the page says about itself.
    pub fn reading(&self, id: &PageId) -> Option<&'l Reading> {
        self.readings.get(id).copied()
    }

    /// The differences that the claim stands in.
    pub fn differences(&self, id: &ClaimId) -> &[&'l Difference] {
        self.differences.get(id).map_or(&[], Vec::as_slice)
    }

    /// The claims of a page, in page order.
    pub fn claims_of(&self, page: &PageId) -> &[&'l LedgerClaim] {
        self.by_page.get(page).map_or(&[], Vec::as_slice)
    }

    /// The events at a place, by day, those without one last.
    pub fn events_at(&self, place: &PlaceKey) -> &[&'l LedgerEvent] {
        self.by_place.get(place).map_or(&[], Vec::as_slice)
    }

    /// The holdings of a place, in the ledger's order.
    pub fn held(&self, place: &PlaceKey) -> &[&'l Holding] {
        self.held.get(place).map_or(&[], Vec::as_slice)
    }

    /// The places that have a page, by key, with their names.
    pub fn places(&self) -> impl Iterator<Item = (&PlaceKey, &str)> {
        self.place_names.iter().map(|(key, name)| (key, name.as_str()))
    }

    /// A place as a link.
    pub fn place_link(&self, place: &Place) -> Link {
        Link { href: self.files.place(&key_of(place)), words: Words::new(&place.name) }
    }

    /// An event as a link.
    pub fn event_link(&self, event: &LedgerEvent) -> Link {
        Link { href: Some(self.files.event(&event.id)), words: title_of(event) }
    }

    /// The outlet that carries `claim`, and when.
    pub fn carrier(&self, claim: &LedgerClaim) -> Carrier {
        let outlet = claim.claim.chain.first().map_or("unknown", |link| link.name.as_str());
        let outlet = if outlet == "unknown" { claim.page.as_str() } else { outlet };
        let days =
            self.reading(&claim.claim.page_id).map_or(Days::OPEN, |reading| reading.article.published.days);
        let known = !days.is_open();
        Carrier {
            outlet: Link {
                href: Some(self.files.claim(&claim.claim.page_id, &claim.claim.id)),
                words: Words::new(outlet),
            },
            day: if known { words::days(days) } else { String::new() },
        }
    }

    /// The side of the innermost speaker.
    pub fn side_of(&self, claim: &Claim) -> Side {
        self.sides.named(claim.chain.last().and_then(|link| link.side.as_deref()))
    }
}

/// Origins as they are listed: those that most outlets carry first.
pub fn origin_order(ledger: &Ledger) -> Vec<&Origin> {
    let mut origins: Vec<&Origin> = ledger.origins.iter().collect();
    let weight =
        |origin: &Origin| std::cmp::Reverse((origin.outlets.len(), origin.pages.len(), origin.claims.len()));
    origins.sort_by(|a, b| (weight(a), &a.speaker, &a.id).cmp(&(weight(b), &b.speaker, &b.id)));
    origins
}

/// Whether it is a place that can be held or fought over, not a whole country.
fn is_a_spot(place: &Place) -> bool {
    !matches!(place.precision, Precision::Country)
}

fn key_of(place: &Place) -> PlaceKey {
    place_key(place.id.as_deref(), &place.name)
}

/// An event's title; its kind and place where it has none.
pub fn title_of(event: &LedgerEvent) -> Words {
    if !event.title.trim().is_empty() {
        return Words::new(&event.title);
    }
    match event.places.first() {
        Some(place) => Words::new(&format!("{}, {}", event.kind, place.name)),
        None => Words::new(event.kind.as_str()),
    }
}

/// A page's title, its file's name where it has none.
pub fn article_title(reading: &Reading) -> Words {
    let title = reading.article.title.as_ref().map(|title| title.value.as_str());
    match title.filter(|title| !title.trim().is_empty()) {
        Some(title) => Words::new(title),
        None => Words::new(&reading.name()),
    }
}

/// A page's outlet; "outlet unknown" where the page does not tell.
pub fn outlet_of(reading: &Reading) -> Words {
    let outlet = reading.article.outlet.as_ref().map(|outlet| outlet.value.as_str());
    Words::new(outlet.filter(|outlet| *outlet != "unknown").unwrap_or("outlet unknown"))
}
