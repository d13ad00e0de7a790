//! One file of places, as it is looked up in.
//!
//! In: the bytes that [`write`](super::write) makes. Out: a [`Layer`]: rows by number, by id and by the hash of a name.
//!
//! ```text
//! head     lines of text: a key, a tab, a value; an empty line ends them
//! groups   of rows: country (2 bytes), class, kind of id, count (4 bytes)
//! fixed    7 bytes a row: latitude and longitude in ten-thousandths of a degree (3 bytes each), region (1 byte)
//! offsets  4 bytes each 8 rows: where their texts begin                        ┐
//! texts    a record a row: its length, id, marks, people, names                │ made at opening
//! buckets  4 bytes each: where the names begin whose hashes begin alike        │ where the file is packed
//! entries  4 bytes a name: row, whether it begins with an article, ten bits    │
//! firsts   a bit each: whether a name's first word hashes so                   ┘
//! ```
//!
//! Numbers are little-endian. Rows stand by country, class and id. A packed file is frames of zstd: one of groups and fixed (all
//! first bytes, then all second ones …), and several of texts. Nothing in a file is trusted: what does not fit gives no row, never a panic.

use std::ops::Range;

use super::letters::fold_into;
use super::row::{PlaceClass, PlaceId, PlaceRow, bare};
use super::spell::{Hash, hashed};

/// The first line of every file.
pub(super) const MAGIC: &str = "tadmor gazetteer 1";
/// The longest head.
const MOST_HEAD: usize = 1 << 16;
/// The most that a file may hold when unpacked.
const MOST_BYTES: u64 = 1 << 28;
/// Rows whose texts share an offset.
pub(super) const BLOCK: u32 = 8;
pub(super) const GROUP: usize = 8;
pub(super) const FIXED: usize = 7;
/// How many rows there may be: an entry has so many bits for them.
pub(super) const MOST_ROWS: usize = 1 << 21;
const TAG_BITS: u32 = 10;
/// The most frames of a packed file.
const MOST_FRAMES: usize = 64;
/// The most further names of a row that lead to it.
const MOST_NAMES: usize = 1024;

/// Marks of a record.
pub(super) const PEOPLE: u8 = 1;
pub(super) const ENGLISH: u8 = 2;
pub(super) const BY_HAND: u8 = 4;

/// Why bytes are no gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Something else.
    #[error("it is not a gazetteer of tadmor: a file that `tadmor gazetteer build` wrote is asked for")]
    Foreign,
    /// Of a later or an earlier version.
    #[error(
        "it is a gazetteer of another version of tadmor (\"{0}\"): build it again with `tadmor gazetteer build`"
    )]
    Version(String),
    /// Not all of it is there.
    #[error("it is cut or altered: {0}; fetch or build it again")]
    Broken(&'static str),
}

/// The rows of one country, class and kind of id.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub country: String,
    pub class: PlaceClass,
    space: Space,
    pub rows: Range<u32>,
    /// The numbers of the first id and of the last.
    ids: (u64, u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Space {
    GeoNames,
    WhosOnFirst,
    Text,
}

/// A file of places, opened.
#[derive(Clone, Debug)]
pub struct Layer {
    head: String,
    bytes: Vec<u8>,
    fixed: Range<usize>,
    texts: Range<usize>,
    /// Where the texts of each eighth row begin.
    offsets: Numbers,
    pub(super) groups: Vec<Group>,
    index: Index,
    count: u32,
}

/// Little-endian numbers, in the file or made at opening.
#[derive(Clone, Debug)]
enum Numbers {
    Within(Range<usize>),
    Own(Vec<u32>),
}

impl Numbers {
    fn get(&self, bytes: &[u8], at: usize) -> Option<u32> {
        match self {
            Numbers::Own(numbers) => numbers.get(at).copied(),
            Numbers::Within(range) => {
                let four = bytes.get(range.clone())?.get(at.checked_mul(4)?..)?.first_chunk::<4>()?;
                Some(u32::from_le_bytes(*four))
            }
        }
    }

    fn len(&self) -> usize {
        match self {
            Numbers::Own(numbers) => numbers.len(),
            Numbers::Within(range) => range.len() / 4,
        }
    }
}

/// Rows by the hashes of their names.
#[derive(Clone, Debug)]
struct Index {
    buckets: Numbers,
    entries: Numbers,
    firsts: Numbers,
}

impl Layer {
    /// From the bytes of a file.
    pub fn open(file: Vec<u8>) -> Result<Layer, Unreadable> {
        let (head, body) = split_head(&file)?;
        match head_value(&head, "form") {
            Some("packed") => Layer::unpack(head, &file[body..]),
            Some("plain") => Layer::plain(head, file, body),
            _ => Err(Unreadable::Broken("it does not say in which form it is")),
        }
    }

    /// The same for bytes that are not given away; a packed file is not copied.
    pub fn open_shipped(file: &[u8]) -> Result<Layer, Unreadable> {
        let (head, body) = split_head(file)?;
        match head_value(&head, "form") {
            Some("packed") => Layer::unpack(head, &file[body..]),
            _ => Layer::open(file.to_vec()),
        }
    }

    fn plain(head: String, file: Vec<u8>, body: usize) -> Result<Layer, Unreadable> {
        let sizes = sizes(&head)?;
        let mut at = body;
        let mut sections = [const { 0..0 }; 7];
        for (section, size) in sections.iter_mut().zip(sizes) {
            *section = at..at + size;
            at += size;
        }
        if at != file.len() {
            return Err(Unreadable::Broken("its length is not the one that it states"));
        }
        let [groups, fixed, offsets, texts, buckets, entries, firsts] = sections;
        let groups = read_groups(&file[groups])?;
        let index = Index {
            buckets: Numbers::Within(buckets),
            entries: Numbers::Within(entries),
            firsts: Numbers::Within(firsts),
        };
        let layer = Layer {
            head,
            bytes: file,
            fixed,
            texts,
            offsets: Numbers::Within(offsets),
            count: 0,
            groups,
            index,
        };
        Ok(layer.counted()?.with_ids())
    }

    fn unpack(head: String, packed: &[u8]) -> Result<Layer, Unreadable> {
        let [groups, fixed, _, texts, ..] = sizes(&head)?;
        let mut parts = frames(&head, groups + fixed, texts, packed.len())?;
        let mut table = vec![0; groups + fixed];
        let mut bytes = vec![0; fixed + texts];
        // Unpacking is half of the work of opening: the frames are taken side by side.
        let unpacked = std::thread::scope(|scope| {
            let (first, mut rest) = packed.split_at(parts.remove(0).1);
            let table = &mut table;
            let mut running = vec![scope.spawn(move || unpack_into(first, table))];
            let mut room = &mut bytes[fixed..];
            for (plain, packed) in parts {
                let (frame, after) = rest.split_at(packed);
                let (part, left) = room.split_at_mut(plain);
                (rest, room) = (after, left);
                running.push(scope.spawn(move || unpack_into(frame, part)));
            }
            running.into_iter().all(|thread| thread.join().expect("unpacking does not panic"))
        });
        if !unpacked {
            return Err(Unreadable::Broken("it can't be unpacked"));
        }
        interleave(&table[groups..], &mut bytes[..fixed]);
        let layer = Layer {
            head,
            fixed: 0..fixed,
            texts: fixed..fixed + texts,
            offsets: Numbers::Own(Vec::new()),
            bytes,
            groups: read_groups(&table[..groups])?,
            index: Index::empty(),
            count: 0,
        };
        layer.counted()?.indexed()
    }

    /// One without head and index.
    pub(super) fn bare(groups: &[u8], fixed: &[u8], texts: &[u8]) -> Result<Layer, Unreadable> {
        let layer = Layer {
            head: String::new(),
            groups: read_groups(groups)?,
            bytes: [fixed, texts].concat(),
            fixed: 0..fixed.len(),
            texts: fixed.len()..fixed.len() + texts.len(),
            offsets: Numbers::Own(Vec::new()),
            index: Index::empty(),
            count: 0,
        };
        layer.counted()
    }

    fn counted(mut self) -> Result<Layer, Unreadable> {
        let count = self.groups.last().map_or(0, |group| group.rows.end);
        if self.fixed.len() != count as usize * FIXED || count as usize > MOST_ROWS {
            return Err(Unreadable::Broken("its parts are not of one length"));
        }
        self.count = count;
        Ok(self)
    }

    /// With offsets and index.
    pub(super) fn indexed(mut self) -> Result<Layer, Unreadable> {
        let mut offsets = Vec::with_capacity(self.count.div_ceil(BLOCK) as usize);
        let mut at = 0;
        let texts = &self.bytes[self.texts.clone()];
        for row in 0..self.count {
            if row % BLOCK == 0 {
                offsets.push(at as u32);
            }
            at = after_record(texts, at).ok_or(Unreadable::Broken("a row reaches past its end"))?;
        }
        if at != texts.len() {
            return Err(Unreadable::Broken("it holds more texts than rows"));
        }
        self.offsets = Numbers::Own(offsets);
        self.index = Index::of(&self);
        Ok(self.with_ids())
    }

    fn with_ids(mut self) -> Layer {
        let ids: Vec<Option<(u64, u64)>> = self
            .groups
            .iter()
            .map(|group| {
                let last = group.rows.end.checked_sub(1)?;
                Some((self.record(group, group.rows.start)?.1, self.record(group, last)?.1))
            })
            .collect();
        for (group, ids) in self.groups.iter_mut().zip(ids) {
            group.ids = ids.unwrap_or(group.ids);
        }
        self
    }

    /// How many rows.
    pub fn len(&self) -> u32 {
        self.count
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Rows by country and class: a country may come more than once.
    pub fn counts(&self) -> impl Iterator<Item = (&str, PlaceClass, u32)> {
        self.groups
            .iter()
            .map(|group| (group.country.as_str(), group.class, group.rows.end - group.rows.start))
    }

    /// How many names lead to a row.
    pub fn names(&self) -> usize {
        self.index.entries.len()
    }

    /// What the head states under `key`, a value a line.
    pub fn stated<'l>(&'l self, key: &'l str) -> impl Iterator<Item = &'l str> {
        head_values(&self.head, key)
    }

    /// The digest that the head states, of everything but head and index.
    pub fn digest(&self) -> &str {
        head_value(&self.head, "digest").unwrap_or("")
    }

    /// Bytes of memory.
    pub fn memory(&self) -> usize {
        let own = |numbers: &Numbers| match numbers {
            Numbers::Own(numbers) => numbers.len() * 4,
            Numbers::Within(_) => 0,
        };
        self.bytes.len()
            + own(&self.offsets)
            + own(&self.index.buckets)
            + own(&self.index.entries)
            + own(&self.index.firsts)
    }

    /// Whether the rows are those that the digest was made of.
    pub fn is_whole(&self) -> bool {
        let mut groups = Vec::new();
        for group in &self.groups {
            super::write::put_group(&mut groups, group);
        }
        super::write::digest(&groups, &self.bytes[self.fixed.clone()], &self.bytes[self.texts.clone()])
            == self.digest()
    }

    /// The row at `at`; one without a name where there is none.
    pub fn row(&self, at: u32) -> PlaceRow<'_> {
        self.read(at).unwrap_or(PlaceRow::none())
    }

    fn read(&self, at: u32) -> Option<PlaceRow<'_>> {
        let group = self.group_of(at)?;
        let (record, number) = self.record(group, at)?;
        let Record { id, people, kind, part_of, names } = Record::read(record, group)?;
        let id = match group.space {
            Space::GeoNames => PlaceId::GeoNames(number),
            Space::WhosOnFirst => PlaceId::WhosOnFirst(number),
            Space::Text => PlaceId::Text(text(id)),
        };
        let (lat, lon, region) = self.fixed(at)?;
        Some(PlaceRow {
            id,
            name: text(names.name),
            english: text(names.english),
            country: &group.country,
            region,
            class: group.class,
            kind: text(kind),
            lat,
            lon,
            people,
            part_of: text(part_of),
            names: text(names.further),
        })
    }

    fn names_at(&self, at: u32) -> Option<Named<'_>> {
        let group = self.group_of(at)?;
        Record::read(self.record(group, at)?.0, group).map(|record| record.names)
    }

    /// Hands on the names of the rows, one after another: several times as fast as asking for each.
    fn each_named<'l>(&'l self, rows: Range<u32>, mut take: impl FnMut(u32, Named<'l>)) -> Option<()> {
        let texts = self.bytes.get(self.texts.clone())?;
        let mut from = self.offsets.get(&self.bytes, (rows.start / BLOCK) as usize)? as usize;
        for at in rows.start - rows.start % BLOCK..rows.start {
            from = after_record(texts, from).filter(|_| at < rows.end)?;
        }
        let groups =
            self.groups.iter().filter(|group| group.rows.end > rows.start && group.rows.start < rows.end);
        for group in groups {
            for at in group.rows.start.max(rows.start)..group.rows.end.min(rows.end) {
                let mut record = texts.get(from..)?;
                let before = record.len();
                let length = usize::try_from(varint(&mut record)?).ok()?;
                from = from.checked_add(before - record.len())?.checked_add(length)?;
                record = record.get(..length)?;
                if group.space != Space::Text {
                    varint(&mut record)?;
                }
                take(at, Record::read(record, group)?.names);
            }
        }
        Some(())
    }

    fn fixed(&self, at: u32) -> Option<(f64, f64, u8)> {
        let from = at as usize * FIXED;
        let seven = self.bytes.get(self.fixed.clone())?.get(from..)?.first_chunk::<FIXED>()?;
        let [a, b, c, d, e, f, region] = *seven;
        // The sign of three bytes is that of the highest.
        let three = |low, middle, high: u8| i32::from_le_bytes([0, low, middle, high]) >> 8;
        let degrees = |number: i32| f64::from(number) / 10_000.0;
        Some((degrees(three(a, b, c)), degrees(three(d, e, f)), region))
    }

    fn group_of(&self, at: u32) -> Option<&Group> {
        let after = self.groups.partition_point(|group| group.rows.end <= at);
        self.groups.get(after)
    }

    /// The record of a row after its id, and the id's number.
    fn record(&self, group: &Group, at: u32) -> Option<(&[u8], u64)> {
        let texts = self.bytes.get(self.texts.clone())?;
        let head = at - at % BLOCK;
        let mut from = self.offsets.get(&self.bytes, (head / BLOCK) as usize)? as usize;
        let mut number = 0u64;
        for row in head..=at {
            let mut rest = texts.get(from..)?;
            let before = rest.len();
            let length = usize::try_from(varint(&mut rest)?).ok()?;
            from = from.checked_add(before - rest.len())?.checked_add(length)?;
            if row < group.rows.start {
                continue;
            }
            let mut record = rest.get(..length)?;
            if group.space != Space::Text {
                number = number.wrapping_add(varint(&mut record)?);
            }
            if row == at {
                return Some((record, number));
            }
        }
        None
    }

    /// The row with this id.
    pub fn by_id(&self, id: PlaceId<'_>) -> Option<u32> {
        self.by_id_in(None, id)
    }

    /// The row of this country with this id.
    pub(super) fn by_id_in(&self, country: Option<&str>, id: PlaceId<'_>) -> Option<u32> {
        let space = match id {
            PlaceId::GeoNames(_) => Space::GeoNames,
            PlaceId::WhosOnFirst(_) => Space::WhosOnFirst,
            PlaceId::Text(_) => Space::Text,
        };
        let number = id.number();
        let may_hold = |group: &&Group| {
            let within = space == Space::Text || group.ids.0 <= number && number <= group.ids.1;
            group.space == space
                && within
                && !group.rows.is_empty()
                && country.is_none_or(|code| code == group.country)
        };
        self.groups.iter().filter(may_hold).find_map(|group| {
            let (mut low, mut high) = (group.rows.start, group.rows.end - 1);
            while low < high {
                let middle = low + (high - low) / 2;
                match self.id_at(group, middle)? < id {
                    true => low = middle + 1,
                    false => high = middle,
                }
            }
            (self.id_at(group, low)? == id).then_some(low)
        })
    }

    fn id_at(&self, group: &Group, at: u32) -> Option<PlaceId<'_>> {
        match group.space {
            Space::Text => self.read(at).map(|row| row.id),
            Space::GeoNames => Some(PlaceId::GeoNames(self.record(group, at)?.1)),
            Space::WhosOnFirst => Some(PlaceId::WhosOnFirst(self.record(group, at)?.1)),
        }
    }

    /// Every row with a name of this hash, and whether all such names begin with an article.
    pub(super) fn with_hash(&self, hash: u64) -> impl Iterator<Item = (u32, bool)> + '_ {
        let index = &self.index;
        let bucket = index.bucket_of(hash);
        let start = index.buckets.get(&self.bytes, bucket).unwrap_or(0) as usize;
        let end = index.buckets.get(&self.bytes, bucket + 1).unwrap_or(0) as usize;
        let mut folded = Vec::new();
        (start..end.min(index.entries.len())).filter_map(move |at| {
            let entry = index.entries.get(&self.bytes, at)?;
            if entry & TAG_MASK != tag(hash, index.bucket_bits()) {
                return None;
            }
            let row = entry >> (TAG_BITS + 1);
            // Ten bits of two names are now and then the same: the names themselves decide.
            let named = self.names_at(row)?.has_hash(hash, &mut folded);
            named.then_some((row, entry >> TAG_BITS & 1 == 1))
        })
    }

    /// Whether a name may begin with the word of this hash.
    pub(super) fn may_begin(&self, first: Hash) -> bool {
        let firsts = &self.index.firsts;
        if firsts.len() == 0 {
            return false;
        }
        let bit = first_bit(first, firsts.len());
        firsts.get(&self.bytes, bit / 32).is_some_and(|word| word >> (bit % 32) & 1 == 1)
    }

    /// Offsets, buckets, entries and firsts, as they stand in a plain file.
    pub(super) fn made(&self) -> [Vec<u8>; 4] {
        let index = &self.index;
        [&self.offsets, &index.buckets, &index.entries, &index.firsts].map(|numbers| {
            let all = (0..numbers.len()).filter_map(|at| numbers.get(&self.bytes, at));
            all.flat_map(u32::to_le_bytes).collect()
        })
    }
}

/// The names of a record.
#[derive(Clone, Copy)]
struct Named<'l> {
    name: &'l [u8],
    english: &'l [u8],
    /// A line each, folded.
    further: &'l [u8],
}

impl Named<'_> {
    fn has_hash(&self, hash: u64, folded: &mut Vec<u8>) -> bool {
        let mut found = false;
        self.each_hash(folded, &mut |other, _, _| found |= other == hash);
        found
    }

    /// The hash of each name, whether it begins with an article, and the hash of its first word.
    fn each_hash(&self, folded: &mut Vec<u8>, take: &mut impl FnMut(u64, bool, Hash)) {
        for name in [self.name, self.english] {
            if !name.is_empty() {
                fold_into(bare(text(name)), folded);
                hashes_of(folded, take);
            }
        }
        let mut lines = Lines(self.further);
        for _ in 0..MOST_NAMES {
            if lines.0.is_empty() {
                break;
            }
            hashes_of(lines.next(), take);
        }
    }
}

/// What a record holds beside the number of its id.
struct Record<'l> {
    /// The id, where it is a text.
    id: &'l [u8],
    people: u64,
    kind: &'l [u8],
    part_of: &'l [u8],
    names: Named<'l>,
}

impl<'l> Record<'l> {
    fn read(record: &'l [u8], group: &Group) -> Option<Record<'l>> {
        let (marks, mut rest) = record.split_first()?;
        let people = if marks & PEOPLE > 0 { varint(&mut rest)? } else { 0 };
        let mut lines = Lines(rest);
        let id = if group.space == Space::Text { lines.next() } else { b"" };
        let name = lines.next();
        let english = if marks & ENGLISH > 0 { lines.next() } else { b"" };
        let (kind, part_of) = if marks & BY_HAND > 0 {
            (lines.next(), lines.next())
        } else {
            (group.class.word().as_bytes(), &b""[..])
        };
        Some(Record { id, people, kind, part_of, names: Named { name, english, further: lines.0 } })
    }
}

fn hashes_of(name: &[u8], take: &mut impl FnMut(u64, bool, Hash)) {
    if !name.is_empty() {
        let name = hashed(name);
        take(name.whole.value(), name.article, name.first);
    }
}

/// Text, or nothing where it is none.
fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or("")
}

const TAG_MASK: u32 = (1 << TAG_BITS) - 1;

/// The bits of a hash after those of its bucket.
fn tag(hash: u64, bucket_bits: u32) -> u32 {
    (hash >> (64 - bucket_bits - TAG_BITS)) as u32 & TAG_MASK
}

/// Which of the bits a first word sets, of `words` times 32.
fn first_bit(first: Hash, words: usize) -> usize {
    let bits = (words * 32).ilog2();
    (first.value() >> (64 - bits)) as usize
}

impl Index {
    fn empty() -> Index {
        Index {
            buckets: Numbers::Own(vec![0, 0]),
            entries: Numbers::Own(Vec::new()),
            firsts: Numbers::Own(Vec::new()),
        }
    }

    fn bucket_bits(&self) -> u32 {
        (self.buckets.len().saturating_sub(1)).max(1).ilog2().min(32)
    }

    fn bucket_of(&self, hash: u64) -> usize {
        match self.bucket_bits() {
            0 => 0,
            bits => (hash >> (64 - bits)) as usize,
        }
    }

    /// The index of a layer's names: rows in parts side by side; what comes out does not hang on it.
    fn of(layer: &Layer) -> Index {
        const PARTS: u32 = 4;
        const SMALL: u32 = 10_000;
        let words = ((layer.count as usize * 4).next_power_of_two() / 32).max(2);
        let size = layer.count.div_ceil(PARTS).next_multiple_of(BLOCK).max(SMALL);
        let rows =
            (0..PARTS).map(|part| (part * size).min(layer.count)..((part + 1) * size).min(layer.count));
        let parts: Vec<Part> = match layer.count <= SMALL {
            true => vec![Part::of(layer, 0..layer.count, words)],
            false => std::thread::scope(|scope| {
                let parts: Vec<_> =
                    rows.map(|rows| scope.spawn(move || Part::of(layer, rows, words))).collect();
                parts.into_iter().map(|part| part.join().expect("hashing does not panic")).collect()
            }),
        };
        let mut firsts = vec![0u32; words];
        for part in &parts {
            firsts.iter_mut().zip(&part.firsts).for_each(|(all, some)| *all |= some);
        }
        let count: usize = parts.iter().map(|part| part.names.len()).sum();
        let bits = (count / 4).max(2).ilog2().min(32 - TAG_BITS);
        let mut buckets = vec![0u32; (1 << bits) + 1];
        let names = || parts.iter().flat_map(|part| &part.names);
        let bucket_of = |hash: u32| (hash >> (32 - bits)) as usize;
        for (hash, _) in names() {
            buckets[bucket_of(*hash) + 1] += 1;
        }
        for at in 1..buckets.len() {
            buckets[at] += buckets[at - 1];
        }
        let mut entries = vec![0; count];
        let mut next = buckets.clone();
        for (hash, row) in names() {
            let slot = &mut next[bucket_of(*hash)];
            entries[*slot as usize] = row << TAG_BITS | tag(u64::from(*hash) << 32, bits);
            *slot += 1;
        }
        Index { buckets: Numbers::Own(buckets), entries: Numbers::Own(entries), firsts: Numbers::Own(firsts) }
    }
}

/// The names of a part of the rows.
struct Part {
    /// The upper half of the hash; the row and whether the name begins with an article.
    names: Vec<(u32, u32)>,
    firsts: Vec<u32>,
}

impl Part {
    fn of(layer: &Layer, rows: Range<u32>, words: usize) -> Part {
        let mut part = Part { names: Vec::with_capacity(rows.len() * 3), firsts: vec![0; words] };
        let mut folded = Vec::new();
        let mut seen: Vec<(u64, bool)> = Vec::new();
        // Where a record can't be read, the rest of the part is found by number and id alone.
        let _all = layer.each_named(rows, |at, names| {
            seen.clear();
            names.each_hash(&mut folded, &mut |hash, article, first| {
                match seen.iter_mut().find(|other| other.0 == hash) {
                    Some(other) => other.1 &= article,
                    None => seen.push((hash, article)),
                }
                let bit = first_bit(first, words);
                part.firsts[bit / 32] |= 1 << (bit % 32);
            });
            part.names.extend(
                seen.iter().map(|(hash, article)| ((hash >> 32) as u32, at << 1 | u32::from(*article))),
            );
        });
        part
    }
}

/// Lines, one after another; empty ones past the end.
struct Lines<'t>(&'t [u8]);

impl<'t> Lines<'t> {
    #[inline]
    fn next(&mut self) -> &'t [u8] {
        let end = memchr::memchr(b'\n', self.0).unwrap_or(self.0.len());
        let (line, rest) = self.0.split_at(end);
        self.0 = rest.get(1..).unwrap_or(&[]);
        line
    }
}

/// A number of seven bits a byte, low ones first.
pub(super) fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn after_record(texts: &[u8], at: usize) -> Option<usize> {
    let mut rest = texts.get(at..)?;
    let length = usize::try_from(varint(&mut rest)?).ok()?;
    (length <= rest.len()).then(|| texts.len() - rest.len() + length)
}

/// Rows of eight bytes from all first bytes, then all second ones.
fn interleave(planes: &[u8], rows: &mut [u8]) {
    let count = planes.len() / FIXED;
    for (at, row) in rows.chunks_exact_mut(FIXED).enumerate() {
        for (plane, byte) in row.iter_mut().enumerate() {
            *byte = planes[plane * count + at];
        }
    }
}

/// Whether the frame fills the room.
fn unpack_into(frame: &[u8], room: &mut [u8]) -> bool {
    zstd::bulk::decompress_to_buffer(frame, room).is_ok_and(|length| length == room.len())
}

/// The lengths of the frames of a packed file, unpacked and packed: the first holds groups and fixed, the others texts.
fn frames(head: &str, table: usize, texts: usize, packed: usize) -> Result<Vec<(usize, usize)>, Unreadable> {
    let broken = Unreadable::Broken("it does not state how it is packed");
    let stated = head_value(head, "frames").ok_or(broken.clone())?;
    let number = |text: &str| text.parse::<usize>().ok().filter(|number| *number as u64 <= MOST_BYTES);
    let pair =
        |pair: &str| pair.split_once(':').and_then(|(plain, packed)| Some((number(plain)?, number(packed)?)));
    let frames: Option<Vec<(usize, usize)>> = stated.split(' ').map(pair).collect();
    let frames = frames.filter(|frames| frames.len() <= MOST_FRAMES).ok_or(broken)?;
    let sums = frames.iter().fold((0, 0), |sums, frame| (sums.0 + frame.0, sums.1 + frame.1));
    let fits = frames.first().is_some_and(|first| first.0 == table) && sums == (table + texts, packed);
    // No honest file packs so well: one that says so would only take memory.
    let honest = sums.0 as u64 <= 200 * packed as u64 + 4096;
    match fits && honest {
        true => Ok(frames),
        false => Err(Unreadable::Broken("its length is not the one that it states")),
    }
}

/// The head, and where it ends.
fn split_head(file: &[u8]) -> Result<(String, usize), Unreadable> {
    let first = &file[..file.len().min(MOST_HEAD)];
    let line_end = first.iter().position(|byte| *byte == b'\n').ok_or(Unreadable::Foreign)?;
    let line = std::str::from_utf8(&first[..line_end]).map_err(|_| Unreadable::Foreign)?;
    if line != MAGIC {
        let ours = line.starts_with("tadmor gazetteer ") && line.len() < 60;
        return Err(if ours { Unreadable::Version(line.to_owned()) } else { Unreadable::Foreign });
    }
    let end = first.windows(2).position(|two| two == b"\n\n");
    let end = end.ok_or(Unreadable::Broken("its head has no end"))? + 2;
    let head = std::str::from_utf8(&first[..end]).map_err(|_| Unreadable::Broken("its head is no text"))?;
    Ok((head.to_owned(), end))
}

fn head_values<'h>(head: &'h str, key: &'h str) -> impl Iterator<Item = &'h str> {
    head.lines()
        .skip(1)
        .filter_map(move |line| line.split_once('\t').filter(|pair| pair.0 == key).map(|pair| pair.1))
}

fn head_value<'h>(head: &'h str, key: &'h str) -> Option<&'h str> {
    head_values(head, key).next()
}

fn sizes(head: &str) -> Result<[usize; 7], Unreadable> {
    let broken = Unreadable::Broken("it does not state its sizes");
    let stated = head_value(head, "sizes").ok_or(broken.clone())?;
    let numbers: Option<Vec<u64>> = stated.split(' ').map(|number| number.parse().ok()).collect();
    let numbers = numbers.ok_or(broken.clone())?;
    // No single one may be large, so that their sum can't overflow.
    if numbers.iter().any(|number| *number > MOST_BYTES) {
        return Err(Unreadable::Broken("it states more than a gazetteer holds"));
    }
    let numbers: Vec<usize> = numbers.into_iter().map(|number| number as usize).collect();
    numbers.try_into().map_err(|_| broken)
}

fn read_groups(bytes: &[u8]) -> Result<Vec<Group>, Unreadable> {
    let broken = || Unreadable::Broken("its table of countries is not one");
    let mut groups = Vec::with_capacity(bytes.len() / GROUP);
    let mut start = 0u32;
    for group in bytes.chunks(GROUP) {
        let [a, b, class, space, count @ ..] = group else { return Err(broken()) };
        let country: String =
            [*a, *b].iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
        let class = PlaceClass::ALL.get(usize::from(*class)).copied().ok_or_else(broken)?;
        let space = [Space::GeoNames, Space::WhosOnFirst, Space::Text].get(usize::from(*space)).copied();
        let count = u32::from_le_bytes(count.try_into().map_err(|_| broken())?);
        let end = start.checked_add(count).filter(|end| *end as usize <= MOST_ROWS).ok_or_else(broken)?;
        if !country.is_ascii() {
            return Err(broken());
        }
        groups.push(Group {
            country,
            class,
            space: space.ok_or_else(broken)?,
            rows: start..end,
            ids: (0, u64::MAX),
        });
        start = end;
    }
    Ok(groups)
}

impl Group {
    pub(super) fn space_number(&self) -> u8 {
        self.space as u8
    }
}
