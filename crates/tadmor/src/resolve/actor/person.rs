//! Persons of one page made one: "Lt. Gen. Ivan Petrenko", "Petrenko", "Petrenco".
//!
//! In: the page's mentions. Out: for each person the fullest form of the name on the page, and why.

use std::collections::BTreeMap;

use crate::mention::ActorMention;
use crate::mention::actor::ActorClass;
use crate::mention::name::folded;
use crate::page::Page;
use crate::tables::places::spell::{is_article, skeleton};
use crate::text::fold::squeezed;
use crate::text::spelling::Spellings;

/// A person's name as understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    /// The fullest form on the page, without title.
    pub name: String,
    /// The institution that a title on the page names.
    pub of: Option<String>,
    /// Which spelling, and why.
    pub because: String,
}

/// One full name on the page.
struct Full {
    name: String,
    folded: Vec<String>,
    of: Option<String>,
}

/// The most full names of one surname, and the most of all whose spelling is compared: a page that holds more is no
/// news, and must cost no more than its length.
const MOST: usize = 64;

/// The full names on a page.
#[derive(Default)]
struct Fulls {
    list: Vec<Full>,
    by_words: BTreeMap<Vec<String>, usize>,
    by_surname: BTreeMap<String, Vec<usize>>,
}

impl Fulls {
    fn add(&mut self, name: String, words: Vec<String>, of: Option<&str>) {
        if let Some(at) = self.by_words.get(&words) {
            let known = &mut self.list[*at];
            known.of = known.of.take().or_else(|| of.map(str::to_owned));
            return;
        }
        let at = self.list.len();
        self.by_words.insert(words.clone(), at);
        let surname = words.last().cloned().unwrap_or_default();
        self.by_surname.entry(surname).or_default().push(at);
        self.list.push(Full { name, folded: words, of: of.map(str::to_owned) });
    }

    /// The full names that end in the surname, the first ones.
    fn of_surname(&self, surname: &str) -> impl Iterator<Item = &Full> {
        let found = self.by_surname.get(surname).map_or(&[][..], Vec::as_slice);
        found.iter().take(MOST).map(|at| &self.list[*at])
    }

    /// The full name of exactly these words.
    fn exactly(&self, words: &[String]) -> Option<&Full> {
        self.by_words.get(words).map(|at| &self.list[*at])
    }
}

/// For each of `mentions` the person meant; empty for those that are no persons.
pub fn merge(page: &Page, mentions: &[ActorMention], spellings: &Spellings) -> Vec<Merged> {
    let mut full = Fulls::default();
    let persons = || mentions.iter().filter(|mention| mention.class == ActorClass::Person);
    for mention in persons() {
        let name = squeezed(page.text.slice(mention.name));
        let words = surname_words(&name);
        if words.len() < 2 {
            continue;
        }
        full.add(name, words, mention.of.as_deref());
    }
    let merged = |mention: &ActorMention| match mention.class {
        ActorClass::Person => {
            meant(&squeezed(page.text.slice(mention.name)), mention.of.as_deref(), &full, spellings)
        }
        _ => Merged::default(),
    };
    mentions.iter().map(merged).collect()
}

/// The folded words of a name, articles left out.
fn surname_words(name: &str) -> Vec<String> {
    folded(name).split(' ').filter(|word| !is_article(word)).map(str::to_owned).collect()
}

fn meant(written: &str, of: Option<&str>, full: &Fulls, spellings: &Spellings) -> Merged {
    let words = surname_words(written);
    let of = of.map(str::to_owned);
    let own =
        |because: &str| Merged { name: written.to_owned(), of: of.clone(), because: because.to_owned() };
    let surname = words.last().map_or("", String::as_str);
    let mut exact: Vec<&Full> =
        full.of_surname(surname).filter(|known| fits(&words, &known.folded, None)).collect();
    if let Some(own) =
        full.exactly(&words).filter(|own| !exact.iter().any(|known| known.folded == own.folded))
    {
        exact.push(own);
    }
    let near: Vec<&Full> = match exact.is_empty() {
        true => {
            let near = |known: &&Full| fits(&words, &known.folded, Some(spellings));
            full.list.iter().take(MOST).filter(near).collect()
        }
        false => Vec::new(),
    };
    let fitting = if exact.is_empty() { &near } else { &exact };
    match fitting.as_slice() {
        [] => own("as written: the page gives no fuller name"),
        [one] if one.folded == words => Merged {
            name: one.name.clone(),
            of: of.or_else(|| one.of.clone()),
            because: "the name as written".to_owned(),
        },
        [one] => Merged {
            name: one.name.clone(),
            of: of.or_else(|| one.of.clone()),
            because: match exact.is_empty() {
                false => format!("\"{written}\" is a part of \"{}\" on this page", one.name),
                true => format!("\"{written}\" is a near spelling of \"{}\" on this page", one.name),
            },
        },
        // "Rami Rahman" and "Rami Abdel Rahman": the longest that holds all the others.
        several => match several.iter().max_by_key(|known| known.folded.len()) {
            Some(longest) if several.iter().all(|known| fits(&known.folded, &longest.folded, None)) => {
                Merged {
                    name: longest.name.clone(),
                    of: of.or_else(|| longest.of.clone()),
                    because: format!("\"{written}\" is a part of \"{}\" on this page", longest.name),
                }
            }
            _ if several.iter().any(|known| known.folded == words) => own("the name as written"),
            _ => own("as written: several persons on this page have the name"),
        },
    }
}

/// Whether `words` is the full name or a part of it that ends in its surname; with `near`, spellings may differ.
fn fits(words: &[String], full: &[String], near: Option<&Spellings>) -> bool {
    let (Some(last), Some(surname)) = (words.last(), full.last()) else { return false };
    let same = |one: &str, other: &str| {
        one == other || near.is_some_and(|spellings| spelled_alike(one, other, spellings))
    };
    if !same(last, surname) || words.len() > full.len() {
        return false;
    }
    let mut rest = full.iter();
    words.iter().all(|word| rest.any(|other| same(word, other) || initial(word, other)))
}

/// "V" for "vladimir".
fn initial(word: &str, other: &str) -> bool {
    word.len() == 1 && other.starts_with(word)
}

/// Surnames of five letters or more that differ in two letters at most and begin alike, or share their consonants.
fn spelled_alike(one: &str, other: &str, spellings: &Spellings) -> bool {
    if one.chars().count() < 5 || other.chars().count() < 5 || one.chars().next() != other.chars().next() {
        return false;
    }
    strsim::levenshtein(one, other) <= 1
        || strsim::levenshtein(one, other) == 2
            && (skeleton(one) == skeleton(other) || one.chars().count() >= 6)
        || is_spelling(one, other, spellings)
}

/// "Konaschenkow" for "Konashenkov": what is dearer, in 1/16 bit for each letter, is another name.
fn is_spelling(one: &str, other: &str, spellings: &Spellings) -> bool {
    const MOST_A_LETTER: u32 = 20;
    let (letters, others) = (one.chars().count(), other.chars().count());
    let limit = letters.max(others) as u32 * MOST_A_LETTER;
    letters.abs_diff(others) <= 3 && spellings.cost(one, other, limit).is_some()
}

#[cfg(test)]
mod tests {
    use super::spelled_alike;
    use crate::text::spelling::Spellings;

    #[test]
    fn spellings_of_one_surname_and_of_two() {
        let spellings = Spellings::shipped().unwrap();
        let spelled_alike = |one, other| spelled_alike(one, other, &spellings);
        assert!(spelled_alike("konashenkov", "konaschenkow"));
        assert!(spelled_alike("petrenko", "petrenco"));
        assert!(spelled_alike("konashenkov", "konashenkof"));
        assert!(!spelled_alike("titov", "petrov"));
        assert!(!spelled_alike("khan", "kham"));
        assert!(!spelled_alike("petrov", "ivanov"));
    }
}
