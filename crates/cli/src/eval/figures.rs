//! What was measured: named figures, printed a line each, and compared with their floors.

use serde::ser::{Serialize, SerializeMap, Serializer};
use tadmor_store::LedgerFile;

use crate::commands::verify;
use crate::failure::Failure;
use crate::output::Output;

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// As floors name it.
    pub name: String,
    /// A share from 0 to 1, or a count.
    pub value: f64,
    /// As printed.
    line: Option<String>,
}

/// All figures, in the order in which they were measured.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    all: Vec<Figure>,
}

impl Figures {
    /// A share: `right` of `total`.
    pub fn share(&mut self, name: &str, label: &str, right: usize, total: usize) {
        let value = right as f64 / total.max(1) as f64;
        let line = format!("{label:9} {value:.3}   ({right} of {total})");
        self.all.push(Figure { name: name.to_owned(), value, line: Some(line) });
    }

    /// A count of things that should not be: the fewer the better.
    pub fn wrong(&mut self, name: &str, label: &str, count: usize) {
        let line = format!("{label:9} {count}");
        self.all.push(Figure { name: name.to_owned(), value: count as f64, line: Some(line) });
    }

    /// A figure that another's line prints.
    pub fn quiet(&mut self, name: &str, value: f64) {
        self.all.push(Figure { name: name.to_owned(), value, line: None });
    }

    /// A line by itself.
    pub fn with_line(&mut self, name: &str, value: f64, line: String) {
        self.all.push(Figure { name: name.to_owned(), value, line: Some(line) });
    }

    /// The value of a figure.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.all.iter().find(|figure| figure.name == name).map(|figure| figure.value)
    }

    /// How much of the ledger is as it was saved.
    pub fn verified(&mut self, ledger: &LedgerFile) -> Result<(), Failure> {
        let (verified, wrong) = verify::ledger_file(ledger)?;
        let total = (verified.pages + verified.claims) as usize;
        self.share("verified", "verified", total.saturating_sub(wrong.len()), total);
        Ok(())
    }

    /// Prints them.
    pub fn tell(&self, output: &mut Output) -> Result<(), Failure> {
        self.all.iter().filter_map(|figure| figure.line.as_ref()).try_for_each(|line| output.line(line))
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.all.len()))?;
        for figure in &self.all {
            map.serialize_entry(&figure.name, &figure.value)?;
        }
        map.end()
    }
}
