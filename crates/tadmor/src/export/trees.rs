//! Trees as treebanks write them (CoNLL-U): for people, and for the scorers that others use.
//!
//! In: a text and its sentences. Out: rows for [`conllu::write`]. Names stand in the last column: "Rutaba" in "the Rutaba
//! Guard fled" has `Name=B-organisation|Inner=B-place`, "Guard" `Name=I-organisation`. Characters that no one sees (marks
//! of direction, soft hyphens) are left out, so that the words of a sentence make its text.

use crate::lang::Sentence;
use crate::lang::conllu::{self, TreeSentence, TreeWord};
use crate::lang::token::visible;
use crate::text::fold::squeezed;

/// The sentences of `text`, a word a line.
pub fn write(text: &str, sentences: &[Sentence]) -> String {
    conllu::write(&rows(text, sentences))
}

/// The sentences of `text` as a treebank has them, without ids.
pub fn rows(text: &str, sentences: &[Sentence]) -> Vec<TreeSentence> {
    let next = |at: usize| sentences.get(at + 1).map(|sentence| sentence.span().start);
    let row = |(at, sentence): (usize, &Sentence)| row(text, sentence, next(at));
    sentences.iter().enumerate().map(row).collect()
}

/// `next`: where the sentence after it begins.
fn row(text: &str, sentence: &Sentence, next: Option<usize>) -> TreeSentence {
    let span = sentence.span();
    let mut words = Vec::with_capacity(sentence.tokens.len());
    for (at, token) in sentence.tokens.iter().enumerate() {
        let next = sentence.tokens.get(at + 1).map(|token| token.span.start).or(next);
        let space_after = next.is_none_or(|next| !visible(&text[token.span.end..next]).is_empty());
        words.push(TreeWord {
            form: visible(&text[token.span.start..token.span.end]).into_owned(),
            lemma: token.lemma.clone(),
            upos: token.upos.name().to_owned(),
            xpos: token.xpos.name().to_owned(),
            head: token.head.map_or(0, |head| head + 1),
            relation: token.relation.name().to_owned(),
            space_after,
            misc: misc(sentence, at, space_after),
            span: token.span,
        });
    }
    TreeSentence { text: squeezed(&visible(&text[span.start..span.end])), words, ..TreeSentence::default() }
}

/// The last column of the word at `at`.
fn misc(sentence: &Sentence, at: usize, space_after: bool) -> String {
    let around = sentence.names.iter().filter(|name| (name.first..name.end).contains(&at));
    let mut parts: Vec<String> = around
        .map(|name| {
            let key = if name.inner { "Inner" } else { "Name" };
            format!("{key}={}-{}", if at == name.first { 'B' } else { 'I' }, name.kind.name())
        })
        .collect();
    if !space_after {
        parts.push("SpaceAfter=No".to_owned());
    }
    if parts.is_empty() { "_".to_owned() } else { parts.join("|") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::name::{Name, NameKind};
    use crate::lang::{Relation, Token, Upos, Xpos};
    use crate::text::Span;

    fn token(start: usize, end: usize, head: Option<usize>, relation: Relation) -> Token {
        let (upos, xpos) = (Upos::Propn, Xpos::Nnp);
        Token { span: Span::new(start, end), upos, xpos, lemma: "x".to_owned(), head, relation }
    }

    #[test]
    fn words_have_their_columns_and_names_the_last() {
        let name = |first, end, kind, inner| Name { first, end, kind, inner };
        let fled = Sentence {
            tokens: vec![
                token(0, 6, Some(1), Relation::Compound),
                token(7, 12, Some(2), Relation::Nsubj),
                token(13, 17, None, Relation::Root),
                token(17, 18, Some(2), Relation::Punct),
            ],
            names: vec![name(0, 2, NameKind::Organisation, false), name(0, 1, NameKind::Place, true)],
        };
        let rows = rows("Rutaba Guard\nfled. Ana", &[fled]);
        assert_eq!(rows[0].text, "Rutaba Guard fled.");
        let misc: Vec<&str> = rows[0].words.iter().map(|word| word.misc.as_str()).collect();
        assert_eq!(misc, ["Name=B-organisation|Inner=B-place", "Name=I-organisation", "SpaceAfter=No", "_"]);
        assert_eq!(rows[0].words.iter().map(|word| word.head).collect::<Vec<_>>(), [2, 3, 0, 3]);
        assert_eq!(rows[0].words[3].form, ".");
    }

    #[test]
    fn what_no_one_sees_parts_no_words() {
        let sentence = Sentence {
            tokens: vec![token(0, 6, None, Relation::Root), token(9, 10, Some(0), Relation::Punct)],
            names: Vec::new(),
        };
        let rows = rows("Rutaba\u{202C}.", &[sentence]);
        assert_eq!((rows[0].text.as_str(), rows[0].words[0].misc.as_str()), ("Rutaba.", "SpaceAfter=No"));
    }
}
