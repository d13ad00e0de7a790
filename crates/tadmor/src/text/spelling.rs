//! One name in many spellings: what it costs to write a listed name in another way.
//!
//! In: a name as the gazetteer lists it and one as a page writes it, in Latin, Arabic or Cyrillic letters. Out: a cost
//! in sixteenths of a bit, and why: "Karyatein" for "Qaryatayn" is "q = k, ay = ei". Costs were learned by counting how
//! the names of one place are spelled ([`crate::train::spelling`]); "ou" for "u" is cheap in an Arabic name, a consonant of another
//! place of the mouth is dear. [`Search`] finds the listed names that are cheapest for a name.
//!
//! Does not decide which place or person is meant; see `resolve`.

mod blocks;
mod costs;
mod letters;
mod search;

pub use costs::{Costs, Lattice, Operation};
pub use letters::{Letters, Script, Spelled};
pub use search::{Found, Search};

pub(crate) use costs::{Group, MOST, UNKNOWN_CHANGE, UNKNOWN_LETTER, packed};
pub(crate) use search::bits;

use std::collections::BTreeMap;

use crate::tables::Error;
use crate::tables::rows::rows;

/// The texts that ship: what is known of letters, and what was learned.
pub const SHIPPED: &[&str] = &[LETTERS, LEARNED];

const LETTERS: &str = include_str!("../../../../data/spelling.tsv");
const LEARNED: &str = include_str!("../../../../models/spelling.tsv");

/// Countries whose names are spelled alike, because their languages are written into Latin letters alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Family {
    /// Arabic, in English, French and German manners.
    Arabic,
    /// Ukrainian, Russian and their neighbours.
    Slavic,
    /// All others: Persian, Pashto, Turkish, Amharic and more.
    Other,
}

impl Family {
    /// All of them.
    pub const ALL: [Family; 3] = [Family::Arabic, Family::Slavic, Family::Other];

    /// As in the tables.
    pub fn word(self) -> &'static str {
        match self {
            Family::Arabic => "arabic",
            Family::Slavic => "slavic",
            Family::Other => "other",
        }
    }

    /// From the word in the tables.
    pub fn parse(word: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| family.word() == word)
    }
}

/// What is known of spelling: letters by hand, costs as learned.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    letters: Letters,
    families: BTreeMap<String, Family>,
    learned: BTreeMap<(Family, Script), Costs>,
    nothing: Costs,
}

impl Spellings {
    /// Those that ship.
    pub fn shipped() -> Result<Spellings, Error> {
        let mut spellings = Spellings::letters_only()?;
        spellings.learn_from("models/spelling.tsv", LEARNED)?;
        Ok(spellings)
    }

    /// The letters that ship, with nothing learned.
    pub fn letters_only() -> Result<Spellings, Error> {
        let mut families = BTreeMap::new();
        for row in rows("data/spelling.tsv", LETTERS) {
            let [kind, country, family] = row.fields()?;
            if kind == "family" {
                let family = Family::parse(family)
                    .ok_or_else(|| row.error(format!("\"{family}\" is no family of spellings")))?;
                families.insert(country.to_owned(), family);
            }
        }
        let letters = Letters::parse("data/spelling.tsv", LETTERS)?;
        Ok(Spellings { letters, families, learned: BTreeMap::new(), nothing: Costs::default() })
    }

    /// Takes over what was learned, in the form of `models/spelling.tsv`.
    pub fn learn_from(&mut self, file: &str, text: &str) -> Result<(), Error> {
        self.learned = Costs::parse_all(file, text, &self.letters)?;
        Ok(())
    }

    /// How letters are read.
    pub fn letters(&self) -> &Letters {
        &self.letters
    }

    /// The family that a country's names are spelled by.
    pub fn family(&self, country: &str) -> Family {
        self.families.get(country).copied().unwrap_or(Family::Other)
    }

    /// What spellings cost for listed names of `family` in `script`, written in Latin letters.
    pub fn costs(&self, family: Family, script: Script) -> &Costs {
        self.learned.get(&(family, script)).unwrap_or(&self.nothing)
    }

    /// What it costs to write the folded name `listed` as `written` (folded, in Latin letters), by the cheapest family; no
    /// word may be left out. None where it costs more than `limit`, or where a name has letters that are not known.
    pub fn cost(&self, listed: &str, written: &str, limit: u32) -> Option<(u32, Family)> {
        let (listed, written) = (self.letters.spelled(listed)?, self.letters.spelled(written)?);
        let of = Family::ALL.into_iter().filter_map(|family| {
            let costs = self.costs(family, listed.script);
            let cost = Lattice::of_all_words().cost(costs, &listed.letters, &written.letters, limit)?;
            Some((cost, family))
        });
        of.min()
    }

    /// Why `written` can be a spelling of `listed` (both folded): "q = k, -ah = -a". Empty where they are the same.
    pub fn because(&self, family: Family, listed: &str, written: &str) -> String {
        let (Some(listed), Some(written)) = (self.letters.spelled(listed), self.letters.spelled(written))
        else {
            return String::new();
        };
        let mut lattice = Lattice::of_all_words();
        let costs = self.costs(family, listed.script);
        let steps = lattice.steps(costs, &listed.letters, &written.letters);
        let told = steps.iter().filter(|(from, to)| from != to).map(|(from, to)| self.letters.told(from, to));
        let mut told: Vec<String> = told.collect();
        told.dedup();
        told.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_cheaper_than_another_name() {
        let spellings = Spellings::shipped().unwrap();
        for (listed, near, far) in [
            ("al qaryatayn", "karyatein", "kurayyat"),
            ("ash shaykh miskin", "sheikh meskine", "sheikh maskana"),
            ("kupiansk", "kupyansk", "kubansk"),
            ("bilohorivka", "belogorovka", "berestovka"),
            ("khan tuman", "khan touman", "khan tahman"),
        ] {
            let cost = |written| spellings.cost(listed, written, 2000).map_or(2000, |(cost, _)| cost);
            assert!(cost(near) < cost(far), "{listed}: {near} {}, {far} {}", cost(near), cost(far));
        }
    }

    #[test]
    fn letters_of_other_scripts_are_spelled_in_latin() {
        let spellings = Spellings::shipped().unwrap();
        for (listed, near, far) in [
            ("تدمر", "tadmur", "damar"),
            ("Бахмут", "bakhmut", "bohot"),
            ("القريتين", "al qaryatayn", "qatana"),
        ] {
            let listed = crate::text::fold::key(listed);
            let cost = |written| spellings.cost(&listed, written, 2000).map_or(2000, |(cost, _)| cost);
            assert!(cost(near) < cost(far), "{listed}: {near} {}, {far} {}", cost(near), cost(far));
        }
    }

    #[test]
    fn reasons_name_what_differs() {
        let spellings = Spellings::shipped().unwrap();
        let because = spellings.because(Family::Arabic, "qaryatayn", "karyatein");
        assert!(because.contains("= k"), "{because}");
        assert_eq!(spellings.because(Family::Arabic, "homs", "homs"), "");
    }
}
