//! `tadmor train`: makes the shipped weights again from labelled pages.

use std::fs;

use tadmor::Tables;
use tadmor::tables::Models;
use tadmor::train::{self, Labelled};

use crate::Outcome;
use crate::arguments::{TrainArguments, TrainWhat};
use crate::failure::Failure;
use crate::labelled;
use crate::output::Output;

/// Learns what was asked for, and writes it.
pub fn run(arguments: &TrainArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let mut tables = Tables::shipped()?;
    let pages = labelled::load_to_learn(&arguments.data)?;
    fs::create_dir_all(&arguments.output).map_err(|source| Failure::writing(&arguments.output, source))?;
    let every = [TrainWhat::Html, TrainWhat::Plain, TrainWhat::Date];
    for what in every.into_iter().filter(|what| arguments.what.is_empty() || arguments.what.contains(what)) {
        learn(what, &pages, &mut tables);
        for (name, text) in files(what, &tables.models) {
            let file = arguments.output.join(name);
            fs::write(&file, &text).map_err(|source| Failure::writing(&file, source))?;
            output.line(format_args!(
                "{}: {} bytes from {} pages",
                file.display(),
                text.len(),
                pages.len()
            ))?;
        }
    }
    Ok(Outcome::Well)
}

/// Learns weights from `pages` alone. What comes later learns from pages as the weights before it read them.
fn learn(what: TrainWhat, pages: &[Labelled], tables: &mut Tables) {
    match what {
        TrainWhat::Html => tables.models.html = train::html::forest(pages, tables),
        TrainWhat::Plain => tables.models.plain = train::plain::forests(pages, tables),
        TrainWhat::Date => tables.models.date = train::date::forest(pages, tables),
    }
}

/// The names and texts of the files that hold what was learned.
fn files(what: TrainWhat, models: &Models) -> Vec<(&'static str, String)> {
    match what {
        TrainWhat::Html => vec![("html.forest", models.html.to_text())],
        TrainWhat::Plain => models.plain.files().to_vec(),
        TrainWhat::Date => vec![("date.forest", models.date.to_text())],
    }
}

/// Weights learned from `pages` alone, as far as they are asked for: those of texts without tags (`flat`), or of HTML
/// and its dates.
pub fn models(pages: &[Labelled], flat: bool, tables: &Tables) -> Models {
    let mut tables = tables.clone();
    for what in [TrainWhat::Html, if flat { TrainWhat::Plain } else { TrainWhat::Date }] {
        learn(what, pages, &mut tables);
    }
    tables.models
}
