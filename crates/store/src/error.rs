//! What can go wrong with a ledger on disk: what we were doing, to which file, why, and what to do about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Anything that went wrong with a ledger on disk.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Another process holds the lock.
    #[error("another tadmor process{} is writing {file}", .pid.map(|pid| format!(" (pid {pid})")).unwrap_or_default())]
    Busy {
        /// The ledger.
        file: PathBuf,
        /// Who holds the lock, where the lock file tells.
        pid: Option<u32>,
    },
    /// There is no such file.
    #[error("there is no ledger at {file}")]
    Missing {
        /// Where it should be.
        file: PathBuf,
    },
    /// The file is something else.
    #[error("{file} is not a ledger of tadmor: {what}")]
    Foreign {
        /// The file.
        file: PathBuf,
        /// What it is instead, as far as we can tell.
        what: String,
    },
    /// The file was made by a newer tadmor.
    #[error(
        "{file} was made by a newer tadmor: its tables have version {found}, this one knows up to {known}"
    )]
    Newer {
        /// The ledger.
        file: PathBuf,
        /// The version of its tables.
        found: i64,
        /// The newest that we know.
        known: i64,
    },
    /// The file was a ledger once, and parts of it cannot be read.
    #[error("{file} is damaged ({doing}): {what}")]
    Damaged {
        /// The ledger.
        file: PathBuf,
        /// What we were doing.
        doing: String,
        /// What SQLite or the row says.
        what: String,
    },
    /// The file system said no.
    #[error("{doing} {file}: {source}")]
    File {
        /// What we were doing.
        doing: &'static str,
        /// To which file.
        file: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// SQLite said no.
    #[error("{doing} in {file}: {source}")]
    Database {
        /// What we were doing.
        doing: String,
        /// To which file.
        file: PathBuf,
        /// Why it failed.
        source: rusqlite::Error,
    },
}

impl Error {
    /// What a person can do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Error::Busy { .. } => "wait for it, or use --ledger with another file",
            Error::Missing { .. } => {
                "make one with `tadmor read FOLDER`, or name an existing one with --ledger"
            }
            Error::Foreign { .. } => "name another file with --ledger; this one was left as it is",
            Error::Newer { .. } => "use that newer tadmor, or read the pages again into another ledger",
            Error::Damaged { .. } => {
                "restore a copy, or read the pages again into another ledger; nothing was changed"
            }
            Error::File { .. } => "check that the folder exists, and that you may read and write there",
            Error::Database { .. } => "check that the disk has room and that you may write there",
        }
    }

    /// The file that it is about.
    pub fn file(&self) -> &Path {
        match self {
            Error::Busy { file, .. }
            | Error::Missing { file }
            | Error::Foreign { file, .. }
            | Error::Newer { file, .. }
            | Error::Damaged { file, .. }
            | Error::File { file, .. }
            | Error::Database { file, .. } => file,
        }
    }

    /// What SQLite's error means for `file`.
    pub(crate) fn database(file: &Path, doing: impl Into<String>, source: rusqlite::Error) -> Error {
        let file = file.to_owned();
        let doing = doing.into();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { file, doing, what: source.to_string() },
            Some(ErrorCode::NotADatabase) => {
                Error::Foreign { file, what: "its first bytes are not those of an SQLite file".to_owned() }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy { file, pid: None },
            _ => Error::Database { doing, file, source },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_ledger_names_who_holds_it() {
        let error = Error::Busy { file: "war.db".into(), pid: Some(7) };
        assert_eq!(error.to_string(), "another tadmor process (pid 7) is writing war.db");
        let error = Error::Busy { file: "war.db".into(), pid: None };
        assert_eq!(error.to_string(), "another tadmor process is writing war.db");
    }
}
