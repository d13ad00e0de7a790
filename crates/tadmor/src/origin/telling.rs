//! Utterances: what one speaker tells on one page on one occasion, and when.
//!
//! In: the pile. Out: [`Utterance`]s, in order of page and of the page's bytes. "The minister said on Monday" and
//! "he said on Thursday" on one page are two.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claim, Kind, Link, Outcome, Role, Stance};
use crate::day::{Day, Days};
use crate::mention::time::{Time, Which};
use crate::origin::pile::{Entry, Pile, is_nameless};
use crate::text::fold;

/// How many days before its page's own day a speaker's words may have been spoken, where the page does not say.
/// The day's news and the evening's before: more would make one telling of a spokesman's daily briefings.
const TOLD_WITHIN: i32 = 1;

/// When something was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Telling {
    /// As far as known.
    pub days: Days,
    /// "on Friday" while it is not known which: 1 = Monday to 7 = Sunday.
    pub weekday: Option<i8>,
    /// "on December 12" while it is not known of which year.
    pub month_day: Option<(i8, i8)>,
    /// Whether the page's words say when, so that it is not only guessed from the page's own day.
    pub stated: bool,
}

impl Telling {
    /// When the speaker of `claim` told it, on a page published on `page_days`.
    pub fn of(claim: &Claim, page_days: Days) -> Self {
        let from_page = Days {
            from: page_days.from.filter(|_| page_days.to.is_some()).map(|day| day.plus_days(-TOLD_WITHIN)),
            to: page_days.to,
        };
        let Some(told) = &claim.told else {
            return Telling { days: from_page, ..Telling::default() };
        };
        if told.days.length().is_some() {
            return Telling { days: told.days, stated: true, ..Telling::default() };
        }
        match told.time {
            Time::Weekday { weekday, which: Which::Unsaid | Which::This } => {
                Telling { days: told.days, weekday: Some(weekday), stated: true, ..Telling::default() }
            }
            Time::MonthDay { month, day } => {
                Telling { days: told.days, month_day: Some((month, day)), stated: true, ..Telling::default() }
            }
            _ => Telling { days: from_page, ..Telling::default() },
        }
    }

    /// Both at once; `None` where they cannot be one moment.
    pub fn meet(self, other: Telling) -> Option<Telling> {
        let days = self.days.intersect(other.days)?;
        let apart = |a: Option<i8>, b: Option<i8>| a.zip(b).is_some_and(|(a, b)| a != b);
        let other_date = self.month_day.zip(other.month_day).is_some_and(|(a, b)| a != b);
        if apart(self.weekday, other.weekday) || other_date {
            return None;
        }
        let met = Telling {
            days,
            weekday: self.weekday.or(other.weekday),
            month_day: self.month_day.or(other.month_day),
            stated: self.stated || other.stated,
        };
        met.is_possible().then_some(met)
    }

    /// Whether some day of `days` is such a weekday and such a day of the year.
    fn is_possible(self) -> bool {
        const WEEK: i32 = 7;
        let Some((from, length)) = self.days.from.zip(self.days.length()) else { return true };
        if length >= WEEK && self.month_day.is_none() {
            return true;
        }
        if length > 366 {
            return true;
        }
        (0..length).map(|n| from.plus_days(n)).any(|day| {
            self.weekday.is_none_or(|weekday| day.weekday().to_monday_one_offset() == weekday)
                && self.month_day.is_none_or(|date| (day.month(), day.day()) == date)
        })
    }

    /// Whether nothing bounds it from both sides.
    pub fn is_loose(self) -> bool {
        self.days.length().is_none()
    }

    /// In words.
    pub fn words(self) -> String {
        match (self.days.exact(), self.weekday, self.month_day) {
            (Some(day), _, _) => format!("on {day}"),
            (None, Some(weekday), _) => format!("on a {}", weekday_name(weekday)),
            (None, None, Some((month, day))) => format!("on day {day} of month {month}"),
            (None, None, None) if self.days.is_open() => "on a day that no page tells".to_owned(),
            (None, None, None) => format!("within {}", self.days),
        }
    }
}

/// "Friday" for 5.
pub(crate) fn weekday_name(weekday: i8) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    usize::try_from(weekday - 1).ok().and_then(|at| NAMES.get(at)).copied().unwrap_or("weekday")
}

/// The first such weekday on or after `day`.
pub(crate) fn weekday_from(day: Day, weekday: i8) -> Day {
    let ahead = (i32::from(weekday) - i32::from(day.weekday().to_monday_one_offset())).rem_euclid(7);
    day.plus_days(ahead)
}

/// What one speaker tells on one page on one occasion.
#[derive(Clone, Debug)]
pub(crate) struct Utterance {
    /// The page.
    pub page: usize,
    /// The innermost speaker's number; none for the outlet in its own voice and for speakers without a name.
    pub speaker: Option<u32>,
    /// Whether the outlet tells it in its own voice.
    pub own_voice: bool,
    /// The other named links between outlet and speaker, by folded name.
    pub passed_on_by: BTreeSet<String>,
    /// When.
    pub telling: Telling,
    /// Its claims, in page order.
    pub claims: Vec<usize>,
    /// The fine places that it is about.
    pub places: BTreeSet<u32>,
    /// The parties that it is about.
    pub parties: BTreeSet<u32>,
    /// What it tells of where: kinds with fine places.
    pub kinds: BTreeSet<(Kind, u32)>,
    /// The numbers that it gives, each with place and outcome. A joint count of killed and wounded stands with the
    /// killed: a retelling often makes the one of the other.
    pub numbers: BTreeSet<(u32, Outcome, u64)>,
}

/// All utterances, in order of page and of their first byte.
pub(crate) fn utterances(pile: &Pile<'_>) -> Vec<Utterance> {
    let mut by_page: Vec<Vec<usize>> = vec![Vec::new(); pile.pages.len()];
    for (at, entry) in pile.claims.iter().enumerate() {
        by_page[entry.page].push(at);
    }
    let mut found = Vec::new();
    for mut claims in by_page {
        claims.sort_by_key(|at| (pile.claims[*at].claim.span, *at));
        found.extend(on_page(pile, &claims));
    }
    found
}

/// Who tells: what makes two claims of one page one speaker's.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Voice {
    Outlet,
    Named(u32),
    /// A speaker without a name is one only with itself: the same words at the same bytes.
    Nameless(String, Option<u64>),
}

fn voice(pile: &Pile<'_>, at: usize) -> Voice {
    let entry = &pile.claims[at];
    if let Some(speaker) = entry.speaker {
        return Voice::Named(speaker);
    }
    match entry.claim.chain.len() {
        0 | 1 => Voice::Outlet,
        _ => {
            let link = entry.claim.speaker();
            let stands = link.span.or(link.cue_span).map(|span| span.start);
            // Without bytes nothing shows that two are one: the claim's own bytes keep them apart.
            Voice::Nameless(fold::key(&link.name), stands.or(Some(entry.claim.span.start)))
        }
    }
}

fn on_page(pile: &Pile<'_>, claims: &[usize]) -> Vec<Utterance> {
    let mut found: Vec<Utterance> = Vec::new();
    let mut last_of: BTreeMap<Voice, Vec<usize>> = BTreeMap::new();
    for &at in claims {
        let voice = voice(pile, at);
        let telling = Telling::of(pile.claims[at].claim, pile.page_days(at));
        let known = last_of.entry(voice.clone()).or_default();
        let place = match telling.stated && voice != Voice::Outlet {
            // The newest occasion first: "he added" goes on from what stands just before.
            true => known.iter().rev().find(|occasion| fits(&found[**occasion], telling)).copied(),
            false => known.last().copied(),
        };
        match place {
            Some(occasion) => add(pile, &mut found[occasion], at, telling),
            None => {
                known.push(found.len());
                found.push(start(pile, at, &voice, telling));
            }
        }
    }
    found
}

fn fits(utterance: &Utterance, telling: Telling) -> bool {
    utterance.telling.meet(telling).is_some()
}

fn start(pile: &Pile<'_>, at: usize, voice: &Voice, telling: Telling) -> Utterance {
    let entry = &pile.claims[at];
    let mut utterance = Utterance {
        page: entry.page,
        speaker: entry.speaker,
        own_voice: *voice == Voice::Outlet,
        passed_on_by: BTreeSet::new(),
        telling,
        claims: Vec::new(),
        places: BTreeSet::new(),
        parties: BTreeSet::new(),
        kinds: BTreeSet::new(),
        numbers: BTreeSet::new(),
    };
    add(pile, &mut utterance, at, telling);
    utterance
}

fn add(pile: &Pile<'_>, utterance: &mut Utterance, at: usize, telling: Telling) {
    let entry = &pile.claims[at];
    utterance.claims.push(at);
    utterance.telling = utterance.telling.meet(telling).unwrap_or(utterance.telling);
    let fine = entry.claim.places.iter().zip(&entry.places);
    utterance
        .places
        .extend(fine.filter(|(place, _)| crate::origin::pile::is_fine(place)).map(|(_, number)| *number));
    utterance.parties.extend(entry.agents.iter().chain(&entry.targets));
    utterance.kinds.extend(entry.place.map(|place| (entry.claim.kind, place)));
    utterance.numbers.extend(numbers(entry));
    let links = entry.claim.chain.len().saturating_sub(1);
    let inner = entry.claim.chain.iter().take(links).skip(1);
    utterance.passed_on_by.extend(inner.filter(|link| is_named(link)).map(|link| fold::key(&link.name)));
}

fn numbers(entry: &Entry<'_>) -> Vec<(u32, Outcome, u64)> {
    let denied = entry.claim.speaker().stance == Stance::Denied;
    let Some(place) = entry.place.or(entry.places.first().copied()).filter(|_| !denied) else {
        return Vec::new();
    };
    let given = entry.claim.figures.iter().filter_map(|figure| {
        let outcome = match figure.outcome {
            Outcome::KilledOrWounded | Outcome::Died => Outcome::Killed,
            other => other,
        };
        Some((place, outcome, figure.low?))
    });
    given.collect()
}

fn is_named(link: &Link) -> bool {
    !matches!(link.role, Role::Unnamed | Role::Outlet) && !is_nameless(&link.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_weekday_meets_the_day_that_it_names_and_no_other() {
        let friday = Telling { weekday: Some(5), stated: true, ..Telling::default() };
        let on = |text| Telling { days: Days::one(day(text)), stated: true, ..Telling::default() };
        assert!(friday.meet(on("2021-06-04")).is_some());
        assert!(friday.meet(on("2021-06-05")).is_none());
    }

    #[test]
    fn the_first_weekday_on_or_after_a_day() {
        assert_eq!(weekday_from(day("2021-06-03"), 5), day("2021-06-04"));
        assert_eq!(weekday_from(day("2021-06-04"), 5), day("2021-06-04"));
        assert_eq!(weekday_from(day("2021-06-05"), 5), day("2021-06-11"));
    }
}
