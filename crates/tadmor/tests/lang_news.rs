//! Trees of our own, sentences in the manner of conflict news: `cases/lang-news.conllu`, which is learned from, and
//! `cases/lang-news-check.conllu`, every fifth of them, which is not.

#![allow(clippy::expect_used, reason = "a test stops where it cannot go on")]

use tadmor::lang::conllu::{self, TreeSentence};
use tadmor::lang::{Relation, Upos, Xpos};

/// Those that are learned from, and those that are kept for checking.
fn parts() -> [Vec<TreeSentence>; 2] {
    [include_str!("cases/lang-news.conllu"), include_str!("cases/lang-news-check.conllu")]
        .map(|file| conllu::parse(file).expect("a treebank").sentences)
}

fn sentences() -> Vec<TreeSentence> {
    parts().into_iter().flatten().collect()
}

#[test]
fn a_fifth_is_kept_for_checking() {
    let [learned, kept] = parts();
    assert!(kept.len() >= 92 && learned.len() < kept.len() * 5, "{} and {}", learned.len(), kept.len());
    let both = kept.iter().find(|one| learned.iter().any(|other| other.text == one.text));
    assert_eq!(both, None, "learned from and kept");
}

#[test]
fn every_word_hangs_on_the_one_root() {
    let sentences = sentences();
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
