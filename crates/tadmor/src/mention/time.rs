//! Time expressions, as written.
//!
//! In: one sentence. Out: a [`TimeExpr`] for each, in reading order.
//! "earlier on Thursday" is a weekday with nothing said of which week; [`crate::resolve::time`] asks the page's day.
//! Ages ("2,000-year-old") and lengths ("4-day long") are not days.

mod date;
mod range;
mod stretch;

use serde::{Deserialize, Serialize};

use crate::day::Days;
use crate::mention::TokenRange;
use crate::sentence::{Sentence, Token, TokenKind};
use crate::tables::words::{NounWord, TimeWord};
use crate::tables::{Tables, Words};
use crate::text::Span;

/// A time as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpr {
    /// The whole phrase, its preposition left out: "last Tuesday".
    pub span: Span,
    /// The same, in tokens.
    pub tokens: TokenRange,
    /// What it says.
    pub time: Time,
    /// "since", "until", "before", "after", "by" where one stands before it: it bounds, and dates nothing itself.
    pub bound: Option<Bound>,
}

/// A preposition that makes a time a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// "since Monday"
    Since,
    /// "until Monday"
    Until,
    /// "before Monday"
    Before,
    /// "after Monday"
    After,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Hours (and minutes).
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// Which one of several: "last", "this", "next", or not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    /// Not said: "Friday".
    Unsaid,
    /// "last Friday", "past month".
    Last,
    /// "this Friday".
    This,
    /// "next Friday".
    Next,
}

/// What a time expression says, before anyone knows the page's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Time {
    /// A full date, a month with its year, or a year: understood by itself.
    Fixed(Days),
    /// "December 11": a day of a year that is not said.
    MonthDay {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// "in May", "last March".
    Month {
        /// 1 to 12.
        month: i8,
        /// Which May.
        which: Which,
    },
    /// "Friday", "last Tuesday".
    Weekday {
        /// 1 = Monday to 7 = Sunday.
        weekday: i8,
        /// Which Friday.
        which: Which,
    },
    /// "today" 0, "yesterday" -1, "three days ago" -3: days from the page's day.
    DayOffset(i32),
    /// "now", "currently": the page's day, loosely.
    Now,
    /// "last week", "this month", "next year".
    Period {
        /// Which unit.
        unit: Unit,
        /// Which one.
        which: Which,
    },
    /// "over the past month", "during the past ten days": a stretch that ends on the page's day.
    Past {
        /// How many units.
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "two weeks ago".
    Ago {
        /// How many units.
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "recently", "in recent days": before the page's day, no one knows how long; and what is relative to
    /// something told before, not to the page's day: "the following day", "two weeks later", "that month".
    Recent,
    /// A length of time: "four days", "4-day". Dates nothing by itself.
    Length {
        /// How many units; 0 where the words do not say ("days of fighting").
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "between 3 and 5 May", "from Monday to Friday".
    Range(Box<Time>, Box<Time>),
    /// A time of day: "20:57", "at dawn". Dates nothing by itself.
    Clock,
}

/// All times in `sentence`.
pub fn find(sentence: &Sentence<'_>, tables: &Tables) -> Vec<TimeExpr> {
    let reader = Reader { tokens: &sentence.tokens, words: &tables.words };
    let mut times = Vec::new();
    let mut at = 0;
    while at < sentence.tokens.len() {
        let opens = tables.words.opens_time(&sentence.tokens[at]);
        let Some(found) = opens.then(|| reader.read(at)).flatten() else {
            at += 1;
            continue;
        };
        let tokens = TokenRange { start: found.start, end: found.end };
        let bound = reader.bound(&found);
        times.push(TimeExpr { span: tokens.span(sentence), tokens, time: found.time, bound });
        at = found.end;
    }
    times
}

/// A time and its tokens.
#[derive(Clone, Debug)]
struct Found {
    start: usize,
    end: usize,
    time: Time,
}

impl Found {
    fn new(start: usize, end: usize, time: Time) -> Self {
        Found { start, end, time }
    }

    fn from(self, start: usize) -> Self {
        Found { start, ..self }
    }
}

/// Reads times at a token.
#[derive(Clone, Copy)]
struct Reader<'r> {
    tokens: &'r [Token<'r>],
    words: &'r Words,
}

impl<'r> Reader<'r> {
    /// The time that starts at `at`.
    fn read(&self, at: usize) -> Option<Found> {
        // The most frequent words of all open few times.
        match self.lower(at) {
            "the" | "a" | "an"
                if !self.words.opens_time(self.tokens.get(at + 1)?)
                    && self.words.times.at(self.tokens, at).next().is_none() =>
            {
                return None;
            }
            "in" | "at" | "during" | "of" => return self.phrase(at).or_else(|| self.clock(at)),
            _ => {}
        }
        self.phrase(at)
            .or_else(|| self.range(at))
            .or_else(|| self.date(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.stretch(at))
    }

    /// The meaning of the longest phrase at `at` that `pick` takes, and its end.
    fn word<T>(&self, at: usize, pick: impl Fn(TimeWord) -> Option<T>) -> Option<(usize, T)> {
        self.words.times.at(self.tokens, at).find_map(|(end, word)| Some((end, pick(word)?)))
    }

    /// The end of the phrase of that class at `at`.
    fn class(&self, at: usize, class: TimeWord) -> Option<usize> {
        self.word(at, |word| (word == class).then_some(())).map(|(end, ())| end)
    }

    fn lower(&self, at: usize) -> &'r str {
        self.tokens.get(at).map_or("", |token| token.lower.as_str())
    }

    fn before(&self, at: usize) -> &'r str {
        at.checked_sub(1).map_or("", |before| self.lower(before))
    }

    fn is_capitalised(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is_capitalised())
    }

    /// Whether "the", "its" or a possessive stands before `at`.
    fn owned(&self, at: usize) -> bool {
        self.words.is_noun(self.before(at), NounWord::Owner)
    }

    /// Whether the word before `at` is of that class.
    fn after_class(&self, at: usize, class: TimeWord) -> bool {
        self.words.times.word(self.before(at)).any(|word| word == class)
    }

    /// Whether a noun in lower case stands at `at`.
    fn noun_at(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let lower_case = token.form.chars().next().is_some_and(char::is_lowercase);
        token.kind == TokenKind::Word && lower_case && !self.words.is_function(&token.lower)
    }

    /// Whether what is counted stands at `at`: "In March 20 soldiers", "of 2000 people", "of 2000 armed men".
    fn counted_at(&self, at: usize) -> bool {
        (at..at + 3).take_while(|at| self.noun_at(*at)).any(|at| self.words.is_plural(self.lower(at)))
    }

    /// A whole phrase of the table: "the day before yesterday", "overnight", "now".
    fn phrase(&self, at: usize) -> Option<Found> {
        let (end, time) = self.word(at, |word| match word {
            TimeWord::Offset(days) => Some(Time::DayOffset(days)),
            TimeWord::Night => Some(Time::Range(Box::new(Time::DayOffset(-1)), Box::new(Time::DayOffset(0)))),
            TimeWord::Now => Some(Time::Now),
            TimeWord::Recent => Some(Time::Recent),
            _ => None,
        })?;
        let end = self.class(end, TimeWord::Daypart).unwrap_or(end);
        // "overnight on Friday", "overnight into Friday" are dated by the Friday.
        Some(Found::new(at, end, time))
    }

    /// The bound that stands before `found`.
    fn bound(&self, found: &Found) -> Option<Bound> {
        if matches!(found.time, Time::Length { .. } | Time::Clock | Time::Recent) {
            return None;
        }
        let mut start = found.start;
        let article = self.owned(start);
        // "after Friday's attack", "since the 2011 uprising": the attack and the uprising bound, not their day.
        let of_an_event = matches!(self.lower(found.end), "'s" | "'") || article && self.noun_at(found.end);
        if of_an_event || self.class(found.end, TimeWord::NoTime).is_some() {
            return None;
        }
        start -= usize::from(article);
        if let Some(hedge) = (start.saturating_sub(4)..start)
            .find(|at| self.words.hedges_before.at(self.tokens, *at).any(|(end, _)| end == start))
        {
            start = hedge;
        }
        let phrases = (start.saturating_sub(4)..start).flat_map(|at| self.words.times.at(self.tokens, at));
        let mut bounds = phrases.filter(|(end, _)| *end == start).filter_map(|(_, word)| match word {
            TimeWord::Bound(bound) => Some(bound),
            _ => None,
        });
        bounds.next()
    }
}
