//! Which blocks of a page are in the text that people took for the article's.
//!
//! In: the blocks' texts and the article's text as written down by a person. Out: a label for each block.
//! The blocks are laid along the text in order, so that a sentence of the article repeated in a box beside it is not
//! taken for the article's.

use std::collections::BTreeMap;

use crate::text::fold;

/// Words in a row that anchor a block in the text.
const ROW: usize = 4;
/// Places in the text at which the same words in a row are looked at.
const MOST_PLACES: usize = 6;

/// Where a block could lie in the text.
#[derive(Clone, Copy, Debug)]
struct Anchor {
    block: usize,
    start: i64,
    /// How many of its words are there.
    covered: usize,
    /// How many it has.
    words: usize,
}

/// Labels by the whole text of the article.
pub(super) fn by_body(texts: &[String], body: &str) -> Vec<Option<bool>> {
    let mut numbers: BTreeMap<String, u32> = BTreeMap::new();
    let body = numbered(body, &mut numbers);
    let blocks: Vec<Vec<u32>> = texts.iter().map(|text| numbered(text, &mut numbers)).collect();
    let mut places: BTreeMap<&[u32], Vec<usize>> = BTreeMap::new();
    for (at, row) in body.windows(ROW).enumerate() {
        let known = places.entry(row).or_default();
        if known.len() < MOST_PLACES {
            known.push(at);
        }
    }
    let anchors: Vec<Anchor> =
        blocks.iter().enumerate().flat_map(|(at, words)| anchors(at, words, &places)).collect();
    let chain = chain(&anchors);
    let mut used = vec![false; body.len()];
    let mut labels = vec![Some(false); texts.len()];
    let mut bounds: Vec<(usize, usize, usize)> = Vec::new();
    for anchor in &chain {
        labels[anchor.block] = Some(anchor.covered * 2 >= anchor.words);
        let start = anchor.start.max(0) as usize;
        let end = (start + anchor.words).min(body.len());
        used[start.min(end)..end].fill(true);
        bounds.push((anchor.block, start, end));
    }
    loose(&blocks, &body, &bounds, &mut used, &mut labels);
    // Text that stands elsewhere than where the person read it, but nowhere else.
    for anchor in &anchors {
        let start = anchor.start.max(0) as usize;
        let end = (start + anchor.words).min(body.len());
        let free = used[start.min(end)..end].iter().filter(|used| !**used).count();
        if labels[anchor.block] == Some(false)
            && anchor.covered * 4 >= anchor.words * 3
            && free * 4 >= anchor.words * 3
        {
            labels[anchor.block] = Some(true);
            used[start.min(end)..end].fill(true);
        }
    }
    labels
}

fn numbered(text: &str, numbers: &mut BTreeMap<String, u32>) -> Vec<u32> {
    let words =
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').filter(|word| !word.is_empty());
    words
        .map(|word| {
            let fresh = numbers.len() as u32;
            *numbers.entry(word.to_lowercase()).or_insert(fresh)
        })
        .collect()
}

fn anchors(block: usize, words: &[u32], places: &BTreeMap<&[u32], Vec<usize>>) -> Vec<Anchor> {
    // By where the block would begin: how many of its rows of words agree.
    let mut starts: BTreeMap<i64, usize> = BTreeMap::new();
    for (at, row) in words.windows(ROW).enumerate() {
        for place in places.get(row).into_iter().flatten() {
            *starts.entry(*place as i64 - at as i64).or_default() += 1;
        }
    }
    // A word more or less shifts the rest: neighbouring starts are one.
    let mut found: Vec<Anchor> = Vec::new();
    for (start, rows) in starts {
        match found.last_mut() {
            Some(last) if start - last.start <= 6 => last.covered = (last.covered + rows).min(words.len()),
            _ => found.push(Anchor {
                block,
                start,
                covered: (rows + ROW - 1).min(words.len()),
                words: words.len(),
            }),
        }
    }
    found.sort_by_key(|anchor| std::cmp::Reverse(anchor.covered));
    found.truncate(4);
    found.retain(|anchor| anchor.covered * 3 >= words.len());
    found
}

/// The heaviest chain of anchors that runs forward in the blocks and in the text.
fn chain(anchors: &[Anchor]) -> Vec<Anchor> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(anchors.len());
    for (at, anchor) in anchors.iter().enumerate() {
        let mut most = (0, None);
        // Anchors of one page are few thousands at most.
        for (before, other) in anchors[..at].iter().enumerate() {
            let runs = other.block < anchor.block
                && other.start + (other.covered as i64 * 2 / 3).max(1) <= anchor.start.max(0) + 2;
            if runs && best[before].0 > most.0 {
                most = (best[before].0, Some(before));
            }
        }
        best.push((most.0 + anchor.covered, most.1));
    }
    // Of equal chains the first: what stands above is what a reader sees.
    let mut at = (0..best.len()).rev().max_by_key(|at| best[*at].0);
    let mut chain = Vec::new();
    while let Some(index) = at {
        chain.push(anchors[index]);
        at = best[index].1;
    }
    chain.reverse();
    chain
}

/// Short blocks between two that are in the chain: they are in where all of their words stand in the gap.
fn loose(
    blocks: &[Vec<u32>],
    body: &[u32],
    bounds: &[(usize, usize, usize)],
    used: &mut [bool],
    labels: &mut [Option<bool>],
) {
    let mut next = 0;
    let mut low = 0;
    for at in 0..blocks.len() {
        while next < bounds.len() && bounds[next].0 < at {
            low = low.max(bounds[next].2.saturating_sub(2));
            next += 1;
        }
        if labels[at] == Some(true) || bounds.get(next).is_some_and(|bound| bound.0 == at) {
            continue;
        }
        let words = &blocks[at];
        let high = bounds.get(next).map_or(body.len(), |bound| (bound.1 + 2).min(body.len()));
        if words.is_empty() || bounds.is_empty() || low >= high {
            continue;
        }
        // Before the first and after the last, only what touches.
        let reach = words.len() * 2 + 12;
        let first = next == 0;
        let window = if first { high.saturating_sub(reach)..high } else { low..high.min(low + 400) };
        let found = body[window.clone()].windows(words.len()).position(|row| row == words.as_slice());
        if let Some(found) = found {
            let start = window.start + found;
            if used[start..start + words.len()].iter().filter(|used| **used).count() * 2 > words.len() {
                continue;
            }
            used[start..start + words.len()].fill(true);
            labels[at] = Some(true);
            low = start + words.len();
        }
    }
}

/// Labels by stretches that are in the article and stretches that are not: blocks that hold none stay unlabelled.
pub(super) fn by_stretches(texts: &[String], with: &[String], without: &[String]) -> Vec<Option<bool>> {
    let squeezed: Vec<String> = texts.iter().map(|text| fold::squeezed(text)).collect();
    let mut labels = vec![None; texts.len()];
    for (stretches, label) in [(without, false), (with, true)] {
        for stretch in stretches {
            let stretch = fold::squeezed(stretch);
            if stretch.chars().count() < 4 {
                continue;
            }
            let holds: Vec<usize> = (0..texts.len()).filter(|at| squeezed[*at].contains(&stretch)).collect();
            // A stretch of the article that stands twice is the article's only once.
            if label && holds.len() > 1 {
                continue;
            }
            for at in holds {
                labels[at] = Some(label);
            }
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_sentence_is_labelled_where_the_text_runs_on() {
        let texts: Vec<String> = [
            "The ferry to the northern islands sailed again.",
            "Home",
            "The ferry to the northern islands sailed again.",
            "Why now",
            "It carried forty tonnes of flour and two doctors on its first trip.",
            "Read more",
            "Nobody on the quay had seen it for a whole winter, the harbour master said.",
        ]
        .map(str::to_owned)
        .to_vec();
        let body = "The ferry to the northern islands sailed again.\n\nWhy now\n\nIt carried forty tonnes of flour and two doctors on its first trip. Nobody on the quay had seen it for a whole winter, the harbour master said.";
        let labels: Vec<bool> = by_body(&texts, body).into_iter().map(|label| label == Some(true)).collect();
        assert!(labels[0] != labels[2]);
        assert_eq!(labels[3..], [true, true, false, true]);
    }
}
