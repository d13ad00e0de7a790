-- 1. Pages as saved: never changed.
CREATE TABLE pages (
  page_id TEXT PRIMARY KEY NOT NULL,      -- sha256 of the bytes, 64 hexadecimal digits
  length  INTEGER NOT NULL,               -- of the bytes, before packing
  packed  BLOB NOT NULL                   -- the bytes, zstd
) STRICT;

-- Where the bytes were found. The same bytes under two names are one page with two sources.
CREATE TABLE sources (
  page_id TEXT NOT NULL REFERENCES pages (page_id),
  file    TEXT NOT NULL,
  PRIMARY KEY (page_id, file)
) STRICT, WITHOUT ROWID;

-- 2. Readings: what the machine read; replaced when the reader or its tables change.
CREATE TABLE readings (
  page_id TEXT PRIMARY KEY NOT NULL REFERENCES pages (page_id),
  version TEXT NOT NULL,                  -- of the reader
  tables  TEXT NOT NULL,                  -- digest of the tables
  packed  BLOB NOT NULL                   -- JSON, zstd
) STRICT;

-- 3. Decisions: what people decided. Only ever added to.
CREATE TABLE decisions (
  decision INTEGER PRIMARY KEY AUTOINCREMENT,
  page_id TEXT NOT NULL,
  body    TEXT NOT NULL                   -- JSON
) STRICT;
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
  BEGIN SELECT RAISE (ABORT, 'decisions are only ever added to'); END;

-- 4. The ledger: a pure function of the above, written whole as one generation, and then named the current one.
CREATE TABLE articles (
  generation INTEGER NOT NULL,
  position   INTEGER NOT NULL,            -- in the ledger's order
  page_id    TEXT NOT NULL,
  page       TEXT NOT NULL,               -- its name in exports
  outlet     TEXT,
  title      TEXT,
  day_from   TEXT,
  day_to     TEXT,
  line       TEXT NOT NULL,               -- as exports write it
  packed     BLOB NOT NULL,               -- the reading as the pile settled it: JSON, zstd
  PRIMARY KEY (generation, position)
) STRICT;
CREATE INDEX articles_page ON articles (page_id);

CREATE TABLE claims (
  claim_row  INTEGER PRIMARY KEY,         -- also the row in claims_search
  generation INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  claim      TEXT NOT NULL,
  page_id    TEXT NOT NULL,
  page       TEXT NOT NULL,
  kind       TEXT NOT NULL,
  speaker    TEXT NOT NULL,               -- folded names of the whole chain, each between bars: |one|other|
  places     TEXT NOT NULL,               -- folded spellings of its places, each between bars
  event      TEXT,
  origin     TEXT NOT NULL,
  body       BLOB NOT NULL                -- JSON, zstd
) STRICT;
CREATE UNIQUE INDEX claims_order ON claims (generation, position);
CREATE INDEX claims_claim ON claims (claim);
CREATE INDEX claims_event ON claims (event);
CREATE INDEX claims_origin ON claims (origin);

CREATE TABLE events (
  generation INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  event      TEXT NOT NULL,
  body       BLOB NOT NULL,               -- JSON, zstd
  PRIMARY KEY (generation, position)
) STRICT;
CREATE INDEX events_event ON events (event);

-- Earlier ids of events live on, so that addresses keep working.
CREATE TABLE event_aliases (
  alias TEXT PRIMARY KEY NOT NULL,
  event TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE origins (
  generation INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  origin     TEXT NOT NULL,
  body       BLOB NOT NULL,               -- JSON, zstd
  PRIMARY KEY (generation, position)
) STRICT;
CREATE INDEX origins_origin ON origins (origin);

CREATE TABLE control (
  generation INTEGER NOT NULL,
  position   INTEGER NOT NULL,
  place      TEXT NOT NULL,
  body       BLOB NOT NULL,               -- JSON, zstd
  PRIMARY KEY (generation, position)
) STRICT;

-- Every spelling of every place, folded.
CREATE TABLE place_names (
  generation INTEGER NOT NULL,
  spelling   TEXT NOT NULL,
  name       TEXT NOT NULL,
  place_id   TEXT
) STRICT;
CREATE INDEX place_names_spelling ON place_names (generation, spelling);

-- Which claims differ, and in what.
CREATE TABLE links (
  generation INTEGER NOT NULL,
  event      TEXT NOT NULL,
  a          TEXT NOT NULL,
  b          TEXT NOT NULL,
  body       TEXT NOT NULL                -- JSON of the difference
) STRICT;
CREATE INDEX links_event ON links (generation, event);

CREATE TABLE meta (
  name  TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('generation', '0');

-- Words of claims, already folded (text::fold::key), so that every spelling finds them.
CREATE VIRTUAL TABLE claims_search USING fts5 (
  quote, names, places,
  content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
