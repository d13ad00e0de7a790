//! Articles and events as exports write them. Origins and stretches of control are written as they are.

use std::borrow::Cow;

use serde::Serialize;

use crate::article::{Post, Refused, Stated};
use crate::claim::Place;
use crate::day::Days;
use crate::export::WhenLine;
use crate::id::ClaimId;
use crate::ledger::{Difference, FigureLine, LedgerEvent, Support};
use crate::note::Note;
use crate::reading::{Reading, Source};

/// The day of publication, as exports write it.
#[derive(Clone, Debug, Serialize)]
pub struct PublishedLine<'p> {
    /// Both included; an open end is left out.
    #[serde(flatten)]
    pub days: Days,
    /// The time of day as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<&'p str>,
    /// Which stamp, which words, which rule, which other page.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub because: &'p str,
    /// The dates that lost.
    #[serde(skip_serializing_if = "<[Refused]>::is_empty")]
    pub refused: &'p [Refused],
}

/// One line of the articles export.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleLine<'p> {
    /// The page's name as given, relative.
    pub page: Cow<'p, str>,
    /// The sha256 of the page.
    pub page_id: &'p str,
    /// Every place that the same bytes were found in.
    pub sources: &'p [Source],
    /// The outlet's canonical name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<&'p str>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'p str>,
    /// The sentence under it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deck: Option<&'p str>,
    /// Who signs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<&'p str>,
    /// The people in the byline, without titles and roles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<&'p str>,
    /// Where it is sent from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<&'p str>,
    /// The agency it credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<&'p str>,
    /// The page's own address, where it states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<&'p str>,
    /// The day of publication, as the pile settled it.
    pub published: PublishedLine<'p>,
    /// "en", "ru", "ar" …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'p str>,
    /// Why that language.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub language_because: &'p str,
    /// The page's own summary, for search engines and links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<&'p str>,
    /// The part of the outlet in which it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<&'p str>,
    /// Words under which the outlet files it.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub tags: &'p [String],
    /// How many readers' comments.
    pub comments: usize,
    /// The posts of a live blog, each with its own day.
    #[serde(skip_serializing_if = "<[Post]>::is_empty")]
    pub posts: &'p [Post],
    /// What could not be read.
    pub notes: &'p [Note],
}

impl<'p> ArticleLine<'p> {
    /// The line of a page.
    pub fn of(page: &'p Reading) -> Self {
        let article = &page.article;
        let published = &article.published;
        ArticleLine {
            page: page.name(),
            page_id: page.page_id.as_str(),
            sources: &page.sources,
            outlet: value(&article.outlet),
            title: value(&article.title),
            deck: value(&article.deck),
            byline: value(&article.byline),
            authors: article.authors.iter().map(|author| author.value.as_str()).collect(),
            dateline: value(&article.dateline),
            credit: value(&article.credit),
            address: value(&article.address),
            published: PublishedLine {
                days: published.days,
                time: published.time.as_deref(),
                because: &published.because,
                refused: &published.refused,
            },
            language: article.language.as_deref(),
            language_because: &article.language_because,
            description: value(&article.description),
            section: value(&article.section),
            tags: &article.tags,
            comments: article.comments.len(),
            posts: &article.posts,
            notes: &page.notes,
        }
    }
}

fn value(stated: &Option<Stated>) -> Option<&str> {
    stated.as_ref().map(|stated| stated.value.as_str())
}

/// One line of the events export.
#[derive(Clone, Debug, Serialize)]
pub struct EventLine<'e> {
    /// That of its smallest claim.
    pub id: &'e str,
    /// What happened.
    pub kind: &'static str,
    /// In a few words.
    pub title: &'e str,
    /// Where; the finest first.
    pub places: &'e [Place],
    /// When, and which claim or page gave the days.
    pub when: WhenLine<'e>,
    /// Its claims, in id order.
    pub claims: &'e [ClaimId],
    /// Figures combined over origins.
    pub figures: &'e [FigureLine],
    /// How well supported.
    pub support: &'e Support,
    /// Where its claims differ, the sharpest first.
    pub differences: &'e [Difference],
}

impl<'e> EventLine<'e> {
    /// The line of an event.
    pub fn of(event: &'e LedgerEvent) -> Self {
        EventLine {
            id: event.id.as_str(),
            kind: event.kind.as_str(),
            title: &event.title,
            places: &event.places,
            when: WhenLine { days: event.days, written: "", because: &event.because },
            claims: &event.claims,
            figures: &event.figures,
            support: &event.support,
            differences: &event.differences,
        }
    }
}
