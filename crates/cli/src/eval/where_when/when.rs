//! The days of an event that a page tells.
//!
//! In: the words that tell it. Out: [`Days`], and why: of a claim that overlaps the words, else of the time that their verb
//! takes in the tree, else of the sentence before in the paragraph.

use tadmor::Tables;
use tadmor::day::Days;
use tadmor::mention::time::{self, Tense, Time, Written};
use tadmor::resolve::story::{self, Anchored, Told};
use tadmor::resolve::time::{days, happened};
use tadmor::text::Span;

use super::{ReadPage, event};

/// The times of a page, in order.
pub(super) struct Times {
    found: Vec<Written>,
    anchored: Vec<Option<Anchored>>,
    page_day: Days,
}

impl Times {
    pub(super) fn new(text: &str, page_day: Days, tables: &Tables) -> Times {
        let found = time::find_in(text, tables);
        let told: Vec<Told<'_>> = found.iter().map(|one| Told::of(one, text)).collect();
        let anchored = story::read(&told, page_day);
        Times { found, anchored, page_day }
    }

    /// What the time at `at` says of something that happened, or will where its words look ahead.
    fn days(&self, at: usize) -> (Days, String) {
        let written = &self.found[at];
        let told = self.anchored[at].as_ref();
        let says = told.map_or(&written.time, |told| &told.time);
        // "since dawn", "at noon": on the page's day.
        if matches!(says, Time::Clock) {
            return (self.page_day, "a time of the page's day".to_owned());
        }
        let tense = if written.tense == Tense::Future { Tense::Future } else { Tense::Past };
        let (found, rule) = days(says, written.bound, tense, self.page_day);
        (found, told.map_or(rule.clone(), |told| format!("{}; {rule}", told.because)))
    }
}

impl ReadPage {
    /// The days of what is told in `words`, which stand in the page.
    pub(super) fn days_of(&self, words: &str) -> (Days, String) {
        let text = self.page.text.as_str();
        let Some(start) = text.find(words) else { return (Days::OPEN, "no such words".to_owned()) };
        let span = Span::new(start, start + words.len());
        let raw = self.page.text.raw(span);
        let told = self.claims.iter().filter(|claim| claim.span.overlaps(raw));
        if let Some(when) = told.filter_map(|claim| claim.when.as_ref()).find(|when| !when.days.is_open()) {
            return (when.days, format!("of a claim: \"{}\", {}", when.written, when.because));
        }
        let Some(at) = self.sentences.iter().position(|sentence| sentence.span().overlaps(span)) else {
            return (Days::OPEN, "no sentence".to_owned());
        };
        let here = self.times_of(at);
        let written: Vec<&Written> = here.iter().map(|time| &self.times.found[*time]).collect();
        if let Some((best, because)) =
            happened::time_of(&self.sentences[at], event(&self.sentences[at], span), &written)
        {
            let (days, rule) = self.times.days(here[best]);
            return (
                days,
                format!("\"{}\", {because}: {rule}", &text[written[best].span.start..written[best].span.end]),
            );
        }
        self.days_before(at)
    }

    fn times_of(&self, sentence: usize) -> Vec<usize> {
        let span = self.sentences[sentence].span();
        (0..self.times.found.len()).filter(|at| self.times.found[*at].span.overlaps(span)).collect()
    }

    /// The last time told before, in the paragraph.
    fn days_before(&self, at: usize) -> (Days, String) {
        let text = self.page.text.as_str();
        for before in (0..at).rev() {
            let between = &text[self.sentences[before].span().end..self.sentences[before + 1].span().start];
            if between.contains("\n\n") {
                break;
            }
            let dated =
                self.times_of(before).into_iter().rev().find(|time| self.times.found[*time].time.dates());
            if let Some(time) = dated {
                let (days, rule) = self.times.days(time);
                return (days, format!("of the sentence before: {rule}"));
            }
        }
        (Days::OPEN, "no time told".to_owned())
    }
}
