-- Entries that are changed by compare-and-set, and the versions of these tables.
-- A program that knows version 1 works with these tables.

CREATE TABLE IF NOT EXISTS ${prefix}schema (
  version INTEGER NOT NULL PRIMARY KEY,
  works_with INTEGER NOT NULL,
  script VARCHAR(100) NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  applied_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL
);

CREATE TABLE IF NOT EXISTS ${prefix}state (
  state_key VARCHAR(200) NOT NULL PRIMARY KEY,
  state_value VARBINARY(16384) NOT NULL,
  version BIGINT NOT NULL,
  attempt VARCHAR(32) NOT NULL,
  expires_at BIGINT,
  checksum VARCHAR(64) NOT NULL
);

CREATE INDEX IF NOT EXISTS ${prefix}state_expiry ON ${prefix}state (expires_at);
