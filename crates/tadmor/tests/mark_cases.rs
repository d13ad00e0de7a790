//! Runs `cases/marks.txt`: pages with tags, and under each what was read of it: the blocks with their zones, every
//! comment with name, day and text, every post of a live blog, every note. `UPDATE=1` rewrites what was read.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::fmt::Write;

use tadmor::article::find;
use tadmor::page::{Zone, parse};
use tadmor::{Tables, article::Article, page::Page};

const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/marks.txt");

#[test]
#[allow(clippy::disallowed_methods)]
fn elements_say_what_they_are() {
    let tables = Tables::shipped().unwrap();
    let cases = std::fs::read_to_string(CASES).unwrap();
    let mut made = String::new();
    for case in cases.split("--- ").filter(|case| !case.trim().is_empty()) {
        let (name, rest) = case.split_once('\n').unwrap();
        let html = rest.split("\n***\n").next().unwrap().trim_end();
        let page = parse(html.as_bytes(), None, &tables);
        let article = find(&page, &tables);
        writeln!(made, "--- {name}\n{html}\n***\n{}", read(&page, &article)).unwrap();
    }
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(CASES, &made).unwrap();
    }
    assert_eq!(cases, made, "run with UPDATE=1 and look at the difference");
}

fn read(page: &Page, article: &Article) -> String {
    let mut read = String::new();
    for block in &page.blocks {
        let text = page.text.slice(block.span).replace('\n', " / ");
        // Short lines of the article and of the page around it are the block model's, and have cases of their own.
        let marked = matches!(
            block.zone,
            Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta | Zone::Related | Zone::Title
        );
        if !marked && text.split_whitespace().count() < 8 {
            continue;
        }
        writeln!(read, "{:14} | {text}", block.zone.as_str()).unwrap();
    }
    for comment in &article.comments {
        let author = comment.author.as_deref().unwrap_or("?");
        let text = comment.text.replace('\n', " / ");
        writeln!(read, "comment: {author} | {} | {text}", comment.day).unwrap();
    }
    for post in &article.posts {
        let title = post.title.as_deref().unwrap_or("?");
        writeln!(read, "post: {} | {} | {title}", post.stamp, post.day).unwrap();
    }
    for note in &page.notes {
        writeln!(read, "note: {}", note.what).unwrap();
    }
    read
}
