//! The pile, laid out for the rooms that see all of it.
//!
//! In: readings in any order. Out: a [`Pile`]: pages by id, claims by id, and for each claim small numbers in place
//! of its names, so that comparing two claims costs little. Two names have one number when [`fold::key`] makes
//! them one; a party that the tables know is numbered by its side.

use std::collections::BTreeMap;

use crate::claim::{Claim, Party, Place, Precision, Role};
use crate::day::Days;
use crate::reading::Reading;
use crate::text::fold;

/// One claim with what the rooms ask of it most.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'r> {
    /// The claim.
    pub claim: &'r Claim,
    /// Its page: an index into [`Pile::pages`].
    pub page: usize,
    /// The numbers of the named agents, sorted, each once.
    pub agents: Vec<u32>,
    /// The same of the targets.
    pub targets: Vec<u32>,
    /// The numbers of its places, in their order.
    pub places: Vec<u32>,
    /// The first place that is finer than a region.
    pub place: Option<u32>,
    /// The number of the innermost speaker's name; none for unnamed speakers and for an outlet in its own voice.
    pub speaker: Option<u32>,
}

/// Pages and claims in order of their ids.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pile<'r> {
    /// By page id.
    pub pages: Vec<&'r Reading>,
    /// By claim id.
    pub claims: Vec<Entry<'r>>,
    names: Numbers,
}

/// Strings to numbers, in order of first asking.
#[derive(Clone, Debug, Default)]
struct Numbers {
    known: BTreeMap<String, u32>,
}

impl Numbers {
    fn of(&mut self, text: String) -> u32 {
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry(text).or_insert(next)
    }
}

impl<'r> Pile<'r> {
    /// The pile of `readings`.
    pub fn new(readings: &'r [Reading]) -> Self {
        let mut pages: Vec<&Reading> = readings.iter().collect();
        pages.sort_by(|a, b| a.page_id.cmp(&b.page_id));
        let mut pile = Pile { pages, ..Pile::default() };
        for page in 0..pile.pages.len() {
            for claim in &pile.pages[page].claims {
                let entry = pile.entry(claim, page);
                pile.claims.push(entry);
            }
        }
        pile.claims.sort_by(|a, b| a.claim.id.cmp(&b.claim.id));
        pile
    }

    fn entry(&mut self, claim: &'r Claim, page: usize) -> Entry<'r> {
        let places: Vec<u32> = claim.places.iter().map(|place| self.names.of(place_key(place))).collect();
        let fine = claim.places.iter().position(is_fine);
        let speaker = speaker_key(claim).map(|key| self.names.of(key));
        Entry {
            claim,
            page,
            agents: self.parties(&claim.agent),
            targets: self.parties(&claim.target),
            place: fine.map(|at| places[at]),
            places,
            speaker,
        }
    }

    fn parties(&mut self, parties: &[Party]) -> Vec<u32> {
        let mut numbers: Vec<u32> =
            parties.iter().filter_map(party_key).map(|key| self.names.of(key)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The day of the page that carries the claim at `at`.
    pub fn page_days(&self, at: usize) -> Days {
        self.pages[self.claims[at].page].article.published.days
    }

    /// The outlet of a page; "unknown" where the page does not tell.
    pub fn outlet(&self, page: usize) -> &str {
        outlet(self.pages[page])
    }

    /// Where the claim of that id stands in [`Pile::claims`].
    pub fn find(&self, id: &crate::id::ClaimId) -> Option<usize> {
        self.claims.binary_search_by(|entry| entry.claim.id.cmp(id)).ok()
    }
}

/// The outlet of a page; "unknown" where the page does not tell.
pub(crate) fn outlet(reading: &Reading) -> &str {
    match &reading.article.outlet {
        Some(outlet) => &outlet.value,
        None => {
            reading.claims.first().and_then(|claim| claim.chain.first()).map_or("unknown", |link| &link.name)
        }
    }
}

/// What a place is known by: its gazetteer id, else its folded name.
pub(crate) fn place_key(place: &Place) -> String {
    match &place.id {
        Some(id) => format!("at {id}"),
        None => format!("at {}", fold::key(&place.name)),
    }
}

/// Whether a place is finer than a region, so that two happenings "there" may be one.
pub(crate) fn is_fine(place: &Place) -> bool {
    !matches!(place.precision, Precision::Region | Precision::Country)
}

/// What a party is known by: its side, else its actor, else its name; none for a description such as "militants",
/// which no capital letter marks as a name and which may mean anyone.
pub(crate) fn party_key(party: &Party) -> Option<String> {
    if let Some(side) = &party.side {
        return Some(format!("side {}", fold::key(side)));
    }
    if let Some(actor) = &party.actor {
        return Some(format!("actor {actor}"));
    }
    party.name.chars().any(char::is_uppercase).then(|| format!("party {}", fold::key(&party.name)))
}

/// What the innermost speaker is known by; none where it has no name or is the outlet itself.
fn speaker_key(claim: &Claim) -> Option<String> {
    let speaker = claim.speaker();
    let nameless = matches!(speaker.role, Role::Unnamed | Role::Outlet) || is_nameless(&speaker.name);
    (!nameless && claim.chain.len() > 1).then(|| format!("says {}", fold::key(&speaker.name)))
}

/// Whether a speaker's name tells nobody: "unknown", "unnamed", nothing, or a description without a capital.
pub(crate) fn is_nameless(name: &str) -> bool {
    matches!(name, "" | "unknown" | "unnamed")
        || !name.chars().any(|character| character.is_uppercase() || !character.is_ascii())
}

/// How two sets of sorted numbers stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// They share one.
    Shared,
    /// One of them is empty: nothing can be said.
    Open,
    /// Both are known, and share none.
    Apart,
}

/// How `a` and `b` stand to each other.
pub(crate) fn relation(a: &[u32], b: &[u32]) -> Relation {
    if a.is_empty() || b.is_empty() {
        return Relation::Open;
    }
    match a.iter().any(|number| b.contains(number)) {
        true => Relation::Shared,
        false => Relation::Apart,
    }
}
