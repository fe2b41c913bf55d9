-- Secrets, each sealed with a key that is kept elsewhere.
-- A program that knows version 1 works with these tables.

CREATE TABLE IF NOT EXISTS ${prefix}secret (
  secret_key VARCHAR(200) NOT NULL PRIMARY KEY,
  sealed VARBINARY(524288) NOT NULL,
  version BIGINT NOT NULL,
  attempt VARCHAR(32) NOT NULL
);
