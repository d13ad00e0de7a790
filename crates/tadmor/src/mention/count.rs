//! Counts: a number and the noun it counts, as written.
//!
//! In: one sentence. Out: a [`Count`] for each, in reading order.
//! "burning at least 300 tents" gives 300, [`Hedge::AtLeast`], "tents".
//! "a tank" counts 1 where the table of countable things holds the noun. A measure with a fraction ("2.5 km") is the
//! range of the whole numbers around it. Years, ages, money, shares, ordinals, calibres and names with numbers
//! ("Highway 4", "T-72") are no counts.
//! Does not decide who was counted or whether it is true; see [`crate::claim`].

mod noun;
mod refuse;

use serde::{Deserialize, Serialize};

use crate::mention::number::{self, Numeral};
use crate::mention::{TimeExpr, TokenRange};
use crate::sentence::{Sentence, Token, TokenKind};
use crate::tables::words::{NounWord, NumberWord, UnitWord};
use crate::tables::{Tables, Words};
use crate::text::Span;

/// How a number is hedged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Hedge {
    /// "300"
    #[serde(rename = "exact")]
    Exact,
    /// "at least 300", "no fewer than 300", "300 or more"
    #[serde(rename = "at least")]
    AtLeast,
    /// "more than 300", "over 300"
    #[serde(rename = "more than")]
    MoreThan,
    /// "up to 300", "as many as 300", "no more than 300"
    #[serde(rename = "at most")]
    AtMost,
    /// "fewer than 300", "under 300"
    #[serde(rename = "less than")]
    LessThan,
    /// "about 300", "some 300", "around 300"
    #[serde(rename = "about")]
    About,
    /// "nearly 300", "almost 300"
    #[serde(rename = "nearly")]
    Nearly,
    /// "between 20 and 30", "20 to 30"
    #[serde(rename = "range")]
    Range,
    /// "dozens", "scores", "several hundred"
    #[serde(rename = "vague")]
    Vague,
}

/// `"at least 300 tents"`, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The number with its hedge and its unit: "at least 300", "more than 60 km".
    pub span: Span,
    /// The number, its hedge, unit and noun phrase, in tokens.
    pub tokens: TokenRange,
    /// Things, not percent; absent where vague. For a range, the lower.
    pub n: Option<u64>,
    /// For a range, the upper.
    pub upper: Option<u64>,
    /// How it is hedged.
    pub hedge: Hedge,
    /// The noun phrase counted: "infantry fighting vehicles"; empty where the noun is understood ("19 of them").
    pub noun: Option<Span>,
    /// "km", "km2", "m", "ha", "tonnes" where a measure is counted: the canonical unit.
    pub unit: Option<String>,
    /// "including", "among them", "of whom" stood before it: part of the count before.
    pub part: bool,
    /// "other", "another", "more", "further": beside the count before.
    pub other: bool,
}

/// All counts in `sentence`. What lies inside one of `times` is not a count.
pub fn find(sentence: &Sentence<'_>, times: &[TimeExpr], tables: &Tables) -> Vec<Count> {
    let reader = Reader { tokens: &sentence.tokens, words: &tables.words, times };
    let mut counts: Vec<Count> = Vec::new();
    let mut at = 0;
    while at < sentence.tokens.len() {
        let opens = tables.words.opens_count(&sentence.tokens[at]);
        let Some(found) = opens.then(|| reader.read(at, !counts.is_empty())).flatten() else {
            // Past the whole of a number that counts nothing: "$23 million" has no "million" of its own.
            at = number::read(&sentence.tokens, at, &tables.words).map_or(at + 1, |number| number.end);
            continue;
        };
        let part = found.part || counts.last().is_some_and(|last| last.part && reader.joined(last, &found));
        at = found.tokens.end.max(at + 1);
        counts.push(Count {
            span: found.written.span(sentence),
            tokens: found.tokens,
            n: found.value.n,
            upper: found.value.upper,
            hedge: found.value.hedge,
            noun: found.noun.map(|noun| noun.span(sentence)),
            unit: found.unit,
            part,
            other: found.other,
        });
    }
    counts
}

/// How many, and how sure.
#[derive(Clone, Copy, Debug)]
struct Value {
    n: Option<u64>,
    upper: Option<u64>,
    hedge: Hedge,
}

/// A number with its hedge, before its noun is read.
#[derive(Clone, Copy, Debug)]
struct Amount {
    value: Value,
    /// Hedge and number.
    written: TokenRange,
    /// The number alone.
    number: TokenRange,
    digits: bool,
    fraction: bool,
    other: bool,
}

/// A count in tokens.
struct Found {
    value: Value,
    written: TokenRange,
    tokens: TokenRange,
    noun: Option<TokenRange>,
    unit: Option<String>,
    part: bool,
    other: bool,
}

/// Reads counts at a token.
#[derive(Clone, Copy)]
struct Reader<'r> {
    tokens: &'r [Token<'r>],
    words: &'r Words,
    times: &'r [TimeExpr],
}

impl<'r> Reader<'r> {
    /// The count that starts at `at`, hedge first. `again`: whether the sentence has a count before it.
    fn read(&self, at: usize, again: bool) -> Option<Found> {
        if self.in_time(at) {
            return None;
        }
        let amount = self.amount(at).or_else(|| self.vague(at));
        match amount {
            Some(amount) => self.measure(&amount).or_else(|| self.things(&amount, again)),
            None => self.compound_measure(at),
        }
        .or_else(|| self.article(at))
    }

    fn lower(&self, at: usize) -> &'r str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    fn before(&self, at: usize) -> &'r str {
        at.checked_sub(1).map_or("", |before| self.lower(before))
    }

    fn in_time(&self, at: usize) -> bool {
        let later = self.times.partition_point(|time| time.tokens.end <= at);
        self.times.get(later).is_some_and(|time| time.tokens.holds(at))
    }

    /// Whether a phrase of that class starts at `at`, and its end.
    fn class(&self, at: usize, class: NounWord) -> Option<usize> {
        self.words.nouns.at(self.tokens, at).find(|(_, word)| *word == class).map(|(end, _)| end)
    }

    /// Hedge, number, range: "at least 300", "between 20 and 30", "another 25".
    fn amount(&self, at: usize) -> Option<Amount> {
        let (start, mut other) = self.aside(at);
        let (mut start, hedge) = self.hedge(start);
        if !other {
            (start, other) = self.aside(start);
        }
        // "at least some 300": the first hedge says more, unless it is "only" or "a total of".
        let (start, second) = self.hedge(start);
        let hedge = hedge.filter(|hedge| *hedge != Hedge::Exact).or(second).or(hedge);
        if self.in_time(start) {
            return None;
        }
        let between = self.lower(start) == "between";
        let first = number::read(self.tokens, start + usize::from(between), self.words)?;
        let second = self.second(start, &first, between);
        if between && second.is_none() {
            return None;
        }
        let number = TokenRange { start, end: second.map_or(first.end, |second| second.end) };
        let (end, after) = self.hedge_after(number.end);
        let value = self.value(&first, second.as_ref(), hedge.or(after))?;
        // The written figure begins at its hedge; "another" is no hedge.
        let written = TokenRange { start: if hedge.is_some() { self.skip_aside(at) } else { start }, end };
        Some(Amount {
            value,
            written,
            number,
            digits: first.digits,
            fraction: first.fraction,
            other: other || matches!(self.lower(end), "others"),
        })
    }

    fn skip_aside(&self, at: usize) -> usize {
        let (start, _) = self.aside(at);
        if self.hedge(start).1.is_some() { start } else { at }
    }

    /// "another", "a further": one past it, and whether it stood there.
    fn aside(&self, at: usize) -> (usize, bool) {
        let start = at + usize::from(matches!(self.lower(at), "a" | "an"));
        match self.class(start, NounWord::Aside) {
            Some(end) if !matches!(self.lower(start), "more" | "others") => (end, true),
            _ => (at, false),
        }
    }

    fn hedge(&self, at: usize) -> (usize, Option<Hedge>) {
        let Some((end, hedge)) = self.words.hedges_before.at(self.tokens, at).next() else {
            return (at, None);
        };
        // "control over 36 towns", "over more than 60 km": a preposition hedges nothing.
        let governed = end == at + 1
            && matches!(self.lower(at), "over" | "about")
            && (self.words.is_noun(self.before(at), NounWord::Governs)
                || self.words.hedges_before.at(self.tokens, end).next().is_some());
        if governed { (at, None) } else { (end, Some(hedge)) }
    }

    fn hedge_after(&self, at: usize) -> (usize, Option<Hedge>) {
        match self.words.hedges_after.at(self.tokens, at).next() {
            // "30 at least 40": the hedge of the next number.
            Some((end, hedge)) if number::read(self.tokens, end, self.words).is_none() => (end, Some(hedge)),
            _ => (at, None),
        }
    }

    /// The upper end of a range: "20-30", "20 to 30", "two or three", "between 20 and 30".
    fn second(&self, start: usize, first: &Numeral, between: bool) -> Option<Numeral> {
        let link = self.lower(first.end);
        let links = match between {
            true => matches!(link, "and" | "-" | "–" | "to"),
            false => matches!(link, "to" | "-" | "–" | "—" | "or"),
        };
        // "rose from 20 to 30" is a change, "ranging from 20 to 30" a range.
        let change = self.before(start) == "from" && !self.spans_before(start - 1);
        if !links || change {
            return None;
        }
        let second = number::read(self.tokens, first.end + 1, self.words)?;
        let ascending = first.value.saturating_mul(lent_scale(first, &second)) < second.value;
        (ascending && (link != "or" || second.value <= first.value.saturating_mul(4))).then_some(second)
    }

    fn spans_before(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.class(before, NounWord::Span) == Some(at))
    }

    fn value(&self, first: &Numeral, second: Option<&Numeral>, hedge: Option<Hedge>) -> Option<Value> {
        if let Some(second) = second {
            let low = first.value.checked_mul(lent_scale(first, second))?;
            return Some(Value { n: Some(low), upper: Some(second.value), hedge: Hedge::Range });
        }
        let hedge = hedge.unwrap_or(Hedge::Exact);
        if !first.fraction {
            return Some(Value { n: Some(first.value), upper: None, hedge });
        }
        let above = first.value.checked_add(1)?;
        Some(match hedge {
            Hedge::AtLeast | Hedge::MoreThan => {
                Value { n: Some(first.value), upper: None, hedge: Hedge::AtLeast }
            }
            Hedge::AtMost | Hedge::LessThan => Value { n: Some(above), upper: None, hedge: Hedge::AtMost },
            _ => Value { n: Some(first.value), upper: Some(above), hedge: Hedge::Range },
        })
    }

    /// "dozens of", "tens of thousands of", "several hundred".
    fn vague(&self, at: usize) -> Option<Amount> {
        let (start, other) = self.aside(at);
        let (start, _) = self.hedge(start);
        if self.in_time(start) {
            return None;
        }
        let quantified = self.words.vague.at(self.tokens, start).next();
        let end = match quantified {
            Some((past, _)) => self.power(past)?,
            None => self.vague_plural(start)?,
        };
        let value = Value { n: None, upper: None, hedge: Hedge::Vague };
        let written = TokenRange { start: self.skip_aside(at), end };
        let other = other || matches!(self.lower(end), "others" | "more");
        let written = if other { TokenRange { start, end } } else { written };
        Some(Amount {
            value,
            written,
            number: TokenRange { start, end },
            digits: false,
            fraction: false,
            other,
        })
    }

    /// "hundred", "dozen", "hundreds" after "several".
    fn power(&self, at: usize) -> Option<usize> {
        match self.words.numbers.get(self.lower(at))? {
            NumberWord::Hundred | NumberWord::Dozen(_) => Some(
                at + 1
                    + usize::from(matches!(
                        self.words.numbers.get(self.lower(at + 1)),
                        Some(NumberWord::Scale(_))
                    )),
            ),
            NumberWord::Scale(_) => Some(at + 1),
            NumberWord::Vague => self.vague_plural(at),
            _ => None,
        }
    }

    fn vague_plural(&self, at: usize) -> Option<usize> {
        let vague = |at: usize| matches!(self.words.numbers.get(self.lower(at)), Some(NumberWord::Vague));
        if !vague(at) {
            return None;
        }
        let mut end = at + 1;
        while self.lower(end) == "of" && vague(end + 1) {
            end += 2;
        }
        // "scores" is also a verb and "tens" half a phrase: what follows must be counted.
        let counted = self.lower(end) == "of"
            || self.class(end, NounWord::Aside).is_some()
            || self.class(end, NounWord::Fate).is_some()
            || self.class(end, NounWord::Verb).is_some();
        counted.then_some(end)
    }

    /// A count with a unit: "more than 60 km", "400 square kilometers".
    fn measure(&self, amount: &Amount) -> Option<Found> {
        if self.refused_before(amount) {
            return None;
        }
        let (end, unit) = self.unit(amount.written.end)?;
        // "Ten Mile" is a place.
        let named = |at: usize| self.tokens.get(at).is_some_and(|token| token.is_capitalised());
        if !amount.digits && named(amount.number.start) && named(amount.written.end) {
            return None;
        }
        let written = TokenRange { start: amount.written.start, end };
        // "30 km of Kabul" is a distance from it, "30 km of road" its measure.
        let name = self.tokens.get(end + 1).is_some_and(|token| token.is_capitalised());
        let noun = (self.lower(end) == "of" && !name).then(|| self.mass_noun(end + 1)).flatten();
        let tokens = TokenRange { start: written.start, end: noun.map_or(end, |noun| noun.end) };
        let part = self.part_before(written.start);
        let unit = self.words.unit_name(unit).map(str::to_owned);
        Some(Found { value: amount.value, written, tokens, noun, unit, part, other: amount.other })
    }

    fn unit(&self, at: usize) -> Option<(usize, usize)> {
        let mut units = self.words.units.at(self.tokens, at);
        let (end, unit) = units.find_map(|(end, unit)| match unit {
            UnitWord::Measure(unit) => Some((end, unit)),
            _ => None,
        })?;
        // "km/h" and "m-high" measure something else.
        (!matches!(self.lower(end), "/" | "tall" | "high" | "deep")).then_some((end, unit))
    }

    /// "a 30-kilometre stretch": number and unit in one word.
    fn compound_measure(&self, at: usize) -> Option<Found> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
        let (number, rest) = token.lower.split_once('-')?;
        let n: u64 = number.replace(',', "").parse().ok()?;
        let word = rest.split_once('-').map_or(rest, |(word, _)| word);
        if !matches!(&rest[word.len()..], "" | "-long" | "-wide" | "-deep") {
            return None;
        }
        let unit = self.words.units.word(word).find_map(|unit| match unit {
            UnitWord::Measure(unit) => Some(unit),
            _ => None,
        })?;
        let tokens = TokenRange { start: at, end: at + 1 };
        Some(Found {
            value: Value { n: Some(n), upper: None, hedge: Hedge::Exact },
            written: tokens,
            tokens,
            noun: None,
            unit: self.words.unit_name(unit).map(str::to_owned),
            part: false,
            other: false,
        })
    }

    /// A count of things, with its noun or with what shows that one is understood.
    fn things(&self, amount: &Amount, again: bool) -> Option<Found> {
        if amount.fraction || self.refused(amount) {
            return None;
        }
        let mut value = amount.value;
        let mut written = amount.written;
        let phrase = self.noun_phrase(amount);
        let shown = phrase.noun.is_some() || phrase.shown || self.shown(amount, again);
        if !shown {
            return None;
        }
        let mut end = phrase.end;
        // "300 tents or more"
        if value.hedge == Hedge::Exact
            && let (past, Some(hedge)) = self.hedge_after(end)
        {
            value.hedge = hedge;
            if end == written.end {
                written.end = past;
            }
            end = past;
        }
        let part = phrase.part || self.part_before(written.start);
        let tokens = TokenRange { start: written.start, end };
        let other = amount.other || phrase.other;
        Some(Found { value, written, tokens, noun: phrase.noun, unit: None, part, other })
    }

    /// "a tank", "one civilian", "another soldier", where the table holds the noun.
    fn article(&self, at: usize) -> Option<Found> {
        let other = self.lower(at) == "another";
        if !other && !matches!(self.lower(at), "a" | "an" | "one") || self.class(at, NounWord::Part).is_some()
        {
            return None;
        }
        let noun = self.singular(at + 1)?;
        let written = TokenRange { start: at, end: at + 1 };
        Some(Found {
            value: Value { n: Some(1), upper: None, hedge: Hedge::Exact },
            written,
            tokens: TokenRange { start: at, end: noun.end },
            noun: Some(noun),
            unit: None,
            part: self.part_before(at),
            other,
        })
    }

    /// Whether "including" or the like stands before `at`, a verb or a mark between at most.
    fn part_before(&self, at: usize) -> bool {
        let mut end = at;
        for _ in 0..2 {
            if matches!(self.before(end), "were" | "are" | "was" | "is" | ":" | "," | "the" | "these") {
                end -= 1;
            }
        }
        let phrases = (end.saturating_sub(3)..end).flat_map(|at| self.words.nouns.at(self.tokens, at));
        phrases.into_iter().any(|(past, word)| past == end && word == NounWord::Part)
    }

    /// Whether only "and" or a comma stands between the count before and this one.
    fn joined(&self, last: &Count, found: &Found) -> bool {
        let between = self.tokens.get(last.tokens.end..found.written.start).unwrap_or_default();
        !between.is_empty() && between.iter().all(|token| matches!(token.form, "," | "and"))
    }
}

/// The scale that the second half of a range lends to the first: "two to three thousand".
fn lent_scale(first: &Numeral, second: &Numeral) -> u64 {
    let coefficient = second.value / second.scale.max(1);
    let lends = first.scale == 1 && second.scale > 1 && first.value < coefficient;
    if lends { second.scale } else { 1 }
}
