//! What models see of a word by itself: its letters, its ending, its shape, its cluster, its kinds.
//!
//! In: a sentence's words as written. Out: a [`Word`] for each: numbers made once, from which every model makes its
//! features. "Brigades" is brigades, "-ades", "Xx", and the cluster of units. In a text of capitals alone, or of small
//! letters alone, case says nothing: its words are taken as small letters, and their shape says so.

use std::borrow::Cow;

use crate::lang::token::{is_caseless, visible};
use crate::lang::vocabulary::Vocabulary;
use crate::text::{Span, hash};

/// One word, as numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Of its letters, small.
    pub lower: u64,
    /// Of its last letters, one to five; 0 where it is no longer than that.
    pub suffixes: [u64; 5],
    /// Of its first letters, one to four; 0 where it is no longer than that.
    pub prefixes: [u64; 4],
    /// Of its shape: "T-72" and "A-10" have one.
    pub shape: u64,
    /// Cluster among 64, 256 and 1000, from 1; 0: none is known.
    pub clusters: [u64; 3],
    /// What a dictionary says that it can be, by itself or by its stem; 0: nothing.
    pub kinds: u64,
    /// What can be told of it by its letters alone.
    pub looks: Looks,
}

/// What the letters of a word are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    /// Begins with a capital.
    pub capitalised: bool,
    /// Capitals alone, two or more.
    pub capitals: bool,
    /// Holds a digit.
    pub digit: bool,
    /// Holds no letter and no digit.
    pub mark: bool,
    /// Stands in a text whose case says nothing.
    pub caseless: bool,
}

/// A sentence's words as they are seen: without the characters that no one sees.
pub fn forms<'t>(text: &'t str, spans: &[Span]) -> Vec<Cow<'t, str>> {
    spans.iter().map(|span| visible(&text[span.start..span.end])).collect()
}

/// The numbers of the words at `spans` of a text, as they are seen.
pub fn words_at(text: &str, spans: &[Span], vocabulary: &Vocabulary) -> Vec<Word> {
    words(forms(text, spans).iter().map(Cow::as_ref), vocabulary)
}

/// The numbers of a sentence's words.
pub fn words<'t>(forms: impl Iterator<Item = &'t str> + Clone, vocabulary: &Vocabulary) -> Vec<Word> {
    let caseless = is_caseless(forms.clone(), 2);
    let mut lower = String::new();
    forms.map(|form| word(form, caseless, vocabulary, &mut lower)).collect()
}

fn word(form: &str, caseless: bool, vocabulary: &Vocabulary, lower: &mut String) -> Word {
    lower.clear();
    fold(form, lower);
    let mut word = Word { lower: number(lower), ..Word::default() };
    for (suffix, (cut, _)) in word.suffixes.iter_mut().zip(lower.char_indices().rev()) {
        *suffix = if cut > 0 { number(&lower[cut..]) } else { 0 };
    }
    for (prefix, (cut, _)) in word.prefixes.iter_mut().zip(lower.char_indices().skip(1)) {
        *prefix = number(&lower[..cut]);
    }
    let (mut letters, mut capitals, mut has_digit, mut is_mark) = (0, 0, false, true);
    for character in form.chars() {
        letters += usize::from(character.is_alphabetic());
        capitals += usize::from(character.is_uppercase());
        has_digit |= character.is_ascii_digit();
        is_mark &= !character.is_alphanumeric();
    }
    word.looks = Looks {
        capitalised: !caseless && capitals > 0 && form.starts_with(char::is_uppercase),
        capitals: !caseless && letters > 1 && capitals == letters,
        digit: has_digit,
        mark: is_mark,
        caseless,
    };
    word.shape = shape(form, caseless);
    (word.clusters, word.kinds) = vocabulary.of(lower, word.lower);
    word
}

/// As models know a word: small letters, straight marks, every digit a 0 ("1994" and "2017" are one; their shape speaks).
pub fn folded(form: &str) -> String {
    let mut lower = String::with_capacity(form.len());
    fold(form, &mut lower);
    lower
}

fn fold(form: &str, lower: &mut String) {
    for character in form.chars() {
        match character {
            '’' | '‘' | '`' | '´' => lower.push('\''),
            '“' | '”' | '«' | '»' => lower.push('"'),
            '–' | '—' | '‑' | '‐' => lower.push('-'),
            '0'..='9' if form.len() > 1 => lower.push('0'),
            character if character.is_ascii() => lower.push(character.to_ascii_lowercase()),
            character => lower.extend(character.to_lowercase()),
        }
    }
}

/// Capitals, small letters and digits by their kind, all else as it stands; what repeats is written once.
fn shape(form: &str, caseless: bool) -> u64 {
    let mut last = caseless.then_some('~');
    let kinds = form.chars().map(|character| match character {
        c if c.is_uppercase() && !caseless => 'X',
        c if c.is_alphabetic() => 'x',
        c if c.is_numeric() => 'd',
        c => c,
    });
    let runs = kinds.filter(|kind| last.replace(*kind) != Some(*kind));
    let start = caseless.then_some('~');
    let mut bytes = [0; 4];
    hash::of(start.into_iter().chain(runs).flat_map(|c| {
        let length = c.encode_utf8(&mut bytes).len();
        bytes.into_iter().take(length)
    }))
    .max(1)
}

/// The number of a run of letters; never 0.
pub fn number(text: &str) -> u64 {
    hash::of(text.bytes()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentence: &str) -> Vec<Word> {
        words(sentence.split(' '), &Vocabulary::default())
    }

    #[test]
    fn a_text_of_one_case_is_caseless_and_no_other() {
        let caseless = |sentence: &str| read(sentence)[0].looks.caseless;
        assert!(caseless("TWO SOLDIERS WERE KILLED IN A RAID") && caseless("two soldiers were killed"));
        assert!(!caseless("He said they would leave") && !caseless("Two soldiers were killed"));
        assert!(!caseless("US troops left Kobo"), "the others are small");
        assert!(!caseless("so it is"), "too little to say");
    }

    #[test]
    fn a_word_is_its_letters_its_ending_and_its_shape() {
        let [brigades, ugly, date] = read("Brigades brigade’s 1994")[..] else { unreachable!() };
        assert_eq!((brigades.lower, ugly.lower), (number("brigades"), number("brigade's")));
        assert_eq!(brigades.suffixes, ["s", "es", "des", "ades", "gades"].map(number));
        assert_eq!(date.suffixes, [number("0"), number("00"), number("000"), 0, 0]);
        assert_eq!(brigades.prefixes, ["b", "br", "bri", "brig"].map(number));
        assert_eq!((brigades.shape, date.shape), (number("Xx"), number("d")));
        assert_eq!((date.lower, read("2017")[0].lower), (number("0000"), number("0000")));
    }
}
