//! Names: who, where, with what, when, how many; as written.
//!
//! In: a page's sentences as words with their tags, and the convention to read in. Out: [`Name`]s, in reading order,
//! those inside others marked. "The Kivu Defence Front shelled Rutaba on Friday" names an organisation with a place in
//! it, a place and a time. Does not decide which place or group is meant; see `resolve`.
//!
//! Sets of marked sentences disagree on what a name is: one marks proper names alone, another "the regime" and "we".
//! One model learns from all of them: each feature is seen twice, once shared and once for its convention (Daumé 2007,
//! "Frustratingly easy domain adaptation"), and whoever reads says in which convention.

pub mod feature;
pub mod gazetteer;
pub mod lattice;
pub mod lists;
pub mod owner;

use crate::lang::weights::Weights;
use crate::lang::word::Word;
use feature::{Features, Seen};
use gazetteer::Gazetteer;
use lattice::{Lattice, Scores};

crate::lang::label::labels! {
    /// What a name names.
    #[repr(u8)]
    NameKind:
    /// The name alone, without rank or title.
    Person "person",
    /// Armed groups, armies, governments' bodies, companies.
    Organisation "organisation",
    /// Countries, towns, rivers, hills.
    Place "place",
    /// Airbases, dams, hospitals, camps, roads.
    Facility "facility",
    /// Weapons and munitions, named or common.
    Weapon "weapon",
    /// Tanks, aircraft, ships, cars.
    Vehicle "vehicle",
    /// Adjectives and nouns of nations, peoples and faiths.
    Nationality "nationality",
    /// Agencies, papers, stations.
    Outlet "outlet",
    /// Days, hours, spans of time.
    Time "time",
    /// Counts and measures.
    Quantity "quantity",
    /// re3d alone: tanks, aircraft, ships of armed forces.
    Platform "platform",
    /// re3d alone: sums of money.
    Money "money",
    /// re3d alone: resolutions, reports.
    Document "document",
    /// re3d alone: latitudes and longitudes.
    Coordinate "coordinate",
    /// wikigold alone: works, events, peoples.
    Other "other",
}

/// What a set of marked sentences holds to be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Convention {
    /// The product's own: `tests/cases/lang-names.txt`.
    Own,
    /// Universal NER: proper names of people, places, organisations.
    Uner,
    /// wikigold: the same, and others.
    Wikigold,
    /// GUM, of whose mentions those with a proper name for a head are taken.
    Gum,
    /// re3d: nominals and pronouns too, nested.
    Re3d,
}

impl Convention {
    /// All, in the order of their numbers.
    pub const ALL: [Convention; 5] =
        [Convention::Own, Convention::Uner, Convention::Wikigold, Convention::Gum, Convention::Re3d];

    /// The kinds that it knows.
    pub fn kinds(self) -> &'static [NameKind] {
        use NameKind::*;
        match self {
            Convention::Own => {
                &[Person, Organisation, Place, Facility, Weapon, Vehicle, Nationality, Outlet, Time, Quantity]
            }
            Convention::Uner | Convention::Gum => &[Person, Organisation, Place],
            Convention::Wikigold => &[Person, Organisation, Place, Other],
            Convention::Re3d => &[
                Person,
                Organisation,
                Place,
                Weapon,
                Vehicle,
                Nationality,
                Time,
                Quantity,
                Platform,
                Money,
                Document,
                Coordinate,
            ],
        }
    }

    /// Whether it marks names inside names.
    pub fn nests(self) -> bool {
        matches!(self, Convention::Own | Convention::Re3d)
    }
}

/// A name, as a row of words in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// Its first word.
    pub first: usize,
    /// One past its last word.
    pub end: usize,
    /// What it names.
    pub kind: NameKind,
    /// Whether it stands inside another (or, in re3d, is another's second reading).
    pub inner: bool,
}

/// A sentence to be read.
#[derive(Clone, Copy, Debug)]
pub struct Line<'w> {
    /// Its words.
    pub words: &'w [Word],
    /// The number of each word's tag; empty: none was made.
    pub tags: &'w [u8],
}

/// What is known of names: lists, and what was learned of a convention.
#[derive(Clone, Debug)]
pub struct Names {
    /// Which.
    convention: Convention,
    /// What lists say.
    gazetteer: Gazetteer,
    /// What was learned.
    weights: Weights,
}

impl Names {
    /// From the bytes of `models/names.weights`, for one convention; `None`: they are no weights.
    pub fn read(bytes: &[u8], convention: Convention, gazetteer: Gazetteer) -> Option<Self> {
        let weights = Weights::read_owned(bytes, owner::number(convention))?;
        Some(Names { convention, gazetteer, weights })
    }
}

/// The names of each sentence of a page, in the convention that `names` was made for.
pub fn find(page: &[Line<'_>], names: &Names) -> Vec<Vec<Name>> {
    let convention = names.convention;
    let seen = Seen::of(page, &names.gazetteer);
    let weights = &names.weights;
    let lattice = |layer| {
        Lattice::new(convention.kinds(), |before, scores| {
            weights.add(owner::shared(lattice::step_feature(layer, before)), scores)
        })
    };
    let (outer, inner) = (lattice(lattice::OUTER), lattice(lattice::INNER));
    let never = |word: &Word| feature::never(word).is_some_and(|feature| weights.is(feature, 0, 1));
    let mut features = Features::default();
    let mut scores: Vec<Scores> = Vec::new();
    let mut out = Vec::with_capacity(page.len());
    for (at, line) in page.iter().enumerate() {
        features.fill(page, at, &seen, never);
        scores.clear();
        scores.extend(features.outer().map(|row| sum(row, weights)));
        let mut found = lattice::names(&outer.best(&scores), 0, false);
        for at in 0..found.len() {
            let name = found[at];
            if may_hold(name, convention) {
                scores.clear();
                features.inner(name, line.words, |row| scores.push(sum(row, weights)));
                let inside = lattice::names(&inner.best(&scores), name.first, true);
                found.extend(inside.into_iter().filter(|inside| is_new(*inside, name, convention)));
            }
        }
        found.sort_unstable_by_key(|name| (name.first, usize::MAX - name.end, name.inner, name.kind));
        out.push(found);
    }
    out
}

/// Whether names are looked for inside this one.
pub fn may_hold(outer: Name, convention: Convention) -> bool {
    convention == Convention::Re3d || (convention.nests() && outer.end - outer.first > 1)
}

/// Whether what was found inside is another name: a second reading of the same words is one in re3d alone.
fn is_new(inner: Name, outer: Name, convention: Convention) -> bool {
    let same = (inner.first, inner.end) == (outer.first, outer.end);
    !same || (convention == Convention::Re3d && inner.kind != outer.kind)
}

fn sum(row: &[u64], weights: &Weights) -> Scores {
    if row.is_empty() {
        return lattice::NO_NAME;
    }
    let mut scores = [0; 64];
    weights.score(row, &mut scores);
    scores
}
