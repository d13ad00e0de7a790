//! In which region a place lies, and where the middle of a region is.
//!
//! In: the shapes of regions and the places. Out: the places with their regions; regions of known shape at the middle of where
//! their people live, weighted by how many live in each town: an empty desert does not draw a province's point away from
//! its towns.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Gathered, Sources, Wrong};
use crate::tables::places::PlaceClass;

#[derive(Deserialize)]
struct Features {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    properties: Properties,
    geometry: Geometry,
}

#[derive(Deserialize)]
struct Properties {
    id: u64,
    cc: String,
}

type Ring = Vec<(f64, f64)>;

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum Geometry {
    Polygon(Vec<Ring>),
    MultiPolygon(Vec<Vec<Ring>>),
}

struct Shape {
    id: String,
    /// West, south, east, north.
    bounds: [f64; 4],
    polygons: Vec<Vec<Ring>>,
}

/// A town of unknown size counts as so many people.
const FEWEST: u64 = 300;

pub(super) fn place(sources: &Sources<'_>, mut places: Vec<Gathered>) -> Result<Vec<Gathered>, Wrong> {
    let shapes = read(sources.region_shapes)?;
    let mut middles: BTreeMap<String, [f64; 3]> = BTreeMap::new();
    for gathered in &mut places {
        let place = &mut gathered.place;
        if !matches!(
            place.class,
            PlaceClass::Town | PlaceClass::Quarter | PlaceClass::County | PlaceClass::Landmark
        ) {
            continue;
        }
        let Some(shapes) = shapes.get(&place.country) else { continue };
        let Some(shape) = shapes.iter().find(|shape| shape.holds(place.lon, place.lat)) else { continue };
        place.region.clone_from(&shape.id);
        if place.class == PlaceClass::Town {
            let weight = place.people.max(FEWEST) as f64;
            let middle = middles.entry(shape.id.clone()).or_default();
            middle[0] += place.lat * weight;
            middle[1] += place.lon * weight;
            middle[2] += weight;
        }
    }
    for gathered in places.iter_mut().filter(|gathered| gathered.place.class == PlaceClass::Region) {
        if let Some([lat, lon, weight]) = middles.get(&gathered.place.id) {
            (gathered.place.lat, gathered.place.lon) = (lat / weight, lon / weight);
        }
    }
    Ok(places)
}

fn read(text: &str) -> Result<BTreeMap<String, Vec<Shape>>, Wrong> {
    let features: Features = serde_json::from_str(text)
        .map_err(|error| Wrong::new("wof_admin1_conflict43.geojson", 0, error.to_string()))?;
    let mut shapes: BTreeMap<String, Vec<Shape>> = BTreeMap::new();
    for Feature { properties, geometry } in features.features {
        let polygons = match geometry {
            Geometry::Polygon(polygon) => vec![polygon],
            Geometry::MultiPolygon(polygons) => polygons,
        };
        let outer = || polygons.iter().filter_map(|rings| rings.first()).flatten();
        let bounds = [
            outer().map(|point| point.0).fold(f64::INFINITY, f64::min),
            outer().map(|point| point.1).fold(f64::INFINITY, f64::min),
            outer().map(|point| point.0).fold(f64::NEG_INFINITY, f64::max),
            outer().map(|point| point.1).fold(f64::NEG_INFINITY, f64::max),
        ];
        let shape = Shape { id: format!("wof:{}", properties.id), bounds, polygons };
        shapes.entry(properties.cc).or_default().push(shape);
    }
    Ok(shapes)
}

impl Shape {
    fn holds(&self, lon: f64, lat: f64) -> bool {
        let [west, south, east, north] = self.bounds;
        (west..=east).contains(&lon)
            && (south..=north).contains(&lat)
            && self.polygons.iter().any(|rings| is_inside(rings, lon, lat))
    }
}

/// Even-odd over all rings: those after the first are holes.
fn is_inside(rings: &[Ring], lon: f64, lat: f64) -> bool {
    let mut inside = false;
    for ring in rings {
        let edges = ring.iter().zip(ring.iter().cycle().skip(1));
        for ((from_x, from_y), (to_x, to_y)) in edges {
            if (*from_y > lat) != (*to_y > lat)
                && lon < (to_x - from_x) * (lat - from_y) / (to_y - from_y) + from_x
            {
                inside = !inside;
            }
        }
    }
    inside
}
