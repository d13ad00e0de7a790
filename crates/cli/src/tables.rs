//! The tables that a command looks things up in: those that ship, with the gazetteer that the user asked for or has
//! installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use tadmor::Tables;

use crate::failure::Failure;

/// What `--gazetteer` or the variable named, set once before a command runs.
static ASKED: OnceLock<PathBuf> = OnceLock::new();

/// The name by which the core alone is asked for.
const CORE: &str = "core";

/// Keeps what was asked for.
pub fn ask(gazetteer: Option<PathBuf>) {
    if let Some(gazetteer) = gazetteer {
        // A second call can't be: there is one command in a run.
        let _first = ASKED.set(gazetteer);
    }
}

/// The tables with the gazetteer that was asked for, else with the one that is installed, else with the core alone.
pub fn tables() -> Result<Tables, Failure> {
    let installed = installed().filter(|file| file.is_file());
    with(Tables::shipped()?, ASKED.get().cloned().or(installed))
}

/// The tables with the gazetteer that was asked for, else with the core: what measures is not to hang on what is
/// installed.
pub fn measured() -> Result<Tables, Failure> {
    with(Tables::shipped()?, ASKED.get().cloned())
}

fn with(tables: Tables, gazetteer: Option<PathBuf>) -> Result<Tables, Failure> {
    match gazetteer.filter(|file| file != Path::new(CORE)) {
        None => Ok(tables),
        Some(file) => {
            let bytes = fs::read(&file).map_err(|error| Failure::reading(&file, error))?;
            tables.with_gazetteer(bytes).map_err(|why| Failure::gazetteer(&file, &why))
        }
    }
}

/// Where `tadmor gazetteer install` puts a file. `None` where the system names no folder for a user's data.
pub fn installed() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = || folder("HOME");
    let data = match () {
        () if cfg!(windows) => folder("LOCALAPPDATA"),
        () if cfg!(target_os = "macos") => home().map(|home| home.join("Library/Application Support")),
        () => folder("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local/share"))),
    };
    data.map(|data| data.join("tadmor").join("full.gazetteer"))
}
