//! What it costs to write letters as other letters.
//!
//! In: the letters of a listed name and of a written one. Out: the least sum of the costs of steps that turn the one into
//! the other. A step takes up to three letters to up to three, or drops or adds a word: "khirbat" comes and goes.

use std::collections::BTreeMap;

use super::Family;
use super::letters::{EDGE, Letters, Script};
use crate::tables::Error;
use crate::tables::rows::rows;

/// Up to three letters in one number; 0 for none.
pub(crate) type Group = u32;

/// The most letters that one step takes or gives.
pub(crate) const MOST: usize = 3;
/// What no table knows costs this much, in 1/16 bit: a letter left out or added.
pub(crate) const UNKNOWN_LETTER: u32 = 11 * 16;
/// A letter for another.
pub(crate) const UNKNOWN_CHANGE: u32 = 13 * 16;
/// A word left out.
const UNKNOWN_WORD: u16 = 14 * 16;
/// A word added.
const UNKNOWN_NEW_WORD: u16 = 17 * 16;
/// No step.
const NONE: u16 = u16::MAX;

/// What one step costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Letters of the listed name.
    pub from: Vec<u8>,
    /// Letters as written.
    pub to: Vec<u8>,
    /// In 1/16 bit.
    pub cost: u16,
}

/// What was learned of one script in one family of countries.
#[derive(Clone, Debug, Default)]
pub struct Costs {
    from: Groups,
    to: Groups,
    /// By number of the group from, then of the group to.
    table: Vec<u16>,
    /// What a word costs that is left out, and one that is added; by its letters with the edge after it.
    words: BTreeMap<Vec<u8>, (u16, u16)>,
}

/// Groups of letters by number; an open table, as every step of the search asks it.
#[derive(Clone, Debug)]
struct Groups {
    keys: Vec<Group>,
    numbers: Vec<u16>,
    count: usize,
}

const EMPTY: Group = Group::MAX;

impl Default for Groups {
    fn default() -> Self {
        Groups::new(&BTreeMap::new())
    }
}

impl Groups {
    fn new(groups: &BTreeMap<Group, u16>) -> Groups {
        let size = (groups.len() * 3).next_power_of_two().max(16);
        let mut table = Groups { keys: vec![EMPTY; size], numbers: vec![0; size], count: groups.len() };
        for (group, number) in groups {
            let mut slot = table.slot(*group);
            while table.keys[slot] != EMPTY {
                slot = (slot + 1) % size;
            }
            table.keys[slot] = *group;
            table.numbers[slot] = *number;
        }
        table
    }

    fn slot(&self, group: Group) -> usize {
        (group.wrapping_mul(0x9E37_79B1) >> 7) as usize % self.keys.len()
    }

    fn get(&self, group: Group) -> u16 {
        let mut slot = self.slot(group);
        loop {
            match self.keys[slot] {
                key if key == group => return self.numbers[slot],
                EMPTY => return NONE,
                _ => slot = (slot + 1) % self.keys.len(),
            }
        }
    }

    /// The numbers of the groups of none, one, two and three letters that begin at each place.
    fn beginning(&self, letters: &[u8], out: &mut Vec<[u16; MOST + 1]>) {
        out.clear();
        for start in 0..=letters.len() {
            let mut numbers = [NONE; MOST + 1];
            numbers[0] = 0;
            for length in 1..=MOST.min(letters.len() - start) {
                numbers[length] = self.get(packed(&letters[start..start + length]));
            }
            out.push(numbers);
        }
    }
}

/// Letters in one number.
pub(crate) fn packed(letters: &[u8]) -> Group {
    letters.iter().fold(0, |group, letter| group << 8 | Group::from(*letter))
}

impl Costs {
    /// From steps and words.
    pub fn new(operations: &[Operation], words: BTreeMap<Vec<u8>, (u16, u16)>) -> Costs {
        let numbered = |groups: &mut dyn Iterator<Item = Group>| {
            let mut all: BTreeMap<Group, u16> = BTreeMap::from([(0, 0)]);
            for group in groups {
                let next = all.len() as u16;
                all.entry(group).or_insert(next);
            }
            all
        };
        let from = numbered(&mut operations.iter().map(|operation| packed(&operation.from)));
        let to = numbered(&mut operations.iter().map(|operation| packed(&operation.to)));
        let mut table = vec![NONE; from.len() * to.len()];
        for operation in operations {
            let row = usize::from(from[&packed(&operation.from)]);
            table[row * to.len() + usize::from(to[&packed(&operation.to)])] = operation.cost;
        }
        Costs { from: Groups::new(&from), to: Groups::new(&to), table, words }
    }

    /// The tables in a file that [`Costs::to_text`] wrote.
    pub(super) fn parse_all(
        file: &str,
        text: &str,
        letters: &Letters,
    ) -> Result<BTreeMap<(Family, Script), Costs>, Error> {
        type Parts = (Vec<Operation>, BTreeMap<Vec<u8>, (u16, u16)>);
        let mut parts: BTreeMap<(Family, Script), Parts> = BTreeMap::new();
        for row in rows(file, text) {
            let [family, kind, from, to, cost, other] = row.fields()?;
            let family = Family::parse(family).ok_or_else(|| row.error("no such family"))?;
            let read = |shown: &str| letters.read(shown).ok_or_else(|| row.error("a letter is not known"));
            let number =
                |field: &str| field.parse::<u16>().map_err(|_| row.error(format!("\"{field}\" is no cost")));
            if kind == "word" {
                let costs = (number(cost)?, number(other)?);
                parts.entry((family, Script::Latin)).or_default().1.insert(read(from)?, costs);
                continue;
            }
            let script = Script::ALL.into_iter().find(|script| script.word() == kind);
            let script = script.ok_or_else(|| row.error("no such script"))?;
            let (from, to) = (read(from)?, read(to)?);
            if from.len() > MOST || to.len() > MOST || from.len() + to.len() == 0 {
                return Err(row.error("a step takes up to three letters to up to three"));
            }
            let operation = Operation { from, to, cost: number(cost)? };
            parts.entry((family, script)).or_default().0.push(operation);
        }
        // Words are told once for a family; they are Latin ones.
        Ok(parts.into_iter().map(|(of, (operations, words))| (of, Costs::new(&operations, words))).collect())
    }

    /// Rows of the file that [`Spellings`](super::Spellings) reads.
    pub(crate) fn to_text(
        family: Family,
        script: Script,
        operations: &[Operation],
        words: &BTreeMap<Vec<u8>, (u16, u16)>,
        letters: &Letters,
    ) -> String {
        let (family, script) = (family.word(), script.word());
        let steps = operations.iter().map(|step| {
            let (from, to) = (letters.shown(&step.from), letters.shown(&step.to));
            format!("{family}\t{script}\t{from}\t{to}\t{}\n", step.cost)
        });
        let words = words.iter().map(|(word, (without, with))| {
            format!("{family}\tword\t{}\t\t{without}\t{with}\n", letters.shown(word))
        });
        steps.chain(words).collect()
    }
}

/// The sums for one pair of names; kept from pair to pair for its memory.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    sums: Vec<u32>,
    /// How many letters the last step to each place took and gave; filled where steps are asked for.
    last: Vec<(u8, u8)>,
    from: Vec<[u16; MOST + 1]>,
    to: Vec<[u16; MOST + 1]>,
    left_out: Vec<(usize, u16)>,
    added: Vec<(usize, u16)>,
    /// Whether no word may be left out or added.
    all_words: bool,
}

const FAR: u32 = u32::MAX / 2;

impl Lattice {
    /// For names of which no word may be left out.
    pub fn of_all_words() -> Lattice {
        Lattice { all_words: true, ..Lattice::default() }
    }

    /// The least cost of writing `listed` as `written`; none above `limit`.
    pub fn cost(&mut self, costs: &Costs, listed: &[u8], written: &[u8], limit: u32) -> Option<u32> {
        self.written(costs, written);
        self.cost_as_written(costs, listed, written, limit)
    }

    /// Looks up the groups of the written name, which many listed ones are then held against.
    pub(super) fn written(&mut self, costs: &Costs, written: &[u8]) {
        costs.to.beginning(written, &mut self.to);
        let all_words = self.all_words || costs.words.is_empty();
        words(written, &mut self.added, |word| match all_words {
            true => NONE,
            false => costs.words.get(word).map_or(UNKNOWN_NEW_WORD, |word| word.1),
        });
    }

    /// As [`Lattice::cost`], after [`Lattice::written`] of the same costs and name.
    pub(super) fn cost_as_written(
        &mut self,
        costs: &Costs,
        listed: &[u8],
        written: &[u8],
        limit: u32,
    ) -> Option<u32> {
        self.listed(costs, listed);
        let cost = self.fill::<false>(costs, listed, written, limit);
        (cost <= limit).then_some(cost)
    }

    fn listed(&mut self, costs: &Costs, listed: &[u8]) {
        costs.from.beginning(listed, &mut self.from);
        let all_words = self.all_words || costs.words.is_empty();
        words(listed, &mut self.left_out, |word| match all_words {
            true => NONE,
            false => costs.words.get(word).map_or(UNKNOWN_WORD, |word| word.0),
        });
    }

    /// The cheapest steps from `listed` to `written`.
    pub fn steps<'l>(
        &mut self,
        costs: &Costs,
        listed: &'l [u8],
        written: &'l [u8],
    ) -> Vec<(&'l [u8], &'l [u8])> {
        self.written(costs, written);
        self.listed(costs, listed);
        self.fill::<true>(costs, listed, written, FAR);
        let width = written.len() + 1;
        let (mut at, mut to) = (listed.len(), written.len());
        let mut steps = Vec::new();
        while at > 0 || to > 0 {
            let (taken, given) = self.last[at * width + to];
            let (before, before_to) = (at - usize::from(taken), to - usize::from(given));
            steps.push((&listed[before..at], &written[before_to..to]));
            (at, to) = (before, before_to);
        }
        steps.reverse();
        steps
    }

    /// Sums over all ways from `listed` to `written` that stay within `limit`, from the front to the back: places that
    /// no such way comes to are passed over.
    fn fill<const STEPS: bool>(&mut self, costs: &Costs, listed: &[u8], written: &[u8], limit: u32) -> u32 {
        let Lattice { sums, last, from, to, left_out, added, .. } = self;
        let width = written.len() + 1;
        sums.clear();
        sums.resize((listed.len() + 1) * width, FAR);
        if STEPS {
            last.clear();
            last.resize((listed.len() + 1) * width, (0, 0));
        }
        sums[0] = 0;
        let mut offer = |sums: &mut [u32], at: usize, cost: u32, taken: usize, given: usize| {
            if cost < sums[at] {
                sums[at] = cost;
                if STEPS {
                    last[at] = (taken as u8, given as u8);
                }
            }
        };
        let columns = costs.to.count.max(1);
        for at in 0..=listed.len() {
            for place in 0..width {
                let here = at * width + place;
                let sum = sums[here];
                if sum > limit || sum >= FAR {
                    continue;
                }
                let (more, more_written) = (at < listed.len(), place < written.len());
                if more {
                    offer(sums, here + width, sum + UNKNOWN_LETTER, 1, 0);
                }
                if more_written {
                    offer(sums, here + 1, sum + UNKNOWN_LETTER, 0, 1);
                }
                if more && more_written {
                    offer(sums, here + width + 1, sum + UNKNOWN_CHANGE, 1, 1);
                }
                for (taken, row) in from[at].iter().enumerate() {
                    let Some(row) = costs.table.get(usize::from(*row) * columns..).filter(|_| *row != NONE)
                    else {
                        continue;
                    };
                    for (given, column) in to[place].iter().enumerate() {
                        if *column == NONE || taken + given == 0 {
                            continue;
                        }
                        let cost = row[usize::from(*column)];
                        if cost != NONE {
                            offer(sums, here + taken * width + given, sum + u32::from(cost), taken, given);
                        }
                    }
                }
                let (end, cost) = left_out[at];
                if cost != NONE && (place == 0 || written[place - 1] == EDGE) {
                    offer(sums, end * width + place, sum + u32::from(cost), end - at, 0);
                }
                let (end, cost) = added[place];
                if cost != NONE && (at == 0 || listed[at - 1] == EDGE) {
                    offer(sums, at * width + end, sum + u32::from(cost), 0, end - place);
                }
            }
        }
        sums[listed.len() * width + written.len()]
    }
}

/// For each place where a word begins, the place past its last edge and what it costs.
fn words(letters: &[u8], out: &mut Vec<(usize, u16)>, cost: impl Fn(&[u8]) -> u16) {
    out.clear();
    out.resize(letters.len() + 1, (0, NONE));
    let mut start = 1;
    for at in 1..letters.len() {
        if letters[at] == EDGE {
            out[start] = (at + 1, cost(&letters[start..=at]));
            start = at + 1;
        }
    }
}
