//! The noun phrase that a number counts.
//!
//! "37 infantry fighting vehicles" counts "infantry fighting vehicles"; "19 field commanders of the north" counts
//! "field commanders"; "98 pickups armed with machine guns" keeps its participle; "11 killed" counts no noun.

use super::{Amount, Hedge, Reader};
use crate::mention::{TokenRange, number};
use crate::sentence::TokenKind;
use crate::tables::words::{NounWord, UnitWord};

/// How many words may stand before the head of a noun phrase.
const MODIFIERS: usize = 6;

/// What stands after a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Phrase {
    /// The noun phrase.
    pub noun: Option<TokenRange>,
    /// One past the whole.
    pub end: usize,
    /// Whether "other" or "more" stands in it.
    pub other: bool,
    /// Whether "of them", "of whom" makes it a part of the count before.
    pub part: bool,
    /// Whether a word shows that something is counted though no noun is said.
    pub shown: bool,
}

impl Reader<'_> {
    /// The noun phrase after `amount`.
    pub(super) fn noun_phrase(&self, amount: &Amount) -> Phrase {
        let mut phrase = Phrase { end: amount.written.end, ..Phrase::default() };
        let mut start = amount.written.end;
        if self.lower(start) == "of" {
            match self.lower(start + 1) {
                "them" | "whom" | "which" => {
                    phrase.part = true;
                    phrase.shown = true;
                    phrase.end = start + 2;
                    let verb = usize::from(matches!(self.lower(start + 2), "were" | "are" | "was" | "is"));
                    start += 2 + verb;
                }
                next if self.words.is_noun(next, NounWord::Owner) => {
                    start += 2;
                    phrase.shown = self.class(start, NounWord::Fate).is_some();
                }
                _ => start += 1,
            }
            // "12 of 14 provinces" counts provinces.
            if let Some(whole) = number::read(self.tokens, start, self.words) {
                start = whole.end;
            }
        }
        if self.lower(start) == "more" || self.lower(start) == "others" {
            phrase.other = true;
            phrase.shown = true;
            start += 1;
            phrase.end = start;
        }
        let quoted = usize::from(
            self.tokens
                .get(start)
                .is_some_and(|token| matches!(token.form, "“" | "\"" | "‘" | "'" | "«" | "„")),
        );
        let one = amount.value.n == Some(1) && amount.value.upper.is_none();
        let noun = match one {
            true => self.singular(start + quoted),
            false => self.plural_phrase(start + quoted),
        };
        // "dozens of Rohingya": what a vague plural is of is counted, whatever its form.
        let vague = amount.value.hedge == Hedge::Vague && self.lower(amount.written.end) == "of";
        let noun = noun.or_else(|| {
            self.mass_noun(start + quoted).filter(|_| vague && self.tokens[start + quoted].is_capitalised())
        });
        let Some(noun) = noun else { return phrase };
        phrase.other |= self.class(noun.start, NounWord::Aside).is_some();
        phrase.noun = Some(noun);
        phrase.end = noun.end;
        phrase
    }

    /// From `start` to the plural head, and the participle that goes on describing it.
    fn plural_phrase(&self, start: usize) -> Option<TokenRange> {
        let mut head = None;
        let mut at = start;
        let mut modifiers = 0;
        while let Some(token) = self.tokens.get(at) {
            // "122 mm rockets", "Mi 24 helicopters"
            let calibre = token.kind == TokenKind::Number
                && (self.lower(at + 1) == "mm" || at > start && self.tokens[at - 1].is_capitalised());
            let hyphenated = token.form == "-" && at > start && head.is_none();
            // "400 confirmed cases": a participle right after the number describes the noun.
            let participle = at == start && token.lower.ends_with("ed");
            // "the injured suffered": a participle after one of what befell people is a verb.
            let verb = at > start
                && head.is_none()
                && token.lower.ends_with("ed")
                && self.words.is_noun(self.lower(at - 1), NounWord::Fate);
            let word = token.kind == TokenKind::Word
                && (!self.words.is_function(&token.lower) || self.modifies(at) || participle)
                && !self.in_time(at)
                && !verb;
            if !word && !calibre && !hyphenated {
                break;
            }
            if self.is_head(at) {
                head = Some(at + 1);
            } else if head.is_some() && !self.goes_on(at) {
                break;
            }
            modifiers += 1;
            if head.is_none() && modifiers > MODIFIERS {
                return None;
            }
            at += 1;
        }
        let end = head?;
        Some(TokenRange { start, end: self.kit(end).unwrap_or(end) })
    }

    /// "other" and the like are function words that stand before a noun.
    fn modifies(&self, at: usize) -> bool {
        matches!(self.lower(at), "other" | "more" | "further" | "additional")
    }

    /// Whether a plural noun stands at `at`.
    fn is_head(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        if token.kind != TokenKind::Word || self.is_unit(at) {
            return false;
        }
        let fate = self.words.is_noun(&token.lower, NounWord::Fate);
        let plain = self.words.is_plural(&token.lower) && (!fate || token.lower.ends_with("ies"));
        // "ISIS", "Abrams": names that end in s, unless a number before them and a gap after shows otherwise.
        let name = token.form.chars().filter(|character| character.is_uppercase()).count() > 1
            && !token.form.ends_with('s');
        plain && !name
    }

    /// Whether the noun goes on past a head with a word that is none: "12 Lebanese army soldiers". Only a head that
    /// has not the shape of a plural lets it, else "20 rebels army posts" would be one noun.
    fn goes_on(&self, at: usize) -> bool {
        let adjective = !self.lower(at - 1).ends_with('s');
        let verb = |at: usize| {
            let lower = self.lower(at);
            lower.ends_with("ed")
                || self.words.is_noun(lower, NounWord::Fate)
                || self.words.is_function(lower)
        };
        adjective && !verb(at) && (self.is_head(at + 1) || !verb(at + 1) && self.is_head(at + 2))
    }

    fn is_unit(&self, at: usize) -> bool {
        self.words
            .units
            .at(self.tokens, at)
            .any(|(_, unit)| matches!(unit, UnitWord::Other | UnitWord::Time { .. }))
    }

    /// One past "armed with heavy machine guns", where it goes on from a head.
    fn kit(&self, at: usize) -> Option<usize> {
        self.class(at, NounWord::Kit)?;
        let mut end = at + 1;
        while let Some(token) = self.tokens.get(end) {
            let goes_on = token.kind == TokenKind::Word
                && (!self.words.is_function(&token.lower)
                    || matches!(token.lower.as_str(), "with" | "to" | "by" | "a" | "an" | "the"));
            if !goes_on || end > at + 6 || self.words.is_noun(&token.lower, NounWord::Fate) {
                break;
            }
            end += 1;
        }
        Some(end)
    }

    /// What a measure is of: "three tonnes of explosives".
    pub(super) fn mass_noun(&self, start: usize) -> Option<TokenRange> {
        let mut end = start;
        while let Some(token) = self.tokens.get(end) {
            let goes_on = token.kind == TokenKind::Word
                && !self.words.is_function(&token.lower)
                && !self.in_time(end)
                && end < start + 4
                && !self.words.is_noun(&token.lower, NounWord::Fate);
            if !goes_on {
                break;
            }
            end += 1;
        }
        (end > start).then_some(TokenRange { start, end })
    }

    /// The countable noun after "a": its head must be in the table, and no further noun may follow it.
    pub(super) fn singular(&self, start: usize) -> Option<TokenRange> {
        let mut at = start;
        while let Some(token) = self.tokens.get(at) {
            let hyphen = token.form == "-" && at > start
                || token.kind == TokenKind::Number && at > start && self.tokens[at - 1].is_capitalised();
            let word = token.kind == TokenKind::Word && !self.words.is_function(&token.lower);
            if !(word || hyphen) || at > start + MODIFIERS || self.in_time(at) {
                return None;
            }
            if self.words.is_countable(&token.lower) && self.phrase_ends(at + 1) {
                return Some(TokenRange { start, end: at + 1 });
            }
            at += 1;
        }
        None
    }

    /// Whether a noun phrase ends before `at`: a mark, a function word, a verb form or a name in apposition.
    fn phrase_ends(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return true };
        match token.kind {
            TokenKind::Mark => !matches!(token.form, "-" | "/" | "'"),
            TokenKind::Number => true,
            TokenKind::Word if token.lower == "'s" => false,
            TokenKind::Word => {
                self.words.is_function(&token.lower)
                    || self.in_time(at)
                    || token.lower.ends_with("ed")
                    || token.lower.ends_with("ing") && !self.words.is_plural(self.lower(at + 1))
                    || token.lower.ends_with("ly")
                    || self.words.is_noun(&token.lower, NounWord::Fate)
                    || self.words.is_noun(&token.lower, NounWord::Verb)
            }
        }
    }
}
