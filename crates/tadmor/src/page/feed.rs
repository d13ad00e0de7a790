//! Feeds: RSS, Atom and JSON, and the entries in them.
//!
//! In: the bytes of a feed. Out: a [`Feed`] with the bytes of each of its entries, which are pages of their own:
//! `<item><title>Bridge reopens</title>…</item>` as it stands in the feed. A page that is an entry is read by
//! [`entry`], so that every span is in the entry's own bytes, escaped or not.

pub(crate) mod entry;
mod json;
mod split;
mod xml;

use crate::text::RawSpan;

pub use split::{is_feed, split};

/// A feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its own name, often that of the outlet.
    pub title: Option<String>,
    /// The charset of its entries, as its first line states it; UTF-8 where it does not.
    pub charset: String,
    /// In the feed's order.
    pub entries: Vec<Entry>,
    /// What could not be read.
    pub notes: Vec<String>,
}

/// An entry of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Its bytes in the feed.
    pub span: RawSpan,
    /// Its bytes in UTF-8, where the feed is written in a charset of two bytes and `span` is empty.
    pub bytes: Option<Vec<u8>>,
    /// Its own id.
    pub id: Option<String>,
    /// The address of the article.
    pub address: Option<String>,
}

/// What an element or key of an entry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Title,
    Summary,
    Content,
    Published,
    Modified,
    Address,
    Id,
    Author,
    Language,
    Category,
}

/// Elements of RSS and Atom, and keys of JSON feeds.
const ROLES: &[(&str, Role)] = &[
    ("title", Role::Title),
    ("description", Role::Summary),
    ("summary", Role::Summary),
    ("encoded", Role::Content),
    ("content", Role::Content),
    ("content_html", Role::Content),
    ("content_text", Role::Content),
    ("pubdate", Role::Published),
    ("published", Role::Published),
    ("issued", Role::Published),
    ("date", Role::Published),
    ("date_published", Role::Published),
    ("updated", Role::Modified),
    ("modified", Role::Modified),
    ("date_modified", Role::Modified),
    ("link", Role::Address),
    ("url", Role::Address),
    ("guid", Role::Id),
    ("id", Role::Id),
    ("author", Role::Author),
    ("authors", Role::Author),
    ("creator", Role::Author),
    ("language", Role::Language),
    ("category", Role::Category),
    ("subject", Role::Category),
    ("tags", Role::Category),
];

/// Name spaces by the prefixes that feeds give them; under others ("media", "itunes") the same names mean other things.
const PREFIXES: &[&str] = &["", "atom", "atom10", "a10", "content", "dc", "dcterms", "rss"];

/// What the element or key `name` holds.
fn role(name: &str) -> Option<Role> {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let known = PREFIXES.iter().any(|known| prefix.eq_ignore_ascii_case(known));
    let found = ROLES.iter().find(|(role, _)| local.eq_ignore_ascii_case(role))?;
    known.then_some(found.1)
}
