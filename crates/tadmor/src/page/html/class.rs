//! The classes of a page's elements, each kept once.
//!
//! In: the class and id of an element, as one string. Out: its number, [`Class`], by which rules remember what they
//! have made of it: a page of a thousand elements has a hundred classes. `" card big"` on two elements is one class.

use std::collections::BTreeMap;

use super::signed;
use crate::text::hash;

/// The number of a class; the default is that of elements without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Class(u32);

/// A class and what the tree itself asks of it.
#[derive(Debug, Default)]
struct Known {
    written: String,
    is_comment: bool,
    signed: Option<String>,
}

/// The classes of a page, by number.
#[derive(Debug)]
pub(super) struct Classes {
    known: Vec<Known>,
    /// By a number made of the letters.
    numbers: BTreeMap<u64, u32>,
}

impl Default for Classes {
    fn default() -> Self {
        Classes { known: vec![Known::default()], numbers: BTreeMap::new() }
    }
}

impl Classes {
    /// The number of the class `written`.
    pub fn number(&mut self, written: &str) -> Class {
        if written.is_empty() {
            return Class::default();
        }
        let fresh = self.known.len() as u32;
        let number = *self.numbers.entry(hash::of(written.bytes())).or_insert(fresh);
        if self.known.get(number as usize).is_some_and(|known| known.written == written) {
            return Class(number);
        }
        // New, or one of two that share a hash: then it is kept anew each time, which costs room and nothing else.
        self.known.push(Known {
            written: written.to_owned(),
            is_comment: written.contains("comment") || written.contains("Comment"),
            signed: signed::class(written),
        });
        Class(fresh)
    }

    /// As it is written, with a space before the class and before the id; empty where there is none.
    pub fn written(&self, class: Class) -> &str {
        &self.known[class.0 as usize].written
    }

    /// Whether it speaks of comments.
    pub fn is_comment(&self, class: Class) -> bool {
        self.known[class.0 as usize].is_comment
    }

    /// The property that the words of its elements make, where it marks a writer.
    pub fn signed(&self, class: Class) -> Option<String> {
        self.known[class.0 as usize].signed.clone()
    }

    /// Room to remember something of each class.
    pub fn memory<T>(&self) -> Memory<T> {
        Memory((0..self.known.len()).map(|_| None).collect())
    }
}

/// What a rule has made of each class that it has met.
pub(super) struct Memory<T>(Vec<Option<T>>);

impl<T> Memory<T> {
    /// What `make` gave for this class when it was first met.
    pub fn of(&mut self, class: Class, make: impl FnOnce() -> T) -> &T {
        self.0[class.0 as usize].get_or_insert_with(make)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_classes_have_one_number_and_are_asked_once() {
        let mut classes = Classes::default();
        let (card, big) = (classes.number(" card"), classes.number(" card big comment"));
        assert_eq!(classes.number(" card"), card);
        assert_ne!(card, big);
        assert_eq!((classes.written(big), classes.is_comment(big)), (" card big comment", true));
        assert_eq!(classes.written(Class::default()), "");
        let mut memory = classes.memory();
        assert_eq!(*memory.of(card, || 1), 1);
        assert_eq!(*memory.of(card, || 2), 1);
        assert_eq!(*memory.of(big, || 3), 3);
    }
}
