//! The visible text of a page, and the bytes that it came from.
//!
//! In: runs of characters with the bytes of the saved page that they were read from.
//! Out: a [`Text`]. Every room works on [`Span`]s of the visible text; what is kept in the ledger is the
//! [`RawSpan`] in the saved page. The two convert through [`Text`] alone.

pub mod fold;
pub mod hash;
pub mod spelling;

use serde::{Deserialize, Serialize};

/// Bytes of a page's visible text (UTF-8), the end not included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// From `start` to before `end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span runs forward: {start}..{end}");
        Span { start, end }
    }

    /// How many bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether every byte of `inner` lies in it.
    pub fn contains(self, inner: Span) -> bool {
        self.start <= inner.start && inner.end <= self.end
    }

    /// Whether they share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Bytes of the page as saved, the end not included. Written as `[start, end]` in exports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "[u64; 2]", into = "[u64; 2]")]
pub struct RawSpan {
    /// The first byte.
    pub start: u64,
    /// One past the last byte.
    pub end: u64,
}

impl RawSpan {
    /// Whether they share a byte.
    pub fn overlaps(self, other: RawSpan) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The bytes of `page` that it names; `None` where the page is shorter.
    pub fn of(self, page: &[u8]) -> Option<&[u8]> {
        page.get(usize::try_from(self.start).ok()?..usize::try_from(self.end).ok()?)
    }
}

impl From<[u64; 2]> for RawSpan {
    fn from([start, end]: [u64; 2]) -> Self {
        RawSpan { start, end }
    }
}

impl From<RawSpan> for [u64; 2] {
    fn from(span: RawSpan) -> Self {
        [span.start, span.end]
    }
}

/// A run of visible text and the bytes it came from. There may be millions: places are kept in 32 bits, which is
/// far beyond the longest page that is read.
#[derive(Clone, Copy, Debug)]
struct Piece {
    visible: u32,
    raw: u32,
    raw_len: u32,
    /// How a place inside it is found.
    manner: Manner,
}

impl Piece {
    fn new(visible: usize, raw: RawSpan, manner: Manner) -> Self {
        let small = |place: u64| u32::try_from(place).expect("a page is cut long before its 4 GiB");
        Piece {
            visible: small(visible as u64),
            raw: small(raw.start),
            raw_len: small(raw.end - raw.start),
            manner,
        }
    }

    /// Where the run starts in the visible text.
    fn visible(self) -> usize {
        self.visible as usize
    }

    /// Where it starts in the saved page.
    fn raw(self) -> u64 {
        u64::from(self.raw)
    }

    /// How many bytes of the saved page it came from.
    fn raw_len(self) -> u64 {
        u64::from(self.raw_len)
    }

    /// Whether it is of this manner and ends where `raw` starts.
    fn goes_on(self, manner: Manner, raw: u64) -> bool {
        self.manner == manner && self.raw() + self.raw_len() == raw
    }
}

/// How the characters of a run follow from its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// The bytes stand in the page as they are: count bytes.
    Verbatim,
    /// Each character was written in so many bytes of another charset: count characters.
    Each(u8),
    /// The run is one whole.
    Whole,
}

/// A run in another charset is parted after so many characters, so that counting them stays cheap.
const CHARACTERS_A_RUN: u32 = 64;

/// A page's visible text, with the way back to its bytes. Panics where a run lies beyond the first 4 GiB of a page.
#[derive(Clone, Debug, Default)]
pub struct Text {
    visible: String,
    pieces: Vec<Piece>,
}

impl Text {
    /// A text whose bytes stand in the page exactly as they are, from byte `raw` on.
    pub fn verbatim(text: impl Into<String>, raw: u64) -> Self {
        let mut whole = Text::default();
        whole.push_verbatim(&text.into(), raw);
        whole
    }

    /// Adds a run that stands in the page byte for byte, from byte `raw` on.
    pub fn push_verbatim(&mut self, run: &str, raw: u64) {
        if run.is_empty() {
            return;
        }
        let raw = RawSpan { start: raw, end: raw + run.len() as u64 };
        match self.pieces.last_mut() {
            // The usual case in a UTF-8 page: the run goes on where the last one ended.
            Some(last) if last.goes_on(Manner::Verbatim, raw.start) => {
                *last =
                    Piece::new(last.visible(), RawSpan { start: last.raw(), end: raw.end }, Manner::Verbatim);
            }
            _ => self.pieces.push(Piece::new(self.visible.len(), raw, Manner::Verbatim)),
        }
        self.visible.push_str(run);
    }

    /// Adds a run that the page writes otherwise: an entity, a byte of another charset, a tag read as a space.
    /// It is one whole: a span that starts or ends inside it takes all of its bytes.
    pub fn push_folded(&mut self, run: &str, raw: RawSpan) {
        if run.is_empty() {
            return;
        }
        self.pieces.push(Piece::new(self.visible.len(), raw, Manner::Whole));
        self.visible.push_str(run);
    }

    /// Adds one character that a page in another charset writes in `width` bytes, from byte `raw` on. Unlike
    /// [`Text::push_folded`], neighbours of one width share their place in memory.
    pub fn push_character(&mut self, character: char, raw: u64, width: u8) {
        let manner = Manner::Each(width);
        let room = CHARACTERS_A_RUN * u32::from(width);
        match self.pieces.last_mut() {
            Some(last) if last.goes_on(manner, raw) && last.raw_len < room => {
                last.raw_len += u32::from(width)
            }
            _ => {
                let raw = RawSpan { start: raw, end: raw + u64::from(width) };
                self.pieces.push(Piece::new(self.visible.len(), raw, manner));
            }
        }
        self.visible.push(character);
    }

    /// Adds the characters of `source` at `span`, with the bytes that they came from there. Panics where `span` is
    /// not of `source` or cuts a character.
    pub fn push_through(&mut self, source: &Text, span: Span) {
        let mut index =
            source.pieces.partition_point(|piece| piece.visible() <= span.start).saturating_sub(1);
        let mut at = span.start;
        while at < span.end {
            let Some(piece) = source.pieces.get(index) else { return };
            let next = source.pieces.get(index + 1).map_or(source.visible.len(), |next| next.visible());
            let end = next.min(span.end);
            let run = &source.visible[at..end];
            match piece.manner {
                Manner::Verbatim => self.push_verbatim(run, piece.raw() + (at - piece.visible()) as u64),
                Manner::Each(width) => {
                    let mut raw = source.raw_start(at);
                    for character in run.chars() {
                        self.push_character(character, raw, width);
                        raw += u64::from(width);
                    }
                }
                Manner::Whole => {
                    self.push_folded(run, RawSpan { start: piece.raw(), end: piece.raw() + piece.raw_len() });
                }
            }
            at = end;
            index += 1;
        }
    }

    /// The visible text.
    pub fn as_str(&self) -> &str {
        &self.visible
    }

    /// How many bytes of visible text there are.
    pub fn len(&self) -> usize {
        self.visible.len()
    }

    /// Whether there is no visible text.
    pub fn is_empty(&self) -> bool {
        self.visible.is_empty()
    }

    /// The characters at `span`. Panics where `span` is not of this text or cuts a character.
    pub fn slice(&self, span: Span) -> &str {
        &self.visible[span.start..span.end]
    }

    /// The bytes of the saved page that `span` was read from: from the first byte of its first character to
    /// past the last byte of its last, with whatever tags stand between.
    pub fn raw(&self, span: Span) -> RawSpan {
        if self.pieces.is_empty() || span.is_empty() {
            let at = self.raw_start(span.start.min(self.visible.len()));
            return RawSpan { start: at, end: at };
        }
        RawSpan { start: self.raw_start(span.start), end: self.raw_end(span.end) }
    }

    fn raw_start(&self, at: usize) -> u64 {
        let Some(index) = self.pieces.partition_point(|piece| piece.visible() <= at).checked_sub(1) else {
            return 0;
        };
        let piece = self.pieces[index];
        piece.raw() + self.bytes_before(piece, at).unwrap_or(0)
    }

    fn raw_end(&self, at: usize) -> u64 {
        let Some(index) = self.pieces.partition_point(|piece| piece.visible() < at).checked_sub(1) else {
            return 0;
        };
        let piece = self.pieces[index];
        piece.raw() + self.bytes_before(piece, at).unwrap_or(piece.raw_len())
    }

    /// How many bytes of `piece` were read before the visible place `at`; `None` where the piece is one whole.
    fn bytes_before(&self, piece: Piece, at: usize) -> Option<u64> {
        let bytes = match piece.manner {
            Manner::Verbatim => (at - piece.visible()) as u64,
            Manner::Each(width) => {
                let characters = self.visible.get(piece.visible()..at).map_or(0, |run| run.chars().count());
                characters as u64 * u64::from(width)
            }
            Manner::Whole => return None,
        };
        Some(bytes.min(piece.raw_len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a &amp; <b>b</b>` read as "a & b".
    fn with_entity_and_tag() -> Text {
        let mut text = Text::default();
        text.push_verbatim("a ", 0);
        text.push_folded("&", RawSpan { start: 2, end: 7 });
        text.push_verbatim(" ", 7);
        text.push_verbatim("b", 11);
        text
    }

    #[test]
    fn a_span_over_an_entity_takes_the_whole_entity() {
        let text = with_entity_and_tag();
        assert_eq!(text.as_str(), "a & b");
        assert_eq!(text.raw(Span::new(2, 3)), RawSpan { start: 2, end: 7 });
        assert_eq!(text.raw(Span::new(0, 5)), RawSpan { start: 0, end: 12 });
    }

    #[test]
    fn a_span_ends_before_the_tag_that_follows_and_starts_after_the_one_before() {
        let text = with_entity_and_tag();
        assert_eq!(text.raw(Span::new(3, 4)), RawSpan { start: 7, end: 8 });
        assert_eq!(text.raw(Span::new(4, 5)), RawSpan { start: 11, end: 12 });
    }

    #[test]
    fn characters_of_another_charset_are_counted_through_a_second_text() {
        let mut source = Text::default();
        source.push_verbatim("<p>", 0);
        for (at, character) in "Мир".chars().enumerate() {
            source.push_character(character, 3 + at as u64, 1);
        }
        source.push_verbatim(" ok</p>", 6);
        let mut text = Text::default();
        text.push_through(&source, Span::new(5, 12));
        assert_eq!(text.as_str(), "ир ok");
        assert_eq!(text.raw(Span::new(0, 4)), RawSpan { start: 4, end: 6 });
        assert_eq!(text.raw(Span::new(2, 7)), RawSpan { start: 5, end: 9 });
    }
}
