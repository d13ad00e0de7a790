//! Descriptions: "the terrorists", "government forces", where the page names just one who fits.
//!
//! In: a page's parties. Out: the same, each description that can mean only one named party given its name. Two
//! armed groups on a page leave "militants" as written, unless the sentence itself names just one of them.

use std::collections::BTreeSet;

use crate::claim::Party;
use crate::claim::page::{ReadPage, ReadSentence};
use crate::mention::actor::ActorClass;
use crate::tables::Tables;
use crate::tables::actors::Class;

/// What a description asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asks {
    /// "terrorists", "militants": an armed group of no state.
    Group,
    /// "government forces", "the army": an army of a state.
    Army,
}

/// Names the descriptions of `page`.
pub fn name(page: &mut ReadPage<'_>) {
    let groups = named(&page.sentences, page.tables, Asks::Group);
    let armies = named(&page.sentences, page.tables, Asks::Army);
    for sentence in &mut page.sentences {
        let here = named(std::slice::from_ref(sentence), page.tables, Asks::Group);
        for (at, mention) in sentence.mentions.actors.iter().enumerate() {
            let Some(party) = sentence.parties[at].as_mut().filter(|party| party.actor.is_none()) else {
                continue;
            };
            let Some(asks) = asks(mention.class, &party.written, page.tables) else { continue };
            let (fits, why) = match asks {
                Asks::Group if here.len() == 1 => (&here, "the only armed group that the sentence names"),
                Asks::Group => (&groups, "the only armed group that the page names"),
                Asks::Army => (&armies, "the only army that the page names"),
            };
            if let (1, Some(actor)) = (fits.len(), fits.first()) {
                understand(party, actor, page.tables, why);
            }
        }
    }
}

/// The ids of the parties named that a description could mean.
fn named(sentences: &[ReadSentence<'_>], tables: &Tables, asks: Asks) -> BTreeSet<String> {
    let parties = sentences.iter().flat_map(|sentence| sentence.parties.iter().flatten());
    let ids = parties.filter_map(|party| party.actor.clone());
    let fits = |id: &String| {
        tables.actors.by_id(id).is_some_and(|actor| match asks {
            Asks::Group => matches!(actor.class, Class::Group | Class::Militia),
            Asks::Army => actor.class == Class::Army,
        })
    };
    ids.filter(fits).collect()
}

/// What the words ask for; `None` where they describe nobody in particular.
fn asks(class: ActorClass, written: &str, tables: &Tables) -> Option<Asks> {
    let words = crate::text::fold::key(written);
    match tables.lexicon.description(&words)? {
        crate::tables::lexicon::Description::Group if class == ActorClass::Fighters => Some(Asks::Group),
        crate::tables::lexicon::Description::Army
            if matches!(class, ActorClass::Force | ActorClass::Fighters | ActorClass::Institution) =>
        {
            Some(Asks::Army)
        }
        _ => None,
    }
}

fn understand(party: &mut Party, actor: &str, tables: &Tables, why: &str) {
    let Some(actor) = tables.actors.by_id(actor) else { return };
    party.because = format!("\"{}\": {why}", party.written);
    party.name = actor.name.clone();
    party.side = actor.side.clone();
    party.actor = Some(actor.id.clone());
}
