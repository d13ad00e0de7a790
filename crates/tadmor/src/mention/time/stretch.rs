//! Lengths and times of day: "three weeks ago", "a 4-day", "two days later", "20:57 GMT", "at dawn".

use super::{Found, Reader, Time, Unit};
use crate::mention::number;
use crate::sentence::TokenKind;
use crate::tables::words::{TimeWord, UnitWord};

/// How many units.
pub(super) struct Quantity {
    /// Absent where not said: "a few".
    pub n: Option<u32>,
    /// One past its last token.
    pub end: usize,
}

impl Reader<'_> {
    /// "ten", "a few", "24".
    pub(super) fn quantity(&self, at: usize) -> Option<Quantity> {
        if let Some(end) = self.class(at, TimeWord::Vague) {
            return Some(Quantity { n: None, end });
        }
        let number = number::read(self.tokens, at, self.words)?;
        Some(Quantity { n: u32::try_from(number.value).ok(), end: number.end })
    }

    /// The unit of time at `at`, how many of it the word holds, and one past it. Minutes are parts of an hour.
    pub(super) fn time_unit(&self, at: usize) -> Option<(Unit, u32, usize)> {
        let mut units = self.words.units.at(self.tokens, at);
        units.find_map(|(end, unit)| match unit {
            UnitWord::Time { unit, times, .. } => Some((unit, times, end)),
            _ => None,
        })
    }

    /// A length of time, dated by "ago" or not at all.
    pub(super) fn stretch(&self, at: usize) -> Option<Found> {
        self.compound(at).or_else(|| self.counted_stretch(at)).or_else(|| self.bare_stretch(at))
    }

    /// "4-day", "three-week-long", "years-long", "a 24-hour".
    fn compound(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
        let parts: Vec<&str> = token.lower.split('-').collect();
        let unit = |word: &str| {
            self.words.units.word(word).find_map(|unit| match unit {
                UnitWord::Time { unit, times, .. } => Some((unit, times)),
                _ => None,
            })
        };
        let (n, (unit, times), rest) = match parts[..] {
            // An age: "2,000-year-old".
            [.., "old"] | [.., "olds"] => return None,
            [number, word, ref rest @ ..] if unit(word).is_some() => (self.value(number)?, unit(word)?, rest),
            [word, ref rest @ ..] if !rest.is_empty() => (1, unit(word)?, rest),
            _ => return None,
        };
        if !matches!(rest, [] | ["long"]) {
            return None;
        }
        let end = at + 1 + usize::from(self.lower(at + 1) == "long");
        Some(Found::new(at, end, Time::Length { n: n * times, unit }))
    }

    /// The value of a word or of digits that stand alone.
    fn value(&self, written: &str) -> Option<u32> {
        use crate::tables::words::NumberWord;
        if let Ok(value) = written.replace(',', "").parse() {
            return Some(value).filter(|value| *value < 100_000);
        }
        match self.words.numbers.get(written)? {
            NumberWord::One(value) | NumberWord::Teen(value) | NumberWord::Tens(value) => {
                u32::try_from(*value).ok()
            }
            _ => None,
        }
    }

    /// "three weeks ago", "a few days later", "48 hours".
    fn counted_stretch(&self, at: usize) -> Option<Found> {
        let article = matches!(self.lower(at), "a" | "an");
        let vague_or_number = self.quantity(at);
        let quantity = match vague_or_number {
            Some(quantity) => quantity,
            None if article => Quantity { n: Some(1), end: at + 1 },
            None => return None,
        };
        let (unit, times, end) = self.time_unit(quantity.end)?;
        if self.is_age(end) {
            return None;
        }
        let minutes = self.is_minutes(quantity.end);
        let n = quantity.n.map(|n| if minutes { n.div_ceil(60) } else { n.saturating_mul(times) });
        if self.lower(end) == "ago" {
            let time = match (n, unit) {
                (None, _) => Time::Recent,
                (Some(n), Unit::Day) => Time::DayOffset(-i32::try_from(n.min(36_500)).ok()?),
                (Some(n), unit) => Time::Ago { n, unit },
            };
            return Some(Found::new(at, end + 1, time));
        }
        if let Some(end) = self.told(end) {
            return Some(Found::new(at, end, Time::Recent));
        }
        // "a day" and "one day" are a rate or a story's day unless a word makes them a length.
        let one = quantity.end == at + 1 && (article || self.lower(at) == "one");
        if one && !self.after_class(at, TimeWord::Lasting) {
            return None;
        }
        Some(Found::new(at, end, Time::Length { n: n.unwrap_or(0), unit }))
    }

    /// "days of fighting", "for weeks", "years ago": a plural without a number.
    fn bare_stretch(&self, at: usize) -> Option<Found> {
        let (unit, _, end) = self.time_unit(at)?;
        let plural = self.lower(end - 1).ends_with('s');
        let numbered = at > 0 && number::read(self.tokens, at - 1, self.words).is_some();
        if !plural || numbered || self.is_age(end) {
            return None;
        }
        if self.lower(end) == "ago" {
            return Some(Found::new(at, end + 1, Time::Recent));
        }
        if let Some(end) = self.told(end) {
            return Some(Found::new(at, end, Time::Recent));
        }
        Some(Found::new(at, end, Time::Length { n: 0, unit }))
    }

    /// One past "later", "earlier"; one past "before", "after" where nothing follows that they could bound.
    fn told(&self, at: usize) -> Option<usize> {
        let end = self.class(at, TimeWord::Told)?;
        let preposition = self.word(at, |word| matches!(word, TimeWord::Bound(_)).then_some(())).is_some();
        let closes = self.tokens.get(end).is_none_or(|next| next.kind == TokenKind::Mark);
        (!preposition || closes).then_some(end)
    }

    /// Whether a preposition of time stands before `at`.
    fn is_preposition(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let timely = |word| {
            matches!(word, TimeWord::Yearly | TimeWord::YearlyMaybe | TimeWord::Bound(_)).then_some(())
        };
        self.word(before, timely).is_some() || matches!(self.before(at), "at" | "around")
    }

    fn is_age(&self, at: usize) -> bool {
        self.lower(at) == "old" || self.lower(at) == "of" && self.lower(at + 1) == "age"
    }

    fn is_minutes(&self, at: usize) -> bool {
        let mut units = self.words.units.at(self.tokens, at);
        units.any(|(_, unit)| matches!(unit, UnitWord::Time { minutes: true, .. }))
    }

    /// "20:57", "4 p.m. local time", "0600 GMT", "at dawn".
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        if let Some(end) = self.class(at, TimeWord::Clock) {
            // "Operation Dawn", "the dawn of peace" tell no hour; "at dawn" does.
            let phrase = end > at + 1;
            let placed = self.is_preposition(at) && !self.is_capitalised(at) && self.lower(end) != "of";
            return (phrase || placed).then(|| Found::new(at, end, Time::Clock));
        }
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Number)?;
        let form = token.form;
        let half = self.class(at + 1, TimeWord::Half);
        let mut end = half.unwrap_or(at + 1);
        let zone = self.class(end, TimeWord::Zone);
        end = zone.unwrap_or(end);
        end = self.class(end, TimeWord::Zone).unwrap_or(end);
        let parts: Vec<&str> = form.split([':', '.']).collect();
        let below = |part: &str, limit: u32| {
            (1..=2).contains(&part.len()) && part.parse::<u32>().is_ok_and(|value| value < limit)
        };
        let told = match parts[..] {
            [hour, minute] | [hour, minute, _] if form.contains(':') => {
                below(hour, 24) && minute.len() == 2 && below(minute, 60)
            }
            [hour, minute] => half.is_some() && below(hour, 24) && below(minute, 60),
            [hour] if half.is_some() => below(hour, 25),
            [hours] => zone.is_some() && hours.len() == 4 && below(&hours[..2], 25) && below(&hours[2..], 60),
            _ => false,
        };
        told.then(|| Found::new(at, end, Time::Clock))
    }
}
