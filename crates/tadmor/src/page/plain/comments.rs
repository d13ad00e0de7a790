//! Where readers' comments begin when no line says so, and what each line of them is.
//!
//! In: lines after the title. Out: the line with which the comments begin; the zone of each line among comments.
//! Evidence: names alone on a line before talk, a report cut off in mid-sentence, bare stamps after the last
//! paragraph. One clue alone is never enough: a column in the first person is an article.

use crate::page::Zone;
use crate::page::line::{Ending, Line, NameShape};
use crate::tables::Tables;
use crate::tables::zones::Line as Role;

/// What all lines of a comment section must reach together before they are taken for one, in tenths.
const ENOUGH: i64 = 40;

/// The first line of the comments among `lines`, which begin with the article's first paragraph; and why.
pub(crate) fn start(lines: &[Line<'_>], tables: &Tables) -> Option<(usize, String)> {
    let scores: Vec<i64> = (0..lines.len()).map(|at| score(lines, at)).collect();
    let mut best: Option<(usize, i64)> = None;
    let mut sum = 0;
    for at in (1..lines.len()).rev() {
        sum += scores[at];
        let total = sum + opening(lines, at, tables);
        if best.is_none_or(|(_, most)| total >= most) {
            best = Some((at, total));
        }
    }
    let (at, total) = best?;
    let tail = &lines[at..];
    let names = (0..tail.len()).filter(|at| name_before_talk(tail, *at)).count();
    let stamps = tail.iter().filter(|line| line.stamp).count();
    let loud = tail.iter().filter(|line| line.talk >= 15 && line.name == NameShape::No).count();
    let cut = lines[at - 1].is_cut(tables);
    let calm = {
        let before: Vec<&Line<'_>> = lines[..at].iter().filter(|line| line.is_paragraph()).collect();
        before.iter().map(|line| i64::from(line.talk)).sum::<i64>() < 8 * before.len().max(1) as i64
    };
    // Names alone before plain paragraphs are crossheads or speakers of an interview; talk alone is a column; and a
    // name stands over each comment or two, not over a dozen paragraphs.
    let texts =
        tail.iter().filter(|line| line.name == NameShape::No && !line.stamp && !line.roles.any()).count();
    let signed = names >= 2 && names * 4 >= texts;
    let parted = tail.iter().filter(|line| line.gap >= 2).count();
    let evidence = (signed && loud >= 2)
        || (stamps >= 1 && loud >= 1)
        || (cut && loud >= 2)
        || (loud >= 3 && parted >= 2);
    let dense = total * 10 >= tail.len() as i64 * 25;
    if total < ENOUGH || !evidence || !dense || !(calm || (signed && names >= 4)) {
        return None;
    }
    let mut because =
        format!("from here on {names} names stand alone on a line and {loud} paragraphs sound like talk");
    if cut {
        because.push_str(", after a sentence that was cut off");
    }
    Some((at, because))
}

/// A name alone on its line with a paragraph under it.
fn name_before_talk(lines: &[Line<'_>], at: usize) -> bool {
    let Some(next) = lines.get(at + 1) else { return false };
    let line = &lines[at];
    line.name == NameShape::Strong
        && !line.roles.any()
        && next.name != NameShape::Strong
        && (next.words >= 3 || next.ending == Ending::Full)
}

/// What a line says for comments, in tenths.
fn score(lines: &[Line<'_>], at: usize) -> i64 {
    let line = &lines[at];
    if line.stamp {
        return 12;
    }
    if line.is(Role::Score) {
        return 8;
    }
    if name_before_talk(lines, at) {
        return 12;
    }
    if line.name == NameShape::Weak && lines.get(at + 1).is_some_and(|next| next.talk > 5) {
        return 8;
    }
    if line.roles.any() {
        return 0;
    }
    // A heading tells nothing.
    if line.words <= 8 && line.ending == Ending::None && line.talk < 15 {
        return -1;
    }
    let plain = if line.is_paragraph() { 4 } else { 1 };
    i64::from(line.talk - plain).clamp(-30, 30)
}

/// How likely it is that comments open just here, in tenths.
fn opening(lines: &[Line<'_>], at: usize, tables: &Tables) -> i64 {
    let mut bonus = 0;
    if lines[at - 1].is_cut(tables) {
        bonus += 25;
    }
    if lines[at].gap >= 2 {
        bonus += 6;
    }
    if name_before_talk(lines, at) || lines[at].stamp {
        bonus += 6;
    }
    // The line before belongs to the comments too, if it is a name.
    if name_before_talk(lines, at - 1) || lines[at - 1].stamp {
        bonus -= 10;
    }
    bonus
}

/// The zones of lines among comments.
pub(crate) fn zones(lines: &[Line<'_>]) -> Vec<(Zone, &'static str)> {
    let mut zones = Vec::with_capacity(lines.len());
    let mut after_name = false;
    for at in 0..lines.len() {
        let zone = one(lines, at, after_name);
        after_name = zone.0 == Zone::CommentAuthor || (after_name && zone.0 == Zone::CommentMeta);
        zones.push(zone);
    }
    zones
}

fn one(lines: &[Line<'_>], at: usize, after_name: bool) -> (Zone, &'static str) {
    let line = &lines[at];
    if line.stamp || line.is(Role::Score) || is_score(line.text) {
        return (Zone::CommentMeta, "a stamp or score among comments");
    }
    if is_form(line) {
        return (Zone::Furniture, "part of the form for a comment");
    }
    let furniture = line.is(Role::Furniture) && (line.words <= 4 || line.words >= 6);
    if line.is(Role::Comments) || furniture && line.ending == Ending::None {
        return (Zone::Furniture, "a known line among comments");
    }
    let next = lines[at + 1..]
        .iter()
        .take(8)
        .find(|next| !(next.stamp || next.is(Role::Score) || is_score(next.text)));
    let followed = next
        .is_some_and(|next| !is_form(next) && (next.name != NameShape::Strong || next.words > line.words));
    let strong = line.name == NameShape::Strong
        || "says said wrote".split(' ').any(|cue| line.key.ends_with(&format!(" {cue}")) && line.words <= 5);
    if followed
        && !after_name
        && (strong
            || (line.name == NameShape::Weak && line.gap < 2 && next.is_some_and(|next| next.words > 3)))
    {
        return (Zone::CommentAuthor, "a name alone before a comment");
    }
    (Zone::Comment, "among comments")
}

/// Two words or more of a form, or a field of one.
pub(crate) fn is_form(line: &Line<'_>) -> bool {
    line.is(Role::Form)
}

/// "+5", "12", "▲ 3".
fn is_score(text: &str) -> bool {
    text.chars().count() <= 8
        && text.chars().any(|character| character.is_ascii_digit())
        && !text.chars().any(char::is_alphabetic)
}
