//! The zones of a text without tags.
//!
//! In: its lines. Out: a zone with a reason for each. In order: where the article's first paragraph is, which line
//! before it is the title, what stands between them, where the article ends, what comes after it.

use std::collections::BTreeMap;

use super::comments;
use crate::page::Zone;
use crate::page::line::{Ending, Line, NameShape};
use crate::page::sign::{
    buttons, caption, is_byline, is_copyright, is_known, is_menu, is_meter, is_notice, is_rule, is_title,
    is_title_case, starts_list,
};
use crate::tables::Tables;
use crate::tables::zones::Line as Role;

pub(crate) type Zoned = (Zone, String);

/// The zone of each of `lines`.
pub(crate) fn of(lines: &[Line<'_>], tables: &Tables) -> Vec<Zoned> {
    let mut zones: Vec<Option<Zoned>> = vec![None; lines.len()];
    if lines.is_empty() {
        return Vec::new();
    }
    let head = head(lines, tables, &mut zones);
    tail(lines, &head, tables, &mut zones);
    zones.into_iter().map(|zone| zone.unwrap_or((Zone::Body, "text of the article".to_owned()))).collect()
}

/// How many lines of page data may stand between a title and its text.
const NEAR: usize = 10;

/// What was found above the article's text.
struct Head {
    /// The folded title; empty where there is none.
    title: String,
    /// The first line of the body.
    body: usize,
}

fn set(zones: &mut [Option<Zoned>], at: usize, zone: Zone, because: impl Into<String>) {
    zones[at] = Some((zone, because.into()));
}

/// The first paragraph of the stretch that holds most running text: a menu's slogan or a notice above it is not where
/// the article begins. Each line weighs for or against; the heaviest stretch wins.
fn first_paragraph(lines: &[Line<'_>], tables: &Tables) -> Option<usize> {
    let (mut best, mut sum, mut from) = ((0i64, None), 0i64, 0usize);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (sum, from) = (0, at);
        }
        sum += weight(line, tables);
        if sum > best.0 {
            best = (sum, Some(from));
        }
    }
    let from = best.1?;
    (from..lines.len()).find(|at| starts_body(&lines[*at], tables))
}

/// What a line without a paragraph weighs against a stretch of text, in characters.
const AGAINST: i64 = 45;

fn weight(line: &Line<'_>, tables: &Tables) -> i64 {
    let length = i64::try_from(line.text.len().min(500)).unwrap_or(500);
    if starts_body(line, tables) {
        return length;
    }
    if opens_comments(line) || opens_form(line) {
        return -3 * AGAINST;
    }
    if line.is(Role::Related) { -2 * AGAINST } else { -AGAINST }
}

fn head(lines: &[Line<'_>], tables: &Tables, zones: &mut [Option<Zoned>]) -> Head {
    let first = first_paragraph(lines, tables);
    let Some(first) = first else { return headless(lines, tables, zones) };
    let Some(title) = title(lines, first, tables) else {
        for at in 0..first {
            above(lines, at, tables, zones);
        }
        return Head { title: String::new(), body: first };
    };
    let name = lines[title].key.clone();
    let again = |at: &usize| is_title(&lines[*at], &name);
    // A repetition still belongs to the head where no more than a deck and page data stand between.
    let mut end = title;
    for at in (title + 1..lines.len()).filter(again) {
        let between = &lines[end + 1..at];
        let paragraphs = between.iter().filter(|line| line.is_paragraph() && !is_known(line)).count();
        let data = between.iter().any(|line| is_known(line) || line.stamp || is_byline(line));
        match paragraphs {
            0 => end = at,
            1 if data && between.len() < 20 => end = at,
            _ => break,
        }
    }
    let body = if end < first {
        first
    } else {
        (end + 1..lines.len()).find(|at| starts_body(&lines[*at], tables)).unwrap_or(lines.len())
    };
    let body = deck_before_data(lines, body, end, tables).unwrap_or(body);
    for at in 0..body {
        if again(&at) {
            let because = if at == title {
                "the headline: the likeliest line before the first paragraph"
            } else {
                "repeats the headline"
            };
            set(zones, at, Zone::Title, because);
        } else if at < title {
            above(lines, at, tables, zones);
        }
    }
    // Between a title at the very top and a text far below stands the menu.
    let near = (title + 1..body).rev().take(NEAR).filter(|at| lines[*at].words > 3).count();
    let from = if body - title > 2 * NEAR && near > 0 { body - NEAR } else { title + 1 };
    for at in title + 1..from {
        if zones[at].is_none() {
            above(lines, at, tables, zones);
        }
    }
    between(lines, from, body, tables, zones);
    Head { title: name, body }
}

fn starts_body(line: &Line<'_>, tables: &Tables) -> bool {
    line.is_paragraph() && !is_known(line) && caption(line, tables).is_none() && !is_notice(line)
}

/// Where a short paragraph after the title is parted from the body by a byline or stamp, it is the deck; gives the
/// first line of the body.
fn deck_before_data(lines: &[Line<'_>], body: usize, title: usize, tables: &Tables) -> Option<usize> {
    let deck = lines.get(body)?;
    if deck.words > 50 || body > title + 3 {
        return None;
    }
    let mut data = false;
    for (at, line) in lines.iter().enumerate().skip(body + 1).take(6) {
        if starts_body(line, tables) {
            return data.then_some(at);
        }
        let known = line.is(Role::Meta) || line.stamp || is_byline(line);
        if !known && !is_known(line) && caption(line, tables).is_none() && line.name == NameShape::No {
            return None;
        }
        data |= known;
    }
    None
}

/// The likeliest title before the first paragraph.
fn title(lines: &[Line<'_>], first: usize, tables: &Tables) -> Option<usize> {
    let mut best: Option<(usize, i32)> = None;
    let mut twins: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.words >= 3 && !line.key.is_empty()) {
        twins.entry(&line.key).or_default().push(at);
    }
    for (at, line) in lines[..first].iter().enumerate() {
        // A line of a menu stands many times; a title at most in the head, beside the text and as a picture's words.
        let often =
            twins.get(line.key.as_str()).map_or(0, |places| places.iter().filter(|at| **at < first).count());
        let repeated = line.words >= 3 && often <= 3 && is_repeated(line, lines, &twins);
        if often > 3 || (often == 0 && line.words >= 3) {
            continue;
        }
        if is_meter(line)
            || is_menu(line)
            || buttons(line, tables).is_some()
            || line.stamp
            || is_byline(line)
            || caption(line, tables).is_some()
            || (is_known(line) && !repeated)
        {
            continue;
        }
        if line.roles.any() && line.words <= 3 {
            continue;
        }
        let short = line.words == 2 && first == at + 1;
        if !(line.is_headline() || short || (repeated && line.words <= 40)) {
            continue;
        }
        let mut worth = match line.words {
            0..=2 => 1,
            3 => 3,
            4 => 4,
            5..=20 => 6,
            _ => 4,
        };
        worth += if repeated { 5 } else { 0 };
        worth += if at == 0 { 2 } else { 0 };
        let far = i32::try_from((first - at).saturating_sub(6)).unwrap_or(i32::MAX);
        worth -= if at == 0 { 0 } else { far.min(60) / 6 };
        if best.is_none_or(|(_, most)| worth > most) {
            best = Some((at, worth));
        }
    }
    best.map(|(at, _)| at)
}

/// Whether the line stands again on the page, with or without the outlet's name behind it.
fn is_repeated(line: &Line<'_>, lines: &[Line<'_>], twins: &BTreeMap<&str, Vec<usize>>) -> bool {
    let mut from = twins.range(line.key.as_str()..);
    let same = from.next().is_some_and(|(key, places)| **key == line.key && places.len() > 1);
    let mut longer = || {
        from.next().and_then(|(_, places)| places.first()).is_some_and(|at| is_title(&lines[*at], &line.key))
    };
    !line.key.is_empty() && (same || longer())
}

/// Why a menu is furniture.
pub(crate) const MENU: &str = "a menu or a row of buttons";

/// A line above the title.
fn above(lines: &[Line<'_>], at: usize, tables: &Tables, zones: &mut [Option<Zoned>]) {
    let line = &lines[at];
    let zone = match caption(line, tables) {
        None if is_menu(line) || buttons(line, tables).is_some() => (Zone::Furniture, MENU),
        Some(because) if line.is(Role::Caption) || line.text.starts_with('©') => (Zone::Caption, because),
        _ if is_byline(line) || (line.is(Role::Meta) && !is_meter(line)) => {
            (Zone::Meta, "page data above the title")
        }
        _ if is_meter(line) => (Zone::Furniture, "numbers and months above the title: a meter or counter"),
        _ if line.words >= 6 && line.is_headline() && !is_known(line) => {
            (Zone::Related, "a headline above the title")
        }
        _ => (Zone::Furniture, "above the title"),
    };
    set(zones, at, zone.0, zone.1);
}

/// Why a sentence under the title is its summary.
pub(crate) const SUMMARY: &str = "a sentence between the title and the page data or its repetition";

/// The lines between the title and the body.
fn between(lines: &[Line<'_>], from: usize, body: usize, tables: &Tables, zones: &mut [Option<Zoned>]) {
    let mut deck = false;
    for at in from..body {
        if zones[at].is_some() {
            continue;
        }
        let line = &lines[at];
        let because = caption(line, tables);
        let zone = if (is_menu(line) && because.is_none()) || buttons(line, tables).is_some() {
            (Zone::Furniture, MENU)
        } else if line.is(Role::Furniture) && line.ending != Ending::Full {
            (Zone::Furniture, "a known line of page furniture")
        } else if line.is(Role::Meta) || line.stamp || is_byline(line) {
            (Zone::Meta, "page data between title and text")
        } else if line.is(Role::Form) || line.is(Role::Comments) {
            (Zone::Furniture, "a known line about comments")
        } else if let Some(because) = because {
            (Zone::Caption, because)
        } else if line.is(Role::Aside) || line.is(Role::Related) || is_meter(line) {
            (Zone::Furniture, "a known line of page furniture")
        } else if line.is_paragraph() && !deck {
            deck = true;
            (Zone::Deck, SUMMARY)
        } else if line.words <= 4 && line.ending == Ending::None {
            (Zone::Meta, "a short line between title and text")
        } else if !deck
            && line.words >= 5
            && line.words <= 50
            && at + 1 >= body.saturating_sub(3)
            && zones[..at].iter().flatten().filter(|zone| zone.0 == Zone::Title).count() < 2
        {
            deck = true;
            (Zone::Deck, "a line between title and text")
        } else {
            (Zone::Caption, "a line without a stop between title and text: the words of the picture")
        };
        set(zones, at, zone.0, zone.1);
    }
}

/// A text with no paragraph at all.
fn headless(lines: &[Line<'_>], tables: &Tables, zones: &mut [Option<Zoned>]) -> Head {
    let title = lines.iter().position(|line| {
        line.is_headline()
            && !is_known(line)
            && !is_menu(line)
            && !is_meter(line)
            && caption(line, tables).is_none()
    });
    let title = title.filter(|at| lines[at + 1..].iter().any(|line| !is_known(line)));
    for at in 0..title.unwrap_or_default() {
        above(lines, at, tables, zones);
    }
    match title {
        Some(at) => {
            set(zones, at, Zone::Title, "the first line that could be a headline");
            Head { title: lines[at].key.clone(), body: at + 1 }
        }
        None => Head { title: String::new(), body: 0 },
    }
}

/// Why a headline under the opening of a box is no text.
pub(crate) const IN_BOX: &str = "in a box of other articles";

/// What is being read, after the body began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Body,
    /// A box of other articles; hard ones end the article more surely.
    Related {
        hard: bool,
    },
    Comments,
}

fn tail(lines: &[Line<'_>], head: &Head, tables: &Tables, zones: &mut [Option<Zoned>]) {
    let body = head.body;
    let opener = |line: &Line<'_>| opens_comments(line) || opens_form(line);
    let named = (body..lines.len())
        .filter(|at| opener(&lines[*at]))
        .find(|at| ends_article(lines, body, *at, tables));
    // The article may also end before the line that opens the comments' form.
    let bound = named.unwrap_or(lines.len());
    let quiet =
        comments::start(&lines[body.min(bound)..bound], tables).map(|(at, because)| (at + body, because));
    let stamped = named.and_then(|named| stamped_comments(lines, body, named));
    let (start, because) = match (quiet, stamped) {
        (Some((at, because)), _) => (at, because),
        (None, Some(at)) => {
            (at, "a bare stamp with a paragraph after the article, before the form for comments".to_owned())
        }
        (None, None) => (
            bound,
            named.map(|at| format!("after the line \"{}\"", short(lines[at].text))).unwrap_or_default(),
        ),
    };
    article(lines, body, start, head, tables, zones);
    after(lines, start, &because, tables, zones);
}

/// How many lines after a known line are looked at.
const LOOK: usize = 14;

/// Whether the article ends at a line that opens comments. "Comment" also stands on buttons beside the title: there the
/// text goes on, in paragraphs that do not sound like talk and have no names between them.
fn ends_article(lines: &[Line<'_>], body: usize, at: usize, tables: &Tables) -> bool {
    let before: usize = lines[body..at]
        .iter()
        .rev()
        .take(400)
        .filter(|line| line.is_paragraph())
        .map(|line| line.text.len())
        .sum();
    let next = &lines[at + 1..lines.len().min(at + 1 + LOOK)];
    let paragraphs: Vec<&Line<'_>> = next.iter().filter(|line| starts_body(line, tables)).collect();
    let signed = next.iter().enumerate().filter(|(at, line)| {
        let named = line.name == NameShape::Strong
            && !line.roles.any()
            && next.get(at + 1).is_some_and(|next| next.name == NameShape::No);
        named || line.stamp || line.is(Role::Score) || line.is(Role::Form)
    });
    if paragraphs.len() < 3 || signed.count() >= 2 {
        return true;
    }
    let talk = paragraphs.iter().map(|line| i64::from(line.talk)).sum::<i64>();
    let after: usize = paragraphs.iter().map(|line| line.text.len()).sum();
    talk > 3 * paragraphs.len() as i64 || before > 4 * after
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

pub(crate) fn opens_comments(line: &Line<'_>) -> bool {
    line.is(Role::Comments) && line.words <= 8
}

pub(crate) fn opens_form(line: &Line<'_>) -> bool {
    line.is(Role::Form) && line.words >= 2
}

/// A stamp alone on its line after a paragraph and before one, below the article: the first comment.
fn stamped_comments(lines: &[Line<'_>], body: usize, form: usize) -> Option<usize> {
    let first = (body..form).find(|at| lines[*at].is_paragraph())?;
    let last = (body..form).rev().find(|at| lines[*at].words >= 2 && !lines[*at].stamp)?;
    let at = (first + 1..last).find(|at| lines[*at].stamp)?;
    // A stamp under the first paragraph, with the report going on below it, is page data.
    let length = |range: &[Line<'_>]| {
        range.iter().filter(|line| line.is_paragraph()).map(|line| line.text.len()).sum::<usize>()
    };
    (length(&lines[at..form]) < length(&lines[body..at])).then_some(at)
}

/// The lines of the article, up to where comments begin.
fn article(
    lines: &[Line<'_>],
    body: usize,
    end: usize,
    head: &Head,
    tables: &Tables,
    zones: &mut [Option<Zoned>],
) {
    let last = stretch_end(&lines[body..end], tables) + body;
    let mut state = State::Body;
    for at in body..end {
        let line = &lines[at];
        if line.is(Role::Related) && line.words <= 6 && line.ending != Ending::Full {
            state = State::Related { hard: !line.is(Role::Aside) };
            set(zones, at, Zone::Furniture, "opens a box of other articles");
            continue;
        }
        if let State::Related { hard } = state {
            if resumes(&lines[at..end], hard, tables) {
                state = State::Body;
            } else {
                let zone =
                    if is_meter(line) || line.is(Role::Furniture) { Zone::Furniture } else { Zone::Related };
                set(zones, at, zone, IN_BOX);
                continue;
            }
        }
        let (zone, because) = in_article(lines, at, last, end, head, tables);
        if zone == Zone::Related && line.is(Role::Aside) && line.ending != Ending::None && line.words <= 4 {
            state = State::Related { hard: false };
        }
        set(zones, at, zone, because);
    }
}

/// Where the text that begins with `lines` ends: past the paragraph up to which most running text stands against
/// the fewest other lines. A notice far below, behind a menu, is no part of it.
fn stretch_end(lines: &[Line<'_>], tables: &Tables) -> usize {
    let (mut best, mut sum) = ((0i64, 0), 0i64);
    for (at, line) in lines.iter().enumerate() {
        sum += match weight(line, tables) {
            against if against < 0 => against * 2 / 3,
            length => length,
        };
        if sum > best.0 {
            best = (sum, at + 1);
        }
    }
    best.1
}

/// How far below the text a paragraph may stand and still be of it.
const STRAY: usize = 6;

/// Whether the article goes on after a box: paragraphs of running text, one after the other.
fn resumes(rest: &[Line<'_>], hard: bool, tables: &Tables) -> bool {
    let wanted = if hard { 2 } else { 1 };
    let run = rest
        .iter()
        .take(wanted)
        .take_while(|line| starts_body(line, tables) && line.words >= 12 && line.ending == Ending::Full)
        .count();
    run >= wanted
}

fn in_article(
    lines: &[Line<'_>],
    at: usize,
    last: usize,
    end: usize,
    head: &Head,
    tables: &Tables,
) -> (Zone, &'static str) {
    let line = &lines[at];
    if !head.title.is_empty() && is_title(line, &head.title) {
        return (Zone::Caption, "repeats the headline inside the text: the words of a picture");
    }
    let full = line.ending == Ending::Full && line.words >= 7;
    if (is_menu(line) && caption(line, tables).is_none()) || buttons(line, tables).is_some() {
        return (Zone::Furniture, MENU);
    }
    if line.is(Role::Furniture) && !full {
        return (Zone::Furniture, "a known line of page furniture");
    }
    if is_copyright(line) {
        return (Zone::Furniture, "a copyright line");
    }
    if let Some(because) = caption(line, tables) {
        return (Zone::Caption, because);
    }
    if line.is(Role::Aside) && !full {
        return (Zone::Related, "points to another article");
    }
    if (line.is(Role::Meta) || is_byline(line)) && !full && line.words <= 14 {
        return (Zone::Meta, "page data");
    }
    if line.is(Role::End) || is_rule(line.text) {
        return (Zone::Furniture, "a closing mark");
    }
    if at >= last + STRAY
        && line.name == NameShape::No
        && line.words >= 3
        && (line.is_paragraph() || line.ending == Ending::Full)
    {
        return (Zone::Furniture, "a notice far below the text");
    }
    if at < last || line.is_paragraph() || line.ending == Ending::Full {
        return (Zone::Body, "text of the article");
    }
    after_last(lines, at, end, tables)
}

/// A line with no whole sentence after the last paragraph.
pub(crate) fn after_last(lines: &[Line<'_>], at: usize, end: usize, tables: &Tables) -> (Zone, &'static str) {
    let line = &lines[at];
    let alone = at + 1 == end;
    if line.is_cut(tables)
        || (alone && line.words >= 6 && !is_title_case(line.text))
        || matches!(line.ending, Ending::Colon | Ending::Dots) && line.words >= 4
    {
        return (Zone::Body, "the text of the article, cut off");
    }
    let labelled = line.text.contains(": ") || line.ending == Ending::Colon;
    if labelled && !line.roles.any() && line.gap <= 1 && line.words <= 12 && !line.linked {
        return (Zone::Body, "an entry of a list under the article");
    }
    if starts_list(line.text) && line.words >= 3 {
        return (Zone::Body, "an entry of a list");
    }
    if line.stamp {
        return (Zone::Meta, "a stamp under the article");
    }
    if line.words >= 5 && line.is_headline() {
        return (Zone::Related, "a headline under the article");
    }
    (Zone::Furniture, "a short line under the article")
}

/// Everything from the first comment or the line that opens them.
fn after(lines: &[Line<'_>], start: usize, because: &str, tables: &Tables, zones: &mut [Option<Zoned>]) {
    let found = comments::zones(&lines[start..]);
    let mut state = State::Comments;
    for (offset, (zone, why)) in found.into_iter().enumerate() {
        let at = start + offset;
        let line = &lines[at];
        let other = line.is(Role::Related)
            && line.words >= 2
            && line.ending == Ending::None
            && !opens_comments(line)
            && !line.is(Role::Score);
        if other {
            state = State::Related { hard: true };
            set(zones, at, Zone::Furniture, "opens a box of other articles");
            continue;
        }
        if opens_comments(line) || opens_form(line) {
            state = State::Comments;
            set(zones, at, Zone::Furniture, "a known line around comments");
            continue;
        }
        if is_copyright(line) {
            set(zones, at, Zone::Furniture, "a copyright line");
            continue;
        }
        if let Some(answers) = buttons(line, tables) {
            let zone = if answers { Zone::CommentMeta } else { Zone::Furniture };
            set(zones, at, zone, MENU);
            continue;
        }
        match state {
            State::Related { .. } => set(zones, at, Zone::Related, IN_BOX),
            _ if matches!(zone, Zone::Comment) => set(zones, at, zone, format!("{why}: {because}")),
            _ => set(zones, at, zone, why),
        }
    }
}
