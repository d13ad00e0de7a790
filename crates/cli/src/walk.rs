//! From what was typed to the files to read, in order, each with its name in exports.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead};
use std::path::{Component, Path, PathBuf};

use tadmor_read::Kind;
use walkdir::{DirEntry, WalkDir};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageFile {
    /// Its name in exports: relative, with `/` between its parts.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// How many bytes it has, as far as the folder tells.
    pub length: u64,
    /// Whether it was named on the command line, not met on the way.
    pub named: bool,
}

/// A file or folder that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Unreadable {
    /// Which.
    pub file: String,
    /// Why.
    pub why: String,
    /// Whether it was named on the command line, not met on the way.
    #[serde(skip)]
    pub named: bool,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Walked {
    /// The files, in order of their names in exports.
    pub files: Vec<PageFile>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
}

/// All files of `paths`, those that start with `ledger`'s own name left out.
pub fn walk(paths: &[PathBuf], ledger: Option<&Path>) -> io::Result<Walked> {
    let mut walked = Walked::default();
    let own = ledger.and_then(own_names).unwrap_or_default();
    for path in paths {
        match path.as_os_str() == "-" {
            true => {
                for line in io::stdin().lock().lines() {
                    let line = line?;
                    if !line.trim().is_empty() {
                        one(Path::new(line.trim_end_matches('\r')), &own, &mut walked);
                    }
                }
            }
            false => one(path, &own, &mut walked),
        }
    }
    walked.files.sort();
    walked.files.dedup();
    walked.unreadable.sort();
    walked.unreadable.dedup();
    Ok(walked)
}

fn one(path: &Path, own: &BTreeSet<PathBuf>, walked: &mut Walked) {
    let known = match path.metadata() {
        Ok(known) => known,
        Err(error) => return walked.refuse(path, error, true),
    };
    if known.is_dir() {
        return folder(path, own, walked);
    }
    if !known.is_file() {
        return walked.refuse(path, "neither a file nor a folder", true);
    }
    walked.add(single_name(path), path.to_owned(), known.len(), true);
}

fn folder(root: &Path, own: &BTreeSet<PathBuf>, walked: &mut Walked) {
    let whole = root.canonicalize().ok();
    let mut entries = WalkDir::new(root).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let named = error.depth() == 0;
                let path = error.path().unwrap_or(root).to_owned();
                let why = match (error.loop_ancestor(), error.io_error()) {
                    (Some(ancestor), _) => format!("a link back to {}", ancestor.display()),
                    (None, Some(error)) => error.to_string(),
                    (None, None) => error.to_string(),
                };
                walked.refuse(&path, why, named);
                continue;
            }
        };
        if entry.depth() > 0 && is_hidden(&entry) {
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
            continue;
        }
        if entry.file_type().is_dir() {
            // A link to a folder above would give every file a second time under a longer name.
            if let Some(above) = link_above(&entry, whole.as_deref()) {
                walked.refuse(entry.path(), format!("a link back to {}", above.display()), false);
                entries.skip_current_dir();
            }
            continue;
        }
        if !own.is_empty() && entry.path().canonicalize().is_ok_and(|path| own.contains(&path)) {
            continue;
        }
        if !entry.file_type().is_file() {
            walked.refuse(entry.path(), "neither a file nor a folder", false);
            continue;
        }
        if tadmor_read::is_no_page_by_name(&entry.file_name().to_string_lossy()) && !is_feed(entry.path()) {
            let why = "not a page by its name; name the file itself to read it all the same";
            walked.refuse(entry.path(), why, false);
            continue;
        }
        let length = entry.metadata().map_or(0, |known| known.len());
        let name = joined(entry.path().strip_prefix(root).unwrap_or(entry.path()));
        walked.add(name, entry.path().to_owned(), length, false);
    }
}

/// A feed may be called "feed.json".
fn is_feed(path: &Path) -> bool {
    let head = || tadmor_read::head(&mut File::open(path)?);
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
        && head().is_ok_and(|head| Kind::of(&head) == Kind::Feed)
}

impl Walked {
    fn add(&mut self, name: String, path: PathBuf, length: u64, named: bool) {
        self.files.push(PageFile { name, path, length, named });
    }

    fn refuse(&mut self, path: &Path, why: impl ToString, named: bool) {
        self.unreadable.push(Unreadable { file: path.display().to_string(), why: why.to_string(), named });
    }
}

/// Where the link `entry` leads, where that is `whole` or a folder around it.
fn link_above(entry: &DirEntry, whole: Option<&Path>) -> Option<PathBuf> {
    let target = entry.path_is_symlink().then(|| entry.path().canonicalize().ok()).flatten()?;
    (entry.depth() > 0 && whole?.starts_with(&target)).then_some(target)
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// A file named by itself keeps its name as typed; of an absolute one, or one above this folder, the last part.
fn single_name(path: &Path) -> String {
    let plain = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    match plain {
        true => joined(path),
        false => path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
    }
}

fn joined(path: &Path) -> String {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// The ledger and what SQLite and the lock lay beside it, as they are named when all links are followed.
fn own_names(ledger: &Path) -> Option<BTreeSet<PathBuf>> {
    let folder = match ledger.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder = folder.canonicalize().ok()?;
    let name = ledger.file_name()?.to_os_string();
    let with = |end: &str| {
        let mut name = name.clone();
        name.push(end);
        folder.join(name)
    };
    Some(["", "-wal", "-shm", "-journal", ".lock"].into_iter().map(with).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_relative_to_the_folder_given() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("b/.git")).unwrap();
        for name in ["b/two.txt", "a.html", "b/.git/x", ".hidden", "war.db", "war.db-wal", "war.db.lock"] {
            std::fs::write(folder.path().join(name), name).unwrap();
        }
        let ledger = folder.path().join("war.db");
        let walked = walk(&[folder.path().to_owned()], Some(&ledger)).unwrap();
        let names: Vec<_> = walked.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["a.html", "b/two.txt"]);
        assert!(walked.unreadable.is_empty(), "{walked:?}");
    }

    #[test]
    fn a_file_named_by_itself_keeps_its_name() {
        assert_eq!(single_name(Path::new("./a/b.txt")), "a/b.txt");
        assert_eq!(single_name(Path::new("/home/x/b.txt")), "b.txt");
        assert_eq!(single_name(Path::new("../b.txt")), "b.txt");
    }
}
