package dev.staffgate.signin;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The texts that others would try first as a password of one person: staff id, name, e-mail
 * address, the name of the service. Immutable.
 *
 * @param texts at most 16, each of at most 320 characters; letter case, signs and accents that
 *     Unicode's form NFKC joins do not matter
 */
public record PasswordOwner(List<String> texts) {
  private static final int MAX_TEXTS = 16;
  private static final int MAX_LENGTH = 320; // of an e-mail address
  private static final int SHORTEST_WORD = 3;
  private static final int FEWEST_OWN = 6;

  public PasswordOwner {
    texts = List.copyOf(texts);
    checkArgument(texts.size() <= MAX_TEXTS, "%s texts", texts.size());
    checkArgument(
        texts.stream().allMatch(text -> text.length() <= MAX_LENGTH),
        "a text is longer than %s characters",
        MAX_LENGTH);
  }

  /** Returns the owner with this staff id and these further texts; empty ones do not matter. */
  public static PasswordOwner of(String staff, String... texts) {
    return new PasswordOwner(Stream.concat(Stream.of(staff), Stream.of(texts)).toList());
  }

  /**
   * Returns whether a password is little more than these texts: one of them, a word of one of them
   * or such a word backwards is in it, and without them fewer than six letters and digits are left.
   */
  boolean isTiedTo(String password) {
    String before = folded(password);
    String rest = before;
    for (String word : words()) {
      rest = rest.replace(word, "");
    }
    return rest.length() < before.length() && rest.codePointCount(0, rest.length()) < FEWEST_OWN;
  }

  /** Returns what is looked for, the longest first. */
  private List<String> words() {
    return texts.stream()
        .map(PasswordOwner::spaced)
        .flatMap(text -> Stream.of(List.of(text), Splitter.on(' ').splitToList(text)))
        .flatMap(Collection::stream)
        .map(word -> word.replace(" ", ""))
        .filter(word -> word.codePointCount(0, word.length()) >= SHORTEST_WORD)
        .flatMap(word -> Stream.of(word, new StringBuilder(word).reverse().toString()))
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static String folded(String text) {
    return spaced(text).replace(" ", "");
  }

  /** Returns the letters and digits of a text in lower case, with blanks for everything else. */
  private static String spaced(String text) {
    StringBuilder spaced = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .map(one -> Character.isLetterOrDigit(one) ? one : ' ')
        .forEach(spaced::appendCodePoint);
    return spaced.toString();
  }
}
