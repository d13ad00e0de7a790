//! How readers' comments are marked up: words of classes and ids.
//!
//! In: `data/comment-systems.tsv`. Out: [`CommentSystems`], asked what one class or id says.
//! `wpd-comment-text` is the text of a comment; `li-comment-12` is one comment; `comments-open` says nothing of the
//! text in its element.

use std::collections::BTreeMap;

use super::Error;
use super::phrases::Phrases;
use super::rows::{Row, rows};

const SYSTEMS: &str = include_str!("../../../../data/comment-systems.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[SYSTEMS];

/// What an element is among readers' comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Says nothing.
    None,
    /// Holds the comments.
    List,
    /// Holds one comment, and perhaps its replies.
    Item,
    /// Holds one comment or all of them: what lies in it decides.
    Wrap,
    /// The words of a comment.
    Text,
    /// Who wrote it.
    Author,
    /// When.
    Stamp,
    /// Buttons and scores.
    Control,
    /// For writing one, with the rules for it.
    Form,
    /// Comments on other pages.
    Foreign,
}

/// What one class or id says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said<'t> {
    /// What the element is.
    pub part: Part,
    /// The comment's own number stands in it: "comment-12".
    pub numbered: bool,
    /// The system, or "generic".
    pub system: &'t str,
}

#[derive(Clone, Debug)]
struct Rule {
    words: Vec<String>,
    /// Any words may follow.
    open: bool,
    part: Part,
    system: String,
}

/// The names and words that comment systems use.
#[derive(Clone, Debug, Default)]
pub struct CommentSystems {
    /// By the first word.
    tokens: BTreeMap<String, Vec<Rule>>,
    inside: BTreeMap<String, Part>,
    comment: BTreeMap<String, Part>,
    before: BTreeMap<String, Part>,
    after: BTreeMap<String, Part>,
    types: BTreeMap<String, Part>,
    props: BTreeMap<String, Part>,
    /// Words without one of which nothing is said of comments.
    needed: Option<Phrases>,
}

impl CommentSystems {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut systems = CommentSystems::default();
        for row in rows("comment-systems.tsv", SYSTEMS) {
            systems.add(row)?;
        }
        let needed = systems.comment.keys().chain(systems.tokens.keys()).cloned().collect();
        systems.needed = Some(Phrases::in_any_case("comment-systems.tsv", needed)?);
        Ok(systems)
    }

    fn add(&mut self, row: Row<'_>) -> Result<(), Error> {
        let [system, place, pattern, part] = row.fields()?;
        if system.is_empty() || pattern.is_empty() {
            return Err(row.error("needs four fields: system, where, words, part"));
        }
        let part = named(row, part)?;
        let table = match place {
            "comment" => &mut self.comment,
            "before" => &mut self.before,
            "after" => &mut self.after,
            "inside" => &mut self.inside,
            "type" => &mut self.types,
            "prop" => &mut self.props,
            "token" => {
                let open = pattern.ends_with('*');
                let words: Vec<String> =
                    pattern.trim_end_matches('*').split('-').map(str::to_owned).collect();
                let rule = Rule { words, open, part, system: system.to_owned() };
                let rules = self.tokens.entry(rule.words[0].clone()).or_default();
                rules.push(rule);
                return Ok(());
            }
            _ => {
                return Err(row.error(format!(
                    "where is token, comment, before, after, inside, type or prop, not {place}"
                )));
            }
        };
        if table.insert(pattern.to_ascii_lowercase(), part).is_some() {
            return Err(row.error(format!("{place} {pattern} stands twice")));
        }
        Ok(())
    }

    /// What one class or id says, wherever it stands.
    pub fn token(&self, token: &str) -> Option<Said<'_>> {
        // Most classes speak of something else: a look is cheaper than taking them apart.
        if token.len() > 80 || self.needed.as_ref().is_some_and(|needed| !needed.any(token)) {
            return None;
        }
        let words = self.cut(token);
        let first = words.first()?;
        let whole = self.tokens.get(first.as_str()).into_iter().flatten();
        if let Some(rule) = whole.filter(|rule| rule.fits(&words)).max_by_key(|rule| rule.words.len()) {
            let numbered = rule.words.iter().any(|word| word == "#");
            return Some(Said { part: rule.part, numbered, system: &rule.system });
        }
        let at = words.iter().rposition(|word| self.comment.contains_key(word))?;
        let (part, numbered) = self.around(&words, at)?;
        Some(Said { part, numbered, system: "generic" })
    }

    /// What the words around a comment word make of it.
    fn around(&self, words: &[String], at: usize) -> Option<(Part, bool)> {
        let before = words[..at].iter().find_map(|word| self.before.get(word));
        let plain = *self.comment.get(&words[at])?;
        let after = &words[at + 1..];
        if let Some(part) = before {
            return match part {
                Part::None => None,
                part => Some((*part, false)),
            };
        }
        let Some(last) = after.last() else { return Some((plain, false)) };
        if is_number(last) {
            return (plain == Part::Item && after.len() == 1).then_some((Part::Item, true));
        }
        // WordPress writes the name of each writer into a class: "comment-author-anna".
        let known =
            self.after.get(last).filter(|_| after.len() < 4 && !(after.len() > 1 && after[0] == "author"))?;
        match known {
            Part::None => None,
            // "comments-wrapper" holds all of them, "comment-wrapper" perhaps one.
            Part::Wrap if plain == Part::List => Some((Part::List, false)),
            part => Some((*part, false)),
        }
    }

    /// Whether a class or id is the word for one comment, and nothing else.
    pub fn is_bare(&self, token: &str) -> bool {
        self.comment.get(&token.to_ascii_lowercase()).is_some_and(|part| *part == Part::Item)
    }

    /// What a class or id says inside one comment.
    pub fn inside(&self, token: &str) -> Option<Part> {
        if token.len() > 40 {
            return None;
        }
        let words: Vec<String> = words(token).collect();
        self.inside.get(&words.join("-")).copied()
    }

    /// What an itemtype says: `https://schema.org/Comment`.
    pub fn item_type(&self, value: &str) -> Option<Part> {
        let name = value.trim().rsplit('/').next().unwrap_or_default();
        self.types.get(&name.to_ascii_lowercase()).copied()
    }

    /// What an itemprop says.
    pub fn prop(&self, value: &str) -> Option<Part> {
        self.props.get(&value.trim().to_ascii_lowercase()).copied()
    }

    /// The words of a class or an id; words that are written as one ("commentlist", "usercomments") are parted.
    fn cut(&self, token: &str) -> Vec<String> {
        let mut cut = Vec::new();
        for word in words(token) {
            match self.parted(&word) {
                Some((head, tail)) => cut.extend([head.to_owned(), tail.to_owned()]),
                None => cut.push(word),
            }
        }
        cut
    }

    fn parted<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        if word.len() < 9 || self.comment.contains_key(word) || !word.is_ascii() {
            return None;
        }
        (4..word.len() - 1).rev().map(|at| word.split_at(at)).find(|(head, tail)| {
            self.comment.contains_key(*head) && self.after.contains_key(*tail)
                || self.comment.contains_key(*tail)
        })
    }
}

impl Rule {
    fn fits(&self, words: &[String]) -> bool {
        let enough =
            if self.open { words.len() >= self.words.len() } else { words.len() == self.words.len() };
        enough
            && self.words.iter().zip(words).all(|(wanted, word)| match wanted.as_str() {
                "#" => is_number(word),
                // "wpd-form*" stands for all whose word begins so.
                wanted => wanted == word,
            })
    }
}

/// A number; or the hexadecimal name that some systems give to a comment.
fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
        || word.len() >= 8
            && word.bytes().all(|byte| byte.is_ascii_hexdigit())
            && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Lower-case words: "liComment-12a" gives li, comment, 12, a; hexadecimal names stay whole.
fn words(token: &str) -> impl Iterator<Item = String> {
    let mut words: Vec<String> = Vec::new();
    for part in token.split(|character: char| !character.is_ascii_alphanumeric()) {
        if part.is_empty() {
            continue;
        }
        if is_number(&part.to_ascii_lowercase()) {
            words.push(part.to_ascii_lowercase());
            continue;
        }
        let mut word = String::new();
        let mut last = ' ';
        for character in part.chars() {
            let turns = character.is_ascii_uppercase() && last.is_ascii_lowercase()
                || character.is_ascii_digit() != last.is_ascii_digit() && last != ' ';
            if turns && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            word.push(character.to_ascii_lowercase());
            last = character;
        }
        words.push(word);
    }
    words.into_iter()
}

fn named(row: Row<'_>, part: &str) -> Result<Part, Error> {
    Ok(match part {
        "none" => Part::None,
        "list" => Part::List,
        "item" => Part::Item,
        "wrap" => Part::Wrap,
        "text" => Part::Text,
        "author" => Part::Author,
        "stamp" => Part::Stamp,
        "control" => Part::Control,
        "form" => Part::Form,
        "foreign" => Part::Foreign,
        _ => return Err(row.error(format!("no such part of comments: {part}"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(token: &str) -> Option<Part> {
        CommentSystems::shipped().unwrap().token(token).map(|said| said.part)
    }

    #[test]
    fn classes_say_what_their_words_say_together() {
        assert_eq!(part("li-comment-1207"), Some(Part::Item));
        assert_eq!(part("comment-author-anna_k"), None);
        assert_eq!(part("c-comment-card__text"), Some(Part::Text));
        assert_eq!(part("commentlist"), Some(Part::List));
        assert_eq!(part("userComments"), Some(Part::List));
        assert_eq!(part("leave-comment"), Some(Part::Form));
        assert_eq!(part("comments-open"), None);
        assert_eq!(part("has-comments"), None);
        assert_eq!(part("recent-comments"), Some(Part::Foreign));
        assert_eq!(part("wpd-form-wrap"), Some(Part::Form));
        assert_eq!(part("field--name-comment-body"), Some(Part::Text));
        assert_eq!(part("commentary"), None);
    }
}
