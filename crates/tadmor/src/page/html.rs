//! HTML: tokens with spans, our own tree, zones.
//!
//! In: the page's characters. Out: a [`Page`]: blocks of visible text in page order with their zones, and what the
//! page states about itself. `<h1>Bridge reopens</h1><p>Lorries cross again.</p>` gives a title and a body.

mod context;
mod entity;
mod linked_data;
mod tree;
mod zone;

use crate::id::PageId;
use crate::note::Note;
use crate::page::decode::Decoded;
use crate::page::{Block, Format, Page};
use crate::tables::Tables;

/// The page that `decoded` holds.
pub(crate) fn page(id: PageId, decoded: Decoded, tables: &Tables) -> Page {
    let Decoded { text: source, encoding, mut notes } = decoded;
    let mut tree = tree::of(&source);
    for (script, raw) in std::mem::take(&mut tree.json) {
        linked_data::properties(&script, raw, &mut tree.properties);
    }
    tree.properties.sort_by_key(|property| property.span.start);
    let mut zones = zone::of(&tree, tables);
    if tree.runs.is_empty() {
        notes.push(Note::page("no visible text: the page may be made by scripts; save it from a browser"));
    }
    let (properties, told) = context::settle(&tree, &mut zones, tables);
    notes.extend(told);
    tree.properties.extend(properties);
    tree.properties.sort_by_key(|property| property.span.start);
    let blocks = tree.runs.iter().zip(zones);
    let blocks = blocks.map(|(run, (zone, because))| Block { span: run.span, zone, because }).collect();
    Page { id, format: Format::Html, encoding, text: tree.text, blocks, properties: tree.properties, notes }
}
