//! Learns where sentences end.
//!
//! In: treebanks, whose sentences are known. Out: the rows of a [`SentenceModel`](crate::lang::sentence::SentenceModel).
//! Besides the text as it stands, it learns from copies of parts of it: in small letters, in capitals, with lines of a
//! fixed width ("The village\nwas taken."), with a line for each sentence: what a treebank's text has not and pages have.

use crate::lang::conllu::Treebank;
use crate::lang::sentence::{Paragraph, paragraphs};
use crate::lang::token;
use crate::lang::weights::Rows;
use crate::text::Span;
use crate::train::lang::perceptron::{self, Perceptron, Random};

/// How it is learned.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How often each place is looked at.
    pub epochs: usize,
    /// For the order of the examples; not 0.
    pub seed: u64,
    /// A place is learned from until its score is this far on its side.
    pub margin: i32,
    /// Mean weights below this, of 1000, are left out.
    pub least: i64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { epochs: 8, seed: 1, margin: 8, least: 300 }
    }
}

/// One place where a sentence may end.
struct Example {
    features: Vec<u64>,
    ends: bool,
}

/// Learns from `banks`.
pub fn learn(banks: &[Treebank], settings: Settings) -> Rows {
    let mut examples = Vec::new();
    for bank in banks {
        for copy in COPIES {
            copy.read(bank, &mut examples);
        }
    }
    let mut model = Perceptron::default();
    let mut random = Random::new(settings.seed);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for _ in 0..settings.epochs {
        random.shuffle(&mut order);
        for at in &order {
            let example = &examples[*at];
            let mut score = [0];
            for feature in &example.features {
                model.add(*feature, &mut score);
            }
            let side = if example.ends { 1 } else { -1 };
            if score[0] * side <= settings.margin {
                for feature in &example.features {
                    model.update(*feature, 0, side);
                }
            }
            model.step();
        }
    }
    perceptron::rows(&[model], SCALE, settings.least)
}

/// Mean weights are kept in steps of one of so many.
const SCALE: i64 = 64;

/// The text of a treebank in another form, in which every character keeps its place.
struct Copy {
    form: Form,
    /// It takes one paragraph of so many,
    of: usize,
    /// and leaves out so many before the first.
    from: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    AsItStands,
    Small,
    Capitals,
    /// Lines of at most so many bytes.
    Wrapped(usize),
    /// A line for each sentence.
    Listed,
    /// With abbreviations in place of short words, before a capital: at the end of sentences and inside them. Treebanks
    /// have few that end a sentence ("he flew to the U.S. The army").
    Abbreviated,
}

const COPIES: [Copy; 7] = [
    Copy { form: Form::AsItStands, of: 1, from: 0 },
    Copy { form: Form::Small, of: 6, from: 0 },
    Copy { form: Form::Capitals, of: 6, from: 1 },
    Copy { form: Form::Wrapped(72), of: 6, from: 2 },
    Copy { form: Form::Wrapped(50), of: 6, from: 5 },
    Copy { form: Form::Listed, of: 8, from: 3 },
    Copy { form: Form::Abbreviated, of: 8, from: 7 },
];

impl Copy {
    fn read(&self, bank: &Treebank, examples: &mut Vec<Example>) {
        let text = self.text(bank);
        let ends: Vec<usize> =
            bank.sentences.iter().filter_map(|sentence| Some(sentence.words.last()?.span.end)).collect();
        let tokens = token::tokens(&text, Span::new(0, text.len()));
        for (number, paragraph) in paragraphs(&text, &tokens).enumerate() {
            if number % self.of == self.from {
                read(&paragraph, &ends, examples);
            }
        }
    }

    fn text(&self, bank: &Treebank) -> String {
        let mut text = bank.text.clone();
        match self.form {
            Form::AsItStands => {}
            Form::Small => text.make_ascii_lowercase(),
            Form::Capitals => text.make_ascii_uppercase(),
            Form::Wrapped(width) => text = wrapped(&text, width),
            Form::Abbreviated => text = abbreviated(&text),
            Form::Listed => {
                let lines =
                    bank.sentences.iter().filter_map(|sentence| Some(sentence.words.last()?.span.end));
                let mut bytes = text.into_bytes();
                for end in lines {
                    if bytes.get(end) == Some(&b' ') {
                        bytes[end] = b'\n';
                    }
                }
                text = String::from_utf8(bytes).expect("one ASCII character took the place of another");
            }
        }
        text
    }
}

/// What stands for "men." and "with" before a capital: four letters for four.
const SHORT: [&str; 8] = ["U.S.", "p.m.", "U.N.", "Inc.", "a.m.", "Dec.", "U.K.", "Feb."];

/// The same text with abbreviations before capitals, in turn.
fn abbreviated(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let small = |part: &[u8]| part.iter().all(u8::is_ascii_lowercase);
    let mut turn = 0;
    for at in 1..bytes.len().saturating_sub(6) {
        let alone = bytes[at - 1] == b' ' && bytes[at + 4] == b' ' && bytes[at + 5].is_ascii_uppercase();
        let fits =
            alone && small(&bytes[at..at + 3]) && (bytes[at + 3] == b'.' || small(&bytes[at + 3..at + 4]));
        if fits {
            bytes[at..at + 4].copy_from_slice(SHORT[turn % SHORT.len()].as_bytes());
            turn += 1;
        }
    }
    String::from_utf8(bytes).expect("ASCII letters took the place of ASCII letters")
}

/// The same text with line ends in place of spaces, so that no line is longer than `width` that can be parted.
fn wrapped(text: &str, width: usize) -> String {
    let mut lines = String::with_capacity(text.len());
    let mut room = width;
    for word in text.split(' ') {
        if !lines.is_empty() {
            let fits = word.split('\n').next().unwrap_or(word).len() < room;
            lines.push(if fits { ' ' } else { '\n' });
            room = if fits { room - 1 } else { width };
        }
        lines.push_str(word);
        let tail = word.rsplit('\n').next().unwrap_or(word);
        room = if tail.len() < word.len() { width } else { room }.saturating_sub(tail.len());
    }
    lines
}

fn read(paragraph: &Paragraph<'_>, ends: &[usize], examples: &mut Vec<Example>) {
    let mut start = 0;
    for at in 0..paragraph.len().saturating_sub(1) {
        let is_end = ends.binary_search(&paragraph.span(at).end).is_ok();
        if paragraph.may_end(at) {
            let mut features = Vec::with_capacity(32);
            crate::lang::sentence::features(paragraph, start, at, |feature| features.push(feature));
            examples.push(Example { features, ends: is_end });
        }
        if is_end {
            start = at + 1;
        }
    }
}
