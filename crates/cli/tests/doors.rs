//! Archives and feeds through the command: each page in them is a page of the ledger.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use std::io::{Cursor, Write};

use common::{Workplace, page};
use flate2::Compression;
use flate2::write::GzEncoder;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zip(members: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn record(kind: &str, address: &str, date: &str, block: &str) -> Vec<u8> {
    let length = block.len();
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: {date}\r\nContent-Type: \
         application/http\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
    .into_bytes()
}

fn answer(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{body}")
}

const FEED: &str = "<?xml version='1.0'?><rss><channel><title>Lim Valley Post</title>\
    <item><title>Government forces retake Berane</title><link>https://lim.example/berane</link>\
    <pubDate>Fri, 17 May 2019 10:00:00 +0200</pubDate><description>&lt;p&gt;Government forces captured the town of \
    &lt;b&gt;Berane&lt;/b&gt; on Friday, mayor Lena Dokic said. At least 12 fighters were killed.&lt;/p&gt;</description></item>\
    <item><title>Ferry stops</title><description><![CDATA[The ferry stops on Monday.]]></description></item></channel></rss>";

#[test]
fn archives_and_feeds_are_read_and_their_quotes_found_again() {
    let workplace = Workplace::new();
    let crawl = [
        record("request", "https://lim.example/0", "2019-05-20T10:00:00Z", "GET / HTTP/1.1"),
        record("response", "https://lim.example/0", "2019-05-20T10:00:00Z", &answer(&page(0))),
        record("response", "https://lim.example/1", "2019-05-20T10:00:00Z", &answer(&page(1))),
    ];
    workplace.write("crawl.warc.gz", crawl.map(|record| gzip(&record)).concat());
    workplace.write("pages/two.html.gz", gzip(page(2).as_bytes()));
    workplace.write("pages/inner.zip", zip(&[("../0.txt".to_owned(), page(0).into_bytes())]));
    workplace.write("feed.xml", FEED);
    let read = ["read", "crawl.warc.gz", "feed.xml", "pages", "--json"];
    let summary = workplace.run(&read).json();
    assert_eq!(summary["read"], 6, "{summary}");
    assert_eq!(summary["new"], 5, "{summary}");
    assert_eq!(summary["passed"]["a WARC request"], 1, "{summary}");
    assert_eq!(summary["unreadable"].as_array().unwrap().len(), 0, "{summary}");
    let articles = workplace.run(&["articles", "--json"]).ok();
    let articles: Vec<serde_json::Value> =
        articles.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let zero = articles.iter().find(|line| line["page"] == "crawl.warc.gz/https://lim.example/0").unwrap();
    assert_eq!(zero["address"], "https://lim.example/0");
    // The same bytes in two archives are one page with two sources.
    assert_eq!(zero["sources"][0]["fetched"], "2019-05-20T10:00:00Z");
    assert_eq!(zero["sources"][1]["member"], "../0.txt");
    assert_eq!(zero["sources"][1]["file"], "inner.zip");
    let entry = articles.iter().find(|line| line["title"] == "Government forces retake Berane").unwrap();
    assert_eq!(entry["published"]["from"], "2019-05-17", "{entry}");
    let claims = workplace.run(&["claims", "--page", entry["page"].as_str().unwrap()]).ok();
    assert!(claims.contains("Berane"), "{claims}");
    workplace.run(&["verify"]).ok();
    assert!(!workplace.path("../0.txt").exists());

    let generation = summary["generation"].clone();
    let again = workplace.run(&read).json();
    assert_eq!(
        (&again["new"], &again["unchanged"], &again["generation"]),
        (&0.into(), &6.into(), &generation)
    );
    assert_eq!(again["passed"]["a WARC request"], 1, "{again}");
}

#[test]
fn the_order_of_members_changes_nothing() {
    let workplace = Workplace::new();
    let mut members: Vec<(String, Vec<u8>)> =
        (0..8).map(|n| (format!("{n}.txt"), page(n).into_bytes())).collect();
    let exports = |workplace: &Workplace, folder: &str, members: &[(String, Vec<u8>)]| {
        workplace.write(&format!("{folder}/pile.zip"), zip(members));
        let ledger = format!("{folder}.db");
        workplace.run(&["read", folder, "--ledger", &ledger]).ok();
        let exports = workplace.exports(&ledger);
        // The archives themselves differ.
        exports.split("\"sha256\":\"").map(|part| part.get(64..).unwrap_or(part)).collect::<String>()
    };
    let one = exports(&workplace, "one", &members);
    members.reverse();
    assert!(one.contains("\"kind\""), "{one}");
    let two = exports(&workplace, "two", &members);
    assert_eq!(one.len(), two.len());
    assert_eq!(one, two);
}

#[test]
fn what_a_second_source_tells_is_taken_whatever_came_first() {
    let workplace = Workplace::new();
    let text =
        "Ferry stops\n\nThe ferry to Lug stops, the mayor said. It will not go again before the summer.\n";
    workplace.write("a/page.txt", text);
    workplace.write(
        "b/x.warc",
        record("response", "https://lim.example/f", "2019-05-20T10:00:00Z", &answer(text)),
    );
    workplace.run(&["read", "a", "--ledger", "one.db"]).ok();
    workplace.run(&["read", "b", "--ledger", "one.db"]).ok();
    workplace.run(&["read", "b", "a", "--ledger", "two.db"]).ok();
    let one = workplace.exports("one.db");
    assert!(one.contains("\"address\":\"https://lim.example/f\",\"published\""), "{one}");
    assert_eq!(one, workplace.exports("two.db"));
}

#[test]
fn damage_is_named_and_the_rest_is_read() {
    let workplace = Workplace::new();
    let crawl = [
        record("response", "https://lim.example/0", "2019-05-20T10:00:00Z", &answer(&page(0))),
        record("response", "https://lim.example/1", "2019-05-20T10:00:00Z", &answer(&page(1))),
    ]
    .concat();
    workplace.write("cut.warc", &crawl[..crawl.len() - 44]);
    let said = workplace.run(&["read", "cut.warc"]).ok();
    assert!(said.contains("40 bytes short"), "{said}");
    assert!(said.contains("2 pages"), "{said}");
    workplace.write("nothing.zip", zip(&[]));
    workplace.run(&["read", "nothing.zip"]).failed(3);
    workplace.write("folder/nothing.zip", zip(&[]));
    workplace.run(&["read", "folder"]).ok();
}

#[test]
fn page_lists_an_archive_and_reads_one_of_it() {
    let workplace = Workplace::new();
    workplace.write("feed.xml", FEED);
    let listed = workplace.run(&["page", "feed.xml"]).ok();
    assert!(listed.contains("https://lim.example/berane"), "{listed}");
    let one = workplace.run(&["page", "feed.xml", "--member", "https://lim.example/berane", "--json"]).json();
    assert_eq!(one["format"], "entry");
    assert_eq!(one["outlet"], "Lim Valley Post", "{one}");
    workplace.run(&["page", "feed.xml", "--member", "no such"]).failed(1);
    workplace.write("one.html.gz", gzip(page(3).as_bytes()));
    assert!(workplace.run(&["page", "one.html.gz", "--json"]).json()["title"].is_string());
}

#[test]
fn a_cut_page_is_read_as_far_as_it_goes_and_a_note_says_so() {
    let workplace = Workplace::new();
    let packed = gzip(page(1).repeat(40).as_bytes());
    workplace.write("cut.txt.gz", &packed[..packed.len() - 10]);
    let read = workplace.run(&["page", "cut.txt.gz", "--json"]).json();
    assert!(!read["body"].as_str().unwrap().is_empty(), "{read}");
    let notes = read["notes"].to_string();
    assert!(notes.contains("ends early") && notes.contains("what is there was read"), "{notes}");
    let summary = workplace.run(&["read", "cut.txt.gz", "--json"]).json();
    assert_eq!(summary["read"], 1, "{summary}");
    assert!(summary["unreadable"].to_string().contains("ends early"), "{summary}");
}

#[test]
fn own_outlets_that_a_later_run_leaves_out_are_named() {
    let workplace = Workplace::new();
    workplace.write("a.txt", page(1));
    workplace.write("own.tsv", "Lim Valley Post\t\tlim.example\tnewspaper\tME\t\n");
    let first = workplace.run(&["read", "a.txt", "--outlets", "own.tsv", "--json"]).json();
    assert!(first["outlets_before"].is_null(), "{first}");
    let second = workplace.run(&["read", "a.txt", "--json"]).json();
    assert_eq!(second["outlets_before"], "own.tsv", "{second}");
    // It is said once: from then on the ledger is read with what ships.
    let third = workplace.run(&["read", "a.txt", "--json"]).json();
    assert!(third["outlets_before"].is_null(), "{third}");
}

#[test]
fn a_charset_that_is_none_is_refused_with_examples() {
    let workplace = Workplace::new();
    workplace.write("a.txt", page(1));
    let said = workplace.run(&["page", "a.txt", "--charset", "nonsense"]).failed(2);
    assert!(said.contains("windows-1251"), "{said}");
    workplace.run(&["page", "a.txt", "--charset", "windows-1251"]).ok();
}
