//! Trees of our own: `cases/lang-news.conllu`, sentences in the manner of conflict news.

#![allow(clippy::expect_used, reason = "a test stops where it cannot go on")]

use tadmor::lang::conllu::{self, TreeSentence};
use tadmor::lang::{Relation, Upos, Xpos};

fn sentences() -> Vec<TreeSentence> {
    conllu::parse(include_str!("cases/lang-news.conllu")).expect("a treebank").sentences
}

#[test]
fn every_word_hangs_on_the_one_root() {
    let sentences = sentences();
    assert!(sentences.len() >= 280, "{} sentences", sentences.len());
    for sentence in &sentences {
        let heads: Vec<usize> = sentence.words.iter().map(|word| word.head).collect();
        assert_eq!(heads.iter().filter(|head| **head == 0).count(), 1, "{}", sentence.text);
        for start in 1..=heads.len() {
            let mut at = start;
            let steps = (0..=heads.len()).take_while(|_| {
                at = if at == 0 { 0 } else { heads[at - 1] };
                at != 0
            });
            assert!(steps.count() < heads.len(), "a circle: {}", sentence.text);
        }
    }
}

#[test]
fn every_label_is_known() {
    for word in sentences().iter().flat_map(|sentence| &sentence.words) {
        assert!(Upos::parse(&word.upos).is_some() && Xpos::parse(&word.xpos).is_some(), "{}", word.form);
        let is_root = word.relation == "root";
        assert!(Relation::parse(&word.relation).is_some() && is_root == (word.head == 0), "{}", word.form);
    }
}
