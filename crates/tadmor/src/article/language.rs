//! The language of an article, by its script and its commonest short words.
//!
//! In: a page with zones. Out: "en", "ru", "ar" …, or nothing where the text is too short to tell.

use std::collections::BTreeMap;

use crate::page::{Page, Zone};
use crate::tables::Tables;
use crate::text::fold::key;

/// How much text is looked at.
const ENOUGH: usize = 6000;

/// The language of what the outlet tells on `page`.
pub(super) fn of(page: &Page, tables: &Tables) -> Option<&'static str> {
    let mut text = String::new();
    for told in page.told().filter(|told| told.zone() != Zone::Caption) {
        text.extend(page.text.slice(told.span()).chars().take(ENOUGH - text.len().min(ENOUGH)));
        text.push(' ');
        if text.len() >= ENOUGH {
            break;
        }
    }
    by_script(&text).or_else(|| by_words(&text, tables))
}

/// Languages that have a script of their own here.
fn by_script(text: &str) -> Option<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut letters = 0usize;
    for character in text.chars().filter(|character| character.is_alphabetic()) {
        letters += 1;
        let language = match character {
            '\u{0590}'..='\u{05ff}' => "he",
            '\u{3040}'..='\u{30ff}' => "ja",
            '\u{4e00}'..='\u{9fff}' => "zh",
            '\u{ac00}'..='\u{d7af}' => "ko",
            '\u{0370}'..='\u{03ff}' => "el",
            '\u{0530}'..='\u{058f}' => "hy",
            '\u{10a0}'..='\u{10ff}' => "ka",
            '\u{0900}'..='\u{097f}' => "hi",
            '\u{0980}'..='\u{09ff}' => "bn",
            '\u{0b80}'..='\u{0bff}' => "ta",
            '\u{0e00}'..='\u{0e7f}' => "th",
            '\u{1000}'..='\u{109f}' => "my",
            '\u{1200}'..='\u{137f}' => "am",
            _ => continue,
        };
        *counts.entry(language).or_default() += 1;
    }
    // A Japanese text holds more Chinese characters than kana.
    if counts.get("ja").is_some_and(|kana| *kana * 10 > letters) {
        return Some("ja");
    }
    counts.into_iter().find(|(_, count)| *count * 2 > letters).map(|(language, _)| language)
}

/// The language whose short words are commonest, where it leads clearly.
fn by_words(text: &str, tables: &Tables) -> Option<&'static str> {
    let folded = key(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &words {
        *counts.entry(word).or_default() += 1;
    }
    let mut scores: Vec<(usize, &str)> = tables
        .zones
        .languages()
        .map(|(language, list)| (list.iter().filter_map(|word| counts.get(word.as_str())).sum(), language))
        .collect();
    scores.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(other.1)));
    let [(best, language), (second, _), ..] = scores.as_slice() else { return None };
    let clear = *best >= 3 && best * 12 >= words.len() && best * 10 >= second * 11;
    clear.then(|| NAMES.iter().copied().find(|name| name == language)).flatten()
}

/// The languages that the table may name, as the exports write them.
const NAMES: &[&str] = &[
    "en", "de", "fr", "es", "pt", "it", "tr", "nl", "pl", "sv", "ru", "uk", "bg", "sr", "ar", "fa", "ur",
    "ku", "id",
];
