//! Sentences: where one ends and the next begins.
//!
//! In: running text. Out: its sentences, each the bytes of its tokens.
//! "Lt. Gen. Bek left at 4 p.m. Two men stayed" gives two at best: the stops of "Lt." and "Gen." end none, that of "p.m." may.
//!
//! A blank line always ends a sentence. Elsewhere a linear model decides, from left to right, at each place where one
//! could end: after stops, closing quotation marks and brackets, colons and dashes, at the end of a line, and before a
//! capital, a figure or a mark, since titles and lists have no stops. A text of capitals alone, or of small letters
//! alone, has models of its own by way of its features.

mod feature;
mod view;

use crate::lang::token::{self, Visible};
use crate::lang::weights::Weights;
use crate::text::Span;
pub(crate) use feature::features;
pub(crate) use view::{Paragraph, paragraphs};

/// How many tokens a sentence may have. No writer's sentence comes near it; a list without stops, or a page made to be
/// slow, is cut into pieces, so that what comes after takes time in step with its length.
pub const LONGEST: usize = 400;

/// What was learned of the ends of sentences.
#[derive(Clone, Debug, Default)]
pub struct SentenceModel {
    weights: Weights,
}

impl SentenceModel {
    /// Reads the bytes of `models/sentence.weights`; `None`: they are no weights.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        Some(SentenceModel { weights: Weights::read(bytes)? })
    }

    /// From what [`learn`](crate::train::lang::sentence::learn) gives.
    pub fn of(rows: &[(u64, Vec<(u8, i16)>)]) -> Self {
        SentenceModel { weights: Weights::of(rows) }
    }

    /// Whether a sentence that began with token `start` of `paragraph` ends with token `at`.
    fn ends(&self, paragraph: &Paragraph<'_>, start: usize, at: usize) -> bool {
        let mut score = [0];
        features(paragraph, start, at, |feature| self.weights.add(feature, &mut score));
        score[0] > 0
    }
}

/// The sentences of `text` within `span`, each in tokens; none is empty.
///
/// # Panics
///
/// Where `span` does not begin and end at borders of characters.
pub fn split(text: &str, span: Span, model: &SentenceModel) -> Vec<Vec<Span>> {
    let Some(visible) = Visible::of(text, span) else { return split_seen(text, span, model) };
    let mut sentences = split_seen(&visible.text, Span::new(0, visible.text.len()), model);
    for token in sentences.iter_mut().flatten() {
        *token = visible.back(*token);
    }
    sentences
}

/// The same of a text in which all is seen.
fn split_seen(text: &str, span: Span, model: &SentenceModel) -> Vec<Vec<Span>> {
    let tokens = token::tokens(text, span);
    let mut sentences = Vec::with_capacity(tokens.len() / 12 + 1);
    ends(text, &tokens, model, |start, end| sentences.push(tokens[start..end].to_vec()));
    sentences
}

/// Tells of each sentence its first token and one past its last.
pub(crate) fn ends(text: &str, tokens: &[Span], model: &SentenceModel, mut tell: impl FnMut(usize, usize)) {
    for paragraph in paragraphs(text, tokens) {
        let last = paragraph.len() - 1;
        let mut start = 0;
        for at in 0..=last {
            let full = at + 1 - start >= LONGEST;
            if at == last
                || full
                || paragraph.must_end(start, at)
                || paragraph.may_end(at) && model.ends(&paragraph, start, at)
            {
                tell(paragraph.first + start, paragraph.first + at + 1);
                start = at + 1;
            }
        }
    }
}
