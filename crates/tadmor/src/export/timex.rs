//! Times as TIMEX3 writes them: a type and a value.
//!
//! In: what the words say, the days understood from them, the text's own day. Out: ("DATE", "2017-03-02"). What is
//! not known stands as `X`: a Friday of an unknown week is "XXXX-WXX-5".
//!
//! Left aside, since they tell a user nothing: whether "recent years" is a length (PXY) or a past (PAST_REF); which of
//! "P1D" and "XXXX-XX-XX" a rate is; decades as units of their own ("P1DE" is P10Y here).

use jiff::civil::Date;

use crate::day::{Day, Days};
use crate::mention::time::{Clock, Daypart, Season, Tense, Time, Unit};
use crate::resolve::time;

/// The type and the value of `time`, understood as `days` in a text of `page_day`.
pub fn of(
    time: &Time,
    clock: Option<Clock>,
    days: Days,
    tense: Tense,
    page_day: Days,
) -> (&'static str, String) {
    let (kind, value) = date(time, days, tense, page_day);
    let Some(clock) = clock else { return (kind, value) };
    let day = match time {
        Time::Clock => exact(page_day).unwrap_or_else(|| "XXXX-XX-XX".to_owned()),
        Time::Every { .. } => return ("SET", format!("XXXX-XX-XX{}", of_day(clock))),
        // A night is dated by the day on which it falls.
        Time::Range(..) => days.from.map_or_else(|| "XXXX-XX-XX".to_owned(), written),
        _ => value,
    };
    ("TIME", format!("{day}{}", of_day(clock)))
}

/// The value of one end of a range.
pub fn end(time: &Time, days: Days, tense: Tense, page_day: Days) -> (&'static str, String) {
    date(time, days, tense, page_day)
}

fn date(time: &Time, days: Days, tense: Tense, page_day: Days) -> (&'static str, String) {
    let value = match time {
        Time::Fixed(fixed) => interval(*fixed).unwrap_or_else(|| "XXXX-XX-XX".to_owned()),
        Time::Other { days, .. } => interval(*days).unwrap_or_else(|| "XXXX-XX-XX".to_owned()),
        Time::MonthDay { month, day } => exact(days).unwrap_or_else(|| format!("XXXX-{month:02}-{day:02}")),
        Time::MonthDayOf { month, day, .. } => {
            exact(days).unwrap_or_else(|| format!("XXXX-{month:02}-{day:02}"))
        }
        Time::DayOfMonth { day } => exact(days).unwrap_or_else(|| format!("XXXX-XX-{day:02}")),
        Time::Month { month, .. } => interval(days).unwrap_or_else(|| format!("XXXX-{month:02}")),
        Time::Weekday { weekday, .. } => exact(days).unwrap_or_else(|| format!("XXXX-WXX-{weekday}")),
        Time::DayOffset(_) => exact(days).unwrap_or_else(|| "XXXX-XX-XX".to_owned()),
        Time::Season { season, year, which } => {
            let found = page_day.to.map(|page| time::season_year(*season, *which, tense, page));
            season_of(year.or(found), *season)
        }
        Time::Quarter { quarter, year, which } => {
            let found = page_day.to.map(|page| time::quarter_year(*quarter, *which, page));
            let year = year.or(found);
            format!("{}-Q{quarter}", year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}")))
        }
        Time::Feast { .. } => interval(days).unwrap_or_else(|| "XXXX-XX-XX".to_owned()),
        Time::Now => "PRESENT_REF".to_owned(),
        Time::Recent | Time::Earlier | Time::Ago { n: 0, .. } => "PAST_REF".to_owned(),
        Time::Soon | Time::Later | Time::Hence { n: 0, .. } => "FUTURE_REF".to_owned(),
        Time::Told { unit, .. } => unit_value(*unit, None),
        Time::Period { unit, .. } => unit_value(*unit, days.from),
        Time::Shifted { unit: Unit::Year, n, .. } if *n != 0 && time::is_quarter(days) => {
            unit_value(Unit::Quarter, days.from)
        }
        Time::Shifted { unit: Unit::Period, from, .. } => return date(from, days, tense, page_day),
        Time::Shifted { unit, .. } => unit_value(*unit, days.from),
        Time::Ago { n, unit } => {
            let n = i32::try_from(*n).unwrap_or(i32::MAX);
            unit_value(*unit, page_day.from.map(|page| time::step(page, n.saturating_neg(), *unit)))
        }
        Time::Hence { n, unit } => {
            let n = i32::try_from(*n).unwrap_or(i32::MAX);
            unit_value(*unit, page_day.from.map(|page| time::step(page, n, *unit)))
        }
        Time::Past { n, unit } | Time::Ahead { n, unit } | Time::Length { n, unit } => {
            return ("DURATION", length(*n, *unit));
        }
        // TIMEX3 says which part in an attribute of its own.
        Time::Of { whole, .. } => {
            return date(whole, time::days(whole, None, tense, page_day).0, tense, page_day);
        }
        Time::Every { n, unit } => return ("SET", length(*n, *unit)),
        Time::EveryWeekday { weekday } => return ("SET", format!("XXXX-WXX-{weekday}")),
        Time::Range(from, to) => {
            let end = |time: &Time, day: Option<Day>| {
                let days = day.map_or(Days::OPEN, Days::one);
                date(time, days, tense, page_day).1
            };
            format!("{}/{}", end(from, days.from), end(to, days.to))
        }
        Time::Clock => return ("TIME", exact(page_day).unwrap_or_else(|| "XXXX-XX-XX".to_owned())),
    };
    ("DATE", value)
}

/// A day as TIMEX3 writes it; years before Christ are counted without a year 0.
fn written(day: Day) -> String {
    format!("{}-{:02}-{:02}", year_of(day.year()), day.month(), day.day())
}

fn year_of(year: i16) -> String {
    match year {
        1.. => format!("{year:04}"),
        _ => format!("BC{:04}", 1 - i32::from(year)),
    }
}

fn exact(days: Days) -> Option<String> {
    days.exact().map(written)
}

/// A day, a month or a year where the days are just that; else from/to.
fn interval(days: Days) -> Option<String> {
    let (from, to) = (days.from?, days.to?);
    if from == to {
        return Some(written(from));
    }
    if (from.month(), from.day(), to.month(), to.day()) == (1, 1, 12, 31) {
        return years(from.year(), to.year());
    }
    if from == from.month_start() && to == from.month_end() {
        return Some(format!("{}-{:02}", year_of(from.year()), from.month()));
    }
    if time::is_quarter(days) {
        return Some(unit_value(Unit::Quarter, Some(from)));
    }
    Some(format!("{}/{}", written(from), written(to)))
}

/// One year, a decade or a century; else from/to.
fn years(from: i16, to: i16) -> Option<String> {
    let before = to <= 0;
    // The 480s before Christ are 489 to 480: the years -488 to -479.
    let first = if before { 1 - to } else { from };
    let prefix = if before { "BC" } else { "" };
    match to - from {
        0 => Some(year_of(from)),
        9 if first % 10 == 0 => Some(format!("{prefix}{:03}", first / 10)),
        99 if from % 100 == 0 && !before => Some(format!("{:02}", from / 100)),
        99 if before => Some(format!("BC{:02}", to.unsigned_abs() / 100)),
        _ => Some(format!("{}/{}", year_of(from), year_of(to))),
    }
}

fn season_of(year: Option<i16>, season: Season) -> String {
    format!("{}-{}", year.map_or_else(|| "XXXX".to_owned(), year_of), season.as_str())
}

/// The unit that `day` lies in; `X` where it is not known.
fn unit_value(unit: Unit, day: Option<Day>) -> String {
    let Some(day) = day else {
        return match unit {
            Unit::Week | Unit::Fortnight => "XXXX-WXX",
            Unit::Weekend => "XXXX-WXX-WE",
            Unit::Month => "XXXX-XX",
            Unit::Quarter => "XXXX-QX",
            Unit::Year => "XXXX",
            Unit::Decade => "XXX",
            Unit::Century => "XX",
            _ => "XXXX-XX-XX",
        }
        .to_owned();
    };
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Period => written(day),
        Unit::Week | Unit::Fortnight => week(day),
        Unit::Weekend => format!("{}-WE", week(day)),
        Unit::Month => format!("{}-{:02}", year_of(day.year()), day.month()),
        Unit::Quarter => format!("{}-Q{}", year_of(day.year()), (day.month() + 2) / 3),
        Unit::Year => year_of(day.year()),
        Unit::Decade if day.year() > 0 => format!("{:03}", day.year() / 10),
        Unit::Decade => format!("BC{:03}", (1 - i32::from(day.year())) / 10),
        Unit::Century if day.year() > 0 => format!("{:02}", day.year() / 100),
        Unit::Century => format!("BC{:02}", -i32::from(day.year()) / 100),
    }
}

/// The week of the ISO calendar: "2017-W09".
fn week(day: Day) -> String {
    let Ok(date) = Date::new(day.year(), day.month(), day.day()) else { return "XXXX-WXX".to_owned() };
    let iso = date.iso_week_date();
    format!("{:04}-W{:02}", iso.year(), iso.week())
}

fn length(n: u32, unit: Unit) -> String {
    let n = |times: u32| match n {
        0 => "X".to_owned(),
        n => n.saturating_mul(times).to_string(),
    };
    match unit {
        Unit::Second => format!("PT{}S", n(1)),
        Unit::Minute => format!("PT{}M", n(1)),
        Unit::Hour => format!("PT{}H", n(1)),
        Unit::Day => format!("P{}D", n(1)),
        Unit::Weekend => format!("P{}WE", n(1)),
        Unit::Week => format!("P{}W", n(1)),
        Unit::Fortnight => format!("P{}W", n(2)),
        Unit::Month => format!("P{}M", n(1)),
        Unit::Quarter => format!("P{}Q", n(1)),
        Unit::Year => format!("P{}Y", n(1)),
        Unit::Decade => format!("P{}Y", n(10)),
        Unit::Century => format!("P{}Y", n(100)),
        Unit::Period => format!("P{}X", n(1)),
    }
}

/// "T20:57", "T16", "TMO".
fn of_day(clock: Clock) -> String {
    match clock {
        Clock::Part(part) => format!("T{}", Daypart::as_str(part)),
        Clock::Hour(hour) => format!("T{hour:02}:00"),
        Clock::Minute(minute) => format!("T{:02}:{:02}", minute / 60, minute % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::time::Which;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn value(time: Time, days: Days) -> String {
        of(&time, None, days, Tense::Past, Days::one(day("2019-05-17"))).1
    }

    fn fixed(days: Days) -> String {
        value(Time::Fixed(days), Days::OPEN)
    }

    #[test]
    fn what_is_known_to_the_day_is_a_day() {
        let monday = Days::one(day("2019-05-13"));
        assert_eq!(value(Time::Weekday { weekday: 1, which: Which::Unsaid }, monday), "2019-05-13");
        assert_eq!(value(Time::MonthDay { month: 5, day: 13 }, monday), "2019-05-13");
        assert_eq!(value(Time::DayOffset(-4), monday), "2019-05-13");
    }

    #[test]
    fn what_is_open_stands_as_x() {
        let weekday = Time::Weekday { weekday: 5, which: Which::Last };
        assert_eq!(value(weekday, Days::OPEN), "XXXX-WXX-5");
        assert_eq!(value(Time::MonthDay { month: 12, day: 3 }, Days::OPEN), "XXXX-12-03");
        assert_eq!(value(Time::Month { month: 5, which: Which::Unsaid }, Days::OPEN), "XXXX-05");
        assert_eq!(value(Time::Told { n: 1, unit: Unit::Day }, Days::OPEN), "XXXX-XX-XX");
    }

    #[test]
    fn months_years_and_decades_are_whole() {
        assert_eq!(fixed(Days::month(2016, 3).unwrap()), "2016-03");
        assert_eq!(fixed(Days::year(2011).unwrap()), "2011");
        assert_eq!(fixed(Days::between(day("1990-01-01"), day("1999-12-31"))), "199");
        // The year 480 before Christ is -479, since there was no year 0.
        assert_eq!(fixed(Days::year(-479).unwrap()), "BC0480");
        let eighties = Days { from: Days::year(-488).unwrap().from, to: Days::year(-479).unwrap().to };
        assert_eq!(fixed(eighties), "BC048");
    }

    #[test]
    fn lengths_and_weeks_have_their_own_forms() {
        assert_eq!(value(Time::Length { n: 4, unit: Unit::Day }, Days::OPEN), "P4D");
        assert_eq!(value(Time::Past { n: 36, unit: Unit::Hour }, Days::OPEN), "PT36H");
        assert_eq!(value(Time::Length { n: 0, unit: Unit::Week }, Days::OPEN), "PXW");
        let week = Days::between(day("2019-05-06"), day("2019-05-12"));
        assert_eq!(value(Time::Period { unit: Unit::Week, which: Which::Last }, week), "2019-W19");
        assert_eq!(value(Time::Ago { n: 3, unit: Unit::Month }, Days::OPEN), "2019-02");
        // The first days of a year may belong to the last week of the one before.
        assert_eq!(super::week(day("2017-01-01")), "2016-W52");
    }

    #[test]
    fn a_time_of_day_stands_on_its_day() {
        let page = Days::one(day("2019-05-17"));
        for (clock, expected) in [
            (Clock::Minute(20 * 60 + 57), "2019-05-17T20:57"),
            (Clock::Hour(16), "2019-05-17T16:00"),
            (Clock::Minute(30), "2019-05-17T00:30"),
            (Clock::Part(Daypart::Morning), "2019-05-17TMO"),
        ] {
            let found = of(&Time::Clock, Some(clock), Days::OPEN, Tense::Past, page);
            assert_eq!(found, ("TIME", expected.to_owned()));
        }
        let friday = Time::Weekday { weekday: 5, which: Which::Unsaid };
        let evening = Some(Clock::Part(Daypart::Evening));
        assert_eq!(of(&friday, evening, page, Tense::Past, page).1, "2019-05-17TEV");
    }
}
