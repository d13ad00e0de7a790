//! A feed taken apart into the bytes of its entries.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::xml::{self, Kind, Pieces};
use super::{Entry, Feed, Role, json, role};
use crate::text::fold::squeezed;
use crate::text::{RawSpan, Span};

/// How far the first element is looked for.
const HEAD: usize = 8192;

/// Whether `bytes` (or their beginning) are a feed: RSS, Atom or JSON.
pub fn is_feed(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    if let Some(encoding) = wide(head) {
        let (text, _) = encoding.decode_without_bom_handling(&head[2..]);
        return opens_feed(text.as_bytes());
    }
    opens_feed(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head))
}

/// Which charset of two bytes the mark of two bytes tells.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    }
}

fn opens_feed(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    if head.starts_with(b"{") {
        return find(head, b"jsonfeed.org/version/").is_some();
    }
    if !head.starts_with(b"<") {
        return false;
    }
    for piece in Pieces::new(head) {
        match piece.kind {
            Kind::Other => {}
            Kind::Text if head[piece.span.start..piece.span.end].trim_ascii().is_empty() => {}
            Kind::Start { name, .. } => {
                let name = String::from_utf8_lossy(&head[name.start..name.end]).into_owned();
                return match local(&name) {
                    "rss" | "feed" => true,
                    "RDF" => find(head, b"purl.org/rss/").is_some(),
                    _ => false,
                };
            }
            _ => return false,
        }
    }
    false
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The feed in `bytes`; `None` where they are none.
pub fn split(bytes: &[u8]) -> Option<Feed> {
    if !is_feed(bytes) {
        return None;
    }
    if let Some(encoding) = wide(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[2..]);
        let mut feed = of(text.as_bytes(), UTF_8)?;
        for entry in &mut feed.entries {
            entry.bytes = entry.span.of(text.as_bytes()).map(<[u8]>::to_vec);
            entry.span = RawSpan::default();
        }
        return Some(feed);
    }
    of(bytes, declared(bytes))
}

/// The charset that the first line states.
fn declared(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(400)];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let Some(end) = find(head, b"?>").filter(|_| head.starts_with(b"<?xml")) else { return UTF_8 };
    let line = String::from_utf8_lossy(&head[..end]).into_owned();
    let label = xml::attribute(&line, "encoding").and_then(|label| Encoding::for_label(label.as_bytes()));
    label.filter(|encoding| encoding.is_ascii_compatible()).unwrap_or(UTF_8)
}

fn of(bytes: &[u8], encoding: &'static Encoding) -> Option<Feed> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if start.starts_with(b"{") {
        return Some(json::split(bytes));
    }
    let mut splitting = Splitting {
        bytes,
        encoding,
        feed: Feed { charset: encoding.name().to_owned(), ..Feed::default() },
        entry: None,
        aside: None,
        value: None,
    };
    for piece in Pieces::new(bytes) {
        splitting.piece(piece.span, piece.kind);
    }
    splitting.end(bytes.len(), Some("the feed ends inside its last entry: what is there was read"));
    Some(splitting.feed)
}

struct Splitting<'f> {
    bytes: &'f [u8],
    encoding: &'static Encoding,
    feed: Feed,
    /// The entry that is open, and where it starts.
    entry: Option<(Entry, usize, Span)>,
    /// An element whose contents tell nothing of the entry or the feed.
    aside: Option<Span>,
    /// The element whose text is wanted, its name and what stands there so far.
    value: Option<(Role, Span, String)>,
}

/// Elements with a title, id or link of something else.
const ASIDES: &[&str] = &["source", "author", "image", "textinput", "textInput", "contributor"];

impl Splitting<'_> {
    fn name(&self, name: Span) -> String {
        String::from_utf8_lossy(&self.bytes[name.start..name.end]).into_owned()
    }

    fn same(&self, one: Span, other: Span) -> bool {
        self.bytes[one.start..one.end] == self.bytes[other.start..other.end]
    }

    fn decoded(&self, span: Span) -> String {
        self.encoding.decode_without_bom_handling(&self.bytes[span.start..span.end]).0.into_owned()
    }

    fn piece(&mut self, span: Span, kind: Kind) {
        match kind {
            Kind::Start { name, empty } => self.start(span, name, empty),
            Kind::End { name } => self.close(span, name),
            Kind::Text | Kind::Cdata { .. } if self.value.is_some() => {
                let text = match kind {
                    Kind::Cdata { inner } => self.decoded(inner),
                    _ => xml::unescaped(&self.decoded(span)),
                };
                if let Some((_, _, value)) = &mut self.value
                    && value.len() < 4000
                {
                    value.push_str(&text);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, span: Span, name: Span, empty: bool) {
        let written = self.name(name);
        let local = local(&written);
        if matches!(local, "item" | "entry") {
            // Entries stand beside one another: one that begins inside another was not closed.
            self.end(span.start, Some("an entry of the feed is not closed: read up to the next one"));
            if !empty {
                self.entry = Some((Entry::default(), span.start, name));
            }
            (self.aside, self.value) = (None, None);
            return;
        }
        if self.aside.is_some() || self.value.is_some() || empty && role(&written) != Some(Role::Address) {
            return;
        }
        if ASIDES.contains(&local) {
            self.aside = Some(name);
            return;
        }
        match (role(&written), &mut self.entry) {
            (Some(Role::Address), Some(_)) => self.link(span, name, empty),
            (Some(Role::Id), Some(_)) => self.value = Some((Role::Id, name, String::new())),
            (Some(Role::Title), None) if self.feed.title.is_none() => {
                self.value = Some((Role::Title, name, String::new()));
            }
            _ => {}
        }
    }

    /// RSS writes an address as text, Atom as an attribute of one of several links.
    fn link(&mut self, span: Span, name: Span, empty: bool) {
        let tag = self.decoded(span);
        let href = xml::attribute(&tag, "href").map(xml::unescaped);
        let Some(href) = href else {
            if !empty {
                self.value = Some((Role::Address, name, String::new()));
            }
            return;
        };
        let article = xml::attribute(&tag, "rel").is_none_or(|rel| rel == "alternate");
        if let Some((entry, ..)) = &mut self.entry
            && article
            && entry.address.is_none()
        {
            entry.address = Some(href.trim().to_owned()).filter(|href| !href.is_empty());
        }
    }

    fn close(&mut self, span: Span, name: Span) {
        if self.aside.is_some_and(|aside| self.same(aside, name)) {
            self.aside = None;
        }
        if self.value.as_ref().is_some_and(|(_, open, _)| self.same(*open, name))
            && let Some((role, _, value)) = self.value.take()
        {
            let value = Some(squeezed(&value)).filter(|value| !value.is_empty());
            match (role, &mut self.entry) {
                (Role::Title, _) => self.feed.title = value,
                (Role::Id, Some((entry, ..))) => entry.id = entry.id.take().or(value),
                (Role::Address, Some((entry, ..))) => entry.address = entry.address.take().or(value),
                _ => {}
            }
        }
        if self.entry.as_ref().is_some_and(|(_, _, open)| self.same(*open, name)) {
            self.end(span.end, None);
        }
    }

    fn end(&mut self, end: usize, note: Option<&str>) {
        let Some((mut entry, start, _)) = self.entry.take() else { return };
        (self.aside, self.value) = (None, None);
        entry.span = RawSpan { start: start as u64, end: end as u64 };
        // An id that is an address stands for one where the entry gives no other.
        entry.address =
            entry.address.or_else(|| entry.id.clone()).filter(|address| address.starts_with("http"));
        self.feed.entries.push(entry);
        if let Some(note) = note
            && !self.feed.notes.iter().any(|known| known == note)
        {
            self.feed.notes.push(note.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_rss_and_atom() {
        let rss =
            b"<?xml version='1.0'?><rss><channel><title>Lake Courier</title><image><title>x</title></image>\
            <item><title>One</title><guid>a&amp;1</guid><link>https://lake.example/1</link></item>\
            <item><title>Two</title><description><![CDATA[</item>]]></description></item></channel></rss>";
        let feed = split(rss).unwrap();
        assert_eq!(feed.title.as_deref(), Some("Lake Courier"));
        assert_eq!(feed.entries[0].id.as_deref(), Some("a&1"));
        assert_eq!(feed.entries[0].address.as_deref(), Some("https://lake.example/1"));
        let two = feed.entries[1].span.of(rss).unwrap();
        assert!(two.starts_with(b"<item><title>Two") && two.ends_with(b"</description></item>"));
        let atom = b"<feed xmlns='http://www.w3.org/2005/Atom'><title>L</title><entry><source><id>no</id></source>\
            <link rel='self' href='https://x.example/s'/><link href='https://x.example/a?b=1&amp;c'/><id>tag:1</id></entry>\
            <entry><id>2</id>";
        let feed = split(atom).unwrap();
        assert_eq!(feed.entries[0].address.as_deref(), Some("https://x.example/a?b=1&c"));
        assert_eq!(feed.entries[0].id.as_deref(), Some("tag:1"));
        assert_eq!((feed.entries.len(), feed.notes.len()), (2, 1));
    }

    #[test]
    fn a_feed_in_utf_16_gives_its_entries_in_utf_8() {
        let text = "<?xml version='1.0' encoding='utf-16'?><rss><channel><item><title>Ž</title></item></channel></rss>";
        let bytes: Vec<u8> =
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let feed = split(&bytes).unwrap();
        assert_eq!(feed.entries[0].bytes.as_deref(), Some("<item><title>Ž</title></item>".as_bytes()));
        assert_eq!(feed.charset, "UTF-8");
    }

    #[test]
    fn pages_are_no_feeds() {
        for page in
            ["<html><body><rss>", "<?xml version='1.0'?><html/>", "{\"a\": 1}", "rss", "", "<item></item>"]
        {
            assert!(split(page.as_bytes()).is_none(), "{page}");
        }
    }
}
