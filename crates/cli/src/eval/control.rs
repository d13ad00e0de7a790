//! Who held a place when, against what people read: stretch by stretch, in order.

use serde::Deserialize;
use tadmor::Tables;
use tadmor::control::{Holding, State};
use tadmor::day::{Day, Days};

use super::figures::Figures;
use super::names::Names;
use super::pile::Pile;
use crate::commands::control::of_place;
use crate::failure::Failure;

/// What people know of the world that the pages tell of.
#[derive(Clone, Debug, Deserialize)]
pub struct World {
    control: GoldControl,
    #[serde(default)]
    pub origins: Vec<GoldOrigin>,
    #[serde(default)]
    pub disagreements: Vec<GoldDifference>,
}

#[derive(Clone, Debug, Deserialize)]
struct GoldControl {
    place: String,
    intervals: Vec<GoldStretch>,
}

#[derive(Clone, Debug, Deserialize)]
struct GoldStretch {
    state: String,
    holder: Option<String>,
    #[serde(default)]
    from: Option<Window>,
    #[serde(default)]
    to: Option<Window>,
}

/// A day, a month, or a first and a last day.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Window {
    One(String),
    Two([String; 2]),
}

impl Window {
    fn days(&self) -> Days {
        match self {
            Window::One(text) => match Day::parse(text) {
                Some(day) => Days::one(day),
                None => month(text).unwrap_or(Days::OPEN),
            },
            Window::Two([from, to]) => Days { from: Day::parse(from), to: Day::parse(to) },
        }
    }
}

fn month(text: &str) -> Option<Days> {
    let (year, month) = text.split_once('-')?;
    Days::month(year.parse().ok()?, month.parse().ok()?)
}

/// An act of telling that people found.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldOrigin {
    pub id: String,
    #[serde(default)]
    pub carried_by: Vec<String>,
}

/// A difference that people found.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldDifference {
    pub kind: String,
    pub a: String,
    pub b: String,
    pub same_origin: bool,
}

/// How many of the stretches stand in our timeline, in their order; and how many of ours stand in none.
pub fn measure(
    pile: &Pile,
    world: &World,
    names: &Names,
    tables: &Tables,
    figures: &mut Figures,
) -> Result<(), Failure> {
    let ours = of_place(&pile.ledger, &world.control.place, pile.whole.control.clone())?;
    let mut right = 0;
    let mut next = 0;
    let mut used = vec![false; ours.len()];
    for gold in &world.control.intervals {
        if gold.state == "unknown" {
            right += usize::from(is_blank(&ours, gold));
            continue;
        }
        let fits = (next..ours.len()).find(|at| fits(&ours[*at], gold, names, tables));
        if let Some(at) = fits {
            used[at] = true;
            right += 1;
            next = at + 1;
        }
    }
    let beside = ours.iter().zip(&used).filter(|(holding, used)| holding.state == State::Held && !**used);
    figures.share("control", "control", right, world.control.intervals.len());
    figures.wrong("control_beside", "beside", beside.count());
    Ok(())
}

/// Whether nothing is held before the unknown stretch ends.
fn is_blank(ours: &[Holding], gold: &GoldStretch) -> bool {
    let Some(end) = gold.to.as_ref().and_then(|to| to.days().from) else { return false };
    !ours.is_empty()
        && ours.iter().filter(|holding| holding.state == State::Held).all(|holding| {
            let first = holding.from.from.or(holding.from.to);
            first.is_some_and(|first| end <= first)
        })
}

fn fits(ours: &Holding, gold: &GoldStretch, names: &Names, tables: &Tables) -> bool {
    let window = |window: &Option<Window>| window.as_ref().map(Window::days);
    let from = window(&gold.from).is_none_or(|from| !ours.from.is_open() && ours.from.overlaps(from));
    if gold.state == "contested" {
        let until = window(&gold.to).unwrap_or(Days::OPEN);
        let start = window(&gold.from).unwrap_or(Days::OPEN);
        let stretch = Days { from: start.from, to: until.to };
        let our_stretch = Days { from: ours.from.from, to: ours.to.and_then(|to| to.to) };
        return ours.state == State::Contested && stretch.overlaps(our_stretch) && !ours.causes.is_empty();
    }
    let to = match (window(&gold.to), ours.to) {
        (None, None) => true,
        (Some(gold), Some(ours)) => !ours.is_open() && ours.overlaps(gold),
        _ => false,
    };
    let holder = match (&gold.holder, &ours.holder) {
        (Some(gold), Some(ours)) => is_holder(ours, gold, names, tables),
        _ => false,
    };
    ours.state == State::Held && from && to && holder
}

/// Whether both name one holder, or one is the side that the other belongs to.
fn is_holder(ours: &str, gold: &str, names: &Names, tables: &Tables) -> bool {
    let side = |name: &str| {
        let id = tables.actors.lookup(name)?.side.as_deref()?;
        Some(tables.actors.side(id)?.name.clone())
    };
    let (our_side, gold_side) = (side(ours), side(gold));
    names.same(ours, gold)
        || gold_side.as_deref() == Some(ours)
        || our_side.as_deref() == Some(gold)
        || (our_side.is_some() && our_side == gold_side)
}
