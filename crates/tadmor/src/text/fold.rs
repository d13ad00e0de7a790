//! The one fold: how two spellings are made one key.
//!
//! In: characters as written. Out: a key in which case, marks, Arabic letter forms, tatweel, digits of other
//! scripts and punctuation make no difference. The gazetteer, the tables, the search index and the query all
//! use this function, so that what is found by one is found by all.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of `text`: lower case, without marks, words parted by single spaces.
///
/// ```
/// use tadmor::text::fold::key;
/// assert_eq!(key("Deir ez-Zôr"), "deir ez zor");
/// assert_eq!(key("Тадмо\u{301}р"), "тадмор");
/// assert_eq!(key("تَدْمُر"), key("تدمر"));
/// ```
pub fn key(text: &str) -> String {
    let mut folded = Folded { out: String::with_capacity(text.len()), gap: false };
    let mut rest = text;
    // No mark moves over an ASCII character: the stretches between them are taken apart by themselves.
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let (ascii, after) = rest.split_at(plain);
        for byte in ascii.bytes() {
            folded.ascii(byte);
        }
        let other = after.bytes().position(|byte| byte.is_ascii()).unwrap_or(after.len());
        let (other, after) = after.split_at(other);
        for character in other.nfkd() {
            folded.add(character);
        }
        rest = after;
    }
    folded.out
}

/// The key of `text` with its words written as one: "Lake Courier" and "LakeCourier" have one.
pub fn closed(text: &str) -> String {
    key(text).split(' ').collect()
}

/// `text` with single spaces between its words, as written otherwise.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A key while it is made.
struct Folded {
    out: String,
    /// Whether a space goes before the next letter.
    gap: bool,
}

impl Folded {
    fn ascii(&mut self, byte: u8) {
        if byte.is_ascii_alphanumeric() {
            self.part();
            self.out.push(char::from(byte.to_ascii_lowercase()));
        } else if !matches!(byte, b'\'' | b'`') {
            self.gap = !self.out.is_empty();
        }
    }

    fn add(&mut self, character: char) {
        if is_combining_mark(character) || is_silent(character) || is_apostrophe(character) {
            return;
        }
        if !character.is_alphanumeric() {
            self.gap = !self.out.is_empty();
            return;
        }
        self.part();
        for lower in character.to_lowercase() {
            self.out.push(letter(lower));
        }
    }

    fn part(&mut self) {
        if self.gap {
            self.out.push(' ');
            self.gap = false;
        }
    }
}

/// Tatweel, joiners, direction marks: they change how a word looks, not what it is.
fn is_silent(character: char) -> bool {
    matches!(character, '\u{0640}' | '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Apostrophes inside a name ("Ma'arrat", "Ma`arrat") part no words.
fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '`' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '´')
}

/// Letters and digits that are written in several ways.
fn letter(character: char) -> char {
    match character {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' => 'ك',
        'ة' | 'ه' | 'ہ' | 'ە' => 'ه',
        'ؤ' => 'و',
        'ئ' => 'ي',
        'ё' => 'е',
        'ı' => 'i',
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        '٠'..='٩' => digit(character, '٠'),
        '۰'..='۹' => digit(character, '۰'),
        other => other,
    }
}

fn digit(character: char, zero: char) -> char {
    char::from_digit(character as u32 - zero as u32, 10).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::{closed, key, squeezed};

    #[test]
    fn forms_of_one_name_have_one_key() {
        for (one, other) in [
            ("Al-Qaryatayn", "al qaryatayn"),
            ("Ma'arrat", "Ma`arrat"),
            ("أدلب", "ادلب"),
            ("تـدمـر", "تدمر"),
            ("۱۳۹۵", "1395"),
            ("Артём", "Артем"),
            ("Iğdır", "igdir"),
        ] {
            assert_eq!(key(one), key(other), "{one} {other}");
        }
    }

    #[test]
    fn marks_and_letters_of_other_scripts_fold_between_plain_ones() {
        assert_eq!(key("e\u{301}te\u{327}\u{301} \u{301}x’s – Ą1"), "ete xs a1");
        assert_eq!(key("ﬁne ½ `a' –"), "fine 1 2 a");
    }

    #[test]
    fn words_are_joined_and_blanks_made_one() {
        assert_eq!(closed(" Lake\u{a0}Courier! "), "lakecourier");
        assert_eq!(squeezed(" Lake\u{a0} \n Courier! "), "Lake Courier!");
    }

    #[test]
    fn different_names_keep_different_keys() {
        assert_ne!(key("Homs"), key("Hims"));
        assert_ne!(key("12"), key("1 2"));
    }
}
