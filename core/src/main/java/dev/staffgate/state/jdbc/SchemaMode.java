package dev.staffgate.state.jdbc;

/** The part that a store has in its own tables when it opens. */
public enum SchemaMode {
  /** Makes the tables that are missing and brings older ones up to date. */
  MIGRATE,
  /** Looks whether the tables are there and up to date, and changes nothing. */
  VALIDATE,
  /** Does not look. */
  NONE
}
