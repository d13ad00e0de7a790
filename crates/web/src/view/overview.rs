//! The first page: what the pile holds, where it disagrees most sharply, who held what, what could not be read.

use std::collections::BTreeMap;

use tadmor::Ledger;
use tadmor::ledger::difference::Pair;
use tadmor::page::Format;

use crate::view::event::{DifferenceView, difference};
use crate::view::place::{Band, band};
use crate::view::rows::{EventRow, event_order, event_row};
use crate::view::{Link, Pile, article_title};
use crate::words::Words;

/// How many disagreements, retellings and bands the first page shows.
const SHOWN: usize = 8;
/// How many pages are named under one note.
const NAMED: usize = 4;

/// The first page.
#[derive(Clone, Debug)]
pub struct Overview {
    /// How many pages, outlets, claims, origins, events.
    pub counts: Counts,
    /// Origins that cannot both be right, the sharpest first.
    pub disagreements: Vec<(Link, DifferenceView)>,
    /// How many hard or soft disagreements there are in all.
    pub disagreements_in_all: usize,
    /// One origin told in two ways.
    pub retellings: Vec<(Link, DifferenceView)>,
    /// How many retellings that change something there are in all.
    pub retellings_in_all: usize,
    /// The places with most stretches.
    pub bands: Vec<(Link, Band)>,
    /// The events that most pages tell.
    pub most_told: Vec<EventRow>,
    /// What could not be read: the note, how many times, and some pages.
    pub unread: Vec<(Words, usize, Vec<Link>)>,
    /// Decisions that found no claim to stand on.
    pub unanchored: usize,
    /// The digest of the tables.
    pub tables: Words,
}

/// What the pile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is a count of what it is named after")]
pub struct Counts {
    pub pages: usize,
    pub outlets: usize,
    pub claims: usize,
    pub origins: usize,
    pub events: usize,
}

/// The first page of `pile`.
pub fn of(pile: &Pile<'_>) -> Overview {
    let (disagreements, disagreements_in_all) = sharpest(pile, |pair| pair == Pair::Disagreement);
    let (retellings, retellings_in_all) = sharpest(pile, |pair| pair != Pair::Disagreement);
    Overview {
        counts: counts(pile.ledger),
        disagreements,
        disagreements_in_all,
        retellings,
        retellings_in_all,
        bands: bands(pile),
        most_told: most_told(pile),
        unread: unread(pile),
        unanchored: pile.ledger.unanchored.len(),
        tables: Words::new(&pile.ledger.tables),
    }
}

fn counts(ledger: &Ledger) -> Counts {
    let outlets = ledger.pages.iter().filter_map(|reading| reading.article.outlet.as_ref());
    let mut outlets: Vec<&str> = outlets.map(|outlet| outlet.value.as_str()).collect();
    outlets.sort_unstable();
    outlets.dedup();
    Counts {
        pages: ledger.pages.len(),
        outlets: outlets.len(),
        claims: ledger.claims.len(),
        origins: ledger.origins.len(),
        events: ledger.events.len(),
    }
}

/// The hard ones first, then those of events that most origins tell; no event more than twice.
fn sharpest(pile: &Pile<'_>, fits: impl Fn(Pair) -> bool) -> (Vec<(Link, DifferenceView)>, usize) {
    let mut found = Vec::new();
    for event in &pile.ledger.events {
        found.extend(event.differences.iter().filter(|found| fits(found.pair)).map(|found| (event, found)));
    }
    let in_all = found.len();
    found.sort_by(|(a_event, a), (b_event, b)| {
        let key = |event: &tadmor::ledger::LedgerEvent, hard: bool| {
            (!hard, std::cmp::Reverse((event.support.origins, event.support.pages)))
        };
        (key(a_event, a.hard), &a_event.id).cmp(&(key(b_event, b.hard), &b_event.id))
    });
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kinds = Vec::new();
    let mut chosen = Vec::new();
    for (event, found) in found {
        let of_event = shown.entry(event.id.as_str()).or_default();
        let kind = (event.id.as_str(), found.kind);
        if *of_event == 2 || kinds.contains(&kind) {
            continue;
        }
        let Some(view) = difference(pile, found) else { continue };
        *of_event += 1;
        kinds.push(kind);
        chosen.push((pile.event_link(event), view));
        if chosen.len() == SHOWN {
            break;
        }
    }
    (chosen, in_all)
}

fn most_told(pile: &Pile<'_>) -> Vec<EventRow> {
    let mut events = event_order(pile.ledger);
    // The sort is stable: of two that are told alike often, the earlier stands first, and what has no day last.
    events.sort_by_key(|event| std::cmp::Reverse((event.support.pages, event.support.origins)));
    events.into_iter().take(SHOWN).map(|event| event_row(pile, event)).collect()
}

fn bands(pile: &Pile<'_>) -> Vec<(Link, Band)> {
    let mut places: Vec<_> = pile.places().map(|(key, name)| (pile.held(key), key, name)).collect();
    places.retain(|(holdings, _, _)| !holdings.is_empty());
    places.sort_by(|a, b| (b.0.len(), a.2, a.1).cmp(&(a.0.len(), b.2, b.1)));
    let linked = places.into_iter().filter_map(|(holdings, key, name)| {
        Some((Link { href: pile.files.place(key), words: Words::new(name) }, band(pile, holdings)?))
    });
    // A line on which nobody is known to hold anything tells nothing here.
    linked
        .filter(|(_, band)| band.segments.iter().any(|segment| segment.side.is_some()))
        .take(SHOWN)
        .collect()
}

fn unread(pile: &Pile<'_>) -> Vec<(Words, usize, Vec<Link>)> {
    let mut notes: BTreeMap<Words, (usize, Vec<Link>)> = BTreeMap::new();
    for reading in &pile.ledger.pages {
        let page = Link { href: Some(pile.files.article(&reading.page_id)), words: article_title(reading) };
        let mut note = |what: &str| {
            let (times, pages) = notes.entry(Words::new(what)).or_default();
            *times += 1;
            if pages.len() < NAMED && !pages.contains(&page) {
                pages.push(page.clone());
            }
        };
        if reading.format == Format::Binary {
            note("The page is no text: nothing was read.");
        }
        if reading.article.published.days.is_open() && reading.format != Format::Binary {
            note("The day of publication is open: neither the page nor the pile tells it.");
        }
        for found in &reading.notes {
            note(&found.what);
        }
    }
    let mut notes: Vec<_> = notes.into_iter().map(|(what, (times, pages))| (what, times, pages)).collect();
    notes.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    notes.truncate(40);
    notes
}
