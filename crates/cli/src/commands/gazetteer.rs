//! `tadmor gazetteer`: make, install and look into the gazetteer.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use serde::Serialize;
use tadmor::gazetteer::{self, Sources};
use tadmor::tables::places::{Layer, PlaceClass, Unreadable};

use crate::Outcome;
use crate::arguments::{GazetteerArguments, GazetteerBuildArguments, GazetteerWhat};
use crate::failure::{FOUND_WRONG, Failure};
use crate::output::{Output, table};
use crate::tables;

pub fn run(arguments: &GazetteerArguments, output: &mut Output) -> Result<Outcome, Failure> {
    match &arguments.what {
        GazetteerWhat::Build(arguments) => build(arguments, output),
        GazetteerWhat::Install { file } => install(file, output),
        GazetteerWhat::Info { file, countries, json } => info(file.as_deref(), *countries, *json, output),
        GazetteerWhat::Find { name, country, json } => {
            find(&name.join(" "), country.as_deref(), *json, output)
        }
    }
}

/// What the files are called.
const CORE: &str = "core.gazetteer";
const FULL: &str = "full.gazetteer";

fn build(arguments: &GazetteerBuildArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let data = &arguments.data;
    let map = arguments.map.clone().unwrap_or_else(|| data.join("../map"));
    let texts = [
        text(&data.join("places.tsv.xz"))?,
        text(&data.join("geonames_countryInfo.txt"))?,
        text(&data.join("geonames_admin1CodesASCII.txt"))?,
        text(&map.join("wof_admin1_conflict43.geojson.gz"))?,
        text(&map.join("ne_10m_admin1_label_points.geojson.gz"))?,
        text(&map.join("ne_10m_admin0_label_points.geojson.gz"))?,
    ];
    let [places, countries, regions, region_shapes, region_labels, country_labels] = &texts;
    let sources = Sources {
        places,
        countries,
        regions,
        region_shapes,
        region_labels,
        country_labels,
        exonyms: gazetteer::EXONYMS,
        demonyms: gazetteer::DEMONYMS,
    };
    let built = gazetteer::build(&sources).map_err(|failed| Failure::Gazetteer {
        file: data.clone(),
        why: failed.to_string(),
        help: "`tadmor gazetteer build --help` tells which files are asked for",
    })?;
    for remark in &built.remarks {
        output.line(remark)?;
    }
    fs::create_dir_all(&arguments.output).map_err(|error| Failure::writing(&arguments.output, error))?;
    for (name, bytes) in [(CORE, &built.core), (FULL, &built.full)] {
        let path = arguments.output.join(name);
        fs::write(&path, bytes).map_err(|error| Failure::writing(&path, error))?;
        output.line(format!("{} {}", path.display(), bytes.len()))?;
    }
    Ok(Outcome::Well)
}

fn install(file: &Path, output: &mut Output) -> Result<Outcome, Failure> {
    let bytes = fs::read(file).map_err(|error| Failure::reading(file, error))?;
    let layer = Layer::open(bytes.clone()).map_err(|why| Failure::gazetteer(file, &why))?;
    if !layer.is_whole() {
        return Err(Failure::gazetteer(file, &Unreadable::Broken("its digest is not that of what it holds")));
    }
    let Some(target) = tables::installed() else {
        return Err(Failure::NotFound {
            what: "the system names no folder for your data".to_owned(),
            help: format!("set TADMOR_GAZETTEER={} instead", file.display()),
        });
    };
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, error))?;
    }
    // Written beside it first: a command that starts meanwhile finds the old one or the new one, never half of it.
    let beside = target.with_extension("new");
    fs::write(&beside, &bytes).map_err(|error| Failure::writing(&beside, error))?;
    fs::rename(&beside, &target).map_err(|error| Failure::writing(&target, error))?;
    output.line(format!("{} places at {}", layer.len(), target.display()))?;
    Ok(Outcome::Well)
}

/// What `info` tells of one file.
#[derive(Serialize)]
struct About<'l> {
    kind: &'l str,
    places: u32,
    names: usize,
    /// Bytes of memory.
    memory: usize,
    digest: &'l str,
    classes: BTreeMap<&'static str, u32>,
    countries: BTreeMap<&'l str, BTreeMap<&'static str, u32>>,
    sources: Vec<&'l str>,
}

impl<'l> About<'l> {
    fn of(layer: &'l Layer) -> About<'l> {
        let mut classes = BTreeMap::new();
        let mut countries: BTreeMap<&str, BTreeMap<&'static str, u32>> = BTreeMap::new();
        for (country, class, count) in layer.counts() {
            *classes.entry(class.word()).or_default() += count;
            *countries.entry(country).or_default().entry(class.word()).or_default() += count;
        }
        let by_hand = ["data/landmarks.tsv, kept by hand, licence CC0"];
        let mut sources: Vec<&str> = layer.stated("source").collect();
        if sources.is_empty() {
            sources.extend(by_hand);
        }
        About {
            kind: layer.stated("kind").next().unwrap_or("by hand"),
            places: layer.len(),
            names: layer.names(),
            memory: layer.memory(),
            digest: layer.digest(),
            classes,
            countries,
            sources,
        }
    }
}

fn info(file: Option<&Path>, countries: bool, json: bool, output: &mut Output) -> Result<Outcome, Failure> {
    if let Some(file) = file {
        let bytes = fs::read(file).map_err(|error| Failure::reading(file, error))?;
        let layer = Layer::open(bytes).map_err(|why| Failure::gazetteer(file, &why))?;
        let whole = layer.is_whole();
        tell(&About::of(&layer), countries, json, output)?;
        if !whole {
            output.line("its digest is not that of what it holds: it was altered")?;
        }
        return Ok(if whole { Outcome::Well } else { Outcome::Wrong(FOUND_WRONG) });
    }
    let tables = tables::tables()?;
    for layer in tables.places.layers() {
        tell(&About::of(layer), countries, json, output)?;
    }
    Ok(Outcome::Well)
}

fn tell(about: &About<'_>, countries: bool, json: bool, output: &mut Output) -> Result<(), Failure> {
    if json {
        return output.json(about);
    }
    output.heading(about.kind)?;
    let counts = |classes: &BTreeMap<&'static str, u32>| {
        let each =
            PlaceClass::ALL.iter().filter_map(|class| Some((class.word(), classes.get(class.word())?)));
        each.map(|(word, count)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
    };
    output.line(format!("  {} places, {} names: {}", about.places, about.names, counts(&about.classes)))?;
    output.line(format!(
        "  {} countries, {:.1} MB of memory",
        about.countries.len(),
        about.memory as f64 / 1e6
    ))?;
    if !about.digest.is_empty() {
        output.line(format!("  digest {}", about.digest))?;
    }
    for source in &about.sources {
        output.line(format!("  source: {source}"))?;
    }
    for (country, classes) in about.countries.iter().filter(|_| countries) {
        output.line(format!("  {} {}", if country.is_empty() { "--" } else { country }, counts(classes)))?;
    }
    output.gap()
}

/// A place that a name leads to.
#[derive(Serialize)]
struct Found<'p> {
    id: String,
    name: &'p str,
    class: &'p str,
    country: &'p str,
    region: Option<&'p str>,
    lat: f64,
    lon: f64,
    people: Option<u64>,
    names: Vec<String>,
}

fn find(name: &str, country: Option<&str>, json: bool, output: &mut Output) -> Result<Outcome, Failure> {
    let tables = tables::tables()?;
    let places = &tables.places;
    let by_id = places.at_id(name.trim());
    let mut rows: Vec<u32> = by_id.map_or_else(|| places.named(name), |at| vec![at]);
    let mut sounds_so = false;
    let code = country.map(str::to_uppercase);
    if let Some(code) = &code {
        rows.retain(|at| places.row(*at).country == code);
        if rows.is_empty() {
            sounds_so = true;
            rows = places.of_skeleton(code, name);
        }
    }
    let mut table = table(&["place", "what", "country", "region", "degrees", "people", "id"]);
    for at in &rows {
        let row = places.row(*at);
        let found = Found {
            id: row.id.to_string(),
            name: row.shown(),
            class: row.kind,
            country: row.country,
            region: places.region_of(*at).map(|region| places.row(region).shown()),
            lat: row.lat,
            lon: row.lon,
            people: Some(row.people).filter(|people| *people > 0),
            names: row.folded_names().collect(),
        };
        if json {
            output.json(&found)?;
            continue;
        }
        table.add_row([
            found.name.to_owned(),
            found.class.to_owned(),
            places.country(row.country).map_or(row.country, |country| country.shown()).to_owned(),
            found.region.unwrap_or("").to_owned(),
            format!("{:.4} {:.4}", found.lat, found.lon),
            found.people.map(|people| people.to_string()).unwrap_or_default(),
            found.id,
        ]);
    }
    if rows.is_empty() {
        return Err(Failure::NotFound {
            what: format!("no place is called \"{name}\""),
            help: "with --country CODE names that only sound so are found too; the full gazetteer holds more: see \
                   `tadmor gazetteer --help`"
                .to_owned(),
        });
    }
    if !json {
        if sounds_so {
            output.line("none of this name; these sound so:")?;
        }
        output.table(&mut table)?;
    }
    Ok(Outcome::Well)
}

/// The text of a file, unpacked by what its name ends in.
pub(super) fn text(path: &Path) -> Result<String, Failure> {
    let failed = |error| Failure::reading(path, error);
    let bytes = fs::read(path).map_err(failed)?;
    let mut text = String::new();
    match path.extension().and_then(|end| end.to_str()) {
        Some("xz") => lzma_rust2::XzReader::new(&bytes[..], true).read_to_string(&mut text),
        Some("gz") => flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_string(&mut text),
        _ => (&bytes[..]).read_to_string(&mut text),
    }
    .map_err(failed)?;
    Ok(text)
}
