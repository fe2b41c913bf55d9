package dev.staffgate.yaml.advice;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import dev.staffgate.model.NameSyntax;
import dev.staffgate.network.Cidr;
import dev.staffgate.network.IpRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says how addresses are written that stand in a form which other programs read: a range with
 * blanks or another dash, a {@code *} for a part, a netmask, several blocks in one text.
 *
 * @param why the form that a policy has
 * @param mend the same addresses in it
 */
public record AddressAdvice(String why, String mend) {
  /** The longest text that is looked at: two addresses, and something between them. */
  private static final int LONGEST = 128;

  private static final Pattern LIKE_ADDRESSES =
      Pattern.compile("[0-9]{1,3}(?:\\.(?:[0-9]{1,3}|\\*)){1,3}(?:[\\p{Zs}\\t,;/–—−‐‑-]+[0-9].*)?");
  private static final Pattern DASH = Pattern.compile("[\\p{Zs}\\t]*[-–—−‐‑][\\p{Zs}\\t]*");
  private static final Pattern SLASH = Pattern.compile("[\\p{Zs}\\t]*/[\\p{Zs}\\t]*");
  private static final Pattern SHORT_RANGE =
      Pattern.compile("([0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}\\.)([0-9]{1,3})-([0-9]{1,3})");
  private static final Pattern NETMASK =
      Pattern.compile("([0-9.]{7,15})(?:/|[\\p{Zs}\\t]+)([0-9.]{7,15})");
  private static final CharMatcher BETWEEN =
      CharMatcher.anyOf(",; \t").or(CharMatcher.breakingWhitespace());

  /**
   * Returns whether addresses were meant by a text that no network can be called, such as {@code
   * 203.0.113.*}.
   */
  public static boolean isMeantBy(String text) {
    return text.length() <= LONGEST
        && !NameSyntax.isId(text)
        && LIKE_ADDRESSES.matcher(text).matches();
  }

  /** Returns advice on a text that is not an address, block or range; empty if nothing is known. */
  public static Optional<AddressAdvice> on(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return netmask(text)
        .or(() -> range(text))
        .or(() -> block(text))
        .or(() -> wildcard(text))
        .or(() -> several(text));
  }

  private static Optional<AddressAdvice> range(String text) {
    String bare = DASH.matcher(text.strip()).replaceAll("-");
    Matcher end = SHORT_RANGE.matcher(bare);
    String whole =
        end.matches() ? end.group(1) + end.group(2) + "-" + end.group(1) + end.group(3) : bare;
    return whole.indexOf('-') > 0
        ? written(whole)
            .map(
                right ->
                    new AddressAdvice(
                        "a range has a plain `-` between two whole addresses, and no blanks",
                        "write `" + right + "`"))
        : Optional.empty();
  }

  private static Optional<AddressAdvice> block(String text) {
    return written(SLASH.matcher(text.strip()).replaceAll("/"))
        .map(
            right ->
                new AddressAdvice(
                    "an address or a block has no blanks in it or around it",
                    "write `" + right + "`"));
  }

  private static Optional<AddressAdvice> wildcard(String text) {
    List<String> parts = new ArrayList<>(Splitter.on('.').splitToList(text.strip()));
    int fixed = 0;
    while (fixed < parts.size() && !isWildcard(parts.get(fixed))) {
      fixed++;
    }
    boolean rest = parts.subList(fixed, parts.size()).stream().allMatch(AddressAdvice::isWildcard);
    if (fixed == 0 || fixed > 3 || parts.size() > 4 || fixed == parts.size() || !rest) {
      return Optional.empty();
    }
    List<String> all = new ArrayList<>(parts.subList(0, fixed));
    while (all.size() < 4) {
      all.add("0");
    }
    String other = parts.get(fixed);
    return written(String.join(".", all) + "/" + 8 * fixed)
        .map(
            block ->
                new AddressAdvice(
                    "`"
                        + other
                        + "` has no meaning in an address; a block is its first"
                        + " address, a slash and the number of bits that are fixed",
                    "write `" + block + "`"));
  }

  private static boolean isWildcard(String part) {
    return part.equals("*") || part.equalsIgnoreCase("x");
  }

  private static Optional<AddressAdvice> netmask(String text) {
    Matcher matcher = NETMASK.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<Integer> length = prefixLength(matcher.group(2));
    if (length.isEmpty()) {
      return Optional.empty();
    }
    String why = "a block has a prefix length behind its slash, and not a netmask";
    String block = matcher.group(1) + "/" + length.get();
    try {
      return Optional.of(new AddressAdvice(why, "write `" + Cidr.parse(block) + "`"));
    } catch (IllegalArgumentException notOne) {
      return Optional.of(new AddressAdvice(why, String.valueOf(notOne.getMessage())));
    }
  }

  /** Returns the prefix length that a netmask stands for; empty if it is not one. */
  private static Optional<Integer> prefixLength(String mask) {
    for (int length = 1; length <= 32; length++) {
      if (mask.equals(mask(length))) {
        return Optional.of(length);
      }
    }
    return Optional.empty();
  }

  private static String mask(int length) {
    int bits = -1 << (32 - length);
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 255)
        + "."
        + (bits >>> 8 & 255)
        + "."
        + (bits & 255);
  }

  private static Optional<AddressAdvice> several(String text) {
    List<String> found = Splitter.on(BETWEEN).omitEmptyStrings().splitToList(text);
    if (found.size() < 2 || !found.stream().allMatch(one -> written(one).isPresent())) {
      return Optional.empty();
    }
    return Optional.of(
        new AddressAdvice(
            "each address, block or range is an entry of its own",
            "write `["
                + String.join(
                    ", ",
                    found.stream()
                        .map(one -> one.indexOf(':') < 0 ? one : '"' + one + '"')
                        .toList())
                + "]`"));
  }

  /** Returns addresses as they stand; empty if a policy cannot hold them so. */
  private static Optional<String> written(String text) {
    try {
      IpRange unused = IpRange.parseUnmapped(text);
      return Optional.of(text);
    } catch (IllegalArgumentException notAddresses) {
      return Optional.empty();
    }
  }
}
