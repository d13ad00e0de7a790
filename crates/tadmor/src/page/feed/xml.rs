//! XML as feeds write it: tags, text, CDATA.
//!
//! In: characters or bytes of a charset that keeps ASCII. Out: [`Piece`]s in order. Checks nothing and fails nowhere:
//! half of all feeds break a rule of XML somewhere. Each byte is looked at a bounded number of times.

use crate::text::Span;

/// A part of XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// All of it.
    pub span: Span,
    pub kind: Kind,
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A start tag: its name, and whether it ends itself.
    Start { name: Span, empty: bool },
    /// An end tag.
    End { name: Span },
    /// Characters with entities.
    Text,
    /// Characters as they are.
    Cdata { inner: Span },
    /// A comment, a declaration, an instruction.
    Other,
}

/// Walks over `bytes`.
pub(super) struct Pieces<'x> {
    bytes: &'x [u8],
    at: usize,
}

impl<'x> Pieces<'x> {
    pub(super) fn new(bytes: &'x [u8]) -> Self {
        Pieces { bytes, at: 0 }
    }
}

const CDATA: &[u8] = b"<![CDATA[";

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let start = self.at;
        let rest = self.bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let (length, kind) = markup(rest, start).unwrap_or_else(|| {
            let next = rest[1..].iter().position(|byte| *byte == b'<').map_or(rest.len(), |at| at + 1);
            (next, Kind::Text)
        });
        self.at = start + length;
        Some(Piece { span: Span::new(start, start + length), kind })
    }
}

/// The markup that `rest` begins with; `None` where it is text.
fn markup(rest: &[u8], start: usize) -> Option<(usize, Kind)> {
    if rest.first() != Some(&b'<') {
        return None;
    }
    if rest.starts_with(CDATA) {
        let end = find(rest, b"]]>");
        let inner = Span::new(start + CDATA.len(), start + end.unwrap_or(rest.len()));
        return Some((end.map_or(rest.len(), |end| end + 3), Kind::Cdata { inner }));
    }
    for (open, close) in [(&b"<!--"[..], &b"-->"[..]), (b"<?", b"?>")] {
        if rest.starts_with(open) {
            return Some((find(rest, close).map_or(rest.len(), |end| end + close.len()), Kind::Other));
        }
    }
    if rest.starts_with(b"<!") {
        let end = rest.iter().skip(1).position(|byte| matches!(byte, b'>' | b'[' | b'<')).map(|at| at + 1)?;
        match rest[end] {
            b'>' => return Some((end + 1, Kind::Other)),
            b'<' => return None,
            _ => {}
        }
        return Some((find(rest, b"]>").map_or(rest.len(), |end| end + 2), Kind::Other));
    }
    let closes = rest.get(1) == Some(&b'/');
    let from = 1 + usize::from(closes);
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_:-.".contains(byte) || !byte.is_ascii();
    let length = rest[from..].iter().take_while(|byte| is_name(byte)).count();
    if length == 0 || !(rest[from].is_ascii_alphabetic() || rest[from] == b'_' || !rest[from].is_ascii()) {
        return None;
    }
    let name = Span::new(start + from, start + from + length);
    let end = tag_end(rest)?;
    let kind = match closes {
        true => Kind::End { name },
        false => Kind::Start { name, empty: rest[end - 1] == b'/' },
    };
    Some((end + 1, kind))
}

/// Where the tag ends: at ">" outside quotation marks, and never beyond the next "<".
fn tag_end(rest: &[u8]) -> Option<usize> {
    let mut quote = None;
    let mut first = None;
    for (at, byte) in rest.iter().enumerate().skip(1) {
        match (byte, quote) {
            (b'<', _) => return first,
            (b'>', None) => return Some(at),
            (b'>', Some(_)) => first = first.or(Some(at)),
            (b'"' | b'\'', None) => quote = Some(*byte),
            (byte, Some(open)) if *byte == open => quote = None,
            _ => {}
        }
    }
    first
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// The value of the attribute `name` in a start tag, entities as they stand.
pub(super) fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back();
        let after = rest[at + name.len()..].trim_start();
        rest = &rest[at + name.len()..];
        if !before.is_some_and(char::is_whitespace) {
            continue;
        }
        let Some(value) = after.strip_prefix('=').map(str::trim_start) else { continue };
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let value = &value[1..];
        return Some(&value[..value.find(quote)?]);
    }
    None
}

/// The character of the entity that `text` begins with, and how long it is. Only those that XML itself knows: others
/// ("&nbsp;") are left to HTML.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = text.get(1..end)?;
    let character = match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|character| *character != '\0')?
        }
    };
    Some((character, end + 1))
}

/// `text` with the entities of XML decoded.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (character, length) = entity(rest).unwrap_or(('&', 1));
        out.push(character);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(&str, &'static str)> {
        let kind = |kind| match kind {
            Kind::Start { empty: true, .. } => "empty",
            Kind::Start { .. } => "start",
            Kind::End { .. } => "end",
            Kind::Text => "text",
            Kind::Cdata { .. } => "cdata",
            Kind::Other => "other",
        };
        let pieces = Pieces::new(text.as_bytes());
        pieces.map(|piece| (&text[piece.span.start..piece.span.end], kind(piece.kind))).collect()
    }

    #[test]
    fn pieces_cover_all_and_a_stray_bracket_is_text() {
        assert_eq!(
            told("<a x='>'>2 < 3<b/><![CDATA[<i>]]></a><!-- <c> -->"),
            [
                ("<a x='>'>", "start"),
                ("2 ", "text"),
                ("< 3", "text"),
                ("<b/>", "empty"),
                ("<![CDATA[<i>]]>", "cdata"),
                ("</a>", "end"),
                ("<!-- <c> -->", "other")
            ]
        );
        assert_eq!(told("<![CDATA[x"), [("<![CDATA[x", "cdata")]);
    }

    #[test]
    fn attributes_and_entities() {
        assert_eq!(
            attribute("<link rel=\"self\" href = 'https://a.example/?a=1'/>", "href"),
            Some("https://a.example/?a=1")
        );
        assert_eq!(attribute("<link data-href='x'/>", "href"), None);
        assert_eq!(unescaped("a &lt;b&gt; &amp;nbsp; &nbsp; &#x41;&#66; & c"), "a <b> &nbsp; &nbsp; AB & c");
    }
}
