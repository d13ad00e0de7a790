//! Letters of three scripts as small numbers.
//!
//! In: a folded name. Out: its letters, with a mark at each end of a word and one for the Arabic article, which is the
//! same in "ash-Shaykh", "al-Shaykh" and "الشيخ".

use std::collections::BTreeMap;

use crate::tables::Error;
use crate::tables::rows::rows;

/// Between words, and at both ends of a name.
pub(super) const EDGE: u8 = 27;
/// The Arabic article before a word, in whatever form.
pub(super) const ARTICLE: u8 = 28;
const FIRST_DIGIT: u8 = 29;
const FIRST_ARABIC: u8 = 40;
const FIRST_CYRILLIC: u8 = 120;
/// Names of more letters are not looked at: nothing that long is a place or a person.
const LONGEST: usize = 60;

/// The letters that a name is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Script {
    /// A to Z.
    Latin,
    /// Arabic, Persian and their neighbours.
    Arabic,
    /// Russian, Ukrainian and their neighbours.
    Cyrillic,
}

impl Script {
    /// All of them.
    pub const ALL: [Script; 3] = [Script::Latin, Script::Arabic, Script::Cyrillic];

    /// As in the tables.
    pub fn word(self) -> &'static str {
        match self {
            Script::Latin => "latin",
            Script::Arabic => "arabic",
            Script::Cyrillic => "cyrillic",
        }
    }
}

/// A name as numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelled {
    /// What it is written in.
    pub script: Script,
    /// Its letters, from edge to edge.
    pub letters: Vec<u8>,
}

/// What is known of letters by hand.
#[derive(Clone, Debug, Default)]
pub struct Letters {
    numbers: BTreeMap<char, u8>,
    shown: BTreeMap<u8, char>,
    /// The Latin sound that a letter is looked for by; by number.
    sounds: BTreeMap<u8, u8>,
    plain: BTreeMap<char, String>,
    articles: Vec<(String, String)>,
}

impl Letters {
    pub(super) fn parse(file: &str, text: &str) -> Result<Letters, Error> {
        let mut letters = Letters {
            numbers: BTreeMap::new(),
            shown: BTreeMap::from([(EDGE, '_'), (ARTICLE, '+')]),
            sounds: BTreeMap::new(),
            plain: BTreeMap::new(),
            articles: Vec::new(),
        };
        for (at, letter) in (1..).zip('a'..='z').chain((FIRST_DIGIT..).zip('0'..='9')) {
            letters.add(letter, at);
        }
        let (mut arabic, mut cyrillic) = (FIRST_ARABIC, FIRST_CYRILLIC);
        for row in rows(file, text) {
            let [kind, what, meaning] = row.fields()?;
            let one = || {
                let mut characters = what.chars();
                let first = characters.next().filter(|_| characters.next().is_none());
                first.ok_or_else(|| row.error(format!("\"{what}\" is not one letter")))
            };
            let next = match kind {
                "arabic" => &mut arabic,
                "cyrillic" => &mut cyrillic,
                "article" => {
                    letters.articles.push((what.to_owned(), meaning.to_owned()));
                    continue;
                }
                "letter" => {
                    letters.plain.insert(one()?, meaning.to_owned());
                    continue;
                }
                "family" => continue,
                other => return Err(row.error(format!("\"{other}\" is no kind of row"))),
            };
            if *next == u8::MAX || (kind == "arabic" && *next == FIRST_CYRILLIC) {
                return Err(row.error("too many letters"));
            }
            letters.add(one()?, *next);
            if let Some(sound) = meaning.bytes().next().filter(u8::is_ascii_lowercase) {
                letters.sounds.insert(*next, sound - b'a' + 1);
            }
            *next += 1;
        }
        Ok(letters)
    }

    fn add(&mut self, letter: char, number: u8) {
        self.numbers.insert(letter, number);
        self.shown.insert(number, letter);
    }

    /// The letters of a folded name. None where it is empty, long, or in letters that are not known.
    pub fn spelled(&self, name: &str) -> Option<Spelled> {
        let mut letters = vec![EDGE];
        let mut script = None;
        let mut words = name.split(' ').filter(|word| !word.is_empty()).peekable();
        while let Some(word) = words.next() {
            if words.peek().is_some_and(|next| self.is_article_before(word, next)) {
                if letters.last() != Some(&ARTICLE) {
                    letters.push(ARTICLE);
                }
                continue;
            }
            self.word(word, &mut letters, &mut script)?;
            letters.push(EDGE);
        }
        let fits = letters.len() > 2 && letters.len() <= LONGEST;
        fits.then_some(Spelled { script: script.unwrap_or(Script::Latin), letters })
    }

    fn is_article_before(&self, word: &str, next: &str) -> bool {
        self.articles.iter().any(|(article, sound)| article == word && next.starts_with(sound.as_str()))
    }

    fn word(&self, word: &str, letters: &mut Vec<u8>, script: &mut Option<Script>) -> Option<()> {
        let mut rest = word;
        if let Some(bare) = word.strip_prefix("ال")
            && bare.chars().count() >= 2
        {
            if letters.last() != Some(&ARTICLE) {
                letters.push(ARTICLE);
            }
            rest = bare;
        }
        for character in rest.chars() {
            let number = match self.plain.get(&character) {
                Some(plain) => {
                    letters.extend(plain.chars().filter_map(|letter| self.numbers.get(&letter)));
                    1
                }
                None => {
                    let number = *self.numbers.get(&character)?;
                    letters.push(number);
                    number
                }
            };
            let own = match number {
                FIRST_DIGIT..FIRST_ARABIC => continue,
                FIRST_ARABIC..FIRST_CYRILLIC => Script::Arabic,
                FIRST_CYRILLIC.. => Script::Cyrillic,
                _ => Script::Latin,
            };
            // A name in two scripts is a mistake of a list.
            if *script.get_or_insert(own) != own {
                return None;
            }
        }
        Some(())
    }

    /// Where the words of a spelled name stand, the edge after each included.
    pub(crate) fn words(letters: &[u8]) -> Vec<std::ops::Range<usize>> {
        let mut start = 1;
        let mut words = Vec::new();
        for at in (1..letters.len()).filter(|at| letters[*at] == EDGE) {
            words.push(start..at + 1);
            start = at + 1;
        }
        words
    }

    /// The Latin letter that stands for one of any script where names are looked for; none where it is silent.
    pub(crate) fn sound(&self, number: u8) -> Option<u8> {
        match number {
            ..FIRST_ARABIC => Some(number),
            _ => self.sounds.get(&number).copied(),
        }
    }

    /// All letters of a script that costs can be learned for, marks included.
    pub(crate) fn of_script(&self, script: Script) -> Vec<u8> {
        let own = |number: &u8| match script {
            Script::Latin => *number < FIRST_ARABIC,
            Script::Arabic => *number < FIRST_CYRILLIC && *number >= EDGE,
            Script::Cyrillic => *number >= FIRST_CYRILLIC || (EDGE..FIRST_ARABIC).contains(number),
        };
        self.shown.keys().copied().filter(own).collect()
    }

    /// Letters as in the file of what was learned: "_" is an edge, "+" an article.
    pub(crate) fn shown(&self, letters: &[u8]) -> String {
        letters.iter().map(|letter| self.shown.get(letter).copied().unwrap_or('?')).collect()
    }

    /// The letters of what [`Letters::shown`] wrote.
    pub(super) fn read(&self, shown: &str) -> Option<Vec<u8>> {
        let letter = |character| match character {
            '_' => Some(EDGE),
            '+' => Some(ARTICLE),
            character => self.numbers.get(&character).copied(),
        };
        shown.chars().map(letter).collect()
    }

    /// One difference in words: "-ah = -a", "+e", "without al-".
    pub(super) fn told(&self, from: &[u8], to: &[u8]) -> String {
        let text = |letters: &[u8]| {
            let shown: String = letters
                .iter()
                .map(|letter| match *letter {
                    EDGE => "-".to_owned(),
                    ARTICLE => "al-".to_owned(),
                    other => self.shown(&[other]),
                })
                .collect();
            shown
        };
        match (from.is_empty(), to.is_empty()) {
            (true, _) => format!("with {}", text(to).trim_end_matches('-')),
            (_, true) => format!("without {}", text(from).trim_end_matches('-')),
            _ => format!("{} = {}", text(from), text(to)),
        }
    }
}
