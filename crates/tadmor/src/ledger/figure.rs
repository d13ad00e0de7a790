//! Figures of an event, combined over **origins**.
//!
//! In: an event's claims with their origins, and where they differ. Out: a [`FigureLine`] for each thing counted with
//! one outcome. Ten pages that carry one briefing are one voice. A briefing that came in two versions ("1,000 killed
//! and wounded", "at least 1000 killed") gives no best value: both are shown.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::claim::{Figure, Outcome};
use crate::id::{ClaimId, OriginId};
use crate::ledger::build::Told;
use crate::ledger::difference::{Difference, DifferenceKind};
use crate::mention::count::Hedge;

/// The rule by which figures are combined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureRule {
    /// Best is the value that most origins give, ties to the lower; low and high are the extremes.
    #[default]
    Ucdp,
    /// The most conservative one integer.
    Acled,
    /// The extremes, no best.
    Widest,
}

/// What one origin says, in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureTold {
    /// The act of telling.
    pub origin: OriginId,
    /// The claim that carries it.
    pub claim: ClaimId,
    /// As written, hedge included.
    pub written: String,
    /// The least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// The most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
}

/// What an event's claims say together of one thing counted with one outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureLine {
    /// "fighters", "tanks".
    pub of: String,
    /// "killed", "destroyed".
    pub outcome: Outcome,
    /// The least that any origin gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// By `rule`; absent where lines differ by category or one origin came in two versions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<u64>,
    /// The most that any origin gives; absent where one gives no upper bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
    /// Which rule.
    pub rule: FigureRule,
    /// Why there is no best, or how it was chosen.
    pub because: String,
    /// What each origin says, both versions where it came in two.
    pub lines: Vec<FigureTold>,
}

/// The widths that words without a number are given where they are compared, and only there: they never become a
/// figure's low or high. Low and high, both included. The widths are ours; ACLED codes "dozens" as 12 and "hundreds"
/// as 100, the lower ends.
pub const VAGUE_WIDTHS: &[(&str, u64, u64)] = &[
    ("a few", 2, 9),
    ("several", 2, 9),
    ("a dozen", 12, 12),
    ("tens of thousands", 20_000, 99_999),
    ("hundreds of thousands", 200_000, 999_999),
    ("several hundred", 200, 999),
    ("several thousand", 2_000, 9_999),
    ("thousands", 2_000, 9_999),
    ("hundreds", 200, 999),
    ("scores", 40, 199),
    ("dozens", 24, 99),
    ("tens", 20, 99),
];

/// "About" and "nearly" are compared within so many percent.
pub const ABOUT_PERCENT: u64 = 15;

/// The interval that a figure stands for when it is compared: as it is, but "about" is widened and "dozens" takes its
/// width from the table.
pub(crate) fn compared(figure: &Figure) -> (u64, Option<u64>) {
    let share = |value: u64| value / 100 * ABOUT_PERCENT + value % 100 * ABOUT_PERCENT / 100;
    match (figure.bound, figure.low, figure.high) {
        (Hedge::Vague, None, None) => {
            let written = crate::text::fold::key(&figure.written);
            let padded = format!(" {written} ");
            let row = VAGUE_WIDTHS.iter().find(|(word, ..)| padded.contains(&format!(" {word} ")));
            row.map_or((0, None), |(_, low, high)| (*low, Some(*high)))
        }
        (Hedge::About, Some(low), Some(high)) => {
            (low.saturating_sub(share(low)), Some(high.saturating_add(share(high))))
        }
        (Hedge::Nearly, Some(low), Some(high)) => (low.min(high.saturating_sub(share(high))), Some(high)),
        (_, low, high) => (low.unwrap_or(0), high),
    }
}

/// The figures of an event, by outcome, then thing.
pub(crate) fn combine(told: &[Told<'_>], differences: &[Difference], rule: FigureRule) -> Vec<FigureLine> {
    let mut lines: BTreeMap<(Outcome, String), Vec<FigureTold>> = BTreeMap::new();
    let mut recast: BTreeSet<(Outcome, String)> = BTreeSet::new();
    let category: BTreeSet<(&ClaimId, &str)> = differences
        .iter()
        .filter(|difference| difference.kind == DifferenceKind::Category)
        .flat_map(|difference| {
            [(&difference.a, difference.a_says.as_str()), (&difference.b, difference.b_says.as_str())]
        })
        .collect();
    for told in told.iter().filter(|told| told.claim.counts()) {
        for figure in &told.claim.figures {
            // A part is in its whole already: "67, including 19 commanders".
            let same_thing = figure.part_of.is_some()
                && told.claim.figures.iter().any(|whole| {
                    Some(&whole.written) == figure.part_of.as_ref()
                        && (&whole.of, whole.outcome) == (&figure.of, figure.outcome)
                });
            if same_thing {
                continue;
            }
            let key = (figure.outcome, figure.of.clone());
            if category.contains(&(&told.claim.id, super::difference::words(figure).as_str())) {
                recast.insert(key.clone());
            }
            lines.entry(key).or_default().push(FigureTold {
                origin: told.origin.id.clone(),
                claim: told.claim.id.clone(),
                written: figure.written.clone(),
                low: figure.low,
                high: figure.high,
            });
        }
    }
    let made = lines.into_iter().map(|(key, told)| {
        let is_recast = recast.contains(&key);
        line(key, told, is_recast, rule)
    });
    made.collect()
}

fn line(
    (outcome, of): (Outcome, String),
    mut told: Vec<FigureTold>,
    recast: bool,
    rule: FigureRule,
) -> FigureLine {
    told.sort_by(|a, b| (&a.origin, a.low, a.high, &a.claim).cmp(&(&b.origin, b.low, b.high, &b.claim)));
    // One origin that says one thing on ten pages says it once.
    told.dedup_by(|next, kept| (&next.origin, next.low, next.high) == (&kept.origin, kept.low, kept.high));
    let numbered: Vec<&FigureTold> =
        told.iter().filter(|told| told.low.is_some() || told.high.is_some()).collect();
    let low = numbered.iter().map(|told| told.low.unwrap_or(0)).min();
    let unbounded = numbered.iter().any(|told| told.high.is_none());
    let high = numbered.iter().filter_map(|told| told.high).max().filter(|_| !unbounded);
    let (best, because) = best(&numbered, recast, rule);
    FigureLine { of, outcome, low, best, high, rule, because, lines: told }
}

/// The number that a figure stands for where one number is asked: its low, or its high where it has no low.
fn value(told: &FigureTold) -> Option<u64> {
    told.low.filter(|low| *low > 0).or(told.high).or(told.low)
}

fn best(told: &[&FigureTold], recast: bool, rule: FigureRule) -> (Option<u64>, String) {
    let mut of_origin: BTreeMap<&OriginId, BTreeSet<u64>> = BTreeMap::new();
    for told in told {
        of_origin.entry(&told.origin).or_default().extend(value(told));
    }
    let two_versions = told.windows(2).any(|pair| pair[0].origin == pair[1].origin);
    match () {
        () if told.is_empty() => return (None, "no number is given".to_owned()),
        () if recast => {
            return (None, "no best: the same number is told of another category".to_owned());
        }
        () if two_versions => return (None, "no best: one origin came in two versions".to_owned()),
        () => {}
    }
    let mut votes: BTreeMap<u64, usize> = BTreeMap::new();
    for value in of_origin.values().flatten() {
        *votes.entry(*value).or_default() += 1;
    }
    let origins = of_origin.len();
    match rule {
        FigureRule::Widest => (None, format!("widest: the extremes of {origins} origins, no best")),
        FigureRule::Acled => {
            let least = votes.keys().next().copied();
            (least, format!("acled: the most conservative of {origins} origins"))
        }
        FigureRule::Ucdp => {
            let most = votes.iter().min_by_key(|(value, count)| (usize::MAX - **count, **value));
            let because = most.map_or(String::new(), |(_, count)| {
                format!("ucdp: given by {count} of {origins} origins, ties to the lower")
            });
            (most.map(|(value, _)| *value), because)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(origin: &str, low: u64, high: Option<u64>) -> FigureTold {
        FigureTold {
            origin: OriginId::from_text(origin),
            claim: ClaimId::of(&[origin, &low.to_string()]),
            written: low.to_string(),
            low: Some(low),
            high,
        }
    }

    fn of(told: Vec<FigureTold>, rule: FigureRule) -> FigureLine {
        line((Outcome::Killed, "people".to_owned()), told, false, rule)
    }

    #[test]
    fn ten_pages_of_one_origin_do_not_outvote_two_origins() {
        let mut all: Vec<FigureTold> = (0..10).map(|_| told("o1", 40, Some(40))).collect();
        all.extend([told("o2", 31, Some(31)), told("o3", 31, Some(31))]);
        let line = of(all, FigureRule::Ucdp);
        assert_eq!((line.low, line.best, line.high), (Some(31), Some(31), Some(40)));
        assert_eq!(line.lines.len(), 3);
    }

    #[test]
    fn ties_go_to_the_lower_and_an_open_end_stays_open() {
        let line = of(vec![told("o1", 40, Some(40)), told("o2", 31, None)], FigureRule::Ucdp);
        assert_eq!((line.low, line.best, line.high), (Some(31), Some(31), None));
    }

    #[test]
    fn an_origin_in_two_versions_gives_no_best() {
        let line = of(vec![told("o1", 40, Some(40)), told("o1", 40, None)], FigureRule::Ucdp);
        assert_eq!(line.best, None);
        assert_eq!(line.lines.len(), 2);
    }

    #[test]
    fn each_rule_gives_its_own_best() {
        let all = || vec![told("o1", 40, Some(40)), told("o2", 40, Some(40)), told("o3", 12, Some(12))];
        assert_eq!(of(all(), FigureRule::Ucdp).best, Some(40));
        assert_eq!(of(all(), FigureRule::Acled).best, Some(12));
        assert_eq!(of(all(), FigureRule::Widest).best, None);
    }
}
