//! Ids made from content, so that two runs agree and two ledgers can be compared.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The sha256 of a page's payload, as 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PageId(String);

impl PageId {
    /// The id of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        PageId(hex(&Sha256::digest(bytes)))
    }

    /// The id as kept in a ledger; `None` when `text` is not 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| PageId(text.to_owned()))
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! short_id {
    ($(#[$doc:meta])* $name:ident, $letter:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// A letter for the kind of thing and sixteen hexadecimal digits of a sha256 over `parts`.
            pub fn of(parts: &[&str]) -> Self {
                $name(format!("{}{}", $letter, digest(parts)))
            }

            /// The id as kept in a ledger or typed by a person.
            pub fn from_text(text: &str) -> Self {
                $name(text.to_owned())
            }

            /// The id's characters.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

short_id!(
    /// A claim: hashes page id, kind, span and an ordinal.
    ClaimId,
    "c"
);
short_id!(
    /// An event: made from the id of its smallest claim.
    EventId,
    "e"
);
short_id!(
    /// An origin: made from the id of its smallest claim.
    OriginId,
    "o"
);

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Sixteen hexadecimal digits over `parts`, each closed by a byte that no UTF-8 text holds.
fn digest(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0xff]);
    }
    hex(&hasher.finalize()[..8])
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_depend_on_where_one_part_ends() {
        assert_ne!(ClaimId::of(&["ab", "c"]), ClaimId::of(&["a", "bc"]));
    }

    #[test]
    fn a_page_id_is_the_sha256_of_its_bytes() {
        assert_eq!(
            PageId::of(b"abc").as_str(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
