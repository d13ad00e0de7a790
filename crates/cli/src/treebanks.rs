//! Sets of language on disk, in the layout that CONTRIBUTING.md tells: treebanks as CoNLL-U, packed or not, and marked names.
//!
//! In: a folder. Out: [`Sets`], which may be learned from. Documents whose licence does not allow it stay outside: GUM's
//! are told in `train-licences.tsv`, and of re3d the Delegation's.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use tadmor::lang::conllu::{self, Treebank, Unreadable};
use tadmor::lang::models;
use tadmor::lang::vocabulary::Vocabulary;
use tadmor::train::lang::name::{Passage, iob, re3d};

use crate::failure::Failure;

/// Whether `folder` holds sets of language.
pub fn are_in(folder: &Path) -> bool {
    [EWT[0], GUM].iter().any(|file| folder.join(file).exists())
}

const EWT: [&str; 2] = ["ewt/ewt-train.conllu.gz", "ewt/ewt-dev.conllu.gz"];
const GUM: &str = "gum/gum-train-free.conllu.gz";
const LICENCES: &str = "gum/train-licences.tsv";
const CLUSTERS: &str = "clusters.tsv";
const UNER: &str = "uner/uner-ewt-dev.iob2";
const WIKIGOLD: &str = "wikigold/wikigold.conll.txt";

/// Where the sets are had.
const HELP: &str = "models/sentence.md, models/names.md and models/clusters.md tell where each set is had, CONTRIBUTING.md \
                    (\"What is learned\") how they lie in a folder";

/// What the language is learned from, read and found to be what it should be.
pub struct Sets {
    /// The file of clusters as it stands.
    pub clusters_file: String,
    /// What is known of words, by it and by the dictionary that ships.
    pub vocabulary: Vocabulary,
    /// EWT's part for learning, and its part for choosing, which no figure is told of; GUM's documents that are free.
    pub banks: Vec<Treebank>,
    /// The text of UNER's part for choosing; empty where no names are learned, and so are the others.
    pub uner: String,
    /// The text of wikigold.
    pub wikigold: String,
    /// The documents and the entities of each source of re3d that may be learned from.
    pub re3d: Vec<(String, String)>,
}

impl Sets {
    /// The sets in `folder`, marked names among them where `names` are learned. Fails before anything is read where a
    /// file is missing, and names all that are.
    pub fn load(folder: &Path, names: bool) -> Result<Sets, Failure> {
        let missing: Vec<String> = needed(names)
            .into_iter()
            .filter(|file| !folder.join(file).is_file())
            .map(|file| file.display().to_string())
            .collect();
        if !missing.is_empty() {
            return Err(holds_nothing(folder, &format!("missing: {}", missing.join(", ")), HELP));
        }
        let clusters = folder.join(CLUSTERS);
        let clusters_file = text(&clusters)?;
        let mut sets = Sets {
            vocabulary: vocabulary(&clusters, &clusters_file)?,
            clusters_file,
            banks: to_learn(folder)?,
            uner: String::new(),
            wikigold: String::new(),
            re3d: Vec::new(),
        };
        if names {
            sets.uner = uner(&folder.join(UNER))?;
            sets.wikigold = wikigold(&folder.join(WIKIGOLD))?;
            sets.re3d = re3d_to_learn(folder).iter().map(|source| re3d(source)).collect::<Result<_, _>>()?;
        }
        Ok(sets)
    }
}

fn needed(names: bool) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = [CLUSTERS, EWT[0], EWT[1], GUM, LICENCES].map(PathBuf::from).to_vec();
    if names {
        files.extend([UNER, WIKIGOLD].map(PathBuf::from));
        for source in re3d_to_learn(Path::new("")) {
            files.extend(RE3D_FILES.map(|file| source.join(file)));
        }
    }
    files
}

fn vocabulary(file: &Path, read: &str) -> Result<Vocabulary, Failure> {
    let help = "a row is a word and its id among 64, 256 and 1000 clusters, parted by tabs";
    if read.lines().all(|line| line.is_empty() || line.starts_with('#')) {
        return Err(holds_nothing(file, "no word is in it", help));
    }
    models::vocabulary(read).map_err(|error| {
        let what = "this is no word with its three clusters".to_owned();
        line(file, read, Unreadable { line: error.line, what }, help)
    })
}

fn to_learn(folder: &Path) -> Result<Vec<Treebank>, Failure> {
    let file = folder.join(LICENCES);
    let licences = text(&file)?;
    let mut banks = EWT.iter().map(|file| load(&folder.join(file))).collect::<Result<Vec<_>, _>>()?;
    let gum = load(&folder.join(GUM))?.only(|sentence| is_free(&licences, &sentence.document));
    if gum.sentences.is_empty() {
        let help = "a row is a document, its genre, its licence, and \"yes\" where weights that ship may be learned from \
                    it, parted by tabs";
        return Err(holds_nothing(&file, "none of GUM's documents is free by it", help));
    }
    banks.push(gum);
    Ok(banks)
}

/// Whether weights that ship may be learned from a document: its row must say so.
fn is_free(licences: &str, document: &str) -> bool {
    let mut rows = licences.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    rows.any(|row| row.first() == Some(&document) && row.get(3) == Some(&"yes"))
}

/// Reads a treebank.
pub fn load(file: &Path) -> Result<Treebank, Failure> {
    let text = text(file)?;
    let help = "a treebank is CoNLL-U: ten columns parted by tabs, a blank line after each sentence";
    let bank = conllu::parse(&text).map_err(|unreadable| line(file, &text, unreadable, help))?;
    match bank.sentences.is_empty() {
        true => Err(holds_nothing(file, "no sentence is in it", help)),
        false => Ok(bank),
    }
}

/// A line of a file that can't be read.
pub fn line(file: &Path, text: &str, unreadable: Unreadable, help: &'static str) -> Failure {
    let line = text.lines().nth(unreadable.line.saturating_sub(1)).unwrap_or_default();
    Failure::line(file, unreadable.line, line, 0, unreadable.what, help)
}

/// A set that can be read and has nothing in it.
pub fn holds_nothing(file: &Path, what: &str, help: &str) -> Failure {
    Failure::NotFound { what: format!("{}: {what}", file.display()), help: help.to_owned() }
}

/// The text of a file, unpacked where its name ends in `.gz`.
pub fn text(file: &Path) -> Result<String, Failure> {
    let reading = |source| Failure::reading(file, source);
    let bytes = fs::read(file).map_err(reading)?;
    let mut text = String::new();
    match file.extension().is_some_and(|ending| ending == "gz") {
        true => MultiGzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map_err(reading)?,
        false => bytes.as_slice().read_to_string(&mut text).map_err(reading)?,
    };
    Ok(text)
}

/// The sources of re3d whose licences allow weights that ship to be learned from them. The BBC's (NC) and those of the
/// EU Delegation (terms unclear) do not.
const RE3D: [&str; 5] = [
    "Australian_Department_of_Foreign_Affairs",
    "CENTCOM",
    "UK_Government",
    "US_State_Department",
    "Wikipedia",
];

/// The files of a source of re3d: its texts, and what they name.
const RE3D_FILES: [&str; 2] = ["documents.jsonl", "entities.jsonl"];

/// Of the sets in a folder, the sources of re3d that may be learned from, in order of name.
fn re3d_to_learn(folder: &Path) -> Vec<PathBuf> {
    RE3D.iter().map(|source| folder.join("re3d").join(source)).collect()
}

/// The documents and the entities of a source of re3d, each with a row at least.
pub fn re3d(source: &Path) -> Result<(String, String), Failure> {
    let [documents, entities] = RE3D_FILES.map(|file| source.join(file));
    let read = |file: &Path, check: fn(&str) -> Result<(), Unreadable>| {
        let text = text(file)?;
        let help = "re3d (dstl/re3d) has a document or a name a line, as JSON; fetch the file again";
        check(&text).map_err(|unreadable| line(file, &text, unreadable, help))?;
        Ok::<_, Failure>(text)
    };
    Ok((read(&documents, re3d::check_documents)?, read(&entities, re3d::check_entities)?))
}

/// The text of a UNER file in which a name is marked.
pub fn uner(file: &Path) -> Result<String, Failure> {
    let help = "a UNER file has a row for each word: number, word, label, parted by tabs; a blank line after each \
                sentence; \"# newdoc id = \" before each document";
    let text = text(file)?;
    iob::check_uner(&text).map_err(|unreadable| line(file, &text, unreadable, help))?;
    with_names(file, text, iob::uner, help)
}

/// The text of wikigold.
fn wikigold(file: &Path) -> Result<String, Failure> {
    with_names(
        file,
        text(file)?,
        iob::wikigold,
        "wikigold has a row for each word: word, label, parted by a space",
    )
}

fn with_names(
    file: &Path,
    text: String,
    read: fn(&str) -> Vec<Passage>,
    help: &str,
) -> Result<String, Failure> {
    let sentences = read(&text).into_iter().flat_map(|passage| passage.sentences);
    match sentences.map(|sentence| sentence.names.len()).sum() {
        0 => Err(holds_nothing(file, "no name is marked in it", help)),
        _ => Ok(text),
    }
}

/// The folders of all sources of re3d that are there, in order of name.
pub fn re3d_sources(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let reading = |source| Failure::reading(folder, source);
    let mut sources = Vec::new();
    for entry in fs::read_dir(folder).map_err(reading)? {
        let path = entry.map_err(reading)?.path();
        if path.join("entities.jsonl").exists() {
            sources.push(path);
        }
    }
    sources.sort();
    match sources.is_empty() {
        true => Err(holds_nothing(
            folder,
            "no folder in it holds documents.jsonl and entities.jsonl",
            "name the folder re3d, which holds one folder a source",
        )),
        false => Ok(sources),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_ask_for_more_sets_than_trees() {
        let (trees, names) = (needed(false), needed(true));
        assert!(names.starts_with(&trees));
        assert!(names.contains(&PathBuf::from("re3d/CENTCOM/entities.jsonl")));
    }

    #[test]
    fn a_document_is_free_where_its_row_says_so() {
        let rows = "doc\tgenre\tlicence\tmay\nGUM_a\tnews\tCC BY\tyes\nGUM_b\tletter\tNC\tno\n";
        assert!(is_free(rows, "GUM_a") && !is_free(rows, "GUM_b") && !is_free(rows, "GUM_c"));
    }
}
