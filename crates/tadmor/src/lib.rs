//! Reads news pages about an armed conflict into a **ledger of claims**.
//!
//! Two verbs. [`read_page`] sees one page and gives a [`Reading`]; [`assemble`] sees the pile and gives the
//! [`Ledger`]. Everything else is inside those two, or stands outside and looks at the ledger.
//!
//! Rooms, in the order that the data walks. A room only looks back, never forward:
//!
//! | room | in | out |
//! |---|---|---|
//! | [`page`] | the bytes as saved | [`page::Page`]: visible text, its bytes, its zones |
//! | [`article`] | a page | [`article::Article`]: outlet, title, day with because |
//! | [`sentence`] | what the page tells ([`page::Told`]) | [`sentence::Sentence`]: tokens |
//! | [`mention`] | a sentence | times, places, actors, counts, triggers **as written** |
//! | [`resolve`] | mentions | places, parties, days **as understood**, as far as one page goes |
//! | [`claim`] | sentences with mentions | [`claim::Claim`] |
//! | [`origin`] | claims of the pile | [`origin::Origin`]: one act of telling |
//! | [`event`] | claims, origins | [`event::Event`]: claims about one happening |
//! | [`date`] | pages, origins, events | narrower days |
//! | [`control`] | claims, events | [`control::Holding`]: who held a place when |
//! | [`ledger`] | all of it | [`Ledger`], with differences and support |
//!
//! Beside them stand what they share ([`text`], [`tables`], [`forest`]), the language core ([`lang`]: tokens, tags, trees and
//! names, which `annotate` shows) and [`train`], which makes the learned tables.
//!
//! There is no clock, file, network, environment or random source in this crate: the same bytes give the same
//! ledger.

pub mod article;
pub mod assemble;
pub mod calendar;
pub mod claim;
pub mod control;
pub mod date;
pub mod day;
pub mod event;
pub mod export;
pub mod forest;
pub mod gazetteer;
pub mod id;
pub mod lang;
pub mod ledger;
pub mod mention;
pub mod note;
pub mod origin;
pub mod page;
pub mod reading;
pub mod resolve;
pub mod sentence;
pub mod tables;
pub mod text;
pub mod train;

pub use assemble::{Options as AssembleOptions, assemble};
pub use ledger::Ledger;
pub use reading::{Options as ReadOptions, Reading, read_page};
pub use tables::Tables;

/// The version of the reader: a reading made by another version is read again.
pub const READER_VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+4");
