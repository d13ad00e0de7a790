//! Days from time expressions, given the page's own day.
//!
//! In: what a time expression says, its bound, the tense, the page's day. Out: days, and the rule in words.
//! "Friday" on a page of Thursday 2 March 2017 is 24 February, unless a future verb governs it; on a page without a
//! day it stays open, and the pile may settle it.
//!
//! Conventions, each said in the because: a bare weekday that is the page's own is the page's day; "last Tuesday" is
//! the nearest Tuesday before the page's day, never the day itself; weeks run from Monday to Sunday; a month or a
//! day without a year is the nearest back.

pub mod happened;

use jiff::civil::Weekday;

use crate::calendar::{Calendar, Feast};
use crate::day::{Day, Days};
use crate::mention::time::{Bound, Part, Season, Time, Unit, Which};

pub use crate::mention::time::Tense;

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
        return (days, fixed_rule(time));
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
pub fn fixed(time: &Time) -> Option<Days> {
    match time {
        Time::Fixed(days) | Time::Other { days, .. } => Some(*days),
        Time::Season { season, year: Some(year), .. } => season_days(*season, *year),
        Time::Quarter { quarter, year: Some(year), .. } => quarter_days(*quarter, *year),
        Time::Feast { feast, year: Some(year), .. } => feast.of_year(*year),
        Time::Shifted { from, n, unit } => shifted(fixed(from)?, *n, *unit),
        Time::Of { part, whole } => Some(part_of(*part, fixed(whole)?)),
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
        Time::Shifted { from, .. } => needs_day(from),
        Time::Of { whole, .. } => needs_day(whole),
        Time::Ago { n: 0, .. }
        | Time::Hence { n: 0, .. }
        | Time::Past { n: 0, .. }
        | Time::Ahead { n: 0, .. } => false,
        Time::Told { .. } | Time::Later | Time::Earlier | Time::Recent | Time::Soon => false,
        Time::Month { which: Which::Told, .. } | Time::MonthDayOf { which: Which::Told, .. } => false,
        time if !time.dates() => false,
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
    let yearly = matches!(
        time,
        Time::MonthDay { .. }
            | Time::Month { .. }
            | Time::Season { .. }
            | Time::Quarter { .. }
            | Time::Feast { .. }
    );
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
        Time::Fixed(days) | Time::Other { days, .. } => Some(days),
        Time::MonthDay { month, day } => month_day(month, day, tense, page),
        Time::MonthDayOf { month, day, which } => {
            let year = page.year().checked_add(step_of(which)?)?;
            Day::new(year, month, day).map(Days::one)
        }
        Time::DayOfMonth { day } => day_of_month(day, tense, page),
        Time::Season { season, which, .. } => season_days(season, season_year(season, which, tense, page)),
        Time::Quarter { quarter, which, .. } => quarter_days(quarter, quarter_year(quarter, which, page)),
        Time::Feast { feast, which, .. } => feast_days(feast, which, tense, page),
        Time::Shifted { ref from, n, unit } => shifted(on(from, tense, page)?, n, unit),
        Time::Of { part, ref whole } => {
            let days = on(whole, tense, page)?;
            Some(up_to(part_of(part, days), part, whole, page))
        }
        Time::Month { month, which } => whole_month(month, which, tense, page),
        Time::Weekday { weekday, which } => Some(Days::one(nearest_weekday(weekday, which, tense, page))),
        Time::DayOffset(days) => Some(Days::one(page.plus_days(days.clamp(-40_000, 40_000)))),
        Time::Now => Some(Days::one(page)),
        Time::Period { unit, which } => period(unit, which, page),
        Time::Past { n, unit } => Some(Days::between(back(page, n, unit), page)),
        Time::Ahead { n, unit } => Some(Days::between(page, step(page, i32::try_from(n).ok()?, unit))),
        Time::Ago { n, unit } => Some(ago(n, unit, page)),
        Time::Hence { n, unit } => {
            let n = i32::try_from(n).ok()?;
            let room = i32::from(unit > Unit::Weekend);
            Some(Days::between(step(page, n - room, unit), step(page, n + room, unit)))
        }
        Time::Range(ref first, ref last) => range(first, last, tense, page),
        _ => None,
    }
}

/// How many years from the page's own; `None` where it is of what was told before.
fn step_of(which: Which) -> Option<i16> {
    match which {
        Which::Last => Some(-1),
        Which::This | Which::Unsaid => Some(0),
        Which::Next => Some(1),
        Which::Told => None,
    }
}

/// How far ahead a day may lie that no verb tells of, and how far back the one before then lies: "the vote of 5 December"
/// on a page of November.
const SOON: i32 = 60;
const LONG_AGO: i32 = 270;

fn month_day(month: i8, day: i8, tense: Tense, page: Day) -> Option<Days> {
    let year = page.year();
    let on = |year: &i16| Day::new(*year, month, day);
    // Eight years hold a 29 February wherever one stands.
    let back = || (year.saturating_sub(8)..=year).rev().filter_map(|year| on(&year)).find(|day| *day <= page);
    let ahead = || (year..=year.saturating_add(8)).filter_map(|year| on(&year)).find(|day| *day >= page);
    let nearest = match tense {
        Tense::Past => back(),
        Tense::Future => ahead(),
        Tense::Unsaid => {
            let (past, future) = (back()?, ahead()?);
            let is_soon = page.days_until(future) < SOON && past.days_until(page) > LONG_AGO;
            Some(if is_soon { future } else { past })
        }
    };
    nearest.map(Days::one)
}

fn whole_month(month: i8, which: Which, tense: Tense, page: Day) -> Option<Days> {
    let year = page.year();
    let (past, future) = (page.month() < month, month < page.month());
    let same = month == page.month();
    let year = match (which, tense) {
        (Which::Told, _) => return None,
        (Which::This, _) => year,
        (Which::Last, _) => year - i16::from(past || same),
        (Which::Next, _) => year + i16::from(future || same),
        (Which::Unsaid, Tense::Past) => year - i16::from(past),
        (Which::Unsaid, Tense::Future) => year + i16::from(future),
        // Without a verb the month that lies within three months ahead, else the last.
        (Which::Unsaid, Tense::Unsaid) => {
            let ahead = (i16::from(month) - i16::from(page.month())).rem_euclid(12);
            match ahead {
                1..=3 => year + i16::from(future),
                _ => year - i16::from(past),
            }
        }
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
        // "the vote on Tuesday", told on Monday.
        (Which::Unsaid, Tense::Unsaid) if (1..=2).contains(&ahead) => page.plus_days(ahead),
        (Which::Unsaid | Which::This | Which::Told, Tense::Past | Tense::Unsaid) => page.plus_days(-back),
        (Which::Unsaid | Which::This | Which::Told, Tense::Future) => page.plus_days(ahead),
    }
}

fn period(unit: Unit, which: Which, page: Day) -> Option<Days> {
    let step = match which {
        Which::Last => -1,
        // "over the weekend": the one that was.
        Which::Unsaid if unit == Unit::Weekend => -1,
        Which::This | Which::Unsaid => 0,
        Which::Next => 1,
        Which::Told => return None,
    };
    let year = || page.year().checked_add(i16::try_from(step).ok()?);
    Some(match unit {
        Unit::Second | Unit::Minute | Unit::Hour => {
            Days::between(page.plus_days(step.min(0)), page.plus_days(step.max(0)))
        }
        Unit::Day => Days::one(page.plus_days(step)),
        Unit::Weekend => weekend(step, page),
        Unit::Week | Unit::Fortnight => week(step, page),
        Unit::Month => {
            let first = page.month_start().plus_months(step);
            Days::between(first, first.month_end())
        }
        Unit::Quarter => {
            let first = page.month_start().plus_months(3 * step - i32::from((page.month() - 1) % 3));
            Days::between(first, first.plus_months(2).month_end())
        }
        Unit::Year => Days::year(year()?)?,
        Unit::Decade => years_around(page.year(), step, 10)?,
        Unit::Century => years_around(page.year(), step, 100)?,
        Unit::Period => return None,
    })
}

/// The decade or century, `step` after the one that `year` lies in. Those before Christ are named by their own count: the
/// 480s are the years 489 to 480, which the calendar calls -488 to -479; centuries begin with a year 1 there.
fn years_around(year: i16, step: i32, length: i16) -> Option<Days> {
    let step = i16::try_from(step).ok()?;
    let span = |first: i16, last: i16| Some(Days::between(Days::year(first)?.from?, Days::year(last)?.to?));
    if year > 0 {
        let first = year.div_euclid(length).checked_add(step)?.checked_mul(length)?;
        return span(first, first.checked_add(length - 1)?);
    }
    let offset = i16::from(length == 100);
    let count = ((1 - year - offset) / length).checked_sub(step)?.checked_mul(length)? + offset;
    span(1 - (count + length - 1), 1 - count)
}

/// Saturday and Sunday: "this weekend" on a Monday was the one before, on a Friday will be the next.
fn weekend(step: i32, page: Day) -> Days {
    let day = i32::from(page.weekday().to_monday_one_offset());
    let near = if day <= 2 { -(day + 1) } else { 6 - day };
    let saturday = match step {
        -1 => page.plus_days(-(day + 1)),
        1 => page.plus_days(if day >= 6 { 13 - day } else { 6 - day }),
        _ => page.plus_days(near),
    };
    Days::between(saturday, saturday.plus_days(1))
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
    step(page, -i32::try_from(n.min(10_000)).unwrap_or(0), unit)
}

/// The day that lies `n` units after `day`; before it where `n` is negative.
pub fn step(day: Day, n: i32, unit: Unit) -> Day {
    let n = n.clamp(-10_000, 10_000);
    let up = |parts: i32| n.signum() * ((n.abs() + parts - 1) / parts);
    match unit {
        Unit::Second | Unit::Period => day,
        Unit::Minute => day.plus_days(up(1440)),
        Unit::Hour => day.plus_days(up(24)),
        Unit::Day => day.plus_days(n),
        Unit::Weekend | Unit::Week => day.plus_days(7 * n),
        Unit::Fortnight => day.plus_days(14 * n),
        Unit::Month => day.plus_months(n),
        Unit::Quarter => day.plus_months(3 * n),
        Unit::Year => day.plus_months(12 * n),
        Unit::Decade => day.plus_months(120 * n),
        Unit::Century => day.plus_months(1200 * n),
    }
}

/// The unit that lies `n` units from the one in which `from` lies; `None` where `from` is wider than it.
pub fn shifted(from: Days, n: i32, unit: Unit) -> Option<Days> {
    let (first, last) = (from.from?, from.to?);
    let (first, last) = (step(first, n, unit), step(last, n, unit));
    let inside = |days: Days| days.holds(last).then_some(days);
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Weekend | Unit::Period => {
            (n == 0 || from.length()? <= 2).then(|| Days::between(first, last))
        }
        // A quarter of another year stays a quarter.
        Unit::Year if n != 0 && is_quarter(from) => {
            Some(Days::between(first, first.plus_months(2).month_end()))
        }
        Unit::Fortnight => inside(week(0, first)),
        unit => inside(period(unit, Which::This, first)?),
    }
}

/// Whether the days are a quarter of a year.
pub fn is_quarter(days: Days) -> bool {
    let (Some(first), Some(last)) = (days.from, days.to) else { return false };
    first.day() == 1 && (first.month() - 1) % 3 == 0 && last == first.plus_months(2).month_end()
}

/// Part of a month, a year or a longer stretch: thirds for "early", "mid" and "late", as people divide them; of a month
/// to the 10th, to the 20th, to its end.
fn part_of(part: Part, days: Days) -> Days {
    let (Some(from), Some(to)) = (days.from, days.to) else { return days };
    let length = from.days_until(to) + 1;
    let third = if length <= 31 { 10 } else { length / 3 };
    let at = |days: i32| from.plus_days(days);
    match part {
        _ if length < 7 => days,
        Part::Early => Days::between(from, at(third - 1)),
        Part::Middle => Days::between(at(third), at(2 * third - 1)),
        Part::Late => Days::between(at(2 * third), to),
        Part::FirstHalf => Days::between(from, at(length / 2 - 1)),
        Part::SecondHalf => Days::between(at(length / 2), to),
        Part::FirstWeek => Days::between(from, at(6)),
        Part::LastWeek => Days::between(to.plus_days(-6), to),
        Part::Eve => Days::one(from.plus_days(-1)),
        Part::Rest => days,
    }
}

/// "earlier this month" ends the day before the page's; "later this month" begins with it.
fn up_to(days: Days, part: Part, whole: &Time, page: Day) -> Days {
    let Time::Period { unit, which: Which::This } = whole else { return days };
    let Some(all) = period(*unit, Which::This, page) else { return days };
    match part {
        Part::Early if all.from < Some(page) => Days { from: all.from, to: Some(page.plus_days(-1)) },
        Part::Late if all.to >= Some(page) => Days { from: Some(page), to: all.to },
        _ => days,
    }
}

/// Spring is March to May, as in the northern half of the world. A winter carries the year in which it begins or the one
/// in which it ends: both are in the days.
fn season_days(season: Season, year: i16) -> Option<Days> {
    let from = |month| Day::new(year, month, 1);
    let months = |month| Some(Days::between(from(month)?, from(month)?.plus_months(2).month_end()));
    match season {
        Season::Spring => months(3),
        Season::Summer => months(6),
        Season::Autumn => months(9),
        Season::Winter => Some(Days::between(from(1)?.plus_days(-31), from(12)?.plus_months(2).month_end())),
    }
}

/// The year of a season that is not said.
pub fn season_year(season: Season, which: Which, tense: Tense, page: Day) -> i16 {
    let first: i8 = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    let year = page.year();
    let (begun, over) = (page.month() >= first, season != Season::Winter && page.month() > first + 2);
    match (which, tense) {
        (Which::This | Which::Told, _) => year,
        (Which::Last, _) => year - i16::from(!over),
        (Which::Next, _) => year + i16::from(begun),
        (Which::Unsaid, Tense::Past | Tense::Unsaid) => year - i16::from(!begun),
        (Which::Unsaid, Tense::Future) => year + i16::from(over),
    }
}

fn quarter_days(quarter: i8, year: i16) -> Option<Days> {
    let first = Day::new(year, quarter.checked_mul(3)?.checked_sub(2)?, 1)?;
    Some(Days::between(first, first.plus_months(2).month_end()))
}

/// The year of a quarter that is not said: of the last one that is over or under way, whatever the verb: accounts are
/// told when a quarter is over.
pub fn quarter_year(quarter: i8, which: Which, page: Day) -> i16 {
    let begun = page.month() >= quarter * 3 - 2;
    match which {
        Which::This | Which::Told => page.year(),
        Which::Last => page.year() - 1,
        Which::Next => page.year() + 1,
        Which::Unsaid => page.year() - i16::from(!begun),
    }
}

fn feast_days(feast: Feast, which: Which, tense: Tense, page: Day) -> Option<Days> {
    let years = page.year().saturating_sub(2)..=page.year().saturating_add(2);
    let mut all: Vec<Days> = years.filter_map(|year| feast.of_year(year)).collect();
    all.sort();
    let back = |days: &Days| days.from <= Some(page);
    match (which, tense) {
        (Which::Last, _) => all.into_iter().rfind(|days| days.to < Some(page)),
        (Which::Next, _) | (Which::Unsaid, Tense::Future) => {
            all.into_iter().find(|days| days.from > Some(page))
        }
        (Which::This | Which::Told, _) => feast.of_year(page.year()),
        (Which::Unsaid, Tense::Past | Tense::Unsaid) => all.into_iter().rfind(back),
    }
}

/// The nearest such day of a month.
fn day_of_month(day: i8, tense: Tense, page: Day) -> Option<Days> {
    let months = (0..3).map(|step| match tense {
        Tense::Past | Tense::Unsaid => page.month_start().plus_months(-step),
        Tense::Future => page.month_start().plus_months(step),
    });
    let mut days = months.filter_map(|month| Day::new(month.year(), month.month(), day));
    days.find(|found| match tense {
        Tense::Past | Tense::Unsaid => *found <= page,
        Tense::Future => *found >= page,
    })
    .map(Days::one)
}

/// Days are counted; of weeks, months and years, people count by halves and less: one unit of room on both sides.
fn ago(n: u32, unit: Unit, page: Day) -> Days {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => Days::between(back(page, n, unit), page),
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
        (false, true, Tense::Past | Tense::Unsaid) => {
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
        Tense::Past | Tense::Unsaid => "the nearest back from the page's day",
        Tense::Future => "the nearest ahead of the page's day, as the verb looks ahead",
    };
    match time {
        Time::Fixed(_) | Time::Other { .. } => fixed_rule(time),
        Time::Season { which: Which::Unsaid, .. } => format!("a season without a year: {nearest}"),
        Time::Season { which, .. } => format!("the {} season of that name", which_word(*which)),
        Time::Quarter { which: Which::Unsaid, .. } => format!("a quarter without a year: {nearest}"),
        Time::Quarter { which, .. } => format!("a quarter of the {} year", which_word(*which)),
        Time::Feast { feast, .. } => {
            let lunar = if feast.is_lunar() {
                "; by the tables of Umm al-Qura, where the moon was sighted one day off"
            } else {
                ""
            };
            format!("a feast without a year: {nearest}{lunar}")
        }
        Time::DayOfMonth { .. } => format!("a day of a month that is not said: {nearest}"),
        Time::Shifted { from, n, unit } => shifted_rule(&rule(from, tense), *n, *unit),
        Time::Of { part, whole } => format!("the {} part of ({})", part.as_str(), rule(whole, tense)),
        Time::MonthDay { .. } => format!("a day without a year: {nearest}"),
        Time::Month { which: Which::Unsaid, .. } => format!("a month without a year: {nearest}"),
        Time::Month { which: Which::Told, .. } | Time::MonthDayOf { which: Which::Told, .. } => {
            "of a year told before, which is not known".to_owned()
        }
        Time::MonthDayOf { which, .. } => format!("a day of the {} year", which_word(*which)),
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
            format!("the {} {} of the calendar", which_word(*which), unit.as_str())
        }
        Time::Past { n, unit } => {
            format!(
                "the {} up to the page's day",
                counted(i32::try_from(*n).unwrap_or(i32::MAX), unit.as_str())
            )
        }
        Time::Ago { n, unit } => {
            let stretch = counted(i32::try_from(*n).unwrap_or(i32::MAX), unit.as_str());
            let room = if *unit <= Unit::Day { "" } else { ", one more or less" };
            format!("{stretch} before the page's day{room}")
        }
        Time::Range(first, last) => format!("from ({}) to ({})", rule(first, tense), rule(last, tense)),
        Time::Hence { n, unit } => {
            format!("{} after the page's day", counted(i32::try_from(*n).unwrap_or(i32::MAX), unit.as_str()))
        }
        Time::Ahead { n, unit } => {
            format!(
                "the {} from the page's day on",
                counted(i32::try_from(*n).unwrap_or(i32::MAX), unit.as_str())
            )
        }
        Time::Told { .. } => "counted from a day told before, which is not known".to_owned(),
        Time::Recent | Time::Soon | Time::Later | Time::Earlier => {
            "tells no day: it is relative, and no one knows how far".to_owned()
        }
        Time::Length { .. } => "a length of time dates nothing".to_owned(),
        Time::Every { .. } | Time::EveryWeekday { .. } => {
            "what comes again and again dates nothing".to_owned()
        }
        Time::Clock => "a time of day dates nothing".to_owned(),
    }
}

fn weekday_rule(weekday: i8, which: Which, nearest: &str) -> String {
    let name =
        Weekday::from_monday_one_offset(weekday).map_or_else(|_| "?".to_owned(), |day| format!("{day:?}"));
    match which {
        Which::Unsaid => format!("{name}: {nearest}, itself included"),
        Which::This | Which::Told => format!("\"this\" {name}: {nearest}, itself included"),
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
        Which::This | Which::Unsaid | Which::Told => "same",
        Which::Next => "next",
    }
}

/// Why a time is understood without the page's day.
fn fixed_rule(time: &Time) -> String {
    match time {
        Time::Other { calendar: Calendar::Hijri, .. } => {
            "a date of the Hijri calendar, by the tables of Umm al-Qura; where the moon was sighted it is one day off".to_owned()
        }
        Time::Other { calendar, .. } => format!("a date of the {} calendar", calendar.as_str()),
        Time::Feast { feast, .. } if feast.is_lunar() => {
            "a feast of that year, by the tables of Umm al-Qura; where the moon was sighted it is one day off".to_owned()
        }
        Time::Shifted { from, n, unit } => shifted_rule(&fixed_rule(from), *n, *unit),
        _ => "a date that says its year".to_owned(),
    }
}

fn shifted_rule(from: &str, n: i32, unit: Unit) -> String {
    match n {
        0 => format!("the {} of what was told before ({from})", unit.as_str()),
        n if n > 0 => format!("{} after what was told before ({from})", counted(n, unit.as_str())),
        n => format!("{} before what was told before ({from})", counted(-n, unit.as_str())),
    }
}
