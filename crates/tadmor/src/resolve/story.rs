//! What a story told before, and what is counted from it.
//!
//! In: the times of a page in their order, as written. Out: for each that hangs on an earlier one, the [`Time`] that it
//! is, and why. "In August 1920 … the next month" is September 1920; "the 28th of that month" its day; in a history that
//! says its years, "on 7 August" is of the year told last. News is read against the page's day; histories, known by the
//! years that they say, against what they told last.

use crate::day::{Day, Days};
use crate::mention::time::{Time, Unit, Which, Written};
use crate::resolve::time;

/// One time of a page.
#[derive(Clone, Copy, Debug)]
pub struct Told<'t> {
    /// What it says.
    pub time: &'t Time,
    /// As written.
    pub written: &'t str,
    /// The number of its paragraph, for what holds within one only.
    pub paragraph: usize,
    /// The number of its sentence.
    pub sentence: usize,
    /// Whether its sentence begins with it: "In 1941 the port fell".
    pub fronted: bool,
}

impl<'t> Told<'t> {
    /// A time found in `text`.
    pub fn of(written: &'t Written, text: &'t str) -> Told<'t> {
        Told {
            time: &written.time,
            written: &text[written.span.start..written.span.end],
            paragraph: written.paragraph,
            sentence: written.sentence,
            fronted: written.fronted,
        }
    }
}

/// A time that is understood from what was told before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchored {
    /// The time, which needs nothing told before.
    pub time: Time,
    /// Which words told it, and by which rule.
    pub because: String,
}

/// How many times with a year of long ago make a history.
const YEARS: usize = 3;
/// For how many sentences a quarter of accounts is what "a year earlier" is counted from.
const ACCOUNTS: usize = 4;
/// How many days before what was told last a month may lie: before then it is the next year's.
const FAR_BACK: i32 = 185;
/// How many days before the page's a day without a year is the page's own year's.
const RECENT: i32 = 60;
/// By how many years a bare year may lie from what is told and still be part of the story.
const ASIDE: u16 = 15;
/// Years before the page's own that are of long ago.
const LONG_AGO: i16 = 2;

/// For each of `times` what it is by what was told before; `None` where it is understood by itself or by the page's day.
pub fn read(times: &[Told<'_>], page_day: Days) -> Vec<Option<Anchored>> {
    let history = is_history(times, page_day);
    let mut story =
        Story { history, page: page_day, last: None, day: None, fine: None, quarter: None, month: None };
    times.iter().map(|told| story.next(told)).collect()
}

/// Whether a text tells of years long ago, in their order, rather than news.
pub fn is_history(times: &[Told<'_>], page_day: Days) -> bool {
    let until = page_day.to.map_or(i16::MAX, |day| day.year().saturating_sub(LONG_AGO));
    let old = times.iter().filter(|told| match told.time {
        Time::Fixed(days) => days.from.is_some_and(|day| day.year() <= until),
        _ => false,
    });
    let news = times.iter().filter(|told| {
        matches!(
            told.time,
            Time::Weekday { .. }
                | Time::DayOffset(_)
                | Time::Period { .. }
                | Time::Ago { .. }
                | Time::Past { .. }
                | Time::Ahead { .. }
        )
    });
    let old = old.count();
    old >= YEARS && old > 2 * news.count()
}

/// What was told last.
struct Story<'t> {
    history: bool,
    page: Days,
    last: Option<(Time, Told<'t>)>,
    /// The last day of the calendar.
    day: Option<(Day, Told<'t>)>,
    /// The last day or month with its year, not set aside by a year told in passing.
    fine: Option<(Time, Told<'t>)>,
    /// The last quarter of a year.
    quarter: Option<(Time, Told<'t>)>,
    /// The last month or day of a month.
    month: Option<(Time, Told<'t>)>,
}

impl<'t> Story<'t> {
    fn next(&mut self, told: &Told<'t>) -> Option<Anchored> {
        let anchored = self.anchored(told);
        let time = anchored.as_ref().map_or(told.time, |anchored| &anchored.time);
        let tells = match time {
            Time::Range(_, to) => (**to).clone(),
            time => time.clone(),
        };
        if matches!(tells, Time::Quarter { .. }) || matches!(&tells, Time::Period { unit: Unit::Quarter, .. })
        {
            self.quarter = Some((tells.clone(), *told));
        }
        if matches!(tells, Time::MonthDay { .. } | Time::Month { .. })
            || matches!(fixed(&tells).and_then(Days::length), Some(length) if length <= 31)
        {
            self.month = Some((tells.clone(), *told));
        }
        if let Some(day) = fixed(&tells).and_then(Days::exact) {
            self.day = Some((day, *told));
        }
        let anchors = matches!(
            tells,
            Time::Fixed(_)
                | Time::Of { .. }
                | Time::Other { .. }
                | Time::MonthDay { .. }
                | Time::MonthDayOf { .. }
                | Time::Month { .. }
                | Time::Weekday { .. }
                | Time::DayOffset(_)
                | Time::Season { .. }
                | Time::Quarter { .. }
                | Time::Feast { .. }
                | Time::Shifted { .. }
                | Time::Period { .. }
        );
        // "the previous year" and "two years earlier" look aside.
        let back = matches!(told.time, Time::Told { n: ..0, unit: Unit::Year });
        let days = fixed(&tells);
        // A history is counted from days of the calendar alone.
        let counts = !self.history || days.is_some();
        if anchors && counts && !back && !self.is_aside(&tells) {
            if days.and_then(Days::length).is_some_and(|length| length <= 31) {
                self.fine = Some((tells.clone(), *told));
            } else if told.fronted {
                self.fine = None;
            }
            self.last = Some((tells, *told));
        }
        anchored
    }

    /// A year by itself that lies far from what is told: "a fort built in 1813", "(Miller 2003)".
    fn is_aside(&self, time: &Time) -> bool {
        let (Some((last, _)), Some(days)) = (&self.last, fixed(time)) else { return false };
        let year = |days: Days| days.from.map(Day::year);
        let bare = days.length().is_some_and(|length| length >= 365);
        match (fixed(last).and_then(year), year(days)) {
            (Some(last), Some(year)) => bare && last.abs_diff(year) > ASIDE,
            _ => false,
        }
    }

    fn anchored(&self, told: &Told<'t>) -> Option<Anchored> {
        match told.time {
            Time::Told { n, unit } => self.counted(*n, *unit, told).or_else(|| self.of_page(*n, *unit)),
            Time::Of { part, whole } => {
                let inner = self.anchored(&Told { time: whole, ..*told })?;
                Some(Anchored { time: Time::Of { part: *part, whole: Box::new(inner.time) }, ..inner })
            }
            Time::DayOfMonth { day } => self.day_of_month(*day, told),
            Time::MonthDay { .. } | Time::Month { which: Which::Unsaid, .. } => self.without_year(told),
            Time::Month { which: Which::Told, .. } | Time::MonthDayOf { which: Which::Told, .. } => {
                self.of_that_year(told)
            }
            Time::Season { year: None, which, .. } | Time::Feast { year: None, which, .. }
                if self.history =>
            {
                self.season(*which, told)
            }
            Time::Weekday { weekday, which: Which::Unsaid } if self.history => self.weekday(*weekday),
            Time::Range(from, to) => {
                let end = |time: &Time| {
                    let told = Told { time, ..*told };
                    self.anchored(&told).map(|anchored| (anchored.time, anchored.because))
                };
                let (to, because) = end(to)?;
                let (from, _) = end(from)?;
                Some(Anchored { time: Time::Range(Box::new(from), Box::new(to)), because })
            }
            Time::DayOffset(0) if self.history && told.written.eq_ignore_ascii_case("this day") => {
                self.counted(0, Unit::Day, told)
            }
            // In a history "tomorrow" and "two years ago" stand in words of its time, not of the page's.
            Time::DayOffset(days) if self.history => Some(self.of_its_time(*days, Unit::Day, None)),
            Time::Ago { n, unit } if self.history && *n > 0 => {
                let n = -i32::try_from(*n).ok()?;
                Some(self.of_its_time(n, *unit, self.counted(n, *unit, told)))
            }
            // "at night" of a history is no night of the page's.
            Time::Clock
                if self.history && !told.written.starts_with(|first: char| first.is_ascii_digit()) =>
            {
                Some(self.of_its_time(0, Unit::Day, None))
            }
            Time::Clock => {
                let (day, before) =
                    self.day.as_ref().filter(|(_, before)| self.history || is_near(before, told))?;
                Some(anchored(Time::Fixed(Days::one(*day)), before, "of the day told last,"))
            }
            Time::Ago { n: 1, unit: Unit::Year } => self.quarter_before(-1, told),
            _ => None,
        }
    }

    /// "the following day", "that month", "two weeks later".
    fn counted(&self, n: i32, unit: Unit, told: &Told<'t>) -> Option<Anchored> {
        if unit == Unit::Quarter && n == 0 {
            return Some(match &self.quarter {
                Some((time, before)) => anchored(time.clone(), before, "the quarter told before"),
                None => Anchored {
                    time: Time::Period { unit, which: Which::Last },
                    because: "the last quarter that is over".to_owned(),
                },
            });
        }
        if unit == Unit::Year
            && n.abs() == 1
            && let Some(quarter) = self.quarter_before(n, told)
        {
            return Some(quarter);
        }
        // "at the same time" of news is mostly no time at all.
        if unit == Unit::Period && !self.history {
            return None;
        }
        let (last, before) =
            self.last.as_ref().filter(|(_, before)| self.history || is_near(before, told))?;
        let rule = match n {
            0 => format!("the {} of", unit.as_str()),
            n => format!("{n:+} {} from", unit.as_str()),
        };
        let because =
            |before: &Told<'_>| Some(format!("{rule} \"{}\", which was told before", before.written));
        let Some(days) = fixed(last) else {
            // "the next day … the next day": two days from what was told first, not a step upon a step.
            let (from, n) = match whole(last) {
                Time::Shifted { from, n: before, unit: of } if *of == unit => {
                    (from.clone(), before.checked_add(n)?)
                }
                Time::Shifted { from, .. } if matches!(**from, Time::Shifted { .. }) => return None,
                last => (Box::new(last.clone()), n),
            };
            return Some(Anchored { time: Time::Shifted { from, n, unit }, because: because(before)? });
        };
        if unit == Unit::Period {
            let from = match whole(last) {
                Time::Shifted { from, unit: Unit::Period, .. } => from.clone(),
                last => Box::new(last.clone()),
            };
            return Some(Anchored { time: Time::Shifted { from, n, unit }, because: because(before)? });
        }
        // A winter reaches into two years and is named by one.
        let days = match last {
            Time::Season { year: Some(year), .. } if unit >= Unit::Year => Days::year(*year)?,
            _ => days,
        };
        let (days, before) = match (time::shifted(days, n, unit), &self.day) {
            (Some(_), _) => (days, before),
            // "On 3 May … in that month … the next day": the day told last, where it lies in what was told since.
            (None, Some((day, before))) if unit <= Unit::Week && days.holds(*day) => {
                (Days::one(*day), before)
            }
            _ => return None,
        };
        let time = Time::Shifted { from: Box::new(Time::Fixed(days)), n, unit };
        Some(Anchored { time, because: because(before)? })
    }

    fn of_its_time(&self, n: i32, unit: Unit, counted: Option<Anchored>) -> Anchored {
        counted.unwrap_or_else(|| Anchored {
            time: Time::Told { n, unit },
            because: "the page tells a history, and these words are of its time".to_owned(),
        })
    }

    /// In news without anything told before, "the end of the month" and "a year earlier" hang on the page's own day.
    fn of_page(&self, n: i32, unit: Unit) -> Option<Anchored> {
        if self.history || unit == Unit::Period {
            return None;
        }
        let because = "nothing was told before that it could be counted from but the page's day".to_owned();
        let time = match n {
            0 => Time::Period { unit, which: Which::This },
            n if unit >= Unit::Month => Time::Shifted { from: Box::new(Time::DayOffset(0)), n, unit },
            _ => return None,
        };
        Some(Anchored { time, because })
    }

    /// "a year earlier" beside a quarter is that quarter of another year.
    fn quarter_before(&self, years: i32, told: &Told<'t>) -> Option<Anchored> {
        let (quarter, before) =
            self.quarter.as_ref().filter(|(_, before)| before.sentence + ACCOUNTS >= told.sentence)?;
        let time = Time::Shifted { from: Box::new(quarter.clone()), n: years, unit: Unit::Year };
        Some(anchored(time, before, "the same quarter of another year, after"))
    }

    /// "the 15th" of the month told before.
    fn day_of_month(&self, day: i8, told: &Told<'t>) -> Option<Anchored> {
        let (month, before) = self
            .month
            .as_ref()
            .filter(|(_, before)| self.history || before.paragraph + 1 >= told.paragraph)?;
        let time = match (fixed(month), month) {
            (Some(days), _) => {
                let first = days.from?;
                Time::Fixed(Days::one(Day::new(first.year(), first.month(), day)?))
            }
            (None, Time::MonthDay { month, .. } | Time::Month { month, .. }) => {
                Time::MonthDay { month: *month, day }
            }
            _ => return None,
        };
        Some(anchored(time, before, "a day of the month told before,"))
    }

    /// "on 7 August" after a time with its year.
    fn without_year(&self, told: &Told<'t>) -> Option<Anchored> {
        // A year told in passing does not move the days that follow: "On 10 March … planned for 1976 … on 11 March".
        let by_day = matches!(told.time, Time::MonthDay { .. }).then_some(self.fine.as_ref()).flatten();
        let (last, before) = by_day.or(self.last.as_ref())?;
        let days = fixed(last)?;
        let (start, length) = (days.from?, days.length()?);
        let of = |year: i16| match *told.time {
            Time::MonthDay { month, day } => Day::new(year, month, day).map(Days::one),
            Time::Month { month, .. } => Days::month(year, month),
            _ => None,
        };
        if !self.history {
            // A day of the last weeks is the page's, whatever was told before.
            let recent = |days: Days| {
                days.from
                    .zip(self.page.to)
                    .is_some_and(|(day, page)| (0..=RECENT).contains(&day.days_until(page)))
            };
            let page_year = self.page.to.map(Day::year);
            if page_year.and_then(of).is_some_and(recent) {
                return None;
            }
            // In news only a month or a day with its year, in the same paragraph, carries on: "In May 2015 … on 20 May".
            if length > 31 || before.paragraph != told.paragraph {
                return None;
            }
            let found = [start.year(), start.year().checked_add(1)?]
                .into_iter()
                .filter_map(of)
                .find(|found| found.to >= Some(start))?;
            return Some(anchored(Time::Fixed(found), before, "the first one from there on,"));
        }
        let found = of(start.year())?;
        let end = days.to?;
        let far_back = length <= 130 && found.from?.days_until(end) > FAR_BACK;
        let found = if far_back { of(start.year().checked_add(1)?)? } else { found };
        Some(anchored(Time::Fixed(found), before, "of the year told last,"))
    }

    /// "August of that year"
    fn of_that_year(&self, told: &Told<'t>) -> Option<Anchored> {
        let (last, before) = self.last.as_ref()?;
        let year = fixed(last)?.from?.year();
        let days = match *told.time {
            Time::MonthDayOf { month, day, .. } => Days::one(Day::new(year, month, day)?),
            Time::Month { month, .. } => Days::month(year, month)?,
            _ => return None,
        };
        Some(anchored(Time::Fixed(days), before, "of the year told last,"))
    }

    /// "the winter", "the next spring" of a history.
    fn season(&self, which: Which, told: &Told<'t>) -> Option<Anchored> {
        let (last, before) = self.last.as_ref()?;
        let start = fixed(last)?.from?;
        // A winter begins in the year before the one that names it, or ends in the one after.
        let start = match last {
            Time::Season { year: Some(year), season: crate::mention::time::Season::Winter, .. } => {
                Day::new(*year, 12, 1)?
            }
            _ => start,
        };
        let time = match told.time {
            Time::Season { season, .. } => {
                let year = time::season_year(*season, which, crate::mention::time::Tense::Past, start);
                let year = match which {
                    Which::Unsaid => start.year(),
                    _ => year,
                };
                Time::Season { season: *season, year: Some(year), which: Which::Unsaid }
            }
            Time::Feast { feast, .. } => {
                Time::Feast { feast: *feast, year: Some(start.year()), which: Which::Unsaid }
            }
            _ => return None,
        };
        Some(anchored(time, before, "of the year told last,"))
    }

    /// "on Friday" of a history: the first from the day told last on.
    fn weekday(&self, weekday: i8) -> Option<Anchored> {
        let (last, before) = self.last.as_ref()?;
        let day = fixed(last)?.exact()?;
        let ahead = (i32::from(weekday) - i32::from(day.weekday().to_monday_one_offset())).rem_euclid(7);
        Some(anchored(Time::Fixed(Days::one(day.plus_days(ahead))), before, "the first from there on,"))
    }
}

fn anchored(time: Time, before: &Told<'_>, rule: &str) -> Anchored {
    Anchored { time, because: format!("{rule} \"{}\"", before.written) }
}

/// What a part is of: "late that year" is of that year.
fn whole(time: &Time) -> &Time {
    match time {
        Time::Of { whole, .. } => whole,
        time => time,
    }
}

/// Whether what was told before stands in the same sentence or the one before.
fn is_near(before: &Told<'_>, told: &Told<'_>) -> bool {
    before.sentence + 1 >= told.sentence
}

/// The days of a time that needs no page.
fn fixed(time: &Time) -> Option<Days> {
    time::fixed(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(texts: &[&str], page: &str) -> Vec<String> {
        let tables = crate::Tables::shipped().unwrap();
        let mut found = Vec::new();
        for (sentence, text) in texts.iter().enumerate() {
            for written in crate::mention::time::find_in(text, &tables) {
                found.push((written.time, text[written.span.start..written.span.end].to_owned(), sentence));
            }
        }
        let told: Vec<Told<'_>> = found
            .iter()
            .map(|(time, written, sentence)| Told {
                time,
                written,
                paragraph: 0,
                sentence: *sentence,
                fronted: false,
            })
            .collect();
        let page = Days::one(Day::parse(page).unwrap());
        let anchored = read(&told, page);
        let days = found.iter().zip(anchored).map(|((time, written, _), anchored)| {
            let time = anchored.map_or_else(|| time.clone(), |anchored| anchored.time);
            format!("{written}: {}", time::days(&time, None, time::Tense::Past, page).0)
        });
        days.collect()
    }

    #[test]
    fn a_history_is_read_against_what_it_told_last() {
        let found = read_all(
            &[
                "The war began in 1931, eight years after the truce of 1923, and the fort fell on 3 August 1932.",
                "On 20 November the port burned, and in January a truce was made.",
                "The next month it was broken; two days later the mayor fled.",
            ],
            "2009-12-19",
        );
        assert_eq!(
            found,
            [
                "1931: 1931-01-01 to 1931-12-31",
                "eight years: open",
                "1923: 1923-01-01 to 1923-12-31",
                "3 August 1932: 1932-08-03",
                "20 November: 1932-11-20",
                "January: 1933-01-01 to 1933-01-31",
                "The next month: 1933-02-01 to 1933-02-28",
                "two days later: open",
            ]
        );
    }

    #[test]
    fn steps_do_not_pile_up() {
        let texts =
            vec!["The harvest was late that year; the next day it rained, and later that month too."; 10_000];
        let found = read_all(&texts, "2017-03-03");
        assert_eq!(found.len(), 3 * texts.len());
    }

    #[test]
    fn news_is_read_against_the_page_s_day() {
        let found = read_all(
            &["The dam was taken on Thursday.", "The next day shells fell; on 11 December it had been lost."],
            "2017-03-03",
        );
        assert_eq!(found, ["Thursday: 2017-03-02", "The next day: 2017-03-03", "11 December: 2016-12-11"]);
    }
}
