package dev.staffgate.validation;

import org.jspecify.annotations.Nullable;

/**
 * Where a policy mentions a name, such as {@code in a grant of role `helper`}. Put into words when
 * a problem needs it: nearly all names are right.
 *
 * @param text the first words
 * @param name an id or a key, to be quoted
 * @param of what it is a part of
 */
record Subject(String text, @Nullable String name, @Nullable Subject of) {
  static Subject of(String text, String name) {
    return new Subject(text, name, null);
  }

  /** Something without a name that is a part of this. */
  Subject part(String text) {
    return new Subject(text, null, this);
  }

  /** A key of this. */
  Subject key(String text, String key) {
    return new Subject(text, key, this);
  }

  @Override
  public String toString() {
    StringBuilder words = new StringBuilder(text);
    if (name != null) {
      words.append(text.isEmpty() ? "" : " ").append('`').append(name).append('`');
    }
    return of == null ? words.toString() : words.append(" of ").append(of).toString();
  }
}
