//! What could not be read: kept beside the result, so that nothing vanishes and nothing is guessed.

use serde::{Deserialize, Serialize};

use crate::text::RawSpan;

/// Something that a room could not do, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Note {
    /// The bytes of the page that it is about; absent when it is about the whole page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<RawSpan>,
    /// One sentence for a person.
    pub what: String,
}

impl Note {
    /// A note about the whole page.
    pub fn page(what: impl Into<String>) -> Self {
        Note { span: None, what: what.into() }
    }

    /// A note about some bytes of the page.
    pub fn at(span: RawSpan, what: impl Into<String>) -> Self {
        Note { span: Some(span), what: what.into() }
    }
}
