//! How much one file may give: bombs of all kinds end here.
//!
//! In: a reader of unpacked bytes. Out: the same bytes, counted against what the file may give in all; an error that
//! says so where it is spent.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// What a file may still give.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    left: Rc<Cell<u64>>,
}

impl Budget {
    pub(crate) fn new(bytes: u64) -> Budget {
        Budget { left: Rc::new(Cell::new(bytes)) }
    }

    /// Counts bytes that are looked at again.
    pub(crate) fn spend(&self, bytes: u64) {
        self.left.set(self.left.get().saturating_sub(bytes));
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.left.get() == 0
    }
}

/// Why a spent file is not read on.
pub(crate) const SPENT: &str =
    "it unpacks to far more than a file of its length may hold: the rest is left out";

/// Counts what is unpacked.
pub(crate) struct Metered<R> {
    inner: R,
    budget: Budget,
}

impl<R: Read> Metered<R> {
    pub(crate) fn new(inner: R, budget: &Budget) -> Metered<R> {
        Metered { inner, budget: budget.clone() }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.budget.is_spent() {
            return Err(io::Error::other(SPENT));
        }
        let most = usize::try_from(self.budget.left.get()).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.inner.read(&mut buffer[..most])?;
        self.budget.left.set(self.budget.left.get().saturating_sub(read as u64));
        Ok(read)
    }
}
