package dev.staffgate.state.jdbc;

/** A row of the table of secrets: its key, its version, and what is under the seal. */
final class SealedRow {
  private final String key;
  private final byte[] sealed;
  private final long version;
  private final String attempt;

  SealedRow(String key, byte[] sealed, long version, String attempt) {
    this.key = key;
    this.sealed = sealed.clone();
    this.version = version;
    this.attempt = attempt;
  }

  String key() {
    return key;
  }

  byte[] sealed() {
    return sealed.clone();
  }

  long version() {
    return version;
  }

  String attempt() {
    return attempt;
  }
}
