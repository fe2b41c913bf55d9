package dev.staffgate.sso;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import dev.staffgate.panels.PanelException;
import dev.staffgate.panels.PanelException.Kind;
import dev.staffgate.panels.TokenRotation;
import java.util.List;
import java.util.Optional;

/**
 * A report of a rotation, whether or not it finished.
 *
 * @param done the result, if it finished
 * @param failure the reason if it did not finish
 * @param inUse the token that is the server's now
 * @param leftovers the names of tokens that are still to be revoked at the panel; empty if it did
 *     not list them
 */
public record RotationReport(
    Optional<TokenRotation> done,
    Optional<PanelException> failure,
    InUse inUse,
    Optional<List<String>> leftovers) {
  /** The token that is the server's. */
  public enum InUse {
    /** The token from before the rotation. */
    OLD("old"),
    /** Another token than before. */
    NEW("new"),
    /** The store could not be read. */
    UNKNOWN("unknown");

    private final String text;

    InUse(String text) {
      this.text = text;
    }

    /** Returns the word, in lower case. */
    public String text() {
      return text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  public RotationReport {
    requireNonNull(inUse, "inUse");
    leftovers = requireNonNull(leftovers, "leftovers").map(List::copyOf);
    checkArgument(done.isPresent() != failure.isPresent(), "a rotation is done, or has failed");
  }

  static RotationReport of(TokenRotation done) {
    InUse inUse = done.outcome() == TokenRotation.Outcome.FINISHED ? InUse.OLD : InUse.NEW;
    return new RotationReport(Optional.of(done), Optional.empty(), inUse, Optional.of(List.of()));
  }

  static RotationReport brokenOff(
      PanelException failure, InUse inUse, Optional<List<String>> leftovers) {
    return new RotationReport(Optional.empty(), Optional.of(failure), inUse, leftovers);
  }

  /** Returns whether something may be left to revoke at the panel. */
  boolean mayHaveLeftSomething() {
    return failure.isPresent()
        && (inUse == InUse.UNKNOWN || leftovers.isEmpty() || !leftovers.get().isEmpty());
  }

  /** Returns what was done, and what to do, for administrators. */
  public String sentence() {
    return done.map(RotationReport::finished)
        .orElseGet(
            () ->
                "The exchange did not come to its end. %s %s %s"
                    .formatted(
                        failure.map(PanelException::getMessage).orElse(""),
                        inUseSentence(),
                        leftoverSentence()));
  }

  private static String finished(TokenRotation done) {
    String revoked = String.join(", ", done.revoked());
    return switch (done.outcome()) {
      case ROTATED ->
          "There is a new token, %s, which is in use from now on. Revoked at the panel: %s."
              .formatted(done.token(), revoked);
      case ROTATED_FROM_HASH ->
          ("There is a new token, %s, which is in use from now on. The old one is an access hash,"
                  + " which has to be removed at the panel by hand.")
              .formatted(done.token());
      case FINISHED ->
          ("What an earlier exchange had left is revoked now: %s. The token in use is %s; exchange"
                  + " again for a new one.")
              .formatted(revoked, done.token());
    };
  }

  private String inUseSentence() {
    return switch (inUse) {
      case OLD -> "The old token is still the one in use.";
      case NEW -> "The new token is the one in use.";
      case UNKNOWN -> "Which token is in use is not known, for the store cannot be read.";
    };
  }

  private boolean isRefused() {
    return failure
        .map(PanelException::kind)
        .filter(kind -> kind == Kind.AUTHENTICATION || kind == Kind.LOCKED_OUT)
        .isPresent();
  }

  private String leftoverSentence() {
    if (leftovers.isEmpty() && isRefused()) {
      return "The panel refused it: look there before you exchange again, for tries with a refused"
          + " token lead to a lock. If it is gone or has expired there, exchanging cannot"
          + " help: make a new one in the panel, and add it here.";
    }
    if (leftovers.isEmpty()) {
      return "The panel did not tell whether anything is left to revoke: exchange again, which sees"
          + " to that.";
    }
    return leftovers.get().isEmpty()
        ? "The panel accepts it, and nothing is left there to revoke."
        : "The panel accepts it. Left there to revoke: %s; exchange again, which does that."
            .formatted(String.join(", ", leftovers.get()));
  }
}
