//! Days from time expressions, given the page's own day.
//!
//! "Friday" on a page of Thursday 2 March 2017 is 24 February, unless a future verb governs it; on a page without a
//! day it stays open, and the pile may settle it.

use crate::day::Days;
use crate::mention::time::{Bound, Time};

/// Whether the verb that the time stands with looks back or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Past or present: the nearest day back.
    Past,
    /// "will", "plans to": the nearest day ahead.
    Future,
}

/// The days that `time` names on a page published on `page_day`, and the rule in words.
/// Open ends of `page_day` give open ends: nothing is made finer than its evidence.
pub fn days(_time: &Time, _bound: Option<Bound>, _tense: Tense, _page_day: Days) -> (Days, String) {
    (Days::OPEN, String::new())
}
