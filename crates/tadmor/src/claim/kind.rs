//! The kinds of claim.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// What is claimed. The codebook in docs/codebook.md tells each at length.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $text)] $name,)* }

        impl Kind {
            /// Every kind, in the order of the codebook.
            pub const ALL: &[Kind] = &[$(Kind::$name,)*];

            /// As exports write it.
            pub fn as_str(self) -> &'static str {
                match self { $(Kind::$name => $text,)* }
            }

            /// From what exports write.
            pub fn parse(text: &str) -> Option<Kind> {
                match text { $($text => Some(Kind::$name),)* _ => None }
            }
        }
    };
}

kinds! {
    /// The agent takes the place, or part of it, by force.
    ControlGained = "control.gained",
    /// The place changes hands without a fight.
    ControlTransferred = "control.transferred",
    /// The agent is in control of the place.
    ControlHeld = "control.held",
    /// The agent loses the place, the taker not named.
    ControlLost = "control.lost",
    /// The agent leaves the place.
    Withdrawal = "withdrawal",
    /// The agent moves forward.
    Advance = "advance",
    /// The agent surrounds the place.
    Siege = "siege",
    /// Fighting between armed sides.
    Clash = "clash",
    /// Aircraft or drones strike.
    AirStrike = "air strike",
    /// Artillery, rockets, missiles, mortars.
    Shelling = "shelling",
    /// Mine, improvised bomb, car bomb.
    Explosive = "explosive",
    /// An attacker blows himself up.
    SuicideAttack = "suicide attack",
    /// A grenade.
    Grenade = "grenade",
    /// A chemical weapon.
    ChemicalAttack = "chemical attack",
    /// Unarmed people are killed, shot, beaten, executed.
    AttackOnCivilians = "attack on civilians",
    /// Rape and kin.
    SexualViolence = "sexual violence",
    /// People are taken away.
    Abduction = "abduction",
    /// Authorities arrest.
    Arrest = "arrest",
    /// Fighters give up.
    Surrender = "surrender",
    /// People killed, wounded, missing.
    Casualties = "casualties",
    /// Vehicles, weapons, depots destroyed, damaged, captured.
    Materiel = "materiel",
    /// Buildings and heritage destroyed or looted.
    Destruction = "destruction",
    /// Mines cleared or found.
    Demining = "demining",
    /// A defence line, a base is set up.
    Fortification = "fortification",
    /// A force takes part, supports, advises.
    Involvement = "involvement",
    /// Fighters or equipment move.
    Movement = "movement",
    /// Civilians flee or are moved.
    Displacement = "displacement",
    /// A truce, an exchange, a deal.
    Agreement = "agreement",
    /// Negotiations.
    Talks = "talks",
    /// An agreement is broken.
    Violation = "violation",
    /// Relief.
    Aid = "aid",
    /// A peaceful demonstration.
    Protest = "protest",
    /// Police intervene in one.
    ProtestIntervention = "protest.intervention",
    /// Excessive force is used against one.
    ProtestForce = "protest.force",
    /// A violent demonstration.
    Riot = "riot",
    /// Mob violence.
    RiotMob = "riot.mob",
    /// Call-up.
    Recruitment = "recruitment",
    /// A party's position with no event in it.
    Statement = "statement",
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Kind {
    /// Whether the claim is about who holds a place.
    pub fn is_control(self) -> bool {
        matches!(
            self,
            Kind::ControlGained
                | Kind::ControlTransferred
                | Kind::ControlHeld
                | Kind::ControlLost
                | Kind::Withdrawal
        )
    }
}
