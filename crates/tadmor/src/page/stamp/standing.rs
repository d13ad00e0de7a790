//! Where dates stand in the source of an HTML page: in which elements, attributes and scripts.
//!
//! In: the page's characters, tags included. Out: a [`Dated`] for each stretch of text with a digit, each attribute
//! and each value of a script that may hold a date, with what the names around it say.
//! `<p class="entry-meta"><span data-published="2011-04-30">30 April</span>` gives the attribute and the text, both
//! among page data. One pass over the characters with a stack of its own; the zones of the page are not asked.
//! Does not read the dates; see [`super::find`].

use std::collections::BTreeMap;

use memchr::{memchr, memchr3, memmem};

use crate::tables::DateWords;
use crate::tables::date_words::Signs;
use crate::text::{RawSpan, Span, Text};

/// What holds a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Visible text; its words are those of the page's blocks.
    Text,
    /// The content of a `<meta>`.
    Meta,
    /// An attribute of an element.
    Attribute,
    /// A value in linked data.
    LinkedData,
    /// A value in another script.
    Script,
}

/// A place in the source of a page that may hold a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    /// Its bytes: the text, the tag or the value.
    pub span: RawSpan,
    /// What holds it.
    pub holder: Holder,
    /// The name of the attribute, the `<meta>` or the key; empty for text.
    pub name: String,
    /// As written; empty for text.
    pub value: String,
    /// What its own element, those just around it and its name say.
    pub near: Signs,
    /// What all elements around it say.
    pub around: Signs,
}

/// No page needs more places.
const MOST: usize = 4000;
/// No script needs more values.
const MOST_VALUES: usize = 400;
/// How far up elements are asked for their names.
const REACH: usize = 32;
/// How far up an end tag looks for its start tag.
const DEPTH: usize = 96;
/// How many open elements are kept.
const DEEP: usize = 1024;

/// The places in `source` that may hold a date, in page order.
pub(crate) fn find(source: &Text, words: &DateWords) -> Vec<Dated> {
    let mut walk = Walk {
        source,
        text: source.as_str(),
        words,
        stack: Vec::new(),
        found: Vec::new(),
        values: 0,
        known: BTreeMap::new(),
    };
    walk.page();
    walk.found
}

struct Open<'s> {
    name: &'s str,
    attributes: &'s str,
    signs: Option<Signs>,
}

struct Walk<'s> {
    source: &'s Text,
    text: &'s str,
    words: &'s DateWords,
    stack: Vec<Open<'s>>,
    found: Vec<Dated>,
    values: usize,
    /// What each class has said: many elements share one.
    known: BTreeMap<&'s str, Signs>,
}

impl<'s> Walk<'s> {
    fn page(&mut self) {
        let mut at = 0;
        while let Some(open) = memchr(b'<', &self.text.as_bytes()[at..]).map(|found| at + found) {
            self.words_between(at, open);
            at = self.tag(open);
        }
        self.words_between(at, self.text.len());
    }

    fn add(&mut self, span: Span, holder: Holder, name: &str, value: &str, signs: (Signs, Signs)) {
        if self.found.len() < MOST {
            self.found.push(Dated {
                span: self.source.raw(span),
                holder,
                name: name.to_owned(),
                value: value.to_owned(),
                near: signs.0,
                around: signs.1,
            });
        }
    }

    fn words_between(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        if text.len() < 2 || !has_digit(text) {
            return;
        }
        let signs = self.signs();
        let blank = text.len() - text.trim_start().len();
        self.add(Span::new(start + blank, end), Holder::Text, "", "", signs);
    }

    /// What the open elements say: those near, and all.
    fn signs(&mut self) -> (Signs, Signs) {
        let (mut near, mut around) = (Signs::NONE, Signs::NONE);
        let words = self.words;
        for (level, open) in self.stack.iter_mut().rev().take(REACH).enumerate() {
            let known = &mut self.known;
            let own = *open.signs.get_or_insert_with(|| says(open.name, open.attributes, words, known));
            around = around.with(own);
            if level < 3 {
                near = near.with(own);
            }
        }
        (near, around)
    }

    /// Reads the tag at `open`; gives the place after it.
    fn tag(&mut self, open: usize) -> usize {
        let rest = &self.text[open..];
        let bytes = rest.as_bytes();
        match bytes.get(1) {
            Some(b'!') if rest.starts_with("<!--") => {
                memmem::find(bytes, b"-->").map_or(self.text.len(), |at| open + at + 3)
            }
            Some(b'!' | b'?') => memchr(b'>', bytes).map_or(self.text.len(), |at| open + at + 1),
            Some(b'/') => {
                let end = memchr(b'>', bytes).map_or(self.text.len(), |at| open + at + 1);
                let name = name_at(&self.text[(open + 2).min(end)..end]);
                self.close(name);
                end
            }
            Some(first) if first.is_ascii_alphabetic() => self.start(open),
            _ => open + 1,
        }
    }

    fn close(&mut self, name: &str) {
        let bottom = self.stack.len().saturating_sub(DEPTH);
        let open =
            (bottom..self.stack.len()).rev().find(|at| self.stack[*at].name.eq_ignore_ascii_case(name));
        if let Some(at) = open {
            self.stack.truncate(at);
        }
    }

    fn start(&mut self, open: usize) -> usize {
        let text = self.text;
        let name = name_at(&text[open + 1..]);
        let inside = open + 1 + name.len();
        // A tag that the page breaks off has no `>`, and all of its rest is attributes.
        let closed = end_of_tag(&text.as_bytes()[inside..]).map(|length| inside + length);
        let attributes = &text[inside..closed.map_or(text.len(), |end| end - 1)];
        let after = closed.unwrap_or(text.len());
        let mut letters = [0; LONGEST_NAME];
        let lower = lower(name, &mut letters);
        match lower {
            "script" | "style" | "textarea" | "title" => {
                let close = closing(text, after, lower);
                if lower == "script" {
                    self.script(attributes, after, close);
                }
                return close;
            }
            "meta" => {
                self.meta(attributes, open, after);
                return after;
            }
            "img" | "br" | "hr" | "link" | "source" | "path" | "use" | "base" | "col" | "embed" | "wbr"
            | "area" => {
                return after;
            }
            "p" | "li" | "option" | "tr" | "td" | "th" | "dt" | "dd" => {
                let twin = self.stack.last().is_some_and(|last| last.name.eq_ignore_ascii_case(name));
                if twin {
                    self.stack.pop();
                }
            }
            _ => {}
        }
        // What lies far above is asked by nobody; a page of a million bare tags stays small.
        if self.stack.len() >= DEEP {
            self.stack.drain(..DEEP / 2);
        }
        self.stack.push(Open { name, attributes, signs: None });
        if has_year(attributes) {
            self.attributes(attributes, open, after);
        }
        if lower == "input" || lower == "param" || attributes.ends_with('/') && lower == "time" {
            self.stack.pop();
        }
        after
    }

    fn meta(&mut self, attributes: &str, open: usize, end: usize) {
        // The weights were learned without such as write no year in four digits.
        if !has_year(attributes) {
            return;
        }
        let (mut name, mut content) = ("", "");
        for (key, value) in pairs(attributes) {
            match key.to_ascii_lowercase().as_str() {
                "property" | "name" | "itemprop" | "http-equiv" if name.is_empty() => name = value,
                "content" => content = value,
                _ => {}
            }
        }
        if !name.is_empty() && content.len() <= 60 && content.bytes().any(|byte| byte.is_ascii_digit()) {
            let says = self.words.name_says(name);
            self.add(Span::new(open, end), Holder::Meta, name, content, (says, says));
        }
    }

    fn attributes(&mut self, attributes: &str, open: usize, end: usize) {
        let mut signs = None;
        for (key, value) in pairs(attributes).take(40) {
            let skip =
                matches!(key, "href" | "src" | "style" | "class" | "id" | "srcset" | "alt" | "onclick");
            if skip || !(6..=60).contains(&value.len()) || !has_year(value) && !is_seconds(value) {
                continue;
            }
            let (near, around) = *signs.get_or_insert_with(|| self.signs());
            let own = self.words.name_says(key);
            self.add(Span::new(open, end), Holder::Attribute, key, value, (near.with(own), around.with(own)));
        }
    }

    fn script(&mut self, attributes: &str, start: usize, end: usize) {
        let linked = attributes.contains("ld+json");
        let holder = if linked { Holder::LinkedData } else { Holder::Script };
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < end && self.values < MOST_VALUES {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let first = at;
            while at < end && bytes[at].is_ascii_digit() {
                at += 1;
            }
            let digits = &self.text[first..at];
            let begins = matches!(digits.len(), 4 | 8 | 12 | 14)
                && (digits.starts_with("20") || digits.starts_with("19"))
                || is_seconds(digits);
            let after_quote = matches!(
                first.checked_sub(1).and_then(|before| bytes.get(before)),
                Some(b'"' | b'\'' | b':' | b' ' | b';' | b'=')
            );
            if !begins || first == start || !after_quote {
                continue;
            }
            if digits.len() == 4 && !matches!(bytes.get(at), Some(b'-' | b'/' | b'.')) {
                continue;
            }
            let Some(key) = key_before(&self.text[start..first]) else { continue };
            let says = self.words.name_says(key);
            if !says.any(
                Signs::PUBLISHED
                    .with(Signs::MODIFIED)
                    .with(Signs::DATE)
                    .with(Signs::CREATED)
                    .with(Signs::UPLOADED),
            ) {
                continue;
            }
            let length = self.text[first..end]
                .bytes()
                .take(36)
                .take_while(|byte| {
                    byte.is_ascii_graphic()
                        && !matches!(byte, b'"' | b'\'' | b'\\' | b',' | b'<' | b'&' | b'}')
                        || *byte == b' '
                })
                .count();
            self.values += 1;
            let value = &self.text[first..first + length];
            self.add(Span::new(first, first + length), holder, key, value.trim(), (says, Signs::NONE));
            at = at.max(first + length);
        }
    }
}

/// What an element's name and attributes say.
fn says<'s>(
    name: &str,
    attributes: &'s str,
    words: &DateWords,
    known: &mut BTreeMap<&'s str, Signs>,
) -> Signs {
    let mut letters = [0; LONGEST_NAME];
    let name = lower(name, &mut letters);
    // The names on the page's own element tell what kind of page it is, not where a date stands.
    if matches!(name, "html" | "body") {
        return Signs::NONE;
    }
    let mut signs = words.tag_says(name);
    for (key, value) in pairs(attributes).take(20) {
        if matches!(
            key,
            "class"
                | "id"
                | "itemprop"
                | "property"
                | "role"
                | "data-testid"
                | "data-component"
                | "data-type"
                | "rel"
        ) {
            signs = signs.with(*known.entry(value).or_insert_with(|| words.name_says(value)));
        }
        if key == "pubdate" {
            signs = signs.with(Signs::PUBLISHED);
        }
    }
    signs
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        || !text.is_ascii() && text.chars().any(|letter| super::digit(letter).is_some())
}

/// Whether four digits or more stand together.
fn has_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    // What ends on no digit holds none of the four.
    while let Some(four) = bytes.get(at..at + 4) {
        match four.iter().rposition(|byte| !byte.is_ascii_digit()) {
            Some(last) => at += last + 1,
            None => return true,
        }
    }
    !text.is_ascii() && has_digit(text)
}

/// Seconds or milliseconds since 1970, from 2001 to 2033.
fn is_seconds(digits: &str) -> bool {
    matches!(digits.len(), 10 | 13)
        && digits.starts_with('1')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// No element has a longer name.
const LONGEST_NAME: usize = 40;

/// `name` in lower case, in the room that is given.
fn lower<'l>(name: &str, letters: &'l mut [u8; LONGEST_NAME]) -> &'l str {
    let Some(letters) = letters.get_mut(..name.len()) else { return "" };
    letters.copy_from_slice(name.as_bytes());
    letters.make_ascii_lowercase();
    // It was text and is ASCII where it changed.
    std::str::from_utf8(letters).unwrap_or_default()
}

fn name_at(text: &str) -> &str {
    let end = text
        .bytes()
        .take(LONGEST_NAME)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b':'))
        .count();
    &text[..end]
}

/// Where a start tag ends, past its `>`; quotation marks hide one. Nothing where the page ends before.
fn end_of_tag(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[at..]) {
        at += found;
        match bytes[at] {
            b'>' => return Some(at + 1),
            mark if at > 0 && (bytes[at - 1] == b'=' || bytes[at - 1] == b' ') => {
                at += memchr(mark, &bytes[at + 1..])? + 2;
            }
            _ => at += 1,
        }
    }
    None
}

/// Where the words of a silent element end: past its end tag.
fn closing(text: &str, from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(found) = memmem::find(&text.as_bytes()[at..], b"</") {
        let start = at + found;
        if text.as_bytes()[start + 2..]
            .get(..name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()))
        {
            return start;
        }
        at = start + 2;
    }
    text.len()
}

/// The attributes of a tag, by name and value.
fn pairs(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest.find(|letter: char| letter.is_whitespace() || letter == '=').unwrap_or(rest.len());
            let name = &rest[..end];
            let after = rest[end..].trim_start();
            let Some(value) = after.strip_prefix('=') else {
                rest = &rest[end..];
                if name.is_empty() {
                    return None;
                }
                return Some((name, ""));
            };
            let value = value.trim_start();
            let mark = value.chars().next().filter(|mark| matches!(mark, '"' | '\''));
            let (value, left) = match mark {
                Some(mark) => {
                    let inner = &value[1..];
                    let end = inner.find(mark).unwrap_or(inner.len());
                    (&inner[..end], inner.get(end + 1..).unwrap_or_default())
                }
                None => {
                    let end = value.find(char::is_whitespace).unwrap_or(value.len());
                    (&value[..end], &value[end..])
                }
            };
            rest = left;
            if !name.is_empty() {
                return Some((name, value));
            }
        }
    })
}

/// The key that a value in a script stands under: `"datePublished":"`, `pubDate = '`.
fn key_before(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let floor = bytes.len().saturating_sub(24);
    let mut end = bytes.len();
    let mut linked = false;
    while end > floor {
        match bytes[end - 1] {
            b':' | b'=' | b',' | b'(' => linked = true,
            b'"' | b'\'' | b'\\' | b' ' | b'\n' | b'\t' | b'[' => {}
            b';' if text.get(..end)?.ends_with("&quot;") => end -= 5,
            _ => break,
        }
        end -= 1;
    }
    let length = bytes[..end]
        .iter()
        .rev()
        .take(48)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        .count();
    let key = text.get(end - length..end)?;
    (linked && length >= 2 && key.bytes().any(|byte| byte.is_ascii_alphabetic())).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(page: &str) -> Vec<Dated> {
        find(&Text::verbatim(page, 0), &DateWords::shipped().unwrap())
    }

    #[test]
    fn text_attributes_and_scripts_are_found_with_what_stands_around() {
        let page = "<body class=comment><script>var a={\"publishDate\":\"2011-04-30T10:00\", n: 20110430}</script>\
            <aside><p class=\"entry-meta\"><b data-stamp='2011-04-30'>30 April</b></aside><p>No 7</p>";
        let found = found(page);
        let names: Vec<_> = found.iter().map(|dated| (dated.name.as_str(), dated.value.as_str())).collect();
        assert_eq!(
            names,
            [("publishDate", "2011-04-30T10:00"), ("data-stamp", "2011-04-30"), ("", ""), ("", "")]
        );
        assert!(found[0].near.any(Signs::PUBLISHED) && found[0].holder == Holder::Script);
        assert!(found[2].near.any(Signs::META) && found[2].around.any(Signs::SIDE));
        assert!(!found[3].around.any(Signs::SIDE) && !found[3].around.any(Signs::COMMENT));
    }

    #[test]
    fn broken_tags_end_the_page_and_nothing_else() {
        for page in [
            "<p class=\"a 2011",
            "<",
            "<p",
            "</",
            "<!-- 2011",
            "<script>\"date\":\"2011-04-30",
            "<p =\"x\" = 2011>",
            "<a b='2011>2011",
        ] {
            found(page);
        }
    }

    #[test]
    fn pages_may_break_off_inside_a_tag_at_any_byte() {
        let whole =
            "<p>a</p><p title=\"café 2011-04-30 ش\" lang=ش><meta name=é content='2011-04-30 ش'><a é=2011-é";
        for end in 0..=whole.len() {
            // What is left of a cut letter is read as U+FFFD.
            found(&String::from_utf8_lossy(&whole.as_bytes()[..end]));
            if let Some(page) = whole.get(..end) {
                found(page);
            }
        }
    }
}
