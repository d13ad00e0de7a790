//! Sentences and tokens.
//!
//! In: the blocks in which the outlet speaks. Out: [`Sentence`]s with their tokens, in page order.
//! "He left Mosul at 4 p.m. Two died." gives two sentences: the dots of "p.m." end none by themselves.

use crate::page::{Page, Told, Zone};
use crate::text::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner hyphens and apostrophes: "al-Bab", "Russia's" gives "Russia" and "'s".
    Word,
    /// Digits with their inner marks: "1,000", "2.5", "20:57".
    Number,
    /// Everything else: one mark each.
    Mark,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'p> {
    /// Where it stands in the page's text.
    pub span: Span,
    /// As written.
    pub form: &'p str,
    /// Lower case, curly apostrophes made straight: what tables are asked for.
    pub lower: String,
    /// What it is made of.
    pub kind: TokenKind,
}

/// One sentence, or one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence<'p> {
    /// From its first token to its last.
    pub span: Span,
    /// In order; never empty.
    pub tokens: Vec<Token<'p>>,
    /// The zone that it stands in; always one that tells.
    pub zone: Zone,
    /// Which block of [`Page::told`] it stands in, from 0.
    pub paragraph: usize,
    /// Whether its first token stands inside a quotation that an earlier sentence opened.
    pub opens_in_quotation: bool,
}

/// All sentences that the outlet tells on `page`.
pub fn split(page: &Page) -> Vec<Sentence<'_>> {
    page.told().enumerate().flat_map(|(paragraph, told)| block(page, told, paragraph)).collect()
}

fn block<'p>(_page: &'p Page, _told: Told<'p>, _paragraph: usize) -> Vec<Sentence<'p>> {
    Vec::new()
}
