use super::*;
use crate::page::{Block, Format};
use crate::text::Text;

fn page(text: &str) -> Page {
    let block = Block { span: Span::new(0, text.len()), zone: Zone::Body, because: "test".to_owned() };
    Page {
        id: crate::id::PageId::of(text.as_bytes()),
        format: Format::Plain,
        encoding: "UTF-8",
        text: Text::verbatim(text, 0),
        blocks: vec![block],
        properties: Vec::new(),
        dated: Vec::new(),
        notes: Vec::new(),
        unread: None,
    }
}

fn forms(text: &str) -> Vec<String> {
    let page = page(text);
    split(&page).iter().flat_map(|sentence| &sentence.tokens).map(|token| token.form.to_owned()).collect()
}

#[track_caller]
fn sentences(text: &str, expected: &[&str]) {
    let page = page(text);
    let found: Vec<&str> = split(&page).iter().map(|sentence| page.text.slice(sentence.span)).collect();
    assert_eq!(found, expected);
}

#[test]
fn words_keep_inner_hyphens_and_apostrophes() {
    assert_eq!(forms("al-Bab don't Ma’arrat Ka-52 T-72s"), ["al-Bab", "don't", "Ma’arrat", "Ka-52", "T-72s"]);
    assert_eq!(forms("Kenya’s Kenya's Kurds'"), ["Kenya", "’s", "Kenya", "'s", "Kurds", "'"]);
}

#[test]
fn numbers_keep_inner_marks() {
    let written = "1,000 2.5 20:57 25.03.2016 2017/03/02 2017-03-02 9/11 1,00,000";
    assert_eq!(forms(written), written.split(' ').collect::<Vec<_>>());
    assert_eq!(forms("60km 20-30 in 2016,17"), ["60", "km", "20", "-", "30", "in", "2016", ",", "17"]);
    assert_eq!(forms("1985-January 4-Day"), ["1985", "-", "January", "4-Day"]);
}

#[test]
fn digits_may_head_a_word() {
    let written = "4-day 2,000-year-old 11th 1960s 9K57 9M133-1 19th-century U.S. a.m. U.S.-backed";
    assert_eq!(forms(written), written.split(' ').collect::<Vec<_>>());
}

#[test]
fn glued_words_are_parted() {
    assert_eq!(forms("guns,and"), ["guns", ",", "and"]);
    sentences("The town was freed.This is new.", &["The town was freed.", "This is new."]);
    sentences("See www.example.Com for it.", &["See www.example.Com for it."]);
}

#[test]
fn abbreviations_end_no_sentence() {
    sentences(
        "Lt. Gen. Ada Lorn met Dr. J. Perrin. He left.",
        &["Lt. Gen. Ada Lorn met Dr. J. Perrin.", "He left."],
    );
    sentences("He left at 4 p.m. Two died.", &["He left at 4 p.m.", "Two died."]);
    sentences("He left at 4 p.m. Moscow time.", &["He left at 4 p.m. Moscow time."]);
    sentences("The U.S. Army left the U.S. The end.", &["The U.S. Army left the U.S.", "The end."]);
    sentences("Order No. 7 fell. He said no. Ten left.", &["Order No. 7 fell.", "He said no.", "Ten left."]);
    sentences("On Sept. 11 they left.", &["On Sept. 11 they left."]);
    sentences("St.Petersburg is far.", &["St.Petersburg is far."]);
}

#[test]
fn closing_marks_belong_to_the_sentence_before() {
    sentences("“We won.” He left.", &["“We won.”", "He left."]);
    sentences("\"We won.\" He left. \"Why?\" he asked.", &["\"We won.\"", "He left.", "\"Why?\" he asked."]);
    sentences(
        "It fell (again.) They left.[12] Then rain.",
        &["It fell (again.)", "They left.[12]", "Then rain."],
    );
}

#[test]
fn an_open_quotation_is_remembered() {
    let text = "“We won. They left. It’s over,” he said. Rain fell.";
    let page = page(text);
    let open: Vec<bool> = split(&page).iter().map(|sentence| sentence.opens_in_quotation).collect();
    assert_eq!(open, [false, true, true, false]);
}

#[test]
fn an_apostrophe_opens_no_quotation() {
    let text = "The soldiers’ tents burned. Rebels' lorries too. The '90s are gone. It rained.";
    let page = page(text);
    assert!(split(&page).iter().all(|sentence| !sentence.opens_in_quotation));
}

#[test]
fn single_marks_may_quote_over_sentences() {
    let text = "He said: ‘We won. They left.’ Rain fell.";
    let page = page(text);
    let open: Vec<bool> = split(&page).iter().map(|sentence| sentence.opens_in_quotation).collect();
    assert_eq!(open, [false, true, false]);
}

#[test]
fn other_marks_end_nothing() {
    sentences("Two sides: one wins; one loses", &["Two sides: one wins; one loses"]);
    sentences("Is it so? Yes! Well... Perhaps…", &["Is it so?", "Yes!", "Well...", "Perhaps…"]);
    sentences("It cost 2.5 million. 30 left.", &["It cost 2.5 million.", "30 left."]);
    sentences("1. The army left. 2. It rained.", &["1. The army left.", "2. It rained."]);
}

#[test]
fn any_script_is_parted_without_panic() {
    sentences("غادر الجيش. هل عاد؟ نعم۔ لا", &["غادر الجيش.", "هل عاد؟", "نعم۔", "لا"]);
    for text in
        ["", "…", "“", "’s", "'", "\u{301}", "a\u{301}’", "1-", "1,", "x-", "12–", "U.S", "１２", "é’s-"]
    {
        forms(text);
    }
}
