//! Clauses: a verb with its helpers, and the stretch of the sentence that it rules.
//!
//! In: a sentence and its tags. Out: [`Clause`]s in reading order. "The army took the town, killing 30, after rebels
//! withdrew" gives three: a main one, one in -ing that shares its subject, and one behind "after".
//! By rule, not by a parser: where the marks don't tell, a clause runs to the next verb.

use crate::mention::TokenRange;
use crate::mention::part::{Tag, VerbUse};
use crate::sentence::Sentence;
use crate::tables::Lexicon;
use crate::tables::lexicon::{CuePart, Function, Takes};

/// A verb with its helpers: "had not been taken".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerbGroup {
    /// From the first helper to the verb.
    pub tokens: TokenRange,
    /// The verb; a form of "be" or "have" where it has no other.
    pub head: usize,
    /// How the verb stands; `None` where "be" or "have" stands alone.
    pub verb_use: Option<VerbUse>,
}

impl VerbGroup {
    /// Whether its subject is the one it is done to.
    pub fn is_passive(&self) -> bool {
        matches!(self.verb_use, Some(VerbUse::Passive | VerbUse::Reduced))
    }
}

/// How a clause hangs on the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// It stands by itself.
    Main,
    /// "and took": the subject may be the other's.
    Coordinate,
    /// "after", "while", "if".
    Subordinate,
    /// "who", "which": its subject is the noun before.
    Relative,
    /// "said that …", "said the army …".
    Content,
    /// "killing 30": the subject is the other's.
    Participle,
    /// "trained by X": the noun before is the one it is done to.
    Reduced,
    /// "managed to take", "an operation to take".
    Governed,
    /// It goes on after a relative clause: the subject stands before that.
    Resumed,
}

/// A stretch of a sentence ruled by one verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its tokens, connecting words and outer marks left out.
    pub tokens: TokenRange,
    /// Its verb.
    pub group: VerbGroup,
    /// How it hangs on `parent`.
    pub link: Link,
    /// The clause before that it hangs on.
    pub parent: Option<usize>,
    /// The connecting word: "after", "who", "if".
    pub connector: Option<usize>,
}

/// The clauses of `sentence`, in reading order. None where it has no verb.
pub fn find(sentence: &Sentence<'_>, tags: &[Tag], lexicon: &Lexicon) -> Vec<Clause> {
    let groups = groups(tags);
    let walker = Walker { sentence, tags, lexicon };
    let mut clauses: Vec<Clause> = Vec::new();
    for group in groups {
        let clause = match clauses.iter().rposition(|clause| clause.link != Link::Reduced) {
            None => walker.first(group, clauses.last()),
            Some(parent) => walker.after(group, parent, &clauses),
        };
        clauses.push(clause);
    }
    walker.close(&mut clauses);
    clauses
}

/// Every verb with the helpers before it.
fn groups(tags: &[Tag]) -> Vec<VerbGroup> {
    let mut groups: Vec<VerbGroup> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        let verb_use = match tag {
            Tag::Verb(verb_use) => Some(*verb_use),
            Tag::Function(Function::Be | Function::Have) if !helps(tags, at) => None,
            _ => continue,
        };
        let floor = groups.last().map_or(0, |last| last.tokens.end);
        let start = (floor..at).rev().take_while(|before| is_helper(tags[*before])).last().unwrap_or(at);
        // An adverb at the head of the sentence is no part of the verb.
        let start = (start..at).find(|first| !tags[*first].is(Function::Adverb)).unwrap_or(at);
        groups.push(VerbGroup { tokens: TokenRange { start, end: at + 1 }, head: at, verb_use });
    }
    groups
}

/// Whether the helper at `at` has its verb after it.
fn helps(tags: &[Tag], at: usize) -> bool {
    let rest = tags[at + 1..].iter();
    let mut after = rest.skip_while(|tag| is_helper(**tag) && !tag.is(Function::To));
    match after.next() {
        Some(Tag::Verb(verb_use)) => {
            matches!(verb_use, VerbUse::Passive | VerbUse::Perfect | VerbUse::Progressive)
        }
        _ => tags.get(at + 1).is_some_and(|next| next.is(Function::Be)),
    }
}

fn is_helper(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Function(
            Function::Be
                | Function::Have
                | Function::Do
                | Function::Modal
                | Function::Negation
                | Function::Adverb
                | Function::To
        )
    )
}

struct Walker<'s, 'p> {
    sentence: &'s Sentence<'p>,
    tags: &'s [Tag],
    lexicon: &'s Lexicon,
}

/// Where a clause begins, and how.
struct Boundary {
    start: usize,
    link: Link,
    connector: Option<usize>,
}

impl Walker<'_, '_> {
    fn first(&self, group: VerbGroup, before: Option<&Clause>) -> Clause {
        let lone = before.is_none() && group.verb_use == Some(VerbUse::Reduced);
        let connector = (0..group.tokens.start).rev().find(|at| self.connects(*at));
        Clause {
            tokens: TokenRange { start: connector.map_or(0, |at| at + 1), end: self.sentence.tokens.len() },
            group,
            link: match connector.map(|at| self.tags[at]) {
                Some(Tag::Function(Function::Subordinator)) => Link::Subordinate,
                Some(Tag::Function(Function::Relative)) => Link::Relative,
                _ if lone => Link::Reduced,
                _ if group.verb_use == Some(VerbUse::Participle) => Link::Participle,
                _ => Link::Main,
            },
            parent: None,
            connector,
        }
    }

    fn after(&self, group: VerbGroup, parent: usize, clauses: &[Clause]) -> Clause {
        let boundary = self.boundary(&clauses[parent], &group, clauses);
        Clause {
            tokens: TokenRange { start: boundary.start, end: self.sentence.tokens.len() },
            group,
            link: boundary.link,
            parent: Some(parent),
            connector: boundary.connector,
        }
    }

    /// Where the clause of `group` begins, `parent` being the clause before.
    fn boundary(&self, parent: &Clause, group: &VerbGroup, clauses: &[Clause]) -> Boundary {
        let from = parent.group.tokens.end;
        let to = group.tokens.start;
        if group.verb_use == Some(VerbUse::Reduced)
            && !self.tags[to.saturating_sub(1)].is(Function::Conjunction)
        {
            return Boundary { start: to, link: Link::Reduced, connector: None };
        }
        if let Some(at) = (from..to).rev().find(|at| self.connects(*at)) {
            return Boundary { start: at + 1, link: self.link_of(at, to), connector: Some(at) };
        }
        if group.verb_use == Some(VerbUse::Infinitive) {
            return Boundary { start: to, link: Link::Governed, connector: None };
        }
        let before = to.checked_sub(1).filter(|before| *before >= from);
        if before.is_some_and(|before| self.tags[before].is(Function::Conjunction)) {
            return Boundary { start: to, link: Link::Coordinate, connector: before };
        }
        if group.verb_use == Some(VerbUse::Participle) {
            return Boundary { start: to, link: Link::Participle, connector: None };
        }
        if self.takes_clause(parent) && !self.is_mark(from, &[",", "”", "\""]) {
            return Boundary { start: from, link: Link::Content, connector: None };
        }
        if before.is_some_and(|before| self.is_mark(before, &[","])) {
            let link = match parent.link {
                Link::Relative | Link::Reduced => Link::Resumed,
                _ if clauses.last().is_some_and(|last| last.link == Link::Reduced) => Link::Resumed,
                _ => Link::Coordinate,
            };
            return Boundary { start: to, link, connector: None };
        }
        let start = self.break_between(from, to, clauses);
        Boundary { start, link: Link::Main, connector: None }
    }

    /// The best place between two finite verbs for the second one's subject to begin.
    fn break_between(&self, from: usize, to: usize, clauses: &[Clause]) -> usize {
        let comma = |at: usize| {
            self.is_mark(at, &[","]) && !clauses.iter().any(|clause| clause.group.tokens.start == at + 1)
        };
        if comma(from) {
            return from + 1;
        }
        let conjunctions = || (from..to).rev().filter(|at| self.tags[*at].is(Function::Conjunction));
        let after_comma = conjunctions().find(|at| *at > from && comma(*at - 1));
        let best =
            after_comma.or_else(|| (from..to).rev().find(|at| comma(*at))).or_else(|| conjunctions().next());
        best.map_or(from, |at| at + 1)
    }

    fn connects(&self, at: usize) -> bool {
        match self.tags[at] {
            Tag::Function(Function::Subordinator | Function::Relative) => true,
            Tag::Function(Function::That) => self.opens_clause(at),
            Tag::Mark => self.is_mark(at, &[";", ":", "—", "–", "…"]),
            _ => false,
        }
    }

    /// "that" before a clause, not "that town".
    fn opens_clause(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.tags[before]);
        !matches!(before, Some(Tag::Function(Function::Preposition)) | None)
    }

    fn link_of(&self, connector: usize, to: usize) -> Link {
        match self.tags[connector] {
            Tag::Function(Function::Relative) => Link::Relative,
            Tag::Function(Function::Subordinator) => Link::Subordinate,
            Tag::Function(Function::That) => {
                let after_noun =
                    connector.checked_sub(1).is_some_and(|before| self.tags[before] == Tag::Word);
                match after_noun && connector + 1 == to {
                    true => Link::Relative,
                    false => Link::Content,
                }
            }
            _ => Link::Main,
        }
    }

    fn takes_clause(&self, clause: &Clause) -> bool {
        let entries = self.lexicon.cues_from(&self.sentence.tokens[clause.group.head].lower);
        entries
            .iter()
            .map(|entry| self.lexicon.cue(*entry))
            .any(|cue| cue.part == CuePart::Verb && cue.takes != Takes::Quote && !clause.group.is_passive())
    }

    fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        self.sentence.tokens.get(at).is_some_and(|token| marks.contains(&token.form))
    }

    /// Ends each clause where the next begins, outer marks and connecting words left out.
    fn close(&self, clauses: &mut [Clause]) {
        for at in 0..clauses.len() {
            let end = match clauses[at].link {
                Link::Reduced if clauses.len() > 1 => self.end_of_reduced(at, clauses),
                _ => self.end_of(at, clauses),
            };
            let start = clauses[at].tokens.start;
            let floor = clauses[at].group.tokens.end;
            let trimmed = (floor..end).rev().find(|last| !self.trails(*last)).map_or(floor, |last| last + 1);
            let opens = (start..clauses[at].group.tokens.start).find(|first| !self.leads(*first));
            clauses[at].tokens =
                TokenRange { start: opens.unwrap_or(clauses[at].group.tokens.start), end: trimmed };
        }
    }

    fn end_of(&self, at: usize, clauses: &[Clause]) -> usize {
        let later = clauses[at + 1..].iter();
        // What hangs on it as "to take" is a clause of its own; a "trained by X" inside is not.
        let next = later.filter(|clause| clause.link != Link::Reduced).map(|clause| {
            clause.connector.map_or(clause.tokens.start, |connector| connector.min(clause.tokens.start))
        });
        let floor = clauses[at].group.tokens.end;
        next.filter(|start| *start >= floor).min().unwrap_or(self.sentence.tokens.len()).max(floor)
    }

    fn end_of_reduced(&self, at: usize, clauses: &[Clause]) -> usize {
        let from = clauses[at].group.tokens.end;
        let next_verb =
            clauses.get(at + 1).map_or(self.sentence.tokens.len(), |clause| clause.group.tokens.start);
        (from..next_verb).find(|mark| self.is_mark(*mark, &[",", ";", ":", ")"])).unwrap_or(next_verb)
    }

    /// What does not end a clause.
    fn trails(&self, at: usize) -> bool {
        match self.tags[at] {
            Tag::Mark => !self.is_mark(at, &[")", "%", "$"]),
            Tag::Function(function) => matches!(
                function,
                Function::Conjunction
                    | Function::Subordinator
                    | Function::Relative
                    | Function::That
                    | Function::Determiner
            ),
            _ => false,
        }
    }

    /// What does not open a clause.
    fn leads(&self, at: usize) -> bool {
        match self.tags[at] {
            Tag::Mark => true,
            Tag::Function(function) => {
                matches!(function, Function::Conjunction | Function::Subordinator | Function::Adverb)
            }
            _ => false,
        }
    }
}
