//! `tadmor eval time`: how well times are found and understood, against marked texts.
//!
//! In: lines of JSON, each a text with its day and the times that annotators marked (characters, TIMEX3 types and
//! values). Out: [`Figures`] as `time.py` counts them: a time is strictly right where its first and last character are,
//! relaxed where it overlaps one that is marked; type and value count on those that overlap. F1 of each.

use std::fs;
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tadmor::Tables;
use tadmor::day::{Day, Days};
use tadmor::export::annotate::{self, TimeLine};

use super::Scored;
use super::figures::Figures;
use crate::arguments::EvalArguments;
use crate::failure::Failure;
use crate::output::Output;

/// One line of a set.
#[derive(Debug, Deserialize)]
struct Marked {
    id: String,
    #[serde(default)]
    date: Option<String>,
    text: String,
    times: Vec<MarkedTime>,
}

/// A time as annotators marked it; in characters.
#[derive(Debug, Deserialize)]
struct MarkedTime {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
    value: String,
}

/// One line of answers, as `annotate --jsonl` prints it, but for what is not asked here.
#[derive(Debug, Serialize)]
struct Answer<'t> {
    id: &'t str,
    times: &'t [TimeLine],
}

/// How many of what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    marked: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    kind: usize,
    value: usize,
}

/// Reads each set and scores its times.
pub fn run(arguments: &EvalArguments, tables: &Tables, output: &mut Output) -> Result<Vec<Scored>, Failure> {
    let mut all = Vec::new();
    let mut answers = String::new();
    for file in &arguments.inputs {
        let lines = lines(file)?;
        let found: Vec<Vec<TimeLine>> = lines.par_iter().map(|line| read(line, tables)).collect();
        let mut counts = Counts::default();
        for (line, found) in lines.iter().zip(&found) {
            let faults = counts.add(line, found);
            if arguments.show {
                faults.iter().try_for_each(|fault| output.line(format_args!("{}: {fault}", line.id)))?;
            }
            let answer = Answer { id: &line.id, times: found };
            answers.push_str(&serde_json::to_string(&answer).expect("an answer is plain data"));
            answers.push('\n');
        }
        let name = super::set_name(file);
        all.push(Scored { head: format!("time {name}"), figures: counts.figures(&name) });
    }
    if let Some(file) = &arguments.out {
        fs::write(file, answers).map_err(|source| Failure::writing(file, source))?;
    }
    Ok(all)
}

fn lines(file: &Path) -> Result<Vec<Marked>, Failure> {
    let text = fs::read_to_string(file).map_err(|source| Failure::reading(file, source))?;
    let help = "a row is {\"id\": …, \"date\": \"2017-03-02\", \"text\": …, \"times\": [{\"start\": …, \"end\": …, \"type\": \"DATE\", \
                \"value\": …}]}, its places in characters";
    let rows = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    rows.map(|(at, line)| {
        let fail = |column: usize, what: String| Failure::line(file, at + 1, line, column, what, help);
        let marked: Marked = serde_json::from_str(line)
            .map_err(|error| fail(error.column().saturating_sub(1), error.to_string()))?;
        let characters = marked.text.chars().count();
        match marked.times.iter().find(|time| time.start >= time.end || time.end > characters) {
            Some(time) => Err(fail(0, format!("{} to {} is no part of the text", time.start, time.end))),
            None => Ok(marked),
        }
    })
    .collect()
}

fn read(marked: &Marked, tables: &Tables) -> Vec<TimeLine> {
    let day = marked.date.as_deref().and_then(Day::parse);
    annotate::times(&marked.text, day.map_or(Days::OPEN, Days::one), tables)
}

impl Counts {
    /// Counts what was found in one text; what is wrong comes back, a line each. Of several that overlap a marked time,
    /// the one that is the same stretch counts, else the first, and each counts once.
    fn add(&mut self, marked: &Marked, found: &[TimeLine]) -> Vec<String> {
        let mut faults = Vec::new();
        let mut bytes: Vec<usize> = marked.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(marked.text.len());
        self.marked += marked.times.len();
        self.found += found.len();
        let mut used = vec![false; found.len()];
        for time in &marked.times {
            let span = [bytes[time.start], bytes[time.end]];
            let written = &marked.text[span[0]..span[1]];
            let overlaps =
                |at: &usize| !used[*at] && found[*at].span[0] < span[1] && span[0] < found[*at].span[1];
            let Some(at) = (0..found.len()).filter(overlaps).min_by_key(|at| found[*at].span != span) else {
                faults.push(format!("missed {written:?}, {}", time.value));
                continue;
            };
            used[at] = true;
            let own = &found[at];
            self.relaxed += 1;
            self.strict += usize::from(own.span == span);
            self.kind += usize::from(own.kind == time.kind);
            self.value += usize::from(own.value == time.value);
            if own.span != span || own.kind != time.kind || own.value != time.value {
                let ours = &marked.text[own.span[0]..own.span[1]];
                let (kind, value) = (&time.kind, &time.value);
                faults
                    .push(format!("{written:?} {kind} {value}, read as {ours:?} {} {}", own.kind, own.value));
            }
        }
        let many = found.iter().zip(&used).filter(|(_, used)| !**used);
        faults.extend(many.map(|(own, _)| {
            format!("not marked {:?}, {}", &marked.text[own.span[0]..own.span[1]], own.value)
        }));
        faults
    }

    fn figures(self, name: &str) -> Figures {
        let f1 = |right: usize| 2.0 * right as f64 / (self.marked + self.found).max(1) as f64;
        let [strict, relaxed, kind, value] = [self.strict, self.relaxed, self.kind, self.value].map(f1);
        let mut figures = Figures::default();
        figures.with_line(
            "value_f1",
            value,
            format!(
                "{name:10} strict F1 {strict:.3} relaxed F1 {relaxed:.3} type F1 {kind:.3} value F1 {value:.3} (marked {}, \
                 found {})",
                self.marked, self.found
            ),
        );
        for (name, value) in [("strict_f1", strict), ("relaxed_f1", relaxed), ("type_f1", kind)] {
            figures.quiet(name, value);
        }
        figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(span: [usize; 2], kind: &'static str, value: &str) -> TimeLine {
        TimeLine { span, kind, value: value.to_owned(), days: Days::OPEN, because: String::new() }
    }

    #[test]
    fn each_marked_time_takes_the_stretch_that_is_its_own() {
        let marked: Marked = serde_json::from_str(
            r#"{"id": "1", "text": "Élan on May 3, again in June", "times": [
                {"start": 8, "end": 13, "type": "DATE", "value": "2017-05-03"},
                {"start": 24, "end": 28, "type": "DATE", "value": "2017-06"}]}"#,
        )
        .expect("a line");
        let mut counts = Counts::default();
        let own = [
            found([5, 12], "DATE", "2017-05-03"),
            found([9, 14], "TIME", "2017-05-03"),
            found([21, 29], "DATE", "2016-06"),
        ];
        let faults = counts.add(&marked, &own);
        let expected = Counts { marked: 2, found: 3, strict: 1, relaxed: 2, kind: 1, value: 1 };
        assert_eq!(counts, expected, "{faults:?}");
        assert_eq!(faults.len(), 3, "{faults:?}");
    }
}
