//! A guard before the tokenizer: tags with far too many attributes, and pages that are little but tags.
//!
//! In: the characters of an HTML page. Out: the same, byte for byte as long, with what stands in a tag behind its
//! thousandth quoted attribute made blank. The tokenizer goes deeper into the stack with each such attribute and would
//! end the program; no page that people made has one. And how far the page is read: each tag costs some memory, and a
//! page of a million of them would cost far more than its length.

use std::borrow::Cow;

use memchr::{memchr, memchr3, memmem};

/// Quoted attributes that a tag may hold.
const MOST: usize = 1_000;

/// Start tags that any page may hold; of 1,500 saved pages the richest holds 10,000.
const MOST_TAGS: usize = 30_000;
/// A longer page may hold one more for so many bytes.
const BYTES_A_TAG: usize = 64;

/// How many start tags of a page of so many bytes are read.
fn tags_of(length: usize) -> usize {
    MOST_TAGS + length / BYTES_A_TAG
}

/// `source` without what no tokenizer of ours can bear.
pub(crate) fn bearable(source: &str) -> Cow<'_, str> {
    guarded(source, usize::MAX).0
}

/// The same, up to the tag that is too many.
pub(crate) fn within(source: &str) -> Cow<'_, str> {
    match guarded(source, tags_of(source.len())) {
        (Cow::Borrowed(text), end) => Cow::Borrowed(&text[..end]),
        (Cow::Owned(mut text), end) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    }
}

/// `source` without what cannot be borne, and where the tag starts that follows `most` others.
fn guarded(source: &str, most: usize) -> (Cow<'_, str>, usize) {
    let bytes = source.as_bytes();
    let mut kept: Option<Vec<u8>> = None;
    let (mut at, mut tags) = (0, 0);
    let mut end = bytes.len();
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let name = &bytes[start + 1..];
        if name.starts_with(b"!--") {
            at = memmem::find(name, b"-->").map_or(bytes.len(), |end| start + 1 + end);
            continue;
        }
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            at = start + 1;
            continue;
        }
        if tags == most {
            end = start;
            break;
        }
        tags += 1;
        let tag = Tag::of(bytes, start);
        if let Some(from) = tag.too_many {
            kept.get_or_insert_with(|| bytes.to_vec())[from..tag.end].fill(b' ');
        }
        at = match silent(name) {
            // What looks like a tag in a script is none.
            Some(closing) => {
                memmem::find(&bytes[tag.end..], closing).map_or(bytes.len(), |end| tag.end + end)
            }
            None => tag.end.max(start + 1),
        };
    }
    let text = match kept {
        // Only whole values between ASCII marks were made blank, so that no character is cut.
        Some(kept) => Cow::Owned(String::from_utf8(kept).unwrap_or_else(|_| source.to_owned())),
        None => Cow::Borrowed(source),
    };
    (text, end)
}

/// Where a tag ends, and where it begins to be too much.
struct Tag {
    end: usize,
    too_many: Option<usize>,
}

impl Tag {
    fn of(bytes: &[u8], start: usize) -> Tag {
        let (mut values, mut at, mut too_many) = (0, start + 1, None);
        while let Some(found) = memchr3(b'>', b'"', b'\'', &bytes[at..]) {
            let mark = bytes[at + found];
            at += found;
            if mark == b'>' {
                return Tag { end: at, too_many };
            }
            let Some(length) = memchr(mark, &bytes[at + 1..]) else { break };
            at += length + 2;
            values += 1;
            if values == MOST {
                too_many = Some(at);
            }
        }
        Tag { end: bytes.len(), too_many }
    }
}

/// What closes an element whose words are no markup.
fn silent(name: &[u8]) -> Option<&'static [u8]> {
    let is = |wanted: &[u8]| name.len() > wanted.len() && name[..wanted.len()].eq_ignore_ascii_case(wanted);
    if is(b"script") {
        return Some(b"</script");
    }
    is(b"style").then_some(b"</style")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_of_many_attributes_is_cut_and_keeps_its_length() {
        let many: String = (0..100_000).map(|at| format!(" a{at}=\"é\"")).collect();
        let page = format!("<p>one</p><p{many}>two</p>");
        let bearable = bearable(&page);
        assert_eq!(bearable.len(), page.len());
        assert!(bearable.ends_with(" >two</p>") && bearable.starts_with("<p>one</p><p a0=\"é\""));
        assert_eq!(bearable.matches('"').count(), 2 * MOST);
    }

    #[test]
    fn a_page_of_tags_is_read_as_far_as_its_length_warrants() {
        let page = "<p>a".repeat(100_000);
        let tags = within(&page).matches("<p>").count();
        assert_eq!(tags, MOST_TAGS + page.len() / BYTES_A_TAG);
        assert_eq!(within(&page).len(), tags * "<p>a".len());
        let told = "<p>The ferry stops at the old pier, and nobody knows why it does.</p>".repeat(100_000);
        assert_eq!(within(&told).len(), told.len());
    }

    #[test]
    fn other_pages_stand_as_they_are() {
        let script = format!("<script>x = \"<a\" + [{}] > 1</script><p>t</p>", "\"v\",".repeat(5_000));
        for page in ["<p class=\"a\">b</p>", "<p title=\"cut é", "<", "a < b \"c\" > d", script.as_str()] {
            assert!(matches!(bearable(page), Cow::Borrowed(_)), "{page:.40}");
        }
    }
}
