//! From a word's number to what is known of the word.
//!
//! In: pairs. Out: a [`Table`] that is asked once a word and feature, so its rows stand where their numbers say (open
//! addressing). It is never walked.

/// Values by number.
#[derive(Clone, Debug)]
pub struct Table<V> {
    /// A power of two of places; number 0: free.
    rows: Vec<(u64, V)>,
}

impl<V: Copy + Default> Default for Table<V> {
    fn default() -> Self {
        Table::of(&[])
    }
}

impl<V: Copy + Default> Table<V> {
    /// Of these pairs. No number is 0, and where two share a number the first stands.
    pub fn of(pairs: &[(u64, V)]) -> Self {
        let places = (pairs.len() * 2 + 2).next_power_of_two();
        let mut table = Table { rows: vec![(0, V::default()); places] };
        for (number, value) in pairs {
            let at = table.place(*number);
            if table.rows[at].0 == 0 {
                table.rows[at] = (*number, *value);
            }
        }
        table
    }

    /// What is known of `number`.
    #[inline]
    pub fn get(&self, number: u64) -> Option<V> {
        let (known, value) = self.rows[self.place(number)];
        (known == number && number != 0).then_some(value)
    }

    /// Where `number` stands, or the free place where it would. At most half of the places are taken.
    #[inline]
    fn place(&self, number: u64) -> usize {
        let mask = self.rows.len() - 1;
        // FNV leaves its low bits well mixed.
        let mut at = (number ^ number >> 32) as usize & mask;
        while self.rows[at].0 != 0 && self.rows[at].0 != number {
            at = (at + 1) & mask;
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found_and_nothing_else() {
        let pairs: Vec<(u64, u32)> = (1..500).map(|n| (n * n * 7919, n as u32)).collect();
        let table = Table::of(&pairs);
        assert!(pairs.iter().all(|(number, value)| table.get(*number) == Some(*value)));
        assert_eq!((table.get(5), table.get(0)), (None, None));
        assert_eq!(Table::<u8>::default().get(9), None);
    }
}
