//! Names from GUM: its mentions of people, organisations and places whose head is a proper noun, cut to the name.
//!
//! In: a treebank whose words say `Entity=` in MISC. Out: its documents with their names. Of the mention "the old town of
//! Rutaba, which fell" nothing is left, its head is a common noun; of "President Amara Sow of Mali" the name "Amara Sow".

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{Marked, Passage};
use crate::lang::conllu::{TreeSentence, Treebank};
use crate::lang::name::{Convention, Name, NameKind};
use crate::text::Span;

/// A mention in one sentence.
struct Mention {
    first: usize,
    end: usize,
    kind: Option<NameKind>,
}

/// The documents of a treebank.
pub fn passages(bank: &Treebank) -> Vec<Passage> {
    bank.sentences
        .chunk_by(|one, next| one.document == next.document)
        .filter_map(|part| passage(bank, part))
        .collect()
}

fn passage(bank: &Treebank, part: &[TreeSentence]) -> Option<Passage> {
    let start = part.first()?.words.first()?.span.start;
    let end = part.last()?.words.last()?.span.end;
    let sentences = part.iter().map(|sentence| Marked {
        words: sentence
            .words
            .iter()
            .map(|word| Span::new(word.span.start - start, word.span.end - start))
            .collect(),
        names: names(sentence),
    });
    Some(Passage {
        id: part[0].document.clone(),
        convention: Convention::Gum,
        text: bank.text[start..end].to_owned(),
        sentences: sentences.collect(),
    })
}

fn names(sentence: &TreeSentence) -> Vec<Name> {
    let mentions = mentions(sentence);
    let mut names: Vec<Name> =
        mentions.iter().filter_map(|mention| name(sentence, mention, &mentions)).collect();
    // The widest of those that overlap.
    names.sort_unstable_by_key(|name| (usize::MAX - (name.end - name.first), name.first, name.kind));
    let mut kept: Vec<Name> = Vec::new();
    for name in names {
        if kept.iter().all(|other| name.end <= other.first || other.end <= name.first) {
            kept.push(name);
        }
    }
    kept.sort_unstable();
    kept
}

/// The mentions that open and close in the sentence: "(3-place-new…", "3)", "(4-person…)".
fn mentions(sentence: &TreeSentence) -> Vec<Mention> {
    let mut open: Vec<(String, usize, Option<NameKind>)> = Vec::new();
    let mut out = Vec::new();
    for (at, word) in sentence.words.iter().enumerate() {
        let Some(entity) = word.misc.split('|').find_map(|part| part.strip_prefix("Entity=")) else {
            continue;
        };
        let mut piece = String::new();
        let mut pieces = Vec::new();
        for character in entity.chars() {
            if character == '(' && !piece.is_empty() {
                pieces.push(std::mem::take(&mut piece));
            }
            piece.push(character);
            if character == ')' {
                pieces.push(std::mem::take(&mut piece));
            }
        }
        pieces.extend((!piece.is_empty()).then_some(piece));
        for piece in pieces {
            let closes = piece.ends_with(')');
            let inside = piece.trim_start_matches('(').trim_end_matches(')');
            let mut fields = inside.split('-');
            let id = fields.next().unwrap_or("").to_owned();
            if piece.starts_with('(') {
                let kind = match fields.next().unwrap_or("") {
                    "person" => Some(NameKind::Person),
                    "organization" => Some(NameKind::Organisation),
                    "place" => Some(NameKind::Place),
                    _ => None,
                };
                open.push((id.clone(), at, kind));
            }
            if closes && let Some(opened) = open.iter().rposition(|(known, _, _)| *known == id) {
                let (_, first, kind) = open.remove(opened);
                out.push(Mention { first, end: at + 1, kind });
            }
        }
    }
    out
}

/// Words before a person's name that are none of it.
static TITLES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let file = include_str!("../../../../../../data/en/titles.tsv");
    file.lines().filter(|line| !line.starts_with('#')).collect()
});

fn name(sentence: &TreeSentence, mention: &Mention, mentions: &[Mention]) -> Option<Name> {
    let kind = mention.kind?;
    let words = &sentence.words;
    let head = (mention.first..mention.end).find(|at| {
        words[*at].head.checked_sub(1).is_none_or(|head| head < mention.first || head >= mention.end)
    })?;
    let proper = |at: usize| words[at].upos == "PROPN";
    if !proper(head) {
        return None;
    }
    let capital = |at: usize| words[at].form.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let part = |at: usize| {
        proper(at) || (capital(at) && matches!(words[at].upos.as_str(), "ADJ" | "NOUN" | "NUM" | "X"))
    };
    let hyphen = |at: usize| words[at].form == "-";
    let begins = |at: usize| mentions.iter().any(|other| other.first == at && other.kind.is_some());
    let mut first = head;
    while first > mention.first
        && (part(first - 1) || (hyphen(first - 1) && first > mention.first + 1 && part(first - 2)))
    {
        first -= 1;
    }
    let mut end = head + 1;
    loop {
        let next = (end..mention.end).find(|at| !match words[*at].form.as_str() {
            "of" | "the" | "for" | "and" | "&" | "'s" => kind != NameKind::Person,
            "-" | "de" | "al" | "bin" | "van" | "von" => true,
            _ => false,
        });
        let Some(next) = next.filter(|next| part(*next)) else { break };
        let joined = words[end..next].iter().any(|word| matches!(word.form.as_str(), "and" | "for" | "'s"));
        if joined && begins(next) {
            break;
        }
        end = next + 1;
    }
    if kind == NameKind::Person {
        while first < end && TITLES.contains(words[first].form.to_lowercase().as_str()) {
            first += 1;
        }
    }
    (first < end).then_some(Name { first, end, kind, inner: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::conllu;

    /// Rows of word, universal tag, head, relation and what Entity= says.
    fn found(rows: &[[&str; 5]]) -> Vec<(String, NameKind)> {
        let mut file = "# newdoc id = lake\n".to_owned();
        for (at, [form, upos, head, relation, entity]) in rows.iter().enumerate() {
            let misc = if entity.is_empty() { "_".to_owned() } else { format!("Entity={entity}") };
            file += &format!("{}\t{form}\t{form}\t{upos}\t_\t_\t{head}\t{relation}\t_\t{misc}\n", at + 1);
        }
        let passages = passages(&conllu::parse(&file).expect("it is well formed"));
        let sentence = &passages[0].sentences[0];
        let text = |name: &Name| {
            passages[0].text[sentence.words[name.first].start..sentence.words[name.end - 1].end].to_owned()
        };
        sentence.names.iter().map(|name| (text(name), name.kind)).collect()
    }

    #[test]
    fn a_mention_is_cut_to_its_name() {
        let rows = [
            ["President", "PROPN", "4", "nsubj", "(1-person-new"],
            ["Amara", "PROPN", "1", "flat", ""],
            ["Sow", "PROPN", "1", "flat", "1)"],
            ["left", "VERB", "0", "root", ""],
            ["the", "DET", "6", "det", "(2-place-new"],
            ["University", "PROPN", "4", "obj", ""],
            ["of", "ADP", "8", "case", ""],
            ["Rutaba", "PROPN", "6", "nmod", "(3-place-new)2)"],
        ];
        let names = found(&rows);
        assert_eq!(
            names,
            [("Amara Sow".into(), NameKind::Person), ("University of Rutaba".into(), NameKind::Place)]
        );
    }

    #[test]
    fn a_mention_with_a_common_noun_for_a_head_is_no_name() {
        let rows = [["the", "DET", "2", "det", "(1-place-new"], ["town", "NOUN", "0", "root", "1)"]];
        assert_eq!(found(&rows), []);
    }
}
