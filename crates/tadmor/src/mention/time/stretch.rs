//! Lengths of time, and points told by them: "four days", "the past ten days", "two weeks ago", "three days later".

use super::number::Halves;
use super::{Found, Reader, Time, TimeWord, Unit};
use crate::tables::times::Deixis;

/// How many units, or how many is not said.
#[derive(Clone, Copy)]
struct Amount {
    halves: Option<Halves>,
    unit: Unit,
    end: usize,
    /// Whether "of days" or "days" alone says it.
    bare: bool,
    /// Whether it stands before a noun: "four-day".
    hyphened: bool,
}

impl Reader<'_> {
    /// A length, and what stands before and after it.
    pub(super) fn stretch(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.which_stretch(at) {
            return Some(found);
        }
        if let Some(found) = self.year_ago(at) {
            return Some(found);
        }
        // "the nine months to June"
        let the = at + usize::from(self.lower_is(at, "the"));
        if the > at
            && self.whole(the).is_some()
            && let Some(amount) = self.amount(the).filter(|amount| !amount.hyphened && !amount.bare)
        {
            let (n, unit) = whole(amount.halves, amount.unit)?;
            return Some(Found::new(at, amount.end, Time::Length { n, unit }));
        }
        let mut start = at;
        let mut hedged = false;
        // "some days" are days, "some 19 days" nineteen.
        while self.amount(start).is_none()
            && let Some((end, ())) =
                self.word(start, |word| matches!(word, TimeWord::Hedge | TimeWord::Approx).then_some(()))
        {
            start = end;
            hedged = true;
        }
        let amount = self.amount(start)?;
        let (n, unit) = whole(amount.halves, amount.unit)?;
        if let Some(found) = self.told_from(at, &amount, n, unit) {
            return Some(found);
        }
        let of_length = |end| Some(Found::new(at, end, Time::Length { n, unit }));
        if amount.hyphened {
            return of_length(amount.end);
        }
        if amount.bare {
            return self.is_length_alone(at, amount.end).then(|| of_length(amount.end)).flatten();
        }
        // "a year" alone is as often a rate or no length at all.
        let one = self.lower_in(start, &["a", "an"]) && !hedged && amount.halves == Some(Halves(2));
        if one && !self.lasts(start, amount.end) {
            return None;
        }
        of_length(amount.end)
    }

    /// "year-earlier", "the year-ago period".
    fn year_ago(&self, at: usize) -> Option<Found> {
        let the = at + usize::from(self.lower_is(at, "the"));
        if !(self.lower_is(the, "year") && self.hyphen(the + 1)) {
            return None;
        }
        let end = the + 3;
        let ago = self.class(the + 2, TimeWord::Ago).is_some();
        let earlier = self.lower_is(the + 2, "earlier");
        let time = Time::Ago { n: 1, unit: Unit::Year };
        let quarter = self.quarter(end).filter(|found| found.start == end).map(|found| found.end);
        let noun = self.lower_in(end, &["quarter", "period"]).then_some(end + 1);
        let end = match quarter.or(noun).filter(|_| the > at) {
            Some(end) => end,
            None if the == at => end,
            None => return None,
        };
        (ago || earlier).then(|| Found::new(at, end, time))
    }

    /// "the past ten days", "the next two weeks", "the first three months", "recent years".
    fn which_stretch(&self, at: usize) -> Option<Found> {
        let the = at + usize::from(self.lower_is(at, "the"));
        let first = self
            .lower_in(the, &["first", "final", "last", "opening", "early", "closing", "initial", "latest"])
            .then_some(the + 1);
        let deixis = self.which(at);
        if let Some(start) = first
            && !self.lower_is(the, "last")
        {
            let amount = self.amount(start).filter(|amount| !amount.bare || self.lower_is(the, "early"))?;
            let (n, unit) = whole(amount.halves, amount.unit)?;
            let end = self.of_date(amount.end);
            return (unit != Unit::Period && the > at || n > 0)
                .then(|| Found::new(at, end, Time::Length { n, unit }));
        }
        let (start, which) = deixis?;
        let vague = self
            .class(start, TimeWord::Vague)
            .or_else(|| self.lower_in(start, &["few"]).then_some(start + 1));
        let hedge = |at: usize| {
            self.word(at, |word| matches!(word, TimeWord::Hedge | TimeWord::Approx).then_some(()))
                .map(|(end, ())| end)
        };
        let start = hedge(start).unwrap_or(start);
        let (n, unit, end) = match vague.and_then(|vague| self.units(vague)) {
            Some((end, unit)) => (0, unit, end),
            None => match self.units(start) {
                Some((end, unit)) => (0, unit, end),
                None => {
                    let amount = self.amount(start).filter(|_| !self.lower_in(start, &["a", "an"]))?;
                    let (n, unit) = whole(amount.halves, amount.unit)?;
                    (n, unit, amount.end)
                }
            },
        };
        // "the last two weeks of February 2017" end with it, not with the page's day.
        let of = self.of_date(end);
        if which == Deixis::Last && of > end {
            return Some(Found::new(at, of, Time::Length { n, unit }));
        }
        let time = match which {
            Deixis::Last | Deixis::Past | Deixis::Latest => Time::Past { n, unit },
            Deixis::Next | Deixis::Coming => Time::Ahead { n, unit },
            Deixis::Previous | Deixis::Following => Time::Length { n, unit },
            Deixis::This | Deixis::That | Deixis::Same | Deixis::Each => return None,
        };
        Some(Found::new(at, end, time))
    }

    /// One past "of 1915", "of February 2017".
    fn of_date(&self, at: usize) -> usize {
        let date = self.lower_is(at, "of").then(|| self.whole_date(at + 1)).flatten();
        date.filter(|date| matches!(date.time, Time::Fixed(_))).map_or(at, |date| date.end)
    }

    /// "four days", "four-day", "a few weeks", "days", "half a century", "a day and a half".
    fn amount(&self, at: usize) -> Option<Amount> {
        if let Some((end, ())) = self.word(at, |word| (word == TimeWord::Couple).then_some(())) {
            let end = end + usize::from(self.lower_is(end, "more"));
            let (end, unit) = self.units(end)?;
            return Some(Amount { halves: Some(Halves(4)), unit, end, bare: false, hyphened: false });
        }
        // "some quarters" are people, "three quarters" a part.
        if let Some(vague) = self.class(at, TimeWord::Vague) {
            let vague = vague + usize::from(self.lower_in(vague, &["more", "long"]));
            if let Some((end, unit)) = self.units(vague) {
                return (!matches!(unit, Unit::Period | Unit::Quarter)).then_some(Amount {
                    halves: None,
                    unit,
                    end,
                    bare: false,
                    hyphened: false,
                });
            }
        }
        if let Some((end, unit)) = self.units(at) {
            // "months-long"
            let long = self.hyphen(end) && self.lower_is(end + 1, "long");
            let end = if long { end + 2 } else { end };
            return (unit != Unit::Period).then_some(Amount {
                halves: None,
                unit,
                end,
                bare: !long,
                hyphened: long,
            });
        }
        if let Some((end, unit)) = self.unit(at)
            && self.hyphen(end)
            && self.lower_is(end + 1, "long")
        {
            return Some(Amount { halves: Some(Halves(2)), unit, end: end + 2, bare: false, hyphened: true });
        }
        let (halves, mut end) = self.quantity(at)?;
        if self.hyphen(end) || self.is_mark(end, '-') && self.glued(end) {
            let (past, unit) = self.unit(end + 1).or_else(|| self.units(end + 1))?;
            // Ages are no lengths that matter here: "a 12-year-old".
            if self.is_mark(past, '-') && self.lower_in(past + 1, &["old", "olds"])
                || self.lower_is(past, "old")
            {
                return None;
            }
            let past = if self.hyphen(past) && self.lower_is(past + 1, "long") { past + 2 } else { past };
            let past = past + usize::from(self.lower_is(past, "long"));
            return (unit != Unit::Period).then_some(Amount {
                halves: Some(halves),
                unit,
                end: past,
                bare: false,
                hyphened: true,
            });
        }
        // "10 to 15 days", "two or three weeks": no one number.
        let or = self.lower_in(end, &["to", "or"]) || self.is_mark(end, '-');
        let mut halves = Some(halves);
        if or
            && let Some((_, past)) = self.whole(end + 1)
            && self.units(past).is_some()
        {
            end = past;
            halves = None;
        }
        // "a" is of one thing: "a months-long siege" is not a month.
        if self.lower_in(at, &["a", "an"]) && self.units(end).is_some() && halves == Some(Halves(2)) {
            return None;
        }
        let end = end
            + usize::from(self.lower_in(
                end,
                &["more", "long", "full", "short", "whole", "other", "further", "straight", "consecutive"],
            ));
        let (mut end, unit) = self.units(end).or_else(|| self.unit(end))?;
        if self.lower_is(end, "old")
            || unit == Unit::Period
            || unit == Unit::Second && self.lower_is(end - 1, "second")
        {
            return None;
        }
        if self.is_half_after(end) {
            end += 3;
            halves = halves.map(|Halves(halves)| Halves(halves + 1));
        }
        let end = end + usize::from(self.lower_is(end, "long"));
        Some(Amount { halves, unit, end, bare: false, hyphened: false })
    }

    /// "two weeks ago", "three days later", "a year earlier", "a week from now".
    fn told_from(&self, at: usize, amount: &Amount, n: u32, unit: Unit) -> Option<Found> {
        let hyphen = usize::from(self.is_mark(amount.end, '-') && self.glued(amount.end));
        let after = amount.end + hyphen;
        // "a | year-earlier loss"
        if hyphen == 1 && self.lower_in(at, &["a", "an"]) {
            return None;
        }
        // Decades and centuries are counted in years.
        let (n, unit) = match unit {
            Unit::Decade => (n * 10, Unit::Year),
            Unit::Century => (n * 100, Unit::Year),
            unit => (n, unit),
        };
        if let Some(end) = self.class(after, TimeWord::Ago) {
            return Some(Found::new(at, end, Time::Ago { n, unit }));
        }
        if let Some(end) = self.class(after, TimeWord::Hence) {
            return Some(Found::new(at, end, Time::Hence { n, unit }));
        }
        let (end, sign) = self.word(after, |word| match word {
            TimeWord::Told(sign) => Some(sign),
            _ => None,
        })?;
        // "two days before the vote" counts from the vote.
        let open = self.lower_in(after, &["before", "after", "prior"]);
        if open
            && (self.is_word(end)
                || self.pieces.get(end).is_some_and(|next| matches!(next.kind, super::Kind::Number { .. })))
        {
            return None;
        }
        if self.lower_is(end, "than") {
            return None;
        }
        let time = match (n, sign) {
            (0, 1) => Time::Later,
            (0, _) => Time::Earlier,
            (n, sign) => Time::Told { n: i32::try_from(n).ok()?.saturating_mul(sign), unit },
        };
        Some(Found::new(at, end, time))
    }

    /// "for days", "weeks of fighting": units without a number that are a length.
    fn is_length_alone(&self, at: usize, end: usize) -> bool {
        // "in days and weeks"
        if self.before_in(at, &["and", "or"])
            && at > 1
            && self.sense(at - 2, |word| matches!(word, TimeWord::Unit { several: true, .. }))
        {
            return !self.noun_at(end);
        }
        let lasting = self.before_in(
            at,
            &[
                "for",
                "lasted",
                "lasting",
                "within",
                "after",
                "took",
                "takes",
                "following",
                "despite",
                "amid",
                "in",
                "over",
                "of",
            ],
        );
        lasting
            && (self.lower_is(end, "of")
                || self.before_in(at, &["for", "lasted", "lasting", "within", "in", "took"]))
            && !self.noun_at(end)
    }

    /// Whether "a year" stands where a length stands.
    fn lasts(&self, start: usize, end: usize) -> bool {
        let preposed = self.before_in(
            start,
            &[
                "for", "in", "within", "than", "about", "nearly", "almost", "over", "after", "lasted",
                "lasting", "took", "once", "least", "under", "exactly", "half", "spent", "of",
            ],
        );
        preposed && !self.lower_in(end, &["in", "when", "that"]) && !self.noun_at(end)
    }
}

/// Halves of a unit as whole units, of a smaller one where need be: half a century is 50 years. `n` is 0 where it is
/// not said how many.
fn whole(halves: Option<Halves>, unit: Unit) -> Option<(u32, Unit)> {
    let (unit, times) = match unit {
        Unit::Fortnight => (Unit::Week, 2),
        unit => (unit, 1),
    };
    let Some(Halves(halves)) = halves else { return Some((0, unit)) };
    let halves = halves.checked_mul(times)?;
    if halves % 2 == 0 {
        return Some((halves / 2, unit));
    }
    let (smaller, count) = match unit {
        Unit::Century => (Unit::Year, 100),
        Unit::Decade => (Unit::Year, 10),
        Unit::Year => (Unit::Month, 12),
        Unit::Day => (Unit::Hour, 24),
        Unit::Hour => (Unit::Minute, 60),
        Unit::Minute => (Unit::Second, 60),
        Unit::Quarter | Unit::Month => (Unit::Week, 4),
        other => return Some((halves / 2, other)),
    };
    Some((halves.checked_mul(count)? / 2, smaller))
}
