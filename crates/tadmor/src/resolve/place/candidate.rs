//! The places that one name of a page may mean, each with what it is worth by itself.
//!
//! In: a name with the kind of word beside it. Out: [`Candidate`]s with points in hundredths: a hundred are a tenfold of
//! people. Whole numbers: sums are the same on every machine.

use crate::mention::name::folded;
use crate::mention::place::Form;
use crate::mention::place::lookup::{Known, known, named};
use crate::tables::Tables;
use crate::tables::places::PlaceClass;
use crate::tables::wide::{WideClass, WideRow};

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A continent.
    Continent,
    /// A country.
    Country,
    /// A sea.
    Water,
    /// A landscape, a region across others.
    Wide,
    /// A first-level region.
    Region,
    /// A second-level region.
    County,
    /// A town.
    Town,
    /// A part of a town.
    Quarter,
    /// Kept by hand: an airbase, a dam.
    Site,
}

impl Kind {
    /// Whether other places lie in it rather than beside it.
    pub fn holds_others(self) -> bool {
        matches!(
            self,
            Kind::Continent | Kind::Country | Kind::Water | Kind::Wide | Kind::Region | Kind::County
        )
    }
}

/// One place that a name may mean.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// "gn:163808".
    pub id: String,
    /// The name to show.
    pub name: String,
    /// ISO 3166; empty where it lies in several.
    pub country: String,
    /// The number of its first-level region in the gazetteer, its own for such a region.
    pub region: Option<u32>,
    /// What it is.
    pub kind: Kind,
    /// The table's own word for it: "airbase".
    pub word: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many live there; 0 where not known.
    pub people: u64,
    /// Whether its name in English news is known by hand.
    pub noted: bool,
    /// What it is worth by itself, in hundredths.
    pub points: i64,
    /// The same point as a vector of length one.
    unit: [f64; 3],
}

/// Kilometres of the earth's radius.
const RADIUS: f64 = 6371.0;

impl Candidate {
    /// Whole kilometres to another, straight through the earth: as good as round it for what is near.
    pub fn km_to(&self, other: &Candidate) -> i64 {
        let square: f64 =
            self.unit.iter().zip(other.unit).map(|(one, other)| (one - other) * (one - other)).sum();
        (square.sqrt() * RADIUS).round() as i64
    }

    fn new(id: String, country: &str, kind: Kind, lat: f64, lon: f64) -> Candidate {
        let (north, east) = (lat.to_radians(), lon.to_radians());
        Candidate {
            id,
            name: String::new(),
            country: country.to_owned(),
            region: None,
            kind,
            word: String::new(),
            lat,
            lon,
            people: 0,
            noted: false,
            points: 0,
            unit: [north.cos() * east.cos(), north.cos() * east.sin(), north.sin()],
        }
    }
}

/// Places without a known number of people count as hamlets.
const HAMLET: u64 = 300;
/// By how much an alias counts less than the name to show: "Berea" was Aleppo once.
const ALIAS: i64 = 60;
/// The same for an alias that is another name altogether.
const OTHER_NAME: i64 = 130;
/// By how much a part of a town counts less than a town of as many people.
const QUARTER: i64 = 80;
/// What a name in English news known by hand is worth.
const NOTED: i64 = 40;

/// The candidates of `name`, written in `form`, the most worth first.
pub fn of(name: &str, form: Form, tables: &Tables) -> Vec<Candidate> {
    let found = match form {
        Form::Name => Some(named(name, tables)),
        // "US", "Ala.", "Syrian" mean one place each.
        Form::Capitals | Form::State | Form::Adjective => known(name, tables),
    };
    let mut candidates = found.map_or_else(Vec::new, |found| listed(&found, name, tables));
    sort(&mut candidates);
    candidates
}

/// The candidates with these numbers in the gazetteer.
pub fn of_rows(rows: &[u32], name: &str, tables: &Tables) -> Vec<Candidate> {
    let found = Known { form: Form::Name, wide: Vec::new(), rows: rows.to_vec() };
    let mut candidates = listed(&found, name, tables);
    sort(&mut candidates);
    candidates
}

fn sort(candidates: &mut [Candidate]) {
    candidates.sort_by(|one, other| other.points.cmp(&one.points).then_with(|| one.id.cmp(&other.id)));
}

fn listed(found: &Known<'_>, name: &str, tables: &Tables) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = found.wide.iter().map(|row| of_wide(row, tables)).collect();
    let key = folded(name);
    for at in &found.rows {
        let candidate = of_row(*at, &key, tables);
        if !candidates.iter().any(|other| other.id == candidate.id) {
            candidates.push(candidate);
        }
    }
    candidates
}

fn of_wide(row: &WideRow, tables: &Tables) -> Candidate {
    let kind = match row.class {
        WideClass::Continent => Kind::Continent,
        WideClass::Country => Kind::Country,
        WideClass::Water => Kind::Water,
        WideClass::State => Kind::Region,
        WideClass::Area | WideClass::Words => Kind::Wide,
    };
    let points = match row.class {
        WideClass::Country => 820,
        WideClass::Continent | WideClass::Water => 760,
        // States of the United States are named without a word beside them as no other regions are.
        WideClass::State if row.country == "US" => 700,
        WideClass::State => 600,
        WideClass::Area | WideClass::Words => 640,
    };
    let mut candidate = Candidate::new(row.id.to_owned(), row.country, kind, row.lat, row.lon);
    candidate.name = row.name.to_owned();
    candidate.points = points;
    candidate.noted = true;
    if kind == Kind::Region {
        candidate.region = tables.places.at_id(row.instead).or_else(|| tables.places.at_id(row.id));
    }
    candidate
}

fn of_row(at: u32, key: &str, tables: &Tables) -> Candidate {
    let row = tables.places.row(at);
    // A better point, or a row that stands instead of this one.
    let id = row.id.to_string();
    if let Some(wide) = tables.wide.by_id(&id).filter(|wide| wide.class != WideClass::Words) {
        return of_wide(wide, tables);
    }
    let kind = match row.class {
        PlaceClass::Country => Kind::Country,
        PlaceClass::Region => Kind::Region,
        PlaceClass::County => Kind::County,
        PlaceClass::Town => Kind::Town,
        PlaceClass::Quarter => Kind::Quarter,
        PlaceClass::Landscape => Kind::Wide,
        PlaceClass::Landmark => Kind::Site,
    };
    let mut points = match kind {
        Kind::Country => 820,
        Kind::Region => 520,
        Kind::County => 300,
        Kind::Wide => 640,
        Kind::Site => 450,
        Kind::Quarter => tenfolds(row.people) - QUARTER,
        _ => tenfolds(row.people),
    };
    if folded(row.shown()) != key && folded(row.name) != key {
        points -= if alike(&folded(row.shown()), key) { ALIAS } else { OTHER_NAME };
    }
    if row.is_noted() {
        points += NOTED;
    }
    let mut candidate = Candidate::new(id, row.country, kind, row.lat, row.lon);
    candidate.name = row.shown().to_owned();
    candidate.word = row.kind.to_owned();
    candidate.region = match kind {
        Kind::Region => Some(at),
        _ => tables.places.region_of(at),
    };
    candidate.people = row.people;
    candidate.noted = row.is_noted();
    candidate.points = points;
    candidate
}

/// A hundred for every tenfold of people, straight between tenfolds.
pub fn tenfolds(people: u64) -> i64 {
    let people = people.clamp(HAMLET, 1_000_000_000);
    let power = people.ilog10();
    let unit = 10u64.pow(power);
    let rest = (people - unit) * 100 / (9 * unit);
    i64::from(power) * 100 + i64::try_from(rest).unwrap_or(0)
}

/// Whether two folded names look like spellings of one: the same start, or half of their pairs of letters.
fn alike(one: &str, other: &str) -> bool {
    let pairs = |name: &str| -> Vec<(u8, u8)> {
        let letters: Vec<u8> = name.bytes().filter(|byte| *byte != b' ').collect();
        letters.iter().zip(letters.iter().skip(1)).map(|(one, other)| (*one, *other)).collect()
    };
    let (one, other) = (pairs(one), pairs(other));
    if one.len() >= 3 && other.len() >= 3 && one[..3] == other[..3] {
        return true;
    }
    let shared = one.iter().filter(|pair| other.contains(pair)).count();
    4 * shared >= one.len() + other.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_count_by_tenfolds() {
        assert_eq!([tenfolds(0), tenfolds(1000), tenfolds(10_000), tenfolds(55_000)], [222, 300, 400, 450]);
    }

    #[test]
    fn spellings_are_alike_and_other_names_are_not() {
        assert!(alike("al qaryatayn", "qaryatayn"));
        assert!(alike("tadmur", "tadmor"));
        assert!(!alike("palmyra", "tadmur"));
    }
}
