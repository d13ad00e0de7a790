//! Armed forces, groups, institutions, and the sides they are of.
//!
//! In: `data/actors/*.tsv`, `data/sides.tsv`, `data/demonyms.tsv`, `data/en/actor-words.tsv`. Out: [`Actors`].
//! "Syrian government troops" is the row of the Syrian Army; "Kenyan navy", which has no row, is put together from
//! a demonym and a noun.

pub mod class;
pub mod countries;
pub mod nouns;
pub mod phrases;

use std::collections::BTreeMap;

pub use class::Class;
pub use countries::{Countries, Country, Form};
pub use nouns::{Noun, Nouns, Stands};
pub use phrases::Phrases;

use super::Error;
use super::rows::{Row, rows, several};
use crate::mention::name::folded;

/// The files of `data/actors/` by name, each with its text, and all of them as one text.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        const FILES: &[(&str, &str)] = &[$((
            concat!("data/actors/", $name, ".tsv"),
            include_str!(concat!("../../../../data/actors/", $name, ".tsv")),
        )),*];
        pub(crate) const ACTORS: &str =
            concat!($(include_str!(concat!("../../../../data/actors/", $name, ".tsv"))),*);
    };
}

files![
    "americas",
    "caucasus",
    "central-africa",
    "horn",
    "iran",
    "iraq",
    "israel-palestine-lebanon",
    "lake-chad",
    "libya",
    "myanmar-south-east-asia",
    "outlets",
    "russia-ukraine",
    "sahel",
    "south-asia",
    "sudan",
    "syria",
    "turkey",
    "us-nato",
    "world",
    "yemen",
];

const SIDES: &str = include_str!("../../../../data/sides.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[ACTORS, SIDES, countries::SHIPPED, nouns::SHIPPED];

/// A party that speakers and forces belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// "sy", "rsf".
    pub id: String,
    /// "Syrian state".
    pub name: String,
    /// The country it is of, where it is of one.
    pub country: Option<String>,
    /// What it holds together.
    pub description: String,
}

/// A named actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// "sy-army"; "country-sy" for a country itself.
    pub id: String,
    /// The canonical name.
    pub name: String,
    /// What it is.
    pub class: Class,
    /// The country it is of (ISO 3166), where it is of one.
    pub country: Option<String>,
    /// The id of its side, where known.
    pub side: Option<String>,
    /// The id of the actor it is part of.
    pub parent: Option<String>,
    /// The first year, where the table tells.
    pub from: Option<i16>,
    /// The last year, where the table tells.
    pub to: Option<i16>,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its id in Wikidata, where known: "Q7184".
    pub wikidata: Option<String>,
}

/// How a name must be written to be that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// All capitals: "IS".
    Capitals,
    /// With a capital: "Fars".
    Capital,
    /// In any way: "regime warplanes".
    Any,
}

/// One spelling of an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spelling {
    /// The row.
    pub actor: usize,
    /// How it must be written.
    pub shape: Shape,
}

/// A force put together from a country's demonym and a noun: "Kenyan navy".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Composed<'t> {
    /// The row of the table, where the country has one of the class.
    pub actor: Option<&'t Actor>,
    /// The canonical name.
    pub name: String,
    /// The side: that of the row, else the country's state.
    pub side: String,
    /// What it is.
    pub class: Class,
}

/// Armed forces, groups, institutions, and the sides they are of.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    actors: Vec<Actor>,
    by_id: BTreeMap<String, usize>,
    by_class: BTreeMap<(String, Class), usize>,
    spellings: Phrases<Vec<Spelling>>,
    sides: BTreeMap<String, Side>,
    countries: Countries,
    nouns: Nouns,
    often: Vec<String>,
}

impl Actors {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut actors =
            Actors { countries: Countries::shipped()?, nouns: nouns::shipped()?, ..Actors::default() };
        for row in rows("data/sides.tsv", SIDES) {
            actors.add_side(row)?;
        }
        let all = || FILES.iter().flat_map(|&(file, text)| rows(file, text));
        for row in all() {
            actors.add_actor(row)?;
        }
        for row in all() {
            let [_, _, _, _, _, parent, ..]: [&str; 10] = row.fields()?;
            if !parent.is_empty() && !actors.by_id.contains_key(parent) {
                return Err(row.error(format!("part of \"{parent}\", which is not in the table")));
            }
        }
        actors.add_countries();
        let often = actors.nouns.iter().filter(|(_, senses)| senses.contains(&Noun::Often));
        actors.often = often.map(|(word, _)| word.to_owned()).collect();
        Ok(actors)
    }

    fn add_side(&mut self, row: Row<'static>) -> Result<(), Error> {
        let [id, name, country, description] = row.fields()?;
        if id.is_empty() || name.is_empty() {
            return Err(row.error("a side has an id and a name"));
        }
        if !country.is_empty() && self.countries.by_code(country).is_none() {
            return Err(row.error(format!("no country \"{country}\" in data/demonyms.tsv")));
        }
        let side = Side {
            id: id.to_owned(),
            name: name.to_owned(),
            country: some(country),
            description: description.to_owned(),
        };
        match self.sides.insert(id.to_owned(), side) {
            Some(_) => Err(row.error(format!("the side \"{id}\" stands twice"))),
            None => Ok(()),
        }
    }

    fn add_actor(&mut self, row: Row<'static>) -> Result<(), Error> {
        let [id, name, class, country, side, parent, from, to, aliases, wikidata] = row.fields()?;
        if id.is_empty() || name.is_empty() {
            return Err(row.error("an actor has an id and a name"));
        }
        let class = Class::parse(class).ok_or_else(|| row.error(format!("no class \"{class}\"")))?;
        if !country.is_empty() && self.countries.by_code(country).is_none() {
            return Err(row.error(format!("no country \"{country}\" in data/demonyms.tsv")));
        }
        if !side.is_empty() && !self.sides.contains_key(side) {
            return Err(row.error(format!("no side \"{side}\" in data/sides.tsv")));
        }
        let actor = Actor {
            id: id.to_owned(),
            name: name.to_owned(),
            class,
            country: some(country),
            side: some(side),
            parent: some(parent),
            from: year(row, from)?,
            to: year(row, to)?,
            aliases: several(aliases).map(str::to_owned).collect(),
            wikidata: some(wikidata),
        };
        let at = self.actors.len();
        if self.by_id.insert(actor.id.clone(), at).is_some() {
            return Err(row.error(format!("the actor \"{id}\" stands twice")));
        }
        if side == country.to_lowercase() && !country.is_empty() {
            self.by_class.entry((country.to_owned(), class)).or_insert(at);
        }
        for name in std::iter::once(&actor.name).chain(&actor.aliases) {
            self.spell(name, at);
        }
        self.actors.push(actor);
        Ok(())
    }

    fn add_countries(&mut self) {
        for country in self.countries.all() {
            let actor = Actor {
                id: format!("country-{}", country.code.to_lowercase()),
                name: country.names[0].clone(),
                class: Class::Country,
                country: Some(country.code.clone()),
                side: Some(country.code.to_lowercase()).filter(|side| self.sides.contains_key(side)),
                parent: None,
                from: None,
                to: None,
                aliases: country.names[1..].to_vec(),
                wikidata: None,
            };
            self.by_id.insert(actor.id.clone(), self.actors.len());
            self.actors.push(actor);
        }
    }

    fn spell(&mut self, name: &str, actor: usize) {
        let name = name.strip_prefix("the ").or(name.strip_prefix("The ")).unwrap_or(name);
        let letters = || name.chars().filter(|character| character.is_alphabetic());
        let shape = match () {
            () if !letters().any(char::is_uppercase) => Shape::Any,
            () if name.len() <= 7 && !name.contains(' ') && !letters().any(char::is_lowercase) => {
                Shape::Capitals
            }
            () => Shape::Capital,
        };
        let spellings = self.spellings.entry(folded(name));
        match spellings.iter_mut().find(|spelling| spelling.actor == actor) {
            // "Daesh" beside "DAESH": the looser of the two.
            Some(known) if known.shape == Shape::Capitals => known.shape = shape,
            Some(_) => {}
            None => spellings.push(Spelling { actor, shape }),
        }
    }

    /// The actor with this id.
    pub fn by_id(&self, id: &str) -> Option<&Actor> {
        self.by_id.get(id).map(|at| &self.actors[*at])
    }

    /// The row at `at`, as a [`Spelling`] names it.
    pub fn row(&self, at: usize) -> &Actor {
        &self.actors[at]
    }

    /// The actor of this name, by any of its spellings, or as a country, or put together from a demonym and a
    /// noun; `None` where none or several have it.
    pub fn lookup(&self, name: &str) -> Option<&Actor> {
        let name = name.strip_prefix("the ").or(name.strip_prefix("The ")).unwrap_or(name);
        match self.spellings.get(&folded(name)).map(Vec::as_slice) {
            Some([only]) => return Some(&self.actors[only.actor]),
            Some(_) => return None,
            None => {}
        }
        if let Some(country) = self.countries.named(name) {
            return self.by_id(&format!("country-{}", country.code.to_lowercase()));
        }
        self.compose_text(&folded(name)).and_then(|composed| composed.actor)
    }

    /// The actors of this name, where several have it.
    pub fn all_named(&self, name: &str) -> impl Iterator<Item = &Actor> {
        let spellings = self.spellings.get(&folded(name)).map_or(&[][..], Vec::as_slice);
        spellings.iter().map(|spelling| &self.actors[spelling.actor])
    }

    /// The side with this id.
    pub fn side(&self, id: &str) -> Option<&Side> {
        self.sides.get(id)
    }

    /// The id of the side of the actor with this id.
    pub fn side_of(&self, actor: &str) -> Option<&str> {
        self.by_id(actor).and_then(|actor| actor.side.as_deref())
    }

    /// All sides, by id.
    pub fn sides(&self) -> impl Iterator<Item = &Side> {
        self.sides.values()
    }

    /// All actors, in the order of the files, countries last.
    pub fn all(&self) -> &[Actor] {
        &self.actors
    }

    /// Every spelling of a name, folded.
    pub fn spellings(&self) -> &Phrases<Vec<Spelling>> {
        &self.spellings
    }

    /// The countries.
    pub fn countries(&self) -> &Countries {
        &self.countries
    }

    /// The words for people, forces and institutions.
    pub fn nouns(&self) -> &Nouns {
        &self.nouns
    }

    /// The force of `class` of a country.
    pub fn compose(&self, country: &Country, class: Class) -> Composed<'_> {
        let actor = self.by_class.get(&(country.code.clone(), class)).map(|at| &self.actors[*at]);
        let side = country.code.to_lowercase();
        match actor {
            Some(actor) => Composed { actor: Some(actor), name: actor.name.clone(), side, class },
            None => {
                let name = format!("{} {}", country.demonyms[0], class.noun());
                Composed { actor: None, name, side, class }
            }
        }
    }

    /// A folded demonym (or "name s") and a noun for a force: "kenyan navy".
    pub fn compose_text(&self, text: &str) -> Option<Composed<'_>> {
        let words: Vec<&str> = text.split(' ').collect();
        for split in (1..words.len()).rev() {
            let Some(senses) = self.countries.words().get(&words[..split].join(" ")) else { continue };
            let rest = match words[split] {
                "s" => &words[split + 1..],
                _ => &words[split..],
            };
            let Some(class) = self.force_class(rest) else { continue };
            let sense = senses.iter().find(|sense| sense.1 != Form::Capital)?;
            return Some(self.compose(&self.countries.all()[sense.0], class));
        }
        None
    }

    /// The class of "government warplanes": adjectives, then a noun for a force.
    fn force_class(&self, words: &[&str]) -> Option<Class> {
        for skip in 0..words.len().min(3) {
            let adjectives = words[..skip].iter().all(|word| self.is(word, |noun| noun == Noun::Adjective));
            if !adjectives {
                return None;
            }
            let senses = self.nouns.get(&words[skip..].join(" ")).map_or(&[][..], Vec::as_slice);
            let class = senses.iter().find_map(|noun| match noun {
                Noun::Force(class) => Some(*class),
                _ => None,
            });
            if class.is_some() {
                return class;
            }
        }
        None
    }

    /// The word meant by one that is a letter off: "govenment". Only long words that are common in war news, with
    /// their first and last letters standing, so that no other word is taken for one.
    pub fn mended(&self, word: &str) -> Option<&str> {
        if word.len() < 7 || self.nouns.get(word).is_some() {
            return None;
        }
        let ends = (word.as_bytes().first(), word.as_bytes().last());
        let meant = self.often.iter().find(|often| {
            (often.as_bytes().first(), often.as_bytes().last()) == ends
                && often.len().abs_diff(word.len()) <= 1
                && strsim::osa_distance(often, word) == 1
        })?;
        Some(meant)
    }

    /// Whether the word or phrase may be a noun of this kind.
    pub fn is(&self, text: &str, kind: impl Fn(Noun) -> bool) -> bool {
        self.nouns.get(text).is_some_and(|senses| senses.iter().any(|noun| kind(*noun)))
    }
}

fn some(field: &str) -> Option<String> {
    (!field.is_empty()).then(|| field.to_owned())
}

fn year(row: Row<'static>, field: &str) -> Result<Option<i16>, Error> {
    match field {
        "" => Ok(None),
        year => year.parse().map(Some).map_err(|_| row.error(format!("\"{year}\" is not a year"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_wars_are_one_row_each() {
        let actors = Actors::shipped().unwrap();
        for (written, name) in [
            ("Syrian government troops", "Syrian Army"),
            ("the Syrian military", "Syrian Army"),
            ("Russian aviation", "Russian Aerospace Forces"),
            ("Russian jet", "Russian Aerospace Forces"),
            ("VKS", "Russian Aerospace Forces"),
            ("Daesh", "ISIS"),
            ("Islamic State (ISIS)", "ISIS"),
            ("Russian Ministry of Defence", "Russian Defense Ministry"),
            ("Sudan's army", "Sudanese Armed Forces"),
            ("Ukraine's military", "Ukrainian Armed Forces"),
            ("Israeli drone", "Israeli Air Force"),
            ("Tamil Tigers", "LTTE"),
            ("Tehrik-i-Taliban Pakistan", "TTP"),
            ("U.S. military", "US military"),
        ] {
            assert_eq!(actors.lookup(written).map(|actor| actor.name.as_str()), Some(name), "{written}");
        }
    }

    #[test]
    fn a_force_without_a_row_is_put_together() {
        let actors = Actors::shipped().unwrap();
        let navy = actors.compose_text("kenyan navy").unwrap();
        assert_eq!((navy.name.as_str(), navy.actor, navy.side.as_str()), ("Kenyan Navy", None, "ke"));
        assert_eq!(actors.compose_text("kenyan tea"), None);
    }

    #[test]
    fn no_state_force_stands_for_a_rival_of_the_state() {
        let actors = Actors::shipped().unwrap();
        // Two armies call themselves Libyan: the words alone do not say which.
        assert_eq!(actors.lookup("Libyan army"), None);
    }
}
