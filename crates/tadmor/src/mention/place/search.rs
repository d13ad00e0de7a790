//! Places among the prepared words of a sentence.
//!
//! In: [`Parts`], and the actors found in them. Out: a [`PlaceMention`] for each place: the longest names that the
//! gazetteer holds and the words beside them fit, and unknown names that the words beside them show to be places.

use crate::mention::actor::{ActorClass, Found, named};
use crate::mention::name::{Parts, Range};
use crate::mention::place::{Around, Form, PlaceMention};
use crate::tables::Tables;
use crate::tables::actors::{Form as WordForm, Noun};
use crate::tables::places::spell::{Hash, is_article};
use crate::tables::places::{MOST_WORDS, PlaceClass, PlaceNoun, Places};

/// All places in prepared parts whose actors are known.
pub(super) fn in_parts(parts: &Parts, actors: &[Found], tables: &Tables) -> Vec<PlaceMention> {
    let room = Room { parts, tables, blocked: blocked(parts, actors) };
    let mut found = Vec::new();
    let mut at = 0;
    while at < parts.list.len() {
        match room.known(at).or_else(|| room.unknown(at)) {
            Some((name, known)) => {
                at = name.end;
                found.push(room.mention(name, known));
            }
            None => at += 1,
        }
    }
    found
}

/// Parts that name an actor, and so no place.
fn blocked(parts: &Parts, actors: &[Found]) -> Vec<bool> {
    let mut blocked = vec![false; parts.list.len()];
    for found in actors {
        let words = match found.class {
            ActorClass::Person => &found.range,
            ActorClass::Force
            | ActorClass::Institution
            | ActorClass::Outlet
            | ActorClass::Monitor
            | ActorClass::Country => &found.range,
            _ => continue,
        };
        // A bare name in an apposition ("X Y, the governor of Z") may hold a place after its "of".
        match found.title.as_ref().filter(|title| title.start >= found.name.end) {
            Some(_) => blocked[found.name.clone()].fill(true),
            None => blocked[words.clone()].fill(true),
        }
    }
    blocked
}

/// What the search looks at.
struct Room<'s> {
    parts: &'s Parts,
    tables: &'s Tables,
    blocked: Vec<bool>,
}

impl Room<'_> {
    fn places(&self) -> &Places {
        &self.tables.places
    }

    fn is(&self, at: usize, kind: impl Fn(PlaceNoun) -> bool) -> bool {
        self.places().nouns().is(self.parts.key(at), kind)
    }

    /// The longest name of the gazetteer that begins at `at`.
    fn known(&self, at: usize) -> Option<(Range, bool)> {
        let part = &self.parts.list[at];
        if !part.is_word() || part.possessive || self.blocked[at] {
            return None;
        }
        let article = self.article(at);
        let first = at + usize::from(article);
        if !self.parts.capital(first) {
            return None;
        }
        let mut found = self.longest(at, first, article);
        // "Salt", "As Salt": a word that looks like an article may be the name's own first word.
        if article && found.is_none() {
            found = self.longest(at, at, false);
        }
        found.filter(|name| self.fits(name)).map(|name| (name, true))
    }

    /// Whether an article of a name stands at `at`: "al-", "Al"; "as" and "at" are English words, save with a hyphen
    /// or with a capital inside a sentence.
    fn article(&self, at: usize) -> bool {
        let Some(part) = self.parts.list.get(at).filter(|part| is_article(&part.key)) else { return false };
        let arabic =
            matches!(part.key.as_str(), "al" | "el" | "ash" | "ul" | "adh" | "ath" | "esh") || !part.closes;
        self.parts.capital(at + 1)
            && (arabic || part.capital && !self.parts.opens_clause(at) && !self.parts.title_case)
    }

    fn longest(&self, at: usize, first: usize, article: bool) -> Option<Range> {
        let start = Hash::default().word(self.parts.key(first), true);
        if !self.places().may_begin(start) {
            return None;
        }
        let mut hash = start;
        let mut letters = self.parts.key(first).len();
        let mut found = None;
        for end in first + 1..=(first + MOST_WORDS).min(self.parts.list.len()) {
            if end > first + 1 {
                let part = &self.parts.list[end - 1];
                if !part.is_word() || part.possessive || self.blocked[end - 1] {
                    break;
                }
                hash = hash.word(&part.key, false);
                letters += part.key.len() + 1;
            }
            if self.places().has_hash(hash.value(), article, letters) && self.spells_name(first..end) {
                found = Some(at..end);
            }
        }
        found
    }

    /// Whether the words are written as a name: capitals, small words and class words aside.
    fn spells_name(&self, range: Range) -> bool {
        let small = |at: usize| {
            let key = self.parts.key(at);
            is_article(key)
                || matches!(
                    key,
                    "of" | "the"
                        | "i"
                        | "e"
                        | "de"
                        | "du"
                        | "da"
                        | "la"
                        | "le"
                        | "na"
                        | "on"
                        | "and"
                        | "upon"
                        | "sur"
                        | "bin"
                        | "ibn"
                )
                || self.is(at, |noun| matches!(noun, PlaceNoun::Class(_)))
                || key.bytes().all(|byte| byte.is_ascii_digit())
        };
        // "Port-au-Prince": inside one token capitals are not asked for.
        let inside = |at: usize| !self.parts.list[at].opens || !self.parts.list[at].closes;
        range.clone().all(|at| at == range.start || self.parts.capital(at) || small(at) || inside(at))
    }

    /// Whether a name of the gazetteer is a place here.
    fn fits(&self, name: &Range) -> bool {
        let parts = self.parts;
        if !self.parts_tokens(name) {
            return false;
        }
        let text = parts.text(name);
        let (class_before, class_after) = (self.class_before(name.start), self.class_after(name.end));
        let shown =
            class_before.is_some() || class_after.is_some_and(|(_, class)| class != "road" || name.len() > 1);
        let other_word = self.places().nouns().is_other_word(&text);
        if other_word && class_before.is_none() {
            return false;
        }
        // "FAO" is a town somewhere; "KABUL (AP)" begins a dateline.
        let first = &parts.list[name.start];
        let letters = first.key.bytes().all(|byte| byte.is_ascii_alphabetic());
        if name.len() == 1 && first.upper && letters && name.start > 0 && !parts.upper_case {
            return false;
        }
        // "Damascus government", "Tripoli regime".
        if matches!(parts.key(name.end), "government" | "regime" | "authorities" | "administration") {
            return false;
        }
        let strong = self.is_strong(&text);
        if (parts.title_case || parts.upper_case) && !strong {
            return false;
        }
        // "Tell al-Dahab" is not the village Tell: the name goes on.
        if !strong && self.article(name.end) {
            return false;
        }
        if shown {
            return true;
        }
        let (before, after) = (self.joins_before(name.start), self.joins_after(name.end));
        if before || after {
            return false;
        }
        // A small place needs a word that shows a place; a large one does not.
        strong || self.preposed(name.start) || self.listed(name.start)
    }

    /// Whether it ends where tokens do, or is one of a chain: "A-B-C road".
    fn parts_tokens(&self, name: &Range) -> bool {
        let list = &self.parts.list;
        let opens = list[name.start].opens || self.chained(name.start);
        let closes = list[name.end - 1].closes || self.goes_on_in_chain(name.end);
        opens && closes
    }

    /// Whether the part before, in the same token, is a place as well.
    fn chained(&self, at: usize) -> bool {
        let token = self.parts.list[at].token;
        let first = (0..at).rev().take_while(|before| self.parts.list[*before].token == token).last();
        first.is_some_and(|first| self.parts.capital(first) && self.longest(first, first, false).is_some())
    }

    fn goes_on_in_chain(&self, at: usize) -> bool {
        let Some(part) = self.parts.list.get(at) else { return false };
        let article = self.article(at);
        let first = at + usize::from(article);
        part.capital | article && self.parts.capital(first) && self.longest(at, first, article).is_some()
    }

    /// Whether the gazetteer knows a place of the name that news writes about: a country, a region, a town of
    /// size, a landmark.
    fn is_strong(&self, text: &str) -> bool {
        let named = self.places().named(text).into_iter().map(|at| self.places().row(at));
        named.into_iter().any(|row| match row.class {
            PlaceClass::Country | PlaceClass::Landscape | PlaceClass::Landmark => true,
            PlaceClass::Region | PlaceClass::County => text.len() >= 4,
            PlaceClass::Town => row.people >= 15_000 || row.is_noted(),
            PlaceClass::Quarter => row.people >= 100_000,
        })
    }

    /// Whether a capitalised word before makes it part of a longer name.
    fn joins_before(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let parts = self.parts;
        if !parts.capital(before) || parts.list[before].possessive || parts.title_case || parts.upper_case {
            return false;
        }
        let country =
            named::country_word(parts, before, &self.tables.actors).is_some_and(|word| word.1 == at);
        let place_word = self.is(before, |_| true) || parts.opens_clause(before);
        let same_token = parts.list[before].token == parts.list[at].token;
        !(country || place_word || same_token && self.chained(at) || self.blocked[before])
    }

    /// Whether a capitalised word after makes it part of a longer name.
    fn joins_after(&self, end: usize) -> bool {
        let parts = self.parts;
        if !parts.capital(end) || parts.title_case || parts.upper_case || parts.list[end].upper {
            return false;
        }
        if self.blocked[end] || self.goes_on_in_chain(end) || self.is(end, |_| true) {
            return false;
        }
        let office = self
            .tables
            .actors
            .is(parts.key(end), |noun| matches!(noun, Noun::Office | Noun::Rank | Noun::Modifier));
        !office && !is_weekday(parts.key(end))
    }

    /// The class word before a name and where the phrase begins: "ancient city of", "village".
    fn class_before(&self, at: usize) -> Option<(usize, &'static str)> {
        let parts = self.parts;
        let of = usize::from(parts.before(at) == "of");
        let end = at - of;
        for count in (1..=3.min(end)).rev() {
            let range = end - count..end;
            if parts.list[range.clone()].iter().any(|part| !part.is_word() || part.possessive) {
                continue;
            }
            let class = self.places().nouns().words.get(&parts.text(&range)).and_then(|senses| {
                senses.iter().find_map(|noun| match noun {
                    PlaceNoun::Class(class) => Some(*class),
                    _ => None,
                })
            });
            // "of" must stand between, save with "village X", "Camp X", "Mount X", "the town X".
            let direct = matches!(
                parts.key(end - 1),
                "village"
                    | "town"
                    | "city"
                    | "camp"
                    | "mount"
                    | "lake"
                    | "district"
                    | "fort"
                    | "checkpoint"
                    | "province"
                    | "port"
                    | "villages"
                    | "towns"
                    | "cities"
                    | "tell"
                    | "neighbourhood"
                    | "neighborhood"
            );
            if let Some(class) = class.filter(|_| of == 1 || direct) {
                return Some((range.start, class));
            }
        }
        None
    }

    /// One past the class word after a name, and the class: "city", "military airport".
    fn class_after(&self, end: usize) -> Option<(usize, &'static str)> {
        let parts = self.parts;
        let from = end + usize::from(parts.list.get(end).is_some_and(|part| part.possessive));
        let words = parts.longest(from, &self.places().nouns().words)?;
        let describing = usize::from(words.1.contains(&PlaceNoun::Describing) && words.0 == 1);
        let (count, senses) = match words.1.iter().any(|noun| matches!(noun, PlaceNoun::Class(_))) {
            true => words,
            false if describing == 1 && from == end => {
                parts.longest(from + 1, &self.places().nouns().words)?
            }
            false => return None,
        };
        let skipped = usize::from(!words.1.iter().any(|noun| matches!(noun, PlaceNoun::Class(_))));
        let class = senses.iter().find_map(|noun| match noun {
            PlaceNoun::Class(class) => Some(*class),
            _ => None,
        })?;
        // After "'s" only what there is one of: "Palmyra's airport", "Homs's countryside".
        if from > end && !matches!(class, "airport" | "countryside" | "airbase" | "citadel") {
            return None;
        }
        let past = from + skipped + count;
        parts.list[past - 1].closes.then_some((past, class))
    }

    /// Whether a preposition of place stands before, an article or a direction between.
    fn preposed(&self, at: usize) -> bool {
        self.preposition(at).is_some_and(|word| {
            matches!(
                word,
                "in" | "at"
                    | "from"
                    | "to"
                    | "into"
                    | "near"
                    | "outside"
                    | "around"
                    | "of"
                    | "toward"
                    | "towards"
                    | "through"
                    | "across"
                    | "within"
                    | "inside"
                    | "between"
                    | "retake"
                    | "recapture"
                    | "capture"
                    | "reach"
                    | "enter"
                    | "surrounding"
                    | "overlooking"
                    | "along"
                    | "beyond"
            )
        })
    }

    /// Whether it stands in a list beside another place: "Nubl and Zahraa".
    fn listed(&self, at: usize) -> bool {
        let parts = self.parts;
        let Some(before) = at.checked_sub(1) else { return false };
        let link = parts.key(before) == "and"
            || matches!(parts.mark(before), ',' | '(' | '–' | '/')
            || !parts.list[at].opens;
        let Some(last) = before.checked_sub(usize::from(parts.list[at].opens)) else { return false };
        link && parts.capital(last)
            && (1..=3).any(|back| {
                let Some(first) = (last + 1).checked_sub(back) else { return false };
                parts.capital(first)
                    && self.longest(first, first, false).is_some_and(|name| name.end == last + 1)
            })
    }

    /// The preposition before a name or its phrase.
    fn preposition(&self, at: usize) -> Option<&str> {
        let mut before = at.checked_sub(1)?;
        if matches!(self.parts.key(before), "the" | "a" | "an" | "both")
            || self.is(before, |noun| matches!(noun, PlaceNoun::Part | PlaceNoun::Describing))
        {
            before = before.checked_sub(1)?;
            if self.parts.key(before) == "the" {
                before = before.checked_sub(1)?;
            }
        }
        self.is(before, |noun| noun == PlaceNoun::Preposition).then(|| self.parts.key(before))
    }

    /// A capitalised name that no gazetteer holds, with a word that shows a place.
    fn unknown(&self, at: usize) -> Option<(Range, bool)> {
        let parts = self.parts;
        let part = &parts.list[at];
        if !part.is_word()
            || !part.opens
            || part.possessive
            || self.blocked[at]
            || parts.title_case
            || parts.upper_case
        {
            return None;
        }
        let article = self.article(at);
        if !part.capital && !article
            || self
                .tables
                .actors
                .is(&part.key, |noun| matches!(noun, Noun::Office | Noun::Rank | Noun::Modifier))
        {
            return None;
        }
        let mut end = at;
        while end < parts.list.len() && end - at < 5 {
            let part = &parts.list[end];
            let small = self.article(end);
            let class = end > at && self.is(end, |noun| matches!(noun, PlaceNoun::Class(_)));
            if !part.is_word() || part.possessive || self.blocked[end] || !(part.capital || small) || class {
                break;
            }
            end += 1;
        }
        if end == at || !parts.list[end - 1].closes {
            return None;
        }
        let name = at..end;
        let text = parts.text(&name);
        if self.places().nouns().is_other_word(&text)
            || self.is(at, |_| true) && name.len() == 1
            || is_weekday(&text)
        {
            return None;
        }
        if named::country_word(parts, at, &self.tables.actors).is_some_and(|word| word.2 == WordForm::Demonym)
            || part.upper
        {
            return None;
        }
        let opens = parts.opens_clause(at);
        let of_class = self
            .class_before(at)
            .is_some_and(|(start, _)| !parts.capital(start) || name.len() > 1 || start == 0);
        let class_after =
            self.class_after(end).filter(|_| parts.list.get(end).is_some_and(|next| !next.possessive));
        let by_class = class_after.is_some_and(|(_, class)| {
            let vague = matches!(
                class,
                "area" | "building" | "nature" | "region" | "base" | "camp" | "field" | "road"
            );
            !opens
                && (!vague || parts.before(at) == "the" || self.preposition(at).is_some() || self.listed(at))
        });
        let prep = matches!(parts.before(at), "in" | "at" | "near") && !opens && self.head_is_free(end);
        // "the Sheraton Aleppo": a building that carries its town.
        let last = end - 1;
        let named_after = name.len() >= 2
            && parts.before(at) == "the"
            && self.is_strong(parts.key(last))
            && self.head_is_free(end)
            && !self.places().nouns().is_other_word(parts.key(last));
        (of_class || by_class || prep || named_after).then_some((name, false))
    }

    /// "in Xyz" names a place unless the name goes on: "in X's speech", "at X University".
    fn head_is_free(&self, end: usize) -> bool {
        let parts = self.parts;
        let Some(next) = parts.list.get(end) else { return true };
        let dated = next.key.len() == 4 && next.key.bytes().all(|byte| byte.is_ascii_digit());
        let goes_on = next.possessive || next.capital && next.is_word();
        !goes_on && !dated
    }

    /// The mention around a name.
    fn mention(&self, name: Range, known: bool) -> PlaceMention {
        let parts = self.parts;
        let mut range = name.clone();
        let mut class = None;
        let mut around = None;
        if let Some((start, word)) = self.class_before(name.start) {
            range.start = start;
            class = Some(word);
            while let Some(before) = range.start.checked_sub(1)
                && self.describing(before)
            {
                if self.is(before, |noun| noun == PlaceNoun::Part) && around.is_none() {
                    around = Some(Around::Part);
                }
                range.start = before;
            }
        }
        if let Some((end, word)) = self.class_after(name.end) {
            range.end = end;
            class = Some(class.unwrap_or(word));
        }
        if matches!(class, Some("area" | "countryside")) {
            around = Some(Around::Surroundings);
        }
        let (start, wider) = self.around(range.start);
        around = wider.or(around);
        range.start = start;
        let preposition = self.preposition(range.start).map(str::to_owned);
        if matches!(
            preposition.as_deref(),
            Some("near" | "outside" | "around" | "surrounding" | "overlooking" | "beyond")
        ) {
            around = Some(Around::Surroundings);
        }
        PlaceMention {
            span: parts.span(&range),
            tokens: parts.tokens(&range),
            name: parts.span(&name),
            preposition,
            around,
            class: class.map(str::to_owned),
            known,
            form: Form::Name,
        }
    }

    /// An adjective between the article and the class word: "ancient", "Swiss".
    fn describing(&self, at: usize) -> bool {
        let part = &self.parts.list[at];
        part.is_word()
            && !part.possessive
            && !self.blocked[at]
            && (self.is(at, |noun| matches!(noun, PlaceNoun::Describing | PlaceNoun::Part))
                || named::country_word(self.parts, at, &self.tables.actors)
                    .is_some_and(|word| word.2 == WordForm::Demonym)
                || !part.opens
                || !part.closes)
    }

    /// Words before that tell a part or the surroundings, and where they begin: "eastern X", "to the south of X".
    fn around(&self, at: usize) -> (usize, Option<Around>) {
        let parts = self.parts;
        let after_the = at - usize::from(parts.before(at) == "the");
        // "south of X", "north and south of X".
        if parts.before(after_the) == "of"
            && after_the >= 2
            && self.is(after_the - 2, |noun| noun == PlaceNoun::Direction)
        {
            let mut start = after_the - 2;
            while start >= 2
                && matches!(parts.before(start), "and" | "or")
                && self.is(start - 2, |noun| noun == PlaceNoun::Direction)
            {
                start -= 2;
            }
            return (start, Some(Around::Surroundings));
        }
        let words = &self.places().nouns().words;
        if let Some((count, senses)) = parts.longest_before(after_the, words) {
            let start = after_the - count;
            if senses.contains(&PlaceNoun::Around) && count > 1 {
                return (start, Some(Around::Surroundings));
            }
            if senses.contains(&PlaceNoun::Part) && (count > 1 || after_the == at) {
                let direct = parts.list[start].closes || count > 1;
                return match direct {
                    true => (start, Some(Around::Part)),
                    false => (at, None),
                };
            }
        }
        (at, None)
    }
}

fn is_weekday(key: &str) -> bool {
    matches!(key, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday")
}
