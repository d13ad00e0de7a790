//! Which kinds of claim can tell of one happening.

use crate::claim::{Claim, Extent, Kind, Mood, Polarity};

/// Kinds that can be one happening told in two ways: what one calls taken, the other calls lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Family {
    /// Who holds a place.
    Control,
    /// Bombs that nobody threw or fired.
    Blast,
    /// In the street.
    Street,
    /// Claims of that one kind.
    Alone(Kind),
}

impl Family {
    /// The family of a kind.
    pub fn of(kind: Kind) -> Family {
        match kind {
            kind if kind.is_control() => Family::Control,
            Kind::Explosive | Kind::SuicideAttack | Kind::Grenade => Family::Blast,
            Kind::Protest | Kind::ProtestIntervention | Kind::ProtestForce | Kind::Riot | Kind::RiotMob => {
                Family::Street
            }
            kind => Family::Alone(kind),
        }
    }

    /// Whether the same can happen again the next day, so that a day near by does not show that it is the same. A
    /// place is not taken twice by one side without being lost in between.
    pub fn repeats(self) -> bool {
        self != Family::Control && !self.lasts()
    }

    /// Whether it goes on for days or months, so that two pages that name the place and the party tell of one.
    pub fn lasts(self) -> bool {
        let Family::Alone(kind) = self else { return false };
        matches!(kind, Kind::Demining | Kind::Siege | Kind::Talks | Kind::Fortification | Kind::Recruitment)
    }
}

/// Kinds that are told beside a happening and belong to it: the dead, the wrecks, who took part.
pub(crate) fn comes_beside(kind: Kind) -> bool {
    falls_out(kind)
        || matches!(kind, Kind::Clash | Kind::Advance | Kind::Involvement | Kind::AirStrike | Kind::Shelling)
}

/// Kinds that are what a happening did.
pub(crate) fn falls_out(kind: Kind) -> bool {
    matches!(kind, Kind::Casualties | Kind::Materiel)
}

/// Whether what a happening did may be told of this kind: of an attack, not of talks.
pub(crate) fn does_harm(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Clash
            | Kind::AirStrike
            | Kind::Shelling
            | Kind::Explosive
            | Kind::SuicideAttack
            | Kind::Grenade
            | Kind::ChemicalAttack
            | Kind::AttackOnCivilians
            | Kind::Siege
            | Kind::Destruction
            | Kind::ProtestForce
            | Kind::Riot
            | Kind::RiotMob
    )
}

/// Whether a claim can make an event: told as real, and something that happens. "They will take the town" is kept as
/// a claim; "they have not taken the town" stands beside those that say they have.
pub(crate) fn makes_events(claim: &Claim) -> bool {
    claim.kind != Kind::Statement && claim.mood.is_real()
}

/// Whether a claim may only stand beside others of its origin.
pub(crate) fn follows(claim: &Claim) -> bool {
    matches!(claim.mood, Mood::Planned) && claim.kind != Kind::Statement && !claim.kind.is_control()
}

/// Whether the days of `claim` are days of the event that `kind` leads: the day on which a part fell, or on which
/// someone was seen to hold the place, is not the day on which it changed hands.
pub(crate) fn dates_event(claim: &Claim, kind: Kind) -> bool {
    Family::of(claim.kind) == Family::of(kind)
        && claim.polarity == Polarity::Positive
        && (claim.kind != Kind::ControlHeld || kind == Kind::ControlHeld)
        && !matches!(claim.extent, Some(Extent::Part | Extent::Surroundings))
}
