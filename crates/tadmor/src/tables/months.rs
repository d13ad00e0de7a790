//! Month names of many languages and calendars.
//!
//! In: `data/months.tsv`. Out: [`Months`], asked with a folded name. "آذار" is March; "Esfand" is the twelfth month
//! of the Persian calendar; "mart" is March in several languages.

use std::collections::BTreeMap;

use super::Error;
use super::rows::{rows, several};
use crate::calendar::Calendar;
use crate::text::fold::key;

const MONTHS: &str = include_str!("../../../../data/months.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[MONTHS];

/// A month of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// Which calendar.
    pub calendar: Calendar,
    /// 1 to 12.
    pub number: i8,
}

/// Month names of many languages and calendars.
#[derive(Clone, Debug, Default)]
pub struct Months {
    by_name: BTreeMap<String, Month>,
    weekdays: BTreeMap<String, i8>,
    most_words: usize,
}

impl Months {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut months = Months::default();
        for row in rows("months.tsv", MONTHS) {
            let [calendar, number, language, names] = row.fields()?;
            if language.is_empty() || names.is_empty() {
                return Err(row.error("needs a language and names"));
            }
            if calendar == "weekday" {
                let number = number.parse().ok().filter(|number| (1..=7).contains(number));
                let number: i8 = number.ok_or_else(|| row.error("a weekday is a number from 1 to 7"))?;
                months.weekdays.extend(several(names).map(|name| (key(name), number)));
                continue;
            }
            let calendar = match calendar {
                "gregorian" => Calendar::Gregorian,
                "persian" => Calendar::Persian,
                "hijri" => Calendar::Hijri,
                _ => return Err(row.error(format!("no such calendar: {calendar}"))),
            };
            let number = number.parse().ok().filter(|number| (1..=12).contains(number));
            let number: i8 = number.ok_or_else(|| row.error("a month is a number from 1 to 12"))?;
            for name in several(names).map(key) {
                let month = Month { calendar, number };
                months.most_words = months.most_words.max(name.split(' ').count());
                match months.by_name.insert(name.clone(), month) {
                    Some(other) if other != month => {
                        return Err(row.error(format!("{name} is already another month: leave one out")));
                    }
                    _ => {}
                }
            }
        }
        Ok(months)
    }

    /// The month that a folded name stands for.
    pub fn named(&self, key: &str) -> Option<Month> {
        self.by_name.get(key).copied()
    }

    /// The weekday that a folded word names: 1 is Monday.
    pub fn weekday(&self, key: &str) -> Option<i8> {
        self.weekdays.get(key).copied()
    }

    /// How many words the longest name has.
    pub fn most_words(&self) -> usize {
        self.most_words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_languages_are_known() {
        let months = Months::shipped().unwrap();
        for (name, calendar, number) in [
            ("March", Calendar::Gregorian, 3),
            ("آذار", Calendar::Gregorian, 3),
            ("марта", Calendar::Gregorian, 3),
            ("березня", Calendar::Gregorian, 3),
            ("جمادى الآخرة", Calendar::Hijri, 6),
            ("اسفند", Calendar::Persian, 12),
            ("كانون الثاني", Calendar::Gregorian, 1),
            ("août", Calendar::Gregorian, 8),
        ] {
            assert_eq!(months.named(&key(name)), Some(Month { calendar, number }), "{name}");
        }
    }
}
