//! An article's page: its own text by zones, with every claim where it stands.
//!
//! In: a reading, and the saved page made into text again. Out: [`ArticleView`]. A claim is kept as bytes of the saved
//! page; here it is found in the visible text again. Claims may nest and overlap: a run of text names all that it is
//! part of.

use std::collections::BTreeMap;

use tadmor::claim::{Claim, Link as Speaker};
use tadmor::ledger::LedgerClaim;
use tadmor::page::{Block, Page, Zone};
use tadmor::reading::Reading;
use tadmor::text::{RawSpan, Span};

use crate::view::event::{self, reading as understood, standing};
use crate::view::sides::Side;
use crate::view::{Link, Pile, article_title, outlet_of};
use crate::words::{self, Words};

/// An article as one page shows it.
#[derive(Clone, Debug)]
pub struct ArticleView {
    /// Its title.
    pub title: Words,
    /// "en".
    pub language: Option<Words>,
    /// Outlet, day, byline … each with its reason.
    pub facts: Vec<Fact>,
    /// The page's own address, where it is one that can be gone to.
    pub address: Option<Words>,
    /// The text, stretch by stretch. Empty where the saved page is not at hand.
    pub stretches: Vec<Stretch>,
    /// Claims that no stretch holds, and all of them where the saved page is not at hand.
    pub loose: Vec<Note>,
    /// Dates that were not taken for the day of publication, and why.
    pub refused: Vec<(Words, Words)>,
    /// What could not be read.
    pub unread: Vec<Words>,
    /// How many claims.
    pub claims: usize,
    /// The page's sha256.
    pub page_id: String,
    /// The files that hold it.
    pub sources: Vec<Words>,
    /// Charset, format and length in words.
    pub kept: Words,
}

/// Something that the page says about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// "outlet", "published".
    pub what: &'static str,
    /// The value.
    pub value: Words,
    /// Why.
    pub because: Words,
}

/// A stretch of the page.
#[derive(Clone, Debug)]
pub enum Stretch {
    /// The outlet speaks.
    Told {
        /// Title, deck, body or caption.
        zone: Zone,
        /// Its text.
        runs: Vec<Run>,
        /// The claims that begin in it.
        notes: Vec<Note>,
        /// Why it was taken for its zone.
        because: Words,
    },
    /// Menus, meters, related boxes, stamps: about the page, not of the article.
    Apart {
        /// "furniture", "related", "meta".
        what: &'static str,
        /// The lines, each with why.
        lines: Vec<(Words, Words)>,
    },
    /// Readers' comments, without the readers' names.
    Comments {
        /// The comments' own words, and their stamps.
        lines: Vec<(bool, Words)>,
        /// How many comments.
        comments: usize,
    },
}

/// Characters that are part of the same claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The characters.
    pub text: Words,
    /// The claims they are part of, by number from 1, outermost first.
    pub claims: Vec<usize>,
    /// The claims that end here.
    pub ends: Vec<usize>,
    /// Whether the innermost claim is told as real and so.
    pub counts: bool,
}

/// A claim beside the text.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its number on the page, from 1.
    pub number: usize,
    /// Its anchor.
    pub anchor: String,
    /// "control.gained".
    pub kind: &'static str,
    /// "planned", "told as not so".
    pub apart: Option<&'static str>,
    /// Its words: shown where the text is not.
    pub quote: Words,
    /// Who says it, outlet first, with the cue of each.
    pub chain: Vec<(Words, Words)>,
    /// The innermost speaker's side.
    pub side: Side,
    /// Who, whom, how many.
    pub reading: Vec<Words>,
    /// Where and when, in words.
    pub settled: Vec<Words>,
    /// What was understood and why, a line each.
    pub because: Vec<(Words, Words)>,
    /// The event that it is about.
    pub event: Option<Link>,
    /// The act of telling that it goes back to.
    pub origin: Option<Link>,
}

/// The page of `reading`; `saved` is its text, where the bytes are at hand.
pub fn of(pile: &Pile<'_>, reading: &Reading, saved: Option<&Page>) -> ArticleView {
    let claims = pile.claims_of(&reading.page_id);
    let mut notes: BTreeMap<usize, Note> =
        claims.iter().enumerate().map(|(at, claim)| (at + 1, note(pile, at + 1, claim))).collect();
    let readers: Vec<&str> = reading
        .article
        .comments
        .iter()
        .filter_map(|comment| comment.author.as_deref())
        .filter(|name| name.chars().count() > 2)
        .collect();
    let stretches = saved.map_or_else(Vec::new, |page| stretches(page, claims, &mut notes, &readers));
    let published = &reading.article.published;
    ArticleView {
        title: article_title(reading),
        language: reading.article.language.as_deref().map(Words::new),
        facts: facts(reading),
        address: reading.article.address.as_ref().and_then(|address| web_address(&address.value)),
        stretches,
        loose: notes.into_values().collect(),
        refused: published
            .refused
            .iter()
            .map(|refused| (Words::new(&refused.written), Words::new(&refused.why)))
            .collect(),
        unread: reading.notes.iter().map(|note| Words::new(&note.what)).collect(),
        claims: claims.len(),
        page_id: reading.page_id.to_string(),
        sources: reading.sources.iter().map(|source| Words::new(&source.name())).collect(),
        kept: Words::new(&format!("{} bytes, {}", words::count(reading.bytes), reading.encoding)),
    }
}

/// An address that is safe to link to: http or https, and nothing else.
fn web_address(address: &str) -> Option<Words> {
    let lower = address.trim().to_ascii_lowercase();
    let fits = lower.starts_with("https://") || lower.starts_with("http://");
    fits.then(|| Words::new(address.trim()))
}

fn facts(reading: &Reading) -> Vec<Fact> {
    let article = &reading.article;
    let mut facts = vec![Fact {
        what: "outlet",
        value: outlet_of(reading),
        because: Words::new(
            article.outlet.as_ref().map_or("the page does not tell", |outlet| &outlet.because),
        ),
    }];
    let time = article.published.time.as_ref().map(|time| format!(", {time}")).unwrap_or_default();
    let because = match article.published.because.as_str() {
        "" => "no clue on the page, and none in the pile",
        because => because,
    };
    facts.push(Fact {
        what: "published",
        value: Words::new(&format!("{}{time}", words::days(article.published.days))),
        because: Words::new(because),
    });
    let stated = [("byline", &article.byline), ("dateline", &article.dateline), ("credit", &article.credit)];
    facts.extend(stated.into_iter().filter_map(|(what, stated)| {
        let stated = stated.as_ref()?;
        Some(Fact { what, value: Words::new(&stated.value), because: Words::new(&stated.because) })
    }));
    facts
}

fn note(pile: &Pile<'_>, number: usize, found: &LedgerClaim) -> Note {
    let claim = &found.claim;
    let origin = pile
        .origin(&found.origin)
        .map(|origin| Link { href: pile.files.origin(&found.origin), words: Words::new(&origin.speaker) });
    let about = found.event.as_ref().and_then(|id| pile.event(id));
    let mut settled: Vec<Words> = claim.places.iter().map(|place| Words::new(&place.name)).collect();
    if let Some(when) = &claim.when {
        settled.push(Words::new(&words::days(when.days)));
    }
    Note {
        number,
        anchor: crate::files::anchor(claim.id.as_str()),
        kind: claim.kind.as_str(),
        apart: standing(found),
        quote: Words::new(&claim.quote),
        chain: claim.chain.iter().map(link_words).collect(),
        side: pile.side_of(claim),
        reading: understood(claim),
        settled,
        because: because(claim),
        event: about.map(|event| pile.event_link(event)),
        origin,
    }
}

fn link_words(link: &Speaker) -> (Words, Words) {
    let direct = if link.direct { ", in direct words" } else { "" };
    let cue = match link.cue.as_str() {
        "" => direct.trim_start_matches(", ").to_owned(),
        cue => format!("“{cue}”{direct}"),
    };
    (Words::new(&link.name), Words::new(&cue))
}

/// Every understood value with its reason.
fn because(claim: &Claim) -> Vec<(Words, Words)> {
    let mut lines = Vec::new();
    let mut line = |value: &str, because: &str| {
        if !because.is_empty() {
            lines.push((Words::new(value), Words::new(because)));
        }
    };
    if let Some(when) = &claim.when {
        line(&words::days(when.days), &format!("“{}”: {}", when.written, when.because));
    }
    for place in &claim.places {
        line(&place.name, &place.because);
    }
    for party in claim.agent.iter().chain(&claim.support).chain(&claim.target) {
        line(&party.name, &party.because);
    }
    for link in claim.chain.iter().skip(1) {
        line(&link.name, &link.because);
    }
    lines
}

fn stretches(
    page: &Page,
    claims: &[&LedgerClaim],
    notes: &mut BTreeMap<usize, Note>,
    readers: &[&str],
) -> Vec<Stretch> {
    let mut stretches: Vec<Stretch> = Vec::new();
    for block in &page.blocks {
        match block.zone {
            Zone::Title | Zone::Deck | Zone::Body | Zone::Caption => {
                stretches.push(told(page, block, claims, notes));
            }
            Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta => {
                comment(page, block, readers, &mut stretches);
            }
            Zone::Meta | Zone::Related | Zone::Furniture => {
                let what = block.zone.as_str();
                let line = (Words::new(page.text.slice(block.span)), Words::new(&block.because));
                match stretches.last_mut() {
                    Some(Stretch::Apart { what: last, lines }) if *last == what => lines.push(line),
                    _ => stretches.push(Stretch::Apart { what, lines: vec![line] }),
                }
            }
        }
    }
    stretches
}

fn comment(page: &Page, block: &Block, readers: &[&str], stretches: &mut Vec<Stretch>) {
    let mut text = page.text.slice(block.span).to_owned();
    for reader in readers {
        text = text.replace(reader, "a reader");
    }
    let line = match block.zone {
        Zone::CommentAuthor => None,
        zone => Some((zone == Zone::Comment, Words::new(&text))),
    };
    let counted = usize::from(block.zone == Zone::Comment);
    if let Some(Stretch::Comments { lines, comments }) = stretches.last_mut() {
        lines.extend(line);
        *comments += counted;
        return;
    }
    stretches.push(Stretch::Comments { lines: line.into_iter().collect(), comments: counted });
}

fn told(page: &Page, block: &Block, claims: &[&LedgerClaim], notes: &mut BTreeMap<usize, Note>) -> Stretch {
    let raw = page.text.raw(block.span);
    let everywhere = claims.iter().enumerate().flat_map(|(at, claim)| {
        let again = claim.claim.also.iter().map(|also| also.span);
        std::iter::once(claim.claim.span).chain(again).map(move |span| (at + 1, span))
    });
    let touching: Vec<(usize, RawSpan)> = everywhere.filter(|(_, span)| span.overlaps(raw)).collect();
    let letters = if touching.is_empty() { Vec::new() } else { letters(page, block.span) };
    let mut spans: Vec<(usize, Span)> = touching
        .into_iter()
        .filter_map(|(number, span)| Some((number, visible(&letters, block.span, span)?)))
        .collect();
    // Outermost first: what starts earlier, and of two that start together the longer.
    spans.sort_by_key(|(number, span)| (span.start, std::cmp::Reverse(span.end), *number));
    let starting = spans.iter().filter_map(|(number, _)| notes.remove(number)).collect();
    let counts = |number: usize| claims.get(number - 1).is_some_and(|found| event::counts(found));
    Stretch::Told {
        zone: block.zone,
        runs: runs(page, block.span, &spans, &counts),
        notes: starting,
        because: Words::new(&block.because),
    }
}

/// Where each character of `span` starts, and the bytes it was read from.
fn letters(page: &Page, span: Span) -> Vec<(usize, RawSpan)> {
    let text = page.text.slice(span);
    text.char_indices()
        .map(|(at, letter)| {
            let start = span.start + at;
            (start, page.text.raw(Span::new(start, start + letter.len_utf8())))
        })
        .collect()
}

/// The characters of a block that were read from `raw`.
fn visible(letters: &[(usize, RawSpan)], block: Span, raw: RawSpan) -> Option<Span> {
    let first = letters.partition_point(|(_, letter)| letter.end <= raw.start);
    let past = letters.partition_point(|(_, letter)| letter.start < raw.end);
    let start = letters.get(first)?.0;
    let end = letters.get(past).map_or(block.end, |(at, _)| *at);
    (start < end).then(|| Span::new(start, end))
}

/// The block's text cut wherever a claim starts or ends.
fn runs(page: &Page, block: Span, spans: &[(usize, Span)], counts: &dyn Fn(usize) -> bool) -> Vec<Run> {
    let mut cuts: Vec<usize> = spans.iter().flat_map(|(_, span)| [span.start, span.end]).collect();
    cuts.extend([block.start, block.end]);
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts.windows(2).map(|pair| Span::new(pair[0], pair[1]));
    pieces
        .map(|piece| {
            let inside: Vec<usize> =
                spans.iter().filter(|(_, span)| span.contains(piece)).map(|(number, _)| *number).collect();
            let ends = spans.iter().filter(|(_, span)| span.end == piece.end).map(|(number, _)| *number);
            Run {
                text: Words::new(page.text.slice(piece)),
                counts: inside.last().is_none_or(|number| counts(*number)),
                claims: inside,
                ends: ends.collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_linked() {
        assert!(web_address("https://a.example/1").is_some());
        assert!(web_address("javascript:alert(1)").is_none());
        assert!(web_address(" JavaScript:alert(1)//https://").is_none());
        assert!(web_address("data:text/html,x").is_none());
    }
}
