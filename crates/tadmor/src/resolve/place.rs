//! Places of the gazetteer for the names on one page, chosen together.
//!
//! In: the places of a page, as written. Out: a [`Place`] for each. "Tripoli" on a page about Haftar is in Libya,
//! on a page about Hezbollah in Lebanon: the countries that a page speaks of vote. Where the margin is small the
//! name stays as written, without an id, and the because says so.

pub mod vote;

use std::collections::BTreeMap;

use crate::claim::{Place, Precision};
use crate::mention::PlaceMention;
use crate::mention::place::Around;
use crate::page::Page;
use crate::tables::places::{PlaceClass, PlaceRow};
use crate::tables::{Places, Tables};
use crate::text::fold::squeezed;
use vote::Votes;

/// By how much the best reading of a name must lead; in the units of [`score`], one being a tenfold of people.
const MARGIN: f64 = 0.8;
/// Readings nearer to each other than this are one place told twice (a town and its district).
const SAME_KM: f64 = 30.0;
/// The most places that readings are measured against: the first sure ones on the page.
const MOST_SURE: usize = 24;

/// One [`Place`] for each of `mentions`, in their order. Several readings of one name are told apart by the page's
/// other names (the country that most of them share, nearness to those with one reading) and by population; where
/// that does not decide, the place keeps its name as written, without an id.
pub fn choose(page: &Page, mentions: &[PlaceMention], tables: &Tables) -> Vec<Place> {
    let votes = vote::count(page, mentions, tables);
    let mut readings: BTreeMap<(String, Option<String>), Reading> = BTreeMap::new();
    for mention in mentions {
        let key = key_of(page, mention);
        readings
            .entry(key)
            .or_insert_with_key(|(name, class)| Reading::of(name, class.as_deref(), &votes, tables));
    }
    let sure = sure_places(mentions, page, &readings, &tables.places);
    for reading in readings.values_mut() {
        reading.draw_near(&sure, &tables.places);
    }
    let place = |mention: &PlaceMention| match readings.get(&key_of(page, mention)) {
        Some(reading) => reading.place(page, mention, &votes, &tables.places),
        None => as_written(page, mention, "no reading".to_owned()),
    };
    mentions.iter().map(place).collect()
}

fn key_of(page: &Page, mention: &PlaceMention) -> (String, Option<String>) {
    (page.text.slice(mention.name).to_owned(), mention.class.clone())
}

/// The readings of one name on one page.
struct Reading {
    /// Places of the gazetteer with their scores, the best first.
    candidates: Vec<(u32, f64)>,
    /// How the candidates were found.
    how: &'static str,
}

impl Reading {
    fn of(name: &str, class: Option<&str>, votes: &Votes, tables: &Tables) -> Reading {
        let places = &tables.places;
        let (mut found, mut how) = (places.named(&with_class(name, class)), "the name with its kind");
        if class.is_none_or(|class| !is_site(class)) || found.is_empty() {
            (found, how) = (places.named(name), "the name");
        }
        if found.is_empty() {
            (found, how) = (by_skeleton(name, votes, places), "a spelling with the same consonants");
        }
        let mut candidates: Vec<(u32, f64)> =
            found.into_iter().map(|at| (at, score(&places.row(at), name, class, votes))).collect();
        sort(&mut candidates);
        Reading { candidates, how }
    }

    /// Adds what nearness to the page's sure places is worth.
    fn draw_near(&mut self, sure: &[u32], places: &Places) {
        if self.candidates.len() < 2 {
            return;
        }
        for (at, score) in &mut self.candidates {
            let row = places.row(*at);
            if row.class == PlaceClass::Country {
                continue;
            }
            let nearest = sure
                .iter()
                .filter(|other| **other != *at)
                .map(|other| places.row(*other))
                .map(|other| row.km_to(other.lat, other.lon))
                .fold(f64::INFINITY, f64::min);
            *score += match nearest {
                km if km < 40.0 => 1.5,
                km if km < 120.0 => 1.0,
                km if km < 300.0 => 0.4,
                _ => 0.0,
            };
        }
        sort(&mut self.candidates);
    }

    /// The best candidate, where it leads by enough; else why not.
    fn best<'t>(&self, votes: &Votes, places: &'t Places) -> Result<(PlaceRow<'t>, String), String> {
        let Some((first, best_score)) = self.candidates.first() else {
            return Err("the gazetteer holds no place of this name".to_owned());
        };
        let row = places.row(*first);
        let rival = self.candidates[1..].iter().find(|(at, _)| {
            let other = places.row(*at);
            row.km_to(other.lat, other.lon) > SAME_KM && !within(&row, &other)
        });
        if let Some((at, score)) = rival
            && best_score - score < MARGIN
        {
            let other = places.row(*at);
            return Err(format!(
                "several places have this name ({} and {}), and the page does not say which",
                told(&row, places),
                told(&other, places)
            ));
        }
        // A village of that name in a land that the page never speaks of is most likely another name altogether.
        let spoken_of = votes.share(row.country) > 0.0 || row.country.is_empty() || votes.is_empty();
        if !spoken_of
            && row.people < 100_000
            && !matches!(row.class, PlaceClass::Country | PlaceClass::Region)
        {
            let noted = row.is_noted() && matches!(row.class, PlaceClass::Landmark | PlaceClass::Landscape);
            if !noted {
                return Err(format!(
                    "the only place of this name that we know is {}, of which the page does not speak",
                    told(&row, places)
                ));
            }
        }
        let why = match (self.candidates.len(), rival) {
            (1, _) => "one place has it".to_owned(),
            (n, None) => format!("{n} readings lie together"),
            (n, Some(_)) => format!(
                "of {n} readings the one in the country, near the places and of the size that fit the page best"
            ),
        };
        Ok((row, format!("{} leads to {}; {why}", self.how, told(&row, places))))
    }

    fn place(&self, page: &Page, mention: &PlaceMention, votes: &Votes, places: &Places) -> Place {
        match self.best(votes, places) {
            Err(why) => as_written(page, mention, why),
            Ok((row, because)) => Place {
                name: row.shown().to_owned(),
                id: Some(row.id.to_string()),
                written: page.text.slice(mention.span).to_owned(),
                span: page.text.raw(mention.span),
                lat: Some(row.lat),
                lon: Some(row.lon),
                precision: precision(mention, &row),
                because: format!("\"{}\": {because}", page.text.slice(mention.name)),
            },
        }
    }
}

fn sort(candidates: &mut [(u32, f64)]) {
    candidates.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
}

/// "Palmyra" with "airbase" is asked for as "Palmyra airbase" first.
fn with_class(name: &str, class: Option<&str>) -> String {
    match class {
        Some(class) if is_site(class) => format!("{name} {class}"),
        _ => name.to_owned(),
    }
}

/// Kinds of place that lie at or in a town and are not the town.
fn is_site(class: &str) -> bool {
    matches!(
        class,
        "airbase"
            | "airport"
            | "base"
            | "citadel"
            | "dam"
            | "crossing"
            | "camp"
            | "field"
            | "building"
            | "hill"
            | "crossroads"
    )
}

/// Towns of the page's countries with the same consonants: for spellings that no list holds.
fn by_skeleton(name: &str, votes: &Votes, places: &Places) -> Vec<u32> {
    if name.chars().filter(|character| character.is_alphabetic()).count() < 5 {
        return Vec::new();
    }
    let key = crate::mention::name::folded(name);
    let mut found = Vec::new();
    for country in votes.leading() {
        for at in places.of_skeleton(country, &key) {
            if !found.contains(&at) {
                found.push(at);
            }
        }
    }
    found
}

/// How well a place fits: its people (a tenfold counts one), its kind, the country's share of the page's votes.
fn score(row: &PlaceRow<'_>, name: &str, class: Option<&str>, votes: &Votes) -> f64 {
    let mut score = match row.class {
        PlaceClass::Country => 8.0,
        PlaceClass::Landscape => 6.6,
        PlaceClass::Landmark => 4.5,
        PlaceClass::Region => 3.5,
        PlaceClass::County => 2.0,
        PlaceClass::Town | PlaceClass::Quarter => (row.people.max(300) as f64).log10(),
    };
    score += votes.share(row.country) * 5.0;
    if crate::mention::name::folded(row.shown()) == crate::mention::name::folded(name) {
        score += 0.8;
    }
    if row.is_noted() {
        score += 0.4;
    }
    score + of_class(row, class)
}

/// What the class word beside the name is worth.
fn of_class(row: &PlaceRow<'_>, class: Option<&str>) -> f64 {
    let Some(class) = class else { return 0.0 };
    let region = matches!(row.class, PlaceClass::Region | PlaceClass::Country);
    match class {
        "province" => match row.class {
            PlaceClass::Region => 4.0,
            PlaceClass::Landscape | PlaceClass::County => 2.5,
            _ => -1.0,
        },
        "region" => match row.class {
            PlaceClass::Region => 4.0,
            PlaceClass::Landscape => 2.5,
            _ => -0.5,
        },
        "district" => match row.class {
            PlaceClass::County | PlaceClass::Quarter => 2.0,
            PlaceClass::Landmark if row.kind == "district" => 2.5,
            _ => 0.0,
        },
        "city" | "town" | "village" => match row.class {
            PlaceClass::Town => 2.0,
            _ if region => -2.0,
            _ => 0.0,
        },
        class if class == row.kind => 3.0,
        _ => 0.0,
    }
}

/// Whether one place lies in the other by the gazetteer's own word: a town in the region or country of its name.
fn within(one: &PlaceRow<'_>, other: &PlaceRow<'_>) -> bool {
    let of_one_name = one.country == other.country
        && (matches!(one.class, PlaceClass::Region | PlaceClass::County | PlaceClass::Landscape)
            || matches!(other.class, PlaceClass::Region | PlaceClass::County | PlaceClass::Landscape));
    of_one_name && one.km_to(other.lat, other.lon) < 250.0
}

fn told(row: &PlaceRow<'_>, places: &Places) -> String {
    let country = places.country(row.country);
    match country {
        Some(country) if country.name != row.shown() => format!("{} in {}", row.shown(), country.name),
        _ => row.shown().to_owned(),
    }
}

/// Places with one likely reading, first ones first: the others are measured against them.
fn sure_places(
    mentions: &[PlaceMention],
    page: &Page,
    readings: &BTreeMap<(String, Option<String>), Reading>,
    places: &Places,
) -> Vec<u32> {
    let mut sure = Vec::new();
    for mention in mentions {
        let Some(reading) = readings.get(&key_of(page, mention)) else { continue };
        let Some((first, score)) = reading.candidates.first() else { continue };
        let leads = reading.candidates.get(1).is_none_or(|(_, next)| score - next > 1.5);
        let row = places.row(*first);
        let small = matches!(row.class, PlaceClass::Town | PlaceClass::Landmark | PlaceClass::Quarter);
        if leads && small && !sure.contains(first) && sure.len() < MOST_SURE {
            sure.push(*first);
        }
    }
    sure
}

fn precision(mention: &PlaceMention, row: &PlaceRow<'_>) -> Precision {
    match (row.class, mention.around) {
        (PlaceClass::Country, _) => Precision::Country,
        (PlaceClass::Region | PlaceClass::County | PlaceClass::Landscape, _) => Precision::Region,
        (_, Some(Around::Surroundings)) if mention.preposition.as_deref() == Some("near") => Precision::Near,
        (_, Some(Around::Surroundings)) => Precision::Area,
        _ if mention.class.as_deref().is_some_and(is_site) && matches!(row.class, PlaceClass::Town) => {
            Precision::Near
        }
        _ => Precision::Exact,
    }
}

/// A place that stays as written.
fn as_written(page: &Page, mention: &PlaceMention, why: String) -> Place {
    let name = page.text.slice(mention.name);
    let name = match mention.class.as_deref() {
        // "Transmitter Hill": a class word with a capital belongs to the name.
        Some(_) => own_class(page, mention).unwrap_or(name),
        None => name,
    };
    Place {
        name: squeezed(name),
        id: None,
        written: page.text.slice(mention.span).to_owned(),
        span: page.text.raw(mention.span),
        lat: None,
        lon: None,
        precision: Precision::Unknown,
        because: format!("\"{name}\": {why}"),
    }
}

/// The name with the capitalised class word after it.
fn own_class<'p>(page: &'p Page, mention: &PlaceMention) -> Option<&'p str> {
    let after = page.text.as_str().get(mention.name.end..mention.span.end)?.trim_start();
    let capital = after.chars().next().is_some_and(char::is_uppercase);
    capital.then(|| page.text.as_str().get(mention.name.start..mention.span.end))?
}
