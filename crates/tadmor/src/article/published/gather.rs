//! All dates of a page, each with where it stands and what is said of it.
//!
//! In: a page. Out: [`Gathered`]: clues in the order of the page's parts; those that can be no clue say why.

use super::clue::{Clue, Kind};
use super::{Asked, order, path};
use crate::article::dateline::Dateline;
use crate::article::{Refused, Stated};
use crate::page::stamp::{self, Dated, Holder, Stamp};
use crate::page::{Block, Page, Property, Zone};
use crate::tables::Tables;
use crate::tables::date_words::Signs;
use crate::tables::zones::States;
use crate::text::Span;
use crate::text::fold::{key, squeezed};

/// What was found on a page.
pub(super) struct Gathered {
    /// The dates.
    pub clues: Vec<Clue>,
    /// Dates that are too open to be a clue.
    pub refused: Vec<Refused>,
    /// The years of copyright lines: the latest.
    pub copyright: Option<i16>,
}

/// No page needs more visible dates.
const MOST: usize = 600;
/// Nor more stated ones.
const MOST_STATED: usize = 600;
/// A longer block is running text.
const SHORT: usize = 160;

/// All dates of `page`.
pub(super) fn all(
    page: &Page,
    address: Option<&Stated>,
    outlet: Option<&Stated>,
    dateline: Option<&Dateline>,
    tables: &Tables,
    asked: Asked,
) -> Gathered {
    let mut gathering = Gathering::new(page, tables);
    gathering.properties();
    gathering.places();
    gathering.text();
    gathering.address(address);
    gathering.dateline(dateline);
    let mut gathered = gathering.gathered;
    settle(&mut gathered.clues, page, address, outlet, tables);
    if let Some(fetched) = asked.fetched {
        // Where the page was written it may have been the next day already.
        let last = fetched.plus_days(1);
        for clue in gathered.clues.iter_mut().filter(|clue| clue.days.from.is_some_and(|from| from > last)) {
            clue.refused = Some(format!("later than {fetched}, when the page was saved"));
        }
    }
    gathered
}

/// Settles the order of day and month where the page or the outlet's country shows it.
fn settle(
    clues: &mut [Clue],
    page: &Page,
    address: Option<&Stated>,
    outlet: Option<&Stated>,
    tables: &Tables,
) {
    if clues.iter().all(|clue| clue.swapped.is_none()) {
        return;
    }
    let Some(order) = order::of(clues, page, address, outlet, tables) else { return };
    for clue in clues {
        let Some(other) = clue.swapped.take() else { continue };
        if !order.day_first {
            clue.days = crate::day::Days::one(other);
        }
        clue.settled = Some(order.because.clone());
    }
}

struct Gathering<'p> {
    page: &'p Page,
    tables: &'p Tables,
    /// The first byte in the page of each block.
    starts: Vec<u64>,
    title: Option<usize>,
    first: usize,
    last: usize,
    gathered: Gathered,
    visible: usize,
}

impl<'p> Gathering<'p> {
    fn new(page: &'p Page, tables: &'p Tables) -> Self {
        let blocks = &page.blocks;
        let running = |block: &Block| block.zone == Zone::Body && block.span.len() > 120;
        let first = blocks.iter().position(running);
        let any = || blocks.iter().position(|block| block.zone == Zone::Body);
        let last = blocks.iter().rposition(running);
        Gathering {
            page,
            tables,
            starts: blocks.iter().map(|block| page.text.raw(block.span).start).collect(),
            title: blocks.iter().position(|block| block.zone == Zone::Title),
            first: first.or_else(any).unwrap_or(blocks.len()),
            last: last.or_else(any).unwrap_or(blocks.len()),
            gathered: Gathered { clues: Vec::new(), refused: Vec::new(), copyright: None },
            visible: 0,
        }
    }

    /// The date in a property; seconds since 1970 are read too.
    fn read(&self, value: &str) -> Option<Stamp> {
        if value.len() > 80 {
            return None;
        }
        let found = stamp::find(value, &self.tables.months).into_iter().find(|stamp| stamp.has_year);
        found.or_else(|| path::compact(value, &self.tables.months))
    }

    /// The block that holds the byte `at` of the page, or follows it.
    fn block_at(&self, at: u64) -> Option<usize> {
        let next = self.starts.partition_point(|start| *start <= at);
        let holds =
            next.checked_sub(1).filter(|last| self.page.text.raw(self.page.blocks[*last].span).end > at);
        holds.or_else(|| (next < self.starts.len()).then_some(next))
    }

    /// Fills in where on the page a clue stands.
    fn stand(&self, clue: &mut Clue, block: usize) {
        clue.zone = Some(self.page.blocks[block].zone);
        clue.before_text = block < self.first;
        clue.after_title = self.title.map(|title| block as i32 - title as i32);
    }

    fn properties(&mut self) {
        let page = self.page;
        for property in &page.properties {
            if self.gathered.clues.len() >= MOST_STATED {
                break;
            }
            let Some((states, _)) = self.tables.zones.property(&property.name) else { continue };
            let name = property.name.as_str();
            let kind = match states {
                States::Published if name.starts_with("json-ld:webpage") => Kind::LinkedPage,
                States::Published if name.starts_with("json-ld:") => Kind::LinkedPublished,
                States::Published if name.starts_with("itemprop:") => Kind::ItemPublished,
                States::Published => Kind::MetaPublished,
                States::Date if name.starts_with("json-ld:") => Kind::LinkedPage,
                States::Date => Kind::MetaDate,
                States::Modified if name.starts_with("json-ld:") => Kind::LinkedModified,
                States::Modified if name.starts_with("itemprop:") => Kind::ItemModified,
                States::Modified => Kind::MetaModified,
                _ => continue,
            };
            self.property(property, kind);
        }
        for property in page.properties.iter().filter(|property| property.name == "og:image").take(2) {
            if let Some((days, written)) = path::in_path(&property.value) {
                let mut clue = self.bare(Kind::Picture, days, &written);
                clue.name.clone_from(&property.name);
                self.gathered.clues.push(clue);
            }
        }
    }

    fn bare(&self, kind: Kind, days: crate::day::Days, written: &str) -> Clue {
        let stamp = Stamp::of_days(days);
        Clue::new(kind, &stamp, written)
    }

    fn property(&mut self, property: &Property, kind: Kind) {
        let Some(stamp) = self.read(&property.value) else { return };
        let mut clue = Clue::new(kind, &stamp, &property.value);
        clue.time = clue.time.filter(|time| time != "00:00");
        clue.name.clone_from(&property.name);
        if matches!(kind, Kind::ItemPublished | Kind::ItemModified)
            && let Some(block) = self.block_at(property.span.start)
        {
            self.stand(&mut clue, block);
            if matches!(
                clue.zone,
                Some(Zone::Comment | Zone::CommentMeta | Zone::CommentAuthor | Zone::Related)
            ) {
                clue.refused = Some(format!("{} under a comment or beside another article", property.name));
            }
        }
        self.gathered.clues.push(clue);
    }

    /// Attributes, scripts, and `<meta>`s of names that no table knows.
    fn places(&mut self) {
        let page = self.page;
        for dated in page.dated.iter().filter(|dated| dated.holder != Holder::Text) {
            let Some(kind) = self.kind_of(dated) else { continue };
            let Some(stamp) = self.read(&dated.value) else { continue };
            let mut clue = Clue::new(kind, &stamp, &dated.value);
            clue.time = clue.time.filter(|time| time != "00:00");
            clue.name.clone_from(&dated.name);
            (clue.near, clue.around) = (dated.near, dated.around);
            if dated.holder == Holder::Attribute
                && let Some(block) = self.block_at(dated.span.start)
            {
                self.stand(&mut clue, block);
            }
            clue.refused = refusal(&clue);
            self.gathered.clues.push(clue);
        }
    }

    fn kind_of(&self, dated: &Dated) -> Option<Kind> {
        let near = dated.near;
        let changed = near.any(Signs::MODIFIED) && !near.any(Signs::PUBLISHED);
        let published = near.any(Signs::PUBLISHED.with(Signs::CREATED));
        match dated.holder {
            Holder::Text => None,
            Holder::Meta => {
                let known = self.tables.zones.property(&dated.name.to_ascii_lowercase()).is_some();
                match (known, changed, published) {
                    (true, ..) => None,
                    (_, true, _) => Some(Kind::MetaModified),
                    (_, _, true) => Some(Kind::MetaPublished),
                    _ => near.any(Signs::DATE).then_some(Kind::MetaDate),
                }
            }
            Holder::Attribute if near.any(Signs::TIME) && dated.name.eq_ignore_ascii_case("datetime") => {
                Some(Kind::TimeTag)
            }
            Holder::Attribute => Some(Kind::Attribute),
            Holder::LinkedData if changed => None,
            Holder::LinkedData => Some(Kind::LinkedOther),
            Holder::Script if changed => Some(Kind::ScriptModified),
            Holder::Script if published => Some(Kind::ScriptPublished),
            Holder::Script => Some(Kind::ScriptDate),
        }
    }

    /// Stamps in the visible text.
    fn text(&mut self) {
        let page = self.page;
        let mut before: &str = "";
        for (at, block) in page.blocks.iter().enumerate() {
            let text = page.text.slice(block.span);
            let last = std::mem::replace(&mut before, text);
            let running = text.len() > SHORT
                && matches!(block.zone, Zone::Body | Zone::Comment | Zone::Furniture | Zone::Related)
                && !(block.zone == Zone::Body && (at <= self.first + 1 || at + 1 >= self.last));
            if running || self.visible >= MOST || text.len() > 4000 {
                continue;
            }
            self.block(at, block, text, last);
        }
    }

    fn block(&mut self, at: usize, block: &Block, text: &str, last: &str) {
        let stamps = stamp::find(text, &self.tables.months);
        if stamps.is_empty() && !text.contains('©') {
            return;
        }
        let copyright = text.contains('©') || says_copyright(text);
        if copyright {
            self.copyright(text);
        }
        let alone = stamp::stands_alone(text, &stamps, &self.tables.months);
        let mut from = 0;
        for stamp in stamps {
            let written = &text[stamp.span.start..stamp.span.end];
            let lead = &text[from..stamp.span.start];
            from = stamp.span.end;
            if !stamp.has_year {
                if matches!(block.zone, Zone::Meta | Zone::Title) {
                    self.refuse(written, "no year is written");
                }
                continue;
            }
            let kind = match block.zone {
                Zone::Meta => Kind::TextMeta,
                Zone::Title | Zone::Deck if !alone => Kind::TextTitle,
                Zone::Body if !alone => Kind::TextBody,
                Zone::Title | Zone::Deck | Zone::Body => Kind::TextAlone,
                Zone::Furniture => Kind::TextFurniture,
                Zone::Caption => Kind::TextCaption,
                Zone::Related => Kind::TextRelated,
                Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta => Kind::TextComment,
            };
            let mut clue = Clue::new(kind, &stamp, &squeezed(written));
            clue.alone = alone;
            self.stand(&mut clue, at);
            self.surround(&mut clue, block, &stamp, text);
            clue.label = self.label(lead, last);
            clue.lead = lead_of(text, stamp.span.start);
            clue.place = self.visible;
            if clue.time.is_none() && kind == Kind::TextMeta {
                clue.time = self.time_near(at);
            }
            self.visible += 1;
            clue.refused = match copyright {
                true => Some("a copyright line".to_owned()),
                false if stamp.short_year && !alone && !is_marked(&clue) => {
                    Some("two digits between slashes may be no year".to_owned())
                }
                false => refusal(&clue),
            };
            self.gathered.clues.push(clue);
        }
    }

    /// What the names around a visible date say.
    fn surround(&self, clue: &mut Clue, block: &Block, stamp: &Stamp, text: &str) {
        let written = &text[stamp.span.start..stamp.span.end];
        let digit = written.char_indices().find(|(_, letter)| letter.is_numeric()).map_or(0, |(at, _)| at);
        let start = block.span.start + stamp.span.start + digit;
        let at = self.page.text.raw(Span::new(start, start + 1)).start;
        let next = self.page.dated.partition_point(|dated| dated.span.start <= at);
        let holds = self.page.dated[..next].iter().rev().take(40).find(|dated| dated.holder == Holder::Text);
        if let Some(dated) = holds.filter(|dated| dated.span.end > at) {
            (clue.near, clue.around) = (dated.near, dated.around);
        }
    }

    /// What the words before a date say: those in its line, or a line of their own before it.
    fn label(&self, lead: &str, last: &str) -> Signs {
        let tail = tail(lead, 60);
        let says = self.tables.dates.label_says(&key(tail));
        if says != Signs::NONE || !tail.trim().is_empty() || last.len() > 40 {
            return says;
        }
        self.tables.dates.label_says(&key(last))
    }

    fn copyright(&mut self, text: &str) {
        let years = text.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| digits.len() == 4);
        let year =
            years.filter_map(|year| year.parse().ok()).filter(|year| (1980..2100).contains(year)).max();
        self.gathered.copyright = self.gathered.copyright.max(year);
        if let Some(year) = year {
            self.refuse(&year.to_string(), "a copyright line");
        }
    }

    /// A time of day on a line of its own after the stamp: "Time: 20:57".
    fn time_near(&self, at: usize) -> Option<String> {
        let near = self.page.blocks.iter().skip(at + 1).take(2).filter(|other| other.zone == Zone::Meta);
        near.filter(|other| other.span.len() <= 30)
            .find_map(|other| path::clock(self.page.text.slice(other.span)))
    }

    fn address(&mut self, address: Option<&Stated>) {
        let Some(address) = address else { return };
        let path = address
            .value
            .split("//")
            .nth(1)
            .and_then(|rest| rest.split_once('/'))
            .map_or("", |(_, path)| path);
        let Some((days, written)) = path::in_path(path) else { return };
        let clue = self.bare(Kind::Address, days, &written);
        self.gathered.clues.push(clue);
    }

    fn dateline(&mut self, dateline: Option<&Dateline>) {
        let Some((stamp, span)) = dateline.and_then(|dateline| dateline.stamp.as_ref()) else { return };
        let written = squeezed(self.page.text.slice(*span));
        if !stamp.has_year {
            return self.refuse(&written, "the dateline gives no year");
        }
        let clue = Clue::new(Kind::Dateline, stamp, &written);
        self.gathered.clues.push(clue);
    }

    fn refuse(&mut self, written: &str, why: &str) {
        let refused = Refused { written: squeezed(written), why: why.to_owned() };
        if self.gathered.refused.len() < 40 && !self.gathered.refused.contains(&refused) {
            self.gathered.refused.push(refused);
        }
    }
}

/// How much of a line stands before the place `at` in it.
fn lead_of(text: &str, at: usize) -> usize {
    at - text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The last `most` bytes of `text`, or a few less.
fn tail(text: &str, most: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(most))..]
}

fn says_copyright(text: &str) -> bool {
    text.len() <= SHORT && {
        let lower = text.to_lowercase();
        lower.contains("copyright") || lower.contains("all rights reserved")
    }
}

/// Why a date can be no clue to the day of publication, by what stands around it. These are rules and never learned.
fn refusal(clue: &Clue) -> Option<String> {
    let (near, around, label) = (clue.near, clue.around, clue.label);
    // A page of few tags sets its stamp beside the title, outside everything.
    let at_title = clue.before_text
        && clue.days.exact().is_some()
        && (clue.alone || label.any(Signs::PUBLISHED.with(Signs::DATE)) || near.any(BESIDE_TITLE))
        && clue.after_title.is_some_and(|line| (-3..=4).contains(&line));
    let why = match clue.kind {
        Kind::TextComment | Kind::TextRelated if at_title => return None,
        Kind::TextComment => "a comment's stamp",
        Kind::TextRelated => "beside another article",
        Kind::TextCaption => "a picture's date: the page is no older",
        Kind::TimeTag | Kind::Attribute
            if matches!(clue.zone, Some(Zone::Comment | Zone::CommentAuthor | Zone::CommentMeta)) =>
        {
            "a comment's stamp"
        }
        Kind::TimeTag | Kind::Attribute if clue.zone == Some(Zone::Related) => "beside another article",
        _ if near.any(Signs::TODAY) && !near.any(Signs::PUBLISHED.with(Signs::MODIFIED)) => {
            "the day of the visit, not of the page"
        }
        _ if label.any(Signs::OTHER.with(Signs::COMMENT)) => {
            "not the day of publication by the words before it"
        }
        _ if label.any(Signs::COPYRIGHT) || near.any(Signs::COPYRIGHT) && !near.any(Signs::PUBLISHED) => {
            "a copyright line"
        }
        _ if near.any(Signs::EVENT.with(Signs::OTHER)) && !near.any(Signs::PUBLISHED) => {
            "of an event or an end, by the names around it"
        }
        Kind::TextBody if !is_marked(clue) || !near.any(STAMPS) && clue.lead > OPENING => {
            "the words of the text date events, not the page"
        }
        Kind::TextFurniture if !is_marked(clue) && !clue.before_text => {
            "after the text, and nothing says what it is of"
        }
        Kind::TextFurniture if clue.days.exact().is_none() => {
            "in page furniture: a meter, an archive list or a copyright line"
        }
        Kind::TextFurniture if !is_marked(clue) && !at_title && around.any(ASIDE) => {
            "in page furniture: a meter, an archive list or a copyright line"
        }
        _ => return None,
    };
    Some(why.to_owned())
}

/// Parts of a page that hold other things than its article.
pub(super) const ASIDE: Signs = Signs::FOOTER
    .with(Signs::SIDE)
    .with(Signs::RELATED)
    .with(Signs::NAV)
    .with(Signs::LIST)
    .with(Signs::COMMENT);

/// Signs of the data that stand beside a title.
const BESIDE_TITLE: Signs = Signs::PUBLISHED.with(Signs::META).with(Signs::AUTHOR);

/// Signs of a stamp.
const STAMPS: Signs = Signs::PUBLISHED.with(Signs::TIME).with(Signs::DATE);
/// Words that say what a date is of stand at the head of their line: "First published in the Courier on ".
const OPENING: usize = 40;

/// Whether names or words mark a date as a stamp.
fn is_marked(clue: &Clue) -> bool {
    clue.near.any(STAMPS) || clue.label.any(Signs::PUBLISHED.with(Signs::MODIFIED))
}
