//! What a file is, by its first bytes.
//!
//! In: the first bytes. Out: a [`Kind`]. `WARC/1.0` begins a WARC whatever the file is called.

use memchr::memmem;

/// How many bytes [`Kind::of`] asks for.
pub const HEAD: usize = 8192;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One page, or no page at all: nothing to unpack.
    Page,
    /// Gzip data.
    Gzip,
    /// Zstd data.
    Zstd,
    /// A zip archive.
    Zip,
    /// A zip archive that is one document: of an office program, or a book.
    Document,
    /// A tar archive.
    Tar,
    /// WARC records.
    Warc,
    /// An RSS, Atom or JSON feed.
    Feed,
}

impl Kind {
    /// Of the file that begins with `head`.
    pub fn of(head: &[u8]) -> Kind {
        let starts = |magic: &[u8]| head.starts_with(magic);
        if starts(b"\x1f\x8b\x08") {
            return Kind::Gzip;
        }
        if starts(b"\x28\xb5\x2f\xfd")
            || (head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == *b"\x2a\x4d\x18")
        {
            return Kind::Zstd;
        }
        if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") || starts(b"PK\x07\x08") {
            return if is_document(head) { Kind::Document } else { Kind::Zip };
        }
        if starts(b"WARC/") || head.trim_ascii_start().starts_with(b"WARC/1.") {
            return Kind::Warc;
        }
        if is_tar(head) {
            return Kind::Tar;
        }
        match tadmor::page::feed::is_feed(head) {
            true => Kind::Feed,
            false => Kind::Page,
        }
    }
}

/// Office documents and books name themselves in their first member.
fn is_document(head: &[u8]) -> bool {
    let Some(name) = head.get(30..) else { return false };
    let named = |first: &[u8]| name.starts_with(first);
    named(b"[Content_Types].xml")
        || named(b"_rels/.rels")
        || named(b"docProps/")
        || (named(b"mimetype") && memmem::find(&name[..name.len().min(200)], b"application/").is_some())
}

/// A tar's first header carries a sum of its own bytes.
fn is_tar(head: &[u8]) -> bool {
    let Some(header) = head.get(..512) else { return false };
    let octal = |digits: &[u8]| {
        let digits: Vec<u8> = digits.iter().copied().filter(|byte| !matches!(byte, b' ' | 0)).collect();
        u32::from_str_radix(std::str::from_utf8(&digits).ok()?, 8).ok()
    };
    let Some(stated) = octal(&header[148..156]) else { return false };
    let sum = |(at, byte): (usize, &u8)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) };
    header[0] != 0 && stated > 256 && header.iter().enumerate().map(sum).sum::<u32>() == stated
}

/// "README.md", styles and scripts that a browser saved beside a page, what systems leave in archives and sites offer
/// to crawlers: no page by its name.
pub fn is_no_page_by_name(name: &str) -> bool {
    const ENDINGS: &[&str] = &["md", "css", "js", "json", "jsonl", "db", "tsv", "csv"];
    const NAMES: &[&str] = &["robots.txt", "thumbs.db", "desktop.ini"];
    let last = name.rsplit('/').next().unwrap_or(name).to_ascii_lowercase();
    // An address may end in ".md" or ".js" and be a page all the same.
    if name.contains("://") {
        return NAMES.contains(&last.as_str());
    }
    let ending = last.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    ENDINGS.contains(&ending)
        || NAMES.contains(&last.as_str())
        || name.split('/').any(|part| part == "__MACOSX" || (part.starts_with('.') && part.len() > 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_and_names_do_not() {
        for (head, kind) in [
            (&b"\x1f\x8b\x08\0"[..], Kind::Gzip),
            (b"PK\x05\x06\0\0", Kind::Zip),
            (b"WARC/1.1\r\n", Kind::Warc),
            (b"\xef\xbb\xbf<?xml version='1.0'?><!-- x --><rss version='2.0'>", Kind::Feed),
            (b"<?xml version='1.0'?><html>", Kind::Page),
            (b"{ \"version\": \"https://jsonfeed.org/version/1.1\"", Kind::Feed),
            (b"The feed was late.", Kind::Page),
            (b"", Kind::Page),
        ] {
            assert_eq!(Kind::of(head), kind, "{head:?}");
        }
    }

    #[test]
    fn what_systems_leave_in_archives_is_no_page() {
        for name in ["a/__MACOSX/._b.html", ".DS_Store", "x/style.CSS", "https://lake.example/robots.txt"] {
            assert!(is_no_page_by_name(name), "{name}");
        }
        for name in ["../a.html", "./b.html", "a/b", "https://lake.example/", "https://lake.md"] {
            assert!(!is_no_page_by_name(name), "{name}");
        }
    }
}
