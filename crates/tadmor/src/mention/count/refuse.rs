//! Numbers that count no things.
//!
//! "Highway 4", "Resolution 2254", "$2 million", "35 percent", "aged 12", "3-0", "one of the towns", "No. 7".

use super::{Amount, Hedge, Reader};
use crate::mention::number;
use crate::sentence::TokenKind;
use crate::tables::words::{NounWord, UnitWord};

impl Reader<'_> {
    /// Whether what stands around `amount` shows that it is no count.
    pub(super) fn refused(&self, amount: &Amount) -> bool {
        self.refused_before(amount)
            || self.is_whole_of_ratio(amount)
            || self.refused_after(amount)
            || self.is_score(amount)
            || self.is_pronoun(amount)
    }

    /// "$500", "Highway 4", "No. 7", "aged 12", "the 2 000", "+963 11".
    pub(super) fn refused_before(&self, amount: &Amount) -> bool {
        let start = amount.written.start;
        let hedged = amount.written.start != amount.number.start;
        let Some(before) = start.checked_sub(1) else {
            // "2016 elections in brief": four digits that open a heading are a year.
            let year = amount.digits && amount.value.n.is_some_and(|n| (1990..=2040).contains(&n));
            return year && self.tokens[start].form.len() == 4;
        };
        let token = &self.tokens[before];
        let touches = token.span.end == self.tokens[start].span.start;
        match token.kind {
            TokenKind::Mark => {
                let stopped = before.checked_sub(1).filter(|_| token.form == "." && amount.digits);
                let label =
                    stopped.is_some_and(|at| matches!(self.lower(at), "no" | "nos" | "art" | "hwy" | "rte"));
                label
                    || self.is_money(before)
                    || amount.digits && matches!(token.form, "#" | "№" | "§" | "@" | "=" | "_" | "&")
                    || touches
                        && matches!(token.form, "+" | "/" | "-" | "\\" | "*" | "." | ":")
                        && amount.digits
            }
            TokenKind::Number => amount.digits && touches,
            TokenKind::Word => {
                let group_of = before > 0 && self.class(before - 1, NounWord::Label) == Some(start);
                let label = self.class(before, NounWord::Label) == Some(start) || group_of;
                let counts_on = self.plural_follows(amount);
                let name = token.is_capitalised() && amount.digits && before > 0 && !counts_on;
                // "the camp, where in camp 20 people died" is rarer than "Camp 20".
                let capital_or_bare =
                    token.is_capitalised() || !counts_on || matches!(token.lower.as_str(), "aged" | "age");
                self.is_money(before) || !hedged && (label && capital_or_bare || name)
            }
        }
    }

    fn plural_follows(&self, amount: &Amount) -> bool {
        self.noun_phrase(amount).noun.is_some()
    }

    fn is_money(&self, at: usize) -> bool {
        self.words.is_noun(self.lower(at), NounWord::Money)
    }

    /// "35 percent", "580 $", "12 years", "122mm", "20 of age", "5 in 10".
    fn refused_after(&self, amount: &Amount) -> bool {
        let end = amount.written.end;
        // "two more years", "thousands of dollars"
        let unit = end + usize::from(matches!(self.lower(end), "more" | "of"));
        let mut units = self.words.units.at(self.tokens, unit);
        if units.any(|(_, unit)| matches!(unit, UnitWord::Other | UnitWord::Time { .. })) {
            // "12 122mm rockets" counts rockets.
            return true;
        }
        if amount.digits && self.glued_word(end) || self.lower(end) == "x" {
            return true;
        }
        let ratio = matches!(self.lower(end), "in" | "per" | "out")
            && number::read(self.tokens, end + 1 + usize::from(self.lower(end + 1) == "every"), self.words)
                .is_some()
            && self.noun_phrase(amount).noun.is_none();
        let fraction =
            self.tokens.get(end).is_some_and(|token| matches!(token.form, "/" | "½" | "¼" | "°" | "×"));
        ratio || fraction
    }

    /// The second number of "one in five houses", "12 of 14 provinces".
    fn is_whole_of_ratio(&self, amount: &Amount) -> bool {
        let Some(before) = amount.written.start.checked_sub(1) else { return false };
        let ratio = matches!(self.lower(before), "in" | "of" | "every");
        let first = before.saturating_sub(1 + usize::from(matches!(self.before(before), "out" | "in")));
        ratio && !self.in_time(first) && number::read(self.tokens, first, self.words).is_some()
    }

    /// "122mm", "5pm": letters that touch the digits and are no unit of measure.
    fn glued_word(&self, at: usize) -> bool {
        let (Some(token), Some(number)) =
            (self.tokens.get(at), at.checked_sub(1).and_then(|at| self.tokens.get(at)))
        else {
            return false;
        };
        token.kind == TokenKind::Word && number.span.end == token.span.start && token.lower != "'s"
    }

    /// "3-0": two numbers that do not rise.
    fn is_score(&self, amount: &Amount) -> bool {
        if amount.value.hedge == Hedge::Range {
            return false;
        }
        let dash = |at: usize| matches!(self.lower(at), "-" | "–" | "—" | ":");
        let touches = |at: usize| {
            at > 0
                && self.tokens.get(at).is_some_and(|token| self.tokens[at - 1].span.end == token.span.start)
        };
        let number_at = |at: usize| self.tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        let end = amount.number.end;
        dash(end) && number_at(end + 1) && touches(end) && touches(end + 1)
    }

    /// "one of the towns", "one another": no count of one.
    fn is_pronoun(&self, amount: &Amount) -> bool {
        let one = amount.value.n == Some(1) && !amount.digits && self.lower(amount.number.start) == "one";
        let end = amount.written.end;
        let of_them = self.lower(end) == "of" && matches!(self.lower(end + 1), "them" | "whom");
        let opens = self.before(amount.number.start) == "," || amount.other;
        one && (self.lower(end) == "of" && !(of_them && opens) || self.lower(end) == "another")
    }

    /// Whether a bare number counts something that is understood: "11 killed", "the toll rose to 45", "killing 67".
    pub(super) fn shown(&self, amount: &Amount, again: bool) -> bool {
        let end = amount.written.end;
        if self.class(end, NounWord::Fate).is_some() {
            return true;
        }
        let start = amount.written.start;
        let year_like = amount.digits && amount.value.n.is_some_and(|n| (1800..=2100).contains(&n));
        let closes = self.tokens.get(end).is_none_or(|token| match token.kind {
            TokenKind::Mark => !matches!(token.form, "/" | "-" | "–" | ":" | "%" | "+"),
            TokenKind::Word => self.words.is_function(&token.lower),
            TokenKind::Number => false,
        });
        if !closes || year_like && amount.value.hedge == Hedge::Exact {
            return false;
        }
        if amount.value.hedge == Hedge::Vague && self.class(end, NounWord::Verb).is_some() {
            return true;
        }
        let before = self.before(start);
        let verb_before = start.checked_sub(1).is_some_and(|before| {
            self.class(before, NounWord::Harm) == Some(start)
                || self.class(before, NounWord::Fate) == Some(start)
        });
        let verb_after = self.class(end, NounWord::Verb).is_some() && (again || self.tokens.len() > end + 1);
        let toll = self.words.is_noun(before, NounWord::Tally)
            && (start.saturating_sub(8)..start).any(|at| self.class(at, NounWord::Toll).is_some());
        verb_before || verb_after && self.opens_clause(start) || toll
    }

    /// Whether `at` stands where a subject stands.
    fn opens_clause(&self, at: usize) -> bool {
        at == 0 || self.words.is_noun(self.before(at), NounWord::Clause)
    }
}
