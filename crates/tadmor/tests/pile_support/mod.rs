//! Readings made by hand, for tests of the rooms that see the pile.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout, reason = "it is a test")]

use std::sync::LazyLock;

use tadmor::article::{Article, Published, Stated};
use tadmor::claim::{
    Claim, Extent, Figure, Kind, Link, Mood, Outcome, Party, Place, Polarity, Precision, Role, Stance, When,
};
use tadmor::day::{Day, Days};
use tadmor::id::{ClaimId, PageId};
use tadmor::mention::count::Hedge;
use tadmor::mention::time::{Time, Which};
use tadmor::page::{Format, Zone};
use tadmor::reading::{Reading, Source};
use tadmor::text::RawSpan;
use tadmor::{AssembleOptions, Ledger, Tables};

pub mod gold;

/// "2017-03-02".
pub fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// From one day to another.
pub fn days(from: &str, to: &str) -> Days {
    Days::between(day(from), day(to))
}

/// One day.
pub fn on(text: &str) -> Days {
    Days::one(day(text))
}

/// A page without claims.
pub fn page(name: &str, outlet: &str, published: Days) -> Reading {
    Reading {
        version: "test".to_owned(),
        page_id: PageId::of(name.as_bytes()),
        sources: vec![Source::file(name)],
        bytes: 1000,
        format: Format::Plain,
        encoding: "UTF-8".to_owned(),
        article: Article {
            outlet: Some(stated(outlet)),
            published: Published { days: published, because: "a stamp".to_owned(), ..Published::default() },
            ..Article::default()
        },
        zones: Vec::new(),
        claims: Vec::new(),
        sketch: Vec::new(),
        notes: Vec::new(),
    }
}

pub fn stated(value: &str) -> Stated {
    Stated { value: value.to_owned(), span: None, because: "test".to_owned() }
}

/// A claim that grows word by word; [`Told::on`] puts it on a page.
#[derive(Clone)]
pub struct Told(Claim);

/// A claim of `kind` in the outlet's own voice.
pub fn told(kind: &str, quote: &str) -> Told {
    let claim = Claim {
        id: ClaimId::from_text(""),
        page_id: PageId::of(b""),
        zone: Zone::Body,
        quote: quote.to_owned(),
        span: RawSpan::default(),
        kind: Kind::parse(kind).unwrap(),
        trigger: String::new(),
        also: Vec::new(),
        chain: Vec::new(),
        told: None,
        agent: Vec::new(),
        support: Vec::new(),
        target: Vec::new(),
        places: Vec::new(),
        when: None,
        figures: Vec::new(),
        mood: Mood::Asserted,
        polarity: Polarity::Positive,
        extent: None,
        manner: None,
        weapon: None,
        ordinal: None,
        is_news: true,
    };
    Told(claim)
}

impl Told {
    pub fn at(mut self, name: &str) -> Self {
        self.0.places.push(place(name));
        self
    }

    pub fn by(mut self, agent: &str) -> Self {
        self.0.agent.push(party(agent));
        self
    }

    pub fn from(mut self, target: &str) -> Self {
        self.0.target.push(party(target));
        self
    }

    /// A named speaker, "Name" or "Name/side".
    pub fn says(mut self, speaker: &str, role: Role) -> Self {
        self.0.chain.push(link(speaker, role));
        self
    }

    pub fn direct(mut self) -> Self {
        self.0.chain.last_mut().unwrap().direct = true;
        self
    }

    pub fn described(mut self, written: &str) -> Self {
        self.0.chain.last_mut().unwrap().written = written.to_owned();
        self
    }

    pub fn when(mut self, written: &str, time: Time, days: Days) -> Self {
        self.0.when = Some(when(written, time, days));
        self
    }

    /// Dated to the day by its own words.
    pub fn dated(self, text: &str) -> Self {
        self.when(text, Time::Fixed(on(text)), on(text))
    }

    pub fn told_when(mut self, written: &str, time: Time, days: Days) -> Self {
        self.0.told = Some(when(written, time, days));
        self
    }

    pub fn figure(mut self, of: &str, outcome: Outcome, bound: Hedge, n: u64) -> Self {
        let (low, high) = match bound {
            Hedge::AtLeast => (n, None),
            Hedge::MoreThan => (n + 1, None),
            _ => (n, Some(n)),
        };
        self.0.figures.push(Figure {
            of: of.to_owned(),
            outcome,
            low: Some(low),
            high,
            bound,
            written: n.to_string(),
            noun: String::new(),
            span: RawSpan::default(),
            unit: None,
            part_of: None,
            covers: Vec::new(),
        });
        self
    }

    pub fn mood(mut self, mood: Mood) -> Self {
        self.0.mood = mood;
        self
    }

    pub fn not(mut self) -> Self {
        self.0.polarity = Polarity::Negative;
        self
    }

    pub fn extent(mut self, extent: Extent) -> Self {
        self.0.extent = Some(extent);
        self
    }

    pub fn ordinal(mut self, ordinal: u32) -> Self {
        self.0.ordinal = Some(ordinal);
        self
    }

    pub fn history(mut self) -> Self {
        self.0.is_news = false;
        self
    }

    pub fn zone(mut self, zone: Zone) -> Self {
        self.0.zone = zone;
        self
    }

    /// Puts it on `page`, after what stands there, and gives its id.
    pub fn on(self, page: &mut Reading) -> ClaimId {
        let start = page.claims.last().map_or(0, |claim| claim.span.end + 40);
        let span = RawSpan { start, end: start + self.0.quote.len() as u64 };
        self.at_span(page, span)
    }

    /// Puts it in the same sentence as the last one.
    pub fn beside(self, page: &mut Reading) -> ClaimId {
        let start = page.claims.last().map_or(0, |claim| claim.span.end + 5);
        let span = RawSpan { start, end: start + self.0.quote.len() as u64 };
        self.at_span(page, span)
    }

    pub fn at_span(self, page: &mut Reading, span: RawSpan) -> ClaimId {
        let mut claim = self.0;
        let outlet = page.article.outlet.as_ref().map_or("unknown", |outlet| &outlet.value);
        claim.chain.insert(0, link(outlet, Role::Outlet));
        claim.page_id = page.page_id.clone();
        claim.span = span;
        let place = format!("{}-{}-{}", span.start, span.end, page.claims.len());
        claim.id = ClaimId::of(&[page.page_id.as_str(), claim.kind.as_str(), &place]);
        let id = claim.id.clone();
        page.claims.push(claim);
        id
    }
}

pub fn when(written: &str, time: Time, days: Days) -> When {
    When { days, written: written.to_owned(), time, bound: None, because: "its words".to_owned() }
}

pub fn weekday(weekday: i8) -> Time {
    Time::Weekday { weekday, which: Which::Unsaid }
}

/// "Name", or "Name/side" where the side has another name; lower case is a description.
pub fn party(text: &str) -> Party {
    let (name, side) = text.split_once('/').map_or((text, None), |(name, side)| (name, Some(side)));
    Party {
        name: name.to_owned(),
        actor: None,
        side: side.map(str::to_owned),
        written: name.to_owned(),
        span: RawSpan::default(),
        because: "test".to_owned(),
    }
}

pub fn link(text: &str, role: Role) -> Link {
    let (name, side) = text.split_once('/').map_or((text, None), |(name, side)| (name, Some(side)));
    Link {
        name: name.to_owned(),
        written: if role == Role::Outlet { String::new() } else { name.to_owned() },
        span: None,
        role,
        side: side.map(str::to_owned),
        cue: String::new(),
        cue_span: None,
        stance: Stance::Said,
        direct: false,
        because: String::new(),
    }
}

pub fn place(name: &str) -> Place {
    let precision = if name.starts_with("Land of") { Precision::Country } else { Precision::Exact };
    Place {
        name: name.to_owned(),
        id: None,
        written: name.to_owned(),
        span: RawSpan::default(),
        lat: None,
        lon: None,
        precision,
        because: "test".to_owned(),
    }
}

/// The tables that ship, loaded once.
pub fn tables() -> &'static Tables {
    static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables::shipped().unwrap());
    &TABLES
}

pub fn assemble(readings: Vec<Reading>) -> Ledger {
    tadmor::assemble(readings, &[], tables(), &AssembleOptions::default())
}

/// Whether two claims are of one event.
pub fn one_event(ledger: &Ledger, a: &ClaimId, b: &ClaimId) -> bool {
    let event = |id: &ClaimId| ledger.claim(id).unwrap().event.clone();
    event(a).is_some() && event(a) == event(b)
}

/// Whether two claims are of one origin.
pub fn one_origin(ledger: &Ledger, a: &ClaimId, b: &ClaimId) -> bool {
    ledger.claim(a).unwrap().origin == ledger.claim(b).unwrap().origin
}

/// The timeline of a place, a stretch a line.
pub fn line_of(ledger: &Ledger, place: &str) -> Vec<String> {
    let stretches = ledger.control.iter().filter(|holding| holding.place == place);
    let told = stretches.map(|holding| {
        let state = format!("{:?}", holding.state).to_lowercase();
        let holder = holding.holder.as_deref().unwrap_or("nobody known");
        let to = holding.to.map_or("now".to_owned(), |to| to.to_string());
        let causes: Vec<&str> = holding.causes.iter().map(|cause| cause.what.as_str()).collect();
        format!("{state} {holder} | {} | {to} | {}", holding.from, causes.join(","))
    });
    told.collect()
}
