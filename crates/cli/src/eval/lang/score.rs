//! How well sentences, words and trees are read: against those of a treebank, on one text.
//!
//! In: the sentences of a treebank and those that were read, both with the bytes of one text. Out: [`Counts`], that add
//! up over documents. Where the treebank has "can|not|cross" and "can|not" and "cross" were read, as two sentences, all
//! three words are found again, no sentence is, and "cross" may still hang right.
//!
//! Counted as the scorer of the CoNLL 2018 shared task (`conll18_ud_eval.py`) counts: two words are one where their
//! characters are one, a tag counts where its word was found, a head counts where it too was found and is the same
//! word. Only the words of a multiword token are told apart here by their own letters, as the reader of treebanks parts
//! them ("don't": "do", "n't"), where that scorer looks for the longest row of words that both have.

use std::iter::Sum;

use tadmor::lang::label::universal;
use tadmor::text::Span;

/// A word as somebody reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// Its bytes in the text.
    pub span: Span,
    /// Universal part of speech.
    pub upos: &'t str,
    /// English part of speech.
    pub xpos: &'t str,
    /// "_" in a treebank: anything is right.
    pub lemma: &'t str,
    /// Its head's place in the sentence, from 0; `None`: it is the root.
    pub head: Option<usize>,
    /// With its subtype.
    pub relation: &'t str,
}

/// The words of a sentence, in order.
pub type Sentence<'t> = Vec<Word<'t>>;

/// How many of what was read are right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Sentences with the same first and last character.
    pub sentences: Right,
    /// Words with the same characters.
    pub words: Right,
    /// Words with their universal part of speech.
    pub upos: Right,
    /// Words with their English part of speech.
    pub xpos: Right,
    /// Words with their lemma.
    pub lemma: Right,
    /// Words that hang on the right one.
    pub heads: Right,
    /// Those that hang there by the right relation, subtype included.
    pub labelled: Right,
    /// Those that hang there by the right relation, whatever its subtype.
    pub universal: Right,
}

/// So many of those that were read are right, of so many that there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Right {
    /// Right.
    pub right: usize,
    /// Read.
    pub found: usize,
    /// There are.
    pub gold: usize,
}

impl Right {
    /// The harmonic mean of precision and recall, from 0 to 1; 0 of nothing. Where the words are given, precision,
    /// recall and their mean are one: the share of words.
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.found + self.gold).max(1) as f64
    }

    /// The share of those read that are right.
    pub fn precision(self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }

    /// The share of those there are that were read.
    pub fn recall(self) -> f64 {
        self.right as f64 / self.gold.max(1) as f64
    }
}

impl Sum for Right {
    fn sum<I: Iterator<Item = Right>>(all: I) -> Right {
        all.fold(Right::default(), |sum, one| Right {
            right: sum.right + one.right,
            found: sum.found + one.found,
            gold: sum.gold + one.gold,
        })
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Counts>>(all: I) -> Counts {
        let all: Vec<Counts> = all.collect();
        let sum = |of: fn(&Counts) -> Right| all.iter().map(of).sum();
        Counts {
            sentences: sum(|counts| counts.sentences),
            words: sum(|counts| counts.words),
            upos: sum(|counts| counts.upos),
            xpos: sum(|counts| counts.xpos),
            lemma: sum(|counts| counts.lemma),
            heads: sum(|counts| counts.heads),
            labelled: sum(|counts| counts.labelled),
            universal: sum(|counts| counts.universal),
        }
    }
}

/// Counts what of `found` is right by `gold`.
pub fn compare(gold: &[Sentence<'_>], found: &[Sentence<'_>]) -> Counts {
    let (gold_words, found_words) = (in_row(gold), in_row(found));
    let gold_of = align(&gold_words, &found_words);
    let count = |is_right: &dyn Fn(&Placed<'_>, usize) -> bool| Right {
        right: found_words
            .iter()
            .zip(&gold_of)
            .filter(|(word, gold)| gold.is_some_and(|gold| is_right(word, gold)))
            .count(),
        found: found_words.len(),
        gold: gold_words.len(),
    };
    let hangs = |word: &Placed<'_>, gold: usize| match (word.head, gold_words[gold].head) {
        (None, None) => true,
        (Some(head), Some(right)) => gold_of[head] == Some(right),
        _ => false,
    };
    Counts {
        sentences: sentences(gold, found),
        words: count(&|_, _| true),
        upos: count(&|word, gold| word.upos == gold_words[gold].upos),
        xpos: count(&|word, gold| word.xpos == gold_words[gold].xpos),
        lemma: count(&|word, gold| ["_", word.lemma].contains(&gold_words[gold].lemma)),
        heads: count(&hangs),
        labelled: count(&|word, gold| hangs(word, gold) && word.relation == gold_words[gold].relation),
        universal: count(&|word, gold| {
            hangs(word, gold) && universal(word.relation) == universal(gold_words[gold].relation)
        }),
    }
}

/// A word whose head is counted from the first word of the text.
type Placed<'t> = Word<'t>;

fn in_row<'t>(sentences: &[Sentence<'t>]) -> Vec<Placed<'t>> {
    let mut all = Vec::new();
    for sentence in sentences {
        let start = all.len();
        all.extend(sentence.iter().map(|word| Word { head: word.head.map(|head| start + head), ..*word }));
    }
    all
}

/// For each word read, the word of the treebank that has the same bytes.
fn align(gold: &[Placed<'_>], found: &[Placed<'_>]) -> Vec<Option<usize>> {
    let mut gold_of = vec![None; found.len()];
    let (mut at, mut found_at) = (0, 0);
    while at < gold.len() && found_at < found.len() {
        let (one, other) = (gold[at].span, found[found_at].span);
        if one == other {
            gold_of[found_at] = Some(at);
            at += 1;
            found_at += 1;
        } else if one.start <= other.start {
            at += 1;
        } else {
            found_at += 1;
        }
    }
    gold_of
}

fn sentences(gold: &[Sentence<'_>], found: &[Sentence<'_>]) -> Right {
    let spans = |sentences: &[Sentence<'_>]| -> Vec<Span> {
        let ends = sentences.iter().filter_map(|words| words.first().zip(words.last()));
        ends.map(|(first, last)| first.span.cover(last.span)).collect()
    };
    let (gold, found) = (spans(gold), spans(found));
    // Sentences do not overlap, so that each list is in order.
    let right = found.iter().filter(|span| gold.binary_search(span).is_ok()).count();
    Right { right, found: found.len(), gold: gold.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences of rows "form upos head relation", heads from 1, placed where their forms stand in `text`.
    fn trees<'t>(text: &str, rows: &[&[&'t str]]) -> Vec<Sentence<'t>> {
        let mut from = 0;
        let mut word = |row: &&'t str| {
            let columns: Vec<&str> = row.split(' ').collect();
            let start = from + text[from..].find(columns[0]).unwrap();
            from = start + columns[0].len();
            let head = columns[2].parse::<usize>().unwrap().checked_sub(1);
            let (upos, relation) = (columns[1], columns[3]);
            Word { span: Span::new(start, from), upos, xpos: upos, lemma: columns[0], head, relation }
        };
        rows.iter().map(|rows| rows.iter().map(&mut word).collect()).collect()
    }

    const TEXT: &str = "Boats cannot cross. The ferry sank";

    fn gold() -> Vec<Sentence<'static>> {
        trees(
            TEXT,
            &[
                &[
                    "Boats NOUN 4 nsubj",
                    "can AUX 4 aux",
                    "not PART 4 advmod",
                    "cross VERB 0 root",
                    ". PUNCT 4 punct",
                ],
                &["The DET 2 det", "ferry NOUN 3 nsubj", "sank VERB 0 root"],
            ],
        )
    }

    fn right(counts: &Counts) -> [usize; 8] {
        let Counts { sentences, words, upos, xpos, lemma, heads, labelled, universal } = counts;
        [sentences, words, upos, xpos, lemma, heads, labelled, universal].map(|right| right.right)
    }

    #[test]
    fn what_is_read_as_it_stands_is_right() {
        let counts = compare(&gold(), &gold());
        assert_eq!(right(&counts), [2, 8, 8, 8, 8, 8, 8, 8]);
        assert!((counts.labelled.f1() - 1.0).abs() < 1e-9);
        assert_eq!(counts.sentences, Right { right: 2, found: 2, gold: 2 });
    }

    #[test]
    fn a_wrong_tag_head_and_subtype_count_once_each() {
        let mut found = gold();
        found[0][0].upos = "PROPN";
        found[0][2].relation = "advmod:neg";
        found[1][0].head = Some(2);
        let counts = compare(&gold(), &found);
        // The subtype is wrong with full relations alone; a wrong head is wrong with both.
        assert_eq!(right(&counts), [2, 8, 7, 8, 8, 7, 6, 7]);
    }

    #[test]
    fn a_lemma_that_nobody_gave_is_right() {
        let mut unsaid = gold();
        unsaid[0][0].lemma = "_";
        let mut found = gold();
        found[0][0].lemma = "boat";
        assert_eq!(compare(&unsaid, &found).lemma.right, 8);
        assert_eq!(compare(&gold(), &found).lemma.right, 7);
    }

    #[test]
    fn words_that_are_cut_otherwise_are_not_found_and_nothing_hangs_on_them() {
        // "cannot" is one word here, "cross." one, and the second sentence hangs as it should.
        let found = trees(
            TEXT,
            &[
                &["Boats NOUN 3 nsubj", "cannot AUX 3 aux", "cross. VERB 0 root"],
                &["The DET 2 det", "ferry NOUN 3 nsubj", "sank VERB 0 root"],
            ],
        );
        let counts = compare(&gold(), &found);
        // Found again: Boats, The, ferry, sank; the head of "Boats" is none of the treebank's words.
        assert_eq!(right(&counts), [2, 4, 4, 4, 4, 3, 3, 3]);
        assert_eq!(counts.words, Right { right: 4, found: 6, gold: 8 });
        assert!((counts.words.f1() - 8.0 / 14.0).abs() < 1e-9);
    }

    #[test]
    fn a_head_may_stand_in_what_was_read_as_another_sentence() {
        // Read as one sentence: no sentence is right, heads are, but for the second root.
        let found = trees(
            TEXT,
            &[&[
                "Boats NOUN 4 nsubj",
                "can AUX 4 aux",
                "not PART 4 advmod",
                "cross VERB 0 root",
                ". PUNCT 4 punct",
                "The DET 7 det",
                "ferry NOUN 8 nsubj",
                "sank VERB 4 parataxis",
            ]],
        );
        let counts = compare(&gold(), &found);
        assert_eq!(right(&counts), [0, 8, 8, 8, 8, 7, 7, 7]);
        assert_eq!(counts.sentences, Right { right: 0, found: 1, gold: 2 });
    }

    #[test]
    fn a_word_without_letters_is_never_found() {
        let mut with_empty = gold();
        let last = with_empty[1][2];
        with_empty[1].push(Word { span: Span::new(last.span.end, last.span.end), ..last });
        assert_eq!(compare(&with_empty, &gold()).words, Right { right: 8, found: 8, gold: 9 });
    }

    #[test]
    fn nothing_and_nothing_are_no_error() {
        assert_eq!(compare(&[], &[]), Counts::default());
        assert_eq!(compare(&[], &gold()).words, Right { right: 0, found: 8, gold: 0 });
        assert_eq!(Right::default().f1(), 0.0);
    }

    #[test]
    fn documents_add_up() {
        let all: Counts = [compare(&gold()[..1], &gold()[..1]), compare(&gold()[1..], &[])].into_iter().sum();
        assert_eq!(all.heads, Right { right: 5, found: 5, gold: 8 });
        assert_eq!(all.sentences, Right { right: 1, found: 1, gold: 2 });
    }
}
