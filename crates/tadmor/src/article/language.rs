//! The language of an article: its text's, by script and commonest short words; else what the page declares.
//!
//! In: a page with zones. Out: "en", "ru", "ar" … with the reason, or nothing where the text is too short to tell and the
//! page declares nothing that its script allows. Where text and declaration disagree, the text is right: systems
//! declare the language of their menus.

use std::collections::BTreeMap;

use crate::article::outlet::stated;
use crate::page::{Page, Zone};
use crate::tables::Tables;
use crate::tables::zones::States;
use crate::text::fold::key;

/// How much text is looked at.
const ENOUGH: usize = 6000;

/// The language of what the outlet tells on `page`.
pub(super) fn of(page: &Page, tables: &Tables) -> Option<String> {
    find(page, tables).map(|(language, _)| language)
}

/// The language of what the outlet tells on `page`, and why.
pub(super) fn find(page: &Page, tables: &Tables) -> Option<(String, String)> {
    let mut text = String::new();
    for told in page.told().filter(|told| told.zone() != Zone::Caption) {
        text.extend(page.text.slice(told.span()).chars().take(ENOUGH - text.len().min(ENOUGH)));
        text.push(' ');
        if text.len() >= ENOUGH {
            break;
        }
    }
    // A page whose article is a line or was not found still shows words of its language.
    if text.trim().len() < 40 {
        for block in page.blocks.iter().filter(|block| block.zone != Zone::Comment).take(40) {
            text.extend(page.text.slice(block.span).chars().take(ENOUGH - text.len().min(ENOUGH)));
            text.push(' ');
        }
    }
    let declared: Vec<(String, &str)> = stated(page, States::Language, tables)
        .into_iter()
        .filter_map(|property| Some((primary(&property.value)?, property.name.as_str())))
        .collect();
    if let Some(language) = by_script(&text) {
        return Some((language.to_owned(), "the script of its text".to_owned()));
    }
    let folded = key(&text);
    let mut scores = scores(&folded, tables);
    // Russian and Ukrainian share most of their short words, but not all of their letters.
    let letters = cyrillic(&text);
    scores.retain(|(_, language)| is_written_in(language, &letters));
    let words: usize = folded.split(' ').count();
    if let [(best, language), (second, _), ..] = scores.as_slice() {
        // Languages as near as Danish and Norwegian share most short words: there the page's own word counts.
        let near = |named: &str| scores.iter().any(|(score, name)| name == named && score * 5 >= best * 4);
        let told = declared.iter().find(|(named, _)| near(named));
        let enough = *best >= 3 && best * 12 >= words;
        if let Some((named, name)) = told.filter(|_| enough) {
            return Some((named.clone(), format!("the short words of its text; the page states {name}")));
        }
        if enough && best * 10 >= second * 11 {
            return Some((language.clone(), "the short words of its text".to_owned()));
        }
    }
    let fitting = |named: &str| fits(named, &text) && is_written_in(named, &letters);
    let (named, name) = declared.iter().find(|(named, _)| fitting(named))?;
    Some((named.clone(), format!("the page states {name}, and its text is too short to tell")))
}

/// "pt" of "pt-BR", "en_GB.UTF-8", "PT".
fn primary(value: &str) -> Option<String> {
    let first = value.trim().split(['-', '_', '.', ',', ';', ' ']).next()?.to_ascii_lowercase();
    // Three-letter codes and old ones that pages still use.
    let first = match first.as_str() {
        "eng" | "english" => "en",
        "ger" | "deu" | "deutsch" | "german" => "de",
        "fra" | "fre" => "fr",
        "spa" => "es",
        "rus" => "ru",
        "ukr" | "ua" => "uk",
        "ara" => "ar",
        "fas" | "per" => "fa",
        "iw" | "heb" => "he",
        "in" => "id",
        "nb" | "nn" => "no",
        other => other,
    };
    (first.len() == 2 && first.bytes().all(|byte| byte.is_ascii_lowercase())).then(|| first.to_owned())
}

/// Languages that have a script of their own here.
const SCRIPTS: &[(char, char, &str)] = &[
    ('\u{0590}', '\u{05ff}', "he"),
    ('\u{3040}', '\u{30ff}', "ja"),
    ('\u{4e00}', '\u{9fff}', "zh"),
    ('\u{ac00}', '\u{d7af}', "ko"),
    ('\u{0370}', '\u{03ff}', "el"),
    ('\u{0530}', '\u{058f}', "hy"),
    ('\u{10a0}', '\u{10ff}', "ka"),
    ('\u{0900}', '\u{097f}', "hi"),
    ('\u{0980}', '\u{09ff}', "bn"),
    ('\u{0a00}', '\u{0a7f}', "pa"),
    ('\u{0a80}', '\u{0aff}', "gu"),
    ('\u{0b80}', '\u{0bff}', "ta"),
    ('\u{0c00}', '\u{0c7f}', "te"),
    ('\u{0d00}', '\u{0d7f}', "ml"),
    ('\u{0d80}', '\u{0dff}', "si"),
    ('\u{0e00}', '\u{0e7f}', "th"),
    ('\u{1000}', '\u{109f}', "my"),
    ('\u{1200}', '\u{137f}', "am"),
    ('\u{1780}', '\u{17ff}', "km"),
];

fn by_script(text: &str) -> Option<&'static str> {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut letters = 0usize;
    for character in text.chars().filter(|character| character.is_alphabetic()) {
        letters += 1;
        if character <= '\u{036f}' {
            continue;
        }
        if let Some((_, _, language)) =
            SCRIPTS.iter().find(|(first, last, _)| (*first..=*last).contains(&character))
        {
            *counts.entry(language).or_default() += 1;
        }
    }
    // A Japanese text holds more Chinese characters than kana.
    if counts.get("ja").is_some_and(|kana| *kana * 10 > letters) {
        return Some("ja");
    }
    counts.into_iter().find(|(_, count)| *count * 2 > letters).map(|(language, _)| language)
}

/// Whether a text in this script can be of the language.
fn fits(language: &str, text: &str) -> bool {
    let (mut latin, mut cyrillic, mut arabic, mut letters) = (0usize, 0usize, 0usize, 0usize);
    for character in text.chars().filter(|character| character.is_alphabetic()) {
        letters += 1;
        match character {
            '\u{0041}'..='\u{024f}' => latin += 1,
            '\u{0400}'..='\u{052f}' => cyrillic += 1,
            '\u{0600}'..='\u{077f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => arabic += 1,
            _ => {}
        }
    }
    let most = |count: usize| count * 2 > letters || letters == 0;
    match language {
        "ru" | "uk" | "be" | "bg" | "mk" | "kk" | "ky" | "tg" | "mn" => most(cyrillic),
        "sr" => most(cyrillic) || most(latin),
        "ar" | "fa" | "ur" | "ps" | "ug" | "sd" => most(arabic),
        "ku" | "az" => most(arabic) || most(latin),
        own if SCRIPTS.iter().any(|(_, _, name)| *name == own) => letters == 0,
        _ => most(latin),
    }
}

/// Letters that languages of one script do not have: their alphabets.
const FOREIGN: &[(&str, &str)] = &[
    ("ru", "іїєґўјљњћђџќѓѕ"),
    ("uk", "ыэъёўјљњћђџќѓѕ"),
    ("be", "ищъїєґјљњћђџќѓѕ"),
    ("bg", "ыэёіїєґўјљњћђџќѓѕ"),
    ("mk", "ыэёъйщюяьіїєґўћђ"),
    ("sr", "ыэёъйщюяьіїєґўќѓѕ"),
];

/// How often each Cyrillic letter stands in the text, in lower case.
fn cyrillic(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for letter in text.chars().filter(|letter| ('\u{0400}'..='\u{0491}').contains(letter)) {
        *counts.entry(letter.to_lowercase().next().unwrap_or(letter)).or_default() += 1;
    }
    counts
}

/// Whether a text of these letters can be of the language: a name or a quotation may hold a few others.
fn is_written_in(language: &str, letters: &BTreeMap<char, usize>) -> bool {
    let Some((_, foreign)) = FOREIGN.iter().find(|(name, _)| *name == language) else { return true };
    let others: usize = foreign.chars().filter_map(|letter| letters.get(&letter)).sum();
    others * 100 <= letters.values().sum::<usize>()
}

/// How often the short words of each language stand in the folded text, the commonest language first.
fn scores(folded: &str, tables: &Tables) -> Vec<(usize, String)> {
    let mut scores: Vec<(usize, String)> =
        tables.zones.languages().iter().map(|language| (0, language.clone())).collect();
    for word in folded.split(' ') {
        for language in tables.zones.languages_of(word) {
            scores[*language].0 += 1;
        }
    }
    scores.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    scores
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::parse;

    fn of_page(lang: &str, text: &str) -> Option<String> {
        let tables = Tables::shipped().unwrap();
        let html = format!("<html lang=\"{lang}\"><body><h1>Lake</h1><p>{text}</p></body></html>");
        of(&parse(html.as_bytes(), None, &tables), &tables)
    }

    #[test]
    fn the_text_is_right_where_the_page_declares_another_language() {
        for (language, text) in [
            (
                "en",
                "The mayor said on Monday that the lorries which were in the valley have reached the camp by the lake.",
            ),
            (
                "de",
                "Der Bürgermeister sagte am Montag, dass die Lastwagen aus dem Tal das Lager am See nicht erreicht haben und die Straße gesperrt ist.",
            ),
            (
                "fr",
                "Le maire a dit lundi que les camions dans la vallée sont au camp et que la route est fermée par les eaux du lac.",
            ),
            (
                "es",
                "El alcalde dijo el lunes que los camiones que están en el valle no han llegado al campamento por la lluvia y se espera más.",
            ),
            (
                "it",
                "Il sindaco ha detto che i camion della valle non sono al campo e che la strada è chiusa per la pioggia anche di notte.",
            ),
            (
                "pt",
                "O prefeito disse que os caminhões do vale não foram ao campo e que a estrada está fechada por uma chuva na noite.",
            ),
            (
                "nl",
                "De burgemeester zei dat de vrachtwagens niet in het kamp zijn en dat er door de regen een weg werd gesloten.",
            ),
            (
                "pl",
                "Burmistrz powiedział, że ciężarówki nie są w obozie i że droga jest zamknięta od poniedziałku przez deszcz, jak to się zdarza.",
            ),
            (
                "tr",
                "Belediye başkanı, kamyonların kampa daha sonra ulaştığını ve yolun yağmur için kapalı olan bir yol olduğunu söyledi, ancak bu da geçti.",
            ),
            (
                "ru",
                "Мэр сказал, что грузовики не были в лагере и что дорога закрыта из-за дождя, как это было и в мае, но его не слушали.",
            ),
            (
                "uk",
                "Мер сказав, що вантажівки не були в таборі і що дорога закрита через дощ, як це було й у травні, але його не слухали.",
            ),
            (
                "ar",
                "قال رئيس البلدية إن الشاحنات التي كانت في الوادي لم تصل إلى المخيم من الطريق على البحيرة بعد هذا المطر.",
            ),
            (
                "fa",
                "شهردار گفت که کامیون‌ها از دره به اردوگاه نرسیده است و این راه با باران بسته شد و تا شب برای همه بسته بود.",
            ),
            ("he", "ראש העיר אמר כי המשאיות לא הגיעו למחנה ביום שני בגלל הגשם הכבד שירד בעמק."),
        ] {
            assert_eq!(of_page("sv", text).as_deref(), Some(language), "{text}");
        }
    }

    #[test]
    fn letters_tell_languages_of_one_script() {
        let russian = "Мэр объявил, что мост над озером снова открыт и что объезд больше не нужен.";
        let ukrainian = "Мер оголосив, що міст над озером знову відкрито і що об'їзд більше не потрібен.";
        for declared in ["uk", "ru", "bg", ""] {
            assert_eq!(of_page(declared, russian).as_deref(), Some("ru"), "declared {declared}");
            assert_eq!(of_page(declared, ukrainian).as_deref(), Some("uk"), "declared {declared}");
        }
        // Too short for short words, and what the page declares has no such letters.
        assert_eq!(of_page("uk", "Мысы, сыры, рыбы").as_deref(), None);
        assert_eq!(of_page("ru", "Її їжа, її міст").as_deref(), None);
    }

    #[test]
    fn a_short_text_is_what_its_page_declares_where_the_script_allows_it() {
        assert_eq!(of_page("cs-CZ", "Jezero").as_deref(), Some("cs"));
        assert_eq!(of_page("ru", "Lake").as_deref(), None);
        assert_eq!(of_page("", "Lake").as_deref(), None);
    }
}
