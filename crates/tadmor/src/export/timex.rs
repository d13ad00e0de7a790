//! Times as TIMEX3 writes them: a type and a value.
//!
//! In: what the words say, the days understood from them, the text's own day. Out: ("DATE", "2017-03-02"). What is
//! not known stands as `X`: a Friday of an unknown week is "XXXX-WXX-5".

use jiff::civil::Date;

use crate::day::{Day, Days};
use crate::mention::time::{Time, Unit};

/// The type and the value of `time`, understood as `days` in a text of `page_day`, and written so.
pub fn of(time: &Time, days: Days, page_day: Days, written: &str) -> (&'static str, String) {
    match time {
        Time::Fixed(fixed) => ("DATE", interval(*fixed).unwrap_or_else(|| "XXXX-XX-XX".to_owned())),
        Time::MonthDay { month, day } => {
            ("DATE", exact(days).unwrap_or_else(|| format!("XXXX-{month:02}-{day:02}")))
        }
        Time::Month { month, .. } => ("DATE", interval(days).unwrap_or_else(|| format!("XXXX-{month:02}"))),
        Time::Weekday { weekday, .. } => {
            ("DATE", exact(days).unwrap_or_else(|| format!("XXXX-WXX-{weekday}")))
        }
        Time::DayOffset(_) => ("DATE", exact(days).unwrap_or_else(|| "XXXX-XX-XX".to_owned())),
        Time::Now => ("DATE", "PRESENT_REF".to_owned()),
        Time::Recent => ("DATE", "PAST_REF".to_owned()),
        Time::Period { unit, .. } => ("DATE", unit_value(*unit, days)),
        Time::Ago { unit, .. } => ("DATE", unit_value(*unit, days)),
        Time::Past { n, unit } | Time::Length { n, unit } => ("DURATION", length(*n, *unit)),
        Time::Range(from, to) => {
            let end = |time: &Time, day: Option<Day>| {
                let days = day.map_or(Days::OPEN, Days::one);
                of(time, days, page_day, written).1
            };
            ("DATE", format!("{}/{}", end(from, days.from), end(to, days.to)))
        }
        Time::Clock => ("TIME", clock(written, exact(days).or_else(|| exact(page_day)))),
    }
}

fn exact(days: Days) -> Option<String> {
    days.exact().map(|day| day.to_string())
}

/// A day, a week, a month or a year where the days are just that; else from/to.
fn interval(days: Days) -> Option<String> {
    let (from, to) = (days.from?, days.to?);
    if from == to {
        return Some(from.to_string());
    }
    if (from.month(), from.day(), to.month(), to.day()) == (1, 1, 12, 31) {
        return years(from.year(), to.year());
    }
    if from == from.month_start() && to == from.month_end() {
        return Some(format!("{:04}-{:02}", from.year(), from.month()));
    }
    Some(format!("{from}/{to}"))
}

/// One year, a decade or a century; else from/to.
fn years(from: i16, to: i16) -> Option<String> {
    match to - from {
        0 => Some(format!("{from:04}")),
        9 if from % 10 == 0 => Some(format!("{:03}", from / 10)),
        99 if from % 100 == 0 => Some(format!("{:02}", from / 100)),
        _ => Some(format!("{from:04}/{to:04}")),
    }
}

/// The day, week, month or year that `days` start in; `X` where they are open.
fn unit_value(unit: Unit, days: Days) -> String {
    let Some(day) = days.from.or(days.to) else {
        return match unit {
            Unit::Hour | Unit::Day => "XXXX-XX-XX".to_owned(),
            Unit::Week => "XXXX-WXX".to_owned(),
            Unit::Month => "XXXX-XX".to_owned(),
            Unit::Year => "XXXX".to_owned(),
        };
    };
    match unit {
        Unit::Hour | Unit::Day => day.to_string(),
        Unit::Week => week(day),
        Unit::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Unit::Year => format!("{:04}", day.year()),
    }
}

/// The week of the ISO calendar: "2017-W09".
fn week(day: Day) -> String {
    let Ok(date) = Date::new(day.year(), day.month(), day.day()) else { return "XXXX-WXX".to_owned() };
    let iso = date.iso_week_date();
    format!("{:04}-W{:02}", iso.year(), iso.week())
}

fn length(n: u32, unit: Unit) -> String {
    match unit {
        Unit::Hour => format!("PT{n}H"),
        Unit::Day => format!("P{n}D"),
        Unit::Week => format!("P{n}W"),
        Unit::Month => format!("P{n}M"),
        Unit::Year => format!("P{n}Y"),
    }
}

/// "20:57" of 2017-03-02 is "2017-03-02T20:57"; "at dawn" is "…TMO".
fn clock(written: &str, day: Option<String>) -> String {
    let day = day.unwrap_or_else(|| "XXXX-XX-XX".to_owned());
    let lower = written.to_lowercase();
    match hour_and_minute(&lower) {
        Some((hour, Some(minute))) => format!("{day}T{hour:02}:{minute:02}"),
        Some((hour, None)) => format!("{day}T{hour:02}"),
        None => format!("{day}T{}", part_of_day(&lower).unwrap_or("XX:XX")),
    }
}

/// The part of a day that words name. The two letters are TIMEX3's own.
fn part_of_day(lower: &str) -> Option<&'static str> {
    const PARTS: [(&str, &str); 10] = [
        ("midnight", "24:00"),
        ("midday", "MI"),
        ("noon", "12:00"),
        ("afternoon", "AF"),
        ("evening", "EV"),
        ("overnight", "NI"),
        ("night", "NI"),
        ("dusk", "EV"),
        ("dawn", "MO"),
        ("morning", "MO"),
    ];
    // "afternoon" holds "noon": the longer word is asked for first where both could be meant.
    let found = PARTS.iter().filter(|(word, _)| lower.contains(word));
    found.max_by_key(|(word, _)| word.len()).map(|(_, value)| *value)
}

/// The first number of `lower` as an hour, with the minute after it, "p.m." added.
fn hour_and_minute(lower: &str) -> Option<(u32, Option<u32>)> {
    let start = lower.find(|character: char| character.is_ascii_digit())?;
    let rest = &lower[start..];
    let end = rest.find(|character: char| !character.is_ascii_digit()).unwrap_or(rest.len());
    let hour: u32 = rest[..end].parse().ok()?;
    let after = &rest[end..];
    let minute = after.strip_prefix([':', '.']).and_then(|digits| {
        let digits = digits.get(..2)?;
        digits.parse::<u32>().ok().filter(|minute| *minute < 60)
    });
    let afternoon = after.contains("pm") || after.contains("p.m");
    let morning = after.contains("am") || after.contains("a.m");
    let hour = match hour {
        12 if morning => 0,
        1..=11 if afternoon => hour + 12,
        hour => hour,
    };
    (hour <= 24).then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::time::Which;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn value(time: Time, days: Days, written: &str) -> String {
        of(&time, days, Days::one(day("2019-05-17")), written).1
    }

    #[test]
    fn what_is_known_to_the_day_is_a_day() {
        let monday = Days::one(day("2019-05-13"));
        assert_eq!(value(Time::Weekday { weekday: 1, which: Which::Unsaid }, monday, "Monday"), "2019-05-13");
        assert_eq!(value(Time::MonthDay { month: 5, day: 13 }, monday, "May 13"), "2019-05-13");
        assert_eq!(value(Time::DayOffset(-4), monday, "four days ago"), "2019-05-13");
    }

    #[test]
    fn what_is_open_stands_as_x() {
        let weekday = Time::Weekday { weekday: 5, which: Which::Last };
        assert_eq!(value(weekday, Days::OPEN, "last Friday"), "XXXX-WXX-5");
        assert_eq!(value(Time::MonthDay { month: 12, day: 3 }, Days::OPEN, "December 3"), "XXXX-12-03");
        assert_eq!(value(Time::Month { month: 5, which: Which::Unsaid }, Days::OPEN, "May"), "XXXX-05");
    }

    #[test]
    fn months_years_and_decades_are_whole() {
        assert_eq!(value(Time::Fixed(Days::month(2016, 3).unwrap()), Days::OPEN, ""), "2016-03");
        assert_eq!(value(Time::Fixed(Days::year(2011).unwrap()), Days::OPEN, ""), "2011");
        let nineties = Days::between(day("1990-01-01"), day("1999-12-31"));
        assert_eq!(value(Time::Fixed(nineties), Days::OPEN, ""), "199");
    }

    #[test]
    fn lengths_and_weeks_have_their_own_forms() {
        assert_eq!(value(Time::Length { n: 4, unit: Unit::Day }, Days::OPEN, ""), "P4D");
        assert_eq!(value(Time::Past { n: 36, unit: Unit::Hour }, Days::OPEN, ""), "PT36H");
        let week = Days::between(day("2019-05-06"), day("2019-05-12"));
        assert_eq!(value(Time::Period { unit: Unit::Week, which: Which::Last }, week, ""), "2019-W19");
        // The first days of a year may belong to the last week of the one before.
        assert_eq!(super::week(day("2017-01-01")), "2016-W52");
    }

    #[test]
    fn a_time_of_day_stands_on_its_day() {
        for (written, expected) in [
            ("20:57", "2019-05-17T20:57"),
            ("4 p.m.", "2019-05-17T16"),
            ("12:30 a.m.", "2019-05-17T00:30"),
            ("at dawn", "2019-05-17TMO"),
            ("the afternoon", "2019-05-17TAF"),
            ("noon", "2019-05-17T12:00"),
        ] {
            assert_eq!(value(Time::Clock, Days::OPEN, written), expected, "{written}");
        }
    }
}
