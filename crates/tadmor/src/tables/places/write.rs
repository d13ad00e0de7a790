//! Places into the bytes of a file.
//!
//! In: places in any order. Out: the file that [`Layer`] opens; the same places give the same bytes.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::layer::{BLOCK, BY_HAND, ENGLISH, FIXED, Group, Layer, MAGIC, MOST_ROWS, PEOPLE};
use super::row::{PlaceClass, PlaceId, bare};
use crate::text::fold::key;

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
/// In how many frames texts are packed, which are unpacked side by side.
const FRAMES: usize = 4;

/// The bytes of a file with these places.
pub fn write(places: Vec<NewPlace>, about: &About) -> Result<Vec<u8>, Unwritable> {
    let parts = Parts::of(places)?;
    let stated = digest(&parts.groups, &parts.fixed, &parts.texts);
    let mut made = <[Vec<u8>; 4]>::default();
    let mut packed = Vec::new();
    let mut frames = Vec::new();
    if about.packed {
        let table = [parts.groups.clone(), planes(&parts.fixed)].concat();
        let texts = parts.texts.chunks(parts.texts.len().div_ceil(FRAMES).max(1 << 16));
        for plain in std::iter::once(&table[..]).chain(texts) {
            let frame = zstd::bulk::compress(plain, LEVEL);
            let frame = frame.map_err(|error| Unwritable::Packing(error.to_string()))?;
            frames.push(format!("{}:{}", plain.len(), frame.len()));
            packed.extend(frame);
        }
    } else {
        made = parts.layer()?.made();
    }
    let [offsets, buckets, entries, firsts] = &made;
    let sections = [&parts.groups, &parts.fixed, offsets, &parts.texts, buckets, entries, firsts];
    let sizes: Vec<String> = sections.iter().map(|section| section.len().to_string()).collect();
    let mut head = format!("{MAGIC}\nform\t{}\n", if about.packed { "packed" } else { "plain" });
    let lines = [("places", parts.count.to_string()), ("sizes", sizes.join(" ")), ("digest", stated)];
    for (key, value) in lines {
        head.push_str(&format!("{key}\t{value}\n"));
    }
    if about.packed {
        head.push_str(&format!("frames\t{}\n", frames.join(" ")));
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
        places.sort_by(|one, other| order(one).cmp(&order(other)));
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

    fn put(&mut self, place: &NewPlace, before: u64, region: u8) {
        let three = |degrees: f64| (degrees * 10_000.0).round() as i32;
        self.fixed.extend(&three(place.lat).to_le_bytes()[..3]);
        self.fixed.extend(&three(place.lon).to_le_bytes()[..3]);
        self.fixed.push(region);
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
    let mut seen = vec![String::new(), key(bare(&place.name)), key(bare(&place.english))];
    let shown = seen.len();
    for name in &place.names {
        let folded = key(bare(name));
        if !seen.contains(&folded) {
            seen.push(folded);
        }
    }
    seen.split_off(shown)
}

/// The order of rows.
fn order(place: &NewPlace) -> (&str, PlaceClass, u8, PlaceId<'_>) {
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
fn region_numbers(places: &[NewPlace]) -> BTreeMap<(&str, &str), u8> {
    let mut numbers = BTreeMap::new();
    let mut counts: BTreeMap<&str, u16> = BTreeMap::new();
    for place in places.iter().filter(|place| place.class == PlaceClass::Region) {
        let count = counts.entry(&place.country).or_default();
        *count = count.saturating_add(1);
        // No country whose towns' regions are known has so many.
        if let Ok(number) = u8::try_from(*count) {
            numbers.insert((place.country.as_str(), place.id.as_str()), number);
        }
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

/// All first bytes of rows, then all second ones: alike ones beside each other pack better.
fn planes(fixed: &[u8]) -> Vec<u8> {
    (0..FIXED).flat_map(|plane| fixed.iter().skip(plane).step_by(FIXED).copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(id: &str, country: &str, class: PlaceClass, name: &str, names: &[&str]) -> NewPlace {
        NewPlace {
            id: id.to_owned(),
            country: country.to_owned(),
            class,
            kind: String::new(),
            lat: -33.3333,
            lon: 44.4444,
            people: name.len() as u64 * 1000,
            name: name.to_owned(),
            english: String::new(),
            region: String::new(),
            part_of: String::new(),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn sample() -> Vec<NewPlace> {
        let mut places = vec![
            place("gn:1", "XA", PlaceClass::Country, "Aland", &["عالند"]),
            place("wof:20", "XA", PlaceClass::Region, "Rutaba", &[]),
            place("wof:10", "XA", PlaceClass::Region, "Mirsad", &[]),
            place("tm:xa-ridge", "XA", PlaceClass::Landmark, "the Ridge", &["Ridge of Aland"]),
            place("gn:9", "", PlaceClass::Landscape, "Sea of Aland", &[]),
        ];
        for number in 0..40 {
            let name = format!("Aş Şukhnah {number}");
            places.push(place(
                &format!("gn:{}", 100 + number * number),
                "XA",
                PlaceClass::Town,
                &name,
                &["Sokhne", "Сухна"],
            ));
        }
        places[7].region = "wof:20".to_owned();
        places[3].kind = "ridge".to_owned();
        places[3].part_of = "Rutaba".to_owned();
        places[2].english = "Mirsaad".to_owned();
        places
    }

    fn file(packed: bool) -> Vec<u8> {
        let lines = vec![("source".to_owned(), "one\tof our own".to_owned())];
        write(sample(), &About { lines, packed }).unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        for packed in [true, false] {
            let layer = Layer::open(file(packed)).unwrap();
            assert!(layer.is_whole());
            assert_eq!(layer.stated("source").collect::<Vec<_>>(), ["one of our own"]);
            assert_eq!(layer.len() as usize, sample().len());
            for wanted in sample() {
                let at = layer.by_id(PlaceId::parse(&wanted.id)).unwrap();
                let row = layer.row(at);
                assert_eq!((row.id.to_string(), row.name), (wanted.id.clone(), wanted.name.as_str()));
                assert_eq!((row.lat, row.lon, row.people), (wanted.lat, wanted.lon, wanted.people));
                assert_eq!((row.english, row.part_of), (wanted.english.as_str(), wanted.part_of.as_str()));
                assert_eq!((row.class, row.country), (wanted.class, wanted.country.as_str()));
                for name in row.folded_names() {
                    let hash = crate::tables::places::spell::hash(&name).0;
                    assert!(layer.with_hash(hash).any(|found| found.0 == at), "{name}");
                }
            }
            let with_region = layer.by_id(PlaceId::parse(&sample()[7].id)).unwrap();
            assert_eq!(layer.row(with_region).region, 2);
        }
    }

    #[test]
    fn the_order_of_the_places_makes_no_difference() {
        for packed in [true, false] {
            let mut turned = sample();
            turned.reverse();
            let lines = vec![("source".to_owned(), "one of our own".to_owned())];
            assert_eq!(write(turned, &About { lines, packed }).unwrap(), file(packed));
        }
    }

    #[test]
    fn rows_that_cannot_be_are_refused() {
        let mut twice = sample();
        twice.push(sample()[0].clone());
        assert_eq!(layer(twice).unwrap_err(), Unwritable::Twice("gn:1".to_owned()));
        let mut far = sample();
        far[4].lat = 90.5;
        assert!(matches!(layer(far), Err(Unwritable::Row(id, _)) if id == "gn:9"));
    }

    /// Asks a file for all that can be asked.
    fn look_at(layer: &Layer) {
        for at in (0..layer.len().min(100)).chain([u32::MAX]) {
            let row = layer.row(at);
            assert!(row.folded_names().count() < 1 << 16);
            let _found = layer.by_id(row.id);
        }
        for name in ["as sukhnah 7", "sokhne", "сухна", "ridge", ""] {
            let hash = crate::tables::places::spell::hash(name).0;
            assert!(layer.with_hash(hash).count() < 1 << 16);
            let _may = layer.may_begin(crate::tables::places::spell::Hash::default().word(name, true));
        }
    }

    #[test]
    fn a_cut_or_altered_file_is_told_and_never_a_panic() {
        for packed in [true, false] {
            let whole = file(packed);
            for end in (0..whole.len()).step_by(3) {
                assert!(Layer::open(whole[..end].to_vec()).is_err(), "cut at {end}");
            }
            // Bytes turned one at a time, and files with several wrong ones.
            let mut random = 7u64;
            let mut next = || {
                random =
                    random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (random >> 33) as usize
            };
            for at in (0..whole.len() + 3000).step_by(3) {
                let mut altered = whole.clone();
                match at < whole.len() {
                    true => altered[at] ^= 1 << (next() % 8),
                    false => (0..4).for_each(|_| altered[next() % whole.len()] = next() as u8),
                }
                if let Ok(layer) = Layer::open(altered) {
                    look_at(&layer);
                }
            }
        }
        assert_eq!(Layer::open(b"<html>".to_vec()).unwrap_err(), crate::tables::places::Unreadable::Foreign);
        let later = Layer::open(b"tadmor gazetteer 9\n\n".to_vec());
        assert!(matches!(later, Err(crate::tables::places::Unreadable::Version(_))));
    }
}
