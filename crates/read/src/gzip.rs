//! Gzip data of several members, as WARC files have one for each record.
//!
//! In: packed bytes. Out: unpacked bytes, and where in the packed ones each member starts. A member that is damaged is
//! passed over up to the next one, and what follows it is marked, so that no record is read across the gap.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

/// Where members start, and what was wrong on the way.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    /// Unpacked and packed offset of each member's start, in order.
    members: RefCell<VecDeque<(u64, u64)>>,
    /// What is wrong, with the packed offset.
    faults: RefCell<Vec<String>>,
}

impl Marks {
    /// The packed offset of the member in which the unpacked byte `at` stands. Forgets the members before it.
    pub(crate) fn member(&self, at: u64) -> u64 {
        let mut members = self.members.borrow_mut();
        while members.get(1).is_some_and(|(unpacked, _)| *unpacked <= at) {
            members.pop_front();
        }
        members.front().map_or(0, |(_, packed)| *packed)
    }

    /// What was wrong since this was asked last.
    pub(crate) fn faults(&self) -> Vec<String> {
        self.faults.take()
    }

    fn fault(&self, what: String) {
        let mut faults = self.faults.borrow_mut();
        if faults.len() < 100 {
            faults.push(what);
        }
    }
}

struct Counting<R> {
    inner: R,
    at: u64,
}

impl<R: BufRead> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counting<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.at += count as u64;
        self.inner.consume(count);
    }
}

type Packed<'r> = Counting<BufReader<&'r mut dyn Read>>;

enum State<'r> {
    Between(Packed<'r>),
    Inside(Box<GzDecoder<Packed<'r>>>),
    Ended,
}

/// The unpacked bytes.
pub(crate) struct Gzip<'r> {
    state: State<'r>,
    marks: Rc<Marks>,
    given: u64,
    started: u64,
}

impl<'r> Gzip<'r> {
    pub(crate) fn new(inner: &'r mut dyn Read) -> Gzip<'r> {
        let packed = Counting { inner: BufReader::with_capacity(1 << 16, inner), at: 0 };
        Gzip { state: State::Between(packed), marks: Rc::default(), given: 0, started: 0 }
    }

    pub(crate) fn marks(&self) -> Rc<Marks> {
        Rc::clone(&self.marks)
    }

    /// Opens the next member, or ends.
    fn open(&mut self, mut packed: Packed<'r>) -> io::Result<State<'r>> {
        let start = packed.at;
        // Some writers fill up with zeros.
        while packed.fill_buf()?.first() == Some(&0) {
            let zeros = packed.fill_buf()?.iter().take_while(|byte| **byte == 0).count();
            packed.consume(zeros);
        }
        let rest = packed.fill_buf()?;
        if rest.is_empty() {
            return Ok(State::Ended);
        }
        if rest[0] != 0x1f {
            self.marks.fault(format!("what follows byte {start} is no gzip data: passed over"));
            if !next_member(&mut packed)? {
                return Ok(State::Ended);
            }
        }
        self.started = packed.at;
        self.marks.members.borrow_mut().push_back((self.given, packed.at));
        Ok(State::Inside(Box::new(GzDecoder::new(packed))))
    }
}

/// Goes on to the next bytes that begin a member; false where there are none.
fn next_member(packed: &mut Packed<'_>) -> io::Result<bool> {
    loop {
        let here = packed.fill_buf()?;
        if here.is_empty() {
            return Ok(false);
        }
        if here.len() >= 4 {
            let known = |window: &[u8]| window[..3] == *b"\x1f\x8b\x08" && window[3] & 0xe0 == 0;
            if let Some(at) = here.windows(4).position(known) {
                packed.consume(at);
                return Ok(true);
            }
        }
        // A member that begins in the last bytes of a buffer is lost only where it was cut there.
        let count = here.len();
        packed.consume(count);
    }
}

impl Read for Gzip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Ended => return Ok(0),
                State::Between(packed) => self.state = self.open(packed)?,
                State::Inside(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(read) => {
                        self.given += read as u64;
                        self.state = State::Inside(member);
                        return Ok(read);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                        self.state = State::Inside(member);
                    }
                    Err(error) => {
                        let mut packed = member.into_inner();
                        let start = self.started;
                        let why = match error.kind() {
                            io::ErrorKind::UnexpectedEof => "ends early".to_owned(),
                            _ => format!("is damaged ({error})"),
                        };
                        self.marks.fault(format!("the gzip data that starts at byte {start} {why}"));
                        if packed.at <= start {
                            let any = !packed.fill_buf()?.is_empty();
                            packed.consume(usize::from(any));
                        }
                        if next_member(&mut packed)? {
                            self.state = State::Between(packed);
                        }
                    }
                },
            }
        }
    }
}
