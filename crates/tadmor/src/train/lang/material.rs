//! What the tagger and the parser learn from.
//!
//! In: treebanks. Out: [`Lesson`]s: a sentence's words as the models see them, with the classes, heads and relations
//! that annotators gave. A part of the sentences is learned from once more without its case, so that headings in
//! capitals and posts in small letters are read as well.

use crate::lang::conllu::{TreeSentence, TreeWord, Treebank};
use crate::lang::parse::{LONGEST, Tree};
use crate::lang::tag::Classes;
use crate::lang::vocabulary::Vocabulary;
use crate::lang::word::{self, Word};
use crate::lang::{Relation, Upos, Xpos};

/// One sentence to learn from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lesson {
    /// As the models see them.
    pub words: Vec<Word>,
    /// The class of each.
    pub classes: Vec<u8>,
    /// Heads and relations.
    pub tree: Tree,
    /// How often it is learned from in each round.
    pub times: usize,
}

/// The lessons of a round, by their places.
pub fn round(times: impl Iterator<Item = usize>) -> Vec<usize> {
    times.enumerate().flat_map(|(at, times)| std::iter::repeat_n(at, times)).collect()
}

/// Every sixteenth sentence is learned from once more in small letters, and every sixteenth in capitals.
const CASELESS: usize = 16;

/// The tags of a word; those that no standard has are those of foreign words.
pub fn tags(word: &TreeWord) -> (Xpos, Upos) {
    (Xpos::parse(&word.xpos).unwrap_or(Xpos::Fw), Upos::parse(&word.upos).unwrap_or(Upos::X))
}

/// The first relation in treebanks that [`Relation`] does not know, which would be learned as another.
pub fn unknown_relation<'b>(banks: impl Iterator<Item = &'b Treebank>) -> Option<&'b str> {
    let words = banks.flat_map(|bank| &bank.sentences).flat_map(|sentence| &sentence.words);
    words.map(|word| word.relation.as_str()).find(|relation| Relation::parse(relation).is_none())
}

/// The classes that are seen in treebanks: those of fewer than five words are too rare to be told.
pub fn classes<'b>(banks: impl Iterator<Item = &'b Treebank> + Clone) -> Classes {
    let words = banks.flat_map(|bank| &bank.sentences).flat_map(|sentence| &sentence.words);
    let mut counts = std::collections::BTreeMap::new();
    for word in words.clone() {
        *counts.entry(tags(word)).or_insert(0) += 1;
    }
    Classes::of(words.map(tags).filter(|pair| counts[pair] >= 5))
}

/// The lessons of each treebank. Sentences with a pair of tags that is no class, and those that are too long for the
/// parser, are left out.
pub fn lessons<'b>(
    banks: impl Iterator<Item = &'b Treebank>,
    classes: &Classes,
    vocabulary: &Vocabulary,
) -> Vec<Vec<Lesson>> {
    let mut numbers = 0..;
    let of = |bank: &Treebank| lessons_of(bank, &mut numbers, classes, vocabulary);
    banks.map(of).collect()
}

/// `numbers`: those of its sentences, by which it is told which are learned from without their case.
fn lessons_of(
    bank: &Treebank,
    numbers: &mut impl Iterator<Item = usize>,
    classes: &Classes,
    vocabulary: &Vocabulary,
) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    for (sentence, number) in bank.sentences.iter().zip(numbers) {
        let forms = || sentence.words.iter().map(|word| word.form.as_str());
        lessons.extend(lesson(sentence, &word::words(forms(), vocabulary), classes));
        let written: Option<fn(&str) -> String> = match number % CASELESS {
            3 => Some(str::to_lowercase),
            11 => Some(str::to_uppercase),
            _ => None,
        };
        if let Some(written) = written {
            let forms: Vec<String> = forms().map(written).collect();
            lessons.extend(lesson(
                sentence,
                &word::words(forms.iter().map(String::as_str), vocabulary),
                classes,
            ));
        }
    }
    lessons
}

/// One sentence of a treebank, as it is seen.
pub fn lesson(sentence: &TreeSentence, words: &[Word], classes: &Classes) -> Option<Lesson> {
    let known: Option<Vec<u8>> = sentence.words.iter().map(|word| classes.class(tags(word))).collect();
    let tree = Tree {
        heads: sentence.words.iter().map(|word| word.head as u32).collect(),
        relations: sentence
            .words
            .iter()
            .map(|word| Relation::parse(&word.relation).unwrap_or(Relation::Dep) as u8)
            .collect(),
    };
    let classes = known.filter(|classes| classes.len() <= LONGEST)?;
    Some(Lesson { words: words.to_vec(), classes, tree, times: 1 })
}

/// Splits lessons in two by blocks of fifty, so that neighbours, which are often alike, stand together.
pub fn is_odd(number: usize) -> bool {
    number / 50 % 2 == 1
}
