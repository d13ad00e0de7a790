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

use super::{Marked, Passage};
use crate::lang::conllu::Unreadable;
use crate::lang::name::{Convention, Name, NameKind};
use crate::text::Span;

/// A marked sentence, its marks taken out of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// What it shows.
    pub title: String,
    /// The line of its text in the file, from 1; its marks stand in the lines below.
    pub line: usize,
    /// Without marks.
    pub text: String,
    /// In the order in which they begin, outer before inner.
    pub marks: Vec<(Span, NameKind)>,
}

/// The sentences of a file of caret cases; text before the first case is for its readers. Lines that are no marks are
/// passed over: [`checked`] tells them.
pub fn cases(file: &str) -> Vec<Sentence> {
    read(file, |_| ())
}

/// The same; `Err`: the first line of a case that is no mark, because of its kind or of where its carets stand.
pub fn checked(file: &str) -> Result<Vec<Sentence>, Unreadable> {
    let mut wrong = None;
    let sentences = read(file, |unreadable| {
        wrong.get_or_insert(unreadable);
    });
    wrong.map_or(Ok(sentences), Err)
}

fn read(file: &str, mut wrong: impl FnMut(Unreadable)) -> Vec<Sentence> {
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut lines = file.lines().zip(1..);
    while let Some((line, at)) = lines.next() {
        if let Some(title) = line.strip_prefix("--- ") {
            let (text, line) = lines.next().unwrap_or(("", at));
            if text.trim().is_empty() {
                wrong(Unreadable { line, what: "a sentence stands under its title".to_owned() });
            }
            sentences.push(Sentence {
                title: title.to_owned(),
                line,
                text: text.to_owned(),
                marks: Vec::new(),
            });
        } else if let Some(sentence) = sentences.last_mut()
            && !line.trim().is_empty()
        {
            match mark(line, &sentence.text) {
                Some(mark) => sentence.marks.push(mark),
                None => wrong(Unreadable {
                    line: at,
                    what: "carets under the sentence and a kind that is known make a mark".to_owned(),
                }),
            }
        }
    }
    sentences
}

/// The bytes of `text` above a line's carets, and the kind that stands after them.
fn mark(line: &str, text: &str) -> Option<(Span, NameKind)> {
    let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
    let carets = line.bytes().skip(spaces).take_while(|byte| *byte == b'^').count();
    let kind = NameKind::parse(line[spaces + carets..].trim())?;
    let mut borders = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let start = borders.nth(spaces)?;
    let end = borders.nth(carets.checked_sub(1)?)?;
    Some((Span::new(start, end), kind))
}

/// Whether a sentence is kept for checking: one in five, by its text, never trained on by the weights that ship.
pub fn is_check(sentence: &Sentence) -> bool {
    super::part(&sentence.text, 5) == 0
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
    use crate::lang::token;

    const FILE: &str = "\
For readers.

--- an army with a nation in it
Malian army shells “Gàra”
^^^^^^^^^^^ organisation
^^^^^^ nationality
                    ^^^^ place
";

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
        let sentences = checked(&FILE.replace(['“', '”'], "").replace(" ^^^^ place", "^^^^ place")).unwrap();
        let passage = passage(&sentences[0], "1", &cut);
        let names: Vec<(usize, usize, bool)> =
            passage.sentences[0].names.iter().map(|name| (name.first, name.end, name.inner)).collect();
        assert_eq!(names, [(0, 2, false), (0, 1, true), (3, 4, false)]);
    }

    #[test]
    fn marks_are_the_characters_above_their_carets() {
        let sentences = checked(FILE).unwrap();
        let [Sentence { line: 4, text, marks, .. }] = sentences.as_slice() else { panic!("{sentences:?}") };
        let marks: Vec<(&str, NameKind)> =
            marks.iter().map(|(span, kind)| (&text[span.start..span.end], *kind)).collect();
        let expected = [
            ("Malian army", NameKind::Organisation),
            ("Malian", NameKind::Nationality),
            ("Gàra", NameKind::Place),
        ];
        assert_eq!(marks, expected);
    }

    #[test]
    fn a_line_that_is_no_mark_is_told() {
        let line = |from: &str, to: &str| {
            let file = FILE.replace(from, to);
            assert_eq!(cases(&file).len(), 1);
            checked(&file).unwrap_err().line
        };
        assert_eq!(line("nationality", "nation"), 6);
        assert_eq!(line("^^^^ place", "^^^^^^ place"), 7);
        assert_eq!(line("^^^^ place", "place"), 7);
        assert_eq!(line("Malian army shells “Gàra”", ""), 4);
    }

    /// What is not so is dropped when names are learned, and no one would know.
    #[test]
    fn marks_of_our_own_sentences_begin_and_end_with_tokens() {
        let file = include_str!("../../../../tests/cases/lang-names.txt");
        let name = "tests/cases/lang-names.txt";
        let sentences = checked(file).unwrap_or_else(|wrong| panic!("{name}:{}: {}", wrong.line, wrong.what));
        for sentence in sentences {
            let tokens = token::tokens(&sentence.text, Span::new(0, sentence.text.len()));
            for ((span, _), below) in sentence.marks.iter().zip(1..) {
                let begins = tokens.iter().any(|token| token.start == span.start);
                let ends = tokens.iter().any(|token| token.end == span.end);
                let mark = &sentence.text[span.start..span.end];
                assert!(begins && ends, "{name}:{}: {mark:?} is not of whole tokens", sentence.line + below);
            }
        }
    }
}
