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
    let tables = Tables::shipped()?;
    let pages = labelled::load_to_learn(&arguments.data)?;
    fs::create_dir_all(&arguments.output).map_err(|source| Failure::writing(&arguments.output, source))?;
    let every = [TrainWhat::Html, TrainWhat::Plain, TrainWhat::Date];
    for what in every.into_iter().filter(|what| arguments.what.is_empty() || arguments.what.contains(what)) {
        for (name, text) in learned(what, &pages, &tables) {
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

/// The names and texts of the files that hold what was learned.
fn learned(what: TrainWhat, pages: &[Labelled], tables: &Tables) -> Vec<(&'static str, String)> {
    match what {
        TrainWhat::Html => vec![("html.forest", train::html::forest(pages, tables).to_text())],
        TrainWhat::Plain => train::plain::forests(pages, tables).files().to_vec(),
        TrainWhat::Date => vec![("date.forest", train::date::forest(pages, tables).to_text())],
    }
}

/// All weights, learned from `pages` alone.
pub fn models(pages: &[Labelled], tables: &Tables) -> Models {
    let html = train::html::forest(pages, tables);
    // What comes later learns from pages as the weights before it read them.
    let mut tables = tables.clone();
    tables.models.html = html.clone();
    let date = train::date::forest(pages, &tables);
    let plain = train::plain::forests(pages, &tables);
    Models { html, plain, date }
}
