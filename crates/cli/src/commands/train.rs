//! `tadmor train`: makes the shipped weights again, from labelled pages or from treebanks and marked sentences.

mod language;

use std::fs;

use tadmor::Tables;
use tadmor::tables::Models;
use tadmor::train::{self, Labelled};

use crate::Outcome;
use crate::arguments::{TrainArguments, TrainWhat};
use crate::failure::Failure;
use crate::labelled;
use crate::output::Output;
use crate::treebanks;

/// What is learned of pages, in the order in which one learns from what another read.
const OF_PAGES: [TrainWhat; 3] = [TrainWhat::Html, TrainWhat::Plain, TrainWhat::Date];
/// What is learned of the language.
const OF_LANGUAGE: [TrainWhat; 5] =
    [TrainWhat::Sentences, TrainWhat::Lemmas, TrainWhat::Tag, TrainWhat::Parse, TrainWhat::Names];

/// Learns what was asked for, and writes it.
pub fn run(arguments: &TrainArguments, output: &mut Output) -> Result<Outcome, Failure> {
    fs::create_dir_all(&arguments.output).map_err(|source| Failure::writing(&arguments.output, source))?;
    let is_language = treebanks::are_in(&arguments.data);
    let every: &[TrainWhat] = if is_language { &OF_LANGUAGE } else { &OF_PAGES };
    let asked = |what: &&TrainWhat| arguments.what.is_empty() || arguments.what.contains(what);
    if let Some(other) = arguments.what.iter().find(|what| !every.contains(what)) {
        return Err(Failure::NotFound {
            what: format!(
                "{}: {other:?} is not learned from the sets that are there",
                arguments.data.display()
            ),
            help: "name the folder with the sets of pages (aeb, wcxb …) or of language (ewt, gum …)"
                .to_owned(),
        });
    }
    let asked: Vec<TrainWhat> = every.iter().filter(asked).copied().collect();
    if is_language {
        return language::run(&asked, &arguments.data, |name, bytes, from| {
            write(arguments, output, name, bytes, from)
        });
    }
    let mut tables = Tables::shipped()?;
    let pages = labelled::load_to_learn(&arguments.data)?;
    for what in asked {
        learn(what, &pages, &mut tables);
        for (name, text) in files(what, &tables.models) {
            write(arguments, output, name, text.as_bytes(), &format!("{} pages", pages.len()))?;
        }
    }
    Ok(Outcome::Well)
}

fn write(
    arguments: &TrainArguments,
    output: &mut Output,
    name: &str,
    bytes: &[u8],
    from: &str,
) -> Result<(), Failure> {
    let file = arguments.output.join(name);
    fs::write(&file, bytes).map_err(|source| Failure::writing(&file, source))?;
    output.line(format_args!("{}: {} bytes from {from}", file.display(), bytes.len()))
}

/// Learns weights from `pages` alone. What comes later learns from pages as the weights before it read them.
fn learn(what: TrainWhat, pages: &[Labelled], tables: &mut Tables) {
    match what {
        TrainWhat::Html => tables.models.html = train::html::forest(pages, tables),
        TrainWhat::Plain => tables.models.plain = train::plain::forests(pages, tables),
        TrainWhat::Date => tables.models.date = train::date::forest(pages, tables),
        _ => {}
    }
}

/// The names and texts of the files that hold what was learned.
fn files(what: TrainWhat, models: &Models) -> Vec<(&'static str, String)> {
    match what {
        TrainWhat::Html => vec![("html.forest", models.html.to_text())],
        TrainWhat::Plain => models.plain.files().to_vec(),
        TrainWhat::Date => vec![("date.forest", models.date.to_text())],
        _ => Vec::new(),
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
