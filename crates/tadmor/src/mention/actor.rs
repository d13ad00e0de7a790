//! Actors, as written: people, armed forces, groups, institutions, unnamed fighters and civilians.
//!
//! In: one sentence. Out: an [`ActorMention`] for each noun phrase that can act, be hit or speak:
//! "Syrian government forces", "Lieutenant-General X, the head of Y", "at least 20 militants", "he".
//! Who "he" is, and whether two surnames are one person, is for [`crate::resolve::actor`].

pub mod country;
pub mod generic;
pub mod named;
pub mod person;

use crate::mention::TokenRange;
use crate::mention::name::{Parts, Range};
use crate::sentence::Sentence;
use crate::tables::Tables;
use crate::text::Span;

/// What sort of actor the words show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ActorClass {
    /// An army, air force, armed group, militia, police: a party that fights.
    Force,
    /// A government, ministry, parliament, office, court.
    Institution,
    /// A named person.
    Person,
    /// A news agency or an outlet.
    Outlet,
    /// A monitor, a relief or rights group, the UN.
    Monitor,
    /// Fighters without a name of their own: "militants", "terrorists", "soldiers".
    Fighters,
    /// Civilians, residents, children, journalists.
    Civilians,
    /// A country acting: "Russia".
    Country,
    /// Speakers without a name: "activists", "reports", "a source", "witnesses".
    Unnamed,
    /// "he", "they", "it", "the official", "the group".
    Pronoun,
}

/// An actor as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorMention {
    /// The whole noun phrase without its article and count: "ISIS terrorists".
    pub span: Span,
    /// The same, in tokens.
    pub tokens: TokenRange,
    /// The characters to look up: "ISIS", "Sergei X".
    pub name: Span,
    /// What sort.
    pub class: ActorClass,
    /// The id in the table of actors, where the name is in it.
    pub known: Option<String>,
    /// A rank, office or description beside the name: "Lt. Gen.", "Russian Defence Minister", "spokesman".
    pub title: Option<Span>,
    /// The institution that the description names: "the Kremlin" in "Kremlin spokesman X".
    pub of: Option<String>,
}

/// An actor found, in parts of the sentence.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// The whole noun phrase.
    pub range: Range,
    /// The name alone.
    pub name: Range,
    /// What sort.
    pub class: ActorClass,
    /// The id in the table of actors.
    pub known: Option<String>,
    /// A rank or office.
    pub title: Option<Range>,
    /// The institution of the office.
    pub of: Option<String>,
}

impl Found {
    /// A phrase that is its own name.
    pub fn plain(range: Range, class: ActorClass) -> Found {
        Found { name: range.clone(), range, class, known: None, title: None, of: None }
    }
}

/// Which parts of a sentence are taken already: the surest names are looked for first.
#[derive(Clone, Debug)]
pub(crate) struct Taken(Vec<bool>);

impl Taken {
    /// Nothing of `parts`.
    pub fn none(parts: &Parts) -> Taken {
        Taken(vec![false; parts.list.len()])
    }

    /// Takes `range`.
    pub fn take(&mut self, range: &Range) {
        self.0[range.clone()].fill(true);
    }

    /// Whether any part of `range` is taken.
    pub fn any(&self, range: &Range) -> bool {
        self.0.get(range.clone()).is_none_or(|parts| parts.iter().any(|taken| *taken))
    }

    /// Whether the part at `at` is taken; past the end none is.
    pub fn at(&self, at: usize) -> bool {
        self.0.get(at).copied().unwrap_or(false)
    }
}

/// All actors in `sentence`.
pub fn find(sentence: &Sentence<'_>, tables: &Tables) -> Vec<ActorMention> {
    let mut parts = Parts::of(sentence);
    parts.prepare(&tables.actors);
    mentions(&parts, in_parts(&parts, tables))
}

/// The mentions for what was found in `parts`.
pub(crate) fn mentions(parts: &Parts, found: Vec<Found>) -> Vec<ActorMention> {
    let mentions = found.into_iter();
    let mentions = mentions.map(|found| ActorMention {
        span: parts.span(&found.range),
        tokens: parts.tokens(&found.range),
        name: parts.span(&found.name),
        class: found.class,
        known: found.known,
        title: found.title.map(|title| parts.span(&title)),
        of: found.of,
    });
    mentions.collect()
}

/// All actors in parts that were [prepared](Parts::prepare), in reading order.
pub(crate) fn in_parts(parts: &Parts, tables: &Tables) -> Vec<Found> {
    let mut taken = Taken::none(parts);
    let named = named::find(parts, tables);
    let mut found = person::titled(parts, &named, tables, &mut taken);
    for name in named {
        let name = generic::of_force(parts, name, &tables.actors);
        let Some(name) = name else { continue };
        if !taken.any(&name.range) {
            taken.take(&name.range);
            found.push(name);
        }
    }
    found.extend(country::find(parts, tables, &mut taken));
    found.extend(generic::headed(parts, tables, &mut taken));
    found.extend(generic::described(parts, tables, &mut taken));
    found.extend(person::bare(parts, tables, &mut taken));
    found.extend(generic::find(parts, tables, &mut taken));
    found.sort_by_key(|found| (found.range.start, found.range.end));
    found
}
