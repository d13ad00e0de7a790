//! Any text as a stamp: what is found lies in the text, runs forward, and is a stretch of days.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tadmor::page::stamp;
use tadmor::tables::Months;

fn months() -> &'static Months {
    static MONTHS: OnceLock<Months> = OnceLock::new();
    MONTHS.get_or_init(|| Months::shipped().expect("the table that ships is sound"))
}

fuzz_target!(|text: &str| {
    let mut end = 0;
    for found in stamp::find(text, months()) {
        assert!(found.span.start >= end && text.get(found.span.start..found.span.end).is_some());
        end = found.span.end;
        let days = found.covering();
        if let (Some(from), Some(to)) = (days.from, days.to) {
            assert!(from <= to);
        }
    }
});
