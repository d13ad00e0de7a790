//! The averaged perceptron (Freund and Schapire 1999; Collins 2002), in whole numbers.
//!
//! In: features that spoke for a class and should not, or should and did not. Out: rows for
//! [`Weights`](crate::lang::weights::Weights): each weight's mean over all steps, which generalises better than its last
//! value, scaled and cut to 16 bits. No float is used: the same examples in the same order give the same bytes.

/// Weights while they are learned.
#[derive(Clone, Debug)]
pub struct Perceptron {
    /// By feature, open addressing: nothing hangs on the order of a hash map.
    slots: Vec<Slot>,
    /// How many slots are taken.
    features: usize,
    /// Class in the low byte, weight above it; each feature's entries stand in a row.
    entries: Vec<i32>,
    /// For each entry, the sum of its changes times the step at which they came.
    changes: Vec<i64>,
    /// Steps so far.
    step: i64,
}

/// Where a feature's entries are.
#[derive(Clone, Copy, Debug, Default)]
struct Slot {
    /// The feature; 0: free.
    feature: u64,
    start: u32,
    len: u16,
    room: u16,
}

impl Default for Perceptron {
    fn default() -> Self {
        Perceptron {
            slots: vec![Slot::default(); 1 << 16],
            features: 0,
            entries: Vec::new(),
            changes: Vec::new(),
            step: 1,
        }
    }
}

impl Perceptron {
    /// Adds the weights that a feature has now to `scores`.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        let slot = self.slots[self.place(feature)];
        let start = slot.start as usize;
        for entry in &self.entries[start..start + usize::from(slot.len)] {
            scores[(entry & 0xff) as usize] += entry >> 8;
        }
    }

    /// Adds the weights of all of `features`. Their places are asked for first, all at once, so that one waits for
    /// memory while the others are on their way.
    pub fn score(&self, features: &[u64], scores: &mut [i32]) {
        let mut rows = [(0u32, 0u16); 64];
        for part in features.chunks(rows.len()) {
            for (row, feature) in rows.iter_mut().zip(part) {
                let slot = self.slots[self.place(*feature)];
                *row = (slot.start, slot.len);
            }
            for (start, len) in &rows[..part.len()] {
                let start = *start as usize;
                for entry in &self.entries[start..start + usize::from(*len)] {
                    scores[(entry & 0xff) as usize] += entry >> 8;
                }
            }
        }
    }

    /// Counts one more step: call it once for each example.
    pub fn step(&mut self) {
        self.step += 1;
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
        let slot = self.slots[at];
        let range = slot.start as usize..slot.start as usize + usize::from(slot.len);
        let known = self.entries[range.clone()].iter().position(|entry| (entry & 0xff) as u8 == class);
        let place = match known {
            Some(known) => range.start + known,
            None => self.append(at, class),
        };
        self.entries[place] += by << 8;
        self.changes[place] += self.step * i64::from(by);
    }

    /// Makes room for one more class of the feature at `at`.
    fn append(&mut self, at: usize, class: u8) -> usize {
        let slot = self.slots[at];
        if slot.len == slot.room {
            let start = self.entries.len();
            let room = (slot.room * 2).max(2);
            let old = slot.start as usize..slot.start as usize + usize::from(slot.len);
            self.entries.extend_from_within(old.clone());
            self.changes.extend_from_within(old);
            self.entries.resize(start + usize::from(room), 0);
            self.changes.resize(start + usize::from(room), 0);
            let start = u32::try_from(start).expect("fewer weights than 2^32");
            self.slots[at] = Slot { start, room, ..slot };
        }
        let slot = &mut self.slots[at];
        let place = slot.start as usize + usize::from(slot.len);
        slot.len += 1;
        self.entries[place] = i32::from(class);
        place
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

    /// The mean weights times `scale`, without those whose mean is less than `least` of 1000; in rising order of the
    /// features.
    pub fn rows(&self, scale: i64, least: i64) -> Vec<(u64, Vec<(u8, i16)>)> {
        let mut out = Vec::new();
        for slot in self.slots.iter().filter(|slot| slot.feature != 0) {
            let start = slot.start as usize;
            let row: Vec<(u8, i16)> = (start..start + usize::from(slot.len))
                .filter_map(|at| {
                    // The mean of a weight that changed by d at step s is d * (steps - s) / steps.
                    let sum = i64::from(self.entries[at] >> 8) * self.step - self.changes[at];
                    let mean = (sum * scale).div_euclid(self.step).clamp(-32_768, 32_767) as i16;
                    (sum.abs() * 1000 >= least * self.step && mean != 0)
                        .then_some(((self.entries[at] & 0xff) as u8, mean))
                })
                .collect();
            if !row.is_empty() {
                out.push((slot.feature, row));
            }
        }
        out.sort_unstable_by_key(|(feature, _)| *feature);
        out
    }
}

/// The best class but this one, the first of those that are equal.
pub fn rival(scores: &[i32], right: usize) -> usize {
    let others = (0..scores.len()).filter(|class| *class != right);
    others
        .fold(usize::from(right == 0), |best, class| if scores[class] > scores[best] { class } else { best })
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
