//! Triggers: the words that say what happened, as written.
//!
//! In: one sentence. Out: a [`Trigger`] for each, in reading order; "seized" and "the liberation of" with the row
//! of the lexicon that knows them.

use crate::mention::TokenRange;
use crate::sentence::Sentence;
use crate::tables::Tables;

/// A trigger as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    /// Its tokens: "took back" may be parted ("took the town back").
    pub tokens: TokenRange,
    /// The row of [`crate::tables::Lexicon`].
    pub entry: usize,
}

/// All triggers in `sentence`.
pub fn find(_sentence: &Sentence<'_>, _tables: &Tables) -> Vec<Trigger> {
    Vec::new()
}
