package dev.staffgate.validation;

import dev.staffgate.text.VisibleText;
import org.jspecify.annotations.Nullable;

/**
 * The thing of a policy document that a problem is about, as a person calls it, such as {@code
 * `requires` of role `helper`} or {@code in a grant of role `helper`}. Immutable.
 *
 * <p>It is put into words when a problem needs it, since most parts of most policies are right.
 *
 * @param words the first words; may be empty if there is a name
 * @param name an id or a key, to be quoted
 * @param owner what it is a part of
 */
public record Subject(String words, @Nullable String name, @Nullable Subject owner) {
  /** Returns a subject without a name, such as {@code a route}. */
  public static Subject of(String words) {
    return new Subject(words, null, null);
  }

  /** Returns a subject with a name, such as {@code role `helper`}. */
  public static Subject named(String words, String name) {
    return new Subject(words, name, null);
  }

  /** Returns a key of this subject, such as {@code `requires` of role `helper`}. */
  public Subject key(String key) {
    return new Subject("", key, this);
  }

  /** Returns a key of this subject with words before it, such as {@code in `includes` of …}. */
  public Subject key(String words, String key) {
    return new Subject(words, key, this);
  }

  /** Returns a part of this subject without a name, such as {@code a grant of role `helper`}. */
  public Subject part(String words) {
    return new Subject(words, null, this);
  }

  /** Returns the words of a message, in which a name has at most 64 characters. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(words);
    if (name != null) {
      text.append(words.isEmpty() ? "" : " ")
          .append('`')
          .append(VisibleText.excerpt(name))
          .append('`');
    }
    return owner == null ? text.toString() : text.append(" of ").append(owner).toString();
  }
}
