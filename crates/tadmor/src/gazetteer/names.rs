//! Which of a place's names are kept.
//!
//! In: the names of a source, which mix scripts, codes and letters of other scripts written in Latin ones. Out: folded names in
//! Latin, Arabic, Cyrillic and Hebrew letters, each once.

use crate::tables::places::row::is_latin;
use crate::tables::places::spell::is_article;
use crate::text::fold::key;

/// What the names are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Latin names of countries are kept by hand; only those in other scripts are taken.
    Country,
    /// Names lose their class words: "Aleppo Governorate" is found as "Aleppo".
    Region,
    Town,
}

/// The longest name, in bytes of its key.
const LONGEST: usize = 60;

/// Words for a region, before its name or after it, in the languages that gazetteers hold.
const BEFORE: &[&str] = &[
    "gouvernement",
    "gouvernorat",
    "gobernacion",
    "governacio",
    "governatorato",
    "guvernorat",
    "provinz",
    "provincia",
    "provincie",
    "province",
    "provinsi",
    "propinsi",
    "provinco",
    "guberniya",
    "gubernio",
    "region",
    "regiono",
    "regione",
    "regio",
    "pokrajina",
    "kegubernuran",
    "kagubernuran",
    "wilaya",
    "wilayah",
    "oblast",
    "distrito",
    "district",
    "distretto",
    "distrikt",
    "raion",
    "rayon",
    "muhafazat",
    "departement",
    "departamento",
    "departement",
    "estado",
    "etat",
    "state",
    "canton",
    "ostan",
    "astan",
    "hat",
    "the",
    "محافظه",
    "محافظة",
    "ولايه",
    "اقليم",
    "منطقه",
    "مقاطعه",
    "استان",
    "ولايت",
    "شهرستان",
    "область",
    "провинция",
    "правінцыя",
    "мухафаза",
    "район",
];
const AFTER: &[&str] = &[
    "governorate",
    "province",
    "oblast",
    "region",
    "district",
    "county",
    "city",
    "vilayeti",
    "muhafazasi",
    "oblasti",
    "state",
    "raion",
    "rayon",
    "rayonu",
    "municipality",
    "department",
    "prefecture",
    "division",
    "voivodeship",
    "krai",
    "republic",
    "governorat",
    "vilayet",
    "stati",
    "ostani",
    "muhafazah",
    "wilaya",
    "область",
    "район",
    "вобласць",
    "раён",
    "провинция",
    "мухафаза",
    "губернаторство",
    "ولايت",
    "استان",
    "اوستاني",
    "ايالتي",
];

/// The kept names of a place whose own name is `name`; that one itself is not among them. Of a country whose every name is
/// wanted (`all`), those in Latin letters that only machines write are kept too.
pub(super) fn kept<'t>(
    name: &str,
    others: impl Iterator<Item = &'t str>,
    level: Level,
    all: bool,
) -> Vec<String> {
    let own = key(name);
    let mut kept: Vec<String> = Vec::new();
    let mut put = |name: &str| {
        if name != own && !name.is_empty() && !kept.iter().any(|other| other == name) {
            kept.push(name.to_owned());
        }
    };
    if level == Level::Region {
        put(without_class(&own));
    }
    for other in others {
        let Some(key) = fit(other, level, all) else { continue };
        if level == Level::Region {
            put(without_class(&key));
        }
        if level != Level::Region || all {
            put(&key);
        }
    }
    kept
}

/// The folded name, where it is one to find a place by.
fn fit(name: &str, level: Level, all: bool) -> Option<String> {
    let name = if all { name.trim() } else { without_bracket(name) };
    if !all && is_for_machines(name) {
        return None;
    }
    let key = key(name);
    let letters = key.chars().filter(|character| character.is_alphabetic()).count();
    if key.len() > LONGEST || letters < 2 {
        return None;
    }
    match is_latin(&key) {
        true if level == Level::Country => None,
        true => (all || has_vowel(&key)).then_some(key),
        false => of_one_script(&key).then_some(key),
    }
}

/// Codes, addresses, and names in other scripts that were written out in Latin letters: "lai sai si ka er de".
fn is_for_machines(name: &str) -> bool {
    let first = name.chars().next().unwrap_or('-');
    let is_small = first.is_lowercase() && first.is_ascii() && !begins_with_article(name);
    let is_code =
        name.len() <= 4 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    is_small || is_code || name.contains("http") || name.contains('/')
}

fn begins_with_article(name: &str) -> bool {
    name.split([' ', '-']).next().is_some_and(|first| first.len() < name.len() && is_article(first))
}

fn has_vowel(key: &str) -> bool {
    key.chars()
        .any(|character| !character.is_ascii() || matches!(character, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
}

/// Whether all letters are Arabic ones, all Cyrillic, or all Hebrew.
fn of_one_script(key: &str) -> bool {
    let of = |range: std::ops::RangeInclusive<char>| {
        key.chars()
            .all(|character| range.contains(&character) || character == ' ' || character.is_ascii_digit())
    };
    of('\u{600}'..='\u{6ff}') || of('\u{400}'..='\u{52f}') || of('\u{590}'..='\u{5ff}')
}

/// "Dayr (al) Zawr (town)" as "Dayr".
fn without_bracket(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name).trim()
}

/// A folded name of a region without the word for a region.
fn without_class(key: &str) -> &str {
    let mut name = key;
    if let Some((first, rest)) = name.split_once(' ')
        && BEFORE.contains(&first)
    {
        name = rest;
        for link in ["de ", "d ", "du ", "des ", "of ", "di ", "da ", "do ", "del "] {
            name = name.strip_prefix(link).unwrap_or(name);
        }
    }
    match name.rsplit_once(' ') {
        Some((rest, last)) if AFTER.contains(&last) => rest,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_other_scripts_and_codes_are_left_out() {
        let others = [
            "HLB",
            "halab",
            "Ḩalab",
            "al-Halab",
            "حلب",
            "Алеппо",
            "アレッポ",
            "Xleb",
            "Xlb",
            "Halep (şehir)",
        ];
        let names = kept("Aleppo", others.into_iter(), Level::Town, false);
        assert_eq!(names, ["halab", "al halab", "حلب", "алеппо", "xleb", "halep"]);
        let all = kept("Aleppo", ["HLB", "halab", "アレッポ", "Xlb"].into_iter(), Level::Town, true);
        assert_eq!(all, ["hlb", "halab", "xlb"]);
    }

    #[test]
    fn regions_lose_the_word_for_a_region() {
        let names = kept(
            "Muhafazat Halab",
            ["Aleppo Governorate", "محافظة حلب", "Gouvernement d'Alep"].into_iter(),
            Level::Region,
            false,
        );
        assert_eq!(names, ["halab", "aleppo", "حلب", "dalep"]);
    }
}
