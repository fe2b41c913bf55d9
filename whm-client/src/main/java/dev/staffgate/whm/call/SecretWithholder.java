package dev.staffgate.whm.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.BaseEncoding;
import dev.staffgate.model.Secret;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Withholds what a server's words may hold of secrets: the token in each form that it is sent in,
 * what stands behind the name of a scheme or of a secret, and links that log somebody in.
 *
 * <p>Base64 gives each text one of three forms, by its place among the others, and the characters
 * at its ends depend on its neighbours. The middle of each form is looked for without regard to
 * case, blanks and punctuation: so padding, the alphabet for URLs and the name before the token
 * make no difference.
 */
final class SecretWithholder {
  /** Stands for what is not shown. */
  static final String WITHHELD = "[withheld]";

  private static final Pattern NO_LETTER_OR_DIGIT = Pattern.compile("[^A-Za-z0-9]+");
  private static final Pattern ENCODED_BYTE = Pattern.compile("%([0-9A-Fa-f]{2})");

  /** A shorter middle of a form in Base64 would be found in innocent words. */
  private static final int SHORTEST_MIDDLE = 5;

  private static final String BETWEEN = "(?:[\\s:=\"'`,(\\[]|%(?:20|22|27|3[aAdD])|\\+)+";

  /** A word of the language, which no secret is taken for. */
  private static final String PLAIN_WORD = "(?:[(“‘]?[A-Z]?[a-z]{1,14}[)”’]?[.,;:!?]*(?=\\s|$))";

  private static final Pattern SCHEME =
      Pattern.compile(
          "(\\b(?i:basic|bearer)\\b)"
              + BETWEEN
              + "(?!"
              + PLAIN_WORD
              + ")\\S.*|(\\b(?i:whm|cpanel)\\b)"
              + BETWEEN
              + "[^\\s:%]{1,128}(?::|%3[aA])\\S.*");

  private static final String SECRET_NAME =
      "[\\w-]*(?:key|secret|sid|sess|sessid|session|token|hash|passw(?:or)?d|pwd|authorization)";

  /**
   * The name of a secret and, behind a sign, whatever it is; behind a colon and a blank, as in a
   * sentence, a word of the language is not one.
   */
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b((?i:"
              + SECRET_NAME
              + "))(?:\\[\\w*])?[\"']?(?:\\s*(?:=|%3[dD])[\\s\"']*[^\\s\"']\\S*"
              + "|(?::|%3[aA])\\S+|\\s*:\\s+(?!"
              + PLAIN_WORD
              + ")\\S+)");

  /** The name of a secret and, behind a blank, a word that is not one of the language. */
  private static final Pattern NAMED_WITHOUT_SIGN =
      Pattern.compile(
          "\\b((?i:"
              + SECRET_NAME
              + ")(?:\\s(?i:id|is|was|value))*)\\s+(?!"
              + PLAIN_WORD
              + "|\\()(?=\\S*[A-Za-z0-9])\\S{6,}");

  private static final Pattern PERHAPS_SECRET =
      Pattern.compile(
          "cpsess|session=|session_login|://|^\\W*CMD_\\w+\\W*[?/=]"
              + "|\\?[^\\s=]*=|\\?\\S{6,}|(?:^|\\W)/\\S*(?:login|session|token|secret|;|=|&)"
              + "|/(?=[^/]*[0-9])(?=[^/]*[A-Za-z])[^/\\s.]{8,}"
              + "|\\w{24,}|\\b(?=\\w*[0-9])(?=\\w*[A-Za-z])\\w{16,}"
              + "|\\b[0-9a-f]{8}-[0-9a-f]{4}-",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern SEVERAL = Pattern.compile("\\[withheld](?: \\[withheld])+");

  private static final Pattern BASE64_RUN = Pattern.compile("[A-Za-z0-9+/_-]{6,}");

  private final Secret token;

  SecretWithholder(Secret token) {
    this.token = token;
  }

  /** Returns a text of a server, on one line, without what may be secret. */
  String withoutSecrets(String text) {
    if (holdsToken(text)) {
      return WITHHELD;
    }
    String named = SCHEME.matcher(text).replaceAll(SecretWithholder::schemeAlone);
    named = NAMED.matcher(named).replaceAll(name -> quoted(name.group(1) + " " + WITHHELD));
    named =
        NAMED_WITHOUT_SIGN
            .matcher(named)
            .replaceAll(name -> quoted(name.group(1) + " " + WITHHELD));
    String words =
        Stream.of(named.split(" "))
            .map(word -> isPerhapsSecret(word) ? WITHHELD : word)
            .collect(Collectors.joining(" "));
    return SEVERAL.matcher(words).replaceAll(quoted(WITHHELD));
  }

  private static boolean isPerhapsSecret(String word) {
    return PERHAPS_SECRET.matcher(word).find()
        || BASE64_RUN.matcher(word).results().anyMatch(run -> isUserAndPassword(run.group()));
  }

  /** Returns whether a text is Base64 of readable text with a colon, were it cut off. */
  private static boolean isUserAndPassword(String base64) {
    String whole = base64.replace('-', '+').replace('_', '/');
    // One character behind the last whole group does not make a byte.
    String groups = whole.length() % 4 == 1 ? whole.substring(0, whole.length() - 1) : whole;
    String said = new String(Base64.getDecoder().decode(groups), ISO_8859_1);
    return said.indexOf(':') > 0 && said.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private static String schemeAlone(MatchResult match) {
    return quoted((match.group(1) == null ? match.group(2) : match.group(1)) + " " + WITHHELD);
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private boolean holdsToken(String text) {
    String once = percentDecoded(text);
    return Stream.of(text, once, percentDecoded(once))
        .map(SecretWithholder::lettersAndDigits)
        .anyMatch(letters -> forms().anyMatch(letters::contains));
  }

  /** The token as letters and digits alone: as it is, and the middles of its forms in Base64. */
  private Stream<String> forms() {
    String text = token.revealToUse();
    return Stream.concat(
        Stream.of(lettersAndDigits(text)),
        IntStream.range(0, 3)
            .mapToObj(before -> lettersAndDigits(base64Middle(before, text)))
            .filter(middle -> middle.length() >= SHORTEST_MIDDLE));
  }

  /**
   * Returns what a text has in Base64 whatever stands around it.
   *
   * @param before how many bytes of a group of three stand before it
   */
  private static String base64Middle(int before, String text) {
    byte[] bytes = ("\0".repeat(before) + text).getBytes(UTF_8);
    String encoded = BaseEncoding.base64().omitPadding().encode(bytes);
    int begin = before == 0 ? 0 : before + 1;
    int end = bytes.length * 8 / 6;
    return begin < end ? encoded.substring(begin, end) : "";
  }

  private static String percentDecoded(String text) {
    return ENCODED_BYTE
        .matcher(text)
        .replaceAll(
            one ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(one.group(1), 16))));
  }

  private static String lettersAndDigits(String text) {
    return NO_LETTER_OR_DIGIT.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
