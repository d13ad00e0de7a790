//! Search: claims by words of their quote, or by any spelling of their names and places.

use rusqlite::params;
use tadmor::ledger::LedgerClaim;
use tadmor::text::fold;

use crate::{Error, LedgerFile};

impl LedgerFile {
    /// The claims that hold every word of `words`, the best first, at most `limit`. A word that ends in `*` finds
    /// every word that starts so; words in straight double quotes are looked for side by side. Empty where no word
    /// is left after folding.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<LedgerClaim>, Error> {
        let Some(query) = query(words) else { return Ok(Vec::new()) };
        let sql =
            "SELECT claims.body FROM claims_search JOIN claims ON claims.claim_row = claims_search.rowid
                   WHERE claims_search MATCH ?1 AND claims.generation = ?2
                   ORDER BY bm25(claims_search, 1.0, 2.0, 2.0), claims.position LIMIT ?3";
        self.parsed(sql, params![query, self.generation()?, limit], "the search index")
    }
}

/// The words as FTS5 asks for them: each folded, in quotation marks, so that none is taken for an operator.
fn query(words: &str) -> Option<String> {
    let mut terms = Vec::new();
    for (at, part) in words.split('"').enumerate() {
        // Every second part stood between quotation marks.
        if at % 2 == 1 {
            terms.extend(term(part, false));
            continue;
        }
        for word in part.split_whitespace() {
            terms.extend(term(word, word.ends_with('*')));
        }
    }
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

fn term(words: &str, starts: bool) -> Option<String> {
    let key = fold::key(words);
    (!key.is_empty()).then(|| format!("\"{key}\"{}", if starts { " *" } else { "" }))
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn no_word_is_taken_for_an_operator() {
        assert_eq!(query("NOT near(OR)"), Some("\"not\" AND \"near or\"".to_owned()));
        assert_eq!(query("Deir-ez-Zor tank*"), Some("\"deir ez zor\" AND \"tank\" *".to_owned()));
        assert_eq!(query("the \"old bridge\""), Some("\"the\" AND \"old bridge\"".to_owned()));
        assert_eq!(query("\"\" -- ;"), None);
    }
}
