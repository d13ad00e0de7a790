//! `tadmor read`: saved pages into the ledger.

use std::path::Path;

use tadmor::Tables;
use tadmor_store::LedgerWriter;

use crate::Outcome;
use crate::arguments::ReadArguments;
use crate::failure::{self, Failure};
use crate::output::{Output, plain};
use crate::read::{Door, Summary};
use crate::walk;
use crate::words::count;

/// How many files that could not be read are named; the rest are counted.
const NAMED: usize = 20;

/// Reads, and says what happened.
pub fn run(arguments: &ReadArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let tables = tables(arguments.outlets.as_deref())?;
    // The lock comes first: whoever has to wait is told before a long walk.
    let mut writer = LedgerWriter::open(&arguments.ledger.ledger)?;
    let walked = walk::walk(&arguments.paths, Some(&arguments.ledger.ledger))
        .map_err(|source| Failure::reading("standard input".as_ref(), source))?;
    let outlets = arguments.outlets.as_ref().map(|file| file.display().to_string());
    let before = writer.outlets()?.filter(|_| outlets.is_none());
    let mut summary = Door::new(&tables, arguments.jobs)?.read(walked, &mut writer)?;
    writer.keep_outlets(outlets.as_deref())?;
    summary.outlets_before = before;
    match arguments.json {
        true => output.json(&summary)?,
        false => tell(&summary, output)?,
    }
    // A file met on the way may fail without failing the run; one that was asked for by name may not.
    match summary.unreadable.iter().any(|unreadable| unreadable.named) {
        true => Ok(Outcome::Wrong(failure::FILE)),
        false => Ok(Outcome::Well),
    }
}

/// "1 file or part", "2 files or parts".
fn things(n: usize, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        _ => format!("{n} {}s", what.replace(" or", "s or")),
    }
}

/// The tables that ship, with the user's own outlets.
pub fn tables(outlets: Option<&Path>) -> Result<Tables, Failure> {
    let tables = crate::tables::tables()?;
    let Some(file) = outlets else { return Ok(tables) };
    let text = std::fs::read_to_string(file).map_err(|source| Failure::reading(file, source))?;
    tables.with_outlets(&file.to_string_lossy(), &text).map_err(|error| {
        let line = text.lines().nth(error.line.saturating_sub(1)).unwrap_or_default();
        let help = "a row is as in data/outlets.tsv, with tabs between its columns; see its head for what each holds";
        Failure::line(file, error.line, line, 0, error.what, help)
    })
}

/// The summary in words.
pub fn tell(summary: &Summary, output: &mut Output) -> Result<(), Failure> {
    let again = match summary.again {
        0 => String::new(),
        again => format!(", {} read again with this reader", count(again as u64, "earlier page")),
    };
    output.line(format_args!(
        "{}{}: {} new, {} unchanged{again}",
        count(summary.read as u64, "page"),
        match summary.archives {
            0 => String::new(),
            archives => format!(", some of them in {}", things(archives, "archive or feed")),
        },
        summary.new,
        summary.unchanged
    ))?;
    output.line(format_args!(
        "{} holds {}, {}, {}, {}",
        summary.ledger,
        count(summary.pages, "page"),
        count(summary.claims, "claim"),
        count(summary.events, "event"),
        count(summary.origins, "origin"),
    ))?;
    if let Some(file) = &summary.outlets_before {
        output.line(format_args!(
            "read without your own outlets, which the ledger was read with before: to have them again, add \
             `--outlets {}`",
            plain(file)
        ))?;
    }
    if summary.notes > 0 {
        let notes = count(summary.notes, "note");
        output.line(format_args!(
            "{notes} on what could not be understood: `tadmor articles` counts them by page, `tadmor show PAGE` tells them"
        ))?;
    }
    if !summary.passed.is_empty() {
        let kinds: Vec<String> = summary
            .passed
            .iter()
            .take(NAMED)
            .map(|(what, count)| format!("{count} × {}", plain(what)))
            .collect();
        let more = if summary.passed.len() > NAMED { ", …" } else { "" };
        output.line(format_args!("passed over in archives: {}{more}", kinds.join(", ")))?;
    }
    if summary.unreadable.is_empty() {
        return Ok(());
    }
    let what = if summary.archives > 0 { "file or part" } else { "file" };
    let wholly = if summary.archives > 0 { ", or not wholly" } else { "" };
    output.line(format_args!("{} could not be read{wholly}:", things(summary.unreadable.len(), what)))?;
    for unreadable in summary.unreadable.iter().take(NAMED) {
        output.line(format_args!("  {}: {}", plain(&unreadable.file), plain(&unreadable.why)))?;
    }
    if summary.unreadable.len() > NAMED {
        output.line(format_args!(
            "  … and {} more (`--json` names them all)",
            summary.unreadable.len() - NAMED
        ))?;
    }
    Ok(())
}
