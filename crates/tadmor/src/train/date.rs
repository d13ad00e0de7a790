//! Learning from dates on pages: which is the day of publication.
//!
//! In: pages with their day. Out: a forest over the rows of [`crate::article::published`]: a row for each day that a page
//! names, found or not.

use super::Labelled;
use crate::article::published;
use crate::day::Day;
use crate::forest::{Forest, Options, Rows, grow};
use crate::page;
use crate::tables::Tables;

/// Few pages, few rows: small trees, learned slowly.
const OPTIONS: Options =
    Options { trees: 300, leaves: 8, rate: 60, least: 500, rows: 700, columns: 500, seed: 1 };

/// The rows of `pages`.
pub fn rows(pages: &[Labelled], tables: &Tables) -> Rows {
    let mut rows = Rows {
        features: published::FEATURES.iter().map(|name| (*name).to_owned()).collect(),
        ..Rows::default()
    };
    for labelled in pages {
        let Some(Some(Some(gold))) = labelled.gold.date.as_ref().map(|date| date.as_deref().map(Day::parse))
        else {
            continue;
        };
        let page = page::parse(&labelled.bytes, None, tables);
        let candidates = published::candidates(&page, tables);
        // A day of a later change never beats an original: a label that says so teaches another question.
        let originals = candidates.iter().any(|candidate| !candidate.change);
        if originals && candidates.iter().any(|candidate| candidate.change && candidate.day == gold) {
            continue;
        }
        for candidate in candidates.iter().filter(|candidate| !candidate.change || !originals) {
            rows.push(&candidate.values, candidate.day == gold, 1);
        }
    }
    rows
}

/// The forest learned from `pages`.
pub fn forest(pages: &[Labelled], tables: &Tables) -> Forest {
    grow(&rows(pages, tables), &OPTIONS)
}
