//! What speaks for a label of a word: the words around it, their tags, clusters and lists, and what the page says.
//!
//! In: a page's sentences. Out: for each word of a sentence the numbers of its features. "Rutaba" before "district" in
//! one sentence is known again in the next one, where nothing stands beside it.

use super::gazetteer::{Gazetteer, LISTS, List, Listed};
use super::{Line, Name, owner};
use crate::lang::word::Word;

/// The number of a feature: which one, and of what.
#[inline]
pub fn mix(which: u64, first: u64, second: u64) -> u64 {
    let mut sum = (first ^ which.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    sum ^= sum >> 31;
    sum = (sum ^ second).wrapping_mul(0x94d0_49bb_1331_11eb);
    owner::shared(sum ^ sum >> 29)
}

/// The feature that is known of words which stand in no name ("said", "of" where a convention's names hold none): half
/// of all words need not be looked at.
#[inline]
pub fn never(word: &Word) -> Option<u64> {
    (!word.looks.capitalised && !word.looks.caseless).then(|| mix(990, word.lower, 0))
}

/// What the page says of words wherever they stand in it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// For each sentence, what lists say of its words.
    pub listed: Vec<Vec<Listed>>,
    /// Words that begin with a capital somewhere, sorted, with what stands beside them.
    about: Vec<(u64, u64)>,
}

/// What was seen of a word somewhere on the page: bits.
mod about {
    pub const CAPITAL_INSIDE: u64 = 1;
    pub const SMALL: u64 = 1 << 1;
    pub const AFTER_RANK: u64 = 1 << 2;
    pub const AFTER_GIVEN: u64 = 1 << 3;
    pub const BEFORE_CAPITAL: u64 = 1 << 4;
    pub const AFTER_CAPITAL: u64 = 1 << 5;
    pub const AFTER_WHERE: u64 = 1 << 6;
    pub const BEFORE_SAYING: u64 = 1 << 7;
    pub const BEFORE_ORGANISATION: u64 = 1 << 8;
    pub const BEFORE_PLACE: u64 = 1 << 9;
    pub const BEFORE_FACILITY: u64 = 1 << 10;
    pub const AFTER_THE: u64 = 1 << 11;
    pub const BRACKETED: u64 = 1 << 12;
    pub const BEFORE_POSSESSIVE: u64 = 1 << 13;
    pub const IN_PLACE: u64 = 1 << 14;
    pub const IN_ACTOR: u64 = 1 << 15;
    pub const BEFORE_PEOPLE: u64 = 1 << 16;
    pub const COUNT: usize = 17;
}

const PLACES: u32 =
    bit(List::Country) | bit(List::Region) | bit(List::City) | bit(List::Town) | bit(List::AreaName);
const ACTORS: u32 = bit(List::Force) | bit(List::Group) | bit(List::Institution);

const fn bit(list: List) -> u32 {
    1 << list as u32
}

impl Seen {
    /// What `page` says of its words.
    pub fn of(page: &[Line<'_>], gazetteer: &Gazetteer) -> Self {
        let listed: Vec<Vec<Listed>> = page.iter().map(|line| gazetteer.read(line.words)).collect();
        let mut all: Vec<(u64, u64)> = Vec::new();
        for (line, listed) in page.iter().zip(&listed) {
            for at in 0..line.words.len() {
                let word = &line.words[at];
                if word.looks.mark || word.looks.caseless {
                    continue;
                }
                let bits = Seen::beside(line.words, listed, at, gazetteer);
                if bits != 0 {
                    all.push((word.lower, bits));
                }
            }
        }
        all.sort_unstable();
        all.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                kept.1 |= later.1;
            }
            same
        });
        Seen { listed, about: all }
    }

    fn beside(words: &[Word], listed: &[Listed], at: usize, gazetteer: &Gazetteer) -> u64 {
        let word = &words[at];
        if !word.looks.capitalised {
            return about::SMALL;
        }
        let mut bits = 0;
        let mut put = |holds: bool, bit: u64| bits |= if holds { bit } else { 0 };
        put(at > 0 && !words[at - 1].looks.mark, about::CAPITAL_INSIDE);
        if at > 0 {
            let (before, lists) = (&words[at - 1], listed[at - 1]);
            put(lists.is(List::Rank) || lists.is(List::Office), about::AFTER_RANK);
            put(lists.is(List::GivenName) && before.looks.capitalised, about::AFTER_GIVEN);
            put(before.looks.capitalised && at > 1, about::AFTER_CAPITAL);
            put(lists.is(List::Where), about::AFTER_WHERE);
            put(before.lower == gazetteer.known.the, about::AFTER_THE);
            put(before.lower == gazetteer.known.bracket, about::BRACKETED);
        }
        if at + 1 < words.len() {
            let (after, lists) = (&words[at + 1], listed[at + 1]);
            put(after.looks.capitalised, about::BEFORE_CAPITAL);
            put(lists.is(List::Saying), about::BEFORE_SAYING);
            put(lists.is(List::OrganisationNoun), about::BEFORE_ORGANISATION);
            put(lists.is(List::PlaceNoun), about::BEFORE_PLACE);
            put(lists.is(List::FacilityNoun), about::BEFORE_FACILITY);
            put(lists.is(List::Fighters), about::BEFORE_PEOPLE);
            put(after.lower == gazetteer.known.possessive, about::BEFORE_POSSESSIVE);
        }
        put(listed[at].phrase & PLACES != 0 && listed[at].part != 3, about::IN_PLACE);
        put(listed[at].phrase & ACTORS != 0 && listed[at].part != 3, about::IN_ACTOR);
        bits
    }

    fn about(&self, word: u64) -> u64 {
        self.about.binary_search_by_key(&word, |(known, _)| *known).map_or(0, |at| self.about[at].1)
    }
}

/// The features of one sentence.
#[derive(Clone, Debug, Default)]
pub struct Features {
    flat: Vec<u64>,
    ends: Vec<usize>,
    runs: Vec<Run>,
}

/// A run of words with capitals, small words of names between them ("of", "al-") not counted as a break.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    first: usize,
    end: usize,
}

impl Features {
    /// Makes the features of the sentence `at`.
    ///
    /// Words of which `never` says so have none.
    pub fn fill(&mut self, page: &[Line<'_>], at: usize, seen: &Seen, never: impl Fn(&Word) -> bool) {
        self.flat.clear();
        self.ends.clear();
        let line = &page[at];
        self.find_runs(line.words);
        for word in 0..line.words.len() {
            if never(&line.words[word]) {
                self.ends.push(self.flat.len());
                continue;
            }
            let mut put = Put { out: &mut self.flat };
            letters(&mut put, line.words, word);
            tags(&mut put, line, word);
            lists(&mut put, line, &seen.listed[at], word);
            page_says(&mut put, line, seen, word);
            run(&mut put, line, &seen.listed[at], self.runs[word], word);
            self.ends.push(self.flat.len());
        }
    }

    fn find_runs(&mut self, words: &[Word]) {
        self.runs.clear();
        let mut first = 0;
        while first < words.len() {
            let mut end = first;
            while end < words.len() && words[end].looks.capitalised {
                end += 1;
            }
            let end = end.max(first + 1);
            self.runs.extend((first..end).map(|_| Run { first, end }));
            first = end;
        }
    }

    /// The features of each word.
    pub fn outer(&self) -> impl Iterator<Item = &[u64]> {
        (0..self.ends.len()).map(|at| self.row(at))
    }

    fn row(&self, at: usize) -> &[u64] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.flat[start..self.ends[at]]
    }

    /// Tells the features of each word inside `outer`.
    pub fn inner(&self, outer: Name, words: &[Word], mut tell: impl FnMut(&[u64])) {
        let mut row = Vec::with_capacity(128);
        for at in outer.first..outer.end {
            let kind = outer.kind as u64;
            let (left, right) = ((at - outer.first).min(3) as u64, (outer.end - 1 - at).min(3) as u64);
            let word = &words[at];
            row.clear();
            row.extend(self.row(at).iter().map(|feature| mix(900, *feature, 0)));
            let mut put = Put { out: &mut row };
            put.two(901, kind, left << 8 | right);
            put.two(902, kind, word.lower);
            put.two(903, kind << 8 | left, word.clusters[1]);
            put.two(904, kind << 8 | right, word.clusters[1]);
            put.two(905, kind << 8 | left << 4 | right, word.shape);
            put.two(906, kind, words[outer.end - 1].lower);
            tell(&row);
        }
    }
}

struct Put<'o> {
    out: &'o mut Vec<u64>,
}

impl Put<'_> {
    #[inline]
    fn one(&mut self, which: u64, of: u64) {
        self.out.push(mix(which, of, 0));
    }

    #[inline]
    fn two(&mut self, which: u64, first: u64, second: u64) {
        self.out.push(mix(which, first, second));
    }
}

/// A word beside; the numbers beyond a sentence's ends are their own.
fn beside(words: &[Word], at: usize, by: isize) -> Option<&Word> {
    at.checked_add_signed(by).and_then(|at| words.get(at))
}

fn letters(put: &mut Put<'_>, words: &[Word], at: usize) {
    let word = &words[at];
    let lower = |by: isize| beside(words, at, by).map_or((7 + by) as u64, |word| word.lower);
    let shape = |by: isize| beside(words, at, by).map_or(9, |word| word.shape);
    let cluster = |by: isize, size: usize| beside(words, at, by).map_or(5000, |word| word.clusters[size]);
    put.one(1, 0);
    put.one(2, word.lower);
    for by in [-2, -1, 1, 2] {
        put.one((10 + by) as u64, lower(by));
        put.one((20 + by) as u64, cluster(by, 1));
    }
    put.two(30, lower(-1), word.lower);
    put.two(31, word.lower, lower(1));
    put.two(32, lower(-1), lower(1));
    for length in 1..5 {
        put.one(40 + length as u64, word.suffixes[length]);
    }
    for length in 1..4 {
        put.one(50 + length as u64, word.prefixes[length]);
    }
    for by in [-1, 1] {
        put.one((60 + by) as u64, beside(words, at, by).map_or(3, |word| word.suffixes[2]));
        put.two((64 + by) as u64, cluster(by, 2), 0);
    }
    let start = u64::from(at == 0);
    put.two(70, word.shape, start);
    put.two(71, shape(-1), word.shape);
    put.two(72, word.shape, shape(1));
    put.two(73, mix(73, shape(-1), word.shape), shape(1));
    put.two(74, cluster(-1, 0), word.shape);
    put.two(75, word.shape, cluster(1, 0));
    for size in 0..3 {
        put.two(80 + size as u64, word.clusters[size], u64::from(word.looks.capitalised));
    }
    put.two(84, cluster(-1, 1), word.clusters[1]);
    put.two(85, word.clusters[1], cluster(1, 1));
    put.two(86, cluster(-1, 1), cluster(1, 1));
    put.two(87, lower(-1), word.shape);
    put.two(88, word.shape, lower(1));
    // What a dictionary says of them.
    let kinds = |by: isize| beside(words, at, by).map_or(1 << 60, |word| word.kinds);
    let capital = u64::from(word.looks.capitalised);
    put.two(89, word.kinds, capital);
    put.two(90, word.kinds << 1 | capital, kinds(1));
    put.two(91, word.kinds << 1 | capital, kinds(-1));
}

fn tags(put: &mut Put<'_>, line: &Line<'_>, at: usize) {
    if line.tags.is_empty() {
        return;
    }
    let tag = |by: isize| {
        at.checked_add_signed(by).and_then(|at| line.tags.get(at)).map_or(300, |tag| u64::from(*tag))
    };
    put.one(100, tag(0));
    put.one(101, tag(-1));
    put.one(102, tag(1));
    put.two(103, tag(-1), tag(0));
    put.two(104, tag(0), tag(1));
    put.two(105, tag(-1) << 20 | tag(0) << 10 | tag(1), 0);
    put.two(106, tag(0), line.words[at].shape);
    put.two(107, tag(1) << 10 | tag(2), 0);
    put.two(108, tag(-1) << 10 | tag(-2), 0);
    put.two(109, tag(0), line.words[at].clusters[1]);
}

fn lists(put: &mut Put<'_>, line: &Line<'_>, listed: &[Listed], at: usize) {
    let capital = u64::from(line.words[at].looks.capitalised) | u64::from(line.words[at].looks.caseless) << 1;
    let here = listed[at];
    each(here.phrase, |list| {
        put.two(120, list << 4 | u64::from(here.part), capital);
    });
    put.two(121, u64::from(here.phrase), u64::from(here.part) << 2 | capital);
    each(here.alone, |list| put.two(122, list, capital));
    for by in [-1, 1] {
        let Some(there) = at.checked_add_signed(by).and_then(|at| listed.get(at)) else { continue };
        let base = (126 + by) as u64;
        each(there.alone | there.phrase, |list| put.two(base, list, capital));
        put.two(base + 4, u64::from(there.phrase | there.alone), u64::from(here.phrase | here.alone));
    }
}

fn each(lists: u32, mut put: impl FnMut(u64)) {
    if lists == 0 {
        return;
    }
    for list in 0..LISTS {
        if lists >> list & 1 == 1 {
            put(list as u64);
        }
    }
}

fn page_says(put: &mut Put<'_>, line: &Line<'_>, seen: &Seen, at: usize) {
    let word = &line.words[at];
    let bits = seen.about(word.lower);
    if !word.looks.capitalised || bits == 0 {
        return;
    }
    for bit in 0..about::COUNT {
        if bits >> bit & 1 == 1 {
            put.one(140, bit as u64);
        }
    }
    put.two(141, bits & 3, u64::from(at == 0));
}

fn run(put: &mut Put<'_>, line: &Line<'_>, listed: &[Listed], run: Run, at: usize) {
    let words = line.words;
    let (left, right) = ((at - run.first).min(4) as u64, (run.end - 1 - at).min(4) as u64);
    if !words[at].looks.capitalised {
        return;
    }
    let before = run.first.checked_sub(1).map_or(11, |at| words[at].lower);
    let after = words.get(run.end).map_or(12, |word| word.lower);
    let before_cluster = run.first.checked_sub(1).map_or(6000, |at| words[at].clusters[2]);
    let after_cluster = words.get(run.end).map_or(6000, |word| word.clusters[2]);
    put.two(150, left, right);
    put.two(151, before, left);
    put.two(152, after, right);
    put.two(153, before_cluster, left);
    put.two(154, after_cluster, right);
    let last = &words[run.end - 1];
    let first = &words[run.first];
    if run.end - run.first > 1 {
        put.two(155, last.lower, left.min(1));
        put.two(156, last.clusters[1], left.min(1));
        put.two(157, first.lower, right.min(1));
        put.two(158, first.clusters[1], right.min(1));
        each(listed[run.end - 1].alone, |list| put.two(159, list, left.min(1)));
        each(listed[run.first].alone, |list| put.two(160, list, right.min(1)));
    }
}
