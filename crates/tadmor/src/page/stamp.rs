//! Stamps: dates as pages write them, in many languages and three calendars.
//!
//! In: a stretch of visible text. Out: a [`Stamp`] for each date in it, in reading order.
//! "2 آذار 2017" is 2017-03-02; "1395/12/13 4:19" is 2017-03-03; "March 2017" is a whole month; "03/04/2017" is
//! 3 April or 4 March, and both are kept. Does not decide what the date is of; see [`crate::article::published`].

pub mod standing;

pub use standing::{Dated, Holder};

use std::cell::OnceCell;

use crate::calendar::{Calendar, of_year};
use crate::day::{Day, Days};
use crate::tables::Months;
use crate::text::Span;
use crate::text::fold::key;

/// One date as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Its characters in the text that was asked about, its time of day left out.
    pub span: Span,
    /// The days that it can mean, as far as it is written: a month is a month, no year is open.
    pub days: Days,
    /// The other day, where day and month could be swapped: "03/04/2017".
    pub swapped: Option<Day>,
    /// The calendar it is written in.
    pub calendar: Calendar,
    /// Whether a year is written.
    pub has_year: bool,
    /// Whether it is written in two digits between slashes: such may be a score or a share.
    pub short_year: bool,
    /// Month and day of the Gregorian calendar, where they are written without a year.
    pub month_day: Option<(i8, i8)>,
    /// The time of day beside it, as written.
    pub time: Option<String>,
    /// Whether a mark of Greenwich time stands at the end ("Z", "+00:00", "GMT").
    pub greenwich: bool,
    /// Whether another offset from Greenwich stands at the end ("+03:00"), so that the day is the writer's own.
    pub offset: bool,
    /// The weekday beside it, 1 is Monday.
    pub weekday: Option<i8>,
}

impl Stamp {
    /// A date of the Gregorian calendar that was read elsewhere.
    pub fn of_days(days: Days) -> Self {
        Stamp {
            span: Span::default(),
            days,
            swapped: None,
            calendar: Calendar::Gregorian,
            has_year: true,
            short_year: false,
            month_day: None,
            time: None,
            greenwich: false,
            offset: false,
            weekday: None,
        }
    }

    /// The days, both readings covered where day and month could be swapped.
    pub fn covering(&self) -> Days {
        match (self.days.exact(), self.swapped) {
            (Some(one), Some(other)) => Days::between(one.min(other), one.max(other)),
            _ => self.days,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number { value: i32, digits: usize },
    Word,
    Mark(char),
}

#[derive(Clone, Debug)]
struct Piece<'t> {
    kind: Kind,
    span: Span,
    text: &'t str,
    /// The folded word, made where it is asked for: few words stand beside a number.
    key: OnceCell<String>,
}

impl<'t> Piece<'t> {
    fn new(kind: Kind, span: Span, text: &'t str) -> Self {
        Piece { kind, span, text: &text[span.start..span.end], key: OnceCell::new() }
    }
}

/// All dates in `text`.
pub fn find(text: &str, months: &Months) -> Vec<Stamp> {
    if !text.chars().any(|character| character.is_ascii_digit() || other_digit(character).is_some()) {
        return Vec::new();
    }
    let pieces = pieces(text);
    let mut stamps = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match stamp(&pieces[at..], months) {
            Some((mut stamp, length)) => {
                beside(&pieces, at, at + length, text, months, &mut stamp);
                stamps.push(stamp);
                at += length;
            }
            None => at += 1,
        }
    }
    stamps
}

/// Whether `text` is nothing but a date with its time: a stamp on a line of its own.
pub fn alone(text: &str, months: &Months) -> bool {
    if text.len() > 80 {
        return false;
    }
    stands_alone(text, &find(text, months), months)
}

/// Whether `text` is nothing but the dates `found` in it.
pub fn stands_alone(text: &str, found: &[Stamp], months: &Months) -> bool {
    if text.len() > 80 {
        return false;
    }
    let Some(stamp) = found.first() else { return false };
    let rest = [&text[..stamp.span.start], &text[found[found.len() - 1].span.end..]].concat();
    let words = rest.split(|character: char| !character.is_alphabetic()).filter(|word| !word.is_empty());
    let left = words
        .filter(|word| months.weekday(&key(word)).is_none() && word.chars().count() > 2 && !zone_name(word));
    left.count() <= 1
}

fn zone_name(word: &str) -> bool {
    matches!(
        word,
        "GMT" | "UTC" | "EST" | "EDT" | "CET" | "CEST" | "EET" | "EEST" | "MSK" | "BST" | "PST" | "PDT"
    )
}

fn other_digit(character: char) -> Option<u32> {
    match character {
        '٠'..='٩' => Some(character as u32 - '٠' as u32),
        '۰'..='۹' => Some(character as u32 - '۰' as u32),
        '０'..='９' => Some(character as u32 - '０' as u32),
        _ => None,
    }
}

fn digit(character: char) -> Option<u32> {
    character.to_digit(10).or_else(|| other_digit(character))
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let mut end = start + character.len_utf8();
        let mut go_on = |fits: &dyn Fn(char) -> bool| {
            while let Some((at, next)) = characters.peek().copied().filter(|(_, next)| fits(*next)) {
                end = at + next.len_utf8();
                characters.next();
            }
            end
        };
        if digit(character).is_some() {
            let end = go_on(&|next| digit(next).is_some());
            let digits = text[start..end].chars().count();
            let value = text[start..end]
                .chars()
                .take(9)
                .filter_map(digit)
                .fold(0, |value, digit| value * 10 + digit as i32);
            pieces.push(Piece::new(Kind::Number { value, digits }, Span::new(start, end), text));
        } else if character.is_alphabetic() {
            let inner =
                |next: char| next.is_alphabetic() || unicode_normalization::char::is_combining_mark(next);
            let end = go_on(&|next| {
                (inner(next) || matches!(next, '\'' | '’' | '\u{200c}')) && digit(next).is_none()
            });
            pieces.push(Piece::new(Kind::Word, Span::new(start, end), text));
        } else if !character.is_whitespace() {
            pieces.push(Piece::new(Kind::Mark(character), Span::new(start, end), text));
        }
    }
    pieces
}

fn number(piece: Option<&Piece<'_>>) -> Option<(i32, usize)> {
    match piece?.kind {
        Kind::Number { value, digits } => Some((value, digits)),
        _ => None,
    }
}

fn mark(piece: Option<&Piece<'_>>) -> Option<char> {
    match piece?.kind {
        Kind::Mark(mark) => Some(mark),
        _ => None,
    }
}

fn word<'p>(piece: Option<&'p Piece<'_>>) -> Option<&'p str> {
    let piece = piece.filter(|piece| piece.kind == Kind::Word)?;
    Some(piece.key.get_or_init(|| key(piece.text)))
}

/// Whether the piece is a word that begins with one of `letters`.
fn opens(piece: Option<&Piece<'_>>, letters: &[char]) -> bool {
    piece.is_some_and(|piece| piece.kind == Kind::Word && piece.text.starts_with(letters))
}

/// The date that `pieces` begin with, and how many of them it takes.
fn stamp(pieces: &[Piece<'_>], months: &Months) -> Option<(Stamp, usize)> {
    match pieces.first()?.kind {
        Kind::Number { .. } => in_numbers(pieces)
            .or_else(|| in_characters(pieces))
            .or_else(|| day_first(pieces, months))
            .or_else(|| year_first(pieces, months)),
        // "كانون الثاني/يناير 2017": no name stands farther from its number.
        Kind::Word if pieces.iter().take(8).any(|piece| number(Some(piece)).is_some()) => {
            month_first(pieces, months)
        }
        Kind::Word | Kind::Mark(_) => None,
    }
}

fn made(
    pieces: &[Piece<'_>],
    length: usize,
    days: Days,
    calendar: Calendar,
    has_year: bool,
) -> Option<(Stamp, usize)> {
    let span = pieces.first()?.span.cover(pieces.get(length - 1)?.span);
    let stamp = Stamp {
        span,
        days,
        swapped: None,
        calendar,
        has_year,
        short_year: false,
        month_day: None,
        time: None,
        greenwich: false,
        offset: false,
        weekday: None,
    };
    Some((stamp, length))
}

/// "2017-03-02", "02.03.2017", "3/4/2017", "1395/12/13".
fn in_numbers(pieces: &[Piece<'_>]) -> Option<(Stamp, usize)> {
    let (a, a_digits) = number(pieces.first())?;
    let separator = mark(pieces.get(1)).filter(|mark| matches!(mark, '/' | '.' | '-' | '–'))?;
    let (b, b_digits) = number(pieces.get(2))?;
    let second = mark(pieces.get(3))?;
    let (c, c_digits) = number(pieces.get(4))?;
    if second != separator || mark(pieces.get(5)) == Some(separator) && number(pieces.get(6)).is_some() {
        return None;
    }
    let close = |from: usize| pieces[from].span.end == pieces[from + 1].span.start;
    // "2017. 3. 2." is how Korean pages write it.
    let spaced = separator == '/' || separator == '.' && a_digits == 4;
    if !(0..4).all(close) && !spaced {
        return None;
    }
    let small = |value: i32| i8::try_from(value).ok().filter(|value| *value > 0);
    let (b_small, a_small, c_small) = (small(b)?, small(a), small(c));
    if a_digits == 4 && b_digits <= 2 && c_digits <= 2 {
        let calendar = of_year(a)?;
        return made(pieces, 5, Days::one(calendar.day(a, b_small, c_small?)?), calendar, true);
    }
    if a_digits > 2 || b_digits > 2 {
        return None;
    }
    let year = match c_digits {
        4 => c,
        // "02.03.17": two digits everywhere, so that it is no version number and no score.
        2 if separator == '.' && a_digits == 2 && b_digits == 2 => c + if c < 50 { 2000 } else { 1900 },
        2 if separator == '/' && (0..4).all(close) && c <= 40 => c + 2000,
        _ => return None,
    };
    let calendar = of_year(year)?;
    let day_month = calendar.day(year, b_small, a_small?);
    let month_day = calendar.day(year, a_small?, b_small);
    let (first, other) = match (separator, day_month, month_day) {
        ('.', Some(day), _) => (day, None),
        ('.', None, _) => return None,
        (_, Some(day), Some(other)) if day != other && calendar == Calendar::Gregorian => (day, Some(other)),
        (_, Some(day), _) => (day, None),
        (_, None, Some(day)) => (day, None),
        (_, None, None) => return None,
    };
    let (mut stamp, length) = made(pieces, 5, Days::one(first), calendar, true)?;
    stamp.swapped = other;
    stamp.short_year = c_digits == 2;
    Some((stamp, length))
}

/// "2017年3月2日", "2017년 3월 2일", "2017年3月".
fn in_characters(pieces: &[Piece<'_>]) -> Option<(Stamp, usize)> {
    let (year, digits) = number(pieces.first())?;
    let (month, _) = number(pieces.get(2))?;
    let months = opens(pieces.get(1), &['年', '년']) && opens(pieces.get(3), &['月', '월']);
    if digits != 4 || !(1900..=2100).contains(&year) || !months {
        return None;
    }
    let (year, month) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?);
    let day = number(pieces.get(4)).and_then(|(day, _)| Day::new(year, month, i8::try_from(day).ok()?));
    match day.filter(|_| opens(pieces.get(5), &['日', '일', '号', '號'])) {
        Some(day) => made(pieces, 6, Days::one(day), Calendar::Gregorian, true).map(|(mut stamp, length)| {
            // "日" may open a word that goes on: the date ends with its number.
            stamp.span.end = pieces[4].span.end;
            (stamp, length)
        }),
        None => made(pieces, 3, Days::month(year, month)?, Calendar::Gregorian, true),
    }
}

/// "2017. március 2.", "2017-Mar-02", "2017, March 2".
fn year_first(pieces: &[Piece<'_>], months: &Months) -> Option<(Stamp, usize)> {
    let (value, digits) = number(pieces.first())?;
    let skips = |at: usize| {
        usize::from(mark(pieces.get(at)).is_some_and(|mark| matches!(mark, ',' | '-' | '.' | '/')))
    };
    let at = 1 + skips(1);
    if digits != 4 || word(pieces.get(at)).is_none() {
        return None;
    }
    let (month, length) = month(&pieces[at..], months)?;
    let at = at + length + skips(at + length);
    let (day, digits) = number(pieces.get(at))?;
    let day = i8::try_from(day).ok().filter(|_| digits <= 2)?;
    // "in 2017. March 2, 2018" gives its own year; "2017 March 12:30" is no day.
    if mark(pieces.get(at + 1)) == Some(':') || year(pieces, at + 1, month.calendar).is_some() {
        return None;
    }
    let (from, to) = years(month.calendar);
    let day =
        month.calendar.day(Some(value).filter(|year| (from..=to).contains(year))?, month.number, day)?;
    made(pieces, at + 1, Days::one(day), month.calendar, true)
}

/// The years that pages are written in, in a calendar.
fn years(calendar: Calendar) -> (i32, i32) {
    match calendar {
        Calendar::Gregorian => (1900, 2100),
        Calendar::Persian => (1300, 1450),
        Calendar::Hijri => (1350, 1480),
    }
}

/// The month that `pieces` begin with, and how many of them its name takes.
fn month(pieces: &[Piece<'_>], months: &Months) -> Option<(crate::tables::months::Month, usize)> {
    let first = word(pieces.first())?;
    let mut name = first.to_owned();
    let mut best = months.named(&name).map(|month| (month, 1));
    let mut at = 1;
    for _ in 1..months.most_words() {
        if mark(pieces.get(at)).is_some_and(|mark| matches!(mark, '-' | '\'' | '’')) {
            at += 1;
        }
        let Some(next) = word(pieces.get(at)) else { break };
        name.push(' ');
        name.push_str(next);
        at += 1;
        if let Some(month) = months.named(&name) {
            best = Some((month, at));
        }
    }
    let (month, mut length) = best?;
    // "Mar. 2", and the doubled names of Arabic agencies: "آذار/مارس".
    if mark(pieces.get(length)) == Some('.') {
        length += 1;
    }
    if mark(pieces.get(length)) == Some('/')
        && let Some(double) = word(pieces.get(length + 1)).and_then(|name| months.named(name))
        && double == month
    {
        length += 2;
    }
    Some((month, length))
}

/// A written year of `calendar` after commas and small words, and where it ends.
fn year(pieces: &[Piece<'_>], mut at: usize, calendar: Calendar) -> Option<(i32, usize)> {
    for _ in 0..2 {
        let skips = mark(pieces.get(at)).is_some_and(|mark| matches!(mark, ',' | '-' | '،' | '.' | '/'))
            || word(pieces.get(at))
                .is_some_and(|word| matches!(word, "of" | "de" | "del" | "в" | "عام" | "سنه"));
        if skips {
            at += 1;
        }
    }
    let (value, digits) = number(pieces.get(at))?;
    let (from, to) = years(calendar);
    let fits = (from..=to).contains(&value);
    (digits == 4 && fits).then_some((value, at + 1))
}

/// "2 March 2017", "2nd of March, 2017", "2. März 2017", "2 de marzo de 2017", "02-Mar-2017".
fn day_first(pieces: &[Piece<'_>], months: &Months) -> Option<(Stamp, usize)> {
    let (day, digits) = number(pieces.first())?;
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day) && digits <= 2)?;
    let mut at = 1;
    for _ in 0..2 {
        let skips = mark(pieces.get(at)).is_some_and(|mark| matches!(mark, '.' | '-' | 'º' | '°' | ','))
            || word(pieces.get(at))
                .is_some_and(|word| matches!(word, "st" | "nd" | "rd" | "th" | "er" | "of" | "de" | "d"));
        at += usize::from(skips);
    }
    let (month, length) = month(&pieces[at..], months)?;
    finish(pieces, at + length, month, day)
}

fn finish(
    pieces: &[Piece<'_>],
    at: usize,
    month: crate::tables::months::Month,
    day: i8,
) -> Option<(Stamp, usize)> {
    match year(pieces, at, month.calendar) {
        Some((year, end)) => {
            let day = month.calendar.day(year, month.number, day)?;
            made(pieces, end, Days::one(day), month.calendar, true)
        }
        None => {
            let (mut stamp, length) = made(pieces, at, Days::OPEN, month.calendar, false)?;
            stamp.month_day = (month.calendar == Calendar::Gregorian).then_some((month.number, day));
            Some((stamp, length))
        }
    }
}

/// "March 2, 2017", "Mar. 2nd 2017", "March 2017".
fn month_first(pieces: &[Piece<'_>], months: &Months) -> Option<(Stamp, usize)> {
    let (month, length) = month(pieces, months)?;
    if let Some((year, end)) = year(pieces, length, month.calendar) {
        let days = month.calendar.month(year, month.number)?;
        return made(pieces, end, days, month.calendar, true);
    }
    let (day, digits) = number(pieces.get(length))?;
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day) && digits <= 2)?;
    // "May 12:30" is no 12 May.
    if mark(pieces.get(length + 1)) == Some(':') {
        return None;
    }
    let mut at = length + 1;
    if word(pieces.get(at)).is_some_and(|word| matches!(word, "st" | "nd" | "rd" | "th")) {
        at += 1;
    }
    finish(pieces, at, month, day)
}

/// How many pieces a time or a weekday may stand away from its date.
const REACH: usize = 4;

/// Fills in the weekday and the time of day that stand beside a date.
fn beside(pieces: &[Piece<'_>], start: usize, end: usize, text: &str, months: &Months, stamp: &mut Stamp) {
    let near = pieces[start.saturating_sub(2)..start].iter().chain(pieces[end..].iter().take(2));
    stamp.weekday = near.filter_map(|piece| word(Some(piece))).find_map(|word| months.weekday(word));
    let after = (end..(end + REACH).min(pieces.len())).find_map(|at| time(pieces, at, text));
    let before = || {
        (start.saturating_sub(REACH + 2)..start)
            .find_map(|at| time(pieces, at, text).filter(|(_, end)| *end <= start))
    };
    if let Some((written, past)) = after.or_else(before) {
        stamp.time = Some(written);
        stamp.greenwich = greenwich(pieces, past);
        stamp.offset = !stamp.greenwich && offset(pieces, past);
    }
}

/// "20:57", "8:57 pm": as written, and the piece after it.
fn time(pieces: &[Piece<'_>], at: usize, text: &str) -> Option<(String, usize)> {
    let (hour, hour_digits) = number(pieces.get(at))?;
    let colon = mark(pieces.get(at + 1)).filter(|mark| *mark == ':')?;
    let (minute, digits) = number(pieces.get(at + 2))?;
    if hour > 24 || hour_digits > 2 || minute > 59 || digits != 2 || colon != ':' {
        return None;
    }
    // "+03:00" is an offset.
    if at > 0 && mark(pieces.get(at - 1)).is_some_and(|mark| mark == '+') {
        return None;
    }
    let mut end = at + 3;
    if mark(pieces.get(end)) == Some(':') && number(pieces.get(end + 1)).is_some() {
        end += 2;
        if mark(pieces.get(end)) == Some('.') && number(pieces.get(end + 1)).is_some() {
            end += 2;
        }
    }
    let half = word(pieces.get(end)).filter(|word| matches!(*word, "am" | "pm"));
    let written_end = if half.is_some() { end } else { at + 2 };
    let end = end + usize::from(half.is_some());
    Some((text[pieces[at].span.start..pieces[written_end].span.end].to_owned(), end))
}

/// Whether what follows a time is its offset from Greenwich: "+03:00", "-0500", "GMT+2".
fn offset(pieces: &[Piece<'_>], at: usize) -> bool {
    let at = at + usize::from(mark(pieces.get(at)) == Some('('));
    let at = at + usize::from(matches!(word(pieces.get(at)), Some("gmt" | "utc")));
    let Some((sign, number)) = pieces.get(at).zip(pieces.get(at + 1)) else { return false };
    matches!(sign.kind, Kind::Mark('+' | '-' | '−'))
        && matches!(number.kind, Kind::Number { digits: 1 | 2 | 4, .. })
        && sign.span.end == number.span.start
}

/// Whether what follows a time says that it is Greenwich's.
fn greenwich(pieces: &[Piece<'_>], at: usize) -> bool {
    let at = at + usize::from(mark(pieces.get(at)).is_some_and(|mark| matches!(mark, '(' | ',')));
    match word(pieces.get(at)) {
        Some("z") => true,
        Some("gmt" | "utc") => !mark(pieces.get(at + 1)).is_some_and(|mark| matches!(mark, '+' | '-')),
        _ => {
            mark(pieces.get(at)) == Some('+')
                && number(pieces.get(at + 1)).is_some_and(|(value, _)| value == 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Stamp {
        find(text, &Months::shipped().unwrap())
            .into_iter()
            .next()
            .unwrap_or_else(|| panic!("no date in {text}"))
    }

    #[test]
    fn one_day_written_in_many_ways() {
        for text in [
            "2009-05-18",
            "18.05.2009",
            "18/05/2009",
            "May 18, 2009",
            "18th of May, 2009",
            "18 мая 2009 г.",
            "18. Mai 2009",
            "18 de mayo de 2009",
            "١٨ أيار ٢٠٠٩",
            "18 أيار/مايو 2009",
            "18-May-2009",
            "28 اردیبهشت 1388",
            "1388/02/28",
            "۱۳۸۸/۰۲/۲۸",
            "Mon, 18 May 2009 10:00:00 GMT",
            "18 травня 2009",
            "18 Mayıs 2009",
            "23 جمادى الأولى 1430",
            "2009年5月18日発",
            "2009년 5월 18일",
            "2009. 5. 18.",
            "2009. május 18.",
            "2009-May-18",
        ] {
            assert_eq!(first(text).days.exact(), Day::new(2009, 5, 18), "{text}");
        }
    }

    #[test]
    fn a_stamp_is_never_finer_than_written() {
        assert_eq!(first("JUNE 2011").days, Days::month(2011, 6).unwrap());
        let open = first("on December 12, the");
        assert!(open.days.is_open() && !open.has_year);
    }

    #[test]
    fn day_and_month_may_be_swapped() {
        let stamp = first("03/04/2011");
        assert_eq!(stamp.swapped, Day::new(2011, 3, 4));
        assert_eq!(
            stamp.covering(),
            Days::between(Day::new(2011, 3, 4).unwrap(), Day::new(2011, 4, 3).unwrap())
        );
        assert_eq!(first("25/04/2011").swapped, None);
        assert_eq!(first("4/4/2011").swapped, None);
    }

    #[test]
    fn the_time_of_day_and_the_weekday_are_kept() {
        let stamp = first("Monday 18 May 2009, 8:57 pm");
        assert_eq!((stamp.time.as_deref(), stamp.weekday), (Some("8:57 pm"), Some(1)));
        assert!(first("2009-05-18T22:30:00Z").greenwich);
        assert!(!first("2009-05-18T22:30:00+03:00").greenwich);
    }

    #[test]
    fn numbers_that_are_no_dates() {
        let months = Months::shipped().unwrap();
        for text in ["1.2.3.4", "killed 12, may 300", "10/20", "99/99/2011", "call 555-12-2011", "may 12:30"]
        {
            let found = find(text, &months);
            assert!(found.iter().all(|stamp| !stamp.has_year), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_stamp_on_a_line_of_its_own() {
        let months = Months::shipped().unwrap();
        assert!(alone("1388/02/28 4:19", &months));
        assert!(alone("March 5, 2018 at 10:11", &months));
        assert!(!alone("The bridge was hit on March 5, 2018", &months));
    }
}
