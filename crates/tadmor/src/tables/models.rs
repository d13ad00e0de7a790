//! What was learned: weights that ship, each with a card beside it in `models/`.

use super::Error;
use crate::forest::Forest;

/// The texts of the shipped weights.
pub const SHIPPED: &[&str] = &[HTML, PLAIN, PLAIN_COMMENT, PLAIN_SECOND, PLAIN_STEPS, DATE];

const HTML: &str = include_str!("../../../../models/html.forest");
const PLAIN: &str = include_str!("../../../../models/plain.forest");
const PLAIN_COMMENT: &str = include_str!("../../../../models/plain-comment.forest");
const PLAIN_SECOND: &str = include_str!("../../../../models/plain-second.forest");
const PLAIN_STEPS: &str = include_str!("../../../../models/plain-steps.tsv");
const DATE: &str = include_str!("../../../../models/date.forest");

/// The learned parts of the reader.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// Whether a block of an HTML page is the article's.
    pub html: Forest,
    /// Whether a line of plain text is the article's or a reader's.
    pub plain: Plain,
    /// Whether a date on the page is its day of publication.
    pub date: Forest,
}

/// What was learned of lines of plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// Whether a line is the article's, by itself and its neighbours.
    pub first: Forest,
    /// Whether it stands among comments.
    pub comment: Forest,
    /// Whether it is the article's, knowing how its neighbours scored.
    pub second: Forest,
    /// What a step from one part of a page to another costs, in 1/1024 of log-odds: before, article, break, after,
    /// comments.
    pub steps: [[i32; 5]; 5],
}

impl Models {
    /// The weights that ship.
    pub fn shipped() -> Result<Models, Error> {
        Ok(Models {
            html: Forest::parse("models/html.forest", HTML)?,
            plain: Plain::parse(PLAIN, PLAIN_COMMENT, PLAIN_SECOND, PLAIN_STEPS)?,
            date: Forest::parse("models/date.forest", DATE)?,
        })
    }
}

impl Plain {
    /// Reads what [`Plain::files`] wrote, in its order.
    pub fn parse(first: &str, comment: &str, second: &str, steps: &str) -> Result<Plain, Error> {
        Ok(Plain {
            first: Forest::parse("models/plain.forest", first)?,
            comment: Forest::parse("models/plain-comment.forest", comment)?,
            second: Forest::parse("models/plain-second.forest", second)?,
            steps: parse_steps("models/plain-steps.tsv", steps)?,
        })
    }

    /// The files in `models/` with their texts.
    pub fn files(&self) -> [(&'static str, String); 4] {
        let row = |row: &[i32; 5]| row.map(|cost| cost.to_string()).join("\t") + "\n";
        let steps: String = self.steps.iter().map(row).collect();
        [
            ("plain.forest", self.first.to_text()),
            ("plain-comment.forest", self.comment.to_text()),
            ("plain-second.forest", self.second.to_text()),
            ("plain-steps.tsv", format!("{STEPS_HEAD}{steps}")),
        ]
    }
}

const STEPS_HEAD: &str = "# What a step from one part of a page (row) to the next line's part (column) costs, in 1/1024 of log-odds.\n\
                          # Parts: before, article, break, after, comments. Learned; see plain.md. Licence: CC0-1.0.\n";

fn parse_steps(file: &str, text: &str) -> Result<[[i32; 5]; 5], Error> {
    let mut steps = [[0; 5]; 5];
    let mut rows = 0;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
        let fault = |what: &str| Error { file: file.to_owned(), line: index + 1, what: what.to_owned() };
        let costs: Result<Vec<i32>, _> = line.split('\t').map(str::parse).collect();
        let costs = costs.map_err(|_| fault("a cost is not a number"))?;
        let costs: [i32; 5] = costs.try_into().map_err(|_| fault("needs five costs"))?;
        *steps.get_mut(rows).ok_or_else(|| fault("needs five rows"))? = costs;
        rows += 1;
    }
    match rows {
        0 | 5 => Ok(steps),
        _ => Err(Error { file: file.to_owned(), line: rows, what: "needs five rows".to_owned() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let mut plain = Models::shipped().unwrap().plain;
        plain.steps[2][3] = -77;
        let files = plain.files();
        let [first, comment, second, steps] = files.each_ref().map(|(_, text)| text.as_str());
        assert_eq!(Plain::parse(first, comment, second, steps).unwrap(), plain);
    }

    #[test]
    fn cut_steps_are_an_error() {
        assert!(parse_steps("steps", "1\t2\t3\t4\t5\n").is_err());
        assert!(parse_steps("steps", "1\t2\n").is_err());
    }

    #[test]
    fn the_weights_ask_what_the_reader_answers() {
        let plain = Models::shipped().unwrap().plain;
        assert_eq!(plain.first.features(), crate::page::plain::look::names());
        assert_eq!(plain.comment.features(), crate::page::plain::look::names());
        assert_eq!(plain.second.features(), crate::page::plain::learned::names());
    }
}
