//! Places of the gazetteer for the names on one page, chosen together.
//!
//! In: the places of a page, as written. Out: a [`Place`] for each. "Tripoli" on a page about Haftar is in Libya,
//! on a page about Hezbollah in Lebanon: the page's names and the countries that it speaks of choose for each other.
//! Where the margin is small the name stays as written, without an id, and the because says so.

pub mod candidate;
pub mod coding;
pub mod container;
pub mod happened;
pub mod joint;
pub mod moved;
pub mod vote;

use std::collections::BTreeMap;

use crate::claim::{Place, Precision};
use crate::mention::PlaceMention;
use crate::mention::name::folded;
use crate::mention::place::written::is_site;
use crate::mention::place::{Around, Form, offset};
use crate::page::Page;
use crate::tables::Tables;
use crate::text::fold::squeezed;
use candidate::{Candidate, Kind};
use container::Link;
use joint::Group;
use vote::Votes;

/// How sure a choice must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// By how many hundredths the best reading of a name must lead its first rival, a hundred being a tenfold of people.
    pub margin: i64,
    /// Whether a small place of a country that the page never speaks of is refused.
    pub wary: bool,
}

impl Choosing {
    /// For a ledger: left open rather than guessed.
    pub const LEDGER: Choosing = Choosing { margin: 100, wary: true };
    /// For looking at a text and for measuring, where a place left open counts as a place not found: the best reading
    /// with however small a lead; the lead is told beside it.
    pub const ANNOTATE: Choosing = Choosing { margin: 0, wary: false };
}

/// What is understood of one name.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The place of the name: "Palmyra" in "25 km east of Palmyra".
    pub place: Place,
    /// What it was chosen from, the best first, each with its points in hundredths.
    pub candidates: Vec<(String, i64)>,
    /// By how many hundredths the best leads its first rival; absent where there is none.
    pub margin: Option<i64>,
    /// Where words before the name lead away from it, the place that is meant.
    pub meant: Option<moved::Moved>,
    /// The mention that the words tell it to lie in or beside: "Aleppo province" for "al-Bab, in Aleppo province".
    pub told_by: Option<usize>,
}

/// Readings nearer to each other than this are one place told twice (a town and its district).
const SAME_KM: i64 = 30;
/// The same where one holds the other.
const WITHIN_KM: i64 = 250;

/// One [`Place`] for each of `mentions`, in their order, as sure as a ledger asks, moved to where the words lead.
pub fn choose(page: &Page, mentions: &[PlaceMention], tables: &Tables) -> Vec<Place> {
    let chosen = choose_all(page, mentions, Choosing::LEDGER, tables);
    chosen
        .into_iter()
        .map(|chosen| match chosen.meant {
            Some(moved) => moved.of(chosen.place),
            None => chosen.place,
        })
        .collect()
}

/// One [`Chosen`] for each of `mentions`, in their order.
pub fn choose_all(
    page: &Page,
    mentions: &[PlaceMention],
    choosing: Choosing,
    tables: &Tables,
) -> Vec<Chosen> {
    let (words, named) = vote::count_apart(page, mentions, tables);
    let mut names = Names::of(page, mentions, &named, tables);
    joint::choose(&mut names.groups, &words.thousandths());
    let spoken = Spoken::of(&names.groups, &words);
    let decided: Vec<Decided> = (0..names.groups.len())
        .map(|at| decide(&names.groups[at], names.how[at], &spoken, choosing, tables))
        .collect();
    let mut chosen: Vec<Chosen> =
        (0..mentions.len()).map(|at| understood(page, &mentions[at], at, &names, &decided, tables)).collect();
    moved::between(page, mentions, &mut chosen);
    chosen
}

/// What kind of place the word beside a name asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Any,
    Town,
    County,
    Region,
}

impl Level {
    fn of(mention: &PlaceMention) -> Level {
        match mention.class.as_deref() {
            Some("city" | "town" | "village") => Level::Town,
            Some("county" | "district") => Level::County,
            Some("province" | "region") => Level::Region,
            _ => Level::Any,
        }
    }
}

/// The names of a page.
struct Names {
    groups: Vec<Group>,
    /// How the candidates of each group were found.
    how: Vec<&'static str>,
    /// The group of each mention.
    of: Vec<usize>,
    /// The mention that each is told to lie in or beside.
    told_by: Vec<Option<(usize, Link)>>,
}

/// A name, its form, its level, and the words for a site.
type Key = (String, Form, Level, Vec<String>);

impl Names {
    fn of(page: &Page, mentions: &[PlaceMention], votes: &Votes, tables: &Tables) -> Names {
        let mut by_key: BTreeMap<Key, usize> = BTreeMap::new();
        let mut names = Names {
            groups: Vec::new(),
            how: Vec::new(),
            of: Vec::new(),
            told_by: vec![None; mentions.len()],
        };
        for mention in mentions {
            let written = page.text.slice(mention.name);
            let site = site(page, mention);
            let level = Level::of(mention);
            let name = match mention.form {
                Form::Name => folded(written),
                // "US" is not "us".
                _ => written.to_owned(),
            };
            let at = *by_key.entry((name, mention.form, level, site.clone())).or_insert_with(|| {
                let (candidates, how) = candidates(written, mention.form, level, &site, votes, tables);
                let mut group = Group::new(candidates);
                by_level(&mut group, level, mention.class.as_deref());
                names.groups.push(group);
                names.how.push(how);
                names.groups.len() - 1
            });
            names.groups[at].count += 1;
            names.of.push(at);
        }
        names.contain(page, mentions);
        names
    }

    /// Finds what lies in what by the words between.
    fn contain(&mut self, page: &Page, mentions: &[PlaceMention]) {
        for (at, pair) in mentions.windows(2).enumerate() {
            let [one, other] = pair else { continue };
            let Some(gap) = page.text.as_str().get(one.span.end..other.span.start) else { continue };
            let Some(link) = container::link(gap) else { continue };
            let (inner, outer, worth) = match link {
                Link::Comma => (at, at + 1, joint::AFTER_COMMA),
                Link::In | Link::Beside => (at, at + 1, joint::CONTAINED),
                Link::Of => (at + 1, at, joint::CONTAINED),
            };
            if mentions[outer].form == Form::Adjective || mentions[inner].form != Form::Name {
                continue;
            }
            let (group, container) = (self.of[inner], self.of[outer]);
            if group != container && self.groups[group].containers.len() < MOST_CONTAINERS {
                self.groups[group].containers.push((container, worth));
            }
            self.told_by[inner] = Some((outer, link));
        }
    }
}

/// The most places that one name is told to lie in that are looked at.
const MOST_CONTAINERS: usize = 3;

/// The words for a site beside a name, as written and as a class: "air base", "airbase"; none for towns and regions.
fn site(page: &Page, mention: &PlaceMention) -> Vec<String> {
    let Some(class) = mention.class.as_ref().filter(|class| is_site(class)) else { return Vec::new() };
    let text = page.text.as_str();
    let after = text.get(mention.name.end..mention.span.end).unwrap_or_default().trim();
    let before = text.get(mention.span.start..mention.name.start).unwrap_or_default().trim();
    let links = |word: &&str| !matches!(*word, "of" | "at" | "in" | "the");
    let before: Vec<&str> = before.split_whitespace().filter(links).collect();
    let mut site: Vec<String> = Vec::new();
    for words in [squeezed(after), before.join(" "), class.clone()] {
        if !words.is_empty() && !site.contains(&words) {
            site.push(words);
        }
    }
    site
}

/// What a name may mean, and how that was found.
fn candidates(
    written: &str,
    form: Form,
    level: Level,
    site: &[String],
    votes: &Votes,
    tables: &Tables,
) -> (Vec<Candidate>, &'static str) {
    let with_kind = site.iter().map(|site| candidate::of(&format!("{written} {site}"), form, tables));
    if let Some(found) = with_kind.into_iter().find(|found| !found.is_empty()) {
        return (found, "the name with its kind");
    }
    let mut found = candidate::of(written, form, tables);
    if form != Form::Name {
        return (found, "the name");
    }
    if found.is_empty() {
        return (by_skeleton(written, votes, tables), "a spelling with the same consonants");
    }
    // "Mansoura" is a city of Egypt; on a page about Yemen it may be a place there that is spelled otherwise.
    let leading = votes.leading();
    let elsewhere = |candidate: &Candidate| {
        !leading.contains(&candidate.country.as_str())
            && candidate.people < LARGE
            && !candidate.kind.holds_others()
    };
    // "Mosul city" is a town, whatever else is spelled so.
    let town = level != Level::Town || found.iter().any(|candidate| candidate.kind == Kind::Town);
    if found.iter().all(elsewhere) || !town {
        for other in by_skeleton(written, votes, tables) {
            if found.iter().all(|known| known.id != other.id) {
                found.push(other);
            }
        }
    }
    (found, "the name")
}

/// A city of so many people is meant wherever it is named.
const LARGE: u64 = 1_000_000;

/// Towns of the page's countries with the same consonants: for spellings that no list holds.
fn by_skeleton(name: &str, votes: &Votes, tables: &Tables) -> Vec<Candidate> {
    if name.chars().filter(|character| character.is_alphabetic()).count() < 5 {
        return Vec::new();
    }
    let key = folded(name);
    let mut found = Vec::new();
    for country in votes.leading() {
        for at in tables.places.of_skeleton(country, &key) {
            let near = tables.places.row(at).latin().any(|other| alike(&key, &other));
            if near && !found.contains(&at) {
                found.push(at);
            }
        }
    }
    candidate::of_rows(&found, name, tables)
}

/// Whether two spellings share most of their letters: a cheap spelling of a short name can still be another name.
fn alike(one: &str, other: &str) -> bool {
    strsim::normalized_levenshtein(one, other) >= 0.7
}

/// What the kind of word beside the name is worth.
const ASKED: i64 = 250;
/// By how much a region comes after the town of its name where no word asks for it: "Ghazni" is the town.
const AFTER_TOWN: i64 = 200;
/// A region's town lies no farther from its middle.
const SEAT_KM: i64 = 300;

/// Adds what the word beside the name asks for.
fn by_level(group: &mut Group, level: Level, class: Option<&str>) {
    match level {
        Level::Region => group.add(|candidate| match candidate.kind {
            Kind::Region => ASKED,
            Kind::Wide => ASKED / 2,
            _ => 0,
        }),
        Level::County => group.add(|candidate| match candidate.kind {
            Kind::County | Kind::Quarter => ASKED,
            Kind::Site if class == Some(candidate.word.as_str()) => ASKED,
            _ => 0,
        }),
        Level::Town => {
            seat(group);
            group.add(|candidate| if candidate.kind == Kind::Town { ASKED } else { 0 });
        }
        Level::Any => {
            seat(group);
            group.add(|candidate| match class == Some(candidate.word.as_str()) {
                true => ASKED,
                false => 0,
            });
        }
    }
}

/// A bare name is the town rather than the region or county around it, and as well known as that.
fn seat(group: &mut Group) {
    let is_area = |candidate: &Candidate| {
        let named_alone = matches!(candidate.country.as_str(), "US" | "GB");
        matches!(candidate.kind, Kind::Region | Kind::County) && !named_alone
    };
    if group.candidates.iter().any(|candidate| candidate.kind == Kind::Country) {
        return;
    }
    let mut changes: BTreeMap<String, i64> = BTreeMap::new();
    for area in group.candidates.iter().filter(|candidate| is_area(candidate)) {
        let towns = group.candidates.iter().filter(|town| {
            town.kind == Kind::Town && town.country == area.country && town.km_to(area) < SEAT_KM
        });
        let Some(town) = towns.max_by_key(|town| town.points) else { continue };
        changes.insert(area.id.clone(), town.points.min(area.points) - AFTER_TOWN - area.points);
        let gain = changes.entry(town.id.clone()).or_default();
        *gain = (*gain).max(area.points - town.points).max(0);
    }
    group.add(|candidate| changes.get(&candidate.id).copied().unwrap_or(0));
}

/// Which countries a page speaks of.
struct Spoken<'p> {
    words: &'p Votes,
    /// How many of the page's names lead to each country.
    names: BTreeMap<String, usize>,
}

impl<'p> Spoken<'p> {
    fn of(groups: &[Group], words: &'p Votes) -> Self {
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        for first in groups.iter().filter_map(|group| group.candidates.first()) {
            *names.entry(first.country.clone()).or_default() += 1;
        }
        Spoken { words, names }
    }

    /// Whether anything beside one name tells of `country`; so it is as well where no word tells of any.
    fn tells(&self, country: &str) -> bool {
        let others = self.names.get(country).is_some_and(|names| *names > 1);
        let silent = self.words.is_empty();
        country.is_empty() || silent || others || self.words.share(country) > 0.0
    }
}

/// What is decided of one name.
struct Decided {
    /// The best candidate, where it is sure enough, and why; else why not.
    best: Result<(Candidate, String), String>,
    candidates: Vec<(String, i64)>,
    margin: Option<i64>,
}

fn decide(group: &Group, how: &str, spoken: &Spoken<'_>, choosing: Choosing, tables: &Tables) -> Decided {
    let candidates: Vec<(String, i64)> = group
        .candidates
        .iter()
        .take(MOST_SHOWN)
        .map(|candidate| (candidate.id.clone(), candidate.points))
        .collect();
    let Some(first) = group.candidates.first() else {
        let why = "the gazetteer holds no place of this name".to_owned();
        return Decided { best: Err(why), candidates, margin: None };
    };
    let rival = group.candidates[1..].iter().find(|other| !is_one(first, other));
    let margin = rival.map(|rival| first.points - rival.points);
    let best = sure(group, first, rival, spoken, choosing, tables)
        .map(|why| (first.clone(), format!("{how} leads to {}; {why}", told(first, tables))));
    Decided { best, candidates, margin }
}

/// The most candidates that are handed on.
const MOST_SHOWN: usize = 5;

/// Whether two candidates are one place told twice, or one lies in the other.
fn is_one(one: &Candidate, other: &Candidate) -> bool {
    let km = one.km_to(other);
    let within = one.country == other.country && (one.kind.holds_others() || other.kind.holds_others());
    km < SAME_KM || within && km < WITHIN_KM
}

/// Why the first candidate is the one; else why it is not sure enough.
fn sure(
    group: &Group,
    first: &Candidate,
    rival: Option<&Candidate>,
    spoken: &Spoken<'_>,
    choosing: Choosing,
    tables: &Tables,
) -> Result<String, String> {
    if let Some(rival) = rival
        && first.points - rival.points < choosing.margin
    {
        return Err(format!(
            "several places have this name ({} and {}), and the page does not say which",
            told(first, tables),
            told(rival, tables)
        ));
    }
    // A village of that name in a land that the page never speaks of is most likely another name altogether.
    let small = first.people < 100_000
        && !matches!(first.kind, Kind::Country | Kind::Region | Kind::Continent | Kind::Water | Kind::Wide)
        && !(first.noted && first.kind == Kind::Site);
    if choosing.wary && small && !spoken.tells(&first.country) {
        return Err(format!(
            "the only place of this name that we know is {}, of which the page does not speak",
            told(first, tables)
        ));
    }
    Ok(match (group.candidates.len(), rival) {
        (1, _) => "one place has it".to_owned(),
        (n, None) => format!("{n} readings lie together"),
        (n, Some(rival)) => format!(
            "of {n} readings the one in the country, near the places and of the size that fit the page best ({} points before {})",
            first.points - rival.points,
            told(rival, tables)
        ),
    })
}

fn told(candidate: &Candidate, tables: &Tables) -> String {
    let country = tables.places.country(&candidate.country);
    match country {
        Some(country) if country.name != candidate.name => format!("{} in {}", candidate.name, country.name),
        _ => candidate.name.clone(),
    }
}

fn understood(
    page: &Page,
    mention: &PlaceMention,
    at: usize,
    names: &Names,
    decided: &[Decided],
    tables: &Tables,
) -> Chosen {
    let of = &decided[names.of[at]];
    let town = names.told_by[at].and_then(|(outer, link)| match (&decided[names.of[outer]].best, link) {
        (Ok((town, _)), Link::Comma | Link::In | Link::Of) if is_part_of_town(mention, town) => Some(town),
        _ => None,
    });
    let in_town = |town: &Candidate, why: &str| {
        let because = format!("{why}; the words put it in {}", town.name);
        Place { precision: Precision::Area, ..place(page, mention, town, &because) }
    };
    let place = match (&of.best, town) {
        // "the Zahra quarter of Mosul": no other Zahra will do.
        (Ok((candidate, _)), Some(town)) if candidate.km_to(town) > SAME_KM => {
            in_town(town, &format!("not {}, which lies elsewhere", told(candidate, tables)))
        }
        (Ok((candidate, because)), _) => place(page, mention, candidate, because),
        (Err(why), Some(town)) => in_town(town, why),
        (Err(why), None) => as_written(page, mention, why.clone()),
    };
    let offset = offset::before(page.text.as_str(), mention.name.start);
    let meant = offset.and_then(|offset| moved::by(&place, mention, offset, page));
    let told_by = names.told_by[at].map(|(outer, _)| outer);
    Chosen { place, candidates: of.candidates.clone(), margin: of.margin, meant, told_by }
}

fn is_part_of_town(mention: &PlaceMention, container: &Candidate) -> bool {
    let part =
        matches!(mention.class.as_deref(), Some("district" | "area" | "building" | "crossroads" | "field"));
    part && container.kind == Kind::Town
}

fn place(page: &Page, mention: &PlaceMention, candidate: &Candidate, because: &str) -> Place {
    Place {
        name: candidate.name.clone(),
        id: Some(candidate.id.clone()),
        written: page.text.slice(mention.span).to_owned(),
        span: page.text.raw(mention.span),
        lat: Some(candidate.lat),
        lon: Some(candidate.lon),
        precision: precision(mention, candidate),
        because: format!("\"{}\": {because}", page.text.slice(mention.name)),
    }
}

fn precision(mention: &PlaceMention, candidate: &Candidate) -> Precision {
    match (candidate.kind, mention.around) {
        (Kind::Country | Kind::Continent, _) => Precision::Country,
        (Kind::Region | Kind::County | Kind::Wide | Kind::Water, _) => Precision::Region,
        (_, Some(Around::Surroundings)) if mention.preposition.as_deref() == Some("near") => Precision::Near,
        (_, Some(Around::Surroundings)) => Precision::Area,
        (Kind::Town, _) if mention.class.as_deref().is_some_and(is_site) => Precision::Near,
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
