//! Places in sentences that the language core has read.
//!
//! In: a text, its sentences with tags, heads and names, the tables. Out: a [`PlaceMention`] for each name of a place
//! that the tables hold. "the mayor of Ashford, Kent" gives two. Names of the core say where a name stands and of what
//! kind it is, the tables which words of it are a place: "University of Lavonia" is an organisation with a town in it,
//! "Lavonia Road" a street without one, "Ann Lavonia" a person. Adjectives of lands count where they stand before a
//! noun ("Yemeni officers"), people do not ("Yemenis"): that is how three of the four sets that we measure on mark
//! them. Names that no table holds are left to those who look at the words beside them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::lang::name::{Name, NameKind};
use crate::lang::{Models, Relation, Sentence, Xpos};
use crate::mention::TokenRange;
use crate::mention::name::folded;
use crate::mention::place::lookup::{Known, known};
use crate::mention::place::written::is_site;
use crate::mention::place::{Around, Form, PlaceMention, offset};
use crate::tables::Tables;
use crate::tables::places::spell::is_article;
use crate::tables::places::{PlaceClass, PlaceNoun};
use crate::text::Span;

/// The most tokens that a name has: "al-Qaryatayn" is three.
const MOST_TOKENS: usize = 9;
/// A town of so many people is known without a word that shows a place.
const LARGE: u64 = 15_000;

/// All places in `sentences` of `text`, in reading order; [`PlaceMention::tokens`] count in the sentence's own tokens.
pub fn find(text: &str, sentences: &[Sentence], tables: &Tables, models: &Models) -> Vec<PlaceMention> {
    let page = Page { text, tables, models, used: Used::of(text, sentences) };
    sentences.iter().flat_map(|sentence| Line::new(&page, sentence).places()).collect()
}

/// What the search looks at.
struct Page<'p> {
    text: &'p str,
    tables: &'p Tables,
    models: &'p Models,
    used: Used,
}

/// How often words are used as persons' names and as places on the page.
#[derive(Default)]
struct Used {
    persons: BTreeMap<String, u32>,
    places: BTreeMap<String, u32>,
}

impl Used {
    fn of(text: &str, sentences: &[Sentence]) -> Used {
        let mut used = Used::default();
        for sentence in sentences {
            for name in &sentence.names {
                let tokens = &sentence.tokens[name.first..name.end];
                let Some((first, last)) = tokens.first().zip(tokens.last()) else { continue };
                let written = &text[first.span.start..last.span.end];
                match name.kind {
                    NameKind::Person => {
                        for token in tokens {
                            *used
                                .persons
                                .entry(text[token.span.start..token.span.end].to_owned())
                                .or_default() += 1;
                        }
                    }
                    NameKind::Place => *used.places.entry(written.to_owned()).or_default() += 1,
                    _ => {}
                }
            }
        }
        used
    }

    /// Whether the page uses the word for a person rather than for a place.
    fn as_person(&self, written: &str) -> bool {
        let count = |of: &BTreeMap<String, u32>| of.get(written).copied().unwrap_or(0);
        count(&self.persons) > count(&self.places)
    }
}

/// One sentence.
struct Line<'p> {
    page: &'p Page<'p>,
    sentence: &'p Sentence,
    /// The names over each token, by their places among the sentence's names.
    over: Vec<Vec<usize>>,
}

/// Words that a table holds.
struct Spot<'t> {
    /// The first token.
    first: usize,
    /// One past the last.
    end: usize,
    known: Known<'t>,
}

impl<'p> Line<'p> {
    fn new(page: &'p Page<'p>, sentence: &'p Sentence) -> Self {
        let mut over = vec![Vec::new(); sentence.tokens.len()];
        for (at, name) in sentence.names.iter().enumerate() {
            for names in &mut over[name.first..name.end] {
                names.push(at);
            }
        }
        Line { page, sentence, over }
    }

    fn places(&self) -> Vec<PlaceMention> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.sentence.tokens.len() {
            let Some(spot) = self.spot(at) else {
                at += 1;
                continue;
            };
            at = spot.end;
            if self.is_place(&spot) {
                found.push(self.mention(&spot));
            }
        }
        let unknown: Vec<PlaceMention> = self.unknown(&found).collect();
        found.extend(unknown);
        found.sort_by_key(|mention| mention.name.start);
        found
    }

    /// Places of the core that no table holds as they are spelled: "Shuqrah" may stand there as "Shuqra".
    fn unknown<'f>(&'f self, found: &'f [PlaceMention]) -> impl Iterator<Item = PlaceMention> + 'f {
        let names = self.sentence.names.iter().filter(|name| name.kind == NameKind::Place && !name.inner);
        let names = names.filter(|name| {
            let written = self.written(name.first, name.end);
            let apart = self.span(name.first, name.end);
            let free = found.iter().all(|other| !other.span.overlaps(apart));
            let short = written.chars().filter(|character| character.is_alphabetic()).count() < 5;
            let proper = self.capital(name.first) && self.is_proper(name.end - 1) && !written.contains('\n');
            free && !short
                && proper
                && !self.follows_title(name.first)
                && !self.page.used.as_person(written)
                && !self.page.models.vocabulary.is_common(&written.to_lowercase())
        });
        names.map(|name| {
            let nothing = Known { form: Form::Name, wide: Vec::new(), rows: Vec::new() };
            let spot = Spot { first: name.first, end: name.end, known: nothing };
            PlaceMention { known: false, ..self.mention(&spot) }
        })
    }

    /// The token as written; empty past either end.
    fn form(&self, at: usize) -> &'p str {
        self.sentence.tokens.get(at).map_or("", |token| &self.page.text[token.span.start..token.span.end])
    }

    /// The same before `at`, `back` tokens away.
    fn before(&self, at: usize, back: usize) -> &'p str {
        at.checked_sub(back).map_or("", |at| self.form(at))
    }

    fn capital(&self, at: usize) -> bool {
        self.form(at).chars().next().is_some_and(char::is_uppercase)
    }

    fn tag(&self, at: usize) -> Option<Xpos> {
        self.sentence.tokens.get(at).map(|token| token.xpos)
    }

    fn is_proper(&self, at: usize) -> bool {
        matches!(self.tag(at), Some(Xpos::Nnp | Xpos::Nnps))
    }

    fn span(&self, first: usize, end: usize) -> Span {
        self.sentence.tokens[first].span.cover(self.sentence.tokens[end - 1].span)
    }

    fn written(&self, first: usize, end: usize) -> &'p str {
        let span = self.span(first, end);
        &self.page.text[span.start..span.end]
    }

    /// Whether a name of this kind stands over any token of the spot.
    fn within(&self, spot: &Spot<'_>, kind: NameKind) -> bool {
        let names = |at: usize| self.over[at].iter().map(|name| self.sentence.names[*name].kind);
        names(spot.first).chain(names(spot.end - 1)).any(|other| other == kind)
    }

    /// Whether the core has a place here that is no longer than the spot.
    fn is_named(&self, spot: &Spot<'_>) -> bool {
        self.over[spot.first]
            .iter()
            .map(|name| &self.sentence.names[*name])
            .any(|name| name.kind == NameKind::Place && name.first >= spot.first && name.end <= spot.end)
    }

    /// The longest words from `first` on that a table holds.
    fn spot(&self, first: usize) -> Option<Spot<'p>> {
        let word = self.form(first);
        let is_glued = self.form(first + 1) == "-";
        let article = is_article(&word.to_lowercase());
        // "As" and "An" begin sentences.
        let other =
            article && !is_glued && matches!(word, "An" | "As" | "At" | "En" | "Er" | "Es") || word == "The";
        let opens = self.capital(first) || article && is_glued && self.capital(first + 2);
        if !opens || other || self.tag(first) == Some(Xpos::Cd) {
            return None;
        }
        let mut best = None;
        for end in first + 1..=(first + MOST_TOKENS).min(self.sentence.tokens.len()) {
            if end > first + 1 && !self.goes_on(end - 1) {
                break;
            }
            let last = self.form(end - 1);
            let inside = end > first + 1 && matches!(self.form(end - 2), "-" | "’" | "'");
            let number = end > first + 1 && last.starts_with(|first: char| first.is_ascii_digit());
            let dotted = last == "." && end > first + 1;
            if !(self.capital(end - 1) || inside || number || dotted) {
                continue;
            }
            let Some(known) = known(self.written(first, end), self.page.tables) else { continue };
            // A full stop belongs to what is cut short alone.
            if dotted && !matches!(known.form, Form::Capitals | Form::State) {
                continue;
            }
            best = Some(Spot { first, end, known });
        }
        best
    }

    /// Whether a name may go on with the token at `at`.
    fn goes_on(&self, at: usize) -> bool {
        let gap = Span::new(self.sentence.tokens[at - 1].span.end, self.sentence.tokens[at].span.start);
        let marks = matches!(
            self.form(at),
            "," | ";" | ":" | "(" | ")" | "\"" | "“" | "”" | "and" | "'s" | "’s" | "/" | "–" | "—"
        );
        !marks && !self.page.text[gap.start..gap.end].contains('\n')
    }

    fn is_place(&self, spot: &Spot<'_>) -> bool {
        let after = self.state_after(spot.end);
        if !after && (self.is_street(spot.end) || self.follows_title(spot.first)) {
            return false;
        }
        match spot.known.form {
            Form::Adjective => self.is_adjective(spot),
            Form::Capitals => !self.within(spot, NameKind::Outlet) || self.preposed(spot.first),
            Form::State => self.is_state(spot),
            Form::Name => match self.is_wide(&spot.known) {
                true => self.is_wide_place(spot, after),
                false => self.is_town(spot, after),
            },
        }
    }

    /// "Yemeni officers", not "Yemenis", not "the Yemeni language".
    fn is_adjective(&self, spot: &Spot<'_>) -> bool {
        let token = &self.sentence.tokens[spot.end - 1];
        let modifies = matches!(token.xpos, Xpos::Jj | Xpos::Jjr | Xpos::Jjs)
            || matches!(token.relation, Relation::Amod | Relation::Compound);
        let person = self.within(spot, NameKind::Person) && !self.within(spot, NameKind::Nationality);
        modifies && !person && !matches!(self.form(spot.end), "language" | "-speaking" | "speaking")
    }

    /// "Ashford, Ala."; "Pa." alone is a father.
    fn is_state(&self, spot: &Spot<'_>) -> bool {
        let comma = self.before(spot.first, 1) == ",";
        let written = self.written(spot.first, spot.end);
        let dotted = written.contains('.');
        comma || dotted && self.within(spot, NameKind::Place)
    }

    /// Whether the name is a country's, a region's or of something known by hand.
    fn is_wide(&self, known: &Known<'_>) -> bool {
        let wide = |class| !matches!(class, PlaceClass::Town | PlaceClass::Quarter | PlaceClass::County);
        !known.wide.is_empty() || known.rows.iter().any(|at| wide(self.page.tables.places.row(*at).class))
    }

    fn is_wide_place(&self, spot: &Spot<'_>, after: bool) -> bool {
        let place = self.within(spot, NameKind::Place);
        if self.within(spot, NameKind::Person) && !place && !self.preposed(spot.first) {
            return false;
        }
        if self.within(spot, NameKind::Outlet) && !place {
            return false;
        }
        after || spot.known.is_vast() || !self.is_other_word(spot)
    }

    fn is_town(&self, spot: &Spot<'_>, after: bool) -> bool {
        let written = self.written(spot.first, spot.end);
        let place = self.within(spot, NameKind::Place);
        let person = self.within(spot, NameKind::Person);
        if !(self.is_proper(spot.end - 1) || place) || written.chars().count() <= 2 {
            return false;
        }
        if after {
            return true;
        }
        if self.is_other_word(spot) {
            return false;
        }
        let named = self.is_named(spot);
        let strong = self.most_people(&spot.known) >= LARGE;
        // "Hammam al-Alil": of a whole name of several words that a table holds, the core may mistake the kind.
        let whole = self.is_whole(spot);
        let fits = match () {
            () if named => true,
            () if place && !person => true,
            () if self.within(spot, NameKind::Facility) => strong || whole,
            () if person => whole && self.is_in(spot.first),
            () if self.within(spot, NameKind::Organisation) => strong || whole,
            () if self.within(spot, NameKind::Outlet) => false,
            () => strong && self.preposed(spot.first) || self.is_in(spot.first),
        };
        let inner = named && self.within(spot, NameKind::Organisation);
        let common = spot.end == spot.first + 1 && self.is_common(spot, written, named);
        let person = self.page.used.as_person(written) && !whole;
        fits && (inner || !self.joins(spot)) && !common && !person
    }

    /// Whether the core has a name of several words here, of whatever kind; the word for what it is may stand beside it.
    fn is_whole(&self, spot: &Spot<'_>) -> bool {
        let class = self.class(spot).map_or(spot.first..spot.end, |(_, words)| words);
        let words = self.written(class.start, class.end).contains([' ', '-']);
        let is_it = |name: &Name| {
            (name.first == spot.first || name.first == class.start)
                && (name.end == spot.end || name.end == class.end)
        };
        words && self.over[spot.first].iter().any(|name| is_it(&self.sentence.names[*name]))
    }

    /// Whether a word stands before it that hardly anything but a place follows.
    fn is_in(&self, first: usize) -> bool {
        self.preposition(first)
            .is_some_and(|word| matches!(word.as_str(), "in" | "at" | "near" | "outside" | "between"))
    }

    /// Words that are places somewhere and other words nearly everywhere.
    fn is_other_word(&self, spot: &Spot<'_>) -> bool {
        let nouns = self.page.tables.places.nouns();
        nouns.is_other_word(&folded(self.written(spot.first, spot.end)))
    }

    /// Whether the word is one of a dictionary rather than a town: "Law", "Palmyra" (a palm) save after "in".
    fn is_common(&self, spot: &Spot<'_>, written: &str, named: bool) -> bool {
        if !self.page.models.vocabulary.is_common(&written.to_lowercase()) {
            return false;
        }
        let people = self.most_people(&spot.known);
        let rows = &spot.known.rows;
        let noted = rows.iter().any(|at| self.page.tables.places.row(*at).is_noted());
        let preposed = self.preposed(spot.first);
        let large = people >= 100_000 || people >= 5_000 && preposed || noted;
        !(large && (named || noted && preposed))
    }

    fn most_people(&self, known: &Known<'_>) -> u64 {
        known.rows.iter().map(|at| self.page.tables.places.row(*at).people).max().unwrap_or(0)
    }

    /// Whether a state or a country follows after a comma.
    fn state_after(&self, end: usize) -> bool {
        if self.form(end) != "," {
            return false;
        }
        let start = end + 1;
        (start + 1..=(start + 4).min(self.sentence.tokens.len())).any(|end| {
            let written = self.written(start, end);
            let tables = self.page.tables;
            tables.wide.state(written).is_some()
                || tables.wide.capitals(written).is_some()
                || self.capital(start) && tables.wide.named(written).next().is_some()
        })
    }

    /// "Lavonia Road".
    fn is_street(&self, end: usize) -> bool {
        const STREETS: [&str; 24] = [
            "street",
            "st",
            "road",
            "rd",
            "avenue",
            "ave",
            "drive",
            "lane",
            "boulevard",
            "blvd",
            "way",
            "court",
            "highway",
            "parkway",
            "pike",
            "turnpike",
            "trail",
            "place",
            "terrace",
            "circle",
            "creek",
            "elementary",
            "middle",
            "expressway",
        ];
        let next = self.form(end).trim_end_matches('.').to_lowercase();
        self.capital(end) && STREETS.contains(&next.as_str())
    }

    /// "Mr", "Judge".
    fn follows_title(&self, first: usize) -> bool {
        const TITLES: [&str; 24] = [
            "mr",
            "mrs",
            "ms",
            "dr",
            "sgt",
            "capt",
            "gen",
            "col",
            "lt",
            "sir",
            "rev",
            "judge",
            "officer",
            "detective",
            "president",
            "senator",
            "sen",
            "rep",
            "gov",
            "mayor",
            "sheikh",
            "general",
            "colonel",
            "captain",
        ];
        let before = self.before(first, 1).trim_end_matches('.').to_lowercase();
        TITLES.contains(&before.as_str())
    }

    /// The preposition before the spot, an article and a direction between left out.
    fn preposition(&self, first: usize) -> Option<String> {
        let nouns = self.page.tables.places.nouns();
        let is =
            |word: &str, wanted: &[PlaceNoun]| nouns.is(&word.to_lowercase(), |noun| wanted.contains(&noun));
        let mut at = first;
        for _ in 0..3 {
            let before = self.before(at, 1);
            if is(before, &[PlaceNoun::Preposition]) {
                return Some(before.to_lowercase());
            }
            let small = matches!(before, "the" | "The" | "a" | "an" | "both");
            if !small && !is(before, &[PlaceNoun::Part, PlaceNoun::Describing]) {
                return None;
            }
            at -= 1;
        }
        None
    }

    fn preposed(&self, first: usize) -> bool {
        const PLACING: [&str; 21] = [
            "in",
            "at",
            "near",
            "from",
            "to",
            "of",
            "outside",
            "around",
            "into",
            "through",
            "across",
            "within",
            "toward",
            "towards",
            "between",
            "inside",
            "throughout",
            "via",
            "off",
            "along",
            "for",
        ];
        self.preposition(first).is_some_and(|word| PLACING.contains(&word.as_str()))
    }

    /// Whether a capitalised word beside it, under the same name, makes it part of a longer name: "Lavonia Wilderness".
    fn joins(&self, spot: &Spot<'_>) -> bool {
        let share =
            |one: usize, other: usize| self.over[one].iter().any(|name| self.over[other].contains(name));
        let nouns = self.page.tables.places.nouns();
        let is_class =
            |at: usize| nouns.is(&folded(self.form(at)), |noun| matches!(noun, PlaceNoun::Class(_)));
        let after = spot.end;
        if self.capital(after) && self.is_proper(after) && share(after - 1, after) && !is_class(after) {
            return true;
        }
        let Some(before) = spot.first.checked_sub(1) else { return false };
        let part = nouns.is(&folded(self.form(before)), |noun| {
            matches!(
                noun,
                PlaceNoun::Part | PlaceNoun::Direction | PlaceNoun::Class(_) | PlaceNoun::Describing
            )
        });
        self.capital(before) && self.is_proper(before) && share(before, spot.first) && !part
    }

    fn mention(&self, spot: &Spot<'_>) -> PlaceMention {
        let name = self.span(spot.first, spot.end);
        let (class, words) = match self.class(spot) {
            Some((class, words)) => (Some(class), words),
            None => (None, spot.first..spot.end),
        };
        let around = match self.part_before(words.start) {
            _ if offset::before(self.page.text, name.start).is_some() => Some(Around::Surroundings),
            true => Some(Around::Part),
            false => None,
        };
        PlaceMention {
            span: self.span(words.start, words.end),
            tokens: TokenRange { start: words.start, end: words.end },
            name,
            preposition: self.preposition(words.start),
            around,
            class,
            known: true,
            form: spot.known.form,
        }
    }

    fn part_before(&self, first: usize) -> bool {
        let before = self.before(first, 1).to_lowercase();
        self.page.tables.places.nouns().is(&before, |noun| noun == PlaceNoun::Part)
    }

    /// "X province", "X military airport", "the town of X", "the airport at X", and which tokens that is with the name.
    fn class(&self, spot: &Spot<'_>) -> Option<(String, Range<usize>)> {
        if spot.known.form != Form::Name {
            return None;
        }
        let most = (spot.end + MOST_CLASS_WORDS).min(self.sentence.tokens.len());
        let after = (spot.end + 1..=most).rev().filter(|end| self.goes_on(end - 1));
        let mut after = after.filter_map(|end| Some((self.class_of(spot.end, end)?, spot.first..end)));
        after.next().or_else(|| {
            let link = self.before(spot.first, 1);
            let direct = matches!(link, "County" | "Lake" | "Mount" | "Camp" | "village" | "town" | "city");
            let (end, of_site) = match link {
                "of" => (spot.first - 1, false),
                "at" | "in" => (spot.first - 1, true),
                _ if direct => (spot.first, false),
                _ => return None,
            };
            let starts = (end.saturating_sub(MOST_CLASS_WORDS)..end)
                .filter(|start| (start + 1..end).all(|at| self.goes_on(at)));
            let mut found = starts.filter_map(|start| Some((self.class_of(start, end)?, start..spot.end)));
            // "the mayor in the town": what is told in a town by "in" is a work of people.
            found.find(|(class, _)| !of_site || is_site(class))
        })
    }

    /// What the words say a place is.
    fn class_of(&self, first: usize, end: usize) -> Option<String> {
        if first >= end {
            return None;
        }
        let words = folded(self.written(first, end));
        // Of the second level: the list of words, which learned weights know, tells provinces alone.
        if matches!(words.as_str(), "county" | "counties" | "parish") {
            return Some("county".to_owned());
        }
        let senses = self.page.tables.places.nouns().words.get(&words)?;
        senses.iter().find_map(|noun| match noun {
            PlaceNoun::Class(class) => Some((*class).to_owned()),
            _ => None,
        })
    }
}

/// The most words that tell what a place is: "military air base".
const MOST_CLASS_WORDS: usize = 3;
