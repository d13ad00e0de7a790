//! A sheet of features: one row of whole numbers for each block.
//!
//! In: named numbers, in one order for all rows. Out: the rows, and the names once.

/// Rows of features.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// The names; empty where nobody asked for them.
    pub names: Vec<String>,
    /// Row after row.
    pub values: Vec<i32>,
    naming: bool,
    expected: usize,
    rows: usize,
    width: usize,
}

impl Sheet {
    /// A sheet for so many rows; `naming` says whether names are kept.
    pub fn new(naming: bool, expected: usize) -> Self {
        Sheet { naming, expected, ..Sheet::default() }
    }

    /// Adds a value to the row that is open.
    #[inline]
    pub fn put(&mut self, name: &str, value: i32) {
        if self.naming && self.rows == 0 {
            self.names.push(name.to_owned());
        }
        self.values.push(value);
    }

    /// Adds a value of a neighbour, a group or a tag: "words of -1".
    #[inline]
    pub fn put_of(&mut self, name: &str, of: impl std::fmt::Display, value: i32) {
        if self.naming && self.rows == 0 {
            self.names.push(format!("{name} {of}"));
        }
        self.values.push(value);
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        if self.rows == 0 {
            self.width = self.values.len();
            self.values.reserve_exact(self.width * self.expected.saturating_sub(1));
        }
        self.rows += 1;
        debug_assert_eq!(self.values.len(), self.rows * self.width, "all rows are as long");
    }

    /// How many values a row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The row of block `at`.
    pub fn row(&self, at: usize) -> &[i32] {
        &self.values[at * self.width..(at + 1) * self.width]
    }
}
