//! Speaker chains.
