//! Any text as a treebank: it is one, or a line of it is named; the words of one lie in its text, in order.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tadmor::lang::conllu;

fuzz_target!(|file: &str| match conllu::parse(file) {
    Err(unreadable) => assert!(unreadable.line <= file.lines().count().max(1)),
    Ok(bank) => {
        let mut end = 0;
        for sentence in &bank.sentences {
            for word in &sentence.words {
                assert!(word.head <= sentence.words.len());
                assert!(word.span.start >= end && bank.text.get(word.span.start..word.span.end).is_some());
                end = word.span.end;
            }
        }
        conllu::write(&bank.sentences);
    }
});
