//! Which lines are the article's and which readers wrote, as learned from flattened pages.
//!
//! In: the lines of a text without tags and the zones that the rules give them. Out: the zones again, the doubtful ones
//! decided by what was learned. Two looks: each line by itself and its neighbours; then each line again, knowing how the
//! lines around it scored. Then the likeliest path through before, article, break, after and comments.
//! A sum of whole numbers all the way: the same on every machine.

use super::look::{Looks, looks};
use super::zone::Zoned;
use super::{comments, frames};
use crate::forest::{Forest, ONE};
use crate::page::Zone;
use crate::page::line::{Ending, Line};
use crate::tables::Tables;
use crate::tables::models::Plain;
use crate::tables::zones::Line as Role;

/// How the lines scored at the first look: log-odds in 1/1024.
#[derive(Clone, Debug, Default)]
pub(crate) struct First {
    /// That the line is the article's.
    pub article: Vec<i32>,
    /// That it stands among comments.
    pub comment: Vec<i32>,
}

impl First {
    /// The scores of each row of `looks`.
    pub fn of(looks: &Looks, article: &Forest, comment: &Forest) -> Self {
        let score = |forest: &Forest| (0..looks.words.len()).map(|at| forest.score(looks.row(at))).collect();
        First { article: score(article), comment: score(comment) }
    }
}

/// What the second look adds to a row.
const AGAIN: &[&str] = &[
    "its comment score",
    "article score 2 around",
    "article score 5 around",
    "article score 12 around",
    "comment score 3 around",
    "comment score 8 around",
    "comment score above",
    "article words 5 above",
    "article words 5 below",
    "article words 15 above",
    "article words 15 below",
    "article words above",
    "article words below",
    "article words of the page",
    "lines since an article line",
    "lines until an article line",
    "lines since the best stretch begins",
    "lines until the best stretch ends",
    "in the best stretch",
    "words of the best stretch",
    "share of article words",
];

/// How far the second look sees each score.
const SEEN: i64 = 4;

/// The names of the numbers of the second look.
pub(crate) fn names() -> Vec<String> {
    let mut names = super::look::names();
    for offset in -SEEN..=SEEN {
        names.push(match offset {
            0 => "its first score".to_owned(),
            _ if offset < 0 => format!("score of the line {} above", -offset),
            _ => format!("score of the line {offset} below"),
        });
    }
    names.extend(AGAIN.iter().map(|name| (*name).to_owned()));
    names
}

/// The rows of the second look.
pub(crate) fn again(looks: &Looks, first: &First) -> Looks {
    let count = looks.words.len();
    let width = looks.width + (2 * SEEN + 1) as usize + AGAIN.len();
    let mut values = Vec::with_capacity(width * count);
    let score = |scores: &[i32], at: usize| scores[at].clamp(-6 * ONE, 6 * ONE) / 16;
    let sum = |value: &dyn Fn(usize) -> i32| {
        let mut sums = Vec::with_capacity(count + 1);
        sums.push(0i32);
        for at in 0..count {
            sums.push(sums[at].saturating_add(value(at)));
        }
        sums
    };
    let articles = sum(&|at| score(&first.article, at));
    let comments = sum(&|at| score(&first.comment, at));
    let words = sum(&|at| if first.article[at] > 0 { looks.words[at] } else { 0 });
    let best = best_stretch(&first.article, &looks.words);
    let above = distances(&first.article, &mut (0..count));
    let below = distances(&first.article, &mut (0..count).rev());
    for at in 0..count {
        values.extend_from_slice(looks.row(at));
        let place = at as i64;
        for offset in -SEEN..=SEEN {
            let there = usize::try_from(place + offset).ok().filter(|there| *there < count);
            values.push(there.map_or(-999, |there| score(&first.article, there)));
        }
        let between = |sums: &[i32], from: i64, to: i64| {
            let (from, to) = (from.clamp(0, count as i64) as usize, to.clamp(0, count as i64) as usize);
            if from >= to { 0 } else { sums[to] - sums[from] }
        };
        let around = |sums: &[i32], reach: i64| {
            between(sums, place - reach, place + reach + 1) / (2 * reach + 1) as i32
        };
        let total = words[count];
        values.extend([
            score(&first.comment, at),
            around(&articles, 2),
            around(&articles, 5),
            around(&articles, 12),
            around(&comments, 3),
            around(&comments, 8),
            between(&comments, place - 8, place) / 8,
            between(&words, place - 5, place),
            between(&words, place + 1, place + 6),
            between(&words, place - 15, place),
            between(&words, place + 1, place + 16),
            words[at].min(5000),
            (total - words[at + 1]).min(5000),
            total.min(5000),
            above[at],
            below[at],
            (place - best.0 as i64).clamp(-200, 200) as i32,
            (best.1 as i64 - 1 - place).clamp(-200, 200) as i32,
            i32::from((best.0..best.1).contains(&at)),
            (words[best.1] - words[best.0]).min(5000),
            (i64::from(words[at]) * 100 / i64::from(total.max(1))) as i32,
        ]);
    }
    Looks { width, values, words: looks.words.clone() }
}

/// The stretch whose words weigh most, each by its score.
fn best_stretch(scores: &[i32], words: &[i32]) -> (usize, usize) {
    let (mut best, mut sum, mut from) = ((0i64, 0, 0), 0i64, 0);
    for at in 0..scores.len() {
        if sum <= 0 {
            (sum, from) = (0, at);
        }
        sum += i64::from(scores[at].clamp(-3 * ONE, 3 * ONE)) * i64::from(words[at].min(80) + 3);
        if sum > best.0 {
            best = (sum, from, at + 1);
        }
    }
    (best.1, best.2)
}

fn distances(scores: &[i32], places: &mut dyn Iterator<Item = usize>) -> Vec<i32> {
    let mut distances = vec![200; scores.len()];
    let mut distance = 200;
    for at in places {
        distances[at] = distance;
        distance = if scores[at] > 0 { 1 } else { (distance + 1).min(200) };
    }
    distances
}

/// What a reader of a dump passes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Above the article: menus, the head of the page.
    Before,
    /// The article's text.
    Article,
    /// Captions, boxes, advertisements inside it.
    Break,
    /// Below it.
    After,
    /// Readers' comments.
    Comments,
}

/// All parts, as they are numbered in the model.
pub(crate) const PARTS: [Part; 5] = [Part::Before, Part::Article, Part::Break, Part::After, Part::Comments];

/// The likeliest part of each line (Viterbi 1967), given what each line scores and what each step costs.
pub(crate) fn path(article: &[i32], comment: &[i32], steps: &[[i32; 5]; 5]) -> Vec<Part> {
    let reach = 5 * ONE;
    let worth = |at: usize, part: usize| match PARTS[part] {
        Part::Article => article[at].clamp(-reach, reach),
        Part::Comments => comment[at].clamp(-reach, reach),
        _ => 0,
    };
    let Some(last) = article.len().checked_sub(1) else { return Vec::new() };
    let mut from: Vec<[u8; 5]> = Vec::with_capacity(article.len());
    let mut best: [i64; 5] = std::array::from_fn(|part| match PARTS[part] {
        Part::Before | Part::Article => i64::from(worth(0, part)),
        _ => i64::from(worth(0, part)) - i64::from(4 * ONE),
    });
    from.push([0; 5]);
    for at in 1..=last {
        let mut next = [i64::MIN / 2; 5];
        let mut came = [0u8; 5];
        for to in 0..5 {
            for (before, known) in best.iter().enumerate() {
                let value = known + i64::from(steps[before][to]);
                if value > next[to] {
                    (next[to], came[to]) = (value, before as u8);
                }
            }
            next[to] += i64::from(worth(at, to));
        }
        best = next;
        from.push(came);
    }
    let mut part = (0..5).rev().max_by_key(|part| best[*part]).unwrap_or_default();
    let mut parts = vec![Part::Before; article.len()];
    for at in (0..=last).rev() {
        parts[at] = PARTS[part];
        part = usize::from(from[at][part]);
    }
    parts
}

/// Added to every score: a line left out costs a reader more than a line too much. Tuned with [`LIFT`] on held-out folds
/// 0-3 of aeb and wcxb, November 2026.
const BIAS: i32 = 300;

/// A page with fewer words than this in its article is looked at again with all scores lifted, at most by [`LIFT`]: who
/// hands in a page means that there is something on it to be read.
const FEW: i32 = 30;
const LIFT: i32 = 2 * ONE;

/// The part of each line, given what the second look and the comments' forest say.
pub(crate) fn settled(scores: &[i32], comment: &[i32], words: &[i32], steps: &[[i32; 5]; 5]) -> Vec<Part> {
    let with = |added: i32| {
        let scores: Vec<i32> = scores.iter().map(|score| score + added).collect();
        path(&scores, comment, steps)
    };
    let count = |parts: &[Part]| {
        let told = parts.iter().zip(words).filter(|(part, _)| **part == Part::Article);
        told.map(|(_, words)| i64::from(*words)).sum::<i64>()
    };
    let parts = with(BIAS);
    if count(&parts) >= i64::from(FEW) {
        return parts;
    }
    let most = scores.iter().copied().max().unwrap_or_default();
    let lift = (FLOOR - most).clamp(BIAS, LIFT);
    let lifted: Vec<Part> = scores
        .iter()
        .zip(&parts)
        .map(|(score, part)| match part {
            Part::Comments => Part::Comments,
            _ if score + lift > 0 => Part::Article,
            Part::Article => Part::Break,
            part => *part,
        })
        .collect();
    if count(&lifted) > count(&parts) { lifted } else { parts }
}

/// What the best line of a lifted page scores.
const FLOOR: i32 = 600;

/// The rows of the second look, their scores, and the part of each line.
pub(crate) fn parts(looks: &Looks, model: &Plain) -> (Looks, Vec<i32>, Vec<Part>) {
    let first = First::of(looks, &model.first, &model.comment);
    let again = again(looks, &first);
    let scores: Vec<i32> = (0..looks.words.len()).map(|at| model.second.score(again.row(at))).collect();
    let parts = settled(&scores, &first.comment, &looks.words, &model.steps);
    (again, scores, parts)
}

/// The zones of `lines`, those that the rules leave in doubt decided by what was learned.
pub(crate) fn zones(lines: &[Line<'_>], ruled: Vec<Zoned>, tables: &Tables) -> Vec<Zoned> {
    let model = &tables.models.plain;
    if lines.is_empty() || lines.len() > MOST_LINES || model.second.features().is_empty() {
        return ruled;
    }
    let looks = looks(lines, &ruled, tables);
    let (again, scores, mut parts) = parts(&looks, model);
    carry_on(lines, &ruled, &mut parts);
    let mut zones = ruled;
    let sloppy = is_sloppy(lines, &zones);
    let misruled = !sloppy && are_misruled(lines, &zones, &parts);
    for at in 0..lines.len() {
        if (sloppy && is_readers(zones[at].0)) || is_ruled(&zones[at], &lines[at]) {
            continue;
        }
        if misruled && is_readers(zones[at].0) {
            if parts[at] == Part::Comments {
                continue;
            }
            let zone = decided(Zone::Furniture, parts[at], scores[at], &lines[at]);
            let zone = zone.unwrap_or_else(|| other(&lines[at]));
            let because = because(zone, scores[at], again.row(at), &model.second);
            zones[at] = (zone, format!("{because}, against the signs of comments"));
            continue;
        }
        // A whole sentence between the title and the page's data, or its repetition, is its summary by the rules.
        let summary = zones[at].1 == super::zone::SUMMARY && lines[at].is_paragraph();
        if summary && scores[at] >= AGAINST_SUMMARY {
            continue;
        }
        if let Some(zone) = decided(zones[at].0, parts[at], scores[at], &lines[at]) {
            zones[at] = (zone, because(zone, scores[at], again.row(at), &model.second));
        }
    }
    among_comments(lines, &parts, &mut zones);
    frames::mark(lines, &mut zones, tables);
    zones
}

/// A longer text is no page but a heap of them: there the rules decide alone, in bounded memory.
const MOST_LINES: usize = 20_000;

/// What the weights must say for a line to be the article's that the rules take for a reader's, or know by its own signs
/// for the words of a picture or a button.
const AGAINST_COMMENT: i32 = ONE / 2;
const AGAINST_SIGNS: i32 = 2 * ONE;

/// How many running paragraphs show what those after them are …
const SHOWN: usize = 60;
/// … where at least so many in a hundred of them are the article's own.
const MOSTLY: usize = 80;

/// How many lines above must be of the same kind: a box of questions or of authors stands among headings.
const ABOVE: usize = 12;

/// Long articles go on: what was learned comes from texts of usual length, in which what stands far down is none of the
/// article. A running paragraph that the rules take for the article's, with nothing but such above it, after sixty that
/// are its own, is so too.
fn carry_on(lines: &[Line<'_>], ruled: &[Zoned], parts: &mut [Part]) {
    let (mut own, mut all, mut row) = (0, 0, 0);
    for ((line, (zone, _)), part) in lines.iter().zip(ruled).zip(parts) {
        if *zone != Zone::Body || !line.is_paragraph() || line.roles.any() || *part == Part::Comments {
            row = 0;
            continue;
        }
        row += 1;
        if all < SHOWN {
            own += usize::from(*part == Part::Article);
            all += 1;
        } else if own * 100 >= all * MOSTLY && row > ABOVE {
            *part = Part::Article;
        }
    }
}

/// A line of menus, forms and boxes that the tables know by its words.
fn is_listed(line: &Line<'_>) -> bool {
    let roles = [Role::Furniture, Role::Comments, Role::Form, Role::Related];
    line.ending != Ending::Full && roles.iter().any(|role| line.is(*role))
}

/// What they must say for a deck to be none: many copied texts leave it out.
const AGAINST_DECK: i32 = -ONE * 2 / 3;
/// The same of a whole sentence that stands where a summary does.
const AGAINST_SUMMARY: i32 = -ONE * 3 / 2;

/// What the rules know by a sure sign, whatever the weights say: a headline in a box of other articles, a menu.
fn is_ruled((zone, because): &Zoned, line: &Line<'_>) -> bool {
    let boxed = *zone == Zone::Related && because == super::zone::IN_BOX;
    boxed && line.ending != Ending::Full && line.words <= 25 || because == super::zone::MENU
}

fn is_readers(zone: Zone) -> bool {
    matches!(zone, Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta)
}

/// Whether what the rules take for comments is written as nobody writes articles: under names, and many lines open in
/// lower case. A list of events has names and stamps too, but no such lines.
fn is_sloppy(lines: &[Line<'_>], zones: &[Zoned]) -> bool {
    let of = |wanted: Zone| zones.iter().zip(lines).filter(move |(zone, _)| zone.0 == wanted);
    let authors = of(Zone::CommentAuthor).count();
    let texts = of(Zone::Comment).filter(|(_, line)| line.words >= 3).count();
    let lower = |line: &Line<'_>| {
        let first = line.text.chars().find(|first| first.is_alphanumeric());
        line.words >= 3 && first.is_some_and(char::is_lowercase)
    };
    let opened = of(Zone::Comment).filter(|(_, line)| lower(line)).count();
    let told = of(Zone::Comment).filter(|(_, line)| line.words >= 3);
    let talk: i64 = told.map(|(_, line)| i64::from(line.talk)).sum();
    authors >= 3 && authors * 6 >= texts && opened >= 2 && opened * 6 >= texts && talk >= 8 * texts as i64
}

/// Of what the rules take for comments, so many in a hundred words must be the article's by the weights for the rules to
/// be wrong about all of it, where it is long enough to tell: crossheads are shaped like names, and a column talks. On
/// held-out folds of wcxb this and [`AGAINST_COMMENT`] gave F1 by lines .921 for .918 at one leaked comment line in a
/// thousand more (November 2026).
const MISRULED: usize = 33;
const TELLING: usize = 100;

/// Whether the weights take a good part of what the rules take for comments for the article's.
fn are_misruled(lines: &[Line<'_>], zones: &[Zoned], parts: &[Part]) -> bool {
    let (mut all, mut own) = (0, 0);
    for ((line, zoned), part) in lines.iter().zip(zones).zip(parts) {
        if zoned.0 == Zone::Comment {
            all += line.words;
            own += if *part == Part::Article { line.words } else { 0 };
        }
    }
    all >= TELLING && own * 100 > all * MISRULED
}

/// The zone that the part gives where it is not the rules' own.
fn decided(ruled: Zone, part: Part, score: i32, line: &Line<'_>) -> Option<Zone> {
    let above = |least: i32| (score >= least).then_some(Zone::Body);
    match part {
        Part::Article => match ruled {
            Zone::Title | Zone::Deck | Zone::Body => None,
            Zone::Caption => above(AGAINST_SIGNS),
            // "Published on 3 May" and a stamp alone are page data; "By …" may open a sentence.
            Zone::Meta if line.stamp || line.is(Role::Meta) => above(AGAINST_SIGNS),
            _ if is_listed(line) => above(AGAINST_SIGNS),
            _ if is_readers(ruled) => above(AGAINST_COMMENT),
            _ => Some(Zone::Body),
        },
        _ if ruled == Zone::Deck && score >= AGAINST_DECK => None,
        Part::Comments => matches!(ruled, Zone::Body | Zone::Deck | Zone::Related).then_some(Zone::Comment),
        _ if matches!(ruled, Zone::Body | Zone::Deck) => Some(other(line)),
        _ => None,
    }
}

/// What a line is that is neither the article's nor a reader's.
fn other(line: &Line<'_>) -> Zone {
    let headline = line.words >= 5 && line.is_headline() && !line.roles.any() && line.ending != Ending::Full;
    if headline || line.is_paragraph() && line.ending == Ending::Dots {
        Zone::Related
    } else {
        Zone::Furniture
    }
}

/// Names and stamps between comments that only the weights found.
fn among_comments(lines: &[Line<'_>], parts: &[Part], zones: &mut [Zoned]) {
    let mut at = 0;
    while at < lines.len() {
        let end = (at..lines.len()).find(|end| parts[*end] != Part::Comments).unwrap_or(lines.len());
        if end > at {
            let found = comments::zones(&lines[at..end]);
            for (offset, (zone, why)) in found.into_iter().enumerate() {
                let ours = &mut zones[at + offset];
                if ours.0 == Zone::Comment && zone != Zone::Comment {
                    *ours = (zone, why.to_owned());
                }
            }
        }
        at = end.max(at + 1);
    }
}

/// Why, in words: the score and what moved it most.
fn because(zone: Zone, score: i32, row: &[i32], forest: &Forest) -> String {
    let strongest = forest.strongest(row, score > 0, 2);
    let names: Vec<&str> =
        strongest.iter().map(|(feature, _)| forest.features()[*feature].as_str()).collect();
    let what = match zone {
        Zone::Body => "looks like the article's lines",
        Zone::Comment => "looks like lines among comments",
        _ => "does not look like the article's lines",
    };
    format!("{what}, by the learned weights ({}): {}", hundredths(score), names.join("; "))
}

/// 1536/1024 as "+1.5".
fn hundredths(score: i32) -> String {
    let tenths = score * 10 / ONE;
    format!("{}{}.{}", if tenths < 0 { "-" } else { "+" }, tenths.abs() / 10, tenths.abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_keeps_its_end() {
        let tables = Tables::shipped().unwrap();
        let mut text = String::from("The ferry of the northern lake\n");
        for year in 0..400 {
            text.push_str(&format!(
                "In the year {year} the ferry carried the harvest over the lake, and the clerk wrote down each sack.\n"
            ));
        }
        let page = crate::page::parse(text.as_bytes(), None, &tables);
        let last = page.blocks.last().unwrap();
        assert_eq!(last.zone, Zone::Body, "{}", last.because);
    }

    #[test]
    fn a_path_bridges_a_weak_line_and_ends_where_the_text_ends() {
        let cheap = -ONE;
        let mut steps = [[cheap; 5]; 5];
        for (part, row) in steps.iter_mut().enumerate() {
            row[part] = 0;
        }
        let article = [-3000, 3000, -200, 3000, -4000, -4000];
        let comment = [-4000, -4000, -4000, -4000, -4000, 3000];
        let parts = path(&article, &comment, &steps);
        assert_eq!(parts[1..4], [Part::Article; 3]);
        assert_ne!(parts[0], Part::Article);
        assert_ne!(parts[4], Part::Article);
        assert_eq!(parts[5], Part::Comments);
    }
}
