//! `tadmor compare`: the claims of an event side by side, grouped by origin; their figures; their differences.

use std::collections::BTreeMap;

use tadmor::Tables;
use tadmor::export::{self, ClaimLine, EventLine};
use tadmor::id::{ClaimId, OriginId};
use tadmor::ledger::{Difference, LedgerClaim, LedgerEvent};
use tadmor_store::LedgerFile;

use crate::Outcome;
use crate::arguments::ShowArguments;
use crate::failure::Failure;
use crate::output::{Output, plain, table};
use crate::words::{self, short_days};

/// Compares the claims of the event that `id` names, or of the event of the claim that it names.
pub fn run(arguments: &ShowArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let ledger = LedgerFile::open(&arguments.ledger.ledger)?;
    let event = find(&arguments.id, &ledger)?;
    if !arguments.json {
        tell(&event, &ledger, &crate::tables::tables()?, output)?;
        return Ok(Outcome::Well);
    }
    output.line(export::line(&EventLine::of(&event)))?;
    for claim in ledger.claims_of_event(&event.id)? {
        output.json(&ClaimLine::of(&claim))?;
    }
    Ok(Outcome::Well)
}

fn find(id: &str, ledger: &LedgerFile) -> Result<LedgerEvent, Failure> {
    let mut events = ledger.events_by_id(id, 2)?;
    if events.is_empty() {
        for claim in ledger.claims_by_id(id, 2)? {
            if let Some(event) = &claim.event {
                events.extend(ledger.events_by_id(event.as_str(), 1)?);
            }
        }
    }
    match (events.pop(), events.is_empty()) {
        (Some(event), true) => Ok(event),
        (Some(event), false) => Err(Failure::NotFound {
            what: format!("\"{id}\" is the start of several events' ids"),
            help: format!("write more of it, such as {}", event.id),
        }),
        (None, _) => Err(Failure::NotFound {
            what: format!("no event in {} has the id \"{id}\"", ledger.path().display()),
            help: "`tadmor events` lists them".to_owned(),
        }),
    }
}

/// The event in words.
pub fn tell(
    event: &LedgerEvent,
    ledger: &LedgerFile,
    tables: &Tables,
    output: &mut Output,
) -> Result<(), Failure> {
    output.heading(format_args!("{}  {}", event.id, plain(&event.title)))?;
    let because =
        if event.because.is_empty() { String::new() } else { format!("  — {}", plain(&event.because)) };
    output.line(format_args!("    {}{because}", short_days(event.days)))?;
    output.line(format_args!("    {}", words::support(&event.support)))?;
    let claims = ledger.claims_of_event(&event.id)?;
    side_by_side(&claims, ledger, tables, output)?;
    figures(event, output)?;
    differences(&event.differences, &claims, output)
}

fn side_by_side(
    claims: &[LedgerClaim],
    ledger: &LedgerFile,
    tables: &Tables,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut origins: BTreeMap<&OriginId, Vec<&LedgerClaim>> = BTreeMap::new();
    for claim in claims {
        origins.entry(&claim.origin).or_default().push(claim);
    }
    output.gap()?;
    output.heading("Claims, by origin")?;
    for (id, claims) in origins {
        let origin = ledger.origin(id)?;
        let speaker = origin.as_ref().map_or("unknown", |origin| origin.speaker.as_str());
        let side = origin.as_ref().and_then(|origin| origin.side.as_deref());
        let side = side.map(|id| tables.actors.side(id).map_or(id, |side| side.name.as_str()));
        let side = side.map(|side| format!(" ({side})")).unwrap_or_default();
        output.line(format_args!("  {}{side}  {id}", plain(speaker)))?;
        let mut rows = table(&["claim", "carried by", "in their words", "reading"]);
        for claim in claims {
            rows.add_row([
                format!("    {}", claim.claim.id),
                words::speakers(&claim.claim),
                format!("“{}”", plain(&claim.claim.quote)),
                words::reading(&claim.claim),
            ]);
        }
        output.table(&mut rows)?;
    }
    Ok(())
}

fn figures(event: &LedgerEvent, output: &mut Output) -> Result<(), Failure> {
    if event.figures.is_empty() {
        return Ok(());
    }
    output.gap()?;
    output.heading("Figures, over origins")?;
    for line in &event.figures {
        let what = format!("{} {}", plain(&line.of), words::json_word(&line.outcome));
        output.line(format_args!("  {what}: {}  — {}", words::figure_line(line), plain(&line.because)))?;
        for told in &line.lines {
            let interval = words::interval(told.low, told.high, &told.written);
            output.line(format_args!(
                "    {} {}: “{}” {interval}",
                told.origin,
                told.claim,
                plain(&told.written)
            ))?;
        }
    }
    Ok(())
}

fn differences(
    differences: &[Difference],
    claims: &[LedgerClaim],
    output: &mut Output,
) -> Result<(), Failure> {
    if differences.is_empty() {
        return Ok(());
    }
    output.gap()?;
    output.heading("Differences, the sharpest first")?;
    for difference in differences {
        tell_difference(difference, claims, output)?;
    }
    Ok(())
}

/// One difference in words.
pub fn tell_difference(
    difference: &Difference,
    claims: &[LedgerClaim],
    output: &mut Output,
) -> Result<(), Failure> {
    let hard = if difference.hard { ", both cannot be so" } else { "" };
    let (pair, kind) = (words::pair(difference.pair), words::difference(difference.kind));
    output.line(format_args!("  {pair}: {kind}{hard}  — {}", plain(&difference.because)))?;
    for (id, says) in [(&difference.a, &difference.a_says), (&difference.b, &difference.b_says)] {
        output.line(format_args!("    “{}”  {} {id}", plain(says), who(id, claims)))?;
    }
    Ok(())
}

fn who(id: &ClaimId, claims: &[LedgerClaim]) -> String {
    claims
        .iter()
        .find(|claim| claim.claim.id == *id)
        .map(|claim| words::speakers(&claim.claim))
        .unwrap_or_default()
}
