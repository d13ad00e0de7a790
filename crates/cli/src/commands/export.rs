//! `tadmor export jsonl`: the ledger for other programs.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tadmor::export::{self, What, zones};
use tadmor_store::{LedgerFile, Listing};

use crate::Outcome;
use crate::arguments::{ExportArguments, ExportFormat, ExportWhat};
use crate::failure::Failure;
use crate::output::Output;

impl From<ExportWhat> for What {
    fn from(what: ExportWhat) -> What {
        match what {
            ExportWhat::Claims => What::Claims,
            ExportWhat::Articles => What::Articles,
            ExportWhat::Zones => What::Zones,
            ExportWhat::Events => What::Events,
            ExportWhat::Origins => What::Origins,
            ExportWhat::Control => What::Control,
        }
    }
}

/// Writes the export.
pub fn run(arguments: &ExportArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let ledger = LedgerFile::open(&arguments.ledger.ledger)?;
    let what = What::from(arguments.what);
    match (arguments.format, &arguments.output) {
        (ExportFormat::Jsonl, None) => lines(&ledger, what, |line| output.line(line))?,
        (ExportFormat::Jsonl, Some(file)) => to_file(&ledger, what, file)?,
    }
    Ok(Outcome::Well)
}

/// Writes the export of `what` to `file`: whole, or not at all.
pub fn to_file(ledger: &LedgerFile, what: What, file: &Path) -> Result<(), Failure> {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let failed = |source| Failure::writing(file, source);
    // A device or a pipe is written to as it is: it cannot be put in place of another file.
    let direct = fs::metadata(file).is_ok_and(|known| !known.is_file());
    let mut to = BufWriter::new(File::create(if direct { file } else { &part }).map_err(failed)?);
    lines(ledger, what, |line| writeln!(to, "{line}").map_err(failed))?;
    to.flush().map_err(failed)?;
    drop(to);
    match direct {
        true => Ok(()),
        false => fs::rename(&part, file).map_err(failed),
    }
}

/// Writes every export into `folder`, each under its name.
pub fn all_to_folder(ledger: &LedgerFile, folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|source| Failure::writing(folder, source))?;
    What::ALL
        .iter()
        .try_for_each(|what| to_file(ledger, *what, &folder.join(format!("{}.jsonl", what.as_str()))))
}

fn lines(
    ledger: &LedgerFile,
    what: What,
    mut take: impl FnMut(&str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    take(&export::line(&export::head(what)))?;
    if what != What::Zones {
        return ledger.lines(what, Listing::default(), take)?;
    }
    ledger.each_page(|page| {
        let bytes = ledger.page(&page.page_id)?.unwrap_or_default();
        zones::lines(&page, &bytes).iter().try_for_each(|line| take(&export::line(line)))
    })?
}
