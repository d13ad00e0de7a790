//! How many lines of readers' comments are taken for the article's where a text has no tags.
//!
//! In: labelled pages. They are flattened, and given again with comments of other pages spliced under their article,
//! with and without a line that opens them, as the line model's training makes them. Out: a [`Leak`].

use std::ops::AddAssign;

use rayon::prelude::*;
use tadmor::Tables;
use tadmor::page::{self, Zone};
use tadmor::text::RawSpan;
use tadmor::train::Labelled;
use tadmor::train::plain::{self, Label, Sample};

/// Lines of comments.
#[derive(Clone, Copy, Debug, Default)]
pub struct Leak {
    /// So many there were.
    pub lines: usize,
    /// So many were read as the article's.
    pub told: usize,
}

impl AddAssign for Leak {
    fn add_assign(&mut self, other: Leak) {
        self.lines += other.lines;
        self.told += other.told;
    }
}

/// The leak in what is made of `pages`.
pub fn of(pages: &[Labelled], tables: &Tables) -> Leak {
    let samples = plain::samples(pages, tables);
    let leaks: Vec<Leak> = samples.par_iter().map(|sample| in_sample(sample, tables)).collect();
    leaks.into_iter().fold(Leak::default(), |mut all, leak| {
        all += leak;
        all
    })
}

fn in_sample(sample: &Sample, tables: &Tables) -> Leak {
    if !sample.labels.contains(&Label::Comment) {
        return Leak::default();
    }
    let (text, spans) = sample.text();
    let page = page::parse(text.as_bytes(), Some("utf-8"), tables);
    let told: Vec<RawSpan> = page.zone(Zone::Body).map(|block| page.text.raw(block.span)).collect();
    let comments = spans.iter().zip(&sample.labels).filter(|(_, label)| **label == Label::Comment);
    let mut leak = Leak::default();
    for (span, _) in comments {
        let line = RawSpan { start: span.start as u64, end: span.end as u64 };
        let at = told.partition_point(|body| body.end <= line.start);
        leak.lines += 1;
        leak.told += usize::from(told.get(at).is_some_and(|body| body.overlaps(line)));
    }
    leak
}
