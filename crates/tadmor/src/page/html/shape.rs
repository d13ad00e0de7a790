//! The shape of a block's own words.
//!
//! In: a [`Line`] with how much of it is links. Out: a [`Shape`]: counts of words, marks, digits, capitals.
//! "Read more »" has two words, no stop and a mark of menus.

use super::sheet::Sheet;
use crate::page::line::{Ending, Line, NameShape, is_wordless};
use crate::page::sign::{caption, is_byline, is_copyright, is_meter, is_notice, is_title_case, starts_list};
use crate::tables::Tables;
use crate::tables::zones::Line as Role;

/// What is counted of a block's words.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// Words; where a script parts none, two characters count as one.
    pub words: i32,
    /// Percent of its bytes that are links.
    pub linked: i32,
    pub ending: i32,
    /// The lists that it fits, as bits.
    pub roles: i32,
    /// What it is by its own signs: caption, byline, notice, copyright, meter.
    pub sign: i32,
    pub stops: i32,
    commas: i32,
    small: i32,
    letters: i32,
    digits: i32,
    capitals: i32,
    capitalised: i32,
    quotes: i32,
    bars: i32,
    length: i32,
    lines: i32,
}

const ROLES: [(Role, &str); 9] = [
    (Role::Comments, "comments"),
    (Role::Form, "form"),
    (Role::Related, "related"),
    (Role::Aside, "aside"),
    (Role::Furniture, "furniture"),
    (Role::Meta, "meta"),
    (Role::Caption, "caption"),
    (Role::Score, "score"),
    (Role::End, "end"),
];

impl Shape {
    /// The shape of `line`, `linked` bytes of which are links. `small` says of a word whether it is one of the short
    /// words that every text is full of.
    pub fn of(line: &Line<'_>, linked: usize, tables: &Tables, small: &impl Fn(&str) -> bool) -> Shape {
        let mut shape = Shape {
            words: line.words as i32,
            linked: percent(linked, line.span.len()),
            ending: ending(line.ending),
            length: line.text.len().min(100_000) as i32,
            ..Shape::default()
        };
        for (at, (role, _)) in ROLES.iter().enumerate() {
            shape.roles |= i32::from(line.is(*role)) << at;
        }
        shape.sign = sign(line, tables);
        shape.count(line.text);
        let mut seen = 0;
        let mut found = 0;
        for word in line.text.split_whitespace().take(40) {
            seen += 1;
            found += usize::from(word.len() <= 6 && small(word));
        }
        shape.small = percent(found, seen);
        shape
    }

    fn count(&mut self, text: &str) {
        let mut before = ' ';
        let (mut letters, mut digits, mut capitals, mut capitalised) = (0usize, 0usize, 0usize, 0usize);
        let mut marks = 0usize;
        let mut wordless = 0;
        // The first kilobytes tell what a text is made of.
        for character in text.chars().take(4000) {
            if character.is_alphabetic() {
                letters += 1;
                wordless += i32::from(is_wordless(character));
                let upper = character.is_uppercase();
                capitals += usize::from(upper);
                capitalised += usize::from(upper && !before.is_alphanumeric());
            } else if character.is_numeric() {
                digits += 1;
            } else if !character.is_whitespace() {
                marks += 1;
            }
            match character {
                ',' | '،' | '、' | ';' => self.commas += 1,
                '"' | '“' | '”' | '«' | '»' | '„' => self.quotes += 1,
                '|' | '›' | '→' | '•' | '·' | '/' => self.bars += 1,
                '\n' => self.lines += 1,
                _ => {}
            }
            let stop = matches!(before, '.' | '?' | '!' | '。' | '؟' | '۔' | '”' | '"');
            self.stops += i32::from(stop && character == ' ');
            before = character;
        }
        self.words = self.words.max(wordless / 2);
        self.letters = percent(letters, letters + digits + marks);
        self.digits = percent(digits, letters + digits + marks);
        self.capitals = percent(capitals, letters);
        self.capitalised = percent(capitalised, self.words.max(1) as usize);
    }

    /// Whether words, marks and links are those of running text.
    pub fn is_clean(&self, line: &Line<'_>) -> bool {
        line.is_paragraph() && self.linked < 60
    }

    pub fn put(&self, line: &Line<'_>, sheet: &mut Sheet) {
        sheet.put("words", self.words);
        sheet.put("bytes", self.length);
        sheet.put("linked", self.linked);
        sheet.put("ending", self.ending);
        sheet.put("stops", self.stops);
        sheet.put("commas", self.commas);
        sheet.put("short words", self.small);
        sheet.put("letters", self.letters);
        sheet.put("digits", self.digits);
        sheet.put("capitals", self.capitals);
        sheet.put("capitalised", self.capitalised);
        sheet.put("quotation marks", self.quotes);
        sheet.put("bars", self.bars);
        sheet.put("line ends", self.lines);
        sheet.put("bytes a word", self.length / self.words.max(1));
        sheet.put("is a paragraph", i32::from(line.is_paragraph()));
        sheet.put("talk", line.talk.clamp(-100, 100));
        sheet.put("is a stamp", i32::from(line.stamp));
        sheet.put(
            "is a name",
            match line.name {
                NameShape::No => 0,
                NameShape::Weak => 1,
                NameShape::Strong => 2,
            },
        );
        sheet.put("sign", self.sign);
        sheet.put("opens as a list", i32::from(starts_list(line.text)));
        sheet.put("in title case", i32::from(self.words <= 40 && is_title_case(line.text)));
        sheet.put("asks", i32::from(line.text.ends_with(['?', '؟'])));
        let lower = line.text.chars().find(|first| first.is_alphabetic()).is_some_and(char::is_lowercase);
        sheet.put("begins small", i32::from(lower));
        for (at, (_, name)) in ROLES.iter().enumerate() {
            sheet.put_of("fits the list", name, self.roles >> at & 1);
        }
    }

    /// Whether it fits this list.
    pub fn is(&self, role: Role) -> bool {
        ROLES.iter().position(|(known, _)| *known == role).is_some_and(|at| self.roles >> at & 1 == 1)
    }
}

fn sign(line: &Line<'_>, tables: &Tables) -> i32 {
    if is_copyright(line) {
        5
    } else if is_notice(line) {
        4
    } else if is_byline(line) {
        3
    } else if caption(line, tables).is_some() {
        2
    } else {
        i32::from(is_meter(line))
    }
}

fn ending(ending: Ending) -> i32 {
    match ending {
        Ending::None => 0,
        Ending::Dots => 1,
        Ending::Colon => 2,
        Ending::Full => 3,
    }
}

/// `part` of `whole` in percent; nothing of nothing is 0.
pub(super) fn percent(part: usize, whole: usize) -> i32 {
    (part.saturating_mul(100) / whole.max(1)).min(1000) as i32
}
