//! Words by which zones are known, and short words by which languages are known.
//!
//! In: `data/zones.tsv`, `data/languages.tsv`. Out: [`ZoneWords`], asked for tags, classes and whole lines.
//! `class="wpd-thread-list"` is a comment; the line "You have read 2 of 5 free articles" is furniture.

use std::collections::BTreeMap;

use super::Error;
use super::keyed::Keyed;
use super::rows::{Row, rows, several};
use crate::page::Zone;

const ZONES: &str = include_str!("../../../../data/zones.tsv");
/// Words of talk and report, a file for each language.
const TALK: &[(&str, &str)] = &[
    ("en/talk.tsv", EN_TALK),
    ("de/talk.tsv", DE_TALK),
    ("fr/talk.tsv", FR_TALK),
    ("es/talk.tsv", ES_TALK),
    ("ru/talk.tsv", RU_TALK),
    ("ar/talk.tsv", AR_TALK),
    ("tr/talk.tsv", TR_TALK),
];
const EN_TALK: &str = include_str!("../../../../data/en/talk.tsv");
const DE_TALK: &str = include_str!("../../../../data/de/talk.tsv");
const FR_TALK: &str = include_str!("../../../../data/fr/talk.tsv");
const ES_TALK: &str = include_str!("../../../../data/es/talk.tsv");
const RU_TALK: &str = include_str!("../../../../data/ru/talk.tsv");
const AR_TALK: &str = include_str!("../../../../data/ar/talk.tsv");
const TR_TALK: &str = include_str!("../../../../data/tr/talk.tsv");
const LANGUAGES: &str = include_str!("../../../../data/languages.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] =
    &[ZONES, EN_TALK, DE_TALK, FR_TALK, ES_TALK, RU_TALK, AR_TALK, TR_TALK, LANGUAGES];

/// What a whole line of text can be. A line may fit several: the place where it stands decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// Opens the readers' comments: "View all comments".
    Comments,
    /// Part of the form for a comment: "Your email address will not be published".
    Form,
    /// Opens a box of other articles: "Check Also".
    Related,
    /// The same, but the article may go on after it: "Read also: …".
    Aside,
    /// Buttons, menus, meters.
    Furniture,
    /// About the article: "Date: …".
    Meta,
    /// Of a picture, map or film: "Photo by …".
    Caption,
    /// Of a comment: "3 years ago", "Reply".
    Score,
    /// Nothing of the article follows.
    End,
}

/// The kinds that a line fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lines(u16);

impl Lines {
    /// Whether the line fits `kind`.
    pub fn has(self, kind: Line) -> bool {
        self.0 & (1 << kind as u16) != 0
    }

    /// Whether it fits any kind.
    pub fn any(self) -> bool {
        self.0 != 0
    }

    fn add(&mut self, kind: Line) {
        self.0 |= 1 << kind as u16;
    }
}

/// What a class or an id says of its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The element is of this zone.
    Zone(Zone),
    /// The element is the form for a comment.
    Form,
}

/// What a name in the page's own markup states of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum States {
    /// The day of publication.
    Published,
    /// A day that may be of publication: names that some systems fill with the day of the crawl.
    Date,
    /// The day of the last change.
    Modified,
    /// The outlet.
    Site,
    /// The title.
    Title,
    /// Who signs.
    Author,
    /// A summary.
    Description,
    /// The page's own address.
    Address,
    /// The part of the outlet in which it stands.
    Section,
    /// Words under which the outlet files it.
    Tags,
    /// The language, as the page declares it.
    Language,
}

#[derive(Clone, Debug)]
struct ClassRule {
    words: Vec<String>,
    /// The last word stands for all that begin so.
    prefix: bool,
    class: Class,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Word,
    Number,
    Any,
    Outlet,
}

#[derive(Clone, Debug)]
struct LineRule {
    parts: Vec<(Part, String)>,
    /// The place of the "~" or "@" among them.
    open: Option<usize>,
    line: Line,
}

/// Words by which zones are known.
#[derive(Clone, Debug, Default)]
pub struct ZoneWords {
    tags: BTreeMap<String, Zone>,
    roles: BTreeMap<String, Zone>,
    /// By the first word.
    classes: Keyed<Vec<ClassRule>>,
    /// Rules whose first word is itself a prefix, by its first letter.
    loose: BTreeMap<u8, Vec<ClassRule>>,
    /// By the first word.
    lines: Keyed<Vec<LineRule>>,
    /// Those that begin with no fixed word, by the last; `""` holds those that end with none, too.
    endings: Keyed<Vec<LineRule>>,
    properties: BTreeMap<String, (States, usize)>,
    languages: Vec<String>,
    /// The commonest short words, with the places of the languages that they are of.
    short: Keyed<Vec<usize>>,
    talk: Keyed<Talk>,
}

/// How a word is used, outside quotation marks. A word can be of several kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Talk {
    /// Someone speaks to someone: "you", "lol".
    pub talk: bool,
    /// Begins an exclamation, a wish, a question: "Hopefully".
    pub opener: bool,
    /// Someone is cited: "said".
    pub report: bool,
    /// A line that ends with it was cut off: "since the".
    pub open: bool,
    /// Part of an outlet's name: "News".
    pub press: bool,
    /// Names a part of a site, and no outlet by itself: "Middle East", "Home".
    pub section: bool,
    /// Of a company's name, which is often not the outlet's: "Ltd".
    pub company: bool,
}

/// How many words "~" stands for at most.
const MOST_WORDS: usize = 6;

impl ZoneWords {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut words = ZoneWords::default();
        for row in rows("zones.tsv", ZONES) {
            words.add(row)?;
        }
        for row in rows("languages.tsv", LANGUAGES) {
            let [language, list] = row.fields()?;
            if language.len() != 2 || list.is_empty() {
                return Err(row.error("needs a two-letter language and its words"));
            }
            for word in several(list) {
                words.short.entry(word).push(words.languages.len());
            }
            words.languages.push(language.to_owned());
        }
        for row in TALK.iter().flat_map(|(file, text)| rows(file, text)) {
            let [kind, list] = row.fields()?;
            for word in several(list) {
                let talk = words.talk.entry(word);
                match kind {
                    "talk" => talk.talk = true,
                    "opener" => talk.opener = true,
                    "report" => talk.report = true,
                    "open" => talk.open = true,
                    "press" => talk.press = true,
                    "section" => talk.section = true,
                    "company" => talk.company = true,
                    _ => return Err(row.error(format!("no such kind of word: {kind}"))),
                }
            }
        }
        Ok(words)
    }

    fn add(&mut self, row: Row<'_>) -> Result<(), Error> {
        let [place, pattern, what] = row.fields()?;
        if pattern.is_empty() || what.is_empty() {
            return Err(row.error("needs three fields: where, pattern, what"));
        }
        match place {
            "tag" => {
                self.tags.insert(pattern.to_owned(), zone(row, what)?);
            }
            "role" => {
                self.roles.insert(pattern.to_owned(), zone(row, what)?);
            }
            "class" => {
                let class = match what {
                    "form" => Class::Form,
                    _ => Class::Zone(zone(row, what)?),
                };
                let prefix = pattern.ends_with('*');
                let pattern = pattern.trim_end_matches('*').trim_end_matches('-');
                let words: Vec<String> = ClassWords::of(pattern).iter().map(str::to_owned).collect();
                let rule = ClassRule { prefix, class, words };
                match rule.words.as_slice() {
                    [] => return Err(row.error("a class needs a word")),
                    [word] if prefix => {
                        let first = word.bytes().next().unwrap_or_default();
                        self.loose.entry(first).or_default().push(rule);
                    }
                    [first, ..] => self.classes.entry(&first.clone()).push(rule),
                }
            }
            "line" => {
                let parts: Vec<(Part, String)> = pattern.split(' ').map(part).collect();
                let mut opens =
                    (0..parts.len()).filter(|at| matches!(parts[*at].0, Part::Any | Part::Outlet));
                let (open, second) = (opens.next(), opens.next());
                if second.is_some() {
                    return Err(row.error("a line may hold one ~ or @ at most"));
                }
                let fixed = |part: Option<&(Part, String)>| match part {
                    Some((Part::Word, word)) => word.clone(),
                    _ => String::new(),
                };
                let (first, last) = (fixed(parts.first()), fixed(parts.last()));
                let rules = match first.is_empty() {
                    true => self.endings.entry(&last),
                    false => self.lines.entry(&first),
                };
                rules.push(LineRule { parts, open, line: line(row, what)? });
            }
            "property" => {
                let states = match what {
                    "published" => States::Published,
                    "stated_date" => States::Date,
                    "modified" => States::Modified,
                    "site" => States::Site,
                    "title" => States::Title,
                    "author" => States::Author,
                    "description" => States::Description,
                    "address" => States::Address,
                    "section" => States::Section,
                    "tags" => States::Tags,
                    "language" => States::Language,
                    _ => return Err(row.error(format!("a property states no {what}"))),
                };
                let rank = self.properties.len();
                if self.properties.insert(pattern.to_owned(), (states, rank)).is_some() {
                    return Err(row.error(format!("{pattern} stands twice")));
                }
            }
            _ => return Err(row.error(format!("where is tag, role, class, property or line, not {place}"))),
        }
        Ok(())
    }

    /// The zone that an element's name gives.
    pub fn tag(&self, name: &str) -> Option<Zone> {
        self.tags.get(name).copied()
    }

    /// The zone that a `role` gives.
    pub fn role(&self, role: &str) -> Option<Zone> {
        self.roles.get(role).copied()
    }

    /// What a class or an id says, with the words that say it. The rule with most words wins, then the first.
    pub fn class(&self, value: &str) -> Option<(Class, String)> {
        let words = ClassWords::of(value);
        let mut best: Option<(usize, &ClassRule)> = None;
        for (at, word) in words.iter().enumerate() {
            let exact = self.classes.get(word).into_iter().flatten();
            let first = word.bytes().next().unwrap_or_default();
            let loose = self.loose.get(&first).into_iter().flatten();
            for rule in exact.chain(loose).filter(|rule| rule.fits(&words, at)) {
                if best.is_none_or(|(length, _)| rule.words.len() > length) {
                    best = Some((rule.words.len(), rule));
                }
            }
        }
        best.map(|(_, rule)| (rule.class, rule.words.join("-")))
    }

    /// What the whole line can be. `key` is the folded line, `written` the line itself, `outlet` says whether folded
    /// words name a known outlet.
    pub fn line(&self, key: &str, written: &str, outlet: impl Fn(&str) -> bool) -> Lines {
        let words: Vec<&str> = key.split(' ').collect();
        let mut lines = Lines::default();
        let first = words.first().copied().unwrap_or_default();
        if first.is_empty() {
            return lines;
        }
        let last = words.last().copied().unwrap_or_default();
        let fixed = [self.lines.get(first), self.endings.get(last), self.endings.get("")];
        for rule in fixed.into_iter().flatten().flatten() {
            if !lines.has(rule.line) && rule.fits(&words, written, &outlet) {
                lines.add(rule.line);
            }
        }
        lines
    }

    /// What a property states, and its rank among those that state the same: the first in the table is the surest.
    pub fn property(&self, name: &str) -> Option<(States, usize)> {
        self.properties.get(name).copied()
    }

    /// How a folded word is used.
    pub fn talk(&self, word: &str) -> Talk {
        self.talk.get(word).copied().unwrap_or_default()
    }

    /// Whether a word is one of the commonest of some language.
    pub fn is_short_word(&self, word: &str) -> bool {
        self.short.get(word).is_some()
    }

    /// The languages whose short words are known.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// The places among the languages of those that `word` is a short word of.
    pub fn languages_of(&self, word: &str) -> &[usize] {
        self.short.get(word).map_or(&[], Vec::as_slice)
    }
}

/// The words of a class, an id or a pattern: "wpdThread-list" gives wpd, thread, list.
#[derive(Clone, Debug, Default)]
pub(super) struct ClassWords {
    /// In lower case, one behind the other.
    letters: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl ClassWords {
    pub fn of(value: &str) -> Self {
        let mut words = ClassWords { letters: String::with_capacity(value.len()), ends: Vec::new() };
        let mut lower_before = false;
        for byte in value.bytes() {
            if !byte.is_ascii_alphanumeric() || byte.is_ascii_uppercase() && lower_before {
                words.end();
            }
            if byte.is_ascii_alphanumeric() {
                words.letters.push(char::from(byte.to_ascii_lowercase()));
            }
            lower_before = byte.is_ascii_lowercase();
        }
        words.end();
        words
    }

    fn end(&mut self) {
        if self.ends.last().copied().unwrap_or(0) < self.letters.len() {
            self.ends.push(self.letters.len());
        }
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The word at a place before [`ClassWords::len`].
    pub fn word(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.letters[start..self.ends[at]]
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.word(at))
    }
}

impl ClassRule {
    /// Whether the words from `from` on begin with those of the rule.
    fn fits(&self, words: &ClassWords, from: usize) -> bool {
        let Some((last, before)) = self.words.split_last() else { return false };
        let end = from + before.len();
        if end >= words.len() || (from..end).zip(before).any(|(at, wanted)| words.word(at) != wanted) {
            return false;
        }
        let word = words.word(end);
        if self.prefix { word.starts_with(last.as_str()) } else { word == last }
    }
}

fn part(word: &str) -> (Part, String) {
    let part = match word {
        "#" => Part::Number,
        "~" => Part::Any,
        "@" => Part::Outlet,
        _ => Part::Word,
    };
    (part, word.to_owned())
}

fn is_number(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_digit()) && word.len() <= 12
}

impl LineRule {
    fn fits(&self, words: &[&str], written: &str, outlet: &impl Fn(&str) -> bool) -> bool {
        let Some(open) = self.open else {
            return words.len() == self.parts.len() && agree(&self.parts, words);
        };
        let after = self.parts.len() - open - 1;
        if words.len() < open + after + 1 {
            return false;
        }
        let (head, rest) = words.split_at(open);
        let (middle, tail) = rest.split_at(rest.len() - after);
        if middle.len() > MOST_WORDS
            || !agree(&self.parts[..open], head)
            || !agree(&self.parts[open + 1..], tail)
        {
            return false;
        }
        match self.parts[open].0 {
            Part::Outlet => outlet(&middle.join(" ")),
            // One word alone opens too many headlines: it must be set off ("Photo: …"), or date something.
            _ if self.parts.len() == 2 => {
                set_off(written) || (self.line == Line::Meta && middle.iter().any(|word| is_number(word)))
            }
            _ => true,
        }
    }
}

fn agree(parts: &[(Part, String)], words: &[&str]) -> bool {
    parts.iter().zip(words).all(|((part, wanted), word)| match part {
        Part::Number => is_number(word),
        _ => wanted == word,
    })
}

/// Whether the first word is set off from the rest by a colon, a bar or a dash.
fn set_off(written: &str) -> bool {
    let word = written.trim_start_matches(|first: char| !first.is_alphanumeric());
    let rest = word.trim_start_matches(|inner: char| inner.is_alphanumeric() || inner == '-').trim_start();
    rest.starts_with([':', '|', '–', '—', '/', '：'])
}

fn zone(row: Row<'_>, what: &str) -> Result<Zone, Error> {
    Ok(match what {
        "title" => Zone::Title,
        "deck" => Zone::Deck,
        "body" => Zone::Body,
        "caption" => Zone::Caption,
        "meta" => Zone::Meta,
        "related" => Zone::Related,
        "comment" => Zone::Comment,
        "comment_author" => Zone::CommentAuthor,
        "comment_meta" => Zone::CommentMeta,
        "furniture" => Zone::Furniture,
        _ => return Err(row.error(format!("no such zone: {what}"))),
    })
}

fn line(row: Row<'_>, what: &str) -> Result<Line, Error> {
    Ok(match what {
        "comments" => Line::Comments,
        "form" => Line::Form,
        "related" => Line::Related,
        "aside" => Line::Aside,
        "furniture" => Line::Furniture,
        "meta" => Line::Meta,
        "caption" => Line::Caption,
        "score" => Line::Score,
        "end" => Line::End,
        _ => return Err(row.error(format!("no such kind of line: {what}"))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::key;

    fn fits(line: &str, kind: Line) -> bool {
        let words = ZoneWords::shipped().unwrap();
        words.line(&key(line), line, |name| name == "lake courier").has(kind)
    }

    #[test]
    fn lines_are_known_by_their_words() {
        assert!(fits("You have read 2 of 5 free articles", Line::Furniture));
        assert!(fits("Support Lake Courier", Line::Furniture));
        assert!(fits("View all comments", Line::Comments));
        assert!(fits("12 Comments", Line::Comments));
        assert!(fits("• Date: 2011/04/30", Line::Meta));
        assert!(fits("Photo: A. Person", Line::Caption));
    }

    #[test]
    fn headlines_are_not_taken_for_buttons() {
        assert!(!fits("Support grows for the strikers", Line::Furniture));
        assert!(!fits("More than 300 flee the valley", Line::Aside));
        assert!(!fits("Photo shows burning depot", Line::Caption));
    }

    #[test]
    fn classes_are_known_by_whole_words() {
        let words = ZoneWords::shipped().unwrap();
        let class = |value: &str| words.class(value).map(|(class, _)| class);
        assert_eq!(class("entry-content clearfix"), Some(Class::Zone(Zone::Body)));
        assert_eq!(class("relatedPosts"), Some(Class::Zone(Zone::Related)));
        assert_eq!(class("shadow"), None);
    }
}
