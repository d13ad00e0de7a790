//! The command `tadmor`: see `tadmor --help`.

#![deny(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod commands;
mod eval;
mod failure;
mod labelled;
mod output;
mod read;
mod tables;

mod treebanks;
mod walk;
mod words;

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;
use crate::output::Output;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Well,
    /// Done, and something is wrong, which has been said.
    Wrong(u8),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tables::ask(arguments.gazetteer);
    match run(arguments.command) {
        Ok(Outcome::Well) | Err(Failure::OutputClosed) => ExitCode::SUCCESS,
        Ok(Outcome::Wrong(code)) => ExitCode::from(code),
        Err(failure) => {
            let code = failure.exit_code();
            // Where standard error has gone too, there is nobody left to tell.
            let _told = writeln!(anstream::stderr(), "{:?}", miette::Report::new(failure));
            code
        }
    }
}

fn run(command: Command) -> Result<Outcome, Failure> {
    let mut output = Output::new();
    let outcome = match command {
        Command::Read(arguments) => commands::read::run(&arguments, &mut output),
        Command::Articles(arguments) => commands::list::articles(&arguments, &mut output),
        Command::Claims(arguments) => commands::list::claims(&arguments, &mut output),
        Command::Events(arguments) => commands::list::events(&arguments, &mut output),
        Command::Origins(arguments) => commands::list::origins(&arguments, &mut output),
        Command::Show(arguments) => commands::show::run(&arguments, &mut output),
        Command::Control(arguments) => commands::control::run(&arguments, &mut output),
        Command::Compare(arguments) => commands::compare::run(&arguments, &mut output),
        Command::Search(arguments) => commands::list::search(&arguments, &mut output),
        Command::Export(arguments) => commands::export::run(&arguments, &mut output),
        Command::Report(arguments) => commands::report::run(&arguments, &mut output),
        Command::Verify(arguments) => commands::verify::run(&arguments, &mut output),
        Command::Page(arguments) => commands::page::run(&arguments, &mut output),
        Command::Annotate(arguments) => commands::annotate::run(&arguments, &mut output),
        Command::Demo(arguments) => commands::demo::run(&arguments, &mut output),
        Command::Eval(arguments) => eval::run(&arguments, &mut output),
        Command::Train(arguments) => commands::train::run(&arguments, &mut output),
        Command::Gazetteer(arguments) => commands::gazetteer::run(&arguments, &mut output),
        Command::Completions { shell } => completions(shell, &mut output),
    }?;
    output.finish()?;
    Ok(outcome)
}

fn completions(shell: clap_complete::Shell, output: &mut Output) -> Result<Outcome, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "tadmor", &mut text);
    output.line(String::from_utf8_lossy(&text).trim_end())?;
    Ok(Outcome::Well)
}
