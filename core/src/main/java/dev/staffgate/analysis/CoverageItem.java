package dev.staffgate.analysis;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import dev.staffgate.model.Place;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Entry of a policy that its tests can reach, and how far they do.
 *
 * @param kind the sort of entry
 * @param place where it was written
 * @param what it is, for a person: {@code grant `payment.refund` of role `billing`}
 * @param goals what tests can show of it
 * @param reached those of the goals that a test shows
 */
public record CoverageItem(
    Kind kind, Place place, String what, Set<Goal> goals, Set<Goal> reached) {
  /** The sorts of entries. */
  public enum Kind {
    /** A permission of a grant. */
    GRANT("grants"),
    /** A permission of a deny. */
    DENY("denies"),
    /** A condition, wherever it stands. */
    CONDITION("conditions"),
    /** A server. */
    SERVER("servers"),
    /** A role. */
    ROLE("roles");

    private final String plural;

    Kind(String plural) {
      this.plural = plural;
    }

    /** Returns the name of all of the sort, such as {@code grants}. */
    public String plural() {
      return plural;
    }
  }

  /** The goals that a test can reach. */
  public enum Goal {
    /** A grant permits. */
    PERMITS("permits in no test"),
    /** A deny hits. */
    HITS("hits in no test"),
    /** A condition is true. */
    TRUE("is true in no test"),
    /** A condition is false. */
    FALSE("is false in no test"),
    /** A condition alone makes the difference. */
    DECIDES("alone makes the difference in no test"),
    /** A server is entered, or asked for if nobody can enter it. */
    ENTERED("is entered in no test"),
    /** A role leads to a grant that permits, or to a deny that hits. */
    USED("is used in no test");

    private final String otherwise;

    Goal(String otherwise) {
      this.otherwise = otherwise;
    }

    /** Returns the end of the sentence that says that no test shows it. */
    public String otherwise() {
      return otherwise;
    }
  }

  public CoverageItem {
    requireNonNull(kind, "kind");
    requireNonNull(place, "place");
    requireNonNull(what, "what");
    goals = Sets.immutableEnumSet(goals);
    reached = Sets.immutableEnumSet(reached);
  }

  /** Returns the goals that no test shows. */
  public Set<Goal> missing() {
    return Sets.difference(goals, reached).immutableCopy();
  }

  /**
   * Returns what no test shows, as the end of a sentence: {@code is false in no test}; empty if
   * tests show all.
   */
  public String missingText() {
    return kind == Kind.CONDITION && reached.isEmpty()
        ? "is looked at in no test"
        : missing().stream().map(Goal::otherwise).collect(Collectors.joining(", "));
  }

  /** Returns the place, the entry, and what no test shows of it, in a line. */
  @Override
  public String toString() {
    return place + ": " + what + (missing().isEmpty() ? "" : " " + missingText());
  }
}
