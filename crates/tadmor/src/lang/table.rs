//! From a word's number to what is known of the word.
//!
//! In: pairs. Out: a [`Table`] that is asked for every word, so its rows stand where their numbers say (open
//! addressing). It is never walked. A word is known by 32 bits of its number: of words that nobody listed, one in tens of
//! thousands is taken for one that somebody did.

/// Values by number.
#[derive(Clone, Debug)]
pub struct Table<V> {
    /// A power of two of places; number 0: free.
    rows: Vec<(u32, V)>,
    taken: usize,
}

impl<V: Copy + Default> Default for Table<V> {
    fn default() -> Self {
        Table::of(&[])
    }
}

impl<V: Copy + Default> Table<V> {
    /// Of these pairs. Where two share a number the first stands.
    pub fn of(pairs: &[(u64, V)]) -> Self {
        Table::with_room(pairs, 0)
    }

    /// Of these pairs, with room for so many more.
    pub fn with_room(pairs: &[(u64, V)], more: usize) -> Self {
        let places = ((pairs.len() + more) * 2 + 2).next_power_of_two();
        let mut table = Table { rows: vec![(0, V::default()); places], taken: 0 };
        for (number, value) in pairs {
            let at = table.place(short(*number));
            if table.rows[at].0 == 0 {
                table.rows[at] = (short(*number), *value);
                table.taken += 1;
            }
        }
        table
    }

    /// What is known of `number`, to be changed; the default where nothing was.
    pub fn entry(&mut self, number: u64) -> &mut V {
        if (self.taken + 1) * 2 > self.rows.len() {
            self.grow();
        }
        let at = self.place(short(number));
        if self.rows[at].0 == 0 {
            self.rows[at].0 = short(number);
            self.taken += 1;
        }
        &mut self.rows[at].1
    }

    fn grow(&mut self) {
        let larger = vec![(0, V::default()); self.rows.len() * 2];
        let rows = std::mem::replace(&mut self.rows, larger);
        for row in rows.into_iter().filter(|row| row.0 != 0) {
            let at = self.place(row.0);
            self.rows[at] = row;
        }
    }

    /// What is known of `number`.
    #[inline]
    pub fn get(&self, number: u64) -> Option<V> {
        let (known, value) = self.rows[self.place(short(number))];
        (known != 0).then_some(value)
    }

    /// Where a number stands, or the free place where it would. At most half of the places are taken.
    #[inline]
    fn place(&self, number: u32) -> usize {
        let mask = self.rows.len() - 1;
        let mut at = number as usize & mask;
        while self.rows[at].0 != 0 && self.rows[at].0 != number {
            at = (at + 1) & mask;
        }
        at
    }
}

/// The bits by which a number is known; never 0, which marks a free place. FNV leaves both halves well mixed.
#[inline]
fn short(number: u64) -> u32 {
    ((number ^ number >> 32) as u32).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let pairs: Vec<(u64, u32)> = (1..500).map(|n| (n * n * 7919, n as u32)).collect();
        let mut table = Table::of(&pairs);
        assert!(pairs.iter().all(|(number, value)| table.get(*number) == Some(*value)));
        assert_eq!((table.get(5), table.get(0)), (None, None));
        assert_eq!(Table::<u8>::default().get(9), None);
        for number in 0..5000 {
            *table.entry(number * 7919) += 1;
        }
        assert_eq!((table.get(7919 * 4), table.get(7919 * 3)), (Some(3), Some(1)));
    }
}
