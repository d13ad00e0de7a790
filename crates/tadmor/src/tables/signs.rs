//! Words by which pages say that something is not the article's own text.
//!
//! In: `data/page-signs.tsv`. Out: [`Signs`], asked whether words lead to another article, close the text to all but
//! subscribers, ask for consent, check for robots, say that a page is missing, mark the posts of a live blog, or answer
//! a comment.

use std::collections::{BTreeMap, BTreeSet};

use super::Error;
use super::phrases::Phrases;
use super::rows::rows;
use crate::text::fold::key;

const SIGNS: &str = include_str!("../../../../data/page-signs.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[SIGNS];

/// What stands where an article should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wall {
    /// A check for robots.
    Robots,
    /// "Page not found".
    Missing,
}

/// The words.
#[derive(Clone, Debug)]
pub struct Signs {
    leads: BTreeSet<String>,
    paywall: Phrases,
    consent: Phrases,
    we: BTreeSet<String>,
    robots: Phrases,
    missing: Phrases,
    answers: BTreeSet<String>,
    ages: Vec<Vec<String>>,
    units: BTreeSet<String>,
    live: BTreeSet<String>,
    post: BTreeSet<String>,
    /// The longest word of each of these.
    liveliest: Phrases,
}

impl Signs {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut sets: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        let mut phrases: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let mut ages = Vec::new();
        for row in rows("page-signs.tsv", SIGNS) {
            let [kind, _, words] = row.fields()?;
            if words.is_empty() {
                return Err(row.error("needs three fields: kind, language, words"));
            }
            match kind {
                "paywall" | "consent" | "robots" | "missing" => {
                    phrases.entry(kind).or_default().push(key(words));
                }
                "lead" | "we" | "answer" => drop(sets.entry(kind).or_default().insert(key(words))),
                "unit" | "live" | "post" => drop(sets.entry(kind).or_default().insert(words.to_owned())),
                "age" => {
                    let fold = |word: &str| if word == "#" { word.to_owned() } else { key(word) };
                    ages.push(words.split(' ').map(fold).collect());
                }
                _ => return Err(row.error(format!("no such kind of sign: {kind}"))),
            }
        }
        let posts = ["live", "post"].into_iter().filter_map(|kind| sets.get(kind)).flatten();
        let longest = posts.filter_map(|words| words.split('-').max_by_key(|word| word.len()));
        let liveliest = Phrases::in_any_case("page-signs.tsv", longest.map(str::to_owned).collect())?;
        let mut set = |kind| sets.remove(kind).unwrap_or_default();
        let mut phrases = |kind| Phrases::of("page-signs.tsv", phrases.remove(kind).unwrap_or_default());
        Ok(Signs {
            leads: set("lead"),
            paywall: phrases("paywall")?,
            consent: phrases("consent")?,
            we: set("we"),
            robots: phrases("robots")?,
            missing: phrases("missing")?,
            answers: set("answer"),
            ages,
            units: set("unit"),
            live: set("live"),
            post: set("post"),
            liveliest,
        })
    }

    /// The words of `text` that lead to another article: those before a colon, a bar or a dash; or the first words,
    /// where the whole is `linked`.
    pub fn lead<'t>(&self, text: &'t str, linked: bool) -> Option<&'t str> {
        let text = text.trim_start_matches(|first: char| !first.is_alphanumeric());
        let near: usize = text.char_indices().nth(40).map_or(text.len(), |(at, _)| at);
        let head = &text[..near];
        if let Some(at) = head.find([':', '|', '–', '—', '>', '»', '：', '\n'])
            && self.leads.contains(&key(&head[..at]))
        {
            return Some(head[..at].trim());
        }
        if !linked {
            return None;
        }
        let ends = head.char_indices().filter(|(_, character)| *character == ' ').map(|(at, _)| at);
        let mut heads = ends.map(|at| &head[..at]).filter(|head| head.contains(' '));
        heads.rfind(|head| self.leads.contains(&key(head)))
    }

    /// The words of a folded paragraph that keep the rest for subscribers.
    pub fn paywall(&self, key: &str) -> Option<&str> {
        self.paywall.first(key)
    }

    /// The words of a folded paragraph that ask for consent.
    pub fn consent(&self, key: &str) -> Option<&str> {
        self.consent.first(key)
    }

    /// Whether a folded word is "we", "our" or "your".
    pub fn is_we(&self, word: &str) -> bool {
        self.we.contains(word)
    }

    /// The words of a folded block that stand where an article should.
    pub fn wall(&self, wall: Wall, key: &str) -> Option<&str> {
        match wall {
            Wall::Robots => self.robots.first(key),
            Wall::Missing => self.missing.first(key),
        }
    }

    /// Whether a folded line is the button that answers a comment.
    pub fn is_answer(&self, key: &str) -> bool {
        self.answers.contains(key)
    }

    /// Whether a folded line ends with how long ago it was written ("ana 2 days ago"), a name perhaps glued to the
    /// number ("ana2 days ago"), or is that in short ("8d").
    pub fn ends_in_age(&self, key: &str) -> bool {
        let words: Vec<&str> = key.split(' ').collect();
        if let [one] = words.as_slice() {
            let unit = one.trim_start_matches(|digit: char| digit.is_ascii_digit());
            return unit.len() < one.len() && one.len() - unit.len() <= 3 && self.units.contains(unit);
        }
        self.ages.iter().any(|age| {
            let Some(from) = words.len().checked_sub(age.len()) else { return false };
            let fits = |(place, (said, word)): (usize, (&String, &&str))| match said.as_str() {
                "#" if place == 0 => word.ends_with(|last: char| last.is_ascii_digit()),
                "#" => word.bytes().all(|byte| byte.is_ascii_digit()),
                said => said == *word,
            };
            age.iter().zip(&words[from..]).enumerate().all(fits)
        })
    }

    /// Whether a class as written can speak of a live blog at all: cheaper than to part its words.
    pub fn may_be_live(&self, class: &str) -> bool {
        self.liveliest.any(class)
    }

    /// Whether a class, its words parted by "-", holds the posts of a live blog.
    pub fn live(&self, class: &str) -> bool {
        self.live.contains(class)
    }

    /// Whether a class, its words parted by "-", is one post of a live blog.
    pub fn post(&self, class: &str) -> bool {
        self.post.contains(class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_are_set_off_or_linked() {
        let signs = Signs::shipped().unwrap();
        assert_eq!(signs.lead("Lesen Sie auch: Hafen wieder offen", false), Some("Lesen Sie auch"));
        assert_eq!(signs.lead("Читайте также: Порт открыт", false), Some("Читайте также"));
        assert_eq!(signs.lead("À lire aussi Le port rouvre", true), Some("À lire aussi"));
        assert_eq!(signs.lead("Read more books, the minister said.", false), None);
        assert_eq!(signs.lead("Related costs rose: rents, fuel.", false), None);
    }
}
