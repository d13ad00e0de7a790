//! A civil day, and an interval of days that may be open at either end.

use std::fmt;

use jiff::civil::{Date, Weekday};
use jiff::{Span as JiffSpan, ToSpan};
use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, in no time zone: "2017-03-02".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(Date);

impl Day {
    /// The day, or `None` where the calendar has no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Day)
    }

    /// From "2017-03-02" (more may follow, as in a timestamp).
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.get(..10)?.split('-');
        let day =
            Day::new(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        day.filter(|_| parts.next().is_none())
    }

    /// Year, from -9999 to 9999.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// Monday to Sunday.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    /// The day `n` days later, or earlier where `n` is negative; stays at the calendar's end.
    pub fn plus_days(self, n: i32) -> Self {
        Day(self.0.saturating_add(n.days()))
    }

    /// The day `n` months later; the last of the month where that month is shorter.
    pub fn plus_months(self, n: i32) -> Self {
        Day(self.0.saturating_add(JiffSpan::new().months(n)))
    }

    /// Days from `self` to `other`; negative where `other` is earlier.
    pub fn days_until(self, other: Day) -> i32 {
        self.0.until(other.0).map_or(0, |span| span.get_days())
    }

    /// The first day of this day's month.
    pub fn month_start(self) -> Self {
        Day(self.0.first_of_month())
    }

    /// The last day of this day's month.
    pub fn month_end(self) -> Self {
        Day(self.0.last_of_month())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Days from the first to the last, both included; an absent end is open.
///
/// What happened lies somewhere in it (a window), unless the field that holds it says that it lasted all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Days {
    /// The first day; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

impl Days {
    /// Any day at all.
    pub const OPEN: Days = Days { from: None, to: None };

    /// One day.
    pub fn one(day: Day) -> Self {
        Days { from: Some(day), to: Some(day) }
    }

    /// From `from` to `to`.
    pub fn between(from: Day, to: Day) -> Self {
        Days { from: Some(from), to: Some(to) }
    }

    /// A whole month; `None` where there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Day::new(year, month, 1)?;
        Some(Days::between(first, first.month_end()))
    }

    /// A whole year.
    pub fn year(year: i16) -> Option<Self> {
        Some(Days::between(Day::new(year, 1, 1)?, Day::new(year, 12, 31)?))
    }

    /// Whether nothing is known.
    pub fn is_open(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// [`Days::is_open`] by reference, as serde asks for it.
    pub fn is_open_ref(&self) -> bool {
        self.is_open()
    }

    /// The day, where it is known to the day.
    pub fn exact(self) -> Option<Day> {
        self.from.filter(|from| self.to == Some(*from))
    }

    /// How many days it holds, where both ends are known.
    pub fn length(self) -> Option<i32> {
        Some(self.from?.days_until(self.to?) + 1)
    }

    /// Whether a day could lie in both.
    pub fn overlaps(self, other: Days) -> bool {
        self.intersect(other).is_some()
    }

    /// The days in both; `None` where there are none.
    pub fn intersect(self, other: Days) -> Option<Days> {
        let from = self.from.max(other.from);
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        match (from, to) {
            (Some(from), Some(to)) if from > to => None,
            _ => Some(Days { from, to }),
        }
    }

    /// Whether `day` lies in it.
    pub fn holds(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether every day of `inner` lies in it.
    pub fn contains(self, inner: Days) -> bool {
        self.intersect(inner) == Some(inner)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (Some(from), Some(to)) => write!(f, "{from} to {to}"),
            (Some(from), None) => write!(f, "{from} or later"),
            (None, Some(to)) => write!(f, "{to} or earlier"),
            (None, None) => f.write_str("open"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn an_open_end_takes_the_other_s_end() {
        let march = Days::month(2016, 3).unwrap();
        let later = Days { from: Some(day("2016-03-25")), to: None };
        assert_eq!(march.intersect(later), Some(Days::between(day("2016-03-25"), day("2016-03-31"))));
        assert_eq!(Days::OPEN.intersect(march), Some(march));
    }

    #[test]
    fn disjoint_days_have_nothing_in_common() {
        assert_eq!(Days::one(day("2016-03-25")).intersect(Days::one(day("2016-03-26"))), None);
    }

    #[test]
    fn a_day_is_read_from_a_timestamp() {
        assert_eq!(Day::parse("2017-03-02T20:57:00Z"), Day::new(2017, 3, 2));
        assert_eq!(Day::parse("2017-13-02"), None);
        assert_eq!(Day::parse("2017"), None);
    }
}
