//! A reading: all that is understood from one page alone.

use serde::{Deserialize, Serialize};

use crate::article::{self, Article};
use crate::claim::{self, Claim};
use crate::day::Day;
use crate::id::PageId;
use crate::note::Note;
use crate::origin::reuse;
use crate::page::{self, Format, Page, Zone};
use crate::tables::Tables;
use crate::text::RawSpan;

/// How one page is read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The charset that the door was told (an HTTP header).
    pub charset: Option<String>,
    /// The text's own day, where the caller knows it for certain; overrides what the page says.
    pub date: Option<Day>,
}

/// Where the bytes of a page were found. The same bytes under two names are one page with two sources.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// The file's name as given, relative to the folder that was given, with `/` between its parts.
    pub file: String,
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
    pub fn name(&self) -> &str {
        self.sources.first().map_or(self.page_id.as_str(), |source| source.file.as_str())
    }
}

/// Reads one page. Pure: the same bytes, tables and options give the same reading. Never fails: what cannot be
/// read is a note.
pub fn read_page(bytes: &[u8], tables: &Tables, options: &Options) -> Reading {
    let page = page::parse(bytes, options.charset.as_deref(), tables);
    read_parsed(&page, bytes.len() as u64, tables, options)
}

/// Reads a page that is already text with zones.
pub fn read_parsed(page: &Page, bytes: u64, tables: &Tables, options: &Options) -> Reading {
    let mut article = article::find(page, tables);
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
