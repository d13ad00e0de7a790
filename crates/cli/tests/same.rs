//! Same bytes, same exports: in whatever order files come, on whatever number of threads, however often they are read.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use std::io::Write;
use std::process::Stdio;

use common::{Ran, Workplace, page};

fn pile(workplace: &Workplace, n: usize) {
    for at in 0..n {
        let folder = if at % 2 == 0 { "pages" } else { "pages/more" };
        workplace.write(&format!("{folder}/{at:03}.txt"), page(at));
    }
    // The same bytes under two names are one page with two sources.
    workplace.write("pages/again.txt", page(0));
}

#[test]
fn the_number_of_threads_and_the_order_of_files_change_nothing() {
    let workplace = Workplace::new();
    pile(&workplace, 24);
    workplace.run(&["read", "pages", "--jobs", "1", "--ledger", "one.db"]).ok();
    workplace.run(&["read", "pages", "--jobs", "2", "--ledger", "two.db"]).ok();
    let one = workplace.exports("one.db");
    assert!(one.contains("\"kind\""), "no claim was read, so nothing was compared: {one}");
    assert_eq!(one, workplace.exports("two.db"));
    // By single files, in two orders, through standard input.
    let names: Vec<String> =
        (0..24).map(|at| format!("pages{}/{at:03}.txt", if at % 2 == 0 { "" } else { "/more" })).collect();
    let listed = |ledger: &str, names: &mut dyn Iterator<Item = &String>| {
        let mut child = workplace
            .command(&["read", "-", "--ledger", ledger])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut list = child.stdin.take().unwrap();
        names.for_each(|name| writeln!(list, "{name}").unwrap());
        drop(list);
        Ran::new(child.wait_with_output().unwrap()).ok();
    };
    listed("up.db", &mut names.iter());
    listed("down.db", &mut names.iter().rev());
    assert_eq!(workplace.exports("up.db"), workplace.exports("down.db"));
    // And in several runs.
    for name in names.iter().rev() {
        workplace.run(&["read", name, "--ledger", "each.db"]).ok();
    }
    assert_eq!(workplace.exports("up.db"), workplace.exports("each.db"));
}

#[test]
fn reading_again_changes_nothing() {
    let workplace = Workplace::new();
    pile(&workplace, 6);
    let first = workplace.run(&["read", "pages", "--json"]).json();
    assert_eq!((&first["read"], &first["new"], &first["unchanged"]), (&7.into(), &6.into(), &1.into()));
    let before = workplace.exports("tadmor.db");
    let second = workplace.run(&["read", "pages", "--json"]).json();
    assert_eq!((&second["new"], &second["unchanged"]), (&0.into(), &7.into()));
    assert_eq!(second["generation"], first["generation"]);
    assert_eq!(before, workplace.exports("tadmor.db"));
    workplace.write("pages/new.txt", page(99));
    let third = workplace.run(&["read", "pages", "--json"]).json();
    assert_eq!(third["new"], 1);
    assert_ne!(third["generation"], first["generation"]);
}

#[test]
fn every_quote_is_found_again() {
    let workplace = Workplace::new();
    pile(&workplace, 10);
    workplace.run(&["read", "pages"]).ok();
    let verified = workplace.run(&["verify"]).ok();
    assert!(verified.contains("all as they were saved"), "{verified}");
}

#[test]
fn a_report_and_a_demo_are_written() {
    let workplace = Workplace::new();
    pile(&workplace, 4);
    workplace.run(&["read", "pages"]).ok();
    workplace.run(&["report", "-o", "report"]).ok();
    assert!(workplace.path("report/index.html").exists());
    let demo = workplace.run(&["demo", "--no-open", "-o", "demo"]).ok();
    assert!(demo.contains("index.html"), "{demo}");
    assert!(workplace.path("demo/report/index.html").exists());
}
