//! Comments that no element marks.
//!
//! In: a page's blocks with their zones. Out: stretches of comments below the article: a stamp or a name alone, a text
//! under it, and again, up to the form for a comment or a comment's buttons; or after a heading such as "3 comments".
//! "1395/12/14 9:05" over "Who pays for this?" over "Your comment, Name, Email" is a comment with its stamp.

use super::settle::{LONGEST_STAMPED, Zoned};
use crate::page::html::tag::Tag;
use crate::page::html::tree::Tree;
use crate::page::line::{Ending, Line, NameShape};
use crate::page::{Zone, stamp};
use crate::tables::Tables;
use crate::tables::zones::{Line as Role, Lines};
use crate::text::fold::key;

/// How many blocks the comments may reach back from the form.
const REACH: usize = 120;

/// The longest anchor, in bytes.
const SHORT: usize = 60;

/// What a block between the article and the form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Stamp,
    Name,
    Score,
    Text,
    /// No comment stands here.
    Wall,
}

/// Marks the comments that no element marks.
pub(super) fn mark(tree: &Tree, zones: &mut [Zoned], tables: &Tables) {
    let Some(first) = zones.iter().position(|(zone, _)| matches!(zone, Zone::Body | Zone::Deck)) else {
        return;
    };
    let last = zones.iter().rposition(|(zone, _)| *zone == Zone::Body).unwrap_or(first);
    let end = zones.len().min(tree.runs.len()).min(last + REACH);
    let mut open = None;
    let mut known = Known { first, shapes: vec![[None; 2]; end], sums: vec![0] };
    for at in first + 1..end {
        let text = tree.text.slice(tree.runs[at].span);
        if is_form(text, tables) {
            if matches!(zones[at].0, Zone::Body | Zone::Meta | Zone::Deck) {
                zones[at] = (Zone::Furniture, "part of the form for a comment".to_owned());
            }
            close(tree, zones, &mut known, open.take(), at, false, tables);
            continue;
        }
        let roles = roles(text, tables);
        let linked = tree.runs[at].linked * 2 > tree.runs[at].span.len();
        if roles.has(Role::Comments) && !linked && text.split_whitespace().count() <= 4 {
            open = Some(at);
        } else if roles.has(Role::Score) && text.split_whitespace().count() <= 6 && open.is_none() {
            close(tree, zones, &mut known, None, at, true, tables);
        }
    }
    if open.is_some() {
        close(tree, zones, &mut known, open, end, false, tables);
    }
}

fn roles(text: &str, tables: &Tables) -> Lines {
    if text.len() > SHORT {
        return Lines::default();
    }
    // An arrow folds to nothing, like every mark.
    tables.zones.line(&key(text), text, |_| false)
}

/// One line of a form, or several in one block.
fn is_form(text: &str, tables: &Tables) -> bool {
    if text.len() > 4 * SHORT {
        return false;
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let fits = |line: &&&str| roles(line, tables).has(Role::Form) || key(line) == "comment";
    match lines.as_slice() {
        [] => false,
        [line] => line.split_whitespace().nth(1).is_some() && roles(line, tables).has(Role::Form),
        lines => lines.iter().filter(fits).count() * 3 >= lines.len() * 2,
    }
}

/// What is known of the blocks above: many forms and buttons look back over the same ones.
struct Known {
    /// The article's first block.
    first: usize,
    /// The shape of each block, without names and with them.
    shapes: Vec<[Option<Shape>; 2]>,
    /// The bytes of the article's own blocks before each block.
    sums: Vec<usize>,
}

impl Known {
    /// The bytes of the article's own blocks before `block`.
    fn article(&mut self, tree: &Tree, zones: &[Zoned], block: usize) -> usize {
        while self.sums.len() <= block {
            let at = self.sums.len() - 1;
            let own = matches!(zones[at].0, Zone::Body | Zone::Deck);
            self.sums.push(self.sums[at] + if own { tree.runs[at].span.len() } else { 0 });
        }
        self.sums[block]
    }
}

/// Comments between the heading `open` (or as far back as they go) and the form or buttons at `end`.
fn close(
    tree: &Tree,
    zones: &mut [Zoned],
    known: &mut Known,
    open: Option<usize>,
    end: usize,
    score: bool,
    tables: &Tables,
) {
    let first = known.first;
    let bottom = open.map_or(first + 1, |open| open + 1).max(end.saturating_sub(REACH)).max(first + 1);
    let mut shapes: Vec<Shape> = Vec::new();
    let mut start = end;
    while start > bottom {
        let names = open.is_some() || score;
        let shape = *known.shapes[start - 1][usize::from(names)]
            .get_or_insert_with(|| shape(tree, start - 1, zones, names, tables));
        if shape == Shape::Wall {
            break;
        }
        start -= 1;
        shapes.push(shape);
    }
    shapes.reverse();
    let Some(from) = opening(&shapes, score || open.is_some()) else { return };
    let region = &shapes[from..];
    let start = start + from;
    let stamps = region.iter().filter(|shape| **shape == Shape::Stamp).count();
    let names = region.windows(2).filter(|pair| *pair == [Shape::Name, Shape::Text]).count();
    let texts = region.iter().filter(|shape| **shape == Shape::Text).count();
    let enough = texts > 0 && if stamps > 0 { names + stamps > 0 } else { names >= 2 };
    // What is more than the article itself is not what readers wrote below it.
    let length = |range: std::ops::Range<usize>| range.map(|at| tree.runs[at].span.len()).sum::<usize>();
    let article = known.article(tree, zones, start);
    if !enough || (open.is_none() && length(start..end) * 2 > article) || texts > (names + stamps) * 4 {
        return;
    }
    let because = match (open, score) {
        (Some(_), _) => "under the heading that opens the comments, with names or stamps",
        (None, true) => "names with texts under them, before a comment's buttons",
        (None, false) => "a stamp with a text under it, before the form for a comment",
    };
    for (at, shape) in (start..end).zip(region) {
        let zone = match shape {
            Shape::Stamp | Shape::Score => Zone::CommentMeta,
            Shape::Name => Zone::CommentAuthor,
            Shape::Text | Shape::Wall => Zone::Comment,
        };
        if zones[at].0 != zone || zones[at].1 != because {
            zones[at] = (zone, because.to_owned());
        }
    }
    known.sums.truncate(start + 1);
    if score {
        zones[end] = (Zone::CommentMeta, "the buttons of a comment".to_owned());
    }
}

/// Where the first comment opens: with a stamp; or with a name, where something else says that comments stand here.
fn opening(shapes: &[Shape], names: bool) -> Option<usize> {
    let opens = |at: &usize| match shapes[*at] {
        Shape::Stamp => true,
        Shape::Name => names,
        _ => false,
    };
    if names {
        return (0..shapes.len()).find(opens);
    }
    // Back from the form: each comment opens with a stamp and has at most a few paragraphs.
    let mut found = None;
    let mut since = 0;
    for at in (0..shapes.len()).rev() {
        match shapes[at] {
            Shape::Stamp => {
                found = Some(if at > 0 && shapes[at - 1] == Shape::Name { at - 1 } else { at });
                since = 0;
            }
            _ if since >= 4 => break,
            _ => since += 1,
        }
    }
    found
}

fn shape(tree: &Tree, at: usize, zones: &[Zoned], names: bool, tables: &Tables) -> Shape {
    if matches!(zones[at].0, Zone::Title | Zone::Caption) || zones[at].1.starts_with("class") {
        return Shape::Wall;
    }
    let run = &tree.runs[at];
    let line = Line::new(tree.text.as_str(), run.span, 1, tables);
    let short = line.words <= 10 && line.text.len() <= LONGEST_STAMPED;
    if line.stamp || (short && !stamp::find(line.text, &tables.months).is_empty()) {
        return Shape::Stamp;
    }
    if roles(line.text, tables).has(Role::Score) {
        return Shape::Score;
    }
    if line.roles.any() || (run.linked * 2 > run.span.len() && line.words > 4) {
        return Shape::Wall;
    }
    let owner = tree.elements[run.owner].tag;
    let heading = owner.heading().is_some_and(|level| level >= 3);
    let short = line.words <= 4 && line.ending == Ending::None;
    if (line.name == NameShape::Strong && short) || (names && heading && line.words <= 8) {
        return Shape::Name;
    }
    if names && short && owner == Tag::Cite {
        return Shape::Name;
    }
    let set_off = matches!(owner, Tag::B | Tag::Strong | Tag::Cite | Tag::A | Tag::Dt | Tag::P);
    if names && short && set_off && line.words <= 3 && line.name != NameShape::No {
        return Shape::Name;
    }
    Shape::Text
}
