//! How fast the language core reads, and what its models weigh: `cargo bench -p tadmor --bench lang -- [TEXT]…`.
//!
//! Reads texts (plain files; pages of our own where none is named) on one thread and prints words per CPU-second for
//! each stage and for all together, how long the models took to load, and the memory that they hold. A text is cut at
//! blank lines into pages of at least 3,000 bytes, as `scripts/peer-lang.py` cuts it for the readers of others: run both
//! on the same texts, one after the other, and the CPU-seconds for the same characters are the ratio.
//!
//! CPU time is the thread's own, by Linux's `/proc`, so that what else runs on the machine counts less; elsewhere the
//! clock on the wall must do, and the output says so.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints, looks at the clock, and stops where it cannot go on"
)]

use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use tadmor::lang::name::{self, Line};
use tadmor::lang::word::{self, Word};
use tadmor::lang::{self, Models, Upos, Xpos, sentence};
use tadmor::text::Span;

/// Our own pages, in plain text.
const OWN: [&str; 3] = [
    include_str!("../../../examples/palmyra/corniche-2017-03-04.txt"),
    include_str!("../../../examples/palmyra/meridian-2015-05-21.txt"),
    include_str!("../../../examples/palmyra/meridian-2016-12-11.txt"),
];

/// A page of news has some three thousand characters.
const PAGE: usize = 3000;
/// Each measure takes at least so long, since the system counts in steps of some milliseconds.
const LEAST: Duration = Duration::from_millis(700);
/// The best of so many measures is printed.
const MEASURES: usize = 5;

/// A page as the stages leave it.
struct Page {
    text: String,
    sentences: Vec<Vec<Span>>,
    words: Vec<Vec<Word>>,
    classes: Vec<Vec<u8>>,
    tags: Vec<Vec<(Xpos, Upos)>>,
    xpos: Vec<Vec<u8>>,
    upos: Vec<Vec<u8>>,
}

/// The stages: the one place that knows how they are called. Each takes what those before it left in the page.
mod stage {
    use super::*;

    pub fn sentences(page: &Page, models: &Models) -> Vec<Vec<Span>> {
        sentence::split(&page.text, Span::new(0, page.text.len()), &models.sentence)
    }

    pub fn words(page: &Page, models: &Models) -> Vec<Vec<Word>> {
        let words = |spans: &Vec<Span>| word::words_at(&page.text, spans, &models.vocabulary);
        page.sentences.iter().map(words).collect()
    }

    pub fn classes(page: &Page, models: &Models) -> Vec<Vec<u8>> {
        page.words.iter().map(|words| models.tagger.tag(words)).collect()
    }

    pub fn trees(page: &Page, models: &Models) -> usize {
        let all = page.words.iter().zip(&page.classes).zip(&page.upos);
        all.map(|((words, classes), upos)| models.parser.parse(words, classes, upos).heads.len()).sum()
    }

    pub fn names(page: &Page, models: &Models) -> usize {
        let lines = page.words.iter().zip(&page.xpos).map(|(words, tags)| Line { words, tags });
        name::find(&lines.collect::<Vec<_>>(), &models.names).iter().map(Vec::len).sum()
    }

    pub fn lemmas(page: &Page, models: &Models) -> usize {
        let words = page.sentences.iter().flatten().zip(page.tags.iter().flatten());
        words.map(|(span, (xpos, upos))| models.lemmas.of(form(page, *span), *upos, *xpos).len()).sum()
    }

    pub fn all(page: &Page, models: &Models) -> usize {
        lang::read(&page.text, Span::new(0, page.text.len()), models).len()
    }

    fn form(page: &Page, span: Span) -> &str {
        &page.text[span.start..span.end]
    }
}

impl Page {
    fn new(text: String, models: &Models) -> Self {
        let mut page = Page {
            text,
            sentences: Vec::new(),
            words: Vec::new(),
            classes: Vec::new(),
            tags: Vec::new(),
            xpos: Vec::new(),
            upos: Vec::new(),
        };
        page.sentences = stage::sentences(&page, models);
        page.words = stage::words(&page, models);
        page.classes = stage::classes(&page, models);
        let tags = |class: &u8| models.tagger.classes.tags(*class);
        page.tags = page.classes.iter().map(|classes| classes.iter().map(tags).collect()).collect();
        page.xpos = page.classes.iter().map(|classes| models.tagger.xpos(classes)).collect();
        page.upos = page.tags.iter().map(|tags| tags.iter().map(|(_, upos)| *upos as u8).collect()).collect();
        page
    }
}

fn main() {
    let before = (memory("VmRSS:"), memory("RssAnon:"), process_time(), Instant::now());
    let models = Models::shipped().unwrap();
    let wall = before.3.elapsed();
    let spent = process_time().zip(before.2).map_or(wall, |(now, before)| now.saturating_sub(before));
    let megabytes = |now: Option<u64>, before: Option<u64>| match (now, before) {
        (Some(now), Some(before)) => format!("{:.1} MB", now.saturating_sub(before) as f64 / 1024.0),
        _ => "unknown".to_owned(),
    };
    println!(
        "models: ready in {:.0} ms on the wall, {:.0} CPU-ms; resident {}, of which not of the program's file {}",
        milliseconds(wall),
        milliseconds(spent),
        megabytes(memory("VmRSS:"), before.0),
        megabytes(memory("RssAnon:"), before.1),
    );

    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let texts: Vec<String> = match files.is_empty() {
        true => OWN.map(str::to_owned).to_vec(),
        false => files.iter().map(|file| fs::read_to_string(file).unwrap()).collect(),
    };
    let pages: Vec<Page> =
        texts.iter().flat_map(|text| cut(text)).map(|text| Page::new(text, &models)).collect();
    let characters: usize = pages.iter().map(|page| page.text.chars().count()).sum();
    let words: usize = pages.iter().flat_map(|page| &page.sentences).map(Vec::len).sum();
    let sentences: usize = pages.iter().map(|page| page.sentences.len()).sum();
    println!("{} pages, {characters} characters, {words} words, {sentences} sentences", pages.len());

    let tell = |what: &str, pass: &dyn Fn(&Page)| {
        let spent = best(|| pages.iter().for_each(pass)).as_secs_f64();
        println!(
            "{what:22} {:10.0} words per CPU-second, {:10.0} characters ({:.1} ms)",
            words as f64 / spent,
            characters as f64 / spent,
            spent * 1000.0
        );
    };
    tell("tokens and sentences", &|page| drop(black_box(stage::sentences(page, &models))));
    tell("letters and clusters", &|page| drop(black_box(stage::words(page, &models))));
    tell("tags", &|page| drop(black_box(stage::classes(page, &models))));
    tell("trees", &|page| _ = black_box(stage::trees(page, &models)));
    tell("names", &|page| _ = black_box(stage::names(page, &models)));
    tell("lemmas", &|page| _ = black_box(stage::lemmas(page, &models)));
    tell("all stages", &|page| _ = black_box(stage::all(page, &models)));
    println!("the process holds {} at most", megabytes(memory("VmHWM:"), Some(0)));
    if thread_time().is_none() {
        println!("CPU time is unknown here: these are seconds on the wall");
    }
}

/// Paragraphs, gathered until they make a page.
fn cut(text: &str) -> Vec<String> {
    let mut pages = vec![String::new()];
    for paragraph in text.split("\n\n") {
        match pages.last_mut() {
            Some(page) if page.len() < PAGE => {
                if !page.is_empty() {
                    page.push_str("\n\n");
                }
                page.push_str(paragraph);
            }
            _ => pages.push(paragraph.to_owned()),
        }
    }
    pages
}

/// How long `pass` takes, the best of several measures.
fn best(pass: impl Fn()) -> Duration {
    let measure = |_| {
        let (began, mut passes) = (cpu(), 0);
        loop {
            pass();
            passes += 1;
            let spent = cpu().saturating_sub(began);
            if spent >= LEAST {
                return spent / passes;
            }
        }
    };
    (0..MEASURES).map(measure).min().unwrap()
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// CPU time of this thread since some moment; on systems that do not tell, time on the wall.
fn cpu() -> Duration {
    static BEGAN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    thread_time().unwrap_or_else(|| BEGAN.get_or_init(Instant::now).elapsed())
}

fn thread_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// CPU time of all threads, of those too that have ended, in steps of ten milliseconds.
fn process_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The second column, the program's name in brackets, may hold spaces; user and system time are the 14th and 15th.
    let columns: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = columns.get(11)?.parse::<u64>().ok()? + columns.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

/// A row of `/proc/self/status`, in kilobytes.
fn memory(row: &str) -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    text.lines().find_map(|line| line.strip_prefix(row))?.trim().strip_suffix(" kB")?.trim().parse().ok()
}
