//! `tadmor train`: makes the shipped weights again, from labelled pages or from treebanks and marked sentences.

mod language;
mod spelling;

use std::fs;
use std::path::Path;

use tadmor::Tables;
use tadmor::tables::Models;
use tadmor::train::{self, Labelled};

use crate::Outcome;
use crate::arguments::{TrainArguments, TrainWhat};
use crate::failure::Failure;
use crate::labelled;
use crate::output::Output;
use crate::treebanks::{self, Sets};

/// What is learned of pages, in the order in which one learns from what another read.
const OF_PAGES: [TrainWhat; 3] = [TrainWhat::Html, TrainWhat::Plain, TrainWhat::Date];
/// What is learned of the language.
const OF_LANGUAGE: [TrainWhat; 5] =
    [TrainWhat::Sentences, TrainWhat::Lemmas, TrainWhat::Tag, TrainWhat::Parse, TrainWhat::Names];

/// Learns what was asked for, and writes it. Nothing is made where a set is missing.
pub fn run(arguments: &TrainArguments, output: &mut Output) -> Result<Outcome, Failure> {
    if arguments.what.contains(&TrainWhat::Spelling) {
        if arguments.what.len() > 1 {
            return Err(usage("train: spelling is learned from a gazetteer: ask for it apart"));
        }
        let (text, from) = spelling::learn(&arguments.data)?;
        fs::create_dir_all(&arguments.output)
            .map_err(|source| Failure::writing(&arguments.output, source))?;
        write(arguments, output, "spelling.tsv", text.as_bytes(), &from)?;
        return Ok(Outcome::Well);
    }
    let is_language = is_language(&arguments.what, &arguments.data)?;
    let every: &[TrainWhat] = if is_language { &OF_LANGUAGE } else { &OF_PAGES };
    let asked = |what: &&TrainWhat| arguments.what.is_empty() || arguments.what.contains(what);
    let asked: Vec<TrainWhat> = every.iter().filter(asked).copied().collect();
    let make_folder = || {
        fs::create_dir_all(&arguments.output).map_err(|source| Failure::writing(&arguments.output, source))
    };
    if is_language {
        let sets = Sets::load(&arguments.data, asked.contains(&TrainWhat::Names))?;
        make_folder()?;
        return language::run(&asked, &sets, |name, bytes, from| write(arguments, output, name, bytes, from));
    }
    let mut tables = Tables::shipped()?;
    let pages = labelled::load_to_learn(&arguments.data)?;
    make_folder()?;
    for what in asked {
        learn(what, &pages, &mut tables);
        for (name, text) in files(what, &tables.models) {
            write(arguments, output, name, text.as_bytes(), &format!("{} pages", pages.len()))?;
        }
    }
    Ok(Outcome::Well)
}

/// Whether what was asked for is learned from sets of language; where nothing was, what `folder` holds decides.
fn is_language(asked: &[TrainWhat], folder: &Path) -> Result<bool, Failure> {
    let of_language = asked.iter().filter(|what| OF_LANGUAGE.contains(what)).count();
    if !asked.is_empty() {
        let both = of_language > 0 && of_language < asked.len();
        let what = "train: html, plain and date are learned from labelled pages, the others from treebanks and marked \
                    sets: ask for them apart";
        return if both { Err(usage(what)) } else { Ok(of_language > 0) };
    }
    let is_language = treebanks::are_in(folder);
    match is_language || labelled::are_in(folder) {
        true => Ok(is_language),
        false => Err(treebanks::holds_nothing(
            folder,
            "neither labelled pages (aeb, htmldate, trafilatura, wcxb) nor treebanks (ewt, gum) are in it",
            "name the folder that the sets lie in; the cards in models/ tell where each set is had, CONTRIBUTING.md \
             (\"What is learned\") how they lie",
        )),
    }
}

fn usage(what: &str) -> Failure {
    Failure::Usage { what: what.to_owned(), command: "train" }
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
