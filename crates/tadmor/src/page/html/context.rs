//! What elements say of the text in them.
//!
//! In: a [`Tree`]. Out: a [`Context`] for each element: what the nearest element that says anything (by itemprop,
//! style, class, role or tag) says. `<div class="related-posts">` makes all text in it [`Zone::Related`], unless it
//! holds most of the article.

mod bare;
mod comments;
mod posts;
mod settle;
mod walls;

pub(super) use settle::settle;

use std::collections::BTreeSet;
use std::rc::Rc;

pub(super) use comments::Marks;

use super::class::Memory;
use super::tag::Tag;
use super::tree::{Element, Tree};
use crate::page::Zone;
use crate::page::line::Line;
use crate::tables::Tables;
use crate::tables::comments::Part;
use crate::tables::zones::Class;
use crate::text::hash;

/// How much of the page's running text lies in each element.
pub(super) struct Weights {
    /// By element, in bytes.
    pub text: Vec<usize>,
    /// Whether a first-level heading lies in it.
    pub heading: Vec<bool>,
}

impl Weights {
    pub fn of(tree: &Tree, lines: &[Line<'_>]) -> Self {
        let mut text = vec![0; tree.elements.len()];
        let mut heading = vec![false; tree.elements.len()];
        let copies = hidden_copies(tree, lines);
        for (at, (run, line)) in tree.runs.iter().zip(lines).enumerate() {
            let copy = copies.get(at).is_some_and(|copy| *copy);
            if line.is_paragraph() && !line.linked && !copy {
                text[run.owner] += line.text.len();
            }
            heading[run.owner] |= is_named(tree, run.owner, Tag::H1);
        }
        for at in (1..tree.elements.len()).rev() {
            let parent = tree.elements[at].parent;
            text[parent] += text[at];
            heading[parent] |= heading[at];
        }
        Weights { text, heading }
    }

    /// Whether the element holds more than `percent` of the page's running text.
    pub fn most(&self, element: usize, percent: usize) -> bool {
        self.text[0] > 0 && self.text[element] * 100 > self.text[0] * percent
    }
}

/// Words in a row by which a copy is known, and how many such rows in a hundred must be seen elsewhere: tags and spaces
/// are lost on the way, and with them the rows that stood across the ends of paragraphs.
const ROW: usize = 6;
const COPIED: usize = 60;

/// By block, whether it is hidden by its style and its words can be seen elsewhere on the page: some pages carry a hidden
/// copy of the article for machines. Empty where nothing is hidden. What is hidden and no copy, as in a box that opens
/// on a click, counts like the rest.
fn hidden_copies(tree: &Tree, lines: &[Line<'_>]) -> Vec<bool> {
    if !tree.elements.iter().any(|element| element.hidden) {
        return Vec::new();
    }
    let hidden = tree.hidden();
    let told = |at: &usize| lines[*at].is_paragraph() && !lines[*at].linked;
    let mut copies = vec![false; lines.len()];
    let (unseen, seen): (Vec<usize>, Vec<usize>) =
        (0..lines.len()).filter(told).partition(|at| hidden[tree.runs[*at].owner]);
    if unseen.is_empty() {
        return copies;
    }
    let seen: BTreeSet<u64> = seen.into_iter().flat_map(|at| hash::rows(lines[at].text, ROW)).collect();
    for at in unseen {
        let rows = hash::rows(lines[at].text, ROW);
        let known = rows.iter().filter(|row| seen.contains(row)).count();
        copies[at] = known * 100 > rows.len() * COPIED;
    }
    copies
}

/// Whether `element` or one of its two nearest ancestors has this name.
pub(super) fn is_named(tree: &Tree, element: usize, tag: Tag) -> bool {
    near(tree, element).contains(&tag)
}

/// Whether one of them is a heading.
pub(super) fn is_heading(tree: &Tree, element: usize) -> bool {
    near(tree, element).iter().any(|tag| tag.heading().is_some())
}

/// The names of `element` and its two nearest ancestors.
pub(super) fn near(tree: &Tree, element: usize) -> [Tag; 3] {
    let parent = tree.elements[element].parent;
    [element, parent, tree.elements[parent].parent].map(|at| tree.elements[at].tag)
}

/// What an element says of the text in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Context {
    /// Nothing.
    Open,
    /// A zone, with the words that say so.
    Zone(Zone, Rc<str>),
    /// The form for a comment.
    Form(Rc<str>),
}

impl Context {
    pub fn zone(&self) -> Option<Zone> {
        match self {
            Context::Open => None,
            Context::Zone(zone, _) => Some(*zone),
            Context::Form(_) => Some(Zone::Furniture),
        }
    }

    /// Whether the article's own text cannot stand here.
    pub fn is_outside(&self) -> bool {
        matches!(
            self.zone(),
            Some(Zone::Furniture | Zone::Related | Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta)
        )
    }
}

/// What elements say by themselves, by what they are called.
struct Own<'t> {
    tree: &'t Tree,
    tables: &'t Tables,
    /// By class.
    classes: Memory<Context>,
    /// By name, in the order of the names' numbers.
    tags: Vec<Context>,
}

impl Own<'_> {
    fn of(&mut self, element: &Element) -> Context {
        let itemprop = element.itemprop();
        if let Some(zone) = stated(itemprop) {
            return Context::Zone(zone, format!("itemprop {itemprop}").into());
        }
        if element.hidden {
            return Context::Zone(Zone::Furniture, "hidden by its style".into());
        }
        let said = self.classes.of(element.class, || {
            match self.tables.zones.class(self.tree.classes.written(element.class)) {
                Some((Class::Zone(zone), words)) => Context::Zone(zone, format!("class {words}").into()),
                Some((Class::Form, words)) => Context::Form(format!("class {words}").into()),
                None => Context::Open,
            }
        });
        if *said != Context::Open {
            return said.clone();
        }
        let role = element.role();
        if !role.is_empty()
            && let Some(zone) = self.tables.zones.role(role)
        {
            return Context::Zone(zone, format!("role {role}").into());
        }
        self.tags[element.tag as usize].clone()
    }
}

/// The zone that an itemprop states.
fn stated(itemprop: &str) -> Option<Zone> {
    if itemprop.is_empty() {
        return None;
    }
    match itemprop.to_ascii_lowercase().as_str() {
        "articlebody" => Some(Zone::Body),
        "headline" => Some(Zone::Title),
        "alternativeheadline" | "description" => Some(Zone::Deck),
        "datepublished" | "datemodified" | "author" => Some(Zone::Meta),
        "caption" => Some(Zone::Caption),
        _ => None,
    }
}

fn by_tag(tag: Tag, tables: &Tables) -> Context {
    let zone = tables.zones.tag(tag.name());
    zone.map_or(Context::Open, |zone| Context::Zone(zone, format!("tag {}", tag.name()).into()))
}

/// What the nearest rule says of each element; a parent's word is passed on where a child's own cannot stand.
pub(super) fn of(tree: &Tree, marks: &Marks, weights: &Weights, tables: &Tables) -> Vec<Context> {
    let mut contexts: Vec<Context> = Vec::with_capacity(tree.elements.len());
    let tags = Tag::all().map(|tag| by_tag(tag, tables)).collect();
    let mut own = Own { tree, tables, classes: tree.classes.memory(), tags };
    for (at, element) in tree.elements.iter().enumerate() {
        let above = if at == 0 { Context::Open } else { contexts[element.parent].clone() };
        let context = match comment(marks, at) {
            Some(context) if believed(&context, at, element, weights) => context,
            _ => joined(above, own.of(element), at, tree, weights),
        };
        contexts.push(context);
    }
    contexts
}

/// What the page's comments say of an element.
fn comment(marks: &Marks, at: usize) -> Option<Context> {
    let state = marks.states[at];
    if state.foreign {
        return Some(Context::Zone(Zone::Related, "comments on other pages".into()));
    }
    if let Some(item) = state.item.and_then(|item| marks.items.get(&item)) {
        let because: Rc<str> = item.because.as_str().into();
        return Some(match state.role {
            Some(Part::Form) => Context::Form(because),
            Some(Part::Author) => Context::Zone(Zone::CommentAuthor, because),
            Some(Part::Stamp | Part::Control) => Context::Zone(Zone::CommentMeta, because),
            _ => Context::Zone(Zone::Comment, because),
        });
    }
    if state.role == Some(Part::Form) {
        return Some(Context::Form("of the form for a comment".into()));
    }
    let (because, found) = marks.lists.get(&state.list?)?;
    let zone = if *found { Zone::Furniture } else { Zone::Comment };
    Some(Context::Zone(zone, because.as_str().into()))
}

fn joined(above: Context, own: Context, at: usize, tree: &Tree, weights: &Weights) -> Context {
    let element = &tree.elements[at];
    if own == Context::Open || !believed(&own, at, element, weights) {
        return above;
    }
    let (over, under) = (above.zone(), own.zone());
    match (over, under) {
        (Some(Zone::Comment), _) if matches!(own, Context::Form(_)) => own,
        // Among comments, "author" is a reader and "date" a comment's stamp.
        (Some(Zone::Comment), Some(Zone::Meta)) => {
            let class = tree.classes.written(element.class);
            let name = ["author", "vcard", "byline", "user", "name"].iter().any(|word| class.contains(word));
            Context::Zone(if name { Zone::CommentAuthor } else { Zone::CommentMeta }, because(&own))
        }
        (Some(Zone::Comment), Some(Zone::CommentAuthor | Zone::CommentMeta | Zone::Furniture)) => own,
        (Some(Zone::Comment), _) => above,
        (Some(Zone::CommentMeta), Some(Zone::CommentAuthor | Zone::Comment)) => own,
        (Some(Zone::CommentMeta | Zone::CommentAuthor), _) => above,
        // Comments may stand in an aside or a footer; an article's text may not.
        (Some(Zone::Furniture | Zone::Related), Some(Zone::Comment)) => own,
        (Some(Zone::Furniture | Zone::Related), _) => above,
        (Some(Zone::Caption | Zone::Meta), Some(Zone::Body | Zone::Title | Zone::Deck | Zone::Meta)) => above,
        _ => own,
    }
}

fn because(context: &Context) -> Rc<str> {
    match context {
        Context::Open => "".into(),
        Context::Zone(_, because) | Context::Form(because) => because.clone(),
    }
}

/// A class on an element that holds most of the article speaks of the page's layout ("has-sidebar"), not of its text.
fn believed(own: &Context, at: usize, element: &Element, weights: &Weights) -> bool {
    let layout = matches!(element.tag, Tag::Html | Tag::Body);
    match own.zone() {
        _ if layout => false,
        Some(Zone::Comment) => !weights.heading[at] || weights.text[at] == 0,
        Some(Zone::Furniture | Zone::Related) => {
            !(weights.most(at, 40) || (weights.heading[at] && weights.most(at, 10)))
        }
        Some(Zone::Caption | Zone::Meta | Zone::Title) => !weights.most(at, 25),
        Some(Zone::Deck) => !weights.most(at, 40),
        _ => true,
    }
}
