//! What is learned of spellings: from the gazetteer's places with all their names.

use std::collections::BTreeSet;
use std::path::Path;

use tadmor::text::fold::key;
use tadmor::text::spelling::Spellings;
use tadmor::train::spelling::{self, Listed};

use crate::commands::gazetteer;
use crate::failure::Failure;

/// The text of `spelling.tsv` and what it was learned from: `gazetteer/places.tsv.xz` in `folder`, without the names that
/// `gazetteer/aliases.tsv` asks for, where that is there.
pub fn learn(folder: &Path) -> Result<(String, String), Failure> {
    let folder = folder.join("gazetteer");
    let places = gazetteer::text(&folder.join("places.tsv.xz"))?;
    let aliases = folder.join("aliases.tsv");
    let aliases = if aliases.exists() { gazetteer::text(&aliases)? } else { String::new() };
    let kept_apart: BTreeSet<(&str, String)> = aliases
        .lines()
        .filter_map(|line| line.split_once('\t')?.1.split_once('\t'))
        .map(|(id, alias)| (id, key(alias)))
        .collect();
    let listed: Vec<Listed> = places.lines().filter_map(listed).collect();
    let text = spelling::learn(&listed, &Spellings::letters_only()?, |id, name| {
        kept_apart.contains(&(id, name.to_owned()))
    });
    Ok((text, format!("{} places", listed.len())))
}

/// A line: id, source, type, country, latitude, longitude, people, name, other names parted by `|`.
fn listed(line: &str) -> Option<Listed<'_>> {
    let fields: Vec<&str> = line.split('\t').collect();
    let others = fields.get(8).into_iter().flat_map(|names| names.split('|'));
    let names = fields.get(7).into_iter().copied().chain(others).filter(|name| !name.is_empty());
    Some(Listed { id: fields.first()?, country: fields.get(3)?, names: names.collect() })
}
