//! Large tables in large pages of memory.
//!
//! In: how many rows. Out: a [`Slab`] of them, all zero. Weights are looked up all over their tables; where the system
//! keeps memory in pages of 4 kB, a third of the time goes into finding the page (measured). So each table asks for pages of
//! 2 MB, where the system has them; where it has not, all works as well and slower.

use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use bytemuck::Pod;
use memmap2::MmapMut;

/// The size of a large page.
const PAGE: usize = 2 << 20;

/// Rows of a table.
#[derive(Debug)]
pub(crate) struct Slab<T> {
    /// `None`: no row.
    memory: Option<MmapMut>,
    /// Where the rows begin: at a border of large pages.
    start: usize,
    count: usize,
    rows: PhantomData<T>,
}

impl<T: Pod> Slab<T> {
    /// So many rows, all zero.
    ///
    /// # Panics
    ///
    /// Where the system gives no memory.
    pub(crate) fn new(count: usize) -> Self {
        if count == 0 {
            return Slab::default();
        }
        let bytes = count * size_of::<T>();
        // The part before the first border is never touched, and takes no memory.
        let memory = MmapMut::map_anon(bytes + PAGE).expect("there is memory for the models");
        // Where the system does not know the advice, small pages do.
        #[cfg(target_os = "linux")]
        let _ = memory.advise(memmap2::Advice::HugePage);
        let start = memory.as_ptr().align_offset(PAGE).min(PAGE);
        Slab { memory: Some(memory), start, count, rows: PhantomData }
    }

    /// A copy of `rows`.
    pub(crate) fn of(rows: &[T]) -> Self {
        let mut slab = Slab::new(rows.len());
        slab.copy_from_slice(rows);
        slab
    }

    fn bytes(&self) -> std::ops::Range<usize> {
        self.start..self.start + self.count * size_of::<T>()
    }
}

impl<T> Default for Slab<T> {
    fn default() -> Self {
        Slab { memory: None, start: 0, count: 0, rows: PhantomData }
    }
}

impl<T: Pod> Clone for Slab<T> {
    fn clone(&self) -> Self {
        Slab::of(self)
    }
}

impl<T: Pod> Deref for Slab<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.memory {
            Some(memory) => bytemuck::cast_slice(&memory[self.bytes()]),
            None => &[],
        }
    }
}

impl<T: Pod> DerefMut for Slab<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        let bytes = self.bytes();
        match &mut self.memory {
            Some(memory) => bytemuck::cast_slice_mut(&mut memory[bytes]),
            None => &mut [],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_zero_until_they_are_written() {
        let mut slab: Slab<u32> = Slab::new(700_000);
        assert!(slab.len() == 700_000 && slab.iter().all(|row| *row == 0));
        slab[699_999] = 7;
        let copy = slab.clone();
        slab[699_999] = 8;
        assert_eq!((copy[699_999], slab[699_999]), (7, 8));
        assert!(Slab::<u64>::new(0).is_empty() && Slab::<u64>::default().clone().is_empty());
    }
}
