//! A place's page.

use maud::{Markup, html};

use crate::html::event::brief;
use crate::html::overview::legend;
use crate::html::{Here, inner, link, sided, whole};
use crate::svg;
use crate::view::event::Voice;
use crate::view::place::{Look, PlaceView, Stretch};
use crate::view::rows::EventRow;
use crate::words::counted;

const HERE: Here = inner("places");

/// `place/….html`.
pub fn page(view: &PlaceView) -> String {
    let body = html! {
        p.above { "place" }
        h1 dir="auto" { (view.name) }
        section {
            h2 { "Who held it" }
            @if let Some(band) = &view.band {
                div.panel {
                    (svg::band(band, &format!("Who held {} when; the stretches are told in words below", view.name.as_str())))
                    p.key { @for side in &band.key { (sided(side, &side.name)) " " } }
                    (legend())
                }
            } @else if view.stretches.is_empty() {
                p { "No claim tells who held it." }
            }
            @if !view.stretches.is_empty() {
                ol.stretches { @for stretch in &view.stretches { (in_words(stretch)) } }
            }
        }
        section {
            h2 { "What happened there" }
            @if view.events.is_empty() { p { "No event is told of this place." } } @else { (events(HERE, &view.events)) }
            @if view.events_left_out > 0 {
                p.cut { (counted(view.events_left_out, "more event is", "more events are")) " not listed here; see " a href="../events.html" { "Events" } "." }
            }
        }
    };
    whole(HERE, view.name.as_str(), &body)
}

fn in_words(stretch: &Stretch) -> Markup {
    let class = match stretch.look {
        Look::Contested => "stretch contested",
        Look::Unknown => "stretch unknown",
        Look::Held | Look::Window => "stretch",
    };
    html! {
        li class=(class) {
            h3 {
                span.days { (stretch.days) }
                @match (stretch.look, &stretch.side) {
                    (Look::Contested, Some(side)) => { span.chip.hard { "contested" } (sided(side, &side.name)) }
                    (Look::Contested, None) => span.chip.hard { "contested" },
                    (Look::Unknown, _) => span.soft { "not known" },
                    (_, Some(side)) => (sided(side, &side.name)),
                    (_, None) => span.soft { "holder not known" },
                }
            }
            @for (what, because, voices) in &stretch.causes {
                div.cause {
                    p { b { (what) } @if voices.is_empty() { ": " bdi { (because) } } }
                    (quotes(voices))
                    @if !voices.is_empty() && !because.is_empty() { details.why { summary { "because" } p { bdi { (because) } } } }
                }
            }
            @if !stretch.opened.is_empty() { div.cause { p.soft { "opened by" } (quotes(&stretch.opened)) } }
            @if !stretch.closed.is_empty() { div.cause { p.soft { "closed by" } (quotes(&stretch.closed)) } }
        }
    }
}

fn quotes(voices: &[Voice]) -> Markup {
    html! {
        @if !voices.is_empty() {
            ul.quotes {
                @for voice in voices {
                    li {
                        q dir="auto" { (voice.says) }
                        @if let Some(apart) = voice.apart { " " span.apart { (apart) } }
                        span.soft {
                            " " (sided(&voice.side, &link(HERE, &voice.speaker)))
                            @if voice.outlet != voice.speaker.words { " → " bdi { (voice.outlet) } }
                        }
                    }
                }
            }
        }
    }
}

/// Events, a row each.
pub fn events(here: Here, rows: &[EventRow]) -> Markup {
    html! {
        table.list {
            thead { tr { th scope="col" { "When" } th scope="col" { "What" } th scope="col" { "Where" } th scope="col" { "Support" } th scope="col" { "Cannot both be so" } } }
            tbody {
                @for row in rows {
                    tr {
                        td.day { (row.days) }
                        td.main { (link(here, &row.title)) div.kind { (row.kind) } }
                        td { @if let Some(place) = &row.place { (link(here, place)) } }
                        td { (brief(&row.support)) }
                        td { @for hard in &row.hard { span.chip.hard { (hard) } " " } }
                    }
                }
            }
        }
    }
}
