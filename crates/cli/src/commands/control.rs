//! `tadmor control`: who held a place when, as text.

use tadmor::Tables;
use tadmor::assemble::Verdict;
use tadmor::control::{self, Holding, Options, Rule, State};
use tadmor::day::Day;
use tadmor::event::Event;
use tadmor::ledger::{Ledger, LedgerEvent};
use tadmor::reading::Reading;
use tadmor::text::fold;
use tadmor_store::LedgerFile;

use crate::Outcome;
use crate::arguments::{ControlArguments, ControlRule};
use crate::commands::place;
use crate::failure::Failure;
use crate::output::{Output, plain};
use crate::words::{count, short_days};

/// How wide the strip is.
const STRIP: usize = 72;

/// The timeline of a place.
pub fn run(arguments: &ControlArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let ledger = LedgerFile::open(&arguments.ledger.ledger)?;
    let tables = crate::tables::tables()?;
    let Some(name) = place::known(&ledger, &tables, &arguments.place)? else {
        return Err(Failure::NotFound {
            what: format!("no page names a place \"{}\"", arguments.place),
            help: format!("`tadmor search {}` looks for the word anywhere", arguments.place),
        });
    };
    let holdings = of_place(&ledger, &name, holdings(arguments, &ledger, &tables)?)?;
    if arguments.json {
        holdings.iter().try_for_each(|holding| output.json(holding))?;
        return Ok(Outcome::Well);
    }
    if holdings.is_empty() {
        output.line(format_args!("no page tells who held {}", plain(&arguments.place)))?;
        return Ok(Outcome::Well);
    }
    let rule = match arguments.rule {
        ControlRule::Plain => "every asserted claim counts",
        ControlRule::AgainstInterest => "a party's own word counts only against its interest",
    };
    let known = arguments.as_known_on.map(|day| format!(", as known on {day}")).unwrap_or_default();
    tell(&holdings, &format!("{rule}{known}"), output)?;
    Ok(Outcome::Well)
}

/// Those of `holdings` that are of the place `name`, in any spelling that a page or a table knows.
pub fn of_place(
    ledger: &LedgerFile,
    name: &str,
    mut holdings: Vec<Holding>,
) -> Result<Vec<Holding>, Failure> {
    let places = ledger.places_named(name)?;
    let key = fold::key(name);
    holdings.retain(|holding| {
        let named = |(name, id): &(String, Option<String>)| match (id, &holding.place_id) {
            (Some(id), Some(held)) => id == held,
            _ => fold::key(name) == fold::key(&holding.place),
        };
        fold::key(&holding.place) == key || places.iter().any(named)
    });
    Ok(holdings)
}

/// The shipped timelines, or others where another rule or an earlier day is asked for.
fn holdings(
    arguments: &ControlArguments,
    ledger: &LedgerFile,
    tables: &Tables,
) -> Result<Vec<Holding>, Failure> {
    if arguments.rule == ControlRule::Plain && arguments.as_known_on.is_none() {
        return Ok(ledger.control()?);
    }
    let options = Options {
        rule: match arguments.rule {
            ControlRule::Plain => Rule::Plain,
            ControlRule::AgainstInterest => Rule::AgainstInterest,
        },
        as_known_on: arguments.as_known_on,
    };
    let ledger = ledger.ledger()?;
    let events: Vec<Event> = ledger.events.iter().map(event).collect();
    Ok(control::timelines(&settled(ledger), &events, tables, &options))
}

/// The readings with their claims as the pile settled them.
fn settled(ledger: Ledger) -> Vec<Reading> {
    let mut pages = ledger.pages;
    for page in &mut pages {
        page.claims.clear();
    }
    let mut at: std::collections::BTreeMap<_, _> =
        pages.iter_mut().map(|page| (page.page_id.clone(), page)).collect();
    for claim in ledger.claims.into_iter().filter(|claim| claim.decision != Some(Verdict::Reject)) {
        if let Some(page) = at.get_mut(&claim.claim.page_id) {
            page.claims.push(claim.claim);
        }
    }
    drop(at);
    pages
}

fn event(event: &LedgerEvent) -> Event {
    Event {
        id: event.id.clone(),
        kind: event.kind,
        title: event.title.clone(),
        places: event.places.clone(),
        days: event.days,
        because: event.because.clone(),
        claims: event.claims.clone(),
        joins: Vec::new(),
    }
}

/// The timelines in words, place by place.
pub fn tell(holdings: &[Holding], rule: &str, output: &mut Output) -> Result<(), Failure> {
    for place in holdings.chunk_by(|a, b| (&a.place, &a.place_id) == (&b.place, &b.place_id)) {
        let Some(first) = place.first() else { continue };
        let id = first.place_id.as_deref().map(|id| format!("  {id}")).unwrap_or_default();
        output.heading(format_args!("{}{id}", plain(&first.place)))?;
        output.line(format_args!("  {rule}"))?;
        if let Some(strip) = strip(place) {
            output.line(format_args!("  {strip}"))?;
            let letters = holders(place).into_iter().zip('A'..='Z');
            let legend: Vec<_> =
                letters.map(|(holder, letter)| format!("{letter} {}", plain(holder))).collect();
            output.line(format_args!("  {}   ░ contested   · not told", legend.join("   ")))?;
        }
        output.gap()?;
        for holding in place {
            tell_one(holding, output)?;
        }
    }
    Ok(())
}

fn tell_one(holding: &Holding, output: &mut Output) -> Result<(), Failure> {
    let to = match holding.to {
        None => "…".to_owned(),
        Some(days) => short_days(days),
    };
    let from = if holding.from.is_open() { "?".to_owned() } else { short_days(holding.from) };
    let holder = holding.holder.as_deref().map(plain);
    let who = match (holding.state, holder) {
        (State::Held, Some(holder)) => holder,
        (State::Contested, Some(holder)) => format!("contested: {holder}"),
        (State::Contested, None) => "contested".to_owned(),
        (State::Unknown, _) | (State::Held, None) => "not told".to_owned(),
    };
    output.line(format_args!("  {from:>24} → {to:<24}  {who}"))?;
    for cause in &holding.causes {
        output.line(format_args!("{:>31}{}: {}", "", plain(&cause.what), plain(&cause.because)))?;
    }
    let claims = |ids: &[tadmor::id::ClaimId]| {
        let shown: Vec<_> = ids.iter().take(3).map(|id| id.to_string()).collect();
        match ids.len() {
            0..=3 => shown.join(", "),
            more => format!("{} and {} more", shown.join(", "), more - 3),
        }
    };
    if !holding.opened_by.is_empty() {
        let opened = count(holding.opened_by.len() as u64, "claim");
        output.line(format_args!("{:>31}opened by {opened}: {}", "", claims(&holding.opened_by)))?;
    }
    if !holding.closed_by.is_empty() {
        let closed = count(holding.closed_by.len() as u64, "claim");
        output.line(format_args!("{:>31}closed by {closed}: {}", "", claims(&holding.closed_by)))?;
    }
    Ok(())
}

/// The stretches to scale; `None` where fewer than two days are known.
fn strip(place: &[Holding]) -> Option<String> {
    let known = place.iter().flat_map(|holding| {
        [
            holding.from.from,
            holding.from.to,
            holding.to.and_then(|to| to.from),
            holding.to.and_then(|to| to.to),
        ]
    });
    let known: Vec<Day> = known.flatten().collect();
    let (first, last) = (known.iter().min().copied()?, known.iter().max().copied()?);
    let whole = first.days_until(last).max(0) as usize;
    if whole < 2 {
        return None;
    }
    // Two days beyond the last one known, so that a holding that lasts is seen to last.
    let column = |day: Day| (first.days_until(day).max(0) as usize * (STRIP - 3) / whole).min(STRIP - 1);
    let holders = holders(place);
    let letter = |holder: &str| {
        let letters = holders.iter().zip('A'..='Z');
        letters.into_iter().find(|(known, _)| **known == holder).map_or('?', |(_, letter)| letter)
    };
    let mut cells = vec!['·'; STRIP];
    for holding in place {
        let sign = match (holding.state, holding.holder.as_deref()) {
            (State::Contested, _) => '░',
            (State::Held, Some(holder)) => letter(holder),
            (State::Held, None) | (State::Unknown, _) => continue,
        };
        let from = holding.from.from.or(holding.from.to).map_or(0, column);
        let to = match holding.to {
            None => STRIP - 1,
            Some(to) => to.to.or(to.from).map_or(STRIP - 1, column),
        };
        for cell in cells.iter_mut().take(to + 1).skip(from) {
            if *cell == '·' || holding.state == State::Contested {
                *cell = sign;
            }
        }
    }
    Some(cells.into_iter().collect())
}

/// Who holds the place at some time, in order of time.
fn holders(place: &[Holding]) -> Vec<&str> {
    let mut holders = Vec::new();
    for holder in place
        .iter()
        .filter(|holding| holding.state == State::Held)
        .filter_map(|holding| holding.holder.as_deref())
    {
        if !holders.contains(&holder) {
            holders.push(holder);
        }
    }
    holders
}
