//! What the words between two places say of them: "al-Bab, in Aleppo province", "Donetsk's Petrovskyi district".
//!
//! In: the text between two places that follow each other. Out: a [`Link`], where the words say that the one lies in the
//! other, or that something lies between them.

use crate::mention::place::offset::bearing;

/// How two places that follow each other are told of together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// "Ashford, Kent": the first in the second, right after a comma.
    Comma,
    /// "al-Bab, in eastern Aleppo": the first in the second.
    In,
    /// "Donetsk's Petrovskyi": the second in the first.
    Of,
    /// "Marinka, a town west of Donetsk": the first beside the second.
    Beside,
}

/// The most bytes between two places that are told of together.
const MOST_BYTES: usize = 70;
/// The most words between "," and "of": "the last rebel-held district of".
const MOST_WORDS: usize = 8;

/// What `gap`, the text between two places, says.
pub fn link(gap: &str) -> Option<Link> {
    if gap.len() > MOST_BYTES || gap.contains(['\n', '.', ';', ':', '"', '“', '”']) {
        return None;
    }
    if matches!(gap.trim(), "'s" | "’s") {
        return Some(Link::Of);
    }
    if matches!(gap.trim(), "," | "(") {
        return Some(Link::Comma);
    }
    let comma = gap.trim_start().starts_with(',');
    if gap.matches(',').count() > 1 {
        return None;
    }
    let lower = gap.to_lowercase();
    let mut words: Vec<&str> = lower.split_whitespace().map(|word| word.trim_matches(',')).collect();
    words.retain(|word| !word.is_empty());
    // "just north of", not "in the north of".
    if let [before @ .., direction, "of" | "from"] = words.as_slice()
        && bearing(direction).is_some()
        && before.last() != Some(&"the")
    {
        return Some(Link::Beside);
    }
    if gap.matches(',').count() > usize::from(comma) {
        return None;
    }
    // "in the north of", "in southern", "of central"
    while words.last().is_some_and(|word| is_part(word)) {
        words.pop();
    }
    if let [.., "in" | "of" | "on", "the", direction, "of" | "side" | "part"]
    | [.., "in" | "of" | "on", "the", direction, "side" | "part", "of"] = words.as_slice()
        && is_part(direction)
    {
        return Some(Link::In);
    }
    let linked = matches!(words.last(), Some(&("in" | "of"))) && words.len() <= MOST_WORDS;
    // "X, the mayor of Y" is not in Y for that, but most often is.
    (linked && (comma || words.len() <= 2)).then_some(Link::In)
}

fn is_part(word: &str) -> bool {
    let direction = word.strip_suffix("ern").unwrap_or(word);
    bearing(direction).is_some()
        || matches!(word, "the" | "central" | "upper" | "lower" | "rural" | "coastal" | "inner")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_between_two_places() {
        for (gap, expected) in [
            (", ", Some(Link::Comma)),
            (", in ", Some(Link::In)),
            (" in southern ", Some(Link::In)),
            (", in the south of ", Some(Link::In)),
            (", the last rebel-held district of ", Some(Link::In)),
            (" quarter of eastern ", Some(Link::In)),
            ("'s ", Some(Link::Of)),
            (", north of ", Some(Link::Beside)),
            (", a seaside village east of ", Some(Link::Beside)),
            (" aqueduct, north of ", Some(Link::Beside)),
            (" and ", None),
            (". In ", None),
            (" to ", None),
            (" said that he had left for ", None),
        ] {
            assert_eq!(link(gap), expected, "{gap}");
        }
    }
}
