//! One page in the hands of the claim room: sentences with everything found and understood in them.
//!
//! In: a page, its article. Out: a [`ReadPage`], which the other parts of this room share.

use crate::article::Article;
use crate::claim::clause::{self, Clause};
use crate::claim::describe;
use crate::claim::phrase::{self, Phrase};
use crate::claim::{Party, Place, Precision};
use crate::mention::time::Time;
use crate::mention::{self, Mentions, TokenRange};
use crate::page::{Page, Zone};
use crate::resolve;
use crate::resolve::story::{self, Anchored, Told};
use crate::sentence::{self, Sentence};
use crate::tables::Tables;
use crate::text::{RawSpan, Span};

/// A sentence with everything found and understood in it.
pub struct ReadSentence<'p> {
    /// Its tokens.
    pub sentence: Sentence<'p>,
    /// As written.
    pub mentions: Mentions,
    /// One for each of [`Mentions::times`]: what it is by what was told before.
    pub told: Vec<Option<Anchored>>,
    /// Its clauses.
    pub clauses: Vec<Clause>,
    /// Its nouns.
    pub phrases: Vec<Phrase>,
    /// One for each of [`Mentions::actors`]; absent where nothing can be said of it.
    pub parties: Vec<Option<Party>>,
    /// One for each of [`Mentions::places`].
    pub places: Vec<Place>,
}

impl ReadSentence<'_> {
    /// The characters of `range` in the page's text.
    pub fn span(&self, range: TokenRange) -> Span {
        range.span(&self.sentence)
    }

    /// The lower-case form of a token; empty past the end.
    pub fn lower(&self, at: usize) -> &str {
        self.sentence.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    /// As written; empty past the end.
    pub fn form(&self, at: usize) -> &str {
        self.sentence.tokens.get(at).map_or("", |token| token.form)
    }

    /// The phrases whose tokens lie in `range`.
    pub fn phrases_in(&self, range: TokenRange) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let inside = move |at: &usize| {
            let tokens = self.phrases[*at].tokens;
            range.start <= tokens.start && tokens.end <= range.end
        };
        (0..self.phrases.len()).filter(inside)
    }

    /// The phrase with all that are joined to it, before and after.
    pub fn joined(&self, phrase: usize) -> Vec<usize> {
        let first = (1..=phrase)
            .rev()
            .take_while(|at| self.phrases[*at].is_joined)
            .last()
            .map_or(phrase, |at| at - 1);
        let rest = (first + 1..self.phrases.len()).take_while(|at| self.phrases[*at].is_joined);
        std::iter::once(first).chain(rest).collect()
    }

    /// The preposition before a phrase, lower case; empty where there is none.
    pub fn preposition(&self, phrase: usize) -> &str {
        self.phrases[phrase].preposition.map_or("", |at| self.lower(at))
    }
}

/// A page with everything found and understood in its sentences.
pub struct ReadPage<'p> {
    /// The page.
    pub page: &'p Page,
    /// What it says about itself.
    pub article: &'p Article,
    /// The tables it was read with.
    pub tables: &'p Tables,
    /// In page order.
    pub sentences: Vec<ReadSentence<'p>>,
    /// One for each of `sentences`.
    before: Vec<Before>,
    /// The paragraph in which the body begins.
    body: Option<usize>,
}

/// What stands before a sentence in its paragraph. Found once for all: a paragraph may hold a hundred thousand
/// sentences, and each of them asks.
#[derive(Clone, Copy, Debug, Default)]
struct Before {
    /// The last sentence that names a place within a country.
    local: Option<usize>,
    /// Whether a fixed time or a month stands there.
    history: bool,
}

/// What stands before each of `sentences`.
fn before(sentences: &[ReadSentence<'_>]) -> Vec<Before> {
    let mut all = Vec::with_capacity(sentences.len());
    let mut here = Before::default();
    for (at, read) in sentences.iter().enumerate() {
        let last = at.checked_sub(1).map(|last| sentences[last].sentence.paragraph);
        if last.is_some_and(|last| last != read.sentence.paragraph) {
            here = Before::default();
        }
        all.push(here);
        if read.places.iter().any(is_local) {
            here.local = Some(at);
        }
        let times = &read.mentions.times;
        here.history |= times.iter().any(|time| matches!(time.time, Time::Fixed(_) | Time::Month { .. }));
    }
    all
}

/// A country named in passing ("a monitor in Britain") is not where things happened.
fn is_local(place: &Place) -> bool {
    !matches!(place.precision, Precision::Country | Precision::Region)
}

/// What each time is by what was told before it.
fn stories(
    page: &Page,
    article: &Article,
    sentences: &[(Sentence<'_>, Mentions)],
) -> Vec<Vec<Option<Anchored>>> {
    let told = sentences.iter().enumerate().flat_map(|(at, (sentence, mentions))| {
        mentions.times.iter().map(move |time| Told {
            time: &time.time,
            written: page.text.slice(time.span),
            paragraph: sentence.paragraph,
            sentence: at,
            fronted: time.tokens.start <= 2,
        })
    });
    let told: Vec<Told<'_>> = told.collect();
    let mut anchored = story::read(&told, article.published.days).into_iter();
    sentences.iter().map(|(_, mentions)| anchored.by_ref().take(mentions.times.len()).collect()).collect()
}

impl<'p> ReadPage<'p> {
    /// Finds and understands everything that does not need the claims themselves.
    pub fn new(page: &'p Page, article: &'p Article, tables: &'p Tables) -> Self {
        let sentences = sentence::split(page);
        let mentions: Vec<Mentions> =
            sentences.iter().map(|sentence| mention::find(sentence, page.text.as_str(), tables)).collect();
        let all_actors: Vec<_> = mentions.iter().flat_map(|one| one.actors.iter().cloned()).collect();
        let all_places: Vec<_> = mentions.iter().flat_map(|one| one.places.iter().cloned()).collect();
        let places = resolve::place::choose(page, &all_places, tables);
        let mut parties = resolve::actor::choose(page, &all_actors, &places, tables).into_iter();
        let mut places = places.into_iter();
        drop((all_actors, all_places));
        let dateline = article.dateline.as_ref().and_then(|dateline| dateline.span);
        let pairs: Vec<(Sentence<'_>, Mentions)> = sentences.into_iter().zip(mentions).collect();
        let stories = stories(page, article, &pairs);
        let read = pairs.into_iter().zip(stories).map(|((sentence, mentions), told)| {
            let clauses = clause::find(&sentence, &mentions.tags, &tables.lexicon);
            let mut phrases = phrase::find(&sentence, &mentions, &clauses, &tables.lexicon);
            let parties = parties.by_ref().take(mentions.actors.len()).collect();
            let places = places.by_ref().take(mentions.places.len()).collect();
            // Where a page is sent from is not where things happened.
            let is_dateline = |phrase: &Phrase| {
                let raw = page.text.raw(phrase.tokens.span(&sentence));
                dateline.is_some_and(|dateline| dateline.overlaps(raw))
            };
            phrases.retain(|phrase| phrase.actor.is_some() || !is_dateline(phrase));
            ReadSentence { sentence, mentions, told, clauses, phrases, parties, places }
        });
        let sentences: Vec<ReadSentence<'p>> = read.collect();
        let before = before(&sentences);
        let body = sentences.iter().find(|read| read.sentence.zone == Zone::Body);
        let body = body.map(|read| read.sentence.paragraph);
        let mut read = ReadPage { page, article, tables, sentences, before, body };
        describe::name(&mut read);
        read
    }

    /// The places within a country that the last sentence to name any names, before the sentence `at` and in its
    /// paragraph.
    pub fn local_before(&self, at: usize) -> Vec<&Place> {
        let last = self.before[at].local;
        last.map_or_else(Vec::new, |last| {
            self.sentences[last].places.iter().filter(|place| is_local(place)).collect()
        })
    }

    /// Whether a fixed time or a month stands before the sentence `at` in its paragraph.
    pub fn follows_history(&self, at: usize) -> bool {
        self.before[at].history
    }

    /// Which paragraph of the body the sentence `at` stands in, from 0.
    pub fn paragraph_of_body(&self, at: usize) -> usize {
        self.body.map_or(0, |first| self.sentences[at].sentence.paragraph.saturating_sub(first))
    }

    /// The saved bytes of `span`.
    pub fn raw(&self, span: Span) -> RawSpan {
        self.page.text.raw(span)
    }

    /// The characters of `span`.
    pub fn text(&self, span: Span) -> &str {
        self.page.text.slice(span)
    }
}
