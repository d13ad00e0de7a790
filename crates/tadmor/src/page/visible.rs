//! The visible characters of some bytes of a page, read again on their own: the check behind "every quote is found
//! again at its span". Shares no code with the reader's own walk, so that it can catch it.
//!
//! In: the bytes of a span, the page's format and charset. Out: its visible characters, white space folded.
//! `a &amp; <b>b</b>` gives "a & b".

use std::convert::Infallible;

use encoding_rs::{Encoding, UTF_8};
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::page::{Format, guard};
use crate::text::RawSpan;

/// Decodes `bytes` and leaves out tags; entities decoded, white space and no-break spaces folded to single spaces.
pub fn of(bytes: &[u8], format: Format, encoding: &str) -> String {
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    // NULs are dropped, in words and between them.
    let text = text.replace('\0', "");
    match format {
        Format::Html => folded(&without_tags(&text)),
        Format::Entry => folded(&entry_words(&text, b"", false)),
        Format::Plain => folded(&text),
        Format::Binary => String::new(),
    }
}

/// The visible characters of the bytes at `span` of `page`; `None` where the page is shorter. In an entry of a feed, how
/// they are written follows from what stands before them.
pub fn at(page: &[u8], span: RawSpan, format: Format, encoding: &str) -> Option<String> {
    let bytes = span.of(page)?;
    if format != Format::Entry {
        return Some(of(bytes, format, encoding));
    }
    let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(UTF_8);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = text.replace('\0', "");
    let before = &page[..page.len() - page.get(span.start as usize..)?.len()];
    Some(folded(&entry_words(&text, before, page.trim_ascii_start().starts_with(b"{"))))
}

/// The words of an entry's `text`, which stands after `before`.
fn entry_words(text: &str, before: &[u8], json: bool) -> String {
    let last = |wanted: &[u8]| before.windows(wanted.len()).rposition(|window| window == wanted);
    if json {
        let whole = json_characters(text);
        return match json_key(before) == b"content_html" {
            true => without_tags(&whole),
            false => without_tags(&whole.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "<br>")),
        };
    }
    let opened = last(b"type=\"xhtml\"").max(last(b"type='xhtml'"));
    let closed =
        [&b"</content>"[..], b"</summary>", b"</title>"].iter().filter_map(|close| last(close)).max();
    let xhtml = opened.is_some() && closed < opened;
    let mut cdata = last(b"<![CDATA[") > last(b"]]>");
    let mut html = String::new();
    let mut rest = text;
    loop {
        let mark = if cdata { "]]>" } else { "<![CDATA[" };
        let (run, after) = rest.split_once(mark).unwrap_or((rest, ""));
        match cdata || xhtml {
            true => html.push_str(run),
            false => html.push_str(&xml_characters(run)),
        }
        if run.len() == rest.len() {
            return without_tags(&html);
        }
        (rest, cdata) = (after, !cdata);
    }
}

/// The key whose string begins last in `before`.
fn json_key(before: &[u8]) -> &[u8] {
    let mut end = before.len();
    while let Some(at) = before[..end].iter().rposition(|byte| *byte == b'"') {
        let escapes = before[..at].iter().rev().take_while(|byte| **byte == b'\\').count();
        if escapes % 2 == 0 {
            let key = before[..at].trim_ascii_end().strip_suffix(b":").map(<[u8]>::trim_ascii_end);
            let key = key.and_then(|key| key.strip_suffix(b"\"")).unwrap_or_default();
            return key.rsplit(|byte| *byte == b'"').next().unwrap_or_default();
        }
        end = at;
    }
    b""
}

/// `text` with the escapes of JSON undone; what is no character is U+FFFD.
fn json_characters(text: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if character != '\\' {
            units.extend(character.encode_utf16(&mut [0; 2]).iter());
            continue;
        }
        units.push(match rest.next() {
            Some('n') => u16::from(b'\n'),
            Some('t') => u16::from(b'\t'),
            Some('r') => u16::from(b'\r'),
            Some('b' | 'f') => u16::from(b' '),
            Some('u') => {
                let digits = rest.as_str().get(..4).unwrap_or_default();
                let unit = u16::from_str_radix(digits, 16).unwrap_or(0xfffd);
                rest = rest.as_str()[digits.len()..].chars();
                unit
            }
            Some(other) => u16::try_from(u32::from(other)).unwrap_or(0xfffd),
            None => 0xfffd,
        });
    }
    String::from_utf16_lossy(&units)
}

/// `text` with the entities of XML itself decoded; others are HTML's.
fn xml_characters(text: &str) -> String {
    let mut once = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        once.push_str(&rest[..at]);
        let tail = &rest[at..];
        let end = tail.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((xml_character(tail.get(1..end)?)?, end + 1))) {
            Some((character, length)) => {
                once.push(character);
                rest = &tail[length..];
            }
            None => {
                once.push('&');
                rest = &tail[1..];
            }
        }
    }
    once.push_str(rest);
    once
}

fn xml_character(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ if name.starts_with("#x") || name.starts_with("#X") => number(&name[2..], 16),
        _ => number(name.strip_prefix('#')?, 10).filter(|character| *character != '\0'),
    }
}

/// `text` with white space and no-break spaces folded to single spaces.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    // How many elements are open whose words no browser shows as text, and how many of them are drawings.
    let (mut silent, mut drawings) = (0usize, 0usize);
    let mut opened_drawing = false;
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                opened_drawing = name == b"svg";
                if drawings > 0 && ends_drawing(name) {
                    silent -= drawings;
                    drawings = 0;
                }
                if silent == 0 && parts_words(name) {
                    out.push(' ');
                }
                drawings += usize::from(opened_drawing);
                silent += usize::from(is_silent(name));
            }
            CallbackEvent::CloseStartTag { self_closing: true } if opened_drawing => {
                drawings = drawings.saturating_sub(1);
                silent = silent.saturating_sub(1);
            }
            CallbackEvent::EndTag { name } => {
                if is_silent(name) {
                    silent = silent.saturating_sub(1);
                    drawings = drawings.saturating_sub(usize::from(name == b"svg"));
                } else if silent == 0 && parts_words(name) {
                    out.push(' ');
                }
            }
            CallbackEvent::String { value } if silent == 0 => out.push_str(&String::from_utf8_lossy(value)),
            _ => {}
        }
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(&*guard::bearable(text), emitter).finish();
    out
}

fn is_silent(name: &[u8]) -> bool {
    matches!(
        name,
        b"script" | b"style" | b"noscript" | b"template" | b"title" | b"svg" | b"iframe" | b"textarea"
    )
}

/// HTML elements that cannot stand in a drawing.
fn ends_drawing(name: &[u8]) -> bool {
    let html: &[&[u8]] = &[
        b"p", b"div", b"span", b"b", b"i", b"em", b"strong", b"br", b"img", b"h1", b"h2", b"h3", b"h4",
        b"h5", b"h6", b"ul", b"ol", b"li", b"table",
    ];
    html.contains(&name)
}

fn parts_words(name: &[u8]) -> bool {
    let inline: &[&[u8]] = &[
        b"a",
        b"abbr",
        b"acronym",
        b"b",
        b"bdi",
        b"bdo",
        b"big",
        b"cite",
        b"code",
        b"data",
        b"del",
        b"dfn",
        b"em",
        b"font",
        b"i",
        b"img",
        b"ins",
        b"kbd",
        b"label",
        b"mark",
        b"meta",
        b"link",
        b"nobr",
        b"output",
        b"path",
        b"q",
        b"rp",
        b"rt",
        b"ruby",
        b"s",
        b"samp",
        b"script",
        b"small",
        b"span",
        b"strike",
        b"strong",
        b"style",
        b"sub",
        b"sup",
        b"svg",
        b"time",
        b"tt",
        b"u",
        b"use",
        b"var",
        b"wbr",
        b"noscript",
    ];
    !inline.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_entities_and_white_space_are_folded() {
        let bytes =
            b"The  <b>to</b>wn&nbsp;of&#32;Ein&amp;Zin<br>fell<!-- not --> <script>x()</script>\r\non Friday";
        assert_eq!(of(bytes, Format::Html, "UTF-8"), "The town of Ein&Zin fell on Friday");
    }

    #[test]
    fn plain_text_keeps_its_angle_brackets() {
        assert_eq!(of(b"a <b> c", Format::Plain, "UTF-8"), "a <b> c");
        assert_eq!(of(b"\xcc\xe8\xf0", Format::Plain, "windows-1251"), "Мир");
    }
}
