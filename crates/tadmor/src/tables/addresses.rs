//! What the parts of a page's address mean.
//!
//! In: `data/addresses.tsv`. Out: [`Addresses`]: which parameters only track readers, what archives put before an
//! address, under which domains names are given out, which parts of a path name no section.

use std::collections::BTreeSet;

use super::Error;
use super::rows::{rows, several};

const ADDRESSES: &str = include_str!("../../../../data/addresses.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[ADDRESSES];

/// What the parts of an address mean.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    tracking: BTreeSet<String>,
    /// Beginnings of such parameters.
    loose: Vec<String>,
    archives: Vec<String>,
    public: BTreeSet<String>,
    paths: BTreeSet<String>,
}

impl Addresses {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut addresses = Addresses::default();
        for row in rows("addresses.tsv", ADDRESSES) {
            let [kind, entries] = row.fields()?;
            for entry in several(entries).map(str::to_owned) {
                match (kind, entry.strip_suffix('*')) {
                    ("tracking", Some(begin)) => addresses.loose.push(begin.to_owned()),
                    ("tracking", None) => drop(addresses.tracking.insert(entry)),
                    ("archive", _) => addresses.archives.push(entry),
                    ("public", _) => drop(addresses.public.insert(entry)),
                    ("path", _) => drop(addresses.paths.insert(entry)),
                    _ => return Err(row.error(format!("no such kind of part: {kind}"))),
                }
            }
        }
        Ok(addresses)
    }

    /// Whether a parameter only tells where a reader came from.
    pub fn tracks(&self, parameter: &str) -> bool {
        let name = parameter.split('=').next().unwrap_or_default().to_ascii_lowercase();
        self.tracking.contains(&name) || self.loose.iter().any(|begin| name.starts_with(begin.as_str()))
    }

    /// The address of the page that an archive keeps under `address`; `address` itself where it is no archive's.
    pub fn kept<'a>(&self, address: &'a str) -> &'a str {
        let Some((_, rest)) = address.split_once("://") else { return address };
        for archive in &self.archives {
            let mut rest = rest;
            let mut fits = true;
            for part in archive.split('#') {
                match rest.strip_prefix(part) {
                    Some(after) => rest = after,
                    None => {
                        fits = false;
                        break;
                    }
                }
                // A stamp: digits, and at most three letters ("20110430120000id_").
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                if digits >= 4 {
                    let tail = &rest[digits..];
                    let letters =
                        tail.bytes().take(3).take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
                    rest = &tail[letters.count()..];
                }
            }
            if fits && rest.contains("://") {
                return rest;
            }
        }
        address
    }

    /// The name by which a host is known: "lakecourier" of "news.lakecourier.co.uk".
    pub fn label<'h>(&self, host: &'h str) -> &'h str {
        let host = host.strip_prefix("www.").unwrap_or(host);
        let dots: Vec<usize> = host.match_indices('.').map(|(at, _)| at).collect();
        // The longest ending that is public; else the last part.
        for (count, at) in dots.iter().enumerate() {
            if self.public.contains(&host[at + 1..]) {
                let from = if count == 0 { 0 } else { dots[count - 1] + 1 };
                return &host[from..*at];
            }
        }
        match dots.as_slice() {
            [] => host,
            [last] => &host[..*last],
            [.., before, last] => &host[before + 1..*last],
        }
    }

    /// Whether the first part of a path names no section.
    pub fn plain(&self, part: &str) -> bool {
        self.paths.contains(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_archives_and_trackers_are_known() {
        let addresses = Addresses::shipped().unwrap();
        assert_eq!(addresses.label("www.lakecourier.example"), "lakecourier");
        assert_eq!(addresses.label("news.lakecourier.co.uk"), "lakecourier");
        assert_eq!(addresses.label("lakediary.blogspot.com"), "lakediary");
        assert_eq!(
            addresses.kept("https://web.archive.org/web/20310430120000/http://lake.example/a"),
            "http://lake.example/a"
        );
        assert_eq!(addresses.kept("https://lake.example/a"), "https://lake.example/a");
        assert!(
            addresses.tracks("utm_source=x") && addresses.tracks("fbclid=1") && !addresses.tracks("id=7")
        );
    }
}
