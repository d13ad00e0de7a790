//! Actors without a name in any table: fighters, civilians, unnamed speakers, pronouns and descriptions,
//! institutions called by their kind, and capitalised names that end in "Brigade" or "Committee".

use crate::mention::actor::{ActorClass, Found, Taken, country, named};
use crate::mention::name::{Parts, Range};
use crate::tables::Tables;
use crate::tables::actors::{Actors, Form, Noun};

/// Names whose last word says what they are: "Sultan X Brigade", "Ministry of Energy"; takes them.
pub(crate) fn headed(parts: &Parts, tables: &Tables, taken: &mut Taken) -> Vec<Found> {
    let actors = &tables.actors;
    let mut found = Vec::new();
    if parts.title_case || parts.upper_case {
        return found;
    }
    let mut at = 0;
    for at in 0..parts.list.len() {
        if is_acting_acronym(parts, at, actors) && !taken.at(at) {
            taken.take(&(at..at + 1));
            found.push(Found::plain(at..at + 1, ActorClass::Force));
        }
    }
    while at < parts.list.len() {
        let Some((range, class)) = headed_at(parts, at, actors).filter(|(range, _)| !taken.any(range)) else {
            at += 1;
            continue;
        };
        at = range.end;
        taken.take(&range);
        found.push(Found::plain(range, class));
    }
    found
}

fn headed_at(parts: &Parts, at: usize, actors: &Actors) -> Option<(Range, ActorClass)> {
    if !parts.capital(at) || !parts.list[at].opens || parts.opens_clause(at) && is_opener(parts.key(at)) {
        return None;
    }
    let mut end = at;
    let mut best = None;
    while end < parts.list.len() && end - at < 8 {
        let part = &parts.list[end];
        let the = part.key == "the" && matches!(parts.before(end), "of" | "for");
        let inner = the || matches!(part.key.as_str(), "of" | "for" | "and" | "al" | "ibn" | "bin");
        let inner = inner
            && end > at
            && (parts.capital(end + 1) || parts.key(end + 1) == "the" && parts.capital(end + 2));
        if !part.is_word() || !(part.capital || inner) || part.possessive {
            break;
        }
        end += 1;
        let head = parts.capital(end - 1) && parts.list[end - 1].closes && end - at >= 2;
        // "the Defence Ministry" is an institution by its kind, not by its name.
        let kind = || actors.is(&parts.text(&(at..end)), |noun| matches!(noun, Noun::Institution(_)));
        if head && let Some(class) = head_class(&part.key, actors).filter(|_| !kind()) {
            best = Some((at..end, class));
        }
    }
    // "Ministry of Energy", "Committee for the Defence of X": the head comes first.
    if best.is_none()
        && end - at >= 3
        && matches!(parts.key(at + 1), "of" | "for")
        && parts.list[end - 1].closes
    {
        best = head_class(parts.key(at), actors).map(|class| (at..end, class));
    }
    best
}

/// An acronym that no table knows, where it speaks or has fighters: "FLO claimed it".
fn is_acting_acronym(parts: &Parts, at: usize, actors: &Actors) -> bool {
    let part = &parts.list[at];
    let letters =
        (3..=6).contains(&part.key.len()) && part.key.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !part.upper || !part.opens || !part.closes || !letters || parts.upper_case {
        return false;
    }
    let fighters = parts.is_noun(at + 1, actors, |noun| noun == Noun::Member && noun != Noun::Modifier)
        && parts.key(at + 1).ends_with('s');
    country::speaks(parts, at + 1, actors) || fighters
}

fn head_class(key: &str, actors: &Actors) -> Option<ActorClass> {
    let senses = actors.nouns().get(key)?;
    senses.iter().find_map(|noun| match noun {
        Noun::Head(class) => Some(*class),
        _ => None,
    })
}

fn is_opener(key: &str) -> bool {
    matches!(
        key,
        "the"
            | "a"
            | "an"
            | "in"
            | "on"
            | "at"
            | "after"
            | "before"
            | "when"
            | "while"
            | "as"
            | "meanwhile"
            | "earlier"
            | "this"
            | "that"
            | "its"
            | "their"
            | "his"
            | "but"
            | "and"
            | "if"
            | "both"
            | "according"
            | "for"
            | "to"
            | "by"
            | "from"
            | "under"
            | "since"
    )
}

/// A force before an office without a name: "a Houthi spokesman" is an unnamed speaker of the Houthis; in "the Russian
/// military official" the whole describes someone named before, and the force is none.
pub(crate) fn of_force(parts: &Parts, found: Found, actors: &Actors) -> Option<Found> {
    let end = found.range.end;
    if parts.list.get(end).is_none_or(|part| !part.opens || part.possessive)
        || found.class == ActorClass::Outlet
    {
        return Some(found);
    }
    if found.range.start > 0
        && parts.before(found.range.start) == "the"
        && description(parts, found.range.start, actors).is_some()
    {
        return None;
    }
    let office = named::noun(parts, end, actors, |noun| match noun {
        Noun::Unnamed { .. } | Noun::Office | Noun::Rank => Some(()),
        _ => None,
    });
    let Some((count, ())) = office.filter(|(count, ())| !parts.capital(end + count) && !parts.capital(end))
    else {
        return Some(found);
    };
    if !parts.list[end + count - 1].closes
        || !is_person_noun(parts.key(end + count - 1)) && parts.key(end + count - 1) != "leader"
    {
        return Some(found);
    }
    let of = found.known.as_deref().and_then(|id| actors.by_id(id)).map(|actor| actor.name.clone());
    Some(Found { of, ..Found::plain(found.range.start..end + count, ActorClass::Unnamed) })
}

/// Pronouns, and "the official", "the group": words that stand for a name before them; takes them.
pub(crate) fn described(parts: &Parts, tables: &Tables, taken: &mut Taken) -> Vec<Found> {
    let actors = &tables.actors;
    let mut found = Vec::new();
    for at in 0..parts.list.len() {
        if taken.at(at) || !parts.list[at].is_word() {
            continue;
        }
        let pronoun = parts.is_noun(at, actors, |noun| matches!(noun, Noun::Pronoun(_)));
        if pronoun && parts.list[at].opens && parts.list[at].closes && !is_empty_it(parts, at) {
            taken.take(&(at..at + 1));
            found.push(Found::plain(at..at + 1, ActorClass::Pronoun));
            continue;
        }
        if !matches!(parts.key(at), "the" | "this" | "that") {
            continue;
        }
        if let Some(range) = description(parts, at + 1, actors).filter(|range| !taken.any(range)) {
            taken.take(&range);
            found.push(Found::plain(range, ActorClass::Pronoun));
        }
    }
    found
}

/// "it is clear", "the area around it": no actor.
fn is_empty_it(parts: &Parts, at: usize) -> bool {
    if parts.key(at) != "it" {
        return false;
    }
    let next = parts.list.get(at + 1);
    let ends = next.is_none_or(|part| !part.is_word());
    ends || matches!(
        parts.key(at + 1),
        "is" | "was"
            | "s"
            | "would"
            | "could"
            | "should"
            | "may"
            | "might"
            | "seems"
            | "appears"
            | "remains"
            | "and"
            | "to"
            | "in"
            | "on"
            | "as"
            | "from"
            | "with"
            | "by"
            | "for"
            | "at"
    ) || parts.key(at + 1) == "will" && parts.key(at + 2) == "be"
        || matches!(parts.key(at + 1), "has" | "had") && parts.key(at + 2) == "been"
}

/// "Russian military official" after "the".
fn description(parts: &Parts, from: usize, actors: &Actors) -> Option<Range> {
    let mut at = from;
    if let Some((_, past, Form::Demonym)) = named::country_word(parts, at, actors) {
        at = past;
    }
    while matches!(parts.key(at), "same" | "top" | "senior") {
        at += 1;
    }
    let (count, ()) =
        named::noun(parts, at, actors, |noun| matches!(noun, Noun::Description(_)).then_some(()))?;
    let end = at + count;
    // "the group of men", "the commander of the base", "the official X", "the group leader" say more than who.
    let more =
        matches!(parts.key(end), "of" | "in" | "for" | "at") || parts.capital(end) && !parts.title_case;
    let office =
        parts.is_noun(end, actors, |noun| matches!(noun, Noun::Office | Noun::Member | Noun::Fighters));
    (!more && !office && parts.list[end - 1].closes).then_some(from..end)
}

/// Institutions by their kind, fighters, civilians, unnamed speakers; takes them.
pub(crate) fn find(parts: &Parts, tables: &Tables, taken: &mut Taken) -> Vec<Found> {
    let actors = &tables.actors;
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.list.len() {
        if taken.at(at) || !parts.list[at].is_word() || !parts.list[at].opens {
            at += 1;
            continue;
        }
        let phrase = institution(parts, at, actors).or_else(|| people(parts, at, actors, taken));
        match phrase.filter(|phrase| !taken.any(&phrase.range)) {
            Some(phrase) => {
                at = phrase.range.end;
                taken.take(&phrase.range);
                found.push(phrase);
            }
            None => at += 1,
        }
    }
    found
}

fn institution(parts: &Parts, at: usize, actors: &Actors) -> Option<Found> {
    let (count, class) = named::noun(parts, at, actors, |noun| match noun {
        Noun::Institution(class) => Some(class),
        _ => None,
    })?;
    let end = at + count;
    if !parts.list[end - 1].closes {
        return None;
    }
    let before = parts.before(at);
    let stands = at == 0
        || !parts.list[at - 1].is_word()
        || matches!(
            before,
            "the"
                | "by"
                | "and"
                | "with"
                | "from"
                | "against"
                | "that"
                | "between"
                | "or"
                | "of"
                | "a"
                | "to"
                | "said"
                | "as"
                | "while"
                | "regional"
                | "local"
                | "but"
        );
    let next = parts.key(end);
    let goes_on = actors.is(next, |noun| {
        matches!(
            noun,
            Noun::Office
                | Noun::Rank
                | Noun::Unnamed { .. }
                | Noun::Member
                | Noun::Fighters
                | Noun::Head(_)
                | Noun::Modifier
        )
    }) || is_thing(next)
        || parts.list.get(end).is_some_and(|part| !part.opens && !part.possessive);
    let long = count > 1 && class.sort() != ActorClass::Force || country::speaks(parts, end, actors);
    (!goes_on && (stands || long)).then(|| Found::plain(at..end, class.sort()))
}

/// Things that an army or a police owns: "the army base".
fn is_thing(key: &str) -> bool {
    matches!(
        key,
        "base"
            | "bases"
            | "station"
            | "stations"
            | "depot"
            | "depots"
            | "building"
            | "buildings"
            | "checkpoint"
            | "checkpoints"
            | "barracks"
            | "headquarters"
            | "vehicle"
            | "vehicles"
            | "convoy"
            | "operation"
            | "operations"
            | "camp"
            | "post"
            | "posts"
            | "position"
            | "positions"
            | "aid"
            | "equipment"
            | "hospital"
            | "airport"
            | "airbase"
            | "court"
            | "coup"
            | "intervention"
            | "campaign"
            | "rule"
            | "control"
            | "service"
            | "action"
            | "offensive"
            | "advance"
            | "uniforms"
            | "area"
            | "areas"
            | "held"
            | "run"
            | "areas'"
            | "sites"
            | "targets"
            | "site"
            | "tanks"
            | "helicopter"
            | "plane"
            | "cooperation"
            | "support"
    )
}

/// Modifiers, then a noun for fighters, civilians or unnamed speakers.
fn people(parts: &Parts, from: usize, actors: &Actors, taken: &Taken) -> Option<Found> {
    let mut at = from;
    for _ in 0..5 {
        if at >= parts.list.len() || taken.at(at) {
            return None;
        }
        if let Some((count, class)) = people_noun(parts, at, actors) {
            let end = at + count;
            let modifier_too = actors
                .is(&parts.text(&(at..end)), |noun| noun == Noun::FightersModifier || noun == Noun::Modifier);
            // "rebel commander": the noun is itself a modifier of the next.
            if modifier_too && (people_noun(parts, end, actors).is_some() || is_unknown_noun(parts, end)) {
                at = end;
                continue;
            }
            return finish(parts, from..end, class, actors);
        }
        let modifier = named::noun(parts, at, actors, |noun| {
            matches!(noun, Noun::FightersModifier | Noun::CiviliansModifier).then_some(())
        });
        let demonym =
            named::country_word(parts, at, actors).filter(|word| word.2 == Form::Demonym).map(|word| word.1);
        at = match (modifier, demonym) {
            (Some((count, ())), _) => at + count,
            (None, Some(past)) => past,
            (None, None) => return None,
        };
    }
    None
}

fn is_unknown_noun(parts: &Parts, at: usize) -> bool {
    parts.list.get(at).is_some_and(|part| !part.opens && !part.possessive) || is_thing(parts.key(at))
}

fn people_noun(parts: &Parts, at: usize, actors: &Actors) -> Option<(usize, ActorClass)> {
    named::noun(parts, at, actors, |noun| match noun {
        Noun::Fighters => Some(ActorClass::Fighters),
        Noun::Civilians => Some(ActorClass::Civilians),
        Noun::Unnamed { .. } => Some(ActorClass::Unnamed),
        _ => None,
    })
}

fn finish(parts: &Parts, range: Range, class: ActorClass, actors: &Actors) -> Option<Found> {
    let last = &parts.list[range.end - 1];
    if !last.closes
        && !matches!(parts.key(range.end), "held" | "controlled" | "occupied" | "besieged" | "run")
    {
        return None;
    }
    if range.len() == 1 && last.capital && !parts.opens_clause(range.start) && !parts.title_case {
        return None;
    }
    // "Syria's official X agency".
    if parts.capital(range.end)
        && !parts.title_case
        && !last.key.ends_with('s')
        && class == ActorClass::Unnamed
    {
        return None;
    }
    let told = class == ActorClass::Unnamed && parts.key(range.end) == "that";
    let spoken = told || country::speaks(parts, range.end, actors) || is_cited(parts, range.start);
    // "rebel tanks", "civilian casualties": an adjective, not people.
    if range.len() == 1 && is_adjective(&last.key) && !spoken {
        return None;
    }
    let class = match class {
        ActorClass::Civilians if spoken => ActorClass::Unnamed,
        ActorClass::Unnamed if !spoken && !is_person_noun(&last.key) => return None,
        class => class,
    };
    Some(Found::plain(range, class))
}

fn is_adjective(key: &str) -> bool {
    matches!(
        key,
        "rebel"
            | "militant"
            | "terrorist"
            | "insurgent"
            | "jihadist"
            | "civilian"
            | "militia"
            | "separatist"
            | "islamist"
            | "extremist"
            | "guerrilla"
            | "population"
            | "enemy"
            | "paramilitary"
            | "school"
            | "family"
            | "driver"
            | "fire"
    )
}

fn is_person_noun(key: &str) -> bool {
    matches!(
        key,
        "officials"
            | "official"
            | "activists"
            | "witnesses"
            | "eyewitnesses"
            | "diplomats"
            | "analysts"
            | "commander"
            | "commanders"
            | "officer"
            | "officers"
            | "elders"
            | "leaders"
            | "observers"
            | "monitors"
            | "minister"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "lawmaker"
            | "journalist"
            | "resident"
            | "doctor"
            | "medic"
            | "medics"
            | "survivors"
            | "investigators"
            | "authorities"
    )
}

/// "according to X", "citing X", "quoted X", a few words of modifiers between.
fn is_cited(parts: &Parts, at: usize) -> bool {
    (1..=4).any(|back| {
        let Some(before) = at.checked_sub(back) else { return false };
        match parts.key(before) {
            "to" => before > 0 && parts.key(before - 1) == "according",
            "citing" | "quoting" | "quoted" | "cited" | "told" => true,
            _ => false,
        }
    })
}
