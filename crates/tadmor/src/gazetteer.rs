//! The gazetteer's files, made from public gazetteers.
//!
//! In: the [`Sources`]: Who's On First and GeoNames in one table of places, GeoNames' countries and first-level regions,
//! Natural Earth's labels, the shapes of regions; and the lists kept by hand in `data/`. Out: [`Built`]: the core that ships and
//! the full pack. The same sources give the same bytes.
//!
//! What a row is, and where it lies: see `docs/gazetteer.md`. In short: names in Latin, Arabic, Cyrillic and Hebrew letters are kept;
//! what a town's region is, is known where its shape is; a region's point is the middle of where its people live.

mod choose;
mod english;
mod names;
mod rows;
mod shapes;

pub use rows::Wrong;

use crate::tables::places::write::{About, NewPlace, Unwritable, write};
use crate::tables::places::{Layer, PlaceClass};

/// The texts that a gazetteer is made from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'t> {
    /// A place a line: id, source, type, country, latitude, longitude, people, name, other names parted by `|`.
    pub places: &'t str,
    /// GeoNames' `countryInfo.txt`.
    pub countries: &'t str,
    /// GeoNames' `admin1CodesASCII.txt`.
    pub regions: &'t str,
    /// Who's On First's first-level regions of the countries at war, as GeoJSON.
    pub region_shapes: &'t str,
    /// Natural Earth's labels of first-level regions, as GeoJSON.
    pub region_labels: &'t str,
    /// Natural Earth's labels of countries, as GeoJSON.
    pub country_labels: &'t str,
    /// `data/exonyms.tsv`.
    pub exonyms: &'t str,
    /// `data/demonyms.tsv`.
    pub demonyms: &'t str,
}

/// The lists kept by hand that ship.
pub const EXONYMS: &str = include_str!("../../../data/exonyms.tsv");
/// See [`EXONYMS`].
pub const DEMONYMS: &str = include_str!("../../../data/demonyms.tsv");

/// What was made.
#[derive(Clone, Debug)]
pub struct Built {
    /// What ships in the binary.
    pub core: Vec<u8>,
    /// Everything.
    pub full: Vec<u8>,
    /// What could not be used, a line each.
    pub remarks: Vec<String>,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// A line of a source can't be read.
    #[error(transparent)]
    Source(#[from] Wrong),
    /// The rows can't be written.
    #[error("writing the gazetteer: {0}")]
    Rows(#[from] Unwritable),
}

/// Where rows are from, and on what terms.
const TERMS: &[&str] = &[
    "GeoNames (www.geonames.org), licence CC BY 4.0",
    "Who's On First (whosonfirst.org), licence CC0, with parts from GeoNames CC BY 4.0, GeoPlanet CC BY, Quattroshapes CC BY, Mesoshapes CC0",
    "Natural Earth (naturalearthdata.com), public domain",
    "tadmor, English names and names of countries kept by hand, licence CC0",
];

/// Makes both files.
pub fn build(sources: &Sources<'_>) -> Result<Built, Failed> {
    let mut remarks = Vec::new();
    let mut places = rows::read(sources, &mut remarks)?;
    english::name(sources, &mut places, &mut remarks)?;
    let places = shapes::place(sources, places)?;
    let full: Vec<NewPlace> = places.iter().map(|place| place.written(usize::MAX)).collect();
    let core = write(choose::core(&places), &about("core", true, &[]))?;
    let core_digest = Layer::open_shipped(&core).map(|layer| layer.digest().to_owned()).unwrap_or_default();
    let full = write(full, &about("full", false, &[("holds", &core_digest)]))?;
    Ok(Built { core, full, remarks })
}

fn about(kind: &str, packed: bool, more: &[(&str, &str)]) -> About {
    let more = more.iter().copied();
    let lines =
        std::iter::once(("kind", kind)).chain(more).chain(TERMS.iter().map(|terms| ("source", *terms)));
    About { lines: lines.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(), packed }
}

/// A place while it is gathered.
#[derive(Clone, Debug)]
pub(crate) struct Gathered {
    place: NewPlace,
    /// Folded names in the order of their worth, all scripts.
    names: Vec<String>,
    /// How many names the source has.
    fame: usize,
    /// Capital of a country or of a region.
    capital: bool,
}

impl Gathered {
    /// To be written with at most so many names.
    fn written(&self, most: usize) -> NewPlace {
        NewPlace { names: self.names.iter().take(most).cloned().collect(), ..self.place.clone() }
    }

    fn is_town(&self) -> bool {
        matches!(self.place.class, PlaceClass::Town | PlaceClass::Quarter)
    }
}
