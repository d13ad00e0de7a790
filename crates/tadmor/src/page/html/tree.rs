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
use memchr::memmem;

use super::class::{Class, Classes};
use super::entity;
use super::signed;
use super::tag::{Kind, Tag};
use crate::page::{Property, guard};
use crate::text::fold::squeezed;
use crate::text::{RawSpan, Span, Text};

/// One element.
#[derive(Debug, Default)]
pub(super) struct Element {
    /// Its parent's index; its own for the root.
    pub parent: usize,
    /// Its name.
    pub tag: Tag,
    /// Its class and id.
    pub class: Class,
    /// Whether its style or an attribute hides it.
    pub hidden: bool,
    /// Its stretch of the visible text, blank ends included.
    pub start: usize,
    /// Where that ends.
    pub end: usize,
    /// Few elements state any.
    stated: Option<Box<Stated>>,
}

/// Attributes of an element that say what it is, as in the page.
#[derive(Debug, Default)]
struct Stated {
    role: String,
    itemprop: String,
    itemtype: String,
    /// Its datetime, where it is a `<time>`.
    datetime: String,
}

impl Element {
    /// Its role; empty where it states none.
    pub fn role(&self) -> &str {
        self.stated.as_ref().map_or("", |stated| &stated.role)
    }

    /// Its itemprop.
    pub fn itemprop(&self) -> &str {
        self.stated.as_ref().map_or("", |stated| &stated.itemprop)
    }

    /// Its itemtype.
    pub fn itemtype(&self) -> &str {
        self.stated.as_ref().map_or("", |stated| &stated.itemtype)
    }

    /// Its datetime, where it is a `<time>` whose tag states one.
    pub fn datetime(&self) -> &str {
        self.stated.as_ref().map_or("", |stated| &stated.datetime)
    }
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
    /// The classes and ids of the elements.
    pub classes: Classes,
    /// In page order.
    pub runs: Vec<Run>,
    /// The visible text.
    pub text: Text,
    /// In page order.
    pub properties: Vec<Property>,
    /// The contents of JSON-LD scripts, with their tags.
    pub json: Vec<(String, RawSpan)>,
    /// The source from here on was left unread.
    pub unread: Option<usize>,
}

impl Tree {
    /// By element, whether it or one around it is hidden by its style.
    pub fn hidden(&self) -> Vec<bool> {
        let mut hidden: Vec<bool> = Vec::with_capacity(self.elements.len());
        for element in &self.elements {
            hidden.push(element.hidden || hidden.get(element.parent).is_some_and(|above| *above));
        }
        hidden
    }
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
/// The longest class or id.
const LONGEST_CLASS: usize = 300;

/// An attribute's value as far as it is kept: whole characters of its first `most` bytes.
fn short(value: &[u8], most: usize) -> Cow<'_, str> {
    let mut end = value.len().min(most);
    while end < value.len() && end > 0 && value[end] & 0xc0 == 0x80 {
        end -= 1;
    }
    characters(&value[..end])
}

/// Attributes that something asks for. One of these serves all tags: its strings keep their room.
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
    /// Its address, where `linked`.
    href: String,
    linked: bool,
    kind: String,
    lang: String,
    equivalent: String,
    hidden: bool,
    /// Whether anything but class and address was stated.
    any: bool,
}

impl Attributes {
    fn clear(&mut self) {
        self.class.clear();
        self.href.clear();
        self.linked = false;
        self.hidden = false;
        if !std::mem::take(&mut self.any) {
            return;
        }
        for value in [
            &mut self.role,
            &mut self.itemprop,
            &mut self.itemtype,
            &mut self.property,
            &mut self.content,
            &mut self.datetime,
            &mut self.rel,
            &mut self.kind,
            &mut self.lang,
            &mut self.equivalent,
        ] {
            value.clear();
        }
    }

    /// Keeps the value of the attribute `name`.
    fn put(&mut self, name: &[u8], value: &[u8]) {
        let (slot, most) = match name {
            b"class" | b"id" => {
                self.class.push(' ');
                self.class.push_str(&characters(&value[..value.len().min(LONGEST_CLASS)]));
                return;
            }
            b"href" => (&mut self.href, LONGEST_VALUE),
            b"style" => {
                self.hidden |= hides(value);
                return;
            }
            b"role" => (&mut self.role, LONGEST_NAME),
            b"itemprop" => (&mut self.itemprop, LONGEST_NAME),
            b"itemtype" => (&mut self.itemtype, LONGEST_NAME),
            b"property" | b"name" if self.property.is_empty() => (&mut self.property, LONGEST_NAME),
            b"content" => (&mut self.content, LONGEST_VALUE),
            // What is written for machines goes before "3 minutes ago".
            b"datetime" if !value.is_empty() => (&mut self.datetime, LONGEST_NAME),
            b"title" if self.datetime.is_empty() => (&mut self.datetime, LONGEST_VALUE),
            b"rel" => (&mut self.rel, LONGEST_NAME),
            b"type" => (&mut self.kind, LONGEST_NAME),
            b"lang" | b"xml:lang" => (&mut self.lang, LONGEST_NAME),
            b"http-equiv" => (&mut self.equivalent, LONGEST_NAME),
            _ => return,
        };
        slot.clear();
        slot.push_str(&short(value, most));
        self.any = true;
    }

    /// Whether they say nothing of their element.
    fn are_silent(&self) -> bool {
        self.class.is_empty() && !self.hidden && !self.any
    }

    /// Its address, where it has one.
    fn address(&self) -> Option<&str> {
        self.linked.then_some(self.href.as_str())
    }

    /// What an element of this name keeps of them.
    fn stated(&self, tag: Tag) -> Option<Box<Stated>> {
        let datetime = if tag == Tag::Time { self.datetime.as_str() } else { "" };
        let kept = [self.role.as_str(), &self.itemprop, &self.itemtype, datetime];
        if !self.any || kept.iter().all(|value| value.is_empty()) {
            return None;
        }
        let [role, itemprop, itemtype, datetime] = kept.map(str::to_owned);
        Some(Box::new(Stated { role, itemprop, itemtype, datetime }))
    }
}

/// Whether a style shows nothing: "display: none".
fn hides(style: &[u8]) -> bool {
    if memmem::find(style, b"none").is_none() && !style.iter().any(|byte| matches!(byte, b'N' | b'O' | b'E'))
    {
        return false;
    }
    let style = characters(style);
    let style: String = style.chars().filter(|character| !character.is_whitespace()).collect();
    style.to_ascii_lowercase().contains("display:none")
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
    keep: Option<(Tag, usize, String)>,
    tag: (Tag, Kind, usize),
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
    /// How many start tags there were.
    tags: usize,
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
/// So deep no page nests that people made; browsers stop there, too.
const DEEP: usize = 512;

/// Start tags and blocks that any page may hold together; the richest of 1,515 saved pages holds 16,000. Each costs memory,
/// and a page of a million of them would cost far more than its length.
const MOST_PARTS: usize = 50_000;
/// A longer page may hold one more for so many bytes.
const BYTES_A_PART: usize = 40;

impl<'s> Walk<'s> {
    fn new(source: &'s Text) -> Self {
        let tree = Tree {
            elements: vec![Element::default()],
            classes: Classes::default(),
            runs: Vec::new(),
            text: Text::default(),
            properties: Vec::new(),
            json: Vec::new(),
            unread: None,
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
            tag: (Tag::Other, Kind::Inline, 0),
            attribute: Vec::new(),
            attributes: Attributes::default(),
            block: None,
            space: None,
            breaks: 0,
            line_end: Span::default(),
            low: 1,
            item: false,
            tags: 0,
            signed: Vec::new(),
        }
    }

    fn event(&mut self, event: CallbackEvent<'_>, span: TokenSpan<usize>) {
        if self.tree.unread.is_some() {
            return;
        }
        match event {
            CallbackEvent::OpenStartTag { .. } | CallbackEvent::EndTag { .. } if self.is_full() => {
                self.tree.unread = Some(span.start.min(self.characters.len()));
            }
            CallbackEvent::OpenStartTag { name } => {
                self.tags += 1;
                let (tag, kind) = Tag::named(name);
                self.tag = (tag, kind, span.start);
                self.attributes.clear();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
                self.attributes.linked |= name == b"href";
                self.attributes.hidden |= name == b"hidden";
            }
            CallbackEvent::AttributeValue { value } => self.attributes.put(&self.attribute, value),
            CallbackEvent::CloseStartTag { self_closing } => self.start_tag(self_closing, span.end),
            CallbackEvent::EndTag { name } => {
                let (tag, kind) = Tag::named(name);
                self.end_tag(tag, kind, Span::new(span.start.min(span.end), span.end));
            }
            CallbackEvent::String { value } => self.string(value, span),
            _ => {}
        }
    }

    /// Whether the page holds more tags and blocks than one of its length may.
    fn is_full(&self) -> bool {
        self.tags + self.tree.runs.len() >= MOST_PARTS + self.characters.len() / BYTES_A_PART
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
        let (tag, kind, start) = self.tag;
        let attributes = std::mem::take(&mut self.attributes);
        // HTML inside a drawing ends the drawing.
        if self.drawings > 0 && breaks_out(tag) {
            self.silent -= self.drawings;
            self.drawings = 0;
        }
        self.state_properties(tag, &attributes, start, end);
        match kind {
            Kind::Break if self.silent == 0 => {
                if self.block.is_some() {
                    self.breaks += 1;
                    self.line_end = Span::new(start, end);
                }
            }
            Kind::Rule if self.silent == 0 => self.close_block(),
            Kind::Break | Kind::Rule | Kind::Void => {}
            Kind::Silent => self.start_silent(tag, &attributes, self_closing, end),
            Kind::Block if self.silent == 0 => {
                self.close_block();
                self.close_implied(tag);
                self.push(tag, &attributes);
            }
            Kind::Inline if self.silent == 0 => {
                if tag == Tag::A {
                    self.end_link();
                }
                self.push(tag, &attributes);
            }
            Kind::Block | Kind::Inline => {}
        }
        self.attributes = attributes;
    }

    fn start_silent(&mut self, tag: Tag, attributes: &Attributes, self_closing: bool, end: usize) {
        if tag == Tag::Svg {
            if self_closing {
                return;
            }
            self.drawings += 1;
        }
        if self.silent == 0 && matches!(tag, Tag::Template | Tag::Textarea | Tag::Iframe | Tag::Title) {
            self.close_block();
        }
        self.silent += 1;
        if self.keep.is_none() && self.drawings == 0 {
            let json = tag == Tag::Script && attributes.kind.to_ascii_lowercase().contains("ld+json");
            if json || tag == Tag::Title {
                self.keep = Some((tag, end, String::new()));
            }
        }
    }

    fn state_properties(&mut self, tag: Tag, attributes: &Attributes, start: usize, end: usize) {
        let (name, value): (&str, &str) = match tag {
            Tag::Meta => {
                let language = attributes.equivalent.eq_ignore_ascii_case("content-language");
                let name = match attributes.property.is_empty() {
                    true if language => &attributes.equivalent,
                    true => &attributes.itemprop,
                    false => &attributes.property,
                };
                (name, &attributes.content)
            }
            Tag::Link
                if attributes.rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")) =>
            {
                ("canonical", &attributes.href)
            }
            // A page's feed, search and icon lie at its own outlet.
            Tag::Link if own(&attributes.rel) => ("own-link", &attributes.href),
            Tag::Html if !attributes.lang.is_empty() => ("lang", &attributes.lang),
            Tag::Base => ("base", &attributes.href),
            Tag::Time if !attributes.datetime.is_empty() => ("time", &attributes.datetime),
            _ if !attributes.itemprop.is_empty()
                && (!attributes.content.is_empty() || !attributes.datetime.is_empty()) =>
            {
                let value =
                    if attributes.content.is_empty() { &attributes.datetime } else { &attributes.content };
                let name = format!("itemprop:{}", attributes.itemprop);
                return self.property(&name, value, self.raw(start, end));
            }
            _ => return,
        };
        if name.is_empty() {
            return;
        }
        // A `<time>` that says datePublished says it twice: once by each name.
        let raw = self.raw(start, end);
        if name == "time" && !attributes.itemprop.is_empty() {
            self.property(&format!("itemprop:{}", attributes.itemprop), value, raw);
        }
        self.property(name, value, raw);
    }

    fn push(&mut self, tag: Tag, attributes: &Attributes) {
        // Far down, what only changes the look of letters says nothing new: a page of a million of them stays small.
        if self.stack.len() > DEEP && tag.is_inline() && tag != Tag::A && attributes.are_silent() {
            return;
        }
        let parent = self.stack.last().copied().unwrap_or(0);
        self.links += usize::from(tag == Tag::A && attributes.linked);
        let class = self.tree.classes.number(&attributes.class);
        self.item |= self.tree.classes.is_comment(class);
        let Attributes { rel, itemprop, .. } = attributes;
        let signed = signed::stated(rel, itemprop, attributes.address());
        if let Some(what) = signed.or_else(|| self.tree.classes.signed(class)) {
            self.signed.push((self.tree.elements.len(), what, self.tree.text.len()));
        }
        self.tree.elements.push(Element {
            parent,
            // An anchor without an address is no link.
            tag: if tag == Tag::A && !attributes.linked { Tag::Other } else { tag },
            class,
            hidden: attributes.hidden,
            start: self.tree.text.len(),
            end: usize::MAX,
            stated: attributes.stated(tag),
        });
        self.stack.push(self.tree.elements.len() - 1);
    }

    fn pop_to(&mut self, length: usize) {
        while self.stack.len() > length.max(1) {
            let Some(element) = self.stack.pop() else { break };
            self.tree.elements[element].end = self.tree.text.len();
            self.links -= usize::from(self.tree.elements[element].tag == Tag::A && self.links > 0);
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

    fn tag_at(&self, at: usize) -> Tag {
        self.tree.elements[self.stack[at]].tag
    }

    /// Closes what a start tag closes without saying so: a paragraph, a list entry, a cell.
    fn close_implied(&mut self, tag: Tag) {
        let (ends, stops): (&[Tag], &[Tag]) = match tag {
            Tag::Li => (&[Tag::Li], &[Tag::Ul, Tag::Ol, Tag::Menu]),
            Tag::Dt | Tag::Dd => (&[Tag::Dt, Tag::Dd], &[Tag::Dl]),
            Tag::Tr => (&[Tag::Tr], &[Tag::Table, Tag::Tbody, Tag::Thead, Tag::Tfoot]),
            Tag::Td | Tag::Th => (&[Tag::Td, Tag::Th], &[Tag::Tr, Tag::Table]),
            Tag::Option => (&[Tag::Option], &[Tag::Select]),
            _ => (&[Tag::P], PARTS),
        };
        let bottom = self.stack.len().saturating_sub(REACH).max(1);
        for at in (bottom..self.stack.len()).rev() {
            let open = self.tag_at(at);
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
        let open = (bottom..self.stack.len()).rev().find(|at| self.tag_at(*at) == Tag::A);
        let Some(at) = open else { return };
        if at + 1 == self.stack.len() {
            return self.pop_to(at);
        }
        self.links = self.links.saturating_sub(1);
        let element = self.stack[at];
        self.tree.elements[element].tag = Tag::Other;
    }

    fn end_tag(&mut self, tag: Tag, kind: Kind, span: Span) {
        if kind == Kind::Silent {
            return self.end_silent(tag, span);
        }
        if self.silent > 0 {
            return;
        }
        match (tag, kind) {
            (Tag::A, _) => self.end_link(),
            (_, Kind::Inline) => {
                let bottom = self.stack.len().saturating_sub(REACH).max(1);
                for at in (bottom..self.stack.len()).rev() {
                    let open = self.tag_at(at);
                    if open == tag {
                        return self.pop_to(at);
                    }
                    // An inline end tag closes nothing that stands apart.
                    if open.is_block() {
                        return;
                    }
                }
            }
            (_, Kind::Block) => {
                self.close_block();
                let bottom = self.stack.len().saturating_sub(REACH).max(1);
                for at in (bottom..self.stack.len()).rev() {
                    let open = self.tag_at(at);
                    if open == tag {
                        return self.pop_to(at);
                    }
                    // An end tag in a cell doesn't close what stands around the table.
                    let fence = matches!(open, Tag::Td | Tag::Th | Tag::Table)
                        && !matches!(
                            tag,
                            Tag::Tr
                                | Tag::Table
                                | Tag::Tbody
                                | Tag::Thead
                                | Tag::Tfoot
                                | Tag::Body
                                | Tag::Html
                        );
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

    fn end_silent(&mut self, tag: Tag, span: Span) {
        if tag == Tag::Svg {
            self.drawings = self.drawings.saturating_sub(1);
        }
        self.silent = self.silent.saturating_sub(1);
        let Some((kept, start, words)) = self.keep.take_if(|(kept, ..)| *kept == tag) else { return };
        let raw = self.raw(start, span.start);
        match kept {
            Tag::Title if !self.tree.properties.iter().any(|property| property.name == "title") => {
                let words = squeezed(&words);
                self.property("title", &words, raw);
            }
            Tag::Script => self.tree.json.push((words, raw)),
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
        if !entity::gives(written, value) {
            return self.whole(value, start, end);
        }
        for part in entity::parts(written) {
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
        self.folded(&squeezed(&text), Span::new(start.min(end), end));
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

/// Elements that no paragraph left open reaches out of.
const PARTS: &[Tag] =
    &[Tag::Button, Tag::Td, Tag::Th, Tag::Table, Tag::Li, Tag::Div, Tag::Section, Tag::Article, Tag::Body];

/// Elements that cannot stand in a drawing.
fn breaks_out(tag: Tag) -> bool {
    tag.heading().is_some()
        || matches!(
            tag,
            Tag::P
                | Tag::Div
                | Tag::Span
                | Tag::B
                | Tag::I
                | Tag::Em
                | Tag::Strong
                | Tag::Br
                | Tag::Img
                | Tag::Ul
                | Tag::Ol
                | Tag::Li
                | Tag::Table
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_nothing_but_bold_stays_small() {
        let page = format!("<body>{}<p class=a>One <b>word</b> of it</p>", "<b>".repeat(25_000));
        let tree = of(&Text::verbatim(page, 0));
        assert!(tree.elements.len() < DEEP + 10, "{}", tree.elements.len());
        assert_eq!(tree.text.as_str(), "One word of it");
        assert_eq!(tree.classes.written(tree.elements[tree.runs[0].owner].class), " a");
    }
}
