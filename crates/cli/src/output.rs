//! Standard output: buffered, without colours where it is not a terminal, and quiet when its reader goes away.

use std::fmt::Display;
use std::io::{self, BufWriter, IsTerminal, Write};

use comfy_table::{ContentArrangement, Table, presets};
use serde::Serialize;

use crate::failure::Failure;

/// Standard output.
pub struct Output {
    to: BufWriter<Box<dyn Write>>,
    terminal: bool,
}

impl Output {
    /// Standard output.
    pub fn new() -> Output {
        let terminal = io::stdout().is_terminal();
        Output { to: BufWriter::with_capacity(1 << 16, Box::new(anstream::stdout())), terminal }
    }

    /// One line.
    pub fn line(&mut self, line: impl Display) -> Result<(), Failure> {
        writeln!(self.to, "{line}").map_err(closed)
    }

    /// An empty line.
    pub fn gap(&mut self) -> Result<(), Failure> {
        self.line("")
    }

    /// A line in bold, where the terminal knows bold.
    pub fn heading(&mut self, line: impl Display) -> Result<(), Failure> {
        match self.terminal {
            true => self.line(format_args!("\x1b[1m{line}\x1b[0m")),
            false => self.line(line),
        }
    }

    /// One value as a line of JSON.
    pub fn json<T: Serialize>(&mut self, value: &T) -> Result<(), Failure> {
        self.line(tadmor::export::line(value))
    }

    /// A table.
    pub fn table(&mut self, table: &mut Table) -> Result<(), Failure> {
        if !self.terminal {
            table.set_width(132);
        }
        let text = table.to_string();
        for line in text.lines() {
            self.line(line.trim_end())?;
        }
        Ok(())
    }

    /// Everything is out. To be called last, since dropping hides errors.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.to.flush().map_err(closed)
    }
}

/// A table with these column heads and no more lines than needed.
pub fn table(heads: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(heads.iter().map(|head| head.to_uppercase()));
    table
}

/// Standard output fails where its reader has gone, or where the disk it is sent to is full.
fn closed(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::OutputClosed,
        _ => Failure::writing("standard output".as_ref(), error),
    }
}

/// Words of a page for a terminal: a page may hold control characters that would act there.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' | '\r' => out.push(' '),
            // Direction marks could make a line read as another: left out, as are all other controls.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_page_cannot_act_on_the_terminal() {
        assert_eq!(plain("a\x1b[31mb\nc\u{202E}d"), "a[31mb cd");
    }
}
