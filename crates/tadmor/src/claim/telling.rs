//! Tellings: the chain of a claim, when it was said, and when it happened.

use crate::claim::page::ReadPage;
use crate::claim::speaker::{Attribution, Speaker};
use crate::claim::{Link, Mood, Party, Role, Stance, When};
use crate::day::Days;
use crate::mention::actor::ActorClass;
use crate::mention::time::Time;
use crate::page::Zone;
use crate::resolve::time::{Tense, days};
use crate::tables::Tables;
use crate::tables::actors::Class;

/// How many body paragraphs are the page's news, whatever they say.
const LEAD_PARAGRAPHS: usize = 2;

/// Outlet first, then the speakers, the outermost first.
pub fn chain(page: &ReadPage<'_>, covering: &[&Attribution]) -> Vec<Link> {
    let outlet = page.article.outlet.as_ref();
    let name = outlet.map_or_else(|| "unknown".to_owned(), |outlet| outlet.value.clone());
    let known = outlet.and_then(|outlet| page.tables.outlets.named(&outlet.value));
    let side = known.and_then(|known| known.side.clone());
    let mut chain = vec![Link {
        name: name.clone(),
        written: String::new(),
        span: None,
        role: Role::Outlet,
        side,
        cue: String::new(),
        cue_span: None,
        stance: Stance::Said,
        direct: false,
        because: outlet
            .map_or_else(|| "the page names no outlet".to_owned(), |outlet| outlet.because.clone()),
    }];
    for attribution in covering {
        let link = link(page, attribution);
        // An outlet that quotes itself is one link.
        let same = chain.last().is_some_and(|last| last.name == link.name);
        if !same && !link.name.is_empty() {
            chain.push(link);
        }
    }
    chain
}

fn link(page: &ReadPage<'_>, attribution: &Attribution) -> Link {
    let names: Vec<&str> = attribution.speakers.iter().map(|speaker| speaker.party.name.as_str()).collect();
    let first = attribution.speakers.first();
    Link {
        name: names.join("; "),
        written: first.map_or_else(String::new, |speaker| speaker.party.written.clone()),
        span: first.map(|speaker| speaker.party.span),
        role: first.map_or(Role::Unnamed, |speaker| role(page, speaker)),
        side: first.and_then(|speaker| speaker.party.side.clone()),
        cue: attribution.cue.clone(),
        cue_span: attribution.cue_span,
        stance: attribution.stance,
        direct: attribution.is_direct(page),
        because: match attribution.because.is_empty() {
            true => first.map_or_else(String::new, |speaker| speaker.party.because.clone()),
            false => attribution.because.clone(),
        },
    }
}

fn role(page: &ReadPage<'_>, speaker: &Speaker) -> Role {
    match speaker.class {
        ActorClass::Outlet => Role::Agency,
        ActorClass::Institution | ActorClass::Country => Role::Official,
        ActorClass::Monitor => Role::Monitor,
        ActorClass::Unnamed if speaker.party.written.to_lowercase().contains("witness") => Role::Witness,
        ActorClass::Unnamed | ActorClass::Fighters | ActorClass::Civilians => Role::Unnamed,
        ActorClass::Force => match is_armed_group(page.tables, &speaker.party) {
            true => Role::Group,
            false => Role::Officer,
        },
        ActorClass::Person | ActorClass::Pronoun => match &speaker.title {
            Some(_) => Role::Official,
            None => Role::Other,
        },
    }
}

/// Whether a table knows the party as an armed group of no state.
pub fn is_armed_group(tables: &Tables, party: &Party) -> bool {
    let actor = party.actor.as_deref().and_then(|actor| tables.actors.by_id(actor));
    actor.is_some_and(|actor| matches!(actor.class, Class::Group | Class::Militia | Class::Contractor))
}

/// When the innermost speaker said it.
pub fn told(page: &ReadPage<'_>, attribution: &Attribution) -> Option<When> {
    attribution.told.map(|time| when(page, attribution.sentence, time, Mood::Asserted))
}

/// The days of a time of the sentence `sentence` of this page.
pub fn when(page: &ReadPage<'_>, sentence: usize, time: usize, mood: Mood) -> When {
    let expression = &page.sentences[sentence].mentions.times[time];
    let tense = match mood {
        Mood::Planned | Mood::Intended | Mood::Predicted => Tense::Future,
        _ => Tense::Past,
    };
    let told = page.sentences[sentence].told[time].as_ref();
    let says = told.map_or(&expression.time, |told| &told.time);
    // A post of a live blog has a day of its own.
    let day = page.article.day_of(page.page.text.raw(expression.span));
    let (found, rule) = days(says, expression.bound, tense, day);
    let rule = told.map_or(rule.clone(), |told| format!("{}; {rule}", told.because));
    When {
        days: found,
        written: page.text(expression.span).to_owned(),
        time: says.clone(),
        bound: expression.bound,
        because: rule,
    }
}

/// Whether a claim is the news of its page, not history told beside it.
pub fn is_news(page: &ReadPage<'_>, sentence: usize, when: Option<&When>) -> bool {
    let here = &page.sentences[sentence].sentence;
    let Some(when) = when else {
        return here.zone != Zone::Body
            || page.paragraph_of_body(sentence) < LEAD_PARAGRAPHS
            || !page.follows_history(sentence);
    };
    match when.time {
        Time::Fixed(days) => page
            .article
            .published
            .days
            .from
            .is_some_and(|day| Days { from: Some(day.plus_days(-7)), to: None }.overlaps(days)),
        Time::Month { .. } | Time::MonthDay { .. } => false,
        Time::Ago { unit, .. } => {
            !matches!(unit, crate::mention::time::Unit::Month | crate::mention::time::Unit::Year)
        }
        _ => true,
    }
}
