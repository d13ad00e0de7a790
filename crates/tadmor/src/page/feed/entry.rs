//! A feed's entry as a page.
//!
//! In: the characters of an entry as they stand in its feed. Out: a [`Page`]: title, summary and text with their
//! zones, and what the entry states of itself (day, author, address). The HTML in it may be escaped
//! (`&lt;p&gt;`), in CDATA or part of the XML: it is read by the room for HTML through a [`Text`] that keeps the way
//! back to the entry's own bytes.

use super::json::{self, Object};
use super::xml::{self, Kind, Pieces};
use super::{Role, role};
use crate::id::PageId;
use crate::note::Note;
use crate::page::decode::Decoded;
use crate::page::{Format, Page, Property, Zone, html};
use crate::tables::Tables;
use crate::text::fold::squeezed;
use crate::text::{RawSpan, Span, Text};

/// A summary of more words is the whole text in the wrong place.
const MOST_SUMMARY: usize = 150;

/// Whether `text` is an entry by itself.
pub(crate) fn is_entry(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.starts_with('{') && text.ends_with('}') {
        let object: Object<'_> = serde_json::from_str(text).unwrap_or_default();
        let has = |key: &&str| object.contains_key(*key);
        return ["id", "url"].iter().any(&has) && ["content_html", "content_text", "summary"].iter().any(has);
    }
    let first = || Pieces::new(text.as_bytes()).next();
    let opens = text.starts_with("<item") || text.starts_with("<entry") || text.starts_with("<atom:entry");
    opens
        && first().is_some_and(|piece| match piece.kind {
            Kind::Start { name, .. } => {
                matches!(&text[name.start..name.end], "item" | "entry" | "atom:entry")
            }
            _ => false,
        })
}

/// The page that `decoded` holds.
pub(crate) fn page(id: PageId, decoded: Decoded, tables: &Tables) -> Page {
    let Decoded { text: source, encoding, notes, unread } = decoded;
    let mut building =
        Building { source: &source, html: Text::default(), parts: Vec::new(), properties: Vec::new() };
    match source.as_str().trim_start().starts_with('{') {
        true => building.json(),
        false => building.xml(),
    }
    let Building { html, parts, properties, .. } = building;
    let inner = Decoded { text: html, encoding, notes, unread };
    let mut page = html::page(id, inner, tables);
    page.format = Format::Entry;
    page.properties.extend(properties);
    page.properties.sort_by_key(|property| property.span.start);
    zone(&mut page, &parts);
    page
}

/// A part of an entry that is shown.
#[derive(Clone, Copy, Debug)]
struct Part {
    role: Role,
    raw: RawSpan,
}

struct Building<'s> {
    source: &'s Text,
    /// The entry's words as one HTML page.
    html: Text,
    parts: Vec<Part>,
    properties: Vec<Property>,
}

impl Building<'_> {
    fn xml(&mut self) {
        let source = self.source;
        let text = source.as_str();
        // The element that is open: what it holds, its name, where its inside starts, how its HTML is written.
        let mut open: Option<(Option<Role>, Span, Span)> = None;
        let mut entered = false;
        for piece in Pieces::new(text.as_bytes()) {
            match (piece.kind, open) {
                (Kind::Start { .. }, None) if !entered => entered = true,
                (Kind::Start { name, empty: false }, None) => {
                    open = Some((role(&text[name.start..name.end]), name, piece.span));
                }
                (Kind::Start { name, empty: true }, None) => match role(&text[name.start..name.end]) {
                    Some(Role::Address) => _ = self.link(piece.span),
                    Some(Role::Category) => _ = self.category(piece.span),
                    _ => {}
                },
                (Kind::End { name }, Some((role, opened, tag)))
                    if text[name.start..name.end] == text[opened.start..opened.end] =>
                {
                    if let Some(role) = role {
                        self.element(role, tag, Span::new(tag.end, piece.span.start));
                    }
                    open = None;
                }
                _ => {}
            }
        }
        // What is cut in the middle is read as far as it goes.
        if let Some((Some(role), _, tag)) = open {
            self.element(role, tag, Span::new(tag.end, text.len()));
        }
    }

    fn raw(&self, span: Span) -> RawSpan {
        self.source.raw(span)
    }

    fn element(&mut self, role: Role, tag: Span, inside: Span) {
        let text = self.source.as_str();
        match role {
            Role::Title | Role::Summary | Role::Content => {
                if role == Role::Title {
                    let value = words(&text[inside.start..inside.end]);
                    self.state(role, value, self.raw(Span::new(tag.start, inside.end)));
                }
                let kind = xml::attribute(&text[tag.start..tag.end], "type").unwrap_or_default();
                let escaped = !kind.eq_ignore_ascii_case("xhtml");
                self.part(role, self.raw(Span::new(tag.start, inside.end)), tag, |building| {
                    building.markup(inside, escaped);
                });
            }
            Role::Address if self.link(tag) => {}
            Role::Category if self.category(tag) => {}
            _ => {
                let value = words(&text[inside.start..inside.end]);
                let value = if role == Role::Author { author(&value).to_owned() } else { value };
                self.state(role, value, self.raw(Span::new(tag.start, inside.end)));
            }
        }
    }

    /// Adds a shown part between tags of its own.
    fn part(&mut self, role: Role, raw: RawSpan, tag: Span, push: impl FnOnce(&mut Self)) {
        let (open, close) = if role == Role::Title { ("<h1>", "</h1>") } else { ("<div>", "</div>") };
        let at = self.raw(tag);
        self.html.push_folded(open, at);
        push(self);
        self.html.push_folded(close, RawSpan { start: raw.end, end: raw.end });
        self.parts.push(Part { role, raw });
    }

    /// The HTML at `inside`: in CDATA as it stands, else with the entities of XML decoded first.
    fn markup(&mut self, inside: Span, escaped: bool) {
        let source = self.source;
        let text = &source.as_str()[inside.start..inside.end];
        for piece in Pieces::new(text.as_bytes()) {
            let span = Span::new(inside.start + piece.span.start, inside.start + piece.span.end);
            match piece.kind {
                Kind::Cdata { inner } => {
                    let inner = Span::new(inside.start + inner.start, inside.start + inner.end);
                    if !inner.is_empty() {
                        self.html.push_through(source, inner);
                    }
                }
                // Declarations and tags too: broken ones are text to some, and all of it is decoded alike.
                _ if escaped => self.unescaped(span),
                _ => self.html.push_through(source, span),
            }
        }
    }

    fn unescaped(&mut self, span: Span) {
        let source = self.source;
        let text = source.as_str();
        let mut at = span.start;
        while at < span.end {
            let rest = &text[at..span.end];
            let run = rest.find('&').unwrap_or(rest.len());
            if run > 0 {
                self.html.push_through(source, Span::new(at, at + run));
                at += run;
                continue;
            }
            let length = match xml::entity(rest) {
                Some((character, length)) => {
                    let raw = source.raw(Span::new(at, at + length));
                    self.html.push_folded(character.encode_utf8(&mut [0; 4]), raw);
                    length
                }
                None => {
                    self.html.push_through(source, Span::new(at, at + 1));
                    1
                }
            };
            at += length;
        }
    }

    /// Atom's link: its address stands in an attribute, and it may lead elsewhere than to the article.
    fn link(&mut self, tag: Span) -> bool {
        let written = &self.source.as_str()[tag.start..tag.end];
        let Some(href) = xml::attribute(written, "href") else { return false };
        if xml::attribute(written, "rel").is_none_or(|rel| rel == "alternate") {
            let value = xml::unescaped(href);
            self.state(Role::Address, value, self.raw(tag));
        }
        true
    }

    /// Atom's category: what it is called stands in an attribute.
    fn category(&mut self, tag: Span) -> bool {
        let written = &self.source.as_str()[tag.start..tag.end];
        let label = xml::attribute(written, "label").or_else(|| xml::attribute(written, "term"));
        let Some(label) = label else { return false };
        let value = xml::unescaped(label);
        self.state(Role::Category, value, self.raw(tag));
        true
    }

    fn state(&mut self, role: Role, value: String, span: RawSpan) {
        let name = match role {
            Role::Title => "entry:title",
            Role::Published => "entry:published",
            Role::Modified => "entry:updated",
            Role::Address => "entry:link",
            Role::Author => "entry:author",
            Role::Language => "entry:language",
            Role::Category => "entry:category",
            Role::Summary | Role::Content | Role::Id => return,
        };
        if !value.is_empty() && value.len() <= 4000 {
            self.properties.push(Property { name: name.to_owned(), value, span });
        }
    }

    fn json(&mut self) {
        let source = self.source;
        let text = source.as_str();
        let object: Object<'_> =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default();
        let mut values: Vec<_> =
            object.iter().map(|(key, value)| (json::offset(text, value), key, *value)).collect();
        values.sort_by_key(|(at, ..)| *at);
        let has_html = object.contains_key("content_html");
        for (at, key, value) in values {
            let span = Span::new(at, at + value.get().len());
            let raw = self.raw(span);
            match role(key) {
                // Both may be there: the same text twice.
                Some(Role::Content) if has_html && key != "content_html" => {}
                Some(role @ (Role::Title | Role::Summary | Role::Content))
                    if value.get().starts_with('"') =>
                {
                    let plain = key != "content_html";
                    let tag = Span::new(at, at);
                    if role == Role::Title {
                        self.state(role, json::string(value).unwrap_or_default(), raw);
                    }
                    self.part(role, raw, tag, |building| json::push(&mut building.html, source, span, plain));
                }
                Some(Role::Author) => {
                    let names = json_names(value.get());
                    self.state(Role::Author, names, raw);
                }
                Some(Role::Category) => {
                    for tag in serde_json::from_str::<Vec<String>>(value.get()).unwrap_or_default() {
                        self.state(Role::Category, tag, raw);
                    }
                }
                Some(role) => self.state(role, json::string(value).unwrap_or_default(), raw),
                None => {}
            }
        }
    }
}

/// The names in `[{"name": "…"}]` or `{"name": "…"}`.
fn json_names(text: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Named {
        name: Option<String>,
    }
    let one = serde_json::from_str::<Named>(text).map(|named| vec![named]);
    let all = one.or_else(|_| serde_json::from_str::<Vec<Named>>(text)).unwrap_or_default();
    all.into_iter().filter_map(|named| named.name).collect::<Vec<_>>().join(", ")
}

/// The words of an element without tags, one space between them.
fn words(inside: &str) -> String {
    let mut words = String::new();
    for piece in Pieces::new(inside.as_bytes()) {
        match piece.kind {
            Kind::Text => words.push_str(&xml::unescaped(&inside[piece.span.start..piece.span.end])),
            Kind::Cdata { inner } => words.push_str(&inside[inner.start..inner.end]),
            _ => words.push(' '),
        }
    }
    squeezed(&words)
}

/// RSS writes "desk@lake.example (Anna Kovacs)", Atom an address after the name.
fn author(value: &str) -> &str {
    if value.contains('@')
        && let Some((_, rest)) = value.split_once('(')
    {
        return rest.trim_end().trim_end_matches(')');
    }
    let end = value.split(' ').take_while(|word| !word.contains('@') && !word.contains("://"));
    let length = end.map(|word| word.len() + 1).sum::<usize>();
    value[..length.saturating_sub(1).min(value.len())].trim()
}

/// Zones by the part that a block stands in; inside the text, as the room for HTML found them.
fn zone(page: &mut Page, parts: &[Part]) {
    // Parts stand in the entry's order and never overlap.
    let of = |raw: RawSpan| {
        let part = parts[..parts.partition_point(|part| part.raw.start <= raw.start)].last()?;
        (raw.start < part.raw.end.max(part.raw.start + 1)).then_some(part)
    };
    let spans: Vec<(Option<Role>, usize)> = page
        .blocks
        .iter()
        .map(|block| {
            let words = page.text.slice(block.span).split_whitespace().count();
            (of(page.text.raw(block.span)).map(|part| part.role), words)
        })
        .collect();
    let count =
        |role: Role| spans.iter().filter(|(of, _)| *of == Some(role)).map(|(_, words)| words).sum::<usize>();
    let has_text = count(Role::Content) > 0;
    let full = !has_text && count(Role::Summary) > MOST_SUMMARY;
    let text_role = if full { Role::Summary } else { Role::Content };
    let any_body =
        (0..page.blocks.len()).any(|at| spans[at].0 == Some(text_role) && page.blocks[at].zone == Zone::Body);
    let first = (0..page.blocks.len())
        .filter(|at| spans[*at].0 == Some(Role::Content))
        .map(|at| crate::text::fold::key(page.text.slice(page.blocks[at].span)))
        .collect::<Vec<_>>()
        .join(" ");
    let mut told = Told::new(&first);
    for (at, (role, _)) in spans.iter().enumerate() {
        let words = page.text.slice(page.blocks[at].span);
        let (zone, because) = match *role {
            Some(Role::Title) => (Zone::Title, "the entry's title"),
            Some(role) if role == text_role => match page.blocks[at].zone {
                _ if is_signature(words) => (Zone::Furniture, "where the feed says the entry comes from"),
                Zone::Furniture | Zone::Meta | Zone::Related | Zone::Title | Zone::Deck if !any_body => {
                    (Zone::Body, "the entry's text")
                }
                // The title has its own place in an entry, and readers' comments have none.
                Zone::Title | Zone::Deck | Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta => {
                    (Zone::Body, "the entry's text")
                }
                _ => continue,
            },
            Some(Role::Summary) if told.repeats(words) => {
                (Zone::Furniture, "the entry's summary, which only repeats its text")
            }
            Some(Role::Summary) if is_signature(words) => {
                (Zone::Furniture, "where the feed says the entry comes from")
            }
            Some(Role::Summary) => (Zone::Deck, "the entry's summary"),
            _ => continue,
        };
        page.blocks[at].zone = zone;
        page.blocks[at].because = because.to_owned();
    }
    if !has_text && !full {
        page.notes.retain(|note| !note.what.starts_with("no visible text"));
        page.notes.push(Note::page(match count(Role::Summary) {
            0 => "only a title: the feed carries no text",
            _ => "only a summary: the feed does not carry the text",
        }));
    }
}

/// How often the whole text may be searched for parts of the summary. A summary is a few paragraphs, mostly from the
/// start of the text; one of a hundred thousand must not cost the square of its length.
const MOST_SEARCHES: usize = 64;

/// The text of an entry, in which the parts of its summary are looked for in their order.
struct Told<'t> {
    text: &'t str,
    /// Where the last part that was found ends.
    at: usize,
    /// How many more bytes may be looked at.
    left: usize,
}

impl<'t> Told<'t> {
    fn new(text: &'t str) -> Self {
        Told { text, at: 0, left: text.len().saturating_mul(MOST_SEARCHES) }
    }

    /// Whether a part of a summary stands in the text, cut off or not.
    fn repeats(&mut self, summary: &str) -> bool {
        let cut = summary.trim_end_matches(['.', '…', ']', '[', ' ']);
        let key = crate::text::fold::key(cut);
        let whole = key.rsplit_once(' ').map_or(key.as_str(), |(whole, _)| whole);
        !whole.is_empty() && (self.stands_from(self.at, whole) || self.stands_from(0, whole))
    }

    fn stands_from(&mut self, from: usize, words: &str) -> bool {
        let Some(rest) = self.text.get(from..).filter(|_| self.left > 0) else { return false };
        let found = rest.find(words);
        self.left = self.left.saturating_sub(found.unwrap_or(rest.len()) + words.len());
        if let Some(found) = found {
            self.at = from + found + words.len();
        }
        found.is_some()
    }
}

/// "The post … appeared first on …."
fn is_signature(text: &str) -> bool {
    text.starts_with("The post ") && text.contains(" appeared first on ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{parse, visible};

    /// Every block with its zone; and every block is found again at its bytes.
    fn read(entry: &str) -> (Page, Vec<(&'static str, String)>) {
        let page = parse(entry.as_bytes(), None, &Tables::shipped().unwrap());
        assert_eq!(page.format, Format::Entry, "{entry}");
        let mut blocks = Vec::new();
        for block in &page.blocks {
            let text = page.text.slice(block.span).to_owned();
            let there = visible::at(entry.as_bytes(), page.text.raw(block.span), page.format, page.encoding);
            assert_eq!(there.as_deref(), Some(visible::folded(&text).as_str()), "{entry}");
            blocks.push((block.zone.as_str(), text));
        }
        (page, blocks)
    }

    fn blocks(entry: &str) -> Vec<(&'static str, String)> {
        read(entry).1
    }

    const TEXT: &str = "Lorries crossed the Vessa again on Monday, the mayor of Brod & Lug said.";

    #[test]
    fn cdata_escaped_and_xhtml_give_the_same_text() {
        let title = ("title", "The bridge at Brod \u{2013} open".to_owned());
        let body = ("body", TEXT.to_owned());
        for entry in [
            "<item>\n<title>The bridge at Brod &amp;#8211; open</title><content:encoded><![CDATA[<p>Lorries crossed the \
             <b>Vessa</b> again on Monday, the mayor of Brod &amp; Lug said.</p>]]></content:encoded></item>",
            "<item><title><![CDATA[The bridge at Brod &#8211; open]]></title><content:encoded>&lt;p&gt;Lorries crossed \
             the &lt;b&gt;Vessa&lt;/b&gt; again on&amp;nbsp;Monday, the mayor of Brod &amp;amp; Lug said.&lt;/p&gt;</content:encoded></item>",
            "<entry xmlns='x'><title>The bridge at Brod \u{2013} open</title><content type=\"xhtml\"><div><p>Lorries crossed \
             the <b>Vessa</b> again on Monday, the mayor of Brod &amp; Lug said.</p></div></content></entry>",
            "{\"id\": 1, \"title\": \"The bridge at Brod \\u2013 open\", \"content_html\": \"<p>Lorries crossed the \
             <b>Vessa<\\/b> again on Monday,\\nthe mayor of Brod &amp; Lug said.</p>\"}",
            "{\"id\": 1, \"title\": \"The bridge at Brod \u{2013} open\", \"content_text\": \"Lorries crossed the \
             Vessa again on Monday, the mayor of Brod & Lug said.\"}",
        ] {
            let found = blocks(entry);
            let folded: Vec<_> =
                found.into_iter().map(|(zone, text)| (zone, visible::folded(&text))).collect();
            assert_eq!(folded, [title.clone(), body.clone()], "{entry}");
        }
    }

    #[test]
    fn a_summary_alone_is_a_deck_with_a_note() {
        let (page, blocks) =
            read("<item><title>Brod bridge</title><description>Lorries cross.</description></item>");
        assert_eq!(blocks[1], ("deck", "Lorries cross.".to_owned()));
        assert!(page.notes.iter().any(|note| note.what.contains("only a summary")), "{:?}", page.notes);
    }

    #[test]
    fn a_summary_that_repeats_the_text_is_no_deck() {
        let entry = format!(
            "<item><title>Brod bridge</title><description>Lorries crossed the Vessa again […]</description>\
             <content:encoded><![CDATA[<p>{TEXT}</p><p>The post Brod bridge appeared first on Lake Courier.</p>]]></content:encoded></item>"
        );
        let zones: Vec<_> =
            blocks(&entry.replace("& Lug", "&amp; Lug")).into_iter().map(|(zone, _)| zone).collect();
        assert_eq!(zones, ["title", "furniture", "body", "furniture"]);
    }

    #[test]
    fn a_summary_of_many_parts_costs_no_more_than_its_length() {
        let text: String = (0..20_000).map(|at| format!("lorry {at} crossed the vessa ")).collect();
        let mut told = Told::new(&text);
        // Parts in the text's order are all found, and cost one walk over it.
        assert!((0..20_000).all(|at| told.repeats(&format!("Lorry {at} crossed the Vessa again"))));
        assert!(told.left > text.len() * (MOST_SEARCHES - 3), "{}", told.left);
        // Parts that it does not have are looked for some times, and then no more.
        let searched =
            (0..20_000).filter(|at| !told.repeats(&format!("No lorry {at} crossed")) && told.left > 0);
        assert!(searched.count() <= MOST_SEARCHES);
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "a test may look at the clock")]
    fn blocks_find_their_parts_without_a_walk_over_all_of_them() {
        let tables = Tables::shipped().unwrap();
        let time = |parts: usize| {
            let part = "<description>Lorries crossed the Vessa.</description><content>By noon.</content>";
            let entry = format!("<item><title>Brod</title>{}</item>", part.repeat(parts));
            let start = std::time::Instant::now();
            let page = parse(entry.as_bytes(), None, &tables);
            assert_eq!(page.blocks.len(), 2 * parts + 1);
            start.elapsed()
        };
        time(100);
        let (few, many) = (time(150), time(1_200));
        assert!(many < few * 24 + std::time::Duration::from_millis(200), "{few:?} then {many:?}");
    }

    #[test]
    fn what_the_entry_states_of_itself() {
        let (page, _) = read(
            "<item><title>Brod bridge</title><pubDate>Tue, 14 May 2019 21:15:00 +0300</pubDate><media:title>x</media:title>\
             <author>desk@lake.example (Anna Kovacs)</author><link>https://lake.example/b?x=1&amp;y=2</link>\
             <source><title>no</title></source><description>Lorries cross.</description></item>",
        );
        let stated: Vec<_> = page
            .properties
            .iter()
            .map(|property| (property.name.as_str(), property.value.as_str()))
            .collect();
        assert_eq!(
            stated,
            [
                ("entry:title", "Brod bridge"),
                ("entry:published", "Tue, 14 May 2019 21:15:00 +0300"),
                ("entry:author", "Anna Kovacs"),
                ("entry:link", "https://lake.example/b?x=1&y=2")
            ]
        );
    }

    #[test]
    fn cut_and_broken_entries_are_read_as_far_as_they_go() {
        for entry in [
            "<item><title>Brod bridge",
            "<item><title>Brod bridge</title><description><![CDATA[<p>Lorries",
            "<item><title>Brod <b>bridge</title><description>a < b &amp",
            "<entry></entry>",
            "<item>",
            "{\"id\": \"1\", \"summary\": \"\\ud83d \\ud83d\\ude00 \\x\"}",
            "<item></title></item>",
            "<item><title><![>&lt;x",
        ] {
            parse(entry.as_bytes(), None, &Tables::shipped().unwrap());
        }
    }
}
