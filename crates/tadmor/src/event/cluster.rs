//! Claims of one family at one place, put together into happenings.
//!
//! In: the claims of one block (family and place), in id order. Out: [`Cluster`]s. First those whose days are known,
//! the narrowest first; then those that know no day choose among them by who, whom, ordinal, origin and what their
//! words of time allow, and stay by themselves where two fit alike.

use std::collections::BTreeSet;

use crate::claim::Kind;
use crate::day::Days;
use crate::event::family::Family;
use crate::event::role::Roles;
use crate::event::window::{self, Basis, Fit, Window};
use crate::mention::time::Time;
use crate::origin::pile::{Entry, Pile, Relation};
use crate::origin::union::Union;

/// A happening, growing.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    /// The days in which it can have happened, by all its claims.
    pub days: Days,
    /// Who and whom.
    pub roles: Roles,
    /// "the second", with whose.
    pub ordinals: BTreeSet<u32>,
    /// The origins of its claims.
    pub origins: BTreeSet<usize>,
    /// The odd figures of its claims.
    pub figures: BTreeSet<u64>,
    /// Its claims, in the order of joining.
    pub claims: Vec<usize>,
    /// The joins: two claims and the evidence.
    pub joins: Vec<(usize, usize, String)>,
}

/// What one block is worked on with.
pub(crate) struct Block<'a, 'r> {
    /// The pile.
    pub pile: &'a Pile<'r>,
    /// The family of all its claims.
    pub family: Family,
    /// Whether the place is a town or finer; in a whole province or country much happens on one day.
    pub fine: bool,
    /// The origin of each claim of the pile.
    pub origin_of: &'a [usize],
    /// Each claim's window of the pile.
    pub windows: &'a [Window],
    /// Each claim's parties.
    pub roles: &'a [Roles],
    /// Each claim's odd figures.
    pub figures: &'a [Vec<u64>],
}

/// How far behind an open lower bound a happening may lie to be taken for the one meant, without other evidence.
const REACH: i32 = 92;

/// How strongly a claim must fit to join: more than a place alone.
const ENOUGH: u32 = 2;

impl Block<'_, '_> {
    /// The happenings of `claims`, which are in id order.
    pub fn clusters(&self, claims: &[usize]) -> Vec<Cluster> {
        let (mut dated, mut undated): (Vec<usize>, Vec<usize>) =
            claims.iter().partition(|at| self.windows[**at].is_closed());
        // A state without a day could be that of any year: "was under their control since".
        let states = undated.extract_if(.., |at| self.pile.claims[*at].claim.kind == Kind::ControlHeld);
        let states: Vec<Cluster> = states.map(|at| Cluster::start(self, at)).collect();
        dated.sort_by_key(|at| {
            let window = self.windows[*at];
            (window.days.length(), std::cmp::Reverse(window.basis), window.days, *at)
        });
        let mut clusters: Vec<Cluster> = Vec::new();
        for at in dated {
            self.place(&mut clusters, &[at]);
        }
        let mut groups = self.by_origin(&undated);
        // Those with an ordinal or words of time choose first: they know best where they belong.
        groups.sort_by_key(|group| {
            let told = |at: &usize| {
                let claim = self.pile.claims[*at].claim;
                (claim.ordinal.is_none(), !window::dates(claim))
            };
            (group.iter().map(told).min(), group[0])
        });
        for group in groups {
            self.place(&mut clusters, &group);
        }
        clusters.extend(states);
        clusters
    }

    /// Undated claims of one origin that tell of one thing, in groups.
    fn by_origin(&self, undated: &[usize]) -> Vec<Vec<usize>> {
        let mut union = Union::new(undated.len());
        let mut last: std::collections::BTreeMap<usize, Vec<usize>> = std::collections::BTreeMap::new();
        for (position, at) in undated.iter().enumerate() {
            let known = last.entry(self.origin_of[*at]).or_default();
            for other in known.iter().rev().take(16) {
                if self.tell_one_thing(undated[*other], *at) {
                    union.join(*other, position);
                }
            }
            known.push(position);
        }
        let groups = union.groups().into_iter();
        groups.map(|group| group.into_iter().map(|position| undated[position]).collect()).collect()
    }

    fn tell_one_thing(&self, a: usize, b: usize) -> bool {
        let (one, other) = (&self.pile.claims[a], &self.pile.claims[b]);
        let ordinals = one.claim.ordinal.zip(other.claim.ordinal);
        let days = self.windows[a].days.overlaps(self.windows[b].days);
        let roles = self.roles[a].stand(&self.roles[b], false);
        let news = one.claim.is_news == other.claim.is_news;
        days && news
            && roles != Relation::Apart
            && ordinals.is_none_or(|(a, b)| a == b)
            && !numbers_differ(one, other)
            && words_agree(one, other)
    }

    /// Puts a group where it fits best, or by itself.
    fn place(&self, clusters: &mut Vec<Cluster>, group: &[usize]) {
        let mut best: Vec<(u32, usize, String)> = Vec::new();
        for (which, cluster) in clusters.iter().enumerate() {
            let Some((strength, because)) = self.fits_all(cluster, group) else { continue };
            match best.first().map_or(std::cmp::Ordering::Greater, |(top, ..)| strength.cmp(top)) {
                std::cmp::Ordering::Greater => best = vec![(strength, which, because)],
                std::cmp::Ordering::Equal => best.push((strength, which, because)),
                std::cmp::Ordering::Less => {}
            }
        }
        let mut alone = Cluster::start(self, group[0]);
        for at in &group[1..] {
            alone.take(self, *at, "one telling of one thing".to_owned());
        }
        match best.as_slice() {
            [(_, which, because)] => clusters[*which].absorb(&alone, because),
            // None fits, or two fit alike: which one is meant cannot be told.
            _ => clusters.push(alone),
        }
    }

    /// How strongly a group fits, and why: each of its claims must allow it, and the one that says most must show it.
    fn fits_all(&self, cluster: &Cluster, group: &[usize]) -> Option<(u32, String)> {
        let mut best: Option<Evidence> = None;
        for at in group {
            let evidence = self.fits(cluster, *at)?;
            if best.as_ref().is_none_or(|top| evidence.rank() > top.rank()) {
                best = Some(evidence);
            }
        }
        let enough = if self.family.lasts() { 1 } else { ENOUGH };
        best.filter(|best| best.is_enough && best.strength >= enough)
            .map(|best| (best.strength, best.words()))
    }

    /// How strongly the claim at `at` fits `cluster`, and why; `None` where it cannot be of it.
    fn fits(&self, cluster: &Cluster, at: usize) -> Option<Evidence> {
        let (entry, window) = (&self.pile.claims[at], self.windows[at]);
        let same_origin = cluster.origins.contains(&self.origin_of[at]);
        let overlap = cluster.days.intersect(window.days);
        if overlap.is_none() && !(same_origin && self.slipped(cluster, at)) {
            return None;
        }
        let short = cluster.days.length().is_some_and(|length| length <= 2)
            && window.days.length().is_some_and(|length| length <= 2);
        let roles = &self.roles[at];
        let standing = cluster.roles.stand(roles, short && !self.family.repeats());
        if standing == Relation::Apart {
            return None;
        }
        let mut evidence = Evidence::default();
        if let Some(ordinal) = entry.claim.ordinal {
            if cluster.ordinals.iter().any(|known| *known != ordinal) {
                return None;
            }
            if ordinal >= 2 && cluster.ordinals.contains(&ordinal) && standing == Relation::Shared {
                evidence.add(16, "the same ordinal");
            }
        }
        match words(entry).map_or(Fit::Open, |time| fit_words(time, cluster.days, window)) {
            Fit::No => return None,
            // Every week has a Thursday; a year has one 11 December.
            Fit::Yes => match words(entry) {
                Some(Time::MonthDay { .. }) => evidence.add(4, "its words of time name a day of it"),
                _ => evidence.add(2, "its words of time fit the days of it"),
            },
            Fit::Open => {}
        }
        if same_origin {
            evidence.add(8, "the same origin");
        }
        if self.figures[at].iter().any(|figure| cluster.figures.contains(figure)) {
            evidence.add(4, "an odd figure in common");
        }
        if cluster.roles.agree(roles) {
            evidence.add(2, "the same parties on both sides");
        } else if standing == Relation::Shared {
            evidence.add(1, "a party in common");
        }
        self.weigh_days(cluster, window, overlap, &mut evidence);
        evidence.is_enough = self.is_enough(cluster, window, standing, same_origin, &evidence);
        Some(evidence)
    }

    /// Whether one telling, carried by another page, gives a day that is off by one: "30 April" here, "1 May" there.
    /// What happens daily may have happened on both days, unless an odd figure shows that it is the same.
    fn slipped(&self, cluster: &Cluster, at: usize) -> bool {
        let entry = &self.pile.claims[at];
        let other_page = cluster.claims.iter().all(|other| self.pile.claims[*other].page != entry.page);
        let shows =
            !self.family.repeats() || self.figures[at].iter().any(|figure| cluster.figures.contains(figure));
        other_page && shows && slips(cluster.days, self.windows[at].days)
    }

    fn weigh_days(&self, cluster: &Cluster, window: Window, overlap: Option<Days>, evidence: &mut Evidence) {
        let closed = cluster.days.length().is_some();
        match (window.is_closed(), closed, overlap) {
            (true, true, Some(_)) => evidence.add(2, "days in common"),
            (false, true, Some(_)) => {
                // Half open: the happening that lies nearest on or after the bound.
                let (Some(bound), Some(last)) = (window.days.from, cluster.days.to) else { return };
                let gap = bound.days_until(last);
                if (0..=REACH).contains(&gap) {
                    evidence.add(2, "the nearest after the day that bounds it");
                }
            }
            (_, _, None) => evidence.add(1, "a day apart in one origin's telling"),
            _ => {}
        }
    }

    /// Whether the evidence suffices for this family: what can happen daily needs more than days that overlap.
    fn is_enough(
        &self,
        cluster: &Cluster,
        window: Window,
        standing: Relation,
        same_origin: bool,
        evidence: &Evidence,
    ) -> bool {
        let sure = same_origin || evidence.is_strong;
        if !self.fine {
            return sure;
        }
        let dated = window.is_closed() && cluster.days.length().is_some();
        if self.family.lasts() {
            return sure || standing == Relation::Shared;
        }
        if !self.family.repeats() {
            // A half-open bound far away needs more than a party in common.
            let bounded = window.days.from.is_none()
                || dated
                || evidence.said.iter().any(|said| said.starts_with("the nearest"));
            return dated || sure || (bounded && standing == Relation::Shared && evidence.strength >= ENOUGH);
        }
        let by_words = window.basis == Basis::Words || window.basis == Basis::Told;
        let short = |days: Days| days.length().is_some_and(|length| length <= 2);
        sure || (dated
            && by_words
            && short(window.days)
            && short(cluster.days)
            && standing == Relation::Shared)
    }
}

/// What speaks for a join.
#[derive(Default)]
struct Evidence {
    strength: u32,
    is_strong: bool,
    is_enough: bool,
    said: Vec<&'static str>,
}

impl Evidence {
    fn add(&mut self, strength: u32, said: &'static str) {
        self.strength += strength;
        self.is_strong |= strength >= 4;
        self.said.push(said);
    }

    fn rank(&self) -> (bool, u32) {
        (self.is_enough, self.strength)
    }

    fn words(&self) -> String {
        match self.said.is_empty() {
            true => "the same place and kind".to_owned(),
            false => format!("the same place and kind; {}", self.said.join("; ")),
        }
    }
}

impl Cluster {
    fn start(block: &Block<'_, '_>, at: usize) -> Self {
        let mut cluster = Cluster {
            days: block.windows[at].days,
            roles: Roles::default(),
            ordinals: BTreeSet::new(),
            origins: BTreeSet::new(),
            figures: BTreeSet::new(),
            claims: Vec::new(),
            joins: Vec::new(),
        };
        cluster.count(block, at);
        cluster
    }

    /// Takes in one claim.
    pub fn take(&mut self, block: &Block<'_, '_>, at: usize, because: String) {
        self.joins.push((self.claims[0], at, because));
        self.days = self.days.intersect(block.windows[at].days).unwrap_or(self.days);
        self.count(block, at);
    }

    fn count(&mut self, block: &Block<'_, '_>, at: usize) {
        let entry = &block.pile.claims[at];
        self.roles.add(&block.roles[at]);
        self.ordinals.extend(entry.claim.ordinal);
        self.origins.insert(block.origin_of[at]);
        self.figures.extend(&block.figures[at]);
        self.claims.push(at);
    }

    fn absorb(&mut self, other: &Cluster, because: &str) {
        self.joins.push((self.claims[0], other.claims[0], because.to_owned()));
        self.joins.extend(other.joins.iter().cloned());
        self.days = self.days.intersect(other.days).unwrap_or(self.days);
        self.roles.add(&other.roles);
        self.ordinals.extend(&other.ordinals);
        self.origins.extend(&other.origins);
        self.figures.extend(&other.figures);
        self.claims.extend(&other.claims);
    }
}

/// Whether two closed stretches miss each other by one day.
fn slips(a: Days, b: Days) -> bool {
    let gap = |first: Days, second: Days| {
        first.to.zip(second.from).is_some_and(|(to, from)| to.days_until(from) == 1)
    };
    gap(a, b) || gap(b, a)
}

fn words<'e>(entry: &'e Entry<'_>) -> Option<&'e Time> {
    entry.claim.when.as_ref().map(|when| &when.time)
}

/// Words whose days the page already settled are in the window; the others are asked what they allow.
fn fit_words(time: &Time, days: Days, window: Window) -> Fit {
    if window.is_closed() {
        return Fit::Open;
    }
    window::fit(time, days)
}

/// Figures that are dear enough to show that two claims tell of one thing.
pub(crate) fn odd_figures(entry: &Entry<'_>) -> Vec<u64> {
    let figures = entry.claim.figures.iter().filter_map(|figure| figure.low);
    figures.filter(|low| crate::origin::rarity::weight(*low) >= crate::origin::rarity::WORTH_A_LOOK).collect()
}

/// Whether two claims of one telling give other numbers for one outcome, so that they tell of two things.
fn numbers_differ(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    a.claim.figures.iter().any(|figure| {
        let alike = b.claim.figures.iter().filter(|other| {
            other.of == figure.of && other.outcome == figure.outcome && other.part_of == figure.part_of
        });
        alike.clone().count() > 0 && alike.clone().all(|other| other.low != figure.low)
    })
}

/// Whether words of time that the page could not settle are not other words.
fn words_agree(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    match (words(a), words(b)) {
        (Some(Time::Weekday { weekday, .. }), Some(Time::Weekday { weekday: other, .. })) => weekday == other,
        (Some(Time::MonthDay { month, day }), Some(Time::MonthDay { month: other_month, day: other })) => {
            month == other_month && day == other
        }
        (Some(Time::DayOffset(offset)), Some(Time::DayOffset(other))) => offset == other,
        _ => true,
    }
}
