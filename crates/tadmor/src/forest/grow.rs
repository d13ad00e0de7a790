//! Growing a forest.
//!
//! In: rows of whole numbers with a label and a weight. Out: a [`Forest`] of gradient-boosted trees: each tree is grown
//! best split first on what the trees before it got wrong (Friedman 2001; histograms and leaf-wise growth as in
//! LightGBM, Ke et al. 2017). Gradients are whole numbers, their sums are exact, and the only division that is not is
//! one IEEE rounding: the same rows give the same bytes on every machine.

use super::{Forest, LEAF, Node, ONE};

/// Labelled rows.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Names of the features.
    pub features: Vec<String>,
    /// Row after row, each as long as `features`.
    pub values: Vec<i32>,
    /// Whether each row is what the forest shall look for.
    pub labels: Vec<bool>,
    /// How much each row counts, at most 65,535.
    pub weights: Vec<u32>,
}

impl Rows {
    /// Adds a row. Panics where it is not as long as `features`.
    pub fn push(&mut self, row: &[i32], label: bool, weight: u32) {
        assert_eq!(row.len(), self.features.len(), "a row has a value for each feature");
        self.values.extend_from_slice(row);
        self.labels.push(label);
        self.weights.push(weight.min(0xffff));
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}

/// How a forest is grown.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many trees.
    pub trees: usize,
    /// How many leaves a tree has at most.
    pub leaves: usize,
    /// What share of a leaf's best value is taken, in thousandths: less learns slower and surer.
    pub rate: i64,
    /// The least share of all weight that a leaf must hold, in millionths.
    pub least: i64,
    /// What share of the rows a tree sees, in thousandths.
    pub rows: u64,
    /// What share of the features a tree sees, in thousandths.
    pub columns: u64,
    /// Where the choice of rows and features begins.
    pub seed: u64,
}

impl Default for Options {
    /// What did well on most sets: 150 trees of 24 leaves.
    fn default() -> Self {
        Options { trees: 150, leaves: 24, rate: 80, least: 200, rows: 700, columns: 600, seed: 1 }
    }
}

/// A probability of one.
const WHOLE: i64 = 1 << 16;
/// At most so many steps are told apart in a feature.
const BINS: usize = 64;
/// Added to a leaf's curvature, as a share of a row of middle weight: keeps small leaves small.
const CALM: f64 = 1.0;

/// The forest that tells labelled `rows` apart.
pub fn grow(rows: &Rows, options: &Options) -> Forest {
    let mut forest = Forest { features: rows.features.clone(), ..Forest::default() };
    let all: i64 = rows.weights.iter().map(|weight| i64::from(*weight)).sum();
    let found: i64 = rows
        .labels
        .iter()
        .zip(&rows.weights)
        .filter(|(label, _)| **label)
        .map(|(_, weight)| i64::from(*weight))
        .sum();
    if found == 0 || found == all {
        forest.start = if found == 0 { -8 * ONE } else { 8 * ONE };
        return forest;
    }
    let curve = Curve::new();
    forest.start = curve.log_odds(found * WHOLE / all);
    let binned = Binned::of(rows);
    let mut scores = vec![forest.start; rows.len()];
    let least = (all * options.least / 1_000_000).max(1);
    let calm = CALM * (all / rows.len() as i64).max(1) as f64 * WHOLE as f64 / 4.0;
    for tree in 0..options.trees {
        let slopes: Vec<Slope> = (0..rows.len())
            .map(|at| {
                let weight = i64::from(rows.weights[at]);
                let chance = curve.chance(scores[at]);
                let wanted = if rows.labels[at] { WHOLE } else { 0 };
                Slope {
                    slope: (wanted - chance) * weight,
                    bend: chance * (WHOLE - chance) / WHOLE * weight,
                    weight,
                }
            })
            .collect();
        let chosen = |what: u64, at: usize, share: u64| {
            mixed(options.seed ^ what.wrapping_mul(0x9e37) ^ ((tree as u64) << 40) ^ at as u64) % 1000 < share
        };
        let seen: Vec<u32> =
            (0..rows.len()).filter(|at| chosen(1, *at, options.rows)).map(|at| at as u32).collect();
        let columns: Vec<usize> =
            (0..rows.features.len()).filter(|at| chosen(2, *at, options.columns)).collect();
        let growing = Growing { binned: &binned, slopes: &slopes, columns: &columns, options, least, calm };
        let nodes = growing.tree(seen);
        let root = forest.nodes.len();
        forest.roots.push(u32::try_from(root).expect("a forest has far fewer nodes than four milliards"));
        forest.nodes.extend(nodes.iter().map(|node| Node {
            other: if node.feature == LEAF { 0 } else { node.other + root as u32 },
            ..*node
        }));
        let width = rows.features.len();
        for (at, score) in scores.iter_mut().enumerate() {
            *score += answer(&nodes, &rows.values[at * width..(at + 1) * width]);
        }
    }
    forest
}

fn answer(nodes: &[Node], row: &[i32]) -> i32 {
    let mut at = 0;
    while nodes[at].feature != LEAF {
        let node = nodes[at];
        at = if row[usize::from(node.feature)] <= node.at_most { at + 1 } else { node.other as usize };
    }
    nodes[at].value
}

/// A number that looks drawn by lot (splitmix64).
fn mixed(seed: u64) -> u64 {
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// The logistic curve as a table.
struct Curve {
    chances: Vec<i64>,
}

/// The curve is kept for scores from minus to plus so many units, a value every [`STEP`].
const REACH: i32 = 12 * ONE;
const STEP: i32 = 8;

impl Curve {
    fn new() -> Self {
        let places = 2 * REACH / STEP + 1;
        let chance = |at: i32| {
            let score = f64::from(at * STEP - REACH) / f64::from(ONE);
            // Rounded to 1/65536, so that the last bit of a machine's `exp` does not matter.
            (WHOLE as f64 / (1.0 + (-score).exp())).round() as i64
        };
        Curve { chances: (0..places).map(chance).collect() }
    }

    fn chance(&self, score: i32) -> i64 {
        let place = (score.clamp(-REACH, REACH) + REACH) / STEP;
        self.chances[place as usize].clamp(8, WHOLE - 8)
    }

    fn log_odds(&self, chance: i64) -> i32 {
        let place = self.chances.partition_point(|known| *known < chance);
        (place as i32).min(2 * REACH / STEP) * STEP - REACH
    }
}

/// How a row pulls: the first and second derivative of its loss, in 1/65536.
#[derive(Clone, Copy, Debug, Default)]
struct Slope {
    slope: i64,
    bend: i64,
    weight: i64,
}

impl Slope {
    fn add(&mut self, other: Slope) {
        self.slope += other.slope;
        self.bend += other.bend;
        self.weight += other.weight;
    }

    fn less(self, other: Slope) -> Slope {
        Slope {
            slope: self.slope - other.slope,
            bend: self.bend - other.bend,
            weight: self.weight - other.weight,
        }
    }

    fn worth(self, calm: f64) -> f64 {
        let slope = self.slope as f64;
        slope * slope / (self.bend as f64 + calm)
    }
}

/// The rows with each value replaced by the number of its bin.
struct Binned {
    width: usize,
    bins: Vec<u8>,
    /// For each feature, the greatest value of each bin but the last.
    bounds: Vec<Vec<i32>>,
}

impl Binned {
    fn of(rows: &Rows) -> Self {
        let width = rows.features.len();
        let bounds: Vec<Vec<i32>> = (0..width)
            .map(|feature| bounds(rows.values.iter().skip(feature).step_by(width).copied().collect()))
            .collect();
        let bin = |at: usize, value: i32| bounds[at % width].partition_point(|bound| *bound < value) as u8;
        let bins = rows.values.iter().enumerate().map(|(at, value)| bin(at, *value)).collect();
        Binned { width, bins, bounds }
    }
}

/// Where a feature's values are parted: between all of them where they are few, else so that bins hold about as many.
fn bounds(mut values: Vec<i32>) -> Vec<i32> {
    values.sort_unstable();
    let count = values.len();
    let mut distinct = values.clone();
    distinct.dedup();
    if distinct.len() <= BINS {
        distinct.pop();
        return distinct;
    }
    let mut bounds: Vec<i32> = (1..BINS).map(|part| values[part * count / BINS]).collect();
    bounds.dedup();
    if bounds.last() == values.last() {
        bounds.pop();
    }
    bounds
}

/// One tree as it grows.
struct Growing<'r> {
    binned: &'r Binned,
    slopes: &'r [Slope],
    columns: &'r [usize],
    options: &'r Options,
    least: i64,
    calm: f64,
}

/// A leaf that may be split.
struct Leaf {
    node: usize,
    rows: Vec<u32>,
    sums: Vec<Slope>,
    total: Slope,
    split: Option<Split>,
}

#[derive(Clone, Copy)]
struct Split {
    gain: f64,
    column: usize,
    bin: usize,
}

/// A node before the tree is laid out: its children by number.
struct Bud {
    feature: u16,
    at_most: i32,
    value: i32,
    children: (usize, usize),
}

impl Growing<'_> {
    fn tree(&self, rows: Vec<u32>) -> Vec<Node> {
        let sums = self.sums(&rows);
        let mut total = Slope::default();
        for at in &rows {
            total.add(self.slopes[*at as usize]);
        }
        let mut buds = vec![self.bud(total)];
        let mut leaves = vec![self.leaf(0, rows, sums, total)];
        while leaves.len() < self.options.leaves {
            // The first of the best, so that ties fall the same way everywhere.
            let mut best: Option<(usize, Split)> = None;
            for (index, leaf) in leaves.iter().enumerate() {
                if let Some(split) = leaf.split
                    && best.is_none_or(|(_, known)| split.gain > known.gain)
                {
                    best = Some((index, split));
                }
            }
            let Some((index, split)) = best else { break };
            let leaf = leaves.swap_remove(index);
            self.part(leaf, split, &mut buds, &mut leaves);
        }
        laid_out(&buds)
    }

    fn bud(&self, total: Slope) -> Bud {
        let best = total.slope as f64 / (total.bend as f64 + self.calm) * f64::from(ONE);
        let value = (best * self.options.rate as f64 / 1000.0).round() as i32;
        Bud { feature: LEAF, at_most: 0, value, children: (0, 0) }
    }

    fn part(&self, leaf: Leaf, split: Split, buds: &mut Vec<Bud>, leaves: &mut Vec<Leaf>) {
        let feature = self.columns[split.column];
        let width = self.binned.width;
        let low = |at: &u32| usize::from(self.binned.bins[*at as usize * width + feature]) <= split.bin;
        let (left, right): (Vec<u32>, Vec<u32>) = leaf.rows.iter().partition(|at| low(at));
        let mut left_total = Slope::default();
        for at in &left {
            left_total.add(self.slopes[*at as usize]);
        }
        let right_total = leaf.total.less(left_total);
        // The sums of the greater side are what the smaller leaves over.
        let less = left.len() <= right.len();
        let small = self.sums(if less { &left } else { &right });
        let mut large = leaf.sums;
        for (sum, part) in large.iter_mut().zip(&small) {
            *sum = sum.less(*part);
        }
        let (left_sums, right_sums) = if less { (small, large) } else { (large, small) };
        let first = buds.len();
        buds.push(self.bud(left_total));
        buds.push(self.bud(right_total));
        let bud = &mut buds[leaf.node];
        bud.feature = u16::try_from(feature).expect("features are fewer than 65,535");
        bud.at_most = self.binned.bounds[feature][split.bin];
        bud.children = (first, first + 1);
        leaves.push(self.leaf(first, left, left_sums, left_total));
        leaves.push(self.leaf(first + 1, right, right_sums, right_total));
    }

    /// The sum of the slopes in each bin of each column.
    fn sums(&self, rows: &[u32]) -> Vec<Slope> {
        let mut sums = vec![Slope::default(); self.columns.len() * BINS];
        for at in rows {
            let slope = self.slopes[*at as usize];
            let bins = &self.binned.bins[*at as usize * self.binned.width..];
            for (column, feature) in self.columns.iter().enumerate() {
                sums[column * BINS + usize::from(bins[*feature])].add(slope);
            }
        }
        sums
    }

    fn leaf(&self, node: usize, rows: Vec<u32>, sums: Vec<Slope>, total: Slope) -> Leaf {
        let split = self.split(&sums, total);
        Leaf { node, rows, sums, total, split }
    }

    fn split(&self, sums: &[Slope], total: Slope) -> Option<Split> {
        let whole = total.worth(self.calm);
        let mut best: Option<Split> = None;
        for (column, feature) in self.columns.iter().enumerate() {
            let mut left = Slope::default();
            for bin in 0..self.binned.bounds[*feature].len() {
                left.add(sums[column * BINS + bin]);
                let right = total.less(left);
                if left.weight < self.least || right.weight < self.least {
                    continue;
                }
                let gain = left.worth(self.calm) + right.worth(self.calm) - whole;
                if gain > 1.0 && best.is_none_or(|known| gain > known.gain) {
                    best = Some(Split { gain, column, bin });
                }
            }
        }
        best
    }
}

/// The nodes in preorder: the first branch follows its question.
fn laid_out(buds: &[Bud]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::with_capacity(buds.len());
    // What is to be laid next, and the question whose second branch it is.
    let mut open: Vec<(usize, Option<usize>)> = vec![(0, None)];
    while let Some((bud, question)) = open.pop() {
        let at = nodes.len();
        if let Some(question) = question {
            nodes[question].other = at as u32;
        }
        let Bud { feature, at_most, value, children } = buds[bud];
        nodes.push(Node { feature, at_most: if feature == LEAF { 0 } else { at_most }, other: 0, value });
        if feature != LEAF {
            open.push((children.1, Some(at)));
            open.push((children.0, None));
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of three features, of which the first two decide together and the third is noise.
    fn rows() -> Rows {
        let mut rows =
            Rows { features: vec!["a".to_owned(), "b".to_owned(), "noise".to_owned()], ..Rows::default() };
        for at in 0..4000u64 {
            let (a, b) = ((mixed(at) % 200) as i32, (mixed(at + 10_000) % 3) as i32);
            rows.push(&[a, b, (mixed(at + 20_000) % 1000) as i32], (a > 90) != (b == 2), 1);
        }
        rows
    }

    #[test]
    fn two_features_that_decide_together_are_learned() {
        let rows = rows();
        let forest = grow(&rows, &Options { trees: 60, ..Options::default() });
        let right = (0..rows.len())
            .filter(|at| (forest.score(&rows.values[at * 3..at * 3 + 3]) > 0) == rows.labels[*at])
            .count();
        assert!(right * 100 >= rows.len() * 99, "{right} of {}", rows.len());
    }

    #[test]
    fn the_same_rows_give_the_same_bytes_and_the_text_gives_the_forest_back() {
        let options = Options { trees: 8, ..Options::default() };
        let forest = grow(&rows(), &options);
        assert_eq!(forest.to_text(), grow(&rows(), &options).to_text());
        assert_eq!(Forest::parse("grown", &forest.to_text()).expect("it was just written"), forest);
    }

    #[test]
    fn labels_of_one_kind_give_a_forest_without_trees() {
        let mut rows = Rows { features: vec!["a".to_owned()], ..Rows::default() };
        rows.push(&[1], true, 1);
        assert_eq!(grow(&rows, &Options::default()).score(&[1]), 8 * ONE);
    }
}
