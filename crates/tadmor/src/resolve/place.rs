//! Places of the gazetteer for the names on one page, chosen together.

use crate::claim::Place;
use crate::mention::PlaceMention;
use crate::page::Page;
use crate::tables::Tables;

/// One [`Place`] for each of `mentions`, in their order. Several readings of one name are told apart by the page's
/// other names (the country that most of them share, nearness to those with one reading) and by population; where
/// that does not decide, the place keeps its name as written, without an id.
pub fn choose(_page: &Page, _mentions: &[PlaceMention], _tables: &Tables) -> Vec<Place> {
    Vec::new()
}
