//! Dates of the calendar: days, months, years.
//!
//! "Friday, March 3", "the 11th of December", "25.03.2016", "15-18 April 1995", "480 BC", "the 1990s".

use super::{Found, Reader, Time, TimeWord, Which};
use crate::calendar::Calendar;
use crate::day::{Day, Days};

/// A month as written, and how much beside it is needed to take it for one.
pub(super) struct MonthWord {
    pub(super) month: i8,
    pub(super) end: usize,
    doubtful: bool,
    short: bool,
}

/// Years that news and histories of its wars write in digits without saying that they are years.
const YEARS: std::ops::RangeInclusive<u64> = 1000..=2100;

impl Reader<'_> {
    /// A day, a month or a year by the calendar.
    pub(super) fn whole_date(&self, at: usize) -> Option<Found> {
        self.nth_weekday(at)
            .or_else(|| self.weekday(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.in_digits(at))
            .or_else(|| self.other_calendar(at))
            .or_else(|| self.named_day(at))
            .or_else(|| self.end_of_month(at))
            .or_else(|| self.years(at))
            .or_else(|| self.day_of_month(at))
    }

    /// "the last day of March", "the first day of May 2014".
    fn end_of_month(&self, at: usize) -> Option<Found> {
        let the = at + usize::from(self.lower_is(at, "the"));
        let last = self.lower_in(the, &["last", "final"]);
        if !(last || self.lower_is(the, "first"))
            || !self.lower_is(the + 1, "day")
            || !self.lower_is(the + 2, "of")
        {
            return None;
        }
        let found = self.month_first(the + 3)?;
        let time = match found.time {
            Time::Fixed(days) => Time::Fixed(Days::one(if last { days.to? } else { days.from? })),
            Time::Month { month, which: Which::Unsaid } => {
                // The 29th of February stands in leap years alone.
                let day = if last { Day::new(2001, month, 1)?.month_end().day() } else { 1 };
                Time::MonthDay { month, day }
            }
            _ => return None,
        };
        Some(Found::new(at, found.end, time))
    }

    /// "the first Monday of May 2014", "the last Thursday in November": to the day where the year is said, else no finer
    /// than the month.
    fn nth_weekday(&self, at: usize) -> Option<Found> {
        let the = at + usize::from(self.lower_is(at, "the"));
        let (nth, start) = match self.ordinal_word(the) {
            Some((nth, end)) => (i32::from(nth), end),
            None => (0, self.lower_is(the, "last").then_some(the + 1)?),
        };
        let (end, weekday) = self.word(start, |word| match word {
            TimeWord::Weekday(weekday) => Some(i32::from(weekday)),
            _ => None,
        })?;
        let month = self.lower_in(end, &["of", "in"]).then(|| self.month_first(end + 1)).flatten()?;
        let time = match month.time {
            Time::Fixed(days) if nth <= 5 => {
                let (first, last) = (days.from?, days.to?);
                let ahead = (weekday - i32::from(first.weekday().to_monday_one_offset())).rem_euclid(7);
                let back = (i32::from(last.weekday().to_monday_one_offset()) - weekday).rem_euclid(7);
                let day =
                    if nth == 0 { last.plus_days(-back) } else { first.plus_days(ahead + 7 * (nth - 1)) };
                days.holds(day).then_some(Time::Fixed(Days::one(day)))?
            }
            month @ Time::Month { .. } => month,
            _ => return None,
        };
        Some(Found::new(at, month.end, time))
    }

    /// "D-Day": a day known by its name.
    pub(super) fn named_day(&self, at: usize) -> Option<Found> {
        let (end, day) = self.word(at, |word| match word {
            TimeWord::Named(day) => Some(day),
            _ => None,
        })?;
        let capital = self.capital(at) || !self.is_word(at);
        capital.then(|| Found::new(at, end, Time::Fixed(Days::one(day))))
    }

    /// A month, and whether its word may be another.
    pub(super) fn month(&self, at: usize) -> Option<MonthWord> {
        if !self.capital(at) {
            return None;
        }
        let (end, (month, doubtful, short)) = self.word(at, |word| match word {
            TimeWord::Month(month) => Some((month, false, false)),
            TimeWord::Doubtful(month) => Some((month, true, false)),
            TimeWord::Short(month) => Some((month, true, true)),
            _ => None,
        })?;
        let end = end + usize::from(short && self.is_mark(end, '.') && self.glued(end));
        Some(MonthWord { month, end, doubtful, short })
    }

    /// "March 3, 2017", "March 3", "3 March" comes after; "March 2016", "March".
    pub(super) fn month_first(&self, at: usize) -> Option<Found> {
        let word = self.month(at)?;
        let comma = word.end + usize::from(self.is_mark(word.end, ','));
        if let Some((day, end, ordinal)) = self.day_number(word.end)
            && (ordinal || !(self.before_in(at, &["in"]) && self.counted_at(end)))
        {
            let month = word.month;
            if let Some((which, past)) = self.year_told(end) {
                return fits(month, day)
                    .then(|| Found::new(at, past, Time::MonthDayOf { month, day, which }));
            }
            let found = match self.year_after(end) {
                Some((year, end)) => Found::new(at, end, Time::Fixed(Days::one(Day::new(year, month, day)?))),
                None if fits(month, day) => Found::new(at, end, Time::MonthDay { month, day }),
                None => return None,
            };
            return Some(self.with_second_day(found, month, day, end));
        }
        if let Some((day, end)) = self.ordinal_word(word.end)
            && fits(word.month, day)
            && !self.noun_at(end)
        {
            return Some(Found::new(at, end, Time::MonthDay { month: word.month, day }));
        }
        if let Some((year, end)) = self.year_number(comma).or_else(|| self.small_year(comma)) {
            return Some(Found::new(at, end, Time::Fixed(Days::month(year, word.month)?)));
        }
        if let Some((year, end)) = self.spoken_year(comma) {
            return Some(Found::new(at, end, Time::Fixed(Days::month(year, word.month)?)));
        }
        let of = word.end + usize::from(self.lower_is(word.end, "of"));
        if of > word.end
            && let Some((year, end)) = self.year_number(of)
        {
            return Some(Found::new(at, end, Time::Fixed(Days::month(year, word.month)?)));
        }
        if let Some((which, end)) = self.year_told(word.end) {
            return Some(Found::new(at, end, Time::Month { month: word.month, which }));
        }
        self.is_month_alone(at, &word)
            .then(|| Found::new(at, word.end, Time::Month { month: word.month, which: Which::Unsaid }))
    }

    /// "March 3-5", "March 3 to 5": the second day of the same month.
    fn with_second_day(&self, found: Found, month: i8, first: i8, after_day: usize) -> Found {
        let dash = self.is_mark(after_day, '-') || self.is_mark(after_day, '—');
        let spoken = self.lower_in(after_day, &["to", "through"])
            || self.lower_is(after_day, "and") && self.before_in(found.start, &["between"]);
        if !(dash || spoken) {
            return found;
        }
        let Some((last, end, _)) = self.day_number(after_day + 1).filter(|(last, _, _)| *last > first) else {
            return found;
        };
        let second = match self.year_after(end) {
            Some((year, past)) => Day::new(year, month, last).map(|day| (Time::Fixed(Days::one(day)), past)),
            None => fits(month, last).then_some((Time::MonthDay { month, day: last }, end)),
        };
        let Some((second, past)) = second else { return found };
        let first = match &second {
            Time::Fixed(days) => days
                .from
                .and_then(|day| Day::new(day.year(), month, first))
                .map_or(found.time, |day| Time::Fixed(Days::one(day))),
            _ => found.time,
        };
        Found {
            start: found.start,
            end: past,
            time: Time::Range(Box::new(first), Box::new(second)),
            clock: None,
            halves: Some([(found.start, after_day), (after_day + 1, past)]),
        }
    }

    /// "3 March 2017", "the 11th of December", "15-18 April 1995".
    pub(super) fn day_first(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower_is(at, "the"));
        let number = self.day_number(start).map(|(day, end, _)| (day, end));
        let (first, first_end) = number.or_else(|| self.ordinal_word(start))?;
        if number.is_some()
            && !self.before_in(start, &["between"])
            && let Some(time) = self.listed_day(first, first_end)
        {
            return Some(Found::new(at, first_end, time));
        }
        let second = self.second_day(start, first_end);
        let (day, end) = second.unwrap_or((first, first_end));
        let of = end + usize::from(self.lower_is(end, "of"));
        let dash = of + usize::from(self.hyphen(of));
        let month = self.month(dash)?;
        if month.short && number.is_none() {
            return None;
        }
        if second.is_none()
            && let Some((which, past)) = self.year_told(month.end)
        {
            let time = Time::MonthDayOf { month: month.month, day, which };
            return fits(month.month, day).then(|| Found::new(at, past, time));
        }
        let (time, end, year) = match self.year_after(month.end) {
            Some((year, past)) => {
                (Time::Fixed(Days::one(Day::new(year, month.month, day)?)), past, Some(year))
            }
            None if fits(month.month, day) => (Time::MonthDay { month: month.month, day }, month.end, None),
            None => return None,
        };
        // "3 Aylul (September)"
        let same = self.is_mark(end, '(')
            && self
                .month(end + 1)
                .is_some_and(|other| other.month == month.month && self.is_mark(other.end, ')'));
        let end = if same { end + 3 } else { end };
        if second.is_none() {
            return Some(Found::new(at, end, time));
        }
        let first_time = match year {
            Some(year) => Time::Fixed(Days::one(Day::new(year, month.month, first)?)),
            None => Time::MonthDay { month: month.month, day: first },
        };
        let second_start = first_end + 1;
        Some(Found {
            start: at,
            end,
            time: Time::Range(Box::new(first_time), Box::new(time)),
            clock: None,
            halves: Some([(at, first_end), (second_start, end)]),
        })
    }

    /// The 10th of "10 and 12 July", "10, 12 and 14 July 1995".
    fn listed_day(&self, day: i8, end: usize) -> Option<Time> {
        let mut next = end;
        for _ in 0..4 {
            if !(self.is_mark(next, ',') || self.lower_in(next, &["and", "or"])) {
                return None;
            }
            next += 1 + usize::from(self.is_mark(next, ',') && self.lower_is(next + 1, "and"));
            let (_, past, _) = self.day_number(next)?;
            if let Some(month) = self.month(past + usize::from(self.lower_is(past, "of"))) {
                let year = self.year_after(month.end);
                return match year {
                    Some((year, _)) => Some(Time::Fixed(Days::one(Day::new(year, month.month, day)?))),
                    None => fits(month.month, day).then_some(Time::MonthDay { month: month.month, day }),
                };
            }
            next = past;
        }
        None
    }

    /// The second day of "15-18 April", "3 to 5 May", "between 3 and 5 May".
    fn second_day(&self, start: usize, end: usize) -> Option<(i8, usize)> {
        let linked = self.is_mark(end, '-')
            || self.is_mark(end, '—')
            || self.is_mark(end, '/')
            || self.lower_in(end, &["to", "through", "until"])
            || self.lower_is(end, "and") && self.before_in(start, &["between"]);
        let (day, past, _) = self.day_number(end + 1).filter(|_| linked)?;
        let (first, _, _) = self.day_number(start)?;
        (first < day).then_some((day, past))
    }

    /// "2017-03-02", "25.03.2016", "2017/03/02", "03/04/2019".
    pub(super) fn in_digits(&self, at: usize) -> Option<Found> {
        let (first, first_digits, end) = self.digits(at)?;
        let mark = ['-', '.', '/'].into_iter().find(|mark| self.is_mark(end, *mark) && self.glued(end))?;
        let (second, second_digits, past) = self.digits(end + 1).filter(|_| self.glued(end + 1))?;
        if !(self.is_mark(past, mark) && self.glued(past)) || second_digits > 2 {
            return None;
        }
        let (third, third_digits, finish) = self.digits(past + 1).filter(|_| self.glued(past + 1))?;
        let small = |number: u64| i8::try_from(number).ok();
        let month = small(second)?;
        let days = match (first_digits, third_digits) {
            (4, 1 | 2) => Days::one(Day::new(i16::try_from(first).ok()?, month_of(second)?, small(third)?)?),
            (1 | 2, 4) => {
                let (day, year) = (small(first)?, i16::try_from(third).ok()?);
                let read = [Day::new(year, month, day), Day::new(year, day, month)];
                // Day first with stops; with strokes either, unless only one of them is a day.
                match read {
                    [Some(one), _] if mark == '.' => Days::one(one),
                    [Some(one), Some(other)] => Days::between(one.min(other), one.max(other)),
                    [Some(one), None] | [None, Some(one)] => Days::one(one),
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(Found::new(at, finish, Time::Fixed(days)))
    }

    /// "13 Esfand 1395", "Ramadan 1438": with its year, else "5 Ramadan" is told by its month alone and left.
    fn other_calendar(&self, at: usize) -> Option<Found> {
        let (day, start) = match self.day_number(at) {
            Some((day, end, _)) => (Some(day), end + usize::from(self.lower_is(end, "of"))),
            None => (None, at),
        };
        if !self.capital(start) {
            return None;
        }
        let (end, (calendar, month)) = self.word(start, |word| match word {
            TimeWord::Other(calendar, month) => Some((calendar, month)),
            _ => None,
        })?;
        let (day, end) = match (day, self.day_number(end)) {
            (None, Some((day, past, _))) => (Some(day), past),
            _ => (day, end),
        };
        let end = end + usize::from(self.is_mark(end, ','));
        let (year, _, past) = self.digits(end).filter(|(_, digits, _)| *digits == 4)?;
        let year = i32::try_from(year).ok()?;
        // A Gregorian year beside it ("Ramadan 2017") is a feast's.
        let right = match calendar {
            Calendar::Persian => (1300..=1450).contains(&year),
            Calendar::Hijri => (1300..=1500).contains(&year),
            Calendar::Gregorian => false,
        };
        let days = match day {
            Some(day) => calendar.day(year, month, day).map(Days::one),
            None => calendar.month(year, month),
        };
        let past = past + usize::from(self.lower_is(past, "ah"));
        days.filter(|_| right).map(|days| Found::new(at, past, Time::Other { calendar, days }))
    }

    /// "1939", "1939-45", "the 1990s", "480 BC", "the 19th century", "fiscal 1989".
    pub(super) fn years(&self, at: usize) -> Option<Found> {
        self.decade(at).or_else(|| self.century(at)).or_else(|| self.year(at))
    }

    fn year(&self, at: usize) -> Option<Found> {
        let the = at + usize::from(self.lower_is(at, "the") && self.lower_in(at + 1, &["year", "years"]));
        let start = the
            + match () {
                () if self.lower_in(the, &["year", "years"]) => 1,
                () if self.lower_is(the, "fiscal") => 1 + usize::from(self.lower_is(the + 1, "year")),
                () => 0,
            };
        if let Some((year, end)) = self.before_christ(start) {
            return Some(Found::new(at, end, Time::Fixed(Days::year(year)?)));
        }
        if let Some(found) = self.years_before_christ(start) {
            return Some(found);
        }
        if let Some((year, end)) = self.spoken_year(start) {
            return Some(Found::new(at, end, Time::Fixed(Days::year(year)?)));
        }
        if self.before_in(
            start,
            &[
                "in", "by", "until", "from", "since", "of", "to", "and", "before", "after", "between",
                "around",
            ],
        ) && let Some((year, end)) = self.small_year(start)
        {
            return Some(Found::new(at, end, Time::Fixed(Days::year(year)?)));
        }
        let (year, end) = self.year_number(start)?;
        if start == at && !self.is_year(start, end) {
            return None;
        }
        let first = Time::Fixed(Days::year(year)?);
        // "1939-45", "1914/18", "1939-1945".
        let dash = self.is_mark(end, '-') || self.is_mark(end, '/');
        if dash
            && self.glued(end)
            && let Some((second, digits, past)) = self.digits(end + 1)
        {
            let second = i16::try_from(second).ok()?;
            let second = match digits {
                2 => year / 100 * 100 + second,
                4 => second,
                _ => return Some(Found::new(at, end, first)),
            };
            if second > year && second - year < 200 {
                let last = Time::Fixed(Days::year(second)?);
                return Some(Found {
                    start: at,
                    end: past,
                    time: Time::Range(Box::new(first), Box::new(last)),
                    clock: None,
                    halves: Some([(at, end), (end + 1, past)]),
                });
            }
        }
        Some(Found::new(at, end, first))
    }

    /// Four digits that may be a year, and nothing glued to them that makes them another figure.
    pub(super) fn year_number(&self, at: usize) -> Option<(i16, usize)> {
        let (value, digits, end) = self.digits(at)?;
        let glued_word = self.glued(end) && self.is_word(end);
        if digits != 4 || !YEARS.contains(&value) || self.is_part_of_figure(at) || glued_word {
            return self.before_christ(at);
        }
        Some((i16::try_from(value).ok()?, end))
    }

    /// "480 BC", "31 B.C.": the year 480 before Christ is -479, since there is no year 0.
    fn before_christ(&self, at: usize) -> Option<(i16, usize)> {
        let (value, digits, end) = self.digits(at)?;
        let (past, before) = self.word(end, |word| match word {
            TimeWord::Era { before } => Some(before),
            _ => None,
        })?;
        let value = i16::try_from(value).ok().filter(|value| digits <= 4 && (1..=5000).contains(value))?;
        Some((if before { 1 - value } else { value }, past))
    }

    /// "499-493 BC"
    fn years_before_christ(&self, at: usize) -> Option<Found> {
        let (first, _, end) = self.digits(at)?;
        if !self.is_mark(end, '-') {
            return None;
        }
        let (last, past) = self.before_christ(end + 1).filter(|(last, _)| *last <= 0)?;
        let first = 1 - i16::try_from(first).ok()?;
        let from = Time::Fixed(Days::year(first).filter(|_| first < last)?);
        Some(Found {
            start: at,
            end: past,
            time: Time::Range(Box::new(from), Box::new(Time::Fixed(Days::year(last)?))),
            clock: None,
            halves: Some([(at, end), (end + 1, past)]),
        })
    }

    /// In a text that counts years before Christ: "in 490".
    fn small_year(&self, at: usize) -> Option<(i16, usize)> {
        if !self.bc {
            return None;
        }
        let (value, digits, end) = self.digits(at)?;
        let value = i16::try_from(value).ok().filter(|_| digits == 3 && !self.is_part_of_figure(at))?;
        (!self.noun_at(end) && !self.hyphen(end)).then_some((1 - value, end))
    }

    /// Whether four digits stand where a year stands.
    fn is_year(&self, at: usize, end: usize) -> bool {
        if end > at + 1 {
            return true;
        }
        let year = self.digits(at).map_or(0, |digits| digits.0);
        let yearly = |word| word == TimeWord::Yearly;
        if at > 0 && self.sense(at - 1, yearly) && !self.lower_is(at - 1, "the") {
            // Figures of things are mostly round: "in 1950 homes", "in 1956 demonstrations were banned".
            return !self.counted_at(end)
                || self.before_in(at, &["since", "until", "during", "year"])
                || !year.is_multiple_of(50) && (1700..=2060).contains(&year);
        }
        let owned = self.before_in(at, &["the"]) || self.owned(at);
        if self.counted_at(end) && !(owned && year >= 1700 && !year.is_multiple_of(50)) {
            return false;
        }
        // "Resolution 1701", "Route 1984".
        let named = at > 0 && self.capital(at - 1) && !self.opens(at - 1) && !self.sense(at - 1, |_| true);
        let hedged = at > 0
            && self.sense(at - 1, |word| matches!(word, TimeWord::Hedge | TimeWord::Vague))
            && !self.before_in(at, &["over"]);
        !named && !hedged && (1700..=2060).contains(&year)
    }

    /// "the 1990s", "the late 1930s", "the nineties", "480s BC".
    fn decade(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower_is(at, "the"));
        if let Some((end, tens)) = self.word(start, |word| match word {
            TimeWord::Tens(tens) => Some(tens),
            _ => None,
        }) && start > at
        {
            let first = 1900 + tens;
            return Some(Found::new(at, end, Time::Fixed(years(first, first + 9)?)));
        }
        let quoted = usize::from(self.is_mark(start, '\''));
        let (value, digits, end) = self.digits(start + quoted)?;
        let s = self.glued(end) && self.lower_is(end, "s");
        if !s || value % 10 != 0 {
            return None;
        }
        let value = i16::try_from(value).ok()?;
        let era = self.word(end + 1, |word| (word == TimeWord::Era { before: true }).then_some(()));
        if let Some((past, ())) = era {
            return Some(Found::new(at, past, Time::Fixed(years(-(value + 8), 1 - value)?)));
        }
        let first = match digits {
            4 if YEARS.contains(&u64::try_from(value).ok()?) => value,
            3 if self.bc => {
                return Some(Found::new(at, end + 1, Time::Fixed(years(-(value + 8), 1 - value)?)));
            }
            2 if quoted == 1 || start > at => 1900 + value,
            _ => return None,
        };
        Some(Found::new(at, end + 1, Time::Fixed(years(first, first + 9)?)))
    }

    /// "the 19th century", "the nineteenth century", "the 4th century BC".
    fn century(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower_is(at, "the"));
        let (number, end) = self
            .day_number(start)
            .filter(|(_, _, ordinal)| *ordinal)
            .map(|(number, end, _)| (number, end))
            .or_else(|| self.ordinal_word(start))?;
        let end = end + usize::from(self.is_mark(end, '-'));
        if !self.lower_is(end, "century") || number > 21 {
            return None;
        }
        let number = i16::from(number);
        let era = self.word(end + 1, |word| (word == TimeWord::Era { before: true }).then_some(()));
        let (days, past) = match era {
            Some((past, ())) => (years(1 - number * 100, -(number - 1) * 100)?, past),
            None => (years((number - 1) * 100, number * 100 - 1)?, end + 1),
        };
        Some(Found::new(at, past, Time::Fixed(days)))
    }

    /// ", 2017", " 2017", "of 2017", and one past it.
    pub(super) fn year_after(&self, at: usize) -> Option<(i16, usize)> {
        let start = at + usize::from(self.is_mark(at, ',') || self.lower_is(at, "of"));
        // "3 May 2000 people" tells of people, "3 May 2014 people" of a year: figures of things are mostly round.
        self.year_number(start)
            .filter(|(year, end)| year % 50 != 0 || !self.counted_at(*end) || self.is_mark(at, ','))
            .or_else(|| self.small_year(start))
            .or_else(|| {
                // "2 May '97"
                let (value, digits, end) = self.digits(at + 1).filter(|_| self.is_mark(at, '\''))?;
                let value = i16::try_from(value).ok().filter(|_| digits == 2)?;
                Some((if value < 50 { 2000 + value } else { 1900 + value }, end))
            })
    }

    /// "last year", "this year", "of that year" after a month.
    pub(super) fn year_told(&self, at: usize) -> Option<(Which, usize)> {
        let start = at + usize::from(self.lower_is(at, "of"));
        let the = start + usize::from(self.lower_is(start, "the"));
        let which = match () {
            () if self.lower_is(start, "last") => Which::Last,
            () if self.lower_is(start, "this") => Which::This,
            () if self.lower_is(start, "next") => Which::Next,
            () if start > at && self.lower_in(the, &["that", "same"]) => Which::Told,
            () => return None,
        };
        let year = if which == Which::Told { the + 1 } else { start + 1 };
        let year = year + usize::from(which == Which::Told && self.lower_is(year, "same"));
        self.lower_is(year, "year").then_some((which, year + 1))
    }

    /// Whether a month stands for one with no day or year beside it.
    pub(super) fn is_month_alone(&self, at: usize, word: &MonthWord) -> bool {
        if self.sense(word.end, |word| word == TimeWord::NoTime) && self.capital(word.end) {
            return false;
        }
        if self.is_mark(word.end, '\'') && word.short {
            return false;
        }
        if !word.doubtful {
            return true;
        }
        let preposed = at > 0
            && (self.lower_in(
                at - 1,
                &[
                    "in",
                    "of",
                    "since",
                    "until",
                    "till",
                    "by",
                    "from",
                    "to",
                    "through",
                    "during",
                    "early",
                    "late",
                    "mid",
                    "last",
                    "next",
                    "this",
                    "between",
                    "before",
                    "after",
                    "each",
                    "every",
                    "through",
                    "around",
                    "late",
                    "for",
                    "late-",
                    "following",
                    "previous",
                ],
            ) || self.is_mark(at - 1, '-') && self.before_in(at - 1, &["mid", "late", "early"]));
        if word.short {
            let stop = self.is_mark(word.end - 1, '.');
            return preposed && (stop || !self.noun_at(word.end)) && !self.capital(word.end);
        }
        // "June Carter", "Theresa May", "March on the capital".
        let name_goes_on = self.capital(word.end) && !self.sense(word.end, |_| true);
        let named = at > 0 && self.capital(at - 1) && !self.sense(at - 1, |_| true);
        if preposed {
            return !name_goes_on || !self.lower_in(at - 1, &["for", "by", "to"]);
        }
        if name_goes_on || named {
            return false;
        }
        let verb = self.lower_in(at, &["may", "march"]);
        let listed = at > 1
            && (self.is_mark(at - 1, ',') || self.lower_in(at - 1, &["and", "or"]))
            && self.sense(at - 2, |word| matches!(word, TimeWord::Month(_) | TimeWord::Doubtful(_)));
        listed || !verb && !self.opens(at)
    }

    /// "the 15th", where a month was told before.
    fn day_of_month(&self, at: usize) -> Option<Found> {
        if !self.lower_is(at, "the") {
            return None;
        }
        let (day, end, _) = self.day_number(at + 1).filter(|(_, _, ordinal)| *ordinal)?;
        if self.lower_is(end, "of")
            && self.lower_in(end + 1, &["that", "the", "this", "same"])
            && self.lower_is(end + 2, "month")
        {
            return Some(Found::new(at, end + 3, Time::DayOfMonth { day }));
        }
        let next = self.pieces.get(end);
        let free = next
            .is_none_or(|next| !matches!(next.kind, super::Kind::Word | super::Kind::Number { .. }))
            || self.lower_in(
                end,
                &["and", "to", "when", "as", "but", "the", "until", "he", "they", "after", "with", "by"],
            );
        let hyphened = self.is_mark(end, '-');
        (free
            && !hyphened
            && self
                .before_in(at, &["on", "by", "of", "until", "since", "from", "to", "and", "before", "after"]))
        .then(|| Found::new(at, end, Time::DayOfMonth { day }))
    }
}

/// Whether the month has that day in some year.
fn fits(month: i8, day: i8) -> bool {
    Day::new(2000, month, day).is_some()
}

fn month_of(number: u64) -> Option<i8> {
    i8::try_from(number).ok().filter(|month| (1..=12).contains(month))
}

/// From the first day of one year to the last of another.
fn years(first: i16, last: i16) -> Option<Days> {
    Some(Days::between(Days::year(first)?.from?, Days::year(last)?.to?))
}
