//! What the model sees of a paragraph: of each token its letters, its kind, and what stands before it.

use crate::lang::token::{Stop, Table, is_caseless};
use crate::text::Span;

/// What a token is, as far as ends of sentences go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Kind {
    /// Past either end of the paragraph.
    None,
    Small,
    Capitalised,
    Capitals,
    /// One capital: "A", "I".
    Letter,
    /// A word of a paragraph whose case says nothing.
    Caseless,
    /// "J."
    Initial,
    /// "U.S.", "p.m."
    Initials,
    /// "Lt.", "No.", "Inc.", "etc.": by when their stops stay.
    Title,
    Numbered,
    Abbreviation,
    Middle,
    Figure,
    /// "1st", "T72", "9K57"
    Mixed,
    Address,
    /// "'s", "n't"
    Clitic,
    Stop,
    /// "!", "?", "?!"
    Call,
    Ellipsis,
    Comma,
    Semicolon,
    Colon,
    Hyphen,
    Dash,
    Open,
    Close,
    OpenQuote,
    CloseQuote,
    Bullet,
    /// ":)"
    Face,
    /// A row of dashes or stars.
    Drawing,
    Mark,
}

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Gap {
    /// Nothing.
    Glued,
    Space,
    /// The line ended where it was full.
    Line,
    /// The line ended though the next word had room in it.
    ShortLine,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fact {
    /// The number of its letters, small; figures are alike.
    pub lower: u64,
    /// That of its last three letters.
    pub ending: u64,
    pub kind: Kind,
    pub gap: Gap,
    /// Quotation marks and brackets that are open before it: 1 a quotation, 2 a bracket, 3 both.
    pub open: u8,
    /// How many tokens it is to the next stop or call, up to 255, itself included.
    pub to_stop: u8,
}

/// Tokens between blank lines.
#[derive(Clone, Debug)]
pub(crate) struct Paragraph<'t> {
    facts: Vec<Fact>,
    /// The number of its first token in the text.
    pub first: usize,
    /// How it is written: whether small letters follow stops, how many capitals it has, how many stops.
    pub style: u64,
    pub caseless: bool,
    /// How it ends, and how many tokens it has.
    pub whole: u64,
    tokens: &'t [Span],
}

const BEYOND: Fact = Fact { lower: 0, ending: 0, kind: Kind::None, gap: Gap::Space, open: 0, to_stop: 0 };

impl Paragraph<'_> {
    /// How many tokens.
    pub fn len(&self) -> usize {
        self.facts.len()
    }

    /// The token at `at`; [`Kind::None`] before the first and past the last.
    #[inline]
    pub fn fact(&self, at: isize) -> Fact {
        usize::try_from(at).ok().and_then(|at| self.facts.get(at)).copied().unwrap_or(BEYOND)
    }

    /// Where token `at` stands.
    pub fn span(&self, at: usize) -> Span {
        self.tokens[at]
    }

    /// Whether the sentence that began with token `start` is sure to end with token `at`, which is not the last: a space
    /// is missing ("freed.This"), or a line begins as the sentence did, with the mark of a list.
    pub fn must_end(&self, start: usize, at: usize) -> bool {
        let (this, next) = (self.facts[at], self.facts[at + 1]);
        if next.gap == Gap::Glued {
            let lower = |fact: Fact| matches!(fact.kind, Kind::Small | Kind::Figure | Kind::Mixed);
            return this.kind == Kind::Stop
                && at > start
                && lower(self.facts[at - 1])
                && matches!(next.kind, Kind::Capitalised | Kind::Letter);
        }
        let item = matches!(next.kind, Kind::Bullet | Kind::Hyphen | Kind::Dash);
        item && next.gap > Gap::Space && at > start && self.facts[start].lower == next.lower
    }

    /// Whether a sentence could end with token `at`, which is not the last.
    pub fn may_end(&self, at: usize) -> bool {
        let (this, next) = (self.facts[at], self.facts[at + 1]);
        match next.gap {
            // "freed.This", "freed.)This", "ended.\"The"
            Gap::Glued => this.kind.ends() || this.kind.closes() && at > 0 && self.facts[at - 1].kind.ends(),
            _ => true,
        }
    }
}

impl Kind {
    fn ends(self) -> bool {
        matches!(self, Kind::Stop | Kind::Call | Kind::Ellipsis)
    }

    fn closes(self) -> bool {
        matches!(self, Kind::Close | Kind::CloseQuote)
    }

    fn is_word(self) -> bool {
        matches!(self, Kind::Small | Kind::Capitalised | Kind::Capitals | Kind::Letter | Kind::Caseless)
    }
}

/// The paragraphs of `text`, whose tokens are `tokens`, in order.
pub(crate) fn paragraphs<'t>(text: &'t str, tokens: &'t [Span]) -> impl Iterator<Item = Paragraph<'t>> {
    let mut first = 0;
    std::iter::from_fn(move || {
        if first >= tokens.len() {
            return None;
        }
        let ends = |at: &usize| *at == tokens.len() || line_ends(text, tokens, *at) > 1;
        let end = (first + 1..=tokens.len()).find(ends).expect("the end of the tokens is an end");
        let paragraph = read(text, &tokens[first..end], first);
        first = end;
        Some(paragraph)
    })
}

/// How many lines end before token `at`, which is not the first.
fn line_ends(text: &str, tokens: &[Span], at: usize) -> usize {
    let gap = &text.as_bytes()[tokens[at - 1].end..tokens[at].start];
    match gap {
        [] | [b' '] => 0,
        // Two line separators of old Macintosh and of Unicode are rare enough to be taken for a space.
        _ => gap.iter().filter(|byte| **byte == b'\n').count(),
    }
}

fn read<'t>(text: &str, tokens: &'t [Span], first: usize) -> Paragraph<'t> {
    // A short first word ("He") is no witness here: measured, ends are found better so (GUM's news .883, else .826).
    let caseless = is_caseless(tokens.iter().map(|span| &text[span.start..span.end]), 3);
    let mut facts: Vec<Fact> = Vec::with_capacity(tokens.len());
    for (at, span) in tokens.iter().enumerate() {
        let form = &text[span.start..span.end];
        let glued = at > 0 && tokens[at - 1].end == span.start;
        let glued_after = tokens.get(at + 1).is_some_and(|next| next.start == span.end);
        let kind = kind(form, caseless, glued, glued_after);
        let (lower, ending) = numbers(form);
        let gap = if glued { Gap::Glued } else { Gap::Space };
        facts.push(Fact { lower, ending, kind, gap, open: 0, to_stop: 255 });
    }
    mark_lines(text, tokens, &mut facts);
    mark_open(&mut facts);
    let mut to_stop = 255u8;
    for fact in facts.iter_mut().rev() {
        to_stop = if fact.kind.ends() { 0 } else { to_stop.saturating_add(1) };
        fact.to_stop = to_stop;
    }
    let whole = super::feature::bucket(tokens.len()) << 6 | facts.last().map_or(0, |fact| fact.kind as u64);
    Paragraph { style: style(&facts), whole, facts, first, caseless, tokens }
}

/// Which lines end where they are full.
fn mark_lines(text: &str, tokens: &[Span], facts: &mut [Fact]) {
    let Some(start) = tokens.first().map(|span| span.start) else { return };
    let breaks: Vec<usize> = (1..tokens.len()).filter(|at| line_ends(text, tokens, *at) > 0).collect();
    if breaks.is_empty() {
        return;
    }
    let mut longest = 0;
    let mut line = start;
    for at in &breaks {
        longest = longest.max(tokens[at - 1].end - line);
        line = tokens[*at].start;
    }
    longest = longest.max(tokens[tokens.len() - 1].end - line);
    line = start;
    for at in breaks {
        // The next word is all that is glued together.
        let word =
            (at + 1..tokens.len()).find(|next| facts[*next].gap != Gap::Glued).unwrap_or(tokens.len()) - 1;
        let with_next = tokens[at - 1].end - line + 1 + tokens[word].end - tokens[at].start;
        facts[at].gap = if with_next <= longest { Gap::ShortLine } else { Gap::Line };
        line = tokens[at].start;
    }
}

/// What is open before each token.
fn mark_open(facts: &mut [Fact]) {
    let (mut quotes, mut brackets) = (0u8, 0u8);
    for fact in facts {
        fact.open = u8::from(quotes > 0) | u8::from(brackets > 0) << 1;
        match fact.kind {
            Kind::OpenQuote => quotes = quotes.saturating_add(1),
            Kind::CloseQuote => quotes = quotes.saturating_sub(1),
            Kind::Open => brackets = brackets.saturating_add(1),
            Kind::Close => brackets = brackets.saturating_sub(1),
            _ => {}
        }
    }
}

fn style(facts: &[Fact]) -> u64 {
    let (mut small, mut large, mut stops, mut words, mut capitals) = (0u64, 0u64, 0u64, 0u64, 0u64);
    for (at, fact) in facts.iter().enumerate() {
        let after_stop = at > 0 && facts[at - 1].kind.ends();
        stops += u64::from(fact.kind.ends());
        words += u64::from(fact.kind.is_word());
        match fact.kind {
            Kind::Small if after_stop => small += 1,
            Kind::Capitalised | Kind::Capitals | Kind::Letter if after_stop => large += 1,
            Kind::Capitalised | Kind::Capitals => capitals += 1,
            _ => {}
        }
    }
    let after = match (small, large) {
        (0, 0) => 0,
        (0, _) => 1,
        (_, 0) => 2,
        _ if small > large => 3,
        _ => 4,
    };
    let share = (capitals * 8).checked_div(words).unwrap_or(0).min(5);
    after | stops.min(3) << 3 | share << 5
}

/// The number of a token's letters, and that of its last three.
fn numbers(form: &str) -> (u64, u64) {
    let mut lower = START;
    let bytes = form.as_bytes();
    let tail = bytes.len().saturating_sub(3);
    let mut ending = START;
    if form.is_ascii() {
        for (at, byte) in bytes.iter().enumerate() {
            let byte = u64::from(if byte.is_ascii_digit() && bytes.len() > 1 {
                b'0'
            } else {
                byte.to_ascii_lowercase()
            });
            lower = mixed(lower, byte);
            if at >= tail {
                ending = mixed(ending, byte);
            }
        }
    } else {
        for character in form.chars().flat_map(char::to_lowercase) {
            let character = match character {
                '’' | '‘' => '\'',
                '“' | '”' => '"',
                other => other,
            };
            lower = mixed(lower, u64::from(character));
        }
        ending = lower;
    }
    (lower, ending)
}

const START: u64 = 0x9e37_79b9_7f4a_7c15;

/// The next of a row of numbers mixed into those before.
#[inline]
pub(crate) fn mixed(sum: u64, next: u64) -> u64 {
    let sum = (sum ^ next).wrapping_mul(0xd6e8_feb8_6659_fd93);
    sum ^ sum >> 32
}

fn kind(form: &str, caseless: bool, glued: bool, glued_after: bool) -> Kind {
    let first = form.chars().next().expect("no token is empty");
    if first.is_alphabetic() {
        return word_kind(form, first, caseless);
    }
    let has_letter = |form: &str| form.bytes().any(|byte| byte.is_ascii_alphabetic());
    if first.is_numeric() {
        return if has_letter(form) { Kind::Mixed } else { Kind::Figure };
    }
    let single = form.len() == first.len_utf8();
    match first {
        '.' | '…' if single => {
            if first == '.' {
                Kind::Stop
            } else {
                Kind::Ellipsis
            }
        }
        '.' | '…' => Kind::Ellipsis,
        '!' | '?' | '¿' | '¡' => Kind::Call,
        ',' => Kind::Comma,
        ';' if single => Kind::Semicolon,
        ':' if single => Kind::Colon,
        '-' if single => Kind::Hyphen,
        '–' | '—' | '―' => Kind::Dash,
        '-' if form == "--" => Kind::Dash,
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        '“' | '«' | '„' | '‹' => Kind::OpenQuote,
        '”' | '»' | '›' => Kind::CloseQuote,
        '"' | '\'' | '’' | '‘' | '`' => quote_kind(form, has_letter(form), glued, glued_after),
        '*' | '•' | '·' | '▪' | '●' | '■' | '►' | '◆' | '‣' | '>' if single => Kind::Bullet,
        ':' | ';' | '=' => Kind::Face,
        '-' | '*' | '_' | '~' | '+' | '#' | '<' | '>' | '|' if form.len() > 1 => Kind::Drawing,
        '@' if form.len() > 1 => Kind::Address,
        _ => Kind::Mark,
    }
}

fn quote_kind(form: &str, has_letter: bool, glued: bool, glued_after: bool) -> Kind {
    match form {
        _ if has_letter => Kind::Clitic,
        "‘" | "``" => Kind::OpenQuote,
        "’" | "’’" | "''" => Kind::CloseQuote,
        _ if glued_after && !glued => Kind::OpenQuote,
        _ => Kind::CloseQuote,
    }
}

fn word_kind(form: &str, first: char, caseless: bool) -> Kind {
    if form.ends_with('.') && form.len() > 1 {
        let word = &form[..form.len() - 1];
        if word.contains('.') {
            return Kind::Initials;
        }
        if word.len() == first.len_utf8() {
            return Kind::Initial;
        }
        return match Table::shipped().stop(word.as_bytes()) {
            Some(Stop::Always) => Kind::Title,
            Some(Stop::Number) => Kind::Numbered,
            Some(Stop::Middle) => Kind::Middle,
            Some(Stop::Unless) | None => Kind::Abbreviation,
        };
    }
    let bytes = form.as_bytes();
    let address =
        bytes.iter().any(|byte| matches!(byte, b'@' | b'/')) || bytes.len() > 4 && bytes[1..].contains(&b'.');
    if address && bytes.len() > 4 {
        return Kind::Address;
    }
    if bytes.iter().any(u8::is_ascii_digit) {
        return Kind::Mixed;
    }
    if matches!(form, "n't" | "n’t") {
        return Kind::Clitic;
    }
    if caseless {
        return Kind::Caseless;
    }
    if !first.is_uppercase() {
        return Kind::Small;
    }
    match &form[first.len_utf8()..] {
        "" => Kind::Letter,
        rest if rest.chars().all(char::is_uppercase) => Kind::Capitals,
        _ => Kind::Capitalised,
    }
}
