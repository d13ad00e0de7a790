//! An article's page: the text, and beside each paragraph what was read from it.

use maud::{Markup, html};
use tadmor::page::Zone;

use crate::html::{Here, inner, sided, whole};
use crate::view::article::{ArticleView, Note, Run, Stretch};
use crate::words::{Words, counted};

const HERE: Here = inner("articles");

/// `article/….html`.
pub fn page(view: &ArticleView) -> String {
    let language = view.language.as_ref().map(Words::as_str);
    let body = html! {
        p.above { "article · " (counted(view.claims, "claim", "claims")) }
        h1 dir="auto" lang=[language] { (view.title) }
        (facts(view))
        @if view.stretches.is_empty() {
            p.cut { "The saved page is not at hand, or holds no text: its claims are listed without it." }
        } @else {
            div.page {
                @for stretch in &view.stretches { (show(stretch, language)) }
            }
        }
        @if !view.loose.is_empty() {
            section {
                h2 { "Claims" @if !view.stretches.is_empty() { " not found again in the text" } }
                div.loose { @for found in &view.loose { (note(found, true)) } }
            }
        }
        @if !view.refused.is_empty() {
            section {
                h2 { "Dates not taken" }
                dl.refused { @for (written, reason) in &view.refused { div { dt { bdi { (written) } } dd { bdi { (reason) } } } } }
            }
        }
        @if !view.unread.is_empty() {
            section {
                h2 { "Left open" }
                ul.unread { @for what in &view.unread { li { bdi { (what) } } } }
            }
        }
        section.fine {
            h2 { "The saved page" }
            p {
                @for source in &view.sources { bdi { (source) } " · " }
                (view.kept) " · sha256 " code.digest { (view.page_id) }
            }
        }
    };
    whole(HERE, view.title.as_str(), &body)
}

fn facts(view: &ArticleView) -> Markup {
    html! {
        dl.facts {
            @for fact in &view.facts {
                div { dt { (fact.what) } dd { bdi { (fact.value) } @if !fact.because.is_empty() { span.why { (fact.because) } } } }
            }
            @if let Some(address) = &view.address {
                div { dt { "address" } dd { a href=(address) rel="noopener noreferrer nofollow" { bdi { (address) } } } }
            }
        }
    }
}

fn show(stretch: &Stretch, language: Option<&str>) -> Markup {
    match stretch {
        Stretch::Told { zone, runs, notes, because } => html! {
            div.stretch {
                div class={"told " (zone.as_str())} dir="auto" lang=[language] title={(zone.as_str()) ": " (because)} {
                    @match zone {
                        Zone::Title => p.heading { (text(runs)) },
                        _ => p { (text(runs)) },
                    }
                }
                @if !notes.is_empty() { aside aria-label="Claims" { @for found in notes { (note(found, false)) } } }
            }
        },
        Stretch::Apart { what, lines } => html! {
            div.stretch {
                details.aside {
                    summary { b { (what) } " · " (counted(lines.len(), "line", "lines")) " · " bdi.peek { (peek(lines)) } }
                    ul { @for (line, because) in lines { li { bdi { (line) } span.why { (because) } } } }
                }
            }
        },
        Stretch::Comments { lines, comments } => html! {
            div.stretch {
                details.comments {
                    summary { (counted(*comments, "reader’s comment", "readers’ comments")) ": kept apart, not reporting, never counted" }
                    @for (said, line) in lines {
                        @if *said { p dir="auto" { span.reader { "a reader" } (line) } } @else { p.stamp { bdi { (line) } } }
                    }
                }
            }
        },
    }
}

/// The first words of a folded stretch, and why it is apart.
fn peek(lines: &[(Words, Words)]) -> String {
    let Some((line, because)) = lines.first() else { return String::new() };
    let mut text: String = line.as_str().chars().take(60).collect();
    if text.len() < line.as_str().len() {
        text.push('…');
    }
    match because.is_empty() {
        true => text,
        false => format!("“{text}” – {}", because.as_str()),
    }
}

fn text(runs: &[Run]) -> Markup {
    html! {
        @for run in runs {
            @match run.claims.last() {
                None => (run.text),
                Some(_) => mark class={"d" (run.claims.len().min(3)) @if !run.counts { " unreal" }} { (run.text) },
            }
            @for number in &run.ends { sup.ref { a href={"#n" (number)} { (number) } } }
        }
    }
}

fn note(note: &Note, with_quote: bool) -> Markup {
    html! {
        div.note #(note.anchor) {
            p.head #{"n" (note.number)} {
                span.number { (note.number) } " "
                span.kind {
                    @match &note.event {
                        Some(event) => a href=[event.href.as_ref().map(|href| format!("{}{href}", HERE.root))] title={"event: " (event.words)} { (note.kind) },
                        None => (note.kind),
                    }
                }
                @if let Some(apart) = note.apart { " " span.apart { (apart) } }
                @for value in &note.settled { span.settled { " · " bdi { (value) } } }
            }
            @if with_quote { p.quote { q dir="auto" { (note.quote) } } }
            @if !note.reading.is_empty() { p { @for (at, line) in note.reading.iter().enumerate() { @if at > 0 { "; " } bdi { (line) } } } }
            p.chain {
                @for (at, (name, cue)) in note.chain.iter().enumerate() {
                    @if at > 0 { span.arrow { " → " } }
                    @if at + 1 < note.chain.len() { bdi { (name) } } @else { (innermost(note, name)) }
                    @if !cue.is_empty() { span.cue { " " bdi { (cue) } } }
                }
            }
            @if !note.because.is_empty() {
                details.why {
                    summary { "because" }
                    ul { @for (value, because) in &note.because { li { b { (value) } ": " bdi { (because) } } } }
                }
            }
        }
    }
}

/// The innermost speaker, linked to the act of telling.
fn innermost(note: &Note, name: &Words) -> Markup {
    match note.origin.as_ref().and_then(|origin| origin.href.as_ref()) {
        Some(href) => sided(&note.side, &html! { a href={(HERE.root) (href)} { (name) } }),
        None => sided(&note.side, name),
    }
}
