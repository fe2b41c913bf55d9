package dev.staffgate.signin;

import dev.staffgate.signin.attempts.StateLines;
import dev.staffgate.signin.attempts.StoredRecord;
import dev.staffgate.signin.attempts.StoredRecord.Change;
import dev.staffgate.signin.attempts.StoredRecord.Codec;
import dev.staffgate.state.StateKey;
import dev.staffgate.state.StateStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The deeds of others to an account, kept until its owner is told of it at the next sign-in: one of
 * each kind, with how often it was done. Thread-safe.
 */
final class OwnerNotices {
  private static final String FORMAT = "1";

  private final StoredRecord<List<OwnerNotice>> notices;

  OwnerNotices(StateStore state, InstantSource clock) {
    this.notices =
        new StoredRecord<>(
            state,
            clock,
            new Codec<>(
                List.of(), OwnerNotices::read, OwnerNotices::toText, (stored, now) -> stored),
            Optional.empty());
  }

  /** Keeps a notice for the owner of an account. */
  void add(String staff, OwnerNotice.Kind kind, int count) {
    boolean unused =
        notices.change(
            key(staff),
            (before, now) -> {
              List<OwnerNotice> more = new ArrayList<>();
              int times = count;
              for (OwnerNotice one : before) {
                if (one.kind() == kind) {
                  times = Math.min(times, Integer.MAX_VALUE - one.count()) + one.count();
                } else {
                  more.add(one);
                }
              }
              more.add(new OwnerNotice(kind, times, now));
              return new Change<>(List.copyOf(more), true);
            });
  }

  /** Returns the notices for the owner, who is told of them now. */
  List<OwnerNotice> take(String staff) {
    return notices.change(key(staff), (before, now) -> new Change<>(List.of(), before));
  }

  private static StateKey key(String staff) {
    return StateKey.of("owner-notice", staff);
  }

  private static String toText(List<OwnerNotice> notices) {
    StringBuilder text = new StringBuilder("notices " + FORMAT + "\n");
    for (OwnerNotice one : notices) {
      text.append("notice ").append(one.kind().name()).append(' ').append(one.count());
      text.append(' ').append(one.at().toEpochMilli()).append('\n');
    }
    return text.toString();
  }

  private static List<OwnerNotice> read(StateLines lines) {
    lines.requireFormat("notices", FORMAT);
    List<OwnerNotice> read = new ArrayList<>();
    while (lines.isNext("notice")) {
      read.add(lines.line("notice", OwnerNotices::notice));
    }
    return List.copyOf(read);
  }

  private static OwnerNotice notice(StateLines.Fields one) {
    OwnerNotice.Kind kind = OwnerNotice.Kind.valueOf(one.text());
    int count = one.count();
    Instant at = one.instant().orElseThrow();
    return new OwnerNotice(kind, count, at);
  }
}
