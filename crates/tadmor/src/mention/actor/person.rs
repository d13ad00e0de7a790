//! Persons: a rank or office with a name, a name with its office after it, and bare names.
//!
//! "Lt. Gen. X Y", "Kremlin spokesman X Y", "X Y, the chief of the General Staff". A bare "X" beside "said" is taken
//! for a person as well; whether the page knows who, [`crate::resolve::actor`] decides.

use crate::mention::actor::{ActorClass, Found, Taken, country, named};
use crate::mention::name::{Parts, Range};
use crate::tables::Tables;
use crate::tables::actors::{Actors, Class, Form, Noun};
use crate::tables::places::PlaceClass;

/// Small words inside a person's name.
const PARTICLES: &[&str] = &[
    "al", "el", "as", "ar", "bin", "ibn", "abu", "van", "von", "de", "der", "da", "dos", "di", "du", "ul",
    "ur", "bint", "ould", "ag", "ben", "abd", "ud", "al-", "uz", "e", "la",
];

/// Persons with a rank or office before or after the name; takes them, their titles and the forces named in those.
pub(crate) fn titled(parts: &Parts, names: &[Found], tables: &Tables, taken: &mut Taken) -> Vec<Found> {
    let actors = &tables.actors;
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.list.len() {
        let Some(end) = name_end(parts, at, tables) else {
            at += 1;
            continue;
        };
        let name = at..end;
        if names.iter().any(|known| known.range.start < name.end && name.start < known.range.end)
            || taken.any(&name)
        {
            at += 1;
            continue;
        }
        // "Sultan Baybars Brigade" is no sultan.
        if parts.is_noun(end, actors, |noun| matches!(noun, Noun::Head(_))) && parts.capital(end) {
            at = end;
            continue;
        }
        let before = title_before(parts, at, names, actors);
        let after = title_after(parts, end, names, actors);
        let Some(title) = before.clone().or(after.clone()) else {
            at = end;
            continue;
        };
        let mut range = name.clone();
        if let Some(before) = &before {
            range.start = before.start;
        }
        if let Some(after) = &after {
            range.end = after.end;
        }
        let of = before.iter().chain(&after).find_map(|title| institution(parts, title, names, actors));
        taken.take(&range);
        found.push(Found { range, name, class: ActorClass::Person, known: None, title: Some(title), of });
        at = end;
    }
    found
}

/// Names without a title: two capitalised words or more, or one beside a verb of speech; takes them.
pub(crate) fn bare(parts: &Parts, tables: &Tables, taken: &mut Taken) -> Vec<Found> {
    let actors = &tables.actors;
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.list.len() {
        let start = at;
        let Some(end) = name_end(parts, at, tables).filter(|end| !taken.any(&(start..*end))) else {
            at += 1;
            continue;
        };
        at = end;
        let name = start..end;
        let words = parts.list[name.clone()].iter().filter(|part| part.capital && part.opens).count();
        let spoken = is_spoken(parts, &name, actors);
        let located = matches!(
            parts.before(start),
            "in" | "at" | "near" | "into" | "outside" | "around" | "toward" | "towards"
        );
        let heading = parts.title_case || parts.upper_case;
        let alone = words < 2 && !spoken;
        // "the Sheraton Aleppo", "Homs-Hama": things and places.
        if parts.before(start) == "the" || is_chain(parts, &name, tables) {
            continue;
        }
        if located || heading && !(spoken && parts.mark(end) == ':') || alone {
            continue;
        }
        // "Meanwhile" and "Residents" begin a sentence with a capital, and are no one.
        if words < 2 && parts.opens_clause(start) && is_common(parts.key(start), actors) {
            continue;
        }
        if !spoken && is_known_place(parts, &name, tables) {
            continue;
        }
        taken.take(&name);
        found.push(Found::plain(name, ActorClass::Person));
    }
    found
}

/// One past a name that begins at `at`: capitalised words, small words between them.
pub(crate) fn name_end(parts: &Parts, at: usize, tables: &Tables) -> Option<usize> {
    if !parts.list[at].opens || !begins(parts, at, tables) {
        return None;
    }
    let mut end = at;
    let mut next = at;
    // In a heading the verb has a capital as well: "Minister X Y Meets Envoy".
    let most = if parts.title_case { 2 } else { 8 };
    while next < parts.list.len() && next - at < most {
        let part = &parts.list[next];
        if !part.is_word() || part.possessive {
            break;
        }
        let named = is_name_word(parts, next, tables);
        let particle = PARTICLES.contains(&part.key.as_str()) && parts.capital(next + 1);
        if !named && !particle {
            break;
        }
        next += 1;
        if named && part.closes {
            end = next;
        }
    }
    (end > at).then_some(end)
}

fn begins(parts: &Parts, at: usize, tables: &Tables) -> bool {
    let part = &parts.list[at];
    if is_name_word(parts, at, tables) {
        return true;
    }
    // "al-Baghdadi", "Abu Bakr": the small word may open the name, with a capital or inside one token.
    PARTICLES.contains(&part.key.as_str())
        && (part.capital || !part.closes)
        && parts.capital(at + 1)
        && is_name_word(parts, at + 1, tables)
}

fn is_name_word(parts: &Parts, at: usize, tables: &Tables) -> bool {
    let part = &parts.list[at];
    if !part.capital
        || !part.is_word()
        || part.possessive
        || part.upper && part.key.len() > 3 && !parts.upper_case
    {
        return false;
    }
    if part.upper && part.key.len() > 1 && !parts.upper_case {
        return false;
    }
    if !part.key.chars().all(char::is_alphabetic) {
        return false;
    }
    let actors = &tables.actors;
    let other = actors.is(&part.key, |noun| {
        matches!(
            noun,
            Noun::Rank
                | Noun::Honorific
                | Noun::Office
                | Noun::Head(_)
                | Noun::Member
                | Noun::Fighters
                | Noun::Civilians
        ) || matches!(noun, Noun::Modifier | Noun::Institution(_) | Noun::Force(_) | Noun::Speech)
    });
    let country = actors.countries().words().get(&part.key).is_some_and(|senses| {
        senses.iter().any(|sense| sense.1 != Form::Capital)
            && !matches!(part.key.as_str(), "jordan" | "chad" | "georgia" | "israel")
    });
    !other
        && !country
        && !is_calendar(&part.key)
        && !is_function(&part.key)
        && !is_place_noun(&part.key, tables)
}

fn is_place_noun(key: &str, tables: &Tables) -> bool {
    use crate::tables::places::PlaceNoun;
    tables
        .places
        .nouns()
        .is(key, |noun| matches!(noun, PlaceNoun::Class(_) | PlaceNoun::Direction | PlaceNoun::Part))
}

fn is_calendar(key: &str) -> bool {
    matches!(
        key,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "january"
            | "february"
            | "march"
            | "april"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "ramadan"
            | "easter"
            | "christmas"
            | "eid"
    )
}

/// Words of the closed classes, and openers of sentences: never part of a name.
fn is_function(key: &str) -> bool {
    matches!(
        key,
        "the"
            | "a"
            | "an"
            | "this"
            | "that"
            | "these"
            | "those"
            | "it"
            | "he"
            | "she"
            | "they"
            | "we"
            | "i"
            | "you"
            | "his"
            | "her"
            | "its"
            | "their"
            | "our"
            | "my"
            | "your"
            | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "from"
            | "to"
            | "of"
            | "with"
            | "as"
            | "and"
            | "or"
            | "but"
            | "if"
            | "when"
            | "while"
            | "where"
            | "who"
            | "what"
            | "why"
            | "how"
            | "which"
            | "after"
            | "before"
            | "since"
            | "until"
            | "during"
            | "although"
            | "though"
            | "because"
            | "however"
            | "meanwhile"
            | "moreover"
            | "additionally"
            | "separately"
            | "also"
            | "earlier"
            | "later"
            | "today"
            | "yesterday"
            | "now"
            | "then"
            | "there"
            | "here"
            | "both"
            | "some"
            | "many"
            | "most"
            | "several"
            | "all"
            | "no"
            | "not"
            | "more"
            | "according"
            | "despite"
            | "about"
            | "over"
            | "under"
            | "between"
            | "among"
            | "against"
            | "is"
            | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "has"
            | "have"
            | "had"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "should"
            | "do"
            | "does"
            | "did"
            | "so"
            | "such"
            | "than"
            | "up"
            | "down"
            | "out"
            | "off"
            | "into"
            | "only"
            | "just"
            | "still"
            | "yet"
            | "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "dozens"
            | "hundreds"
            | "thousands"
            | "another"
            | "other"
            | "each"
            | "every"
            | "any"
            | "either"
            | "neither"
            | "last"
            | "next"
            | "first"
            | "second"
            | "third"
            | "new"
            | "let"
            | "breaking"
            | "update"
            | "updated"
            | "watch"
            | "read"
            | "photo"
            | "video"
            | "exclusive"
            | "live"
            | "via"
            | "yes"
            | "operation"
            | "furthermore"
            | "nevertheless"
            | "nonetheless"
            | "instead"
            | "elsewhere"
            | "overall"
            | "finally"
            | "recently"
            | "currently"
            | "previously"
            | "initially"
            | "eventually"
            | "shortly"
            | "soon"
            | "once"
            | "again"
            | "even"
            | "ever"
            | "never"
            | "always"
            | "often"
            | "image"
            | "file"
            | "map"
            | "source"
            | "credit"
            | "islamic"
            | "islam"
            | "muslim"
            | "christian"
            | "sunni"
            | "shia"
            | "shiite"
            | "kurdish"
            | "arab"
            | "western"
            | "african"
            | "european"
            | "asian"
            | "middle"
            | "un"
            | "civil"
            | "human"
            | "world"
            | "air"
            | "great"
            | "god"
            | "un's"
            | "internet"
            | "english"
            | "arabic"
            | "thus"
            | "hence"
            | "therefore"
            | "us"
            | "them"
            | "him"
            | "me"
    )
}

fn is_common(key: &str, actors: &Actors) -> bool {
    is_function(key) || actors.nouns().get(key).is_some() || key.ends_with("ly") && key.len() > 4
}

/// Whether a hyphen joins two names of places.
fn is_chain(parts: &Parts, name: &Range, tables: &Tables) -> bool {
    name.clone().any(|at| {
        let part = &parts.list[at];
        let joined = part.capital && (!part.opens || !part.closes);
        joined
            && part.key.len() > 3
            && !tables.places.named(&part.key).is_empty()
            && at + 1 < name.end.max(at + 2)
            && (at > name.start && parts.capital(at - 1) && !part.opens
                || parts.capital(at + 1) && !part.closes)
    })
}

fn is_known_place(parts: &Parts, name: &Range, tables: &Tables) -> bool {
    let rows = tables.places.named(&parts.text(name)).into_iter().map(|at| tables.places.row(at));
    // A hamlet somewhere is called like nearly every person.
    rows.into_iter()
        .any(|row| name.len() < 2 || row.people >= 50_000 || row.is_noted() || row.class < PlaceClass::Town)
}

/// Whether a verb of speech stands beside: "X said", "said X", "according to X", "X: we will".
fn is_spoken(parts: &Parts, name: &Range, actors: &Actors) -> bool {
    let before = parts.before(name.start);
    let to = before == "to" && name.start >= 2 && parts.key(name.start - 2) == "according";
    let said = actors.is(before, |noun| noun == Noun::Speech)
        && !matches!(before, "according" | "called" | "described");
    let colon = parts.mark(name.end) == ':' && parts.opens_clause(name.start) && name.start == 0;
    to || said && (name.end >= parts.list.len() || !parts.list[name.end].is_word())
        || country::speaks(parts, name.end, actors)
        || colon
}

/// The title that ends where a name begins: "Russian Defence Minister", "Lt. Gen.", "Head of X at Y, Lt. Gen.".
fn title_before(parts: &Parts, name: usize, names: &[Found], actors: &Actors) -> Option<Range> {
    let comma = name > 1 && parts.mark(name - 1) == ',';
    let end = name - usize::from(comma);
    let (count, ()) = noun_before(parts, end, actors, |noun| {
        matches!(noun, Noun::Rank | Noun::Office | Noun::Honorific).then_some(())
    })?;
    // "the spokesman, X" must be capitalised or at the start to be a title and not the end of a list.
    if comma && !parts.capital(end - count) {
        return None;
    }
    let mut start = end - count;
    loop {
        let step = step_before(parts, start, names, actors);
        if step == 0 {
            break;
        }
        start -= step;
    }
    // "Head of the Main Department at the General Staff, Lieutenant-General X".
    if !comma
        && start > 2
        && parts.mark(start - 1) == ','
        && let Some(longer) = office_phrase_before(parts, start - 1, actors)
    {
        start = longer;
    }
    Some(start..end)
}

/// How many parts before `at` go on a title leftward.
fn step_before(parts: &Parts, at: usize, names: &[Found], actors: &Actors) -> usize {
    if at == 0 {
        return 0;
    }
    if let Some(known) = names
        .iter()
        .find(|known| known.range.end == at || known.range.end + 1 == at && parts.list[at - 1].possessive)
    {
        return at - known.range.start;
    }
    if parts.list[at - 1].possessive {
        // "Russia's".
        return country_before(parts, at - 1, actors).map_or(0, |count| count + 1);
    }
    if let Some(count) = country_before(parts, at, actors) {
        return count;
    }
    noun_before(parts, at, actors, |noun| {
        matches!(noun, Noun::Rank | Noun::Office | Noun::Modifier | Noun::Honorific).then_some(())
    })
    .map_or(0, |(count, ())| count)
}

fn country_before(parts: &Parts, end: usize, actors: &Actors) -> Option<usize> {
    (1..=4.min(end)).rev().find(|count| {
        named::country_word(parts, end - count, actors)
            .is_some_and(|(_, past, _)| past == end || past == end + 1 && parts.list[end].possessive)
    })
}

fn noun_before<T>(
    parts: &Parts,
    end: usize,
    actors: &Actors,
    pick: impl Fn(Noun) -> Option<T>,
) -> Option<(usize, T)> {
    let most = actors.nouns().longest().min(end);
    (1..=most).rev().find_map(|count| {
        let range = end - count..end;
        if parts.list[range.clone()].iter().any(|part| !part.is_word()) {
            return None;
        }
        let senses = actors.nouns().get(&parts.text(&range))?;
        senses.iter().find_map(|sense| pick(*sense)).map(|value| (count, value))
    })
}

/// Where "Head of the Main Department at the General Staff" begins that ends before the comma at `end`.
fn office_phrase_before(parts: &Parts, end: usize, actors: &Actors) -> Option<usize> {
    let from = end.saturating_sub(16);
    let mut start = None;
    for at in (from..end).rev() {
        if !parts.list[at].is_word() {
            break;
        }
        let office = named::noun(parts, at, actors, |noun| (noun == Noun::Office).then_some(()));
        if let Some((count, ())) = office
            && (at + count == end || matches!(parts.key(at + count), "of" | "for" | "at"))
        {
            start = Some(at);
        }
    }
    start.filter(|at| {
        parts.opens_clause(*at)
            || parts.before(*at) == "the"
            || parts.mark(at.saturating_sub(1)) == ','
            || parts.capital(*at)
    })
}

/// The apposition after a name: ", the chief of the General Staff," without its first comma and article.
fn title_after(parts: &Parts, end: usize, names: &[Found], actors: &Actors) -> Option<Range> {
    if parts.mark(end) != ',' {
        return None;
    }
    let mut start = end + 1;
    if matches!(parts.key(start), "the" | "a" | "an" | "who" | "his" | "its") {
        start += 1;
    }
    let mut at = start;
    for _ in 0..8 {
        if at >= parts.list.len() {
            return None;
        }
        let office =
            named::noun(parts, at, actors, |noun| matches!(noun, Noun::Office | Noun::Rank).then_some(()));
        if let Some((count, ())) = office
            && !is_name_after(parts, at + count)
        {
            let end = apposition_end(parts, at + count, actors);
            // "According to X, the pilot survived" says nothing of X.
            let closed =
                parts.list.get(end).is_none_or(|next| !next.is_word()) || country::speaks(parts, end, actors);
            return closed.then_some(start..end);
        }
        let known = names.iter().find(|known| known.range.start == at).map(|known| known.range.end);
        let country = named::country_word(parts, at, actors).map(|(_, past, _)| past);
        let modifier = named::noun(parts, at, actors, |noun| {
            matches!(noun, Noun::Modifier | Noun::Adjective | Noun::FightersModifier | Noun::Office)
                .then_some(at)
        });
        at = known
            .or(country)
            .or(modifier.map(|(count, from)| from + count))
            .or(parts.list[at].possessive.then_some(at + 1))?;
    }
    None
}

/// "said Minister X": an office that a name follows belongs to that name.
fn is_name_after(parts: &Parts, at: usize) -> bool {
    parts.capital(at)
}

fn apposition_end(parts: &Parts, from: usize, actors: &Actors) -> usize {
    let mut end = from;
    if !matches!(parts.key(from), "of" | "for" | "at" | "in" | "to" | "with") {
        return end;
    }
    while end < parts.list.len() && end - from < 14 {
        let part = &parts.list[end];
        let verb = country::speaks(parts, end, actors) && end > from + 1;
        if !part.is_word() && part.mark != '-'
            || verb
            || matches!(part.key.as_str(), "who" | "which" | "that" | "as" | "when")
        {
            break;
        }
        end += 1;
    }
    end
}

/// The institution that a title names.
fn institution(parts: &Parts, title: &Range, names: &[Found], actors: &Actors) -> Option<String> {
    let mut inside =
        names.iter().filter(|known| title.start <= known.range.start && known.range.end <= title.end);
    if let Some(last) = inside.next_back() {
        return match last.known.as_deref().and_then(|id| actors.by_id(id)) {
            Some(actor) => Some(actor.name.clone()),
            None => actors.compose_text(&parts.text(&last.name)).map(|composed| composed.name),
        };
    }
    let mut at = title.start;
    while at < title.end {
        if let Some((country, past, form)) =
            named::country_word(parts, at, actors).filter(|(_, past, _)| *past <= title.end)
        {
            if form == Form::Capital {
                return None;
            }
            let text = parts.text(&(past..title.end.max(past)));
            return Some(match office_class(&text) {
                Some(class) => actors.compose(country, class).name,
                None => country.names[0].clone(),
            });
        }
        at += 1;
    }
    None
}

/// The institution of an office: the defence minister's is the Defence Ministry.
fn office_class(office: &str) -> Option<Class> {
    let has = |words: &[&str]| words.iter().any(|word| office.contains(word));
    match () {
        () if has(&[
            "defence ministry",
            "defense ministry",
            "defence minister",
            "defense minister",
            "defence secretary",
            "defense secretary",
        ]) =>
        {
            Some(Class::MinistryOfDefence)
        }
        () if has(&["foreign minist", "foreign secretary", "foreign affairs"]) => {
            Some(Class::MinistryOfForeignAffairs)
        }
        () if has(&["interior minist"]) => Some(Class::MinistryOfInterior),
        () if has(&["health minist"]) => Some(Class::MinistryOfHealth),
        () if has(&["information minist"]) => Some(Class::MinistryOfInformation),
        () if has(&["air force"]) => Some(Class::AirForce),
        () if has(&["navy", "naval"]) => Some(Class::Navy),
        () if has(&["police"]) => Some(Class::Police),
        () if has(&["army", "military"]) => Some(Class::Army),
        () if has(&["government"]) => Some(Class::Government),
        () if has(&["lawmaker", "parliament", "mp", "senator", "legislator"]) => Some(Class::Parliament),
        () => None,
    }
}
