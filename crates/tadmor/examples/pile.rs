//! How long a large pile takes: `cargo run --release -p tadmor --example pile [PAGES]`.
//!
//! Makes readings of a war that never was (ten claims a page, a few hundred places, some of them on every page) and
//! assembles them.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "an example may look at the clock and print"
)]

use tadmor::claim::{Claim, Kind};
use tadmor::day::{Day, Days};
use tadmor::id::{ClaimId, PageId};
use tadmor::reading::Reading;
use tadmor::text::RawSpan;
use tadmor::{AssembleOptions, Tables, assemble};

/// A small generator of numbers, so that each run makes the same war.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

const SIDES: [&str; 4] = ["Blue", "Red", "Green", "Grey"];

const KINDS: [Kind; 8] = [
    Kind::ControlGained,
    Kind::AirStrike,
    Kind::Shelling,
    Kind::Clash,
    Kind::Casualties,
    Kind::Materiel,
    Kind::ControlHeld,
    Kind::Advance,
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pages = std::env::args().nth(1).map_or(Ok(10_000), |text| text.parse())?;
    let mut chance = Chance(7);
    let first = Day::new(2020, 1, 1).ok_or("a day")?;
    let readings = (0..pages).map(|n| reading(n, first, &mut chance)).collect::<Result<Vec<Reading>, _>>()?;
    let tables = Tables::shipped()?;
    let mut start = std::time::Instant::now();
    let mut lap = |what: &str| {
        println!("{what}: {:.2} s", start.elapsed().as_secs_f64());
        start = std::time::Instant::now();
    };
    let origins = tadmor::origin::join(&readings, &tables);
    lap("origins");
    let events = tadmor::event::group(&readings, &origins, &tables);
    lap("events");
    tadmor::date::settle(&readings, &origins, &events);
    lap("days");
    tadmor::control::timelines(&readings, &events, &tables, &Default::default());
    lap("control");
    drop((origins, events));
    let ledger = assemble(readings, &[], &tables, &AssembleOptions::default());
    lap("all of it, the ledger too");
    println!(
        "{} pages, {} claims: {} events, {} origins, {} stretches, {} differences",
        ledger.pages.len(),
        ledger.claims.len(),
        ledger.events.len(),
        ledger.origins.len(),
        ledger.control.len(),
        ledger.events.iter().map(|event| event.differences.len()).sum::<usize>()
    );
    Ok(())
}

fn reading(n: u64, first: Day, chance: &mut Chance) -> Result<Reading, serde_json::Error> {
    let name = format!("page{n}.html");
    let id = PageId::of(name.as_bytes());
    let day = first.plus_days(i32::try_from(chance.below(730)).unwrap_or(0));
    let published = if chance.below(10) == 0 { Days::OPEN } else { Days::one(day) };
    let outlet = format!("Outlet {}", chance.below(80));
    let claims: Result<Vec<Claim>, _> = (0..10).map(|at| claim(&id, at, day, &outlet, chance)).collect();
    let words: Vec<String> = (0..400).map(|_| format!("w{}", chance.below(5000))).collect();
    let source = if n.is_multiple_of(20) { words.clone() } else { Vec::new() };
    let body =
        if source.is_empty() { words.join(" ") } else { format!("a shared text {}", source.join(" ")) };
    serde_json::from_value(serde_json::json!({
        "version": "example", "page_id": id, "sources": [{"file": name}], "bytes": 4000, "format": "plain",
        "encoding": "UTF-8", "zones": [], "notes": [], "claims": claims?,
        "sketch": tadmor::origin::reuse::sketch_of(&[&body]),
        "article": {"outlet": {"value": outlet, "because": "example"}, "published": published},
    }))
}

fn claim(
    page: &PageId,
    at: u64,
    day: Day,
    outlet: &str,
    chance: &mut Chance,
) -> Result<Claim, serde_json::Error> {
    let kind = KINDS[usize::try_from(chance.below(8)).unwrap_or(0)];
    // One place in three is among the ten that everybody writes about.
    let place = if chance.below(3) == 0 { chance.below(10) } else { chance.below(400) };
    let side = |chance: &mut Chance| SIDES[usize::try_from(chance.below(4)).unwrap_or(0)];
    let (agent, target) = (side(chance), side(chance));
    let party = |side: &str| serde_json::json!([{"name": format!("{side} Army"), "side": side, "written": side, "span": [0, 1], "because": ""}]);
    let mut chain =
        vec![serde_json::json!({"name": outlet, "role": "outlet", "stance": "said", "direct": false})];
    if chance.below(2) == 0 {
        let speaker = format!("Speaker {}", chance.below(300));
        chain.push(
            serde_json::json!({"name": speaker, "role": "official", "stance": "said", "direct": false}),
        );
    }
    let span = RawSpan { start: at * 300, end: at * 300 + 80 };
    let happened = day.plus_days(-i32::try_from(chance.below(20)).unwrap_or(0));
    let mut claim = serde_json::json!({
        "id": ClaimId::of(&[page.as_str(), kind.as_str(), &at.to_string()]), "page_id": page, "zone": "body",
        "quote": "something happened there", "span": span, "kind": kind, "trigger": "", "chain": chain,
        "agent": party(agent), "target": party(target), "mood": "asserted", "polarity": "positive",
        "is_news": chance.below(3) > 0,
        "places": [{"name": format!("Town {place}"), "written": "", "span": [0, 1], "precision": "exact", "because": ""}],
    });
    if chance.below(2) == 0 {
        let days = Days::one(happened);
        claim["when"] = serde_json::json!({"written": "then", "because": "", "time": {"fixed": days}, "from": days.from, "to": days.to});
    }
    if chance.below(3) == 0 {
        let low = chance.below(200);
        claim["figures"] = serde_json::json!([{
            "of": "fighters", "outcome": "killed", "low": low, "high": low, "bound": "exact", "written": low.to_string(), "span": [0, 1],
        }]);
    }
    serde_json::from_value(claim)
}
