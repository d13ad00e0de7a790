//! Names of groups, forces and institutions.
//!
//! In: two names. Out: why they are of one group. The table of actors decides where it knows both; else numbers and
//! countries must agree, "Liwa" is a brigade and no division, and every word that says something must have its like.

use std::collections::BTreeSet;

use super::Known;
use crate::mention::name::folded;
use crate::tables::actors::{Actor, Form};
use crate::text::fold::key;

pub(super) fn same(one: &str, other: &str, known: Known) -> Option<String> {
    let (first, second) = (Group::of(one, known), Group::of(other, known));
    if first.numbers != second.numbers || !first.can_be_of_one_country(&second) {
        return None;
    }
    let (rows, other_rows) = (first.rows(known), second.rows(known));
    if !rows.is_empty() && !other_rows.is_empty() {
        let both = rows.iter().find(|row| other_rows.iter().any(|other| other.id == row.id));
        return both.map(|row| format!("both are names of {} in the table of actors", row.name));
    }
    // One is in the table: the other may be a spelling of any of its names.
    for (rows, written) in [(&rows, &second), (&other_rows, &first)] {
        for row in rows.iter() {
            let names = std::iter::once(&row.name).chain(&row.aliases);
            let spelled = names.map(|name| Group::of(name, known)).find_map(|name| name.same(written, known));
            if let Some(because) = spelled {
                return Some(format!("a spelling of a name of {}: {because}", row.name));
            }
        }
    }
    first.same(&second, known)
}

/// A name in parts.
#[derive(Default)]
struct Group {
    /// As written, without what stands in brackets.
    name: String,
    bracket: Option<String>,
    numbers: BTreeSet<String>,
    countries: BTreeSet<String>,
    kinds: BTreeSet<String>,
    /// "mechanized", "artillery": a short name leaves them out.
    arms: BTreeSet<String>,
    /// Other words, as forms that stand for all.
    words: Vec<String>,
    /// Letters, where it is an acronym.
    acronym: Option<String>,
    /// First letters of all its words, articles left out.
    initials: String,
    /// The same with the kind of group last or first left out: "PMC Wagner".
    written: Vec<String>,
}

impl Group {
    fn of(name: &str, known: Known) -> Group {
        let (bare, bracket) = match name.split_once('(') {
            Some((before, after)) if !before.trim().is_empty() => {
                (before.trim(), Some(after.split(')').next().unwrap_or(after).trim().to_owned()))
            }
            _ => (name.trim(), None),
        };
        let bare = bare.strip_prefix("the ").or(bare.strip_prefix("The ")).unwrap_or(bare);
        let mut group = Group { name: bare.to_owned(), bracket: None, ..Group::default() };
        group.acronym = acronym(bare);
        let text = folded(bare);
        // "the Fourth Division of the Syrian army": the whole that it is a part of is told by its country.
        let text = match text.split_once(" of the ") {
            Some((part, whole)) if known.actors.compose_text(whole).is_some() => {
                group.countries.extend(whole.split(' ').find_map(|word| country(word, known)));
                part.to_owned()
            }
            _ => text,
        };
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let mut at = 0;
        while at < words.len() {
            at += group.add(&words[at..], known);
        }
        // "(Gaza)", "(Colombia)" say where; "(SDF)" is another name.
        if let Some(bracket) = bracket {
            let of_row = || known.actors.lookup(&bracket).and_then(|row| row.country.clone());
            let of_row = || if acronym(&bracket).is_some() { None } else { of_row() };
            match country(&folded(&bracket), known).or_else(of_row) {
                Some(code) => {
                    group.countries.insert(code);
                }
                None => group.bracket = Some(bracket),
            }
        }
        group
    }

    /// Takes the first words; how many.
    fn add(&mut self, words: &[&str], known: Known) -> usize {
        let forms = known.forms;
        for length in (1..=words.len().min(3)).rev() {
            let text = words[..length].join(" ");
            if let Some(code) = country(&text, known).filter(|_| length > 1 || text.len() > 3) {
                self.countries.insert(code);
                self.initial(words[0]);
                return length;
            }
        }
        let word = words[0];
        let ordinal = word.strip_suffix("th").or(word.strip_suffix("st")).or(word.strip_suffix("nd"));
        let ordinal = ordinal.or(word.strip_suffix("rd")).unwrap_or(word);
        if !ordinal.is_empty() && ordinal.bytes().all(|byte| byte.is_ascii_digit()) {
            self.numbers.insert(ordinal.trim_start_matches('0').to_owned());
            return 1;
        }
        if let Some(number) = forms.meaning("number", word) {
            self.numbers.insert(number.to_owned());
            return 1;
        }
        if forms.is("little-group", word) {
            return 1;
        }
        self.initial(word);
        if forms.is("arm", word) {
            self.arms.insert(forms.meaning("word", word).unwrap_or(word).to_owned());
            return 1;
        }
        self.written.push(word.to_owned());
        match forms.meaning("kind", word) {
            Some(kind) => {
                self.kinds.insert(kind.to_owned());
            }
            None => self.words.push(forms.meaning("word", word).unwrap_or(word).to_owned()),
        }
        1
    }

    fn initial(&mut self, word: &str) {
        self.initials.extend(word.chars().next());
    }

    fn can_be_of_one_country(&self, other: &Group) -> bool {
        self.countries.is_empty() || other.countries.is_empty() || self.countries == other.countries
    }

    /// The rows of the table that have this name, in the country that it tells.
    fn rows<'t>(&self, known: Known<'t>) -> Vec<&'t Actor> {
        let of_bracket = self.bracket.iter().map(String::as_str).filter(|bracket| acronym(bracket).is_some());
        for name in std::iter::once(self.name.as_str()).chain(of_bracket) {
            let mut rows: Vec<&Actor> = known.actors.all_named(name).collect();
            if rows.is_empty() {
                rows.extend(known.actors.lookup(name));
            }
            let fits = |row: &&Actor| {
                let code = row.country.as_deref();
                self.countries.is_empty() || code.is_none_or(|code| self.countries.contains(code))
            };
            rows.retain(fits);
            if !rows.is_empty() {
                return rows;
            }
        }
        Vec::new()
    }

    fn same(&self, other: &Group, known: Known) -> Option<String> {
        if self.numbers != other.numbers || !self.can_be_of_one_country(other) {
            return None;
        }
        if let Some(because) = self.by_acronym(other).or_else(|| other.by_acronym(self)) {
            return Some(because);
        }
        // Short forms in capitals differ by one letter and are two groups.
        if self.acronym.is_some() || other.acronym.is_some() {
            return (self.acronym == other.acronym).then(|| "the same letters".to_owned());
        }
        if !self.arms.is_empty() && !other.arms.is_empty() && self.arms != other.arms {
            return None;
        }
        let strong = |group: &Group| -> BTreeSet<String> {
            group.kinds.iter().filter(|kind| !known.forms.is("weak", kind)).cloned().collect()
        };
        if strong(self) != strong(other) {
            return None;
        }
        let says_much = !self.words.is_empty() || !self.numbers.is_empty();
        if !says_much
            && (self.countries != other.countries || self.kinds != other.kinds || self.kinds.is_empty())
        {
            return None;
        }
        if self.words.is_empty()
            && other.words.is_empty()
            && self.numbers.is_empty()
            && self.countries.is_empty()
        {
            return None;
        }
        let reasons = one_to_one(&self.words, &other.words, known)
            .or_else(|| one_word_each(&self.words, &other.words, known))?;
        let mut reasons: Vec<String> = reasons.into_iter().filter(|reason| !reason.is_empty()).collect();
        if self.written != other.written && reasons.is_empty() {
            reasons.push("the same words, in another language or order".to_owned());
        }
        Some(match reasons.is_empty() {
            true => "the same words".to_owned(),
            false => reasons.join("; "),
        })
    }

    /// "YPG" for a name whose words begin so, or for one that has it in brackets.
    fn by_acronym(&self, other: &Group) -> Option<String> {
        let letters = self.acronym.as_deref()?;
        let bracket = other.bracket.as_deref().and_then(acronym);
        if bracket.as_deref() == Some(letters) {
            return Some(format!("{} is told in brackets", self.name));
        }
        let is_short = other.acronym.is_none() && letters.len() >= 2 && other.initials == letters;
        is_short.then(|| format!("{} is short for {}", self.name, other.name))
    }
}

/// The letters of a name in capitals alone: "YPG", "SPLM-N".
fn acronym(name: &str) -> Option<String> {
    let word = name.trim();
    let letters: String = word.chars().filter(|letter| letter.is_alphabetic()).collect();
    let short = !word.contains(' ') && (2..=9).contains(&letters.len());
    let capitals = letters.chars().filter(|letter| letter.is_uppercase()).count();
    (short && capitals == letters.chars().count()).then(|| key(&letters))
}

/// The code of the country that words name, or whose people's name they are.
fn country(text: &str, known: Known) -> Option<String> {
    let countries = known.actors.countries();
    let text = text.strip_suffix(" s").unwrap_or(text);
    let senses = countries.words().get(text)?;
    let sense = senses.iter().find(|sense| sense.1 != Form::Capital)?;
    Some(countries.all()[sense.0].code.clone())
}

/// Each word of the one with its like in the other.
fn one_to_one(one: &[String], other: &[String], known: Known) -> Option<Vec<String>> {
    if one.len() != other.len() {
        return None;
    }
    let mut free: Vec<&String> = other.iter().collect();
    let mut reasons = Vec::new();
    for word in one {
        let exact = free.iter().position(|other| *other == word);
        let (at, because) = match exact {
            Some(at) => (at, String::new()),
            None => {
                free.iter().enumerate().find_map(|(at, other)| Some((at, known.one_word(word, other)?)))?
            }
        };
        free.remove(at);
        reasons.push(because);
    }
    Some(reasons)
}

/// "Ezzedine" for "Izz ad-Din": all words written as one.
fn one_word_each(one: &[String], other: &[String], known: Known) -> Option<Vec<String>> {
    let (one, other) = (one.concat(), other.concat());
    (one.len() >= 6).then(|| known.one_word(&one, &other)).flatten().map(|because| vec![because])
}
