//! Prints one JSON object: a page's id to what was read of it, as the public scorers of page extraction ask for it.
//!
//! `cargo run --release --example pages_json -- FOLDER > predictions.json` reads each `ID.html` in the folder.

use std::collections::BTreeMap;

use tadmor::page::Zone;
use tadmor::{Tables, article, page};

#[allow(clippy::disallowed_methods, clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Some(folder) = std::env::args().nth(1) else { return Err("usage: pages_json FOLDER".into()) };
    let tables = Tables::shipped()?;
    let mut pages = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(id) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        let page = page::parse(&std::fs::read(&path)?, None, &tables);
        let article = article::find(&page, &tables);
        let words = |zones: &[Zone]| {
            let blocks = page.blocks.iter().filter(|block| zones.contains(&block.zone));
            blocks.map(|block| page.text.slice(block.span)).collect::<Vec<_>>().join("\n")
        };
        let value = serde_json::json!({
            "text": words(&[Zone::Body, Zone::Deck]),
            "comments": article.comments.iter().map(|comment| comment.text.as_str()).collect::<Vec<_>>().join("\n"),
            "date": article.published.days.exact().map(|day| day.to_string()),
            "title": article.title.map(|title| title.value),
            "author": article.byline.map(|byline| byline.value),
        });
        pages.insert(id.to_owned(), value);
    }
    println!("{}", serde_json::to_string(&pages)?);
    Ok(())
}
