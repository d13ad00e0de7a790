//! Origins: acts of telling, however many pages carry them.
//!
//! In: the readings of a pile. Out: [`Origin`]s, each with the joins that made it, so that any can be undone.
//! Two pages of one briefing that share no run of five words are one origin; two statements of one ministry on two
//! days are two. Never joins because two claims say the same thing.

mod joins;
pub(crate) mod pile;
pub mod rarity;
pub mod reuse;
pub(crate) mod telling;
pub(crate) mod union;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::day::Days;
use crate::id::{ClaimId, OriginId, PageId};
use crate::origin::joins::Found;
use crate::origin::pile::Pile;
use crate::origin::telling::{Telling, Utterance};
use crate::origin::union::Union;
use crate::reading::Reading;
use crate::tables::Tables;

/// Why two claims share an origin. In the order in which they are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoinRule {
    /// One page credits the other's outlet: a dateline, "(AP)", "SANA said".
    Credit,
    /// The inner speaker of one chain is the speaker of the other.
    Nesting,
    /// The same speaker, on compatible days, on the same subject.
    Speaker,
    /// An aligned quotation of six or more content words.
    Quotation,
    /// Reused text.
    Reuse,
    /// A shared vector of odd figures.
    Figures,
    /// A person said so.
    Decision,
}

/// Two claims that share an origin, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Join {
    /// The smaller id.
    pub a: ClaimId,
    /// The larger id.
    pub b: ClaimId,
    /// Which rule.
    pub rule: JoinRule,
    /// The evidence in words.
    pub because: String,
}

/// One act of telling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// From its smallest claim.
    pub id: OriginId,
    /// Who tells: the innermost speaker that its claims share, or the outlet in its own voice.
    pub speaker: String,
    /// The speaker's side, where the table of sides knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// When it was told, as far as known.
    pub occasion: Days,
    /// Its claims, in id order.
    pub claims: Vec<ClaimId>,
    /// The pages that carry it, in id order.
    pub pages: Vec<PageId>,
    /// The outlets that carry it, in order of name.
    pub outlets: Vec<String>,
    /// The joins that made it, in order.
    pub joins: Vec<Join>,
}

/// The origins of all claims of `readings`. Every claim is in exactly one. In id order.
pub fn join(readings: &[Reading], _tables: &Tables) -> Vec<Origin> {
    let pile = Pile::new(readings);
    let utterances = telling::utterances(&pile);
    let mut union = Union::new(utterances.len());
    let mut kept: Vec<Found> = Vec::new();
    for found in joins::all(&pile, &utterances) {
        // A join between two that are one already adds nothing that a person could undo.
        if union.join(found.a, found.b) {
            kept.push(found);
        }
    }
    let mut joins_of: BTreeMap<usize, Vec<Join>> = BTreeMap::new();
    for found in kept {
        let join = between(&pile, &utterances[found.a], &utterances[found.b], found.rule, found.because);
        joins_of.entry(union.root(found.a)).or_default().push(join);
    }
    let groups = union.groups();
    let made = groups.iter().map(|group| {
        let joins = joins_of.remove(&group[0]).unwrap_or_default();
        origin(&pile, &utterances, group, joins)
    });
    let mut origins: Vec<Origin> = made.collect();
    origins.sort_by(|a, b| a.id.cmp(&b.id));
    origins
}

fn between(pile: &Pile<'_>, a: &Utterance, b: &Utterance, rule: JoinRule, because: String) -> Join {
    let smallest = |utterance: &Utterance| utterance.claims.iter().min().copied().unwrap_or_default();
    let (a, b) = (smallest(a), smallest(b));
    let id = |at: usize| pile.claims[at].claim.id.clone();
    Join { a: id(a.min(b)), b: id(a.max(b)), rule, because }
}

fn origin(pile: &Pile<'_>, utterances: &[Utterance], group: &[usize], mut joins: Vec<Join>) -> Origin {
    for &at in group {
        joins.extend(one_voice(pile, &utterances[at]));
    }
    joins.sort_by(|a, b| (a.rule, &a.a, &a.b).cmp(&(b.rule, &b.a, &b.b)));
    let mut claims: Vec<usize> = group.iter().flat_map(|at| utterances[*at].claims.iter().copied()).collect();
    claims.sort_unstable();
    let pages: BTreeSet<usize> = group.iter().map(|at| utterances[*at].page).collect();
    let outlets: BTreeSet<&str> = pages.iter().map(|page| pile.outlet(*page)).collect();
    let told = group.iter().map(|at| utterances[*at].telling);
    let occasion = told.fold(Telling::default(), |met, telling| met.meet(telling).unwrap_or(met));
    let (speaker, side) = teller(pile, &claims);
    let ids: Vec<ClaimId> = claims.iter().map(|at| pile.claims[*at].claim.id.clone()).collect();
    Origin {
        id: OriginId::of(&[ids.first().map_or("", ClaimId::as_str)]),
        speaker,
        side,
        occasion: occasion.days,
        claims: ids,
        pages: pages.iter().map(|page| pile.pages[*page].page_id.clone()).collect(),
        outlets: outlets.into_iter().map(str::to_owned).collect(),
        joins,
    }
}

/// The joins inside an utterance: each claim to the first.
fn one_voice(pile: &Pile<'_>, utterance: &Utterance) -> Vec<Join> {
    let claim = |at: usize| pile.claims[at].claim;
    let Some((first, others)) = utterance.claims.split_first() else { return Vec::new() };
    let who = match utterance.own_voice {
        true => "the outlet in its own voice".to_owned(),
        false => claim(*first).speaker().name.clone(),
    };
    let joins = others.iter().map(|at| Join {
        a: claim(*first.min(at)).id.clone(),
        b: claim(*first.max(at)).id.clone(),
        rule: JoinRule::Speaker,
        because: format!("{who} on one page, {}", utterance.telling.words()),
    });
    joins.collect()
}

/// The innermost speaker that most claims have, with the side; named ones before unnamed, ties to the first name.
fn teller(pile: &Pile<'_>, claims: &[usize]) -> (String, Option<String>) {
    let mut count: BTreeMap<(bool, &str), (usize, Option<&String>)> = BTreeMap::new();
    for &at in claims {
        let speaker = pile.claims[at].claim.speaker();
        let nameless = pile.claims[at].speaker.is_none();
        let known = count.entry((nameless, speaker.name.as_str())).or_default();
        known.0 += 1;
        known.1 = known.1.or(speaker.side.as_ref());
    }
    let most =
        count.iter().min_by_key(|((nameless, name), (count, _))| (*nameless, usize::MAX - count, *name));
    most.map_or((String::new(), None), |((_, name), (_, side))| ((*name).to_owned(), side.cloned()))
}
