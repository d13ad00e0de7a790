//! Words of classes and ids, in groups.
//!
//! In: `data/class-words.tsv`. Out: [`Classes`]: which groups a class or an id speaks of.
//! `class="story-body__text"` is of the groups article and text.

use std::collections::BTreeMap;

use super::Error;
use super::keyed::Keyed;
use super::phrases::Phrases;
use super::rows::{rows, several};
use super::zones::ClassWords;

const CLASSES: &str = include_str!("../../../../data/class-words.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[CLASSES];

/// Words of classes, in groups.
#[derive(Clone, Debug)]
pub struct Classes {
    names: Vec<String>,
    whole: Keyed<u32>,
    parts: Phrases,
    /// The groups of each part, as bits.
    groups: Vec<u32>,
}

impl Classes {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut names: Vec<String> = Vec::new();
        let mut whole: Keyed<u32> = Keyed::default();
        let mut parts: BTreeMap<String, u32> = BTreeMap::new();
        for row in rows("class-words.tsv", CLASSES) {
            let [name, words] = row.fields()?;
            if names.len() == 32 || names.iter().any(|known| known == name) {
                return Err(row.error("at most 32 groups, each on one line"));
            }
            let bit = 1 << names.len();
            names.push(name.to_owned());
            for word in several(words) {
                match word.strip_suffix('*') {
                    Some(part) => *parts.entry(part.to_owned()).or_default() |= bit,
                    None => *whole.entry(word) |= bit,
                }
            }
        }
        let (parts, groups): (Vec<String>, Vec<u32>) = parts.into_iter().unzip();
        let parts = Phrases::of("class-words.tsv", parts)?;
        Ok(Classes { names, whole, parts, groups })
    }

    /// The groups by name; a group's bit is its place.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The groups with these names, as bits.
    pub fn bits(&self, names: &[&str]) -> u32 {
        let found = self.names.iter().enumerate().filter(|(_, name)| names.contains(&name.as_str()));
        found.fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// The groups that `class` speaks of, as bits.
    pub fn of(&self, class: &str) -> u32 {
        let mut bits = 0;
        for word in ClassWords::of(class).iter() {
            bits |= self.whole.get(word).copied().unwrap_or(0);
            for (part, ..) in self.parts.all(word) {
                bits |= self.groups[part];
            }
        }
        bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(class: &str) -> Vec<String> {
        let classes = Classes::shipped().unwrap();
        let bits = classes.of(class);
        classes
            .names()
            .iter()
            .enumerate()
            .filter(|(at, _)| bits >> at & 1 == 1)
            .map(|(_, name)| name.clone())
            .collect()
    }

    #[test]
    fn a_class_speaks_of_groups_by_whole_words_and_by_parts() {
        assert_eq!(groups("storyBody__text"), ["article", "text"]);
        assert_eq!(groups("ad"), ["ad"]);
        assert!(groups("thread").iter().all(|group| group != "ad"));
    }
}
