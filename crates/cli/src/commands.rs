//! The commands, one a file.

pub mod annotate;
pub mod compare;
pub mod control;
pub mod demo;
pub mod export;
pub mod gazetteer;
pub mod list;
pub mod page;
pub mod place;
pub mod read;
pub mod report;
pub mod show;
pub mod train;
pub mod verify;
