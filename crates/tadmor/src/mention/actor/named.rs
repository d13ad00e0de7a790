//! Forces, groups and institutions of the table, and those put together from a demonym and a noun.
//!
//! In: a sentence in parts. Out: the longest names first come: "Russian Aerospace Forces", "ISIS terrorists",
//! "Kenyan navy". "Syrian city" is none: a demonym alone is only an adjective.

use crate::mention::actor::{ActorClass, Found};
use crate::mention::name::{Parts, Range};
use crate::tables::Tables;
use crate::tables::actors::{Actors, Class, Country, Form, Noun, Shape, Spelling};

/// All names of forces, groups and institutions in `parts`, none overlapping.
pub(crate) fn find(parts: &Parts, tables: &Tables) -> Vec<Found> {
    let actors = &tables.actors;
    let mut found: Vec<Found> = Vec::new();
    // The demonym of the last name: "the Russian Aerospace Forces and Special Operations Forces".
    let mut carried: Option<&Country> = None;
    let mut at = 0;
    while at < parts.list.len() {
        if !parts.list[at].is_word() {
            at += 1;
            continue;
        }
        let carried_here = carried.filter(|_| parts.before(at) == "and");
        let name = longest(spelled(parts, at, actors), composed(parts, at, actors));
        let name = name.or_else(|| carried_here.and_then(|country| joined(parts, at, country, actors)));
        let Some(mut name) = name else {
            at += 1;
            continue;
        };
        carried = country_word(parts, at, actors).map(|(country, ..)| country).or(carried_here);
        extend(parts, &mut name, actors);
        at = name.range.end.max(at + 1);
        found.push(name);
    }
    found
}

fn longest(one: Option<Found>, other: Option<Found>) -> Option<Found> {
    match (one, other) {
        (Some(one), Some(other)) if other.range.end > one.range.end => Some(other),
        (Some(one), _) => Some(one),
        (None, other) => other,
    }
}

/// The longest spelling of the table that begins at `at`.
fn spelled(parts: &Parts, at: usize, actors: &Actors) -> Option<Found> {
    if !parts.list[at].opens && !after_credit(parts, at) {
        return None;
    }
    let spellings = actors.spellings();
    let most = spellings.most_words(parts.key(at))?;
    let mut text = String::new();
    let mut found = None;
    for (count, part) in parts.list[at..].iter().take(most).enumerate() {
        if !part.is_word() {
            break;
        }
        if count > 0 {
            text.push(' ');
        }
        text.push_str(&part.key);
        let range = at..at + count + 1;
        if let Some(spelled) = spellings.get(&text).and_then(|all| written(parts, &range, all)) {
            found = found_of(parts, range, spelled, actors).or(found);
        }
    }
    found
}

/// The spellings that are written as they must be.
fn written<'t>(parts: &Parts, range: &Range, all: &'t [Spelling]) -> Option<(&'t Spelling, bool)> {
    let stretch = &parts.list[range.clone()];
    let fits = |spelling: &&Spelling| match spelling.shape {
        Shape::Any => true,
        Shape::Capital => stretch.iter().any(|part| part.capital),
        // In a heading all in capitals "WHO" and "IS" are other words.
        Shape::Capitals if parts.upper_case => range.len() > 1 || parts.key(range.start).len() > 3,
        Shape::Capitals => {
            stretch[0].upper
                || stretch[0].key.chars().any(|letter| letter.is_ascii_digit()) && stretch[0].capital
        }
    };
    let mut fitting = all.iter().filter(fits);
    let first = fitting.next()?;
    Some((first, fitting.next().is_none()))
}

fn found_of(parts: &Parts, range: Range, spelled: (&Spelling, bool), actors: &Actors) -> Option<Found> {
    let last = &parts.list[range.end - 1];
    let actor = actors.row(spelled.0.actor);
    // "ISIS-held Raqqa" tells who holds it; "ISIS-linked" tells of others; "SANA-The army" is a credit.
    let credit = actor.class == Class::Agency && parts.capital(range.end);
    if !last.closes && !holds(parts.key(range.end)) && !credit {
        return None;
    }
    // "Russian military advisers" are no army.
    if country_word(parts, range.start, actors).is_some() && others_follow(parts, range.end, actors) {
        return None;
    }
    let known = spelled.1.then(|| actor.id.clone());
    Some(Found { known, ..Found::plain(range, actor.class.sort()) })
}

/// Whether it follows an agency's credit in one token: "SANA-Russian".
fn after_credit(parts: &Parts, at: usize) -> bool {
    at > 0
        && parts.list[at].capital
        && parts.list[at - 1].upper
        && parts.list[at - 1].opens
        && parts.list[at - 1].token == parts.list[at].token
}

/// Whether people follow who are no soldiers of the force: "advisers", "engineers".
fn others_follow(parts: &Parts, at: usize, actors: &Actors) -> bool {
    noun(parts, at, actors, |sense| match sense {
        Noun::Fighters => Some(()),
        _ => None,
    })
    .is_some_and(|(count, ())| !actors.is(&parts.text(&(at..at + count)), |sense| sense == Noun::Member))
}

/// The last part of "rebel-held", "ISIS-controlled".
fn holds(key: &str) -> bool {
    matches!(key, "held" | "controlled" | "occupied" | "besieged" | "run" | "ruled" | "dominated")
}

/// A word for a country at `at`: the country, one past the word and its "'s", and the form.
pub(crate) fn country_word<'t>(
    parts: &Parts,
    at: usize,
    actors: &'t Actors,
) -> Option<(&'t Country, usize, Form)> {
    let countries = actors.countries();
    if !parts.capital(at) {
        return None;
    }
    let words = countries.words();
    let most = words.most_words(parts.key(at))?;
    let most = most.min(parts.list.len() - at);
    let (count, senses) = (1..=most).rev().find_map(|count| {
        let range = at..at + count;
        let plain = parts.list[range.clone()].iter().all(|part| part.is_word() && !part.possessive);
        let senses = plain.then(|| words.get(&parts.text(&range)))??;
        Some((count, senses))
    })?;
    let end = at + count;
    let fits = |upper: bool| !upper || parts.list[at].upper;
    let possessive = parts.list.get(end).is_some_and(|part| part.possessive);
    let sense =
        senses.iter().filter(|sense| fits(sense.2)).min_by_key(|sense| match (sense.1, possessive) {
            (Form::Name, true) | (Form::Demonym, false) => 0,
            (Form::Name | Form::Demonym, _) => 1,
            (Form::Capital, _) => 2,
        })?;
    let country = &countries.all()[sense.0];
    Some((country, end + usize::from(possessive), sense.1))
}

/// A demonym or "Russia's" at `at`, with the force or the act that follows.
fn composed(parts: &Parts, at: usize, actors: &Actors) -> Option<Found> {
    if !parts.list[at].opens && !after_credit(parts, at) {
        return None;
    }
    let (country, end, form) = country_word(parts, at, actors)?;
    let possessive = parts.list[end - 1].possessive;
    if form == Form::Capital || form == Form::Name && !possessive && !is_also_demonym(parts, at..end, country)
    {
        return None;
    }
    if !parts.list[end - 1].closes {
        return None;
    }
    joined_from(parts, at, end, country, actors)
        .or_else(|| force(parts, at, end, country, actors))
        .or_else(|| shared(parts, at, end, country, actors))
        .or_else(|| misspelled(parts, at, end, country, actors))
}

/// "US" and "UK" are names and adjectives.
fn is_also_demonym(parts: &Parts, range: Range, country: &Country) -> bool {
    let text = parts.text(&range);
    country.demonyms.iter().any(|demonym| crate::mention::name::folded(demonym) == text)
}

/// "Russia's Special Forces": a spelling of the table with the demonym put in.
fn joined_from(parts: &Parts, at: usize, from: usize, country: &Country, actors: &Actors) -> Option<Found> {
    let demonym = crate::mention::name::folded(&country.demonyms[0]);
    let spellings = actors.spellings();
    let most = spellings.most_words(demonym.split(' ').next()?)?;
    let mut text = demonym;
    let mut found = None;
    for (count, part) in parts.list[from..].iter().take(most).enumerate() {
        if !part.is_word() {
            break;
        }
        text.push(' ');
        text.push_str(&part.key);
        let range = at..from + count + 1;
        if let Some(spelled) = spellings.get(&text).and_then(|all| written(parts, &range, all)) {
            found = found_of(parts, range, spelled, actors).or(found);
        }
        // "the Russian Aerospace and Special Operations Forces": the last word belongs to both.
        if found.is_none()
            && parts.key(from + count + 1) == "and"
            && let Some(spelled) =
                spellings.get(&format!("{text} forces")).or_else(|| spellings.get(&format!("{text} force")))
            && parts.list[from + count + 1..].iter().take(5).any(|part| part.key.starts_with("force"))
            && let Some(spelled) = written(parts, &(at..from + count + 1), spelled)
        {
            return found_of(parts, at..from + count + 1, spelled, actors);
        }
    }
    found
}

/// A name after "and" that carries on the demonym of the name before: its range begins at `at`.
fn joined(parts: &Parts, at: usize, country: &Country, actors: &Actors) -> Option<Found> {
    parts.capital(at).then(|| joined_from(parts, at, at, country, actors))?
}

/// How many parts from `at` on are a noun that `pick` takes; the longest wins.
pub(crate) fn noun<T>(
    parts: &Parts,
    at: usize,
    actors: &Actors,
    pick: impl Fn(Noun) -> Option<T>,
) -> Option<(usize, T)> {
    let nouns = actors.nouns();
    let most = usize::from(parts.list.get(at)?.nouns);
    if most == 0 {
        return None;
    }
    let mut text = String::new();
    let mut found = None;
    for (count, part) in parts.list[at..].iter().take(most).enumerate() {
        if !part.is_word() || part.possessive && count == 0 {
            break;
        }
        if count > 0 {
            text.push(' ');
        }
        text.push_str(&part.key);
        let senses = nouns.get(&text).map_or(&[][..], Vec::as_slice);
        if let Some(value) = senses.iter().find_map(|sense| pick(*sense)) {
            found = Some((count + 1, value));
        }
    }
    found
}

/// The class of the force named from `from` on, and one past its noun.
fn force_at(parts: &Parts, from: usize, actors: &Actors) -> Option<(usize, Class, bool)> {
    let mut start = from;
    for _ in 0..4 {
        let noun_here = noun(parts, start, actors, |sense| match sense {
            Noun::Force(class) => Some((class, false)),
            Noun::Strike(class) => Some((class, true)),
            _ => None,
        });
        let adjective = noun(parts, start, actors, |sense| (sense == Noun::Adjective).then_some(()));
        match (noun_here, adjective) {
            // "military jets": the adjective goes on to a noun.
            (Some((count, _)), Some((skip, ())))
                if skip >= count && noun_follows(parts, start + skip, actors) =>
            {
                start += skip;
            }
            (Some((count, (class, strike))), _) => return Some((start + count, class, strike)),
            (None, Some((skip, ()))) => start += skip,
            (None, None) => return None,
        }
    }
    None
}

fn noun_follows(parts: &Parts, at: usize, actors: &Actors) -> bool {
    noun(parts, at, actors, |sense| matches!(sense, Noun::Force(_) | Noun::Strike(_)).then_some(())).is_some()
}

fn force(parts: &Parts, at: usize, from: usize, country: &Country, actors: &Actors) -> Option<Found> {
    let (end, class, strike) = force_at(parts, from, actors)?;
    // "Russian army officers", "Syrian government officials", "Iraqi army base": the noun goes on to another.
    if goes_on(parts, end, actors) && !is_office(parts, end, actors) || others_follow(parts, end, actors) {
        return None;
    }
    let composed = actors.compose(country, class);
    let whole = match strike {
        // Of "Israeli air strikes" only the demonym is the doer.
        true => at..from - usize::from(parts.list[from - 1].possessive),
        false => at..end,
    };
    Some(Found {
        known: composed.actor.map(|actor| actor.id.clone()),
        name: whole.clone(),
        ..Found::plain(whole, class.sort())
    })
}

/// Whether an office or an unnamed speaker follows: "army spokesman".
fn is_office(parts: &Parts, at: usize, actors: &Actors) -> bool {
    noun(parts, at, actors, |sense| {
        matches!(sense, Noun::Office | Noun::Rank | Noun::Unnamed { .. }).then_some(())
    })
    .is_some()
}

/// Whether the words before `end` only describe a noun that follows.
fn goes_on(parts: &Parts, end: usize, actors: &Actors) -> bool {
    let Some(part) = parts.list.get(end) else { return false };
    if !part.opens && !part.possessive && !holds(&part.key) {
        return true;
    }
    if part.possessive {
        return false;
    }
    let office = noun(parts, end, actors, |sense| match sense {
        Noun::Office | Noun::Rank | Noun::Unnamed { .. } => Some(()),
        _ => None,
    });
    office.is_some()
        || matches!(
            part.key.as_str(),
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
        )
}

/// "Russian and Syrian warplanes": the noun belongs to both.
fn shared(parts: &Parts, at: usize, from: usize, country: &Country, actors: &Actors) -> Option<Found> {
    let mut next = from;
    for _ in 0..2 {
        if parts.key(next) != "and"
            && parts.key(next) != "or"
            && parts.mark(next) != ','
            && parts.mark(next) != '/'
        {
            return None;
        }
        next += 1;
        if parts.key(next) == "and" {
            next += 1;
        }
        let (_, end, form) = country_word(parts, next, actors)?;
        if form == Form::Capital {
            return None;
        }
        if let Some((end, class, _)) =
            force_at(parts, end, actors).filter(|(end, ..)| !goes_on(parts, *end, actors))
        {
            let _ = end;
            let composed = actors.compose(country, class);
            let known = composed.actor.map(|actor| actor.id.clone());
            return Some(Found { known, ..Found::plain(at..from, class.sort()) });
        }
        next = end;
    }
    None
}

/// Nouns for forces that a letter may be missing from or wrong in.
const OFTEN: &[&str] = &["army", "troops", "forces", "soldiers", "military", "government", "warplanes"];

/// "the Syrian arm purged": one letter off a noun for a force, where a verb follows.
fn misspelled(parts: &Parts, at: usize, from: usize, country: &Country, actors: &Actors) -> Option<Found> {
    let part = parts.list.get(from)?;
    if !part.is_word()
        || part.possessive
        || part.capital && !parts.title_case
        || actors.nouns().get(&part.key).is_some()
    {
        return None;
    }
    let meant = OFTEN.iter().find(|noun| strsim::levenshtein(noun, &part.key) == 1)?;
    let after = parts.key(from + 1);
    let verb = after.len() > 3 && after.ends_with("ed")
        || matches!(
            after,
            "has"
                | "had"
                | "have"
                | "is"
                | "was"
                | "were"
                | "are"
                | "will"
                | "said"
                | "says"
                | "took"
                | "began"
                | "retook"
        );
    let sure = part.key.len() >= 5 || parts.before(at) == "the" && part.key != "arms";
    if !verb || !sure {
        return None;
    }
    let Noun::Force(class) =
        *actors.nouns().get(meant)?.iter().find(|sense| matches!(sense, Noun::Force(_)))?
    else {
        return None;
    };
    let known = actors.compose(country, class).actor.map(|actor| actor.id.clone());
    Some(Found { known, ..Found::plain(at..from + 1, class.sort()) })
}

/// Takes in what belongs to the phrase: "ISIS" + "terrorists", "(SDF)", "'s fighters".
fn extend(parts: &Parts, found: &mut Found, actors: &Actors) {
    let mut end = found.range.end;
    if !parts.list[end - 1].closes {
        return;
    }
    // "Rapid Support Forces (RSF)".
    if parts.mark(end) == '('
        && parts.mark(end + 2) == ')'
        && parts.list.get(end + 1).is_some_and(|part| part.upper)
    {
        end += 3;
    }
    if !matches!(found.class, ActorClass::Force) {
        found.range.end = end;
        return;
    }
    let from = end + usize::from(parts.list.get(end).is_some_and(|part| part.possessive));
    let member = noun(parts, from, actors, |sense| (sense == Noun::Member).then_some(()));
    if let Some((count, ())) = member
        && parts.list[from + count - 1].closes
        && !goes_on(parts, from + count, actors)
        && is_group(found, actors)
    {
        end = from + count;
    }
    found.range.end = end;
    // "terrorists of the ISIS".
    let the = usize::from(parts.before(found.range.start) == "the");
    let of = found.range.start - the;
    if parts.before(of) == "of" && of >= 2 && parts.is_noun(of - 2, actors, |sense| sense == Noun::Member) {
        let noun = parts.key(of - 2);
        if noun.ends_with('s') && actors.is(noun, |sense| sense == Noun::Fighters) {
            found.range.start = of - 2;
        }
    }
}

/// Whether its members carry its name: "ISIS fighters", "Syrian army soldiers", not "Russian aviation group".
fn is_group(found: &Found, actors: &Actors) -> bool {
    let class = found.known.as_deref().and_then(|id| actors.by_id(id)).map(|actor| actor.class);
    !matches!(class, Some(Class::AirForce | Class::Navy | Class::Police))
}
