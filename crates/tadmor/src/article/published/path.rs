//! Dates in addresses, and dates that are mere digits.

use crate::day::{Day, Days};
use crate::page::stamp::{self, Stamp};
use crate::tables::Months;

/// A longer address is data, not a place.
const LONGEST: usize = 2048;

/// A date in an address: "/2017/03/02/", "/2017-03-02-", "/20170302/", "/2017/03/" (a month), "/2017/mar/02/".
pub(super) fn in_path(path: &str) -> Option<(Days, String)> {
    if path.len() > LONGEST {
        return None;
    }
    let path = path.replace("%2F", "/").replace("%2f", "/").replace("%2B", "+").replace("%2b", "+");
    let path = path.as_str();
    let parts: Vec<&str> = path.split(['/', '-', '_', '.', '?', '=', '&', '+']).collect();
    let small = |part: Option<&&str>| {
        part.filter(|part| (1..=2).contains(&part.len())).and_then(|part| part.parse::<i8>().ok())
    };
    let month = |part: Option<&&str>| {
        small(part).or_else(|| {
            let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
            let at =
                names.iter().position(|name| part.is_some_and(|part| part.eq_ignore_ascii_case(name)))?;
            i8::try_from(at + 1).ok()
        })
    };
    let is_year = |year: i16| (1990..=2100).contains(&year);
    // Where the part begins; each separator is one byte.
    let mut next = 0;
    for (at, part) in parts.iter().enumerate() {
        let start = next;
        next += part.len() + 1;
        if part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit()) {
            let (year, month, day) =
                (part[..4].parse().ok()?, part[4..6].parse().ok()?, part[6..].parse().ok()?);
            if is_year(year)
                && let Some(day) = Day::new(year, month, day)
            {
                return Some((Days::one(day), (*part).to_owned()));
            }
        }
        let Some(year) = part.parse::<i16>().ok().filter(|year| part.len() == 4 && is_year(*year)) else {
            continue;
        };
        let Some(number) = month(parts.get(at + 1)) else { continue };
        let day = small(parts.get(at + 2)).and_then(|day| Day::new(year, number, day));
        if let Some(day) = day {
            return Some((Days::one(day), parts[at..at + 3].join("/")));
        }
        // Only between slashes is a year with a month more than a number in a headline.
        if path[start..].starts_with(&format!("{part}/{}/", parts[at + 1])) {
            return Some((Days::month(year, number)?, parts[at..at + 2].join("/")));
        }
    }
    None
}

/// "20170302", "20170302T205700", or seconds since 1970.
pub(super) fn compact(value: &str, months: &Months) -> Option<Stamp> {
    let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
    let date = match digits.len() {
        8 | 12 | 14 if digits.starts_with("19") || digits.starts_with("20") => {
            format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8])
        }
        // From 2001 to 2033; other numbers of ten digits are no times.
        10 | 13 if value.len() == digits.len() && digits.starts_with('1') => {
            let seconds: i64 = digits[..10].parse().ok()?;
            let day = Day::new(1970, 1, 1)?.plus_days(i32::try_from(seconds / 86_400).ok()?);
            format!("{day}")
        }
        _ => return None,
    };
    stamp::find(&date, months).into_iter().next()
}

/// The first time of day in `text`.
pub(super) fn clock(text: &str) -> Option<String> {
    let at = text.find(':').filter(|at| text[..*at].ends_with(|last: char| last.is_ascii_digit()));
    let at = at.or_else(|| text.rfind(':'))?;
    let hours = text[..at].bytes().rev().take(2).take_while(u8::is_ascii_digit).count();
    let minutes = text[at + 1..].bytes().take(3).take_while(u8::is_ascii_digit).count();
    let (hour, minute): (u32, u32) =
        (text.get(at - hours..at)?.parse().ok()?, text.get(at + 1..at + 1 + minutes)?.parse().ok()?);
    (hours > 0 && minutes == 2 && hour < 25 && minute < 60).then(|| text[at - hours..at + 3].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_dates() {
        for (path, days) in [
            ("news/2011/04/30/bridge.html", Some("2011-04-30")),
            ("2011-04-30-bridge", Some("2011-04-30")),
            ("a/20110430/b", Some("2011-04-30")),
            ("world/2011/apr/30/bridge", Some("2011-04-30")),
            ("2011/04/bridge-reopens", Some("2011-04-01 to 2011-04-30")),
            ("bridge-1234-567", None),
            ("story-of-2011-7-men", None),
            ("2011-4-men/2011/04/bridge", Some("2011-04-01 to 2011-04-30")),
        ] {
            assert_eq!(in_path(path).map(|(days, _)| days.to_string()).as_deref(), days, "{path}");
        }
    }

    #[test]
    fn clocks_are_read_from_labelled_lines() {
        assert_eq!(clock("• Time: 20:57").as_deref(), Some("20:57"));
        assert_eq!(clock("Time: noon"), None);
    }
}
