//! The tree of an HTML page, and its visible text in blocks.
//!
//! In: the page's characters. Out: a [`Tree`]: elements in page order (a parent always before its children, never
//! changed afterwards), the visible text with the way back to its bytes, and the blocks that a browser sets apart.
//! `<p>The <b>old</b> bridge</p>` gives one block "The old bridge" whose owner is the `p`.
//! Walks with a stack of its own, so that a page nested a hundred thousand deep is read like any other.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, Error, ForwardingEmitter, Span as TokenSpan, Tokenizer};

use super::entity;
use super::signed;
use crate::page::{Property, guard};
use crate::text::{RawSpan, Span, Text};

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Goes on in the line.
    Inline,
    /// Stands apart.
    Block,
    /// Goes on in the line and has no end tag.
    Void,
    /// Ends a block and has no end tag.
    Rule,
    /// Ends a line.
    Break,
    /// Its words are not shown.
    Silent,
}

/// Elements by name; others are inline, and those with a hyphen in their name stand apart.
const NAMES: &[(&str, Kind)] = &[
    ("a", Kind::Inline),
    ("abbr", Kind::Inline),
    ("acronym", Kind::Inline),
    ("area", Kind::Rule),
    ("b", Kind::Inline),
    ("base", Kind::Rule),
    ("bdi", Kind::Inline),
    ("bdo", Kind::Inline),
    ("big", Kind::Inline),
    ("br", Kind::Break),
    ("cite", Kind::Inline),
    ("code", Kind::Inline),
    ("col", Kind::Rule),
    ("data", Kind::Inline),
    ("del", Kind::Inline),
    ("dfn", Kind::Inline),
    ("em", Kind::Inline),
    ("embed", Kind::Rule),
    ("font", Kind::Inline),
    ("frame", Kind::Rule),
    ("hr", Kind::Rule),
    ("i", Kind::Inline),
    ("iframe", Kind::Silent),
    ("img", Kind::Void),
    ("input", Kind::Rule),
    ("ins", Kind::Inline),
    ("kbd", Kind::Inline),
    ("label", Kind::Inline),
    ("link", Kind::Void),
    ("mark", Kind::Inline),
    ("meta", Kind::Void),
    ("nobr", Kind::Inline),
    ("noscript", Kind::Silent),
    ("output", Kind::Inline),
    ("param", Kind::Rule),
    ("path", Kind::Inline),
    ("q", Kind::Inline),
    ("rp", Kind::Inline),
    ("rt", Kind::Inline),
    ("ruby", Kind::Inline),
    ("s", Kind::Inline),
    ("samp", Kind::Inline),
    ("script", Kind::Silent),
    ("small", Kind::Inline),
    ("source", Kind::Rule),
    ("span", Kind::Inline),
    ("strike", Kind::Inline),
    ("strong", Kind::Inline),
    ("style", Kind::Silent),
    ("sub", Kind::Inline),
    ("sup", Kind::Inline),
    ("svg", Kind::Silent),
    ("template", Kind::Silent),
    ("textarea", Kind::Silent),
    ("time", Kind::Inline),
    ("title", Kind::Silent),
    ("track", Kind::Rule),
    ("tt", Kind::Inline),
    ("u", Kind::Inline),
    ("use", Kind::Inline),
    ("var", Kind::Inline),
    ("wbr", Kind::Void),
];

/// Names that rules ask for; all of them stand apart.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The element's name as rules know it, and its kind.
fn named(name: &[u8]) -> (&'static str, Kind) {
    let Ok(name) = std::str::from_utf8(name) else { return ("", Kind::Inline) };
    if let Ok(at) = BLOCKS.binary_search(&name) {
        return (BLOCKS[at], Kind::Block);
    }
    match NAMES.binary_search_by(|(known, _)| (*known).cmp(name)) {
        Ok(at) => NAMES[at],
        Err(_) => ("", Kind::Block),
    }
}

/// Whether an element of this name goes on in the line.
pub(super) fn is_inline(name: &str) -> bool {
    let known = NAMES.binary_search_by(|(known, _)| (*known).cmp(name));
    known.is_ok_and(|at| NAMES[at].1 == Kind::Inline)
}

/// One element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its parent's index; its own for the root.
    pub parent: usize,
    /// Its name, or nothing where no rule asks for it.
    pub name: &'static str,
    /// Its class and id.
    pub class: String,
    /// Its role.
    pub role: String,
    /// Its itemprop.
    pub itemprop: String,
    /// Its itemtype.
    pub itemtype: String,
    /// Its datetime, where its tag states one.
    pub datetime: String,
    /// Whether its style or an attribute hides it.
    pub hidden: bool,
    /// Its stretch of the visible text, blank ends included.
    pub start: usize,
    /// Where that ends.
    pub end: usize,
}

/// A block before its zone is known.
#[derive(Debug)]
pub(super) struct Run {
    /// In the visible text.
    pub span: Span,
    /// The deepest element that holds all of it.
    pub owner: usize,
    /// How many of its bytes are links.
    pub linked: usize,
}

/// A page's elements, blocks, text and properties.
pub(super) struct Tree {
    /// In page order; the first is the root.
    pub elements: Vec<Element>,
    /// In page order.
    pub runs: Vec<Run>,
    /// The visible text.
    pub text: Text,
    /// In page order.
    pub properties: Vec<Property>,
    /// The contents of JSON-LD scripts, with their tags.
    pub json: Vec<(String, RawSpan)>,
}

/// The tree of `source`.
pub(super) fn of(source: &Text) -> Tree {
    let mut walk = Walk::new(source);
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, span: TokenSpan<usize>| -> Option<Infallible> {
            walk.event(event, span);
            None
        });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(&*guard::bearable(source.as_str()), Quiet(emitter)).finish();
    walk.close_block();
    walk.tree
}

/// Passes on everything but errors: where nobody asks for them, the tokenizer need not look at each byte for one.
struct Quiet<E>(E);

impl<E: Emitter> ForwardingEmitter for Quiet<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = E::Token> {
        &mut self.0
    }

    fn emit_error(&mut self, _error: Error) {}

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// The longest name, kind or date in an attribute that is kept, in bytes.
const LONGEST_NAME: usize = 200;
/// The longest address or other value.
const LONGEST_VALUE: usize = 4096;

/// An attribute's value as far as it is kept: whole characters of its first `most` bytes.
fn short(value: &[u8], most: usize) -> String {
    let mut end = value.len().min(most);
    while end < value.len() && end > 0 && value[end] & 0xc0 == 0x80 {
        end -= 1;
    }
    String::from_utf8_lossy(&value[..end]).into_owned()
}

/// Attributes that something asks for.
#[derive(Default)]
struct Attributes {
    class: String,
    role: String,
    itemprop: String,
    itemtype: String,
    property: String,
    content: String,
    datetime: String,
    rel: String,
    href: Option<String>,
    kind: String,
    lang: String,
    equivalent: String,
    hidden: bool,
}

struct Walk<'s> {
    source: &'s Text,
    characters: &'s str,
    tree: Tree,
    /// Open elements.
    stack: Vec<usize>,
    /// How many elements of links are open.
    links: usize,
    /// How many silent elements are open, and how many of them are pictures drawn in the page.
    silent: usize,
    drawings: usize,
    /// What the words of the silent element are kept for.
    keep: Option<(&'static str, usize, String)>,
    tag: (&'static str, Kind, usize),
    attribute: Vec<u8>,
    attributes: Attributes,
    block: Option<Open>,
    /// White space since the last word, in the source.
    space: Option<Span>,
    /// Line ends since the last word.
    breaks: usize,
    line_end: Span,
    /// The lowest that the stack has been since the last word.
    low: usize,
    /// The next block begins a new comment.
    item: bool,
    /// Open elements that name a writer, with the property's name and where their words start.
    signed: Vec<(usize, String, usize)>,
}

struct Open {
    start: usize,
    owner: usize,
    depth: usize,
    linked: usize,
}

/// How far up the stack an end tag looks for its start tag.
const REACH: usize = 256;

impl<'s> Walk<'s> {
    fn new(source: &'s Text) -> Self {
        let tree = Tree {
            elements: vec![Element::default()],
            runs: Vec::new(),
            text: Text::default(),
            properties: Vec::new(),
            json: Vec::new(),
        };
        Walk {
            source,
            characters: source.as_str(),
            tree,
            stack: vec![0],
            links: 0,
            silent: 0,
            drawings: 0,
            keep: None,
            tag: ("", Kind::Inline, 0),
            attribute: Vec::new(),
            attributes: Attributes::default(),
            block: None,
            space: None,
            breaks: 0,
            line_end: Span::default(),
            low: 1,
            item: false,
            signed: Vec::new(),
        }
    }

    fn event(&mut self, event: CallbackEvent<'_>, span: TokenSpan<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let (name, kind) = named(name);
                self.tag = (name, kind, span.start);
                self.attributes = Attributes::default();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
                self.attribute_name();
            }
            CallbackEvent::AttributeValue { value } => self.attribute_value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start_tag(self_closing, span.end),
            CallbackEvent::EndTag { name } => {
                let (name, kind) = named(name);
                self.end_tag(name, kind, Span::new(span.start.min(span.end), span.end));
            }
            CallbackEvent::String { value } => self.string(value, span),
            _ => {}
        }
    }

    fn attribute_name(&mut self) {
        match self.attribute.as_slice() {
            b"href" => self.attributes.href = Some(String::new()),
            b"hidden" => self.attributes.hidden = true,
            _ => {}
        }
    }

    fn attribute_value(&mut self, value: &[u8]) {
        let attributes = &mut self.attributes;
        let text = || characters(value).into_owned();
        match self.attribute.as_slice() {
            b"class" | b"id" => {
                attributes.class.push(' ');
                attributes.class.push_str(&characters(&value[..value.len().min(300)]));
            }
            b"role" => attributes.role = short(value, LONGEST_NAME),
            b"itemprop" => attributes.itemprop = short(value, LONGEST_NAME),
            b"itemtype" => attributes.itemtype = short(value, LONGEST_NAME),
            b"property" | b"name" if attributes.property.is_empty() => {
                attributes.property = short(value, LONGEST_NAME);
            }
            b"content" => attributes.content = short(value, LONGEST_VALUE),
            // What is written for machines goes before "3 minutes ago".
            b"datetime" if !value.is_empty() => {
                attributes.datetime = short(value, LONGEST_NAME);
            }
            b"title" if attributes.datetime.is_empty() => attributes.datetime = short(value, LONGEST_VALUE),
            b"rel" => attributes.rel = short(value, LONGEST_NAME),
            b"href" => attributes.href = Some(short(value, LONGEST_VALUE)),
            b"type" => attributes.kind = short(value, LONGEST_NAME),
            b"lang" | b"xml:lang" => attributes.lang = short(value, LONGEST_NAME),
            b"http-equiv" => attributes.equivalent = short(value, LONGEST_NAME),
            b"style" => {
                let style: String = text().chars().filter(|character| !character.is_whitespace()).collect();
                attributes.hidden |= style.to_ascii_lowercase().contains("display:none");
            }
            _ => {}
        }
    }

    fn raw(&self, start: usize, end: usize) -> RawSpan {
        self.source.raw(Span::new(start, end.max(start)))
    }

    fn property(&mut self, name: &str, value: &str, raw: RawSpan) {
        let value = value.trim();
        if !value.is_empty() {
            let name = name.trim().to_ascii_lowercase();
            self.tree.properties.push(Property { name, value: value.to_owned(), span: raw });
        }
    }

    fn start_tag(&mut self, self_closing: bool, end: usize) {
        let (name, kind, start) = self.tag;
        let attributes = std::mem::take(&mut self.attributes);
        // HTML inside a drawing ends the drawing.
        if self.drawings > 0 && breaks_out(name) {
            self.silent -= self.drawings;
            self.drawings = 0;
        }
        self.state_properties(name, &attributes, start, end);
        match kind {
            Kind::Break if self.silent == 0 => {
                if self.block.is_some() {
                    self.breaks += 1;
                    self.line_end = Span::new(start, end);
                }
            }
            Kind::Rule if self.silent == 0 => self.close_block(),
            Kind::Break | Kind::Rule | Kind::Void => {}
            Kind::Silent => self.start_silent(name, &attributes, self_closing, end),
            Kind::Block if self.silent == 0 => {
                self.close_block();
                self.close_implied(name);
                self.push(name, attributes);
            }
            Kind::Inline if self.silent == 0 => {
                if name == "a" {
                    self.end_link();
                }
                self.push(name, attributes);
            }
            Kind::Block | Kind::Inline => {}
        }
    }

    fn start_silent(&mut self, name: &'static str, attributes: &Attributes, self_closing: bool, end: usize) {
        if name == "svg" {
            if self_closing {
                return;
            }
            self.drawings += 1;
        }
        if self.silent == 0 && matches!(name, "template" | "textarea" | "iframe" | "title") {
            self.close_block();
        }
        self.silent += 1;
        if self.keep.is_none() && self.drawings == 0 {
            let json = name == "script" && attributes.kind.to_ascii_lowercase().contains("ld+json");
            if json || name == "title" {
                self.keep = Some((name, end, String::new()));
            }
        }
    }

    fn state_properties(&mut self, name: &str, attributes: &Attributes, start: usize, end: usize) {
        let stated = match name {
            "meta" => {
                let language = attributes.equivalent.eq_ignore_ascii_case("content-language");
                let name = match attributes.property.is_empty() {
                    true if language => &attributes.equivalent,
                    true => &attributes.itemprop,
                    false => &attributes.property,
                };
                Some((name.clone(), attributes.content.clone()))
            }
            "link"
                if attributes.rel.to_ascii_lowercase().split_whitespace().any(|rel| rel == "canonical") =>
            {
                Some(("canonical".to_owned(), attributes.href.clone().unwrap_or_default()))
            }
            // A page's feed, search and icon lie at its own outlet.
            "link" if own(&attributes.rel) => {
                Some(("own-link".to_owned(), attributes.href.clone().unwrap_or_default()))
            }
            "html" if !attributes.lang.is_empty() => Some(("lang".to_owned(), attributes.lang.clone())),
            "base" => Some(("base".to_owned(), attributes.href.clone().unwrap_or_default())),
            "time" if !attributes.datetime.is_empty() => {
                Some(("time".to_owned(), attributes.datetime.clone()))
            }
            _ if !attributes.itemprop.is_empty()
                && (!attributes.content.is_empty() || !attributes.datetime.is_empty()) =>
            {
                let value =
                    if attributes.content.is_empty() { &attributes.datetime } else { &attributes.content };
                Some((format!("itemprop:{}", attributes.itemprop), value.clone()))
            }
            _ => None,
        };
        let Some((name, value)) = stated.filter(|(name, _)| !name.is_empty()) else { return };
        // A `<time>` that says datePublished says it twice: once by each name.
        let raw = self.raw(start, end);
        if name == "time" && !attributes.itemprop.is_empty() {
            self.property(&format!("itemprop:{}", attributes.itemprop), &value, raw);
        }
        self.property(&name, &value, raw);
    }

    fn push(&mut self, name: &'static str, attributes: Attributes) {
        let parent = self.stack.last().copied().unwrap_or(0);
        self.links += usize::from(name == "a" && attributes.href.is_some());
        self.item |= attributes.class.contains("comment") || attributes.class.contains("Comment");
        let link = name == "a" && attributes.href.is_none();
        let Attributes { rel, itemprop, class, href, .. } = &attributes;
        if let Some(what) = signed::what(rel, itemprop, class, href.as_deref()) {
            self.signed.push((self.tree.elements.len(), what, self.tree.text.len()));
        }
        self.tree.elements.push(Element {
            parent,
            // An anchor without an address is no link.
            name: if link { "" } else { name },
            class: attributes.class,
            role: attributes.role,
            itemprop: attributes.itemprop,
            itemtype: attributes.itemtype,
            datetime: if name == "time" { attributes.datetime } else { String::new() },
            hidden: attributes.hidden,
            start: self.tree.text.len(),
            end: usize::MAX,
        });
        self.stack.push(self.tree.elements.len() - 1);
    }

    fn pop_to(&mut self, length: usize) {
        while self.stack.len() > length.max(1) {
            let Some(element) = self.stack.pop() else { break };
            self.tree.elements[element].end = self.tree.text.len();
            self.links -= usize::from(self.tree.elements[element].name == "a" && self.links > 0);
            if let Some((_, what, start)) = self.signed.pop_if(|(signed, ..)| *signed == element) {
                self.sign(&what, start);
            }
        }
        self.low = self.low.min(self.stack.len());
    }

    /// The words since `start` are those of an element that names a writer.
    fn sign(&mut self, what: &str, start: usize) {
        let words = &self.tree.text.as_str()[start..];
        if words.len() > signed::LONGEST + 8 || words.trim().is_empty() {
            return;
        }
        let start = start + words.len() - words.trim_start().len();
        let words = words.trim().to_owned();
        let raw = self.tree.text.raw(Span::new(start, start + words.len()));
        self.property(what, &words, raw);
    }

    fn name_at(&self, at: usize) -> &'static str {
        self.tree.elements[self.stack[at]].name
    }

    /// Closes what a start tag closes without saying so: a paragraph, a list entry, a cell.
    fn close_implied(&mut self, name: &str) {
        let (ends, stops): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table", "tbody", "thead", "tfoot"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "option" => (&["option"], &["select"]),
            _ => (&["p"], &["button", "td", "th", "table", "li", "div", "section", "article", "body"]),
        };
        let bottom = self.stack.len().saturating_sub(REACH).max(1);
        for at in (bottom..self.stack.len()).rev() {
            let open = self.name_at(at);
            if ends.contains(&open) {
                return self.pop_to(at);
            }
            if stops.contains(&open) {
                return;
            }
        }
    }

    /// A link ends, wherever it stands among the open elements.
    fn end_link(&mut self) {
        let bottom = self.stack.len().saturating_sub(REACH).max(1);
        let open = (bottom..self.stack.len()).rev().find(|at| self.name_at(*at) == "a");
        let Some(at) = open else { return };
        if at + 1 == self.stack.len() {
            return self.pop_to(at);
        }
        self.links = self.links.saturating_sub(1);
        let element = self.stack[at];
        self.tree.elements[element].name = "";
    }

    fn end_tag(&mut self, name: &'static str, kind: Kind, span: Span) {
        if kind == Kind::Silent {
            return self.end_silent(name, span);
        }
        if self.silent > 0 {
            return;
        }
        match (name, kind) {
            ("a", _) => self.end_link(),
            (_, Kind::Inline) => {
                let bottom = self.stack.len().saturating_sub(REACH).max(1);
                for at in (bottom..self.stack.len()).rev() {
                    let open = self.name_at(at);
                    if open == name {
                        return self.pop_to(at);
                    }
                    // An inline end tag closes nothing that stands apart.
                    if !open.is_empty() && BLOCKS.binary_search(&open).is_ok() {
                        return;
                    }
                }
            }
            (_, Kind::Block) => {
                self.close_block();
                let bottom = self.stack.len().saturating_sub(REACH).max(1);
                for at in (bottom..self.stack.len()).rev() {
                    let open = self.name_at(at);
                    if open == name {
                        return self.pop_to(at);
                    }
                    // An end tag in a cell doesn't close what stands around the table.
                    let fence = matches!(open, "td" | "th" | "table")
                        && !matches!(name, "tr" | "table" | "tbody" | "thead" | "tfoot" | "body" | "html");
                    if fence {
                        return;
                    }
                }
            }
            (_, Kind::Break) => {
                if self.block.is_some() {
                    self.breaks += 1;
                    self.line_end = span;
                }
            }
            _ => self.close_block(),
        }
    }

    fn end_silent(&mut self, name: &'static str, span: Span) {
        if name == "svg" {
            self.drawings = self.drawings.saturating_sub(1);
        }
        self.silent = self.silent.saturating_sub(1);
        let Some((kept, start, words)) = self.keep.take_if(|(kept, ..)| *kept == name) else { return };
        let raw = self.raw(start, span.start);
        match kept {
            "title" if !self.tree.properties.iter().any(|property| property.name == "title") => {
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                self.property("title", &words, raw);
            }
            "script" => self.tree.json.push((words, raw)),
            _ => {}
        }
    }

    fn string(&mut self, value: &[u8], span: TokenSpan<usize>) {
        if self.silent > 0 {
            if let Some((_, _, words)) = &mut self.keep {
                words.push_str(&characters(value));
            }
            return;
        }
        let (start, end) = (span.start.min(self.characters.len()), span.end.min(self.characters.len()));
        let Some(written) = self.characters.get(start..end.max(start)) else {
            return self.whole(value, start, end);
        };
        if written.as_bytes() == value {
            return self.verbatim(start, end);
        }
        let parts = entity::parts(written);
        if !entity::gives(&parts, written, value) {
            return self.whole(value, start, end);
        }
        for part in parts {
            match part.read {
                None => self.verbatim(start + part.span.start, start + part.span.end),
                Some(read) => self.folded(&read, Span::new(start + part.span.start, start + part.span.end)),
            }
        }
    }

    /// Words whose characters cannot be told apart in the page: one whole.
    fn whole(&mut self, value: &[u8], start: usize, end: usize) {
        let mut end = end.min(self.characters.len());
        while end > start && !self.characters.is_char_boundary(end) {
            end -= 1;
        }
        let text = String::from_utf8_lossy(value);
        self.folded(&text.split_whitespace().collect::<Vec<_>>().join(" "), Span::new(start.min(end), end));
    }

    /// Characters that stand in the source as they are.
    fn verbatim(&mut self, start: usize, end: usize) {
        let text = &self.characters[start..end];
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            let blank = rest.len() - rest.trim_start().len();
            if blank > 0 {
                self.blank(Span::new(start + at, start + at + blank));
                at += blank;
                continue;
            }
            let length = words(rest);
            self.words(Span::new(start + at, start + at + length));
            at += length;
        }
    }

    fn folded(&mut self, read: &str, span: Span) {
        if read.trim().is_empty() {
            return self.blank(span);
        }
        self.prepare(span.start);
        let raw = self.source.raw(span);
        self.tree.text.push_folded(read, raw);
        self.count(read.len());
    }

    fn blank(&mut self, span: Span) {
        if self.block.is_some() && self.space.is_none() {
            self.space = Some(span);
        }
    }

    fn words(&mut self, span: Span) {
        self.prepare(span.start);
        self.tree.text.push_through(self.source, span);
        self.count(span.len());
    }

    fn count(&mut self, bytes: usize) {
        if let Some(open) = &mut self.block {
            open.linked += if self.links > 0 { bytes } else { 0 };
        }
    }

    /// Opens a block, or parts the next word from the last one.
    fn prepare(&mut self, at: usize) {
        // Two line ends part paragraphs on pages that know no `<p>`.
        if self.breaks >= 2 {
            self.close_block();
        }
        let depth = self.stack.len();
        let Some(open) = &mut self.block else {
            if !self.tree.text.is_empty() {
                let raw = self.raw(at, at);
                let gap = if self.item { "\n\n\n" } else { "\n\n" };
                self.tree.text.push_folded(gap, raw);
            }
            self.item = false;
            let owner = self.stack.last().copied().unwrap_or(0);
            self.block = Some(Open { start: self.tree.text.len(), owner, depth, linked: 0 });
            self.low = depth;
            return;
        };
        if self.low < open.depth {
            open.depth = self.low;
            open.owner = self.stack[self.low - 1];
        }
        self.low = depth;
        let (space, breaks) = (self.space.take(), std::mem::take(&mut self.breaks));
        if breaks > 0 {
            let raw = self.source.raw(self.line_end);
            self.tree.text.push_folded("\n", raw);
        } else if let Some(space) = space {
            let single = &self.characters[space.start..space.end] == " ";
            match single {
                true => self.tree.text.push_through(self.source, space),
                false => self.tree.text.push_folded(" ", self.source.raw(space)),
            }
        }
    }

    fn close_block(&mut self) {
        self.space = None;
        self.breaks = 0;
        if let Some(open) = self.block.take() {
            let span = Span::new(open.start, self.tree.text.len());
            self.tree.runs.push(Run { span, owner: open.owner, linked: open.linked });
        }
    }
}

/// The characters of `value`: looked at as a whole, and one by one only where they are broken.
fn characters(value: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(value).map_or_else(|_| String::from_utf8_lossy(value), Cow::Borrowed)
}

/// How far words with single spaces between them reach.
fn words(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if !character.is_whitespace() {
            continue;
        }
        let word_follows = characters.peek().is_some_and(|(_, next)| !next.is_whitespace());
        if character != ' ' || !word_follows {
            return at;
        }
    }
    text.len()
}

/// Relations of links that lead to the page's own site.
const OWN: &[&str] =
    &["alternate", "shortlink", "search", "edituri", "pingback", "home", "start", "amphtml", "next", "prev"];

fn own(rel: &str) -> bool {
    rel.split_ascii_whitespace().any(|rel| OWN.iter().any(|own| rel.eq_ignore_ascii_case(own)))
}

/// Elements that cannot stand in a drawing.
fn breaks_out(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "span"
            | "b"
            | "i"
            | "em"
            | "strong"
            | "br"
            | "img"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "table"
    )
}
