//! Weights while names are learned: rows that are found by a small number instead of a search.
//!
//! In: features that spoke for a class and should not, or should and did not. Out: the mean of each weight over all
//! steps. The same sums as [`Perceptron`](crate::train::lang::perceptron::Perceptron), several times as fast, since the
//! features of all sentences are known, and numbered by how common they are, before the first is read.

use crate::lang::name::lattice::Scores;
use crate::train::lang::perceptron::{self, Row, Sums};

/// Weights by feature (numbered from 0) and class.
#[derive(Clone, Debug)]
pub struct Rows {
    rows: Vec<Row>,
    sums: Sums,
}

impl Rows {
    /// Rows for so many features.
    pub fn new(features: usize) -> Self {
        Rows { rows: vec![Row::default(); features], sums: Sums::default() }
    }

    /// Adds the weights that a feature has now to `scores`.
    #[inline]
    pub fn add(&self, feature: u32, scores: &mut Scores) {
        for entry in self.sums.entries(self.rows[feature as usize]) {
            scores[(entry & 0x3f) as usize] += entry >> 8;
        }
    }

    /// Counts one more step.
    pub fn step(&mut self) {
        self.sums.step += 1;
    }

    /// Adds `by` to a weight.
    pub fn update(&mut self, feature: u32, class: u8, by: i32) {
        self.sums.update(&mut self.rows[feature as usize], class, by);
    }
}

/// The mean weights of a feature over `runs`, which have taken the same steps, times `scale`, without those whose mean is
/// less than `least` of 1000.
pub fn means(runs: &[Rows], feature: u32, scale: i64, least: i64) -> Vec<(u8, i16)> {
    let rows: Vec<(&Sums, Row)> = runs.iter().map(|run| (&run.sums, run.rows[feature as usize])).collect();
    let steps = runs.iter().map(|run| run.sums.step).sum();
    perceptron::means(&rows, steps, scale, least)
}
