//! Whether two names are of one person or one group.
//!
//! In: two names as written. Out: why they can be one ("spelled otherwise: kh = h", "a title and the family name"), or
//! nothing. Near misses stay apart: brothers, a father and his son, the 79th and the 95th brigade, a group and its branch.
//!
//! "Abd al-Fattah al-Burhan" and "Abdel Fattah Burhan" are one; "Rafik Hariri" and "Saad Hariri" are two.

mod group;
mod person;

use crate::tables::Tables;
use crate::tables::actors::Actors;
use crate::tables::name_forms::NameForms;
use crate::text::fold::key;
use crate::text::spelling::Spellings;

/// What bears the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A human being.
    Person,
    /// An armed group, a force, an institution.
    Group,
}

/// Why `one` and `other` are names of one; none where they are of two, or where nothing says that they are of one.
pub fn same_name(one: &str, other: &str, kind: Kind, tables: &Tables) -> Option<String> {
    let known = Known { actors: &tables.actors, forms: &tables.name_forms, spellings: &tables.spellings };
    known.same(one, other, kind)
}

/// The tables that names are held against.
#[derive(Clone, Copy)]
pub(crate) struct Known<'t> {
    pub(crate) actors: &'t Actors,
    pub(crate) forms: &'t NameForms,
    pub(crate) spellings: &'t Spellings,
}

/// Two words are one name in two spellings if the change costs no more for each letter, in 1/16 bit.
const MOST_A_LETTER: u32 = 32;
/// Short words need likeness too.
const LEAST_ALLOWED: u32 = 110;

impl Known<'_> {
    pub(crate) fn same(self, one: &str, other: &str, kind: Kind) -> Option<String> {
        // Names are short; what is not is no name.
        if one.len() > 200 || other.len() > 200 {
            return None;
        }
        if key(one) == key(other) && !key(one).is_empty() {
            return Some("written alike".to_owned());
        }
        match kind {
            Kind::Person => person::same(one, other, self),
            Kind::Group => group::same(one, other, self),
        }
    }

    /// Why two folded words are one word in two spellings; an empty reason where they are the same.
    fn one_word(self, one: &str, other: &str) -> Option<String> {
        if one == other {
            return Some(String::new());
        }
        let letters = one.chars().count().max(other.chars().count()) as u32;
        let limit = (letters * MOST_A_LETTER).max(LEAST_ALLOWED);
        let there = self.spellings.cost(one, other, limit);
        let back = self.spellings.cost(other, one, limit);
        let (_, family) = there.into_iter().chain(back).min()?;
        let because = self.spellings.because(family, one, other);
        Some(format!("\"{one}\" and \"{other}\" are one word in two spellings ({because})"))
    }
}
