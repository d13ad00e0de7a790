//! Opening a ledger: is it one, is it whole, is it ours to write.

use std::fs;
use std::io::Read;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::Error;
use crate::lock::Lock;

mod migrations {
    refinery::embed_migrations!("migrations");
}

/// "Tdmr": stands in the header of every ledger, so that another program's file is not taken for one.
pub const APPLICATION_ID: i64 = 0x5464_6d72;

/// The newest version of the tables that this crate knows; stands in the header as `user_version`.
pub const SCHEMA_VERSION: i64 = 2;

/// How long a writer waits for SQLite's own locks, which readers hold for moments only.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A ledger open for reading. Sees one generation until it is dropped, whatever a writer does meanwhile.
#[derive(Debug)]
pub struct LedgerFile {
    pub(crate) connection: Connection,
    pub(crate) file: PathBuf,
}

/// A ledger open for writing. At most one in the world for each file.
#[derive(Debug)]
pub struct LedgerWriter {
    pub(crate) ledger: LedgerFile,
    _lock: Lock,
}

impl Deref for LedgerWriter {
    type Target = LedgerFile;

    fn deref(&self) -> &LedgerFile {
        &self.ledger
    }
}

impl LedgerFile {
    /// Opens an existing ledger for reading.
    pub fn open(file: &Path) -> Result<LedgerFile, Error> {
        look_at(file)?;
        match LedgerFile::open_with(file, file.as_os_str().to_owned().into(), false) {
            // A ledger in a folder that we may not write to has no place for SQLite's shared memory: nobody else
            // can be writing there either, so it is read as a file that does not change.
            Err(Error::Database { source, .. })
                if matches!(
                    source.sqlite_error_code(),
                    Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly)
                ) =>
            {
                let uri = immutable_uri(file);
                LedgerFile::open_with(file, uri, true)
            }
            other => other,
        }
    }

    fn open_with(file: &Path, address: PathBuf, uri: bool) -> Result<LedgerFile, Error> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if uri {
            flags |= OpenFlags::SQLITE_OPEN_URI;
        }
        let opening = |source| Error::database(file, "opening the ledger", source);
        let connection = Connection::open_with_flags(address, flags).map_err(opening)?;
        connection.busy_timeout(Duration::from_secs(10)).map_err(opening)?;
        let ledger = LedgerFile { connection, file: file.to_owned() };
        if !ledger.is_ours()? {
            let what = "it holds no tables yet".to_owned();
            return Err(Error::Foreign { file: file.to_owned(), what });
        }
        if ledger.pragma("user_version")? == 0 {
            let what = "its first writer did not come to lay its tables".to_owned();
            return Err(Error::Foreign { file: file.to_owned(), what });
        }
        // From the first look on, everything is seen as it was then.
        ledger.run("BEGIN")?;
        ledger.generation()?;
        Ok(ledger)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.file
    }

    /// Whether the file is a ledger (true) or holds nothing at all yet (false); anything else is an error.
    fn is_ours(&self) -> Result<bool, Error> {
        let id = self.pragma("application_id")?;
        let version = self.pragma("user_version")?;
        let tables: i64 = self
            .connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
            .map_err(|source| self.error("reading its list of tables", source))?;
        if id != APPLICATION_ID && tables == 0 && id == 0 {
            return Ok(false);
        }
        if id != APPLICATION_ID {
            let what = "it is an SQLite file of another program".to_owned();
            return Err(Error::Foreign { file: self.file.clone(), what });
        }
        if version > SCHEMA_VERSION {
            return Err(Error::Newer { file: self.file.clone(), found: version, known: SCHEMA_VERSION });
        }
        Ok(true)
    }

    pub(crate) fn pragma(&self, name: &str) -> Result<i64, Error> {
        let value = self.connection.pragma_query_value(None, name, |row| row.get(0));
        value.map_err(|source| self.error("reading its header", source))
    }

    pub(crate) fn run(&self, sql: &str) -> Result<(), Error> {
        self.connection.execute_batch(sql).map_err(|source| self.error("preparing the ledger", source))
    }

    pub(crate) fn error(&self, doing: impl Into<String>, source: rusqlite::Error) -> Error {
        Error::database(&self.file, doing, source)
    }

    pub(crate) fn damaged(&self, doing: impl Into<String>, what: impl ToString) -> Error {
        Error::Damaged { file: self.file.clone(), doing: doing.into(), what: what.to_string() }
    }

    /// Which generation of the ledger readers see; 0 before the first.
    pub fn generation(&self) -> Result<i64, Error> {
        match self.meta("generation")? {
            Some(text) => text.parse().map_err(|error| self.damaged("reading the current generation", error)),
            None => Err(self.damaged("reading the current generation", "there is none")),
        }
    }

    pub(crate) fn meta(&self, name: &str) -> Result<Option<String>, Error> {
        use rusqlite::OptionalExtension;
        self.connection
            .query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get(0))
            .optional()
            .map_err(|source| self.error(format!("reading {name}"), source))
    }

    /// Reads every page of the file and checks that SQLite's own structures agree. What it finds, at most 20 lines;
    /// empty when all is well.
    pub fn check(&self) -> Result<Vec<String>, Error> {
        let checking = |source| self.error("checking the ledger", source);
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)").map_err(checking)?;
        let lines = statement.query_map([], |row| row.get::<_, String>(0)).map_err(checking)?;
        let lines: Vec<String> = lines.collect::<Result<_, _>>().map_err(checking)?;
        Ok(lines.into_iter().filter(|line| line != "ok").collect())
    }
}

impl LedgerWriter {
    /// Opens the ledger at `file` for writing, and makes one where there is none.
    pub fn open(file: &Path) -> Result<LedgerWriter, Error> {
        if file.exists() {
            look_at(file)?;
        }
        let lock = Lock::take(file)?;
        let opening = |source| Error::database(file, "opening the ledger", source);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file, flags).map_err(opening)?;
        connection.busy_timeout(PATIENCE).map_err(opening)?;
        let ledger = LedgerFile { connection, file: file.to_owned() };
        if !ledger.is_ours()? {
            ledger.run(&format!("PRAGMA application_id = {APPLICATION_ID}"))?;
        }
        ledger.run(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
             PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY;",
        )?;
        let mut writer = LedgerWriter { ledger, _lock: lock };
        writer.migrate()?;
        writer.sweep()?;
        Ok(writer)
    }

    fn migrate(&mut self) -> Result<(), Error> {
        if self.pragma("user_version")? == SCHEMA_VERSION {
            return Ok(());
        }
        let done = migrations::migrations::runner().run(&mut self.ledger.connection);
        done.map_err(|error| self.damaged("laying its tables", error))?;
        self.run(&format!("PRAGMA user_version = {SCHEMA_VERSION}"))
    }
}

/// Looks at the file without SQLite: is it there, is it a file, does it start and end as an SQLite file should.
fn look_at(file: &Path) -> Result<(), Error> {
    let reading = |source| Error::File { doing: "reading", file: file.to_owned(), source };
    let foreign = |what: &str| Err(Error::Foreign { file: file.to_owned(), what: what.to_owned() });
    let known = match fs::metadata(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::Missing { file: file.to_owned() });
        }
        known => known.map_err(reading)?,
    };
    if known.is_dir() {
        return foreign("it is a folder");
    }
    // SQLite makes the file before it writes to it: a writer that was stopped right then leaves it empty.
    if known.len() == 0 {
        return Ok(());
    }
    let mut header = Vec::new();
    fs::File::open(file).map_err(reading)?.take(100).read_to_end(&mut header).map_err(reading)?;
    if !header.starts_with(b"SQLite format 3\0") {
        return foreign("its first bytes are not those of an SQLite file");
    }
    let damaged = |what: String| {
        Err(Error::Damaged { file: file.to_owned(), doing: "looking at its length".to_owned(), what })
    };
    if header.len() < 100 {
        return damaged(format!("it ends after {} bytes, inside its header", known.len()));
    }
    let page = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 65536,
        size => size,
    };
    let pages = u64::from(u32::from_be_bytes([header[28], header[29], header[30], header[31]]));
    let log = {
        let mut name = file.as_os_str().to_owned();
        name.push("-wal");
        fs::metadata(PathBuf::from(name)).map_or(0, |log| log.len())
    };
    // While a log lies beside it, the file may rightly be shorter than its header says.
    if log == 0 && known.len() < page * pages {
        return damaged(format!("it ends after {} bytes of {}", known.len(), page * pages));
    }
    Ok(())
}

fn immutable_uri(file: &Path) -> PathBuf {
    let escaped = file.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    PathBuf::from(format!("file:{escaped}?immutable=1"))
}
