package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

/**
 * One entry of {@code only} or {@code except}: an id, a group of servers ({@code @eu}), or {@code
 * assigned}, which stands for the ids that are assigned to the account under that type (policy
 * reference, section 3).
 *
 * @param kind which of the three
 * @param id the id, the group's name without {@code @}, or {@code assigned}
 * @param at where it was written
 */
public record ResourceTerm(Kind kind, String id, Place at) {
  /** The kinds of entries. */
  public enum Kind {
    /** One resource. */
    ID,
    /** The servers of a group. */
    GROUP,
    /** The ids that the account is assigned. */
    ASSIGNED
  }

  public ResourceTerm {
    requireNonNull(kind, "kind");
    requireNonNull(at, "at");
    checkArgument(
        kind == Kind.ASSIGNED
            ? id.equals(NameSyntax.ASSIGNED)
            : !id.isEmpty() && id.length() <= 1024 && !id.equals(NameSyntax.ASSIGNED),
        "%s is not the id of a resource",
        id);
  }

  /** Reads an entry as it is written in a policy. */
  public static ResourceTerm parse(String text, Place at) {
    if (text.equals(NameSyntax.ASSIGNED)) {
      return new ResourceTerm(Kind.ASSIGNED, text, at);
    }
    return text.startsWith("@")
        ? new ResourceTerm(Kind.GROUP, text.substring(1), at)
        : new ResourceTerm(Kind.ID, text, at);
  }

  /** Returns the entry as a policy writes it. */
  @Override
  public String toString() {
    return kind == Kind.GROUP ? "@" + id : id;
  }
}
