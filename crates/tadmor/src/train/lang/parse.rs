//! Learning to parse.
//!
//! In: lessons, and their classes as a tagger gives them that has not seen them. Out: the rows of a
//! [`Parser`](crate::lang::parse::Parser). With the dynamic oracle of Goldberg and Nivre (2013): after a wrong action the
//! best that can still be had is learned from, so that one error does not bring the next. The second reading learns from
//! first trees of a parser that has not seen the sentence.

use crate::lang::feature::{Features, rival};
use crate::lang::label::Relation;
use crate::lang::parse::feature::Sight;
use crate::lang::parse::state::{Action, Legal, OPEN, State};
use crate::lang::parse::{Guess, Reading};
use crate::lang::tag::Classes;
use crate::lang::weights::{Rows, Triples, Weights};
use crate::train::lang::material::{self, Lesson, is_odd};
use crate::train::lang::perceptron::{self, Perceptron, Random};

/// Rounds over the lessons; chosen on EWT dev and GUM dev, as are the margins.
const ROUNDS: usize = 8;
/// By how much an action has to be right.
const ACTION_MARGIN: i32 = 40;
/// By how much a relation has to be right.
const RELATION_MARGIN: i32 = 20;
/// In how many of ten wrong decisions the wrong way is gone on with, from the second round on.
const EXPLORED: usize = 9;
/// Weights are means times this.
const SCALE: i64 = 8;
/// Weights whose mean is less than so many thousandths are left out.
const LEAST: i64 = 1500;

/// What one reading learned.
#[derive(Clone, Debug, Default)]
pub struct Learned {
    /// What speaks for which action.
    pub actions: Rows,
    /// What speaks for which relation.
    pub relations: Rows,
}

impl Learned {
    /// As the parser uses it.
    pub fn reading(&self) -> Reading {
        Reading { actions: Triples::of(&self.actions), relations: Weights::of(&self.relations) }
    }
}

/// A sentence in sight, and the tree that is right.
struct Example {
    sight: Sight,
    /// By place in reading order, the root first.
    heads: Vec<u32>,
    relations: Vec<u8>,
    /// As of the lesson.
    times: usize,
}

impl Example {
    fn new(lesson: &Lesson, tagged: &[u8], classes: &Classes, first: Option<&Guess>) -> Self {
        let upos: Vec<u8> = tagged.iter().map(|class| classes.tags(*class).1 as u8).collect();
        let sight = Sight::new(&lesson.words, tagged, &upos, first);
        let count = lesson.words.len();
        let (mut heads, mut relations) = (vec![u32::from(OPEN); count + 2], vec![0; count + 2]);
        for (at, (head, relation)) in lesson.tree.heads.iter().zip(&lesson.tree.relations).enumerate() {
            let place = sight.turn(at + 1);
            heads[place] = sight.turn(*head as usize) as u32;
            relations[place] = *relation;
        }
        Example { sight, heads, relations, times: lesson.times }
    }

    /// How many arcs of the right tree can't be had any more after each action; `None`: it can't be done.
    fn costs(&self, state: &State, legal: Legal) -> [Option<u32>; 3] {
        let heads = |place: usize| self.heads[place] as usize;
        let (next, top, below) = (state.next, state.top(0), state.top(1));
        let last = self.sight.len();
        let mut costs = [None; 3];
        if legal.has(Action::Shift) {
            // The next word leaves those on the stack that hang on it, and heads that are not on top of it. The root is
            // at the bottom, and is reached at the end.
            let lost = state.stack().iter().filter(|word| {
                let word = usize::from(**word);
                (word != 0 && heads(word) == next) || (heads(next) == word && word != top && word != 0)
            });
            costs[Action::Shift as usize] = Some(lost.count() as u32);
        }
        if top == 0 || top > last {
            return costs;
        }
        // The top leaves the stack: what hangs on it among the words to come is lost.
        let left_behind = (next..=last).filter(|word| heads(*word) == top).count() as u32;
        let to_come = (next..=last).contains(&heads(top));
        let to_root = heads(top) == 0 && below != 0;
        if legal.has(Action::Left) {
            let lost = heads(top) != next && (heads(top) == below || to_come || to_root);
            costs[Action::Left as usize] = Some(left_behind + u32::from(lost));
        }
        if legal.has(Action::Right) {
            let lost = to_come || to_root;
            costs[Action::Right as usize] = Some(left_behind + u32::from(lost));
        }
        costs
    }
}

/// The orders of the examples whose means each reading that ships is made of.
const SEEDS: [u64; 3] = [7, 8, 9];
/// That of first readings whose trees the second learns from.
const HELPER: [u64; 1] = [7];

/// What one reading learns from examples, each order beside the others.
fn learn(examples: &[Example], seeds: &[u64]) -> Learned {
    let runs: Vec<(Perceptron, Perceptron)> = std::thread::scope(|scope| {
        let runs: Vec<_> = seeds.iter().map(|seed| scope.spawn(move || run(examples, *seed))).collect();
        runs.into_iter().map(|run| run.join().expect("learning does not panic")).collect()
    });
    let (actions, relations): (Vec<Perceptron>, Vec<Perceptron>) = runs.into_iter().unzip();
    Learned {
        actions: perceptron::rows(&actions, SCALE, LEAST),
        relations: perceptron::rows(&relations, SCALE, LEAST),
    }
}

/// Actions and relations as they are learned in the order that `seed` tells.
fn run(examples: &[Example], seed: u64) -> (Perceptron, Perceptron) {
    let mut actions = Perceptron::default();
    let mut relations = Perceptron::default();
    let mut random = Random::new(seed);
    let mut order = material::round(examples.iter().map(|example| example.times));
    let mut features = Features::default();
    let mut scores = vec![0; Relation::ALL.len()];
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        for example in order.iter().map(|at| &examples[*at]) {
            let mut state = State::new(example.sight.len());
            while let Some(legal) = state.legal() {
                let action = act(example, &state, legal, &mut actions, &mut features, round > 0, &mut random);
                let relation = match state.arc(action) {
                    None => 0,
                    Some(arc) => {
                        example.sight.relation(&state, arc, &mut features);
                        scores.fill(0);
                        relations.score(features.numbers(), &mut scores);
                        relations.step();
                        let is_right = example.heads[arc.dependent] as usize == arc.head;
                        let right = is_right.then(|| usize::from(example.relations[arc.dependent]));
                        relate(&mut relations, &features, &scores, right)
                    }
                };
                state.act(action, relation);
            }
        }
    }
    (actions, relations)
}

/// Decides on an action, and learns from it.
fn act(
    example: &Example,
    state: &State,
    legal: Legal,
    actions: &mut Perceptron,
    features: &mut Features,
    explores: bool,
    random: &mut Random,
) -> Action {
    if let Some(only) = legal.only() {
        return only;
    }
    let costs = example.costs(state, legal);
    let least = costs.iter().flatten().min().copied();
    let mut scores = [0; 3];
    example.sight.action(state, features);
    actions.score(features.numbers(), &mut scores);
    actions.step();
    let best = |right: bool| {
        let open = Action::ALL.into_iter().filter(|action| {
            let cost = costs[*action as usize];
            cost.is_some() && (cost == least) == right
        });
        open.reduce(
            |best, action| if scores[action as usize] > scores[best as usize] { action } else { best },
        )
    };
    let good = best(true).expect("one of the open actions costs least");
    let Some(bad) = best(false) else { return good };
    let margin = scores[good as usize] - scores[bad as usize];
    if margin <= ACTION_MARGIN {
        for feature in features.numbers() {
            actions.update(*feature, good as u8, 1);
            actions.update(*feature, bad as u8, -1);
        }
    }
    if margin < 0 && explores && random.below(10) < EXPLORED { bad } else { good }
}

/// Decides on a relation, and learns from it where the arc is right.
fn relate(relations: &mut Perceptron, features: &Features, scores: &[i32], right: Option<usize>) -> u8 {
    let chosen = crate::lang::feature::best(scores);
    let Some(right) = right else { return chosen as u8 };
    let rival = rival(scores, right);
    if scores[right] - scores[rival] <= RELATION_MARGIN {
        for feature in features.numbers() {
            relations.update(*feature, right as u8, 1);
            relations.update(*feature, rival as u8, -1);
        }
    }
    chosen as u8
}

/// Both readings of the parser. The halves of the first, whose trees the second learns from, are learned beside the
/// whole; what comes out does not hang on how many processors there are.
pub fn readings(lessons: &[Lesson], tagged: &[Vec<u8>], classes: &Classes) -> (Learned, Learned) {
    let example = |at: usize, first: Option<&Guess>| Example::new(&lessons[at], &tagged[at], classes, first);
    let all = 0..lessons.len();
    let half = |odd: bool| {
        let seen: Vec<Example> =
            all.clone().filter(|at| is_odd(*at) != odd).map(|at| example(at, None)).collect();
        learn(&seen, &HELPER).reading()
    };
    let (first, halves) = std::thread::scope(|scope| {
        let halves = scope.spawn(|| [half(false), half(true)]);
        let whole: Vec<Example> = all.clone().map(|at| example(at, None)).collect();
        (learn(&whole, &SEEDS), halves.join().expect("learning does not panic"))
    });
    let second: Vec<Example> = all
        .map(|at| {
            let first = halves[usize::from(is_odd(at))].read(&example(at, None).sight);
            example(at, Some(&first))
        })
        .collect();
    (first, learn(&second, &SEEDS))
}
