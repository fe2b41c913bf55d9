package dev.staffgate.whm.http;

import java.time.Duration;

/**
 * The time that parts of a call may take.
 *
 * @param connect a connection, until it is there
 * @param request one request, from the look-up of the name to the last byte of the answer; at most
 *     {@code total}
 * @param total the call as a whole: the wait for its turn, the request, and a second one
 */
public record CallTimeouts(Duration connect, Duration request, Duration total) {
  private static final int SLOT_WAITS = 5;

  public CallTimeouts {
    request = request.compareTo(total) < 0 ? request : total;
  }

  /** Returns how long a call may wait for a slot: a fifth of all its time. */
  Duration slotWait() {
    return total.dividedBy(SLOT_WAITS);
  }

  /** The text of a time for people: {@code 15 s}, {@code 1500 ms}. */
  static String text(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
