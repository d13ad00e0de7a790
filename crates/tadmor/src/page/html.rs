//! HTML: tokens with spans, our own tree, zones.

use crate::id::PageId;
use crate::page::decode::Decoded;
use crate::page::{Page, plain};
use crate::tables::Tables;

/// The page that `decoded` holds.
pub(crate) fn page(id: PageId, decoded: Decoded, tables: &Tables) -> Page {
    plain::page(id, decoded, tables)
}
