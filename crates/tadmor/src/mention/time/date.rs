//! Times of the calendar: days, months, years, weekdays, and the weeks, months and years beside the page's.
//!
//! "Friday, March 3", "the 11th of December", "25.03.2016", "early May", "last week", "the summer of 2014".

use super::{Found, Reader, Time, Unit, Which};
use crate::day::{Day, Days};
use crate::sentence::TokenKind;
use crate::tables::words::{Deixis, TimeWord, UnitWord};

/// A month as written, and how much beside it is needed to take it for one.
struct MonthWord {
    month: i8,
    end: usize,
    doubtful: bool,
    short: bool,
}

impl Reader<'_> {
    /// A day, month, year, weekday or period, with the words that say which part of it.
    pub(super) fn date(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.part_of_date(at) {
            return Some(found);
        }
        self.hyphenated_part(at).or_else(|| self.whole_date(at))
    }

    /// "early March", "earlier on Thursday", "late in 2016", "the end of May".
    fn part_of_date(&self, at: usize) -> Option<Found> {
        let mut start = self.class(at, TimeWord::Part)?;
        if matches!(self.lower(start), "in" | "on" | "of") {
            start += 1;
        }
        start += usize::from(self.lower(start) == "the");
        let plain = || self.plain_year(start).map(|(days, end)| Found::new(start, end, Time::Fixed(days)));
        let doubtful = || self.month(start).map(|month| self.month_alone(start, &month, Which::Unsaid));
        let found = self.whole_date(start).or_else(plain).or_else(|| doubtful().flatten())?;
        Some(found.from(at))
    }

    /// "mid-March", "late-2016", "mid-1990s".
    fn hyphenated_part(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at)?;
        let (part, rest) = token.lower.split_once('-')?;
        self.words.times.word(part).find(|word| *word == TimeWord::Part)?;
        if let Some(days) = decade(rest).or_else(|| year_of(rest)) {
            return Some(Found::new(at, at + 1, Time::Fixed(days)));
        }
        let month = self.words.times.word(rest).find_map(|word| match word {
            TimeWord::Month(month) | TimeWord::Doubtful(month) => Some(month),
            _ => None,
        })?;
        match self.year_after(at + 1) {
            Some((year, end)) => Some(Found::new(at, end, Time::Fixed(Days::month(year, month)?))),
            None => Some(self.told_year(Found::new(at, at + 1, Time::Month { month, which: Which::Unsaid }))),
        }
    }

    fn whole_date(&self, at: usize) -> Option<Found> {
        self.weekday(at)
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
            .or_else(|| self.in_digits(at))
            .or_else(|| self.season(at))
            .or_else(|| self.period(at))
            .or_else(|| self.year(at))
    }

    /// "last Tuesday", "Friday, March 3", "Thursday morning".
    fn weekday(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at).unwrap_or((at, None));
        let (mut end, weekday) = self.word(start, |word| match word {
            TimeWord::Weekday(weekday) => Some(weekday),
            _ => None,
        })?;
        let named = self.is_capitalised(start)
            && (at > 0 && self.is_capitalised(at - 1) && self.class(at - 1, TimeWord::NotDay).is_some()
                || self.is_capitalised(end) && self.class(end, TimeWord::NoTime).is_some());
        if named {
            return None;
        }
        end = self.class(end, TimeWord::Daypart).unwrap_or(end);
        if let Some(date) = self.date_beside(end) {
            return Some(date.from(at));
        }
        // "the last Thursday in November" is told no finer than its month.
        if matches!(self.lower(end), "in" | "of")
            && let Some(month) = self.month_first(end + 1)
        {
            return Some(month.from(at));
        }
        let of = end + usize::from(self.lower(end) == "of");
        if let Some(period) = self.period(of).filter(|period| matches!(period.time, Time::Period { .. })) {
            return Some(period.from(at));
        }
        let time = match which {
            None => Time::Weekday { weekday, which: Which::Unsaid },
            Some(Deixis::Last | Deixis::Past) => Time::Weekday { weekday, which: Which::Last },
            Some(Deixis::This) => Time::Weekday { weekday, which: Which::This },
            Some(Deixis::Next) => Time::Weekday { weekday, which: Which::Next },
            Some(Deixis::Previous | Deixis::Following) => Time::Recent,
        };
        Some(Found::new(at, end, time))
    }

    /// The date that stands beside a weekday: ", March 3", "(3 May)", "3 March 2017".
    fn date_beside(&self, at: usize) -> Option<Found> {
        let opened = self.lower(at) == "(";
        let start = at + usize::from(opened || self.lower(at) == ",");
        let found =
            self.month_first(start).or_else(|| self.day_first(start)).or_else(|| self.in_digits(start))?;
        let dated = matches!(found.time, Time::MonthDay { .. })
            || matches!(found.time, Time::Fixed(days) if days.exact().is_some());
        let end = found.end + usize::from(opened && self.lower(found.end) == ")");
        dated.then_some(Found { end, ..found })
    }

    /// "last", "the past", "this past", and one past it.
    fn which(&self, at: usize) -> Option<(usize, Option<Deixis>)> {
        let start = at + usize::from(self.lower(at) == "the");
        let pick = |word| match word {
            TimeWord::Which(deixis) => Some(deixis),
            _ => None,
        };
        let (end, first) = self.word(start, pick)?;
        match self.word(end, pick) {
            Some((end, second)) if first == Deixis::This => Some((end, Some(second))),
            _ => Some((end, Some(first))),
        }
    }

    /// The month at `at`.
    fn month(&self, at: usize) -> Option<MonthWord> {
        let (end, (month, doubtful, short)) = self.word(at, |word| match word {
            TimeWord::Month(month) => Some((month, false, false)),
            TimeWord::Doubtful(month) => Some((month, true, false)),
            TimeWord::Short(month) => Some((month, false, true)),
            _ => None,
        })?;
        if (doubtful || short) && !self.is_capitalised(at) {
            return None;
        }
        Some(MonthWord { month, end, doubtful, short })
    }

    /// "March 2, 2017", "Dec. 11", "March, 2016", "last May", "May 3-5".
    fn month_first(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at).unwrap_or((at, None));
        let month = self.month(start)?;
        let after = month.end + usize::from(month.short && self.lower(month.end) == ".");
        if which.is_none()
            && let Some((day, end)) = self.day_number(after)
            && (self.before(at) != "in" || !self.counted_at(end))
        {
            return self
                .day_range_after(at, month.month, day, end)
                .or_else(|| self.dated(at, end, month.month, day));
        }
        if let Some((year, end)) = self.year_after(after) {
            return Some(Found::new(at, end, Time::Fixed(Days::month(year, month.month)?)));
        }
        let which = match which {
            Some(Deixis::Last | Deixis::Past) => Which::Last,
            Some(Deixis::This) => Which::This,
            Some(Deixis::Next) => Which::Next,
            Some(Deixis::Previous | Deixis::Following) => {
                return Some(Found::new(at, month.end, Time::Recent));
            }
            None => Which::Unsaid,
        };
        if month.short || month.doubtful && which == Which::Unsaid && !self.month_is_meant(start, month.end) {
            return None;
        }
        self.month_alone(at, &month, which)
    }

    fn month_alone(&self, at: usize, month: &MonthWord, which: Which) -> Option<Found> {
        let time = Time::Month { month: month.month, which };
        (!month.short).then(|| self.told_year(Found::new(at, month.end, time)))
    }

    /// Whether "March", "May" and the like stand where a month stands: after a preposition, beside another month,
    /// or as an attribute ("the March offensive").
    fn month_is_meant(&self, at: usize, end: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let prepositional = self
            .word(before, |word| {
                let yearly = matches!(word, TimeWord::Yearly | TimeWord::YearlyMaybe | TimeWord::Part);
                (yearly || matches!(word, TimeWord::Bound(_))).then_some(())
            })
            .is_some();
        // "by May" names a speaker as often as a month where a capitalised name or a verb of saying follows.
        let named = self.is_capitalised(end) && self.before(at) == "by";
        let attribute = self.owned(at) && self.noun_at(end);
        let beside = matches!(self.lower(end), "and" | "to" | "-" | "–") && self.month(end + 1).is_some();
        prepositional && !named || attribute || beside
    }

    /// "3-5", "3 to 5", and "3 and 5" after "between", of a month already read.
    fn day_range_after(&self, at: usize, month: i8, first: i8, end: usize) -> Option<Found> {
        let (last, end) = self.linked_day(at, end, first)?;
        self.day_span(at, end, month, first, last)
    }

    /// The second day of a range of days, after its link.
    fn linked_day(&self, at: usize, link: usize, first: i8) -> Option<(i8, usize)> {
        let past = self.link(at, link)?;
        let (last, end) = self.day_number(past)?;
        (first < last).then_some((last, end))
    }

    /// From `first` to `last` of `month`, with the year that may follow.
    fn day_span(&self, at: usize, end: usize, month: i8, first: i8, last: i8) -> Option<Found> {
        let (time, end) = match self.year_after(end) {
            Some((year, end)) => {
                (Time::Fixed(Days::between(Day::new(year, month, first)?, Day::new(year, month, last)?)), end)
            }
            None => {
                let first = month_day(month, first)?;
                (Time::Range(Box::new(first), Box::new(month_day(month, last)?)), end)
            }
        };
        Some(Found::new(at, end, time))
    }

    /// "2 March 2017", "the 11th of December", "3-5 May".
    fn day_first(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower(at) == "the");
        let (first, mut end) = self.day_number(start)?;
        let range = self.linked_day(at, end, first);
        if let Some((_, past)) = range {
            end = past;
        }
        let month = self.month(end + usize::from(self.lower(end) == "of"))?;
        let mut after = month.end;
        if month.short && self.lower(after) == "." && self.year_after(after + 1).is_some() {
            after += 1;
        }
        match range {
            Some((last, _)) => self.day_span(at, after, month.month, first, last),
            None => self.dated(at, after, month.month, first),
        }
    }

    /// A day of a month, with the year that may follow.
    fn dated(&self, at: usize, end: usize, month: i8, day: i8) -> Option<Found> {
        if let Some((year, end)) = self.year_after(end) {
            return Some(Found::new(at, end, Time::Fixed(Days::one(Day::new(year, month, day)?))));
        }
        Some(self.told_year(Found::new(at, end, month_day(month, day)?)))
    }

    /// "3 May last year", "in March of that year": the year is said, and not the page's nearest. It is kept as
    /// coarse as it can be told.
    fn told_year(&self, found: Found) -> Found {
        let start = found.end + usize::from(self.lower(found.end) == ",");
        let start = start + usize::from(self.lower(start) == "of");
        let Some(period) = self.period(start) else { return found };
        match (&period.time, &found.time) {
            (Time::Period { unit: Unit::Year, which: Which::This }, Time::Month { month, .. }) => {
                let time = Time::Month { month: *month, which: Which::This };
                Found::new(found.start, period.end, time)
            }
            (Time::Period { unit: Unit::Year, .. }, _) => period.from(found.start),
            (Time::Recent, _) if self.lower(period.end - 1) == "year" => period.from(found.start),
            _ => found,
        }
    }

    /// "2", "2nd", "11th": a day of a month, 1 to 31.
    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let token = self.tokens.get(at)?;
        let digits = match token.kind {
            TokenKind::Number => token.lower.as_str(),
            TokenKind::Word => {
                ["st", "nd", "rd", "th"].iter().find_map(|suffix| token.lower.strip_suffix(suffix))?
            }
            TokenKind::Mark => return None,
        };
        let plain = digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let day: i8 = digits.parse().ok().filter(|_| plain)?;
        (1..=31).contains(&day).then_some((day, at + 1))
    }

    /// "2017", ", 2017", "of 2017" after a month or a day.
    pub(super) fn year_after(&self, at: usize) -> Option<(i16, usize)> {
        let start = at + usize::from(matches!(self.lower(at), "," | "of"));
        let year = self.four_digits(start)?;
        ((1700..=2100).contains(&year) && !self.counts(year, start + 1)).then_some((year, start + 1))
    }

    /// "In May 2000 men deserted": a round number before a plural counts; "in May 2016 rebels left" tells the year.
    fn counts(&self, year: i16, end: usize) -> bool {
        self.is_measured(end) || year % 100 == 0 && self.counted_at(end)
    }

    fn four_digits(&self, at: usize) -> Option<i16> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number)?;
        let plain = token.form.len() == 4 && token.form.bytes().all(|byte| byte.is_ascii_digit());
        token.form.parse().ok().filter(|_| plain)
    }

    /// A year or decade, whatever stands around it.
    pub(super) fn plain_year(&self, at: usize) -> Option<(Days, usize)> {
        if let Some(days) = self.tokens.get(at).and_then(|token| decade(&token.lower)) {
            return Some((days, at + 1));
        }
        let year = self.four_digits(at).filter(|year| (1700..=2100).contains(year))?;
        if self.counts(year, at + 1) {
            return None;
        }
        Some((Days::year(year)?, at + 1))
    }

    /// Whether a unit other than of time stands at `at`.
    fn is_measured(&self, at: usize) -> bool {
        self.words.units.at(self.tokens, at).any(|(_, unit)| !matches!(unit, UnitWord::Time { .. }))
    }

    /// "in 2011", "the 2017 offensive", "(2014)", "the 1990s": four digits that stand where a year stands.
    fn year(&self, at: usize) -> Option<Found> {
        let (days, end) = self.plain_year(at)?;
        let found = Found::new(at, end, Time::Fixed(days));
        if decade(self.lower(at)).is_some() {
            return Some(found);
        }
        let year = self.four_digits(at)?;
        let recent = (1900..=2100).contains(&year);
        let before = self.before(at);
        let before_class = |class| at > 0 && self.class(at - 1, class) == Some(at);
        let noun_follows = self.noun_at(end);
        let meant = self.tokens.len() == 1
            || before_class(TimeWord::Yearly)
            || before_class(TimeWord::YearlyMaybe) && !noun_follows
            || self.bounded(at) && recent
            || recent && self.is_attribute(at)
            || recent && before == "(" && matches!(self.lower(end), ")" | "-" | "–" | "," | ";")
            || recent && matches!(before, "-" | "–" | ",") && self.lower(end) == ")"
            || recent && matches!(self.lower(end), "-" | "–") && self.year_closes(end + 1, year);
        meant.then_some(found)
    }

    /// "the 2017 offensive", "Kabul's 2021 fall".
    fn is_attribute(&self, at: usize) -> bool {
        let word = self.tokens.get(at + 1).filter(|token| token.kind == TokenKind::Word);
        let follows =
            word.is_some_and(|word| self.noun_at(at + 1) || word.lower == "fall" || word.is_capitalised());
        self.owned(at) && follows
    }

    /// Whether a bound stands before `at`, with a hedge between perhaps: "since at least 2014".
    fn bounded(&self, at: usize) -> bool {
        self.bound(&Found::new(at, at + 1, Time::Now)).is_some()
    }

    /// Whether the second half of "2014-2016" or "2014-16" stands at `at`.
    pub(super) fn year_closes(&self, at: usize, first: i16) -> bool {
        self.closing_year(at, first).is_some()
    }

    pub(super) fn closing_year(&self, at: usize, first: i16) -> Option<i16> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number)?;
        let number: i16 = token.form.parse().ok()?;
        let year = match token.form.len() {
            4 => number,
            2 => first - first % 100 + number,
            _ => return None,
        };
        (first < year && year <= 2100 && !self.counted_at(at + 1)).then_some(year)
    }

    /// The first year of a range of years at `at`.
    pub(super) fn opening_year(&self, at: usize) -> Option<i16> {
        self.four_digits(at).filter(|year| (1700..=2100).contains(year))
    }

    /// "2017-03-02", "2017/03/02", "25.03.2016", "03/02/2017".
    fn in_digits(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number)?;
        let parts: Vec<&str> = token.form.split(['-', '/', '.']).collect();
        let [first, second, third] = parts[..] else { return None };
        let number = |part: &str| part.parse::<i16>().ok();
        let (first_value, second_value, third_value) = (number(first)?, number(second)?, number(third)?);
        // "1395/12/13" is of another calendar.
        let day = |year: i16, month: i16, day: i16| {
            (1700..=2100).contains(&year).then_some(())?;
            Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        };
        let days = match (first.len(), third.len()) {
            (4, 1..=2) => Days::one(day(first_value, second_value, third_value)?),
            (1..=2, 4) => {
                let day_first = day(third_value, second_value, first_value);
                let month_first = day(third_value, first_value, second_value);
                match (day_first, month_first) {
                    // Points part the day from the month; slashes and hyphens do either, by country.
                    (Some(one), None) | (None, Some(one)) => Days::one(one),
                    (Some(one), Some(_)) if token.form.contains('.') => Days::one(one),
                    (Some(one), Some(other)) => Days::between(one.min(other), one.max(other)),
                    (None, None) => return None,
                }
            }
            _ => return None,
        };
        Some(Found::new(at, at + 1, Time::Fixed(days)))
    }

    /// "the summer of 2014", "winter 1999", "last summer".
    fn season(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at).unwrap_or((at + usize::from(self.lower(at) == "the"), None));
        let (end, winter) = self.word(start, |word| match word {
            TimeWord::Season { winter } => Some(winter),
            _ => None,
        })?;
        if let Some((year, end)) = self.year_after(end) {
            let days = match winter {
                // The winter of a year may be the one that ends in it or the one that begins in it.
                true => Days::between(Day::new(year - 1, 12, 1)?, Day::new(year + 1, 3, 31)?),
                false => Days::year(year)?,
            };
            return Some(Found::new(at, end, Time::Fixed(days)));
        }
        which.map(|_| Found::new(at, end, Time::Recent))
    }

    /// "last week", "this month", "over the past month", "the past ten days", "the following day", "the weekend".
    pub(super) fn period(&self, at: usize) -> Option<Found> {
        self.weekend(at).or_else(|| self.told_period(at)).or_else(|| self.which_period(at))
    }

    fn weekend(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at).unwrap_or((at + usize::from(self.lower(at) == "the"), None));
        let end = self.class(start, TimeWord::Weekend)?;
        let which = match which {
            Some(Deixis::Next) => Which::Next,
            Some(Deixis::Previous | Deixis::Following) => return Some(Found::new(at, end, Time::Recent)),
            None if start == at => return None,
            _ => Which::Unsaid,
        };
        let day = |weekday| Box::new(Time::Weekday { weekday, which });
        Some(Found::new(at, end, Time::Range(day(6), day(7))))
    }

    /// "that day", "that same month".
    fn told_period(&self, at: usize) -> Option<Found> {
        let that = self.class(at, TimeWord::That)?;
        let start = self.which(that).map_or(that, |(end, _)| end);
        let singular = !self.lower(start).ends_with('s');
        let end =
            self.time_unit(start).map(|(_, _, end)| end).or_else(|| self.class(start, TimeWord::Daypart))?;
        singular.then(|| Found::new(at, end, Time::Recent))
    }

    fn which_period(&self, at: usize) -> Option<Found> {
        let (start, which) = self.which(at)?;
        let which = which?;
        let article = self.lower(at) == "the";
        if which == Deixis::Following
            && let Some(end) = self.class(start, TimeWord::Daypart)
        {
            return Some(Found::new(at, end, Time::Recent));
        }
        let quantity = self.quantity(start);
        let counted = quantity.as_ref().map_or(start, |quantity| quantity.end);
        let (unit, times, end) = self.time_unit(counted)?;
        let plural = self.lower(end - 1).ends_with('s');
        let number = match quantity {
            Some(quantity) => quantity.n.map(|n| n.saturating_mul(times)),
            None if plural => None,
            None => Some(times),
        };
        let counts = counted > start;
        let over = article && self.after_class(at, TimeWord::Over);
        let time = match (which, number) {
            (Deixis::Previous, Some(n)) if unit == Unit::Hour && counts => Time::Past { n, unit },
            (Deixis::Previous | Deixis::Following, _) => Time::Recent,
            (Deixis::Next, Some(_)) if !counts && !article && unit != Unit::Day => {
                Time::Period { unit, which: Which::Next }
            }
            (Deixis::Next, Some(_)) if !counts => Time::Recent,
            (Deixis::Next, n) => Time::Length { n: n.unwrap_or(0), unit },
            (Deixis::This, Some(_)) if !counts => Time::Period { unit, which: Which::This },
            (Deixis::This, _) => return None,
            (Deixis::Last, Some(1)) if !counts && !over => Time::Period { unit, which: Which::Last },
            (Deixis::Last | Deixis::Past, Some(n)) => Time::Past { n, unit },
            (Deixis::Last | Deixis::Past, None) => Time::Recent,
        };
        Some(Found::new(at, end, time))
    }
}

fn month_day(month: i8, day: i8) -> Option<Time> {
    // A leap year has every day that any year has.
    Day::new(2000, month, day).map(|_| Time::MonthDay { month, day })
}

/// The ten years of "1990s".
fn decade(lower: &str) -> Option<Days> {
    let digits = lower.strip_suffix('s').map(|digits| digits.trim_end_matches('\''))?;
    let plain =
        digits.len() == 4 && digits.ends_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    let first: i16 = digits.parse().ok().filter(|_| plain)?;
    Some(Days::between(Day::new(first, 1, 1)?, Day::new(first + 9, 12, 31)?))
}

fn year_of(digits: &str) -> Option<Days> {
    let plain = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    Days::year(digits.parse().ok().filter(|_| plain)?)
}
