//! Time expressions, as written.
//!
//! In: a text, or one sentence. Out: a [`TimeExpr`] for each, in reading order.
//! "earlier on Thursday" is a weekday with nothing said of which week; [`crate::resolve::time`] asks the page's day, and
//! "the next day" waits for [`crate::resolve::story`].
//! Ages ("2,000-year-old") and figures are not days.
//!
//! One pass: the text is cut into words, numbers and marks; at each the kinds of expression of `time/` are tried, and the
//! longest that fits is taken. What a word may be is told by `data/en/times.tsv`.

mod calendar;
mod clock;
mod date;
mod number;
mod period;
mod piece;
mod range;
mod stretch;
mod tense;

use serde::{Deserialize, Serialize};

use crate::calendar::{Calendar, Feast};
use crate::day::Days;
use crate::mention::TokenRange;
use crate::sentence::Sentence;
use crate::tables::Tables;
use crate::tables::times::{TimeWord, Times};
use crate::tables::words::{NounWord, Words};
use crate::text::Span;
use piece::{Kind, Piece};
pub use tense::Tense;

/// A time as written, in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The whole phrase in bytes of the text, its preposition left out: "last Tuesday".
    pub span: Span,
    /// What it says.
    pub time: Time,
    /// The time of day, where it says one: "Friday evening", "10 p.m. Wednesday".
    pub clock: Option<Clock>,
    /// "since", "until", "before", "after", "by" where one stands before it: it bounds, and dates nothing itself.
    pub bound: Option<Bound>,
    /// The two ends of a range: "15" and "18 April".
    pub halves: Option<[Span; 2]>,
    /// Whether the words around it look back or ahead.
    pub tense: Tense,
    /// How many sentences ended before it.
    pub sentence: usize,
    /// How many paragraphs ended before it.
    pub paragraph: usize,
    /// Whether a sentence begins with it, a preposition and an article aside.
    pub fronted: bool,
}

/// A time as written, in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpr {
    /// The whole phrase, its preposition left out: "last Tuesday".
    pub span: Span,
    /// The same, in tokens.
    pub tokens: TokenRange,
    /// What it says.
    pub time: Time,
    /// The time of day, where it says one.
    pub clock: Option<Clock>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is its word; a period is one of no length")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
    Period,
}

impl Unit {
    /// All of them, the shortest first.
    pub const ALL: [Unit; 13] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Weekend,
        Unit::Week,
        Unit::Fortnight,
        Unit::Month,
        Unit::Quarter,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
        Unit::Period,
    ];

    /// Its English word.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Second => "second",
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Weekend => "weekend",
            Unit::Week => "week",
            Unit::Fortnight => "fortnight",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
            Unit::Decade => "decade",
            Unit::Century => "century",
            Unit::Period => "period",
        }
    }
}

/// A season of the year, as the northern half of the world has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is its word")]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

impl Season {
    /// As TIMEX3 writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is its word")]
pub enum Daypart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

impl Daypart {
    /// All of them.
    pub const ALL: [Daypart; 6] = [
        Daypart::Morning,
        Daypart::Midday,
        Daypart::Afternoon,
        Daypart::Evening,
        Daypart::Night,
        Daypart::Daytime,
    ];

    /// As TIMEX3 writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Daypart::Morning => "MO",
            Daypart::Midday => "MI",
            Daypart::Afternoon => "AF",
            Daypart::Evening => "EV",
            Daypart::Night => "NI",
            Daypart::Daytime => "DT",
        }
    }
}

/// A part of a month, a year or a season.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "each is its word")]
pub enum Part {
    Early,
    Middle,
    Late,
    FirstHalf,
    SecondHalf,
    FirstWeek,
    LastWeek,
    Rest,
    Eve,
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 9] = [
        Part::Early,
        Part::Middle,
        Part::Late,
        Part::FirstHalf,
        Part::SecondHalf,
        Part::FirstWeek,
        Part::LastWeek,
        Part::Rest,
        Part::Eve,
    ];

    /// Its word in `data/en/times.tsv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Early => "early",
            Part::Middle => "middle",
            Part::Late => "late",
            Part::FirstHalf => "first-half",
            Part::SecondHalf => "second-half",
            Part::FirstWeek => "first-week",
            Part::LastWeek => "last-week",
            Part::Rest => "rest",
            Part::Eve => "eve",
        }
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// "evening"
    Part(Daypart),
    /// "4 p.m.": hours, 0 to 24.
    Hour(u16),
    /// "20:57": minutes of the day, 0 to 1440.
    Minute(u16),
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
    /// "August of that year": as was told before.
    Told,
}

/// What a time expression says, before anyone knows the page's day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Time {
    /// A full date, a month with its year, a year, decade or century: understood by itself.
    Fixed(Days),
    /// A day or a month of another calendar, with its year: 13 Esfand 1395.
    Other {
        /// Which calendar.
        calendar: Calendar,
        /// The same in the civil calendar.
        days: Days,
    },
    /// "December 11": a day of a year that is not said.
    MonthDay {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
    /// "3 May last year", "3 May of that year".
    MonthDayOf {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
        /// Of which year.
        which: Which,
    },
    /// "in May", "last March".
    Month {
        /// 1 to 12.
        month: i8,
        /// Which May.
        which: Which,
    },
    /// "the 15th": a day of a month that was told before.
    DayOfMonth {
        /// 1 to 31.
        day: i8,
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
    /// "the summer of 2014", "last winter".
    Season {
        /// Which season.
        season: Season,
        /// The year, where it is said.
        year: Option<i16>,
        /// Which one, where no year is said.
        which: Which,
    },
    /// "the third quarter of 1990".
    Quarter {
        /// 1 to 4.
        quarter: i8,
        /// The year, where it is said.
        year: Option<i16>,
        /// Of which year, where none is said.
        which: Which,
    },
    /// "Christmas 1776", "Ramadan".
    Feast {
        /// Which feast.
        feast: Feast,
        /// The year, where it is said.
        year: Option<i16>,
        /// Which one, where no year is said.
        which: Which,
    },
    /// "over the past month", "during the past ten days": a stretch that ends on the page's day.
    Past {
        /// How many units; 0 where the words do not say.
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "the next two weeks": a stretch that begins on the page's day.
    Ahead {
        /// How many units; 0 where the words do not say.
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "two weeks ago"; 0 in "several years ago".
    Ago {
        /// How many units; 0 where the words do not say.
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "two weeks from now".
    Hence {
        /// How many units; 0 where the words do not say.
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "the following day" 1, "that month" 0, "two weeks earlier" -2: counted from what was told before, not from the page's day.
    Told {
        /// How many units later; negative earlier.
        n: i32,
        /// Which unit.
        unit: Unit,
    },
    /// The same, once it is known what was told before.
    Shifted {
        /// What was told before.
        from: Box<Time>,
        /// How many units later; negative earlier.
        n: i32,
        /// Which unit.
        unit: Unit,
    },
    /// "days later": told before, and no one knows how far.
    Later,
    /// "years earlier": told before, and no one knows how far.
    Earlier,
    /// "recently", "in recent days": before the page's day, no one knows how long.
    Recent,
    /// "soon", "in the future".
    Soon,
    /// A length of time: "four days", "4-day". Dates nothing by itself.
    Length {
        /// How many units; 0 where the words do not say ("days of fighting").
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "every day", "weekly", "20 a month". Dates nothing by itself.
    Every {
        /// How many units lie between.
        n: u32,
        /// Which unit.
        unit: Unit,
    },
    /// "every Friday". Dates nothing by itself.
    EveryWeekday {
        /// 1 = Monday to 7 = Sunday.
        weekday: i8,
    },
    /// "between 3 and 5 May", "from Monday to Friday".
    Range(Box<Time>, Box<Time>),
    /// "early March", "the end of 2016", "earlier this month".
    Of {
        /// Which part.
        part: Part,
        /// Of what.
        whole: Box<Time>,
    },
    /// A time of day: "20:57", "at dawn". Dates nothing by itself.
    Clock,
}

impl Time {
    /// Whether it says a day or days at all; lengths, rates and times of day do not.
    pub fn dates(&self) -> bool {
        !matches!(self, Time::Length { .. } | Time::Every { .. } | Time::EveryWeekday { .. } | Time::Clock)
    }

    /// Whether it is counted from what was told before.
    pub fn is_told(&self) -> bool {
        match self {
            Time::Month { which: Which::Told, .. } | Time::MonthDayOf { which: Which::Told, .. } => true,
            Time::Told { .. } | Time::Later | Time::Earlier | Time::DayOfMonth { .. } => true,
            Time::Of { whole, .. } => whole.is_told(),
            _ => false,
        }
    }
}

/// All times in `sentence`.
pub fn find(sentence: &Sentence<'_>, text: &str, tables: &Tables) -> Vec<TimeExpr> {
    let (Some(first), Some(last)) = (sentence.tokens.first(), sentence.tokens.last()) else {
        return Vec::new();
    };
    let base = first.span.start;
    let found = find_in(&text[base..last.span.end], tables);
    let in_tokens = |written: Written| {
        let span = Span::new(base + written.span.start, base + written.span.end);
        let start = sentence.tokens.partition_point(|token| token.span.end <= span.start);
        let end = sentence.tokens.partition_point(|token| token.span.start < span.end);
        let tokens = TokenRange { start, end };
        // "between 2013 and 2015" is one stretch of known days.
        let time = match written.time {
            Time::Range(from, to) => match (*from, *to) {
                (Time::Fixed(from), Time::Fixed(to)) => Time::Fixed(Days { from: from.from, to: to.to }),
                (from, to) => Time::Range(Box::new(from), Box::new(to)),
            },
            time => time,
        };
        (start < end).then_some(TimeExpr { span, tokens, time, clock: written.clock, bound: written.bound })
    };
    found.into_iter().filter_map(in_tokens).collect()
}

/// All times in `text`; spans are bytes of it.
///
/// ```
/// # use tadmor::mention::time::{Time, Which, find_in};
/// let tables = tadmor::Tables::shipped().unwrap();
/// let found = find_in("A convoy of nine lorries reached the camp last Tuesday.", &tables);
/// assert_eq!(found[0].time, Time::Weekday { weekday: 2, which: Which::Last });
/// ```
pub fn find_in(text: &str, tables: &Tables) -> Vec<Written> {
    let pieces = piece::cut(text, &tables.times);
    let bc = has_years_before_christ(&pieces, &tables.times);
    let reader = Reader { text, pieces: &pieces, times: &tables.times, words: &tables.words, bc };
    let mut found: Vec<Written> = Vec::new();
    let (mut at, mut last, mut sentence, mut paragraph) = (0, 0, 0, 0);
    while at < pieces.len() {
        let Some(one) = reader.read(at) else {
            at += 1;
            continue;
        };
        let between = last..one.start;
        paragraph += pieces[between.clone()].iter().filter(|piece| piece.kind == Kind::Break).count();
        sentence += between.filter(|piece| tense::ends_sentence(&reader, *piece)).count();
        at = one.end;
        last = one.start;
        found.push(reader.written(one, sentence, paragraph));
    }
    found
}

/// Whether the text counts years before Christ, so that "in 490" is one.
fn has_years_before_christ(pieces: &[Piece], times: &Times) -> bool {
    let eras = pieces.windows(2).filter(|pair| {
        let senses = pair[1].word.map_or(&[][..], |word| times.senses(word));
        matches!(pair[0].kind, Kind::Number { .. }) && senses.contains(&TimeWord::Era { before: true })
    });
    eras.take(3).count() == 3
}

/// A time and its pieces.
#[derive(Clone, Debug)]
struct Found {
    start: usize,
    end: usize,
    time: Time,
    clock: Option<Clock>,
    halves: Option<[(usize, usize); 2]>,
}

impl Found {
    fn new(start: usize, end: usize, time: Time) -> Self {
        Found { start, end, time, clock: None, halves: None }
    }

    fn from(self, start: usize) -> Self {
        Found { start, ..self }
    }

    fn to(self, end: usize) -> Self {
        Found { end, ..self }
    }

    fn at(self, clock: Clock) -> Self {
        Found { clock: Some(clock), ..self }
    }
}

/// Reads times at a piece.
#[derive(Clone, Copy)]
struct Reader<'r> {
    text: &'r str,
    pieces: &'r [Piece],
    times: &'r Times,
    words: &'r Words,
    /// Whether small numbers after "in" are years before Christ.
    bc: bool,
}

impl<'r> Reader<'r> {
    /// The longest time that starts at `at`.
    fn read(&self, at: usize) -> Option<Found> {
        let piece = &self.pieces[at];
        match (piece.kind, piece.word) {
            (Kind::Number { .. }, _) | (Kind::Mark('\''), _) => {}
            (Kind::Word, Some(word)) if self.times.opens(word) => {
                let goes_on = |next: &Piece| {
                    next.word.is_some() || matches!(next.kind, Kind::Number { .. } | Kind::Mark('\''))
                };
                let phrased =
                    || self.times.phrases(word).iter().any(|(rest, _)| self.lower_is(at + 1, rest[0]));
                let leads = self.times.leads(word)
                    && !self.lower_in(at + 1, &["time", "full", "whole", "entire", "same"]);
                if leads && !self.pieces.get(at + 1).is_some_and(goes_on) && !phrased() {
                    return None;
                }
            }
            _ => return None,
        }
        let kinds = [
            self.range(at),
            self.point(at),
            self.of_day(at),
            self.loose(at),
            self.stretch(at),
            self.rate(at),
        ];
        let mut best: Option<Found> = None;
        for found in kinds.into_iter().flatten() {
            if best.as_ref().is_none_or(|best| best.end < found.end) {
                best = Some(found);
            }
        }
        best
    }

    /// "now", "recently", "in the near future".
    fn loose(&self, at: usize) -> Option<Found> {
        let (end, time) = self.word(at, |word| match word {
            TimeWord::Now => Some(Time::Now),
            TimeWord::Recent => Some(Time::Recent),
            TimeWord::Soon => Some(Time::Soon),
            _ => None,
        })?;
        // "the past week" is another thing; so is "the past and the future of" none.
        let goes_on = self.sense(end, |word| matches!(word, TimeWord::Unit { .. } | TimeWord::Number(_)));
        // "Now" at the head of a sentence mostly argues.
        (!goes_on).then(|| Found::new(at, end, time))
    }

    /// The meaning of the longest phrase at `at` that `pick` takes, and its end.
    fn word<T>(&self, at: usize, pick: impl Fn(TimeWord) -> Option<T>) -> Option<(usize, T)> {
        let number = self.pieces.get(at)?.word?;
        let phrases = self.times.phrases(number).iter();
        let whole = phrases
            .filter(|(rest, _)| {
                rest.iter().enumerate().all(|(step, word)| self.lower_is(at + 1 + step, word))
            })
            .find_map(|(rest, word)| Some((at + 1 + rest.len(), pick(*word)?)));
        whole.or_else(|| {
            let senses = self.times.senses(number).iter();
            senses.copied().find_map(pick).map(|found| (at + 1, found))
        })
    }

    /// The end of the phrase of that class at `at`.
    fn class(&self, at: usize, class: TimeWord) -> Option<usize> {
        self.word(at, |word| (word == class).then_some(())).map(|(end, ())| end)
    }

    /// Whether the single word at `at` has a sense that `is` takes.
    fn sense(&self, at: usize, is: impl Fn(TimeWord) -> bool) -> bool {
        let word = self.pieces.get(at).and_then(|piece| piece.word);
        word.is_some_and(|word| self.times.senses(word).iter().any(|sense| is(*sense)))
    }

    fn slice(&self, at: usize) -> &'r str {
        self.pieces.get(at).map_or("", |piece| &self.text[piece.start..piece.end])
    }

    fn lower_is(&self, at: usize, word: &str) -> bool {
        let slice = self.slice(at);
        slice.len() == word.len() && slice.eq_ignore_ascii_case(word)
    }

    fn lower_in(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.lower_is(at, word))
    }

    fn before_in(&self, at: usize, words: &[&str]) -> bool {
        at > 0 && self.lower_in(at - 1, words)
    }

    fn is_mark(&self, at: usize, mark: char) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.kind == Kind::Mark(mark))
    }

    /// Whether nothing stands between the piece and the one before it.
    fn glued(&self, at: usize) -> bool {
        at > 0 && self.pieces.get(at).is_some_and(|piece| piece.start == self.pieces[at - 1].end)
    }

    /// Whether a hyphen joins the word before `at` to the one after it.
    fn hyphen(&self, at: usize) -> bool {
        self.is_mark(at, '-') && self.glued(at) && self.glued(at + 1)
    }

    fn is_word(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|piece| piece.kind == Kind::Word)
    }

    fn capital(&self, at: usize) -> bool {
        self.is_word(at) && self.slice(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// A word in small letters that is none of grammar's.
    fn noun_at(&self, at: usize) -> bool {
        self.is_word(at)
            && self.slice(at).chars().next().is_some_and(char::is_lowercase)
            && !self.words.is_function(self.slice(at))
    }

    /// Whether what is counted stands at `at`: "In March 20 soldiers", "of 2000 people", "of 2000 armed men".
    fn counted_at(&self, at: usize) -> bool {
        (at..at + 3).take_while(|at| self.noun_at(*at)).any(|at| self.words.is_plural(self.slice(at)))
    }

    /// Whether a sentence, a line or a quotation begins at `at`.
    fn opens(&self, at: usize) -> bool {
        at == 0
            || match self.pieces[at - 1].kind {
                Kind::Break => true,
                Kind::Mark(mark) => !matches!(mark, ',' | '-' | '\'' | '/' | '&' | '(' | '$'),
                _ => false,
            }
    }

    /// Whether "the", "its" or a possessive stands before `at`.
    fn owned(&self, at: usize) -> bool {
        at > 0
            && (self.words.is_noun(self.slice(at - 1), NounWord::Owner)
                || self.lower_is(at - 1, "s") && at > 1 && self.is_mark(at - 2, '\''))
    }

    /// The pieces as a time in the text.
    fn written(&self, found: Found, sentence: usize, paragraph: usize) -> Written {
        let start = found.start;
        let span = |start: usize, end: usize| Span::new(self.pieces[start].start, self.pieces[end - 1].end);
        Written {
            span: span(found.start, found.end),
            bound: self.bound(&found),
            halves: found.halves.map(|halves| halves.map(|(start, end)| span(start, end))),
            tense: tense::of(self, found.start, found.end),
            time: found.time,
            clock: found.clock,
            fronted: (start.saturating_sub(2)..=start).any(|at| self.opens(at)),
            sentence,
            paragraph,
        }
    }

    /// The bound that stands before `found`.
    fn bound(&self, found: &Found) -> Option<Bound> {
        if !found.time.dates() || matches!(found.time, Time::Recent | Time::Soon) {
            return None;
        }
        let article = self.lower_is(found.start, "the") || self.owned(found.start);
        let mut start = found.start - usize::from(self.owned(found.start) && found.start > 0);
        // "after Friday's attack", "since the 2011 uprising": the attack and the uprising bound, not their day.
        let of_an_event = self.is_mark(found.end, '\'') || article && self.noun_at(found.end);
        if of_an_event || self.sense(found.end, |word| word == TimeWord::NoTime) {
            return None;
        }
        let hedged = (start.saturating_sub(4)..start).find(|at| {
            self.word(*at, |word| {
                matches!(word, TimeWord::Hedge | TimeWord::Approx | TimeWord::Part(_)).then_some(())
            })
            .is_some_and(|(end, ())| end == start)
        });
        start = hedged.unwrap_or(start);
        (start.saturating_sub(4)..start)
            .filter_map(|at| {
                self.word(at, |word| match word {
                    TimeWord::Bound(bound) => Some(bound),
                    _ => None,
                })
            })
            .find(|(end, _)| *end == start)
            .map(|(_, bound)| bound)
    }
}
