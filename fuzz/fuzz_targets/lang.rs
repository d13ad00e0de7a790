//! Any text through the language core: tokens lie in it in order, and every sentence has one root.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tadmor::lang::{self, Models, token};
use tadmor::text::Span;

fn models() -> &'static Models {
    static MODELS: OnceLock<Models> = OnceLock::new();
    MODELS.get_or_init(|| Models::shipped().expect("the models that ship are sound"))
}

fuzz_target!(|text: &str| {
    let whole = Span::new(0, text.len());
    let tokens = token::tokens(text, whole);
    let mut end = 0;
    for token in &tokens {
        assert!(token.start >= end && !text[token.start..token.end].trim().is_empty());
        end = token.end;
    }
    let sentences = lang::read(text, whole, models());
    let read = sentences.iter().flat_map(|sentence| sentence.tokens.iter().map(|token| token.span));
    assert!(read.eq(tokens));
    for sentence in &sentences {
        assert_eq!(sentence.tokens.iter().filter(|token| token.head.is_none()).count(), 1);
        let count = sentence.tokens.len();
        assert!(sentence.tokens.iter().all(|token| token.head.is_none_or(|head| head < count)));
        assert!(sentence.names.iter().all(|name| name.first < name.end && name.end <= count));
    }
});
