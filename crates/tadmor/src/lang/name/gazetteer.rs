//! Lists of names and of words that stand in names or beside them.
//!
//! In: phrases, each with the list that it is of. Out: a [`Gazetteer`], which says of a sentence's words which lists they
//! are in: "Burkina Faso" is a country, "dam" a noun of built things. A phrase is known by the numbers of its words; a
//! hyphen between them may be a word of its own or not.

use crate::lang::table::Table;
use crate::lang::word::{Word, folded, number};
use crate::text::hash;

/// Which list; a set of them is written as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum List {
    /// "Burkina Faso"
    Country,
    /// First-level regions, and others by their English names.
    Region,
    /// Of a hundred thousand people and more.
    City,
    /// Smaller ones.
    Town,
    /// Airbases, dams, crossings by name.
    FacilityName,
    /// Districts, rivers, hills by name.
    AreaName,
    /// Armies, navies, police by name.
    Force,
    /// Armed groups, parties, contractors by name.
    Group,
    /// Ministries, courts, missions, relief bodies by name.
    Institution,
    /// Agencies, papers, stations.
    Outlet,
    /// "Malian"
    Demonym,
    /// Months and weekdays.
    Month,
    /// "yesterday", "evening", "last"
    TimeWord,
    /// "three", "dozens"
    Number,
    /// "km", "percent"
    Unit,
    /// "Lt. Gen.", "Sheikh"
    Rank,
    /// "president", "mayor"
    Office,
    /// First names.
    GivenName,
    /// Family names.
    Surname,
    /// "brigade", "ministry"
    OrganisationNoun,
    /// "airport", "dam"
    FacilityNoun,
    /// "province", "hill"
    PlaceNoun,
    /// "tank", "lorry"
    VehicleWord,
    /// "rocket", "rifle"
    WeaponWord,
    /// Peoples and faiths.
    People,
    /// "rebels", "gunmen"
    Fighters,
    /// "said"
    Saying,
    /// "in", "near"
    Where,
    /// "dollars"
    Money,
    /// "hours"
    TimeUnit,
}

/// How many lists.
pub const LISTS: usize = 30;

/// Phrases by the numbers of their words.
#[derive(Clone, Debug, Default)]
pub struct Gazetteer {
    /// The lists that hold a phrase, a bit each.
    phrases: Table<u32>,
    /// Bits of the numbers of first words of phrases of two words and more.
    firsts: Vec<u64>,
    /// Words that are asked for by themselves.
    pub known: Known,
}

/// The numbers of words that are asked for by themselves.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// "the"
    pub the: u64,
    /// "("
    pub bracket: u64,
    /// "-"
    pub hyphen: u64,
    /// "'s"
    pub possessive: u64,
}

impl Default for Known {
    fn default() -> Self {
        Known { the: number("the"), bracket: number("("), hyphen: number("-"), possessive: number("'s") }
    }
}

/// The longest phrase, in words.
const LONGEST: usize = 6;

impl Gazetteer {
    /// From phrases and their lists.
    pub fn of<'t>(rows: impl Iterator<Item = (&'t str, List)>) -> Self {
        let mut phrases = Table::with_room(&[], 1 << 14);
        let mut firsts = Vec::new();
        for (phrase, list) in rows {
            let whole: Vec<&str> = phrase.split_whitespace().collect();
            let parts: Vec<&str> =
                phrase.split([' ', '-', '\u{a0}']).filter(|part| !part.is_empty()).collect();
            let mut put = |parts: &[&str]| {
                if parts.is_empty() || parts.len() > LONGEST {
                    return;
                }
                let numbers: Vec<u64> = parts.iter().map(|part| number(&folded(part))).collect();
                if numbers.len() > 1 {
                    firsts.push(numbers[0]);
                }
                *phrases.entry(hash::row(&numbers)) |= 1 << list as u32;
            };
            put(&parts);
            if whole != parts {
                put(&whole);
            }
            // "al bab" in a list whose names are folded is "al-Bab" on a page.
            if let ["al" | "el" | "as" | "ar" | "ad" | "an" | "at" | "az" | "ash" | "ez" | "ed", second] =
                whole[..]
            {
                put(&[format!("{}-{second}", whole[0]).as_str()]);
            }
        }
        let mut gazetteer = Gazetteer {
            phrases,
            firsts: vec![0; (firsts.len() / 8).next_power_of_two()],
            known: Known::default(),
        };
        for number in firsts {
            let bit = gazetteer.bit(number);
            gazetteer.firsts[bit / 64] |= 1 << (bit % 64);
        }
        gazetteer
    }

    fn bit(&self, number: u64) -> usize {
        (number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20) as usize & (self.firsts.len() * 64 - 1)
    }

    fn lists(&self, number: u64) -> u32 {
        self.phrases.get(number).unwrap_or(0)
    }

    /// What lists say of each word.
    pub fn read(&self, words: &[Word]) -> Vec<Listed> {
        let mut out: Vec<Listed> = words
            .iter()
            .map(|word| Listed { alone: self.lists(hash::row(&[word.lower])), ..Listed::default() })
            .collect();
        let mut at = 0;
        while at < words.len() {
            let (length, lists) = self.longest(&words[at..]);
            for inside in 0..length {
                let part = match (inside == 0, inside + 1 == length) {
                    (true, true) => 3,
                    (true, false) => 0,
                    (false, false) => 1,
                    (false, true) => 2,
                };
                out[at + inside].phrase = lists;
                out[at + inside].part = part;
            }
            at += length.max(1);
        }
        out
    }

    /// The longest phrase that the first words make, and its lists.
    fn longest(&self, words: &[Word]) -> (usize, u32) {
        let mut best = (0, 0);
        if words.is_empty() || self.firsts.is_empty() || words[0].looks.mark {
            return best;
        }
        let bit = self.bit(words[0].lower);
        let more = self.firsts[bit / 64] >> (bit % 64) & 1 == 1;
        let (mut numbers, mut count) = ([0; LONGEST], 0);
        for (at, word) in words.iter().enumerate() {
            // A hyphen is no word of a phrase, and ends none.
            if word.looks.mark {
                if word.lower == self.known.hyphen { continue } else { break }
            }
            numbers[count] = word.lower;
            count += 1;
            let lists = self.lists(hash::row(&numbers[..count]));
            if lists != 0 {
                best = (at + 1, lists);
            }
            if count == LONGEST || !more {
                break;
            }
        }
        best
    }
}

/// What lists say of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The lists that hold it by itself.
    pub alone: u32,
    /// The lists that hold the longest phrase in which it stands; 0: none.
    pub phrase: u32,
    /// Its part of that phrase: 0 first, 1 within, 2 last, 3 the whole.
    pub part: u8,
}

impl Listed {
    /// Whether it stands in the list by itself.
    pub fn is(self, list: List) -> bool {
        self.alone >> list as u32 & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::vocabulary::Vocabulary;
    use crate::lang::word::words;

    fn read(forms: &[&str]) -> Vec<Listed> {
        let rows = [
            ("burkina faso", List::Country),
            ("burkina", List::Town),
            ("al bab", List::City),
            ("dam", List::FacilityNoun),
        ];
        Gazetteer::of(rows.into_iter()).read(&words(forms.iter().copied(), &Vocabulary::default()))
    }

    #[test]
    fn the_longest_phrase_is_taken() {
        let listed = read(&["Burkina", "Faso", "dam"]);
        assert_eq!(listed.iter().map(|listed| listed.part).collect::<Vec<_>>(), [0, 2, 3]);
        assert!(listed[0].is(List::Town) && listed[0].phrase == 1 << List::Country as u32);
        assert!(listed[2].is(List::FacilityNoun));
    }

    #[test]
    fn a_hyphen_is_no_word_of_a_phrase() {
        assert_eq!(read(&["al", "-", "Bab"])[2].part, 2);
        assert_eq!(read(&["al-Bab"])[0].phrase, 1 << List::City as u32);
        assert_eq!(read(&["al", ",", "Bab"])[2].phrase, 0);
    }

    #[test]
    fn no_list_says_nothing() {
        assert_eq!(
            Gazetteer::default().read(&words(["dam"].into_iter(), &Vocabulary::default())),
            [Listed::default()]
        );
    }
}
