-- A page may be a part of a file: a member of an archive, a record of a crawl, an entry of a feed. What the door knew of
-- it (address, time, charset, the feed's name) stands with the source.
CREATE TABLE sources_with_parts (
  page_id TEXT NOT NULL REFERENCES pages (page_id),
  file    TEXT NOT NULL,
  member  TEXT NOT NULL DEFAULT '',       -- empty where the file is the page
  offset  INTEGER NOT NULL DEFAULT -1,    -- -1 where there is none
  sha256  TEXT NOT NULL DEFAULT '',       -- of the file, where the page is only a part of it
  address TEXT,
  fetched TEXT,
  charset TEXT,
  site    TEXT,
  PRIMARY KEY (page_id, file, member, offset, sha256)
) STRICT, WITHOUT ROWID;
INSERT INTO sources_with_parts (page_id, file) SELECT page_id, file FROM sources;
DROP TABLE sources;
ALTER TABLE sources_with_parts RENAME TO sources;

-- What the doors had told when the reading was made: where that changes, the page is read again.
ALTER TABLE readings ADD COLUMN told TEXT NOT NULL DEFAULT '{}';

-- Archives that were unpacked to their end: the same bytes under the same name need not be unpacked again.
CREATE TABLE archives (
  file    TEXT NOT NULL,
  sha256  TEXT NOT NULL,
  version TEXT NOT NULL,                  -- of the doors
  report  TEXT NOT NULL,                  -- JSON: what was in it
  PRIMARY KEY (file, sha256)
) STRICT, WITHOUT ROWID;
