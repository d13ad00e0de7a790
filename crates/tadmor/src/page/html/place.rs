//! The place of a block in the page's tree.
//!
//! In: the tree, with how much running text and how many links each block has. Out: [`Places`]: for each element what
//! it and its ancestors are called and hold, and how far it lies from the element with most paragraphs of its own.

use std::collections::BTreeMap;

use super::class::Class;
use super::shape::percent;
use super::sheet::Sheet;
use super::tag::Tag;
use super::tree::Tree;
use crate::tables::Tables;

/// Tags that are looked for among an element's ancestors.
const TAGS: [Tag; 18] = [
    Tag::Article,
    Tag::Main,
    Tag::Section,
    Tag::Aside,
    Tag::Nav,
    Tag::Header,
    Tag::Footer,
    Tag::Form,
    Tag::Table,
    Tag::Ul,
    Tag::Ol,
    Tag::Li,
    Tag::Figure,
    Tag::Blockquote,
    Tag::P,
    Tag::A,
    Tag::Button,
    Tag::Figcaption,
];

/// How many groups of class words there can be.
const GROUPS: usize = 32;
/// Farther ancestors are as good as none.
const FAR: u8 = 12;

/// What an element's blocks hold.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Held {
    /// Bytes of running text.
    pub clean: u32,
    pub all: u32,
    pub linked: u32,
    pub paragraphs: u32,
    pub blocks: u32,
}

impl Held {
    fn add(&mut self, other: Held) {
        self.clean = self.clean.saturating_add(other.clean);
        self.all = self.all.saturating_add(other.all);
        self.linked = self.linked.saturating_add(other.linked);
        self.paragraphs += other.paragraphs;
        self.blocks += other.blocks;
    }
}

/// How near the nearest ancestor of each kind is.
#[derive(Clone, Copy, Debug)]
struct Near {
    tags: [u8; TAGS.len()],
    groups: [u8; GROUPS],
}

/// Where the blocks stand.
pub(super) struct Places {
    /// By element: what its whole subtree holds.
    pub held: Vec<Held>,
    /// By block: the element that sets it apart.
    pub own: Vec<usize>,
    /// By block: the nearest element around that one which holds more than one block.
    pub around: Vec<usize>,
    /// By block: blocks of one kind have one number: their elements and the parents of these have the same tags and classes.
    pub kind: Vec<u32>,
    /// By element: levels from it up to the nearest ancestor that also holds `best`, and from there down to `best`.
    up: Vec<u8>,
    down: Vec<u8>,
    /// The element with most running text in blocks of its own.
    pub best: usize,
    near: Vec<Near>,
    /// Which entry of `near` an element has.
    near_of: Vec<u32>,
    depth: Vec<u16>,
    /// By element: whether it or an ancestor is hidden by its style.
    hidden: Vec<bool>,
    groups: Vec<String>,
    /// The groups that an element speaks of which states that it holds the article's body, as bits.
    body: u32,
}

impl Places {
    /// `held` says what each block holds.
    pub fn of(tree: &Tree, blocks: &[Held], tables: &Tables) -> Places {
        let count = tree.elements.len();
        let mut own = Vec::with_capacity(blocks.len());
        for run in &tree.runs {
            own.push(apart(tree, run.owner));
        }
        let mut held = vec![Held::default(); count];
        let mut direct = vec![0u32; count];
        for (at, block) in blocks.iter().enumerate() {
            held[tree.runs[at].owner].add(*block);
            let parent = tree.elements[own[at]].parent;
            direct[parent] = direct[parent].saturating_add(block.clean);
        }
        for at in (1..count).rev() {
            let below = held[at];
            held[tree.elements[at].parent].add(below);
        }
        let mut best = 0;
        for at in 0..count {
            if direct[at] > direct[best] {
                best = at;
            }
        }
        let mut around = Vec::with_capacity(blocks.len());
        // Each element's nearest ancestor-or-self with more than one block.
        let mut several = vec![0usize; count];
        for at in 1..count {
            several[at] = if held[at].blocks > 1 { at } else { several[tree.elements[at].parent] };
        }
        for at in &own {
            around.push(several[tree.elements[*at].parent]);
        }
        let (up, down) = distances(tree, best);
        let mut places = Places {
            held,
            around,
            kind: Vec::new(),
            up,
            down,
            best,
            near: Vec::new(),
            near_of: Vec::with_capacity(count),
            depth: Vec::with_capacity(count),
            hidden: tree.hidden(),
            groups: tables.classes.names().to_vec(),
            body: tables.classes.bits(&["article", "text"]),
            own,
        };
        places.name(tree, tables);
        places
    }

    fn name(&mut self, tree: &Tree, tables: &Tables) {
        let mut bits_of = tree.classes.memory();
        // A group's words lie in one class each.
        let mut groups: BTreeMap<&str, u32> = BTreeMap::new();
        let mut spoken = |class: Class| {
            let tokens = tree.classes.written(class).split_ascii_whitespace();
            tokens.fold(0, |bits, token| {
                bits | *groups.entry(token).or_insert_with(|| tables.classes.of(token))
            })
        };
        let none = Near { tags: [FAR; TAGS.len()], groups: [FAR; GROUPS] };
        for (at, element) in tree.elements.iter().enumerate() {
            let layout = matches!(element.tag, Tag::Html | Tag::Body);
            let mut bits = if layout { 0 } else { *bits_of.of(element.class, || spoken(element.class)) };
            bits |= if element.itemprop().eq_ignore_ascii_case("articlebody") { self.body } else { 0 };
            self.depth.push(if at == 0 { 0 } else { self.depth[element.parent].saturating_add(1) });
            let tag = TAGS.iter().position(|tag| *tag == element.tag);
            // An inline element without a class is as near to everything as its parent.
            let parent = if at == 0 { None } else { Some(self.near_of[element.parent]) };
            if let Some(parent) = parent
                && bits == 0
                && element.tag.is_inline()
                && tag.is_none()
            {
                self.near_of.push(parent);
                continue;
            }
            let mut near = parent.map_or(none, |parent| self.near[parent as usize]);
            for distance in &mut near.tags {
                *distance = (*distance + 1).min(FAR);
            }
            for distance in &mut near.groups {
                *distance = (*distance + 1).min(FAR);
            }
            if let Some(tag) = tag {
                near.tags[tag] = 0;
            }
            while bits != 0 {
                near.groups[bits.trailing_zeros() as usize] = 0;
                bits &= bits - 1;
            }
            self.near_of.push(self.near.len() as u32);
            self.near.push(near);
        }
        let named = |at: usize| (tree.elements[at].tag, tree.elements[at].class);
        let mut kinds: BTreeMap<[(Tag, Class); 4], u32> = BTreeMap::new();
        for (run, own) in tree.runs.iter().zip(&self.own) {
            let parent = tree.elements[*own].parent;
            let above = tree.elements[parent].parent;
            let path = [run.owner, *own, parent, above].map(named);
            let fresh = kinds.len() as u32;
            self.kind.push(*kinds.entry(path).or_insert(fresh));
        }
    }

    /// Levels from the block up to what also holds the best element, and from there down to it.
    pub fn far(&self, block: usize) -> (i32, i32) {
        (i32::from(self.up[self.own[block]]), i32::from(self.down[self.own[block]]))
    }

    /// Whether the block lies in an element that its style hides.
    pub fn is_hidden(&self, block: usize) -> bool {
        self.hidden[self.own[block]]
    }

    pub fn put(&self, tree: &Tree, block: usize, sheet: &mut Sheet) {
        let owner = tree.runs[block].owner;
        let own = self.own[block];
        let parent = tree.elements[own].parent;
        let above = tree.elements[parent].parent;
        sheet.put("inline tag", inline_code(tree.elements[owner].tag));
        sheet.put("tag", code(tree.elements[own].tag));
        sheet.put("tag of the parent", code(tree.elements[parent].tag));
        sheet.put("tag of the grandparent", code(tree.elements[above].tag));
        let near = &self.near[self.near_of[owner] as usize];
        for (tag, distance) in TAGS.iter().zip(near.tags) {
            sheet.put_of("levels to", tag.name(), i32::from(distance));
        }
        for (group, distance) in self.groups.iter().zip(near.groups) {
            sheet.put_of("levels to class", group, i32::from(distance));
        }
        sheet.put("depth", i32::from(self.depth[own]));
        let (up, down) = self.far(block);
        sheet.put("levels up to the best element", up);
        sheet.put("levels down to the best element", down);
        let page = self.held[0];
        let around = self.around[block];
        let over = tree.elements[around].parent;
        let best = self.held[self.best];
        for (name, at) in [("around", around), ("over", over), ("third", tree.elements[over].parent)] {
            let held = self.held[at];
            sheet.put_of(
                "running text, percent of the page",
                name,
                percent(held.clean as usize, page.clean as usize),
            );
            sheet.put_of(
                "running text, percent of its own",
                name,
                percent(held.clean as usize, held.all as usize),
            );
            sheet.put_of("links, percent", name, percent(held.linked as usize, held.all as usize));
            sheet.put_of("paragraphs", name, held.paragraphs.min(1000) as i32);
            sheet.put_of("blocks", name, held.blocks.min(1000) as i32);
        }
        sheet.put("links in the best element", percent(best.linked as usize, best.all as usize));
        sheet.put("running text in the best element", percent(best.clean as usize, page.clean as usize));
    }
}

/// The element that sets `element` apart: itself or the nearest ancestor that is not inline.
fn apart(tree: &Tree, mut element: usize) -> usize {
    // Inline elements nest a few levels; a page that nests them by the thousand gets an inline one.
    for _ in 0..16 {
        if element == 0 || !tree.elements[element].tag.is_inline() {
            break;
        }
        element = tree.elements[element].parent;
    }
    element
}

fn distances(tree: &Tree, best: usize) -> (Vec<u8>, Vec<u8>) {
    let count = tree.elements.len();
    let mut down = vec![u8::MAX; count];
    let (mut at, mut levels) = (best, 0u8);
    loop {
        down[at] = levels;
        if at == 0 {
            break;
        }
        levels = (levels + 1).min(30);
        at = tree.elements[at].parent;
    }
    let mut up = vec![0u8; count];
    for at in 1..count {
        let parent = tree.elements[at].parent;
        if down[at] == u8::MAX {
            down[at] = down[parent];
            up[at] = (up[parent] + 1).min(30);
        }
    }
    (up, down)
}

/// Tags in an order in which running text grows rarer.
const ORDER: [Tag; 34] = [
    Tag::P,
    Tag::Blockquote,
    Tag::Pre,
    Tag::H2,
    Tag::H3,
    Tag::H4,
    Tag::H5,
    Tag::H6,
    Tag::H1,
    Tag::Article,
    Tag::Main,
    Tag::Section,
    Tag::Div,
    Tag::Other,
    Tag::Td,
    Tag::Th,
    Tag::Tr,
    Tag::Tbody,
    Tag::Table,
    Tag::Li,
    Tag::Ol,
    Tag::Ul,
    Tag::Dd,
    Tag::Dt,
    Tag::Dl,
    Tag::Figcaption,
    Tag::Figure,
    Tag::Header,
    Tag::Aside,
    Tag::Form,
    Tag::Button,
    Tag::Nav,
    Tag::Footer,
    Tag::Body,
];

fn code(tag: Tag) -> i32 {
    ORDER.iter().position(|known| *known == tag).unwrap_or(ORDER.len()) as i32
}

fn inline_code(tag: Tag) -> i32 {
    match tag {
        Tag::A => 1,
        Tag::Strong | Tag::B => 2,
        Tag::Em | Tag::I => 3,
        Tag::Span | Tag::Font => 4,
        Tag::Time => 5,
        Tag::Label | Tag::Small => 6,
        _ => 0,
    }
}
