//! Trees of our own, sentences in the manner of conflict news: `cases/lang-news.conllu`, which is learned from, and
//! `cases/lang-news-check.conllu`, every fifth of them, which is not.

#![allow(clippy::expect_used, reason = "a test stops where it cannot go on")]

use tadmor::lang::conllu::{self, TreeSentence};
use tadmor::lang::{Relation, Upos, Xpos};

fn sentences() -> Vec<TreeSentence> {
    let files = [include_str!("cases/lang-news.conllu"), include_str!("cases/lang-news-check.conllu")];
    files.into_iter().flat_map(|file| conllu::parse(file).expect("a treebank").sentences).collect()
}

#[test]
fn every_word_hangs_on_the_one_root() {
    let sentences = sentences();
    assert!(sentences.len() >= 460, "{} sentences", sentences.len());
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
