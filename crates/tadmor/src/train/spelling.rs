//! What spellings cost, learned from the names of places.
//!
//! In: places with all their names. Out: the text of `models/spelling.tsv`. Two names of one place that resemble each
//! other are two spellings: they are aligned letter by letter, steps are counted, and costs made from the counts align
//! them better, round by round. Groups of letters that change together ("ou" for "u", "kh" for "h") become steps of their own where
//! that is cheaper than their parts. Words that come and go ("khirbat", "district") are counted last.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::fold::key;
use crate::text::spelling::{
    Costs, Family, Group, Lattice, Letters, MOST, Operation, Script, Spelled, Spellings, UNKNOWN_CHANGE,
    UNKNOWN_LETTER, bits, packed,
};

/// A place of the gazetteer.
#[derive(Clone, Debug)]
pub struct Listed<'t> {
    /// Its id.
    pub id: &'t str,
    /// The code of its country.
    pub country: &'t str,
    /// All its names.
    pub names: Vec<&'t str>,
}

/// How many pairs of names of one place are learned from, in the order of the alphabet.
const PAIRS_OF_PLACE: usize = 20;
/// How many pairs one table is learned from; of more, every second, third … one.
const PAIRS: usize = 120_000;
/// How many rounds of aligning and counting.
const ROUNDS: usize = 4;
/// Names that cost more for each letter, in 1/16 bit, are not two spellings but two names.
const MOST_A_LETTER: u32 = 40;
/// The same for the first round, whose costs are guesses.
const MOST_A_LETTER_FIRST: u32 = 34;
/// By how much a step over a group of letters must be cheaper than its parts.
const GAIN: u32 = 24;
/// How many names of one place are looked at for words that come and go.
const NAMES_FOR_WORDS: usize = 8;
/// A name without a word is the other name if it costs no more for each letter.
const MOST_A_LETTER_WITHOUT: u32 = 26;
/// How often a word must come and go to count.
const OFTEN: u64 = 6;
/// Of how many places of a country at most its family learns; of more, every second, third … one.
const PLACES_OF_COUNTRY: usize = 20_000;

const HEAD: &str = "\
# What it costs to spell a listed name in another way, in 1/16 bit. Learned; see spelling.md. Licence: CC BY 4.0 (names of GeoNames and Who's On First).\n\
# family	script of the listed name	its letters	as written in Latin	cost; \"_\" is the edge of a word, \"+\" the Arabic article\n\
# family	word	a word that comes and goes		cost without it	cost with it\n";

type Words = BTreeMap<Vec<u8>, (u16, u16)>;

/// The file `spelling.tsv`, learned from `places` without the names for which `without` holds (place, folded name).
pub fn learn(places: &[Listed], spellings: &Spellings, without: impl Fn(&str, &str) -> bool) -> String {
    let mut text = HEAD.to_owned();
    for family in Family::ALL {
        let names = names(places, family, spellings, &without);
        for script in scripts(family) {
            let pairs = pairs(&names, script);
            let operations = steps(&pairs, script, spellings.letters());
            let words = match script {
                Script::Latin => words(&names, &operations),
                _ => Words::new(),
            };
            text.push_str(&Costs::to_text(family, script, &operations, &words, spellings.letters()));
        }
    }
    text
}

/// Scripts that a family's places are named in beside Latin.
fn scripts(family: Family) -> [Script; 2] {
    match family {
        Family::Slavic => [Script::Latin, Script::Cyrillic],
        Family::Arabic | Family::Other => [Script::Latin, Script::Arabic],
    }
}

/// The names of each place of a family, sorted.
fn names(
    places: &[Listed],
    family: Family,
    spellings: &Spellings,
    without: &impl Fn(&str, &str) -> bool,
) -> Vec<BTreeSet<Spelled>> {
    let mut by_country: BTreeMap<&str, Vec<&Listed>> = BTreeMap::new();
    for place in places.iter().filter(|place| spellings.family(place.country) == family) {
        by_country.entry(place.country).or_default().push(place);
    }
    let mut all = Vec::new();
    for places in by_country.values() {
        let step = places.len().div_ceil(PLACES_OF_COUNTRY).max(1);
        for place in places.iter().step_by(step) {
            let folded = place.names.iter().map(|name| key(name)).filter(|name| !without(place.id, name));
            let spelled: BTreeSet<Spelled> =
                folded.filter_map(|name| spellings.letters().spelled(&name)).collect();
            if spelled.len() > 1 {
                all.push(spelled);
            }
        }
    }
    all
}

/// Listed and written names: the listed one in `script`, the written one in Latin letters.
fn pairs(names: &[BTreeSet<Spelled>], script: Script) -> Vec<(&[u8], &[u8])> {
    let mut pairs = Vec::new();
    for names in names {
        let listed = names.iter().filter(|name| name.script == script);
        let of_place = listed.flat_map(|listed| {
            let written = names.iter().filter(|name| name.script == Script::Latin);
            written
                .filter(move |written| *written != listed)
                .map(move |written| (&listed.letters[..], &written.letters[..]))
        });
        pairs.extend(of_place.take(PAIRS_OF_PLACE));
    }
    let step = pairs.len().div_ceil(PAIRS).max(1);
    pairs.into_iter().step_by(step).collect()
}

type Pair<'n> = (&'n [u8], &'n [u8]);
type Step = (Group, Group);

/// What was counted in one round.
#[derive(Default)]
struct Counts {
    /// How often letters became letters.
    steps: BTreeMap<Step, u64>,
    /// How often letters stood in a listed name.
    groups: BTreeMap<Group, u64>,
    /// In how many places letters could be added.
    places: u64,
}

fn steps(pairs: &[Pair], script: Script, letters: &Letters) -> Vec<Operation> {
    let mut operations = first_guess(script, letters);
    for round in 0..ROUNDS {
        let most = if round == 0 { MOST_A_LETTER_FIRST } else { MOST_A_LETTER };
        let counts = count(pairs, &Costs::new(&operations, Words::new()), most);
        operations = operations_of(&counts, pairs.len());
    }
    operations
}

fn count(pairs: &[Pair], costs: &Costs, most: u32) -> Counts {
    let mut counts = Counts::default();
    let mut lattice = Lattice::default();
    for (listed, written) in pairs {
        let limit = most * (listed.len().max(written.len()) as u32 - 1);
        if lattice.cost(costs, listed, written, limit).is_none() {
            continue;
        }
        counts.places += listed.len() as u64;
        for length in 1..=MOST {
            for group in listed.windows(length) {
                add(&mut counts.groups, packed(group));
            }
        }
        let steps = lattice.steps(costs, listed, written);
        let mut starts = Vec::with_capacity(steps.len());
        let (mut at, mut at_written) = (0, 0);
        for (taken, given) in &steps {
            starts.push((at, at_written));
            (at, at_written) = (at + taken.len(), at_written + given.len());
        }
        for first in 0..steps.len() {
            let (start, start_written) = starts[first];
            for (more, (taken, given)) in steps[first..].iter().take(MOST + 1).enumerate() {
                let (at, at_written) = starts[first + more];
                let (end, end_written) = (at + taken.len(), at_written + given.len());
                if end - start > MOST || end_written - start_written > MOST {
                    break;
                }
                let (from, to) = (&listed[start..end], &written[start_written..end_written]);
                // Two letters that stay need no step of their own.
                if more == 0 || from != to {
                    add(&mut counts.steps, (packed(from), packed(to)));
                }
            }
        }
    }
    counts
}

/// The letters of a group.
fn unpacked(group: Group) -> Vec<u8> {
    group.to_be_bytes().into_iter().filter(|letter| *letter != 0).collect()
}

fn add<K: Ord>(counts: &mut BTreeMap<K, u64>, key: K) {
    *counts.entry(key).or_default() += 1;
}

fn operations_of(counts: &Counts, pairs: usize) -> Vec<Operation> {
    let cost = |from: Group, count: u64| {
        let all = if from == 0 { counts.places } else { counts.groups.get(&from).copied().unwrap_or(1) };
        bits(count, all)
    };
    let is_single = |(from, to): &Step| *from <= 0xFF && *to <= 0xFF;
    let mut singles = BTreeMap::new();
    for (step, count) in counts.steps.iter().filter(|(step, _)| is_single(step)) {
        let unknown = if step.0 == 0 || step.1 == 0 { UNKNOWN_LETTER } else { UNKNOWN_CHANGE };
        let cost = cost(step.0, *count);
        if cost < unknown {
            singles.insert(*step, cost as u16);
        }
    }
    let of = |costs: &BTreeMap<Step, u16>| -> Vec<Operation> {
        let operation = |((from, to), cost): (&Step, &u16)| Operation {
            from: unpacked(*from),
            to: unpacked(*to),
            cost: *cost,
        };
        costs.iter().map(operation).collect()
    };
    let by_letters = Costs::new(&of(&singles), Words::new());
    let mut lattice = Lattice::default();
    let often = (pairs as u64 / 4000).clamp(12, 60);
    let mut all = singles;
    for (step, count) in counts.steps.iter().filter(|(step, count)| !is_single(step) && **count >= often) {
        let cost = cost(step.0, *count);
        let parts = lattice.cost(&by_letters, &unpacked(step.0), &unpacked(step.1), u32::MAX / 4);
        if parts.is_none_or(|parts| cost + GAIN < parts) {
            all.insert(*step, cost as u16);
        }
    }
    of(&all)
}

/// Words that come and go between the names of one place, with what it costs to leave them out and to add them.
fn words(names: &[BTreeSet<Spelled>], operations: &[Operation]) -> Words {
    let costs = Costs::new(operations, Words::new());
    let mut lattice = Lattice::default();
    let mut counts: BTreeMap<Vec<u8>, (u64, u64)> = BTreeMap::new();
    let mut pairs = 0;
    for names in names {
        let latin = || names.iter().filter(|name| name.script == Script::Latin).take(NAMES_FOR_WORDS);
        for (long, short) in
            latin().flat_map(|long| latin().map(move |short| (&long.letters, &short.letters)))
        {
            if long == short {
                continue;
            }
            pairs += 1;
            let words = Letters::words(long);
            if words.len() < 2 {
                continue;
            }
            for word in words {
                let seen = counts.entry(long[word.clone()].to_vec()).or_default();
                seen.0 += 1;
                if short.len() + 2 >= long.len() {
                    continue;
                }
                let rest = [&long[..word.start], &long[word.end..]].concat();
                let limit = MOST_A_LETTER_WITHOUT * (rest.len().max(short.len()) as u32 - 1);
                seen.1 += u64::from(lattice.cost(&costs, &rest, short, limit).is_some());
            }
        }
    }
    let often = counts.into_iter().filter(|(_, (_, gone))| *gone >= OFTEN);
    often
        .map(|(word, (all, gone))| (word, (bits(gone, all).max(8) as u16, bits(gone, pairs) as u16)))
        .collect()
}

/// Costs to begin with: a letter stays, a vowel is another or none, a consonant becomes one of its like.
fn first_guess(script: Script, letters: &Letters) -> Vec<Operation> {
    let mut operations = Vec::new();
    let mut step = |from: &[u8], to: &[u8], cost: u16| {
        operations.push(Operation { from: from.to_vec(), to: to.to_vec(), cost });
    };
    let latin = letters.of_script(Script::Latin);
    for from in letters.of_script(script) {
        let sound = letters.sound(from);
        let kind = sound.map_or(Kind::Vowel, Kind::of);
        step(&[from], &[], kind.comes_and_goes());
        for to in &latin {
            let other = Kind::of(*to);
            let cost = match sound {
                None => 120,
                Some(sound) if sound == *to => 8,
                Some(_) if kind == Kind::Mark || other == Kind::Mark => 200,
                Some(_) if kind == Kind::Vowel && other == Kind::Vowel => 32,
                Some(_) if kind == other => 48,
                Some(_) if kind == Kind::Vowel || other == Kind::Vowel => 160,
                Some(_) => 128,
            };
            step(&[from], &[*to], cost);
        }
    }
    for to in &latin {
        step(&[], &[*to], Kind::of(*to).comes_and_goes());
    }
    operations
}

/// Sounds that are easily taken for each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Vowel,
    Consonant(u8),
    Mark,
}

impl Kind {
    fn of(letter: u8) -> Kind {
        const LIKE: [&str; 5] = ["pb", "fv", "td", "szcxj", "kqgh"];
        let letter = match letter {
            1..=26 => letter - 1 + b'a',
            _ => return Kind::Mark,
        };
        if b"aeiouyw".contains(&letter) {
            return Kind::Vowel;
        }
        let like = LIKE.iter().position(|like| like.as_bytes().contains(&letter));
        Kind::Consonant(like.map_or(letter, |at| at as u8))
    }

    fn comes_and_goes(self) -> u16 {
        match self {
            Kind::Vowel => 48,
            Kind::Consonant(_) => 110,
            Kind::Mark => 64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_learned_is_read_again_and_always_the_same() {
        let mut spellings = Spellings::letters_only().unwrap();
        let names = ["Tell Shaykh", "Tall Cheikh", "Tell Cheik", "Tel Shaikh", "تل شيخ"];
        let places: Vec<Listed> =
            (0..40).map(|_| Listed { id: "1", country: "SY", names: names.to_vec() }).collect();
        let text = learn(&places, &spellings, |_, _| false);
        assert_eq!(text, learn(&places, &spellings, |_, _| false));
        spellings.learn_from("learned", &text).unwrap();
        let cost = |listed, written| spellings.cost(listed, written, 5000).unwrap().0;
        assert!(cost("shaykh", "cheikh") < cost("shaykh", "saykh"));
    }
}
