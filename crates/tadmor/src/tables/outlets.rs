//! Newspapers, agencies, stations, sites, monitors: their names, spellings and domains.
//!
//! In: `data/outlets.tsv`. Out: [`Outlets`], asked with a name as written or with a host.
//! "Syrian Arab News Agency" and `www.sana.sy` are both SANA, of the Syrian state.

use std::collections::BTreeMap;

use super::Error;
use super::rows::{rows, several};
use crate::text::fold::key;

const OUTLETS: &str = include_str!("../../../../data/outlets.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[OUTLETS];

/// What kind of outlet it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutletKind {
    /// Sells its news to others: a credit in a dateline.
    Agency,
    /// A daily or weekly.
    Newspaper,
    /// Radio or television.
    Broadcaster,
    /// A site with no paper or station behind it.
    Site,
    /// Counts and maps a conflict.
    Monitor,
    /// A magazine or journal.
    Magazine,
    /// A government's or an army's own pages.
    Official,
}

/// One outlet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Its canonical name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// Its hosts, without "www.".
    pub domains: Vec<String>,
    /// What it is.
    pub kind: OutletKind,
    /// Two-letter country, where it is of one.
    pub country: Option<String>,
    /// The side it belongs to, for state media alone: an id of the sides' table.
    pub side: Option<String>,
}

/// Newspapers, agencies, stations.
#[derive(Clone, Debug, Default)]
pub struct Outlets {
    all: Vec<Outlet>,
    by_name: BTreeMap<String, usize>,
    by_domain: BTreeMap<String, usize>,
}

impl Outlets {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut outlets = Outlets::default();
        for row in rows("outlets.tsv", OUTLETS) {
            let [name, aliases, domains, kind, country, side] = row.fields()?;
            if name.is_empty() {
                return Err(row.error("an outlet needs a name"));
            }
            let kind = match kind {
                "agency" => OutletKind::Agency,
                "newspaper" => OutletKind::Newspaper,
                "broadcaster" => OutletKind::Broadcaster,
                "site" => OutletKind::Site,
                "monitor" => OutletKind::Monitor,
                "magazine" => OutletKind::Magazine,
                "official" => OutletKind::Official,
                _ => return Err(row.error(format!("no such kind of outlet: {kind}"))),
            };
            let filled = |field: &str| Some(field).filter(|field| !field.is_empty()).map(str::to_owned);
            let outlet = Outlet {
                name: name.to_owned(),
                aliases: several(aliases).map(str::to_owned).collect(),
                domains: several(domains).map(str::to_ascii_lowercase).collect(),
                kind,
                country: filled(country),
                side: filled(side),
            };
            let at = outlets.all.len();
            for spelling in std::iter::once(&outlet.name).chain(&outlet.aliases) {
                let earlier = outlets.by_name.insert(key(spelling), at);
                if earlier.is_some_and(|earlier| earlier != at) {
                    return Err(row.error(format!("{spelling} is already the name of another outlet")));
                }
            }
            for domain in &outlet.domains {
                if outlets.by_domain.insert(domain.clone(), at).is_some() {
                    return Err(row.error(format!("{domain} is already another outlet's")));
                }
            }
            outlets.all.push(outlet);
        }
        Ok(outlets)
    }

    /// All outlets, in the table's order.
    pub fn all(&self) -> &[Outlet] {
        &self.all
    }

    /// The outlet that is written so.
    pub fn named(&self, written: &str) -> Option<&Outlet> {
        self.keyed(&key(written))
    }

    /// The outlet with this folded name.
    pub fn keyed(&self, key: &str) -> Option<&Outlet> {
        let bare = || key.strip_prefix("the ").and_then(|bare| self.by_name.get(bare));
        self.by_name.get(key).or_else(bare).map(|at| &self.all[*at])
    }

    /// The outlet of a host ("en.farsnews.ir") or of an address that holds one.
    pub fn at_host(&self, address: &str) -> Option<&Outlet> {
        let rest = address.split_once("//").map_or(address, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest).to_ascii_lowercase();
        let mut host = host.as_str();
        loop {
            if let Some(at) = self.by_domain.get(host) {
                return Some(&self.all[*at]);
            }
            host = host.split_once('.')?.1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_found_by_spelling_and_by_host() {
        let outlets = Outlets::shipped().unwrap();
        assert!(outlets.all().len() >= 250, "{}", outlets.all().len());
        assert_eq!(outlets.named("the guardian").unwrap().name, "The Guardian");
        assert_eq!(outlets.at_host("https://www.bbc.co.uk/news/1").unwrap().name, "BBC");
        assert_eq!(outlets.at_host("en.mehrnews.com").unwrap().side.as_deref(), Some("iranian-state"));
        assert_eq!(outlets.at_host("https://example.invalid/bbc.co.uk"), None);
    }
}
