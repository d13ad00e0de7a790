//! What the parser looks at.
//!
//! In: a sentence and what has been done on it. Out: features, first for the next action, then for the relation of the
//! arc that it makes. The templates follow Zhang and Nivre (2011), cut to those that paid: words and classes on top of
//! the stack and ahead, what hangs on them, how far they are apart, clusters of words. In a second reading, from right
//! to left, those that compare with the first tree come on top.

use crate::lang::feature::{Features, distance, mix};
use crate::lang::label::Upos;
use crate::lang::parse::Guess;
use crate::lang::parse::state::{Action, Arc, Legal, Side, State};
use crate::lang::word::Word;

/// What is known of a word, or of a place where none is.
#[derive(Clone, Copy, Debug, Default)]
struct Node {
    word: u64,
    class: u64,
    upos: u64,
    clusters: [u64; 3],
    suffix: u64,
    /// Verbs, marks and conjunctions up to here.
    passed: [u16; 3],
}

/// What the first tree says of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Guide {
    head: usize,
    relation: u64,
    /// The relation of its head.
    upper: u64,
    /// The relations of its dependents, and on which side.
    lower: u64,
    /// Its last dependent in reading order; 0: none.
    last: usize,
    /// Whether the first tree is sure of its head.
    is_sure: bool,
    /// And of its relation.
    is_sure_of_relation: bool,
}

/// A sentence as the parser sees it: the root, its words in reading order, and the place for "none".
pub(crate) struct Sight {
    nodes: Vec<Node>,
    /// Empty in a first reading.
    guides: Vec<Guide>,
    backward: bool,
}

/// The number of a relation in a sum that does not tell the order.
pub(crate) fn relation_number(relation: u8) -> u64 {
    mix(77, u64::from(relation) + 1)
}

impl Sight {
    /// A sentence, from left to right; or from right to left with its first tree in sight.
    pub(crate) fn new(words: &[Word], classes: &[u8], upos: &[u8], first: Option<&Guess>) -> Self {
        let count = words.len();
        let mut nodes = Vec::with_capacity(count + 2);
        nodes.push(Node { word: 12, class: 303, upos: 304, ..Node::default() });
        let node = |at: usize| Node {
            word: words[at].lower,
            class: u64::from(classes[at]),
            upos: u64::from(upos[at]),
            clusters: words[at].clusters,
            suffix: words[at].suffixes[2],
            passed: [0; 3],
        };
        match first {
            Some(_) => nodes.extend((0..count).rev().map(node)),
            None => nodes.extend((0..count).map(node)),
        }
        nodes.push(Node { word: 11, class: 301, upos: 302, ..Node::default() });
        for at in 1..nodes.len() {
            let mut passed = nodes[at - 1].passed;
            for (count, upos) in passed.iter_mut().zip([Upos::Verb, Upos::Punct, Upos::Cconj]) {
                *count += u16::from(nodes[at].upos == upos as u64);
            }
            nodes[at].passed = passed;
        }
        Sight { nodes, guides: first.map(guides).unwrap_or_default(), backward: first.is_some() }
    }

    /// How many words.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len() - 2
    }

    /// The place of a word in reading order, or a head's; the other way round it is the same.
    pub(crate) fn turn(&self, place: usize) -> usize {
        if self.backward && place != 0 { self.len() + 1 - place } else { place }
    }

    /// Verbs, marks and conjunctions between two places, each up to two, as one number; 0: they touch.
    #[inline]
    fn between(&self, one: usize, other: usize) -> u64 {
        let (first, last) = (one.min(other), one.max(other));
        if last <= first + 1 {
            return 0;
        }
        let (from, to) = (self.nodes[first].passed, self.nodes[last - 1].passed);
        let count = |at: usize| u64::from((to[at] - from[at]).min(2));
        1 + count(0) + 3 * count(1) + 9 * count(2)
    }

    /// The next action where there is no choice: only one is open, or the first tree is sure of the words that it is about.
    pub(crate) fn known(&self, state: &State, legal: Legal) -> Option<Action> {
        legal.only().or_else(|| self.sure(state)).filter(|action| legal.has(*action))
    }

    fn sure(&self, state: &State) -> Option<Action> {
        let (top, below, next) = (state.top(0), state.top(1), state.next);
        if top == 0 || next > self.len() {
            return None;
        }
        let (own, ahead) = (self.guides.get(top)?, self.guides.get(next)?);
        let is_needed = own.last >= next || own.head > next || own.head == 0;
        match () {
            () if !own.is_sure || !ahead.is_sure => None,
            () if is_needed => Some(Action::Shift),
            () if own.head == next => Some(Action::Left),
            () if own.head == below => Some(Action::Right),
            () => None,
        }
    }

    /// The relation of an arc of which the first tree is sure.
    pub(crate) fn known_relation(&self, arc: Arc) -> Option<u8> {
        let own = self.guides.get(arc.dependent)?;
        (own.is_sure_of_relation && own.head == arc.head).then(|| (own.relation - 1) as u8)
    }

    /// What speaks for the next action.
    pub(crate) fn action(&self, state: &State, out: &mut Features) {
        let [top, below, third] = [0, 1, 2].map(|depth| state.top(depth));
        let [next, second, later] = [0, 1, 2].map(|offset| state.ahead(offset));
        let node = |place: usize| &self.nodes[place];
        let [s0, s1, s2, b0, b1, b2] = [top, below, third, next, second, later].map(node);
        let relation = |place: usize| u64::from(state.relations[place]);
        let outer = |side: &Side| side.outer.map(usize::from);
        let [top_left, top_left2] = outer(&state.left[top]);
        let [top_right, top_right2] = outer(&state.right[top]);
        let [below_left, _] = outer(&state.left[below]);
        let [below_right, below_right2] = outer(&state.right[below]);
        let [next_left, next_left2] = outer(&state.left[next]);
        let (near, far) = (distance(top, next), distance(below, top));

        out.begin(0);
        out.add([]);
        // The words by themselves.
        for node in [s0, s1, b0, b1] {
            out.add([node.word]);
            out.add([node.class]);
            out.add([node.word, node.class]);
        }
        out.add([b2.class]);
        out.add([s2.class]);
        out.add([s2.word, s2.class]);
        // Two of them.
        out.add([s0.class, b0.class]);
        out.add([b0.class, b1.class]);
        out.add([s1.class, b0.class]);
        out.add([s1.class, b0.word]);
        out.add([s0.class, b1.class]);
        out.add([s0.word, b1.class]);
        out.add([b0.word, b1.class]);
        out.add([b0.class, b1.word]);
        // Three and more.
        out.add([b0.class, b1.class, b2.class]);
        out.add([s0.class, b0.class, b1.class]);
        out.add([s2.class, s1.class, s0.class]);
        out.add([s2.upos, s1.upos, s0.upos, b0.upos]);
        // What hangs on them.
        let hung = |place: usize| [node(place).upos, relation(place)];
        let [upos, label] = hung(top_left);
        out.add([s0.upos, upos, label, b0.upos]);
        out.add([s1.upos, s0.upos, upos, label]);
        let [upos, label] = hung(top_right);
        out.add([s0.upos, upos, label, b0.upos]);
        out.add([s1.upos, s0.upos, upos, label]);
        let [upos, label] = hung(next_left);
        out.add([s0.upos, b0.upos, upos, label]);
        let [upos, label] = hung(below_right);
        out.add([s1.upos, s0.upos, upos, label]);
        let [upos, label] = hung(below_left);
        out.add([s1.upos, upos, label, s0.upos]);
        out.add([s1.upos, s0.upos, relation(below_right), b0.upos]);
        out.add([s1.word, relation(below_right), b0.upos]);
        for place in [top_left, top_right, next_left, below_right] {
            out.add([node(place).word]);
            out.add([relation(place)]);
        }
        out.add([s0.class, node(top_left).class, node(top_left2).class]);
        out.add([s0.class, node(top_right).class, node(top_right2).class]);
        out.add([s1.class, node(below_right).class, node(below_right2).class]);
        out.add([b0.class, node(next_left).class, node(next_left2).class]);
        // How far apart, and how much hangs there already.
        out.add([s0.word, near]);
        out.add([s0.class, near]);
        out.add([s0.class, b0.class, near]);
        out.add([s0.word, far]);
        out.add([s0.class, far]);
        out.add([s1.class, s0.class, far]);
        out.add([s1.upos, s0.upos, b0.upos, far]);
        out.add([s1.upos, s0.upos, b0.upos, near]);
        let count = |side: &Side| u64::from(side.count);
        out.add([s0.class, count(&state.right[top])]);
        out.add([s0.class, count(&state.left[top])]);
        out.add([b0.class, count(&state.left[next])]);
        out.add([s1.word, count(&state.right[below])]);
        out.add([s1.class, count(&state.right[below])]);
        out.add([s0.class, count(&state.left[top]), count(&state.right[top]), b0.class]);
        let sets =
            [state.left[top], state.right[top], state.left[next], state.right[below], state.left[below]]
                .map(|side| side.relations);
        out.add([s0.class, sets[0]]);
        out.add([s0.class, sets[1]]);
        out.add([b0.word, sets[2]]);
        out.add([b0.class, sets[2]]);
        out.add([s1.class, sets[3]]);
        out.add([s1.word, sets[3]]);
        out.add([s0.upos, sets[0], b0.upos]);
        out.add([s1.upos, sets[3], s0.upos]);
        out.add([s0.upos, sets[1], b0.upos]);
        out.add([s1.upos, sets[3], b0.upos]);
        // Words that are used alike.
        let [[few0, many0, most0], [few1, many1, most1], [few_next, many_next, most_next]] =
            [s0.clusters, s1.clusters, b0.clusters];
        out.add([many0]);
        out.add([many1]);
        out.add([many_next]);
        out.add([many0, many_next]);
        out.add([many1, many0]);
        out.add([many1, many_next]);
        out.add([few0, few_next]);
        out.add([few1, few0]);
        out.add([most0, most_next]);
        out.add([most1, most0]);
        out.add([many0, b0.class]);
        out.add([s0.class, many_next]);
        out.add([many1, s0.class]);
        out.add([s1.class, many0]);
        out.add([few1, few0, few_next]);
        out.add([many1, s0.class, many_next]);
        out.add([b1.clusters[1], many0]);
        out.add([b1.clusters[1], s0.class]);
        out.add([s0.suffix]);
        out.add([s1.suffix]);
        out.add([b0.suffix]);
        out.add([s0.suffix, b0.class]);
        out.add([s1.class, s0.suffix]);
        // What lies between.
        let (between, between_below) = (self.between(top, next), self.between(below, top));
        out.add([between, s0.class, b0.class]);
        out.add([between_below, s1.class, s0.class]);
        out.add([between_below, s1.upos, s0.upos, b0.upos]);
        out.add([between, s0.upos, b0.upos, b1.upos]);
        if !self.guides.is_empty() {
            self.guided_action(state, out);
        }
    }

    /// What the first tree says about the next action.
    fn guided_action(&self, state: &State, out: &mut Features) {
        let [top, below] = [0, 1].map(|depth| state.top(depth));
        let next = state.ahead(0);
        let node = |place: usize| &self.nodes[place];
        let guide = |place: usize| &self.guides[place];
        let [s0, s1, b0] = [top, below, next].map(node);
        let [g0, g1, g_next] = [top, below, next].map(guide);
        let (near, far) = (distance(top, next), distance(below, top));
        // Whether the first tree joins two words, and which is the head there.
        let joined = |one: usize, other: usize| {
            if guide(one).head == other { 1 } else { 2 * u64::from(guide(other).head == one) }
        };
        let (forward, back) = (joined(top, next), joined(below, top));
        // Where the head that a word has there stands now.
        let whither = |place: usize| {
            let head = guide(place).head;
            match () {
                () if place == 0 || place > self.len() => 3,
                () if head == 0 => 5,
                () if head >= state.next => 2,
                () if head == top => 6,
                () => u64::from(state.stack().binary_search(&(head as u16)).is_ok()),
            }
        };
        let [to0, to1, to_next] = [top, below, next].map(whither);
        let both = forward * 3 + back;
        out.add([forward]);
        out.add([back]);
        out.add([both]);
        out.add([both, to0]);
        out.add([both, to0, to_next]);
        out.add([forward, g0.relation]);
        out.add([forward, g_next.relation]);
        out.add([back, g0.relation]);
        out.add([back, g1.relation]);
        out.add([to0, g0.relation]);
        out.add([to0, to_next, g0.relation, g_next.relation]);
        out.add([both, s0.class, b0.class]);
        out.add([both, near]);
        out.add([both, far]);
        out.add([forward, s0.class, b0.class, near]);
        out.add([back, s1.class, s0.class, far]);
        out.add([both, s0.word]);
        out.add([both, b0.word]);
        out.add([both, s1.word]);
        out.add([both, g0.relation, s0.class]);
        out.add([both, g0.relation, g1.relation, g_next.relation]);
        out.add([to1, g1.relation, back]);
        out.add([g0.upper, g0.relation, both]);
        out.add([g_next.upper, g_next.relation, forward]);
        out.add([g0.lower, both]);
        out.add([g_next.lower, forward]);
        out.add([g1.lower, back]);
        // Whether what was done already agrees with it.
        let agrees = |place: u16| {
            let place = usize::from(place);
            match place > self.len() {
                true => 0,
                false => 2 - u64::from(usize::from(state.heads[place]) == guide(place).head),
            }
        };
        out.add([agrees(state.left[top].outer[0]), agrees(state.right[top].outer[0]), both]);
        out.add([agrees(state.right[below].outer[0]), back]);
        out.add([agrees(state.left[next].outer[0]), forward]);
        let (head0, head_next) = (node(g0.head), node(g_next.head));
        out.add([head0.class, s0.class, both]);
        out.add([head_next.class, b0.class, forward]);
        out.add([distance(top, g0.head), both, s0.class]);
        out.add([head0.clusters[1], s0.clusters[1], both]);
        out.add([guide(g0.head).relation, g0.relation, both, s1.class]);
        out.add([distance(next, g_next.head), forward, g_next.relation]);
    }

    /// What speaks for the relation of an arc that is about to be made.
    pub(crate) fn relation(&self, state: &State, arc: Arc, out: &mut Features) {
        let none = self.len() + 1;
        let node = |place: usize| &self.nodes[place];
        let (head, dependent) = (node(arc.head), node(arc.dependent));
        let beside = |place: usize, offset: isize| match place.checked_add_signed(offset) {
            Some(at) if (1..none).contains(&at) => node(at),
            _ => node(none),
        };
        let relation = |place: u16| u64::from(state.relations[usize::from(place)]);
        let word = |place: u16| node(usize::from(place)).word;
        let side = u64::from(arc.dependent < arc.head);
        let length = distance(arc.head, arc.dependent);
        let (left, right) = (&state.left[arc.dependent], &state.right[arc.dependent]);
        let (head_left, head_right) = (&state.left[arc.head], &state.right[arc.head]);

        // All of them say on which side the head stands.
        out.begin(1000);
        out.add([side]);
        out.add([side, head.word]);
        out.add([side, dependent.word]);
        out.add([side, head.class]);
        out.add([side, dependent.class]);
        out.add([side, head.word, head.class]);
        out.add([side, dependent.word, dependent.class]);
        out.add([side, head.class, dependent.class]);
        out.add([side, head.class, dependent.word]);
        out.add([side, head.class, dependent.class, length]);
        // What stands beside them.
        let (before, after) = (beside(arc.dependent, -1), beside(arc.dependent, 1));
        out.add([side, before.class, dependent.class]);
        out.add([side, after.class, dependent.class]);
        out.add([side, before.word, dependent.class]);
        out.add([side, after.word, dependent.class]);
        out.add([side, beside(arc.head, -1).class, head.class, dependent.class]);
        out.add([side, beside(arc.head, 1).class, head.class, dependent.class]);
        out.add([side, before.class, dependent.class, head.class]);
        out.add([side, after.class, dependent.class, head.class]);
        out.add([side, beside(arc.dependent, -2).class, before.class, dependent.class]);
        out.add([side, after.class, beside(arc.dependent, 2).class, dependent.class]);
        // What hangs on them.
        for outer in [left.outer[0], right.outer[0]] {
            out.add([side, relation(outer), dependent.class]);
            out.add([side, word(outer), dependent.class]);
        }
        for outer in [left.outer[1], right.outer[1]] {
            out.add([side, relation(outer), dependent.class]);
            out.add([side, word(outer), dependent.class]);
        }
        for outer in [head_left.outer[0], head_right.outer[0]] {
            out.add([side, relation(outer), dependent.class, head.class]);
            out.add([side, relation(outer), head.word]);
        }
        out.add([side, head_left.relations, dependent.class]);
        out.add([side, head_right.relations, dependent.class]);
        out.add([side, left.relations, dependent.class]);
        out.add([side, right.relations, dependent.class]);
        out.add([side, right.relations, dependent.class, head.class]);
        out.add([side, left.relations, dependent.word]);
        out.add([side, head_left.relations, dependent.class, head.class]);
        // Words that are used alike.
        for (one, other) in head.clusters.into_iter().zip(dependent.clusters) {
            out.add([side, one, other]);
        }
        let (many_head, many) = (head.clusters[1], dependent.clusters[1]);
        out.add([side, many_head]);
        out.add([side, many]);
        out.add([side, dependent.clusters[2]]);
        out.add([side, many, head.class]);
        out.add([side, many_head, dependent.class]);
        out.add([side, dependent.suffix]);
        out.add([side, dependent.suffix, head.class]);
        out.add([side, head.suffix, dependent.class]);
        out.add([side, u64::from(arc.head == 0), dependent.class, dependent.word]);
        out.add([side, length, dependent.class]);
        let between = self.between(arc.head, arc.dependent);
        out.add([side, between, dependent.class, head.class]);
        out.add([side, between, dependent.class]);
        if self.guides.is_empty() {
            return;
        }
        // What the first tree says.
        let (upper, own) = (&self.guides[arc.head], &self.guides[arc.dependent]);
        let same = side * 2 + u64::from(own.head == arc.head);
        out.add([same, own.relation]);
        out.add([same, own.relation, dependent.class, head.class]);
        out.add([same, own.relation, dependent.word]);
        out.add([same, own.relation, upper.relation]);
        out.add([same, own.relation, own.lower]);
        out.add([same, own.relation, upper.lower]);
        out.add([side, upper.lower, dependent.class]);
        out.add([side, own.lower, dependent.class]);
        out.add([side, upper.relation, dependent.class, dependent.word]);
        out.add([side, upper.upper, upper.relation, own.relation, dependent.class]);
    }
}

/// What the first tree says of each place, in the order of the second reading.
fn guides(first: &Guess) -> Vec<Guide> {
    let (tree, sure) = (&first.tree, &first.sure);
    let count = tree.heads.len();
    let turn = |place: usize| if place == 0 { 0 } else { count + 1 - place };
    // The head of the root and of "none" is the place for "none".
    let nowhere = Guide { head: count + 1, ..Guide::default() };
    let mut guides = vec![nowhere; count + 2];
    for (at, (head, relation)) in tree.heads.iter().zip(&tree.relations).enumerate() {
        let guide = &mut guides[turn(at + 1)];
        guide.head = turn(*head as usize);
        guide.relation = u64::from(*relation) + 1;
        guide.is_sure = sure[at].arc;
        guide.is_sure_of_relation = sure[at].arc && sure[at].relation;
    }
    for place in 1..=count {
        let Guide { head, relation, .. } = guides[place];
        guides[place].upper = if head == 0 { 77 } else { guides[head].relation };
        if head != 0 {
            let side = u64::from(place < head);
            guides[head].last = place;
            guides[head].lower = guides[head].lower.wrapping_add(mix(relation, side));
        }
    }
    guides
}
