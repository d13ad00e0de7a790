//! A place as typed: in a spelling of the pages or of the gazetteer, or in one that only sounds so.

use std::collections::BTreeSet;

use tadmor::Tables;
use tadmor::tables::places::PlaceRow;
use tadmor_store::LedgerFile;

use crate::failure::Failure;

/// A spelling of `name` that the ledger knows: itself, or the name of the gazetteer's place that it is a way to write.
/// `None` where the ledger has no such place.
pub fn known(ledger: &LedgerFile, tables: &Tables, name: &str) -> Result<Option<String>, Failure> {
    if !ledger.places_named(name)?.is_empty() {
        return Ok(Some(name.to_owned()));
    }
    let ids: BTreeSet<String> = ledger.place_ids()?.into_iter().collect();
    let rows: Vec<PlaceRow<'_>> = ids.iter().filter_map(|id| tables.places.by_id(id)).collect();
    let countries: BTreeSet<&str> = rows.iter().map(|row| row.country).collect();
    let by_name = tables.places.named(name);
    let by_sound = countries.iter().flat_map(|country| tables.places.of_skeleton(country, name));
    let found: BTreeSet<&str> = by_name
        .iter()
        .copied()
        .chain(by_sound)
        .map(|at| tables.places.row(at))
        .filter(|row| ids.contains(&row.id.to_string()))
        .map(|row| row.shown())
        .collect();
    // Two places that sound alike: which one is meant is not for us to say.
    Ok(if found.len() == 1 { found.first().map(|name| (*name).to_owned()) } else { None })
}
