//! `tadmor eval lang`: how well sentences, words and trees are read, against treebanks.
//!
//! In: treebanks in CoNLL-U, packed with gzip or not. Out: for each a row of [`Figures`] on the words as they are given
//! and a row on the raw text, in which our own sentences and words count; where it holds documents of GUM's news, the
//! same two rows for those alone. A document of a treebank is read as one page.

pub mod score;

use std::fs;

use rayon::prelude::*;
use tadmor::export::trees;
use tadmor::lang::conllu::{self, TreeSentence, Treebank};
use tadmor::lang::{self, Models};
use tadmor::text::Span;

use super::Scored;
use super::figures::Figures;
use crate::arguments::EvalArguments;
use crate::failure::Failure;
use crate::output::Output;
use crate::treebanks;
use score::{Counts, Right};

/// What documents of news are called in GUM.
const NEWS: &str = "GUM_news_";

/// A treebank, and what we read of it.
struct Measured<'b> {
    bank: &'b Treebank,
    /// The documents, in order.
    documents: Vec<Document<'b>>,
}

/// A document, as a treebank has it and as we read it.
struct Document<'b> {
    gold: &'b [TreeSentence],
    found: Vec<lang::Sentence>,
}

/// Whose sentences and words are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Those of the treebank.
    Given,
    /// Our own.
    Own,
}

impl Words {
    /// Those that are measured; the first are written with `--out`.
    pub fn asked(arguments: &EvalArguments) -> &'static [Words] {
        if arguments.raw { &[Words::Own] } else { &[Words::Given, Words::Own] }
    }

    /// What the name of a set ends in.
    pub fn ending(self) -> &'static str {
        if self == Words::Own { " raw" } else { "" }
    }
}

/// Reads the treebanks and scores what was read.
pub fn run(arguments: &EvalArguments, output: &mut Output) -> Result<Vec<Scored>, Failure> {
    let models = super::models()?;
    let mut all = Vec::new();
    let mut trees = String::new();
    let kinds = Words::asked(arguments);
    for file in &arguments.inputs {
        let bank = treebanks::load(file)?;
        let name = super::set_name(file);
        for words in kinds {
            let measured = Measured::new(&bank, *words, &models);
            all.extend(measured.scored(&name, *words));
            if arguments.out.is_some() && *words == kinds[0] {
                trees.push_str(&measured.to_conllu(*words));
            }
        }
    }
    if let Some(file) = &arguments.out {
        fs::write(file, trees).map_err(|source| Failure::writing(file, source))?;
    }
    if !arguments.json {
        output.heading(HEAD)?;
    }
    Ok(all)
}

/// The heads of the columns of [`line`].
const HEAD: &str =
    "F1, in hundredths         sentences  words   UPOS   XPOS  lemma    UAS    LAS  LAS without subtypes";

impl<'b> Measured<'b> {
    fn new(bank: &'b Treebank, words: Words, models: &Models) -> Self {
        let documents: Vec<&[TreeSentence]> =
            bank.sentences.chunk_by(|one, other| one.document == other.document).collect();
        let documents = documents.into_par_iter().map(|gold| {
            let found = match words {
                Words::Given => {
                    let spans =
                        |sentence: &TreeSentence| sentence.words.iter().map(|word| word.span).collect();
                    let sentences: Vec<Vec<Span>> = gold.iter().map(spans).collect();
                    lang::read_tokens(&bank.text, &sentences, models)
                }
                Words::Own => lang::read(&bank.text, span(gold), models),
            };
            Document { gold, found }
        });
        Measured { bank, documents: documents.collect() }
    }

    /// The row of the whole treebank and, where it holds news, that of its news.
    fn scored(&self, name: &str, words: Words) -> Vec<Scored> {
        let counts: Vec<Counts> = self.documents.iter().map(Document::counts).collect();
        let raw = words.ending();
        let row = |name: &str, counts: Counts| Scored {
            head: format!("lang {name}{raw}"),
            figures: figures(&format!("{name}{raw}"), &counts, words),
        };
        let mut rows = vec![row(name, counts.iter().copied().sum())];
        let news: Vec<Counts> = self
            .documents
            .iter()
            .zip(&counts)
            .filter(|(document, _)| document.is_news())
            .map(|(_, counts)| *counts)
            .collect();
        if !news.is_empty() {
            rows.push(row(&format!("{name} news"), news.into_iter().sum()));
        }
        rows
    }

    /// What was read, as a treebank is written. Given sentences keep their ids.
    fn to_conllu(&self, words: Words) -> String {
        let mut all = Vec::new();
        for document in &self.documents {
            let mut rows = trees::rows(&self.bank.text, &document.found);
            let id = document.gold.first().map_or("", |sentence| sentence.document.as_str());
            for (at, row) in rows.iter_mut().enumerate() {
                row.id = match words {
                    Words::Given => document.gold[at].id.clone(),
                    Words::Own => format!("{id}-{}", at + 1),
                };
            }
            all.extend(rows);
        }
        conllu::write(&all)
    }
}

/// From the first word of a document to its last.
fn span(sentences: &[TreeSentence]) -> Span {
    let words = || sentences.iter().flat_map(|sentence| &sentence.words);
    match (words().next(), words().last()) {
        (Some(first), Some(last)) => first.span.cover(last.span),
        _ => Span::default(),
    }
}

impl Document<'_> {
    fn is_news(&self) -> bool {
        self.gold.first().is_some_and(|sentence| sentence.document.starts_with(NEWS))
    }

    fn counts(&self) -> Counts {
        let gold: Vec<score::Sentence<'_>> = self.gold.iter().map(given).collect();
        let found: Vec<score::Sentence<'_>> = self.found.iter().map(read).collect();
        score::compare(&gold, &found)
    }
}

fn given(sentence: &TreeSentence) -> score::Sentence<'_> {
    let mut words = Vec::with_capacity(sentence.words.len());
    for word in &sentence.words {
        words.push(score::Word {
            span: word.span,
            upos: &word.upos,
            xpos: &word.xpos,
            lemma: &word.lemma,
            head: word.head.checked_sub(1),
            relation: &word.relation,
        });
    }
    words
}

fn read(sentence: &lang::Sentence) -> score::Sentence<'_> {
    let mut words = Vec::with_capacity(sentence.tokens.len());
    for token in &sentence.tokens {
        words.push(score::Word {
            span: token.span,
            upos: token.upos.name(),
            xpos: token.xpos.name(),
            lemma: &token.lemma,
            head: token.head,
            relation: token.relation.name(),
        });
    }
    words
}

/// The figures of a row, printed as one line.
fn figures(label: &str, counts: &Counts, words: Words) -> Figures {
    let mut figures = Figures::default();
    figures.with_line("las", counts.labelled.f1(), line(label, counts, words));
    let mut quiet = |name: &str, right: Right| figures.quiet(name, right.f1());
    if words == Words::Own {
        quiet("sentences_f1", counts.sentences);
        quiet("words_f1", counts.words);
    }
    quiet("upos", counts.upos);
    quiet("xpos", counts.xpos);
    quiet("lemma", counts.lemma);
    quiet("uas", counts.heads);
    quiet("las_universal", counts.universal);
    figures.quiet("words", counts.words.gold as f64);
    figures
}

fn line(label: &str, counts: &Counts, words: Words) -> String {
    let share = |right: Right| format!("{:6.2}", 100.0 * right.f1());
    let own = |right: Right| if words == Words::Own { share(right) } else { " given".to_owned() };
    let Counts { upos, xpos, lemma, heads, labelled, universal, .. } = *counts;
    let tags = [upos, xpos, lemma, heads, labelled, universal].map(share).join(" ");
    let (sentences, found) = (own(counts.sentences), own(counts.words));
    format!("{label:28} {sentences} {found} {tags}   {} words", counts.words.gold)
}
