package dev.staffgate.model;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The place where a secret is kept, such as {@code env:WEB1_TOKEN} or {@code
 * file:/run/secrets/web1}. It is not the secret itself and may be printed.
 *
 * @param scheme {@code env}, {@code file} or one that the program registers: a lower-case word
 * @param name what the scheme calls it
 */
public record SecretRef(String scheme, String name) {
  public SecretRef {
    checkArgument(
        NameSyntax.isWord(scheme), "a secret's scheme is a lower-case word such as env or file");
    checkArgument(!name.isEmpty(), "a secret's name is empty");
  }

  @Override
  public String toString() {
    return scheme + ":" + name;
  }
}
