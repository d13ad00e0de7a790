//! Who signs an article.
//!
//! In: a page with zones, its outlet and its title. Out: [`Signed`]: the byline as the page writes it, and the people in
//! it. "By Dr Anna Kowal and Jan Berg, Staff Writers" gives the byline "Dr Anna Kowal and Jan Berg" and two people.
//! Every place that names a writer (an element that is marked so, a line that opens with "By", the page's own data) is
//! a candidate; the words' form, where they stand and whether another place agrees decide among them. Names in
//! comments and in boxes of other articles are none.

mod signature;

use std::collections::BTreeMap;

use crate::article::Stated;
use crate::article::outlet::stated;
use crate::page::{Page, Property, Zone};
use crate::tables::Tables;
use crate::tables::bylines::{Mark, Sense};
use crate::tables::zones::States;
use crate::text::fold::{closed, key, squeezed};
use crate::text::{RawSpan, Span};
use signature::Signature;

/// Who signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Signed {
    /// As written: "Anna Kowal and Jan Berg", "Newsdesk".
    pub byline: Option<Stated>,
    /// The people in it, without titles and degrees.
    pub people: Vec<Stated>,
}

/// Where a candidate stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Source {
    /// The article's JSON-LD.
    Linked,
    /// A `<meta>`.
    Meta,
    /// An element marked as the writer's, shown to the reader.
    Marked,
    /// A line that opens with "By".
    Line,
}

#[derive(Clone, Debug)]
struct Person {
    name: String,
    key: String,
    span: Option<RawSpan>,
    several: bool,
    handle: bool,
}

#[derive(Clone, Debug)]
struct Candidate {
    points: i32,
    source: Source,
    /// The names as written, from the first to the last.
    written: String,
    span: Option<RawSpan>,
    people: Vec<Person>,
    because: String,
    /// Where it is shown: the block and the span in the visible text.
    shown: Option<(usize, Span)>,
}

/// Who signs the article on `page`.
pub(super) fn find(page: &Page, outlet: Option<&Stated>, tables: &Tables) -> Signed {
    let ground = Ground::of(page, outlet, tables);
    let mut candidates = Vec::new();
    marked(&ground, &mut candidates);
    lines(&ground, &mut candidates);
    data(&ground, &mut candidates);
    agree(&mut candidates);
    let Some(best) = best(&candidates) else { return Signed::default() };
    signed(best, &candidates, &ground)
}

/// What the candidates are weighed against.
struct Ground<'p> {
    page: &'p Page,
    tables: &'p Tables,
    /// First and last byte of each block in the page.
    raw: Vec<RawSpan>,
    title: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// Folded names of the outlet.
    site: Vec<String>,
}

impl<'p> Ground<'p> {
    fn of(page: &'p Page, outlet: Option<&Stated>, tables: &'p Tables) -> Self {
        let raw = page.blocks.iter().map(|block| page.text.raw(block.span)).collect();
        let title = page.blocks.iter().position(|block| block.zone == Zone::Title);
        let body = |block: &crate::page::Block| block.zone == Zone::Body;
        let first = page.blocks.iter().position(body);
        let last = page.blocks.iter().rposition(body);
        let mut site: Vec<String> =
            stated(page, States::Site, tables).iter().map(|property| closed(&property.value)).collect();
        site.extend(outlet.map(|outlet| closed(&outlet.value)));
        site.retain(|name| name.len() > 2);
        Ground { page, tables, raw, title, first, last, site }
    }

    /// The block in which a tag or words of the page stand.
    fn block(&self, raw: RawSpan) -> Option<usize> {
        let at = self.raw.partition_point(|block| block.start <= raw.start).checked_sub(1)?;
        (raw.start < self.raw[at].end).then_some(at)
    }

    /// How well a place in the page suits a byline.
    fn place(&self, at: usize) -> i32 {
        let zone = match self.page.blocks[at].zone {
            Zone::Meta => 12,
            Zone::Title | Zone::Deck => 6,
            Zone::Body => 0,
            Zone::Caption => -18,
            Zone::Furniture => -4,
            Zone::Related => -25,
            Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta => -100,
        };
        let top = self.title.or(self.first).unwrap_or(0);
        let body = self.first.filter(|first| *first >= top).unwrap_or(top);
        let end = self.last.unwrap_or(body);
        let near = match at {
            at if at + 6 < top => -12,
            at if at <= top => 4,
            at if at <= body + 1 => 16,
            at if at <= top + 4 => 14,
            at if at < end => -8,
            at if at <= end + 4 => 4,
            at if at <= end + 12 => -4,
            _ => -14,
        };
        zone + near
    }

    fn is_site(&self, name: &str) -> bool {
        let name = closed(name);
        self.site.iter().any(|site| *site == name || site.strip_prefix("the") == Some(name.as_str()))
    }
}

/// The people of `signature` in `text`; `at` gives the bytes of a part of it.
fn people(
    text: &str,
    signature: &Signature,
    ground: &Ground<'_>,
    at: impl Fn(Span) -> Option<RawSpan>,
) -> Vec<Person> {
    let person = |name: &signature::Name| {
        let written = squeeze(&text[name.span.start..name.span.end]);
        let key = key(&written);
        let several = name.several || ground.is_site(&written);
        Person { key, span: at(name.span), several, handle: name.handle, name: written }
    };
    signature.names.iter().map(person).collect()
}

fn squeeze(text: &str) -> String {
    squeezed(text).replace(" ,", ",")
}

/// What the form of a name adds.
fn form(people: &[Person], ground: &Ground<'_>) -> i32 {
    let Some(first) = people.first() else { return -100 };
    let words = first.key.split(' ').count();
    let mut points = match words {
        1 => 0,
        2..=3 => 14,
        4 => 10,
        _ => 0,
    };
    if first.several {
        points -= 22;
    }
    if first.handle {
        points -= 16;
    }
    if !ground.tables.places.named(&first.name).is_empty() {
        points -= 12;
    }
    points
}

/// Elements that their markup calls the writer's.
fn marked(ground: &Ground<'_>, out: &mut Vec<Candidate>) {
    let page = ground.page;
    // Where a block holds the same words twice, the second find starts behind the first.
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for property in page.properties.iter().filter(|property| property.name.starts_with("byline:")).take(400) {
        let Some(at) = ground.block(property.span) else { continue };
        let what = &property.name["byline:".len()..];
        let class = what.strip_prefix("class ");
        let worth = match (what, class.map(|class| ground.tables.bylines.class(class))) {
            ("rel", _) => 34,
            ("itemprop", _) => 34,
            ("link", _) => 18,
            (_, Some(Some(Mark::Name))) => 30,
            (_, Some(Some(Mark::Vague))) => 8,
            (_, Some(Some(Mark::Far))) => continue,
            _ => 14,
        };
        let place = ground.place(at);
        if place < -60 {
            continue;
        }
        let text = page.text.as_str();
        let block = page.blocks[at].span;
        let from = seen.get(&at).copied().unwrap_or(block.start).max(block.start);
        // The words of one element; those of a box come in lines.
        let mut start = from;
        for line in property.value.split('\n').filter(|line| !line.trim().is_empty()).take(6) {
            let vague = worth < 10;
            let Some(signature) = signature::read(line, !vague, ground.tables) else { continue };
            let shown = text.get(start..).and_then(|rest| {
                let near = rest.get(..rest.floor_char_boundary(signature_reach(line))).unwrap_or(rest);
                near.find(line.trim()).map(|found| start + found)
            });
            let offset = line.len() - line.trim_start().len();
            let raw = |span: Span| {
                let base = shown?;
                let (from, to) = (base + span.start - offset, base + span.end - offset);
                Some(page.text.raw(Span::new(from, to)))
            };
            let people = people(line, &signature, ground, raw);
            let long = if signature.rest > 12 { -14 } else { 0 };
            let led = if signature.led { 8 } else { shown.map_or(0, |base| before(ground, at, base)) };
            // A class that only sounds like a writer's needs more than one word.
            let unsure =
                worth <= 14 && !signature.led && !people.first().is_some_and(|one| one.key.contains(' '));
            let points = worth + place + form(&people, ground) + long + led - if unsure { 12 } else { 0 };
            let visible = shown.map(|base| {
                Span::new(base + signature.span.start - offset, base + signature.span.end - offset)
            });
            out.push(Candidate {
                points,
                source: Source::Marked,
                written: squeeze(&line[signature.span.start..signature.span.end]),
                span: raw(signature.span).or(Some(property.span)),
                people,
                because: format!("its element is marked as the writer's: {what}"),
                shown: visible.map(|visible| (at, visible)),
            });
            if let Some(base) = shown {
                start = base;
            }
            break;
        }
        if start > from {
            seen.insert(at, start);
        }
    }
}

/// What the words before a name add: "By", "Reviewed by".
fn before(ground: &Ground<'_>, at: usize, base: usize) -> i32 {
    let page = ground.page;
    let start = page.blocks[at].span.start;
    let inside = page.text.as_str().get(start..base).unwrap_or_default();
    let words = match (inside.trim().is_empty(), at) {
        (false, _) => inside,
        (true, 0) => return 0,
        (true, _) => page.text.slice(page.blocks[at - 1].span),
    };
    // A heading or a paragraph before the name says nothing of it.
    if inside.trim().is_empty() && words.split_whitespace().count() > 5 {
        return 0;
    }
    let tail = &words[words.ceil_char_boundary(words.len().saturating_sub(120))..];
    let folded = key(tail);
    let keys: Vec<&str> = folded.split(' ').collect();
    let bylines = &ground.tables.bylines;
    match () {
        () if bylines.ends(&keys, Sense::Other) => -40,
        () if bylines.ends(&keys, Sense::By) || bylines.ends(&keys, Sense::Label) => 10,
        () => 0,
    }
}

/// How far the words of a marked element can lie from the start of their block.
fn signature_reach(line: &str) -> usize {
    line.len() + 2000
}

/// No line with more bytes is a byline.
const LONGEST_LINE: usize = 240;

/// Lines that open with "By", near the article.
fn lines(ground: &Ground<'_>, out: &mut Vec<Candidate>) {
    let page = ground.page;
    for (at, block) in page.blocks.iter().enumerate() {
        let place = ground.place(at);
        if place < -10 || block.zone == Zone::Title || block.zone == Zone::Caption {
            continue;
        }
        let text = page.text.slice(block.span);
        let long = text.len() > LONGEST_LINE;
        if long && block.zone != Zone::Body {
            continue;
        }
        let mut offset = 0;
        for line in text.split_inclusive('\n').take(4) {
            let start = offset;
            offset += line.len();
            if line.len() > LONGEST_LINE {
                continue;
            }
            let Some(signature) = signature::read(line, false, ground.tables) else { continue };
            // "By Monday the town was empty" goes on; a byline ends, or tells a role or a day.
            let goes_on = match block.zone {
                Zone::Meta => signature.rest > 20,
                _ => signature.rest > 6,
            };
            let lone = signature.names.len() == 1
                && !line[signature.span.start..signature.span.end].trim().contains(' ')
                && block.zone != Zone::Meta;
            if !signature.led || goes_on || lone {
                continue;
            }
            let base = block.span.start + start;
            let raw = |span: Span| Some(page.text.raw(Span::new(base + span.start, base + span.end)));
            let people = people(line, &signature, ground, raw);
            out.push(Candidate {
                points: 26 + place + form(&people, ground),
                source: Source::Line,
                written: squeeze(&line[signature.span.start..signature.span.end]),
                span: raw(signature.span),
                people,
                because: format!("the line says who wrote: {}", squeeze(line)),
                shown: Some((at, Span::new(base + signature.span.start, base + signature.span.end))),
            });
        }
    }
}

/// What the page's own data states.
fn data(ground: &Ground<'_>, out: &mut Vec<Candidate>) {
    let mut by_name: BTreeMap<&str, Vec<&Property>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for property in stated(ground.page, States::Author, ground.tables) {
        if !by_name.contains_key(property.name.as_str()) {
            order.push(&property.name);
        }
        by_name.entry(&property.name).or_default().push(property);
    }
    for name in order {
        let Some(properties) = by_name.get(name) else { continue };
        let linked = name.starts_with("json-ld:");
        let mut people_found: Vec<Person> = Vec::new();
        let mut written = Vec::new();
        for property in properties.iter().take(12) {
            let value = flipped(name, &property.value).unwrap_or_else(|| property.value.clone());
            let Some(mut signature) = signature::read(&value, true, ground.tables) else { continue };
            // The name of an office or a paper is taken whole: "Center for Lake Research".
            let whole = key(&value);
            let office = whole.split(' ').any(|word| {
                ground.tables.bylines.is(word, Sense::Company) || ground.tables.bylines.is(word, Sense::Team)
            });
            if !value.contains(',') && whole.split(' ').count() <= 8 && (office || ground.is_site(&value)) {
                let span = Span::new(0, value.len());
                let name = signature::Name { span, several: true, handle: false };
                signature = Signature { span, names: vec![name], led: false, rest: 0 };
            }
            let mut people = people(&value, &signature, ground, |_| Some(property.span));
            if name == "json-ld:author-organization" {
                people.iter_mut().for_each(|person| person.several = true);
            }
            people.retain(|person| people_found.iter().all(|other| other.key != person.key));
            if people.is_empty() {
                continue;
            }
            people_found.extend(people);
            written.push(squeeze(&value[signature.span.start..signature.span.end]));
        }
        if people_found.is_empty() {
            continue;
        }
        let source = if linked { Source::Linked } else { Source::Meta };
        let worth = if linked { 40 } else { 36 };
        let points = worth + form(&people_found, ground);
        let span = properties.first().map(|property| property.span);
        let because = format!("the page states {name}");
        out.push(Candidate {
            points,
            source,
            written: written.join(", "),
            span,
            people: people_found,
            because,
            shown: None,
        });
    }
}

/// Catalogues write "Kowal, Anna".
fn flipped(name: &str, value: &str) -> Option<String> {
    if !matches!(name, "citation_author" | "dc.creator" | "dcterms.creator") {
        return None;
    }
    let (last, first) = value.split_once(", ")?;
    let words = |text: &str| text.split_whitespace().count();
    (words(last) <= 2 && words(first) <= 3 && !first.contains(',')).then(|| format!("{first} {last}"))
}

/// Candidates of other sources that name the same person lend weight.
fn agree(candidates: &mut [Candidate]) {
    let firsts: Vec<(Source, String, bool)> = candidates
        .iter()
        .map(|candidate| {
            let first = candidate.people.first();
            (
                candidate.source,
                first.map(|person| person.key.clone()).unwrap_or_default(),
                candidate.shown.is_some(),
            )
        })
        .collect();
    for candidate in candidates.iter_mut() {
        let shown = candidate.shown.is_some();
        let agrees = firsts.iter().any(|(source, first, other)| {
            *source != candidate.source
                && (*other != shown || shown)
                && candidate.people.iter().any(|person| person.key == *first)
        });
        if agrees {
            candidate.points += 20;
        }
        // "Articles by Anna" under each of many teasers.
        let count = firsts.iter().filter(|(source, ..)| *source == Source::Marked).count();
        let same = firsts
            .iter()
            .filter(|(source, first, _)| {
                *source == Source::Marked && candidate.people.iter().any(|person| person.key == *first)
            })
            .count();
        if candidate.source == Source::Marked && count >= 8 && same * 4 < count && !agrees {
            candidate.points -= 6;
        }
    }
}

/// Less is no byline.
const ENOUGH: i32 = 12;

fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    let top = candidates.iter().map(|candidate| candidate.points).max()?;
    // The first in the page among equals.
    let best = candidates.iter().find(|candidate| candidate.points == top && top >= ENOUGH)?;
    // "Anna KowalEditor" of an outer element is "Anna Kowal" of the one inside.
    let first =
        |candidate: &Candidate| candidate.people.first().map(|person| person.key.clone()).unwrap_or_default();
    let whole = first(best);
    let inner = candidates.iter().filter(|other| other.source != Source::Line).find(|other| {
        let bare = first(other);
        let begins = whole.strip_prefix(&bare).is_some_and(|rest| !rest.is_empty());
        let same_start = match (best.shown, other.shown) {
            (Some((_, one)), Some((_, two))) => one.start == two.start,
            _ => bare.contains(' '),
        };
        begins && same_start && bare.len() >= 3 && best.people.len() == 1 && other.people.len() == 1
    });
    let best = inner.unwrap_or(best);
    // "By <a rel=author>Anna Kowal</a> and Jan Berg": the line in which the marked name stands tells the rest.
    let block = |candidate: &Candidate| candidate.shown.map(|(at, _)| at);
    let line = candidates.iter().find(|other| {
        best.source == Source::Marked
            && other.source == Source::Line
            && block(other).is_some()
            && block(other) == block(best)
            && first(other) == first(best)
            && other.people.len() > best.people.len()
            && other.people.iter().all(|person| !person.several && person.key.contains(' '))
    });
    let best = line.unwrap_or(best);
    // Of two lists of the page's own data that open alike, the longer tells more.
    let fuller = candidates.iter().filter(|other| {
        best.shown.is_none()
            && other.shown.is_none()
            && first(other) == first(best)
            && other.people.len() > best.people.len()
            && other.people.iter().all(|person| !person.several)
    });
    Some(fuller.max_by_key(|other| other.people.len()).unwrap_or(best))
}

/// The byline of the best candidate, with those who stand beside it.
fn signed(best: &Candidate, candidates: &[Candidate], ground: &Ground<'_>) -> Signed {
    let mut chosen: Vec<&Candidate> = vec![best];
    if best.source == Source::Marked
        && let Some((at, _)) = best.shown
    {
        for other in candidates {
            let near = other.shown.is_some_and(|(there, _)| there.abs_diff(at) <= 2);
            let alike = other.source == Source::Marked
                && other.because == best.because
                && other.points + 12 >= best.points
                && other.people.iter().all(|person| !person.several)
                && !best.people.iter().any(|person| person.several);
            let new = chosen.iter().all(|earlier| {
                earlier.people.iter().all(|one| other.people.iter().all(|two| one.key != two.key))
            });
            if near && alike && new {
                chosen.push(other);
            }
        }
    }
    chosen.sort_by_key(|candidate| candidate.shown.map(|(_, span)| span.start));
    let mut people: Vec<Person> = chosen.iter().flat_map(|candidate| candidate.people.clone()).collect();
    let mut written = together(&chosen, ground)
        .unwrap_or_else(|| chosen.iter().map(|one| one.written.as_str()).collect::<Vec<_>>().join(", "));
    let mut because = best.because.clone();
    // A line in capitals is written as other places of the page write the name.
    for person in &mut people {
        if person.name.chars().any(char::is_lowercase) {
            continue;
        }
        let spelled = candidates
            .iter()
            .flat_map(|candidate| &candidate.people)
            .find(|other| other.key == person.key && other.name.chars().any(char::is_lowercase));
        if let Some(spelled) = spelled {
            written = written.replace(&person.name, &spelled.name);
            person.name = spelled.name.clone();
        }
    }
    let agreeing = candidates.iter().find(|other| {
        other.source != best.source
            && other.people.first().map(|person| &person.key) == best.people.first().map(|person| &person.key)
    });
    if let Some(agreeing) = agreeing {
        because = format!("{because}; {}", agreeing.because);
    }
    // What stands in the page's data is shown to the reader as well: that is its place.
    let span = match best.shown {
        Some(_) => chosen
            .iter()
            .filter_map(|one| one.span)
            .reduce(|one, other| RawSpan { start: one.start.min(other.start), end: one.end.max(other.end) }),
        None => agreeing.filter(|other| other.shown.is_some()).map_or(best.span, |other| other.span),
    };
    let stated = |person: &Person| Stated {
        value: person.name.clone(),
        span: person.span,
        because: "named in the byline".to_owned(),
    };
    Signed {
        byline: Some(Stated { value: written, span, because }),
        people: people.iter().filter(|person| !person.several && !person.handle).map(stated).collect(),
    }
}

/// The names of one block as it writes them, where only commas and "and" stand between.
fn together(chosen: &[&Candidate], ground: &Ground<'_>) -> Option<String> {
    let text = ground.page.text.as_str();
    let mut from: Option<(usize, Span)> = None;
    for candidate in chosen {
        let (at, span) = candidate.shown?;
        let Some((block, whole)) = from else {
            from = Some((at, span));
            continue;
        };
        let between = text.get(whole.end..span.start)?;
        let few = between.split_whitespace().count() <= 2
            && between.len() <= 12
            && !between.contains(['|', '\n', '•']);
        if block != at || !few {
            return None;
        }
        from = Some((block, Span::new(whole.start, span.end)));
    }
    let (_, span) = from?;
    Some(squeeze(&text[span.start..span.end]))
}

#[cfg(test)]
mod tests;
