//! The days that a page's clues name, each with a row of features.
//!
//! In: the clues. Out: a [`Row`] for each day that a clue names which is not refused. A feature is a whole number:
//! how many clues of a kind name the day, how far the first stands from the title, how many days it lies from what
//! the page states otherwise.

use std::collections::{BTreeMap, BTreeSet};

use super::clue::{Clue, Kind};
use super::gather::{ASIDE, Gathered};
use crate::calendar::Calendar;
use crate::day::Day;
use crate::page::Zone;
use crate::tables::date_words::Signs;

/// A day that could be that of publication.
pub(super) struct Row {
    /// The day.
    pub day: Day,
    /// The clues that name it, by their place among all.
    pub clues: Vec<usize>,
    /// Whether nothing but changes names it.
    pub change: bool,
    /// A value for each of [`FEATURES`].
    pub values: Vec<i32>,
}

/// What stands where nothing is known.
const ABSENT: i32 = 9999;

/// What each feature is, in words that a reader of the ledger understands.
pub const FEATURES: &[&str] = &[
    "metadata of publication",
    "metadata of some date",
    "metadata of a change",
    "linked data of publication",
    "linked data of the page",
    "linked data of a change",
    "other linked data",
    "microdata of publication",
    "microdata of a change",
    "a <time> for machines",
    "another attribute",
    "a stamp among the page data",
    "a stamp at the title",
    "a stamp on a line of its own",
    "a marked date in the text",
    "a stamp beside the text",
    "a picture's words",
    "a box of other articles",
    "a comment",
    "the address",
    "the address of the picture",
    "the dateline",
    "a script's publication",
    "a script's date",
    "a script's change",
    "lines after the title",
    "stands before the text",
    "stands away from lists, boxes and menus",
    "names near it say date",
    "names near it say published",
    "names near it say changed",
    "names near it say author",
    "names near it say page data",
    "names near it say header",
    "names near it say title",
    "stands in a <time>",
    "stands in the article's element",
    "stands in a header",
    "stands in a footer",
    "stands in a sidebar",
    "stands beside other articles",
    "stands in a list",
    "stands in a menu",
    "words before it say published",
    "words before it say changed",
    "a time of day beside it",
    "a weekday beside it",
    "so many clues",
    "so many refused clues",
    "so many clues of a change",
    "so many days on the page",
    "so many earlier days",
    "so many later days",
    "which visible date",
    "days from the address",
    "months from the address",
    "months from the picture's address",
    "days from the metadata",
    "days from the linked data",
    "days from the first change",
    "days to the first comment",
    "days from the first strong clue",
    "days from the last day on the page",
    "day and month could be swapped",
    "Greenwich time on the day beside",
    "years from the copyright line",
    "all clues state it for machines",
    "scripts name so many days",
    "in the first lines of the page",
    "in the last lines of the text",
];

/// A row for each day, the earliest first.
pub(super) fn of(gathered: &Gathered) -> Vec<Row> {
    let clues = &gathered.clues;
    let mut days: Vec<Day> = Vec::new();
    for clue in clues.iter().filter(|clue| clue.refused.is_none()) {
        days.extend(clue.days.exact());
        days.extend(clue.swapped);
    }
    days.sort_unstable();
    days.dedup();
    let page = Whole::of(gathered, &days);
    days.iter().enumerate().map(|(at, day)| page.row(at, *day)).collect()
}

/// What the page says as a whole.
struct Whole<'g> {
    gathered: &'g Gathered,
    days: &'g [Day],
    address: Option<&'g Clue>,
    picture: Option<&'g Clue>,
    stated: Option<Day>,
    linked: Option<Day>,
    changed: Option<Day>,
    comment: Option<Day>,
    strong: Option<Day>,
    last: Option<Day>,
    scripts: i32,
    /// The clues that name each day, by their place among all.
    named: BTreeMap<Day, Vec<usize>>,
    /// The days that are stated in Greenwich time.
    greenwich: BTreeSet<Day>,
}

impl<'g> Whole<'g> {
    fn of(gathered: &'g Gathered, days: &'g [Day]) -> Self {
        let clues = &gathered.clues;
        let first_of = |kinds: &[Kind]| {
            clues
                .iter()
                .find(|clue| kinds.contains(&clue.kind) && clue.refused.is_none())
                .and_then(|clue| clue.days.exact())
        };
        let scripts = clues.iter().filter(|clue| clue.kind == Kind::ScriptPublished);
        let mut named: Vec<Day> = scripts.filter_map(|clue| clue.days.exact()).collect();
        named.sort_unstable();
        named.dedup();
        let is_comment = |clue: &&Clue| {
            clue.kind == Kind::TextComment || matches!(clue.zone, Some(Zone::Comment | Zone::CommentMeta))
        };
        let is_strong = |clue: &&Clue| {
            clue.refused.is_none()
                && !clue.is_change()
                && (clue.kind.is_stated()
                    || matches!(clue.kind, Kind::TextMeta | Kind::TimeTag) && !clue.around.any(ASIDE))
        };
        let mut by_day: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
        for (at, clue) in clues.iter().enumerate() {
            let (one, other) =
                (clue.days.exact(), clue.swapped.filter(|day| clue.days.exact() != Some(*day)));
            for day in one.into_iter().chain(other) {
                by_day.entry(day).or_default().push(at);
            }
        }
        Whole {
            named: by_day,
            greenwich: clues
                .iter()
                .filter(|clue| clue.greenwich)
                .filter_map(|clue| clue.days.exact())
                .collect(),
            gathered,
            days,
            address: clues.iter().find(|clue| clue.kind == Kind::Address),
            picture: clues.iter().find(|clue| clue.kind == Kind::Picture),
            stated: first_of(&[Kind::MetaPublished, Kind::ItemPublished]),
            linked: first_of(&[Kind::LinkedPublished]),
            changed: clues.iter().filter(|clue| clue.is_change()).filter_map(|clue| clue.days.exact()).min(),
            comment: clues.iter().filter(is_comment).filter_map(|clue| clue.days.exact()).min(),
            strong: clues.iter().filter(is_strong).filter_map(|clue| clue.days.exact()).min(),
            last: clues.iter().filter_map(|clue| clue.days.exact()).max(),
            scripts: count(named.len()),
        }
    }

    fn row(&self, at: usize, day: Day) -> Row {
        let all = &self.gathered.clues;
        let naming = self.named.get(&day).map_or(&[][..], Vec::as_slice);
        let named: Vec<usize> =
            naming.iter().copied().filter(|index| all[*index].refused.is_none()).collect();
        let clues: Vec<&Clue> = named.iter().map(|index| &all[*index]).collect();
        let mut values = vec![0; Kind::COUNT];
        for clue in &clues {
            let slot = &mut values[clue.kind as usize];
            *slot = (*slot + 1).min(4);
        }
        let shown: Vec<&&Clue> = clues
            .iter()
            .filter(|clue| {
                clue.kind.is_text()
                    || matches!(clue.kind, Kind::TimeTag | Kind::Attribute | Kind::ItemPublished)
            })
            .collect();
        // Of several places the one nearest after the title counts.
        let line = shown
            .iter()
            .filter_map(|clue| clue.after_title)
            .min_by_key(|line| if *line < 0 { 40 - line } else { *line });
        values.push(line.map_or(ABSENT, |line| line.clamp(-60, 120)));
        values.push(flag(shown.iter().any(|clue| clue.before_text)));
        values.push(flag(shown.iter().any(|clue| !clue.around.any(ASIDE))));
        let near = clues.iter().fold(Signs::NONE, |signs, clue| signs.with(clue.near));
        for sign in [
            Signs::DATE,
            Signs::PUBLISHED,
            Signs::MODIFIED,
            Signs::AUTHOR,
            Signs::META,
            Signs::HEADER,
            Signs::TITLE,
            Signs::TIME,
        ] {
            values.push(flag(near.any(sign)));
        }
        // What stands around the best of the places: the one with the fewest signs of other things.
        let best = shown.iter().min_by_key(|clue| {
            let aside = [Signs::FOOTER, Signs::SIDE, Signs::RELATED, Signs::NAV, Signs::LIST, Signs::COMMENT];
            aside.iter().filter(|sign| clue.around.any(**sign)).count()
        });
        let around = best.map_or(Signs::NONE, |clue| clue.around);
        for sign in
            [Signs::MAIN, Signs::HEADER, Signs::FOOTER, Signs::SIDE, Signs::RELATED, Signs::LIST, Signs::NAV]
        {
            values.push(flag(around.any(sign)));
        }
        values.push(flag(clues.iter().any(|clue| clue.label.any(Signs::PUBLISHED))));
        values.push(flag(clues.iter().any(|clue| clue.label.any(Signs::MODIFIED))));
        values.push(flag(shown.iter().any(|clue| clue.time.is_some())));
        values.push(flag(shown.iter().any(|clue| clue.weekday.is_some())));
        values.push(count(clues.len()));
        values.push(count(naming.len() - named.len()));
        values.push(count(clues.iter().filter(|clue| clue.is_change()).count()));
        values.push(count(self.days.len()));
        values.push(count(at));
        values.push(count(self.days.len() - 1 - at));
        let place = clues.iter().filter(|clue| clue.kind.is_text()).map(|clue| clue.place).min();
        values.push(place.map_or(ABSENT, count));
        values.push(apart(self.address.and_then(|clue| clue.days.exact()), day));
        values.push(months_apart(self.address, day));
        values.push(months_apart(self.picture, day));
        values.push(apart(self.stated, day));
        values.push(apart(self.linked, day));
        values.push(apart(self.changed, day));
        values.push(apart(self.comment, day));
        values.push(apart(self.strong, day));
        values.push(apart(self.last, day));
        values.push(flag(clues.iter().all(|clue| clue.swapped.is_some())));
        let before = self.greenwich.range(..day).next_back();
        let after = self.greenwich.range(day..).find(|other| **other > day);
        let beside = before.into_iter().chain(after).any(|other| other.days_until(day).abs() == 1);
        values.push(flag(beside));
        values
            .push(self.gathered.copyright.map_or(ABSENT, |year| i32::from(year - day.year()).clamp(-5, 20)));
        values.push(flag(clues.iter().all(|clue| !clue.kind.is_text())));
        values.push(self.scripts);
        values.push(flag(shown.iter().any(|clue| clue.place == 0 && clue.kind.is_text())));
        values.push(flag(
            shown
                .iter()
                .any(|clue| clue.kind.is_text() && !clue.before_text && clue.zone == Some(Zone::Body)),
        ));
        debug_assert_eq!(values.len(), FEATURES.len());
        let change = clues.iter().all(|clue| clue.is_change());
        Row { day, clues: named, change, values }
    }
}

fn flag(is: bool) -> i32 {
    i32::from(is)
}

fn count(number: usize) -> i32 {
    i32::try_from(number.min(50)).unwrap_or(50)
}

fn apart(other: Option<Day>, day: Day) -> i32 {
    other.map_or(ABSENT, |other| other.days_until(day).clamp(-4000, 4000))
}

/// Months from those of a clue to that of `day`.
fn months_apart(clue: Option<&Clue>, day: Day) -> i32 {
    let Some(from) = clue.and_then(|clue| clue.days.from) else { return ABSENT };
    let months = |day: Day| i32::from(day.year()) * 12 + i32::from(day.month());
    (months(day) - months(from)).clamp(-120, 120)
}

/// Whether a clue's calendar leaves its neighbours possible: the new moon may have been sighted a day later.
pub(super) fn is_lunar(clue: &Clue) -> bool {
    clue.calendar == Calendar::Hijri
}
