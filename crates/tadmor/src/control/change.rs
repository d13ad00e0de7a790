//! Changes of hands at a place, from the claims of its events.
//!
//! In: the pile with its settled days, and its events. Out: for each place its [`Change`]s in order of time, with
//! who gains, who loses, who differs, and how long it was fought for.

use std::collections::BTreeMap;

use crate::claim::{Claim, Extent, Kind, Mood, Party, Polarity};
use crate::control::{Options, Rule};
use crate::day::{Day, Days};
use crate::event::Event;
use crate::id::ClaimId;
use crate::mention::time::{Time, Unit};
use crate::origin::pile::{Pile, party_key};
use crate::tables::Tables;

/// The changes of one place.
#[derive(Clone, Debug, Default)]
pub(super) struct PlaceChanges {
    /// The place's name.
    pub name: String,
    /// Its id in the gazetteer.
    pub id: Option<String>,
    /// In order of time.
    pub changes: Vec<Change>,
    /// Days of fighting there, with the claims that tell of them.
    pub fighting: Vec<(Days, ClaimId)>,
}

/// One change of hands, or one time at which someone is said to hold the place.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// When.
    pub days: Days,
    /// Whether it is only told that someone holds it, not that he took it.
    pub only_held: bool,
    /// Who holds it afterwards, most told first; empty where nobody is named.
    pub winners: Vec<String>,
    /// From whom it was taken.
    pub losers: Vec<String>,
    /// The claims of gain, indexes into the pile.
    pub gains: Vec<usize>,
    /// The claims of loss.
    pub losses: Vec<usize>,
    /// The claims that deny it, or that it was the whole.
    pub against: Vec<usize>,
    /// How many days it was fought for, where said, with the claims that say so.
    pub fought: Option<(i32, Vec<ClaimId>)>,
}

/// The canonical name of who holds a place: the side's, where the party has one.
pub(super) fn holder_name(party: &Party, tables: &Tables) -> Option<String> {
    party_key(party)?;
    let Some(id) = &party.side else { return Some(party.name.clone()) };
    Some(tables.actors.side(id).map_or_else(|| id.clone(), |side| side.name.clone()))
}

/// The changes of every place, in order of the places' numbers.
pub(super) fn by_place(
    pile: &Pile<'_>,
    events: &[Event],
    tables: &Tables,
    options: &Options,
) -> Vec<PlaceChanges> {
    let mut places: BTreeMap<u32, PlaceChanges> = BTreeMap::new();
    for event in events {
        let claims: Vec<usize> = event.claims.iter().filter_map(|id| pile.find(id)).collect();
        let known: Vec<usize> = claims.into_iter().filter(|at| is_known(pile, *at, options)).collect();
        if !event.kind.is_control() {
            add_fighting(pile, event, &known, &mut places);
            continue;
        }
        let mut of_place: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for &at in known.iter().filter(|at| pile.claims[**at].claim.kind.is_control()) {
            of_place.extend(
                pile.claims[at].place.filter(|_| takes_the_whole(pile, at)).map(|place| (place, vec![])),
            );
        }
        for (place, claims) in &mut of_place {
            claims.extend(known.iter().copied().filter(|at| pile.claims[*at].places.contains(place)));
            let Some(change) = change(pile, event, claims, tables, options) else { continue };
            let line = places.entry(*place).or_default();
            name(line, pile, claims[0], *place);
            line.changes.push(change);
        }
        add_fighting(pile, event, &known, &mut places);
    }
    let mut lines: Vec<PlaceChanges> =
        places.into_values().filter(|place| !place.changes.is_empty()).collect();
    for line in &mut lines {
        line.changes
            .sort_by_key(|change| (start(change), change.days.to, change.only_held, first(pile, change)));
        line.fighting.sort();
    }
    lines
}

/// The day by which a change stands in the line. Who is seen to hold a place took it before: the last day on which
/// he can have been seen decides.
fn start(change: &Change) -> Option<Day> {
    let (from, to) = (change.days.from, change.days.to);
    if change.only_held { to.or(from) } else { from.or(to) }
}

fn first(pile: &Pile<'_>, change: &Change) -> Option<ClaimId> {
    let all = change.gains.iter().chain(&change.losses).min();
    all.map(|at| pile.claims[*at].claim.id.clone())
}

/// Whether a reader could know the claim on the day that is asked about.
fn is_known(pile: &Pile<'_>, at: usize, options: &Options) -> bool {
    options.as_known_on.is_none_or(|day| pile.page_days(at).to.is_some_and(|published| published <= day))
}

/// Whether a claim is of the place as a whole: parts never imply it.
fn takes_the_whole(pile: &Pile<'_>, at: usize) -> bool {
    let claim = pile.claims[at].claim;
    claim.counts() && matches!(claim.extent, None | Some(Extent::Whole))
}

/// Whether the rule lets the claim count.
fn is_admitted(claim: &Claim, rule: Rule) -> bool {
    let gainers = match claim.kind {
        Kind::ControlLost | Kind::Withdrawal => &claim.target,
        _ => &claim.agent,
    };
    let own = |party: &Party| party.side.is_some() && party.side == claim.speaker().side;
    rule == Rule::Plain || !gainers.iter().any(own)
}

fn change(
    pile: &Pile<'_>,
    event: &Event,
    claims: &[usize],
    tables: &Tables,
    options: &Options,
) -> Option<Change> {
    if event.days.is_open() {
        return None;
    }
    let claim = |at: &usize| pile.claims[*at].claim;
    let counted: Vec<usize> = claims
        .iter()
        .copied()
        .filter(|at| takes_the_whole(pile, *at) && is_admitted(claim(at), options.rule))
        .collect();
    let of_kinds = |kinds: &[Kind]| -> Vec<usize> {
        counted.iter().copied().filter(|at| kinds.contains(&claim(at).kind)).collect()
    };
    let taken = of_kinds(&[Kind::ControlGained, Kind::ControlTransferred]);
    let held = of_kinds(&[Kind::ControlHeld]);
    let losses = of_kinds(&[Kind::ControlLost, Kind::Withdrawal]);
    let only_held = taken.is_empty() && losses.is_empty();
    let mut gains = taken;
    gains.extend(&held);
    if gains.is_empty() && losses.is_empty() {
        return None;
    }
    let winners = named(gains.iter().map(claim).flat_map(|claim| &claim.agent), tables);
    let lost_by = losses.iter().map(claim).flat_map(|claim| &claim.agent);
    let taken_from = gains.iter().map(claim).flat_map(|claim| &claim.target);
    Some(Change {
        days: event.days,
        only_held,
        winners: leading(pile, &gains, winners, tables),
        losers: named(lost_by.chain(taken_from), tables),
        fought: fought(pile, claims),
        against: claims.iter().copied().filter(|at| differs(claim(at))).collect(),
        gains,
        losses,
    })
}

/// Allies who take a place together are named after the one that most claims name; who else took it, by claims that
/// do not name that one, follows.
fn leading(pile: &Pile<'_>, gains: &[usize], winners: Vec<String>, tables: &Tables) -> Vec<String> {
    let Some(first) = winners.first().cloned() else { return winners };
    let apart = winners.into_iter().skip(1).filter(|other| {
        let sides = gains.iter().map(|at| named(pile.claims[*at].claim.agent.iter(), tables));
        sides.clone().any(|side| side.contains(other))
            && !sides.clone().any(|side| side.contains(other) && side.contains(&first))
    });
    std::iter::once(first.clone()).chain(apart).collect()
}

/// Holder names, the one that stands most often first, ties in order of letters.
fn named<'c>(parties: impl Iterator<Item = &'c Party>, tables: &Tables) -> Vec<String> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for name in parties.filter_map(|party| holder_name(party, tables)) {
        *count.entry(name).or_default() += 1;
    }
    let mut names: Vec<(usize, String)> =
        count.into_iter().map(|(name, count)| (usize::MAX - count, name)).collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).collect()
}

/// Whether a claim says that the place was not taken, or not the whole of it.
fn differs(claim: &Claim) -> bool {
    let gain = matches!(claim.kind, Kind::ControlGained | Kind::ControlTransferred | Kind::ControlHeld);
    let denied = claim.polarity == Polarity::Negative;
    let part = claim.counts() && claim.extent == Some(Extent::Part);
    gain && claim.mood.is_real() && (denied || part)
}

/// "after a four-day offensive": how long it was fought for.
fn fought(pile: &Pile<'_>, claims: &[usize]) -> Option<(i32, Vec<ClaimId>)> {
    const LONGEST: u32 = 366;
    let lengths = claims.iter().filter_map(|at| {
        let claim = pile.claims[*at].claim;
        let fights = matches!(claim.kind, Kind::Clash | Kind::Advance | Kind::ControlGained | Kind::Siege);
        match claim.when.as_ref().filter(|_| fights && claim.mood != Mood::Planned)?.time {
            Time::Length { n, unit: Unit::Day } if n <= LONGEST => Some((i32::try_from(n).ok()?, claim)),
            Time::Length { n, unit: Unit::Week } if n <= LONGEST / 7 => {
                Some((i32::try_from(n).ok()? * 7, claim))
            }
            _ => None,
        }
    });
    let lengths: Vec<(i32, &Claim)> = lengths.collect();
    let longest = lengths.iter().map(|(days, _)| *days).max()?;
    Some((longest, lengths.iter().map(|(_, claim)| claim.id.clone()).collect()))
}

/// Keeps the dated fighting at each place.
fn add_fighting(pile: &Pile<'_>, event: &Event, claims: &[usize], places: &mut BTreeMap<u32, PlaceChanges>) {
    for &at in claims {
        let entry = &pile.claims[at];
        let Some(place) = entry.place.filter(|_| entry.claim.kind == Kind::Clash && entry.claim.counts())
        else {
            continue;
        };
        let own = entry.claim.when.as_ref().map(|when| when.days).filter(|days| days.length().is_some());
        // A clash of its own event has that event's days; one told beside a change of hands has none but its own.
        let days = own.or_else(|| (!event.kind.is_control()).then_some(event.days));
        let Some(days) = days.filter(|days| days.length().is_some()) else { continue };
        places.entry(place).or_default().fighting.push((days, entry.claim.id.clone()));
    }
}

fn name(line: &mut PlaceChanges, pile: &Pile<'_>, at: usize, place: u32) {
    let entry = &pile.claims[at];
    let found = entry.claim.places.iter().zip(&entry.places).find(|(_, number)| **number == place);
    if let Some((found, _)) = found
        && (line.name.is_empty() || found.name < line.name)
    {
        line.name = found.name.clone();
        line.id = found.id.clone();
    }
}

/// When a claim was told: by its own words, else by its page's day.
pub(super) fn told_on(pile: &Pile<'_>, at: usize) -> Days {
    let told = pile.claims[at].claim.told.as_ref().map(|told| told.days);
    told.filter(|days| days.length().is_some()).unwrap_or_else(|| pile.page_days(at))
}

/// The last day on which any of `claims` can have been told, where all are known.
pub(super) fn last_told(pile: &Pile<'_>, claims: &[usize]) -> Option<Day> {
    claims.iter().map(|at| told_on(pile, *at).to).collect::<Option<Vec<Day>>>()?.into_iter().max()
}
