//! Sentences and tokens.
//!
//! In: the blocks in which the outlet speaks. Out: [`Sentence`]s with their tokens, in page order.
//! "He left Mosul at 4 p.m. Two died." gives two sentences: the dots of "p.m." end none by themselves.
//! What is one token is told in [`token`]. ':' and ';' end no sentence; a heading without a full stop is one.

pub mod quotation;
pub mod token;

use crate::page::{Page, Told, Zone};
use crate::tables::words::Abbreviations;
use crate::tables::words::abbreviations::Stop;
use crate::text::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner hyphens and apostrophes: "al-Bab", "Russia's" gives "Russia" and "'s".
    Word,
    /// Digits with their inner marks: "1,000", "2.5", "20:57".
    Number,
    /// Everything else: one mark each.
    Mark,
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'p> {
    /// Where it stands in the page's text.
    pub span: Span,
    /// As written.
    pub form: &'p str,
    /// Lower case, curly apostrophes made straight: what tables are asked for.
    pub lower: String,
    /// What it is made of.
    pub kind: TokenKind,
}

impl Token<'_> {
    /// Whether it begins with a capital letter.
    pub fn is_capitalised(&self) -> bool {
        self.form.chars().next().is_some_and(char::is_uppercase)
    }
}

/// One sentence, or one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence<'p> {
    /// From its first token to its last.
    pub span: Span,
    /// In order; never empty.
    pub tokens: Vec<Token<'p>>,
    /// The zone that it stands in; always one that tells.
    pub zone: Zone,
    /// Which block of [`Page::told`] it stands in, from 0.
    pub paragraph: usize,
    /// Whether its first token stands inside a quotation that an earlier sentence opened.
    pub opens_in_quotation: bool,
}

/// All sentences that the outlet tells on `page`.
pub fn split(page: &Page) -> Vec<Sentence<'_>> {
    page.told().enumerate().flat_map(|(paragraph, told)| block(page, told, paragraph)).collect()
}

fn block<'p>(page: &'p Page, told: Told<'p>, paragraph: usize) -> Vec<Sentence<'p>> {
    let text = page.text.as_str();
    let tokens = token::tokens(text, told.span());
    let quoted = quotation::open_before(text, &tokens);
    let ends = cut_long(ends(text, &tokens, &quoted));
    let mut sentences = Vec::with_capacity(ends.len());
    let mut rest = tokens.into_iter();
    let mut start = 0;
    for end in ends {
        let tokens: Vec<Token<'p>> = rest.by_ref().take(end - start).collect();
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            sentences.push(Sentence {
                span: first.span.cover(last.span),
                zone: told.zone(),
                paragraph,
                opens_in_quotation: quoted[start],
                tokens,
            });
        }
        start = end;
    }
    sentences
}

pub use crate::lang::sentence::LONGEST;

/// The same ends, with more of them where a sentence is too long.
fn cut_long(ends: Vec<usize>) -> Vec<usize> {
    let mut cut = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        cut.extend((start + LONGEST..end).step_by(LONGEST));
        cut.push(end);
        start = end;
    }
    cut
}

/// One past the last token of each sentence.
fn ends(text: &str, tokens: &[Token<'_>], quoted: &[bool]) -> Vec<usize> {
    let abbreviations = Abbreviations::shipped();
    let mut ends = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < tokens.len() {
        let stop = at;
        at += 1;
        if start < stop && parted_by_blank_line(text, &tokens[stop - 1], &tokens[stop]) {
            ends.push(stop);
            start = stop;
        }
        if !ends_sentence(&tokens[stop]) {
            continue;
        }
        let end = past_closing(text, tokens, quoted, stop);
        let Some(next) = tokens.get(end) else { break };
        let glued = tokens[end - 1].span.end == next.span.start;
        let parts = if glued {
            parts_glued(tokens, start, stop, end)
        } else {
            parts_spaced(tokens, start, stop, end)
        };
        if parts && !abbreviated(abbreviations, tokens, stop, next) {
            ends.push(end);
            start = end;
        }
        at = end;
    }
    if start < tokens.len() {
        ends.push(tokens.len());
    }
    ends
}

fn parted_by_blank_line(text: &str, before: &Token<'_>, after: &Token<'_>) -> bool {
    let gap = &text[before.span.end..after.span.start];
    gap.len() > 1 && gap.bytes().filter(|byte| *byte == b'\n').count() > 1
}

fn ends_sentence(token: &Token<'_>) -> bool {
    match token.kind {
        TokenKind::Mark => is_stop(token.form),
        // "U.S." and "p.m." carry their last dot.
        TokenKind::Word => token.form.ends_with('.'),
        TokenKind::Number => false,
    }
}

fn is_stop(form: &str) -> bool {
    form.starts_with('.') || matches!(form, "!" | "?" | "…" | "؟" | "۔" | "।" | "。" | "！" | "？" | "‽")
}

/// One past the stops, closing marks and footnote numbers that follow the stop at `stop`.
fn past_closing(text: &str, tokens: &[Token<'_>], quoted: &[bool], stop: usize) -> usize {
    let mut end = stop + 1;
    while let Some(next) = tokens.get(end) {
        let touches = tokens[end - 1].span.end == next.span.start;
        let closes = match next.form {
            form if is_stop(form) => touches,
            ")" | "]" | "}" | "”" | "»" | "›" => true,
            "’" | "'" => touches,
            "\"" => quoted[end] && (touches || closes_loosely(text, next)),
            "“" => touches && quoted[end],
            _ => false,
        };
        if closes {
            end += 1;
            continue;
        }
        let Some(past) = past_footnote(tokens, end).filter(|_| touches) else { break };
        end = past;
    }
    end
}

/// A straight mark after a space that a space follows: `done . " He left`.
fn closes_loosely(text: &str, mark: &Token<'_>) -> bool {
    text[mark.span.end..].chars().next().is_none_or(char::is_whitespace)
}

/// One past "[12]" at `at`.
fn past_footnote(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let [open, number, close] = tokens.get(at..at + 3)? else { return None };
    let fits = open.form == "[" && number.kind == TokenKind::Number && close.form == "]";
    fits.then_some(at + 3)
}

/// Whether the space between the tokens before `end` and at `end` parts two sentences.
fn parts_spaced(tokens: &[Token<'_>], start: usize, stop: usize, end: usize) -> bool {
    let next = &tokens[end];
    let first = next.form.chars().next().unwrap_or(' ');
    // "1. The army" is an entry of a list.
    let list_number = stop == start + 1 && tokens[start].kind == TokenKind::Number;
    if list_number || first.is_lowercase() {
        return false;
    }
    match next.kind {
        TokenKind::Mark => opens_sentence(tokens, end),
        _ => true,
    }
}

/// Whether the mark at `at` may open a sentence: a quotation mark, bracket, dash or bullet before a capital.
fn opens_sentence(tokens: &[Token<'_>], at: usize) -> bool {
    if matches!(tokens[at].form, "," | ";" | ":" | "%" | "/") {
        return false;
    }
    let word = tokens[at + 1..].iter().take(4).find(|token| token.kind != TokenKind::Mark);
    word.is_some_and(|word| word.form.chars().next().is_some_and(|first| !first.is_lowercase()))
}

/// Whether a sentence ends at `end` though no space follows: "freed.This", `gone.”He`.
fn parts_glued(tokens: &[Token<'_>], start: usize, stop: usize, end: usize) -> bool {
    let next = &tokens[end];
    let mut characters = next.form.chars();
    let capital = characters.next().is_some_and(char::is_uppercase);
    let lower_after = characters.next().is_some_and(|second| second.is_lowercase());
    let alone = characters.next().is_none() && matches!(next.form, "A" | "I");
    if stop == start || !capital || !(lower_after || alone) {
        return false;
    }
    let before = &tokens[stop - 1];
    let lower_before = before.form.chars().next_back().is_some_and(|last| last.is_lowercase() || last == ')');
    let in_address = tokens[start..stop]
        .iter()
        .rev()
        .take(8)
        .any(|token| matches!(token.lower.as_str(), "www" | "http" | "https" | "@" | "/"));
    tokens[stop].kind == TokenKind::Mark && (lower_before || before.kind != TokenKind::Word) && !in_address
}

/// Whether the stop at `stop` belongs to an abbreviation or an initial, so that it ends no sentence before `next`.
fn abbreviated(abbreviations: &Abbreviations, tokens: &[Token<'_>], stop: usize, next: &Token<'_>) -> bool {
    let word = match (tokens[stop].kind, stop.checked_sub(1)) {
        (TokenKind::Word, _) => &tokens[stop],
        (_, Some(before)) if tokens[stop].form == "." => &tokens[before],
        _ => return false,
    };
    let touches = word.span.end == tokens[stop].span.start || word.span == tokens[stop].span;
    if word.kind != TokenKind::Word || !touches {
        return false;
    }
    let opener = next.is_capitalised() && abbreviations.opens(&next.lower);
    match abbreviations.stop(&word.lower) {
        Some(Stop::Always) => next.kind != TokenKind::Mark || tokens[stop].kind == TokenKind::Word,
        Some(Stop::Number) => next.kind == TokenKind::Number,
        Some(Stop::Unless) => !opener && next.kind != TokenKind::Mark,
        // An initial: "J. Smith", "U.N.R.W.A. Director".
        None => {
            let initial = word.is_capitalised() && word.form.chars().count() == 1;
            (initial || tokens[stop].kind == TokenKind::Word) && !opener && next.kind == TokenKind::Word
        }
    }
}

#[cfg(test)]
mod tests;
