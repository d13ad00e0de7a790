//! How well saved pages are made into articles: body, comments, days, titles, authors, against labels.
//!
//! In: a labelled set. Out: an [`Answer`] a page, and the figures of the public scorer over them.

mod answer;
mod score;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use tadmor::Tables;
use tadmor::page::account::Account;
use tadmor::page::{self, account};
use tadmor::train::{self, Labelled};

use super::figures::Figures;
use crate::arguments::EvalArguments;
use crate::commands::train as learning;
use crate::failure::Failure;
use crate::labelled;
use crate::output::Output;

pub use answer::Answer;

/// Reads the labelled set in `folder` and scores what was read.
pub fn run(arguments: &EvalArguments, folder: &Path, tables: &Tables) -> Result<Figures, Failure> {
    let pages = labelled::load(folder)?;
    let how = answer::How { flat: arguments.flat, force_date: arguments.force_date };
    let answers = match &arguments.held_out {
        Some(data) => held_out(&pages, data, how, tables)?,
        None => read(&pages, how, tables),
    };
    if let Some(file) = &arguments.out {
        let text = serde_json::to_string(&answers).expect("answers are plain strings");
        std::fs::write(file, text).map_err(|source| Failure::writing(file, source))?;
    }
    let mut figures = Figures::default();
    score::all(&pages, &answers, &mut figures);
    if !arguments.flat {
        spans(&pages, tables, &mut figures);
    }
    Ok(figures)
}

/// Whether every block is found again at its bytes, and every visible byte lies in one zone.
fn spans(pages: &[Labelled], tables: &Tables, figures: &mut Figures) {
    let accounts: Vec<Account> = pages
        .par_iter()
        .map(|page| account::of(&page.bytes, &page::parse(&page.bytes, None, tables)))
        .collect();
    let blocks = accounts.iter().map(|account| account.blocks).sum();
    figures.share(
        "blocks_found_again",
        "blocks",
        accounts.iter().map(|account| account.found_again).sum(),
        blocks,
    );
    let complete = accounts.iter().filter(|account| account.complete).count();
    figures.share("pages_accounted", "accounted", complete, accounts.len());
}

fn read<'p>(
    pages: impl IntoParallelIterator<Item = &'p Labelled>,
    how: answer::How,
    tables: &Tables,
) -> BTreeMap<String, Answer> {
    let pages = pages.into_par_iter();
    pages.map(|page| (page.gold.id.clone(), answer::of(&page.bytes, how, tables))).collect()
}

/// Each page read by weights that were learned from the pages of other hosts.
fn held_out(
    pages: &[Labelled],
    data: &Path,
    how: answer::How,
    tables: &Tables,
) -> Result<BTreeMap<String, Answer>, Failure> {
    let learned_from = labelled::load_to_learn(data)?;
    let mut answers = BTreeMap::new();
    for fold in 0..train::FOLDS {
        let asked: Vec<&Labelled> = pages.iter().filter(|page| page.fold() == fold).collect();
        if asked.is_empty() {
            continue;
        }
        let others: Vec<Labelled> = learned_from.iter().filter(|page| page.fold() != fold).cloned().collect();
        let mut apart = tables.clone();
        apart.models = learning::models(&others, how.flat, tables);
        answers.extend(read(asked, how, &apart));
    }
    Ok(answers)
}

/// Says which labelled pages were read worst, the worst first.
pub fn show(
    arguments: &EvalArguments,
    folder: &Path,
    tables: &Tables,
    output: &mut Output,
) -> Result<(), Failure> {
    let pages = labelled::load(folder)?;
    let how = answer::How { flat: arguments.flat, force_date: arguments.force_date };
    let answers = read(&pages, how, tables);
    for (id, line) in score::worst(&pages, &answers) {
        output.line(format_args!("{id}  {line}"))?;
    }
    Ok(())
}
