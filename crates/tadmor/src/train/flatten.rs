//! Flattening: what a crawler's text dump keeps of a tagged page.
//!
//! In: the bytes of an HTML page. Out: its visible words, a line for each stretch that a browser sets apart, no tags, no
//! blank lines, the words of scripts, styles, `noscript`, drawings and frames left out; the page's `<title>` is the
//! first line. This is how WET records look. `<h1>Bridge</h1><p>Open <b>again</b>.` gives "Bridge\nOpen again.\n".

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::page::{decode, guard};

/// The page in `bytes` as a dump without tags.
pub fn flatten(bytes: &[u8]) -> String {
    let decoded = decode::characters(bytes, None);
    let mut flat = Flat::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        flat.event(event);
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(&*guard::bearable(decoded.text.as_str()), emitter).finish();
    flat.end_line();
    flat.out
}

/// What was written so far.
#[derive(Default)]
struct Flat {
    out: String,
    /// Where the line being written begins.
    line: usize,
    /// A space is due before the next word.
    gap: bool,
    /// How many elements are open whose words are not shown; how many of them are drawings.
    silent: usize,
    drawings: usize,
    opened_drawing: bool,
}

impl Flat {
    fn event(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.opened_drawing = name == b"svg";
                // A page that forgets to close a drawing goes on after it.
                if self.drawings > 0 && !goes_on(name) && !is_silent(name) {
                    self.silent -= self.drawings;
                    self.drawings = 0;
                }
                if self.silent == 0 && !goes_on(name) {
                    self.end_line();
                }
                self.drawings += usize::from(self.opened_drawing);
                self.silent += usize::from(is_silent(name));
            }
            CallbackEvent::CloseStartTag { self_closing: true } if self.opened_drawing => {
                self.drawings = self.drawings.saturating_sub(1);
                self.silent = self.silent.saturating_sub(1);
            }
            CallbackEvent::EndTag { name } => {
                if is_silent(name) {
                    self.silent = self.silent.saturating_sub(1);
                    self.drawings = self.drawings.saturating_sub(usize::from(name == b"svg"));
                } else if self.silent == 0 && !goes_on(name) {
                    self.end_line();
                }
            }
            CallbackEvent::String { value } if self.silent == 0 => {
                self.words(&String::from_utf8_lossy(value))
            }
            _ => {}
        }
    }

    /// White space is folded, as a browser does.
    fn words(&mut self, text: &str) {
        for character in text.chars() {
            if character.is_whitespace() {
                self.gap = true;
                continue;
            }
            if self.gap && self.out.len() > self.line {
                self.out.push(' ');
            }
            self.gap = false;
            self.out.push(character);
        }
    }

    fn end_line(&mut self) {
        if self.out.len() > self.line {
            self.out.push('\n');
            self.line = self.out.len();
        }
        self.gap = false;
    }
}

fn is_silent(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"iframe" | b"textarea")
}

/// Elements that end no line.
fn goes_on(name: &[u8]) -> bool {
    let inline: &[&[u8]] = &[
        b"a",
        b"abbr",
        b"acronym",
        b"b",
        b"bdi",
        b"bdo",
        b"big",
        b"cite",
        b"code",
        b"data",
        b"del",
        b"dfn",
        b"em",
        b"font",
        b"g",
        b"i",
        b"img",
        b"ins",
        b"kbd",
        b"label",
        b"link",
        b"mark",
        b"meta",
        b"nobr",
        b"noscript",
        b"output",
        b"path",
        b"q",
        b"rp",
        b"rt",
        b"ruby",
        b"s",
        b"samp",
        b"script",
        b"small",
        b"span",
        b"strike",
        b"strong",
        b"style",
        b"sub",
        b"sup",
        b"svg",
        b"template",
        b"time",
        b"tt",
        b"u",
        b"use",
        b"var",
        b"wbr",
    ];
    inline.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_block_is_a_line_and_no_tag_is_kept() {
        let page = b"<title>A bridge | Courier</title><style>p{}</style><div><h1>A  bridge</h1><p>Open <b>ag</b>ain\n at&nbsp;last.<br>Yes &amp; no<script>x < y</script></p></div><svg><path/></svg><ul><li>a<li>b</ul><noscript>c</noscript>";
        assert_eq!(flatten(page), "A bridge | Courier\nA bridge\nOpen again at last.\nYes & no\na\nb\n");
    }
}
