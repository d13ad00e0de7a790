//! The tagger: parts of speech.
//!
//! In: a sentence's words. Out: a class for each, which names a Penn Treebank tag and a universal one. In "the second
//! strike" the word "strike" is a noun; in "they strike at night" it is a verb. Greedy, from left to right: each decision
//! sees the two before it, the words around, and which tags the next words had where they were seen before.

use crate::lang::feature::{Features, best, mix};
use crate::lang::label::{Upos, Xpos};
use crate::lang::table::Table;
use crate::lang::weights::Weights;
use crate::lang::word::{Looks, Word};
use crate::tables::rows::lines;

/// The tags that were seen together; a class is a place among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    tags: Vec<(Xpos, Upos)>,
}

impl Classes {
    /// Reads lines of two tags; `Err` is the number of a line (from 1) that is none.
    pub fn parse(file: &str) -> Result<Self, usize> {
        let mut tags = Vec::new();
        for (at, line) in lines(file) {
            let (xpos, upos) = line.split_once('\t').ok_or(at)?;
            tags.push((Xpos::parse(xpos).ok_or(at)?, Upos::parse(upos).ok_or(at)?));
        }
        // With the universal tags they are the classes of `Weights`, which has room for 256.
        match tags.len() + Upos::ALL.len() {
            count if !tags.is_empty() && count <= 256 => Ok(Classes { tags }),
            _ => Err(file.lines().count()),
        }
    }

    /// Those that are seen in `pairs`, the frequent first.
    pub fn of(pairs: impl Iterator<Item = (Xpos, Upos)>) -> Self {
        let mut counts = std::collections::BTreeMap::new();
        for pair in pairs {
            *counts.entry(pair).or_insert(0usize) += 1;
        }
        let mut tags: Vec<((Xpos, Upos), usize)> = counts.into_iter().collect();
        tags.sort_by_key(|(pair, count)| (std::cmp::Reverse(*count), *pair));
        Classes { tags: tags.into_iter().map(|(pair, _)| pair).collect() }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.tags.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty()
    }

    /// What a class stands for.
    pub fn tags(&self, class: u8) -> (Xpos, Upos) {
        self.tags[usize::from(class)]
    }

    /// The class of a pair of tags; `None`: they were not seen together.
    pub fn class(&self, pair: (Xpos, Upos)) -> Option<u8> {
        self.tags.iter().position(|known| *known == pair).map(|at| at as u8)
    }

    /// As [`Classes::parse`] reads it.
    pub fn to_text(&self) -> String {
        self.tags.iter().map(|(xpos, upos)| format!("{}\t{}\n", xpos.name(), upos.name())).collect()
    }

    /// The place among the scores where those of a class's universal tag stand: what two classes share is learned once.
    pub(crate) fn shared(&self, class: usize) -> usize {
        self.tags.len() + self.tags[class].1 as usize
    }

    /// How many scores a decision has.
    pub(crate) fn scores(&self) -> usize {
        self.tags.len() + Upos::ALL.len()
    }

    /// Adds the shared scores to those of the classes, which are returned.
    pub(crate) fn settle<'s>(&self, scores: &'s mut [i32]) -> &'s [i32] {
        let (own, shared) = scores.split_at_mut(self.tags.len());
        for (score, (_, upos)) in own.iter_mut().zip(&self.tags) {
            *score += shared[*upos as usize];
        }
        own
    }
}

/// Which classes a word had where it was seen before: the three most frequent, as one number.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    kinds: Table<u64>,
}

/// With what a dictionary says, the kind of a word that was not seen before.
const UNSEEN: u64 = 1;

impl Lexicon {
    /// Reads lines of a word and its classes, the frequent first; `Err` is the number of a line (from 1) that is none.
    pub fn parse(file: &str) -> Result<Self, usize> {
        let mut rows = Vec::new();
        for (at, line) in lines(file) {
            let (word, classes) = line.split_once('\t').ok_or(at)?;
            let mut kind = 7;
            for class in classes.split(' ') {
                kind = mix(kind, class.parse::<u64>().map_err(|_| at)? + 1);
            }
            rows.push((super::word::number(word), kind));
        }
        Ok(Lexicon { kinds: Table::of(&rows) })
    }

    /// The kind of a word; where it was not seen, what a dictionary says of it.
    pub fn kind(&self, word: &Word) -> u64 {
        self.kinds.get(word.lower).unwrap_or_else(|| mix(UNSEEN, word.kinds))
    }
}

/// What a tagger knows.
#[derive(Clone, Debug, Default)]
pub struct Tagger {
    /// What its classes are.
    pub classes: Classes,
    /// Which classes words had.
    pub lexicon: Lexicon,
    /// What speaks for which class.
    pub weights: Weights,
}

impl Tagger {
    /// The class of each word.
    pub fn tag(&self, words: &[Word]) -> Vec<u8> {
        let sight = Sight::new(words, &self.lexicon);
        let mut features = Features::default();
        let mut scores = vec![0; self.classes.scores()];
        let mut classes = Vec::with_capacity(words.len());
        let mut before = [START; 2];
        for at in 0..words.len() {
            sight.features(at, before, &mut features);
            scores.fill(0);
            self.weights.score(features.numbers(), &mut scores);
            let class = best(self.classes.settle(&mut scores));
            classes.push(class as u8);
            before = [class as u64, before[0]];
        }
        classes
    }

    /// The number of the Penn Treebank tag of each class, which is what names are told by.
    pub fn xpos(&self, classes: &[u8]) -> Vec<u8> {
        classes.iter().map(|class| self.classes.tags(*class).0 as u8).collect()
    }
}

/// The class before the first word.
pub(crate) const START: u64 = 250;

/// A sentence as the tagger sees it.
pub(crate) struct Sight<'w> {
    words: &'w [Word],
    /// Of each word, with two places before and two after the sentence.
    kinds: Vec<u64>,
    cases: Vec<u64>,
    /// How many of five longer words begin with a capital: headings write Most Words Large.
    large: u64,
}

impl<'w> Sight<'w> {
    pub(crate) fn new(words: &'w [Word], lexicon: &Lexicon) -> Self {
        let around = |inner: Vec<u64>| [vec![2, 2], inner, vec![3, 3]].concat();
        let long = words.iter().filter(|word| word.suffixes[2] != 0 && !word.looks.mark && !word.looks.digit);
        let (all, large) =
            long.fold((0, 0), |(all, large), word| (all + 1, large + u64::from(word.looks.capitalised)));
        Sight {
            words,
            kinds: around(words.iter().map(|word| lexicon.kind(word)).collect()),
            cases: around(words.iter().map(|word| case(word.looks)).collect()),
            large: if all < 2 { 9 } else { large * 5 / all },
        }
    }

    fn word(&self, at: isize) -> Word {
        usize::try_from(at).ok().and_then(|at| self.words.get(at)).copied().unwrap_or_default()
    }

    /// What speaks for the class of the word at `at`; `before`: the classes of the word before it and of that before.
    pub(crate) fn features(&self, at: usize, before: [u64; 2], out: &mut Features) {
        let place = at as isize;
        let [back_two, back, word, next, next_two] =
            [place - 2, place - 1, place, place + 1, place + 2].map(|at| self.word(at));
        let kind = |offset: isize| self.kinds[(place + 2 + offset) as usize];
        let cases = |offset: isize| self.cases[(place + 2 + offset) as usize];
        let [tag, tag_two] = before;
        let looks = word.looks;
        let own_case = u64::from(looks.capitalised)
            | u64::from(looks.capitals) << 1
            | u64::from(at == 0) << 2
            | u64::from(looks.caseless) << 3;
        let lower = word.lower;
        let [_, two, three, ..] = word.suffixes;

        out.begin(0);
        out.add([]);
        // The words themselves.
        out.add([lower]);
        out.add([lower, own_case]);
        out.add([back.lower]);
        out.add([next.lower]);
        out.add([back_two.lower]);
        out.add([next_two.lower]);
        out.add([lower, back.lower]);
        out.add([lower, next.lower]);
        // How the word is written.
        for suffix in word.suffixes {
            out.add([suffix]);
        }
        out.add([three, own_case]);
        out.add([two, own_case]);
        for prefix in &word.prefixes[..3] {
            out.add([*prefix]);
        }
        out.add([word.shape]);
        out.add([word.shape, u64::from(at == 0)]);
        out.add([own_case, tag]);
        // Which words are used alike.
        for cluster in word.clusters {
            out.add([cluster]);
        }
        out.add([word.clusters[1], own_case]);
        out.add([back.clusters[0]]);
        out.add([back.clusters[1]]);
        for cluster in next.clusters {
            out.add([cluster]);
        }
        out.add([back_two.clusters[1]]);
        out.add([next_two.clusters[1]]);
        // What was decided before.
        out.add([tag]);
        out.add([tag_two]);
        out.add([tag, tag_two]);
        out.add([tag, two]);
        out.add([next.suffixes[2]]);
        out.add([next.suffixes[1]]);
        out.add([back.suffixes[2]]);
        out.add([next.shape]);
        out.add([back.shape]);
        // Which classes the words had before.
        out.add([kind(0)]);
        out.add([kind(0), tag]);
        out.add([kind(1)]);
        out.add([kind(0), kind(1)]);
        out.add([kind(0), kind(1), kind(2)]);
        out.add([kind(-1), kind(0)]);
        out.add([kind(0), own_case]);
        out.add([tag, kind(1)]);
        out.add([kind(1), kind(2)]);
        out.add([three, kind(1)]);
        out.add([kind(0), next.lower]);
        out.add([word.clusters[1], next.clusters[1]]);
        out.add([word.clusters[1], back.clusters[1]]);
        // Capitals around.
        out.add([cases(-1), own_case, cases(1)]);
        out.add([cases(-1), own_case, cases(1), kind(0)]);
        out.add([cases(-2), cases(-1), own_case, cases(1), cases(2)]);
        out.add([own_case, back.lower]);
        out.add([own_case, next.lower]);
        out.add([own_case, tag, kind(0)]);
        out.add([own_case, self.large, kind(0)]);
        out.add([own_case, word.clusters[2]]);
        // What a dictionary says of them.
        let kinds = word.kinds;
        out.add([kinds]);
        out.add([kinds, own_case]);
        out.add([kinds, tag]);
        out.add([kinds, three]);
        out.add([kinds, kind(0)]);
        out.add([next.kinds]);
        out.add([kinds, next.kinds]);
        out.add([back.kinds, kinds]);
    }
}

fn case(looks: Looks) -> u64 {
    u64::from(looks.capitalised)
        | u64::from(looks.capitals) << 1
        | u64::from(looks.mark) << 2
        | u64::from(looks.digit) << 3
}
