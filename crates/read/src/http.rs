//! The answer of a web server, as it went over the wire.
//!
//! In: status line, headers and body. Out: an [`Answer`] with the body as the page was before it was packed for the way:
//! chunks joined, gzip, deflate, brotli and zstd undone. Crawlers often unpack a body and leave its headers as they
//! were: a body that is not packed as its header says, and is text, is taken as it stands.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use memchr::memchr;

use crate::budget::{Budget, Metered};

/// A server's answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub status: u16,
    /// "text/html", in lower case; empty where it does not say.
    pub media: String,
    pub charset: Option<String>,
    pub body: Vec<u8>,
    /// What is wrong with it.
    pub faults: Vec<String>,
}

/// No server sends more header lines than these, and none longer ones.
const MOST_LINES: usize = 1000;

/// The answer in `block`, whose body unpacks to no more than `most` bytes.
pub(crate) fn answer(block: &[u8], most: u64, budget: &Budget) -> Result<Answer, String> {
    let mut lines = Lines { rest: block };
    let first = lines.next().ok_or("the record is empty")?;
    let status = status(first).ok_or("it holds no HTTP status line")?;
    let mut answer = Answer { status, ..Answer::default() };
    let mut headers: Vec<(String, String)> = Vec::new();
    for _ in 0..MOST_LINES {
        let Some(line) = lines.next() else { break };
        if line.is_empty() {
            break;
        }
        let line = String::from_utf8_lossy(line);
        match (line.starts_with([' ', '\t']), headers.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            (false, _, Some((name, value))) => {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            _ => {}
        }
    }
    let header =
        |name: &str| headers.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let (media, charset) = media(header("content-type").unwrap_or_default());
    (answer.media, answer.charset) = (media, charset);
    let mut body = lines.rest.to_vec();
    if header("transfer-encoding").is_some_and(|value| value.to_ascii_lowercase().contains("chunked"))
        && let Some((joined, whole)) = joined(&body)
    {
        body = joined;
        if !whole {
            answer.faults.push("its last chunk is cut".to_owned());
        }
    }
    let codings = header("content-encoding").unwrap_or_default().to_ascii_lowercase();
    for coding in codings.split(',').map(str::trim).rev().filter(|coding| !matches!(*coding, "" | "identity"))
    {
        body = match unpacked(&body, coding, most, budget) {
            Ok((body, None)) => body,
            Ok((unpacked, Some(why))) => {
                if unpacked.is_empty() && !is_packed(&body, coding) {
                    body
                } else if unpacked.is_empty() {
                    return Err(format!("its {coding} data cannot be unpacked ({why})"));
                } else {
                    answer
                        .faults
                        .push(format!("its {coding} data is cut or damaged ({why}): what is there was read"));
                    unpacked
                }
            }
            Err(why) => return Err(why),
        };
    }
    answer.body = body;
    Ok(answer)
}

/// Media type and charset of a Content-Type.
pub(crate) fn media(value: &str) -> (String, Option<String>) {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    (media, charset.filter(|charset| !charset.is_empty() && charset.len() <= 40))
}

fn status(line: &[u8]) -> Option<u16> {
    let line = std::str::from_utf8(line).ok()?;
    let mut words = line.split_ascii_whitespace();
    words.next()?.get(..4).filter(|version| version.eq_ignore_ascii_case("http"))?;
    words.next()?.parse().ok()
}

struct Lines<'b> {
    rest: &'b [u8],
}

impl<'b> Iterator for Lines<'b> {
    type Item = &'b [u8];

    /// The next line without its end.
    fn next(&mut self) -> Option<&'b [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let end = memchr(b'\n', self.rest);
        let line = &self.rest[..end.unwrap_or(self.rest.len())];
        self.rest = end.map_or(&[], |end| &self.rest[end + 1..]);
        Some(line.strip_suffix(b"\r").unwrap_or(line))
    }
}

/// The chunks of `body` joined, and whether the last one is there; `None` where it is not in chunks.
fn joined(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    // A size ends its line as the protocol asks; a first word such as "Bad" or "Add" does not.
    if memchr(b'\n', body).is_none_or(|end| end == 0 || body[end - 1] != b'\r') {
        return None;
    }
    let mut joined = Vec::new();
    let mut lines = Lines { rest: body };
    let mut first = true;
    loop {
        let size = lines.next().and_then(|line| {
            let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
            let digits =
                std::str::from_utf8(digits).ok().filter(|digits| !digits.is_empty() && digits.len() <= 15)?;
            usize::from_str_radix(digits, 16).ok()
        });
        let Some(size) = size else { return (!first).then_some((joined, false)) };
        // The first size has to lead to the end of a chunk, or else it is a word of the page.
        if first && size > 0 && lines.rest.len() > size && !matches!(lines.rest[size], b'\r' | b'\n') {
            return None;
        }
        first = false;
        if size == 0 {
            return Some((joined, true));
        }
        joined.extend_from_slice(&lines.rest[..size.min(lines.rest.len())]);
        if size > lines.rest.len() {
            return Some((joined, false));
        }
        lines.rest = &lines.rest[size..];
        lines.rest =
            lines.rest.strip_prefix(b"\r\n").or_else(|| lines.rest.strip_prefix(b"\n")).unwrap_or(lines.rest);
    }
}

/// Whether `body` begins as `coding` does.
fn is_packed(body: &[u8], coding: &str) -> bool {
    match coding {
        "gzip" | "x-gzip" => body.starts_with(b"\x1f\x8b"),
        "zstd" => body.starts_with(b"\x28\xb5\x2f\xfd"),
        // The others begin with nothing of their own: what is text was unpacked by the crawler.
        _ => {
            std::str::from_utf8(&body[..body.len().min(64)]).is_err_and(|error| error.error_len().is_some())
                || body.iter().take(64).any(|byte| *byte < 9)
        }
    }
}

/// `body` unpacked as far as it goes, and why no further.
fn unpacked(
    body: &[u8],
    coding: &str,
    most: u64,
    budget: &Budget,
) -> Result<(Vec<u8>, Option<String>), String> {
    let (bytes, why) = match coding {
        "gzip" | "x-gzip" => all(MultiGzDecoder::new(body), most, budget),
        // Servers mean either of two things by it.
        "deflate" => match all(ZlibDecoder::new(body), most, budget) {
            (bytes, Some(_)) if bytes.is_empty() => all(DeflateDecoder::new(body), most, budget),
            zlib => zlib,
        },
        "br" => all(brotli_decompressor::Decompressor::new(body, 1 << 16), most, budget),
        "zstd" => match zstd::stream::read::Decoder::new(body) {
            Ok(decoder) => all(decoder, most, budget),
            Err(error) => (Vec::new(), Some(error)),
        },
        _ => return Err(format!("it is packed as \"{coding}\", which is not read")),
    };
    if bytes.len() as u64 > most {
        return Err(format!("it unpacks to more than {most} bytes: left out"));
    }
    Ok((bytes, why.map(|why| why.to_string())))
}

fn all(reader: impl Read, most: u64, budget: &Budget) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let read = Metered::new(reader, budget).take(most + 1).read_to_end(&mut bytes);
    (bytes, read.err())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(block: &[u8]) -> Result<Answer, String> {
        answer(block, 1 << 20, &Budget::new(1 << 24))
    }

    #[test]
    fn chunks_are_joined_and_a_body_that_has_none_stays() {
        let chunked =
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nBrid\r\n3;x=1\r\nge.\r\n0\r\n\r\n";
        assert_eq!(read(chunked).unwrap().body, b"Bridge.");
        let cut = read(&chunked[..chunked.len() - 8]).unwrap();
        assert_eq!((&cut.body[..], cut.faults.len()), (&b"Bridge"[..], 1));
        let bare = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>Bridge.</p>";
        assert_eq!(read(bare).unwrap().body, b"<p>Bridge.</p>");
        let word = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nBad\nweather on the lake.";
        assert_eq!(read(word).unwrap().body, b"Bad\nweather on the lake.");
    }

    #[test]
    fn a_header_may_say_gzip_of_a_body_that_is_not() {
        let block =
            b"HTTP/1.0 200\nContent-Encoding: gzip\ncontent-TYPE: Text/HTML; Charset=\"koi8-r\"\n\n<p>x</p>";
        let answer = read(block).unwrap();
        assert_eq!(answer.body, b"<p>x</p>");
        assert_eq!((answer.media.as_str(), answer.charset.as_deref()), ("text/html", Some("koi8-r")));
    }

    #[test]
    fn headers_without_a_body_and_bytes_without_headers() {
        assert_eq!(read(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap().status, 204);
        assert!(read(b"HTTP/1.1 200 OK").unwrap().body.is_empty());
        // Found by fuzzing: the fourth byte lies inside a character.
        assert!(read("HT\u{feff}1.1 200 OK\r\n\r\n<p>x</p>".as_bytes()).is_err());
        assert!(read(b"\0\0\0").is_err());
        assert!(read(b"").is_err());
    }
}
