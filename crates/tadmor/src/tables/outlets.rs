//! Newspapers, agencies, stations, sites, monitors: their names, spellings and domains.
//!
//! In: `data/outlets.tsv`. Out: [`Outlets`], asked with a name as written or with a host.
//! "Syrian Arab News Agency" and `www.sana.sy` are both SANA, of the Syrian state.

use std::collections::BTreeMap;

use super::Error;
use super::rows::{Row, rows, several};
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
            let outlet = read(row)?;
            if outlets.all.iter().any(|earlier| earlier.name == outlet.name) {
                return Err(row.error(format!("{} stands twice", outlet.name)));
            }
            outlets.add(row, outlet)?;
        }
        Ok(outlets)
    }

    /// These outlets with a user's rows, in the form of `data/outlets.tsv`. A row with the name of an outlet that is there
    /// already adds its spellings and hosts to it, and replaces its kind, country and side where it gives them; any other
    /// row is a new outlet. `file` is what errors call the text.
    pub fn with(mut self, file: &str, text: &str) -> Result<Self, Error> {
        for row in rows(file, text) {
            let outlet = read(row)?;
            self.add(row, outlet)?;
        }
        Ok(self)
    }

    fn add(&mut self, row: Row<'_>, outlet: Outlet) -> Result<(), Error> {
        let known = self.all.iter().position(|earlier| earlier.name == outlet.name);
        let at = known.unwrap_or(self.all.len());
        for spelling in std::iter::once(&outlet.name).chain(&outlet.aliases) {
            let folded = key(spelling);
            if folded.is_empty() {
                return Err(row.error(format!("{spelling} holds no letter")));
            }
            match self.by_name.get(&folded).filter(|earlier| **earlier != at) {
                Some(earlier) => {
                    let owner = self.all.get(*earlier).map_or("another outlet", |outlet| &outlet.name);
                    return Err(row.error(format!("{spelling} is already a name of {owner}")));
                }
                None => self.by_name.insert(folded, at),
            };
        }
        for domain in &outlet.domains {
            match self.by_domain.get(domain).filter(|earlier| **earlier != at || known.is_none()) {
                Some(earlier) => {
                    let owner = self.all.get(*earlier).map_or("another outlet", |outlet| &outlet.name);
                    return Err(row.error(format!("{domain} is already a host of {owner}")));
                }
                None => self.by_domain.insert(domain.clone(), at),
            };
        }
        match known {
            None => self.all.push(outlet),
            Some(at) => {
                let earlier = &mut self.all[at];
                earlier.aliases.extend(outlet.aliases);
                earlier.domains.extend(outlet.domains);
                earlier.kind = outlet.kind;
                earlier.country = outlet.country.or(earlier.country.take());
                earlier.side = outlet.side.or(earlier.side.take());
            }
        }
        Ok(())
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

fn read(row: Row<'_>) -> Result<Outlet, Error> {
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
    let host = |domain: &str| {
        let domain = domain.to_ascii_lowercase();
        domain.strip_prefix("www.").unwrap_or(&domain).to_owned()
    };
    let domains: Vec<String> = several(domains).map(host).collect();
    if let Some(odd) = domains.iter().find(|domain| !domain.contains('.') || domain.contains(['/', ' ', ':']))
    {
        return Err(row.error(format!("{odd} is no host: write \"lakecourier.example\"")));
    }
    Ok(Outlet {
        name: name.to_owned(),
        aliases: several(aliases).map(str::to_owned).collect(),
        domains,
        kind,
        country: filled(country),
        side: filled(side),
    })
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

    #[test]
    fn a_user_adds_outlets_and_spellings() {
        let text = "# mine\nLake Courier\tLC News\tlakecourier.example\tnewspaper\nBBC\tThe Beeb\tbeeb.example\tbroadcaster";
        let outlets = Outlets::shipped().unwrap().with("mine.tsv", text).unwrap();
        assert_eq!(outlets.at_host("https://www.lakecourier.example/a").unwrap().name, "Lake Courier");
        assert_eq!(outlets.named("the beeb").unwrap().name, "BBC");
        assert_eq!(outlets.at_host("https://www.bbc.co.uk/news/1").unwrap().name, "BBC");
        assert_eq!(outlets.named("LC News").unwrap().kind, OutletKind::Newspaper);
    }

    #[test]
    fn a_users_slip_is_told_with_its_line() {
        for (text, what) in [
            ("Lake\t\tbbc.co.uk\tsite", "mine.tsv, line 1: bbc.co.uk is already a host of BBC"),
            ("# x\nLake\tReuters\t\tsite", "mine.tsv, line 2: Reuters is already a name of Reuters"),
            ("Lake\t\t\tpaper", "mine.tsv, line 1: no such kind of outlet: paper"),
            (
                "Lake\t\thttps://lake.example\tsite",
                "mine.tsv, line 1: https://lake.example is no host: write \"lakecourier.example\"",
            ),
        ] {
            let error = Outlets::shipped().unwrap().with("mine.tsv", text).unwrap_err();
            assert_eq!(error.to_string(), what);
        }
    }
}
