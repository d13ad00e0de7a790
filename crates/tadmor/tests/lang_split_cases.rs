//! Runs `cases/lang-token.txt` (a text, then its tokens parted by `|`) and `cases/lang-sentence.txt` (a text, then a line
//! for each of its sentences; an end of line inside one is shown as `/`). `UPDATE=1` rewrites what was read.

#![allow(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use std::fmt::Write;
use std::sync::OnceLock;

use tadmor::lang::sentence::{SentenceModel, split};
use tadmor::lang::token::{is_invisible, tokens, visible};
use tadmor::text::Span;

fn model() -> &'static SentenceModel {
    static MODEL: OnceLock<SentenceModel> = OnceLock::new();
    MODEL.get_or_init(|| tadmor::lang::Models::shipped().unwrap().sentence)
}

#[test]
fn texts_are_cut_into_tokens() {
    check("lang-token.txt", |text| {
        let forms: Vec<&str> =
            tokens(text, whole(text)).iter().map(|token| &text[token.start..token.end]).collect();
        vec![forms.join("|")]
    });
}

#[test]
fn texts_are_cut_into_sentences() {
    check("lang-sentence.txt", |text| {
        let sentences = split(text, whole(text), model());
        sentences
            .iter()
            .map(|tokens| text[tokens[0].start..tokens[tokens.len() - 1].end].replace('\n', " / "))
            .collect()
    });
}

#[test]
fn every_character_that_is_seen_is_in_one_token() {
    // Texts made by drawing from characters that matter, in an order that looks random.
    let alphabet: Vec<char> =
        "aaBbé1 29.,.'’-–:/@#$%&*_(\")!?…\n\u{a0}\u{ad}\u{200b}\u{301}م和🙂👍\u{1f3fd}sSt".chars().collect();
    let mut state = 1u64;
    for _ in 0..2000 {
        let mut text = String::new();
        for _ in 0..40 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push(alphabet[(state % alphabet.len() as u64) as usize]);
        }
        let found = tokens(&text, whole(&text));
        assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start), "{text:?}");
        let kept: String = found.iter().map(|token| visible(&text[token.start..token.end])).collect();
        let seen: String = text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect();
        assert_eq!(kept, seen, "{text:?}");
        let again: Vec<Span> = split(&text, whole(&text), model()).concat();
        assert_eq!(found, again, "{text:?}");
    }
}

#[test]
fn what_is_not_seen_changes_nothing() {
    let model = tadmor::lang::Models::shipped().unwrap();
    let clean = "Rebels can't hold al-Bab. Its 1,000 fighters left for the U.S. base.\n\nNobody knew.";
    let read = |text: &str| {
        let sentences = tadmor::lang::read(text, whole(text), &model);
        let seen = sentences.into_iter().map(|sentence| {
            let form = |token: &Span| visible(&text[token.start..token.end]).into_owned();
            let forms: Vec<String> = sentence.tokens.iter().map(|token| form(&token.span)).collect();
            assert!(forms.iter().all(|form| !form.is_empty()), "{text:?}");
            let tokens = sentence.tokens.into_iter();
            let tree: Vec<_> =
                tokens.map(|token| (token.lemma, token.xpos, token.head, token.relation)).collect();
            (forms, tree, sentence.names)
        });
        seen.collect::<Vec<_>>()
    };
    for hidden in
        ['\u{FEFF}', '\u{AD}', '\u{200B}', '\u{200D}', '\u{2060}', '\u{200F}', '\u{202C}', '\u{2066}']
    {
        let mut dirty = String::from(hidden);
        for character in clean.chars() {
            dirty.extend([character, hidden]);
        }
        assert_eq!(read(&dirty), read(clean), "{hidden:?}");
        let alone = format!("{hidden} {clean} {hidden}\n\n{hidden}");
        assert_eq!(read(&alone), read(clean), "{hidden:?}");
        assert!(split(&hidden.to_string(), Span::new(0, hidden.len_utf8()), &model.sentence).is_empty());
    }
}

/// Each of these is read in a moment, or not in an hour.
#[test]
fn hostile_texts_take_time_in_step_with_their_length() {
    for part in [
        "a", "a.", "a.a@", "1", "1,", "1'a", "-*", "a-", "a/", "U.", "'", "http://", "(", "\"", ". ", "\n",
        "x\n", "é",
    ] {
        let text = part.repeat(1_000_000 / part.len());
        let sentences = split(&text, whole(&text), model());
        assert!(sentences.iter().all(|tokens| tokens.len() <= tadmor::lang::sentence::LONGEST));
    }
    let digits = "1".repeat(300_000) + &"a'".repeat(300_000);
    assert!(!tokens(&digits, whole(&digits)).is_empty());
}

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

#[allow(clippy::disallowed_methods)]
fn check(file: &str, read: impl Fn(&str) -> Vec<String>) {
    let path = format!("{}/tests/cases/{file}", env!("CARGO_MANIFEST_DIR"));
    let cases = std::fs::read_to_string(&path).unwrap();
    let mut made = String::new();
    for case in cases.split("--- ").filter(|case| !case.trim().is_empty()) {
        let (name, rest) = case.split_once('\n').unwrap();
        let text = rest.split("\n| ").next().unwrap().trim_end_matches('\n');
        writeln!(made, "--- {name}\n{text}").unwrap();
        for line in read(text) {
            writeln!(made, "| {line}").unwrap();
        }
    }
    if std::env::var("UPDATE").is_ok() {
        std::fs::write(&path, &made).unwrap();
    }
    assert_eq!(cases, made, "run with UPDATE=1 and look at the difference");
}
