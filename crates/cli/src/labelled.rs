//! Sets of labelled pages on disk: a folder with `gold.jsonl` and the pages, in `html/` or packed as `html.tar.gz`.
//!
//! In: a folder. Out: [`Labelled`] pages in order of name. Used to measure the reading and to learn from.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::read::GzDecoder;
use tadmor::train::{Gold, Labelled};

use crate::failure::Failure;

/// The sets whose licences allow shipped weights to be learned from their labels.
pub const LEARNED_FROM: &[&str] = &["aeb", "htmldate", "trafilatura", "wcxb"];

/// The pages of the set in `folder`. A page without labels is left out; labels without their page are an error.
pub fn load(folder: &Path) -> Result<Vec<Labelled>, Failure> {
    let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut saved = if folder.join("html").is_dir() { unpacked(folder)? } else { packed(folder)? };
    let mut pages = Vec::new();
    for gold in gold(&folder.join("gold.jsonl"))? {
        let Some(bytes) = saved.remove(&gold.id) else {
            return Err(Failure::File {
                doing: "reading",
                file: folder.join("html").join(format!("{}.html", gold.id)),
                why: io::ErrorKind::NotFound.into(),
                help: "gold.jsonl has labels for it: html/ or html.tar.gz must hold the page of each line",
            });
        };
        pages.push(Labelled { set: name.clone(), bytes, gold });
    }
    pages.sort_by(|one, other| one.gold.id.cmp(&other.gold.id));
    Ok(pages)
}

/// Whether `folder` holds sets of pages.
pub fn are_in(folder: &Path) -> bool {
    LEARNED_FROM.iter().any(|set| folder.join(set).join("gold.jsonl").exists())
}

/// The pages of all sets in `folder` that may be learned from, set by set.
pub fn load_to_learn(folder: &Path) -> Result<Vec<Labelled>, Failure> {
    let sets: Vec<PathBuf> = LEARNED_FROM
        .iter()
        .map(|set| folder.join(set))
        .filter(|set| set.join("gold.jsonl").exists())
        .collect();
    if sets.is_empty() {
        return Err(Failure::NotFound {
            what: format!("{}: none of the sets {} is there", folder.display(), LEARNED_FROM.join(", ")),
            help: "name the folder that holds the sets, each with gold.jsonl and html.tar.gz".to_owned(),
        });
    }
    let mut pages = Vec::new();
    for set in sets {
        pages.extend(load(&set)?);
    }
    Ok(pages)
}

fn gold(file: &Path) -> Result<Vec<Gold>, Failure> {
    let text = fs::read_to_string(file).map_err(|source| Failure::reading(file, source))?;
    let mut gold = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let parsed = serde_json::from_str(line).map_err(|error| {
            let column = error.column().saturating_sub(1);
            Failure::line(file, at + 1, line, column, error.to_string(), "each line holds one page's labels")
        })?;
        gold.push(parsed);
    }
    Ok(gold)
}

fn unpacked(folder: &Path) -> Result<BTreeMap<String, Arc<[u8]>>, Failure> {
    let folder = folder.join("html");
    let entries = fs::read_dir(&folder).map_err(|source| Failure::reading(&folder, source))?;
    let mut pages = BTreeMap::new();
    for entry in entries {
        let path = entry.map_err(|source| Failure::reading(&folder, source))?.path();
        if let Some(id) = id(&path) {
            let bytes = fs::read(&path).map_err(|source| Failure::reading(&path, source))?;
            pages.insert(id, bytes.into());
        }
    }
    Ok(pages)
}

fn packed(folder: &Path) -> Result<BTreeMap<String, Arc<[u8]>>, Failure> {
    let file = folder.join("html.tar.gz");
    let opened = fs::File::open(&file).map_err(|source| Failure::reading(&file, source))?;
    members(GzDecoder::new(opened)).map_err(|source| Failure::reading(&file, source))
}

fn members(packed: impl Read) -> io::Result<BTreeMap<String, Arc<[u8]>>> {
    let mut pages = BTreeMap::new();
    for member in tar::Archive::new(packed).entries()? {
        let mut member = member?;
        let Some(id) = id(&member.path()?) else { continue };
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes)?;
        pages.insert(id, bytes.into());
    }
    Ok(pages)
}

fn id(path: &Path) -> Option<String> {
    let html = path.extension().is_some_and(|ending| ending == "html");
    html.then(|| path.file_stem().map(|stem| stem.to_string_lossy().into_owned())).flatten()
}
