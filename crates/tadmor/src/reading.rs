//! A reading: all that is understood from one page alone.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::article::{self, Article};
use crate::claim::{self, Claim};
use crate::day::Day;
use crate::id::PageId;
use crate::note::Note;
use crate::origin::reuse;
use crate::page::{self, Format, Page, Property, Zone};
use crate::tables::Tables;
use crate::text::RawSpan;

/// How one page is read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// The charset that the door was told (an HTTP header).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// The text's own day, where the caller knows it for certain; overrides what the page says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// The address that the page was fetched from, or that a feed gives for it; what the page says of itself is surer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The day on which it was fetched, in Greenwich: the page is not younger. The day may have ended already where
    /// the page was written, so that a page fetched on a Thursday may rightly say Friday.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<Day>,
    /// The name of the feed that brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
}

impl Options {
    /// What the doors knew of a page that was found at `sources`, in whatever order: the charset, address and site of
    /// the first source by name that knows one, and the earliest day on which it was fetched.
    pub fn told(sources: &[Source]) -> Options {
        let mut sorted: Vec<&Source> = sources.iter().collect();
        sorted.sort();
        let first = |of: fn(&Source) -> Option<&String>| sorted.iter().copied().find_map(of).cloned();
        Options {
            charset: first(|source| source.charset.as_ref()),
            date: None,
            address: first(|source| source.address.as_ref()),
            fetched: sorted.iter().filter_map(|source| Day::parse(source.fetched.as_deref()?)).min(),
            site: first(|source| source.site.as_ref()),
        }
    }
}

/// Where the bytes of a page were found. The same bytes under two names are one page with two sources.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// The file's name as given, relative to the folder that was given, with `/` between its parts.
    pub file: String,
    /// Which part of the file: a name in an archive, a record's address, a feed entry's own id; parts of parts with `/`
    /// between them. Only a label: nothing is ever written under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// The byte at which the record or entry starts in the innermost file that holds it; in a gzip file, that of the
    /// gzip member in which it starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// The sha256 of the file, where the page is only a part of it or was packed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// The address that it was fetched from, or that a feed gives for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// When it was fetched: "2017-03-02T09:15:00Z".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<String>,
    /// The charset that it was served with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// The name of the feed that brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
}

impl Source {
    /// A file that is a page as it stands.
    pub fn file(name: impl Into<String>) -> Source {
        Source { file: name.into(), ..Source::default() }
    }

    /// Its name in exports: the file's, and the part's behind it: "march.zip/pages/a.html".
    pub fn name(&self) -> Cow<'_, str> {
        match &self.member {
            Some(member) => Cow::Owned(format!("{}/{member}", self.file)),
            None => Cow::Borrowed(&self.file),
        }
    }
}

/// The bytes of a zone. Zones come in page order and never overlap.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zoned {
    /// Which bytes.
    pub span: RawSpan,
    /// What they are.
    pub zone: Zone,
    /// Why.
    pub because: String,
}

/// All that is understood from one page alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// [`crate::READER_VERSION`] of the reader that made it.
    pub version: String,
    /// The page.
    pub page_id: PageId,
    /// Where its bytes were found, in order. [`read_page`] leaves it empty: the door that found them fills it in.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// How many bytes the page has.
    pub bytes: u64,
    /// How it is written.
    pub format: Format,
    /// The charset it was read in.
    pub encoding: String,
    /// What the page says about itself.
    pub article: Article,
    /// Its zones.
    pub zones: Vec<Zoned>,
    /// Its claims, in page order.
    pub claims: Vec<Claim>,
    /// A sketch of the body's runs of words, sorted, for finding reused text. See [`reuse::sketch`].
    pub sketch: Vec<u64>,
    /// What could not be read, in page order.
    pub notes: Vec<Note>,
}

impl Reading {
    /// The page's name in exports: its first source, or its id where it has none.
    pub fn name(&self) -> Cow<'_, str> {
        self.sources.first().map_or(Cow::Borrowed(self.page_id.as_str()), Source::name)
    }
}

/// Reads one page. Pure: the same bytes, tables and options give the same reading. Never fails: what cannot be
/// read is a note.
pub fn read_page(bytes: &[u8], tables: &Tables, options: &Options) -> Reading {
    read_parsed(&parse(bytes, tables, options), bytes.len() as u64, tables, options)
}

/// The page in `bytes`, and what the door knows of it: the address and the feed's name stand among its properties, as
/// "door:address" and "door:site" without bytes of their own, and are taken where the page itself states none.
pub fn parse(bytes: &[u8], tables: &Tables, options: &Options) -> Page {
    let mut page = page::parse(bytes, options.charset.as_deref(), tables);
    let known = [("door:address", &options.address), ("door:site", &options.site)];
    page.properties.extend(known.into_iter().filter_map(|(name, value)| {
        let value = value.as_ref()?.trim().to_owned();
        (!value.is_empty()).then(|| Property { name: name.to_owned(), value, span: RawSpan::default() })
    }));
    page
}

/// Reads a page that is already text with zones.
pub fn read_parsed(page: &Page, bytes: u64, tables: &Tables, options: &Options) -> Reading {
    let asked = article::published::Asked { forced: false, fetched: options.fetched };
    let mut article = article::find_asked(page, tables, asked);
    if let Some(day) = options.date {
        article.published.days = crate::day::Days::one(day);
        article.published.because = "given with the text".to_owned();
    }
    let (claims, claim_notes) = claim::find(page, &article, tables);
    let zones = page.blocks.iter();
    let zones = zones.map(|block| Zoned {
        span: page.text.raw(block.span),
        zone: block.zone,
        because: block.because.clone(),
    });
    let mut notes = page.notes.clone();
    if let Some(language) = article.language.as_deref().filter(|language| *language != "en") {
        notes.push(Note::page(format!("in the language \"{language}\": claims are read from English alone")));
    }
    notes.extend(claim_notes);
    notes.sort();
    Reading {
        version: crate::READER_VERSION.to_owned(),
        page_id: page.id.clone(),
        sources: Vec::new(),
        bytes,
        format: page.format,
        encoding: page.encoding.to_owned(),
        zones: zones.collect(),
        claims,
        sketch: reuse::sketch(page),
        notes,
        article,
    }
}
