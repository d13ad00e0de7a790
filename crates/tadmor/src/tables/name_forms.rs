//! Forms of the names of people and groups.
//!
//! In: `data/name-forms.tsv`. Out: [`NameForms`]: which words of a name are written as one, which say little, which are one
//! given name in two languages, what "Liwa" is in English, who goes by another name.

use std::collections::{BTreeMap, BTreeSet};

use super::Error;
use super::rows::{rows, several};
use crate::text::fold::key;

/// The text that ships.
pub const SHIPPED: &[&str] = &[FORMS];

const FORMS: &str = include_str!("../../../../data/name-forms.tsv");

/// What is known of the words of names.
#[derive(Clone, Debug, Default)]
pub struct NameForms {
    by_kind: BTreeMap<&'static str, BTreeMap<String, String>>,
    sets: BTreeMap<&'static str, BTreeSet<String>>,
    given: BTreeMap<String, BTreeSet<usize>>,
    people: Vec<Vec<String>>,
}

/// Kinds of rows whose words mean something.
const MEANINGS: [&str; 5] = ["front", "tail", "kind", "word", "number"];
/// Kinds of rows whose words are of the kind, and no more.
const SETS: [&str; 7] = ["little", "title", "prefixed", "second", "weak", "arm", "little-group"];

impl NameForms {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut forms = NameForms::default();
        let mut given = 0;
        for row in rows("data/name-forms.tsv", FORMS) {
            let [kind, words, meaning] = row.fields()?;
            if kind == "given" {
                for word in several(words) {
                    forms.given.entry(key(word)).or_default().insert(given);
                }
                given += 1;
            } else if kind == "person" {
                forms.people.push(several(words).map(str::to_owned).collect());
            } else if let Some(kind) = SETS.into_iter().find(|set| *set == kind) {
                forms.sets.entry(kind).or_default().extend(several(words).map(key));
            } else if let Some(kind) = MEANINGS.into_iter().find(|meant| *meant == kind) {
                let first = several(words).next().ok_or_else(|| row.error("no words"))?;
                let meaning = key(if meaning.is_empty() { first } else { meaning });
                let of_kind = forms.by_kind.entry(kind).or_default();
                of_kind.extend(several(words).map(|word| (key(word), meaning.clone())));
            } else {
                return Err(row.error(format!("\"{kind}\" is no kind of row")));
            }
        }
        Ok(forms)
    }

    /// What a word of a kind of rows stands for: `meaning("kind", "liwa")` is "brigade".
    pub fn meaning(&self, kind: &str, word: &str) -> Option<&str> {
        self.by_kind.get(kind)?.get(word).map(String::as_str)
    }

    /// Whether a word is of a kind of rows without meaning: "little", "title".
    pub fn is(&self, kind: &str, word: &str) -> bool {
        self.sets.get(kind).is_some_and(|words| words.contains(word))
    }

    /// Whether two words are forms of one given name.
    pub fn one_given_name(&self, one: &str, other: &str) -> bool {
        let (Some(one), Some(other)) = (self.given.get(one), self.given.get(other)) else { return false };
        !one.is_disjoint(other)
    }

    /// People who go by several names.
    pub fn people(&self) -> &[Vec<String>] {
        &self.people
    }
}
