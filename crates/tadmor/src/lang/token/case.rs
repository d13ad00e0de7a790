//! Whether the capitals of a text say anything.

/// Whether case tells nothing: at least three words of three letters or more, all of capitals or all of small letters.
/// Shorter words ("US", "a") are not counted.
pub(crate) fn is_caseless<'t>(forms: impl Iterator<Item = &'t str>) -> bool {
    let (mut small, mut large) = (0, 0);
    // No letter takes less than a byte.
    for form in forms.filter(|form| form.len() >= 3) {
        let (mut letters, mut capitals) = (0, 0);
        for character in form.chars() {
            letters += usize::from(character.is_alphabetic());
            capitals += usize::from(character.is_uppercase());
        }
        match capitals {
            _ if letters < 3 => {}
            0 => small += 1,
            _ if capitals == letters => large += 1,
            _ => return false,
        }
        if small > 0 && large > 0 {
            return false;
        }
    }
    small + large > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_words_that_are_cased_alike_tell_nothing() {
        let caseless = |text: &str| is_caseless(text.split(' '));
        assert!(caseless("RSF TAKES NYALA, US says".strip_suffix(" says").unwrap()));
        assert!(caseless("they took the dam"));
        assert!(!caseless("RSF TAKES NYALA, US says"));
        assert!(!caseless("they took Nyala"));
        assert!(!caseless("US AT IT"));
    }
}
