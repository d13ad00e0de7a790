//! Learning from blocks of HTML pages: which are the article's.
//!
//! In: pages with the whole text of the article, or with stretches that are in it and stretches that are not. Out: a
//! forest that tells the blocks of the article from all others.
//! Each page counts the same; in it a block counts by its words, because that is what a reader loses.

mod label;

use super::Labelled;
use crate::forest::{Forest, Options, Rows, grow};
use crate::page::html::features;
use crate::page::html::sheet::Sheet;
use crate::tables::Tables;

/// A page's blocks as training sees them.
#[derive(Clone, Debug)]
pub struct Example {
    /// The part of the pages that it lies in.
    pub fold: u64,
    /// Its set.
    pub set: String,
    /// Its name.
    pub id: String,
    /// The text of each block.
    pub texts: Vec<String>,
    /// Whether each block is the article's; `None` where nobody said.
    pub labels: Vec<Option<bool>>,
    weights: Vec<u32>,
    sheet: Sheet,
}

impl Example {
    /// The blocks of `page` with their labels.
    pub fn of(page: &Labelled, tables: &Tables) -> Example {
        let (texts, sheet) = features(&page.bytes, tables);
        let labels = match &page.gold.body {
            Some(body) if !body.trim().is_empty() => label::by_body(&texts, body),
            _ => label::by_stretches(
                &texts,
                page.gold.with.as_deref().unwrap_or_default(),
                page.gold.without.as_deref().unwrap_or_default(),
            ),
        };
        let weights = weights(&texts, &labels);
        Example {
            fold: page.fold(),
            set: page.set.clone(),
            id: page.gold.id.clone(),
            texts,
            labels,
            weights,
            sheet,
        }
    }

    /// The score that `forest` gives each block.
    pub fn scores(&self, forest: &Forest) -> Vec<i32> {
        (0..self.texts.len()).map(|at| forest.score(self.sheet.row(at))).collect()
    }

    /// The features of block `at`.
    pub fn row(&self, at: usize) -> &[i32] {
        self.sheet.row(at)
    }
}

/// How much a page counts: its labelled blocks of the article together.
const PAGE: usize = 40_000;

fn weights(texts: &[String], labels: &[Option<bool>]) -> Vec<u32> {
    let words = |text: &String| text.split_whitespace().count().min(150) + 4;
    let sum = |wanted: bool| -> usize {
        texts
            .iter()
            .zip(labels)
            .filter(|(_, label)| **label == Some(wanted))
            .map(|(text, _)| words(text))
            .sum()
    };
    let (inside, outside) = (sum(true), sum(false));
    let inside_share = PAGE / inside.max(outside / 4).max(20);
    // Furniture may be long, but a page is spoilt only once.
    let outside_share = (PAGE * 2 / outside.max(1)).min(inside_share);
    texts
        .iter()
        .zip(labels)
        .map(|(text, label)| match label {
            Some(true) => words(text) * inside_share,
            Some(false) => words(text) * outside_share.max(1),
            None => 0,
        })
        .map(|weight| weight.min(65_535) as u32)
        .collect()
}

/// The forest learned from `pages`.
pub fn forest(pages: &[Labelled], tables: &Tables) -> Forest {
    let examples: Vec<Example> = pages.iter().map(|page| Example::of(page, tables)).collect();
    of_examples(&examples.iter().collect::<Vec<_>>(), &OPTIONS)
}

/// How the forest is grown.
pub const OPTIONS: Options =
    Options { trees: 120, leaves: 24, rate: 100, least: 100, rows: 700, columns: 500, seed: 1 };

/// The forest learned from `examples`.
pub fn of_examples(examples: &[&Example], options: &Options) -> Forest {
    let mut rows = Rows::default();
    for example in examples {
        if rows.features.is_empty() {
            rows.features.clone_from(&example.sheet.names);
        }
        for (at, label) in example.labels.iter().enumerate() {
            if let Some(label) = label {
                rows.push(example.sheet.row(at), *label, example.weights[at]);
            }
        }
    }
    grow(&rows, options)
}
