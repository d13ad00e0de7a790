//! Plain text: lines and their zones.

use crate::id::PageId;
use crate::page::{Format, Page};
use crate::text::Text;

/// A text that is all body.
pub fn body_only(text: &str) -> Page {
    Page {
        id: PageId::of(text.as_bytes()),
        format: Format::Plain,
        encoding: "UTF-8",
        text: Text::verbatim(text, 0),
        blocks: Vec::new(),
        properties: Vec::new(),
        notes: Vec::new(),
    }
}
