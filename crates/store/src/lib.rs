//! The ledger on disk: one SQLite file.
//!
//! In: pages as saved with their readings, decisions, and the [`tadmor::Ledger`] that the library makes of them.
//! Out: the same, after the machine was switched off. Four layers: pages (never changed), readings (replaceable),
//! decisions (only added to), and the ledger, written whole as a new generation while readers see the one before.
//!
//! One process writes at a time: [`LedgerWriter::open`] takes a lock and says who holds it otherwise. Any number
//! read: [`LedgerFile::open`] sees one generation until it is dropped.

mod claims;
mod door;
mod error;
mod lock;
mod names;
mod pages;
mod rows;
mod search;
mod write;

pub use claims::ClaimFilter;
pub use door::{APPLICATION_ID, LedgerFile, LedgerWriter, SCHEMA_VERSION};
pub use error::Error;
pub use names::Spellings;
pub use pages::{Committed, Found, PackedPage, PackedReading};
pub use rows::Listing;
