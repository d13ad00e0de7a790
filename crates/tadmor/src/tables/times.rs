//! Words of which time expressions are made.
//!
//! In: `data/en/times.tsv`, the numbers of `data/en/numbers.tsv`, the months of other calendars of `data/months.tsv`.
//! Out: [`Times`]: what a word, or words in a row, may be in a time expression. One look a word: most words are none.

use super::Error;
use super::rows::{Row, rows, several};
use crate::calendar::{Calendar, Feast};
use crate::day::Day;
use crate::text::hash;

pub(super) const TIMES: &str = include_str!("../../../../data/en/times.tsv");
const NUMBERS: &str = include_str!("../../../../data/en/numbers.tsv");
const MONTHS: &str = include_str!("../../../../data/months.tsv");

/// What a word or phrase may be in a time expression. See the head of `data/en/times.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is a class of the file, told at its head")]
pub enum TimeWord {
    Weekday(i8),
    ShortDay(i8),
    Month(i8),
    Doubtful(i8),
    Short(i8),
    /// A month of another calendar.
    Other(Calendar, i8),
    Season {
        season: Season,
        shown: bool,
    },
    Feast(Feast),
    Named(Day),
    Unit {
        unit: Unit,
        several: bool,
    },
    Tens(i16),
    Number(u32),
    Hundred,
    Thousand,
    Ordinal(i8),
    Offset(i32),
    Tonight,
    LastNight,
    Now,
    Recent,
    Soon,
    Which(Deixis),
    Part(Part),
    Inner(Part),
    Daypart(Daypart),
    Dawn(Daypart),
    Clock(u16),
    Half {
        afternoon: bool,
    },
    Zone,
    Vague,
    Couple,
    Hedge,
    Approx,
    Rate(Unit),
    Told(i32),
    Ago,
    Hence,
    Bound(Bound),
    Link,
    Yearly,
    YearlyMaybe,
    NotDay,
    NoTime,
    Seasonal,
    Ahead {
        sure: bool,
    },
    Back,
    Era {
        before: bool,
    },
}

pub use crate::mention::time::{Bound, Daypart, Part, Season, Unit};

/// A word that says which one of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is a word")]
pub enum Deixis {
    Last,
    Past,
    This,
    Next,
    Coming,
    Previous,
    Following,
    Same,
    That,
    Each,
    Latest,
}

/// A word with all that it may be, and the phrases that begin with it.
#[derive(Clone, Debug)]
struct Entry {
    word: &'static str,
    senses: Vec<TimeWord>,
    /// The words after it, and what the whole is; the longest first.
    phrases: Vec<(Vec<&'static str>, TimeWord)>,
    /// Whether a time may begin with it.
    opens: bool,
    /// Whether it opens one only before another word of the list or a number: "the".
    leads: bool,
}

/// Words that open a time only together with the next one.
const LEADING: [&str; 12] =
    ["the", "a", "an", "its", "their", "half", "per", "fiscal", "this", "that", "every", "each"];

impl TimeWord {
    /// Whether a time may begin with it.
    fn opens(self) -> bool {
        use TimeWord::{
            Ago, Ahead, Back, Bound, Era, Half, Hence, Hundred, Link, NoTime, NotDay, Seasonal, Thousand,
            Told, Yearly, YearlyMaybe, Zone,
        };
        !matches!(
            self,
            Ago | Ahead { .. }
                | Back
                | Bound(_)
                | Era { .. }
                | Half { .. }
                | Hence
                | Hundred
                | Link
                | NoTime
                | NotDay
                | Seasonal
                | Thousand
                | Told(_)
                | Yearly
                | YearlyMaybe
                | Zone
        )
    }
}

/// The words of time expressions.
#[derive(Clone, Debug, Default)]
pub struct Times {
    entries: Vec<Entry>,
    /// Numbers of entries by the low bits of their word's hash; 0 is none, else one more than the number.
    slots: Vec<u16>,
}

/// More than twice as many as there are words.
const SLOTS: usize = 1 << 12;

impl Times {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut times = Times { entries: Vec::new(), slots: vec![0; SLOTS] };
        for row in rows("data/en/times.tsv", TIMES) {
            let [phrase, class, value] = row.fields()?;
            times.add(phrase, sense(row, class, value)?);
        }
        for row in rows("data/en/numbers.tsv", NUMBERS) {
            let [word, kind, value] = row.fields()?;
            let number = || value.parse().map_err(|_| row.error(format!("`{value}` is no number")));
            match kind {
                "unit" | "teen" | "tens" => times.add(word, TimeWord::Number(number()?)),
                "dozen" if word == "dozen" => times.add(word, TimeWord::Number(12)),
                "hundred" => times.add(word, TimeWord::Hundred),
                "scale" if value == "1000" => times.add(word, TimeWord::Thousand),
                _ => {}
            }
        }
        for row in rows("data/months.tsv", MONTHS) {
            let [calendar, number, language, names] = row.fields()?;
            if (calendar, language) == ("gregorian", "ar-latn") {
                let number = number.parse().map_err(|_| row.error("a month is a number"))?;
                for name in several(names) {
                    times.add(name.to_lowercase().leak(), TimeWord::Short(number));
                }
                continue;
            }
            let calendar = match (calendar, language) {
                ("persian", "en") => Calendar::Persian,
                ("hijri", "en") => Calendar::Hijri,
                _ => continue,
            };
            let number = number.parse().map_err(|_| row.error("a month is a number"))?;
            // Names are written in small letters; the file has them as they are printed.
            for name in several(names) {
                times.add(name.to_lowercase().leak(), TimeWord::Other(calendar, number));
            }
        }
        for word in LEADING {
            if times.find(word).is_none() {
                times.add(word, TimeWord::Yearly);
            }
        }
        for entry in &mut times.entries {
            entry.leads = LEADING.contains(&entry.word);
            entry.opens = entry.leads
                || entry.senses.iter().any(|sense| sense.opens())
                || entry.phrases.iter().any(|(_, sense)| sense.opens());
            entry.phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Ok(times)
    }

    fn add(&mut self, phrase: &'static str, sense: TimeWord) {
        let mut words = pieces(phrase);
        let first = words.remove(0);
        let at = match self.find(first) {
            Some(at) => at,
            None => {
                self.entries.push(Entry {
                    word: first,
                    senses: Vec::new(),
                    phrases: Vec::new(),
                    opens: false,
                    leads: false,
                });
                let at = self.entries.len() - 1;
                let mut slot = slot_of(first);
                while self.slots[slot] != 0 {
                    slot = (slot + 1) % SLOTS;
                }
                self.slots[slot] = u16::try_from(at + 1).expect("the file has fewer words than that");
                at
            }
        };
        match words.is_empty() {
            true => self.entries[at].senses.push(sense),
            false => self.entries[at].phrases.push((words, sense)),
        }
    }

    fn find(&self, word: &str) -> Option<usize> {
        let mut slot = slot_of(word);
        loop {
            let at = usize::from(*self.slots.get(slot)?).checked_sub(1)?;
            if self.entries[at].word == word {
                return Some(at);
            }
            slot = (slot + 1) % SLOTS;
        }
    }

    /// The number of a word, in small letters; `None` where it stands in no time expression of the table.
    pub fn number_of(&self, word: &str) -> Option<u16> {
        self.find(word).and_then(|at| u16::try_from(at).ok())
    }

    /// Whether a time may begin with the word of that number.
    pub fn opens(&self, number: u16) -> bool {
        self.entries[usize::from(number)].opens
    }

    /// Whether it opens a time only before another word of the list or a number.
    pub fn leads(&self, number: u16) -> bool {
        self.entries[usize::from(number)].leads
    }

    /// What the word of that number may be by itself.
    pub fn senses(&self, number: u16) -> &[TimeWord] {
        &self.entries[usize::from(number)].senses
    }

    /// The words after it and what the whole is, the longest first. A hyphen is a word.
    pub fn phrases(&self, number: u16) -> &[(Vec<&'static str>, TimeWord)] {
        &self.entries[usize::from(number)].phrases
    }
}

/// A phrase cut as [`crate::mention::time`] cuts a text: words, and every other character by itself.
fn pieces(phrase: &'static str) -> Vec<&'static str> {
    let mut pieces = Vec::new();
    for word in phrase.split(' ') {
        let mut start = 0;
        for (at, mark) in word.char_indices().filter(|(_, character)| !character.is_alphanumeric()) {
            if start < at {
                pieces.push(&word[start..at]);
            }
            start = at + mark.len_utf8();
            pieces.push(&word[at..start]);
        }
        if start < word.len() {
            pieces.push(&word[start..]);
        }
    }
    pieces
}

fn slot_of(word: &str) -> usize {
    let hash = hash::of(word.bytes());
    (hash ^ hash >> 32) as usize % SLOTS
}

fn sense(row: Row<'_>, class: &str, value: &str) -> Result<TimeWord, Error> {
    let number = |low: i8, high: i8| {
        let number = value.parse().ok().filter(|number| (low..=high).contains(number));
        number.ok_or_else(|| row.error(format!("`{value}` is no number from {low} to {high}")))
    };
    Ok(match class {
        "weekday" => TimeWord::Weekday(number(1, 7)?),
        "shortday" => TimeWord::ShortDay(number(1, 7)?),
        "month" => TimeWord::Month(number(1, 12)?),
        "doubtful" => TimeWord::Doubtful(number(1, 12)?),
        "short" => TimeWord::Short(number(1, 12)?),
        "season" => {
            let name = value.trim_end_matches('?');
            let season = [Season::Spring, Season::Summer, Season::Autumn, Season::Winter]
                .into_iter()
                .find(|season| season.as_str() == name);
            let season = season.ok_or_else(|| row.error(format!("`{name}` is no season")))?;
            TimeWord::Season { season, shown: value.ends_with('?') }
        }
        "feast" => TimeWord::Feast(
            Feast::named(value)
                .ok_or_else(|| row.error(format!("`{value}` is no feast that we can date")))?,
        ),
        "unit" => TimeWord::Unit { unit: unit(row, value)?, several: false },
        "units" => TimeWord::Unit { unit: unit(row, value)?, several: true },
        "named" => {
            TimeWord::Named(Day::parse(value).ok_or_else(|| row.error(format!("`{value}` is no day")))?)
        }
        "tens" => TimeWord::Tens(i16::from(number(20, 90)?)),
        "ordinal" => TimeWord::Ordinal(number(1, 31)?),
        "offset" => TimeWord::Offset(i32::from(number(-31, 31)?)),
        "tonight" => TimeWord::Tonight,
        "lastnight" => TimeWord::LastNight,
        "now" => TimeWord::Now,
        "recent" => TimeWord::Recent,
        "soon" => TimeWord::Soon,
        "which" => TimeWord::Which(deixis(row, value)?),
        "part" => TimeWord::Part(part(row, value)?),
        "inner" => TimeWord::Inner(part(row, value)?),
        "daypart" => TimeWord::Daypart(daypart(row, value)?),
        "dawn" => TimeWord::Dawn(daypart(row, value)?),
        "clock" => match value {
            "12:00" => TimeWord::Clock(12 * 60),
            "24:00" => TimeWord::Clock(24 * 60),
            _ => return Err(row.error(format!("`{value}` is no time of day"))),
        },
        "half" => TimeWord::Half { afternoon: value == "pm" },
        "zone" => TimeWord::Zone,
        "vague" => TimeWord::Vague,
        "couple" => TimeWord::Couple,
        "hedge" => TimeWord::Hedge,
        "approx" => TimeWord::Approx,
        "rate" => TimeWord::Rate(unit(row, value)?),
        "told" => TimeWord::Told(i32::from(number(-1, 1)?)),
        "ago" => TimeWord::Ago,
        "hence" => TimeWord::Hence,
        "bound" => TimeWord::Bound(bound(row, value)?),
        "link" => TimeWord::Link,
        "yearly" => TimeWord::Yearly,
        "yearly?" => TimeWord::YearlyMaybe,
        "notday" => TimeWord::NotDay,
        "notime" => TimeWord::NoTime,
        "seasonal" => TimeWord::Seasonal,
        "ahead" => TimeWord::Ahead { sure: value == "sure" },
        "back" => TimeWord::Back,
        "era" => TimeWord::Era { before: value == "bc" },
        other => return Err(row.error(format!("`{other}` is no class of time word"))),
    })
}

fn unit(row: Row<'_>, value: &str) -> Result<Unit, Error> {
    Unit::ALL
        .into_iter()
        .find(|unit| unit.as_str() == value)
        .ok_or_else(|| row.error(format!("`{value}` is no unit of time")))
}

fn daypart(row: Row<'_>, value: &str) -> Result<Daypart, Error> {
    Daypart::ALL
        .into_iter()
        .find(|part| part.as_str() == value)
        .ok_or_else(|| row.error(format!("`{value}` is no part of a day")))
}

fn part(row: Row<'_>, value: &str) -> Result<Part, Error> {
    Part::ALL
        .into_iter()
        .find(|part| part.as_str() == value)
        .ok_or_else(|| row.error(format!("`{value}` is no part of a month or a year")))
}

fn deixis(row: Row<'_>, value: &str) -> Result<Deixis, Error> {
    Ok(match value {
        "last" => Deixis::Last,
        "past" => Deixis::Past,
        "this" => Deixis::This,
        "next" => Deixis::Next,
        "coming" => Deixis::Coming,
        "previous" => Deixis::Previous,
        "following" => Deixis::Following,
        "same" => Deixis::Same,
        "that" => Deixis::That,
        "each" => Deixis::Each,
        "latest" => Deixis::Latest,
        other => return Err(row.error(format!("`{other}` does not say which"))),
    })
}

fn bound(row: Row<'_>, value: &str) -> Result<Bound, Error> {
    Ok(match value {
        "since" => Bound::Since,
        "until" => Bound::Until,
        "before" => Bound::Before,
        "after" => Bound::After,
        other => return Err(row.error(format!("`{other}` is no bound"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_are_found_by_their_first_word() {
        let times = Times::shipped().unwrap();
        let senses = |word: &str| times.number_of(word).map_or(&[][..], |number| times.senses(number));
        assert_eq!(senses("thursday"), [TimeWord::Weekday(4)]);
        assert!(senses("esfand").contains(&TimeWord::Other(Calendar::Persian, 12)));
        assert!(senses("rebels").is_empty());
        let the = times.number_of("the").unwrap();
        let first =
            |words: &[&str]| times.phrases(the).iter().find(|(rest, _)| rest == words).map(|found| found.1);
        assert_eq!(first(&["day", "before", "yesterday"]), Some(TimeWord::Offset(-2)));
    }

    #[test]
    fn a_bad_row_is_an_error_with_its_line() {
        let row = rows("x.tsv", "# head\nmonday\tweekday\t8").next().unwrap();
        let error = sense(row, "weekday", "8").unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("x.tsv", 2));
    }
}
