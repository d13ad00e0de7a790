//! One number for a run of bytes: the same on every machine.
//!
//! In: bytes, words, rows of words. Out: FNV-1a in 64 bits. Two texts can share a number, and a hostile page can make
//! them: nothing but speed and a feature may hang on that.

/// The number of `bytes`.
pub fn of(bytes: impl IntoIterator<Item = u8>) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325;
    bytes.into_iter().fold(start, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(PRIME))
}

/// The number of words in a row, by the numbers of the words.
pub fn row(words: &[u64]) -> u64 {
    words.iter().fold(0, |sum, word| (sum.rotate_left(21) ^ word).wrapping_mul(PRIME))
}

/// The numbers of all rows of `length` words in `text`, whatever their case.
pub fn rows(text: &str, length: usize) -> Vec<u64> {
    let number = |word: &str| of(word.bytes().map(|byte| byte.to_ascii_lowercase()));
    let words: Vec<u64> = text.split_whitespace().map(number).collect();
    words.windows(length).map(row).collect()
}

const PRIME: u64 = 0x100_0000_01b3;

#[cfg(test)]
mod tests {
    #[test]
    fn bytes_give_the_numbers_that_the_rule_was_published_with() {
        assert_eq!(super::of(*b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(super::of(*b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(super::of(*b"foobar"), 0x8594_4171_f739_67e8);
        assert_ne!(super::row(&[1, 2, 3]), super::row(&[1, 3, 2]));
    }
}
