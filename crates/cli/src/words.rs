//! Values of the ledger in words, for a terminal.

use tadmor::claim::{Claim, Extent, Figure, Mood, Polarity, Stance};
use tadmor::day::{Day, Days};
use tadmor::ledger::difference::Pair;
use tadmor::ledger::support::Support;
use tadmor::ledger::{DifferenceKind, FigureLine, SupportWord};

use crate::output::plain;

/// "2017-03-02", "2016-03-25 to 2016-03-31", "2016-03-25 or later"; "–" while open.
pub fn days(days: Days) -> String {
    match days.is_open() {
        true => "–".to_owned(),
        false => days.to_string(),
    }
}

/// Days, whole months and whole years said shortly: "May 2015", "25–31 Mar 2016".
pub fn short_days(days: Days) -> String {
    let (Some(from), Some(to)) = (days.from, days.to) else { return self::days(days) };
    if from == to {
        return short_day(from);
    }
    let whole_months = from == from.month_start() && to == to.month_end();
    let same_month = (from.year(), from.month()) == (to.year(), to.month());
    if whole_months && from.year() == to.year() && from.month() == 1 && to.month() == 12 {
        return from.year().to_string();
    }
    if whole_months && same_month {
        return format!("{} {}", month(from), from.year());
    }
    if same_month {
        return format!("{}–{} {} {}", from.day(), to.day(), month(from), from.year());
    }
    format!("{} – {}", short_day(from), short_day(to))
}

fn short_day(day: Day) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

fn month(day: Day) -> &'static str {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    MONTHS.get(usize::from(day.month().unsigned_abs()).wrapping_sub(1)).copied().unwrap_or("?")
}

/// "The Courier → defence ministry"
pub fn speakers(claim: &Claim) -> String {
    plain(&claim.said_by().join(" → "))
}

/// What is understood from a claim: "casualties · killed: at least 300 fighters · planned".
pub fn reading(claim: &Claim) -> String {
    let mut parts = vec![claim.kind.as_str().to_owned()];
    let names = |parties: &[tadmor::claim::Party]| {
        parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    if !claim.agent.is_empty() {
        parts.push(format!("by {}", names(&claim.agent)));
    }
    if !claim.support.is_empty() {
        parts.push(format!("with {}", names(&claim.support)));
    }
    if !claim.target.is_empty() {
        parts.push(format!("against {}", names(&claim.target)));
    }
    if let Some(place) = claim.places.first() {
        parts.push(format!("at {}", place.name));
    }
    parts.extend(claim.figures.iter().map(figure));
    parts.extend(claim.extent.map(|extent| extent_word(extent).to_owned()));
    if !claim.mood.is_real() || claim.mood == Mood::Ongoing {
        parts.push(mood(claim.mood).to_owned());
    }
    if claim.polarity == Polarity::Negative {
        parts.push("said not to be so".to_owned());
    }
    match claim.speaker().stance {
        Stance::Denied => parts.push("denied".to_owned()),
        Stance::Doubted => parts.push("doubted".to_owned()),
        Stance::Claimed => parts.push("claimed".to_owned()),
        _ => {}
    }
    plain(&parts.join(" · "))
}

/// "killed ≥ 300 fighters"
pub fn figure(figure: &Figure) -> String {
    let outcome = json_word(&figure.outcome);
    format!("{outcome} {} {}", interval(figure.low, figure.high, &figure.written), figure.of)
}

/// "= 19", "≥ 1000", "≤ 30", "20–30"; the words where there is no number.
pub fn interval(low: Option<u64>, high: Option<u64>, written: &str) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("= {low}"),
        (Some(0), Some(high)) => format!("≤ {high}"),
        (Some(low), Some(high)) => format!("{low}–{high}"),
        (Some(low), None) => format!("≥ {low}"),
        (None, Some(high)) => format!("≤ {high}"),
        (None, None) => format!("“{}”", plain(written)),
    }
}

/// "low 280 · best 300 · high 360"
pub fn figure_line(line: &FigureLine) -> String {
    let part = |name: &str, value: Option<u64>| value.map(|value| format!("{name} {value}"));
    let high = line.high.map_or_else(|| "high open".to_owned(), |high| format!("high {high}"));
    let best = line.best.map_or_else(|| "no best".to_owned(), |best| format!("best {best}"));
    let parts = [part("low", line.low), Some(best), Some(high)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "3 pages, 2 outlets, 1 origin, 1 side: Single origin"
pub fn support(support: &Support) -> String {
    let count = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    format!(
        "{}, {}, {}, {}: {}",
        count(support.pages, "page"),
        count(support.outlets, "outlet"),
        count(support.origins, "origin"),
        count(support.sides, "side"),
        support_word(support.word),
    )
}

/// "Single origin" …
pub fn support_word(word: SupportWord) -> String {
    json_word(&word)
}

/// "retold", "told later", "disagrees"
pub fn pair(pair: Pair) -> &'static str {
    match pair {
        Pair::Retelling => "retold",
        Pair::Update => "told later",
        Pair::Disagreement => "disagrees",
    }
}

/// "what is counted", "how much of the place" …
pub fn difference(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Figure => "figure",
        DifferenceKind::Category => "what is counted",
        DifferenceKind::Bound => "bound",
        DifferenceKind::Scope => "scope",
        DifferenceKind::Time => "day",
        DifferenceKind::Extent => "how much of the place",
        DifferenceKind::Actor => "who",
        DifferenceKind::Manner => "how",
        DifferenceKind::AttributionLost => "a speaker left out",
        DifferenceKind::CertaintyRaised => "more certain",
        DifferenceKind::QuoteDrift => "headline against words",
    }
}

fn extent_word(extent: Extent) -> &'static str {
    match extent {
        Extent::Whole => "the whole of it",
        Extent::Part => "a part of it",
        Extent::Surroundings => "around it",
    }
}

fn mood(mood: Mood) -> &'static str {
    match mood {
        Mood::Asserted => "asserted",
        Mood::Ongoing => "ongoing",
        Mood::Planned => "planned",
        Mood::Intended => "intended",
        Mood::Predicted => "predicted",
        Mood::Hypothetical => "hypothetical",
    }
}

/// A value that exports write as one word, as they write it.
pub fn json_word<T: serde::Serialize>(value: &T) -> String {
    tadmor::export::line(value).trim_matches('"').to_owned()
}

/// "1 page", "2 pages"
pub fn count(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn days_are_said_as_people_say_them() {
        assert_eq!(short_days(Days::month(2015, 5).unwrap()), "May 2015");
        assert_eq!(short_days(Days::year(2015).unwrap()), "2015");
        assert_eq!(short_days(Days::between(day("2016-03-25"), day("2016-03-31"))), "25–31 Mar 2016");
        assert_eq!(short_days(Days::one(day("2017-03-02"))), "2 Mar 2017");
        assert_eq!(
            short_days(Days::between(day("2016-12-30"), day("2017-01-02"))),
            "30 Dec 2016 – 2 Jan 2017"
        );
        assert_eq!(short_days(Days::OPEN), "–");
    }

    #[test]
    fn an_interval_without_numbers_keeps_its_words() {
        assert_eq!(interval(None, None, "dozens"), "“dozens”");
        assert_eq!(interval(Some(0), Some(30), ""), "≤ 30");
        assert_eq!(interval(Some(30), None, ""), "≥ 30");
    }
}
