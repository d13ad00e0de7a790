//! The gazetteer.
//!
//! In: `data/places.tsv` (made by `scripts/places.py`), `data/landmarks.tsv` (kept by hand), `data/en/place-words.tsv`
//! and `data/en/not-places.tsv`. Out: [`Places`]: rows, found by any spelling of their names.

pub mod nouns;
pub mod spell;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub use nouns::{PlaceNoun, PlaceNouns};

use super::Error;
use super::rows::{Row, rows, several};
use crate::mention::name::folded;

const PLACES: &str = include_str!("../../../../data/places.tsv");
const LANDMARKS: &str = include_str!("../../../../data/landmarks.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[PLACES, LANDMARKS, nouns::NOUNS, nouns::NOT_PLACES];

/// What a row of the gazetteer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceClass {
    /// A country.
    Country,
    /// A first-level region: a province, a state.
    Region,
    /// A second-level region.
    County,
    /// A city, town or village.
    Town,
    /// A part of a town.
    Quarter,
    /// A large landscape, kept by hand: a valley, a strip, a sea.
    Landscape,
    /// Anything else kept by hand: an airbase, a dam, a hill.
    Landmark,
}

/// One place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceRow {
    /// "gn:163808".
    pub id: &'static str,
    /// The gazetteer's name.
    pub name: &'static str,
    /// The name in English news, where it is another; else empty.
    english: &'static str,
    /// ISO 3166; empty where it lies in several.
    pub country: &'static str,
    /// The number of its first-level region in its country, from 1; 0 where not known.
    pub region: u16,
    /// What it is.
    pub class: PlaceClass,
    /// The word of the file for it: "airbase".
    pub kind: &'static str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many live there; 0 where not known.
    pub people: u64,
    /// The place it is part of, by name.
    pub part_of: &'static str,
    latin: &'static str,
    other: &'static str,
}

impl PlaceRow {
    /// The name to show.
    pub fn shown(&self) -> &'static str {
        match self.english {
            "" => self.name,
            english => english,
        }
    }

    /// Whether its name in English news is known by hand.
    pub fn is_noted(&self) -> bool {
        !self.english.is_empty() || matches!(self.class, PlaceClass::Landmark | PlaceClass::Landscape)
    }

    /// Folded Latin names.
    pub fn latin(&self) -> impl Iterator<Item = &'static str> {
        several(self.latin)
    }

    /// Names in other scripts.
    pub fn other(&self) -> impl Iterator<Item = &'static str> {
        several(self.other)
    }

    /// Kilometres to another point, on a sphere.
    pub fn km_to(&self, lat: f64, lon: f64) -> f64 {
        let (north, other) = (self.lat.to_radians(), lat.to_radians());
        let half_lat = ((other - north) / 2.0).sin();
        let half_lon = ((lon - self.lon).to_radians() / 2.0).sin();
        let chord = half_lat * half_lat + north.cos() * other.cos() * half_lon * half_lon;
        12_742.0 * chord.sqrt().min(1.0).asin()
    }
}

/// One name of one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    hash: u64,
    place: u32,
    /// Whether this name begins with an article.
    article: bool,
}

/// The gazetteer.
#[derive(Clone, Debug, Default)]
pub struct Places {
    rows: Vec<PlaceRow>,
    entries: Vec<Entry>,
    /// Which hashes of a first word there are, a bit for each: most words begin no name.
    first_words: Vec<u64>,
    /// Hashes of ids, in order.
    by_id: Vec<(u64, u32)>,
    by_country: BTreeMap<&'static str, OfCountry>,
    nouns: PlaceNouns,
}

/// The rows of one country.
#[derive(Clone, Debug, Default)]
struct OfCountry {
    /// The row of the country itself.
    country: Option<u32>,
    rows: Vec<u32>,
    /// Made when first asked for: few pages need it.
    skeletons: OnceLock<BTreeMap<String, Vec<u32>>>,
}

/// The most words that a place name has.
pub const MOST_WORDS: usize = 7;
const FIRST_WORD_BITS: u32 = 18;

impl Places {
    /// The gazetteer that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut places = Places {
            nouns: PlaceNouns::shipped()?,
            first_words: vec![0; (1 << FIRST_WORD_BITS) / 64],
            ..Places::default()
        };
        for row in rows("data/places.tsv", PLACES) {
            places.add_place(row)?;
        }
        for row in rows("data/landmarks.tsv", LANDMARKS) {
            places.add_landmark(row)?;
        }
        places.entries.sort_unstable();
        places.entries.dedup();
        places.by_id.sort_unstable();
        if let Some(twice) = places.by_id.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let id = places.row(twice[1].1).id;
            let what = format!("the place \"{id}\" stands twice");
            return Err(Error { file: "data/places.tsv".to_owned(), line: twice[1].1 as usize + 1, what });
        }
        Ok(places)
    }

    fn add_place(&mut self, row: Row<'static>) -> Result<(), Error> {
        let [id, name, english, country, region, class, lat, lon, people, latin, other] = row.fields()?;
        let kind = class;
        let class = match class {
            "country" => PlaceClass::Country,
            "region" => PlaceClass::Region,
            "county" => PlaceClass::County,
            "town" => PlaceClass::Town,
            "quarter" => PlaceClass::Quarter,
            _ => return Err(row.error(format!("no class \"{class}\": run scripts/places.py again"))),
        };
        let place = PlaceRow {
            id,
            name,
            english,
            country,
            region: whole(row, region)?,
            class,
            kind,
            lat: degrees(row, lat)?,
            lon: degrees(row, lon)?,
            people: whole(row, people)?,
            part_of: "",
            latin,
            other,
        };
        if name.is_empty() || latin.is_empty() {
            return Err(row.error("a place has a name and a folded Latin name"));
        }
        if !latin.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b' ' | b'|'))
            && class != PlaceClass::Country
        {
            return Err(row.error("Latin names are folded: small letters, digits and spaces"));
        }
        self.add(row, place, several(latin))
    }

    fn add_landmark(&mut self, row: Row<'static>) -> Result<(), Error> {
        let [id, name, country, kind, lat, lon, part_of, aliases, _source] = row.fields()?;
        let class = match kind {
            "region" | "water" | "mountain" | "island" => PlaceClass::Landscape,
            "town" => PlaceClass::Town,
            "" => return Err(row.error("a landmark has a class")),
            _ => PlaceClass::Landmark,
        };
        let place = PlaceRow {
            id,
            name,
            english: name,
            country,
            region: 0,
            class,
            kind,
            lat: degrees(row, lat)?,
            lon: degrees(row, lon)?,
            people: 0,
            part_of,
            latin: "",
            other: "",
        };
        let names: Vec<String> = std::iter::once(name)
            .chain(several(aliases))
            .map(|name| folded(name.strip_prefix("the ").unwrap_or(name)))
            .collect();
        self.add(row, place, names.iter().map(String::as_str))
    }

    fn add<'n>(
        &mut self,
        row: Row<'static>,
        place: PlaceRow,
        names: impl Iterator<Item = &'n str>,
    ) -> Result<(), Error> {
        let at = u32::try_from(self.rows.len()).map_err(|_| row.error("too many places"))?;
        self.by_id.push((spell::Hash::default().word(place.id, true).value(), at));
        let of_country = self.by_country.entry(place.country).or_default();
        of_country.rows.push(at);
        if place.class == PlaceClass::Country {
            of_country.country = Some(at);
        }
        for name in names {
            let (hash, article) = spell::hash(name);
            self.entries.push(Entry { hash, place: at, article });
            let mut words = name.split(' ').skip(usize::from(article));
            let first = spell::Hash::default().word(words.next().unwrap_or(name), true);
            let bit = first_word_bit(first);
            self.first_words[bit / 64] |= 1 << (bit % 64);
        }
        self.rows.push(place);
        Ok(())
    }

    /// The row at `at`.
    pub fn row(&self, at: u32) -> &PlaceRow {
        &self.rows[at as usize]
    }

    /// All rows, in the order of the files.
    pub fn all(&self) -> &[PlaceRow] {
        &self.rows
    }

    /// The place with this id.
    pub fn by_id(&self, id: &str) -> Option<&PlaceRow> {
        let hash = spell::Hash::default().word(id, true).value();
        let at = self.by_id.partition_point(|entry| entry.0 < hash);
        self.by_id.get(at).map(|entry| self.row(entry.1)).filter(|row| row.id == id)
    }

    /// The words that show a place.
    pub fn nouns(&self) -> &PlaceNouns {
        &self.nouns
    }

    /// Every place of this name, in any spelling that [`spell`] makes one, in the order of the files. A name
    /// without its article is taken for the one with it from five letters on: "Bab" is not al-Bab, "Sukhna" is
    /// al-Sukhna.
    pub fn named(&self, name: &str) -> Vec<u32> {
        let (hash, article) = spell::hash(&folded(name.strip_prefix("the ").unwrap_or(name)));
        self.with_hash(hash, article, name.len())
    }

    /// The same for a hash of words.
    pub fn with_hash(&self, hash: u64, article: bool, letters: usize) -> Vec<u32> {
        let from = self.entries.partition_point(|entry| entry.hash < hash);
        let entries = self.entries[from..].iter().take_while(|entry| entry.hash == hash);
        let mut found: Vec<u32> = entries
            .filter(|entry| article || !entry.article || letters >= 5)
            .map(|entry| entry.place)
            .collect();
        found.dedup();
        found
    }

    /// Whether any place has this hash.
    pub fn has_hash(&self, hash: u64, article: bool, letters: usize) -> bool {
        let from = self.entries.partition_point(|entry| entry.hash < hash);
        let mut entries = self.entries[from..].iter().take_while(|entry| entry.hash == hash);
        entries.any(|entry| article || !entry.article || letters >= 5)
    }

    /// Whether a name may begin with the word of this hash. Fast; now and then wrongly yes.
    pub fn may_begin(&self, first: spell::Hash) -> bool {
        let bit = first_word_bit(first);
        self.first_words[bit / 64] >> (bit % 64) & 1 == 1
    }

    /// Towns and regions of one country whose names have the consonants of `name`, for spellings that no list holds.
    pub fn of_skeleton(&self, country: &str, name: &str) -> &[u32] {
        let Some(of_country) = self.by_country.get(country) else { return &[] };
        let skeletons = of_country.skeletons.get_or_init(|| self.skeletons(&of_country.rows));
        skeletons.get(&spell::skeleton(&folded(name))).map_or(&[], Vec::as_slice)
    }

    fn skeletons(&self, rows: &[u32]) -> BTreeMap<String, Vec<u32>> {
        let mut skeletons: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for at in rows {
            let row = self.row(*at);
            if matches!(row.class, PlaceClass::Country | PlaceClass::County) {
                continue;
            }
            for name in row.latin() {
                let places = skeletons.entry(spell::skeleton(name)).or_default();
                if places.last() != Some(at) {
                    places.push(*at);
                }
            }
        }
        skeletons
    }

    /// The row of a country, by its code.
    pub fn country(&self, code: &str) -> Option<&PlaceRow> {
        self.by_country.get(code)?.country.map(|at| self.row(at))
    }
}

fn first_word_bit(first: spell::Hash) -> usize {
    (first.value() >> (64 - FIRST_WORD_BITS)) as usize
}

fn degrees(row: Row<'static>, field: &str) -> Result<f64, Error> {
    let degrees: f64 =
        field.parse().map_err(|_| row.error(format!("\"{field}\" is not a number of degrees")))?;
    match degrees.abs() <= 180.0 {
        true => Ok(degrees),
        false => Err(row.error(format!("{field} degrees lie off the globe"))),
    }
}

fn whole<T: std::str::FromStr + Default>(row: Row<'static>, field: &str) -> Result<T, Error> {
    match field {
        "" => Ok(T::default()),
        number => number.parse().map_err(|_| row.error(format!("\"{number}\" is not a whole number"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_place_lead_to_it() {
        let places = Places::shipped().unwrap();
        for (name, shown) in [
            ("Tadmur", "Palmyra"),
            ("Deir Azzor", "Deir ez-Zor"),
            ("Deir Ezzor", "Deir ez-Zor"),
            ("Al Sukhna", "al-Sukhna"),
            ("Ar Raqqah", "Raqqa"),
            ("Sana'a", "Sanaa"),
            ("Kiev", "Kyiv"),
            ("T4", "T4 Airbase"),
        ] {
            let found = places.named(name).into_iter().any(|at| places.row(at).shown() == shown);
            assert!(found, "{name} leads to {shown}");
        }
    }

    #[test]
    fn the_folded_names_of_the_file_are_folded() {
        for row in rows("data/places.tsv", PLACES) {
            let fields: [&str; 11] = row.fields().unwrap();
            for name in several(fields[9]) {
                assert_eq!(crate::text::fold::key(name), name);
            }
        }
    }
}
