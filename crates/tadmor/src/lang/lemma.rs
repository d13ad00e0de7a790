//! Lemmas: the form of a word that a dictionary lists.
//!
//! In: a word as written and its parts of speech. Out: its lemma. "seized", a VBD, gives "seize"; "militias", an NNS,
//! "militia"; "n't" gives "not", "them" gives "they". Names keep their form and their capitals, "Islands" in a name gives
//! "Island". What a word is and who it stands for is not decided here: "left" is told by its tag alone.
//!
//! Three kinds of rows do it, all learned ([`train::lang::lemma`](crate::train::lang::lemma)): what becomes of capitals
//! under a tag, what becomes of an ending, and whole words that endings get wrong.

pub(crate) mod inflection;

use crate::lang::label::{Upos, Xpos};
use crate::tables::rows::lines;
use inflection::Inflections;

/// What is known of lemmas.
#[derive(Clone, Debug)]
pub struct Lemmas {
    /// The tags that were learned, in the order of the file.
    tags: Vec<Tag>,
    /// For each universal part of speech and each English one, the place of its tag in `tags`.
    places: Vec<u16>,
    /// The written parts of the rows, one after the other.
    written: String,
    rows: Vec<Row>,
    /// Numbers of rows, from 1, by their [`Sum`]; 0: free. Always less than half full.
    slots: Vec<u32>,
    /// The length of the longest ending that has a row, and of the longest word.
    longest_ending: usize,
    longest_word: usize,
}

/// A pair of parts of speech under which words were seen.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub upos: Upos,
    pub xpos: Xpos,
    /// How many words it was learned from.
    pub seen: usize,
    /// What becomes of capitals.
    pub casing: [Casing; Capitals::ALL.len()],
}

/// What becomes of an ending, or of a whole word.
#[derive(Clone, Copy, Debug)]
struct Row {
    tag: u16,
    whole: bool,
    /// Where it keeps the capital that the word begins with: "Rwandan" is one in the dictionary too.
    capital: bool,
    /// Where in `written` the ending or word begins, and how long it is.
    from: u32,
    from_len: u8,
    /// What takes its place stands right behind it.
    to_len: u8,
}

/// Which capitals a word has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Capitals {
    /// "camp"
    None,
    /// "I", "B."
    Letter,
    /// "Camp"
    First,
    /// "Camp-Site"
    Parts,
    /// "T72": all of them, with digits.
    Figures,
    /// "TV": all of them, without a vowel.
    NoVowel,
    /// All of them, two or three.
    Three,
    /// All of them, four or five.
    Five,
    /// All of them, more than that.
    Many,
    /// "iPhone", "NGOs"
    Mixed,
}

impl Capitals {
    pub const ALL: [Capitals; 10] = {
        use Capitals::*;
        [None, Letter, First, Parts, Figures, NoVowel, Three, Five, Many, Mixed]
    };

    /// Whether all letters are large, more than one.
    pub fn is_whole_word(self) -> bool {
        matches!(self, Capitals::NoVowel | Capitals::Three | Capitals::Five | Capitals::Many)
    }

    /// Those of `form`.
    pub fn of(form: &str) -> Self {
        let (mut large, mut small, mut inside, mut vowel, mut figure) = (0, 0, 0, false, false);
        let mut before = '-';
        for character in form.chars() {
            if character.is_uppercase() {
                large += 1;
                inside += usize::from(before != '-');
                vowel |= !"BCDFGHJKLMNPQRSTVWXZ".contains(character);
            } else if character.is_lowercase() {
                small += 1;
            }
            figure |= character.is_ascii_digit();
            before = character;
        }
        match (large, small) {
            (0, _) => Capitals::None,
            (_, 0) if figure => Capitals::Figures,
            (1, 0) => Capitals::Letter,
            (_, 0) if !vowel => Capitals::NoVowel,
            (2..=3, 0) => Capitals::Three,
            (4..=5, 0) => Capitals::Five,
            (_, 0) => Capitals::Many,
            _ if inside > 0 => Capitals::Mixed,
            (1, _) if form.starts_with(char::is_uppercase) => Capitals::First,
            _ => Capitals::Parts,
        }
    }
}

/// What becomes of capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Casing {
    /// All letters are made small.
    Small,
    /// They stay as they are.
    Kept,
    /// The first letter is large, and the first after a hyphen: "LATAKIA" is Latakia.
    Title,
}

impl Casing {
    pub const ALL: [Casing; 3] = [Casing::Small, Casing::Kept, Casing::Title];

    /// As the file writes it.
    pub fn letter(self) -> char {
        match self {
            Casing::Small => 's',
            Casing::Kept => 'k',
            Casing::Title => 't',
        }
    }

    /// `form` with its capitals so, its curly marks and long dashes plain.
    pub fn base(self, form: &str) -> String {
        let mut base = String::with_capacity(form.len() + 8);
        let mut first = true;
        for character in form.chars() {
            match character {
                '’' | '‘' | '`' | '´' => base.push('\''),
                '“' | '”' => base.push('"'),
                '–' | '‑' | '‐' => base.push('-'),
                character if self == Casing::Kept => base.push(character),
                character if self == Casing::Title && first => base.extend(character.to_uppercase()),
                character if character.is_ascii() => base.push(character.to_ascii_lowercase()),
                character => base.extend(character.to_lowercase()),
            }
            first = base.ends_with('-');
        }
        base
    }
}

/// The number of an ending under a tag, made from its last byte to its first.
#[derive(Clone, Copy, Debug)]
struct Sum(u32);

impl Sum {
    fn of(tag: u16) -> Self {
        Sum(0x811c_9dc5).and(tag as u8).and((tag >> 8) as u8)
    }

    /// With one more byte in front (FNV-1a in 32 bits).
    fn and(self, byte: u8) -> Self {
        Sum((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// Of the whole word: no text holds this byte.
    fn whole(self) -> Self {
        self.and(0xff)
    }

    fn slot(self, slots: usize) -> usize {
        (self.0 ^ self.0 >> 15) as usize & (slots - 1)
    }
}

impl Lemmas {
    /// Reads the text of `lemmas.tsv`. `Err`: the line, from 1, that is wrong.
    ///
    /// ```text
    /// tag   VERB  VBD  8123  sssksssssk     seen so often; what becomes of capitals, see `Capitals` and `Casing`
    /// end   VERB  VBD  ied   y              "denied" is "deny"
    /// end   ADJ   JJ   ese   ^ese           and a capital in front stays
    /// word  VERB  VBD  took  take
    /// ```
    pub fn parse(file: &str) -> Result<Self, usize> {
        let mut lemmas = Lemmas {
            tags: Vec::new(),
            places: Vec::new(),
            written: String::with_capacity(file.len() / 2),
            rows: Vec::new(),
            slots: Vec::new(),
            longest_ending: 0,
            longest_word: 0,
        };
        for (at, line) in lines(file) {
            lemmas.read(line).ok_or(at)?;
        }
        lemmas.place_tags();
        lemmas.place_rows();
        Ok(lemmas)
    }

    fn read(&mut self, line: &str) -> Option<()> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [kind, upos, xpos, from, to] = columns[..] else { return None };
        let (upos, xpos) = (Upos::parse(upos)?, Xpos::parse(xpos)?);
        let known = self.tags.iter().position(|tag| (tag.upos, tag.xpos) == (upos, xpos));
        if kind == "tag" {
            if known.is_some() {
                return None;
            }
            let casing: Option<Vec<Casing>> = to
                .chars()
                .map(|letter| Casing::ALL.into_iter().find(|casing| casing.letter() == letter))
                .collect();
            self.tags.push(Tag { upos, xpos, seen: from.parse().ok()?, casing: casing?.try_into().ok()? });
            return Some(());
        }
        let whole = match kind {
            "word" => true,
            "end" => false,
            _ => return None,
        };
        let (to, capital) = match to.strip_prefix('^') {
            Some(to) if !whole => (to, true),
            _ => (to, false),
        };
        let longest = if whole { &mut self.longest_word } else { &mut self.longest_ending };
        *longest = from.len().max(*longest);
        let row = Row {
            tag: u16::try_from(known?).ok()?,
            whole,
            capital,
            from: u32::try_from(self.written.len()).ok()?,
            from_len: u8::try_from(from.len()).ok().filter(|len| *len > 0)?,
            to_len: u8::try_from(to.len()).ok()?,
        };
        self.written.push_str(from);
        self.written.push_str(to);
        self.rows.push(row);
        Some(())
    }

    /// A pair that was never seen is read as the commonest with the same English part of speech; but what is said to be
    /// a name is read as one.
    fn place_tags(&mut self) {
        let commonest = |fits: &dyn Fn(&Tag) -> bool| {
            let fitting = self.tags.iter().enumerate().filter(|(_, tag)| fits(tag));
            let best = fitting.max_by_key(|(at, tag)| (tag.seen, std::cmp::Reverse(*at)));
            best.map(|(at, _)| u16::try_from(at).expect("there are fewer tags than 2^16: 17 times 50"))
        };
        let mut places = Vec::with_capacity(Upos::ALL.len() * Xpos::ALL.len());
        for upos in Upos::ALL {
            for xpos in Xpos::ALL {
                let place = commonest(&|tag| (tag.upos, tag.xpos) == (*upos, *xpos))
                    .or_else(|| commonest(&|tag| *upos == Upos::Propn && tag.upos == *upos))
                    .or_else(|| commonest(&|tag| tag.xpos == *xpos))
                    .or_else(|| commonest(&|tag| tag.upos == *upos));
                places.push(place.unwrap_or(NO_TAG));
            }
        }
        self.places = places;
    }

    fn place_rows(&mut self) {
        let slots = (self.rows.len() * 2 + 2).next_power_of_two();
        self.slots = vec![0; slots];
        for (at, row) in self.rows.iter().enumerate() {
            let sum = self.from(row).bytes().rev().fold(Sum::of(row.tag), Sum::and);
            let sum = if row.whole { sum.whole() } else { sum };
            let mut slot = sum.slot(slots);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (slots - 1);
            }
            self.slots[slot] =
                u32::try_from(at + 1).expect("a file has fewer rows than 2^32: its text is that short");
        }
    }

    fn from(&self, row: &Row) -> &str {
        let start = row.from as usize;
        &self.written[start..start + usize::from(row.from_len)]
    }

    fn to(&self, row: &Row) -> &str {
        let start = row.from as usize + usize::from(row.from_len);
        &self.written[start..start + usize::from(row.to_len)]
    }

    /// The lemma of `form`.
    pub fn of(&self, form: &str, upos: Upos, xpos: Xpos) -> String {
        let place = self.place(upos, xpos);
        let Some(tag) = self.tags.get(usize::from(place)) else { return Casing::Kept.base(form) };
        let mut lemma = base(form, xpos, &tag.casing);
        // A name is no plural but where its tag says so, and no ending of it tells anything: "Reynolds" stays.
        let is_one_name = upos == Upos::Propn && xpos != Xpos::Nnps;
        let is_of_word = |row: &Row| row.whole && self.from(row).strip_suffix('s') != Some(self.to(row));
        if !is_one_name || self.row(place, &lemma).is_some_and(is_of_word) {
            self.change(place, &mut lemma, form.starts_with(char::is_uppercase));
        }
        lemma
    }

    /// The lemma of a word whose capitals are dealt with; `capital`: it began with one.
    pub(crate) fn of_base(&self, word: &str, upos: Upos, xpos: Xpos, capital: bool) -> String {
        let mut lemma = word.to_owned();
        self.change(self.place(upos, xpos), &mut lemma, capital);
        lemma
    }

    fn place(&self, upos: Upos, xpos: Xpos) -> u16 {
        self.places[upos as usize * Xpos::ALL.len() + xpos as usize]
    }

    fn change(&self, tag: u16, word: &mut String, capital: bool) {
        // An ending that is the whole word ("ed") leaves nothing: then it is no ending.
        let row = self
            .row(tag, word)
            .filter(|row| usize::from(row.from_len) < word.len() || !self.to(row).is_empty());
        if let Some(row) = row {
            word.truncate(word.len() - usize::from(row.from_len));
            word.push_str(self.to(row));
            if row.capital && capital {
                capitalise(word);
            }
        }
    }

    /// The row for a word: that of the whole word; or of what follows its last hyphen ("re-took"), or what stands before
    /// every word ("overthrew"); or else of its longest ending that has one.
    fn row(&self, tag: u16, base: &str) -> Option<&Row> {
        let mut sum = Sum::of(tag);
        let (mut best, mut part) = (None, None);
        let before = before(self.tags[usize::from(tag)].upos, base);
        // One byte more than the longest word: the hyphen before it.
        let longest = self.longest_word.max(self.longest_ending) + 1;
        for (length, byte) in base.bytes().rev().enumerate().take(longest) {
            let start = base.len() - length;
            if length > 0 && part.is_none() && (byte == b'-' || start == before) {
                part = self.find(tag, sum.whole(), &base[start..], true);
            }
            sum = sum.and(byte);
            // An ending that begins amid a character is none, and no row has it.
            if length < self.longest_ending && base.is_char_boundary(start - 1) {
                best = self.find(tag, sum, &base[start - 1..], false).or(best);
            }
        }
        let whole =
            if base.len() <= self.longest_word { self.find(tag, sum.whole(), base, true) } else { None };
        whole.or(part).or(best)
    }

    fn find(&self, tag: u16, sum: Sum, from: &str, whole: bool) -> Option<&Row> {
        let mut slot = sum.slot(self.slots.len());
        while let Some(at) = (self.slots[slot] as usize).checked_sub(1) {
            let row = &self.rows[at];
            if row.tag == tag && row.whole == whole && self.from(row) == from {
                return Some(row);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        None
    }
}

/// How long what stands before a verb is: 4 in "overthrew".
fn before(upos: Upos, base: &str) -> usize {
    if upos != Upos::Verb {
        return 0;
    }
    let fits = |before: &&&str| base.len() > before.len() + 2 && base.starts_with(**before);
    Inflections::shipped().before.iter().find(fits).map_or(0, |before| before.len())
}

/// Whether a part of `base` is looked up by itself.
pub(crate) fn has_parts(base: &str, upos: Upos) -> bool {
    before(upos, base) > 0 || base.trim_end_matches('-').contains('-')
}

/// No tag has this place.
const NO_TAG: u16 = u16::MAX;

/// `form` as the rows know it: capitals and marks as they are usual under the tag, no commas in numbers.
pub(crate) fn base(form: &str, xpos: Xpos, casing: &[Casing; Capitals::ALL.len()]) -> String {
    let mut base = casing[Capitals::of(form) as usize].base(form);
    if xpos == Xpos::Cd {
        drop_commas(&mut base);
    }
    base
}

/// "12,500" is 12500.
fn drop_commas(number: &mut String) {
    if number.contains(',') && number.starts_with(|c: char| c.is_ascii_digit()) {
        number.retain(|character| character != ',');
    }
}

fn capitalise(word: &mut String) {
    let Some(first) = word.chars().next() else { return };
    if first.is_lowercase() {
        let large: String = first.to_uppercase().collect();
        word.replace_range(..first.len_utf8(), &large);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "\
# Of our own making.
tag\tVERB\tVBD\t9\tsssssssssk
tag\tNOUN\tNNS\t9\tsksskssssk
tag\tADJ\tJJ\t9\tssssssssss
tag\tPROPN\tNNP\t9\tkkkkkkkktk
tag\tPROPN\tNNPS\t9\tkkkkkkkktk
tag\tNUM\tCD\t9\tssssssssss
tag\tPART\tRB\t9\tssssssssss
end\tVERB\tVBD\ted\t
end\tVERB\tVBD\tied\ty
end\tNOUN\tNNS\ts\t
end\tNOUN\tNNS\tés\té
end\tADJ\tJJ\tese\t^ese
end\tPROPN\tNNP\tAY\tay
end\tPROPN\tNNPS\ts\t
word\tPROPN\tNNP\tReynolds\tReynold
word\tPROPN\tNNP\tAug.\tAugust
word\tVERB\tVBD\ttook\ttake
word\tNOUN\tNNS\tmen\tman
word\tPART\tRB\tn't\tnot
";

    fn of(form: &str, upos: Upos, xpos: Xpos) -> String {
        Lemmas::parse(FILE).unwrap().of(form, upos, xpos)
    }

    #[test]
    fn the_longest_ending_decides_and_a_word_before_all_endings() {
        assert_eq!(of("shelled", Upos::Verb, Xpos::Vbd), "shell");
        assert_eq!(of("Denied", Upos::Verb, Xpos::Vbd), "deny");
        assert_eq!(of("TOOK", Upos::Verb, Xpos::Vbd), "take");
        assert_eq!(of("n’t", Upos::Part, Xpos::Rb), "not");
    }

    #[test]
    fn a_word_goes_the_same_way_behind_a_hyphen_or_an_over() {
        assert_eq!(of("retook", Upos::Verb, Xpos::Vbd), "retake");
        assert_eq!(of("re-took", Upos::Verb, Xpos::Vbd), "re-take");
        assert_eq!(of("militia-men", Upos::Noun, Xpos::Nns), "militia-man");
    }

    #[test]
    fn capitals_go_by_the_tag() {
        assert_eq!(of("Tartus", Upos::Propn, Xpos::Nnp), "Tartus");
        assert_eq!(of("LATAKIA", Upos::Propn, Xpos::Nnp), "Latakia");
        assert_eq!(of("NATO", Upos::Propn, Xpos::Nnp), "NATO");
        assert_eq!(of("Sudanese", Upos::Adj, Xpos::Jj), "Sudanese");
        assert_eq!(
            of("Obese", Upos::Adj, Xpos::Jj),
            "Obese",
            "an ending cannot tell it; a row of its own can"
        );
        assert_eq!(of("Heavy", Upos::Adj, Xpos::Jj), "heavy");
    }

    #[test]
    fn a_name_is_no_plural_unless_its_tag_says_so() {
        assert_eq!(of("REYNOLDS", Upos::Propn, Xpos::Nnp), "Reynolds");
        assert_eq!(of("Islands", Upos::Propn, Xpos::Nnps), "Island");
        assert_eq!(of("MALAY", Upos::Propn, Xpos::Nnp), "MALAY");
        assert_eq!(of("Aug.", Upos::Propn, Xpos::Nnp), "August");
    }

    #[test]
    fn a_number_loses_its_commas() {
        assert_eq!(of("12,500", Upos::Num, Xpos::Cd), "12500");
    }

    #[test]
    fn a_pair_of_tags_that_was_never_seen_is_read_as_the_nearest() {
        assert_eq!(of("shelled", Upos::Adj, Xpos::Vbd), "shell");
        assert_eq!(of("Homs", Upos::Propn, Xpos::Nns), "Homs");
        assert_eq!(of("Men", Upos::Noun, Xpos::Nn), "man");
        assert_eq!(of("Whatever", Upos::X, Xpos::Fw), "Whatever");
    }

    #[test]
    fn odd_words_are_no_trouble() {
        for form in ["", "-", "--", "ed", "s", "é", "cafés", "Ωs", "😀s", "İed", &"-took".repeat(10_000)]
        {
            for tag in [(Upos::Verb, Xpos::Vbd), (Upos::Noun, Xpos::Nns), (Upos::Propn, Xpos::Nnp)] {
                of(form, tag.0, tag.1);
            }
        }
        assert_eq!(of("cafés", Upos::Noun, Xpos::Nns), "café");
    }

    #[test]
    fn a_wrong_line_is_told() {
        assert_eq!(Lemmas::parse("# fine\n\nend\tVERB\tVBD\ted\t\n").unwrap_err(), 3, "no tag before it");
        assert_eq!(Lemmas::parse("tag\tVERB\tVBD\t9\tsss\n").unwrap_err(), 1);
        assert_eq!(Lemmas::parse("tag\tVERB\tVERB\t9\tsssssssssk\n").unwrap_err(), 1);
        assert_eq!(Lemmas::parse("tag VERB VBD\n").unwrap_err(), 1);
    }
}
