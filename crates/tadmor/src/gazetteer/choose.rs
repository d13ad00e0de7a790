//! Which places go into the core that ships.
//!
//! In: all places. Out: those of the core. Countries and regions, the world's cities, every place of the countries whose wars
//! the product is held to, and of other countries at war the best known ones.

use std::collections::BTreeMap;

use super::Gathered;
use crate::tables::places::PlaceClass;
use crate::tables::places::row::is_latin;
use crate::tables::places::spell::hash;
use crate::tables::places::write::NewPlace;
use crate::text::fold::key;

/// Countries of which every place and every name is in the core.
const WHOLE: &[&str] = &["SY", "UA", "SD", "YE"];

/// Countries at war, and how many of their places are in the core, the best known first.
const AT_WAR: &[(&str, usize)] = &[
    ("IQ", 99_999),
    ("LY", 99_999),
    ("LB", 99_999),
    ("PS", 99_999),
    ("IL", 99_999),
    ("SS", 99_999),
    ("SO", 99_999),
    ("ET", 99_999),
    ("ML", 99_999),
    ("BF", 99_999),
    ("NE", 10_000),
    ("NG", 15_000),
    ("TD", 10_000),
    ("CF", 99_999),
    ("CD", 15_000),
    ("MZ", 10_000),
    ("MM", 15_000),
    ("AF", 15_000),
    ("AZ", 99_999),
    ("AM", 99_999),
    ("GE", 99_999),
    ("ER", 99_999),
    ("CM", 3_000),
    ("CO", 3_000),
    ("PK", 4_000),
    ("TR", 3_000),
    ("IR", 2_000),
    ("EG", 2_000),
    ("JO", 1_500),
    ("SA", 1_000),
    ("DZ", 800),
    ("TN", 500),
    ("XK", 2_600),
    ("BA", 2_000),
    ("RS", 2_000),
    ("MD", 1_000),
    ("BY", 1_500),
    ("CY", 300),
    ("KW", 100),
];

/// Towns of so many people are in the core wherever they lie.
const LARGE: u64 = 15_000;

/// Near a war that lies mostly in another country: country, south, north, west, east, and from how many people on.
const BORDERS: &[(&str, f64, f64, f64, f64, u64)] = &[
    ("RU", 45.0, 53.6, 30.0, 42.0, 1_000),
    ("RU", 42.0, 44.5, 41.0, 48.5, 1_000),
    ("IN", 32.0, 36.0, 73.0, 79.0, 1_000),
];

/// Whether every place and every name of the country is kept.
pub(super) fn is_whole(country: &str) -> bool {
    WHOLE.contains(&country)
}

/// The most names of a place in the full gazetteer, by script.
const MOST_LATIN: usize = 16;
const MOST_LATIN_OF_SMALL: usize = 6;
const MOST_OTHER: usize = 3;

/// A place of the full gazetteer. Names that lead to it by a shorter way already ("el Bab" beside "al Bab") are left out.
pub(super) fn full(place: &Gathered) -> NewPlace {
    if is_whole(&place.place.country) {
        return NewPlace { names: place.names.clone(), ..place.place.clone() };
    }
    let latin = if place.place.people >= LARGE { MOST_LATIN } else { MOST_LATIN_OF_SMALL };
    NewPlace {
        names: shortest_way(place, some(place, [latin, MOST_OTHER, MOST_OTHER, MOST_OTHER])),
        ..place.place.clone()
    }
}

/// Without names that lead to the place by another one already: "el Bab" beside "al Bab".
fn shortest_way(place: &Gathered, mut names: Vec<String>) -> Vec<String> {
    let mut seen: Vec<(u64, bool)> = Vec::new();
    let mut is_new = |name: &str| {
        let (hash, article) = hash(name);
        let is_new = !seen.iter().any(|(other, with)| *other == hash && (article || !with));
        seen.push((hash, article));
        is_new
    };
    for name in [&place.place.name, &place.place.english] {
        is_new(&key(name));
    }
    names.retain(|name| is_new(name));
    names
}

pub(super) fn core(places: &[Gathered]) -> Vec<NewPlace> {
    let mut by_country: BTreeMap<&str, Vec<&Gathered>> = BTreeMap::new();
    for place in places {
        by_country.entry(&place.place.country).or_default().push(place);
    }
    let mut chosen = Vec::new();
    for (country, mut places) in by_country {
        let is_whole = is_whole(country);
        let most = AT_WAR.iter().find(|row| row.0 == country).map_or(0, |row| row.1);
        places.sort_by(|one, other| best_known(one).cmp(&best_known(other)));
        let mut count = 0;
        for place in places {
            let keep = is_whole || is_large(place) || count < most && is_wanted(place, most);
            if !keep {
                continue;
            }
            count += usize::from(place.is_town());
            let names = match () {
                () if is_whole => place.names.clone(),
                () if most > 0 => of_country_at_war(place),
                () => of_the_world(place),
            };
            chosen.push(NewPlace { names, ..place.place.clone() });
        }
    }
    chosen
}

/// Less comes first.
fn best_known(place: &Gathered) -> (bool, std::cmp::Reverse<u64>, std::cmp::Reverse<usize>, &str) {
    let rank = place.place.english.is_empty();
    (rank, std::cmp::Reverse(place.place.people), std::cmp::Reverse(place.fame), &place.place.id)
}

fn is_large(place: &Gathered) -> bool {
    let row = &place.place;
    let is_near = |border: &&(&str, f64, f64, f64, f64, u64)| {
        let (country, south, north, west, east, people) = **border;
        row.country == country
            && (south..=north).contains(&row.lat)
            && (west..=east).contains(&row.lon)
            && row.people >= people
    };
    matches!(row.class, PlaceClass::Country | PlaceClass::Region | PlaceClass::Landscape)
        || row.class == PlaceClass::County && row.id.starts_with("ne:")
        || place.is_town() && row.people >= LARGE && row.class != PlaceClass::Quarter
        || place.is_town() && row.people >= 100_000
        || !row.english.is_empty()
        || place.is_seat
        || BORDERS.iter().find(is_near).is_some()
}

/// Places of a country at war; of one of which not all are kept, no parts of towns.
fn is_wanted(place: &Gathered, most: usize) -> bool {
    most >= 10_000 || matches!(place.place.class, PlaceClass::Town | PlaceClass::County)
}

/// As many names as a place is well known for.
fn of_country_at_war(place: &Gathered) -> Vec<String> {
    let most = match place.place.people {
        0..5_000 => 5,
        5_000..50_000 => 8,
        _ => 16,
    };
    shortest_way(place, some(place, [most, 2, 2, 0]))
}

/// Names in the languages of the world that differ from the own one in a few letters at the end help nobody here: those that begin alike
/// are kept, and those kept by hand.
fn of_the_world(place: &Gathered) -> Vec<String> {
    let own = key(&place.place.name);
    let start: String = own.chars().take(3).collect();
    let large = place.place.people >= 100_000 || place.is_seat;
    let others = usize::from(large);
    let mut kept = shortest_way(place, some(place, [if large { 8 } else { 4 }, others, others, 0]));
    if place.place.english.is_empty() {
        kept.retain(|name| !is_latin(name) || name.starts_with(&start));
    }
    kept
}

/// The first names: so many Latin ones, Arabic ones, Cyrillic ones, Hebrew ones.
fn some(place: &Gathered, mut left: [usize; 4]) -> Vec<String> {
    let mut kept = place.names.clone();
    kept.retain(|name| {
        let script = match name.chars().find(|character| character.is_alphabetic()) {
            Some('\u{600}'..='\u{6ff}') => 1,
            Some('\u{400}'..='\u{52f}') => 2,
            Some('\u{590}'..='\u{5ff}') => 3,
            _ => 0,
        };
        let keep = left[script] > 0;
        left[script] = left[script].saturating_sub(1);
        keep
    });
    kept
}
