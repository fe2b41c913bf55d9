package dev.staffgate.panels;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The result of a rotation that finished.
 *
 * <p>A rotation revokes what an earlier one left behind, makes a token, tries it, puts it into the
 * store, and checks that it is found there. Only then does it revoke the old token, by means of the
 * new one. So the token in the store works wherever a rotation stops. The names of the tokens at
 * the panel alone tell what is left to do.
 *
 * @param outcome the outcome
 * @param token the name of the token that is in the store now
 * @param revoked the names of the revoked tokens, in this order
 */
public record TokenRotation(Outcome outcome, String token, List<String> revoked) {
  /** The outcomes of a rotation. */
  public enum Outcome {
    /** There is a new token, and the old one is revoked. */
    ROTATED,
    /**
     * There is a new token; the old one was not an API token, and has to be removed there by hand.
     */
    ROTATED_FROM_HASH,
    /** An earlier rotation had not revoked the old token; that is done now, and nothing else. */
    FINISHED
  }

  public TokenRotation {
    requireNonNull(outcome, "outcome");
    requireNonNull(token, "token");
    revoked = List.copyOf(revoked);
  }
}
