-- Accounts of the staff, and their credentials.
-- A program that knows version 1 works with these tables.

CREATE TABLE IF NOT EXISTS ${prefix}directory (
  id INTEGER NOT NULL PRIMARY KEY,
  version BIGINT NOT NULL,
  attempt VARCHAR(32) NOT NULL
);

INSERT INTO ${prefix}directory (id, version, attempt)
  SELECT 1, 0, 'none' FROM ${prefix}schema
  WHERE version = 1 AND NOT EXISTS (SELECT 1 FROM ${prefix}directory);

CREATE TABLE IF NOT EXISTS ${prefix}account (
  id VARCHAR(128) NOT NULL PRIMARY KEY,
  id_folded VARCHAR(128) NOT NULL,
  name VARCHAR(4000),
  email VARCHAR(4000),
  person VARCHAR(128),
  disabled BOOLEAN NOT NULL,
  bound_to_networks BOOLEAN NOT NULL,
  parts INTEGER NOT NULL,
  version BIGINT NOT NULL,
  attempt VARCHAR(32) NOT NULL,
  UNIQUE (id_folded)
);

CREATE TABLE IF NOT EXISTS ${prefix}account_role (
  account VARCHAR(128) NOT NULL REFERENCES ${prefix}account (id),
  place INTEGER NOT NULL,
  version BIGINT NOT NULL,
  role VARCHAR(128) NOT NULL,
  runs_from VARCHAR(40),
  runs_until VARCHAR(40),
  approved_by VARCHAR(128),
  reason VARCHAR(4000),
  PRIMARY KEY (account, place)
);

CREATE TABLE IF NOT EXISTS ${prefix}account_network (
  account VARCHAR(128) NOT NULL REFERENCES ${prefix}account (id),
  place INTEGER NOT NULL,
  version BIGINT NOT NULL,
  network VARCHAR(128),
  addresses VARCHAR(100),
  PRIMARY KEY (account, place)
);

CREATE TABLE IF NOT EXISTS ${prefix}account_known_as (
  account VARCHAR(128) NOT NULL REFERENCES ${prefix}account (id),
  place INTEGER NOT NULL,
  version BIGINT NOT NULL,
  known_as VARCHAR(256) NOT NULL,
  known_as_folded VARCHAR(256) NOT NULL,
  PRIMARY KEY (account, place),
  UNIQUE (known_as_folded)
);

CREATE TABLE IF NOT EXISTS ${prefix}account_assigned (
  account VARCHAR(128) NOT NULL REFERENCES ${prefix}account (id),
  place INTEGER NOT NULL,
  version BIGINT NOT NULL,
  resource_type VARCHAR(256) NOT NULL,
  resource_id VARCHAR(4000),
  PRIMARY KEY (account, place)
);

CREATE TABLE IF NOT EXISTS ${prefix}account_attribute (
  account VARCHAR(128) NOT NULL REFERENCES ${prefix}account (id),
  place INTEGER NOT NULL,
  version BIGINT NOT NULL,
  attribute VARCHAR(256) NOT NULL,
  attribute_value VARCHAR(4000) NOT NULL,
  PRIMARY KEY (account, place)
);

CREATE TABLE IF NOT EXISTS ${prefix}credential (
  id VARCHAR(128) NOT NULL PRIMARY KEY,
  password_hash VARCHAR(4000),
  code_seed VARCHAR(128),
  code_algorithm VARCHAR(16),
  code_digits INTEGER,
  last_step BIGINT NOT NULL,
  recovery_codes VARCHAR(16000) NOT NULL,
  enrol_before VARCHAR(40),
  version BIGINT NOT NULL,
  attempt VARCHAR(32) NOT NULL,
  checksum VARCHAR(64) NOT NULL
);
