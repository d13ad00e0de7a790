//! Mentions: the times, places, actors, counts and triggers of a sentence, **as written**.
//!
//! In: one sentence. Out: [`Mentions`], each list in reading order. Nothing here is understood yet: "Friday" is a
//! weekday, not a day; "Palmyra" a name in the gazetteer, not a place; see [`crate::resolve`].

pub mod actor;
pub mod count;
pub mod name;
pub mod number;
pub mod part;
pub mod place;
pub mod time;
pub mod trigger;

pub use actor::ActorMention;
pub use count::Count;
pub use place::PlaceMention;
pub use time::TimeExpr;
pub use trigger::Trigger;

use crate::sentence::Sentence;
use crate::tables::Tables;

/// Tokens of one sentence, the end not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TokenRange {
    /// The first token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl TokenRange {
    /// Whether `token` lies in it.
    pub fn holds(self, token: usize) -> bool {
        self.start <= token && token < self.end
    }

    /// Whether they share a token.
    pub fn overlaps(self, other: TokenRange) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The characters of these tokens in the page's text. Panics where the sentence has no such tokens.
    pub fn span(self, sentence: &Sentence<'_>) -> crate::text::Span {
        sentence.tokens[self.start].span.cover(sentence.tokens[self.end - 1].span)
    }
}

/// Everything found in one sentence.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// "last Tuesday", "March, 2016".
    pub times: Vec<TimeExpr>,
    /// "the ancient city of Palmyra", "eastern Aleppo".
    pub places: Vec<PlaceMention>,
    /// "Syrian government forces", "Lt. Gen. X", "terrorists", "the city's defenders".
    pub actors: Vec<ActorMention>,
    /// "at least 300 tents".
    pub counts: Vec<Count>,
    /// "seized", "air strikes".
    pub triggers: Vec<Trigger>,
    /// What each token does.
    pub tags: Vec<part::Tag>,
}

/// All mentions in `sentence` of `text`, the page's.
pub fn find(sentence: &Sentence<'_>, text: &str, tables: &Tables) -> Mentions {
    let times = time::find(sentence, text, tables);
    let (places, actors) = name::places_and_actors(sentence, tables);
    let counts = count::find(sentence, &times, tables);
    let named = actors.iter().map(|actor| actor.tokens).chain(places.iter().map(|place| place.tokens));
    let tags = part::tags(sentence, &named.collect::<Vec<_>>(), &tables.lexicon);
    let triggers = trigger::find(sentence, &tags, &tables.lexicon);
    Mentions { times, places, actors, counts, triggers, tags }
}
