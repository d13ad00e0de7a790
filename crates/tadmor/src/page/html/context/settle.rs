//! The last word on comments: what each block among them is.
//!
//! In: a [`Tree`] and the zones of its blocks. Out: the zones again, with names, stamps, buttons and texts of
//! comments told apart, and what only looked like comments (forms, rules, "be the first") taken out of them. Each
//! name is stated as a property "comment:author", for it may stand in one block with the stamp.

use super::comments::{Marks, State};
use super::{bare, posts, walls};
use crate::note::Note;
use crate::page::html::tag::Tag;
use crate::page::html::tree::Tree;
use crate::page::line::{Line, NameShape};
use crate::page::sign::is_notice;
use crate::page::{Property, Zone, stamp};
use crate::tables::Tables;
use crate::tables::comments::Part;
use crate::tables::zones::Line as Role;
use crate::text::Span;

/// A zone with its reason.
pub(super) type Zoned = (Zone, String);

/// `zones` with the last word on comments, and on lines that only stand in the text; gives the readers' names and
/// the posts of a live blog as properties, and what a person must know of the page.
pub(in crate::page::html) fn settle(
    tree: &Tree,
    marks: &Marks,
    zones: &mut [Zoned],
    tables: &Tables,
) -> (Vec<Property>, Vec<Note>) {
    let mut properties = comments(tree, marks, zones, tables);
    if marks.items.is_empty() {
        bare::mark(tree, zones, tables);
    }
    let notes = walls::mark(tree, zones, tables);
    properties.extend(posts::mark(tree, zones, tables));
    (properties, notes)
}

fn comments(tree: &Tree, marks: &Marks, zones: &mut [Zoned], tables: &Tables) -> Vec<Property> {
    let mut properties = Vec::new();
    let mut reading = Reading { tree, marks, tables, item: None, named: false, told: false };
    let mut loose: Vec<usize> = Vec::new();
    for at in 0..zones.len().min(tree.runs.len()) {
        let state = marks.states[tree.runs[at].owner];
        if state.item.is_some() {
            zones[at] = reading.in_comment(at, state);
            if zones[at].0 == Zone::CommentAuthor
                && let Some(name) = reading.name(at)
            {
                let span = tree.text.raw(name);
                let value = tree.text.slice(name).to_owned();
                properties.push(Property { name: "comment:author".to_owned(), value, span });
            }
        } else if let Some(zoned) = reading.around(&zones[at], state) {
            zones[at] = zoned;
        }
        let is_comment = matches!(zones[at].0, Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta);
        if is_comment && state.item.is_none() {
            loose.push(at);
        } else {
            hold_to_shape(tree, &loose, zones, tables);
            loose.clear();
        }
    }
    hold_to_shape(tree, &loose, zones, tables);
    properties
}

struct Reading<'t> {
    tree: &'t Tree,
    marks: &'t Marks,
    tables: &'t Tables,
    /// The comment being read, whether its name and any of its text has come.
    item: Option<usize>,
    named: bool,
    told: bool,
}

impl Reading<'_> {
    fn line(&self, at: usize) -> Line<'_> {
        let run = &self.tree.runs[at];
        let mut line = Line::new(self.tree.text.as_str(), run.span, 1, self.tables);
        line.linked = run.linked * 10 > run.span.len() * 6;
        line
    }

    fn is_long(&self, at: usize) -> bool {
        self.tree.text.slice(self.tree.runs[at].span).split_whitespace().nth(30).is_some()
    }

    /// The first element in the block that is a name: its characters.
    fn name(&self, at: usize) -> Option<Span> {
        let run = &self.tree.runs[at];
        let text = self.tree.text.as_str();
        let from = self.marks.names.partition_point(|name| self.tree.elements[*name].end <= run.span.start);
        let inner = self.marks.names[from..]
            .iter()
            .take_while(|name| self.tree.elements[**name].start < run.span.end)
            .filter_map(|name| {
                let element = &self.tree.elements[*name];
                let (start, end) = (element.start.max(run.span.start), element.end.min(run.span.end));
                let words = text.get(start..end)?;
                let from = start + (words.len() - words.trim_start().len());
                let words = words.trim().trim_end_matches([':', ',']).trim_end();
                (!words.is_empty() && words.chars().any(char::is_alphanumeric))
                    .then(|| Span::new(from, from + words.len()))
            })
            // The innermost name is the shortest: "vcard" holds "fn".
            .min_by_key(|span| span.len());
        inner.filter(|name| name.len() <= 80)
    }

    fn in_comment(&mut self, at: usize, state: State) -> Zoned {
        if self.item != state.item {
            self.item = state.item;
            self.named = false;
            self.told = false;
        }
        let item = state.item.and_then(|item| self.marks.items.get(&item));
        let because = item.map_or(String::new(), |item| item.because.clone());
        let has_text = item.is_some_and(|item| item.has_text);
        let zone = match state.role {
            Some(Part::Form) => return (Zone::Furniture, format!("{because}, but this is a form")),
            Some(Part::Control) => return (Zone::CommentMeta, format!("{because}: a button or score")),
            Some(Part::Text) => Zone::Comment,
            Some(Part::Author) => Zone::CommentAuthor,
            Some(Part::Stamp) if !self.named && self.name(at).is_some() => Zone::CommentAuthor,
            Some(Part::Stamp) => Zone::CommentMeta,
            _ => self.unmarked(at, &self.line(at), has_text),
        };
        let zone = match zone {
            // A name comes once; what else an element says of the writer is no name.
            Zone::CommentAuthor if self.named || self.is_long(at) => Zone::CommentMeta,
            zone => zone,
        };
        self.named |= zone == Zone::CommentAuthor;
        self.told |= zone == Zone::Comment;
        (zone, because)
    }

    /// A block of a comment of which no element says what it is.
    fn unmarked(&self, at: usize, line: &Line<'_>, has_text: bool) -> Zone {
        let stamped =
            || line.text.len() <= LONGEST_STAMPED && !stamp::find(line.text, &self.tables.months).is_empty();
        if !self.named && !self.told && !line.is_paragraph() && self.name(at).is_some() {
            return Zone::CommentAuthor;
        }
        let known = line.is(Role::Score) || line.is(Role::Furniture) || line.is(Role::Form);
        if line.stamp || (known && line.words <= 6) || !line.text.chars().any(char::is_alphabetic) {
            return Zone::CommentMeta;
        }
        if has_text && (!line.is_paragraph() || self.told) && line.words <= 20 {
            return Zone::CommentMeta;
        }
        if !self.told && !self.named && line.words <= 30 && !line.is_paragraph() {
            let owner = &self.tree.elements[self.tree.runs[at].owner];
            let set_off = matches!(owner.tag, Tag::A | Tag::B | Tag::Strong | Tag::Cite | Tag::Dt)
                || owner.tag.heading().is_some_and(|level| level > 1);
            if self.name(at).is_some() || (line.words <= 6 && (line.name == NameShape::Strong || set_off)) {
                return Zone::CommentAuthor;
            }
        }
        if !self.told && line.words <= 14 && !line.is_paragraph() && stamped() {
            return Zone::CommentMeta;
        }
        Zone::Comment
    }

    /// A block that is of no comment.
    fn around(&self, zoned: &Zoned, state: State) -> Option<Zoned> {
        let is_comment = matches!(zoned.0, Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta);
        if state.foreign {
            let open = is_comment || matches!(zoned.0, Zone::Body | Zone::Deck | Zone::Meta);
            return open.then(|| (Zone::Related, "comments on other pages".to_owned()));
        }
        if state.role == Some(Part::Form) && (is_comment || zoned.0 == Zone::Body) {
            return Some((Zone::Furniture, "the form for a comment".to_owned()));
        }
        let (because, found) = self.marks.lists.get(&state.list?)?;
        if *found {
            return Some(match state.role {
                Some(Part::Author) => (Zone::CommentAuthor, because.clone()),
                Some(Part::Stamp) => (Zone::CommentMeta, because.clone()),
                _ => (Zone::Furniture, format!("{because}: around comments")),
            });
        }
        None
    }
}

/// A longer line is no stamp with its name, in bytes: few words may be long ones.
pub(super) const LONGEST_STAMPED: usize = 400;

/// Blocks in a row that were taken for comments though no element says that they are: they must look like some.
fn hold_to_shape(tree: &Tree, loose: &[usize], zones: &mut [Zoned], tables: &Tables) {
    if loose.is_empty() {
        return;
    }
    let text = tree.text.as_str();
    let (mut stamps, mut names, mut texts, mut told) = (0, 0, 0, true);
    for at in loose {
        let line = Line::new(text, tree.runs[*at].span, 1, tables);
        let short = line.words <= 14 && line.text.len() <= LONGEST_STAMPED;
        let stamped = short && !stamp::find(line.text, &tables.months).is_empty();
        let score = line.is(Role::Score) && line.text.bytes().any(|byte| byte.is_ascii_digit());
        stamps += usize::from(stamped || score);
        // A name with nothing under it is a button.
        names += usize::from(zones[*at].0 == Zone::CommentAuthor && std::mem::take(&mut told));
        let tells =
            zones[*at].0 == Zone::Comment && !line.roles.any() && !is_notice(&line) && line.words >= 3;
        told |= tells;
        texts += usize::from(tells && !stamped && line.is_paragraph());
    }
    if texts > 0 && (stamps > 0 || names > 1) {
        return;
    }
    for at in loose {
        zones[*at] = (Zone::Furniture, "around comments, but none of them".to_owned());
    }
}
