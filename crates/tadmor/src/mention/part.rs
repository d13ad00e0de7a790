//! Parts of speech, by rule: which words are verbs, and how they stand.
//!
//! In: one sentence. Out: a [`Tag`] for each token. "killed" is a finite verb in "rebels killed two soldiers", a
//! passive in "two were killed", and stands for a passive in the heading "Two soldiers killed in ambush".
//! Rules and closed word lists only; what they can't tell is a plain word.

use crate::mention::TokenRange;
use crate::sentence::{Sentence, TokenKind};
use crate::tables::Lexicon;
use crate::tables::lexicon::morphology::Form;
use crate::tables::lexicon::{Function, Standing};

/// How a verb stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VerbUse {
    /// "rebels seized", "will seize"
    Finite,
    /// "to seize"
    Infinitive,
    /// "have seized"
    Perfect,
    /// "was seized"
    Passive,
    /// "are seizing"
    Progressive,
    /// "seizing", without "be"
    Participle,
    /// "seized", for "that was seized"
    Reduced,
}

/// What a token does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// A small word.
    Function(Function),
    /// A verb that the lexicon knows.
    Verb(VerbUse),
    /// "'s"
    Possessive,
    /// A number in digits.
    Number,
    /// A mark.
    Mark,
    /// Any other word.
    Word,
}

impl Tag {
    /// Whether it is this small word.
    pub fn is(self, function: Function) -> bool {
        self == Tag::Function(function)
    }

    /// Whether it is a verb.
    pub fn is_verb(self) -> bool {
        matches!(self, Tag::Verb(_))
    }
}

/// The tags of all tokens of `sentence`. No word inside one of `names` is a verb ("the Special Forces").
pub fn tags(sentence: &Sentence<'_>, names: &[TokenRange], lexicon: &Lexicon) -> Vec<Tag> {
    let is_title_case = is_title_case(sentence);
    let mut tagger = Tagger { sentence, names, lexicon, tags: Vec::new(), is_title_case };
    for at in 0..sentence.tokens.len() {
        let tag = tagger.tag(at);
        tagger.tags.push(tag);
    }
    tagger.tags
}

/// Whether nearly every word has a capital, as in headings: then a capital shows no name.
pub fn is_title_case(sentence: &Sentence<'_>) -> bool {
    let long =
        || sentence.tokens.iter().filter(|token| token.kind == TokenKind::Word && token.lower.len() > 3);
    let capital = long().filter(|token| is_capitalised(token.form)).count();
    long().count() >= 3 && capital * 10 >= long().count() * 8
}

fn is_capitalised(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

struct Tagger<'s, 'p> {
    sentence: &'s Sentence<'p>,
    names: &'s [TokenRange],
    lexicon: &'s Lexicon,
    tags: Vec<Tag>,
    is_title_case: bool,
}

impl Tagger<'_, '_> {
    fn tag(&self, at: usize) -> Tag {
        let token = &self.sentence.tokens[at];
        match token.kind {
            TokenKind::Mark => return Tag::Mark,
            TokenKind::Number => return Tag::Number,
            TokenKind::Word => {}
        }
        let lower = token.lower.as_str();
        if matches!(lower, "'s" | "'") && at > 0 {
            return Tag::Possessive;
        }
        let functions = self.lexicon.functions(lower);
        if !functions.is_empty() {
            return Tag::Function(self.function(at, functions));
        }
        match self.verb_use(at) {
            Some(verb_use) => Tag::Verb(verb_use),
            None => Tag::Word,
        }
    }

    fn function(&self, at: usize, functions: &[Function]) -> Function {
        let is = |function| functions.contains(&function);
        if is(Function::To) {
            let next = self.next_word(at);
            let infinitive =
                next.is_some_and(|next| self.has_form(next, Form::Base) && !self.starts_name(next));
            return match infinitive {
                true => Function::To,
                false => Function::Preposition,
            };
        }
        if is(Function::Subordinator) && is(Function::Preposition) {
            return match self.clause_follows(at) {
                true => Function::Subordinator,
                false => Function::Preposition,
            };
        }
        if self.lower(at) == "once" && self.next_is(at, &["again", "more"]) {
            return Function::Adverb;
        }
        if is(Function::Subordinator) && matches!(self.lower(at), "as" | "since" | "once") {
            return match self.clause_follows(at) {
                true => Function::Subordinator,
                false => Function::Preposition,
            };
        }
        if is(Function::That) {
            // "that town" after a preposition; "said that", "the fact that" otherwise.
            let after = at.checked_sub(1).map(|before| self.tags[before]);
            return match after {
                None | Some(Tag::Function(Function::Preposition | Function::Conjunction)) => {
                    Function::Determiner
                }
                _ => Function::That,
            };
        }
        if is(Function::Have) && is(Function::Modal) {
            return Function::Modal;
        }
        functions[0]
    }

    /// Whether a finite verb, or one in -ing at once, stands between here and the next comma.
    fn clause_follows(&self, at: usize) -> bool {
        for next in at + 1..self.sentence.tokens.len().min(at + 16) {
            let token = &self.sentence.tokens[next];
            if token.kind == TokenKind::Mark && !matches!(token.form, "\"" | "“" | "”" | "(" | ")") {
                return false;
            }
            let functions = self.lexicon.functions(&token.lower);
            if functions.iter().any(|function| {
                matches!(function, Function::Be | Function::Have | Function::Modal | Function::Do)
            }) && token.lower != "'s"
            {
                return true;
            }
            if functions.contains(&Function::Subordinator) && !functions.contains(&Function::Preposition) {
                return false;
            }
            if !functions.is_empty() {
                continue;
            }
            let (Some((mut forms, also_noun)), false) =
                (self.lexicon.verb(&token.lower), self.starts_name(next))
            else {
                continue;
            };
            if next == at + 1 {
                return forms.any(|form| form == Form::Ing) && !also_noun;
            }
            if forms.any(|form| matches!(form, Form::Past | Form::Third))
                && !also_noun
                && !self.is_adjective(next)
            {
                return true;
            }
        }
        false
    }

    /// "the captured town": a determiner before it, a noun after it.
    fn is_adjective(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.lexicon.functions(self.lower(before)));
        before.is_some_and(|functions| {
            functions.contains(&Function::Determiner) || functions.contains(&Function::Preposition)
        })
    }

    /// How the word at `at` stands as a verb; `None` where it is none.
    fn verb_use(&self, at: usize) -> Option<VerbUse> {
        let (forms, also_noun) = self.lexicon.verb(self.lower(at))?;
        let has = |form| forms.clone().any(|other| other == form);
        let in_name = self.names.iter().any(|name| name.end > name.start + 1 && name.holds(at));
        if in_name || self.starts_name(at) {
            return None;
        }
        let before = self.before(at);
        let before_tag = before.map(|before| self.tags[before]);
        match before_tag {
            Some(Tag::Function(Function::To)) if has(Form::Base) => return Some(VerbUse::Infinitive),
            Some(Tag::Function(Function::Modal | Function::Do)) if has(Form::Base) => {
                return Some(VerbUse::Finite);
            }
            Some(Tag::Function(Function::Be)) if has(Form::Participle) => return Some(VerbUse::Passive),
            Some(Tag::Function(Function::Be)) if has(Form::Ing) => return Some(VerbUse::Progressive),
            Some(Tag::Function(Function::Have)) if has(Form::Participle) => return Some(VerbUse::Perfect),
            Some(Tag::Function(Function::Determiner) | Tag::Possessive) => return None,
            Some(Tag::Number) => return has(Form::Participle).then_some(VerbUse::Reduced),
            Some(Tag::Function(Function::Preposition)) => {
                let gerund = has(Form::Ing) && !self.next_is(at, &["of"]) && !also_noun;
                return gerund.then_some(VerbUse::Participle);
            }
            _ => {}
        }
        if let Some(verb_use) = self.coordinate(before, &has) {
            return Some(verb_use);
        }
        if has(Form::Ing) {
            return self.participle(at, also_noun);
        }
        if has(Form::Past) || has(Form::Participle) {
            return self.past(at, before, has(Form::Past), also_noun);
        }
        if has(Form::Third) {
            return self.present(at, before_tag, also_noun);
        }
        if before_tag == Some(Tag::Function(Function::Conjunction)) {
            // "to hold the line and dismantle mines": the second verb stands as the first.
            let earlier = self.tags.iter().rev().find(|tag| tag.is_verb());
            let governed = earlier == Some(&Tag::Verb(VerbUse::Infinitive)) && self.object_follows(at);
            return governed.then_some(VerbUse::Infinitive);
        }
        let plural = before.is_some_and(|before| self.is_plural(before) || self.ends_name(before));
        (plural && self.object_follows(at) && (!also_noun || self.clear_object_follows(at)))
            .then_some(VerbUse::Finite)
    }

    /// "were killed and wounded": the second verb stands as the first.
    fn coordinate(&self, before: Option<usize>, has: &dyn Fn(Form) -> bool) -> Option<VerbUse> {
        let conjunction = before.filter(|before| self.tags[*before].is(Function::Conjunction))?;
        let first = conjunction.checked_sub(1).filter(|first| self.tags[*first].is_verb())?;
        let Tag::Verb(verb_use) = self.tags[first] else { return None };
        let fits = match verb_use {
            VerbUse::Passive | VerbUse::Perfect | VerbUse::Reduced => has(Form::Participle),
            VerbUse::Progressive | VerbUse::Participle => has(Form::Ing),
            VerbUse::Infinitive => has(Form::Base),
            VerbUse::Finite => has(Form::Past) || has(Form::Third) || has(Form::Base),
        };
        fits.then_some(verb_use)
    }

    fn participle(&self, at: usize, also_noun: bool) -> Option<VerbUse> {
        if self.next_is(at, &["of"]) {
            return None;
        }
        let after_comma = at > 0 && self.sentence.tokens[at - 1].form == ",";
        // ", killing at least ten": behind a comma, a word or "at least" after it shows an object.
        if after_comma
            && (self.object_follows(at) || self.next_is(at, &["at", "over", "up", "about", "around"]))
        {
            return Some(VerbUse::Participle);
        }
        (!also_noun || self.clear_object_follows(at)).then_some(VerbUse::Participle)
    }

    fn past(&self, at: usize, before: Option<usize>, can_be_past: bool, also_noun: bool) -> Option<VerbUse> {
        if also_noun
            && !self.object_follows(at)
            && !self.next_is(at, &["by", "in", "on", "at", "from", "to", "into"])
        {
            return None;
        }
        let Some(before) = before else {
            return (!self.is_title_case).then_some(VerbUse::Reduced);
        };
        if self.tags[before].is(Function::Relative) || self.tags[before].is(Function::Pronoun) {
            return Some(VerbUse::Finite);
        }
        if !can_be_past || self.next_is(at, &["by"]) {
            return Some(VerbUse::Reduced);
        }
        if self.object_follows(at) || !self.is_transitive_trigger(at) {
            return Some(VerbUse::Finite);
        }
        Some(VerbUse::Reduced)
    }

    fn present(&self, at: usize, before: Option<Tag>, also_noun: bool) -> Option<VerbUse> {
        let subject = matches!(
            before,
            Some(
                Tag::Word
                    | Tag::Mark
                    | Tag::Function(Function::Pronoun | Function::Relative | Function::That)
            )
        );
        if !subject {
            return None;
        }
        let clear = match self.is_title_case {
            true => self.object_follows(at),
            false => self.clear_object_follows(at),
        };
        (!also_noun || clear).then_some(VerbUse::Finite)
    }

    /// Whether every trigger that starts with this form wants an object.
    fn is_transitive_trigger(&self, at: usize) -> bool {
        let entries =
            self.lexicon.triggers_from(self.lower(at)).iter().map(|entry| self.lexicon.trigger(*entry));
        let mut entries = entries.filter(|entry| entry.is_verb && entry.particles.is_empty()).peekable();
        entries.peek().is_some() && entries.all(|entry| !entry.is_intransitive())
    }

    /// Whether something that could be an object stands right after.
    fn object_follows(&self, at: usize) -> bool {
        let Some(next) = self.next_word(at) else { return false };
        if self.sentence.tokens[next].kind == TokenKind::Number || self.quantity_at(next) {
            return true;
        }
        match self.lexicon.functions(self.lower(next)) {
            [] => !self.is_past(next),
            functions => functions.iter().any(|function| {
                matches!(function, Function::Determiner | Function::Pronoun | Function::That)
            }),
        }
    }

    /// "at least ten", "up to 20", "dozens": a quantity, within a few words of its number.
    fn quantity_at(&self, at: usize) -> bool {
        let is_quantity = |at: usize| self.lexicon.standing(self.lower(at)) == Some(Standing::Quantity);
        let ends = self.sentence.tokens.len().min(at + 4);
        let number = (at..ends).any(|at| self.sentence.tokens[at].kind == TokenKind::Number)
            || (at + 1..ends).any(is_quantity)
            || self.lexicon.functions(self.lower(at)).is_empty();
        is_quantity(at) && number
    }

    /// Whether the word can only be a verb's past: "forces participated".
    fn is_past(&self, at: usize) -> bool {
        self.lexicon
            .verb(self.lower(at))
            .is_some_and(|(mut forms, also_noun)| !also_noun && forms.any(|form| form == Form::Past))
            && !self.names.iter().any(|name| name.holds(at))
    }

    /// The same, where no noun could stand before it: an article, a number, a name.
    fn clear_object_follows(&self, at: usize) -> bool {
        let Some(next) = self.next_word(at) else { return false };
        let token = &self.sentence.tokens[next];
        token.kind == TokenKind::Number
            || self.lexicon.functions(&token.lower).contains(&Function::Determiner)
            || (is_capitalised(token.form) && !self.is_title_case)
    }

    /// The next token, adverbs passed over; `None` before a mark that is no quotation mark.
    fn next_word(&self, at: usize) -> Option<usize> {
        for next in at + 1..self.sentence.tokens.len() {
            let token = &self.sentence.tokens[next];
            if token.kind == TokenKind::Mark {
                match token.form {
                    "\"" | "“" | "‘" | "«" => continue,
                    _ => return None,
                }
            }
            if !self.lexicon.functions(&token.lower).contains(&Function::Adverb) {
                return Some(next);
            }
        }
        None
    }

    fn next_is(&self, at: usize, words: &[&str]) -> bool {
        self.sentence.tokens.get(at + 1).is_some_and(|next| words.contains(&next.lower.as_str()))
    }

    /// The token before, adverbs and negations passed over.
    fn before(&self, at: usize) -> Option<usize> {
        let skipped = |tag: &Tag| tag.is(Function::Adverb) || tag.is(Function::Negation);
        (0..at).rev().find(|before| !skipped(&self.tags[*before]))
    }

    fn has_form(&self, at: usize, form: Form) -> bool {
        self.lexicon.verb(self.lower(at)).is_some_and(|(mut forms, _)| forms.any(|other| other == form))
    }

    fn is_plural(&self, at: usize) -> bool {
        match self.tags[at] {
            Tag::Function(Function::Pronoun) => matches!(self.lower(at), "they" | "we" | "you" | "i"),
            Tag::Function(Function::Relative) => true,
            Tag::Word => self.lower(at).ends_with('s') && !self.lower(at).ends_with("ss"),
            _ => matches!(self.lower(at), ")" | "troops"),
        }
    }

    /// "Taliban seize town": a group's name often stands for many.
    fn ends_name(&self, at: usize) -> bool {
        self.names.iter().any(|name| name.end == at + 1)
    }

    /// A capital inside a sentence that is no heading: part of a name ("Strike Force"), not a verb.
    fn starts_name(&self, at: usize) -> bool {
        let opens = at == 0 || self.sentence.tokens[..at].iter().all(|token| token.kind == TokenKind::Mark);
        let after_colon = at > 0 && matches!(self.sentence.tokens[at - 1].form, ":" | "“" | "\"");
        !opens && !after_colon && !self.is_title_case && is_capitalised(self.sentence.tokens[at].form)
    }

    fn lower(&self, at: usize) -> &str {
        &self.sentence.tokens[at].lower
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::sentence;

    /// The verbs of `text`, each with its use.
    fn verbs(text: &str) -> Vec<(String, VerbUse)> {
        let lexicon = Lexicon::shipped().unwrap();
        let page = Page::body_only(text);
        let sentences = sentence::split(&page);
        let sentence = &sentences[0];
        let tagged = sentence.tokens.iter().zip(tags(sentence, &[], &lexicon));
        tagged
            .filter_map(|(token, tag)| match tag {
                Tag::Verb(verb_use) => Some((token.lower.clone(), verb_use)),
                _ => None,
            })
            .collect()
    }

    fn one(text: &str, word: &str, verb_use: VerbUse) {
        let found = verbs(text);
        assert!(found.contains(&(word.to_owned(), verb_use)), "{text}: {found:?}");
    }

    #[test]
    fn one_word_in_many_uses() {
        one("Rebels killed two soldiers near the dam.", "killed", VerbUse::Finite);
        one("Two soldiers were killed near the dam.", "killed", VerbUse::Passive);
        one("Two soldiers killed in ambush", "killed", VerbUse::Reduced);
        one("The shelling left ten dead, killing two soldiers.", "killing", VerbUse::Participle);
        one("They have killed two soldiers.", "killed", VerbUse::Perfect);
        one("They vowed to kill two soldiers.", "kill", VerbUse::Infinitive);
    }

    #[test]
    fn nouns_stay_nouns() {
        for (text, word) in [
            ("The attack on the village failed.", "attack"),
            ("The captured town is quiet.", "captured"),
            ("Clashes with rebels continued.", "clashes"),
            ("The Strike Force arrived.", "strike"),
        ] {
            assert!(verbs(text).iter().all(|(found, _)| found != word), "{text}: {:?}", verbs(text));
        }
    }
}
