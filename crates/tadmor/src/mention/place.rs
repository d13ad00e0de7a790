//! Places, as written.
//!
//! In: one sentence. Out: a [`PlaceMention`] for each name that the gazetteer or its surroundings ("the town of X",
//! "X airbase") show to be a place. "Syrian" in "Syrian army" is part of an actor's name, not a place; "Moscow" in
//! "Moscow said" is Russia speaking; "Of" and "Victory" are towns somewhere, and other words nearly everywhere.

pub mod lookup;
pub mod offset;
mod search;
pub mod trees;
pub mod written;

pub use offset::Offset;
pub use written::{Around, Form, PlaceMention};

use crate::mention::actor::{self, Found};
use crate::mention::name::Parts;
use crate::sentence::Sentence;
use crate::tables::Tables;

/// All places in `sentence`.
pub fn find(sentence: &Sentence<'_>, tables: &Tables) -> Vec<PlaceMention> {
    let mut parts = Parts::of(sentence);
    parts.prepare(&tables.actors);
    in_parts(&parts, &actor::in_parts(&parts, tables), tables)
}

/// All places in prepared parts whose actors are known.
pub(crate) fn in_parts(parts: &Parts, actors: &[Found], tables: &Tables) -> Vec<PlaceMention> {
    search::in_parts(parts, actors, tables)
}
