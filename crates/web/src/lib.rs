//! The ledger as pages to look at: a folder of static HTML that opens from disk.
//!
//! In: a [`Ledger`], and the bytes of its pages. Out: files. No script runs in them, nothing is loaded from another
//! host, and the same ledger gives the same bytes.
//!
//! Two halves. [`view`] turns the ledger into plain data, a struct for each page to look at, and knows no markup;
//! `html` and `svg` turn that data into markup, and decide nothing. Text that came from a page travels as
//! [`Words`], which cannot turn the reading direction of what stands beside it; maud escapes it.

mod files;
mod folder;
mod html;
mod svg;
pub mod view;
pub mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tadmor::id::PageId;
use tadmor::page::{self, Page};
use tadmor::{Ledger, Tables};

use folder::Folder;
pub use folder::MANIFEST;
use view::Pile;
pub use words::Words;

/// How many rows a listing holds before it goes on in another file.
pub const ROWS_PER_FILE: usize = 500;

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A folder of the report could not be made.
    #[error("making the folder {}: {why}", path.display())]
    Folder {
        /// Which folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        why: std::io::Error,
    },
    /// The folder holds something that is no report.
    #[error("the folder {} is not empty and holds no earlier report (no {MANIFEST}): choose an empty or a new folder", path.display())]
    Taken {
        /// Which folder.
        path: PathBuf,
    },
    /// A file of an earlier report could not be removed.
    #[error("removing {} of the earlier report: {why}", path.display())]
    Remove {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        #[source]
        why: std::io::Error,
    },
    /// A file of the report could not be written.
    #[error("writing {}: {why}", path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        #[source]
        why: std::io::Error,
    },
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSummary {
    /// How many files.
    pub files: usize,
    /// The page to open first.
    pub index: PathBuf,
}

/// Writes the report on `ledger` into `directory`, which is made where it is missing. `pages` gives the bytes of a
/// saved page; where it has none, the article is shown by its claims alone. Files of an earlier report that this one
/// does not write again are removed; a folder that holds anything but an earlier report is an error.
pub fn write_report(
    ledger: &Ledger,
    tables: &Tables,
    pages: &dyn Fn(&PageId) -> Option<Vec<u8>>,
    directory: &Path,
) -> Result<ReportSummary, Error> {
    let parsed = |id: &PageId| pages(id).map(|bytes| page::parse(&bytes, None, tables));
    write_parsed(ledger, tables, &parsed, directory)
}

/// The same, with pages that are already text with zones.
pub fn write_parsed(
    ledger: &Ledger,
    tables: &Tables,
    pages: &dyn Fn(&PageId) -> Option<Page>,
    directory: &Path,
) -> Result<ReportSummary, Error> {
    let pile = Pile::named(ledger, side_names(tables));
    let mut folder = Folder::open(directory, &["event", "article", "place"])?;
    folder.write("style.css", include_str!("style.css"))?;
    folder.write("index.html", &html::overview::page(&view::overview::of(&pile)))?;
    folder.write("words.html", &html::glossary::page())?;
    html::listings(&pile, &mut |name, markup| folder.write(name, markup))?;
    for event in &ledger.events {
        folder.write(&pile.files.event(&event.id), &html::event::page(&view::event::of(&pile, event)))?;
    }
    for place in view::place::all(&pile) {
        folder.write(&place.file.clone(), &html::place::page(&place))?;
    }
    for reading in &ledger.pages {
        let saved = pages(&reading.page_id);
        let article = view::article::of(&pile, reading, saved.as_ref());
        folder.write(&pile.files.article(&reading.page_id), &html::article::page(&article))?;
    }
    Ok(ReportSummary { files: folder.close()?, index: directory.join("index.html") })
}

fn side_names(tables: &Tables) -> BTreeMap<String, String> {
    tables.actors.sides().map(|side| (side.id.clone(), side.name.clone())).collect()
}
