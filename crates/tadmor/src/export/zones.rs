//! Zones as exports write them: by lines of the page's bytes.
//!
//! In: a reading and the bytes that it was made from. Out: a [`ZoneLine`] for each of its zones, in page order.

use std::borrow::Cow;

use serde::Serialize;

use crate::reading::Reading;
use crate::text::RawSpan;

/// One line of the zones export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ZoneLine<'p> {
    /// The page's name as given, relative.
    pub page: Cow<'p, str>,
    /// The line of its first byte, from 1. A line ends after a line feed byte.
    pub line_from: usize,
    /// The line of its last byte.
    pub line_to: usize,
    /// Its bytes in the page.
    pub span: RawSpan,
    /// What it is.
    pub zone: &'static str,
    /// Why.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub because: &'p str,
}

/// The zones of `reading`, whose page is `bytes`.
pub fn lines<'p>(reading: &'p Reading, bytes: &[u8]) -> Vec<ZoneLine<'p>> {
    let counter = LineCounter::new(bytes);
    let zones = reading.zones.iter();
    zones
        .map(|zoned| ZoneLine {
            page: reading.name(),
            line_from: counter.line(zoned.span.start),
            line_to: counter.line(zoned.span.end.saturating_sub(1).max(zoned.span.start)),
            span: zoned.span,
            zone: zoned.zone.as_str(),
            because: &zoned.because,
        })
        .collect()
}

/// Which line a byte stands on.
#[derive(Clone, Debug)]
pub struct LineCounter {
    /// Where the line feeds stand.
    feeds: Vec<u64>,
}

impl LineCounter {
    /// For the lines of `bytes`.
    pub fn new(bytes: &[u8]) -> Self {
        let feeds = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at as u64);
        LineCounter { feeds: feeds.collect() }
    }

    /// The line of byte `at`, from 1; the last line where there is no such byte.
    pub fn line(&self, at: u64) -> usize {
        1 + self.feeds.partition_point(|feed| *feed < at)
    }

    /// The bytes of line `line` (from 1) without its line feed, in a page of `length` bytes; `None` where there is
    /// no such line.
    pub fn span(&self, line: usize, length: u64) -> Option<RawSpan> {
        let before = line.checked_sub(1)?;
        let start = match before.checked_sub(1) {
            None => 0,
            Some(feed) => self.feeds.get(feed)? + 1,
        };
        Some(RawSpan { start, end: self.feeds.get(before).copied().unwrap_or(length).max(start) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_feed_is_the_last_byte_of_its_line() {
        let counter = LineCounter::new(b"ab\n\ncd");
        let lines: Vec<_> = (0..6).map(|at| counter.line(at)).collect();
        assert_eq!(lines, [1, 1, 1, 2, 3, 3]);
        assert_eq!(counter.span(1, 6), Some(RawSpan { start: 0, end: 2 }));
        assert_eq!(counter.span(2, 6), Some(RawSpan { start: 3, end: 3 }));
        assert_eq!(counter.span(3, 6), Some(RawSpan { start: 4, end: 6 }));
        assert_eq!(counter.span(4, 6), None);
    }
}
