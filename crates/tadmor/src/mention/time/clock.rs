//! Times of day, with the day they stand by: "10 p.m. Wednesday", "Friday morning", "the night of April 18", "at dawn".

use super::{Clock, Daypart, Found, Reader, Time, TimeWord};

impl Reader<'_> {
    /// A time of day, or a day with one.
    pub(super) fn of_day(&self, at: usize) -> Option<Found> {
        let kinds = [
            self.day_and_part(at),
            self.part_of_told_day(at),
            self.part_of_day(at),
            self.by_clock(at),
            self.night(at),
            self.dawn(at),
        ];
        kinds.into_iter().flatten().max_by_key(|found| found.end)
    }

    /// "Friday morning", "yesterday afternoon", "early Monday", "Friday at dawn", "May 8 1:00 am".
    fn day_and_part(&self, at: usize) -> Option<Found> {
        let found = self.point(at)?;
        let day = matches!(
            found.time,
            Time::Weekday { .. }
                | Time::MonthDay { .. }
                | Time::DayOffset(_)
                | Time::Feast { .. }
                | Time::DayOfMonth { .. }
        ) || matches!(found.time, Time::Fixed(days) if days.exact().is_some())
            || matches!(found.time, Time::Told { unit: super::Unit::Day, .. });
        if !day || found.halves.is_some() {
            return None;
        }
        if let Some((end, part)) = self.daypart(found.end) {
            return Some(found.to(end).at(Clock::Part(part)));
        }
        let at_word = found.end + usize::from(self.lower_in(found.end, &["at", "around"]));
        if let Some((end, clock)) = self.hour(at_word) {
            return Some(found.to(end).at(clock));
        }
        if at_word > found.end
            && let Some((end, part)) = self.dawn_word(at_word)
        {
            return Some(found.to(end).at(Clock::Part(part)));
        }
        None
    }

    /// "the night of April 18", "the early hours of Sunday", "the morning of 3 May".
    fn part_of_told_day(&self, at: usize) -> Option<Found> {
        let the = at + usize::from(self.lower_in(at, &["the", "late", "early"]));
        let the = the
            + usize::from(the > at && self.lower_in(the, &["late", "early"]) && self.daypart(the).is_none());
        let (end, part) = self.daypart(the).or_else(|| self.dawn_word(the))?;
        let of = end + usize::from(self.lower_in(end, &["of", "on"]));
        let day = self.range(of).or_else(|| self.point(of))?;
        let right = match &day.time {
            Time::Weekday { .. }
            | Time::MonthDay { .. }
            | Time::DayOffset(_)
            | Time::DayOfMonth { .. }
            | Time::Feast { .. } => true,
            Time::Fixed(days) => days.exact().is_some(),
            Time::Range(..) => true,
            Time::Told { unit: super::Unit::Day, .. } => true,
            _ => false,
        };
        // "morning Monday" is no English.
        (right && of > end).then(|| Found { halves: None, ..day.from(at).at(Clock::Part(part)) })
    }

    /// "this morning", "that night", "the previous evening", "last night", "tonight", "in the morning", "at night".
    fn part_of_day(&self, at: usize) -> Option<Found> {
        if self.lower_is(at, "tonight") {
            return Some(Found::new(at, at + 1, Time::DayOffset(0)).at(Clock::Part(Daypart::Night)));
        }
        if let Some((start, which)) = self.which(at)
            && let Some((end, part)) = self.daypart(start)
        {
            use crate::tables::times::Deixis;
            let unit = super::Unit::Day;
            let time = match which {
                Deixis::This => Time::DayOffset(0),
                Deixis::Same | Deixis::That => Time::Told { n: 0, unit },
                Deixis::Previous => Time::Told { n: -1, unit },
                Deixis::Next | Deixis::Following => Time::Told { n: 1, unit },
                Deixis::Each => return Some(Found::new(at, end, Time::Every { n: 1, unit })),
                _ => return None,
            };
            return Some(Found::new(at, end, time).at(Clock::Part(part)));
        }
        // "later this afternoon"
        if self.lower_in(at, &["later", "earlier", "late", "early"]) && self.lower_is(at + 1, "this") {
            return self.part_of_day(at + 1).map(|found| found.from(at));
        }
        let preposed = self.before_in(at, &["in", "during"]) && self.lower_is(at, "the")
            || self.before_in(at, &["at"]) && self.lower_is(at, "night");
        if !preposed {
            return None;
        }
        let the = at + usize::from(self.lower_is(at, "the"));
        let (end, part) = self.daypart(the)?;
        (!self.noun_at(end)).then(|| Found::new(at, end, Time::Clock).at(Clock::Part(part)))
    }

    /// "overnight", "last night": from the day before to the page's day.
    fn night(&self, at: usize) -> Option<Found> {
        let end = self.class(at, TimeWord::LastNight)?;
        // "overnight on Friday", "overnight into Friday" are dated by the Friday; "an overnight raid" by its night.
        if self.lower_in(end, &["on", "into", "to", "from"]) && self.point(end + 1).is_some() {
            return None;
        }
        let night = Time::Range(Box::new(Time::DayOffset(-1)), Box::new(Time::DayOffset(0)));
        Some(Found::new(at, end, night).at(Clock::Part(Daypart::Night)))
    }

    /// "at dawn", "since dawn".
    fn dawn(&self, at: usize) -> Option<Found> {
        let (end, part) = self.dawn_word(at)?;
        let preposed =
            self.before_in(at, &["at", "since", "before", "after", "until", "by", "from", "till", "around"]);
        (preposed && !self.noun_at(end) && !self.capital(at))
            .then(|| Found::new(at, end, Time::Clock).at(Clock::Part(part)))
    }

    pub(super) fn daypart(&self, at: usize) -> Option<(usize, Daypart)> {
        self.word(at, |word| match word {
            TimeWord::Daypart(part) => Some(part),
            _ => None,
        })
    }

    pub(super) fn dawn_word(&self, at: usize) -> Option<(usize, Daypart)> {
        self.word(at, |word| match word {
            TimeWord::Dawn(part) => Some(part),
            _ => None,
        })
    }

    /// "10 p.m. Wednesday", "20:57 GMT", "noon on Thursday", "midnight".
    fn by_clock(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.class(at, TimeWord::Approx).is_some());
        let (end, clock) = self.hour(start)?;
        let comma = end + usize::from(self.is_mark(end, ','));
        let on = comma;
        if let Some(day) = self.point(on)
            && (matches!(day.time, Time::Weekday { .. } | Time::MonthDay { .. } | Time::DayOffset(_))
                || matches!(day.time, Time::Fixed(days) if days.exact().is_some()))
            && day.halves.is_none()
        {
            return Some(Found::new(at, day.end, day.time).at(clock));
        }
        Some(Found::new(at, end, Time::Clock).at(clock))
    }

    /// A time by the clock, with its zone.
    fn hour(&self, at: usize) -> Option<(usize, Clock)> {
        let (end, clock) = self.hour_alone(at)?;
        let zone = self.class(end, TimeWord::Zone);
        let opened = self.is_mark(end, '(').then(|| self.class(end + 1, TimeWord::Zone)).flatten();
        let closed = opened.filter(|end| self.is_mark(*end, ')')).map(|end| end + 1);
        Some((closed.or(zone).unwrap_or(end), clock))
    }

    fn hour_alone(&self, at: usize) -> Option<(usize, Clock)> {
        if let Some((end, minute)) = self.word(at, |word| match word {
            TimeWord::Clock(minute) => Some(minute),
            _ => None,
        }) {
            return Some((end, Clock::Minute(minute)));
        }
        let (hour, digits, end) = self.digits(at)?;
        let hour = u16::try_from(hour).ok()?;
        let two = |at: usize| {
            let (minute, digits, end) = self.digits(at)?;
            let minute = u16::try_from(minute).ok().filter(|minute| digits == 2 && *minute < 60)?;
            Some((minute, end))
        };
        let figured = at >= 2
            && self.glued(at)
            && matches!(self.pieces[at - 1].kind, super::Kind::Mark(':' | '.' | '/' | '$'));
        if figured
            || digits == 4 && !self.class(end, TimeWord::Zone).is_some_and(|_| hour < 2460 && hour % 100 < 60)
        {
            return None;
        }
        if digits == 4 {
            return Some((end, Clock::Minute(hour / 100 * 60 + hour % 100)));
        }
        let colon =
            (self.is_mark(end, ':') || self.is_mark(end, '.')) && self.glued(end) && self.glued(end + 1);
        let minutes = colon.then(|| two(end + 1)).flatten();
        let after = minutes.map_or(end, |(_, end)| end);
        // "20:57:30" is of a log.
        let seconds = minutes.is_some() && self.is_mark(after, ':') && self.glued(after);
        let after = if seconds { two(after + 1).map_or(after, |(_, end)| end) } else { after };
        let half = self.half(after);
        let of_day = |hour: u16, minute: Option<u16>| match minute {
            Some(minute) => Clock::Minute(hour * 60 + minute),
            None => Clock::Hour(hour),
        };
        let minute = minutes.map(|(minute, _)| minute);
        if let Some((past, afternoon)) = half.filter(|_| (1..=12).contains(&hour)) {
            let hour = hour % 12 + if afternoon { 12 } else { 0 };
            return Some((past, of_day(hour, minute)));
        }
        if self.lower_is(after, "o")
            && self.is_mark(after + 1, '\'')
            && self.lower_is(after + 2, "clock")
            && hour <= 12
        {
            return Some((after + 3, Clock::Hour(hour)));
        }
        let zoned = self.class(after, TimeWord::Zone).is_some();
        let stands = zoned
            || self.is_mark(end, ':')
                && self.before_in(
                    at,
                    &[
                        "at", "by", "around", "since", "until", "from", "to", "about", "before", "after",
                        "and", "between", "or", "-",
                    ],
                );
        (minute.is_some() && hour <= 24 && stands && !self.is_mark(after, '%'))
            .then(|| (after, of_day(hour, minute)))
    }

    /// "am", "p.m.", and whether it is the afternoon.
    fn half(&self, at: usize) -> Option<(usize, bool)> {
        self.word(at, |word| match word {
            TimeWord::Half { afternoon } => Some(afternoon),
            _ => None,
        })
    }
}
