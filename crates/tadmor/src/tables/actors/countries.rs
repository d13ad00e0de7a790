//! Countries: their names, their people's names, their capitals.

use std::collections::BTreeMap;

use super::phrases::Phrases;
use crate::mention::name::folded;
use crate::tables::Error;
use crate::tables::rows::{rows, several};

pub(super) const SHIPPED: &str = include_str!("../../../../../data/demonyms.tsv");

/// One country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166, two letters.
    pub code: String,
    /// English names, the one shown first.
    pub names: Vec<String>,
    /// "Syrian", then nouns.
    pub demonyms: Vec<String>,
    /// Its seat of government, whose name may stand for it ("Moscow said").
    pub capital: String,
    /// Whether its place names take the Arabic article.
    pub article: bool,
}

/// Which word for a country it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "Syria".
    Name,
    /// "Syrian".
    Demonym,
    /// "Damascus".
    Capital,
}

/// The countries, by every word for them.
#[derive(Clone, Debug, Default)]
pub struct Countries {
    list: Vec<Country>,
    by_code: BTreeMap<String, usize>,
    by_word: Phrases<Vec<(usize, Form, bool)>>,
}

impl Countries {
    pub(super) fn shipped() -> Result<Self, Error> {
        let mut countries = Countries::default();
        for row in rows("data/demonyms.tsv", SHIPPED) {
            let [code, names, demonyms, capital, article] = row.fields()?;
            if code.len() != 2 || names.is_empty() || demonyms.is_empty() {
                return Err(row.error("a country has a code of two letters, a name and a demonym"));
            }
            if !matches!(article, "" | "article") {
                return Err(row.error("the fifth field is empty or \"article\""));
            }
            let at = countries.list.len();
            if countries.by_code.insert(code.to_owned(), at).is_some() {
                return Err(row.error(format!("{code} stands twice")));
            }
            let country = Country {
                code: code.to_owned(),
                names: several(names).map(str::to_owned).collect(),
                demonyms: several(demonyms).map(str::to_owned).collect(),
                capital: capital.to_owned(),
                article: article == "article",
            };
            for name in &country.names {
                countries.add(name, at, Form::Name);
            }
            for demonym in &country.demonyms {
                countries.add(demonym, at, Form::Demonym);
            }
            countries.add(&country.capital.clone(), at, Form::Capital);
            countries.list.push(country);
        }
        Ok(countries)
    }

    fn add(&mut self, word: &str, country: usize, form: Form) {
        if word.is_empty() {
            return;
        }
        let upper = word.len() <= 5 && !word.chars().any(char::is_lowercase);
        let text = folded(word.strip_prefix("the ").unwrap_or(word));
        let senses = self.by_word.entry(text);
        if !senses.iter().any(|sense| sense.0 == country && sense.1 == form) {
            senses.push((country, form, upper));
        }
    }

    /// All, in the order of the file.
    pub fn all(&self) -> &[Country] {
        &self.list
    }

    /// The country of a code.
    pub fn by_code(&self, code: &str) -> Option<&Country> {
        self.by_code.get(code).map(|at| &self.list[*at])
    }

    /// Every word for a country: (which, what form, whether it is written in capitals only).
    pub fn words(&self) -> &Phrases<Vec<(usize, Form, bool)>> {
        &self.by_word
    }

    /// The country that `name` names; `None` for demonyms and capitals.
    pub fn named(&self, name: &str) -> Option<&Country> {
        let senses = self.by_word.get(&folded(name.strip_prefix("the ").unwrap_or(name)))?;
        senses.iter().find(|sense| sense.1 == Form::Name).map(|sense| &self.list[sense.0])
    }
}
