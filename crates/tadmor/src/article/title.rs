//! Title and deck.
//!
//! In: a page with zones. Out: a [`Stated`] for each. The title is the heading that the reader sees, without the line
//! above it and without the outlet's name: "Lake | Nine lorries reach the camp - Lake Courier" is "Nine lorries reach
//! the camp" where the page's own data says so.

use crate::article::outlet::{of_block, of_property, stated};
use crate::article::{Stated, address};
use crate::page::{Block, Page, Zone};
use crate::tables::Tables;
use crate::tables::zones::States;
use crate::text::Span;
use crate::text::fold::{closed, key, squeezed};

/// Between a headline and an outlet's name.
pub(super) const BARS: &[&str] = &[
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " ― ", "｜", " ◆ ", " >> ", " << ",
];

/// What stands behind the last bar.
pub(super) fn last_part(title: &str) -> Option<&str> {
    let at = BARS.iter().filter_map(|bar| title.rfind(bar).map(|at| at + bar.len())).max()?;
    Some(title[at..].trim())
}

/// How the outlet is called, folded and closed: "lakecourier".
struct Site(Vec<String>);

impl Site {
    fn of(page: &Page, outlet: Option<&Stated>, own: Option<&Stated>, tables: &Tables) -> Self {
        let mut names: Vec<String> =
            stated(page, States::Site, tables).iter().map(|property| closed(&property.value)).collect();
        names.extend(outlet.map(|outlet| closed(&outlet.value)));
        if let Some(own) = own {
            let host = address::host(&own.value);
            names.push(closed(tables.addresses.label(&host)));
            names.push(closed(host.strip_prefix("www.").unwrap_or(&host)));
        }
        names.retain(|name| name.chars().count() >= 3);
        Site(names)
    }

    /// Whether `part` is the outlet's name and nothing else.
    fn whole(&self, part: &str, tables: &Tables) -> bool {
        let part = closed(part);
        let part = part.strip_prefix("the").unwrap_or(&part);
        tables.outlets.keyed(part).is_some()
            || self.0.iter().any(|name| name.strip_prefix("the").unwrap_or(name) == part)
    }

    /// Whether `part`, behind a bar, is the outlet's name, or holds it.
    fn is(&self, part: &str, tables: &Tables) -> bool {
        let part = closed(part);
        let part = part.strip_prefix("the").unwrap_or(&part);
        let few = part.chars().count();
        tables.outlets.keyed(&key(part)).is_some()
            || self.0.iter().any(|name| {
                let name = name.strip_prefix("the").unwrap_or(name);
                name == part
                    || few >= 4 && name.contains(part)
                    || name.chars().count() >= 4 && part.contains(name) && few <= name.chars().count() * 4
            })
    }
}

/// `title` without the outlet's name at its end or its start.
fn bare<'t>(title: &'t str, site: &Site, tables: &Tables) -> &'t str {
    let mut bare = title.trim();
    for _ in 0..3 {
        let Some(part) = last_part(bare).filter(|part| !part.is_empty()) else { break };
        let named = tables.outlets.named(part).is_some() || site.is(part, tables);
        if !named {
            break;
        }
        let Some(rest) = bare.strip_suffix(part) else { break };
        let rest = rest.trim_end().trim_end_matches(ENDS).trim_end();
        if key(rest).is_empty() {
            break;
        }
        bare = rest;
    }
    let first = BARS.iter().filter_map(|bar| bare.find(bar).map(|at| (at, bar.len()))).min();
    if let Some((at, length)) = first {
        let (head, rest) = (&bare[..at], &bare[at + length..]);
        let words = key(rest).split(' ').count();
        if words >= 3 && (tables.outlets.named(head).is_some() || site.whole(head, tables)) {
            bare = rest.trim();
        }
    }
    bare
}

const ENDS: &[char] = &['|', '-', '–', '—', ':', '»', '«', '•', '·', '/', '―', '｜', '◆', '>', '<'];

/// The title.
pub(super) fn find(
    page: &Page,
    outlet: Option<&Stated>,
    own: Option<&Stated>,
    tables: &Tables,
) -> Option<Stated> {
    let site = Site::of(page, outlet, own, tables);
    let properties = stated(page, States::Title, tables);
    let mut told: Vec<String> = Vec::new();
    for property in &properties {
        told.push(key(&property.value));
        told.push(key(bare(&property.value, &site, tables)));
    }
    told.retain(|title| !title.is_empty());
    let blocks: Vec<&Block> = page.zone(Zone::Title).collect();
    let text = |block: &Block| page.text.slice(block.span);
    // A repetition that the page's data agrees with is the surest; a shorter one lacks the outlet's name.
    let agreed = blocks.iter().copied().find(|block| told.contains(&key(text(block))));
    let shortest = || blocks.iter().copied().min_by_key(|block| (block.span.len(), block.span.start));
    let block = agreed.or_else(shortest);
    let is_site = |value: &str| site.whole(value, tables);
    if let Some(block) = block.filter(|block| agreed.is_some() || !is_site(text(block)) || told.is_empty()) {
        let because = match blocks.len() {
            1 => block.because.clone(),
            count => format!("{}; stands {count} times", block.because),
        };
        return Some(of_heading(page, block, &told, &site, because, tables));
    }
    // Where the heading is only the outlet's name, the page's data tells the title.
    let property = properties.iter().find(|property| !is_site(bare(&property.value, &site, tables)));
    let property = property.or(properties.first())?;
    let value = squeezed(bare(&property.value, &site, tables));
    // The same words may stand in the page.
    let folded = key(&value);
    let shown = page.blocks.iter().find(|block| {
        !folded.is_empty() && block.span.len() <= value.len() * 2 + 20 && key(text(block)) == folded
    });
    if let Some(block) = shown {
        return Some(of_block(
            page,
            block,
            squeezed(text(block)),
            format!("the page states {}", property.name),
        ));
    }
    Some(of_property(property, value))
}

/// The title in a heading: without the outlet's name, and without the line above that some pages put into it.
fn of_heading(
    page: &Page,
    block: &Block,
    told: &[String],
    site: &Site,
    because: String,
    tables: &Tables,
) -> Stated {
    let written = page.text.slice(block.span);
    let value = bare(written, site, tables);
    let start = block.span.start + (value.as_ptr() as usize - written.as_ptr() as usize);
    let (start, value) = match tail(value, told) {
        Some(at) => (start + at, &value[at..]),
        None => (start, value),
    };
    let span = Span::new(start, start + value.len());
    Stated { value: squeezed(value), span: Some(page.text.raw(span)), because }
}

/// No line above a headline has more words.
const LONGEST_KICKER: usize = 6;

/// Where the headline starts that the page's data states, behind a line above it: "Sea Nine lorries reach the camp".
fn tail(value: &str, told: &[String]) -> Option<usize> {
    let folded = key(value);
    let headline = told.iter().filter(|title| title.split(' ').count() >= 3).find(|title| {
        folded
            .strip_suffix(title.as_str())
            .is_some_and(|above| above.ends_with(' ') && above.split_whitespace().count() <= LONGEST_KICKER)
    })?;
    // The first place from which on the words are those of the headline.
    let starts = value.char_indices().filter(|(at, character)| {
        !character.is_whitespace() && *at > 0 && value[..*at].ends_with(|before: char| before.is_whitespace())
    });
    let at = starts.map(|(at, _)| at).find(|at| key(&value[*at..]) == *headline)?;
    let marks =
        value[at..].find(|character: char| !matches!(character, ':' | '|' | '-' | '–' | '—' | ' '))?;
    Some(at + marks)
}

/// The sentence under the title.
pub(super) fn deck(page: &Page) -> Option<Stated> {
    let block = page.zone(Zone::Deck).next()?;
    Some(of_block(page, block, page.text.slice(block.span).to_owned(), block.because.clone()))
}
