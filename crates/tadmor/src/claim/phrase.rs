//! Phrases: the nouns of a sentence, with what is known of each and the preposition before it.
//!
//! In: a sentence with its mentions. Out: [`Phrase`]s in reading order, none overlapping. "by at least 20 militants"
//! is one phrase: an actor, a count, after "by".

use crate::claim::clause::{Clause, Link};
use crate::mention::actor::ActorClass;
use crate::mention::part::Tag;
use crate::mention::{Mentions, TokenRange};
use crate::sentence::{Sentence, TokenKind};
use crate::tables::Lexicon;
use crate::tables::lexicon::{Class, Function};

/// How many words a noun of the table may have.
const LONGEST_NOUN: usize = 4;
/// How far before a noun its preposition may stand: "in the heavily damaged old town".
const FARTHEST_PREPOSITION: usize = 6;

/// A noun with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// Its tokens, its article left out.
    pub tokens: TokenRange,
    /// What its head noun names.
    pub classes: Vec<Class>,
    /// Which of [`Mentions::actors`] it is.
    pub actor: Option<usize>,
    /// Which of [`Mentions::places`] it is.
    pub place: Option<usize>,
    /// Which of [`Mentions::counts`] it holds.
    pub count: Option<usize>,
    /// The preposition before it.
    pub preposition: Option<usize>,
    /// Whether it is joined to the phrase before by "and" or a comma, so that it is what that one is.
    pub is_joined: bool,
}

impl Phrase {
    /// Whether it is of the class that an object rule asks for.
    pub fn fits(&self, class: Class) -> bool {
        let any = |classes: &[Class]| self.classes.iter().any(|own| classes.contains(own));
        match class {
            Class::Any => true,
            Class::None => false,
            Class::Place => any(&[Class::Place, Class::Town, Class::Area]),
            Class::People => {
                any(&[Class::People, Class::Civilians, Class::Fighters, Class::Soldiers, Class::Force])
            }
            Class::Fighters => any(&[Class::Fighters]),
            Class::Force => any(&[Class::Force, Class::Fighters, Class::Soldiers]),
            Class::Materiel => any(&[Class::Materiel, Class::Tank]),
            other => self.classes.contains(&other),
        }
    }
}

/// The phrases of `sentence`.
pub fn find(
    sentence: &Sentence<'_>,
    mentions: &Mentions,
    clauses: &[Clause],
    lexicon: &Lexicon,
) -> Vec<Phrase> {
    let mut phrases: Vec<Phrase> = Vec::new();
    for (at, actor) in mentions.actors.iter().enumerate() {
        // A capitalised word that the gazetteer knows is no person unless a title says so.
        let is_place = actor.class == ActorClass::Person
            && actor.title.is_none()
            && mentions.places.iter().any(|place| place.known && place.tokens == actor.tokens);
        if is_place {
            continue;
        }
        phrases.push(phrase(actor.tokens, Some(at), None, None));
    }
    for (at, place) in mentions.places.iter().enumerate() {
        let inside = phrases.iter().any(|other| other.tokens.overlaps(place.tokens));
        if !inside {
            phrases.push(phrase(place.tokens, None, Some(at), None));
        }
    }
    for (at, count) in mentions.counts.iter().enumerate() {
        match phrases.iter_mut().find(|other| other.tokens.overlaps(count.tokens)) {
            // "20 militants and five soldiers": each count holds its own noun.
            Some(other) if other.count.is_none() => {
                other.tokens = TokenRange {
                    start: other.tokens.start.min(count.tokens.start),
                    end: other.tokens.end.max(count.tokens.end),
                };
                other.count = Some(at);
            }
            Some(_) => {}
            None => phrases.push(phrase(count.tokens, None, None, Some(at))),
        }
    }
    nouns(sentence, mentions, lexicon, &mut phrases);
    phrases.sort_by_key(|phrase| phrase.tokens);
    let mut phrases = merged(phrases);
    for phrase in &mut phrases {
        phrase.classes = classes(sentence, mentions, lexicon, phrase);
    }
    for at in 0..phrases.len() {
        let before = at.checked_sub(1).map(|before| phrases[before].clone());
        let (preposition, is_joined) = standing(sentence, &mentions.tags, &phrases[at], before.as_ref());
        // "from X, but Y has …": what opens a clause of its own is joined to nothing before it.
        let opens = before.is_some_and(|before| opens_clause(clauses, &before, &phrases[at]));
        phrases[at].preposition = preposition.filter(|_| !(is_joined && opens));
        phrases[at].is_joined = is_joined && !opens;
    }
    part_loose_commas(&mentions.tags, &mut phrases);
    absorb_people(sentence, phrases)
}

/// "fighters of the LNA", "20 members of Hamas": one phrase, named by the force and standing where its people stand.
fn absorb_people(sentence: &Sentence<'_>, phrases: Vec<Phrase>) -> Vec<Phrase> {
    let mut kept: Vec<Phrase> = Vec::new();
    for mut phrase in phrases {
        let of = phrase.preposition.filter(|at| sentence.tokens[*at].lower == "of");
        let people = kept.last().filter(|last| {
            Some(last.tokens.end) == of && (last.fits(Class::Fighters) || last.fits(Class::Soldiers))
        });
        if let (Some(people), true) =
            (people, phrase.classes.contains(&Class::Force) && phrase.count.is_none())
        {
            phrase.tokens.start = people.tokens.start;
            phrase.count = people.count;
            phrase.preposition = people.preposition;
            phrase.is_joined = people.is_joined;
            phrase.classes.extend(people.classes.clone());
            kept.pop();
        }
        kept.push(phrase);
    }
    kept
}

/// Whether a clause begins between two phrases, the second standing before its verb.
fn opens_clause(clauses: &[Clause], before: &Phrase, phrase: &Phrase) -> bool {
    clauses.iter().any(|clause| {
        clause.link != Link::Reduced
            && before.tokens.end <= clause.tokens.start
            && clause.tokens.start <= phrase.tokens.start
            && phrase.tokens.end <= clause.group.tokens.start
    })
}

/// Makes one phrase of those that share a token: a count may reach over two names.
fn merged(phrases: Vec<Phrase>) -> Vec<Phrase> {
    let mut kept: Vec<Phrase> = Vec::new();
    for phrase in phrases {
        match kept.last_mut().filter(|last| last.tokens.overlaps(phrase.tokens)) {
            Some(last) => {
                last.tokens.end = last.tokens.end.max(phrase.tokens.end);
                last.actor = last.actor.or(phrase.actor);
                last.place = last.place.or(phrase.place);
                last.count = last.count.or(phrase.count);
            }
            None => kept.push(phrase),
        }
    }
    kept
}

/// Parts what a comma alone joins, unless the list goes on to an "and": "X, Y and Z" is a list, "according to X, Y
/// were killed" is none.
fn part_loose_commas(tags: &[Tag], phrases: &mut [Phrase]) {
    let by_conjunction = |phrases: &[Phrase], at: usize| {
        let between = phrases[at - 1].tokens.end..phrases[at].tokens.start;
        between.clone().any(|token| tags[token].is(Function::Conjunction))
    };
    for at in 1..phrases.len() {
        if !phrases[at].is_joined || by_conjunction(phrases, at) {
            continue;
        }
        let listed = (at + 1..phrases.len())
            .take_while(|next| phrases[*next].is_joined)
            .any(|next| by_conjunction(phrases, next));
        // A phrase that a verb's list holds starts with what it lists: "19 tanks, 37 vehicles".
        let part = phrases[at].count.is_some() && phrases[at - 1].count.is_some();
        if !listed && !part {
            phrases[at].is_joined = false;
            phrases[at].preposition = None;
        }
    }
}

fn phrase(tokens: TokenRange, actor: Option<usize>, place: Option<usize>, count: Option<usize>) -> Phrase {
    Phrase { tokens, classes: Vec::new(), actor, place, count, preposition: None, is_joined: false }
}

/// Nouns of the table that no mention holds: "the city", "command posts".
fn nouns(sentence: &Sentence<'_>, mentions: &Mentions, lexicon: &Lexicon, phrases: &mut Vec<Phrase>) {
    let mut at = 0;
    while at < sentence.tokens.len() {
        let longest = (1..=LONGEST_NOUN).rev().find(|length| {
            let range = TokenRange { start: at, end: at + length };
            range.end <= sentence.tokens.len()
                && !phrases.iter().any(|phrase| phrase.tokens.overlaps(range))
                && !mentions.tags[range.start..range.end]
                    .iter()
                    .any(|tag| matches!(tag, Tag::Verb(_) | Tag::Function(_)))
                && !lexicon.noun(&lower(sentence, range)).is_empty()
        });
        if let Some(length) = longest {
            phrases.push(phrase(TokenRange { start: at, end: at + length }, None, None, None));
        }
        at += longest.unwrap_or(1);
    }
}

/// The lower-case words of `range`, parted by single spaces.
pub fn lower(sentence: &Sentence<'_>, range: TokenRange) -> String {
    let words = sentence.tokens[range.start..range.end].iter().map(|token| token.lower.as_str());
    words.collect::<Vec<_>>().join(" ")
}

/// What the head noun names: the longest noun of the table that ends the phrase's first noun group.
fn classes(sentence: &Sentence<'_>, mentions: &Mentions, lexicon: &Lexicon, phrase: &Phrase) -> Vec<Class> {
    let mut classes = Vec::new();
    if let Some(actor) = phrase.actor {
        match mentions.actors[actor].class {
            ActorClass::Force | ActorClass::Country | ActorClass::Institution => classes.push(Class::Force),
            ActorClass::Fighters => classes.push(Class::Fighters),
            ActorClass::Civilians => classes.push(Class::Civilians),
            ActorClass::Person => classes.push(Class::People),
            ActorClass::Pronoun if is_one_person(sentence, phrase) => classes.push(Class::People),
            ActorClass::Pronoun => classes.extend([Class::Force, Class::People]),
            ActorClass::Outlet | ActorClass::Monitor | ActorClass::Unnamed => {}
        }
    }
    if phrase.place.is_some() {
        classes.push(Class::Place);
    }
    if let Some(count) = phrase.count {
        match mentions.counts[count].unit.as_deref() {
            Some("km2" | "ha") => classes.push(Class::Area),
            // A length is never an object of its own.
            Some(_) => return classes,
            None => {}
        }
    }
    let bare = phrase.count.is_some_and(|count| mentions.counts[count].noun.is_none());
    if bare && phrase.actor.is_none() && phrase.place.is_none() {
        // "11 killed, 25 wounded": only people are counted without a noun.
        classes.push(Class::People);
    }
    // The noun that the count counts, not one that hangs on it with "of".
    let end = (phrase.tokens.start..phrase.tokens.end)
        .find(|at| *at > phrase.tokens.start && mentions.tags[*at].is(Function::Preposition))
        .unwrap_or(phrase.tokens.end);
    for last in (phrase.tokens.start + 1..=end).rev() {
        for start in phrase.tokens.start.max(last.saturating_sub(LONGEST_NOUN))..last {
            let entries = lexicon.noun(&lower(sentence, TokenRange { start, end: last }));
            if !entries.is_empty() {
                classes.extend(entries.iter().map(|entry| entry.class));
                return classes;
            }
        }
    }
    classes
}

/// "he", "she": one person, never a force.
fn is_one_person(sentence: &Sentence<'_>, phrase: &Phrase) -> bool {
    matches!(sentence.tokens[phrase.tokens.start].lower.as_str(), "he" | "she" | "him" | "her" | "i" | "me")
}

/// The preposition before a phrase, and whether it is joined to the phrase before.
fn standing(
    sentence: &Sentence<'_>,
    tags: &[Tag],
    phrase: &Phrase,
    before: Option<&Phrase>,
) -> (Option<usize>, bool) {
    let floor = before.map_or(0, |before| before.tokens.end);
    for at in (floor..phrase.tokens.start).rev().take(FARTHEST_PREPOSITION) {
        match tags[at] {
            Tag::Function(Function::Preposition) => return (Some(at), false),
            Tag::Function(Function::Conjunction) => break,
            Tag::Mark if sentence.tokens[at].form == "," => break,
            Tag::Mark if matches!(sentence.tokens[at].form, "\"" | "“" | "‘" | "”" | "’" | "(") => {}
            Tag::Mark | Tag::Verb(_) => return (None, false),
            Tag::Function(Function::Determiner | Function::Adverb)
            | Tag::Word
            | Tag::Number
            | Tag::Possessive => {}
            Tag::Function(_) => return (None, false),
        }
    }
    let Some(before) = before else { return (None, false) };
    // Between two joined phrases stand only "and", commas, articles and adjectives.
    let between = &tags[before.tokens.end..phrase.tokens.start];
    let joined = between.len() <= FARTHEST_PREPOSITION
        && between.iter().any(|tag| matches!(tag, Tag::Function(Function::Conjunction) | Tag::Mark))
        && between.iter().enumerate().all(|(offset, tag)| match tag {
            Tag::Mark => matches!(sentence.tokens[before.tokens.end + offset].form, "," | ")" | "("),
            Tag::Function(function) => matches!(function, Function::Conjunction | Function::Determiner),
            Tag::Word => sentence.tokens[before.tokens.end + offset].kind == TokenKind::Word,
            Tag::Verb(_) => false,
            _ => true,
        });
    match joined {
        true => (before.preposition, true),
        false => (None, false),
    }
}
