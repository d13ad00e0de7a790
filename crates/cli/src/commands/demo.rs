//! `tadmor demo`: the bundled pages, read into a ledger of their own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tadmor::ledger::LedgerEvent;
use tadmor_store::{LedgerFile, LedgerWriter};

use crate::Outcome;
use crate::arguments::DemoArguments;
use crate::commands::{compare, control, read, report};
use crate::failure::Failure;
use crate::output::{Output, plain};
use crate::read::Door;
use crate::walk;

/// The bundled pages: name and bytes. Written for this project; see examples/palmyra/README.md.
const PAGES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/palmyra.rs"));

/// How many events with hard differences are shown.
const SHARPEST: usize = 3;
/// How many differences of each.
const DIFFERENCES: usize = 4;

/// Reads the bundled pages, and shows what they say.
pub fn run(arguments: &DemoArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let folder = folder(arguments)?;
    let pages = folder.join("pages");
    lay_out(&pages)?;
    let file = folder.join("tadmor.db");
    let tables = crate::tables::tables()?;
    let mut writer = LedgerWriter::open(&file)?;
    let walked =
        walk::walk(std::slice::from_ref(&pages), None).map_err(|source| Failure::reading(&pages, source))?;
    let summary = Door::new(&tables, None)?.read(walked, &mut writer)?;
    drop(writer);
    read::tell(&summary, output)?;
    let ledger = LedgerFile::open(&file)?;
    output.gap()?;
    timeline(&ledger, output)?;
    disagreements(&ledger, output)?;
    let site = folder.join("report");
    let (_files, index) = report::write(&ledger, &tables, &site)?;
    output.gap()?;
    output.heading("The report")?;
    output.line(format_args!("  {}", index.display()))?;
    output.line(format_args!("  look around with `tadmor events --ledger {}`", file.display()))?;
    if !arguments.no_open {
        open(&index);
    }
    Ok(Outcome::Well)
}

fn folder(arguments: &DemoArguments) -> Result<PathBuf, Failure> {
    let folder = match &arguments.output {
        Some(folder) => folder.clone(),
        None => std::env::temp_dir().join(format!("tadmor-demo-{}", std::process::id())),
    };
    fs::create_dir_all(&folder).map_err(|source| Failure::writing(&folder, source))?;
    Ok(folder)
}

fn lay_out(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|source| Failure::writing(folder, source))?;
    for (name, bytes) in PAGES {
        let file = folder.join(name);
        fs::write(&file, bytes).map_err(|source| Failure::writing(&file, source))?;
    }
    Ok(())
}

/// The timeline of the place that the pages tell of.
fn timeline(ledger: &LedgerFile, output: &mut Output) -> Result<(), Failure> {
    let holdings = control::of_place(ledger, "Palmyra", ledger.control()?)?;
    control::tell(&holdings, "every asserted claim counts", output)
}

fn disagreements(ledger: &LedgerFile, output: &mut Output) -> Result<(), Failure> {
    let mut events = ledger.ledger()?.events;
    let hard = |event: &LedgerEvent| event.differences.iter().filter(|difference| difference.hard).count();
    events.retain(|event| !event.differences.is_empty());
    // Most hard differences first; those of one count by id, so that two runs agree.
    events.sort_by(|a, b| hard(b).cmp(&hard(a)).then_with(|| a.id.cmp(&b.id)));
    if events.is_empty() {
        return Ok(());
    }
    output.gap()?;
    output.heading("Where the pages differ most")?;
    for event in events.iter().take(SHARPEST) {
        output.line(format_args!("{}  {}", event.id, plain(&event.title)))?;
        let claims = ledger.claims_of_event(&event.id)?;
        for difference in event.differences.iter().take(DIFFERENCES) {
            compare::tell_difference(difference, &claims, output)?;
        }
    }
    Ok(())
}

/// Opens the report where there is a desktop. Where that fails its name has been printed, which is enough.
fn open(index: &Path) {
    let desktop = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let opener = match cfg!(target_os = "macos") {
        true => "open",
        false if desktop("DISPLAY") || desktop("WAYLAND_DISPLAY") => "xdg-open",
        false => return,
    };
    let quiet = || Stdio::null();
    let _started = Command::new(opener).arg(index).stdin(quiet()).stdout(quiet()).stderr(quiet()).spawn();
}
