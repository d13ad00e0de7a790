//! Days from the pile: what one page cannot date, others can.
//!
//! In: readings, origins, events, already joined. Out: narrower days for pages, claims and events, by intersection
//! along those joins, to a fixpoint. Never re-joins; never widens; a contradiction is a note, not an average.
//! A page that says only "Friday" of what another page dates Thursday 2 March 2017 is of Friday 3 March.

mod round;

use std::collections::BTreeMap;

use crate::claim::When;
use crate::day::Days;
use crate::event::Event;
use crate::id::{ClaimId, EventId, OriginId, PageId};
use crate::note::Note;
use crate::origin::Origin;
use crate::origin::pile::Pile;
use crate::reading::Reading;

/// Days with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The days.
    pub days: Days,
    /// Which join, which page, which rule.
    pub because: String,
}

/// What the pile settles. Holds only what it changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Days of publication.
    pub pages: BTreeMap<PageId, Dated>,
    /// Days of claims, understood again on the page's new day.
    pub claims: BTreeMap<ClaimId, When>,
    /// Days of the tellings behind claims ("said on Friday"), where the pile settles them.
    pub told: BTreeMap<ClaimId, When>,
    /// Days of acts of telling.
    pub origins: BTreeMap<OriginId, Days>,
    /// Days of events.
    pub events: BTreeMap<EventId, Dated>,
    /// Contradictions, by page.
    pub notes: BTreeMap<PageId, Vec<Note>>,
}

/// How many times the rules are gone through at most. Each round carries a day one join further; what a chain of
/// more pages than this would settle stays open.
const ROUNDS: usize = 24;

/// Narrows days along the joins.
pub fn settle(readings: &[Reading], origins: &[Origin], events: &[Event]) -> Settled {
    let pile = Pile::new(readings);
    let mut state = round::State::new(&pile, origins, events);
    for _ in 0..ROUNDS {
        if !state.narrow() {
            break;
        }
    }
    state.settled(origins)
}
