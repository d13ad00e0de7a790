//! From as written to as understood, as far as one page goes.
//!
//! In: mentions. Out: days, places and parties, each with its because. What a page cannot tell stays open for the
//! pile, and what nobody can tell stays open for good.

pub mod actor;
pub mod place;
pub mod story;
pub mod time;
