//! Which countries a page speaks of.
//!
//! In: the page's told words and its places. Out: a share for each country. Names of countries and their people
//! count, so do armed forces and groups of one country, and towns that only one country has.

use std::collections::BTreeMap;

use crate::mention::PlaceMention;
use crate::mention::actor::ActorClass;
use crate::mention::name::folded;
use crate::page::Page;
use crate::tables::Tables;
use crate::tables::actors::{Form, Phrases, Shape};
use crate::tables::places::PlaceClass;

/// What a country's name or demonym is worth.
const OF_COUNTRY: f64 = 1.0;
/// What a force of one country is worth.
const OF_ACTOR: f64 = 0.7;
/// What a place that only one country has is worth.
const OF_PLACE: f64 = 1.5;

/// The votes for each country.
#[derive(Clone, Debug, Default)]
pub struct Votes {
    by_country: BTreeMap<String, f64>,
    total: f64,
}

impl Votes {
    fn add(&mut self, country: &str, weight: f64) {
        *self.by_country.entry(country.to_owned()).or_default() += weight;
        self.total += weight;
    }

    /// The share of `country`, 0 to 1.
    pub fn share(&self, country: &str) -> f64 {
        match self.total > 0.0 {
            true => self.by_country.get(country).copied().unwrap_or(0.0) / self.total,
            false => 0.0,
        }
    }

    /// The votes for each country, in thousandths.
    pub fn thousandths(&self) -> BTreeMap<String, i64> {
        self.by_country
            .iter()
            .map(|(country, votes)| (country.clone(), (votes * 1000.0).round() as i64))
            .collect()
    }

    /// Whether nothing on the page tells a country.
    pub fn is_empty(&self) -> bool {
        self.by_country.is_empty()
    }

    /// The countries with a tenth of the votes or more, most votes first.
    pub fn leading(&self) -> Vec<&str> {
        let mut leading: Vec<(&str, f64)> =
            self.by_country.keys().map(|country| (country.as_str(), self.share(country))).collect();
        leading.retain(|country| country.1 >= 0.1);
        leading.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
        leading.into_iter().map(|country| country.0).collect()
    }

    /// The one country that has more than half of the votes and twice those of the next.
    pub fn clear(&self) -> Option<&str> {
        let leading = self.leading();
        let first = leading.first()?;
        let next = leading.get(1).map_or(0.0, |country| self.share(country));
        (self.share(first) > 0.5 && self.share(first) >= 2.0 * next).then_some(first)
    }
}

/// The votes on `page`. A word said many times counts no more than four times.
pub fn count(page: &Page, mentions: &[PlaceMention], tables: &Tables) -> Votes {
    count_apart(page, mentions, tables).1
}

/// The votes of the page's words alone, and with those of its places.
pub fn count_apart(page: &Page, mentions: &[PlaceMention], tables: &Tables) -> (Votes, Votes) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut votes = Votes::default();
    let mut counts = |word: String| {
        let times = seen.entry(word).or_default();
        *times += 1;
        *times <= 4
    };
    for told in page.told() {
        words(page.text.slice(told.span()), tables, &mut |word, country, weight| {
            if counts(word) {
                votes.add(country, weight);
            }
        });
    }
    let of_words = votes.clone();
    for mention in mentions.iter().filter(|mention| mention.known) {
        let name = page.text.slice(mention.name);
        let named = tables.places.named(name);
        let rows = || named.iter().map(|at| tables.places.row(*at));
        let Some(first) =
            rows().next().filter(|row| row.class != PlaceClass::Country && !row.country.is_empty())
        else {
            continue;
        };
        // One country, or one large town among hamlets.
        let most = rows().max_by_key(|row| row.people).unwrap_or(first);
        let rest = rows().filter(|row| row.country != most.country).map(|row| row.people).max();
        let alone = rest.is_none();
        let outweighs = rest.is_some_and(|people| most.people >= 50_000 && most.people >= people * 20);
        if (alone || outweighs) && counts(name.to_lowercase()) {
            votes.add(most.country, OF_PLACE);
        }
    }
    (of_words, votes)
}

/// The most words of a name that are looked at.
const MOST_WORDS: usize = 6;

/// The words of one block that tell a country: capitalised ones alone are looked up.
fn words(text: &str, tables: &Tables, vote: &mut impl FnMut(String, &str, f64)) {
    let actors = &tables.actors;
    let is_inner = |character: char| character.is_alphanumeric() || matches!(character, '.' | '\'' | '’');
    let list: Vec<&str> =
        text.split(|character| !is_inner(character)).filter(|word| !word.is_empty()).collect();
    let keys: Vec<String> = list
        .iter()
        .map(|word| folded(word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word)))
        .collect();
    let mut at = 0;
    while at < list.len() {
        if !list[at].chars().next().is_some_and(char::is_uppercase) {
            at += 1;
            continue;
        }
        let told = longest(&keys[at..], actors.countries().words(), |senses| {
            let sense = senses.iter().find(|sense| sense.1 != Form::Capital)?;
            let shouted = !sense.2 || !list[at].chars().any(char::is_lowercase);
            shouted.then(|| actors.countries().all()[sense.0].code.as_str())
        });
        if let Some((count, code)) = told {
            vote(code.to_owned(), code, OF_COUNTRY);
            at += count;
            continue;
        }
        let actor = longest(&keys[at..], actors.spellings(), |spellings| match spellings.as_slice() {
            [only] if only.shape != Shape::Capitals || !list[at].chars().any(char::is_lowercase) => {
                Some(actors.row(only.actor))
            }
            _ => None,
        });
        if let Some((count, actor)) = actor {
            if let Some(country) =
                actor.country.as_deref().filter(|_| actor.class.sort() != ActorClass::Outlet)
            {
                vote(actor.id.clone(), country, OF_ACTOR);
            }
            at += count;
            continue;
        }
        at += 1;
    }
}

/// How many words at the start of `keys` spell one of `phrases`, and what `pick` makes of it; the longest wins.
fn longest<'t, T, V>(
    keys: &[String],
    phrases: &'t Phrases<T>,
    pick: impl Fn(&'t T) -> Option<V>,
) -> Option<(usize, V)> {
    let most = phrases.most_words(keys.first()?)?.min(MOST_WORDS).min(keys.len());
    (1..=most).rev().find_map(|count| {
        let value = match count {
            1 => phrases.get(&keys[0]),
            _ => phrases.get(&keys[..count].join(" ")),
        };
        value.and_then(&pick).map(|value| (count, value))
    })
}
