//! Tokens: words, numbers and marks.
//!
//! In: a stretch of the page's text. Out: its [`Token`]s.
//! "T-72s hit 1,000 men in Russia's south" keeps "T-72s" and "1,000" whole and parts "Russia" from "'s".
//!
//! | written | tokens |
//! |---|---|
//! | `al-Bab`, `Ka-52`, `don't`, `Ma’arrat` | one word |
//! | `Russia’s` | `Russia`, `’s` |
//! | `4-day`, `2,000-year-old`, `11th`, `1960s`, `9K57` | one word |
//! | `U.S.`, `a.m.`, `U.S.-backed` | one word, dots included |
//! | `1,000`, `2.5`, `20:57`, `25.03.2016`, `2017-03-02`, `9/11` | one number |
//! | `60km` | `60`, `km` |
//! | `20-30`, `2014–2016` | number, mark, number |
//! | `Lt.` | `Lt`, `.` |
//! | `...` | one mark |

use unicode_normalization::char::is_combining_mark;

use super::{Token, TokenKind};
use crate::text::Span;

/// The tokens of `text` between `within`.
pub fn tokens(text: &str, within: Span) -> Vec<Token<'_>> {
    let stretch = &text[within.start..within.end];
    let mut found = Vec::with_capacity(stretch.len() / 5);
    let mut at = 0;
    while let Some(first) = stretch[at..].chars().next() {
        let rest = &stretch[at..];
        let (length, kind) = if first.is_ascii_digit() {
            number_or_word(rest)
        } else if first.is_alphanumeric() {
            (word(rest), TokenKind::Word)
        } else if is_blank(first) {
            at += first.len_utf8();
            continue;
        } else {
            let after_word = stretch[..at].chars().next_back().is_some_and(char::is_alphanumeric);
            match possessive(rest).filter(|_| after_word) {
                Some(length) => (length, TokenKind::Word),
                None => (mark(rest, first), TokenKind::Mark),
            }
        };
        let form = &rest[..length];
        found.push(Token {
            span: Span::new(within.start + at, within.start + at + length),
            form,
            lower: lower(form),
            kind,
        });
        at += length;
    }
    found
}

fn lower(form: &str) -> String {
    let mut lower = form.to_lowercase();
    if !lower.is_ascii() {
        lower = lower
            .chars()
            .filter(|character| *character != '\u{AD}')
            .map(|character| match character {
                '’' | '‘' | 'ʼ' | '´' => '\'',
                '‐' | '‑' => '-',
                other => other,
            })
            .collect();
    }
    lower
}

/// White space, and what has no width of its own.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || is_combining_mark(character)
        || matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | 'ʿ' | 'ʾ')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '‐' | '‑')
}

/// Marks and joiners that stand inside a word.
fn is_inside(character: char) -> bool {
    is_combining_mark(character) || matches!(character, '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{640}')
}

/// The length of "'s" at the start of `rest`, where it ends there.
fn possessive(rest: &str) -> Option<usize> {
    let mut characters = rest.char_indices();
    let (_, apostrophe) = characters.next()?;
    let (at, s) = characters.next()?;
    if !is_apostrophe(apostrophe) || !matches!(s, 's' | 'S') {
        return None;
    }
    let goes_on = characters.next().is_some_and(|(_, next)| next.is_alphanumeric() || is_hyphen(next));
    (!goes_on).then_some(at + 1)
}

/// The length of the word that starts `rest`.
fn word(rest: &str) -> usize {
    let start = initialism(rest);
    let mut end = start;
    let mut characters = rest[start..].char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let at = start + at;
        if character.is_alphanumeric() || is_inside(character) {
            end = at + character.len_utf8();
            continue;
        }
        let next_goes_on = characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let joins = next_goes_on
            && at > 0
            && (is_hyphen(character) || is_apostrophe(character) && possessive(&rest[at..]).is_none());
        if !joins {
            break;
        }
    }
    end
}

/// The length of "U.S." or "a.m" at the start of `rest`: single letters parted by dots; 0 where there is none.
fn initialism(rest: &str) -> usize {
    let mut end = 0;
    let mut letters = 0;
    let mut tail = rest;
    loop {
        let mut characters = tail.chars();
        let Some(letter) = characters.next().filter(|letter| letter.is_alphabetic()) else { break };
        let next = characters.next();
        let dotted = next == Some('.');
        // "J.Smith" is an initial and a name; "a.m" may lack its last dot.
        if !dotted && (letters == 0 || next.is_some_and(char::is_alphanumeric)) {
            break;
        }
        letters += 1;
        let length = letter.len_utf8() + usize::from(dotted);
        end += length;
        tail = &tail[length..];
        if !dotted {
            break;
        }
    }
    if letters < 2 { 0 } else { end }
}

/// The number, or the word with digits at its head, that starts `rest`.
fn number_or_word(rest: &str) -> (usize, TokenKind) {
    if let Some(length) = date(rest) {
        return (length, TokenKind::Number);
    }
    let length = number(rest);
    let tail = &rest[length..];
    let mut characters = tail.chars();
    let next = characters.next().unwrap_or(' ');
    // "1985-January 1987" is a range, "4-Day" in a headline one word.
    let year_range = length == 4 && rest[..4].bytes().all(|byte| byte.is_ascii_digit()) && {
        let mut after = tail.chars().skip(1);
        after.next().is_some_and(char::is_uppercase) && after.next().is_some_and(char::is_lowercase)
    };
    if is_hyphen(next) && !year_range && characters.next().is_some_and(char::is_alphabetic) {
        return (length + 1 + word(&tail[next.len_utf8()..]) + next.len_utf8() - 1, TokenKind::Word);
    }
    if next.is_alphabetic() {
        let run = word(tail);
        let letters = &tail[..run];
        let ordinal = matches!(letters, "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" | "s");
        let ordinal_compound =
            ["st-", "nd-", "rd-", "th-", "s-"].iter().any(|suffix| letters.starts_with(suffix));
        let designation = letters.bytes().any(|byte| byte.is_ascii_digit());
        if ordinal || ordinal_compound || designation {
            return (length + run, TokenKind::Word);
        }
    }
    (length, TokenKind::Number)
}

/// The length of "2017-03-02", "02-03-2017" at the start of `rest`: the only numbers with inner hyphens.
fn date(rest: &str) -> Option<usize> {
    let first = digits(rest);
    let second = hyphen_and_digits(&rest[first..])?;
    let third = hyphen_and_digits(&rest[first + second..])?;
    let fits = matches!((first, second - 1, third - 1), (4, 1..=2, 1..=2) | (1..=2, 1..=2, 4));
    let length = first + second + third;
    let ends = !rest[length..].starts_with('-');
    (fits && ends).then_some(length)
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn hyphen_and_digits(text: &str) -> Option<usize> {
    let count = digits(text.strip_prefix('-')?);
    (count > 0).then_some(count + 1)
}

/// The length of the digits with inner marks that start `rest`.
fn number(rest: &str) -> usize {
    let mut length = digits(rest);
    loop {
        let tail = &rest[length..];
        let Some(inner) = tail.chars().next() else { break };
        let run = match inner {
            '.' | ':' | '/' | ',' => digits(&tail[1..]),
            _ => 0,
        };
        // A comma parts thousands ("1,000") or lakhs ("1,00,000"), else clauses ("in 2016,17 died").
        let joins = match inner {
            '.' | '/' => run > 0,
            ':' => run > 0,
            ',' => run == 3 || run == 2 && tail[3..].starts_with(',') && digits(&tail[4..]) == 3,
            _ => false,
        };
        if !joins {
            break;
        }
        length += 1 + run;
    }
    length
}

/// The length of the mark that starts `rest`: dots in a row are one.
fn mark(rest: &str, first: char) -> usize {
    if first == '.' {
        return rest.bytes().take_while(|byte| *byte == b'.').count();
    }
    first.len_utf8()
}
