//! Claims: one proposition as one page carries it, with its words, its speaker chain and its reasons.
//!
//! In: the sentences of a page with their mentions, and the article. Out: [`Claim`]s in page order.
//! "The army has retaken the town, state television said" gives one control.gained, said by the outlet, then by
//! state television. Left open where the words leave it open: a claim without a day has none.

pub mod argument;
pub mod build;
pub mod clause;
pub mod describe;
pub mod figure;
pub mod kind;
pub mod page;
pub mod phrase;
pub mod repeat;
pub mod speaker;
pub mod standing;
pub mod telling;

use serde::{Deserialize, Serialize};

pub use kind::Kind;

use crate::article::Article;
use crate::day::Days;
use crate::id::{ClaimId, PageId};
use crate::mention::count::Hedge;
use crate::mention::time::{Bound, Time};
use crate::note::Note;
use crate::page::{Page, Zone};
use crate::tables::Tables;
use crate::text::RawSpan;

/// A party to a claim: as written, and as understood with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The canonical name; as written where no table knows it.
    pub name: String,
    /// The id in the table of actors, where it is in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// The side in the table of sides, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// As on the page.
    pub written: String,
    /// Its bytes in the page.
    pub span: RawSpan,
    /// Which spelling, title or earlier words, and which rule.
    pub because: String,
}

/// What a speaker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The newspaper, site or station whose page it is.
    Outlet,
    /// A news agency.
    Agency,
    /// A minister, spokesman, deputy; a ministry or government.
    Official,
    /// Someone with a rank; an army.
    Officer,
    /// An armed group.
    Group,
    /// A monitor, rights or relief group.
    Monitor,
    /// Someone who saw it.
    Witness,
    /// A paper, a record, a film.
    Document,
    /// Speakers without a name.
    Unnamed,
    /// Anyone else.
    Other,
}

/// How a speaker stands to what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the word it is named after")]
pub enum Stance {
    Said,
    Confirmed,
    Claimed,
    Denied,
    Doubted,
    Warned,
    Threatened,
    Ordered,
    Promised,
    Planned,
    Predicted,
    Asked,
    Heard,
}

/// One link of a speaker chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The canonical name; "unknown" for an outlet that the page does not tell; two who say it together are one
    /// name joined by "; ".
    pub name: String,
    /// As on the page; empty for the outlet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub written: String,
    /// Its bytes in the page; absent for the outlet, which speaks everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<RawSpan>,
    /// What the speaker is.
    pub role: Role,
    /// The side in the table of sides, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<String>,
    /// The words that hand over: "said", "according to"; empty for the outlet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cue: String,
    /// Their bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue_span: Option<RawSpan>,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// Whether the speaker's own words stand in quotation marks.
    pub direct: bool,
    /// Which words and which rule, where the name had to be understood ("He").
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
}

/// How finely a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the word it is named after")]
pub enum Precision {
    Exact,
    Near,
    Area,
    Region,
    Country,
    Unknown,
}

/// A place of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The canonical name; as written where the gazetteer does not know it.
    pub name: String,
    /// The gazetteer's id ("gn:163808"), where it is known for certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// As on the page.
    pub written: String,
    /// Its bytes in the page.
    pub span: RawSpan,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// How finely it is known.
    pub precision: Precision,
    /// Which words and which rule.
    pub because: String,
}

/// When it happened: the words, and the days understood from them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// The days; open while the page's own day is open.
    #[serde(flatten)]
    pub days: Days,
    /// As on the page: "last Tuesday".
    pub written: String,
    /// What the words say: kept, so that the pile can understand them again once it has dated the page.
    pub time: Time,
    /// "since", "after": the time bounds what happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    /// Which words and which rule.
    pub because: String,
}

/// What became of those counted. As exports write it: "killed or wounded".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "each is the word it is named after")]
pub enum Outcome {
    Killed,
    Wounded,
    #[serde(rename = "killed or wounded")]
    KilledOrWounded,
    Missing,
    Captured,
    Arrested,
    Abducted,
    Surrendered,
    Displaced,
    Evacuated,
    Destroyed,
    Damaged,
    Hit,
    Seized,
    #[serde(rename = "shot down")]
    ShotDown,
    Flown,
    Used,
    Taken,
    Advanced,
    Cleared,
    Affected,
    Died,
}

impl Outcome {
    /// As exports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Killed => "killed",
            Outcome::Wounded => "wounded",
            Outcome::KilledOrWounded => "killed or wounded",
            Outcome::Missing => "missing",
            Outcome::Captured => "captured",
            Outcome::Arrested => "arrested",
            Outcome::Abducted => "abducted",
            Outcome::Surrendered => "surrendered",
            Outcome::Displaced => "displaced",
            Outcome::Evacuated => "evacuated",
            Outcome::Destroyed => "destroyed",
            Outcome::Damaged => "damaged",
            Outcome::Hit => "hit",
            Outcome::Seized => "seized",
            Outcome::ShotDown => "shot down",
            Outcome::Flown => "flown",
            Outcome::Used => "used",
            Outcome::Taken => "taken",
            Outcome::Advanced => "advanced",
            Outcome::Cleared => "cleared",
            Outcome::Affected => "affected",
            Outcome::Died => "died",
        }
    }
}

/// A count as an interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The thing counted: "fighters", "tanks", "towns", "distance", "area".
    pub of: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The least it can be; absent where the words give no number ("dozens").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<u64>,
    /// The most it can be; absent where there is no upper bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<u64>,
    /// How the number is hedged.
    pub bound: Hedge,
    /// As on the page, hedge included: "at least 300".
    pub written: String,
    /// The noun as on the page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub noun: String,
    /// Its bytes in the page.
    pub span: RawSpan,
    /// "km", "km2" … for measures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The figure that this one is a part of, by its `written`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// The outcomes that a joint figure covers: killed and wounded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Outcome>,
}

/// Whether it is told as having happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the word it is named after")]
pub enum Mood {
    Asserted,
    Ongoing,
    Planned,
    Intended,
    Predicted,
    Hypothetical,
}

impl Mood {
    /// Whether it is told as happening or having happened: only such claims enter figures, control and the map.
    pub fn is_real(self) -> bool {
        matches!(self, Mood::Asserted | Mood::Ongoing)
    }
}

/// Whether it is told to be so or not to be so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the word it is named after")]
pub enum Polarity {
    Positive,
    Negative,
}

/// How much of the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the word it is named after")]
pub enum Extent {
    Whole,
    Part,
    Surroundings,
}

/// A repetition of a claim on its own page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Also {
    /// Its bytes in the page.
    pub span: RawSpan,
    /// The visible characters.
    pub quote: String,
}

/// One proposition as one page carries it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Hashes page id, kind, span and an ordinal.
    pub id: ClaimId,
    /// The page that carries it.
    pub page_id: PageId,
    /// Title, deck, body or caption.
    pub zone: Zone,
    /// The visible characters.
    pub quote: String,
    /// Their bytes in the page.
    pub span: RawSpan,
    /// Where the page says it again, in page order: its title, its deck, a summary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Also>,
    /// What is claimed.
    pub kind: Kind,
    /// The words that say so: "took back".
    pub trigger: String,
    /// Outlet first, innermost speaker last; never empty.
    pub chain: Vec<Link>,
    /// When the innermost speaker said it, where the page tells: "said on Friday".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<When>,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agent: Vec<Party>,
    /// Who helped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<Party>,
    /// Whom it was done to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<Party>,
    /// Where; the finest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// When; absent where no words say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// How many.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// Asserted, planned …
    pub mood: Mood,
    /// So or not so.
    pub polarity: Polarity,
    /// How much of the place, where said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<Extent>,
    /// How: "stormed", "handed over", where said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manner: Option<String>,
    /// With what: "barrel bomb", where said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weapon: Option<String>,
    /// Which one of several: "the second liberation" 2, "for the first time" 1, "once again" is not a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordinal: Option<u32>,
    /// Whether it is the news of the page, not history told beside it: it stands in the title, deck or lead, or no
    /// words of another time ("in May 2015") stand with it.
    pub is_news: bool,
}

impl Claim {
    /// The innermost speaker.
    pub fn speaker(&self) -> &Link {
        self.chain.last().expect("a chain holds the outlet at least")
    }

    /// Names from outlet to innermost speaker; unnamed links stand in the chain alone, except an innermost one.
    pub fn said_by(&self) -> Vec<&str> {
        let last = self.chain.len() - 1;
        let kept =
            self.chain.iter().enumerate().filter(|(at, link)| *at == last || link.role != Role::Unnamed);
        kept.map(|(_, link)| link.name.as_str()).collect()
    }

    /// Whether it is told as real and so: only such claims enter figures, control and the map.
    pub fn counts(&self) -> bool {
        self.mood.is_real() && self.polarity == Polarity::Positive && self.speaker().stance != Stance::Denied
    }
}

/// All claims on `page`, in page order, and notes on what was left open.
pub fn find(page: &Page, article: &Article, tables: &Tables) -> (Vec<Claim>, Vec<Note>) {
    build::claims(page, article, tables)
}
