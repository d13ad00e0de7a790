//! Places into the bytes of a file.
//!
//! In: places in any order. Out: the file that [`Layer`] opens; the same places give the same bytes.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::layer::{BLOCK, BY_HAND, ENGLISH, Group, Layer, MAGIC, MOST_ROWS, PEOPLE};
use super::letters::fold_into;
use super::row::{PlaceClass, PlaceId, bare};

/// A place to write.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPlace {
    /// "gn:163808".
    pub id: String,
    /// ISO 3166; empty where it lies in several.
    pub country: String,
    /// What it is.
    pub class: PlaceClass,
    /// The word for it where kept by hand ("airbase"); else empty.
    pub kind: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many live there; 0 where not known.
    pub people: u64,
    /// The name with its marks.
    pub name: String,
    /// The name in English news, where it is known by hand.
    pub english: String,
    /// The id of its first-level region; empty where not known.
    pub region: String,
    /// The place it is part of, by name.
    pub part_of: String,
    /// Further names, folded or not.
    pub names: Vec<String>,
}

/// What goes into the head.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Keys and values: what it is, its sources and licences.
    pub lines: Vec<(String, String)>,
    /// Through zstd and without an index, which is made at opening.
    pub packed: bool,
}

/// Why places can't be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// One id for two places.
    #[error("the place \"{0}\" stands twice")]
    Twice(String),
    /// Something in a row that can't be.
    #[error("the place \"{0}\" {1}")]
    Row(String, &'static str),
    /// Too many rows for one file.
    #[error("{0} places are more than a file holds")]
    TooMany(usize),
    /// The packer failed.
    #[error("packing failed: {0}")]
    Packing(String),
}

/// How hard the packer tries; it unpacks as fast either way.
const LEVEL: i32 = 19;

/// The bytes of a file with these places.
pub fn write(places: Vec<NewPlace>, about: &About) -> Result<Vec<u8>, Unwritable> {
    let parts = Parts::of(places)?;
    let stated = digest(&parts.groups, &parts.fixed, &parts.texts);
    let mut made = <[Vec<u8>; 4]>::default();
    let mut packed = Vec::new();
    if about.packed {
        let mut plain = parts.groups.clone();
        plain.extend(planes(&parts.fixed));
        plain.extend(&parts.texts);
        packed =
            zstd::bulk::compress(&plain, LEVEL).map_err(|error| Unwritable::Packing(error.to_string()))?;
    } else {
        made = parts.layer()?.made();
    }
    let [offsets, buckets, entries, firsts] = &made;
    let sections = [&parts.groups, &parts.fixed, offsets, &parts.texts, buckets, entries, firsts];
    let sizes: Vec<String> = sections.iter().map(|section| section.len().to_string()).collect();
    let mut head = format!("{MAGIC}\nform\t{}\n", if about.packed { "packed" } else { "plain" });
    let lines = [("places", parts.count.to_string()), ("sizes", sizes.join(" ")), ("digest", stated)];
    for (key, value) in lines.iter().map(|(key, value)| (*key, value)) {
        head.push_str(&format!("{key}\t{value}\n"));
    }
    for (key, value) in &about.lines {
        head.push_str(&format!("{key}\t{}\n", value.replace(['\n', '\t'], " ")));
    }
    head.push('\n');
    let mut file = head.into_bytes();
    match about.packed {
        true => file.extend(packed),
        false => sections.iter().for_each(|section| file.extend(section.iter())),
    }
    Ok(file)
}

/// A layer with these places, without a file.
pub fn layer(places: Vec<NewPlace>) -> Result<Layer, Unwritable> {
    Parts::of(places)?.layer()
}

/// The digest of what a file holds.
pub(super) fn digest(groups: &[u8], fixed: &[u8], texts: &[u8]) -> String {
    let mut hasher = Sha256::new();
    for part in [groups, fixed, texts] {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn put_group(out: &mut Vec<u8>, group: &Group) {
    put_group_parts(out, &group.country, group.class, group.space_number(), group.rows.len() as u32);
}

fn put_group_parts(out: &mut Vec<u8>, country: &str, class: PlaceClass, space: u8, count: u32) {
    let mut letters = country.bytes().chain([0, 0]);
    out.extend(letters.by_ref().take(2));
    out.extend([class as u8, space]);
    out.extend(count.to_le_bytes());
}

struct Parts {
    count: usize,
    groups: Vec<u8>,
    fixed: Vec<u8>,
    texts: Vec<u8>,
}

impl Parts {
    fn of(mut places: Vec<NewPlace>) -> Result<Parts, Unwritable> {
        if places.len() > MOST_ROWS {
            return Err(Unwritable::TooMany(places.len()));
        }
        places.sort_by(|one, other| key(one).cmp(&key(other)));
        check(&places)?;
        let regions = region_numbers(&places);
        let mut parts =
            Parts { count: places.len(), groups: Vec::new(), fixed: Vec::new(), texts: Vec::new() };
        let mut at = 0;
        while at < places.len() {
            let of = |place: &NewPlace| (place.country.clone(), place.class, space(&place.id));
            let (country, class, space) = of(&places[at]);
            let end = at
                + places[at..]
                    .iter()
                    .take_while(|place| of(place) == (country.clone(), class, space))
                    .count();
            put_group_parts(&mut parts.groups, &country, class, space, (end - at) as u32);
            for row in at..end {
                let is_head = row == at || row % BLOCK as usize == 0;
                let before = if is_head { 0 } else { PlaceId::parse(&places[row - 1].id).number() };
                let region = regions.get(&(places[row].country.as_str(), places[row].region.as_str()));
                parts.put(&places[row], before, region.copied().unwrap_or(0));
            }
            at = end;
        }
        Ok(parts)
    }

    fn put(&mut self, place: &NewPlace, before: u64, region: u16) {
        let three = |degrees: f64| (degrees * 10_000.0).round() as i32;
        self.fixed.extend(&three(place.lat).to_le_bytes()[..3]);
        self.fixed.extend(&three(place.lon).to_le_bytes()[..3]);
        self.fixed.extend(region.to_le_bytes());
        let mut record = Vec::new();
        let id = PlaceId::parse(&place.id);
        let is_text = matches!(id, PlaceId::Text(_));
        if !is_text {
            put_varint(&mut record, id.number() - before);
        }
        let by_hand = !place.kind.is_empty() || !place.part_of.is_empty();
        let mark = |is: bool, mark: u8| if is { mark } else { 0 };
        record.push(
            mark(place.people > 0, PEOPLE)
                | mark(!place.english.is_empty(), ENGLISH)
                | mark(by_hand, BY_HAND),
        );
        if place.people > 0 {
            put_varint(&mut record, place.people);
        }
        let mut lines: Vec<&str> = Vec::new();
        lines.extend(Some(place.id.as_str()).filter(|_| is_text));
        lines.push(&place.name);
        lines.extend(Some(place.english.as_str()).filter(|english| !english.is_empty()));
        if by_hand {
            lines.extend([place.kind.as_str(), place.part_of.as_str()]);
        }
        let further = further_names(place);
        lines.extend(further.iter().map(String::as_str));
        record.extend(lines.join("\n").bytes());
        put_varint(&mut self.texts, record.len() as u64);
        self.texts.extend(record);
    }

    fn layer(&self) -> Result<Layer, Unwritable> {
        let bare = Layer::bare(&self.groups, &self.fixed, &self.texts).and_then(Layer::indexed);
        Ok(bare.expect("what was just written can be read"))
    }
}

/// Folded names that those to show do not give, each once, in their order.
fn further_names(place: &NewPlace) -> Vec<String> {
    let mut seen: Vec<String> = vec![String::new()];
    let mut folded = String::new();
    for name in [&place.name, &place.english] {
        fold_into(bare(name), &mut folded);
        seen.push(folded.clone());
    }
    let shown = seen.len();
    for name in &place.names {
        fold_into(bare(name), &mut folded);
        if !seen.contains(&folded) {
            seen.push(folded.clone());
        }
    }
    seen.split_off(shown)
}

/// The order of rows.
fn key(place: &NewPlace) -> (&str, PlaceClass, u8, PlaceId<'_>) {
    (&place.country, place.class, space(&place.id), PlaceId::parse(&place.id))
}

fn space(id: &str) -> u8 {
    match PlaceId::parse(id) {
        PlaceId::GeoNames(_) => 0,
        PlaceId::WhosOnFirst(_) => 1,
        PlaceId::Text(_) => 2,
    }
}

fn check(places: &[NewPlace]) -> Result<(), Unwritable> {
    for place in places {
        let wrong = |what| Err(Unwritable::Row(place.id.clone(), what));
        let has_break = |text: &String| text.contains('\n');
        if place.name.is_empty() || place.id.is_empty() {
            return wrong("has no name or no id");
        }
        if [&place.id, &place.name, &place.english, &place.kind, &place.part_of].into_iter().any(has_break) {
            return wrong("has a line break in a name");
        }
        if !(place.lat.abs() <= 90.0 && place.lon.abs() <= 180.0) {
            return wrong("lies off the globe");
        }
        if !matches!(place.country.len(), 0 | 2) || !place.country.is_ascii() {
            return wrong("has no country of two letters");
        }
    }
    let mut ids: Vec<&str> = places.iter().map(|place| place.id.as_str()).collect();
    ids.sort_unstable();
    match ids.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Unwritable::Twice(pair[0].to_owned())),
        None => Ok(()),
    }
}

/// The number of each region among those of its country, from 1, in the order of rows.
fn region_numbers(places: &[NewPlace]) -> BTreeMap<(&str, &str), u16> {
    let mut numbers = BTreeMap::new();
    let mut counts: BTreeMap<&str, u16> = BTreeMap::new();
    for place in places.iter().filter(|place| place.class == PlaceClass::Region) {
        let count = counts.entry(&place.country).or_default();
        *count = count.saturating_add(1);
        numbers.insert((place.country.as_str(), place.id.as_str()), *count);
    }
    numbers
}

fn put_varint(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// All first bytes of rows of eight, then all second ones: alike ones beside each other pack better.
fn planes(fixed: &[u8]) -> Vec<u8> {
    (0..8).flat_map(|plane| fixed.iter().skip(plane).step_by(8).copied()).collect()
}
