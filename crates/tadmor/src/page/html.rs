//! HTML: tokens with spans, our own tree, zones.
//!
//! In: the page's characters. Out: a [`Page`]: blocks of visible text in page order with their zones, and what the
//! page states about itself. `<h1>Bridge reopens</h1><p>Lorries cross again.</p>` gives a title and a body.

mod class;
mod context;
mod entity;
mod feature;
mod linked_data;
mod main_part;
mod own;
mod place;
mod shape;
pub(crate) mod sheet;
mod signed;
mod stated;
mod tag;
mod tree;
mod zone;

use crate::id::PageId;
use crate::note::Note;
use crate::page::decode::Decoded;
use crate::page::stamp::standing;
use crate::page::{Block, Format, Page};
use crate::tables::Tables;
use crate::text::{RawSpan, Span};

/// The page that `decoded` holds.
pub(crate) fn page(id: PageId, decoded: Decoded, tables: &Tables) -> Page {
    let Decoded { text: source, encoding, mut notes, unread } = decoded;
    let mut tree = tree::of(&source);
    let stated = stated_by(&tree);
    for (script, raw) in std::mem::take(&mut tree.json) {
        linked_data::properties(&script, raw, &mut tree.properties);
    }
    tree.properties.sort_by_key(|property| property.span.start);
    let marks = context::Marks::of(&tree, tables);
    let mut zones = zone::of(&feature::Seen::of(&tree, &marks, &stated, tables), tables);
    if tree.runs.is_empty() {
        notes.push(Note::page("no visible text: the page may be made by scripts; save it from a browser"));
    }
    let full = tree.unread.map(|from| source.raw(Span::new(from, source.len())));
    notes.extend(full.map(left_out));
    let (properties, told) = context::settle(&tree, &marks, &mut zones, tables);
    notes.extend(told);
    tree.properties.extend(properties);
    tree.properties.sort_by_key(|property| property.span.start);
    let blocks = tree.runs.iter().zip(zones);
    let blocks = blocks.map(|(run, (zone, because))| Block { span: run.span, zone, because }).collect();
    let dated = standing::find(&source, &tables.dates);
    Page {
        id,
        format: Format::Html,
        encoding,
        text: tree.text,
        blocks,
        properties: tree.properties,
        dated,
        notes,
        unread: full.or(unread),
    }
}

fn left_out(rest: RawSpan) -> Note {
    let what =
        format!("too many tags for a page of its length: read up to byte {}, the rest left out", rest.start);
    Note::at(rest, what)
}

fn stated_by(tree: &tree::Tree) -> stated::Stated {
    stated::Stated::of(tree.json.iter().map(|(script, _)| script.as_str()), &tree.properties)
}

/// The text of each block of the page in `bytes` with whether it is mostly links, and their features: what training sees.
pub(crate) fn features(bytes: &[u8], tables: &Tables) -> (Vec<(String, bool)>, sheet::Sheet) {
    let decoded = crate::page::decode::characters(bytes, None);
    let tree = tree::of(&decoded.text);
    let marks = context::Marks::of(&tree, tables);
    let seen = feature::Seen::of(&tree, &marks, &stated_by(&tree), tables);
    let blocks = seen.lines.iter().map(|line| (line.text.to_owned(), line.linked)).collect();
    (blocks, seen.sheet(true))
}
