//! How a claim stands: real, planned or feared; so or not so; whole or in part.
//!
//! In: a clause. Out: [`Mood`], [`Polarity`], [`Extent`]. "failed to take", "has not taken" and "no strikes were
//! carried out" are negative; "will take", "vowed to take" lie ahead; "may have taken" is hypothetical.

use crate::claim::clause::{Clause, Link};
use crate::claim::page::ReadSentence;
use crate::claim::{Extent, Mood, Polarity};
use crate::mention::TokenRange;
use crate::mention::part::{Tag, VerbUse};
use crate::mention::place::Around;
use crate::page::Zone;
use crate::tables::Lexicon;
use crate::tables::lexicon::{Function, Governor, Standing};

/// How many governing verbs are followed: "is expected to try to take".
const MOST_GOVERNORS: usize = 4;

/// Mood and polarity of the clause at `index`.
pub fn of(sentence: &ReadSentence<'_>, index: usize, lexicon: &Lexicon) -> (Mood, Polarity) {
    let mut mood = own_mood(sentence, index, lexicon);
    let mut negative = is_negated(sentence, &sentence.clauses[index], lexicon);
    let mut at = index;
    for _ in 0..MOST_GOVERNORS {
        let clause = &sentence.clauses[at];
        let is_infinitive = clause.group.verb_use == Some(VerbUse::Infinitive);
        // "managed to take and hold": what is joined to a governed verb is governed with it.
        let joined = clause.link == Link::Coordinate && is_infinitive;
        let Some(parent) = clause.parent.filter(|_| is_infinitive) else { break };
        if joined {
            at = parent;
            continue;
        }
        let (governor, is_negative) = governed(sentence, clause, parent, lexicon);
        negative |= is_negative;
        mood = match governor {
            Governor::Real => match own_mood(sentence, parent, lexicon) {
                Mood::Asserted | Mood::Ongoing if mood.is_real() => mood,
                parent_mood if mood.is_real() => parent_mood,
                _ => mood,
            },
            Governor::Not => {
                negative = true;
                mood
            }
            Governor::Mood(governing) => {
                less_real(mood, less_real(governing, own_mood(sentence, parent, lexicon)))
            }
        };
        at = parent;
    }
    let unclear = sentence.clauses[index]
        .connector
        .is_some_and(|at| lexicon.stands(sentence.lower(at), Standing::Unreal));
    if unclear || is_question(sentence) || is_near_miss(sentence, &sentence.clauses[index], lexicon) {
        mood = Mood::Hypothetical;
    }
    (mood, if negative { Polarity::Negative } else { Polarity::Positive })
}

/// "Did troops enter the town?"
fn is_question(sentence: &ReadSentence<'_>) -> bool {
    let last =
        sentence.sentence.tokens.iter().rev().find(|token| !matches!(token.form, "”" | "\"" | "’" | ")"));
    last.is_some_and(|token| token.form == "?")
}

/// "nearly captured": it did not come to it.
fn is_near_miss(sentence: &ReadSentence<'_>, clause: &Clause, lexicon: &Lexicon) -> bool {
    let tokens = clause.group.tokens;
    (tokens.start..tokens.end).any(|at| lexicon.stands(sentence.lower(at), Standing::NearMiss))
}

/// The less real of two.
fn less_real(one: Mood, other: Mood) -> Mood {
    one.max(other)
}

/// What the verb's own helpers say.
fn own_mood(sentence: &ReadSentence<'_>, index: usize, lexicon: &Lexicon) -> Mood {
    let clause = &sentence.clauses[index];
    let tokens = clause.group.tokens;
    let helper =
        |what: Standing| (tokens.start..tokens.end).any(|at| lexicon.stands(sentence.lower(at), what));
    if helper(Standing::May) {
        return Mood::Hypothetical;
    }
    if helper(Standing::Would) {
        // "said it would retake": the future as told then.
        return match clause.link {
            Link::Content => Mood::Predicted,
            _ => Mood::Hypothetical,
        };
    }
    if helper(Standing::Will) {
        return Mood::Predicted;
    }
    if helper(Standing::Should) {
        return Mood::Planned;
    }
    if clause.group.verb_use == Some(VerbUse::Infinitive) {
        // "is to take", "Army to take": told ahead; what governs it may say otherwise.
        return match clause.link == Link::Governed && clause.parent.is_some() {
            true => Mood::Asserted,
            false => Mood::Intended,
        };
    }
    match clause.group.verb_use {
        Some(VerbUse::Progressive) if is_present(sentence, tokens) => Mood::Ongoing,
        _ => Mood::Asserted,
    }
}

fn is_present(sentence: &ReadSentence<'_>, tokens: TokenRange) -> bool {
    (tokens.start..tokens.end).any(|at| matches!(sentence.lower(at), "is" | "are" | "am"))
}

/// What governs an infinitive: the verb before, or the noun right before ("an operation to take").
fn governed(
    sentence: &ReadSentence<'_>,
    clause: &Clause,
    parent: usize,
    lexicon: &Lexicon,
) -> (Governor, bool) {
    let governing = &sentence.clauses[parent];
    let start = clause.group.tokens.start;
    let head = governing.group.head;
    let words: Vec<&str> = (head..start).map(|at| sentence.lower(at)).collect();
    let negative = is_negated(sentence, governing, lexicon);
    let noun_before =
        start.checked_sub(1).filter(|before| *before > head && sentence.mentions.tags[*before] == Tag::Word);
    if let Some((_, governor)) = lexicon.governor(&words) {
        return (governor, negative);
    }
    if noun_before.is_some_and(|before| sentence.lower(before) == "time") && has_no(sentence, head, start) {
        return (Governor::Not, false);
    }
    if governing.group.verb_use.is_none() {
        // "is able to", "was ready to": the word after "be" governs.
        if let Some((_, governor)) = lexicon.governor(&words[1..]) {
            return (governor, negative);
        }
        // "is to take".
        return (Governor::Mood(Mood::Planned), negative);
    }
    (Governor::Mood(Mood::Intended), negative)
}

fn has_no(sentence: &ReadSentence<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| sentence.lower(at) == "no")
}

/// Whether the clause says that it was not so: "not", "never", "no strikes", "neither".
pub fn is_negated(sentence: &ReadSentence<'_>, clause: &Clause, lexicon: &Lexicon) -> bool {
    let tokens = clause.group.tokens;
    let denied = |at: usize| {
        let negation =
            sentence.mentions.tags[at].is(Function::Negation) || sentence.lower(at).ends_with("n't");
        negation && sentence.lower(at + 1) != "only"
    };
    if (tokens.start..tokens.end).any(denied) {
        return true;
    }
    let no = |at: usize| {
        sentence.lower(at) == "no" && !lexicon.stands(sentence.lower(at + 1), Standing::Uncounted)
    };
    let nobody = |at: usize| lexicon.stands(sentence.lower(at), Standing::Nobody);
    let before_subject = (clause.tokens.start..tokens.start).any(|at| no(at) || nobody(at));
    let before_object = no(tokens.end);
    before_subject || before_object
}

/// Whether "no" stands right before a noun trigger: "no air strikes".
pub fn noun_is_negated(sentence: &ReadSentence<'_>, at: usize) -> bool {
    at > 0 && sentence.lower(at - 1) == "no"
}

/// How much of the place a clause speaks of.
pub fn extent(
    sentence: &ReadSentence<'_>,
    range: TokenRange,
    places: &[usize],
    whole: bool,
    lexicon: &Lexicon,
) -> Option<Extent> {
    let says = |what: Standing| (range.start..range.end).any(|at| lexicon.stands(sentence.lower(at), what));
    let around = places
        .iter()
        .filter_map(|at| sentence.phrases[*at].place)
        .map(|at| sentence.mentions.places[at].around);
    let around: Vec<Option<Around>> = around.collect();
    if around.contains(&Some(Around::Surroundings)) || says(Standing::Surroundings) {
        return Some(Extent::Surroundings);
    }
    if whole || says(Standing::Whole) {
        return Some(Extent::Whole);
    }
    if around.contains(&Some(Around::Part)) || says(Standing::Part) {
        return Some(Extent::Part);
    }
    None
}

/// The mood of a heading's infinitive: "Army to retake town".
pub fn is_heading(zone: Zone) -> bool {
    matches!(zone, Zone::Title | Zone::Deck | Zone::Caption)
}
