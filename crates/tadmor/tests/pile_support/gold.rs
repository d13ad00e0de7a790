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

/// The sides that a table of sides gives these names.
fn side(name: &str) -> Option<&'static str> {
    let russian = ["Russia", "Sergei", "Kremlin", "Dmitry", "Andrey", "Vladimir"];
    match name {
        "ISIS" => Some("ISIS"),
        "Jabhat al-Nusra" => Some("Jabhat al-Nusra"),
        "Hezbollah" => Some("Hezbollah"),
        "SANA" => Some("Syrian government"),
        "SOHR" | "Rami Abdel Rahman" => Some("SOHR"),
        name if name.starts_with("Syrian") => Some("Syrian government"),
        name if russian.iter().any(|start| name.starts_with(start)) => Some("Russia"),
        _ => None,
    }
}

fn with_side(name: &str) -> String {
    side(name).map_or(name.to_owned(), |side| format!("{name}/{side}"))
}

fn role(name: &str) -> Role {
    match name {
        "Syrian Army" | "Sergei Rudskoi" => Role::Officer,
        "SOHR" | "Rami Abdel Rahman" => Role::Monitor,
        "SANA" => Role::Agency,
        "reports" | "official confirmation" => Role::Unnamed,
        _ => Role::Official,
    }
}

/// What the page writes beside a speaker's name.
fn description(name: &str) -> Option<&'static str> {
    match name {
        "Rami Abdel Rahman" => Some("SOHR Director Rami Abdel Rahman"),
        "Dmitry Peskov" => Some("Kremlin spokesman Dmitry Peskov"),
        _ => None,
    }
}

fn one(gold: &Value, seed: &str, zones: &[Value], page: &mut Reading) -> ClaimId {
    let quote = text(gold, "quote");
    let span = RawSpan { start: gold["span"][0].as_u64().unwrap(), end: gold["span"][1].as_u64().unwrap() };
    let mut claim = told(&text(gold, "kind"), &quote);
    for name in list(gold, "said_by").iter().skip(1) {
        claim = claim.says(&with_side(name), role(name));
        if let Some(written) = description(name) {
            claim = claim.described(written);
        }
    }
    for name in list(gold, "agent") {
        claim = claim.by(&with_side(&name));
    }
    for name in list(gold, "target") {
        claim = claim.from(&with_side(&name));
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
    inner.zone = zone_of(seed, span, zones, page.name());
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
    let speakers = list(gold, "said_by");
    let says = |name: &str| speakers.iter().any(|speaker| speaker == name);
    if says("Sergei Rudskoi") {
        inner.told = Some(when("Friday", weekday(5), Days::OPEN));
    }
    if says("Vladimir Titov") {
        inner.told = Some(when("December 12", Time::MonthDay { month: 12, day: 12 }, Days::OPEN));
    }
    let body = inner.zone == Zone::Body && page.article.published.days.exact().is_some();
    if body && (says("Syrian Army") || says("SANA")) {
        inner.told = Some(when("Thursday", weekday(4), page.article.published.days));
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
