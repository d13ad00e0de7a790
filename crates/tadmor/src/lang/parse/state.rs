//! The arc-hybrid system: a stack of words whose head is still open, and the words to come.
//!
//! In: actions. Out: a tree. "shift" puts the next word on the stack; "left" hangs the top of the stack on the next
//! word; "right" hangs it on the one below. The root is word 0 at the bottom; it takes its one word when no other is
//! left.

use crate::lang::parse::Tree;

/// What can be done next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Shift,
    Left,
    Right,
}

impl Action {
    pub(crate) const ALL: [Action; 3] = [Action::Shift, Action::Left, Action::Right];
}

/// Which actions are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Legal([bool; 3]);

impl Legal {
    pub(crate) fn has(self, action: Action) -> bool {
        self.0[action as usize]
    }

    /// The action, where there is but one.
    pub(crate) fn only(self) -> Option<Action> {
        let mut open = Action::ALL.into_iter().filter(|action| self.has(*action));
        open.next().filter(|_| open.next().is_none())
    }

    /// By how much an action is ahead of the best other one that is open.
    pub(crate) fn lead(self, action: Action, scores: &[i32; 3]) -> i32 {
        let others = Action::ALL.into_iter().filter(|other| *other != action && self.has(*other));
        let best = others.map(|other| scores[other as usize]).max();
        best.map_or(i32::MAX, |best| scores[action as usize] - best)
    }

    /// The open action with the highest score, the first of those that are equal.
    pub(crate) fn best(self, scores: &[i32; 3]) -> Action {
        let mut open = Action::ALL.into_iter().filter(|action| self.has(*action));
        let first = open.next().unwrap_or(Action::Right);
        open.fold(
            first,
            |best, action| if scores[action as usize] > scores[best as usize] { action } else { best },
        )
    }
}

/// Two words, one of which is to hang on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arc {
    pub(crate) head: usize,
    pub(crate) dependent: usize,
}

/// The words that hang on one so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Side {
    /// The farthest, and the one that was farthest before it.
    pub(crate) outer: [u16; 2],
    /// How many, at most 4.
    pub(crate) count: u8,
    /// Their relations, as one number that does not tell their order.
    pub(crate) relations: u64,
}

/// What has been done.
#[derive(Clone, Debug)]
pub(crate) struct State {
    words: usize,
    stack: Vec<u16>,
    /// The next word, from 1.
    pub(crate) next: usize,
    /// Of each word with a head; [`OPEN`]: not yet.
    pub(crate) heads: Vec<u16>,
    /// The relation's number; [`NO_RELATION`]: not yet.
    pub(crate) relations: Vec<u8>,
    pub(crate) left: Vec<Side>,
    pub(crate) right: Vec<Side>,
}

/// No head yet.
pub(crate) const OPEN: u16 = u16::MAX;
/// No relation yet.
pub(crate) const NO_RELATION: u8 = u8::MAX;

impl State {
    /// The start for a sentence of so many words: at most [`LONGEST`](crate::lang::parse::LONGEST).
    pub(crate) fn new(words: usize) -> Self {
        // Word 0 is the root; the place after the last stands for "none".
        let none = (words + 1) as u16;
        let empty = Side { outer: [none; 2], ..Side::default() };
        State {
            words,
            stack: vec![0],
            next: 1,
            heads: vec![OPEN; words + 2],
            relations: vec![NO_RELATION; words + 2],
            left: vec![empty; words + 2],
            right: vec![empty; words + 2],
        }
    }

    /// The word on the stack at this depth from the top; the place after the last word where there is none.
    #[inline]
    pub(crate) fn top(&self, depth: usize) -> usize {
        let none = self.words + 1;
        self.stack.len().checked_sub(depth + 1).map_or(none, |at| usize::from(self.stack[at]))
    }

    /// The word that many after the next; the place after the last word where there is none.
    #[inline]
    pub(crate) fn ahead(&self, offset: usize) -> usize {
        (self.next + offset).min(self.words + 1)
    }

    /// The words on the stack, the root first.
    pub(crate) fn stack(&self) -> &[u16] {
        &self.stack
    }

    /// Which actions are open; `None`: the tree is done.
    #[inline]
    pub(crate) fn legal(&self) -> Option<Legal> {
        let more = self.next <= self.words;
        let depth = self.stack.len();
        let legal = Legal([more, more && depth >= 2, depth > 2 || (depth == 2 && !more)]);
        legal.0.contains(&true).then_some(legal)
    }

    /// The arc that an action makes.
    #[inline]
    pub(crate) fn arc(&self, action: Action) -> Option<Arc> {
        match action {
            Action::Shift => None,
            Action::Left => Some(Arc { head: self.next, dependent: self.top(0) }),
            Action::Right => Some(Arc { head: self.top(1), dependent: self.top(0) }),
        }
    }

    /// Does it. The relation counts where an arc is made.
    pub(crate) fn act(&mut self, action: Action, relation: u8) {
        let Some(Arc { head, dependent }) = self.arc(action) else {
            self.stack.push(self.next as u16);
            self.next += 1;
            return;
        };
        self.stack.pop();
        self.heads[dependent] = head as u16;
        self.relations[dependent] = relation;
        let side = if dependent < head { &mut self.left[head] } else { &mut self.right[head] };
        side.outer = [dependent as u16, side.outer[0]];
        side.count = (side.count + 1).min(4);
        side.relations = side.relations.wrapping_add(super::feature::relation_number(relation));
    }

    /// The tree, once it is done; `turn` tells the place of a word in the sentence from that in the reading, and back.
    pub(crate) fn into_tree(self, turn: impl Fn(usize) -> usize) -> Tree {
        let words = 1..=self.words;
        Tree {
            heads: words.clone().map(|word| turn(usize::from(self.heads[turn(word)])) as u32).collect(),
            relations: words.map(|word| self.relations[turn(word)]).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_make_the_tree_that_they_spell() {
        // "Rebels seized dams": the first hangs on the second from the left, the third from the right.
        let mut state = State::new(3);
        for (action, relation) in [
            (Action::Shift, 0),
            (Action::Left, 1),
            (Action::Shift, 0),
            (Action::Shift, 0),
            (Action::Right, 2),
            (Action::Right, 3),
        ] {
            assert!(state.legal().is_some_and(|legal| legal.has(action)), "{action:?}");
            state.act(action, relation);
        }
        assert_eq!(state.legal(), None);
        assert_eq!(state.into_tree(|place| place), Tree { heads: vec![2, 0, 2], relations: vec![1, 3, 2] });
    }

    #[test]
    fn the_root_takes_one_word_alone() {
        let mut state = State::new(2);
        state.act(Action::Shift, 0);
        assert!(!state.legal().is_some_and(|legal| legal.has(Action::Right)), "a word is still to come");
        assert_eq!(State::new(0).legal(), None);
    }
}
