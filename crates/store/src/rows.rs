//! The ledger read back: whole, one thing by its id, or line by line as exports write it.

use std::convert::Infallible;

use rusqlite::{Params, params};
use serde::de::DeserializeOwned;
use tadmor::Ledger;
use tadmor::control::Holding;
use tadmor::export::{self, ClaimLine, EventLine, What};
use tadmor::id::{ClaimId, EventId, OriginId, PageId};
use tadmor::ledger::{LedgerClaim, LedgerEvent};
use tadmor::origin::Origin;
use tadmor::reading::Reading;
use tadmor::text::fold;

use crate::{Error, LedgerFile};

/// Which of several lines to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// How many to pass over.
    pub skip: u32,
    /// How many at most.
    pub limit: u32,
}

impl Default for Listing {
    fn default() -> Self {
        Listing { skip: 0, limit: u32::MAX }
    }
}

impl LedgerFile {
    /// The whole ledger. Empty before the first was written.
    pub fn ledger(&self) -> Result<Ledger, Error> {
        Ok(Ledger {
            tables: self.meta("tables")?.unwrap_or_default(),
            pages: self.parsed(
                "SELECT packed FROM articles WHERE generation = ?1 ORDER BY position",
                params![self.generation()?],
                "articles",
            )?,
            claims: self.bodies("claims")?,
            events: self.bodies("events")?,
            origins: self.bodies("origins")?,
            control: self.bodies("control")?,
            unanchored: match self.meta("unanchored")? {
                Some(text) => serde_json::from_str(&text)
                    .map_err(|error| self.damaged("reading decisions without a claim", error))?,
                None => Vec::new(),
            },
        })
    }

    /// Hands the lines of an export, in the ledger's order and without its head, to `take`, until it says stop.
    /// Zones are made from readings and bytes, and have no lines here.
    pub fn lines<E>(
        &self,
        what: What,
        listing: Listing,
        mut take: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<Result<(), E>, Error> {
        match what {
            What::Articles => self.article_lines(listing, take),
            What::Claims => self.made(what, listing, |claim| take(&export::line(&ClaimLine::of(&claim)))),
            What::Events => self.made(what, listing, |event| take(&export::line(&EventLine::of(&event)))),
            What::Origins => self.made(what, listing, |origin: Origin| take(&export::line(&origin))),
            What::Control => self.made(what, listing, |holding: Holding| take(&export::line(&holding))),
            What::Zones => Ok(Ok(())),
        }
    }

    /// Articles keep their line, since a reading is much larger.
    fn article_lines<E>(
        &self,
        listing: Listing,
        mut take: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<Result<(), E>, Error> {
        let sql = "SELECT line FROM articles WHERE generation = ?1 ORDER BY position LIMIT ?2 OFFSET ?3";
        let reading = |source| self.error("reading articles", source);
        let mut statement = self.connection.prepare_cached(sql).map_err(reading)?;
        let values = params![self.generation()?, listing.limit, listing.skip];
        let mut rows = statement.query(values).map_err(reading)?;
        while let Some(row) = rows.next().map_err(reading)? {
            let line = row.get_ref(0).and_then(|value| Ok(value.as_str()?)).map_err(reading)?;
            if let Err(stop) = take(line) {
                return Ok(Err(stop));
            }
        }
        Ok(Ok(()))
    }

    fn made<T: DeserializeOwned, E>(
        &self,
        what: What,
        listing: Listing,
        mut take: impl FnMut(T) -> Result<(), E>,
    ) -> Result<Result<(), E>, Error> {
        let table = what.as_str();
        let sql =
            format!("SELECT body FROM {table} WHERE generation = ?1 ORDER BY position LIMIT ?2 OFFSET ?3");
        self.each_body(&sql, params![self.generation()?, listing.limit, listing.skip], table, &mut take)
    }

    /// Hands what `sql` finds in its first column, packed, to `take`, until it says stop.
    pub(crate) fn each_body<T: DeserializeOwned, E>(
        &self,
        sql: &str,
        values: impl Params,
        table: &str,
        take: &mut dyn FnMut(T) -> Result<(), E>,
    ) -> Result<Result<(), E>, Error> {
        let reading = |source| self.error(format!("reading {table}"), source);
        let mut statement = self.connection.prepare_cached(sql).map_err(reading)?;
        let mut rows = statement.query(values).map_err(reading)?;
        while let Some(row) = rows.next().map_err(reading)? {
            let packed = row.get_ref(0).and_then(|value| Ok(value.as_blob()?)).map_err(reading)?;
            let value = self.unpack_json(packed, || format!("reading {table}"))?;
            if let Err(stop) = take(value) {
                return Ok(Err(stop));
            }
        }
        Ok(Ok(()))
    }

    /// Hands every page of the ledger, as the pile settled it, to `take`, by page name, until it says stop.
    pub fn each_page<E>(
        &self,
        mut take: impl FnMut(Reading) -> Result<(), E>,
    ) -> Result<Result<(), E>, Error> {
        let sql = "SELECT packed FROM articles WHERE generation = ?1 ORDER BY position";
        self.each_body(sql, params![self.generation()?], "articles", &mut take)
    }

    fn bodies<T: DeserializeOwned>(&self, table: &'static str) -> Result<Vec<T>, Error> {
        let sql = format!("SELECT body FROM {table} WHERE generation = ?1 ORDER BY position");
        self.parsed(&sql, params![self.generation()?], table)
    }

    pub(crate) fn parsed<T: DeserializeOwned>(
        &self,
        sql: &str,
        values: impl Params,
        table: &str,
    ) -> Result<Vec<T>, Error> {
        let mut all = Vec::new();
        let Ok(()) = self.each_body::<T, Infallible>(sql, values, table, &mut |value| {
            all.push(value);
            Ok(())
        })?;
        Ok(all)
    }

    /// The claims whose id starts with `start`, at most `limit`.
    pub fn claims_by_id(&self, start: &str, limit: u32) -> Result<Vec<LedgerClaim>, Error> {
        self.by_id("claims", "claim", start, limit)
    }

    /// The events whose id, or one of whose earlier ids, starts with `start`, at most `limit`.
    pub fn events_by_id(&self, start: &str, limit: u32) -> Result<Vec<LedgerEvent>, Error> {
        let events = self.by_id("events", "event", start, limit)?;
        if !events.is_empty() {
            return Ok(events);
        }
        let (low, high) = range(start);
        let sql = "SELECT body FROM events WHERE generation = ?1 AND event IN
                     (SELECT event FROM event_aliases WHERE alias >= ?2 AND alias < ?3) ORDER BY event LIMIT ?4";
        self.parsed(sql, params![self.generation()?, low, high, limit], "events")
    }

    /// The origins whose id starts with `start`, at most `limit`.
    pub fn origins_by_id(&self, start: &str, limit: u32) -> Result<Vec<Origin>, Error> {
        self.by_id("origins", "origin", start, limit)
    }

    /// The claims of an event, by page, in page order.
    pub fn claims_of_event(&self, event: &EventId) -> Result<Vec<LedgerClaim>, Error> {
        let sql = "SELECT body FROM claims WHERE generation = ?1 AND event = ?2 ORDER BY position";
        self.parsed(sql, params![self.generation()?, event.as_str()], "claims")
    }

    /// The claims of an origin, by page, in page order.
    pub fn claims_of_origin(&self, origin: &OriginId) -> Result<Vec<LedgerClaim>, Error> {
        let sql = "SELECT body FROM claims WHERE generation = ?1 AND origin = ?2 ORDER BY position";
        self.parsed(sql, params![self.generation()?, origin.as_str()], "claims")
    }

    /// The claims of a page, in page order.
    pub fn claims_of_page(&self, page: &PageId) -> Result<Vec<LedgerClaim>, Error> {
        let sql = "SELECT body FROM claims WHERE generation = ?1 AND page_id = ?2 ORDER BY position";
        self.parsed(sql, params![self.generation()?, page.as_str()], "claims")
    }

    /// The claim of that id.
    pub fn claim(&self, id: &ClaimId) -> Result<Option<LedgerClaim>, Error> {
        Ok(self.claims_by_id(id.as_str(), 1)?.pop())
    }

    /// The origin of that id.
    pub fn origin(&self, id: &OriginId) -> Result<Option<Origin>, Error> {
        Ok(self.origins_by_id(id.as_str(), 1)?.pop())
    }

    /// The articles whose page has that name, or an id that starts so, at most `limit`.
    pub fn articles_by(&self, text: &str, limit: u32) -> Result<Vec<Reading>, Error> {
        let (low, high) = range(text);
        let sql = "SELECT packed FROM articles WHERE generation = ?1 AND
                     (page = ?2 OR (length(?2) >= 4 AND page_id >= ?2 AND page_id < ?3)) ORDER BY position LIMIT ?4";
        self.parsed(sql, params![self.generation()?, low, high, limit], "articles")
    }

    /// The places that some page or table spells `spelling`: canonical name and, where known, id.
    pub fn places_named(&self, spelling: &str) -> Result<Vec<(String, Option<String>)>, Error> {
        let sql = "SELECT DISTINCT name, place_id FROM place_names WHERE generation = ?1 AND spelling = ?2
                   ORDER BY name, place_id";
        let reading = |source| self.error("reading names of places", source);
        let mut statement = self.connection.prepare_cached(sql).map_err(reading)?;
        let rows = statement.query_map(params![self.generation()?, fold::key(spelling)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        });
        rows.and_then(Iterator::collect).map_err(reading)
    }

    /// The ids of all places that claims name, in order.
    pub fn place_ids(&self) -> Result<Vec<String>, Error> {
        let sql = "SELECT DISTINCT place_id FROM place_names WHERE generation = ?1 AND place_id IS NOT NULL ORDER BY 1";
        let reading = |source| self.error("reading places", source);
        let mut statement = self.connection.prepare_cached(sql).map_err(reading)?;
        let rows = statement.query_map([self.generation()?], |row| row.get(0));
        rows.and_then(Iterator::collect).map_err(reading)
    }

    /// The control of every place, by place, then time.
    pub fn control(&self) -> Result<Vec<Holding>, Error> {
        self.bodies("control")
    }

    /// How many notes the pages carry, of what could not be read.
    pub fn note_count(&self) -> Result<u64, Error> {
        let sql =
            "SELECT coalesce(sum(json_array_length(line, '$.notes')), 0) FROM articles WHERE generation = ?1";
        let count = self.connection.query_row(sql, [self.generation()?], |row| row.get::<_, i64>(0));
        count.map(i64::unsigned_abs).map_err(|source| self.error("counting notes", source))
    }

    fn by_id<T: DeserializeOwned>(
        &self,
        table: &'static str,
        column: &str,
        start: &str,
        limit: u32,
    ) -> Result<Vec<T>, Error> {
        let (low, high) = range(start);
        let sql = format!(
            "SELECT body FROM {table} WHERE generation = ?1 AND {column} >= ?2 AND {column} < ?3
             ORDER BY {column} LIMIT ?4"
        );
        self.parsed(&sql, params![self.generation()?, low, high, limit], table)
    }

    /// How many rows of `what` the current ledger holds; 0 for zones, which have no rows of their own.
    pub fn count(&self, what: What) -> Result<u64, Error> {
        if what == What::Zones {
            return Ok(0);
        }
        let sql = format!("SELECT count(*) FROM {} WHERE generation = ?1", what.as_str());
        let count = self.connection.query_row(&sql, [self.generation()?], |row| row.get::<_, i64>(0));
        let count = count.map_err(|source| self.error(format!("counting {}", what.as_str()), source))?;
        Ok(count.unsigned_abs())
    }
}

/// From `start` to past everything that starts with it.
fn range(start: &str) -> (&str, String) {
    (start, format!("{start}\u{10ffff}"))
}
