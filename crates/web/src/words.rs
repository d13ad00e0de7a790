//! Words of a page, safe to stand beside our own; and our own wording of days, counts and outcomes.
//!
//! In: text that anyone may have written. Out: [`Words`]: no control characters, and none of the marks that turn the
//! reading direction: a name that ends in U+202E would print the sentence after it backwards.

use maud::Render;
use tadmor::claim::{Extent, Figure, Mood, Stance};
use tadmor::day::{Day, Days};
use tadmor::ledger::DifferenceKind;
use tadmor::ledger::SupportWord;
use tadmor::ledger::difference::Pair;
use tadmor::mention::count::Hedge;

/// Text of a page or of a table, with what could disturb the text around it taken out. Escaped where it is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Words(String);

impl Words {
    /// `text` without controls and direction marks; line ends and tabs become spaces. The joiners that Persian and
    /// Hindi are spelt with stay.
    pub fn new(text: &str) -> Self {
        Words(text.chars().filter_map(harmless).collect())
    }

    /// The characters, not escaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Render for Words {
    fn render_to(&self, buffer: &mut String) {
        self.0.as_str().render_to(buffer);
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        Words::new(text)
    }
}

impl From<&String> for Words {
    fn from(text: &String) -> Self {
        Words::new(text)
    }
}

fn harmless(letter: char) -> Option<char> {
    match letter {
        '\n' | '\r' | '\t' => Some(' '),
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' => None,
        letter if letter.is_control() => None,
        letter => Some(letter),
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(day: Day) -> &'static str {
    MONTHS[usize::from(day.month().unsigned_abs()).clamp(1, 12) - 1]
}

/// "2 March 2017".
pub fn day(day: Day) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// "2 March 2017", "25–31 March 2016", "May 2015", "2015", "2 March 2017 or later", "no day known".
pub fn days(days: Days) -> String {
    match (days.from, days.to) {
        (None, None) => "no day known".to_owned(),
        (Some(from), None) => format!("{} or later", day(from)),
        (None, Some(to)) => format!("{} or earlier", day(to)),
        (Some(from), Some(to)) => between(from, to),
    }
}

fn between(from: Day, to: Day) -> String {
    let same_year = from.year() == to.year();
    let same_month = same_year && from.month() == to.month();
    if from == to {
        return day(from);
    }
    if same_year && from.month() == 1 && from.day() == 1 && to.month() == 12 && to.day() == 31 {
        return from.year().to_string();
    }
    if same_month && from == from.month_start() && to == from.month_end() {
        return format!("{} {}", month(from), from.year());
    }
    if same_month {
        return format!("{}–{}", from.day(), day(to));
    }
    if same_year {
        return format!("{} {} – {}", from.day(), month(from), day(to));
    }
    format!("{} – {}", day(from), day(to))
}

/// 12345 as "12,345".
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "1 page", "3 pages".
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n as u64), if n == 1 { one } else { many })
}

/// "1,000 fighters killed or wounded", "≥ 1,000 fighters killed", "20–30 tanks destroyed", "“dozens” of fighters killed".
pub fn figure(figure: &Figure) -> String {
    format!(
        "{}{} {} {}",
        amount(figure),
        unit(figure),
        Words::new(&figure.of).as_str(),
        figure.outcome.as_str()
    )
}

/// " km", " km²"; nothing where things are counted.
pub fn unit(figure: &Figure) -> String {
    match figure.unit.as_deref() {
        None => String::new(),
        Some("km2") => " km²".to_owned(),
        Some("m2") => " m²".to_owned(),
        Some(unit) => format!(" {}", Words::new(unit).as_str()),
    }
}

/// The number of a figure with its bound as a sign.
pub fn amount(figure: &Figure) -> String {
    let sign = match figure.bound {
        Hedge::AtLeast => "≥ ",
        Hedge::MoreThan => "> ",
        Hedge::AtMost => "≤ ",
        Hedge::LessThan => "< ",
        Hedge::About => "about ",
        Hedge::Nearly => "nearly ",
        Hedge::Exact | Hedge::Range | Hedge::Vague => "",
    };
    // "more than 100" is kept as 101 for things: what people read is the number that was written.
    let shown = match figure.bound {
        Hedge::MoreThan => (figure.low.map(|low| written_number(figure).unwrap_or(low)), None),
        Hedge::LessThan => (None, figure.high.map(|high| written_number(figure).unwrap_or(high))),
        _ => (figure.low, figure.high),
    };
    match shown {
        _ if figure.bound == Hedge::Vague => format!("“{}”", Words::new(&figure.written).as_str()),
        (Some(low), Some(high)) if low == high => format!("{sign}{}", count(low)),
        (Some(low), Some(high)) if figure.bound == Hedge::Range => format!("{}–{}", count(low), count(high)),
        (_, Some(high)) if matches!(figure.bound, Hedge::AtMost | Hedge::LessThan | Hedge::Nearly) => {
            format!("{sign}{}", count(high))
        }
        (Some(low), Some(high)) => format!("{}–{}", count(low), count(high)),
        (Some(low), None) => format!("{}{}", if sign.is_empty() { "≥ " } else { sign }, count(low)),
        (None, Some(high)) => format!("{}{}", if sign.is_empty() { "≤ " } else { sign }, count(high)),
        (None, None) => format!("“{}”", Words::new(&figure.written).as_str()),
    }
}

fn written_number(figure: &Figure) -> Option<u64> {
    let digits: String = figure.written.chars().filter(char::is_ascii_digit).collect();
    let plain = figure.written.chars().all(|letter| letter.is_ascii() && letter != '.');
    let near = |n: &u64| {
        figure.low.is_some_and(|low| low.abs_diff(*n) <= 1)
            || figure.high.is_some_and(|high| high.abs_diff(*n) <= 1)
    };
    digits.parse().ok().filter(|_| plain).filter(near)
}

/// "whole", "part", "surroundings".
pub fn extent(extent: Extent) -> &'static str {
    match extent {
        Extent::Whole => "the whole of it",
        Extent::Part => "part of it",
        Extent::Surroundings => "its surroundings",
    }
}

/// As exports write it.
pub fn mood(mood: Mood) -> &'static str {
    match mood {
        Mood::Asserted => "asserted",
        Mood::Ongoing => "ongoing",
        Mood::Planned => "planned",
        Mood::Intended => "intended",
        Mood::Predicted => "predicted",
        Mood::Hypothetical => "hypothetical",
    }
}

/// As exports write it.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Said => "said",
        Stance::Confirmed => "confirmed",
        Stance::Claimed => "claimed",
        Stance::Denied => "denied",
        Stance::Doubted => "doubted",
        Stance::Warned => "warned",
        Stance::Threatened => "threatened",
        Stance::Ordered => "ordered",
        Stance::Promised => "promised",
        Stance::Planned => "planned",
        Stance::Predicted => "predicted",
        Stance::Asked => "asked",
        Stance::Heard => "heard",
    }
}

/// "category", "attribution lost".
pub fn difference(kind: DifferenceKind) -> &'static str {
    match kind {
        DifferenceKind::Figure => "figure",
        DifferenceKind::Category => "category",
        DifferenceKind::Bound => "bound",
        DifferenceKind::Scope => "scope",
        DifferenceKind::Time => "day",
        DifferenceKind::Extent => "extent",
        DifferenceKind::Actor => "actor",
        DifferenceKind::Manner => "manner",
        DifferenceKind::AttributionLost => "attribution lost",
        DifferenceKind::CertaintyRaised => "certainty raised",
        DifferenceKind::QuoteDrift => "quote drift",
    }
}

/// "retold", "updated", "disagrees".
pub fn pair(pair: Pair) -> &'static str {
    match pair {
        Pair::Retelling => "retold",
        Pair::Update => "updated",
        Pair::Disagreement => "disagrees",
    }
}

/// The word, and what it means.
pub fn support(word: SupportWord) -> (&'static str, &'static str) {
    match word {
        SupportWord::SingleOrigin => ("Single origin", "one act of telling, however many carry it"),
        SupportWord::SidesUnknown => ("Sides unknown", "two origins or more, and no side of them is known"),
        SupportWord::OneSide => ("One side", "two origins or more, and one known side"),
        SupportWord::SeveralSides => ("Several sides", "sides known and different tell it"),
        SupportWord::Contested => ("Contested", "a hard disagreement between origins stands"),
        SupportWord::Denied => ("Denied", "a named party says that it did not happen"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tadmor::text::RawSpan;

    fn at(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn words_lose_controls_and_direction_marks_and_keep_joiners() {
        assert_eq!(Words::new("a\u{202e}b\u{2066}c\u{0}d\ne").as_str(), "abcd e");
        assert_eq!(Words::new("می\u{200c}خواهم").as_str(), "می\u{200c}خواهم");
    }

    #[test]
    fn words_are_escaped_where_they_are_printed() {
        assert_eq!(Words::new("<b>\"&").render().into_string(), "&lt;b&gt;&quot;&amp;");
    }

    #[test]
    fn days_are_worded_as_finely_as_they_are_known() {
        assert_eq!(days(Days::one(at("2011-07-04"))), "4 July 2011");
        assert_eq!(days(Days::between(at("2011-07-04"), at("2011-07-09"))), "4–9 July 2011");
        assert_eq!(days(Days::between(at("2011-07-30"), at("2011-08-02"))), "30 July – 2 August 2011");
        assert_eq!(days(Days::month(2011, 7).unwrap()), "July 2011");
        assert_eq!(days(Days::year(2011).unwrap()), "2011");
        assert_eq!(days(Days { from: Some(at("2011-07-04")), to: None }), "4 July 2011 or later");
        assert_eq!(days(Days::OPEN), "no day known");
    }

    #[test]
    fn counts_are_grouped_by_threes() {
        assert_eq!(count(7), "7");
        assert_eq!(count(1234), "1,234");
        assert_eq!(count(1234567), "1,234,567");
    }

    #[test]
    fn a_figure_is_worded_with_its_bound() {
        let figure = |written: &str, low, high, bound| Figure {
            of: "tents".to_owned(),
            outcome: tadmor::claim::Outcome::Destroyed,
            low,
            high,
            bound,
            written: written.to_owned(),
            noun: String::new(),
            span: RawSpan::default(),
            unit: None,
            part_of: None,
            covers: Vec::new(),
        };
        assert_eq!(amount(&figure("at least 300", Some(300), None, Hedge::AtLeast)), "≥ 300");
        assert_eq!(amount(&figure("more than 300", Some(301), None, Hedge::MoreThan)), "> 300");
        assert_eq!(amount(&figure("up to 300", Some(0), Some(300), Hedge::AtMost)), "≤ 300");
        assert_eq!(amount(&figure("20 to 30", Some(20), Some(30), Hedge::Range)), "20–30");
        assert_eq!(amount(&figure("dozens", None, None, Hedge::Vague)), "“dozens”");
    }
}
