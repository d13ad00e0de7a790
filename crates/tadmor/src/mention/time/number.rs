//! Numbers inside times: in digits and in words.
//!
//! "15", "15th", "twenty-four", "two and a half", "nineteen ninety-six".

use super::piece::Kind;
use super::{Reader, TimeWord};

/// How many units, in halves of one: "a year and a half" is three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Halves(pub u32);

impl Reader<'_> {
    /// A number in digits without a fraction: its value, its digits, one past it.
    pub(super) fn digits(&self, at: usize) -> Option<(u64, u8, usize)> {
        match self.pieces.get(at)?.kind {
            Kind::Number { value, digits, grouped: false } => Some((value, digits, at + 1)),
            _ => None,
        }
    }

    /// Whether the digits at `at` are one part of a longer figure: "3.5", "1:20", "12/05", "$15", "15%".
    pub(super) fn is_part_of_figure(&self, at: usize) -> bool {
        let digit = |at: usize| matches!(self.pieces.get(at), Some(piece) if matches!(piece.kind, Kind::Number { .. }));
        let joined = |mark: usize| matches!(self.pieces.get(mark), Some(piece) if matches!(piece.kind, Kind::Mark('.' | ':' | '/' | ',')));
        let before = at >= 2 && self.glued(at) && joined(at - 1) && self.glued(at - 1) && digit(at - 2);
        let after = joined(at + 1) && self.glued(at + 1) && self.glued(at + 2) && digit(at + 2);
        let money =
            at > 0 && matches!(self.pieces[at - 1].kind, Kind::Mark('$' | '€' | '£' | '#' | '№' | '+'));
        before || after || money || self.is_mark(at + 1, '%')
    }

    /// "15", "15th": 1 to 31, one past it, and whether it is an ordinal.
    pub(super) fn day_number(&self, at: usize) -> Option<(i8, usize, bool)> {
        let (value, digits, end) = self.digits(at)?;
        if digits > 2 || !(1..=31).contains(&value) || self.is_part_of_figure(at) {
            return None;
        }
        let ordinal = self.glued(end) && self.lower_in(end, &["st", "nd", "rd", "th"]);
        if !ordinal && self.glued(end) && self.is_word(end) {
            return None;
        }
        Some((i8::try_from(value).ok()?, end + usize::from(ordinal), ordinal))
    }

    /// "third", "the twenty-fifth": 1 to 31.
    pub(super) fn ordinal_word(&self, at: usize) -> Option<(i8, usize)> {
        let (end, number) = self.word(at, |word| match word {
            TimeWord::Ordinal(number) => Some(number),
            _ => None,
        })?;
        Some((number, end))
    }

    /// A whole number of units: "three", "twenty-four", "one hundred", "1,460", "12".
    pub(super) fn whole(&self, at: usize) -> Option<(u32, usize)> {
        if let Kind::Number { value, .. } = self.pieces.get(at)?.kind {
            if at > 0 && matches!(self.pieces[at - 1].kind, Kind::Mark('$' | '€' | '£')) {
                return None;
            }
            let value = u32::try_from(value).ok().filter(|value| *value <= 100_000)?;
            return Some((value, at + 1));
        }
        let (mut sum, mut end) = self.below_hundred(at).or_else(|| {
            let hundred = self.lower_in(at, &["a", "one"]).then_some(at + 1)?;
            self.sense(hundred, |word| matches!(word, TimeWord::Hundred | TimeWord::Thousand))
                .then_some((1, hundred))
        })?;
        if self.sense(end, |word| word == TimeWord::Hundred) {
            sum *= 100;
            end += 1;
            let next = end + usize::from(self.lower_is(end, "and"));
            if let Some((rest, past)) = self.below_hundred(next) {
                (sum, end) = (sum + rest, past);
            }
        } else if self.sense(end, |word| word == TimeWord::Thousand) {
            sum *= 1000;
            end += 1;
        }
        Some((sum, end))
    }

    fn below_hundred(&self, at: usize) -> Option<(u32, usize)> {
        let one = |at: usize| {
            self.word(at, |word| match word {
                TimeWord::Number(number) => Some(number),
                _ => None,
            })
        };
        let (end, first) = one(at)?;
        let next = end + usize::from(self.is_mark(end, '-'));
        match one(next) {
            Some((past, unit)) if first >= 20 && first % 10 == 0 && unit < 10 => Some((first + unit, past)),
            _ => Some((first, end)),
        }
    }

    /// How many units: a whole number, "a", "half a", "two and a half", "2.5". The end is where the unit begins.
    pub(super) fn quantity(&self, at: usize) -> Option<(Halves, usize)> {
        if self.lower_is(at, "half") {
            let end = at + 1;
            let end = end + usize::from(self.lower_in(end, &["a", "an"]) || self.is_mark(end, '-'));
            return Some((Halves(1), end));
        }
        if self.lower_in(at, &["a", "an"]) {
            if self.lower_is(at + 1, "half") {
                let end = at + 2;
                return Some((Halves(1), end + usize::from(self.is_mark(end, '-'))));
            }
            if let Some((number, end)) = self.whole(at) {
                return Some((Halves(number * 2), end));
            }
            return Some((Halves(2), at + 1));
        }
        let (number, mut end) = self.whole(at)?;
        let mut halves = number.checked_mul(2)?;
        let fraction = self.is_mark(end, '.') && self.glued(end) && self.glued(end + 1);
        if fraction && let Some((value, _, past)) = self.digits(end + 1) {
            halves += u32::from(value == 5);
            end = past;
        }
        if self.is_half_after(end) {
            halves += 1;
            end += 3;
        }
        Some((Halves(halves), end))
    }

    /// "and a half"
    pub(super) fn is_half_after(&self, at: usize) -> bool {
        self.lower_is(at, "and") && self.lower_is(at + 1, "a") && self.lower_is(at + 2, "half")
    }

    /// "nineteen ninety-six", "twenty fourteen": a year as it is spoken.
    pub(super) fn spoken_year(&self, at: usize) -> Option<(i16, usize)> {
        let (century, end) = self
            .word(at, |word| match word {
                TimeWord::Number(number @ 17..=20) => Some(number),
                _ => None,
            })
            .map(|(end, number)| (number, end))?;
        let (rest, end) = self.below_hundred(end).filter(|(rest, _)| *rest >= 10)?;
        Some((i16::try_from(century * 100 + rest).ok()?, end))
    }
}
