//! Where words lead from a place: "25 km east of Palmyra", "between Morek and Suran".
//!
//! In: places as chosen, and the [`Offset`]s beside them. Out: a [`Moved`] point with a radius within which it lies. A
//! direction without a distance names a side of the place, not a point: that stays an area round it.

use crate::claim::{Place, Precision};
use crate::mention::PlaceMention;
use crate::mention::place::Offset;
use crate::page::Page;
use crate::resolve::place::Chosen;

/// A point away from a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Within how many kilometres of the point the place lies.
    pub radius_km: u32,
    /// How finely it is known.
    pub precision: Precision,
    /// Which words led there.
    pub because: String,
}

impl Moved {
    /// The place at the point: its name and id are still those of the place that it is told from.
    pub fn of(self, place: Place) -> Place {
        let because = format!("{}; {}", place.because, self.because);
        Place { lat: Some(self.lat), lon: Some(self.lon), precision: self.precision, because, ..place }
    }
}

/// Kilometres of a degree of a great circle.
const DEGREE: f64 = 111.195;
/// Farther than this no event is told from a place.
const FARTHEST: u32 = 300_000;
/// What is told apart from a middle by less than this is told as near.
const NEAR: u32 = 25_000;

/// Where `offset` leads from `place`.
pub fn by(place: &Place, mention: &PlaceMention, offset: Offset, page: &Page) -> Option<Moved> {
    let (lat, lon) = (place.lat?, place.lon?);
    if matches!(place.precision, Precision::Country | Precision::Region | Precision::Unknown) {
        return None;
    }
    let metres = offset.metres.filter(|metres| *metres <= FARTHEST)?;
    let words = page.text.slice(offset.span).trim_end();
    let name = page.text.slice(mention.name);
    let Some(bearing) = offset.bearing else {
        // So far from it, and no word in which direction: a ring.
        return Some(Moved {
            lat,
            lon,
            radius_km: metres / 1000 + 1,
            precision: Precision::Area,
            because: format!("\"{words}\" tells how far from {name} and not which way"),
        });
    };
    let (lat, lon) = along(lat, lon, f64::from(metres) / 1000.0, f64::from(bearing));
    Some(Moved {
        lat,
        lon,
        // Roads bend and numbers are round: a fifth of the way.
        radius_km: (metres / 5000).max(2),
        precision: if metres <= NEAR { Precision::Near } else { Precision::Area },
        because: format!("\"{words}\" leads {} km from {name}, {bearing} degrees from north", metres / 1000),
    })
}

/// The point so many kilometres from another. Flat: within 300 km it errs by less than the words do.
fn along(lat: f64, lon: f64, km: f64, bearing: f64) -> (f64, f64) {
    let angle = bearing.to_radians();
    let north = lat + km * angle.cos() / DEGREE;
    let east = lon + km * angle.sin() / (DEGREE * lat.to_radians().cos().max(0.01));
    (rounded(north.clamp(-90.0, 90.0)), rounded((east + 540.0).rem_euclid(360.0) - 180.0))
}

/// To four decimals: ten metres.
fn rounded(degrees: f64) -> f64 {
    (degrees * 10_000.0).round() / 10_000.0
}

/// Sets the points of places that something is told to lie between: the middle of both.
pub fn between(page: &Page, mentions: &[PlaceMention], chosen: &mut [Chosen]) {
    let text = page.text.as_str();
    for at in 1..mentions.len() {
        let (one, other) = (&mentions[at - 1], &mentions[at]);
        let gap = text.get(one.span.end..other.span.start).map(str::trim);
        let before = text.get(..one.span.start).unwrap_or_default().trim_end();
        let word = before.rsplit(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
        if gap != Some("and") || !word.eq_ignore_ascii_case("between") {
            continue;
        }
        let points = [&chosen[at - 1].place, &chosen[at].place];
        let [Some((from_lat, from_lon)), Some((to_lat, to_lon))] =
            points.map(|place| is_point(place).then(|| place.lat.zip(place.lon)).flatten())
        else {
            continue;
        };
        let middle = Moved {
            lat: rounded((from_lat + to_lat) / 2.0),
            lon: rounded((from_lon + to_lon) / 2.0),
            radius_km: half_way(from_lat, from_lon, to_lat, to_lon),
            precision: Precision::Area,
            because: format!("between {} and {}", page.text.slice(one.name), page.text.slice(other.name)),
        };
        if middle.radius_km * 2000 > FARTHEST {
            continue;
        }
        chosen[at - 1].meant = Some(middle.clone());
        chosen[at].meant = Some(middle);
    }
}

fn is_point(place: &Place) -> bool {
    matches!(place.precision, Precision::Exact | Precision::Near | Precision::Area)
}

fn half_way(lat: f64, lon: f64, other_lat: f64, other_lon: f64) -> u32 {
    let north = (other_lat - lat) * DEGREE;
    let east = (other_lon - lon) * DEGREE * lat.to_radians().cos();
    ((north * north + east * east).sqrt() / 2.0).ceil().min(20_000.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_moves_by_distance_and_bearing() {
        let (lat, lon) = along(34.56, 38.28, 25.0, 90.0);
        assert!((lat - 34.56).abs() < 0.001 && (lon - 38.553).abs() < 0.005, "{lat} {lon}");
        let (lat, lon) = along(0.0, 179.9, 111.195, 90.0);
        assert!(lat.abs() < 0.001 && (lon + 179.1).abs() < 0.001, "{lon}");
        assert_eq!(half_way(10.0, 20.0, 10.2, 20.0), 12);
    }
}
