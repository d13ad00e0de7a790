//! Where readers' comments begin when no line says so, and what each line of them is.
//!
//! In: lines after the title. Out: the line with which the comments begin; the zone of each line among comments.
//! Evidence: names alone on a line before talk, a report cut off in mid-sentence, bare stamps after the last
//! paragraph. One clue alone is never enough: a column in the first person is an article.

use crate::page::Zone;
use crate::page::line::{Ending, Line, NameShape};
use crate::tables::Tables;
use crate::tables::zones::Line as Role;

/// What all lines of a comment section must reach together before they are taken for one.
const ENOUGH: f32 = 4.0;

/// The first line of the comments among `lines`, which begin with the article's first paragraph; and why.
pub(crate) fn start(lines: &[Line<'_>], tables: &Tables) -> Option<(usize, String)> {
    let scores: Vec<f32> = (0..lines.len()).map(|at| score(lines, at)).collect();
    let mut best: Option<(usize, f32)> = None;
    let mut sum = 0.0;
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
    let loud = tail.iter().filter(|line| line.talk >= 1.5 && line.name == NameShape::No).count();
    let cut = lines[at - 1].is_cut(tables);
    let calm = {
        let before: Vec<&Line<'_>> = lines[..at].iter().filter(|line| line.is_paragraph()).collect();
        before.iter().map(|line| line.talk).sum::<f32>() / (before.len().max(1) as f32) < 0.8
    };
    // Names alone before plain paragraphs are crossheads or speakers of an interview; talk alone is a column.
    let evidence = (names >= 2 && loud >= 1)
        || (stamps >= 1 && loud >= 1)
        || (cut && loud >= 2)
        || (loud >= 3 && tail.iter().filter(|line| line.gap >= 2).count() >= 2);
    let dense = total / tail.len() as f32 >= 0.25;
    if total < ENOUGH || !evidence || !dense || !(calm || names >= 3) {
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

fn score(lines: &[Line<'_>], at: usize) -> f32 {
    let line = &lines[at];
    if line.stamp {
        return 1.2;
    }
    if line.is(Role::Score) {
        return 0.8;
    }
    if name_before_talk(lines, at) {
        return 1.2;
    }
    if line.name == NameShape::Weak && lines.get(at + 1).is_some_and(|next| next.talk > 0.5) {
        return 0.8;
    }
    if line.roles.any() {
        return 0.0;
    }
    // A heading tells nothing.
    if line.words <= 8 && line.ending == Ending::None && line.talk < 1.5 {
        return -0.1;
    }
    let plain = if line.is_paragraph() { 0.4 } else { 0.1 };
    (line.talk - plain).clamp(-3.0, 3.0)
}

/// How likely it is that comments open just here.
fn opening(lines: &[Line<'_>], at: usize, tables: &Tables) -> f32 {
    let mut bonus = 0.0;
    if lines[at - 1].is_cut(tables) {
        bonus += 2.5;
    }
    if lines[at].gap >= 2 {
        bonus += 0.6;
    }
    if name_before_talk(lines, at) || lines[at].stamp {
        bonus += 0.6;
    }
    // The line before belongs to the comments too, if it is a name.
    if name_before_talk(lines, at - 1) || lines[at - 1].stamp {
        bonus -= 1.0;
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
    let next =
        lines[at + 1..].iter().find(|next| !(next.stamp || next.is(Role::Score) || is_score(next.text)));
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
