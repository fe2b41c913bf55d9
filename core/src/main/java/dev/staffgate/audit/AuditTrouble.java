package dev.staffgate.audit;

/** The things that somebody else can do to an audit file that is being written. */
public enum AuditTrouble {
  /** The file was moved whole, as logrotate does; a new one is written. */
  MOVED(
      "moved", "The file was moved whole. Its records are where it is now. Nothing is to be done."),
  /** The file was deleted. */
  DELETED(
      "deleted",
      "The file was deleted. What it held was written to a file beside it. Find out who did it."),
  /** Another file was put in its place. */
  REPLACED(
      "replaced",
      "Another file was put in its place. That one was set aside. Find out who did it."),
  /** The file was cut. */
  TRUNCATED(
      "truncated",
      "The file was cut. The last records were written to a file beside it. If it was logrotate, let"
          + " it move the file: `nocopytruncate`."),
  /** Somebody else wrote to it. */
  APPENDED(
      "appended",
      "Somebody else wrote to the file. What they wrote was set aside. Find out who did it."),
  /** Its last line was not whole when it was opened, as after a crash. */
  TORN(
      "torn",
      "The last line was not whole, as after a crash. It was set aside; it was never acknowledged.");

  private final String text;
  private final String sentence;

  AuditTrouble(String text, String sentence) {
    this.text = text;
    this.sentence = sentence;
  }

  /** Returns the word in records: lower case. */
  public String text() {
    return text;
  }

  /** Returns what happened and what to do, for whoever runs the program. */
  public String sentence() {
    return sentence;
  }

  @Override
  public String toString() {
    return text;
  }
}
