//! Readers' comments, by what their elements say.
//!
//! In: a [`Tree`]. Out: [`Marks`]: for each element whether it holds comments, is one, or is the name, the stamp, the
//! text of one. `<li id="comment-12"><cite>Ana</cite> <time>3 May</time><p>At last.</p></li>` is one comment.
//! One sign is never enough: a class "comment" may speak of an opinion piece, "comments-open" of the page's settings.
//! Lists without a comment in them (forms, rules, "be the first") hold none.

use std::collections::BTreeMap;

use crate::page::html::class::Memory;
use crate::page::html::tag::Tag;
use crate::page::html::tree::{Element, Tree};
use crate::tables::Tables;
use crate::tables::comments::{Part, Said};

/// What the elements around a stretch of text make of it.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::page::html) struct State {
    /// The comment that it is of.
    pub item: Option<usize>,
    /// The element that holds the comments.
    pub list: Option<usize>,
    /// Name, stamp, text, button or form, within its comment or list.
    pub role: Option<Part>,
    /// In a box of comments on other pages.
    pub foreign: bool,
}

/// What a page's elements say of comments.
pub(in crate::page::html) struct Marks {
    /// By element.
    pub states: Vec<State>,
    /// The comments by element, with the reason.
    pub items: BTreeMap<usize, Item>,
    /// The elements that hold comments, with the reason, and whether a comment was found in them.
    pub lists: BTreeMap<usize, (String, bool)>,
    /// Elements that are names, in page order.
    pub names: Vec<usize>,
}

/// One comment.
pub(in crate::page::html) struct Item {
    /// Which words say so.
    pub because: String,
    /// Whether an element in it says that it is the comment's text.
    pub has_text: bool,
}

/// What one element says, before anything around it is weighed.
#[derive(Clone, Copy, Debug, Default)]
struct Saying<'t> {
    part: Option<Part>,
    numbered: bool,
    schema: bool,
    /// It says, too, that it is a comment as a whole.
    item: bool,
    /// With the bare word for a comment and nothing else: "comment", "yorum".
    bare: bool,
    words: &'t str,
}

/// What lies in an element.
#[derive(Clone, Copy, Debug, Default)]
struct Inside {
    items: usize,
    wraps: usize,
    texts: usize,
    authors: usize,
    stamps: usize,
    heading: bool,
    bytes: usize,
    linked: usize,
}

impl Marks {
    /// What the elements of `tree` say.
    pub fn of(tree: &Tree, tables: &Tables) -> Marks {
        let mut sayings = sayings(tree, tables);
        demote_texts(tree, &mut sayings);
        let inside = inside(tree, &sayings);
        weigh(tree, &sayings, &inside)
    }
}

fn sayings<'t>(tree: &'t Tree, tables: &Tables) -> Vec<Saying<'t>> {
    let mut sayings: Vec<Saying<'t>> = Vec::with_capacity(tree.elements.len());
    // Whether an element above may be a comment or hold some.
    let mut within: Vec<(bool, bool)> = Vec::with_capacity(tree.elements.len());
    let mut known =
        Classes { own: tree.classes.memory(), inner: tree.classes.memory(), tokens: BTreeMap::new() };
    for (at, element) in tree.elements.iter().enumerate() {
        let (in_item, in_list) = if at == 0 { (false, false) } else { within[element.parent] };
        let mut saying = own(tree, element, &mut known, tables);
        if saying.part.is_none() && in_item {
            saying = inner(tree, element, &mut known, tables);
        }
        if matches!(element.tag, Tag::Html | Tag::Body | Tag::Main | Tag::Head) {
            saying = Saying::default();
        }
        let item = matches!(saying.part, Some(Part::Item | Part::Wrap | Part::Text));
        within.push((in_item || item, in_list || saying.part == Some(Part::List)));
        sayings.push(saying);
    }
    sayings
}

/// The order in which the words of one element count.
const ORDER: &[Part] = &[
    Part::Foreign,
    Part::Form,
    Part::Item,
    Part::List,
    Part::Text,
    Part::Wrap,
    Part::Control,
    Part::Stamp,
    Part::Author,
];

/// What classes have said that were met: anywhere, and in a comment.
struct Classes<'t> {
    own: Memory<Saying<'t>>,
    inner: Memory<Option<(Part, &'t str)>>,
    /// Words that several classes share.
    tokens: BTreeMap<&'t str, Option<(Part, bool)>>,
}

fn own<'t>(tree: &'t Tree, element: &'t Element, known: &mut Classes<'t>, tables: &Tables) -> Saying<'t> {
    let systems = &tables.comments;
    if !element.itemtype().is_empty()
        && let Some(part) = systems.item_type(element.itemtype())
    {
        return Saying { part: Some(part), schema: true, words: element.itemtype(), ..Saying::default() };
    }
    if !element.itemprop().is_empty()
        && let Some(part) = systems.prop(element.itemprop())
    {
        return Saying { part: Some(part), schema: true, words: element.itemprop(), ..Saying::default() };
    }
    let Classes { own, tokens, .. } = known;
    *own.of(element.class, || by_class(tree.classes.written(element.class), tokens, tables))
}

/// What a class and an id say of an element.
fn by_class<'t>(
    class: &'t str,
    tokens: &mut BTreeMap<&'t str, Option<(Part, bool)>>,
    tables: &Tables,
) -> Saying<'t> {
    let systems = &tables.comments;
    let mut saying = Saying::default();
    let mut best = usize::MAX;
    let mut text = None;
    for token in class.split_whitespace() {
        let said = tokens
            .entry(token)
            .or_insert_with(|| systems.token(token).map(|Said { part, numbered, .. }| (part, numbered)));
        let Some((part, numbered)) = *said else { continue };
        let Some(rank) = ORDER.iter().position(|known| *known == part) else { continue };
        saying.numbered |= numbered;
        saying.item |= part == Part::Item;
        if part == Part::Text {
            text = Some(token);
        }
        if rank < best {
            best = rank;
            saying.part = Some(part);
            saying.words = token;
            saying.bare = part == Part::Item && systems.is_bare(token);
        }
    }
    // "comment-content comment" is the text of one; with a number it is the comment itself.
    if let Some(words) = text
        && saying.part == Some(Part::Item)
        && !saying.numbered
    {
        saying.part = Some(Part::Text);
        saying.words = words;
    }
    saying
}

/// What an element says only because it stands in a comment.
fn inner<'t>(tree: &'t Tree, element: &'t Element, known: &mut Classes<'t>, tables: &Tables) -> Saying<'t> {
    let said = |part, words| Saying { part: Some(part), words, ..Saying::default() };
    let itemprop = element.itemprop();
    match itemprop.to_ascii_lowercase().as_str() {
        "author" | "creator" | "name" => return said(Part::Author, itemprop),
        "datepublished" | "datecreated" | "commenttime" => return said(Part::Stamp, itemprop),
        "text" | "description" => return said(Part::Text, itemprop),
        _ => {}
    }
    let class = known.inner.of(element.class, || {
        let tokens = tree.classes.written(element.class).split_whitespace();
        let parts = tokens.filter_map(|token| {
            let part = tables.comments.inside(token)?;
            Some((ORDER.iter().position(|known| *known == part), part, token))
        });
        parts.min_by_key(|(rank, ..)| *rank).map(|(_, part, words)| (part, words))
    });
    if let Some((part, words)) = *class {
        return said(part, words);
    }
    match element.tag {
        Tag::Time => said(Part::Stamp, "time"),
        Tag::Cite => said(Part::Author, "cite"),
        Tag::Button => said(Part::Control, "button"),
        Tag::Form | Tag::Fieldset | Tag::Textarea | Tag::Label | Tag::Select => {
            said(Part::Form, element.tag.name())
        }
        _ => Saying::default(),
    }
}

/// An element that says "text" but holds the stamp, another text or a whole comment is the comment itself.
fn demote_texts(tree: &Tree, sayings: &mut [Saying<'_>]) {
    let mut holds = vec![false; sayings.len()];
    for at in (1..sayings.len()).rev() {
        let part = sayings[at].part;
        if part == Some(Part::Text) && holds[at] {
            sayings[at].part = Some(if sayings[at].item { Part::Item } else { Part::Wrap });
        }
        let part = sayings[at].part;
        holds[tree.elements[at].parent] |=
            holds[at] || matches!(part, Some(Part::Text | Part::Stamp | Part::Item | Part::Form));
    }
}

fn inside(tree: &Tree, sayings: &[Saying<'_>]) -> Vec<Inside> {
    let mut inside = vec![Inside::default(); sayings.len()];
    for run in &tree.runs {
        let owner = &mut inside[run.owner];
        owner.bytes += run.span.len();
        owner.linked += run.linked;
    }
    for at in (1..sayings.len()).rev() {
        let own = inside[at];
        let part = sayings[at].part;
        let parent = &mut inside[tree.elements[at].parent];
        parent.items += own.items + usize::from(part == Some(Part::Item));
        parent.wraps += own.wraps + usize::from(part == Some(Part::Wrap));
        parent.texts += own.texts + usize::from(part == Some(Part::Text));
        parent.authors += own.authors + usize::from(part == Some(Part::Author));
        parent.stamps += own.stamps + usize::from(part == Some(Part::Stamp));
        parent.heading |= own.heading || tree.elements[at].tag == Tag::H1;
        parent.bytes += own.bytes;
        parent.linked += own.linked;
    }
    inside
}

/// What a wrapper is: a comment, or what holds them.
fn settled(saying: &Saying<'_>, inside: &Inside) -> Option<Part> {
    match saying.part {
        Some(Part::Wrap) if inside.items > 0 || inside.texts > 1 => Some(Part::List),
        Some(Part::Wrap) if inside.texts == 1 => Some(Part::Item),
        Some(Part::Wrap) if inside.wraps > 0 => Some(Part::List),
        Some(Part::Wrap) => Some(Part::Item),
        part => part,
    }
}

fn weigh(tree: &Tree, sayings: &[Saying<'_>], inside: &[Inside]) -> Marks {
    let twins = twins(tree, sayings, inside);
    let entries = entries(tree, inside);
    let told = first_paragraph_end(tree);
    let total = inside[0].bytes + 1;
    let mut marks = Marks {
        states: Vec::with_capacity(sayings.len()),
        items: BTreeMap::new(),
        lists: BTreeMap::new(),
        names: Vec::new(),
    };
    for (at, element) in tree.elements.iter().enumerate() {
        let above = if at == 0 { State::default() } else { marks.states[element.parent] };
        let mut state = above;
        let (saying, held) = (&sayings[at], &inside[at]);
        // What holds the title, or nearly the whole page, is the page.
        let whole = held.heading || (at > 0 && held.bytes * 10 > total * 9 && held.items == 0);
        match settled(saying, held) {
            _ if whole => {}
            Some(Part::Foreign) => state = State { foreign: true, ..State::default() },
            Some(_) if state.foreign => {}
            Some(Part::List) if above.item.is_none() || held.items > 0 => {
                state.list = Some(at);
                state.item = None;
                state.role = None;
                marks.lists.insert(at, (format!("class {}", saying.words.trim()), false));
            }
            Some(Part::Form) if saying.words != element.tag.name() || above.item.is_some() => {
                state.role = Some(Part::Form);
            }
            Some(Part::Item)
                if (saying.part == Some(Part::Item) || above.item.is_none())
                    && (is_sure(saying, held, &above, twins[at], element.tag == Tag::Li)
                        || (saying.bare && twins[at] && element.start >= told && is_written(held)))
                    && held.linked * 10 <= held.bytes * 9 =>
            {
                let because = format!("{} says that it is a comment", saying.words.trim());
                marks.items.insert(at, Item { because, has_text: held.texts > 0 });
                state.item = Some(at);
                state.role = None;
            }
            None if entries[at]
                && is_written(held)
                && above.item.is_none()
                && above.role.is_none()
                && above.list.is_some_and(|list| inside[list].items + inside[list].texts == 0) =>
            {
                let because = "an entry of the list of comments, with a line above its text".to_owned();
                marks.items.insert(at, Item { because, has_text: false });
                state.item = Some(at);
            }
            Some(Part::Text) => match above.item {
                Some(_) if above.role != Some(Part::Form) => state.role = Some(Part::Text),
                Some(_) => {}
                None => {
                    let beside = &inside[element.parent];
                    let near = usize::from(beside.authors > 0) + usize::from(beside.stamps > 0);
                    let sure = usize::from(above.list.is_some()) + near + usize::from(saying.numbered);
                    if sure >= 2 || (above.list.is_some() && twins[at]) {
                        let because = format!("{} says that it is a comment's text", saying.words.trim());
                        marks.items.insert(at, Item { because, has_text: true });
                        state.item = Some(at);
                        state.role = Some(Part::Text);
                    }
                }
            },
            Some(part @ (Part::Author | Part::Stamp | Part::Control))
                if above.item.is_some() || above.list.is_some() =>
            {
                let strong = above.role.is_none()
                    || above.role == Some(Part::Stamp)
                    || (above.role == Some(Part::Text) && part != Part::Stamp);
                // A list of replies may stand in an element that speaks of its buttons.
                if strong && held.items == 0 {
                    state.role = Some(part);
                }
                if part == Part::Author {
                    marks.names.push(at);
                }
            }
            _ => {}
        }
        if let (Some(item), Some(list)) = (state.item, state.list)
            && item == at
            && let Some((_, found)) = marks.lists.get_mut(&list)
        {
            *found = true;
        }
        marks.states.push(state);
    }
    marks
}

/// What an entry of a list must hold to be a comment by its class alone, in bytes.
const SENTENCE: usize = 40;

/// Whether enough speaks for one comment.
fn is_sure(saying: &Saying<'_>, inside: &Inside, above: &State, twin: bool, entry: bool) -> bool {
    // An entry of a list of comments that says that it is one, and is more than a remark that there are none.
    let listed = entry && above.list.is_some() && inside.bytes >= SENTENCE;
    let signs = usize::from(saying.numbered)
        + usize::from(listed)
        + 2 * usize::from(saying.schema)
        + usize::from(above.list.is_some() || above.item.is_some())
        + usize::from(inside.texts > 0)
        + usize::from(inside.authors > 0)
        + usize::from(inside.stamps > 0)
        + usize::from(twin);
    let parts = inside.texts + inside.authors + inside.stamps;
    signs >= 2 && inside.bytes > 0 && (parts > 0 || listed || saying.numbered || saying.schema)
}

/// Whether an element holds more than links.
fn is_written(inside: &Inside) -> bool {
    inside.bytes > 0 && inside.linked * 2 <= inside.bytes && !inside.heading
}

/// The shortest first paragraph of an article, in bytes.
const PARAGRAPH: usize = 60;

/// Where the first block of the page ends that reads like a paragraph.
fn first_paragraph_end(tree: &Tree) -> usize {
    let first = tree.runs.iter().find(|run| {
        let length = run.span.len();
        let owner = tree.elements[run.owner].tag;
        length >= PARAGRAPH && run.linked * 2 <= length && !matches!(owner, Tag::H1 | Tag::H2)
    });
    first.map_or(usize::MAX, |run| run.span.end)
}

/// Whether an element is an entry of a list, beside another, with more than one block in it: a name and a text.
fn entries(tree: &Tree, inside: &[Inside]) -> Vec<bool> {
    let mut blocks = vec![0usize; tree.elements.len()];
    for run in &tree.runs {
        blocks[run.owner] += 1;
    }
    for at in (1..blocks.len()).rev() {
        blocks[tree.elements[at].parent] += blocks[at];
    }
    let fits =
        |at: usize| tree.elements[at].tag == Tag::Li && blocks[at] >= 2 && inside[at].bytes >= SENTENCE;
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for at in (1..blocks.len()).filter(|at| fits(*at)) {
        *counts.entry(tree.elements[at].parent).or_default() += 1;
    }
    let beside = |at: usize| counts.get(&tree.elements[at].parent).is_some_and(|count| *count > 1);
    (0..blocks.len()).map(|at| at > 0 && fits(at) && beside(at)).collect()
}

/// Whether an element has a sibling of the same part.
fn twins(tree: &Tree, sayings: &[Saying<'_>], inside: &[Inside]) -> Vec<bool> {
    let mut counts: BTreeMap<(usize, Part), usize> = BTreeMap::new();
    let part = |at: usize| settled(&sayings[at], &inside[at]);
    for at in 1..sayings.len() {
        if let Some(part @ (Part::Item | Part::Text)) = part(at) {
            *counts.entry((tree.elements[at].parent, part)).or_default() += 1;
        }
    }
    (0..sayings.len())
        .map(|at| {
            let key = part(at).map(|part| (tree.elements[at].parent, part));
            key.is_some_and(|key| counts.get(&key).is_some_and(|count| *count > 1))
        })
        .collect()
}
