//! A whole report of a small pile, looked at as files.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod sample;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use tadmor::ledger::SupportWord;
use tadmor::{Ledger, Tables};
use tadmor_web::view::article::Stretch;
use tadmor_web::view::chart::Shape;
use tadmor_web::view::rows::event_order;
use tadmor_web::view::{Pile, article, event, overview};
use tadmor_web::{Error, MANIFEST, write_parsed};

/// The tables that ship, read once: that takes longer than a report.
static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::shipped().unwrap());

/// A folder of that name with nothing in it.
fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The sample's report, written anew into a folder of its own.
fn report(name: &str) -> (PathBuf, BTreeMap<String, String>) {
    let sample = sample::pile();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    write_parsed(&sample.ledger, &TABLES, &|id| sample.pages.get(id).cloned(), &folder).unwrap();
    let files = read(&folder);
    (folder, files)
}

fn read(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for inner in ["", "event", "article", "place"] {
        for entry in std::fs::read_dir(folder.join(inner)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    files
}

fn attributes<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!(" {name}=\"");
    text.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_link_leads_to_a_file_and_a_place_in_it() {
    let (_, files) = report("links");
    let mut seen = 0;
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let up = if name.contains('/') { name.split('/').next().unwrap() } else { "" };
        for href in attributes(text, "href") {
            let (file, anchor) = href.split_once('#').unwrap_or((href, ""));
            let file = match (file, file.strip_prefix("../")) {
                ("", _) => name.clone(),
                (_, Some(file)) => file.to_owned(),
                (file, None) if up.is_empty() => file.to_owned(),
                (file, None) => format!("{up}/{file}"),
            };
            let target = files.get(&file).unwrap_or_else(|| panic!("{name} links to {href}"));
            assert!(
                anchor.is_empty() || attributes(target, "id").contains(&anchor),
                "{name} links to {href}"
            );
            seen += 1;
        }
    }
    assert!(seen > 100, "only {seen} links were looked at");
}

#[test]
fn no_id_stands_twice_on_a_page() {
    let (_, files) = report("ids");
    for (name, text) in files {
        let ids = attributes(&text, "id");
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{name}");
    }
}

#[test]
fn words_of_a_page_stay_words() {
    let (_, files) = report("escape");
    let gazette =
        files.iter().find(|(name, text)| name.starts_with("article/") && text.contains("Seven hundred?"));
    assert!(gazette.unwrap().1.contains("&lt;script&gt;alert"));
    for (name, text) in &files {
        let lower = text.to_lowercase();
        assert!(!lower.contains("<script"), "{name} holds a script");
        assert!(!lower.contains("href=\"javascript"), "{name} links to a script");
        assert!(
            !lower.contains("army <i>") && !lower.contains("سيرين <b>"),
            "{name} lets a page's tag through"
        );
        assert!(
            !text.contains(['\u{202e}', '\u{202d}', '\u{2066}', '\u{2067}', '\u{200f}']),
            "{name} holds a direction mark"
        );
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let (_, files) = report("hosts");
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(text.contains("default-src 'none'"), "{name} has no policy");
        assert!(!text.contains("<img") && !text.contains("<iframe") && !text.contains(" style=\""), "{name}");
        for href in attributes(text, "href").into_iter().chain(attributes(text, "src")) {
            assert!(!href.contains("://"), "{name} leads to {href}");
        }
    }
    assert!(!files["style.css"].contains("url(") && !files["style.css"].contains("@import"));
}

#[test]
fn readers_names_are_not_shown() {
    let (_, files) = report("readers");
    for (name, text) in &files {
        assert!(!text.contains("Harold"), "{name} names a reader");
    }
}

#[test]
fn the_same_ledger_gives_the_same_bytes() {
    assert_eq!(report("same-a").1, report("same-b").1);
}

#[test]
fn an_empty_ledger_gives_a_report_that_says_so() {
    let folder = empty("empty");
    let summary = write_parsed(&Ledger::default(), &TABLES, &|_| None, &folder).unwrap();
    assert!(summary.index.is_file());
    assert_eq!(read(&folder).len(), summary.files);
}

#[test]
fn a_long_listing_goes_on_in_further_files() {
    let mut sample = sample::pile();
    let claim = sample.ledger.claims[0].clone();
    for at in 0..2 * tadmor_web::ROWS_PER_FILE {
        let mut copy = claim.clone();
        copy.claim.id = tadmor::id::ClaimId::of(&["copy", &at.to_string()]);
        sample.ledger.claims.push(copy);
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("long");
    let _ = std::fs::remove_dir_all(&folder);
    write_parsed(&sample.ledger, &TABLES, &|_| None, &folder).unwrap();
    let files = read(&folder);
    assert!(files["claims.html"].contains("claims-2.html") && files["claims.html"].contains("claims-3.html"));
    assert!(files["claims-3.html"].contains("1,001–1,014 of 1,014"));
    assert_eq!(files["claims-2.html"].matches("class=\"quote\"").count(), tadmor_web::ROWS_PER_FILE);
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error_that_names_it() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("a-file");
    std::fs::write(&folder, "in the way").unwrap();
    let error = write_parsed(&Ledger::default(), &TABLES, &|_| None, &folder).unwrap_err();
    assert!(error.to_string().contains("a-file"), "{error}");
}

#[test]
fn claims_of_one_briefing_stand_under_one_telling() {
    let sample = sample::pile();
    let pile = Pile::new(&sample.ledger);
    let view = event::of(&pile, &sample.ledger.events[0]);
    assert_eq!(view.tellings.len(), 3);
    assert_eq!(view.tellings[0].outlets.len(), 2, "the briefing that two outlets carry stands first");
    assert_eq!(
        view.contested.iter().map(tadmor_web::Words::as_str).collect::<Vec<_>>(),
        ["extent", "figure"]
    );
}

#[test]
fn figures_keep_their_bounds_when_drawn() {
    let sample = sample::pile();
    let view = event::of(&Pile::new(&sample.ledger), &sample.ledger.events[0]);
    let shapes: Vec<Shape> = view.panels[0].rows.iter().map(|row| row.shape).collect();
    assert_eq!(shapes, [Shape::AtLeast(700), Shape::Joint(700), Shape::Interval(180, 240), Shape::About(40)]);
    assert!(view.panels[0].rows[1].same_origin, "the two versions of one briefing stand together");
    assert!(view.panels[0].max > 700);
}

#[test]
fn nested_claims_are_marked_each_for_itself() {
    let sample = sample::pile();
    let pile = Pile::new(&sample.ledger);
    let reading = &sample.ledger.pages[0];
    let view = article::of(&pile, reading, sample.pages.get(&reading.page_id));
    let body = view.stretches.iter().find_map(|stretch| match stretch {
        Stretch::Told { runs, .. } if runs.len() > 1 => Some(runs),
        _ => None,
    });
    let nested = body.unwrap().iter().find(|run| run.claims.len() == 2).unwrap();
    assert_eq!(nested.text.as_str(), "the whole town of Tell Sireen");
    let text: String = body.unwrap().iter().map(|run| run.text.as_str()).collect();
    assert!(text.starts_with("The army took") && text.ends_with("burned."));
    assert!(view.loose.is_empty(), "every claim is found again in the text");
}

#[test]
fn a_rejected_claim_is_shown_and_marked_as_such() {
    let mut sample = sample::pile();
    sample.ledger.claims[0].decision = Some(tadmor::ledger::Verdict::Reject);
    let reading = &sample.ledger.pages[0];
    let view = article::of(&Pile::new(&sample.ledger), reading, sample.pages.get(&reading.page_id));
    let told = view.stretches.iter().find_map(|stretch| match stretch {
        Stretch::Told { runs, notes, .. } if !notes.is_empty() => Some((runs, notes)),
        _ => None,
    });
    let (runs, notes) = told.unwrap();
    assert_eq!(notes[0].apart, Some("rejected by a person"));
    assert!(!runs[0].counts);
}

#[test]
fn a_page_that_is_not_at_hand_is_shown_by_its_claims() {
    let sample = sample::pile();
    let view = article::of(&Pile::new(&sample.ledger), &sample.ledger.pages[0], None);
    assert!(view.stretches.is_empty());
    assert_eq!(view.loose.len(), 6);
}

#[test]
fn the_first_page_shows_hard_disagreements_first_and_open_days() {
    let sample = sample::pile();
    let view = overview::of(&Pile::new(&sample.ledger));
    assert!(view.disagreements[0].1.hard);
    assert_eq!(view.disagreements_in_all, 3);
    assert_eq!(view.retellings_in_all, 2);
    assert!(view.unread.iter().any(|(what, times, _)| what.as_str().contains("open") && *times == 1));
}

#[test]
fn pages_of_an_earlier_report_go_and_other_files_stay() {
    let (folder, before) = report("again");
    assert!(before.keys().any(|name| name.starts_with("event/")));
    let beside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("again-beside.txt");
    std::fs::write(&beside, "not of the report").unwrap();
    std::fs::write(folder.join("event/own-notes.txt"), "a reader's own").unwrap();
    std::fs::create_dir_all(folder.join("kept")).unwrap();
    let list = std::fs::read_to_string(folder.join(MANIFEST)).unwrap();
    assert!(list.lines().next().unwrap().contains("Tadmor report"));
    let listed: BTreeSet<&str> = list.lines().skip(1).collect();
    let written: BTreeSet<&str> =
        before.keys().map(String::as_str).filter(|name| *name != MANIFEST).collect();
    assert_eq!(listed, written);
    let outside = format!("{list}../again-beside.txt\n{}\nkept\n", beside.display());
    std::fs::write(folder.join(MANIFEST), outside).unwrap();

    let summary = write_parsed(&Ledger::default(), &TABLES, &|_| None, &folder).unwrap();
    let after = read(&folder);
    assert!(!after.keys().any(|name| name.starts_with("article/") || name.starts_with("place/")));
    assert!(after.contains_key("event/own-notes.txt"), "what no report wrote stays");
    assert_eq!(after.len(), summary.files + 1);
    assert!(beside.is_file() && folder.join("kept").is_dir());
}

#[cfg(unix)]
#[test]
fn no_file_is_removed_through_a_link() {
    let (folder, elsewhere) = (report("linked").0, empty("linked-elsewhere"));
    std::fs::write(elsewhere.join("letter.html"), "mine").unwrap();
    std::os::unix::fs::symlink(&elsewhere, folder.join("out")).unwrap();
    let list = std::fs::read_to_string(folder.join(MANIFEST)).unwrap();
    std::fs::write(folder.join(MANIFEST), format!("{list}out/letter.html\n")).unwrap();
    write_parsed(&Ledger::default(), &TABLES, &|_| None, &folder).unwrap();
    assert!(elsewhere.join("letter.html").is_file());
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    for stranger in ["index.html", MANIFEST, ".hidden"] {
        let folder = empty("strangers");
        std::fs::write(folder.join(stranger), "my own page").unwrap();
        let error = write_parsed(&Ledger::default(), &TABLES, &|_| None, &folder).unwrap_err();
        assert!(matches!(error, Error::Taken { .. }), "{error}");
        assert!(error.to_string().contains("strangers") && error.to_string().contains("choose an empty"));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        assert_eq!(std::fs::read_to_string(folder.join(stranger)).unwrap(), "my own page");
    }
}

#[test]
fn a_denied_event_shows_one_word() {
    let mut sample = sample::pile();
    sample.ledger.events[0].support.word = SupportWord::Denied;
    let folder = empty("denied");
    write_parsed(&sample.ledger, &TABLES, &|_| None, &folder).unwrap();
    let files = read(&folder);
    let id = sample.ledger.events[0].id.as_str();
    let (_, page) = files.iter().find(|(name, _)| name.contains(id)).unwrap();
    let strip = page.split("class=\"strip\"").nth(1).unwrap().split("</div></div>").next().unwrap();
    assert_eq!(strip.matches("Denied").count(), 1);
    assert!(strip.contains("says that it did not happen") && !strip.contains("over "), "{strip}");
}

#[test]
fn sides_are_shown_by_name() {
    let mut sample = sample::pile();
    for claim in &mut sample.ledger.claims {
        for link in claim.claim.chain.iter_mut().filter(|link| link.side.is_some()) {
            link.side = Some("sy".to_owned());
        }
    }
    for origin in sample.ledger.origins.iter_mut().filter(|origin| origin.side.is_some()) {
        origin.side = Some("sy".to_owned());
    }
    for holding in &mut sample.ledger.control {
        holding.holder = holding.holder.as_ref().map(|_| "sy".to_owned());
    }
    let folder = empty("sides");
    write_parsed(&sample.ledger, &TABLES, &|_| None, &folder).unwrap();
    let name = TABLES.actors.side("sy").unwrap().name.clone();
    let files = read(&folder);
    assert!(files["origins.html"].contains(&name) && files["places.html"].contains(&name));
    for (file, text) in files {
        assert!(!text.contains(">sy<") && !text.contains("side: sy\""), "{file} shows an id");
    }
}

#[test]
fn every_page_leads_to_the_words_and_they_hold_what_the_report_says() {
    let (_, files) = report("words");
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        assert!(text.contains("words.html\">What the words mean</a>"), "{name}");
    }
    for word in ["ucdp", "tables", "furniture", "Sides unknown", "control.gained", "riot.mob"] {
        assert!(files["words.html"].contains(word), "{word}");
    }
}

#[test]
fn events_without_a_day_are_listed_last() {
    let mut sample = sample::pile();
    let dated = sample.ledger.events[0].clone();
    let mut undated = dated.clone();
    undated.id = tadmor::id::EventId::of(&["undated"]);
    undated.days = tadmor::day::Days::OPEN;
    let mut until = dated.clone();
    until.id = tadmor::id::EventId::of(&["until"]);
    until.days.from = None;
    sample.ledger.events = vec![undated.clone(), until.clone(), dated.clone()];
    let order: Vec<_> = event_order(&sample.ledger).into_iter().map(|event| event.id.clone()).collect();
    assert_eq!(order.last(), Some(&undated.id));
    assert!(order.contains(&until.id) && order.contains(&dated.id));
}
