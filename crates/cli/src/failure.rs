//! What can go wrong, and the exit code that tells it.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};

/// Done, and something is wrong.
pub const FOUND_WRONG: u8 = 1;
/// A file could not be read or written.
pub const FILE: u8 = 3;
/// Another process is writing the ledger.
pub const BUSY: u8 = 4;
/// The ledger cannot be used.
pub const LEDGER: u8 = 5;

/// Why a command stopped.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub enum Failure {
    /// Whoever read our output has gone. Not worth a word.
    #[error("the reader of the output has gone")]
    OutputClosed,
    /// The ledger.
    #[error("{0}")]
    #[diagnostic(help("{}", .0.advice()))]
    Ledger(Box<tadmor_store::Error>),
    /// A file.
    #[error("{doing} {}: {why}", file.display())]
    #[diagnostic(help("{help}"))]
    File {
        /// What we were doing.
        doing: &'static str,
        /// To which file.
        file: PathBuf,
        /// Why it failed.
        why: io::Error,
        /// What to do.
        help: &'static str,
    },
    /// A line of a file that we were given is not what it should be.
    #[error("{}, line {line}: {what}", file.display())]
    #[diagnostic(help("{help}"))]
    Line {
        /// Which file.
        file: PathBuf,
        /// Which line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
        /// What to do.
        help: &'static str,
        /// The line's own text.
        #[source_code]
        text: Arc<NamedSource<String>>,
        /// Where in it.
        #[label("here")]
        at: SourceSpan,
    },
    /// Something that was asked for is not there.
    #[error("{what}")]
    #[diagnostic(help("{help}"))]
    NotFound {
        /// What is not there.
        what: String,
        /// What to do.
        help: String,
    },
    /// The command was put together in a way that clap cannot see.
    #[error("{what}")]
    #[diagnostic(help("see `tadmor {command} --help`"))]
    Usage {
        /// What is wrong.
        what: String,
        /// Which command.
        command: &'static str,
    },
    /// Our own tables, which the build should have refused.
    #[error("the tables that ship with this program: {0}")]
    #[diagnostic(help("this is a fault of the program: please report it"))]
    Tables(Box<tadmor::tables::Error>),
    /// A gazetteer.
    #[error("{}: {why}", file.display())]
    #[diagnostic(help("{help}"))]
    Gazetteer {
        /// Which file, or the folder of its sources.
        file: PathBuf,
        /// What is wrong with it.
        why: String,
        /// What to do.
        help: &'static str,
    },
    /// The report.
    #[error("writing the report: {0}")]
    #[diagnostic(help("check that you may write there, and that the disk has room"))]
    Report(String),
}

impl From<tadmor_store::Error> for Failure {
    fn from(error: tadmor_store::Error) -> Self {
        Failure::Ledger(Box::new(error))
    }
}

impl From<tadmor::tables::Error> for Failure {
    fn from(error: tadmor::tables::Error) -> Self {
        Failure::Tables(Box::new(error))
    }
}

impl Failure {
    /// `file` could not be read.
    pub fn reading(file: &Path, source: io::Error) -> Failure {
        Failure::File {
            doing: "reading",
            file: file.to_owned(),
            why: source,
            help: "check its name and its rights",
        }
    }

    /// `file` could not be written.
    pub fn writing(file: &Path, source: io::Error) -> Failure {
        let help = "check that its folder exists, that you may write there, and that the disk has room";
        Failure::File { doing: "writing", file: file.to_owned(), why: source, help }
    }

    /// Line `line` of `file`, which is `text`, is wrong at column `column` (bytes from 0).
    pub fn line(
        file: &Path,
        line: usize,
        text: &str,
        column: usize,
        what: String,
        help: &'static str,
    ) -> Failure {
        // A line of a megabyte is no help on a terminal: only its surroundings are shown.
        let start = (0..=column.min(text.len()).saturating_sub(60))
            .rev()
            .find(|at| text.is_char_boundary(*at))
            .unwrap_or(0);
        let end = (column.saturating_add(60)..text.len()).find(|at| text.is_char_boundary(*at));
        let shown = text.get(start..end.unwrap_or(text.len())).unwrap_or_default().to_owned();
        let at = (column.saturating_sub(start)).min(shown.len());
        let name = format!("{}:{line}", file.display());
        Failure::Line {
            file: file.to_owned(),
            line,
            what,
            help,
            text: Arc::new(NamedSource::new(name, shown)),
            at: SourceSpan::new(at.into(), 0),
        }
    }

    /// `file` is no gazetteer that can be used.
    pub fn gazetteer(file: &Path, why: &tadmor::tables::places::Unreadable) -> Failure {
        Failure::Gazetteer {
            file: file.to_owned(),
            why: why.to_string(),
            help: "`tadmor gazetteer --help` tells how one is built and installed; `--gazetteer core` does without",
        }
    }

    /// The code to leave with.
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Failure::OutputClosed => 0,
            Failure::Ledger(error) => match **error {
                tadmor_store::Error::Busy { .. } => BUSY,
                tadmor_store::Error::File { .. } => FILE,
                _ => LEDGER,
            },
            Failure::File { .. } | Failure::Line { .. } | Failure::Gazetteer { .. } | Failure::Report(_) => {
                FILE
            }
            Failure::NotFound { .. } => FOUND_WRONG,
            Failure::Usage { .. } => 2,
            Failure::Tables(_) => LEDGER,
        })
    }
}
