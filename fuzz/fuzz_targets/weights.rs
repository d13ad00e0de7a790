//! Any bytes as frozen weights: they are some and can be asked, or they are none.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tadmor::lang::weights::{self, Triples, Weights};

fuzz_target!(|bytes: &[u8]| {
    let features = weights::read(bytes).unwrap_or_default();
    let features: Vec<u64> = features.iter().map(|(feature, _)| u64::from(*feature) << 32).collect();
    for weights in [Weights::read(bytes), Weights::read_owned(bytes, 1)].into_iter().flatten() {
        weights.score(&features, &mut [0; 256]);
    }
    if let Some(triples) = Triples::read(bytes) {
        triples.score(&features);
    }
});
