//! Plain text: lines and their zones.
//!
//! In: characters without tags, as a browser copies them or a crawler dumps them. Out: a [`Page`] with a block a
//! line (a block a paragraph where lines are broken by hand), each with its zone and the reason.
//! What no rule knows is the article's own text: a bare report comes out as title and body.

pub(crate) mod comments;
mod frames;
pub(crate) mod learned;
pub(crate) mod look;
pub(crate) mod zone;

use crate::id::PageId;
use crate::page::decode::Decoded;
use crate::page::line::Line;
use crate::page::{Block, Format, Page, Zone, wall};
use crate::tables::Tables;
use crate::text::{Span, Text};

/// The page that `decoded` holds.
pub(crate) fn page(id: PageId, decoded: Decoded, tables: &Tables) -> Page {
    let Decoded { text, encoding, notes, unread } = decoded;
    let lines = lines(text.as_str(), tables);
    let zones = learned::zones(&lines, zone::of(&lines, tables), tables);
    let words = lines.iter().zip(&zones).map(|(line, (zone, _))| (line.text, *zone));
    let notes = notes.into_iter().chain(wall::notes(words, tables)).collect();
    let blocks = lines.iter().zip(zones);
    let blocks = blocks.map(|(line, (zone, because))| Block { span: line.span, zone, because }).collect();
    Page {
        id,
        format: Format::Plain,
        encoding,
        text,
        blocks,
        properties: Vec::new(),
        dated: Vec::new(),
        notes,
        unread,
    }
}

/// A text that is all body.
pub fn body_only(text: &str) -> Page {
    let spans = paragraphs(text);
    let block = |span| Block { span, zone: Zone::Body, because: "the text is given as body".to_owned() };
    Page {
        id: PageId::of(text.as_bytes()),
        format: Format::Plain,
        encoding: "UTF-8",
        text: Text::verbatim(text, 0),
        blocks: spans.into_iter().map(block).collect(),
        properties: Vec::new(),
        dated: Vec::new(),
        notes: Vec::new(),
        unread: None,
    }
}

/// The lines that are not blank, with how many blank ones stand before each.
fn bare_lines(text: &str) -> Vec<(Span, usize)> {
    let mut lines = Vec::new();
    let (mut at, mut gap) = (0, 0);
    for line in text
        .split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{c}'])
        .flat_map(|line| line.split_inclusive('\r'))
    {
        let start = at + line.len() - line.trim_start().len();
        let end = at + line.trim_end().len();
        at += line.len();
        if start < end {
            lines.push((trimmed(text, start, end), gap));
            gap = 0;
        } else if line != "\n" || !text[..at - line.len()].ends_with('\r') {
            gap += 1;
        }
    }
    lines
}

/// `start..end` without direction marks and byte-order marks at its ends.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let silent =
        |end: char| end.is_whitespace() || matches!(end, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}');
    let slice = &text[start..end];
    let inner = slice.trim_start_matches(silent);
    let from = start + slice.len() - inner.len();
    let length = inner.trim_end_matches(silent).len();
    if length == 0 { Span::new(start, end) } else { Span::new(from, from + length) }
}

/// Whether lines are broken by hand at some width, so that a paragraph runs over several.
fn is_wrapped(text: &str, lines: &[(Span, usize)]) -> bool {
    let widths: Vec<usize> =
        lines.iter().map(|(span, _)| text[span.start..span.end].chars().count()).collect();
    let wide = widths.iter().copied().max().unwrap_or_default();
    if lines.len() < 4 || !(40..=110).contains(&wide) {
        return false;
    }
    // A line that another follows at once and that is nearly full does not end where a sentence ends.
    let mut followed =
        lines.iter().zip(&lines[1..]).filter(|(_, next)| next.1 == 0).map(|(line, _)| line.0).peekable();
    if followed.peek().is_none() {
        return false;
    }
    let (mut full, mut open) = (0usize, 0usize);
    for span in followed {
        let line = &text[span.start..span.end];
        full += usize::from(line.chars().count() * 10 >= wide * 6);
        open += usize::from(!line.ends_with(['.', '!', '?', '"', '”', ':', '۔', '؟']));
    }
    let total = lines.iter().filter(|(_, gap)| *gap == 0).count().max(1);
    full * 10 >= total * 6 && open * 10 >= total * 5 && total * 3 >= lines.len()
}

/// Lines, or paragraphs where lines are broken by hand.
fn joined(text: &str) -> Vec<(Span, usize)> {
    let lines = bare_lines(text);
    if !is_wrapped(text, &lines) {
        return lines;
    }
    let mut paragraphs: Vec<(Span, usize)> = Vec::new();
    for (span, gap) in lines {
        match paragraphs.last_mut() {
            Some((last, _)) if gap == 0 => last.end = span.end,
            _ => paragraphs.push((span, gap)),
        }
    }
    paragraphs
}

pub(crate) fn lines<'t>(text: &'t str, tables: &Tables) -> Vec<Line<'t>> {
    joined(text).into_iter().map(|(span, gap)| Line::new(text, span, gap, tables)).collect()
}

/// Paragraphs of a text that is all body: parted by blank lines; by single ones only where the text has no blank
/// lines and the line before ends a sentence.
fn paragraphs(text: &str) -> Vec<Span> {
    let lines = bare_lines(text);
    let parted = lines.iter().skip(1).any(|(_, gap)| *gap > 0);
    let mut paragraphs: Vec<Span> = Vec::new();
    for (span, gap) in lines {
        let ends = |last: &Span| {
            let last = text[last.start..last.end].trim_end_matches(['"', '”', '’', ')', '\'']);
            last.ends_with(['.', '!', '?', ':', '۔', '؟', '。'])
        };
        match paragraphs.last_mut() {
            Some(last) if gap == 0 && (parted || !ends(last)) => last.end = span.end,
            _ => paragraphs.push(span),
        }
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices(text: &str) -> Vec<&str> {
        paragraphs(text).into_iter().map(|span| &text[span.start..span.end]).collect()
    }

    #[test]
    fn paragraphs_are_parted_by_blank_lines_or_by_ends_of_sentences() {
        assert_eq!(slices("One line\ngoes on.\n\nTwo."), ["One line\ngoes on.", "Two."]);
        assert_eq!(slices("One ends here.\nTwo goes\non.\n"), ["One ends here.", "Two goes\non."]);
        assert_eq!(slices(" \n\n"), [""; 0]);
    }

    #[test]
    fn crlf_counts_as_one_line_end() {
        let gaps: Vec<usize> = bare_lines("a\r\n\r\nb\r\nc").into_iter().map(|(_, gap)| gap).collect();
        assert_eq!(gaps, [0, 1, 0]);
    }
}
