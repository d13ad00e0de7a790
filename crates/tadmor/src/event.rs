//! Events: the claims about one happening.
//!
//! In: readings and origins. Out: [`Event`]s. Claims join on kind family, fine place and *compatible* days, open ones
//! included, with who, whom and ordinals ("the second liberation") as soft evidence. "An air strike in Idlib" on
//! Monday is not Tuesday's.

mod attach;
mod cluster;
pub(crate) mod family;
pub(crate) mod role;
mod title;
pub(crate) mod window;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::claim::{Claim, Kind, Place};
use crate::day::Days;
use crate::event::attach::Leads;
use crate::event::cluster::{Block, Cluster};
use crate::event::family::Family;
use crate::event::role::Roles;
use crate::event::window::{Basis, Window};
use crate::id::{ClaimId, EventId};
use crate::origin::Origin;
use crate::origin::pile::{Pile, place_key};
use crate::reading::Reading;
use crate::tables::Tables;
use crate::text::fold;

pub use window::{HEADLINE_WITHIN, NEWS_WITHIN, TOLD_NEWS_WITHIN};

/// Two claims told of one happening, and why they were joined.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventJoin {
    /// The smaller id.
    pub a: ClaimId,
    /// The larger id.
    pub b: ClaimId,
    /// The evidence in words.
    pub because: String,
}

/// The claims about one happening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// From its smallest claim.
    pub id: EventId,
    /// What happened: the kind that leads it.
    pub kind: Kind,
    /// "Palmyra retaken by the Syrian Army".
    pub title: String,
    /// Where; the finest first, each once.
    pub places: Vec<Place>,
    /// When, as far as its claims tell together.
    pub days: Days,
    /// Which claim or page gave the days.
    pub because: String,
    /// Its claims, in id order.
    pub claims: Vec<ClaimId>,
    /// The joins that made it, in order.
    pub joins: Vec<EventJoin>,
}

/// The events of all claims of `readings`. Every claim is in at most one; claims without place or party may be in
/// none. In id order.
pub fn group(readings: &[Reading], origins: &[Origin], _tables: &Tables) -> Vec<Event> {
    let pile = Pile::new(readings);
    let origin_of = origin_numbers(&pile, origins);
    let windows: Vec<Window> =
        (0..pile.claims.len()).map(|at| window::alone(pile.claims[at].claim, pile.page_days(at))).collect();
    let roles: Vec<Roles> = pile.claims.iter().map(Roles::of).collect();
    let figures: Vec<Vec<u64>> = pile.claims.iter().map(cluster::odd_figures).collect();
    let grouping =
        Grouping { pile: &pile, origin_of: &origin_of, windows: &windows, roles: &roles, figures: &figures };
    let mut events: Vec<Event> =
        grouping.all().into_iter().map(|(family, cluster)| grouping.event(family, &cluster)).collect();
    events.sort_by(|a, b| a.id.cmp(&b.id));
    events
}

/// The number of each claim's origin; a claim of none has a number of its own.
fn origin_numbers(pile: &Pile<'_>, origins: &[Origin]) -> Vec<usize> {
    let mut numbers: Vec<usize> = (origins.len()..origins.len() + pile.claims.len()).collect();
    for (number, origin) in origins.iter().enumerate() {
        for at in origin.claims.iter().filter_map(|id| pile.find(id)) {
            numbers[at] = number;
        }
    }
    numbers
}

/// What grouping looks at.
struct Grouping<'a, 'r> {
    pile: &'a Pile<'r>,
    origin_of: &'a [usize],
    windows: &'a [Window],
    roles: &'a [Roles],
    figures: &'a [Vec<u64>],
}

/// In which order kinds look for the happening that they belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Leads happenings.
    First,
    /// May be part of a battle for a place, else leads.
    Second,
    /// What some happening did, else by itself.
    Third,
}

fn turn(claim: &Claim) -> Turn {
    if family::falls_out(claim.kind) {
        return Turn::Third;
    }
    if family::comes_beside(claim.kind) { Turn::Second } else { Turn::First }
}

impl Grouping<'_, '_> {
    fn all(&self) -> Vec<(Family, Cluster)> {
        let mut clusters = Vec::new();
        let making: Vec<usize> = (0..self.pile.claims.len())
            .filter(|at| family::makes_events(self.pile.claims[*at].claim))
            .collect();
        for turn_now in [Turn::First, Turn::Second, Turn::Third] {
            let claims = making.iter().copied().filter(|at| turn(self.pile.claims[*at].claim) == turn_now);
            let claims: Vec<usize> = claims.collect();
            let left = match turn_now {
                Turn::First => claims,
                Turn::Second | Turn::Third => self.attach(&mut clusters, &claims),
            };
            clusters.extend(self.blocks(&left));
            if turn_now == Turn::First {
                self.fold_parts(&mut clusters);
            }
        }
        let plans = (0..self.pile.claims.len()).filter(|at| family::follows(self.pile.claims[*at].claim));
        self.attach(&mut clusters, &plans.collect::<Vec<_>>());
        clusters
    }

    /// Gives each claim to the happening that it belongs to; returns those that found none.
    fn attach(&self, clusters: &mut [(Family, Cluster)], claims: &[usize]) -> Vec<usize> {
        let leads = Leads::new(self.pile, self.origin_of, self.windows, clusters);
        let mut left = Vec::new();
        let mut found = Vec::new();
        for &at in claims {
            match leads.of(clusters, at) {
                Some(place) => found.push((at, place)),
                None => left.push(at),
            }
        }
        for (at, (which, lead, because)) in found {
            let cluster = &mut clusters[which].1;
            cluster.claims.push(at);
            cluster.joins.push((lead, at, because));
        }
        left
    }

    /// The happenings of each family at each place.
    fn blocks(&self, claims: &[usize]) -> Vec<(Family, Cluster)> {
        let mut blocks: BTreeMap<(Family, u32), Vec<usize>> = BTreeMap::new();
        for &at in claims {
            let entry = &self.pile.claims[at];
            let Some(place) = entry.place.or(entry.places.first().copied()) else { continue };
            blocks.entry((Family::of(entry.claim.kind), place)).or_default().push(at);
        }
        let mut clusters = Vec::new();
        for ((family, _), claims) in blocks {
            let fine = claims.iter().any(|at| self.pile.claims[*at].place.is_some());
            let block = Block {
                pile: self.pile,
                family,
                fine,
                origin_of: self.origin_of,
                windows: self.windows,
                roles: self.roles,
                figures: self.figures,
            };
            clusters.extend(block.clusters(&claims).into_iter().map(|cluster| (family, cluster)));
        }
        clusters
    }

    /// A page that tells of "the X citadel" and of X in one piece of news tells of one battle: the part joins the
    /// whole, and stays a part.
    fn fold_parts(&self, clusters: &mut Vec<(Family, Cluster)>) {
        let leads = Leads::new(self.pile, self.origin_of, self.windows, clusters);
        let mut into: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (which, (family, cluster)) in clusters.iter().enumerate() {
            let Some((whole, lead)) =
                self.whole_of(clusters, &leads, which).filter(|_| *family == Family::Control)
            else {
                continue;
            };
            if cluster.claims.iter().all(|at| self.is_part(*at)) {
                into.insert(which, (whole, lead));
            }
        }
        for (part, (whole, lead)) in &into {
            let part = clusters[*part].1.clone();
            let cluster = &mut clusters[*whole].1;
            cluster.joins.push((*lead, part.claims[0], "a part of the place, in the same news".to_owned()));
            cluster.joins.extend(part.joins);
            cluster.claims.extend(part.claims);
        }
        let mut which = 0;
        clusters.retain(|_| {
            which += 1;
            !into.contains_key(&(which - 1))
        });
    }

    fn is_part(&self, at: usize) -> bool {
        self.pile.claims[at].claim.extent == Some(crate::claim::Extent::Part)
    }

    /// The cluster of the whole place that the part at `which` is told of with, on the same page.
    fn whole_of(
        &self,
        clusters: &[(Family, Cluster)],
        leads: &Leads<'_, '_>,
        which: usize,
    ) -> Option<(usize, usize)> {
        let part = &clusters[which].1;
        let mut found = None;
        for (lead, whole) in part.claims.iter().flat_map(|at| leads.on_page_of(*at)) {
            let fits = *whole != which
                && clusters[*whole].0 == Family::Control
                && !self.is_part(*lead)
                && part.claims.iter().any(|at| self.names_part(*at, *lead))
                && clusters[*whole].1.days.overlaps(part.days)
                && clusters[*whole].1.roles.stand(&part.roles, false) != crate::origin::pile::Relation::Apart
                && self.windows[*lead].basis >= Basis::Page;
            match found {
                _ if !fits => {}
                Some((known, _)) if known != *whole => return None,
                Some(_) => {}
                None => found = Some((*whole, *lead)),
            }
        }
        found
    }

    /// Whether a place of `at` is named after the place of `lead` ("X Citadel"), or stands with it.
    fn names_part(&self, at: usize, lead: usize) -> bool {
        let (part, whole) = (&self.pile.claims[at], &self.pile.claims[lead]);
        let Some(place) = whole.claim.places.first() else { return false };
        let name = format!(" {} ", fold::key(&place.name));
        let named_after = |other: &Place| format!(" {} ", fold::key(&other.name)).contains(&name);
        part.places.contains(&whole.places[0]) || part.claim.places.iter().any(named_after)
    }

    fn event(&self, family: Family, cluster: &Cluster) -> Event {
        let mut claims = cluster.claims.clone();
        claims.sort_unstable();
        let lead: Vec<usize> =
            claims.iter().copied().filter(|at| Family::of(self.claim(*at).kind) == family).collect();
        let kind = self.kind(&lead);
        let of_kind: Vec<&Claim> =
            lead.iter().map(|at| self.claim(*at)).filter(|claim| claim.kind == kind).collect();
        let dating: Vec<usize> =
            lead.iter().copied().filter(|at| family::dates_event(self.claim(*at), kind)).collect();
        let (days, because) = self.days(if dating.is_empty() { &lead } else { &dating });
        let mut joins: Vec<EventJoin> = cluster.joins.iter().map(|join| self.join(join)).collect();
        joins.sort();
        let ids: Vec<ClaimId> = claims.iter().map(|at| self.claim(*at).id.clone()).collect();
        Event {
            id: EventId::of(&[ids.first().map_or("", ClaimId::as_str)]),
            kind,
            title: title::title(kind, &of_kind),
            places: places(lead.iter().map(|at| self.claim(*at))),
            days,
            because,
            claims: ids,
            joins,
        }
    }

    fn claim(&self, at: usize) -> &Claim {
        self.pile.claims[at].claim
    }

    fn join(&self, (a, b, because): &(usize, usize, String)) -> EventJoin {
        let id = |at: usize| self.claim(at).id.clone();
        EventJoin { a: id(*a.min(b)), b: id(*a.max(b)), because: because.clone() }
    }

    /// The kind that most leading claims have; ties to the first of the codebook. Who took a place goes before who
    /// held or left it.
    fn kind(&self, lead: &[usize]) -> Kind {
        let rank = |kind: Kind| match kind {
            Kind::ControlGained | Kind::ControlTransferred => 0,
            Kind::ControlLost | Kind::Withdrawal => 1,
            Kind::ControlHeld => 2,
            _ => 3,
        };
        let mut count: BTreeMap<Kind, usize> = BTreeMap::new();
        for at in lead {
            *count.entry(self.claim(*at).kind).or_default() += 1;
        }
        let most = count.into_iter().min_by_key(|(kind, count)| (rank(*kind), usize::MAX - count, *kind));
        most.map_or(Kind::Statement, |(kind, _)| kind)
    }

    /// The days that all leading claims allow, narrowest first, and which claim gave most.
    fn days(&self, lead: &[usize]) -> (Days, String) {
        let mut order: Vec<usize> = lead.to_vec();
        order.sort_by_key(|at| {
            let window = self.windows[*at];
            (window.days.length().unwrap_or(i32::MAX), std::cmp::Reverse(window.basis), *at)
        });
        let mut days = Days::OPEN;
        let mut because = String::new();
        for at in order {
            let met = days.intersect(self.windows[at].days).unwrap_or(days);
            if met != days {
                if because.is_empty() {
                    because = window_words(
                        self.claim(at),
                        self.windows[at],
                        self.pile.pages[self.pile.claims[at].page],
                    );
                }
                days = met;
            }
        }
        (days, because)
    }
}

/// Why a claim has its window, in words.
pub(crate) fn window_words(claim: &Claim, window: Window, page: &Reading) -> String {
    match window.basis {
        Basis::Words => {
            let written = claim.when.as_ref().map_or("", |when| when.written.as_str());
            format!("the words \"{written}\" on {}", page.name())
        }
        Basis::Told => {
            let written = claim.told.as_ref().map_or("", |told| told.written.as_str());
            let within = if claim.kind.is_control() { TOLD_NEWS_WITHIN } else { NEWS_WITHIN };
            format!("told as news \"{written}\" on {}: of that day or {within} before", page.name())
        }
        Basis::Page if matches!(claim.zone, crate::page::Zone::Title | crate::page::Zone::Deck) => {
            format!("the headline of {}: of its day or the {HEADLINE_WITHIN} days before", page.name())
        }
        Basis::Page => format!("the news of {}: of its day or the {NEWS_WITHIN} days before", page.name()),
        Basis::Nothing => format!("not after {}", page.name()),
    }
}

/// The places of claims, each once, in the order of the claims.
fn places<'c>(claims: impl Iterator<Item = &'c Claim>) -> Vec<Place> {
    let mut seen = std::collections::BTreeSet::new();
    let mut places: Vec<Place> = Vec::new();
    let mut others = Vec::new();
    for claim in claims {
        for (at, place) in claim.places.iter().enumerate() {
            if seen.insert(place_key(place)) {
                // The place that leads a claim goes before those that only stand with it.
                if at == 0 { places.push(place.clone()) } else { others.push(place.clone()) }
            }
        }
    }
    places.extend(others);
    places
}
