//! How well supported: a vector and a word, never a percentage.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::claim::{Claim, Kind, Polarity, Stance};
use crate::event::family::Family;
use crate::ledger::build::Told;
use crate::ledger::difference::{Difference, Pair};
use crate::origin::pile::is_nameless;

/// The word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SupportWord {
    /// One act of telling, however many pages carry it.
    #[default]
    #[serde(rename = "Single origin")]
    SingleOrigin,
    /// Two origins or more, and no side of them is known.
    #[serde(rename = "Sides unknown")]
    SidesUnknown,
    /// Two origins or more, one known side.
    #[serde(rename = "One side")]
    OneSide,
    /// Sides known and different.
    #[serde(rename = "Several sides")]
    SeveralSides,
    /// A hard disagreement between origins stands.
    Contested,
    /// A named party says that it did not happen.
    Denied,
}

/// Pages ≥ outlets ≥ origins ≥ sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// How many pages tell it.
    pub pages: usize,
    /// How many outlets.
    pub outlets: usize,
    /// How many acts of telling.
    pub origins: usize,
    /// How many sides, the unknown ones not counted.
    pub sides: usize,
    /// How many origins say what their own side would rather not.
    pub against_interest: usize,
    /// The word.
    pub word: SupportWord,
}

/// The support of an event of `kind`: of the claims that tell the happening itself, not of those told beside it.
pub(crate) fn of(kind: Kind, told: &[Told<'_>], differences: &[Difference]) -> Support {
    let family = Family::of(kind);
    let itself: Vec<&Told<'_>> = told.iter().filter(|told| Family::of(told.claim.kind) == family).collect();
    let counted = counted(&itself);
    let pages: BTreeSet<_> = counted.iter().map(|told| &told.claim.page_id).collect();
    let outlets: BTreeSet<_> = counted.iter().map(|told| told.outlet).collect();
    let origins: BTreeSet<_> = counted.iter().map(|told| &told.origin.id).collect();
    let sides: BTreeSet<_> = counted.iter().filter_map(|told| told.origin.side.as_ref()).collect();
    let against: BTreeSet<_> =
        counted.iter().filter(|told| is_against_interest(told.claim)).map(|told| &told.origin.id).collect();
    let contested =
        differences.iter().any(|difference| difference.hard && difference.pair == Pair::Disagreement);
    let word = match () {
        () if itself.iter().any(|told| is_denied_by_name(told.claim)) => SupportWord::Denied,
        () if contested => SupportWord::Contested,
        () if origins.len() < 2 => SupportWord::SingleOrigin,
        () if sides.is_empty() => SupportWord::SidesUnknown,
        () if sides.len() > 1 => SupportWord::SeveralSides,
        () => SupportWord::OneSide,
    };
    Support {
        pages: pages.len(),
        outlets: outlets.len(),
        origins: origins.len(),
        sides: sides.len(),
        against_interest: against.len(),
        word,
    }
}

/// The claims that pages, outlets, origins and sides are counted over: those told as real and so. Where none is, all of
/// them: who tells that nothing happened tells something too. What a person rejected is in no event to begin with.
fn counted<'t, 'l>(itself: &[&'t Told<'l>]) -> Vec<&'t Told<'l>> {
    let real: Vec<_> = itself.iter().copied().filter(|told| told.claim.counts()).collect();
    if real.is_empty() { itself.to_vec() } else { real }
}

/// Whether a speaker says what his own side would rather not: that it lost the place, or its people.
fn is_against_interest(claim: &Claim) -> bool {
    let Some(side) = &claim.speaker().side else { return false };
    let harmed = match claim.kind {
        Kind::ControlLost | Kind::Withdrawal | Kind::Surrender => &claim.agent,
        Kind::ControlGained | Kind::ControlTransferred | Kind::Casualties | Kind::Materiel => &claim.target,
        // Who says that his own side killed the unarmed says what it would rather not.
        Kind::AttackOnCivilians | Kind::SexualViolence | Kind::ChemicalAttack => &claim.agent,
        _ => return false,
    };
    harmed.iter().any(|party| party.side.as_ref() == Some(side))
}

/// Whether a named party says that it did not happen. "Not the whole of it" denies the extent, not the happening.
fn is_denied_by_name(claim: &Claim) -> bool {
    let denied = claim.polarity == Polarity::Negative && claim.extent.is_none() && claim.mood.is_real();
    let speaker = claim.speaker();
    (denied || speaker.stance == Stance::Denied) && claim.chain.len() > 1 && !is_nameless(&speaker.name)
}
