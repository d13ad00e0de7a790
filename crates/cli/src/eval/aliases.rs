//! `tadmor eval aliases`: whether a spelling of a place that no list holds leads to the place.
//!
//! In: lines of country, place id and alias. Each alias is taken out of the index and looked for among all places of its
//! country. Out: [`Figures`] for each country, and with `--out` the id found for each line.
//!
//! Taken out is every name that folds as the alias does, of every place: what is left to find it by are other
//! spellings ("first", "within"). In the second count ("own") other places keep theirs: where two places have one name,
//! and one of them is asked for without it, the other comes first. "bears" counts that as found, for by its name alone nobody could tell
//! them apart.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tadmor::Tables;
use tadmor::mention::name::folded;
use tadmor::text::spelling::Search;

use super::Scored;
use super::figures::Figures;
use crate::arguments::EvalArguments;
use crate::failure::Failure;
use crate::tables;

/// How many candidates count as found.
const WITHIN: usize = 5;

/// One line of the file.
struct Asked<'t> {
    country: &'t str,
    id: &'t str,
    alias: &'t str,
}

/// What was found for one line.
#[derive(Default)]
struct Answer {
    first: Option<u32>,
    is_first: bool,
    is_within: bool,
    own: bool,
    bears: bool,
}

/// Reads the file, looks for each alias, and counts.
pub fn run(arguments: &EvalArguments, file: &Path) -> Result<Vec<Scored>, Failure> {
    let text = fs::read_to_string(file).map_err(|source| Failure::reading(file, source))?;
    let rows = text.lines().filter(|line| !line.starts_with("country\t"));
    let asked: Vec<Asked> = rows.filter_map(asked).collect();
    let tables = tables::measured()?;
    let mut by_country: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, asked) in asked.iter().enumerate() {
        by_country.entry(asked.country).or_default().push(at);
    }
    let mut answers: Vec<Answer> = asked.iter().map(|_| Answer::default()).collect();
    for (country, lines) in &by_country {
        let of_country = OfCountry::new(country, &tables);
        for at in lines {
            answers[*at] = of_country.answer(&asked[*at], &tables);
        }
    }
    if let Some(out) = &arguments.out {
        let mut lines = String::new();
        for (asked, answer) in asked.iter().zip(&answers) {
            let found = answer.first.map(|at| tables.places.row(at).id.to_string()).unwrap_or_default();
            let _ = writeln!(lines, "{}\t{found}\t{}", asked.country, asked.alias);
        }
        fs::write(out, lines).map_err(|source| Failure::writing(out, source))?;
    }
    Ok(by_country.iter().flat_map(|(country, lines)| scored(country, lines, &answers)).collect())
}

/// The figures of a country: all lines, the even ones (build) and the odd ones (check).
fn scored(country: &str, lines: &[usize], answers: &[Answer]) -> Vec<Scored> {
    let parts = [("", None), (" build", Some(0)), (" check", Some(1))];
    let of_part = |(part, rest): (&str, Option<usize>)| {
        let of_part: Vec<&Answer> = lines
            .iter()
            .filter(|at| rest.is_none_or(|rest| *at % 2 == rest))
            .map(|at| &answers[*at])
            .collect();
        let count = |is: fn(&Answer) -> bool| of_part.iter().filter(|answer| is(answer)).count();
        let mut figures = Figures::default();
        let head = format!("{country}{part}");
        let total = of_part.len();
        figures.share("first", &format!("{head}: first"), count(|answer| answer.is_first), total);
        figures.share("within", &format!("{head}: within {WITHIN}"), count(|answer| answer.is_within), total);
        figures.share("own", &format!("{head}: own taken out alone"), count(|answer| answer.own), total);
        figures.share("bears", &format!("{head}: or one that bears it"), count(|answer| answer.bears), total);
        Scored { head: format!("aliases {head}"), figures }
    };
    parts.into_iter().map(of_part).collect()
}

fn asked(line: &str) -> Option<Asked<'_>> {
    let mut fields = line.split('\t');
    Some(Asked { country: fields.next()?, id: fields.next()?, alias: fields.next()? })
}

/// The places of a country with their names.
struct OfCountry {
    search: Search,
    names: BTreeMap<u32, Vec<String>>,
}

impl OfCountry {
    fn new(country: &str, tables: &Tables) -> OfCountry {
        let places = &tables.places;
        let names: BTreeMap<u32, Vec<String>> =
            places.of_country(country).map(|at| (at, places.row(at).folded_names().collect())).collect();
        let each = names.iter().flat_map(|(at, names)| names.iter().map(|name| (name.as_str(), *at)));
        let search = Search::new(tables.spellings.family(country), each, &tables.spellings);
        OfCountry { search, names }
    }

    fn answer(&self, asked: &Asked, tables: &Tables) -> Answer {
        let (places, spellings) = (&tables.places, &tables.spellings);
        let alias = folded(asked.alias);
        let Some(right) = places.at_id(asked.id) else { return Answer::default() };
        let Some(spelled) = spellings.letters().spelled(&alias) else { return Answer::default() };
        let names = |of: u32| self.names.get(&of).map_or(&[][..], Vec::as_slice);
        // "al-X" and "el-X" have the same letters: the one stays where the other is taken out.
        let stays = |of: u32| {
            let same =
                |name: &String| spellings.letters().spelled(name).is_some_and(|other| other == spelled);
            names(of).iter().any(|name| *name != alias && same(name))
        };
        let taken = |letters: &[u8], of: u32| letters == &spelled.letters[..] && !stays(of);
        let found = self.search.find_without(&alias, WITHIN, spellings, taken);
        let own = |letters: &[u8], of: u32| of == right && taken(letters, of);
        let own = self.search.find_without(&alias, 1, spellings, own).first().map(|found| found.of);
        let first = found.first().map(|found| found.of);
        Answer {
            first,
            is_first: first == Some(right),
            is_within: found.iter().any(|found| found.of == right),
            own: own == Some(right),
            bears: own.is_some_and(|at| at == right || names(at).contains(&alias)),
        }
    }
}
