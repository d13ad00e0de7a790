//! Caret cases of places and actors: as written, and as understood from the case alone.
//!
//! A case is a title, a text, and what is found in it, a line for each name: carets under the phrase, then what it is.
//! `UPDATE=1 cargo test --test name_cases` writes what is found today; the diff is reviewed.

#![allow(clippy::unwrap_used, reason = "a test may stop where something does not hold")]

use std::fmt::Write as _;
use std::path::PathBuf;

use tadmor::Tables;
use tadmor::id::PageId;
use tadmor::mention::actor::ActorMention;
use tadmor::mention::place::{Around, PlaceMention};
use tadmor::mention::{actor, place};
use tadmor::page::{Block, Format, Page, Zone};
use tadmor::resolve;
use tadmor::sentence::split;
use tadmor::text::{Span, Text};

fn page(text: &str) -> Page {
    let block = Block { span: Span::new(0, text.len()), zone: Zone::Body, because: "a case".to_owned() };
    Page {
        id: PageId::of(text.as_bytes()),
        format: Format::Plain,
        encoding: "UTF-8",
        text: Text::verbatim(text, 0),
        blocks: vec![block],
        properties: Vec::new(),
        dated: Vec::new(),
        notes: Vec::new(),
        unread: None,
    }
}

/// Runs every case of a file: `found` writes the lines that belong under the text.
fn run(name: &str, found: impl Fn(&Page) -> String) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
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
        written.push_str(&found(&page(text)));
    }
    assert!(cases >= 40, "{name} has only {cases} cases");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, written).unwrap();
        return;
    }
    for (number, (expected, today)) in file.lines().zip(written.lines()).enumerate() {
        assert_eq!(expected, today, "{name}, line {}; UPDATE=1 rewrites the file", number + 1);
    }
    assert_eq!(file.lines().count(), written.lines().count(), "{name} has lines too many or too few");
}

/// Carets under `span` and what is said of it.
fn carets(page: &Page, span: Span, label: &str) -> String {
    let before = page.text.as_str()[..span.start].chars().count();
    let length = page.text.slice(span).chars().count();
    format!("{}{} {label}\n", " ".repeat(before), "^".repeat(length))
}

#[test]
fn actors() {
    let tables = Tables::shipped().unwrap();
    run("actor.txt", |page| {
        let mentions: Vec<ActorMention> =
            split(page).iter().flat_map(|sentence| actor::find(sentence, &tables)).collect();
        let places: Vec<PlaceMention> =
            split(page).iter().flat_map(|sentence| place::find(sentence, &tables)).collect();
        let places = resolve::place::choose(page, &places, &tables);
        let parties = resolve::actor::choose(page, &mentions, &places, &tables);
        assert_eq!(parties.len(), mentions.len());
        let lines = mentions.iter().zip(parties).map(|(mention, party)| {
            let title = mention.title.map_or(String::new(), |title| format!(", {}", page.text.slice(title)));
            let of = mention.of.as_ref().map_or(String::new(), |of| format!(", of {of}"));
            let understood = match party {
                None => "open".to_owned(),
                Some(party) => {
                    assert!(!party.because.is_empty(), "a party is understood for a reason");
                    let side = party.side.map_or(String::new(), |side| format!(" [{side}]"));
                    format!("{}{side}", party.name)
                }
            };
            carets(page, mention.span, &format!("{:?}{title}{of}: {understood}", mention.class))
        });
        lines.collect()
    });
}

#[test]
fn places() {
    let tables = Tables::shipped().unwrap();
    run("place.txt", |page| {
        let mentions: Vec<PlaceMention> =
            split(page).iter().flat_map(|sentence| place::find(sentence, &tables)).collect();
        let places = resolve::place::choose(page, &mentions, &tables);
        assert_eq!(places.len(), mentions.len());
        let lines = mentions.iter().zip(places).map(|(mention, place)| {
            let preposition = mention.preposition.as_deref().unwrap_or("-");
            let around = match mention.around {
                None => "",
                Some(Around::Part) => " part",
                Some(Around::Surroundings) => " surroundings",
            };
            let class = mention.class.as_ref().map_or(String::new(), |class| format!(" {class}"));
            assert!(!place.because.is_empty(), "a place is understood for a reason");
            let id = place.id.unwrap_or_else(|| "no id".to_owned());
            let label = format!("{preposition}{around}{class}: {} {id} {:?}", place.name, place.precision);
            carets(page, mention.span, &label)
        });
        lines.collect()
    });
}

#[test]
fn hostile_text_is_read_without_a_panic() {
    let tables = Tables::shipped().unwrap();
    for piece in [
        "Al-",
        "al-Al ",
        "the ",
        "Abu Bakr ",
        "General ",
        "Syrian and ",
        "of ",
        "(X) ",
        "A.B.",
        "Deir ez-",
        "'s ",
        "é-",
    ] {
        let page = page(&piece.repeat(3000));
        let sentences = split(&page);
        let actors: Vec<ActorMention> =
            sentences.iter().flat_map(|sentence| actor::find(sentence, &tables)).collect();
        let places: Vec<PlaceMention> =
            sentences.iter().flat_map(|sentence| place::find(sentence, &tables)).collect();
        let chosen = resolve::place::choose(&page, &places, &tables);
        assert_eq!(chosen.len(), places.len());
        assert_eq!(resolve::actor::choose(&page, &actors, &chosen, &tables).len(), actors.len());
    }
}
