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
mod merge;
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
    let places = rows::read(sources, &mut remarks)?;
    let mut places = merge::merged(places);
    english::name(sources, &mut places, &mut remarks)?;
    let places = shapes::place(sources, places)?;
    let full: Vec<NewPlace> = places.iter().map(choose::full).collect();
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
    /// Of a country.
    is_capital: bool,
    /// Of a country or of a first-level region.
    is_seat: bool,
}

impl Gathered {
    fn is_town(&self) -> bool {
        matches!(self.place.class, PlaceClass::Town | PlaceClass::Quarter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::places::{PlaceId, PlaceRow};

    const PLACES: &str = "\
wof:1\twof\tcountry\tSY\t35.0\t38.0\t0\tSyria\tسوريا|Сирия|Syrien
wof:2\twof\tregion\tSY\t30.0\t30.0\t0\tMuhafazat Aland\tAland Governorate|محافظة عالند
gn:11\twof\tlocality\tSY\t35.5\t38.5\t9000\tAş Şukhnah\tAs Sukhna|Soukhne|HLB|su ke na|السخنة
gn:12\twof\tlocality\tSY\t35.501\t38.501\t0\tAs Sukhnah\tSukhneh
gn:31\tgn15k\tPPL\tAT\t48.5\t16.5\t16000\tNeuberg\tNeuburg
gn:32\tgn1k\tPPL\tAT\t48.503\t16.503\t0\tNeuberg\tNeoberg
gn:13\twof\tlocality\tSY\t35.1\t38.1\t1000\tMirsad\t
gn:-1\twof\tlocality\tSY\t35.1\t38.2\t1000\tNowhere\t
gn:21\tgn15k\tPPL\tAT\t48.0\t16.0\t20000\tFeldbach\tFeldbachas|Gradwein
gn:22\tgn1k\tPPL\tAT\t48.1\t16.1\t900\tSteindorf\t
";
    const SHAPES: &str = r#"{"features": [{"properties": {"id": 2, "cc": "SY"}, "geometry":
        {"type": "Polygon", "coordinates": [[[38.0, 35.0], [39.0, 35.0], [39.0, 36.0], [38.0, 36.0], [38.0, 35.0]]]}}]}"#;
    const REGIONS: &str = r#"{"features": [{"properties": {"name": "Bergland", "iso_a2": "AT", "adm1_code": "AUT-1",
        "scalerank": 3}, "geometry": {"type": "Point", "coordinates": [15.5, 47.5]}}]}"#;
    const COUNTRIES: &str = r#"{"features": [{"properties": {"sr_subunit": "Austria"}, "geometry":
        {"type": "Point", "coordinates": [14.0, 47.0]}}]}"#;

    fn sources() -> Sources<'static> {
        let line = |code: &str, name: &str, id: u32| {
            format!("{code}\t\t\t\t{name}\t\t\t100\t\t\t\t\t\t\t\t\t{id}\n")
        };
        let countries = format!("{}{}", line("SY", "Syria", 5), line("AT", "Austria", 6));
        Sources {
            places: PLACES,
            countries: Box::leak(countries.into_boxed_str()),
            regions: "AT.01\tBergland\tBergland\t7\n",
            region_shapes: SHAPES,
            region_labels: REGIONS,
            country_labels: COUNTRIES,
            exonyms: "SY\tSukhna\tAs Sukhnah|Suchne\n",
            demonyms: "SY\tSyria|Syrian Arab Republic\tSyrian\tDamascus\n",
        }
    }

    fn row<'l>(layer: &'l Layer, id: &str) -> Option<PlaceRow<'l>> {
        layer.by_id(PlaceId::parse(id)).map(|at| layer.row(at))
    }

    #[test]
    fn sources_become_a_core_and_a_full_gazetteer() {
        let built = build(&sources()).unwrap();
        let core = Layer::open(built.core.clone()).unwrap();
        let full = Layer::open(built.full.clone()).unwrap();
        assert_eq!(full.stated("holds").collect::<Vec<_>>(), [core.digest()]);
        // A village far from any war is in the full one alone.
        assert!(row(&core, "gn:22").is_none() && row(&full, "gn:22").is_some());
        let sukhna = row(&core, "gn:11").unwrap();
        assert_eq!((sukhna.shown(), sukhna.name, sukhna.region), ("Sukhna", "Aş Şukhnah", 1));
        let names: Vec<String> = sukhna.folded_names().collect();
        assert_eq!(
            names,
            ["as sukhnah", "sukhna", "suchne", "as sukhna", "soukhne", "hlb", "su ke na", "السخنه"]
        );
        // The same town a second time, and a row without an id. Of Syria every row stays.
        assert!(
            row(&full, "gn:12").is_some() && row(&full, "gn:-1").is_none() && row(&full, "gn:32").is_none()
        );
        let merged = row(&full, "gn:31").unwrap();
        assert_eq!(merged.folded_names().collect::<Vec<_>>(), ["neuberg", "neuburg", "neoberg"]);
        let region = row(&core, "wof:2").unwrap();
        assert_eq!(
            region.folded_names().collect::<Vec<_>>(),
            ["muhafazat aland", "aland", "aland governorate", "عالند", "محافظه عالند"]
        );
        // Nine tenths of its people live in one town.
        assert!((region.lat - 35.46).abs() < 0.01 && (region.lon - 38.46).abs() < 0.01);
        assert_eq!(row(&core, "gn:5").unwrap().folded_names().next().unwrap(), "syria");
        assert_eq!(row(&core, "gn:6").unwrap().lat, 47.0);
        assert_eq!(row(&core, "ne:AUT-1").unwrap().class, PlaceClass::Region);
    }

    #[test]
    fn the_same_sources_give_the_same_bytes() {
        let (one, other) = (build(&sources()).unwrap(), build(&sources()).unwrap());
        assert_eq!(one.core, other.core);
        assert_eq!(one.full, other.full);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        let places = "gn:1\twof\tlocality\tSY\tnorth\t38.0\t0\tA\t";
        let failed = build(&Sources { places, ..sources() }).unwrap_err();
        assert_eq!(failed.to_string(), "places.tsv.xz, line 1: \"north\" is not a number");
    }
}
