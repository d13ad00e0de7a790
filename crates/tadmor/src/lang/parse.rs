//! The parser: which word hangs on which, and how.
//!
//! In: a sentence's words and their classes. Out: a [`Tree`]. In "Rebels seized the dam" the words "Rebels" and "dam"
//! hang on "seized", as its subject and its object. It reads twice, each time with the arc-hybrid system (Kuhlmann,
//! Gómez-Rodríguez and Satta 2011): once from left to right, then once more with the first tree in sight (stacking,
//! Nivre and McDonald 2008), which mends what could not be known before the end of the sentence. Every tree has one
//! root, no word hangs on itself, and no two arcs cross.

pub mod feature;
pub mod state;

use crate::lang::feature::{Features, best};
use crate::lang::label::Relation;
use crate::lang::weights::{Triples, Weights};
use crate::lang::word::Word;
use feature::Sight;
use state::State;

/// Heads and relations of a sentence's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Of each word its head's number, from 1; 0: it is the root.
    pub heads: Vec<u32>,
    /// Of each word the number of its relation in [`Relation::ALL`].
    pub relations: Vec<u8>,
}

/// The longest sentence that is parsed as one. Longer ones (tables, lists without stops) are parsed in pieces of this
/// length, whose roots hang on the first.
pub const LONGEST: usize = 400;

/// What one reading knows.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What speaks for which action.
    pub actions: Triples,
    /// What speaks for which relation.
    pub relations: Weights,
}

/// What the parser knows.
#[derive(Clone, Debug, Default)]
pub struct Parser {
    /// From left to right, by the words alone.
    pub first: Reading,
    /// Once more, with the first tree in sight.
    pub second: Reading,
}

impl Parser {
    /// The tree of a sentence.
    pub fn parse(&self, words: &[Word], classes: &[u8], upos: &[u8]) -> Tree {
        let mut tree = Tree::default();
        for start in (0..words.len()).step_by(LONGEST) {
            let piece = start..words.len().min(start + LONGEST);
            let (words, classes, upos) = (&words[piece.clone()], &classes[piece.clone()], &upos[piece]);
            let first = self.first.read(&Sight::new(words, classes, upos, None));
            tree.append(&self.second.read(&Sight::new(words, classes, upos, Some(&first))));
        }
        tree
    }
}

impl Tree {
    /// Adds the tree of the words that follow; its root hangs on the root that is there.
    fn append(&mut self, next: &Tree) {
        let before = self.heads.len() as u32;
        let root = self.heads.iter().position(|head| *head == 0).map(|root| root as u32 + 1);
        for (head, relation) in next.heads.iter().zip(&next.relations) {
            match (head, root) {
                (0, Some(root)) => {
                    self.heads.push(root);
                    self.relations.push(Relation::Parataxis as u8);
                }
                (0, None) => {
                    self.heads.push(0);
                    self.relations.push(*relation);
                }
                (head, _) => {
                    self.heads.push(head + before);
                    self.relations.push(*relation);
                }
            }
        }
    }
}

impl Reading {
    /// The tree of the sentence in sight.
    pub(crate) fn read(&self, sight: &Sight) -> Tree {
        let mut state = State::new(sight.len());
        let mut features = Features::default();
        let mut relations = vec![0; Relation::ALL.len()];
        while let Some(legal) = state.legal() {
            let action = match legal.only() {
                Some(action) => action,
                None => {
                    sight.action(&state, &mut features);
                    legal.best(&self.actions.score(features.numbers()))
                }
            };
            let mut relation = 0;
            if let Some(arc) = state.arc(action) {
                relations.fill(0);
                sight.relation(&state, arc, &mut features);
                self.relations.score(features.numbers(), &mut relations);
                relation = fit(&relations, arc.head == 0);
            }
            state.act(action, relation);
        }
        state.into_tree(|place| sight.turn(place))
    }
}

/// The best relation. "root" is that of the root, and of no other word.
fn fit(scores: &[i32], root: bool) -> u8 {
    let only = Relation::Root as usize;
    if root {
        return only as u8;
    }
    let before = best(&scores[..only]);
    let after = only + 1 + best(&scores[only + 1..]);
    (if scores[after] > scores[before] { after } else { before }) as u8
}
