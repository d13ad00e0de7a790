//! Learning the language core: from treebanks and marked sentences to the weights in `models/`.
//!
//! In: the texts of the sets' files. Out: the bytes of the files in `models/` that [`lang`](crate::lang) reads. Seeded, and
//! in whole numbers alone: the same sets give the same bytes.

pub mod lemma;
pub mod material;
pub mod name;
pub mod parse;
pub mod perceptron;
pub mod sentence;
pub mod tag;

use crate::lang::conllu::Treebank;
use crate::lang::models::LISTS;
use crate::lang::sentence::SentenceModel;
use crate::lang::tag::{Classes, Lexicon, Tagger};
use crate::lang::vocabulary::Vocabulary;
use crate::lang::{sentence as split, weights, word};
use crate::text::Span;
use material::Lesson;
use name::{Example, Manner, Passage, gum, iob, own, re3d};

/// A file in `models/`.
pub type File = (&'static str, Vec<u8>);

/// Where sentences end, as [`sentence::learn`] learned it.
pub fn sentences(ends: &weights::Rows) -> Vec<File> {
    vec![("sentence.weights", weights::write(ends))]
}

/// Dictionary forms.
pub fn lemmas(banks: &[Treebank]) -> Vec<File> {
    vec![("lemmas.tsv", lemma::learn(banks).into_bytes())]
}

/// What the tagger and the parser learn from: sentences, and what their words' classes are.
#[derive(Clone, Debug)]
pub struct School {
    lessons: Vec<Lesson>,
    /// How many of them are of the first treebank.
    of_first: usize,
    classes: Classes,
    lexicon: Lexicon,
    words: String,
}

/// How often a tree of our own is learned from in each round: they are few beside the treebanks'.
const OWN_WEIGHT: usize = 3;

impl School {
    /// Of treebanks, and of trees of our own, which are few and nearest to what is read: they weigh more. `Err`: a
    /// relation in them that is not known.
    pub fn new(banks: &[Treebank], own: &Treebank, vocabulary: &Vocabulary) -> Result<School, String> {
        let all = || banks.iter().chain([own]);
        if let Some(relation) = material::unknown_relation(all()) {
            return Err(relation.to_owned());
        }
        let classes = material::classes(all());
        let sentences = all().flat_map(|bank| &bank.sentences);
        let words = sentences
            .flat_map(|sentence| &sentence.words)
            .filter_map(|word| classes.class(material::tags(word)).map(|class| (word.form.as_str(), class)));
        let words = format!("{WORDS_HEAD}{}", tag::lexicon(words));
        let lexicon = Lexicon::parse(&words).expect("the lexicon is written as it is read");
        let mut lessons = material::lessons(all(), &classes, vocabulary);
        let mut own = lessons.pop().unwrap_or_default();
        own.iter_mut().for_each(|lesson| lesson.times = OWN_WEIGHT);
        let of_first = lessons.first().map_or(0, Vec::len);
        let lessons = lessons.into_iter().flatten().chain(own).collect();
        Ok(School { lessons, of_first, classes, lexicon, words })
    }

    /// Parts of speech.
    pub fn tagger(&self) -> Vec<File> {
        let all: Vec<&Lesson> = self.lessons.iter().collect();
        let rows = tag::learn(&all, &self.classes, &self.lexicon, &tag::SEEDS);
        let classes = format!("{TAGS_HEAD}{}", self.classes.to_text());
        vec![
            ("tag.weights", weights::write(&rows)),
            ("tags.tsv", classes.into_bytes()),
            ("words.tsv", self.words.clone().into_bytes()),
        ]
    }

    /// A tagger that has seen the first treebank alone, for those who learn from the texts of the others: there it errs
    /// as it will when it reads.
    pub fn tagger_of_first(&self) -> Tagger {
        let first: Vec<&Lesson> = self.lessons[..self.of_first].iter().collect();
        let weights = weights::Weights::of(&tag::learn(&first, &self.classes, &self.lexicon, &tag::HELPER));
        Tagger { classes: self.classes.clone(), lexicon: self.lexicon.clone(), weights }
    }

    /// Trees.
    pub fn parser(&self) -> Vec<File> {
        let tagged = tag::unseen(&self.lessons, &self.classes, &self.lexicon);
        let (first, second) = parse::readings(&self.lessons, &tagged, &self.classes);
        vec![
            ("parse-first-actions.weights", weights::write(&first.actions)),
            ("parse-first-relations.weights", weights::write(&first.relations)),
            ("parse-second-actions.weights", weights::write(&second.actions)),
            ("parse-second-relations.weights", weights::write(&second.relations)),
        ]
    }
}

const TAGS_HEAD: &str = "# The pairs of tags that are seen together, the frequent first: Penn Treebank, universal. A class of the tagger is\n\
                         # a place in this list. From UD English EWT (CC BY-SA 4.0), GUM (annotations CC BY 4.0) and our own trees; see tag.md.\n";
const WORDS_HEAD: &str = "# Words seen at least twice with their classes (places in tags.tsv, from 0), the frequent first.\n\
                          # From UD English EWT (CC BY-SA 4.0), GUM (annotations CC BY 4.0) and our own trees; see tag.md.\n";

/// Sets of marked names, each as the text of its files.
#[derive(Clone, Copy, Debug)]
pub struct Marked<'t> {
    /// The treebank GUM, as far as it may be learned from.
    pub gum: &'t Treebank,
    /// Universal NER, the part for choosing: that for learning can't be had.
    pub uner: &'t str,
    /// wikigold
    pub wikigold: &'t str,
    /// Of each source of re3d that may be learned from its documents and its entities.
    pub re3d: &'t [(String, String)],
    /// Our own cases.
    pub own: &'t str,
}

/// What words are seen with when names are learned: as when they are read.
#[derive(Clone, Copy, Debug)]
pub struct Eyes<'m> {
    /// What is known of words.
    pub vocabulary: &'m Vocabulary,
    /// Where sentences end.
    pub sentence: &'m SentenceModel,
    /// Parts of speech.
    pub tagger: &'m Tagger,
}

/// Names. The part of re3d and of our own cases that is kept for checking is left out.
pub fn names(marked: Marked<'_>, eyes: Eyes<'_>) -> Vec<File> {
    let cut = |text: &str| split::split(text, Span::new(0, text.len()), eyes.sentence);
    let mut passages = gum::passages(marked.gum);
    passages.extend(iob::uner(marked.uner));
    passages.extend(iob::wikigold(marked.wikigold));
    let sentences = own::cases(marked.own).into_iter().filter(|sentence| !own::is_check(sentence));
    passages.extend(sentences.map(|sentence| own::passage(&sentence, &sentence.text, &cut)));
    for (documents, entities) in marked.re3d {
        let documents = re3d::passages(documents, entities, &cut);
        passages.extend(documents.into_iter().filter(|passage| !re3d::is_check(&passage.id)));
    }
    let examples: Vec<Example> = passages.iter().map(|passage| eyes.example(passage)).collect();
    vec![("names.weights", name::learn(&examples, &LISTS.gazetteer(), Manner::default()))]
}

impl Eyes<'_> {
    fn example(&self, passage: &Passage) -> Example {
        let words = |marked: &name::Marked| word::words_at(&passage.text, &marked.words, self.vocabulary);
        let words: Vec<Vec<word::Word>> = passage.sentences.iter().map(words).collect();
        Example {
            convention: passage.convention,
            tags: words.iter().map(|words| self.tagger.xpos(&self.tagger.tag(words))).collect(),
            names: passage.sentences.iter().map(|marked| marked.names.clone()).collect(),
            words,
        }
    }
}
