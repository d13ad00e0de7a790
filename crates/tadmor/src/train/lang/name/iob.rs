//! Sets of marked words, one a line: UNER (columns parted by tabs, IOB2) and wikigold (by spaces, IOB1).
//!
//! In: the text of a file. Out: its documents. "Rutaba B-LOC" begins the name of a place.

use super::{Marked, Passage};
use crate::lang::conllu::Unreadable;
use crate::lang::name::{Convention, Name, NameKind};
use crate::text::Span;

/// The documents of a UNER file: number, word, label, and what is not asked for. A sentence stands in its document as its
/// "# text" writes it where its words make that up, else with a space between words.
pub fn uner(file: &str) -> Vec<Passage> {
    let mut reader = Reader::new(Convention::Uner);
    for line in file.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            reader.end_document(id);
        } else if let Some(text) = line.strip_prefix("# text = ") {
            text.clone_into(&mut reader.stated);
        } else if line.trim().is_empty() {
            reader.end_sentence();
        } else if !line.starts_with('#') {
            let mut columns = line.split('\t').skip(1);
            reader.word(columns.next().unwrap_or(""), columns.next().unwrap_or("O"));
        }
    }
    reader.end()
}

/// What of a UNER file is no row of one, if anything is.
pub fn check_uner(file: &str) -> Result<(), Unreadable> {
    for (line, row) in file.lines().enumerate() {
        if row.trim().is_empty() || row.starts_with('#') {
            continue;
        }
        let label = row.split('\t').nth(2).unwrap_or_default();
        if !(label == "O" || label.starts_with("B-") || label.starts_with("I-")) {
            let what = format!("a row has a number, a word and a label, parted by tabs: {row:?}");
            return Err(Unreadable { line: line + 1, what });
        }
    }
    Ok(())
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
    /// The text of the sentence, where the file tells it.
    stated: String,
    /// Its words.
    forms: Vec<String>,
    names: Vec<Name>,
    /// The label of the word before.
    before: String,
}

impl Reader {
    fn new(convention: Convention) -> Self {
        Reader {
            convention,
            done: Vec::new(),
            now: Passage { id: String::new(), convention, text: String::new(), sentences: Vec::new() },
            stated: String::new(),
            forms: Vec::new(),
            names: Vec::new(),
            before: "O".to_owned(),
        }
    }

    fn word(&mut self, word: &str, label: &str) {
        let at = self.forms.len();
        self.forms.push(word.to_owned());
        if let Some(kind) = label.get(2..).and_then(kind) {
            let goes_on = label.starts_with("I-") && self.before.get(2..) == label.get(2..);
            match self.names.last_mut() {
                Some(name) if goes_on => name.end = at + 1,
                _ => self.names.push(Name { first: at, end: at + 1, kind, inner: false }),
            }
        }
        label.clone_into(&mut self.before);
    }

    fn end_sentence(&mut self) {
        let (forms, names) = (std::mem::take(&mut self.forms), std::mem::take(&mut self.names));
        let stated = std::mem::take(&mut self.stated);
        if !forms.is_empty() {
            let (text, words) = match placed(&forms, &stated) {
                Some(words) => (stated, words),
                None => {
                    let mut next = 0;
                    let place = |form: &String| {
                        let start = next;
                        next += form.len() + 1;
                        Span::new(start, start + form.len())
                    };
                    (forms.join(" "), forms.iter().map(place).collect())
                }
            };
            if !self.now.text.is_empty() {
                self.now.text.push(' ');
            }
            let start = self.now.text.len();
            self.now.text.push_str(&text);
            let words = words.iter().map(|word| Span::new(start + word.start, start + word.end)).collect();
            self.now.sentences.push(Marked { words, names });
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

/// Where the words stand in a text that holds nothing but them and white space.
fn placed(forms: &[String], text: &str) -> Option<Vec<Span>> {
    let mut rest = text;
    let mut words = Vec::with_capacity(forms.len());
    for form in forms {
        // A word may itself begin with white space that is not to be seen.
        if !rest.starts_with(form.as_str()) {
            rest = rest.trim_start();
        }
        let start = text.len() - rest.len();
        rest = rest.strip_prefix(form.as_str())?;
        words.push(Span::new(start, start + form.len()));
    }
    rest.trim().is_empty().then_some(words)
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
    fn a_sentence_stands_as_its_text_says_where_its_words_make_it_up() {
        let rows = "1\tAna\tB-PER\t-\n2\t's\tO\t-\n3\taunt\tO\t-\n";
        let text_of = |stated: &str| {
            let passage = uner(&format!("# newdoc id = a\n# text = {stated}\n{rows}")).remove(0);
            let words = passage.sentences[0].words.clone();
            let words = words.iter().map(|word| &passage.text[word.start..word.end]);
            assert_eq!(words.collect::<Vec<_>>(), ["Ana", "'s", "aunt"]);
            passage.text
        };
        assert_eq!(text_of("Ana's  aunt"), "Ana's  aunt");
        assert_eq!(text_of("Anas aunt"), "Ana 's aunt");
        assert_eq!(text_of("Ana's aunts"), "Ana 's aunt");
    }

    #[test]
    fn a_row_without_a_label_is_named() {
        assert_eq!(check_uner("# text = Ana\n1\tAna\tB-PER\t-\t-\n\n"), Ok(()));
        assert!(check_uner("1\tAna\tO\nAna B-PER\n").is_err_and(|unreadable| unreadable.line == 2));
    }

    #[test]
    fn documents_are_parted() {
        let passages = wikigold("Rutaba I-LOC\nfell O\n\n-DOCSTART- O\n\nAna I-PER\n");
        assert_eq!(passages.len(), 2);
        assert_eq!(passages[0].text, "Rutaba fell");
        assert_eq!(passages[1].sentences[0].names[0].kind, NameKind::Person);
    }
}
