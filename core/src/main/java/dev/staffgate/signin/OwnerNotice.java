package dev.staffgate.signin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A notice for the owner of an account, shown after the next sign-in: what happened to the account
 * meanwhile.
 *
 * @param kind what happened
 * @param count how many times; of recovery codes, how many are left
 * @param at when it happened last
 */
public record OwnerNotice(Kind kind, int count, Instant at) {
  /** The things that an owner is told. */
  public enum Kind {
    /** Wrong codes were typed after the right password, or by somebody who was signed in. */
    WRONG_CODES,
    /** A recovery code was used, just now. */
    RECOVERY_CODE_USED,
    /** An administrator reset the password. */
    PASSWORD_RESET,
    /** An administrator reset the second factor. */
    SECOND_FACTOR_RESET,
    /** The password was changed. */
    PASSWORD_CHANGED,
    /** The second factor was changed. */
    SECOND_FACTOR_CHANGED,
    /** New recovery codes were made. */
    RECOVERY_CODES_MADE,
    /** An administrator ended the waits after failures. */
    UNLOCKED,
    /** An administrator signed the account out everywhere. */
    SIGNED_OUT_EVERYWHERE,
    /** Somebody with access to the machine let the account in for an hour. */
    RECOVERED_OFFLINE
  }

  public OwnerNotice {
    requireNonNull(kind, "kind");
    requireNonNull(at, "at");
  }

  /** Returns a sentence for the owner. */
  public String sentence() {
    return switch (kind) {
      case WRONG_CODES ->
          count == 1
              ? "One wrong code was typed for your account since your last sign-in. If that was not"
                  + " you, somebody may know your password: change it."
              : count
                  + " wrong codes were typed for your account since your last sign-in. If that was"
                  + " not you, somebody may know your password: change it.";
      case RECOVERY_CODE_USED ->
          switch (count) {
            case 0 -> "That was your last recovery code. Make new ones now.";
            case 1 -> "A recovery code was used. One is left: make new ones soon.";
            default -> "A recovery code was used. " + count + " are left.";
          };
      case PASSWORD_RESET -> "An administrator reset your password.";
      case SECOND_FACTOR_RESET -> "An administrator reset your second factor.";
      case PASSWORD_CHANGED -> "Your password was changed.";
      case SECOND_FACTOR_CHANGED -> "Your second factor was changed.";
      case RECOVERY_CODES_MADE -> "New recovery codes were made; the old ones are void.";
      case UNLOCKED -> "An administrator ended the waits after failed sign-ins.";
      case SIGNED_OUT_EVERYWHERE -> "An administrator signed you out everywhere.";
      case RECOVERED_OFFLINE ->
          "Somebody with access to the panel's machine let this account in for an hour.";
    };
  }
}
