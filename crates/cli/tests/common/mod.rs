//! The binary, a folder of its own, and pages of our own writing.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder to work in, taken away afterwards.
pub struct Workplace {
    folder: tempfile::TempDir,
}

impl Workplace {
    pub fn new() -> Workplace {
        Workplace { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, with the folders that it lies in.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let file = self.path(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
        file
    }

    /// `tadmor` with these arguments, in this folder.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tadmor"));
        command.args(arguments).current_dir(self.folder.path());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        Ran::new(self.command(arguments).output().unwrap())
    }

    /// All exports of the ledger, one after another.
    pub fn exports(&self, ledger: &str) -> String {
        let kinds = ["claims", "articles", "zones", "events", "origins", "control"];
        let export = |what| self.run(&["export", "jsonl", "--what", what, "--ledger", ledger]).ok();
        kinds.into_iter().map(export).collect()
    }
}

/// What a run left.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn new(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// What it printed, where it did well.
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// What it said, where it left with `code`. A panic is never an answer.
    pub fn failed(self, code: i32) -> String {
        assert_eq!(self.code, code, "{self:?}");
        assert!(!self.err.contains("panicked"), "{self:?}");
        self.err
    }

    pub fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.ok()).unwrap()
    }
}

/// A page of our own about a war of our own.
pub fn page(n: usize) -> String {
    const TOWNS: [&str; 5] = ["Kolasin", "Pljevlja", "Berane", "Rozaje", "Mojkovac"];
    const SAYS: [&str; 3] = ["army spokesman Ivo Petran", "the northern brigade", "mayor Lena Dokic"];
    let (town, says) = (TOWNS[n % 5], SAYS[n % 3]);
    let killed = 3 + n % 40;
    format!(
        "Government forces retake {town}\n\nPODGORICA, May {} 2019 - Government forces captured the town of {town} \
         on Friday, {says} said.\n\nAt least {killed} fighters were killed and {} tanks destroyed near {town}, {says} \
         said in statement number {n}.\n\nThe rebels have withdrawn from {town}, residents told reporters.\n",
        1 + n % 28,
        1 + n % 9,
    )
}

/// The folder of things that are not shipped; `None` (and a word about it) where it is absent. Where CI says that it
/// must be there, its absence fails.
pub fn shared(part: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(part);
    if folder.exists() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{} is absent", folder.display());
    println!("skipped: {} is absent", folder.display());
    None
}

/// A scorer that counts; `None` (and a word about it) where it is absent, or what it is written in.
pub fn scorer(name: &str) -> Option<PathBuf> {
    let scorer = shared(&format!("score/{name}"))?;
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: python3 is absent");
        return None;
    }
    Some(scorer)
}
