package dev.staffgate.servlet.request;

import com.google.common.base.CharMatcher;
import dev.staffgate.network.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code Forwarded} (RFC 7239, section 4): elements with commas between them, pairs
 * with semicolons between them.
 *
 * <p>A comma within quotation marks is none, so a line is cut from its left end, where a client may
 * have written what it likes. A mark that it leaves open swallows what the proxy appends: then what
 * stands behind a closing mark is neither comma nor semicolon, or no mark closes. Such a line is
 * nonsense as a whole. What is wrong in any other way counts where the walk comes to it.
 */
public final class ForwardedHeader {
  /** RFC 9110, section 5.6.2. */
  private static final CharMatcher TOKEN =
      CharMatcher.inRange('a', 'z')
          .or(CharMatcher.inRange('A', 'Z'))
          .or(CharMatcher.inRange('0', '9'))
          .or(CharMatcher.anyOf("!#$%&'*+-.^_`|~"));

  private ForwardedHeader() {}

  /** Returns whether the walk goes on beyond the left end of the line. */
  public static boolean along(String line, ProxyChain walk) {
    List<String> elements = cut(line, ',');
    if (elements == null) {
      return walk.stopAtUnreadable();
    }
    for (int i = elements.size() - 1; i >= 0; i--) {
      String element = elements.get(i);
      if (!element.isEmpty() && !walk.goesOnPast(addressIn(element))) {
        return false;
      }
    }
    return true;
  }

  /** The address that {@code for} names; null if it names none, or something is wrong. */
  private static @Nullable IpAddress addressIn(String element) {
    List<String> pairs = cut(element, ';');
    if (pairs == null) {
      return null;
    }
    Set<String> names = new HashSet<>();
    IpAddress address = null;
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).toLowerCase(Locale.ROOT);
      String value = equals < 0 ? null : unquoted(pair.substring(equals + 1));
      if (pair.isEmpty()) {
        continue;
      }
      if (name.isEmpty() || !TOKEN.matchesAllOf(name) || value == null || !names.add(name)) {
        return null;
      }
      if (name.equals("for")) {
        address = HopAddress.ofForwardedNode(value);
      }
    }
    return address;
  }

  /** A token as it is, a quoted text without its marks and escapes; null for anything else. */
  private static @Nullable String unquoted(String value) {
    if (!value.startsWith("\"")) {
      return !value.isEmpty() && TOKEN.matchesAllOf(value) ? value : null;
    }
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < value.length() - 1; i++) {
      char c = value.charAt(i);
      text.append(c == '\\' ? value.charAt(++i) : c);
    }
    return text.toString();
  }

  /**
   * The parts between separators that are not within quotation marks, without blanks around them;
   * null if a mark stands where none may, or does not close.
   */
  private static @Nullable List<String> cut(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        int close = i > 0 && text.charAt(i - 1) == '=' ? closing(text, i) : -1;
        if (close < 0 || !endsAt(text, close + 1)) {
          return null;
        }
        i = close;
      } else if (c == separator) {
        parts.add(HopAddress.trimmed(text, start, i));
        start = i + 1;
      }
    }
    parts.add(HopAddress.trimmed(text, start, text.length()));
    return parts;
  }

  private static int closing(String text, int open) {
    for (int i = open + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns whether a value may end here: at the end, or before a separator, with blanks before it.
   */
  private static boolean endsAt(String text, int at) {
    int next = at;
    while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
    return next == text.length() || text.charAt(next) == ',' || text.charAt(next) == ';';
  }
}
