//! One town that stands in the sources twice.
//!
//! In: all places. Out: the same without rows that are another row's town: of the same name in the same country, and so near that
//! a page can't mean them apart. The names of a row that goes are the other's from then on.

use std::collections::BTreeMap;

use super::{Gathered, choose};
use crate::tables::places::PlaceClass;
use crate::text::fold::key;

/// Two rows of one name so near are one place.
const SAME_KM: f64 = 1.0;
/// A row without people within a city of its name is the city.
const CITY_KM: f64 = 10.0;
/// From so many people on a town is a city.
const CITY: u64 = 50_000;

pub(super) fn merged(mut places: Vec<Gathered>) -> Vec<Gathered> {
    let mut by_name: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, place) in places.iter().enumerate() {
        // Of these countries every row stays: readers tell rows of one place by how near they lie.
        if !place.is_town() || choose::is_whole(&place.place.country) {
            continue;
        }
        by_name.entry((place.place.country.clone(), key(&place.place.name))).or_default().push(at);
    }
    let mut into: Vec<Option<usize>> = vec![None; places.len()];
    for rows in by_name.values_mut().filter(|rows| rows.len() > 1) {
        rows.sort_by_key(|at| {
            let place = &places[*at];
            (std::cmp::Reverse((place.place.people, place.fame)), place.place.id.clone())
        });
        for (nth, at) in rows.iter().enumerate() {
            let greater = rows[..nth]
                .iter()
                .find(|other| into[**other].is_none() && is_one(&places[**other], &places[*at]));
            into[*at] = greater.copied();
        }
    }
    for (at, greater) in into.iter().enumerate() {
        if let Some(greater) = *greater {
            let names = std::mem::take(&mut places[at].names);
            let own = key(&places[greater].place.name);
            let kept = &mut places[greater].names;
            for name in names {
                if name != own && !kept.contains(&name) {
                    kept.push(name);
                }
            }
        }
    }
    let mut into = into.into_iter();
    places.retain(|_| into.next().flatten().is_none());
    places
}

fn is_one(greater: &Gathered, lesser: &Gathered) -> bool {
    let km = distance(greater, lesser);
    let of_city =
        greater.place.people >= CITY && lesser.place.people == 0 && lesser.place.class != PlaceClass::Quarter;
    km < SAME_KM || of_city && km < CITY_KM
}

/// Kilometres, for places near each other.
fn distance(one: &Gathered, other: &Gathered) -> f64 {
    let (one, other) = (&one.place, &other.place);
    let north = (one.lat - other.lat) * 111.2;
    let east = (one.lon - other.lon) * 111.2 * one.lat.to_radians().cos();
    north.hypot(east)
}
