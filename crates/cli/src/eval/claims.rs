//! Claims against gold claims: the measures of the scorer that counts (claims.py), figure for figure.
//!
//! A found claim matches a gold one when it is of the same page, kind, polarity and mood group, and covers at least
//! half of its quote, or of a repetition that gold lists. Matching is one to one, the best cover first. Then each
//! field is scored on its own, over the gold values of all claims that are not optional.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use tadmor::day::Day;

use super::figures::Figures;
use super::gold::{FoundClaim, GoldClaim, ScoredFigure, ScoredWhen, base};
use super::names::Names;

/// Gold and found claims, matched.
#[derive(Clone, Debug)]
pub struct Matched {
    pub gold: Vec<GoldClaim>,
    pub found: Vec<FoundClaim>,
    /// From gold to found.
    pub pairs: BTreeMap<usize, usize>,
}

impl Matched {
    /// Matches. Found claims of pages that gold does not know are left out.
    pub fn new(mut gold: Vec<GoldClaim>, mut found: Vec<FoundClaim>) -> Matched {
        gold.iter_mut().for_each(|claim| claim.page = base(&claim.page).to_owned());
        found.iter_mut().for_each(|claim| claim.page = base(&claim.page).to_owned());
        let pages: BTreeSet<&str> = gold.iter().map(|claim| claim.page.as_str()).collect();
        found.retain(|claim| pages.contains(claim.page.as_str()));
        let pairs = pairs(&gold, &found);
        Matched { gold, found, pairs }
    }

    /// The gold claims that were not found, the optional ones left out.
    pub fn missed(&self) -> impl Iterator<Item = &GoldClaim> {
        let missed = self.gold.iter().enumerate().filter(|(at, _)| !self.pairs.contains_key(at));
        missed.map(|(_, claim)| claim).filter(|claim| !claim.optional)
    }

    /// The found claims that match none.
    pub fn extra(&self) -> impl Iterator<Item = &FoundClaim> {
        let taken: BTreeSet<usize> = self.pairs.values().copied().collect();
        self.found.iter().enumerate().filter(move |(at, _)| !taken.contains(at)).map(|(_, claim)| claim)
    }
}

fn pairs(gold: &[GoldClaim], found: &[FoundClaim]) -> BTreeMap<usize, usize> {
    let mut candidates = Vec::new();
    for (i, one) in gold.iter().enumerate() {
        for (j, other) in found.iter().enumerate() {
            if !of_one_sort(one, other) {
                continue;
            }
            let cover = cover(spans(one), other.span);
            if cover >= 0.5 {
                let longer = (length(other.span) - length(one.span)).abs();
                candidates.push((cover, -longer, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| {
        let (a, b) = (b, a);
        a.0.partial_cmp(&b.0).unwrap_or(Ordering::Equal).then_with(|| (a.1, a.2, a.3).cmp(&(b.1, b.2, b.3)))
    });
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, _, i, j) in candidates {
        if !pairs.contains_key(&i) && taken.insert(j) {
            pairs.insert(i, j);
        }
    }
    pairs
}

fn of_one_sort(gold: &GoldClaim, found: &FoundClaim) -> bool {
    let polarity = |text: &Option<String>| text.as_deref().unwrap_or("positive") == "negative";
    gold.page == found.page
        && gold.kind == found.kind
        && polarity(&gold.polarity) == polarity(&found.polarity)
        && mood_group(&gold.mood) == mood_group(&found.mood)
}

fn mood_group(mood: &Option<String>) -> Option<&'static str> {
    match mood.as_deref().unwrap_or("asserted") {
        "asserted" | "ongoing" => Some("real"),
        "planned" | "intended" | "predicted" => Some("ahead"),
        "hypothetical" | "possible" => Some("unreal"),
        _ => None,
    }
}

fn length(span: [i64; 2]) -> i64 {
    span[1] - span[0]
}

/// The claim's span and those of its repetitions.
fn spans(gold: &GoldClaim) -> impl Iterator<Item = [i64; 2]> + Clone {
    std::iter::once(gold.span).chain(gold.also_spans.iter().copied())
}

/// The share of a gold quote that is covered, 0 where the found quote is more than three times as long and 80 bytes
/// over; the best of the claim and its repetitions.
fn cover(gold: impl IntoIterator<Item = [i64; 2]>, found: [i64; 2]) -> f64 {
    let mut best = 0.0_f64;
    for span in gold {
        if length(found) <= 3 * length(span) + 80 {
            let shared = span[1].min(found[1]) - span[0].max(found[0]);
            best = best.max(shared as f64 / length(span).max(1) as f64);
        }
    }
    best
}

/// Measures, and adds the figures in the scorer's order.
pub fn score(matched: &Matched, names: &Names, figures: &mut Figures) {
    let must = matched.gold.iter().filter(|claim| !claim.optional).count();
    let hits = matched.pairs.keys().filter(|at| !matched.gold[**at].optional).count();
    let beside = matched.pairs.len() - hits + repeats(matched);
    let asked = matched.found.len().saturating_sub(beside).max(1);
    let (precision, recall) = (hits as f64 / asked as f64, hits as f64 / must.max(1) as f64);
    let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
    let line = format!(
        "claims    P {precision:.3}  R {recall:.3}  F1 {f1:.3}   ({hits} matched of {must} gold, {} found, {beside} of them optional or repeats)",
        matched.found.len()
    );
    figures.quiet("claims_precision", precision);
    figures.quiet("claims_recall", recall);
    figures.with_line("claims_f1", f1, line);
    let mut fields = Fields::default();
    for (at, gold) in matched.gold.iter().enumerate().filter(|(_, gold)| !gold.optional) {
        let found = matched.pairs.get(&at).map(|found| &matched.found[*found]);
        fields.claim(gold, found, names);
    }
    for (name, right, total) in fields.all {
        figures.share(&name.replace(['.', ' '], "_"), name, right, total);
    }
}

/// Right and total of each field, in the order in which the first claim asks for it.
#[derive(Default)]
struct Fields {
    all: Vec<(&'static str, usize, usize)>,
}

impl Fields {
    fn count(&mut self, name: &'static str, total: usize, right: usize) {
        match self.all.iter_mut().find(|(field, ..)| *field == name) {
            Some((_, known_right, known_total)) => {
                *known_right += right;
                *known_total += total;
            }
            None => self.all.push((name, right, total)),
        }
    }

    fn claim(&mut self, gold: &GoldClaim, found: Option<&FoundClaim>, names: &Names) {
        self.count("speaker", 1, usize::from(found.is_some_and(|found| speaker_right(gold, found, names))));
        let nums = numbered(&gold.figures).count();
        if nums > 0 {
            self.count("figure", nums, found.map_or(0, |found| figures_right(gold, found)));
            self.count("counted", nums, found.map_or(0, |found| counted_right(gold, found)));
        }
        if let Some(found) = found {
            self.count("fig.prec", numbered(&found.figures).count(), figures_right(gold, found));
            if gold.when.is_none() {
                let open = found.when.as_ref().is_none_or(|when| when.from.is_none());
                self.count("left open", 1, usize::from(open));
            }
        }
        if let Some(when) = gold.when.as_ref().filter(|_| !gold.when_optional) {
            let given = found.and_then(|found| found.when.as_ref());
            self.count("date", 1, usize::from(given.is_some_and(|given| date_right(when, given))));
        }
        if let Some(place) = gold.place.as_deref().filter(|place| !place.is_empty()) {
            let right =
                found.is_some_and(|found| names.any(place.split("; "), places(found).collect::<Vec<_>>()));
            self.count("place", 1, usize::from(right));
        }
        self.role("agent", gold, found, names);
        self.role("target", gold, found, names);
    }

    fn role(&mut self, role: &'static str, gold: &GoldClaim, found: Option<&FoundClaim>, names: &Names) {
        let ours = if role == "agent" { &gold.agent } else { &gold.target };
        if ours.is_empty() {
            return;
        }
        let (agent, target) = found.map_or((&[][..], &[][..]), |found| (&found.agent[..], &found.target[..]));
        let (mut theirs, others) = if role == "agent" { (agent, target) } else { (target, agent) };
        let shared =
            |theirs: &[String]| ours.iter().any(|name| theirs.iter().any(|other| names.same(name, other)));
        // A clash matches in either order.
        if gold.kind == "clash" && !shared(theirs) {
            theirs = others;
        }
        let right = theirs.len() <= ours.len() + 1 && shared(theirs);
        self.count(role, 1, usize::from(right));
    }
}

fn speaker_right(gold: &GoldClaim, found: &FoundClaim, names: &Names) -> bool {
    let said = found.said_by.last().map_or("", String::as_str);
    gold.said_by.last().into_iter().chain(&gold.accept_speaker).any(|name| names.same(name, said))
}

fn places(found: &FoundClaim) -> impl Iterator<Item = &str> {
    let all = found.places.iter().flat_map(|place| [place.name.as_deref(), place.written.as_deref()]);
    all.flatten().filter(|name| !name.is_empty())
}

fn numbered(figures: &[ScoredFigure]) -> impl Iterator<Item = &ScoredFigure> {
    figures.iter().filter(|figure| figure.low.is_some() || figure.high.is_some())
}

fn agree(a: &ScoredFigure, b: &ScoredFigure) -> bool {
    (&a.outcome, a.low, a.high) == (&b.outcome, b.low, b.high)
}

fn figures_right(gold: &GoldClaim, found: &FoundClaim) -> usize {
    let mut have: Vec<&ScoredFigure> = found.figures.iter().collect();
    let mut right = 0;
    for figure in numbered(&gold.figures) {
        if let Some(at) = have.iter().position(|other| agree(figure, other)) {
            have.remove(at);
            right += 1;
        }
    }
    right
}

/// Of the figures that agree in outcome, low and high: how many also count the same thing (a word in common).
fn counted_right(gold: &GoldClaim, found: &FoundClaim) -> usize {
    let same_thing = |figure: &ScoredFigure, other: &ScoredFigure| {
        let mut theirs = stems(other.of.as_deref());
        theirs.extend(stems(other.written.as_deref()));
        agree(figure, other) && !stems(figure.of.as_deref()).is_disjoint(&theirs)
    };
    numbered(&gold.figures)
        .filter(|figure| found.figures.iter().any(|other| same_thing(figure, other)))
        .count()
}

fn stems(text: Option<&str>) -> BTreeSet<String> {
    let lower = text.unwrap_or_default().to_lowercase();
    let words =
        lower.split(|character: char| !character.is_ascii_lowercase()).filter(|word| !word.is_empty());
    words.map(|word| stem(&word.replace("armour", "armor"))).collect()
}

fn stem(word: &str) -> String {
    let ends = ["ies", "es", "s"].into_iter().find_map(|end| word.strip_suffix(end));
    ends.unwrap_or(word).to_owned()
}

/// Whether the interval lies within gold's and is at least half as long; for a loose gold day any overlap.
fn date_right(gold: &ScoredWhen, given: &ScoredWhen) -> bool {
    let Some((from, to)) = both(given) else { return false };
    let whole = both(gold).into_iter();
    let one_day = |day: &String| Day::parse(day).map(|day| (day, day));
    let accepted = gold.accept.iter().filter_map(|(from, to)| Some((Day::parse(from)?, Day::parse(to)?)));
    let spans = whole.chain(gold.alternatives.iter().filter_map(one_day)).chain(accepted);
    let days = |from: Day, to: Day| from.days_until(to) + 1;
    for (first, last) in spans {
        let (ours, theirs) = (days(from, to), days(first, last));
        if gold.loose && from <= last && first <= to && ours <= theirs + 31 {
            return true;
        }
        if first <= from && to <= last && 2 * ours >= theirs {
            return true;
        }
    }
    false
}

fn both(when: &ScoredWhen) -> Option<(Day, Day)> {
    Some((Day::parse(when.from.as_deref()?)?, Day::parse(when.to.as_deref()?)?))
}

/// How many found claims beside the matched ones are repetitions that gold lists; each excuses one.
fn repeats(matched: &Matched) -> usize {
    let mut used: BTreeSet<(&str, &str, [i64; 2])> = BTreeSet::new();
    for (gold, found) in &matched.pairs {
        let (gold, found) = (&matched.gold[*gold], &matched.found[*found]);
        // The first of those that are covered best.
        let mut best = (gold.span, cover([gold.span], found.span));
        for span in spans(gold) {
            let covered = cover([span], found.span);
            if covered > best.1 {
                best = (span, covered);
            }
        }
        used.insert((&gold.page, &gold.kind, best.0));
    }
    let mut count = 0;
    for found in matched.extra() {
        let same = matched.gold.iter().filter(|gold| gold.page == found.page && gold.kind == found.kind);
        let listed = same.filter(|gold| !gold.also_spans.is_empty());
        let mut spans = listed.flat_map(|gold| spans(gold).map(move |span| (gold, span)));
        let free = spans.find(|(gold, span)| {
            !used.contains(&(gold.page.as_str(), gold.kind.as_str(), *span))
                && cover([*span], found.span) >= 0.5
        });
        if let Some((gold, span)) = free {
            used.insert((&gold.page, &gold.kind, span));
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn when(from: &str, to: &str) -> ScoredWhen {
        ScoredWhen { from: Some(from.to_owned()), to: Some(to.to_owned()), ..ScoredWhen::default() }
    }

    #[test]
    fn a_day_may_not_be_finer_than_its_source_by_more_than_half() {
        let week = when("2019-05-06", "2019-05-12");
        assert!(date_right(&week, &when("2019-05-06", "2019-05-10")));
        assert!(!date_right(&week, &when("2019-05-06", "2019-05-07")));
        assert!(!date_right(&week, &when("2019-05-05", "2019-05-12")));
        let loose = ScoredWhen { loose: true, ..week };
        assert!(date_right(&loose, &when("2019-05-12", "2019-05-20")));
    }

    #[test]
    fn a_long_quote_covers_nothing() {
        assert_eq!(cover([[0, 10]], [0, 110]), 1.0);
        assert_eq!(cover([[0, 10]], [0, 111]), 0.0);
    }

    #[test]
    fn armour_and_armor_are_one_thing() {
        assert!(!stems(Some("armoured vehicles")).is_disjoint(&stems(Some("37 armored cars"))));
        assert!(stems(Some("tanks")).is_disjoint(&stems(Some("37 cars"))));
    }
}
