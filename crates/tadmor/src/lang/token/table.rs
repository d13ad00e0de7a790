//! The words that the tokeniser knows: `data/en/pieces.tsv` and `data/en/abbreviations.tsv`.

use std::sync::LazyLock;

use crate::tables::rows::lines;

/// Parts of words.
pub const PIECES: &str = include_str!("../../../../../data/en/pieces.tsv");
const ABBREVIATIONS: &str = include_str!("../../../../../data/en/abbreviations.tsv");

/// When the stop of an abbreviation is part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stop {
    /// Where a word follows: "Lt. Gen."
    Always,
    /// Where a figure follows: "No. 7".
    Number,
    /// But at the end of a paragraph.
    Unless,
    /// Where no capital follows: "etc."
    Middle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Prefix,
    Suffix,
    Whole,
    Site,
    Unit,
    Elided,
    /// Two words, the first of so many bytes.
    Cut(u8),
    Stop(Stop),
}

/// The words, small, in order.
pub(crate) struct Table {
    rows: Vec<(&'static [u8], Piece)>,
}

static SHIPPED: LazyLock<Table> = LazyLock::new(|| {
    Table::read(PIECES, ABBREVIATIONS).expect("a test reads the tables, which are built in, whole")
});

/// No word in the tables is longer.
const LONGEST: usize = 16;

impl Table {
    /// The words that ship.
    pub(crate) fn shipped() -> &'static Table {
        &SHIPPED
    }

    /// Reads the two files; `Err` is a line that is wrong.
    fn read(pieces: &'static str, abbreviations: &'static str) -> Result<Table, &'static str> {
        let mut rows = Vec::new();
        for (_, line) in lines(pieces).chain(lines(abbreviations)) {
            let (word, kind) = line.split_once('\t').ok_or(line)?;
            let piece = match kind {
                "prefix" => Piece::Prefix,
                "suffix" => Piece::Suffix,
                "whole" => Piece::Whole,
                "site" => Piece::Site,
                "unit" => Piece::Unit,
                "elided" => Piece::Elided,
                "always" => Piece::Stop(Stop::Always),
                "number" => Piece::Stop(Stop::Number),
                "unless" => Piece::Stop(Stop::Unless),
                "middle" => Piece::Stop(Stop::Middle),
                second => Piece::Cut(word.strip_suffix(second).ok_or(line)?.len() as u8),
            };
            if word.len() > LONGEST {
                return Err(line);
            }
            rows.push((word.as_bytes(), piece));
        }
        // A stable sort: where both files have an abbreviation, that of the pieces comes first and is the one found.
        rows.sort_by_key(|(word, _)| *word);
        Ok(Table { rows })
    }

    /// What the tables say of `word`, whatever its case.
    fn of(&self, word: &[u8]) -> &[(&'static [u8], Piece)] {
        if word.len() > LONGEST {
            return &[];
        }
        let mut small = [0; LONGEST];
        let small = &mut small[..word.len()];
        small.copy_from_slice(word);
        small.make_ascii_lowercase();
        let small = &*small;
        let start = self.rows.partition_point(|(known, _)| *known < small);
        let count = self.rows[start..].iter().take_while(|(known, _)| *known == small).count();
        &self.rows[start..start + count]
    }

    fn has(&self, word: &[u8], piece: Piece) -> bool {
        self.of(word).iter().any(|(_, known)| *known == piece)
    }

    /// How many bytes of `word` are the first of two words.
    pub(crate) fn cut(&self, word: &[u8]) -> Option<usize> {
        self.of(word).iter().find_map(|(_, piece)| match piece {
            Piece::Cut(length) => Some(usize::from(*length)),
            _ => None,
        })
    }

    /// When the stop after `word` is part of it; `None`: it is no abbreviation.
    pub(crate) fn stop(&self, word: &[u8]) -> Option<Stop> {
        self.of(word).iter().find_map(|(_, piece)| match piece {
            Piece::Stop(stop) => Some(*stop),
            _ => None,
        })
    }

    pub(super) fn is_prefix(&self, word: &[u8]) -> bool {
        self.has(word, Piece::Prefix)
    }

    pub(super) fn is_suffix(&self, word: &[u8]) -> bool {
        self.has(word, Piece::Suffix)
    }

    pub(super) fn is_whole(&self, word: &[u8]) -> bool {
        self.has(word, Piece::Whole)
    }

    pub(super) fn is_site(&self, word: &[u8]) -> bool {
        self.has(word, Piece::Site)
    }

    pub(super) fn is_unit(&self, word: &[u8]) -> bool {
        self.has(word, Piece::Unit)
    }

    pub(super) fn is_elided(&self, word: &[u8]) -> bool {
        self.has(word, Piece::Elided)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_read_whole() {
        let table = Table::read(PIECES, ABBREVIATIONS).map(|table| table.rows.len());
        assert_eq!(table, Ok(lines(PIECES).count() + lines(ABBREVIATIONS).count()));
    }

    /// [`super::super::Scanner`] asks of no other word whether it is two.
    #[test]
    fn words_that_are_two_end_as_the_scanner_thinks() {
        for (word, _) in Table::shipped().rows.iter().filter(|(_, piece)| matches!(piece, Piece::Cut(_))) {
            assert!((2..=9).contains(&word.len()), "{word:?}");
            assert!(b"taemsl".contains(&word[word.len() - 1]), "{word:?}");
        }
    }
}
