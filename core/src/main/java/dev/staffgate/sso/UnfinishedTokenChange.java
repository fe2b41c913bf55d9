package dev.staffgate.sso;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * A change of a server's token that is under way, or that did not finish: the program was ended, or
 * what it was about to do failed.
 *
 * @param action {@code add}, {@code rotate} or {@code retire}
 * @param staff who began it
 * @param since when it came to this phase
 * @param phase how far it came for sure; it may have come further
 * @param underWay whether somebody may still be at it; then another change is refused
 */
public record UnfinishedTokenChange(
    String action, String staff, Instant since, Phase phase, boolean underWay) {
  /** The phases of a change, as far as they are known. */
  public enum Phase {
    /** It is on record, and may have been done in part. */
    BEGUN,
    /** The panel has made a new token, which was to be kept next. */
    MADE,
    /** The new token is the one in use; the old one was to be revoked next. */
    KEPT,
    /** The token is destroyed here; the panel was to revoke it next. */
    DESTROYED,
    /** Unknown: the entry of the state store cannot be read. */
    UNREADABLE;

    /** Returns the word, in lower case. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public UnfinishedTokenChange {
    requireNonNull(action, "action");
    requireNonNull(staff, "staff");
    requireNonNull(since, "since");
    requireNonNull(phase, "phase");
  }

  static UnfinishedTokenChange unreadable(Instant now) {
    return new UnfinishedTokenChange("unknown", "unknown", now, Phase.UNREADABLE, false);
  }

  /** Returns what happened and what to do, for administrators. */
  public String sentence() {
    if (phase == Phase.UNREADABLE) {
      return "Whether a change of this token is under way is not known, for the entry about it in"
          + " the state cannot be read; the log names it. Look at the panel which tokens there"
          + " are, then delete the entry.";
    }
    String when = since.truncatedTo(ChronoUnit.SECONDS).toString();
    if (underWay) {
      return "%s is changing this token (%s, since %s). Look again in a moment."
          .formatted(staff, action, when);
    }
    return "A change of this token did not finish: %s (%s, by %s). %s"
        .formatted(when, action, staff, advice());
  }

  private String advice() {
    return switch (phase) {
      case BEGUN -> adviceAfterBegin();
      case MADE ->
          "The panel had made a new token, and it is not known whether that is kept here. Test the"
              + " token, then exchange again before you add another: that revokes what was left"
              + " at the panel.";
      case KEPT ->
          "The new token is the one in use; the panel may still accept the old one. Exchange again"
              + " before you add another: that revokes it.";
      case DESTROYED ->
          "The token is destroyed here; the panel may still accept it. Revoke it there by hand.";
      case UNREADABLE -> "";
    };
  }

  private String adviceAfterBegin() {
    return switch (TokenActions.Action.parse(action)) {
      case ROTATE ->
          "The panel may have made a new token that nobody uses. Test the token, then exchange"
              + " again: that revokes what was left at the panel.";
      case RETIRE -> "Retire it again; if it is gone here already, revoke it at the panel by hand.";
      case ADD, TEST -> "Test the token, and add it again if it is not the one that you added.";
    };
  }

  static Optional<Phase> parsePhase(String text) {
    for (Phase phase : Phase.values()) {
      if (phase.text().equals(text) && phase != Phase.UNREADABLE) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }
}
