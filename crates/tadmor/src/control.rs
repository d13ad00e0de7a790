//! Control: who held a place from when to when, and where that is contested.
//!
//! In: dated claims and events. Out: [`Holding`]s by place, in order of time. A holding lasts until a claim ends it;
//! parts never imply the whole; days inside a window of change, days of fighting and days of differing claims are
//! contested, each with its cause; where nothing is known the line is blank.

mod change;
mod line;

use serde::{Deserialize, Serialize};

use crate::day::{Day, Days};
use crate::event::Event;
use crate::id::ClaimId;
use crate::origin::pile::Pile;
use crate::reading::Reading;
use crate::tables::Tables;

/// What a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// One side holds it, by all that is told.
    Held,
    /// Claims differ, or fighting goes on, or the change fell somewhere in these days.
    Contested,
    /// No page tells.
    Unknown,
}

/// Why a stretch is contested.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cause {
    /// "extent", "window", "fighting", "actor".
    pub what: String,
    /// In words, with who says it and the quote.
    pub because: String,
    /// The claims that it rests on.
    pub claims: Vec<ClaimId>,
}

/// One stretch of a place's history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The place's canonical name.
    pub place: String,
    /// Its id in the gazetteer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_id: Option<String>,
    /// Who holds it: a side's or an actor's canonical name; absent where unknown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// The days in which it began.
    pub from: Days,
    /// The days in which it ended; absent while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Days>,
    /// Held, contested, unknown.
    pub state: State,
    /// Why it is contested.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause>,
    /// The claims that open it.
    pub opened_by: Vec<ClaimId>,
    /// The claims that close it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub closed_by: Vec<ClaimId>,
}

/// Which claims count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// Every asserted claim.
    #[default]
    Plain,
    /// A party's own word counts only against its interest.
    AgainstInterest,
}

/// How a timeline is asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Which claims count.
    pub rule: Rule,
    /// Only what pages published by this day tell; pages whose day is open are left out.
    pub as_known_on: Option<Day>,
}

/// The timelines of all places that any control claim names, by place, then by time. `readings` carry the days that
/// the pile settled.
pub fn timelines(readings: &[Reading], events: &[Event], tables: &Tables, options: &Options) -> Vec<Holding> {
    let pile = Pile::new(readings);
    let mut lines: Vec<Vec<Holding>> = change::by_place(&pile, events, tables, options)
        .iter()
        .map(|place| line::draw(&pile, place, tables))
        .collect();
    lines.retain(|line| !line.is_empty());
    lines.sort_by(|a, b| (&a[0].place, &a[0].place_id).cmp(&(&b[0].place, &b[0].place_id)));
    lines.concat()
}
