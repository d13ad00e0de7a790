//! The fold of [`text::fold`](crate::text::fold), by a table: a gazetteer's names are folded a million at a time.
//!
//! In: a name in few scripts. Out: the same key as `text::fold::key` gives, several times as fast; what the table does not
//! hold is folded by that function itself.

use std::sync::OnceLock;

use crate::text::fold::key;

/// What one character folds to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folds {
    /// Itself or another single character.
    To(char),
    /// Two letters: "ǆ".
    Two(char, char),
    /// Nothing: a mark, an apostrophe.
    Nothing,
    /// The end of a word.
    Gap,
    /// Something else: the whole name goes the long way.
    Other,
}

/// Latin with its marks, Greek, Cyrillic, Hebrew, Arabic; then Latin with two marks; then quotes and dashes.
const STRETCHES: [std::ops::Range<u32>; 3] = [0..0x700, 0x1E00..0x1F00, 0x2010..0x2030];

fn table() -> &'static [Vec<Folds>; 3] {
    static TABLE: OnceLock<[Vec<Folds>; 3]> = OnceLock::new();
    TABLE.get_or_init(|| STRETCHES.map(|stretch| stretch.map(folds).collect()))
}

/// By the fold itself, with the character between two letters.
fn folds(code: u32) -> Folds {
    let Some(character) = char::from_u32(code) else { return Folds::Other };
    let between = key(&format!("x{character}x"));
    let Some(inner) = between.strip_prefix('x').and_then(|rest| rest.strip_suffix('x')) else {
        return Folds::Other;
    };
    let mut characters = inner.chars();
    match (characters.next(), characters.next(), characters.next()) {
        (None, _, _) => Folds::Nothing,
        (Some(' '), None, _) => Folds::Gap,
        (Some(one), None, _) => Folds::To(one),
        (Some(one), Some(two), None) if one != ' ' && two != ' ' => Folds::Two(one, two),
        _ => Folds::Other,
    }
}

#[inline]
fn of(table: &[Vec<Folds>; 3], character: char) -> Folds {
    let code = character as u32;
    if let Some(folds) = table[0].get(code as usize) {
        return *folds;
    }
    let stretch = STRETCHES.iter().position(|stretch| stretch.contains(&code));
    stretch.map_or(Folds::Other, |at| table[at][(code - STRETCHES[at].start) as usize])
}

/// Writes the key of `name` into `out`, which is emptied first.
pub fn fold_into(name: &str, out: &mut Vec<u8>) {
    out.clear();
    match name.is_ascii() {
        true => fold_ascii(name, out),
        false => fold_others(name, out),
    }
}

/// What an ASCII character folds to: itself in lower case, 0 for nothing, a space for the end of a word.
const ASCII: [u8; 128] = {
    let mut table = [b' '; 128];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            table[byte] = (byte as u8).to_ascii_lowercase();
        }
        byte += 1;
    }
    table[b'\'' as usize] = 0;
    table[b'`' as usize] = 0;
    table
};

fn fold_ascii(name: &str, out: &mut Vec<u8>) {
    let mut gap = false;
    for byte in name.bytes() {
        match ASCII[usize::from(byte & 0x7f)] {
            0 => {}
            b' ' => gap = !out.is_empty(),
            letter => {
                if std::mem::take(&mut gap) {
                    out.push(b' ');
                }
                out.push(letter);
            }
        }
    }
}

fn fold_others(name: &str, out: &mut Vec<u8>) {
    let table = table();
    let mut gap = false;
    for character in name.chars() {
        let (one, two) = match of(table, character) {
            Folds::Nothing => continue,
            Folds::Gap => {
                gap = !out.is_empty();
                continue;
            }
            Folds::Other => {
                out.clear();
                out.extend(key(name).bytes());
                return;
            }
            Folds::To(one) => (one, None),
            Folds::Two(one, two) => (one, Some(two)),
        };
        if std::mem::take(&mut gap) {
            out.push(b' ');
        }
        for letter in std::iter::once(one).chain(two) {
            match u8::try_from(letter) {
                Ok(byte) if byte.is_ascii() => out.push(byte),
                _ => out.extend(letter.encode_utf8(&mut [0; 4]).bytes()),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_folds_agree() {
        let mut folded = Vec::new();
        let every = (0..0x3000).filter_map(char::from_u32);
        for character in every {
            for name in [format!("A{character}b"), format!("{character}"), format!(" {character} c")] {
                fold_into(&name, &mut folded);
                assert_eq!(String::from_utf8_lossy(&folded), key(&name), "{name:?}");
            }
        }
        for name in ["Ra's al `Ayn", "Dayr az Zawr", "İzmir", "Ḩājj  Aḩmad—Da‘būl", "Тадмо\u{301}р", "أدلب"]
        {
            fold_into(name, &mut folded);
            assert_eq!(String::from_utf8_lossy(&folded), key(name));
        }
    }
}
