package dev.staffgate.servlet.request;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The preference of an {@code Accept} header for one of the two forms of a refusal (RFC 9110,
 * section 12.5.1): a page or problem+json. Without a preference it is problem+json.
 */
public final class AcceptHeader {
  /** The longest header that is read, all its lines together; a longer one says nothing. */
  static final int MAX_LENGTH = 4096;

  private static final CharMatcher SPACE = CharMatcher.anyOf(" \t");
  private static final Splitter RANGES = Splitter.on(',').trimResults(SPACE).omitEmptyStrings();
  private static final Splitter PARAMETERS = Splitter.on(';').trimResults(SPACE);
  private static final Set<String> PAGE = Set.of("text/html", "application/xhtml+xml");
  private static final Set<String> PROBLEM = Set.of("application/problem+json", "application/json");

  /**
   * A preference for a form: its weight in thousandths, and how exactly the form was named (3 to 1;
   * 0 not at all).
   */
  private record Preference(int quality, int exactness) {
    private static final Preference NONE = new Preference(0, 0);

    Preference orMoreExact(Preference other) {
      boolean better =
          other.exactness > exactness || (other.exactness == exactness && other.quality > quality);
      return better ? other : this;
    }
  }

  private AcceptHeader() {}

  /** Returns whether a page is wanted more than problem+json, or as much but named more exactly. */
  public static boolean prefersHtml(@Nullable Enumeration<String> header) {
    List<String> lines = header == null ? List.of() : Collections.list(header);
    String accept = String.join(",", lines);
    if (accept.length() > MAX_LENGTH) {
      return false;
    }
    Preference page = Preference.NONE;
    Preference problem = Preference.NONE;
    for (String range : RANGES.split(accept)) {
      List<String> parts = PARAMETERS.splitToList(range);
      String type = parts.get(0).toLowerCase(Locale.ROOT);
      int quality = quality(parts);
      page = page.orMoreExact(new Preference(quality, exactness(type, PAGE)));
      problem = problem.orMoreExact(new Preference(quality, exactness(type, PROBLEM)));
    }
    return page.exactness > 0
        && page.quality > 0
        && (page.quality > problem.quality
            || (page.quality == problem.quality && page.exactness > problem.exactness));
  }

  private static int exactness(String type, Set<String> form) {
    if (form.contains(type)) {
      return 3;
    }
    if (type.equals("*/*")) {
      return 1;
    }
    return type.endsWith("/*")
            && form.stream().anyMatch(one -> one.startsWith(type.substring(0, type.length() - 1)))
        ? 2
        : 0;
  }

  /** The weight in thousandths; one that cannot be read wants nothing. */
  private static int quality(List<String> parts) {
    for (String part : parts.subList(1, parts.size())) {
      if (part.regionMatches(true, 0, "q=", 0, 2)) {
        String value = part.substring(2);
        return value.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? thousandths(value) : 0;
      }
    }
    return 1000;
  }

  private static int thousandths(String value) {
    String digits = (value + (value.length() == 1 ? "." : "") + "000").substring(2, 5);
    return (value.charAt(0) - '0') * 1000 + Integer.parseInt(digits);
  }
}
