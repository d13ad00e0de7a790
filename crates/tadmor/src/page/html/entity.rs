//! Entities: which characters of a tag-free stretch stand for others.
//!
//! In: a stretch as written. Out: its parts: runs that stand for themselves, and entities with what they are read as.
//! "Caf&eacute; &amp; bar" has five parts.

use html5gum::{Token, Tokenizer};
use memchr::memchr;

use crate::text::Span;

/// One part of a stretch.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// In the stretch.
    pub span: Span,
    /// What it is read as; absent where it stands for itself.
    pub read: Option<String>,
}

/// The longest entity, "&CounterClockwiseContourIntegral;", with room to spare.
const LONGEST: usize = 48;

/// The parts of `written`, found as they are asked for: a page may be millions of them.
pub(super) fn parts(written: &str) -> impl Iterator<Item = Part> {
    let mut from = 0;
    let mut entity: Option<Part> = None;
    std::iter::from_fn(move || {
        if let Some(part) = entity.take() {
            return Some(part);
        }
        let next = next_entity(written, from);
        let own = Span::new(from, next.as_ref().map_or(written.len(), |part| part.span.start));
        from = next.as_ref().map_or(written.len(), |part| part.span.end);
        if own.is_empty() {
            return next;
        }
        entity = next;
        Some(Part { span: own, read: None })
    })
}

/// The next entity of `written` from byte `at` on.
fn next_entity(written: &str, mut at: usize) -> Option<Part> {
    while let Some(found) = memchr(b'&', &written.as_bytes()[at..]) {
        let start = at + found;
        let name =
            written[start + 1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
        let mut end = start + 1 + name.count();
        if written[end..].starts_with(';') {
            end += 1;
        }
        at = end;
        let entity = &written[start..end];
        if end - start < 3 || end - start > LONGEST && !entity.starts_with("&#") {
            continue;
        }
        if let Some(read) = read(entity) {
            return Some(Part { span: Span::new(start, end), read: Some(read) });
        }
    }
    None
}

/// What an entity stands for; `None` where it stands for itself.
fn read(entity: &str) -> Option<String> {
    let common = match entity {
        "&amp;" => "&",
        "&nbsp;" | "&#160;" => "\u{a0}",
        "&quot;" | "&#34;" => "\"",
        "&#39;" | "&apos;" | "&#039;" => "'",
        "&lt;" => "<",
        "&gt;" => ">",
        "&rsquo;" | "&#8217;" => "’",
        "&lsquo;" | "&#8216;" => "‘",
        "&ldquo;" | "&#8220;" => "“",
        "&rdquo;" | "&#8221;" => "”",
        "&ndash;" | "&#8211;" => "–",
        "&mdash;" | "&#8212;" => "—",
        _ => "",
    };
    if !common.is_empty() {
        return Some(common.to_owned());
    }
    if let Some(letter) = numbered(entity) {
        return Some(letter.to_string());
    }
    let mut read = String::new();
    for Ok(token) in Tokenizer::new(entity) {
        if let Token::String(value) = token {
            read.push_str(&String::from_utf8_lossy(&value));
        }
    }
    (read != entity).then_some(read)
}

/// The character that "&#1055;" or "&#x41f;" names; `None` where the rules for it are longer, as below 160.
fn numbered(entity: &str) -> Option<char> {
    let digits = entity.strip_prefix("&#")?.strip_suffix(';')?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => digits.parse().ok()?,
    };
    char::from_u32(number).filter(|_| number >= 160)
}

/// Whether the parts of `written` make the characters that the tokeniser read, line ends aside.
pub(super) fn gives(written: &str, value: &[u8]) -> bool {
    let ends = |byte: &u8| *byte != b'\r' && *byte != b'\n';
    let mut value = value.iter().copied().filter(ends);
    parts(written).all(|part| {
        let made = part.read.as_deref().unwrap_or(&written[part.span.start..part.span.end]);
        made.bytes().filter(ends).all(|byte| value.next() == Some(byte))
    }) && value.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_parted_from_what_stands_for_itself() {
        let written = "Caf&eacute; &amp bar&co &#x41;";
        let own =
            |part: Part| part.read.unwrap_or_else(|| written[part.span.start..part.span.end].to_owned());
        let read: String = parts(written).map(own).collect();
        assert_eq!(read, "Café & bar&co A");
    }
}
