//! How far from a place and in which direction: the words before its name.
//!
//! In: a text and where a name begins. Out: an [`Offset`] for "25 km east of", "some 40 miles (64 km) north-west of the
//! town of", "just south of", "60 kilometres from".

use std::ops::Range;

use crate::text::Span;

/// Where from a place: "25 km east of".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offset {
    /// From the number, or the direction, to before the name.
    pub span: Span,
    /// How far, where the words say.
    pub metres: Option<u32>,
    /// Which way, in degrees from north to the east, where the words say.
    pub bearing: Option<u16>,
}

/// The most bytes before a name that are looked at.
const MOST_BYTES: usize = 90;
/// Nothing on earth is farther than half its girth.
const FARTHEST: u32 = 20_000_000;

/// The offset told right before the name that begins at `name`.
pub fn before(text: &str, name: usize) -> Option<Offset> {
    let words = words_before(text, name);
    let mut end = words.len();
    let word = |at: usize| words.get(at).map(|(_, word)| word.as_str());
    // "of the town of X", "of X", "of the X"
    for of_class in [["town", "of"], ["city", "of"], ["village", "of"], ["port", "of"]] {
        if end >= 2 && word(end - 2) == Some(of_class[0]) && word(end - 1) == Some(of_class[1]) {
            end -= 2;
            break;
        }
    }
    while end > 0 && matches!(word(end - 1), Some("the" | "central" | "downtown")) {
        end -= 1;
    }
    let link = word(end.checked_sub(1)?)?;
    if !matches!(link, "of" | "from") {
        return None;
    }
    let mut at = end - 1;
    let bearing = at.checked_sub(1).and_then(word).and_then(bearing);
    if bearing.is_some() {
        at -= 1;
        // "to the east of"
        if at >= 2 && word(at - 1) == Some("the") && word(at - 2) == Some("to") {
            at -= 2;
        }
    } else if link == "of" {
        return None;
    }
    while at > 0
        && matches!(word(at - 1), Some("away" | "to" | "due" | "just" | "further" | "farther" | "drive"))
    {
        at -= 1;
    }
    let told = distance(&words[..at]);
    let metres = told.as_ref().map(|told| told.0);
    if bearing.is_none() && metres.is_none() {
        return None;
    }
    let first = told.map_or(at, |told| told.1.start);
    let start = words.get(first).or(words.get(at)).map_or(name, |(start, _)| *start);
    Some(Offset { span: Span::new(start, name), metres, bearing })
}

/// Words right before `name` with their starts, in reading order, in lower case; brackets with what they hold left out.
fn words_before(text: &str, name: usize) -> Vec<(usize, String)> {
    let mut from = name.saturating_sub(MOST_BYTES);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..name];
    let cut = before.rfind(['\n', ';', ':', '"', '“', '”']).map_or(0, |at| at + 1);
    let cut = (cut..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(before.len());
    let mut words = Vec::new();
    let mut start = None;
    let mut depth = 0u32;
    for (at, character) in before[cut..].char_indices().map(|(at, character)| (at + cut, character)) {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let inner = character.is_alphanumeric() || matches!(character, '-' | '.' | ',' | '\'' | '’');
        match (inner && depth == 0, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                words.push((from + first, before[first..at].to_lowercase()));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(first) = start {
        words.push((from + first, before[first..].to_lowercase()));
    }
    words
}

/// Degrees of "east", "north-west", "south-southwest".
pub fn bearing(word: &str) -> Option<u16> {
    let joined: String = word.chars().filter(|character| character.is_alphabetic()).collect();
    let degrees = match joined.as_str() {
        "north" => 0,
        "northnortheast" => 22,
        "northeast" => 45,
        "eastnortheast" => 68,
        "east" => 90,
        "eastsoutheast" => 112,
        "southeast" => 135,
        "southsoutheast" => 158,
        "south" => 180,
        "southsouthwest" => 202,
        "southwest" => 225,
        "westsouthwest" => 248,
        "west" => 270,
        "westnorthwest" => 292,
        "northwest" => 315,
        "northnorthwest" => 338,
        _ => return None,
    };
    Some(degrees)
}

/// A number with a unit at the end of `words`, in metres, and which words it is.
fn distance(words: &[(usize, String)]) -> Option<(u32, Range<usize>)> {
    let end = words.len();
    let last = words.get(end.checked_sub(1)?)?.1.as_str();
    // "25km"
    if let Some(at) = last.find(|character: char| character.is_alphabetic())
        && at > 0
        && let (Some(number), Some(unit)) = (number(&last[..at]), unit(&last[at..]))
    {
        return Some((metres(number, unit)?, end - 1..end));
    }
    let unit = unit(last)?;
    let before = words.get(end.checked_sub(2)?)?.1.as_str();
    let number = number(before)?;
    Some((metres(number, unit)?, end - 2..end))
}

fn metres(tenths: u32, unit: u32) -> Option<u32> {
    u32::try_from(u64::from(tenths) * u64::from(unit) / 10).ok().filter(|metres| *metres <= FARTHEST)
}

/// Metres of a unit.
fn unit(word: &str) -> Option<u32> {
    match word.trim_end_matches(['.', ',']) {
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" => Some(1000),
        "mile" | "miles" => Some(1609),
        "metre" | "metres" | "meter" | "meters" | "m" => Some(1),
        _ => None,
    }
}

/// A number in tenths: "25", "1,200", "2.5", "twenty".
fn number(word: &str) -> Option<u32> {
    const WORDS: [(&str, u32); 17] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("twelve", 12),
        ("fifteen", 15),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
    ];
    if let Some((_, number)) = WORDS.iter().find(|(name, _)| *name == word) {
        return Some(number * 10);
    }
    let plain = word.replace(',', "");
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, "0"));
    let whole: u32 = whole.parse().ok()?;
    let tenth: u32 = part.get(..1)?.parse().ok()?;
    whole.checked_mul(10)?.checked_add(tenth)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offset(text: &str) -> Option<(String, Option<u32>, Option<u16>)> {
        let name = text.find('X').unwrap();
        before(text, name)
            .map(|found| (text[found.span.start..found.span.end].to_owned(), found.metres, found.bearing))
    }

    #[test]
    fn distances_and_directions_before_a_name() {
        let told = |words: &str, metres, bearing| Some((words.to_owned(), metres, bearing));
        assert_eq!(offset("the road 25 km east of X"), told("25 km east of ", Some(25_000), Some(90)));
        assert_eq!(
            offset("some 40 miles (64 km) north-west of the town of X"),
            told("40 miles (64 km) north-west of the town of ", Some(64_360), Some(315))
        );
        assert_eq!(offset("a farm just south of X"), told("just south of ", None, Some(180)));
        assert_eq!(offset("sixty kilometres from X"), told("sixty kilometres from ", Some(60_000), None));
        assert_eq!(offset("2.5km to the west of X"), told("2.5km to the west of ", Some(2_500), Some(270)));
        assert_eq!(offset("the mayor of X"), None);
        assert_eq!(offset("came from X"), None);
        assert_eq!(offset("X"), None);
    }
}
