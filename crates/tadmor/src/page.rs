//! A page: the bytes as saved, made into visible text with zones.
//!
//! In: bytes. Out: a [`Page`]: its visible text in blocks, each block in one [`Zone`], each with the reason.
//! `<p class="entry">The town fell on <b>Friday</b>.</p>` gives the block "The town fell on Friday.", zone
//! [`Zone::Body`]. Does not decide what the outlet or the day is; see [`crate::article`].

pub mod account;
pub mod decode;
pub mod feed;
pub(crate) mod guard;
pub mod html;
pub mod line;
pub mod plain;
mod sign;
pub mod stamp;
pub mod visible;
mod wall;

use serde::{Deserialize, Serialize};

use crate::id::PageId;
use crate::note::Note;
use crate::tables::Tables;
use crate::text::{RawSpan, Span, Text};

/// What a stretch of a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// The article's title, or a repetition of it.
    Title,
    /// The sentence under the title that sums up.
    Deck,
    /// The article's own text.
    Body,
    /// The words of a picture, map or film, its credit included.
    Caption,
    /// Byline, date stamp, section: about the article, not of it.
    Meta,
    /// Other articles offered to the reader.
    Related,
    /// What a reader wrote.
    Comment,
    /// A reader's name.
    CommentAuthor,
    /// The stamp or the score of a comment.
    CommentMeta,
    /// Everything else: menus, donation meters, forms, counters.
    Furniture,
}

impl Zone {
    /// As exports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Zone::Title => "title",
            Zone::Deck => "deck",
            Zone::Body => "body",
            Zone::Caption => "caption",
            Zone::Meta => "meta",
            Zone::Related => "related",
            Zone::Comment => "comment",
            Zone::CommentAuthor => "comment_author",
            Zone::CommentMeta => "comment_meta",
            Zone::Furniture => "furniture",
        }
    }

    /// Whether the outlet itself speaks here, so that claims may be read from it.
    pub fn tells(self) -> bool {
        matches!(self, Zone::Title | Zone::Deck | Zone::Body | Zone::Caption)
    }
}

/// How the page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// With tags.
    Html,
    /// Lines of text.
    Plain,
    /// An entry of a feed: XML or JSON with HTML in it.
    Entry,
    /// Not text at all: nothing was read.
    Binary,
}

/// One paragraph, heading, list item or line: text that a browser would set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its characters, blank ends left out. Blocks come in page order and never overlap.
    pub span: Span,
    /// What it is.
    pub zone: Zone,
    /// Why it was taken for that: "tag h1", "after the line \"View all comments\"".
    pub because: String,
}

/// A fact that the page's own markup states about itself: a `<meta>`, a JSON-LD value, a `<time>`, a canonical link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// Lower case, as in the page: "article:published_time", "og:site_name", "json-ld:datePublished", "time".
    pub name: String,
    /// As in the page, entities decoded.
    pub value: String,
    /// The tag that states it.
    pub span: RawSpan,
}

/// A page as visible text, zones and stated properties.
#[derive(Clone, Debug)]
pub struct Page {
    /// The sha256 of the bytes.
    pub id: PageId,
    /// How it is written.
    pub format: Format,
    /// The charset that it was read in, by its WHATWG name: "UTF-8", "windows-1251".
    pub encoding: &'static str,
    /// Everything visible, blocks parted by a blank line.
    pub text: Text,
    /// In page order.
    pub blocks: Vec<Block>,
    /// In page order. Empty for plain text.
    pub properties: Vec<Property>,
    /// Places of the source that may hold a date, in page order. Empty for plain text.
    pub dated: Vec<stamp::Dated>,
    /// What could not be read.
    pub notes: Vec<Note>,
    /// The end of a page that is longer, or fuller of tags, than pages are; a note says so.
    pub unread: Option<RawSpan>,
}

/// A block in which the outlet itself speaks. The only kind of text that claims are read from: there is no way
/// to make one out of a comment or of furniture.
///
/// ```compile_fail
/// use tadmor::page::{Block, Told};
/// fn claim_from(comment: &Block) -> Told<'_> {
///     Told { block: comment } // The field is private: only Told::new, which asks the zone, makes one.
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told<'p> {
    block: &'p Block,
}

impl<'p> Told<'p> {
    /// The block, where its zone tells; `None` for comments, furniture, related boxes and page data.
    pub fn new(block: &'p Block) -> Option<Self> {
        block.zone.tells().then_some(Told { block })
    }

    /// Its characters.
    pub fn span(self) -> Span {
        self.block.span
    }

    /// Title, deck, body or caption.
    pub fn zone(self) -> Zone {
        self.block.zone
    }
}

impl Page {
    /// The blocks in which the outlet speaks, in page order.
    pub fn told(&self) -> impl Iterator<Item = Told<'_>> {
        self.blocks.iter().filter_map(Told::new)
    }

    /// The blocks of one zone, in page order.
    pub fn zone(&self, zone: Zone) -> impl Iterator<Item = &Block> {
        self.blocks.iter().filter(move |block| block.zone == zone)
    }

    /// A text that is all body, as `annotate` reads it: no zoning, a block for each paragraph.
    pub fn body_only(text: &str) -> Page {
        plain::body_only(text)
    }
}

/// The page in `bytes`. Never fails: what cannot be read is a note.
///
/// `charset` is what the door was told (an HTTP header); the page's own marks and its bytes decide otherwise.
pub fn parse(bytes: &[u8], charset: Option<&str>, tables: &Tables) -> Page {
    decode::page(bytes, charset, tables)
}
