//! What is found in a text that is all body: `tadmor annotate`.
//!
//! In: a text, and its own day where known. Out: an [`Annotated`]: sentences with tokens, trees with tags and names,
//! names, times as TIMEX3, places, attributions and claims. Every span is in UTF-8 bytes of the text given.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::article;
use crate::claim::{self, Claim, Precision};
use crate::day::{Day, Days};
use crate::export::ClaimLine;
use crate::export::timex;
use crate::lang::name::{Name, NameKind};
use crate::lang::{self, Models};
use crate::mention::time::{self, Time, Unit, Written};
use crate::mention::{self, ActorMention, Mentions, PlaceMention, actor::ActorClass};
use crate::page::Page;
use crate::resolve;
use crate::resolve::place::{Choosing, Chosen};
use crate::resolve::story::{self, Anchored, Told};
use crate::sentence::{self, Sentence};
use crate::tables::Tables;
use crate::text::{RawSpan, Span};

/// Everything found in a text.
#[derive(Debug, Serialize)]
pub struct Annotated {
    /// The text's id as given.
    pub id: String,
    /// Sentences, in order.
    pub sentences: Vec<SentenceLine>,
    /// The same text as the language core reads it: tags, heads, names as written.
    pub trees: Vec<TreeLine>,
    /// Names, in order.
    pub names: Vec<NameLine>,
    /// Times, in order.
    pub times: Vec<TimeLine>,
    /// Places, in order.
    pub places: Vec<PlaceLine>,
    /// Who is said to say what, in order.
    pub attributions: Vec<AttributionLine>,
    /// As `export jsonl --what claims`, without page, event and origin.
    pub claims: Vec<serde_json::Value>,
}

/// Bytes of the text, the end not included.
pub type Bytes = [usize; 2];

/// A sentence.
#[derive(Debug, Serialize)]
pub struct SentenceLine {
    /// From its first token to its last.
    pub span: Bytes,
    /// In order.
    pub tokens: Vec<TokenLine>,
}

/// A token.
#[derive(Debug, Serialize)]
pub struct TokenLine {
    /// Where it stands.
    pub span: Bytes,
    /// As written.
    pub form: String,
}

/// A sentence with its tree.
#[derive(Debug, Serialize)]
pub struct TreeLine {
    /// From its first token to its last.
    pub span: Bytes,
    /// In order.
    pub tokens: Vec<WordLine>,
    /// The names in it, in order; an inner one follows the one that it stands in.
    pub names: Vec<FoundName>,
}

/// A token of a tree. Tags and relations are those of Universal Dependencies.
#[derive(Debug, Serialize)]
pub struct WordLine {
    /// Where it stands.
    pub span: Bytes,
    /// As written.
    pub form: String,
    /// "PROPN"
    pub upos: &'static str,
    /// "NNP", as in the Penn Treebank.
    pub xpos: &'static str,
    /// The form that a dictionary lists.
    pub lemma: String,
    /// The token that it hangs on, by its place among the tokens, from 0; null for the root.
    pub head: Option<usize>,
    /// "nsubj:pass"
    pub relation: &'static str,
}

/// A name as written, whatever it is understood as.
#[derive(Debug, Serialize)]
pub struct FoundName {
    /// Where it stands.
    pub span: Bytes,
    /// As the type of a [`NameLine`], and VEHICLE.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Whether it stands inside another.
    pub inner: bool,
}

/// A name.
#[derive(Debug, Serialize)]
pub struct NameLine {
    /// Where it stands.
    pub span: Bytes,
    /// PER, ORG, GROUP, LOC, FAC, NORP, WEAPON, OUTLET, QUANTITY, TIME or MISC.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The canonical name, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
}

/// A time.
#[derive(Debug, Serialize)]
pub struct TimeLine {
    /// Where it stands.
    pub span: Bytes,
    /// DATE, TIME or DURATION, as TIMEX3.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// As TIMEX3: "2017-03-02", "2017-W09", "P10D", "PRESENT_REF".
    pub value: String,
    /// The days understood from it.
    #[serde(flatten)]
    pub days: Days,
    /// Which rule.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub because: String,
}

/// A place.
#[derive(Debug, Serialize)]
pub struct PlaceLine {
    /// Where it stands.
    pub span: Bytes,
    /// The gazetteer's id, where it was chosen for certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The canonical name.
    pub name: String,
    /// Degrees north.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// How finely it is known.
    pub precision: Precision,
    /// Ids of the entries that were chosen from, the best first.
    pub candidates: Vec<String>,
    /// By how many hundredths of a tenfold of people the best leads its first rival; absent where there is none. A
    /// ledger leaves a name open from which a rival is less than 100 away; here the best is told however small the lead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<i64>,
    /// Where "25 km east of" and "between" lead, beside the place that is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meant: Option<MeantLine>,
    /// Which words and which rule.
    pub because: String,
}

/// A point that words lead to from a place.
#[derive(Debug, Serialize)]
pub struct MeantLine {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Within how many kilometres of the point the place lies.
    pub radius_km: u32,
    /// Which words led there.
    pub because: String,
}

/// Who is said to say what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AttributionLine {
    /// The speaker's words; null for the writer himself.
    pub source: Option<Bytes>,
    /// The words that hand over; null where there are none.
    pub cue: Option<Bytes>,
    /// What is said.
    pub content: Vec<Bytes>,
    /// The speaker's canonical name.
    pub speaker: String,
}

/// Annotates `text`, whose own day is `date` where known.
pub fn annotate(id: &str, text: &str, date: Option<Day>, tables: &Tables, models: &Models) -> Annotated {
    let page = Page::body_only(text);
    let mut article = article::find(&page, tables);
    if let Some(date) = date {
        article.published.days = Days::one(date);
        article.published.because = "given with the text".to_owned();
    }
    let (claims, _notes) = claim::find(&page, &article, tables);
    let sentences = sentence::split(&page);
    let mentions: Vec<Mentions> =
        sentences.iter().map(|sentence| mention::find(sentence, page.text.as_str(), tables)).collect();
    let page_day = article.published.days;
    let text = page.text.as_str();
    let read = lang::read(text, Span::new(0, text.len()), models);
    Annotated {
        id: id.to_owned(),
        places: places(&page, &read, tables, models),
        trees: read.into_iter().map(|sentence| tree_line(&page, sentence)).collect(),
        names: names(&page, &mentions, tables),
        times: times(page.text.as_str(), page_day, tables)
            .into_iter()
            .map(|line| TimeLine { span: bytes(&page, Span::new(line.span[0], line.span[1])), ..line })
            .collect(),
        attributions: attributions(&claims),
        claims: claims.iter().map(value).collect(),
        sentences: sentences.iter().map(|sentence| sentence_line(&page, sentence)).collect(),
    }
}

fn value(claim: &Claim) -> serde_json::Value {
    serde_json::to_value(ClaimLine::alone(claim)).expect("a claim has text keys and no failing parts")
}

/// A span of the visible text as bytes of the text given: what decoding folded is counted as it stood.
fn bytes(page: &Page, span: Span) -> Bytes {
    raw(page.text.raw(span))
}

fn raw(span: RawSpan) -> Bytes {
    [span.start as usize, span.end as usize]
}

fn sentence_line(page: &Page, sentence: &Sentence<'_>) -> SentenceLine {
    let token = |token: &sentence::Token<'_>| TokenLine {
        span: bytes(page, token.span),
        form: token.form.to_owned(),
    };
    SentenceLine { span: bytes(page, sentence.span), tokens: sentence.tokens.iter().map(token).collect() }
}

fn tree_line(page: &Page, sentence: lang::Sentence) -> TreeLine {
    let name = |name: &Name| FoundName {
        span: bytes(page, sentence.tokens[name.first].span.cover(sentence.tokens[name.end - 1].span)),
        kind: found_type(name.kind),
        inner: name.inner,
    };
    let token = |token: lang::Token| WordLine {
        span: bytes(page, token.span),
        form: page.text.slice(token.span).to_owned(),
        upos: token.upos.name(),
        xpos: token.xpos.name(),
        lemma: token.lemma,
        head: token.head,
        relation: token.relation.name(),
    };
    TreeLine {
        span: bytes(page, sentence.span()),
        names: sentence.names.iter().map(name).collect(),
        tokens: sentence.tokens.into_iter().map(token).collect(),
    }
}

/// The type of a name as written.
fn found_type(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "PER",
        NameKind::Organisation => "ORG",
        NameKind::Place => "LOC",
        NameKind::Facility => "FAC",
        NameKind::Weapon => "WEAPON",
        NameKind::Vehicle | NameKind::Platform => "VEHICLE",
        NameKind::Nationality => "NORP",
        NameKind::Outlet => "OUTLET",
        NameKind::Time => "TIME",
        NameKind::Quantity => "QUANTITY",
        // Kinds of other conventions, which a text is not read in here.
        NameKind::Money | NameKind::Document | NameKind::Coordinate | NameKind::Other => "MISC",
    }
}

fn names(page: &Page, mentions: &[Mentions], tables: &Tables) -> Vec<NameLine> {
    let actors: Vec<ActorMention> = mentions.iter().flat_map(|found| found.actors.clone()).collect();
    let places: Vec<PlaceMention> = mentions.iter().flat_map(|found| found.places.clone()).collect();
    let chosen = resolve::place::choose(page, &places, tables);
    let parties = resolve::actor::choose(page, &actors, &chosen, tables);
    let mut names = Vec::new();
    for (at, actor) in actors.iter().enumerate() {
        let Some(kind) = name_type(actor.class) else { continue };
        let party = parties.get(at).and_then(Option::as_ref);
        let canonical = party.map(|party| party.name.clone());
        names.push(NameLine { span: bytes(page, actor.name), kind, canonical });
    }
    for place in mentions.iter().flat_map(|found| &found.places) {
        let span = bytes(page, place.name);
        // "Syria" that acts is both an actor and a place: one name.
        let taken = names.iter().any(|name| name.span[0] < span[1] && span[0] < name.span[1]);
        if !taken {
            names.push(NameLine { span, kind: place_type(place), canonical: None });
        }
    }
    names.sort_by_key(|name| name.span);
    names
}

/// The type of a name; none for words that are no names ("he", "the militants", "residents").
fn name_type(class: ActorClass) -> Option<&'static str> {
    match class {
        ActorClass::Force => Some("GROUP"),
        ActorClass::Institution | ActorClass::Monitor => Some("ORG"),
        ActorClass::Person => Some("PER"),
        ActorClass::Outlet => Some("OUTLET"),
        ActorClass::Country => Some("LOC"),
        ActorClass::Fighters | ActorClass::Civilians | ActorClass::Unnamed | ActorClass::Pronoun => None,
    }
}

/// Works of people are facilities; all else is a location.
fn place_type(place: &PlaceMention) -> &'static str {
    const WORKS: [&str; 16] = [
        "airbase",
        "airport",
        "airfield",
        "base",
        "bridge",
        "camp",
        "checkpoint",
        "citadel",
        "crossing",
        "dam",
        "embassy",
        "hospital",
        "mosque",
        "prison",
        "school",
        "station",
    ];
    match place.class.as_deref() {
        Some(class) if WORKS.contains(&class) => "FAC",
        _ => "LOC",
    }
}

/// The times of `text`, in order; `page_day` is its own day as far as it is known. A range is two times, as TIMEX3 has it.
pub fn times(text: &str, page_day: Days, tables: &Tables) -> Vec<TimeLine> {
    let found = time::find_in(text, tables);
    let told: Vec<Told<'_>> = found.iter().map(|one| Told::of(one, text)).collect();
    let anchored = story::read(&told, page_day);
    // "at that time" tells nothing where nothing was told before.
    let tells = |(one, anchored): &(&Written, Option<Anchored>)| {
        anchored.is_some() || !matches!(one.time, Time::Told { unit: Unit::Period, .. })
    };
    let told = found.iter().zip(anchored).filter(tells);
    told.flat_map(|(one, anchored)| lines(one, anchored, page_day)).collect()
}

/// The line of one time, or the two of a range.
fn lines(one: &Written, anchored: Option<Anchored>, page_day: Days) -> Vec<TimeLine> {
    let (time, told) = match anchored {
        Some(anchored) => (anchored.time, Some(anchored.because)),
        None => (one.time.clone(), None),
    };
    // The words are dated by themselves: "since Monday" is a Monday here, whatever it bounds.
    let (days, rule) = resolve::time::days(&time, None, one.tense, page_day);
    let because = told.map_or_else(|| rule.clone(), |told| format!("{told}; {rule}"));
    let line = |span: Span, kind, value, days| TimeLine {
        span: [span.start, span.end],
        kind,
        value,
        days,
        because: because.clone(),
    };
    if let (Some([first, second]), Time::Range(from, to)) = (one.halves, &time) {
        let end = |time: &Time, day: Option<Day>| {
            let own = day.map_or(Days::OPEN, Days::one);
            let own = resolve::time::fixed(time).unwrap_or(own);
            let (kind, value) = timex::of(time, None, own, one.tense, page_day);
            (kind, value, own)
        };
        let (kind, value, own) = end(from, days.from);
        let (last_kind, last_value, last_own) = end(to, days.to);
        return vec![line(first, kind, value, own), line(second, last_kind, last_value, last_own)];
    }
    let (kind, value) = timex::of(&time, one.clock, days, one.tense, page_day);
    vec![line(one.span, kind, value, days)]
}

/// Places of which a point is known; other names of places stand among the names.
fn places(page: &Page, sentences: &[lang::Sentence], tables: &Tables, models: &Models) -> Vec<PlaceLine> {
    let found = mention::place::trees::find(page.text.as_str(), sentences, tables, models);
    let chosen = resolve::place::choose_all(page, &found, Choosing::ANNOTATE, tables);
    let pairs = found.iter().zip(chosen);
    pairs.filter_map(|(mention, chosen)| place_line(page, mention, chosen)).collect()
}

fn place_line(page: &Page, mention: &PlaceMention, chosen: Chosen) -> Option<PlaceLine> {
    let place = chosen.place;
    place.lat?;
    Some(PlaceLine {
        span: bytes(page, mention.name),
        id: place.id,
        name: place.name,
        lat: place.lat,
        lon: place.lon,
        precision: place.precision,
        candidates: chosen.candidates.into_iter().map(|(id, _)| id).collect(),
        margin: chosen.margin,
        meant: chosen.meant.map(|moved| MeantLine {
            lat: moved.lat,
            lon: moved.lon,
            radius_km: moved.radius_km,
            because: moved.because,
        }),
        because: place.because,
    })
}

/// One attribution for each speaker's words and cue: the claims under it are its content.
fn attributions(claims: &[Claim]) -> Vec<AttributionLine> {
    let mut by_place: BTreeMap<(Option<Bytes>, Option<Bytes>), AttributionLine> = BTreeMap::new();
    for claim in claims {
        for link in claim.chain.iter().filter(|link| link.span.is_some() || link.cue_span.is_some()) {
            let (source, cue) = (link.span.map(raw), link.cue_span.map(raw));
            let line = by_place.entry((source, cue)).or_insert_with(|| AttributionLine {
                source,
                cue,
                content: Vec::new(),
                speaker: link.name.clone(),
            });
            line.content.push(raw(claim.span));
        }
    }
    let mut lines: Vec<AttributionLine> = by_place.into_values().collect();
    for line in &mut lines {
        line.content.sort();
        line.content.dedup();
    }
    lines
}
