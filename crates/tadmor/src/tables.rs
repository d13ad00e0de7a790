//! The lists that ship and that users edit: outlets, actors and sides, places, words.
//!
//! In: the text of the files in `data/`. Out: [`Tables`]. Checked strictly at load: a row that names a side that
//! does not exist is an error with its file and line. Their digest stands in the ledger.

pub mod actors;
pub mod addresses;
pub mod bylines;
pub mod classes;
pub mod comments;
pub mod date_words;
mod keyed;
pub mod lexicon;
pub mod models;
pub mod months;
pub mod name_forms;
pub mod outlets;
mod phrases;
pub mod places;
pub mod rows;
pub mod signs;
pub mod times;
pub mod wide;
pub mod words;
pub mod zones;

pub use actors::Actors;
pub use addresses::Addresses;
pub use bylines::Bylines;
pub use classes::Classes;
pub use comments::CommentSystems;
pub use date_words::DateWords;
pub use lexicon::Lexicon;
pub use models::Models;
pub use months::Months;
pub use name_forms::NameForms;
pub use outlets::Outlets;
pub use places::Places;
pub use signs::Signs;
pub use times::Times;
pub use wide::Wide;
pub use words::Words;
pub use zones::ZoneWords;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::text::spelling::{self, Spellings};

/// A row of our own data files that cannot be so.
#[derive(Debug, thiserror::Error)]
#[error("{file}, line {line}: {what}")]
pub struct Error {
    /// Which file.
    pub file: String,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

/// Everything that rooms look up.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Newspapers, agencies, stations, monitors' sites.
    pub outlets: Outlets,
    /// Armed forces, groups, institutions, and their sides.
    pub actors: Actors,
    /// The gazetteer.
    pub places: Places,
    /// Countries, continents, seas and states.
    pub wide: Wide,
    /// Forms of the names of people and groups.
    pub name_forms: NameForms,
    /// How one name is spelled in many ways.
    pub spellings: Arc<Spellings>,
    /// Month names of many languages and calendars.
    pub months: Months,
    /// Words by which it is known what a date stands for.
    pub dates: DateWords,
    /// Weekdays, number words, units and hedges of the language that claims are read from.
    pub words: Words,
    /// Words of time expressions.
    pub times: Times,
    /// Triggers and reporting cues.
    pub lexicon: Lexicon,
    /// Words by which zones are known.
    pub zones: ZoneWords,
    /// How readers' comments are marked up.
    pub comments: CommentSystems,
    /// Words of classes and ids, in groups.
    pub classes: Classes,
    /// Words by which pages say that something is not the article's own text.
    pub signs: Signs,
    /// What was learned from labelled pages.
    pub models: Models,
    /// Words of bylines.
    pub bylines: Bylines,
    /// What the parts of a page's address mean.
    pub addresses: Addresses,
    digest: String,
}

impl Tables {
    /// The tables that ship.
    pub fn shipped() -> Result<Tables, Error> {
        let mut hasher = Sha256::new();
        for text in [
            outlets::SHIPPED,
            actors::SHIPPED,
            places::SHIPPED,
            wide::SHIPPED,
            name_forms::SHIPPED,
            spelling::SHIPPED,
            months::SHIPPED,
            date_words::SHIPPED,
            words::SHIPPED,
            lexicon::SHIPPED,
            zones::SHIPPED,
            comments::SHIPPED,
            classes::SHIPPED,
            signs::SHIPPED,
            models::SHIPPED,
            bylines::SHIPPED,
            addresses::SHIPPED,
        ]
        .concat()
        {
            hasher.update(text.as_bytes());
        }
        let places = Places::shipped()?;
        hasher.update(places.digest());
        let digest = crate::id::PageId::of(&hasher.finalize());
        Ok(Tables {
            outlets: Outlets::shipped()?,
            actors: Actors::shipped()?,
            spellings: places.spellings().clone(),
            places,
            wide: Wide::shipped()?,
            name_forms: NameForms::shipped()?,
            months: Months::shipped()?,
            dates: DateWords::shipped()?,
            words: Words::shipped()?,
            times: Times::shipped()?,
            lexicon: Lexicon::shipped()?,
            zones: ZoneWords::shipped()?,
            comments: CommentSystems::shipped()?,
            classes: Classes::shipped()?,
            signs: Signs::shipped()?,
            models: Models::shipped()?,
            bylines: Bylines::shipped()?,
            addresses: Addresses::shipped()?,
            digest: digest.as_str()[..16].to_owned(),
        })
    }

    /// These tables with a user's outlets: rows in the form of `data/outlets.tsv`. `file` is what errors call the text.
    ///
    /// ```
    /// let tables = tadmor::Tables::shipped().unwrap();
    /// let mine = "Lake Courier\tLC\tlakecourier.example\tnewspaper\tAT";
    /// let tables = tables.with_outlets("mine.tsv", mine).unwrap();
    /// assert_eq!(tables.outlets.at_host("https://www.lakecourier.example/a").unwrap().name, "Lake Courier");
    /// ```
    pub fn with_outlets(self, file: &str, text: &str) -> Result<Tables, Error> {
        for row in rows::rows(file, text) {
            let [_, _, _, _, _, side] = row.fields()?;
            if !side.is_empty() && self.actors.side(side).is_none() {
                return Err(row.error(format!("no side \"{side}\" in data/sides.tsv")));
            }
        }
        let mut hasher = Sha256::new();
        hasher.update(self.digest.as_bytes());
        hasher.update(text.as_bytes());
        let digest = crate::id::PageId::of(&hasher.finalize());
        let outlets = self.outlets.with(file, text)?;
        Ok(Tables { outlets, digest: digest.as_str()[..16].to_owned(), ..self })
    }

    /// These tables with a gazetteer of the user's: the bytes of a file that [`gazetteer::build`](crate::gazetteer::build) made.
    /// Its rows go before those that ship.
    pub fn with_gazetteer(self, file: Vec<u8>) -> Result<Tables, places::Unreadable> {
        let places = self.places.with_file(file)?;
        let mut hasher = Sha256::new();
        hasher.update(self.digest.as_bytes());
        hasher.update(places.digest());
        let digest = crate::id::PageId::of(&hasher.finalize());
        Ok(Tables { places, digest: digest.as_str()[..16].to_owned(), ..self })
    }

    /// Sixteen digits that change when any row changes.
    pub fn digest(&self) -> &str {
        &self.digest
    }
}
