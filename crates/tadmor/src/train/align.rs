//! Aligning a page's lines with what people say is its article.
//!
//! In: lines in page order; the article's text as people copied it. Out: for each line whether it is of the article.
//! A teaser that repeats the article's first sentence in a menu is not: each word of the article is given away once, to
//! the chain of lines in page order that holds most of it.

use std::collections::BTreeMap;

/// Whether each of `lines` is of `article`.
pub(crate) fn in_article(lines: &[&str], article: &str) -> Vec<bool> {
    let known = Known::of(article);
    let mut found = vec![false; lines.len()];
    let mut runs: Vec<Run> = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        runs.extend(known.runs(line, &words(text)));
    }
    let mut taken = vec![false; known.words.len()];
    for at in chain(&runs) {
        let run = &runs[at];
        found[run.line] = true;
        taken[run.from..run.to].fill(true);
    }
    // What stands elsewhere in the copied text than on the page, and is given away by no other line.
    for run in runs.iter().filter(|run| run.weight >= 12) {
        let free = taken[run.from..run.to].iter().filter(|taken| !**taken).count();
        if !found[run.line] && free * 10 >= (run.to - run.from) * 8 {
            found[run.line] = true;
            taken[run.from..run.to].fill(true);
        }
    }
    found
}

/// The folded words of `text`.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// A line that stands in the article from one word to another.
struct Run {
    line: usize,
    from: usize,
    to: usize,
    weight: usize,
}

/// The article's words, and where each four in a row stand.
struct Known {
    words: Vec<String>,
    fours: BTreeMap<[String; 4], Vec<usize>>,
    /// Whole lines of at most three words.
    short: BTreeMap<String, Vec<usize>>,
}

/// So many places of the same words are looked at.
const PLACES: usize = 6;

impl Known {
    fn of(article: &str) -> Self {
        let mut known = Known { words: Vec::new(), fours: BTreeMap::new(), short: BTreeMap::new() };
        for line in article.lines() {
            let words = words(line);
            if (1..4).contains(&words.len()) {
                known.short.entry(words.join(" ")).or_default().push(known.words.len());
            }
            known.words.extend(words);
        }
        for at in 0..known.words.len().saturating_sub(3) {
            let four: [String; 4] = std::array::from_fn(|offset| known.words[at + offset].clone());
            known.fours.entry(four).or_default().push(at);
        }
        known
    }

    fn runs(&self, line: usize, words: &[String]) -> Vec<Run> {
        if words.is_empty() {
            return Vec::new();
        }
        if words.len() < 4 {
            let places = self.short.get(&words.join(" "));
            let run = |from: &usize| Run { line, from: *from, to: from + words.len(), weight: words.len() };
            return places.into_iter().flatten().take(PLACES).map(run).collect();
        }
        // Votes for where the line would begin.
        let mut votes: BTreeMap<i64, usize> = BTreeMap::new();
        for at in 0..words.len() - 3 {
            let four: [String; 4] = std::array::from_fn(|offset| words[at + offset].clone());
            for place in self.fours.get(&four).into_iter().flatten().take(PLACES) {
                *votes.entry(*place as i64 - at as i64).or_default() += 1;
            }
        }
        let mut starts: Vec<(i64, usize)> = votes.iter().map(|(start, votes)| (*start, *votes)).collect();
        starts.sort_by_key(|(start, votes)| (usize::MAX - votes, *start));
        let mut runs: Vec<Run> = Vec::new();
        for (start, _) in starts.into_iter().take(3) {
            let near: usize = votes.range(start - 3..=start + 3).map(|(_, votes)| votes).sum();
            let covered = (near + 3).min(words.len());
            if covered * 2 >= words.len() {
                let from = start.max(0) as usize;
                let to = (start + words.len() as i64).clamp(from as i64, self.words.len() as i64) as usize;
                runs.push(Run { line, from, to, weight: covered });
            }
        }
        runs
    }
}

/// The heaviest runs that follow each other both on the page and in the article.
fn chain(runs: &[Run]) -> Vec<usize> {
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(runs.len());
    for (at, run) in runs.iter().enumerate() {
        let mut most = (run.weight, None);
        for (before, other) in runs[..at].iter().enumerate() {
            let follows = other.line < run.line && other.to <= run.from + 3 && other.from < run.from.max(1);
            // Of several that weigh the same the nearest stands: a teaser comes long before the text.
            if follows && best[before].0 + run.weight >= most.0 {
                most = (best[before].0 + run.weight, Some(before));
            }
        }
        best.push(most);
    }
    let mut chained = Vec::new();
    let mut next = (0..runs.len()).max_by_key(|at| best[*at].0);
    while let Some(at) = next {
        chained.push(at);
        next = best[at].1;
    }
    chained
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_teaser_that_repeats_a_line_is_not_the_article() {
        let lines = [
            "The pier is closed to all ships",
            "Sport",
            "The pier is closed to all ships",
            "A mine hit it in the night of Monday.",
            "Why now",
            "Nobody knows, says the clerk of the council.",
            "The pier is closed to all ships",
        ];
        let article = "The pier is closed to all ships\nA mine hit it in the night of Monday.\n\nWhy now\nNobody knows, says the clerk of the council.";
        assert_eq!(in_article(&lines, article), [false, false, true, true, true, true, false]);
    }
}
