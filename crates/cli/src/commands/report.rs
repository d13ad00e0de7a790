//! `tadmor report`: the ledger as pages to look at.

use std::path::Path;

use tadmor_store::LedgerFile;

use crate::Outcome;
use crate::arguments::ReportArguments;
use crate::failure::Failure;
use crate::output::Output;

/// Writes the report.
pub fn run(arguments: &ReportArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let ledger = LedgerFile::open(&arguments.ledger.ledger)?;
    write(&ledger, &arguments.output)?;
    output.line(format_args!("{}", arguments.output.join("index.html").display()))?;
    Ok(Outcome::Well)
}

/// Writes the report of `ledger` into `folder`.
pub fn write(ledger: &LedgerFile, folder: &Path) -> Result<(), Failure> {
    let whole = ledger.ledger()?;
    let pages = |id: &tadmor::id::PageId| ledger.page(id).ok().flatten();
    tadmor_web::write_report(&whole, &pages, folder).map_err(|error| Failure::Report(error.to_string()))?;
    Ok(())
}
