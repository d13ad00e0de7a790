//! Markup of the report's pages: what `view` says, set in type.
//!
//! Nothing is decided here. Words of pages arrive as [`Words`]; every link is relative, so that a report can be moved.

pub mod article;
pub mod event;
pub mod glossary;
pub mod listing;
pub mod overview;
pub mod place;

use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

use crate::svg;
use crate::view::sides::Side;
use crate::view::{Carrier, Link};
use crate::words::Words;

pub use listing::all as listings;

/// Where a page stands: links lead over `root` to the report's folder.
#[derive(Clone, Copy, Debug)]
pub struct Here {
    /// "" or "../".
    pub root: &'static str,
    /// The name of the page's listing: "events".
    pub within: &'static str,
}

/// A page in the report's folder itself.
pub const fn top(within: &'static str) -> Here {
    Here { root: "", within }
}

/// A page one folder down.
pub const fn inner(within: &'static str) -> Here {
    Here { root: "../", within }
}

const NAV: [(&str, &str); 6] = [
    ("index", "Overview"),
    ("events", "Events"),
    ("places", "Places"),
    ("origins", "Origins"),
    ("articles", "Articles"),
    ("claims", "Claims"),
];

// Nothing may be run and nothing fetched but the style sheet beside the page, whatever a page's words say.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/// The whole page around `body`.
pub fn whole(here: Here, title: &str, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width,initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="color-scheme" content="light dark";
                title { (title) " · Tadmor" }
                link rel="stylesheet" href={(here.root) "style.css"};
            }
            body {
                a.skip href="#main" { "Skip to the text" }
                header.bar {
                    a.wordmark href={(here.root) "index.html"} { "Tadmor" }
                    nav aria-label="Report" {
                        @for (name, says) in NAV {
                            a href={(here.root) (name) ".html"} aria-current=[(name == here.within).then_some("true")] { (says) }
                        }
                    }
                }
                (svg::patterns())
                main #main { (body) }
                footer.foot {
                    p {
                        "A ledger of claims: who says what happened, in which words. It gives no verdicts. "
                        "Every quote links to the page that carries it. "
                        a href={(here.root) "words.html"} { "What the words mean" }
                    }
                }
            }
        }
    }
    .into_string()
}

/// A link; plain words where there is nothing to go to.
pub fn link(here: Here, link: &Link) -> Markup {
    html! {
        @match &link.href {
            Some(href) => a href={(here.root) (href)} dir="auto" { (link.words) },
            None => bdi { (link.words) },
        }
    }
}

/// A side's mark with a name, which stands for the side where that is what it names.
pub fn sided(side: &Side, name: &dyn Render) -> Markup {
    html! { span.sided title={"side: " (side.name)} { (svg::mark(side)) bdi { (PreEscaped(rendered(name))) } } }
}

fn rendered(name: &dyn Render) -> String {
    let mut buffer = String::new();
    name.render_to(&mut buffer);
    buffer
}

/// "Courier, 3 March 2017".
pub fn carrier(here: Here, carrier: &Carrier) -> Markup {
    html! {
        (link(here, &carrier.outlet))
        @if !carrier.day.is_empty() { span.day { ", " (carrier.day) } }
    }
}

/// A quotation in the page's own language.
pub fn quoted(words: &Words, language: Option<&Words>) -> Markup {
    html! { q dir="auto" lang=[language.map(Words::as_str)] { (words) } }
}

/// Names parted by commas.
pub fn listed(names: &[Words]) -> Markup {
    html! { @for (at, name) in names.iter().enumerate() { @if at > 0 { ", " } bdi { (name) } } }
}
