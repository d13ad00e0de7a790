//! The fourth layer: writing a ledger as a new generation, whole or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use rusqlite::{Transaction, params};
use serde::Serialize;
use tadmor::Ledger;
use tadmor::day::Day;
use tadmor::export::{self, ArticleLine};
use tadmor::ledger::{LedgerClaim, LedgerEvent};
use tadmor::text::fold;

use crate::door::PATIENCE;
use crate::pages::pack;
use crate::{Error, LedgerWriter, Spellings};

/// The tables that belong to a generation, the search index apart.
const DERIVED: [&str; 7] = ["articles", "claims", "events", "origins", "control", "links", "place_names"];

impl LedgerWriter {
    /// Whether pages, readings or decisions changed since the ledger was written, or it was written by another
    /// reader or with other tables.
    pub fn needs_assembly(&self, version: &str, tables: &str) -> Result<bool, Error> {
        let made = stamp(version, tables);
        Ok(self.meta("stale")?.is_some() || self.meta("assembled")? != Some(made))
    }

    /// Writes `ledger` as the next generation and names it the current one; then takes the one before away.
    pub fn write_ledger(
        &mut self,
        ledger: &Ledger,
        spellings: &Spellings,
        version: &str,
    ) -> Result<i64, Error> {
        let generation = self.generation()? + 1;
        let aliases = self.aliases(ledger)?;
        let file = self.file.clone();
        let writing = |source| Error::database(&file, "writing the ledger", source);
        let transaction = self.ledger.connection.transaction().map_err(writing)?;
        let rows = Rows { transaction: &transaction, generation };
        rows.all(ledger, spellings).map_err(writing)?;
        rows.aliases(&aliases).map_err(writing)?;
        rows.meta("unanchored", &json(&ledger.unanchored)).map_err(writing)?;
        rows.meta("tables", &ledger.tables).map_err(writing)?;
        rows.meta("assembled", &stamp(version, &ledger.tables)).map_err(writing)?;
        rows.meta("generation", &generation.to_string()).map_err(writing)?;
        transaction.execute("DELETE FROM meta WHERE name = 'stale'", []).map_err(writing)?;
        transaction.commit().map_err(writing)?;
        self.sweep()?;
        Ok(generation)
    }

    /// The file of the user's own outlets with which the ledger was read last; `None` where it was read with those
    /// that ship.
    pub fn outlets(&self) -> Result<Option<String>, Error> {
        Ok(self.meta("outlets")?.filter(|file| !file.is_empty()))
    }

    /// Keeps with which file of outlets the ledger is read now.
    pub fn keep_outlets(&self, file: Option<&str>) -> Result<(), Error> {
        let sql = "INSERT OR REPLACE INTO meta (name, value) VALUES ('outlets', ?1)";
        let written = self.ledger.connection.execute(sql, [file.unwrap_or_default()]);
        written.map(|_| ()).map_err(|source| self.error("writing which outlets it was read with", source))
    }

    /// Takes away every generation that is not the current one, and folds the log into the file.
    pub(crate) fn sweep(&mut self) -> Result<(), Error> {
        let generation = self.generation()?;
        let file = self.file.clone();
        let sweeping = |source| Error::database(&file, "taking an earlier generation away", source);
        let transaction = self.ledger.connection.transaction().map_err(sweeping)?;
        transaction
            .execute(
                "DELETE FROM claims_search WHERE rowid IN (SELECT claim_row FROM claims WHERE generation <> ?1)",
                [generation],
            )
            .map_err(sweeping)?;
        for table in DERIVED {
            transaction
                .execute(&format!("DELETE FROM {table} WHERE generation <> ?1"), [generation])
                .map_err(sweeping)?;
        }
        transaction.commit().map_err(sweeping)?;
        // A reader that still looks at the log keeps it from being emptied: the next writer will.
        self.wait(Duration::ZERO)?;
        let _kept = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        self.wait(PATIENCE)
    }

    fn wait(&self, patience: Duration) -> Result<(), Error> {
        let set = self.connection.busy_timeout(patience);
        set.map_err(|source| self.error("preparing the ledger", source))
    }

    /// For every event of the current generation that `ledger` does not have: the event that holds most of its
    /// claims, the smallest id first.
    fn aliases(&self, ledger: &Ledger) -> Result<BTreeMap<String, String>, Error> {
        let event_of: BTreeMap<&str, &str> = ledger
            .claims
            .iter()
            .filter_map(|claim| Some((claim.claim.id.as_str(), claim.event.as_ref()?.as_str())))
            .collect();
        let mut votes: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
        let reading = |source| self.error("reading the events before", source);
        let mut statement = self
            .connection
            .prepare("SELECT event, claim FROM claims WHERE generation = ?1 AND event IS NOT NULL")
            .map_err(reading)?;
        let mut rows = statement.query([self.generation()?]).map_err(reading)?;
        while let Some(row) = rows.next().map_err(reading)? {
            let old: String = row.get(0).map_err(reading)?;
            let claim: String = row.get(1).map_err(reading)?;
            if let Some(new) = event_of.get(claim.as_str()).filter(|new| **new != old) {
                *votes.entry(old).or_default().entry(new).or_default() += 1;
            }
        }
        let living: BTreeSet<&str> = ledger.events.iter().map(|event| event.id.as_str()).collect();
        let gone = votes.into_iter().filter(|(old, _)| !living.contains(old.as_str()));
        let most = |votes: BTreeMap<&str, usize>| {
            let best = votes.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
            best.map(|(new, _)| new.to_owned())
        };
        Ok(gone.filter_map(|(old, votes)| Some((old, most(votes)?))).collect())
    }
}

/// By whom and with which tables a ledger was made.
fn stamp(version: &str, tables: &str) -> String {
    format!("{version} {tables}")
}

fn json<T: Serialize>(value: &T) -> String {
    export::line(value)
}

fn packed<T: Serialize>(value: &T) -> Vec<u8> {
    pack(json(value).as_bytes())
}

fn day(day: Option<Day>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// Folded keys, each between bars, so that a whole one can be looked for.
fn barred<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut text = String::from("|");
    for name in names {
        let key = fold::key(name);
        if !key.is_empty() {
            text.push_str(&key);
            text.push('|');
        }
    }
    text
}

/// Folded words for the search index.
fn folded<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let keys = names.into_iter().map(fold::key).filter(|key| !key.is_empty());
    // A word that no query holds parts the names, so that a phrase never runs from one into the next.
    keys.collect::<Vec<_>>().join(" \u{1f} ")
}

struct Rows<'t> {
    transaction: &'t Transaction<'t>,
    generation: i64,
}

impl Rows<'_> {
    fn all(&self, ledger: &Ledger, spellings: &Spellings) -> rusqlite::Result<()> {
        self.articles(ledger)?;
        self.place_names(ledger, spellings)?;
        for (position, claim) in ledger.claims.iter().enumerate() {
            self.claim(position, claim, spellings)?;
        }
        for (position, event) in ledger.events.iter().enumerate() {
            self.event(position, event)?;
        }
        let mut origins = self.transaction.prepare_cached(
            "INSERT INTO origins (generation, position, origin, body) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (position, origin) in ledger.origins.iter().enumerate() {
            let body = packed(origin);
            origins.execute(params![self.generation, position as i64, origin.id.as_str(), body])?;
        }
        let mut control = self.transaction.prepare_cached(
            "INSERT INTO control (generation, position, place, body) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (position, holding) in ledger.control.iter().enumerate() {
            let body = packed(holding);
            control.execute(params![self.generation, position as i64, fold::key(&holding.place), body])?;
        }
        Ok(())
    }

    fn place_names(&self, ledger: &Ledger, spellings: &Spellings) -> rusqlite::Result<()> {
        let mut names = BTreeSet::new();
        for place in ledger.claims.iter().flat_map(|claim| &claim.claim.places) {
            for spelling in spellings.place(place) {
                names.insert((fold::key(spelling), place.name.as_str(), place.id.as_deref()));
            }
        }
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO place_names (generation, spelling, name, place_id) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (spelling, name, place_id) in names.iter().filter(|(spelling, ..)| !spelling.is_empty()) {
            statement.execute(params![self.generation, spelling, name, place_id])?;
        }
        Ok(())
    }

    fn articles(&self, ledger: &Ledger) -> rusqlite::Result<()> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO articles (generation, position, page_id, page, outlet, title, day_from, day_to, line, packed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        for (position, page) in ledger.pages.iter().enumerate() {
            let line = ArticleLine::of(page);
            statement.execute(params![
                self.generation,
                position as i64,
                line.page_id,
                line.page,
                line.outlet,
                line.title,
                day(line.published.days.from),
                day(line.published.days.to),
                json(&line),
                packed(page),
            ])?;
        }
        Ok(())
    }

    fn claim(&self, position: usize, claim: &LedgerClaim, spellings: &Spellings) -> rusqlite::Result<()> {
        let places = spellings.places(&claim.claim);
        let names = spellings.names(&claim.claim);
        let speakers = claim.claim.chain.iter().flat_map(|link| {
            [link.name.as_str(), link.written.as_str()].into_iter().chain(spellings.spellings(&link.name))
        });
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO claims (generation, position, claim, page_id, page, kind, speaker, places, event, origin, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?;
        statement.execute(params![
            self.generation,
            position as i64,
            claim.claim.id.as_str(),
            claim.claim.page_id.as_str(),
            claim.page,
            claim.claim.kind.as_str(),
            barred(speakers),
            barred(places.iter().copied()),
            claim.event.as_ref().map(|event| event.as_str()),
            claim.origin.as_str(),
            packed(claim),
        ])?;
        let row = self.transaction.last_insert_rowid();
        let mut index = self.transaction.prepare_cached(
            "INSERT INTO claims_search (rowid, quote, names, places) VALUES (?1, ?2, ?3, ?4)",
        )?;
        index.execute(params![row, fold::key(&claim.claim.quote), folded(names), folded(places)])?;
        Ok(())
    }

    fn event(&self, position: usize, event: &LedgerEvent) -> rusqlite::Result<()> {
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO events (generation, position, event, body) VALUES (?1, ?2, ?3, ?4)",
        )?;
        statement.execute(params![self.generation, position as i64, event.id.as_str(), packed(event),])?;
        let mut links = self.transaction.prepare_cached(
            "INSERT INTO links (generation, event, a, b, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        for difference in &event.differences {
            let (a, b) = (difference.a.as_str(), difference.b.as_str());
            links.execute(params![self.generation, event.id.as_str(), a, b, json(difference)])?;
        }
        Ok(())
    }

    fn aliases(&self, aliases: &BTreeMap<String, String>) -> rusqlite::Result<()> {
        for (old, new) in aliases {
            self.transaction.execute("UPDATE event_aliases SET event = ?2 WHERE event = ?1", [old, new])?;
            self.transaction
                .execute("INSERT OR REPLACE INTO event_aliases (alias, event) VALUES (?1, ?2)", [old, new])?;
        }
        // An id that lives again is no alias any more.
        self.transaction.execute(
            "DELETE FROM event_aliases WHERE alias IN (SELECT event FROM events WHERE generation = ?1)",
            [self.generation],
        )?;
        Ok(())
    }

    fn meta(&self, name: &str, value: &str) -> rusqlite::Result<()> {
        let sql = "INSERT OR REPLACE INTO meta (name, value) VALUES (?1, ?2)";
        self.transaction.execute(sql, [name, value]).map(|_| ())
    }
}
