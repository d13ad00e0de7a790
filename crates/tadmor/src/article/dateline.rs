//! Datelines: where a report is sent from, by whom, and when.
//!
//! In: the first paragraph. Out: a [`Dateline`]: place, credited agency, date, and where the text proper begins.
//! "VALLETTA, April 30 (Reuters) - Nine lorries …" has a place, a date without a year and a credit.

use crate::article::Stated;
use crate::page::stamp::{self, Stamp};
use crate::page::{Page, Zone};
use crate::tables::Tables;
use crate::tables::outlets::Outlet;
use crate::text::Span;
use crate::text::fold::key;

/// What stands before the first sentence.
#[derive(Clone, Debug, Default)]
pub(super) struct Dateline {
    /// Where it is sent from.
    pub place: Option<Stated>,
    /// Whom it credits, by the canonical name.
    pub credit: Option<Stated>,
    /// An outlet that opens its report with its own name in capitals: "LAKE PRESS North:".
    pub opening: Option<Stated>,
    /// Its date, in the page's visible text.
    pub stamp: Option<(Stamp, Span)>,
}

/// No dateline is longer.
const LONGEST: usize = 110;

/// The dateline of the first paragraph that has one among the first three.
pub(super) fn find(page: &Page, tables: &Tables) -> Option<Dateline> {
    page.zone(Zone::Body).take(3).find_map(|block| read(page, block.span, tables))
}

fn read(page: &Page, span: Span, tables: &Tables) -> Option<Dateline> {
    let text = page.text.slice(span);
    let head = &text[..text.floor_char_boundary(LONGEST)];
    for (at, mark) in head.char_indices() {
        if !matches!(mark, '-' | '–' | '—' | '−' | ':' | ')' | '/' | '|' | '.') {
            continue;
        }
        // A bracket closes the dateline only where the agency stands in it: "(Reuters) Nine lorries".
        let stop = if mark == ')' { at + 1 } else { at };
        if let Some(dateline) = parts(page, span, &head[..stop], mark, &text[at + mark.len_utf8()..], tables)
        {
            return Some(dateline);
        }
    }
    None
}

enum Part<'t> {
    Agency(&'t Outlet),
    Date(Stamp),
    Place { capitals: bool },
    Nothing,
}

fn parts(page: &Page, span: Span, head: &str, mark: char, rest: &str, tables: &Tables) -> Option<Dateline> {
    if let Some(opening) = opening(page, span, head, mark, tables) {
        return Some(Dateline { opening: Some(opening), ..Dateline::default() });
    }
    let mut dateline = Dateline::default();
    let (mut capitals, mut places) = (false, 0);
    let mut at = 0;
    let stated = |part: &str, start: usize, value: &str, because: &str| Stated {
        value: value.to_owned(),
        span: Some(page.text.raw(Span::new(span.start + start, span.start + start + part.len()))),
        because: because.to_owned(),
    };
    // "March 2, 2017" holds a comma of its own: dates are taken out first.
    let dates = stamp::find(head, &tables.months);
    for piece in head.split_inclusive([',', '(', ')', '/', ';', '•', '|']) {
        let start = at + piece.len() - piece.trim_start().len();
        at += piece.len();
        let part = piece.trim().trim_end_matches([',', '(', ')', '/', ';', '•', '|']).trim();
        if let Some(date) = dates.iter().find(|date| date.span.start <= start && start < date.span.end) {
            dateline.stamp =
                Some((date.clone(), Span::new(span.start + date.span.start, span.start + date.span.end)));
            continue;
        }
        match one(part, tables)? {
            Part::Agency(outlet) if dateline.credit.is_none() => {
                dateline.credit = Some(stated(part, start, &outlet.name, "the agency named in the dateline"));
            }
            Part::Date(date) => {
                let whole =
                    Span::new(span.start + start + date.span.start, span.start + start + date.span.end);
                dateline.stamp = Some((date, whole));
            }
            Part::Place { capitals: loud } => {
                if places == 0 {
                    capitals = loud;
                    dateline.place = Some(stated(part, start, part, "the place named in the dateline"));
                }
                places += 1;
            }
            Part::Agency(_) | Part::Nothing => {}
        }
    }
    let (agency, date) = (dateline.credit.is_some(), dateline.stamp.is_some());
    let spaced =
        rest.starts_with([' ', '\u{a0}']) && head.ends_with([' ', '\u{a0}']) || matches!(mark, '—' | '–');
    let sure = match mark {
        ')' => agency && head.contains('('),
        ':' => (places == 1 && capitals) || (agency && places <= 1 && (places == 1 || date)),
        '/' | '|' => agency && places >= 1 && head.contains(['/', '|']),
        '.' => agency && date,
        _ => agency || (date && places >= 1) || (capitals && spaced) || (places == 2 && spaced),
    };
    (sure && places <= 3).then_some(dateline)
}

/// One part between commas and brackets; `None` where it can be no part of a dateline.
fn one<'t>(part: &str, tables: &'t Tables) -> Option<Part<'t>> {
    if part.is_empty() {
        return Some(Part::Nothing);
    }
    if let Some(outlet) = tables.outlets.named(part) {
        return Some(Part::Agency(outlet));
    }
    let folded = key(part);
    if tables.months.weekday(&folded).is_some() {
        return Some(Part::Nothing);
    }
    if let Some(date) = stamp::find(part, &tables.months).into_iter().next() {
        let words = part.split_whitespace().count();
        return (words <= 5).then_some(Part::Date(date));
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    // "Kyiv Reuters", "Moscow SANA": the agency is the last word.
    if let [.., last] = words.as_slice()
        && words.len() >= 2
        && words.len() <= 4
        && let Some(outlet) = tables.outlets.named(last).filter(|_| last.chars().all(char::is_uppercase))
    {
        return Some(Part::Agency(outlet));
    }
    let proper = |word: &str| {
        let small = matches!(word, "al" | "el" | "de" | "la" | "of" | "the" | "and" | "near" | "in");
        small
            || word
                .chars()
                .next()
                .is_some_and(|first| first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase()))
    };
    let fits = words.len() <= 4
        && words.iter().all(|word| proper(word))
        && part.chars().all(|character| {
            character.is_alphabetic() || matches!(character, ' ' | '-' | '\'' | '’' | '.' | '`')
        });
    let letters = part.chars().filter(|character| character.is_alphabetic()).count();
    let capitals = letters >= 3
        && part.chars().all(|character| !character.is_lowercase())
        && part.chars().any(char::is_uppercase);
    (fits && letters >= 2).then_some(Part::Place { capitals })
}

/// "LAKE PRESS North: …": words in capitals, one of them part of an outlet's name, before a colon.
fn opening(page: &Page, span: Span, head: &str, mark: char, tables: &Tables) -> Option<Stated> {
    if mark != ':' {
        return None;
    }
    let words: Vec<&str> = head.split_whitespace().collect();
    let loud = |word: &&&str| {
        word.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
            && !word.chars().any(char::is_lowercase)
    };
    let count = words.iter().take_while(loud).count();
    let rest = &words[count..];
    let named = rest.iter().all(|word| word.starts_with(char::is_uppercase));
    if count == 0 || words.len() > 6 || !named {
        return None;
    }
    let last = words[count - 1];
    let start = head.find(words[0])?;
    let end = head.find(last)? + last.len();
    let value = head.get(start..end)?;
    let known = tables.outlets.named(value);
    let press = count >= 2 && words[..count].iter().any(|word| tables.zones.talk(&key(word)).press);
    let name = match known {
        Some(outlet) if outlet.name.len() > 2 => outlet.name.clone(),
        _ if press => value.to_owned(),
        _ => return None,
    };
    Some(Stated {
        value: name,
        span: Some(page.text.raw(Span::new(span.start + start, span.start + end))),
        because: "opens its report with its name in capitals before a colon".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<(Option<String>, Option<String>, bool)> {
        let tables = Tables::shipped().unwrap();
        let page = Page::body_only(text);
        let found = find(&page, &tables)?;
        Some((
            found.place.map(|place| place.value),
            found.credit.or(found.opening).map(|credit| credit.value),
            found.stamp.is_some(),
        ))
    }

    #[test]
    fn datelines_of_many_houses() {
        let some = |text: &str| Some(text.to_owned());
        for (text, place, credit, date) in [
            (
                "VALLETTA, April 30 (Reuters) - Nine lorries reached the port.",
                some("VALLETTA"),
                some("Reuters"),
                true,
            ),
            ("Valletta, SANA-Nine lorries reached the port.", some("Valletta"), some("SANA"), false),
            ("VALLETTA (AP) — Nine lorries reached the port.", some("VALLETTA"), some("AP"), false),
            ("VALLETTA: Nine lorries reached the port.", some("VALLETTA"), None, false),
            ("Valletta, Malta — Nine lorries reached the port.", some("Valletta"), None, false),
            ("LAKE PRESS North: Nine lorries reached the port.", None, some("LAKE PRESS"), false),
            ("(Reuters) - Nine lorries reached the port.", None, some("Reuters"), false),
        ] {
            assert_eq!(of(text), Some((place, credit, date)), "{text}");
        }
    }

    #[test]
    fn sentences_that_only_look_like_datelines() {
        for text in [
            "The mayor - a doctor by trade - spoke first.",
            "Nine lorries (three of them empty) reached the port.",
            "Anna said: nobody came.",
            "Meanwhile, aid reached the port - at last.",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
