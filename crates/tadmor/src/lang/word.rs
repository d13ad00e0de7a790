//! What models see of a word by itself: its letters, its ending, its shape, its cluster.
//!
//! In: a sentence's words as written. Out: a [`Word`] for each: numbers made once, from which every model makes its
//! features. "Brigades" is brigades, "-ades", "Xx", and the cluster of units. In a text of capitals alone, or of small
//! letters alone, case says nothing: its words are taken as small letters, and their shape says so.

use crate::lang::cluster::Clusters;

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

/// The numbers of a sentence's words.
pub fn words<'t>(forms: impl Iterator<Item = &'t str> + Clone, clusters: &Clusters) -> Vec<Word> {
    let caseless = is_caseless(forms.clone());
    forms.map(|form| word(form, caseless, clusters)).collect()
}

/// Whether a sentence tells nothing by case: at least three words of letters, all of capitals or all of small letters.
/// Short words ("US", "a") are not counted.
fn is_caseless<'t>(forms: impl Iterator<Item = &'t str>) -> bool {
    let (mut small, mut large, mut mixed) = (0, 0, 0);
    for form in forms {
        let letters = form.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 3 {
            continue;
        }
        let capitals = form.chars().filter(|c| c.is_uppercase()).count();
        match capitals {
            0 => small += 1,
            _ if capitals == letters => large += 1,
            _ => mixed += 1,
        }
    }
    mixed == 0 && ((large >= 3 && small == 0) || (small >= 3 && large == 0))
}

fn word(form: &str, caseless: bool, clusters: &Clusters) -> Word {
    let lower = folded(form);
    let cuts: Vec<usize> = lower.char_indices().map(|(at, _)| at).collect();
    let mut word = Word { lower: number(&lower), ..Word::default() };
    for length in 1..=5 {
        if cuts.len() > length {
            word.suffixes[length - 1] = number(&lower[cuts[cuts.len() - length]..]);
        }
    }
    for length in 1..=4 {
        if cuts.len() > length {
            word.prefixes[length - 1] = number(&lower[..cuts[length]]);
        }
    }
    let letters = form.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = form.chars().filter(|c| c.is_uppercase()).count();
    word.looks = Looks {
        capitalised: !caseless && form.chars().next().is_some_and(char::is_uppercase),
        capitals: !caseless && letters > 1 && capitals == letters,
        digit: form.chars().any(|c| c.is_ascii_digit()),
        mark: !form.chars().any(char::is_alphanumeric),
        caseless,
    };
    word.shape = shape(form, caseless);
    word.clusters = clusters.of(word.lower);
    word
}

/// As models know a word: small letters, straight marks, every digit a 0 ("1994" and "2017" are one; their shape speaks).
pub fn folded(form: &str) -> String {
    let mut lower = String::with_capacity(form.len());
    for character in form.chars() {
        match character {
            '’' | '‘' | '`' | '´' => lower.push('\''),
            '“' | '”' | '«' | '»' => lower.push('"'),
            '–' | '—' | '‑' | '‐' => lower.push('-'),
            '0'..='9' if form.len() > 1 => lower.push('0'),
            character => lower.extend(character.to_lowercase()),
        }
    }
    lower
}

/// Runs of capitals, small letters and digits, each written once; all else as it stands.
fn shape(form: &str, caseless: bool) -> u64 {
    let mut shape = String::new();
    if caseless {
        shape.push('~');
    }
    for character in form.chars() {
        let kind = match character {
            c if c.is_uppercase() && !caseless => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        if !shape.ends_with(kind) {
            shape.push(kind);
        }
    }
    number(&shape)
}

/// The number of a run of letters; never 0.
pub fn number(text: &str) -> u64 {
    crate::text::hash::of(text.bytes()).max(1)
}
