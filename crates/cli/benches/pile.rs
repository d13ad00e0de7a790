//! How fast a pile is read, and in how much memory: `cargo bench -p tadmor-cli --bench pile -- [PAGES]`.
//!
//! Makes so many pages of its own templates (10,000 where not said): plain text and HTML, eight outlets, first tellings
//! and retellings of them with other words and hedges, comments, furniture. Then runs `tadmor read` on them as a user
//! would, twice, and prints pages per second and the most memory that the process ever held.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints, and stops where it cannot go on"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const OUTLETS: [&str; 8] = [
    "The Valley Courier",
    "Agency North",
    "Evening Press",
    "Radio Harun",
    "Daily Ledger",
    "Coast News",
    "The Observer of Berane",
    "Morning Star of Durmitor",
];
const TOWNS: [&str; 12] = [
    "Kolasin",
    "Pljevlja",
    "Berane",
    "Rozaje",
    "Mojkovac",
    "Palmyra",
    "Mosul",
    "Raqqa",
    "Aleppo",
    "Homs",
    "Tikrit",
    "Deir ez-Zor",
];
const SPEAKERS: [&str; 6] = [
    "General Ivo Petran",
    "defence minister Lena Dokic",
    "spokeswoman Amara Diallo",
    "the provincial governor",
    "Colonel Stefan Maric",
    "the Valley Observatory for Human Rights",
];
const SIDES: [&str; 5] = ["government forces", "the northern brigade", "rebels", "the army", "militants"];
const COMMENTERS: [&str; 5] = ["old_miner", "Vera P.", "nemo77", "Dragan", "a reader"];

/// A row of numbers that looks like chance and is always the same.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % below
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.next(list.len())]
    }
}

/// What happened, which several pages tell.
struct Happening {
    town: &'static str,
    taker: &'static str,
    loser: &'static str,
    speaker: &'static str,
    killed: usize,
    tanks: usize,
    day: usize,
    month: usize,
}

impl Happening {
    /// Four pages in a row tell of one.
    fn of(page: usize) -> Happening {
        let mut numbers = Numbers((page / 4) as u64 + 1);
        Happening {
            town: numbers.of(&TOWNS),
            taker: numbers.of(&SIDES),
            loser: numbers.of(&SIDES),
            speaker: numbers.of(&SPEAKERS),
            killed: 3 + numbers.next(900),
            tanks: 1 + numbers.next(60),
            day: 1 + numbers.next(28),
            month: 1 + numbers.next(12),
        }
    }
}

fn paragraphs(page: usize) -> Vec<String> {
    let what = Happening::of(page);
    let mut numbers = Numbers(page as u64 + 77);
    let Happening { town, taker, loser, speaker, killed, tanks, .. } = what;
    let hedge = ["at least ", "more than ", "", "about "][page % 4];
    let mut all = vec![
        format!(
            "{taker} captured the town of {town} from {loser} on Friday after days of fighting, {speaker} said."
        ),
        format!(
            "{speaker} told reporters that {hedge}{killed} fighters were killed and {tanks} tanks were destroyed in the battle."
        ),
        format!(
            "\"We hold every street of {town}, and our engineers are clearing mines from the market,\" {speaker} said on Friday."
        ),
        format!("Residents reached by telephone said that {loser} had withdrawn from {town} before dawn."),
    ];
    for n in 0..14 + numbers.next(8) {
        let (other, side) = (numbers.of(&TOWNS), numbers.of(&SIDES));
        let count = 2 + numbers.next(300);
        all.push(match n % 7 {
            0 => format!("In {other}, shelling by {side} wounded {count} people last Tuesday, according to the city hospital."),
            1 => format!("Aircraft struck a depot near {other} on Monday; {side} denied that any of its men had been there."),
            2 => "Prices in the markets have risen since the road was closed, and few shops open before noon.".to_owned(),
            3 => format!("Some {count} families have fled {other} over the past month, the relief office said in its weekly note."),
            4 => format!("{side} plans to open a corridor from {other} to the river next week, a commander said."),
            5 => format!("The talks between the parties, which began in May {}, have brought no truce to {other}.", 2010 + numbers.next(9)),
            _ => "Snow is expected in the passes, and the bridge on the upper road remains closed to lorries.".to_owned(),
        });
    }
    all
}

fn html(page: usize) -> String {
    let what = Happening::of(page);
    let outlet = OUTLETS[page % OUTLETS.len()];
    let mut out = format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>{} take {} | {outlet}</title>\
         <meta property=\"og:site_name\" content=\"{outlet}\"><meta property=\"article:published_time\" \
         content=\"2019-{:02}-{:02}T10:00:00Z\"></head><body><header><nav><ul>",
        what.taker, what.town, what.month, what.day
    );
    for section in ["Home", "World", "Sport", "Weather", "Subscribe", "About us"] {
        write!(out, "<li><a href=\"/{section}\">{section}</a></li>").unwrap();
    }
    write!(out, "</ul></nav></header><main><article><h1>{} take {}</h1>", what.taker, what.town).unwrap();
    for paragraph in paragraphs(page) {
        write!(out, "<p>{}</p>", paragraph.replace('"', "&quot;")).unwrap();
    }
    out.push_str(
        "</article><aside><h3>Related</h3><ul><li><a href=\"/1\">The price of bread</a></li></ul></aside>",
    );
    out.push_str("<section id=\"comments\"><h2>Comments</h2>");
    for n in 0..page % 6 {
        let who = COMMENTERS[(page + n) % COMMENTERS.len()];
        write!(out, "<div class=\"comment\"><span class=\"author\">{who}</span><p>They will take it back, 500 dead at least.</p></div>").unwrap();
    }
    out.push_str(
        "</section></main><footer>© 2024 All rights reserved. Raised 580 of 5,000.</footer></body></html>",
    );
    out
}

fn plain(page: usize) -> String {
    let what = Happening::of(page);
    let outlet = OUTLETS[page % OUTLETS.len()];
    format!(
        "580 $\n5,000 $\n\n{} take {}\n\n{outlet}, {} May 2019\n\n{}\n\nShare this\nNewest Most Voted\nView all comments\n{}\n\nGood news at last.\n",
        what.taker,
        what.town,
        what.day,
        paragraphs(page).join("\n\n"),
        COMMENTERS[page % COMMENTERS.len()],
    )
}

fn make(folder: &Path, pages: usize) -> u64 {
    let mut bytes = 0;
    for page in 0..pages {
        let part = folder.join(format!("{:03}", page / 100));
        fs::create_dir_all(&part).unwrap();
        let (end, text) = if page % 3 == 0 { ("txt", plain(page)) } else { ("html", html(page)) };
        // A number of its own, so that no two pages are the same bytes.
        let text = format!("{text}\n<!-- {page} -->\n");
        bytes += text.len() as u64;
        fs::write(part.join(format!("{page:06}.{end}")), text).unwrap();
    }
    bytes
}

/// Runs it: how long it took, and the most memory in kilobytes that the system says it held.
fn read(folder: &Path) -> (Duration, Option<u64>, String) {
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tadmor"))
        .args(["read", "pages"])
        .current_dir(folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok()).max(peak);
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "tadmor read failed");
    (started.elapsed(), peak, String::from_utf8_lossy(&output.stdout).into_owned())
}

fn main() {
    let pages = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    let bytes = make(&folder.path().join("pages"), pages);
    println!("{pages} pages, {} bytes each", bytes / pages.max(1) as u64);
    for run in ["first", "again"] {
        let (took, peak, said) = read(folder.path());
        let speed = pages as f64 / took.as_secs_f64();
        let peak = peak.map_or("unknown".to_owned(), |peak| format!("{} MB", peak / 1024));
        println!("{run}: {:.1} s, {speed:.0} pages per second, {peak} at most", took.as_secs_f64());
        print!("{said}");
    }
    let ledger = fs::metadata(folder.path().join("tadmor.db")).map_or(0, |known| known.len());
    println!("the ledger has {} MB", ledger / 1_000_000);
}
