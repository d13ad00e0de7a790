//! From the tables that ship to the lists of the [`Gazetteer`].
//!
//! In: the text of files in `data/`. Out: phrases with their lists. A row of places, "country, Burkina Faso", gives
//! the name to the countries.

use super::gazetteer::{Gazetteer, List};
use crate::tables::rows::{lines, several};

/// The text of the files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lists<'t> {
    /// `models/place-names.tsv`
    pub places: &'t str,
    /// `data/exonyms.tsv`
    pub exonyms: &'t str,
    /// `data/landmarks.tsv`
    pub landmarks: &'t str,
    /// `data/actors/*.tsv`, as one text
    pub actors: &'t str,
    /// `data/outlets.tsv`
    pub outlets: &'t str,
    /// `data/demonyms.tsv`
    pub demonyms: &'t str,
    /// `data/en/times.tsv`
    pub times: &'t str,
    /// `data/en/numbers.tsv`
    pub numbers: &'t str,
    /// `data/en/units.tsv`
    pub units: &'t str,
    /// `data/en/actor-words.tsv`
    pub actor_words: &'t str,
    /// `data/en/place-words.tsv`
    pub place_words: &'t str,
    /// `data/en/name-words.tsv`
    pub name_words: &'t str,
}

impl<'t> Lists<'t> {
    /// All of them.
    pub fn gazetteer(self) -> Gazetteer {
        let mut rows = Vec::new();
        self.places(&mut rows);
        self.actors(&mut rows);
        self.words(&mut rows);
        Gazetteer::of(rows.into_iter())
    }

    fn places(&self, out: &mut Vec<(&'t str, List)>) {
        for row in rows(self.places) {
            let list = match column(&row, 0) {
                "country" => List::Country,
                "region" => List::Region,
                "city" => List::City,
                _ => List::Town,
            };
            out.push((column(&row, 1), list));
        }
        for row in rows(self.exonyms) {
            let list = if column(&row, 3).is_empty() { List::City } else { List::Region };
            out.extend([column(&row, 1)].into_iter().chain(parts(&row, 2)).map(|name| (name, list)));
        }
        for row in rows(self.landmarks) {
            let list = match column(&row, 3) {
                "region" | "district" | "town" | "water" | "mountain" | "island" | "area" | "lake"
                | "hill" => List::AreaName,
                _ => List::FacilityName,
            };
            out.extend([column(&row, 1)].into_iter().chain(parts(&row, 7)).map(|name| (name, list)));
        }
        for row in rows(self.demonyms) {
            out.extend(parts(&row, 1).map(|name| (name, List::Country)));
            out.extend(parts(&row, 2).map(|name| (name, List::Demonym)));
            out.push((column(&row, 3), List::City));
        }
    }

    fn actors(&self, out: &mut Vec<(&'t str, List)>) {
        for row in rows(self.actors) {
            let list = match column(&row, 2) {
                "group" | "militia" | "contractor" | "party" => List::Group,
                "army" | "air force" | "navy" | "special forces" | "guard" | "police" => List::Force,
                "agency" => List::Outlet,
                _ => List::Institution,
            };
            out.extend([column(&row, 1)].into_iter().chain(parts(&row, 8)).map(|name| (name, list)));
        }
        for row in rows(self.outlets) {
            out.extend([column(&row, 0)].into_iter().chain(parts(&row, 1)).map(|name| (name, List::Outlet)));
        }
    }

    fn words(&self, out: &mut Vec<(&'t str, List)>) {
        for row in rows(self.times) {
            let list = match column(&row, 1) {
                "weekday" | "shortday" | "month" | "doubtful" | "short" => List::Month,
                "bound" | "link" | "notday" | "notime" | "seasonal" | "ahead" | "back" | "hedge" | "unit"
                | "units" => continue,
                _ => List::TimeWord,
            };
            out.push((column(&row, 0), list));
        }
        out.extend(rows(self.numbers).map(|row| (column(&row, 0), List::Number)));
        for row in rows(self.units) {
            let list = match (column(&row, 1), column(&row, 2)) {
                ("time", _) => List::TimeUnit,
                (_, "money") => List::Money,
                _ => List::Unit,
            };
            out.push((column(&row, 0), list));
        }
        for row in rows(self.actor_words) {
            let list = match column(&row, 0) {
                "rank" | "honorific" => List::Rank,
                "office" => List::Office,
                "force" | "institution" => List::OrganisationNoun,
                "fighters" => List::Fighters,
                _ => continue,
            };
            out.extend(parts(&row, 1).map(|word| (word, list)));
        }
        for row in rows(self.place_words).filter(|row| column(row, 0) == "class") {
            out.extend(parts(&row, 1).map(|word| (word, List::PlaceNoun)));
        }
        for row in rows(self.name_words) {
            let list = match column(&row, 0) {
                "given" => List::GivenName,
                "surname" => List::Surname,
                "organisation" => List::OrganisationNoun,
                "facility" => List::FacilityNoun,
                "vehicle" => List::VehicleWord,
                "weapon" => List::WeaponWord,
                "people" => List::People,
                "where" => List::Where,
                "saying" => List::Saying,
                _ => continue,
            };
            out.extend(parts(&row, 1).map(|word| (word, list)));
        }
    }
}

fn rows(file: &str) -> impl Iterator<Item = Vec<&str>> {
    lines(file).map(|(_, line)| line.split('\t').collect())
}

fn column<'t>(row: &[&'t str], at: usize) -> &'t str {
    row.get(at).copied().unwrap_or("")
}

fn parts<'t>(row: &[&'t str], at: usize) -> impl Iterator<Item = &'t str> + use<'t> {
    several(column(row, at))
}
