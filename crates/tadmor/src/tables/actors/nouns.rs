//! Words by which people, forces and institutions are known where no table of names holds them.

use super::class::Class;
use super::phrases::Phrases;
use crate::mention::actor::ActorClass;
use crate::mention::name::folded;
use crate::tables::Error;
use crate::tables::rows::{rows, several};

pub(super) const SHIPPED: &str = include_str!("../../../../../data/en/actor-words.tsv");

/// What a word may be in the name of an actor. See the head of each kind in `data/en/actor-words.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is a kind of the file, told there")]
pub enum Noun {
    Rank,
    Honorific,
    Office,
    Modifier,
    Member,
    Force(Class),
    Strike(Class),
    Adjective,
    Fighters,
    FightersModifier,
    Civilians,
    CiviliansModifier,
    Unnamed { person: bool },
    Institution(Class),
    Head(ActorClass),
    Pronoun(Stands),
    Description(Stands),
    Speech,
}

/// What a pronoun or a description can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// "he", "the official".
    Person,
    /// "they".
    Any,
    /// "it".
    Thing,
    /// "the group".
    Group,
    /// "the monitor".
    Monitor,
    /// "the ministry".
    Ministry,
    /// "the agency".
    Agency,
}

/// The words, each with all that it may be.
pub type Nouns = Phrases<Vec<Noun>>;

pub(super) fn shipped() -> Result<Nouns, Error> {
    let mut nouns = Nouns::default();
    for row in rows("data/en/actor-words.tsv", SHIPPED) {
        let [kind, words, value] = row.fields()?;
        let noun = noun(kind, value).map_err(|what| row.error(what))?;
        for word in several(words) {
            let senses = nouns.entry(folded(word));
            if !senses.contains(&noun) {
                senses.push(noun);
            }
        }
    }
    Ok(nouns)
}

fn noun(kind: &str, value: &str) -> Result<Noun, String> {
    let class = || Class::parse(value).ok_or(format!("no class \"{value}\" in the table of actors"));
    Ok(match kind {
        "rank" => Noun::Rank,
        "honorific" => Noun::Honorific,
        "office" => Noun::Office,
        "modifier" => Noun::Modifier,
        "member" => Noun::Member,
        "force" => Noun::Force(class()?),
        "strike" => Noun::Strike(class()?),
        "adjective" => Noun::Adjective,
        "fighters" => Noun::Fighters,
        "fighters-modifier" => Noun::FightersModifier,
        "civilians" => Noun::Civilians,
        "civilians-modifier" => Noun::CiviliansModifier,
        "unnamed" => Noun::Unnamed { person: value == "person" },
        "institution" => Noun::Institution(class()?),
        "head" => Noun::Head(match value {
            "force" => ActorClass::Force,
            "institution" => ActorClass::Institution,
            "monitor" => ActorClass::Monitor,
            "outlet" => ActorClass::Outlet,
            other => return Err(format!("no sort of actor \"{other}\"")),
        }),
        "pronoun" => Noun::Pronoun(stands(value)?),
        "description" => Noun::Description(stands(value)?),
        "speech" => Noun::Speech,
        other => return Err(format!("no kind of word \"{other}\"")),
    })
}

fn stands(value: &str) -> Result<Stands, String> {
    Ok(match value {
        "person" => Stands::Person,
        "any" => Stands::Any,
        "thing" => Stands::Thing,
        "group" => Stands::Group,
        "monitor" => Stands::Monitor,
        "ministry" => Stands::Ministry,
        "agency" => Stands::Agency,
        other => return Err(format!("nothing stands for \"{other}\"")),
    })
}
