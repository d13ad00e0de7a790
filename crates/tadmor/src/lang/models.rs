//! The models of the language core that ship: what was learned, each with a card beside it in `models/`.
//!
//! In: the files of `models/`, as they were built in. Out: [`Models`], which hold everything that [`read`](super::read)
//! asks. They are made once and shared; docs/performance.md tells how long that takes.

use crate::lang::lemma::Lemmas;
use crate::lang::name::lists::Lists;
use crate::lang::name::{Convention, Names};
use crate::lang::parse::{Parser, Reading};
use crate::lang::sentence::SentenceModel;
use crate::lang::tag::{Classes, Lexicon, Tagger};
use crate::lang::vocabulary::{Source, Vocabulary};
use crate::lang::weights::{Triples, Weights};
use crate::tables::Error;

/// Everything that was learned of the language.
#[derive(Clone, Debug)]
pub struct Models {
    /// What is known of words.
    pub vocabulary: Vocabulary,
    /// Where sentences end.
    pub sentence: SentenceModel,
    /// Parts of speech.
    pub tagger: Tagger,
    /// Trees.
    pub parser: Parser,
    /// Dictionary forms.
    pub lemmas: Lemmas,
    /// Names, in our own convention.
    pub names: Names,
}

const CLUSTERS: &str = include_str!("../../../../models/clusters.tsv");
const DICTIONARY: &str = include_str!("../../../../data/en/dictionary.tsv");
const SENTENCE: &[u8] = include_bytes!("../../../../models/sentence.weights");
const CLASSES: &str = include_str!("../../../../models/tags.tsv");
const WORDS: &str = include_str!("../../../../models/words.tsv");
const TAGS: &[u8] = include_bytes!("../../../../models/tag.weights");
const LEMMAS: &str = include_str!("../../../../models/lemmas.tsv");
const FIRST_ACTIONS: &[u8] = include_bytes!("../../../../models/parse-first-actions.weights");
const FIRST_RELATIONS: &[u8] = include_bytes!("../../../../models/parse-first-relations.weights");
const SECOND_ACTIONS: &[u8] = include_bytes!("../../../../models/parse-second-actions.weights");
const SECOND_RELATIONS: &[u8] = include_bytes!("../../../../models/parse-second-relations.weights");
const NAMES: &[u8] = include_bytes!("../../../../models/names.weights");

/// The lists that names are looked for in.
pub const LISTS: Lists<'static> = Lists {
    places: include_str!("../../../../models/place-names.tsv"),
    exonyms: include_str!("../../../../data/exonyms.tsv"),
    landmarks: include_str!("../../../../data/landmarks.tsv"),
    actors: crate::tables::actors::ACTORS,
    outlets: include_str!("../../../../data/outlets.tsv"),
    demonyms: include_str!("../../../../data/demonyms.tsv"),
    times: include_str!("../../../../data/en/times.tsv"),
    numbers: include_str!("../../../../data/en/numbers.tsv"),
    units: include_str!("../../../../data/en/units.tsv"),
    actor_words: include_str!("../../../../data/en/actor-words.tsv"),
    place_words: include_str!("../../../../data/en/place-words.tsv"),
    name_words: include_str!("../../../../data/en/name-words.tsv"),
};

impl Models {
    /// Those that ship. The parts are made side by side; what comes out does not hang on it.
    pub fn shipped() -> Result<Models, Error> {
        std::thread::scope(|scope| {
            let names = scope.spawn(|| names(Convention::Own));
            let second = scope.spawn(|| {
                Ok::<_, Error>(Reading {
                    actions: triples("parse-second-actions", SECOND_ACTIONS)?,
                    relations: weights("parse-second-relations", SECOND_RELATIONS)?,
                })
            });
            let first = Reading {
                actions: triples("parse-first-actions", FIRST_ACTIONS)?,
                relations: weights("parse-first-relations", FIRST_RELATIONS)?,
            };
            Ok(Models {
                vocabulary: vocabulary(CLUSTERS)?,
                sentence: SentenceModel::read(SENTENCE).ok_or_else(|| broken("sentence"))?,
                tagger: tagger(TAGS, CLASSES, WORDS)?,
                lemmas: Lemmas::parse(LEMMAS).map_err(|line| wrong("lemmas", line))?,
                parser: Parser { first, second: second.join().expect("reading weights does not panic")? },
                names: names.join().expect("reading weights does not panic")?,
            })
        })
    }
}

fn tagger(tags: &[u8], classes: &str, words: &str) -> Result<Tagger, Error> {
    Ok(Tagger {
        classes: Classes::parse(classes).map_err(|line| wrong("tags", line))?,
        lexicon: Lexicon::parse(words).map_err(|line| wrong("words", line))?,
        weights: weights("tag", tags)?,
    })
}

/// What is known of words: by rows as in `models/clusters.tsv`, and by the dictionary that ships.
pub fn vocabulary(clusters: &str) -> Result<Vocabulary, Error> {
    Vocabulary::parse(clusters, DICTIONARY).map_err(|(source, line)| match source {
        Source::Dictionary => Error {
            file: "data/en/dictionary.tsv".to_owned(),
            line,
            what: "a row is a word, a tab, and letters of n, v, a, r, N, P".to_owned(),
        },
        Source::Clusters => wrong("clusters", line),
    })
}

/// What finds names in one convention of what a name is.
pub fn names(convention: Convention) -> Result<Names, Error> {
    Names::read(NAMES, convention, LISTS.gazetteer()).ok_or_else(|| broken("names"))
}

fn weights(name: &str, bytes: &[u8]) -> Result<Weights, Error> {
    Weights::read(bytes).ok_or_else(|| broken(name))
}

fn triples(name: &str, bytes: &[u8]) -> Result<Triples, Error> {
    Triples::read(bytes).ok_or_else(|| broken(name))
}

fn wrong(name: &str, line: usize) -> Error {
    let what = "this line is not of the file's form: make it again with `tadmor train`".to_owned();
    Error { file: format!("models/{name}.tsv"), line, what }
}

fn broken(name: &str) -> Error {
    let what = "these are no weights, or they are cut: make them again with `tadmor train`".to_owned();
    Error { file: format!("models/{name}.weights"), line: 1, what }
}
