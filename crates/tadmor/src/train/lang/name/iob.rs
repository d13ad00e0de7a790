//! Sets of marked words, one a line: UNER (columns parted by tabs, IOB2) and wikigold (by spaces, IOB1).
//!
//! In: the text of a file. Out: its documents. "Rutaba B-LOC" begins the name of a place.

use super::{Marked, Passage};
use crate::lang::name::{Convention, Name, NameKind};
use crate::text::Span;

/// The documents of a UNER file: number, word, label, and what is not asked for.
pub fn uner(file: &str) -> Vec<Passage> {
    let mut reader = Reader::new(Convention::Uner);
    for line in file.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            reader.end_document(id);
        } else if line.trim().is_empty() {
            reader.end_sentence();
        } else if !line.starts_with('#') {
            let mut columns = line.split('\t').skip(1);
            reader.word(columns.next().unwrap_or(""), columns.next().unwrap_or("O"));
        }
    }
    reader.end()
}

/// The documents of wikigold: word, label; a line "-DOCSTART-" between documents.
pub fn wikigold(file: &str) -> Vec<Passage> {
    let mut reader = Reader::new(Convention::Wikigold);
    let mut count = 0;
    for line in file.lines() {
        if line.starts_with("-DOCSTART-") {
            count += 1;
            reader.end_document(&format!("wikigold-{count}"));
        } else if line.trim().is_empty() {
            reader.end_sentence();
        } else {
            let (word, label) = line.rsplit_once(' ').unwrap_or((line, "O"));
            reader.word(word, label);
        }
    }
    reader.end()
}

struct Reader {
    convention: Convention,
    done: Vec<Passage>,
    now: Passage,
    sentence: Marked,
    /// The label of the word before.
    before: String,
}

impl Reader {
    fn new(convention: Convention) -> Self {
        Reader {
            convention,
            done: Vec::new(),
            now: Passage { id: String::new(), convention, text: String::new(), sentences: Vec::new() },
            sentence: Marked::default(),
            before: "O".to_owned(),
        }
    }

    fn word(&mut self, word: &str, label: &str) {
        let text = &mut self.now.text;
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        self.sentence.words.push(Span::new(start, text.len()));
        let at = self.sentence.words.len() - 1;
        if let Some(kind) = label.get(2..).and_then(kind) {
            let goes_on = label.starts_with("I-") && self.before.get(2..) == label.get(2..);
            match self.sentence.names.last_mut() {
                Some(name) if goes_on => name.end = at + 1,
                _ => self.sentence.names.push(Name { first: at, end: at + 1, kind, inner: false }),
            }
        }
        label.clone_into(&mut self.before);
    }

    fn end_sentence(&mut self) {
        if !self.sentence.words.is_empty() {
            self.now.sentences.push(std::mem::take(&mut self.sentence));
        }
        "O".clone_into(&mut self.before);
    }

    fn end_document(&mut self, next: &str) {
        self.end_sentence();
        let next = Passage {
            id: next.to_owned(),
            convention: self.convention,
            text: String::new(),
            sentences: Vec::new(),
        };
        let done = std::mem::replace(&mut self.now, next);
        if !done.sentences.is_empty() {
            self.done.push(done);
        }
    }

    fn end(mut self) -> Vec<Passage> {
        self.end_document("");
        self.done
    }
}

fn kind(label: &str) -> Option<NameKind> {
    match label {
        "PER" => Some(NameKind::Person),
        "ORG" => Some(NameKind::Organisation),
        "LOC" => Some(NameKind::Place),
        "MISC" => Some(NameKind::Other),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_side_by_side_are_two() {
        let passages = uner(
            "# newdoc id = lake\n1\tAna\tB-PER\t-\n2\tRuiz\tI-PER\t-\n3\tKivu\tB-LOC\t-\n4\tRutaba\tB-LOC\t-\n",
        );
        let names: Vec<(usize, usize)> =
            passages[0].sentences[0].names.iter().map(|name| (name.first, name.end)).collect();
        assert_eq!(names, [(0, 2), (2, 3), (3, 4)]);
    }

    #[test]
    fn documents_are_parted() {
        let passages = wikigold("Rutaba I-LOC\nfell O\n\n-DOCSTART- O\n\nAna I-PER\n");
        assert_eq!(passages.len(), 2);
        assert_eq!(passages[0].text, "Rutaba fell");
        assert_eq!(passages[1].sentences[0].names[0].kind, NameKind::Person);
    }
}
