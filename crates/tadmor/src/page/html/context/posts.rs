//! The posts of a live blog.
//!
//! In: a [`Tree`]. Out: a property "live-post" for each post: its stamp as written or as its tag states it, and the
//! bytes of the post. `<div class="live-post"><time>14:05</time><p>The bridge is open.</p></div>` is a post of 14:05.
//! Two posts at least: a page with one is an article with a box in it.

use super::settle::Zoned;
use std::collections::BTreeMap;

use crate::page::html::tag::Tag;
use crate::page::html::tree::{Element, Tree};
use crate::page::{Property, Zone, stamp};
use crate::tables::Tables;
use crate::text::Span;

/// The posts, in page order; their stamps are made page data, and a headline that opens one is of the text.
pub(super) fn mark(tree: &Tree, zones: &mut [Zoned], tables: &Tables) -> Vec<Property> {
    let posts = posts(tree, tables);
    let found: Vec<(usize, Property)> = posts
        .into_iter()
        .filter(|post| runs(tree, *post).any(|at| zones[at].0 == Zone::Body))
        .filter_map(|post| Some((post, property(tree, post, tables)?)))
        .collect();
    if found.len() < 2 {
        return Vec::new();
    }
    for (post, _) in &found {
        for at in runs(tree, *post) {
            let text = tree.text.slice(tree.runs[at].span);
            if text.len() <= 60 && (is_clock(text) || stamp::alone(text, &tables.months)) {
                zones[at] = (Zone::Meta, "the stamp of a live blog's post".to_owned());
            } else if zones[at].0 == Zone::Deck {
                zones[at] = (Zone::Body, "in a post of a live blog".to_owned());
            }
        }
    }
    found.into_iter().map(|(_, property)| property).collect()
}

/// The blocks that lie in an element.
fn runs(tree: &Tree, element: usize) -> std::ops::Range<usize> {
    let Element { start, end, .. } = tree.elements[element];
    let from = tree.runs.partition_point(|run| run.span.start < start);
    let to = tree.runs.partition_point(|run| run.span.end <= end);
    from..to.max(from)
}

/// The elements that are posts.
fn posts(tree: &Tree, tables: &Tables) -> Vec<usize> {
    let mut live = vec![false; tree.elements.len()];
    let mut posts: Vec<usize> = Vec::new();
    let mut open_until = 0;
    let mut known = tree.classes.memory();
    let mut tokens: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for at in 1..tree.elements.len() {
        let element = &tree.elements[at];
        let (says_live, says_post) =
            *known.of(element.class, || says(tree.classes.written(element.class), &mut tokens, tables));
        let states_live = element.itemtype().ends_with("/LiveBlogPosting");
        let above = live[element.parent];
        live[at] = above || states_live || says_live;
        let states_post =
            element.itemprop() == "liveBlogUpdate" || (above && element.itemtype().ends_with("/BlogPosting"));
        let is_post = states_post || says_post;
        // A post in a post is a part of it.
        if is_post && element.start >= open_until && element.end > element.start {
            posts.push(at);
            open_until = element.end;
        }
    }
    posts
}

/// Whether a class says that its element is a live blog, and that it is a post.
fn says<'t>(class: &'t str, tokens: &mut BTreeMap<&'t str, (bool, bool)>, tables: &Tables) -> (bool, bool) {
    if !tables.signs.may_be_live(class) {
        return (false, false);
    }
    class.split_whitespace().take(12).fold((false, false), |(live, post), token| {
        let says = *tokens.entry(token).or_insert_with(|| {
            let words = joined(token);
            (tables.signs.live(&words), tables.signs.post(&words))
        });
        (live | says.0, post | says.1)
    })
}

fn property(tree: &Tree, post: usize, tables: &Tables) -> Option<Property> {
    let element = &tree.elements[post];
    let value = stated(tree, post).or_else(|| written(tree, element, tables))?;
    let whole = tree.text.as_str().get(element.start..element.end.min(tree.text.len()))?;
    let start = element.start + (whole.len() - whole.trim_start().len());
    let span = Span::new(start, start + whole.trim().len());
    (!span.is_empty()).then(|| Property { name: "live-post".to_owned(), value, span: tree.text.raw(span) })
}

/// The stamp that the post's first `<time>` states, or its words.
fn stated(tree: &Tree, post: usize) -> Option<String> {
    let end = tree.elements[post].end;
    let inner = tree.elements[post + 1..].iter().take_while(|element| element.start < end);
    let time = inner.take(60).find(|element| element.tag == Tag::Time)?;
    if !time.datetime().is_empty() {
        return Some(time.datetime().to_owned());
    }
    let words = tree.text.as_str().get(time.start..time.end.min(tree.text.len()))?;
    (!words.trim().is_empty()).then(|| words.trim().to_owned())
}

/// The stamp that opens the post: "14:05", "3 May 2031, 14:05".
fn written(tree: &Tree, element: &Element, tables: &Tables) -> Option<String> {
    let from = tree.runs.partition_point(|run| run.span.end <= element.start);
    let first = tree.runs[from..].iter().take_while(|run| run.span.start < element.end).take(3);
    first
        .map(|run| tree.text.slice(run.span))
        .filter(|text| text.len() <= 60)
        .find(|text| is_clock(text) || stamp::alone(text, &tables.months))
        .map(str::to_owned)
}

/// "14:05", "14.05 Uhr", "2:05 pm".
fn is_clock(text: &str) -> bool {
    let digits = text.trim_start();
    let Some((hour, rest)) = digits.split_once([':', '.', 'h']) else { return false };
    let minute = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (hour_fits, minute_fits) = (hour.parse::<u8>().is_ok_and(|hour| hour < 24), minute == 2);
    hour_fits && minute_fits && rest.len() - minute <= 12
}

/// "liveBlog_post" gives "live-blog-post".
fn joined(class: &str) -> String {
    let mut joined = String::with_capacity(class.len() + 4);
    let mut lower = false;
    for character in class.chars() {
        if character.is_ascii_alphanumeric() {
            if character.is_ascii_uppercase() && lower {
                joined.push('-');
            }
            joined.push(character.to_ascii_lowercase());
        } else if !joined.is_empty() && !joined.ends_with('-') {
            joined.push('-');
        }
        lower = character.is_ascii_lowercase() || character.is_ascii_digit();
    }
    joined.trim_end_matches('-').to_owned()
}
