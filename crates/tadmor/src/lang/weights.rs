//! What a linear model knows: for each feature, whole-number weights of classes.
//!
//! In: the bytes of a `.weights` file. Out: [`Weights`], or [`Triples`] where there are three classes, which sum the
//! weights of a decision's features. Sums of whole numbers are the same in any order and on every machine. A feature is
//! known by 32 bits of its number, in [`Triples`] by some twenty-five: there, of those that were not learned one in some
//! hundreds is taken for one that was. And of those that were learned about one in two hundred gives way to heavier
//! neighbours when a table is made. Both cost an error now and then and nothing else.

use crate::lang::slab::Slab;
use bytemuck::{Pod, Zeroable};

/// What was learned: a feature with its classes and their weights.
pub type Rows = Vec<(u64, Row)>;
/// Classes with their weights.
pub type Row = Vec<(u8, i16)>;

/// The first bytes of a file of weights.
const MAGIC: &[u8; 8] = b"tadmorw1";

/// So many features have room in one line of memory: a search looks at all of them at once, without a branch that can't
/// be foreseen.
const LINE: usize = 15;
/// So many are there on average. Where more than [`LINE`] share a line (one line in some forty), those that weigh least
/// are left out.
const TAKEN: usize = 9;

/// Weights by feature and class.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    sieve: Sieve,
    lines: Slab<Line>,
    /// Of each feature its number, then its weights: class in the low byte, weight above it.
    entries: Slab<i32>,
}

/// Features whose numbers begin alike.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C, align(64))]
struct Line {
    marks: Marks,
    /// Where the entries of the first feature begin.
    start: u32,
    /// From there, where the entries of each feature end.
    ends: [u16; LINE],
    free: [u16; 7],
}

impl Weights {
    /// Adds the weights of one feature.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        for entry in self.row(feature) {
            scores[(entry & 0xff) as usize] += entry >> 8;
        }
    }

    /// Adds the weights of all of `features`. Their places are asked for first, all at once, so that one waits for memory
    /// while the others are on their way.
    #[inline]
    pub fn score(&self, features: &[u64], scores: &mut [i32]) {
        let lines: &[Line] = &self.lines;
        let entries: &[i32] = &self.entries;
        if lines.is_empty() {
            return;
        }
        let mut known = [0; CHUNK];
        let mut rows = [(0, 0, 0); CHUNK];
        for part in features.chunks(CHUNK) {
            let count = self.sieve.pass(part, &mut known);
            let mut found = 0;
            for feature in &known[..count] {
                let line = &lines[line_of(*feature, lines.len())];
                let (at, is_known) = line.marks.find(*feature);
                let (start, end) = line.row(at);
                rows[found] = (*feature, start, end);
                found += usize::from(is_known);
            }
            for (feature, start, end) in &rows[..found] {
                let [number, row @ ..] = &entries[*start as usize..*end as usize] else { continue };
                if *number as u32 == *feature {
                    for entry in row {
                        scores[(entry & 0xff) as usize] += entry >> 8;
                    }
                }
            }
        }
    }

    /// Whether this one weight, and no other, is what was learned of the feature.
    #[inline]
    pub fn is(&self, feature: u64, class: u8, weight: i16) -> bool {
        self.row(feature) == [entry(class, weight)]
    }

    /// The entries of a feature.
    #[inline]
    fn row(&self, feature: u64) -> &[i32] {
        let feature = short(feature);
        if self.lines.is_empty() || !self.sieve.may_hold(feature) {
            return &[];
        }
        let line = &self.lines[line_of(feature, self.lines.len())];
        let (at, is_known) = line.marks.find(feature);
        let (start, end) = line.row(at);
        match &self.entries[start as usize..end as usize] {
            [number, row @ ..] if is_known && *number as u32 == feature => row,
            _ => &[],
        }
    }

    /// From rows in any order; rows of features that share their short number are put together.
    pub fn of(rows: &[(u64, Row)]) -> Self {
        Packer::of(rows, Weighing::default()).done()
    }

    /// Reads what [`write`] wrote. `None`: these are not the bytes of weights, or they are cut.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        Packer::read(bytes, Weighing::default()).map(Weighing::done)
    }

    /// Reads what [`write`] wrote, where the lowest three bits of a feature's short number tell whose it is: those of all
    /// (0) and those of `owner` are added up.
    pub fn read_owned(bytes: &[u8], owner: u32) -> Option<Self> {
        let mut ends: Vec<(u32, usize)> = Vec::with_capacity(count(bytes)?);
        let mut pairs: Row = Vec::new();
        decode(bytes, |feature, row| {
            if feature & 7 != 0 && feature & 7 != owner {
                return;
            }
            let shared = (feature & !7).max(8);
            let start = match ends.last() {
                Some((last, _)) if *last == shared => {
                    ends[..ends.len() - 1].last().map_or(0, |(_, end)| *end)
                }
                _ => {
                    ends.push((shared, pairs.len()));
                    pairs.len()
                }
            };
            add_up(&mut pairs, start, row);
            if let Some((_, end)) = ends.last_mut() {
                *end = pairs.len();
            }
        })?;
        let mut packer = Packer::new(ends.len(), Weighing::default());
        let mut start = 0;
        for (feature, end) in ends {
            packer.push(feature, &pairs[start..end]);
            start = end;
        }
        Some(packer.finish().done())
    }
}

impl Line {
    /// Where the entries of the feature at `at` begin and end.
    #[inline]
    fn row(&self, at: usize) -> (u32, u32) {
        let before = if at == 0 { 0 } else { self.ends[at - 1] };
        (self.start + u32::from(before), self.start + u32::from(self.ends[at]))
    }
}

#[inline]
fn entry(class: u8, weight: i16) -> i32 {
    i32::from(weight) << 8 | i32::from(class)
}

/// [`Weights`] on their way.
#[derive(Default)]
struct Weighing {
    lines: Slab<Line>,
    entries: Vec<i32>,
    sieve: Sieve,
}

impl Weighing {
    fn done(self) -> Weights {
        Weights { sieve: self.sieve, lines: self.lines, entries: Slab::of(&self.entries) }
    }
}

impl Table for Weighing {
    fn begin(&mut self, lines: usize, sieve: Sieve) {
        (self.lines, self.sieve) = (Slab::new(lines), sieve);
        // Room for what rows mostly hold; what is not touched takes no memory.
        self.entries.reserve(lines * TAKEN * 8);
    }

    fn place(&mut self, line: usize, at: usize, turn: u8, feature: u32, row: &[(u8, i16)]) {
        let line = &mut self.lines[line];
        if at == 0 {
            line.start = u32::try_from(self.entries.len()).expect("fewer than 2^32 weights");
        }
        line.marks.marks[at] = mark(feature, turn);
        line.marks.turn = turn;
        self.entries.push(feature as i32);
        self.entries.extend(row.iter().map(|(class, weight)| entry(*class, *weight)));
        line.ends[at..].fill((self.entries.len() as u32 - line.start) as u16);
        self.sieve.add(feature);
    }
}

/// Weights of three classes, which stand beside their feature. Only their differences are kept, from -2,048 to 2,047:
/// which class is best does not hang on more.
#[derive(Clone, Debug, Default)]
pub struct Triples {
    sieve: Sieve,
    lines: Slab<TripleLine>,
}

/// Features whose numbers begin alike.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C, align(64))]
struct TripleLine {
    marks: Marks,
    /// Of each feature by how much it speaks more for class 1 than for class 0, in the low twelve bits, and for class 2.
    weights: [[u8; 3]; LINE],
    free: [u8; 3],
}

impl Triples {
    /// By how much all of `features` speak more for each class than for the first.
    #[inline]
    pub fn score(&self, features: &[u64]) -> [i32; 3] {
        let mut sums = [0; 3];
        let lines: &[TripleLine] = &self.lines;
        if lines.is_empty() {
            return sums;
        }
        let mut known = [0; CHUNK];
        for part in features.chunks(CHUNK) {
            let count = self.sieve.pass(part, &mut known);
            for feature in &known[..count] {
                let line = &lines[line_of(*feature, lines.len())];
                let (at, is_known) = line.marks.find(*feature);
                // Without a branch: which of them are known can't be foreseen.
                let [low, middle, high] = line.weights[at];
                let both = i32::from_le_bytes([0, low, middle, high]) & -i32::from(is_known);
                sums[1] += both << 12 >> 20;
                sums[2] += both >> 20;
            }
        }
        sums
    }

    /// From rows in any order. Weights of other classes than 0, 1 and 2 are left out.
    pub fn of(rows: &[(u64, Row)]) -> Self {
        Packer::of(rows, Triples::default())
    }

    /// Reads what [`write`] wrote. `None`: these are not the bytes of weights, or they are cut.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        Packer::read(bytes, Triples::default())
    }
}

impl Table for Triples {
    fn begin(&mut self, lines: usize, sieve: Sieve) {
        (self.lines, self.sieve) = (Slab::new(lines), sieve);
    }

    fn place(&mut self, line: usize, at: usize, turn: u8, feature: u32, row: &[(u8, i16)]) {
        let line = &mut self.lines[line];
        line.marks.marks[at] = mark(feature, turn);
        line.marks.turn = turn;
        let mut weights = [0; 3];
        for (class, weight) in row.iter().filter(|(class, _)| *class < 3) {
            weights[usize::from(*class)] = i32::from(*weight);
        }
        let [first, second] = [1, 2].map(|class: usize| (weights[class] - weights[0]).clamp(-2048, 2047));
        let [low, middle, high, _] = (first & 0xfff | second << 12).to_le_bytes();
        line.weights[at] = [low, middle, high];
        self.sieve.add(feature);
    }
}

/// What the features of a line are told apart by.
#[derive(Clone, Copy, Debug, Pod, Zeroable)]
#[repr(C)]
struct Marks {
    /// 0: free.
    marks: [u8; LINE],
    /// By which the marks are made: so chosen that no two in the line are the same.
    turn: u8,
}

impl Marks {
    /// The place of a feature in its line, and whether it is there.
    #[inline]
    fn find(&self, feature: u32) -> (usize, bool) {
        const ONES: u128 = u128::from_le_bytes([1; 16]);
        // The high bit of each byte but the last, which is no mark.
        const HIGH: u128 = ONES << 7 >> 8;
        let marks: [u8; 16] = bytemuck::cast(*self);
        // The first byte that is equal is the first that is zero here (Mycroft's test for a zero byte).
        let apart = u128::from_le_bytes(marks) ^ (ONES * u128::from(mark(feature, self.turn)));
        let zero = apart.wrapping_sub(ONES) & !apart & HIGH;
        ((zero.trailing_zeros() / 8) as usize % LINE, zero != 0)
    }
}

/// The line of a feature: those of rising features rise.
#[inline]
fn line_of(feature: u32, lines: usize) -> usize {
    ((u64::from(feature) * lines as u64) >> 32) as usize
}

/// Eight bits by which a feature is told from its neighbours; never 0. The lowest three bits of the feature are left out:
/// models may keep in them whose it is.
#[inline]
fn mark(feature: u32, turn: u8) -> u8 {
    let odd = u32::from(turn).wrapping_mul(0x2c1b_3c6e).wrapping_add(0x9e37_79b1);
    (((feature >> 3).wrapping_mul(odd) >> 24) as u8).max(1)
}

/// A table that is filled line by line.
trait Table {
    /// So many lines.
    fn begin(&mut self, lines: usize, sieve: Sieve);
    /// The feature at `at` in `line`, marked by `turn`; called in rising order of both.
    fn place(&mut self, line: usize, at: usize, turn: u8, feature: u32, row: &[(u8, i16)]);
}

/// Rows on their way into the lines of a table.
struct Packer<T> {
    table: T,
    lines: usize,
    /// The line whose features are gathered.
    line: usize,
    /// They, and where their rows lie in `pairs`.
    features: Vec<(u32, usize, usize)>,
    pairs: Vec<(u8, i16)>,
}

impl<T: Table> Packer<T> {
    /// A table of rows in any order.
    fn of(rows: &[(u64, Row)], table: T) -> T {
        let rows = sorted(rows);
        let mut packer = Packer::new(rows.len(), table);
        rows.iter().for_each(|(feature, row)| packer.push(*feature, row));
        packer.finish()
    }

    /// A table of what [`write`] wrote.
    fn read(bytes: &[u8], table: T) -> Option<T> {
        let mut packer = Packer::new(count(bytes)?, table);
        decode(bytes, |feature, row| packer.push(feature, row))?;
        Some(packer.finish())
    }

    /// For so many features.
    fn new(features: usize, mut table: T) -> Self {
        let lines = features.div_ceil(TAKEN);
        table.begin(lines, Sieve::new(features));
        Packer { table, lines, line: 0, features: Vec::new(), pairs: Vec::new() }
    }

    /// One more row; features come in rising order.
    fn push(&mut self, feature: u32, row: &[(u8, i16)]) {
        let line = line_of(feature, self.lines);
        if line != self.line {
            self.flush();
            self.line = line;
        }
        let start = self.pairs.len();
        self.pairs.extend_from_slice(row);
        self.features.push((feature, start, self.pairs.len()));
    }

    fn finish(mut self) -> T {
        self.flush();
        self.table
    }

    /// Gives the features of the line their places. Of more than a line has room for those are kept that weigh most.
    fn flush(&mut self) {
        let pairs = &self.pairs;
        if self.features.len() > LINE {
            let weight = |(_, start, end): &(u32, usize, usize)| -> i32 {
                pairs[*start..*end].iter().map(|(_, weight)| i32::from(*weight).abs()).max().unwrap_or(0)
            };
            self.features.sort_by_key(|found| (std::cmp::Reverse(weight(found)), found.0));
            self.features.truncate(LINE);
        }
        let are_apart = |turn: &u8| {
            let marks = self.features.iter().map(|found| mark(found.0, *turn));
            let mut seen = [0u128; 2];
            marks.into_iter().all(|mark| {
                let (half, bit) = (&mut seen[usize::from(mark >> 7)], 1 << (mark & 0x7f));
                let is_new = *half & bit == 0;
                *half |= bit;
                is_new
            })
        };
        // Features that differ in nothing but their lowest three bits share every mark; the first of them is found.
        let turn = (0..=u8::MAX).find(are_apart).unwrap_or(0);
        for (at, (feature, start, end)) in self.features.iter().enumerate() {
            self.table.place(self.line, at, turn, *feature, &self.pairs[*start..*end]);
        }
        self.features.clear();
        self.pairs.clear();
    }
}

/// So many features are asked for at once.
const CHUNK: usize = 64;

/// A bit for each way in which the first bits of a known feature can stand: most features that are asked for are not
/// known, and this small table says so before the large one is touched.
#[derive(Clone, Debug, Default)]
struct Sieve {
    shift: u32,
    bits: Vec<u64>,
}

impl Sieve {
    /// For so many features, with eight to sixteen bits for each.
    fn new(features: usize) -> Self {
        let bits = (features * 8 + 1).next_power_of_two().trailing_zeros().clamp(6, 31);
        Sieve { shift: 32 - bits, bits: vec![0; 1 << (bits - 6)] }
    }

    /// Whether the feature may be known; where not, it is not.
    #[inline]
    fn may_hold(&self, feature: u32) -> bool {
        let bit = (feature >> self.shift) as usize;
        self.bits[bit >> 6] >> (bit & 63) & 1 == 1
    }

    fn add(&mut self, feature: u32) {
        let bit = (feature >> self.shift) as usize;
        self.bits[bit >> 6] |= 1 << (bit & 63);
    }

    /// The numbers of those of `features` that may be known, and how many they are.
    #[inline]
    fn pass(&self, features: &[u64], known: &mut [u32; CHUNK]) -> usize {
        let mut count = 0;
        for feature in features {
            let feature = short(*feature);
            let bit = (feature >> self.shift) as usize;
            // Without a branch: which features are known can't be foreseen.
            known[count] = feature;
            count += (self.bits[bit >> 6] >> (bit & 63) & 1) as usize;
        }
        count
    }
}

/// How many features the bytes say that they hold, as far as there is room for them.
fn count(bytes: &[u8]) -> Option<usize> {
    let (features, _) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
    // A feature with a weight takes four bytes and more: a false count must not ask for memory.
    Some((u32::from_le_bytes(*features) as usize).min(bytes.len() / 3))
}

/// Gives each feature with its row, in rising order.
fn decode(bytes: &[u8], mut each: impl FnMut(u32, &[(u8, i16)])) -> Option<()> {
    let (features, mut rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
    let mut feature = 0u32;
    let mut row = Vec::new();
    for _ in 0..u32::from_le_bytes(*features) {
        feature = feature.checked_add(take(&mut rest)?)?;
        row.clear();
        for _ in 0..take(&mut rest).filter(|classes| *classes < 256)? {
            let (class, after) = rest.split_first()?;
            rest = after;
            let folded = take(&mut rest)?;
            row.push((*class, i16::try_from((folded >> 1) as i32 ^ -((folded & 1) as i32)).ok()?));
        }
        each(feature, &row);
    }
    rest.is_empty().then_some(())
}

/// The rows in bytes that [`write`] wrote, each by the upper half of its feature's number.
pub fn read(bytes: &[u8]) -> Option<Vec<(u32, Row)>> {
    let mut rows = Vec::with_capacity(count(bytes)?);
    decode(bytes, |feature, row| rows.push((feature, row.to_vec())))?;
    Some(rows)
}

/// The bytes of rows: each feature's number as the step from the one before, then its classes and weights.
pub fn write(rows: &[(u64, Row)]) -> Vec<u8> {
    let rows = sorted(rows);
    let mut out = MAGIC.to_vec();
    out.extend_from_slice(&u32::try_from(rows.len()).expect("fewer features than 2^32").to_le_bytes());
    let mut last = 0;
    for (feature, row) in rows {
        put(&mut out, feature - last);
        last = feature;
        put(&mut out, row.len() as u32);
        for (class, weight) in row {
            out.push(class);
            put(&mut out, ((i32::from(weight) << 1) ^ (i32::from(weight) >> 31)) as u32);
        }
    }
    out
}

fn sorted(rows: &[(u64, Row)]) -> Vec<(u32, Row)> {
    let mut rows: Vec<(u32, Row)> =
        rows.iter().map(|(feature, row)| (short(*feature), row.clone())).collect();
    rows.sort();
    rows.dedup_by(|later, kept| {
        let same = later.0 == kept.0;
        if same {
            add_up(&mut kept.1, 0, &later.1);
        }
        same
    });
    rows
}

/// Adds the weights of `more` to those of the same classes in `row` from `start` on.
fn add_up(row: &mut Row, start: usize, more: &[(u8, i16)]) {
    for (class, weight) in more {
        match row[start..].iter_mut().find(|(known, _)| known == class) {
            Some((_, sum)) => *sum = sum.saturating_add(*weight),
            None => row.push((*class, *weight)),
        }
    }
}

/// The bits by which a feature is known; never 0, which marks a free place.
#[inline]
fn short(feature: u64) -> u32 {
    ((feature >> 32) as u32).max(1)
}

/// A number in seven bits a byte, the low ones first.
fn put(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn take(rest: &mut &[u8]) -> Option<u32> {
    let mut number = 0u32;
    for shift in (0..35).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Rows {
        let number = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (1..3000).map(|n| (number(n), vec![(0, n as i16 % 200), (2, n as i16 % 29 * -8)])).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let bytes = write(&rows());
        let (read, made) = (Weights::read(&bytes).unwrap_or_default(), Weights::of(&rows()));
        let (triples, three) = (Triples::read(&bytes).unwrap_or_default(), Triples::of(&rows()));
        for (feature, row) in rows() {
            for weights in [&read, &made] {
                let mut scores = [5, 0, 0];
                weights.score(&[feature, 12345 << 40], &mut scores);
                assert_eq!(scores, [5 + i32::from(row[0].1), 0, i32::from(row[1].1)]);
            }
            let [first, last] = [0, 1].map(|at: usize| i32::from(row[at].1));
            assert_eq!(triples.score(&[feature]), [0, -first, last - first]);
            assert_eq!(three.score(&[feature, feature])[1], -2 * first);
        }
    }

    #[test]
    fn of_a_crowded_line_what_weighs_most_is_kept() {
        let feature = |n: u64| n << 35;
        let rows: Rows = (1..=40).map(|n| (feature(n), vec![(0, n as i16)])).collect();
        let weights = Weights::of(&rows);
        let kept: Vec<u64> = (1..=40).filter(|n| weights.is(feature(*n), 0, *n as i16)).collect();
        assert_eq!(kept, (26..=40).collect::<Vec<u64>>());
    }

    #[test]
    fn shared_weights_and_one_owners_are_added_up() {
        let rows = [(8, vec![(0, 5)]), (9, vec![(0, 2), (1, 7)]), (10, vec![(0, 100)]), (17, vec![(1, 4)])];
        let rows = rows.map(|(feature, row): (u64, Row)| (feature << 32, row));
        let weights = Weights::read_owned(&write(&rows), 1).unwrap_or_default();
        let score = |feature: u64| {
            let mut scores = [0; 2];
            weights.add(feature << 32, &mut scores);
            scores
        };
        assert_eq!((score(8), score(16)), ([7, 7], [0, 4]));
    }

    #[test]
    fn bytes_that_are_cut_are_no_weights() {
        let bytes = write(&rows());
        for end in (0..bytes.len()).step_by(97).chain([bytes.len() - 1]) {
            assert!(
                Weights::read(&bytes[..end]).is_none() && Triples::read(&bytes[..end]).is_none(),
                "{end}"
            );
        }
        assert!(read(b"tadmorw1\xff\xff\xff\xff").is_none());
    }
}
