//! A signature: the names in a line that says who wrote.
//!
//! In: a line ("Text von Anna Kowal und Dr. Jan Berg | Redakteure"). Out: a [`Signature`]: the names as written, from
//! "Anna" to "Berg", and the people in it. Roles, dates, addresses and what else the line holds are left out.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::tables::Tables;
use crate::tables::bylines::Sense;
use crate::text::Span;
use crate::text::fold::key;

/// One name in a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// In the line, without titles and degrees.
    pub span: Span,
    /// A team, a firm, an office, an outlet: no person.
    pub several: bool,
    /// One word as log-in names are: "mkowal7".
    pub handle: bool,
}

/// The names that a line is signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Signature {
    /// From the first name to the last, titles and degrees included.
    pub span: Span,
    /// In their order; at least one.
    pub names: Vec<Name>,
    /// Words before it say that a name follows: "by".
    pub led: bool,
    /// How many words of the line come after it.
    pub rest: usize,
}

/// A word of the line.
struct Word<'t> {
    text: &'t str,
    span: Span,
    key: String,
}

impl Word<'_> {
    fn small(&self) -> bool {
        self.text.chars().find(|first| first.is_alphabetic()).is_some_and(char::is_lowercase)
    }

    fn digits(&self) -> bool {
        self.text.chars().any(char::is_numeric)
    }

    fn address(&self) -> bool {
        self.text.contains(['@', '#']) || self.text.contains("://") || self.key.starts_with("www ")
    }

    /// Whether the name ends with this word: "Kowal,".
    fn closes(&self) -> bool {
        self.text.ends_with([',', ';', '،', '、', '；'])
    }
}

/// No line with more words is taken apart.
const MOST_WORDS: usize = 60;
/// No name has more words.
const LONGEST_NAME: usize = 6;

/// What parts a line into pieces that have nothing to do with each other.
const BARS: &[char] = &['|', '•', '·', '\n', '—', '–', '»', '›', '／', '→', '●', '▪', '*', '\u{2028}'];

/// The signature in `line`. Where nothing else says that the line holds a name (`sure`), words before it must.
pub(super) fn read(line: &str, sure: bool, tables: &Tables) -> Option<Signature> {
    // Most lines are asked in vain: without such a word none is signed.
    if !sure && !may_be_glued(line) && !tables.bylines.may_sign(&key(line)) {
        return None;
    }
    let mut bare: Option<Signature> = None;
    for piece in pieces(line).into_iter().take(12) {
        let words = words(line, piece);
        if words.is_empty() || words.len() > MOST_WORDS {
            continue;
        }
        if let Some(signature) = led(&words, sure, tables) {
            return Some(signature);
        }
        if sure && bare.is_none() {
            bare = names(&words, 0, true, tables);
        }
    }
    bare
}

/// The pieces between bars and between dashes with spaces around them.
fn pieces(line: &str) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, character) in line.char_indices() {
        let dash =
            matches!(character, '-' | '/') && line[..at].ends_with(' ') && line[at + 1..].starts_with(' ');
        if BARS.contains(&character) || dash {
            pieces.push(Span::new(from, at));
            from = at + character.len_utf8();
        }
    }
    pieces.push(Span::new(from, line.len()));
    pieces
}

fn words(line: &str, piece: Span) -> Vec<Word<'_>> {
    let text = &line[piece.start..piece.end];
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut push = |from: usize, to: usize| {
        let span = Span::new(piece.start + from, piece.start + to);
        let text = &line[span.start..span.end];
        words.push(Word { text, span, key: key(text) });
    };
    for (at, character) in text.char_indices() {
        let blank = character.is_whitespace();
        match start {
            None if !blank => start = Some(at),
            Some(from) if blank => {
                push(from, at);
                start = None;
            }
            _ => {}
        }
        // "Kowal,Berg" is two words, and so is "By:Anna".
        if let Some(from) =
            start.filter(|from| blank_before(text, *from) && glued(&text[*from..]) == at - *from)
            && at > from
        {
            push(from, at);
            start = Some(at);
        }
        if matches!(character, ',' | ';' | ':' | '：' | '،' | '、')
            && !text[at..].starts_with("://")
            && let Some(from) = start.take()
        {
            push(from, at + character.len_utf8());
        }
    }
    if let Some(from) = start {
        push(from, text.len());
    }
    words
}

fn blank_before(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_none_or(|before| before.is_whitespace() || !before.is_alphabetic())
}

/// Words that pages glue to the name behind them: "ByAnna".
const GLUED: &[&str] = &["By", "BY", "Von", "Par", "Por", "Door", "Author", "Autor", "Автор"];

/// Whether such a word stands anywhere in the line.
fn may_be_glued(line: &str) -> bool {
    static FOUND: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(GLUED).ok());
    FOUND.as_ref().is_none_or(|found| found.is_match(line))
}

/// How many bytes of a word are such a one.
fn glued(word: &str) -> usize {
    let glue = GLUED.iter().find(|glue| {
        let Some(rest) = word.strip_prefix(**glue) else { return false };
        let mut letters = rest.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    });
    glue.map_or(0, |glue| glue.len())
}

/// The signature after words that say that one follows.
fn led(words: &[Word<'_>], sure: bool, tables: &Tables) -> Option<Signature> {
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    for at in 0..words.len().min(14) {
        let length = tables.bylines.opens(&keys[at..], &[Sense::By]);
        // A label in the middle of a line is a part of it: only a colon sets it off.
        let label = match at == 0 || words[at - 1].closes() {
            true => tables.bylines.opens(&keys[at..], &[Sense::Label]),
            false => 0,
        };
        let colon = |length: usize| {
            length > 0
                && (words[at + length - 1].text.ends_with([':', '：'])
                    || words.get(at + length).is_some_and(|next| matches!(next.text, ":" | "：")))
        };
        let weak = if at == 0 { tables.bylines.opens(&keys[at..], &[Sense::Weak]) } else { 0 };
        let length = match () {
            () if label > length && (colon(label) || sure) => label,
            () if length > 0 => length,
            () if weak > 0 && (sure || colon(weak)) => weak,
            () => continue,
        };
        let mut from = at + length;
        while words.get(from).is_some_and(|word| word.key.is_empty()) {
            from += 1;
        }
        // "By: written by Anna", "Author: by Anna".
        if let Some(next) = keys.get(from..) {
            from += tables.bylines.opens(next, &[Sense::By]);
        }
        if let Some(signature) = names(words, from, sure, tables) {
            return Some(Signature { led: true, ..signature });
        }
    }
    None
}

/// What stands at a word, between names.
enum Step {
    And,
    End,
    Name,
}

fn step(words: &[Word<'_>], keys: &[&str], at: usize, tables: &Tables) -> Step {
    let bylines = &tables.bylines;
    let word = &words[at];
    if matches!(word.text, "&" | "+" | "&amp;")
        || (word.small() || !cased(word.text)) && bylines.is(&word.key, Sense::And)
    {
        return Step::And;
    }
    // "UND" parts the names of a line in capitals.
    let in_capitals = word.text.len() > 1 && capitals(word.text) && at > 0 && capitals(words[at - 1].text);
    if in_capitals && bylines.is(&word.key, Sense::And) {
        return Step::And;
    }
    if word.key.is_empty()
        || word.address()
        || word.text.starts_with(['(', '[', '{', '<', '“', '"', '„', '«'])
    {
        return Step::End;
    }
    let short = word.key.chars().count() <= 3;
    let ends = bylines.opens(&keys[at..], &[Sense::End]);
    if ends > 0 && (ends > 1 || !short || word.small()) {
        return Step::End;
    }
    Step::Name
}

fn cased(text: &str) -> bool {
    text.chars().any(|character| character.is_lowercase() || character.is_uppercase())
}

fn capitals(text: &str) -> bool {
    text.chars().filter(|character| character.is_alphabetic()).count() > 1
        && !text.chars().any(char::is_lowercase)
        && text.chars().any(char::is_uppercase)
}

/// "PhD", "M.D.", "CEPF®": letters behind a name.
fn is_degree(word: &Word<'_>, tables: &Tables) -> bool {
    let letters: Vec<char> = word.text.chars().filter(|character| character.is_alphabetic()).collect();
    let loud = letters.iter().filter(|letter| letter.is_uppercase()).count();
    tables.bylines.is(&word.key, Sense::After) && loud > 0
        || (2..=7).contains(&letters.len()) && loud == letters.len() && !word.digits()
}

/// The names from word `from` on.
fn names(words: &[Word<'_>], from: usize, sure: bool, tables: &Tables) -> Option<Signature> {
    let keys: Vec<&str> = words.iter().map(|word| word.key.as_str()).collect();
    let mut found: Vec<Name> = Vec::new();
    let (mut start, mut end, mut at) = (None, 0, from);
    while at < words.len() {
        match step(words, &keys, at, tables) {
            Step::And => {
                at += 1;
                continue;
            }
            Step::End => break,
            Step::Name => {}
        }
        // Behind a name and a comma stand degrees, roles, places, or the next name.
        // In a line in capitals, names look like degrees.
        let loud = found.first().is_some_and(|name| capitals(&words_of(words, name.span)));
        let degree = is_degree(&words[at], tables)
            && (!loud || tables.bylines.is(&words[at].key, Sense::After))
            && !is_name_at(words, at, tables);
        if !found.is_empty() && degree {
            let bare = words[at].text.trim_end_matches([',', ';', '،']);
            end = words[at].span.start + bare.len();
            at += 1;
            continue;
        }
        if !found.is_empty() && is_role(words, &keys, at, tables) {
            break;
        }
        let first = at;
        at += titles(&keys[at..], tables);
        let Some((name, next)) = one(words, &keys, at, sure && found.is_empty(), tables) else { break };
        if !found.is_empty() && name.several && words[..first].last().is_none_or(|word| word.closes()) {
            // "Anna Kowal, Lake Courier": where she works.
            break;
        }
        // "Anna Kowal, Privacy …": one word after a full name is no name, unless "and" says so.
        let short = |name: &Name| !words_of(words, name.span).contains(' ');
        let anded = first > 0 && matches!(step(words, &keys, first - 1, tables), Step::And);
        if found.first().is_some_and(|earlier| !short(earlier)) && short(&name) && !anded {
            break;
        }
        if start.is_none() {
            start = Some(words[first].span.start);
        }
        end = name.span.end;
        found.push(name);
        at = next;
        if found.len() >= 12 {
            break;
        }
        let follows = words.get(at - 1).is_some_and(Word::closes)
            || at < words.len() && matches!(step(words, &keys, at, tables), Step::And)
            || at < words.len() && is_degree(&words[at], tables);
        if !follows {
            break;
        }
    }
    let start = start?;
    if found.is_empty() {
        return None;
    }
    let rest = words.iter().filter(|word| word.span.start >= end && !word.key.is_empty()).count();
    Some(Signature { span: Span::new(start, end), names: found, led: false, rest })
}

/// The words of a span, parted by spaces.
fn words_of(words: &[Word<'_>], span: Span) -> String {
    let inside = words.iter().filter(|word| span.start <= word.span.start && word.span.start < span.end);
    inside.map(|word| word.text).collect::<Vec<_>>().join(" ")
}

/// Whether what stands up to the next comma holds a role: "Home Security Expert".
fn is_role(words: &[Word<'_>], keys: &[&str], at: usize, tables: &Tables) -> bool {
    for next in at..words.len().min(at + LONGEST_NAME) {
        if tables.bylines.opens(&keys[next..], &[Sense::Role]) > 0
            && (next == at || next > at + 1 || words[next].closes() || next + 1 == words.len())
        {
            return true;
        }
        if words[next].closes() || matches!(step(words, keys, next, tables), Step::And | Step::End) {
            return false;
        }
    }
    false
}

/// How many words are titles: "Prof. Dr.".
fn titles(keys: &[&str], tables: &Tables) -> usize {
    let mut at = 0;
    while at + 1 < keys.len() {
        match tables.bylines.opens(&keys[at..], &[Sense::Title]) {
            0 => break,
            length if at + length >= keys.len() => break,
            length => at += length,
        }
    }
    at
}

/// Whether more than one word of a name starts here.
fn is_name_at(words: &[Word<'_>], at: usize, tables: &Tables) -> bool {
    let Some(next) = words.get(at + 1) else { return false };
    !words[at].closes()
        && !next.small()
        && !next.digits()
        && !is_degree(next, tables)
        && !tables.bylines.is(&next.key, Sense::And)
        && !words[at].text.contains('.')
        && !tables.bylines.is(&words[at].key, Sense::After)
}

/// One name, and the index of the word after it.
fn one(
    words: &[Word<'_>],
    keys: &[&str],
    from: usize,
    handles: bool,
    tables: &Tables,
) -> Option<(Name, usize)> {
    let bylines = &tables.bylines;
    let mut at = from;
    let mut handle = false;
    while at < words.len() && at - from < LONGEST_NAME {
        let word = &words[at];
        if at > from && matches!(step(words, keys, at, tables), Step::And | Step::End) {
            break;
        }
        if at > from + 1
            && bylines.opens(&keys[at..], &[Sense::Role]) > 0
            && !bylines.is(keys[at], Sense::Particle)
        {
            break;
        }
        if at > from && is_degree(word, tables) && !words[from..at].iter().any(|word| capitals(word.text)) {
            break;
        }
        let particle = bylines.is(&word.key, Sense::Particle) && at + 1 < words.len() && !word.closes();
        let odd = word.digits() || word.small() && !particle;
        if odd {
            // Some write their own names small.
            let whole =
                at == from && from == 0 && words.len() <= 3 && words.iter().all(|word| !word.digits());
            if handles
                && whole
                && words.len() > 1
                && words.iter().all(|word| word.small() && !word.key.is_empty())
            {
                at = words.len();
                break;
            }
            // Log-in names have digits and small letters; they are one word.
            let alone = at == from
                && (words.len() == from + 1 || words[from].closes() || sole(words, keys, from, tables));
            if !(handles && alone) {
                break;
            }
            handle = true;
            at += 1;
            break;
        }
        at += 1;
        if word.closes() {
            break;
        }
    }
    // A particle opens the next word, it ends no name.
    while at > from + 1 && words[at - 1].small() && !handle && bylines.is(keys[at - 1], Sense::Particle) {
        at -= 1;
    }
    if at == from {
        return None;
    }
    let end = words[at - 1].span.end;
    let last = words[at - 1].text;
    let trimmed =
        last.trim_end_matches([',', ';', ':', '،', '、', '…', '!', '?', ')', '>', ']', '“', '”', '"']);
    let trimmed = if trimmed.chars().filter(|letter| letter.is_alphabetic()).count() > 2 && handle {
        trimmed
    } else {
        dotless(trimmed)
    };
    let mut end = end - (last.len() - trimmed.len());
    // "December" of a date whose digits stopped the name.
    if at > from + 1
        && words.get(at).is_some_and(Word::digits)
        && tables.months.named(&words[at - 1].key).is_some()
    {
        at -= 1;
        end = words[at - 1].span.end;
    }
    let whole = keys[from..at].join(" ");
    let letters = whole.chars().filter(|character| character.is_alphabetic()).count();
    if letters < 2 || whole.len() > 90 || bylines.is(&whole, Sense::Nobody) {
        return None;
    }
    let is_day = |word: &&str| tables.months.named(word).is_some() || tables.months.weekday(word).is_some();
    if keys[from..at].iter().all(is_day) {
        return None;
    }
    // What stands behind a label and is only a role or a part of the site is no name.
    if bylines.is(&whole, Sense::Role) || bylines.is(&whole, Sense::By) || bylines.is(&whole, Sense::Label) {
        return None;
    }
    // "Von der Musik": a name that opens with a small word has two great ones.
    let great = words[from..at].iter().filter(|word| !word.small()).count();
    if words[from].small() && !handle && great == 1 && from > 0 {
        return None;
    }
    let several = is_several(&keys[from..at], &whole, tables);
    let lone = at == from + 1 && cased(words[from].text) && words[from].key.contains(' ') && handle;
    Some((Name { span: Span::new(words[from].span.start, end), several, handle: handle || lone }, at))
}

/// Whether nothing of a name follows the word.
fn sole(words: &[Word<'_>], keys: &[&str], at: usize, tables: &Tables) -> bool {
    at + 1 < words.len() && matches!(step(words, keys, at + 1, tables), Step::End | Step::And)
}

/// Without the full stop of a sentence; that of "Jr." and "K." stays.
fn dotless(word: &str) -> &str {
    let Some(bare) = word.strip_suffix('.') else { return word };
    let letters = bare.chars().filter(|letter| letter.is_alphabetic()).count();
    if bare.contains('.') || letters <= 2 { word } else { bare }
}

fn is_several(keys: &[&str], whole: &str, tables: &Tables) -> bool {
    let bylines = &tables.bylines;
    let team = keys.iter().any(|word| bylines.is(word, Sense::Team) || bylines.is(word, Sense::Company));
    team || bylines.is(whole, Sense::Team)
        || tables.outlets.keyed(whole).is_some()
        || keys.first() == Some(&"the") && keys.len() > 1
}
