//! The zones of an HTML page.
//!
//! In: a [`Tree`]. Out: a zone with a reason for each of its blocks. In order: what elements say of themselves by
//! name, role, class; which element holds most of the running text; which heading is the title; what each block is
//! by its place and its own signs.

use super::context::{Context, is_named};
use super::feature::Seen;
use super::main_part::Title;
use super::tree::Tree;
use crate::page::Zone;
use crate::page::line::{Ending, Line};
use crate::page::plain::comments;
use crate::page::plain::zone::{after_last, opens_comments, opens_form};
use crate::page::sign::{caption, is_byline, is_copyright, is_meter, is_notice, is_rule, is_title};
use crate::tables::Tables;
use crate::tables::zones::Line as Role;

type Zoned = (Zone, String);

/// The zone of each block of what is `seen`.
pub(super) fn of(seen: &Seen<'_>, tables: &Tables) -> Vec<Zoned> {
    let sheet = seen.sheet(false);
    let forest = &tables.models.html;
    let scores = (0..seen.lines.len()).map(|at| forest.score(sheet.row(at))).collect();
    Reading { tree: seen.tree, lines: &seen.lines, contexts: &seen.contexts, main: &seen.main, title: &seen.title, scores, tables }.zones()
}

/// Everything that a block's zone follows from.
struct Reading<'t> {
    tree: &'t Tree,
    lines: &'t [Line<'t>],
    contexts: &'t [Context],
    main: &'t [bool],
    title: &'t Title,
    scores: Vec<i32>,
    tables: &'t Tables,
}

/// What is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Article,
    /// Under a heading such as "Related articles".
    Related,
    /// Under a heading such as "12 comments".
    Comments,
}

impl Reading<'_> {
    fn zones(&self) -> Vec<Zoned> {
        let count = self.lines.len();
        let mut zones: Vec<Zoned> = Vec::with_capacity(count);
        let first = (0..count).find(|at| self.tells(*at)).unwrap_or(count);
        let last = (0..count).rev().find(|at| self.tells(*at)).map_or(0, |at| at + 1);
        let mut state = State::Article;
        for at in 0..count {
            let zone = self.block(at, first, last, &mut state);
            zones.push(zone);
        }
        zones
    }

    /// A paragraph of the article: running text in the main part.
    fn tells(&self, at: usize) -> bool {
        let owner = self.tree.runs[at].owner;
        let line = &self.lines[at];
        self.main[owner]
            && !matches!(self.contexts[owner].zone(), Some(zone) if !matches!(zone, Zone::Body | Zone::Deck))
            && line.is_paragraph()
            && !line.linked
            && Some(at) != self.title.at
            && caption(line, self.tables).is_none()
    }

    fn block(&self, at: usize, first: usize, last: usize, state: &mut State) -> Zoned {
        let line = &self.lines[at];
        let owner = self.tree.runs[at].owner;
        let context = &self.contexts[owner];
        if Some(at) == self.title.at {
            *state = State::Article;
            return (Zone::Title, "the heading that the page's own title names".to_owned());
        }
        match context {
            Context::Form(because) => return (Zone::Furniture, format!("{because}: the form for a comment")),
            Context::Zone(Zone::Comment, because) => return self.comment(at, because),
            Context::Zone(zone @ (Zone::CommentAuthor | Zone::CommentMeta | Zone::Related), because) => {
                return (*zone, because.clone());
            }
            Context::Zone(Zone::Furniture, because) => {
                let credit =
                    because.starts_with("tag") && caption(line, self.tables).is_some() && self.main[owner];
                return if credit {
                    (Zone::Caption, "a picture's credit".to_owned())
                } else {
                    (Zone::Furniture, because.clone())
                };
            }
            _ => {}
        }
        if !self.main[owner] {
            return self.outside(at, first, context);
        }
        self.inside(at, first, last, context, state)
    }

    /// A block in an element of comments.
    fn comment(&self, at: usize, because: &str) -> Zoned {
        let line = &self.lines[at];
        let alone = comments::zones(std::slice::from_ref(line)).remove(0);
        if alone.0 != Zone::Comment {
            return (alone.0, alone.1.to_owned());
        }
        let next = self
            .lines
            .get(at + 1)
            .filter(|_| self.contexts[self.tree.runs[at + 1].owner].zone() == Some(Zone::Comment));
        let pair: Vec<Line<'_>> = std::iter::once(line).chain(next).cloned().collect();
        let zone = comments::zones(&pair).remove(0);
        if opens_comments(line) || opens_form(line) {
            return (Zone::Furniture, "a known line around comments".to_owned());
        }
        (zone.0, because.to_owned())
    }

    /// A block that is not in the part with the article's text.
    fn outside(&self, at: usize, first: usize, context: &Context) -> Zoned {
        let line = &self.lines[at];
        let before = at < first;
        let near = self.title.at.is_some_and(|title| at > title) && before;
        if before && !self.title.key.is_empty() && line.words >= 3 && is_title(line, &self.title.key) {
            return (Zone::Title, "repeats the headline".to_owned());
        }
        match context {
            Context::Zone(zone @ (Zone::Caption | Zone::Meta), because)
                if near || *zone == Zone::Meta && before =>
            {
                (*zone, because.clone())
            }
            Context::Zone(Zone::Deck, because) if near && line.words >= 5 => (Zone::Deck, because.clone()),
            _ if near && (line.stamp || is_byline(line) || line.is(Role::Meta)) && line.words <= 20 => {
                (Zone::Meta, "page data between title and text".to_owned())
            }
            _ if near && line.is_paragraph() && !line.linked && line.words <= 60 && !is_notice(line) => {
                (Zone::Deck, "a sentence between title and text".to_owned())
            }
            _ if near && caption(line, self.tables).is_some() => {
                (Zone::Caption, "a picture's credit".to_owned())
            }
            _ if line.linked && line.words >= 4 => {
                (Zone::Related, "a linked headline outside the article".to_owned())
            }
            _ => (Zone::Furniture, "outside the element that holds the article's text".to_owned()),
        }
    }

    /// A block in the part with the article's text.
    fn inside(&self, at: usize, first: usize, last: usize, context: &Context, state: &mut State) -> Zoned {
        let line = &self.lines[at];
        let owner = self.tree.runs[at].owner;
        let heading =
            ["h1", "h2", "h3", "h4", "h5", "h6"].iter().any(|name| is_named(self.tree, owner, name));
        if !self.title.key.is_empty() && line.words >= 3 && is_title(line, &self.title.key) {
            return match at < first {
                true => (Zone::Title, "repeats the headline".to_owned()),
                false => {
                    (Zone::Caption, "repeats the headline inside the text: the words of a picture".to_owned())
                }
            };
        }
        match context {
            Context::Zone(Zone::Caption, because) => return (Zone::Caption, because.clone()),
            Context::Zone(Zone::Meta, because)
                if line.words <= 40 && !(line.is_paragraph() && line.words >= 20) =>
            {
                return (Zone::Meta, because.clone());
            }
            Context::Zone(Zone::Deck, because) if at <= first + 1 && line.words >= 4 => {
                return (Zone::Deck, because.clone());
            }
            _ => {}
        }
        let short = line.ending != Ending::Full && line.words <= 8;
        if at >= first && short && opens_comments(line) && (heading || at >= last) {
            *state = State::Comments;
            return (Zone::Furniture, "opens the comments".to_owned());
        }
        if opens_form(line) && short {
            return (Zone::Furniture, "part of the form for a comment".to_owned());
        }
        if at >= first && short && line.is(Role::Related) && !line.linked {
            *state = State::Related;
            return (Zone::Furniture, "opens a box of other articles".to_owned());
        }
        match state {
            State::Related if self.tells(at) && line.words >= 12 || heading => *state = State::Article,
            State::Related => return (Zone::Related, "in a box of other articles".to_owned()),
            State::Comments => {
                return (Zone::Comment, "under the heading that opens the comments".to_owned());
            }
            State::Article => {}
        }
        let (zone, because) = self.article(at, first, last, heading);
        (zone, because.to_owned())
    }

    fn article(&self, at: usize, first: usize, last: usize, heading: bool) -> (Zone, &'static str) {
        let line = &self.lines[at];
        let owner = self.tree.runs[at].owner;
        let full = line.ending == Ending::Full && line.words >= 7;
        if line.is(Role::Furniture) && !full || is_rule(line.text) {
            return (Zone::Furniture, "a known line of page furniture");
        }
        if is_copyright(line) {
            return (Zone::Furniture, "a copyright line");
        }
        if let Some(because) = caption(line, self.tables) {
            return (Zone::Caption, because);
        }
        if line.is(Role::Aside) && !full {
            return (Zone::Related, "points to another article");
        }
        if (line.is(Role::Meta) || is_byline(line) || line.stamp) && !full && line.words <= 20 {
            return (Zone::Meta, "page data");
        }
        if line.linked && (at < first || at >= last || line.ending != Ending::Full) && line.words >= 3 {
            return (Zone::Related, "a linked headline");
        }
        if is_notice(line) {
            return (Zone::Furniture, "a notice about the site");
        }
        if at < first {
            return self.before_text(at, heading);
        }
        let running =
            ["p", "blockquote", "li", "dd", "td", "pre"].iter().any(|name| is_named(self.tree, owner, name));
        if line.is_paragraph() || (at < last && (running || heading)) {
            return (Zone::Body, "text in the element that holds the article");
        }
        if at >= last {
            return if running && line.ending == Ending::Full {
                (Zone::Body, "text in the element that holds the article")
            } else {
                after_last(self.lines, at, self.lines.len(), self.tables)
            };
        }
        if is_meter(line) || line.words <= 3 {
            return (Zone::Furniture, "a few words that are no paragraph");
        }
        (Zone::Body, "text in the element that holds the article")
    }

    fn before_text(&self, at: usize, heading: bool) -> (Zone, &'static str) {
        let line = &self.lines[at];
        let below = self.title.at.is_some_and(|title| at > title);
        if heading && below && line.words >= 4 {
            return (Zone::Deck, "a heading between title and text");
        }
        if below && line.words >= 8 && !line.linked {
            return (Zone::Deck, "a line between title and text");
        }
        if is_meter(line) || line.words > 6 || line.linked || !below {
            return (Zone::Furniture, "before the article's text");
        }
        (Zone::Meta, "a short line between title and text")
    }
}
