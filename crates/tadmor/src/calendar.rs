//! Calendars other than the Gregorian: Persian and Hijri.
//!
//! In: year, month and day as a page writes them. Out: the [`Day`] of the Gregorian calendar.
//! Some outlets stamp their articles in one calendar and the comments under them in another.
//! The only module that knows the calendar library.

mod feast;

pub use feast::Feast;

use icu_calendar::Date;
use icu_calendar::cal::{Hijri, Iso};

use crate::day::{Day, Days};

/// A calendar in which pages are stamped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// The civil calendar.
    Gregorian,
    /// The solar Hijri calendar of Iran and Afghanistan.
    Persian,
    /// The lunar Hijri calendar, as the Umm al-Qura tables give it. Where the new moon was sighted, the day can
    /// differ by one.
    Hijri,
}

impl Calendar {
    /// As notes write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Calendar::Gregorian => "Gregorian",
            Calendar::Persian => "Persian",
            Calendar::Hijri => "Hijri",
        }
    }

    /// The day in the Gregorian calendar; `None` where there is no such day.
    ///
    /// ```
    /// use tadmor::calendar::Calendar;
    /// use tadmor::day::Day;
    /// assert_eq!(Calendar::Persian.day(1400, 1, 1), Day::new(2021, 3, 21));
    /// ```
    pub fn day(self, year: i32, month: i8, day: i8) -> Option<Day> {
        let (in_month, in_year) = (u8::try_from(day).ok()?, u8::try_from(month).ok()?);
        let iso = match self {
            Calendar::Gregorian => return Day::new(i16::try_from(year).ok()?, month, day),
            Calendar::Persian => Date::try_new_persian(year, in_year, in_month).ok()?.to_calendar(Iso),
            Calendar::Hijri => {
                let calendar = Hijri::new_umm_al_qura();
                Date::try_new_hijri_with_calendar(year, in_year, in_month, calendar).ok()?.to_calendar(Iso)
            }
        };
        let number = |value: u8| i8::try_from(value).ok();
        Day::new(
            i16::try_from(iso.era_year().year).ok()?,
            number(iso.month().ordinal)?,
            number(iso.day_of_month().0)?,
        )
    }

    /// The days of a month; `None` where there is no such month.
    pub fn month(self, year: i32, month: i8) -> Option<Days> {
        let first = self.day(year, month, 1)?;
        let last = (28..=31).rev().find_map(|day| self.day(year, month, day))?;
        Some(Days::between(first, last))
    }
}

/// The calendar of a date written in numbers with the year first, by its year: 1395/12/13 is Persian. The years
/// 1411 to 1419 could be of either and are left open: so far no Persian stamp can carry them, and a Hijri one of
/// 1990 to 1999 is older than web pages.
pub fn of_year(year: i32) -> Option<Calendar> {
    match year {
        1300..=1410 => Some(Calendar::Persian),
        1420..=1480 => Some(Calendar::Hijri),
        1900..=2100 => Some(Calendar::Gregorian),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_and_hijri_days_are_converted() {
        assert_eq!(Calendar::Persian.day(1395, 12, 13), Day::new(2017, 3, 3));
        assert_eq!(Calendar::Persian.day(1395, 12, 30), Day::new(2017, 3, 20));
        assert_eq!(Calendar::Persian.day(1396, 12, 30), None);
        assert_eq!(Calendar::Hijri.day(1438, 6, 3), Day::new(2017, 3, 2));
    }

    #[test]
    fn a_month_is_its_first_to_its_last_day() {
        let days = Calendar::Persian.month(1395, 12).unwrap();
        assert_eq!(days.from, Day::new(2017, 2, 19));
        assert_eq!(days.to, Day::new(2017, 3, 20));
    }
}
