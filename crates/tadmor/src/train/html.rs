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
    /// Whether each block is an entry of a menu or a list of links.
    entry: Vec<bool>,
    sheet: Sheet,
}

impl Example {
    /// The blocks of `page` with their labels.
    pub fn of(page: &Labelled, tables: &Tables) -> Example {
        let (blocks, sheet) = features(&page.bytes, tables);
        let entry =
            blocks.iter().map(|(text, linked)| *linked && text.split_whitespace().count() < 12).collect();
        let texts: Vec<String> = blocks.into_iter().map(|(text, _)| text).collect();
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
            entry,
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
    let words = |text: &String| text.split_whitespace().count().min(150) + 8;
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

/// The forest learned from `pages`, in whatever order they come.
pub fn forest(pages: &[Labelled], tables: &Tables) -> Forest {
    let mut examples: Vec<Example> = pages.iter().map(|page| Example::of(page, tables)).collect();
    examples.extend(pages.iter().filter_map(bare).map(|page| Example::of(&page, tables)));
    of_examples(&examples.iter().collect::<Vec<_>>(), &OPTIONS)
}

/// How the forest is grown: chosen by five-fold cross-validation in November 2026; more or larger trees gained nothing.
pub const OPTIONS: Options =
    Options { trees: 150, leaves: 16, rate: 60, least: 300, rows: 650, columns: 350, seed: 3 };

/// The forest learned from `examples`, in whatever order they come.
pub fn of_examples(examples: &[&Example], options: &Options) -> Forest {
    let mut examples = examples.to_vec();
    examples.sort_by(|one, other| (&one.set, &one.id).cmp(&(&other.set, &other.id)));
    let mut rows = Rows::default();
    for example in examples {
        if rows.features.is_empty() {
            rows.features.clone_from(&example.sheet.names);
        }
        for (at, label) in example.labels.iter().enumerate() {
            let Some(label) = *label else { continue };
            let mut weight = example.weights[at];
            // Entries of menus and lists are many and alike: one in three stands for all.
            if !label && example.entry[at] {
                if at % 3 != 0 {
                    continue;
                }
                weight *= 3;
            }
            rows.push(example.sheet.row(at), label, weight);
        }
    }
    grow(&rows, options)
}

/// One page in [`BARE`] also as a print view of its first paragraphs: nothing but a title and text.
fn bare(page: &Labelled) -> Option<Labelled> {
    let body = page.gold.body.as_deref().filter(|body| body.len() > 200)?;
    let choice = page.gold.id.bytes().fold(0usize, |sum, byte| (sum * 31 + usize::from(byte)) % 9973);
    if choice % BARE != 0 {
        return None;
    }
    let paragraphs: Vec<&str> = body.split("\n\n").take(1 + choice / BARE % 9).collect();
    let open = if (choice / BARE).is_multiple_of(2) { "<p>" } else { "<br><br>" };
    let title = escaped(page.gold.title.as_deref().unwrap_or("Print view"));
    let mut html = format!("<html><head><title>{title}</title></head><body><h1>{title}</h1><div>");
    for paragraph in &paragraphs {
        html.push_str(open);
        html.push_str(&escaped(paragraph));
    }
    html.push_str("</div></body></html>");
    let mut bare = page.clone();
    bare.gold.body = Some(paragraphs.join("\n\n"));
    bare.gold.id.push_str(" bare");
    bare.bytes = html.into_bytes().into();
    Some(bare)
}

/// So many pages have one print view among them.
const BARE: usize = 6;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::Gold;

    #[test]
    fn a_bare_page_is_labelled_as_its_paragraphs() {
        let tables = Tables::shipped().unwrap();
        let body = "The ferry to the islands sailed again on Monday, the harbour master said.\n\n".repeat(9);
        let pages: Vec<Labelled> = (0..40)
            .map(|at| Labelled {
                set: "own".to_owned(),
                bytes: Vec::new().into(),
                gold: Gold { id: format!("page {at}"), body: Some(body.clone()), ..Gold::default() },
            })
            .collect();
        let bare: Vec<Labelled> = pages.iter().filter_map(bare).collect();
        assert!(!bare.is_empty() && bare.len() < pages.len());
        let example = Example::of(&bare[0], &tables);
        assert_eq!(example.labels[0], Some(false), "the title is not the text");
        assert!(example.labels[1..].contains(&Some(true)));
        assert_eq!(example.row(0).len(), example.sheet.names.len());
    }
}
