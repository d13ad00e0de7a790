//! Names as they are looked up: a sentence in folded pieces.
//!
//! In: one sentence. Out: its [`Parts`]: every word, those inside hyphens apart, folded as the tables are, with the
//! way back to the tokens. "Al-Bab's" gives "al", "bab" and "s"; "U.S.-backed" gives "us" and "backed".

use crate::mention::TokenRange;
use crate::sentence::{Sentence, TokenKind};
use crate::text::Span;
use crate::text::fold::key;

/// One word, or a mark that parts words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The token that it stands in.
    pub token: usize,
    /// Its characters.
    pub span: Span,
    /// Folded; empty for a mark.
    pub key: String,
    /// The mark; a space for a word.
    pub mark: char,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether it has two letters or more, all of them capitals.
    pub upper: bool,
    /// Whether it begins its token.
    pub opens: bool,
    /// Whether it ends its token.
    pub closes: bool,
    /// "'s" after a name.
    pub possessive: bool,
    /// How many words the longest phrase for an actor has that begins with it; 0 where none does.
    pub nouns: u8,
}

impl Part {
    /// Whether it is a word.
    pub fn is_word(&self) -> bool {
        !self.key.is_empty()
    }
}

/// Stretches of parts: first, one past the last.
pub type Range = std::ops::Range<usize>;

/// A sentence in pieces.
#[derive(Clone, Debug)]
pub struct Parts {
    /// In reading order.
    pub list: Vec<Part>,
    /// Whether nearly every long word begins with a capital: a heading, in which capitals show no name.
    pub title_case: bool,
    /// Whether nearly all letters are capitals.
    pub upper_case: bool,
}

impl Parts {
    /// The pieces of `sentence`.
    pub fn of(sentence: &Sentence<'_>) -> Parts {
        let mut list = Vec::with_capacity(sentence.tokens.len() + 8);
        for (at, token) in sentence.tokens.iter().enumerate() {
            match token.kind {
                TokenKind::Mark if glues(sentence, at) => {}
                TokenKind::Mark => list.push(mark(at, token.span, token.form)),
                _ => words(at, token.span, token.form, &mut list),
            }
        }
        let (title_case, upper_case) = case_of(&list);
        Parts { list, title_case, upper_case }
    }

    /// Mends words that are a letter off ("govenment"; the characters stay as they are), and marks the words that
    /// begin a phrase for an actor.
    pub fn prepare(&mut self, actors: &crate::tables::Actors) {
        for part in self.list.iter_mut().filter(|part| part.is_word() && !part.capital) {
            if let Some(meant) = actors.mended(&part.key) {
                part.key = meant.to_owned();
            }
        }
        // Most words begin no phrase: asked once, not by every rule.
        for part in &mut self.list {
            let most = actors.nouns().most_words(&part.key).unwrap_or(0);
            part.nouns = u8::try_from(most).unwrap_or(u8::MAX);
        }
    }

    /// Whether the word at `at` may be a noun of this kind by itself.
    pub fn is_noun(
        &self,
        at: usize,
        actors: &crate::tables::Actors,
        kind: impl Fn(crate::tables::actors::Noun) -> bool,
    ) -> bool {
        self.list.get(at).is_some_and(|part| part.nouns > 0 && actors.is(&part.key, kind))
    }

    /// The key at `at`; empty for marks and past either end.
    pub fn key(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |part| part.key.as_str())
    }

    /// The key before `at`.
    pub fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.key(before))
    }

    /// The mark at `at`; a space for words and past the end.
    pub fn mark(&self, at: usize) -> char {
        self.list.get(at).map_or(' ', |part| part.mark)
    }

    /// Whether the part at `at` is a word with a capital.
    pub fn capital(&self, at: usize) -> bool {
        self.list.get(at).is_some_and(|part| part.capital && part.is_word())
    }

    /// Whether `at` begins the sentence, or a quotation or clause after a colon in it.
    pub fn opens_clause(&self, at: usize) -> bool {
        at == 0
            || matches!(
                self.mark(at - 1),
                '"' | '“' | '‘' | ':' | '.' | '•' | '–' | '—' | '-' | '«' | '?' | '!'
            )
    }

    /// The characters from the first part of `range` to its last.
    pub fn span(&self, range: &Range) -> Span {
        self.list[range.start].span.cover(self.list[range.end - 1].span)
    }

    /// The tokens of `range`.
    pub fn tokens(&self, range: &Range) -> TokenRange {
        TokenRange { start: self.list[range.start].token, end: self.list[range.end - 1].token + 1 }
    }

    /// The words of `range`, joined by single spaces.
    pub fn text(&self, range: &Range) -> String {
        let words: Vec<&str> = self.list[range.clone()].iter().map(|part| part.key.as_str()).collect();
        words.join(" ")
    }

    /// Whether `range` begins and ends where tokens do.
    pub fn whole_tokens(&self, range: &Range) -> bool {
        self.list[range.start].opens && self.list[range.end - 1].closes
    }

    /// How many parts from `at` on spell one of `phrases`; 0 where none does. The longest wins.
    pub fn longest<'t, T>(
        &self,
        at: usize,
        phrases: &'t crate::tables::actors::Phrases<T>,
    ) -> Option<(usize, &'t T)> {
        let most = phrases.most_words(self.key(at))?;
        let mut text = String::new();
        let mut found = None;
        for (count, part) in self.list[at..].iter().take(most).enumerate() {
            if !part.is_word() || part.possessive && count == 0 {
                break;
            }
            if count > 0 {
                text.push(' ');
            }
            text.push_str(&part.key);
            if let Some(value) = phrases.get(&text) {
                found = Some((count + 1, value));
            }
        }
        found
    }

    /// The same, backward: how many parts that end before `end` spell one of `phrases`.
    pub fn longest_before<'t, T>(
        &self,
        end: usize,
        phrases: &'t crate::tables::actors::Phrases<T>,
    ) -> Option<(usize, &'t T)> {
        let most = phrases.longest().min(end);
        (1..=most).rev().find_map(|count| {
            let range = end - count..end;
            if self.list[range.clone()].iter().any(|part| !part.is_word() || part.possessive) {
                return None;
            }
            phrases.get(&self.text(&range)).map(|value| (count, value))
        })
    }
}

/// The places and the actors of `sentence`, found together: what names an actor is no place.
pub fn places_and_actors(
    sentence: &Sentence<'_>,
    tables: &crate::tables::Tables,
) -> (Vec<crate::mention::PlaceMention>, Vec<crate::mention::ActorMention>) {
    use crate::mention::{actor, place};
    let mut parts = Parts::of(sentence);
    parts.prepare(&tables.actors);
    let actors = actor::in_parts(&parts, tables);
    let places = place::in_parts(&parts, &actors, tables);
    (places, actor::mentions(&parts, actors))
}

/// The text of a name as tables and sentences both fold it: dots of initialisms left out, "'s" a word of its own.
pub fn folded(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return name.to_ascii_lowercase();
    }
    let apart = name.replace("’s ", " s ").replace("'s ", " s ").replace('.', "");
    key(&apart)
}

/// Marks that stand inside a name without parting it: the dot of "Lt.", the apostrophe of "Martyrs' Brigades".
fn glues(sentence: &Sentence<'_>, at: usize) -> bool {
    let (Some(before), Some(after)) =
        (at.checked_sub(1).map(|b| &sentence.tokens[b]), sentence.tokens.get(at + 1))
    else {
        return false;
    };
    let token = &sentence.tokens[at];
    let touches = before.span.end == token.span.start && before.kind == TokenKind::Word;
    match token.form {
        "." => touches && after.kind == TokenKind::Word,
        "'" | "’" => touches && before.lower.ends_with('s') && after.span.start > token.span.end,
        _ => false,
    }
}

fn mark(token: usize, span: Span, form: &str) -> Part {
    Part {
        token,
        span,
        key: String::new(),
        mark: form.chars().next().unwrap_or(' '),
        capital: false,
        upper: false,
        opens: true,
        closes: true,
        possessive: false,
        nouns: 0,
    }
}

fn words(token: usize, span: Span, form: &str, list: &mut Vec<Part>) {
    let first = list.len();
    let mut start = 0;
    let ends = form.char_indices().filter(|(_, character)| matches!(character, '-' | '‐' | '‑'));
    for end in ends.map(|(at, _)| at).chain([form.len()]) {
        let piece = &form[start..end];
        if !piece.is_empty() {
            word(token, Span::new(span.start + start, span.start + end), piece, list);
        }
        start = end + form[end..].chars().next().map_or(0, char::len_utf8);
    }
    if let Some(part) = list.get_mut(first) {
        part.opens = true;
    }
    if let Some(part) = list[first..].last_mut() {
        part.closes = true;
    }
}

fn word(token: usize, span: Span, piece: &str, list: &mut Vec<Part>) {
    let possessive = matches!(piece, "'s" | "’s" | "'S" | "’S");
    let plain = piece.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let key = match (plain, piece.contains('.')) {
        (true, _) => piece.to_ascii_lowercase(),
        (false, true) => key(&piece.replace('.', "")),
        (false, false) => key(piece),
    };
    if key.is_empty() {
        return;
    }
    let mut letters = piece.chars().filter(|character| character.is_alphabetic());
    let capital = letters.next().is_some_and(char::is_uppercase);
    let upper = capital && piece.chars().filter(|character| character.is_alphabetic()).count() > 1;
    let upper = upper && piece.chars().all(|character| !character.is_lowercase());
    list.push(Part {
        token,
        span,
        key,
        mark: ' ',
        capital,
        upper,
        opens: false,
        closes: false,
        possessive,
        nouns: 0,
    });
}

/// Whether capitals show no names here: (nearly all words begin with one, nearly all letters are one).
fn case_of(list: &[Part]) -> (bool, bool) {
    let long = || {
        list.iter().skip(1).filter(|part| part.key.len() >= 4 && part.key.as_bytes()[0].is_ascii_alphabetic())
    };
    let count = long().count();
    if count < 4 {
        return (
            false,
            list.len() > 2
                && list.iter().filter(|part| part.is_word()).all(|part| part.upper || part.key.len() < 2),
        );
    }
    let capital = long().filter(|part| part.capital).count();
    let upper = long().filter(|part| part.upper).count();
    // A full stop makes it a sentence, however many names it holds.
    let stopped = list.last().is_some_and(|part| part.mark == '.');
    (capital * 10 >= count * 8 && !stopped, upper * 10 >= count * 8)
}
