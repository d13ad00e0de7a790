//! Rows of the listings: events, articles, origins, claims.
//!
//! In: a ledger. Out: a plain row for each thing, in the order that the listing shows.

use tadmor::Ledger;
use tadmor::day::Days;
use tadmor::ledger::{LedgerClaim, LedgerEvent, Support};
use tadmor::origin::Origin;
use tadmor::reading::Reading;

use crate::view::event::{counts, joins, standing};
use crate::view::sides::Side;
use crate::view::{Carrier, Link, Pile, article_title, outlet_of};
use crate::words::{self, Words};

/// An event in a listing.
#[derive(Clone, Debug)]
pub struct EventRow {
    /// Its title.
    pub title: Link,
    /// "control.gained".
    pub kind: &'static str,
    /// The finest place.
    pub place: Option<Link>,
    /// When, in words.
    pub days: String,
    /// How well supported.
    pub support: Support,
    /// What the hard differences are about.
    pub hard: Vec<&'static str>,
}

/// `event` in a listing.
pub fn event_row(pile: &Pile<'_>, event: &LedgerEvent) -> EventRow {
    let mut hard = Vec::new();
    for found in event.differences.iter().filter(|found| found.hard) {
        let kind = words::difference(found.kind);
        if !hard.contains(&kind) {
            hard.push(kind);
        }
    }
    EventRow {
        title: pile.event_link(event),
        kind: event.kind.as_str(),
        place: event.places.first().map(|place| pile.place_link(place)),
        days: words::days(event.days),
        support: event.support.clone(),
        hard,
    }
}

/// Events as they are listed: by day, what no page dates last.
pub fn event_order(ledger: &Ledger) -> Vec<&LedgerEvent> {
    let mut events: Vec<&LedgerEvent> = ledger.events.iter().collect();
    // An event that is only known to be over by some day stands at that day.
    let first = |event: &LedgerEvent| event.days.from.or(event.days.to);
    events.sort_by(|a, b| {
        let key = |event: &LedgerEvent| (first(event).is_none(), first(event), event.days.to);
        (key(a), &a.id).cmp(&(key(b), &b.id))
    });
    events
}

/// An article in a listing.
#[derive(Clone, Debug)]
pub struct ArticleRow {
    /// Its title.
    pub title: Link,
    /// The outlet.
    pub outlet: Words,
    /// The day in words.
    pub day: String,
    /// Whether the day is known.
    pub dated: bool,
    /// "en".
    pub language: Option<Words>,
    /// The file's name.
    pub file: Words,
    /// How many claims.
    pub claims: usize,
    /// How many comments are kept apart.
    pub comments: usize,
    /// How many notes on what could not be read.
    pub notes: usize,
}

/// `reading` in a listing.
pub fn article_row(pile: &Pile<'_>, reading: &Reading) -> ArticleRow {
    ArticleRow {
        title: Link { href: Some(pile.files.article(&reading.page_id)), words: article_title(reading) },
        outlet: outlet_of(reading),
        day: words::days(reading.article.published.days),
        dated: !reading.article.published.days.is_open(),
        language: reading.article.language.as_deref().map(Words::new),
        file: Words::new(&reading.name()),
        claims: pile.claims_of(&reading.page_id).len(),
        comments: reading.article.comments.len(),
        notes: reading.notes.len(),
    }
}

/// An origin in a listing.
#[derive(Clone, Debug)]
pub struct OriginRow {
    /// Its anchor in the listing.
    pub anchor: String,
    /// Who told it.
    pub speaker: Words,
    /// The speaker's side.
    pub side: Side,
    /// When, in words; empty while unknown.
    pub occasion: String,
    /// How many claims go back to it.
    pub claims: usize,
    /// Who carries it: each page once, at its first claim.
    pub carriers: Vec<Carrier>,
    /// How many pages are left out of `carriers`.
    pub carriers_left_out: usize,
    /// The events that it tells of, each once.
    pub events: Vec<Link>,
    /// Why it is one.
    pub joins: Vec<(&'static str, Words)>,
}

/// How many pages and how many events a row of the origins names.
const NAMED: usize = 12;

/// `origin` in a listing.
pub fn origin_row(pile: &Pile<'_>, origin: &Origin) -> OriginRow {
    let claims: Vec<&LedgerClaim> = origin.claims.iter().filter_map(|id| pile.claim(id)).collect();
    let mut pages = Vec::new();
    let mut carriers = Vec::new();
    let mut events: Vec<Link> = Vec::new();
    for claim in &claims {
        if !pages.contains(&&claim.claim.page_id) {
            pages.push(&claim.claim.page_id);
            carriers.push(pile.carrier(claim));
        }
        let event = claim.event.as_ref().and_then(|id| pile.event(id)).map(|event| pile.event_link(event));
        if let Some(event) = event.filter(|event| !events.contains(event)) {
            events.push(event);
        }
    }
    carriers.sort_by(|a, b| a.outlet.words.cmp(&b.outlet.words));
    let carriers_left_out = carriers.len().saturating_sub(NAMED);
    carriers.truncate(NAMED);
    events.truncate(NAMED);
    OriginRow {
        anchor: crate::files::anchor(origin.id.as_str()),
        speaker: Words::new(&origin.speaker),
        side: pile.sides.named(origin.side.as_deref()),
        occasion: if origin.occasion.is_open() { String::new() } else { words::days(origin.occasion) },
        claims: origin.claims.len(),
        carriers,
        carriers_left_out,
        events,
        joins: joins(pile, &origin.id),
    }
}

/// A claim in a listing.
#[derive(Clone, Debug)]
pub struct ClaimRow {
    /// "control.gained".
    pub kind: &'static str,
    /// Its words, linked to its page.
    pub quote: Link,
    /// The page's language, where known.
    pub language: Option<Words>,
    /// The outlet, and its day.
    pub carrier: Carrier,
    /// The innermost speaker, where it is not the outlet.
    pub speaker: Option<Words>,
    /// The speaker's side.
    pub side: Side,
    /// Where.
    pub places: Vec<Words>,
    /// When, in words; empty where no words say.
    pub days: String,
    /// "1,000 fighters killed".
    pub figures: Vec<Words>,
    /// "planned", "told as not so".
    pub apart: Option<&'static str>,
    /// Whether it enters figures, control and the map.
    pub counts: bool,
    /// The event that it is about.
    pub event: Option<Link>,
}

/// `claim` in a listing.
pub fn claim_row(pile: &Pile<'_>, claim: &LedgerClaim) -> ClaimRow {
    let inner = &claim.claim;
    let carrier = pile.carrier(claim);
    let language = pile.reading(&inner.page_id).and_then(|reading| reading.article.language.as_deref());
    let speaker = inner.chain.get(1..).and_then(<[_]>::last).map(|link| Words::new(&link.name));
    let days = inner.when.as_ref().map(|when| when.days).filter(|days| *days != Days::OPEN);
    ClaimRow {
        kind: inner.kind.as_str(),
        quote: Link { href: carrier.outlet.href.clone(), words: Words::new(&inner.quote) },
        language: language.map(Words::new),
        carrier,
        speaker,
        side: pile.side_of(inner),
        places: inner.places.iter().map(|place| Words::new(&place.name)).collect(),
        days: days.map(words::days).unwrap_or_default(),
        figures: inner.figures.iter().map(|figure| Words::new(&words::figure(figure))).collect(),
        apart: standing(claim),
        counts: counts(claim),
        event: claim.event.as_ref().and_then(|id| pile.event(id)).map(|event| pile.event_link(event)),
    }
}
