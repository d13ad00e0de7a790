//! Rows of a data file: a fact a line, fields parted by tabs; lines that start with `#` are remarks.

use super::Error;

/// One line of a data file.
#[derive(Clone, Copy, Debug)]
pub struct Row<'t> {
    file: &'t str,
    line: usize,
    text: &'t str,
}

/// The lines of `text` with their numbers, from 1; remarks and empty lines left out.
pub fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

/// The rows of `text`, remarks and blank lines left out.
pub fn rows<'t>(file: &'t str, text: &'t str) -> impl Iterator<Item = Row<'t>> {
    let rows = lines(text).map(move |(line, text)| Row { file, line, text });
    rows.filter(|row| !row.text.trim().is_empty())
}

impl<'t> Row<'t> {
    /// Its fields, blank ends left out; exactly `N` of them, or an error. Trailing empty fields may be left off.
    pub fn fields<const N: usize>(self) -> Result<[&'t str; N], Error> {
        let mut fields = [""; N];
        for (at, field) in self.text.split('\t').enumerate() {
            match fields.get_mut(at) {
                Some(slot) => *slot = field.trim(),
                None if field.trim().is_empty() => {}
                None => return Err(self.error(format!("more than {N} fields: part fields by single tabs"))),
            }
        }
        Ok(fields)
    }

    /// An error about this row.
    pub fn error(self, what: impl Into<String>) -> Error {
        Error { file: self.file.to_owned(), line: self.line, what: what.into() }
    }
}

/// The entries of a field that holds several, parted by `|`.
pub fn several(field: &str) -> impl Iterator<Item = &str> {
    field.split('|').map(str::trim).filter(|entry| !entry.is_empty())
}
