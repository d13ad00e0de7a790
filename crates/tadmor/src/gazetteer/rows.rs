//! Sources into places.
//!
//! In: the texts of the sources. Out: a [`Gathered`] for each place, country and region.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::names::{self, Level};
use super::{Gathered, Sources, choose};
use crate::tables::places::PlaceClass;
use crate::tables::places::write::NewPlace;
use crate::tables::rows::{lines, several};
use crate::text::fold::key;

/// A line of a source that can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct Wrong {
    /// Which source.
    pub file: &'static str,
    /// Which line, from 1; 0 for the whole file.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

impl Wrong {
    pub(super) fn new(file: &'static str, line: usize, what: impl Into<String>) -> Self {
        Wrong { file, line, what: what.into() }
    }
}

/// All places of the sources.
pub(super) fn read(sources: &Sources<'_>, remarks: &mut Vec<String>) -> Result<Vec<Gathered>, Wrong> {
    let mut all = Vec::new();
    let mut countries: BTreeMap<String, Gathered> = BTreeMap::new();
    for (number, line) in lines(sources.places) {
        let gathered = place(line).map_err(|what| Wrong::new("places.tsv.xz", number, what))?;
        match gathered.place.class {
            // One row has no id.
            _ if gathered.place.name.is_empty() || gathered.place.id.ends_with(":-1") => {}
            PlaceClass::Country => drop(countries.insert(gathered.place.country.clone(), gathered)),
            _ => all.push(gathered),
        }
    }
    let with_regions: BTreeSet<String> = of_class(&all, PlaceClass::Region).collect();
    all.extend(labelled_regions(sources, &with_regions)?);
    let capitals = capitals(&all);
    all.extend(countries_of(sources, &countries, &capitals, remarks)?);
    Ok(all)
}

/// The capital of each country: its point stands for the country where no label does.
fn capitals(all: &[Gathered]) -> BTreeMap<String, (f64, f64)> {
    let capitals = all.iter().filter(|row| row.is_capital);
    capitals.map(|row| (row.place.country.clone(), (row.place.lon, row.place.lat))).collect()
}

fn of_class(all: &[Gathered], class: PlaceClass) -> impl Iterator<Item = String> {
    all.iter().filter(move |row| row.place.class == class).map(|row| row.place.country.clone())
}

fn place(line: &str) -> Result<Gathered, String> {
    let mut fields = line.split('\t');
    let mut next = || fields.next().unwrap_or("");
    let (id, _source, kind, country) = (next(), next(), next(), next());
    let number = |field: &str| field.parse::<f64>().map_err(|_| format!("\"{field}\" is not a number"));
    let (lat, lon, people) = (number(next())?, number(next())?, next());
    let (name, others) = (next().trim(), next());
    // A few have no name of their own.
    let name = if name.is_empty() { several(others).next().unwrap_or("") } else { name };
    let class = class_of(kind).ok_or_else(|| format!("no type of place \"{kind}\""))?;
    let level = match class {
        PlaceClass::Region | PlaceClass::County | PlaceClass::Landscape => Level::Region,
        PlaceClass::Country => Level::Country,
        _ => Level::Town,
    };
    let place = NewPlace {
        id: id.to_owned(),
        country: country.to_owned(),
        class,
        kind: if kind == "campus" { "airport".to_owned() } else { String::new() },
        lat,
        lon,
        people: people.parse().unwrap_or(0),
        name: name.to_owned(),
        english: String::new(),
        region: String::new(),
        part_of: String::new(),
        names: Vec::new(),
    };
    Ok(Gathered {
        names: names::kept(place.name.as_str(), several(others), level, choose::is_whole(country)),
        fame: several(others).count(),
        is_capital: kind == "PPLC",
        is_seat: matches!(kind, "PPLC" | "PPLA"),
        place,
    })
}

/// The types of Who's On First and of GeoNames.
fn class_of(kind: &str) -> Option<PlaceClass> {
    Some(match kind {
        "country" => PlaceClass::Country,
        "region" => PlaceClass::Region,
        "macroregion" => PlaceClass::Landscape,
        "county" => PlaceClass::County,
        "neighbourhood" | "microhood" | "macrohood" | "borough" | "PPLX" => PlaceClass::Quarter,
        "campus" => PlaceClass::Landmark,
        "locality" | "localadmin" | "" | "STLMT" => PlaceClass::Town,
        kind if kind.starts_with("PPL") => PlaceClass::Town,
        _ => return None,
    })
}

#[derive(Deserialize)]
struct Features<P> {
    features: Vec<Feature<P>>,
}

#[derive(Deserialize)]
struct Feature<P> {
    properties: P,
    geometry: Point,
}

#[derive(Deserialize)]
struct Point {
    coordinates: (f64, f64),
}

#[derive(Deserialize)]
struct RegionLabel {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    iso_a2: Option<String>,
    #[serde(default)]
    adm1_code: Option<String>,
    #[serde(default)]
    scalerank: i32,
}

#[derive(Deserialize)]
struct CountryLabel {
    #[serde(default)]
    sr_subunit: Option<String>,
}

/// First-level regions by Natural Earth's labels, for countries of which no list of regions is at hand. Where Natural
/// Earth's are several times as many as GeoNames' (the counties of Great Britain), they are second-level ones.
fn labelled_regions(sources: &Sources<'_>, have: &BTreeSet<String>) -> Result<Vec<Gathered>, Wrong> {
    const FILE: &str = "ne_10m_admin1_label_points.geojson";
    let features: Features<RegionLabel> = serde_json::from_str(sources.region_labels)
        .map_err(|error| Wrong::new(FILE, 0, error.to_string()))?;
    let known = region_names(sources);
    // A region has a label on each of its islands: the one of lowest rank is meant, the most central of those.
    let mut labels: BTreeMap<(String, String), Vec<Label>> = BTreeMap::new();
    for feature in features.features {
        let RegionLabel { name, iso_a2, adm1_code, scalerank } = feature.properties;
        let (Some(name), Some(country), Some(code)) = (name, iso_a2, adm1_code) else { continue };
        if name.is_empty()
            || country.len() != 2
            || !country.is_ascii()
            || country == "-1"
            || have.contains(&country)
        {
            continue;
        }
        let (lon, lat) = feature.geometry.coordinates;
        labels.entry((country, name)).or_default().push(Label { rank: scalerank, lon, lat, code });
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (country, _) in labels.keys() {
        *counts.entry(country).or_default() += 1;
    }
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for ((country, name), points) in &labels {
        let (lon, lat) = most_central(points);
        let names = known.get(country);
        let is_first = names.is_none_or(|names| {
            names.contains_key(&key(name))
                || counts.get(country.as_str()).is_some_and(|count| *count < names.len() * 2)
        });
        let code = points.iter().map(|label| &label.code).min().cloned().unwrap_or_default();
        if !seen.insert(code.clone()) {
            continue;
        }
        let place = NewPlace {
            id: format!("ne:{code}"),
            country: country.clone(),
            class: if is_first { PlaceClass::Region } else { PlaceClass::County },
            kind: String::new(),
            lat,
            lon,
            people: 0,
            name: name.trim().to_owned(),
            english: String::new(),
            region: String::new(),
            part_of: String::new(),
            names: Vec::new(),
        };
        let others = names.and_then(|names| names.get(&key(name))).into_iter().flatten().copied();
        let names = names::kept(&place.name, others, Level::Region, false);
        found.push(Gathered { place, names, fame: 1, is_capital: false, is_seat: false });
    }
    Ok(found)
}

/// A label of a region.
struct Label {
    rank: i32,
    lon: f64,
    lat: f64,
    code: String,
}

fn most_central(labels: &[Label]) -> (f64, f64) {
    let lowest = labels.iter().map(|label| label.rank).min().unwrap_or(0);
    let best: Vec<(f64, f64)> =
        labels.iter().filter(|label| label.rank == lowest).map(|label| (label.lon, label.lat)).collect();
    let middle = |of: fn(&(f64, f64)) -> f64| {
        let mut all: Vec<f64> = best.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all[all.len() / 2]
    };
    let (lon, lat) = (middle(|point| point.0), middle(|point| point.1));
    let far = |point: &(f64, f64)| (point.0 - lon).powi(2) + (point.1 - lat).powi(2);
    best.iter().copied().min_by(|one, other| far(one).total_cmp(&far(other))).unwrap_or((lon, lat))
}

/// GeoNames' names of first-level regions by country and folded name.
fn region_names<'t>(sources: &Sources<'t>) -> BTreeMap<String, BTreeMap<String, Vec<&'t str>>> {
    let mut known: BTreeMap<String, BTreeMap<String, Vec<&str>>> = BTreeMap::new();
    for (_, line) in lines(sources.regions) {
        let mut fields = line.split('\t');
        let (Some(code), Some(name), Some(plain)) = (fields.next(), fields.next(), fields.next()) else {
            continue;
        };
        let Some((country, _)) = code.split_once('.') else { continue };
        let of_country = known.entry(country.to_owned()).or_default();
        for key in [key(name), key(plain)] {
            of_country.entry(key).or_default().extend([name, plain]);
        }
    }
    known
}

/// The countries, by GeoNames' list; their names are those of `data/demonyms.tsv`, and in other scripts those of Who's On First.
fn countries_of(
    sources: &Sources<'_>,
    described: &BTreeMap<String, Gathered>,
    capitals: &BTreeMap<String, (f64, f64)>,
    remarks: &mut Vec<String>,
) -> Result<Vec<Gathered>, Wrong> {
    const FILE: &str = "ne_10m_admin0_label_points.geojson";
    let labels: Features<CountryLabel> = serde_json::from_str(sources.country_labels)
        .map_err(|error| Wrong::new(FILE, 0, error.to_string()))?;
    let mut points: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for feature in labels.features {
        if let Some(name) = feature.properties.sr_subunit {
            points.entry(key(&name)).or_insert(feature.geometry.coordinates);
        }
    }
    let ours: BTreeMap<&str, &str> = lines(sources.demonyms)
        .filter_map(|(_, line)| {
            let mut fields = line.split('\t');
            Some((fields.next()?, fields.next()?))
        })
        .collect();
    let mut found = Vec::new();
    for (number, line) in lines(sources.countries) {
        let fields: Vec<&str> = line.split('\t').collect();
        let field = |at: usize| fields.get(at).copied().unwrap_or("");
        let (code, full_name, people, id) = (field(0), field(4), field(7), field(16));
        if code == "ISO" || id.is_empty() {
            continue;
        }
        if code.len() != 2 {
            return Err(Wrong::new("geonames_countryInfo.txt", number, format!("\"{code}\" is no country")));
        }
        let names: Vec<&str> = several(ours.get(code).copied().unwrap_or(full_name)).collect();
        let full = described.get(code);
        let labelled = || names.iter().chain([&full_name]).find_map(|name| points.get(&key(name)).copied());
        let point = full.map(|full| (full.place.lon, full.place.lat)).or_else(labelled);
        let Some((lon, lat)) = point.or_else(|| capitals.get(code).copied()) else {
            remarks.push(format!("no point for the country {code} {full_name}"));
            continue;
        };
        let name = names.first().copied().unwrap_or(full_name);
        let place = NewPlace {
            id: format!("gn:{id}"),
            country: code.to_owned(),
            class: PlaceClass::Country,
            kind: String::new(),
            lat,
            lon,
            people: people.parse().unwrap_or(0),
            name: name.to_owned(),
            english: String::new(),
            region: String::new(),
            part_of: String::new(),
            names: Vec::new(),
        };
        let mut known: Vec<String> = names.iter().skip(1).map(|name| key(name)).collect();
        known.extend(full.iter().flat_map(|full| full.names.iter().cloned()));
        found.push(Gathered { place, names: known, fame: 1000, is_capital: false, is_seat: false });
    }
    Ok(found)
}
