//! Whether the capitals of a text say anything.

/// Whether case tells nothing: three words of three letters and more, all of capitals or all of small letters, and no
/// word of both that has `mixed` letters or more ("He said they would leave" has one of two). Shorter words of capitals
/// alone ("I", "US") are not counted.
pub(crate) fn is_caseless<'t>(forms: impl Iterator<Item = &'t str>, mixed: usize) -> bool {
    let (mut small, mut large) = (0, 0);
    for form in forms {
        let (mut letters, mut capitals) = (0, 0);
        for character in form.chars() {
            letters += usize::from(character.is_alphabetic());
            capitals += usize::from(character.is_uppercase());
        }
        match (letters, capitals) {
            (_, 1..) if capitals < letters && letters >= mixed => return false,
            (_, 1..) if capitals < letters => {}
            (3.., 0) => small += 1,
            (3.., _) => large += 1,
            _ => {}
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
        let caseless = |text: &str| is_caseless(text.split(' '), 2);
        assert!(caseless("RSF TAKES NYALA, US says".strip_suffix(" says").unwrap()));
        assert!(caseless("they took the dam"));
        assert!(!caseless("RSF TAKES NYALA, US says"));
        assert!(!caseless("they took Nyala"));
        assert!(!caseless("US AT IT"));
        assert!(!caseless("He said they would leave"));
        assert!(caseless("i think US troops left"));
        assert!(is_caseless("He said they would leave".split(' '), 3));
    }
}
