//! Claims from the triggers of a page, with their arguments, figures, times and speakers.

mod count;
mod moment;
mod noun;
mod place;
mod verb;
mod weapon;

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

    /// A quote ends where the words of its speaker end.
    pub(super) fn within_content(&self, range: TokenRange, at: usize) -> TokenRange {
        let contents =
            self.attributions.iter().flat_map(|one| one.content.iter()).filter(|content| content.holds(at));
        let limited = contents.fold(range, |range, content| TokenRange {
            start: range.start.max(content.start),
            end: range.end.min(content.end),
        });
        self.trimmed(limited, at)
    }

    /// Without marks and small words at its ends.
    pub(super) fn trimmed(&self, range: TokenRange, keep: usize) -> TokenRange {
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

    pub(super) fn claim(&self, found: Found<'_>, before: &[(Trigger, Draft)]) -> Claim {
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
        let weapon = self.weapon_words(quote).filter(|_| row.by_weapon || is_strike(arguments.kind));
        let weapon = weapon.map(|(words, _)| self.page.text(self.sentence.span(words)).to_owned());
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

    pub(super) fn trigger_words(&self, trigger: &Trigger) -> String {
        match trigger.is_parted {
            true => format!(
                "{} … {}",
                self.sentence.form(trigger.tokens.start),
                self.sentence.form(trigger.tokens.end - 1)
            ),
            false => self.page.text(self.sentence.span(trigger.tokens)).to_owned(),
        }
    }

    pub(super) fn parties(&self, phrases: &[usize]) -> Vec<Party> {
        let mut parties: Vec<Party> = Vec::new();
        for at in phrases {
            let party = self.party(*at);
            if let Some(party) = party.filter(|party| parties.iter().all(|other| other.name != party.name)) {
                parties.push(party);
            }
        }
        parties
    }

    pub(super) fn party(&self, phrase: usize) -> Option<Party> {
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
    pub(super) fn support(&self, range: TokenRange, arguments: &Arguments) -> Vec<Party> {
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

    pub(super) fn help_after(&self, with: usize, end: usize) -> Option<usize> {
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

/// What was shot down is no weapon of the claim's: only strikes and blasts are made with one.
fn is_strike(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::AirStrike
            | Kind::Shelling
            | Kind::Explosive
            | Kind::SuicideAttack
            | Kind::Grenade
            | Kind::ChemicalAttack
    )
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
