//! Descriptions: "the terrorists", "militants", where the page names just one armed group that they can mean.
//!
//! In: a page's parties. Out: the same, each such description given that group's name. Two armed groups on a page
//! leave "militants" as written, unless the sentence itself names just one of them. (Armies are described in
//! [`crate::resolve::actor`].)

use std::collections::BTreeSet;

use crate::claim::Party;
use crate::claim::page::{ReadPage, ReadSentence};
use crate::mention::actor::ActorClass;
use crate::tables::Tables;
use crate::tables::actors::Class;
use crate::text::fold;

/// Names the descriptions of `page`.
pub fn name(page: &mut ReadPage<'_>) {
    let groups = named(&page.sentences, page.tables);
    for sentence in &mut page.sentences {
        let here = named(std::slice::from_ref(sentence), page.tables);
        let (fits, why) = match here.len() {
            1 => (&here, "the only armed group that the sentence names"),
            _ => (&groups, "the only armed group that the page names"),
        };
        let [group] = fits.iter().collect::<Vec<_>>()[..] else { continue };
        for (mention, party) in sentence.mentions.actors.iter().zip(&mut sentence.parties) {
            let Some(party) = party.as_mut().filter(|party| party.actor.is_none()) else { continue };
            let describes = page.tables.lexicon.describes_group(&fold::key(&party.written));
            if mention.class == ActorClass::Fighters && describes {
                understand(party, group, page.tables, why);
            }
        }
    }
}

/// The ids of the armed groups named.
fn named(sentences: &[ReadSentence<'_>], tables: &Tables) -> BTreeSet<String> {
    let parties = sentences.iter().flat_map(|sentence| sentence.parties.iter().flatten());
    let is_group = |id: &String| {
        tables.actors.by_id(id).is_some_and(|actor| matches!(actor.class, Class::Group | Class::Militia))
    };
    parties.filter_map(|party| party.actor.clone()).filter(is_group).collect()
}

fn understand(party: &mut Party, actor: &str, tables: &Tables, why: &str) {
    let Some(actor) = tables.actors.by_id(actor) else { return };
    party.because = format!("\"{}\": {why}", party.written);
    party.name = actor.name.clone();
    party.side = actor.side.clone();
    party.actor = Some(actor.id.clone());
}
