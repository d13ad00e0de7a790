//! What words say happened, and the words around them: triggers, cues, verbs, nouns, weapons, moods.
//!
//! In: the files in `data/en/`. Out: a [`Lexicon`] that is asked for forms ("retook"), never for strings inside a
//! sentence.

pub mod morphology;

use std::collections::{BTreeMap, BTreeSet};

use morphology::{Form, Forms};

use super::Error;
use super::rows::{Row, rows, several};
use crate::claim::{Kind, Mood, Outcome, Stance};

macro_rules! file {
    ($name:literal) => {
        (concat!("data/en/", $name), include_str!(concat!("../../../../data/en/", $name)))
    };
}

type File = (&'static str, &'static str);

const FUNCTION: File = file!("small-words.tsv");
const VERBS: File = file!("verbs.tsv");
const TRIGGERS: File = file!("triggers.tsv");
const CUES: File = file!("cues.tsv");
const NOUNS: File = file!("things.tsv");
const WEAPONS: File = file!("weapons.tsv");
const MOODS: File = file!("moods.tsv");
const LIGHT: File = file!("light.tsv");
const STANDING: File = file!("standing.tsv");
const DESCRIPTIONS: File = file!("descriptions.tsv");

/// The texts that ship.
pub const SHIPPED: &[&str] = &[
    FUNCTION.1,
    VERBS.1,
    TRIGGERS.1,
    CUES.1,
    NOUNS.1,
    WEAPONS.1,
    MOODS.1,
    LIGHT.1,
    STANDING.1,
    DESCRIPTIONS.1,
];

/// What a small word does in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the part of speech it is named after")]
pub enum Function {
    Determiner,
    Preposition,
    Conjunction,
    Subordinator,
    Relative,
    That,
    Be,
    Have,
    Do,
    Modal,
    To,
    Negation,
    Adverb,
    Pronoun,
}

/// What the head noun of an argument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the class in data/en/things.tsv it is named after")]
pub enum Class {
    Place,
    People,
    Civilians,
    Fighters,
    Soldiers,
    Force,
    Tank,
    Materiel,
    Building,
    Target,
    Mine,
    Defence,
    Ammunition,
    Sortie,
    Town,
    Area,
    Deal,
    Operation,
    Help,
    Loss,
    /// "city", "town": what a page calls its place when it does not name it.
    Settlement,
    /// "from the grip of", "at the hands of": passes its role on to the one after "of".
    Grip,
    /// "statement", "reporters": what or whom something is said in or to.
    Medium,
    /// Whatever it is.
    Any,
    /// No object at all.
    None,
}

/// What a word says of how a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the row in data/en/standing.tsv it is named after")]
pub enum Standing {
    Whole,
    Part,
    Surroundings,
    May,
    Would,
    Will,
    Should,
    Unreal,
    Uncounted,
    Quantity,
}

/// What an argument is to the claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the field of a claim it is named after")]
pub enum Role {
    Agent,
    Target,
    Place,
    Support,
    /// The operation that someone takes part in: its place and its enemy are the claim's.
    Operation,
    /// The agreement that is signed or broken.
    Deal,
    /// Only where mines stand after the preposition: "cleared the road of mines".
    Mines,
    /// Read, and of no use to the claim.
    Nothing,
}

/// What a trigger claims of an object of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectRule {
    /// The object's class.
    pub class: Class,
    /// The kind of claim; absent where the words claim nothing of such an object.
    pub kind: Option<Kind>,
    /// What became of those counted.
    pub outcome: Option<Outcome>,
}

/// What stands after a preposition beside a trigger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// "from", "by".
    pub preposition: String,
    /// What it gives.
    pub role: Role,
    /// The kind that the claim becomes where it stands: "fell **to** the rebels".
    pub kind: Option<Kind>,
}

/// A word of a trigger after its first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Particle {
    /// This word.
    Word(String),
    /// Room for an object of a few words.
    Gap,
}

/// A row of data/en/triggers.tsv.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriggerEntry {
    /// Its base form, for reasons shown to people: "take back".
    pub words: String,
    /// Whether it is a verb; else a noun.
    pub is_verb: bool,
    /// The words after the first.
    pub particles: Vec<Particle>,
    /// What a verb's subject is.
    pub subject: Role,
    /// In the order in which they are tried.
    pub objects: Vec<ObjectRule>,
    /// Prepositions and what follows them.
    pub around: Vec<Around>,
    /// A weapon or an aircraft named in the clause decides the kind.
    pub by_weapon: bool,
    /// The same, where a target is destroyed.
    pub by_weapon_on_target: bool,
    /// Only where a side or a place is named.
    pub needs_party: bool,
    /// Only where a force, group or country acts.
    pub needs_force: bool,
    /// It says that the whole was taken.
    pub whole: bool,
    /// It says how.
    pub manner: bool,
    /// It lasts.
    pub ongoing: bool,
    /// Who flees or leaves decides the kind.
    pub by_leaver: bool,
}

impl TriggerEntry {
    /// Whether it can stand without an object.
    pub fn is_intransitive(&self) -> bool {
        self.objects.iter().any(|rule| rule.class == Class::None)
    }
}

/// What a cue takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Takes {
    /// "said that …"
    Clause,
    /// "announced the capture of …"
    Noun,
    /// Only beside quotation marks.
    Quote,
}

/// A row of data/en/cues.tsv.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CueEntry {
    /// "point out".
    pub words: String,
    /// The words after the first.
    pub particles: Vec<String>,
    /// "verb", "noun" or "prep".
    pub part: CuePart,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// What it takes.
    pub takes: Takes,
}

/// What a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CuePart {
    /// "said"
    Verb,
    /// "reports"
    Noun,
    /// "according to"
    Preposition,
}

/// One way to read a form as a verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerbReading {
    /// Which form it is.
    pub form: Form,
    /// Whether the word is as often a noun.
    pub also_noun: bool,
}

/// Everything that words say happened, and the words around them.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    function: BTreeMap<String, Vec<Function>>,
    verbs: BTreeMap<String, VerbSheet>,
    nouns: BTreeMap<String, Vec<NounEntry>>,
    weapons: BTreeMap<String, Kind>,
    moods: BTreeMap<String, Vec<(Vec<String>, Governor)>>,
    light: BTreeSet<String>,
    standing: BTreeMap<String, Standing>,
    descriptions: BTreeSet<String>,
    triggers: Vec<TriggerEntry>,
    trigger_forms: BTreeMap<String, Vec<usize>>,
    cues: Vec<CueEntry>,
    cue_forms: BTreeMap<String, Vec<usize>>,
}

/// All ways to read a form as a verb.
#[derive(Clone, Debug, Default)]
struct VerbSheet {
    forms: BTreeSet<Form>,
    also_noun: bool,
}

/// A noun of data/en/things.tsv.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NounEntry {
    /// What it names.
    pub class: Class,
    /// What a figure of them counts; absent: the noun as written.
    pub of: Option<String>,
    /// Whether this form is the plural.
    pub plural: bool,
}

/// What a governing word makes of the verb that it governs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Governor {
    /// It is told with this mood.
    Mood(Mood),
    /// "managed to": it happened.
    Real,
    /// "failed to": it did not happen.
    Not,
}

impl Lexicon {
    /// The table that ships.
    pub fn shipped() -> Result<Self, Error> {
        let mut lexicon = Lexicon::default();
        lexicon.load_function()?;
        lexicon.load_verbs()?;
        lexicon.load_nouns()?;
        lexicon.load_triggers()?;
        lexicon.load_cues()?;
        lexicon.load_weapons()?;
        lexicon.load_moods()?;
        lexicon.load_standing()?;
        for row in rows(DESCRIPTIONS.0, DESCRIPTIONS.1) {
            let [words] = row.fields()?;
            lexicon.descriptions.extend(several(words).map(str::to_owned));
        }
        for row in rows(LIGHT.0, LIGHT.1) {
            let [words] = row.fields()?;
            let (forms, particles) = lexicon.verb_forms(row, words, false)?;
            for form in forms.all() {
                lexicon.light.insert([vec![form.to_owned()], particles.clone()].concat().join(" "));
            }
        }
        Ok(lexicon)
    }

    /// What a small word may be; empty for all others.
    pub fn functions(&self, lower: &str) -> &[Function] {
        self.function.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The ways to read `lower` as a verb.
    pub fn verb(&self, lower: &str) -> Option<(impl Iterator<Item = Form> + Clone + '_, bool)> {
        self.verbs.get(lower).map(|sheet| (sheet.forms.iter().copied(), sheet.also_noun))
    }

    /// What the noun `lower` (one word or several, singular or plural) names.
    pub fn noun(&self, lower: &str) -> &[NounEntry] {
        self.nouns.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The kind that a weapon decides.
    pub fn weapon(&self, lower: &str) -> Option<Kind> {
        self.weapons.get(lower).copied()
    }

    /// The longest governor that starts with `words`, and how many words it has.
    pub fn governor(&self, words: &[&str]) -> Option<(usize, Governor)> {
        let first = words.first()?;
        let rows = self.moods.get(*first)?.iter();
        let fits = rows.filter(|(rest, _)| {
            rest.len() < words.len() && rest.iter().zip(&words[1..]).all(|(one, other)| one == other)
        });
        fits.max_by_key(|(rest, _)| rest.len()).map(|(rest, governor)| (rest.len() + 1, *governor))
    }

    /// Whether `words` ("carried out") lend a noun their subject.
    pub fn is_light(&self, words: &str) -> bool {
        self.light.contains(words)
    }

    /// Whether the folded `words` mean the fighters of an armed group of no state.
    pub fn describes_group(&self, words: &str) -> bool {
        self.descriptions.contains(words)
    }

    /// What `lower` says of how a claim stands.
    pub fn standing(&self, lower: &str) -> Option<Standing> {
        self.standing.get(lower).copied()
    }

    /// The row of a trigger.
    pub fn trigger(&self, entry: usize) -> &TriggerEntry {
        &self.triggers[entry]
    }

    /// The rows whose first word has the form `lower`.
    pub fn triggers_from(&self, lower: &str) -> &[usize] {
        self.trigger_forms.get(lower).map_or(&[], Vec::as_slice)
    }

    /// The row of a cue.
    pub fn cue(&self, entry: usize) -> &CueEntry {
        &self.cues[entry]
    }

    /// The rows whose first word has the form `lower`.
    pub fn cues_from(&self, lower: &str) -> &[usize] {
        self.cue_forms.get(lower).map_or(&[], Vec::as_slice)
    }

    fn load_function(&mut self) -> Result<(), Error> {
        for row in rows(FUNCTION.0, FUNCTION.1) {
            let [part, words] = row.fields()?;
            let function = match part {
                "det" => Function::Determiner,
                "prep" => Function::Preposition,
                "conj" => Function::Conjunction,
                "sub" => Function::Subordinator,
                "rel" => Function::Relative,
                "that" => Function::That,
                "be" => Function::Be,
                "have" => Function::Have,
                "do" => Function::Do,
                "modal" => Function::Modal,
                "to" => Function::To,
                "neg" => Function::Negation,
                "adv" => Function::Adverb,
                "pron" => Function::Pronoun,
                other => return Err(row.error(format!("no part of speech is called \"{other}\""))),
            };
            for word in words.split_whitespace() {
                self.function.entry(word.to_owned()).or_default().push(function);
            }
        }
        Ok(())
    }

    /// Reads "take/took taken back" and makes its first word's forms known as a verb's.
    fn verb_forms<'t>(
        &mut self,
        row: Row<'t>,
        words: &'t str,
        also_noun: bool,
    ) -> Result<(Forms, Vec<String>), Error> {
        let mut parts = words.split_whitespace();
        let first = parts.next().ok_or_else(|| row.error("a verb is missing"))?;
        let (base, past) = first.split_once('/').map_or((first, None), |(base, past)| (base, Some(past)));
        let mut particles: Vec<String> = parts.map(str::to_owned).collect();
        let participle = match past {
            Some(_) if !particles.is_empty() => Some(particles.remove(0)),
            Some(_) => return Err(row.error("an irregular past wants its participle after it")),
            // "rid rid", "hit hit": one form for all of the past.
            None if particles.first().is_some_and(|particle| particle == base) => Some(particles.remove(0)),
            None => None,
        };
        let past = past.map(str::to_owned).or_else(|| participle.clone());
        let forms = Forms::of(base, past.as_deref(), participle.as_deref());
        for (form, text) in forms.each() {
            let sheet = self.verbs.entry(text.to_owned()).or_default();
            sheet.forms.insert(form);
            // "focused" is no noun, though "focus" is.
            sheet.also_noun |= also_noun && matches!(form, Form::Base | Form::Third);
        }
        Ok((forms, particles))
    }

    fn load_verbs(&mut self) -> Result<(), Error> {
        for row in rows(VERBS.0, VERBS.1) {
            let [text] = row.fields()?;
            let also_noun = text.contains('~');
            let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "~").collect();
            match words[..] {
                [base] => self.verb_forms(row, base, also_noun).map(|_| ())?,
                [base, past, participle] => {
                    let forms = Forms::of(base, Some(past), Some(participle));
                    for (form, text) in forms.each() {
                        let sheet = self.verbs.entry(text.to_owned()).or_default();
                        sheet.forms.insert(form);
                        sheet.also_noun |= also_noun && matches!(form, Form::Base | Form::Third);
                    }
                }
                _ => return Err(row.error("a verb stands alone or with its past and its participle")),
            }
        }
        Ok(())
    }

    fn load_nouns(&mut self) -> Result<(), Error> {
        for row in rows(NOUNS.0, NOUNS.1) {
            let [class, of, nouns] = row.fields()?;
            let class = parse_class(row, class)?;
            for noun in several(nouns) {
                let (singular, plural) = match noun.split_once('(') {
                    Some((singular, plural)) => (singular, plural.trim_end_matches(')').to_owned()),
                    None => (noun, morphology::plural(noun)),
                };
                let of = Some(of).filter(|of| !of.is_empty()).map(str::to_owned);
                for (form, is_plural) in [(singular.to_owned(), false), (plural, true)] {
                    let entries = self.nouns.entry(form).or_default();
                    if entries.iter().all(|entry| entry.class != class) {
                        entries.push(NounEntry { class, of: of.clone(), plural: is_plural });
                    }
                }
            }
        }
        Ok(())
    }

    fn load_triggers(&mut self) -> Result<(), Error> {
        for row in rows(TRIGGERS.0, TRIGGERS.1) {
            let [words, part, subject, objects, around, flags] = row.fields()?;
            let entry = self.triggers.len();
            let is_verb = part == "verb";
            let (firsts, particles) = if is_verb {
                let (forms, particles) = self.verb_forms(row, words, false)?;
                (forms.all().map(str::to_owned).collect::<BTreeSet<_>>(), particles)
            } else {
                noun_forms(words)
            };
            for first in firsts {
                self.trigger_forms.entry(first).or_default().push(entry);
            }
            let flags: Vec<&str> = flags.split(',').map(str::trim).collect();
            let has = |flag: &str| flags.contains(&flag);
            self.triggers.push(TriggerEntry {
                words: words.split(['/', ' ']).next().map_or_else(String::new, |base| {
                    [vec![base.to_owned()], particles.clone()].concat().join(" ").replace(" _", " …")
                }),
                is_verb,
                particles: particles.into_iter().map(particle).collect(),
                subject: parse_role(row, subject)?,
                objects: objects.split(',').map(|rule| parse_object(row, rule)).collect::<Result<_, _>>()?,
                around: around
                    .split(',')
                    .filter(|rule| !rule.trim().is_empty())
                    .map(|rule| parse_around(row, rule))
                    .collect::<Result<_, _>>()?,
                by_weapon: has("weapon"),
                by_weapon_on_target: has("weapon-target"),
                needs_party: has("party"),
                needs_force: has("force"),
                whole: has("whole"),
                manner: has("manner"),
                ongoing: has("ongoing"),
                by_leaver: has("leaver"),
            });
        }
        self.mark_trigger_nouns();
        Ok(())
    }

    /// A verb whose form is also a trigger noun ("attack", "strikes") or a noun of the table ("bombs") is a verb only
    /// where its neighbours say so.
    fn mark_trigger_nouns(&mut self) {
        for noun in self.nouns.keys() {
            if let Some(sheet) = self.verbs.get_mut(noun) {
                sheet.also_noun = true;
            }
        }
        for (form, entries) in &self.trigger_forms {
            let is_noun = entries
                .iter()
                .any(|entry| !self.triggers[*entry].is_verb && self.triggers[*entry].particles.is_empty());
            if let Some(sheet) = self.verbs.get_mut(form).filter(|_| is_noun) {
                sheet.also_noun = true;
            }
        }
    }

    fn load_cues(&mut self) -> Result<(), Error> {
        for row in rows(CUES.0, CUES.1) {
            let [words, part, stance, takes] = row.fields()?;
            let entry = self.cues.len();
            let part = match part {
                "verb" => CuePart::Verb,
                "noun" => CuePart::Noun,
                "prep" => CuePart::Preposition,
                other => return Err(row.error(format!("no cue is a \"{other}\""))),
            };
            let (firsts, particles) = match part {
                CuePart::Verb => {
                    let (forms, particles) = self.verb_forms(row, words, false)?;
                    (forms.all().map(str::to_owned).collect::<BTreeSet<_>>(), particles)
                }
                _ => {
                    let mut words = words.split_whitespace().map(str::to_owned);
                    (words.next().into_iter().collect(), words.collect())
                }
            };
            for first in firsts {
                self.cue_forms.entry(first).or_default().push(entry);
            }
            let stance = parse_stance(row, stance)?;
            let takes = match takes {
                "clause" => Takes::Clause,
                "noun" => Takes::Noun,
                "quote" => Takes::Quote,
                other => return Err(row.error(format!("no cue takes a \"{other}\""))),
            };
            self.cues.push(CueEntry { words: words.to_owned(), particles, part, stance, takes });
        }
        Ok(())
    }

    fn load_weapons(&mut self) -> Result<(), Error> {
        for row in rows(WEAPONS.0, WEAPONS.1) {
            let [kind, phrases] = row.fields()?;
            let kind = Kind::parse(kind).ok_or_else(|| row.error(format!("no kind is called \"{kind}\"")))?;
            for phrase in several(phrases) {
                self.weapons.insert(phrase.to_owned(), kind);
                self.weapons.insert(morphology::plural(phrase), kind);
            }
        }
        Ok(())
    }

    fn load_standing(&mut self) -> Result<(), Error> {
        for row in rows(STANDING.0, STANDING.1) {
            let [what, words] = row.fields()?;
            let standing = match what {
                "whole" => Standing::Whole,
                "part" => Standing::Part,
                "surroundings" => Standing::Surroundings,
                "may" => Standing::May,
                "would" => Standing::Would,
                "will" => Standing::Will,
                "should" => Standing::Should,
                "unreal" => Standing::Unreal,
                "uncounted" => Standing::Uncounted,
                "quantity" => Standing::Quantity,
                other => return Err(row.error(format!("no standing is called \"{other}\""))),
            };
            self.standing.extend(words.split_whitespace().map(|word| (word.to_owned(), standing)));
        }
        Ok(())
    }

    fn load_moods(&mut self) -> Result<(), Error> {
        for row in rows(MOODS.0, MOODS.1) {
            let [mood, words] = row.fields()?;
            let governor = match mood {
                "real" => Governor::Real,
                "not" => Governor::Not,
                "ongoing" => Governor::Mood(Mood::Ongoing),
                "planned" => Governor::Mood(Mood::Planned),
                "intended" => Governor::Mood(Mood::Intended),
                "predicted" => Governor::Mood(Mood::Predicted),
                "hypothetical" => Governor::Mood(Mood::Hypothetical),
                other => return Err(row.error(format!("no mood is called \"{other}\""))),
            };
            for phrase in several(words) {
                let firsts: Vec<String>;
                let rest: Vec<String>;
                if let Some(after) = phrase.strip_prefix("be ") {
                    // "be set to": the verb "be" carries no meaning of its own here.
                    let mut words = after.split_whitespace().map(str::to_owned);
                    firsts = words.next().into_iter().collect();
                    rest = words.collect();
                } else if self.function.contains_key(phrase) {
                    firsts = vec![phrase.to_owned()];
                    rest = Vec::new();
                } else {
                    let (forms, particles) = self.verb_forms(row, phrase, false)?;
                    firsts = forms.all().map(str::to_owned).collect();
                    rest = particles;
                }
                for first in firsts {
                    self.moods.entry(first).or_default().push((rest.clone(), governor));
                }
            }
        }
        Ok(())
    }
}

/// The forms of a trigger noun's first word, and the words after it. In "air strike" the last word takes the plural.
fn noun_forms(words: &str) -> (BTreeSet<String>, Vec<String>) {
    let parts: Vec<&str> = words.split_whitespace().collect();
    match parts[..] {
        [one] => ([one.to_owned(), morphology::plural(one)].into(), Vec::new()),
        [first, ref rest @ ..] => {
            ([first.to_owned()].into(), rest.iter().map(|word| (*word).to_owned()).collect())
        }
        [] => (BTreeSet::new(), Vec::new()),
    }
}

fn particle(word: String) -> Particle {
    match word.as_str() {
        "_" => Particle::Gap,
        _ => Particle::Word(word),
    }
}

fn parse_object(row: Row<'_>, rule: &str) -> Result<ObjectRule, Error> {
    let mut parts = rule.trim().split(':');
    let class = parse_class(row, parts.next().unwrap_or_default())?;
    let kind = match parts.next().unwrap_or("-") {
        "-" => None,
        kind => Some(Kind::parse(kind).ok_or_else(|| row.error(format!("no kind is called \"{kind}\"")))?),
    };
    let outcome = match parts.next().unwrap_or("-") {
        "-" => None,
        outcome => Some(
            serde_json::from_value(serde_json::Value::from(outcome))
                .map_err(|_| row.error(format!("no outcome is called \"{outcome}\"")))?,
        ),
    };
    Ok(ObjectRule { class, kind, outcome })
}

fn parse_around(row: Row<'_>, rule: &str) -> Result<Around, Error> {
    let (preposition, role) = rule
        .trim()
        .split_once('=')
        .ok_or_else(|| row.error(format!("\"{rule}\" wants a preposition, \"=\" and a role")))?;
    let (role, kind) = role.split_once('>').map_or((role, None), |(role, kind)| (role, Some(kind)));
    let kind = kind
        .map(|kind| Kind::parse(kind).ok_or_else(|| row.error(format!("no kind is called \"{kind}\""))))
        .transpose()?;
    Ok(Around { preposition: preposition.to_owned(), role: parse_role(row, role)?, kind })
}

fn parse_role(row: Row<'_>, role: &str) -> Result<Role, Error> {
    Ok(match role {
        "agent" => Role::Agent,
        "target" => Role::Target,
        "place" => Role::Place,
        "support" | "help" => Role::Support,
        "operation" => Role::Operation,
        "deal" => Role::Deal,
        "mines" => Role::Mines,
        "-" => Role::Nothing,
        other => return Err(row.error(format!("no role is called \"{other}\""))),
    })
}

fn parse_class(row: Row<'_>, class: &str) -> Result<Class, Error> {
    Ok(match class {
        "place" => Class::Place,
        "people" => Class::People,
        "civilians" => Class::Civilians,
        "fighters" => Class::Fighters,
        "soldiers" => Class::Soldiers,
        "force" => Class::Force,
        "tank" => Class::Tank,
        "materiel" => Class::Materiel,
        "building" => Class::Building,
        "target" => Class::Target,
        "mine" => Class::Mine,
        "defence" => Class::Defence,
        "ammunition" => Class::Ammunition,
        "sortie" => Class::Sortie,
        "town" => Class::Town,
        "area" => Class::Area,
        "deal" => Class::Deal,
        "operation" => Class::Operation,
        "help" => Class::Help,
        "loss" => Class::Loss,
        "settlement" => Class::Settlement,
        "grip" => Class::Grip,
        "medium" => Class::Medium,
        "any" => Class::Any,
        "none" => Class::None,
        other => return Err(row.error(format!("no class is called \"{other}\""))),
    })
}

fn parse_stance(row: Row<'_>, stance: &str) -> Result<Stance, Error> {
    serde_json::from_value(serde_json::Value::from(stance))
        .map_err(|_| row.error(format!("no stance is called \"{stance}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lexicon_loads() {
        let lexicon = Lexicon::shipped().unwrap();
        assert!(
            lexicon.triggers_from("retook").iter().any(|entry| lexicon.trigger(*entry).words == "retake")
        );
        assert!(
            lexicon.triggers_from("took").iter().any(|entry| lexicon.trigger(*entry).words == "take back")
        );
        assert_eq!(lexicon.governor(&["failed"]), Some((1, Governor::Not)));
    }

    #[test]
    fn a_verb_that_is_also_a_trigger_noun_is_marked() {
        let lexicon = Lexicon::shipped().unwrap();
        assert!(lexicon.verb("attacks").is_some_and(|(_, also_noun)| also_noun));
        assert!(lexicon.verb("retook").is_some_and(|(_, also_noun)| !also_noun));
    }
}
