//! The rules by which days narrow each other, and one round of them.
//!
//! In: what is known so far of pages, claims, tellings and events. Out: the same, narrower, and whether anything
//! changed. Every rule intersects; none widens; what would leave no day at all is a note and changes nothing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claim, Kind, When};
use crate::date::{Dated, Settled};
use crate::day::{Day, Days};
use crate::event::family;
use crate::event::window::{self, NEWS_WITHIN, Window};
use crate::event::{Event, window_words};
use crate::id::PageId;
use crate::mention::time::{Time, Which};
use crate::note::Note;
use crate::origin::Origin;
use crate::origin::pile::{Pile, Relation, relation};
use crate::origin::telling::{weekday_from, weekday_name};
use crate::page::Zone;
use crate::resolve::time::{self, Tense};

/// A day interval that can narrow.
#[derive(Clone, Debug, Default)]
struct Known {
    days: Days,
    because: String,
    changed: bool,
}

impl Known {
    fn new(days: Days, because: &str) -> Self {
        Known { days, because: because.to_owned(), changed: false }
    }

    /// Narrows to the days in both; `Err` where there are none.
    fn meet(&mut self, other: Days, because: impl FnOnce() -> String) -> Result<bool, Days> {
        let met = self.days.intersect(other).ok_or(other)?;
        if met == self.days {
            return Ok(false);
        }
        self.days = met;
        self.because = because();
        self.changed = true;
        Ok(true)
    }
}

/// All that is known, by index into the pile.
pub(super) struct State<'a, 'r> {
    pile: &'a Pile<'r>,
    events: &'a [Event],
    /// The claims of each event.
    members: Vec<Vec<usize>>,
    event_of: Vec<Option<usize>>,
    /// The claims of each origin that are told on a day that some page names.
    tellings: Vec<Vec<usize>>,
    on_page: Vec<Vec<usize>>,
    pages: Vec<Known>,
    when: Vec<Known>,
    told: Vec<Known>,
    dates: Vec<Known>,
    /// For each event, fights and the takings that they led to.
    led_by: Vec<Vec<(usize, usize)>>,
    notes: BTreeMap<usize, BTreeSet<Note>>,
}

impl<'a, 'r> State<'a, 'r> {
    /// What the readings know by themselves.
    pub fn new(pile: &'a Pile<'r>, origins: &[Origin], events: &'a [Event]) -> Self {
        let size = pile.claims.len();
        let mut event_of = vec![None; size];
        let mut members = Vec::new();
        for (number, event) in events.iter().enumerate() {
            let claims: Vec<usize> = event.claims.iter().filter_map(|id| pile.find(id)).collect();
            for at in &claims {
                event_of[*at] = Some(number);
            }
            members.push(claims);
        }
        let told_in = |origin: &Origin| -> Vec<usize> {
            let claims = origin.claims.iter().filter_map(|id| pile.find(id));
            claims.filter(|at| pile.claims[*at].claim.told.is_some()).collect()
        };
        let mut on_page = vec![Vec::new(); pile.pages.len()];
        for (at, entry) in pile.claims.iter().enumerate() {
            on_page[entry.page].push(at);
        }
        // In page order: where a page contradicts itself, what it tells first stands.
        for claims in &mut on_page {
            claims.sort_by_key(|at| (pile.claims[*at].claim.span, *at));
        }
        let of = |when: Option<&When>| {
            when.map_or_else(Known::default, |when| Known::new(when.days, &when.because))
        };
        let published = pile.pages.iter().map(|page| &page.article.published);
        let mut state = State {
            pile,
            events,
            members,
            event_of,
            tellings: origins.iter().map(told_in).filter(|told| !told.is_empty()).collect(),
            on_page,
            pages: published.map(|published| Known::new(published.days, &published.because)).collect(),
            when: pile.claims.iter().map(|entry| of(entry.claim.when.as_ref())).collect(),
            told: pile.claims.iter().map(|entry| of(entry.claim.told.as_ref())).collect(),
            dates: events.iter().map(|event| Known::new(event.days, &event.because)).collect(),
            led_by: Vec::new(),
            notes: BTreeMap::new(),
        };
        state.led_by = state.fights();
        state
    }

    /// One round of all rules; whether any day changed.
    pub fn narrow(&mut self) -> bool {
        let mut changed = false;
        for event in 0..self.events.len() {
            changed |= self.event_from_claims(event);
            changed |= self.event_after_fight(event);
            changed |= self.claims_from_event(event);
            changed |= self.tellings_from_event(event);
        }
        changed |= self.tellings_from_origins();
        for page in 0..self.pages.len() {
            changed |= self.page_from_tellings(page);
            changed |= self.page_from_events(page);
            changed |= self.words_from_page(page);
        }
        changed
    }

    fn claim(&self, at: usize) -> &'r Claim {
        self.pile.claims[at].claim
    }

    fn page_of(&self, at: usize) -> usize {
        self.pile.claims[at].page
    }

    fn name(&self, page: usize) -> Cow<'r, str> {
        self.pile.pages[page].name()
    }

    fn window(&self, at: usize) -> Window {
        let claim = self.claim(at);
        let when = claim.when.as_ref().map(|_| self.when[at].days);
        let told = claim.told.as_ref().map(|_| self.told[at].days);
        Window::of(claim, when, told, self.pages[self.page_of(at)].days)
    }

    /// Whether the days of a claim are days of its event.
    fn dates_event(&self, event: usize, at: usize) -> bool {
        family::dates_event(self.claim(at), self.events[event].kind)
    }

    /// An event lies in the days of all claims that tell of it.
    fn event_from_claims(&mut self, event: usize) -> bool {
        let mut changed = false;
        for position in 0..self.members[event].len() {
            let at = self.members[event][position];
            if !self.dates_event(event, at) {
                continue;
            }
            let (window, claim) = (self.window(at), self.claim(at));
            let page = self.pile.pages[self.page_of(at)];
            let met = self.dates[event].meet(window.days, || window_words(claim, window, page));
            changed |= self.noted(met, self.page_of(at), "this page's day of an event that others date");
        }
        changed
    }

    /// "advanced on Thursday before it took the town": in one sentence, by one speaker, of one party, what is told
    /// first came first. The taking is not before that Thursday.
    fn event_after_fight(&mut self, event: usize) -> bool {
        let mut changed = false;
        for position in 0..self.led_by[event].len() {
            let (fought, taken) = self.led_by[event][position];
            let Some(day) = self.when[fought].days.exact() else { continue };
            let after = Days { from: Some(day), to: None };
            let written = self.claim(fought).when.as_ref().map_or("", |when| when.written.as_str());
            let name = self.name(self.page_of(taken));
            let met = self.dates[event]
                .meet(after, || format!("not before \"{written}\", {day}, of which {name} tells first"));
            changed |= self.noted(met, self.page_of(taken), "a fight told before the taking");
        }
        changed
    }

    /// The claims of fighting that lead to claims of taking, by event.
    fn fights(&self) -> Vec<Vec<(usize, usize)>> {
        const NEAR: usize = 8;
        let mut led_by = vec![Vec::new(); self.events.len()];
        for in_order in &self.on_page {
            for (position, taken) in in_order.iter().enumerate() {
                let (claim, Some(event)) = (self.claim(*taken), self.event_of[*taken]) else { continue };
                let undated = claim.kind == Kind::ControlGained && claim.when.is_none();
                if !undated || !self.dates_event(event, *taken) {
                    continue;
                }
                let before = &in_order[position.saturating_sub(NEAR)..position];
                let fought = before.iter().filter(|at| self.event_of[**at] == Some(event));
                led_by[event].extend(fought.filter(|at| self.leads_to(**at, *taken)).map(|at| (*at, *taken)));
            }
        }
        led_by
    }

    /// Whether the claim at `fought` tells, just before the one at `taken` and in its sentence, how it came to it.
    fn leads_to(&self, fought: usize, taken: usize) -> bool {
        const IN_SENTENCE: u64 = 10;
        let (before, after) = (self.claim(fought), self.claim(taken));
        before.page_id == after.page_id
            && matches!(before.kind, Kind::Advance | Kind::Clash)
            && before.counts()
            && before.when.as_ref().is_some_and(|when| when.bound.is_none())
            && before.span.end <= after.span.start
            && after.span.start - before.span.end <= IN_SENTENCE
            && before.said_by() == after.said_by()
            && relation(&self.pile.claims[fought].agents, &self.pile.claims[taken].agents) == Relation::Shared
    }

    /// "Thursday" of a week that holds the event, "11 December" of a month that does: the day is that one.
    fn claims_from_event(&mut self, event: usize) -> bool {
        let mut changed = false;
        let days = self.dates[event].days;
        for position in 0..self.members[event].len() {
            let at = self.members[event][position];
            let claim = self.claim(at);
            let open = self.when[at].days.length().is_none();
            let Some(when) = claim.when.as_ref().filter(|when| open && when.bound.is_none()) else {
                continue;
            };
            if !self.dates_event(event, at) {
                continue;
            }
            let Some(day) = window::named(&when.time, days) else { continue };
            let (written, title) = (&when.written, &self.events[event].title);
            let met = self.when[at].meet(Days::one(day), || {
                format!("\"{written}\" within {days}, when the pile dates: {title}")
            });
            changed |= self.noted(met, self.page_of(at), "the words of a claim");
        }
        changed
    }

    /// Who said "on Friday" what happened on a day that another page tells said it on the first Friday from then
    /// on: news is told within the week.
    fn tellings_from_event(&mut self, event: usize) -> bool {
        let mut changed = false;
        let Some((from, to)) = self.dates[event].days.from.zip(self.dates[event].days.to) else {
            return false;
        };
        let days = self.dates[event].days;
        for position in 0..self.members[event].len() {
            let at = self.members[event][position];
            let claim = self.claim(at);
            let open = self.told[at].days.length().is_none_or(|length| length > 1);
            let Some(told) = claim.told.as_ref().filter(|_| open && claim.is_news) else { continue };
            let Time::Weekday { weekday, which: Which::Unsaid | Which::This } = told.time else { continue };
            let telling = Days::between(weekday_from(from, weekday), weekday_from(to, weekday));
            let title = &self.events[event].title;
            let met = self.told[at].meet(telling, || {
                let name = weekday_name(weekday);
                format!("the first {name} on or after {days}, when the pile dates: {title}")
            });
            changed |= self.noted(met, self.page_of(at), "the day of a telling");
        }
        changed
    }

    /// What is one act of telling was told on one day.
    fn tellings_from_origins(&mut self) -> bool {
        let mut changed = false;
        for origin in 0..self.tellings.len() {
            let told = &self.tellings[origin];
            let known = told.iter().map(|at| self.told[*at].days);
            let Some(days) = known.reduce(|met, days| met.intersect(days).unwrap_or(met)) else { continue };
            for position in 0..self.tellings[origin].len() {
                let at = self.tellings[origin][position];
                let met = self.told[at]
                    .meet(days, || "another page carries the same telling and dates it".to_owned());
                changed |= self.noted(met, self.page_of(at), "the day of a telling");
            }
        }
        changed
    }

    /// A page is not older than what it tells, and one that gives the bare weekday of its news is of that day.
    fn page_from_tellings(&mut self, page: usize) -> bool {
        let told: Vec<usize> =
            self.on_page[page].iter().copied().filter(|at| self.claim(*at).told.is_some()).collect();
        let mut changed = false;
        for at in &told {
            changed |= self.bare_date(page, *at);
        }
        let bare = |at: &&usize| {
            let time = self.claim(**at).told.as_ref().map(|told| &told.time);
            matches!(time, Some(Time::Weekday { which: Which::Unsaid | Which::This, .. }))
        };
        let bare: Vec<usize> = told.iter().filter(bare).copied().collect();
        // A page that knows its day needs no more: what was said the day before is no contradiction.
        if self.pages[page].days.exact().is_some() {
            return changed;
        }
        let all_known = bare.iter().all(|at| self.told[*at].days.exact().is_some());
        let latest = bare.iter().filter_map(|at| Some((self.told[*at].days.exact()?, *at))).max();
        let Some((day, at)) = latest else { return changed };
        let week = Days::between(day, day.plus_days(NEWS_WITHIN));
        let days = if all_known { Days::one(day) } else { week };
        let because = format!(
            "it gives the weekday alone (\"{}\") of what was said on {day}: {}",
            self.claim(at).told.as_ref().map_or("", |told| &told.written),
            self.told[at].because
        );
        let met = self.pages[page].meet(days, || because);
        changed | self.noted(met, page, "the day of what it tells")
    }

    /// "said on December 12", once the page's year is known.
    fn bare_date(&mut self, page: usize, at: usize) -> bool {
        let claim = self.claim(at);
        let Some(told) = claim.told.as_ref() else { return false };
        let Time::MonthDay { .. } = told.time else { return false };
        let mut changed = false;
        if self.told[at].days.exact().is_none()
            && let Some(year) = one_year(self.pages[page].days)
            && let Some(day) = window::named(&told.time, year)
        {
            let because = format!("\"{}\" of {}, the page's year", told.written, day.year());
            let met = self.told[at].meet(Days::one(day), || because);
            changed |= self.noted(met, page, "the day of a telling");
        }
        if let Some(day) = self.told[at].days.exact() {
            changed |= self.of_year_from(page, day, &told.written);
        }
        changed
    }

    /// News writes the year when it is another one: a page that writes a bare date is of that year, from that day on.
    fn of_year_from(&mut self, page: usize, day: Day, written: &str) -> bool {
        let Some(last) = Day::new(day.year(), 12, 31) else { return false };
        if self.pages[page].days.exact().is_some() {
            return false;
        }
        let met = self.pages[page].meet(Days::between(day, last), || {
            format!("it writes \"{written}\" without a year, which is {day}: of that year, from that day on")
        });
        self.noted(met, page, "a date without a year")
    }

    /// "Today the town fell" on a page without a day, and the fall is dated elsewhere.
    fn page_from_events(&mut self, page: usize) -> bool {
        let mut changed = false;
        for position in 0..self.on_page[page].len() {
            let at = self.on_page[page][position];
            let Some(event) = self.event_of[at].filter(|event| self.dates_event(*event, at)) else {
                continue;
            };
            let claim = self.claim(at);
            if window::looks_ahead(claim) {
                continue;
            }
            let happened = self.dates[event].days;
            let title = &self.events[event].title;
            if let Some(Time::MonthDay { .. }) = claim.when.as_ref().map(|when| &when.time) {
                if let Some(day) = self.when[at].days.exact() {
                    let written = claim.when.as_ref().map_or("", |when| when.written.as_str());
                    changed |= self.of_year_from(page, day, written);
                }
                continue;
            }
            let Some((days, words)) = self.page_days(page, claim, happened) else { continue };
            let met = self.pages[page]
                .meet(days, || format!("{words}, and the pile dates that {happened}: {title}"));
            changed |= self.noted(met, page, "its words of an event that others date");
        }
        changed
    }

    /// The days on which a page can say what `claim` says of what happened on `happened`.
    fn page_days(&self, page: usize, claim: &Claim, happened: Days) -> Option<(Days, String)> {
        let shift = |from: i32, to: i32| Days {
            from: happened.from.map(|day| day.plus_days(from)),
            to: happened.to.map(|day| day.plus_days(to)),
        };
        let Some(when) = claim.when.as_ref().filter(|_| window::dates(claim)) else {
            let headline = matches!(claim.zone, Zone::Title | Zone::Deck) && claim.is_news;
            let half_open = !self.pages[page].days.is_open() && self.pages[page].days.length().is_none();
            return (headline && half_open && claim.told.is_none())
                .then(|| (shift(0, NEWS_WITHIN), "its headline tells it as news".to_owned()));
        };
        if when.bound.is_some() {
            return None;
        }
        let days = match when.time {
            Time::DayOffset(offset) => shift(-offset, -offset),
            Time::Weekday { which: Which::Unsaid | Which::This, .. } => shift(0, 6),
            Time::Weekday { which: Which::Last, .. } => shift(1, 13),
            _ => return None,
        };
        Some((days, format!("it says \"{}\"", when.written)))
    }

    /// The words of a page's claims, understood again on the page's new day.
    fn words_from_page(&mut self, page: usize) -> bool {
        if !self.pages[page].changed {
            return false;
        }
        let days = self.pages[page].days;
        let mut changed = false;
        for position in 0..self.on_page[page].len() {
            let at = self.on_page[page][position];
            let claim = self.claim(at);
            let tense = if window::looks_ahead(claim) { Tense::Future } else { Tense::Past };
            for (when, tense, is_telling) in
                [(claim.when.as_ref(), tense, false), (claim.told.as_ref(), Tense::Past, true)]
            {
                let Some(when) = when else { continue };
                let (understood, rule) = time::days(&when.time, when.bound, tense, days);
                let known = if is_telling { &mut self.told[at] } else { &mut self.when[at] };
                let met = known.meet(understood, || format!("{rule}; the pile dates the page {days}"));
                changed |= self.noted(met, page, "its words, understood on the day that the pile gives it");
            }
        }
        changed
    }

    /// Keeps a contradiction as a note on the page.
    fn noted(&mut self, met: Result<bool, Days>, page: usize, what: &str) -> bool {
        match met {
            Ok(changed) => changed,
            Err(days) => {
                let note = Note::page(format!(
                    "{what} would have to be {days}, which contradicts what is known of it: left as it was"
                ));
                self.notes.entry(page).or_default().insert(note);
                false
            }
        }
    }

    /// All that changed.
    pub fn settled(self, origins: &[Origin]) -> Settled {
        let mut settled = Settled::default();
        for origin in origins {
            let claims = origin.claims.iter().filter_map(|id| self.pile.find(id));
            let days = claims.fold(origin.occasion, |met, at| met.intersect(self.telling(at)).unwrap_or(met));
            if days != origin.occasion {
                settled.origins.insert(origin.id.clone(), days);
            }
        }
        for (page, known) in self.pages.iter().enumerate().filter(|(_, known)| known.changed) {
            let because = format!("from the pile: {} ({})", known.because, self.name(page));
            settled.pages.insert(self.page_id(page), Dated { days: known.days, because });
        }
        for (at, entry) in self.pile.claims.iter().enumerate() {
            let renewed = |when: &Option<When>, known: &Known| {
                let when = when.as_ref().filter(|_| known.changed)?;
                Some(When { days: known.days, because: known.because.clone(), ..when.clone() })
            };
            if let Some(when) = renewed(&entry.claim.when, &self.when[at]) {
                settled.claims.insert(entry.claim.id.clone(), when);
            }
            if let Some(told) = renewed(&entry.claim.told, &self.told[at]) {
                settled.told.insert(entry.claim.id.clone(), told);
            }
        }
        for (event, known) in self.events.iter().zip(&self.dates).filter(|(_, known)| known.changed) {
            let dated = Dated { days: known.days, because: known.because.clone() };
            settled.events.insert(event.id.clone(), dated);
        }
        for (page, notes) in &self.notes {
            settled.notes.insert(self.page_id(*page), notes.iter().cloned().collect());
        }
        settled
    }

    /// When a claim was told, as far as is now known.
    fn telling(&self, at: usize) -> Days {
        match &self.claim(at).told {
            Some(_) => self.told[at].days,
            None => Days { from: None, to: self.pages[self.page_of(at)].days.to },
        }
    }

    fn page_id(&self, page: usize) -> PageId {
        self.pile.pages[page].page_id.clone()
    }
}

/// The year that closed days lie in, where it is one.
fn one_year(days: Days) -> Option<Days> {
    let (from, to) = days.from.zip(days.to)?;
    (from.year() == to.year()).then(|| Days::year(from.year()))?
}
