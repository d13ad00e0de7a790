//! What an actor is.

use crate::mention::actor::ActorClass;

/// What an actor of the table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the word it is named after")]
pub enum Class {
    Army,
    AirForce,
    Navy,
    SpecialForces,
    Guard,
    Group,
    Militia,
    Contractor,
    Police,
    Intelligence,
    GeneralStaff,
    Government,
    MinistryOfDefence,
    MinistryOfForeignAffairs,
    MinistryOfInterior,
    MinistryOfHealth,
    MinistryOfInformation,
    CivilDefence,
    Presidency,
    Parliament,
    Court,
    Office,
    Alliance,
    Coalition,
    Party,
    Un,
    Mission,
    Monitor,
    Relief,
    Agency,
    ThinkTank,
    StateMedia,
    RedCross,
    Country,
}

/// The words of the data file, and what a force without a row of its own is called after its demonym.
const WORDS: &[(&str, Class, &str)] = &[
    ("army", Class::Army, "Army"),
    ("air force", Class::AirForce, "Air Force"),
    ("navy", Class::Navy, "Navy"),
    ("special forces", Class::SpecialForces, "special forces"),
    ("guard", Class::Guard, "border guards"),
    ("group", Class::Group, ""),
    ("militia", Class::Militia, ""),
    ("contractor", Class::Contractor, ""),
    ("police", Class::Police, "police"),
    ("intelligence", Class::Intelligence, "intelligence"),
    ("general staff", Class::GeneralStaff, "General Staff"),
    ("government", Class::Government, "government"),
    ("ministry of defence", Class::MinistryOfDefence, "Defence Ministry"),
    ("ministry of foreign affairs", Class::MinistryOfForeignAffairs, "Foreign Ministry"),
    ("ministry of interior", Class::MinistryOfInterior, "Interior Ministry"),
    ("ministry of health", Class::MinistryOfHealth, "Health Ministry"),
    ("ministry of information", Class::MinistryOfInformation, "Information Ministry"),
    ("civil defence", Class::CivilDefence, "Civil Defence"),
    ("presidency", Class::Presidency, "Presidency"),
    ("parliament", Class::Parliament, "parliament"),
    ("court", Class::Court, ""),
    ("office", Class::Office, ""),
    ("alliance", Class::Alliance, ""),
    ("coalition", Class::Coalition, ""),
    ("party", Class::Party, ""),
    ("un", Class::Un, ""),
    ("mission", Class::Mission, ""),
    ("monitor", Class::Monitor, ""),
    ("relief", Class::Relief, ""),
    ("agency", Class::Agency, ""),
    ("think tank", Class::ThinkTank, ""),
    ("state media", Class::StateMedia, "state media"),
    ("red cross", Class::RedCross, "Red Crescent"),
    ("country", Class::Country, ""),
];

impl Class {
    /// The class of a word of the data files.
    pub fn parse(word: &str) -> Option<Class> {
        WORDS.iter().find(|row| row.0 == word).map(|row| row.1)
    }

    /// As the data files write it.
    pub fn as_str(self) -> &'static str {
        WORDS.iter().find(|row| row.1 == self).map_or("", |row| row.0)
    }

    /// What stands after the demonym where the country has no row of this class: "Kenyan Navy".
    pub fn noun(self) -> &'static str {
        WORDS.iter().find(|row| row.1 == self).map_or("", |row| row.2)
    }

    /// What sort of mention it makes.
    pub fn sort(self) -> ActorClass {
        match self {
            Class::Army
            | Class::AirForce
            | Class::Navy
            | Class::SpecialForces
            | Class::Guard
            | Class::Group
            | Class::Militia
            | Class::Contractor
            | Class::Police
            | Class::Coalition => ActorClass::Force,
            Class::Agency | Class::StateMedia => ActorClass::Outlet,
            Class::Monitor | Class::Relief | Class::Un | Class::ThinkTank | Class::CivilDefence | Class::RedCross => {
                ActorClass::Monitor
            }
            Class::Country => ActorClass::Country,
            Class::Mission | Class::Alliance => ActorClass::Force,
            Class::Intelligence
            | Class::GeneralStaff
            | Class::Government
            | Class::MinistryOfDefence
            | Class::MinistryOfForeignAffairs
            | Class::MinistryOfInterior
            | Class::MinistryOfHealth
            | Class::MinistryOfInformation
            | Class::Presidency
            | Class::Parliament
            | Class::Court
            | Class::Office
            | Class::Party => ActorClass::Institution,
        }
    }
}
