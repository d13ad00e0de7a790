//! The second verb: from the readings of a pile to the ledger.
//!
//! In: readings in any order, decisions, tables. Out: the [`Ledger`]. Blocking keys, connected components, each
//! solved from nothing with its claims in id order; the ledger is their union. So adding a page changes only what it
//! touches, and the result equals a rebuild.

use std::collections::BTreeMap;

use crate::claim::Claim;
use crate::control;
use crate::date::{self, Settled};
use crate::event::{self, Event};
use crate::id::PageId;
use crate::ledger::figure::FigureRule;
use crate::ledger::{Ledger, build, decision};
use crate::note::Note;
use crate::origin;
use crate::reading::Reading;
use crate::tables::Tables;

pub use crate::ledger::decision::{Decision, Verdict};

/// How a pile is assembled.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// How timelines are made.
    pub control: control::Options,
    /// How figures are combined.
    pub figures: FigureRule,
}

/// The ledger of a pile. Pure: the readings in any order, on any number of threads, give the same ledger.
pub fn assemble(
    readings: Vec<Reading>,
    decisions: &[Decision],
    tables: &Tables,
    options: &Options,
) -> Ledger {
    let mut readings = one_of_each(readings);
    let (verdicts, unanchored) = decision::anchor(&readings, decisions);
    let rejected = take_rejected(&mut readings, |claim| verdicts.get(&claim.id) == Some(&Verdict::Reject));
    let mut origins = origin::join(&readings, tables);
    let mut events = event::group(&readings, &origins, tables);
    let settled = date::settle(&readings, &origins, &events);
    for origin in &mut origins {
        if let Some(days) = settled.origins.get(&origin.id) {
            origin.occasion = *days;
        }
    }
    apply(settled, &mut readings, &mut events);
    let control = control::timelines(&readings, &events, tables, &options.control);
    let material = build::Material { readings, rejected, origins, events, control, verdicts };
    Ledger { tables: tables.digest().to_owned(), unanchored, ..build::ledger(material, options.figures) }
}

/// Each page once, by name, with all the names that its bytes were found under.
fn one_of_each(readings: Vec<Reading>) -> Vec<Reading> {
    let mut pages: BTreeMap<PageId, Reading> = BTreeMap::new();
    for reading in readings {
        match pages.get_mut(&reading.page_id) {
            None => {
                pages.insert(reading.page_id.clone(), reading);
            }
            // The same bytes read twice give the same reading, unless by other versions: the newer one stands.
            Some(known) => {
                let mut sources = std::mem::take(&mut known.sources);
                sources.extend(reading.sources.iter().cloned());
                if (&reading.version, reading.claims.len()) > (&known.version, known.claims.len()) {
                    *known = reading;
                }
                known.sources = sources;
            }
        }
    }
    let mut readings: Vec<Reading> = pages.into_values().collect();
    for reading in &mut readings {
        reading.sources.sort();
        reading.sources.dedup();
    }
    readings.sort_by(|a, b| (a.name(), &a.page_id).cmp(&(b.name(), &b.page_id)));
    readings
}

/// Takes the rejected claims out of the readings: they are kept, and count nowhere.
fn take_rejected(readings: &mut [Reading], is_rejected: impl Fn(&Claim) -> bool) -> Vec<Claim> {
    let mut rejected = Vec::new();
    for reading in readings {
        rejected.extend(reading.claims.extract_if(.., |claim| is_rejected(claim)));
    }
    rejected
}

/// Writes what the pile settled into readings and events.
fn apply(mut settled: Settled, readings: &mut [Reading], events: &mut [Event]) {
    for reading in readings {
        if let Some(dated) = settled.pages.remove(&reading.page_id) {
            reading.article.published.days = dated.days;
            reading.article.published.because = dated.because;
        }
        for claim in &mut reading.claims {
            if let Some(when) = settled.claims.remove(&claim.id) {
                claim.when = Some(when);
            }
            if let Some(told) = settled.told.remove(&claim.id) {
                claim.told = Some(told);
            }
        }
        let notes: Vec<Note> = settled.notes.remove(&reading.page_id).unwrap_or_default();
        reading.notes.extend(notes);
        reading.notes.sort();
        reading.notes.dedup();
    }
    for event in events {
        if let Some(dated) = settled.events.remove(&event.id) {
            event.days = dated.days;
            event.because = dated.because;
        }
    }
}
