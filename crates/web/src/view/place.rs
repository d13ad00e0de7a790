//! A place's page: who held it when, where that is contested and by whom.
//!
//! In: the ledger's control of one place. Out: [`PlaceView`]: a band of stretches on a time axis, and the same in
//! words with the claims that each rests on. What is only known to lie within some days is drawn as a window; what
//! no page tells is left blank.

use tadmor::control::{Holding, State};
use tadmor::day::{Day, Days};
use tadmor::id::ClaimId;

use crate::files::PlaceKey;
use crate::view::Pile;
use crate::view::event::{Voice, voice};
use crate::view::rows::{EventRow, event_row};
use crate::view::sides::Side;
use crate::words::{self, Words};

/// How many events a place's page lists.
pub const EVENTS_SHOWN: usize = 500;
/// How many claims are quoted under one stretch.
const VOICES_SHOWN: usize = 6;

/// A place as one page shows it.
#[derive(Clone, Debug)]
pub struct PlaceView {
    /// Its file.
    pub file: String,
    /// Its name.
    pub name: Words,
    /// The band; `None` where no claim tells who held it, or no day is known.
    pub band: Option<Band>,
    /// Its stretches in words, in order of time.
    pub stretches: Vec<Stretch>,
    /// The events there.
    pub events: Vec<EventRow>,
    /// How many events are left out.
    pub events_left_out: usize,
}

/// A time axis with what lies on it. Places on the axis run from 0 to 100.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// What is drawn, in the order of drawing.
    pub segments: Vec<Segment>,
    /// Marks on the axis: where, and what they say.
    pub ticks: Vec<(f64, String)>,
    /// The holders drawn, each once.
    pub key: Vec<Side>,
}

/// How a segment is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// One side holds it.
    Held,
    /// The change fell somewhere in these days.
    Window,
    /// Claims differ, or fighting goes on.
    Contested,
    /// No page tells.
    Unknown,
}

/// One piece of a band.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// From where on the axis.
    pub start: f64,
    /// To where.
    pub end: f64,
    /// How.
    pub look: Look,
    /// Who, where held.
    pub side: Option<Side>,
    /// Whether it lasts beyond the axis.
    pub lasts: bool,
    /// Its days and holder in words, for those who hover or listen.
    pub says: Words,
}

/// A stretch in words.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// "27 March 2016 – 8 December 2016".
    pub days: String,
    /// Held, contested, unknown.
    pub look: Look,
    /// Who holds it, where known.
    pub side: Option<Side>,
    /// Why it is contested, each with its claims.
    pub causes: Vec<(Words, Words, Vec<Voice>)>,
    /// What opens it.
    pub opened: Vec<Voice>,
    /// What closes it.
    pub closed: Vec<Voice>,
}

/// Every place that any event or holding names, in order of name.
pub fn all(pile: &Pile<'_>) -> Vec<PlaceView> {
    let mut places: Vec<(&PlaceKey, &str)> = pile.places().collect();
    places.sort_by(|a, b| (a.1, a.0).cmp(&(b.1, b.0)));
    places.into_iter().map(|(key, name)| of(pile, key, name)).collect()
}

fn of(pile: &Pile<'_>, key: &PlaceKey, name: &str) -> PlaceView {
    let holdings = pile.held(key);
    let events = pile.events_at(key);
    PlaceView {
        file: pile.files.place(key).unwrap_or_default(),
        name: Words::new(name),
        band: band(pile, holdings),
        stretches: stretches(pile, holdings),
        events: events.iter().take(EVENTS_SHOWN).map(|event| event_row(pile, event)).collect(),
        events_left_out: events.len().saturating_sub(EVENTS_SHOWN),
    }
}

fn look(state: State) -> Look {
    match state {
        State::Held => Look::Held,
        State::Contested => Look::Contested,
        State::Unknown => Look::Unknown,
    }
}

/// "ISIS, 21 May 2015 – 27 March 2016".
fn stretch_days(holding: &Holding) -> String {
    let from = words::days(holding.from);
    match holding.to {
        None if holding.from.is_open() => "no day known".to_owned(),
        None => format!("from {from} on"),
        Some(to) if to == holding.from => from,
        Some(to) if holding.from.is_open() => format!("until {}", words::days(to)),
        Some(to) if to.is_open() => format!("from {from}, its end not known"),
        Some(to) => match (holding.from.exact(), to.exact()) {
            (Some(first), Some(last)) if first <= last => words::days(Days::between(first, last)),
            _ => format!("from {from} to {}", words::days(to)),
        },
    }
}

/// What opens a stretch is not told again as what closed the one before, nor where it stands among the causes.
fn stretches(pile: &Pile<'_>, holdings: &[&Holding]) -> Vec<Stretch> {
    let next = holdings.iter().skip(1).map(Some).chain([None]);
    let pairs = holdings.iter().zip(next);
    pairs
        .map(|(holding, next)| {
            let told_next = |claim: &&ClaimId| next.is_some_and(|next| next.opened_by.contains(claim));
            let closed: Vec<ClaimId> =
                holding.closed_by.iter().filter(|claim| !told_next(claim)).cloned().collect();
            let causes = |claim: &&ClaimId| holding.causes.iter().any(|cause| cause.claims.contains(claim));
            let opened: Vec<ClaimId> =
                holding.opened_by.iter().filter(|claim| !causes(claim)).cloned().collect();
            stretch(pile, holding, &opened, &closed)
        })
        .collect()
}

fn stretch(pile: &Pile<'_>, holding: &Holding, opened: &[ClaimId], closed: &[ClaimId]) -> Stretch {
    let causes = holding.causes.iter();
    Stretch {
        days: stretch_days(holding),
        look: look(holding.state),
        side: holding.holder.as_deref().map(|holder| pile.sides.holder(holder)),
        causes: causes
            .map(|cause| (Words::new(&cause.what), Words::new(&cause.because), voices(pile, &cause.claims)))
            .collect(),
        opened: voices(pile, opened),
        closed: voices(pile, closed),
    }
}

fn voices(pile: &Pile<'_>, claims: &[ClaimId]) -> Vec<Voice> {
    let claims = claims.iter().filter_map(|id| pile.claim(id)).take(VOICES_SHOWN);
    claims.map(|claim| voice(pile, claim, "")).collect()
}

/// The band of `holdings`; `None` where none of them has a day.
pub fn band(pile: &Pile<'_>, holdings: &[&Holding]) -> Option<Band> {
    let ends = holdings.iter().flat_map(|holding| {
        let to = holding.to.unwrap_or(Days::OPEN);
        [holding.from.from, holding.from.to, to.from, to.to]
    });
    let known: Vec<Day> = ends.flatten().collect();
    let (first, last) = (*known.iter().min()?, *known.iter().max()?);
    let axis = Axis::around(first, last);
    let mut segments = Vec::new();
    for holding in holdings {
        axis.draw(pile, holding, &mut segments);
    }
    // What is contested must not be covered by what holds before and after it.
    segments.sort_by_key(|segment: &Segment| match segment.look {
        Look::Unknown => 0,
        Look::Held => 1,
        Look::Window => 2,
        Look::Contested => 3,
    });
    let mut key: Vec<Side> = Vec::new();
    for side in segments.iter().filter_map(|segment| segment.side.as_ref()) {
        if !key.contains(side) {
            key.push(side.clone());
        }
    }
    Some(Band { segments, ticks: axis.ticks(), key })
}

/// Days laid out from 0 to 100.
#[derive(Clone, Copy, Debug)]
struct Axis {
    first: Day,
    length: f64,
}

impl Axis {
    /// With a twentieth of room at both sides, thirty days at least.
    fn around(first: Day, last: Day) -> Self {
        let days = first.days_until(last).max(30);
        let room = (days / 20).max(2);
        let first = first.plus_days(-room);
        let length = f64::from((days + 2 * room).max(1));
        Axis { first, length }
    }

    fn at(self, day: Day) -> f64 {
        (f64::from(self.first.days_until(day)) / self.length * 100.0).clamp(0.0, 100.0)
    }

    /// Past the end of `day`: a day that is held is held to its end.
    fn past(self, day: Day) -> f64 {
        self.at(day.plus_days(1))
    }

    fn draw(self, pile: &Pile<'_>, holding: &Holding, segments: &mut Vec<Segment>) {
        let side = holding.holder.as_deref().map(|holder| pile.sides.holder(holder));
        let name = side.as_ref().map_or_else(String::new, |side| format!("{}, ", side.name.as_str()));
        let (opens, closes) = (holding.from, holding.to.unwrap_or(Days::OPEN));
        let lasts = holding.to.is_none();
        let push = |segments: &mut Vec<Segment>, start: f64, end: f64, look: Look, says: String| {
            if end > start {
                let side = side.clone().filter(|_| matches!(look, Look::Held | Look::Contested));
                let lasts = lasts && end >= 100.0;
                segments.push(Segment { start, end, look, side, lasts, says: Words::new(&says) });
            }
        };
        let days = stretch_days(holding);
        let end = closes.to.or(closes.from).map_or(100.0, |day| self.past(day));
        if holding.state != State::Held {
            let start = opens.from.or(opens.to).map_or(0.0, |day| self.at(day));
            let (look, what) = match holding.state {
                State::Contested => (Look::Contested, "contested"),
                _ => (Look::Unknown, "not known"),
            };
            push(segments, start, end, look, format!("{what}, {name}{days}"));
            return;
        }
        // Surely held from the last day it can have begun to the first it can have ended.
        let start = opens.to.or(opens.from).map_or(0.0, |day| self.at(day));
        let sure_end = closes.from.or(closes.to).map_or(100.0, |day| self.at(day));
        push(segments, start, sure_end, Look::Held, format!("{name}{days}"));
        if let (Some(from), Some(to)) = (opens.from, opens.to)
            && from < to
        {
            let says = format!("began some day of {}", words::days(opens));
            push(segments, self.at(from), self.at(to), Look::Window, says);
        }
        if let (Some(from), Some(to)) = (closes.from, closes.to)
            && from < to
        {
            let says = format!("ended some day of {}", words::days(closes));
            push(segments, self.at(from), self.at(to), Look::Window, says);
        }
    }

    /// The first days of years, or of months where the axis is short; at most a dozen.
    fn ticks(self) -> Vec<(f64, String)> {
        let months = (self.length / 30.44).ceil();
        let every: i32 = match months {
            m if m <= 6.0 => 1,
            m if m <= 14.0 => 2,
            m if m <= 30.0 => 3,
            m if m <= 60.0 => 6,
            m if m <= 144.0 => 12,
            m => 12 * (m as i32 / 120).max(1),
        };
        let mut ticks = Vec::new();
        let mut day = Day::new(self.first.year(), 1, 1);
        for _ in 0..240 {
            let Some(tick) = day else { break };
            let past = f64::from(self.first.days_until(tick)) / self.length * 100.0;
            if past > 98.0 {
                break;
            }
            if past >= 1.0 {
                let label = words::days(Days::between(tick, tick.month_end()));
                let month = label.get(..3).unwrap_or(&label);
                let label = match every >= 12 {
                    true => tick.year().to_string(),
                    // The first mark and every January tell the year.
                    false if ticks.is_empty() || tick.month() == 1 => format!("{month} {}", tick.year()),
                    false => month.to_owned(),
                };
                ticks.push((past, label));
            }
            let next = tick.plus_months(every);
            day = (next > tick).then_some(next);
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::Pile;
    use tadmor::Ledger;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn holding(from: Days, to: Option<Days>, state: State) -> Holding {
        Holding {
            place: "Oakford".to_owned(),
            place_id: None,
            holder: Some("Blues".to_owned()),
            from,
            to,
            state,
            causes: Vec::new(),
            opened_by: Vec::new(),
            closed_by: Vec::new(),
        }
    }

    #[test]
    fn a_beginning_that_is_only_known_to_lie_in_a_month_is_a_window() {
        let ledger = Ledger::default();
        let pile = Pile::new(&ledger);
        let held = holding(Days::month(1999, 5).unwrap(), None, State::Held);
        let band = band(&pile, &[&held]).unwrap();
        let looks: Vec<Look> = band.segments.iter().map(|segment| segment.look).collect();
        assert_eq!(looks, [Look::Held, Look::Window]);
        assert!(band.segments[0].start >= band.segments[1].end);
        assert!(band.segments[0].lasts);
    }

    #[test]
    fn what_is_contested_is_drawn_over_what_is_held() {
        let ledger = Ledger::default();
        let pile = Pile::new(&ledger);
        let contested =
            holding(Days::one(day("1999-05-03")), Some(Days::one(day("1999-05-09"))), State::Contested);
        let held = holding(Days::one(day("1999-05-03")), None, State::Held);
        let band = band(&pile, &[&contested, &held]).unwrap();
        assert_eq!(band.segments.last().unwrap().look, Look::Contested);
    }

    #[test]
    fn no_day_gives_no_band() {
        let ledger = Ledger::default();
        let pile = Pile::new(&ledger);
        assert_eq!(band(&pile, &[&holding(Days::OPEN, None, State::Held)]), None);
    }
}
