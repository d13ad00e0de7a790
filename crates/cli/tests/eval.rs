//! `tadmor eval` measures as the scorer that counts, and floors hold.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use std::process::Command;

use common::{Workplace, page, scorer, shared};

#[test]
fn our_figures_are_those_of_the_scorer_that_counts() {
    let (Some(pages), Some(gold), Some(scorer)) = (shared("seeds"), shared("gold"), scorer("claims.py"))
    else {
        return;
    };
    let workplace = Workplace::new();
    let (pages, gold) = (pages.display().to_string(), gold.display().to_string());
    let ours = workplace.run(&["eval", "seeds", &pages, &gold, "--out", "out", "--show"]).ok();
    let theirs = Command::new("python3")
        .arg(scorer)
        .arg(format!("{gold}/claims.jsonl"))
        .arg(workplace.path("out/claims.jsonl"))
        .args(["--names", &format!("{gold}/names.json")])
        .output()
        .unwrap();
    let theirs = String::from_utf8(theirs.stdout).unwrap();
    assert!(theirs.starts_with("claims"), "{theirs}");
    for line in theirs.lines() {
        assert!(ours.lines().any(|other| other.trim_end() == line.trim_end()), "{line}\nis not in\n{ours}");
    }
}

#[test]
fn a_figure_below_its_floor_fails() {
    let workplace = Workplace::new();
    workplace.write("pages/a.txt", page(1));
    workplace.write("low.toml", "# of no age\n[pile]\nverified = 0.9\n");
    workplace.write("high.toml", "[pile]\nverified = 1.1\nspeed = 3\n");
    workplace.run(&["eval", "pile", "pages", "--floors", "low.toml", "--out", "out"]).ok();
    assert!(workplace.path("out/claims.jsonl").exists());
    let ran = workplace.run(&["eval", "pile", "pages", "--floors", "high.toml"]);
    assert!(ran.out.contains("verified is 1.000, its floor is 1.100"), "{ran:?}");
    assert!(ran.out.contains("speed is not measured"), "{ran:?}");
    ran.failed(1);
    workplace.write("bad.toml", "[pile]\nverified = high\n");
    let said = workplace.run(&["eval", "pile", "pages", "--floors", "bad.toml"]).failed(3);
    assert!(said.contains("bad.toml, line 2"), "{said}");
}

#[test]
fn claims_of_any_folder_are_scored() {
    let workplace = Workplace::new();
    workplace.write("pages/a.txt", page(1));
    let scored = workplace.run(&["eval", "pile", "pages", "--out", "out"]);
    scored.ok();
    // Our own export as gold: all is found again.
    let perfect = workplace
        .run(&["eval", "claims", "pages", "out/claims.jsonl", "--json", "--out", "again.jsonl"])
        .json();
    assert_eq!(perfect["claims_f1"], 1.0, "{perfect}");
    assert_eq!(perfect["speaker"], 1.0, "{perfect}");
    let lines = |name: &str| std::fs::read_to_string(workplace.path(name)).unwrap();
    assert_eq!(lines("out/claims.jsonl"), lines("again.jsonl"));
}
