//! `tadmor eval`: how good the reading is, on sets with known answers.
//!
//! In: a set in the layout that the scorers read. Out: [`Figures`], and with `--out` the answers themselves, so that
//! anyone can score them again.

mod aliases;
mod claims;
mod control;
mod extraction;
mod figures;
mod floors;
mod gold;
mod lang;
mod names;
mod naming;
mod origins;
mod pile;
mod place;
mod seeds;
mod timing;
mod where_when;
mod zones;

use std::fs;
use std::path::Path;

use serde::Serialize;
use tadmor::Tables;
use tadmor::export::{self, What};

use crate::Outcome;
use crate::arguments::{EvalArguments, EvalSet};
use crate::commands;
use crate::failure::{self, Failure};
use crate::output::{Output, plain};
use crate::tables;

use claims::Matched;
use figures::Figures;
use gold::{FoundClaim, GoldClaim};
use names::Names;
use pile::Pile;

/// What was measured, and the head in the file of floors under which its floors stand: "seeds", "pages aeb flat",
/// "lang gum-test news raw".
#[derive(Serialize)]
struct Scored {
    #[serde(rename = "set")]
    head: String,
    #[serde(flatten)]
    figures: Figures,
}

impl Scored {
    fn one(head: &str, figures: Figures) -> Vec<Scored> {
        vec![Scored { head: head.to_owned(), figures }]
    }
}

/// Reads the set, and prints how well.
pub fn run(arguments: &EvalArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let all = measure(arguments, output)?;
    for scored in &all {
        match arguments.json {
            true => output.json(scored)?,
            false => scored.figures.tell(output)?,
        }
    }
    let Some(file) = &arguments.floors else { return Ok(Outcome::Well) };
    let floors = fs::read_to_string(file).map_err(|source| Failure::reading(file, source))?;
    let mut below = Vec::new();
    for scored in &all {
        let fallen = floors::below(file, &floors, &scored.head, &scored.figures)?;
        below.extend(fallen.into_iter().map(|line| format!("{line} ({})", scored.head)));
    }
    for line in &below {
        output.line(format_args!("below its floor: {line}"))?;
    }
    Ok(if below.is_empty() { Outcome::Well } else { Outcome::Wrong(failure::FOUND_WRONG) })
}

fn measure(arguments: &EvalArguments, output: &mut Output) -> Result<Vec<Scored>, Failure> {
    // The tables are read where they are needed: the language core looks into none of them.
    match (arguments.set, arguments.inputs.as_slice()) {
        (EvalSet::Seeds, [pages, gold]) => {
            Ok(Scored::one("seeds", seeds(arguments, pages, gold, &tables::measured()?, output)?))
        }
        (EvalSet::Claims, [pages, gold]) => {
            Ok(Scored::one("claims", claims(arguments, pages, gold, &tables::measured()?, output)?))
        }
        (EvalSet::Pages, [folder]) => {
            let tables = tables::measured()?;
            if arguments.show {
                extraction::show(arguments, folder, &tables, output)?;
            }
            Ok(Scored::one(&pages_head(arguments, folder), extraction::run(arguments, folder, &tables)?))
        }
        (EvalSet::Pile, [pages]) => {
            Ok(Scored::one("pile", pile(arguments, pages, &tables::measured()?, output)?))
        }
        (EvalSet::Time, _) => timing::run(arguments, &Tables::shipped()?, output),
        (EvalSet::Lang, _) => lang::run(arguments, output),
        (EvalSet::Names, _) => naming::run(arguments),
        (EvalSet::Place, _) => place::run(arguments),
        (EvalSet::WhereWhen, _) => where_when::run(arguments, output),
        (EvalSet::Aliases, [file]) => aliases::run(arguments, file),
        (EvalSet::Aliases, _) => Err(usage("aliases asks for one file: country, id and alias a line")),
        (EvalSet::Seeds, _) => Err(usage("seeds asks for two folders: SEEDS GOLD")),
        (EvalSet::Claims, _) => Err(usage("claims asks for a folder and a file: PAGES GOLD.jsonl")),
        (EvalSet::Pages, _) => Err(usage("pages asks for one folder, with gold.jsonl and html.tar.gz")),
        (EvalSet::Pile, _) => Err(usage("pile asks for one folder: PAGES")),
    }
}

/// The head of the floors of a set of pages: "pages aeb", "pages aeb flat".
fn pages_head(arguments: &EvalArguments, folder: &Path) -> String {
    let flat = if arguments.flat { " flat" } else { "" };
    let forced = if arguments.force_date { " forced" } else { "" };
    format!("pages {}{flat}{forced}", set_name(folder))
}

/// What a set is called: its folder, or its file without endings.
fn set_name(path: &Path) -> String {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    match path.is_dir() {
        true => name,
        false => name.split('.').next().unwrap_or_default().to_owned(),
    }
}

/// What is known of the language.
fn models() -> Result<tadmor::lang::Models, Failure> {
    Ok(tadmor::lang::Models::shipped()?)
}

fn usage(what: &str) -> Failure {
    Failure::Usage { what: format!("eval {what}"), command: "eval" }
}

fn seeds(
    arguments: &EvalArguments,
    pages: &Path,
    gold: &Path,
    tables: &Tables,
    output: &mut Output,
) -> Result<Figures, Failure> {
    let pile = Pile::read(pages, arguments.jobs, tables)?;
    if let Some(folder) = &arguments.out {
        commands::export::all_to_folder(&pile.ledger, folder)?;
    }
    let names = names_beside(arguments, gold)?;
    let (mut figures, matched) = scored_claims(&pile, &gold.join("claims.jsonl"), &names)?;
    show(arguments, &matched, output)?;
    seeds::measure(&pile, gold, &names, &matched, tables, &mut figures)?;
    Ok(figures)
}

fn claims(
    arguments: &EvalArguments,
    pages: &Path,
    gold: &Path,
    tables: &Tables,
    output: &mut Output,
) -> Result<Figures, Failure> {
    let pile = Pile::read(pages, arguments.jobs, tables)?;
    if let Some(file) = &arguments.out {
        commands::export::to_file(&pile.ledger, What::Claims, file)?;
    }
    let names = names_beside(arguments, gold.parent().unwrap_or(Path::new(".")))?;
    let (figures, matched) = scored_claims(&pile, gold, &names)?;
    show(arguments, &matched, output)?;
    Ok(figures)
}

fn pile(
    arguments: &EvalArguments,
    pages: &Path,
    tables: &Tables,
    output: &mut Output,
) -> Result<Figures, Failure> {
    let pile = Pile::read(pages, arguments.jobs, tables)?;
    if let Some(folder) = &arguments.out {
        commands::export::all_to_folder(&pile.ledger, folder)?;
    }
    if !arguments.json {
        commands::read::tell(&pile.summary, output)?;
    }
    let mut figures = Figures::default();
    figures.verified(&pile.ledger)?;
    Ok(figures)
}

fn names_beside(arguments: &EvalArguments, folder: &Path) -> Result<Names, Failure> {
    match &arguments.names {
        Some(file) => Names::load(file),
        None => {
            let file = folder.join("names.json");
            if file.exists() { Names::load(&file) } else { Ok(Names::default()) }
        }
    }
}

fn scored_claims(pile: &Pile, gold: &Path, names: &Names) -> Result<(Figures, Matched), Failure> {
    let gold: Vec<GoldClaim> = gold::load(gold)?;
    let found = pile.whole.claims.iter().map(|claim| {
        serde_json::from_str(&export::line(&export::ClaimLine::of(claim)))
            .expect("the export writes what its scorer reads")
    });
    let found: Vec<FoundClaim> = found.collect();
    let matched = Matched::new(gold, found);
    let mut figures = Figures::default();
    claims::score(&matched, names, &mut figures);
    Ok((figures, matched))
}

fn show(arguments: &EvalArguments, matched: &Matched, output: &mut Output) -> Result<(), Failure> {
    if !arguments.show {
        return Ok(());
    }
    let start = |text: &str| plain(text).chars().take(100).collect::<String>();
    for gold in matched.missed() {
        output.line(format_args!("MISSED  {} {} | {}", gold.page, gold.kind, start(&gold.quote)))?;
    }
    for found in matched.extra() {
        output.line(format_args!("EXTRA   {} {} | {}", found.page, found.kind, start(&found.quote)))?;
    }
    Ok(())
}
