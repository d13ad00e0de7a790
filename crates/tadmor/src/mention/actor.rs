//! Actors, as written: people, armed forces, groups, institutions, unnamed fighters and civilians.
//!
//! In: one sentence. Out: an [`ActorMention`] for each noun phrase that can act, be hit or speak:
//! "Syrian government forces", "Lieutenant-General X, the head of Y", "at least 20 militants", "he".

use crate::mention::TokenRange;
use crate::sentence::Sentence;
use crate::tables::Tables;
use crate::text::Span;

/// What sort of actor the words show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActorClass {
    /// An army, air force, armed group, militia, police: a party that fights.
    Force,
    /// A government, ministry, parliament, office, court.
    Institution,
    /// A named person.
    Person,
    /// A news agency or an outlet.
    Outlet,
    /// A monitor, a relief or rights group, the UN.
    Monitor,
    /// Fighters without a name of their own: "militants", "terrorists", "soldiers".
    Fighters,
    /// Civilians, residents, children, journalists.
    Civilians,
    /// A country acting: "Russia".
    Country,
    /// Speakers without a name: "activists", "reports", "a source", "witnesses".
    Unnamed,
    /// "he", "they", "it", "the official", "the group".
    Pronoun,
}

/// An actor as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorMention {
    /// The whole noun phrase without its article and count: "ISIS terrorists".
    pub span: Span,
    /// The same, in tokens.
    pub tokens: TokenRange,
    /// The characters to look up: "ISIS", "Sergei X".
    pub name: Span,
    /// What sort.
    pub class: ActorClass,
    /// The id in the table of actors, where the name is in it.
    pub known: Option<String>,
    /// A rank, office or description beside the name: "Lt. Gen.", "Russian Defence Minister", "spokesman".
    pub title: Option<Span>,
    /// The institution that the description names: "the Kremlin" in "Kremlin spokesman X".
    pub of: Option<String>,
}

/// All actors in `sentence`.
pub fn find(_sentence: &Sentence<'_>, _tables: &Tables) -> Vec<ActorMention> {
    Vec::new()
}
