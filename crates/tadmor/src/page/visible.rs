//! The visible characters of some bytes of a page, read again on their own: the check behind "every quote is found
//! again at its span". Shares no code with the reader's own walk, so that it can catch it.

use crate::page::Format;

/// Decodes `bytes` and leaves out tags; entities decoded, white space and no-break spaces folded to single spaces.
pub fn of(_bytes: &[u8], _format: Format, _encoding: &str) -> String {
    String::new()
}

/// `text` with white space and no-break spaces folded to single spaces.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
