//! JSON feeds: the entries, and the strings in them with the way back to their bytes.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Entry, Feed};
use crate::text::{RawSpan, Span, Text};

#[derive(Deserialize)]
struct Whole<'f> {
    #[serde(borrow, default)]
    title: Option<&'f RawValue>,
    #[serde(borrow, default)]
    items: Vec<&'f RawValue>,
}

/// The keys of an object with their values as they stand.
pub(super) type Object<'f> = BTreeMap<String, &'f RawValue>;

/// The feed in `bytes`.
pub(super) fn split(bytes: &[u8]) -> Feed {
    let mut feed = Feed { charset: "UTF-8".to_owned(), ..Feed::default() };
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let read = std::str::from_utf8(&bytes[mark..]).map_err(|error| error.to_string());
    let read = read.and_then(|text| {
        let whole = serde_json::from_str::<Whole<'_>>(text).map_err(|error| error.to_string())?;
        Ok((text, whole))
    });
    let (text, whole) = match read {
        Ok(read) => read,
        Err(why) => {
            feed.notes.push(format!("a JSON feed that cannot be read ({why})"));
            return feed;
        }
    };
    feed.title = whole.title.and_then(string);
    for item in whole.items {
        let start = (mark + offset(text, item)) as u64;
        let object: Object<'_> = serde_json::from_str(item.get()).unwrap_or_default();
        let value = |key: &str| object.get(key).copied().and_then(string).filter(|value| !value.is_empty());
        feed.entries.push(Entry {
            span: RawSpan { start, end: start + item.get().len() as u64 },
            bytes: None,
            id: value("id"),
            address: value("url").or_else(|| value("external_url")),
        });
    }
    feed
}

/// Where `value` stands in `text`, which it was read from.
pub(super) fn offset(text: &str, value: &RawValue) -> usize {
    (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// A string; a number as it is written.
pub(super) fn string(value: &RawValue) -> Option<String> {
    let text = value.get();
    match text.starts_with('"') {
        true => serde_json::from_str(text).ok(),
        false => text.starts_with(|first: char| first.is_ascii_digit()).then(|| text.to_owned()),
    }
}

/// Adds the characters of the string that stands, with its quotation marks, at `span` of `source`. `plain` is for
/// text that is no HTML.
pub(super) fn push(into: &mut Text, source: &Text, span: Span, plain: bool) {
    let text = source.as_str();
    let (mut at, end) = (span.start + 1, span.end.saturating_sub(1));
    while at < end {
        let rest = &text[at..end];
        let special = |character: char| character == '\\' || plain && matches!(character, '<' | '&');
        let run = rest.find(special).unwrap_or(rest.len());
        if run > 0 {
            into.push_through(source, Span::new(at, at + run));
            at += run;
            continue;
        }
        let (read, length) = match rest.starts_with('\\') {
            true => escape(rest),
            false => (rest.chars().next(), 1),
        };
        let raw = source.raw(Span::new(at, at + length));
        match (read, plain) {
            (Some('<'), true) => into.push_folded("&lt;", raw),
            (Some('&'), true) => into.push_folded("&amp;", raw),
            (Some('\n'), true) => into.push_folded("<br>", raw),
            (Some(character), _) => into.push_folded(character.encode_utf8(&mut [0; 4]), raw),
            (None, _) => into.push_folded("\u{fffd}", raw),
        }
        at += length;
    }
}

/// The character of the escape that `text` begins with, and how long it is.
fn escape(text: &str) -> (Option<char>, usize) {
    let unit = |at: usize| text.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    match text.as_bytes().get(1) {
        Some(b'n') => (Some('\n'), 2),
        Some(b't') => (Some('\t'), 2),
        Some(b'r') => (Some('\r'), 2),
        Some(b'b' | b'f') => (Some(' '), 2),
        Some(b'u') => match unit(0) {
            Some(high @ 0xd800..=0xdbff) if text[6..].starts_with("\\u") => match unit(6) {
                Some(low @ 0xdc00..=0xdfff) => {
                    (char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)), 12)
                }
                _ => (None, 6),
            },
            Some(code) => (char::from_u32(code), 6),
            None => (None, 2),
        },
        Some(byte) if byte.is_ascii() => (Some(char::from(*byte)), 2),
        _ => (None, 1),
    }
}
