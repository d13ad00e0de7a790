//! Outlets that no table knows, where the page itself tells them.
//!
//! In: a page with zones. Out: a [`Stated`], where one sure sign or two signs that agree name the outlet.
//! "Nine lorries reach the camp | Lake Courier" over the heading "Nine lorries reach the camp" names Lake Courier.
//! Sections ("Middle East"), places and owners ("Lake Media Ltd") are no outlets; one weak sign alone is none.

use crate::article::Stated;
use crate::article::outlet::stated;
use crate::page::{Format, Page, Zone};
use crate::tables::Tables;
use crate::tables::zones::States;
use crate::text::fold::{closed, key};
use crate::text::{RawSpan, Span};

/// What on the page can name its outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    /// "Heading | Name": enough by itself.
    Bar,
    /// "© 2019 Name" under the article: enough by itself where the name is a paper's.
    Copyright,
    /// "Heading - Name", or one part of several.
    Dash,
    /// "© 2019 Name" where it may be a picture's.
    Credit,
    /// A line above the title.
    Header,
    /// "Name, Middle East: …" before the first sentence.
    Opening,
    /// "CITY (Name) - …".
    Dateline,
}

impl Sign {
    fn words(self) -> &'static str {
        match self {
            Sign::Bar | Sign::Dash => "the page's own title names it beside the heading",
            Sign::Copyright | Sign::Credit => "the copyright line names it",
            Sign::Header => "a line above the title names it",
            Sign::Opening => "the report opens with it",
            Sign::Dateline => "the dateline credits it",
        }
    }
}

struct Candidate {
    sign: Sign,
    name: String,
    /// Folded, without "the".
    key: String,
    span: RawSpan,
}

/// The outlet that the page names.
pub(super) fn find(page: &Page, address: Option<&Stated>, tables: &Tables) -> Option<Stated> {
    let mut candidates = Vec::new();
    affixes(page, tables, &mut candidates);
    copyright(page, tables, &mut candidates);
    header(page, tables, &mut candidates);
    openings(page, tables, &mut candidates);
    candidates.sort_by_key(|candidate| candidate.sign);
    if candidates.is_empty() {
        return None;
    }
    let folded = Folded::of(page, address);
    let supported = candidates.iter().find_map(|candidate| {
        let because = second(candidate, &candidates, &folded)?;
        Some((candidate, format!("{}, and {because}", candidate.sign.words())))
    });
    let alone = || {
        let sure = candidates.iter().find(|candidate| {
            let several = candidate.key.contains(' ');
            // Who owns a site is often a person or a firm: alone, the line must name a paper or an agency.
            let press = candidate.key.split(' ').any(|word| tables.zones.talk(word).press);
            several && (candidate.sign == Sign::Bar || (candidate.sign == Sign::Copyright && press))
        })?;
        Some((sure, sure.sign.words().to_owned()))
    };
    let (candidate, because) = supported.or_else(alone)?;
    let same = candidates.iter().filter(|other| other.key == candidate.key);
    // "MERIDIAN" in a header is written "Meridian" elsewhere.
    let written = same.clone().find(|other| other.name.chars().any(char::is_lowercase)).unwrap_or(candidate);
    Some(Stated { value: written.name.clone(), span: Some(written.span), because })
}

/// What agrees with `candidate`, in words.
fn second(candidate: &Candidate, all: &[Candidate], folded: &Folded) -> Option<String> {
    let group = |sign: Sign| match sign {
        Sign::Bar | Sign::Dash => 0,
        Sign::Copyright | Sign::Credit => 1,
        other => other as u8 + 2,
    };
    let other =
        all.iter().find(|other| other.key == candidate.key && group(other.sign) != group(candidate.sign));
    if let Some(other) = other {
        return Some(other.sign.words().to_owned());
    }
    if folded.site(&candidate.key) {
        return Some("its address or its page data agree".to_owned());
    }
    if folded.told(&candidate.key) {
        return Some("its own reports call it so".to_owned());
    }
    // A line outside the title would only be found again itself.
    let titled = matches!(candidate.sign, Sign::Bar | Sign::Dash);
    if titled && candidate.key.contains(' ') && folded.around(&candidate.key) {
        return Some("it stands again around the article".to_owned());
    }
    None
}

/// The page's words, folded, by where they stand.
struct Folded {
    sites: Vec<String>,
    told: Vec<String>,
    around: Vec<String>,
}

impl Folded {
    fn of(page: &Page, address: Option<&Stated>) -> Folded {
        let mut sites = Vec::new();
        if let Some(address) = address {
            let rest = address.value.split_once("//").map_or("", |(_, rest)| rest);
            let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
            sites.extend(host.split('.').map(closed));
        }
        let names = page.properties.iter().filter(|property| {
            matches!(property.name.as_str(), "twitter:site" | "publisher" | "application-name" | "copyright")
        });
        sites.extend(names.map(|property| closed(&property.value)));
        let (mut told, mut around) = (Vec::new(), Vec::new());
        for block in &page.blocks {
            let room = match block.zone {
                Zone::Body | Zone::Meta | Zone::Related => &mut told,
                Zone::Furniture => &mut around,
                _ => continue,
            };
            room.push(format!(" {} ", key(page.text.slice(block.span))));
        }
        Folded { sites, told, around }
    }

    fn site(&self, name: &str) -> bool {
        let closed: String = name.split(' ').collect();
        closed.len() >= 4 && self.sites.iter().any(|site| site.strip_prefix("the").unwrap_or(site) == closed)
    }

    /// "told Lake Courier", "Reporting by Lake Courier", "Lake Courier staff".
    fn told(&self, name: &str) -> bool {
        let forms = [
            format!(" told {name} "),
            format!(" told the {name} "),
            format!(" reporting by {name} "),
            format!(" by {name} staff "),
            format!(" {name} staff "),
        ];
        self.told.iter().any(|text| forms.iter().any(|form| text.contains(form.as_str())))
    }

    fn around(&self, name: &str) -> bool {
        let (form, signed) = (format!(" {name} "), format!(" by {name} "));
        // A title can carry its writer's name as well.
        if self.told.iter().chain(&self.around).any(|text| text.contains(signed.as_str())) {
            return false;
        }
        self.around.iter().any(|text| text.contains(form.as_str()))
    }
}

/// `name` where it can be an outlet's: one to five words in title case, no section, no place.
fn candidate(sign: Sign, name: &str, span: RawSpan, tables: &Tables) -> Option<Candidate> {
    let name = name.trim().trim_end_matches(['.', ',', ';', ':']).trim_end();
    let folded = key(name);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    let words: Vec<&str> = bare.split(' ').collect();
    let proper = name.split_whitespace().all(|word| {
        word.starts_with(|first: char| !first.is_lowercase()) || tables.zones.talk(&key(word)).section
    });
    let section = words
        .iter()
        .all(|word| tables.zones.talk(word).section || word.bytes().all(|byte| byte.is_ascii_digit()));
    let company = words.iter().any(|word| tables.zones.talk(word).company);
    let speaks = words.iter().any(|word| {
        let talk = tables.zones.talk(word);
        talk.report && !talk.press
    });
    let letters = bare.chars().filter(|letter| letter.is_alphabetic()).count();
    let odd = name.contains(['?', '!', '"', '“', '”', '@', '…', '#', '(', '|', '/', '<', '{', '$', '%']);
    let opens = name.starts_with(char::is_alphanumeric);
    let fits = letters >= 3 && words.len() <= 5 && name.len() <= 60 && proper && opens && !odd;
    if !fits || section || company || speaks || !tables.places.named(name).is_empty() {
        return None;
    }
    Some(Candidate { sign, name: name.to_owned(), key: bare.to_owned(), span })
}

/// Longer titles are not taken apart.
const LONGEST_TITLE: usize = 400;

/// Between a heading and an outlet's name; whether it parts nothing else in headlines.
const PARTERS: &[(&str, bool)] = &[
    (" | ", true),
    (" :: ", true),
    (" « ", true),
    (" » ", true),
    (" • ", true),
    (" · ", true),
    (" - ", false),
    (" – ", false),
    (" — ", false),
];

/// "Heading | Name": what the stated title has more than the heading.
fn affixes(page: &Page, tables: &Tables, out: &mut Vec<Candidate>) {
    let mut headings: Vec<String> =
        page.zone(Zone::Title).map(|block| key(page.text.slice(block.span))).collect();
    let titles = stated(page, States::Title, tables);
    headings.extend(titles.iter().map(|property| key(&property.value)));
    // A site's name is often a heading too: a headline has more words than that.
    headings.retain(|heading| heading.split(' ').count() >= 3);
    let byline: Vec<String> =
        stated(page, States::Author, tables).iter().map(|property| key(&property.value)).collect();
    for property in titles.iter().filter(|property| property.value.len() <= LONGEST_TITLE) {
        let title = property.value.as_str();
        for (parter, bar) in PARTERS {
            for (at, _) in title.match_indices(parter) {
                let (before, after) = (&title[..at], &title[at + parter.len()..]);
                let rest = match (headings.contains(&key(before)), headings.contains(&key(after))) {
                    (true, false) => after,
                    (false, true) => before,
                    _ => continue,
                };
                let parts: Vec<Candidate> = parts(rest)
                    .into_iter()
                    .filter_map(|part| candidate(Sign::Dash, part, property.span, tables))
                    .filter(|part| !byline.contains(&part.key) && !headings.contains(&part.key))
                    .collect();
                let one = parts.len() == 1 && *bar;
                out.extend(
                    parts
                        .into_iter()
                        .rev()
                        .map(|part| Candidate { sign: if one { Sign::Bar } else { Sign::Dash }, ..part }),
                );
            }
        }
    }
}

fn parts(rest: &str) -> Vec<&str> {
    let mut parts = vec![rest];
    for (parter, _) in PARTERS {
        parts = parts.into_iter().flat_map(|part| part.split(parter)).collect();
    }
    parts
}

/// "© 2010–2024 Lake Courier. All rights reserved", under the article's text.
fn copyright(page: &Page, tables: &Tables, out: &mut Vec<Candidate>) {
    let last = page.zone(Zone::Body).last().map_or(0, |block| block.span.end);
    for block in page.blocks.iter().filter(|block| matches!(block.zone, Zone::Furniture | Zone::Caption)) {
        let text = page.text.slice(block.span);
        if text.len() > 300 {
            continue;
        }
        let Some(owner) = owner(text) else { continue };
        let sure = block.zone == Zone::Furniture && block.span.start >= last;
        let sign = if sure { Sign::Copyright } else { Sign::Credit };
        out.extend(candidate(sign, owner, page.text.raw(block.span), tables));
    }
}

/// The name beside the mark and the year; a line without a year may be a picture's.
fn owner(text: &str) -> Option<&str> {
    let rest =
        ["©", "(c)", "(C)", "Copyright", "COPYRIGHT"].iter().find_map(|mark| text.strip_prefix(mark))?;
    let ends =
        |character: char| character == '.' || character == '|' || character == ',' || character == '\n';
    let mut year = false;
    let mut name: Option<(usize, usize)> = None;
    for word in rest.split([' ', '\u{a0}']).filter(|word| !word.is_empty()) {
        let start = word.as_ptr() as usize - rest.as_ptr() as usize;
        let bare = key(word);
        let dated = !bare.is_empty()
            && bare
                .split(' ')
                .all(|part| part.len() == 4 && (part.starts_with("19") || part.starts_with("20")))
            && bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
        if dated {
            year = true;
            if name.is_some() {
                break;
            }
            continue;
        }
        let skipped = bare.is_empty() || matches!(bare.as_str(), "c" | "copyright" | "by");
        if name.is_none() && skipped {
            continue;
        }
        if matches!(bare.as_str(), "all" | "alle" | "tous" | "todos")
            || word.starts_with(['|', '•', '·', '-', '–', '—'])
        {
            break;
        }
        name = Some((name.map_or(start, |(start, _)| start), start + word.len()));
        if word.ends_with(ends) {
            break;
        }
    }
    let (start, end) = name?;
    rest.get(start..end).filter(|_| year)
}

/// Lines that stand above the title: the first few.
fn header(page: &Page, tables: &Tables, out: &mut Vec<Candidate>) {
    let Some(title) = page.zone(Zone::Title).next() else { return };
    let above = page.blocks.iter().take_while(|block| block.span.start < title.span.start);
    for block in above.filter(|block| block.zone == Zone::Furniture).take(8) {
        let text = page.text.slice(block.span);
        if text.len() > 120 {
            continue;
        }
        let first = text.split(" | ").next().unwrap_or(text);
        let words = first.split_whitespace().count();
        let whole = first.len() == text.len() || page.format == Format::Html;
        if words <= 4 && whole {
            let span = Span::new(block.span.start, block.span.start + first.len());
            out.extend(candidate(Sign::Header, first, page.text.raw(span), tables));
        }
    }
}

/// No opening is longer.
const LONGEST_OPENING: usize = 110;

/// "Name, North: …" and "CITY, May 2 (Name) - …" in the first paragraphs.
fn openings(page: &Page, tables: &Tables, out: &mut Vec<Candidate>) {
    for block in page.zone(Zone::Body).take(3) {
        let text = page.text.slice(block.span);
        let head = &text[..text.floor_char_boundary(LONGEST_OPENING)];
        let mut push = |sign: Sign, name: &str, start: usize| {
            let span = Span::new(block.span.start + start, block.span.start + start + name.len());
            out.extend(candidate(sign, name, page.text.raw(span), tables));
        };
        let before = head.split_once(": ").map_or("", |(before, _)| before);
        if let Some((name, region)) = before.split_once(", ") {
            let region = region.split_whitespace().all(|word| tables.zones.talk(&key(word)).section);
            if region {
                push(Sign::Opening, name, 0);
            }
        }
        let Some((open, close)) = head.find('(').zip(head.find(')')) else { continue };
        let dash = head[close..]
            .strip_prefix(')')
            .is_some_and(|rest| rest.trim_start().starts_with(['-', '–', '—']));
        if open < close && dash {
            push(Sign::Dateline, &head[open + 1..close], open + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::parse;

    fn of(page: &str) -> Option<String> {
        let tables = Tables::shipped().unwrap();
        let page = parse(page.as_bytes(), None, &tables);
        let address = crate::article::address::find(&page, &tables);
        find(&page, address.as_ref(), &tables).map(|outlet| outlet.value)
    }

    fn html(title: &str, foot: &str) -> String {
        format!(
            "<html><head><title>{title}</title></head><body><h1>Nine lorries reach the camp</h1>\
             <p>Nine lorries reached the mountain camp on Monday, the mayor of the town told reporters.</p>\
             <p>They carried forty tonnes of flour and two doctors, according to the harbour office.</p>\
             <div class=\"footer\">{foot}</div></body></html>"
        )
    }

    #[test]
    fn a_title_names_the_outlet_beside_the_heading() {
        let some = |text: &str| Some(text.to_owned());
        for (title, foot, outlet) in [
            ("Nine lorries reach the camp | Lake Courier", "", some("Lake Courier")),
            ("Nine lorries reach the camp | Middle East | Lake Courier", "", some("Lake Courier")),
            ("Lake Courier :: Nine lorries reach the camp", "", some("Lake Courier")),
            ("Nine lorries reach the camp - Lake Courier", "Support Lake Courier", some("Lake Courier")),
            ("Nine lorries reach the camp - Lake Courier", "", None),
            ("Nine lorries reach the camp | World News", "", None),
            ("Nine lorries reach the camp | and two doctors", "", None),
            ("Nine lorries reach the camp", "© 2019 Lake Tribune. All rights reserved", some("Lake Tribune")),
            ("Nine lorries reach the camp", "© 2019 Lake Holdings Ltd", None),
            ("Nine lorries reach the camp", "© 2019 Jan Kowal", None),
            ("Nine lorries reach the camp", "© Jan Kowal", None),
        ] {
            assert_eq!(of(&html(title, foot)), outlet, "{title} / {foot}");
        }
    }

    #[test]
    fn a_line_above_the_title_needs_a_second_place() {
        let page = |credit: &str| {
            format!(
                "LAKE COURIER\n\nNine lorries reach the mountain camp\n\nMay 12, 2031\n\n\
                 VALLETTA, May 12 {credit}- Nine lorries reached the mountain camp on Monday, the mayor said.\n\n\
                 They carried forty tonnes of flour and two doctors, according to the harbour office.\n"
            )
        };
        assert_eq!(of(&page("(Lake Courier) ")).as_deref(), Some("Lake Courier"));
        assert_eq!(of(&page("")), None);
    }
}
