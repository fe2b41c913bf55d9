package dev.staffgate.whm.http;

/** The effect of a call on a server; it decides how often the call may be sent, and when. */
public enum CallEffect {
  /** Opens, makes or ends something: sent once, whatever becomes of it. */
  CHANGES,
  /** Ends what another call made and nobody is handed: sent once, within a few seconds. */
  TAKES_BACK,
  /** Reads something: may be sent a second time. */
  READS,
  /** Tests the server: as {@link #READS}, and even while the server is left alone. */
  TESTS
}
