//! One writer at a time: a lock on a file beside the ledger, which the system lets go when its process ends,
//! however it ends. The file holds the writer's process id, for the message that the second one prints.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::Error;

/// Held while a process writes a ledger.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

/// Where the lock of `ledger` lies: "tadmor.db.lock" beside "tadmor.db". It stays there after the writer has gone.
pub(crate) fn path(ledger: &Path) -> PathBuf {
    let mut name = ledger.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

impl Lock {
    /// Takes the lock of `ledger`, or says who holds it.
    pub(crate) fn take(ledger: &Path) -> Result<Lock, Error> {
        let path = path(ledger);
        let failed = |source| Error::File { doing: "locking", file: path.clone(), source };
        // Not truncated: the id in it is the holder's until we hold the lock.
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // A holder that has only just started has not written its id yet: then there is none to tell.
                let pid = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
                return Err(Error::Busy { file: ledger.to_owned(), pid });
            }
            Err(TryLockError::Error(source)) => return Err(failed(source)),
        }
        file.set_len(0).map_err(failed)?;
        file.rewind().map_err(failed)?;
        writeln!(file, "{}", std::process::id()).map_err(failed)?;
        Ok(Lock { _file: file })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_holds_it_and_may_have_it_afterwards() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("war.db");
        let first = Lock::take(&ledger).unwrap();
        match Lock::take(&ledger) {
            Err(Error::Busy { pid, .. }) => assert_eq!(pid, Some(std::process::id())),
            other => panic!("{other:?}"),
        }
        drop(first);
        Lock::take(&ledger).unwrap();
    }
}
