//! Whatever is given: a note or a clear error, the rest goes on, and nothing is lost.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

mod common;

use common::{Workplace, page};

fn unreadable(summary: &serde_json::Value) -> Vec<String> {
    let all = summary["unreadable"].as_array().unwrap();
    all.iter()
        .map(|one| format!("{}: {}", one["file"].as_str().unwrap(), one["why"].as_str().unwrap()))
        .collect()
}

#[test]
fn bad_pages_do_not_stop_the_good_ones() {
    let workplace = Workplace::new();
    workplace.write("good/a.txt", page(1));
    workplace.run(&["read", "good", "--ledger", "good.db"]).ok();
    let alone = workplace.run(&["claims", "--json", "--page", "a.txt", "--ledger", "good.db"]).ok();
    assert!(!alone.is_empty());

    workplace.write("pages/a.txt", page(1));
    workplace.write("pages/empty.txt", "");
    workplace.write("pages/blank.html", "   \n\n\t ");
    let noise: Vec<u8> = (0..100_000u32).map(|n| (n.wrapping_mul(2654435761) >> 13) as u8).collect();
    workplace.write("pages/binary.jpg", noise);
    workplace.write("pages/zeros.bin", vec![0; 10_000]);
    // Cut in the middle of a character of three bytes.
    let text = format!("{}The village is called Šćepan Poље, and 3 died", page(2));
    let cut = text.char_indices().rev().find(|(_, character)| character.len_utf8() == 2).unwrap().0 + 1;
    workplace.write("pages/cut.txt", &text.as_bytes()[..cut]);
    let deep = format!("<html><body>{}the end{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    workplace.write("pages/deep.html", deep);
    workplace.write("pages/tags.html", "<p <p <<<>> <!-- <![CDATA[ <script> <table><tr><td>".repeat(500));
    let summary = workplace.run(&["read", "pages", "--json"]).json();
    assert_eq!(summary["read"], 8, "{summary}");
    assert_eq!(summary["pages"], 8, "{summary}");
    assert!(unreadable(&summary).is_empty(), "{summary}");
    assert!(summary["notes"].as_u64().unwrap() > 0, "{summary}");
    let notes = |name: &str| {
        let page: serde_json::Value =
            serde_json::from_str(&workplace.run(&["show", name, "--json"]).ok()).unwrap();
        page["notes"].as_array().unwrap().len()
    };
    assert!(notes("binary.jpg") > 0);
    assert!(notes("zeros.bin") > 0);
    // The good page reads as it does alone.
    let claims = |text: &str| text.lines().count();
    let beside = workplace.run(&["claims", "--json", "--page", "a.txt"]).ok();
    assert_eq!(claims(&alone), claims(&beside));
    workplace.run(&["verify"]).ok();
}

#[test]
fn what_cannot_be_opened_is_named_and_the_rest_goes_on() {
    let workplace = Workplace::new();
    workplace.write("pages/a.txt", page(1));
    // Named on the command line: the run ends with 3, and the rest is read.
    let ran = workplace.run(&["read", "nowhere", "pages", "nothing.txt"]);
    assert!(ran.out.contains("nowhere: No such file"), "{ran:?}");
    assert!(ran.out.contains("nothing.txt: No such file"), "{ran:?}");
    assert!(ran.out.contains("1 page: 1 new"), "{ran:?}");
    ran.failed(3);
}

#[cfg(unix)]
#[test]
fn broken_links_loops_and_devices_are_named() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let workplace = Workplace::new();
    workplace.write("pages/a.txt", page(1));
    workplace.write("pages/locked/b.txt", page(2));
    symlink("nowhere", workplace.path("pages/broken.txt")).unwrap();
    symlink("..", workplace.path("pages/loop")).unwrap();
    symlink("/dev/null", workplace.path("pages/device")).unwrap();
    let locked = workplace.path("pages/locked");
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
    let as_root = std::fs::read_dir(&locked).is_ok();
    let summary = workplace.run(&["read", "pages", "--json"]).json();
    std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o755)).unwrap();
    let said = unreadable(&summary).join("\n");
    for part in ["broken.txt", "loop: a link back", "device: neither a file"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // Rights do not bind root, which reads the locked folder as well.
    assert_eq!(said.contains("locked"), !as_root, "{said}");
    assert_eq!(summary["read"], if as_root { 2 } else { 1 });
}

#[test]
fn a_big_text_is_read() {
    let megabytes = match (std::env::var("TADMOR_BIG").as_deref(), cfg!(debug_assertions)) {
        (Ok("1"), _) => 200,
        (_, false) => 20,
        // The reader without optimisation takes twenty times as long.
        (_, true) => 1,
    };
    let workplace = Workplace::new();
    let line =
        "The harvest near the river was late that year, and nobody in the valley could remember another.\n\n";
    workplace.write("pages/big.txt", line.repeat(megabytes * 1_000_000 / line.len()));
    workplace.write("pages/line.txt", "x".repeat(megabytes * 1_000_000));
    workplace.write("pages/z.txt", page(3));
    let summary = workplace.run(&["read", "pages", "--json"]).json();
    assert_eq!((&summary["read"], &summary["pages"]), (&3.into(), &3.into()));
    assert!(!workplace.run(&["claims", "--page", "z.txt"]).ok().is_empty());
    workplace.run(&["verify"]).ok();
}

#[test]
fn a_ledger_that_cannot_be_used_is_refused_in_words() {
    let workplace = Workplace::new();
    let said = workplace.run(&["claims"]).failed(5);
    assert!(said.contains("there is no ledger") && said.contains("tadmor read"), "{said}");
    assert!(!workplace.path("tadmor.db").exists());
    workplace.write("notes.txt", "some notes ".repeat(100));
    let said = workplace.run(&["read", ".", "--ledger", "notes.txt"]).failed(5);
    assert!(said.contains("not a ledger"), "{said}");
    workplace.write("pages/a.txt", page(1));
    workplace.run(&["read", "pages"]).ok();
    let whole = std::fs::read(workplace.path("tadmor.db")).unwrap();
    workplace.write("cut.db", &whole[..whole.len() / 2]);
    let said = workplace.run(&["claims", "--ledger", "cut.db"]).failed(5);
    assert!(said.contains("damaged"), "{said}");
    let said = workplace.run(&["read", "pages", "--ledger", "no/such/folder/war.db"]).failed(3);
    assert!(said.contains("no/such/folder"), "{said}");
}

#[test]
fn what_is_typed_wrongly_ends_with_two() {
    let workplace = Workplace::new();
    workplace.run(&["read"]).failed(2);
    workplace.run(&["control", "Marsa", "--as-known-on", "yesterday"]).failed(2);
    workplace.run(&["read", "x", "--jobs", "0"]).failed(2);
    workplace.run(&["eval", "seeds", "one"]).failed(2);
}

#[test]
fn a_line_that_is_not_json_is_named_with_its_number() {
    let workplace = Workplace::new();
    workplace.write("texts.jsonl", "{\"id\": 1, \"text\": \"All was quiet.\"}\n{\"id\": 2, \"text\": }\n");
    let said = workplace.run(&["annotate", "--jsonl", "texts.jsonl"]).failed(3);
    assert!(said.contains("texts.jsonl, line 2"), "{said}");
    workplace.write("latin.txt", [b'a', 0xe9, b'b']);
    let said = workplace.run(&["annotate", "latin.txt"]).failed(3);
    assert!(said.contains("byte 1"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_reader_of_the_output_that_goes_away_is_no_error() {
    use std::process::{Command, Stdio};
    let workplace = Workplace::new();
    for n in 0..40 {
        workplace.write(&format!("pages/{n}.txt"), page(n));
    }
    workplace.run(&["read", "pages"]).ok();
    let mut first = workplace
        .command(&["export", "jsonl", "--what", "zones"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let head = Command::new("head").args(["-c", "10"]).stdin(first.stdout.take().unwrap()).output().unwrap();
    assert_eq!(head.stdout.len(), 10);
    let output = first.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
