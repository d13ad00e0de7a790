//! A table asked with a word many times a page.
//!
//! In: words, each with a value. Out: the value of a word, by one look at a place that its bytes give: no order is
//! kept and none is ever walked, so that the same word always gives the same answer.

use crate::text::hash;

/// Values by word.
#[derive(Clone, Debug)]
pub(super) struct Keyed<V> {
    entries: Vec<(Box<str>, V)>,
    /// One more than the place in `entries`, or nothing; as many as a power of two.
    slots: Vec<u32>,
}

impl<V> Default for Keyed<V> {
    fn default() -> Self {
        Keyed { entries: Vec::new(), slots: vec![0; 16] }
    }
}

impl<V> Keyed<V> {
    /// The value of `word`.
    pub fn get(&self, word: &str) -> Option<&V> {
        let at = self.place(word).ok()?;
        Some(&self.entries[at].1)
    }

    /// The place of the word's entry, or the free slot where it would be kept.
    fn place(&self, word: &str) -> Result<usize, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = spread(word) as usize & mask;
        loop {
            match self.slots[slot] as usize {
                0 => return Err(slot),
                kept if *self.entries[kept - 1].0 == *word => return Ok(kept - 1),
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

impl<V: Default> Keyed<V> {
    /// The value of `word`, a new one where it has none.
    pub fn entry(&mut self, word: &str) -> &mut V {
        if self.entries.len() * 2 >= self.slots.len() {
            self.widen();
        }
        let at = self.place(word).unwrap_or_else(|slot| {
            self.entries.push((word.into(), V::default()));
            self.slots[slot] = self.entries.len() as u32;
            self.entries.len() - 1
        });
        &mut self.entries[at].1
    }

    fn widen(&mut self) {
        self.slots = vec![0; self.slots.len() * 4];
        for at in 0..self.entries.len() {
            if let Err(slot) = self.place(&self.entries[at].0) {
                self.slots[slot] = at as u32 + 1;
            }
        }
    }
}

/// The high bits of the word's number folded into the low ones.
fn spread(word: &str) -> u64 {
    let sum = hash::of(word.bytes());
    sum ^ (sum >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_values_while_the_table_grows() {
        let mut table: Keyed<usize> = Keyed::default();
        for at in 0..2000 {
            *table.entry(&format!("lake {at}")) = at;
        }
        *table.entry("lake 7") += 1;
        assert_eq!(table.get("lake 7"), Some(&8));
        assert_eq!(table.get("lake 1999"), Some(&1999));
        assert_eq!(table.get("lake"), None);
        assert_eq!(table.get(""), None);
    }
}
