//! An article: what the page says about itself.
//!
//! In: a page with zones. Out: an [`Article`]: outlet, title, deck, byline, dateline, credit and the day it was
//! published, each with its reason; comments apart. Nothing is made finer than its evidence: a page without a
//! clue to its day stays open.

pub mod address;
mod author;
mod comments;
mod dateline;
mod language;
pub mod outlet;
mod posts;
pub mod published;
mod section;
mod title;
mod unlisted;

use serde::{Deserialize, Serialize};

use crate::day::Days;
use crate::page::Page;
use crate::tables::Tables;
use crate::text::RawSpan;

/// Words of the page, with what they were taken for and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// The value understood (a canonical name, or the words themselves).
    pub value: String,
    /// Where the page states it; absent where it follows from elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<RawSpan>,
    /// Which words or tag, and which rule.
    pub because: String,
}

/// A date on the page that was not taken for the day of publication.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Refused {
    /// As on the page.
    pub written: String,
    /// Why not: "in a donation meter", "a comment's stamp".
    pub why: String,
}

/// The day of publication as far as the page alone tells, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// An interval; open where the page gives no clue.
    #[serde(flatten)]
    pub days: Days,
    /// The time of day as written ("20:57"), where one stands beside the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Which stamp, which words, which rule; empty while open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// The dates that lost, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Refused>,
}

/// One reader's comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// The name it stands under, where the page shows one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Its stamp as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stamp: Option<String>,
    /// The stamp's day in the Gregorian calendar, where it could be understood.
    #[serde(default, skip_serializing_if = "Days::is_open_ref")]
    pub day: Days,
    /// Its words.
    pub text: String,
    /// Its bytes in the page.
    pub span: RawSpan,
}

/// One post of a live blog.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// Its bytes in the page.
    pub span: RawSpan,
    /// Its headline, where one stands over its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Its stamp as its tag states it or as written: "14:05".
    pub stamp: String,
    /// Its day; open where the stamp is a time of day and the page's day is open.
    #[serde(default, skip_serializing_if = "Days::is_open_ref")]
    pub day: Days,
    /// Why that day.
    pub because: String,
}

/// What the page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// The outlet's canonical name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Stated>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Stated>,
    /// The sentence under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deck: Option<Stated>,
    /// Who signs it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub byline: Option<Stated>,
    /// The people in the byline, without titles, degrees and roles; no teams, agencies or log-in names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Stated>,
    /// Where it is sent from: "Moscow".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Stated>,
    /// The agency it credits: "SANA", "AP".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<Stated>,
    /// The day of publication.
    pub published: Published,
    /// "en", "ru", "ar" …; absent where it could not be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Why: "the short words of its text"; empty where the language is open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub language_because: String,
    /// The part of the outlet in which it stands: "World".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<Stated>,
    /// The page's own summary, for search engines and links; often not to be read on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Stated>,
    /// Words under which the outlet files it, as the page's data states them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The page's own address, where it states one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Stated>,
    /// Readers' comments, kept apart and never counted as reporting.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comments: Vec<Comment>,
    /// The posts of a live blog, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Post>,
}

impl Article {
    /// The day on which the words at `span` were written: their post's, or the page's.
    pub fn day_of(&self, span: RawSpan) -> Days {
        let post = self.posts.iter().find(|post| post.span.overlaps(span) && !post.day.is_open());
        post.map_or(self.published.days, |post| post.day)
    }
}

/// The article on `page`.
pub fn find(page: &Page, tables: &Tables) -> Article {
    find_asked(page, tables, published::Asked::default())
}

/// The article on `page`, its day asked for as `asked` says.
pub fn find_asked(page: &Page, tables: &Tables, asked: published::Asked) -> Article {
    let dateline = dateline::find(page, tables);
    let address = address::find(page, tables);
    let outlet = outlet::find(page, address.as_ref(), dateline.as_ref(), tables);
    let title = title::find(page, outlet.as_ref(), address.as_ref(), tables);
    let signed = author::find(page, outlet.as_ref(), tables);
    let published =
        published::find(page, address.as_ref(), outlet.as_ref(), dateline.as_ref(), tables, asked);
    let (language, language_because) = language::find(page, tables).unzip();
    let posts = posts::find(page, published.days, tables);
    Article {
        section: section::find(page, address.as_ref(), title.as_ref(), tables),
        deck: title::deck(page),
        byline: signed.byline,
        authors: signed.people,
        credit: dateline
            .as_ref()
            .and_then(|dateline| dateline.credit.clone())
            .or_else(|| outlet::credit(page, tables)),
        dateline: dateline.and_then(|dateline| dateline.place),
        title,
        outlet,
        published,
        language,
        language_because: language_because.unwrap_or_default(),
        description: outlet::description(page, tables),
        tags: outlet::tags(page, tables),
        address,
        comments: comments::find(page, tables),
        posts,
    }
}
