//! The line of one place, drawn from its changes of hands.
//!
//! In: the changes in order of time. Out: [`Holding`]s: blank before the first, held until a claim ends it, contested
//! in the days of fighting before a change and while claims differ about it.

use crate::claim::{Claim, Extent, Polarity};
use crate::control::change::{Change, PlaceChanges, holder_name, last_told, told_on};
use crate::control::{Cause, Holding, State};
use crate::day::{Day, Days};
use crate::id::ClaimId;
use crate::origin::pile::Pile;
use crate::tables::Tables;

/// How many days before a change fighting at the place is taken for the fight for it.
const FOUGHT_BEFORE: i32 = 14;

/// Draws the line of `place`.
pub(super) fn draw(pile: &Pile<'_>, place: &PlaceChanges, tables: &Tables) -> Vec<Holding> {
    let mut line = Line { pile, place, tables, done: Vec::new(), now: blank(place, Days::OPEN) };
    for change in &place.changes {
        match change.only_held {
            true => line.seen(change),
            false => line.step(change),
        }
    }
    line.end()
}

fn blank(place: &PlaceChanges, from: Days) -> Holding {
    Holding {
        place: place.name.clone(),
        place_id: place.id.clone(),
        holder: None,
        from,
        to: None,
        state: State::Unknown,
        causes: Vec::new(),
        opened_by: Vec::new(),
        closed_by: Vec::new(),
    }
}

struct Line<'a, 'r> {
    pile: &'a Pile<'r>,
    place: &'a PlaceChanges,
    tables: &'a Tables,
    done: Vec<Holding>,
    now: Holding,
}

impl Line<'_, '_> {
    fn ids(&self, claims: &[usize]) -> Vec<ClaimId> {
        let mut ids: Vec<ClaimId> = claims.iter().map(|at| self.pile.claims[*at].claim.id.clone()).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// Ends the stretch that runs, and starts the next.
    fn turn(&mut self, to: Days, closed_by: Vec<ClaimId>, next: Holding) {
        let mut ended = std::mem::replace(&mut self.now, next);
        ended.to = Some(to);
        ended.closed_by = closed_by;
        self.done.push(ended);
    }

    fn held(&self, holder: &str, from: Days, opened_by: Vec<ClaimId>) -> Holding {
        Holding { holder: Some(holder.to_owned()), state: State::Held, opened_by, ..blank(self.place, from) }
    }

    /// A change of hands.
    fn step(&mut self, change: &Change) {
        let winner = change.winners.first();
        let holds_already = self.now.holder.as_ref().is_some_and(|holder| Some(holder) == winner);
        if holds_already && self.now.state == State::Held {
            let lost_between = !change.losers.is_empty() && !change.losers.contains(&change.winners[0]);
            if !lost_between || same_days(self.now.from, change.days) {
                // Told again of who holds it: nothing changed hands; one telling may know the day better.
                self.now.opened_by.extend(self.ids(&change.gains));
                self.narrow(change.days);
                return;
            }
            self.lost_between(change);
        }
        if winner.is_none() && !self.ends(change) {
            return;
        }
        let mut by = change.losses.clone();
        by.extend(&change.gains);
        let by = self.ids(&by);
        self.fight(change, &by);
        let Some(winner) = winner else {
            let mut next = blank(self.place, change.days);
            next.opened_by = by.clone();
            return self.turn(change.days, by, next);
        };
        let gains = self.ids(&change.gains);
        let causes = self.causes(change, winner);
        if causes.is_empty() {
            let next = self.held(winner, change.days, gains);
            return self.turn(change.days, by, next);
        }
        let disputed = Holding { state: State::Contested, causes, ..self.held(winner, change.days, gains) };
        self.turn(change.days, by, disputed);
        self.settle(change, winner);
    }

    /// Whether a loss without a taker ends the stretch that runs: not where nobody is known to hold the place, where
    /// someone else than the holder left it, or where nobody is named and the holder came in those very days.
    fn ends(&self, change: &Change) -> bool {
        let Some(holder) = &self.now.holder else { return false };
        match change.losers.is_empty() {
            true => !self.now.from.overlaps(change.days),
            false => change.losers.contains(holder),
        }
    }

    /// Narrows the days in which the stretch that runs began.
    fn narrow(&mut self, days: Days) {
        let Some(both) = self.now.from.intersect(days) else { return };
        self.now.from = both;
        if let Some(last) = self.done.last_mut() {
            last.to = Some(both);
        }
    }

    /// A place taken by its holder from another was lost before, at a time that no page tells.
    fn lost_between(&mut self, change: &Change) {
        let between = Days { from: self.now.from.to.or(self.now.from.from), to: change.days.to };
        let by = self.ids(&change.gains);
        let next = blank(self.place, between);
        self.turn(between, by, next);
    }

    /// The days in which it was fought for, before it changed hands.
    fn fight(&mut self, change: &Change, by: &[ClaimId]) {
        let Some((from, because, claims)) = self.fought(change) else { return };
        let starts_before = change.days.from.is_some_and(|day| from.to.is_some_and(|start| start < day));
        let after_last = self.now.from.to.zip(from.from).is_none_or(|(last, start)| last < start);
        if !starts_before || !after_last {
            return;
        }
        let mut fight = blank(self.place, from);
        fight.state = State::Contested;
        fight.holder = self.now.holder.clone();
        fight.opened_by = claims.clone();
        fight.causes = vec![Cause { what: "fighting".to_owned(), because, claims: claims.clone() }];
        let closed_by = if claims.is_empty() { by.to_vec() } else { claims };
        self.turn(from, closed_by, fight);
    }

    fn fought(&self, change: &Change) -> Option<(Days, String, Vec<ClaimId>)> {
        let day = change.days.exact()?;
        if let Some((length, claims)) = &change.fought {
            // "After four days" of fighting: the first of them is the third or the fourth day before.
            let from = Days::between(day.plus_days(-length), day.plus_days(1 - length));
            return Some((
                from,
                format!("fought for {length} days: {}", self.quotes(claims)),
                claims.clone(),
            ));
        }
        let window = Days::between(day.plus_days(-FOUGHT_BEFORE), day.plus_days(-1));
        let before = self.place.fighting.iter().filter(|(days, _)| window.contains(*days));
        let before: Vec<&(Days, ClaimId)> = before.collect();
        let from = before.first()?.0;
        let mut claims: Vec<ClaimId> = before.iter().map(|(_, id)| id.clone()).collect();
        claims.sort();
        Some((from, format!("fighting there: {}", self.quotes(&claims)), claims))
    }

    fn quotes(&self, claims: &[ClaimId]) -> String {
        let found = claims.iter().filter_map(|id| self.pile.find(id));
        let quotes: Vec<String> = found.map(|at| says(self.pile.claims[at].claim)).collect();
        quotes.join("; ")
    }

    /// Why the change is contested, where claims differ about it.
    fn causes(&self, change: &Change, winner: &str) -> Vec<Cause> {
        let mut causes = Vec::new();
        let extent = self.differing(change, |claim| claim.extent.is_some());
        let denial = self.differing(change, |claim| claim.extent.is_none());
        for (what, against) in [("extent", extent), ("denial", denial)] {
            if against.is_empty() {
                continue;
            }
            let for_it: Vec<usize> =
                change.gains.iter().copied().filter(|at| self.speaks_apart(*at, &against)).collect();
            if for_it.is_empty() {
                continue;
            }
            causes.push(self.cause(what, &for_it, &against));
        }
        if let Some(rival) = change.winners.get(1) {
            let of = |holder: &str| -> Vec<usize> {
                let named = |at: &usize| {
                    let agents = &self.pile.claims[*at].claim.agent;
                    agents
                        .iter()
                        .filter_map(|party| holder_name(party, self.tables))
                        .any(|name| name == holder)
                };
                change.gains.iter().copied().filter(named).collect()
            };
            causes.push(self.cause("actor", &of(winner), &of(rival)));
        }
        causes
    }

    fn differing(&self, change: &Change, of: impl Fn(&Claim) -> bool) -> Vec<usize> {
        change.against.iter().copied().filter(|at| of(self.pile.claims[*at].claim)).collect()
    }

    /// Whether someone else than the speakers of `against` tells it.
    fn speaks_apart(&self, at: usize, against: &[usize]) -> bool {
        let who =
            |at: usize| (self.pile.claims[at].speaker, self.pile.claims[at].claim.speaker().name.as_str());
        against.iter().all(|other| who(*other) != who(at))
    }

    fn cause(&self, what: &str, for_it: &[usize], against: &[usize]) -> Cause {
        let quoted = |claims: &[usize]| -> String {
            let quotes: Vec<String> =
                claims.iter().take(3).map(|at| says(self.pile.claims[*at].claim)).collect();
            quotes.join("; ")
        };
        let mut claims = for_it.to_vec();
        claims.extend(against);
        Cause {
            what: what.to_owned(),
            because: format!("{}; but {}", quoted(for_it), quoted(against)),
            claims: self.ids(&claims),
        }
    }

    /// A dispute lasts until someone says, later than those who differ, that the whole is held.
    fn settle(&mut self, change: &Change, winner: &str) {
        if change.winners.len() > 1 {
            return;
        }
        let Some(last) = last_told(self.pile, &change.against) else { return };
        let later = |at: &&usize| {
            let whole = self.pile.claims[**at].claim.extent == Some(Extent::Whole);
            whole && told_on(self.pile, **at).from.is_some_and(|told| told > last)
        };
        let settling: Vec<usize> = change.gains.iter().filter(later).copied().collect();
        let day: Option<Day> = settling.iter().filter_map(|at| told_on(self.pile, *at).to).min();
        let Some(day) = day else { return };
        let by = self.ids(&settling);
        let next = self.held(winner, Days::one(day), by.clone());
        self.turn(Days::one(day), by, next);
    }

    /// Someone is said to hold the place, without a word on when he took it.
    fn seen(&mut self, change: &Change) {
        let Some(holder) = change.winners.first() else { return };
        if self.now.holder.as_ref() == Some(holder) {
            return;
        }
        let until = change.days.to;
        // Told within the days of the last change: the same news, not another change.
        if self.now.holder.is_some() && self.now.from.overlaps(change.days) {
            return;
        }
        let from = Days { from: self.now.from.to.or(self.now.from.from), to: until };
        let by = self.ids(&change.gains);
        let next = self.held(holder, from, by.clone());
        self.turn(from, by, next);
    }

    fn end(mut self) -> Vec<Holding> {
        if self.done.is_empty() && self.now.state == State::Unknown {
            return Vec::new();
        }
        self.done.push(self.now);
        self.done
    }
}

fn same_days(a: Days, b: Days) -> bool {
    a.overlaps(b)
}

/// Who says what, in the page's words.
fn says(claim: &Claim) -> String {
    let verb = match claim.polarity {
        Polarity::Positive => "says",
        Polarity::Negative => "says otherwise",
    };
    format!("{} {verb}: \"{}\"", claim.speaker().name, claim.quote)
}
