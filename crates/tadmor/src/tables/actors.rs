//! Armed forces, groups, institutions, and the sides they are of.

use super::Error;

/// The texts that ship.
pub const SHIPPED: &[&str] = &[];

/// Armed forces, groups, institutions, and the sides they are of.
#[derive(Clone, Debug, Default)]
pub struct Actors {}

impl Actors {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        Ok(Self::default())
    }
}
