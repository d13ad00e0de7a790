//! The day of publication: all clues, weighed, the losers kept.
//!
//! In: a page with zones, its address, outlet and dateline. Out: [`Published`].
//! Clues, the strongest first: the page's own markup, a stamp beside the title, the address, a dateline. The words of
//! the text date events, not the page. A stamp in a meter, an archive list, a copyright line or under a comment is
//! no clue at all, and a date is never made finer than it is written: "June 2011" is a month.

use crate::article::dateline::Dateline;
use crate::article::outlet::stated;
use crate::article::{Published, Refused, Stated};
use crate::day::{Day, Days};
use crate::page::stamp::{self, Stamp};
use crate::page::{Block, Page, Property, Zone};
use crate::tables::Tables;
use crate::tables::zones::States;
use crate::text::fold::key;

/// How sure a clue is; the first is the surest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Markup,
    Beside,
    Address,
    Dateline,
    Vague,
}

#[derive(Clone, Debug)]
struct Clue {
    sort: Sort,
    days: Days,
    time: Option<String>,
    greenwich: bool,
    written: String,
    because: String,
}

/// The day of publication as far as `page` tells.
pub(super) fn find(
    page: &Page,
    address: Option<&Stated>,
    outlet: Option<&Stated>,
    dateline: Option<&Dateline>,
    tables: &Tables,
) -> Published {
    let mut weighing = Weighing {
        page,
        tables,
        order: order(page, address, outlet, tables),
        clues: Vec::new(),
        refused: Vec::new(),
    };
    weighing.markup();
    weighing.stamps();
    weighing.address(address);
    weighing.dateline(dateline);
    let bounds = weighing.bounds();
    weighing.decide(dateline, bounds)
}

/// The order of day and month on this page, and what shows it.
#[derive(Clone, Debug)]
struct Order {
    day_first: bool,
    because: String,
}

fn order(page: &Page, address: Option<&Stated>, outlet: Option<&Stated>, tables: &Tables) -> Option<Order> {
    for block in page.blocks.iter().filter(|block| block.span.len() <= 200).take(400) {
        for stamp in stamp::find(page.text.slice(block.span), &tables.months) {
            if let Some(day_first) =
                shows_order(&page.text.slice(block.span)[stamp.span.start..stamp.span.end])
            {
                let written = &page.text.slice(block.span)[stamp.span.start..stamp.span.end];
                return Some(Order { day_first, because: format!("the page writes {written} elsewhere") });
            }
        }
    }
    let known = outlet
        .and_then(|outlet| tables.outlets.named(&outlet.value))
        .and_then(|outlet| outlet.country.clone());
    if let Some(country) = known {
        let day_first = !matches!(country.as_str(), "US" | "PH");
        return Some(Order { day_first, because: format!("the outlet is of {country}") });
    }
    let host = address?.value.split("//").nth(1)?.split('/').next()?.to_owned();
    let ending = host.rsplit('.').next().filter(|ending| ending.len() == 2)?;
    let day_first = !matches!(ending, "us" | "ph");
    Some(Order { day_first, because: format!("its address ends in .{ending}") })
}

/// "25/03/2011" shows that the day comes first.
fn shows_order(written: &str) -> Option<bool> {
    let mut parts = written.split(['/', '-']);
    let (one, two): (u32, u32) = (parts.next()?.trim().parse().ok()?, parts.next()?.trim().parse().ok()?);
    match (one, two) {
        (13..=31, 1..=12) => Some(true),
        (1..=12, 13..=31) => Some(false),
        _ => None,
    }
}

/// A first and a last day that follow from what is no stamp of publication, with the reason.
#[derive(Default)]
struct Bounds {
    from: Option<(Day, String)>,
    to: Option<(Day, String)>,
}

struct Weighing<'p> {
    page: &'p Page,
    tables: &'p Tables,
    order: Option<Order>,
    clues: Vec<Clue>,
    refused: Vec<Refused>,
}

/// Words that make a stamp one of a later change, in the languages of the table of months.
const CHANGED: &[&str] = &[
    "updat",
    "modif",
    "edited",
    "revised",
    "обновл",
    "измен",
    "оновл",
    "mis a jour",
    "actualis",
    "actualiz",
    "aktualisiert",
    "geandert",
    "guncel",
    "aggiornat",
    "atualizad",
    "تحديث",
    "ويرايش",
];

/// Words that make a stamp one of something else.
const OTHER: &[&str] =
    &["captured", "archived", "retrieved", "accessed", "saved", "born", "expires", "deadline", "event"];

impl<'p> Weighing<'p> {
    fn refuse(&mut self, written: &str, why: impl Into<String>) {
        let refused =
            Refused { written: written.split_whitespace().collect::<Vec<_>>().join(" "), why: why.into() };
        if self.refused.len() < 40 && !self.refused.contains(&refused) {
            self.refused.push(refused);
        }
    }

    /// The days of a stamp, the order of day and month settled where the page shows it.
    fn days(&self, stamp: &Stamp) -> (Days, Option<String>) {
        let Some(other) = stamp.swapped else { return (stamp.days, None) };
        match &self.order {
            Some(order) => {
                let days = if order.day_first { stamp.days } else { Days::one(other) };
                (days, Some(format!("day and month could be swapped: {}", order.because)))
            }
            None => (
                stamp.covering(),
                Some("day and month could be swapped and nothing shows which: both are kept".to_owned()),
            ),
        }
    }

    fn markup(&mut self) {
        let published = stated(self.page, States::Published, self.tables);
        let dates = stated(self.page, States::Date, self.tables);
        let sorts = published
            .into_iter()
            .map(|property| (Sort::Markup, property))
            .chain(dates.into_iter().map(|property| (Sort::Vague, property)));
        for (sort, property) in sorts {
            let because = format!("the page states {} {}", property.name, property.value);
            match self.read(&property.value) {
                Some(stamp) if !self.beside_other(property) => {
                    let (days, _) = self.days(&stamp);
                    let (time, greenwich) = (stamp.time, stamp.greenwich);
                    let time = time.filter(|time| time != "00:00");
                    self.clues.push(Clue {
                        sort,
                        days,
                        time,
                        greenwich,
                        written: property.value.clone(),
                        because,
                    });
                }
                Some(_) => self.refuse(
                    &property.value,
                    format!("{} under a comment or beside another article", property.name),
                ),
                None => {}
            }
        }
        for property in &self.page.properties {
            if property.name == "time" {
                self.time(property);
            }
        }
    }

    /// The date in a property; seconds since 1970 are read too.
    fn read(&self, value: &str) -> Option<Stamp> {
        let found = stamp::find(value, &self.tables.months).into_iter().find(|stamp| stamp.has_year);
        found.or_else(|| compact(value, self.tables))
    }

    /// Whether markup in the page's text stands at a comment or another article.
    fn beside_other(&self, property: &Property) -> bool {
        let itemprop = property.name.starts_with("itemprop:");
        itemprop
            && self.zone_after(property).is_some_and(|zone| {
                matches!(zone, Zone::Comment | Zone::CommentMeta | Zone::CommentAuthor | Zone::Related)
            })
    }

    /// The zone of the text that follows a tag.
    fn zone_after(&self, property: &Property) -> Option<Zone> {
        self.block_after(property).map(|at| self.page.blocks[at].zone)
    }

    fn block_after(&self, property: &Property) -> Option<usize> {
        let blocks = &self.page.blocks;
        let at = blocks.partition_point(|block| self.page.text.raw(block.span).end <= property.span.start);
        (at < blocks.len()).then_some(at)
    }

    /// A `<time>`: a stamp beside the title where it stands among the page data, nothing elsewhere.
    fn time(&mut self, property: &Property) {
        let Some(stamp) = self.read(&property.value) else { return };
        let Some(at) = self.block_after(property) else { return };
        let block = &self.page.blocks[at];
        let (first, title) = self.head();
        let head = at <= first + 1 && title.is_none_or(|title| at + 4 >= title);
        let visible = self.page.text.slice(block.span);
        let changed = says(&key(&head_of(visible)), CHANGED);
        match block.zone {
            Zone::Meta if !changed => {}
            Zone::Body | Zone::Deck | Zone::Caption if head && !changed && block.span.len() < 120 => {}
            _ => return self.refuse(&property.value, format!("a time at {} text", block.zone.as_str())),
        }
        let (days, _) = self.days(&stamp);
        let because = format!("a time tag in the page data says {}", property.value);
        self.clues.push(Clue {
            sort: Sort::Beside,
            days,
            time: stamp.time,
            greenwich: stamp.greenwich,
            written: property.value.clone(),
            because,
        });
    }

    /// The first long block of the text, and the title.
    fn head(&self) -> (usize, Option<usize>) {
        let blocks = &self.page.blocks;
        let title = blocks.iter().position(|block| block.zone == Zone::Title);
        let first = blocks.iter().position(|block| block.zone == Zone::Body && block.span.len() > 120);
        (first.unwrap_or(blocks.len()), title)
    }

    /// Stamps in the visible text.
    fn stamps(&mut self) {
        let (first, _) = self.head();
        let page = self.page;
        for (at, block) in page.blocks.iter().enumerate() {
            let text = page.text.slice(block.span);
            let counts = match block.zone {
                Zone::Meta => true,
                Zone::Body | Zone::Deck => at < first && stamp::alone(text, &self.tables.months),
                _ => false,
            };
            if counts {
                self.stamp(block, text);
                continue;
            }
            let why = match block.zone {
                Zone::Comment | Zone::CommentMeta | Zone::CommentAuthor => "a comment's stamp",
                Zone::Furniture => "in page furniture: a meter, an archive list or a copyright line",
                Zone::Related => "beside another article",
                _ => continue,
            };
            if text.len() <= 120 {
                for stamp in stamp::find(text, &self.tables.months).iter().filter(|stamp| stamp.has_year) {
                    self.refuse(&text[stamp.span.start..stamp.span.end], why);
                }
            }
        }
    }

    fn stamp(&mut self, block: &Block, text: &str) {
        let mut from = 0;
        for stamp in stamp::find(text, &self.tables.months) {
            let written = &text[stamp.span.start..stamp.span.end];
            let before = key(&text[from..stamp.span.start]);
            from = stamp.span.end;
            if !stamp.has_year {
                self.refuse(written, "no year is written");
                continue;
            }
            if says(&before, CHANGED) {
                self.refuse(written, "the day of a later change");
                continue;
            }
            if says(&before, OTHER) {
                self.refuse(written, "not the day of publication by the words before it");
                continue;
            }
            let (days, remark) = self.days(&stamp);
            let mut because = format!("the stamp \"{written}\" in the page data");
            if stamp.calendar != crate::calendar::Calendar::Gregorian {
                because.push_str(&format!(", {} calendar", stamp.calendar.as_str()));
            }
            if let Some(remark) = remark {
                because.push_str(&format!("; {remark}"));
            }
            if let (Some(weekday), Some(day)) = (stamp.weekday, days.exact())
                && weekday != day.weekday().to_monday_one_offset()
            {
                self.refuse(written, "the weekday beside it is another; the date was kept");
            }
            let time = stamp.time.clone().or_else(|| self.time_near(block));
            self.clues.push(Clue {
                sort: Sort::Beside,
                days,
                time,
                greenwich: stamp.greenwich,
                written: written.to_owned(),
                because,
            });
        }
    }

    /// A time of day on a line of its own after the stamp: "Time: 20:57".
    fn time_near(&self, block: &Block) -> Option<String> {
        let at = self.page.blocks.partition_point(|other| other.span.start <= block.span.start);
        let near = self.page.blocks.iter().skip(at).take(2).filter(|other| other.zone == Zone::Meta);
        near.filter(|other| other.span.len() <= 30).find_map(|other| clock(self.page.text.slice(other.span)))
    }

    fn address(&mut self, address: Option<&Stated>) {
        let Some(address) = address else { return };
        let path = address
            .value
            .split("//")
            .nth(1)
            .and_then(|rest| rest.split_once('/'))
            .map_or("", |(_, path)| path);
        let Some((days, written)) = in_path(path) else { return };
        let because = format!("its address holds {written}");
        self.clues.push(Clue { sort: Sort::Address, days, time: None, greenwich: false, written, because });
    }

    fn dateline(&mut self, dateline: Option<&Dateline>) {
        let Some((stamp, span)) = dateline.and_then(|dateline| dateline.stamp.as_ref()) else { return };
        let written = self.page.text.slice(*span).to_owned();
        if !stamp.has_year {
            return self.refuse(&written, "the dateline gives no year");
        }
        let (days, _) = self.days(stamp);
        let because = format!("the dateline says {written}");
        self.clues.push(Clue { sort: Sort::Dateline, days, time: None, greenwich: false, written, because });
    }

    /// Days before or after which the page cannot be: a picture's date, the day of a later change.
    fn bounds(&mut self) -> Bounds {
        let mut bounds = Bounds::default();
        let page = self.page;
        for block in page.zone(Zone::Caption) {
            let text = page.text.slice(block.span);
            for stamp in stamp::find(text, &self.tables.months) {
                let written = &text[stamp.span.start..stamp.span.end];
                let (days, _) = self.days(&stamp);
                match days.from {
                    Some(from) if bounds.from.as_ref().is_none_or(|(latest, _)| *latest < from) => {
                        bounds.from = Some((from, format!("a picture in it is of {written}: not before")));
                    }
                    _ => {}
                }
                self.refuse(written, "a picture's date: the page is no older");
            }
        }
        let changed: Vec<(String, Stamp)> = stated(page, States::Modified, self.tables)
            .into_iter()
            .filter_map(|property| Some((property.value.clone(), self.read(&property.value)?)))
            .collect();
        for (written, stamp) in changed {
            let (days, _) = self.days(&stamp);
            match days.to {
                Some(to) if bounds.to.as_ref().is_none_or(|(first, _)| to < *first) => {
                    bounds.to = Some((to, format!("it was changed on {written}: not after")));
                }
                _ => {}
            }
            self.refuse(&written, "the day of a later change");
        }
        bounds
    }

    /// The surest clue; the others are refused.
    fn decide(mut self, dateline: Option<&Dateline>, bounds: Bounds) -> Published {
        self.clues.sort_by_key(|clue| clue.sort);
        let Some(mut chosen) = self.clues.first().cloned() else { return self.open(bounds) };
        let beside = self.clues.iter().find(|clue| clue.sort == Sort::Beside).cloned();
        if let Some(beside) = beside.filter(|_| chosen.sort == Sort::Markup)
            && let (Some(markup), Some(shown)) = (chosen.days.exact(), beside.days.exact())
        {
            let apart = markup.days_until(shown);
            if apart.abs() == 1 && chosen.greenwich {
                chosen = Clue {
                    because: format!(
                        "{}; the markup gives Greenwich time, the page its own day",
                        beside.because
                    ),
                    ..beside
                };
            } else if apart < 0 {
                chosen =
                    Clue { because: format!("{}; the markup gives a later day", beside.because), ..beside };
            } else if apart == 0 && chosen.time.is_none() {
                chosen.time = beside.time;
            } else if apart == 0 {
                // The page's own clock is the one that readers saw.
                chosen.time = beside.time.or(chosen.time);
            }
        }
        self.narrow(&mut chosen, dateline);
        let losers: Vec<Clue> = self
            .clues
            .iter()
            .filter(|clue| clue.written != chosen.written && clue.days != chosen.days)
            .cloned()
            .collect();
        for loser in losers {
            self.refuse(&loser.written, format!("a surer clue stands elsewhere: {}", chosen.because));
        }
        let time = chosen.time.filter(|_| chosen.days.exact().is_some());
        Published { days: chosen.days, time, because: chosen.because, refused: self.refused }
    }

    fn open(self, bounds: Bounds) -> Published {
        let days = Days {
            from: bounds.from.as_ref().map(|(day, _)| *day),
            to: bounds.to.as_ref().map(|(day, _)| *day),
        };
        let because: Vec<String> =
            [bounds.from, bounds.to].into_iter().flatten().map(|(_, because)| because).collect();
        match (days.from, days.to) {
            (Some(from), Some(to)) if from > to => {
                Published { refused: self.refused, ..Published::default() }
            }
            _ => Published { days, time: None, because: because.join("; "), refused: self.refused },
        }
    }

    /// A wider clue is made finer by one that fits it: the month of an address, the day of a dateline.
    fn narrow(&self, chosen: &mut Clue, dateline: Option<&Dateline>) {
        if chosen.days.exact().is_some() {
            return;
        }
        let finer =
            self.clues.iter().find(|clue| clue.days.exact().is_some() && chosen.days.contains(clue.days));
        if let Some(finer) = finer {
            chosen.because = format!("{}; narrowed: {}", chosen.because, finer.because);
            chosen.days = finer.days;
            return;
        }
        let written =
            dateline.and_then(|dateline| dateline.stamp.as_ref()).and_then(|(stamp, _)| stamp.month_day);
        let (Some((month, day)), Some(from), Some(to)) = (written, chosen.days.from, chosen.days.to) else {
            return;
        };
        let mut fits = (from.year()..=to.year())
            .filter_map(|year| Day::new(year, month, day))
            .filter(|day| chosen.days.holds(*day));
        if let (Some(day), None) = (fits.next(), fits.next()) {
            chosen.days = Days::one(day);
            chosen.because.push_str("; the dateline gives the day");
        }
    }
}

/// Whether one of `words` begins a word of the folded text.
fn says(folded: &str, words: &[&str]) -> bool {
    words.iter().any(|word| folded.starts_with(word) || folded.contains(&format!(" {word}")))
}

fn head_of(text: &str) -> String {
    text.chars().take(60).collect()
}

/// "20170302", "20170302T205700", or seconds since 1970.
fn compact(value: &str, tables: &Tables) -> Option<Stamp> {
    let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
    let date = match digits.len() {
        8 | 12 | 14 if digits.starts_with("19") || digits.starts_with("20") => {
            format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8])
        }
        10 if value.len() == 10 => {
            let seconds: i64 = digits.parse().ok()?;
            let day = Day::new(1970, 1, 1)?.plus_days(i32::try_from(seconds / 86_400).ok()?);
            format!("{day}")
        }
        _ => return None,
    };
    stamp::find(&date, &tables.months).into_iter().next()
}

/// The first time of day in `text`.
fn clock(text: &str) -> Option<String> {
    let at = text.find(':').filter(|at| text[..*at].ends_with(|last: char| last.is_ascii_digit()));
    let at = at.or_else(|| text.rfind(':'))?;
    let hours = text[..at].bytes().rev().take(2).take_while(u8::is_ascii_digit).count();
    let minutes = text[at + 1..].bytes().take(3).take_while(u8::is_ascii_digit).count();
    let (hour, minute): (u32, u32) =
        (text.get(at - hours..at)?.parse().ok()?, text.get(at + 1..at + 1 + minutes)?.parse().ok()?);
    (hours > 0 && minutes == 2 && hour < 25 && minute < 60).then(|| text[at - hours..at + 3].to_owned())
}

/// A date in an address: "/2017/03/02/", "/2017-03-02-", "/20170302/", "/2017/03/" (a month), "/2017/mar/02/".
fn in_path(path: &str) -> Option<(Days, String)> {
    let parts: Vec<&str> = path.split(['/', '-', '_', '.', '?', '=', '&']).collect();
    let small = |part: Option<&&str>| {
        part.filter(|part| (1..=2).contains(&part.len())).and_then(|part| part.parse::<i8>().ok())
    };
    let month = |part: Option<&&str>| {
        small(part).or_else(|| {
            let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
            let at =
                names.iter().position(|name| part.is_some_and(|part| part.eq_ignore_ascii_case(name)))?;
            i8::try_from(at + 1).ok()
        })
    };
    let is_year = |year: i16| (1990..=2100).contains(&year);
    for (at, part) in parts.iter().enumerate() {
        if part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit()) {
            let (year, month, day) =
                (part[..4].parse().ok()?, part[4..6].parse().ok()?, part[6..].parse().ok()?);
            if is_year(year)
                && let Some(day) = Day::new(year, month, day)
            {
                return Some((Days::one(day), (*part).to_owned()));
            }
        }
        let Some(year) = part.parse::<i16>().ok().filter(|year| part.len() == 4 && is_year(*year)) else {
            continue;
        };
        let Some(number) = month(parts.get(at + 1)) else { continue };
        let day = small(parts.get(at + 2)).and_then(|day| Day::new(year, number, day));
        if let Some(day) = day {
            return Some((Days::one(day), parts[at..at + 3].join("/")));
        }
        // Only between slashes is a year with a month more than a number in a headline.
        if path.contains(&format!("{part}/{}/", parts[at + 1])) {
            return Some((Days::month(year, number)?, parts[at..at + 2].join("/")));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_hold_dates() {
        for (path, days) in [
            ("news/2011/04/30/bridge.html", Some("2011-04-30")),
            ("2011-04-30-bridge", Some("2011-04-30")),
            ("a/20110430/b", Some("2011-04-30")),
            ("world/2011/apr/30/bridge", Some("2011-04-30")),
            ("2011/04/bridge-reopens", Some("2011-04-01 to 2011-04-30")),
            ("bridge-1234-567", None),
            ("story-of-2011-7-men", None),
        ] {
            assert_eq!(in_path(path).map(|(days, _)| days.to_string()).as_deref(), days, "{path}");
        }
    }

    #[test]
    fn clocks_are_read_from_labelled_lines() {
        assert_eq!(clock("• Time: 20:57").as_deref(), Some("20:57"));
        assert_eq!(clock("Time: noon"), None);
    }
}
