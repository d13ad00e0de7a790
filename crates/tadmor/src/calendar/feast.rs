//! Feasts that news dates by.
//!
//! In: a feast and a year. Out: its [`Days`] in the civil calendar. "Since Eid al-Adha" on a page of 2014 is 4 October;
//! those of the lunar calendar can be off by one day.

use super::Calendar;
use crate::day::{Day, Days};

/// A feast or day of remembrance that news dates by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is the name of a feast")]
pub enum Feast {
    Christmas,
    ChristmasEve,
    NewYear,
    NewYearEve,
    Epiphany,
    Valentine,
    Women,
    MayDay,
    IndependenceUs,
    Halloween,
    AllSaints,
    Thanksgiving,
    LaborUs,
    MemorialUs,
    ElectionUs,
    Easter,
    GoodFriday,
    EasterMonday,
    PalmSunday,
    AshWednesday,
    Pentecost,
    OrthodoxEaster,
    OrthodoxChristmas,
    Ramadan,
    EidFitr,
    EidAdha,
    Ashura,
    Mawlid,
    Arbaeen,
    Nowruz,
    VictoryDay,
}

/// How the day of a feast is found.
enum Rule {
    /// Month and day of the civil calendar.
    Fixed(i8, i8),
    /// Days from Easter Sunday of the Western churches.
    Easter(i32),
    /// Days from Easter Sunday of the Eastern churches.
    Eastern(i32),
    /// The nth such weekday (1 = Monday) on or after a day.
    Weekday { month: i8, from: i8, weekday: i32 },
    /// Month, day and length in days, in the lunar Hijri calendar.
    Hijri { month: i8, day: i8, length: i32 },
}

impl Feast {
    const ALL: [(&'static str, Feast, Rule); 31] = [
        ("christmas", Feast::Christmas, Rule::Fixed(12, 25)),
        ("christmas-eve", Feast::ChristmasEve, Rule::Fixed(12, 24)),
        ("new-year", Feast::NewYear, Rule::Fixed(1, 1)),
        ("new-year-eve", Feast::NewYearEve, Rule::Fixed(12, 31)),
        ("epiphany", Feast::Epiphany, Rule::Fixed(1, 6)),
        ("valentine", Feast::Valentine, Rule::Fixed(2, 14)),
        ("women", Feast::Women, Rule::Fixed(3, 8)),
        ("may-day", Feast::MayDay, Rule::Fixed(5, 1)),
        ("independence-us", Feast::IndependenceUs, Rule::Fixed(7, 4)),
        ("halloween", Feast::Halloween, Rule::Fixed(10, 31)),
        ("all-saints", Feast::AllSaints, Rule::Fixed(11, 1)),
        ("thanksgiving", Feast::Thanksgiving, Rule::Weekday { month: 11, from: 22, weekday: 4 }),
        ("labor-us", Feast::LaborUs, Rule::Weekday { month: 9, from: 1, weekday: 1 }),
        ("memorial-us", Feast::MemorialUs, Rule::Weekday { month: 5, from: 25, weekday: 1 }),
        ("election-us", Feast::ElectionUs, Rule::Weekday { month: 11, from: 2, weekday: 2 }),
        ("easter", Feast::Easter, Rule::Easter(0)),
        ("good-friday", Feast::GoodFriday, Rule::Easter(-2)),
        ("easter-monday", Feast::EasterMonday, Rule::Easter(1)),
        ("palm-sunday", Feast::PalmSunday, Rule::Easter(-7)),
        ("ash-wednesday", Feast::AshWednesday, Rule::Easter(-46)),
        ("pentecost", Feast::Pentecost, Rule::Easter(49)),
        ("orthodox-easter", Feast::OrthodoxEaster, Rule::Eastern(0)),
        ("orthodox-christmas", Feast::OrthodoxChristmas, Rule::Fixed(1, 7)),
        ("ramadan", Feast::Ramadan, Rule::Hijri { month: 9, day: 1, length: 0 }),
        ("eid-fitr", Feast::EidFitr, Rule::Hijri { month: 10, day: 1, length: 3 }),
        ("eid-adha", Feast::EidAdha, Rule::Hijri { month: 12, day: 10, length: 4 }),
        ("ashura", Feast::Ashura, Rule::Hijri { month: 1, day: 10, length: 1 }),
        ("mawlid", Feast::Mawlid, Rule::Hijri { month: 3, day: 12, length: 1 }),
        ("arbaeen", Feast::Arbaeen, Rule::Hijri { month: 2, day: 20, length: 1 }),
        ("nowruz", Feast::Nowruz, Rule::Fixed(3, 20)),
        ("victory-day", Feast::VictoryDay, Rule::Fixed(5, 9)),
    ];

    /// The feast by its name in `data/en/times.tsv`.
    pub fn named(name: &str) -> Option<Feast> {
        Self::ALL.iter().find(|row| row.0 == name).map(|row| row.1)
    }

    /// Its first day to its last, of the feast that begins in `year`; of two in one year the first. Days of the lunar
    /// calendar are those of Umm al-Qura and can be off by one where the new moon was sighted.
    pub fn of_year(self, year: i16) -> Option<Days> {
        let rule = &Self::ALL.iter().find(|row| row.1 == self)?.2;
        Some(match *rule {
            Rule::Fixed(month, day) => Days::one(Day::new(year, month, day)?),
            Rule::Easter(offset) => Days::one(western_easter(year)?.plus_days(offset)),
            Rule::Eastern(offset) => Days::one(eastern_easter(year)?.plus_days(offset)),
            Rule::Weekday { month, from, weekday } => {
                let first = Day::new(year, month, from)?;
                let ahead = (weekday - i32::from(first.weekday().to_monday_one_offset())).rem_euclid(7);
                Days::one(first.plus_days(ahead))
            }
            Rule::Hijri { month, day, length } => {
                let start = Day::new(year, 1, 1)?;
                let lunar = (i32::from(year) - 622) * 33 / 32;
                let first = (lunar - 1..=lunar + 2)
                    .filter_map(|year| Calendar::Hijri.day(year, month, day))
                    .find(|found| *found >= start)?;
                if first.year() != year {
                    return None;
                }
                let last = match length {
                    0 => {
                        (lunar - 1..=lunar + 2)
                            .filter_map(|year| Calendar::Hijri.month(year, month))
                            .find(|days| days.from == Some(first))?
                            .to?
                    }
                    length => first.plus_days(length - 1),
                };
                Days::between(first, last)
            }
        })
    }

    /// Whether it is dated by the moon as sighted: the day can be off by one.
    pub fn is_lunar(self) -> bool {
        Self::ALL.iter().any(|row| row.1 == self && matches!(row.2, Rule::Hijri { .. }))
    }
}

/// Easter Sunday of the Western churches: the algorithm of Meeus, Jones and Butcher (Astronomical Algorithms, 1991).
fn western_easter(year: i16) -> Option<Day> {
    let year = i32::from(year);
    let (cycle, century, rest) = (year % 19, year / 100, year % 100);
    let moon = (19 * cycle + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let week = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (cycle + 11 * moon + 22 * week) / 451;
    let sum = moon + week - 7 * late + 114;
    Day::new(i16::try_from(year).ok()?, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?)
}

/// Easter Sunday of the Eastern churches, in the civil calendar: Meeus' Julian algorithm and thirteen days, which
/// holds from 1900 to 2099.
fn eastern_easter(year: i16) -> Option<Day> {
    if !(1900..=2099).contains(&year) {
        return None;
    }
    let wide = i32::from(year);
    let moon = (19 * (wide % 19) + 15) % 30;
    let week = (2 * (wide % 4) + 4 * (wide % 7) - moon + 34) % 7;
    let sum = moon + week + 114;
    let julian = Day::new(year, i8::try_from(sum / 31).ok()?, i8::try_from(sum % 31 + 1).ok()?)?;
    Some(julian.plus_days(13))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_their_days() {
        for (feast, year, days) in [
            ("easter", 2016, "2016-03-27"),
            ("good-friday", 2022, "2022-04-15"),
            ("orthodox-easter", 2022, "2022-04-24"),
            ("thanksgiving", 2023, "2023-11-23"),
            ("election-us", 2016, "2016-11-08"),
            ("memorial-us", 2020, "2020-05-25"),
            ("ramadan", 2017, "2017-05-27 to 2017-06-24"),
            ("eid-fitr", 2021, "2021-05-13 to 2021-05-15"),
            ("eid-adha", 2014, "2014-10-04 to 2014-10-07"),
            ("ashura", 2013, "2013-11-13"),
        ] {
            let found =
                Feast::named(feast).and_then(|feast| feast.of_year(year)).map(|days| days.to_string());
            assert_eq!(found.as_deref(), Some(days), "{feast} of {year}");
        }
    }
}
