//! Weekdays, number words, units and hedges of the language that claims are read from.
//!
//! In: the files of `data/en/`. Out: [`Words`], which tells what a word or phrase may be: a weekday, a number,
//! a unit, a hedge. What it is in its sentence is for [`crate::mention`] to say.

pub mod abbreviations;
pub mod phrases;

use std::collections::{BTreeMap, BTreeSet};

pub use abbreviations::Abbreviations;
pub use phrases::Phrases;

use super::Error;
use super::rows::{Row, rows};
use super::times;
use crate::mention::count::Hedge;
use crate::mention::time::Unit;
use crate::sentence::{Token, TokenKind};

const NUMBERS: &str = include_str!("../../../../data/en/numbers.tsv");
const UNITS: &str = include_str!("../../../../data/en/units.tsv");
const HEDGES: &str = include_str!("../../../../data/en/hedges.tsv");
const COUNTABLE: &str = include_str!("../../../../data/en/countable.tsv");
const NOUNS: &str = include_str!("../../../../data/en/nouns.tsv");
const FUNCTION: &str = include_str!("../../../../data/en/function.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[
    abbreviations::ABBREVIATIONS,
    abbreviations::OPENERS,
    NUMBERS,
    UNITS,
    times::TIMES,
    HEDGES,
    COUNTABLE,
    NOUNS,
    FUNCTION,
];

/// What a word adds to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberWord {
    /// 1 to 9.
    One(u64),
    /// 10 to 19.
    Teen(u64),
    /// 20 to 90.
    Tens(u64),
    /// 100.
    Hundred,
    /// 1000 and more.
    Scale(u64),
    /// 12.
    Dozen(u64),
    /// "dozens", "hundreds": no number.
    Vague,
}

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitWord {
    /// A unit of time, and how many of it the word holds; `minutes` counts minutes of an hour.
    Time {
        /// The calendar's unit.
        unit: Unit,
        /// "decade" holds 10 years.
        times: u32,
        /// "minutes": sixty are an hour.
        minutes: bool,
    },
    /// A measure; the index of its canonical unit, see [`Words::unit_name`].
    Measure(usize),
    /// Money, shares, ages and the like: no count of things.
    Other,
}

/// What a noun or the words beside a number may be. See the head of `data/en/nouns.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is a class of the file, told at its head")]
pub enum NounWord {
    Plural,
    Fate,
    Verb,
    Harm,
    Span,
    Toll,
    Kit,
    Owner,
    Money,
    Clause,
    Tally,
    Governs,
    Part,
    Aside,
    Label,
}

/// Weekdays, number words, units and hedges of the language that claims are read from.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Words that are numbers.
    pub numbers: BTreeMap<String, NumberWord>,
    /// How many is not said: "several".
    pub vague: Phrases<()>,
    /// Units of time and of measure.
    pub units: Phrases<UnitWord>,
    /// Hedges before a number.
    pub hedges_before: Phrases<Hedge>,
    /// Hedges after a number.
    pub hedges_after: Phrases<Hedge>,
    /// Nouns and the words beside numbers.
    pub nouns: Phrases<NounWord>,
    countable: BTreeSet<String>,
    plurals: BTreeSet<String>,
    function: BTreeSet<String>,
    count_openers: BTreeSet<String>,
    unit_names: Vec<String>,
}

impl Words {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        Abbreviations::read()?;
        let mut words = Words::default();
        for row in rows("data/en/numbers.tsv", NUMBERS) {
            words.read_number(row)?;
        }
        for row in rows("data/en/units.tsv", UNITS) {
            words.read_unit(row)?;
        }
        for row in rows("data/en/times.tsv", times::TIMES) {
            let [phrase, class, _] = row.fields()?;
            if matches!(class, "vague" | "couple") {
                words.vague.insert(phrase, ());
            }
        }
        for row in rows("data/en/hedges.tsv", HEDGES) {
            words.read_hedge(row)?;
        }
        for row in rows("data/en/countable.tsv", COUNTABLE) {
            let [singular, plural] = row.fields()?;
            words.countable.insert(singular.to_owned());
            if !plural.is_empty() {
                words.plurals.insert(plural.to_owned());
            }
        }
        for row in rows("data/en/nouns.tsv", NOUNS) {
            words.read_noun(row)?;
        }
        for row in rows("data/en/function.tsv", FUNCTION) {
            let [word] = row.fields()?;
            words.function.insert(word.to_owned());
        }
        words.index();
        Ok(words)
    }

    /// Gathers the words that a count may start with, so that all others are passed by at one look.
    fn index(&mut self) {
        let hedges = self.hedges_before.firsts(|_| true);
        let vague = self.vague.firsts(|()| true);
        let asides = self.nouns.firsts(|word| word == NounWord::Aside);
        let shared = ["a", "an", "half"].into_iter().chain(self.numbers.keys().map(String::as_str));
        let counts = hedges.chain(vague).chain(asides).chain(["between"]);
        self.count_openers = counts.chain(shared).map(str::to_owned).collect();
    }

    /// Whether a count may start with `token`.
    pub fn opens_count(&self, token: &Token<'_>) -> bool {
        opens(token, &self.count_openers)
    }

    /// Whether "a" before it counts as 1: "tank", "civilian".
    pub fn is_countable(&self, lower: &str) -> bool {
        self.countable.contains(lower)
    }

    /// Whether it ends a noun phrase: a preposition, conjunction, auxiliary, or a verb or adverb of the list.
    pub fn is_function(&self, lower: &str) -> bool {
        self.function.contains(lower)
    }

    /// Whether it has the shape of a plural noun, or the list knows it for one: "tanks", "people".
    pub fn is_plural(&self, lower: &str) -> bool {
        if self.plurals.contains(lower) {
            return true;
        }
        let shape = lower.len() > 3
            && lower.ends_with('s')
            && !["ss", "us", "is"].iter().any(|ending| lower.ends_with(ending));
        shape && !self.function.contains(lower)
    }

    /// The canonical name of a measure: "km2".
    pub fn unit_name(&self, unit: usize) -> Option<&str> {
        self.unit_names.get(unit).map(String::as_str)
    }

    /// Whether `lower` alone is of that class.
    pub fn is_noun(&self, lower: &str, class: NounWord) -> bool {
        self.nouns.word(lower).any(|noun| noun == class)
    }

    fn read_number(&mut self, row: Row<'_>) -> Result<(), Error> {
        let [word, kind, value] = row.fields()?;
        let value: u64 = value.parse().map_err(|_| row.error(format!("`{value}` is no number")))?;
        let number = match kind {
            "unit" => NumberWord::One(value),
            "teen" => NumberWord::Teen(value),
            "tens" => NumberWord::Tens(value),
            "hundred" => NumberWord::Hundred,
            "scale" => NumberWord::Scale(value),
            "dozen" => NumberWord::Dozen(value),
            "vague" => NumberWord::Vague,
            other => return Err(row.error(format!("`{other}` is no kind of number word"))),
        };
        match self.numbers.insert(word.to_owned(), number) {
            Some(_) => Err(row.error(format!("`{word}` stands here twice"))),
            None => Ok(()),
        }
    }

    fn read_unit(&mut self, row: Row<'_>) -> Result<(), Error> {
        let [phrase, class, value] = row.fields()?;
        let unit = match class {
            "time" => time_unit(row, value)?,
            "measure" => UnitWord::Measure(self.unit_index(value)),
            "other" => UnitWord::Other,
            other => return Err(row.error(format!("`{other}` is none of time, measure, other"))),
        };
        self.units.insert(phrase, unit);
        Ok(())
    }

    fn unit_index(&mut self, name: &str) -> usize {
        if let Some(index) = self.unit_names.iter().position(|known| known == name) {
            return index;
        }
        self.unit_names.push(name.to_owned());
        self.unit_names.len() - 1
    }

    fn read_hedge(&mut self, row: Row<'_>) -> Result<(), Error> {
        let [phrase, place, hedge] = row.fields()?;
        let hedge = match hedge {
            "exact" => Hedge::Exact,
            "at least" => Hedge::AtLeast,
            "more than" => Hedge::MoreThan,
            "at most" => Hedge::AtMost,
            "less than" => Hedge::LessThan,
            "nearly" => Hedge::Nearly,
            "about" => Hedge::About,
            other => return Err(row.error(format!("`{other}` is no hedge"))),
        };
        match place {
            "before" => self.hedges_before.insert(phrase, hedge),
            "after" => self.hedges_after.insert(phrase, hedge),
            other => return Err(row.error(format!("`{other}` is neither before nor after"))),
        }
        Ok(())
    }

    fn read_noun(&mut self, row: Row<'_>) -> Result<(), Error> {
        let [phrase, class] = row.fields()?;
        let class = match class {
            "plural" => {
                self.plurals.insert(phrase.to_owned());
                NounWord::Plural
            }
            "fate" => NounWord::Fate,
            "verb" => NounWord::Verb,
            "harm" => NounWord::Harm,
            "span" => NounWord::Span,
            "toll" => NounWord::Toll,
            "kit" => NounWord::Kit,
            "owner" => NounWord::Owner,
            "money" => NounWord::Money,
            "clause" => NounWord::Clause,
            "tally" => NounWord::Tally,
            "governs" => NounWord::Governs,
            "part" => NounWord::Part,
            "aside" => NounWord::Aside,
            "label" => NounWord::Label,
            other => return Err(row.error(format!("`{other}` is no class of noun"))),
        };
        self.nouns.insert(phrase, class);
        Ok(())
    }
}

/// Digits and compounds ("4-day", "twenty-five") may always open; a plain word where the list holds it.
fn opens(token: &Token<'_>, openers: &BTreeSet<String>) -> bool {
    match token.kind {
        TokenKind::Number => true,
        TokenKind::Word => {
            token.lower.contains('-')
                || token.lower.starts_with(|first: char| first.is_ascii_digit())
                || openers.contains(&token.lower)
        }
        TokenKind::Mark => matches!(token.form, "~" | "≈" | ">" | "<"),
    }
}

fn time_unit(row: Row<'_>, value: &str) -> Result<UnitWord, Error> {
    let (name, times) = value.split_once('*').unwrap_or((value, "1"));
    let times: u32 = times.parse().map_err(|_| row.error(format!("`{times}` is no number")))?;
    let unit = match name {
        "minute" | "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        other => return Err(row.error(format!("`{other}` is no unit of time"))),
    };
    Ok(UnitWord::Time { unit, times, minutes: name == "minute" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_load() {
        let words = Words::shipped().unwrap();
        assert!(words.is_countable("tank") && words.is_plural("people") && words.is_plural("tanks"));
        assert!(!words.is_plural("isis") && !words.is_plural("chess"));
        assert_eq!(words.numbers.get("nineteen"), Some(&NumberWord::Teen(19)));
    }
}
