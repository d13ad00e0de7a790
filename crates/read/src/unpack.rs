//! Unpacking: by kind, one thing in another, each page handed on as soon as it is whole.

use std::io::{self, Cursor, Read, SeekFrom};
use std::ops::ControlFlow;
use std::rc::Rc;

use tadmor::page::{decode, feed};
use tadmor::reading::Source;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::budget::{Budget, Metered, SPENT};
use crate::bytes::Bytes;
use crate::gzip::{Gzip, Marks};
use crate::kind::{Kind, is_no_page_by_name};
use crate::{Event, Fault, Limits, Payload, Sink, Whole, warc};

/// Where in the file we are.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    source: Source,
    depth: usize,
}

impl Place {
    /// A named part of this.
    fn member(&self, name: &str) -> Place {
        let mut place = self.clone();
        let label = label(name);
        place.source.member = Some(match &self.source.member {
            Some(outer) => format!("{outer}/{label}"),
            None => label,
        });
        place
    }

    /// A record or an entry: `name` is its address or its own id.
    pub(crate) fn record(&self, address: &Option<String>, fetched: Option<&str>, offset: u64) -> Place {
        let mut place = match address {
            Some(address) => self.member(address),
            None => self.clone(),
        };
        place.source.offset = Some(offset);
        place.source.address = address.as_deref().map(label).or(place.source.address);
        place.source.fetched = fetched.map(label).or(place.source.fetched);
        place
    }

    pub(crate) fn served(&self, charset: Option<String>) -> Place {
        let mut place = self.clone();
        place.source.charset = charset.or(place.source.charset);
        place
    }

    fn deeper(&self) -> Place {
        Place { depth: self.depth + 1, ..self.clone() }
    }
}

/// A name as a label: one line, no control characters, not endless.
fn label(name: &str) -> String {
    let clean = name.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character });
    clean.take(1000).collect::<String>().trim().to_owned()
}

/// One file being unpacked.
pub(crate) struct Unpacker<'a, 's> {
    limits: Limits,
    budget: Budget,
    sink: &'a mut Sink<'s>,
    /// Whether anything was handed on.
    given: bool,
    /// Whether it was said that the budget is spent.
    spent: bool,
}

/// Unpacks the file `source`.
pub(crate) fn file(
    input: &mut dyn Whole,
    source: Source,
    length: u64,
    limits: &Limits,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let budget = Budget::new(limits.free.saturating_add(length.saturating_mul(limits.ratio)));
    let mut unpacker = Unpacker { limits: *limits, budget, sink, given: false, spent: false };
    let place = Place { source, depth: 0 };
    let head = match crate::head(input).and_then(|head| input.seek(SeekFrom::Start(0)).map(|_| head)) {
        Ok(head) => head,
        Err(error) => return unpacker.fault(&place, error.to_string()),
    };
    match Kind::of(&head) {
        Kind::Zip => unpacker.zip(input, &place)?,
        _ => unpacker.stream(input, None, &place)?,
    }
    match unpacker.given {
        true => ControlFlow::Continue(()),
        false => unpacker.fault(&place, "no page in it"),
    }
}

impl Unpacker<'_, '_> {
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.budget
    }

    pub(crate) fn passed(&mut self, what: String) -> ControlFlow<()> {
        self.given = true;
        (self.sink)(Event::Passed(what))
    }

    pub(crate) fn fault(&mut self, place: &Place, why: impl Into<String>) -> ControlFlow<()> {
        let why = why.into();
        // All that is open ends for one reason: it is told once.
        if why.contains(SPENT) && std::mem::replace(&mut self.spent, true) {
            return ControlFlow::Continue(());
        }
        self.given = true;
        (self.sink)(Event::Fault(Fault { member: place.source.member.clone(), why }))
    }

    /// Whatever `input` is; `marks` tell the packed offsets where it comes out of gzip data.
    fn stream(
        &mut self,
        input: &mut (impl Read + ?Sized),
        marks: Option<&Rc<Marks>>,
        place: &Place,
    ) -> ControlFlow<()> {
        let mut input = input;
        let (head, broken) = some_of(&mut input, crate::HEAD as u64);
        let mut whole = Cursor::new(&head).chain(input);
        let input: &mut dyn Read = &mut whole;
        let kind = Kind::of(&head);
        let packed = !matches!(kind, Kind::Page | Kind::Feed | Kind::Document);
        if packed && place.depth >= self.limits.depth {
            return self.fault(place, format!("packed more than {} times: left out", self.limits.depth));
        }
        match kind {
            Kind::Gzip => {
                let mut gzip = Gzip::new(input);
                let marks = gzip.marks();
                let mut unpacked = Metered::new(&mut gzip as &mut dyn Read, &self.budget);
                self.stream(&mut unpacked as &mut dyn Read, Some(&marks), &place.deeper())?;
                self.marked(&marks, place)
            }
            Kind::Zstd => match zstd::stream::read::Decoder::new(input) {
                Ok(mut zstd) => {
                    let mut unpacked = Metered::new(&mut zstd as &mut dyn Read, &self.budget);
                    self.stream(&mut unpacked as &mut dyn Read, None, &place.deeper())
                }
                Err(error) => self.fault(place, error.to_string()),
            },
            Kind::Warc => warc::read(&mut Bytes::new(input), marks, &place.deeper(), self),
            Kind::Tar => self.tar(input, &place.deeper()),
            Kind::Zip => {
                let (bytes, broken) = some_of(input, self.limits.held + 1);
                if bytes.len() as u64 > self.limits.held {
                    let most = self.limits.held;
                    return self.fault(
                        place,
                        format!("a zip of more than {most} bytes inside another file: unpack it first"),
                    );
                }
                self.cut(place, broken)?;
                self.zip(&mut Cursor::new(bytes), place)
            }
            Kind::Page | Kind::Feed | Kind::Document => {
                let (bytes, later) = some_of(input, self.limits.page + 1);
                if let Some(marks) = marks {
                    self.marked(marks, place)?;
                }
                if bytes.len() as u64 > self.limits.page {
                    let most = self.limits.page;
                    return self
                        .fault(place, format!("more than {most} bytes: too many for a page, left out"));
                }
                self.cut(place, broken.or(later))?;
                self.page(bytes, place)
            }
        }
    }

    fn marked(&mut self, marks: &Marks, place: &Place) -> ControlFlow<()> {
        for fault in marks.faults() {
            self.fault(place, format!("{fault}: what is there was read"))?;
        }
        ControlFlow::Continue(())
    }

    fn cut(&mut self, place: &Place, broken: Option<io::Error>) -> ControlFlow<()> {
        match broken {
            Some(error) => self.fault(place, format!("cut or damaged ({error}): what is there was read")),
            None => ControlFlow::Continue(()),
        }
    }

    /// The body of an answer, whose header says that it is of `media`.
    pub(crate) fn answered(&mut self, bytes: Vec<u8>, media: &str, place: &Place) -> ControlFlow<()> {
        const PAGES: &[&str] = &[
            "",
            "text/html",
            "text/plain",
            "text/xml",
            "text/json",
            "application/xhtml+xml",
            "application/xml",
            "application/rss+xml",
            "application/atom+xml",
            "application/rdf+xml",
            "application/feed+json",
            "application/json",
            "application/octet-stream",
            "unknown/unknown",
        ];
        if !PAGES.contains(&media) {
            return self.passed(format!("of the kind {}", label(media)));
        }
        // These are pages only where they are feeds.
        let is_data = media.ends_with("json") || media == "application/octet-stream";
        if is_data && !feed::is_feed(&bytes) {
            return self.passed(format!("of the kind {media}"));
        }
        match Kind::of(&bytes) {
            Kind::Gzip if place.depth < self.limits.depth => {
                self.stream(&mut Cursor::new(bytes), None, place)
            }
            Kind::Page | Kind::Feed => self.page(bytes, place),
            _ => self.passed("an archive or a document".to_owned()),
        }
    }

    /// A page, or a feed of them.
    fn page(&mut self, bytes: Vec<u8>, place: &Place) -> ControlFlow<()> {
        if bytes.is_empty() {
            return self.passed("empty".to_owned());
        }
        if bytes.len() as u64 > self.limits.page {
            let most = self.limits.page;
            return self.fault(place, format!("more than {most} bytes: too many for a page, left out"));
        }
        let name = place.source.member.as_deref().unwrap_or_default();
        let is_feed = feed::is_feed(&bytes);
        if !is_feed && is_no_page_by_name(name) {
            return self.passed("no page by its name".to_owned());
        }
        if Kind::of(&bytes) == Kind::Document {
            return self.passed("an office document or a book".to_owned());
        }
        if let Some(what) = decode::no_text(&bytes) {
            return self.passed(what.split(':').next().unwrap_or(what).to_owned());
        }
        match is_feed.then(|| feed::split(&bytes)).flatten() {
            Some(feed) => self.feed(&bytes, feed, place),
            None => self.give(bytes, place.source.clone()),
        }
    }

    fn give(&mut self, bytes: Vec<u8>, source: Source) -> ControlFlow<()> {
        self.given = true;
        (self.sink)(Event::Page(Payload { bytes, source }))
    }

    fn feed(&mut self, bytes: &[u8], feed: feed::Feed, place: &Place) -> ControlFlow<()> {
        for note in &feed.notes {
            self.fault(place, note.clone())?;
        }
        if feed.entries.is_empty() {
            return self.passed("a feed without entries".to_owned());
        }
        for entry in feed.entries {
            let name = entry.id.or_else(|| entry.address.clone());
            let mut here = match &name {
                Some(name) => place.member(name),
                None => place.clone(),
            };
            here.source.offset = entry.bytes.is_none().then_some(entry.span.start);
            here.source.address = entry.address.as_deref().map(label).or(here.source.address);
            here.source.site = feed.title.as_deref().map(label).filter(|title| !title.is_empty());
            here.source.charset = Some(feed.charset.clone()).or(here.source.charset);
            let text = entry.bytes.or_else(|| entry.span.of(bytes).map(<[u8]>::to_vec));
            if let Some(text) = text {
                self.give(text, here.source)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn zip(&mut self, input: &mut dyn Whole, place: &Place) -> ControlFlow<()> {
        let mut archive = match ZipArchive::new(input) {
            Ok(archive) => archive,
            Err(error) => {
                return self.fault(place, format!("a zip archive that cannot be read: {}", words(&error)));
            }
        };
        if archive.has_overlapping_entries().unwrap_or(false) {
            return self.fault(place, "its members lie over one another, as in a bomb: left out");
        }
        if archive.has_duplicate_names() {
            self.fault(place, "several of its members have one name: the last of each is read")?;
        }
        let place = place.deeper();
        for index in 0..archive.len() {
            let name = match archive.name_for_index(index) {
                Some(Ok(name)) => name.into_owned(),
                _ => format!("member {}", index + 1),
            };
            let mut member = match archive.by_index(index) {
                Ok(member) => member,
                Err(error) => {
                    self.fault(&place.member(&name), words(&error))?;
                    continue;
                }
            };
            if member.is_dir() {
                continue;
            }
            let here = place.member(&name);
            if member.is_symlink() {
                self.passed("a link".to_owned())?;
                continue;
            }
            let mut unpacked = Metered::new(&mut member as &mut dyn Read, &self.budget);
            self.stream(&mut unpacked as &mut dyn Read, None, &here)?;
            if self.budget.is_spent() {
                return self.fault(&here, SPENT);
            }
        }
        ControlFlow::Continue(())
    }

    fn tar(&mut self, input: &mut dyn Read, place: &Place) -> ControlFlow<()> {
        let mut archive = tar::Archive::new(input);
        let entries = match archive.entries() {
            Ok(entries) => entries.raw(true),
            Err(error) => return self.fault(place, error.to_string()),
        };
        let mut name = None;
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.fault(place, format!("{error}: the rest of the tar is left out")),
            };
            let kind = entry.header().entry_type();
            // Names too long for the header stand in an entry before the one they name.
            if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
                let (bytes, _) = some_of(&mut entry, MOST_NAME);
                name = if kind.is_gnu_longname() { Some(bytes) } else { pax_path(&bytes).or(name) };
                continue;
            }
            if kind.is_gnu_longlink() || kind.is_pax_global_extensions() || kind.is_dir() {
                continue;
            }
            let short = || entry.path_bytes().into_owned();
            let path = name.take().unwrap_or_else(short);
            let path = String::from_utf8_lossy(&path);
            let here = place.member(path.trim_end_matches('\0'));
            if !kind.is_file() && !kind.is_contiguous() {
                let what = if kind.is_symlink() || kind.is_hard_link() { "a link" } else { "no plain file" };
                self.passed(what.to_owned())?;
                continue;
            }
            let size = entry.header().entry_size().unwrap_or(0);
            let mut counted = Counted { inner: &mut entry, read: 0 };
            self.stream(&mut counted as &mut dyn Read, None, &here)?;
            let read = counted.read;
            if self.budget.is_spent() {
                return self.fault(&here, SPENT);
            }
            // The end of the file is no error to the tar: the missing bytes are.
            if read < size && size <= self.limits.page {
                self.fault(
                    &here,
                    format!("the tar ends {} bytes short: what is there was read", size - read),
                )?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// How long a member's name may be.
const MOST_NAME: u64 = 1 << 16;

/// The path in the records "length key=value" of a pax header.
fn pax_path(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes;
    while let Some(space) = rest.iter().position(|byte| *byte == b' ') {
        let length: usize = std::str::from_utf8(&rest[..space]).ok()?.parse().ok()?;
        let record = rest.get(space + 1..length)?;
        if let Some(path) = record.strip_prefix(b"path=") {
            return Some(path.strip_suffix(b"\n").unwrap_or(path).to_vec());
        }
        rest = &rest[length..];
    }
    None
}

struct Counted<'r> {
    inner: &'r mut dyn Read,
    read: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}

/// Up to `most` bytes, and why there are no more where that is an error.
fn some_of(input: &mut (impl Read + ?Sized), most: u64) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let read = input.take(most).read_to_end(&mut bytes);
    (bytes, read.err())
}

/// What is wrong with a zip, in words, and what to do about it.
fn words(error: &ZipError) -> String {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            "it is encrypted: nothing was read; unpack it with its password first".to_owned()
        }
        ZipError::CompressionMethodNotSupported(method) => format!(
            "it is packed in a way that is not read (method {method}): unpack it first, or pack it again as plain zip"
        ),
        ZipError::UnsupportedArchive(what) => {
            format!("its kind of zip is not read ({what}): unpack it first")
        }
        ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => error.to_string(),
        other => format!(
            "it is cut or damaged ({other}): fetch it again, or save what is whole in it with `zip -FF`"
        ),
    }
}
