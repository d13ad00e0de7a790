//! Addresses: e-mail, web, names of files. They are one token, whatever marks they hold.

use super::Scanner;

impl Scanner<'_> {
    /// Where the address that begins at `start` ends.
    pub(super) fn address(&mut self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        let mut end = start + rest.iter().take_while(|byte| is_name(**byte)).count();
        match self.byte(end) {
            b'@' if self.byte(end + 1).is_ascii_alphanumeric() => {
                let host = self.bytes[end + 1..].iter().take_while(|byte| is_name(**byte)).count();
                return Some(self.without_marks(start, end + 1 + host));
            }
            b':' if self.bytes[end..].starts_with(b"://") || rest.starts_with(b"mailto:") => {
                return Some(self.web(start, end));
            }
            _ => {}
        }
        self.no_address_before = end;
        end = self.without_marks(start, end);
        let name = &self.bytes[start..end];
        let dot = name.iter().rposition(|byte| *byte == b'.')?;
        if name.windows(2).any(|pair| pair == b"..") {
            return None;
        }
        // "map.pdf", "MAP.PDF"; but "It ended.Net gains": a sentence begins.
        let last = &name[dot + 1..];
        let alike =
            last.iter().all(u8::is_ascii_lowercase) || name.iter().all(|byte| !byte.is_ascii_lowercase());
        let known = dot > 0 && alike && self.table.is_site(last);
        if name.len() > 4 && name[..4].eq_ignore_ascii_case(b"www.") || known && self.byte(end) == b'/' {
            return Some(self.web(start, end));
        }
        (known || is_group(name)).then_some(end)
    }

    /// Where the web address ends that is known to reach to `end`: at white space, a quotation mark or a bracket that it
    /// did not open; a mark at its end belongs to the sentence.
    fn web(&self, start: usize, end: usize) -> usize {
        let mut depth = 0i32;
        let mut length = 0;
        for character in self.text[end..].chars() {
            match character {
                '(' => depth += 1,
                ')' if depth == 0 => break,
                ')' => depth -= 1,
                '<' | '>' | '"' | '“' | '”' | '»' | '«' | ']' | '’' | '‘' => break,
                c if c.is_whitespace() => break,
                _ => {}
            }
            length += character.len_utf8();
        }
        self.without_marks(start, end + length)
    }

    /// The same end without marks before it.
    fn without_marks(&self, start: usize, end: usize) -> usize {
        let marks =
            |byte: &&u8| matches!(byte, b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'-' | b'*');
        end - self.bytes[start..end].iter().rev().take_while(marks).count()
    }
}

/// What stands in the name of a person's mailbox, of a host or of a file.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
}

/// "comp.lang.rust": small words, three or more, parted by dots.
fn is_group(name: &[u8]) -> bool {
    let mut count = 0;
    let small =
        |word: &[u8]| word.len() > 1 && word.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'-');
    name.split(|byte| *byte == b'.').inspect(|_| count += 1).all(small) && count > 2
}
