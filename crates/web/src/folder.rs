//! The folder that a report is written to, and the list of what stands in it.
//!
//! In: a folder and files. Out: the files, and a list of them beside them. The list is how the next report knows a
//! folder as its own and takes away what it does not write again. A folder that holds something and has no such list
//! is somebody else's, and is left alone.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use crate::Error;

/// The list's name.
pub const MANIFEST: &str = "tadmor-report.txt";
/// Its first line.
const HEAD: &str = "Files of a Tadmor report, one a line. The next report into this folder removes those that it does not write again.";
/// What the first line of a list starts with, whatever release wrote it.
const KNOWN_BY: &str = "Files of a Tadmor report";

/// A folder that is being written to.
#[derive(Debug)]
pub struct Folder<'d> {
    root: &'d Path,
    before: BTreeSet<String>,
    written: BTreeSet<String>,
}

impl<'d> Folder<'d> {
    /// Opens `root`, made where it is missing, and makes its `inner` folders.
    pub fn open(root: &'d Path, inner: &[&str]) -> Result<Self, Error> {
        let before = before(root)?;
        make(root)?;
        let folder = Folder { root, before, written: BTreeSet::new() };
        // Should this report stop half-way, the next one must still know the folder.
        folder.list(&folder.before)?;
        for name in inner {
            make(&root.join(name))?;
        }
        Ok(folder)
    }

    /// Writes a file; `name` is relative to the folder.
    pub fn write(&mut self, name: &str, text: &str) -> Result<(), Error> {
        write(&self.root.join(name), text)?;
        self.written.insert(name.to_owned());
        Ok(())
    }

    /// Takes away what the report before wrote and this one did not, and writes the list. How many files were
    /// written, the list among them.
    pub fn close(self) -> Result<usize, Error> {
        for name in self.before.difference(&self.written) {
            remove(self.root, name)?;
        }
        self.list(&self.written)?;
        Ok(self.written.len() + 1)
    }

    fn list(&self, names: &BTreeSet<String>) -> Result<(), Error> {
        let mut text = format!("{HEAD}\n");
        for name in names {
            text.push_str(name);
            text.push('\n');
        }
        write(&self.root.join(MANIFEST), &text)
    }
}

fn write(path: &Path, text: &str) -> Result<(), Error> {
    fs::write(path, text).map_err(|why| Error::Write { path: path.to_owned(), why })
}

fn make(path: &Path) -> Result<(), Error> {
    fs::create_dir_all(path).map_err(|why| Error::Folder { path: path.to_owned(), why })
}

/// The files that the report before wrote: none where the folder is missing or empty.
fn before(root: &Path) -> Result<BTreeSet<String>, Error> {
    let failed = |why| Error::Folder { path: root.to_owned(), why };
    match fs::read_to_string(root.join(MANIFEST)) {
        Ok(text) if text.starts_with(KNOWN_BY) => {
            return Ok(text.lines().skip(1).filter(|name| stays_inside(name)).map(str::to_owned).collect());
        }
        Ok(_) => return Err(Error::Taken { path: root.to_owned() }),
        Err(_) => {}
    }
    let mut entries = match fs::read_dir(root) {
        Err(why) if why.kind() == ErrorKind::NotFound => return Ok(BTreeSet::new()),
        entries => entries.map_err(failed)?,
    };
    match entries.next() {
        None => Ok(BTreeSet::new()),
        Some(_) => Err(Error::Taken { path: root.to_owned() }),
    }
}

/// Whether a line of a list names a file below the folder: plain names only, no "..", no root, no drive.
fn stays_inside(name: &str) -> bool {
    let plain = !name.is_empty() && !name.contains(['\\', ':', '\0']) && name != MANIFEST;
    plain && Path::new(name).components().all(|part| matches!(part, Component::Normal(_)))
}

/// Removes a file, where it still is one and no folder on the way to it is a link to elsewhere.
fn remove(root: &Path, name: &str) -> Result<(), Error> {
    let mut path = PathBuf::from(root);
    let mut parts = Path::new(name).components().peekable();
    while let Some(part) = parts.next() {
        path.push(part);
        let Ok(found) = fs::symlink_metadata(&path) else { return Ok(()) };
        let fits = if parts.peek().is_some() { found.is_dir() } else { found.is_file() };
        if !fits {
            return Ok(());
        }
    }
    fs::remove_file(&path).map_err(|why| Error::Remove { path, why })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_below_the_folder_are_believed() {
        assert!(stays_inside("event/e12.html") && stays_inside("index.html"));
        for name in ["", "../x", "event/../../x", "/etc/hosts", "C:\\x", "C:x", "a\\..\\b", ".", MANIFEST] {
            assert!(!stays_inside(name), "{name:?}");
        }
    }
}
