//! The best row of labels for a row of words.
//!
//! In: for each word, how much speaks for each label. Out: the names of the row whose sum is largest, found exactly
//! (Viterbi). A name begins (B), goes on (I) and ends (L), or is one word (U): "[Kivu Defence Front] shelled [Rutaba]" is
//! B I L O U. Ties go to the label of the lower number.

use super::{Name, NameKind};

/// How many labels: none, and four for each kind.
pub const LABELS: usize = 1 + 4 * NameKind::ALL.len();

/// What speaks for each label, by its number.
pub type Scores = [i32; 64];

/// The scores of a word that stands in no name.
pub const NO_NAME: Scores = {
    let mut scores = [-(1 << 20); 64];
    scores[0] = 0;
    scores
};

const BEGIN: usize = 0;
const GO_ON: usize = 1;
const LAST: usize = 2;
const UNIT: usize = 3;

/// The number of a label.
pub fn label(kind: NameKind, part: usize) -> usize {
    1 + 4 * kind as usize + part
}

/// The labels of `length` words with these names, none of which overlap.
pub fn labels(names: &[Name], length: usize) -> Vec<u8> {
    let mut labels = vec![0; length];
    for name in names {
        let part = |at: usize| match (at == name.first, at + 1 == name.end) {
            (true, true) => UNIT,
            (true, false) => BEGIN,
            (false, false) => GO_ON,
            (false, true) => LAST,
        };
        for (at, place) in labels.iter_mut().enumerate().take(name.end).skip(name.first) {
            *place = label(name.kind, part(at)) as u8;
        }
    }
    labels
}

/// How many states a name can be left in: none, and one for each kind.
pub const STATES: usize = 1 + NameKind::ALL.len();

/// The labels of a convention, and what speaks for each kind after each kind.
#[derive(Clone, Debug)]
pub struct Lattice {
    kinds: &'static [NameKind],
    /// From the kind before (0: none) to the next kind (0: none).
    steps: [[i32; STATES]; STATES],
}

/// The layer of names that stand in no other.
pub const OUTER: u64 = 0;
/// The layer of names inside names.
pub const INNER: u64 = 1;

/// The features of a step from the kind before; the classes that they speak for are those of [`step_class`].
pub fn step_feature(layer: u64, before: usize) -> u64 {
    super::feature::mix(0x57e9, before as u64, layer)
}

/// The class by which a step to this state is known.
pub fn step_class(state: usize) -> usize {
    if state == 0 { 0 } else { 1 + 4 * (state - 1) + BEGIN }
}

/// The states that labels pass through: for each word the state before it and the state that it opens, where it opens
/// one (inside a name there is no choice).
pub fn steps(labels: &[u8]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let state = |label: u8| if label == 0 { 0 } else { 1 + (label as usize - 1) / 4 };
    let opens = |label: u8| label == 0 || matches!((label as usize - 1) % 4, BEGIN | UNIT);
    labels.iter().enumerate().filter(move |(_, label)| opens(**label)).map(move |(at, label)| {
        let before = if at == 0 { 0 } else { state(labels[at - 1]) };
        (before, state(*label))
    })
}

impl Lattice {
    /// For names of these kinds; `add` adds the weights of steps from a state to scores.
    pub fn new(kinds: &'static [NameKind], add: impl Fn(usize, &mut Scores)) -> Self {
        let mut steps = [[0; STATES]; STATES];
        for (before, row) in steps.iter_mut().enumerate() {
            let mut scores = [0; 64];
            add(before, &mut scores);
            for (state, step) in row.iter_mut().enumerate() {
                *step = scores[step_class(state)];
            }
        }
        Lattice { kinds, steps }
    }

    /// The labels with the largest sum.
    pub fn best(&self, scores: &[Scores]) -> Vec<u8> {
        const NEVER: i32 = i32::MIN / 2;
        // For each word and state: the sum of the best row that ends in a closed name of this kind (or none), and in
        // an open one; and how it came there.
        let mut closed = [NEVER; STATES];
        closed[0] = 0;
        let mut open = [NEVER; STATES];
        let mut back: Vec<[(u8, bool, bool); STATES]> = Vec::with_capacity(scores.len());
        for word in scores {
            let mut from = [(0u8, false, false); STATES];
            let (mut next_closed, mut next_open) = ([NEVER; STATES], [NEVER; STATES]);
            let reach = |state: usize| {
                let mut best = (closed[0] + self.steps[0][state], 0u8);
                for kind in self.kinds {
                    let before = 1 + *kind as usize;
                    let sum = closed[before] + self.steps[before][state];
                    if sum > best.0 {
                        best = (sum, before as u8);
                    }
                }
                best
            };
            let (sum, before) = reach(0);
            next_closed[0] = sum + word[0];
            from[0].0 = before;
            for kind in self.kinds {
                let state = 1 + *kind as usize;
                let (sum, before) = reach(state);
                let base = 1 + 4 * *kind as usize;
                let (unit, last) = (sum + word[base + UNIT], open[state] + word[base + LAST]);
                let (begin, go_on) = (sum + word[base + BEGIN], open[state] + word[base + GO_ON]);
                next_closed[state] = unit.max(last).max(NEVER);
                next_open[state] = begin.max(go_on).max(NEVER);
                from[state] = (before, last > unit, go_on > begin);
            }
            // Only differences count; so kept, no sum outgrows its type however long the sentence.
            let top = next_closed.iter().copied().fold(NEVER, i32::max);
            closed = next_closed.map(|sum| (sum - top).max(NEVER));
            open = next_open.map(|sum| (sum - top).max(NEVER));
            back.push(from);
        }
        self.read_back(&closed, &back)
    }

    fn read_back(&self, closed: &[i32; STATES], back: &[[(u8, bool, bool); STATES]]) -> Vec<u8> {
        let mut labels = vec![0u8; back.len()];
        let mut state = (0..STATES).rev().max_by_key(|state| closed[*state]).unwrap_or(0);
        let mut inside = false;
        for at in (0..back.len()).rev() {
            let (before, from_last, from_open) = back[at][state];
            if state == 0 {
                state = before as usize;
                continue;
            }
            let base = 1 + 4 * (state - 1);
            let (part, stays) = match (inside, from_last, from_open) {
                (false, false, _) => (UNIT, false),
                (false, true, _) => (LAST, true),
                (true, _, false) => (BEGIN, false),
                (true, _, true) => (GO_ON, true),
            };
            labels[at] = (base + part) as u8;
            inside = stays;
            if !stays {
                state = before as usize;
            }
        }
        labels
    }
}

/// The names that labels spell.
pub fn names(labels: &[u8], offset: usize, inner: bool) -> Vec<Name> {
    let mut names = Vec::new();
    let mut first = 0;
    for (at, label) in labels.iter().enumerate().filter(|(_, label)| **label != 0) {
        let (kind, part) = ((*label as usize - 1) / 4, (*label as usize - 1) % 4);
        if matches!(part, BEGIN | UNIT) {
            first = at;
        }
        if matches!(part, LAST | UNIT) {
            let kind = NameKind::ALL[kind];
            names.push(Name { first: offset + first, end: offset + at + 1, kind, inner });
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::name::feature::mix;

    const KINDS: &[NameKind] = &[NameKind::Person, NameKind::Place];

    /// The sum of a row of labels; `None`: they spell no names.
    fn sum(lattice: &Lattice, scores: &[Scores], labels: &[u8]) -> Option<i32> {
        let spelled = labels_of(&names(labels, 0, false), labels.len());
        let steps: i32 = steps(labels).map(|(before, state)| lattice.steps[before][state]).sum();
        (spelled == labels).then(|| {
            steps + labels.iter().zip(scores).map(|(label, scores)| scores[*label as usize]).sum::<i32>()
        })
    }

    fn labels_of(names: &[Name], length: usize) -> Vec<u8> {
        labels(names, length)
    }

    #[test]
    fn the_best_row_is_the_best_of_all() {
        let all: Vec<u8> = (0..=4).chain(9..=12).collect();
        for seed in 0..20 {
            let number = |which, of| (mix(which, seed, of) >> 40) as i32 % 100 - 50;
            let lattice = Lattice::new(KINDS, |before, scores| {
                (0..64).for_each(|class| scores[class] = number(1, (before * 64 + class) as u64));
            });
            let scores: Vec<Scores> =
                (0..4).map(|at| std::array::from_fn(|class| number(2, (at * 64 + class) as u64))).collect();
            let mut rows = vec![Vec::new()];
            for _ in &scores {
                rows = rows
                    .iter()
                    .flat_map(|row| all.iter().map(|label| [&row[..], &[*label]].concat()))
                    .collect();
            }
            let best = rows.iter().filter_map(|row| sum(&lattice, &scores, row)).max();
            assert_eq!(sum(&lattice, &scores, &lattice.best(&scores)), best, "seed {seed}");
        }
    }

    #[test]
    fn names_and_labels_say_the_same() {
        let name = |first, end, kind| Name { first, end, kind, inner: false };
        let all = [name(0, 1, NameKind::Place), name(1, 3, NameKind::Person), name(4, 7, NameKind::Other)];
        assert_eq!(names(&labels(&all, 8), 0, false), all);
    }
}
