//! Canonical names for the actors on one page.
//!
//! In: the actors of a page, as written. Out: a [`Party`] for each, with the reason. Named forces are looked up in
//! the table; persons of one surname are one; "he", "the group" are the nearest fitting name before; "the army" is
//! that of the one country that the page speaks of. "The terrorists" keep their words: who they are is not said.

pub mod person;
pub mod refer;
pub mod same;

use std::collections::BTreeMap;

use crate::claim::{Party, Place, Precision};
use crate::mention::ActorMention;
use crate::mention::actor::ActorClass;
use crate::mention::name::folded;
use crate::page::Page;
use crate::resolve::place::vote::{self, Votes};
use crate::tables::Tables;
use crate::tables::actors::{Actor, Actors, Class, Composed, Noun};
use crate::text::fold::squeezed;

/// One [`Party`] for each of `mentions` (all of the page, in page order). Names are looked up in the table of
/// actors; persons of one surname are one; "he", "the official", "the group" are the nearest fitting name before,
/// where just one fits; "the terrorists" keep their words. The because says which.
///
/// `places` are those of the page, understood: "the army" on a page about one country's towns is that country's.
pub fn choose(
    page: &Page,
    mentions: &[ActorMention],
    places: &[Place],
    tables: &Tables,
) -> Vec<Option<Party>> {
    let votes = vote::count(page, &[], tables);
    let home = home(places, tables);
    let acronyms = acronyms(page, mentions, tables);
    let people = person::merge(page, mentions, &tables.spellings);
    let mut chosen: Vec<Option<Party>> = Vec::with_capacity(mentions.len());
    for (at, mention) in mentions.iter().enumerate() {
        let party = match mention.class {
            ActorClass::Pronoun => refer::to(page, mentions, &chosen, at, tables).or_else(|| {
                (!refer::is_pronoun(page.text.slice(mention.span))).then(|| unreferred(page, mention))
            }),
            ActorClass::Person => Some(person(page, mention, &people[at], tables)),
            _ => Some(named(page, mentions, at, &acronyms, &votes, home.as_deref(), tables)),
        };
        chosen.push(party);
    }
    chosen
}

/// How often a page must name places of a country for "the army" to be that country's: one town may be the venue of
/// talks or a byword.
const HOME_PLACES: usize = 2;

/// The country that more than half of the page's towns, regions and landmarks lie in.
fn home(places: &[Place], tables: &Tables) -> Option<String> {
    let local = places.iter().filter(|place| place.precision != Precision::Country);
    let mut countries: BTreeMap<&str, usize> = BTreeMap::new();
    for row in local.filter_map(|place| tables.places.by_id(place.id.as_deref()?)) {
        *countries.entry(row.country).or_default() += 1;
    }
    let all: usize = countries.values().sum();
    let (most, count) = countries.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= HOME_PLACES && count * 2 > all).then(|| most.to_owned())
}

/// "the mayor" without any name before: its own words.
fn unreferred(page: &Page, mention: &ActorMention) -> Party {
    let name = squeezed(page.text.slice(mention.span));
    party(page, mention, name, None, "as written: no name before that it could stand for".to_owned())
}

/// A party as far as its own words tell.
fn party(page: &Page, mention: &ActorMention, name: String, actor: Option<&Actor>, because: String) -> Party {
    Party {
        name,
        actor: actor.map(|actor| actor.id.clone()),
        side: actor.and_then(|actor| actor.side.clone()),
        written: squeezed(page.text.slice(mention.span)),
        span: page.text.raw(mention.span),
        because,
    }
}

fn person(page: &Page, mention: &ActorMention, merged: &person::Merged, tables: &Tables) -> Party {
    // The written name is the title and the name, without a long apposition behind it.
    let start = mention
        .title
        .filter(|title| title.end <= mention.name.start)
        .map_or(mention.name.start, |title| title.start);
    let own = crate::text::Span::new(start, mention.name.end);
    let office = mention.of.as_deref().and_then(|of| tables.actors.lookup(of));
    let office = office.or_else(|| merged.of.as_deref().and_then(|of| tables.actors.lookup(of)));
    let composed = || {
        let of = mention.of.as_deref().or(merged.of.as_deref())?;
        tables.actors.compose_text(&folded(of)).map(|composed| composed.side)
    };
    Party {
        name: merged.name.clone(),
        actor: None,
        side: office.and_then(|actor| actor.side.clone()).or_else(composed),
        written: squeezed(page.text.slice(own)),
        span: page.text.raw(own),
        because: match office {
            Some(office) => format!("{}; speaks for {}", merged.because, office.name),
            None => merged.because.clone(),
        },
    }
}

fn named(
    page: &Page,
    mentions: &[ActorMention],
    at: usize,
    acronyms: &BTreeMap<String, String>,
    votes: &Votes,
    home: Option<&str>,
    tables: &Tables,
) -> Party {
    let mention = &mentions[at];
    let actors = &tables.actors;
    let written = squeezed(page.text.slice(mention.name));
    if let Some(actor) = mention.known.as_deref().and_then(|id| actors.by_id(id)) {
        let because = known_because(&written, actor, actors);
        return party(page, mention, actor.name.clone(), Some(actor), because);
    }
    if let Some(actor) = among_several(&written, votes, actors) {
        let because = format!(
            "\"{written}\" is the name of several actors; {} is of a country that the page speaks of",
            actor.name
        );
        return party(page, mention, actor.name.clone(), Some(actor), because);
    }
    if let Some(composed) = actors.compose_text(&folded(&written)) {
        let because = format!("\"{written}\" is a demonym and a noun for a force");
        let mut party = party(page, mention, composed.name.clone(), composed.actor, because);
        party.side = Some(composed.side).filter(|side| actors.side(side).is_some());
        return party;
    }
    if let Some((acronym, name)) = acronyms.get_key_value(&written) {
        let because = format!("the page explains {acronym} as \"{name}\"");
        return party(page, mention, name.clone(), None, because);
    }
    if let Some((composed, because)) = of_country(&written, mention.class, votes, home, actors) {
        let mut party = party(page, mention, composed.name, composed.actor, because);
        party.side = Some(composed.side).filter(|side| actors.side(side).is_some());
        return party;
    }
    if let Some((actor, because)) = of_army_before(&written, mentions, at, home, actors) {
        return party(page, mention, actor.name.clone(), Some(actor), because);
    }
    if let Some(force) = mention.of.as_deref().and_then(|of| actors.lookup(of)) {
        let mut party =
            party(page, mention, written, None, format!("as written: not named; of {}", force.name));
        party.side = force.side.clone();
        return party;
    }
    let because = match mention.class {
        ActorClass::Fighters | ActorClass::Civilians | ActorClass::Unnamed => "as written: not named",
        _ => "as written: no table knows the name",
    };
    let whole = squeezed(page.text.slice(mention.span));
    let mended: Vec<&str> = whole.split(' ').map(|word| actors.mended(word).unwrap_or(word)).collect();
    let mended = mend_inside(&mended.join(" "), actors);
    let because = match mended == whole {
        true => because.to_owned(),
        false => format!("{because}; a word one letter off is mended"),
    };
    let whole = mended;
    let name = if matches!(mention.class, ActorClass::Fighters | ActorClass::Civilians | ActorClass::Unnamed)
    {
        whole
    } else {
        written
    };
    party(page, mention, name, None, because)
}

fn known_because(written: &str, actor: &Actor, actors: &Actors) -> String {
    if written == actor.name {
        return "in the table of actors under this name".to_owned();
    }
    let key = folded(written);
    if actors.all_named(written).any(|named| named.id == actor.id) {
        return format!("\"{written}\" is a spelling of {} in the table of actors", actor.name);
    }
    if actors.compose_text(&key).is_some_and(|composed| composed.actor.is_some_and(|row| row.id == actor.id))
    {
        return format!("\"{written}\" is a demonym and a noun: {} in the table of actors", actor.name);
    }
    if actors.countries().named(written).is_some() {
        return format!("a name of {}", actor.name);
    }
    let near =
        actors.countries().words().get(key.split(' ').next().unwrap_or("")).is_some() && key.contains(' ');
    match near {
        true => {
            format!("\"{written}\" read as {}: one letter off, or shared with the name beside it", actor.name)
        }
        false => format!("\"{written}\" stands for {}", actor.name),
    }
}

/// One of several actors of the same name: the one of a country that the page speaks of, where there is just one.
fn among_several<'t>(written: &str, votes: &Votes, actors: &'t Actors) -> Option<&'t Actor> {
    let mut fitting = actors
        .all_named(written)
        .filter(|actor| actor.country.as_deref().is_some_and(|country| votes.share(country) > 0.0));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// "the army", "government forces", "the Defence Ministry" on a page that speaks of one country.
fn of_country<'t>(
    written: &str,
    class: ActorClass,
    votes: &Votes,
    home: Option<&str>,
    actors: &'t Actors,
) -> Option<(Composed<'t>, String)> {
    let key = folded(written);
    let key = key.strip_prefix("the ").unwrap_or(&key);
    let own = actors.nouns().get(key)?.iter().find_map(|noun| match noun {
        Noun::Institution(class) => Some(*class),
        Noun::Force(class) if is_of_state(key) => Some(*class),
        _ => None,
    })?;
    if !matches!(
        class,
        ActorClass::Institution
            | ActorClass::Force
            | ActorClass::Fighters
            | ActorClass::Monitor
            | ActorClass::Outlet
    ) {
        return None;
    }
    let country = actors.countries().by_code(home.or_else(|| votes.clear())?)?;
    let composed = (own != Class::Office).then(|| actors.compose(country, own))?;
    let because =
        format!("\"{written}\" on a page that speaks of {} before all: {}", country.names[0], composed.name);
    Some((composed, because))
}

/// Mends the parts of hyphened words: "pro-govenment".
fn mend_inside(text: &str, actors: &Actors) -> String {
    let words = text.split(' ').map(|word| {
        let parts: Vec<&str> = word.split('-').map(|part| actors.mended(part).unwrap_or(part)).collect();
        parts.join("-")
    });
    words.collect::<Vec<_>>().join(" ")
}

/// How many characters back "government forces" may look for the army that they are of.
const ARMY_NEAR: usize = 700;

/// "government forces", "army units" after one state's army was named, and no other's, shortly before.
fn of_army_before<'t>(
    written: &str,
    mentions: &[ActorMention],
    at: usize,
    home: Option<&str>,
    actors: &'t Actors,
) -> Option<(&'t Actor, String)> {
    let key = folded(written);
    if !is_of_state(key.strip_prefix("the ").unwrap_or(&key)) {
        return None;
    }
    let from = mentions[at].span.start;
    let near =
        mentions[..at].iter().rev().take_while(|before| from.saturating_sub(before.span.end) <= ARMY_NEAR);
    let mut armies: Vec<&Actor> = near
        .filter_map(|before| before.known.as_deref().and_then(|id| actors.by_id(id)))
        .filter(|actor| actor.class == Class::Army && actor.parent.is_none())
        .filter(|actor| home.is_none_or(|home| actor.country.as_deref() == Some(home)))
        .collect();
    armies.dedup_by(|one, other| one.id == other.id);
    match armies.as_slice() {
        [army] => {
            Some((army, format!("\"{written}\" shortly after {} and no other army was named", army.name)))
        }
        _ => None,
    }
}

/// Words that only a state's own forces are called by.
fn is_of_state(key: &str) -> bool {
    key.starts_with("government ")
        || key.starts_with("regime ")
        || key.starts_with("army")
        || key == "military"
}

/// Acronyms that the page explains: "Movement for Xyz (MX)", where no table knows them.
fn acronyms(page: &Page, mentions: &[ActorMention], tables: &Tables) -> BTreeMap<String, String> {
    let text = page.text.as_str();
    let mut found = BTreeMap::new();
    for mention in
        mentions.iter().filter(|mention| mention.known.is_none() && mention.class != ActorClass::Pronoun)
    {
        let Some(rest) = text.get(mention.name.end..).and_then(|after| after.strip_prefix(" (")) else {
            continue;
        };
        // An acronym is short: the bracket closes within a few letters, or it holds no acronym.
        let Some((close, _)) = rest.char_indices().take(9).find(|(_, character)| *character == ')') else {
            continue;
        };
        let inside = &rest[..close];
        let short =
            inside.len() >= 2 && inside.chars().all(|character| character.is_uppercase() || character == '-');
        if short && tables.actors.lookup(inside).is_none() {
            found.entry(inside.to_owned()).or_insert_with(|| squeezed(page.text.slice(mention.name)));
        }
    }
    found
}
