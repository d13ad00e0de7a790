//! The listings: events, places, origins, articles, claims. Long ones go on in further files.

use maud::{Markup, html};
use tadmor::origin::Origin;

use crate::files;
use crate::html::event::why;
use crate::html::place::events;
use crate::html::{carrier, link, listed, quoted, sided, top, whole};
use crate::svg;
use crate::view::place::band;
use crate::view::rows::{
    ArticleRow, ClaimRow, OriginRow, article_row, claim_row, event_order, event_row, origin_row,
};
use crate::view::{Link, Pile, origin_order};
use crate::words::{Words, count, counted};
use crate::{Error, ROWS_PER_FILE};

/// Takes a file: its name and its markup.
pub type Out<'o> = dyn FnMut(&str, &str) -> Result<(), Error> + 'o;

/// Gives every file of every listing to `out`, one after the other: a listing of a large pile is larger than memory
/// should hold at once.
pub fn all(pile: &Pile<'_>, out: &mut Out<'_>) -> Result<(), Error> {
    let ledger = pile.ledger;
    let by_day = event_order(ledger);
    paged("events", "Events", "By day; what no page dates stands last.", &by_day, out, |part| {
        let rows: Vec<_> = part.iter().map(|event| event_row(pile, event)).collect();
        events(top("events"), &rows)
    })?;
    place_files(pile, out)?;
    let order: Vec<&Origin> = origin_order(pile.ledger);
    let explained = "Acts of telling, however many pages carry them; those that most outlets carry first.";
    paged("origins", "Origins", explained, &order, out, |part| {
        origins(&part.iter().map(|origin| origin_row(pile, origin)).collect::<Vec<_>>())
    })?;
    paged("articles", "Articles", "The saved pages, by name.", &ledger.pages, out, |part| {
        articles(&part.iter().map(|reading| article_row(pile, reading)).collect::<Vec<_>>())
    })?;
    paged("claims", "Claims", "Every claim, by page, in page order.", &ledger.claims, out, |part| {
        claims(&part.iter().map(|claim| claim_row(pile, claim)).collect::<Vec<_>>())
    })
}

fn place_files(pile: &Pile<'_>, out: &mut Out<'_>) -> Result<(), Error> {
    let mut places: Vec<_> = pile.places().collect();
    places.sort_by(|a, b| (a.1, a.0).cmp(&(b.1, b.0)));
    paged("places", "Places", "By name, each with who held it when.", &places, out, |part| {
        html! {
            @for (key, name) in part {
                @let band = band(pile, pile.held(key));
                div.place-band {
                    div {
                        h3 { (link(top("places"), &Link { href: pile.files.place(key), words: Words::new(name) })) }
                        @if let Some(band) = &band { p.key { @for side in &band.key { (sided(side, &side.name)) " " } } }
                    }
                    div {
                        @match &band {
                            Some(band) => (svg::band(band, &format!("Who held {name} when"))),
                            None => p.soft { "No claim tells who held it · " (counted(pile.events_at(key).len(), "event", "events")) },
                        }
                    }
                }
            }
            (crate::html::overview::legend())
        }
    })
}

/// `rows` over as many files as they need; one file where there are none.
fn paged<T>(
    name: &'static str,
    title: &str,
    explained: &str,
    rows: &[T],
    out: &mut Out<'_>,
    show: impl Fn(&[T]) -> Markup,
) -> Result<(), Error> {
    let parts = rows.len().div_ceil(ROWS_PER_FILE).max(1);
    for at in 0..parts {
        let first = at * ROWS_PER_FILE;
        let part = &rows[first..rows.len().min(first + ROWS_PER_FILE)];
        let body = html! {
            h1 { (title) }
            p.dek {
                (explained)
                @if parts > 1 {
                    " " (count(first as u64 + 1)) "–" (count((first + part.len()) as u64)) " of " (count(rows.len() as u64)) "."
                }
            }
            @if parts > 1 { (steps(name, at, parts)) }
            @if rows.is_empty() { p { "None." } } @else { (show(part)) }
            @if parts > 1 { (steps(name, at, parts)) }
        };
        out(&files::listing(name, at), &whole(top(name), title, &body))?;
    }
    Ok(())
}

/// Links to the neighbours, the first and the last part.
fn steps(name: &str, at: usize, parts: usize) -> Markup {
    let mut shown: Vec<usize> =
        [0, at.saturating_sub(1), at, at + 1, parts - 1].into_iter().filter(|part| *part < parts).collect();
    shown.dedup();
    html! {
        nav.steps aria-label="Parts" {
            @for part in shown {
                @if part == at { b { (part + 1) } } @else { a href=(files::listing(name, part)) { (part + 1) } }
                " "
            }
            span.soft { "of " (parts) }
        }
    }
}

fn articles(rows: &[ArticleRow]) -> Markup {
    let here = top("articles");
    html! {
        table.list {
            thead { tr { th scope="col" { "Published" } th scope="col" { "Title" } th scope="col" { "Outlet" } th scope="col" { "Claims" } th scope="col" { "Apart" } } }
            tbody {
                @for row in rows {
                    tr {
                        td.day { @if row.dated { (row.day) } @else { span.open { "day open" } } }
                        td.main { (link(here, &row.title)) div.file { bdi { (row.file) } @if let Some(language) = &row.language { " · " (language) } } }
                        td { bdi { (row.outlet) } }
                        td.number { (row.claims) }
                        td.soft {
                            @if row.comments > 0 { (counted(row.comments, "comment", "comments")) }
                            @if row.comments > 0 && row.notes > 0 { " · " }
                            @if row.notes > 0 { (counted(row.notes, "note", "notes")) }
                        }
                    }
                }
            }
        }
    }
}

fn origins(rows: &[OriginRow]) -> Markup {
    let here = top("origins");
    html! {
        table.list {
            thead { tr { th scope="col" { "Who told it" } th scope="col" { "When" } th scope="col" { "Who carried it" } th scope="col" { "What of" } } }
            tbody {
                @for row in rows {
                    tr #(row.anchor) {
                        td.main {
                            (sided(&row.side, &row.speaker))
                            @if row.side.mark.is_some() && row.side.name != row.speaker { div.soft { bdi { (row.side.name) } } }
                            @if !row.joins.is_empty() { (why(&row.joins)) }
                        }
                        td.day { @if row.occasion.is_empty() { span.soft { "open" } } @else { (row.occasion) } }
                        td {
                            ul.plain { @for by in &row.carriers { li { (carrier(here, by)) } } }
                            @if row.carriers_left_out > 0 { span.soft { "and " (counted(row.carriers_left_out, "more page", "more pages")) } }
                        }
                        td {
                            ul.plain { @for event in &row.events { li { (link(here, event)) } } }
                            span.soft { (counted(row.claims, "claim", "claims")) }
                        }
                    }
                }
            }
        }
    }
}

fn claims(rows: &[ClaimRow]) -> Markup {
    let here = top("claims");
    html! {
        table.list.dense {
            thead { tr { th scope="col" { "Kind" } th scope="col" { "In the page’s words" } th scope="col" { "Said by" } th scope="col" { "Where, when" } th scope="col" { "How many" } th scope="col" { "Event" } } }
            tbody {
                @for row in rows {
                    tr class=[(!row.counts).then_some("unreal")] {
                        td { span.kind { (row.kind) } @if let Some(apart) = row.apart { div { span.apart { (apart) } } } }
                        td.quote { a href=[row.quote.href.as_ref()] { (quoted(&row.quote.words, row.language.as_ref())) } }
                        td { bdi { (row.carrier.outlet.words) } @if let Some(speaker) = &row.speaker { div { (sided(&row.side, speaker)) } } }
                        td { (listed(&row.places)) @if !row.days.is_empty() { div.day { (row.days) } } }
                        td { @for figure in &row.figures { div { bdi { (figure) } } } }
                        td { @if let Some(event) = &row.event { (link(here, event)) } }
                    }
                }
            }
        }
    }
}
