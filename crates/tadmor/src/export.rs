//! The JSON Lines that other programs read: the keys of docs/ledger.md.
//!
//! In: a [`crate::Ledger`]. Out: JSON values, one a line. A key may be added; none is renamed without a new
//! [`VERSION`].

/// The version of the format: stands in the first line of every export.
pub const VERSION: u32 = 1;
