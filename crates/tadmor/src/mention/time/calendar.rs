//! Weekdays, seasons, quarters and feasts, and the parts of dates.
//!
//! "last Tuesday", "Thursday morning", "early May", "the end of 2016", "the winter of 1776", "Christmas".

use super::{Clock, Found, Part, Reader, Season, Time, TimeWord, Unit, Which};
use crate::day::Days;
use crate::tables::times::Deixis;

impl Reader<'_> {
    /// A point or stretch of the calendar, with the words that say which part of it.
    pub(super) fn point(&self, at: usize) -> Option<Found> {
        let at_hedge = self.class(at, TimeWord::Approx);
        let start = at_hedge.unwrap_or(at);
        let found = self
            .part_of(start)
            .or_else(|| self.end_of(start))
            .into_iter()
            .chain(self.base(start))
            .max_by_key(|found| found.end)?;
        let hedged = at_hedge.is_some() && !matches!(found.time, Time::Told { .. });
        if at_hedge.is_some() && !hedged {
            return None;
        }
        Some(found.from(at))
    }

    /// "early March", "earlier on Thursday", "late in 2016", "the end of May", "mid-1990s", "the middle of the month".
    fn part_of(&self, at: usize) -> Option<Found> {
        let the = at + usize::from(self.lower_is(at, "the"));
        let part = |at: usize| {
            self.word(at, |word| match word {
                TimeWord::Part(part) | TimeWord::Inner(part) => Some(part),
                _ => None,
            })
        };
        let (mut start, part, owned) = match part(at) {
            Some((end, found)) => (end, found, false),
            None => part(the).map(|(end, found)| (end, found, true))?,
        };
        start += usize::from(self.hyphen(start));
        start += usize::from(self.lower_in(start, &["in", "on"]));
        let found = self.base(start).or_else(|| self.loosely(start)).or_else(|| self.told_unit(start))?;
        // "the late 1930s", "the early summer", but "the | early March offensive".
        let wide = match &found.time {
            Time::Fixed(days) => days.length().is_some_and(|length| length > 366),
            Time::Season { .. } | Time::Feast { .. } => true,
            _ => false,
        };
        if owned && !wide {
            return None;
        }
        let time = match found.time {
            // A day has no such part: "earlier on Thursday" is Thursday.
            Time::Weekday { .. }
            | Time::MonthDay { .. }
            | Time::DayOffset(_)
            | Time::Told { unit: Unit::Day, .. } => found.time,
            Time::Fixed(days) if days.exact().is_some() => found.time,
            whole => Time::Of { part, whole: Box::new(whole) },
        };
        Some(Found { start: at, time, ..found })
    }

    /// What is understood beside "early", "late": a bare month, season or year.
    fn loosely(&self, at: usize) -> Option<Found> {
        let month = self
            .month(at)
            .map(|word| Found::new(at, word.end, Time::Month { month: word.month, which: Which::Unsaid }));
        let year = || {
            let (year, end) = self.year_number(at)?;
            Some(Found::new(at, end, Time::Fixed(Days::year(year)?)))
        };
        month.or_else(year).or_else(|| self.bare_season(at))
    }

    /// "the month", "the year", "this week" after "the end of", "early in".
    /// "month's end", "year-end"
    fn end_of(&self, at: usize) -> Option<Found> {
        let the = at + usize::from(self.lower_is(at, "the"));
        let (end, unit) = self.unit(the).filter(|(_, unit)| matches!(unit, Unit::Month | Unit::Year))?;
        let possessive = self.is_mark(end, '\'') && self.lower_is(end + 1, "s");
        let past = if possessive { end + 2 } else { end + usize::from(self.hyphen(end)) };
        if !self.lower_is(past, "end") || past == end && unit == Unit::Month {
            return None;
        }
        let whole = Box::new(Time::Told { n: 0, unit });
        Some(Found::new(at, past + 1, Time::Of { part: Part::Late, whole }))
    }

    fn told_unit(&self, at: usize) -> Option<Found> {
        if !self.lower_in(at, &["the", "that"]) {
            return None;
        }
        let (end, unit) = self.unit(at + 1)?;
        matches!(
            unit,
            Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century | Unit::Quarter
        )
        .then(|| Found::new(at, end, Time::Told { n: 0, unit }))
    }

    fn base(&self, at: usize) -> Option<Found> {
        let kinds = [
            self.whole_date(at),
            self.offset(at),
            self.season(at),
            self.quarter(at),
            self.feast(at),
            self.period(at),
        ];
        kinds.into_iter().flatten().max_by_key(|found| found.end)
    }

    /// "yesterday", "tomorrow", "today".
    fn offset(&self, at: usize) -> Option<Found> {
        let (end, days) = self.word(at, |word| match word {
            TimeWord::Offset(days) => Some(days),
            _ => None,
        })?;
        Some(Found::new(at, end, Time::DayOffset(days)))
    }

    /// A unit in the singular, and one past it.
    pub(super) fn unit(&self, at: usize) -> Option<(usize, Unit)> {
        self.word(at, |word| match word {
            TimeWord::Unit { unit, several: false } => Some(unit),
            _ => None,
        })
    }

    /// Units in the plural, and one past them.
    pub(super) fn units(&self, at: usize) -> Option<(usize, Unit)> {
        self.word(at, |word| match word {
            TimeWord::Unit { unit, several: true } => Some(unit),
            _ => None,
        })
    }

    /// "last", "the past", "this past", and one past it.
    pub(super) fn which(&self, at: usize) -> Option<(usize, Deixis)> {
        let start = at + usize::from(self.lower_is(at, "the"));
        let start = start
            + usize::from(self.lower_is(start, "this") && self.lower_in(start + 1, &["past", "coming"]));
        self.word(start, |word| match word {
            TimeWord::Which(which) => Some(which),
            _ => None,
        })
    }

    /// "last Tuesday", "Friday, March 3", "Friday (3 May)".
    pub(super) fn weekday(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at).map_or((at, None), |(start, which)| (start, Some(which)));
        let early = self.lower_in(start, &["earlier", "late", "early"]);
        let start = start + usize::from(which.is_some() && early);
        let (end, weekday) = self.word(start, |word| match word {
            TimeWord::Weekday(weekday) => Some(weekday),
            TimeWord::ShortDay(weekday) if self.is_mark(start + 1, '.') || self.is_mark(start + 1, ',') => {
                Some(weekday)
            }
            _ => None,
        })?;
        if !self.capital(start) {
            return None;
        }
        let short = self.sense(start, |word| matches!(word, TimeWord::ShortDay(_)));
        let end = end + usize::from(short && self.is_mark(end, '.'));
        let named = at > 0 && self.capital(at - 1) && self.sense(at - 1, |word| word == TimeWord::NotDay)
            || self.capital(end) && self.sense(end, |word| word == TimeWord::NoTime);
        if named {
            return None;
        }
        if let Some(date) = self.date_beside(end) {
            return Some(date.from(at));
        }
        // "Sunday night, 25 June", "Sunday dawn of 25 June"
        if let Some((past, part)) = self.daypart(end).or_else(|| self.dawn_word(end)) {
            let of = past + usize::from(self.lower_is(past, "of"));
            if let Some(date) = self.date_beside(of) {
                return Some(date.from(at).at(Clock::Part(part)));
            }
        }
        if short {
            return None;
        }
        // "the last Thursday in November" is told no finer than its month.
        if self.lower_in(end, &["in", "of"])
            && which.is_some_and(|which| matches!(which, Deixis::Last))
            && let Some(month) = self.month_first(end + 1)
        {
            return Some(month.from(at));
        }
        let of = end + usize::from(self.lower_is(end, "of"));
        if let Some(period) =
            self.period(of).filter(|period| matches!(period.time, Time::Period { unit: Unit::Week, .. }))
        {
            return Some(period.from(at));
        }
        let unsaid = |which| Time::Weekday { weekday, which };
        let time = match which {
            None => unsaid(Which::Unsaid),
            Some(Deixis::Last | Deixis::Past) => unsaid(Which::Last),
            Some(Deixis::This) => unsaid(Which::This),
            Some(Deixis::Next | Deixis::Coming) => unsaid(Which::Next),
            Some(Deixis::Each) => Time::EveryWeekday { weekday },
            Some(Deixis::Previous) => Time::Earlier,
            Some(Deixis::Following | Deixis::Same | Deixis::That | Deixis::Latest) => Time::Later,
        };
        Some(Found::new(at, end, time))
    }

    /// The date that stands beside a weekday: ", March 3", "(3 May)", "3 March 2017", ", 2017-03-03".
    fn date_beside(&self, at: usize) -> Option<Found> {
        let opened = self.is_mark(at, '(');
        let start = at + usize::from(opened || self.is_mark(at, ','));
        let start = start + usize::from(start > at && self.lower_is(start, "the"));
        let found =
            self.month_first(start).or_else(|| self.day_first(start)).or_else(|| self.in_digits(start))?;
        let dated = matches!(found.time, Time::MonthDay { .. })
            || matches!(found.time, Time::Fixed(days) if days.exact().is_some());
        let end = found.end + usize::from(opened && self.is_mark(found.end, ')'));
        (dated && found.halves.is_none()).then_some(Found { end, ..found })
    }

    /// "the winter of 1776", "summer 2014", "last spring", "winter".
    pub(super) fn season(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at).map_or((at, None), |(start, which)| (start, Some(which)));
        let the = start + usize::from(which.is_none() && self.lower_is(start, "the"));
        if let Some((year, end)) = self.year_number(the).or_else(|| self.year_number(at))
            && let Some((past, season, false)) = self.season_word(end)
        {
            return Some(Found::new(
                at,
                past,
                Time::Season { season, year: Some(year), which: Which::Unsaid },
            ));
        }
        let (end, season, shown) = self.season_word(the)?;
        let of = end + usize::from(self.lower_is(end, "of") || self.is_mark(end, ','));
        if let Some((year, past)) = self.year_number(of) {
            // "the winter of 1776-77"
            let second = (self.is_mark(past, '-') || self.is_mark(past, '/')) && self.glued(past);
            let past = past + if second && self.digits(past + 1).is_some() { 2 } else { 0 };
            return Some(Found::new(
                at,
                past,
                Time::Season { season, year: Some(year), which: Which::Unsaid },
            ));
        }
        if let Some((which, past)) = self.year_told(of) {
            return Some(Found::new(at, past, Time::Season { season, year: None, which }));
        }
        let which = match which {
            None => {
                let free = !self.noun_at(end) && !self.lower_is(end, "of");
                let preposed = self.before_in(
                    at,
                    &[
                        "in",
                        "during",
                        "by",
                        "until",
                        "since",
                        "through",
                        "throughout",
                        "before",
                        "after",
                        "and",
                    ],
                );
                // "the spring offensive" tells its season.
                let named = self.sense(end, |word| word == TimeWord::Seasonal);
                if !shown && !named && !free && self.noun_at(end) {
                    return None;
                }
                if shown && !named && !(free && (preposed || the > at && self.lower_is(the, "spring"))) {
                    return None;
                }
                Which::Unsaid
            }
            Some(Deixis::Last | Deixis::Past) => Which::Last,
            Some(Deixis::This) => Which::This,
            Some(Deixis::Next | Deixis::Coming) => Which::Next,
            Some(Deixis::Each) => return Some(Found::new(at, end, Time::Every { n: 1, unit: Unit::Year })),
            Some(_) => Which::Unsaid,
        };
        Some(Found::new(at, end, Time::Season { season, year: None, which }))
    }

    fn season_word(&self, at: usize) -> Option<(usize, Season, bool)> {
        let (end, found) = self.word(at, |word| match word {
            TimeWord::Season { season, shown } => Some((season, shown)),
            _ => None,
        })?;
        // "Summer Olympics", "Spring Street".
        let name = self.capital(at) && self.capital(end) && !self.sense(end, |_| true);
        (!name).then_some((end, found.0, found.1))
    }

    fn bare_season(&self, at: usize) -> Option<Found> {
        let the = at + usize::from(self.lower_is(at, "the"));
        let (end, season, _) = self.season_word(the)?;
        let of = end + usize::from(self.lower_is(end, "of"));
        match self.year_number(of) {
            Some((year, past)) => {
                Some(Found::new(at, past, Time::Season { season, year: Some(year), which: Which::Unsaid }))
            }
            None => Some(Found::new(at, end, Time::Season { season, year: None, which: Which::Unsaid })),
        }
    }

    /// "the third quarter of 1990", "third-quarter", "this year's third quarter".
    pub(super) fn quarter(&self, at: usize) -> Option<Found> {
        let the = at + usize::from(self.lower_in(at, &["the", "its", "their"]));
        let fiscal = the + usize::from(self.lower_in(the, &["fiscal", "fiscal-"]));
        let fiscal = fiscal + usize::from(fiscal > the && self.is_mark(fiscal, '-'));
        let (year, start) = match self.year_number(fiscal) {
            Some((year, end)) => (Some(year), end),
            None => (None, fiscal),
        };
        let (quarter, end) = self.ordinal_word(start).filter(|(quarter, _)| *quarter <= 4)?;
        let hyphen = usize::from(self.hyphen(end));
        let end = end + hyphen;
        // "the | third-quarter loss".
        if !self.lower_is(end, "quarter") || hyphen == 1 && at < start {
            return None;
        }
        let end = end + 1;
        if year.is_none() {
            let of = end + usize::from(self.lower_is(end, "of"));
            let fiscal = of + usize::from(self.lower_is(of, "fiscal"));
            if let Some((year, past)) = self.year_number(fiscal) {
                return Some(Found::new(
                    at,
                    past,
                    Time::Quarter { quarter, year: Some(year), which: Which::Unsaid },
                ));
            }
            if let Some((which, past)) = self.year_told(of) {
                return Some(Found::new(at, past, Time::Quarter { quarter, year: None, which }));
            }
        }
        Some(Found::new(at, end, Time::Quarter { quarter, year, which: Which::Unsaid }))
    }

    /// "Christmas", "Easter 1916", "last Ramadan", "Eid al-Fitr".
    pub(super) fn feast(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at).map_or((at, None), |(start, which)| (start, Some(which)));
        let (end, feast) = self.word(start, |word| match word {
            TimeWord::Feast(feast) => Some(feast),
            _ => None,
        })?;
        let name = !self.capital(start)
            || self.capital(end) && !self.sense(end, |_| true)
            || at > 0 && self.capital(at - 1) && !self.opens(at - 1) && !self.sense(at - 1, |_| true);
        if name {
            return None;
        }
        let of = end + usize::from(self.lower_is(end, "of") || self.is_mark(end, ','));
        if let Some((year, past)) = self.year_number(of) {
            return Some(Found::new(at, past, Time::Feast { feast, year: Some(year), which: Which::Unsaid }));
        }
        let which = match which {
            Some(Deixis::Last | Deixis::Past | Deixis::Previous) => Which::Last,
            Some(Deixis::This) => Which::This,
            Some(Deixis::Next | Deixis::Coming | Deixis::Following) => Which::Next,
            Some(Deixis::Each) => return Some(Found::new(at, end, Time::Every { n: 1, unit: Unit::Year })),
            _ => Which::Unsaid,
        };
        Some(Found::new(at, end, Time::Feast { feast, year: None, which }))
    }
}
