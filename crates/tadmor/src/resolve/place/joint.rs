//! One choice for all names of a page.
//!
//! In: [`Group`]s, each a name with its candidates, how often it stands, and what it is told to lie in; and the countries
//! that the page's other words speak of. Out: the candidates with their points, the best first. A name speaks for the
//! countries, regions and neighbourhoods of its candidates, the more the surer it is; each candidate gains what the
//! other names say for it; and so again, three times. Points are hundredths, a hundred being a tenfold of people; the
//! sizes were set by reasoning and checked, coarsely, on half of four public sets (November 2026): halving or doubling
//! any of them moves F1 by less than one.

use std::collections::BTreeMap;

use super::candidate::{Candidate, Kind};

/// A name of the page.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its candidates with their points, the best first.
    pub candidates: Vec<Candidate>,
    /// What each was worth before the others spoke: their own points and the words beside the name.
    base: Vec<i64>,
    /// How often the name stands on the page.
    pub count: usize,
    /// The groups that a mention of it is told to lie in, and what that is worth.
    pub containers: Vec<(usize, i64)>,
}

/// What it is worth that all of the page's other names lie in a candidate's country.
const COUNTRY: i64 = 300;
/// What it is worth to lie in the middle of a region that the page names.
const REGION: i64 = 150;
/// What it is worth to lie near another place of the page, by kilometres.
const NEAR: [(i64, i64); 4] = [(30, 160), (80, 120), (160, 80), (320, 40)];
/// What nearness to many places comes to at most.
const MOST_NEAR: i64 = 500;
/// What it is worth to lie in what the words say the place lies in: "al-Bab, in Aleppo province".
pub const CONTAINED: i64 = 350;
/// The same for a state or country after a comma: "Ashford, Ala."
pub const AFTER_COMMA: i64 = 600;
/// A candidate that is so many points behind counts a quarter of the best.
const BEHIND: i64 = 60;
/// How often all names are asked.
const ROUNDS: usize = 3;
/// The most names that speak for others: those that stand most often.
const MOST_SPEAKERS: usize = 30;
/// The most candidates of a name.
const MOST_CANDIDATES: usize = 24;
/// A name counts no more often than this for its country.
const MOST_COUNTED: usize = 4;

impl Group {
    /// A name without words beside it.
    pub fn new(mut candidates: Vec<Candidate>) -> Group {
        candidates.truncate(MOST_CANDIDATES);
        let base = candidates.iter().map(|candidate| candidate.points).collect();
        Group { candidates, base, count: 0, containers: Vec::new() }
    }

    /// Adds to each candidate what `worth` says.
    pub fn add(&mut self, worth: impl Fn(&Candidate) -> i64) {
        for candidate in &mut self.candidates {
            candidate.points += worth(candidate);
        }
        self.sort();
        self.base = self.candidates.iter().map(|candidate| candidate.points).collect();
    }

    fn sort(&mut self) {
        let mut paired: Vec<(Candidate, i64)> =
            self.candidates.drain(..).zip(self.base.iter().copied()).collect();
        paired
            .sort_by(|one, other| other.0.points.cmp(&one.0.points).then_with(|| one.0.id.cmp(&other.0.id)));
        (self.candidates, self.base) = paired.into_iter().unzip();
    }

    /// How much each candidate is believed, in thousandths.
    fn shares(&self) -> Vec<i64> {
        let best = self.candidates.first().map_or(0, |candidate| candidate.points);
        let weights: Vec<i64> = self
            .candidates
            .iter()
            .map(|candidate| {
                let behind = (best - candidate.points).clamp(0, 100_000) + BEHIND;
                1_000_000 * BEHIND * BEHIND / (behind * behind)
            })
            .collect();
        let sum = weights.iter().sum::<i64>().max(1);
        weights.into_iter().map(|weight| weight * 1000 / sum).collect()
    }

    fn counted(&self) -> i64 {
        i64::try_from(self.count.min(MOST_COUNTED)).unwrap_or(0)
    }
}

/// How well `place` lies in `region`, in thousandths; 0 where it does not.
pub fn inside(place: &Candidate, region: &Candidate) -> i64 {
    match region.kind {
        Kind::Country => i64::from(!place.country.is_empty() && place.country == region.country) * 1000,
        Kind::Region | Kind::County => {
            if place.country != region.country {
                return 0;
            }
            if let (Kind::Region, Some(one), Some(other)) = (region.kind, region.region, place.region) {
                return i64::from(one == other) * 1000;
            }
            let reach = if region.kind == Kind::County { 80 } else { reach(region) };
            (1000 - place.km_to(region) * 1000 / reach).max(0)
        }
        Kind::Continent | Kind::Water => 0,
        Kind::Wide | Kind::Town | Kind::Quarter | Kind::Site => (1000 - place.km_to(region) * 5).max(0),
    }
}

/// How far from its middle a place of a first-level region may lie, in kilometres.
fn reach(region: &Candidate) -> i64 {
    const WIDE: [&str; 8] = ["US", "CA", "AU", "RU", "BR", "CN", "IN", "KZ"];
    const WIDEST: [&str; 3] = ["Texas", "California", "Alaska"];
    match region.country.as_str() {
        "US" if WIDEST.contains(&region.name.as_str()) => 900,
        country if WIDE.contains(&country) => 500,
        _ => 325,
    }
}

/// Chooses for all `groups` together. `countries`: what the page's other words say for each country,
/// a thousand for a word.
pub fn choose(groups: &mut [Group], countries: &BTreeMap<String, i64>) {
    let mut speakers: Vec<usize> = (0..groups.len()).collect();
    speakers.sort_by_key(|at| std::cmp::Reverse(groups[*at].count));
    speakers.truncate(MOST_SPEAKERS);
    for _ in 0..ROUNDS {
        let shares: Vec<Vec<i64>> = groups.iter().map(Group::shares).collect();
        let votes = votes(groups, &speakers, &shares, countries);
        let gains: Vec<Vec<i64>> =
            (0..groups.len()).map(|at| gains(at, groups, &speakers, &shares, &votes)).collect();
        for (group, gains) in groups.iter_mut().zip(gains) {
            for ((candidate, base), gain) in group.candidates.iter_mut().zip(&group.base).zip(gains) {
                candidate.points = base + gain;
            }
            group.sort();
        }
    }
}

/// What all names say for each country, in thousandths of a mention.
fn votes(
    groups: &[Group],
    speakers: &[usize],
    shares: &[Vec<i64>],
    countries: &BTreeMap<String, i64>,
) -> BTreeMap<String, i64> {
    let mut votes = countries.clone();
    for at in speakers {
        for (country, vote) in own_votes(&groups[*at], &shares[*at]) {
            *votes.entry(country.to_owned()).or_default() += vote;
        }
    }
    votes
}

fn own_votes<'g>(group: &'g Group, shares: &[i64]) -> BTreeMap<&'g str, i64> {
    let mut own: BTreeMap<&str, i64> = BTreeMap::new();
    for (candidate, share) in group.candidates.iter().zip(shares) {
        if !candidate.country.is_empty() {
            *own.entry(&candidate.country).or_default() += share * group.counted();
        }
    }
    own
}

/// What the other names add to each candidate of the group at `at`.
fn gains(
    at: usize,
    groups: &[Group],
    speakers: &[usize],
    shares: &[Vec<i64>],
    votes: &BTreeMap<String, i64>,
) -> Vec<i64> {
    let group = &groups[at];
    if group.candidates.len() < 2 {
        return vec![0; group.candidates.len()];
    }
    let own = match speakers.contains(&at) {
        true => own_votes(group, &shares[at]),
        false => BTreeMap::new(),
    };
    let all = votes.values().sum::<i64>() - own.values().sum::<i64>();
    let of_country = |candidate: &Candidate| {
        let vote = votes.get(&candidate.country).copied().unwrap_or(0);
        let own = own.get(candidate.country.as_str()).copied().unwrap_or(0);
        if all > 0 { COUNTRY * (vote - own).max(0) / all } else { 0 }
    };
    group
        .candidates
        .iter()
        .map(|candidate| {
            of_country(candidate)
                + contained(candidate, group, groups, shares)
                + near(candidate, at, groups, speakers, shares)
        })
        .collect()
}

/// What the words say that the place lies in.
fn contained(candidate: &Candidate, group: &Group, groups: &[Group], shares: &[Vec<i64>]) -> i64 {
    let worth = |container: usize, worth: i64| {
        let regions = groups[container].candidates.iter().zip(&shares[container]);
        let fits = regions.map(|(region, share)| worth * inside(candidate, region) / 1000 * share / 1000);
        fits.max().unwrap_or(0)
    };
    group.containers.iter().map(|(container, told)| worth(*container, *told)).max().unwrap_or(0)
}

/// What it is worth to lie near the page's other places and in its regions.
fn near(candidate: &Candidate, at: usize, groups: &[Group], speakers: &[usize], shares: &[Vec<i64>]) -> i64 {
    if matches!(candidate.kind, Kind::Country | Kind::Continent | Kind::Water) {
        return 0;
    }
    let mut sum = 0;
    for speaker in speakers.iter().filter(|speaker| **speaker != at) {
        let others = groups[*speaker].candidates.iter().zip(&shares[*speaker]);
        let worth = others.filter(|(_, share)| **share >= 20).map(|(other, share)| match other.kind {
            Kind::Country | Kind::Continent | Kind::Water => 0,
            Kind::Region => REGION * inside(candidate, other) / 1000 * share / 1000,
            _ if other.id == candidate.id => 0,
            _ => {
                let km = candidate.km_to(other);
                NEAR.iter().find(|(most, _)| km < *most).map_or(0, |(_, worth)| worth * share / 1000)
            }
        });
        sum += worth.max().unwrap_or(0);
    }
    sum * MOST_NEAR / (sum + MOST_NEAR)
}
