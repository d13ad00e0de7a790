//! The ledger as pages to look at.

use std::path::{Path, PathBuf};

use tadmor::Ledger;
use tadmor::id::PageId;

/// What was written.
#[derive(Clone, Debug, Default)]
pub struct ReportSummary {
    /// How many files.
    pub files: usize,
}

/// A file that could not be written.
#[derive(Debug)]
pub struct Error {
    file: PathBuf,
    source: std::io::Error,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "writing {}: {}", self.file.display(), self.source)
    }
}

impl std::error::Error for Error {}

/// Writes the ledger as pages into `directory`.
pub fn write_report(
    ledger: &Ledger,
    _pages: &dyn Fn(&PageId) -> Option<Vec<u8>>,
    directory: &Path,
) -> Result<ReportSummary, Error> {
    let file = directory.join("index.html");
    let failed = |source| Error { file: file.clone(), source };
    std::fs::create_dir_all(directory).map_err(failed)?;
    let page = maud::html! {
        (maud::DOCTYPE)
        title { "Ledger" }
        ul { @for event in &ledger.events { li { (event.title) } } }
    };
    std::fs::write(&file, page.into_string()).map_err(failed)?;
    Ok(ReportSummary { files: 1 })
}
