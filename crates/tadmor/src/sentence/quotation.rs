//! Which tokens of a paragraph stand inside quotation marks.
//!
//! In: the tokens of one paragraph. Out: for each, whether a quotation was open before it.
//! A double mark that is never closed stays open to the paragraph's end, as in quotations of several paragraphs; a
//! single mark counts only where it is closed again, since it is an apostrophe as often as not.

use super::Token;

/// For each of `tokens` of `text`, whether a quotation is open just before it.
pub fn open_before(text: &str, tokens: &[Token<'_>]) -> Vec<bool> {
    let mut open = Vec::with_capacity(tokens.len());
    let mut double: Option<&str> = None;
    for token in tokens {
        open.push(double.is_some());
        double = match (token.form, double) {
            ("“", Some("„")) | ("”" | "»" | "‟", _) => None,
            (mark @ ("“" | "«" | "„"), _) => Some(mark),
            ("\"", Some(_)) => None,
            ("\"", None) if opens(text, token) => Some("\""),
            (_, unchanged) => unchanged,
        };
    }
    let mut single: Option<usize> = None;
    for (at, token) in tokens.iter().enumerate() {
        match token.form {
            "‘" | "'" | "‚" if single.is_none() && opens(text, token) => single = Some(at),
            "’" | "'" | "‘" if !opens(text, token) => {
                let start = single.take().unwrap_or(at);
                open[(start + 1).min(at)..at].fill(true);
                if start < at {
                    open[at] = true;
                }
            }
            _ => {}
        }
    }
    open
}

/// Whether a mark that may open or close stands where one opens: after a gap, before a word.
fn opens(text: &str, token: &Token<'_>) -> bool {
    let before = text[..token.span.start].chars().next_back();
    let after = text[token.span.end..].chars().next();
    let gap_before = before.is_none_or(|character| !character.is_alphanumeric() && !is_stop(character));
    let word_after = after.is_some_and(|character| !character.is_whitespace());
    gap_before && word_after
}

fn is_stop(character: char) -> bool {
    matches!(character, '.' | ',' | '!' | '?' | ';' | '…' | ')' | ']' | '”' | '’')
}
