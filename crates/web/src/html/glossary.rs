//! The page of words.

use maud::{Markup, html};

use crate::html::{top, whole};
use crate::view::glossary::{GENERAL, kinds, support};

/// `words.html`.
pub fn page() -> String {
    let body = html! {
        h1 { "What the words mean" }
        p.dek { "The words that this report uses, in short." }
        section {
            h2 { "In general" }
            dl.facts.words { @for entry in GENERAL { div #(entry.anchor) { dt { (entry.word) } dd { (entry.means) } } } }
        }
        section #support {
            h2 { "How well supported" }
            p.explained { "Pages, outlets, origins and known sides are counted; the word says what stands out." }
            (pairs(support()))
        }
        section #kinds {
            h2 { "Kinds of claims" }
            (pairs(kinds()))
        }
    };
    whole(top("words"), "Words", &body)
}

fn pairs(pairs: impl Iterator<Item = (&'static str, &'static str)>) -> Markup {
    html! { dl.facts.words { @for (word, means) in pairs { div { dt { (word) } dd { (means) } } } } }
}
