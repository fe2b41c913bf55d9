package dev.staffgate.signin.care;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * An account that somebody let in who has the program's machine, and that nobody has reviewed yet.
 *
 * @param staff whose account it is
 * @param by who did it, such as {@code offline.root} for that user of the machine
 * @param at when
 */
public record RecoveredAccount(String staff, String by, Instant at) {
  public RecoveredAccount {
    requireNonNull(staff, "staff");
    requireNonNull(by, "by");
    requireNonNull(at, "at");
  }
}
