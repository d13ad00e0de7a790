//! A small invented pile: a war that never was, told by outlets that do not exist.

use std::collections::BTreeMap;
use std::slice::from_ref;

use tadmor::Ledger;
use tadmor::article::{Article, Comment, Published, Refused, Stated};
use tadmor::claim::{
    Claim, Extent, Figure, Kind, Link, Mood, Outcome, Party, Place, Polarity, Precision, Role, Stance, When,
};
use tadmor::control::{Cause, Holding, State};
use tadmor::day::{Day, Days};
use tadmor::id::{ClaimId, EventId, OriginId, PageId};
use tadmor::ledger::difference::Pair;
use tadmor::ledger::figure::{FigureRule, FigureTold};
use tadmor::ledger::{
    Difference, DifferenceKind, FigureLine, LedgerClaim, LedgerEvent, Support, SupportWord,
};
use tadmor::mention::count::Hedge;
use tadmor::mention::time::Time;
use tadmor::note::Note;
use tadmor::origin::{Join, JoinRule, Origin};
use tadmor::page::{Block, Format, Page, Zone};
use tadmor::reading::{Reading, Source};
use tadmor::text::{RawSpan, Span, Text};

/// The pile: its ledger, and its pages as text with zones.
pub struct Sample {
    pub ledger: Ledger,
    pub pages: BTreeMap<PageId, Page>,
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn stated(value: &str, because: &str) -> Option<Stated> {
    Some(Stated { value: value.to_owned(), span: None, because: because.to_owned() })
}

fn page(file: &str, outlet: &str, published: Days, blocks: &[(Zone, &str)]) -> (Page, Reading) {
    let joined = blocks.iter().map(|(_, text)| *text).collect::<Vec<_>>().join("\n\n");
    let mut at = 0;
    let blocks: Vec<Block> = blocks
        .iter()
        .map(|(zone, text)| {
            let span = Span::new(at, at + text.len());
            at += text.len() + 2;
            Block { span, zone: *zone, because: format!("sample, {}", zone.as_str()) }
        })
        .collect();
    let title = blocks.iter().find(|block| block.zone == Zone::Title).map(|block| block.span);
    let id = PageId::of(file.as_bytes());
    let title = title.and_then(|span| stated(&joined[span.start..span.end], "tag h1"));
    let bytes = joined.len() as u64;
    let page = Page {
        id: id.clone(),
        format: Format::Html,
        encoding: "UTF-8",
        text: Text::verbatim(joined, 0),
        blocks,
        properties: Vec::new(),
        dated: Vec::new(),
        notes: Vec::new(),
        unread: None,
    };
    let article = Article {
        outlet: stated(outlet, "og:site_name"),
        title,
        published: Published {
            days: published,
            time: None,
            because: if published.is_open() {
                String::new()
            } else {
                "the stamp beside the title".to_owned()
            },
            refused: Vec::new(),
        },
        language: Some("en".to_owned()),
        ..Article::default()
    };
    let reading = Reading {
        version: "sample".to_owned(),
        page_id: id,
        sources: vec![Source::file(file)],
        bytes,
        format: Format::Html,
        encoding: "UTF-8".to_owned(),
        article,
        zones: Vec::new(),
        claims: Vec::new(),
        sketch: Vec::new(),
        notes: Vec::new(),
    };
    (page, reading)
}

fn span_of(page: &Page, words: &str) -> RawSpan {
    let start = page.text.as_str().find(words).unwrap_or_else(|| panic!("the sample says {words:?}")) as u64;
    RawSpan { start, end: start + words.len() as u64 }
}

fn speaker(name: &str, role: Role, side: Option<&str>, cue: &str) -> Link {
    Link {
        name: name.to_owned(),
        written: name.to_owned(),
        span: None,
        role,
        side: side.map(str::to_owned),
        cue: cue.to_owned(),
        cue_span: None,
        stance: Stance::Said,
        direct: false,
        because: String::new(),
    }
}

fn party(name: &str, side: &str) -> Party {
    Party {
        name: name.to_owned(),
        actor: None,
        side: Some(side.to_owned()),
        written: name.to_owned(),
        span: RawSpan::default(),
        because: "named in the sentence".to_owned(),
    }
}

fn town(name: &str) -> Place {
    Place {
        name: name.to_owned(),
        id: Some(format!("x:{}", name.len())),
        written: name.to_owned(),
        span: RawSpan::default(),
        lat: Some(35.0),
        lon: Some(38.0),
        precision: Precision::Exact,
        because: "the only place of that name in the gazetteer".to_owned(),
    }
}

fn figure(
    of: &str,
    outcome: Outcome,
    written: &str,
    low: Option<u64>,
    high: Option<u64>,
    bound: Hedge,
) -> Figure {
    Figure {
        of: of.to_owned(),
        outcome,
        low,
        high,
        bound,
        written: written.to_owned(),
        noun: of.to_owned(),
        span: RawSpan::default(),
        unit: None,
        part_of: None,
        covers: Vec::new(),
    }
}

fn claim(page: &Page, reading: &Reading, kind: Kind, quote: &str, inner: &[Link]) -> Claim {
    let outlet = reading.article.outlet.as_ref().map_or("unknown", |outlet| outlet.value.as_str());
    let mut chain = vec![Link { written: String::new(), ..speaker(outlet, Role::Outlet, None, "") }];
    chain.extend_from_slice(inner);
    Claim {
        id: ClaimId::of(&[page.id.as_str(), kind.as_str(), quote]),
        page_id: page.id.clone(),
        zone: Zone::Body,
        quote: quote.to_owned(),
        span: span_of(page, quote),
        also: Vec::new(),
        kind,
        trigger: String::new(),
        chain,
        told: None,
        agent: Vec::new(),
        support: Vec::new(),
        target: Vec::new(),
        places: vec![town("Tell Sireen")],
        when: Some(When {
            days: Days::one(day("2019-06-04")),
            written: "Tuesday".to_owned(),
            time: Time::Weekday { weekday: 2, which: tadmor::mention::time::Which::Unsaid },
            bound: None,
            because: "Tuesday on or before the page’s day, 5 June 2019".to_owned(),
        }),
        figures: Vec::new(),
        mood: Mood::Asserted,
        polarity: Polarity::Positive,
        extent: None,
        manner: None,
        weapon: None,
        ordinal: None,
        is_news: true,
    }
}

const STAFF: &str = "the general staff’s spokesman";

/// The pile.
pub fn pile() -> Sample {
    let june = Days::one(day("2019-06-05"));
    let (gazette, mut gazette_reading) = page(
        "gazette.html",
        "The Hillside Gazette",
        june,
        &[
            (Zone::Furniture, "Help us: 410 of 9,000 raised in MAY 2031"),
            (Zone::Furniture, "Home · War · Weather"),
            (Zone::Title, "Army back in Tell Sireen, staff counts the dead"),
            (Zone::Meta, "5 June 2019"),
            (
                Zone::Body,
                "The army took the whole town of Tell Sireen from the Northern Front on Tuesday, the general staff’s spokesman told reporters. He said that 700 fighters had been killed and wounded, and that 23 armoured vehicles burned.",
            ),
            (
                Zone::Body,
                "No shells were fired at the old mill, he said. Engineers will clear the cellars next week.",
            ),
            (Zone::Caption, "Smoke over Tell Sireen. Map: the Gazette"),
            (Zone::CommentAuthor, "Harold of the Fen"),
            (
                Zone::Comment,
                "Seven hundred? Harold of the Fen has seen 9 at most <script>alert('x')</script>",
            ),
            (Zone::CommentMeta, "1398/3/15 10:02"),
            (Zone::Related, "Ten ways to bake bread"),
        ],
    );
    gazette_reading.article.comments = vec![Comment {
        author: Some("Harold of the Fen".to_owned()),
        stamp: Some("1398/3/15 10:02".to_owned()),
        day: Days::OPEN,
        text: String::new(),
        span: RawSpan::default(),
    }];
    gazette_reading.article.published.refused = vec![
        Refused { written: "MAY 2031".to_owned(), why: "in a donation meter".to_owned() },
        Refused { written: "1398/3/15 10:02".to_owned(), why: "a comment’s stamp".to_owned() },
    ];
    gazette_reading.article.address = stated("javascript:alert(1)", "link canonical");
    let (wire, wire_reading) = page(
        "wire.txt",
        "Lantern Wire",
        june,
        &[
            (Zone::Title, "General staff: at least 700 killed at Tell Sireen"),
            (
                Zone::Body,
                "PORT MARROW (Lantern Wire) – At least 700 militants died in the fight for Tell Sireen, and 23 infantry fighting vehicles were destroyed, the spokesman of the general staff told a news conference on Wednesday.",
            ),
            (
                Zone::Body,
                "The River Monitor, which counts from afar, put the dead at 180 to 240 fighters. It said that the Front had left the town overnight, but that soldiers did not hold the eastern quarter yet.",
            ),
            (Zone::Body, "Dozens of families fled, a teacher said."),
        ],
    );
    let (voice, mut voice_reading) = page(
        "voice.html",
        "صوت \u{202e}النهر",
        Days::OPEN,
        &[
            (Zone::Title, "انسحاب الجبهة من تل سيرين <b>"),
            (Zone::Deck, "Front commander denies that the town is lost"),
            (
                Zone::Body,
                "Our men hold the east of Tell Sireen and lost about 40, a commander of the Northern Front said. Жители подтвердили это.",
            ),
        ],
    );
    voice_reading.article.language = Some("ar".to_owned());
    voice_reading.notes =
        vec![Note::page("Some of the page is not in English: no claims were read from it.")];

    let staff = speaker(STAFF, Role::Officer, Some("Republic"), "told reporters");
    let monitor = speaker("River Monitor", Role::Monitor, Some("River Monitor"), "said");
    let commander = speaker("a commander", Role::Group, Some("Northern Front"), "said");
    let (army, front) = (party("Republican Army", "Republic"), party("Northern Front", "Northern Front"));

    let mut taken = claim(
        &gazette,
        &gazette_reading,
        Kind::ControlGained,
        "The army took the whole town of Tell Sireen from the Northern Front on Tuesday",
        from_ref(&staff),
    );
    taken.agent = vec![army.clone()];
    taken.target = vec![front.clone()];
    taken.extent = Some(Extent::Whole);
    let mut town_only = claim(
        &gazette,
        &gazette_reading,
        Kind::ControlHeld,
        "the whole town of Tell Sireen",
        from_ref(&staff),
    );
    town_only.when = None;
    let mut both = claim(
        &gazette,
        &gazette_reading,
        Kind::Casualties,
        "700 fighters had been killed and wounded",
        from_ref(&staff),
    );
    both.figures =
        vec![figure("fighters", Outcome::KilledOrWounded, "700", Some(700), Some(700), Hedge::Exact)];
    both.target = vec![front.clone()];
    let mut armour =
        claim(&gazette, &gazette_reading, Kind::Materiel, "23 armoured vehicles burned", from_ref(&staff));
    armour.figures =
        vec![figure("armoured vehicles", Outcome::Destroyed, "23", Some(23), Some(23), Hedge::Exact)];
    let mut mill = claim(
        &gazette,
        &gazette_reading,
        Kind::Shelling,
        "No shells were fired at the old mill",
        from_ref(&staff),
    );
    mill.polarity = Polarity::Negative;
    let mut cellars =
        claim(&gazette, &gazette_reading, Kind::Demining, "Engineers will clear the cellars next week", &[]);
    cellars.mood = Mood::Planned;

    let mut dead = claim(
        &wire,
        &wire_reading,
        Kind::Casualties,
        "At least 700 militants died in the fight for Tell Sireen",
        from_ref(&staff),
    );
    dead.figures = vec![figure("fighters", Outcome::Killed, "At least 700", Some(700), None, Hedge::AtLeast)];
    dead.target = vec![front.clone()];
    let mut vehicles =
        claim(&wire, &wire_reading, Kind::Materiel, "23 infantry fighting vehicles were destroyed", &[staff]);
    vehicles.figures = vec![figure(
        "infantry fighting vehicles",
        Outcome::Destroyed,
        "23",
        Some(23),
        Some(23),
        Hedge::Exact,
    )];
    let mut counted = claim(
        &wire,
        &wire_reading,
        Kind::Casualties,
        "put the dead at 180 to 240 fighters",
        from_ref(&monitor),
    );
    counted.figures =
        vec![figure("fighters", Outcome::Killed, "180 to 240", Some(180), Some(240), Hedge::Range)];
    let mut left = claim(
        &wire,
        &wire_reading,
        Kind::Withdrawal,
        "the Front had left the town overnight",
        from_ref(&monitor),
    );
    left.agent = vec![front.clone()];
    let mut not_east = claim(
        &wire,
        &wire_reading,
        Kind::ControlGained,
        "soldiers did not hold the eastern quarter yet",
        &[monitor],
    );
    not_east.agent = vec![army];
    not_east.extent = Some(Extent::Part);
    not_east.polarity = Polarity::Negative;
    let mut fled = claim(
        &wire,
        &wire_reading,
        Kind::Displacement,
        "Dozens of families fled",
        &[speaker("a teacher", Role::Witness, None, "said")],
    );
    fled.figures = vec![figure("families", Outcome::Displaced, "Dozens", None, None, Hedge::Vague)];
    let mut east = claim(
        &voice,
        &voice_reading,
        Kind::ControlHeld,
        "Our men hold the east of Tell Sireen",
        from_ref(&commander),
    );
    east.agent = vec![front];
    east.extent = Some(Extent::Part);
    let mut own = claim(&voice, &voice_reading, Kind::Casualties, "lost about 40", &[commander]);
    own.figures = vec![figure("fighters", Outcome::Killed, "about 40", Some(40), Some(40), Hedge::About)];

    let briefing =
        [&taken, &town_only, &both, &armour, &mill, &dead, &vehicles].map(|claim| claim.id.clone()).to_vec();
    let told = [&counted, &left, &not_east].map(|claim| claim.id.clone()).to_vec();
    let front_says = [&east, &own].map(|claim| claim.id.clone()).to_vec();
    let teacher = vec![fled.id.clone()];
    let own_voice = vec![cellars.id.clone()];
    let origin =
        |speaker: &str, side: Option<&str>, claims: Vec<ClaimId>, outlets: &[&str], occasion: Days| Origin {
            id: OriginId::of(&[claims[0].as_str()]),
            speaker: speaker.to_owned(),
            side: side.map(str::to_owned),
            occasion,
            pages: Vec::new(),
            outlets: outlets.iter().map(|outlet| (*outlet).to_owned()).collect(),
            joins: Vec::new(),
            claims,
        };
    let mut origins = vec![
        origin(STAFF, Some("Republic"), briefing, &["Lantern Wire", "The Hillside Gazette"], june),
        origin("River Monitor", Some("River Monitor"), told, &["Lantern Wire"], june),
        origin("a commander", Some("Northern Front"), front_says, &["صوت النهر"], Days::OPEN),
        origin("a teacher", None, teacher, &["Lantern Wire"], june),
        origin("The Hillside Gazette", None, own_voice, &["The Hillside Gazette"], june),
    ];
    origins[0].joins = vec![
        Join {
            a: both.id.clone(),
            b: dead.id.clone(),
            rule: JoinRule::Speaker,
            because: "both name the general staff’s spokesman, both on Wednesday 5 June 2019".to_owned(),
        },
        Join {
            a: armour.id.clone(),
            b: vehicles.id.clone(),
            rule: JoinRule::Figures,
            because: "both tell 700 and 23; 23 is rare".to_owned(),
        },
    ];

    let event_id = EventId::of(&["sample"]);
    let difference =
        |pair, kind, hard, a: &Claim, b: &Claim, a_says: &str, b_says: &str, because: &str| Difference {
            pair,
            kind,
            hard,
            a: a.id.clone(),
            b: b.id.clone(),
            a_says: a_says.to_owned(),
            b_says: b_says.to_owned(),
            because: because.to_owned(),
        };
    let in_event: Vec<&Claim> =
        vec![&taken, &town_only, &both, &armour, &dead, &vehicles, &counted, &left, &not_east, &east, &own];
    let line = |of: &str, outcome, low, best, high, because: &str, told: &[(&Claim, usize)]| FigureLine {
        of: of.to_owned(),
        outcome,
        low,
        best,
        high,
        rule: FigureRule::Ucdp,
        because: because.to_owned(),
        lines: told
            .iter()
            .map(|(claim, origin)| FigureTold {
                origin: origins[*origin].id.clone(),
                claim: claim.id.clone(),
                written: claim.figures[0].written.clone(),
                low: claim.figures[0].low,
                high: claim.figures[0].high,
            })
            .collect(),
    };
    let event = LedgerEvent {
        id: event_id.clone(),
        kind: Kind::ControlGained,
        title: "Tell Sireen taken by the Republican Army <i>".to_owned(),
        places: vec![town("Tell Sireen")],
        days: Days::one(day("2019-06-04")),
        because: "the Gazette’s “Tuesday”, its page being of 5 June 2019".to_owned(),
        claims: in_event.iter().map(|claim| claim.id.clone()).collect(),
        figures: vec![
            line(
                "fighters",
                Outcome::Killed,
                Some(40),
                None,
                None,
                "no best: one origin came in two versions",
                &[(&dead, 0), (&counted, 1), (&own, 2)],
            ),
            line(
                "fighters",
                Outcome::KilledOrWounded,
                Some(700),
                None,
                Some(700),
                "one origin",
                &[(&both, 0)],
            ),
            line(
                "armoured vehicles",
                Outcome::Destroyed,
                Some(23),
                Some(23),
                Some(23),
                "the one value told",
                &[(&armour, 0)],
            ),
            line(
                "infantry fighting vehicles",
                Outcome::Destroyed,
                Some(23),
                Some(23),
                Some(23),
                "the one value told",
                &[(&vehicles, 0)],
            ),
        ],
        support: Support {
            pages: 3,
            outlets: 3,
            origins: 3,
            sides: 3,
            against_interest: 1,
            word: SupportWord::Contested,
        },
        differences: vec![
            difference(
                Pair::Disagreement,
                DifferenceKind::Extent,
                true,
                &taken,
                &not_east,
                "the whole town",
                "did not hold the eastern quarter",
                "whole against part of one place on one day",
            ),
            difference(
                Pair::Disagreement,
                DifferenceKind::Figure,
                true,
                &dead,
                &own,
                "At least 700",
                "about 40",
                "[700, ∞) and 34 to 46 have nothing in common",
            ),
            difference(
                Pair::Disagreement,
                DifferenceKind::Manner,
                false,
                &taken,
                &left,
                "took",
                "had left",
                "taken by force against left",
            ),
            difference(
                Pair::Retelling,
                DifferenceKind::Category,
                false,
                &both,
                &dead,
                "700 … killed and wounded",
                "700 … died",
                "killed or wounded became killed",
            ),
            difference(
                Pair::Retelling,
                DifferenceKind::Category,
                false,
                &armour,
                &vehicles,
                "armoured vehicles",
                "infantry fighting vehicles",
                "one count, two nouns",
            ),
        ],
    };
    let (lost, gained) = (not_east.id.clone(), taken.id.clone());
    let holding = |holder: Option<&str>, from: Days, to: Option<Days>, state: State| Holding {
        place: "Tell Sireen".to_owned(),
        place_id: Some("x:11".to_owned()),
        holder: holder.map(str::to_owned),
        from,
        to,
        state,
        causes: Vec::new(),
        opened_by: Vec::new(),
        closed_by: Vec::new(),
    };
    let mut control = vec![
        holding(Some("Republican Army"), Days::OPEN, Some(Days::month(2018, 2).unwrap()), State::Held),
        holding(
            Some("Northern Front"),
            Days::month(2018, 2).unwrap(),
            Some(Days::one(day("2019-06-04"))),
            State::Held,
        ),
        holding(
            Some("Republican Army"),
            Days::one(day("2019-06-04")),
            Some(Days::one(day("2019-06-11"))),
            State::Contested,
        ),
        holding(Some("Republican Army"), Days::one(day("2019-06-11")), None, State::Held),
    ];
    control[2].causes = vec![Cause {
        what: "extent".to_owned(),
        because: "the staff says the whole town, the River Monitor not the eastern quarter".to_owned(),
        claims: vec![gained.clone(), lost],
    }];
    control[3].opened_by = vec![gained];

    let mut ledger = Ledger { tables: "0123456789abcdef".to_owned(), ..Ledger::default() };
    let origin_of =
        |claim: &Claim| origins.iter().find(|origin| origin.claims.contains(&claim.id)).unwrap().id.clone();
    let event_of =
        |claim: &Claim| in_event.iter().any(|inside| inside.id == claim.id).then(|| event_id.clone());
    for (claim, file) in [&taken, &town_only, &both, &armour, &mill, &cellars]
        .map(|claim| (claim, "gazette.html"))
        .into_iter()
        .chain([&east, &own].map(|claim| (claim, "voice.html")))
        .chain([&dead, &vehicles, &counted, &left, &not_east, &fled].map(|claim| (claim, "wire.txt")))
    {
        ledger.claims.push(LedgerClaim {
            claim: claim.clone(),
            page: file.to_owned(),
            event: event_of(claim),
            origin: origin_of(claim),
            decision: None,
        });
    }
    ledger.events = vec![event];
    ledger.control = control;
    ledger.origins = origins;
    ledger.pages = vec![gazette_reading, voice_reading, wire_reading];
    Sample { ledger, pages: [gazette, wire, voice].into_iter().map(|page| (page.id.clone(), page)).collect() }
}
