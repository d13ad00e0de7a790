//! Any bytes as a WARC or an archive: unpacked within the limits, whatever lengths and names it states.

#![no_main]

use std::io::Cursor;
use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use tadmor_read::{Event, Limits, unpack};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { page: 1 << 16, held: 1 << 16, depth: 3, free: 1 << 18, ratio: 10 };
    // With and without the line that makes it a WARC, so that the reader behind it is met from the start.
    for head in [b"".as_slice(), b"WARC/1.0\r\nWARC-Type: response\r\n"] {
        let bytes = [head, bytes].concat();
        let mut given = 0usize;
        let mut sink = |event| {
            if let Event::Page(page) = event {
                assert!(page.bytes.len() as u64 <= limits.page);
                given += page.bytes.len();
            }
            ControlFlow::Continue(())
        };
        let length = bytes.len() as u64;
        let _ = unpack(&mut Cursor::new(bytes), "pile.warc", length, None, &limits, &mut sink);
        assert!(given as u64 <= limits.free + limits.ratio * length);
    }
});
