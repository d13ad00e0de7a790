//! Weapons: what was used decides the kind of a strike.
//!
//! In: the words of a clause. Out: the kind that the weapon or the aircraft named in it decides.

use super::*;

impl Builder<'_, '_> {
    pub(super) fn decide_by_weapon(
        &self,
        row: &TriggerEntry,
        arguments: &mut Arguments,
        range: TokenRange,
        object: Option<usize>,
    ) {
        let on_target =
            row.by_weapon_on_target && object.is_some_and(|at| self.sentence.phrases[at].fits(Class::Target));
        if !(row.by_weapon || on_target) || arguments.kind == Kind::AttackOnCivilians {
            return;
        }
        if arguments.agent.iter().any(|at| self.is_air_force(*at)) {
            arguments.kind = Kind::AirStrike;
            return;
        }
        let agents = arguments.agent.iter().map(|at| self.sentence.phrases[*at].tokens);
        if let Some(kind) = agents.chain([range]).find_map(|range| self.weapon_in(range)) {
            arguments.kind = kind;
        }
    }

    pub(super) fn is_air_force(&self, phrase: usize) -> bool {
        let party = self.party(phrase);
        let actor = party
            .and_then(|party| party.actor)
            .and_then(|actor| self.page.tables.actors.by_id(&actor).cloned());
        actor.is_some_and(|actor| actor.class == crate::tables::actors::Class::AirForce)
    }

    pub(super) fn weapon_in(&self, range: TokenRange) -> Option<Kind> {
        self.weapon_words(range).map(|(_, kind)| kind)
    }

    /// The longest weapon named first in `range`.
    pub(super) fn weapon_words(&self, range: TokenRange) -> Option<(TokenRange, Kind)> {
        (range.start..range.end).find_map(|start| {
            (start + 1..=range.end.min(start + LONGEST_WEAPON)).rev().find_map(|end| {
                let words = TokenRange { start, end };
                let kind = self.page.tables.lexicon.weapon(&phrase::lower(&self.sentence.sentence, words))?;
                Some((words, kind))
            })
        })
    }
}
