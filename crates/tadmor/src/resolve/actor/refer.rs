//! Whom "he", "it", "the group", "the Russian military official" stand for.
//!
//! In: the page's mentions and the parties before. Out: the nearest fitting name before, in the same paragraph
//! first, then in the one before; none where nothing fits.

use crate::claim::Party;
use crate::mention::ActorMention;
use crate::mention::actor::ActorClass;
use crate::mention::name::folded;
use crate::page::Page;
use crate::tables::Tables;
use crate::tables::actors::{Class, Form, Noun, Stands};
use crate::text::fold::squeezed;

/// How many characters back a pronoun may look, outside its own paragraph.
const FAR: usize = 700;
/// How many a description may look back.
const FARTHER: usize = 2500;

/// The party that the pronoun or description at `at` stands for; `chosen` are those before it.
pub(super) fn to(
    page: &Page,
    mentions: &[ActorMention],
    chosen: &[Option<Party>],
    at: usize,
    tables: &Tables,
) -> Option<Party> {
    let mention = &mentions[at];
    let written = page.text.slice(mention.span);
    let (stands, country) = sense(written, tables)?;
    let far = match stands {
        Stands::Person | Stands::Any | Stands::Thing if is_pronoun(written) => FAR,
        _ => FARTHER,
    };
    let before = mentions[..at].iter().enumerate().rev();
    let near = before.take_while(|(_, other)| mention.span.start.saturating_sub(other.span.start) <= far);
    let fitting: Vec<usize> = near
        .filter(|(other, before)| {
            chosen[*other].is_some()
                && fits(page, before, chosen[*other].as_ref(), stands, country.as_deref(), tables)
        })
        .map(|(other, _)| other)
        .collect();
    let first = *fitting.first()?;
    let subject = match is_pronoun(written) {
        true => fitting
            .iter()
            .copied()
            .find(|other| is_subject(page, mentions, *other))
            .filter(|other| same_stretch(page, mentions, *other, at)),
        false => None,
    };
    let antecedent = chosen[subject.unwrap_or(first)].as_ref()?;
    Some(Party {
        name: antecedent.name.clone(),
        actor: antecedent.actor.clone(),
        side: antecedent.side.clone(),
        written: squeezed(written),
        span: page.text.raw(mention.span),
        because: format!(
            "\"{written}\" stands for the nearest fitting name before, \"{}\"",
            antecedent.written
        ),
    })
}

/// What the words can stand for, and the country that a demonym in them names.
fn sense(written: &str, tables: &Tables) -> Option<(Stands, Option<String>)> {
    let actors = &tables.actors;
    let key = folded(written);
    let stands = |text: &str| {
        actors.nouns().get(text)?.iter().find_map(|noun| match noun {
            Noun::Pronoun(stands) | Noun::Description(stands) => Some(*stands),
            _ => None,
        })
    };
    if let Some(stands) = stands(&key) {
        return Some((stands, None));
    }
    let mut words = key.split(' ').collect::<Vec<_>>();
    let mut country = None;
    for count in (1..words.len().min(3)).rev() {
        let senses = actors.countries().words().get(&words[..count].join(" "));
        if let Some(sense) = senses.and_then(|senses| senses.iter().find(|sense| sense.1 == Form::Demonym)) {
            country = Some(actors.countries().all()[sense.0].code.clone());
            words.drain(..count);
            break;
        }
    }
    while words.len() > 1 && matches!(words[0], "same" | "top" | "senior") {
        words.remove(0);
    }
    stands(&words.join(" ")).map(|stands| (stands, country))
}

/// Whether the words are a pronoun, which says nothing by itself.
pub(super) fn is_pronoun(written: &str) -> bool {
    matches!(folded(written).as_str(), "he" | "she" | "it" | "they" | "him" | "her" | "them")
}

fn fits(
    page: &Page,
    before: &ActorMention,
    party: Option<&Party>,
    stands: Stands,
    country: Option<&str>,
    tables: &Tables,
) -> bool {
    let actor = party.and_then(|party| party.actor.as_deref()).and_then(|id| tables.actors.by_id(id));
    let person = before.class == ActorClass::Person;
    // A group that "the group" can be: known as one, or unknown but named.
    let group = before.class == ActorClass::Force
        && actor.is_none_or(|actor| {
            matches!(actor.class, Class::Group | Class::Militia | Class::Alliance | Class::Contractor)
        });
    match stands {
        Stands::Person => person && country.is_none_or(|country| of_country(page, before, country, tables)),
        Stands::Any => {
            matches!(
                before.class,
                ActorClass::Force
                    | ActorClass::Fighters
                    | ActorClass::Civilians
                    | ActorClass::Monitor
                    | ActorClass::Institution
                    | ActorClass::Unnamed
            )
        }
        Stands::Thing => {
            matches!(
                before.class,
                ActorClass::Force
                    | ActorClass::Institution
                    | ActorClass::Monitor
                    | ActorClass::Outlet
                    | ActorClass::Country
            )
        }
        Stands::Group => group,
        Stands::Monitor => actor
            .is_some_and(|actor| matches!(actor.class, Class::Monitor | Class::ThinkTank | Class::Relief)),
        Stands::Ministry => {
            actor.is_some_and(|actor| actor.class.as_str().starts_with("ministry"))
                || before.class == ActorClass::Institution
                    && page.text.slice(before.name).to_lowercase().contains("ministry")
        }
        Stands::Agency => {
            before.class == ActorClass::Outlet || actor.is_some_and(|actor| actor.class == Class::Agency)
        }
    }
}

/// Whether the person's title is of the country.
fn of_country(page: &Page, before: &ActorMention, country: &str, tables: &Tables) -> bool {
    let office = before.of.as_deref().and_then(|of| tables.actors.lookup(of));
    if office.and_then(|actor| actor.country.as_deref()).is_some_and(|code| code == country) {
        return true;
    }
    // A surname alone has no title: another mention may carry it, so it is let pass.
    before.title.is_none() && before.of.is_none() && !page.text.slice(before.name).is_empty()
}

/// Whether a mention stands where subjects stand: first in its sentence, or followed by a verb of speech.
fn is_subject(page: &Page, mentions: &[ActorMention], at: usize) -> bool {
    let mention = &mentions[at];
    let before = page.text.as_str()[..mention.span.start].trim_end();
    let opener = before.strip_suffix("The").or(before.strip_suffix("the")).unwrap_or(before).trim_end();
    opener.is_empty()
        || opener.ends_with(['.', '!', '?', '"', '”', '\n', ':'])
        || before.ends_with('\n')
        || page.text.as_str()[..mention.span.start].ends_with('\n')
        || page.text.as_str()[mention.span.end..].trim_start().split(' ').next().is_some_and(|word| {
            matches!(
                word,
                "said"
                    | "added"
                    | "stated"
                    | "stressed"
                    | "told"
                    | "says"
                    | "announced"
                    | "noted"
                    | "claimed"
            )
        })
}

/// Whether nothing but one paragraph break at most lies between.
fn same_stretch(page: &Page, mentions: &[ActorMention], from: usize, to: usize) -> bool {
    let between = &page.text.as_str()[mentions[from].span.end..mentions[to].span.start];
    between.matches("\n\n").count() <= 1
}
