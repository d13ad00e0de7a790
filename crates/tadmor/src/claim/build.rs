//! Claims from the mentions of a page.

use crate::article::Article;
use crate::claim::Claim;
use crate::note::Note;
use crate::page::Page;
use crate::tables::Tables;

/// All claims on `page`.
pub fn claims(_page: &Page, _article: &Article, _tables: &Tables) -> (Vec<Claim>, Vec<Note>) {
    (Vec::new(), Vec::new())
}
