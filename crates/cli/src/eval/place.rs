//! `tadmor eval place`: how well places are found and understood, against texts whose toponyms have coordinates.
//!
//! In: lines {id, text, toponyms: [{start, end, lat, lon}]}, offsets in characters. Out: [`Figures`] for each file:
//! recognition (a toponym is found where spans overlap, each place of ours for one), accuracy of what was found, and
//! end-to-end F1 (found and within so many kilometres) at 161, 25 and 5 km. With `--out`, what `annotate --jsonl` prints.

use std::fmt::Write as _;
use std::fs;

use serde::Deserialize;
use tadmor::export::annotate::{self, PlaceLine};

use super::Scored;
use super::figures::Figures;
use super::gold;
use crate::arguments::EvalArguments;
use crate::failure::Failure;
use crate::tables;

/// A text of a set.
#[derive(Debug, Deserialize)]
struct Given {
    id: serde_json::Value,
    text: String,
    toponyms: Vec<Toponym>,
}

/// A toponym of it.
#[derive(Debug, Deserialize)]
struct Toponym {
    start: usize,
    end: usize,
    lat: Option<f64>,
    lon: Option<f64>,
}

/// Within how many kilometres a place is right.
const DISTANCES: [u32; 3] = [161, 25, 5];

/// What was found in a set.
#[derive(Debug, Default)]
struct Counts {
    gold: usize,
    found: usize,
    matched: usize,
    /// Kilometres between each matched pair that both have coordinates.
    far: Vec<f64>,
}

/// Reads the sets and scores the places.
pub fn run(arguments: &EvalArguments) -> Result<Vec<Scored>, Failure> {
    let tables = tables::measured()?;
    let models = super::models()?;
    let mut all = Vec::new();
    let mut answers = String::new();
    for file in &arguments.inputs {
        let mut counts = Counts::default();
        for given in gold::load::<Given>(file)? {
            let id = match &given.id {
                serde_json::Value::String(id) => id.clone(),
                other => other.to_string(),
            };
            let annotated = annotate::annotate(&id, &given.text, None, &tables, &models);
            counts.add(&given, &annotated.places);
            if arguments.out.is_some() {
                let line = serde_json::to_string(&annotated).expect("what was found has text keys");
                let _ = writeln!(answers, "{line}");
            }
        }
        if counts.gold == 0 {
            return Err(Failure::NotFound {
                what: format!("{}: no toponym is marked in it", file.display()),
                help: "each line is {\"id\": …, \"text\": …, \"toponyms\": [{\"start\", \"end\", \"lat\", \"lon\"}]}".to_owned(),
            });
        }
        all.extend(Scored::one(&format!("place {}", super::set_name(file)), counts.figures()));
    }
    if let Some(file) = &arguments.out {
        fs::write(file, answers).map_err(|source| Failure::writing(file, source))?;
    }
    Ok(all)
}

impl Counts {
    /// Matches the toponyms of one text with our places, in order, as the scorer that counts does.
    fn add(&mut self, given: &Given, places: &[PlaceLine]) {
        self.gold += given.toponyms.len();
        self.found += places.len();
        let bytes: Vec<usize> =
            given.text.char_indices().map(|(at, _)| at).chain([given.text.len()]).collect();
        let byte = |character: usize| bytes[character.min(bytes.len() - 1)];
        let mut used = vec![false; places.len()];
        for toponym in &given.toponyms {
            let (start, end) = (byte(toponym.start), byte(toponym.end));
            let free = |at: &usize| !used[*at] && places[*at].span[0] < end && start < places[*at].span[1];
            let Some(at) = (0..places.len()).find(free) else { continue };
            used[at] = true;
            self.matched += 1;
            let place = &places[at];
            if let (Some(lat), Some(lon), Some(our_lat), Some(our_lon)) =
                (toponym.lat, toponym.lon, place.lat, place.lon)
            {
                self.far.push(kilometres(lat, lon, our_lat, our_lon));
            }
        }
    }

    fn within(&self, km: u32) -> usize {
        self.far.iter().filter(|far| **far <= f64::from(km)).count()
    }

    fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        let share = |right: usize, total: usize| right as f64 / total.max(1) as f64;
        let (precision, recall) = (share(self.matched, self.found), share(self.matched, self.gold));
        let both = self.gold + self.found;
        let f1 = share(2 * self.matched, both);
        figures.with_line(
            "f1",
            f1,
            format!(
                "gold {} found {}  P {:.1} R {:.1} F1 {:.1}",
                self.gold,
                self.found,
                100.0 * precision,
                100.0 * recall,
                100.0 * f1
            ),
        );
        figures.quiet("precision", precision);
        figures.quiet("recall", recall);
        let mut lines = [String::from("accuracy of found"), String::from("end-to-end F1")];
        for km in DISTANCES {
            let (accuracy, end_to_end) =
                (share(self.within(km), self.far.len()), share(2 * self.within(km), both));
            let _ = write!(lines[0], " @{km} {:.1}", 100.0 * accuracy);
            let _ = write!(lines[1], " @{km} {:.1}", 100.0 * end_to_end);
            figures.quiet(&format!("accuracy_{km}"), accuracy);
            figures.quiet(&format!("end_to_end_{km}"), end_to_end);
        }
        let [accuracy, end_to_end] = lines;
        figures.with_line("accuracy", share(self.within(161), self.far.len()), accuracy);
        figures.with_line("end_to_end", share(2 * self.within(161), both), end_to_end);
        figures
    }
}

/// Kilometres between two points, on a sphere.
pub fn kilometres(lat: f64, lon: f64, other_lat: f64, other_lon: f64) -> f64 {
    let (north, other) = (lat.to_radians(), other_lat.to_radians());
    let half_lat = ((other - north) / 2.0).sin();
    let half_lon = ((other_lon - lon).to_radians() / 2.0).sin();
    let chord = half_lat * half_lat + north.cos() * other.cos() * half_lon * half_lon;
    12_742.0 * chord.sqrt().min(1.0).asin()
}
