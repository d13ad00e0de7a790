//! One place, as it is handed out.

use std::fmt;

/// What a row of the gazetteer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum PlaceClass {
    /// A country.
    Country,
    /// A first-level region: a province, a state.
    Region,
    /// A second-level region.
    County,
    /// A city, town or village.
    Town,
    /// A part of a town.
    Quarter,
    /// A large landscape: a valley, a strip, a sea, a region of several provinces.
    Landscape,
    /// Anything else: an airbase, a dam, a hill.
    Landmark,
}

impl PlaceClass {
    /// All, in the order of their numbers.
    pub const ALL: [PlaceClass; 7] = [
        PlaceClass::Country,
        PlaceClass::Region,
        PlaceClass::County,
        PlaceClass::Town,
        PlaceClass::Quarter,
        PlaceClass::Landscape,
        PlaceClass::Landmark,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            PlaceClass::Country => "country",
            PlaceClass::Region => "region",
            PlaceClass::County => "county",
            PlaceClass::Town => "town",
            PlaceClass::Quarter => "quarter",
            PlaceClass::Landscape => "landscape",
            PlaceClass::Landmark => "landmark",
        }
    }
}

/// Which place: a number of GeoNames or Who's On First, or a text of another list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceId<'p> {
    /// "gn:163808"
    GeoNames(u64),
    /// "wof:85678345"
    WhosOnFirst(u64),
    /// "tm:sy-t4-airbase", "ne:USA-3519"
    Text(&'p str),
}

impl<'p> PlaceId<'p> {
    /// The id that `text` is.
    pub fn parse(text: &'p str) -> Self {
        let number = |start| {
            let digits = text.strip_prefix(start)?;
            // "gn:07" is not the way in which the number is written.
            digits.parse::<u64>().ok().filter(|number| number.to_string() == digits)
        };
        match (number("gn:"), number("wof:")) {
            (Some(number), _) => PlaceId::GeoNames(number),
            (_, Some(number)) => PlaceId::WhosOnFirst(number),
            _ => PlaceId::Text(text),
        }
    }

    pub(super) fn number(self) -> u64 {
        match self {
            PlaceId::GeoNames(number) | PlaceId::WhosOnFirst(number) => number,
            PlaceId::Text(_) => 0,
        }
    }
}

impl fmt::Display for PlaceId<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlaceId::GeoNames(number) => write!(out, "gn:{number}"),
            PlaceId::WhosOnFirst(number) => write!(out, "wof:{number}"),
            PlaceId::Text(text) => out.write_str(text),
        }
    }
}

/// One place. A view into the gazetteer: cheap to copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlaceRow<'p> {
    /// "gn:163808".
    pub id: PlaceId<'p>,
    /// The gazetteer's name, with its marks.
    pub name: &'p str,
    /// The name in English news, where it is another or known by hand to be this one; else empty.
    pub english: &'p str,
    /// ISO 3166; empty where it lies in several.
    pub country: &'p str,
    /// The number of its first-level region in its country, from 1; 0 where not known. See
    /// [`Places::region_of`](super::Places::region_of).
    pub region: u8,
    /// What it is.
    pub class: PlaceClass,
    /// The word for it: "town", "airbase".
    pub kind: &'p str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many live there; 0 where not known.
    pub people: u64,
    /// The place it is part of, by name; empty save where kept by hand.
    pub part_of: &'p str,
    /// Folded names beside those above, a line each.
    pub(super) names: &'p str,
}

impl<'p> PlaceRow<'p> {
    /// No place.
    pub(super) fn none() -> Self {
        PlaceRow {
            id: PlaceId::Text(""),
            name: "",
            english: "",
            country: "",
            region: 0,
            class: PlaceClass::Landmark,
            kind: "",
            lat: 0.0,
            lon: 0.0,
            people: 0,
            part_of: "",
            names: "",
        }
    }

    /// The name to show.
    pub fn shown(&self) -> &'p str {
        match self.english {
            "" => self.name,
            english => english,
        }
    }

    /// Whether its name in English news is known by hand.
    pub fn is_noted(&self) -> bool {
        !self.english.is_empty()
    }

    /// All its folded names, of every script; the gazetteer's own first.
    pub fn folded_names(&self) -> impl Iterator<Item = String> + use<'p> {
        use crate::mention::name::folded;
        let name = folded(bare(self.name));
        let english = folded(bare(self.english));
        let english = Some(english).filter(|english| !english.is_empty() && *english != name);
        let first = Some(name).filter(|name| !name.is_empty());
        first.into_iter().chain(english).chain(self.names.lines().map(str::to_owned))
    }

    /// Its folded names in Latin letters.
    pub fn latin(&self) -> impl Iterator<Item = String> + use<'p> {
        self.folded_names().filter(|name| is_latin(name))
    }

    /// Its folded names in other letters.
    pub fn other(&self) -> impl Iterator<Item = String> + use<'p> {
        self.folded_names().filter(|name| !is_latin(name))
    }

    /// Kilometres to another point, on a sphere.
    pub fn km_to(&self, lat: f64, lon: f64) -> f64 {
        let (north, other) = (self.lat.to_radians(), lat.to_radians());
        let half_lat = ((other - north) / 2.0).sin();
        let half_lon = ((lon - self.lon).to_radians() / 2.0).sin();
        let chord = half_lat * half_lat + north.cos() * other.cos() * half_lon * half_lon;
        12_742.0 * chord.sqrt().min(1.0).asin()
    }
}

/// "the Gambia" is found as "Gambia".
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix("the ").unwrap_or(name)
}

/// Whether a folded name is in Latin letters, with whatever marks and letters of their own languages add to them.
pub fn is_latin(name: &str) -> bool {
    name.chars().all(|character| (character as u32) < 0x250 || (0x1E00..0x1F00).contains(&(character as u32)))
}

#[cfg(test)]
mod tests {
    use super::PlaceId;

    #[test]
    fn ids_are_written_as_they_were_read() {
        for text in ["gn:163808", "wof:85678345", "tm:sy-t4-airbase", "ne:USA-3519", "gn:07", "gn:", ""] {
            assert_eq!(PlaceId::parse(text).to_string(), text);
        }
        assert_eq!(PlaceId::parse("gn:7"), PlaceId::GeoNames(7));
    }
}
