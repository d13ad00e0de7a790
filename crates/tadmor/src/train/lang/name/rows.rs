//! Weights while names are learned: rows in one long vector, found by a small number instead of a search.
//!
//! In: features that spoke for a class and should not, or should and did not. Out: the mean of each weight over all
//! steps. The same sums as [`Perceptron`](crate::train::lang::perceptron::Perceptron), several times as fast, since the
//! features of all sentences are known, and numbered by how common they are, before the first is read.

/// Weights by feature (numbered from 0) and class.
#[derive(Clone, Debug)]
pub struct Rows {
    heads: Vec<Head>,
    /// Class in the low byte, weight above it.
    entries: Vec<i32>,
    /// For each entry, the sum of its changes, each times the step at which it was made.
    late: Vec<i64>,
    step: i64,
}

/// Where a row lies in `entries`.
#[derive(Clone, Copy, Debug, Default)]
struct Head {
    start: u32,
    len: u8,
    room: u8,
}

impl Rows {
    /// Rows for so many features.
    pub fn new(features: usize) -> Self {
        Rows { heads: vec![Head::default(); features], entries: Vec::new(), late: Vec::new(), step: 1 }
    }

    /// Adds the weights that a feature has now to `scores`.
    #[inline]
    pub fn add(&self, feature: u32, scores: &mut [i32; 64]) {
        let head = self.heads[feature as usize];
        for entry in &self.entries[head.start as usize..head.start as usize + head.len as usize] {
            scores[(entry & 0x3f) as usize] += entry >> 8;
        }
    }

    /// Counts one more step.
    pub fn step(&mut self) {
        self.step += 1;
    }

    /// Adds `by` to a weight.
    pub fn update(&mut self, feature: u32, class: u8, by: i32) {
        let head = self.heads[feature as usize];
        let start = head.start as usize;
        let known = self.entries[start..start + head.len as usize]
            .iter()
            .position(|entry| entry & 0xff == i32::from(class));
        let at = match known {
            Some(at) => start + at,
            None => self.grow(feature, class),
        };
        self.entries[at] += by << 8;
        self.late[at] += i64::from(by) * self.step;
    }

    fn grow(&mut self, feature: u32, class: u8) -> usize {
        let mut head = self.heads[feature as usize];
        if head.len == head.room {
            // A row that is full moves to the end, with twice the room.
            let start = self.entries.len();
            let old = head.start as usize..head.start as usize + head.len as usize;
            let room = (usize::from(head.room) * 2).clamp(2, 64);
            self.entries.extend_from_within(old.clone());
            self.late.extend_from_within(old);
            self.entries.resize(start + room, 0);
            self.late.resize(start + room, 0);
            head = Head {
                start: u32::try_from(start).expect("fewer than 2^32 weights"),
                len: head.len,
                room: room as u8,
            };
        }
        let at = head.start as usize + head.len as usize;
        self.entries[at] = i32::from(class);
        head.len += 1;
        self.heads[feature as usize] = head;
        at
    }
}

/// The mean weights of a feature over `runs`, which have taken the same steps, times `scale`, without those whose mean is
/// less than `least` of 1000.
pub fn means(runs: &[Rows], feature: u32, scale: i64, least: i64) -> Vec<(u8, i16)> {
    let mut sums: Vec<(u8, i64)> = Vec::new();
    for rows in runs {
        let head = rows.heads[feature as usize];
        for at in head.start as usize..head.start as usize + head.len as usize {
            let class = (rows.entries[at] & 0xff) as u8;
            let sum = i64::from(rows.entries[at] >> 8) * rows.step - rows.late[at];
            match sums.iter_mut().find(|(known, _)| *known == class) {
                Some((_, all)) => *all += sum,
                None => sums.push((class, sum)),
            }
        }
    }
    let steps: i64 = runs.iter().map(|rows| rows.step).sum();
    let mean = |sum: i64| (sum * scale).div_euclid(steps).clamp(-32_768, 32_767) as i16;
    sums.retain(|(_, sum)| sum.abs() * 1000 >= least * steps && mean(*sum) != 0);
    sums.into_iter().map(|(class, sum)| (class, mean(sum))).collect()
}
