//! Reading files into a ledger on disk.
//!
//! In: files, a writer. Out: the pages and readings in the ledger, the ledger assembled again where anything changed,
//! and a [`Summary`]. A file is a page, or an archive or feed of them. Pages stream through in batches: at no time are
//! the bytes of more than one batch in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Seek};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use serde::{Deserialize, Serialize};
use tadmor::export::What;
use tadmor::id::PageId;
use tadmor::reading::Source;
use tadmor::{AssembleOptions, Ledger, READER_VERSION, ReadOptions, Reading, Tables};
use tadmor_read::{Event, Kind, Limits, Payload};
use tadmor_store::{Found, LedgerWriter, PackedPage, PackedReading, Spellings};

use crate::failure::Failure;
use crate::walk::{PageFile, Unreadable, Walked};

/// At most so many pages in one batch …
const BATCH_PAGES: usize = 256;
/// … and no more bytes than these, unless one page alone has more.
const BATCH_BYTES: u64 = 32 << 20;
/// Larger files are no pages.
const LONGEST: u64 = 1 << 30;
/// How much of one archive is named that could not be read; the rest is counted.
const MOST_FAULTS: usize = 1000;

/// What a run did.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    /// The ledger's file.
    pub ledger: String,
    /// Pages read, those in archives and feeds included.
    pub read: usize,
    /// Pages that the ledger did not hold.
    pub new: usize,
    /// Pages that it already held.
    pub unchanged: usize,
    /// Pages of the ledger that were read again, since the reader, its tables or what the doors told changed.
    pub again: usize,
    /// Archives, packed files and feeds.
    pub archives: usize,
    /// What was passed over in them, by its kind.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub passed: BTreeMap<String, u64>,
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
    /// The file of outlets with which the ledger was read before, where this run was given none: what it alone names
    /// is read otherwise now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlets_before: Option<String>,
    /// What could not be read, or not wholly.
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
        let summary = Summary { unreadable: walked.unreadable, ..Summary::default() };
        let mut intake =
            Intake { door: self, writer, summary, waiting: Vec::new(), bytes: 0, unpacked: Vec::new() };
        let progress = progress(walked.files.len());
        for file in &walked.files {
            intake.file(file)?;
            progress.inc(1);
        }
        intake.flush()?;
        let mut summary = intake.summary;
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

    fn found(&self, page: Loaded) -> (Found, Option<Unreadable>) {
        let Loaded { source, page_id, bytes } = page;
        let Some(bytes) = bytes else {
            return (Found { page_id, source: Some(source), page: None, reading: None }, None);
        };
        let told = ReadOptions::told(std::slice::from_ref(&source));
        let reading = self.reading(&bytes, &told);
        let fault = reading.is_none().then(|| fault(source.name().into_owned()));
        let reading = reading.map(|reading| PackedReading::new(&reading, &told));
        (Found { page_id, source: Some(source), page: Some(PackedPage::new(&bytes)), reading }, fault)
    }

    /// The reading of `bytes`; `None` where the reader itself failed, which is a fault of ours and must not cost
    /// the user the rest of the pile.
    fn reading(&self, bytes: &[u8], told: &ReadOptions) -> Option<Reading> {
        catch_unwind(AssertUnwindSafe(|| tadmor::read_page(bytes, self.tables, told))).ok()
    }

    /// Pages that the ledger holds with a reading of another reader, or of other tables, or with none.
    fn read_again(&self, writer: &mut LedgerWriter, summary: &mut Summary) -> Result<(), Failure> {
        let stale = writer.stale(READER_VERSION, self.tables.digest())?;
        for ids in stale.chunks(BATCH_PAGES / 4) {
            let mut pages = Vec::new();
            for id in ids {
                if let Some(bytes) = writer.page(id)? {
                    pages.push((id, bytes, writer.told(id)?));
                }
            }
            let read = |(id, bytes, told): (_, Vec<u8>, ReadOptions)| (id, self.reading(&bytes, &told), told);
            let read: Vec<_> = self.pool.install(|| pages.into_par_iter().map(read).collect());
            let mut found = Vec::new();
            for (id, reading, told) in read {
                match reading {
                    Some(reading) => found.push(Found {
                        page_id: id.clone(),
                        source: None,
                        page: None,
                        reading: Some(PackedReading::new(&reading, &told)),
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

/// A page with its id, and its bytes where the ledger does not hold them.
struct Loaded {
    source: Source,
    page_id: PageId,
    bytes: Option<Vec<u8>>,
}

/// A page that waits for its batch.
enum Waiting {
    File(PageFile),
    Part(Payload),
}

impl Waiting {
    fn load(self) -> Result<Loaded, Unreadable> {
        let (source, bytes) = match self {
            Waiting::Part(payload) => (payload.source, payload.bytes),
            Waiting::File(file) => {
                let bytes =
                    fs::read(&file.path).map_err(|error| unreadable(&file, error.to_string(), false))?;
                (Source::file(file.name), bytes)
            }
        };
        Ok(Loaded { source, page_id: PageId::of(&bytes), bytes: Some(bytes) })
    }
}

/// What was in an archive.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Report {
    pages: usize,
    passed: BTreeMap<String, u64>,
    faults: Vec<(Option<String>, String)>,
    more: usize,
}

impl Report {
    fn fault(&mut self, member: Option<String>, why: String) {
        match self.faults.len() < MOST_FAULTS {
            true => self.faults.push((member, why)),
            false => self.more += 1,
        }
    }
}

/// Files on their way into the ledger.
struct Intake<'i, 't> {
    door: &'i Door<'t>,
    writer: &'i mut LedgerWriter,
    summary: Summary,
    waiting: Vec<Waiting>,
    bytes: u64,
    /// Archives whose last pages wait: name, sha256, report.
    unpacked: Vec<(String, String, Report)>,
}

impl Intake<'_, '_> {
    fn file(&mut self, file: &PageFile) -> Result<(), Failure> {
        let opened = File::open(&file.path).and_then(|mut opened| {
            let kind = Kind::of(&tadmor_read::head(&mut opened)?);
            opened.rewind().map(|()| (opened, kind))
        });
        let (opened, kind) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                self.summary.unreadable.push(unreadable(file, error.to_string(), false));
                return Ok(());
            }
        };
        if !matches!(kind, Kind::Page | Kind::Document) {
            return self.archive(file, opened);
        }
        if file.length > LONGEST {
            let why = format!("{} bytes are too many for a page", file.length);
            self.summary.unreadable.push(unreadable(file, why, file.named));
            return Ok(());
        }
        self.push(Waiting::File(file.clone()), file.length)
    }

    fn push(&mut self, waiting: Waiting, bytes: u64) -> Result<(), Failure> {
        if self.waiting.len() >= BATCH_PAGES || (self.bytes + bytes > BATCH_BYTES && !self.waiting.is_empty())
        {
            self.flush()?;
        }
        self.waiting.push(waiting);
        self.bytes += bytes;
        Ok(())
    }

    fn archive(&mut self, file: &PageFile, mut opened: File) -> Result<(), Failure> {
        self.summary.archives += 1;
        let sha256 = tadmor_read::sha256(&mut opened).and_then(|sha256| opened.rewind().map(|()| sha256));
        let sha256 = match sha256 {
            Ok(sha256) => sha256,
            Err(error) => {
                self.summary.unreadable.push(unreadable(file, error.to_string(), file.named));
                return Ok(());
            }
        };
        let known = self.writer.archive(&file.name, &sha256, tadmor_read::VERSION)?;
        if let Some(report) = known.and_then(|report| serde_json::from_str::<Report>(&report).ok()) {
            self.summary.read += report.pages;
            self.summary.unchanged += report.pages;
            self.tell(file, &report);
            return Ok(());
        }
        let mut report = Report::default();
        let mut failure = None;
        let mut sink = |event| {
            match event {
                Event::Page(payload) => {
                    report.pages += 1;
                    let bytes = payload.bytes.len() as u64;
                    if let Err(why) = self.push(Waiting::Part(payload), bytes) {
                        failure = Some(why);
                        return ControlFlow::Break(());
                    }
                }
                Event::Passed(what) => *report.passed.entry(what).or_default() += 1,
                Event::Fault(fault) => report.fault(fault.member, fault.why),
            }
            ControlFlow::Continue(())
        };
        let limits = Limits::default();
        let mut whole = io::BufReader::new(opened);
        let _ = tadmor_read::unpack(
            &mut whole,
            &file.name,
            file.length,
            Some(sha256.clone()),
            &limits,
            &mut sink,
        );
        if let Some(failure) = failure {
            return Err(failure);
        }
        self.tell(file, &report);
        self.unpacked.push((file.name.clone(), sha256, report));
        Ok(())
    }

    /// Into the summary.
    fn tell(&mut self, file: &PageFile, report: &Report) {
        for (what, count) in &report.passed {
            *self.summary.passed.entry(what.clone()).or_default() += count;
        }
        // A file that was asked for by name and gave nothing was not read.
        let named = file.named && report.pages == 0;
        for (member, why) in &report.faults {
            let whole = unreadable(file, why.clone(), named);
            self.summary.unreadable.push(match member {
                Some(member) => Unreadable { file: format!("{}/{member}", whole.file), ..whole },
                None => whole,
            });
        }
        if report.more > 0 {
            let why = format!("{} more parts of it could not be read", report.more);
            self.summary.unreadable.push(unreadable(file, why, named));
        }
    }

    /// Reads what waits, and writes it.
    fn flush(&mut self) -> Result<(), Failure> {
        let waiting = std::mem::take(&mut self.waiting);
        self.bytes = 0;
        let loaded: Vec<_> = self.door.pool.install(|| waiting.into_par_iter().map(Waiting::load).collect());
        let mut pages = Vec::new();
        // The same bytes twice in one batch are read once.
        let mut met = BTreeSet::new();
        for loaded in loaded {
            match loaded {
                Ok(mut page) => {
                    let tables = self.door.tables.digest();
                    let known = self.writer.has_current(&page.page_id, READER_VERSION, tables)?;
                    if known || !met.insert(page.page_id.clone()) {
                        page.bytes = None;
                    }
                    pages.push(page);
                }
                Err(unreadable) => self.summary.unreadable.push(unreadable),
            }
        }
        let found: Vec<(Found, Option<Unreadable>)> =
            self.door.pool.install(|| pages.into_par_iter().map(|page| self.door.found(page)).collect());
        let (found, faults): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let committed = self.writer.commit(&found, self.door.tables.digest())?;
        self.summary.read += found.len();
        self.summary.new += committed.pages;
        self.summary.unchanged += found.len() - committed.pages;
        self.summary.unreadable.extend(faults.into_iter().flatten());
        for (file, sha256, report) in self.unpacked.drain(..) {
            let report = serde_json::to_string(&report).expect("a report has text keys and no failing parts");
            self.writer.keep_archive(&file, &sha256, tadmor_read::VERSION, &report)?;
        }
        Ok(())
    }
}

fn unreadable(file: &PageFile, why: String, named: bool) -> Unreadable {
    Unreadable { file: file.path.display().to_string(), why, named }
}

const FAULT: &str = "the reader failed on this page, which is a fault of the program: please report it";

fn fault(file: String) -> Unreadable {
    Unreadable { file, why: FAULT.to_owned(), named: false }
}

/// Every spelling that the pages write and the tables know.
fn spellings(ledger: &Ledger, tables: &Tables) -> Spellings {
    let mut spellings = Spellings::of(ledger);
    let claims = || ledger.claims.iter().map(|claim| &claim.claim);
    let places: BTreeSet<&str> =
        claims().flat_map(|claim| &claim.places).filter_map(|place| place.id.as_deref()).collect();
    for row in places.into_iter().filter_map(|id| tables.places.by_id(id)) {
        let id = row.id.to_string();
        for name in [row.name, row.shown()] {
            spellings.add(&id, name);
        }
        for name in row.folded_names() {
            spellings.add(&id, &name);
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

/// Shown on a terminal only.
fn progress(files: usize) -> ProgressBar {
    let bar = ProgressBar::new(files as u64);
    let style = "reading {wide_bar:.dim} {pos} of {len} files  {per_sec}  {eta} left";
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
