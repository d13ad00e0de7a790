//! Figures: which marks stand inside a number, and where its unit begins.

use super::Scanner;

impl Scanner<'_> {
    /// Whether the mark at `end` stands inside a number: "1,000", "20:57", "9/11", "555-0123".
    pub(super) fn figures_join(&self, start: usize, piece: usize, end: usize, next: usize) -> bool {
        if !self.bytes[piece..end].iter().all(u8::is_ascii_digit) {
            return false;
        }
        let before = end - piece;
        let after = self.digits(next);
        match self.byte(end) {
            // Thousands, or lakhs: "1,00,000". Else a comma parts clauses: "in 2016,17 died".
            b',' => {
                before <= 3
                    && (after == 3 || after == 2 && self.byte(next + 2) == b',' && self.digits(next + 3) == 3)
            }
            b':' => after > 0,
            // "9/11", "28/10/2004", but "1774/76"
            b'/' => {
                let third = piece > start && self.byte(piece - 1) == b'/';
                after > 0 && before <= 2 && (after <= 2 || third && after == 4)
            }
            _ => self.dashed(start) || piece > start && self.dashed_before(start, piece),
        }
    }

    /// How many digits stand at `at`, up to five: no group that is asked for has more.
    fn digits(&self, at: usize) -> usize {
        self.bytes
            .get(at..)
            .map_or(0, |rest| rest.iter().take(6).take_while(|byte| byte.is_ascii_digit()).count())
    }

    /// Whether a telephone number or a day begins at `start`: groups of digits parted by hyphens.
    fn dashed(&self, start: usize) -> bool {
        let mut groups = [0; 5];
        let mut count = 0;
        let mut at = start;
        while count < groups.len() {
            let digits = self.digits(at);
            groups[count] = digits;
            count += 1;
            at += digits;
            if digits == 0 || self.byte(at) != b'-' {
                break;
            }
            at += 1;
        }
        if self.is_word(at) || groups[..count] == [3, 4] && self.is_round(start, at) {
            return false;
        }
        matches!(
            groups[..count],
            [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [5, 4] | [4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 2 | 4]
        )
    }

    /// Whether "500-1000" stands there, which is from so many to so many: telephone numbers are not that round.
    fn is_round(&self, start: usize, end: usize) -> bool {
        let figures = &self.bytes[start..end];
        figures.ends_with(b"00") && figures[2] == b'0' && figures[4] != b'0'
    }

    /// Whether the number from `start`, of which `piece` is a later group, was found to be dashed.
    fn dashed_before(&self, start: usize, piece: usize) -> bool {
        self.byte(piece - 1) == b'-' && self.dashed(start)
    }

    /// Where the unit begins in "60km", "4pm", "$2bn".
    pub(super) fn unit(&self, start: usize, end: usize) -> Option<usize> {
        let word = &self.bytes[start..end];
        if !word[0].is_ascii_digit() {
            return None;
        }
        let letters = word.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let unit = &word[word.len() - letters..];
        if letters == 0 || letters == word.len() || !word[word.len() - letters - 1].is_ascii_digit() {
            return None;
        }
        // "11th", "9K57", "3D" stay whole; "300percent" lacks a space.
        let long = letters >= 4 && unit.iter().all(u8::is_ascii_lowercase);
        // "60KM" and "5 K", but "4G"
        let cased =
            unit.iter().all(u8::is_ascii_lowercase) || letters > 1 || matches!(unit, b"K" | b"M" | b"C");
        (long || cased && self.table.is_unit(unit)).then_some(end - letters)
    }
}
