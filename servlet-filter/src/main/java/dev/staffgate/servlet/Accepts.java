package dev.staffgate.servlet;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a request accepts (RFC 9110, section 12.5.1), as far as two kinds of answers need it. */
final class Accepts {
  private static final int MAX_LENGTH = 2048;

  private Accepts() {}

  /** Whether HTML is named, and not less wanted than JSON. Who accepts anything is a program. */
  static boolean htmlRatherThanJson(@Nullable String accept) {
    if (accept == null || accept.length() > MAX_LENGTH) {
      return false;
    }
    double html = 0;
    double json = 0;
    for (String range : Splitter.on(',').split(accept.toLowerCase(Locale.ROOT))) {
      List<String> parts = Splitter.on(';').trimResults().splitToList(range);
      String type = parts.get(0);
      if (type.equals("text/html") || type.equals("application/xhtml+xml")) {
        html = Math.max(html, quality(parts));
      } else if (type.equals("application/json") || type.equals("application/problem+json")) {
        json = Math.max(json, quality(parts));
      }
    }
    return html > 0 && html >= json;
  }

  private static double quality(List<String> parts) {
    for (String part : parts.subList(1, parts.size())) {
      if (part.matches("q=[01](\\.[0-9]{0,3})?")) {
        return Math.min(1, Double.parseDouble(part.substring(2)));
      }
    }
    return 1;
  }
}
