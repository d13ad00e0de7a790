//! Where: the places a claim names, else those of the clause that it hangs on.
//!
//! In: a claim's arguments. Out: places, the finest first, each with its because.

use super::*;

impl Builder<'_, '_> {
    pub(super) fn places(
        &self,
        arguments: &Arguments,
        clause: Option<usize>,
        before: &[(Trigger, Draft)],
    ) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for at in &arguments.places {
            let place = self.sentence.phrases[*at].place.map(|place| self.sentence.places[place].clone());
            places.extend(place.filter(|place| places.iter().all(|other| other.name != place.name)));
        }
        if places.is_empty() {
            places.extend(self.places_around(arguments, clause, before));
        }
        places.sort_by_key(|place| place.precision);
        places
    }

    /// The places that the sentence's other clauses, or the text before, give to a claim that names none.
    pub(super) fn places_around(
        &self,
        arguments: &Arguments,
        clause: Option<usize>,
        before: &[(Trigger, Draft)],
    ) -> Vec<Place> {
        if let Some(places) = clause.and_then(|index| self.linked_places(index, before)) {
            return places
                .into_iter()
                .map(|place| because(place, "the place of the clause that this one hangs on"))
                .collect();
        }
        if let Some(place) = clause.and_then(|index| self.only_place(index)) {
            return vec![because(place, "the only place that the clause names")];
        }
        let asks = arguments.unnamed_place
            || matches!(
                arguments.kind,
                Kind::Casualties
                    | Kind::Materiel
                    | Kind::Destruction
                    | Kind::Involvement
                    | Kind::Demining
                    | Kind::Withdrawal
                    | Kind::Advance
            );
        // What names places of its own takes none from the text around.
        let names_places = self.sentence.phrases.iter().any(|phrase| phrase.place.is_some());
        if !asks || (names_places && !arguments.unnamed_place) {
            return Vec::new();
        }
        if let Some(place) = self.place_before() {
            return vec![because(place, "the place named last before, in the same paragraph")];
        }
        let topic = self.topic.cloned().map(|place| because(place, "the only place that the title names"));
        topic.into_iter().collect()
    }

    /// The places of the claim that the clause hangs on: "took X, killing 12".
    pub(super) fn linked_places(&self, index: usize, before: &[(Trigger, Draft)]) -> Option<Vec<Place>> {
        let clause = &self.sentence.clauses[index];
        let hangs = matches!(
            clause.link,
            Link::Participle | Link::Coordinate | Link::Governed | Link::Resumed | Link::Relative
        );
        let parent = clause.parent.filter(|_| hangs)?;
        let head = self.sentence.clauses[parent].group.head;
        let claim =
            before.iter().find(|(trigger, _)| trigger.tokens.start == head).map(|(_, draft)| &draft.claim);
        match claim.filter(|claim| !claim.places.is_empty()) {
            Some(claim) => Some(claim.places.clone()),
            None => self.linked_places(parent, before),
        }
    }

    /// The one place that the clause names, or the sentence where the clause names none.
    pub(super) fn only_place(&self, index: usize) -> Option<Place> {
        let only = |range: TokenRange| {
            let beside = self.sentence.clauses[index].group.head;
            let said = |at: &usize| self.is_said_with(self.sentence.phrases[*at].tokens.start, beside);
            let mut named =
                self.sentence.phrases_in(range).filter(said).filter_map(|at| self.sentence.phrases[at].place);
            let place = &self.sentence.places[named.next()?];
            named.all(|other| self.sentence.places[other].name == place.name).then(|| place.clone())
        };
        let clause = &self.sentence.clauses[index];
        only(clause.tokens).or_else(|| {
            let linked = clause.link != Link::Main && clause.link != Link::Content;
            linked.then(|| only(TokenRange { start: 0, end: clause.tokens.end })).flatten()
        })
    }

    pub(super) fn place_before(&self) -> Option<Place> {
        let named = self.page.local_before(self.at);
        let first = named.first()?;
        named.iter().all(|other| other.name == first.name).then(|| (*first).clone())
    }
}
