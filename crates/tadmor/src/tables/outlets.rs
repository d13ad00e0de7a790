//! Newspapers, agencies, stations.

use super::Error;

/// The texts that ship.
pub const SHIPPED: &[&str] = &[];

/// Newspapers, agencies, stations.
#[derive(Clone, Debug, Default)]
pub struct Outlets {}

impl Outlets {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        Ok(Self::default())
    }
}
