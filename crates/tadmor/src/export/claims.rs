//! A claim as exports write it.
//!
//! In: a [`LedgerClaim`], or a [`Claim`] of one page alone. Out: a [`ClaimLine`], whose fields are the keys of
//! docs/ledger.md, "A claim". The names of the parties stand as plain lists, so that a spreadsheet can hold them.

use std::borrow::Cow;

use serde::Serialize;

use crate::assemble::Verdict;
use crate::claim::{Also, Claim, Extent, Figure, Link, Mood, Party, Place, Polarity, When};
use crate::day::Days;
use crate::ledger::LedgerClaim;
use crate::text::RawSpan;

/// When something happened, as exports write it.
#[derive(Clone, Debug, Serialize)]
pub struct WhenLine<'c> {
    /// The days, both included; an open end is left out.
    #[serde(flatten)]
    pub days: Days,
    /// As on the page: "last Tuesday".
    #[serde(skip_serializing_if = "str::is_empty")]
    pub written: &'c str,
    /// Which words and which rule.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub because: &'c str,
}

impl<'c> WhenLine<'c> {
    fn of(when: &'c When) -> Self {
        WhenLine { days: when.days, written: &when.written, because: &when.because }
    }
}

/// One line of the claims export.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimLine<'c> {
    /// Hash of page id, kind, span and ordinal.
    pub id: &'c str,
    /// The page's name as given, relative. Left out where the text has no page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<Cow<'c, str>>,
    /// The sha256 of the page. Left out where the text has no page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_id: Option<&'c str>,
    /// Title, deck, body or caption.
    pub zone: &'static str,
    /// The visible characters.
    pub quote: &'c str,
    /// Their bytes in the page.
    pub span: RawSpan,
    /// Where the page says it again.
    #[serde(skip_serializing_if = "<[Also]>::is_empty")]
    pub also: &'c [Also],
    /// What is claimed: docs/codebook.md.
    pub kind: &'static str,
    /// The words that say so.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub trigger: &'c str,
    /// Canonical names, outlet first, innermost speaker last.
    pub said_by: Vec<&'c str>,
    /// The same, in full.
    pub chain: &'c [Link],
    /// When the innermost speaker said it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<WhenLine<'c>>,
    /// Who did it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agent: Vec<&'c str>,
    /// The same, as on the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub agent_written: Vec<&'c str>,
    /// Who helped.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<&'c str>,
    /// The same, as on the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub support_written: Vec<&'c str>,
    /// Whom it was done to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<&'c str>,
    /// The same, as on the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target_written: Vec<&'c str>,
    /// Where; the finest first.
    #[serde(skip_serializing_if = "<[Place]>::is_empty")]
    pub places: &'c [Place],
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<WhenLine<'c>>,
    /// How many.
    #[serde(skip_serializing_if = "<[Figure]>::is_empty")]
    pub figures: &'c [Figure],
    /// Asserted, ongoing, planned, intended, predicted or hypothetical.
    pub mood: Mood,
    /// Positive or negative.
    pub polarity: Polarity,
    /// Whole, part or surroundings, where said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extent: Option<Extent>,
    /// How, where said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manner: Option<&'c str>,
    /// With what, where said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weapon: Option<&'c str>,
    /// Which one of several, where said: 2 of "the second siege".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// The event that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<&'c str>,
    /// The act of telling that it goes back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<&'c str>,
    /// What a person decided of it: accept or reject; a rejected claim counts nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Verdict>,
}

impl<'c> ClaimLine<'c> {
    /// The line of a claim of the ledger.
    pub fn of(claim: &'c LedgerClaim) -> Self {
        ClaimLine {
            page: Some(Cow::Borrowed(&claim.page)),
            page_id: Some(claim.claim.page_id.as_str()),
            event: claim.event.as_ref().map(|event| event.as_str()),
            origin: Some(claim.origin.as_str()),
            decision: claim.decision,
            ..ClaimLine::alone(&claim.claim)
        }
    }

    /// The line of a claim of a text that has no page: without page, event and origin.
    pub fn alone(claim: &'c Claim) -> Self {
        ClaimLine {
            id: claim.id.as_str(),
            page: None,
            page_id: None,
            zone: claim.zone.as_str(),
            quote: &claim.quote,
            span: claim.span,
            also: &claim.also,
            kind: claim.kind.as_str(),
            trigger: &claim.trigger,
            said_by: claim.said_by(),
            chain: &claim.chain,
            told: claim.told.as_ref().map(WhenLine::of),
            agent: names(&claim.agent),
            agent_written: written(&claim.agent),
            support: names(&claim.support),
            support_written: written(&claim.support),
            target: names(&claim.target),
            target_written: written(&claim.target),
            places: &claim.places,
            when: claim.when.as_ref().map(WhenLine::of),
            figures: &claim.figures,
            mood: claim.mood,
            polarity: claim.polarity,
            extent: claim.extent,
            manner: claim.manner.as_deref(),
            weapon: claim.weapon.as_deref(),
            ordinal: claim.ordinal,
            event: None,
            origin: None,
            decision: None,
        }
    }
}

fn names(parties: &[Party]) -> Vec<&str> {
    parties.iter().map(|party| party.name.as_str()).collect()
}

fn written(parties: &[Party]) -> Vec<&str> {
    parties.iter().map(|party| party.written.as_str()).collect()
}
