//! What an event is called, in plain words: "Palmyra retaken by the Syrian Army", "Air strike in Idlib".

use crate::claim::{Claim, Kind, Party, Polarity};

/// The title of an event led by `kind`, from its claims of that kind.
pub(crate) fn title(kind: Kind, claims: &[&Claim]) -> String {
    let place = most(claims.iter().filter_map(|claim| claim.places.first()).map(|place| place.name.as_str()));
    let agent = most(claims.iter().flat_map(|claim| named(&claim.agent)));
    let target = most(claims.iter().flat_map(|claim| named(&claim.target)));
    let again = claims.iter().any(|claim| claim.ordinal.is_some_and(|ordinal| ordinal >= 2));
    let place = place.unwrap_or("an unnamed place");
    let by = |agent: Option<&str>| agent.map_or(String::new(), |agent| format!(" by {agent}"));
    let title = match kind {
        Kind::ControlGained if agent.is_none() && target.is_some() => {
            format!("{place} taken from {}", target.unwrap_or_default())
        }
        Kind::ControlGained if again => format!("{place} retaken{}", by(agent)),
        Kind::ControlGained => format!("{place} taken{}", by(agent)),
        Kind::ControlTransferred => {
            format!("{place} handed over{}", agent.map_or(String::new(), |agent| format!(" to {agent}")))
        }
        Kind::ControlHeld => format!("{place} held{}", by(agent)),
        Kind::ControlLost => format!("{place} lost{}", by(agent)),
        Kind::Withdrawal => format!("{} withdraws from {place}", agent.unwrap_or("A force")),
        Kind::Advance => format!("Advance{} near {place}", by(agent)),
        Kind::Siege => format!("Siege of {place}{}", by(agent)),
        Kind::Clash => match (agent, target) {
            (Some(agent), Some(target)) => format!("Fighting in {place} between {agent} and {target}"),
            _ => format!("Fighting in {place}"),
        },
        Kind::Casualties => match target {
            Some(target) => format!("Casualties of {target} in {place}"),
            None => format!("Casualties in {place}"),
        },
        other => format!("{} in {place}{}", capital(other.as_str()), by(agent)),
    };
    match claims.iter().all(|claim| claim.polarity == Polarity::Negative) {
        true => format!("Denied: {title}"),
        false => title,
    }
}

fn named(parties: &[Party]) -> impl Iterator<Item = &str> {
    parties.iter().map(|party| party.name.as_str())
}

/// The one that stands most often; ties to the first in order of letters.
fn most<'n>(names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let mut count = std::collections::BTreeMap::new();
    for name in names {
        *count.entry(name).or_insert(0_usize) += 1;
    }
    count.into_iter().min_by_key(|(name, count)| (usize::MAX - count, *name)).map(|(name, _)| name)
}

fn capital(text: &str) -> String {
    let text = text.replace('.', ", ");
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}
