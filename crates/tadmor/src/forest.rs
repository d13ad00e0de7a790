//! Forests: what was learned from labelled pages, as trees of whole numbers.
//!
//! In: a row of features, each a whole number. Out: a score: the log-odds, in 1/1024, that the row is what the forest
//! looks for, and which features added most to it. A sum of integers: the same on every machine.
//! Grown by [`grow`]; kept as text, so that two versions of one can be compared line by line.

mod grow;

pub use grow::{Options, Rows, grow};

use std::fmt::Write as _;

use crate::tables::Error;

/// One unit of log-odds.
pub const ONE: i32 = 1024;

/// A node of a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    /// Which feature is asked; [`LEAF`] where none is.
    feature: u16,
    /// Rows whose feature is at most this go to the next node …
    at_most: i32,
    /// … the others here.
    other: u32,
    /// What the tree would add if it ended here; at a leaf, what it adds.
    value: i32,
}

const LEAF: u16 = u16::MAX;

/// Trees whose answers are added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forest {
    features: Vec<String>,
    start: i32,
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<u32>,
}

impl Forest {
    /// Reads what [`Forest::to_text`] wrote; `file` names it in errors.
    pub fn parse(file: &str, text: &str) -> Result<Forest, Error> {
        let mut forest = Forest::default();
        for (index, line) in text.lines().enumerate() {
            let fault = |what: &str| Error { file: file.to_owned(), line: index + 1, what: what.to_owned() };
            let (name, rest) = line.split_once('\t').unwrap_or((line, ""));
            match name {
                "forest" if rest == "1" => {}
                "forest" => return Err(fault("this is not version 1 of the format: train it again")),
                "feature" => forest.features.push(rest.to_owned()),
                "start" => forest.start = rest.parse().map_err(|_| fault("the start is not a number"))?,
                "tree" => forest.tree(rest).ok_or_else(|| fault("the tree is cut or names no feature"))?,
                _ if name.is_empty() || name.starts_with('#') => {}
                _ => return Err(fault("expected forest, feature, start or tree")),
            }
        }
        Ok(forest)
    }

    /// Adds the tree written in `text`: nodes in preorder, `3<=12~-40` a question, `=55` a leaf.
    fn tree(&mut self, text: &str) -> Option<()> {
        self.roots.push(u32::try_from(self.nodes.len()).ok()?);
        // Questions whose second branch has not been met yet.
        let mut open: Vec<usize> = Vec::new();
        let mut ended = false;
        for token in text.split(' ') {
            if ended {
                return None;
            }
            let at = self.nodes.len();
            if let Some(value) = token.strip_prefix('=') {
                self.nodes.push(Node { feature: LEAF, at_most: 0, other: 0, value: value.parse().ok()? });
                match open.pop() {
                    Some(question) => self.nodes[question].other = u32::try_from(at + 1).ok()?,
                    None => ended = true,
                }
            } else {
                let (feature, rest) = token.split_once("<=")?;
                let (at_most, value) = rest.split_once('~')?;
                let feature: u16 =
                    feature.parse().ok().filter(|at| usize::from(*at) < self.features.len())?;
                let (at_most, value) = (at_most.parse().ok()?, value.parse().ok()?);
                self.nodes.push(Node { feature, at_most, other: 0, value });
                open.push(at);
            }
        }
        ended.then_some(())
    }

    /// As text: one feature and one tree a line.
    pub fn to_text(&self) -> String {
        let mut text = String::from("forest\t1\n");
        for feature in &self.features {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "feature\t{feature}");
        }
        let _ = writeln!(text, "start\t{}", self.start);
        for (index, root) in self.roots.iter().enumerate() {
            let end = self.roots.get(index + 1).map_or(self.nodes.len(), |next| *next as usize);
            let nodes = self.nodes[*root as usize..end].iter().map(|node| match node.feature {
                LEAF => format!("={}", node.value),
                feature => format!("{feature}<={}~{}", node.at_most, node.value),
            });
            let _ = writeln!(text, "tree\t{}", nodes.collect::<Vec<_>>().join(" "));
        }
        text
    }

    /// The names of the features that a row must have, in order.
    pub fn features(&self) -> &[String] {
        &self.features
    }

    /// The log-odds of `row`, in 1/1024. Panics where the row is shorter than the features.
    pub fn score(&self, row: &[i32]) -> i32 {
        self.start + self.roots.iter().map(|root| self.leaf(*root as usize, row)).sum::<i32>()
    }

    /// The log-odds of each of the `rows`, `width` values long each: as [`Forest::score`], a tree at a time.
    pub fn scores(&self, rows: &[i32], width: usize) -> Vec<i32> {
        let mut scores = vec![self.start; rows.len() / width.max(1)];
        for root in &self.roots {
            for (score, row) in scores.iter_mut().zip(rows.chunks_exact(width.max(1))) {
                *score += self.leaf(*root as usize, row);
            }
        }
        scores
    }

    /// What the tree at `root` adds for `row`.
    fn leaf(&self, root: usize, row: &[i32]) -> i32 {
        let mut at = root;
        let mut node = &self.nodes[at];
        while node.feature != LEAF {
            at = if row[usize::from(node.feature)] <= node.at_most { at + 1 } else { node.other as usize };
            node = &self.nodes[at];
        }
        node.value
    }

    /// The `most` features that added most to the score of `row` (`up`) or took most from it, the greatest first.
    pub fn strongest(&self, row: &[i32], up: bool, most: usize) -> Vec<(usize, i32)> {
        let mut strongest: Vec<(usize, i32)> = Vec::with_capacity(most + 1);
        for (feature, value) in self.added(row).into_iter().enumerate() {
            if value == 0 || (value > 0) != up {
                continue;
            }
            let at = strongest.partition_point(|(_, other)| other.abs() >= value.abs());
            if at < most {
                strongest.insert(at, (feature, value));
                strongest.truncate(most);
            }
        }
        strongest
    }

    /// What each feature added, in the order of the features.
    fn added(&self, row: &[i32]) -> Vec<i32> {
        let mut added = vec![0; self.features.len()];
        for root in &self.roots {
            let mut at = *root as usize;
            let mut node = self.nodes[at];
            while node.feature != LEAF {
                let feature = usize::from(node.feature);
                at = if row[feature] <= node.at_most { at + 1 } else { node.other as usize };
                let next = self.nodes[at];
                added[feature] += next.value - node.value;
                node = next;
            }
        }
        added
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "forest\t1\nfeature\twords\nfeature\tlinks\nstart\t-10\n\
                         tree\t0<=4~5 =-100 1<=0~60 =200 =-30\ntree\t=7\n";

    #[test]
    fn a_row_walks_to_one_leaf_of_each_tree() {
        let forest = Forest::parse("small", SMALL).expect("it is well formed");
        assert_eq!(forest.score(&[4, 0]), -10 - 100 + 7);
        assert_eq!(forest.score(&[5, 0]), -10 + 200 + 7);
        assert_eq!(forest.score(&[5, 1]), -10 - 30 + 7);
        assert_eq!(forest.scores(&[4, 0, 5, 0, 5, 1], 2), [-103, 197, -33]);
        assert_eq!(forest.to_text(), SMALL);
    }

    #[test]
    fn what_the_features_added_is_told_from_the_greatest_on() {
        let forest = Forest::parse("small", SMALL).expect("it is well formed");
        assert_eq!(forest.strongest(&[5, 0], true, 3), vec![(1, 140), (0, 55)]);
        assert_eq!(forest.strongest(&[5, 0], true, 1), vec![(1, 140)]);
        assert_eq!(forest.strongest(&[5, 1], false, 3), vec![(1, -90)]);
    }

    #[test]
    fn a_cut_tree_is_an_error_with_its_line() {
        for cut in ["0<=4~5 =-100", "0<=4~5", "9<=4~5 =1 =2", "=1 =2", ""] {
            let text = format!("forest\t1\nfeature\twords\nstart\t0\ntree\t{cut}\n");
            let error = Forest::parse("cut", &text).expect_err("the tree is broken");
            assert_eq!(error.line, 4, "{cut}");
        }
    }
}
