//! re3d (dstl/re3d): documents on Syria and Iraq with the bytes of what they name.
//!
//! In: `documents.jsonl`, `entities.jsonl` of a source, and how text is cut into sentences and words. Out: its documents.
//! Nominals and pronouns are marked ("the regime", "we"), names stand inside names, and the same words can be a place
//! and an organisation: of two such the second is taken for inner.

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{Marked, Passage};
use crate::lang::conllu::Unreadable;
use crate::lang::name::{Convention, Name, NameKind};
use crate::text::Span;

#[derive(Deserialize)]
struct Document {
    #[serde(rename = "_id")]
    id: String,
    text: String,
}

#[derive(Deserialize)]
struct Entity {
    begin: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    #[serde(rename = "documentId")]
    document: String,
}

/// The types of re3d with our kinds.
pub const TYPES: &[(&str, NameKind)] = &[
    ("Person", NameKind::Person),
    ("Organisation", NameKind::Organisation),
    ("Location", NameKind::Place),
    ("Weapon", NameKind::Weapon),
    ("Vehicle", NameKind::Vehicle),
    ("Nationality", NameKind::Nationality),
    ("Temporal", NameKind::Time),
    ("Quantity", NameKind::Quantity),
    ("MilitaryPlatform", NameKind::Platform),
    ("Money", NameKind::Money),
    ("DocumentReference", NameKind::Document),
    ("Coordinate", NameKind::Coordinate),
];

/// What of a source's `documents.jsonl` is no document, if anything is. A file without any is wrong in its first line.
pub fn check_documents(file: &str) -> Result<(), Unreadable> {
    check::<Document>(file, "a document has _id and text")
}

/// What of a source's `entities.jsonl` is no name, if anything is. A file without any is wrong in its first line.
pub fn check_entities(file: &str) -> Result<(), Unreadable> {
    check::<Entity>(file, "a name has documentId, begin, end and type")
}

fn check<Row: DeserializeOwned>(file: &str, what: &str) -> Result<(), Unreadable> {
    let mut rows = file.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).peekable();
    if rows.peek().is_none() {
        return Err(Unreadable { line: 1, what: format!("nothing is in it: {what}") });
    }
    rows.try_for_each(|(at, line)| match serde_json::from_str::<Row>(line) {
        Ok(_) => Ok(()),
        Err(error) => Err(Unreadable { line: at + 1, what: format!("{what}: {error}") }),
    })
}

/// Whether a document is kept for checking: one in four, by its number, never trained on by the weights that ship.
pub fn is_check(id: &str) -> bool {
    super::part(id, 4) == 0
}

/// The documents of a source; lines that are none are left out.
pub fn passages(documents: &str, entities: &str, cut: &dyn Fn(&str) -> Vec<Vec<Span>>) -> Vec<Passage> {
    let entities: Vec<Entity> = entities.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let documents = documents.lines().filter_map(|line| serde_json::from_str::<Document>(line).ok());
    documents
        .map(|document| {
            let marks = marks(&document, &entities);
            let sentences = cut(&document.text)
                .into_iter()
                .map(|words| {
                    let names = names(&words, &marks);
                    Marked { words, names }
                })
                .collect();
            Passage { id: document.id, convention: Convention::Re3d, text: document.text, sentences }
        })
        .collect()
}

/// The bytes of a document's names with their kinds; the offsets of re3d count characters.
fn marks(document: &Document, entities: &[Entity]) -> Vec<(Span, NameKind)> {
    let mut bytes: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(document.text.len());
    let mut marks: Vec<(Span, NameKind)> = entities
        .iter()
        .filter(|entity| {
            entity.document == document.id && entity.begin < entity.end && entity.end < bytes.len()
        })
        .filter_map(|entity| {
            let (_, kind) = TYPES.iter().find(|(name, _)| *name == entity.kind)?;
            Some((Span::new(bytes[entity.begin], bytes[entity.end]), *kind))
        })
        .collect();
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// The names of a sentence: a mark that begins and ends with words is one.
fn names(words: &[Span], marks: &[(Span, NameKind)]) -> Vec<Name> {
    let mut all: Vec<Name> = marks
        .iter()
        .filter_map(|(span, kind)| {
            let first = words.iter().position(|word| word.end > span.start && word.start <= span.start)?;
            let end = words.iter().rposition(|word| word.start < span.end && word.end >= span.end)? + 1;
            (first < end).then_some(Name { first, end, kind: *kind, inner: false })
        })
        .collect();
    // Places before organisations: where the same words are both, the place is the outer reading.
    let rank = |kind: NameKind| if kind == NameKind::Place { 0 } else { 1 + kind as u8 };
    all.sort_unstable_by_key(|name| (usize::MAX - (name.end - name.first), name.first, rank(name.kind)));
    let apart = |name: &Name, other: &Name| name.end <= other.first || other.end <= name.first;
    let (mut outer, mut inner): (Vec<Name>, Vec<Name>) = (Vec::new(), Vec::new());
    for name in all {
        if outer.iter().all(|other| apart(&name, other)) {
            outer.push(name);
        } else if outer.iter().any(|other| other.first <= name.first && name.end <= other.end)
            && inner.iter().all(|other| apart(&name, other))
        {
            inner.push(Name { inner: true, ..name });
        }
    }
    outer.extend(inner);
    outer.sort_unstable();
    outer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_hold_no_rows_of_their_kind_are_told() {
        let document = "{\"_id\": \"a\", \"text\": \"Rutaba fell\"}\n\n";
        assert_eq!(check_documents(document), Ok(()));
        assert!(check_entities(document).is_err_and(|unreadable| unreadable.line == 1));
        assert!(check_documents("\n").is_err_and(|unreadable| unreadable.what.starts_with("nothing")));
    }

    #[test]
    fn names_of_two_readings_are_outer_and_inner() {
        let words = [Span::new(0, 3), Span::new(4, 10), Span::new(11, 15)];
        let marks = [
            (Span::new(0, 15), NameKind::Organisation),
            (Span::new(4, 10), NameKind::Organisation),
            (Span::new(4, 10), NameKind::Place),
        ];
        let names: Vec<(usize, usize, NameKind, bool)> =
            names(&words, &marks).iter().map(|name| (name.first, name.end, name.kind, name.inner)).collect();
        assert_eq!(names, [(0, 3, NameKind::Organisation, false), (1, 2, NameKind::Place, true)]);
    }
}
