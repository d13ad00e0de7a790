//! Claims picked by kind, place, page and speaker, a page of rows at a time.

use rusqlite::params_from_iter;
use rusqlite::types::Value;
use tadmor::ledger::LedgerClaim;
use tadmor::text::fold;

use crate::{Error, LedgerFile, Listing};

/// Which claims to list. An empty filter lists all; several fields must all fit.
#[derive(Clone, Debug, Default)]
pub struct ClaimFilter {
    /// The kind as exports write it; "control" takes every kind that starts with "control.".
    pub kind: Option<String>,
    /// A place, in any spelling.
    pub place: Option<String>,
    /// The page's name as given, the end of it, or the start of its id.
    pub page: Option<String>,
    /// Some name in the speaker chain, in any spelling, or words of it.
    pub speaker: Option<String>,
    /// Which of those that fit.
    pub listing: Listing,
}

impl LedgerFile {
    /// Hands the claims that fit to `take`, until it says stop.
    pub fn each_claim<E>(
        &self,
        filter: &ClaimFilter,
        mut take: impl FnMut(LedgerClaim) -> Result<(), E>,
    ) -> Result<Result<(), E>, Error> {
        let (sql, values) = self.query(filter)?;
        self.each_body(&sql, params_from_iter(values), "claims", &mut take)
    }

    fn query(&self, filter: &ClaimFilter) -> Result<(String, Vec<Value>), Error> {
        let mut sql = String::from("SELECT body FROM claims WHERE generation = ?");
        let mut values = vec![Value::Integer(self.generation()?)];
        if let Some(kind) = &filter.kind {
            sql.push_str(" AND (kind = ? OR substr(kind, 1, length(?)) = ?)");
            values.push(Value::Text(kind.clone()));
            values.extend([Value::Text(format!("{kind}.")), Value::Text(format!("{kind}."))]);
        }
        if let Some(place) = &filter.place {
            sql.push_str(" AND instr(places, ?) > 0");
            values.push(Value::Text(format!("|{}|", fold::key(place))));
        }
        if let Some(page) = &filter.page {
            sql.push_str(
                " AND (page = ? OR substr(page, -length(?)) = ? OR substr(page_id, 1, length(?)) = ?)",
            );
            values.push(Value::Text(page.clone()));
            values.extend([Value::Text(format!("/{page}")), Value::Text(format!("/{page}"))]);
            values.extend([Value::Text(page.clone()), Value::Text(page.clone())]);
        }
        if let Some(speaker) = &filter.speaker {
            sql.push_str(" AND instr(replace(speaker, '|', ' '), ?) > 0");
            values.push(Value::Text(format!(" {} ", fold::key(speaker))));
        }
        sql.push_str(" ORDER BY position LIMIT ? OFFSET ?");
        values.extend([
            Value::Integer(filter.listing.limit.into()),
            Value::Integer(filter.listing.skip.into()),
        ]);
        Ok((sql, values))
    }
}
