//! Lines in the text that are not of it: pointers to other articles, walls for subscribers, requests for consent.
//!
//! In: a page's blocks with their zones. Out: the zones again, and notes: that the page says that its text is cut,
//! that a page is nothing but a request for consent.

use super::settle::Zoned;
use crate::note::Note;
use crate::page::Zone;
use crate::page::html::tree::Tree;
use crate::tables::Tables;
use crate::text::fold::key;

/// The longest paragraph that closes a text or asks for consent, in bytes.
const LONG: usize = 700;

/// The longest line that points to another article, in bytes.
const LINE: usize = 240;

/// `zones` without such lines in the text; what a person must know of them.
pub(super) fn mark(tree: &Tree, zones: &mut [Zoned], tables: &Tables) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut consents = 0;
    for (run, zoned) in tree.runs.iter().zip(zones.iter_mut()) {
        let text = tree.text.slice(run.span);
        let told = matches!(zoned.0, Zone::Body | Zone::Deck);
        if text.len() > LONG || !(told || zoned.0 == Zone::Furniture) {
            continue;
        }
        if told && text.len() <= LINE {
            let linked = run.linked * 10 > text.len() * 5;
            if let Some(words) = tables.signs.lead(text, linked) {
                *zoned = (Zone::Related, format!("{words:?} points to another article"));
                continue;
            }
        }
        if text.len() < 12 {
            continue;
        }
        let folded = key(text);
        if let Some(words) = tables.signs.paywall(&folded) {
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
            if told && folded.split(' ').any(|word| WE.contains(&word)) {
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
    notes
}

/// "We", "our", "your" in the languages of the requests, folded.
const WE: &[&str] = &[
    "we",
    "our",
    "your",
    "wir",
    "unsere",
    "nous",
    "nos",
    "nosotros",
    "nuestros",
    "utilizamos",
    "noi",
    "nostri",
    "utilizziamo",
    "wij",
    "onze",
    "my",
    "nasi",
    "uzywamy",
    "мы",
    "наши",
];
