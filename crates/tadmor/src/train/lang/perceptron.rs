//! The averaged perceptron (Freund and Schapire 1999; Collins 2002), in whole numbers.
//!
//! In: features that spoke for a class and should not, or should and did not. Out: rows for
//! [`Weights`](crate::lang::weights::Weights): each weight's mean over all steps, which generalises better than its last
//! value, scaled and cut to 16 bits. No float is used: the same examples in the same order give the same bytes.

use std::ops::Range;

use crate::lang::weights::Rows;

/// Weights while they are learned.
#[derive(Clone, Debug)]
pub struct Perceptron {
    /// By feature, open addressing: nothing hangs on the order of a hash map.
    slots: Vec<Slot>,
    /// How many slots are taken.
    features: usize,
    sums: Sums,
}

/// Where a feature's entries are.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The feature; 0: free.
    feature: u64,
    row: Row,
}

impl Default for Perceptron {
    fn default() -> Self {
        Perceptron { slots: vec![Slot::default(); 1 << 16], features: 0, sums: Sums::default() }
    }
}

impl Perceptron {
    /// Adds the weights that a feature has now to `scores`.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        for entry in self.sums.entries(self.slots[self.place(feature)].row) {
            scores[(entry & 0xff) as usize] += entry >> 8;
        }
    }

    /// Adds the weights of all of `features`. Their places are asked for first, all at once, so that one waits for
    /// memory while the others are on their way.
    pub fn score(&self, features: &[u64], scores: &mut [i32]) {
        let mut rows = [Row::default(); 64];
        for part in features.chunks(rows.len()) {
            for (row, feature) in rows.iter_mut().zip(part) {
                *row = self.slots[self.place(*feature)].row;
            }
            for entry in rows[..part.len()].iter().flat_map(|row| self.sums.entries(*row)) {
                scores[(entry & 0xff) as usize] += entry >> 8;
            }
        }
    }

    /// Counts one more step: call it once for each example.
    pub fn step(&mut self) {
        self.sums.step += 1;
    }

    /// Adds `by` to a weight.
    pub fn update(&mut self, feature: u64, class: u8, by: i32) {
        let mut at = self.place(feature);
        if self.slots[at].feature == 0 {
            if (self.features + 1) * 2 > self.slots.len() {
                self.grow();
                at = self.place(feature);
            }
            self.features += 1;
            self.slots[at] = Slot { feature: feature.max(1), ..Slot::default() };
        }
        self.sums.update(&mut self.slots[at].row, class, by);
    }

    /// Where `feature` stands, or the free place where it would.
    #[inline]
    fn place(&self, feature: u64) -> usize {
        let feature = feature.max(1);
        let mask = self.slots.len() - 1;
        let mut at = (feature >> (64 - self.slots.len().trailing_zeros())) as usize;
        while self.slots[at].feature != 0 && self.slots[at].feature != feature {
            at = (at + 1) & mask;
        }
        at
    }

    fn grow(&mut self) {
        let larger = vec![Slot::default(); self.slots.len() * 2];
        let slots = std::mem::replace(&mut self.slots, larger);
        for slot in slots.into_iter().filter(|slot| slot.feature != 0) {
            let at = self.place(slot.feature);
            self.slots[at] = slot;
        }
    }
}

/// The mean weights of learners over all their steps, times `scale`, without those whose mean is less than `least` of
/// 1000; in rising order of the features. Several learners that met the same lessons in several orders err apart, and
/// their mean errs less than each.
pub fn rows<'l>(learners: &'l [Perceptron], scale: i64, least: i64) -> Rows {
    let slots = |learner: &'l Perceptron| {
        let slots = learner.slots.iter().filter(|slot| slot.feature != 0);
        slots.map(|slot| (slot.feature, (&learner.sums, slot.row)))
    };
    let mut all: Vec<(u64, (&Sums, Row))> = learners.iter().flat_map(slots).collect();
    all.sort_by_key(|(feature, _)| *feature);
    let steps: i64 = learners.iter().map(|learner| learner.sums.step).sum();
    let row = |of_feature: &[(u64, (&Sums, Row))]| {
        let rows: Vec<(&Sums, Row)> = of_feature.iter().map(|(_, row)| *row).collect();
        (of_feature[0].0, means(&rows, steps, scale, least))
    };
    all.chunk_by(|one, other| one.0 == other.0).map(row).filter(|(_, row)| !row.is_empty()).collect()
}

/// The means of one feature's weights over the `steps` of all learners together.
pub(super) fn means(rows: &[(&Sums, Row)], steps: i64, scale: i64, least: i64) -> Vec<(u8, i16)> {
    let mut all: Vec<(u8, i64)> = Vec::new();
    for (class, sum) in rows.iter().flat_map(|(sums, row)| sums.of(*row)) {
        match all.iter_mut().find(|(known, _)| *known == class) {
            Some((_, known)) => *known += sum,
            None => all.push((class, sum)),
        }
    }
    all.into_iter().filter_map(|(class, sum)| Some((class, mean(sum, steps, scale, least)?))).collect()
}

/// Rows of weights with what is needed for their means.
#[derive(Clone, Debug)]
pub(super) struct Sums {
    /// Class in the low byte, weight above it; each row's entries stand together.
    entries: Vec<i32>,
    /// For each entry, the sum of its changes times the step at which they came.
    changes: Vec<i64>,
    /// Steps so far, from 1.
    pub(super) step: i64,
}

/// Where a row's entries are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row {
    start: u32,
    len: u16,
    room: u16,
}

impl Row {
    fn range(self) -> Range<usize> {
        self.start as usize..self.start as usize + usize::from(self.len)
    }
}

impl Default for Sums {
    fn default() -> Self {
        Sums { entries: Vec::new(), changes: Vec::new(), step: 1 }
    }
}

impl Sums {
    /// The weights of a row as they are now.
    #[inline]
    pub(super) fn entries(&self, row: Row) -> &[i32] {
        &self.entries[row.range()]
    }

    /// The classes of a row, each with the sum of its weight over all steps.
    pub(super) fn of(&self, row: Row) -> impl Iterator<Item = (u8, i64)> {
        // A weight that changed by d at step s counts d in each of the steps that are left.
        let sum = |at: usize| i64::from(self.entries[at] >> 8) * self.step - self.changes[at];
        row.range().map(move |at| ((self.entries[at] & 0xff) as u8, sum(at)))
    }

    /// Adds `by` to a weight.
    pub(super) fn update(&mut self, row: &mut Row, class: u8, by: i32) {
        let known = self.entries(*row).iter().position(|entry| (entry & 0xff) as u8 == class);
        let at = match known {
            Some(known) => row.start as usize + known,
            None => self.append(row, class),
        };
        self.entries[at] += by << 8;
        self.changes[at] += self.step * i64::from(by);
    }

    /// Makes room for one more class: a row that is full moves to the end, with twice the room.
    fn append(&mut self, row: &mut Row, class: u8) -> usize {
        if row.len == row.room {
            let (start, old) = (self.entries.len(), row.range());
            row.room = (row.room * 2).max(2);
            self.entries.extend_from_within(old.clone());
            self.changes.extend_from_within(old);
            self.entries.resize(start + usize::from(row.room), 0);
            self.changes.resize(start + usize::from(row.room), 0);
            row.start = u32::try_from(start).expect("fewer weights than 2^32");
        }
        let at = row.range().end;
        row.len += 1;
        self.entries[at] = i32::from(class);
        at
    }
}

/// The mean of a weight from its sum over `steps`, times `scale`. `None`: it is less than `least` of 1000, or nothing.
fn mean(sum: i64, steps: i64, scale: i64, least: i64) -> Option<i16> {
    let mean = (sum * scale).div_euclid(steps).clamp(-32_768, 32_767) as i16;
    (sum.abs() * 1000 >= least * steps && mean != 0).then_some(mean)
}

/// Numbers that look random and are the same in each run (xorshift64*, Vigna 2016).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// From a seed, which is not 0.
    pub fn new(seed: u64) -> Self {
        Random(seed.max(1))
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.draw()) * end as u128) >> 64) as usize
    }

    /// Puts `items` in another order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_learners_counts_what_one_of_them_knows() {
        let learner = |feature, class, weight| {
            let mut learner = Perceptron::default();
            learner.update(feature, class, weight);
            learner.step();
            learner.step();
            learner
        };
        // Each weight stands for two of the six steps that both count.
        let both = [learner(9, 1, 4), learner(5, 0, 3)];
        assert_eq!(rows(&both, 6, 0), [(5, vec![(0, 6)]), (9, vec![(1, 8)])]);
        assert_eq!(rows(&both, 6, 1100), [(9, vec![(1, 8)])], "the other's mean is one");
    }
}
