//! `tadmor page`: what one page reads as, without a ledger.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;

use serde::Serialize;
use tadmor::ReadOptions;
use tadmor::export::{ArticleLine, ClaimLine, ZoneLine, zones};
use tadmor::note::Note;
use tadmor::page::{self, Page, Zone};
use tadmor::reading::{Reading, Source, parse, read_parsed};
use tadmor_read::{Event, Fault, Kind, Limits, Payload, Whole};

use crate::Outcome;
use crate::arguments::PageArguments;
use crate::commands::read::tables;
use crate::commands::show as shown;
use crate::failure::Failure;
use crate::output::{Output, plain};
use crate::words::{count, reading, speakers};

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

/// A page of an archive, in a list.
#[derive(Debug, Serialize)]
struct ListedPage {
    /// Where it stands.
    #[serde(flatten)]
    source: Source,
    /// How many bytes it has.
    bytes: usize,
}

/// Reads the page and shows it; lists the pages of an archive that holds several.
pub fn run(arguments: &PageArguments, output: &mut Output) -> Result<Outcome, Failure> {
    let name =
        arguments.file.file_name().unwrap_or(arguments.file.as_os_str()).to_string_lossy().into_owned();
    let Some((mut whole, length)) = packed(&arguments.file)? else {
        let bytes = bytes(&arguments.file)?;
        return show(&bytes, Source::file(name), Vec::new(), arguments, output);
    };
    let mut one: Option<Payload> = None;
    let mut listed = Vec::new();
    let mut rest = Rest::default();
    let mut sink = |event| {
        match event {
            Event::Page(page) => {
                let wanted = arguments.member.as_ref().is_some_and(|member| is_named(&page.source, member));
                listed.push(ListedPage { source: page.source.clone(), bytes: page.bytes.len() });
                if wanted || (arguments.member.is_none() && listed.len() == 1) {
                    one = Some(page);
                }
                if wanted {
                    return ControlFlow::Break(());
                }
            }
            Event::Passed(what) => *rest.passed.entry(what).or_default() += 1,
            Event::Fault(fault) => rest.faults.push(fault),
        }
        ControlFlow::Continue(())
    };
    let _ = tadmor_read::unpack(&mut *whole, &name, length, None, &Limits::default(), &mut sink);
    let alone = arguments.member.is_some() || (listed.len() == 1 && rest.passed.is_empty());
    match (one, &arguments.member) {
        (Some(page), _) if alone => {
            // What is wrong with the part, or with the whole file, is said beside the page.
            let member = &page.source.member;
            rest.faults.retain(|fault| fault.member.is_none() || fault.member == *member);
            let notes = rest.faults.into_iter().map(|fault| Note::page(fault.why)).collect();
            show(&page.bytes, page.source, notes, arguments, output)
        }
        (None, Some(member)) => Err(Failure::NotFound {
            what: format!("{name} holds no page {member}"),
            help: format!("`tadmor page {name}` lists what is in it"),
        }),
        _ => list(&listed, &rest, arguments, output),
    }
}

/// What an archive holds beside pages.
#[derive(Default)]
struct Rest {
    passed: BTreeMap<String, u64>,
    faults: Vec<Fault>,
}

/// Whether `name` means this page of an archive.
fn is_named(source: &Source, name: &str) -> bool {
    source.member.as_deref() == Some(name)
        || source.address.as_deref() == Some(name)
        || source.name() == name
        || source.offset.is_some_and(|offset| offset.to_string() == name)
}

/// A file that is open, and its length.
type Opened = (Box<dyn Whole>, u64);

/// The file, where it is an archive or a feed, and its length.
fn packed(file: &Path) -> Result<Option<Opened>, Failure> {
    let failing = |source| Failure::reading(file, source);
    if file.as_os_str() == "-" {
        return Ok(None);
    }
    let mut opened = File::open(file).map_err(failing)?;
    let known = opened.metadata().map_err(failing)?;
    if known.is_dir() {
        return Ok(None);
    }
    let kind = Kind::of(&tadmor_read::head(&mut opened).map_err(failing)?);
    opened.rewind().map_err(failing)?;
    let whole: Box<dyn Whole> = Box::new(BufReader::new(opened));
    Ok((!matches!(kind, Kind::Page | Kind::Document)).then_some((whole, known.len())))
}

fn list(
    listed: &[ListedPage],
    rest: &Rest,
    arguments: &PageArguments,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    if arguments.json {
        for page in listed {
            output.json(page)?;
        }
        return Ok(Outcome::Well);
    }
    output.line(format_args!("{}; `--member NAME` reads one", count(listed.len() as u64, "page")))?;
    for ListedPage { source, bytes } in listed {
        let member = source.member.as_deref().unwrap_or("(no name)");
        let offset = source.offset.map(|offset| format!(", at byte {offset}")).unwrap_or_default();
        let fetched = source.fetched.as_deref().map(|day| format!(", fetched {day}")).unwrap_or_default();
        output.line(format_args!("  {}  — {bytes} bytes{offset}{}", plain(member), plain(&fetched)))?;
    }
    for (what, times) in &rest.passed {
        output.line(format_args!("passed over: {times} × {}", plain(what)))?;
    }
    for Fault { member, why } in &rest.faults {
        let member = member.as_deref().map(|member| format!("{member}: ")).unwrap_or_default();
        output.line(format_args!("not read, or not wholly: {}{}", plain(&member), plain(why)))?;
    }
    Ok(Outcome::Well)
}

fn show(
    bytes: &[u8],
    source: Source,
    notes: Vec<Note>,
    arguments: &PageArguments,
    output: &mut Output,
) -> Result<Outcome, Failure> {
    let tables = tables(arguments.outlets.as_deref())?;
    let mut options = ReadOptions::told(std::slice::from_ref(&source));
    options.charset = arguments.charset.clone().or(options.charset);
    let parsed = parse(bytes, &tables, &options);
    let mut read = read_parsed(&parsed, bytes.len() as u64, &tables, &options);
    read.sources = vec![source];
    read.notes.extend(notes);
    read.notes.sort();
    match arguments.json {
        true => output.json(&json(&parsed, &read, bytes))?,
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
    shown::article(read, output)?;
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
