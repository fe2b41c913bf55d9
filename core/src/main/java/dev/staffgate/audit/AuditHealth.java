package dev.staffgate.audit;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of an audit file, for a health check.
 *
 * @param keeps whether the last records were kept
 * @param problem why not, for whoever runs the program
 * @param trouble what somebody did to the file last, since the program started
 * @param troubleAt when that was noticed
 */
public record AuditHealth(
    boolean keeps,
    Optional<String> problem,
    Optional<AuditTrouble> trouble,
    Optional<Instant> troubleAt) {
  /** The state of a file that nothing has happened to. */
  static final AuditHealth WELL =
      new AuditHealth(true, Optional.empty(), Optional.empty(), Optional.empty());

  public AuditHealth {
    requireNonNull(problem, "problem");
    requireNonNull(trouble, "trouble");
    requireNonNull(troubleAt, "troubleAt");
  }

  AuditHealth kept() {
    return keeps ? this : new AuditHealth(true, Optional.empty(), trouble, troubleAt);
  }

  AuditHealth failed(String why) {
    return new AuditHealth(false, Optional.of(why), trouble, troubleAt);
  }

  AuditHealth troubled(AuditTrouble what, Instant at) {
    return new AuditHealth(keeps, problem, Optional.of(what), Optional.of(at));
  }
}
