//! The language core: tokens, sentences, tags, trees and names of English text.
//!
//! In: a stretch of text. Out: [`Sentence`]s of [`Token`]s with their bytes, parts of speech, lemmas and heads, and the
//! names in them. "Rebels seized the dam." gives four words and a mark; "seized" is the root, "Rebels" its subject.
//!
//! Learned with linear models whose weights are whole numbers ([`weights`]): the sums are exact, so that the same text
//! gives the same tree on every machine. What is learned and on what is told beside the weights in `models/`; the code
//! that learns stands in [`train::lang`](crate::train::lang). Words, tags and relations follow Universal Dependencies.
//! The types here say nothing of how a tree was found: a slower and better reader can stand behind them for the
//! sentences that warrant it.

pub mod conllu;
pub mod feature;
pub mod label;
pub mod lemma;
pub mod models;
pub mod name;
pub mod parse;
pub mod sentence;
mod slab;
pub mod table;
pub mod tag;
pub mod token;
pub mod vocabulary;
pub mod weights;
pub mod word;

use std::borrow::Cow;

use crate::text::Span;
pub use label::{Relation, Upos, Xpos};
pub use models::Models;

/// One word or mark of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text.
    pub span: Span,
    /// Its universal part of speech.
    pub upos: Upos,
    /// Its English part of speech, as in the Penn Treebank.
    pub xpos: Xpos,
    /// The form that a dictionary lists: "seize" for "seized".
    pub lemma: String,
    /// The word that it hangs on, by its place in the sentence; `None`: it is the root.
    pub head: Option<usize>,
    /// How it hangs there.
    pub relation: Relation,
}

/// One sentence with its tree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// In order; never empty.
    pub tokens: Vec<Token>,
    /// The names in it, in the order of their first words; an inner name follows the one it stands in.
    pub names: Vec<name::Name>,
}

impl Sentence {
    /// From its first token to its last.
    pub fn span(&self) -> Span {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The place of the word that hangs on nothing.
    pub fn root(&self) -> Option<usize> {
        self.tokens.iter().position(|token| token.head.is_none())
    }

    /// The words that hang on the one at `head`, in order.
    pub fn dependents(&self, head: usize) -> impl Iterator<Item = usize> + '_ {
        self.tokens.iter().enumerate().filter(move |(_, token)| token.head == Some(head)).map(|(at, _)| at)
    }
}

/// The sentences of `span` of `text`, read as one page: names that are sure in one sentence help in the others.
///
/// ```
/// use tadmor::lang::{self, Models};
/// use tadmor::text::Span;
///
/// let models = Models::shipped()?;
/// let text = "Rebels seized the dam. Nobody was hurt.";
/// let sentences = lang::read(text, Span::new(0, text.len()), &models);
/// assert_eq!(sentences.len(), 2);
///
/// let first = &sentences[0];
/// let root = first.root().expect("every sentence has one");
/// assert_eq!(first.tokens[root].lemma, "seize");
/// let lemmas: Vec<&str> = first.dependents(root).map(|at| first.tokens[at].lemma.as_str()).collect();
/// assert_eq!(lemmas, ["rebel", "dam", "."]);
/// # Ok::<(), tadmor::tables::Error>(())
/// ```
///
/// # Panics
///
/// Where `span` does not begin and end at borders of characters within `text`.
pub fn read(text: &str, span: Span, models: &Models) -> Vec<Sentence> {
    let sentences: Vec<Vec<Span>> = sentence::split(text, span, &models.sentence);
    read_tokens(text, &sentences, models)
}

/// The same for sentences that are split already: the spans of their tokens, in order. A sentence without tokens gives one
/// without tokens.
///
/// ```
/// use tadmor::lang::{self, Models, Upos};
/// use tadmor::text::Span;
///
/// let models = Models::shipped()?;
/// let text = "Rebels fled";
/// let words = vec![Span::new(0, 6), Span::new(7, 11)];
/// let sentences = lang::read_tokens(text, &[words], &models);
/// assert_eq!(sentences[0].tokens[0].upos, Upos::Noun);
/// # Ok::<(), tadmor::tables::Error>(())
/// ```
///
/// # Panics
///
/// Where a span does not begin and end at borders of characters within `text`.
pub fn read_tokens(text: &str, sentences: &[Vec<Span>], models: &Models) -> Vec<Sentence> {
    // Tags first, then trees, then names of the whole page: what one stage looks up stays near while it runs.
    let forms: Vec<Vec<Cow<'_, str>>> = sentences.iter().map(|spans| word::forms(text, spans)).collect();
    let words: Vec<Vec<word::Word>> =
        forms.iter().map(|forms| word::words(forms.iter().map(Cow::as_ref), &models.vocabulary)).collect();
    let classes: Vec<Vec<u8>> = words.iter().map(|words| models.tagger.tag(words)).collect();
    let xpos: Vec<Vec<u8>> = classes.iter().map(|classes| models.tagger.xpos(classes)).collect();
    let mut read: Vec<Sentence> = (0..sentences.len())
        .map(|at| Sentence {
            tokens: tree(&sentences[at], &forms[at], &words[at], &classes[at], models),
            names: Vec::new(),
        })
        .collect();
    let lines: Vec<name::Line<'_>> = words
        .iter()
        .zip(&xpos)
        .map(|(words, tags): (&Vec<word::Word>, &Vec<u8>)| name::Line { words, tags })
        .collect();
    for (sentence, names) in read.iter_mut().zip(name::find(&lines, &models.names)) {
        sentence.names = names;
    }
    read
}

/// The tokens of a sentence with lemmas and heads.
fn tree(
    spans: &[Span],
    forms: &[Cow<'_, str>],
    words: &[word::Word],
    classes: &[u8],
    models: &Models,
) -> Vec<Token> {
    let tags: Vec<(Xpos, Upos)> = classes.iter().map(|class| models.tagger.classes.tags(*class)).collect();
    let upos: Vec<u8> = tags.iter().map(|(_, upos)| *upos as u8).collect();
    let tree = models.parser.parse(words, classes, &upos);
    let token = |at: usize| {
        let (xpos, upos) = tags[at];
        Token {
            span: spans[at],
            upos,
            xpos,
            lemma: models.lemmas.of(&forms[at], upos, xpos),
            head: (tree.heads[at] as usize).checked_sub(1),
            relation: Relation::of(tree.relations[at]),
        }
    };
    (0..spans.len()).map(token).collect()
}
