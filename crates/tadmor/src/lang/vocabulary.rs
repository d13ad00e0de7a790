//! What is known of words before anything is learned: which are used alike, and what a dictionary says they can be.
//!
//! In: the rows of `models/clusters.tsv` (word, id of 64, id of 256, id of 1000) and of `data/en/dictionary.tsv` (word,
//! letters of its kinds). Out: [`Vocabulary`]. "militants" and "insurgents" stand in one cluster, so that what was learned
//! of the one helps with the other; "shell" can be a noun and a verb, and so "shells" can.

use crate::lang::table::Table;
use crate::lang::word::number;
use crate::tables::rows::lines;

/// From a word to its clusters and kinds.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    rows: Table<Known>,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Known {
    /// Among 64, 256 and 1000, from 1; 0: none.
    clusters: [u16; 3],
    /// A bit for each of [`KINDS`].
    kinds: u8,
}

/// One of the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Words that are used alike.
    Clusters,
    /// What words can be.
    Dictionary,
}

/// The letters of kinds: noun, verb, adjective, adverb, noun with a capital, part of a name with capitals.
const KINDS: &str = "nvarNP";

/// A bit of a word that stands in the dictionary as it is written, which its stems do not have.
const LISTED: u64 = 1 << 7;

/// What is taken off the end of a word that the dictionary does not hold, and what is put on then.
const ENDINGS: [(&str, &[&str]); 11] = [
    ("'s", &[""]),
    ("ies", &["y"]),
    ("es", &["", "e"]),
    ("s", &[""]),
    ("ied", &["y"]),
    ("ed", &["", "e"]),
    ("ing", &["", "e"]),
    ("est", &["", "e"]),
    ("er", &["", "e"]),
    ("ily", &["y"]),
    ("ly", &["", "le"]),
];

impl Vocabulary {
    /// Reads the rows of both files. `Err`: which of them, and the number of a line (from 1) that is no row.
    pub fn parse(clusters: &str, dictionary: &str) -> Result<Self, (Source, usize)> {
        let mut rows: Vec<(u64, Known)> = Vec::new();
        for (at, line) in lines(clusters) {
            let (word, ids) = line.split_once('\t').ok_or((Source::Clusters, at))?;
            let mut known = Known::default();
            let mut ids = ids.split('\t');
            for cluster in &mut known.clusters {
                let id: u16 = ids.next().and_then(|id| id.parse().ok()).ok_or((Source::Clusters, at))?;
                *cluster = id.checked_add(1).ok_or((Source::Clusters, at))?;
            }
            if ids.next().is_some() {
                return Err((Source::Clusters, at));
            }
            rows.push((number(word), known));
        }
        // A row of the dictionary takes some twelve bytes.
        let mut table = Table::with_room(&rows, dictionary.len() / 12);
        for (at, line) in lines(dictionary) {
            let (word, letters) = line.split_once('\t').ok_or((Source::Dictionary, at))?;
            let mut kinds = 0;
            for letter in letters.chars() {
                kinds |= 1 << KINDS.find(letter).ok_or((Source::Dictionary, at))?;
            }
            if kinds == 0 {
                return Err((Source::Dictionary, at));
            }
            table.entry(number(word)).kinds |= kinds;
        }
        Ok(Vocabulary { rows: table })
    }

    /// The clusters of the word with this number among 64, 256 and 1000, from 1; zeros where it has none. And a number of
    /// what it can be, by itself or by its stem; 0: nothing is known.
    pub fn of(&self, lower: &str, word: u64) -> ([u64; 3], u64) {
        let known = self.rows.get(word).unwrap_or_default();
        let kinds = match known.kinds {
            0 => self.of_stems(lower),
            kinds => LISTED | u64::from(kinds),
        };
        (known.clusters.map(u64::from), kinds)
    }

    /// What its stems can be: "shelling" is of "shell" and -ing.
    fn of_stems(&self, lower: &str) -> u64 {
        let mut sum = 0;
        for (which, (ending, tails)) in ENDINGS.iter().enumerate() {
            let Some(stem) = lower.strip_suffix(ending).filter(|stem| stem.len() > 1) else { continue };
            let mut kinds = 0;
            for tail in *tails {
                kinds |= self.kinds(crate::text::hash::of(stem.bytes().chain(tail.bytes())).max(1));
            }
            // "stopped", "running"
            let bytes = stem.as_bytes();
            if let [.., one, other] = bytes
                && one == other
                && one.is_ascii_alphabetic()
            {
                kinds |= self.kinds(number(&stem[..stem.len() - 1]));
            }
            if kinds != 0 {
                sum = sum << 12 | (which as u64 + 1) << 8 | u64::from(kinds);
            }
        }
        sum
    }

    /// Whether a dictionary lists the word, in small letters, as a word that is no name.
    pub fn is_common(&self, lower: &str) -> bool {
        self.kinds(number(lower)) & 0b1111 != 0
    }

    fn kinds(&self, word: u64) -> u8 {
        self.rows.get(word).map_or(0, |known| known.kinds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_by_itself_or_by_its_stem() {
        let clusters = "shell\t3\t7\t900\nflee\t0\t1\t2\n";
        let vocabulary = Vocabulary::parse(clusters, "# words\nshell\tnv\nstop\tv\ncity\tn\nfaso\tP\n")
            .unwrap_or_default();
        let of = |word: &str| vocabulary.of(word, number(word));
        assert_eq!(of("shell"), ([4, 8, 901], LISTED | 3));
        assert_eq!(of("flee"), ([1, 2, 3], 0));
        assert!(of("stopped").1 != 0 && of("cities").1 != 0 && of("shelling").1 != of("shells").1);
        assert_eq!(of("qaryatayn"), ([0; 3], 0));
    }

    #[test]
    fn a_bad_row_is_told_by_its_line() {
        assert_eq!(Vocabulary::parse("one\t1\t2\t3\ntwo\t1\t2\n", "").err(), Some((Source::Clusters, 2)));
        assert_eq!(Vocabulary::parse("", "one\tn\n\ntwo\tq\n").err(), Some((Source::Dictionary, 3)));
        assert_eq!(Vocabulary::parse("one\t1\t2\t65535\n", "").err(), Some((Source::Clusters, 1)));
    }
}
