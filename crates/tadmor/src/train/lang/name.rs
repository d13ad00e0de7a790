//! Learning to find names: from marked sentences to weights.
//!
//! In: pages of marked sentences, each with its convention. Out: the bytes of [`Weights`](crate::lang::weights::Weights)
//! for [`name::find`](crate::lang::name::find). A structured perceptron (Collins 2002): read each sentence, and where the
//! best row of labels is not the true one, raise the true one and lower the other. In "Rutaba fell" the model first takes
//! Rutaba for a person; the next time less so.

pub mod gum;
pub mod iob;
pub mod own;
pub mod re3d;
pub mod rows;

use crate::lang::name::feature::{self, Features, Seen};
use crate::lang::name::gazetteer::Gazetteer;
use crate::lang::name::lattice::{self, Lattice, Scores};
use crate::lang::name::owner;
use crate::lang::name::{Convention, Line, Name, may_hold};
use crate::lang::weights;
use crate::lang::word::Word;
use crate::text::{Span, hash};
use crate::train::lang::perceptron::Random;
use rows::Rows;

/// A page with its names, as a set of marked sentences gives it.
#[derive(Clone, Debug)]
pub struct Passage {
    /// By which it is known in its set.
    pub id: String,
    /// What the set holds to be a name.
    pub convention: Convention,
    /// The whole text.
    pub text: String,
    /// In order.
    pub sentences: Vec<Marked>,
}

/// A sentence with its names.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    /// Where its words stand in the text.
    pub words: Vec<Span>,
    /// Its names, outer ones that do not overlap, and inner ones of which each stands in one of them.
    pub names: Vec<Name>,
}

/// A page made ready.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it holds to be a name.
    pub convention: Convention,
    /// The words of each sentence.
    pub words: Vec<Vec<Word>>,
    /// Their tags.
    pub tags: Vec<Vec<u8>>,
    /// The names of each sentence.
    pub names: Vec<Vec<Name>>,
}

impl Example {
    /// Its sentences, to be read.
    pub fn lines(&self) -> Vec<Line<'_>> {
        self.words.iter().zip(&self.tags).map(|(words, tags)| Line { words, tags }).collect()
    }
}

/// Which of so many parts a page lies in, by its name.
fn part(id: &str, parts: u64) -> u64 {
    (hash::of(id.bytes()).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33) % parts
}

/// How to learn.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How often each sentence is read.
    pub rounds: usize,
    /// By how much a true label must be ahead of each other one.
    pub margin: i32,
    /// By how much more where the other is no name: names missed weigh more than names too many.
    pub miss: i32,
    /// Features seen in fewer places are left out.
    pub least_seen: u32,
    /// Of 1000: weights of a smaller mean are left out.
    pub least_weight: i64,
    /// What whole weights are multiplied by before they are rounded.
    pub scale: i64,
    /// Of the shuffles. Each is learned by itself, and the means of all are kept: what one order of the sentences taught
    /// by chance counts less.
    pub seeds: [u64; 3],
}

// Chosen on 2026-11-22 by four-fold reading of UNER dev, wikigold, our own sentences and the part of re3d that is learned
// from (F1 70.6, 68.7, 81.9 and 64.4 after 6 rounds; without margins, after 12, 70.0, 68.8, 80.6 and 63.7).
impl Default for Manner {
    fn default() -> Self {
        Manner {
            rounds: 8,
            margin: 40,
            miss: 40,
            least_seen: 2,
            least_weight: 400,
            scale: 64,
            seeds: [1, 2, 3],
        }
    }
}

/// A row of words to be labelled, with the true labels.
struct Item {
    convention: Convention,
    layer: u64,
    features: Vec<u64>,
    ends: Vec<usize>,
    gold: Vec<u8>,
}

impl Item {
    fn new(convention: Convention, layer: u64, gold: Vec<u8>) -> Self {
        Item { convention, layer, features: Vec::new(), ends: Vec::new(), gold }
    }

    fn push(&mut self, row: &[u64]) {
        self.features.extend_from_slice(row);
        self.ends.push(self.features.len());
    }
}

/// The same with its features numbered: each shared one and, beside it, the convention's own.
struct Numbered {
    convention: Convention,
    layer: u64,
    features: Vec<(u32, u32)>,
    ends: Vec<usize>,
    gold: Vec<u8>,
}

impl Numbered {
    fn row(&self, at: usize) -> &[(u32, u32)] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.features[start..self.ends[at]]
    }
}

/// The bytes of the weights that `examples` teach.
pub fn learn(examples: &[Example], gazetteer: &Gazetteer, manner: Manner) -> Vec<u8> {
    weights::write(&rows(examples, gazetteer, manner))
}

/// The weights that `examples` teach.
pub fn rows(examples: &[Example], gazetteer: &Gazetteer, manner: Manner) -> Vec<(u64, Vec<(u8, i16)>)> {
    let never = never(examples);
    let items: Vec<Item> = examples.iter().flat_map(|example| items(example, gazetteer)).collect();
    let known = Known::of(&items, manner.least_seen);
    let items: Vec<Numbered> = items.into_iter().map(|item| known.number(item)).collect();
    let runs: Vec<Rows> = std::thread::scope(|scope| {
        let run = |seed: &u64| {
            let (items, known, seed) = (&items, &known, *seed);
            scope.spawn(move || run(items, known, manner, seed))
        };
        let runs: Vec<_> = manner.seeds.iter().map(run).collect();
        runs.into_iter().map(|run| run.join().expect("learning does not panic")).collect()
    });
    let means = |(at, feature): (usize, &u64)| {
        (*feature, rows::means(&runs, at as u32, manner.scale, manner.least_weight))
    };
    let mut all: Vec<(u64, Vec<(u8, i16)>)> =
        known.features.iter().enumerate().map(means).filter(|(_, row)| !row.is_empty()).collect();
    for (convention, features) in Convention::ALL.into_iter().zip(&never) {
        all.extend(features.iter().map(|feature| (owner::own(*feature, convention), vec![(0, 1)])));
    }
    all
}

/// The weights after all rounds, in an order that `seed` tells.
fn run(items: &[Numbered], known: &Known, manner: Manner, seed: u64) -> Rows {
    let mut rows = Rows::new(known.features.len());
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..items.len()).collect();
    for _ in 0..manner.rounds {
        random.shuffle(&mut order);
        for at in &order {
            read(&items[*at], &mut rows, known, manner);
        }
    }
    rows
}

/// For each convention, the features of words that stand in no name of it: often seen, some times in its own sentences.
fn never(examples: &[Example]) -> [Vec<u64>; 5] {
    const OFTEN: usize = 50;
    const SOME: usize = 3;
    // The word, its convention, and whether it stands in a name.
    let mut all: Vec<(u64, Convention, bool)> = Vec::new();
    for example in examples {
        for (words, names) in example.words.iter().zip(&example.names) {
            let inside = |at: usize| names.iter().any(|name| name.first <= at && at < name.end);
            let words = words.iter().enumerate();
            all.extend(
                words.filter_map(|(at, word)| Some((feature::never(word)?, example.convention, inside(at)))),
            );
        }
    }
    all.sort_unstable();
    let mut never = [const { Vec::new() }; 5];
    for same in all.chunk_by(|one, other| one.0 == other.0).filter(|same| same.len() >= OFTEN) {
        for convention in Convention::ALL {
            let own = || same.iter().filter(|(_, other, _)| *other == convention);
            // What re3d alone takes for names ("its forces") does not count for the others.
            let named = |(_, other, inside): &(u64, Convention, bool)| {
                *inside
                    && (*other == convention
                        || (*other != Convention::Re3d && convention != Convention::Re3d))
            };
            if own().count() >= SOME && !same.iter().any(named) {
                never[convention as usize].push(same[0].0);
            }
        }
    }
    never
}

fn items(example: &Example, gazetteer: &Gazetteer) -> Vec<Item> {
    let lines = example.lines();
    let seen = Seen::of(&lines, gazetteer);
    let mut features = Features::default();
    let mut items = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        features.fill(&lines, at, &seen, |_| false);
        let (outer, inner): (Vec<Name>, Vec<Name>) = example.names[at].iter().partition(|name| !name.inner);
        let mut item =
            Item::new(example.convention, lattice::OUTER, lattice::labels(&outer, line.words.len()));
        features.outer().for_each(|row| item.push(row));
        items.push(item);
        for name in outer.into_iter().filter(|name| may_hold(*name, example.convention)) {
            let inside: Vec<Name> = inner
                .iter()
                .filter(|inner| name.first <= inner.first && inner.end <= name.end)
                .map(|inner| Name { first: inner.first - name.first, end: inner.end - name.first, ..*inner })
                .collect();
            let gold = lattice::labels(&inside, name.end - name.first);
            let mut item = Item::new(example.convention, lattice::INNER, gold);
            features.inner(name, line.words, |row| item.push(row));
            items.push(item);
        }
    }
    items
}

/// The features that are learned, the common ones first, so that they lie close together.
struct Known {
    features: Vec<u64>,
    /// The features, sorted, with their numbers.
    sorted: Vec<(u64, u32)>,
    /// The number of the first feature of steps: those shared, then those of each convention, by layer and state.
    first_step: u32,
}

impl Known {
    fn of(items: &[Item], least: u32) -> Self {
        let copies = items.iter().flat_map(|item| {
            item.features
                .iter()
                .flat_map(|feature| [owner::shared(*feature), owner::own(*feature, item.convention)])
        });
        let mut all: Vec<u64> = copies.collect();
        all.sort_unstable();
        let mut counts: Vec<(usize, u64)> = all
            .chunk_by(|one, other| one == other)
            .filter(|same| same.len() >= least as usize)
            .map(|same| (usize::MAX - same.len(), same[0]))
            .collect();
        drop(all);
        counts.sort_unstable();
        let mut features: Vec<u64> = counts.into_iter().map(|(_, feature)| feature).collect();
        let first_step = features.len() as u32;
        for copy in [None].into_iter().chain(Convention::ALL.map(Some)) {
            for layer in [lattice::OUTER, lattice::INNER] {
                features.extend((0..lattice::STATES).map(|before| {
                    let shared = lattice::step_feature(layer, before);
                    copy.map_or(owner::shared(shared), |convention| owner::own(shared, convention))
                }));
            }
        }
        let mut sorted: Vec<(u64, u32)> =
            features.iter().enumerate().map(|(at, feature)| (*feature, at as u32)).collect();
        sorted.sort_unstable();
        Known { features, sorted, first_step }
    }

    /// The numbers of the features of a step.
    fn step(&self, item: &Numbered, before: usize) -> (u32, u32) {
        let block = lattice::STATES as u32;
        let shared = self.first_step + block * item.layer as u32 + before as u32;
        (shared, shared + 2 * block * (1 + item.convention as u32))
    }

    fn number(&self, item: Item) -> Numbered {
        let find = |feature: u64| {
            self.sorted
                .binary_search_by_key(&feature, |(known, _)| *known)
                .map_or(NONE, |at| self.sorted[at].1)
        };
        let (mut features, mut ends, mut start) = (Vec::with_capacity(item.features.len()), Vec::new(), 0);
        for end in item.ends {
            for feature in &item.features[start..end] {
                let (shared, own) =
                    (find(owner::shared(*feature)), find(owner::own(*feature, item.convention)));
                if shared != NONE {
                    features.push((shared, own));
                }
            }
            ends.push(features.len());
            start = end;
        }
        Numbered { convention: item.convention, layer: item.layer, features, ends, gold: item.gold }
    }
}

/// The number of a feature that is left out.
const NONE: u32 = u32::MAX;

fn read(item: &Numbered, rows: &mut Rows, known: &Known, manner: Manner) {
    let margin = manner.margin;
    let lattice = Lattice::new(item.convention.kinds(), |before, scores| {
        let (shared, own) = known.step(item, before);
        rows.add(shared, scores);
        rows.add(own, scores);
    });
    let scores: Vec<Scores> = (0..item.gold.len())
        .map(|at| {
            let mut scores = [margin; 64];
            for (shared, own) in item.row(at) {
                rows.add(*shared, &mut scores);
                if *own != NONE {
                    rows.add(*own, &mut scores);
                }
            }
            scores[item.gold[at] as usize] -= margin;
            if item.gold[at] != 0 {
                scores[0] += manner.miss;
            }
            scores
        })
        .collect();
    let best = lattice.best(&scores);
    if best != item.gold {
        for (at, (gold, best)) in
            item.gold.iter().zip(&best).enumerate().filter(|(_, (gold, best))| gold != best)
        {
            for (shared, own) in item.row(at) {
                for feature in [*shared, *own].into_iter().filter(|feature| *feature != NONE) {
                    rows.update(feature, *gold, 1);
                    rows.update(feature, *best, -1);
                }
            }
        }
        for (labels, by) in [(&item.gold, 1), (&best, -1)] {
            for (before, state) in lattice::steps(labels) {
                let class = lattice::step_class(state) as u8;
                let (shared, own) = known.step(item, before);
                rows.update(shared, class, by);
                rows.update(own, class, by);
            }
        }
    }
    rows.step();
}
