//! When two names are one: a list of groups of names, and a surname alone.
//!
//! The rules are those of the scorer that counts (claims.py), word for word.

use std::collections::BTreeMap;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use super::gold;
use crate::failure::Failure;

/// One word of these is no surname.
const GENERIC: [&str; 19] = [
    "army",
    "forces",
    "force",
    "troops",
    "military",
    "government",
    "ministry",
    "rebels",
    "militants",
    "militia",
    "militias",
    "police",
    "agency",
    "state",
    "isis",
    "advisers",
    "experts",
    "units",
    "helicopters",
];

/// Groups of names that are one.
#[derive(Clone, Debug, Default)]
pub struct Names {
    one: BTreeMap<String, String>,
}

impl Names {
    /// From a JSON list of lists.
    pub fn load(file: &Path) -> Result<Names, Failure> {
        Ok(Names::new(&gold::load_json::<Vec<Vec<String>>>(file)?))
    }

    /// From groups whose first name stands for all.
    pub fn new(groups: &[Vec<String>]) -> Names {
        let mut one = BTreeMap::new();
        for group in groups {
            let Some(first) = group.first() else { continue };
            one.extend(group.iter().map(|name| (key(name), key(first))));
        }
        Names { one }
    }

    /// The key that stands for all spellings of `name`.
    pub fn canonical(&self, name: &str) -> String {
        let key = key(name);
        self.one.get(&key).cloned().unwrap_or(key)
    }

    /// Whether both names are one; a surname alone is enough.
    pub fn same(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.canonical(a), self.canonical(b));
        if a.is_empty() || b.is_empty() {
            return false;
        }
        if a == b {
            return true;
        }
        let (mut short, mut long): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
        if long.len() < short.len() {
            std::mem::swap(&mut short, &mut long);
        }
        let generic = |word: &str| GENERIC.contains(&word);
        short.len() == 1 && long.len() <= 3 && long.last() == short.first() && !generic(short[0])
    }

    /// Whether any of `these` is one with any of `those`.
    pub fn any<'n>(
        &self,
        these: impl IntoIterator<Item = &'n str>,
        those: impl IntoIterator<Item = &'n str> + Clone,
    ) -> bool {
        these.into_iter().any(|one| those.clone().into_iter().any(|other| self.same(one, other)))
    }
}

/// Lower case, without marks and punctuation, without "the", "al", "city", "of".
pub fn key(name: &str) -> String {
    let bare: String = name.nfkd().filter(|character| canonical_combining_class(*character) == 0).collect();
    let mut spaced = String::new();
    let mut gap = false;
    for character in bare.to_lowercase().chars() {
        let keeps = character.is_alphanumeric() || character == '_' || character == ' ';
        match keeps {
            true => spaced.push(character),
            // A run of other characters is one space.
            false if !gap => spaced.push(' '),
            false => {}
        }
        gap = !keeps;
    }
    let words = spaced.split_whitespace().filter(|word| !matches!(*word, "the" | "al" | "city" | "of"));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_alone_will_do_and_a_common_word_will_not() {
        let names = Names::default();
        assert!(names.same("Amara Diallo", "Diallo"));
        assert!(names.same("The City of Al-Marsa", "Marsa"));
        assert!(!names.same("Marsa army", "army"));
        assert!(!names.same("Ministry of Marsa", "Diallo"));
        assert!(!names.same("", ""));
    }

    #[test]
    fn names_of_a_group_are_one() {
        let names = Names::new(&[vec!["Marsa".to_owned(), "El Marsá".to_owned()]]);
        assert!(names.same("el marsa", "Marsa"));
    }
}
