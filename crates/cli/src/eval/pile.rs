//! A folder of pages, read into a ledger that is thrown away afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use tadmor::{Ledger, Tables};
use tadmor_store::{LedgerFile, LedgerWriter};

use crate::failure::Failure;
use crate::read::{Door, Summary};
use crate::walk;

/// A folder that is taken away when done.
#[derive(Debug)]
struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    fn new() -> Result<TemporaryFolder, Failure> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("tadmor-eval-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).map_err(|source| Failure::writing(&path, source))?;
        Ok(TemporaryFolder(path))
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // Nothing can be done where it stays: the system clears its temporary folder.
        let _gone = fs::remove_dir_all(&self.0);
    }
}

/// The pages, read and assembled.
#[derive(Debug)]
pub struct Pile {
    /// On disk.
    pub ledger: LedgerFile,
    /// In memory.
    pub whole: Ledger,
    /// What reading said.
    pub summary: Summary,
    // After the ledger, so that the file is closed before its folder goes.
    _folder: TemporaryFolder,
}

impl Pile {
    /// Reads the folder `pages` as `tadmor read` does.
    pub fn read(pages: &Path, jobs: Option<u16>, tables: &Tables) -> Result<Pile, Failure> {
        // A folder that is not there is an error here: nothing would be measured.
        fs::read_dir(pages).map_err(|source| Failure::reading(pages, source))?;
        let folder = TemporaryFolder::new()?;
        let file = folder.0.join("eval.db");
        let walked =
            walk::walk(&[pages.to_owned()], None).map_err(|source| Failure::reading(pages, source))?;
        let mut writer = LedgerWriter::open(&file)?;
        let mut summary = Door::new(tables, jobs)?.read(walked, &mut writer)?;
        summary.ledger = pages.display().to_string();
        drop(writer);
        let ledger = LedgerFile::open(&file)?;
        let whole = ledger.ledger()?;
        Ok(Pile { ledger, whole, summary, _folder: folder })
    }
}
