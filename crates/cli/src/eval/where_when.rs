//! `tadmor eval where-when`: whether each told event has its place and its day, on pages of our own writing.
//!
//! In: a folder with `pages/<page>.txt`, `pages.jsonl` {page, part, day} and `events.jsonl` {page, event, words, day: {from,
//! to}, place: {lat, lon, gazetteer_id, kind}}; `words` stands once in its page and tells the event. Out: [`Figures`] for
//! each part. Our answer is what the ledger would say: the place of a claim that tells of these words, else the place
//! that their verb takes in the tree, else the place of the sentence before; the same of days. A place is right with the
//! gazetteer's id, or within 5 km; days are right where both ends are.

mod when;

use std::fs;
use std::path::Path;

use serde::Deserialize;
use tadmor::claim::Place;
use tadmor::day::{Day, Days};
use tadmor::lang::{self, Models, Sentence};
use tadmor::mention::PlaceMention;
use tadmor::mention::place::{Form, trees};
use tadmor::page::Page;
use tadmor::resolve::place::{self, Choosing, Chosen, happened};
use tadmor::text::Span;
use tadmor::{Tables, article, claim};

use super::Scored;
use super::figures::Figures;
use super::gold;
use super::place::kilometres;
use crate::arguments::EvalArguments;
use crate::failure::Failure;
use crate::output::Output;
use crate::tables;

/// A page of the set.
#[derive(Debug, Deserialize)]
struct GivenPage {
    page: String,
    part: String,
    day: String,
}

/// An event of it.
#[derive(Debug, Deserialize)]
struct GivenEvent {
    page: String,
    event: String,
    words: String,
    day: Days,
    place: GivenPlace,
}

/// Where it happened.
#[derive(Debug, Deserialize)]
struct GivenPlace {
    name: String,
    lat: f64,
    lon: f64,
    gazetteer_id: Option<String>,
}

/// Farther than this from the gold point a place is wrong.
const RIGHT_KM: f64 = 5.0;

/// How many events there are, how many have an answer, how many the right one.
#[derive(Debug, Default)]
struct Counts {
    events: usize,
    answered: usize,
    right: usize,
    days_right: usize,
    days_answered: usize,
}

/// Reads the set and scores the places.
pub fn run(arguments: &EvalArguments, output: &mut Output) -> Result<Vec<Scored>, Failure> {
    let [folder] = arguments.inputs.as_slice() else {
        return Err(super::usage(
            "where-when asks for one folder, with pages/, pages.jsonl and events.jsonl",
        ));
    };
    let tables = tables::measured()?;
    let models = super::models()?;
    let pages: Vec<GivenPage> = gold::load(&folder.join("pages.jsonl"))?;
    let events: Vec<GivenEvent> = gold::load(&folder.join("events.jsonl"))?;
    let mut parts: Vec<(String, Counts)> = Vec::new();
    for given in &pages {
        let file = folder.join("pages").join(format!("{}.txt", given.page));
        let text = fs::read_to_string(&file).map_err(|source| Failure::reading(&file, source))?;
        let read = ReadPage::new(&text, Day::parse(&given.day), &tables, &models);
        let at = match parts.iter().position(|(part, _)| *part == given.part) {
            Some(at) => at,
            None => {
                parts.push((given.part.clone(), Counts::default()));
                parts.len() - 1
            }
        };
        for event in events.iter().filter(|event| event.page == given.page) {
            let answer = read.place_of(&event.words).map_err(|why| wrong_words(folder, event, why))?;
            let right = answer.as_ref().is_some_and(|place| is_right(place, &event.place));
            let counts = &mut parts[at].1;
            counts.events += 1;
            counts.answered += usize::from(answer.is_some());
            counts.right += usize::from(right);
            let (days, because) = read.days_of(&event.words);
            counts.days_answered += usize::from(!days.is_open());
            counts.days_right += usize::from(days == event.day);
            if arguments.show && days != event.day {
                output.line(format_args!("{}: {}, not {days} ({because})", event.event, event.day))?;
            }
            if arguments.show && !right {
                let ours = answer
                    .map_or_else(|| "none".to_owned(), |place| format!("{} ({})", place.name, place.because));
                output.line(format_args!("{}: {}, not {ours}", event.event, event.place.name))?;
            }
        }
    }
    Ok(parts.into_iter().flat_map(|(part, counts)| counts.scored(&part)).collect())
}

fn wrong_words(folder: &Path, event: &GivenEvent, why: &str) -> Failure {
    Failure::NotFound {
        what: format!("{}, {}: \"{}\" {why}", folder.display(), event.event, event.words),
        help: "the words of an event stand in its page once".to_owned(),
    }
}

fn is_right(place: &Place, gold: &GivenPlace) -> bool {
    let near = place
        .lat
        .zip(place.lon)
        .is_some_and(|(lat, lon)| kilometres(lat, lon, gold.lat, gold.lon) <= RIGHT_KM);
    near || place.id.is_some() && place.id == gold.gazetteer_id
}

impl Counts {
    fn scored(&self, part: &str) -> Vec<Scored> {
        let mut figures = Figures::default();
        figures.share("place", "place", self.right, self.events);
        figures.share("place_answered", "answered", self.answered, self.events);
        figures.share("day", "day", self.days_right, self.events);
        figures.share("day_answered", "answered", self.days_answered, self.events);
        Scored::one(&format!("where-when {part}"), figures)
    }
}

/// A page with everything that an answer needs.
struct ReadPage {
    page: Page,
    sentences: Vec<Sentence>,
    mentions: Vec<PlaceMention>,
    chosen: Vec<Chosen>,
    claims: Vec<claim::Claim>,
    times: when::Times,
    /// Where the page is sent from, which is not where things happened.
    dateline: Option<Span>,
}

impl ReadPage {
    fn new(text: &str, day: Option<Day>, tables: &Tables, models: &Models) -> ReadPage {
        let page = Page::body_only(text);
        let mut article = article::find(&page, tables);
        if let Some(day) = day {
            article.published.days = tadmor::day::Days::one(day);
        }
        let (claims, _notes) = claim::find(&page, &article, tables);
        let visible = page.text.as_str();
        let sentences = lang::read(visible, Span::new(0, visible.len()), models);
        let mentions = trees::find(visible, &sentences, tables, models);
        let chosen = place::choose_all(&page, &mentions, Choosing::LEDGER, tables);
        let dateline = dateline(visible);
        let times = when::Times::new(visible, article.published.days, tables);
        ReadPage { page, sentences, mentions, chosen, claims, times, dateline }
    }

    /// Where the thing told of in `words` happened.
    fn place_of(&self, words: &str) -> Result<Option<Place>, &'static str> {
        let text = self.page.text.as_str();
        let start = text.find(words).ok_or("are not in the page")?;
        let span = Span::new(start, start + words.len());
        if text[span.end..].contains(words) {
            return Err("stand in it twice");
        }
        let raw = self.page.text.raw(span);
        let told = self.claims.iter().filter(|claim| claim.span.overlaps(raw));
        let of_claim = told.flat_map(|claim| &claim.places).find(|place| place.lat.is_some());
        if let Some(place) = of_claim {
            return Ok(Some(place.clone()));
        }
        let Some(at) = self.sentences.iter().position(|sentence| sentence.span().overlaps(span)) else {
            return Ok(None);
        };
        let sentence = &self.sentences[at];
        if self.here(sentence).next().is_some() {
            return Ok(self.in_sentence(sentence, event(sentence, span)));
        }
        Ok(self.before(at))
    }

    /// The places of a sentence that events may have happened in.
    fn here(&self, sentence: &Sentence) -> impl Iterator<Item = happened::Here<'_>> {
        let span = sentence.span();
        self.mentions.iter().enumerate().filter(move |(_, mention)| {
            let sent_from = self.dateline.is_some_and(|dateline| dateline.overlaps(mention.name));
            span.contains(mention.name) && mention.form != Form::Adjective && !sent_from
        })
    }

    fn in_sentence(&self, sentence: &Sentence, event: usize) -> Option<Place> {
        let here: Vec<happened::Here<'_>> = self.here(sentence).collect();
        let (chosen, _because) = happened::place_of(sentence, event, &here, &self.chosen)?;
        let chosen = &self.chosen[chosen];
        let place = chosen.place.clone();
        let place = match &chosen.meant {
            Some(moved) => moved.clone().of(place),
            None => place,
        };
        place.lat.is_some().then_some(place)
    }

    /// The place of the last sentence before that names one.
    fn before(&self, at: usize) -> Option<Place> {
        let sentence =
            self.sentences[..at].iter().rev().find(|sentence| self.here(sentence).next().is_some())?;
        self.in_sentence(sentence, sentence.root().unwrap_or(0))
    }
}

/// The word that tells what happened: of those in `span` the first that hangs on none of them.
fn event(sentence: &Sentence, span: Span) -> usize {
    let inside = |at: usize| sentence.tokens[at].span.overlaps(span);
    let top = |at: &usize| inside(*at) && sentence.tokens[*at].head.is_none_or(|head| !inside(head));
    (0..sentence.tokens.len()).find(top).unwrap_or(0)
}

/// "BEIRUT, Dec 14 2015 (Levant Wire) -" at the start of a paragraph.
fn dateline(text: &str) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = [" - ", " – ", " — ", ": "].iter().filter_map(|dash| line.find(dash)).min();
        let word = line.split([' ', ',']).next().unwrap_or_default();
        let loud = word.chars().count() >= 3 && word.chars().all(|character| character.is_uppercase());
        if let Some(end) = end.filter(|end| loud && *end <= 80) {
            return Some(Span::new(start, start + end));
        }
        start += line.len();
    }
    None
}
