//! The gazetteer.
//!
//! In: `data/gazetteer/core.gazetteer` (made by `tadmor gazetteer build`), a user's larger file of the same form,
//! `data/landmarks.tsv` (kept by hand), `data/en/place-words.tsv` and `data/en/not-places.tsv`. Out: [`Places`]: rows, found
//! by any spelling of their names.
//!
//! ```
//! let tables = tadmor::Tables::shipped().unwrap();
//! let found = tables.places.named("Deir Azzor");
//! assert!(found.into_iter().any(|at| tables.places.row(at).shown() == "Deir ez-Zor"));
//! ```

pub mod layer;
mod letters;
pub mod nouns;
pub mod row;
pub mod spell;
pub mod write;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use layer::{Layer, Unreadable};
pub use nouns::{PlaceNoun, PlaceNouns};
pub use row::{PlaceClass, PlaceId, PlaceRow};

use super::Error;
use super::rows::{Row, rows, several};
use crate::mention::name::folded;
use crate::text::spelling::{Search, Spellings};
use write::NewPlace;

const CORE: &[u8] = include_bytes!("../../../../data/gazetteer/core.gazetteer");
const LANDMARKS: &str = include_str!("../../../../data/landmarks.tsv");

/// The texts that ship. The core is told by its own digest; see [`Places::digest`].
pub const SHIPPED: &[&str] = &[LANDMARKS, nouns::NOUNS, nouns::NOT_PLACES];

/// The gazetteer: the core or a larger file, and above it what is kept by hand.
#[derive(Clone, Debug, Default)]
pub struct Places {
    layers: Vec<Placed>,
    by_country: BTreeMap<String, OfCountry>,
    nouns: PlaceNouns,
    spellings: Arc<Spellings>,
}

/// A file and the number of its first row.
#[derive(Clone, Debug)]
struct Placed {
    layer: Arc<Layer>,
    start: u32,
    /// Rows of it that a later file has too, in order.
    hidden: Vec<u32>,
}

impl Placed {
    fn is_hidden(&self, at: u32) -> bool {
        self.hidden.binary_search(&at).is_ok()
    }
}

/// The rows of one country.
#[derive(Clone, Debug, Default)]
struct OfCountry {
    /// The row of the country itself.
    country: Option<u32>,
    /// Its first-level regions, a stretch for each kind of id in each file, first file first.
    rows: Vec<(PlaceClass, Range<u32>)>,
    /// Made when first asked for: few pages need it.
    search: OnceLock<Search>,
}

/// The most words that a place name has.
pub const MOST_WORDS: usize = 7;

/// A place that a name may be an unlisted spelling of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelled {
    /// Its number.
    pub at: u32,
    /// What its nearest name costs to be written so, in 1/16 bit; 0 is the name itself.
    pub cost: u32,
    /// How likely its names become this spelling, all together; 2^60 is certain.
    pub chance: u64,
}

/// How many places are looked at for an unlisted spelling.
const CANDIDATES: usize = 16;
/// Dearer spellings, for each letter in 1/16 bit, are other names. Of names asked for whose place was taken out of the
/// index altogether, a tenth (Syria, Sudan) to a third (Ukraine, Yemen) still finds a place at this price, half of them at 24
/// (2026-11-23, even rows of `tadmor eval aliases`); the page's other names must decide the rest.
const MOST_A_LETTER: u32 = 32;
/// Places that cost this much more than the best, in 1/16 bit, are not meant.
const BEHIND: u32 = 48;

impl Places {
    /// The gazetteer that ships.
    pub fn shipped() -> Result<Self, Error> {
        let spellings = Arc::new(Spellings::shipped()?);
        let places = Places { nouns: PlaceNouns::shipped()?, spellings, ..Places::default() };
        let core = core().map_err(|unreadable| Error {
            file: "data/gazetteer/core.gazetteer".to_owned(),
            line: 1,
            what: unreadable.to_string(),
        })?;
        places.with_layers(vec![core, Arc::new(landmarks()?)])
    }

    /// These places with those of a user's file, which go before those that ship where both have an id.
    pub fn with_file(self, file: Vec<u8>) -> Result<Self, Unreadable> {
        let pack = Arc::new(Layer::open(file)?);
        let mut layers: Vec<Arc<Layer>> = self.layers.into_iter().map(|placed| placed.layer).collect();
        // A full pack states of which core it holds all: that one then need not be kept.
        layers.retain(|layer| {
            !pack.stated("holds").any(|digest| digest == layer.digest() && !digest.is_empty())
        });
        let by_hand = layers.pop();
        layers.push(pack);
        layers.extend(by_hand);
        let places = Places { nouns: self.nouns, spellings: self.spellings, ..Places::default() };
        places
            .with_layers(layers)
            .map_err(|_| Unreadable::Broken("it holds more places than there are numbers for"))
    }

    fn with_layers(mut self, layers: Vec<Arc<Layer>>) -> Result<Self, Error> {
        let mut start = 0u32;
        for (at, layer) in layers.iter().enumerate() {
            let later = &layers[at + 1..];
            // What is kept by hand is small, and no row of it stands elsewhere.
            let later: Vec<&Arc<Layer>> = later.iter().filter(|layer| !layer.digest().is_empty()).collect();
            let is_hidden = |row: &u32| {
                let row = layer.row(*row);
                later.iter().any(|later| later.by_id_in(Some(row.country), row.id).is_some())
            };
            let hidden = match later.is_empty() {
                true => Vec::new(),
                false => (0..layer.len()).filter(is_hidden).collect(),
            };
            let placed = Placed { layer: layer.clone(), start, hidden };
            self.add_groups(&placed);
            self.layers.push(placed);
            start = start.checked_add(layer.len()).ok_or_else(too_many)?;
        }
        Ok(self)
    }

    fn add_groups(&mut self, placed: &Placed) {
        for group in &placed.layer.groups {
            let of_country = self.by_country.entry(group.country.clone()).or_default();
            let rows = placed.start + group.rows.start..placed.start + group.rows.end;
            if group.class == PlaceClass::Country {
                let mut visible = group.rows.clone().filter(|row| !placed.is_hidden(*row));
                of_country.country = visible.next().map(|row| placed.start + row).or(of_country.country);
            }
            of_country.rows.push((group.class, rows));
        }
    }

    /// The files that it is made of; what is kept by hand comes last.
    pub fn layers(&self) -> impl Iterator<Item = &Layer> {
        self.layers.iter().map(|placed| &*placed.layer)
    }

    /// A digest that changes when any row of its files changes. What is kept by hand is not in it.
    pub fn digest(&self) -> String {
        self.layers().map(Layer::digest).collect::<Vec<_>>().join(" ")
    }

    fn placed(&self, at: u32) -> Option<(&Placed, u32)> {
        let placed = self.layers.iter().rev().find(|placed| placed.start <= at)?;
        Some((placed, at - placed.start))
    }

    /// The row at `at`.
    pub fn row(&self, at: u32) -> PlaceRow<'_> {
        match self.placed(at) {
            Some((placed, local)) => placed.layer.row(local),
            None => PlaceRow::none(),
        }
    }

    /// The numbers of all rows, in the order of the files.
    pub fn all(&self) -> impl Iterator<Item = u32> {
        self.layers.iter().flat_map(|placed| {
            (0..placed.layer.len()).filter(|row| !placed.is_hidden(*row)).map(|row| placed.start + row)
        })
    }

    /// The rows of a country, by its code: regions, counties, towns and the country itself.
    pub fn of_country(&self, code: &str) -> impl Iterator<Item = u32> {
        let rows = self.by_country.get(code).map_or(&[][..], |of_country| &of_country.rows);
        rows.iter().flat_map(|(_, rows)| rows.clone()).filter(|at| !self.is_hidden(*at))
    }

    /// The codes of all countries.
    pub fn countries(&self) -> impl Iterator<Item = &str> {
        self.by_country.keys().map(String::as_str).filter(|code| !code.is_empty())
    }

    fn is_hidden(&self, at: u32) -> bool {
        self.placed(at).is_some_and(|(placed, local)| placed.is_hidden(local))
    }

    /// The first-level region that the place at `at` lies in, where that is known.
    pub fn region_of(&self, at: u32) -> Option<u32> {
        let (placed, local) = self.placed(at)?;
        let row = placed.layer.row(local);
        let mut number = u32::from(row.region).checked_sub(1)?;
        let regions = placed.layer.groups.iter();
        for group in regions.filter(|group| group.class == PlaceClass::Region && group.country == row.country)
        {
            let count = group.rows.end - group.rows.start;
            if number < count {
                return Some(placed.start + group.rows.start + number);
            }
            number -= count;
        }
        None
    }

    /// The number of the place with this id.
    pub fn at_id(&self, id: &str) -> Option<u32> {
        let id = PlaceId::parse(id);
        let mut layers = self.layers.iter().rev();
        layers.find_map(|placed| placed.layer.by_id(id).map(|row| placed.start + row))
    }

    /// The place with this id.
    pub fn by_id(&self, id: &str) -> Option<PlaceRow<'_>> {
        self.at_id(id).map(|at| self.row(at))
    }

    /// The words that show a place.
    pub fn nouns(&self) -> &PlaceNouns {
        &self.nouns
    }

    /// Every place of this name, in any spelling that [`spell`] makes one: by class, then the most people first. A
    /// name without its article is taken for the one with it from five letters on: "Bab" is not al-Bab, "Sukhna" is
    /// al-Sukhna.
    pub fn named(&self, name: &str) -> Vec<u32> {
        let (hash, article) = spell::hash(&folded(row::bare(name)));
        self.with_hash(hash, article, name.len())
    }

    /// The same for a hash of words.
    pub fn with_hash(&self, hash: u64, article: bool, letters: usize) -> Vec<u32> {
        let mut found: Vec<u32> = self.entries(hash, article, letters).collect();
        found.sort_by_cached_key(|at| {
            let row = self.row(*at);
            (row.class, u64::MAX - row.people, *at)
        });
        found
    }

    /// Whether any place has this hash.
    pub fn has_hash(&self, hash: u64, article: bool, letters: usize) -> bool {
        self.entries(hash, article, letters).next().is_some()
    }

    fn entries(&self, hash: u64, article: bool, letters: usize) -> impl Iterator<Item = u32> {
        self.layers.iter().flat_map(move |placed| {
            let rows = placed.layer.with_hash(hash);
            let fit =
                rows.filter(move |(row, with)| (article || !with || letters >= 5) && !placed.is_hidden(*row));
            fit.map(|(row, _)| placed.start + row)
        })
    }

    /// Whether a name may begin with the word of this hash. Fast; now and then wrongly yes.
    pub fn may_begin(&self, first: spell::Hash) -> bool {
        self.layers.iter().any(|placed| placed.layer.may_begin(first))
    }

    /// Towns and regions of one country of which `name` can be a spelling that no list holds, the likeliest first. Far
    /// spellings and those far behind the best are left out; see [`Places::spelled`] for what they cost.
    pub fn of_skeleton(&self, country: &str, name: &str) -> Vec<u32> {
        let found = self.spelled(country, name, CANDIDATES);
        let best = found.iter().map(|found| found.cost).min().unwrap_or(0);
        let letters = folded(name).chars().count() as u32;
        let near = |found: &&Spelled| found.cost <= letters * MOST_A_LETTER && found.cost <= best + BEHIND;
        found.iter().filter(near).map(|found| found.at).collect()
    }

    /// The places of one country whose names are cheapest to write as `name`, the likeliest first; `most` of them, however
    /// far the spelling is.
    pub fn spelled(&self, country: &str, name: &str, most: usize) -> Vec<Spelled> {
        let Some(of_country) = self.by_country.get(country) else { return Vec::new() };
        let search = of_country.search.get_or_init(|| self.search(country));
        let found = search.find(&folded(row::bare(name)), most, &self.spellings);
        found
            .into_iter()
            .map(|found| Spelled { at: found.of, cost: found.cost, chance: found.chance })
            .collect()
    }

    /// Why `name` can be a spelling of the place at `at`: `"karyatein" for "qaryatayn": q = k`.
    pub fn spelled_because(&self, at: u32, name: &str) -> Option<String> {
        /// Nothing dearer is told a spelling, in 1/16 bit.
        const DEAREST: u32 = 4000;
        let written = folded(row::bare(name));
        let row = self.row(at);
        let names = row.folded_names().filter_map(|listed| {
            let (cost, family) = self.spellings.cost(&listed, &written, DEAREST)?;
            Some((cost, family, listed))
        });
        let (_, family, listed) = names.min()?;
        let because = self.spellings.because(family, &listed, &written);
        Some(format!("\"{written}\" for \"{listed}\": {because}"))
    }

    /// What spellings cost.
    pub fn spellings(&self) -> &Arc<Spellings> {
        &self.spellings
    }

    fn search(&self, country: &str) -> Search {
        let mut names: Vec<(String, u32)> = Vec::new();
        for at in self.of_country(country) {
            let row = self.row(at);
            if !matches!(row.class, PlaceClass::Country | PlaceClass::County) {
                names.extend(row.folded_names().map(|name| (name, at)));
            }
        }
        let names = names.iter().map(|(name, at)| (name.as_str(), *at));
        Search::new(self.spellings.family(country), names, &self.spellings)
    }

    /// The row of a country, by its code.
    pub fn country(&self, code: &str) -> Option<PlaceRow<'_>> {
        self.by_country.get(code)?.country.map(|at| self.row(at))
    }
}

/// The core, opened once.
fn core() -> Result<Arc<Layer>, Unreadable> {
    static OPENED: OnceLock<Result<Arc<Layer>, Unreadable>> = OnceLock::new();
    OPENED.get_or_init(|| Layer::open_shipped(CORE).map(Arc::new)).clone()
}

/// What is kept by hand.
fn landmarks() -> Result<Layer, Error> {
    let mut places = Vec::new();
    for row in rows("data/landmarks.tsv", LANDMARKS) {
        places.push(landmark(row)?);
    }
    write::layer(places).map_err(|unwritable| Error {
        file: "data/landmarks.tsv".to_owned(),
        line: 1,
        what: unwritable.to_string(),
    })
}

fn landmark(row: Row<'static>) -> Result<NewPlace, Error> {
    // The source, last, is for people.
    let [id, name, country, kind, lat, lon, part_of, aliases, _source] = row.fields()?;
    let class = match kind {
        "region" | "water" | "mountain" | "island" => PlaceClass::Landscape,
        "town" => PlaceClass::Town,
        "" => return Err(row.error("a landmark has a class")),
        _ => PlaceClass::Landmark,
    };
    if id.is_empty() || name.is_empty() {
        return Err(row.error("a landmark has an id and a name"));
    }
    Ok(NewPlace {
        id: id.to_owned(),
        country: country.to_owned(),
        class,
        kind: kind.to_owned(),
        lat: degrees(row, lat, 90.0)?,
        lon: degrees(row, lon, 180.0)?,
        people: 0,
        name: name.to_owned(),
        english: name.to_owned(),
        region: String::new(),
        part_of: part_of.to_owned(),
        names: several(aliases).map(str::to_owned).collect(),
    })
}

fn too_many() -> Error {
    Error { file: "data/gazetteer/core.gazetteer".to_owned(), line: 1, what: "too many places".to_owned() }
}

fn degrees(row: Row<'static>, field: &str, most: f64) -> Result<f64, Error> {
    let degrees: f64 =
        field.parse().map_err(|_| row.error(format!("\"{field}\" is not a number of degrees")))?;
    match degrees.abs() <= most {
        true => Ok(degrees),
        false => Err(row.error(format!("{field} degrees lie off the globe"))),
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
            ("تدمر", "Palmyra"),
            ("Deir Azzor", "Deir ez-Zor"),
            ("Deir Ezzor", "Deir ez-Zor"),
            ("Al Sukhna", "al-Sukhna"),
            ("السخنة", "al-Sukhna"),
            ("Ar Raqqah", "Raqqa"),
            ("Sana'a", "Sanaa"),
            ("Kiev", "Kyiv"),
            ("Харків", "Kharkiv"),
            ("T4", "T4 Airbase"),
        ] {
            let found = places.named(name).into_iter().any(|at| places.row(at).shown() == shown);
            assert!(found, "{name} leads to {shown}");
        }
    }

    #[test]
    fn rows_are_found_by_their_ids() {
        let places = Places::shipped().unwrap();
        for at in places.all().step_by(997) {
            assert_eq!(places.at_id(&places.row(at).id.to_string()), Some(at));
        }
        assert!(places.by_id("gn:1").is_none() && places.by_id("tm:nowhere").is_none());
    }

    #[test]
    fn a_file_of_the_users_goes_before_the_core() {
        let new = |id: &str, name: &str| NewPlace {
            id: id.to_owned(),
            country: "SY".to_owned(),
            class: PlaceClass::Town,
            kind: String::new(),
            lat: 34.0,
            lon: 38.0,
            people: 7,
            name: name.to_owned(),
            english: String::new(),
            region: String::new(),
            part_of: String::new(),
            names: Vec::new(),
        };
        let shipped = Places::shipped().unwrap();
        let palmyra =
            shipped.named("Palmyra").into_iter().find(|at| shipped.row(*at).country == "SY").unwrap();
        let id = shipped.row(palmyra).id.to_string();
        let of_syria = shipped.of_country("SY").count();
        let digest = shipped.digest();
        let rows = vec![new(&id, "Oasis of Rutaba"), new("gn:1", "Mirsad al-Gharbi")];
        let file = write::write(rows, &write::About::default()).unwrap();
        let places = shipped.with_file(file).unwrap();
        assert_ne!(places.digest(), digest);
        assert_eq!(places.by_id(&id).unwrap().name, "Oasis of Rutaba");
        assert_eq!(places.of_country("SY").count(), of_syria + 1);
        let named = |name: &str| {
            places.named(name).iter().map(|at| places.row(*at).id.to_string()).collect::<Vec<_>>()
        };
        assert!(!named("Palmyra").contains(&id) && named("Oasis of Rutaba") == [id]);
        assert_eq!(named("Mirsad al Gharbi"), ["gn:1"]);
        assert!(!named("T4").is_empty(), "what is kept by hand stays");
        assert!(places.with_file(b"none".to_vec()).is_err());
    }
}
