package dev.staffgate.signin.attempts;

import java.time.Instant;

/**
 * Wrong passwords from unknown places, for all names that share the slot. Names that are accounts
 * and names that are none are counted alike, so that no wait tells them apart, and there are as
 * many slots as there are, however many names are tried.
 *
 * @param shared the wait that unknown networks share
 */
record NameSlot(SharedWait shared) {
  static final NameSlot NONE = new NameSlot(SharedWait.NONE);

  private static final String FORMAT = "1";

  NameSlot arrivedFrom(SourceNetwork network, Instant now) {
    return new NameSlot(shared.arrivedFrom(network, now));
  }

  NameSlot failedFrom(SourceNetwork network, Instant now) {
    return new NameSlot(shared.failedFrom(network, now));
  }

  NameSlot boundedAt(Instant now) {
    return new NameSlot(shared.boundedAt(now));
  }

  String toText() {
    return "name " + FORMAT + "\n" + shared.toLines("passwords");
  }

  static NameSlot read(StateLines lines) {
    lines.requireFormat("name", FORMAT);
    return new NameSlot(SharedWait.read(lines, "passwords"));
  }
}
