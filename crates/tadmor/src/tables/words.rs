//! Weekdays, number words, units and hedges of the language that claims are read from.

pub mod abbreviations;

pub use abbreviations::Abbreviations;

use super::Error;

/// The texts that ship.
pub const SHIPPED: &[&str] = &[abbreviations::ABBREVIATIONS, abbreviations::OPENERS];

/// Weekdays, number words, units and hedges of the language that claims are read from.
#[derive(Clone, Debug, Default)]
pub struct Words {}

impl Words {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        Abbreviations::read()?;
        Ok(Self::default())
    }
}
