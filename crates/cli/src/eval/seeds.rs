//! The whole reading of a few pages against what people read: zones, articles, days, control, origins, differences.

use std::path::Path;

use tadmor::{ReadOptions, Tables};

use super::claims::Matched;
use super::figures::Figures;
use super::names::Names;
use super::pile::Pile;
use super::{control, gold, origins, zones};
use crate::failure::Failure;

/// Measures everything but the claims themselves.
pub fn measure(
    pile: &Pile,
    folder: &Path,
    names: &Names,
    matched: &Matched,
    tables: &Tables,
    figures: &mut Figures,
) -> Result<(), Failure> {
    let zones: Vec<zones::GoldZone> = gold::load(&folder.join("zones.jsonl"))?;
    zones::measure(pile, &zones, figures)?;
    let articles: Vec<zones::GoldArticle> = gold::load(&folder.join("articles.jsonl"))?;
    let alone = |bytes: &[u8]| tadmor::read_page(bytes, tables, &ReadOptions::default());
    zones::articles(pile, &articles, names, alone, figures)?;
    let world: control::World = gold::load_json(&folder.join("world.json"))?;
    control::measure(pile, &world, names, tables, figures)?;
    origins::joins(matched, figures);
    origins::carried(matched, &world, names, figures);
    origins::differences(pile, &world, figures);
    figures.verified(&pile.ledger)
}
