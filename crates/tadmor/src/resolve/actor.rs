//! Canonical names for the actors on one page.

use crate::claim::Party;
use crate::mention::ActorMention;
use crate::page::Page;
use crate::tables::Tables;

/// One [`Party`] for each of `mentions` (all of the page, in page order). Names are looked up in the table of
/// actors; persons of one surname are one; "he", "the official", "the group" are the nearest fitting name before,
/// where just one fits; "the terrorists" keep their words. The because says which.
pub fn choose(_page: &Page, _mentions: &[ActorMention], _tables: &Tables) -> Vec<Option<Party>> {
    Vec::new()
}
