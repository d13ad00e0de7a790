//! Any bytes as a page of whatever kind they look like: read, and every block found again.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tadmor::page::{account, parse};
use tadmor::{Tables, article};

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables::shipped().expect("the tables that ship are sound"))
}

fuzz_target!(|bytes: &[u8]| {
    let page = parse(bytes, None, tables());
    if std::str::from_utf8(bytes).is_ok() {
        let account = account::of(bytes, &page);
        assert_eq!(account.found_again, account.blocks, "{:?}", account.fault);
    }
    article::find(&page, tables());
});
