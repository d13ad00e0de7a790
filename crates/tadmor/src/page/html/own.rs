//! Which blocks are the article's own text.
//!
//! In: what is seen of a page, and the learned forests. Out: [`Own`]: for each block the log-odds that it is the
//! article's own, and on demand the features that say so.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::feature::Seen;
use super::sheet::Sheet;
use super::tag::Tag;
use crate::forest::{Forest, ONE};
use crate::tables::Tables;
use crate::text::hash;

/// The article's own text by what was learned.
pub(super) struct Own<'t> {
    /// Nothing where no row was made, because the page holds too many blocks.
    sheet: Option<Sheet>,
    /// Whether each block says again what the article's text has said above.
    again: Vec<bool>,
    forest: &'t Forest,
    scores: Vec<i32>,
}

/// A block must say a little more for than against: set for precision on held-out folds, November 2026.
const LEAST: i32 = 300;
/// A longer page is a heap of pages: there the part with most running text decides, in bounded memory.
const MOST_BLOCKS: usize = 20_000;
/// More than this is hardly ever wrong.
const SURE: i32 = ONE;

impl<'t> Own<'t> {
    /// What the shipped forests say of the blocks of `seen`.
    pub fn of(seen: &Seen<'_>, tables: &'t Tables) -> Own<'t> {
        let forest = &tables.models.html;
        let (sheet, mut scores) = if seen.lines.len() > MOST_BLOCKS {
            (None, vec![0; seen.lines.len()])
        } else {
            let sheet = seen.sheet(false);
            let scores = forest.scores(&sheet.values, sheet.width());
            (Some(sheet), scores)
        };
        carry_on(seen, &mut scores);
        // A page of a few lines shows little of what the forest looks for: then the part with most running text is
        // the article.
        let none = (0..scores.len()).all(|at| scores[at] <= LEAST || !seen.lines[at].is_paragraph());
        if none {
            for (at, score) in scores.iter_mut().enumerate() {
                let inside = seen.main[seen.tree.runs[at].owner] && !seen.context(at).is_outside();
                if inside && seen.is_clean(at) {
                    *score = LEAST + 1;
                }
            }
        }
        let again = again(seen, &scores);
        Own { sheet, again, forest, scores }
    }

    /// Whether the block says again what the article's own text has said above it: some pages carry their text twice,
    /// once for each width of the window or once for machines.
    pub fn is_again(&self, block: usize) -> bool {
        self.again[block]
    }

    /// Whether the block is the article's own.
    pub fn is(&self, block: usize) -> bool {
        self.scores[block] > LEAST && !self.again[block]
    }

    /// Whether it surely is.
    pub fn is_sure(&self, block: usize) -> bool {
        self.scores[block] > SURE
    }

    /// The features that say most for (or against) the block being the article's own.
    pub fn because(&self, block: usize) -> String {
        let wanted = self.is(block);
        let Some(sheet) = &self.sheet else {
            return String::from(if wanted {
                "in the part with most running text"
            } else {
                "not in the part with most running text"
            });
        };
        let row = sheet.row(block);
        let mut because = String::from(if wanted {
            "the article's own by its signs"
        } else {
            "not the article's own by its signs"
        });
        for (at, (feature, _)) in self.forest.strongest(row, wanted, 3).into_iter().enumerate() {
            because.push_str(if at == 0 { ": " } else { "; " });
            // Writing to a string cannot fail.
            let _ = write!(because, "{} {}", self.forest.features()[feature], row[feature]);
        }
        because
    }
}

/// How many running paragraphs side by side show what their neighbours are …
const SHOWN: usize = 60;
/// … where at least so many in a hundred of them are the article's own.
const MOSTLY: usize = 80;

/// Long articles go on. The forest learned from pages of usual length, on which what stands far down is furniture; a
/// running paragraph beside sixty others that are the article's own is so too.
fn carry_on(seen: &Seen<'_>, scores: &mut [i32]) {
    let mut beside: BTreeMap<(usize, Tag), (usize, usize)> = BTreeMap::new();
    for (at, score) in scores.iter_mut().enumerate() {
        let owner = &seen.tree.elements[seen.tree.runs[at].owner];
        if !seen.lines[at].is_paragraph() || !seen.is_clean(at) || seen.context(at).is_outside() {
            continue;
        }
        let (own, all) = beside.entry((owner.parent, owner.tag)).or_default();
        if *all < SHOWN {
            *own += usize::from(*score > LEAST);
            *all += 1;
        } else if *own * 100 >= *all * MOSTLY && *score <= LEAST {
            *score = LEAST + 1;
        }
    }
}

/// Words in a row that are looked up among those above.
const ROW: usize = 6;
/// Shorter blocks are repeated for a reason: a refrain, a table's cell.
const LONG: usize = 20;

/// Which of the blocks that score as the article's own hold nothing but rows of words that stood above: another figure makes
/// another report.
fn again(seen: &Seen<'_>, scores: &[i32]) -> Vec<bool> {
    let mut known: BTreeSet<u64> = BTreeSet::new();
    let mut again = vec![false; scores.len()];
    for (at, line) in seen.lines.iter().enumerate() {
        if scores[at] <= LEAST {
            continue;
        }
        let rows = hash::rows(line.text, ROW);
        let repeated = rows.iter().filter(|row| known.contains(row)).count();
        again[at] = rows.len() + ROW > LONG && repeated == rows.len();
        if !again[at] {
            known.extend(rows);
        }
    }
    again
}
