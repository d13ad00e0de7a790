//! The article's text and summary as the page's own data state them.
//!
//! In: JSON-LD scripts and properties. Out: [`Stated`], asked how much of a block's words stand in them.
//! A page may carry `"articleBody": "The old bridge …"`; then a block whose words are not in it is hardly the article's.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::page::Property;
use crate::text::fold::key;
use crate::text::hash;

/// Fewer words than this are a teaser.
const LEAST_WORDS: usize = 60;
/// So many words in a row are looked up.
const ROW: usize = 3;

/// What the page's data state of the text.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// Hashes of words in a row in the stated text; empty where none is stated.
    rows: BTreeSet<u64>,
    /// Hashes of the single words.
    words: BTreeSet<u64>,
    /// The folded summary.
    summary: String,
}

impl Stated {
    /// What `scripts` (JSON-LD) and `properties` state.
    pub fn of<'s>(scripts: impl Iterator<Item = &'s str>, properties: &[Property]) -> Stated {
        let mut stated = Stated::default();
        for script in scripts {
            // Most scripts state no text: a look is cheaper than reading them.
            if !script.contains("articleBody") {
                continue;
            }
            if let Some(text) = article_body(script) {
                stated.add(&text);
            }
        }
        let summary = ["og:description", "description", "twitter:description", "json-ld:description"];
        let said = summary.iter().find_map(|name| properties.iter().find(|property| property.name == *name));
        stated.summary = said.map(|property| key(&property.value)).unwrap_or_default();
        stated
    }

    fn add(&mut self, text: &str) {
        let folded = key(text);
        let words: Vec<u64> = folded.split(' ').map(|word| hash::of(word.bytes())).collect();
        if words.len() < LEAST_WORDS {
            return;
        }
        self.words.extend(&words);
        self.rows.extend(words.windows(ROW).map(hash::row));
    }

    /// Percent of the block's words that stand in the stated text; -1 where no text is stated.
    pub fn share(&self, text: &str) -> i32 {
        if self.rows.is_empty() {
            return -1;
        }
        let folded = key(&text[..text.floor_char_boundary(2000)]);
        let words: Vec<u64> = folded.split(' ').map(|word| hash::of(word.bytes())).collect();
        if words.len() < ROW {
            let found = words.iter().filter(|word| self.words.contains(word)).count();
            return (found * 60 / words.len().max(1)) as i32;
        }
        let rows = words.len() + 1 - ROW;
        let found = words.windows(ROW).filter(|row| self.rows.contains(&hash::row(row))).count();
        (found * 100 / rows) as i32
    }

    /// Whether the block's folded words open the page's summary of itself, or the summary opens with them.
    pub fn summarises(&self, key: &str) -> bool {
        let head = |text: &'_ str| text.chars().take(40).collect::<String>();
        self.summary.len() >= 40 && key.len() >= 40 && head(key) == head(&self.summary)
    }
}

fn article_body(script: &str) -> Option<String> {
    if let Ok(value) = serde_json::from_str::<Value>(script.trim().trim_end_matches(';')) {
        let mut open = vec![&value];
        // The parser stops at 128 levels, and a script is as long as the page at most.
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values),
                Value::Object(fields) => {
                    if let Some(Value::String(text)) = fields.get("articleBody") {
                        return Some(text.clone());
                    }
                    open.extend(fields.values());
                }
                _ => {}
            }
        }
        return None;
    }
    // Raw line ends in strings make many scripts unsound.
    let at = script.find("\"articleBody\"")?;
    let rest = script[at + "\"articleBody\"".len()..].trim_start().strip_prefix(':')?.trim_start();
    let rest = rest.strip_prefix('"')?;
    let mut end = None;
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => {
                end = Some(at);
                break;
            }
            _ => {}
        }
    }
    Some(rest[..end?].replace("\\n", " ").replace("\\r", " ").replace("\\\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_text_is_found_in_sound_and_unsound_scripts() {
        let words = "one two three four five six seven eight nine ten ".repeat(7);
        for script in [
            format!("{{\"@graph\": [{{\"@type\": \"NewsArticle\", \"articleBody\": \"{words}\"}}]}}"),
            format!("{{\"articleBody\": \"{words}\nsecond line\",}}"),
        ] {
            let stated = Stated::of(std::iter::once(script.as_str()), &[]);
            assert_eq!(stated.share("Two, three four five!"), 100);
            assert_eq!(stated.share("nothing of the kind here"), 0);
        }
        assert_eq!(Stated::default().share("one two three"), -1);
    }
}
