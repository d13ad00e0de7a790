//! What the tables know of a name that may be a place's.
//!
//! In: words as written. Out: [`Known`]: rows of the gazetteer and of the wide places, and the [`Form`] that the words
//! have. "St. Ives" is looked up as "Saint Ives" as well.

use std::borrow::Cow;

use crate::mention::place::Form;
use crate::tables::Tables;
use crate::tables::wide::{WideClass, WideRow};

/// The places that words may name.
#[derive(Clone, Debug)]
pub struct Known<'t> {
    /// In which way.
    pub form: Form,
    /// Countries, states, seas.
    pub wide: Vec<&'t WideRow>,
    /// Rows of the gazetteer, in its order; empty save for names.
    pub rows: Vec<u32>,
}

impl Known<'_> {
    /// Whether a country, a continent or a sea has the name.
    pub fn is_vast(&self) -> bool {
        let vast = |class| matches!(class, WideClass::Country | WideClass::Continent | WideClass::Water);
        self.wide.iter().any(|row| vast(row.class) || row.class == WideClass::State && row.country == "US")
    }
}

/// What `written` names, in whichever form; `None` where no table holds it.
pub fn known<'t>(written: &str, tables: &'t Tables) -> Option<Known<'t>> {
    let alone = |form, row| Known { form, wide: vec![row], rows: Vec::new() };
    if let Some(row) = tables.wide.capitals(written) {
        return Some(alone(Form::Capitals, row));
    }
    if let Some(row) = tables.wide.state(written) {
        return Some(alone(Form::State, row));
    }
    // "ACT" and "Us" are other words.
    let short = written.len() <= 3 && written.bytes().all(|byte| byte.is_ascii_uppercase());
    if short || written.len() < 2 || written.eq_ignore_ascii_case("us") {
        return None;
    }
    if let Some(row) = adjective(written, tables) {
        return Some(alone(Form::Adjective, row));
    }
    let found = named(written, tables);
    (!found.wide.is_empty() || !found.rows.is_empty()).then_some(found)
}

/// The places of a name.
pub fn named<'t>(name: &str, tables: &'t Tables) -> Known<'t> {
    let mut found = Known { form: Form::Name, wide: Vec::new(), rows: Vec::new() };
    for spelling in spellings(name) {
        for row in tables.wide.named(&spelling) {
            if !found.wide.contains(&row) {
                found.wide.push(row);
            }
        }
        for row in tables.places.named(&spelling) {
            if !found.rows.contains(&row) {
                found.rows.push(row);
            }
        }
    }
    found
}

/// "South-Ossetian" as "South Ossetian".
fn adjective<'t>(written: &str, tables: &'t Tables) -> Option<&'t WideRow> {
    tables.wide.adjective(written).or_else(|| match written.contains('-') {
        true => tables.wide.adjective(&written.replace('-', " ")),
        false => None,
    })
}

/// The name as written, and with what "St.", "Ft." and "Mt." are short for.
fn spellings(name: &str) -> impl Iterator<Item = Cow<'_, str>> {
    const SHORT: [(&str, &str); 6] = [
        ("St. ", "Saint "),
        ("St ", "Saint "),
        ("Ft. ", "Fort "),
        ("Ft ", "Fort "),
        ("Mt. ", "Mount "),
        ("Mt ", "Mount "),
    ];
    let long = SHORT.iter().find_map(|(short, long)| {
        let rest = match name.get(..short.len()) {
            Some(start) if start.eq_ignore_ascii_case(short) => &name[short.len()..],
            _ => return None,
        };
        Some(Cow::Owned(format!("{long}{rest}")))
    });
    std::iter::once(Cow::Borrowed(name)).chain(long)
}
