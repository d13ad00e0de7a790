//! Every figure of the gold pages is read as a count, at its words and with its bounds.
//!
//! Reads the gold where it lies beside the repository; says so where it does not, and fails then under CI.

#![allow(clippy::unwrap_used, reason = "a test may stop where something does not hold")]

use std::path::PathBuf;

use tadmor::Tables;
use tadmor::id::PageId;
use tadmor::mention::count::{Count, Hedge};
use tadmor::mention::{count, time};
use tadmor::page::{Block, Format, Page, Zone};
use tadmor::sentence::split;
use tadmor::text::{Span, Text};

/// The page with each line a block of its own.
fn page(text: &str) -> Page {
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = Span::new(start, start + line.trim_end().len());
        if !span.is_empty() {
            blocks.push(Block { span, zone: Zone::Body, because: "gold".to_owned() });
        }
        start += line.len();
    }
    Page {
        id: PageId::of(text.as_bytes()),
        format: Format::Plain,
        encoding: "UTF-8",
        text: Text::verbatim(text, 0),
        blocks,
        properties: Vec::new(),
        dated: Vec::new(),
        notes: Vec::new(),
        unread: None,
    }
}

/// The lowest and highest value of a count, as the ledger will say them.
fn bounds(count: &Count) -> (Option<u64>, Option<u64>) {
    match count.hedge {
        Hedge::Exact | Hedge::About | Hedge::Nearly => (count.n, count.n),
        Hedge::AtLeast => (count.n, None),
        Hedge::MoreThan if count.unit.is_some() => (count.n, None),
        Hedge::MoreThan => (count.n.map(|n| n + 1), None),
        Hedge::AtMost | Hedge::LessThan => (Some(0), count.n),
        Hedge::Range => (count.n, count.upper),
        Hedge::Vague => (None, None),
    }
}

#[test]
fn every_gold_figure_is_a_count() {
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let Ok(claims) = std::fs::read_to_string(shared.join("gold/claims.jsonl")) else {
        let forced = std::env::var_os("CI").is_some_and(|value| value == "true");
        assert!(!forced, "the gold must be there under CI");
        println!("skipped: no gold beside the repository");
        return;
    };
    let tables = Tables::shipped().unwrap();
    let mut missed = Vec::new();
    let mut figures = 0;
    for line in claims.lines() {
        let claim: serde_json::Value = serde_json::from_str(line).unwrap();
        let name = claim["page"].as_str().unwrap();
        let text = std::fs::read_to_string(shared.join("seeds").join(name)).unwrap();
        let page = page(&text);
        let span = Span::new(
            usize::try_from(claim["span"][0].as_u64().unwrap()).unwrap(),
            usize::try_from(claim["span"][1].as_u64().unwrap()).unwrap(),
        );
        let counts: Vec<Count> = split(&page)
            .iter()
            .flat_map(|sentence| {
                count::find(sentence, &time::find(sentence, page.text.as_str(), &tables), &tables)
            })
            .filter(|count| span.overlaps(count.span))
            .collect();
        for figure in claim["figures"].as_array().into_iter().flatten() {
            figures += 1;
            let expected = (figure["low"].as_u64(), figure["high"].as_u64());
            let found = counts.iter().any(|count| {
                Some(page.text.slice(count.span)) == figure["written"].as_str() && bounds(count) == expected
            });
            if !found {
                missed.push(format!("{name}: {figure}"));
            }
        }
    }
    assert!(figures > 0, "the gold has figures");
    assert!(missed.is_empty(), "{} of {figures} figures missed: {missed:#?}", missed.len());
}
