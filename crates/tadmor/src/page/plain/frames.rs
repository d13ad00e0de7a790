//! Readers' comments by what their systems print around each of them.
//!
//! In: the lines of a text without tags and their zones. Out: the zones again. A system frames each comment alike: a name
//! with a stamp above it and a button that answers it below, again and again: "Ana K. / 8d / Who pays for this? / Reply /
//! Share". What stands in such frames is a reader's, however calmly it is written; a frame alone is none.

use super::zone::Zoned;
use crate::page::Zone;
use crate::page::line::{Ending, Line, NameShape};
use crate::page::sign::buttons;
use crate::page::stamp;
use crate::tables::Tables;
use crate::tables::zones::Line as Role;

/// How many lines a comment may have.
const LONG: usize = 40;
/// How far from one frame the next may stand, in lines.
const NEAR: usize = 80;
/// What the article must have outside of the frames, in words: else the talk is what the page is about.
const ARTICLE: usize = 120;

/// What a line is in a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// A stamp, or a name with one.
    Head,
    /// The button that answers.
    Answer,
    /// Anything else.
    Other,
}

/// `zones` with the comments that stand in frames.
pub(super) fn mark(lines: &[Line<'_>], zones: &mut [Zoned], tables: &Tables) {
    // Most texts have no such button at all.
    let answers: Vec<bool> = lines.iter().map(|line| is_answer(line, tables)).collect();
    if answers.iter().filter(|answer| **answer).count() < 2 {
        return;
    }
    let answered = lines.iter().zip(answers);
    let shapes: Vec<Shape> =
        answered.map(|(line, answer)| if answer { Shape::Answer } else { shape(line, tables) }).collect();
    for (start, end) in regions(lines, &shapes) {
        let own = |zone: Zone| matches!(zone, Zone::Body | Zone::Deck);
        let told = |range: &mut dyn Iterator<Item = usize>| {
            range.filter(|at| own(zones[*at].0)).map(|at| lines[at].words).sum::<usize>()
        };
        let (inside, outside) = (told(&mut (start..end)), told(&mut (0..start).chain(end..lines.len())));
        let titled = zones[start..end].iter().any(|(zone, _)| *zone == Zone::Title);
        if outside < ARTICLE || outside * 2 < inside || titled {
            continue;
        }
        for (at, zoned) in zones.iter_mut().enumerate().take(end).skip(start) {
            if let Some((zone, because)) = zone(lines, &shapes, at, start, zoned.0) {
                *zoned = (zone, because.to_owned());
            }
        }
    }
}

fn is_answer(line: &Line<'_>, tables: &Tables) -> bool {
    tables.signs.is_answer(&line.key) || buttons(line, tables) == Some(true)
}

fn shape(line: &Line<'_>, tables: &Tables) -> Shape {
    if line.words > 14 || line.text.len() > 120 || line.key.is_empty() {
        return Shape::Other;
    }
    if !line.text.chars().any(char::is_numeric) {
        return Shape::Other;
    }
    let counted = line.is(Role::Score) && line.text.bytes().any(|byte| byte.is_ascii_digit());
    let open = line.ending != Ending::Full || line.words <= 8;
    // "In December 2031" is no stamp of a comment: that has a day.
    let day = || {
        line.text.split(|mark: char| !mark.is_numeric()).filter(|digits| !digits.is_empty()).nth(1).is_some()
    };
    let stamped = || open && day() && !stamp::find(line.text, &tables.months).is_empty();
    if line.stamp || (counted && !line.is_paragraph()) || tables.signs.ends_in_age(&line.key) || stamped() {
        return Shape::Head;
    }
    Shape::Other
}

/// The stretches in which at least two frames stand, each a head and an answer.
fn regions(lines: &[Line<'_>], shapes: &[Shape]) -> Vec<(usize, usize)> {
    let mut regions: Vec<(usize, usize)> = Vec::new();
    // The frames of the region being read: how many, its first line, its last answer, whether texts stand under answers.
    let mut open: Option<(usize, usize, usize, bool)> = None;
    let mut bound = 0;
    for at in (0..lines.len()).filter(|at| shapes[*at] == Shape::Answer) {
        let from = bound.max(at.saturating_sub(LONG));
        bound = at + 1;
        if open.is_some_and(|(_, _, last, _)| at - last > NEAR) {
            regions.extend(open.take().and_then(|open| closed(lines, shapes, open)));
        }
        // Before the first frame stands the article, which may name a day; between frames, nothing but comments.
        let is_head = |at: &usize| shapes[*at] == Shape::Head;
        let head = match open {
            Some(_) => (from..at).find(is_head),
            None => (from..at).rev().find(is_head),
        };
        let Some(head) = head else {
            if let Some(open) = open.as_mut() {
                open.2 = at;
            }
            continue;
        };
        // "Ana, 3 May / Reply / text": the button stands above what it answers.
        let above = !(head + 1..at).any(|at| tells(&lines[at]));
        match open.as_mut() {
            Some(open) => (open.0, open.2, open.3) = (open.0 + 1, at, above),
            None => open = Some((1, head.saturating_sub(usize::from(is_name(lines, head, from))), at, above)),
        }
    }
    regions.extend(open.and_then(|open| closed(lines, shapes, open)));
    regions
}

fn closed(
    lines: &[Line<'_>],
    shapes: &[Shape],
    (frames, start, last, above): (usize, usize, usize, bool),
) -> Option<(usize, usize)> {
    let texts = (start..last).filter(|at| shapes[*at] == Shape::Other && tells(&lines[*at])).count();
    if frames < 2 || texts == 0 {
        return None;
    }
    let mut end = last + 1;
    // The text under the last answer: a few lines, up to the next thing that is known.
    let more =
        lines[end..].iter().take(6).take_while(|line| !line.roles.any() && line.gap < 3 && tells(line));
    end += if above { more.count() } else { 0 };
    Some((start, end))
}

/// Whether a line is more than a name or a button.
fn tells(line: &Line<'_>) -> bool {
    line.words >= 3 && !line.roles.any() && (line.words > 5 || line.name != NameShape::Strong)
}

/// Whether a name stands alone above the head.
fn is_name(lines: &[Line<'_>], head: usize, from: usize) -> bool {
    head > from.max(1) && {
        let line = &lines[head - 1];
        line.words <= 4 && line.ending == Ending::None && line.name != NameShape::No && !line.roles.any()
    }
}

/// What a line in a frame is, where it is not known to be something else.
fn zone(
    lines: &[Line<'_>],
    shapes: &[Shape],
    at: usize,
    start: usize,
    now: Zone,
) -> Option<(Zone, &'static str)> {
    match (shapes[at], now) {
        (Shape::Answer, _) => Some((Zone::CommentMeta, "the button that answers a comment")),
        (Shape::Head, _) => Some((Zone::CommentMeta, "the stamp of a comment, in a row of frames alike")),
        _ if shapes.get(at + 1) == Some(&Shape::Head) && is_name(lines, at + 1, start.saturating_sub(1)) => {
            Some((Zone::CommentAuthor, "a name above the stamp of a comment"))
        }
        (_, Zone::CommentAuthor | Zone::CommentMeta | Zone::Comment) => None,
        (_, Zone::Furniture) if lines[at].words <= 3 || lines[at].roles.any() => None,
        (_, Zone::Body | Zone::Deck | Zone::Furniture | Zone::Meta | Zone::Caption | Zone::Related) => {
            Some((Zone::Comment, "between stamps and buttons of comments, in a row of frames alike"))
        }
        _ => None,
    }
}
