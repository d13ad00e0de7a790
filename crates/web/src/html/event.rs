//! An event's page.

use maud::{Markup, html};
use tadmor::ledger::{Support, SupportWord};

use crate::html::{Here, carrier, inner, link, listed, sided, whole};
use crate::svg;
use crate::view::Link;
use crate::view::chart::Panel;
use crate::view::event::{DifferenceView, EventView, Row, Telling, Voice};
use crate::words::{self, Words, counted};

const HERE: Here = inner("events");

/// `event/….html`.
pub fn page(view: &EventView) -> String {
    let body = html! {
        p.above { (view.kind) }
        h1 dir="auto" { (view.title) }
        p.dek {
            @for place in &view.places { (link(HERE, place)) " · " }
            span title=(view.because) { (view.days) }
        }
        (strip(&view.support, &view.contested))
        @if !view.cut.is_empty() { p.cut { (view.cut) "; the export holds them all." } }
        @if !view.panels.is_empty() {
            section {
                h2 { "Figures, by origin" }
                @for panel in &view.panels { (figures(panel)) }
            }
        }
        section {
            h2 { "Claims side by side" }
            (claims(&view.tellings))
        }
        @if !view.differences.is_empty() {
            section {
                h2 { "Where they differ" }
                @for found in &view.differences { (versus(HERE, found, None)) }
            }
        }
        @if !view.because.is_empty() {
            p.fine { b { "When: " } (view.days) ", because " (view.because) }
        }
    };
    whole(HERE, view.title.as_str(), &body)
}

fn strip(support: &Support, contested: &[Words]) -> Markup {
    let (word, explained) = words::support(support.word);
    let class = match support.word {
        SupportWord::Contested | SupportWord::Denied => "word sharp",
        _ => "word",
    };
    let cell = |n: usize, one: &str, many: &str| html! { div { b { (n) } span { (if n == 1 { one } else { many }) } } };
    html! {
        div.strip {
            (cell(support.pages, "page", "pages"))
            (cell(support.outlets, "outlet", "outlets"))
            (cell(support.origins, "origin", "origins"))
            (cell(support.sides, "known side", "known sides"))
            @if support.against_interest > 0 { (cell(support.against_interest, "against interest", "against interest")) }
            div class=(class) {
                b { (word) }
                span { @if contested.is_empty() || support.word != SupportWord::Contested { (explained) } @else { "over " (listed(contested)) } }
            }
        }
    }
}

/// Figures on one axis, a row each.
fn figures(panel: &Panel) -> Markup {
    html! {
        div.panel.figures {
            h3 { (panel.title) }
            @for row in &panel.rows {
                div class={"figure" @if row.same_origin { " same" }} {
                    div.teller {
                        @if row.same_origin { span.again { "the same telling" } } @else { (sided(&row.side, &row.speaker)) }
                        @if let Some(by) = &row.carrier { div.by { "as " (carrier(HERE, by)) " has it" } }
                    }
                    div.track { (svg::interval(row.shape, &row.side, &panel.ticks, panel.max)) }
                    div.says {
                        b { (row.amount) } " " bdi { (row.what) }
                        @if !row.written.is_empty() || !row.note.is_empty() {
                            div.by {
                                @if !row.written.is_empty() { "“" bdi { (row.written) } "”" }
                                @if !row.written.is_empty() && !row.note.is_empty() { " – " }
                                (row.note)
                            }
                        }
                    }
                }
            }
            div.figure.axis aria-hidden="true" {
                div {}
                div.track {
                    svg width="100%" height="18" {
                        @for tick in &panel.ticks {
                            text x={(format!("{:.2}", *tick as f64 / panel.max as f64 * 100.0)) "%"} y="13" text-anchor=(if *tick == 0 { "start" } else { "middle" }) { (words::count(*tick)) }
                        }
                    }
                }
                div {}
            }
            dl.combined {
                @for line in &panel.combined {
                    div { dt { (line.what) } dd { (line.says) @if !line.because.is_empty() { span.why { (line.because) } } } }
                }
            }
        }
    }
}

fn claims(tellings: &[Telling]) -> Markup {
    html! {
        table.claims {
            thead { tr { th scope="col" { "Carried by" } th scope="col" { "In their words" } th scope="col" { "Read as" } th scope="col" { "Against the others" } } }
            @for telling in tellings {
                tbody {
                    tr.origin { th colspan="4" scope="rowgroup" { (origin(telling)) } }
                    @for row in &telling.rows { (claim(row)) }
                }
            }
        }
    }
}

fn origin(telling: &Telling) -> Markup {
    let name = link(HERE, &telling.speaker);
    html! {
        span.who { (sided(&telling.side, &name)) }
        span.soft {
            @if telling.side.mark.is_some() && telling.side.name != telling.speaker.words { " · " bdi { (telling.side.name) } }
            @if !telling.occasion.is_empty() { " · told " (telling.occasion) }
            " · carried by " (listed(&telling.outlets))
        }
        @if !telling.joins.is_empty() { (why(&telling.joins)) }
    }
}

/// Why claims go back to one act of telling.
pub fn why(joins: &[(&'static str, Words)]) -> Markup {
    html! {
        details.why {
            summary { "why one origin" }
            ul { @for (rule, because) in joins { li { b { (rule) } ": " bdi { (because) } } } }
        }
    }
}

fn claim(row: &Row) -> Markup {
    html! {
        tr class=[(!row.counts).then_some("unreal")] {
            td.by {
                @if row.same_page {
                    a.ditto href=[row.carrier.outlet.href.as_ref().map(|href| format!("{}{href}", HERE.root))] aria-label=(row.carrier.outlet.words) { "same page" }
                } @else {
                    (carrier(HERE, &row.carrier))
                }
                @if !row.via.is_empty() { div.via { "via " (listed(&row.via)) } } }
            td.quote {
                q dir="auto" lang=[row.language.as_ref().map(Words::as_str)] {
                    @for (run, differs) in &row.quote { @if *differs { em.differs { (run) } } @else { (run) } }
                }
            }
            td.read {
                span.kind { (row.kind) }
                @if let Some(apart) = row.apart { " " span.apart { (apart) } }
                @for line in &row.reading { div { bdi { (line) } } }
            }
            td.chips { @for (says, hard) in &row.chips { span class=(if *hard { "chip hard" } else { "chip" }) { (says) } " " } }
        }
    }
}

/// Two voices facing each other.
pub fn versus(here: Here, found: &DifferenceView, event: Option<&Link>) -> Markup {
    html! {
        article class={"versus" @if found.hard { " hard" }} {
            header {
                span class=(if found.hard { "chip hard" } else { "chip" }) { (found.pair) ": " (found.kind) }
                @if let Some(event) = event { span.about { (link(here, event)) } }
            }
            div.sides {
                (voice(here, &found.a))
                span.against aria-hidden="true" { "↔" }
                (voice(here, &found.b))
            }
            @if !found.because.is_empty() { p.because { bdi { (found.because) } } }
        }
    }
}

fn voice(here: Here, voice: &Voice) -> Markup {
    let speaker = link(here, &voice.speaker);
    html! {
        blockquote.voice {
            p { q dir="auto" { (voice.says) } @if let Some(apart) = voice.apart { " " span.apart { (apart) } } }
            footer {
                (sided(&voice.side, &speaker))
                @if voice.outlet != voice.speaker.words { span.soft { " → " bdi { (voice.outlet) } } }
            }
        }
    }
}

/// "3 pages, 2 outlets, 2 origins, 1 side" and the word, for a listing.
pub fn brief(support: &Support) -> Markup {
    let (word, explained) = words::support(support.word);
    let sharp = matches!(support.word, SupportWord::Contested | SupportWord::Denied);
    html! {
        span class=(if sharp { "chip hard" } else { "chip" }) title=(explained) { (word) }
        span.soft { " " (counted(support.pages, "page", "pages")) ", " (counted(support.origins, "origin", "origins")) }
    }
}
