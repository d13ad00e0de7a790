//! Numbers in digits and in words.
//!
//! In: the tokens of a sentence and a place in it. Out: the [`Numeral`] that starts there.
//! "1,000", "2.5 thousand", "twenty-five", "half a dozen" are numbers; "20:57", "007" and "1.2.3" are not.

use crate::sentence::{Token, TokenKind};
use crate::tables::Words;
use crate::tables::words::NumberWord;

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// Its value; the whole part where a fraction is left over.
    pub value: u64,
    /// Whether a fraction is left over: "2.5" without "thousand".
    pub fraction: bool,
    /// The word that multiplied the digits: 1000 in "2.5 thousand"; 1 where there is none.
    pub scale: u64,
    /// Whether it is written in digits.
    pub digits: bool,
    /// One past its last token.
    pub end: usize,
}

/// The number that starts at token `at`.
pub fn read(tokens: &[Token<'_>], at: usize, words: &Words) -> Option<Numeral> {
    match tokens.get(at)?.kind {
        TokenKind::Number => in_digits(tokens, at, words),
        TokenKind::Word => in_words(tokens, at, words),
        TokenKind::Mark => None,
    }
}

/// A number with a fraction: the whole part, the digits after the point, how many those are.
struct Decimal {
    whole: u64,
    fraction: u64,
    places: u32,
}

fn in_digits(tokens: &[Token<'_>], at: usize, words: &Words) -> Option<Numeral> {
    let decimal = decimal(tokens[at].form)?;
    let mut numeral =
        Numeral { value: decimal.whole, fraction: decimal.fraction > 0, scale: 1, digits: true, end: at + 1 };
    if decimal.places == 0 {
        join_groups(tokens, at, words, &mut numeral);
    }
    let Some(scale) = tokens.get(numeral.end).and_then(|token| scale(words, &token.lower)) else {
        return Some(numeral);
    };
    let parts = 10u64.checked_pow(decimal.places)?;
    let fraction = decimal.fraction.checked_mul(scale)?;
    numeral.value = numeral.value.checked_mul(scale)?.checked_add(fraction / parts)?;
    numeral.fraction = fraction % parts != 0;
    numeral.scale = scale;
    numeral.end += 1;
    Some(numeral)
}

fn scale(words: &Words, lower: &str) -> Option<u64> {
    match words.numbers.get(lower)? {
        NumberWord::Hundred => Some(100),
        NumberWord::Scale(scale) | NumberWord::Dozen(scale) => Some(*scale),
        _ => None,
    }
}

/// "2 000 men": thousands parted by single spaces, where a noun follows.
fn join_groups(tokens: &[Token<'_>], at: usize, words: &Words, numeral: &mut Numeral) {
    if tokens[at].form.len() > 3 || numeral.value == 0 {
        return;
    }
    let mut value = numeral.value;
    let mut end = at + 1;
    while let Some(next) = tokens.get(end) {
        let gap = next.span.start - tokens[end - 1].span.end;
        let group = next.kind == TokenKind::Number
            && next.form.len() == 3
            && next.form.bytes().all(|byte| byte.is_ascii_digit())
            && (1..=3).contains(&gap);
        let Some(grown) = value.checked_mul(1000).filter(|_| group) else { break };
        value = grown + next.form.parse::<u64>().unwrap_or(0);
        end += 1;
    }
    let noun = tokens.get(end).is_some_and(|token| {
        token.kind == TokenKind::Word && !token.is_capitalised() && !words.is_function(&token.lower)
    });
    if noun {
        numeral.value = value;
        numeral.end = end;
    }
}

fn decimal(form: &str) -> Option<Decimal> {
    if form.contains([':', '/', '-']) || form.starts_with('0') && form.len() > 1 && !form.starts_with("0.") {
        return None;
    }
    let parts: Vec<&str> = form.split('.').collect();
    // "10.000" parts thousands as much of the world does: no one counts in thousandths.
    let by_points = parts.len() > 1
        && parts[0].len() <= 3
        && parts[0] != "0"
        && parts[1..].iter().all(|part| part.len() == 3)
        && !form.contains(',');
    if by_points {
        return Some(Decimal { whole: form.replace('.', "").parse().ok()?, fraction: 0, places: 0 });
    }
    let whole = parts[0].replace(',', "").parse().ok()?;
    match parts[1..] {
        [] => Some(Decimal { whole, fraction: 0, places: 0 }),
        [fraction] if fraction.len() <= 9 => {
            let places = u32::try_from(fraction.len()).ok()?;
            Some(Decimal { whole, fraction: fraction.parse().ok()?, places })
        }
        _ => None,
    }
}

fn in_words(tokens: &[Token<'_>], at: usize, words: &Words) -> Option<Numeral> {
    let numeral = |value, scale, end| Numeral { value, fraction: false, scale, digits: false, end };
    let lower = |at: usize| tokens.get(at).map(|token| token.lower.as_str());
    if lower(at) == Some("half") && matches!(lower(at + 1), Some("a" | "an")) {
        let half = scale(words, lower(at + 2)?)? / 2;
        return Some(numeral(half, 1, at + 3));
    }
    let mut sum = Sum::default();
    let mut end = at;
    // "a hundred", "a dozen": the article stands for one.
    if matches!(lower(at), Some("a" | "an")) {
        scale(words, lower(at + 1)?)?;
        sum.current = 1;
        end = at + 1;
    }
    while let Some(word) = lower(end) {
        if word == "and" && sum.may_go_on() && lower(end + 1).is_some_and(|next| sum.clone().add(words, next))
        {
            end += 1;
            continue;
        }
        if !sum.add(words, word) {
            break;
        }
        end += 1;
    }
    (sum.words > 0).then(|| sum.total().map(|value| numeral(value, sum.scale.unwrap_or(1), end)))?
}

/// A number in words as far as it has been read.
#[derive(Clone, Debug, Default)]
struct Sum {
    total: u64,
    current: u64,
    smallest_scale: Option<u64>,
    /// What the last word multiplied by.
    scale: Option<u64>,
    words: usize,
    done: bool,
}

impl Sum {
    /// Whether "and" may follow: "two hundred and five".
    fn may_go_on(&self) -> bool {
        self.words > 0
            && !self.done
            && (self.current >= 100 && self.current.is_multiple_of(100) || self.current == 0)
    }

    /// Adds `word`; false where it does not go on with the number.
    fn add(&mut self, words: &Words, word: &str) -> bool {
        let parts: Vec<&str> = word.split('-').collect();
        let mut grown = self.clone();
        let all =
            parts.iter().all(|part| words.numbers.get(*part).is_some_and(|number| grown.add_one(*number)));
        if all {
            *self = grown;
        }
        all
    }

    fn add_one(&mut self, number: NumberWord) -> bool {
        if self.done {
            return false;
        }
        self.scale = match number {
            NumberWord::Hundred => Some(100),
            NumberWord::Scale(scale) | NumberWord::Dozen(scale) => Some(scale),
            _ => None,
        };
        let fits = match number {
            NumberWord::One(value) => self.add_below(value, if self.current % 100 >= 20 { 10 } else { 100 }),
            NumberWord::Teen(value) | NumberWord::Tens(value) => self.add_below(value, 100),
            NumberWord::Hundred => self.multiply(100),
            NumberWord::Dozen(value) => {
                self.done = true;
                self.total == 0 && self.multiply(value)
            }
            NumberWord::Scale(scale) => self.multiply_all(scale),
            NumberWord::Vague => false,
        };
        self.words += usize::from(fits);
        fits
    }

    fn add_below(&mut self, value: u64, room: u64) -> bool {
        let fits = self.current.is_multiple_of(room)
            && (self.words == 0 || self.current >= room || self.current == 0);
        self.current += value;
        fits
    }

    fn multiply(&mut self, by: u64) -> bool {
        let fits = self.current < 100;
        self.current = self.current.max(1).saturating_mul(by);
        fits
    }

    fn multiply_all(&mut self, scale: u64) -> bool {
        let fits = self.smallest_scale.is_none_or(|smallest| scale < smallest)
            && (self.current > 0 || self.words == 0);
        self.total = self.total.saturating_add(self.current.max(1).saturating_mul(scale));
        self.current = 0;
        self.smallest_scale = Some(scale);
        fits
    }

    fn total(&self) -> Option<u64> {
        self.total.checked_add(self.current).filter(|total| *total > 0)
    }
}
