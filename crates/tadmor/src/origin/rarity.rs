//! How much a shared number proves: round and small numbers are cheap, odd ones dear.
//!
//! In: a number. Out: its weight, the negative logarithm of how often a count in the news is that very number.
//! Two pages that both write 100 share nothing; two that write 37, 991 and 2306 share a telling. What proves
//! copying is sharing rare values, not true ones (Dong, Berti-Equille and Srivastava 2009). The table is shipped
//! and never counted from the pile, so that a page more or less changes no other page's joins.

/// How dear a whole vector must be to join two tellings: one odd number of four digits, or two of two digits and
/// something round beside them.
pub const THRESHOLD: f64 = 7.0;

/// Below it a number is not even looked up: it stands on too many pages.
pub(crate) const WORTH_A_LOOK: f64 = 3.0;

/// Digits of the number, what it is a multiple of, weight; the first row that fits counts. The weights are ours,
/// by the shape of counts in war news, not tuned on any data.
const WEIGHTS: &[(std::ops::RangeInclusive<u64>, u64, f64)] = &[
    (0..=9, 1, 1.0),
    (10..=99, 10, 1.5),
    (10..=99, 5, 2.0),
    (10..=99, 1, 3.0),
    (100..=999, 100, 1.5),
    (100..=999, 50, 2.5),
    (100..=999, 10, 3.5),
    (100..=999, 1, 5.5),
    (1_000..=u64::MAX, 1_000, 1.5),
    (1_000..=u64::MAX, 100, 3.0),
    (1_000..=u64::MAX, 10, 5.0),
    (1_000..=u64::MAX, 1, 7.5),
];

/// The weight of sharing `number`.
///
/// ```
/// use tadmor::origin::rarity::weight;
/// assert!(weight(37) > weight(40) && weight(991) > weight(1000));
/// ```
pub fn weight(number: u64) -> f64 {
    let row = WEIGHTS.iter().find(|(range, step, _)| range.contains(&number) && number.is_multiple_of(*step));
    row.map_or(0.0, |(_, _, weight)| *weight)
}
