//! Learning to tag.
//!
//! In: lessons. Out: the rows of a [`Tagger`](crate::lang::tag::Tagger), and its lexicon. Each decision is learned with
//! the classes that the tagger itself gave before it, right or wrong, as it will be when it reads; a decision that was
//! right by too little is learned from as well.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::lang::feature::{Features, best, rival};
use crate::lang::tag::{Classes, Lexicon, START, Sight, Tagger};
use crate::lang::weights::{Rows, Weights};
use crate::train::lang::material::{self, Lesson, is_odd};
use crate::train::lang::perceptron::{self, Perceptron, Random};

/// Rounds over the lessons, and by how much a decision has to be right; chosen on EWT dev and GUM dev.
const ROUNDS: usize = 7;
const MARGIN: i32 = 30;
/// Weights are means times this.
const SCALE: i64 = 8;
/// Weights whose mean is less than so many thousandths are left out.
const LEAST: i64 = 1000;

/// The orders of the lessons whose means the tagger that ships is made of.
pub const SEEDS: [u64; 3] = [1, 2, 3];
/// That of taggers whose errors others learn from.
pub const HELPER: [u64; 1] = [1];

/// A tagger's rows, the means over orders of the lessons that `seeds` tell.
pub fn learn(lessons: &[&Lesson], classes: &Classes, lexicon: &Lexicon, seeds: &[u64]) -> Rows {
    let learners: Vec<Perceptron> = seeds.iter().map(|seed| run(lessons, classes, lexicon, *seed)).collect();
    perceptron::rows(&learners, SCALE, LEAST)
}

/// What is learned in the order that `seed` tells.
fn run(lessons: &[&Lesson], classes: &Classes, lexicon: &Lexicon, seed: u64) -> Perceptron {
    let mut perceptron = Perceptron::default();
    let mut random = Random::new(seed);
    let mut order = material::round(lessons.iter().map(|lesson| lesson.times));
    let mut features = Features::default();
    let mut scores = vec![0; classes.scores()];
    for _ in 0..ROUNDS {
        random.shuffle(&mut order);
        for lesson in order.iter().map(|at| lessons[*at]) {
            let sight = Sight::new(&lesson.words, lexicon);
            let mut before = [START; 2];
            for (at, right) in lesson.classes.iter().enumerate() {
                sight.features(at, before, &mut features);
                scores.fill(0);
                perceptron.score(features.numbers(), &mut scores);
                let own = classes.settle(&mut scores);
                let chosen = best(own);
                let right = usize::from(*right);
                let rival = rival(own, right);
                perceptron.step();
                if own[right] - own[rival] <= MARGIN {
                    reward(&mut perceptron, &features, classes, right, rival);
                }
                before = [chosen as u64, before[0]];
            }
        }
    }
    perceptron
}

fn reward(perceptron: &mut Perceptron, features: &Features, classes: &Classes, right: usize, rival: usize) {
    let (shared, shared_rival) = (classes.shared(right), classes.shared(rival));
    for feature in features.numbers() {
        perceptron.update(*feature, right as u8, 1);
        perceptron.update(*feature, rival as u8, -1);
        if shared != shared_rival {
            perceptron.update(*feature, shared as u8, 1);
            perceptron.update(*feature, shared_rival as u8, -1);
        }
    }
}

/// The classes of each lesson as a tagger gives them that has not seen the lesson: what the parser will see when it
/// reads is not free of errors, so it must not be when it learns.
pub fn unseen(lessons: &[Lesson], classes: &Classes, lexicon: &Lexicon) -> Vec<Vec<u8>> {
    let half = |odd: bool| {
        let seen: Vec<&Lesson> = lessons
            .iter()
            .enumerate()
            .filter(|(at, _)| is_odd(*at) != odd)
            .map(|(_, lesson)| lesson)
            .collect();
        let weights = Weights::of(&learn(&seen, classes, lexicon, &HELPER));
        Tagger { classes: classes.clone(), lexicon: lexicon.clone(), weights }
    };
    let taggers = [half(false), half(true)];
    lessons
        .iter()
        .enumerate()
        .map(|(at, lesson)| taggers[usize::from(is_odd(at))].tag(&lesson.words))
        .collect()
}

/// The text of a lexicon: words seen at least twice with their classes, the frequent first, those of less than one in
/// twenty left out.
pub fn lexicon<'w>(words: impl Iterator<Item = (&'w str, u8)>) -> String {
    let mut counts: BTreeMap<String, BTreeMap<u8, usize>> = BTreeMap::new();
    for (word, class) in words {
        *counts.entry(crate::lang::word::folded(word)).or_default().entry(class).or_default() += 1;
    }
    let mut text = String::new();
    for (word, classes) in counts {
        let all: usize = classes.values().sum();
        // Addresses stand for nobody but their owners: they are no words, and must not ship.
        let is_address = word.len() > 1
            && ["@", "://", "%0", "www.", ".com", ".net", ".org"].iter().any(|part| word.contains(part));
        if all < 2 || is_address || word.contains(['\t', '#']) {
            continue;
        }
        let mut kept: Vec<(usize, u8)> = classes
            .into_iter()
            .filter(|(_, count)| count * 20 >= all)
            .map(|(class, count)| (count, class))
            .collect();
        kept.sort_by(|one, other| other.cmp(one));
        let kept: Vec<String> = kept.iter().take(3).map(|(_, class)| class.to_string()).collect();
        let _ = writeln!(text, "{word}\t{}", kept.join(" "));
    }
    text
}
