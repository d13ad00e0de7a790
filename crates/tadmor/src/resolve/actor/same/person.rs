//! Names of persons.
//!
//! In: two names. Out: why they are of one person. Titles are left out, "Abd al-" and "Abu" made one word with what
//! follows; the shorter name's words must stand in the longer one, the given name first and the family name last.

use super::Known;
use crate::tables::actors::Noun;
use crate::text::fold::key;

/// A name without what says little.
struct Person {
    words: Vec<String>,
    title: Title,
}

/// What stood before a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Title {
    None,
    /// "General", "President": the family name follows.
    Office,
    /// "Mullah", "Sheikh": the given name may follow.
    Honorific,
}

pub(super) fn same(one: &str, other: &str, known: Known) -> Option<String> {
    let (first, second) = (person(one, known), person(other, known));
    if first.words.is_empty() || second.words.is_empty() {
        return None;
    }
    compare(&first, &second, known).or_else(|| by_other_name(&first, &second, known))
}

/// "Igor Strelkov" for "Igor Girkin", as the table tells.
fn by_other_name(one: &Person, other: &Person, known: Known) -> Option<String> {
    // A name of one word is no other person's family name.
    let is = |person: &Person, name: &str| {
        let name = self::person(name, known);
        let alone = name.words.len() == 1 || person.words.len() == 1;
        (!alone || name.words.len() == person.words.len()) && compare(person, &name, known).is_some()
    };
    let of = |person: &Person, names: &[String]| names.iter().any(|name| is(person, name));
    let both = known.forms.people().iter().find(|names| of(one, names) && of(other, names))?;
    Some(format!("{} is known by both names", both.first()?))
}

fn compare(one: &Person, other: &Person, known: Known) -> Option<String> {
    let (short, long) = match one.words.len() <= other.words.len() {
        true => (one, other),
        false => (other, one),
    };
    if short.words.len() == 1 {
        return by_family_name(short, long, known);
    }
    let joined = || {
        // "Amir Ali Hajizadeh" and "Amirali Hajizadeh".
        (1..long.words.len()).find_map(|at| {
            let mut words = long.words.clone();
            let second = words.remove(at);
            words[at - 1].push_str(&second);
            // A word left out ("Ahmad Shah", "Ahmad") is not one written apart.
            let length = words[at - 1].chars().count();
            let as_long = |word: &String| word.chars().count().abs_diff(length) <= 2;
            let because = (words.len() >= short.words.len() && short.words.get(at - 1).is_some_and(as_long))
                .then(|| in_order(&short.words, &words, known))
                .flatten()?;
            Some(told(because, "two words written as one"))
        })
    };
    in_order(&short.words, &long.words, known).or_else(joined).or_else(|| {
        let turned: Vec<String> = short.words.iter().rev().cloned().collect();
        let because = (short.words.len() == 2 && long.words.len() == 2)
            .then(|| in_order(&turned, &long.words, known))
            .flatten()?;
        Some(told(because, "the family name stands first in one"))
    })
}

/// "General Syrskyi" for "Oleksandr Syrskyi".
fn by_family_name(short: &Person, long: &Person, known: Known) -> Option<String> {
    let name = short.words.first()?;
    let family = long.words.last()?;
    if let Some(because) = one_word(name, family, known) {
        if long.words.len() == 1 {
            return Some(told(because, ""));
        }
        // Without a title another person's name is too near.
        return match short.title {
            Title::None => because.is_empty().then(|| "the family name alone".to_owned()),
            _ => Some(told(because, "a title and the family name")),
        };
    }
    let given = long.words.iter().find(|word| !known.forms.is("prefixed", word))?;
    let because = (short.title == Title::Honorific).then(|| one_word(name, given, known)).flatten()?;
    Some(told(because, "an honorific and the given name"))
}

/// The words of `short` in their order in `long`.
fn in_order(short: &[String], long: &[String], known: Known) -> Option<String> {
    let mut reasons: Vec<String> = Vec::new();
    let mut at = 0;
    let mut matched = Vec::new();
    for word in short {
        let found = (at..long.len()).find_map(|place| Some((place, name_word(word, &long[place], known)?)));
        let (place, because) = found?;
        matched.push(place);
        reasons.push(because);
        at = place + 1;
    }
    let first = *matched.first()?;
    // "Mahamat Idriss Déby" is the son of Idriss Déby; "Mohammad Ashraf Ghani" is Ashraf Ghani.
    if first > 0 && !long[..first].iter().all(|word| known.forms.is("prefixed", word)) {
        return None;
    }
    let inside = matched
        .windows(2)
        .any(|pair| (pair[0] + 1..pair[1]).any(|place| known.forms.is("second", &long[place])));
    if inside {
        return None;
    }
    let last = *matched.last()?;
    let left = if last + 1 < long.len() {
        "one has a further name at its end"
    } else if matched.len() < long.len() {
        "one leaves out a name in the middle"
    } else {
        ""
    };
    reasons.push(left.to_owned());
    reasons.retain(|reason| !reason.is_empty());
    Some(told(reasons.join("; "), ""))
}

/// A word, an initial, or a given name in another language.
fn name_word(one: &str, other: &str, known: Known) -> Option<String> {
    let initial = |short: &str, long: &str| {
        let mut letters = short.chars();
        letters.next().is_some_and(|letter| letters.next().is_none() && long.starts_with(letter))
    };
    if one != other && (initial(one, other) || initial(other, one)) {
        return Some("an initial".to_owned());
    }
    one_word(one, other, known)
}

fn one_word(one: &str, other: &str, known: Known) -> Option<String> {
    match one != other && known.forms.one_given_name(one, other) {
        true => Some(format!("\"{one}\" and \"{other}\" are one name in two forms")),
        false => known.one_word(one, other),
    }
}

fn told(because: String, what: &str) -> String {
    match (because.is_empty(), what.is_empty()) {
        (true, true) => "the same words".to_owned(),
        (true, false) => what.to_owned(),
        (false, true) => because,
        (false, false) => format!("{what}; {because}"),
    }
}

/// A name's own words: no title, no "of Syria", family name last, "Abd al-Malik" as one.
fn person(name: &str, known: Known) -> Person {
    let name = name.split('(').next().unwrap_or(name);
    let mut name = name.split(" of ").next().unwrap_or(name).replace("'s ", " ");
    if let Some((before, after)) = name.split_once(',') {
        let apposition = after.trim_start().starts_with(|letter: char| letter.is_lowercase());
        name = if apposition { before.to_owned() } else { format!("{after} {before}") };
    }
    let text = key(&name.replace('.', " "));
    let words: Vec<&str> = text.split(' ').collect();
    let (words, title) = without_titles(&words, known);
    Person { words: joined(words, known), title }
}

/// The words after ranks, offices and honorifics.
fn without_titles<'w, 'a>(words: &'w [&'a str], known: Known) -> (&'w [&'a str], Title) {
    let mut rest = words;
    let mut title = Title::None;
    let is_honorific = |words: &[&str]| {
        let text = words.join(" ");
        known.forms.is("title", &text) || known.actors.is(&text, |noun| noun == Noun::Honorific)
    };
    let is_title = |words: &[&str]| {
        let text = words.join(" ");
        known.forms.is("title", &text)
            || known.actors.is(&text, |noun| {
                matches!(noun, Noun::Rank | Noun::Honorific | Noun::Office | Noun::Modifier)
            })
            || words.len() == 1
                && known.actors.countries().words().get(&text).is_some_and(|senses| {
                    senses.iter().any(|sense| sense.1 == crate::tables::actors::Form::Demonym)
                })
    };
    // A title takes no more than it must leave: one word is the name.
    while rest.len() > 1 {
        let longest = (1..=rest.len().min(4) - usize::from(rest.len() <= 4)).rev();
        let Some(length) = longest.into_iter().find(|length| is_title(&rest[..*length])) else { break };
        title = if is_honorific(&rest[..length]) { Title::Honorific } else { Title::Office };
        rest = &rest[length..];
    }
    (rest, title)
}

/// Compounds made one word, articles left out.
fn joined(words: &[&str], known: Known) -> Vec<String> {
    let forms = known.forms;
    let mut out: Vec<String> = Vec::new();
    let mut front = String::new();
    for (at, word) in words.iter().enumerate() {
        let is_last = at + 1 == words.len();
        if let Some(meaning) = forms.meaning("tail", word).filter(|_| front.is_empty() && !out.is_empty()) {
            if let Some(last) = out.last_mut() {
                last.push_str(meaning);
            }
            continue;
        }
        if let Some(meaning) = forms.meaning("front", word).filter(|_| !is_last) {
            front.push_str(meaning);
            continue;
        }
        if forms.is("little", word) && !is_last {
            continue;
        }
        out.push(format!("{front}{}", split_front(word, &front, known)));
        front.clear();
    }
    out.retain(|word| !word.is_empty());
    out
}

/// "abdulmalik" as "abdmalik", "belmokhtar" as "binmokhtar": the form of the front that stands for all.
fn split_front(word: &str, front: &str, known: Known) -> String {
    let tail = |word: &str| {
        let ends =
            ["eddine", "eddin", "uddin", "aldin", "addin", "edine", "ullah", "ollah", "allah", "oullah"];
        match ends.iter().find(|end| word.len() > end.len() + 2 && word.ends_with(**end)) {
            Some(end) => {
                let meaning = known.forms.meaning("tail", end).unwrap_or(end);
                format!("{}{meaning}", &word[..word.len() - end.len()])
            }
            None => word.to_owned(),
        }
    };
    if !front.is_empty() || !word.is_ascii() {
        return tail(word);
    }
    for (length, least) in [(5, 8), (4, 7), (3, 6)] {
        let Some((start, rest)) = (word.len() >= least).then(|| word.split_at(length)) else { continue };
        let meaning = known.forms.meaning("front", start);
        if let Some(meaning) = meaning.filter(|meaning| matches!(*meaning, "abd" | "abu") || start == "bel") {
            return format!("{meaning}{}", tail(rest));
        }
    }
    tail(word)
}
