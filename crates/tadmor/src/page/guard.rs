//! A guard before the tokenizer: tags with far too many attributes.
//!
//! In: the characters of an HTML page. Out: the same, byte for byte as long, with what stands in a tag behind its
//! thousandth quoted attribute made blank. The tokenizer goes deeper into the stack with each such attribute and would
//! end the program; no page that people made has one.

use std::borrow::Cow;

use memchr::{memchr, memchr3, memmem};

/// Quoted attributes that a tag may hold.
const MOST: usize = 1_000;

/// `source` without what no tokenizer of ours can bear.
pub(crate) fn bearable(source: &str) -> Cow<'_, str> {
    let bytes = source.as_bytes();
    let mut kept: Option<Vec<u8>> = None;
    let mut at = 0;
    while let Some(found) = memchr(b'<', &bytes[at..]) {
        let start = at + found;
        let name = &bytes[start + 1..];
        if name.starts_with(b"!--") {
            at = start + 1 + comment(name);
            continue;
        }
        if !name.first().is_some_and(u8::is_ascii_alphabetic) {
            at = start + 1;
            continue;
        }
        let tag = Tag::of(bytes, start);
        if let Some(from) = tag.too_many {
            kept.get_or_insert_with(|| bytes.to_vec())[from..tag.end].fill(b' ');
        }
        at = match silent(name) {
            // What looks like a tag in a script is none.
            Some(element) => tag.end + inside(&bytes[tag.end..], element),
            None => tag.end.max(start + 1),
        };
    }
    match kept {
        // Only whole values between ASCII marks were made blank, so that no character is cut.
        Some(kept) => Cow::Owned(String::from_utf8(kept).unwrap_or_else(|_| source.to_owned())),
        None => Cow::Borrowed(source),
    }
}

/// How long the comment is that begins with `text`: up to "-->" or "--!>", to the end where it is never closed.
fn comment(text: &[u8]) -> usize {
    let closes = |end: &usize| {
        let rest = &text[end + 2..];
        rest.starts_with(b">") || rest.starts_with(b"!>")
    };
    // From the first dash on: "<!-->" is closed already.
    let mut at = 1;
    while let Some(found) = memmem::find(&text[at..], b"--") {
        let end = at + found;
        if closes(&end) {
            return end + 2;
        }
        at = end + 1;
    }
    text.len()
}

/// How many bytes of `text` lie in the silent `element`: up to its end tag, in whatever case that is written.
fn inside(text: &[u8], element: &[u8]) -> usize {
    let closes = |at: &usize| {
        let name = &text[at + 2..];
        name.len() > element.len() && name[..element.len()].eq_ignore_ascii_case(element)
    };
    memmem::find_iter(text, b"</").find(closes).unwrap_or(text.len())
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
            // A quotation mark opens a value behind "=" alone.
            if bytes[start..at].trim_ascii_end().last() != Some(&b'=') {
                at += 1;
                continue;
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

/// The element that a tag opens whose words are no markup.
fn silent(name: &[u8]) -> Option<&'static [u8]> {
    let is = |wanted: &&&[u8]| {
        name.len() > wanted.len()
            && name[..wanted.len()].eq_ignore_ascii_case(wanted)
            && !name[wanted.len()].is_ascii_alphanumeric()
    };
    [&b"script"[..], b"style"].iter().find(is).copied()
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
    fn what_only_looks_like_a_script_or_a_value_hides_no_tag() {
        let many: String = (0..5_000).map(|at| format!(" a{at}='v'")).collect();
        for before in [
            "<SCRIPT>x</SCRIPT>",
            "<style>y</STYLE >",
            "<scripty>",
            "<!-- --!>",
            "<!-->",
            "<!--->",
            "<p \">",
            "<p a=b'c>",
        ] {
            let page = format!("{before}<p{many}>two</p>");
            assert_eq!(bearable(&page).matches("='v'").count(), MOST, "{before}");
        }
    }

    #[test]
    fn other_pages_stand_as_they_are() {
        let script = format!("<script>x = \"<a\" + [{}] > 1</script><p>t</p>", "\"v\",".repeat(5_000));
        for page in ["<p class=\"a\">b</p>", "<p title=\"cut é", "<", "a < b \"c\" > d", script.as_str()] {
            assert!(matches!(bearable(page), Cow::Borrowed(_)), "{page:.40}");
        }
    }
}
