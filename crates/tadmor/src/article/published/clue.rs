//! A clue: one date on the page, where it stands and what is said of it.

use crate::calendar::Calendar;
use crate::day::{Day, Days};
use crate::page::Zone;
use crate::page::stamp::Stamp;
use crate::tables::date_words::Signs;

/// Where a clue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A `<meta>` of publication.
    MetaPublished,
    /// A `<meta>` of some date.
    MetaDate,
    /// A `<meta>` of a change.
    MetaModified,
    /// The article's linked data, of publication.
    LinkedPublished,
    /// The page's linked data, of publication.
    LinkedPage,
    /// Linked data, of a change.
    LinkedModified,
    /// Linked data of other things: a film's upload.
    LinkedOther,
    /// Microdata of publication.
    ItemPublished,
    /// Microdata of a change.
    ItemModified,
    /// A `<time>` with a date for machines.
    TimeTag,
    /// Another attribute.
    Attribute,
    /// Visible, among the page's data.
    TextMeta,
    /// Visible, in the title or under it.
    TextTitle,
    /// Visible, on a line of its own in the text.
    TextAlone,
    /// Visible, in the words of the text.
    TextBody,
    /// Visible, in furniture.
    TextFurniture,
    /// Visible, under a picture.
    TextCaption,
    /// Visible, beside another article.
    TextRelated,
    /// Visible, under a comment.
    TextComment,
    /// In the page's address.
    Address,
    /// In the address of the page's picture.
    Picture,
    /// In the dateline.
    Dateline,
    /// A value of a script, of publication.
    ScriptPublished,
    /// A value of a script, of some date.
    ScriptDate,
    /// A value of a script, of a change.
    ScriptModified,
}

impl Kind {
    /// How many there are.
    pub const COUNT: usize = Kind::ScriptModified as usize + 1;

    /// Whether people see it.
    pub fn is_text(self) -> bool {
        (Kind::TextMeta..=Kind::TextComment).contains(&self)
    }

    /// Whether it is of a change.
    pub fn is_change(self) -> bool {
        matches!(self, Kind::MetaModified | Kind::LinkedModified | Kind::ItemModified | Kind::ScriptModified)
    }

    /// Whether it states the publication for machines.
    pub fn is_stated(self) -> bool {
        matches!(self, Kind::MetaPublished | Kind::LinkedPublished | Kind::ItemPublished)
    }
}

/// One date on the page.
#[derive(Clone, Debug)]
pub(super) struct Clue {
    /// Where it stands.
    pub kind: Kind,
    /// What it can mean.
    pub days: Days,
    /// The other day, where day and month could be swapped and nothing shows which.
    pub swapped: Option<Day>,
    /// What settled the order of day and month.
    pub settled: Option<String>,
    /// The calendar it is written in.
    pub calendar: Calendar,
    /// The time of day beside it.
    pub time: Option<String>,
    /// Whether that is Greenwich's.
    pub greenwich: bool,
    /// Whether its own offset from Greenwich stands beside it.
    pub offset: bool,
    /// The weekday beside it, 1 is Monday.
    pub weekday: Option<i8>,
    /// As on the page.
    pub written: String,
    /// The name of the property, attribute or key.
    pub name: String,
    /// What the names near it say.
    pub near: Signs,
    /// What all names around it say.
    pub around: Signs,
    /// What the words before it say.
    pub label: Signs,
    /// How many bytes of its line stand before it.
    pub lead: usize,
    /// The zone that it stands in or before.
    pub zone: Option<Zone>,
    /// How many blocks after the title it stands; before it where negative.
    pub after_title: Option<i32>,
    /// Whether its line holds nothing else.
    pub alone: bool,
    /// Whether it stands before the text.
    pub before_text: bool,
    /// Which visible date of the page it is, from 0.
    pub place: usize,
    /// Why it is no clue to the day of publication.
    pub refused: Option<String>,
}

impl Clue {
    /// A clue of `kind` from what is written.
    pub fn new(kind: Kind, stamp: &Stamp, written: &str) -> Self {
        Clue {
            kind,
            days: stamp.days,
            swapped: stamp.swapped,
            settled: None,
            calendar: stamp.calendar,
            time: stamp.time.clone(),
            greenwich: stamp.greenwich,
            offset: stamp.offset,
            weekday: stamp.weekday,
            written: written.to_owned(),
            name: String::new(),
            near: Signs::NONE,
            around: Signs::NONE,
            label: Signs::NONE,
            lead: 0,
            zone: None,
            after_title: None,
            alone: false,
            before_text: false,
            place: 0,
            refused: None,
        }
    }

    /// Whether it is of a change by its place or by the words before it.
    pub fn is_change(&self) -> bool {
        if self.kind.is_text() || matches!(self.kind, Kind::TimeTag | Kind::Attribute) {
            let published = self.near.any(Signs::PUBLISHED);
            return self.label.any(Signs::MODIFIED)
                || self.near.any(Signs::MODIFIED) && !published && !self.label.any(Signs::PUBLISHED);
        }
        self.kind.is_change()
    }

    /// The days that it can mean, both readings covered.
    pub fn covering(&self) -> Days {
        match (self.days.exact(), self.swapped) {
            (Some(one), Some(other)) => Days::between(one.min(other), one.max(other)),
            _ => self.days,
        }
    }

    /// Where it stands, in words.
    pub fn because(&self) -> String {
        let written = &self.written;
        let mut words = match self.kind {
            Kind::MetaPublished
            | Kind::MetaDate
            | Kind::MetaModified
            | Kind::LinkedPublished
            | Kind::LinkedPage
            | Kind::LinkedModified
            | Kind::ItemPublished
            | Kind::ItemModified => format!("the page states {} {written}", self.name),
            Kind::LinkedOther => format!("the page's linked data state {} {written}", self.name),
            Kind::TimeTag => format!("a <time> of {written}"),
            Kind::Attribute => format!("the attribute {} is {written}", self.name),
            Kind::TextMeta => format!("the stamp \"{written}\" in the page data"),
            Kind::TextTitle => format!("the stamp \"{written}\" at the title"),
            Kind::TextAlone => format!("the stamp \"{written}\" on a line of its own"),
            Kind::TextBody => format!("the stamp \"{written}\" in the text"),
            Kind::TextFurniture => format!("the stamp \"{written}\" beside the text"),
            Kind::TextCaption => format!("\"{written}\" under a picture"),
            Kind::TextRelated => format!("\"{written}\" beside another article"),
            Kind::TextComment => format!("a comment's stamp \"{written}\""),
            Kind::Address => format!("its address holds {written}"),
            Kind::Picture => format!("the address of its picture holds {written}"),
            Kind::Dateline => format!("the dateline says {written}"),
            Kind::ScriptPublished | Kind::ScriptDate | Kind::ScriptModified => {
                format!("a script states {} {written}", self.name)
            }
        };
        if self.calendar != Calendar::Gregorian {
            words.push_str(&format!(", {} calendar", self.calendar.as_str()));
        }
        if let Some(settled) = &self.settled {
            words.push_str(&format!("; day and month could be swapped: {settled}"));
        }
        words
    }
}
