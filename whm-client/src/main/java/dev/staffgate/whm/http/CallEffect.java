package dev.staffgate.whm.http;

/** What a call does on a server; that tells how often it may be sent, and whether in any case. */
public enum CallEffect {
  /** It opens, makes or ends something: it is sent once, whatever becomes of it. */
  CHANGES,
  /** It tells something: it may be sent a second time. */
  READS,
  /** It tells how the server is: as {@link #READS}, and even while the server is left alone. */
  TESTS
}
