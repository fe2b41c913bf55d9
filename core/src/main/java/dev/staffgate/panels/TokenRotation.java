package dev.staffgate.panels;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a rotation did that came to its end.
 *
 * <p>A rotation revokes what an earlier one left behind, makes a token, tries it, puts it into the
 * store, looks whether it is found there, and only then revokes the old one, by the new. So
 * whenever it is broken off, the token in the store works. What is left to do is read from the
 * panel alone, by the names of the tokens there.
 *
 * @param outcome what it came to
 * @param token the name of the token that is in the store now
 * @param revoked the names of those that were revoked, in this order
 */
public record TokenRotation(Outcome outcome, String token, List<String> revoked) {
  /** What a rotation can come to. */
  public enum Outcome {
    /** There is a new token, and the old one is revoked. */
    ROTATED,
    /** There is a new token; the old one was no API token, and has to be removed there by hand. */
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
