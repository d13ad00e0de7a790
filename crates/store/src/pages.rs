//! The first two layers: pages as saved, and readings.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{OptionalExtension, Transaction, params};
use tadmor::assemble::Decision;
use tadmor::id::PageId;
use tadmor::reading::{Options, Reading, Source};

use crate::{Error, LedgerFile, LedgerWriter};

/// Good enough for text, and fast: 3 is zstd's own default.
const LEVEL: i32 = 3;

/// The bytes of a page, packed for the ledger. Made outside the writer, so that many threads can.
#[derive(Clone, Debug)]
pub struct PackedPage {
    length: i64,
    packed: Vec<u8>,
}

impl PackedPage {
    /// Packs `bytes`.
    pub fn new(bytes: &[u8]) -> PackedPage {
        PackedPage { length: bytes.len() as i64, packed: pack(bytes) }
    }
}

/// A reading, packed for the ledger.
#[derive(Clone, Debug)]
pub struct PackedReading {
    version: String,
    told: String,
    packed: Vec<u8>,
}

impl PackedReading {
    /// Packs `reading`, which was made with `told`. Its sources are left out: they stand beside the page.
    pub fn new(reading: &Reading, told: &Options) -> PackedReading {
        let json = match reading.sources.is_empty() {
            true => serde_json::to_vec(reading),
            false => serde_json::to_vec(&Reading { sources: Vec::new(), ..reading.clone() }),
        };
        let json = json.expect("a reading has text keys and no failing parts");
        PackedReading { version: reading.version.clone(), told: told_json(told), packed: pack(&json) }
    }
}

/// A page that was found, and what is new of it.
#[derive(Clone, Debug)]
pub struct Found {
    /// The sha256 of its bytes.
    pub page_id: PageId,
    /// Where they were found; none where a page of the ledger was only read again.
    pub source: Option<Source>,
    /// Its bytes, where the ledger may not hold them yet.
    pub page: Option<PackedPage>,
    /// Its reading, where the ledger holds none or one of another reader.
    pub reading: Option<PackedReading>,
}

/// What a batch changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// Pages that the ledger did not hold.
    pub pages: usize,
    /// Sources that it did not hold, those of new pages included.
    pub sources: usize,
    /// Readings written.
    pub readings: usize,
}

impl LedgerWriter {
    /// Whether the ledger holds this page with a reading of this reader and these tables.
    pub fn has_current(&self, page_id: &PageId, version: &str, tables: &str) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM readings WHERE page_id = ?1 AND version = ?2 AND tables = ?3";
        let looking = |source| self.error(format!("looking for page {page_id}"), source);
        let mut statement = self.connection.prepare_cached(sql).map_err(looking)?;
        statement.exists(params![page_id.as_str(), version, tables]).map_err(looking)
    }

    /// Writes a batch, all or nothing.
    pub fn commit(&mut self, batch: &[Found], tables: &str) -> Result<Committed, Error> {
        let file = self.file.clone();
        let writing = |source| Error::database(&file, "writing pages", source);
        let transaction = self.ledger.connection.transaction().map_err(writing)?;
        let mut committed = Committed::default();
        let mut to_check = BTreeSet::new();
        {
            let mut page = transaction
                .prepare_cached("INSERT OR IGNORE INTO pages (page_id, length, packed) VALUES (?1, ?2, ?3)")
                .map_err(writing)?;
            let mut source = transaction
                .prepare_cached(
                    "INSERT OR IGNORE INTO sources
                       (page_id, file, member, offset, sha256, address, fetched, charset, site)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                )
                .map_err(writing)?;
            let mut reading = transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO readings (page_id, version, tables, packed, told)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )
                .map_err(writing)?;
            for found in batch {
                let id = found.page_id.as_str();
                if let Some(packed) = &found.page {
                    committed.pages +=
                        page.execute(params![id, packed.length, packed.packed]).map_err(writing)?;
                }
                if let Some(at) = &found.source {
                    let row = params![
                        id,
                        at.file,
                        at.member.as_deref().unwrap_or_default(),
                        at.offset.map_or(-1, |offset| i64::try_from(offset).unwrap_or(i64::MAX)),
                        at.sha256.as_deref().unwrap_or_default(),
                        at.address,
                        at.fetched,
                        at.charset,
                        at.site
                    ];
                    let added = source.execute(row).map_err(writing)?;
                    committed.sources += added;
                    // A file that is a page as it stands tells nothing of it.
                    let tells =
                        [&at.address, &at.fetched, &at.charset, &at.site].iter().any(|told| told.is_some());
                    if added > 0 && tells {
                        to_check.insert(id);
                    }
                }
                if let Some(packed) = &found.reading {
                    let row = params![id, packed.version, tables, packed.packed, packed.told];
                    committed.readings += reading.execute(row).map_err(writing)?;
                    // It may have been made with one of several sources.
                    to_check.insert(id);
                }
            }
            if committed != Committed::default() {
                transaction
                    .execute("INSERT OR REPLACE INTO meta VALUES ('stale', '1')", [])
                    .map_err(writing)?;
            }
        }
        for id in to_check {
            forget_outdated(&transaction, id).map_err(writing)?;
        }
        transaction.commit().map_err(writing)?;
        Ok(committed)
    }

    /// What an earlier run found in an archive of this name and these bytes, which the doors of this version unpacked to
    /// its end.
    pub fn archive(&self, file: &str, sha256: &str, version: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT report FROM archives WHERE file = ?1 AND sha256 = ?2 AND version = ?3";
        let looking = |source| self.error(format!("looking for the archive {file}"), source);
        let mut statement = self.connection.prepare_cached(sql).map_err(looking)?;
        statement.query_row([file, sha256, version], |row| row.get(0)).optional().map_err(looking)
    }

    /// Remembers that an archive was unpacked to its end, and all its pages were written.
    pub fn keep_archive(
        &mut self,
        file: &str,
        sha256: &str,
        version: &str,
        report: &str,
    ) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO archives (file, sha256, version, report) VALUES (?1, ?2, ?3, ?4)";
        let row = [file, sha256, version, report];
        self.connection
            .execute(sql, row)
            .map_err(|source| self.error("writing what was unpacked", source))?;
        Ok(())
    }

    /// The pages whose reading was made by another reader or with other tables, or is missing; in id order.
    pub fn stale(&self, version: &str, tables: &str) -> Result<Vec<PageId>, Error> {
        let sql = "SELECT page_id FROM pages WHERE page_id NOT IN
                     (SELECT page_id FROM readings WHERE version = ?1 AND tables = ?2) ORDER BY page_id";
        let looking = |source| self.error("looking for pages to read again", source);
        let mut statement = self.connection.prepare_cached(sql).map_err(looking)?;
        let ids = statement.query_map([version, tables], |row| row.get::<_, String>(0)).map_err(looking)?;
        let mut stale = Vec::new();
        for id in ids {
            stale.push(self.page_id(id.map_err(looking)?)?);
        }
        Ok(stale)
    }

    /// Adds a decision. None is ever changed or taken away.
    pub fn decide(&mut self, decision: &Decision) -> Result<(), Error> {
        let body = serde_json::to_string(decision).expect("a decision has text keys and no failing parts");
        let file = self.file.clone();
        let writing = |source| Error::database(&file, "writing a decision", source);
        let transaction = self.ledger.connection.transaction().map_err(writing)?;
        transaction
            .execute(
                "INSERT INTO decisions (page_id, body) VALUES (?1, ?2)",
                [decision.page_id.as_str(), &body],
            )
            .map_err(writing)?;
        transaction.execute("INSERT OR REPLACE INTO meta VALUES ('stale', '1')", []).map_err(writing)?;
        transaction.commit().map_err(writing)
    }
}

impl LedgerFile {
    /// How many pages the ledger holds.
    pub fn page_count(&self) -> Result<u64, Error> {
        let count = self.connection.query_row("SELECT count(*) FROM pages", [], |row| row.get::<_, i64>(0));
        count.map(i64::unsigned_abs).map_err(|source| self.error("counting pages", source))
    }

    /// The bytes of a page as saved; `None` where the ledger has no such page.
    pub fn page(&self, page_id: &PageId) -> Result<Option<Vec<u8>>, Error> {
        let reading = |source| self.error(format!("reading page {page_id}"), source);
        let mut statement = self
            .connection
            .prepare_cached("SELECT length, packed FROM pages WHERE page_id = ?1")
            .map_err(reading)?;
        let row = statement
            .query_row([page_id.as_str()], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))
            .optional()
            .map_err(reading)?;
        let Some((length, packed)) = row else { return Ok(None) };
        let bytes = unpack(&packed).filter(|bytes| bytes.len() as i64 == length);
        match bytes {
            Some(bytes) => Ok(Some(bytes)),
            None => {
                Err(self
                    .damaged(format!("unpacking page {page_id}"), format!("it does not give {length} bytes")))
            }
        }
    }

    /// The ids of all pages, in order.
    pub fn page_ids(&self) -> Result<Vec<PageId>, Error> {
        let listing = |source| self.error("listing pages", source);
        let mut statement =
            self.connection.prepare("SELECT page_id FROM pages ORDER BY page_id").map_err(listing)?;
        let ids = statement.query_map([], |row| row.get::<_, String>(0)).map_err(listing)?;
        ids.map(|id| self.page_id(id.map_err(listing)?)).collect()
    }

    /// What the doors told of a page, over all its sources.
    pub fn told(&self, page_id: &PageId) -> Result<Options, Error> {
        let sources = self.sources(Some(page_id))?;
        Ok(Options::told(&sources.into_values().next().unwrap_or_default()))
    }

    /// All readings with their sources, in id order.
    pub fn readings(&self) -> Result<Vec<Reading>, Error> {
        let mut sources = self.sources(None)?;
        let reading = |source| self.error("reading the readings", source);
        let mut statement = self
            .connection
            .prepare("SELECT page_id, packed FROM readings ORDER BY page_id")
            .map_err(reading)?;
        let mut rows = statement.query([]).map_err(reading)?;
        let mut readings = Vec::new();
        while let Some(row) = rows.next().map_err(reading)? {
            let id: String = row.get(0).map_err(reading)?;
            let packed = row.get_ref(1).and_then(|value| Ok(value.as_blob()?)).map_err(reading)?;
            let mut read: Reading = self.unpack_json(packed, || format!("reading of page {id}"))?;
            read.sources = sources.remove(&id).unwrap_or_default();
            readings.push(read);
        }
        Ok(readings)
    }

    /// The sources of all pages, or of one.
    fn sources(&self, page_id: Option<&PageId>) -> Result<BTreeMap<String, Vec<Source>>, Error> {
        let listing = |source| self.error("listing sources", source);
        // A ledger that an older program made, and nobody has written to since.
        let columns = match self.pragma("user_version")? {
            ..2 => "page_id, file",
            _ => SOURCE_COLUMNS,
        };
        let sql =
            format!("SELECT {columns} FROM sources WHERE ?1 IS NULL OR page_id = ?1 ORDER BY page_id, file");
        let sql = match page_id {
            Some(_) => sql.replace("?1 IS NULL OR ", ""),
            None => sql,
        };
        let mut statement = self.connection.prepare_cached(&sql).map_err(listing)?;
        let mut rows = statement.query([page_id.map(PageId::as_str)]).map_err(listing)?;
        let mut sources: BTreeMap<String, Vec<Source>> = BTreeMap::new();
        while let Some(row) = rows.next().map_err(listing)? {
            let id: String = row.get(0).map_err(listing)?;
            sources.entry(id).or_default().push(source_of(row).map_err(listing)?);
        }
        sources.values_mut().for_each(|sources| sources.sort());
        Ok(sources)
    }

    /// All decisions, the oldest first.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        let listing = |source| self.error("listing decisions", source);
        let mut statement =
            self.connection.prepare("SELECT body FROM decisions ORDER BY decision").map_err(listing)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).map_err(listing)?;
        let mut decisions = Vec::new();
        for body in rows {
            let body = body.map_err(listing)?;
            decisions.push(
                serde_json::from_str(&body).map_err(|error| self.damaged("reading a decision", error))?,
            );
        }
        Ok(decisions)
    }

    pub(crate) fn page_id(&self, text: String) -> Result<PageId, Error> {
        PageId::parse(&text).ok_or_else(|| self.damaged("reading a page's id", format!("\"{text}\" is none")))
    }

    pub(crate) fn unpack_json<T: serde::de::DeserializeOwned>(
        &self,
        packed: &[u8],
        what: impl Fn() -> String,
    ) -> Result<T, Error> {
        let json = unpack(packed).ok_or_else(|| self.damaged(what(), "it cannot be unpacked"))?;
        serde_json::from_slice(&json).map_err(|error| self.damaged(what(), error))
    }
}

const SOURCE_COLUMNS: &str = "page_id, file, member, offset, sha256, address, fetched, charset, site";

/// The source in a row of [`SOURCE_COLUMNS`], or of the first two alone.
fn source_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Source> {
    let file: String = row.get(1)?;
    if row.as_ref().column_count() == 2 {
        return Ok(Source::file(file));
    }
    let text = |value: String| Some(value).filter(|value| !value.is_empty());
    Ok(Source {
        file,
        member: text(row.get(2)?),
        offset: u64::try_from(row.get::<_, i64>(3)?).ok(),
        sha256: text(row.get(4)?),
        address: row.get(5)?,
        fetched: row.get(6)?,
        charset: row.get(7)?,
        site: row.get(8)?,
    })
}

fn told_json(told: &Options) -> String {
    serde_json::to_string(told).expect("options have text keys and no failing parts")
}

/// Takes away the reading of a page where its sources together tell something else than it was made with: the page is
/// read again.
fn forget_outdated(transaction: &Transaction<'_>, id: &str) -> rusqlite::Result<()> {
    let mut all =
        transaction.prepare_cached(&format!("SELECT {SOURCE_COLUMNS} FROM sources WHERE page_id = ?1"))?;
    let sources = all.query_map([id], source_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let told = told_json(&Options::told(&sources));
    let mut outdated =
        transaction.prepare_cached("DELETE FROM readings WHERE page_id = ?1 AND told <> ?2")?;
    outdated.execute([id, &told])?;
    Ok(())
}

pub(crate) fn pack(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, LEVEL).expect("packing in memory fails only where memory ends")
}

fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    zstd::stream::decode_all(packed).ok()
}
