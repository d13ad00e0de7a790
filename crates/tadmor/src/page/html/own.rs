//! Which blocks are the article's own text.
//!
//! In: what is seen of a page, and the learned forests. Out: [`Own`]: for each block the log-odds that it is the
//! article's own, and on demand the features that say so.

use super::feature::Seen;
use super::sheet::Sheet;
use crate::forest::{Forest, ONE};
use crate::tables::Tables;

/// The article's own text by what was learned.
pub(super) struct Own<'t> {
    sheet: Sheet,
    forest: &'t Forest,
    scores: Vec<i32>,
}

/// A block must say a little more for than against: set for precision on held-out folds, November 2026.
const LEAST: i32 = 300;
/// More than this is hardly ever wrong.
const SURE: i32 = ONE;

impl<'t> Own<'t> {
    /// What the shipped forests say of the blocks of `seen`.
    pub fn of(seen: &Seen<'_>, tables: &'t Tables) -> Own<'t> {
        let forest = &tables.models.html;
        let sheet = seen.sheet(false);
        let mut scores: Vec<i32> = (0..seen.lines.len()).map(|at| forest.score(sheet.row(at))).collect();
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
        Own { sheet, forest, scores }
    }

    /// Whether the block is the article's own.
    pub fn is(&self, block: usize) -> bool {
        self.scores[block] > LEAST
    }

    /// Whether it surely is.
    pub fn is_sure(&self, block: usize) -> bool {
        self.scores[block] > SURE
    }

    /// The features that say most for (or against) the block being the article's own.
    pub fn because(&self, block: usize) -> String {
        let row = self.sheet.row(block);
        let wanted = self.is(block);
        let mut because = String::from(if wanted {
            "the article's own by its signs"
        } else {
            "not the article's own by its signs"
        });
        let strongest =
            self.forest.because(row).into_iter().filter(|(_, added)| (*added > 0) == wanted).take(3);
        for (at, (feature, _)) in strongest.enumerate() {
            because.push_str(if at == 0 { ": " } else { "; " });
            because.push_str(&format!("{} {}", self.forest.features()[feature], row[feature]));
        }
        because
    }
}
