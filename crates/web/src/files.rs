//! The names of the report's files: made from ids and place names, safe on every file system.

use std::collections::{BTreeMap, BTreeSet};

use tadmor::Ledger;
use tadmor::id::{ClaimId, EventId, OriginId, PageId};

use crate::ROWS_PER_FILE;

/// Where each thing of a ledger is shown, relative to the report's folder.
#[derive(Debug, Default)]
pub struct Files {
    articles: BTreeMap<PageId, String>,
    places: BTreeMap<PlaceKey, String>,
    origins: BTreeMap<OriginId, String>,
}

/// What makes a place one place: its gazetteer id, or its name where it has none.
pub type PlaceKey = String;

/// The key of a place.
pub fn place_key(id: Option<&str>, name: &str) -> PlaceKey {
    id.map_or_else(|| format!("name:{}", name.to_lowercase()), str::to_owned)
}

impl Files {
    /// Names for all that `ledger` holds; `places` are keys with names, `origins` in the order of their listing.
    pub fn new(ledger: &Ledger, places: &BTreeMap<PlaceKey, String>, origins: &[&OriginId]) -> Self {
        let mut taken = BTreeSet::new();
        let mut articles = BTreeMap::new();
        for reading in &ledger.pages {
            let id = reading.page_id.as_str();
            // Sixteen digits are enough but for a page that was made to collide.
            let name = if taken.insert(&id[..16]) { &id[..16] } else { id };
            articles.insert(reading.page_id.clone(), format!("article/{name}.html"));
        }
        let mut slugs = BTreeSet::new();
        let mut place_files = BTreeMap::new();
        for (key, name) in places {
            let plain = slug(name);
            let fits = plain.len() > 4 && name.is_ascii() && slugs.insert(plain.clone());
            let name =
                if fits { plain } else { format!("{plain}-{}", &PageId::of(key.as_bytes()).as_str()[..8]) };
            place_files.insert(key.clone(), format!("place/{}.html", name.trim_start_matches('-')));
        }
        let origins = origins.iter().enumerate();
        let origins = origins.map(|(at, id)| {
            ((*id).clone(), format!("{}#{}", listing("origins", at / ROWS_PER_FILE), anchor(id.as_str())))
        });
        Files { articles, places: place_files, origins: origins.collect() }
    }

    /// The page of an event.
    pub fn event(&self, id: &EventId) -> String {
        format!("event/{}.html", anchor(id.as_str()))
    }

    /// The page of an article.
    pub fn article(&self, id: &PageId) -> String {
        let known = self.articles.get(id).cloned();
        known.unwrap_or_else(|| format!("article/{}.html", &id.as_str()[..16]))
    }

    /// A claim's note on its article's page.
    pub fn claim(&self, page: &PageId, id: &ClaimId) -> String {
        format!("{}#{}", self.article(page), anchor(id.as_str()))
    }

    /// The page of a place, where it has one.
    pub fn place(&self, key: &PlaceKey) -> Option<String> {
        self.places.get(key).cloned()
    }

    /// An origin's row in the listing, where it is listed.
    pub fn origin(&self, id: &OriginId) -> Option<String> {
        self.origins.get(id).cloned()
    }
}

/// The file of the `at`th part of a listing: "events.html", "events-2.html".
pub fn listing(name: &str, at: usize) -> String {
    match at {
        0 => format!("{name}.html"),
        at => format!("{name}-{}.html", at + 1),
    }
}

/// An id as it may stand in a file name or after `#`: ids from a ledger are letters and digits, and anything else
/// that a ledger from elsewhere may hold is hashed.
pub fn anchor(id: &str) -> String {
    let plain = !id.is_empty() && id.len() <= 64 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if plain { id.to_owned() } else { format!("x{}", &PageId::of(id.as_bytes()).as_str()[..16]) }
}

/// "Deir ez-Zor" as "deir-ez-zor"; at most 60 characters.
fn slug(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase).take(60) {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            '\'' | '’' | 'ʿ' | 'ʾ' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_letters() {
        assert_eq!(slug("Deir ez-Zor"), "deir-ez-zor");
        assert_eq!(slug("../../etc/passwd"), "etc-passwd");
        assert_eq!(slug("تدمر"), "");
    }

    #[test]
    fn an_id_from_elsewhere_cannot_leave_the_folder() {
        assert_eq!(anchor("e0123"), "e0123");
        assert!(anchor("../x").starts_with('x'));
        assert!(!anchor("../x").contains('/'));
    }

    #[test]
    fn places_of_one_name_get_two_files() {
        let places = BTreeMap::from([
            ("gn:1".to_owned(), "Springfield".to_owned()),
            ("gn:2".to_owned(), "Springfield".to_owned()),
        ]);
        let files = Files::new(&Ledger::default(), &places, &[]);
        assert_ne!(files.place(&"gn:1".to_owned()), files.place(&"gn:2".to_owned()));
    }
}
