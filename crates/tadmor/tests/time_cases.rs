//! Caret cases of the rooms that read sentences, times and counts.
//!
//! A case is a title, a text, and what is found in it. `UPDATE=1 cargo test` writes what is found today; the diff is
//! reviewed.

#![allow(clippy::unwrap_used, reason = "a test may stop where something does not hold")]

use std::fmt::Write as _;
use std::path::PathBuf;

use tadmor::Tables;
use tadmor::day::{Day, Days};
use tadmor::id::PageId;
use tadmor::mention::time::{Bound, Clock, Time, Which};
use tadmor::mention::{count, time};
use tadmor::page::{Block, Format, Page, Zone};
use tadmor::resolve::time::{Tense, days};
use tadmor::sentence::{Sentence, split};
use tadmor::text::{Span, Text};

fn page(text: &str) -> Page {
    let block = Block { span: Span::new(0, text.len()), zone: Zone::Body, because: "a case".to_owned() };
    Page {
        id: PageId::of(text.as_bytes()),
        format: Format::Plain,
        encoding: "UTF-8",
        text: Text::verbatim(text, 0),
        blocks: vec![block],
        properties: Vec::new(),
        dated: Vec::new(),
        notes: Vec::new(),
        unread: None,
    }
}

/// Runs every case of a file: `found` writes the lines that belong under the text.
fn run(name: &str, found: impl Fn(&str, &Page, &[Sentence<'_>]) -> String) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    let file = std::fs::read_to_string(&path).unwrap();
    let mut written = String::new();
    let mut lines = file.lines().peekable();
    while let Some(line) = lines.next() {
        writeln!(written, "{line}").unwrap();
        let Some(title) = line.strip_prefix("--- ") else { continue };
        let text = lines.next().unwrap_or_default();
        writeln!(written, "{text}").unwrap();
        while lines.next_if(|line| !line.is_empty() && !line.starts_with("--- ")).is_some() {}
        let page = page(text);
        written.push_str(&found(title, &page, &split(&page)));
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, written).unwrap();
        return;
    }
    for (number, (expected, today)) in file.lines().zip(written.lines()).enumerate() {
        assert_eq!(expected, today, "{name}, line {}; UPDATE=1 rewrites the file", number + 1);
    }
    assert_eq!(file.lines().count(), written.lines().count(), "{name} has lines too many or too few");
}

/// Carets under `span` and what is said of it.
fn carets(page: &Page, span: Span, label: &str) -> String {
    let before = page.text.as_str()[..span.start].chars().count();
    let length = page.text.slice(span).chars().count();
    format!("{}{} {label}\n", " ".repeat(before), "^".repeat(length))
}

fn which(which: Which) -> &'static str {
    match which {
        Which::Unsaid => "",
        Which::Last => "last ",
        Which::This => "this ",
        Which::Next => "next ",
        Which::Told => "told ",
    }
}

fn told(time: &Time) -> String {
    let year = |year: &Option<i16>| year.map_or_else(String::new, |year| format!(" of {year}"));
    match time {
        Time::Fixed(days) => days.to_string(),
        Time::Other { calendar, days } => format!("{} {days}", calendar.as_str()),
        Time::MonthDay { month, day } => format!("--{month:02}-{day:02}"),
        Time::MonthDayOf { month, day, which: said } => format!("{}--{month:02}-{day:02}", which(*said)),
        Time::Month { month, which: said } => format!("{}month {month}", which(*said)),
        Time::DayOfMonth { day } => format!("---{day:02}"),
        Time::Weekday { weekday, which: said } => format!("{}weekday {weekday}", which(*said)),
        Time::DayOffset(offset) => format!("day {offset:+}"),
        Time::Now => "now".to_owned(),
        Time::Period { unit, which: said } => format!("{}{}", which(*said), unit.as_str()),
        Time::Season { season, year: said, which: one } => {
            format!("{}{}{}", which(*one), season.as_str(), year(said))
        }
        Time::Quarter { quarter, year: said, which: one } => {
            format!("{}Q{quarter}{}", which(*one), year(said))
        }
        Time::Feast { feast, year: said, which: one } => format!("{}{feast:?}{}", which(*one), year(said)),
        Time::Past { n, unit } => format!("past {n} {}", unit.as_str()),
        Time::Ahead { n, unit } => format!("next {n} {}", unit.as_str()),
        Time::Ago { n, unit } => format!("{n} {} ago", unit.as_str()),
        Time::Hence { n, unit } => format!("in {n} {}", unit.as_str()),
        Time::Told { n, unit } => format!("told {n:+} {}", unit.as_str()),
        Time::Shifted { from, n, unit } => format!("{n:+} {} from ({})", unit.as_str(), told(from)),
        Time::Later => "told later".to_owned(),
        Time::Earlier => "told earlier".to_owned(),
        Time::Recent => "recent".to_owned(),
        Time::Soon => "soon".to_owned(),
        Time::Length { n, unit } => format!("length {n} {}", unit.as_str()),
        Time::Every { n, unit } => format!("every {n} {}", unit.as_str()),
        Time::EveryWeekday { weekday } => format!("every weekday {weekday}"),
        Time::Of { part, whole } => format!("{} of ({})", part.as_str(), told(whole)),
        Time::Range(first, last) => format!("({}) to ({})", told(first), told(last)),
        Time::Clock => "clock".to_owned(),
    }
}

fn bounded(time: &time::TimeExpr) -> String {
    let bound = match time.bound {
        None => "",
        Some(Bound::Since) => "since ",
        Some(Bound::Until) => "until ",
        Some(Bound::Before) => "before ",
        Some(Bound::After) => "after ",
    };
    let clock = match time.clock {
        None => String::new(),
        Some(Clock::Part(part)) => format!(", {}", part.as_str()),
        Some(Clock::Hour(hour)) => format!(", {hour} h"),
        Some(Clock::Minute(minute)) => format!(", {}:{:02}", minute / 60, minute % 60),
    };
    format!("{bound}{}{clock}", told(&time.time))
}

#[test]
fn sentences() {
    run("sentence.txt", |_, page, sentences| {
        let lines = sentences.iter().map(|sentence| {
            let quoted = if sentence.opens_in_quotation { "“ " } else { "| " };
            format!("{quoted}{}\n", page.text.slice(sentence.span))
        });
        lines.collect()
    });
}

#[test]
fn times() {
    let tables = Tables::shipped().unwrap();
    run("time.txt", |_, page, sentences| {
        let times = sentences.iter().flat_map(|sentence| time::find(sentence, page.text.as_str(), &tables));
        times.map(|time| carets(page, time.span, &bounded(&time))).collect()
    });
}

#[test]
fn counts() {
    let tables = Tables::shipped().unwrap();
    run("count.txt", |_, page, sentences| {
        let mut written = String::new();
        for sentence in sentences {
            for count in count::find(sentence, &time::find(sentence, page.text.as_str(), &tables), &tables) {
                let mut label = count.n.map_or_else(|| "?".to_owned(), |n| n.to_string());
                if let Some(upper) = count.upper {
                    write!(label, "-{upper}").unwrap();
                }
                write!(label, " {}", serde_json::to_string(&count.hedge).unwrap().replace('"', "")).unwrap();
                if let Some(unit) = &count.unit {
                    write!(label, ", {unit}").unwrap();
                }
                if let Some(noun) = count.noun {
                    write!(label, ", of: {}", page.text.slice(noun)).unwrap();
                }
                if count.part {
                    label.push_str(", part");
                }
                if count.other {
                    label.push_str(", other");
                }
                written.push_str(&carets(page, count.span, &label));
            }
        }
        written
    });
}

/// "[2017-03-03]", "[2017-03-01 to 2017-03-05, future]", "[from 2016-03-25]", "[open]" at the end of a title.
fn page_day(title: &str) -> (Days, Tense) {
    let inside = title.rsplit_once('[').unwrap().1.trim_end_matches(']');
    let (days, tense) = match inside.split_once(", ") {
        Some((days, _)) => (days, Tense::Future),
        None => (inside, Tense::Past),
    };
    let day = |text: &str| Some(Day::parse(text).unwrap());
    let days = match (days.strip_prefix("from "), days.strip_prefix("to "), days.split_once(" to ")) {
        (Some(from), _, _) => Days { from: day(from), to: None },
        (_, Some(to), _) => Days { from: None, to: day(to) },
        (_, _, Some((from, to))) => Days { from: day(from), to: day(to) },
        _ if days == "open" => Days::OPEN,
        _ => Days { from: day(days), to: day(days) },
    };
    (days, tense)
}

#[test]
fn resolved_times() {
    let tables = Tables::shipped().unwrap();
    run("resolve_time.txt", |title, page, sentences| {
        let (page_day, tense) = page_day(title);
        let times = sentences.iter().flat_map(|sentence| time::find(sentence, page.text.as_str(), &tables));
        let lines = times.map(|time| {
            let (days, because) = days(&time.time, time.bound, tense, page_day);
            carets(page, time.span, &format!("{days}: {because}"))
        });
        lines.collect()
    });
}

/// Whatever the bytes, nothing panics and every span lies on characters.
#[test]
fn odd_texts_are_read_without_panic() {
    let tables = Tables::shipped().unwrap();
    let pieces = [
        "between",
        "and",
        "3",
        "-",
        "–",
        "May",
        "the",
        "of",
        "2016",
        "last",
        "a",
        "half",
        "dozen",
        "at least",
        "’s",
        "mid-",
        "12:",
        "99999999999999999999",
        "1.5",
        "million",
        "٣",
        "\u{301}",
        "“",
        ".",
        "No",
        "U.S.",
        "week",
        "ago",
        "one",
        "another",
        "km",
        "including",
        "é",
        "20:57",
        "000",
        "hundred",
        "to",
        "from",
        "1,000",
        "9/11",
        "since",
        "thousand",
        "or more",
        "Friday",
        "(",
        "of them",
        "years",
        "dozens",
        "3-",
        "next",
        "Dec",
        "killed",
        "%",
        "mm",
    ];
    let mut state = 7u64;
    for _ in 0..4000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
            text.push_str(if state & (1 << 20) == 0 { " " } else { "" });
        }
        let page = page(&text);
        for sentence in split(&page) {
            let times = time::find(&sentence, page.text.as_str(), &tables);
            for time in &times {
                assert!(!page.text.slice(time.span).is_empty());
                let day = Days::one(Day::new(2017, 3, 3).unwrap());
                days(&time.time, time.bound, Tense::Past, day);
                days(&time.time, time.bound, Tense::Future, day);
            }
            for count in count::find(&sentence, &times, &tables) {
                assert!(!page.text.slice(count.span).is_empty());
            }
        }
    }
}
