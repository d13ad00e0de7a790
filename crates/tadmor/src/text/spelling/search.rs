//! Listed names that an unlisted spelling can be of.
//!
//! In: names, each with what it is a name of. Out: [`Search`]; asked for a name, the things whose names are cheapest to
//! write as it. All names of a thing speak for it: their chances are added.

use std::collections::BTreeMap;

use super::blocks::marks;
use super::costs::Lattice;
use super::letters::{Letters, Script, Spelled};
use super::{Family, Spellings};

/// How many listed names are weighed for one that is asked for.
const WEIGHED: usize = 160;
/// A name that costs this much more than the best one, in 1/16 bit, can't be meant.
const BEHIND: u32 = 160;
/// Nothing that costs more, in 1/16 bit, is a spelling.
const DEAREST: u32 = 4000;

/// Names in an order in which spellings of them are found fast.
#[derive(Clone, Debug)]
pub struct Search {
    family: Family,
    letters: Vec<u8>,
    names: Vec<Name>,
    /// What the names are names of: `of[name.of..next.of]`.
    of: Vec<u32>,
    /// Marks with where their names stand in `marked`.
    marks: Vec<(u32, u32)>,
    marked: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Name {
    /// Where its letters begin in `letters`; they end where the next name's begin.
    start: u32,
    of: u32,
    script: Script,
    /// The weight of all its marks.
    weight: u32,
}

/// One thing that a spelling may be a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The thing.
    pub of: u32,
    /// What its cheapest name costs, in 1/16 bit.
    pub cost: u32,
    /// How likely its names become this spelling, all together; 2^60 is certain.
    pub chance: u64,
}

impl Search {
    /// From folded names and what each is a name of. A name in letters that are not known is left out.
    pub fn new<'n>(
        family: Family,
        names: impl Iterator<Item = (&'n str, u32)>,
        spellings: &Spellings,
    ) -> Search {
        let known = spellings.letters();
        let mut all: Vec<(Spelled, u32)> =
            names.filter_map(|(name, of)| Some((known.spelled(name)?, of))).collect();
        all.sort_unstable();
        all.dedup();
        let mut search = Search {
            family,
            letters: Vec::new(),
            names: Vec::new(),
            of: Vec::new(),
            marks: Vec::new(),
            marked: Vec::new(),
        };
        let mut pairs: Vec<u64> = Vec::new();
        let mut last: Option<&Spelled> = None;
        for (spelled, of) in &all {
            if last != Some(spelled) {
                let at = search.names.len() as u64;
                pairs.extend(
                    marks(&spelled.letters, known).into_iter().map(|mark| u64::from(mark) << 32 | at),
                );
                let (start, of) = (search.letters.len() as u32, search.of.len() as u32);
                search.names.push(Name { start, of, script: spelled.script, weight: 0 });
                search.letters.extend(&spelled.letters);
                last = Some(spelled);
            }
            search.of.push(*of);
        }
        pairs.sort_unstable();
        for pair in pairs {
            let (mark, name) = ((pair >> 32) as u32, pair as u32);
            if search.marks.last().is_none_or(|(last, _)| *last != mark) {
                search.marks.push((mark, search.marked.len() as u32));
            }
            search.marked.push(name);
        }
        for at in 0..search.marks.len() {
            let weight = search.weight(at);
            for marked in search.with_mark(at) {
                let name = search.marked[marked];
                search.names[name as usize].weight += weight;
            }
        }
        search
    }

    /// How many names it holds.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn with_mark(&self, at: usize) -> std::ops::Range<usize> {
        let end = self.marks.get(at + 1).map_or(self.marked.len(), |(_, start)| *start as usize);
        self.marks[at].1 as usize..end
    }

    /// What sharing a mark is worth: a rare one says more.
    fn weight(&self, at: usize) -> u32 {
        bits(self.with_mark(at).len() as u64, self.names.len() as u64)
    }

    /// The things that the folded name `written` (in Latin letters) may be a spelling of, the likeliest first; `most` of
    /// them. `without` says which things' names to leave aside, by thing and spelled name: for measuring alone.
    pub fn find(&self, written: &str, most: usize, spellings: &Spellings) -> Vec<Found> {
        self.find_without(written, most, spellings, |_, _| false)
    }

    /// As [`Search::find`], without the names for which `without` holds.
    pub fn find_without(
        &self,
        written: &str,
        most: usize,
        spellings: &Spellings,
        without: impl Fn(&[u8], u32) -> bool,
    ) -> Vec<Found> {
        let known: &Letters = spellings.letters();
        let Some(written) = known.spelled(written) else { return Vec::new() };
        let mut lattices: BTreeMap<Script, Lattice> = BTreeMap::new();
        let mut found: BTreeMap<u32, Found> = BTreeMap::new();
        let mut limit = DEAREST;
        for name in self.alike(&marks(&written.letters, known)) {
            let Name { start, of, script, .. } = self.names[name];
            let (end, of_end) = self
                .names
                .get(name + 1)
                .map_or((self.letters.len(), self.of.len()), |next| (next.start as usize, next.of as usize));
            let letters = &self.letters[start as usize..end];
            let costs = spellings.costs(self.family, script);
            let lattice = lattices.entry(script).or_insert_with(|| {
                let mut lattice = Lattice::default();
                lattice.written(costs, &written.letters);
                lattice
            });
            let Some(cost) = lattice.cost_as_written(costs, letters, &written.letters, limit) else {
                continue;
            };
            for of in &self.of[of as usize..of_end] {
                if without(letters, *of) {
                    continue;
                }
                limit = limit.min(cost + BEHIND);
                let entry = found.entry(*of).or_insert(Found { of: *of, cost, chance: 0 });
                entry.cost = entry.cost.min(cost);
                entry.chance = entry.chance.saturating_add(chance(cost));
            }
        }
        let mut found: Vec<Found> = found.into_values().collect();
        found.sort_by(|one, other| other.chance.cmp(&one.chance).then(one.of.cmp(&other.of)));
        found.truncate(most);
        found
    }

    /// The names that share most with these marks, by number, the likest first.
    fn alike(&self, marks: &[u32]) -> Vec<usize> {
        let mut shared = vec![0u32; self.names.len()];
        let mut own = 0;
        for mark in marks {
            let Ok(at) = self.marks.binary_search_by_key(mark, |(mark, _)| *mark) else {
                own += bits(1, self.names.len() as u64);
                continue;
            };
            let weight = self.weight(at);
            own += weight;
            for name in &self.marked[self.with_mark(at)] {
                shared[*name as usize] += weight;
            }
        }
        let least = own / 8;
        let mut alike: Vec<(u32, u32)> = Vec::new();
        for (at, shared) in shared.iter().enumerate().filter(|(_, shared)| **shared > least) {
            alike.push((*shared * 256 / (self.names[at].weight + own + 1024), at as u32));
        }
        let order = |one: &(u32, u32), other: &(u32, u32)| other.0.cmp(&one.0).then(one.1.cmp(&other.1));
        if alike.len() > WEIGHED {
            alike.select_nth_unstable_by(WEIGHED, order);
            alike.truncate(WEIGHED);
        }
        alike.sort_unstable_by(order);
        alike.into_iter().map(|(_, name)| name as usize).collect()
    }
}

/// `-16 log2(count / all)`, in whole numbers.
pub(crate) fn bits(count: u64, all: u64) -> u32 {
    sixteenths(all.max(1)).saturating_sub(sixteenths(count.max(1)))
}

/// `16 log2(number)`, rounded down.
fn sixteenths(number: u64) -> u32 {
    let whole = 63 - number.leading_zeros();
    // The number as 1.31 bits; squaring it tells one more binary place of its logarithm at a time.
    let mut rest = if whole >= 31 { number >> (whole - 31) } else { number << (31 - whole) };
    let mut places = 0;
    for _ in 0..4 {
        rest = (rest * rest) >> 31;
        places <<= 1;
        if rest >= 1 << 32 {
            rest >>= 1;
            places |= 1;
        }
    }
    whole * 16 + places
}

/// 2^(60 - cost/16).
fn chance(cost: u32) -> u64 {
    /// 2^(-n/16), in 1/65536.
    const PARTS: [u64; 16] = [
        65536, 62757, 60097, 57549, 55109, 52772, 50535, 48393, 46341, 44376, 42495, 40693, 38968, 37316,
        35734, 34219,
    ];
    let whole = (1u64 << 44) * PARTS[(cost % 16) as usize];
    whole.checked_shr(cost / 16).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logarithms_are_whole_numbers() {
        assert_eq!(bits(1, 1), 0);
        assert_eq!(bits(1, 2), 16);
        assert_eq!(bits(3, 4), 7);
        assert_eq!(bits(1, 1 << 20), 320);
    }

    #[test]
    fn unlisted_spellings_lead_to_the_listed_name() {
        let spellings = Spellings::shipped().unwrap();
        let names = [
            ("al qaryatayn", 1),
            ("qatana", 2),
            ("القريتين", 1),
            ("deir ez zor", 3),
            ("dayr hafir", 4),
            ("khan tuman", 5),
        ];
        let search = Search::new(Family::Arabic, names.into_iter(), &spellings);
        for (written, of) in
            [("qariateine", 1), ("deir azzor", 3), ("dayr az zawr", 3), ("khan touman", 5), ("deir hafer", 4)]
        {
            assert_eq!(
                search.find(written, 1, &spellings).first().map(|found| found.of),
                Some(of),
                "{written}"
            );
        }
        assert!(search.find("", 5, &spellings).is_empty());
        assert!(search.find("東京", 5, &spellings).is_empty());
    }
}
