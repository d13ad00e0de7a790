//! The JSON Lines that other programs read: the keys of docs/ledger.md.
//!
//! In: a [`crate::Ledger`]. Out: JSON values, one a line. A key may be added; none is renamed without a new
//! [`VERSION`]. Keys stand in the order of docs/ledger.md, and those without a value are left out.

pub mod annotate;
pub mod claims;
pub mod pile;
pub mod timex;
pub mod trees;
pub mod zones;

use serde::Serialize;

pub use claims::{ClaimLine, WhenLine};
pub use pile::{ArticleLine, EventLine, PublishedLine};
pub use zones::ZoneLine;

use crate::Ledger;

/// The version of the format: stands in the first line of every export.
pub const VERSION: u32 = 1;

/// What an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// One line for each claim.
    Claims,
    /// One line for each page.
    Articles,
    /// One line for each zone of each page. Needs the pages' bytes: see [`zones::lines`].
    Zones,
    /// One line for each event.
    Events,
    /// One line for each act of telling.
    Origins,
    /// One line for each stretch of each place's history.
    Control,
}

impl What {
    /// Every export, in the order of docs/ledger.md.
    pub const ALL: [What; 6] =
        [What::Claims, What::Articles, What::Zones, What::Events, What::Origins, What::Control];

    /// As the first line and file names write it.
    pub fn as_str(self) -> &'static str {
        match self {
            What::Claims => "claims",
            What::Articles => "articles",
            What::Zones => "zones",
            What::Events => "events",
            What::Origins => "origins",
            What::Control => "control",
        }
    }
}

/// The first line of every export.
#[derive(Debug, Serialize)]
pub struct Head {
    /// Always "tadmor".
    pub format: &'static str,
    /// [`VERSION`].
    pub version: u32,
    /// What the lines below hold.
    pub what: &'static str,
}

/// The first line of an export of `what`.
pub fn head(what: What) -> Head {
    Head { format: "tadmor", version: VERSION, what: what.as_str() }
}

/// `value` as one line of JSON, without the line end.
pub fn line<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our own values have text keys and no failing parts")
}

/// The lines below the head, in the ledger's order. Zones are not in the ledger alone: [`zones::lines`] asks for a
/// page's bytes as well, and this gives none.
pub fn lines(ledger: &Ledger, what: What) -> Box<dyn Iterator<Item = String> + '_> {
    match what {
        What::Claims => Box::new(ledger.claims.iter().map(|claim| line(&ClaimLine::of(claim)))),
        What::Articles => Box::new(ledger.pages.iter().map(|page| line(&ArticleLine::of(page)))),
        What::Zones => Box::new(std::iter::empty()),
        What::Events => Box::new(ledger.events.iter().map(|event| line(&EventLine::of(event)))),
        What::Origins => Box::new(ledger.origins.iter().map(line)),
        What::Control => Box::new(ledger.control.iter().map(line)),
    }
}
