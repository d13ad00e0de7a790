//! Tokens: the words, numbers and marks of running text, as English treebanks cut them.
//!
//! In: any text. Out: the bytes of each token, in order; every character that is seen stands in exactly one. Characters
//! that take no place ([`is_invisible`]) may stand inside a token, but make none and part none.
//! "She can't leave al-Bab, Ana's aunt said." gives `She|ca|n't|leave|al|-|Bab|,|Ana|'s|aunt|said|.`: the tagger and the
//! parser learn from treebanks (UD English EWT and GUM) and know the words that those have.
//!
//! | written | tokens |
//! |---|---|
//! | `don't`, `cannot`, `Russia's`, `soldiers'` | `do n't`, `can not`, `Russia 's`, `soldiers '` |
//! | `anti-tank`, `e-mail`, `mid-2016` | whole: the first part is a prefix |
//! | `al-Bab`, `US-led`, `T-72`, `20-30`, `500-1000` | cut at the hyphen |
//! | `U.S.`, `a.m.`, `Lt. Gen.`, `Inc.` | the stop stays |
//! | `1,000`, `2.5`, `20:57`, `9/11`, `555-0123`, `2017-03-04` | whole |
//! | `$2.5`, `45%`, `60km`, `4pm` | `$ 2.5`, `45 %`, `60 km`, `4 pm` |
//! | `ISIL/ISIS`, `and/or`, `w/o` | `ISIL / ISIS`, `and / or`, whole |
//! | `weaponry,and`, `freed.This` | cut: a space is missing |
//! | `ana@lake.example`, `www.lake.example/a?b=c`, `map.pdf` | whole |
//! | `...`, `?!`, `--`, `:)` | whole |
//!
//! The time taken is in step with the length of the text, whatever it holds.

mod address;
mod case;
mod class;
mod mark;
mod number;
mod table;
mod visible;

use crate::text::Span;
pub(crate) use case::is_caseless;
use class::{Class, class};
pub(crate) use table::{Stop, Table};
pub(crate) use visible::Visible;
pub use visible::{is_invisible, visible};

/// The tokens of `text` within `span`.
///
/// ```
/// use tadmor::lang::token::tokens;
/// use tadmor::text::Span;
///
/// let text = "They can't hold al-Bab.";
/// let tokens = tokens(text, Span::new(0, text.len()));
/// let forms: Vec<&str> = tokens.iter().map(|token| &text[token.start..token.end]).collect();
/// assert_eq!(forms, ["They", "ca", "n't", "hold", "al", "-", "Bab", "."]);
/// ```
///
/// # Panics
///
/// Where `span` does not begin and end at borders of characters.
pub fn tokens(text: &str, span: Span) -> Vec<Span> {
    match Visible::of(text, span) {
        None => seen_tokens(text, span),
        Some(visible) => {
            let found = seen_tokens(&visible.text, Span::new(0, visible.text.len()));
            found.into_iter().map(|token| visible.back(token)).collect()
        }
    }
}

/// The same of a text in which all is seen.
fn seen_tokens(text: &str, span: Span) -> Vec<Span> {
    let text = &text[..span.end];
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        table: Table::shipped(),
        no_address_before: span.start,
        found: Vec::with_capacity(span.len() / 5 + 1),
    };
    let mut at = span.start;
    while at < text.len() {
        at = scanner.step(at);
    }
    scanner.found
}

struct Scanner<'t> {
    /// Up to the end of the span that is asked for.
    text: &'t str,
    bytes: &'t [u8],
    table: &'static Table,
    /// No e-mail address and no name of a file or site begins before this byte, from where we stand: a long row of
    /// letters and dots is looked at once, not once for each of its parts.
    no_address_before: usize,
    found: Vec<Span>,
}

impl Scanner<'_> {
    /// Reads what stands at `at`; the place to go on from.
    #[inline]
    fn step(&mut self, at: usize) -> usize {
        match class(self.text, at) {
            (Class::Space, length) => at + length,
            (Class::Word, _) => self.plain(at).unwrap_or_else(|| self.word(at)),
            (Class::Mark, _) => self.mark(at),
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        self.found.push(Span::new(start, end));
    }

    /// The byte at `at`; 0 past the end.
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The usual case: plain letters, then a space or a comma and a space.
    #[inline]
    fn plain(&mut self, start: usize) -> Option<usize> {
        let letters = self.bytes[start..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let end = start + letters;
        let comma = usize::from(self.byte(end) == b',');
        let after = end + comma;
        if letters == 0 || !(after >= self.bytes.len() || matches!(self.bytes[after], b' ' | b'\n')) {
            return None;
        }
        self.push_letters(start, end);
        if comma == 1 {
            self.push(end, after);
        }
        Some(after)
    }

    /// Letters without a mark: one word, or two that are written as one ("cannot").
    #[inline]
    fn push_letters(&mut self, start: usize, end: usize) {
        // Nothing longer stands in the table, and nothing in it ends otherwise.
        let may_be_two = (2..=9).contains(&(end - start))
            && matches!(self.bytes[end - 1] | 32, b't' | b'a' | b'e' | b'm' | b's' | b'l');
        if may_be_two && let Some(cut) = self.table.cut(&self.bytes[start..end]) {
            self.push(start, start + cut);
            self.push(start + cut, end);
        } else {
            self.push(start, end);
        }
    }

    /// A word or a number with all that is joined to it.
    fn word(&mut self, start: usize) -> usize {
        if start >= self.no_address_before
            && let Some(end) = self.address(start)
        {
            self.push(start, end);
            return end;
        }
        let mut piece = start;
        let mut end = self.run(start);
        loop {
            if let Some(after) = self.clitic(start, end) {
                return after;
            }
            let Some(next) = self.joined(start, piece, end) else { break };
            (piece, end) = (next, self.run(next));
        }
        if self.byte(end) == b'$' && self.is_of_dollars(start, end) {
            self.push(start, end + 1);
            return end + 1;
        }
        if self.byte(end) == b'.' && self.stop_stays(start, end) {
            self.push(start, end + 1);
            return end + 1;
        }
        match self.unit(start, end) {
            Some(unit) => {
                self.push(start, unit);
                self.push(unit, end);
            }
            None => self.push_letters(start, end),
        }
        end
    }

    /// Where the run of letters and digits from `at` ends.
    #[inline]
    fn run(&self, mut at: usize) -> usize {
        while at < self.text.len() {
            match class(self.text, at) {
                (Class::Word, length) => at += length,
                _ => break,
            }
        }
        at
    }

    /// Whether a letter or a digit stands at `at`.
    fn is_word(&self, at: usize) -> bool {
        at < self.text.len() && class(self.text, at).0 == Class::Word
    }

    /// Pushes `start..end` and the "'s", "n't", "'ll" that stands at `end`; the place after it.
    fn clitic(&mut self, start: usize, end: usize) -> Option<usize> {
        let mark = class::apostrophe(self.bytes, end)?;
        let letters = end + mark;
        let after = self.run(letters);
        let decade = end - start <= 4
            && self.bytes[start..end].iter().all(u8::is_ascii_digit)
            && self.byte(end - 1) == b'0';
        let mut small = [0; 2];
        for (small, byte) in small.iter_mut().zip(self.bytes.get(letters..after)?) {
            *small = byte.to_ascii_lowercase();
        }
        let cut = match &small[..(after - letters).min(3).min(small.len())] {
            _ if after - letters > 2 => return None,
            // "the 60's"
            b"s" if decade => return None,
            b"s" | b"m" | b"d" | b"re" | b"ve" | b"ll" => end,
            b"t" if end - start > 1 && self.byte(end - 1) | 32 == b'n' => end - 1,
            _ => return None,
        };
        self.push(start, cut);
        self.push(cut, after);
        Some(after)
    }

    /// Where the next run begins, if the mark at `end` joins it to the word that began at `start`; `piece` is where the
    /// last run began.
    fn joined(&self, start: usize, piece: usize, end: usize) -> Option<usize> {
        let mark = self.byte(end);
        if mark < 0x80 && !is_joiner(mark) {
            return None;
        }
        if let Some(length) = class::apostrophe(self.bytes, end) {
            // "O'Brien", "Qa'ida", "60's"; but "5'10"
            let next = end + length;
            return (self.is_word(next) && !self.byte(next).is_ascii_digit()).then_some(next);
        }
        if let Some(length) = class::hyphen(self.bytes, end) {
            let next = end + length;
            return (self.is_word(next) && self.hyphen_joins(start, piece, end, next)).then_some(next);
        }
        let next = end + 1;
        if mark >= 0x80 || !self.is_word(next) {
            return None;
        }
        let joins = match mark {
            b'.' => self.dot_joins(start, piece, end, next),
            b',' | b':' | b'/' if self.byte(end - 1).is_ascii_digit() => {
                self.figures_join(start, piece, end, next)
            }
            // "w/o", "s/he"
            b'/' => {
                self.table.is_whole(&self.bytes[start..self.run(next)])
                    || (piece + 1 == end && self.run(next) == next + 1)
            }
            // "AT&T"
            b'&' => {
                let capitals = |part: &[u8]| part.len() <= 3 && part.iter().all(u8::is_ascii_uppercase);
                capitals(&self.bytes[piece..end]) && capitals(&self.bytes[next..self.run(next)])
            }
            b'_' => true,
            b'*' => self.byte(next).is_ascii_alphabetic() && self.byte(end - 1).is_ascii_alphabetic(),
            _ => false,
        };
        joins.then_some(next)
    }

    fn hyphen_joins(&self, start: usize, piece: usize, end: usize, next: usize) -> bool {
        if self.byte(start).is_ascii_digit() {
            return self.figures_join(start, piece, end, next);
        }
        let followed = self.run(next);
        // "e-mail", but neither "E-3" nor the last of "Umm-e-Nasr".
        let first = start == piece && (start == 0 || self.byte(start - 1) != b'-');
        let prefix = first && self.table.is_prefix(&self.bytes[piece..end]);
        (prefix && (end - start > 1 || !self.byte(next).is_ascii_digit()))
            || self.table.is_suffix(&self.bytes[next..followed])
    }

    /// Whether a country's letters stand before a dollar: "US$400".
    fn is_of_dollars(&self, start: usize, end: usize) -> bool {
        end - start <= 2 && self.bytes[start..end].iter().all(u8::is_ascii_uppercase)
    }

    /// "2.5", "U.S", "Ph.D".
    fn dot_joins(&self, start: usize, piece: usize, end: usize, next: usize) -> bool {
        if self.byte(end - 1).is_ascii_digit() {
            return self.byte(next).is_ascii_digit();
        }
        let followed = self.run(next);
        let single = |from: usize, to: usize| self.text[from..to].chars().nth(1).is_none();
        let initials = single(piece, end) && single(next, followed) && !self.byte(next).is_ascii_digit();
        initials || self.table.stop(&self.bytes[start..followed]).is_some()
    }

    /// Whether the stop at `end` is part of the word before it.
    fn stop_stays(&self, start: usize, end: usize) -> bool {
        let dots = self.bytes[end..].iter().take(3).take_while(|byte| **byte == b'.').count();
        let word = &self.bytes[start..end];
        // "U.S.", "p.m."
        if word.len() > 2 && self.is_initialism(start, end) {
            return dots < 3;
        }
        if dots > 1 {
            return dots == 2 && self.table.stop(word).is_some();
        }
        let next = self.next(end + 1);
        if word.len() == 1 && word[0].is_ascii_uppercase() {
            // "J. Smith", but not "and I. He"
            return next != Next::End && word != b"I";
        }
        match self.table.stop(word) {
            Some(Stop::Always) => !matches!(next, Next::End),
            Some(Stop::Number) => matches!(next, Next::Figure),
            Some(Stop::Unless) => !matches!(next, Next::End),
            Some(Stop::Middle) => matches!(next, Next::Small | Next::Joined | Next::Figure),
            None => false,
        }
    }

    /// Single letters parted by dots, two at least.
    fn is_initialism(&self, start: usize, end: usize) -> bool {
        let text = &self.text[start..end];
        text.contains('.')
            && text
                .split('.')
                .all(|letter| letter.chars().count() == 1 && !letter.as_bytes()[0].is_ascii_digit())
    }

    /// What follows a stop.
    fn next(&self, at: usize) -> Next {
        let mut breaks = 0;
        for (from, character) in self.text[at..].char_indices() {
            match character {
                '\n' => breaks += 1,
                c if c.is_whitespace() => {}
                _ if breaks > 1 => return Next::End,
                c if c.is_ascii_digit() => return Next::Figure,
                c if c.is_uppercase() => return Next::Capital,
                c if c.is_alphabetic() => return Next::Small,
                _ if from == 0 => return Next::Joined,
                '(' | '[' | '&' | '-' | '–' | '—' | '$' | '#' => return Next::Small,
                _ => return Next::Capital,
            }
        }
        Next::End
    }
}

/// What follows a stop, over white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// A blank line, or nothing.
    End,
    Figure,
    Capital,
    Small,
    /// A mark, without a space: the comma of "Inc., a".
    Joined,
}

/// Marks that can stand inside a word.
fn is_joiner(mark: u8) -> bool {
    matches!(mark, b'\'' | b'`' | b'-' | b'.' | b',' | b':' | b'/' | b'&' | b'_' | b'*')
}
