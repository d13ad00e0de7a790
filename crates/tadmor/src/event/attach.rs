//! What is told beside a happening and belongs to it: the dead, the wrecks, the fighting, who took part.
//!
//! In: the happenings made so far and one claim. Out: the one that it belongs to. First that of the same sentence
//! ("seized the town, killing 30"), then that of the same origin at the same place, then the news of the same page
//! at the same place. Where two fit alike, none.

use std::collections::BTreeMap;

use crate::claim::{Claim, Kind, Polarity};
use crate::event::cluster::Cluster;
use crate::event::family::{self, Family};
use crate::event::role::Roles;
use crate::event::window::{self, Fit, Window};
use crate::origin::pile::{Pile, Relation, relation};

/// Where claims that lead happenings stand: by page, and by origin and place.
pub(crate) struct Leads<'a, 'r> {
    pile: &'a Pile<'r>,
    origin_of: &'a [usize],
    windows: &'a [Window],
    by_page: BTreeMap<usize, Vec<(usize, usize)>>,
    by_origin: BTreeMap<(usize, u32), Vec<(usize, usize)>>,
}

/// How many bytes may part two claims of one sentence: ", and", " before".
const IN_SENTENCE: u64 = 10;

/// How many bytes a quote may be away on its page and still be looked at as the same sentence.
const LOOK_AROUND: usize = 64;

impl<'a, 'r> Leads<'a, 'r> {
    /// The claims of `clusters`, each with the number of its cluster.
    pub fn new(
        pile: &'a Pile<'r>,
        origin_of: &'a [usize],
        windows: &'a [Window],
        clusters: &[(Family, Cluster)],
    ) -> Self {
        let mut leads =
            Leads { pile, origin_of, windows, by_page: BTreeMap::new(), by_origin: BTreeMap::new() };
        for (which, (_, cluster)) in clusters.iter().enumerate() {
            for at in &cluster.claims {
                leads.add(*at, which);
            }
        }
        for list in leads.by_page.values_mut() {
            list.sort_by_key(|(at, which)| (pile.claims[*at].claim.span, *at, *which));
        }
        leads
    }

    fn add(&mut self, at: usize, which: usize) {
        let entry = &self.pile.claims[at];
        self.by_page.entry(entry.page).or_default().push((at, which));
        for place in &entry.places {
            self.by_origin.entry((self.origin_of[at], *place)).or_default().push((at, which));
        }
    }

    /// The leading claims on the page of the claim at `at`, each with its cluster, in page order.
    pub fn on_page_of(&self, at: usize) -> impl Iterator<Item = &(usize, usize)> {
        self.by_page.get(&self.pile.claims[at].page).into_iter().flatten()
    }

    /// The cluster that the claim at `at` belongs to, the claim that shows it, and why.
    pub fn of(&self, clusters: &[(Family, Cluster)], at: usize) -> Option<(usize, usize, String)> {
        self.same_sentence(clusters, at)
            .or_else(|| self.same_origin(clusters, at))
            .or_else(|| self.same_news(clusters, at))
    }

    fn same_sentence(&self, clusters: &[(Family, Cluster)], at: usize) -> Option<(usize, usize, String)> {
        let entry = &self.pile.claims[at];
        let on_page = self.by_page.get(&entry.page)?;
        let span = entry.claim.span;
        let middle = on_page.partition_point(|(other, _)| self.pile.claims[*other].claim.span < span);
        let near = &on_page[middle.saturating_sub(LOOK_AROUND)..(middle + LOOK_AROUND).min(on_page.len())];
        let mut best: Option<(u64, usize, usize)> = None;
        for &(other, which) in near {
            let lead = &self.pile.claims[other];
            let between = gap(entry.claim, lead.claim);
            let joins = between <= IN_SENTENCE
                && entry.claim.said_by() == lead.claim.said_by()
                && (entry.places.is_empty() || self.share_a_place(at, other))
                && may_lead(lead.claim.kind, entry.claim)
                && self.days_allow(&clusters[which].1, at);
            if joins && best.is_none_or(|(least, ..)| between < least) {
                best = Some((between, which, other));
            }
        }
        best.map(|(_, which, other)| (which, other, "told in the same sentence".to_owned()))
    }

    fn same_origin(&self, clusters: &[(Family, Cluster)], at: usize) -> Option<(usize, usize, String)> {
        let entry = &self.pile.claims[at];
        let place = entry.place?;
        let told = self.by_origin.get(&(self.origin_of[at], place))?;
        let because = "told by the same origin of the same place, on days that allow it";
        self.only(clusters, at, told, because)
    }

    fn same_news(&self, clusters: &[(Family, Cluster)], at: usize) -> Option<(usize, usize, String)> {
        let entry = &self.pile.claims[at];
        let is_own_happening = matches!(entry.claim.kind, Kind::AirStrike | Kind::Shelling);
        if !entry.claim.is_news || is_own_happening || window::dates(entry.claim) {
            return None;
        }
        let place = entry.place?;
        let on_page = self.by_page.get(&entry.page)?;
        let news: Vec<(usize, usize)> = on_page
            .iter()
            .filter(|(other, _)| {
                let lead = &self.pile.claims[*other];
                lead.claim.is_news && lead.places.contains(&place)
            })
            .copied()
            .collect();
        self.only(clusters, at, &news, "the news of the same page, of the same place")
    }

    /// The one cluster that `candidates` lead to; none where they lead to several.
    fn only(
        &self,
        clusters: &[(Family, Cluster)],
        at: usize,
        candidates: &[(usize, usize)],
        because: &str,
    ) -> Option<(usize, usize, String)> {
        let entry = &self.pile.claims[at];
        let mut found: Option<(usize, usize)> = None;
        for &(other, which) in candidates {
            let (family, cluster) = &clusters[which];
            let lead = &self.pile.claims[other];
            if !may_lead(lead.claim.kind, entry.claim)
                || !self.days_allow(cluster, at)
                || !self.parties_allow(*family, cluster, at)
            {
                continue;
            }
            match found {
                Some((known, _)) if known != which => return None,
                Some(_) => {}
                None => found = Some((which, other)),
            }
        }
        found.map(|(which, other)| (which, other, because.to_owned()))
    }

    fn share_a_place(&self, at: usize, other: usize) -> bool {
        let (entry, lead) = (&self.pile.claims[at], &self.pile.claims[other]);
        lead.places.is_empty() || entry.places.iter().any(|place| lead.places.contains(place))
    }

    fn days_allow(&self, cluster: &Cluster, at: usize) -> bool {
        let window = self.windows[at];
        if !window.days.overlaps(cluster.days) {
            return false;
        }
        let time = self.pile.claims[at].claim.when.as_ref().map(|when| &when.time);
        window.is_closed() || time.is_none_or(|time| window::fit(time, cluster.days) != Fit::No)
    }

    /// Whoever is hit in a battle is one of its parties.
    fn parties_allow(&self, family: Family, cluster: &Cluster, at: usize) -> bool {
        let roles = Roles::of(&self.pile.claims[at]);
        if family != Family::Control {
            return cluster.roles.stand(&roles, false) != Relation::Apart;
        }
        let mut parties = cluster.roles.doers.clone();
        parties.extend(&cluster.roles.hit);
        relation(&roles.hit, &parties) != Relation::Apart
    }
}

/// How many bytes lie between two claims of a page; none where they overlap.
fn gap(a: &Claim, b: &Claim) -> u64 {
    match a.span.overlaps(b.span) {
        true => 0,
        false => b.span.start.saturating_sub(a.span.end).max(a.span.start.saturating_sub(b.span.end)),
    }
}

/// Whether a claim of kind `lead` can lead the happening that `claim` is told beside.
fn may_lead(lead: Kind, claim: &Claim) -> bool {
    if lead.is_control() {
        return lead != Kind::ControlHeld || claim.polarity == Polarity::Positive;
    }
    match family::falls_out(claim.kind) {
        true => family::does_harm(lead),
        false => lead == claim.kind,
    }
}
