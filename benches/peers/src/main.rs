//! Reads labelled pages with the Rust readers that Tadmor is compared with, and with Tadmor, in one run.
//!
//! usage: tadmor-peers {tadmor|trafilatura|rs-trafilatura|dom-smoothie} SET --out FILE
//!
//! SET is a folder with `html/*.html`. FILE gets `{id: {text, comments, date, title, author}}`, as the scorer of page
//! extraction reads it. Prints pages per CPU-second in reading alone, and the worst page per megabyte. Pages are
//! decoded as UTF-8 beforehand, and no address is passed, for every reader.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use cpu_time::ThreadTime;
use serde_json::{Value, json};

type Reader = Box<dyn Fn(&str) -> Value>;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, set, flag, out] = arguments.as_slice() else {
        return Err("usage: tadmor-peers {tadmor|trafilatura|rs-trafilatura|dom-smoothie} SET --out FILE".into());
    };
    if flag != "--out" {
        return Err(format!("{flag}: expected --out").into());
    }
    let read = reader(name)?;
    let mut pages = BTreeMap::new();
    for entry in fs::read_dir(format!("{set}/html"))? {
        let path = entry?.path();
        let Some(id) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        pages.insert(id.to_owned(), String::from_utf8_lossy(&fs::read(&path)?).into_owned());
    }
    // The first page pays for what the reader loads when it is first used.
    if let Some(html) = pages.values().next() {
        read(html);
    }
    let mut answers = serde_json::Map::new();
    let (mut worst, mut failed) = (0.0f64, 0);
    let start = ThreadTime::now();
    for (id, html) in &pages {
        let before = ThreadTime::now();
        let answer = catch_unwind(AssertUnwindSafe(|| read(html))).unwrap_or_else(|_| {
            failed += 1;
            json!({})
        });
        let spent = before.elapsed().as_secs_f64() * 1000.0;
        worst = worst.max(spent / (html.len() as f64 / 1e6).max(0.05));
        answers.insert(id.clone(), answer);
    }
    let spent = start.elapsed().as_secs_f64();
    fs::write(out, serde_json::to_string(&answers)?)?;
    let rate = pages.len() as f64 / spent;
    println!("{name}: {} pages, {failed} failed, {rate:.1} pages per CPU-second, worst {worst:.0} ms per MB", pages.len());
    Ok(())
}

fn reader(name: &str) -> Result<Reader, Box<dyn Error>> {
    Ok(match name {
        "tadmor" => {
            let tables = tadmor::Tables::shipped()?;
            Box::new(move |html| tadmor_reads(html, &tables))
        }
        "trafilatura" => Box::new(|html| {
            let Ok(found) = trafilatura::extract(html, &trafilatura::Options::default()) else { return json!({}) };
            let metadata = found.metadata;
            json!({
                "text": found.content_text, "comments": found.comments_text, "title": metadata.title,
                "author": metadata.author, "date": metadata.date.map(|date| date.to_string()),
            })
        }),
        "rs-trafilatura" => Box::new(|html| {
            let options = rs_trafilatura::Options { include_comments: true, ..Default::default() };
            let Ok(found) = rs_trafilatura::extract_with_options(html, &options) else { return json!({}) };
            let metadata = found.metadata;
            json!({
                "text": found.content_text, "comments": found.comments_text, "title": metadata.title,
                "author": metadata.author, "date": metadata.date.map(|date| date.format("%Y-%m-%d").to_string()),
            })
        }),
        "dom-smoothie" => Box::new(|html| {
            let found = dom_smoothie::Readability::new(html, None, None).and_then(|mut page| page.parse());
            let Ok(found) = found else { return json!({}) };
            let date = found.published_time.as_deref().and_then(|time| time.get(..10)).map(str::to_owned);
            json!({"text": &*found.text_content, "title": found.title, "author": found.byline, "date": date})
        }),
        _ => return Err(format!("{name}: no such reader").into()),
    })
}

/// The same work: body, comments, day, title, author.
fn tadmor_reads(html: &str, tables: &tadmor::Tables) -> Value {
    use tadmor::page::{Zone, parse};
    let page = parse(html.as_bytes(), Some("utf-8"), tables);
    let article = tadmor::article::find(&page, tables);
    let text: Vec<&str> = page.zone(Zone::Body).map(|block| page.text.slice(block.span)).collect();
    let comments: Vec<&str> = article.comments.iter().map(|comment| comment.text.as_str()).collect();
    json!({
        "text": text.join("\n"), "comments": comments.join("\n"), "title": article.title.map(|title| title.value),
        "author": article.byline.map(|author| author.value),
        "date": article.published.days.exact().map(|day| day.to_string()),
    })
}
