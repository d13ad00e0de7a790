//! Countries, continents, seas, states and other wide places, and the words that stand for them.
//!
//! In: `data/places-wide.tsv` and `data/demonyms.tsv`. Out: [`Wide`]: points of places that the gazetteer of towns lacks
//! or knows worse, found by their names ("the Middle East"), by what stands for them in capitals ("UAE", "D.C."), by
//! what states are called after a town and a comma ("Ala.") and by their adjectives ("Yemeni").

use std::collections::BTreeMap;

use super::Error;
use super::rows::{Row, rows, several};
use crate::mention::name::folded;

const WIDE: &str = include_str!("../../../../data/places-wide.tsv");
const DEMONYMS: &str = include_str!("../../../../data/demonyms.tsv");

/// The text that ships; `data/demonyms.tsv` is counted with the actors.
pub const SHIPPED: &[&str] = &[WIDE];

/// What a wide place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WideClass {
    /// A continent.
    Continent,
    /// A country or a territory.
    Country,
    /// A first-level region of a country.
    State,
    /// An ocean, a sea, a strait.
    Water,
    /// A region across or within countries, an island, a range, a river, a lake.
    Area,
    /// A row of another table, which this one only gives words.
    Words,
}

/// A wide place.
#[derive(Clone, Debug, PartialEq)]
pub struct WideRow {
    /// "gn:6252001".
    pub id: &'static str,
    /// The name to show.
    pub name: &'static str,
    /// ISO 3166; empty where it lies in several.
    pub country: &'static str,
    /// What it is.
    pub class: WideClass,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// The row of another table that this one stands instead of; empty where there is none.
    pub instead: &'static str,
}

/// The wide places.
#[derive(Clone, Debug, Default)]
pub struct Wide {
    rows: Vec<WideRow>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_id: BTreeMap<&'static str, usize>,
    countries: BTreeMap<&'static str, usize>,
    capitals: BTreeMap<&'static str, usize>,
    states: BTreeMap<&'static str, usize>,
    adjectives: BTreeMap<&'static str, usize>,
}

impl Wide {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut wide = Wide::default();
        for row in rows("data/places-wide.tsv", WIDE) {
            wide.add(row)?;
        }
        for row in rows("data/demonyms.tsv", DEMONYMS) {
            wide.add_words(row)?;
        }
        Ok(wide)
    }

    fn add(&mut self, row: Row<'static>) -> Result<(), Error> {
        let [id, name, country, class, lat, lon, names, short, adjectives, _people, instead]: [&'static str;
            11] = row.fields()?;
        if id.is_empty() || name.is_empty() {
            return Err(row.error("a wide place has an id and a name"));
        }
        let of_state = class == "state";
        let class = match class {
            "continent" => WideClass::Continent,
            "country" | "territory" => WideClass::Country,
            "state" => WideClass::State,
            "ocean" | "sea" | "strait" => WideClass::Water,
            "wide region" | "area" | "line" | "island" | "mountain" | "lake" | "river" | "canal" => {
                WideClass::Area
            }
            "" => return Err(row.error("a wide place has a class")),
            _ => WideClass::Words,
        };
        let (lat, lon) = (degrees(row, lat)?, degrees(row, lon)?);
        let at = self.rows.len();
        let instead = if instead == "-" { "" } else { instead };
        self.rows.push(WideRow { id, name, country, class, lat, lon, instead });
        if self.by_id.insert(id, at).is_some() {
            return Err(row.error(format!("the place \"{id}\" stands twice")));
        }
        if !instead.is_empty() {
            self.by_id.entry(instead).or_insert(at);
        }
        for adjective in several(adjectives) {
            self.adjectives.entry(adjective).or_insert(at);
        }
        if class == WideClass::Words {
            return Ok(());
        }
        if class == WideClass::Country {
            self.countries.entry(country).or_insert(at);
        }
        for name in std::iter::once(name).chain(several(names)) {
            self.add_name(name, at);
        }
        for short in several(short) {
            let of = if of_state { &mut self.states } else { &mut self.capitals };
            of.entry(short).or_insert(at);
        }
        Ok(())
    }

    fn add_name(&mut self, name: &'static str, at: usize) {
        let is_short = name.len() <= 6 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
        if is_short {
            self.capitals.entry(name).or_insert(at);
            return;
        }
        let named = self.by_name.entry(bare(name)).or_default();
        if !named.contains(&at) {
            named.push(at);
        }
    }

    /// Names and adjectives of countries; people ("Yemenis") are no places.
    fn add_words(&mut self, row: Row<'static>) -> Result<(), Error> {
        let [code, names, demonyms, ..]: [&'static str; 6] = row.fields()?;
        let Some(at) = self.countries.get(code).copied() else { return Ok(()) };
        for name in several(names) {
            self.add_name(name, at);
        }
        for (rank, word) in several(demonyms).enumerate() {
            let people = rank > 0 && word.ends_with('s') && !word.ends_with("ss");
            if !people {
                self.adjectives.entry(word).or_insert(at);
            }
        }
        Ok(())
    }

    /// Places of this name, by any case and spelling that the fold makes one.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &WideRow> {
        self.by_name.get(&bare(name)).into_iter().flatten().map(|at| &self.rows[*at])
    }

    /// What stands for a country or region wherever it stands, in capitals: "UAE", "EU".
    pub fn capitals(&self, written: &str) -> Option<&WideRow> {
        self.capitals.get(written).map(|at| &self.rows[*at])
    }

    /// What stands for a state after a town and a comma: "Ala.", "TX".
    pub fn state(&self, written: &str) -> Option<&WideRow> {
        self.states.get(written).map(|at| &self.rows[*at])
    }

    /// The place of an adjective, as written: "Yemeni", "South Ossetian".
    pub fn adjective(&self, written: &str) -> Option<&WideRow> {
        self.adjectives.get(written).map(|at| &self.rows[*at])
    }

    /// The country of this code.
    pub fn country(&self, code: &str) -> Option<&WideRow> {
        self.countries.get(code).map(|at| &self.rows[*at])
    }

    /// The place with this id, or the one that stands instead of the row with this id in another table.
    pub fn by_id(&self, id: &str) -> Option<&WideRow> {
        self.by_id.get(id).map(|at| &self.rows[*at])
    }
}

/// The folded name without "the".
fn bare(name: &str) -> String {
    let folded = folded(name);
    folded.strip_prefix("the ").map(str::to_owned).unwrap_or(folded)
}

fn degrees(row: Row<'static>, field: &str) -> Result<f64, Error> {
    match field.parse::<f64>() {
        Ok(degrees) if degrees.abs() <= 180.0 => Ok(degrees),
        _ => Err(row.error(format!("\"{field}\" is not a number of degrees"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_by_its_names_its_capitals_and_its_adjective() {
        let wide = Wide::shipped().unwrap();
        let one = |name: &str| wide.named(name).next().map(|row| row.name);
        assert_eq!(one("the Middle East"), Some("Middle East"));
        assert_eq!(one("YEMEN"), Some("Yemen"));
        assert_eq!(wide.capitals("UAE").map(|row| row.country), Some("AE"));
        assert_eq!(wide.capitals("uae"), None);
        assert_eq!(wide.state("Ala.").map(|row| row.name), Some("Alabama"));
        assert_eq!(wide.adjective("Yemeni").map(|row| row.country), Some("YE"));
        assert_eq!(wide.adjective("Yemenis"), None);
    }
}
