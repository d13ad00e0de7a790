//! What speaks for and against the end of a sentence at a place.

use super::view::{Fact, Gap, Kind, Paragraph, mixed};

/// Tells the features of the place after token `at` of `paragraph`, where a sentence began with token `start`.
#[inline]
pub(crate) fn features(paragraph: &Paragraph<'_>, start: usize, at: usize, mut tell: impl FnMut(u64)) {
    let place = at as isize;
    let before = paragraph.fact(place - 2);
    let last = paragraph.fact(place - 1);
    let this = paragraph.fact(place);
    let next = paragraph.fact(place + 1);
    let after = paragraph.fact(place + 2);
    let beyond = paragraph.fact(place + 3);
    let first = paragraph.fact(start as isize);

    let marks = kinds(&[this, next]) << 2 | next.gap as u64;
    let cased = next.lower ^ u64::from(next.kind == Kind::Small);
    let length = bucket(at + 1 - start);
    let rest = bucket(paragraph.len() - at - 1);
    let to_stop = bucket(usize::from(next.to_stop));
    let caseless = u64::from(paragraph.caseless);
    let around = kinds(&[last, this, next, after]);

    let mut template = 0;
    let mut add = |parts: &[u64]| {
        template += 1;
        tell(parts.iter().fold(template, |sum, part| mixed(sum, *part)));
    };
    add(&[caseless]);
    add(&[marks]);
    add(&[marks, this.lower]);
    add(&[marks, next.lower]);
    add(&[this.lower, cased]);
    add(&[this.kind as u64, this.lower]);
    add(&[next.kind as u64, cased]);
    add(&[marks, last.lower]);
    add(&[around]);
    add(&[kinds(&[last, this, next])]);
    add(&[kinds(&[before, last, this, next, after, beyond])]);
    add(&[marks, length]);
    add(&[marks, rest]);
    add(&[marks, length, rest.min(4)]);
    add(&[marks, u64::from(next.open), u64::from(this.open)]);
    add(&[around, u64::from(next.open)]);
    add(&[marks, paragraph.style]);
    add(&[marks, paragraph.style & 7]);
    add(&[marks, to_stop, length.min(5)]);
    add(&[marks, cased, after.lower]);
    add(&[this.kind as u64, cased, after.kind as u64]);
    add(&[marks, first.kind as u64]);
    add(&[marks, first.lower]);
    add(&[last.lower, this.lower, next.kind as u64]);
    add(&[this.ending, next.kind as u64]);
    add(&[this.kind as u64, next.ending, next.kind as u64]);
    add(&[marks, u64::from(start == 0), length]);
    // Lists begin each item alike.
    let alike = u64::from(first.lower == next.lower);
    let again = u64::from(first.kind == next.kind && at > start);
    add(&[marks, alike, again]);
    add(&[marks, alike, first.kind as u64, next.kind as u64, u64::from(start == 0)]);
    add(&[marks, paragraph.whole]);
    add(&[marks, length, paragraph.whole]);
    add(&[around, rest, length]);
    if next.gap > Gap::Space {
        let gap = next.gap as u64;
        add(&[gap]);
        add(&[gap, this.kind as u64]);
        add(&[gap, next.kind as u64]);
        add(&[gap, cased]);
        add(&[gap, rest.min(2), length.min(8)]);
    }
}

fn kinds(facts: &[Fact]) -> u64 {
    facts.iter().fold(1, |sum, fact| sum << 6 | fact.kind as u64)
}

/// One to six as they are, then in steps.
pub(crate) fn bucket(count: usize) -> u64 {
    match count {
        0..=6 => count as u64,
        7..=9 => 7,
        10..=14 => 8,
        15..=24 => 9,
        25..=49 => 10,
        50..=99 => 11,
        _ => 12,
    }
}
