//! From bytes to characters: which charset, which format.
//!
//! In: the bytes as saved and what the door was told of their charset. Out: a [`Page`], read as HTML, as plain
//! text, or not at all where the bytes are no text. Every character keeps the way back to its bytes.
//! A page that says `windows-1251` in its `<meta>` is read in it; a page that says so but is sound UTF-8 is read
//! as UTF-8, because bytes of another charset are almost never sound UTF-8 by accident.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};
use memchr::memchr_iter;

use crate::id::PageId;
use crate::note::Note;
use crate::page::{Format, Page, feed, html, plain};
use crate::tables::Tables;
use crate::text::{RawSpan, Text};

/// No news page is longer; what follows is left unread, with a note that says from which byte on.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// How far marks of the charset and of the format are looked for.
const HEAD: usize = 4096;

/// Characters of a page with the charset they were read in.
pub(crate) struct Decoded {
    /// The characters, tags included.
    pub text: Text,
    /// The charset's WHATWG name.
    pub encoding: &'static str,
    /// What could not be read.
    pub notes: Vec<Note>,
    /// What stands behind the longest page that is read.
    pub unread: Option<RawSpan>,
}

/// The page in `bytes`.
pub fn page(bytes: &[u8], charset: Option<&str>, tables: &Tables) -> Page {
    let id = PageId::of(bytes);
    if bytes.is_empty() {
        return unread(id, Format::Plain, "the file is empty: nothing was read");
    }
    if let Some(what) = no_text(bytes) {
        return unread(id, Format::Binary, what);
    }
    let decoded = characters(bytes, charset);
    if decoded.text.as_str().trim().is_empty() {
        let mut page = unread(id, Format::Plain, "the file holds nothing but white space: nothing was read");
        page.notes.extend(decoded.notes);
        return page;
    }
    if feed::entry::is_entry(decoded.text.as_str()) {
        return feed::entry::page(id, decoded, tables);
    }
    match is_html(decoded.text.as_str()) {
        true => html::page(id, decoded, tables),
        false => plain::page(id, decoded, tables),
    }
}

fn unread(id: PageId, format: Format, why: &str) -> Page {
    Page {
        id,
        format,
        encoding: UTF_8.name(),
        text: Text::default(),
        blocks: Vec::new(),
        properties: Vec::new(),
        dated: Vec::new(),
        notes: vec![Note::page(why)],
        unread: None,
    }
}

/// Files that are known by their first bytes, and what a person can do about them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF: nothing was read; save the article as HTML or as text"),
    (b"\x89PNG", "a PNG picture: nothing was read; save the page itself"),
    (b"\xff\xd8\xff", "a JPEG picture: nothing was read; save the page itself"),
    (b"GIF8", "a GIF picture: nothing was read; save the page itself"),
    (b"PK\x03\x04", "a zip archive or an office document: nothing was read; unpack it, or save it as text"),
    (b"\x1f\x8b", "gzip data: nothing was read; unpack it first"),
    (b"BZh", "bzip2 data: nothing was read; unpack it first"),
    (b"\xfd7zXZ\x00", "xz data: nothing was read; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd data: nothing was read; unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: nothing was read; unpack it first"),
    (b"Rar!", "a RAR archive: nothing was read; unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document: nothing was read; save it as text"),
    (b"SQLite format 3\x00", "an SQLite database: nothing was read; export its pages first"),
    (b"\x7fELF", "a program: nothing was read"),
    (b"OggS", "a sound or film: nothing was read"),
    (b"ID3", "a sound: nothing was read"),
    (b"RIFF", "a picture, sound or film: nothing was read"),
    (b"bplist00", "a binary property list or web archive: nothing was read; save the page as HTML"),
    (b"wOF", "a font: nothing was read"),
];

/// Why `bytes` are no text; `None` where they are.
pub fn no_text(bytes: &[u8]) -> Option<&'static str> {
    if let Some((magic, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // "BZh", "ID3", "RIFF" could begin a text: there the rest of the bytes decide.
        let sure = magic.iter().any(|byte| !byte.is_ascii_graphic() && *byte != b' ') || magic.len() > 4;
        if sure || looks_binary(bytes) {
            return Some(what);
        }
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("a film: nothing was read");
    }
    looks_binary(bytes)
        .then_some("not text (too many control bytes): nothing was read; save the page as HTML or as text")
}

/// More than a hundredth of the first bytes are control bytes that no charset for text uses.
fn looks_binary(bytes: &[u8]) -> bool {
    if wide(bytes).is_some() || Encoding::for_bom(bytes).is_some() {
        return false;
    }
    let head = &bytes[..bytes.len().min(2 * HEAD)];
    let control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    head.iter().filter(control).count() * 100 > head.len() || torn(bytes) * 100 > bytes.len()
}

/// How often NULs part other bytes. A broken download may end in many of them, but they part nothing.
fn torn(bytes: &[u8]) -> usize {
    memchr_iter(0, bytes).filter(|at| bytes.get(at + 1).is_some_and(|next| *next != 0)).count()
}

/// UTF-16 without a mark: every second byte of its ASCII characters is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.len() < 8 {
        return None;
    }
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 8;
    match (even > many, odd > many) {
        (true, false) if odd * 20 < even => Some(UTF_16BE),
        (false, true) if even * 20 < odd => Some(UTF_16LE),
        _ => None,
    }
}

/// The characters of `bytes`, each with its bytes.
pub(crate) fn characters(bytes: &[u8], charset: Option<&str>) -> Decoded {
    let mut notes = Vec::new();
    let mut end = bytes.len().min(MOST_BYTES);
    let mut unread = None;
    if end < bytes.len() {
        while end > 0 && bytes[end] & 0xc0 == 0x80 {
            end -= 1;
        }
        let rest = RawSpan { start: end as u64, end: bytes.len() as u64 };
        unread = Some(rest);
        notes.push(Note::at(
            rest,
            format!("longer than {MOST_BYTES} bytes: read up to byte {end}, the rest left out"),
        ));
    }
    let read = &bytes[..end];
    let (encoding, mark) = charset_of(read, charset, &mut notes);
    let mut text = Text::default();
    match encoding == UTF_8 {
        true => utf8(read, mark, &mut text, &mut notes),
        false => other(read, mark, encoding, &mut text, &mut notes),
    }
    Decoded { text, encoding: encoding.name(), notes, unread }
}

/// Whether `label` names a charset that pages are read in, as "utf-8" and "windows-1256" do.
pub fn is_charset(label: &str) -> bool {
    Encoding::for_label(label.trim().as_bytes()).is_some_and(|encoding| encoding != REPLACEMENT)
}

/// The charset, and how many bytes its byte-order mark takes.
fn charset_of(bytes: &[u8], told: Option<&str>, notes: &mut Vec<Note>) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (encoding, mark);
    }
    let sound = std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true);
    if let Some(encoding) = wide(bytes) {
        return (encoding, 0);
    }
    if sound && !bytes.contains(&0x1b) {
        return (UTF_8, 0);
    }
    let stated = told.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let stated = stated.or_else(|| declared(bytes)).filter(|encoding| *encoding != REPLACEMENT);
    match stated {
        // A page read as bytes cannot be UTF-16 where its own tag could be read.
        Some(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {}
        Some(encoding) if encoding != UTF_8 => return (encoding, 0),
        _ if mostly_utf8(bytes) => return (UTF_8, 0),
        _ => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    notes.push(Note::page(match stated {
        Some(stated) => {
            format!("the page says {} but its bytes are not: read as {}", stated.name(), guess.name())
        }
        None => format!("the page does not state its charset: read as {}", guess.name()),
    }));
    (guess, 0)
}

/// Whether sound characters of several bytes are far more than broken ones: damaged UTF-8, not another charset.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut sound, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    sound > 4 * broken || (sound == 0 && broken == 0)
}

/// The charset that the page's own head states: an XML declaration or a `<meta>`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let lower: Vec<u8> = head.iter().map(u8::to_ascii_lowercase).collect();
    let mut from = 0;
    while let Some(at) = find(&lower[from..], b"<meta").map(|at| from + at) {
        let end = find(&lower[at..], b">").map_or(lower.len(), |length| at + length);
        if let Some(label) = label_after(&lower[at..end], b"charset") {
            return Encoding::for_label(label);
        }
        from = end;
    }
    if !lower.trim_ascii_start().starts_with(b"<?xml") {
        return None;
    }
    let end = find(&lower, b"?>").unwrap_or(lower.len());
    label_after(&lower[..end], b"encoding").and_then(Encoding::for_label)
}

/// The word after `name`, `=` and perhaps a quotation mark.
fn label_after<'b>(tag: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    let rest = tag[find(tag, name)? + name.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)));
    Some(&rest[..end.unwrap_or(rest.len())]).filter(|label| !label.is_empty())
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

/// How many broken stretches get a note of their own; the rest are counted.
const MOST_NOTES: usize = 5;

fn utf8(bytes: &[u8], mark: usize, text: &mut Text, notes: &mut Vec<Note>) {
    // The usual case, many times faster than looking for broken stretches.
    if let Ok(whole) = std::str::from_utf8(&bytes[mark..]) {
        return push_run(text, whole, mark);
    }
    let mut at = mark;
    let mut broken = 0;
    for chunk in bytes[mark..].utf8_chunks() {
        push_run(text, chunk.valid(), at);
        at += chunk.valid().len();
        if chunk.invalid().is_empty() {
            continue;
        }
        let span = RawSpan { start: at as u64, end: (at + chunk.invalid().len()) as u64 };
        text.push_folded("\u{fffd}", span);
        broken += 1;
        if broken <= MOST_NOTES {
            notes.push(Note::at(span, "these bytes are not UTF-8: read as \u{fffd}"));
        }
        at += chunk.invalid().len();
    }
    count_broken(broken, notes);
}

/// Adds a run that stands at the byte `at`, without its NULs: HTML drops them, and in a word they are damage.
fn push_run(text: &mut Text, run: &str, mut at: usize) {
    for part in run.split('\0') {
        text.push_verbatim(part, at as u64);
        at += part.len() + 1;
    }
}

fn count_broken(broken: usize, notes: &mut Vec<Note>) {
    if broken > MOST_NOTES {
        notes
            .push(Note::page(format!("{broken} stretches of bytes could not be read in the page's charset")));
    }
}

/// Decodes byte by byte, so that each character is known with its bytes.
fn other(bytes: &[u8], mark: usize, encoding: &'static Encoding, text: &mut Text, notes: &mut Vec<Note>) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0u8; 64];
    let (mut from, mut at, mut broken) = (mark, mark, 0);
    let runs = encoding.is_ascii_compatible();
    while at < bytes.len() {
        if runs && from == at {
            let length = bytes[at..].iter().take_while(|byte| byte.is_ascii()).count();
            if let Ok(run) = std::str::from_utf8(&bytes[at..at + length]) {
                push_run(text, run, at);
            }
            at += length;
            from = at;
            if at == bytes.len() {
                break;
            }
        }
        let last = at + 1 == bytes.len();
        let (result, read, written, bad) = decoder.decode_to_utf8(&bytes[at..=at], &mut buffer, last);
        debug_assert!(
            result == CoderResult::InputEmpty && read == 1,
            "the buffer holds what one byte can give"
        );
        at += 1;
        let made = std::str::from_utf8(&buffer[..written]).unwrap_or("\u{fffd}");
        if made.is_empty() {
            continue;
        }
        let span = RawSpan { start: from as u64, end: at as u64 };
        if made == "\0" {
            from = at;
            continue;
        }
        let mut characters = made.chars();
        match (characters.next(), characters.next(), u8::try_from(at - from)) {
            (Some(character), None, Ok(width)) if !bad => text.push_character(character, span.start, width),
            _ => text.push_folded(made, span),
        }
        if bad {
            broken += 1;
            if broken <= MOST_NOTES {
                let name = encoding.name();
                notes.push(Note::at(span, format!("these bytes are not {name}: read as \u{fffd}")));
            }
        }
        from = at;
    }
    count_broken(broken, notes);
}

/// Tags by which a text is known as HTML.
const TAGS: &[&str] = &[
    "html",
    "head",
    "body",
    "meta",
    "title",
    "div",
    "p",
    "br",
    "a",
    "span",
    "article",
    "section",
    "table",
    "h1",
    "h2",
    "ul",
    "li",
    "img",
    "script",
    "link",
    "main",
    "header",
    "blockquote",
    "strong",
    "em",
    "b",
    "i",
    "font",
    "center",
];

/// Whether `text` is written with tags: it opens with one of the document, or holds several known ones.
fn is_html(text: &str) -> bool {
    let start = text.trim_start().as_bytes();
    let opens = |tag: &[u8]| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag));
    if opens(b"<!doctype html") || opens(b"<html") || opens(b"<?xml") || opens(b"<rss") || opens(b"<feed") {
        return true;
    }
    let (mut known, mut tried, mut first, mut last) = (0, 0, text.len(), text.len());
    for (at, _) in text.match_indices('<').take(MOST_TAGS) {
        tried += 1;
        last = at;
        let rest = &text.as_bytes()[at + 1..];
        let rest = rest.strip_prefix(b"/").unwrap_or(rest);
        let length = rest.iter().take(12).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let closes = rest.get(length).is_some_and(|byte| matches!(byte, b'>' | b' ' | b'/' | b'\n' | b'\t'));
        let name = &rest[..length];
        if closes && TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag.as_bytes())) {
            known += 1;
            first = first.min(at);
        }
    }
    // A text without tags may show a few: as code, or because a page escaped them twice.
    let looked = if tried < MOST_TAGS { text.len() } else { last };
    known >= 2 && (start.first() == Some(&b'<') || known * SPARSE >= looked && first * EARLY <= text.len())
}

/// A page that opens with words shows its first tag in the first of so many parts: tags far down were written by a reader.
const EARLY: usize = 4;

/// How many tags are looked at.
const MOST_TAGS: usize = 400;
/// A page has a tag in so many bytes at least.
const SPARSE: usize = 600;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn a_page_in_windows_1251_keeps_each_letter_s_byte() {
        let bytes = b"<meta charset=windows-1251><p>\xcc\xe8\xf0 ok</p>";
        let decoded = characters(bytes, None);
        assert_eq!(decoded.encoding, "windows-1251");
        let at = decoded.text.as_str().find("Мир").unwrap();
        let raw = decoded.text.raw(Span::new(at, at + "Ми".len()));
        assert_eq!(raw.of(bytes), Some(&b"\xcc\xe8"[..]));
    }

    #[test]
    fn sound_utf_8_wins_over_a_wrong_statement() {
        assert_eq!(
            characters("<meta charset=koi8-r><p>Мир</p>".as_bytes(), Some("latin1")).encoding,
            "UTF-8"
        );
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        let wide: Vec<u8> = "<p>Troops left the town.</p>".bytes().flat_map(|byte| [byte, 0]).collect();
        let marked = [&b"\xff\xfe"[..], &wide].concat();
        for (bytes, first) in [(&wide, 0), (&marked, 2)] {
            let decoded = characters(bytes, None);
            assert_eq!(decoded.text.as_str(), "<p>Troops left the town.</p>");
            assert_eq!(decoded.text.raw(Span::new(3, 5)), RawSpan { start: first + 6, end: first + 10 });
        }
    }

    #[test]
    fn a_page_cut_inside_a_character_is_still_read() {
        let bytes = &"Le maire a parlé".as_bytes()[.."Le maire a parlé".len() - 1];
        let decoded = characters(bytes, None);
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.text.as_str(), "Le maire a parl\u{fffd}");
        assert_eq!(decoded.notes[0].span, Some(RawSpan { start: 15, end: 16 }));
    }

    #[test]
    fn bytes_that_are_no_text_are_named() {
        let tables = Tables::shipped().unwrap();
        for (bytes, what) in
            [(&b"%PDF-1.4 \x00"[..], "PDF"), (b"\x1f\x8b\x08\x00", "gzip"), (b"a\x00\x01\x02b", "control")]
        {
            let page = page(bytes, None, &tables);
            assert_eq!(page.format, Format::Binary);
            assert!(page.notes[0].what.contains(what), "{:?}", page.notes);
        }
    }

    #[test]
    fn several_charsets_map_back_to_the_same_bytes() {
        for (label, words) in [
            ("shift_jis", "停戦 ceasefire 合意"),
            ("gbk", "停火 ceasefire 协议"),
            ("euc-kr", "휴전 ceasefire 합의"),
            ("koi8-r", "перемирие ceasefire"),
            ("windows-1256", "هدنة ceasefire"),
            ("big5", "停火 ceasefire 協議"),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let (bytes, ..) = encoding.encode(words);
            let decoded = characters(&bytes, Some(label));
            assert_eq!(decoded.text.as_str(), words);
            for (at, character) in words.char_indices() {
                let raw = decoded.text.raw(Span::new(at, at + character.len_utf8()));
                let (again, _) = encoding.decode_without_bom_handling(raw.of(&bytes).unwrap());
                assert_eq!(again, character.to_string(), "{label}");
            }
        }
    }
}
