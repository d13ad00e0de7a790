//! How well saved pages are made into articles: body, comments, days, titles, authors, against labels.
//!
//! In: a labelled set. Out: an [`Answer`] a page, and the figures of the public scorer over them.

mod answer;
mod leak;
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
    let Read { answers, leak } = read(arguments, &pages, tables)?;
    if let Some(file) = &arguments.out {
        let text = serde_json::to_string(&answers).expect("answers are plain strings");
        std::fs::write(file, text).map_err(|source| Failure::writing(file, source))?;
    }
    let mut figures = Figures::default();
    score::all(&pages, &answers, &mut figures);
    if !arguments.flat {
        spans(&pages, tables, &mut figures);
    } else if leak.lines > 0 {
        figures.share("comment_lines_leaked", "leak", leak.told, leak.lines);
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

/// What was read of some pages.
#[derive(Default)]
struct Read {
    /// By page.
    answers: BTreeMap<String, Answer>,
    /// Comments among the article's text, where the pages were made texts without tags.
    leak: leak::Leak,
}

impl Read {
    fn of(pages: &[Labelled], how: answer::How, tables: &Tables) -> Self {
        let read = |page: &Labelled| (page.gold.id.clone(), answer::of(&page.bytes, how, tables));
        Read {
            answers: pages.par_iter().map(read).collect(),
            leak: if how.flat { leak::of(pages, tables) } else { leak::Leak::default() },
        }
    }

    fn add(&mut self, other: Read) {
        self.answers.extend(other.answers);
        self.leak = [self.leak, other.leak].into_iter().sum();
    }
}

/// The pages read as they are asked for.
fn read(arguments: &EvalArguments, pages: &[Labelled], tables: &Tables) -> Result<Read, Failure> {
    let how = answer::How { flat: arguments.flat, force_date: arguments.force_date };
    match &arguments.held_out {
        Some(data) => held_out(pages, data, how, tables),
        None => Ok(Read::of(pages, how, tables)),
    }
}

/// Each page read by weights that were learned from the pages of other hosts.
fn held_out(pages: &[Labelled], data: &Path, how: answer::How, tables: &Tables) -> Result<Read, Failure> {
    let learned_from = labelled::load_to_learn(data)?;
    let mut all = Read::default();
    for fold in 0..train::FOLDS {
        let asked: Vec<Labelled> = pages.iter().filter(|page| page.fold() == fold).cloned().collect();
        if asked.is_empty() {
            continue;
        }
        let others: Vec<Labelled> = learned_from.iter().filter(|page| page.fold() != fold).cloned().collect();
        let mut apart = tables.clone();
        apart.models = learning::models(&others, how.flat, tables);
        all.add(Read::of(&asked, how, &apart));
    }
    Ok(all)
}

/// Says which labelled pages were read worst, the worst first.
pub fn show(
    arguments: &EvalArguments,
    folder: &Path,
    tables: &Tables,
    output: &mut Output,
) -> Result<(), Failure> {
    let pages = labelled::load(folder)?;
    for (id, line) in score::worst(&pages, &read(arguments, &pages, tables)?.answers) {
        output.line(format_args!("{id}  {line}"))?;
    }
    Ok(())
}
