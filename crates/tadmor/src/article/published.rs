//! The day of publication: all clues gathered, each day weighed, one chosen or none.
//!
//! In: a page with zones, its address, outlet and dateline. Out: [`Published`].
//! A page that says 2011-04-30 in its markup and "30 April 2011" under its title has two clues for one day. What is
//! never a clue is a rule: a meter, an archive list, a copyright line, a comment's stamp, a box of other articles, the
//! day of the visit, an event in the text. Which of the days that are left is the right one is learned from labelled
//! pages ([`crate::train::date`]). A date is never made finer than it is written: "June 2011" is a month.

mod choice;
mod clue;
mod gather;
mod order;
mod path;
mod row;

use crate::article::dateline::Dateline;
use crate::article::{Published, Stated};
use crate::day::Day;
use crate::page::Page;
use crate::tables::Tables;

pub use row::FEATURES;

/// How the day of publication is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Give the likeliest day even where it is not sure enough to be believed.
    pub forced: bool,
    /// The day on which the page was saved, where that is known: nothing on it is later.
    pub fetched: Option<Day>,
}

/// The day of publication as far as `page` tells.
pub(super) fn find(
    page: &Page,
    address: Option<&Stated>,
    outlet: Option<&Stated>,
    dateline: Option<&Dateline>,
    tables: &Tables,
    asked: Asked,
) -> Published {
    let gathered = gather::all(page, address, outlet, dateline, tables, asked);
    let rows = row::of(&gathered);
    choice::of(gathered, rows, dateline, tables, asked)
}

/// A day that could be that of publication, as it is learned from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The day.
    pub day: Day,
    /// Whether nothing but later changes names it.
    pub change: bool,
    /// A value for each of [`FEATURES`].
    pub values: Vec<i32>,
}

/// The days that could be that of publication.
pub fn candidates(page: &Page, tables: &Tables) -> Vec<Candidate> {
    let dateline = super::dateline::find(page, tables);
    let address = super::outlet::address(page, tables);
    let outlet = super::outlet::find(page, address.as_ref(), dateline.as_ref(), tables);
    let gathered =
        gather::all(page, address.as_ref(), outlet.as_ref(), dateline.as_ref(), tables, Asked::default());
    let rows = row::of(&gathered).into_iter();
    rows.map(|row| Candidate { day: row.day, change: row.change, values: row.values }).collect()
}
