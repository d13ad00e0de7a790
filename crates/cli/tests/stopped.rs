//! A run that is stopped, and two at a time: the ledger opens, and the next run goes on.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]
#![cfg(unix)]

mod common;

use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{Workplace, page};
use tadmor_store::{LedgerFile, LedgerWriter};

/// Enough pages that a run takes several batches.
const PAGES: usize = 1500;

#[test]
fn a_run_that_is_killed_midway_is_taken_up_by_the_next() {
    let workplace = Workplace::new();
    for n in 0..PAGES {
        workplace.write(&format!("pages/{n:05}.txt"), format!("Bulletin {n}\n\nNothing was told today.\n"));
    }
    for n in 0..40 {
        workplace.write(&format!("pages/claims-{n:05}.txt"), page(n));
    }
    let mut child = workplace
        .command(&["read", "pages", "--jobs", "1"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let file = workplace.path("tadmor.db");
    let started = Instant::now();
    let held = loop {
        let held = LedgerFile::open(&file).and_then(|ledger| ledger.page_count()).unwrap_or(0);
        if held > 0 {
            break held;
        }
        assert!(started.elapsed() < Duration::from_secs(300), "no batch was written");
        sleep(Duration::from_millis(2));
    };
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(held < PAGES as u64, "the run was over before it could be killed");
    // It opens as it is …
    let ledger = LedgerFile::open(&file).unwrap();
    assert!(ledger.check().unwrap().is_empty());
    drop(ledger);
    workplace.run(&["verify"]).ok();
    // … and the next run reads only the rest.
    let summary = workplace.run(&["read", "pages", "--json"]).json();
    let new = summary["new"].as_u64().unwrap();
    assert!(new < PAGES as u64 + 40, "{summary}");
    assert_eq!(summary["pages"], PAGES + 40);
    workplace.run(&["read", "pages", "--ledger", "whole.db"]).ok();
    assert_eq!(workplace.exports("tadmor.db"), workplace.exports("whole.db"));
}

#[test]
fn a_second_run_on_one_ledger_is_told_who_writes() {
    let workplace = Workplace::new();
    workplace.write("pages/a.txt", page(1));
    let writer = LedgerWriter::open(&workplace.path("tadmor.db")).unwrap();
    let said = workplace.run(&["read", "pages"]).failed(4);
    assert!(said.contains(&format!("pid {}", std::process::id())), "{said}");
    assert!(said.contains("--ledger"), "{said}");
    // Whoever only looks is not kept waiting.
    workplace.run(&["claims"]).ok();
    drop(writer);
    workplace.run(&["read", "pages"]).ok();
}

#[test]
fn two_runs_at_once_never_spoil_the_ledger() {
    let workplace = Workplace::new();
    for n in 0..60 {
        workplace.write(&format!("pages/{n:02}.txt"), page(n));
    }
    let start =
        || workplace.command(&["read", "pages"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut children = [start(), start(), start()];
    let codes: Vec<_> = children.iter_mut().map(|child| child.wait().unwrap().code()).collect();
    assert!(codes.contains(&Some(0)), "{codes:?}");
    assert!(codes.iter().all(|code| matches!(code, Some(0 | 4))), "{codes:?}");
    workplace.run(&["verify"]).ok();
    let summary = workplace.run(&["read", "pages", "--json"]).json();
    assert_eq!((&summary["pages"], &summary["new"]), (&60.into(), &0.into()));
}
