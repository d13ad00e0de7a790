//! Words by which pages say that something is not the article's own text.
//!
//! In: `data/page-signs.tsv`. Out: [`Signs`], asked whether words lead to another article, close the text to all but
//! subscribers, ask for consent, or mark the posts of a live blog.

use std::collections::BTreeSet;

use super::Error;
use super::rows::rows;
use crate::text::fold::key;

const SIGNS: &str = include_str!("../../../../data/page-signs.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[SIGNS];

/// The words.
#[derive(Clone, Debug, Default)]
pub struct Signs {
    leads: BTreeSet<String>,
    paywall: Vec<String>,
    consent: Vec<String>,
    live: BTreeSet<String>,
    post: BTreeSet<String>,
}

impl Signs {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut signs = Signs::default();
        for row in rows("page-signs.tsv", SIGNS) {
            let [kind, _, words] = row.fields()?;
            if words.is_empty() {
                return Err(row.error("needs three fields: kind, language, words"));
            }
            let folded = key(words);
            match kind {
                "lead" => drop(signs.leads.insert(folded)),
                "paywall" => signs.paywall.push(folded),
                "consent" => signs.consent.push(folded),
                "live" => drop(signs.live.insert(words.to_owned())),
                "post" => drop(signs.post.insert(words.to_owned())),
                _ => return Err(row.error(format!("no such kind of sign: {kind}"))),
            }
        }
        Ok(signs)
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
        self.paywall.iter().find(|words| key.contains(words.as_str())).map(String::as_str)
    }

    /// The words of a folded paragraph that ask for consent.
    pub fn consent(&self, key: &str) -> Option<&str> {
        self.consent.iter().find(|words| key.contains(words.as_str())).map(String::as_str)
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
