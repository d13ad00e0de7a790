//! What a linear model knows: for each feature, whole-number weights of classes.
//!
//! In: the bytes of a `.weights` file. Out: [`Weights`], or [`Triples`] where there are three classes, which sum the
//! weights of a decision's features. Sums of whole numbers are the same in any order and on every machine. A feature is
//! known by 32 bits of its number: two in four billion share one, which costs an error now and then and nothing else.

/// What was learned: a feature with its classes and their weights.
pub type Rows = Vec<(u64, Row)>;
/// Classes with their weights.
pub type Row = Vec<(u8, i16)>;

/// The first bytes of a file of weights.
const MAGIC: &[u8; 8] = b"tadmorw1";

/// So many features stand in one line of memory: a search looks at all of them at once, without a branch that can't be
/// foreseen.
const LINE: usize = 8;

/// Weights by feature and class.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    sieve: Sieve,
    /// How far a feature's number is shifted to give its place in `lines`.
    shift: u32,
    lines: Vec<Line>,
    /// Class in the low byte, weight above it.
    entries: Vec<i32>,
}

/// Features whose numbers begin alike.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Line {
    /// By which they are told apart; 0: free.
    marks: [u16; LINE],
    /// Where their entries begin, and in the low byte how many there are.
    rows: [u32; LINE],
}

impl Weights {
    /// Adds the weights of one feature.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [i32]) {
        self.score(&[feature], scores);
    }

    /// Adds the weights of all of `features`. Their places are asked for first, all at once, so that one waits for memory
    /// while the others are on their way.
    #[inline]
    pub fn score(&self, features: &[u64], scores: &mut [i32]) {
        if self.lines.is_empty() {
            return;
        }
        let mut known = [0; CHUNK];
        let mut rows = [0; CHUNK];
        for part in features.chunks(CHUNK) {
            let count = self.sieve.pass(part, &mut known);
            for (row, feature) in rows.iter_mut().zip(&known[..count]) {
                let line = &self.lines[(feature >> self.shift) as usize];
                let mark = mark(*feature);
                // At most one of the marks is the feature's; where none is, the row is empty.
                let own = line
                    .marks
                    .iter()
                    .zip(&line.rows)
                    .map(|(known, row)| if *known == mark { *row } else { 0 });
                *row = own.fold(0, |all, row| all | row);
            }
            for row in &rows[..count] {
                let start = (row >> 8) as usize;
                for entry in &self.entries[start..start + (row & 0xff) as usize] {
                    scores[(entry & 0xff) as usize] += entry >> 8;
                }
            }
        }
    }

    /// How many weights.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// From rows in any order; rows of features that share their short number are put together.
    pub fn of(rows: &[(u64, Row)]) -> Self {
        Weights::pack(Packer::of(rows))
    }

    /// Reads what [`write`] wrote. `None`: these are not the bytes of weights, or they are cut.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        Packer::read(bytes).map(Weights::pack)
    }

    fn pack(mut packer: Packer) -> Self {
        let mut weights =
            Weights { sieve: Sieve::new(packer.features), shift: packer.shift, ..Weights::default() };
        weights.lines.resize(1 << (32 - packer.shift), Line::default());
        packer.finish(|line, at, feature, row| {
            let start = u32::try_from(weights.entries.len()).expect("a file of weights is shorter than 2^32");
            weights
                .entries
                .extend(row.iter().map(|(class, weight)| i32::from(*weight) << 8 | i32::from(*class)));
            weights.lines[line].marks[at] = mark(feature);
            weights.lines[line].rows[at] = start << 8 | row.len() as u32;
            weights.sieve.add(feature);
        });
        weights
    }
}

/// Weights of three classes, which stand beside their feature.
#[derive(Clone, Debug, Default)]
pub struct Triples {
    sieve: Sieve,
    shift: u32,
    lines: Vec<TripleLine>,
}

/// Features whose numbers begin alike.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct TripleLine {
    /// By which they are told apart; 0: free.
    marks: [u16; LINE],
    /// By class, then by feature.
    weights: [[i16; LINE]; 3],
}

impl Triples {
    /// The sums of the weights of all of `features`.
    #[inline]
    pub fn score(&self, features: &[u64]) -> [i32; 3] {
        let mut sums = [[0i32; LINE]; 3];
        if self.lines.is_empty() {
            return [0; 3];
        }
        let mut known = [0; CHUNK];
        for part in features.chunks(CHUNK) {
            let count = self.sieve.pass(part, &mut known);
            for feature in &known[..count] {
                let line = &self.lines[(feature >> self.shift) as usize];
                let mark = mark(*feature);
                let own: [i16; LINE] = std::array::from_fn(|at| if line.marks[at] == mark { -1 } else { 0 });
                for (sums, weights) in sums.iter_mut().zip(&line.weights) {
                    for at in 0..LINE {
                        sums[at] += i32::from(weights[at] & own[at]);
                    }
                }
            }
        }
        sums.map(|sums| sums.iter().sum())
    }

    /// From rows in any order. Weights of other classes than 0, 1 and 2 are left out.
    pub fn of(rows: &[(u64, Row)]) -> Self {
        Triples::pack(Packer::of(rows))
    }

    /// Reads what [`write`] wrote. `None`: these are not the bytes of weights, or they are cut.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        Packer::read(bytes).map(Triples::pack)
    }

    fn pack(mut packer: Packer) -> Self {
        let mut triples =
            Triples { sieve: Sieve::new(packer.features), shift: packer.shift, lines: Vec::new() };
        triples.lines.resize(1 << (32 - packer.shift), TripleLine::default());
        packer.finish(|line, at, feature, row| {
            let line = &mut triples.lines[line];
            line.marks[at] = mark(feature);
            for (class, weight) in row.iter().filter(|(class, _)| *class < 3) {
                line.weights[usize::from(*class)][at] = *weight;
            }
            triples.sieve.add(feature);
        });
        triples
    }
}

/// Rows on their way into lines.
struct Packer {
    features: usize,
    shift: u32,
    /// In rising order.
    rows: Vec<(u32, u32, u32)>,
    pairs: Vec<(u8, i16)>,
}

impl Packer {
    /// From rows in any order.
    fn of(rows: &[(u64, Row)]) -> Self {
        let rows = sorted(rows);
        let mut packer = Packer::new(rows.len());
        rows.iter().for_each(|(feature, row)| packer.push(*feature, row));
        packer
    }

    /// From what [`write`] wrote.
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut packer = Packer::new(count(bytes)?);
        decode(bytes, |feature, row| packer.push(feature, row))?;
        Some(packer)
    }

    /// For so many features: about half of the places of a line are taken.
    fn new(features: usize) -> Self {
        let lines = (features / (LINE / 2) + 1).next_power_of_two().trailing_zeros().clamp(1, 28);
        Packer {
            features,
            shift: 32 - lines,
            rows: Vec::with_capacity(features),
            pairs: Vec::with_capacity(features * 2),
        }
    }

    fn push(&mut self, feature: u32, row: &[(u8, i16)]) {
        let start = self.pairs.len() as u32;
        self.pairs.extend_from_slice(row);
        self.rows.push((feature, start, self.pairs.len() as u32));
    }

    /// Gives each feature a line and a place in it. Where more than eight share a line, which is rare, those that weigh
    /// least are left out; so are those of two that share their mark.
    fn finish(&mut self, mut place: impl FnMut(usize, usize, u32, &[(u8, i16)])) {
        let (shift, pairs) = (self.shift, &self.pairs);
        let row = |row: &(u32, u32, u32)| &pairs[row.1 as usize..row.2 as usize];
        for line in self.rows.chunk_by_mut(|one, other| one.0 >> shift == other.0 >> shift) {
            if line.len() > 1 {
                let weight = |found: &(u32, u32, u32)| {
                    row(found).iter().map(|(_, weight)| i32::from(*weight).abs()).max()
                };
                line.sort_by_key(|found| (mark(found.0), std::cmp::Reverse(weight(found)), found.0));
                let mut last = 0;
                let mut kept = 0;
                for at in 0..line.len() {
                    if mark(line[at].0) != last {
                        last = mark(line[at].0);
                        line.swap(kept, at);
                        kept += 1;
                    }
                }
                let line = &mut line[..kept];
                line.sort_by_key(|found| (std::cmp::Reverse(weight(found)), found.0));
                for (at, found) in line.iter().take(LINE).enumerate() {
                    place((found.0 >> shift) as usize, at, found.0, row(found));
                }
                continue;
            }
            place((line[0].0 >> shift) as usize, 0, line[0].0, row(&line[0]));
        }
    }
}

/// The bits by which a feature is told from its neighbours; never 0, which marks a free place.
#[inline]
fn mark(feature: u32) -> u16 {
    feature as u16 | 1
}

/// So many features are asked for at once.
const CHUNK: usize = 64;

/// A bit for each of the first bits of the features that are known. Most of those that are asked for are not, and this
/// small table says so before the large one is touched.
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
    // A feature takes three bytes and more: a false count must not ask for memory.
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
            for (class, weight) in &later.1 {
                match kept.1.iter_mut().find(|(known, _)| known == class) {
                    Some((_, sum)) => *sum = sum.saturating_add(*weight),
                    None => kept.1.push((*class, *weight)),
                }
            }
        }
        same
    });
    rows
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
        (1..3000).map(|n| (number(n), vec![(0, n as i16), (2, -(n as i16) * 9)])).collect()
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
            assert_eq!(triples.score(&[feature]), [i32::from(row[0].1), 0, i32::from(row[1].1)]);
            assert_eq!(three.score(&[feature, feature])[0], 2 * i32::from(row[0].1));
        }
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
