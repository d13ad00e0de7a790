//! Promises that span rooms, on the pages of `examples/palmyra`: every quote is found again at its span; no comment
//! becomes a claim; the same bytes give the same reading.

#![allow(clippy::disallowed_methods, reason = "tests read the example pages from disk")]

use std::path::{Path, PathBuf};

use tadmor::page::visible;
use tadmor::{ReadOptions, Reading, Tables, read_page};

fn examples() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/palmyra");
    let entries = std::fs::read_dir(folder).expect("the examples stand beside the crates");
    let pages = entries.map(|entry| entry.expect("a readable folder").path());
    let pages = pages.filter(|path| path.extension().is_some_and(|end| end == "html" || end == "txt"));
    let mut pages: Vec<_> =
        pages.map(|path| (path.clone(), std::fs::read(path).expect("a readable page"))).collect();
    pages.sort();
    pages
}

fn read(bytes: &[u8], tables: &Tables) -> Reading {
    read_page(bytes, tables, &ReadOptions::default())
}

#[test]
fn every_quote_is_found_again_at_its_span() {
    let tables = Tables::shipped().unwrap();
    let mut claims = 0;
    for (path, bytes) in examples() {
        let reading = read(&bytes, &tables);
        for claim in &reading.claims {
            let places = std::iter::once((claim.span, &claim.quote));
            for (span, quote) in places.chain(claim.also.iter().map(|also| (also.span, &also.quote))) {
                let there = visible::at(&bytes, span, reading.format, &reading.encoding).unwrap();
                assert_eq!(visible::folded(&there), visible::folded(quote), "{}", path.display());
                claims += 1;
            }
        }
    }
    assert!(claims > 60, "only {claims} quotes: the pages were not read");
}

#[test]
fn no_comment_becomes_a_claim() {
    let tables = Tables::shipped().unwrap();
    let told = "<p>Rebels seized the town of Azaz on Monday, killing 12 soldiers.</p>";
    let page = |comments: &str| {
        format!(
            "<html><body><article><h1>Market day in Azaz</h1><p>Traders returned to the market of the town \
             this week, and prices fell for the first time in a year, residents said.</p></article>\
             {comments}</body></html>"
        )
    };
    let commented =
        page(&format!("<section id=\"comments\"><ol><li class=\"comment\">{told}</li></ol></section>"));
    let reading = read(commented.as_bytes(), &tables);
    assert_eq!(reading.claims.iter().map(|claim| &claim.quote).collect::<Vec<_>>(), Vec::<&String>::new());
    assert_eq!(reading.article.comments.len(), 1);
    // The same words in the article are claims: the test can fail.
    let own = page("").replace("</article>", &format!("{told}</article>"));
    assert!(!read(own.as_bytes(), &tables).claims.is_empty());
}

#[test]
fn a_page_read_twice_gives_the_same_reading() {
    let tables = Tables::shipped().unwrap();
    for (path, bytes) in examples() {
        assert_eq!(read(&bytes, &tables), read(&bytes, &tables), "{}", path.display());
    }
}

#[test]
fn a_sentence_without_an_end_is_read_in_step_with_its_length() {
    let tables = Tables::shipped().unwrap();
    let long = "he said that rebels seized the town and ".repeat(4_000);
    let reading = read(long.as_bytes(), &tables);
    assert!(reading.bytes > 100_000);
}

#[test]
fn the_example_town_changes_hands_as_its_pages_tell() {
    let tables = Tables::shipped().unwrap();
    let readings = examples().into_iter().map(|(path, bytes)| {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Reading { sources: vec![tadmor::reading::Source::file(file)], ..read(&bytes, &tables) }
    });
    let ledger = tadmor::assemble(readings.collect(), &[], &tables, &tadmor::AssembleOptions::default());
    let town = ledger.control.iter().filter(|holding| holding.place == "Palmyra");
    let held: Vec<(Option<&str>, String)> =
        town.map(|holding| (holding.holder.as_deref(), holding.from.to_string())).collect();
    let told = [
        (None, "open"),
        (Some("ISIS"), "2015-05-20"),
        (Some("Syrian state"), "2016-03-27"),
        (Some("ISIS"), "2016-12-11"),
        (Some("Syrian state"), "2017-03-02"),
    ];
    assert_eq!(held, told.map(|(holder, from)| (holder, from.to_owned())));
    assert!(ledger.events.iter().any(|event| !event.differences.is_empty()));
}
