//! The day of publication: all clues, weighed, the losers kept.
