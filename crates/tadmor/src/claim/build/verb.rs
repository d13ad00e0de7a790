//! Claims from verbs: "rebels seized the town", "12 were killed".
//!
//! In: a trigger that is a verb. Out: its clause's subject and object as agent, target and place.

use super::*;

impl Builder<'_, '_> {
    pub(super) fn verb_claim(
        &self,
        trigger: &Trigger,
        row: &TriggerEntry,
        before: &[(Trigger, Draft)],
    ) -> Option<Claim> {
        let index =
            self.sentence.clauses.iter().position(|clause| clause.group.head == trigger.tokens.start)?;
        let clause = &self.sentence.clauses[index];
        if self.is_second_of_joint(index) || self.is_support(clause, row) {
            return None;
        }
        let subject = argument::subject(self.sentence, index);
        let object = self.object_of(index, trigger);
        let is_passive = clause.group.is_passive() && !row.is_intransitive();
        let (doer, done_to) = match is_passive {
            true => (argument::after_by(self.sentence, clause), subject.phrases.clone()),
            false => (subject.phrases.clone(), object),
        };
        // "were killed and wounded in X": what stands with the second verb stands with both.
        let last = if self.is_joint(index) { &self.sentence.clauses[index + 1] } else { clause };
        let end = clause.tokens.end.max(trigger.tokens.end).max(last.tokens.end);
        let region = TokenRange { start: trigger.tokens.start, end };
        let mut arguments = self.arguments(row, &doer, &done_to, region, clause)?;
        let joins = arguments.kind == Kind::Involvement && !is_passive && !arguments.agent.is_empty();
        if joins && !arguments.agent.iter().any(|at| self.fights(*at)) {
            return None;
        }
        if row.needs_force && !is_passive && !self.acts(&arguments.agent, row.by_weapon) {
            return None;
        }
        if row.needs_party
            && arguments.agent.is_empty()
            && arguments.target.is_empty()
            && arguments.places.is_empty()
        {
            return None;
        }
        self.decide_by_leaver(row, &mut arguments);
        self.decide_by_weapon(row, &mut arguments, clause.tokens, done_to.first().copied());
        if self.is_joint(index) {
            arguments.outcome = Some(Outcome::KilledOrWounded);
        }
        let (mut mood, polarity) = standing::of(self.sentence, index, &self.page.tables.lexicon);
        if row.ongoing && mood == Mood::Asserted {
            mood = Mood::Ongoing;
        }
        let span = self.verb_quote(index, trigger, &subject, &arguments);
        let found = Found {
            trigger,
            row,
            arguments,
            quote: span,
            range: clause.tokens,
            clause: Some(index),
            mood,
            polarity,
        };
        Some(self.claim(found, before))
    }

    /// What the trigger claims of its object, and who is what.
    pub(super) fn arguments(
        &self,
        row: &TriggerEntry,
        doer: &[usize],
        done_to: &[usize],
        region: TokenRange,
        clause: &Clause,
    ) -> Option<Arguments> {
        let rule = self.object_rule(row, done_to)?;
        let mut kind = rule.kind?;
        let mut agent: Vec<usize> = Vec::new();
        let mut target: Vec<usize> = Vec::new();
        let mut places: Vec<usize> = Vec::new();
        match row.subject {
            Role::Agent => agent.extend(doer),
            Role::Target => target.extend(doer),
            Role::Place => {
                places.extend(doer.iter().filter(|at| self.sentence.phrases[**at].fits(Class::Place)))
            }
            _ => {}
        }
        if row.subject == Role::Place && places.is_empty() {
            return None;
        }
        let people = |at: &usize| {
            let phrase = &self.sentence.phrases[*at];
            // "destroyed helicopters": the machines are no party; "a Russian jet" names one.
            let named = || self.party(*at).is_some_and(|party| party.actor.is_some());
            (phrase.fits(Class::People) || phrase.fits(Class::Force))
                && (!phrase.fits(Class::Materiel) || named())
        };
        target.extend(done_to.iter().filter(|at| people(at)));
        places.extend(done_to.iter().filter(|at| self.sentence.phrases[**at].place.is_some()));
        let mut unnamed_place = places.is_empty() && done_to.iter().any(|at| self.is_unnamed_place(*at));
        for (at, around) in self.around(row, region, clause) {
            let phrase = &self.sentence.phrases[at];
            unnamed_place |=
                around.is_some_and(|around| around.role == Role::Place) && self.is_unnamed_place(at);
            match around {
                Some(around) => {
                    kind = around.kind.unwrap_or(kind);
                    if around.kind.is_some() && around.role == Role::Agent && row.subject == Role::Agent {
                        // "lost the town to the rebels": who lost it is whom it was taken from.
                        target.append(&mut agent);
                    }
                    match around.role {
                        Role::Agent => agent.extend(self.sentence.joined(at)),
                        Role::Target if phrase.actor.is_some() => target.extend(self.sentence.joined(at)),
                        Role::Place if phrase.place.is_some() => places.push(at),
                        _ => {}
                    }
                }
                None if phrase.place.is_some() => places.push(at),
                None => {}
            }
        }
        let mut counted = done_to.to_vec();
        if row.subject == Role::Target {
            counted.extend(doer);
        }
        dedup(&mut agent);
        dedup(&mut target);
        dedup(&mut places);
        target.retain(|at| !agent.contains(at));
        Some(Arguments { kind, outcome: rule.outcome, agent, target, places, counted, unnamed_place })
    }

    /// The first rule that the object fits.
    pub(super) fn object_rule<'r>(&self, row: &'r TriggerEntry, done_to: &[usize]) -> Option<&'r ObjectRule> {
        let phrases = || done_to.iter().map(|at| &self.sentence.phrases[*at]);
        row.objects.iter().find(|rule| match rule.class {
            Class::None => done_to.is_empty(),
            Class::Any => true,
            class => phrases().any(|phrase| phrase.fits(class)),
        })
    }

    /// The object: inside the trigger where its words are parted ("left ten dead"), else after it; over "and" to the
    /// next verb's where this one has none ("killed and wounded 20").
    pub(super) fn object_of(&self, index: usize, trigger: &Trigger) -> Vec<usize> {
        if trigger.is_parted {
            return self.sentence.phrases_in(trigger.tokens).collect();
        }
        let mut clause = self.sentence.clauses[index];
        clause.group.tokens.end = clause.group.tokens.end.max(trigger.tokens.end);
        clause.tokens.end = clause.tokens.end.max(clause.group.tokens.end);
        let own = argument::object(self.sentence, &clause);
        let next = self.sentence.clauses.get(index + 1);
        match next {
            Some(next) if own.is_empty() && !clause.group.is_passive() && self.is_shared(index, next) => {
                argument::object(self.sentence, next)
            }
            _ => own,
        }
    }

    /// Whether the next verb stands right behind "and".
    pub(super) fn is_shared(&self, index: usize, next: &Clause) -> bool {
        next.link == Link::Coordinate
            && next.group.tokens.start <= self.sentence.clauses[index].group.tokens.end + 1
    }

    /// Phrases after a preposition near the trigger, each with the row's rule for it.
    pub(super) fn around<'r>(
        &self,
        row: &'r TriggerEntry,
        region: TokenRange,
        clause: &Clause,
    ) -> Vec<(usize, Option<&'r crate::tables::lexicon::Around>)> {
        let whole = TokenRange { start: clause.tokens.start, end: region.end };
        let governed = self.sentence.phrases_in(whole).filter(|at| {
            let phrase = &self.sentence.phrases[*at];
            phrase.preposition.is_some() && self.is_said_with(phrase.tokens.start, region.start)
        });
        let mut found = Vec::new();
        for at in governed {
            let preposition = self.preposition_through_grip(at);
            let is_after = self.sentence.phrases[at].tokens.start >= region.start;
            let is_mine = self.sentence.phrases[at].fits(Class::Mine);
            let fits = |around: &&crate::tables::lexicon::Around| {
                around.preposition == preposition && (around.role != Role::Mines || is_mine)
            };
            let rule = row.around.iter().find(fits).filter(|_| is_after);
            let rule_says_nothing = rule.is_some_and(|rule| rule.role == Role::Nothing);
            let locates = matches!(
                preposition,
                "in" | "near" | "at" | "outside" | "around" | "inside" | "across" | "throughout"
            );
            if rule_says_nothing || (rule.is_none() && !locates) {
                continue;
            }
            found.push((at, rule));
        }
        found
    }

    /// Whether two tokens are told by the same speakers: what stands with "according to X" is no part of what X says.
    pub(super) fn is_said_with(&self, one: usize, other: usize) -> bool {
        self.attributions.iter().all(|attribution| attribution.covers(one) == attribution.covers(other))
    }

    /// "from the grip of X" is "from X".
    pub(super) fn preposition_through_grip(&self, phrase: usize) -> &str {
        let preposition = self.sentence.preposition(phrase);
        let before = phrase.checked_sub(1).map(|before| &self.sentence.phrases[before]);
        let is_grip = before.is_some_and(|before| {
            before.classes.contains(&Class::Grip)
                && Some(before.tokens.end) == self.sentence.phrases[phrase].preposition
        });
        match preposition == "of" && is_grip {
            true => self.sentence.preposition(phrase - 1),
            false => preposition,
        }
    }

    /// "the city", "the town": a place without a name, so that the text around it says which.
    pub(super) fn is_unnamed_place(&self, phrase: usize) -> bool {
        let phrase = &self.sentence.phrases[phrase];
        let definite = phrase.tokens.start.checked_sub(1).is_some_and(|before| {
            self.sentence.mentions.tags[before] == Tag::Word || self.sentence.lower(before) == "the"
        });
        phrase.place.is_none() && phrase.actor.is_none() && phrase.count.is_none() && definite && {
            let noun = phrase::lower(&self.sentence.sentence, phrase.tokens);
            matches!(
                noun.as_str(),
                "city" | "town" | "village" | "district" | "province" | "capital" | "settlement"
            )
        }
    }

    /// A force, a country, fighters, or war machines: not just anybody who takes part in something.
    pub(super) fn fights(&self, phrase: usize) -> bool {
        let phrase = &self.sentence.phrases[phrase];
        phrase.fits(Class::Force)
            || phrase.fits(Class::Materiel)
            || phrase.classes.contains(&Class::Operation)
    }

    /// Whether someone acts who can: people, forces, and machines where the row speaks of weapons.
    pub(super) fn acts(&self, agents: &[usize], by_weapon: bool) -> bool {
        agents.iter().any(|at| {
            let phrase = &self.sentence.phrases[*at];
            phrase.fits(Class::Force)
                || phrase.fits(Class::People)
                || (by_weapon && phrase.fits(Class::Materiel))
        })
    }

    /// "killed and wounded": the second verb is part of the first's claim.
    pub(super) fn is_second_of_joint(&self, index: usize) -> bool {
        index > 0 && self.is_joint(index - 1)
    }

    pub(super) fn is_joint(&self, index: usize) -> bool {
        let Some(next) = self.sentence.clauses.get(index + 1) else { return false };
        let outcome = |clause: &Clause| {
            let entries =
                self.page.tables.lexicon.triggers_from(self.sentence.lower(clause.group.head)).iter();
            let rules = entries.flat_map(|entry| self.page.tables.lexicon.trigger(*entry).objects.iter());
            rules
                .filter_map(|rule| rule.outcome)
                .find(|outcome| matches!(outcome, Outcome::Killed | Outcome::Wounded))
        };
        let (first, second) = (outcome(&self.sentence.clauses[index]), outcome(next));
        first.is_some() && second.is_some() && first != second && self.is_shared(index, next)
    }

    /// "backed by jets": who helped the one before it, told with that one's claim.
    pub(super) fn is_support(&self, clause: &Clause, row: &TriggerEntry) -> bool {
        clause.link == Link::Reduced
            && row.objects.iter().any(|rule| rule.kind == Some(Kind::Involvement))
            && self.sentence.clauses.len() > 1
    }

    /// Whether the clause's verb is one of help: "backed", "supported".
    pub(super) fn helps(&self, clause: &Clause) -> bool {
        let lexicon = &self.page.tables.lexicon;
        let entries = lexicon.triggers_from(self.sentence.lower(clause.group.head)).iter();
        entries.map(|entry| lexicon.trigger(*entry)).any(|row| row.is_verb && self.is_support(clause, row))
    }

    /// A force that flees or leaves withdraws; civilians who flee are displaced; a force's people who leave move.
    pub(super) fn decide_by_leaver(&self, row: &TriggerEntry, arguments: &mut Arguments) {
        if !row.by_leaver {
            return;
        }
        let is_civilian = arguments.agent.iter().any(|at| self.sentence.phrases[*at].fits(Class::Civilians));
        let is_force = arguments.agent.iter().any(|at| self.sentence.phrases[*at].fits(Class::Force));
        if is_civilian {
            arguments.kind = Kind::Displacement;
        } else if is_force {
            arguments.kind = match arguments.agent.iter().any(|at| self.is_members(*at)) {
                true if arguments.kind == Kind::Movement => Kind::Movement,
                _ => Kind::Withdrawal,
            };
            arguments.outcome = None;
        }
    }

    /// "ISIS members", "soldiers": people of a force, not the force.
    pub(super) fn is_members(&self, phrase: usize) -> bool {
        let last = self.sentence.phrases[phrase].tokens.end - 1;
        let nouns = self.page.tables.lexicon.noun(self.sentence.lower(last)).iter();
        nouns.map(|noun| noun.class).any(|class| matches!(class, Class::Fighters | Class::Soldiers))
    }

    /// From the first argument in the clause to its end: the shortest stretch that carries them all.
    pub(super) fn verb_quote(
        &self,
        index: usize,
        trigger: &Trigger,
        subject: &argument::Subject,
        arguments: &Arguments,
    ) -> TokenRange {
        let clause = &self.sentence.clauses[index];
        let mut range = clause.tokens;
        range.end = range.end.max(trigger.tokens.end);
        let governed = clause.link == Link::Governed
            || (clause.link == Link::Coordinate && clause.group.verb_use == Some(VerbUse::Infinitive));
        if let (true, Some(parent)) = (governed, clause.parent) {
            range.start = self.sentence.clauses[parent].tokens.start;
        }
        let steps_back = matches!(clause.link, Link::Relative | Link::Reduced | Link::Resumed);
        if let (true, Some(first)) = (steps_back, subject.phrases.first()) {
            range.start = range.start.min(self.with_article(self.sentence.phrases[*first].tokens.start));
        }
        // A joint verb ("killed and wounded") and a list after "including" belong to it.
        if self.is_joint(index) {
            range.end = range.end.max(self.sentence.clauses[index + 1].tokens.end);
        }
        let counted =
            arguments.counted.iter().chain(&arguments.target).map(|at| self.sentence.phrases[*at].tokens);
        let near = counted.filter(|tokens| tokens.end <= range.end + 1 && tokens.start >= range.start);
        range.end = near.map(|tokens| tokens.end).max().unwrap_or(range.end).max(range.end);
        self.within_content(range, trigger.tokens.start)
    }

    pub(super) fn with_article(&self, start: usize) -> usize {
        match start.checked_sub(1) {
            Some(before) if self.sentence.mentions.tags[before].is(Function::Determiner) => before,
            _ => start,
        }
    }
}
