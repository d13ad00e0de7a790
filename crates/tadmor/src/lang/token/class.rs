//! What a character is: white space, part of a word, or a mark.

use unicode_normalization::char::is_combining_mark;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// White space of any kind.
    Space,
    /// A letter, a digit, or what stands inside words without a width of its own.
    Word,
    /// Everything else.
    Mark,
}

/// What stands at byte `at` of `text`, and how many bytes it takes. Panics past the end.
#[inline]
pub(super) fn class(text: &str, at: usize) -> (Class, usize) {
    let byte = text.as_bytes()[at];
    if byte < 0x80 { (ASCII[byte as usize], 1) } else { wide(text, at) }
}

#[inline(never)]
fn wide(text: &str, at: usize) -> (Class, usize) {
    let character = text[at..].chars().next().expect("a character begins at each byte that is asked for");
    let class = if character.is_whitespace() {
        Class::Space
    } else if character.is_alphanumeric() || is_inside(character) {
        Class::Word
    } else {
        Class::Mark
    };
    (class, character.len_utf8())
}

/// Accents that are written after their letter, soft hyphens, joiners, marks of direction: no one sees where they stand.
pub(super) fn is_inside(character: char) -> bool {
    is_combining_mark(character)
        || matches!(character, '\u{AD}' | '\u{640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
        // The marks of romanised Arabic: "Ma\u{2bf}arrat".
        || matches!(character, 'ʼ' | 'ʾ' | 'ʿ' | 'ˈ')
}

/// How many bytes the apostrophe at `at` takes.
#[inline]
pub(super) fn apostrophe(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'\'' | b'`' => Some(1),
        // ´
        0xc2 if bytes.get(at + 1) == Some(&0xb4) => Some(2),
        // ‘ ’
        0xe2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x98 | 0x99])) => Some(3),
        _ => None,
    }
}

/// How many bytes the hyphen at `at` takes.
#[inline]
pub(super) fn hyphen(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at)? {
        b'-' => Some(1),
        // U+2010, U+2011
        0xe2 if matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x90 | 0x91])) => Some(3),
        _ => None,
    }
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Mark; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() {
            table[at] = Class::Word;
        } else if byte == b' ' || (byte >= 9 && byte <= 13) {
            table[at] = Class::Space;
        }
        at += 1;
    }
    table
};
