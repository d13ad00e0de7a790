//! A page without its tags, as crawlers dump it: the text of each block on a line.

/// The visible text of the HTML page in `bytes`, a line a block.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
