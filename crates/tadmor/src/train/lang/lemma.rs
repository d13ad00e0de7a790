//! Learns lemmas: what becomes of capitals, of endings, and which words go their own way.
//!
//! In: treebanks, whose lemmas are known. Out: the text of `lemmas.tsv`, which
//! [`Lemmas::parse`](crate::lang::lemma::Lemmas::parse) reads. From "shelled" and "shell" it learns that a VBD loses its
//! "-ed", from "seized" and "seize" that one in "-zed" loses its "d", from "took" and "take" a word.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::lang::conllu::{TreeWord, Treebank};
use crate::lang::label::{Upos, Xpos};
use crate::lang::lemma::inflection::Inflections;
use crate::lang::lemma::{self, Capitals, Casing, Lemmas};

/// How it is learned. Chosen on the dev parts of EWT and GUM, where values near these do as well.
#[derive(Clone, Copy, Debug)]
struct Settings {
    /// The longest ending, in bytes.
    ending: usize,
    /// An ending gets a row where the row is right for so many words more than the shorter ending's.
    gain: usize,
    /// And where the capital stays under it alone, for one of so many words more.
    capital: usize,
    /// Words under a tag that was seen less often than this are left out.
    tag: usize,
    /// Words of more bytes are left out: addresses.
    longest: usize,
    /// A word that the treebank calls misspelt is learned from where it is so often.
    misspelt: usize,
}

const SETTINGS: Settings = Settings { ending: 6, gain: 2, capital: 4, tag: 5, longest: 40, misspelt: 3 };

const HEADER: &str = "\
# Lemmas of English words by their parts of speech; see crates/tadmor/src/lang/lemma.rs for the columns.
# Learned from UD English EWT (CC BY-SA 4.0, https://github.com/UniversalDependencies/UD_English-EWT) and from documents of
# GUM whose texts are free (annotations CC BY 4.0, https://github.com/amir-zeldes/gum). Licence of this file: CC BY-SA 4.0.
";

/// A pair of parts of speech.
type Tags = (Upos, Xpos);
/// How often something was seen.
type Counts<T> = BTreeMap<T, usize>;
/// The words under one tag: for each form its lemmas.
type Forms<'t> = BTreeMap<&'t str, Counts<&'t str>>;
/// For each word in its usual case, what is known of it.
type Words = BTreeMap<String, Known>;

/// What is known of a word under a tag.
#[derive(Clone, Debug)]
struct Known {
    lemma: String,
    /// Whether it was seen with a capital.
    capitalised: bool,
}

impl Known {
    /// Of a word that was not seen.
    fn made(lemma: &str) -> Self {
        Known { lemma: lemma.to_owned(), capitalised: false }
    }
}

/// Learns from `treebanks`; gives the text of the file.
pub fn learn(treebanks: &[Treebank]) -> String {
    let seen = gather(treebanks);
    let casings = casings(&seen);
    let mut words: BTreeMap<Tags, Words> =
        seen.iter().map(|(tag, forms)| (*tag, words(forms, *tag, &casings[tag]))).collect();
    inflect(&mut words);

    let mut file = HEADER.to_owned();
    for (tag, forms) in &seen {
        let seen: usize = forms.values().flat_map(BTreeMap::values).sum();
        let casing: String = casings[tag].iter().map(|casing| casing.letter()).collect();
        row(&mut file, "tag", *tag, &seen.to_string(), &casing);
    }
    for (tag, words) in &words {
        for (ending, change) in endings(words) {
            row(&mut file, "end", *tag, ending, &change.of(ending));
        }
    }
    // What follows a hyphen or an "over" is looked up too: words that have neither come first.
    for parts in [false, true] {
        let lemmas = Lemmas::parse(&file).expect("the rows are written as they are read");
        for (tag, words) in &words {
            for (word, known) in words.iter().filter(|(word, _)| lemma::has_parts(word, tag.0) == parts) {
                let right = |capital| lemmas.of_base(word, tag.0, tag.1, capital) == known.lemma;
                // "syrian" is Syrian in a text of small letters too.
                let large = known.lemma.starts_with(char::is_uppercase);
                if !right(true) || large && !right(false) {
                    row(&mut file, "word", *tag, word, &known.lemma);
                }
            }
        }
    }
    file
}

fn row(file: &mut String, kind: &str, (upos, xpos): Tags, from: &str, to: &str) {
    let _ = writeln!(file, "{kind}\t{}\t{}\t{from}\t{to}", upos.name(), xpos.name());
}

/// The words that can be learned from, by their tags.
fn gather(treebanks: &[Treebank]) -> BTreeMap<Tags, Forms<'_>> {
    let mut seen: BTreeMap<Tags, Forms<'_>> = BTreeMap::new();
    let mut misspelt: Counts<(&str, &str, &str)> = BTreeMap::new();
    for word in all_words(treebanks).filter(|word| is_misspelt(word)) {
        *misspelt.entry((&word.form, &word.xpos, &word.lemma)).or_default() += 1;
    }
    for word in all_words(treebanks) {
        let (Some(upos), Some(xpos)) = (Upos::parse(&word.upos), Xpos::parse(&word.xpos)) else { continue };
        let odd = is_misspelt(word)
            && misspelt[&(word.form.as_str(), word.xpos.as_str(), word.lemma.as_str())] < SETTINGS.misspelt;
        // A part of a word that was torn apart ("GW") has the lemma of the whole, or "_".
        let long = word.form.len().max(word.lemma.len()) > SETTINGS.longest;
        if word.form.is_empty() || word.lemma == "_" || xpos == Xpos::Gw || odd || long {
            continue;
        }
        *seen
            .entry((upos, xpos))
            .or_default()
            .entry(&word.form)
            .or_default()
            .entry(&word.lemma)
            .or_default() += 1;
    }
    seen.retain(|_, forms| forms.values().flat_map(BTreeMap::values).sum::<usize>() >= SETTINGS.tag);
    seen
}

fn all_words(treebanks: &[Treebank]) -> impl Iterator<Item = &TreeWord> {
    treebanks.iter().flat_map(|bank| &bank.sentences).flat_map(|sentence| &sentence.words)
}

fn is_misspelt(word: &TreeWord) -> bool {
    word.misc.split('|').any(|part| part.starts_with("CorrectForm="))
}

/// For each tag, what becomes of each kind of capitals: what agrees with the lemmas of most forms. A kind that was not
/// seen under a tag is treated as under all tags of its sort.
fn casings(seen: &BTreeMap<Tags, Forms<'_>>) -> BTreeMap<Tags, [Casing; Capitals::ALL.len()]> {
    let mut all = [Agreeing::default(); 2];
    let mut by_tag = BTreeMap::new();
    for (tag, forms) in seen {
        let mut agreeing = Agreeing::default();
        for (form, lemmas) in forms {
            let capitals = Capitals::of(form) as usize;
            let Some(lemma) = commonest(lemmas) else { continue };
            // Only names are made large where they are not.
            let allowed = if is_name(*tag) { 3 } else { 2 };
            for at in (0..allowed).filter(|at| agrees(Casing::ALL[*at], form, lemma)) {
                agreeing[capitals][at] += 1;
                all[usize::from(is_name(*tag))][capitals][at] += 1;
            }
        }
        by_tag.insert(*tag, agreeing);
    }
    let best = |counts: &[usize]| {
        let most = counts.iter().max().copied().filter(|most| *most > 0)?;
        counts.iter().position(|count| *count == most).map(|at| Casing::ALL[at])
    };
    let choose = |tag, agreeing: &Agreeing| {
        let all = &all[usize::from(is_name(tag))];
        let casing = |capitals: Capitals| {
            let at = capitals as usize;
            best(&agreeing[at]).or_else(|| best(&all[at])).unwrap_or(Casing::Small)
        };
        // EWT makes "GDP" small, GUM does not; and any word may be shouted. What is seen as large is a row of its own.
        // "XIV" is a number.
        let small = |capitals: &Capitals| !is_name(tag) && tag.0 != Upos::Num && capitals.is_whole_word();
        Capitals::ALL.map(|capitals| if small(&capitals) { Casing::Small } else { casing(capitals) })
    };
    by_tag.iter().map(|(tag, agreeing)| (*tag, choose(*tag, agreeing))).collect()
}

/// For each kind of capitals, how many forms agree with each casing.
type Agreeing = [[usize; Casing::ALL.len()]; Capitals::ALL.len()];

/// Whether words under it are names or parts of names.
fn is_name((upos, xpos): Tags) -> bool {
    upos == Upos::Propn || matches!(xpos, Xpos::Nnp | Xpos::Nnps)
}

/// Whether `form`, cased so, begins as `lemma` does, as far as the two are the same letters.
fn agrees(casing: Casing, form: &str, lemma: &str) -> bool {
    let base = casing.base(form);
    let same = |left: char, right: char| left.to_lowercase().eq(right.to_lowercase());
    let mut pairs =
        base.chars().zip(lemma.chars()).take_while(|(left, right)| same(*left, *right)).peekable();
    pairs.peek().is_some() && pairs.all(|(left, right)| left == right)
}

/// The words under a tag in their usual case, each with its commonest lemma.
fn words(forms: &Forms<'_>, (_, xpos): Tags, casing: &[Casing; Capitals::ALL.len()]) -> Words {
    let mut counts: BTreeMap<String, (Counts<&str>, bool)> = BTreeMap::new();
    for (form, lemmas) in forms {
        let (all, capitalised) = counts.entry(lemma::base(form, xpos, casing)).or_default();
        *capitalised |= form.starts_with(char::is_uppercase);
        for (lemma, count) in lemmas {
            *all.entry(lemma).or_default() += count;
        }
    }
    let known = |(lemmas, capitalised): (Counts<&str>, bool)| {
        Some(Known { lemma: commonest(&lemmas)?.to_owned(), capitalised })
    };
    counts.into_iter().filter_map(|(word, counts)| Some((word, known(counts)?))).collect()
}

fn commonest<'t>(lemmas: &Counts<&'t str>) -> Option<&'t str> {
    lemmas.iter().max_by_key(|(lemma, count)| (**count, std::cmp::Reverse(**lemma))).map(|(lemma, _)| *lemma)
}

/// What becomes of an ending.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    /// The word begins with a capital in the dictionary.
    capital: bool,
    /// How many bytes are cut off.
    cut: usize,
    /// What is put there.
    add: String,
}

impl Change {
    /// What makes `lemma` of `word`.
    fn between(word: &str, lemma: &str) -> Self {
        let capital = lemma.starts_with(char::is_uppercase) && !word.starts_with(char::is_uppercase);
        let small = if capital { with_small_letter(lemma) } else { lemma.to_owned() };
        let same = word.chars().zip(small.chars()).take_while(|(left, right)| left == right);
        let same: usize = same.map(|(left, _)| left.len_utf8()).sum();
        Change { capital, cut: word.len() - same, add: small[same..].to_owned() }
    }

    /// What takes the place of `ending`, as the file writes it.
    fn of(&self, ending: &str) -> String {
        let kept = &ending[..ending.len() - self.cut];
        format!("{}{kept}{}", if self.capital { "^" } else { "" }, self.add)
    }
}

/// The endings that get a row: longer ones where they know better than shorter ones.
fn endings(words: &Words) -> Vec<(&str, Change)> {
    let mut changes: BTreeMap<&str, Counts<Change>> = BTreeMap::new();
    for (word, known) in words {
        let change = Change::between(word, &known.lemma);
        // A word that was never seen with a capital does not tell whether it would lose it.
        let either =
            (!known.capitalised && !change.capital).then(|| Change { capital: true, ..change.clone() });
        for length in 1..=SETTINGS.ending.min(word.len()) {
            let start = word.len() - length;
            if word.is_char_boundary(start) && change.cut <= length {
                let counts = changes.entry(&word[start..]).or_default();
                for change in [Some(&change), either.as_ref()].into_iter().flatten() {
                    *counts.entry(change.clone()).or_default() += 1;
                }
            }
        }
    }
    let mut by_length: Vec<&str> = changes.keys().copied().collect();
    by_length.sort_by_key(|ending| (ending.len(), *ending));
    let mut rows: BTreeMap<&str, Change> = BTreeMap::new();
    for ending in by_length {
        let shorter = (1..ending.len()).filter(|start| ending.is_char_boundary(*start));
        let inherited =
            shorter.filter_map(|start| rows.get(&ending[start..])).next().cloned().unwrap_or_default();
        let counts = &changes[ending];
        let of = |change: &Change| counts.get(change).copied().unwrap_or(0);
        let best = counts.keys().max_by_key(|change| (of(change), std::cmp::Reverse(*change)));
        // Most words were never seen with a capital and speak for both sides: it takes more to say that it stays.
        let stays = |best: &Change| best.capital && !inherited.capital;
        let margin = |best: &Change| if stays(best) { of(&inherited) / SETTINGS.capital } else { 0 };
        let longer = |best: &Change| !stays(best) || ending.len() > 1;
        let best =
            best.filter(|best| longer(best) && of(best) >= of(&inherited) + SETTINGS.gain.max(margin(best)));
        if let Some(best) = best {
            rows.insert(ending, best.clone());
        }
    }
    rows.into_iter().collect()
}

/// Makes a form of a lemma; `None` where one cannot tell how it is spelt.
type Inflection = fn(&str) -> Option<String>;

/// Adds forms of words that were seen in others: who has seen "besiege" and "cookie" has learned "besieged" and
/// "cookies". Verbs are made of nouns too ("mortar", "mortared"): there is nothing else that such a form could be.
fn inflect(words: &mut BTreeMap<Tags, Words>) {
    use Upos::{Adj, Adv, Aux, Noun, Verb};
    add_own(words);
    let verbs = [(Verb, Xpos::Vb), (Verb, Xpos::Vbp), (Noun, Xpos::Nn)];
    let made: [(Tags, &[Tags], Inflection); 9] = [
        ((Verb, Xpos::Vbz), &verbs[..2], with_s),
        ((Verb, Xpos::Vbg), &verbs, |lemma| with_vowel(lemma, "ing")),
        ((Verb, Xpos::Vbd), &verbs, |lemma| with_vowel(lemma, "ed")),
        ((Verb, Xpos::Vbn), &verbs, |lemma| with_vowel(lemma, "ed")),
        ((Noun, Xpos::Nns), &[(Noun, Xpos::Nn)], with_s),
        ((Adj, Xpos::Jjr), &[(Adj, Xpos::Jj)], |lemma| {
            short(lemma).and_then(|lemma| with_vowel(lemma, "er"))
        }),
        ((Adj, Xpos::Jjs), &[(Adj, Xpos::Jj)], |lemma| {
            short(lemma).and_then(|lemma| with_vowel(lemma, "est"))
        }),
        ((Adv, Xpos::Rbr), &[(Adv, Xpos::Rb)], |lemma| {
            short(lemma).and_then(|lemma| with_vowel(lemma, "er"))
        }),
        ((Adv, Xpos::Rbs), &[(Adv, Xpos::Rb)], |lemma| {
            short(lemma).and_then(|lemma| with_vowel(lemma, "est"))
        }),
    ];
    for (tag, from, form) in made {
        let lemmas: BTreeSet<String> =
            from.iter().filter_map(|from| words.get(from)).flat_map(lemmas_of).collect();
        let Some(words) = words.get_mut(&tag) else { continue };
        // "slew" was seen: there is no "slayed".
        let known: BTreeSet<String> = lemmas_of(words);
        for lemma in lemmas.difference(&known).filter(|lemma| is_plain(lemma)) {
            if let Some(form) = form(lemma) {
                words.entry(form).or_insert_with(|| Known::made(lemma));
            }
        }
    }
    // Taggers take one for the other: what was seen under one tag alone holds under the other.
    share(words, &[(Verb, Xpos::Vbd), (Verb, Xpos::Vbn)]);
    share(words, &[(Adj, Xpos::Jjr), (Adv, Xpos::Rbr)]);
    share(words, &[(Adj, Xpos::Jjs), (Adv, Xpos::Rbs)]);
    share(words, &[Xpos::Vb, Xpos::Vbd, Xpos::Vbg, Xpos::Vbn, Xpos::Vbp, Xpos::Vbz].map(|xpos| (Aux, xpos)));
}

/// Adds what the treebanks happen not to have, or have in another sense.
fn add_own(words: &mut BTreeMap<Tags, Words>) {
    let mut add = |upos, xpos, word: &str, lemma: &str, over: bool| {
        if let Some(words) = words.get_mut(&(upos, xpos)).filter(|words| over || !words.contains_key(word)) {
            words.insert(word.to_owned(), Known::made(lemma));
        }
    };
    let own = Inflections::shipped();
    for (lemma, forms) in &own.verbs {
        add(Upos::Verb, Xpos::Vb, lemma, lemma, false);
        for (xpos, forms) in [Xpos::Vbd, Xpos::Vbn, Xpos::Vbg].into_iter().zip(forms) {
            for form in forms.split('|').filter(|form| !form.is_empty()) {
                add(Upos::Verb, xpos, form, lemma, false);
            }
        }
    }
    for [lemma, plural] in &own.plurals {
        add(Upos::Noun, Xpos::Nns, plural, lemma, true);
    }
    for people in &own.peoples {
        add(Upos::Adj, Xpos::Jj, &people.to_lowercase(), people, true);
    }
}

/// Gives each of the tags the words of the others that it does not know.
fn share(words: &mut BTreeMap<Tags, Words>, tags: &[Tags]) {
    let mut all = Words::new();
    for (word, known) in tags.iter().filter_map(|tag| words.get(tag)).flatten() {
        all.entry(word.clone()).or_insert_with(|| Known { capitalised: false, ..known.clone() });
    }
    for tag in tags {
        if let Some(words) = words.get_mut(tag) {
            for (word, known) in &all {
                words.entry(word.clone()).or_insert_with(|| known.clone());
            }
        }
    }
}

fn lemmas_of(words: &Words) -> BTreeSet<String> {
    words.values().map(|known| known.lemma.clone()).collect()
}

fn is_plain(lemma: &str) -> bool {
    lemma.len() > 2 && lemma.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// "raids", "crosses", "armies", "crises". `None` where one cannot tell ("gas", "lens").
fn with_s(lemma: &str) -> Option<String> {
    let before = lemma.as_bytes()[lemma.len() - 2];
    match lemma.as_bytes()[lemma.len() - 1] {
        b'o' if !is_vowel(before) => Some(format!("{lemma}es")),
        b's' if before == b'u' => Some(format!("{lemma}es")),
        b's' if before == b'i' => Some(format!("{}es", &lemma[..lemma.len() - 2])),
        b's' if before != b's' => None,
        b's' | b'x' | b'z' => Some(format!("{lemma}es")),
        b'h' if matches!(before, b'c' | b's') => Some(format!("{lemma}es")),
        b'y' if !is_vowel(before) => Some(format!("{}ies", &lemma[..lemma.len() - 1])),
        b'n' if lemma.ends_with("man") => Some(format!("{}men", &lemma[..lemma.len() - 3])),
        _ => Some(format!("{lemma}s")),
    }
}

/// "shelled", "fired", "stopped", "denied". `None` where one cannot tell whether the last letter is doubled ("visited",
/// "admitted").
fn with_vowel(lemma: &str, ending: &str) -> Option<String> {
    let bytes = lemma.as_bytes();
    let (last, before) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
    let without = &lemma[..lemma.len() - 1];
    let voiced = ending.starts_with('i');
    match last {
        b'e' if voiced && before == b'i' => Some(format!("{}y{ending}", &lemma[..lemma.len() - 2])),
        b'e' if voiced && matches!(before, b'e' | b'o' | b'y') => Some(format!("{lemma}{ending}")),
        b'e' => Some(format!("{without}{ending}")),
        b'y' if !voiced && !is_vowel(before) => Some(format!("{without}i{ending}")),
        b'c' => None,
        b'w' | b'x' | b'y' => Some(format!("{lemma}{ending}")),
        _ if is_vowel(last) || !is_vowel(before) || is_vowel(bytes[bytes.len() - 3]) => {
            Some(format!("{lemma}{ending}"))
        }
        _ if syllables(lemma) == 1 => Some(format!("{lemma}{}{ending}", last as char)),
        _ => None,
    }
}

/// Adjectives that have degrees without "more": those of one syllable, and those in "-y".
fn short(lemma: &str) -> Option<&str> {
    (syllables(lemma) == 1 || syllables(lemma) == 2 && lemma.ends_with('y')).then_some(lemma)
}

/// Runs of vowels, a last "e" not counted.
fn syllables(word: &str) -> usize {
    let bytes = word.strip_suffix('e').unwrap_or(word).as_bytes();
    (0..bytes.len()).filter(|at| is_vowel(bytes[*at]) && (*at == 0 || !is_vowel(bytes[at - 1]))).count()
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn with_small_letter(lemma: &str) -> String {
    let mut characters = lemma.chars();
    characters.next().into_iter().flat_map(char::to_lowercase).chain(characters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::conllu;

    /// A treebank of so many one-word sentences.
    fn bank(words: &[(&str, &str, &str, &str)]) -> Treebank {
        let mut file = String::new();
        for (form, lemma, upos, xpos) in words {
            let _ = writeln!(file, "1\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t0\troot\t_\t_\n");
        }
        conllu::parse(&file).unwrap()
    }

    fn war() -> Treebank {
        bank(&[
            ("shelled", "shell", "VERB", "VBD"),
            ("looted", "loot", "VERB", "VBD"),
            ("bombed", "bomb", "VERB", "VBD"),
            ("seized", "seize", "VERB", "VBD"),
            ("dozed", "doze", "VERB", "VBD"),
            ("ran", "run", "VERB", "VBD"),
            ("Raided", "raid", "VERB", "VBD"),
            ("Homs", "Homs", "PROPN", "NNP"),
            ("Raqqa", "Raqqa", "PROPN", "NNP"),
            ("Idlib", "Idlib", "PROPN", "NNP"),
            ("UN", "UN", "PROPN", "NNP"),
            ("Deraa", "Deraa", "PROPN", "NNP"),
        ])
    }

    #[test]
    fn endings_and_words_are_learned() {
        let lemmas = Lemmas::parse(&learn(&[war()])).unwrap();
        let past = |form| lemmas.of(form, Upos::Verb, Xpos::Vbd);
        assert_eq!(past("Landed"), "land");
        assert_eq!(past("GAZED"), "gaze");
        assert_eq!(past("overran"), "overrun");
        assert_eq!(past("overthrew"), "overthrow");
        assert_eq!(lemmas.of("Manbij", Upos::Propn, Xpos::Nnp), "Manbij");
    }

    #[test]
    fn the_order_of_treebanks_makes_no_difference() {
        let other = bank(&[("shelled", "shell", "VERB", "VBD"), ("sheared", "shear", "VERB", "VBD")]);
        assert_eq!(learn(&[war(), other.clone()]), learn(&[other, war()]));
    }

    #[test]
    fn regular_forms_are_spelt_as_they_are_in_english() {
        assert_eq!(with_vowel("stop", "ed").as_deref(), Some("stopped"));
        assert_eq!(with_vowel("deny", "ed").as_deref(), Some("denied"));
        assert_eq!(with_vowel("die", "ing").as_deref(), Some("dying"));
        assert_eq!(with_vowel("flee", "ing").as_deref(), Some("fleeing"));
        assert_eq!(with_vowel("visit", "ed"), None);
        assert_eq!(with_s("army").as_deref(), Some("armies"));
        assert_eq!(with_s("crisis").as_deref(), Some("crises"));
        assert_eq!(short("heavy").and_then(|lemma| with_vowel(lemma, "er")).as_deref(), Some("heavier"));
        assert_eq!(short("armed"), None);
    }
}
