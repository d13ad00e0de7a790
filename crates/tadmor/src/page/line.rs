//! Lines: what a stretch of visible text looks like before anything around it is known.
//!
//! In: one line of a dump, or one block of an HTML page. Out: a [`Line`]: how it ends, which list it fits, whether it
//! is shaped like a name, how much it sounds like talk.
//! "northern_fox ." is shaped like a name; "why dont they just leave!!" is talk; "the minister said." is not.

use std::borrow::Cow;

use crate::page::stamp;
use crate::tables::Tables;
use crate::tables::zones::{Line as Role, Lines};
use crate::text::Span;
use crate::text::fold::key;

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A full stop, a question or exclamation mark, perhaps with a closing quotation mark.
    Full,
    /// A colon.
    Colon,
    /// "…", "[...]": cut on purpose.
    Dots,
    /// Nothing.
    None,
}

/// Whether a line is shaped like a reader's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameShape {
    /// It is not.
    No,
    /// One or two lower-case words: "jan kowal".
    Weak,
    /// Capitalised words, or one word as people sign on the web.
    Strong,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line<'t> {
    /// Where it stands, blank ends left out.
    pub span: Span,
    /// Its characters.
    pub text: &'t str,
    /// Blank lines before it.
    pub gap: usize,
    /// Its folded words, for lines short enough to fit a list or a title.
    pub key: String,
    /// How many words it has.
    pub words: usize,
    /// The lists that it fits.
    pub roles: Lines,
    /// How it ends.
    pub ending: Ending,
    /// Nothing but a date.
    pub stamp: bool,
    /// Shaped like a name.
    pub name: NameShape,
    /// More than zero: sounds like talk; less: like a report; in tenths.
    pub talk: i32,
    /// Running text: whole sentences.
    paragraph: bool,
    /// Holds a link for most of its length (HTML).
    pub linked: bool,
}

/// The longest line whose words are folded: longer ones are no titles and fit no list.
const MOST_WORDS: usize = 45;

impl<'t> Line<'t> {
    /// The line at `span` of `whole`.
    pub fn new(whole: &'t str, span: Span, gap: usize, tables: &Tables) -> Self {
        let text = &whole[span.start..span.end];
        let words = text.split_whitespace().take(10_000).count();
        let key = if words <= MOST_WORDS && text.len() < 600 { key(text) } else { String::new() };
        let outlet = |name: &str| tables.outlets.keyed(name).is_some();
        let roles = if words <= 16 { tables.zones.line(&key, text, outlet) } else { Lines::default() };
        Line {
            span,
            text,
            gap,
            words,
            roles,
            ending: ending(text),
            stamp: words <= 12 && stamp::alone(text, &tables.months),
            name: name_shape(text, words),
            talk: talk(text, tables),
            key,
            paragraph: is_paragraph(text, words, ending(text)),
            linked: false,
        }
    }

    /// Whether it fits the list.
    pub fn is(&self, role: Role) -> bool {
        self.roles.has(role)
    }

    /// A paragraph of running text: whole sentences.
    pub fn is_paragraph(&self) -> bool {
        self.paragraph
    }

    /// Could be a headline: some words, not a sentence that ends in a full stop.
    pub fn is_headline(&self) -> bool {
        let stop = self.text.trim_end_matches(['"', '”', '’', '\'', '»']).ends_with(['.', '。', '۔'])
            && !ends_in_initials(self.text);
        let wordless = self.text.chars().filter(|character| is_wordless(*character)).count() >= 6;
        (self.words >= 3 || wordless)
            && self.words <= 32
            && !stop
            && self.ending != Ending::Colon
            && !self.stamp
    }

    /// Ends in the middle of a sentence.
    pub fn is_cut(&self, tables: &Tables) -> bool {
        if self.ending != Ending::None || self.words < 6 {
            return false;
        }
        let last = self.text.split_whitespace().next_back().map(key).unwrap_or_default();
        let comma = self.text.ends_with([',', ';', '-', '–', '—']);
        tables.zones.talk(&last).open || comma || inner_stops(self.text) >= 1
    }
}

fn is_paragraph(text: &str, words: usize, ending: Ending) -> bool {
    if words >= 40 {
        return true;
    }
    let long = || words >= 7 || text.chars().filter(|character| is_wordless(*character)).count() >= 20;
    (ending == Ending::Full && long()) || (words >= 25 && inner_stops(text) >= 1)
}

/// Characters of scripts that part no words.
pub(crate) fn is_wordless(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Sentence ends inside the line.
fn inner_stops(text: &str) -> usize {
    [". ", "? ", "! ", ".\" ", ".” ", "。", "؟ ", "۔ ", ".\u{a0}"]
        .iter()
        .map(|stop| text.matches(stop).count())
        .sum()
}

/// "in the U.S." ends in no full stop.
fn ends_in_initials(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or_default();
    last.matches('.').count() >= 2 && last.len() <= 8
}

fn ending(text: &str) -> Ending {
    let bare = text.trim_end_matches(|last: char| {
        matches!(last, '"' | '”' | '’' | '\'' | '»' | ')' | ']' | '*' | '“') || last.is_whitespace()
    });
    if bare.ends_with('…') || bare.ends_with("...") || text.ends_with("[…]") || text.ends_with("[...]") {
        return Ending::Dots;
    }
    if bare.ends_with(['.', '?', '!', '。', '！', '？', '؟', '۔', '।']) {
        return Ending::Full;
    }
    if bare.ends_with([':', '：']) { Ending::Colon } else { Ending::None }
}

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "du", "la", "le", "van", "von", "der", "den", "bin", "ibn", "al", "el", "of", "the",
    "and", "y", "abu", "dos", "in", "from",
];

fn name_shape(text: &str, words: usize) -> NameShape {
    let bare = text.trim().trim_end_matches('.').trim_end();
    // "northern_fox ." is signed so where a page puts a stop after the name, with a space before it.
    // So do initials: "Anna K.".
    let initial =
        words >= 2 && text.split_whitespace().next_back().is_some_and(|last| last.chars().count() == 2);
    let dotted = text.ends_with('.') && !text.ends_with(" .") && !initial;
    if words == 0 || words > 5 || bare.is_empty() || bare.chars().count() > 40 || dotted {
        return NameShape::No;
    }
    if bare.contains(':')
        || bare.ends_with(['!', '?', ';', ',', '…', '"', '”', ')'])
        || bare.contains(['“', '"', '$', '€', '%', '©', '/', '|', '•', '…', '>', '<'])
    {
        return NameShape::No;
    }
    let parts: Vec<&str> = bare.split_whitespace().collect();
    let letters = bare.chars().filter(|character| character.is_alphabetic()).count();
    if letters < 2 || letters * 2 < bare.chars().filter(|character| !character.is_whitespace()).count() {
        return NameShape::No;
    }
    let capital = |part: &&str| {
        part.chars()
            .find(|first| first.is_alphanumeric())
            .is_some_and(|first| first.is_uppercase() || first.is_numeric())
    };
    let uncased = |part: &&str| {
        part.chars().any(|letter| letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase())
    };
    let particle = |part: &&str| PARTICLES.contains(&part.trim_end_matches(['-', '.']));
    match parts.as_slice() {
        [one]
            if capital(one)
                || one.contains(['_', '-'])
                || one.chars().any(|letter| letter.is_ascii_digit()) =>
        {
            NameShape::Strong
        }
        [one] if text.ends_with(" .") && one.len() > 3 => NameShape::Strong,
        [_] => NameShape::Weak,
        [first, rest @ ..]
            if (capital(first) || uncased(first))
                && rest.iter().all(|part| capital(part) || uncased(part) || particle(part)) =>
        {
            NameShape::Strong
        }
        [_, _] if text.ends_with(" .") => NameShape::Strong,
        [first, second] if first.chars().chain(second.chars()).all(|letter| letter.is_alphanumeric()) => {
            NameShape::Weak
        }
        _ => NameShape::No,
    }
}

/// How much a line sounds like talk. The weights were set by hand on comments and reports of the public sets, 2026.
fn talk(text: &str, tables: &Tables) -> i32 {
    let text = head(text);
    let outside = outside_quotations(text);
    let (mut talks, mut reports, mut words) = (0, 0, 0);
    let mut opener = false;
    let mut plain = String::new();
    for (at, word) in outside.split_whitespace().enumerate() {
        let word = plain_word(word, &mut plain);
        if word.is_empty() {
            continue;
        }
        words += 1;
        let kind = tables.zones.talk(word);
        talks += i32::from(kind.talk);
        reports += i32::from(kind.report);
        opener |= at == 0 && kind.opener;
    }
    let count = |sign: &str| i32::try_from(outside.matches(sign).take(9).count()).unwrap_or(9);
    let mut score = (talks * 9).min(27) - (reports * 11).min(33);
    score += 6 * i32::from(opener);
    let first = text.chars().find(|first| first.is_alphanumeric());
    score += 15 * i32::from(first.is_some_and(char::is_lowercase));
    score += (8 * (count("…") + count("..."))).min(16);
    let faces = outside.contains(['!', '?', ':', ';', '😂', '👍'])
        && ["!!", "??", "!?", "?!", ":)", ";)", ":(", ":-)", ";-)", ":D", "😂", "👍"]
            .iter()
            .any(|sign| outside.contains(sign));
    score += 12 * i32::from(faces);
    score += (6 * loose_marks(&outside)).min(18);
    score += match (ending(text), text.trim_end().chars().next_back()) {
        (Ending::Full, Some('!' | '?')) => 6,
        (Ending::None, _) if words > 2 => 5,
        (Ending::Full, _) => -3,
        _ => 0,
    };
    if words >= 25 && talks == 0 {
        score -= 6;
    }
    // A line that holds a quotation and a cue is a report, however the speaker talks.
    if outside.len() + 20 < text.len() && reports > 0 {
        score -= 8;
    }
    score
}

/// The first kilobyte tells how a line talks.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(1024)]
}

/// The word in lower case without marks: cheap, for English words.
fn plain_word<'p>(word: &str, plain: &'p mut String) -> &'p str {
    plain.clear();
    if word.is_ascii() {
        let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
        plain.extend(letters.map(|letter| char::from(letter.to_ascii_lowercase())));
    } else {
        plain.extend(word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase));
    }
    plain
}

/// `text` without what stands in double quotation marks.
fn outside_quotations(text: &str) -> Cow<'_, str> {
    if !text.contains(['"', '“', '”', '«', '»', '„']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for character in text.chars() {
        match character {
            '“' | '«' | '„' => inside = true,
            '”' | '»' => inside = false,
            '"' => inside = !inside,
            _ if !inside => out.push(character),
            _ => {}
        }
    }
    Cow::Owned(out)
}

/// Marks set as nobody sets them in print: " ," and "freed.This".
fn loose_marks(text: &str) -> i32 {
    let bytes = text.as_bytes();
    let spaced = |pair: &&[u8]| pair[0] == b' ' && matches!(pair[1], b',' | b'.' | b'!' | b'?');
    let dots = bytes.windows(4).filter(|four| *four == b" ...").count();
    let before = bytes.windows(2).filter(spaced).count() - dots;
    let after = bytes.windows(3).filter(|three| {
        three[0].is_ascii_lowercase()
            && matches!(three[1], b'.' | b',' | b'!' | b'?')
            && three[2].is_ascii_uppercase()
    });
    i32::try_from((before + after.count()).min(9)).unwrap_or(9)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line<'_> {
        Line::new(text, Span::new(0, text.len()), 1, &Tables::shipped().unwrap())
    }

    #[test]
    fn names_are_known_by_their_shape() {
        for name in ["Anna Kovacs", "mountain_goat77", "Jean de la Tour", "quietreader .", "أبو علي"] {
            assert_eq!(line(name).name, NameShape::Strong, "{name}");
        }
        for other in ["Then we left.", "And to the bridge!", "Photo: A. Person", "not the same thing at all"]
        {
            assert_eq!(line(other).name, NameShape::No, "{other}");
        }
    }

    #[test]
    fn talk_and_report_sound_different() {
        assert!(line("why dont you go there yourself, i wonder...").talk > 20);
        assert!(line("Hope they leave the valley soon , poor people!!").talk > 15);
        assert!(line("The mayor said that nine lorries had reached the camp on Monday.").talk < 0);
        assert!(line("“I do not know why you ask me,” the driver told the agency.").talk < 0);
    }

    #[test]
    fn a_line_that_stops_in_mid_sentence_is_cut() {
        let tables = Tables::shipped().unwrap();
        assert!(line("The pass has been closed to all traffic since").is_cut(&tables));
        assert!(!line("Traffic stops at the mountain pass").is_cut(&tables));
    }
}
