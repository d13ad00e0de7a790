//! Any bytes as a feed: each entry a page, and every block of it found again.

#![no_main]

use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tadmor::page::{account, parse};
use tadmor::{Tables, article};
use tadmor_read::{Event, Limits, unpack};

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| Tables::shipped().expect("the tables that ship are sound"))
}

fuzz_target!(|bytes: &[u8]| {
    let heads = [
        b"<rss><channel><item>".as_slice(),
        b"<feed><entry>",
        b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [",
    ];
    for head in heads {
        let bytes = [head, bytes].concat();
        let length = bytes.len() as u64;
        let mut sink = |event| {
            if let Event::Page(payload) = event {
                let page = parse(&payload.bytes, None, tables());
                if std::str::from_utf8(&payload.bytes).is_ok() {
                    let account = account::of(&payload.bytes, &page);
                    assert_eq!(account.found_again, account.blocks, "{:?}", account.fault);
                }
                article::find(&page, tables());
            }
            ControlFlow::Continue(())
        };
        let _ = unpack(&mut Cursor::new(bytes), "feed.xml", length, None, &Limits::default(), &mut sink);
    }
});
