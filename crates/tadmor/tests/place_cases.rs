//! Caret cases of places as the language core's trees show them, and as a page understands them together.
//!
//! A case is a title, a text, and a line for each place: carets under the name, then the place, its id and precision,
//! and where words before it lead. `UPDATE=1 cargo test --test place_cases` writes what is found today.

#![allow(clippy::unwrap_used, reason = "a test may stop where something does not hold")]

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::OnceLock;

use tadmor::Tables;
use tadmor::lang::{self, Models};
use tadmor::mention::place::trees;
use tadmor::page::Page;
use tadmor::resolve::place::{Choosing, Chosen, choose_all, coding};
use tadmor::text::Span;

fn known() -> &'static (Tables, Models) {
    static KNOWN: OnceLock<(Tables, Models)> = OnceLock::new();
    KNOWN.get_or_init(|| (Tables::shipped().unwrap(), Models::shipped().unwrap()))
}

fn places(text: &str) -> (Page, Vec<tadmor::mention::PlaceMention>, Vec<Chosen>) {
    let (tables, models) = known();
    let page = Page::body_only(text);
    let visible = page.text.as_str();
    let sentences = lang::read(visible, Span::new(0, visible.len()), models);
    let mentions = trees::find(visible, &sentences, tables, models);
    let chosen = choose_all(&page, &mentions, Choosing::LEDGER, tables);
    (page, mentions, chosen)
}

fn found(text: &str) -> String {
    let (page, mentions, chosen) = places(text);
    assert_eq!(mentions.len(), chosen.len());
    let mut lines = String::new();
    for (mention, chosen) in mentions.iter().zip(chosen) {
        let place = &chosen.place;
        assert!(!place.because.is_empty(), "a place is understood for a reason");
        let before = page.text.as_str()[..mention.name.start].chars().count();
        let length = page.text.slice(mention.name).chars().count();
        let id = place.id.as_deref().unwrap_or("no id");
        let codes = match (coding::ucdp(place, None), coding::acled(place)) {
            (Some(ucdp), Some(acled)) => format!(" {ucdp}/{acled}"),
            (Some(ucdp), None) => format!(" {ucdp}/-"),
            _ => String::new(),
        };
        let meant = chosen.meant.map_or(String::new(), |moved| {
            format!(" -> {:.2} {:.2} within {} km", moved.lat, moved.lon, moved.radius_km)
        });
        let carets = format!("{}{}", " ".repeat(before), "^".repeat(length));
        writeln!(lines, "{carets} {} {id} {:?}{codes}{meant}", place.name, place.precision).unwrap();
    }
    lines
}

#[test]
fn places_in_trees() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/place-trees.txt");
    let file = std::fs::read_to_string(&path).unwrap();
    let mut written = String::new();
    let mut lines = file.lines().peekable();
    let mut cases = 0;
    while let Some(line) = lines.next() {
        writeln!(written, "{line}").unwrap();
        if !line.starts_with("--- ") {
            continue;
        }
        cases += 1;
        let text = lines.next().unwrap_or_default();
        writeln!(written, "{text}").unwrap();
        while lines.next_if(|line| !line.is_empty() && !line.starts_with("--- ")).is_some() {}
        written.push_str(&found(text));
    }
    assert!(cases >= 20, "place-trees.txt has only {cases} cases");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, written).unwrap();
        return;
    }
    for (number, (expected, today)) in file.lines().zip(written.lines()).enumerate() {
        assert_eq!(expected, today, "place-trees.txt, line {}; UPDATE=1 rewrites the file", number + 1);
    }
    assert_eq!(
        file.lines().count(),
        written.lines().count(),
        "place-trees.txt has lines too many or too few"
    );
}

#[test]
fn hostile_text_is_read_without_a_panic() {
    for piece in [
        "Al-",
        "in Aleppo, ",
        "25 km east of Homs ",
        "é-Paris’s ",
        "between Kyiv and ",
        "St. (",
        "Ala. ",
        "\u{301}Aden ",
    ] {
        let (_, mentions, chosen) = places(&piece.repeat(400));
        assert_eq!(mentions.len(), chosen.len());
    }
}
