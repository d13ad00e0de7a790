//! Sentences and the claims that they carry: `tests/cases/claim.txt`. `UPDATE=1` rewrites the file; review the diff.

use std::fmt::Write as _;
use std::path::Path;

use tadmor::claim::Claim;
use tadmor::day::Day;
use tadmor::page::Page;
use tadmor::reading::{Options, read_parsed};
use tadmor::{Tables, claim};

#[test]
fn claims_read_as_the_cases_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/claim.txt");
    let file = std::fs::read_to_string(&path).unwrap();
    let tables = Tables::shipped().unwrap();
    let read = rewritten(&file, &tables);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, read).unwrap();
        return;
    }
    for (line, (expected, found)) in file.lines().zip(read.lines()).enumerate() {
        assert_eq!(expected, found, "tests/cases/claim.txt, line {}", line + 1);
    }
    assert_eq!(file, read);
}

/// The file with the claims of every case as they are read now.
fn rewritten(file: &str, tables: &Tables) -> String {
    let mut out = String::new();
    let (head, cases) = file.split_once("\n--- ").expect("the file opens with remarks, then cases");
    out.push_str(head);
    out.push('\n');
    for case in cases.split("\n--- ") {
        let text: Vec<&str> =
            case.lines().skip(1).filter(|line| !line.starts_with("=> ") && !line.trim().is_empty()).collect();
        let title = case.lines().next().unwrap_or_default();
        let date = title.rsplit_once('(').and_then(|(_, rest)| Day::parse(rest));
        let _ = write!(out, "--- {title}\n{}\n", text.join("\n"));
        let claims = read(&text.join("\n\n"), date, tables);
        if claims.is_empty() {
            out.push_str("=> nothing\n");
        }
        for claim in claims {
            let _ = writeln!(out, "=> {}", line(&claim));
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn read(text: &str, date: Option<Day>, tables: &Tables) -> Vec<Claim> {
    let page = Page::body_only(text);
    let options = Options { date, ..Options::default() };
    read_parsed(&page, text.len() as u64, tables, &options).claims
}

/// One claim on one line: kind, quote, then whatever is not left open.
fn line(claim: &Claim) -> String {
    let mut parts = vec![format!("{} “{}”", claim.kind, claim.quote.replace('\n', " "))];
    let parties = |parties: &[claim::Party]| {
        parties.iter().map(|party| party.name.clone()).collect::<Vec<_>>().join("; ")
    };
    let said_by = claim.said_by();
    if said_by.len() > 1 {
        parts.push(format!("said by {}", said_by[1..].join(" > ")));
    }
    for (name, value) in [
        ("by", parties(&claim.agent)),
        ("with", parties(&claim.support)),
        ("against", parties(&claim.target)),
    ] {
        if !value.is_empty() {
            parts.push(format!("{name} {value}"));
        }
    }
    if !claim.places.is_empty() {
        let places = claim.places.iter().map(|place| place.name.clone()).collect::<Vec<_>>();
        parts.push(format!("at {}", places.join("; ")));
    }
    if let Some(when) = &claim.when {
        parts.push(format!("on {}", when.days));
    }
    for figure in &claim.figures {
        let bound = match (figure.low, figure.high) {
            (Some(low), Some(high)) if low == high => low.to_string(),
            (low, high) => {
                let end = |end: Option<u64>| end.map_or_else(|| "…".to_owned(), |end| end.to_string());
                format!("[{}, {}]", end(low), end(high))
            }
        };
        let outcome = serde_json::to_value(figure.outcome).expect("an outcome is a word");
        let part = figure.part_of.as_ref().map_or_else(String::new, |whole| format!(" of the {whole}"));
        parts.push(format!("{bound} {} {}{part}", figure.of, outcome.as_str().unwrap_or_default()));
    }
    parts.extend(claim.extent.map(|extent| format!("{extent:?}").to_lowercase()));
    if claim.mood != claim::Mood::Asserted {
        parts.push(format!("{:?}", claim.mood).to_lowercase());
    }
    if claim.polarity == claim::Polarity::Negative {
        parts.push("not so".to_owned());
    }
    parts.join(" | ")
}
