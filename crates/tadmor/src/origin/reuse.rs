//! Reused text: a sketch of a page's runs of words, made while reading, compared over the pile.
//!
//! In: a page; later, the sketches of all pages. Out: pairs of pages of which one holds half of the other or more.
//! An agency text that another outlet cut from the bottom is still wholly inside it: *containment*, not likeness, is
//! asked for.

use std::collections::{BTreeMap, BTreeSet};

use crate::page::{Page, Zone};
use crate::text::{fold, hash as bytes};

/// How many hashes a sketch keeps at most.
pub const SKETCH_SIZE: usize = 128;

/// How many words make a run.
const RUN: usize = 5;

/// How much of the shorter text must stand in the longer one.
pub const CONTAINED: f64 = 0.5;

/// How many pages back, in order of id, a page is compared with among those that share a hash. Only a run of words
/// that stands on hundreds of pages (a site's boilerplate) meets it.
const NEIGHBOURS: usize = 64;

/// Sketches are searched by the smallest hash in each of so many buckets.
const BUCKETS: u64 = 32;

/// The smallest hashes of the body's runs of five folded words, sorted, at most 128 of them.
pub fn sketch(page: &Page) -> Vec<u64> {
    let body: Vec<&str> = page.zone(Zone::Body).map(|block| page.text.slice(block.span)).collect();
    sketch_of(&body)
}

/// The sketch of a body given as its paragraphs. No run crosses from one paragraph into the next, so that a
/// paragraph moved is a paragraph kept.
pub fn sketch_of(paragraphs: &[&str]) -> Vec<u64> {
    let mut hashes = BTreeSet::new();
    for paragraph in paragraphs {
        let key = fold::key(paragraph);
        let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
        for run in words.windows(RUN) {
            hashes.insert(hash(run));
            if hashes.len() > SKETCH_SIZE {
                hashes.pop_last();
            }
        }
    }
    hashes.into_iter().collect()
}

/// FNV-1a over the words, then mixed so that its high bits are as good as its low ones. Written here because a
/// sketch is stored: it must be the same in every version of the language's own hasher.
pub(crate) fn hash(words: &[&str]) -> u64 {
    let mut state = bytes::of(words.iter().flat_map(|word| word.bytes().chain([0xff])));
    state = (state ^ (state >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    state = (state ^ (state >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    state ^ (state >> 33)
}

/// How many runs the text behind a sketch has: counted where the sketch holds them all, else estimated from how
/// close its hashes lie.
fn runs(sketch: &[u64]) -> f64 {
    match sketch.last() {
        Some(last) if sketch.len() >= SKETCH_SIZE => {
            (SKETCH_SIZE - 1) as f64 / (*last as f64 / u64::MAX as f64)
        }
        _ => sketch.len() as f64,
    }
}

/// How much of the shorter text stands in the longer, from 0 to 1, estimated. Sketches of fewer than twenty runs
/// tell nothing and give 0.
pub fn containment(a: &[u64], b: &[u64]) -> f64 {
    const TOO_SHORT: usize = 20;
    if a.len() < TOO_SHORT || b.len() < TOO_SHORT {
        return 0.0;
    }
    let (runs_a, runs_b) = (runs(a), runs(b));
    let whole = a.len() < SKETCH_SIZE && b.len() < SKETCH_SIZE;
    let limit = if whole { usize::MAX } else { SKETCH_SIZE };
    let (mut union, mut shared) = (0_usize, 0_usize);
    let (mut at_a, mut at_b) = (0, 0);
    while union < limit && at_a < a.len() && at_b < b.len() {
        union += 1;
        match a[at_a].cmp(&b[at_b]) {
            std::cmp::Ordering::Less => at_a += 1,
            std::cmp::Ordering::Greater => at_b += 1,
            std::cmp::Ordering::Equal => {
                shared += 1;
                at_a += 1;
                at_b += 1;
            }
        }
    }
    if whole {
        return shared as f64 / runs_a.min(runs_b);
    }
    let likeness = shared as f64 / union as f64;
    let in_both = likeness * (runs_a + runs_b) / (1.0 + likeness);
    (in_both / runs_a.min(runs_b)).min(1.0)
}

/// The pairs of sketches, by index, smaller first, of which one text holds half of the other or more; in order.
pub(crate) fn pairs(sketches: &[&[u64]]) -> Vec<(usize, usize, f64)> {
    let mut shelves: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        let mut first_in = BTreeMap::new();
        for hash in sketch.iter() {
            first_in.entry(hash % BUCKETS).or_insert(*hash);
        }
        for hash in first_in.into_values() {
            shelves.entry(hash).or_default().push(at);
        }
    }
    let mut tried: BTreeSet<(usize, usize)> = BTreeSet::new();
    for shelf in shelves.values() {
        for (position, at) in shelf.iter().enumerate() {
            for before in &shelf[position.saturating_sub(NEIGHBOURS)..position] {
                tried.insert((*before, *at));
            }
        }
    }
    let measured = tried.into_iter().map(|(a, b)| (a, b, containment(sketches[a], sketches[b])));
    measured.filter(|(_, _, share)| *share >= CONTAINED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(from: usize, to: usize) -> String {
        (from..to).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_text_cut_from_the_bottom_is_contained_in_the_whole() {
        let whole = text(0, 900);
        let cut = text(0, 300);
        let share = containment(&sketch_of(&[&whole]), &sketch_of(&[&cut]));
        assert!(share > 0.7, "{share}");
    }

    #[test]
    fn a_tenth_in_common_is_not_reuse() {
        let one = text(0, 1000);
        let other = format!("{} {}", text(0, 100), text(2000, 2900));
        let share = containment(&sketch_of(&[&one]), &sketch_of(&[&other]));
        assert!(share < 0.3, "{share}");
    }

    #[test]
    fn short_texts_tell_nothing() {
        let note = text(0, 20);
        assert_eq!(containment(&sketch_of(&[&note]), &sketch_of(&[&note])), 0.0);
    }

    #[test]
    fn case_and_marks_make_no_difference_and_the_hash_never_changes() {
        assert_eq!(
            sketch_of(&["Five hundred TENTS were burnt"]),
            sketch_of(&["five hundred tents, were búrnt"])
        );
        assert_eq!(hash(&["tents", "were", "burnt"]), 0x6baa_43a2_9ee3_3d49);
    }

    #[test]
    fn reused_pages_are_found_among_others() {
        let texts = [text(0, 500), text(5000, 5600), text(0, 250), text(9000, 9400)];
        let sketches: Vec<Vec<u64>> = texts.iter().map(|text| sketch_of(&[text])).collect();
        let views: Vec<&[u64]> = sketches.iter().map(Vec::as_slice).collect();
        let found: Vec<(usize, usize)> = pairs(&views).into_iter().map(|(a, b, _)| (a, b)).collect();
        assert_eq!(found, [(0, 2)]);
    }
}
