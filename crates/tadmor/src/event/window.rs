//! The days in which what a claim tells can have happened.
//!
//! In: a claim and the day of its page. Out: a [`Window`] with what it rests on. "The town fell", in the news of a
//! page of 9 June that says no day, fell in the week up to 9 June; "said on Tuesday that it had fallen", on that
//! Tuesday or the day before.

use crate::claim::{Claim, Mood};
use crate::day::{Day, Days};
use crate::mention::time::{Time, Which};
use crate::page::Zone;

/// How many days back the news of a page goes that gives no day at all.
pub const NEWS_WITHIN: i32 = 6;

/// How many days back goes a change of hands that a speaker tells as news on a day that the page gives.
pub const TOLD_NEWS_WITHIN: i32 = 1;

/// How many days back goes what stands in a page's title or in the sentence under it.
pub const HEADLINE_WITHIN: i32 = 2;

/// What a window rests on, the surest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Basis {
    /// Nothing dates it: at most it is not after its page.
    Nothing,
    /// It is the news of a page with a day.
    Page,
    /// It is told as news on a day that the page gives.
    Told,
    /// Words of time stand with it.
    Words,
}

/// Days, and what they rest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// As far as known.
    pub days: Days,
    /// What they rest on.
    pub basis: Basis,
}

impl Window {
    /// Of a claim with the days of its words and of its telling, on a page of `page` days.
    pub fn of(claim: &Claim, when: Option<Days>, told: Option<Days>, page: Days) -> Window {
        if let Some(days) = when.filter(|_| dates(claim)) {
            return Window { days, basis: Basis::Words };
        }
        let news = claim.is_news && claim.mood.is_real();
        if !news {
            let to = page.to.filter(|_| claim.mood.is_real());
            return Window { days: Days { from: None, to }, basis: Basis::Nothing };
        }
        if let Some((from, to)) = told.and_then(|told| told.from.zip(told.to)) {
            // A change of hands is told at once; "our aircraft hit 40 targets" may sum up a week.
            let within = if claim.kind.is_control() { TOLD_NEWS_WITHIN } else { NEWS_WITHIN };
            let days = Days::between(from.plus_days(-within), to);
            return Window { days, basis: Basis::Told };
        }
        let within =
            if matches!(claim.zone, Zone::Title | Zone::Deck) { HEADLINE_WITHIN } else { NEWS_WITHIN };
        let days = Days { from: page.from.map(|day| day.plus_days(-within)), to: page.to };
        Window { days, basis: if days.is_open() { Basis::Nothing } else { Basis::Page } }
    }

    /// Whether both ends are known.
    pub fn is_closed(self) -> bool {
        self.days.length().is_some()
    }
}

/// Whether the words of time with a claim say when it happened: a length or a time of day says nothing of the day.
pub(crate) fn dates(claim: &Claim) -> bool {
    claim.when.as_ref().is_some_and(|when| !matches!(when.time, Time::Length { .. } | Time::Clock))
}

/// The claim's own window, as its page alone gives it.
pub(crate) fn alone(claim: &Claim, page: Days) -> Window {
    let when = claim.when.as_ref().map(|when| when.days);
    let told = claim.told.as_ref().map(|told| told.days);
    Window::of(claim, when, told, page)
}

/// How words of time stand to days that they may or may not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// No day of them is such a day.
    No,
    /// The words say too little.
    Open,
    /// Just these days hold such a day: few other days would.
    Yes,
}

/// How `time` fits `days`, without knowing the page's own day: "December 11" fits December, "Thursday" a week that
/// holds one Thursday.
pub(crate) fn fit(time: &Time, days: Days) -> Fit {
    const FEW: i32 = 6;
    const MONTHS: i32 = 62;
    let Some((length, from)) = days.length().zip(days.from) else { return Fit::Open };
    match *time {
        Time::Weekday { .. } if length <= FEW => known(named(time, days).is_some()),
        Time::MonthDay { .. } if length <= MONTHS => known(named(time, days).is_some()),
        Time::Month { month, .. } if length <= MONTHS => {
            let mut all = (0..length).map(|n| from.plus_days(n));
            known(all.any(|day| day.month() == month))
        }
        _ => Fit::Open,
    }
}

fn known(yes: bool) -> Fit {
    if yes { Fit::Yes } else { Fit::No }
}

/// The one day of `days` that `time` can name; none where there are none or several.
pub(crate) fn named(time: &Time, days: Days) -> Option<Day> {
    const LONGEST: i32 = 366;
    let length = days.length().filter(|length| *length <= LONGEST)?;
    let from = days.from?;
    let mut all = (0..length).map(|n| from.plus_days(n)).filter(|day| match *time {
        Time::Weekday { weekday, which: Which::Unsaid | Which::This | Which::Last } => {
            day.weekday().to_monday_one_offset() == weekday
        }
        Time::MonthDay { month, day: of_month } => day.month() == month && day.day() == of_month,
        _ => false,
    });
    all.next().filter(|_| all.next().is_none())
}

/// Whether a claim is told as to come.
pub(crate) fn looks_ahead(claim: &Claim) -> bool {
    matches!(claim.mood, Mood::Planned | Mood::Intended | Mood::Predicted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weekday_names_one_day_of_a_week_and_none_of_a_month() {
        let day = |text| Day::parse(text).unwrap();
        let thursday = Time::Weekday { weekday: 4, which: Which::Unsaid };
        let week = Days::between(day("2020-01-27"), day("2020-02-01"));
        assert_eq!(named(&thursday, week), Some(day("2020-01-30")));
        assert_eq!(named(&thursday, Days::month(2020, 1).unwrap()), None);
        assert_eq!(fit(&thursday, Days::one(day("2020-01-29"))), Fit::No);
    }

    #[test]
    fn a_day_of_an_unsaid_year_fits_the_month_that_holds_it() {
        let time = Time::MonthDay { month: 6, day: 9 };
        assert_eq!(fit(&time, Days::month(2014, 6).unwrap()), Fit::Yes);
        assert_eq!(fit(&time, Days::month(2014, 7).unwrap()), Fit::No);
        assert_eq!(fit(&time, Days::OPEN), Fit::Open);
    }
}
