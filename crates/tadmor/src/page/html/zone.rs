//! The zones of an HTML page.
//!
//! In: what is [`Seen`] of a tree. Out: a zone with a reason for each of its blocks. What was learned says which blocks
//! are the article's own text; what elements say of themselves, known lines and places beside the title say what the
//! others are. No score makes a comment the article's.

use super::context::{self, Context};
use super::feature::Seen;
use super::own::Own;
use crate::page::Zone;
use crate::page::line::{Ending, Line};
use crate::page::plain::comments;
use crate::page::plain::zone::{opens_comments, opens_form};
use crate::page::sign::{caption, is_byline, is_copyright, is_meter, is_notice, is_rule, is_title};
use crate::tables::Tables;
use crate::tables::zones::Line as Role;

type Zoned = (Zone, String);

/// The zone of each block of what is `seen`.
pub(super) fn of(seen: &Seen<'_>, tables: &Tables) -> Vec<Zoned> {
    let own = Own::of(seen, tables);
    Reading { seen, own: &own, tables }.zones()
}

/// Everything that a block's zone follows from.
struct Reading<'t> {
    seen: &'t Seen<'t>,
    own: &'t Own<'t>,
    tables: &'t Tables,
}

/// How many blocks off a heading may stand to be one of a list with another: an entry has a line or two beside its
/// heading.
const BESIDE: usize = 4;

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
        let count = self.seen.lines.len();
        let told = |at: &usize| self.own.is(*at) && self.line(*at).is_paragraph() && !self.is_title(*at);
        let first = (0..count).find(told).unwrap_or(count);
        let last = (0..count).rev().find(told).map_or(0, |at| at + 1);
        let mut state = State::Article;
        (0..count).map(|at| self.block(at, first, last, &mut state)).collect()
    }

    fn line(&self, at: usize) -> &Line<'_> {
        &self.seen.lines[at]
    }

    /// Whether the block is the title or repeats it.
    fn is_title(&self, at: usize) -> bool {
        let title = &self.seen.title;
        let line = self.line(at);
        Some(at) == title.at || !title.key.is_empty() && line.words >= 3 && is_title(line, &title.key)
    }

    fn is_heading(&self, at: usize) -> bool {
        context::is_heading(self.seen.tree, self.seen.tree.runs[at].owner)
    }

    fn block(&self, at: usize, first: usize, last: usize, state: &mut State) -> Zoned {
        if Some(at) == self.seen.title.at {
            *state = State::Article;
            return (Zone::Title, "the heading that the page's own title names".to_owned());
        }
        match self.seen.context(at) {
            Context::Form(because) => return (Zone::Furniture, format!("{because}: the form for a comment")),
            Context::Zone(Zone::Comment, because) => return self.comment(at, because),
            Context::Zone(zone @ (Zone::CommentAuthor | Zone::CommentMeta), because) => {
                return (*zone, because.to_string());
            }
            _ => {}
        }
        if self.is_title(at) {
            return self.title_again(at, first);
        }
        self.turn(at, first, last, state);
        if *state == State::Comments && !self.own.is_sure(at) {
            return self.under_comments(at);
        }
        if self.own.is(at) {
            return self.own_text(at, first);
        }
        if self.own.is_again(at) {
            return (Zone::Furniture, "says again what the article has said above".to_owned());
        }
        let known = self.known(at, first, last);
        known.or_else(|| self.near_title(at, first)).unwrap_or_else(|| self.other(at, *state))
    }

    /// Headings and known lines turn what is being read.
    fn turn(&self, at: usize, first: usize, last: usize, state: &mut State) {
        let line = self.line(at);
        let short = line.ending != Ending::Full && line.words <= 8;
        let heading = self.is_heading(at);
        if at >= first && short && opens_comments(line) && (heading || at >= last) {
            *state = State::Comments;
        } else if at >= first && short && line.is(Role::Related) && !line.linked {
            *state = State::Related;
        } else if heading
            || self.own.is(at) && line.is_paragraph() && line.words >= 12 && self.own.is_sure(at)
        {
            *state = State::Article;
        }
    }

    fn under_comments(&self, at: usize) -> Zoned {
        let line = self.line(at);
        if opens_comments(line) && line.words <= 8 {
            return (Zone::Furniture, "opens the comments".to_owned());
        }
        if opens_form(line) && line.words <= 8 {
            return (Zone::Furniture, "part of the form for a comment".to_owned());
        }
        match self.seen.main[self.seen.tree.runs[at].owner] {
            true => (Zone::Comment, "under the heading that opens the comments".to_owned()),
            false => self.other(at, State::Comments),
        }
    }

    /// A block in an element of comments.
    fn comment(&self, at: usize, because: &str) -> Zoned {
        let line = self.line(at);
        let alone = comments::zones(std::slice::from_ref(line)).remove(0);
        if alone.0 != Zone::Comment {
            return (alone.0, alone.1.to_owned());
        }
        let next =
            self.seen.lines.get(at + 1).filter(|_| self.seen.context(at + 1).zone() == Some(Zone::Comment));
        let pair: Vec<Line<'_>> = std::iter::once(line).chain(next).cloned().collect();
        let zone = comments::zones(&pair).remove(0);
        if opens_comments(line) || opens_form(line) {
            return (Zone::Furniture, "a known line around comments".to_owned());
        }
        (zone.0, because.to_owned())
    }

    fn title_again(&self, at: usize, first: usize) -> Zoned {
        let inside = self.seen.main[self.seen.tree.runs[at].owner];
        match (at < first, inside) {
            (true, _) => (Zone::Title, "repeats the headline".to_owned()),
            (false, true) => {
                (Zone::Caption, "repeats the headline inside the text: the words of a picture".to_owned())
            }
            (false, false) => (Zone::Furniture, "repeats the headline after the text".to_owned()),
        }
    }

    /// A block that is the article's own by what was learned: text, unless it says that it is a picture's or a summary.
    fn own_text(&self, at: usize, first: usize) -> Zoned {
        let line = self.line(at);
        // On a page of few lines all that stands under the title looks like text.
        let data = line.is(Role::Meta) || is_byline(line) || line.stamp;
        let full = line.ending == Ending::Full && line.words >= 7;
        if data && !full && line.words <= 20 && self.is_near_title(at, first) {
            return (Zone::Meta, "page data between title and text".to_owned());
        }
        match self.seen.context(at) {
            Context::Zone(Zone::Caption, because) if **because != *"tag figure" || !self.own.is_sure(at) => {
                (Zone::Caption, because.to_string())
            }
            // A summary in the manner of a headline stands apart. One of whole sentences that was learned to be text opens
            // it: so most labels of what people copied have it; the others stay decks, in `known` and `near_title`.
            Context::Zone(Zone::Deck, because)
                if at <= first + 1 && line.words >= 4 && line.ending != Ending::Full =>
            {
                (Zone::Deck, because.to_string())
            }
            _ => match caption(line, self.tables) {
                Some(because) if line.words <= 30 && !self.own.is_sure(at) => {
                    (Zone::Caption, because.to_owned())
                }
                _ => (Zone::Body, self.own.because(at)),
            },
        }
    }

    /// What elements or the line itself say for sure.
    fn known(&self, at: usize, first: usize, last: usize) -> Option<Zoned> {
        let line = self.line(at);
        let inside = self.seen.main[self.seen.tree.runs[at].owner];
        let near = self.is_near_title(at, first) || at >= first && at < last && inside;
        match self.seen.context(at) {
            Context::Zone(Zone::Related, because) => return Some((Zone::Related, because.to_string())),
            Context::Zone(Zone::Furniture, because) => {
                let credit = because.starts_with("tag") && caption(line, self.tables).is_some() && inside;
                return Some(if credit {
                    (Zone::Caption, "a picture's credit".to_owned())
                } else {
                    (Zone::Furniture, because.to_string())
                });
            }
            Context::Zone(Zone::Caption, because) if near || inside => {
                return Some((Zone::Caption, because.to_string()));
            }
            Context::Zone(Zone::Meta, because)
                if (near || at < first || inside)
                    && line.words <= 40
                    && !(line.is_paragraph() && line.words >= 20) =>
            {
                return Some((Zone::Meta, because.to_string()));
            }
            Context::Zone(Zone::Deck, because) if at <= first + 1 && (near || inside) && line.words >= 4 => {
                return Some((Zone::Deck, because.to_string()));
            }
            _ => {}
        }
        let full = line.ending == Ending::Full && line.words >= 7;
        if opens_form(line) && !full && line.words <= 8 {
            return Some((Zone::Furniture, "part of the form for a comment".to_owned()));
        }
        if line.is(Role::Furniture) && !full || is_rule(line.text) {
            return Some((Zone::Furniture, "a known line of page furniture".to_owned()));
        }
        if is_copyright(line) {
            return Some((Zone::Furniture, "a copyright line".to_owned()));
        }
        if !near && !inside {
            return None;
        }
        if let Some(because) = caption(line, self.tables) {
            return Some((Zone::Caption, because.to_owned()));
        }
        if line.is(Role::Aside) && !full {
            return Some((Zone::Related, "points to another article".to_owned()));
        }
        let data = line.is(Role::Meta) || is_byline(line) || line.stamp;
        (data && !full && line.words <= 20).then(|| (Zone::Meta, "page data".to_owned()))
    }

    /// Between the title and the text.
    fn is_near_title(&self, at: usize, first: usize) -> bool {
        self.seen.title.at.is_some_and(|title| at > title) && at < first
    }

    fn near_title(&self, at: usize, first: usize) -> Option<Zoned> {
        let line = self.line(at);
        if !self.is_near_title(at, first) || is_notice(line) || is_meter(line) {
            return None;
        }
        if line.is_paragraph() && !line.linked && line.words <= 60 {
            return Some((Zone::Deck, "a sentence between title and text".to_owned()));
        }
        let inside = self.seen.main[self.seen.tree.runs[at].owner];
        if inside && line.words >= 4 && self.is_heading(at) && !self.is_among_headings(at, first) {
            return Some((Zone::Deck, "a heading between title and text".to_owned()));
        }
        let short = inside && line.words <= 6 && !line.linked;
        short.then(|| (Zone::Meta, "a short line between title and text".to_owned()))
    }

    /// Whether two other headings stand beside the block, between title and text: a list of other articles.
    fn is_among_headings(&self, at: usize, first: usize) -> bool {
        let beside = at.saturating_sub(BESIDE)..(at + BESIDE + 1).min(first);
        let others = beside
            .filter(|other| *other != at && self.is_near_title(*other, first) && !self.is_title(*other));
        others.filter(|other| self.is_heading(*other)).count() >= 2
    }

    /// A block of which nothing is known but that it is not the article's own.
    fn other(&self, at: usize, state: State) -> Zoned {
        let line = self.line(at);
        let inside = self.seen.main[self.seen.tree.runs[at].owner];
        if state == State::Related && inside {
            return (Zone::Related, "in a box of other articles".to_owned());
        }
        if line.linked && line.words >= 4 {
            return (Zone::Related, "a linked headline outside the article".to_owned());
        }
        (Zone::Furniture, self.own.because(at))
    }
}
