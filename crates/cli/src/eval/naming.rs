//! `tadmor eval names`: how well names are found, against marked sentences.
//!
//! In: a UNER file (IOB2), a folder of re3d, or our own caret cases. Out: [`Figures`] by type and for all; for UNER on the
//! words as they are given and on the raw text, in which our own sentences and words count. A name counts
//! where its first and last character and its type are right, and no half is given for the rest: of "the [Kivu Defence
//! Front]", "Defence Front" is one missed and one too many. Each set is read in its own convention of what a name is.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use tadmor::lang::name::{self, Convention, Line, Name, NameKind, Names};
use tadmor::lang::{Models, models, sentence, word};
use tadmor::text::Span;
use tadmor::train::lang::name::{Marked, Passage, iob, own, re3d};

use super::Scored;
use super::figures::Figures;
use super::lang::Words;
use super::lang::score::Right;
use crate::arguments::EvalArguments;
use crate::failure::Failure;
use crate::treebanks;

/// A name in a set: in characters of a document of re3d, in bytes of any other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Mark {
    #[serde(rename = "documentId")]
    document: String,
    begin: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

/// The names of a set as they are marked and as we find them.
#[derive(Default)]
struct Set {
    name: String,
    gold: BTreeSet<Mark>,
    found: BTreeSet<Mark>,
    /// The documents that the shipped weights have not learned from, where they learned from the others.
    check: BTreeSet<String>,
    /// What `--out` writes.
    answers: String,
}

/// In what form the answers to a set are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Words with labels.
    Iob2,
    /// Lines of JSON, as re3d is marked.
    Jsonl,
}

/// Reads the sets and scores the names.
pub fn run(arguments: &EvalArguments) -> Result<Vec<Scored>, Failure> {
    if arguments.out.is_some() && arguments.inputs.iter().any(|path| form(path) != form(&arguments.inputs[0]))
    {
        return Err(super::usage(
            "names --out writes one form: IOB2 for marked words, lines of JSON for re3d; name them apart",
        ));
    }
    let models = super::models()?;
    let mut all = Vec::new();
    let mut answers = String::new();
    for path in &arguments.inputs {
        let sets = match (form(path), path.extension().is_some_and(|ending| ending == "iob2")) {
            (Form::Jsonl, _) => vec![of_re3d(path, &models)?],
            (Form::Iob2, true) => of_uner(path, Words::asked(arguments), &models)?,
            (Form::Iob2, false) => vec![of_own(path, &models)?],
        };
        all.extend(sets.iter().flat_map(Set::scored));
        answers.push_str(&sets[0].answers);
    }
    if let Some(file) = &arguments.out {
        fs::write(file, answers).map_err(|source| Failure::writing(file, source))?;
    }
    Ok(all)
}

fn form(path: &Path) -> Form {
    if path.is_dir() { Form::Jsonl } else { Form::Iob2 }
}

impl Set {
    fn new(path: &Path) -> Set {
        Set { name: super::set_name(path), ..Set::default() }
    }

    /// The row of the whole set, and where part of it was not learned from, that of the part.
    fn scored(&self) -> Vec<Scored> {
        let mut rows = vec![scored(&self.name, &self.gold, &self.found)];
        if !self.check.is_empty() {
            let check = |marks: &BTreeSet<Mark>| -> BTreeSet<Mark> {
                marks.iter().filter(|mark| self.check.contains(&mark.document)).cloned().collect()
            };
            rows.push(scored(&format!("{} check", self.name), &check(&self.gold), &check(&self.found)));
        }
        rows
    }
}

/// UNER's marked words, and the texts that they stand in cut by ourselves. The set does not tell its paragraphs: a space
/// parts its sentences, signatures of mails among them, which is harder to cut than what one finds.
fn of_uner(file: &Path, words: &[Words], models: &Models) -> Result<Vec<Set>, Failure> {
    let names = models::names(Convention::Uner)?;
    let passages = iob::uner(&treebanks::uner(file)?);
    let set = |words: &Words| {
        let mut set = Set::new(file);
        set.name.push_str(words.ending());
        for passage in &passages {
            let marked: Vec<Vec<Name>> =
                passage.sentences.iter().map(|marked| marked.names.clone()).collect();
            set.gold.extend(marks(passage, &marked, |byte| byte));
            let read = match words {
                Words::Given => Cow::Borrowed(passage),
                Words::Own => Cow::Owned(cut_again(passage, models)),
            };
            let found = names_of(&read, models, &names);
            set.found.extend(marks(&read, &found, |byte| byte));
            set.answers.push_str(&iob2(&read, &found));
        }
        set
    };
    Ok(words.iter().map(set).collect())
}

/// The same text in our own sentences and words.
fn cut_again(passage: &Passage, models: &Models) -> Passage {
    let sentences = cut(&passage.text, models).into_iter();
    let sentences = sentences.map(|words| Marked { words, names: Vec::new() }).collect();
    Passage { sentences, ..passage.clone() }
}

/// Our own cases, whose marks are taken as they stand, even where no word begins or ends there.
fn of_own(file: &Path, models: &Models) -> Result<Set, Failure> {
    let names = models::names(Convention::Own)?;
    let mut set = Set::new(file);
    let text = treebanks::text(file)?;
    let help = "a case is a title after \"--- \", a sentence, and under it carets with a kind for each name; sets of UNER are \
                called .iob2";
    let cases = own::checked(&text).map_err(|unreadable| treebanks::line(file, &text, unreadable, help))?;
    for (case, at) in cases.iter().zip(1..) {
        let document = format!("{at} {}", case.title);
        let passage = own::passage(case, &document, &|text| cut(text, models));
        let found = names_of(&passage, models, &names);
        set.gold.extend(case.marks.iter().map(|(span, kind)| Mark {
            document: document.clone(),
            begin: span.start,
            end: span.end,
            kind: kind.name().to_owned(),
        }));
        set.found.extend(marks(&passage, &found, |byte| byte));
        set.answers.push_str(&iob2(&passage, &found));
        if own::is_check(case) {
            set.check.insert(document);
        }
    }
    match set.gold.is_empty() {
        true => Err(treebanks::holds_nothing(file, "no marked sentence is in it", help)),
        false => Ok(set),
    }
}

/// The documents of re3d, whose marks are taken as they stand, even where no word begins or ends there.
fn of_re3d(folder: &Path, models: &Models) -> Result<Set, Failure> {
    let names = models::names(Convention::Re3d)?;
    let mut set = Set::new(folder);
    for source in treebanks::re3d_sources(folder)? {
        let (documents, entities) = treebanks::re3d(&source)?;
        let given = entities.lines().filter(|line| !line.trim().is_empty());
        let given = given.map(|line| {
            serde_json::from_str::<Mark>(line).expect("each line of a source that is read marks a name")
        });
        set.gold.extend(given);
        for passage in re3d::passages(&documents, "", &|text| cut(text, models)) {
            let starts: Vec<usize> = passage.text.char_indices().map(|(at, _)| at).collect();
            let character = |byte: usize| starts.partition_point(|at| *at < byte);
            set.found.extend(marks(&passage, &names_of(&passage, models, &names), character));
            if re3d::is_check(&passage.id) {
                set.check.insert(passage.id);
            }
        }
    }
    set.answers = set.found.iter().map(|mark| tadmor::export::line(mark) + "\n").collect();
    Ok(set)
}

/// Our own sentences and words.
fn cut(text: &str, models: &Models) -> Vec<Vec<Span>> {
    sentence::split(text, Span::new(0, text.len()), &models.sentence)
}

/// The names that we find in each sentence of a passage, in the convention of its set.
fn names_of(passage: &Passage, models: &Models, names: &Names) -> Vec<Vec<Name>> {
    let words = |marked: &Marked| word::words_at(&passage.text, &marked.words, &models.vocabulary);
    let words: Vec<Vec<word::Word>> = passage.sentences.iter().map(words).collect();
    let tags: Vec<Vec<u8>> =
        words.iter().map(|words| models.tagger.xpos(&models.tagger.tag(words))).collect();
    let lines: Vec<Line<'_>> = words.iter().zip(&tags).map(|(words, tags)| Line { words, tags }).collect();
    name::find(&lines, names)
}

/// The names of each sentence of a passage, in the units that `place` counts bytes in.
fn marks(passage: &Passage, names: &[Vec<Name>], place: impl Fn(usize) -> usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (marked, names) in passage.sentences.iter().zip(names) {
        marks.extend(names.iter().map(|name| Mark {
            document: passage.id.clone(),
            begin: place(marked.words[name.first].start),
            end: place(marked.words[name.end - 1].end),
            kind: kind(name.kind, passage.convention).to_owned(),
        }));
    }
    marks
}

/// A type as the set writes it.
fn kind(kind: NameKind, convention: Convention) -> &'static str {
    match (convention, kind) {
        (Convention::Re3d, _) => {
            re3d::TYPES.iter().find(|(_, known)| *known == kind).map_or("Other", |(written, _)| written)
        }
        (Convention::Own, _) => kind.name(),
        (_, NameKind::Person) => "PER",
        (_, NameKind::Organisation) => "ORG",
        (_, NameKind::Place) => "LOC",
        _ => "MISC",
    }
}

/// A passage as rows of number, word and label. Names inside others have no place in this form.
fn iob2(passage: &Passage, found: &[Vec<Name>]) -> String {
    let mut rows = format!("# newdoc id = {}\n", passage.id);
    for (marked, names) in passage.sentences.iter().zip(found) {
        for (span, at) in marked.words.iter().zip(0..) {
            let name = names.iter().find(|name| !name.inner && (name.first..name.end).contains(&at));
            let label = name.map_or("O".to_owned(), |name| {
                format!(
                    "{}-{}",
                    if at == name.first { 'B' } else { 'I' },
                    kind(name.kind, passage.convention)
                )
            });
            let form = &passage.text[span.start..span.end];
            writeln!(rows, "{}\t{form}\t{label}\t-\t-", at + 1)
                .expect("a string takes all that is written to it");
        }
        rows.push('\n');
    }
    rows
}

/// The figures of a set. Types that are found and never marked are left out, as in the scorer of re3d.
fn scored(name: &str, gold: &BTreeSet<Mark>, found: &BTreeSet<Mark>) -> Scored {
    let mut figures = Figures::default();
    let mut rights = Vec::new();
    for (kind, right) in by_kind(gold, found) {
        figures.with_line(&format!("{kind}_f1"), right.f1(), line(&kind, right, ""));
        rights.push(right);
    }
    let all: Right = rights.into_iter().sum();
    figures.with_line("f1", all.f1(), line(&format!("ALL {name}"), all, &format!(", found {}", all.found)));
    figures.quiet("precision", all.precision());
    figures.quiet("recall", all.recall());
    Scored { head: format!("names {name}"), figures }
}

/// The types that are marked, and how many of each are found.
fn by_kind(gold: &BTreeSet<Mark>, found: &BTreeSet<Mark>) -> Vec<(String, Right)> {
    let kinds: BTreeSet<&str> = gold.iter().map(|mark| mark.kind.as_str()).collect();
    let count = |marks: &BTreeSet<Mark>, kind: &str| marks.iter().filter(|mark| mark.kind == kind).count();
    let right = |kind: &str| Right {
        right: gold.intersection(found).filter(|mark| mark.kind == kind).count(),
        found: count(found, kind),
        gold: count(gold, kind),
    };
    kinds.into_iter().map(|kind| (kind.to_owned(), right(kind))).collect()
}

fn line(label: &str, right: Right, more: &str) -> String {
    let (precision, recall, f1) = (right.precision(), right.recall(), right.f1());
    format!("{label:20} P {precision:.3} R {recall:.3} F1 {f1:.3} (gold {}{more})", right.gold)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set_of(rows: &[(&str, usize, usize)]) -> BTreeSet<Mark> {
        let mark = |(kind, begin, end): &(&str, usize, usize)| Mark {
            kind: (*kind).to_owned(),
            document: "a".to_owned(),
            begin: *begin,
            end: *end,
        };
        rows.iter().map(mark).collect()
    }

    #[test]
    fn a_name_is_right_with_its_ends_and_its_type() {
        let gold = set_of(&[("LOC", 0, 4), ("LOC", 10, 14), ("PER", 20, 29)]);
        // Right; a letter short; of another type; of a type that the set does not have.
        let found = set_of(&[("LOC", 0, 4), ("LOC", 10, 13), ("LOC", 20, 29), ("MISC", 40, 44)]);
        let kinds = by_kind(&gold, &found);
        let expected = [
            ("LOC".to_owned(), Right { right: 1, found: 3, gold: 2 }),
            ("PER".to_owned(), Right { right: 0, found: 0, gold: 1 }),
        ];
        assert_eq!(kinds, expected);
        let figures = scored("set", &gold, &found).figures;
        assert!((figures.get("f1").unwrap() - 2.0 / 6.0).abs() < 1e-9);
    }

    #[test]
    fn labels_begin_and_go_on() {
        let passage = &iob::uner("# newdoc id = a\n1\tRutaba\tO\n2\tGuard\tO\n3\tfled\tO\n")[0];
        let name = |first, end, kind, inner| Name { first, end, kind, inner };
        let names = vec![name(0, 2, NameKind::Organisation, false), name(0, 1, NameKind::Place, true)];
        let rows = iob2(passage, std::slice::from_ref(&names));
        assert_eq!(
            rows,
            "# newdoc id = a\n1\tRutaba\tB-ORG\t-\t-\n2\tGuard\tI-ORG\t-\t-\n3\tfled\tO\t-\t-\n\n"
        );
        let spans: Vec<_> =
            marks(passage, &[names], |byte| byte).iter().map(|mark| (mark.begin, mark.end)).collect();
        assert_eq!(spans, [(0, 12), (0, 6)]);
    }
}
