//! Pages that hold no article: a request for consent, a check for robots, "page not found".
//!
//! In: the words of a page's blocks, with their zones. Out: a note that says what a person must do
//! to have the page. "Checking your browser before you go on" over nothing else is a check for robots.
//! Words of whole sentences count only where hardly any other text stands: a report may speak of cookies, too.

use crate::note::Note;
use crate::page::Zone;
use crate::tables::Tables;
use crate::tables::signs::Wall;
use crate::text::fold::key;

/// With more text of its own than this, in bytes, a page is an article.
const ARTICLE: usize = 900;
/// The longest block that is looked at, in bytes.
const LONG: usize = 700;
/// How many blocks are looked at.
const LOOKED: usize = 80;

/// What `blocks`, the words of each with its zone, ask of a person, where they hold no article.
pub(crate) fn notes<'t>(blocks: impl Iterator<Item = (&'t str, Zone)> + Clone, tables: &Tables) -> Vec<Note> {
    let own = blocks.clone().filter(|(_, zone)| matches!(zone, Zone::Body | Zone::Deck));
    let own: usize = own.map(|(text, _)| text.len()).sum();
    if own > ARTICLE {
        return Vec::new();
    }
    let mut notes = Vec::new();
    for (text, _) in blocks.filter(|(text, _)| text.len() <= LONG).take(LOOKED) {
        let folded = key(text);
        for (wall, what) in WALLS {
            if let Some(words) = tables.signs.wall(*wall, &folded)
                && !notes.iter().any(|(known, _)| known == wall)
                && folded.len() <= words.len() + around(*wall)
            {
                notes.push((*wall, Note::page(format!("{what} ({words:?})"))));
            }
        }
    }
    notes.into_iter().map(|(_, note)| note).collect()
}

/// How much may stand around the words, in bytes: a sentence says that it checks, a headline that nothing was found.
fn around(wall: Wall) -> usize {
    match wall {
        Wall::Robots => 160,
        Wall::Missing => 40,
    }
}

/// What a person must know.
const WALLS: &[(Wall, &str)] = &[
    (
        Wall::Robots,
        "nothing on this page but a check for robots: save it again from a browser that passed it",
    ),
    (Wall::Missing, "the page says that what was asked for is not there: it holds no article"),
];
