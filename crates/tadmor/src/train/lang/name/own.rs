//! Our own marked sentences.
//!
//! In: caret cases, a title, a sentence and a line of carets for each name, and how text is cut into words. Out: a
//! [`Passage`] for each sentence, each its own page. A name may stand inside another.
//!
//! ```text
//! --- an army with a nation in it
//! Malian army shells Rutaba
//! ^^^^^^^^^^^ organisation
//! ^^^^^^ nationality
//!                    ^^^^^^ place
//! ```
//!
//! They were written with marks in the line, "[organisation [nationality Malian] army] shells [place Rutaba]<tab>a title";
//! [`sentence`] reads that form, and [`case`] writes it as a case.

use std::fmt::Write as _;

use super::{Marked, Passage};
use crate::lang::name::{Convention, Name, NameKind};
use crate::text::Span;

/// A marked sentence, its marks taken out of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// What it shows.
    pub title: String,
    /// Without marks.
    pub text: String,
    /// In the order in which they begin, outer before inner.
    pub marks: Vec<(Span, NameKind)>,
}

/// The sentences of a file of caret cases; text before the first case is for its readers.
pub fn cases(file: &str) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut lines = file.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("--- ") {
            let text = lines.next().unwrap_or_default().to_owned();
            sentences.push(Sentence { title: title.to_owned(), text, marks: Vec::new() });
        } else if let Some(sentence) = sentences.last_mut()
            && let Some(mark) = mark(line, &sentence.text)
        {
            sentence.marks.push(mark);
        }
    }
    sentences
}

/// The bytes of `text` above a line's carets, and the kind that stands after them.
fn mark(line: &str, text: &str) -> Option<(Span, NameKind)> {
    let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
    let carets = line.bytes().skip(spaces).take_while(|byte| *byte == b'^').count();
    let kind = NameKind::of_word(line[spaces + carets..].trim())?;
    let mut borders = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = borders.nth(spaces)?;
    let end = borders.nth(carets.checked_sub(1)?)?;
    Some((Span::new(start, end), kind))
}

/// A sentence as a caret case.
pub fn case(sentence: &Sentence) -> String {
    let mut out = format!("--- {}\n{}\n", sentence.title, sentence.text);
    for (span, kind) in &sentence.marks {
        let before = sentence.text[..span.start].chars().count();
        let length = sentence.text[span.start..span.end].chars().count();
        let _ = writeln!(out, "{}{} {}", " ".repeat(before), "^".repeat(length), kind.word());
    }
    out
}

/// Whether a sentence is kept for checking: one in five, by its text, never trained on by the weights that ship.
pub fn is_check(sentence: &Sentence) -> bool {
    super::part(&sentence.text, 5) == 0
}

/// Reads one line with its marks in it; `None`: they do not fit.
pub fn sentence(line: &str) -> Option<Sentence> {
    let (marked, title) = line.split_once('\t').unwrap_or((line, ""));
    let mut sentence = Sentence { title: title.to_owned(), ..Sentence::default() };
    let mut open: Vec<usize> = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find(['[', ']']) {
        sentence.text.push_str(&rest[..at]);
        let here = sentence.text.len();
        if rest[at..].starts_with('[') {
            let (kind, after) = rest[at + 1..].split_once(' ')?;
            open.push(sentence.marks.len());
            sentence.marks.push((Span::new(here, here), NameKind::of_word(kind)?));
            rest = after;
        } else {
            sentence.marks[open.pop()?].0.end = here;
            rest = &rest[at + 1..];
        }
    }
    sentence.text.push_str(rest);
    open.is_empty().then_some(sentence)
}

/// A page of one sentence (or of the sentences that `cut` makes of it).
pub fn passage(sentence: &Sentence, id: &str, cut: &dyn Fn(&str) -> Vec<Vec<Span>>) -> Passage {
    let sentences = cut(&sentence.text)
        .into_iter()
        .map(|words| {
            let names = names(&words, &sentence.marks);
            Marked { words, names }
        })
        .collect();
    Passage { id: id.to_owned(), convention: Convention::Own, text: sentence.text.clone(), sentences }
}

fn names(words: &[Span], marks: &[(Span, NameKind)]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (span, kind) in marks {
        let first = words.iter().position(|word| word.start == span.start);
        let end = words.iter().rposition(|word| word.end == span.end);
        if let (Some(first), Some(last)) = (first, end) {
            let inner = names.iter().any(|outer| outer.first <= first && last < outer.end && !outer.inner);
            names.push(Name { first, end: last + 1, kind: *kind, inner });
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str =
        "[organisation [nationality Malian] army] shells “[place Gàra]”\tan army with a nation in it";

    #[test]
    fn marks_in_a_line_and_carets_say_the_same() {
        let sentence = sentence(LINE).expect("its marks fit");
        assert_eq!(sentence.text, "Malian army shells “Gàra”");
        let case = case(&sentence);
        assert!(case.ends_with("                    ^^^^ place\n"), "{case}");
        assert_eq!(cases(&case), [sentence]);
    }

    #[test]
    fn names_inside_names_are_inner() {
        let cut = |text: &str| {
            let starts = text.split(' ').scan(0, |at, word| {
                let start = *at;
                *at += word.len() + 1;
                Some(Span::new(start, start + word.len()))
            });
            vec![starts.collect()]
        };
        let passage = passage(
            &sentence("[organisation [nationality Malian] army] shells [place Gara]").unwrap(),
            "1",
            &cut,
        );
        let names: Vec<(usize, usize, bool)> =
            passage.sentences[0].names.iter().map(|name| (name.first, name.end, name.inner)).collect();
        assert_eq!(names, [(0, 2, false), (0, 1, true), (3, 4, false)]);
    }

    #[test]
    fn marks_that_do_not_close_are_none() {
        assert_eq!(sentence("[place Gara fell"), None);
        assert_eq!(sentence("[town Gara] fell"), None);
    }
}
