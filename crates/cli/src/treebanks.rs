//! Sets of language on disk, in the layout of `data/lang`: treebanks as CoNLL-U, packed or not, and marked names.
//!
//! In: a folder. Out: what may be learned from it. Documents whose licence does not allow it stay outside: GUM's are told
//! in `train-licences.tsv`, and of re3d the Delegation's.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use tadmor::lang::conllu::{self, Treebank};

use crate::failure::Failure;

/// Whether `folder` holds sets of language.
pub fn are_in(folder: &Path) -> bool {
    folder.join("ewt").is_dir() && folder.join("gum").is_dir()
}

/// The treebanks that are learned from: EWT's part for it, and its part for choosing, which no figure is told of; GUM's
/// documents that are free.
pub fn to_learn(folder: &Path) -> Result<Vec<Treebank>, Failure> {
    let licences = text(&folder.join("gum/train-licences.tsv"))?;
    let gum = load(&folder.join("gum/gum-train-free.conllu.gz"))?;
    let ewt = ["ewt/ewt-train.conllu.gz", "ewt/ewt-dev.conllu.gz"];
    let mut banks = ewt.iter().map(|file| load(&folder.join(file))).collect::<Result<Vec<_>, _>>()?;
    banks.push(gum.only(|sentence| is_free(&licences, &sentence.document)));
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
    conllu::parse(&text).map_err(|unreadable| {
        let help = "a treebank is CoNLL-U: ten columns parted by tabs, a blank line after each sentence";
        let line = text.lines().nth(unreadable.line - 1).unwrap_or_default();
        Failure::line(file, unreadable.line, line, 0, unreadable.what, help)
    })
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

/// The folders of re3d that may be learned from.
pub fn re3d_sources(folder: &Path) -> Vec<PathBuf> {
    RE3D.iter().map(|source| folder.join(source)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_free_where_its_row_says_so() {
        let rows = "doc\tgenre\tlicence\tmay\nGUM_a\tnews\tCC BY\tyes\nGUM_b\tletter\tNC\tno\n";
        assert!(is_free(rows, "GUM_a") && !is_free(rows, "GUM_b") && !is_free(rows, "GUM_c"));
    }
}
