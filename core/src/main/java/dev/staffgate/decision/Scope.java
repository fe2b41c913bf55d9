package dev.staffgate.decision;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableSortedSet;
import java.util.Set;

/**
 * The resources of one type on which somebody may do something: what a query for a list filters by.
 * Immutable.
 *
 * @param kind the meaning of {@code ids}
 * @param ids the resources named, in the order of their text; empty for the kinds that name none
 */
public record Scope(Kind kind, Set<String> ids) {
  /** The meaning of a scope. */
  public enum Kind {
    /** Every resource of the type. */
    ALL,
    /** No resource of the type. */
    NONE,
    /** The resources named, and no other. */
    ONLY,
    /** Every resource of the type but those named. */
    EXCEPT,
    /** It depends on more than the resource: ask with the circumstances. */
    CONDITIONAL
  }

  /** The scope that depends on more than the resource. */
  public static final Scope CONDITIONAL = new Scope(Kind.CONDITIONAL, Set.of());

  public Scope {
    requireNonNull(kind, "kind");
    ids = ImmutableSortedSet.copyOf(ids);
    boolean names = kind == Kind.ONLY || kind == Kind.EXCEPT;
    checkArgument(names != ids.isEmpty(), "a scope of kind %s with %s", kind, ids);
  }

  /** Returns whether the scope is known: it is not conditional, and {@link #contains} says all. */
  public boolean isKnown() {
    return kind != Kind.CONDITIONAL;
  }

  /** Returns whether this resource is certainly in the scope; false if it is conditional. */
  public boolean contains(String id) {
    requireNonNull(id, "id");
    return switch (kind) {
      case ALL -> true;
      case NONE, CONDITIONAL -> false;
      case ONLY -> ids.contains(id);
      case EXCEPT -> !ids.contains(id);
    };
  }
}
