//! Any bytes as frozen weights: they are some and can be asked, or they are none.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tadmor::lang::weights::{Triples, Weights};

fuzz_target!(|bytes: &[u8]| {
    if let Some(weights) = Weights::read(bytes) {
        let mut scores = [0; 256];
        for feature in (0..64).map(|bit| 1 << bit).chain([0, u64::MAX]) {
            weights.add(feature, &mut scores);
        }
    }
    Triples::read(bytes);
});
