//! The posts of a live blog, each with its own time.
//!
//! In: a page with properties "live-post", and the page's day. Out: a [`Post`] each, in page order. "14:05" is a time
//! of the page's own day; where that is open, the post's day stays open.

use crate::article::Post;
use crate::day::{Day, Days};
use crate::page::{Page, Zone, stamp};
use crate::tables::Tables;

/// The posts on `page`, which was published in `published`.
pub(super) fn find(page: &Page, published: Days, tables: &Tables) -> Vec<Post> {
    let stated = page.properties.iter().filter(|property| property.name == "live-post");
    stated
        .map(|property| {
            let found = stamp::find(&property.value, &tables.months).into_iter().next();
            let (day, because) = match &found {
                Some(stamp) if stamp.has_year => (stamp.covering(), "the post's own stamp"),
                Some(stamp) => match stamp.month_day.and_then(|day| in_year(day, published)) {
                    Some(day) => (day, "the post's own stamp, in the page's year"),
                    None => (stamp.covering(), "the post's own stamp"),
                },
                None if published.exact().is_some() => (published, "the post's time, on the page's day"),
                None => (Days::OPEN, "the post has a time only, and the page's day is open"),
            };
            Post {
                span: property.span,
                title: title(page, property.span),
                stamp: property.value.clone(),
                day,
                because: because.to_owned(),
            }
        })
        .collect()
}

/// Month and day in the page's year, where the page's day is known.
fn in_year((month, day): (i8, i8), published: Days) -> Option<Days> {
    let year = published.exact()?.year();
    Day::new(year, month, day).map(Days::one)
}

/// No title and paragraph stand farther into a post, in blocks.
const NEAR: usize = 100;

/// The first block of the post that is shaped like a headline and stands before a paragraph.
fn title(page: &Page, span: crate::text::RawSpan) -> Option<String> {
    let from = page.blocks.partition_point(|block| page.text.raw(block.span).start < span.start);
    let near = page.blocks[from..].iter().take(NEAR);
    let inside = near.take_while(|block| page.text.raw(block.span).end <= span.end);
    let inside = inside.filter(|block| !matches!(block.zone, Zone::Meta | Zone::Related));
    let mut inside = inside.map(|block| page.text.slice(block.span));
    let first = inside.next()?;
    let short = first.split_whitespace().count();
    let headline = (2..=20).contains(&short) && !first.ends_with(['.', '…', '!', ':', '؟', '。']);
    (headline && inside.next().is_some()).then(|| first.to_owned())
}
