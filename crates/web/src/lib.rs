//! The ledger as pages to look at.
