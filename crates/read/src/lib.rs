//! The doors: a file as it came, unpacked into pages.
//!
//! In: the bytes of a file of any kind: a WARC, a zip, a tar, gzip or zstd data, a feed, one page; packed in each other
//! within reason. Out: [`Event`]s in the file's order: a [`Payload`] for each page (its bytes after transport and
//! archive decoding, before charset decoding), what was passed over, and what is damaged. A record of `crawl.warc.gz`
//! that holds the answer of `https://lake-courier.example/bridge` gives the bytes of its HTML and a
//! [`Source`] with the address, the time and the offset.
//!
//! What a file is, its first bytes tell, never its name. Names inside archives are only labels: nothing is written.
//! Memory is bounded by [`Limits`], not by the file: a WARC of any size streams.

mod budget;
mod bytes;
mod gzip;
mod http;
mod kind;
mod unpack;
mod warc;

use std::io::{self, Read, Seek};
use std::ops::ControlFlow;

use sha2::{Digest, Sha256};
use tadmor::reading::Source;

pub use kind::{HEAD, Kind, is_no_page_by_name};

/// Stands for how files are unpacked: where it changes, archives that a ledger already knows are unpacked again.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+1");

/// What is unpacked at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of one page.
    pub page: u64,
    /// Bytes of an archive in an archive that has to be held whole (a zip).
    pub held: u64,
    /// How often data may be packed in each other.
    pub depth: usize,
    /// All that one file may give: so many bytes …
    pub free: u64,
    /// … and so many more for each of its own.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { page: 64 << 20, held: 128 << 20, depth: 5, free: 512 << 20, ratio: 100 }
    }
}

/// A page and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where they stood.
    pub source: Source,
}

/// What a file gives, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A page.
    Page(Payload),
    /// Something that is rightly no page, by its kind: "a WARC request", "an answer with status 404".
    Passed(String),
    /// Something that could not be read, or not wholly.
    Fault(Fault),
}

/// Something that could not be read, or not wholly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which part of the file; absent where it is about the whole.
    pub member: Option<String>,
    /// What is wrong, in words for a person.
    pub why: String,
}

/// Whoever takes what a file gives, and may say that it is enough.
pub type Sink<'s> = dyn FnMut(Event) -> ControlFlow<()> + 's;

/// Something that can be read from any byte on.
pub trait Whole: Read + Seek {}

impl<T: Read + Seek> Whole for T {}

/// Unpacks `input`, a file named `file` of `length` bytes, into `sink`. `sha256` is that of its bytes, where known.
///
/// ```
/// use std::io::Cursor;
/// use std::ops::ControlFlow;
/// use tadmor_read::{Event, Limits, unpack};
///
/// let feed = b"<rss><channel><item><title>Bridge reopens</title></item></channel></rss>";
/// let mut pages = Vec::new();
/// let mut sink = |event| {
///     if let Event::Page(page) = event {
///         pages.push(page.bytes);
///     }
///     ControlFlow::Continue(())
/// };
/// unpack(&mut Cursor::new(feed), "feed.xml", feed.len() as u64, None, &Limits::default(), &mut sink);
/// assert_eq!(pages, [b"<item><title>Bridge reopens</title></item>"]);
/// ```
pub fn unpack(
    input: &mut dyn Whole,
    file: &str,
    length: u64,
    sha256: Option<String>,
    limits: &Limits,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    unpack::file(input, Source { file: file.to_owned(), sha256, ..Source::default() }, length, limits, sink)
}

/// The first bytes of `input`, enough for [`Kind::of`].
pub fn head(input: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    input.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// The sha256 of all that `input` gives, in hexadecimal digits.
pub fn sha256(input: &mut dyn Read) -> io::Result<String> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => hash.update(&buffer[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
