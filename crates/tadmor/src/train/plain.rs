//! Learning from lines of plain text: which are the article's, which are readers'.
//!
//! In: pages whose article people copied. Out: the weights of the line model. Each page is flattened as crawlers do, its
//! lines aligned with the copied text, and given again in the forms in which texts without tags come: the main part
//! alone, a bare report, a report with readers' comments of other pages under it, with and without a line that opens
//! them, cut off in mid-sentence. Comments go only under pages of their own fold.

use super::align;
use super::flatten::flatten;
use super::{FOLDS, Labelled};
use crate::forest::{Forest, ONE, Options, Rows, grow};
use crate::page::plain::learned::{First, PARTS, Part, again, names, settled};
use crate::page::plain::look::{Looks, looks};
use crate::page::plain::{lines, zone};
use crate::page::{Zone, parse};
use crate::tables::Tables;
use crate::tables::models::Plain;
use crate::text::Span;
use crate::text::fold::key;
use crate::text::hash;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The article's.
    Article,
    /// Readers'.
    Comment,
    /// Neither.
    Other,
}

/// A text without tags, its lines labelled.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The page's name in its set.
    pub id: String,
    /// The set.
    pub set: String,
    /// The page's fold.
    pub fold: u64,
    /// The form it is in: "page" as flattened; others are made from it.
    pub form: &'static str,
    /// Its lines.
    pub lines: Vec<String>,
    /// What each is.
    pub labels: Vec<Label>,
    /// What the rules alone say of each.
    pub ruled: Vec<Zone>,
    /// What parts them in the text: a line end or a blank line.
    parted: &'static str,
    looks: Looks,
}

/// The weights learned from `pages`.
pub fn forests(pages: &[Labelled], tables: &Tables) -> Plain {
    learn(&samples(pages, tables))
}

/// How the forests are grown: tuned on held-out folds, November 2026.
const FIRST: Options =
    Options { trees: 200, leaves: 20, rate: 80, least: 300, rows: 500, columns: 400, seed: 1 };
const COMMENT: Options =
    Options { trees: 80, leaves: 14, rate: 100, least: 300, rows: 500, columns: 400, seed: 2 };
const SECOND: Options =
    Options { trees: 220, leaves: 20, rate: 60, least: 300, rows: 500, columns: 400, seed: 3 };

/// How much of what counts says a step costs is taken, in percent: the scores know their neighbours already.
const STEPS: i64 = 10;

/// The weights learned from `samples`.
pub fn learn(samples: &[Sample]) -> Plain {
    let held = first_looks(samples);
    let every = |_: &Sample| true;
    Plain {
        first: first(samples, Label::Article, &every),
        comment: first(samples, Label::Comment, &every),
        second: second(samples, &held, &every),
        steps: costs(samples),
    }
}

/// What steps cost in all of `samples`.
pub fn costs(samples: &[Sample]) -> [[i32; 5]; 5] {
    steps(samples, &|_| true)
}

/// What each sample's lines score, and the parts they fall in, by weights that have not seen its fold.
pub fn held_out(samples: &[Sample]) -> Vec<(Vec<i32>, Vec<bool>, Vec<bool>)> {
    let held = first_looks(samples);
    let mut found = vec![(Vec::new(), Vec::new(), Vec::new()); samples.len()];
    for fold in 0..FOLDS {
        let seen = |sample: &Sample| sample.fold != fold;
        let second = second(samples, &held, &seen);
        let steps = steps(samples, &seen);
        for (at, sample) in samples.iter().enumerate().filter(|(_, sample)| sample.fold == fold) {
            let rows = again(&sample.looks, &held[at]);
            let scores: Vec<i32> =
                (0..sample.labels.len()).map(|line| second.score(rows.row(line))).collect();
            let parts = settled(&scores, &held[at].comment, &sample.looks.words, &steps);
            let is = |wanted: Part| parts.iter().map(|part| *part == wanted).collect();
            found[at] = (scores, is(Part::Article), is(Part::Comments));
        }
    }
    found
}

/// The first look at each sample by forests that have not seen its fold: what the second look is taught with.
fn first_looks(samples: &[Sample]) -> Vec<First> {
    let mut held = vec![First::default(); samples.len()];
    for fold in 0..FOLDS {
        let seen = |sample: &Sample| sample.fold != fold;
        let article = first(samples, Label::Article, &seen);
        let comment = first(samples, Label::Comment, &seen);
        for (at, sample) in samples.iter().enumerate().filter(|(_, sample)| sample.fold == fold) {
            held[at] = First::of(&sample.looks, &article, &comment);
        }
    }
    held
}

fn first(samples: &[Sample], wanted: Label, seen: &dyn Fn(&Sample) -> bool) -> Forest {
    let mut rows = Rows { features: crate::page::plain::look::names(), ..Rows::default() };
    for sample in samples.iter().filter(|sample| seen(sample)) {
        sample.add(&sample.looks, wanted, &mut rows);
    }
    grow(&rows, if wanted == Label::Article { &FIRST } else { &COMMENT })
}

fn second(samples: &[Sample], held: &[First], seen: &dyn Fn(&Sample) -> bool) -> Forest {
    let mut rows = Rows { features: names(), ..Rows::default() };
    for (sample, first) in samples.iter().zip(held).filter(|(sample, _)| seen(sample)) {
        sample.add(&again(&sample.looks, first), Label::Article, &mut rows);
    }
    grow(&rows, &SECOND)
}

impl Sample {
    /// Adds the sample's lines to `rows`. A line counts as much as its words do among those of its article, as they do
    /// when the reading of a page is measured.
    fn add(&self, looks: &Looks, wanted: Label, rows: &mut Rows) {
        let total: i64 = self
            .labels
            .iter()
            .zip(&looks.words)
            .filter(|(label, _)| **label == Label::Article)
            .map(|(_, words)| i64::from(*words))
            .sum();
        let share = if self.form == "page" { 4 } else { 2 };
        // Of lines far from all that is wanted, one in four is enough.
        let mut near = vec![false; self.labels.len()];
        for at in (0..near.len()).filter(|at| self.labels[*at] != Label::Other) {
            let end = (at + 16).min(near.len());
            near[at.saturating_sub(15)..end].fill(true);
        }
        for (at, near) in near.into_iter().enumerate() {
            let thin = !near && looks.words[at] < 12;
            if thin && !at.is_multiple_of(4) {
                continue;
            }
            let words = i64::from(looks.words[at].min(150));
            let weight = (words + 8) * 1000 * share / (total + 200);
            let weight = if thin { weight * 4 } else { weight };
            rows.push(looks.row(at), self.labels[at] == wanted, weight.clamp(1, 60_000) as u32);
        }
    }

    /// The text that its lines make, and where each of them stands in it.
    pub fn text(&self) -> (String, Vec<Span>) {
        let mut start = 0;
        let span = |line: &String| {
            let span = Span::new(start, start + line.len());
            start = span.end + self.parted.len();
            span
        };
        let spans = self.lines.iter().map(span).collect();
        (self.lines.join(self.parted), spans)
    }

    /// The part that each line is in.
    fn parts(&self) -> Vec<Part> {
        let is = |at: &usize| self.labels[*at] == Label::Article;
        let first = (0..self.labels.len()).find(is).unwrap_or(self.labels.len());
        let last = (0..self.labels.len()).rev().find(is).unwrap_or(0);
        let part = |at: usize| match self.labels[at] {
            Label::Article => Part::Article,
            Label::Comment => Part::Comments,
            Label::Other if at < first => Part::Before,
            Label::Other if at > last => Part::After,
            Label::Other => Part::Break,
        };
        (0..self.labels.len()).map(part).collect()
    }
}

/// What steps between parts cost: the logarithm of how often they are taken.
fn steps(samples: &[Sample], seen: &dyn Fn(&Sample) -> bool) -> [[i32; 5]; 5] {
    let mut counts = [[1i64; 5]; 5];
    let number = |part: Part| PARTS.iter().position(|known| *known == part).unwrap_or_default();
    for sample in samples.iter().filter(|sample| seen(sample) && sample.form == "page") {
        for pair in sample.parts().windows(2) {
            counts[number(pair[0])][number(pair[1])] += 1;
        }
    }
    counts.map(|row| {
        let all: i64 = row.iter().sum();
        // Rounded to 1/128, so that the last bit of a machine's logarithm does not matter.
        row.map(|count| {
            let cost = (count as f64 / all as f64).ln() * 128.0;
            (cost.round() as i64 * STEPS / 100) as i32 * (ONE / 128)
        })
    })
}

/// The samples that `pages` give.
pub fn samples(pages: &[Labelled], tables: &Tables) -> Vec<Sample> {
    let flattened: Vec<Flattened> = pages.iter().map(|page| Flattened::of(page, tables)).collect();
    let talks: Vec<Vec<&[(String, Label)]>> = (0..FOLDS)
        .map(|fold| flattened.iter().filter(|page| page.fold == fold).flat_map(Flattened::talks).collect())
        .collect();
    let mut samples = Vec::new();
    for page in flattened.iter().filter(|page| page.is_labelled) {
        for form in FORMS {
            let Some(made) = page.form(form, &talks[page.fold as usize]) else { continue };
            samples.extend(page.sample(form, &made, tables));
        }
    }
    samples
}

/// The forms in which a page is given.
const FORMS: &[&str] = &["page", "part", "bare", "commented", "long"];

/// A page's lines with their labels.
struct Flattened {
    id: String,
    set: String,
    fold: u64,
    is_labelled: bool,
    title: Option<String>,
    lines: Vec<(String, Label)>,
}

impl Flattened {
    fn of(page: &Labelled, tables: &Tables) -> Self {
        let text = flatten(&page.bytes);
        let lines: Vec<&str> = text.lines().collect();
        let read = parse(&page.bytes, None, tables);
        let zones = [Zone::Comment, Zone::CommentAuthor, Zone::CommentMeta];
        let mut readers: Vec<String> = zones
            .iter()
            .flat_map(|zone| read.zone(*zone))
            .map(|block| key(read.text.slice(block.span)))
            .collect();
        readers.sort();
        let article = page.gold.body.as_deref().unwrap_or_default();
        let found = align::in_article(&lines, article);
        let stated: Vec<String> = page.gold.comments.iter().flatten().map(|comment| key(comment)).collect();
        let label = |(line, found): (&&str, bool)| {
            let key = key(line);
            let said = || {
                stated
                    .iter()
                    .any(|stated| key.len() > 20 && (key.contains(stated.as_str()) || stated.contains(&key)))
            };
            let label = match found {
                true => Label::Article,
                false if readers.binary_search(&key).is_ok() || said() => Label::Comment,
                false => Label::Other,
            };
            ((*line).to_owned(), label)
        };
        let lines: Vec<(String, Label)> = lines.iter().zip(found).map(label).collect();
        let is_labelled = lines.iter().any(|(_, label)| *label == Label::Article);
        let title = page.gold.title.clone();
        Flattened {
            id: page.gold.id.clone(),
            set: page.set.clone(),
            fold: page.fold(),
            is_labelled,
            title,
            lines,
        }
    }

    /// Stretches of readers' lines.
    fn talks(&self) -> Vec<&[(String, Label)]> {
        let mut talks = Vec::new();
        let mut at = 0;
        while at < self.lines.len() {
            let end = (at..self.lines.len())
                .find(|end| self.lines[*end].1 != Label::Comment)
                .unwrap_or(self.lines.len());
            let talk = &self.lines[at..end.min(at + 60)];
            let long = talk.iter().filter(|(line, _)| line.split_whitespace().count() >= 6).count();
            if talk.len() >= 3 && long >= 2 {
                talks.push(talk);
            }
            at = end.max(at + 1);
        }
        talks
    }

    /// A number that looks drawn by lot.
    fn lot(&self, what: u64) -> u64 {
        let mut mixed = hash::of(self.id.bytes()) ^ what.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// The page in a form; `None` where the lot says that this page is not given in it.
    fn form(&self, form: &str, talks: &[&[(String, Label)]]) -> Option<Vec<(String, Label)>> {
        let is = |(_, label): &&(String, Label)| *label == Label::Article;
        let first = self.lines.iter().position(|line| is(&line))?;
        let last = self.lines.iter().rposition(|line| is(&line))?;
        let talk = || match talks.len() {
            0 => None,
            count => Some(talks[self.lot(7) as usize % count]),
        };
        match form {
            "page" => Some(self.lines.clone()),
            // As one marks from the title to the end and a little farther, and copies.
            "part" if self.lot(1).is_multiple_of(3) => {
                let from = self.title_line(first).unwrap_or(first.saturating_sub(3));
                let to = (last + 1 + self.lot(2) as usize % 12).min(self.lines.len());
                Some(self.lines[from..to].to_vec())
            }
            "bare" if self.lot(3).is_multiple_of(4) => Some(self.bare(first)),
            "commented" if self.lot(4).is_multiple_of(2) => {
                let mut lines = self.bare(first);
                if self.lot(5).is_multiple_of(3) {
                    cut(&mut lines);
                }
                self.opened(&mut lines, talk()?);
                Some(lines)
            }
            "long" if self.lot(6).is_multiple_of(6) => {
                let mut lines = self.lines[..=last].to_vec();
                self.opened(&mut lines, talk()?);
                lines.extend_from_slice(&self.lines[last + 1..]);
                Some(lines)
            }
            _ => None,
        }
    }

    /// The line above the text that is the title.
    fn title_line(&self, first: usize) -> Option<usize> {
        let title = key(self.title.as_deref()?);
        (0..=first).rev().find(|at| key(&self.lines[*at].0) == title)
    }

    /// Title, some page data, text.
    fn bare(&self, first: usize) -> Vec<(String, Label)> {
        let mut lines = Vec::new();
        if let Some(title) = &self.title
            && key(&self.lines[first].0) != key(title)
        {
            lines.push((title.clone(), Label::Other));
            // What stands between title and text is mostly byline and stamp.
            if self.lot(8).is_multiple_of(2)
                && let Some(at) = self.title_line(first)
            {
                let between = self.lines[at + 1..first.max(at + 1)].iter();
                lines.extend(
                    between.filter(|(line, _)| line.split_whitespace().count() <= 8).take(3).cloned(),
                );
            }
        }
        let article = self.lines.iter().filter(|(_, label)| *label == Label::Article);
        lines.extend(article.cloned());
        lines
    }

    /// Adds `talk`, in half the cases under a line that opens it.
    fn opened(&self, lines: &mut Vec<(String, Label)>, talk: &[(String, Label)]) {
        if self.lot(9).is_multiple_of(2) {
            let opener = OPENERS[self.lot(10) as usize % OPENERS.len()];
            lines.push((opener.replace('#', &talk.len().to_string()), Label::Other));
        }
        let most = 3 + self.lot(11) as usize % 40;
        lines.extend(talk.iter().take(most).cloned());
    }

    fn sample(&self, form: &'static str, made: &[(String, Label)], tables: &Tables) -> Option<Sample> {
        // In two of three, blank lines part the paragraphs of what was copied.
        let parted = if form != "page" && !self.lot(12).is_multiple_of(3) { "\n\n" } else { "\n" };
        let text = made.iter().map(|(line, _)| line.as_str()).collect::<Vec<_>>().join(parted);
        let read = lines(&text, tables);
        // Lines that were taken for broken ones, or for nothing, have no label.
        if read.len() != made.len() {
            return None;
        }
        let zones = zone::of(&read, tables);
        let looks = looks(&read, &zones, tables);
        Some(Sample {
            id: self.id.clone(),
            set: self.set.clone(),
            fold: self.fold,
            form,
            lines: made.iter().map(|(line, _)| line.clone()).collect(),
            labels: made.iter().map(|(_, label)| *label).collect(),
            ruled: zones.iter().map(|(zone, _)| *zone).collect(),
            parted,
            looks,
        })
    }
}

/// Lines that open comments; "#" is a number.
const OPENERS: &[&str] = &[
    "# comments",
    "Comments",
    "Comments (#)",
    "# responses",
    "View all comments",
    "Leave a comment",
    "Discussion",
    "# Kommentare",
    "Kommentare",
    "Leserkommentare",
    "# commentaires",
    "Vos réactions",
    "Comentarios",
    "Комментарии",
    "التعليقات",
    "Yorumlar",
];

/// Cuts the last line in mid-sentence.
fn cut(lines: &mut [(String, Label)]) {
    let Some((last, _)) = lines.last_mut() else { return };
    let words: Vec<&str> = last.split_whitespace().collect();
    if words.len() >= 12 {
        *last = words[..words.len() * 2 / 3].join(" ").trim_end_matches(['.', ',', ';', ':']).to_owned();
    }
}
