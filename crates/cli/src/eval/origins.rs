//! Origins and differences against gold.

use std::collections::{BTreeMap, BTreeSet};

use tadmor::ledger::difference::Pair;
use tadmor::ledger::{Difference, LedgerEvent};

use super::claims::Matched;
use super::control::{GoldDifference, World};
use super::figures::Figures;
use super::names::Names;
use super::pile::Pile;
use crate::words::json_word;

/// A matched claim: its origin by gold and by us.
struct Both<'m> {
    gold: &'m str,
    ours: &'m str,
    outlet: Option<&'m str>,
}

fn both(matched: &Matched) -> Vec<Both<'_>> {
    let pairs = matched.pairs.iter().filter_map(|(gold, found)| {
        let (gold, found) = (&matched.gold[*gold], &matched.found[*found]);
        let outlet = found.said_by.first().map(String::as_str);
        Some(Both { gold: gold.origin.as_deref()?, ours: found.origin.as_deref()?, outlet })
    });
    pairs.collect()
}

/// Over all pairs of matched claims whose origin gold tells: joined where they are one, apart where they are two.
pub fn joins(matched: &Matched, figures: &mut Figures) {
    let all = both(matched);
    let (mut one, mut joined, mut two, mut apart) = (0, 0, 0, 0);
    for (at, a) in all.iter().enumerate() {
        for b in &all[at + 1..] {
            match a.gold == b.gold {
                true => {
                    one += 1;
                    joined += usize::from(a.ours == b.ours);
                }
                false => {
                    two += 1;
                    apart += usize::from(a.ours != b.ours);
                }
            }
        }
    }
    figures.share("origins_joined", "joined", joined, one);
    figures.share("origins_apart", "apart", apart, two);
}

/// Of gold's origins that some matched claim carries: those that are one origin of ours, carried by the same outlets.
pub fn carried(matched: &Matched, world: &World, names: &Names, figures: &mut Figures) {
    let all = both(matched);
    let mut right = 0;
    for gold in &world.origins {
        let mut by_ours: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for claim in all.iter().filter(|claim| claim.gold == gold.id) {
            by_ours.entry(claim.ours).or_default().extend(claim.outlet);
        }
        let carriers = |outlets: &BTreeSet<&str>| {
            gold.carried_by.iter().all(|outlet| outlets.iter().any(|other| names.same(outlet, other)))
        };
        right += usize::from(by_ours.values().any(carriers));
    }
    figures.share("origins", "origins", right, world.origins.len());
}

/// Of gold's differences: those that stand in one of our events, of the same kind and sort of pair, with the same
/// numbers, or where there are none with a word in common on each side.
pub fn differences(pile: &Pile, world: &World, figures: &mut Figures) {
    let found = |gold: &&GoldDifference| {
        let all = pile.whole.events.iter().flat_map(|event: &LedgerEvent| &event.differences);
        all.filter(|ours| is_sort(ours, gold)).any(|ours| {
            (says(&ours.a_says, &gold.a) && says(&ours.b_says, &gold.b))
                || (says(&ours.a_says, &gold.b) && says(&ours.b_says, &gold.a))
        })
    };
    let right = world.disagreements.iter().filter(found).count();
    figures.share("differences", "differ", right, world.disagreements.len());
}

fn is_sort(ours: &Difference, gold: &GoldDifference) -> bool {
    let retold = ours.pair != Pair::Disagreement;
    json_word(&ours.kind) == gold.kind && retold == gold.same_origin
}

fn says(ours: &str, gold: &str) -> bool {
    // What stands in brackets is who says it.
    let gold = gold.split(" (").next().unwrap_or(gold);
    let (ours, gold) = (words(ours), words(gold));
    let numbers = |words: &BTreeSet<String>| -> BTreeSet<String> {
        words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).cloned().collect()
    };
    match numbers(&gold) {
        none if none.is_empty() => !ours.is_disjoint(&gold),
        some => !numbers(&ours).is_disjoint(&some),
    }
}

fn words(text: &str) -> BTreeSet<String> {
    const EMPTY: [&str; 12] =
        ["the", "and", "of", "in", "it", "has", "not", "yet", "out", "into", "been", "over"];
    let lower = text.to_lowercase().replace(',', "");
    let words = lower.split(|character: char| !character.is_alphanumeric());
    words.filter(|word| !word.is_empty() && !EMPTY.contains(word)).map(str::to_owned).collect()
}
