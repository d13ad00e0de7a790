//! Words by which zones are known.

use super::Error;

/// The texts that ship.
pub const SHIPPED: &[&str] = &[];

/// Words by which zones are known.
#[derive(Clone, Debug, Default)]
pub struct ZoneWords {}

impl ZoneWords {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        Ok(Self::default())
    }
}
