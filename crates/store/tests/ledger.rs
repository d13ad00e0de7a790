//! A ledger on disk: what was written is read back, readers see one generation, and a file that is no ledger, a newer
//! one or a damaged one is refused in words.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::fs;
use std::path::{Path, PathBuf};

use tadmor::assemble::{Decision, Verdict};
use tadmor::claim::{Claim, Kind};
use tadmor::export::What;
use tadmor::id::{ClaimId, EventId, OriginId, PageId};
use tadmor::ledger::{LedgerClaim, LedgerEvent};
use tadmor::reading::{Reading, Source};
use tadmor::text::RawSpan;
use tadmor::{Ledger, READER_VERSION};
use tadmor_store::{
    ClaimFilter, Committed, Error, Found, LedgerFile, LedgerWriter, Listing, PackedPage, PackedReading,
    Spellings,
};

const TABLES: &str = "0123456789abcdef";

struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    fn new() -> Folder {
        Folder { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn ledger(&self) -> PathBuf {
        self.file("war.db")
    }
}

fn reading(bytes: &[u8]) -> Reading {
    serde_json::from_value(serde_json::json!({
        "version": READER_VERSION, "page_id": PageId::of(bytes), "bytes": bytes.len(), "format": "plain",
        "encoding": "UTF-8", "article": {"published": {}}, "zones": [], "claims": [], "sketch": [], "notes": [],
    }))
    .unwrap()
}

fn found(bytes: &[u8], name: &str) -> Found {
    Found {
        page_id: PageId::of(bytes),
        source: Some(Source::file(name)),
        page: Some(PackedPage::new(bytes)),
        reading: Some(PackedReading::new(&reading(bytes), &tadmor::ReadOptions::default())),
    }
}

/// A claim that `place`, written so, was taken.
fn claim(page: &[u8], at: u64, place: (&str, &str, &str), event: &str) -> LedgerClaim {
    let page_id = PageId::of(page);
    let (id, name, written) = place;
    let body: Claim = serde_json::from_value(serde_json::json!({
        "id": ClaimId::of(&[page_id.as_str(), &at.to_string()]), "page_id": page_id, "zone": "body",
        "quote": format!("rebels took {written} at dawn"), "span": [at, at + 20], "kind": "control.gained",
        "trigger": "took",
        "chain": [
            {"name": "The Courier", "role": "outlet", "stance": "said", "direct": false},
            {"name": "Amara Diallo", "written": "he", "role": "officer", "stance": "said", "direct": false},
        ],
        "places": [{"name": name, "id": id, "written": written, "span": [at, at + 5], "precision": "exact", "because": ""}],
        "mood": "asserted", "polarity": "positive", "is_news": true,
    }))
    .unwrap();
    LedgerClaim {
        claim: body,
        page: "a.txt".to_owned(),
        event: Some(EventId::from_text(event)),
        origin: OriginId::from_text("o1"),
        decision: None,
    }
}

fn event(id: &str, claims: &[&LedgerClaim]) -> LedgerEvent {
    let mut event: LedgerEvent = serde_json::from_value(serde_json::json!({
        "id": id, "kind": "control.gained", "title": "taken", "places": [], "days": {}, "because": "",
        "claims": [], "figures": [], "differences": [],
        "support": {"pages": 1, "outlets": 1, "origins": 1, "sides": 0, "against_interest": 0, "word": "Single origin"},
    }))
    .unwrap();
    event.claims = claims.iter().map(|claim| claim.claim.id.clone()).collect();
    event
}

fn ledger(claims: Vec<LedgerClaim>, events: Vec<LedgerEvent>) -> Ledger {
    let mut page = reading(b"one");
    page.sources = vec![Source::file("a.txt")];
    Ledger { tables: TABLES.to_owned(), pages: vec![page], claims, events, ..Ledger::default() }
}

fn write(writer: &mut LedgerWriter, ledger: &Ledger) -> i64 {
    writer.write_ledger(ledger, &Spellings::of(ledger), READER_VERSION).unwrap()
}

#[test]
fn pages_and_readings_come_back_as_they_were() {
    let folder = Folder::new();
    let mut writer = LedgerWriter::open(&folder.ledger()).unwrap();
    let committed =
        writer.commit(&[found(b"one", "b.txt"), found(b"one", "a.txt"), found(b"two", "c.txt")], TABLES);
    assert_eq!(committed.unwrap(), Committed { pages: 2, sources: 3, readings: 3 });
    assert!(writer.has_current(&PageId::of(b"one"), READER_VERSION, TABLES).unwrap());
    assert!(!writer.has_current(&PageId::of(b"one"), READER_VERSION, "other tables").unwrap());
    drop(writer);
    let writer = LedgerWriter::open(&folder.ledger()).unwrap();
    assert_eq!(writer.page(&PageId::of(b"two")).unwrap().as_deref(), Some(&b"two"[..]));
    assert_eq!(writer.page(&PageId::of(b"three")).unwrap(), None);
    let readings = writer.readings().unwrap();
    let one = readings.iter().find(|reading| reading.page_id == PageId::of(b"one")).unwrap();
    assert_eq!(one.sources.iter().map(|source| source.file.as_str()).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
    assert_eq!(writer.stale(READER_VERSION, TABLES).unwrap(), []);
    assert_eq!(writer.stale("next", TABLES).unwrap().len(), 2);
}

#[test]
fn the_same_pages_again_change_nothing() {
    let folder = Folder::new();
    let mut writer = LedgerWriter::open(&folder.ledger()).unwrap();
    writer.commit(&[found(b"one", "a.txt")], TABLES).unwrap();
    assert!(writer.needs_assembly(READER_VERSION, TABLES).unwrap());
    write(&mut writer, &ledger(vec![], vec![]));
    assert!(!writer.needs_assembly(READER_VERSION, TABLES).unwrap());
    let again = Found { page: None, reading: None, ..found(b"one", "a.txt") };
    assert_eq!(writer.commit(&[again], TABLES).unwrap(), Committed::default());
    assert!(!writer.needs_assembly(READER_VERSION, TABLES).unwrap());
    assert!(writer.needs_assembly(READER_VERSION, "other tables").unwrap());
}

#[test]
fn a_ledger_comes_back_as_it_was() {
    let folder = Folder::new();
    let mut writer = LedgerWriter::open(&folder.ledger()).unwrap();
    let one = claim(b"one", 3, ("gn:1", "Marsa", "El Marsa"), "e1");
    let whole = ledger(vec![one.clone()], vec![event("e1", &[&one])]);
    assert_eq!(write(&mut writer, &whole), 1);
    let reader = LedgerFile::open(&folder.ledger()).unwrap();
    assert_eq!(reader.ledger().unwrap(), whole);
    assert_eq!(reader.count(What::Claims).unwrap(), 1);
    assert_eq!(reader.claims_by_id(one.claim.id.as_str(), 5).unwrap(), std::slice::from_ref(&one));
    assert_eq!(reader.claims_by_id(&one.claim.id.as_str()[..4], 5).unwrap(), [one]);
    assert_eq!(reader.claims_by_id("c_", 5).unwrap(), []);
}

#[test]
fn a_reader_sees_one_generation_while_the_next_is_written() {
    let folder = Folder::new();
    let mut writer = LedgerWriter::open(&folder.ledger()).unwrap();
    let one = claim(b"one", 3, ("gn:1", "Marsa", "Marsa"), "e1");
    let two = claim(b"one", 9, ("gn:1", "Marsa", "Marsa"), "e1");
    write(&mut writer, &ledger(vec![one.clone()], vec![]));
    let before = LedgerFile::open(&folder.ledger()).unwrap();
    assert_eq!(write(&mut writer, &ledger(vec![one, two], vec![])), 2);
    assert_eq!(before.ledger().unwrap().claims.len(), 1);
    assert_eq!(before.search("Marsa", 9).unwrap().len(), 1);
    let after = LedgerFile::open(&folder.ledger()).unwrap();
    assert_eq!(after.ledger().unwrap().claims.len(), 2);
    assert_eq!(after.search("Marsa", 9).unwrap().len(), 2);
}

#[test]
fn any_spelling_finds_a_claim() {
    let folder = Folder::new();
    let mut writer = LedgerWriter::open(&folder.ledger()).unwrap();
    let one = claim(b"one", 3, ("gn:1", "Marsa", "El-Marsá"), "e1");
    let two = claim(b"one", 30, ("gn:1", "Marsa", "مَرْسى"), "e1");
    let other = claim(b"one", 60, ("gn:2", "Marsa", "Marsa"), "e2");
    let whole = ledger(vec![one, two, other], vec![]);
    let mut spellings = Spellings::of(&whole);
    spellings.add("gn:1", "Tarsus Marina");
    writer.write_ledger(&whole, &spellings, READER_VERSION).unwrap();
    let reader = LedgerFile::open(&folder.ledger()).unwrap();
    // Both claims of the one town, by the words of either, and by a name that only a table knows.
    for words in ["el marsa", "مرسى", "tarsus", "TARSUS mar*", "\"rebels took\" tarsus"] {
        assert_eq!(reader.search(words, 9).unwrap().len(), 2, "{words}");
    }
    assert_eq!(reader.search("marsa", 9).unwrap().len(), 3);
    assert_eq!(reader.search("Diallo dawn", 9).unwrap().len(), 3);
    assert_eq!(reader.search("nobody", 9).unwrap().len(), 0);
    assert_eq!(reader.search("\" ( AND", 9).unwrap().len(), 0);
    assert_eq!(reader.places_named("El Marsa").unwrap(), [("Marsa".to_owned(), Some("gn:1".to_owned()))]);
    let by = |filter: &ClaimFilter| {
        let mut n = 0;
        reader
            .each_claim(filter, |_| {
                n += 1;
                Ok::<(), ()>(())
            })
            .unwrap()
            .unwrap();
        n
    };
    let place = |place: &str| ClaimFilter { place: Some(place.to_owned()), ..ClaimFilter::default() };
    assert_eq!(by(&place("Tarsus Marina")), 2);
    assert_eq!(by(&place("Tarsus")), 0);
    let kind = |kind: &str| ClaimFilter { kind: Some(kind.to_owned()), ..ClaimFilter::default() };
    assert_eq!((by(&kind("control")), by(&kind("control.gained")), by(&kind("contr"))), (3, 3, 0));
    let speaker = ClaimFilter { speaker: Some("diallo".to_owned()), ..ClaimFilter::default() };
    assert_eq!(by(&speaker), 3);
    let second = ClaimFilter { listing: Listing { skip: 2, limit: 9 }, ..ClaimFilter::default() };
    assert_eq!(by(&second), 1);
}

#[test]
fn an_earlier_id_of_an_event_still_finds_it() {
    let folder = Folder::new();
    let mut writer = LedgerWriter::open(&folder.ledger()).unwrap();
    let mut one = claim(b"one", 3, ("gn:1", "Marsa", "Marsa"), "e1");
    write(&mut writer, &ledger(vec![one.clone()], vec![event("e1", &[&one])]));
    for (id, generation) in [("e0", 2), ("e00", 3)] {
        one.event = Some(EventId::from_text(id));
        assert_eq!(write(&mut writer, &ledger(vec![one.clone()], vec![event(id, &[&one])])), generation);
    }
    let reader = LedgerFile::open(&folder.ledger()).unwrap();
    assert_eq!(reader.events_by_id("e1", 2).unwrap()[0].id.as_str(), "e00");
}

#[test]
fn decisions_are_only_ever_added_to() {
    let folder = Folder::new();
    let mut writer = LedgerWriter::open(&folder.ledger()).unwrap();
    let decision = Decision {
        page_id: PageId::of(b"one"),
        span: RawSpan { start: 1, end: 4 },
        kind: Kind::Siege,
        verdict: Verdict::Reject,
        who: "a reader".to_owned(),
        when: "2019-05-17".to_owned(),
        why: "the page asks whether".to_owned(),
    };
    writer.decide(&decision).unwrap();
    writer.decide(&decision).unwrap();
    assert!(writer.needs_assembly(READER_VERSION, TABLES).unwrap());
    assert_eq!(writer.decisions().unwrap(), [decision.clone(), decision]);
}

#[test]
fn a_second_writer_is_told_who_writes() {
    let folder = Folder::new();
    let _first = LedgerWriter::open(&folder.ledger()).unwrap();
    let second = LedgerWriter::open(&folder.ledger()).unwrap_err();
    assert!(matches!(second, Error::Busy { pid: Some(pid), .. } if pid == std::process::id()), "{second:?}");
}

fn refused(file: &Path) -> (Error, Error) {
    (LedgerFile::open(file).unwrap_err(), LedgerWriter::open(file).unwrap_err())
}

#[test]
fn a_file_that_is_no_ledger_is_left_as_it_is() {
    let folder = Folder::new();
    let text = folder.file("notes.txt");
    fs::write(&text, "not a ledger at all, only some notes that somebody took on a rainy day".repeat(9))
        .unwrap();
    let (reading, writing) = refused(&text);
    assert!(matches!(reading, Error::Foreign { .. }), "{reading:?}");
    assert!(matches!(writing, Error::Foreign { .. }), "{writing:?}");
    assert!(fs::read_to_string(&text).unwrap().starts_with("not a ledger"));
    let foreign = folder.file("other.db");
    let other = rusqlite::Connection::open(&foreign).unwrap();
    other.execute_batch("CREATE TABLE birds (name TEXT)").unwrap();
    drop(other);
    let (reading, writing) = refused(&foreign);
    assert!(reading.to_string().contains("another program"), "{reading}");
    assert!(matches!(writing, Error::Foreign { .. }), "{writing:?}");
    let (reading, writing) = refused(folder.folder.path());
    assert!(reading.to_string().contains("a folder"), "{reading}");
    assert!(writing.to_string().contains("a folder"), "{writing}");
    assert!(matches!(LedgerFile::open(&folder.file("none.db")), Err(Error::Missing { .. })));
    assert!(!folder.file("none.db").exists());
}

#[test]
fn an_empty_file_is_a_ledger_to_be() {
    let folder = Folder::new();
    fs::write(folder.ledger(), "").unwrap();
    assert!(matches!(LedgerFile::open(&folder.ledger()), Err(Error::Foreign { .. })));
    LedgerWriter::open(&folder.ledger()).unwrap();
    LedgerFile::open(&folder.ledger()).unwrap();
}

#[test]
fn a_newer_ledger_is_named_as_such() {
    let folder = Folder::new();
    drop(LedgerWriter::open(&folder.ledger()).unwrap());
    let newer = rusqlite::Connection::open(folder.ledger()).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    drop(newer);
    let (reading, writing) = refused(&folder.ledger());
    assert!(matches!(reading, Error::Newer { found: 99, .. }), "{reading:?}");
    assert!(matches!(writing, Error::Newer { found: 99, .. }), "{writing:?}");
}

fn written(folder: &Folder) -> Vec<u8> {
    let mut writer = LedgerWriter::open(&folder.ledger()).unwrap();
    let pages: Vec<Found> = (0..400)
        .map(|n: u32| found(format!("page {n} {}", n.wrapping_mul(2654435761)).as_bytes(), "p"))
        .collect();
    writer.commit(&pages, TABLES).unwrap();
    write(&mut writer, &ledger(vec![], vec![]));
    drop(writer);
    fs::read(folder.ledger()).unwrap()
}

#[test]
fn a_ledger_cut_short_is_said_to_be_damaged() {
    let folder = Folder::new();
    let whole = written(&folder);
    for length in [50, 4096, whole.len() / 2, whole.len() - 1] {
        fs::write(folder.ledger(), &whole[..length]).unwrap();
        let (reading, writing) = refused(&folder.ledger());
        assert!(matches!(reading, Error::Damaged { .. }), "{length}: {reading:?}");
        assert!(matches!(writing, Error::Damaged { .. }), "{length}: {writing:?}");
    }
}

#[test]
fn bytes_overwritten_in_a_ledger_are_found_and_never_a_panic() {
    let folder = Folder::new();
    let whole = written(&folder);
    let mut seen = 0;
    for page in 1..whole.len() / 4096 {
        let mut bytes = whole.clone();
        bytes[page * 4096..(page + 1) * 4096].fill(0xa5);
        fs::write(folder.ledger(), &bytes).unwrap();
        let looked = LedgerFile::open(&folder.ledger()).and_then(|ledger| {
            let found = ledger.check()?;
            ledger.readings()?;
            ledger.ledger()?;
            for id in ledger.page_ids()? {
                ledger.page(&id)?;
            }
            Ok(found)
        });
        match looked {
            Err(Error::Damaged { .. }) => seen += 1,
            Ok(found) if !found.is_empty() => seen += 1,
            // A page of the file that holds nothing any more may be overwritten without harm.
            Ok(_) => {}
            Err(other) => panic!("page {page}: {other:?}"),
        }
    }
    assert!(seen > 10, "{seen} of {} pages", whole.len() / 4096);
}

mod migrations {
    refinery::embed_migrations!("migrations");
}

#[test]
fn a_ledger_of_the_first_version_still_opens_and_takes_sources_with_parts() {
    let folder = Folder::new();
    let file = folder.ledger();
    let bytes = b"The ferry stops.";
    let id = PageId::of(bytes);
    {
        let mut old = rusqlite::Connection::open(&file).unwrap();
        let first = migrations::migrations::runner().set_target(refinery::Target::Version(1));
        first.run(&mut old).unwrap();
        let sources = "INSERT INTO sources (page_id, file) VALUES (?1, 'a.txt')";
        old.execute("INSERT INTO pages VALUES (?1, 16, x'00')", [id.as_str()]).unwrap();
        old.execute(sources, [id.as_str()]).unwrap();
        let read = zstd::bulk::compress(&serde_json::to_vec(&reading(bytes)).unwrap(), 3).unwrap();
        let readings =
            "INSERT INTO readings (page_id, version, tables, packed) VALUES (?1, 'old', 'old', ?2)";
        old.execute(readings, rusqlite::params![id.as_str(), read]).unwrap();
        old.pragma_update(None, "application_id", tadmor_store::APPLICATION_ID).unwrap();
        old.pragma_update(None, "user_version", 1).unwrap();
    }
    let told = |ledger: &LedgerFile| ledger.told(&id).unwrap();
    let read = |ledger: &LedgerFile| {
        let readings = ledger.readings().unwrap();
        assert_eq!(readings.len(), 1);
        assert_eq!(readings[0], Reading { sources: readings[0].sources.clone(), ..reading(bytes) });
        readings[0].sources.iter().map(|source| source.file.clone()).collect::<Vec<_>>()
    };
    let old = LedgerFile::open(&file).unwrap();
    assert_eq!((told(&old), read(&old)), (tadmor::ReadOptions::default(), vec!["a.txt".to_owned()]));
    drop(old);
    let mut writer = LedgerWriter::open(&file).unwrap();
    assert_eq!(read(&writer), ["a.txt"]);
    let part = Source { address: Some("https://lim.example/f".to_owned()), ..Source::file("x.warc") };
    let again = Found { source: Some(part), page: None, reading: None, ..found(bytes, "") };
    assert_eq!(writer.commit(&[again], TABLES).unwrap().sources, 1);
    assert_eq!(told(&writer).address.as_deref(), Some("https://lim.example/f"));
}

#[test]
fn what_a_new_source_tells_makes_the_page_be_read_again() {
    let folder = Folder::new();
    let mut writer = LedgerWriter::open(&folder.ledger()).unwrap();
    let bytes = b"The ferry stops.";
    writer.commit(&[found(bytes, "a.txt")], "tables").unwrap();
    let id = PageId::of(bytes);
    assert!(writer.has_current(&id, READER_VERSION, "tables").unwrap());
    let part = Source {
        member: Some("https://lim.example/f".to_owned()),
        offset: Some(40),
        address: Some("https://lim.example/f".to_owned()),
        fetched: Some("2019-05-20T10:00:00Z".to_owned()),
        ..Source::file("x.warc")
    };
    let again = Found { source: Some(part.clone()), page: None, reading: None, ..found(bytes, "") };
    writer.commit(&[again], "tables").unwrap();
    assert_eq!(writer.stale(READER_VERSION, "tables").unwrap(), std::slice::from_ref(&id));
    let told = writer.told(&id).unwrap();
    assert_eq!(told.address.as_deref(), Some("https://lim.example/f"));
    let read = Found {
        source: None,
        page: None,
        reading: Some(PackedReading::new(&reading(bytes), &told)),
        ..found(bytes, "")
    };
    writer.commit(&[read], "tables").unwrap();
    assert!(writer.stale(READER_VERSION, "tables").unwrap().is_empty());
    assert_eq!(writer.readings().unwrap()[0].sources, [Source::file("a.txt"), part]);
    assert_eq!(writer.archive("x.warc", "00", "1").unwrap(), None);
    writer.keep_archive("x.warc", "00", "1", "{}").unwrap();
    assert_eq!(writer.archive("x.warc", "00", "1").unwrap().as_deref(), Some("{}"));
}

#[test]
fn a_reading_made_with_one_of_several_sources_is_not_the_last() {
    let folder = Folder::new();
    let mut writer = LedgerWriter::open(&folder.ledger()).unwrap();
    let bytes = b"The ferry stops.";
    let part = Source {
        fetched: Some("2019-05-20T10:00:00Z".to_owned()),
        offset: Some(4),
        ..Source::file("x.warc")
    };
    let told = tadmor::ReadOptions::told(std::slice::from_ref(&part));
    let whole = || Some(PackedReading::new(&reading(bytes), &told));
    let crawled = Found { source: Some(part), reading: whole(), ..found(bytes, "") };
    writer
        .commit(&[crawled, Found { page: None, reading: None, ..found(bytes, "a.txt") }], "tables")
        .unwrap();
    assert!(writer.stale(READER_VERSION, "tables").unwrap().is_empty());
    // With other tables only the plain file is read once more, which tells nothing of the page.
    writer.commit(&[found(bytes, "a.txt")], "other tables").unwrap();
    let id = PageId::of(bytes);
    assert_eq!(writer.stale(READER_VERSION, "other tables").unwrap(), std::slice::from_ref(&id));
    assert_eq!(writer.told(&id).unwrap().fetched, told.fetched);
    let again = Found { source: None, page: None, reading: whole(), ..found(bytes, "") };
    writer.commit(&[again], "other tables").unwrap();
    assert!(writer.stale(READER_VERSION, "other tables").unwrap().is_empty());
}
