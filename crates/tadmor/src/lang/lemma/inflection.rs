//! Forms that no rule of spelling gives: `data/en/inflections.tsv`.
//!
//! In: its rows. Out: [`Inflections`]. "irregular take took taken" is a verb with its past and its participle.

use std::sync::LazyLock;

use crate::tables::Error;
use crate::tables::rows::rows;

const FILE: &str = include_str!("../../../../../data/en/inflections.tsv");

/// A verb with its past, its participle and its form in "-ing"; those that are regular are empty.
pub(crate) type Verb = (&'static str, [&'static str; 3]);

/// What the table holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Inflections {
    /// In the order of the file: a verb that stands there twice goes by its first row.
    pub verbs: Vec<Verb>,
    /// Nouns with their plurals.
    pub plurals: Vec<[&'static str; 2]>,
    /// With their capitals.
    pub peoples: Vec<&'static str>,
    /// What is put before verbs that then go as they do without it.
    pub before: Vec<&'static str>,
}

static SHIPPED: LazyLock<Inflections> =
    LazyLock::new(|| Inflections::read(FILE).expect("a test reads the table, which is built in, whole"));

impl Inflections {
    /// The table that ships.
    pub(crate) fn shipped() -> &'static Inflections {
        &SHIPPED
    }

    fn read(file: &'static str) -> Result<Self, Error> {
        let mut read = Inflections::default();
        for row in rows("data/en/inflections.tsv", file) {
            match row.fields::<5>()? {
                ["irregular", verb, past, participle, ing] if !participle.is_empty() => {
                    read.verbs.push((verb, [past, participle, ing]));
                }
                ["regular", verb, "", "", ""] if !verb.is_empty() => read.verbs.push((verb, [""; 3])),
                ["plural", noun, plural, "", ""] if !plural.is_empty() => read.plurals.push([noun, plural]),
                ["people", people, "", "", ""] if people.starts_with(char::is_uppercase) => {
                    read.peoples.push(people);
                }
                ["before", before, "", "", ""] if !before.is_empty() => read.before.push(before),
                _ => return Err(row.error("its kind is not known, or its forms are not those of its kind")),
            }
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_that_ships_is_read_whole() {
        let read = Inflections::read(FILE).unwrap();
        let [verbs, plurals, peoples] = [read.verbs.len(), read.plurals.len(), read.peoples.len()];
        assert!(verbs > 200 && plurals > 50 && peoples > 80 && read.before.len() == 10);
    }

    #[test]
    fn a_row_that_is_not_of_its_kind_is_told() {
        for row in ["irregular\ttake\ttook", "plural\tman", "people\tafghan", "past\ttook", "before\tre\tun"]
        {
            assert!(Inflections::read(row).is_err(), "{row}");
        }
    }
}
