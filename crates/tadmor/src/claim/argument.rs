//! Arguments: who did it to whom, as the clauses of a sentence show.
//!
//! In: a clause. Out: the phrases before it and after it, followed over "and", "who", "-ing" and "to". An argument
//! out of another clause is taken only along such a link; else it stays open.

use crate::claim::clause::{Clause, Link};
use crate::claim::page::ReadSentence;
use crate::mention::TokenRange;
use crate::mention::part::VerbUse;

/// How many links are followed from a clause to the one that names its subject.
const MOST_LINKS: usize = 6;

/// The subject's phrases, joined ones included, and how it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// In reading order; empty where none is named.
    pub phrases: Vec<usize>,
    /// Whether it stands in the clause itself.
    pub is_own: bool,
}

/// The grammatical subject of the clause at `index`.
pub fn subject(sentence: &ReadSentence<'_>, index: usize) -> Subject {
    follow(sentence, index, MOST_LINKS)
}

fn follow(sentence: &ReadSentence<'_>, index: usize, links: usize) -> Subject {
    let clause = &sentence.clauses[index];
    if let Some(own) = own_subject(sentence, clause) {
        return Subject { phrases: sentence.joined(own), is_own: true };
    }
    let Some(links) = links.checked_sub(1) else { return Subject::default() };
    let found = match clause.link {
        Link::Relative => antecedent(sentence, clause),
        Link::Reduced => before_verb(sentence, clause),
        Link::Resumed => clause.parent.map(|parent| resumed(sentence, parent, links)).unwrap_or_default(),
        Link::Coordinate | Link::Governed => {
            clause.parent.map(|parent| follow(sentence, parent, links).phrases).unwrap_or_default()
        }
        Link::Participle => clause
            .parent
            .map(|parent| doer(sentence, parent, links))
            .unwrap_or_else(|| later(sentence, index)),
        Link::Subordinate if clause.group.verb_use == Some(VerbUse::Participle) => clause
            .parent
            .map(|parent| doer(sentence, parent, links))
            .unwrap_or_else(|| later(sentence, index)),
        Link::Main | Link::Content | Link::Subordinate => Vec::new(),
    };
    Subject { phrases: found, is_own: false }
}

/// The nearest phrase before the verb, in its clause, that no preposition governs.
fn own_subject(sentence: &ReadSentence<'_>, clause: &Clause) -> Option<usize> {
    let region = TokenRange { start: clause.tokens.start, end: clause.group.tokens.start };
    let free = |at: &usize| {
        let phrase = &sentence.phrases[*at];
        phrase.preposition.is_none() && !follows_inner_verb(sentence, phrase.tokens, region)
    };
    sentence.phrases_in(region).rev().find(free)
}

/// Whether a verb of another clause stands between the region's start and the phrase: then it is that verb's object.
fn follows_inner_verb(sentence: &ReadSentence<'_>, phrase: TokenRange, region: TokenRange) -> bool {
    sentence.clauses.iter().any(|other| {
        let head = other.group.head;
        region.holds(head)
            && head < phrase.start
            && other.tokens.end >= phrase.end
            && other.link == Link::Reduced
    })
}

/// The phrase right before "who" or "which".
fn antecedent(sentence: &ReadSentence<'_>, clause: &Clause) -> Vec<usize> {
    let Some(connector) = clause.connector else { return Vec::new() };
    let before = (0..sentence.phrases.len()).rev().find(|at| sentence.phrases[*at].tokens.end <= connector);
    before.map(|at| sentence.joined(at)).unwrap_or_default()
}

/// The phrase that a participle without "be" stands after: "engineers trained by X".
fn before_verb(sentence: &ReadSentence<'_>, clause: &Clause) -> Vec<usize> {
    let start = clause.group.tokens.start;
    let before = (0..sentence.phrases.len()).rev().find(|at| sentence.phrases[*at].tokens.end <= start);
    // A comma between them parts them: "the army, backed by X" still belongs to the army.
    let near = before.filter(|at| start - sentence.phrases[*at].tokens.end <= 2);
    near.map(|at| sentence.joined(at)).unwrap_or_default()
}

/// After a relative clause or "backed by X,": the subject stands before that.
fn resumed(sentence: &ReadSentence<'_>, parent: usize, links: usize) -> Vec<usize> {
    let clause = &sentence.clauses[parent];
    match clause.link {
        Link::Relative | Link::Reduced => {
            let end = clause.connector.unwrap_or(clause.group.tokens.start);
            let free = |at: &usize| {
                sentence.phrases[*at].tokens.end <= end && sentence.phrases[*at].preposition.is_none()
            };
            let before = (0..sentence.phrases.len()).rev().find(free);
            before.map(|at| sentence.joined(at)).unwrap_or_default()
        }
        _ => {
            let region = TokenRange { start: clause.group.tokens.end, end: sentence.sentence.tokens.len() };
            let reduced = sentence.clauses[parent + 1..].iter().find(|other| other.link == Link::Reduced);
            let limit = reduced.map_or(region.end, |reduced| reduced.group.tokens.start);
            let before = sentence
                .phrases_in(TokenRange { start: region.start, end: limit })
                .rev()
                .find(|at| sentence.phrases[*at].preposition.is_none());
            match before {
                Some(at) => sentence.joined(at),
                None => follow(sentence, parent, links).phrases,
            }
        }
    }
}

/// Who did what the clause at `index` tells: its subject, or the one after "by" where it is passive.
fn doer(sentence: &ReadSentence<'_>, index: usize, links: usize) -> Vec<usize> {
    let clause = &sentence.clauses[index];
    match clause.group.is_passive() {
        true => after_by(sentence, clause),
        false => follow(sentence, index, links).phrases,
    }
}

/// The phrases after "by" in a passive clause.
pub fn after_by(sentence: &ReadSentence<'_>, clause: &Clause) -> Vec<usize> {
    let region = TokenRange { start: clause.group.tokens.end, end: clause.tokens.end };
    sentence.phrases_in(region).filter(|at| sentence.preposition(*at) == "by").collect()
}

/// "Backed by jets, the army …", "After taking the town, the army …": the next clause's own subject.
fn later(sentence: &ReadSentence<'_>, index: usize) -> Vec<usize> {
    let next =
        sentence.clauses.get(index + 1).filter(|next| matches!(next.link, Link::Main | Link::Coordinate));
    let own = next.and_then(|next| own_subject(sentence, next));
    own.map(|at| sentence.joined(at)).unwrap_or_default()
}

/// The object's phrases: the first after the verb that no preposition governs, with all joined to it.
pub fn object(sentence: &ReadSentence<'_>, clause: &Clause) -> Vec<usize> {
    let region = TokenRange { start: clause.group.tokens.end, end: clause.tokens.end };
    // A particle of the verb ("handed over X") governs nothing.
    let free =
        |at: &usize| sentence.phrases[*at].preposition.is_none_or(|preposition| preposition < region.start);
    let first = sentence.phrases_in(region).find(free);
    let Some(first) = first else { return Vec::new() };
    // "killed near the dam two soldiers" is rare; "advanced in Idlib, the army said" is not.
    let far = sentence.sentence.tokens[region.start..sentence.phrases[first].tokens.start]
        .iter()
        .any(|token| token.form == ",");
    if far {
        return Vec::new();
    }
    std::iter::once(first)
        .chain((first + 1..sentence.phrases.len()).take_while(|at| {
            sentence.phrases[*at].is_joined && sentence.phrases[*at].tokens.end <= region.end
        }))
        .collect()
}
