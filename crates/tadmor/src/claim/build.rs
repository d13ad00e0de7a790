//! Claims from the triggers of a page, with their arguments, figures, times and speakers.

use crate::article::Article;
use crate::claim::argument;
use crate::claim::clause::{Clause, Link};
use crate::claim::figure;
use crate::claim::page::{ReadPage, ReadSentence};
use crate::claim::phrase;
use crate::claim::repeat;
use crate::claim::speaker::{self, Attribution};
use crate::claim::standing;
use crate::claim::telling;
use crate::claim::{Claim, Figure, Kind, Mood, Outcome, Party, Place, Polarity, Stance, When};
use crate::id::ClaimId;
use crate::mention::part::{Tag, VerbUse};
use crate::mention::{TokenRange, Trigger};
use crate::note::Note;
use crate::page::Page;
use crate::tables::Tables;
use crate::tables::lexicon::{Class, Function, ObjectRule, Role, TriggerEntry};

/// How many words a weapon may have.
const LONGEST_WEAPON: usize = 4;

/// How many tokens a clause may have for a noun in it to be quoted with all of it.
const LONGEST_CLAUSE: usize = 24;

/// All claims on `page`, and notes on what was left open.
pub fn claims(page: &Page, article: &Article, tables: &Tables) -> (Vec<Claim>, Vec<Note>) {
    let read = ReadPage::new(page, article, tables);
    let attributions = speaker::find(&read);
    let topic = topic_place(&read);
    let mut drafts = Vec::new();
    for (at, sentence) in read.sentences.iter().enumerate() {
        let found =
            Builder { page: &read, sentence, at, attributions: &attributions[at], topic: topic.as_ref() }
                .all();
        drafts.extend(found);
    }
    let drafts = repeat::fold(drafts);
    (number(page, drafts), Vec::new())
}

/// Gives each claim its id: page, kind, span and an ordinal among those that share all three.
fn number(page: &Page, mut claims: Vec<Claim>) -> Vec<Claim> {
    claims.sort_by_key(|claim| (claim.span.start, claim.span.end, claim.kind));
    let mut seen = std::collections::BTreeMap::new();
    for claim in &mut claims {
        let ordinal: &mut u32 = seen.entry((claim.kind, claim.span)).or_default();
        let (start, end) = (claim.span.start.to_string(), claim.span.end.to_string());
        claim.id = ClaimId::of(&[page.id.as_str(), claim.kind.as_str(), &start, &end, &ordinal.to_string()]);
        *ordinal += 1;
    }
    claims
}

/// The one settlement that the title names: what "the city" means where the text names no other.
fn topic_place(page: &ReadPage<'_>) -> Option<Place> {
    let titles = page.sentences.iter().filter(|sentence| standing::is_heading(sentence.sentence.zone));
    let mut places = titles.flat_map(|sentence| sentence.places.iter()).filter(|place| place.lat.is_some());
    let first = places
        .find(|place| !matches!(place.precision, super::Precision::Country | super::Precision::Region))?;
    let is_only = places.all(|place| {
        place.id == first.id
            || matches!(place.precision, super::Precision::Country | super::Precision::Region)
    });
    is_only.then(|| first.clone())
}

/// A claim before repetitions are folded.
pub struct Draft {
    /// The claim, without its id.
    pub claim: Claim,
    /// Whether a noun made it: "the liberation of X".
    pub is_noun: bool,
}

/// The parts of one claim, each found in its own way.
struct Found<'t> {
    trigger: &'t Trigger,
    row: &'t TriggerEntry,
    arguments: Arguments,
    /// The words that carry it all.
    quote: TokenRange,
    /// The clause, or the noun's group.
    range: TokenRange,
    clause: Option<usize>,
    mood: Mood,
    polarity: Polarity,
}

/// What was found for one trigger before it becomes a claim.
struct Arguments {
    kind: Kind,
    outcome: Option<Outcome>,
    agent: Vec<usize>,
    target: Vec<usize>,
    places: Vec<usize>,
    /// Phrases whose counts the claim counts.
    counted: Vec<usize>,
    /// The object is "the city", "the town": a place without a name.
    unnamed_place: bool,
}

struct Builder<'a, 'p> {
    page: &'a ReadPage<'p>,
    sentence: &'a ReadSentence<'p>,
    at: usize,
    attributions: &'a [Attribution],
    topic: Option<&'a Place>,
}

impl Builder<'_, '_> {
    fn all(&self) -> Vec<Draft> {
        let mut claims: Vec<(Trigger, Draft)> = Vec::new();
        for trigger in &self.sentence.mentions.triggers {
            let row = self.page.tables.lexicon.trigger(trigger.entry);
            let found = match row.is_verb {
                true => self.verb_claim(trigger, row, &claims),
                false => self.noun_claim(trigger, row, &claims),
            };
            claims.extend(found.map(|claim| (trigger.clone(), Draft { claim, is_noun: !row.is_verb })));
        }
        without_echoes(claims.into_iter().map(|(_, draft)| draft).collect())
    }

    // --- verbs

    fn verb_claim(
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
    fn arguments(
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
    fn object_rule<'r>(&self, row: &'r TriggerEntry, done_to: &[usize]) -> Option<&'r ObjectRule> {
        let phrases = || done_to.iter().map(|at| &self.sentence.phrases[*at]);
        row.objects.iter().find(|rule| match rule.class {
            Class::None => done_to.is_empty(),
            Class::Any => true,
            class => phrases().any(|phrase| phrase.fits(class)),
        })
    }

    /// The object: inside the trigger where its words are parted ("left ten dead"), else after it; over "and" to the
    /// next verb's where this one has none ("killed and wounded 20").
    fn object_of(&self, index: usize, trigger: &Trigger) -> Vec<usize> {
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
    fn is_shared(&self, index: usize, next: &Clause) -> bool {
        next.link == Link::Coordinate
            && next.group.tokens.start <= self.sentence.clauses[index].group.tokens.end + 1
    }

    /// Phrases after a preposition near the trigger, each with the row's rule for it.
    fn around<'r>(
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
    fn is_said_with(&self, one: usize, other: usize) -> bool {
        self.attributions.iter().all(|attribution| attribution.covers(one) == attribution.covers(other))
    }

    /// "from the grip of X" is "from X".
    fn preposition_through_grip(&self, phrase: usize) -> &str {
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
    fn is_unnamed_place(&self, phrase: usize) -> bool {
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
    fn fights(&self, phrase: usize) -> bool {
        let phrase = &self.sentence.phrases[phrase];
        phrase.fits(Class::Force)
            || phrase.fits(Class::Materiel)
            || phrase.classes.contains(&Class::Operation)
    }

    /// Whether someone acts who can: people, forces, and machines where the row speaks of weapons.
    fn acts(&self, agents: &[usize], by_weapon: bool) -> bool {
        agents.iter().any(|at| {
            let phrase = &self.sentence.phrases[*at];
            phrase.fits(Class::Force)
                || phrase.fits(Class::People)
                || (by_weapon && phrase.fits(Class::Materiel))
        })
    }

    /// "killed and wounded": the second verb is part of the first's claim.
    fn is_second_of_joint(&self, index: usize) -> bool {
        index > 0 && self.is_joint(index - 1)
    }

    fn is_joint(&self, index: usize) -> bool {
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
    fn is_support(&self, clause: &Clause, row: &TriggerEntry) -> bool {
        clause.link == Link::Reduced
            && row.objects.iter().any(|rule| rule.kind == Some(Kind::Involvement))
            && self.sentence.clauses.len() > 1
    }

    /// Whether the clause's verb is one of help: "backed", "supported".
    fn helps(&self, clause: &Clause) -> bool {
        let lexicon = &self.page.tables.lexicon;
        let entries = lexicon.triggers_from(self.sentence.lower(clause.group.head)).iter();
        entries.map(|entry| lexicon.trigger(*entry)).any(|row| row.is_verb && self.is_support(clause, row))
    }

    fn decide_by_weapon(
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

    /// A force that flees or leaves withdraws; civilians who flee are displaced; a force's people who leave move.
    fn decide_by_leaver(&self, row: &TriggerEntry, arguments: &mut Arguments) {
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
    fn is_members(&self, phrase: usize) -> bool {
        let last = self.sentence.phrases[phrase].tokens.end - 1;
        let nouns = self.page.tables.lexicon.noun(self.sentence.lower(last)).iter();
        nouns.map(|noun| noun.class).any(|class| matches!(class, Class::Fighters | Class::Soldiers))
    }

    fn is_air_force(&self, phrase: usize) -> bool {
        let party = self.party(phrase);
        let actor = party
            .and_then(|party| party.actor)
            .and_then(|actor| self.page.tables.actors.by_id(&actor).cloned());
        actor.is_some_and(|actor| actor.class == crate::tables::actors::Class::AirForce)
    }

    fn weapon_in(&self, range: TokenRange) -> Option<Kind> {
        self.weapon_words(range).map(|(_, kind)| kind)
    }

    /// The longest weapon named first in `range`.
    fn weapon_words(&self, range: TokenRange) -> Option<(TokenRange, Kind)> {
        (range.start..range.end).find_map(|start| {
            (start + 1..=range.end.min(start + LONGEST_WEAPON)).rev().find_map(|end| {
                let words = TokenRange { start, end };
                let kind = self.page.tables.lexicon.weapon(&phrase::lower(&self.sentence.sentence, words))?;
                Some((words, kind))
            })
        })
    }

    /// From the first argument in the clause to its end: the shortest stretch that carries them all.
    fn verb_quote(
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

    fn with_article(&self, start: usize) -> usize {
        match start.checked_sub(1) {
            Some(before) if self.sentence.mentions.tags[before].is(Function::Determiner) => before,
            _ => start,
        }
    }

    /// A quote ends where the words of its speaker end.
    fn within_content(&self, range: TokenRange, at: usize) -> TokenRange {
        let contents =
            self.attributions.iter().flat_map(|one| one.content.iter()).filter(|content| content.holds(at));
        let limited = contents.fold(range, |range, content| TokenRange {
            start: range.start.max(content.start),
            end: range.end.min(content.end),
        });
        self.trimmed(limited, at)
    }

    /// Without marks and small words at its ends.
    fn trimmed(&self, range: TokenRange, keep: usize) -> TokenRange {
        let tags = &self.sentence.mentions.tags;
        let outer = |at: usize| {
            let tag = tags[at];
            let mark = tag == Tag::Mark && !matches!(self.sentence.form(at), ")" | "(" | "$" | "%");
            mark || matches!(
                tag,
                Tag::Function(Function::Conjunction | Function::Subordinator | Function::That)
            )
        };
        let start = (range.start..=keep).find(|at| !outer(*at)).unwrap_or(range.start);
        let end = (keep..range.end).rev().find(|at| !outer(*at)).map_or(range.end, |last| last + 1);
        TokenRange { start, end: end.max(start + 1) }
    }

    // --- nouns

    fn noun_claim(
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
        let found =
            Found { trigger, row, arguments, quote: quote, range: range, clause: index, mood, polarity };
        Some(self.claim(found, before))
    }

    /// Where the next noun that is a trigger begins: what follows it is its own.
    fn next_noun_trigger(&self, trigger: &Trigger) -> Option<usize> {
        let later =
            self.sentence.mentions.triggers.iter().filter(|other| other.tokens.start >= trigger.tokens.end);
        let nouns = later.filter(|other| !self.page.tables.lexicon.trigger(other.entry).is_verb);
        nouns.map(|other| other.tokens.end).min()
    }

    /// The noun with what stands right before it and the prepositional phrases right after it.
    fn noun_group(&self, trigger: &Trigger) -> TokenRange {
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

    fn joins_phrases(&self, at: usize) -> bool {
        self.sentence
            .phrases
            .iter()
            .any(|phrase| phrase.is_joined && phrase.tokens.start > at && phrase.tokens.start <= at + 3)
    }

    fn is_inner_mark(&self, at: usize) -> bool {
        matches!(self.sentence.form(at), "(" | ")" | "\"" | "“" | "”" | "‘" | "’")
            || (self.sentence.form(at) == "," && self.joins_phrases(at))
    }

    /// "launched an offensive": a verb that lends the noun its subject, the noun being its object.
    fn lends_subject(&self, clause: &Clause, trigger: &Trigger) -> bool {
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
    fn is_subject_of(&self, clause: &Clause, trigger: &Trigger) -> bool {
        if trigger.tokens.end > clause.group.tokens.start {
            return false;
        }
        let between = trigger.tokens.end..clause.group.tokens.start;
        let governed = (clause.tokens.start..trigger.tokens.start)
            .any(|at| self.sentence.mentions.tags[at].is(Function::Preposition));
        !governed && between.clone().all(|at| !self.sentence.mentions.tags[at].is_verb())
    }

    fn same_clause(&self, one: &Trigger, other: &Trigger) -> bool {
        self.sentence.clauses.iter().any(|clause| {
            clause.tokens.start <= one.tokens.start
                && other.tokens.end <= clause.tokens.end
                && clause.tokens.holds(other.tokens.start)
        })
    }

    // --- what all claims share

    fn claim(&self, found: Found<'_>, before: &[(Trigger, Draft)]) -> Claim {
        let Found { trigger, row, arguments, quote, range, clause, mood, polarity } = found;
        let span = self.sentence.span(quote);
        let covering: Vec<&Attribution> =
            self.attributions.iter().filter(|one| one.covers(trigger.tokens.start)).collect();
        let chain = telling::chain(self.page, &covering);
        let denied = covering.last().is_some_and(|inner| inner.stance == Stance::Denied);
        let doubted = covering.last().is_some_and(|inner| inner.stance == Stance::Doubted);
        let mood = if doubted { Mood::Hypothetical } else { mood };
        let polarity = match denied {
            true => Polarity::Negative,
            false => polarity,
        };
        let told = covering.last().and_then(|inner| telling::told(self.page, inner));
        let when = self.when(trigger, clause, range, mood);
        let figures = self.figures(&arguments, quote, range);
        let extent = match arguments.kind.is_control() || arguments.kind == Kind::Advance {
            true => standing::extent(
                self.sentence,
                range,
                &arguments.places,
                row.whole,
                &self.page.tables.lexicon,
            ),
            false => None,
        };
        let support = self.support(range, &arguments);
        let places = self.places(&arguments, clause, before);
        let is_news = telling::is_news(self.page, self.at, when.as_ref());
        let weapon =
            self.weapon_words(quote).map(|(words, _)| self.page.text(self.sentence.span(words)).to_owned());
        Claim {
            id: ClaimId::of(&[]),
            page_id: self.page.page.id.clone(),
            zone: self.sentence.sentence.zone,
            quote: self.page.text(span).to_owned(),
            span: self.page.raw(span),
            also: Vec::new(),
            kind: arguments.kind,
            trigger: self.trigger_words(trigger),
            chain,
            told,
            agent: self.parties(&arguments.agent),
            support,
            target: self.parties(&arguments.target),
            places,
            when,
            figures,
            mood,
            polarity,
            extent,
            manner: row.manner.then(|| self.trigger_words(trigger)),
            weapon,
            ordinal: self.ordinal(trigger, range),
            is_news,
        }
    }

    fn trigger_words(&self, trigger: &Trigger) -> String {
        match trigger.is_parted {
            true => format!(
                "{} … {}",
                self.sentence.form(trigger.tokens.start),
                self.sentence.form(trigger.tokens.end - 1)
            ),
            false => self.page.text(self.sentence.span(trigger.tokens)).to_owned(),
        }
    }

    fn parties(&self, phrases: &[usize]) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for at in phrases {
            let party = self.party(*at);
            if let Some(party) = party.filter(|party| parties.iter().all(|other| other.name != party.name)) {
                parties.push(party);
            }
        }
        parties
    }

    fn party(&self, phrase: usize) -> Option<Party> {
        let phrase = &self.sentence.phrases[phrase];
        if let Some(actor) = phrase.actor {
            return self.sentence.parties[actor].clone();
        }
        let is_party = phrase.fits(Class::People) || phrase.fits(Class::Force);
        // A count without a noun ("19 wounded") names no one.
        let named = phrase.count.is_none_or(|count| self.sentence.mentions.counts[count].noun.is_some());
        (is_party && named).then(|| {
            let span = match phrase.count.and_then(|count| self.sentence.mentions.counts[count].noun) {
                Some(noun) => noun,
                None => self.sentence.span(phrase.tokens),
            };
            let written = self.page.text(span).to_owned();
            Party {
                name: written.clone(),
                actor: None,
                side: None,
                written,
                span: self.page.raw(span),
                because: "as written: no table knows it".to_owned(),
            }
        })
    }

    /// "backed by X", "with the help of X", "with Russian air support".
    fn support(&self, range: TokenRange, arguments: &Arguments) -> Vec<Party> {
        let mut found: Vec<usize> = Vec::new();
        for clause in self.sentence.clauses.iter().filter(|clause| clause.link == Link::Reduced) {
            let near = range.start <= clause.group.head && clause.group.head < range.end.max(range.start + 1);
            let after_agent = arguments.agent.iter().any(|at| {
                let end = self.sentence.phrases[*at].tokens.end;
                end <= clause.group.head && clause.group.head <= end + 2
            });
            let helps = self.helps(clause);
            if helps && (near || after_agent) && self.sentence.lower(clause.group.tokens.end) == "by" {
                let end = clause.tokens.end.max(clause.group.tokens.end);
                found.extend(
                    self.sentence.phrases_in(TokenRange { start: clause.group.tokens.end, end }).take(1),
                );
            }
        }
        for at in range.start..range.end {
            if self.sentence.lower(at) == "with" {
                found.extend(self.help_after(at, range.end));
            }
        }
        let joined = found.into_iter().flat_map(|at| self.sentence.joined(at)).filter(|at| {
            self.sentence.phrases[*at].actor.is_some()
                && !arguments.agent.contains(at)
                && !arguments.target.contains(at)
        });
        self.parties(&joined.collect::<Vec<_>>())
    }

    fn help_after(&self, with: usize, end: usize) -> Option<usize> {
        let window = TokenRange { start: with + 1, end: end.min(with + 9) };
        let helps = (window.start..window.end).any(|at| {
            self.page
                .tables
                .lexicon
                .noun(self.sentence.lower(at))
                .iter()
                .any(|noun| noun.class == Class::Help)
        });
        let actor = self.sentence.phrases_in(window).find(|at| self.sentence.phrases[*at].actor.is_some());
        actor.filter(|_| helps)
    }

    fn places(
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
    fn places_around(
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
    fn linked_places(&self, index: usize, before: &[(Trigger, Draft)]) -> Option<Vec<Place>> {
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
    fn only_place(&self, index: usize) -> Option<Place> {
        let only = |range: TokenRange| {
            let mut named = self.sentence.phrases_in(range).filter_map(|at| self.sentence.phrases[at].place);
            let place = &self.sentence.places[named.next()?];
            named.all(|other| self.sentence.places[other].name == place.name).then(|| place.clone())
        };
        let clause = &self.sentence.clauses[index];
        only(clause.tokens).or_else(|| {
            let linked = clause.link != Link::Main && clause.link != Link::Content;
            linked.then(|| only(TokenRange { start: 0, end: clause.tokens.end })).flatten()
        })
    }

    fn place_before(&self) -> Option<Place> {
        let paragraph = self.sentence.sentence.paragraph;
        let earlier = self.page.sentences[..self.at]
            .iter()
            .rev()
            .take_while(|other| other.sentence.paragraph == paragraph);
        let named = earlier.map(|other| &other.places).find(|places| !places.is_empty())?;
        let first = named.first()?;
        named.iter().all(|other| other.name == first.name).then(|| first.clone())
    }

    // --- times

    fn when(&self, trigger: &Trigger, clause: Option<usize>, range: TokenRange, mood: Mood) -> Option<When> {
        let told: Vec<usize> = self
            .attributions
            .iter()
            .filter(|one| one.sentence == self.at)
            .filter_map(|one| one.told)
            .collect();
        let covering = self
            .attributions
            .iter()
            .filter(|one| one.covers(trigger.tokens.start))
            .min_by_key(|one| one.size());
        let times = self.sentence.mentions.times.iter().enumerate();
        let usable: Vec<usize> = times
            .filter(|(at, time)| {
                !told.contains(at)
                    && telling::dates(&time.time)
                    && covering.is_none_or(|one| one.covers(time.tokens.start))
                    && !self.is_others(time.tokens, covering)
            })
            .map(|(at, _)| at)
            .collect();
        let own = self.nearest(&usable, range, trigger);
        let chosen = own.or_else(|| clause.and_then(|index| self.linked_time(index, &usable, trigger)))?;
        Some(telling::when(self.page, self.sentence, chosen, mood))
    }

    /// Whether the time stands in what another speaker says, within what this one says.
    fn is_others(&self, time: TokenRange, covering: Option<&Attribution>) -> bool {
        let size = covering.map_or(usize::MAX, Attribution::size);
        self.attributions.iter().any(|one| one.size() < size && one.covers(time.start))
    }

    fn nearest(&self, usable: &[usize], range: TokenRange, trigger: &Trigger) -> Option<usize> {
        let inside = usable.iter().copied().filter(|at| {
            let tokens = self.sentence.mentions.times[*at].tokens;
            range.start <= tokens.start && tokens.end <= range.end
        });
        inside.min_by_key(|at| {
            let start = self.sentence.mentions.times[*at].tokens.start;
            start.abs_diff(trigger.tokens.start)
        })
    }

    /// The time of the clause that this one shares its subject or its governor with; what opens the sentence
    /// ("On Monday, …") dates its main clauses.
    fn linked_time(&self, index: usize, usable: &[usize], trigger: &Trigger) -> Option<usize> {
        let clause = &self.sentence.clauses[index];
        let shares = matches!(
            clause.link,
            Link::Participle
                | Link::Coordinate
                | Link::Governed
                | Link::Resumed
                | Link::Relative
                | Link::Subordinate
        );
        let parent = clause.parent.filter(|_| shares)?;
        let range = self.sentence.clauses[parent].tokens;
        self.nearest(usable, range, trigger).or_else(|| self.linked_time(parent, usable, trigger))
    }

    // --- figures

    fn figures(&self, arguments: &Arguments, quote: TokenRange, range: TokenRange) -> Vec<Figure> {
        let mut phrases: Vec<usize> = arguments.counted.clone();
        if let Some(last) = phrases.last().copied() {
            phrases.extend(figure::parts_after(
                self.sentence,
                last,
                TokenRange { start: range.start, end: quote.end.max(range.end) },
            ));
        }
        phrases.extend(self.other_counts(arguments, quote));
        dedup(&mut phrases);
        let mut counts = Vec::new();
        let mut figures: Vec<Figure> = Vec::new();
        for at in phrases {
            let phrase = &self.sentence.phrases[at];
            let Some(outcome) = self.outcome(arguments, at) else { continue };
            let Some(count) = phrase.count else { continue };
            if let Some(figure) = figure::of(self.page, self.sentence, phrase, outcome) {
                figures.push(figure);
                counts.push(count);
            }
        }
        figure::mark_parts(self.sentence, &counts, &mut figures);
        figures
    }

    /// Counts beside the object that the kind of claim asks for: kilometres of an advance, sorties, bombs used.
    fn other_counts(&self, arguments: &Arguments, quote: TokenRange) -> Vec<usize> {
        let counted = |at: &usize| {
            let phrase = &self.sentence.phrases[*at];
            let Some(count) = phrase.count else { return false };
            let unit = self.sentence.mentions.counts[count].unit.as_deref();
            match arguments.kind {
                Kind::Advance => matches!(unit, Some("km" | "m" | "km2")),
                Kind::ControlGained => {
                    matches!(unit, Some("km2" | "ha")) || (unit.is_none() && phrase.fits(Class::Town))
                }
                Kind::AirStrike | Kind::Shelling => {
                    phrase.fits(Class::Sortie) || phrase.fits(Class::Ammunition)
                }
                _ => false,
            }
        };
        self.sentence.phrases_in(quote).filter(counted).collect()
    }

    fn outcome(&self, arguments: &Arguments, at: usize) -> Option<Outcome> {
        let phrase = &self.sentence.phrases[at];
        match arguments.kind {
            Kind::AirStrike if phrase.fits(Class::Sortie) => Some(Outcome::Flown),
            Kind::AirStrike | Kind::Shelling if phrase.fits(Class::Ammunition) => Some(Outcome::Used),
            Kind::Advance => Some(Outcome::Advanced),
            Kind::ControlGained if phrase.fits(Class::Town) || phrase.fits(Class::Area) => {
                Some(Outcome::Taken)
            }
            _ => arguments.outcome.filter(|outcome| fits_outcome(phrase, *outcome)),
        }
    }

    /// "the second liberation", "for the first time", "first seized".
    fn ordinal(&self, trigger: &Trigger, range: TokenRange) -> Option<u32> {
        let number = |at: usize| match self.sentence.lower(at) {
            "first" => Some(1),
            "second" => Some(2),
            "third" => Some(3),
            "fourth" => Some(4),
            "fifth" => Some(5),
            _ => None,
        };
        let before = trigger.tokens.start.checked_sub(1).and_then(number);
        let time = (range.start..range.end)
            .filter(|at| self.sentence.lower(*at) == "time")
            .find_map(|at| number(at.checked_sub(1)?));
        before.or(time)
    }
}

/// "A car bomb exploded": a noun and its verb make one claim.
fn without_echoes(drafts: Vec<Draft>) -> Vec<Draft> {
    let echoes = |noun: &Draft| {
        drafts.iter().any(|verb| {
            let (one, other) = (&verb.claim, &noun.claim);
            !verb.is_noun
                && one.kind == other.kind
                && one.span.start <= other.span.start
                && other.span.end <= one.span.end
                && other.figures.is_empty()
        })
    };
    let kept: Vec<bool> = drafts.iter().map(|draft| !(draft.is_noun && echoes(draft))).collect();
    drafts.into_iter().zip(kept).filter_map(|(draft, kept)| kept.then_some(draft)).collect()
}

/// People are not destroyed, and tanks not killed.
fn fits_outcome(phrase: &phrase::Phrase, outcome: Outcome) -> bool {
    let people = phrase.fits(Class::People);
    let things = phrase.fits(Class::Materiel) || phrase.fits(Class::Building) || phrase.fits(Class::Target);
    match outcome {
        Outcome::Destroyed | Outcome::Damaged | Outcome::ShotDown => !people || things,
        Outcome::Killed | Outcome::Wounded | Outcome::KilledOrWounded | Outcome::Died => !things || people,
        _ => true,
    }
}

fn because(place: Place, why: &str) -> Place {
    Place { because: format!("{why}; {}", place.because), ..place }
}

fn dedup(phrases: &mut Vec<usize>) {
    let mut seen = std::collections::BTreeSet::new();
    phrases.retain(|at| seen.insert(*at));
}
