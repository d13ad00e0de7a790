//! Differences: where claims about one event do not say the same, by name.
//!
//! First the pair: same origin is a retelling (or an update, where told later); different origins agree or disagree.
//! Then the name: "1,000 killed and wounded" against "at least 1000 killed" of one briefing is a retelling that
//! changes category and bound.

mod account;
mod numbers;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::claim::{Claim, Figure, Kind};
use crate::day::Days;
use crate::id::ClaimId;
use crate::ledger::build::Told;

/// What kind of pair it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pair {
    /// Same origin.
    Retelling,
    /// Same origin, told later.
    Update,
    /// Different origins.
    Disagreement,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DifferenceKind {
    /// The numbers.
    Figure,
    /// What is counted: killed and wounded against killed.
    Category,
    /// 1000 against at least 1000.
    Bound,
    /// One place, actor or period holds the other: nested, not a contradiction.
    Scope,
    /// The day.
    Time,
    /// Whole against part.
    Extent,
    /// Who did it, or someone left out.
    Actor,
    /// Driven out against withdrew.
    Manner,
    /// "his government says" dropped.
    AttributionLost,
    /// "may" became "will".
    CertaintyRaised,
    /// Headline and direct words differ.
    QuoteDrift,
}

/// Two claims that differ, and in what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What kind of pair.
    pub pair: Pair,
    /// What differs. Called "type" in exports.
    #[serde(rename = "type")]
    pub kind: DifferenceKind,
    /// Whether both cannot be so.
    pub hard: bool,
    /// One claim.
    pub a: ClaimId,
    /// The other.
    pub b: ClaimId,
    /// One's words: "1,000 … killed and wounded".
    pub a_says: String,
    /// The other's words.
    pub b_says: String,
    /// Which values and which rule.
    pub because: String,
}

/// How many differences of one event are kept, the sharpest first. An event of hundreds of claims has thousands of
/// pairs that no one reads.
const KEPT: usize = 200;

/// How many versions of one matter are compared with each other in one event.
pub(crate) const COMPARED: usize = 150;

/// Where the claims of an event of `kind` differ, the sharpest first.
pub(crate) fn find(kind: Kind, told: &[Told<'_>]) -> Vec<Difference> {
    let mut found = numbers::find(told);
    found.extend(account::find(kind, told));
    let mut seen = BTreeSet::new();
    found.retain(|difference| {
        seen.insert((
            difference.kind,
            difference.pair,
            difference.a.clone(),
            difference.b.clone(),
            difference.a_says.clone(),
            difference.b_says.clone(),
        ))
    });
    found.sort_by(|a, b| {
        (weight(a), &a.a, &a.b, &a.a_says, &a.b_says).cmp(&(weight(b), &b.a, &b.b, &b.a_says, &b.b_says))
    });
    found.truncate(KEPT);
    found
}

/// How much a difference matters: less is more. What both cannot be so goes first, then what changed its meaning on
/// the way.
fn weight(difference: &Difference) -> (u8, DifferenceKind) {
    let rank = match (difference.hard, difference.pair, difference.kind) {
        (true, Pair::Disagreement, _) => 0,
        (true, ..) => 1,
        (false, Pair::Retelling, DifferenceKind::Category) => 2,
        (false, Pair::Retelling, _) => 3,
        (false, Pair::Disagreement, _) => 4,
        (false, Pair::Update, _) => 5,
    };
    (rank, difference.kind)
}

/// What kind of pair two claims are.
pub(crate) fn pair(a: Told<'_>, b: Told<'_>) -> Pair {
    if a.origin.id == b.origin.id {
        return Pair::Retelling;
    }
    let named = a.claim.chain.len() > 1 && !crate::origin::pile::is_nameless(&a.claim.speaker().name);
    let one_speaker = named && a.claim.speaker().name == b.claim.speaker().name;
    match one_speaker && order(a, b) != std::cmp::Ordering::Equal {
        true => Pair::Update,
        false => Pair::Disagreement,
    }
}

/// Which was told first; `Equal` where that cannot be told.
pub(crate) fn order(a: Told<'_>, b: Told<'_>) -> std::cmp::Ordering {
    let (one, other) = (occasion(a), occasion(b));
    let before = |first: Days, second: Days| first.to.zip(second.from).is_some_and(|(to, from)| to < from);
    match (before(one, other), before(other, one)) {
        (true, _) => std::cmp::Ordering::Less,
        (_, true) => std::cmp::Ordering::Greater,
        _ => std::cmp::Ordering::Equal,
    }
}

fn occasion(told: Told<'_>) -> Days {
    let own = told.claim.told.as_ref().map(|told| told.days).filter(|days| days.length().is_some());
    own.unwrap_or(told.origin.occasion)
}

/// A difference, the claim with the smaller id first.
pub(crate) fn difference(
    (a, a_says): (Told<'_>, String),
    (b, b_says): (Told<'_>, String),
    kind: DifferenceKind,
    hard: bool,
    because: String,
) -> Difference {
    let swap = b.claim.id < a.claim.id;
    let ((a, a_says), (b, b_says)) =
        if swap { ((b, b_says), (a, a_says)) } else { ((a, a_says), (b, b_says)) };
    Difference {
        pair: pair(a, b),
        kind,
        hard,
        a: a.claim.id.clone(),
        b: b.claim.id.clone(),
        a_says,
        b_says,
        because,
    }
}

/// A claim's words, shortened for a line.
pub(crate) fn quoted(claim: &Claim) -> String {
    const LONGEST: usize = 160;
    match claim.quote.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", claim.quote[..cut].trim_end()),
        None => claim.quote.clone(),
    }
}

/// A figure in words: "at least 1000 fighters killed".
pub(crate) fn words(figure: &Figure) -> String {
    let noun = if figure.noun.is_empty() { &figure.of } else { &figure.noun };
    match figure.written.contains(noun.as_str()) {
        true => format!("{} {}", figure.written, figure.outcome.as_str()),
        false => format!("{} {noun} {}", figure.written, figure.outcome.as_str()),
    }
}
