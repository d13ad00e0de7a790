//! Ranges: "between 3 and 5 May", "from Monday to Friday", "2014–2016", "March to May 2016".

use super::{Found, Reader, Time, Which};
use crate::day::{Day, Days};
use crate::tables::words::TimeWord;

impl Reader<'_> {
    /// A range that starts at `at`.
    pub(super) fn range(&self, at: usize) -> Option<Found> {
        self.years(at).or_else(|| self.one_word(at)).or_else(|| self.dates(at))
    }

    /// "July-November 1954", "Monday-Friday".
    fn one_word(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at).filter(|token| token.is_capitalised())?;
        let (first, last) = token.lower.split_once('-')?;
        let pick = |lower: &str| {
            self.words.times.word(lower).find_map(|word| match word {
                TimeWord::Weekday(weekday) => Some(Time::Weekday { weekday, which: Which::Unsaid }),
                TimeWord::Month(month) | TimeWord::Doubtful(month) | TimeWord::Short(month) => {
                    Some(Time::Month { month, which: Which::Unsaid })
                }
                _ => None,
            })
        };
        let (first, last) = (pick(first)?, pick(last)?);
        if std::mem::discriminant(&first) != std::mem::discriminant(&last) {
            return None;
        }
        let year = match last {
            Time::Month { month, .. } => {
                self.year_after(at + 1).map(|(year, end)| (Days::month(year, month), end))
            }
            _ => None,
        };
        match year {
            Some((Some(days), end)) => Some(Found::new(at, end, joined(first, Time::Fixed(days))?)),
            _ => Some(Found::new(at, at + 1, joined(first, last)?)),
        }
    }

    /// One past the link at `at` of a range whose first half starts at `start`: "to", "–", and "and" after
    /// "between".
    pub(super) fn link(&self, start: usize, at: usize) -> Option<usize> {
        if self.before(start) == "between" {
            return matches!(self.lower(at), "and" | "to" | "-" | "–").then_some(at + 1);
        }
        self.class(at, TimeWord::Link)
    }

    /// "2014–2016", "2014-16", "from 2013 to 2015".
    fn years(&self, at: usize) -> Option<Found> {
        let first = self.opening_year(at)?;
        let past = self.link(at, at + 1)?;
        let dashed = matches!(self.lower(at + 1), "-" | "–" | "—" | "/");
        if !dashed && !matches!(self.before(at), "between" | "from" | "period" | "years") {
            return None;
        }
        let last = self.closing_year(past, first).filter(|_| first >= 1800)?;
        let (first, last) = (Days::year(first)?, Days::year(last)?);
        Some(Found::new(at, past + 1, Time::Fixed(Days { from: first.from, to: last.to })))
    }

    fn dates(&self, at: usize) -> Option<Found> {
        let first = self.date(at)?;
        let past = self.link(at, first.end)?;
        let second = self.second(past)?;
        let dashed = matches!(self.lower(first.end), "-" | "–" | "—" | "/");
        if !is_dated(&first.time) || !is_dated(&second.time) {
            return None;
        }
        let alike = std::mem::discriminant(&first.time) == std::mem::discriminant(&second.time);
        if dashed && !alike && !matches!((&first.time, &second.time), (Time::Month { .. }, Time::Fixed(_))) {
            return None;
        }
        let time = joined(first.time, second.time)?;
        Some(Found::new(at, second.end, time))
    }

    fn second(&self, at: usize) -> Option<Found> {
        let year = || self.plain_year(at).map(|(days, end)| Found::new(at, end, Time::Fixed(days)));
        self.phrase(at).or_else(|| self.date(at)).or_else(year)
    }
}

/// Whether a range may begin or end with it.
fn is_dated(time: &Time) -> bool {
    matches!(
        time,
        Time::Fixed(_)
            | Time::MonthDay { .. }
            | Time::Month { .. }
            | Time::Weekday { .. }
            | Time::DayOffset(_)
            | Time::Now
    )
}

/// From the first day of `first` to the last of `second`; a year said once holds for both.
fn joined(first: Time, second: Time) -> Option<Time> {
    let first = match (first, &second) {
        (Time::Month { month, which: Which::Unsaid }, Time::Fixed(days)) => {
            let last = days.from?;
            let year = last.year() - i16::from(month > last.month());
            Time::Fixed(Days::month(year, month)?)
        }
        (Time::MonthDay { month, day }, Time::Fixed(days)) => {
            let last = days.exact()?;
            let year = last.year() - i16::from((month, day) > (last.month(), last.day()));
            Time::Fixed(Days::one(Day::new(year, month, day)?))
        }
        (first, _) => first,
    };
    match (&first, &second) {
        (Time::Fixed(one), Time::Fixed(other)) => {
            let (from, to) = (one.from?, other.to?);
            (from <= to).then(|| Time::Fixed(Days::between(from, to)))
        }
        _ => Some(Time::Range(Box::new(first), Box::new(second))),
    }
}
