//! Speakers: who says a stretch of a page, from the outlet to the innermost.
//!
//! In: the sentences of a page. Out: [`Attribution`]s, each with the tokens that it covers. "The town has fallen,
//! the ministry said on Friday" covers all before "the ministry"; a quotation that runs over sentences keeps its
//! speaker. A sentence without a cue is the outlet's own.

use crate::claim::clause::{Clause, Link};
use crate::claim::page::{ReadPage, ReadSentence};
use crate::claim::standing;
use crate::claim::telling;
use crate::claim::{Party, Stance};
use crate::mention::TokenRange;
use crate::mention::actor::ActorClass;
use crate::mention::part::{Tag, VerbUse};
use crate::page::Zone;
use crate::tables::lexicon::{Class, CueEntry, CuePart, Function, Takes};
use crate::text::RawSpan;

/// How many words a speaker that no table knows may have.
const LONGEST_SPEAKER: usize = 5;

/// How many sentences back "he added" may look for who spoke.
const NEAR_SENTENCES: usize = 4;

/// Who says some tokens of a sentence.
#[derive(Clone, Debug)]
pub struct Attribution {
    /// Who; two who say it together are two.
    pub speakers: Vec<Speaker>,
    /// The words that hand over.
    pub cue: String,
    /// Their bytes; absent where the speaker is carried over from an earlier sentence.
    pub cue_span: Option<RawSpan>,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// What is said.
    pub content: Vec<TokenRange>,
    /// Which of [`crate::mention::Mentions::times`] of this sentence tells when it was said.
    pub told: Option<usize>,
    /// The sentence in which the cue stands.
    pub sentence: usize,
    /// Why it covers this sentence, where the cue stands in another.
    pub because: String,
}

/// One who says it.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// Who.
    pub party: Party,
    /// What sort of actor the words show.
    pub class: ActorClass,
    /// Whether a rank, an office or a description stands with the name.
    pub title: Option<String>,
}

impl Attribution {
    /// Whether `token` is part of what is said.
    pub fn covers(&self, token: usize) -> bool {
        self.content.iter().any(|range| range.holds(token))
    }

    /// Whether the speaker's own words stand in quotation marks.
    pub fn is_direct(&self, page: &ReadPage<'_>) -> bool {
        let sentence = &page.sentences[self.sentence];
        let marked = |at: usize| matches!(sentence.form(at), "“" | "”" | "\"" | "«" | "»");
        !self.because.is_empty()
            || self.content.iter().any(|range| {
                let end = range.end.min(sentence.sentence.tokens.len());
                (range.start.min(end)..end).any(marked)
            })
    }

    /// How many tokens are covered.
    pub fn size(&self) -> usize {
        self.content.iter().map(|range| range.end - range.start).sum()
    }
}

/// The attributions of every sentence of `page`, the outermost first.
pub fn find(page: &ReadPage<'_>) -> Vec<Vec<Attribution>> {
    let mut all: Vec<Vec<Attribution>> = Vec::new();
    for (at, sentence) in page.sentences.iter().enumerate() {
        let last =
            all.iter().rev().take(NEAR_SENTENCES).find_map(|found| found.last()?.speakers.first().cloned());
        let mut found = Finder { page, sentence, at, last }.all();
        found.sort_by_key(|attribution| std::cmp::Reverse(attribution.size()));
        all.push(found);
    }
    carry_quotations(page, &mut all);
    all
}

/// Gives a quotation that runs over sentences, or stands as a paragraph of its own, to the speaker beside it.
fn carry_quotations(page: &ReadPage<'_>, all: &mut [Vec<Attribution>]) {
    // Backward: the cue stands at the end of the last sentence of the quotation.
    for at in (0..all.len().saturating_sub(1)).rev() {
        let next = &page.sentences[at + 1].sentence;
        let runs_on = next.opens_in_quotation && next.paragraph == page.sentences[at].sentence.paragraph;
        let spoken = all[at + 1].iter().find(|one| one.covers(0)).cloned();
        if let (true, true, Some(spoken)) = (runs_on, all[at].is_empty(), spoken) {
            all[at].push(carried(page, at, spoken, "the quotation goes on in the next sentence"));
        }
    }
    // Forward: the cue stands before, in the same quotation or in the paragraph before.
    for at in 1..all.len() {
        if !all[at].is_empty() {
            continue;
        }
        let sentence = &page.sentences[at].sentence;
        let before = &page.sentences[at - 1].sentence;
        let same_paragraph = before.paragraph == sentence.paragraph;
        let goes_on = sentence.opens_in_quotation && same_paragraph;
        let alone =
            !same_paragraph && sentence.zone == Zone::Body && opens_with_quotation(&page.sentences[at]);
        if !goes_on && !alone {
            continue;
        }
        let Some(spoken) = all[at - 1].first().filter(|one| !one.speakers.is_empty()).cloned() else {
            continue;
        };
        let why = match goes_on {
            true => "the quotation opened in an earlier sentence",
            false => "a quotation as a paragraph of its own, after that speaker's words",
        };
        all[at].push(carried(page, at, spoken, why));
    }
}

fn carried(page: &ReadPage<'_>, at: usize, spoken: Attribution, why: &str) -> Attribution {
    let whole = TokenRange { start: 0, end: page.sentences[at].sentence.tokens.len() };
    Attribution { content: vec![whole], because: why.to_owned(), told: None, ..spoken }
}

fn opens_with_quotation(sentence: &ReadSentence<'_>) -> bool {
    matches!(sentence.form(0), "“" | "\"" | "«" | "‘")
}

struct Finder<'a, 'p> {
    page: &'a ReadPage<'p>,
    sentence: &'a ReadSentence<'p>,
    at: usize,
    /// Who spoke last, shortly before.
    last: Option<Speaker>,
}

impl Finder<'_, '_> {
    fn all(&self) -> Vec<Attribution> {
        let mut found: Vec<Attribution> = Vec::new();
        found.extend(self.heading());
        for index in 0..self.sentence.clauses.len() {
            let said = self.said(index, &found);
            found.extend(said);
        }
        found.extend(self.according_to());
        found.extend(self.noun_cues());
        self.bound_by_later(&mut found);
        found
    }

    /// What one says inside another's words ends where those end.
    fn bound_by_later(&self, found: &mut [Attribution]) {
        let outer: Vec<(usize, TokenRange)> = found
            .iter()
            .enumerate()
            .flat_map(|(at, one)| one.content.iter().map(move |range| (at, *range)))
            .collect();
        for (at, attribution) in found.iter_mut().enumerate() {
            for range in &mut attribution.content {
                for (other, limit) in &outer {
                    let begins_inside = *other != at && limit.start < range.start && range.start < limit.end;
                    if begins_inside && limit.end < range.end {
                        range.end = limit.end;
                    }
                }
            }
        }
    }

    /// "Defence ministry: 20 fighters killed", "Town is quiet – mayor".
    fn heading(&self) -> Option<Attribution> {
        if !matches!(self.sentence.sentence.zone, Zone::Title | Zone::Deck) {
            return None;
        }
        let tokens = &self.sentence.sentence.tokens;
        let at = tokens.iter().position(|token| matches!(token.form, ":" | "–" | "—" | "-"))?;
        let first = self
            .sentence
            .phrases
            .first()
            .filter(|phrase| phrase.tokens.end == at && phrase.tokens.start <= 2);
        let (phrase, content) = match first {
            Some(_) if tokens[at].form == ":" => (0, TokenRange { start: at + 1, end: tokens.len() }),
            _ => {
                let last = self.sentence.phrases.len().checked_sub(1)?;
                let starts_after = self.sentence.phrases[last].tokens.start == at + 1;
                let ends = self.sentence.phrases[last].tokens.end == tokens.len();
                (starts_after && ends).then_some((last, TokenRange { start: 0, end: at }))?
            }
        };
        let speaker = self.speaker(phrase)?;
        let speaks = matches!(
            speaker.class,
            ActorClass::Institution
                | ActorClass::Person
                | ActorClass::Monitor
                | ActorClass::Outlet
                | ActorClass::Unnamed
        ) || (first.is_some() && speaker.class == ActorClass::Force);
        speaks.then(|| {
            self.attribution(
                vec![speaker],
                TokenRange { start: at, end: at + 1 },
                Stance::Said,
                vec![content],
            )
        })
    }

    /// "X said …", "… said X", "adding that …".
    fn said(&self, index: usize, found: &[Attribution]) -> Option<Attribution> {
        let clause = &self.sentence.clauses[index];
        // "to estimate their numbers" hands over nothing.
        if clause.group.verb_use == Some(VerbUse::Infinitive) {
            return None;
        }
        let (cue, end) = self.cue_at(clause.group.head, CuePart::Verb)?;
        let quoted_as_saying = clause.group.is_passive() && self.sentence.lower(end) == "as";
        if clause.group.is_passive() && !quoted_as_saying && !self.has_by(end) {
            return None;
        }
        let (cue_end, stance) = match quoted_as_saying {
            true => (end + 2, Stance::Said),
            false => (end, cue.stance),
        };
        let cue_tokens = TokenRange { start: clause.group.tokens.start, end: cue_end.min(self.len()) };
        let inverted = self.inverted_subject(cue_end);
        let subject = self.subject(index);
        let is_inverted =
            inverted.is_some() && (self.closes_before(clause.group.tokens.start) || subject.is_empty());
        let speakers = match (&subject, inverted) {
            (_, Some(after)) if is_inverted => self.speakers(&[after]),
            (subject, _) if !subject.is_empty() => self.speakers(subject),
            _ if clause.group.verb_use == Some(VerbUse::Participle) => match (found.last(), clause.parent) {
                (Some(last), _) => last.speakers.clone(),
                (None, Some(parent)) => self.speakers(&self.subject(parent)),
                (None, None) => Vec::new(),
            },
            _ => Vec::new(),
        };
        let speakers = match speakers.is_empty() {
            true if self.form_before(clause.group.tokens.start) == "," => {
                self.written_after(cue_end).map(|(speakers, _)| speakers).unwrap_or_default()
            }
            true => self.speaker_as_written(clause, cue).into_iter().collect(),
            false => speakers,
        };
        if speakers.is_empty() {
            return None;
        }
        // "has not confirmed that …": nobody vouches for it.
        let stance = match standing::is_negated(self.sentence, clause, &self.page.tables.lexicon) {
            true => Stance::Doubted,
            false => stance,
        };
        let head_start =
            subject.first().filter(|_| !is_inverted).map_or(clause.group.tokens.start, |first| {
                self.sentence.phrases[*first].tokens.start.min(clause.group.tokens.start)
            });
        // The article belongs to the speaker: "…, the mayor said".
        let article =
            head_start.checked_sub(1).filter(|at| self.sentence.mentions.tags[*at].is(Function::Determiner));
        let head_start = article.unwrap_or(head_start);
        let content = self.content(cue, cue_end, head_start, inverted);
        if content.is_empty() || (cue.takes == Takes::Quote && !self.quotation_beside(&content, cue_tokens)) {
            return None;
        }
        let mut attribution = self.attribution(speakers, cue_tokens, stance, content);
        attribution.told = self.told(&attribution, clause, head_start);
        Some(attribution)
    }

    /// "The regime denied that …": a speaker that no table knows, as written.
    fn speaker_as_written(&self, clause: &Clause, cue: &CueEntry) -> Option<Speaker> {
        let tags = &self.sentence.mentions.tags;
        let end = clause.group.tokens.start;
        let start = (clause.tokens.start..end).find(|at| tags[*at] == Tag::Word)?;
        let plain = (start..end).all(|at| matches!(tags[at], Tag::Word | Tag::Possessive));
        let takes_that = tags.get(clause.group.tokens.end).is_some_and(|tag| tag.is(Function::That));
        if cue.takes == Takes::Quote || !plain || !takes_that || end - start > LONGEST_SPEAKER {
            return None;
        }
        Some(self.unnamed(TokenRange { start, end }))
    }

    fn unnamed(&self, words: TokenRange) -> Speaker {
        let span = self.sentence.span(words);
        let written = self.page.text(span).to_owned();
        let party = Party {
            name: written.to_lowercase(),
            actor: None,
            side: None,
            written,
            span: self.page.raw(span),
            because: "as written: the words name no one that a table knows".to_owned(),
        };
        Speaker { party, class: ActorClass::Unnamed, title: None }
    }

    /// Where the words are that someone said: after the cue, before it, or both.
    fn content(
        &self,
        cue: &CueEntry,
        cue_end: usize,
        head_start: usize,
        inverted: Option<usize>,
    ) -> Vec<TokenRange> {
        let mut after = inverted.map_or(cue_end, |phrase| self.sentence.phrases[phrase].tokens.end);
        after = self.past_time_and_addressee(after);
        let before = self.content_before(head_start);
        let rest = TokenRange { start: after.min(self.len()), end: self.len() };
        let is_end = (after..self.len()).all(|at| self.sentence.mentions.tags[at] == Tag::Mark);
        let comma = self.sentence.form(after) == ",";
        let goes_on_apart = comma
            && self.sentence.mentions.tags.get(after + 1).is_some_and(|tag| {
                matches!(
                    tag,
                    Tag::Verb(VerbUse::Participle)
                        | Tag::Function(Function::Preposition | Function::Subordinator)
                )
            });
        match before {
            Some(before) if is_end || goes_on_apart => vec![before],
            Some(before) if self.closes_before(head_start) => match comma || self.opens_quotation(after) {
                true => vec![before, rest],
                false => vec![before],
            },
            _ if is_end => Vec::new(),
            _ if cue.takes == Takes::Quote && !self.quotation_in(rest) => Vec::new(),
            _ => vec![rest],
        }
    }

    /// The words before "…, X said": only where a comma or a closing mark parts them from X.
    fn content_before(&self, head_start: usize) -> Option<TokenRange> {
        let last = head_start.checked_sub(1)?;
        let parted = matches!(self.sentence.form(last), "," | "”" | "\"" | "»" | "’");
        let holds_verb = self.sentence.clauses.iter().any(|clause| clause.group.head < last);
        (parted && (holds_verb || self.closes_before(head_start)))
            .then_some(TokenRange { start: 0, end: last })
    }

    fn closes_before(&self, at: usize) -> bool {
        at > 0 && matches!(self.sentence.form(at - 1), "”" | "\"" | "»")
            || at > 1
                && self.sentence.form(at - 1) == ","
                && matches!(self.sentence.form(at - 2), "”" | "\"" | "»")
    }

    fn form_before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.sentence.form(before))
    }

    fn opens_quotation(&self, at: usize) -> bool {
        matches!(self.sentence.form(at), "“" | "\"" | "«" | ",")
    }

    fn quotation_in(&self, range: TokenRange) -> bool {
        (range.start..range.end).any(|at| matches!(self.sentence.form(at), "“" | "\"" | "«" | "‘"))
    }

    fn quotation_beside(&self, content: &[TokenRange], cue: TokenRange) -> bool {
        content.iter().any(|range| self.quotation_in(*range)) || self.closes_before(cue.start)
    }

    /// Past "on Friday", "in a statement", "reporters", "to Anadolu": what stands between a cue and its words.
    fn past_time_and_addressee(&self, from: usize) -> usize {
        let mut at = from;
        loop {
            let skips_preposition =
                self.sentence.mentions.tags.get(at).is_some_and(|tag| tag.is(Function::Preposition));
            let noun = at + usize::from(skips_preposition);
            let article =
                self.sentence.mentions.tags.get(noun).is_some_and(|tag| tag.is(Function::Determiner));
            let noun = noun + usize::from(article && skips_preposition);
            let time = self
                .sentence
                .mentions
                .times
                .iter()
                .find(|time| time.tokens.start == noun || time.tokens.start == at);
            if let Some(time) = time {
                at = time.tokens.end;
                continue;
            }
            let medium = self.is_medium(noun);
            if medium
                && (skips_preposition || matches!(self.sentence.lower(noun), "reporters" | "journalists"))
            {
                at = noun + 1;
                continue;
            }
            let addressee = skips_preposition
                .then(|| {
                    self.sentence
                        .phrases
                        .iter()
                        .find(|phrase| phrase.tokens.start == noun && phrase.actor.is_some())
                })
                .flatten()
                .filter(|_| matches!(self.sentence.lower(at), "to" | "by"));
            match addressee {
                Some(phrase) => at = phrase.tokens.end,
                None => return at,
            }
        }
    }

    /// "statement", "reporters".
    fn is_medium(&self, at: usize) -> bool {
        self.page.tables.lexicon.noun(self.sentence.lower(at)).iter().any(|noun| noun.class == Class::Medium)
    }

    /// "… , said the mayor": the speaker right after the cue.
    fn inverted_subject(&self, cue_end: usize) -> Option<usize> {
        let article =
            self.sentence.mentions.tags.get(cue_end).is_some_and(|tag| tag.is(Function::Determiner));
        let start = cue_end + usize::from(article);
        let phrase = self
            .sentence
            .phrases
            .iter()
            .position(|phrase| phrase.tokens.start == start && phrase.actor.is_some())?;
        // "said rebels took …": a verb follows, so that what stands here acts and does not speak.
        let end = self.sentence.phrases[phrase].tokens.end;
        let acts = self.sentence.clauses.iter().any(|clause| {
            clause.group.tokens.start >= end
                && clause.group.tokens.start <= end + 1
                && clause.group.verb_use != Some(VerbUse::Participle)
        });
        (!acts).then_some(phrase)
    }

    fn has_by(&self, at: usize) -> bool {
        self.sentence.lower(at) == "by"
    }

    /// The speaker's phrases before the cue: a named person where there is one, else the nearest actor that no
    /// preposition governs.
    fn subject(&self, index: usize) -> Vec<usize> {
        let clause = &self.sentence.clauses[index];
        if clause.group.is_passive() && self.has_by(clause.group.tokens.end) {
            return self
                .sentence
                .phrases_in(TokenRange { start: clause.group.tokens.end, end: self.len() })
                .take(1)
                .collect();
        }
        if clause.link == Link::Coordinate
            && let Some(parent) = clause.parent
            && self
                .sentence
                .phrases_in(TokenRange { start: clause.tokens.start, end: clause.group.tokens.start })
                .next()
                .is_none()
        {
            return self.subject(parent);
        }
        let start = self.subject_region(clause);
        let region = TokenRange { start, end: clause.group.tokens.start };
        let actors = || self.sentence.phrases_in(region).filter(|at| self.is_free_actor(*at));
        let person = actors().rev().find(|at| self.class(*at) == Some(ActorClass::Person));
        let nearest = person.or_else(|| actors().next_back());
        let group = nearest.map(|at| self.sentence.joined(at)).unwrap_or_default();
        group.into_iter().filter(|at| self.sentence.phrases[*at].actor.is_some()).collect()
    }

    fn subject_region(&self, clause: &Clause) -> usize {
        match (clause.link, clause.parent) {
            (Link::Resumed, Some(parent)) => {
                let parent = &self.sentence.clauses[parent];
                parent
                    .parent
                    .map_or(0, |before| self.sentence.clauses[before].tokens.start)
                    .min(parent.tokens.start)
            }
            _ => clause.tokens.start,
        }
    }

    fn is_free_actor(&self, phrase: usize) -> bool {
        let phrase = &self.sentence.phrases[phrase];
        phrase.actor.is_some() && phrase.preposition.is_none()
    }

    fn class(&self, phrase: usize) -> Option<ActorClass> {
        let actor = self.sentence.phrases[phrase].actor?;
        Some(self.sentence.mentions.actors[actor].class)
    }

    /// "According to X, …" and "…, according to X".
    fn according_to(&self) -> Vec<Attribution> {
        (0..self.len()).filter_map(|at| self.according_to_at(at)).collect()
    }

    fn according_to_at(&self, at: usize) -> Option<Attribution> {
        let (cue, end) = self.cue_at(at, CuePart::Preposition)?;
        let (speakers, speaker_end) = self.named_after(end).or_else(|| self.written_after(end))?;
        let opens = (0..at).all(|before| self.sentence.mentions.tags[before] == Tag::Mark)
            || self.sentence.clauses.iter().all(|clause| clause.group.head > at);
        let content = match opens {
            true => {
                let comma = (speaker_end..self.len()).find(|mark| self.sentence.form(*mark) == ",")?;
                TokenRange { start: comma + 1, end: self.len() }
            }
            false => TokenRange { start: 0, end: at },
        };
        Some(self.attribution(speakers, TokenRange { start: at, end }, cue.stance, vec![content]))
    }

    /// The actors right after a cue, up to the next comma, and where the first of them ends.
    fn named_after(&self, end: usize) -> Option<(Vec<Speaker>, usize)> {
        let right_after = |tokens: TokenRange| tokens.start >= end && tokens.start <= end + 3;
        let phrase = self.sentence.phrases.iter().position(|phrase| right_after(phrase.tokens))?;
        let first_end = self.sentence.phrases[phrase].tokens.end;
        let comma =
            (first_end..self.len()).find(|mark| self.sentence.form(*mark) == ",").unwrap_or(self.len());
        let joined = self.sentence.joined(phrase).into_iter();
        let named: Vec<usize> =
            joined.filter(|at| *at >= phrase && self.sentence.phrases[*at].tokens.end <= comma).collect();
        let speakers = self.speakers(&named);
        (!speakers.is_empty()).then_some((speakers, first_end))
    }

    /// The plain words right after a cue ("the regime", "a doctor"), where no table knows them.
    fn written_after(&self, end: usize) -> Option<(Vec<Speaker>, usize)> {
        let tags = &self.sentence.mentions.tags;
        let article = tags.get(end).is_some_and(|tag| tag.is(Function::Determiner));
        let start = end + usize::from(article);
        let length = tags[start.min(tags.len())..].iter().take_while(|tag| **tag == Tag::Word).count();
        let fits = article && (1..=LONGEST_SPEAKER).contains(&length);
        fits.then(|| (vec![self.unnamed(TokenRange { start, end: start + length })], start + length))
    }

    /// "there is confirmation that …", "reports that …".
    fn noun_cues(&self) -> Vec<Attribution> {
        let at_noun = |at: usize| {
            let (cue, end) = self.cue_at(at, CuePart::Noun)?;
            let opens = self.sentence.mentions.tags.get(end).is_some_and(|tag| tag.is(Function::That));
            let free = self.sentence.mentions.tags[at] == Tag::Word;
            if !opens || !free {
                return None;
            }
            let start = (0..at)
                .rev()
                .take_while(|before| self.sentence.mentions.tags[*before] == Tag::Word)
                .last()
                .unwrap_or(at);
            let words = TokenRange { start, end };
            let speaker = self.unnamed(words);
            let content = TokenRange { start: end + 1, end: self.len() };
            Some(self.attribution(vec![speaker], words, cue.stance, vec![content]))
        };
        (0..self.len()).filter_map(at_noun).collect()
    }

    /// The cue whose first word stands at `at`, and one past its last.
    fn cue_at(&self, at: usize, part: CuePart) -> Option<(&CueEntry, usize)> {
        let lexicon = &self.page.tables.lexicon;
        let entries = lexicon.cues_from(self.sentence.lower(at)).iter().map(|entry| lexicon.cue(*entry));
        let fits = entries.filter(|cue| {
            cue.part == part
                && cue
                    .particles
                    .iter()
                    .enumerate()
                    .all(|(offset, word)| self.sentence.lower(at + 1 + offset) == word)
        });
        let best = fits.max_by_key(|cue| cue.particles.len())?;
        Some((best, at + 1 + best.particles.len()))
    }

    /// A time that stands with the cue and not in what is said: between the speaker and the words, after a cue that
    /// closes the sentence, or before the speaker at its head.
    fn told(&self, attribution: &Attribution, clause: &Clause, head_start: usize) -> Option<usize> {
        let first = attribution.content.iter().map(|range| range.start).min()?;
        let is_follower = clause.group.verb_use == Some(VerbUse::Participle);
        let others = |token: usize| {
            self.sentence
                .clauses
                .iter()
                .any(|other| other.group.head < clause.group.head && other.group.head > token)
        };
        let stands_with = |time: &crate::mention::TimeExpr| {
            let outside = !attribution.content.iter().any(|range| range.overlaps(time.tokens));
            let beside = time.tokens.start >= head_start && (time.tokens.end <= first || first < head_start);
            let opens = !is_follower && time.tokens.end <= head_start && !others(time.tokens.end);
            outside && time.bound.is_none() && (beside || opens)
        };
        self.sentence.mentions.times.iter().position(stands_with)
    }

    fn speakers(&self, phrases: &[usize]) -> Vec<Speaker> {
        phrases.iter().filter_map(|phrase| self.speaker(*phrase)).collect()
    }

    fn speaker(&self, phrase: usize) -> Option<Speaker> {
        let actor = self.sentence.phrases[phrase].actor?;
        let mention = &self.sentence.mentions.actors[actor];
        if mention.class == ActorClass::Pronoun
            && let Some(last) = self.last.as_ref().filter(|last| self.may_mean(phrase, last))
        {
            let because = format!(
                "\"{}\": who spoke last before; {}",
                self.page.text(mention.span),
                last.party.because
            );
            return Some(Speaker { party: Party { because, ..last.party.clone() }, ..last.clone() });
        }
        let party = self.sentence.parties[actor].clone()?;
        // An armed group speaks as "they"; "it said" behind its name is most often someone else's word.
        let is_it = self.sentence.lower(self.sentence.phrases[phrase].tokens.start) == "it";
        if is_it && telling::is_armed_group(self.page.tables, &party) {
            return None;
        }
        let title = mention.title.map(|span| self.page.text(span).to_owned());
        // Fighters and civilians without a name speak as unnamed ones.
        let class = match mention.class {
            ActorClass::Civilians | ActorClass::Fighters => ActorClass::Unnamed,
            class => class,
        };
        Some(Speaker { party, class, title })
    }

    /// Whether "he", "it" or "they" could be the one who spoke last.
    fn may_mean(&self, phrase: usize, last: &Speaker) -> bool {
        match self.sentence.lower(self.sentence.phrases[phrase].tokens.start) {
            "he" | "she" => matches!(last.class, ActorClass::Person | ActorClass::Pronoun),
            "it" => matches!(
                last.class,
                ActorClass::Institution
                    | ActorClass::Monitor
                    | ActorClass::Outlet
                    | ActorClass::Force
                    | ActorClass::Country
                    // "The monitor said … It said …": a description that nothing before gave a name.
                    | ActorClass::Pronoun
                    | ActorClass::Unnamed
            ),
            "they" => last.class == ActorClass::Unnamed,
            _ => false,
        }
    }

    fn attribution(
        &self,
        speakers: Vec<Speaker>,
        cue: TokenRange,
        stance: Stance,
        content: Vec<TokenRange>,
    ) -> Attribution {
        let span = self.sentence.span(cue);
        Attribution {
            speakers,
            cue: self.page.text(span).to_owned(),
            cue_span: Some(self.page.raw(span)),
            stance,
            content: content.into_iter().filter(|range| range.start < range.end).collect(),
            told: None,
            sentence: self.at,
            because: String::new(),
        }
    }

    fn len(&self) -> usize {
        self.sentence.sentence.tokens.len()
    }
}
