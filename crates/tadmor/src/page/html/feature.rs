//! The features of a page's blocks: what the learned part sees.
//!
//! In: a tree. Out: [`Seen`]: its lines, what elements say, the main part, the title; and a [`Sheet`] with a row of whole
//! numbers for each block: its own words, its place in the tree, what stands before and after it. All in a few passes
//! over the blocks: what a stretch holds is a difference of running sums.

use std::collections::BTreeMap;

use super::context::{self, Context, Marks, Weights};
use super::main_part::{self, Title};
use super::place::{Held, Places};
use super::shape::{Shape, percent};
use super::sheet::Sheet;
use super::stated::Stated;
use super::tree::Tree;
use crate::page::Zone;
use crate::page::line::Line;
use crate::page::sign::is_title;
use crate::tables::Tables;
use crate::tables::zones::Line as Role;

/// Everything that zones follow from.
pub(super) struct Seen<'t> {
    pub tree: &'t Tree,
    pub lines: Vec<Line<'t>>,
    pub shapes: Vec<Shape>,
    pub contexts: Vec<Context>,
    /// For each element, whether it lies in the part with the article's text.
    pub main: Vec<bool>,
    pub title: Title,
    pub places: Places,
    stated: Vec<i32>,
    summarises: Vec<bool>,
    repeats: Vec<i32>,
    sums: Vec<Sums>,
}

/// Running sums over the blocks before one.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    words: i64,
    clean: i64,
    linked: i64,
}

impl<'t> Seen<'t> {
    /// What is seen of `tree`.
    pub fn of(tree: &'t Tree, marks: &Marks, stated: &Stated, tables: &Tables) -> Seen<'t> {
        let lines = lines(tree, tables);
        let small = |word: &str| tables.zones.is_short_word(word);
        let shapes: Vec<Shape> = tree
            .runs
            .iter()
            .zip(&lines)
            .map(|(run, line)| Shape::of(line, run.linked, tables, &small))
            .collect();
        let weights = Weights::of(tree, &lines);
        let contexts = context::of(tree, marks, &weights, tables);
        let main = main_part::main(tree, &lines, &contexts);
        let title = main_part::title(tree, &lines, &contexts, &main);
        let held: Vec<Held> = tree
            .runs
            .iter()
            .zip(&lines)
            .zip(&shapes)
            .map(|((run, line), shape)| {
                let clean = shape.is_clean(line);
                let bytes = line.text.len() as u32;
                Held {
                    clean: if clean { bytes } else { 0 },
                    all: bytes,
                    linked: run.linked as u32,
                    paragraphs: u32::from(clean),
                    blocks: 1,
                }
            })
            .collect();
        let places = Places::of(tree, &held, tables);
        let mut sums = Vec::with_capacity(lines.len() + 1);
        sums.push(Sums::default());
        let mut sum = Sums::default();
        for (line, held) in lines.iter().zip(&held) {
            sum.words += line.words as i64;
            sum.clean += i64::from(held.clean);
            sum.linked += i64::from(held.linked);
            sums.push(sum);
        }
        Seen {
            tree,
            stated: lines.iter().map(|line| stated.share(line.text)).collect(),
            summarises: lines.iter().map(|line| stated.summarises(&line.key)).collect(),
            repeats: repeats(&lines),
            lines,
            shapes,
            contexts,
            main,
            title,
            places,
            sums,
        }
    }

    /// What the elements around a block say of it.
    pub fn context(&self, block: usize) -> &Context {
        &self.contexts[self.tree.runs[block].owner]
    }

    /// Whether a block is running text.
    pub fn is_clean(&self, block: usize) -> bool {
        self.shapes[block].is_clean(&self.lines[block])
    }

    /// The rows of all blocks.
    pub fn sheet(&self, naming: bool) -> Sheet {
        let mut sheet = Sheet::new(naming, self.lines.len());
        let kinds = self.kinds();
        let order = Order::of(self);
        for block in 0..self.lines.len() {
            self.shapes[block].put(&self.lines[block], &mut sheet);
            self.places.put(self.tree, block, &mut sheet);
            self.put_said(block, &mut sheet);
            kinds[self.places.kind[block] as usize].put(self, &mut sheet);
            order.put(self, block, &mut sheet);
            self.put_page(&mut sheet);
            sheet.end_row();
        }
        sheet
    }

    fn put_said(&self, block: usize, sheet: &mut Sheet) {
        let owner = self.tree.runs[block].owner;
        sheet.put("what its elements say", said(self.contexts[owner].zone()));
        sheet.put("in the form for comments", i32::from(matches!(self.contexts[owner], Context::Form(_))));
        sheet.put("in the main part", i32::from(self.main[owner]));
        sheet.put("stated text, percent", self.stated[block]);
        sheet.put("opens as the summary", i32::from(self.summarises[block]));
        sheet.put("times on the page", self.repeats[block]);
        let line = &self.lines[block];
        let title = !self.title.key.is_empty() && line.words >= 3 && is_title(line, &self.title.key);
        sheet.put("repeats the title", i32::from(title));
        sheet.put("hidden", i32::from(self.places.is_hidden(block)));
    }

    fn put_page(&self, sheet: &mut Sheet) {
        let held = self.places.held[0];
        sheet.put("page: blocks", self.lines.len().min(5000) as i32);
        sheet.put("page: running text", (held.clean / 100) as i32);
        sheet.put("page: links, percent", percent(held.linked as usize, held.all as usize));
        sheet.put("page: paragraphs", held.paragraphs as i32);
        let main = self.main.iter().position(|inside| *inside).unwrap_or(0);
        sheet.put(
            "page: the main part's running text",
            percent(self.places.held[main].clean as usize, held.clean as usize),
        );
    }

    fn kinds(&self) -> Vec<Kind> {
        let count = self.places.kind.iter().max().map_or(0, |most| *most as usize + 1);
        let mut kinds = vec![Kind::default(); count];
        for (block, kind) in self.places.kind.iter().enumerate() {
            let kind = &mut kinds[*kind as usize];
            kind.blocks += 1;
            kind.words += self.lines[block].words;
            kind.bytes += self.lines[block].text.len();
            kind.linked += self.tree.runs[block].linked;
            if self.is_clean(block) {
                kind.paragraphs += 1;
                kind.clean += self.lines[block].text.len();
            }
        }
        kinds
    }
}

/// What the blocks of one kind hold together.
#[derive(Clone, Debug, Default)]
struct Kind {
    blocks: usize,
    words: usize,
    bytes: usize,
    linked: usize,
    paragraphs: usize,
    clean: usize,
}

impl Kind {
    fn put(&self, seen: &Seen<'_>, sheet: &mut Sheet) {
        sheet.put("kind: blocks", self.blocks.min(1000) as i32);
        sheet.put("kind: words a block", (self.words / self.blocks.max(1)).min(1000) as i32);
        sheet.put("kind: links, percent", percent(self.linked, self.bytes));
        sheet.put("kind: paragraphs, percent", percent(self.paragraphs, self.blocks));
        sheet.put(
            "kind: running text, percent of the page",
            percent(self.clean, seen.places.held[0].clean as usize),
        );
    }
}

/// What stands before and after each block.
struct Order {
    /// Blocks since the last one that fits a list, and whether it did.
    since: Vec<[i32; SINCE.len()]>,
    /// The last long paragraph before (or at) and the next after.
    before: Vec<Option<usize>>,
    after: Vec<Option<usize>>,
    first: usize,
    last: usize,
    /// The last heading before the block.
    heading: Vec<Option<usize>>,
}

const SINCE: [(Role, &str); 6] = [
    (Role::Comments, "comments"),
    (Role::Form, "form"),
    (Role::Related, "related"),
    (Role::Aside, "aside"),
    (Role::Furniture, "furniture"),
    (Role::End, "end"),
];
/// Blocks farther away are not told apart.
const MOST_BLOCKS: i32 = 60;
/// A paragraph of so many words is surely meant to be read.
const LONG: usize = 15;
/// Neighbours that are looked at.
const AROUND: [isize; 6] = [-3, -2, -1, 1, 2, 3];

impl Order {
    fn of(seen: &Seen<'_>) -> Order {
        let count = seen.lines.len();
        let long = |at: &usize| {
            seen.is_clean(*at) && seen.lines[*at].words >= LONG && !seen.context(*at).is_outside()
        };
        let mut since = Vec::with_capacity(count);
        let mut distance = [MOST_BLOCKS; SINCE.len()];
        let (mut before, mut last_long) = (Vec::with_capacity(count), None);
        let (mut heading, mut last_heading) = (Vec::with_capacity(count), None);
        for at in 0..count {
            for (distance, (role, _)) in distance.iter_mut().zip(SINCE) {
                *distance = if seen.shapes[at].is(role) { 0 } else { (*distance + 1).min(MOST_BLOCKS) };
            }
            since.push(distance);
            before.push(last_long);
            last_long = if long(&at) { Some(at) } else { last_long };
            heading.push(last_heading);
            let is_heading = seen.tree.elements[seen.places.own[at]].tag.heading().is_some();
            last_heading = if is_heading { Some(at) } else { last_heading };
        }
        let mut after = vec![None; count];
        let mut next = None;
        for at in (0..count).rev() {
            after[at] = next;
            next = if long(&at) { Some(at) } else { next };
        }
        let inside = |at: &usize| long(at) && seen.main[seen.tree.runs[*at].owner];
        let first = (0..count).find(inside).unwrap_or(count);
        let last = (0..count).rev().find(inside).unwrap_or(0);
        Order { since, before, after, first, last, heading }
    }

    fn put(&self, seen: &Seen<'_>, block: usize, sheet: &mut Sheet) {
        let count = seen.lines.len();
        let whole = seen.sums[count];
        let sum = seen.sums[block];
        sheet.put("place, percent of the blocks", percent(block, count));
        sheet.put("words before, percent", percent(sum.words as usize, whole.words as usize));
        sheet.put("running text before, percent", percent(sum.clean as usize, whole.clean as usize));
        let after = whole.clean - seen.sums[block + 1].clean;
        sheet.put("running text after, percent", percent(after as usize, whole.clean as usize));
        let title = seen.title.at.map_or(-200, |title| (block as i32 - title as i32).clamp(-100, 200));
        sheet.put("blocks after the title", title);
        let words = seen.title.at.map_or(0, |title| sum.words - seen.sums[title].words);
        sheet.put("words after the title", words.clamp(-2000, 20_000) as i32);
        sheet.put("blocks after the first paragraph", (block as i32 - self.first as i32).clamp(-60, 200));
        sheet.put("blocks after the last paragraph", (block as i32 - self.last as i32).clamp(-200, 60));
        for (distance, (_, name)) in self.since[block].iter().zip(SINCE) {
            sheet.put_of("blocks since the list", name, *distance);
        }
        self.put_paragraphs(seen, block, sheet);
        self.put_heading(seen, block, sheet);
        for away in AROUND {
            self.put_neighbour(seen, block, away, sheet);
        }
        for (name, reach) in [("near", 4usize), ("far", 12)] {
            let (low, high) = (block.saturating_sub(reach), (block + reach + 1).min(count));
            let (low, middle, end, high) =
                (seen.sums[low], seen.sums[block], seen.sums[block + 1], seen.sums[high]);
            sheet.put_of("running text before", name, ((middle.clean - low.clean) as i32).min(8000));
            sheet.put_of("running text after", name, ((high.clean - end.clean) as i32).min(8000));
            sheet.put_of("links around", name, ((high.linked - low.linked) as i32).min(8000));
        }
    }

    /// The long paragraphs around the block.
    fn put_paragraphs(&self, seen: &Seen<'_>, block: usize, sheet: &mut Sheet) {
        for (name, at) in [("before", self.before[block]), ("after", self.after[block])] {
            let distance = at.map_or(MOST_BLOCKS, |at| (at.abs_diff(block) as i32).min(MOST_BLOCKS));
            sheet.put_of("blocks to the paragraph", name, distance);
            let same = at.is_some_and(|at| seen.places.kind[at] == seen.places.kind[block]);
            let beside = at.is_some_and(|at| seen.places.around[at] == seen.places.around[block]);
            sheet.put_of("of one kind with the paragraph", name, i32::from(same));
            sheet.put_of("beside the paragraph", name, i32::from(beside));
            let far = at.map_or((30, 30), |at| seen.places.far(at));
            sheet.put_of("the paragraph's levels to the best element", name, far.0 + far.1);
            let inside = at.is_some_and(|at| seen.main[seen.tree.runs[at].owner]);
            sheet.put_of("in the main part is the paragraph", name, i32::from(inside));
        }
    }

    /// The last heading before the block.
    fn put_heading(&self, seen: &Seen<'_>, block: usize, sheet: &mut Sheet) {
        let heading = self.heading[block];
        let distance = heading.map_or(MOST_BLOCKS, |at| ((block - at) as i32).min(MOST_BLOCKS));
        sheet.put("blocks since the heading", distance);
        let words = heading.map_or(0, |at| seen.sums[block].words - seen.sums[at].words);
        sheet.put("words since the heading", words.min(2000) as i32);
        sheet.put("the heading's lists", heading.map_or(-1, |at| seen.shapes[at].roles));
        sheet.put("the heading's words", heading.map_or(-1, |at| seen.shapes[at].words));
        let outside = heading.is_some_and(|at| seen.context(at).is_outside());
        sheet.put("the heading is outside", i32::from(outside));
        let beside = heading.is_some_and(|at| seen.places.around[at] == seen.places.around[block]);
        sheet.put("beside the heading", i32::from(beside));
    }

    fn put_neighbour(&self, seen: &Seen<'_>, block: usize, away: isize, sheet: &mut Sheet) {
        let at = block.checked_add_signed(away).filter(|at| *at < seen.lines.len());
        let shape = at.map(|at| &seen.shapes[at]);
        sheet.put_of("words of", away, shape.map_or(-1, |shape| shape.words.min(300)));
        sheet.put_of("linked of", away, shape.map_or(-1, |shape| shape.linked));
        sheet.put_of("ending of", away, shape.map_or(-1, |shape| shape.ending));
        sheet.put_of("lists of", away, shape.map_or(-1, |shape| shape.roles));
        sheet.put_of("sign of", away, shape.map_or(-1, |shape| shape.sign));
        let same = at.is_some_and(|at| seen.places.kind[at] == seen.places.kind[block]);
        sheet.put_of("of one kind with", away, i32::from(same));
        let beside = at.is_some_and(|at| seen.places.around[at] == seen.places.around[block]);
        sheet.put_of("beside", away, i32::from(beside));
        sheet.put_of("what elements say of", away, at.map_or(-1, |at| said(seen.context(at).zone())));
        let far = at.map_or((30, 30), |at| seen.places.far(at));
        sheet.put_of("levels to the best element of", away, far.0 + far.1);
    }
}

/// The lines of the tree's blocks.
fn lines<'t>(tree: &'t Tree, tables: &Tables) -> Vec<Line<'t>> {
    let text = tree.text.as_str();
    let mut lines = Vec::with_capacity(tree.runs.len());
    let mut end = 0;
    for run in &tree.runs {
        let gap = usize::from(run.span.start >= end + 3) + 1;
        let mut line = Line::new(text, run.span, gap, tables);
        line.linked = run.linked * 10 > run.span.len() * 6;
        end = run.span.end;
        lines.push(line);
    }
    lines
}

/// How often each block's words stand on the page.
fn repeats(lines: &[Line<'_>]) -> Vec<i32> {
    let mut times: BTreeMap<&str, i32> = BTreeMap::new();
    for line in lines {
        *times.entry(line.text).or_default() += 1;
    }
    lines.iter().map(|line| times[line.text].min(20)).collect()
}

/// Zones in an order in which the article's text grows rarer.
fn said(zone: Option<Zone>) -> i32 {
    match zone {
        Some(Zone::Body) => 0,
        Some(Zone::Deck) => 1,
        Some(Zone::Title) => 2,
        None => 3,
        Some(Zone::Caption) => 4,
        Some(Zone::Meta) => 5,
        Some(Zone::Related) => 6,
        Some(Zone::Furniture) => 7,
        Some(Zone::Comment) => 8,
        Some(Zone::CommentMeta) => 9,
        Some(Zone::CommentAuthor) => 10,
    }
}
