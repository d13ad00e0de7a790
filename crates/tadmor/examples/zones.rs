//! Prints the zone of every block of a page, with the reason.
//!
//! `cargo run --example zones -- PAGE [GOLD.jsonl]`: with a gold file of lines {page, line, zone} only the blocks that
//! differ are marked, and a last line counts those that agree.

use std::collections::BTreeMap;

use tadmor::{Tables, article, page};

#[allow(clippy::disallowed_methods, clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, gold @ ..] = arguments.as_slice() else { return Err("usage: zones PAGE [GOLD.jsonl]".into()) };
    let bytes = std::fs::read(path)?;
    let name = path.rsplit('/').next().unwrap_or(path);
    let gold = gold.first().map(std::fs::read_to_string).transpose()?.unwrap_or_default();
    let mut wanted: BTreeMap<u64, String> = BTreeMap::new();
    for line in gold.lines() {
        let row: serde_json::Value = serde_json::from_str(line)?;
        if row["page"] == name {
            wanted.insert(row["line"].as_u64().unwrap_or(0), row["zone"].as_str().unwrap_or("").to_owned());
        }
    }
    let tables = Tables::shipped()?;
    let page = page::parse(&bytes, None, &tables);
    let mut right = 0;
    for block in &page.blocks {
        let raw = page.text.raw(block.span);
        let line = 1 + bytes[..raw.start as usize].iter().filter(|byte| **byte == b'\n').count() as u64;
        let text: String = page.text.slice(block.span).chars().take(90).collect();
        let zone = block.zone.as_str();
        let mark = match wanted.get(&line) {
            Some(gold) if gold == zone => {
                right += 1;
                "  ".to_owned()
            }
            Some(gold) => format!("! {gold} is right: "),
            None => "  ".to_owned(),
        };
        println!("{line:4} {mark}{zone:14} {text:90} ({})", block.because);
    }
    println!("{} {} {:?}", page.format as u8, page.encoding, page.notes);
    println!("{}", serde_json::to_string_pretty(&article::find(&page, &tables))?);
    if !wanted.is_empty() {
        println!("{right} of {} lines", wanted.len());
    }
    Ok(())
}
