//! An event's page: claims beside claims.
//!
//! In: an event of the ledger. Out: [`EventView`]: support, figures, the claims grouped by the act of telling that
//! they go back to, and where they differ.

use std::collections::BTreeMap;

use tadmor::claim::{Claim, Mood, Party, Polarity};
use tadmor::id::OriginId;
use tadmor::ledger::{Difference, DifferenceKind, LedgerClaim, LedgerEvent, Support, Verdict};
use tadmor::origin::JoinRule;

use crate::view::chart::{self, Panel};
use crate::view::sides::Side;
use crate::view::{Carrier, Link, Pile, title_of};
use crate::words::{self, Words};

/// How many claims one page shows side by side.
pub const CLAIMS_SHOWN: usize = 400;
/// How many differences one page lists.
pub const DIFFERENCES_SHOWN: usize = 200;

/// An event as one page shows it.
#[derive(Clone, Debug)]
pub struct EventView {
    /// What it is called.
    pub title: Words,
    /// "control.gained".
    pub kind: &'static str,
    /// Where, the finest first.
    pub places: Vec<Link>,
    /// When, in words.
    pub days: String,
    /// Which claim or page gave the days.
    pub because: Words,
    /// How well supported.
    pub support: Support,
    /// What the hard disagreements are about: "extent: the whole ↔ not the east". Empty where there are none.
    pub contested: Vec<Words>,
    /// Figures.
    pub panels: Vec<Panel>,
    /// Claims by origin.
    pub tellings: Vec<Telling>,
    /// Where they differ.
    pub differences: Vec<DifferenceView>,
    /// "400 of 1,212 claims are shown"; empty where all are.
    pub cut: String,
}

/// One act of telling and the claims that go back to it.
#[derive(Clone, Debug)]
pub struct Telling {
    /// Who told it, linked to the listing of origins.
    pub speaker: Link,
    /// The speaker's side.
    pub side: Side,
    /// When it was told, in words; empty while unknown.
    pub occasion: String,
    /// Who carries it, each outlet once.
    pub outlets: Vec<Words>,
    /// Why it is one origin: rule and evidence, each once.
    pub joins: Vec<(&'static str, Words)>,
    /// Its claims.
    pub rows: Vec<Row>,
}

/// One claim.
#[derive(Clone, Debug)]
pub struct Row {
    /// The outlet, and its day.
    pub carrier: Carrier,
    /// Whether the row above is of the same page.
    pub same_page: bool,
    /// The page's language, where known.
    pub language: Option<Words>,
    /// Its words, those in which it differs from another marked.
    pub quote: Vec<(Words, bool)>,
    /// Speakers between the outlet and the innermost.
    pub via: Vec<Words>,
    /// "control.gained".
    pub kind: &'static str,
    /// What was understood, a line each.
    pub reading: Vec<Words>,
    /// "planned", "denied" … where it is not told as real and so.
    pub apart: Option<&'static str>,
    /// Whether it enters figures, control and the map.
    pub counts: bool,
    /// "disagrees: extent", with whether it is hard.
    pub chips: Vec<(String, bool)>,
}

/// Two claims that differ.
#[derive(Clone, Debug)]
pub struct DifferenceView {
    /// "disagrees", "retold", "updated".
    pub pair: &'static str,
    /// "extent".
    pub kind: &'static str,
    /// Whether both cannot be so.
    pub hard: bool,
    /// One.
    pub a: Voice,
    /// The other.
    pub b: Voice,
    /// Which values and which rule.
    pub because: Words,
}

/// Who says which words.
#[derive(Clone, Debug)]
pub struct Voice {
    /// Speaker, linked to the claim in its page.
    pub speaker: Link,
    /// The outlet that carries it.
    pub outlet: Words,
    /// The speaker's side.
    pub side: Side,
    /// The words.
    pub says: Words,
    /// "planned", "told as not so".
    pub apart: Option<&'static str>,
}

/// The page of `event`.
pub fn of(pile: &Pile<'_>, event: &LedgerEvent) -> EventView {
    let claims: Vec<&LedgerClaim> = event.claims.iter().filter_map(|id| pile.claim(id)).collect();
    let shown = &claims[..claims.len().min(CLAIMS_SHOWN)];
    let mut cut = Vec::new();
    if shown.len() < claims.len() {
        cut.push(format!("{} of {} claims are shown", shown.len(), words::count(claims.len() as u64)));
    }
    if event.differences.len() > DIFFERENCES_SHOWN {
        let all = words::count(event.differences.len() as u64);
        cut.push(format!("{DIFFERENCES_SHOWN} of {all} differences are listed"));
    }
    EventView {
        title: title_of(event),
        kind: event.kind.as_str(),
        places: event.places.iter().map(|place| pile.place_link(place)).collect(),
        days: words::days(event.days),
        because: Words::new(&event.because),
        support: event.support.clone(),
        contested: contested(event),
        panels: chart::panels(pile, event),
        tellings: tellings(pile, shown),
        differences: differences(pile, event),
        cut: cut.join("; "),
    }
}

fn contested(event: &LedgerEvent) -> Vec<Words> {
    use tadmor::ledger::difference::Pair;
    let hard = event.differences.iter().filter(|found| found.hard && found.pair == Pair::Disagreement);
    let mut kinds: Vec<&str> = hard.map(|found| words::difference(found.kind)).collect();
    kinds.dedup();
    let mut seen = Vec::new();
    kinds.retain(|kind| {
        !seen.contains(kind) && {
            seen.push(kind);
            true
        }
    });
    kinds.into_iter().map(Words::new).collect()
}

fn differences(pile: &Pile<'_>, event: &LedgerEvent) -> Vec<DifferenceView> {
    event.differences.iter().take(DIFFERENCES_SHOWN).filter_map(|found| difference(pile, found)).collect()
}

/// A difference as shown; `None` where the ledger lacks one of its claims.
pub fn difference(pile: &Pile<'_>, found: &Difference) -> Option<DifferenceView> {
    Some(DifferenceView {
        pair: words::pair(found.pair),
        kind: words::difference(found.kind),
        hard: found.hard,
        a: voice(pile, pile.claim(&found.a)?, &found.a_says),
        b: voice(pile, pile.claim(&found.b)?, &found.b_says),
        because: Words::new(&found.because),
    })
}

/// `claim` as a voice that says `says`, or its whole quote where that is empty.
pub fn voice(pile: &Pile<'_>, claim: &LedgerClaim, says: &str) -> Voice {
    let speaker = claim.claim.chain.last().map_or("unknown", |link| link.name.as_str());
    let says = if says.trim().is_empty() { claim.claim.quote.as_str() } else { says };
    let carrier = pile.carrier(claim);
    Voice {
        speaker: Link { href: carrier.outlet.href, words: Words::new(speaker) },
        outlet: carrier.outlet.words,
        side: pile.side_of(&claim.claim),
        says: Words::new(says),
        apart: standing(claim),
    }
}

fn tellings(pile: &Pile<'_>, claims: &[&LedgerClaim]) -> Vec<Telling> {
    let mut by_origin: BTreeMap<&OriginId, Vec<&LedgerClaim>> = BTreeMap::new();
    for claim in claims {
        by_origin.entry(&claim.origin).or_default().push(claim);
    }
    let mut tellings: Vec<(_, Telling)> = by_origin
        .into_iter()
        .map(|(id, mut claims)| {
            claims.sort_by(|a, b| (&a.page, a.claim.span).cmp(&(&b.page, b.claim.span)));
            let telling = telling(pile, id, &claims);
            let day = pile.origin(id).and_then(|origin| origin.occasion.from);
            ((std::cmp::Reverse(telling.outlets.len()), day.is_none(), day, id.clone()), telling)
        })
        .collect();
    tellings.sort_by(|(a, _), (b, _)| a.cmp(b));
    tellings.into_iter().map(|(_, telling)| telling).collect()
}

fn telling(pile: &Pile<'_>, id: &OriginId, claims: &[&LedgerClaim]) -> Telling {
    let origin = pile.origin(id);
    let innermost = claims.first().and_then(|claim| claim.claim.chain.last());
    let speaker = origin.map(|origin| origin.speaker.as_str()).or(innermost.map(|link| link.name.as_str()));
    let mut outlets: Vec<Words> = Vec::new();
    for claim in claims {
        let outlet = pile.carrier(claim).outlet.words;
        if !outlets.contains(&outlet) {
            outlets.push(outlet);
        }
    }
    let occasion = origin.map(|origin| origin.occasion).filter(|days| !days.is_open());
    Telling {
        speaker: Link { href: pile.files.origin(id), words: Words::new(speaker.unwrap_or("unknown")) },
        side: pile.sides.named(origin.and_then(|origin| origin.side.as_deref())),
        occasion: occasion.map(words::days).unwrap_or_default(),
        outlets,
        joins: joins(pile, id),
        rows: rows(pile, claims),
    }
}

/// The reasons why an origin is one, each once: many pairs share a reason.
pub fn joins(pile: &Pile<'_>, id: &OriginId) -> Vec<(&'static str, Words)> {
    let mut reasons: Vec<(&'static str, Words)> = Vec::new();
    for join in pile.origin(id).map_or(&[][..], |origin| &origin.joins) {
        let reason = (rule(join.rule), Words::new(&join.because));
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
        if reasons.len() == 24 {
            break;
        }
    }
    reasons
}

fn rule(rule: JoinRule) -> &'static str {
    match rule {
        JoinRule::Credit => "stated credit",
        JoinRule::Nesting => "nesting",
        JoinRule::Speaker => "same speaker",
        JoinRule::Quotation => "aligned quotation",
        JoinRule::Reuse => "reused text",
        JoinRule::Figures => "odd figures in common",
        JoinRule::Decision => "a person's decision",
    }
}

fn rows(pile: &Pile<'_>, claims: &[&LedgerClaim]) -> Vec<Row> {
    let before = std::iter::once(None).chain(claims.iter().map(|claim| Some(&claim.claim.page_id)));
    let rows = claims.iter().zip(before);
    rows.map(|(claim, before)| row(pile, claim, before == Some(&claim.claim.page_id))).collect()
}

fn row(pile: &Pile<'_>, claim: &LedgerClaim, same_page: bool) -> Row {
    let found = pile.differences(&claim.claim.id);
    let says = found.iter().map(|found| {
        let (own, other) = match found.a == claim.claim.id {
            true => (found.a_says.as_str(), found.b_says.as_str()),
            false => (found.b_says.as_str(), found.a_says.as_str()),
        };
        // Of two ways of leaving a place, the verbs tell which.
        let by_verb = found.kind == DifferenceKind::Manner && own.len() >= claim.claim.quote.len();
        (if by_verb { claim.claim.trigger.as_str() } else { own }, other)
    });
    let mut chips: Vec<(String, bool)> = Vec::new();
    for difference in found {
        let chip = (
            format!("{}: {}", words::pair(difference.pair), words::difference(difference.kind)),
            difference.hard,
        );
        if !chips.contains(&chip) {
            chips.push(chip);
        }
    }
    chips.sort_by_key(|(_, hard)| !hard);
    let chain = &claim.claim.chain;
    let via = chain.get(1..chain.len().saturating_sub(1)).unwrap_or_default();
    let language = pile.reading(&claim.claim.page_id).and_then(|reading| reading.article.language.as_deref());
    Row {
        carrier: pile.carrier(claim),
        same_page,
        language: language.map(Words::new),
        quote: marked(&claim.claim.quote, says),
        via: via.iter().map(|link| Words::new(&link.name)).collect(),
        kind: claim.claim.kind.as_str(),
        reading: reading(&claim.claim),
        apart: standing(claim),
        counts: counts(claim),
        chips,
    }
}

/// "rejected", "planned", "told as not so": why a claim counts nowhere, or does not count as told to be real and so.
pub fn standing(claim: &LedgerClaim) -> Option<&'static str> {
    match claim.decision {
        Some(Verdict::Reject) => Some("rejected by a person"),
        _ => apart(&claim.claim),
    }
}

/// Whether a claim enters figures, control and the map.
pub fn counts(claim: &LedgerClaim) -> bool {
    claim.claim.counts() && claim.decision != Some(Verdict::Reject)
}

fn apart(claim: &Claim) -> Option<&'static str> {
    if claim.polarity == Polarity::Negative {
        return Some("told as not so");
    }
    if claim.chain.last().is_some_and(|link| link.stance == tadmor::claim::Stance::Denied) {
        return Some("denied");
    }
    match claim.mood {
        Mood::Asserted => None,
        mood => Some(words::mood(mood)),
    }
}

/// What was understood of a claim, a line each: who and whom, how much, figures, manner.
pub fn reading(claim: &Claim) -> Vec<Words> {
    let mut lines = Vec::new();
    if let Some(who) = who(claim) {
        lines.push(who);
    }
    if let Some(extent) = claim.extent {
        lines.push(Words::new(words::extent(extent)));
    }
    for figure in &claim.figures {
        let part = figure.part_of.as_ref().map(|whole| format!(", part of “{whole}”")).unwrap_or_default();
        lines.push(Words::new(&format!("{}{part}", words::figure(figure))));
    }
    let said = [("manner", &claim.manner), ("weapon", &claim.weapon)];
    lines.extend(
        said.iter().filter_map(|(what, value)| Some(Words::new(&format!("{what}: {}", value.as_ref()?)))),
    );
    lines
}

fn who(claim: &Claim) -> Option<Words> {
    let (agent, target) = (names(&claim.agent), names(&claim.target));
    let mut text = match (agent.is_empty(), target.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("by {agent}"),
        (true, false) => format!("of {target}"),
        (false, false) => format!("{agent} → {target}"),
    };
    if !claim.support.is_empty() {
        text.push_str(&format!(", with {}", names(&claim.support)));
    }
    Some(Words::new(&text))
}

fn names(parties: &[Party]) -> String {
    parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// `quote` in runs, the differing words marked. `says` holds what a difference says of this claim and of the other:
/// words of the quote ("the whole town"; parts may be left out: "700 … killed"), or a figure put into words ("at least
/// 700 fighters killed"), of which the words that the other does not have are looked for.
pub fn marked<'s>(quote: &str, says: impl Iterator<Item = (&'s str, &'s str)>) -> Vec<(Words, bool)> {
    let folded = quote.to_ascii_lowercase();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (own, other) in says {
        for part in own.split('…').map(str::trim).filter(|part| !part.is_empty()) {
            match whole_words(&folded, &part.to_ascii_lowercase()) {
                // A difference over the whole quote marks nothing: it would only underline everything.
                Some(_) if part.len() * 4 > quote.len() * 3 => {}
                Some(start) => spans.push((start, start + part.len())),
                None => spans.extend(differing(&folded, part, other)),
            }
        }
    }
    spans.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (start, end) in spans {
        match joined.last_mut() {
            // "at least" is one mark, not two.
            Some(last) if start <= last.1 || quote.get(last.1..start) == Some(" ") => {
                last.1 = last.1.max(end)
            }
            _ => joined.push((start, end)),
        }
    }
    let mut runs = Vec::new();
    let mut at = 0;
    for (start, end) in joined {
        push_run(&mut runs, &quote[at..start], false);
        push_run(&mut runs, &quote[start..end], true);
        at = end;
    }
    push_run(&mut runs, &quote[at..], false);
    runs
}

/// Where the words of `own` that `other` does not have stand in `text`.
fn differing(text: &str, own: &str, other: &str) -> Vec<(usize, usize)> {
    // "1,000" and "1000" are one number.
    let plain = |word: &str| word.to_ascii_lowercase().replace(',', "");
    let others: Vec<String> = other.split_whitespace().map(plain).collect();
    let words = own.split_whitespace().filter(|word| !others.contains(&plain(word)));
    let telling = words.filter(|word| !matches!(*word, "a" | "an" | "and" | "in" | "of" | "or" | "the"));
    let found = telling.filter_map(|word| {
        let start = whole_words(text, &word.to_ascii_lowercase())?;
        Some((start, start + word.len()))
    });
    found.collect()
}

/// Where `part` stands in `text` with no letter or digit touching it.
fn whole_words(text: &str, part: &str) -> Option<usize> {
    let touches = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(part).map(|(start, _)| start).find(|start| {
        !touches(text[..*start].chars().next_back()) && !touches(text[start + part.len()..].chars().next())
    })
}

fn push_run(runs: &mut Vec<(Words, bool)>, text: &str, mark: bool) {
    if !text.is_empty() {
        runs.push((Words::new(text), mark));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(runs: &[(Words, bool)]) -> Vec<(&str, bool)> {
        runs.iter().map(|(words, mark)| (words.as_str(), *mark)).collect()
    }

    #[test]
    fn differing_words_are_marked_wherever_they_stand() {
        let runs = marked(
            "Seventy rebels were killed or hurt, he said",
            [("Seventy … killed or hurt", "seventy killed")].into_iter(),
        );
        assert_eq!(
            plain(&runs),
            [("Seventy", true), (" rebels were ", false), ("killed or hurt", true), (", he said", false)]
        );
    }

    #[test]
    fn a_mark_never_starts_inside_a_word() {
        let runs = marked("some 100 soldiers, 10 of them officers", [("10", "12")].into_iter());
        assert_eq!(
            plain(&runs),
            [("some 100 soldiers, ", false), ("10", true), (" of them officers", false)]
        );
    }

    #[test]
    fn of_a_figure_in_words_only_what_the_other_lacks_is_marked() {
        let quote = "they were killing at least 1000 rebels near the mill, the ministry said";
        let says = [("at least 1000 rebels killed", "1,000 rebels killed or wounded")];
        let marks: Vec<_> = marked(quote, says.into_iter()).into_iter().filter(|(_, mark)| *mark).collect();
        assert_eq!(plain(&marks), [("at least", true)]);
    }

    #[test]
    fn overlapping_marks_become_one_after_the_other() {
        let runs = marked("at least ten killed", [("at least", "ten"), ("least ten", "")].into_iter());
        assert_eq!(runs.iter().map(|(words, _)| words.as_str()).collect::<String>(), "at least ten killed");
    }
}
