//! The weights of one convention: those that all share and its own, added up once, when they are loaded.
//!
//! In: rows of features with their classes and weights, as [`weights::write`](crate::lang::weights::write) takes them.
//! Out: [`Merged`], which adds a feature's weights to the scores of the classes. Whether a feature is shared or one
//! convention's own stands in three bits of its number.

use super::Convention;
use super::lattice::Scores;

/// Where the bits stand that say whose a feature is: 0 shared, else one more than the convention's number. They lie in
/// the half of a feature's number that is kept.
const OWNER: u32 = 32;

/// `feature` as all share it.
#[inline]
pub fn shared(feature: u64) -> u64 {
    feature & !(7 << OWNER)
}

/// `convention`'s own copy of a feature.
#[inline]
pub fn own(feature: u64, convention: Convention) -> u64 {
    shared(feature) | (1 + convention as u64) << OWNER
}

/// Weights by feature and class.
#[derive(Clone, Debug)]
pub struct Merged {
    shift: u32,
    /// A bit for each of the first bits of features that are known: most of those asked for are not, and this small
    /// table says so at once.
    sieve: Vec<u64>,
    /// The feature's number, and where its entries begin with their count in the low byte; (0, 0): free.
    slots: Vec<(u32, u32)>,
    /// Class in the low byte, weight above it.
    entries: Vec<i32>,
    /// Rows of features that speak for many classes: a weight for each class up to the last that the convention has.
    dense: Vec<i16>,
    /// How many weights such a row has; a multiple of [`LANE`].
    width: usize,
}

/// So many weights are added at once.
const LANE: usize = 16;
/// A row of so many weights is written in full.
const MANY: usize = 8;
/// Stands for the count of a row that is written in full.
const FULL: usize = 0xff;

impl Default for Merged {
    fn default() -> Self {
        Merged::of(&[], Convention::Own)
    }
}

impl Merged {
    /// The weights of `convention` among `rows`, of which each has the upper half of its feature's number.
    pub fn of(rows: &[(u32, Vec<(u8, i16)>)], convention: Convention) -> Self {
        let owners = [0, 1 + convention as u32];
        let mut kept: Vec<(u32, u8, i32)> = rows
            .iter()
            .filter(|(feature, _)| owners.contains(&(feature & 7)))
            .flat_map(|(feature, row)| {
                row.iter().map(move |(class, weight)| ((feature & !7).max(8), *class, i32::from(*weight)))
            })
            .collect();
        kept.sort_unstable();
        let features = kept.chunk_by(|one, other| one.0 == other.0).count();
        let bits = (features * 8 / 5 + 1).next_power_of_two().trailing_zeros().clamp(6, 28);
        let mut weights = Merged {
            shift: 32 - bits,
            sieve: vec![0; (1 << (bits + 3)) / 64],
            slots: vec![(0, 0); 1 << bits],
            entries: Vec::new(),
            dense: Vec::new(),
            width: kept
                .iter()
                .map(|(_, class, _)| usize::from(*class) + 1)
                .max()
                .unwrap_or(1)
                .next_multiple_of(LANE),
        };
        let mut next = 0;
        for row in kept.chunk_by(|one, other| one.0 == other.0) {
            let (start, feature) = (weights.entries.len(), row[0].0);
            for same in row.chunk_by(|one, other| one.1 == other.1) {
                let weight: i32 = same.iter().map(|(_, _, weight)| weight).sum();
                if weight != 0 && same[0].1 < 64 {
                    weights.entries.push(weight << 8 | i32::from(same[0].1));
                }
            }
            let count = weights.entries.len() - start;
            if count == 0 {
                continue;
            }
            let row =
                if count < MANY { start << 8 | count } else { weights.write_in_full(start) << 8 | FULL };
            let at = next.max((feature >> weights.shift) as usize);
            if at >= weights.slots.len() {
                weights.slots.resize(at + 1, (0, 0));
            }
            let bit = (feature >> (weights.shift - 3)) as usize;
            weights.sieve[bit / 64] |= 1 << (bit % 64);
            weights.slots[at] = (feature, u32::try_from(row).expect("fewer weights than 2^24"));
            next = at + 1;
        }
        weights.slots.push((0, 0));
        weights
    }

    /// Takes the entries from `start` on and writes them in full; the number of the row.
    fn write_in_full(&mut self, start: usize) -> usize {
        let at = self.dense.len();
        self.dense.resize(at + self.width, 0);
        for entry in self.entries.drain(start..) {
            self.dense[at + (entry & 0x3f) as usize] = (entry >> 8).clamp(-32_768, 32_767) as i16;
        }
        at / self.width
    }

    /// Whether something was learned of the feature.
    #[inline]
    pub fn knows(&self, feature: u64) -> bool {
        let feature = ((feature >> 32) as u32 & !7).max(8);
        let bit = (feature >> (self.shift - 3)) as usize;
        if self.sieve[bit / 64] >> (bit % 64) & 1 == 0 {
            return false;
        }
        let mut at = (feature >> self.shift) as usize;
        while self.slots[at].0 != feature && self.slots[at].0 != 0 {
            at += 1;
        }
        self.slots[at].0 == feature
    }

    /// Adds the weights of all of `features` to `scores`. Their places are asked for first, all at once, so that one
    /// waits for memory while the others are on their way.
    #[inline]
    pub fn add(&self, features: &[u64], scores: &mut Scores) {
        let mut rows = [0u32; 64];
        for part in features.chunks(rows.len()) {
            let mut found = 0;
            for feature in part {
                let feature = ((feature >> 32) as u32 & !7).max(8);
                let bit = (feature >> (self.shift - 3)) as usize;
                if self.sieve[bit / 64] >> (bit % 64) & 1 == 0 {
                    continue;
                }
                // The last slot is always free, and a free slot ends the search.
                let mut at = (feature >> self.shift) as usize;
                let mut slot = self.slots[at];
                while slot.0 != feature && slot.0 != 0 {
                    at += 1;
                    slot = self.slots[at];
                }
                rows[found] = slot.1;
                found += usize::from(slot.0 != 0);
            }
            for row in &rows[..found] {
                let (start, count) = ((row >> 8) as usize, (row & 0xff) as usize);
                if count == FULL {
                    let full = &self.dense[start * self.width..(start + 1) * self.width];
                    for (scores, weights) in scores.chunks_exact_mut(LANE).zip(full.chunks_exact(LANE)) {
                        for (score, weight) in scores.iter_mut().zip(weights) {
                            *score += i32::from(*weight);
                        }
                    }
                    continue;
                }
                for entry in &self.entries[start..start + count] {
                    scores[(entry & 0x3f) as usize] += entry >> 8;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::name::feature::mix;

    #[test]
    fn shared_and_own_weights_are_added_up() {
        let feature = mix(1, 2, 3);
        let short = |feature: u64| (feature >> 32) as u32;
        let rows = [
            (short(shared(feature)), vec![(1, 5), (3, -2)]),
            (short(own(feature, Convention::Own)), vec![(1, 2)]),
            (short(own(feature, Convention::Re3d)), vec![(1, 100)]),
        ];
        let mut scores = [0; 64];
        let weights = Merged::of(&rows, Convention::Own);
        weights.add(&[feature, mix(1, 2, 4)], &mut scores);
        assert_eq!((scores[1], scores[3], scores.iter().sum::<i32>()), (7, -2, 5));
        assert!(weights.knows(feature) && !weights.knows(mix(1, 2, 4)));
    }

    #[test]
    fn rows_of_many_classes_count_the_same() {
        let many: Vec<(u8, i16)> = (0..40).map(|class| (class, i16::from(class) * 3 - 50)).collect();
        let rows: Vec<(u32, Vec<(u8, i16)>)> =
            (1..500u32).map(|at| ((at * 7_654_320) & !7, many.clone())).collect();
        let weights = Merged::of(&rows, Convention::Own);
        let mut scores = [0; 64];
        let features: Vec<u64> = rows.iter().map(|(feature, _)| u64::from(*feature) << 32).collect();
        weights.add(&features, &mut scores);
        assert!((0..40).all(|class| scores[class] == 499 * (class as i32 * 3 - 50)));
    }

    #[test]
    fn nothing_learned_says_nothing() {
        let mut scores = [0; 64];
        Merged::of(&[], Convention::Own).add(&[mix(1, 2, 3)], &mut scores);
        assert_eq!(scores, [0; 64]);
    }
}
