//! Promises of the room `page`: every block is found again at its bytes; hostile pages are read in linear time.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::path::PathBuf;

use proptest::prelude::*;
use tadmor::Tables;
use tadmor::article;
use tadmor::page::{Format, Page, Zone, account, parse, visible};

fn tables() -> Tables {
    Tables::shipped().expect("the tables that ship are sound")
}

/// Every block's bytes, read again on their own, give its text; blocks are in order and do not overlap.
fn assert_found_again(bytes: &[u8], page: &Page) {
    let mut end = 0;
    for block in &page.blocks {
        assert!(end <= block.span.start && block.span.start < block.span.end, "blocks run forward");
        end = block.span.end;
        let raw = page.text.raw(block.span);
        let slice = raw.of(bytes).expect("a block's bytes lie in the page");
        let again = visible::folded(&visible::of(slice, page.format, page.encoding));
        let text = visible::folded(page.text.slice(block.span));
        assert_eq!(again, text, "at {raw:?}");
    }
    // Every visible byte stands in exactly one block.
    let account = account::of(bytes, page);
    assert!(account.holds(), "{:?}", account.fault);
}

fn check(bytes: &[u8]) -> Page {
    let page = parse(bytes, None, &tables());
    assert_found_again(bytes, &page);
    page
}

#[test]
fn blocks_with_entities_line_ends_and_broken_tags_are_found_again() {
    for text in [
        "<p>Caf&eacute;&nbsp;&amp; bar,\r\n two &lt;b&gt; and &notit; &#x41;&#66; &unknown; &amp</p>",
        "<p>One <b>two <i>three</b> four</i> five<p>Six<br>seven<br><br>eight<div>nine</p>ten</div>",
        "<table><tr><td>a<td>b<tr><td>c</table> d <table><b>e</table>",
        "<ul><li>a<li>b <a href=x>c<li>d</ul> e</a> f",
        "<p>a <svg><title>icon</title><path/></svg> b <svg/> c</p><p>d <script>x < y</script> e",
        "<p>\u{feff}zero\u{200b}width soft\u{ad}hyphen \u{2003}em\u{a0}nbsp</p>",
        "<body><p>a<!-- not <p> --> b<![CDATA[c]]> d</p></body></html><p>after",
        "<title>x</title><p>a<textarea>typed</textarea>b<noscript>n</noscript>c<template>t</template>d",
        "<p>a</br>b</p></p>c<br/>d<hr>e",
    ] {
        check(text.as_bytes());
    }
}

#[test]
fn pages_in_other_charsets_are_found_again() {
    let words = "<p>Колонна из девяти машин &mdash; ушла.</p><div>Конец</div>";
    for label in ["windows-1251", "koi8-r", "utf-8", "iso-8859-5"] {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let (body, ..) = encoding.encode(words);
        let bytes = [format!("<html><meta charset={label}>").as_bytes(), &body].concat();
        let page = check(&bytes);
        assert_eq!(page.text.as_str(), "Колонна из девяти машин — ушла.\n\nКонец");
    }
}

#[test]
fn hostile_pages_are_read() {
    let deep = format!("{}text{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let inline = "<b>".repeat(50_000) + "<p>x</b>".repeat(20_000).as_str();
    let unclosed = "<td><p><li><a href=x>w ".repeat(20_000);
    let entities = "<p>".to_owned() + &"&".repeat(100_000) + &"a".repeat(100_000);
    let line = "word ".repeat(2_000_000);
    for text in [&deep, &inline, &unclosed, &entities, &line] {
        let bytes = text.as_bytes();
        let page = parse(bytes, None, &tables());
        assert_found_again(bytes, &page);
        article::find(&page, &tables());
    }
}

#[test]
fn an_entry_of_a_feed_says_its_day_and_who_wrote_it() {
    let entry = "<item><title>Brod bridge</title><pubDate>Tue, 14 May 2019 21:15:00 +0300</pubDate>\
        <author>desk@lake.example (Anna Kovacs)</author><description>Lorries cross.</description></item>";
    let page = parse(entry.as_bytes(), None, &tables());
    assert_eq!(page.format, Format::Entry);
    let article = article::find(&page, &tables());
    assert_eq!(article.published.days.from.unwrap().to_string(), "2019-05-14");
    assert_eq!(article.byline.unwrap().value, "Anna Kovacs");
}

#[test]
fn an_entry_is_filed_under_its_categories() {
    for entry in [
        "<item><title>Brod bridge</title><category>Roads</category><category><![CDATA[Lake news]]></category></item>",
        "<entry><title>Brod bridge</title><category term=\"roads\" label=\"Roads\"/><category term=\"Lake news\"/></entry>",
        "{\"id\": \"1\", \"title\": \"Brod bridge\", \"summary\": \"\", \"tags\": [\"Roads\", \"Lake news\"]}",
    ] {
        let page = parse(entry.as_bytes(), None, &tables());
        assert_eq!(article::find(&page, &tables()).tags, ["Roads", "Lake news"], "{entry}");
    }
}

#[test]
fn a_writer_beside_a_marked_one_is_not_lost() {
    let body = "<p>The ferry to Lug stops on Monday, the mayor of the town said on the bridge.</p>".repeat(4);
    let page = format!(
        "<html><h1>Ferry stops</h1><p>By <a rel=author href=/team/anna>Anna Kowal</a> and Jan Berg</p>{body}"
    );
    let page = parse(page.as_bytes(), None, &tables());
    let article = article::find(&page, &tables());
    let names: Vec<&str> = article.authors.iter().map(|author| author.value.as_str()).collect();
    assert_eq!(names, ["Anna Kowal", "Jan Berg"]);
    assert_eq!(article.byline.unwrap().value, "Anna Kowal and Jan Berg");
}

#[test]
fn a_long_text_is_cut_with_a_note() {
    let text = "A line of the log.\n".repeat(1_200_000);
    let page = parse(text.as_bytes(), None, &tables());
    assert!(page.text.len() <= tadmor::page::decode::MOST_BYTES);
    assert!(
        page.notes.iter().any(|note| note.span.is_some() && note.what.contains("left out")),
        "{:?}",
        page.notes
    );
}

#[test]
fn a_bare_report_is_title_and_body() {
    let text = "Nine lorries reach the mountain camp after a week\n\nVALLETTA (Reuters) - Nine lorries reached the camp on Monday, the mayor said.\n\n\
        “I was afraid that you would not come,” she told the drivers. “We had nothing left.”\n\nWhat comes next\n\nThe road is to be open until Friday, according to the ministry.\n";
    let page = check(text.as_bytes());
    let zones: Vec<Zone> = page.blocks.iter().map(|block| block.zone).collect();
    assert_eq!(zones, [Zone::Title, Zone::Body, Zone::Body, Zone::Body, Zone::Body]);
    assert_eq!(page.format, Format::Plain);
}

/// Pages of one shape again and again, each of about `size` bytes.
fn hostile(size: usize) -> Vec<(&'static str, String)> {
    let many = |make: &dyn Fn(usize) -> String| {
        let mut page = String::with_capacity(size + 100);
        for at in 0.. {
            if page.len() >= size {
                break;
            }
            page.push_str(&make(at));
        }
        page
    };
    let day = |at: usize| format!("{}-{:02}-{:02}", 1990 + at % 40, 1 + at / 40 % 12, 1 + at / 480 % 28);
    let body =
        format!("<p>{}</p>", "The lorries crossed the bridge at noon, the mayor of Brod said. ".repeat(9));
    let posts = "<div itemtype=\"https://schema.org/LiveBlogPosting\">".to_owned()
        + &many(&|at| {
            format!(
                "<div itemprop=liveBlogUpdate itemscope itemtype=\"https://schema.org/BlogPosting\">\
                <time datetime=\"2031-05-03T10:{:02}\">10</time><h3>Two words</h3><p>The road to Brod is open again, the mayor said, and lorries pass.</div>",
                at % 60
            )
        });
    let articles = format!(
        "<script type=\"application/ld+json\">[{}{{}}]</script>{body}",
        many(&|at| format!("{{\"@type\":\"Article\",\"headline\":\"Lake &amp; road {at}\"}},"))
    );
    let long_headline = format!(
        "<script type=\"application/ld+json\">[{{\"@type\":\"Article\",\"author\":\"A B\",\"headline\":\"{}\"}}{}]</script>{body}",
        "a&amp;".repeat(size / 10),
        ",{\"@type\":\"Article\",\"headline\":\"x\"}".repeat(size / 80)
    );
    let replies = body.clone() + &many(&|_| "<p>Ana Kos<p>Who pays?<p>Reply".to_owned());
    let blocks = many(&|_| "<p>a".to_owned());
    let titles = many(&|at| format!("<meta name=title content=\"Lorries {at}\"><p>Lorries {at} of"));
    let address = format!(
        "<html><meta property=\"og:image\" content=\"https://lake.example/{0}\"><link rel=canonical href=\"/{0}\">{body}",
        many(&|_| "2011-4-".to_owned())
    );
    let dates =
        many(&|at| format!("<meta property=\"article:published_time\" content=\"{}\">", day(at))) + &body;
    let items = many(&|at| format!("<b itemprop=datePublished content=\"{}\">a</b>", day(at))) + &body;
    let marks = format!("{body}<div class=comment><p>{}</div>", many(&|_| "1/".to_owned()));
    let attributes = many(&|at| format!("<p role={0} itemprop={0} href={0}>a", "é".repeat(at % 5000)));
    vec![
        ("posts", posts),
        ("articles", articles),
        ("a long headline", long_headline),
        ("replies", replies),
        ("blocks", blocks),
        ("titles", titles),
        ("an address", address),
        ("stated dates", dates),
        ("dates in the text", items),
        ("one word of marks", marks),
        ("attributes", attributes),
    ]
}

/// How long a page takes to be read, at best of some tries.
#[allow(clippy::disallowed_methods)]
fn time_of(page: &str, tries: usize) -> std::time::Duration {
    let read = |_| {
        let start = std::time::Instant::now();
        let page = parse(page.as_bytes(), None, tables_once());
        article::find(&page, tables_once());
        start.elapsed()
    };
    (0..tries).map(read).min().unwrap()
}

#[test]
fn time_grows_with_a_hostile_page_and_no_faster() {
    const ENOUGH: std::time::Duration = std::time::Duration::from_secs(5);
    for ((name, page), (_, twice)) in hostile(150_000).into_iter().zip(hostile(300_000)) {
        let long = time_of(&twice, 1);
        if long <= ENOUGH {
            continue;
        }
        // A slow machine, or one with much else to do: then the growth alone tells.
        let (short, long) = (time_of(&page, 3), time_of(&twice, 3));
        assert!(long <= ENOUGH || long < short * 3, "{name}: {short:?}, of twice the page {long:?}");
    }
}

#[test]
fn a_page_may_break_off_at_any_byte_of_a_tag() {
    let whole = "<html><p>a</p><p title=\"café 2031-05-03 ш\" lang=ш><a b=2031-é>";
    for end in 0..=whole.len() {
        check(&whole.as_bytes()[..end]);
    }
}

#[test]
fn what_machines_read_of_a_time_goes_before_what_it_shows() {
    for time in [
        "<time title='3 minutes ago' datetime='2031-05-03'>3 minutes ago</time>",
        "<time datetime='2031-05-03' title='3 minutes ago'>3 minutes ago</time>",
    ] {
        let page = parse(format!("<html><body><p>{time}</p></body></html>").as_bytes(), None, tables_once());
        let stated = page.properties.iter().find(|property| property.name == "time").unwrap();
        assert_eq!(stated.value, "2031-05-03");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_mix_of_tags_and_words_is_found_again(parts in proptest::collection::vec(0usize..40, 0..60)) {
        const PARTS: [&str; 40] = [
            "<p>", "</p>", "<div class=comment>", "</div>", "<b>", "</b>", "<i>", "</i>", "<a href=u>", "</a>", "<br>", "<td>",
            "<tr>", "<table>", "</table>", "<li>", "<ul>", "</ul>", "<span class='date'>", "</span>", "&amp;", "&nbsp;", "&copy",
            "&#8217;", " ", "\r\n", "word", "two words", "Слово", "3 < 4", "<h1>", "</h1>", "<!-- c -->", "<script>s</script>",
            "<svg><path></svg>", "<svg>", "\u{a0}", "end.", "<x-y>", "</x-y>",
        ];
        let text: String = std::iter::once("<html>").chain(parts.iter().map(|at| PARTS[*at])).collect();
        let page = parse(text.as_bytes(), None, tables_once());
        assert_found_again(text.as_bytes(), &page);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let page = parse(&bytes, None, tables_once());
        article::find(&page, tables_once());
        let html = [b"<html><p>".as_slice(), &bytes].concat();
        let page = parse(&html, None, tables_once());
        article::find(&page, tables_once());
    }
}

fn tables_once() -> &'static Tables {
    static TABLES: std::sync::OnceLock<Tables> = std::sync::OnceLock::new();
    TABLES.get_or_init(tables)
}

/// The shared folder of real pages, where it exists; continuous integration must have it.
fn shared(path: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(path);
    if folder.exists() {
        return Some(folder);
    }
    #[allow(clippy::disallowed_methods)]
    let required = std::env::var("CI").is_ok_and(|value| value == "true");
    assert!(!required, "{} is missing", folder.display());
    #[allow(clippy::print_stdout)]
    {
        println!("skipped: {} is absent", folder.display());
    }
    None
}

#[test]
#[allow(clippy::disallowed_methods)]
fn zones_of_the_seeds_agree_with_the_gold() {
    let (Some(gold), Some(seeds)) = (shared("gold/zones.jsonl"), shared("seeds")) else { return };
    let rows: Vec<serde_json::Value> = std::fs::read_to_string(gold)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let mut wrong = Vec::new();
    for name in std::fs::read_dir(seeds).unwrap().map(|entry| entry.unwrap().path()) {
        let bytes = std::fs::read(&name).unwrap();
        let page = check(&bytes);
        for block in &page.blocks {
            let start = page.text.raw(block.span).start as usize;
            let line = 1 + bytes[..start].iter().filter(|byte| **byte == b'\n').count();
            let file = name.file_name().unwrap().to_str().unwrap();
            let row = rows.iter().find(|row| row["page"] == file && row["line"] == line);
            if let Some(row) = row.filter(|row| row["zone"] != block.zone.as_str()) {
                wrong.push(format!("{file}:{line} {} is {}", row["zone"], block.zone.as_str()));
                let told =
                    block.zone.tells() && matches!(row["zone"].as_str(), Some("comment" | "furniture"));
                assert!(!told, "{wrong:?}");
            }
        }
    }
    assert!(rows.len() - wrong.len() >= 150, "{wrong:#?}");
}

#[test]
#[allow(clippy::disallowed_methods)]
fn date_traps_never_invent_a_day() {
    let (Some(gold), Some(folder)) =
        (shared("data/pages/date-traps/gold.jsonl"), shared("data/pages/date-traps/html"))
    else {
        return;
    };
    let mut right = 0;
    for line in std::fs::read_to_string(gold).unwrap().lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let id = row["id"].as_str().unwrap();
        let bytes = std::fs::read(folder.join(format!("{id}.html"))).unwrap();
        let page = check(&bytes);
        let day = article::find(&page, tables_once()).published.days.exact().map(|day| day.to_string());
        assert!(day.is_none() || day.as_deref() == row["date"].as_str(), "{id}: {day:?}");
        right += usize::from(day.as_deref() == row["date"].as_str());
    }
    // A Hijri day may be off by one, and 02/03 may be of two months: both are left open.
    assert!(right >= 18, "{right} of 20");
}
