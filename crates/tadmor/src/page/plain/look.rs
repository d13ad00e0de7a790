//! What a line looks like where it stands, in whole numbers: what the forests of [`super::learned`] ask.
//!
//! In: the lines of a text without tags and the zones that the rules give them. Out: [`Looks`]: for each line a row of
//! counts, shares of a hundred and flags. "By Anna Kowal" has three words, all capitals, no small word, a paragraph below.
//! Knows no word of any one language but those in the tables.

use std::collections::BTreeMap;

use super::zone::Zoned;
use crate::page::Zone;
use crate::page::line::{Ending, Line, NameShape};
use crate::page::sign::{
    caption, is_byline, is_copyright, is_known, is_meter, is_notice, is_title_case, starts_list,
};
use crate::tables::Tables;
use crate::tables::zones::Line as Role;

/// A row for each line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looks {
    /// How long a row is.
    pub width: usize,
    /// Row after row.
    pub values: Vec<i32>,
    /// The words of each line, for sums.
    pub words: Vec<i32>,
}

impl Looks {
    /// The row of the line `at`.
    pub fn row(&self, at: usize) -> &[i32] {
        self.values.get(at * self.width..(at + 1) * self.width).unwrap_or_default()
    }
}

/// What a line gives away by itself.
const OWN: &[&str] = &[
    "its words",
    "its letters",
    "a full stop at its end",
    "a colon at its end",
    "dots at its end",
    "it is a paragraph",
    "the shape of a name",
    "it is a stamp",
    "it opens comments",
    "it is of a form",
    "it opens a box",
    "it points elsewhere",
    "it is known furniture",
    "it is known page data",
    "it is a known caption",
    "it is a comment's stamp",
    "it is a closing mark",
    "how it talks",
    "it is a meter",
    "it is a notice",
    "signs of a caption",
    "it is a byline",
    "it is a copyright line",
    "it is in title case",
    "it is an entry of a list",
    "its capitals",
    "its shouting",
    "its digits",
    "its short words",
    "its small words",
    "how long its words are",
    "its commas",
    "stops inside it",
    "its quotation marks",
    "its bars",
    "it opens in lower case",
    "an address in it",
    "colons inside it",
    "its questions",
    "its exclamations",
    "it is cut",
    "it stands again on the page",
    "words shared with the text",
    "share of words shared with the text",
    "words shared with the title",
    "blank lines before it",
];

const WORDS: usize = 0;
const LETTERS: usize = 1;
const FULL: usize = 2;
const PARAGRAPH: usize = 5;
const SMALL: usize = 29;
const CAPITALS: usize = 25;
const TALK: usize = 17;
const STAMP: usize = 7;
const NOTICE: usize = 19;
const CAPTIONED: usize = 20;
const SHARED: usize = 42;
const SHARED_PART: usize = 43;
const OF_TITLE: usize = 44;

/// What the lines before and after it are asked.
const AROUND: &[&str] =
    &["words", "full stop", "paragraph", "small words", "capitals", "name or stamp", "list", "zone"];
const REACH: i64 = 3;

/// What is asked of its place.
const PLACE: &[&str] = &[
    "lines above it",
    "lines below it",
    "its place on the page",
    "lines of the page",
    "words of the page",
    "paragraphs of the page",
    "share of paragraphs on the page",
    "words above it",
    "paragraphs in the 2 lines above",
    "paragraphs in the 2 lines below",
    "paragraphs in the 5 lines above",
    "paragraphs in the 5 lines below",
    "paragraphs in the 12 lines above",
    "paragraphs in the 12 lines below",
    "words of paragraphs in the 5 lines above",
    "words of paragraphs in the 5 lines below",
    "words of paragraphs in the 20 lines above",
    "words of paragraphs in the 20 lines below",
    "words in the 5 lines above",
    "words in the 5 lines below",
    "lines since the text begins",
    "lines until the text ends",
    "it lies in the densest text",
    "share of the page's paragraphs in the densest text",
    "lines since comments were opened",
    "lines until comments are opened",
    "lines since a box was opened",
    "lines since a form",
    "lines since a name",
    "lines until a name",
    "lines since a stamp",
    "lines until a stamp",
    "names and stamps in the 10 lines above",
    "names and stamps in the 10 lines below",
    "talk in the 5 lines around",
    "its rhythm",
    "lines since the title",
    "the rules' zone: title",
    "the rules' zone: deck",
    "the rules' zone: body",
    "the rules' zone: caption",
    "the rules' zone: page data",
    "the rules' zone: related",
    "the rules' zone: furniture",
    "the rules' zone: comment",
    "body by the rules in the 5 lines above",
    "body by the rules in the 5 lines below",
    "comments by the rules in the 5 lines above",
    "comments by the rules in the 5 lines below",
    "body by the rules above it",
    "body by the rules below it",
];

/// The names of a row's numbers, in order.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<String> = OWN.iter().map(|name| (*name).to_owned()).collect();
    for offset in (-REACH..=REACH).filter(|offset| *offset != 0) {
        let side = if offset < 0 { "above" } else { "below" };
        names.extend(AROUND.iter().map(|name| format!("{name} of the line {} {side}", offset.abs())));
    }
    names.extend(PLACE.iter().map(|name| (*name).to_owned()));
    names
}

/// Farther is as far as nowhere.
const FAR: i32 = 200;

/// What the page as a whole gives its lines.
struct Whole<'l> {
    lines: &'l [Line<'l>],
    zones: &'l [Zoned],
    own: Vec<[i32; OWN.len()]>,
    /// Sums up to each line: words, paragraphs, words of paragraphs, names and stamps, talk, body and comments by rule.
    sums: [Vec<i32>; 7],
    core: (usize, usize),
    core_words: i32,
    title: Option<usize>,
    codes: Vec<u8>,
}

/// A row for each of `lines`, which the rules gave `zones`.
pub(crate) fn looks(lines: &[Line<'_>], zones: &[Zoned], tables: &Tables) -> Looks {
    let whole = Whole::of(lines, zones, tables);
    let width = OWN.len() + 2 * REACH as usize * AROUND.len() + PLACE.len();
    let mut values = Vec::with_capacity(width * lines.len());
    let nearest = Nearest::of(lines);
    for at in 0..lines.len() {
        values.extend_from_slice(&whole.own[at]);
        whole.around(at, &mut values);
        whole.place(at, &nearest, &mut values);
    }
    let words = whole.own.iter().map(|own| own[WORDS]).collect();
    Looks { width, values, words }
}

fn small(number: usize, most: i32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX).min(most)
}

fn share(part: usize, of: usize) -> i32 {
    small(part * 100 / of.max(1), 100)
}

/// The first words of a line tell what it shares.
const MOST_SHARED: usize = 80;

impl<'l> Whole<'l> {
    fn of(lines: &'l [Line<'l>], zones: &'l [Zoned], tables: &Tables) -> Self {
        let mut twins: BTreeMap<&str, usize> = BTreeMap::new();
        for line in lines.iter().filter(|line| !line.key.is_empty()) {
            *twins.entry(&line.key).or_default() += 1;
        }
        let mut content: Vec<Vec<u64>> = Vec::with_capacity(lines.len());
        let mut own: Vec<[i32; OWN.len()]> = Vec::with_capacity(lines.len());
        let mut keyed = String::new();
        for line in lines {
            let mut words = Vec::new();
            let again = twins.get(line.key.as_str()).map_or(0, |count| count - 1);
            own.push(own_look(line, again, tables, &mut words, &mut keyed));
            words.sort_unstable();
            words.dedup();
            content.push(words);
        }
        let core = densest(lines, &own);
        let title = zones.iter().position(|(zone, _)| *zone == Zone::Title);
        share_words(&mut own, &content, core, title);
        let sums = sums(&own, lines, zones);
        let core_words = sums[2][core.1] - sums[2][core.0];
        let codes = own.iter().map(code).collect();
        Whole { lines, zones, own, sums, core, core_words, title, codes }
    }

    fn around(&self, at: usize, values: &mut Vec<i32>) {
        for offset in (-REACH..=REACH).filter(|offset| *offset != 0) {
            let there = at as i64 + offset;
            let Some(own) = usize::try_from(there).ok().and_then(|there| self.own.get(there)) else {
                values.extend([-1; AROUND.len()]);
                continue;
            };
            let there = there as usize;
            let line = &self.lines[there];
            values.extend([
                own[WORDS],
                own[FULL],
                own[PARAGRAPH],
                own[SMALL],
                own[CAPITALS],
                i32::from(line.name == NameShape::Strong) + 2 * i32::from(line.stamp),
                i32::from(line.roles.any()),
                kind(self.zones[there].0),
            ]);
        }
    }

    /// What `sum` grows by in the lines `from..to`, cut at the ends of the page.
    fn between(&self, sum: usize, from: i64, to: i64) -> i32 {
        let end = self.lines.len() as i64;
        let (from, to) = (from.clamp(0, end) as usize, to.clamp(0, end) as usize);
        if from >= to { 0 } else { self.sums[sum][to] - self.sums[sum][from] }
    }

    fn place(&self, at: usize, nearest: &Nearest, values: &mut Vec<i32>) {
        let count = self.lines.len();
        let place = at as i64;
        let above = |sum: usize, reach: i64| self.between(sum, place - reach, place);
        let below = |sum: usize, reach: i64| self.between(sum, place + 1, place + 1 + reach);
        let paragraphs = self.sums[1][count];
        let signed = |lines: i64| lines.clamp(-i64::from(FAR), i64::from(FAR)) as i32;
        values.extend([
            small(at, 400),
            small(count - 1 - at, 400),
            share(at, count),
            small(count, 1000),
            self.sums[0][count].min(10_000),
            paragraphs.min(200),
            share(paragraphs as usize, count),
            share(self.sums[0][at].max(0) as usize, self.sums[0][count].max(1) as usize),
            above(1, 2),
            below(1, 2),
            above(1, 5),
            below(1, 5),
            above(1, 12),
            below(1, 12),
            above(2, 5),
            below(2, 5),
            above(2, 20),
            below(2, 20),
            above(0, 5),
            below(0, 5),
            signed(place - self.core.0 as i64),
            signed(self.core.1 as i64 - 1 - place),
            i32::from((self.core.0..self.core.1).contains(&at)),
            share(self.core_words.max(0) as usize, self.sums[2][count].max(1) as usize),
            nearest.above[0][at],
            nearest.below[0][at],
            nearest.above[1][at],
            nearest.above[2][at],
            nearest.above[3][at],
            nearest.below[3][at],
            nearest.above[4][at],
            nearest.below[4][at],
            above(3, 10),
            below(3, 10),
            self.between(4, place - 5, place + 6),
            self.rhythm(at),
            self.title.map_or(-FAR - 1, |title| signed(place - title as i64)),
        ]);
        let zone = self.zones[at].0;
        values.extend((1..=8).map(|wanted| i32::from(kind(zone) == wanted)));
        values.extend([
            above(5, 5),
            below(5, 5),
            above(6, 5),
            below(6, 5),
            self.sums[5][at].min(200),
            (self.sums[5][count] - self.sums[5][at + 1]).min(200),
        ]);
    }

    /// How often a line of its shape stands at the same distance: a list of teasers goes headline, stamp, headline, stamp.
    fn rhythm(&self, at: usize) -> i32 {
        let same = |there: i64| {
            usize::try_from(there).ok().and_then(|there| self.codes.get(there)) == Some(&self.codes[at])
        };
        let beats = |step: i64| [-2, -1, 1, 2].iter().filter(|beat| same(at as i64 + *beat * step)).count();
        let (mut best, mut most) = (0, 0);
        for step in 1..=6 {
            if beats(step) > most {
                (best, most) = (step, beats(step));
            }
        }
        small(most, 4) * 10 + best as i32
    }
}

/// A zone as a number.
fn kind(zone: Zone) -> i32 {
    match zone {
        Zone::Title => 1,
        Zone::Deck => 2,
        Zone::Body => 3,
        Zone::Caption => 4,
        Zone::Meta => 5,
        Zone::Related => 6,
        Zone::Furniture => 7,
        Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta => 8,
    }
}

/// The shape of a line in few bits.
fn code(own: &[i32; OWN.len()]) -> u8 {
    let length = match own[WORDS] {
        0..=2 => 0,
        3..=5 => 1,
        6..=12 => 2,
        13..=30 => 3,
        _ => 4,
    };
    length + 5 * own[FULL] as u8 + 10 * u8::from(own[STAMP] > 0)
}

fn own_look(
    line: &Line<'_>,
    again: usize,
    tables: &Tables,
    content: &mut Vec<u64>,
    keyed: &mut String,
) -> [i32; OWN.len()] {
    let text = head(line.text);
    let counted = Counted::of(text, tables, content, keyed);
    let flag = i32::from;
    let role = |role: Role| i32::from(line.is(role));
    let marks = |marks: &[char]| text.chars().filter(|mark| marks.contains(mark)).count();
    let letters = counted.letters.max(1);
    [
        small(line.words, 300),
        small(counted.letters, 1000),
        flag(line.ending == Ending::Full),
        flag(line.ending == Ending::Colon),
        flag(line.ending == Ending::Dots),
        flag(line.is_paragraph()),
        line.name as i32,
        flag(line.stamp),
        role(Role::Comments),
        role(Role::Form),
        role(Role::Related),
        role(Role::Aside),
        role(Role::Furniture),
        role(Role::Meta),
        role(Role::Caption),
        role(Role::Score),
        role(Role::End),
        line.talk,
        flag(is_meter(line)),
        flag(is_notice(line)),
        flag(caption(line, tables).is_some()),
        flag(is_byline(line)),
        flag(is_copyright(line)),
        flag(is_title_case(text)),
        flag(starts_list(text)),
        share(counted.capitals, counted.words),
        share(counted.shouting, counted.words),
        share(counted.digits, letters),
        share(counted.short, counted.words),
        share(counted.small, counted.words),
        small(counted.letters * 10 / counted.words.max(1), 200),
        small(marks(&[',', '،', '、', ';']), 20),
        small(counted.stops, 20),
        small(marks(&['"', '“', '”', '«', '»', '„']), 10),
        small(marks(&['|', '•', '·', '»', '›', '→', '/', '>', '▶', '←', '‹', '+', '#']), 10),
        flag(counted.opens_lower),
        flag(text.contains("http") || text.contains("www.") || text.contains('@')),
        small(marks(&[':']), 5),
        small(marks(&['?', '؟', '¿']), 5),
        small(marks(&['!', '¡']), 5),
        flag(line.is_cut(tables)),
        small(again, 9),
        0,
        0,
        0,
        small(line.gap, 3),
    ]
}

/// The first two kilobytes tell how a line looks.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(2048)]
}

/// Counts over the words of a line.
#[derive(Default)]
struct Counted {
    words: usize,
    letters: usize,
    digits: usize,
    capitals: usize,
    shouting: usize,
    short: usize,
    small: usize,
    stops: usize,
    opens_lower: bool,
}

impl Counted {
    fn of(text: &str, tables: &Tables, content: &mut Vec<u64>, keyed: &mut String) -> Self {
        let mut counted = Counted::default();
        for word in text.split_whitespace() {
            keyed.clear();
            let (mut upper, mut length) = (0, 0);
            let mut first = None;
            for letter in word.chars().filter(|letter| letter.is_alphanumeric()) {
                first.get_or_insert(letter);
                length += 1;
                counted.digits += usize::from(letter.is_numeric());
                if letter.is_uppercase() {
                    upper += 1;
                    keyed.extend(letter.to_lowercase());
                } else {
                    keyed.push(letter);
                }
            }
            let Some(first) = first else { continue };
            if counted.words == 0 {
                counted.opens_lower = first.is_lowercase();
            }
            counted.words += 1;
            counted.letters += length;
            counted.capitals += usize::from(first.is_uppercase());
            counted.shouting += usize::from(upper == length && length > 1);
            counted.short += usize::from(length <= 3);
            counted.stops += usize::from(word.ends_with(['.', '?', '!', '؟', '۔', '。']) && length > 1);
            if tables.zones.is_short_word(keyed) {
                counted.small += 1;
            } else if length >= 4 && content.len() < MOST_SHARED {
                content.push(hash(keyed));
            }
        }
        counted
    }
}

/// FNV-1a of 64 bits.
fn hash(word: &str) -> u64 {
    word.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// The stretch with most running text and fewest other lines.
fn densest(lines: &[Line<'_>], own: &[[i32; OWN.len()]]) -> (usize, usize) {
    let (mut best, mut sum, mut from) = ((0i64, 0, 0), 0i64, 0);
    for (at, line) in lines.iter().enumerate() {
        if sum <= 0 {
            (sum, from) = (0, at);
        }
        let running =
            line.is_paragraph() && !is_known(line) && own[at][NOTICE] == 0 && own[at][CAPTIONED] == 0;
        sum += if running { i64::from(own[at][LETTERS]).min(500) } else { -40 };
        if sum > best.0 {
            best = (sum, from, at + 1);
        }
    }
    (best.1, best.2)
}

/// How many of a line's words stand in other paragraphs of the densest text, and in the title.
fn share_words(
    own: &mut [[i32; OWN.len()]],
    content: &[Vec<u64>],
    core: (usize, usize),
    title: Option<usize>,
) {
    let mut known: Vec<(u64, usize)> = Vec::new();
    for at in core.0..core.1 {
        if own[at][PARAGRAPH] == 1 {
            known.extend(content[at].iter().map(|word| (*word, at)));
        }
    }
    known.sort_unstable();
    let elsewhere = |word: u64, at: usize| {
        let from = known.partition_point(|(other, _)| *other < word);
        known[from..].iter().take(2).any(|(other, there)| *other == word && *there != at)
    };
    let title = title.map(|title| content[title].clone()).unwrap_or_default();
    for (at, words) in content.iter().enumerate() {
        let shared = words.iter().filter(|word| elsewhere(**word, at)).count();
        own[at][SHARED] = small(shared, 60);
        own[at][SHARED_PART] = if words.is_empty() { -1 } else { share(shared, words.len()) };
        own[at][OF_TITLE] = small(words.iter().filter(|word| title.binary_search(word).is_ok()).count(), 20);
    }
}

fn sums(own: &[[i32; OWN.len()]], lines: &[Line<'_>], zones: &[Zoned]) -> [Vec<i32>; 7] {
    let sum = |value: &dyn Fn(usize) -> i32| {
        let mut total = 0i32;
        let mut sums = Vec::with_capacity(lines.len() + 1);
        sums.push(0);
        for at in 0..lines.len() {
            total = total.saturating_add(value(at));
            sums.push(total);
        }
        sums
    };
    let signed =
        |at: usize| lines[at].name == NameShape::Strong || lines[at].stamp || lines[at].is(Role::Score);
    [
        sum(&|at| own[at][WORDS]),
        sum(&|at| own[at][PARAGRAPH]),
        sum(&|at| own[at][PARAGRAPH] * own[at][WORDS]),
        sum(&|at| i32::from(signed(at))),
        sum(&|at| own[at][TALK]),
        sum(&|at| i32::from(kind(zones[at].0) == 3)),
        sum(&|at| i32::from(kind(zones[at].0) == 8)),
    ]
}

/// For each line, how far the nearest of a kind is: lines that open comments, boxes, forms; names; stamps.
struct Nearest {
    above: [Vec<i32>; 5],
    below: [Vec<i32>; 5],
}

impl Nearest {
    fn of(lines: &[Line<'_>]) -> Self {
        let is = |what: usize, line: &Line<'_>| match what {
            0 => line.is(Role::Comments) && line.words <= 8,
            1 => line.is(Role::Related) && line.words <= 8,
            2 => line.is(Role::Form) && line.words >= 2,
            3 => line.name == NameShape::Strong && !line.roles.any(),
            _ => line.stamp || line.is(Role::Score),
        };
        let run = |what: usize, places: &mut dyn Iterator<Item = usize>| {
            let mut distances = vec![FAR; lines.len()];
            let mut distance = FAR;
            for at in places {
                distances[at] = distance;
                distance = if is(what, &lines[at]) { 1 } else { (distance + 1).min(FAR) };
            }
            distances
        };
        Nearest {
            above: std::array::from_fn(|what| run(what, &mut (0..lines.len()))),
            below: std::array::from_fn(|what| run(what, &mut (0..lines.len()).rev())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_of_a_row_has_a_name() {
        let tables = Tables::shipped().unwrap();
        let text =
            "The old pier closed\nBy Jan Kowal\nThe pier was closed on Monday, the clerk said.\n3 comments\n";
        let lines = crate::page::plain::lines(text, &tables);
        let zones = crate::page::plain::zone::of(&lines, &tables);
        let looks = looks(&lines, &zones, &tables);
        assert_eq!(looks.width, names().len());
        assert_eq!(looks.values.len(), looks.width * 4);
        assert_eq!(looks.row(2)[PARAGRAPH], 1);
        let title = names().iter().position(|name| name.as_str() == "words shared with the title").unwrap();
        assert_eq!(looks.row(2)[title], 2, "pier and closed stand in the title");
    }
}
