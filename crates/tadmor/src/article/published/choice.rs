//! The choice: one day, an interval, or none; the losers with their reasons.
//!
//! In: the clues and the days with their rows. Out: [`Published`]. The learned score of a day must clear a bar and stand
//! apart from the next; else the day stays open, and only what follows from a change, a picture or the day of saving
//! bounds it.

use super::Asked;
use super::clue::{Clue, Kind};
use super::gather::{ASIDE, Gathered};
use super::row::{FEATURES, Row, is_lunar};
use crate::article::dateline::Dateline;
use crate::article::{Published, Refused};
use crate::day::{Day, Days};
use crate::tables::Tables;
use crate::tables::date_words::Signs;

/// What a day's log-odds must reach to be believed, in 1/1024; a page with one clue and no rival needs little. With
/// [`APART`] tuned in November 2026 on folds 0 to 3 of htmldate for the most answers at a precision above .955.
const SURE: i32 = -512;
/// How far it must stand above the next day: as far as 2.7 is from 1 in odds.
const APART: i32 = 1024;

/// The day of publication by `gathered` and `rows`.
pub(super) fn of(
    gathered: Gathered,
    rows: Vec<Row>,
    dateline: Option<&Dateline>,
    tables: &Tables,
    asked: Asked,
) -> Published {
    let ranked = ranked(&rows, tables);
    let choice = Choice { clues: &gathered.clues, rows: &rows, tables };
    let chosen = choice.day(&ranked, asked).or_else(|| choice.wider(dateline));
    let bounds = bounds(&gathered.clues, asked);
    let mut published = match chosen {
        Some(chosen) => choice.published(chosen, asked),
        None => open(bounds),
    };
    published.refused = refused(&gathered, &published);
    published
}

/// The rows with their scores, the likeliest first.
fn ranked(rows: &[Row], tables: &Tables) -> Vec<(usize, i32)> {
    let forest = &tables.models.date;
    let learned = forest.features().len() == FEATURES.len();
    let score = |row: &Row| if learned { forest.score(&row.values) } else { 0 };
    let mut ranked: Vec<(usize, i32)> = rows.iter().map(score).enumerate().collect();
    // Of equals the earlier: an original is before its changes.
    ranked.sort_by_key(|(at, score)| (std::cmp::Reverse(*score), *at));
    ranked
}

/// What was chosen.
struct Chosen {
    days: Days,
    /// The clue that stands for it.
    clue: usize,
    /// All clues that name it.
    clues: Vec<usize>,
    because: Vec<String>,
}

struct Choice<'g> {
    clues: &'g [Clue],
    rows: &'g [Row],
    tables: &'g Tables,
}

impl Choice<'_> {
    /// A single day, or the two of a date whose day and month could be swapped.
    fn day(&self, ranked: &[(usize, i32)], asked: Asked) -> Option<Chosen> {
        let stands = |row: &Row| !row.change && !self.off_every_clock(row);
        let originals: Vec<(usize, i32)> =
            ranked.iter().copied().filter(|(at, _)| stands(&self.rows[*at])).collect();
        let (best, score) = *originals.first().or_else(|| ranked.first().filter(|_| asked.forced))?;
        let row = &self.rows[best];
        let ambiguous = self.ambiguous(row);
        if !asked.forced {
            let next = originals.iter().find(|(at, _)| *at != best && !self.is_twin(row, &self.rows[*at]));
            // Two readings of one date share what speaks for it.
            let bar = if ambiguous.is_some() { SURE - APART } else { SURE };
            let apart = next.is_none_or(|(_, other)| score - other >= APART);
            if score < bar || !apart {
                return None;
            }
        }
        let mut because = Vec::new();
        let row = match self.local(row) {
            Some(local) => {
                because.push("the markup gives Greenwich time, the page its own day".to_owned());
                local
            }
            None => row,
        };
        let clue = self.foremost(row);
        because.extend(self.spoke_for(row));
        let days = match ambiguous.filter(|_| !asked.forced) {
            Some(days) => {
                because.insert(
                    0,
                    "day and month could be swapped and nothing shows which: both are kept".to_owned(),
                );
                days
            }
            None => self.sighted(row, asked, &mut because),
        };
        Some(Chosen { days, clue, clues: row.clues.clone(), because })
    }

    /// Whether two days are one: two readings of a date, or Greenwich's day and the page's own.
    fn is_twin(&self, row: &Row, other: &Row) -> bool {
        let ambiguous = self.ambiguous(row);
        ambiguous.is_some() && self.ambiguous(other) == ambiguous
            || self.local(row).is_some_and(|local| local.day == other.day)
            || self.local(other).is_some_and(|local| local.day == row.day)
    }

    /// Both days of a date that could be swapped, where nothing else names either.
    fn ambiguous(&self, row: &Row) -> Option<Days> {
        let mut clues = row.clues.iter().map(|at| &self.clues[*at]);
        clues.all(|clue| clue.swapped.is_some()).then(|| self.clues[row.clues[0]].covering())
    }

    /// A stamp of the page's own clock on the day before or after one that is stated in Greenwich time.
    fn local(&self, row: &Row) -> Option<&Row> {
        let clues = || row.clues.iter().map(|at| &self.clues[*at]);
        let own = |clue: &Clue| {
            let aside = Signs::FOOTER.with(Signs::SIDE).with(Signs::RELATED).with(Signs::NAV);
            let shown = clue.kind.is_text() && clue.before_text && !clue.around.any(aside);
            (shown || clue.offset) && clue.refused.is_none() && !clue.is_change() && clue.swapped.is_none()
        };
        if clues().any(own) {
            return None;
        }
        self.rows.iter().find(|other| {
            self.shown_beside(row, other.day) == Some(true)
                && other.clues.iter().any(|at| own(&self.clues[*at]))
        })
    }

    /// Whether some clock shows the day before or after `stated` at the hour that this states in Greenwich time; nothing
    /// where it states none, or where the days do not lie side by side.
    fn shown_beside(&self, stated: &Row, day: Day) -> Option<bool> {
        let clues = stated.clues.iter().map(|at| &self.clues[*at]).filter(|clue| clue.greenwich);
        let hour: u32 =
            clues.filter_map(|clue| clue.time.as_deref()?.split(':').next()?.parse().ok()).next()?;
        // No clock is more than 14 hours before or 12 behind Greenwich's.
        match stated.day.days_until(day) {
            1 => Some(hour >= 10),
            -1 => Some(hour < 12),
            _ => None,
        }
    }

    /// Whether a day stands in the text alone, beside one that is stated in Greenwich time, and no clock shows it then.
    fn off_every_clock(&self, row: &Row) -> bool {
        row.clues.iter().all(|at| self.clues[*at].kind.is_text())
            && self.rows.iter().any(|stated| self.shown_beside(stated, row.day) == Some(false))
    }

    /// A day of the Hijri calendar is one of three, unless a weekday or another clue shows which.
    fn sighted(&self, row: &Row, asked: Asked, because: &mut Vec<String>) -> Days {
        let day = row.day;
        if asked.forced || !row.clues.iter().all(|at| is_lunar(&self.clues[*at])) {
            return Days::one(day);
        }
        let weekday = row.clues.iter().find_map(|at| self.clues[*at].weekday);
        let near = [day.plus_days(-1), day, day.plus_days(1)];
        let fits = |near: &&Day| weekday == Some(near.weekday().to_monday_one_offset());
        if let Some(fitting) = near.iter().find(fits) {
            because.push("the weekday beside it shows the day".to_owned());
            return Days::one(*fitting);
        }
        because.push("the new moon may have been sighted a day earlier or later".to_owned());
        Days::between(near[0], near[2])
    }

    /// The clue that stands for a day: the surest kind.
    fn foremost(&self, row: &Row) -> usize {
        let rank = |at: &&usize| {
            let clue = &self.clues[**at];
            let kind = match clue.kind {
                Kind::MetaPublished | Kind::LinkedPublished | Kind::ItemPublished => 0,
                Kind::TimeTag | Kind::TextMeta => 1,
                Kind::TextTitle | Kind::TextAlone => 2,
                Kind::LinkedPage | Kind::Address => 3,
                Kind::Dateline | Kind::MetaDate => 4,
                Kind::Attribute | Kind::TextFurniture | Kind::TextBody => 5,
                _ => 6,
            };
            (clue.is_change(), kind, **at)
        };
        row.clues.iter().min_by_key(rank).copied().unwrap_or(0)
    }

    /// What spoke most for a day among the features, in words.
    fn spoke_for(&self, row: &Row) -> Option<String> {
        if self.rows.len() < 2 {
            return None;
        }
        let forest = &self.tables.models.date;
        let spoke = forest.strongest(&row.values, true, 3).into_iter().filter(|(_, added)| *added > 256);
        let words: Vec<&str> =
            spoke.filter_map(|(at, _)| forest.features().get(at).map(String::as_str)).collect();
        (!words.is_empty())
            .then(|| format!("weighed against {} other days: {}", self.rows.len() - 1, words.join(", ")))
    }

    /// A month or a year, where no day could be chosen; the day of a dateline without a year narrows it.
    fn wider(&self, dateline: Option<&Dateline>) -> Option<Chosen> {
        let wide = |clue: &Clue| {
            clue.refused.is_none()
                && !clue.is_change()
                && clue.days.exact().is_none()
                && clue.days.length().is_some()
                && match clue.kind {
                    Kind::MetaPublished | Kind::LinkedPublished | Kind::ItemPublished | Kind::Address => true,
                    Kind::TextMeta | Kind::TextTitle | Kind::TextAlone => clue.before_text,
                    Kind::TimeTag => clue.before_text && !clue.around.any(ASIDE),
                    _ => false,
                }
        };
        let at = (0..self.clues.len()).find(|at| wide(&self.clues[*at]))?;
        let mut chosen = Chosen { days: self.clues[at].days, clue: at, clues: vec![at], because: Vec::new() };
        let written =
            dateline.and_then(|dateline| dateline.stamp.as_ref()).and_then(|(stamp, _)| stamp.month_day);
        if let (Some((month, day)), Some(from), Some(to)) = (written, chosen.days.from, chosen.days.to) {
            let mut fits = (from.year()..=to.year())
                .filter_map(|year| Day::new(year, month, day))
                .filter(|day| chosen.days.holds(*day));
            if let (Some(day), None) = (fits.next(), fits.next()) {
                chosen.days = Days::one(day);
                chosen.because.push("the dateline gives the day".to_owned());
            }
        }
        Some(chosen)
    }

    fn published(&self, chosen: Chosen, asked: Asked) -> Published {
        let clue = &self.clues[chosen.clue];
        let mut because = vec![clue.because()];
        because.extend(chosen.because);
        if asked.forced {
            because.push("the likeliest day was asked for".to_owned());
        }
        // The page's own clock is the one that readers saw.
        let times = chosen.clues.iter().map(|at| &self.clues[*at]).filter(|clue| clue.time.is_some());
        let time = times.clone().find(|clue| clue.kind.is_text()).or_else(|| times.clone().next());
        let time = time.and_then(|clue| clue.time.clone()).filter(|_| chosen.days.exact().is_some());
        Published { days: chosen.days, time, because: because.join("; "), refused: Vec::new() }
    }
}

/// Days before or after which the page cannot be, with the reasons.
#[derive(Default)]
struct Bounds {
    from: Option<(Day, String)>,
    to: Option<(Day, String)>,
}

fn bounds(clues: &[Clue], asked: Asked) -> Bounds {
    let mut bounds = Bounds::default();
    if let Some(fetched) = asked.fetched {
        let because = format!("it was saved on {fetched} by Greenwich time: not after the next day anywhere");
        bounds.to = Some((fetched.plus_days(1), because));
    }
    for clue in clues {
        let days = clue.covering();
        if clue.kind == Kind::TextCaption
            && let Some(from) = days.from
            && bounds.from.as_ref().is_none_or(|(latest, _)| *latest < from)
        {
            bounds.from = Some((from, format!("a picture in it is of {}: not before", clue.written)));
        }
        let changed = clue.is_change()
            && clue.refused.is_none()
            && clue.zone.is_none_or(|_| clue.label.any(Signs::MODIFIED));
        if changed
            && let Some(to) = days.to
            && bounds.to.as_ref().is_none_or(|(first, _)| to < *first)
        {
            bounds.to = Some((to, format!("it was changed on {}: not after", clue.written)));
        }
    }
    bounds
}

fn open(bounds: Bounds) -> Published {
    let days =
        Days { from: bounds.from.as_ref().map(|(day, _)| *day), to: bounds.to.as_ref().map(|(day, _)| *day) };
    if let (Some(from), Some(to)) = (days.from, days.to)
        && from > to
    {
        return Published::default();
    }
    let because: Vec<String> =
        [bounds.from, bounds.to].into_iter().flatten().map(|(_, because)| because).collect();
    Published { days, time: None, because: because.join("; "), refused: Vec::new() }
}

/// The dates that lost, each with the reason.
fn refused(gathered: &Gathered, published: &Published) -> Vec<Refused> {
    let mut all = gathered.refused.clone();
    let surer = published.because.split("; ").next().unwrap_or_default();
    let mut scripts = 0;
    for clue in &gathered.clues {
        // The state of a page of scripts holds the days of all that it could show.
        if matches!(
            clue.kind,
            Kind::ScriptDate | Kind::ScriptPublished | Kind::ScriptModified | Kind::LinkedOther
        ) {
            scripts += 1;
            if scripts > 4 {
                continue;
            }
        }
        let names =
            published.days.overlaps(clue.covering()) && !clue.days.is_open() && clue.refused.is_none();
        if names && !published.days.is_open() && published.days.contains(clue.covering()) {
            continue;
        }
        let why = match &clue.refused {
            Some(why) => why.clone(),
            None if clue.is_change() => "the day of a later change".to_owned(),
            None if published.days.exact().is_none() => {
                "no clue is sure enough, or two are too near".to_owned()
            }
            None => format!("a surer clue stands elsewhere: {surer}"),
        };
        let one = Refused { written: clue.written.clone(), why };
        if all.len() < 40 && !all.contains(&one) {
            all.push(one);
        }
    }
    for clue in &gathered.clues {
        let (Some(weekday), Some(day)) = (clue.weekday, clue.days.exact()) else { continue };
        let chosen = published.days.exact() == Some(day);
        if chosen && weekday != day.weekday().to_monday_one_offset() && all.len() < 40 {
            let why = "the weekday beside it is another; the date was kept".to_owned();
            all.push(Refused { written: clue.written.clone(), why });
        }
    }
    all
}
