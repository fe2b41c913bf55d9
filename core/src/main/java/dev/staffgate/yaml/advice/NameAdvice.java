package dev.staffgate.yaml.advice;

import com.google.common.base.CharMatcher;
import dev.staffgate.model.NameSyntax;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Offers an id in place of a text that cannot be one. */
public final class NameAdvice {
  private static final int LONGEST = 64;
  private static final Pattern ACCENT = Pattern.compile("\\p{Mn}+");
  private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9._@-]+");
  private static final CharMatcher AROUND = CharMatcher.anyOf("._@-");

  private NameAdvice() {}

  /**
   * Returns what to write in place of a text that is not an id.
   *
   * @param kind what a person calls the thing that it names
   */
  public static String on(String text, String kind) {
    Optional<String> near = idIn(text);
    String id = near.map(one -> "write for example `" + one + "`").orElse("choose another name");
    return switch (kind) {
      case "role", "server", "permission" -> id + "; a `title` may have any letters";
      case "staff" -> id + "; the `name` of an account may have any letters";
      case "person" ->
          "write the staff id of one of the person's accounts"
              + near.map(one -> ", such as `" + one + "`").orElse("");
      default -> id;
    };
  }

  /** Returns the text in ASCII, with dashes in place of what an id cannot hold. */
  private static Optional<String> idIn(String text) {
    if (text.length() > LONGEST || text.codePoints().anyMatch(NameAdvice::isHidden)) {
      return Optional.empty();
    }
    String plain = ACCENT.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    // Letters of another alphabet look like ours and are not: nobody can say which are meant.
    if (plain.codePoints().anyMatch(c -> c > 0x7f && Character.isLetterOrDigit(c))) {
      return Optional.empty();
    }
    String id = AROUND.trimFrom(OTHER.matcher(plain).replaceAll("-"));
    return NameSyntax.isId(id) ? Optional.of(id) : Optional.empty();
  }

  private static boolean isHidden(int c) {
    return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT;
  }
}
