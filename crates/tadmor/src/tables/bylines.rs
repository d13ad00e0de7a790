//! Words by which a byline is known and taken apart.
//!
//! In: `data/bylines.tsv`. Out: [`Bylines`], asked with folded words. "Text von" stands before a name, "Redakteurin"
//! is a role, "admin" is nobody, "PhD" stands behind a name and is no part of it.

use std::collections::BTreeSet;

use super::Error;
use super::keyed::Keyed;
use super::rows::{rows, several};
use crate::text::fold::key;

const BYLINES: &str = include_str!("../../../../data/bylines.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[BYLINES];

/// How words are used in and around a byline. A phrase can be of several kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sense {
    /// Before the name: "written by".
    By,
    /// Before the name, but common elsewhere: "di".
    Weak,
    /// Before the name, or a heading of its own: "Author".
    Label,
    /// Between two names.
    And,
    /// Before the name of someone who did something else: "reviewed by".
    Other,
    /// A name ends before it.
    End,
    /// What a person is: "Staff Writer".
    Role,
    /// Signs for several: "Redaktion".
    Team,
    /// Names nobody: "admin".
    Nobody,
    /// Before a name: "Dr".
    Title,
    /// Behind a name: "PhD".
    After,
    /// Written small in a name: "von".
    Particle,
    /// Makes a name that of a firm or a station.
    Company,
}

/// What a class says of the words in its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// They are the writer's name.
    Name,
    /// They hold it, with more.
    Vague,
    /// They are about someone else.
    Far,
}

/// No phrase has more words.
pub const LONGEST_PHRASE: usize = 5;

/// Words of bylines.
#[derive(Clone, Debug, Default)]
pub struct Bylines {
    phrases: Keyed<u16>,
    /// How many words the longest phrase has that begins with a word.
    longest: Keyed<usize>,
    /// First words of what can stand before a name.
    before: Keyed<bool>,
    names: BTreeSet<String>,
    vague: BTreeSet<String>,
    far: Vec<String>,
}

impl Bylines {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut bylines = Bylines::default();
        for row in rows("bylines.tsv", BYLINES) {
            let [kind, words] = row.fields()?;
            let sense = match kind {
                "by" => Sense::By,
                "weak" => Sense::Weak,
                "label" => Sense::Label,
                "and" => Sense::And,
                "other" => Sense::Other,
                "end" => Sense::End,
                "role" => Sense::Role,
                "team" => Sense::Team,
                "nobody" => Sense::Nobody,
                "title" => Sense::Title,
                "after" => Sense::After,
                "particle" => Sense::Particle,
                "company" => Sense::Company,
                "class" => {
                    bylines.names.extend(several(words).map(str::to_owned));
                    continue;
                }
                "vague" => {
                    bylines.vague.extend(several(words).map(str::to_owned));
                    continue;
                }
                "far" => {
                    bylines.far.extend(several(words).map(str::to_owned));
                    continue;
                }
                _ => return Err(row.error(format!("no such kind of word: {kind}"))),
            };
            for phrase in several(words) {
                let folded = key(phrase);
                if folded.is_empty() || folded.split(' ').count() > LONGEST_PHRASE {
                    return Err(row.error(format!("{phrase}: a phrase has one to {LONGEST_PHRASE} words")));
                }
                *bylines.phrases.entry(&folded) |= 1 << sense as u16;
                let first = first_word(&folded);
                let longest = bylines.longest.entry(first);
                *longest = (*longest).max(folded.split(' ').count());
                if matches!(sense, Sense::By | Sense::Weak | Sense::Label) {
                    *bylines.before.entry(first) = true;
                }
            }
        }
        Ok(bylines)
    }

    /// Whether the folded `phrase` is used so.
    pub fn is(&self, phrase: &str, sense: Sense) -> bool {
        self.phrases.get(phrase).is_some_and(|senses| senses & (1 << sense as u16) != 0)
    }

    /// How many of the folded `words` from the first on make the longest phrase that is used in one of these senses;
    /// nothing where none does.
    pub fn opens(&self, words: &[&str], senses: &[Sense]) -> usize {
        let Some(known) = words.first().and_then(|word| self.longest.get(first_word(word))) else { return 0 };
        let longest = words.len().min(*known);
        let fits = |length: &usize| {
            let phrase = words[..*length].join(" ");
            senses.iter().any(|sense| self.is(&phrase, *sense))
        };
        (1..=longest).rev().find(fits).unwrap_or(0)
    }

    /// Whether a phrase that can stand before a name may begin with one of the words of the folded line.
    pub fn may_sign(&self, line: &str) -> bool {
        line.split(' ').any(|word| self.before.get(word).is_some())
    }

    /// Whether the folded `words` end with a phrase that is used so.
    pub fn ends(&self, words: &[&str], sense: Sense) -> bool {
        let longest = words.len().min(LONGEST_PHRASE);
        (1..=longest).any(|length| self.is(&words[words.len() - length..].join(" "), sense))
    }

    /// What a class or id says of the words in its element, where it says anything.
    pub fn class(&self, class: &str) -> Option<Mark> {
        if self.far.iter().any(|far| class.contains(far.as_str())) {
            return Some(Mark::Far);
        }
        if self.names.contains(class) {
            return Some(Mark::Name);
        }
        self.vague.contains(class).then_some(Mark::Vague)
    }
}

fn first_word(folded: &str) -> &str {
    folded.split(' ').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_the_longest_first() {
        let bylines = Bylines::shipped().unwrap();
        let by = |line: &str| {
            let folded = key(line);
            bylines.opens(&folded.split(' ').collect::<Vec<_>>(), &[Sense::By])
        };
        assert_eq!(by("Written by Anna Kowal"), 2);
        assert_eq!(by("Von Anna Kowal"), 1);
        assert_eq!(by("Propos recueillis par Anna"), 3);
        assert_eq!(by("بقلم: سامي"), 1);
        assert_eq!(by("Anna Kowal"), 0);
        assert!(bylines.is("redakteurin", Sense::Role));
        assert!(bylines.is("admin", Sense::Nobody));
        assert_eq!(bylines.class("author-name"), Some(Mark::Name));
        assert_eq!(bylines.class("comment-author"), Some(Mark::Far));
    }
}
