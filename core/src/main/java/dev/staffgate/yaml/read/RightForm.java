package dev.staffgate.yaml.read;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import dev.staffgate.yaml.read.YamlNode.Entries;
import dev.staffgate.yaml.read.YamlNode.Entry;
import dev.staffgate.yaml.read.YamlNode.Items;
import dev.staffgate.yaml.read.YamlNode.Scalar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Shows how a value of the wrong shape is written rightly, with its author's own text where that
 * can be no secret. Empty where nobody can say what was meant.
 */
final class RightForm {
  static final String NO_QUOTES =
      "take the quotation marks away: between them, `{` and `[` are letters of a text";

  private static final int LONGEST = 64;
  private static final int MOST = 3;
  private static final CharMatcher QUOTES = CharMatcher.anyOf(" \t\"'");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,12})?");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]*+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._@-]*+\\*?+");
  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,63}+");
  private static final Pattern KEY_WITHOUT_BLANK =
      Pattern.compile("([A-Za-z][A-Za-z0-9_-]{0,63}+):\\S.*", Pattern.DOTALL);

  /** Values of keys that must not be missing, where these mean the same everywhere. */
  private static final ImmutableMap<String, String> EXAMPLES =
      ImmutableMap.<String, String>builder()
          .put("access", "`access: restricted` or `access: unrestricted`")
          .put("panel", "`panel:`, such as `panel: whm`")
          .put("url", "`url:`, such as `url: https://web1.example.net:2087`")
          .put("user", "`user:`, such as `user: root`")
          .put("token", "`token:`, as `token: env:NAME` or `token: file:PATH`")
          .put("within", "`within:`, such as `within: 1h`")
          .put("zone", "`zone:`, such as `zone: Europe/Berlin`")
          .put("windows", "`windows:`, such as `windows: [\"mon-fri 08:00-18:00\"]`")
          .put("for", "`for:`, such as `for: 4h`")
          .put("path", "`path:`, such as `path: /clients/**`")
          .buildOrThrow();

  /** Texts that nobody takes for the name of a role. */
  private static final Set<String> NO_NAMES =
      Set.of("true", "false", "yes", "no", "null", "none", "disabled");

  /** Keys of mappings that stand in lists, one at least for each kind of them. */
  private static final Set<String> KEYS_OF_ITEMS =
      Set.of("path", "permission", "role", "by", "name", "expect");

  private RightForm() {}

  /** Returns what to write in place of anything else. What says something is not to be deleted. */
  static String any(YamlNode node, String expected) {
    boolean empty = node instanceof Scalar scalar && scalar.isNothing();
    return "write " + expected + " here" + (empty ? ", or take the key out" : "");
  }

  /** Returns what to write where a key is missing. */
  static String missing(String key) {
    String example = EXAMPLES.get(key);
    return example == null ? "add `" + key + ":`" : "add " + example;
  }

  /** Returns what to write where a list is expected. */
  static Optional<String> list(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return listOf(scalar);
    }
    if (!(node instanceof Entries mapping) || mapping.entries().isEmpty()) {
      return Optional.empty();
    }
    boolean isItem =
        mapping.entries().stream().anyMatch(entry -> KEYS_OF_ITEMS.contains(entry.key().text()));
    return isItem && shown(mapping.entries())
        ? Optional.of(
            "write a list, of one entry too: `[{ "
                + keys(mapping.entries())
                + " }]`, or a dash and a blank before `"
                + mapping.entries().get(0).key().text()
                + "` and the other keys in its column")
        : Optional.empty();
  }

  private static Optional<String> listOf(Scalar scalar) {
    String text = scalar.text();
    if (!scalar.plain() && opens(text)) {
      return Optional.of(NO_QUOTES);
    }
    if (scalar.plain() && text.startsWith("-") && text.length() > 1) {
      return Optional.of("put a blank behind each dash of a list: `- …`");
    }
    if (text.isEmpty() || !mayShow(text)) {
      return Optional.empty();
    }
    return Optional.of("write `" + inFlow(itemsOf(scalar)) + "`");
  }

  /** Returns the items of a list that is written as one text. */
  private static List<String> itemsOf(Scalar scalar) {
    List<String> items =
        Splitter.on(',').trimResults(QUOTES).omitEmptyStrings().splitToList(scalar.text());
    return scalar.plain() || items.stream().allMatch(item -> PLAIN.matcher(item).matches())
        ? items
        : List.of(scalar.text());
  }

  private static String inFlow(List<String> items) {
    return items.stream().map(RightForm::inFlow).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Returns a text as it stands between brackets. */
  private static String inFlow(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /**
   * Returns what to write where a mapping is expected.
   *
   * @param known the keys that have a meaning in it; empty if they are names
   */
  static Optional<String> mapping(YamlNode node, Set<String> known) {
    if (known.equals(PolicyKeys.SSO)) {
      return Optional.of(sso(node));
    }
    if (node instanceof Scalar scalar) {
      return !scalar.plain() && opens(scalar.text())
          ? Optional.of(NO_QUOTES)
          : blankBehindColon(scalar).or(() -> underKey(scalar, known));
    }
    if (!(node instanceof Items list) || list.items().isEmpty()) {
      return Optional.empty();
    }
    YamlNode first = list.items().get(0);
    if (first instanceof Entries mapping && !mapping.entries().isEmpty()) {
      return fromItem(mapping.entries(), known);
    }
    if (!(first instanceof Scalar name) || !KEY.matcher(name.text()).matches()) {
      return Optional.empty();
    }
    if (known.isEmpty()) {
      return Optional.of("write names with a colon behind each: `{ " + name.text() + ": … }`");
    }
    return keyOfList(known)
        .map(key -> "put the list under its key: `{ " + key + ": [" + name.text() + "] }`");
  }

  private static Optional<String> keyOfList(Set<String> known) {
    return Stream.of("roles", "grants").filter(known::contains).findFirst();
  }

  /** Shows the names of a text in the list that they should be in. */
  private static Optional<String> underKey(Scalar scalar, Set<String> known) {
    String text = scalar.text();
    List<String> items = itemsOf(scalar);
    return items.stream().allMatch(item -> NAME.matcher(item).matches() && !NO_NAMES.contains(item))
            && !items.isEmpty()
            && mayShow(text)
        ? keyOfList(known)
            .map(
                key -> "put it into a list under its key: `{ " + key + ": " + inFlow(items) + " }`")
        : Optional.empty();
  }

  /**
   * Returns who may enter a server as it should stand; without it the server may be open to all.
   */
  private static String sso(YamlNode node) {
    Optional<String> blank =
        node instanceof Scalar scalar ? blankBehindColon(scalar) : Optional.empty();
    if (blank.isPresent()) {
      return blank.get();
    }
    if (node instanceof Scalar scalar && !scalar.plain() && opens(scalar.text())) {
      return NO_QUOTES;
    }
    if (node instanceof Scalar scalar && scalar.text().equals("unrestricted")) {
      return "write `{ access: unrestricted }`";
    }
    return node instanceof Scalar scalar && scalar.text().equals("restricted")
        ? "write `{ access: restricted }`, with `roles: […]` in it for those who may enter"
        : "write `{ access: restricted, roles: […] }`, or `{ access: unrestricted }`";
  }

  /** Returns what to write where a mapping of attributes to their limits is expected. */
  static Optional<String> limits(YamlNode node) {
    return node instanceof Scalar scalar && NUMBER.matcher(scalar.text()).matches()
        ? Optional.of("say of what it is the limit, as in `{ amount: " + scalar.text() + " }`")
        : mapping(node, Set.of());
  }

  /** Shows an item of a list that should have been an entry of a mapping. */
  private static Optional<String> fromItem(List<Entry> entries, Set<String> known) {
    Entry first = entries.get(0);
    String key = first.key().text();
    if (!known.contains(key) && (key.equals("name") || key.equals("id"))) {
      return first.value() instanceof Scalar name && KEY.matcher(name.text()).matches()
          ? Optional.of(
              "write the name before the colon, without a dash: `" + name.text() + ": { … }`")
          : Optional.empty();
    }
    return shown(entries)
        ? Optional.of("take the dash or the bracket before it away: `" + keys(entries) + "`")
        : Optional.empty();
  }

  /** Returns what to write where a single value is expected. Shows no text: it may be a token. */
  static Optional<String> single(YamlNode node) {
    if (node instanceof Items list && list.items().size() == 1) {
      return Optional.of("write it without brackets and without a dash");
    }
    return node instanceof Entries mapping
            && mapping.entries().size() == 1
            && mapping.entries().get(0).value() instanceof Scalar nothing
            && nothing.isNothing()
        ? Optional.of(
            "put braces that belong to a text into quotation marks, as in `\"{department}\"`")
        : Optional.empty();
  }

  /** Returns the key of a text such as {@code title:Billing}, in which a blank is missing. */
  static Optional<String> keyWithoutBlank(String text) {
    Matcher matcher = KEY_WITHOUT_BLANK.matcher(text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> blankBehindColon(Scalar scalar) {
    return scalar.plain()
        ? keyWithoutBlank(scalar.text()).map(RightForm::blankBehind)
        : Optional.empty();
  }

  /** Returns the advice for a key whose colon has no blank behind it. */
  static String blankBehind(String key) {
    return "put a blank behind the colon: `" + key + ": …`";
  }

  /** Returns whether a text begins as a list or a mapping does. */
  static boolean opens(String text) {
    return text.startsWith("{") || text.startsWith("[");
  }

  private static boolean shown(List<Entry> entries) {
    return entries.stream()
        .limit(MOST)
        .allMatch(entry -> KEY.matcher(entry.key().text()).matches());
  }

  private static String keys(List<Entry> entries) {
    return entries.stream()
            .limit(MOST)
            .map(entry -> entry.key().text() + ": …")
            .collect(Collectors.joining(", "))
        + (entries.size() > MOST ? ", …" : "");
  }

  /** Returns whether a text is short, on one line, and no secret: neither a token nor a URL. */
  private static boolean mayShow(String text) {
    return text.length() <= LONGEST
        && text.chars().allMatch(c -> c >= ' ' && c != 0x7f)
        && !text.toLowerCase(Locale.ROOT).contains("token")
        && !text.contains("://");
  }
}
