//! `tadmor page`: what one page reads as, without a ledger.

use std::io::Read;
use std::path::Path;

use serde::Serialize;
use tadmor::export::{ArticleLine, ClaimLine, ZoneLine, zones};
use tadmor::page::{self, Page, Zone};
use tadmor::reading::{Reading, Source, parse, read_parsed};
use tadmor::{ReadOptions, Tables};

use crate::Outcome;
use crate::arguments::PageArguments;
use crate::commands::show;
use crate::failure::Failure;
use crate::output::{Output, plain};
use crate::words::{reading, speakers};

/// One page, whole.
#[derive(Debug, Serialize)]
struct PageJson<'p> {
    /// The keys of `articles`.
    #[serde(flatten)]
    article: ArticleLine<'p>,
    /// "html", "plain", "binary".
    format: page::Format,
    /// The charset it was read in.
    encoding: &'p str,
    /// As `export jsonl --what zones`.
    zones: Vec<ZoneLine<'p>>,
    /// The article's own text: body and captions, a paragraph a line.
    body: String,
    /// Readers' comments, their words alone, in page order.
    #[serde(rename = "comment_texts")]
    comments: Vec<&'p str>,
    /// As `export jsonl --what claims`, without event and origin.
    claims: Vec<ClaimLine<'p>>,
}

/// Reads the page and shows it.
pub fn run(arguments: &PageArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let tables = Tables::shipped()?;
    let bytes = bytes(&arguments.file)?;
    let options = ReadOptions { charset: arguments.charset.clone(), ..ReadOptions::default() };
    let parsed = parse(&bytes, &tables, &options);
    let mut read = read_parsed(&parsed, bytes.len() as u64, &tables, &options);
    let name = arguments.file.file_name().unwrap_or(arguments.file.as_os_str()).to_string_lossy();
    read.sources = vec![Source::file(name)];
    match arguments.json {
        true => output.json(&json(&parsed, &read, &bytes))?,
        false => tell(&parsed, &read, output)?,
    }
    Ok(Outcome::Well)
}

/// The bytes of a file, or of standard input for `-`.
pub fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    if file.as_os_str() != "-" {
        return std::fs::read(file).map_err(|source| Failure::reading(file, source));
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    read.map_err(|source| Failure::reading("standard input".as_ref(), source))?;
    Ok(bytes)
}

fn json<'p>(parsed: &Page, read: &'p Reading, bytes: &[u8]) -> PageJson<'p> {
    let told = parsed.blocks.iter().filter(|block| matches!(block.zone, Zone::Body | Zone::Caption));
    PageJson {
        article: ArticleLine::of(read),
        format: read.format,
        encoding: &read.encoding,
        zones: zones::lines(read, bytes),
        body: told.map(|block| parsed.text.slice(block.span)).collect::<Vec<_>>().join("\n"),
        comments: read.article.comments.iter().map(|comment| comment.text.as_str()).collect(),
        claims: read
            .claims
            .iter()
            .map(|claim| ClaimLine {
                page: Some(read.name()),
                page_id: Some(read.page_id.as_str()),
                ..ClaimLine::alone(claim)
            })
            .collect(),
    }
}

fn tell(parsed: &Page, read: &Reading, output: &mut Output) -> Result<(), Failure> {
    show::article(read, output)?;
    output.heading("Zones")?;
    for block in &parsed.blocks {
        let text = parsed.text.slice(block.span);
        let start: String = plain(text).chars().take(80).collect();
        let more = if text.chars().nth(80).is_some() { "…" } else { "" };
        let zone = block.zone.as_str();
        output.line(format_args!("  {zone:<15} {start}{more}  — {}", plain(&block.because)))?;
    }
    output.gap()?;
    output.heading("Claims")?;
    for claim in &read.claims {
        output.line(format_args!("  {}", reading(claim)))?;
        output.line(format_args!("      {}: “{}”", speakers(claim), plain(&claim.quote)))?;
    }
    Ok(())
}
