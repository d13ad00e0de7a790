//! Signs: what a line gives away by itself, whatever stands around it.
//!
//! In: one [`Line`]. Out: whether it is a credit, a byline, a meter, a notice, a copyright line, a repeated title.
//! "© 2011 Lake Courier. All rights reserved" is a copyright line; "A. Person/AP" is a picture's credit.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::page::line::{Ending, Line};
use crate::tables::Tables;
use crate::tables::zones::Line as Role;
use crate::text::fold::key;

/// A line that can be no part of the article: it fits a list and is not a whole sentence of running text.
pub(crate) fn is_known(line: &Line<'_>) -> bool {
    let listed =
        [Role::Furniture, Role::Form, Role::Comments, Role::Related, Role::Meta, Role::Caption, Role::Aside];
    listed.iter().any(|role| line.is(*role))
}

/// "2,500 $", "JUNE 2023", "• 12": numbers and months of meters and counters.
pub(crate) fn is_meter(line: &Line<'_>) -> bool {
    let letters = line.text.chars().filter(|character| character.is_alphabetic()).count();
    let digits = line.text.chars().any(char::is_numeric);
    (letters <= 3 && line.words <= 4) || (digits && line.words <= 3 && line.stamp)
}

/// A credit or the words of a picture.
pub(crate) fn caption(line: &Line<'_>, tables: &Tables) -> Option<&'static str> {
    if line.words > 60 {
        return None;
    }
    if line.is(Role::Caption) {
        return Some("opens as the words of a picture, map or film do");
    }
    let sign = line.text.starts_with('©') || line.text.starts_with("(c)") || line.text.starts_with("(C)");
    if sign && line.words <= 14 {
        return Some("a credit with ©");
    }
    if line.words <= 12
        && line.ending == Ending::None
        && (agency_slash(line.text, tables) || bracketed(line.text))
    {
        return Some("a picture's credit");
    }
    let filed = line.key.starts_with("file photo ") || line.key.starts_with("file in this ");
    let pictured =
        line.key.starts_with("in this ")
            && line.key.split(' ').take(16).any(|word| {
                matches!(word, "photo" | "image" | "picture" | "photograph" | "handout" | "frame")
            });
    if filed || pictured {
        return Some("opens as the words of an agency's picture do");
    }
    let last = last_sentence(line.text)?;
    let outlet = |name: &str| tables.outlets.keyed(name).is_some();
    let short = last.split_whitespace().count() <= 9 && line.words <= 45;
    let credit = short && tables.zones.line(&key(last), last, outlet).has(Role::Caption);
    credit.then_some("ends with a picture's credit")
}

/// "Name/Agency", "AFP/Name": names around a slash, one of them an agency.
fn agency_slash(text: &str, tables: &Tables) -> bool {
    let parts = || text.trim_matches(['(', ')', '[', ']']).split(['/', '|']).map(str::trim);
    parts().count() >= 2
        && parts().any(|part| tables.outlets.named(part).is_some() || key(part) == "getty images")
}

/// "[Photo by …]", "(File photo)", "[Al Jazeera]".
fn bracketed(text: &str) -> bool {
    (text.starts_with('[') && text.ends_with(']'))
        || (text.starts_with('(') && text.ends_with(')') && text.to_lowercase().contains("photo"))
}

/// What follows the last sentence end inside the line.
fn last_sentence(text: &str) -> Option<&str> {
    let bare = text.trim_end_matches(['.', ' ', ')', ']']);
    let at = bare.rfind(". ").map(|at| at + 2).or_else(|| bare.rfind(['(', '[', '|']).map(|at| at + 1))?;
    Some(text[at..].trim())
}

/// "By Anna Kovacs", "Anna Kovacs and Jan Kowal in Lviv".
pub(crate) fn is_byline(line: &Line<'_>) -> bool {
    let starts =
        ["by ", "von ", "par ", "por ", "di ", "автор"].iter().any(|word| line.key.starts_with(word));
    let names =
        line.text.split_whitespace().skip(1).filter(|word| word.starts_with(char::is_uppercase)).count();
    starts && line.words <= 14 && names >= 1 && line.ending != Ending::Full
}

/// "Home | World | Sport": three or more short parts between bars, bullets or slashes.
pub(crate) fn is_menu(line: &Line<'_>) -> bool {
    if line.ending == Ending::Full
        || line.text.len() > 400
        || line.text.bytes().any(|byte| byte.is_ascii_digit())
    {
        return false;
    }
    [['|', '¦'], ['•', '·'], ['/', '›'], ['»', '>']].iter().any(|bars| {
        let parts: Vec<&str> =
            line.text.split(*bars).map(str::trim).filter(|part| !part.is_empty()).collect();
        let spaced = bars.iter().any(|bar| line.text.contains(&format!(" {bar} ")));
        let short =
            |part: &&&str| part.split_whitespace().count() <= 3 && part.chars().any(char::is_alphabetic);
        spaced && parts.len() >= 3 && parts.iter().filter(short).count() == parts.len()
    })
}

/// "Share Tweet Email", "Reply Like (4)": two or more known buttons or menu entries in a line, and nothing else. Gives
/// whether a comment's are among them.
pub(crate) fn buttons(line: &Line<'_>, tables: &Tables) -> Option<bool> {
    if line.ending == Ending::Full || !(2..=12).contains(&line.words) {
        return None;
    }
    let words: Vec<&str> = line.key.split(' ').filter(|word| word.parse::<u32>().is_err()).collect();
    let (mut at, mut count, mut scores) = (0, 0, false);
    while at < words.len() {
        let known = (1..=3usize.min(words.len() - at)).rev().find_map(|length| {
            let piece = words[at..at + length].join(" ");
            let roles = tables.zones.line(&piece, &piece, |_| false);
            let score = roles.has(Role::Score) && tables.signs.is_answer(&piece);
            (roles.has(Role::Furniture) || roles.has(Role::Score)).then_some((length, score))
        });
        let (length, score) = known?;
        scores |= score;
        count += 1;
        at += length;
    }
    (count >= 2).then_some(scores)
}

/// Words of which every notice has some.
static NOTICES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let words = [
        "cookies",
        "your browser",
        "javascript",
        "subscribe",
        "ad blocker",
        "privacy policy",
        "sign up",
        "newsletter",
        "terms of use",
    ];
    AhoCorasick::new(words).ok()
});

/// Cookie and subscription notices are whole sentences.
pub(crate) fn is_notice(line: &Line<'_>) -> bool {
    // All of them at once, for every line is asked.
    if !NOTICES.as_ref().is_some_and(|notices| notices.is_match(&line.key)) {
        return false;
    }
    line.words <= 45 && line.talk >= 3
        || (line.key.contains("javascript") && line.key.contains("enable"))
        || line.key.contains("cookies")
            && (line.key.contains("we use") || line.key.contains("website") || line.key.contains("site uses"))
}

/// Whether a line is the title or a repetition of it, with or without "- Outlet" behind it.
pub(crate) fn is_title(line: &Line<'_>, title: &str) -> bool {
    if line.key == title {
        return true;
    }
    let longer = line.key.len() > title.len() && line.words <= 45;
    longer
        && title.len() >= 20
        && line
            .key
            .strip_prefix(title)
            .is_some_and(|rest| rest.starts_with(' ') && rest.split(' ').count() <= 5)
        && [" | ", " - ", " – ", " — ", " » ", " :: ", " • ", " : "].iter().any(|bar| line.text.contains(bar))
}

/// Opens as an entry of a list does: "- …", "2. …".
pub(crate) fn starts_list(text: &str) -> bool {
    text.starts_with(['-', '•', '*', '–', '—', '·', '▪', '●'])
        || text
            .split_once(['.', ')'])
            .is_some_and(|(number, _)| number.len() <= 2 && number.parse::<u8>().is_ok())
}

/// Holds no letter and no digit: a line drawn with marks.
pub(crate) fn is_rule(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// "© 2011 Lake Courier", "All rights reserved".
pub(crate) fn is_copyright(line: &Line<'_>) -> bool {
    if line.words > 30 {
        return false;
    }
    let sign = line.text.contains('©') || line.key.starts_with("copyright");
    let year = || {
        line.key.split(' ').any(|word| {
            word.len() == 4
                && (word.starts_with("19") || word.starts_with("20"))
                && word.parse::<u16>().is_ok()
        })
    };
    sign && year() && !line.text.contains("Photo") || line.key.contains("all rights reserved")
}

/// Most words begin with a capital.
pub(crate) fn is_title_case(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.chars().count() > 3).collect();
    let capitals = words.iter().filter(|word| word.chars().any(char::is_uppercase)).count();
    words.len() >= 3 && capitals * 3 >= words.len() * 2
}
