package dev.staffgate.whm.http;

import static java.util.Objects.requireNonNull;

import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Detail;
import dev.staffgate.panels.PanelException.Kind;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failed call as data. Whether it is tried again and whether the server is left alone is decided
 * by these values; a sentence for people is made of them once, by {@link #toException}.
 *
 * @param kind the kind of failure
 * @param detail the finer cause
 * @param seen what happened, a clause in lower case without its full stop; holds no secret
 * @param mend what to do, a sentence without its full stop
 * @param quotesServer whether {@code seen} quotes the server, which is there then
 * @param leftOpen what the server opened all the same, if it did
 * @param cause kept for the log; null where it could hold something of an answer
 */
public record CallFailure(
    Kind kind,
    Detail detail,
    String seen,
    String mend,
    boolean quotesServer,
    Optional<LeftOpen> leftOpen,
    @Nullable Throwable cause) {
  /**
   * A session or link that was opened and is handed to nobody.
   *
   * @param until when it ends at the latest, if that is known
   */
  public record LeftOpen(Optional<Instant> until) {}

  public CallFailure {
    requireNonNull(kind, "kind");
    requireNonNull(detail, "detail");
    requireNonNull(seen, "seen");
    requireNonNull(mend, "mend");
    requireNonNull(leftOpen, "leftOpen");
  }

  /** Returns a failure without a cause that quotes nobody. */
  public static CallFailure of(Kind kind, Detail detail, String seen, String mend) {
    return new CallFailure(kind, detail, seen, mend, false, Optional.empty(), null);
  }

  /**
   * Returns the failure of an answer that is not one of the panel's API.
   *
   * @param panel the panel's name for people
   */
  public static CallFailure protocol(Detail detail, String seen, String panel) {
    return of(
        Kind.PROTOCOL,
        detail,
        seen,
        "Check that the address is "
            + panel
            + "'s own, port and all; if it is, tell its administrator");
  }

  /** Returns this failure with a cause that holds nothing of an answer. */
  public CallFailure causedBy(Throwable thrown) {
    return new CallFailure(kind, detail, seen, mend, quotesServer, leftOpen, thrown);
  }

  /** Returns this failure with another thing to do. */
  public CallFailure withMend(String other) {
    return new CallFailure(kind, detail, seen, other, quotesServer, leftOpen, cause);
  }

  /** Returns this failure as one whose {@code seen} quotes the server. */
  public CallFailure quotingServer() {
    return new CallFailure(kind, detail, seen, mend, true, leftOpen, cause);
  }

  /** Returns this failure as one of a call by which something was opened all the same. */
  public CallFailure leavingOpen(Optional<Instant> until) {
    return new CallFailure(
        kind, detail, seen, mend, quotesServer, Optional.of(new LeftOpen(until)), cause);
  }

  /** Returns whether the same call may succeed later without anybody mending anything. */
  public boolean mayPass() {
    return PanelException.isTransient(kind, detail);
  }

  /** Returns the exception for whoever asked: which server, what happened, what to do. */
  public PanelException toException(String server, ServerAddress address) {
    PanelException failure =
        new PanelException(
            kind,
            detail,
            server,
            "server %s (%s): %s. %s.".formatted(server, address, seen, mend),
            cause);
    return leftOpen.map(left -> failure.leavingOpen(left.until())).orElse(failure);
  }
}
