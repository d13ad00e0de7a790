//! Which side is drawn how: a colour, and a shape and a pattern for those who cannot tell the colours.
//!
//! In: a ledger. Out: [`Sides`]. A name always stands beside the mark: with more sides than marks, marks repeat.

use std::collections::{BTreeMap, BTreeSet};

use tadmor::Ledger;

use crate::words::Words;

/// How many marks there are; see `style.css`, `.side-0` to `.side-7`.
pub const MARKS: usize = 8;

/// A side as drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Which mark, below [`MARKS`]; absent where the side is unknown.
    pub mark: Option<usize>,
    /// Its name; "side unknown".
    pub name: Words,
}

/// The marks of all sides of a ledger.
#[derive(Clone, Debug, Default)]
pub struct Sides {
    marks: BTreeMap<String, usize>,
    /// The side of a party, where a claim tells it: a place may be held by a party rather than by its side.
    of_party: BTreeMap<String, String>,
    /// What people read in place of an id: "Syrian state" for "sy".
    names: BTreeMap<String, String>,
}

impl Sides {
    /// Those who hold places get the first marks, the rest follow by id. `side_names` are names by id.
    pub fn of(ledger: &Ledger, side_names: BTreeMap<String, String>) -> Self {
        let mut of_party = BTreeMap::new();
        let mut names = BTreeSet::new();
        for claim in ledger.claims.iter().map(|claim| &claim.claim) {
            for party in claim.agent.iter().chain(&claim.support).chain(&claim.target) {
                if let Some(side) = &party.side {
                    of_party.entry(party.name.clone()).or_insert_with(|| side.clone());
                    names.insert(side.clone());
                }
            }
            names.extend(claim.chain.iter().filter_map(|link| link.side.clone()));
        }
        names.extend(ledger.origins.iter().filter_map(|origin| origin.side.clone()));
        let holders: BTreeSet<String> = ledger
            .control
            .iter()
            .filter_map(|holding| holding.holder.as_ref())
            .map(|holder| of_party.get(holder).unwrap_or(holder).clone())
            .collect();
        let rest = names.iter().filter(|name| !holders.contains(*name));
        let order = holders.iter().chain(rest).enumerate();
        Sides {
            marks: order.map(|(at, name)| (name.clone(), at % MARKS)).collect(),
            of_party,
            names: side_names,
        }
    }

    /// The side with that id, under the name that people read.
    pub fn named(&self, id: Option<&str>) -> Side {
        match id {
            Some(id) => Side { mark: self.marks.get(id).copied(), name: self.read_as(id) },
            None => Side { mark: None, name: Words::new("side unknown") },
        }
    }

    /// Who holds a place: drawn as the side it belongs to, under its own name.
    pub fn holder(&self, name: &str) -> Side {
        let side = self.of_party.get(name).map_or(name, String::as_str);
        Side { mark: self.marks.get(side).copied(), name: self.read_as(name) }
    }

    /// An id's name; what has none, such as a party that holds a place by itself, is read as it is.
    fn read_as(&self, id: &str) -> Words {
        Words::new(self.names.get(id).map_or(id, String::as_str))
    }
}
