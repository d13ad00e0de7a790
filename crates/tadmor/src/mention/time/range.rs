//! From one time to another: "between 3 and 5 May", "from Monday to Friday", "1939 to 1945", "March–May 2019".

use super::{Found, Reader, Time, TimeWord, Which};
use crate::day::{Day, Days};

impl Reader<'_> {
    /// A range that starts at `at`: two times of one kind with a link between them.
    pub(super) fn range(&self, at: usize) -> Option<Found> {
        let first = self.point(at)?;
        if first.halves.is_some() {
            return Some(first);
        }
        let link = self.link(at, first.end)?;
        let now = || self.class(link, TimeWord::Now).map(|end| Found::new(link, end, Time::Now));
        let second = self.point(link).or_else(now)?;
        if second.halves.is_some() {
            return None;
        }
        let (from, to) = paired(&first.time, &second.time)?;
        Some(Found {
            start: at,
            end: second.end,
            time: Time::Range(Box::new(from), Box::new(to)),
            clock: None,
            halves: Some([(at, first.end), (link, second.end)]),
        })
    }

    /// One past the link at `at`: "to" after "from", "and" after "between", a dash.
    fn link(&self, start: usize, at: usize) -> Option<usize> {
        if self.lower_is(at, "and") {
            return self.before_in(start, &["between"]).then_some(at + 1);
        }
        let dash = self.is_mark(at, '-') || self.is_mark(at, '—');
        let from = self.before_in(start, &["from"]);
        let spoken = self.lower_in(at, &["through", "thru", "to", "until", "till"])
            && (from || self.lower_in(at, &["to", "through", "thru"]));
        let linked = self.sense(at, |word| word == TimeWord::Link);
        (dash || spoken && linked).then_some(at + 1)
    }
}

/// The two ends, the first one with the year or month that only the second says.
fn paired(first: &Time, second: &Time) -> Option<(Time, Time)> {
    let both = (first.clone(), second.clone());
    match (first, second) {
        (Time::MonthDay { month, day }, Time::Fixed(days)) => {
            let last = days.exact()?;
            let year =
                if (*month, *day) <= (last.month(), last.day()) { last.year() } else { last.year() - 1 };
            Some((Time::Fixed(Days::one(Day::new(year, *month, *day)?)), second.clone()))
        }
        (Time::Month { month, which: Which::Unsaid }, Time::Fixed(days)) => {
            let last = days.to?;
            let year = if *month <= last.month() { last.year() } else { last.year() - 1 };
            Some((Time::Fixed(Days::month(year, *month)?), second.clone()))
        }
        (Time::Fixed(from), Time::Fixed(to)) => (from.from <= to.to).then_some(both),
        (Time::MonthDay { .. }, Time::MonthDay { .. })
        | (Time::Weekday { .. }, Time::Weekday { .. })
        | (Time::Month { which: Which::Unsaid, .. }, Time::Month { which: Which::Unsaid, .. })
        | (Time::Fixed(_), Time::Now | Time::DayOffset(0))
        | (Time::Weekday { .. }, Time::DayOffset(_)) => Some(both),
        _ => None,
    }
}
