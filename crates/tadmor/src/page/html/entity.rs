//! Entities: which characters of a tag-free stretch stand for others.
//!
//! In: a stretch as written. Out: its parts: runs that stand for themselves, and entities with what they are read as.
//! "Caf&eacute; &amp; bar" has five parts.

use html5gum::{Token, Tokenizer};

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

/// The parts of `written`.
pub(super) fn parts(written: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(found) = written[at..].find('&') {
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
        let Some(read) = read(entity) else { continue };
        if from < start {
            parts.push(Part { span: Span::new(from, start), read: None });
        }
        parts.push(Part { span: Span::new(start, end), read: Some(read) });
        from = end;
    }
    if from < written.len() {
        parts.push(Part { span: Span::new(from, written.len()), read: None });
    }
    parts
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
    let mut read = String::new();
    for Ok(token) in Tokenizer::new(entity) {
        if let Token::String(value) = token {
            read.push_str(&String::from_utf8_lossy(&value));
        }
    }
    (read != entity).then_some(read)
}

/// Whether `parts` of `written` make the characters that the tokeniser read, line ends aside.
pub(super) fn gives(parts: &[Part], written: &str, value: &[u8]) -> bool {
    let mut made = String::with_capacity(value.len());
    for part in parts {
        match &part.read {
            Some(read) => made.push_str(read),
            None => made.push_str(&written[part.span.start..part.span.end]),
        }
    }
    let ends = |byte: &u8| *byte != b'\r' && *byte != b'\n';
    made.bytes().filter(ends).eq(value.iter().copied().filter(|byte| ends(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_parted_from_what_stands_for_itself() {
        let written = "Caf&eacute; &amp bar&co &#x41;";
        let own =
            |part: Part| part.read.unwrap_or_else(|| written[part.span.start..part.span.end].to_owned());
        let read: String = parts(written).into_iter().map(own).collect();
        assert_eq!(read, "Café & bar&co A");
    }
}
