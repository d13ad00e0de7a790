//! Abbreviations whose full stop need not end a sentence, and the words that open sentences.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::tables::Error;
use crate::tables::rows::rows;

/// The abbreviations that ship.
pub const ABBREVIATIONS: &str = include_str!("../../../../../data/en/abbreviations.tsv");
/// The openers that ship.
pub const OPENERS: &str = include_str!("../../../../../data/en/openers.tsv");

/// When the stop of an abbreviation ends no sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Never: a name or more words must follow ("Lt. Gen.").
    Always,
    /// Before a digit: "No. 7".
    Number,
    /// Unless an opener follows: "at 4 p.m. Two died".
    Unless,
}

/// What the sentence splitter asks.
#[derive(Clone, Debug, Default)]
pub struct Abbreviations {
    stops: BTreeMap<String, Stop>,
    openers: BTreeSet<String>,
}

static SHIPPED: LazyLock<Abbreviations> = LazyLock::new(|| Abbreviations::read().unwrap_or_default());

impl Abbreviations {
    /// The lists that ship, read once. Their rows are checked by [`Abbreviations::read`] when tables are loaded.
    pub fn shipped() -> &'static Abbreviations {
        &SHIPPED
    }

    /// Reads and checks the lists that ship.
    pub fn read() -> Result<Self, Error> {
        let mut read = Abbreviations::default();
        for row in rows("data/en/abbreviations.tsv", ABBREVIATIONS) {
            let [word, stop] = row.fields()?;
            let stop = match stop {
                "always" => Stop::Always,
                "number" => Stop::Number,
                "unless" => Stop::Unless,
                other => return Err(row.error(format!("`{other}` is none of always, number, unless"))),
            };
            if read.stops.insert(word.to_owned(), stop).is_some() {
                return Err(row.error(format!("`{word}` stands here twice")));
            }
        }
        for row in rows("data/en/openers.tsv", OPENERS) {
            let [word] = row.fields()?;
            read.openers.insert(word.to_owned());
        }
        Ok(read)
    }

    /// When the stop after `lower` ends no sentence; `None` where it is no abbreviation.
    pub fn stop(&self, lower: &str) -> Option<Stop> {
        self.stops.get(lower.strip_suffix('.').unwrap_or(lower)).copied()
    }

    /// Whether a sentence often opens with `lower`.
    pub fn opens(&self, lower: &str) -> bool {
        self.openers.contains(lower)
    }
}
