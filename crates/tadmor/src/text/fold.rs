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
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.nfkd() {
        if is_combining_mark(character) || is_silent(character) {
            continue;
        }
        if is_apostrophe(character) {
            continue;
        }
        if !character.is_alphanumeric() {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        for lower in character.to_lowercase() {
            out.push(letter(lower));
        }
    }
    out
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
    use super::key;

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
    fn different_names_keep_different_keys() {
        assert_ne!(key("Homs"), key("Hims"));
        assert_ne!(key("12"), key("1 2"));
    }
}
