//! What was learned: weights that ship, each with a card beside it in `models/`.

use super::Error;
use crate::forest::Forest;

/// The texts of the shipped weights.
pub const SHIPPED: &[&str] = &[HTML, PLAIN, DATE];

const HTML: &str = include_str!("../../../../models/html.forest");
const PLAIN: &str = include_str!("../../../../models/plain.forest");
const DATE: &str = include_str!("../../../../models/date.forest");

/// The learned parts of the reader.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// Whether a block of an HTML page is the article's.
    pub html: Forest,
    /// Whether a line of plain text is the article's.
    pub plain: Forest,
    /// Whether a date on the page is its day of publication.
    pub date: Forest,
}

impl Models {
    /// The weights that ship.
    pub fn shipped() -> Result<Models, Error> {
        Ok(Models {
            html: Forest::parse("models/html.forest", HTML)?,
            plain: Forest::parse("models/plain.forest", PLAIN)?,
            date: Forest::parse("models/date.forest", DATE)?,
        })
    }
}
