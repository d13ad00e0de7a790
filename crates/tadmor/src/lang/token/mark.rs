//! Marks: which stand together as one token.

use super::Scanner;
use super::class::{self, Class, class, is_inside};

impl Scanner<'_> {
    /// Reads the mark at `at`; the place after it.
    pub(super) fn mark(&mut self, at: usize) -> usize {
        let byte = self.byte(at);
        let end = match byte {
            b'.' if self.byte(at + 1).is_ascii_digit() && !self.follows(at) => return self.prefixed(at),
            b'+' if self.byte(at + 1).is_ascii_digit() && !self.follows(at) => return self.prefixed(at),
            b'.' => self.while_in(at, b"."),
            b'!' | b'?' => self.while_in(at, b"!?"),
            b'-' | b'=' | b'*' | b'+' | b'_' | b'~' | b'|' | b'<' | b'>' => self.drawing(at),
            b':' | b';' => self.face(at).unwrap_or(at + 1),
            b'\'' | b'`' | 0xe2 => match self.quoted(at) {
                Some(end) => end,
                None => return self.elided(at).unwrap_or_else(|| self.single(at)),
            },
            b'@' | b'#' if self.byte(at + 1).is_ascii_alphabetic() && !self.follows(at) => self.tag(at + 1),
            b'#' | b'$' => self.while_in(at, &[byte]),
            byte if byte < 0x80 => at + 1,
            _ => return self.single(at),
        };
        self.push(at, end);
        end
    }

    /// Whether the character before `at` is no white space.
    fn follows(&self, at: usize) -> bool {
        self.text[..at].chars().next_back().is_some_and(|character| {
            !character.is_whitespace() && !matches!(character, '(' | '$' | '£' | '€')
        })
    }

    /// Where the name of a person or a subject ends that a sign stands before.
    fn tag(&self, mut at: usize) -> usize {
        while self.byte(at) == b'_' || self.is_word(at) {
            at = self.run(at + usize::from(self.byte(at) == b'_'));
        }
        at
    }

    fn while_in(&self, at: usize, marks: &[u8]) -> usize {
        at + self.bytes[at..].iter().take_while(|byte| marks.contains(byte)).count()
    }

    /// "+44", ".45": a mark and the number after it are one.
    fn prefixed(&mut self, at: usize) -> usize {
        let count = self.found.len();
        let end = self.word(at + 1);
        match self.found.get_mut(count) {
            Some(number) => number.start = at,
            None => self.push(at, at + 1),
        }
        end
    }

    /// Rows of dashes, stars and arrows.
    fn drawing(&self, at: usize) -> usize {
        let same = self.while_in(at, &self.bytes[at..=at]);
        let all = self.while_in(at, b"-=*+_~|<>");
        let row = &self.bytes[at..all];
        let inner = row.strip_prefix(b"<").unwrap_or(row);
        let inner = inner.strip_suffix(b">").unwrap_or(inner);
        let arrow = inner.len() < row.len()
            && !inner.is_empty()
            && inner.iter().all(|byte| matches!(byte, b'-' | b'='));
        if arrow || all - at > 3 { all } else { self.face(at).unwrap_or(same) }
    }

    /// ":)", ";-)", "=("
    fn face(&self, at: usize) -> Option<usize> {
        if !matches!(self.byte(at), b':' | b';' | b'=') {
            return None;
        }
        let nose = usize::from(self.byte(at + 1) == b'-');
        let mouth = at + 1 + nose;
        let smiles = matches!(self.byte(mouth), b')' | b'(')
            || matches!(self.byte(mouth), b'D' | b'P') && !self.is_word(mouth + 1);
        smiles.then_some(mouth + 1)
    }

    /// Two single quotation marks for a double one.
    fn quoted(&self, at: usize) -> Option<usize> {
        let first = class::apostrophe(self.bytes, at)?;
        let second = class::apostrophe(self.bytes, at + first)?;
        Some(at + first + second)
    }

    /// "'72", "'em": letters or figures are left out before it.
    fn elided(&mut self, at: usize) -> Option<usize> {
        let mark = class::apostrophe(self.bytes, at)?;
        let end = self.run(at + mark);
        let word = &self.bytes[at + mark..end];
        // "'72", but not the inches of "5'10"
        let year = !(at > 0 && self.byte(at - 1).is_ascii_digit())
            && matches!(word, [b'0'..=b'9', b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9', b's']);
        // What is not cut from the word before it: "'s" alone, after a bracket or a full stop.
        let left = self.table.is_elided(word) || matches!(word, b"s" | b"S");
        if !(year || left) {
            return None;
        }
        self.push(at, end);
        Some(end)
    }

    /// One mark, with what has no width of its own after it: the colour of a sign, the joiner of two.
    fn single(&mut self, at: usize) -> usize {
        let mut end = at + class(self.text, at).1;
        if self.flag_letter(at) && self.flag_letter(end) {
            end += class(self.text, end).1;
        }
        while let Some(character) = self.text[end..].chars().next() {
            if matches!(character, '…' | '.') && self.text[at..].starts_with('…') {
                end += character.len_utf8();
                continue;
            }
            if !(is_inside(character) || ('\u{1F3FB}'..='\u{1F3FF}').contains(&character)) {
                break;
            }
            end += character.len_utf8();
            let joins =
                character == '\u{200D}' && end < self.text.len() && class(self.text, end).0 == Class::Mark;
            if joins {
                end += class(self.text, end).1;
            }
        }
        self.push(at, end);
        end
    }

    /// Whether one of the letters stands at `at` that make a flag in pairs.
    fn flag_letter(&self, at: usize) -> bool {
        self.text[at..].starts_with(|character| ('\u{1F1E6}'..='\u{1F1FF}').contains(&character))
    }
}
