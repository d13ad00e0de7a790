//! How many lines of readers' comments are taken for the article's where a text has no tags.
//!
//! In: labelled pages. They are flattened, and given again with comments of other pages spliced under their article,
//! with and without a line that opens them, as the line model's training makes them. Out: a [`Leak`].

use std::iter::Sum;

use rayon::prelude::*;
use tadmor::Tables;
use tadmor::page;
use tadmor::text::RawSpan;
use tadmor::train::Labelled;
use tadmor::train::plain::{self, Label, Sample};

/// Lines of comments.
#[derive(Clone, Copy, Debug, Default)]
pub struct Leak {
    /// So many there were.
    pub lines: usize,
    /// In so many the outlet itself was taken to speak.
    pub told: usize,
}

impl Sum for Leak {
    fn sum<I: Iterator<Item = Leak>>(leaks: I) -> Self {
        leaks.fold(Leak::default(), |all, leak| Leak {
            lines: all.lines + leak.lines,
            told: all.told + leak.told,
        })
    }
}

/// The leak in what is made of `pages`.
pub fn of(pages: &[Labelled], tables: &Tables) -> Leak {
    plain::samples(pages, tables).par_iter().map(|sample| in_sample(sample, tables)).sum()
}

fn in_sample(sample: &Sample, tables: &Tables) -> Leak {
    if !sample.labels.contains(&Label::Comment) {
        return Leak::default();
    }
    let (text, spans) = sample.text();
    let page = page::parse(text.as_bytes(), Some("utf-8"), tables);
    let told: Vec<RawSpan> = page.told().map(|told| page.text.raw(told.span())).collect();
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
