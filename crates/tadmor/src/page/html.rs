//! HTML: tokens with spans, our own tree, zones.
