//! Any bytes as an HTML page: read, every block found again, every visible byte in one zone, an article made of it.

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
    let bytes = [b"<!doctype html><meta charset=utf-8>".as_slice(), bytes].concat();
    let page = parse(&bytes, None, tables());
    let account = account::of(&bytes, &page);
    // Bytes that are not UTF-8 are read by a guess about the whole page, which a slice alone cannot make again.
    if std::str::from_utf8(&bytes).is_ok() {
        assert!(account.holds(), "{:?}", account.fault);
    }
    article::find(&page, tables());
});
