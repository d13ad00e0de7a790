//! Every spelling of a name: what the search index holds beside a claim's own words.
//!
//! In: a ledger, and whatever the tables know besides. Out: for a canonical name, all its spellings. A claim that
//! writes "Tadmur" is found by "Palmyra", since another page or the gazetteer says that they are one.

use std::collections::{BTreeMap, BTreeSet};

use tadmor::Ledger;
use tadmor::claim::{Claim, Party, Place};

/// All spellings of each canonical name.
#[derive(Clone, Debug, Default)]
pub struct Spellings {
    of: BTreeMap<String, BTreeSet<String>>,
}

impl Spellings {
    /// Those that the pages of `ledger` write.
    pub fn of(ledger: &Ledger) -> Spellings {
        let mut spellings = Spellings::default();
        for claim in &ledger.claims {
            let claim = &claim.claim;
            for party in parties(claim) {
                spellings.add_written(&party.name, &party.written);
            }
            for link in &claim.chain {
                spellings.add_written(&link.name, &link.written);
            }
            for place in &claim.places {
                spellings.add(place_key(place), &place.name);
                spellings.add_written(place_key(place), &place.written);
            }
        }
        spellings
    }

    /// Adds a spelling that a table knows. `name` is a canonical name, or a place's id where it has one.
    pub fn add(&mut self, name: &str, spelling: &str) {
        if name != spelling && !spelling.is_empty() {
            self.of.entry(name.to_owned()).or_default().insert(spelling.to_owned());
        }
    }

    /// Adds words of a page where they are a name: "he" and "the group" are not spellings of anyone's name.
    fn add_written(&mut self, name: &str, written: &str) {
        if is_name(written) {
            self.add(name, written);
        }
    }

    /// The spellings of `name` other than itself, in order.
    pub fn spellings(&self, name: &str) -> impl Iterator<Item = &str> {
        self.of.get(name).into_iter().flatten().map(String::as_str)
    }

    /// Every way to write the places of `claim`.
    pub(crate) fn places<'s>(&'s self, claim: &'s Claim) -> BTreeSet<&'s str> {
        claim.places.iter().flat_map(|place| self.place(place)).collect()
    }

    /// Every way to write `place`, its own name included.
    pub fn place<'s>(&'s self, place: &'s Place) -> impl Iterator<Item = &'s str> {
        [place.name.as_str(), place.written.as_str()].into_iter().chain(self.spellings(place_key(place)))
    }

    /// Every way to write the parties and speakers of `claim`.
    pub(crate) fn names<'s>(&'s self, claim: &'s Claim) -> BTreeSet<&'s str> {
        let mut all = BTreeSet::new();
        for party in parties(claim) {
            all.extend([party.name.as_str(), party.written.as_str()]);
            all.extend(self.spellings(&party.name));
        }
        for link in &claim.chain {
            all.extend([link.name.as_str(), link.written.as_str()]);
            all.extend(self.spellings(&link.name));
        }
        all
    }
}

fn parties(claim: &Claim) -> impl Iterator<Item = &Party> {
    claim.agent.iter().chain(&claim.support).chain(&claim.target)
}

/// Two towns of one name have two ids; a place without an id is known by its name alone.
fn place_key(place: &Place) -> &str {
    place.id.as_deref().unwrap_or(&place.name)
}

/// Whether some word of `written` is a name: it starts with a capital and is longer than "He", or its script has
/// no capitals.
fn is_name(written: &str) -> bool {
    written.split_whitespace().any(|word| {
        let word = word.trim_matches(|character: char| !character.is_alphanumeric());
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let uncased = word.chars().any(|character| {
            character.is_alphabetic() && !character.is_lowercase() && !character.is_uppercase()
        });
        (capital && word.chars().count() > 3 && !is_pronoun(word))
            || uncased
            || (word.len() > 1 && word.chars().all(char::is_uppercase))
    })
}

fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "They" | "Them" | "Their" | "That" | "This" | "These" | "Those" | "Some" | "Both" | "Such" | "Other"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pronouns_and_common_nouns_are_no_spellings() {
        let mut spellings = Spellings::default();
        for written in ["He", "They", "the group", "militants", "MSF", "Medecins Sans Frontieres", "تدمر"]
        {
            spellings.add_written("someone", written);
        }
        let all: Vec<_> = spellings.spellings("someone").collect();
        assert_eq!(all, ["MSF", "Medecins Sans Frontieres", "تدمر"]);
    }
}
