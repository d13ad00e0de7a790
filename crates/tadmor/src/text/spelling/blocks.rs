//! Rough skeletons of consonants, by which spellings that may be of one name are found before they are weighed.
//!
//! In: letters. Out: marks of the pairs and triples of their consonants, in three readings: "w", "j" and "h" are a consonant in one
//! manner of spelling and a vowel in another, "c" is "s" or "k". Vowels and doubled letters count for nothing.

use super::letters::{ARTICLE, EDGE, Letters};

/// Sorted marks of a name; names that share many are worth weighing.
pub(super) fn marks(letters: &[u8], known: &Letters) -> Vec<u32> {
    let mut marks = Vec::new();
    for skeleton in skeletons(letters, known) {
        let number =
            |letters: &[u8]| letters.iter().fold(0u32, |mark, letter| mark << 8 | u32::from(*letter));
        marks.extend(skeleton.windows(2).map(number));
        marks.extend(skeleton.windows(3).map(number));
        let whole =
            skeleton.iter().fold(0u32, |mark, letter| mark.wrapping_mul(31).wrapping_add(u32::from(*letter)));
        marks.push(1 << 31 | whole >> 1);
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

fn skeletons(letters: &[u8], known: &Letters) -> [Vec<u8>; 3] {
    let sounds: Vec<u8> = letters
        .iter()
        .filter(|letter| !matches!(**letter, EDGE | ARTICLE))
        .filter_map(|letter| known.sound(*letter))
        .map(|sound| if sound < EDGE { sound - 1 + b'a' } else { sound })
        .collect();
    let mut out = [vec![b'^'], vec![b'^'], vec![b'^']];
    let mut before = b' ';
    for (at, sound) in sounds.iter().enumerate() {
        let next = sounds.get(at + 1).copied().unwrap_or(b' ');
        for (skeleton, class) in out.iter_mut().zip(classes(before, *sound, next)) {
            if class != b' ' && skeleton.last() != Some(&class) {
                skeleton.push(class);
            }
        }
        before = *sound;
    }
    out.map(|mut skeleton| {
        skeleton.push(b'$');
        skeleton
    })
}

/// What a sound counts as in the three readings; a blank where it counts for nothing.
fn classes(before: u8, sound: u8, next: u8) -> [u8; 3] {
    match sound {
        b'p' | b'b' => *b"PPP",
        b'f' => *b"VVV",
        b'v' => *b"V V",
        b'w' => *b"V  ",
        // "dj", "tch": what follows says it.
        b'd' if matches!(next, b'j' | b'z') => *b"   ",
        b't' if matches!(next, b'c' | b's' | b'z') => *b"   ",
        b't' | b'd' => *b"TTT",
        b's' | b'z' => *b"SSS",
        b'c' => *b"SKS",
        b'x' => *b"SKK",
        b'k' | b'q' | b'g' => *b"KKK",
        b'j' => *b"SK ",
        b'h' if b"sczkgtdrp".contains(&before) => *b"   ",
        b'h' => *b"K  ",
        b'm' => *b"MMM",
        b'n' => *b"NNN",
        b'l' => *b"LLL",
        b'r' => *b"RRR",
        digit if digit > EDGE && digit < b'a' => [digit; 3],
        _ => *b"   ",
    }
}
