//! Bytes that are read by lines and by counts, and can be put back.
//!
//! In: any reader. Out: lines and runs, with the offset of each. Holds one buffer and what was put back.

use std::io::{self, Read};

use memchr::memchr;

/// A reader with an offset.
pub(crate) struct Bytes<'r> {
    inner: &'r mut dyn Read,
    buffer: Vec<u8>,
    start: usize,
    at: u64,
    /// Why the bytes ended before their end, where they did.
    broken: Option<String>,
}

const CHUNK: usize = 1 << 16;

impl<'r> Bytes<'r> {
    pub(crate) fn new(inner: &'r mut dyn Read) -> Bytes<'r> {
        Bytes { inner, buffer: Vec::new(), start: 0, at: 0, broken: None }
    }

    /// The offset of the next byte.
    pub(crate) fn at(&self) -> u64 {
        self.at
    }

    /// Why the bytes ended early; told once.
    pub(crate) fn broken(&mut self) -> Option<String> {
        self.broken.take()
    }

    /// The bytes at hand, more of them where there are none; empty at the end.
    fn fill(&mut self) -> &[u8] {
        if self.start == self.buffer.len() {
            self.buffer.resize(CHUNK, 0);
            self.start = 0;
            let read = loop {
                match self.inner.read(&mut self.buffer) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Ok(read) => break read,
                    Err(error) => {
                        self.broken.get_or_insert_with(|| error.to_string());
                        break 0;
                    }
                }
            };
            self.buffer.truncate(read);
        }
        &self.buffer[self.start..]
    }

    fn step(&mut self, count: usize) {
        self.start += count;
        self.at += count as u64;
    }

    /// Whether nothing follows.
    pub(crate) fn is_end(&mut self) -> bool {
        self.fill().is_empty()
    }

    /// The next line with its end, of which no more than `most` bytes are kept; `None` at the end.
    pub(crate) fn line(&mut self, most: usize) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        loop {
            let here = self.fill();
            if here.is_empty() {
                return (!line.is_empty()).then_some(line);
            }
            let end = memchr(b'\n', here).map(|at| at + 1);
            let count = end.unwrap_or(here.len());
            line.extend_from_slice(&here[..count.min(most.saturating_sub(line.len()))]);
            self.step(count);
            if end.is_some() {
                return Some(line);
            }
        }
    }

    /// Up to `count` bytes; fewer only at the end.
    pub(crate) fn take(&mut self, count: u64) -> Vec<u8> {
        let mut taken = Vec::new();
        while (taken.len() as u64) < count {
            let here = self.fill();
            if here.is_empty() {
                break;
            }
            let wanted = usize::try_from(count - taken.len() as u64).unwrap_or(usize::MAX).min(here.len());
            taken.extend_from_slice(&here[..wanted]);
            self.step(wanted);
        }
        taken
    }

    /// Passes over up to `count` bytes, and says how many there were.
    pub(crate) fn skip(&mut self, count: u64) -> u64 {
        let mut left = count;
        while left > 0 {
            let here = self.fill().len();
            if here == 0 {
                break;
            }
            let step = usize::try_from(left).unwrap_or(usize::MAX).min(here);
            self.step(step);
            left -= step as u64;
        }
        count - left
    }

    /// Puts back bytes that were just taken.
    pub(crate) fn put_back(&mut self, bytes: &[u8]) {
        self.at -= bytes.len() as u64;
        // Mostly there is room before what follows; to move all of it each time would take forever.
        if let Some(start) = self.start.checked_sub(bytes.len()) {
            self.buffer[start..self.start].copy_from_slice(bytes);
            self.start = start;
            return;
        }
        self.buffer.splice(..self.start, bytes.iter().copied());
        self.start = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_back_comes_again_and_the_rest_stays_where_it_is() {
        let whole: Vec<u8> = (0..300_000_u32).map(|n| n as u8).collect();
        let mut inner = whole.as_slice();
        let mut bytes = Bytes::new(&mut inner);
        let taken = bytes.take(60_000);
        let start = bytes.start;
        for length in [1, 2_000, 60_000] {
            bytes.put_back(&taken[60_000 - length..]);
            // Nothing moved: the bytes stand where they were.
            assert_eq!((bytes.start, bytes.at()), (start - length, 60_000 - length as u64));
            assert_eq!(bytes.take(length as u64), taken[60_000 - length..]);
        }
        let more = bytes.take(140_000);
        let both = [taken, more].concat();
        bytes.put_back(&both);
        assert_eq!((bytes.start, bytes.at()), (0, 0));
        assert_eq!(bytes.take(400_000), whole);
    }
}
