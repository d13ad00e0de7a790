//! Runs `cases/page.txt`: each line of a page with its zone before the bar. `UPDATE=1` rewrites the zones.

use tadmor::Tables;
use tadmor::page::parse;

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/page.txt");

#[test]
#[allow(clippy::disallowed_methods)]
fn lines_have_their_zones() {
    let tables = Tables::shipped().unwrap();
    let cases = std::fs::read_to_string(CASES).unwrap();
    let mut made = String::new();
    for case in cases.split("--- ").filter(|case| !case.trim().is_empty()) {
        let (name, lines) = case.split_once('\n').unwrap();
        let words: Vec<&str> = lines
            .lines()
            .map(|line| line.split_once('|').map_or("", |(_, text)| text.strip_prefix(' ').unwrap_or(text)))
            .collect();
        let text = words.join("\n");
        let page = parse(text.as_bytes(), None, &tables);
        made.push_str(&format!("--- {name}\n"));
        let mut at = 0;
        for line in words {
            let zone = page.blocks.iter().find(|block| {
                block.span.start >= at && block.span.start <= at + line.len() && !line.trim().is_empty()
            });
            let row = format!("{:14} | {line}", zone.map_or("", |block| block.zone.as_str()));
            made.push_str(row.trim_end());
            made.push('\n');
            at += line.len() + 1;
        }
    }
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(CASES, &made).unwrap();
    }
    let trimmed: String = cases.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    assert_eq!(trimmed, made, "run with UPDATE=1 and look at the difference");
}
