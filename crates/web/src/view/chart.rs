//! Figures as intervals on one axis.
//!
//! In: an event. Out: [`Panel`]s: what is told of people, and of each other outcome, a row for each version that each
//! origin gives. An exact count is a point, "at least" is a ray, "killed or wounded" leaves killed anywhere from
//! nothing to the whole.

use tadmor::claim::{Claim, Figure, Outcome};
use tadmor::ledger::figure::FigureTold;
use tadmor::ledger::{FigureLine, LedgerEvent};
use tadmor::mention::count::Hedge;

use crate::view::sides::Side;
use crate::view::{Carrier, Pile};
use crate::words::{self, Words};

/// What is drawn for a figure. Numbers are counts of what the row names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Just so many.
    Point(u64),
    /// "about": a point with a soft edge of 15 %.
    About(u64),
    /// "nearly": a point with a soft edge of 15 % below it.
    Nearly(u64),
    /// From one to the other.
    Interval(u64, u64),
    /// So many or more: a ray.
    AtLeast(u64),
    /// No more than so many.
    AtMost(u64),
    /// So many of two outcomes together: each lies between none and all.
    Joint(u64),
    /// Words without a number.
    Vague,
}

/// One version that one origin gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who told it.
    pub speaker: Words,
    /// The speaker's side.
    pub side: Side,
    /// Who carries this version.
    pub carrier: Option<Carrier>,
    /// What to draw.
    pub shape: Shape,
    /// "≥ 1,000".
    pub amount: String,
    /// "fighters killed".
    pub what: Words,
    /// As on the page; empty where that is the amount itself.
    pub written: Words,
    /// "killed lies anywhere from 0 to 1,000"; empty where nothing needs saying.
    pub note: String,
    /// Whether the row tells of the same origin as the row above.
    pub same_origin: bool,
}

/// What a line of figures says together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Combined {
    /// "fighters killed".
    pub what: Words,
    /// "low 1,000 · best 1,000 · no upper bound".
    pub says: String,
    /// Why there is no best, or how it was chosen.
    pub because: Words,
}

/// Rows that share an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// "People", "Destroyed".
    pub title: String,
    /// By origin, then by what is counted.
    pub rows: Vec<Row>,
    /// What they say together.
    pub combined: Vec<Combined>,
    /// Values to mark on the axis, from 0.
    pub ticks: Vec<u64>,
    /// The axis's last value; never 0.
    pub max: u64,
}

/// The panels of `event`: people first.
pub fn panels(pile: &Pile<'_>, event: &LedgerEvent) -> Vec<Panel> {
    let mut groups: Vec<(&'static str, Vec<&FigureLine>)> = Vec::new();
    for line in &event.figures {
        let title = family(line.outcome);
        match groups.iter_mut().find(|(known, _)| *known == title) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((title, vec![line])),
        }
    }
    groups.sort_by_key(|(title, _)| *title != PEOPLE);
    groups.into_iter().map(|(title, lines)| panel(pile, title, &lines)).collect()
}

const PEOPLE: &str = "Killed, wounded, missing";

/// Outcomes that share an axis: a joint figure must be seen beside the figures that it covers.
fn family(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Killed | Outcome::Wounded | Outcome::KilledOrWounded | Outcome::Missing | Outcome::Died => {
            PEOPLE
        }
        Outcome::Captured | Outcome::Arrested | Outcome::Abducted | Outcome::Surrendered => {
            "Taken or given up"
        }
        Outcome::Displaced | Outcome::Evacuated => "Displaced, evacuated",
        Outcome::Destroyed | Outcome::Damaged | Outcome::Hit | Outcome::ShotDown => "Destroyed, damaged, hit",
        Outcome::Seized | Outcome::Taken => "Seized, taken",
        Outcome::Flown | Outcome::Used => "Flown, used",
        Outcome::Advanced | Outcome::Cleared => "Advanced, cleared",
        Outcome::Affected => "Affected",
    }
}

fn panel(pile: &Pile<'_>, title: &str, lines: &[&FigureLine]) -> Panel {
    // Versions of one telling stand together, whatever they count.
    let mut order = Vec::new();
    let mut told: Vec<(usize, &FigureLine, &FigureTold)> = Vec::new();
    for (line, one) in lines.iter().flat_map(|line| line.lines.iter().map(move |one| (*line, one))) {
        let at = order.iter().position(|origin| *origin == &one.origin).unwrap_or(order.len());
        if at == order.len() {
            order.push(&one.origin);
        }
        told.push((at, line, one));
    }
    // Within one, the same numbers stand under each other.
    told.sort_by_key(|(at, _, one)| (*at, std::cmp::Reverse(one.low.or(one.high))));
    let mut rows: Vec<Row> = Vec::new();
    let mut last = None;
    for (at, line, one) in told {
        let same_origin = last == Some(at);
        last = Some(at);
        rows.push(row(pile, line, one, same_origin));
    }
    let (ticks, max) = axis(rows.iter().map(|row| row.shape));
    Panel {
        title: title.to_owned(),
        rows,
        combined: lines.iter().map(|line| combined(line)).collect(),
        ticks,
        max,
    }
}

fn row(pile: &Pile<'_>, line: &FigureLine, told: &FigureTold, same_origin: bool) -> Row {
    let claim = pile.claim(&told.claim);
    let origin = pile.origin(&told.origin);
    let figure = claim.and_then(|claim| figure_of(&claim.claim, line, &told.written));
    let shape = figure.map_or_else(|| bare_shape(line.outcome, told.low, told.high), shape_of);
    let amount = figure.map_or_else(
        || bare_amount(told.low, told.high, &told.written),
        |figure| format!("{}{}", words::amount(figure), words::unit(figure)),
    );
    let speaker = origin.map(|origin| origin.speaker.as_str());
    let speaker = speaker.or(claim.map(|claim| claim.claim.speaker().name.as_str()));
    Row {
        speaker: Words::new(speaker.unwrap_or("unknown")),
        side: pile.sides.named(origin.and_then(|origin| origin.side.as_deref())),
        carrier: claim.map(|claim| pile.carrier(claim)),
        shape,
        // "23" beside 23 says nothing more.
        written: if told.written == amount { Words::default() } else { Words::new(&told.written) },
        amount,
        what: what(line),
        note: note(shape),
        same_origin,
    }
}

fn what(line: &FigureLine) -> Words {
    Words::new(&format!("{} {}", line.of, line.outcome.as_str()))
}

fn figure_of<'c>(claim: &'c Claim, line: &FigureLine, written: &str) -> Option<&'c Figure> {
    let mut fitting = claim.figures.iter().filter(|figure| figure.written == written);
    let exact = fitting.clone().find(|figure| figure.of == line.of && figure.outcome == line.outcome);
    exact.or_else(|| fitting.next())
}

fn shape_of(figure: &Figure) -> Shape {
    match (figure.outcome, figure.bound, figure.low, figure.high) {
        (Outcome::KilledOrWounded, _, _, Some(high)) => Shape::Joint(high),
        (_, Hedge::About, Some(n), _) => Shape::About(n),
        (_, Hedge::Nearly, _, Some(n)) => Shape::Nearly(n),
        (outcome, _, low, high) => bare_shape(outcome, low, high),
    }
}

fn bare_shape(outcome: Outcome, low: Option<u64>, high: Option<u64>) -> Shape {
    match (low, high) {
        (_, Some(high)) if outcome == Outcome::KilledOrWounded => Shape::Joint(high),
        (Some(low), Some(high)) if low == high => Shape::Point(low),
        (Some(0) | None, Some(high)) => Shape::AtMost(high),
        (Some(low), Some(high)) => Shape::Interval(low, high),
        (Some(low), None) => Shape::AtLeast(low),
        (None, None) => Shape::Vague,
    }
}

fn bare_amount(low: Option<u64>, high: Option<u64>, written: &str) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => words::count(low),
        (Some(low), Some(high)) => format!("{}–{}", words::count(low), words::count(high)),
        (Some(low), None) => format!("≥ {}", words::count(low)),
        (None, Some(high)) => format!("≤ {}", words::count(high)),
        (None, None) => format!("“{}”", Words::new(written).as_str()),
    }
}

fn note(shape: Shape) -> String {
    match shape {
        Shape::Joint(n) => format!("so killed lies anywhere from 0 to {}", words::count(n)),
        Shape::AtLeast(_) => "no upper bound".to_owned(),
        Shape::About(_) => "compared within 15 %".to_owned(),
        Shape::Nearly(_) => "compared as up to 15 % less".to_owned(),
        Shape::Vague => "no number to draw".to_owned(),
        Shape::Point(_) | Shape::Interval(..) | Shape::AtMost(_) => String::new(),
    }
}

fn combined(line: &FigureLine) -> Combined {
    let number = |n: Option<u64>, none: &str| n.map_or_else(|| none.to_owned(), words::count);
    Combined {
        what: what(line),
        says: format!(
            "low {} · {} · {}",
            number(line.low, "not told"),
            line.best.map_or_else(|| "no best".to_owned(), |best| format!("best {}", words::count(best))),
            line.high
                .map_or_else(|| "no upper bound".to_owned(), |high| format!("high {}", words::count(high))),
        ),
        because: Words::new(&line.because),
    }
}

/// Ticks at round steps, and the axis's end: room is left for a ray to run out.
fn axis(shapes: impl Iterator<Item = Shape>) -> (Vec<u64>, u64) {
    let ends = shapes.map(|shape| match shape {
        Shape::Point(n) | Shape::Nearly(n) | Shape::AtMost(n) | Shape::Joint(n) | Shape::Interval(_, n) => n,
        Shape::About(n) => n.saturating_add(n / 100 * 15).saturating_add(1),
        Shape::AtLeast(n) => n.saturating_add(n / 4).saturating_add(1),
        Shape::Vague => 0,
    });
    let max = ends.max().unwrap_or(0).max(4);
    let step = round_step(max / 4);
    let ticks: Vec<u64> = (0..=4).map(|n| step.saturating_mul(n)).filter(|tick| *tick <= max).collect();
    (ticks, max.saturating_add(max / 12))
}

/// The next of 1, 2, 5, 10, 20, 50 … at or above `n`.
fn round_step(n: u64) -> u64 {
    let mut power = 1u64;
    loop {
        for digit in [1, 2, 5] {
            let step = power.saturating_mul(digit);
            if step >= n {
                return step;
            }
        }
        match power.checked_mul(10) {
            Some(next) => power = next,
            None => return u64::MAX,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_up_to_the_largest_number() {
        assert_eq!(round_step(0), 1);
        assert_eq!(round_step(3), 5);
        assert_eq!(round_step(340), 500);
        assert!(round_step(u64::MAX) >= u64::MAX / 2);
    }

    #[test]
    fn a_joint_figure_is_an_interval_from_nothing() {
        assert_eq!(bare_shape(Outcome::KilledOrWounded, Some(70), Some(70)), Shape::Joint(70));
        assert_eq!(bare_shape(Outcome::Killed, Some(70), Some(70)), Shape::Point(70));
        assert_eq!(bare_shape(Outcome::Killed, Some(70), None), Shape::AtLeast(70));
        assert_eq!(bare_shape(Outcome::Killed, None, None), Shape::Vague);
    }

    #[test]
    fn the_axis_holds_every_value() {
        let (ticks, max) = axis([Shape::Point(37), Shape::AtLeast(101)].into_iter());
        assert!(max > 101);
        assert_eq!(ticks.first(), Some(&0));
        assert!(ticks.len() >= 3);
    }
}
