//! The five seed pages as readings, from their gold: a perfect reader of single pages. Each claim knows only what its
//! own page tells; the days that only the pile can tell are left out.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;
use tadmor::claim::{Extent, Role};
use tadmor::day::Days;
use tadmor::id::ClaimId;
use tadmor::mention::count::Hedge;
use tadmor::mention::time::{Time, Unit, Which};
use tadmor::page::Zone;
use tadmor::reading::Reading;
use tadmor::text::RawSpan;

use super::*;

/// The readings, and the ids of their claims by the gold's own.
pub struct Gold {
    pub readings: Vec<Reading>,
    pub ids: BTreeMap<String, ClaimId>,
    pub world: Value,
}

/// The gold, where this machine has it.
pub fn load() -> Option<Gold> {
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if !shared.join("gold/claims.jsonl").exists() {
        // Our own build must not pass by leaving them out.
        assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "the gold pages are not here");
        println!("skipped: the gold pages are not here");
        return None;
    }
    let read = |name: &str| std::fs::read_to_string(shared.join(name)).unwrap();
    let lines = |name: &str| -> Vec<Value> {
        read(name).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let zones = lines("gold/zones.jsonl");
    let claims = lines("gold/claims.jsonl");
    let mut readings = Vec::new();
    let mut ids = BTreeMap::new();
    for article in lines("gold/articles.jsonl") {
        let name = text(&article, "page");
        let seed = read(&format!("seeds/{name}"));
        let mut reading = page(&name, &text(&article, "outlet"), interval(&article["published"]["alone"]));
        if article["published"]["alone"]["from"].is_null() {
            reading.article.published.because = String::new();
        }
        reading.article.dateline = article["dateline"].as_str().map(stated);
        if name.starts_with("001") {
            reading.article.credit = Some(stated("SANA"));
        }
        for claim in claims.iter().filter(|claim| text(claim, "page") == name) {
            let id = one(claim, &seed, &zones, &mut reading);
            ids.insert(text(claim, "id"), id);
        }
        readings.push(reading);
    }
    let world = serde_json::from_str(&read("gold/world.json")).unwrap();
    Some(Gold { readings, ids, world })
}

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or("").to_owned()
}

fn list(value: &Value, key: &str) -> Vec<String> {
    let items = value[key].as_array().into_iter().flatten();
    items.map(|item| item.as_str().unwrap().to_owned()).collect()
}

fn interval(value: &Value) -> Days {
    Days { from: value["from"].as_str().map(day), to: value["to"].as_str().map(day) }
}

/// The side that tables would give a name: by the country in it, or by that of the line where the page first names it.
fn side(name: &str, seed: &str) -> Option<&'static str> {
    let russian = |text: &str| text.contains("Russia") || text.contains("Kremlin");
    match name {
        "ISIS" => return Some("ISIS"),
        "Hezbollah" => return Some("Hezbollah"),
        "SANA" => return Some("Syrian government"),
        name if name.starts_with("Syria") => return Some("Syrian government"),
        name if russian(name) => return Some("Russia"),
        name if !name.starts_with(char::is_uppercase) || name.contains("al-") => return None,
        _ => {}
    }
    let line = seed.lines().find(|line| line.contains(name))?;
    match () {
        () if russian(line) => Some("Russia"),
        () if line.contains("SOHR") => Some("SOHR"),
        () => None,
    }
}

fn with_side(name: &str, seed: &str) -> String {
    side(name, seed).map_or(name.to_owned(), |side| format!("{name}/{side}"))
}

fn role(name: &str) -> Role {
    if name.starts_with(char::is_lowercase) { Role::Unnamed } else { Role::Official }
}

/// A speaker's name with the two words that the page writes before it: "spokesman X".
fn description(name: &str, seed: &str) -> Option<String> {
    let line = seed.lines().find(|line| line.contains(name))?;
    let before: Vec<&str> = line.split(name).next()?.split_whitespace().collect();
    let words = &before[before.len().saturating_sub(2)..];
    Some(format!("{} {name}", words.join(" ")))
}

/// When a speaker told it, by the words of the page: in the line of a name, "said on", "released on", "Earlier on".
fn told_in(name: &str, seed: &str, page: Days) -> Option<tadmor::claim::When> {
    let surname = name.split(' ').next_back().unwrap_or(name).to_lowercase();
    let start: String = surname.chars().take(4).collect();
    let mut lines = seed.lines().filter(|line| line.to_lowercase().contains(&start));
    lines.find_map(|line| {
        let cue = ["said on ", "released on ", "Earlier on "].into_iter().find(|cue| line.contains(cue))?;
        let written: String = line.split(cue).nth(1)?.chars().take(12).collect();
        let time = match written.as_str() {
            text if text.starts_with("Friday") => weekday(5),
            text if text.starts_with("Thursday") => weekday(4),
            text if text.starts_with("December 12") => Time::MonthDay { month: 12, day: 12 },
            _ => return None,
        };
        // The one page that knows its day is of the Thursday that it names.
        let days = if page.exact().is_some() { page } else { Days::OPEN };
        Some(when(&written, time, days))
    })
}

fn one(gold: &Value, seed: &str, zones: &[Value], page: &mut Reading) -> ClaimId {
    let quote = text(gold, "quote");
    let span = RawSpan { start: gold["span"][0].as_u64().unwrap(), end: gold["span"][1].as_u64().unwrap() };
    let mut claim = told(&text(gold, "kind"), &quote);
    for name in list(gold, "said_by").iter().skip(1) {
        claim = claim.says(&with_side(name, seed), role(name));
        if let Some(written) = description(name, seed) {
            claim = claim.described(&written);
        }
    }
    for name in list(gold, "agent") {
        claim = claim.by(&with_side(&name, seed));
    }
    for name in list(gold, "target") {
        claim = claim.from(&with_side(&name, seed));
    }
    for name in text(gold, "place").split("; ").filter(|name| !name.is_empty()) {
        claim = claim.at(name);
    }
    let mut inner = claim.0;
    for place in &mut inner.places {
        place.id = (place.name == "Palmyra").then(|| "gn:163808".to_owned());
        if place.name == "Syria" {
            place.precision = Precision::Country;
        }
    }
    inner.mood = serde_json::from_value(gold["mood"].clone()).unwrap();
    inner.polarity = serde_json::from_value(gold["polarity"].clone()).unwrap();
    inner.extent =
        gold["extent"].as_str().map(|extent| serde_json::from_value::<Extent>(extent.into()).unwrap());
    inner.figures = gold["figures"].as_array().into_iter().flatten().map(figure).collect();
    inner.zone = zone_of(seed, span, zones, &page.name());
    let again = list(gold, "also").join(" ");
    let words = format!("{quote} {again}").to_lowercase();
    if words.contains("second liberation") || words.contains("second recapture") {
        inner.ordinal = Some(2);
    }
    if words.contains("first time") || words.contains("first seized") {
        inner.ordinal = Some(1);
    }
    let start = usize::try_from(span.start).unwrap();
    let before = seed.get(start.saturating_sub(8)..start).unwrap_or("");
    inner.when = time_in(&format!("{before}{quote}"), page.article.published.days);
    if inner.zone == Zone::Body {
        let speaker = list(gold, "said_by").into_iter().skip(1).next_back();
        inner.told = speaker.and_then(|name| told_in(&name, seed, page.article.published.days));
    }
    let dated = inner.when.as_ref().map(|when| &when.time);
    let other_time = matches!(dated, Some(Time::Fixed(_) | Time::MonthDay { .. } | Time::Length { .. }));
    let told_of_then =
        gold["when"]["to"].as_str().is_some_and(|to| to < "2017-01-01") && page.name().starts_with("003");
    inner.is_news = !other_time && !told_of_then && !quote.contains("days of intense");
    Told(inner).at_span(page, span)
}

fn figure(gold: &Value) -> Figure {
    let written = text(gold, "written");
    let bound = match written.as_str() {
        written if written.starts_with("at least") => Hedge::AtLeast,
        written if written.starts_with("over") || written.starts_with("more than") => Hedge::MoreThan,
        _ => Hedge::Exact,
    };
    Figure {
        of: text(gold, "of"),
        outcome: serde_json::from_value::<Outcome>(gold["outcome"].clone()).unwrap(),
        low: gold["low"].as_u64(),
        high: gold["high"].as_u64(),
        bound,
        written,
        noun: String::new(),
        span: RawSpan::default(),
        unit: gold["unit"].as_str().map(str::to_owned),
        part_of: gold["part_of"].as_str().map(str::to_owned),
        covers: Vec::new(),
    }
}

fn zone_of(seed: &str, span: RawSpan, zones: &[Value], name: &str) -> Zone {
    let before = seed.get(..usize::try_from(span.start).unwrap()).unwrap_or("");
    let line = before.matches('\n').count() as u64 + 1;
    let found = zones.iter().find(|zone| text(zone, "page") == name && zone["line"].as_u64() == Some(line));
    found.and_then(|zone| serde_json::from_value(zone["zone"].clone()).ok()).unwrap_or(Zone::Body)
}

/// The words of time in a claim's words, as a page alone understands them.
fn time_in(words: &str, page: Days) -> Option<tadmor::claim::When> {
    let month = |year, month| {
        let days = Days::month(year, month).unwrap();
        (Time::Fixed(days), days)
    };
    let table: Vec<(&str, Time, Days)> = vec![
        ("Today", Time::DayOffset(0), page),
        ("Thursday", weekday(4), Days::OPEN),
        ("last Tuesday", Time::Weekday { weekday: 2, which: Which::Last }, Days::OPEN),
        ("December 11", Time::MonthDay { month: 12, day: 11 }, Days::OPEN),
        ("March, 2016", month(2016, 3).0, month(2016, 3).1),
        ("March 2016", month(2016, 3).0, month(2016, 3).1),
        ("May 2015", month(2015, 5).0, month(2015, 5).1),
        ("December 2016", month(2016, 12).0, month(2016, 12).1),
        ("the past ten days", Time::Past { n: 10, unit: Unit::Day }, Days::OPEN),
        ("4-day", Time::Length { n: 4, unit: Unit::Day }, Days::OPEN),
    ];
    let found = table.into_iter().find(|(written, ..)| words.contains(written));
    found.map(|(written, time, days)| when(written, time, days))
}
