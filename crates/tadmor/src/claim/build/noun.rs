//! Claims from nouns: "the liberation of the town", "air strikes on the port".
//!
//! In: a trigger that is a noun. Out: what its prepositions, and a verb that lends it a subject, say of it.

use super::*;

impl Builder<'_, '_> {
    pub(super) fn noun_claim(
        &self,
        trigger: &Trigger,
        row: &TriggerEntry,
        before: &[(Trigger, Draft)],
    ) -> Option<Claim> {
        let rule = row.objects.first()?;
        let mut kind = rule.kind?;
        let group = self.noun_group(trigger);
        let index = self.sentence.clauses.iter().rposition(|clause| {
            clause.tokens.start <= trigger.tokens.start && trigger.tokens.end <= clause.tokens.end
        });
        let mut agent = Vec::new();
        let mut target = Vec::new();
        let mut places = Vec::new();
        let is_subject =
            index.is_some_and(|index| self.is_subject_of(&self.sentence.clauses[index], trigger));
        let reach = match index.filter(|_| is_subject) {
            // "no strikes were carried out in X": what the clause says of its subject is said of the noun.
            Some(index) => TokenRange { start: group.start, end: self.sentence.clauses[index].tokens.end },
            None => group,
        };
        let reach = TokenRange {
            start: reach.start,
            end: self.next_noun_trigger(trigger).unwrap_or(reach.end).min(reach.end),
        };
        for at in self.sentence.phrases_in(reach) {
            let phrase = &self.sentence.phrases[at];
            if phrase.tokens.end <= trigger.tokens.start {
                // "the ISIS siege", "the Mosul battle": what stands right before the noun.
                match (phrase.actor, phrase.place) {
                    (Some(_), _) => agent.push(at),
                    (None, Some(_)) => places.push(at),
                    _ => {}
                }
                continue;
            }
            let preposition = self.sentence.preposition(at);
            let Some(around) = row.around.iter().find(|around| around.preposition == preposition) else {
                continue;
            };
            kind = around.kind.unwrap_or(kind);
            match around.role {
                Role::Agent if phrase.actor.is_some() => agent.push(at),
                Role::Target if phrase.actor.is_some() => target.push(at),
                Role::Place if phrase.place.is_some() => places.push(at),
                // "an attack on the army", "the siege of the rebels": a party where a place was looked for.
                Role::Place if phrase.actor.is_some() => target.push(at),
                _ => {}
            }
        }
        let mut polarity = Polarity::Positive;
        let mut mood = Mood::Asserted;
        let mut quote = group;
        let mut unnamed_place = false;
        if let Some(index) = index {
            let clause = &self.sentence.clauses[index];
            let predicates = row.subject != Role::Nothing && clause.group.tokens.end <= trigger.tokens.start;
            if predicates {
                // "were in control of", "made a contribution to": the clause's subject is the row's.
                let subject = argument::subject(self.sentence, index).phrases;
                match row.subject {
                    Role::Place => {
                        unnamed_place = subject.iter().any(|at| self.is_unnamed_place(*at));
                        places
                            .extend(subject.iter().filter(|at| self.sentence.phrases[**at].place.is_some()));
                        agent.extend(self.sentence.phrases_in(trigger.tokens));
                    }
                    _ => agent.extend(subject),
                }
            }
            let lends = predicates || self.lends_subject(clause, trigger);
            let is_argument = lends || self.is_subject_of(clause, trigger);
            if is_argument {
                (mood, polarity) = standing::of(self.sentence, index, &self.page.tables.lexicon);
            }
            if lends && agent.is_empty() {
                let subject = argument::subject(self.sentence, index);
                agent.extend(subject.phrases.iter().filter(|at| self.sentence.phrases[**at].actor.is_some()));
                quote.start = quote.start.min(clause.tokens.start);
            }
            // Where the verb claims nothing itself, the noun speaks for the whole clause.
            let verb_claims = before.iter().any(|(other, _)| clause.tokens.holds(other.tokens.start));
            let is_short = clause.tokens.end - clause.tokens.start <= LONGEST_CLAUSE;
            let is_passive = clause.group.is_passive() && clause.link != Link::Reduced;
            if is_argument || (is_passive && is_short && !verb_claims) {
                quote = TokenRange {
                    start: quote.start.min(clause.tokens.start),
                    end: quote.end.max(clause.tokens.end),
                };
            }
        }
        if standing::noun_is_negated(self.sentence, group.start)
            || standing::noun_is_negated(self.sentence, trigger.tokens.start)
        {
            polarity = Polarity::Negative;
        }
        if row.ongoing && mood == Mood::Asserted {
            mood = Mood::Ongoing;
        }
        dedup(&mut agent);
        dedup(&mut target);
        dedup(&mut places);
        if row.subject != Role::Nothing && agent.is_empty() && places.is_empty() && !unnamed_place {
            return None;
        }
        if row.needs_party && agent.is_empty() && target.is_empty() && places.is_empty() {
            return None;
        }
        if kind.is_control() && kind != Kind::Withdrawal && places.is_empty() && !unnamed_place {
            return None;
        }
        // "launched an offensive": the verb has made the claim.
        let told = before.iter().any(|(other, draft)| {
            draft.claim.kind == kind
                && other.tokens.end <= trigger.tokens.start
                && self.same_clause(other, trigger)
        });
        if told {
            return None;
        }
        let mut arguments = Arguments {
            kind,
            outcome: rule.outcome,
            agent,
            target,
            places,
            counted: Vec::new(),
            unnamed_place: false,
        };
        self.decide_by_weapon(row, &mut arguments, group, None);
        let quote = self.within_content(quote, trigger.tokens.start);
        let range = index.map_or(group, |index| self.sentence.clauses[index].tokens);
        let found = Found { trigger, row, arguments, quote, range, clause: index, mood, polarity };
        Some(self.claim(found, before))
    }

    /// Where the next noun that is a trigger begins: what follows it is its own.
    pub(super) fn next_noun_trigger(&self, trigger: &Trigger) -> Option<usize> {
        let later =
            self.sentence.mentions.triggers.iter().filter(|other| other.tokens.start >= trigger.tokens.end);
        let nouns = later.filter(|other| !self.page.tables.lexicon.trigger(other.entry).is_verb);
        nouns.map(|other| other.tokens.end).min()
    }

    /// The noun with what stands right before it and the prepositional phrases right after it.
    pub(super) fn noun_group(&self, trigger: &Trigger) -> TokenRange {
        let tags = &self.sentence.mentions.tags;
        let is_before = |at: &usize| {
            matches!(tags[*at], Tag::Word | Tag::Number | Tag::Possessive)
                && !self.sentence.mentions.times.iter().any(|time| time.tokens.holds(*at))
        };
        let start =
            (0..trigger.tokens.start).rev().take_while(is_before).last().unwrap_or(trigger.tokens.start);
        let mut end = trigger.tokens.end;
        let mut at = end;
        while at < tags.len() {
            match tags[at] {
                Tag::Verb(_)
                | Tag::Function(Function::Be | Function::Have | Function::Modal | Function::Do) => break,
                Tag::Function(
                    Function::That
                    | Function::Relative
                    | Function::Subordinator
                    | Function::To
                    | Function::Pronoun,
                ) => break,
                Tag::Function(Function::Conjunction) if !self.joins_phrases(at) => break,
                Tag::Mark if !self.is_inner_mark(at) => break,
                _ => {}
            }
            if !matches!(
                tags[at],
                Tag::Mark
                    | Tag::Function(
                        Function::Conjunction
                            | Function::Preposition
                            | Function::Determiner
                            | Function::Adverb
                    )
            ) {
                end = at + 1;
            }
            at += 1;
        }
        TokenRange { start, end }
    }

    pub(super) fn joins_phrases(&self, at: usize) -> bool {
        self.sentence
            .phrases
            .iter()
            .any(|phrase| phrase.is_joined && phrase.tokens.start > at && phrase.tokens.start <= at + 3)
    }

    pub(super) fn is_inner_mark(&self, at: usize) -> bool {
        matches!(self.sentence.form(at), "(" | ")" | "\"" | "“" | "”" | "‘" | "’")
            || (self.sentence.form(at) == "," && self.joins_phrases(at))
    }

    /// "launched an offensive": a verb that lends the noun its subject, the noun being its object.
    pub(super) fn lends_subject(&self, clause: &Clause, trigger: &Trigger) -> bool {
        if trigger.tokens.start < clause.group.tokens.end || clause.group.is_passive() {
            return false;
        }
        let head = self.sentence.lower(clause.group.head);
        let with_particle = format!("{head} {}", self.sentence.lower(clause.group.head + 1));
        let lexicon = &self.page.tables.lexicon;
        let between = clause.group.tokens.end..trigger.tokens.start;
        let governed = between.clone().any(|at| {
            self.sentence.mentions.tags[at].is(Function::Preposition) && self.sentence.lower(at) != "out"
        });
        (lexicon.is_light(head) || lexicon.is_light(&with_particle)) && !governed
    }

    /// "no strikes were carried out", "fighting continues": the noun is the clause's subject.
    pub(super) fn is_subject_of(&self, clause: &Clause, trigger: &Trigger) -> bool {
        if trigger.tokens.end > clause.group.tokens.start {
            return false;
        }
        let between = trigger.tokens.end..clause.group.tokens.start;
        let governed = (clause.tokens.start..trigger.tokens.start)
            .any(|at| self.sentence.mentions.tags[at].is(Function::Preposition));
        !governed && between.clone().all(|at| !self.sentence.mentions.tags[at].is_verb())
    }

    pub(super) fn same_clause(&self, one: &Trigger, other: &Trigger) -> bool {
        self.sentence.clauses.iter().any(|clause| {
            clause.tokens.start <= one.tokens.start
                && other.tokens.end <= clause.tokens.end
                && clause.tokens.holds(other.tokens.start)
        })
    }
}
