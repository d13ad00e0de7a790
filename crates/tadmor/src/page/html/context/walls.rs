//! Lines in the text that are not of it: pointers to other articles, walls for subscribers, requests for consent.
//!
//! In: a page's blocks with their zones. Out: the zones again, and notes: that the page says that its text is cut,
//! that a page is nothing but a request for consent, a check for robots or "page not found".

use super::settle::Zoned;
use crate::note::Note;
use crate::page::html::tree::Tree;
use crate::page::{Zone, wall};
use crate::tables::Tables;
use crate::text::fold::key;

/// The longest paragraph that closes a text or asks for consent, in bytes.
const LONG: usize = 700;

/// The longest line that points to another article, in bytes.
const LINE: usize = 240;

/// How many blocks a wall may stand from the last of the text.
const NEAR: usize = 4;

/// `zones` without such lines in the text; what a person must know of them.
pub(super) fn mark(tree: &Tree, zones: &mut [Zoned], tables: &Tables) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut consents = 0;
    let last = zones.iter().rposition(|(zone, _)| *zone == Zone::Body).unwrap_or(0);
    for (at, (run, zoned)) in tree.runs.iter().zip(zones.iter_mut()).enumerate() {
        let text = tree.text.slice(run.span);
        let told = matches!(zoned.0, Zone::Body | Zone::Deck);
        if text.len() > LONG || !(told || matches!(zoned.0, Zone::Furniture | Zone::Meta)) {
            continue;
        }
        if text.len() <= LINE {
            let linked = told && run.linked * 10 > text.len() * 5;
            if let Some(words) = tables.signs.lead(text, linked) {
                *zoned = (Zone::Related, format!("{words:?} points to another article"));
                continue;
            }
        }
        // A wall stands where the text ends; boxes elsewhere on the page advertise subscriptions, too.
        let near = at.abs_diff(last) <= NEAR;
        if text.len() < 12 {
            continue;
        }
        let folded = key(text);
        if let Some(words) = tables.signs.paywall(&folded).filter(|_| near && text.len() <= LINE * 2) {
            if told {
                *zoned = (Zone::Furniture, format!("{words:?} keeps the rest for subscribers"));
            }
            if notes.is_empty() {
                let what = format!(
                    "the page says that the rest is for subscribers ({words:?}): its text may be cut"
                );
                notes.push(Note::at(tree.text.raw(run.span), what));
            }
        } else if let Some(words) = tables.signs.consent(&folded) {
            consents += 1;
            // An article may speak of cookies; a request says "we", and is no part of a longer text.
            if told && folded.split(' ').any(|word| tables.signs.is_we(word)) {
                *zoned = (Zone::Furniture, format!("{words:?} asks for consent"));
            }
        }
    }
    let body = zones.iter().any(|(zone, _)| *zone == Zone::Body);
    if consents > 0 && !body {
        notes.push(Note::page(
            "nothing on this page but a request for consent: save it again after answering it",
        ));
    }
    let blocks = tree.runs.iter().zip(zones.iter());
    notes.extend(wall::notes(blocks.map(|(run, (zone, _))| (tree.text.slice(run.span), *zone)), tables));
    notes
}
