//! `tadmor annotate`: what is found in a text that is all body.
//!
//! In: a text, or lines of texts. Out: a line of JSON for each; with `--trees` its words, one a line, to look at.

use std::path::Path;

use serde::Deserialize;
use tadmor::Tables;
use tadmor::day::Day;
use tadmor::export::{annotate, trees};
use tadmor::lang::{self, Models};
use tadmor::text::Span;

use crate::Outcome;
use crate::arguments::AnnotateArguments;
use crate::commands::page;
use crate::failure::Failure;
use crate::output::{Output, plain};

/// One line of `--jsonl`.
#[derive(Debug, Deserialize)]
struct Given {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    date: Option<String>,
}

/// Annotates the file, or each of its lines.
pub fn run(arguments: &AnnotateArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let known = Known { tables: crate::tables::tables()?, models: Models::shipped()? };
    let bytes = page::bytes(&arguments.file)?;
    let name = match arguments.file.as_os_str() == "-" {
        true => Path::new("standard input"),
        false => &arguments.file,
    };
    let text = text(name, bytes)?;
    if !arguments.jsonl {
        let id = name.file_name().unwrap_or(name.as_os_str()).to_string_lossy();
        known.tell(&id, &text, arguments.date, arguments, output)?;
        return Ok(Outcome::Well);
    }
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let given: Given = serde_json::from_str(line).map_err(|error| {
            let help = "each line is an object {\"id\": …, \"text\": …, \"date\": \"2017-03-02\"}; the date may be left out";
            Failure::line(name, at + 1, line, error.column().saturating_sub(1), error.to_string(), help)
        })?;
        let date = given.date.as_deref().map(|date| own_day(name, at + 1, line, date)).transpose()?;
        let id = match &given.id {
            serde_json::Value::String(id) => id.clone(),
            other => other.to_string(),
        };
        known.tell(&id, &given.text, date.or(arguments.date), arguments, output)?;
    }
    Ok(Outcome::Well)
}

/// What texts are read with.
struct Known {
    tables: Tables,
    models: Models,
}

impl Known {
    /// Prints what is found in one text.
    fn tell(
        &self,
        id: &str,
        text: &str,
        date: Option<Day>,
        arguments: &AnnotateArguments,
        output: &mut Output,
    ) -> Result<(), Failure> {
        if !arguments.trees {
            return output.json(&annotate::annotate(id, text, date, &self.tables, &self.models));
        }
        let sentences = lang::read(text, Span::new(0, text.len()), &self.models);
        output.line(format_args!("# newdoc id = {}", plain(id)))?;
        for line in trees::write(text, &sentences).lines() {
            output.line(plain_columns(line))?;
        }
        Ok(())
    }
}

/// A row of columns for a terminal: the tabs between them stay, see [`plain`].
fn plain_columns(line: &str) -> String {
    line.split('\t').map(plain).collect::<Vec<_>>().join("\t")
}

fn own_day(name: &Path, number: usize, line: &str, date: &str) -> Result<Day, Failure> {
    Day::parse(date).ok_or_else(|| {
        let at = line.find(date).unwrap_or(0);
        let what = format!("\"{date}\" is not a day");
        Failure::line(name, number, line, at, what, "a day is written 2017-03-02")
    })
}

/// The text of a file, which must be UTF-8, since spans are bytes of it.
fn text(name: &Path, bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let source = std::io::Error::new(
            std::io::ErrorKind::InvalidData,
            format!("byte {at} is not UTF-8 (spans are bytes of UTF-8 text; convert it first)"),
        );
        Failure::reading(name, source)
    })
}
