//! Reading files into a ledger on disk.
//!
//! In: files, a writer. Out: the pages and readings in the ledger, the ledger assembled again where anything changed,
//! and a [`Summary`]. Pages stream through in batches: at no time are the bytes of more than one batch in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde::Serialize;
use tadmor::export::What;
use tadmor::id::PageId;
use tadmor::reading::Source;
use tadmor::{AssembleOptions, Ledger, READER_VERSION, ReadOptions, Reading, Tables};
use tadmor_store::{Found, LedgerWriter, PackedPage, PackedReading, Spellings};

use crate::failure::Failure;
use crate::walk::{PageFile, Unreadable, Walked};

/// At most so many pages in one batch …
const BATCH_PAGES: usize = 256;
/// … and no more bytes than these, unless one page alone has more.
const BATCH_BYTES: u64 = 32 << 20;

/// What a run did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// The ledger's file.
    pub ledger: String,
    /// Files read.
    pub read: usize,
    /// Pages that the ledger did not hold.
    pub new: usize,
    /// Files whose page it already held.
    pub unchanged: usize,
    /// Pages of the ledger that were read again, since the reader or its tables changed.
    pub again: usize,
    /// All pages in the ledger now.
    pub pages: u64,
    /// All claims.
    pub claims: u64,
    /// All events.
    pub events: u64,
    /// All origins.
    pub origins: u64,
    /// Notes on what could not be understood.
    pub notes: u64,
    /// The ledger's generation: it grows where anything changed.
    pub generation: i64,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
}

/// Everything that reading needs.
pub struct Door<'t> {
    tables: &'t Tables,
    pool: ThreadPool,
}

impl<'t> Door<'t> {
    /// With so many threads; as many as there are processors where not said.
    pub fn new(tables: &'t Tables, jobs: Option<u16>) -> Result<Door<'t>, Failure> {
        let pool = ThreadPoolBuilder::new().num_threads(jobs.map_or(0, usize::from)).build();
        let pool = pool.map_err(|error| Failure::Usage { what: error.to_string(), command: "read" })?;
        Ok(Door { tables, pool })
    }

    /// Reads `walked` into `writer`, and assembles the ledger where anything changed.
    pub fn read(&self, walked: Walked, writer: &mut LedgerWriter) -> Result<Summary, Failure> {
        let mut summary = Summary { unreadable: walked.unreadable, ..Summary::default() };
        let progress = progress(walked.files.len());
        for batch in batches(&walked.files) {
            self.batch(batch, writer, &mut summary)?;
            progress.inc(batch.len() as u64);
        }
        progress.finish_and_clear();
        self.read_again(writer, &mut summary)?;
        self.assemble(writer)?;
        summary.unreadable.sort();
        summary.ledger = writer.path().display().to_string();
        summary.pages = writer.page_count()?;
        summary.claims = writer.count(What::Claims)?;
        summary.events = writer.count(What::Events)?;
        summary.origins = writer.count(What::Origins)?;
        summary.notes = writer.note_count()?;
        summary.generation = writer.generation()?;
        Ok(summary)
    }

    fn batch(
        &self,
        batch: &[PageFile],
        writer: &mut LedgerWriter,
        summary: &mut Summary,
    ) -> Result<(), Failure> {
        let loaded: Vec<_> = self.pool.install(|| batch.par_iter().map(|file| load(&file.path)).collect());
        let mut pages = Vec::new();
        for (file, loaded) in batch.iter().zip(loaded) {
            match loaded {
                Ok((page_id, bytes)) => {
                    let known = writer.has_current(&page_id, READER_VERSION, self.tables.digest())?;
                    // The same bytes twice in one batch are read once.
                    let met = known
                        || pages
                            .iter()
                            .any(|(_, other, bytes): &Loaded| bytes.is_some() && *other == page_id);
                    pages.push((file, page_id, (!met).then_some(bytes)));
                }
                Err(error) => summary.unreadable.push(Unreadable {
                    file: file.path.display().to_string(),
                    why: error.to_string(),
                    named: false,
                }),
            }
        }
        let found: Vec<(Found, Option<Unreadable>)> =
            self.pool.install(|| pages.into_par_iter().map(|page| self.found(page)).collect());
        let (found, faults): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let committed = writer.commit(&found, self.tables.digest())?;
        summary.read += found.len();
        summary.new += committed.pages;
        summary.unchanged += found.len() - committed.pages;
        summary.unreadable.extend(faults.into_iter().flatten());
        Ok(())
    }

    fn found(&self, (file, page_id, bytes): Loaded<'_>) -> (Found, Option<Unreadable>) {
        let source = Some(Source::file(file.name.clone()));
        let Some(bytes) = bytes else {
            return (Found { page_id, source, page: None, reading: None }, None);
        };
        let reading = self.reading(&bytes);
        let fault = reading.is_none().then(|| fault(file.name.clone()));
        let reading = reading.map(|reading| PackedReading::new(&reading));
        (Found { page_id, source, page: Some(PackedPage::new(&bytes)), reading }, fault)
    }

    /// The reading of `bytes`; `None` where the reader itself failed, which is a fault of ours and must not cost
    /// the user the rest of the pile.
    fn reading(&self, bytes: &[u8]) -> Option<Reading> {
        catch_unwind(AssertUnwindSafe(|| tadmor::read_page(bytes, self.tables, &ReadOptions::default()))).ok()
    }

    /// Pages that the ledger holds with a reading of another reader, or of other tables, or with none.
    fn read_again(&self, writer: &mut LedgerWriter, summary: &mut Summary) -> Result<(), Failure> {
        let stale = writer.stale(READER_VERSION, self.tables.digest())?;
        for ids in stale.chunks(BATCH_PAGES / 4) {
            let mut pages = Vec::new();
            for id in ids {
                pages.extend(writer.page(id)?.map(|bytes| (id, bytes)));
            }
            let read: Vec<_> = self
                .pool
                .install(|| pages.into_par_iter().map(|(id, bytes)| (id, self.reading(&bytes))).collect());
            let mut found = Vec::new();
            for (id, reading) in read {
                match reading {
                    Some(reading) => found.push(Found {
                        page_id: id.clone(),
                        source: None,
                        page: None,
                        reading: Some(PackedReading::new(&reading)),
                    }),
                    None if summary.unreadable.iter().all(|known| known.why != FAULT) => {
                        summary.unreadable.push(fault(id.to_string()));
                    }
                    None => {}
                }
            }
            summary.again += writer.commit(&found, self.tables.digest())?.readings;
        }
        Ok(())
    }

    fn assemble(&self, writer: &mut LedgerWriter) -> Result<(), Failure> {
        if !writer.needs_assembly(READER_VERSION, self.tables.digest())? {
            return Ok(());
        }
        let progress = spinner("assembling the ledger");
        let readings = writer.readings()?;
        let decisions = writer.decisions()?;
        let options = AssembleOptions::default();
        let ledger = self.pool.install(|| tadmor::assemble(readings, &decisions, self.tables, &options));
        let spellings = spellings(&ledger, self.tables);
        writer.write_ledger(&ledger, &spellings, READER_VERSION)?;
        progress.finish_and_clear();
        Ok(())
    }
}

/// A file, its page's id, and its bytes where the ledger does not hold them.
type Loaded<'f> = (&'f PageFile, PageId, Option<Vec<u8>>);

const FAULT: &str = "the reader failed on this page, which is a fault of the program: please report it";

fn fault(file: String) -> Unreadable {
    Unreadable { file, why: FAULT.to_owned(), named: false }
}

fn load(path: &Path) -> std::io::Result<(PageId, Vec<u8>)> {
    let bytes = fs::read(path)?;
    Ok((PageId::of(&bytes), bytes))
}

/// Every spelling that the pages write and the tables know.
fn spellings(ledger: &Ledger, tables: &Tables) -> Spellings {
    let mut spellings = Spellings::of(ledger);
    let claims = || ledger.claims.iter().map(|claim| &claim.claim);
    let places: BTreeSet<&str> =
        claims().flat_map(|claim| &claim.places).filter_map(|place| place.id.as_deref()).collect();
    for row in places.into_iter().filter_map(|id| tables.places.by_id(id)) {
        for name in [row.name, row.shown()].into_iter().chain(row.latin()).chain(row.other()) {
            spellings.add(row.id, name);
        }
    }
    let parties = claims().flat_map(|claim| claim.agent.iter().chain(&claim.support).chain(&claim.target));
    let actors: BTreeMap<&str, &str> =
        parties.filter_map(|party| Some((party.actor.as_deref()?, party.name.as_str()))).collect();
    for (id, name) in actors {
        for alias in tables.actors.by_id(id).into_iter().flat_map(|actor| &actor.aliases) {
            spellings.add(name, alias);
        }
    }
    spellings
}

/// Runs of files, each small enough to hold.
fn batches(files: &[PageFile]) -> impl Iterator<Item = &[PageFile]> {
    let mut rest = files;
    std::iter::from_fn(move || {
        let mut bytes = 0;
        let fits = rest.iter().take(BATCH_PAGES).take_while(|file| {
            bytes += file.length;
            bytes <= BATCH_BYTES
        });
        let end = fits.count().max(1).min(rest.len());
        let (batch, after) = rest.split_at(end);
        rest = after;
        (!batch.is_empty()).then_some(batch)
    })
}

/// Shown on a terminal only.
fn progress(files: usize) -> ProgressBar {
    let bar = ProgressBar::new(files as u64);
    let style = "reading {wide_bar:.dim} {pos} of {len} pages  {per_sec}  {eta} left";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar
}

fn spinner(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new_spinner().with_message(what);
    bar.enable_steady_tick(std::time::Duration::from_millis(200));
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(length: u64) -> PageFile {
        PageFile { name: String::new(), path: "x".into(), length }
    }

    #[test]
    fn a_batch_holds_few_pages_or_one_large_one() {
        let files = [file(10), file(BATCH_BYTES), file(BATCH_BYTES * 9), file(1), file(1)];
        let sizes: Vec<_> = batches(&files).map(<[_]>::len).collect();
        assert_eq!(sizes, [1, 1, 1, 2]);
        let many = vec![file(1); BATCH_PAGES * 2 + 1];
        let sizes: Vec<_> = batches(&many).map(<[_]>::len).collect();
        assert_eq!(sizes, [BATCH_PAGES, BATCH_PAGES, 1]);
        assert_eq!(batches(&[]).count(), 0);
    }
}
