//! `tadmor eval pages` measures as the scorer of page extraction that counts.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use std::process::Command;

use common::{Workplace, scorer};

/// A page of our own, with all that is scored.
fn page(at: usize) -> String {
    format!(
        "<html><head><title>Ferry {at} runs again</title><meta name=author content='Ilse Brandt'>\
         <meta property='article:published_time' content='2015-06-{:02}T10:00:00+00:00'></head>\
         <body><nav><a href=/>Home</a> <a href=/harbour>Harbour</a></nav><article><h1>Ferry {at} runs again</h1>\
         <p>The ferry between the two banks of the Oder carried its first lorries on Tuesday, the harbour master said.</p>\
         <p>Around {at}0 lorries had waited since the spring flood, which tore away the landing stage and its road.</p>\
         </article><div id=comments class=comments-area><h2>2 comments</h2><ol class=comment-list>\
         <li class=comment><cite class=fn>jan_k</cite><p>about time, we waited the whole summer for this!!</p></li>\
         <li class=comment><cite class=fn>Marta</cite><p>Who pays for the landing stage I wonder</p></li></ol></div>\
         <footer>© 2015 Oder Courier</footer></body></html>",
        at + 1
    )
}

/// Its labels, of which some are wrong, so that the figures are not all one.
fn gold(at: usize) -> String {
    let title = if at == 1 { "Ferry sinks" } else { "Ferry 1 runs again" };
    let comments = if at == 2 { "[]" } else { r#"["about time, we waited the whole summer"]"# };
    let date = if at == 0 { r#""2015-06-01""# } else { r#""2015-07-01""# };
    format!(
        r#"{{"id": "p{at}", "url": "http://h{at}.example/a", "title": "{title}", "author": "Ilse Brandt", "date": {date},
        "body": "The ferry between the two banks carried lorries on Tuesday, the harbour master said. Nothing else {at}.",
        "with": ["carried its first lorries", "not on the page"], "without": ["Oder Courier", "the harbour master"], "comments": {comments}}}"#
    )
    .replace('\n', " ")
}

#[test]
fn our_figures_are_those_of_the_scorer_that_counts() {
    let Some(scorer) = scorer("pages_score.py") else { return };
    let workplace = Workplace::new();
    for at in 0..4 {
        workplace.write(&format!("set/html/p{at}.html"), page(at));
    }
    workplace.write("set/gold.jsonl", (0..4).map(gold).collect::<Vec<_>>().join("\n"));
    let ours = workplace.run(&["eval", "pages", "set", "--out", "answers.json"]).ok();
    for measure in ["body", "words", "chunks", "comments", "dates", "meta"] {
        let theirs = Command::new("python3")
            .arg(&scorer)
            .arg(measure)
            .arg(workplace.path("set/gold.jsonl"))
            .arg(workplace.path("answers.json"))
            .output()
            .unwrap();
        let theirs = String::from_utf8(theirs.stdout).unwrap();
        let line = ours.lines().find_map(|line| line.strip_prefix(measure)).unwrap_or_default();
        assert_eq!(line.trim(), theirs.trim(), "{measure}: ours, theirs");
    }
}

#[test]
fn labels_without_their_page_are_an_error_that_says_what_to_do() {
    let workplace = Workplace::new();
    workplace.write("set/html/p0.html", page(0));
    workplace.write("set/gold.jsonl", [gold(0), gold(1)].join("\n"));
    let said = workplace.run(&["eval", "pages", "set"]).failed(3);
    assert!(said.contains("p1") && said.contains("html.tar.gz"), "{said}");
    workplace.write("set/gold.jsonl", "{\"id\": 3}");
    let said = workplace.run(&["eval", "pages", "set"]).failed(3);
    assert!(said.contains("gold.jsonl, line 1"), "{said}");
}
