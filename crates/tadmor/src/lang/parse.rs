//! The parser: which word hangs on which, and how.
//!
//! In: a sentence's words and their classes. Out: a [`Tree`]. In "Rebels seized the dam" the words "Rebels" and "dam"
//! hang on "seized", as its subject and its object. It reads twice, each time with the arc-hybrid system (Kuhlmann,
//! Gómez-Rodríguez and Satta 2011): once from left to right, then from right to left with the first tree in sight (stacking,
//! Nivre and McDonald 2008), which mends what could not be known before the end of the sentence; what the first reading
//! was sure of it takes over. Every tree has one
//! root, no word hangs on itself, and no two arcs cross.

pub mod feature;
pub mod state;

use crate::lang::feature::{Features, best, rival};
use crate::lang::label::Relation;
pub use crate::lang::sentence::LONGEST;
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
    /// The tree of a sentence. One that is longer than [`LONGEST`] (a table, a list without stops) is parsed in pieces of
    /// that length, whose roots hang on the first.
    pub fn parse(&self, words: &[Word], classes: &[u8], upos: &[u8]) -> Tree {
        let mut tree = Tree::default();
        for start in (0..words.len()).step_by(LONGEST) {
            let piece = start..words.len().min(start + LONGEST);
            let (words, classes, upos) = (&words[piece.clone()], &classes[piece.clone()], &upos[piece]);
            let first = self.first.read(&Sight::new(words, classes, upos, None));
            tree.append(&self.second.read(&Sight::new(words, classes, upos, Some(&first))).tree);
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

/// A tree, and what of it is sure.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guess {
    pub(crate) tree: Tree,
    /// Of each word.
    pub(crate) sure: Vec<Sure>,
}

/// How sure a word's arc is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sure {
    /// Each time that it stood on top of the stack, the best action was far ahead of the next.
    pub(crate) arc: bool,
    /// So was its relation.
    pub(crate) relation: bool,
}

/// From how far ahead an action is sure. Chosen on EWT dev and GUM dev, as is the next: taking over what the first
/// reading was sure of spares the second a good fourth of its steps, and loses nothing.
const SURE_ACTION: i32 = 600;
/// From how far ahead a relation is sure.
const SURE_RELATION: i32 = 400;

impl Reading {
    /// The tree of the sentence in sight.
    pub(crate) fn read(&self, sight: &Sight) -> Guess {
        let mut state = State::new(sight.len());
        let mut features = Features::default();
        let mut relations = vec![0; Relation::ALL.len()];
        let mut sure = vec![Sure { arc: true, relation: true }; sight.len() + 2];
        while let Some(legal) = state.legal() {
            let action = match sight.known(&state, legal) {
                Some(action) => action,
                None => {
                    sight.action(&state, &mut features);
                    let scores = self.actions.score(features.numbers());
                    let action = legal.best(&scores);
                    sure[state.top(0)].arc &= legal.lead(action, &scores) >= SURE_ACTION;
                    action
                }
            };
            let mut relation = 0;
            if let Some(arc) = state.arc(action) {
                relation = sight.known_relation(arc).unwrap_or_else(|| {
                    relations.fill(0);
                    sight.relation(&state, arc, &mut features);
                    self.relations.score(features.numbers(), &mut relations);
                    let relation = fit(&relations, arc.head == 0);
                    let chosen = usize::from(relation);
                    let lead = relations[chosen] - relations[rival(&relations, chosen)];
                    sure[arc.dependent].relation = lead >= SURE_RELATION;
                    relation
                });
            }
            state.act(action, relation);
        }
        let sure = (1..=sight.len()).map(|word| sure[sight.turn(word)]).collect();
        Guess { tree: state.into_tree(|place| sight.turn(place)), sure }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_first_tree_is_sure_of_stands() {
        // "Rebels who fled seized the old dam ."
        let root = Relation::Root as u8;
        let tree = Tree { heads: vec![4, 3, 1, 0, 7, 7, 4, 4], relations: vec![1, 2, 3, root, 5, 6, 7, 8] };
        let first = Guess { tree: tree.clone(), sure: vec![Sure { arc: true, relation: true }; 8] };
        let words = vec![Word::default(); 8];
        let sight = Sight::new(&words, &[0; 8], &[0; 8], Some(&first));
        assert_eq!(Reading::default().read(&sight).tree, tree);
    }
}
