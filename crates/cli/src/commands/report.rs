//! `tadmor report`: the ledger as pages to look at.

use std::path::{Path, PathBuf};

use tadmor::Tables;
use tadmor_store::LedgerFile;

use crate::Outcome;
use crate::arguments::ReportArguments;
use crate::failure::Failure;
use crate::output::Output;
use crate::words::count;

/// Writes the report.
pub fn run(arguments: &ReportArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let ledger = LedgerFile::open(&arguments.ledger.ledger)?;
    let (files, index) = write(&ledger, &crate::tables::tables()?, &arguments.output)?;
    output.line(format_args!("{} written; open {}", count(files as u64, "file"), index.display()))?;
    Ok(Outcome::Well)
}

/// Writes the report of `ledger` into `folder`: how many files, and the one to open.
pub fn write(ledger: &LedgerFile, tables: &Tables, folder: &Path) -> Result<(usize, PathBuf), Failure> {
    let whole = ledger.ledger()?;
    // A page that cannot be unpacked is shown without its text; `verify` names it.
    let pages = |id: &tadmor::id::PageId| ledger.page(id).ok().flatten();
    let summary = tadmor_web::write_report(&whole, tables, &pages, folder)
        .map_err(|error| Failure::Report(error.to_string()))?;
    Ok((summary.files, summary.index))
}
