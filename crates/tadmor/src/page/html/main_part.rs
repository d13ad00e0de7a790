//! The part that holds the article's text, and its title.
//!
//! In: a tree, its lines and what elements say of themselves. Out: for each element whether it lies in the part that
//! holds most running text; the block that is the title.

use super::class::Class;
use super::context::{Context, near};
use super::tag::Tag;
use super::tree::Tree;
use crate::page::Zone;
use crate::page::line::Line;
use crate::page::sign::is_notice;
use crate::text::fold::key;

/// For each element, whether it lies in the part that holds the article's text.
pub(super) fn main(tree: &Tree, lines: &[Line<'_>], contexts: &[Context]) -> Vec<bool> {
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
        matches!(tree.elements[*at].tag, Tag::Article | Tag::Main)
            && share(*at, 35)
            && !contexts[*at].is_outside()
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
        .then(|| tree.elements[chosen].class)
        .filter(|class| *class != Class::default());
    let mut inside = vec![false; count];
    for at in 0..count {
        let element = &tree.elements[at];
        // Some outlets cut one article into several elements of one class.
        let twin = class == Some(element.class) && clean[at] > 0;
        inside[at] = at == chosen || twin || (at > 0 && inside[element.parent]);
    }
    inside
}

/// The title: its block, and its folded words for repetitions.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// Its block.
    pub at: Option<usize>,
    /// Its folded words.
    pub key: String,
}

/// No page states more titles; every line is held against each.
const MOST_TITLES: usize = 8;

/// The title of the page.
pub(super) fn title(tree: &Tree, lines: &[Line<'_>], contexts: &[Context], main: &[bool]) -> Title {
    let mut stated: Vec<String> = Vec::new();
    for name in ["og:title", "json-ld:headline", "twitter:title", "title"] {
        for property in tree.properties.iter().filter(|property| property.name == name) {
            let key = key(&property.value);
            if stated.len() < MOST_TITLES && !key.is_empty() && !stated.contains(&key) {
                stated.push(key);
            }
        }
    }
    let first_inside =
        tree.runs.iter().zip(lines).position(|(run, line)| main[run.owner] && line.is_paragraph());
    let mut best: Option<(usize, i32)> = None;
    for (at, (run, line)) in tree.runs.iter().zip(lines).enumerate() {
        if line.key.is_empty() || line.words > 40 {
            continue;
        }
        let around = near(tree, run.owner);
        let heading = around.iter().filter_map(|tag| tag.heading()).filter(|level| *level <= 3).min();
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
