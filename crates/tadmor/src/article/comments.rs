//! Readers' comments: names, stamps and words put together.
//!
//! In: blocks that were zoned as of comments. Out: a [`Comment`] each, in page order. They are kept apart and are
//! never counted as reporting.

use crate::article::Comment;
use crate::day::Days;
use crate::page::{Block, Page, Zone, stamp};
use crate::tables::Tables;
use crate::text::Span;
use crate::text::fold::key;

/// The comments on `page`.
pub(super) fn find(page: &Page, tables: &Tables) -> Vec<Comment> {
    let mut comments: Vec<Open> = Vec::new();
    let mut open: Option<Open> = None;
    let mut end = 0;
    for block in &page.blocks {
        let apart = is_apart(page, end, block);
        let stated = || stated(page, end, block);
        match block.zone {
            Zone::CommentAuthor => {
                // A stamp may stand above the name.
                let stamp = open.take_if(|open| open.text.is_empty()).and_then(|open| open.stamp);
                comments.extend(open.take());
                let (author, beside) = signed(page, block, tables);
                let stated = stated();
                open =
                    Some(Open { author: Some(author), stamp: stamp.or(beside), stated, ..Open::default() });
            }
            Zone::CommentMeta => {
                let stated = stated();
                let words = page.text.slice(block.span);
                let last = &words[words.ceil_char_boundary(words.len().saturating_sub(MOST_STAMP))..];
                let stamped = stated.is_some()
                    || !stamp::find(head(words), &tables.months).is_empty()
                    || tables.signs.ends_in_age(&key(last));
                let fresh =
                    open.as_ref().is_none_or(|open| !open.text.is_empty() && stamped && open.stamp.is_some());
                if fresh {
                    comments.extend(open.take());
                }
                let open = open.get_or_insert_default();
                if stamped && open.stamp.is_none() {
                    open.stamp = Some(block.span);
                    open.stated = stated;
                }
            }
            Zone::Comment => {
                if apart && open.as_ref().is_some_and(|open| !open.text.is_empty()) {
                    comments.extend(open.take());
                }
                open.get_or_insert_default().text.push(block.span);
            }
            _ => comments.extend(open.take()),
        }
        end = block.span.end;
    }
    comments.extend(open);
    comments.into_iter().filter_map(|open| open.closed(page, tables)).collect()
}

/// The name in a block that holds one, and the stamp beside it: "Ana said, on 3 May 2031 at 3:12 pm".
fn signed(page: &Page, block: &Block, tables: &Tables) -> (String, Option<Span>) {
    let words = page.text.slice(block.span);
    let whole = page.text.raw(block.span);
    let from = page.properties.partition_point(|property| property.span.start < whole.start);
    let stated = page.properties[from..]
        .iter()
        .take_while(|property| property.span.start < whole.end)
        .find(|property| property.name == "comment:author");
    let Some(stated) = stated else { return (words.trim_end_matches(" .").to_owned(), None) };
    // "Ana3 May": some pages part the two by their looks alone.
    let after = words.find(&stated.value).map_or(0, |at| at + stated.value.len());
    let found = stamp::find(head(&words[after..]), &tables.months).into_iter().next();
    let stamp = found.map(|stamp| Span::new(block.span.start + after + stamp.span.start, block.span.end));
    (stated.value.clone(), stamp.filter(|stamp| stamp.len() <= MOST_STAMP))
}

/// The bytes of a block that are searched for a stamp.
const SEARCHED: usize = 400;

fn head(words: &str) -> &str {
    &words[..words.floor_char_boundary(SEARCHED)]
}

/// The longest stamp, its time of day and zone included, in bytes.
const MOST_STAMP: usize = 80;

/// What a `<time>` in the block states.
fn stated(page: &Page, end: usize, block: &Block) -> Option<String> {
    // The tag stands before the block's first character, and after the block before it.
    let (whole, last) = (page.text.raw(block.span), page.text.raw(Span::new(end.saturating_sub(1), end)));
    let from = page.properties.partition_point(|property| property.span.start < last.end);
    let inside = page.properties[from..].iter().take_while(|property| property.span.start < whole.end);
    let mut times = inside.filter(|property| property.name == "time");
    times.next().map(|property| property.value.clone())
}

fn first_day(words: &str, tables: &Tables) -> Days {
    stamp::find(head(words), &tables.months).into_iter().next().map_or(Days::OPEN, |stamp| stamp.covering())
}

/// Name and stamp where one line holds both, set off: "Ana K. | Fri, 3 May 2031", "Ana - 3 May 2031".
fn parted(line: &str, stamp: usize) -> Option<(String, String)> {
    let head = line.get(..stamp)?;
    let at =
        [" | ", " - ", " – ", " — ", " · ", " • ", "\n"].iter().filter_map(|bar| head.find(bar)).min()?;
    let name = head[..at].trim();
    let fits = (1..=4).contains(&name.split_whitespace().count())
        && name.len() <= 60
        && name.chars().any(char::is_alphabetic)
        && !name.contains([':', '#']);
    let rest = line[at..].trim_start_matches(|first: char| !first.is_alphanumeric());
    fits.then(|| (name.to_owned(), rest.trim_end().to_owned()))
}

#[derive(Default)]
struct Open {
    author: Option<String>,
    stamp: Option<Span>,
    /// What the tag of the stamp states, where its words ("2 days ago") tell no day.
    stated: Option<String>,
    text: Vec<Span>,
}

/// Whether more than one blank line stands before the block: where names are left out, that parts comments.
fn is_apart(page: &Page, end: usize, block: &Block) -> bool {
    let between = page.text.as_str().get(end..block.span.start).unwrap_or_default();
    between.matches('\n').count() >= 3
}

impl Open {
    fn closed(self, page: &Page, tables: &Tables) -> Option<Comment> {
        let (first, last) = (*self.text.first()?, *self.text.last()?);
        let texts: Vec<&str> = self.text.iter().map(|span| page.text.slice(*span)).collect();
        let stamp = self.stamp.map(|span| page.text.slice(span).to_owned());
        let found =
            stamp.as_deref().and_then(|stamp| stamp::find(head(stamp), &tables.months).into_iter().next());
        let day = match &found {
            Some(stamp) => stamp.covering(),
            None => self.stated.as_deref().map_or(Days::OPEN, |stated| first_day(stated, tables)),
        };
        let (author, stamp) = match (self.author, stamp, &found) {
            (None, Some(stamp), Some(found)) => match parted(&stamp, found.span.start) {
                Some((name, rest)) => (Some(name), Some(rest)),
                None => (None, Some(stamp)),
            },
            (author, stamp, _) => (author, stamp),
        };
        Some(Comment { author, day, stamp, text: texts.join("\n\n"), span: page.text.raw(first.cover(last)) })
    }
}
