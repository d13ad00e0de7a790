//! The zones of an HTML page.
//!
//! In: a [`Tree`]. Out: a zone with a reason for each of its blocks. In order: what elements say of themselves by
//! name, role, class; which element holds most of the running text; which heading is the title; what each block is
//! by its place and its own signs.

use super::context::{self, Context, Weights, is_named};
use super::tree::Tree;
use crate::page::Zone;
use crate::page::line::{Ending, Line};
use crate::page::plain::comments;
use crate::page::plain::zone::{after_last, opens_comments, opens_form};
use crate::page::sign::{caption, is_byline, is_copyright, is_meter, is_notice, is_rule, is_title};
use crate::tables::Tables;
use crate::tables::zones::Line as Role;
use crate::text::fold::key;

type Zoned = (Zone, String);

/// The zone of each block of `tree`.
pub(super) fn of(tree: &Tree, tables: &Tables) -> Vec<Zoned> {
    let lines = lines(tree, tables);
    let weights = Weights::of(tree, &lines);
    let contexts = context::of(tree, &weights, tables);
    let main = main(tree, &lines, &contexts);
    let title = title(tree, &lines, &contexts, &main);
    Reading { tree, lines: &lines, contexts: &contexts, main: &main, title, tables }.zones()
}

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

/// For each element, whether it lies in the part that holds the article's text.
fn main(tree: &Tree, lines: &[Line<'_>], contexts: &[Context]) -> Vec<bool> {
    let count = tree.elements.len();
    let mut clean = vec![0usize; count];
    for (run, line) in tree.runs.iter().zip(lines) {
        let counts =
            line.is_paragraph() && !line.linked && !contexts[run.owner].is_outside() && !is_notice(line);
        if counts {
            clean[run.owner] += line.text.len();
        }
    }
    for at in (1..count).rev() {
        clean[tree.elements[at].parent] += clean[at];
    }
    let total = clean[0];
    let share = |at: usize, percent: usize| clean[at] * 100 >= total * percent;
    let stated = |at: &usize| contexts[*at].zone() == Some(Zone::Body) && share(*at, 35);
    let named = |at: &usize| {
        matches!(tree.elements[*at].name, "article" | "main") && share(*at, 35) && !contexts[*at].is_outside()
    };
    // The deepest of those that hold most: children come after their parents.
    let deepest = |fits: &dyn Fn(&usize) -> bool| {
        let most = (1..count).filter(fits).map(|at| clean[at]).max()?;
        (1..count).filter(fits).rfind(|at| clean[*at] * 10 >= most * 9)
    };
    let chosen = match total {
        0 => Some(0),
        _ => deepest(&stated).or_else(|| deepest(&named)).or_else(|| deepest(&|at| share(*at, 75))),
    };
    let chosen = chosen.unwrap_or(0);
    let class = (chosen > 0 && contexts[chosen].zone() == Some(Zone::Body))
        .then(|| tree.elements[chosen].class.clone());
    let mut inside = vec![false; count];
    for at in 0..count {
        let element = &tree.elements[at];
        // Some outlets cut one article into several elements of one class.
        let twin =
            class.as_ref().is_some_and(|class| !class.is_empty() && *class == element.class && clean[at] > 0);
        inside[at] = at == chosen || twin || (at > 0 && inside[element.parent]);
    }
    inside
}

/// The title: its block, and its folded words for repetitions.
#[derive(Default)]
struct Title {
    at: Option<usize>,
    key: String,
}

fn title(tree: &Tree, lines: &[Line<'_>], contexts: &[Context], main: &[bool]) -> Title {
    let stated: Vec<String> = ["og:title", "json-ld:headline", "twitter:title", "title"]
        .iter()
        .flat_map(|name| tree.properties.iter().filter(move |property| property.name == *name))
        .map(|property| key(&property.value))
        .filter(|key| !key.is_empty())
        .collect();
    let first_inside =
        tree.runs.iter().zip(lines).position(|(run, line)| main[run.owner] && line.is_paragraph());
    let mut best: Option<(usize, i32)> = None;
    for (at, (run, line)) in tree.runs.iter().zip(lines).enumerate() {
        if line.key.is_empty() || line.words > 40 {
            continue;
        }
        let heading = (1..=3).find(|level| is_named(tree, run.owner, ["h1", "h2", "h3"][level - 1]));
        let same = stated.contains(&line.key);
        let begins = line.words >= 3
            && stated.iter().any(|title| {
                title.starts_with(&line.key) || (title.len() > 15 && line.key.starts_with(title.as_str()))
            });
        let said = contexts[run.owner].zone() == Some(Zone::Title);
        if heading.is_none() && !same && !begins && !said {
            continue;
        }
        let mut worth = match heading {
            Some(1) => 5,
            Some(2) => 2,
            Some(_) => 1,
            None => 0,
        };
        worth += if same {
            6
        } else if begins {
            4
        } else {
            0
        };
        worth += if said { 3 } else { 0 };
        worth -= if contexts[run.owner].is_outside() { 5 } else { 0 };
        worth -= if line.words == 1 { 2 } else { 0 };
        worth -= if line.linked { 2 } else { 0 };
        worth -= if first_inside.is_some_and(|first| at > first) { 4 } else { 0 };
        if worth > 2 && best.is_none_or(|(_, most)| worth > most) {
            best = Some((at, worth));
        }
    }
    match best {
        Some((at, _)) => Title { at: Some(at), key: lines[at].key.clone() },
        None => Title { at: None, key: stated.into_iter().next().unwrap_or_default() },
    }
}

/// Everything that a block's zone follows from.
struct Reading<'t> {
    tree: &'t Tree,
    lines: &'t [Line<'t>],
    contexts: &'t [Context],
    main: &'t [bool],
    title: Title,
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
