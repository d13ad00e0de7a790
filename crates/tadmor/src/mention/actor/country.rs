//! Countries that act, and capitals that stand for them.
//!
//! "Turkey said" and "an attack by Russia" name an actor, "in Turkey" a place. "Moscow denied it" is Russia speaking.

use crate::mention::actor::{ActorClass, Found, Taken, named};
use crate::mention::name::Parts;
use crate::tables::Tables;
use crate::tables::actors::{Actors, Form, Noun};

/// All countries in `parts` that act; takes them.
pub(crate) fn find(parts: &Parts, tables: &Tables, taken: &mut Taken) -> Vec<Found> {
    let actors = &tables.actors;
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.list.len() {
        let Some((country, end, form)) = named::country_word(parts, at, actors).filter(|_| !taken.at(at))
        else {
            at += 1;
            continue;
        };
        let range = at..end - usize::from(parts.list[end - 1].possessive);
        let whole = parts.whole_tokens(&range) && range.end == end;
        let adjective = crate::mention::name::folded(&country.demonyms[0]) == parts.text(&range);
        let plural = form == Form::Demonym
            && !adjective
            && parts.key(range.end - 1).ends_with('s')
            && parts.key(range.end - 1).len() > 2;
        let known = Some(format!("country-{}", country.code.to_lowercase()));
        let class = match form {
            Form::Name if whole && acts(parts, &range, actors) => Some(ActorClass::Country),
            Form::Capital if whole && speaks(parts, range.end, actors) && !is_located(parts, at) => {
                Some(ActorClass::Country)
            }
            // "trained by the Russians".
            Form::Demonym if whole && plural && parts.before(at) == "the" && !parts.capital(end) => {
                Some(ActorClass::Country)
            }
            Form::Demonym if whole && plural && !parts.capital(end) && parts.key(range.start) != "us" => {
                Some(ActorClass::Civilians)
            }
            _ => None,
        };
        if let Some(class) = class {
            taken.take(&range);
            let known = known.filter(|_| class == ActorClass::Country);
            found.push(Found { known, ..Found::plain(range, class) });
        }
        at = end;
    }
    found
}

/// Whether the word after is a verb of speech, an auxiliary before one left out of account.
pub(crate) fn speaks(parts: &Parts, at: usize, actors: &Actors) -> bool {
    let from = at
        + usize::from(matches!(
            parts.key(at),
            "has" | "have" | "had" | "also" | "later" | "is" | "was" | "then"
        ));
    let from = from + usize::from(matches!(parts.key(from), "also" | "repeatedly" | "not" | "already"));
    parts.is_noun(from, actors, |noun| noun == Noun::Speech)
}

/// Whether a preposition of place stands before: "in Turkey", "across the north of Turkey".
fn is_located(parts: &Parts, at: usize) -> bool {
    // "in the United States", but "the United States said".
    if parts.before(at) == "the" {
        return is_located(parts, at - 1);
    }
    let before = match parts.before(at) {
        "neighbouring" | "neighboring" | "northern" | "southern" | "eastern" | "western" | "central"
        | "southeastern" | "northeastern" | "northwestern" | "southwestern" | "nearby" | "all"
        | "mainland" | "north" | "south" => {
            return true;
        }
        before => before,
    };
    matches!(
        before,
        "in" | "into"
            | "from"
            | "of"
            | "at"
            | "near"
            | "across"
            | "throughout"
            | "within"
            | "inside"
            | "outside"
            | "around"
            | "over"
            | "through"
            | "towards"
            | "toward"
            | "to"
            | "leave"
            | "left"
            | "fled"
            | "entered"
            | "via"
            | "visited"
            | "on"
            | "onto"
            | "invaded"
            | "reached"
            | "crossed"
            | "bordering"
            | "war"
            | "for"
            | "inhabited"
            | "covering"
    )
}

/// Whether a country name stands where one acts.
fn acts(parts: &Parts, range: &crate::mention::name::Range, actors: &Actors) -> bool {
    if parts.list.len() == range.len() || is_located(parts, range.start) {
        return false;
    }
    // "Damascus, Syria" and "Aleppo, northern Syria" are places.
    let class = |at: usize| {
        matches!(
            parts.key(at),
            "province"
                | "city"
                | "town"
                | "village"
                | "district"
                | "region"
                | "governorate"
                | "oblast"
                | "state"
                | "area"
                | "camp"
        )
    };
    let after_comma = range.start > 1
        && parts.mark(range.start - 1) == ','
        && (parts.capital(range.start - 2) || class(range.start - 2));
    if after_comma && !speaks(parts, range.end, actors) {
        let lists = parts.key(range.end) == "and" || parts.mark(range.end) == ',';
        return lists && named::country_word(parts, range.start - 2, actors).is_some();
    }
    // "Syria conflict", "Ukraine war", "Syria: Palmyra is liberated".
    let next = parts.key(range.end);
    if parts.mark(range.end) == ':' {
        return false;
    }
    !matches!(
        next,
        "war"
            | "conflict"
            | "crisis"
            | "border"
            | "talks"
            | "peace"
            | "correspondent"
            | "based"
            | "policy"
            | "army"
            | "time"
            | "strikes"
            | "envoy"
    )
}
