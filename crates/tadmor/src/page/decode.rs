//! From bytes to characters: which charset, which format.

use crate::id::PageId;
use crate::page::{Format, Page};
use crate::tables::Tables;
use crate::text::Text;

/// The page in `bytes`.
pub fn page(bytes: &[u8], _charset: Option<&str>, _tables: &Tables) -> Page {
    Page {
        id: PageId::of(bytes),
        format: Format::Plain,
        encoding: "UTF-8",
        text: Text::default(),
        blocks: Vec::new(),
        properties: Vec::new(),
        notes: Vec::new(),
    }
}
