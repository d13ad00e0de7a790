//! Periods beside the page's own or beside what was told: "last week", "this year", "the following day", "that month".

use super::{Found, Reader, Time, TimeWord, Unit, Which};
use crate::tables::times::Deixis;

impl Reader<'_> {
    /// Which day, week, month, year … of several; months too.
    pub(super) fn period(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.bare_quarter(at) {
            return Some(found);
        }
        let the = self.lower_is(at, "the");
        if the && self.lower_is(at + 1, "weekend") {
            return Some(Found::new(at, at + 2, Time::Period { unit: Unit::Weekend, which: Which::Unsaid }));
        }
        if the && let Some(found) = self.the_year(at) {
            return Some(found);
        }
        // "the week before last"
        if the
            && let Some((end, unit)) = self.unit(at + 1)
            && self.lower_is(end, "before")
            && self.lower_is(end + 1, "last")
        {
            let from = Box::new(Time::Period { unit, which: Which::Last });
            return Some(Found::new(at, end + 2, Time::Shifted { from, n: -1, unit }));
        }
        let (start, which) = self.which(at)?;
        if let Some(month) = self.month(start) {
            if let Some(found) = self.month_first(start).filter(|found| found.end > month.end) {
                return Some(found.from(at));
            }
            return self.which_month(at, which, month.month, month.end);
        }
        let (end, unit) = self.unit(start)?;
        if unit == Unit::Period {
            let told = matches!(which, Deixis::This | Deixis::That | Deixis::Same);
            return (told || which == Deixis::Latest).then(|| {
                let time = match which {
                    // Of accounts: "the latest period".
                    Deixis::Latest => Time::Period { unit: Unit::Quarter, which: Which::Last },
                    _ => Time::Told { n: 0, unit: Unit::Period },
                };
                Found::new(at, end, time)
            });
        }
        if unit < Unit::Day {
            return None;
        }
        // "this year's third quarter", "last year's".
        if unit == Unit::Year && self.is_mark(end, '\'') && self.lower_is(end + 1, "s") {
            let which = plain(which);
            if let Some(found) = self.quarter(end + 2)
                && let (Some(which), Time::Quarter { quarter, year: None, .. }) = (which, &found.time)
            {
                let time = Time::Quarter { quarter: *quarter, year: None, which };
                return Some(Found::new(at, found.end, time));
            }
        }
        let time = match which {
            // "for the last week" is the week up to the page's day.
            Deixis::Past => Time::Past { n: 1, unit },
            Deixis::Last if the && unit != Unit::Quarter => Time::Past { n: 1, unit },
            Deixis::Last => Time::Period { unit, which: Which::Last },
            Deixis::This => match unit {
                Unit::Day => Time::DayOffset(0),
                unit => Time::Period { unit, which: Which::This },
            },
            Deixis::Next | Deixis::Following if the => Time::Told { n: 1, unit },
            Deixis::Next | Deixis::Coming => Time::Period { unit, which: Which::Next },
            Deixis::Following => Time::Told { n: 1, unit },
            Deixis::Previous => Time::Told { n: -1, unit },
            Deixis::Latest if unit == Unit::Quarter => Time::Period { unit, which: Which::Last },
            Deixis::Same | Deixis::That | Deixis::Latest => Time::Told { n: 0, unit },
            Deixis::Each => return None,
        };
        Some(Found::new(at, end, time))
    }

    /// "for the year", "in the full year"
    fn the_year(&self, at: usize) -> Option<Found> {
        let whole = usize::from(self.lower_in(at + 1, &["full", "whole", "entire"]));
        let (end, unit) = self.unit(at + 1 + whole)?;
        if unit == Unit::Year && self.lower_in(end, &["ended", "ending"]) {
            return Some(Found::new(at, end, Time::Length { n: 1, unit }));
        }
        let alone =
            !self.is_word(end) || self.sense(end, |word| matches!(word, TimeWord::Back | TimeWord::Link));
        let fiscal = end > at + 2 + whole;
        let preposed =
            self.before_in(at, &["for", "in", "during", "of", "throughout", "over", "earlier", "later"]);
        (unit == Unit::Year
            && (whole == 1 || fiscal || preposed && alone)
            && !self.lower_in(end, &["of", "when", "that"]))
        .then(|| Found::new(at, end, Time::Told { n: 0, unit }))
    }

    /// "last March", "this May", "the following April".
    fn which_month(&self, at: usize, which: Deixis, month: i8, end: usize) -> Option<Found> {
        let which = match which {
            Deixis::Each => return Some(Found::new(at, end, Time::Every { n: 1, unit: Unit::Year })),
            Deixis::Same | Deixis::That | Deixis::Following | Deixis::Previous => Which::Unsaid,
            which => plain(which)?,
        };
        Some(Found::new(at, end, Time::Month { month, which }))
    }

    /// "the quarter", "the latest quarter", "the latest period".
    fn bare_quarter(&self, at: usize) -> Option<Found> {
        let quarter =
            self.lower_is(at, "the") && self.lower_is(at + 1, "quarter") && !self.lower_is(at + 2, "of");
        quarter.then(|| Found::new(at, at + 2, Time::Told { n: 0, unit: Unit::Quarter }))
    }

    /// "at that time", "at the same time" where it tells when.
    pub(super) fn that_time(&self, at: usize) -> Option<Found> {
        let that = usize::from(self.lower_in(at, &["that", "this", "the"]));
        let same = that + usize::from(self.lower_is(at + that, "same"));
        let end = at + same + 1;
        let preposed = self.before_in(at, &["at", "by", "during", "since", "until", "from", "around", "of"]);
        (that == 1 && self.lower_is(end - 1, "time") && preposed)
            .then(|| Found::new(at, end, Time::Told { n: 0, unit: Unit::Period }))
    }

    /// "daily", "every day", "each week", "twice a year", "per month".
    pub(super) fn rate(&self, at: usize) -> Option<Found> {
        if let Some((end, unit)) = self.word(at, |word| match word {
            TimeWord::Rate(unit) => Some(unit),
            _ => None,
        }) {
            // "the Daily Courier", "bi-weekly".
            let name =
                self.capital(at) && !self.opens(at) || self.glued(at) && at > 0 && self.is_mark(at - 1, '-');
            return (!name && !self.capital(end) && !self.noun_at(end))
                .then(|| Found::new(at, end, Time::Every { n: 1, unit }));
        }
        if let Some(found) = self.that_time(at) {
            return Some(found);
        }
        if self.lower_in(at, &["every", "each"]) {
            let other = at + 1 + usize::from(self.lower_in(at + 1, &["other", "single"]));
            if let Some((end, unit)) = self.unit(other) {
                let n = if self.lower_is(at + 1, "other") { 2 } else { 1 };
                return (unit >= Unit::Minute).then(|| Found::new(at, end, Time::Every { n, unit }));
            }
            let (n, after) = self.whole(at + 1)?;
            let (end, unit) = self.units(after)?;
            return Some(Found::new(at, end, Time::Every { n, unit }));
        }
        if self.lower_is(at, "per") {
            let (end, unit) = self.unit(at + 1)?;
            return (unit >= Unit::Day && unit != Unit::Period)
                .then(|| Found::new(at, end, Time::Every { n: 1, unit }));
        }
        let (end, unit) = self.lower_in(at, &["a", "an"]).then(|| self.unit(at + 1)).flatten()?;
        (unit >= Unit::Hour && unit != Unit::Period && self.is_counted_before(at))
            .then(|| Found::new(at, end, Time::Every { n: 1, unit }))
    }

    /// "20 attacks", "$5", "once", "two million" right before a rate.
    fn is_counted_before(&self, at: usize) -> bool {
        if self.before_in(
            at,
            &[
                "once", "twice", "times", "million", "billion", "thousand", "percent", "hours", "days",
                "times",
            ],
        ) {
            return true;
        }
        let number = |at: usize| {
            matches!(self.pieces[at].kind, super::Kind::Number { .. })
                || self.sense(at, |word| matches!(word, TimeWord::Number(_)))
        };
        at > 0 && number(at - 1)
            || at > 1 && self.noun_at(at - 1) && self.words.is_plural(self.slice(at - 1)) && number(at - 2)
    }
}

fn plain(which: Deixis) -> Option<Which> {
    match which {
        Deixis::Last | Deixis::Past => Some(Which::Last),
        Deixis::This => Some(Which::This),
        Deixis::Next | Deixis::Coming => Some(Which::Next),
        _ => None,
    }
}
