//! Month names of many languages and calendars.

use super::Error;

/// The texts that ship.
pub const SHIPPED: &[&str] = &[];

/// Month names of many languages and calendars.
#[derive(Clone, Debug, Default)]
pub struct Months {}

impl Months {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        Ok(Self::default())
    }
}
