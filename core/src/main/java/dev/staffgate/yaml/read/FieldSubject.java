package dev.staffgate.yaml.read;

import dev.staffgate.text.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * What a person calls a part of a policy, such as {@code `requires` of role `helper`}. Put into
 * words when a message needs it, since most parts of most policies are right.
 *
 * @param kind the first word or words
 * @param name an id, or a key, to be quoted
 * @param of what it is a part of
 */
record FieldSubject(String kind, @Nullable String name, @Nullable FieldSubject of) {
  static FieldSubject of(String kind) {
    return new FieldSubject(kind, null, null);
  }

  static FieldSubject named(String kind, String id) {
    return new FieldSubject(kind, id, null);
  }

  /** A key of this, such as {@code `requires` of role `helper`}. */
  FieldSubject key(String key) {
    return new FieldSubject("", key, this);
  }

  /** A part of this, such as {@code a grant of role `helper`}. */
  FieldSubject part(String part) {
    return new FieldSubject(part, null, this);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(kind);
    if (name != null) {
      text.append(kind.isEmpty() ? "" : " ")
          .append('`')
          .append(VisibleText.excerpt(name))
          .append('`');
    }
    return of == null ? text.toString() : text.append(" of ").append(of).toString();
  }
}
