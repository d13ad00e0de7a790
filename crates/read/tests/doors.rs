//! Archives of pages of our own, made here, and what the doors give of them.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use tadmor_read::{Event, Fault, Kind, Limits, Payload, unpack};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PAGE: &[u8] = b"<html><body><h1>Bridge reopens</h1><p>Lorries cross the Vessa again.</p></body></html>";
const OTHER: &[u8] =
    b"<html><body><h1>Ferry stops</h1><p>The ferry to Lug stops on Monday.</p></body></html>";

/// All that a file gives.
#[derive(Debug, Default)]
struct Given {
    pages: Vec<Payload>,
    passed: Vec<String>,
    faults: Vec<Fault>,
}

impl Given {
    fn names(&self) -> Vec<&str> {
        self.pages.iter().map(|page| page.source.member.as_deref().unwrap_or("")).collect()
    }

    fn fault(&self, words: &str) -> &Fault {
        let found = self.faults.iter().find(|fault| fault.why.contains(words));
        found.unwrap_or_else(|| panic!("no fault says {words:?}: {self:?}"))
    }

    #[track_caller]
    fn clean(self) -> Self {
        assert!(self.faults.is_empty(), "{:?}", self.faults);
        self
    }
}

fn read_with(bytes: &[u8], limits: &Limits) -> Given {
    let mut given = Given::default();
    let mut sink = |event| {
        match event {
            Event::Page(page) => given.pages.push(page),
            Event::Passed(what) => given.passed.push(what),
            Event::Fault(fault) => given.faults.push(fault),
        }
        ControlFlow::Continue(())
    };
    let done = unpack(&mut Cursor::new(bytes), "pile", bytes.len() as u64, None, limits, &mut sink);
    assert_eq!(done, ControlFlow::Continue(()));
    given
}

fn read(bytes: &[u8]) -> Given {
    read_with(bytes, &Limits::default())
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in members {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        match name.len() < 100 {
            // Written into the field itself: names that lead out of the folder, too.
            true => {
                header.as_mut_bytes()[..name.len()].copy_from_slice(name.as_bytes());
                header.set_cksum();
                tar.append(&header, *bytes).unwrap();
            }
            false => tar.append_data(&mut header, name, *bytes).unwrap(),
        }
    }
    tar.into_inner().unwrap()
}

/// One record. `extra` are further header lines.
fn record(kind: &str, address: &str, block: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2019-05-14T08:30:00Z\r\n\
         Content-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    record.extend_from_slice(block);
    record.extend_from_slice(b"\r\n\r\n");
    record
}

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes(), body].concat()
}

fn html(body: &[u8]) -> Vec<u8> {
    answer("Content-Type: text/html; charset=windows-1251\r\n", body)
}

fn crawl() -> Vec<u8> {
    [
        record("warcinfo", "x", b"software: ours"),
        record("request", "https://lake.example/bridge", b"GET /bridge HTTP/1.1\r\n\r\n"),
        record("response", "https://lake.example/bridge", &html(PAGE)),
        record(
            "response",
            "https://lake.example/logo.png",
            &answer("Content-Type: image/png\r\n", b"\x89PNG"),
        ),
        record(
            "response",
            "https://lake.example/gone",
            b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no",
        ),
        record("revisit", "https://lake.example/bridge", b"HTTP/1.1 200 OK\r\n\r\n"),
        record("response", "https://lake.example/ferry", &html(OTHER)),
        record("metadata", "x", b"via: y"),
    ]
    .concat()
}

#[test]
fn a_crawl_gives_its_pages_with_their_addresses() {
    let crawl = crawl();
    let given = read(&crawl).clean();
    assert_eq!(given.names(), ["https://lake.example/bridge", "https://lake.example/ferry"]);
    let page = &given.pages[0];
    assert_eq!(page.bytes, PAGE);
    assert_eq!(page.source.charset.as_deref(), Some("windows-1251"));
    assert_eq!(page.source.fetched.as_deref(), Some("2019-05-14T08:30:00Z"));
    assert_eq!(page.source.address.as_deref(), Some("https://lake.example/bridge"));
    assert!(crawl[page.source.offset.unwrap() as usize..].starts_with(b"WARC/1.0\r\nWARC-Type: response"));
    let mut passed = given.passed.clone();
    passed.sort();
    assert_eq!(
        passed,
        [
            "a WARC metadata",
            "a WARC request",
            "a WARC revisit",
            "a WARC warcinfo",
            "an answer with status 404",
            "of the kind image/png"
        ]
    );
}

#[test]
fn gzip_by_the_record_or_of_the_whole_gives_the_same_pages() {
    let records = [
        record("response", "https://lake.example/bridge", &html(PAGE)),
        record("response", "https://lake.example/ferry", &html(OTHER)),
    ];
    let each = [gzip(&records[0]), gzip(&records[1])];
    let given = read(&each.concat()).clean();
    let offsets: Vec<_> = given.pages.iter().map(|page| page.source.offset.unwrap()).collect();
    assert_eq!(offsets, [0, each[0].len() as u64]);
    let whole = read(&gzip(&records.concat())).clean();
    let bytes = |given: &Given| given.pages.iter().map(|page| page.bytes.clone()).collect::<Vec<_>>();
    assert_eq!(bytes(&given), bytes(&whole));
    assert_eq!(bytes(&given), [PAGE, OTHER]);
}

#[test]
fn bodies_are_unpacked_as_their_headers_say() {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
    zlib.write_all(PAGE).unwrap();
    let mut bare = DeflateEncoder::new(Vec::new(), Compression::default());
    bare.write_all(PAGE).unwrap();
    let chunked = [format!("{:x}\r\n", PAGE.len()).as_bytes(), PAGE, b"\r\n0\r\n\r\n"].concat();
    // "Bridge reopens at Lug.\n" as a brotli encoder that only stores writes it.
    let stored = [&[0x0b, 0x0b, 0x80][..], b"Bridge reopens at Lug.\n", &[0x03]].concat();
    for (headers, body, page) in [
        ("Content-Encoding: gzip\r\n", gzip(PAGE), PAGE),
        ("Content-Encoding: deflate\r\n", zlib.finish().unwrap(), PAGE),
        ("Content-Encoding: deflate\r\n", bare.finish().unwrap(), PAGE),
        ("Content-Encoding: zstd\r\n", zstd::bulk::compress(PAGE, 3).unwrap(), PAGE),
        ("Content-Encoding: br\r\n", stored, b"Bridge reopens at Lug.\n"),
        ("Transfer-Encoding: chunked\r\n", chunked, PAGE),
        ("Content-Encoding: gzip\r\n", PAGE.to_vec(), PAGE),
        ("", gzip(PAGE), PAGE),
    ] {
        let given = read(&record("response", "https://lake.example/", &answer(headers, &body))).clean();
        assert_eq!(given.pages.len(), 1, "{headers} {given:?}");
        assert_eq!(given.pages[0].bytes, page, "{headers}");
    }
}

#[test]
fn a_cut_record_says_where_it_ends_and_how_much_is_missing() {
    let crawl = [
        record("response", "https://lake.example/bridge", &html(PAGE)),
        record("response", "https://lake.example/ferry", &html(OTHER)),
    ]
    .concat();
    let cut = &crawl[..crawl.len() - 44];
    let given = read(cut);
    assert_eq!(given.fault("short").why, format!("record 2 ends at byte {}, 40 bytes short", cut.len()));
    assert_eq!(given.pages[0].bytes, PAGE);
    assert_eq!(given.pages[1].bytes, &OTHER[..OTHER.len() - 40]);
}

#[test]
fn a_wrong_length_costs_no_other_record() {
    let good = record("response", "https://lake.example/ferry", &html(OTHER));
    let right = format!("Content-Length: {}", html(PAGE).len());
    for wrong in
        ["Content-Length: 30", "Content-Length: 100000", "Content-Length: -1", "Content-Length: 0", "X: 1"]
    {
        let bad = record("response", "https://lake.example/bridge", &html(PAGE));
        let bad = String::from_utf8(bad).unwrap().replace(&right, wrong).into_bytes();
        let given = read(&[bad, good.clone(), good.clone()].concat());
        assert!(!given.faults.is_empty(), "{wrong}");
        let ferries = given.pages.iter().filter(|page| page.bytes == OTHER).count();
        assert_eq!(ferries, 2, "{wrong}: {given:?}");
    }
    let long = format!("Content-Length: {}", html(PAGE).len() + 300);
    let bad = record("response", "https://lake.example/bridge", &html(PAGE));
    let bad = String::from_utf8(bad).unwrap().replace(&right, &long).into_bytes();
    let given = read(&[bad, good.clone(), good].concat());
    given.fault("where another starts");
    assert_eq!(given.pages.iter().filter(|page| page.bytes == OTHER).count(), 2);
}

#[test]
fn a_damaged_gzip_member_costs_no_other_record() {
    let records = ["a", "b", "c"].map(|name| {
        let text: String = (0..400).map(|n| format!("<p>{name} {}</p>", n * 7919 % 1000)).collect();
        gzip(&record("response", &format!("https://lake.example/{name}"), &html(text.as_bytes())))
    });
    let mut crawl = records.concat();
    let middle = records[0].len() + records[1].len() / 2;
    crawl[middle..middle + 8].copy_from_slice(&[0xff; 8]);
    let given = read(&crawl);
    assert!(!given.faults.is_empty());
    assert!(given.names().contains(&"https://lake.example/a"), "{:?}", given.faults);
    assert!(given.names().contains(&"https://lake.example/c"), "{:?}", given.faults);
}

#[test]
fn zip_and_tar_packed_in_each_other() {
    let crawl = gzip(&crawl());
    let inner = zip(&[("deep/crawl.warc.gz", &crawl), ("a.html", PAGE), ("b.bin", OTHER)]);
    let outer = gzip(&tar(&[("pages/inner.zip", &inner), ("c.html", OTHER)]));
    let given = read(&outer).clean();
    assert_eq!(
        given.names(),
        [
            "pages/inner.zip/deep/crawl.warc.gz/https://lake.example/bridge",
            "pages/inner.zip/deep/crawl.warc.gz/https://lake.example/ferry",
            "pages/inner.zip/a.html",
            "pages/inner.zip/b.bin",
            "c.html"
        ]
    );
    let mut nested = PAGE.to_vec();
    for _ in 0..20 {
        nested = gzip(&nested);
    }
    let given = read(&nested);
    given.fault("packed more than");
    assert!(given.pages.is_empty());
}

#[test]
fn one_packed_page_keeps_the_file_s_name() {
    for packed in [gzip(PAGE), zstd::bulk::compress(PAGE, 3).unwrap()] {
        let given = read(&packed).clean();
        assert_eq!(given.pages[0].bytes, PAGE);
        assert_eq!(given.pages[0].source.name(), "pile");
    }
    let packed = gzip(&[PAGE; 50].concat());
    let given = read(&packed[..packed.len() - 12]);
    given.fault("ends early");
    assert!(given.pages[0].bytes.starts_with(PAGE));
}

#[test]
fn names_are_labels_and_what_is_no_page_is_counted() {
    let given = read(&zip(&[
        ("../../etc/passwd", PAGE),
        ("/root/b.html", OTHER),
        ("style.css", b"p { color: red }"),
        ("__MACOSX/._a.html", b"x"),
        ("logo.html", b"\x89PNG\r\n\x1a\n"),
        ("empty.html", b""),
        ("report.docx", &zip(&[("[Content_Types].xml", b"<Types/>")])),
    ]))
    .clean();
    assert_eq!(given.names(), ["../../etc/passwd", "/root/b.html"]);
    assert_eq!(given.passed.len(), 5, "{:?}", given.passed);
    let long = format!("{}/a.html", "folder".repeat(40));
    let given = read(&tar(&[("../up.html", PAGE), ("/abs.html", OTHER), (&long, PAGE)])).clean();
    assert_eq!(given.names(), ["../up.html", "/abs.html", long.as_str()]);
}

#[test]
fn nothing_in_it_is_said() {
    for bytes in
        [&zip(&[])[..], &tar(&[]), &gzip(b""), b"<rss></rss>", b"WARC/1.0\r\n\r\n", b"PK\x03\x04 no zip"]
    {
        let given = read(bytes);
        assert!(given.pages.is_empty());
        assert!(!given.faults.is_empty() || !given.passed.is_empty(), "{bytes:?}");
    }
    let encrypted = {
        let mut bytes = zip(&[("a.html", PAGE)]);
        let central = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        bytes[6] |= 1;
        bytes[central + 8] |= 1;
        bytes
    };
    assert_eq!(read(&encrypted).fault("encrypted").member.as_deref(), Some("a.html"));
    assert!(read(&encrypted).fault("encrypted").why.contains("unpack it with its password first"));
    assert!(read(b"PK\x03\x04 no zip").fault("damaged").why.contains("fetch it again"));
}

#[test]
fn bombs_are_refused_and_the_rest_goes_on() {
    let limits = Limits { page: 1 << 20, free: 8 << 20, ratio: 2, ..Limits::default() };
    let zeros = vec![b' '; 4 << 20];
    let bomb =
        record("response", "https://lake.example/bomb", &answer("Content-Encoding: gzip\r\n", &gzip(&zeros)));
    let good = record("response", "https://lake.example/bridge", &html(PAGE));
    let given = read_with(&[bomb, good].concat(), &limits);
    assert_eq!(given.fault("more than").member.as_deref(), Some("https://lake.example/bomb"));
    assert_eq!(given.pages[0].bytes, PAGE);

    let given = read_with(&zip(&[("bomb.html", &zeros), ("a.html", PAGE)]), &limits);
    given.fault("too many for a page");
    assert_eq!(given.names(), ["a.html"]);

    let many: Vec<(String, Vec<u8>)> = (0..30).map(|n| (format!("{n}.html"), vec![b' '; 1 << 19])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), &bytes[..])).collect();
    for bytes in [zip(&many), gzip(&tar(&many))] {
        let given = read_with(&bytes, &limits);
        let said = given.faults.iter().filter(|fault| fault.why.contains("far more than")).count();
        assert_eq!(said, 1, "{:?}", given.faults);
        assert!(given.pages.len() < 20);
    }
}

#[test]
fn members_over_one_another_are_refused() {
    let mut bytes = zip(&[("a.html", PAGE), ("b.html", OTHER)]);
    let second = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    // The second entry of the directory points to the first member.
    bytes[second + 42..second + 46].copy_from_slice(&[0; 4]);
    let given = read(&bytes);
    assert!(given.pages.len() <= 1);
    assert!(!given.faults.is_empty());
}

#[test]
fn feeds_give_their_entries() {
    let rss = "<?xml version='1.0'?><rss><channel><title>Lake Courier</title>\
        <item><title>Bridge reopens</title><guid>bridge-1</guid><link>https://lake.example/bridge</link>\
        <description>Lorries cross again.</description></item>\
        <item><title>Ferry stops</title><description>On Monday.</description></item></channel></rss>";
    let given = read(rss.as_bytes()).clean();
    assert_eq!(given.names(), ["bridge-1", ""]);
    let source = &given.pages[0].source;
    assert_eq!(source.site.as_deref(), Some("Lake Courier"));
    assert_eq!(source.address.as_deref(), Some("https://lake.example/bridge"));
    assert!(rss.as_bytes()[source.offset.unwrap() as usize..].starts_with(&given.pages[0].bytes));
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Lake Courier", "items":
        [{"id": "1", "url": "https://lake.example/1", "content_text": "Lorries cross."}, {"id": 2}]}"#;
    let given = read(json.as_bytes()).clean();
    assert_eq!(given.names(), ["1", "2"]);
    let crawl = record(
        "response",
        "https://lake.example/feed",
        &answer("Content-Type: application/rss+xml\r\n", rss.as_bytes()),
    );
    let given = read(&crawl).clean();
    assert_eq!(given.names(), ["https://lake.example/feed/bridge-1", "https://lake.example/feed"]);
    assert_eq!(given.pages[0].source.fetched.as_deref(), Some("2019-05-14T08:30:00Z"));
}

#[test]
fn a_hundred_thousand_members() {
    let names: Vec<String> = (0..100_000).map(|n| format!("{n}.txt")).collect();
    let members: Vec<(&str, &[u8])> =
        names.iter().map(|name| (name.as_str(), &b"Lorries cross."[..])).collect();
    for bytes in [gzip(&tar(&members)), zip(&members)] {
        assert_eq!(read(&bytes).clean().pages.len(), 100_000);
    }
}

#[test]
fn nuls_and_noise_are_no_archive_and_break_nothing() {
    for magic in
        [&b"WARC/1.0\r\n"[..], b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"\x28\xb5\x2f\xfd", b"<rss>", b"{"]
    {
        for fill in [0u8, 0xff, b'\n', b'<', b'"'] {
            read(&[magic, &vec![fill; 5000]].concat());
        }
    }
    assert_eq!(Kind::of(&[0; 1024]), Kind::Page);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn a_byte_changed_anywhere_breaks_nothing(at in 0usize..4000, byte: u8, which in 0usize..4) {
        let mut bytes = match which {
            0 => crawl(),
            1 => gzip(&crawl()),
            2 => zip(&[("a.html", PAGE), ("b.html", OTHER)]),
            _ => tar(&[("a.html", PAGE), ("b.html", OTHER)]),
        };
        let at = at % bytes.len();
        bytes[at] = byte;
        read(&bytes);
        read(&bytes[..at]);
    }
}
