//! Words by which it is known what a date stands for.
//!
//! In: `data/date-words.tsv`. Out: [`DateWords`], asked with a class name, a key or the words before a date.
//! "entry-meta__datePublished" has the signs of page data, of a date and of publication; "Last updated:" that of a
//! change.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Error;
use super::keyed::Keyed;
use super::phrases::Phrases;
use super::rows::{rows, several};
use crate::text::fold::key;

const DATE_WORDS: &str = include_str!("../../../../data/date-words.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[DATE_WORDS];

/// What names and words say of a date beside them; a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signs(u32);

macro_rules! signs {
    ($($name:ident $bit:literal $word:literal $doc:literal;)*) => {
        impl Signs {
            $(#[doc = $doc] pub const $name: Signs = Signs(1 << $bit);)*
            /// Each sign with its word in the data.
            pub const ALL: &'static [(Signs, &'static str)] = &[$((Signs::$name, $word)),*];
        }
    };
}

signs! {
    PUBLISHED 0 "published" "Of publication.";
    MODIFIED 1 "modified" "Of a later change.";
    DATE 2 "date" "Some date or time.";
    CREATED 3 "created" "Of the making of an entry.";
    UPLOADED 4 "uploaded" "Of an upload: a film, a picture.";
    AUTHOR 5 "author" "Beside the name of who signs.";
    META 6 "meta" "Among an article's data.";
    HEADER 7 "header" "In a head.";
    FOOTER 8 "footer" "In a foot.";
    SIDE 9 "side" "In a sidebar, a widget, an advertisement.";
    RELATED 10 "related" "Beside other articles.";
    LIST 11 "list" "In a list or an archive.";
    COMMENT 12 "comment" "Among readers' comments.";
    EVENT 13 "event" "Of an event.";
    MAIN 14 "main" "In the element of an article.";
    TITLE 15 "title" "In a title.";
    CAPTION 16 "caption" "Of a picture or film, or quoted.";
    COPYRIGHT 17 "copyright" "In a copyright line.";
    NAV 18 "nav" "In a menu.";
    TODAY 19 "today" "The day of the visit or of the making of the page.";
    OTHER 20 "other" "Of something else: an end of validity, a session.";
    TIME 21 "time" "In the element that HTML has for times.";
}

impl Signs {
    /// None at all.
    pub const NONE: Signs = Signs(0);

    /// Those in either.
    pub const fn with(self, other: Signs) -> Signs {
        Signs(self.0 | other.0)
    }

    /// Those of `self` that are not in `other`.
    pub fn without(self, other: Signs) -> Signs {
        Signs(self.0 & !other.0)
    }

    /// Whether any of `other` is in it.
    pub fn any(self, other: Signs) -> bool {
        self.0 & other.0 != 0
    }

    fn named(word: &str) -> Option<Signs> {
        Signs::ALL.iter().find(|(_, name)| *name == word).map(|(sign, _)| *sign)
    }
}

/// Words by which it is known what a date stands for.
#[derive(Clone, Debug)]
pub struct DateWords {
    whole: Keyed<Signs>,
    /// Parts of a name, with where in the name they count.
    parts: Finder<Part>,
    tags: BTreeMap<String, Signs>,
    labels: Finder<Label>,
}

/// A part of a name: at its beginning, at its end, or anywhere.
#[derive(Clone, Copy, Debug)]
struct Part {
    begins: bool,
    ends: bool,
    sign: Signs,
}

#[derive(Clone, Copy, Debug)]
struct Label {
    prefix: bool,
    sign: Signs,
}

/// Phrases, each with what it says.
#[derive(Clone, Debug)]
struct Finder<T> {
    phrases: Phrases,
    kinds: Vec<T>,
}

impl<T: Copy> Finder<T> {
    fn of(patterns: Vec<(String, T)>) -> Result<Self, Error> {
        let (words, kinds): (Vec<String>, Vec<T>) = patterns.into_iter().unzip();
        Ok(Finder { phrases: Phrases::of("date-words.tsv", words)?, kinds })
    }

    /// The place in the table, what it says, the start and the end of each phrase in `text`.
    fn all(&self, text: &str) -> impl Iterator<Item = (usize, T, usize, usize)> {
        self.phrases.all(text).map(|(at, start, end)| (at, self.kinds[at], start, end))
    }
}

impl DateWords {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let (mut whole, mut tags): (Keyed<Signs>, BTreeMap<String, Signs>) = Default::default();
        let (mut parts, mut labels) = (Vec::new(), Vec::new());
        for row in rows("date-words.tsv", DATE_WORDS) {
            let [place, sign, patterns] = row.fields()?;
            let sign = Signs::named(sign).ok_or_else(|| row.error(format!("no such sign: {sign}")))?;
            for pattern in several(patterns) {
                match place {
                    "name" => {
                        let bare = pattern.trim_matches('*');
                        let (begins, ends) = (!pattern.starts_with('*'), !pattern.ends_with('*'));
                        if begins && ends {
                            let signs = whole.entry(bare);
                            *signs = signs.with(sign);
                        } else {
                            parts.push((bare.to_owned(), Part { begins, ends, sign }));
                        }
                    }
                    "tag" => {
                        tags.insert(pattern.to_owned(), sign);
                    }
                    "label" => {
                        let label = Label { prefix: pattern.ends_with('*'), sign };
                        labels.push((key(pattern), label));
                    }
                    _ => return Err(row.error(format!("where is name, tag or label, not {place}"))),
                }
            }
        }
        labels.retain(|(words, _)| !words.is_empty());
        Ok(DateWords { whole, tags, parts: Finder::of(parts)?, labels: Finder::of(labels)? })
    }

    /// What a class, an id, an itemprop, a key or a name of a `<meta>` says.
    pub fn name_says(&self, name: &str) -> Signs {
        let mut signs = Signs::NONE;
        let (mut part, mut last) = (String::new(), String::new());
        let mut last_lower = false;
        for letter in name.chars().take(200).chain([' ']) {
            let parts = !letter.is_alphanumeric() || (letter.is_uppercase() && last_lower);
            if parts && !part.is_empty() {
                signs = signs.with(self.part_says(&part));
                // "start-date" is known as "startdate".
                last.push_str(&part);
                signs = signs.with(self.whole.get(&last).copied().unwrap_or_default());
                last = std::mem::take(&mut part);
            }
            last_lower = letter.is_lowercase();
            if letter.is_alphabetic() {
                part.extend(letter.to_lowercase());
            }
        }
        signs
    }

    fn part_says(&self, part: &str) -> Signs {
        let signs = self.whole.get(part).copied().unwrap_or_default();
        let parts = self.parts.all(part).filter(|(_, kind, start, end)| {
            (!kind.begins || *start == 0) && (!kind.ends || *end == part.len())
        });
        parts.fold(signs, |signs, (_, kind, ..)| signs.with(kind.sign))
    }

    /// What an element's name says.
    pub fn tag_says(&self, tag: &str) -> Signs {
        self.tags.get(tag).copied().unwrap_or_default()
    }

    /// What folded words before a date say of it: the last word of the table in them counts, of those that end
    /// together the longest.
    pub fn label_says(&self, folded: &str) -> Signs {
        let found = self.labels.all(folded).filter(|(_, label, start, end)| {
            let opens = *start == 0 || folded[..*start].ends_with(' ');
            opens && (label.prefix || *end == folded.len() || folded[*end..].starts_with(' '))
        });
        let last = found.max_by_key(|(at, _, start, end)| (*end, end - start, Reverse(*at)));
        last.map_or(Signs::NONE, |(_, label, ..)| label.sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_part_by_part() {
        let words = DateWords::shipped().unwrap();
        assert!(words.name_says("entry-meta__datePublished").any(Signs::PUBLISHED));
        assert!(words.name_says("article:modified_time").any(Signs::MODIFIED));
        assert!(!words.name_says("article:modified_time").any(Signs::PUBLISHED));
        assert!(words.name_says("sidebar-widget").any(Signs::SIDE));
        assert!(words.name_says("expirationDate").any(Signs::OTHER));
        assert!(!words.name_says("candidate-x").any(Signs::PUBLISHED));
    }

    #[test]
    fn the_last_label_before_a_date_counts() {
        let words = DateWords::shipped().unwrap();
        assert_eq!(words.label_says("published"), Signs::PUBLISHED);
        assert_eq!(words.label_says("published 10 00 last updated"), Signs::MODIFIED);
        assert_eq!(words.label_says(&key("Обновлено:")), Signs::MODIFIED);
        assert_eq!(words.label_says("the bridge was"), Signs::NONE);
    }
}
