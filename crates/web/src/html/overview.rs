//! The first page.

use maud::{Markup, html};

use crate::html::event::versus;
use crate::html::place::events;
use crate::html::{Here, link, sided, top, whole};
use crate::svg;
use crate::view::Link;
use crate::view::event::DifferenceView;
use crate::view::overview::{Counts, Overview};
use crate::view::place::Band;
use crate::words::counted;

const HERE: Here = top("index");

/// `index.html`.
pub fn page(view: &Overview) -> String {
    let body = html! {
        h1.lede { (sentence(view.counts)) }
        p.dek { "Pages are not witnesses: what counts is who first told it. Claims about one happening stand side by side, and nothing is averaged." }
        (pairs("Where they disagree", "Different origins on one happening. In red, what cannot both be so; the sharpest first.", &view.disagreements, view.disagreements_in_all))
        @if !view.bands.is_empty() {
            section {
                h2 { "Who held what" }
                @for (place, band) in &view.bands { (row(place, band)) }
                (legend())
                p.more { a href="places.html" { "All places" } }
            }
        }
        (pairs("Changed in the retelling", "One act of telling that reached its readers in two versions.", &view.retellings, view.retellings_in_all))
        @if !view.most_told.is_empty() {
            section {
                h2 { "Told by most pages" }
                (events(HERE, &view.most_told))
                p.more { a href="events.html" { "All events" } }
            }
        }
        section {
            h2 { "What could not be read" }
            @if view.unread.is_empty() && view.unanchored == 0 {
                p { "Nothing was left unread." }
            } @else {
                ul.unread {
                    @if view.unanchored > 0 {
                        li { (counted(view.unanchored, "decision found", "decisions found")) " no claim to stand on." }
                    }
                    @for (what, times, pages) in &view.unread {
                        li {
                            b { (times) "×" } " " bdi { (what) }
                            span.where {
                                @for (at, page) in pages.iter().enumerate() { @if at > 0 { " · " } (link(HERE, page)) }
                                @if *times > pages.len() { " · …" }
                            }
                        }
                    }
                }
            }
            p.fine { a href="words.html#tables" { "Read with tables " code { (view.tables) } } "." }
        }
    };
    whole(HERE, "Overview", &body)
}

fn sentence(counts: Counts) -> Markup {
    html! {
        (linked("articles.html", &counted(counts.pages, "page", "pages")))
        @if counts.outlets > 0 { " by " (counted(counts.outlets, "outlet", "outlets")) }
        " make " (linked("claims.html", &counted(counts.claims, "claim", "claims")))
        @if counts.origins > 0 { " that go back to " (linked("origins.html", &counted(counts.origins, "act of telling", "acts of telling"))) }
        @if counts.events > 0 { ", about " (linked("events.html", &counted(counts.events, "event", "events"))) }
        "."
    }
}

fn linked(href: &str, says: &str) -> Markup {
    html! { a href=(href) { (says) } }
}

fn pairs(title: &str, explained: &str, pairs: &[(Link, DifferenceView)], in_all: usize) -> Markup {
    html! {
        @if !pairs.is_empty() {
            section {
                h2 { (title) }
                p.explained { (explained) @if in_all > pairs.len() { " " (pairs.len()) " of " (in_all) " are shown; the events’ pages list them all." } }
                @for (event, found) in pairs { (versus(HERE, found, Some(event))) }
            }
        }
    }
}

fn row(place: &Link, band: &Band) -> Markup {
    html! {
        div.place-band {
            div {
                h3 { (link(HERE, place)) }
                p.key { @for side in &band.key { (sided(side, &side.name)) " " } }
            }
            div { (svg::band(band, &format!("Who held {} when", place.words.as_str()))) }
        }
    }
}

/// What the fillings of a band mean.
pub fn legend() -> Markup {
    let swatch = |fill: &str, says: &str| {
        html! { span { svg width="22" height="12" aria-hidden="true" { rect.swatch width="22" height="12" fill=(fill) {} } (says) } }
    };
    html! {
        p.legend {
            (swatch("url(#hatch)", "contested: claims differ, or fighting goes on"))
            (swatch("url(#window)", "it changed hands on some day of these"))
            (swatch("none", "no page tells"))
        }
    }
}
