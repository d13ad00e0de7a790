//! A text cut into words, numbers and marks.
//!
//! In: a text. Out: [`Piece`]s, each with its place in the list of words. Blanks are left out but for the end of a
//! paragraph. "4-day" is a number, a mark and a word; "1,200" is one number; "15th" is a number and a word.

use crate::tables::times::Times;

/// A stretch of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// The word's number in [`Times`].
    pub word: Option<u16>,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// Digits in a row; `digits` of them, and marks of thousands between where `grouped`.
    Number {
        value: u64,
        digits: u8,
        grouped: bool,
    },
    /// Any other character; all kinds of hyphens are '-', all apostrophes are '\''.
    Mark(char),
    /// An empty line.
    Break,
}

/// The longest word that can be in the list, in bytes.
const LONGEST: usize = 24;

/// The pieces of `text`.
pub(super) fn cut(text: &str, times: &Times) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len() / 4);
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let start = at;
        match byte {
            b' ' | b'\t' | b'\r' => at += 1,
            b'\n' => {
                at += 1;
                let blank =
                    bytes[at..].iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
                if bytes.get(at + blank) == Some(&b'\n') {
                    pieces.push(Piece { start, end: start + 1, kind: Kind::Break, word: None });
                    at += blank + 1;
                }
            }
            b'a'..=b'z' | b'A'..=b'Z' => {
                at = end_of_word(text, at);
                let word = known(&text[start..at], times);
                pieces.push(Piece { start, end: at, kind: Kind::Word, word });
            }
            b'0'..=b'9' => {
                let (end, kind) = number(bytes, at);
                at = end;
                pieces.push(Piece { start, end, kind, word: None });
            }
            0..=127 => {
                at += 1;
                pieces.push(Piece { start, end: at, kind: Kind::Mark(char::from(byte)), word: None });
            }
            _ => {
                let Some(character) = text[at..].chars().next() else { break };
                at += character.len_utf8();
                if character.is_whitespace() {
                    continue;
                }
                if character.is_alphabetic() {
                    at = end_of_word(text, at);
                    pieces.push(Piece { start, end: at, kind: Kind::Word, word: None });
                    continue;
                }
                let mark = match character {
                    '’' | '‘' | 'ʼ' => '\'',
                    '–' | '‐' | '‑' | '−' => '-',
                    other => other,
                };
                pieces.push(Piece { start, end: at, kind: Kind::Mark(mark), word: None });
            }
        }
    }
    pieces
}

fn end_of_word(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        while bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        let next = text[at..].chars().next();
        match next {
            Some(character) if !character.is_ascii() && character.is_alphanumeric() => {
                at += character.len_utf8()
            }
            _ => return at,
        }
    }
}

/// The number of a word in the list, whatever its case.
fn known(word: &str, times: &Times) -> Option<u16> {
    if word.len() > LONGEST {
        return None;
    }
    let mut lower = [0; LONGEST];
    for (to, from) in lower.iter_mut().zip(word.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    std::str::from_utf8(&lower[..word.len()]).ok().and_then(|word| times.number_of(word))
}

/// Digits in a row, with commas between groups of three.
fn number(bytes: &[u8], start: usize) -> (usize, Kind) {
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut digits = run(start);
    let mut end = start + digits;
    let mut grouped = false;
    while digits <= 15 && bytes.get(end) == Some(&b',') && run(end + 1) == 3 && (grouped || digits <= 3) {
        grouped = true;
        digits += 3;
        end += 4;
    }
    let kept = bytes[start..end].iter().filter(|byte| byte.is_ascii_digit()).take(18);
    let value = kept.fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'));
    (end, Kind::Number { value, digits: u8::try_from(digits).unwrap_or(u8::MAX), grouped })
}
