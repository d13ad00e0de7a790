//! Whose a feature is: all conventions', or one's own.
//!
//! In: features. Out: features of which three bits tell whose they are. The bits are the lowest of those by which a
//! feature is kept, so that in a file the copies of a feature stand together, and reading one convention adds them up
//! ([`Weights::read_owned`](crate::lang::weights::Weights::read_owned)).

use super::Convention;

/// Where the bits stand: 0 shared, else one more than the convention's number.
const BITS: u32 = 32;

/// `feature` as all share it.
#[inline]
pub fn shared(feature: u64) -> u64 {
    feature & !(7 << BITS)
}

/// `convention`'s own copy of a feature.
#[inline]
pub fn own(feature: u64, convention: Convention) -> u64 {
    shared(feature) | u64::from(number(convention)) << BITS
}

/// By which a convention's own features are known.
pub fn number(convention: Convention) -> u32 {
    1 + convention as u32
}
