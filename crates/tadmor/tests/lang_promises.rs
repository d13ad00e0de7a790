//! What the language core keeps to, whatever it is given: trees are trees, tokens lie in the text, and the time taken is
//! in step with the text's length. With `TADMOR_BIG=1` the hostile texts have a megabyte each.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]
#![allow(clippy::disallowed_methods, reason = "a test may look at the clock")]

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tadmor::lang::{self, Models, Sentence, token};
use tadmor::text::Span;

fn models() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| Models::shipped().unwrap())
}

fn read(text: &str) -> Vec<Sentence> {
    lang::read(text, Span::new(0, text.len()), models())
}

/// One root, no circle, no arcs that cross, names that lie in the sentence.
#[track_caller]
fn is_whole(sentence: &Sentence) {
    let heads: Vec<Option<usize>> = sentence.tokens.iter().map(|token| token.head).collect();
    let count = heads.len();
    assert!(count > 0);
    assert_eq!(heads.iter().filter(|head| head.is_none()).count(), 1, "{heads:?}");
    // A walk to the root takes fewer steps than there are words.
    let mut depth = vec![None; count];
    for start in 0..count {
        let (mut path, mut at) = (Vec::new(), start);
        while depth[at].is_none() {
            path.push(at);
            assert!(path.len() <= count, "a circle: {heads:?}");
            match heads[at] {
                Some(head) => at = head,
                None => depth[at] = Some(0),
            }
        }
        for step in path.into_iter().rev() {
            depth[step] = Some(heads[step].map_or(0, |head| depth[head].unwrap() + 1));
        }
    }
    // Arcs that are open at a word close in the order in which they opened last: else two cross.
    let mut closing: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, head) in heads.iter().enumerate() {
        if let Some(head) = head {
            closing[at.max(*head)].push(at.min(*head));
        }
    }
    let mut opening: Vec<usize> = vec![0; count];
    closing.iter().flatten().for_each(|start| opening[*start] += 1);
    let mut open: Vec<usize> = Vec::new();
    for at in 0..count {
        let mut starts = std::mem::take(&mut closing[at]);
        starts.sort_unstable_by(|one, other| other.cmp(one));
        for start in starts {
            assert_eq!(open.pop(), Some(start), "two arcs cross: {heads:?}");
        }
        open.extend(std::iter::repeat_n(at, opening[at]));
    }
    for name in &sentence.names {
        assert!(name.first < name.end && name.end <= count);
    }
}

/// Tokens stand in order, at borders of characters, and hold what is seen and no white space.
#[track_caller]
fn is_placed(text: &str, sentences: &[Sentence]) {
    let mut end = 0;
    for token in sentences.iter().flat_map(|sentence| &sentence.tokens) {
        assert!(token.span.start >= end && token.span.start < token.span.end);
        assert!(!token::visible(text.get(token.span.start..token.span.end).unwrap()).trim().is_empty());
        end = token.span.end;
    }
}

fn time(text: &str) -> Duration {
    let once = |_| {
        let start = Instant::now();
        let sentences = read(text);
        let taken = start.elapsed();
        is_placed(text, &sentences);
        sentences.iter().for_each(is_whole);
        taken
    };
    (0..2).map(once).min().unwrap()
}

#[test]
fn hostile_texts_are_read_in_step_with_their_length() {
    models();
    let length = match std::env::var("TADMOR_BIG") {
        Ok(_) => 1 << 20,
        // Without optimisation reading is some twenty-five times slower.
        Err(_) if cfg!(debug_assertions) => 1 << 11,
        Err(_) => 1 << 13,
    };
    let parts = [
        "(",
        "a ",
        ".",
        "a",
        "\n",
        "a\n\n",
        "\"",
        "' ",
        "-",
        "a-",
        "U.",
        "1,",
        "$",
        "Rebels of ",
        "and, ",
        "aбع漢",
        "е a. б ",
        "\u{301}",
        "a\u{301}\u{300}",
        "\u{300} ",
        "\u{200D}",
        "👩\u{200D}",
        "\u{AD}a",
        "\u{202E}) ",
        "\u{FEFF} ",
        "\u{1F1FA}",
        "http://a.",
        "\u{0}",
        "\u{FFFD}\u{10FFFF}",
    ];
    for part in parts {
        let text = part.repeat(length / part.len());
        let mut quarter = length / part.len() / 4 * part.len();
        while !text.is_char_boundary(quarter) {
            quarter -= 1;
        }
        let (short, long) = (time(&text[..quarter]), time(&text));
        assert!(
            long < short * 12 + Duration::from_millis(500),
            "{part:?}: a quarter takes {short:?}, the whole {long:?}"
        );
    }
}

#[test]
fn a_sentence_of_a_thousand_given_words_is_one_tree() {
    let words = ["Rebels", "who", "held", "the", "old", "dam", ",", "fled", "and", "said", "that"];
    let mut text = String::new();
    let mut spans = Vec::new();
    for at in 0..1000 {
        let start = text.len();
        text.push_str(words[at * 7 % words.len()]);
        spans.push(Span::new(start, text.len()));
        text.push(' ');
    }
    let read = lang::read_tokens(&text, &[spans.clone()], models());
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].tokens.iter().map(|token| token.span).collect::<Vec<_>>(), spans);
    is_whole(&read[0]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_of_random_words_is_a_tree(
        words in prop::collection::vec(
            prop_oneof![
                prop::sample::select(vec![
                    "the", "rebels", "Rebels", "seized", "that", "who", "to", "and", ",", ".", "(", ")", "\"", "'s", "not",
                    "of", "Mosul", "3,000", "$", "is", "being", "?", ":", "-", "SYRIA", "n't", "\n\n", "\u{200B}", "\u{AD}a",
                ]).prop_map(str::to_owned),
                "\\PC{1,8}",
            ],
            1..60,
        ),
    ) {
        let text = words.join(" ");
        let sentences = read(&text);
        is_placed(&text, &sentences);
        sentences.iter().for_each(is_whole);
        // And as one sentence, whose words are given.
        let mut start = 0;
        let spans: Vec<Span> = words.iter().map(|word| {
            let span = Span::new(start, start + word.len());
            start = span.end + 1;
            span
        }).collect();
        let given = lang::read_tokens(&text, &[spans], models());
        is_whole(&given[0]);
    }
}
