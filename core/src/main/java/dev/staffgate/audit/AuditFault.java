package dev.staffgate.audit;

/** The things that can be wrong with the chain of a log. */
public enum AuditFault {
  /** A record is not what was written. */
  CHANGED("changed"),
  /** Records are missing. */
  REMOVED("removed"),
  /** A record is in another place than it was written at, or there twice. */
  REORDERED("reordered"),
  /** Two records have the same place: two programs wrote, or a part was written anew. */
  FORKED("forked"),
  /** The end of a file is missing. */
  TRUNCATED("truncated"),
  /** The key of a part is not there, or a part has none where one is asked for. */
  UNVERIFIABLE("unverifiable");

  private final String text;

  AuditFault(String text) {
    this.text = text;
  }

  /** Returns the word: lower case. */
  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return text;
  }
}
