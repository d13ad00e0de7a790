//! The six joins, in their order.
//!
//! In: utterances. Out: pairs of claims with rule and evidence. Each join looks at what the pages say, never at what
//! other joins made of it, so that the order of joining changes which evidence is kept and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::{Claim, Role};
use crate::day::Days;
use crate::origin::JoinRule;
use crate::origin::pile::{Pile, Relation, relation};
use crate::origin::rarity;
use crate::origin::reuse;
use crate::origin::telling::{Telling, Utterance};
use crate::page::Zone;
use crate::text::fold;

/// Two utterances that are one act of telling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The first one: an index into the utterances.
    pub a: usize,
    /// The other.
    pub b: usize,
    /// Which rule.
    pub rule: JoinRule,
    /// The evidence in words.
    pub because: String,
}

/// All joins between `utterances`, by rule, then by utterance.
pub(crate) fn all(pile: &Pile<'_>, utterances: &[Utterance]) -> Vec<Found> {
    let mut found = by_speaker(pile, utterances);
    found.extend(on_one_page(pile, utterances));
    found.extend(quotations(pile, utterances));
    found.extend(reused(pile, utterances));
    found.extend(figures(pile, utterances));
    found.sort_by_key(|join| (join.rule, join.a, join.b));
    found
}

/// In what role an utterance stands under a speaker's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// The speaker tells it.
    Speaker,
    /// The speaker passes on what another told.
    PassedOn,
    /// An outlet carries it and credits the agency.
    Credited,
    /// The outlet itself.
    Outlet,
}

/// One telling under a name, growing.
struct Occasion {
    telling: Telling,
    first: usize,
    members: Vec<(usize, Part)>,
}

/// Credit, nesting and speaker: utterances that stand under one name, on compatible days, on one subject.
fn by_speaker(pile: &Pile<'_>, utterances: &[Utterance]) -> Vec<Found> {
    let mut under: BTreeMap<String, Vec<(usize, Part)>> = BTreeMap::new();
    for (at, utterance) in utterances.iter().enumerate() {
        for (name, part) in names(pile, utterance) {
            under.entry(name).or_default().push((at, part));
        }
    }
    let mut found = Vec::new();
    for (name, mut members) in under {
        if members.iter().all(|(_, part)| *part == Part::Outlet) {
            continue;
        }
        // The surest days first, so that those which know no day find all occasions made. Outlets come last: they
        // may only join what another page says of them.
        members.sort_by_key(|(at, part)| {
            let telling = utterances[*at].telling;
            (*part == Part::Outlet, telling.days.length().unwrap_or(i32::MAX), telling.days, *at)
        });
        found.extend(under_name(pile, utterances, &name, &members));
    }
    found
}

fn names(pile: &Pile<'_>, utterance: &Utterance) -> Vec<(String, Part)> {
    let first = pile.claims[utterance.claims[0]].claim;
    let mut names: Vec<(String, Part)> =
        utterance.passed_on_by.iter().map(|name| (name.clone(), Part::PassedOn)).collect();
    if utterance.speaker.is_some() {
        names.push((fold::key(&first.speaker().name), Part::Speaker));
    }
    if utterance.own_voice {
        let outlet = fold::key(pile.outlet(utterance.page));
        let credit = pile.pages[utterance.page].article.credit.as_ref();
        match credit.map(|credit| fold::key(&credit.value)) {
            Some(agency) if agency != outlet => names.push((agency, Part::Credited)),
            _ if outlet != "unknown" => names.push((outlet, Part::Outlet)),
            _ => {}
        }
    }
    names
}

fn under_name(
    pile: &Pile<'_>,
    utterances: &[Utterance],
    name: &str,
    members: &[(usize, Part)],
) -> Vec<Found> {
    let mut occasions: Vec<Occasion> = Vec::new();
    let mut found = Vec::new();
    for &(at, part) in members {
        let telling = utterances[at].telling;
        let fitting: Vec<(u32, usize)> = occasions
            .iter()
            .enumerate()
            .filter(|(_, occasion)| occasion.telling.meet(telling).is_some())
            .filter_map(|(which, occasion)| Some((evidence(utterances, occasion, (at, part))?, which)))
            .collect();
        let best = fitting.iter().map(|(strength, _)| *strength).max();
        let mut chosen = fitting.iter().filter(|(strength, _)| Some(*strength) == best);
        match (chosen.next(), chosen.next()) {
            (Some((_, which)), None) => {
                let occasion = &mut occasions[*which];
                found.push(Found {
                    a: occasion.first,
                    b: at,
                    rule: rule(occasion, part),
                    because: because(utterances, name, occasion, (at, part), pile),
                });
                occasion.telling = occasion.telling.meet(telling).unwrap_or(occasion.telling);
                occasion.members.push((at, part));
            }
            // None fits, or two fit alike: which one cannot be told, so it stays its own.
            _ if part != Part::Outlet => {
                occasions.push(Occasion { telling, first: at, members: vec![(at, part)] });
            }
            _ => {}
        }
    }
    found
}

fn rule(occasion: &Occasion, part: Part) -> JoinRule {
    let parts = || occasion.members.iter().map(|(_, part)| *part).chain([part]);
    if parts().any(|part| matches!(part, Part::Credited | Part::Outlet)) {
        return JoinRule::Credit;
    }
    match part == Part::PassedOn || parts().all(|other| other == Part::PassedOn) {
        true => JoinRule::Nesting,
        false => JoinRule::Speaker,
    }
}

/// How much speaks for `(at, part)` belonging to `occasion`; `None` where too little does.
fn evidence(utterances: &[Utterance], occasion: &Occasion, (at, part): (usize, Part)) -> Option<u32> {
    let utterance = &utterances[at];
    let mut best = None;
    for &(other_at, other_part) in &occasion.members {
        let other = &utterances[other_at];
        if (part, other_part) == (Part::Outlet, Part::Outlet) && other.page != utterance.page {
            return None;
        }
        best = best.max(pair_evidence(utterance, other, part.max(other_part)));
    }
    best
}

fn pair_evidence(a: &Utterance, b: &Utterance, part: Part) -> Option<u32> {
    let place = !a.places.is_disjoint(&b.places);
    let party = !a.parties.is_disjoint(&b.parties);
    if !place && !party {
        return None;
    }
    let kind = place && shares_a_kind(a, b);
    let figure = place && shared_weight(a, b).0 >= rarity::WORTH_A_LOOK;
    let stated = a.telling.stated && b.telling.stated;
    // An agency tells many things in a day: only the same thing at the same place can be the same dispatch.
    let needs_kind = part >= Part::Credited || !stated;
    let enough = match needs_kind {
        true => kind || figure,
        false => place || !(a.telling.is_loose() || b.telling.is_loose()),
    };
    enough.then(|| 8 * u32::from(figure) + 4 * u32::from(stated) + 2 * u32::from(kind) + u32::from(place))
}

fn shares_a_kind(a: &Utterance, b: &Utterance) -> bool {
    !a.kinds.is_disjoint(&b.kinds)
}

fn because(
    utterances: &[Utterance],
    name: &str,
    occasion: &Occasion,
    (at, part): (usize, Part),
    pile: &Pile<'_>,
) -> String {
    let utterance = &utterances[at];
    let told = occasion.telling.meet(utterance.telling).unwrap_or(occasion.telling).words();
    let who = match part {
        Part::Speaker => pile.claims[utterance.claims[0]].claim.speaker().name.clone(),
        Part::Outlet => pile.outlet(utterance.page).to_owned(),
        Part::PassedOn | Part::Credited => name.to_owned(),
    };
    let how = match rule(occasion, part) {
        JoinRule::Credit => "one page credits the other",
        JoinRule::Nesting => "one chain passes on what the other tells",
        _ => "the same speaker",
    };
    let subject = subject(pile, utterance, &utterances[occasion.first]);
    format!("{who}: {how}, {told}, on {subject}")
}

/// The name of a place that both are about, or else "the same party".
fn subject(pile: &Pile<'_>, a: &Utterance, b: &Utterance) -> String {
    let shared = a.places.intersection(&b.places).next();
    let entries = a.claims.iter().map(|at| &pile.claims[*at]);
    let named = entries
        .flat_map(|entry| entry.claim.places.iter().zip(&entry.places))
        .find(|(_, number)| Some(*number) == shared)
        .map(|(place, _)| place.name.clone());
    named.unwrap_or_else(|| "the same party".to_owned())
}

/// Nesting, and an institution with its officer, on one page.
fn on_one_page(pile: &Pile<'_>, utterances: &[Utterance]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < utterances.len() {
        let page = utterances[from].page;
        let to = from + utterances[from..].iter().take_while(|utterance| utterance.page == page).count();
        for b in from..to {
            for a in from..to {
                if let Some((rule, because)) = officer_of(pile, utterances, a, b, from..to) {
                    found.push(Found { a: a.min(b), b: a.max(b), rule, because });
                }
            }
        }
        from = to;
    }
    found
}

/// Whether the speaker of `b` speaks for the one of `a`, both on one page.
fn officer_of(
    pile: &Pile<'_>,
    utterances: &[Utterance],
    a: usize,
    b: usize,
    page: std::ops::Range<usize>,
) -> Option<(JoinRule, String)> {
    let (institution, officer) = (&utterances[a], &utterances[b]);
    if a == b || institution.speaker.is_none() || officer.speaker.is_none() {
        return None;
    }
    let (one, other) = (speaker_of(pile, institution), speaker_of(pile, officer));
    if institution.speaker == officer.speaker || institution.telling.meet(officer.telling).is_none() {
        return None;
    }
    let on_one_subject = !institution.places.is_disjoint(&officer.places);
    let name = fold::key(&one.speaker().name);
    if on_one_subject && names_itself_of(officer, pile, &name) {
        let because = format!(
            "the page names {} as speaking for {}, on {}",
            other.speaker().name,
            one.speaker().name,
            subject(pile, institution, officer)
        );
        return Some((JoinRule::Nesting, because));
    }
    let spokesmen = page.filter(|at| *at != a && repeats_title(pile, institution, &utterances[*at])).count();
    (spokesmen == 1 && repeats_title(pile, institution, officer)).then(|| {
        let because = format!(
            "the title has {} say what the body has {} say: the same {} at the same place",
            one.speaker().name,
            other.speaker().name,
            one.kind
        );
        (JoinRule::Speaker, because)
    })
}

fn speaker_of<'r>(pile: &Pile<'r>, utterance: &Utterance) -> &'r Claim {
    pile.claims[utterance.claims[0]].claim
}

/// Whether one of the links of `officer` is written, or explained, as being of the institution called `name`.
fn names_itself_of(officer: &Utterance, pile: &Pile<'_>, name: &str) -> bool {
    let claims = officer.claims.iter().map(|at| pile.claims[*at].claim);
    claims.flat_map(|claim| claim.chain.iter().skip(1)).any(|link| {
        let own = fold::key(&link.name);
        if own == name {
            // A chain that runs through the institution itself.
            return true;
        }
        let described =
            matches!(link.role, Role::Official | Role::Officer | Role::Monitor | Role::Other | Role::Group);
        described && [&link.written, &link.because].into_iter().any(|text| has_words(&fold::key(text), name))
    })
}

/// Whether `words` stand in `text` as whole words, both folded.
fn has_words(text: &str, words: &str) -> bool {
    !words.is_empty() && format!(" {text} ").contains(&format!(" {words} "))
}

/// Whether a claim of the title by `institution` stands again in the body, said by `officer`: same kind, same place,
/// no other number.
fn repeats_title(pile: &Pile<'_>, institution: &Utterance, officer: &Utterance) -> bool {
    let is_office = |claim: &Claim| matches!(claim.speaker().role, Role::Official | Role::Officer);
    let body: Vec<usize> = officer.claims.clone();
    officer.speaker.is_some()
        && institution.claims.iter().map(|at| &pile.claims[*at]).any(|title| {
            title.claim.zone == Zone::Title
                && body.iter().map(|at| &pile.claims[*at]).any(|again| {
                    again.claim.zone != Zone::Title
                        && again.speaker != title.speaker
                        && is_office(again.claim)
                        && again.claim.kind == title.claim.kind
                        && again.place.is_some()
                        && again.place == title.place
                        && one_side(title.claim, again.claim)
                        && relation(&title.targets, &again.targets) != Relation::Apart
                        && same_numbers(title.claim, again.claim)
                })
        })
}

fn one_side(a: &Claim, b: &Claim) -> bool {
    a.speaker().side.as_ref().zip(b.speaker().side.as_ref()).is_none_or(|(a, b)| a == b)
}

fn same_numbers(a: &Claim, b: &Claim) -> bool {
    a.figures.iter().all(|figure| {
        let mut alike = b.figures.iter().filter(|other| other.outcome == figure.outcome).peekable();
        alike.peek().is_none() || alike.any(|other| other.low == figure.low)
    })
}

/// How many words that carry meaning an aligned quotation must have.
const QUOTED_WORDS: usize = 6;

/// Words that carry no meaning of their own: shared, they prove nothing.
const EMPTY_WORDS: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "before",
    "but", "by", "can", "could", "did", "do", "does", "for", "from", "had", "has", "have", "he", "her",
    "his", "i", "if", "in", "into", "is", "it", "its", "me", "more", "no", "not", "of", "on", "or", "our",
    "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "there", "they", "this",
    "those", "to", "very", "was", "we", "were", "what", "when", "which", "who", "will", "with", "would",
    "you", "your",
];

/// Quotation: the same six words that carry meaning, in one order, in the direct words of two pages.
fn quotations(pile: &Pile<'_>, utterances: &[Utterance]) -> Vec<Found> {
    let mut shelves: BTreeMap<u64, Vec<(usize, String)>> = BTreeMap::new();
    for (at, utterance) in utterances.iter().enumerate() {
        let direct = utterance.claims.iter().map(|at| pile.claims[*at].claim);
        for claim in direct.filter(|claim| claim.speaker().direct) {
            let key = fold::key(&claim.quote);
            let words: Vec<&str> = key.split(' ').filter(|word| !EMPTY_WORDS.contains(word)).collect();
            for run in words.windows(QUOTED_WORDS) {
                shelves.entry(reuse::hash(run)).or_default().push((at, run.join(" ")));
            }
        }
    }
    let mut found = BTreeMap::new();
    for shelf in shelves.values() {
        for pair in shelf.windows(2) {
            let ((a, words), (b, other)) = (&pair[0], &pair[1]);
            if words == other && utterances[*a].page != utterances[*b].page {
                found.entry((*a, *b)).or_insert_with(|| words.clone());
            }
        }
    }
    let joined = found.into_iter().map(|((a, b), words)| Found {
        a,
        b,
        rule: JoinRule::Quotation,
        because: format!("both quote, in this order: {words}"),
    });
    joined.collect()
}

/// Reuse: what outlets tell in their own voice on pages of which one holds half of the other.
fn reused(pile: &Pile<'_>, utterances: &[Utterance]) -> Vec<Found> {
    let sketches: Vec<&[u64]> = pile.pages.iter().map(|page| page.sketch.as_slice()).collect();
    let mut own: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, utterance) in utterances.iter().enumerate().rev() {
        if utterance.own_voice {
            own.insert(utterance.page, at);
        }
    }
    let mut found = Vec::new();
    for (page, other, share) in reuse::pairs(&sketches) {
        let Some((a, b)) = own.get(&page).zip(own.get(&other)) else { continue };
        if pile.outlet(page) == pile.outlet(other) || !shares_a_kind(&utterances[*a], &utterances[*b]) {
            continue;
        }
        let because = format!("about {:.0} % of the shorter text stands in the longer one", share * 100.0);
        found.push(Found { a: *a.min(b), b: *a.max(b), rule: JoinRule::Reuse, because });
    }
    found
}

/// How far apart two pages may be published and still copy one vector of figures.
const FIGURES_WITHIN: i32 = 7;

/// With how many earlier tellings of one odd number at one place a telling is compared. More than so many share
/// none but by copying, and a chain of copies is joined through its neighbours.
const ALIKE_BEFORE: usize = 32;

/// Figures: a vector of numbers, on the same outcomes at the same place, too odd to be shared by chance.
fn figures(pile: &Pile<'_>, utterances: &[Utterance]) -> Vec<Found> {
    let mut shelves: BTreeMap<(u32, crate::claim::Outcome, u64), BTreeSet<usize>> = BTreeMap::new();
    for (at, utterance) in utterances.iter().enumerate() {
        for key in
            utterance.numbers.iter().copied().filter(|(_, _, n)| rarity::weight(*n) >= rarity::WORTH_A_LOOK)
        {
            shelves.entry(key).or_default().insert(at);
        }
    }
    let mut pairs = BTreeSet::new();
    for shelf in shelves.values() {
        let shelf: Vec<usize> = shelf.iter().copied().collect();
        for (position, at) in shelf.iter().enumerate() {
            let before = &shelf[position.saturating_sub(ALIKE_BEFORE)..position];
            pairs.extend(before.iter().map(|other| (*other, *at)));
        }
    }
    let mut found = Vec::new();
    for (a, b) in pairs {
        let (one, other) = (&utterances[a], &utterances[b]);
        if one.page == other.page || !published_together(pile, one.page, other.page) {
            continue;
        }
        let (weight, shared) = shared_weight(one, other);
        // Two who are named and are not one person may quote one true number; not several odd ones.
        let two_names = one.speaker.is_some() && other.speaker.is_some() && one.speaker != other.speaker;
        if weight < rarity::THRESHOLD || (two_names && shared.len() < 2) {
            continue;
        }
        let list: Vec<String> = shared.iter().map(u64::to_string).collect();
        let because =
            format!("both give {}: too odd to agree by chance (weight {weight:.1})", list.join(", "));
        found.push(Found { a, b, rule: JoinRule::Figures, because });
    }
    found
}

fn published_together(pile: &Pile<'_>, a: usize, b: usize) -> bool {
    let days = |page: usize| pile.pages[page].article.published.days;
    let wide = |days: Days| Days {
        from: days.from.map(|day| day.plus_days(-FIGURES_WITHIN)),
        to: days.to.map(|day| day.plus_days(FIGURES_WITHIN)),
    };
    wide(days(a)).overlaps(days(b))
}

fn shared_weight(a: &Utterance, b: &Utterance) -> (f64, Vec<u64>) {
    let shared: Vec<u64> = a.numbers.intersection(&b.numbers).map(|(_, _, number)| *number).collect();
    (shared.iter().map(|number| rarity::weight(*number)).sum(), shared)
}
