//! Characters that no one sees: byte order marks, soft hyphens, joiners of no width, marks of direction.
//!
//! In: any text. Out: the same without them, and the way back. "am\u{AD}mu\u{AD}ni\u{AD}tion" is "ammunition": words,
//! tokens and sentences are found as if they were not there, so that a page that was copied out of another program reads
//! as the one that was not.

use std::borrow::Cow;

use crate::text::Span;

/// Whether a character takes no place on the page. Accents do; they are part of their letter.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{61C}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
    )
}

/// A word as it is seen. Most are borrowed as they stand.
///
/// ```
/// use tadmor::lang::token::visible;
///
/// assert_eq!(visible("\u{FEFF}ammu\u{AD}nition"), "ammunition");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    match Visible::of(text, Span::new(0, text.len())) {
        Some(visible) => Cow::Owned(visible.text),
        None => Cow::Borrowed(text),
    }
}

/// A stretch of a text without what is not seen.
pub(crate) struct Visible {
    pub(crate) text: String,
    /// Where something was left out, the start first: the byte in `text` that follows, and how many bytes of the whole
    /// were left out up to there.
    gaps: Vec<(usize, usize)>,
}

impl Visible {
    /// Of `span` of `text`. `None`: all of it is seen.
    pub(crate) fn of(text: &str, span: Span) -> Option<Visible> {
        let text = &text[span.start..span.end];
        if text.is_ascii() || !text.contains(is_invisible) {
            return None;
        }
        let mut left_out = span.start;
        let mut visible = Visible { text: String::with_capacity(text.len()), gaps: vec![(0, left_out)] };
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let before = visible.text.chars().next_back();
            if !is_invisible(character) || character == JOINER && joins(before, characters.peek().copied()) {
                visible.text.push(character);
                continue;
            }
            left_out += character.len_utf8();
            let here = visible.text.len();
            match visible.gaps.last_mut() {
                Some((at, sum)) if *at == here => *sum = left_out,
                _ => visible.gaps.push((here, left_out)),
            }
        }
        Some(visible)
    }

    /// The bytes of the whole text that `span` of the seen one stands at: from its first character that is seen to its
    /// last.
    pub(crate) fn back(&self, span: Span) -> Span {
        let left_out = |gaps: usize| gaps.checked_sub(1).map_or(0, |last| self.gaps[last].1);
        let start = self.gaps.partition_point(|(at, _)| *at <= span.start);
        let end = self.gaps.partition_point(|(at, _)| *at < span.end);
        Span::new(span.start + left_out(start), span.end + left_out(end))
    }
}

/// Makes one sign of two.
const JOINER: char = '\u{200D}';

/// Whether a joiner stands between two signs that are no letters: a family is one.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    let is_sign = |character: char| {
        !character.is_ascii()
            && !character.is_alphanumeric()
            && !character.is_whitespace()
            && !is_invisible(character)
    };
    before.is_some_and(is_sign) && after.is_some_and(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_is_found_again_where_it_stands() {
        let text = "So. \u{FEFF}\u{200E}Re\u{AD}bels\u{200B} \u{2066}fled\u{2069}.";
        let visible = Visible::of(text, Span::new(4, text.len())).unwrap();
        assert_eq!(visible.text, "Rebels fled.");
        let back = |word: &str| {
            let start = visible.text.find(word).unwrap();
            let span = visible.back(Span::new(start, start + word.len()));
            &text[span.start..span.end]
        };
        assert_eq!(["Rebels", "fled", "."].map(back), ["Re\u{AD}bels", "fled", "."]);
    }

    #[test]
    fn what_is_seen_stays() {
        assert!(matches!(visible("Rébels fled – all"), Cow::Borrowed(_)));
        assert_eq!(visible("👩\u{200D}🚒"), "👩\u{200D}🚒");
        assert_eq!(visible("👩\u{200D}a\u{200D}"), "👩a");
        assert_eq!(visible("\u{200B}"), "");
    }
}
