package dev.staffgate.servlet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves a raw path as a lenient framework does: everything that a filter could have overlooked
 * is put right, so that a path which slips by the filter ends in the resource that it aims at.
 */
public final class LenientPathResolver {
  private static final Pattern UTF16 = Pattern.compile("%u([0-9a-fA-F]{4})");
  private static final Pattern ESCAPE = Pattern.compile("%([0-9a-fA-F]{2})");
  private static final int MAX_ROUNDS = 8;

  private LenientPathResolver() {}

  public static String resolve(String raw, String contextPath) {
    String path = raw;
    for (int i = 0; i < MAX_ROUNDS; i++) {
      String next = decode(path);
      if (next.equals(path)) {
        break;
      }
      path = next;
    }
    path = Normalizer.normalize(path, Normalizer.Form.NFKC).replace('\\', '/');
    path = path.replaceAll(";[^/]*", "").replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "");
    Deque<String> segments = new ArrayDeque<>();
    for (String untrimmed : path.split("/", -1)) {
      String segment = untrimmed.strip();
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    String resolved = ("/" + String.join("/", segments)).toLowerCase(Locale.ROOT);
    return !contextPath.isEmpty() && (resolved + "/").startsWith(contextPath + "/")
        ? resolved.substring(contextPath.length())
        : resolved;
  }

  /** One round: {@code %uXXXX}, the overlong forms of dot and slashes, then UTF-8. */
  private static String decode(String text) {
    String path =
        UTF16
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        Character.toString((char) Integer.parseInt(found.group(1), 16))));
    path =
        path.replaceAll("(?i)%c0%ae|%e0%80%ae|%f0%80%80%ae", ".")
            .replaceAll("(?i)%c0%af|%e0%80%af|%f0%80%80%af", "/");
    // A percent sign that encodes nothing stays one; a plus is not a blank in a path.
    Matcher escapes = ESCAPE.matcher(path);
    StringBuilder valid = new StringBuilder();
    int end = 0;
    while (escapes.find()) {
      valid.append(literal(path.substring(end, escapes.start()))).append(escapes.group());
      end = escapes.end();
    }
    valid.append(literal(path.substring(end)));
    return URLDecoder.decode(valid.toString(), StandardCharsets.UTF_8);
  }

  private static String literal(String text) {
    return text.replace("%", "%25").replace("+", "%2B");
  }
}
