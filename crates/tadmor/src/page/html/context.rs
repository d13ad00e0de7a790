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

use std::collections::BTreeMap;
use std::rc::Rc;

pub(super) use comments::Marks;

use super::tree::{Element, Tree};
use crate::page::Zone;
use crate::page::line::Line;
use crate::tables::Tables;
use crate::tables::comments::Part;
use crate::tables::zones::Class;

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
        for (run, line) in tree.runs.iter().zip(lines) {
            if line.is_paragraph() && !line.linked {
                text[run.owner] += line.text.len();
            }
            heading[run.owner] |= is_named(tree, run.owner, "h1");
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

/// Whether `element` or one of its two nearest ancestors has this name.
pub(super) fn is_named(tree: &Tree, element: usize, name: &str) -> bool {
    let parent = tree.elements[element].parent;
    [element, parent, tree.elements[parent].parent].iter().any(|at| tree.elements[*at].name == name)
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

/// What each class says that has been met: many elements share one.
type Classes<'t> = BTreeMap<&'t str, Option<(Class, String)>>;

fn own<'t>(element: &'t Element, classes: &mut Classes<'t>, tables: &Tables) -> Context {
    let itemprop = element.itemprop.to_ascii_lowercase();
    let stated = match itemprop.as_str() {
        "articlebody" => Some(Zone::Body),
        "headline" => Some(Zone::Title),
        "alternativeheadline" | "description" => Some(Zone::Deck),
        "datepublished" | "datemodified" | "author" => Some(Zone::Meta),
        "caption" => Some(Zone::Caption),
        _ => None,
    };
    if let Some(zone) = stated {
        return Context::Zone(zone, format!("itemprop {}", element.itemprop).into());
    }
    if element.hidden {
        return Context::Zone(Zone::Furniture, "hidden by its style".into());
    }
    let mut said = None;
    if !element.class.is_empty() {
        said = classes.entry(&element.class).or_insert_with(|| tables.zones.class(&element.class)).as_ref();
    }
    if let Some((class, words)) = said {
        return match *class {
            Class::Zone(zone) => Context::Zone(zone, format!("class {words}").into()),
            Class::Form => Context::Form(format!("class {words}").into()),
        };
    }
    if let Some(zone) = tables.zones.role(&element.role) {
        return Context::Zone(zone, format!("role {}", element.role).into());
    }
    match tables.zones.tag(element.name) {
        Some(zone) => Context::Zone(zone, format!("tag {}", element.name).into()),
        None => Context::Open,
    }
}

/// What the nearest rule says of each element; a parent's word is passed on where a child's own cannot stand.
pub(super) fn of(tree: &Tree, marks: &Marks, weights: &Weights, tables: &Tables) -> Vec<Context> {
    let mut contexts: Vec<Context> = Vec::with_capacity(tree.elements.len());
    let mut classes = Classes::new();
    for (at, element) in tree.elements.iter().enumerate() {
        let above = if at == 0 { Context::Open } else { contexts[element.parent].clone() };
        let context = match comment(marks, at) {
            Some(context) if believed(&context, at, element, weights) => context,
            _ => joined(above, own(element, &mut classes, tables), at, element, weights),
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

fn joined(above: Context, own: Context, at: usize, element: &Element, weights: &Weights) -> Context {
    if own == Context::Open || !believed(&own, at, element, weights) {
        return above;
    }
    let (over, under) = (above.zone(), own.zone());
    match (over, under) {
        (Some(Zone::Comment), _) if matches!(own, Context::Form(_)) => own,
        // Among comments, "author" is a reader and "date" a comment's stamp.
        (Some(Zone::Comment), Some(Zone::Meta)) => {
            let name =
                ["author", "vcard", "byline", "user", "name"].iter().any(|word| element.class.contains(word));
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
    let layout = matches!(element.name, "html" | "body");
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
