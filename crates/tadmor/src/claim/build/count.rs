//! How many: the counts that a claim counts, and which of several it is.
//!
//! In: a claim's arguments. Out: figures with their outcomes.

use super::*;

impl Builder<'_, '_> {
    pub(super) fn figures(&self, arguments: &Arguments, quote: TokenRange, range: TokenRange) -> Vec<Figure> {
        let mut phrases: Vec<usize> = arguments.counted.clone();
        if let Some(last) = phrases.last().copied() {
            phrases.extend(figure::parts_after(
                self.sentence,
                last,
                TokenRange { start: range.start, end: quote.end.max(range.end) },
            ));
        }
        phrases.extend(self.other_counts(arguments, quote));
        dedup(&mut phrases);
        let mut counts = Vec::new();
        let mut figures: Vec<Figure> = Vec::new();
        for at in phrases {
            let phrase = &self.sentence.phrases[at];
            let Some(outcome) = self.outcome(arguments, at) else { continue };
            let Some(count) = phrase.count else { continue };
            if let Some(figure) = figure::of(self.page, self.sentence, phrase, outcome) {
                figures.push(figure);
                counts.push(count);
            }
        }
        figure::mark_parts(self.sentence, &counts, &mut figures);
        figures
    }

    /// Counts beside the object that the kind of claim asks for: kilometres of an advance, sorties, bombs used.
    pub(super) fn other_counts(&self, arguments: &Arguments, quote: TokenRange) -> Vec<usize> {
        let counted = |at: &usize| {
            let phrase = &self.sentence.phrases[*at];
            let Some(count) = phrase.count else { return false };
            let unit = self.sentence.mentions.counts[count].unit.as_deref();
            match arguments.kind {
                Kind::Advance => matches!(unit, Some("km" | "m" | "km2")),
                Kind::ControlGained => {
                    matches!(unit, Some("km2" | "ha")) || (unit.is_none() && phrase.fits(Class::Town))
                }
                Kind::AirStrike | Kind::Shelling => {
                    phrase.fits(Class::Sortie) || phrase.fits(Class::Ammunition)
                }
                _ => false,
            }
        };
        self.sentence.phrases_in(quote).filter(counted).collect()
    }

    pub(super) fn outcome(&self, arguments: &Arguments, at: usize) -> Option<Outcome> {
        let phrase = &self.sentence.phrases[at];
        match arguments.kind {
            Kind::AirStrike if phrase.fits(Class::Sortie) => Some(Outcome::Flown),
            Kind::AirStrike | Kind::Shelling if phrase.fits(Class::Ammunition) => Some(Outcome::Used),
            Kind::Advance => Some(Outcome::Advanced),
            Kind::ControlGained if phrase.fits(Class::Town) || phrase.fits(Class::Area) => {
                Some(Outcome::Taken)
            }
            _ => arguments.outcome.filter(|outcome| fits_outcome(phrase, *outcome)),
        }
    }

    /// "the second liberation", "for the first time", "first seized".
    pub(super) fn ordinal(&self, trigger: &Trigger, range: TokenRange) -> Option<u32> {
        let number = |at: usize| match self.sentence.lower(at) {
            "first" => Some(1),
            "second" => Some(2),
            "third" => Some(3),
            "fourth" => Some(4),
            "fifth" => Some(5),
            _ => None,
        };
        let before = trigger.tokens.start.checked_sub(1).and_then(number);
        let time = (range.start..range.end)
            .filter(|at| self.sentence.lower(*at) == "time")
            .find_map(|at| number(at.checked_sub(1)?));
        before.or(time)
    }
}
