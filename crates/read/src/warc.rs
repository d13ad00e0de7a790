//! WARC: records of a crawl, one after the other.
//!
//! In: the unpacked bytes of a WARC. Out: for each record that holds a page its place and its bytes; the rest counted.
//! A record whose length is wrong is found again by the next line that begins one: `record 12 ends at byte 81920, 40
//! bytes short`. Our own reader, because each record needs its offset and a bound on its size.

use std::ops::ControlFlow;
use std::rc::Rc;

use memchr::memmem;

use crate::budget::SPENT;
use crate::bytes::Bytes;
use crate::gzip::Marks;
use crate::http;
use crate::unpack::{Place, Unpacker};

/// Longer header lines are cut, and of more lines the rest is not looked at.
const MOST_LINE: usize = 1 << 14;
const MOST_LINES: usize = 200;

/// A record's headers, as far as they matter.
#[derive(Debug, Default)]
struct Record {
    kind: String,
    length: Option<u64>,
    address: Option<String>,
    date: Option<String>,
    media: String,
    segment: bool,
}

/// Reads all records of `input`.
pub(crate) fn read(
    input: &mut Bytes<'_>,
    marks: Option<&Rc<Marks>>,
    place: &Place,
    unpacker: &mut Unpacker<'_, '_>,
) -> ControlFlow<()> {
    let mut number = 0u64;
    while let Some(start) = next_record(input, number, place, unpacker)? {
        number += 1;
        let record = headers(input);
        let offset = marks.map_or(start, |marks| marks.member(start));
        let here = place.record(&record.address, record.date.as_deref(), offset);
        one(input, number, &record, &here, unpacker)?;
        tell(input, marks, place, unpacker)?;
        if unpacker.budget().is_spent() {
            unpacker.fault(place, SPENT)?;
            break;
        }
    }
    tell(input, marks, place, unpacker)?;
    if number == 0 {
        unpacker.fault(place, "it holds no WARC record")?;
    }
    ControlFlow::Continue(())
}

/// What the bytes themselves have wrong.
fn tell(
    input: &mut Bytes<'_>,
    marks: Option<&Rc<Marks>>,
    place: &Place,
    unpacker: &mut Unpacker<'_, '_>,
) -> ControlFlow<()> {
    for fault in marks.map(|marks| marks.faults()).unwrap_or_default() {
        unpacker.fault(place, fault)?;
    }
    match input.broken() {
        Some(why) => unpacker.fault(place, why),
        None => ControlFlow::Continue(()),
    }
}

/// Passes over what parts records, and takes the line that opens the next; where that begins, or nothing at the end.
fn next_record(
    input: &mut Bytes<'_>,
    number: u64,
    place: &Place,
    unpacker: &mut Unpacker<'_, '_>,
) -> ControlFlow<(), Option<u64>> {
    let (mut stray, mut first) = (0u64, None);
    let found = loop {
        let at = input.at();
        let Some(line) = input.line(MOST_LINE) else { break None };
        // What stands before the line belongs to a record that was longer than it said.
        if let Some(inside) = opening(&line) {
            stray += inside as u64;
            first = first.or((inside > 0).then_some(at));
            break Some(at + inside as u64);
        }
        if !line.trim_ascii().is_empty() {
            first = first.or(Some(at));
            stray += line.len() as u64;
        }
    };
    if let Some(first) = first {
        let whose =
            if number == 0 { "before the first record".to_owned() } else { format!("after record {number}") };
        unpacker.fault(place, format!("{stray} bytes {whose}, from byte {first} on, belong to no record"))?;
    }
    ControlFlow::Continue(found)
}

/// Where in `line` a record opens: "WARC/1.0" at its end.
fn opening(line: &[u8]) -> Option<usize> {
    let line = line.trim_ascii_end();
    let at = memmem::rfind(line, b"WARC/")?;
    let version = &line[at + 5..];
    let known =
        (1..=5).contains(&version.len()) && version.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    known.then_some(at)
}

fn headers(input: &mut Bytes<'_>) -> Record {
    let mut record = Record::default();
    for count in 0.. {
        let Some(line) = input.line(MOST_LINE) else { break };
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = line.split_once(':').filter(|_| count < MOST_LINES) else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => record.kind = value.to_ascii_lowercase(),
            "content-length" => record.length = value.parse().ok(),
            // Early writers put the address in angle brackets.
            "warc-target-uri" => {
                let address = value.trim_start_matches('<').trim_end_matches('>');
                record.address = (!address.is_empty()).then(|| address.to_owned());
            }
            "warc-date" => record.date = Some(value.to_owned()),
            "content-type" => record.media = value.to_ascii_lowercase(),
            "warc-segment-number" => record.segment = true,
            _ => {}
        }
    }
    record
}

fn one(
    input: &mut Bytes<'_>,
    number: u64,
    record: &Record,
    place: &Place,
    unpacker: &mut Unpacker<'_, '_>,
) -> ControlFlow<()> {
    let wanted = matches!(record.kind.as_str(), "response" | "resource" | "conversion");
    let Some(length) = record.length else {
        return unpacker.fault(place, format!("record {number} does not say how long it is: passed over"));
    };
    let most = unpacker.limits().page + (1 << 20);
    if !wanted || length > most {
        let skipped = input.skip(length);
        if skipped < length {
            short(number, input.at(), length - skipped, place, unpacker)?;
        } else if wanted {
            unpacker
                .fault(place, format!("record {number} has {length} bytes: too many for a page, left out"))?;
        }
        return match record.kind.as_str() {
            _ if wanted => ControlFlow::Continue(()),
            kind @ ("request" | "metadata" | "warcinfo" | "revisit" | "continuation") => {
                unpacker.passed(format!("a WARC {kind}"))
            }
            _ => unpacker.passed("a WARC record of another kind".to_owned()),
        };
    }
    let mut block = input.take(length);
    // A length that is too long swallows the records that follow.
    if let Some(end) = swallowed(&block)
        && ((block.len() as u64) < length || !is_parted(input))
    {
        input.put_back(&block[end..]);
        // A file in which every record says so would be read many times over.
        unpacker.budget().spend((block.len() - end) as u64);
        block.truncate(end);
        let ends = input.at();
        unpacker.fault(
            place,
            format!("record {number} says {length} bytes and ends at byte {ends}, where another starts"),
        )?;
    } else if (block.len() as u64) < length {
        short(number, input.at(), length - block.len() as u64, place, unpacker)?;
    }
    if record.segment {
        unpacker
            .fault(place, format!("record {number} is only a part of an answer: read as far as it goes"))?;
    }
    match record.kind == "response" && !record.media.starts_with("text/") {
        true => response(&block, number, place, unpacker),
        false => {
            let (media, charset) = http::media(&record.media);
            unpacker.answered(block, &media, &place.served(charset))
        }
    }
}

fn short(
    number: u64,
    at: u64,
    missing: u64,
    place: &Place,
    unpacker: &mut Unpacker<'_, '_>,
) -> ControlFlow<()> {
    unpacker.fault(place, format!("record {number} ends at byte {at}, {missing} bytes short"))
}

/// Whether what follows a record is the end, blank lines or the next record.
fn is_parted(input: &mut Bytes<'_>) -> bool {
    if input.is_end() {
        return true;
    }
    let next = input.take(7);
    input.put_back(&next);
    next.starts_with(b"\r\n") || next.starts_with(b"\n") || next.starts_with(b"WARC/")
}

/// Where in `block` another record starts.
fn swallowed(block: &[u8]) -> Option<usize> {
    // Not only at the start of a line: the block before it may be cut anywhere.
    memmem::find_iter(block, b"WARC/1.").find(|at| {
        let rest = &block[*at..block.len().min(at + 600)];
        let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        opening(line) == Some(0) && memmem::find(rest, b"WARC-Type:").is_some()
    })
}

fn response(block: &[u8], number: u64, place: &Place, unpacker: &mut Unpacker<'_, '_>) -> ControlFlow<()> {
    let answer = match http::answer(block, unpacker.limits().page, unpacker.budget()) {
        Ok(answer) => answer,
        Err(why) => return unpacker.fault(place, format!("record {number}: {why}")),
    };
    if answer.status != 200 {
        return unpacker.passed(format!("an answer with status {}", answer.status));
    }
    for fault in &answer.faults {
        unpacker.fault(place, format!("record {number}: {fault}"))?;
    }
    unpacker.answered(answer.body, &answer.media, &place.served(answer.charset))
}
