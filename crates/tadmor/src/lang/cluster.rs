//! Word clusters: words that are used alike share a number.
//!
//! In: the rows of `models/clusters.tsv`: word, id of 64, id of 256, id of 1000. Out: [`Clusters`]. "militants" and
//! "insurgents" stand in one, so that what was learned of the one helps with the other.

use crate::lang::table::Table;

/// From a word's number to its clusters.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    rows: Table<[u16; 3]>,
}

impl Clusters {
    /// Reads rows; `Err` is the number of a line (from 1) that is none.
    pub fn parse(file: &str) -> Result<Self, usize> {
        let mut rows = Vec::new();
        for (at, line) in
            file.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        {
            let mut columns = line.split('\t');
            let word = columns.next().ok_or(at + 1)?;
            let mut ids = [0; 3];
            for id in &mut ids {
                let number: u16 = columns.next().and_then(|text| text.parse().ok()).ok_or(at + 1)?;
                *id = number + 1;
            }
            rows.push((super::word::number(word), ids));
        }
        Ok(Clusters { rows: Table::of(&rows) })
    }

    /// The clusters of the word with this number among 64, 256 and 1000, from 1; zeros where it has none.
    pub fn of(&self, word: u64) -> [u64; 3] {
        self.rows.get(word).map_or([0; 3], |ids| ids.map(u64::from))
    }
}
