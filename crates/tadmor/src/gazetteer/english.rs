//! Names of places in English news.
//!
//! In: `data/exonyms.tsv` and the places. Out: the places that its rows mean, with their English name and spellings. A row means
//! the most peopled town (or region) of its country that has one of its spellings.

use std::collections::BTreeMap;

use super::{Gathered, Sources, Wrong};
use crate::tables::places::PlaceClass;
use crate::tables::places::spell::without_article;
use crate::tables::rows::{lines, several};
use crate::text::fold::key;

/// One row.
struct Exonym<'t> {
    country: &'t str,
    english: &'t str,
    spellings: Vec<&'t str>,
    of_region: bool,
}

pub(super) fn name(
    sources: &Sources<'_>,
    places: &mut [Gathered],
    remarks: &mut Vec<String>,
) -> Result<(), Wrong> {
    let exonyms = read(sources.exonyms)?;
    let mut wanted: BTreeMap<(&str, bool, String), Vec<usize>> = BTreeMap::new();
    for exonym in &exonyms {
        for name in exonym.spellings.iter().chain([&exonym.english]) {
            wanted.entry((exonym.country, exonym.of_region, bare(&key(name)))).or_default();
        }
    }
    for (at, gathered) in places.iter().enumerate() {
        let of_region = gathered.place.class == PlaceClass::Region;
        if !of_region && !gathered.is_town() {
            continue;
        }
        let own = key(&gathered.place.name);
        for name in gathered.names.iter().chain([&own]) {
            if let Some(rows) = wanted.get_mut(&(gathered.place.country.as_str(), of_region, bare(name))) {
                rows.push(at);
            }
        }
    }
    // What each row means is settled before any place is changed.
    let mut meant = Vec::new();
    for exonym in &exonyms {
        let keys = exonym.spellings.iter().chain([&exonym.english]).map(|name| bare(&key(name)));
        let fits = keys.filter_map(|key| wanted.get(&(exonym.country, exonym.of_region, key))).flatten();
        let best = fits.copied().max_by(|one, other| {
            let rank = |at: usize| (places[at].place.people, places[at].fame);
            rank(*one).cmp(&rank(*other)).then(places[*other].place.id.cmp(&places[*one].place.id))
        });
        let Some(best) = best else {
            remarks.push(format!("data/exonyms.tsv: no place {} {}", exonym.country, exonym.english));
            continue;
        };
        meant.push((best, exonym));
    }
    for (best, exonym) in meant {
        let best = &mut places[best];
        best.place.english = exonym.english.to_owned();
        // These spellings come before those of the gazetteer, of which not all may be kept.
        let first: Vec<String> = exonym.spellings.iter().map(|name| key(name)).collect();
        best.names.retain(|name| !first.contains(name));
        best.names.splice(0..0, first);
    }
    Ok(())
}

fn read(text: &str) -> Result<Vec<Exonym<'_>>, Wrong> {
    let mut found = Vec::new();
    for (number, line) in lines(text) {
        let mut fields = line.split('\t').map(str::trim);
        let mut next = || fields.next().unwrap_or("");
        let (country, english, spellings, region) = (next(), next(), next(), next());
        if country.len() != 2 || english.is_empty() || !matches!(region, "" | "region") {
            return Err(Wrong::new(
                "data/exonyms.tsv",
                number,
                "a row is a country, a name, spellings, and \"region\" or nothing",
            ));
        }
        let spellings = several(spellings).collect();
        found.push(Exonym { country, english, spellings, of_region: region == "region" });
    }
    Ok(found)
}

/// Without its article.
fn bare(key: &str) -> String {
    without_article(key).to_owned()
}
