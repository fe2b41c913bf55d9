package dev.staffgate.analysis.mutation;

import static java.util.Objects.requireNonNull;

import dev.staffgate.model.Place;
import dev.staffgate.model.PolicyDocument;
import java.util.function.Supplier;

/**
 * Document with one rule changed, made when it is asked for.
 *
 * @param kind the sort of change
 * @param place of what is changed
 * @param what is changed
 * @param change as the end of a sentence: {@code dropped}
 * @param scope whom the change may touch
 * @param document the changed document; asking throws {@code IllegalArgumentException} where no
 *     document can say it
 */
public record MutantDraft(
    Kind kind,
    Place place,
    String what,
    String change,
    Scope scope,
    Supplier<PolicyDocument> document) {
  /** The sorts of changes. */
  public enum Kind {
    /** Something is turned into its opposite. */
    FLIPPED,
    /** Something is taken away. */
    DROPPED,
    /** Something is let loose. */
    WIDENED
  }

  public MutantDraft {
    requireNonNull(kind, "kind");
    requireNonNull(place, "place");
    requireNonNull(what, "what");
    requireNonNull(change, "change");
    requireNonNull(scope, "scope");
    requireNonNull(document, "document");
  }

  /**
   * Whom a change may touch.
   *
   * @param id of the role, server or account; empty for {@code ALL}
   */
  public record Scope(Of of, String id) {
    /** The decisions that a change may touch. */
    public enum Of {
      /** Any. */
      ALL,
      /** Those of who is led to a role. */
      ROLE,
      /** Those about a server. */
      SERVER,
      /** Those of an account. */
      ACCOUNT
    }

    static final Scope ALL = new Scope(Of.ALL, "");
  }
}
