//! Pages that nobody wrote for readers: they are read within bounds of time and memory, or refused with a note.
//!
//! Times are compared with those of an eighth of the page, with room for a busy machine: what grows with the square of
//! the length fails, what is merely slow does not.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]
#![allow(clippy::disallowed_methods, reason = "a test may look at the clock")]

use std::time::{Duration, Instant};

use tadmor::page::{Format, Page, account, parse};
use tadmor::{ReadOptions, Tables, article, read_page};

fn tables() -> &'static Tables {
    static TABLES: std::sync::OnceLock<Tables> = std::sync::OnceLock::new();
    TABLES.get_or_init(|| Tables::shipped().unwrap())
}

/// Read, with every block found again and every visible byte in one zone.
#[track_caller]
fn whole(bytes: &[u8]) -> Page {
    let page = parse(bytes, None, tables());
    let account = account::of(bytes, &page);
    assert!(account.holds(), "{:?}", account.fault);
    page
}

fn texts(page: &Page) -> Vec<&str> {
    page.blocks.iter().map(|block| page.text.slice(block.span)).collect()
}

/// How long `read` takes on the page that `make` makes of `parts` parts, at best of two tries.
fn time(make: &dyn Fn(usize) -> String, parts: usize, read: &dyn Fn(&[u8])) -> Duration {
    let page = make(parts);
    let once = |_| {
        let start = Instant::now();
        read(page.as_bytes());
        start.elapsed()
    };
    (0..2).map(once).min().unwrap()
}

/// Fails where eight times the page takes far more than eight times as long.
#[track_caller]
fn in_step(name: &str, parts: usize, make: &dyn Fn(usize) -> String, read: &dyn Fn(&[u8])) {
    let short = time(make, parts, read);
    let long = time(make, 8 * parts, read);
    assert!(
        long < short * 24 + Duration::from_millis(300),
        "{name}: {short:?}, of eight times the page {long:?}"
    );
}

fn page_and_article(bytes: &[u8]) {
    let page = parse(bytes, None, tables());
    article::find(&page, tables());
}

fn reading(bytes: &[u8]) {
    read_page(bytes, tables(), &ReadOptions::default());
}

#[test]
fn nesting_and_bare_tags_are_read_in_step_with_their_length() {
    tables();
    type Shape = (&'static str, fn(usize) -> String);
    let shapes: &[Shape] = &[
        ("deep", |parts| format!("<html><body>{}text{}", "<div>".repeat(parts), "</div>".repeat(parts))),
        ("bare", |parts| "<html>".to_owned() + &"<b>".repeat(parts) + "text"),
        ("tables", |parts| "<html>".to_owned() + &"<table><tr><td>".repeat(parts) + "text"),
        ("links", |parts| "<html>".to_owned() + &"<a href=x><b><i>".repeat(parts) + "text"),
        ("lists", |parts| "<html>".to_owned() + &"<ul><li>".repeat(parts) + "text"),
        ("brackets", |parts| "<html><p>".to_owned() + &"<".repeat(parts * 4)),
        ("comments", |parts| "<html><p>".to_owned() + &"<!--".repeat(parts)),
        ("data", |parts| "<html><script type=\"application/ld+json\">".to_owned() + &"[".repeat(parts)),
    ];
    for (name, make) in shapes {
        in_step(name, 1_500, make, &page_and_article);
    }
}

#[test]
fn a_deep_nesting_holds_what_it_says_and_a_million_tags_are_told() {
    let nested = |tag: &str, many: usize| {
        let page = format!("<html><body><p>The ferry stops.</p>{}The end", tag.repeat(many));
        parse(page.as_bytes(), None, tables())
    };
    for tag in ["<b>", "<div>"] {
        let page = nested(tag, 25_000);
        assert_eq!(texts(&page), ["The ferry stops.", "The end"], "{tag}");
        assert!(page.notes.is_empty(), "{:?}", page.notes);
        let page = nested(tag, 1_000_000);
        assert_eq!(texts(&page), ["The ferry stops."], "{tag}");
        assert!(page.notes.iter().any(|note| note.what.starts_with("too many tags")), "{:?}", page.notes);
    }
}

#[test]
fn a_page_of_little_but_tags_is_read_as_far_as_its_length_warrants_and_says_so() {
    for part in
        ["<p>a", "<div>a", "a</p>", "<i>a</i>", "a<br>", "<td>&amp;", "<SCRIPT>b</SCRIPT>a<p>", "<p \">a"]
    {
        // A page that broke off while it was fetched ends in NULs.
        let page = format!("<html><body>{}{}", part.repeat(100_000), "\0".repeat(100));
        let page = whole(page.as_bytes());
        let notes: Vec<&str> = page.notes.iter().map(|note| note.what.as_str()).collect();
        assert!(notes.iter().any(|note| note.starts_with("too many tags")), "{part}: {notes:?}");
        assert!(page.text.len() >= 30_000, "{part}: {}", page.text.len());
    }
}

#[test]
fn a_line_without_an_end() {
    let many = if std::env::var_os("TADMOR_BIG").is_some() { 3_000_000 } else { 100_000 };
    let line = "word of the lake ".repeat(many);
    let page = parse(line.as_bytes(), None, tables());
    assert!(!page.blocks.is_empty());
    let cut = line.len() > tadmor::page::decode::MOST_BYTES;
    assert_eq!(page.notes.iter().any(|note| note.what.contains("left out")), cut, "{:?}", page.notes);
}

const SENTENCES: &[&str] = &[
    "The mayor of Brod said on Tuesday that at least 30 people were killed in an air strike on the market. ",
    "Government forces seized the town of Lug after three days of fighting, according to the army. ",
    "Militants shelled the northern district of Palmyra, killing five civilians. ",
    "Residents said the water was cut off for two weeks. ",
    "He told reporters that the road to the lake had been reopened. ",
];

/// Claims look back in their paragraph for a place, a day, an older time: none of it may cost the square of its length.
#[test]
fn claims_of_one_long_paragraph_are_read_in_step_with_its_length() {
    tables();
    let paragraph = |parts: usize| {
        let mut text = "<html><title>A long day</title><h1>A long day</h1><article><p>".to_owned();
        (0..parts).for_each(|at| text.push_str(SENTENCES[at * 7 % SENTENCES.len()]));
        text + "</article>"
    };
    in_step("one paragraph", 60, &paragraph, &reading);
    let placeless = |parts: usize| {
        "<html><h1>A day</h1><p>".to_owned()
            + &"Five were killed on 3 May, and rebels seized the town. ".repeat(parts)
    };
    in_step("without places", 60, &placeless, &reading);
    let short =
        |parts: usize| "<html><h1>A day</h1>".to_owned() + &"<p>Two men died in Palmyra.</p>".repeat(parts);
    in_step("short paragraphs", 120, &short, &reading);
}

#[test]
fn nuls_are_dropped_from_words_and_every_byte_is_found_again() {
    let words = b"<p>The fer\0ry to L\0\0ug stops on Monday, the mayor of the town said again.\0</p>";
    let rest = "<p>Lorries cross the bridge again, and the road to the lake is open.</p>".repeat(10);
    let page = whole(&[b"<html><body>", &words[..], rest.as_bytes()].concat());
    assert_eq!(texts(&page)[0], "The ferry to Lug stops on Monday, the mayor of the town said again.");
    let plain = [&b"The ferry to Lug\n\nThe fer\0ry stops on Monday. "[..], &[b'a'; 200]].concat();
    let page = whole(&plain);
    assert!(page.text.as_str().contains("The ferry stops on Monday."), "{}", page.text.as_str());
    // A download that broke off is filled up with them.
    let filled = [b"<html><body><p>The ferry stops.</p>".repeat(400), vec![0; 30_000]].concat();
    assert_eq!(whole(&filled).blocks.len(), 400);
    // Many of them between other bytes are no text.
    let torn = [&b"<html><p>The ferry stops. ".repeat(400)[..], &b"a\0\0b".repeat(3_000)].concat();
    let page = parse(&torn, None, tables());
    assert_eq!((page.format, page.blocks.len()), (Format::Binary, 0));
    assert!(page.notes[0].what.contains("nothing was read"), "{:?}", page.notes);
}

#[test]
fn a_wrong_charset_label_is_not_believed() {
    let words = "Колонна из девяти машин ушла из города, сказал мэр.";
    for label in
        ["utf-16le", "utf-16be", "x-user-defined", "windows-1252", "nonsense", "utf-7", "", "replacement"]
    {
        let page = format!("<html><meta charset=\"{label}\"><body><p>{words}</p></body></html>");
        let page = parse(page.as_bytes(), Some(label), tables());
        assert_eq!(page.encoding, "UTF-8", "{label}");
        assert_eq!(texts(&page), [words], "{label}");
    }
    // Bytes of one charset under the label of another, which can read any byte.
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(words);
    for label in ["utf-8", "utf-16", "iso-2022-kr", "nonsense"] {
        let page = [format!("<html><meta charset={label}><body><p>").as_bytes(), &bytes, b"</p>"].concat();
        assert_eq!(whole(&page).blocks.len(), 1, "{label}");
    }
}
