//! Days from time expressions, given the page's own day.
//!
//! In: what a time expression says, its bound, the tense, the page's day. Out: days, and the rule in words.
//! "Friday" on a page of Thursday 2 March 2017 is 24 February, unless a future verb governs it; on a page without a
//! day it stays open, and the pile may settle it.
//!
//! Conventions, each said in the because: a bare weekday that is the page's own is the page's day; "last Tuesday" is
//! the nearest Tuesday before the page's day, never the day itself; weeks run from Monday to Sunday; a month or a
//! day without a year is the nearest back.

use jiff::civil::Weekday;

use crate::day::{Day, Days};
use crate::mention::time::{Bound, Time, Unit, Which};

/// Whether the verb that the time stands with looks back or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tense {
    /// Past or present: the nearest day back.
    Past,
    /// "will", "plans to": the nearest day ahead.
    Future,
}

/// The days that `time` names on a page published on `page_day`, and the rule in words.
/// Open ends of `page_day` give open ends: nothing is made finer than its evidence.
pub fn days(time: &Time, bound: Option<Bound>, tense: Tense, page_day: Days) -> (Days, String) {
    let (days, because) = named(time, tense, page_day);
    let Some(bound) = bound else { return (days, because) };
    let (bounded, rule) = match bound {
        Bound::Since => (Days { from: days.from, to: page_day.to }, "\"since\": from then to the page's day"),
        Bound::Until => (Days { from: None, to: days.to }, "\"until\": to then at the latest"),
        Bound::After => (Days { from: days.from, to: None }, "\"after\": then or later"),
        Bound::Before => (Days { from: None, to: days.to }, "\"before\": then or earlier"),
    };
    // A bound without a day bounds nothing.
    if days.is_open() {
        return (Days::OPEN, because);
    }
    match (bounded.from, bounded.to) {
        (Some(from), Some(to)) if from > to => {
            (Days { from: Some(from), to: None }, format!("{because}; later than the page's day"))
        }
        _ => (bounded, format!("{because}; {rule}")),
    }
}

/// The days that `time` names, its bound aside.
fn named(time: &Time, tense: Tense, page_day: Days) -> (Days, String) {
    if let Some(days) = fixed(time) {
        return (days, "a date that says its year".to_owned());
    }
    let rule = rule(time, tense);
    if !needs_day(time) {
        return (Days::OPEN, rule);
    }
    if page_day.is_open() {
        return (Days::OPEN, format!("{rule}; the page's day is open"));
    }
    let days = on_interval(time, tense, page_day);
    if days.is_open() {
        return (days, format!("{rule}; the page's day ({page_day}) has an open end"));
    }
    (days, format!("{rule}; the page's day is {page_day}"))
}

/// The days of a time that needs no page to be understood.
fn fixed(time: &Time) -> Option<Days> {
    match time {
        Time::Fixed(days) => Some(*days),
        Time::Range(first, last) => {
            let (first, last) = (fixed(first)?, fixed(last)?);
            Some(Days { from: first.from, to: last.to })
        }
        _ => None,
    }
}

/// Whether the page's day can tell what is meant; else nothing can.
fn needs_day(time: &Time) -> bool {
    match time {
        Time::Recent | Time::Length { .. } | Time::Clock => false,
        Time::Range(first, last) => {
            (needs_day(first) || fixed(first).is_some()) && (needs_day(last) || fixed(last).is_some())
        }
        _ => true,
    }
}

/// Each rule keeps the order of days, so an interval of page days gives the interval from what its first day gives
/// to what its last day gives.
fn on_interval(time: &Time, tense: Tense, page_day: Days) -> Days {
    // A year that is not said can be any from an open end on: too wide to tell anything.
    let yearly = matches!(time, Time::MonthDay { .. } | Time::Month { .. });
    if yearly && (page_day.from.is_none() || page_day.to.is_none()) {
        return Days::OPEN;
    }
    let from = page_day.from.and_then(|day| on(time, tense, day)).and_then(|days| days.from);
    let to = page_day.to.and_then(|day| on(time, tense, day)).and_then(|days| days.to);
    match (from, to) {
        (Some(from), Some(to)) if from > to => Days::OPEN,
        _ => Days { from, to },
    }
}

/// What `time` names on a page of `page`.
fn on(time: &Time, tense: Tense, page: Day) -> Option<Days> {
    match *time {
        Time::Fixed(days) => Some(days),
        Time::MonthDay { month, day } => month_day(month, day, tense, page),
        Time::Month { month, which } => whole_month(month, which, tense, page),
        Time::Weekday { weekday, which } => Some(Days::one(nearest_weekday(weekday, which, tense, page))),
        Time::DayOffset(days) => Some(Days::one(page.plus_days(days.clamp(-40_000, 40_000)))),
        Time::Now => Some(Days::one(page)),
        Time::Period { unit, which } => period(unit, which, page),
        Time::Past { n, unit } => Some(Days::between(back(page, n, unit), page)),
        Time::Ago { n, unit } => Some(ago(n, unit, page)),
        Time::Range(ref first, ref last) => range(first, last, tense, page),
        Time::Recent | Time::Length { .. } | Time::Clock => None,
    }
}

fn month_day(month: i8, day: i8, tense: Tense, page: Day) -> Option<Days> {
    let year = page.year();
    // Eight years hold a 29 February wherever one stands.
    let fits = |year: &i16| {
        Day::new(*year, month, day).filter(|day| match tense {
            Tense::Past => *day <= page,
            Tense::Future => page <= *day,
        })
    };
    let nearest = match tense {
        Tense::Past => (year.saturating_sub(8)..=year).rev().find_map(|year| fits(&year)),
        Tense::Future => (year..=year.saturating_add(8)).find_map(|year| fits(&year)),
    };
    nearest.map(Days::one)
}

fn whole_month(month: i8, which: Which, tense: Tense, page: Day) -> Option<Days> {
    let year = page.year();
    let (past, future) = (page.month() < month, month < page.month());
    let same = month == page.month();
    let year = match (which, tense) {
        (Which::This, _) => year,
        (Which::Last, _) => year - i16::from(past || same),
        (Which::Next, _) => year + i16::from(future || same),
        (Which::Unsaid, Tense::Past) => year - i16::from(past),
        (Which::Unsaid, Tense::Future) => year + i16::from(future),
    };
    Days::month(year, month)
}

fn nearest_weekday(weekday: i8, which: Which, tense: Tense, page: Day) -> Day {
    let since = i32::from(page.weekday().to_monday_one_offset()) - i32::from(weekday);
    let back = since.rem_euclid(7);
    let ahead = (-since).rem_euclid(7);
    match (which, tense) {
        (Which::Last, _) => page.plus_days(-if back == 0 { 7 } else { back }),
        (Which::Next, _) => page.plus_days(if ahead == 0 { 7 } else { ahead }),
        (Which::Unsaid | Which::This, Tense::Past) => page.plus_days(-back),
        (Which::Unsaid | Which::This, Tense::Future) => page.plus_days(ahead),
    }
}

fn period(unit: Unit, which: Which, page: Day) -> Option<Days> {
    let step = match which {
        Which::Last => -1,
        Which::This | Which::Unsaid => 0,
        Which::Next => 1,
    };
    Some(match unit {
        Unit::Hour => Days::between(page.plus_days(step.min(0)), page.plus_days(step.max(0))),
        Unit::Day => Days::one(page.plus_days(step)),
        Unit::Week => week(step, page),
        Unit::Month => {
            let first = page.month_start().plus_months(step);
            Days::between(first, first.month_end())
        }
        Unit::Year => Days::year(page.year() + i16::try_from(step).ok()?)?,
    })
}

/// Monday to Sunday. Where weeks begin on Saturday or Sunday, "last week" may reach to the day before the page's, and
/// "this week" may have just begun: on those days the interval is wide enough for both.
fn week(step: i32, page: Day) -> Days {
    let day = i32::from(page.weekday().to_monday_one_offset());
    let monday = page.plus_days(1 - day);
    let sunday = monday.plus_days(6);
    let weekend = day >= 6;
    match step {
        -1 if weekend => Days::between(monday.plus_days(-7), page.plus_days(-1)),
        0 if weekend => Days::between(monday, page.plus_days(6)),
        _ => Days::between(monday.plus_days(7 * step), sunday.plus_days(7 * step)),
    }
}

fn back(page: Day, n: u32, unit: Unit) -> Day {
    let n = i32::try_from(n.min(10_000)).unwrap_or(i32::MAX);
    match unit {
        Unit::Hour => page.plus_days(-(n + 23) / 24),
        Unit::Day => page.plus_days(-n),
        Unit::Week => page.plus_days(-7 * n),
        Unit::Month => page.plus_months(-n),
        Unit::Year => page.plus_months(-12 * n),
    }
}

/// Days are counted; of weeks, months and years, people count by halves and less: one unit of room on both sides.
fn ago(n: u32, unit: Unit, page: Day) -> Days {
    match unit {
        Unit::Hour => Days::between(back(page, n, unit), page),
        Unit::Day => Days::one(back(page, n, unit)),
        _ => Days::between(back(page, n.saturating_add(1), unit), back(page, n.saturating_sub(1), unit)),
    }
}

/// A first half without a year or a week is the nearest before the second half, and so on the other way.
fn range(first: &Time, last: &Time, tense: Tense, page: Day) -> Option<Days> {
    let recurs = |time: &Time| {
        matches!(
            time,
            Time::MonthDay { .. }
                | Time::Month { which: Which::Unsaid, .. }
                | Time::Weekday { which: Which::Unsaid | Which::This, .. }
        )
    };
    let (from, to) = match (recurs(first), recurs(last), tense) {
        (_, true, Tense::Future) => {
            let from = on(first, tense, page)?.from?;
            (from, on(last, Tense::Future, from)?.to?)
        }
        (false, true, Tense::Past) => {
            let from = on(first, tense, page)?.from?;
            (from, on(last, Tense::Future, from)?.to?)
        }
        (true, _, _) => {
            let to = on(last, tense, page)?;
            (on(first, Tense::Past, to.from?)?.from?, to.to?)
        }
        (false, false, _) => (on(first, tense, page)?.from?, on(last, tense, page)?.to?),
    };
    (from <= to).then(|| Days::between(from, to))
}

/// The rule in words.
fn rule(time: &Time, tense: Tense) -> String {
    let nearest = match tense {
        Tense::Past => "the nearest back from the page's day",
        Tense::Future => "the nearest ahead of the page's day, as the verb looks ahead",
    };
    match time {
        Time::Fixed(_) => "a date that says its year".to_owned(),
        Time::MonthDay { .. } => format!("a day without a year: {nearest}"),
        Time::Month { which: Which::Unsaid, .. } => format!("a month without a year: {nearest}"),
        Time::Month { which: Which::This, .. } => "a month of the page's year".to_owned(),
        Time::Month { which: Which::Last, .. } => "the last such month before the page's month".to_owned(),
        Time::Month { which: Which::Next, .. } => "the next such month after the page's month".to_owned(),
        Time::Weekday { weekday, which } => weekday_rule(*weekday, *which, nearest),
        Time::DayOffset(0) => "the page's day".to_owned(),
        Time::DayOffset(days) if *days < 0 => format!("{} before the page's day", counted(-days, "day")),
        Time::DayOffset(days) => format!("{} after the page's day", counted(*days, "day")),
        Time::Now => "the page's day, loosely".to_owned(),
        Time::Period { unit: Unit::Week, which } => {
            format!("the {} week, from Monday to Sunday", which_word(*which))
        }
        Time::Period { unit, which } => {
            format!("the {} {} of the calendar", which_word(*which), unit_word(*unit))
        }
        Time::Past { n, unit } => {
            format!(
                "the {} up to the page's day",
                counted(i32::try_from(*n).unwrap_or(i32::MAX), unit_word(*unit))
            )
        }
        Time::Ago { n, unit } => {
            let stretch = counted(i32::try_from(*n).unwrap_or(i32::MAX), unit_word(*unit));
            let room = if matches!(unit, Unit::Hour | Unit::Day) { "" } else { ", one more or less" };
            format!("{stretch} before the page's day{room}")
        }
        Time::Range(first, last) => format!("from ({}) to ({})", rule(first, tense), rule(last, tense)),
        Time::Recent => "tells no day: it is relative, and no one knows how far".to_owned(),
        Time::Length { .. } => "a length of time dates nothing".to_owned(),
        Time::Clock => "a time of day dates nothing".to_owned(),
    }
}

fn weekday_rule(weekday: i8, which: Which, nearest: &str) -> String {
    let name =
        Weekday::from_monday_one_offset(weekday).map_or_else(|_| "?".to_owned(), |day| format!("{day:?}"));
    match which {
        Which::Unsaid => format!("{name}: {nearest}, itself included"),
        Which::This => format!("\"this\" {name}: {nearest}, itself included"),
        Which::Last => format!("\"last\" {name}: the nearest before the page's day, itself left out"),
        Which::Next => format!("\"next\" {name}: the nearest after the page's day, itself left out"),
    }
}

fn counted(n: i32, unit: &str) -> String {
    format!("{n} {unit}{}", if n == 1 { "" } else { "s" })
}

fn which_word(which: Which) -> &'static str {
    match which {
        Which::Last => "last",
        Which::This | Which::Unsaid => "same",
        Which::Next => "next",
    }
}

fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    }
}
